//! A ladder: rungs from the bottom, each with a mark, a word and a sentence.
//!
//! The rail is solid as far up as no rung fails or is open; beyond the first that does
//! not, it is broken.

use super::pen::{Hold, Look, Pen, Type, line_height, measure, wrap};
use crate::render::palette::{Colour, EDGE, INK, NO, OPEN, PAPER, QUIET, WASH, YES};
use crate::report::{Rung, Tone};

const RADIUS: f64 = 14.0;
const INDENT: f64 = 48.0;

/// Draws the rungs and returns the picture's height.
pub(super) fn draw(pen: &mut Pen, rungs: &[Rung]) -> f64 {
    if rungs.is_empty() {
        let set = pen.text_type(QUIET);
        pen.text((0.0, 20.0), set, "No rungs to draw.");
        return 32.0;
    }
    let title = Type { bold: true, ..pen.text_type(INK) };
    let body = pen.text_type(QUIET);
    let held = rungs.iter().take_while(|rung| !matches!(rung.tone, Tone::No | Tone::Open)).count();

    // Heights first, since the rail is drawn beneath: the first rung is at the bottom.
    let mut tops = vec![0.0; rungs.len()];
    let mut boxes = vec![0.0; rungs.len()];
    let mut y = 6.0;
    for (index, rung) in rungs.iter().enumerate().rev() {
        tops[index] = y;
        boxes[index] = box_height(pen, rung, title, body);
        y += boxes[index] + 12.0;
    }
    let height = y - 6.0;
    let centre = |index: usize| tops[index] + boxes[index] / 2.0;
    let bottom = height - 2.0;
    for rail in [RADIUS - 5.0, RADIUS + 5.0] {
        let turn = if held == 0 { bottom } else { centre(held - 1) };
        pen.line((rail + 1.0, bottom), (rail + 1.0, turn), Look::line(EDGE, 3.0));
        let broken = Look::line(EDGE, 1.5).dashed();
        pen.line((rail + 1.0, turn), (rail + 1.0, tops[rungs.len() - 1]), broken);
    }
    for (index, rung) in rungs.iter().enumerate() {
        let (word, ink) = verdict(rung.tone);
        let frame = Look { fill: Some(WASH), ..Look::default() };
        pen.rect((INDENT, tops[index]), (pen.width - INDENT, boxes[index]), 6.0, frame);
        badge(pen, (RADIUS + 1.0, centre(index)), rung.tone, ink);
        let inner = pen.width - INDENT - 28.0;
        let mut y = tops[index] + 12.0 + title.size;
        let verdict = Type { ink, hold: Hold::End, ..title };
        pen.text((pen.width - 14.0, y), verdict, word);
        let beside = inner - measure(word, verdict) - 16.0;
        let label = format!("{}. {}", index + 1, rung.label);
        for line in wrap(&label, beside, title) {
            pen.text((INDENT + 14.0, y), title, &line);
            y += line_height(title);
        }
        pen.paragraph((INDENT + 14.0, y + 2.0), body, inner, &rung.text);
    }
    height
}

fn box_height(pen: &Pen, rung: &Rung, title: Type, body: Type) -> f64 {
    let inner = pen.width - INDENT - 28.0;
    let (word, _) = verdict(rung.tone);
    let label = format!("{}. {}", 9, rung.label);
    let labels = wrap(&label, inner - measure(word, title) - 16.0, title).len();
    let lines = wrap(&rung.text, inner, body).len();
    let text = if lines == 0 { 0.0 } else { 4.0 + lines as f64 * line_height(body) };
    12.0 + labels as f64 * line_height(title) + text + 6.0
}

fn verdict(tone: Tone) -> (&'static str, Colour) {
    match tone {
        Tone::Yes => ("holds", YES),
        Tone::No => ("fails", NO),
        Tone::Open => ("open", OPEN),
        Tone::Plain | Tone::Quiet => ("not asked", QUIET),
    }
}

/// A disc with a drawn mark; its shape tells without its colour: full, crossed, or hollow.
fn badge(pen: &mut Pen, (x, y): (f64, f64), tone: Tone, ink: Colour) {
    pen.circle((x, y), RADIUS + 3.0, Look::fill(PAPER));
    match tone {
        Tone::Yes => {
            pen.circle((x, y), RADIUS, Look::fill(ink));
            let tick = [(x - 6.0, y + 0.5), (x - 1.8, y + 5.0), (x + 6.5, y - 5.0)];
            pen.path(&tick, false, Look::line(PAPER, 2.6));
        }
        Tone::No => {
            let look = Look { fill: Some(PAPER), stroke: Some(ink), width: 2.4, dashed: false };
            pen.circle((x, y), RADIUS - 1.0, look);
            pen.line((x - 5.0, y - 5.0), (x + 5.0, y + 5.0), Look::line(ink, 2.6));
            pen.line((x - 5.0, y + 5.0), (x + 5.0, y - 5.0), Look::line(ink, 2.6));
        }
        Tone::Open => {
            let look = Look { fill: Some(PAPER), stroke: Some(ink), width: 2.0, dashed: true };
            pen.circle((x, y), RADIUS - 1.0, look);
            let set = Type { bold: true, hold: Hold::Middle, size: 17.0, ..pen.text_type(ink) };
            pen.text((x, y + 6.0), set, "?");
        }
        Tone::Plain | Tone::Quiet => {
            let look = Look { fill: Some(PAPER), stroke: Some(ink), width: 1.6, dashed: false };
            pen.circle((x, y), RADIUS - 1.0, look);
            pen.line((x - 5.0, y), (x + 5.0, y), Look::line(ink, 2.2));
        }
    }
}
