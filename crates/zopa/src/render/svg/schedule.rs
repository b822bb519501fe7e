//! A schedule: steps in their order, each a bar from when it begins to when it is done.
//!
//! A step that takes no time is a mark. A step before which somebody gains by stopping is an open bar with a thick edge and a
//! cross at its beginning, so that it is told apart without colour.

use super::pen::{Hold, Look, Pen, Type, line_height, measure, wrap};
use crate::render::number;
use crate::render::palette::{BASE, EDGE, INK, PAPER, QUIET, RULE};
use crate::report::{Schedule, Tone};

const TRACK: f64 = 20.0;
const BAR: f64 = 10.0;
/// Numbers on the axis, about.
const TICKS: f64 = 6.0;

/// Draws the schedule and returns the picture's height.
pub(super) fn draw(pen: &mut Pen, schedule: &Schedule) -> f64 {
    let finite = |x: f64| x.is_finite() && x.abs() < 1e9;
    let stages: Vec<_> =
        schedule.stages.iter().filter(|s| finite(s.from) && finite(s.to) && s.from <= s.to).collect();
    let title = pen.text_type(INK);
    if stages.is_empty() {
        pen.text((0.0, 20.0), Type { ink: QUIET, ..title }, "No steps to draw.");
        return 32.0;
    }
    let low = stages.iter().map(|s| s.from).fold(0.0, f64::min);
    let high = stages.iter().map(|s| s.to).fold(low + 1.0, f64::max);
    let (left, right) = (7.0, pen.width - 14.0);
    let place = |x: f64| left + (right - left) * (x - low) / (high - low);
    let small = pen.small_type(QUIET);
    let mut y = 6.0;
    for stage in stages {
        for line in wrap(&stage.label, pen.width, title) {
            y += line_height(title);
            pen.text((0.0, y - 4.0), title, &line);
        }
        let middle = y + TRACK / 2.0;
        pen.line((left, middle), (right, middle), Look::line(RULE, 1.0));
        let (from, to) = (place(stage.from), place(stage.to));
        let open = stage.tone == Tone::No;
        let look = if open { Look { fill: Some(PAPER), ..Look::line(INK, 2.0) } } else { Look::fill(BASE) };
        pen.rect((from - 2.0, middle - BAR / 2.0), ((to - from).max(0.0) + 4.0, BAR), 2.0, look);
        if open {
            cross(pen, (from, middle));
        }
        y += TRACK + 6.0;
    }
    axis(pen, (low, high), &place, (y, small));
    key(pen, &schedule.unit, y + line_height(small) + 6.0)
}

fn cross(pen: &mut Pen, (x, y): (f64, f64)) {
    pen.line((x - 5.0, y - 8.0), (x + 5.0, y + 8.0), Look::line(INK, 2.0));
    pen.line((x - 5.0, y + 8.0), (x + 5.0, y - 8.0), Look::line(INK, 2.0));
}

/// Round numbers below the last step.
fn axis(pen: &mut Pen, (low, high): (f64, f64), place: &dyn Fn(f64) -> f64, (y, small): (f64, Type)) {
    let mut step = 1.0;
    for next in [2.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0] {
        if (high - low) / step > TICKS {
            step = next;
        }
    }
    while (high - low) / step > 2.0 * TICKS {
        step *= 10.0;
    }
    let mut x = (low / step).ceil() * step;
    while x <= high {
        pen.line((place(x), y - 2.0), (place(x), y + 3.0), Look::line(EDGE, 1.0));
        let hold = if x == low { Hold::Start } else { Hold::Middle };
        pen.text((place(x), y + 4.0 + small.size), Type { hold, ..small }, &number(x));
        x += step;
    }
}

fn key(pen: &mut Pen, unit: &str, top: f64) -> f64 {
    let small = pen.small_type(QUIET);
    pen.line((0.0, top), (pen.width, top), Look::line(EDGE, 1.0));
    let mut y = top + small.size + 8.0;
    pen.text((0.0, y), small, &format!("Axis: {unit} from the start"));
    let text = "somebody gains by stopping before it";
    let mut x = 20.0 + measure(&format!("Axis: {unit} from the start"), small);
    if x + 30.0 + measure(text, small) > pen.width {
        x = 0.0;
        y += line_height(small) + 2.0;
    }
    let middle = y - small.size * 0.36;
    pen.rect((x + 6.0, middle - 5.0), (18.0, 10.0), 2.0, Look { fill: Some(PAPER), ..Look::line(INK, 2.0) });
    cross(pen, (x + 8.0, middle));
    pen.text((x + 30.0, y), small, text);
    y + 8.0
}
