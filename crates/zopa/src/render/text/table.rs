//! Tables of a terminal page: aligned columns whose cells wrap, or one record
//! per row where the page is too narrow for columns.

use super::lines::{Style, Writer, columns, extent, wrap};
use crate::render::{Grid, clean, marked};
use crate::report::{Cell, Table, Tone};

/// Columns between two cells.
const GAP: usize = 2;
/// A cell is not squeezed below its longest word, nor asked to hold longer words than this.
const LONGEST_WORD: usize = 16;
/// No column is narrower.
const LEAST: usize = 4;

/// The summary sentence, then the table.
pub(super) fn write(out: &mut Writer, table: &Table) {
    if !table.summary.trim().is_empty() {
        out.paragraph(&clean(&table.summary), Style::Plain);
        out.gap();
    }
    write_grid(out, table);
}

/// The caption, the table and its numbered notes.
pub(super) fn write_grid(out: &mut Writer, table: &Table) {
    if !table.caption.trim().is_empty() {
        out.paragraph(&clean(&table.caption), Style::Bold);
    }
    let grid = Grid::new(table);
    if grid.rows() == 0 {
        out.paragraph("(no rows)", Style::Quiet);
        return;
    }
    let mut notes = Vec::new();
    let cells = written(grid, &mut notes);
    match widths(grid, &cells, out.width()) {
        Some(widths) => write_columns(out, grid, &cells, &widths),
        None => write_records(out, grid, &cells),
    }
    if !notes.is_empty() {
        out.gap();
    }
    for (index, note) in notes.iter().enumerate() {
        let lead = format!("[{}] ", index + 1);
        out.hanging(&lead, &" ".repeat(lead.len()), note, Style::Quiet);
    }
}

/// Each cell as it will be written. A remark becomes a note below; equal remarks share one.
fn written(grid: Grid, notes: &mut Vec<String>) -> Vec<Vec<(String, Tone)>> {
    let mut write = |cell: &Cell| {
        let mut text = marked(cell);
        let detail = cell.detail.as_deref().map(clean);
        if let Some(detail) = detail.filter(|detail| !detail.trim().is_empty()) {
            let at = notes.iter().position(|note| *note == detail).unwrap_or_else(|| {
                notes.push(detail.into_owned());
                notes.len() - 1
            });
            let space = if text.is_empty() { "" } else { "\u{A0}" };
            text = format!("{}{space}[{}]", text.trim_end(), at + 1);
        }
        (text, cell.tone)
    };
    (0..grid.rows())
        .map(|row| {
            (0..grid.columns())
                .map(|column| grid.cell(row, column).map(&mut write).unwrap_or_default())
                .collect()
        })
        .collect()
}

/// The width of each column, or `None` where columns would break words.
fn widths(grid: Grid, cells: &[Vec<(String, Tone)>], page: usize) -> Option<Vec<usize>> {
    let room = page.checked_sub(GAP * grid.columns().saturating_sub(1))?;
    let mut least = Vec::new();
    let mut most = Vec::new();
    for column in 0..grid.columns() {
        let (word, line) = cells
            .iter()
            .map(|row| extent(&row[column].0))
            .fold((LEAST, LEAST), |(w, l), (word, line)| (w.max(word), l.max(line)));
        // A head may wrap before cells have to: it asks for no more than a long word.
        let head = extent(&clean(grid.head(column)));
        let (word, line) = (word.max(head.0), line.max(head.0).max(head.1.min(LONGEST_WORD)));
        least.push(word.min(LONGEST_WORD));
        most.push(line);
    }
    if most.iter().sum::<usize>() <= room {
        return Some(most);
    }
    let mut widths = least;
    let used = widths.iter().sum::<usize>();
    if used > room {
        return None;
    }
    // What is left is shared evenly; a column that needs less leaves the rest to the others,
    // so that numbers and verdicts stay on one line and long texts wrap.
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by_key(|&i| (most[i] - widths[i], i));
    let mut left = room - used;
    for (place, &column) in order.iter().enumerate() {
        let share = left / (order.len() - place);
        let given = share.min(most[column] - widths[column]);
        widths[column] += given;
        left -= given;
    }
    Some(widths)
}

fn write_columns(out: &mut Writer, grid: Grid, cells: &[Vec<(String, Tone)>], widths: &[usize]) {
    let heads: Vec<(String, Style)> =
        (0..grid.columns()).map(|i| (clean(grid.head(i)).into_owned(), Style::Bold)).collect();
    let total = widths.iter().sum::<usize>() + GAP * (widths.len().saturating_sub(1));
    if heads.iter().any(|(head, _)| !head.trim().is_empty()) {
        write_row(out, grid, &heads, widths);
        out.rule('─', total);
    }
    let wraps = cells.iter().flatten().zip(widths.iter().cycle()).any(|((text, _), &width)| {
        let (word, line) = extent(text);
        word > width || line > width || text.contains('\n')
    });
    for (index, row) in cells.iter().enumerate() {
        if wraps && index > 0 {
            out.gap();
        }
        let row: Vec<_> = row.iter().map(|(text, tone)| (text.clone(), Style::Tone(*tone))).collect();
        write_row(out, grid, &row, widths);
    }
}

fn write_row(out: &mut Writer, grid: Grid, cells: &[(String, Style)], widths: &[usize]) {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|((text, _), &width)| wrap(text, width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
    for line in 0..height {
        let mut text = String::new();
        let mut pending = 0;
        for (column, (lines, &width)) in wrapped.iter().zip(widths).enumerate() {
            if column > 0 {
                pending += GAP;
            }
            let part = lines.get(line).map_or("", String::as_str);
            let blank = width.saturating_sub(columns(part));
            let (before, after) = if grid.numeric(column) { (blank, 0) } else { (0, blank) };
            if !part.is_empty() {
                text.push_str(&" ".repeat(pending + before));
                text.push_str(&out.paint(part, cells[column].1));
                pending = after;
            } else {
                pending += width;
            }
        }
        out.line(&text, Style::Plain);
    }
}

/// One record per row: the row's head, then each column's name and cell.
fn write_records(out: &mut Writer, grid: Grid, cells: &[Vec<(String, Tone)>]) {
    for (index, row) in cells.iter().enumerate() {
        if index > 0 {
            out.gap();
        }
        for (column, (text, tone)) in row.iter().enumerate() {
            let head = clean(grid.head(column));
            if column == 0 {
                out.paragraph(text, Style::Bold);
            } else if !text.trim().is_empty() {
                let lead = if head.trim().is_empty() { String::new() } else { format!("{}: ", head.trim()) };
                out.hanging("  ", "    ", &format!("{lead}{text}"), Style::Tone(*tone));
            }
        }
    }
}
