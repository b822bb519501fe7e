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
    let widths = widths(grid, columns);
    let shared: Vec<Option<&str>> = (0..columns).map(|column| grid.shared_remark(column)).collect();
    for width in &widths {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid>");
    if (0..columns).any(|column| !grid.head(column).trim().is_empty()) {
        out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, &width) in widths.iter().enumerate() {
            out.push_str(&format!(
                "<w:tc>{}{}</w:tc>",
                properties(width),
                paragraph("TableText", grid.numeric(column), &run(grid.head(column), BOLD))
            ));
        }
        out.push_str("</w:tr>");
    }
    for row in 0..grid.rows() {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (column, &width) in widths.iter().enumerate() {
            let alone = shared[column].is_none();
            let inner = content(grid.cell(row, column), column == 0, grid.numeric(column), alone);
            out.push_str(&format!("<w:tc>{}{inner}</w:tc>", properties(width)));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    for (column, remark) in shared.into_iter().enumerate() {
        if let Some(remark) = remark {
            out.push_str(&paragraph("Remark", false, &run(&format!("{}: {remark}", grid.head(column)), "")));
        }
    }
    out + "<w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>"
}

fn properties(width: usize) -> String {
    format!("<w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>")
}

/// The page's width shared among the columns by their longest texts, within bounds.
fn widths(grid: Grid, columns: usize) -> Vec<usize> {
    let needs: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = (0..grid.rows()).filter_map(|row| grid.cell(row, column));
            let remark = |cell: &Cell| cell.detail.as_deref().map_or(0, |d| d.chars().count() / 2);
            let texts = cells.map(|cell| (cell.text.chars().count() + 2).max(remark(cell)));
            texts.chain([grid.head(column).chars().count()]).max().unwrap_or(0).clamp(8, 44)
        })
        .collect();
    let total = needs.iter().sum::<usize>().max(1);
    needs.iter().map(|need| PAGE * need / total).collect()
}

fn content(cell: Option<&Cell>, head: bool, numeric: bool, remarks: bool) -> String {
    let text = cell.map(marked).unwrap_or_default();
    let mut out = paragraph("TableText", numeric, &run(&text, if head { BOLD } else { "" }));
    let detail = cell.and_then(|cell| cell.detail.as_deref()).filter(|d| remarks && !d.trim().is_empty());
    if let Some(detail) = detail {
        out.push_str(&paragraph("Remark", numeric, &run(detail, "")));
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
