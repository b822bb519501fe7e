//! Bars: each party on its own labelled scale, with a tick at no deal.
//!
//! What a package is worth beyond no deal is the solid part; what it lacks to
//! no deal is the hatched gap. Rows do not share an axis: each has its own ends,
//! because values of different parties are never compared.

use super::own_scale;
use super::pen::{Hold, Look, Pen, Type, line_height, measure, wrap};
use crate::render::number;
use crate::render::palette::{BASE, EDGE, GAIN, INK, NO, OPEN, PAPER, QUIET, WASH, YES};
use crate::report::{Bar, Tone};

const TRACK: f64 = 18.0;

/// Draws the bars and returns the picture's height.
pub(super) fn draw(pen: &mut Pen, bars: &[Bar]) -> f64 {
    let pattern = pen.name("short");
    pen.define(&format!(
        "<pattern id=\"{pattern}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"2\" height=\"6\" class=\"zf-no\" fill=\"{}\"/></pattern>",
        NO.light
    ));
    let mut y = 8.0;
    for bar in bars {
        y = row(pen, bar, y) + 22.0;
    }
    if bars.is_empty() {
        let set = pen.text_type(QUIET);
        pen.text((0.0, 20.0), set, "No values to draw.");
        return 32.0;
    }
    key(pen, bars, y - 2.0)
}

fn row(pen: &mut Pen, bar: &Bar, top: f64) -> f64 {
    let title = Type { bold: true, ..pen.text_type(INK) };
    let (words, ink) = match bar.tone {
        Tone::Yes => ("✓ accepts", YES),
        Tone::No => ("✗ refuses", NO),
        Tone::Open => ("? open", OPEN),
        Tone::Quiet => ("not asked", QUIET),
        Tone::Plain => ("", QUIET),
    };
    let verdict = Type { bold: true, ink, hold: Hold::End, ..title };
    let right = pen.width - 1.0;
    let mut y = top + title.size;
    pen.text((right, y), verdict, words);
    let room = right - if words.is_empty() { 0.0 } else { measure(words, verdict) + 16.0 };
    let labels = wrap(&bar.label, room, title);
    for line in &labels {
        pen.text((0.0, y), title, line);
        y += line_height(title);
    }
    let (low, high) = own_scale(bar);
    let place = |x: f64| 1.0 + (right - 1.0) * ((x - low) / (high - low)).clamp(0.0, 1.0);
    let small = pen.small_type(QUIET);

    // The value stands above the bar's end, the tick's label below, so that they never meet. It
    // shares the row of the party's name where there is room.
    if bar.value.is_finite() {
        let set = Type { bold: true, ink: INK, hold: Hold::Middle, ..small };
        let text = number(bar.value);
        let half = measure(&text, set) / 2.0;
        let x = place(bar.value).clamp(half, right - half);
        let name = labels.last().map_or(0.0, |line| measure(line, title));
        let clear = labels.len() == 1 && x - half > name + 14.0 && x + half < room - 6.0;
        if !clear {
            y += line_height(small) - 2.0;
        }
        pen.text((x, y - line_height(title)), set, &text);
    }
    let track = y - line_height(title) + 6.0;
    pen.rect((1.0, track), (right - 1.0, TRACK), 3.0, Look::fill(WASH));
    if bar.value.is_finite() {
        amounts(pen, bar, track, &place);
    }
    let outline = Look::line(EDGE, 1.0);
    pen.rect((1.0, track), (right - 1.0, TRACK), 3.0, outline);
    if let Some((from, to)) = bar.range.filter(|(a, b)| a.is_finite() && b.is_finite()) {
        whisker(pen, (place(from), place(to)), track + TRACK / 2.0);
    }
    ends(pen, bar, track + TRACK, small, &place);
    track + TRACK + 6.0 + line_height(small)
}

