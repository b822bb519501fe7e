//! Tables of a Word document: a head row that repeats, rows that are not cut.

use super::{BOLD, run};
use crate::render::html::escape;
use crate::render::{Grid, clean, marked};
use crate::report::{Cell, Table};

/// Width of the page inside its margins, in twentieths of a point.
const PAGE: usize = 9638;
/// Word holds at most this many columns.
const MOST_COLUMNS: usize = 63;

/// The table and the paragraph that must follow it.
pub(super) fn write(table: &Table) -> String {
    let grid = Grid::new(table);
    let columns = grid.columns().min(MOST_COLUMNS);
    if columns == 0 || grid.rows() == 0 {
        return format!("<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr>{}</w:p>", run("No rows.", ""));
    }
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Report\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
         <w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" \
         w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/><w:tblDescription w:val=\"{}\"/></w:tblPr>\
         <w:tblGrid>",
        attribute(&table.caption),
        attribute(&table.summary)
    );
    for _ in 0..columns {
        out.push_str(&format!("<w:gridCol w:w=\"{}\"/>", PAGE / columns));
    }
    out.push_str("</w:tblGrid>");
    if (0..columns).any(|column| !grid.head(column).trim().is_empty()) {
        out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for column in 0..columns {
            out.push_str(&format!(
                "<w:tc>{}{}</w:tc>",
                properties(columns),
                paragraph("TableText", grid.numeric(column), &run(grid.head(column), BOLD))
            ));
        }
        out.push_str("</w:tr>");
    }
    for row in 0..grid.rows() {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for column in 0..columns {
            let inner = content(grid.cell(row, column), column == 0, grid.numeric(column));
            out.push_str(&format!("<w:tc>{}{inner}</w:tc>", properties(columns)));
        }
        out.push_str("</w:tr>");
    }
    out + "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>"
}

fn properties(columns: usize) -> String {
    format!("<w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>", PAGE / columns)
}

fn content(cell: Option<&Cell>, head: bool, numeric: bool) -> String {
    let text = cell.map(marked).unwrap_or_default();
    let mut out = paragraph("TableText", numeric, &run(&text, if head { BOLD } else { "" }));
    if let Some(detail) = cell.and_then(|cell| cell.detail.as_deref()).filter(|d| !d.trim().is_empty()) {
        out.push_str(&paragraph("Remark", false, &run(detail, "")));
    }
    out
}

fn paragraph(style: &str, numeric: bool, runs: &str) -> String {
    let side = if numeric { "<w:jc w:val=\"right\"/>" } else { "" };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{side}</w:pPr>{runs}</w:p>")
}

fn attribute(text: &str) -> String {
    escape(&clean(text).replace('\n', " "))
}
