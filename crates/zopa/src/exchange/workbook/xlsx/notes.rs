//! The notes on heads. A spreadsheet keeps their text in one part and their boxes, in an older language (VML), in another.

use super::super::fill::Page;
use super::super::grid::cell_name;
use super::parts::escape;

/// Shapes that one block of ids holds.
const BLOCK: usize = 1024;

/// The two parts of a sheet's notes.
pub struct Notes {
    /// Their texts.
    pub comments: String,
    /// Their boxes.
    pub shapes: String,
    /// The first block of ids that is free after these.
    pub next: usize,
}

impl Notes {
    /// The notes of a page, whose boxes have ids from this block on; none where no head has a note.
    pub fn of(page: &Page, block: usize) -> Option<Notes> {
        let helped: Vec<(u32, &str)> = (0..)
            .zip(&page.heads)
            .filter(|(_, head)| !head.help.is_empty())
            .map(|(at, head)| (at, head.help.as_str()))
            .collect();
        if helped.is_empty() {
            return None;
        }
        let blocks: Vec<String> = (0..=helped.len() / BLOCK).map(|n| (block + n).to_string()).collect();
        let mut comments = String::from(
            "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
             <authors><author>zopa</author></authors><commentList>",
        );
        let mut shapes = format!(
            "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
             xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">\
             <o:idmap v:ext=\"edit\" data=\"{}\"/></o:shapelayout>\
             <v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
             path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
             <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>",
            blocks.join(",")
        );
        for (n, (column, help)) in helped.iter().enumerate() {
            let name = cell_name(0, *column);
            comments.push_str(&format!(
                "<comment ref=\"{name}\" authorId=\"0\"><text><r><t xml:space=\"preserve\">{}</t></r></text></comment>",
                escape(help)
            ));
            // Four rows of text fit into the height of four rows; longer notes get a taller box.
            let rows = 4 + help.chars().count() / 60;
            shapes.push_str(&format!(
                "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\" style=\"position:absolute;z-index:{};\
                 visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
                 <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\">\
                 <div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\">\
                 <x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 10, 1, 4, {}, 10, {}, 4</x:Anchor>\
                 <x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
                block * BLOCK + n + 1,
                n + 1,
                column + 1,
                column + 4,
                1 + rows
            ));
        }
        comments.push_str("</commentList></comments>");
        shapes.push_str("</xml>");
        Some(Notes { comments, shapes, next: block + blocks.len() })
    }
}

/// The relations of a sheet with notes.
pub fn sheet_relations(n: usize) -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{kind}/vmlDrawing\" Target=\"../drawings/vmlDrawing{n}.vml\"/>\
         <Relationship Id=\"rId2\" Type=\"{kind}/comments\" Target=\"../comments{n}.xml\"/></Relationships>"
    )
}