/// The bar: up to no deal, beyond it, or short of it.
fn amounts(pen: &mut Pen, bar: &Bar, track: f64, place: &dyn Fn(f64) -> f64) {
    let zero = place(0.0);
    let value = place(bar.value);
    let tick = if bar.no_deal.is_finite() { place(bar.no_deal) } else { value };
    let mut part = |from: f64, to: f64, look: Look| {
        pen.rect((from.min(to), track), ((to - from).abs(), TRACK), 0.0, look);
    };
    if value >= tick {
        part(zero, tick.max(zero), Look::fill(BASE));
        part(tick, value, Look::fill(GAIN));
    } else {
        part(zero, value, Look::fill(BASE));
        pen.patterned((value, track), (tick - value, TRACK), "short");
    }
    pen.line((value, track), (value, track + TRACK), Look::line(INK, 2.0));
}

fn whisker(pen: &mut Pen, (from, to): (f64, f64), y: f64) {
    // A pale line under the dark one keeps it visible over any part of the bar.
    for look in [Look::line(PAPER, 5.0), Look::line(INK, 1.8)] {
        pen.line((from, y), (to, y), look);
        for x in [from, to] {
            pen.line((x, y - 5.0), (x, y + 5.0), look);
        }
    }
}

/// The tick at no deal and the ends of the scale, labelled; a label that would overlap is left out.
fn ends(pen: &mut Pen, bar: &Bar, below: f64, small: Type, place: &dyn Fn(f64) -> f64) {
    let right = pen.width - 1.0;
    let base = below + 4.0 + small.size;
    let (low, high) = own_scale(bar);
    let mut taken = Vec::new();
    let mut label = |pen: &mut Pen, x: f64, text: &str, set: Type| {
        let half = measure(text, set) / 2.0;
        let x = x.clamp(half.min(right / 2.0), (right - half).max(right / 2.0));
        if taken.iter().all(|&(a, b)| x + half + 6.0 < a || x - half - 6.0 > b) {
            taken.push((x - half, x + half));
            pen.text((x, base), Type { hold: Hold::Middle, ..set }, text);
        }
    };
    if bar.no_deal.is_finite() {
        let x = place(bar.no_deal);
        pen.line((x, below - TRACK - 4.0), (x, below + 4.0), Look::line(PAPER, 5.0));
        pen.line((x, below - TRACK - 4.0), (x, below + 4.0), Look::line(INK, 2.5));
        label(pen, x, &format!("no deal {}", number(bar.no_deal)), Type { ink: INK, ..small });
    }
    label(pen, place(low), &number(low), small);
    label(pen, place(high), &number(high), small);
}

/// What the marks mean; only those that are drawn.
fn key(pen: &mut Pen, bars: &[Bar], top: f64) -> f64 {
    let small = pen.small_type(QUIET);
    let gains = bars.iter().any(|bar| bar.value > bar.no_deal);
    let lacks = bars.iter().any(|bar| bar.value < bar.no_deal);
    let ranges = bars.iter().any(|bar| bar.range.is_some());
    let entries = [
        (true, 0, "no deal"),
        (gains, 1, "gain over no deal"),
        (lacks, 2, "short of no deal"),
        (ranges, 3, "lowest to highest"),
        (true, 4, "Each row has its own scale."),
    ];
    let (mut x, mut y) = (0.0, top + small.size);
    pen.line((0.0, top - 10.0), (pen.width, top - 10.0), Look::line(crate::render::palette::RULE, 1.0));
    for (_, shape, text) in entries.into_iter().filter(|entry| entry.0) {
        let sample = if shape == 4 { 0.0 } else { 30.0 };
        let wide = sample + measure(text, small);
        if x > 0.0 && x + wide > pen.width {
            x = 0.0;
            y += line_height(small) + 2.0;
        }
        let middle = y - small.size * 0.36;
        match shape {
            0 => pen.line((x + 11.0, middle - 8.0), (x + 11.0, middle + 8.0), Look::line(INK, 2.5)),
            1 => pen.rect((x, middle - 6.0), (22.0, 12.0), 0.0, Look::fill(GAIN)),
            2 => {
                pen.patterned((x, middle - 6.0), (22.0, 12.0), "short");
                pen.rect((x, middle - 6.0), (22.0, 12.0), 0.0, Look::line(EDGE, 1.0));
            }
            3 => whisker(pen, (x, x + 22.0), middle),
            _ => {}
        }
        pen.text((x + sample, y), small, text);
        x += wide + 20.0;
    }
    y + 8.0
}
