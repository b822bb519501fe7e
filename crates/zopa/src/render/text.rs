//! The terminal form: sentences first, tables that fit, no meaning by colour alone.
//!
//! Every line is at most the asked width (at least [`LEAST_WIDTH`]), measured in
//! terminal columns: a wide character counts two, a combining mark none.

use super::{ASSUMED, clean, number};
use crate::report::{Bar, Block, Clause, Document, Drawing, Picture, Rung, Tone};
use lines::{Style, Writer, columns};

mod lines;
mod table;

/// The narrowest page; a smaller width is read as this.
pub const LEAST_WIDTH: usize = 20;

/// How the page is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextSettings {
    /// Columns of the page.
    pub width: usize,
    /// Whether terminal colours may be used; no meaning depends on them.
    pub colour: bool,
}

impl Default for TextSettings {
    fn default() -> Self {
        TextSettings { width: 88, colour: false }
    }
}

/// The document as text for a terminal.
#[must_use]
pub fn render(document: &Document, settings: &TextSettings) -> String {
    let mut out = Writer::new(settings.width.max(LEAST_WIDTH), settings.colour);
    if !document.title.trim().is_empty() {
        out.paragraph(&clean(&document.title), Style::Bold);
        out.rule('═', columns(clean(&document.title).trim()));
        out.gap();
    }
    for block in &document.blocks {
        out.gap();
        write_block(&mut out, block);
    }
    out.finish()
}

/// A text in lines of at most `width` columns: the first after `first`, the others below its text.
#[must_use]
pub fn paragraph(first: &str, text: &str, width: usize) -> String {
    let indent = columns(first);
    let lines = lines::wrap(&clean(text), width.max(LEAST_WIDTH).saturating_sub(indent));
    let lead = |n: usize| if n == 0 { first.to_owned() } else { " ".repeat(indent) };
    lines.iter().enumerate().map(|(n, line)| format!("{}{line}\n", lead(n))).collect()
}

fn write_block(out: &mut Writer, block: &Block) {
    match block {
        Block::Heading { level, text, .. } => heading(out, *level, &clean(text)),
        Block::Finding(text) => out.hanging("▌ ", "▌ ", &clean(text), Style::Bold),
        Block::Text(text) => out.paragraph(&clean(text), Style::Plain),
        Block::List(items) => {
            for item in items {
                out.hanging("• ", "  ", &clean(item), Style::Plain);
            }
        }
        Block::Clauses(clauses) => write_clauses(out, clauses),
        Block::Quote { text, cite } => {
            out.hanging("  “", "   ", &format!("{}”", clean(text).trim()), Style::Plain);
            out.hanging("   — ", "     ", &clean(cite), Style::Quiet);
        }
        Block::Table(one) => table::write(out, one),
        Block::Picture(picture) => write_picture(out, picture),
        Block::Caveat(text) => out.hanging("! Caveat: ", "  ", &clean(text), Style::Caveat),
        Block::PageBreak => {}
    }
}

fn heading(out: &mut Writer, level: u8, text: &str) {
    match level {
        0 | 1 => {
            out.gap();
            out.paragraph(text, Style::Bold);
            out.rule('─', columns(text.trim()));
        }
        2 => out.hanging("› ", "  ", text, Style::Bold),
        _ => out.hanging("·  ", "   ", text, Style::Bold),
    }
}

fn write_clauses(out: &mut Writer, clauses: &[Clause]) {
    let wide = clauses.len().to_string().len();
    for (index, clause) in clauses.iter().enumerate() {
        let first = format!("{:>wide$}. ", index + 1);
        let rest = " ".repeat(wide + 2);
        let issue = clean(&clause.issue);
        let text = clean(&clause.text);
        out.hanging(&first, &rest, &format!("{issue}: {text}"), Style::Plain);
        if clause.assumed {
            out.hanging(&rest, &rest, &format!("({ASSUMED})"), Style::Quiet);
        }
    }
}

fn write_picture(out: &mut Writer, picture: &Picture) {
    match &picture.drawing {
        Drawing::Bars(bars) if !bars.is_empty() => {
            out.paragraph(&clean(&picture.table.summary), Style::Plain);
            out.gap();
            for bar in bars {
                write_bar(out, bar);
            }
            out.gap();
            table::write_grid(out, &picture.table);
        }
        Drawing::Ladder(rungs) if !rungs.is_empty() => {
            out.paragraph(&clean(&picture.table.summary), Style::Plain);
            out.gap();
            for (index, rung) in rungs.iter().enumerate().rev() {
                write_rung(out, index + 1, rung);
            }
        }
        _ => table::write(out, &picture.table),
    }
}

fn write_rung(out: &mut Writer, place: usize, rung: &Rung) {
    let (mark, word) = match rung.tone {
        Tone::Yes => ('✓', "holds"),
        Tone::No => ('✗', "fails"),
        Tone::Open => ('?', "open"),
        Tone::Plain | Tone::Quiet => ('–', "not asked"),
    };
    let head = format!("{place}. {} – {mark} {word}", clean(&rung.label));
    out.hanging("├─ ", "│  ", &head, Style::Tone(rung.tone));
    out.hanging("│  ", "│  ", &clean(&rung.text), Style::Plain);
}

/// A bar on the party's own scale, `│` at no deal.
fn write_bar(out: &mut Writer, bar: &Bar) {
    let verdict = match bar.tone {
        Tone::Yes => " – ✓ accepts",
        Tone::No => " – ✗ refuses",
        Tone::Open => " – ? open",
        Tone::Quiet => " – not asked",
        Tone::Plain => "",
    };
    out.hanging("", "  ", &format!("{}{verdict}", clean(&bar.label)), Style::Tone(bar.tone));
    let scale = crate::render::svg::own_scale(bar);
    let (low, high) = (number(scale.0), number(scale.1));
    let room = out.width().saturating_sub(columns(&low) + columns(&high) + 6).min(50);
    if room >= 5 && bar.value.is_finite() {
        let place = |x: f64| {
            let share = (x - scale.0) / (scale.1 - scale.0);
            ((share.clamp(0.0, 1.0) * room as f64).round() as usize).min(room)
        };
        let filled = place(bar.value);
        let tick = bar.no_deal.is_finite().then(|| place(bar.no_deal).min(room - 1));
        let line: String = (0..room)
            .map(|i| match (Some(i) == tick, i < filled) {
                (true, _) => '│',
                (false, true) => '█',
                (false, false) => '·',
            })
            .collect();
        out.line(&format!("  {low} [{line}] {high}"), Style::Plain);
    }
    let mut words = format!("value {}, no deal {} (│)", number(bar.value), number(bar.no_deal));
    if let Some((low, high)) = bar.range {
        words.push_str(&format!(", range {} to {}", number(low), number(high)));
    }
    out.hanging("  ", "  ", &words, Style::Quiet);
}
