//! Swings (a tornado): how far one outcome goes when one assumption goes to either end of its range, the largest first.
//!
//! All rows share one axis, that of a single party. The low end of a range is a hollow mark, the high end a full one, and
//! the line through all rows is the outcome where nothing has moved.

use super::pen::{Hold, Look, Pen, Type, line_height, measure, wrap};
use crate::render::number;
use crate::render::palette::{BASE, EDGE, INK, PAPER, QUIET, RULE};
use crate::report::Swings;

const MARK: f64 = 5.5;
const TRACK: f64 = 22.0;

/// Draws the swings and returns the picture's height.
pub(super) fn draw(pen: &mut Pen, swings: &Swings) -> f64 {
    let finite = |x: &f64| x.is_finite() && x.abs() < 1e9;
    let rows: Vec<_> = swings.rows.iter().filter(|row| row.ends.iter().all(|end| finite(&end.0))).collect();
    let title = pen.text_type(INK);
    if rows.is_empty() || !finite(&swings.start) {
        pen.text((0.0, 20.0), Type { ink: QUIET, ..title }, "No swings to draw.");
        return 32.0;
    }
    let all = || rows.iter().flat_map(|row| row.ends.iter().map(|end| end.0)).chain([swings.start]);
    let low = all().fold(0.0, f64::min);
    let high = all().fold(low + 1.0, f64::max);
    let (left, right) = (MARK + 1.0, pen.width - MARK - 1.0);
    let place = |x: f64| left + (right - left) * (x - low) / (high - low);
    let small = pen.small_type(QUIET);
    let mut y = 6.0;
    for row in rows {
        for line in wrap(&row.label, pen.width, title) {
            y += line_height(title);
            pen.text((0.0, y - 4.0), title, &line);
        }
        let middle = y + TRACK / 2.0;
        pen.line((left, middle), (right, middle), Look::line(RULE, 1.0));
        let [from, to] = [row.ends[0].0, row.ends[1].0].map(place);
        pen.rect((from.min(to), middle - 4.0), ((to - from).abs(), 8.0), 0.0, Look::fill(BASE));
        let start = place(swings.start);
        pen.line((start, y + 2.0), (start, y + TRACK - 2.0), Look::line(INK, 2.0));
        pen.circle((from, middle), MARK, Look { fill: Some(PAPER), ..Look::line(INK, 2.0) });
        pen.circle((to, middle), MARK, Look { fill: Some(INK), ..Look::line(INK, 2.0) });
        y += TRACK;
        // What stands further left is said on the left.
        let words = row.ends.each_ref().map(|(x, at)| format!("{} at {at}", number(*x)));
        let [one, other] = if from <= to { [0, 1] } else { [1, 0] };
        let half = (pen.width - 16.0) / 2.0;
        let mut lines = 0;
        for (words, hold, x) in [(&words[one], Hold::Start, 0.0), (&words[other], Hold::End, pen.width)] {
            let wrapped = wrap(words, half, small);
            for (k, line) in wrapped.iter().enumerate() {
                let below = y + small.size + k as f64 * line_height(small);
                pen.text((x, below), Type { hold, ..small }, line);
            }
            lines = wrapped.len().max(lines);
        }
        y += lines as f64 * line_height(small) + 12.0;
    }
    key(pen, swings.start, y)
}

fn key(pen: &mut Pen, start: f64, top: f64) -> f64 {
    let small = pen.small_type(QUIET);
    pen.line((0.0, top - 4.0), (pen.width, top - 4.0), Look::line(EDGE, 1.0));
    let (mut x, mut y) = (0.0, top + small.size + 4.0);
    let entries = [
        (0, "low end of its range".to_string()),
        (1, "high end".to_string()),
        (2, format!("nothing moved: {}", number(start))),
    ];
    for (shape, text) in entries {
        let wide = 18.0 + measure(&text, small);
        if x > 0.0 && x + wide > pen.width {
            x = 0.0;
            y += line_height(small) + 2.0;
        }
        let middle = y - small.size * 0.36;
        match shape {
            0 => {
                pen.circle((x + 7.0, middle), MARK - 1.0, Look { fill: Some(PAPER), ..Look::line(INK, 2.0) })
            }
            1 => pen.circle((x + 7.0, middle), MARK - 1.0, Look { fill: Some(INK), ..Look::line(INK, 2.0) }),
            _ => pen.line((x + 7.0, middle - 8.0), (x + 7.0, middle + 8.0), Look::line(INK, 2.0)),
        }
        pen.text((x + 18.0, y), small, &text);
        x += wide + 20.0;
    }
    y + 8.0
}
