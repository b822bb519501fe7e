//! The DOCX form: a Word document to edit together.
//!
//! Headings, lists, draft clauses, quotations and tables with repeated head
//! rows, all by named styles, so that a house style can be put over them.
//! Pictures stand as their sentence and table. Equal documents give equal
//! bytes: every part of the package carries the same fixed date.
//!
//! The package is written here and not by a DOCX library: what is needed is
//! seven small XML parts, while `docx-rs`, the current library for it, brings
//! an XML reader, a text-encoding table and a second compressor (about 25
//! crates) for features that a report does not use. Only the container comes
//! from a crate, `zip`, with one compressor and no other feature.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::html::escape;
use super::{ASSUMED, Names, clean};
use crate::report::{Block, Clause, Document, Table};
use parts::{PARTS, numbering};

mod parts;
mod table;

/// The package could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the Word document could not be packed: {0}")]
pub struct Error(#[from] zip::result::ZipError);

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error(error.into())
    }
}

/// The document as the bytes of a `.docx` file.
///
/// # Errors
/// If the package grows beyond what its format holds (4 GB).
pub fn write(document: &Document) -> Result<Vec<u8>, Error> {
    let mut body = Body::default();
    let title = clean(&document.title);
    let title = if title.trim().is_empty() { "Report" } else { title.trim() };
    body.paragraph("Title", title);
    for block in &document.blocks {
        body.block(block);
    }
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let core = format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        escape(title)
    );
    let own = [
        ("docProps/core.xml", core),
        ("word/numbering.xml", numbering(body.clause_lists)),
        ("word/document.xml", body.finish()),
    ];
    let fixed = PARTS.iter().map(|(name, text)| (*name, *text));
    for (name, text) in fixed.chain(own.iter().map(|(name, text)| (*name, text.as_str()))) {
        package.start_file(name, options)?;
        package.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
        package.write_all(text.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

/// The body of the document part.
#[derive(Default)]
struct Body {
    xml: String,
    names: Names,
    bookmarks: usize,
    /// Clause lists so far; each counts from one.
    clause_lists: usize,
}

impl Body {
    fn finish(self) -> String {
        format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{}\
             <w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
             <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
             <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" \
             w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
            self.xml
        )
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, id } => self.heading(*level, text, id),
            Block::Finding(text) => self.paragraph("Finding", text),
            Block::Text(text) => self.paragraph("BodyText", text),
            Block::List(items) => {
                for item in items {
                    self.numbered("ListBullet", 1, &run(item, ""));
                }
            }
            Block::Clauses(clauses) => self.clauses(clauses),
            Block::Quote { text, cite } => {
                self.paragraph("Quote", &format!("“{}”", text.trim()));
                if !cite.trim().is_empty() {
                    self.paragraph("QuoteSource", &format!("— {cite}"));
                }
            }
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.table(&picture.table),
            Block::Caveat(text) => {
                self.styled("Caveat", &format!("{}{}", run("Caveat. ", BOLD), run(text, "")));
            }
            Block::PageBreak => self.xml.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
        }
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.styled(style, &run(text, ""));
    }

    fn styled(&mut self, style: &str, runs: &str) {
        self.xml.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>"));
    }

    fn numbered(&mut self, style: &str, list: usize, runs: &str) {
        self.xml.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:numPr><w:ilvl w:val=\"0\"/>\
             <w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{runs}</w:p>"
        ));
    }

    fn heading(&mut self, level: u8, text: &str, id: &str) {
        let level = level.clamp(1, 3);
        self.bookmarks += 1;
        // Word takes at most 40 characters for a bookmark's name.
        let name: String = self.names.take(id, "section").chars().take(40).collect();
        let n = self.bookmarks;
        self.styled(
            &format!("Heading{level}"),
            &format!(
                "<w:bookmarkStart w:id=\"{n}\" w:name=\"{name}\"/>{}<w:bookmarkEnd w:id=\"{n}\"/>",
                run(text, "")
            ),
        );
    }

    fn clauses(&mut self, clauses: &[Clause]) {
        if clauses.is_empty() {
            return;
        }
        self.clause_lists += 1;
        for clause in clauses {
            let runs =
                format!("{}{}", run(&format!("{}. ", clause.issue.trim()), BOLD), run(&clause.text, ""));
            self.numbered("ListNumber", 1 + self.clause_lists, &runs);
            if clause.assumed {
                self.paragraph("Assumed", ASSUMED);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.summary.trim().is_empty() {
            self.paragraph("Summary", &table.summary);
        }
        if !table.caption.trim().is_empty() {
            self.paragraph("Caption", &table.caption);
        }
        self.xml.push_str(&table::write(table));
    }
}

const BOLD: &str = "<w:rPr><w:b/></w:rPr>";

/// A run of text; its line ends become line breaks.
fn run(text: &str, properties: &str) -> String {
    let text = clean(text);
    let mut out = format!("<w:r>{properties}");
    for (index, line) in text.trim_matches('\n').split('\n').enumerate() {
        if index > 0 {
            out.push_str("<w:br/>");
        }
        out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line)));
    }
    out + "</w:r>"
}
