//! The parts of an XLSX file that are not sheets, and the styles that cells name by number.

use super::super::fill::Page;

/// Styles of cells, as `styles.xml` lists them.
pub const HEAD: usize = 1;
/// A head of every second party.
pub const HEAD_TINTED: usize = 2;
/// Text, whatever it looks like.
pub const TEXT: usize = 3;
/// Text that would run as a formula if it were typed.
pub const TEXT_QUOTED: usize = 4;
/// Numbers as they are.
pub const NUMBER: usize = 5;
/// Percentages of no, one, two and four decimals.
pub const PERCENT: [usize; 4] = [6, 7, 8, 9];
/// Text that stands out.
pub const TEXT_STRONG: usize = 10;

/// The styles.
pub const STYLES: &str = include_str!("styles.xml");

/// How a sheet begins.
pub const SHEET: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
    <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>";

/// The relations of the package.
pub const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" \
    Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
    Target=\"docProps/core.xml\"/></Relationships>";

/// What each part is.
pub fn content_types(pages: &[Page]) -> String {
    let own = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut out = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{own}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{own}.styles+xml\"/>"
    );
    for (n, page) in (1..).zip(pages) {
        out.push_str(&part(&format!("worksheets/sheet{n}"), &format!("{own}.worksheet+xml")));
        if page.heads.iter().any(|head| !head.help.is_empty()) {
            out.push_str(&part(&format!("comments{n}"), &format!("{own}.comments+xml")));
        }
    }
    out + "</Types>"
}

fn part(name: &str, kind: &str) -> String {
    format!("<Override PartName=\"/xl/{name}.xml\" ContentType=\"{kind}\"/>")
}

/// The properties of the document; without a date, because nobody who reads it knows whose clock it was.
pub fn core(title: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        escape(title)
    )
}

/// The list of sheets.
pub fn workbook(pages: &[Page]) -> String {
    let mut out = String::from(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>",
    );
    for (n, page) in (1..).zip(pages) {
        out.push_str(&format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", escape(&page.name)));
    }
    out + "</sheets></workbook>"
}

/// Where the sheets are.
pub fn workbook_relations(pages: &[Page]) -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out = String::from(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    );
    for n in 1..=pages.len() {
        out.push_str(&format!(
            "<Relationship Id=\"rId{n}\" Type=\"{kind}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        ));
    }
    let styles = pages.len() + 1;
    out + &format!(
        "<Relationship Id=\"rId{styles}\" Type=\"{kind}/styles\" Target=\"styles.xml\"/></Relationships>"
    )
}

/// Text in XML. Characters that XML does not have are written as workbooks do: `_x000D_`; so is what looks like that.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if looks_escaped(&text[at..]) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push_str(&format!("_x{:04X}_", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn looks_escaped(text: &str) -> bool {
    let code = text.strip_prefix("_x").and_then(|rest| Some((rest.get(..4)?, rest.get(4..)?)));
    code.is_some_and(|(code, rest)| code.bytes().all(|b| b.is_ascii_hexdigit()) && rest.starts_with('_'))
}
