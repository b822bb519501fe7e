//! Fans: how the worth of something moves over periods for each party, with the spread over worlds as a band.
//!
//! Each party has a panel and a scale of its own; only the periods are shared. The line is the median, the band holds 5 to
//! 95 % of the worlds, its edges are drawn, so that nothing is told by colour alone.

use super::pen::{Hold, Look, Pen, Type, line_height, measure, wrap};
use crate::render::number;
use crate::render::palette::{BASE, EDGE, INK, QUIET, RULE};
use crate::report::{Fan, Fans};

/// Height of a panel.
const PANEL: f64 = 92.0;
/// Room for the numbers of a scale, left of a panel.
const SCALE: f64 = 44.0;
/// Room right of a panel beside half of the last label; fonts may be wider than measured.
const AFTER: f64 = 10.0;

/// Draws the fans and returns the picture's height.
pub(super) fn draw(pen: &mut Pen, fans: &Fans) -> f64 {
    let finite = |x: &f64| x.is_finite() && x.abs() < 1e9;
    let count = fans.periods.len();
    let sound = |fan: &&Fan| fan.points.len() == count && fan.points.iter().flatten().all(finite);
    let rows: Vec<&Fan> = fans.rows.iter().filter(sound).collect();
    let title = pen.text_type(INK);
    if rows.is_empty() || count < 2 || !fans.periods.iter().all(|(x, _)| finite(x)) {
        pen.text((0.0, 20.0), Type { ink: QUIET, ..title }, "Nothing to draw over time.");
        return 32.0;
    }
    let first = fans.periods.iter().map(|(x, _)| *x).fold(f64::INFINITY, f64::min);
    let last = fans.periods.iter().map(|(x, _)| *x).fold(first + 1e-9, f64::max);
    let small = pen.small_type(QUIET);
    let half = fans.periods.iter().map(|(_, label)| measure(label, small) / 2.0).fold(0.0, f64::max);
    // However long a label is, half of the width is left for the picture.
    let (left, right) = (SCALE, pen.width - (half + AFTER).min(pen.width / 4.0));
    let along = |x: f64| left + (right - left) * (x - first) / (last - first);
    let mut y = 6.0;
    for fan in rows {
        for line in wrap(&fan.label, pen.width, title) {
            y += line_height(title);
            pen.text((0.0, y - 4.0), title, &line);
        }
        panel(pen, fan, (y + 4.0, &along), fans);
        y += PANEL + 8.0;
        // Labels of periods that would run into the one before are left to the table.
        let mut free = 0.0;
        for (x, label) in &fans.periods {
            let (at, half) = (along(*x), measure(label, small) / 2.0);
            if at - half >= free {
                pen.text((at, y + small.size), Type { hold: Hold::Middle, ..small }, label);
                free = at + half + 10.0;
            }
        }
        y += line_height(small) + 12.0;
    }
    pen.line((0.0, y - 4.0), (pen.width, y - 4.0), Look::line(EDGE, 1.0));
    y += small.size + 4.0;
    for line in wrap(
        "Line: half of the worlds are above, half below. Band: 5 to 95 % of the worlds.",
        pen.width,
        small,
    ) {
        pen.text((0.0, y), small, &line);
        y += line_height(small);
    }
    y + 4.0
}

/// One party, between its lowest and its highest number.
fn panel(pen: &mut Pen, fan: &Fan, (top, along): (f64, &dyn Fn(f64) -> f64), fans: &Fans) {
    let all = || fan.points.iter().flatten().copied();
    let low = (all().fold(f64::INFINITY, f64::min) / 10.0).floor() * 10.0;
    let high = ((all().fold(f64::NEG_INFINITY, f64::max) / 10.0).ceil() * 10.0).max(low + 10.0);
    let up = |v: f64| top + PANEL * (high - v) / (high - low);
    let small = pen.small_type(QUIET);
    let right = fans.periods.iter().map(|(x, _)| along(*x)).fold(SCALE, f64::max);
    for v in [low, high] {
        pen.line((SCALE, up(v)), (right, up(v)), Look::line(RULE, 1.0));
        pen.text((SCALE - 6.0, up(v) + small.size * 0.36), Type { hold: Hold::End, ..small }, &number(v));
    }
    let line = |share: usize| -> Vec<(f64, f64)> {
        fans.periods.iter().zip(&fan.points).map(|((x, _), point)| (along(*x), up(point[share]))).collect()
    };
    let band: Vec<(f64, f64)> = line(0).into_iter().chain(line(2).into_iter().rev()).collect();
    pen.path(&band, true, Look::fill(BASE));
    pen.path(&line(0), false, Look::line(QUIET, 1.0));
    pen.path(&line(2), false, Look::line(QUIET, 1.0));
    pen.path(&line(1), false, Look::line(INK, 2.5));
    for at in line(1) {
        pen.circle(at, 3.0, Look::fill(INK));
    }
}
