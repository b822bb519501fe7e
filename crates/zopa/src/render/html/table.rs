//! Tables: caption, scopes, and a region that scrolls by itself where the page is narrow.

use super::inline::{prose, words};
use crate::render::{Grid, Names, clean, mark, word};
use crate::report::{Cell, Table};

/// Where a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// By itself, after its sentence.
    Alone,
    /// Below the picture that has said the sentence already.
    BelowPicture,
}

/// More rows than this are folded behind the table's sentence.
const FOLD: usize = 14;
/// A table of at most so many rows stays on one printed page.
pub(super) const WHOLE: usize = 8;
/// A text of more characters makes its column one of sentences.
const WORDY: usize = 44;
/// A longer remark is folded behind a word.
const LONG_REMARK: usize = 150;

/// The table's sentence and the table.
pub(super) fn write(table: &Table, names: &mut Names, place: Place) -> String {
    let grid = Grid::new(table);
    let id = names.take(&table.id, "table");
    let caption = caption(table);
    let mut class = String::from(if grid.rows() <= WHOLE { "table short" } else { "table" });
    if place == Place::BelowPicture {
        class.push_str(" of-picture");
    }
    let mut out = format!("<div class=\"{class}\" id=\"{id}\">\n");
    if place == Place::Alone && !clean(&table.summary).trim().is_empty() {
        out.push_str(&format!("<p class=\"summary\">{}</p>\n", prose(&table.summary)));
    }
    let markup = markup(grid, &caption, &names.take(&format!("{id}-caption"), "caption"));
    if place == Place::BelowPicture {
        out.push_str(&format!("<details><summary>The same as a table</summary>\n{markup}</details>\n"));
    } else if grid.rows() > FOLD {
        out.push_str(&format!(
            "<details><summary>{caption} <span class=\"count\">({} rows)</span></summary>\n{markup}</details>\n",
            grid.rows()
        ));
    } else {
        out.push_str(&markup);
    }
    out.push_str("</div>\n");
    out
}

fn caption(table: &Table) -> String {
    let caption = words(&table.caption);
    if caption.is_empty() { "Table".into() } else { caption }
}

fn markup(grid: Grid, caption: &str, name: &str) -> String {
    // A narrow table wraps; a wide one scrolls in a region that the keyboard reaches.
    let open = if grid.columns() > 2 {
        format!("<div class=\"scroll\" role=\"group\" aria-labelledby=\"{name}\" tabindex=\"0\">\n")
    } else {
        "<div class=\"fit\">\n".into()
    };
    let classes = classes(grid);
    let shared: Vec<Option<&str>> = (0..grid.columns()).map(|column| grid.shared_remark(column)).collect();
    let mut out = format!("{open}<table>\n<caption id=\"{name}\">{caption}</caption>\n");
    if (0..grid.columns()).any(|column| !words(grid.head(column)).is_empty()) {
        out.push_str("<thead><tr>");
        for (column, class) in classes.iter().enumerate() {
            match words(grid.head(column)) {
                head if head.is_empty() => out.push_str(&format!("<td{class}></td>")),
                head => out.push_str(&format!("<th scope=\"col\"{class}>{head}</th>")),
            }
        }
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    if grid.rows() == 0 {
        let span = grid.columns().max(1);
        out.push_str(&format!("<tr><td class=\"none\" colspan=\"{span}\">No rows.</td></tr>\n"));
    }
    for row in 0..grid.rows() {
        out.push_str("<tr>");
        for (column, remark) in shared.iter().enumerate() {
            let class = classes[column];
            let about = about(grid, row, column);
            let alone = remark.is_none();
            let inner =
                grid.cell(row, column).map(|one| cell(one, alone.then_some(&about))).unwrap_or_default();
            if column == 0 && !inner.is_empty() {
                out.push_str(&format!("<th scope=\"row\"{class}>{inner}</th>"));
            } else {
                out.push_str(&format!("<td{class}>{inner}</td>"));
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    for (column, remark) in shared.into_iter().enumerate() {
        if let Some(remark) = remark {
            out.push_str(&format!(
                "<p class=\"source\">{}: {}</p>\n",
                words(grid.head(column)),
                prose(remark)
            ));
        }
    }
    out
}

/// How each column is set: numbers stand right; a column of sentences is not squeezed.
fn classes(grid: Grid) -> Vec<&'static str> {
    let long = |column: usize| {
        (0..grid.rows()).any(|row| {
            grid.cell(row, column).is_some_and(|cell| {
                let detail = cell.detail.as_ref().map_or(0, |detail| detail.chars().count());
                cell.text.chars().count().max(detail) > WORDY
            })
        })
    };
    (0..grid.columns())
        .map(|column| match (grid.numeric(column), column > 0 && long(column)) {
            (true, _) => " class=\"number\"",
            (false, true) => " class=\"wordy\"",
            (false, false) => "",
        })
        .collect()
}

/// What a cell is about, for those who meet its folded remark out of its row.
fn about(grid: Grid, row: usize, column: usize) -> String {
    let of = grid.cell(row, 0).map(|cell| words(&cell.text)).unwrap_or_default();
    match (words(grid.head(column)), column) {
        (head, _) if head.is_empty() => of,
        (_, 0) => of,
        (head, _) => format!("{of}, {head}"),
    }
}

/// The mark is for the eye; a word that the mark stands for is for the ear.
/// `about` is `None` where the remark is said elsewhere.
fn cell(cell: &Cell, about: Option<&String>) -> String {
    let text = prose(&cell.text);
    let mut out = String::new();
    let tone = format!("{:?}", cell.tone).to_lowercase();
    match (mark(cell.tone), word(cell.tone)) {
        (Some(mark), Some(word)) => {
            out.push_str(&format!(
                "<span class=\"tone {tone}\"><span aria-hidden=\"true\">{mark}\u{A0}</span>"
            ));
            if text.is_empty() {
                out.push_str(word);
            } else if !text.to_lowercase().starts_with(word) {
                out.push_str(&format!("<span class=\"heard\">{word}: </span>"));
            }
            out.push_str(&format!("{text}</span>"));
        }
        _ if tone == "quiet" => out.push_str(&format!("<span class=\"quiet\">{text}</span>")),
        _ => out.push_str(&text),
    }
    let detail = cell.detail.as_deref().filter(|detail| !clean(detail).trim().is_empty());
    if let (Some(detail), Some(about)) = (detail, about) {
        let remark = prose(detail);
        if detail.chars().count() <= LONG_REMARK {
            out.push_str(&format!("<small>{remark}</small>"));
        } else {
            out.push_str(&format!(
                "<details class=\"remark\"><summary>Note<span class=\"heard\"> on {about}</span></summary>\
                 <small>{remark}</small></details>"
            ));
        }
    }
    out
}
