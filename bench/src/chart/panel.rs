//! One panel: its grid, and its lines with bands, marks, crosses and names.

use super::pen::{BOLD, Hold, Mark, Pen, Place, QUIETLY, Type};
use super::{Column, Line, Measure, PANEL};
use crate::series::Point;
use std::collections::BTreeMap;
use zopa::render::palette::{ACCENT, Colour, EDGE, INK, NO, OPEN, RULE};

/// Colours and marks of a panel's lines, in their order.
const LOOKS: [(Colour, Mark); 3] = [(ACCENT, Mark::Circle), (NO, Mark::Square), (OPEN, Mark::Triangle)];

/// A logarithmic scale: its ends, and where they lie.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub low: f64,
    pub high: f64,
    pub from: f64,
    pub to: f64,
}

impl Scale {
    fn place(&self, x: f64) -> f64 {
        let (low, high) = (libm::log10(self.low), libm::log10(self.high));
        self.from + (self.to - self.from) * (libm::log10(x) - low) / (high - low)
    }
}

/// Where a panel lies, and its scales.
pub(super) struct Panel {
    pub left: f64,
    pub across: Scale,
    pub up: Scale,
    pub measure: Measure,
}

impl Panel {
    /// Lines at the powers of ten and at the column's ticks, labelled.
    pub(super) fn grid(&self, pen: &mut Pen, column: &Column, first: bool) {
        let (left, right) = (self.left, self.left + PANEL.0);
        let power = |x: f64| libm::log10(x);
        let powers = libm::ceil(power(self.up.low)) as i32..=libm::floor(power(self.up.high)) as i32;
        for power in powers {
            let y = self.up.place(super::ten(power));
            pen.line((left, y), (right, y), (RULE, 1.0), false);
            if first {
                let set = Type { hold: Hold::End, ..QUIETLY };
                pen.text((left - 7.0, y + 4.5), set, &self.measure.tick(power));
            }
        }
        let bottom = self.up.from;
        pen.line((left, bottom), (right, bottom), (EDGE, 1.0), false);
        for tick in column.ticks {
            let x = self.across.place(*tick as f64);
            if (self.across.from - 0.1..=self.across.to + 0.1).contains(&x) {
                pen.line((x, bottom), (x, bottom + 5.0), (EDGE, 1.0), false);
                let set = Type { hold: Hold::Middle, ..QUIETLY };
                pen.text((x, bottom + 19.0), set, &tick.to_string());
            }
        }
        let set = Type { hold: Hold::Middle, ..QUIETLY };
        pen.text((left + PANEL.0 / 2.0, bottom + 35.0), set, &format!("{} →", column.label));
    }

    fn place(&self, point: &Point, value: f64) -> Place {
        (self.across.place(point.at() as f64), self.up.place(value))
    }

    fn middle(&self, point: &Point) -> Place {
        self.place(point, self.measure.of(point).mid)
    }

    pub(super) fn curves(&self, pen: &mut Pen, lines: &[Line]) {
        for (line, (ink, _)) in lines.iter().zip(LOOKS) {
            let high = line.points.iter().map(|p| self.place(p, self.measure.of(p).high));
            let low = line.points.iter().rev().map(|p| self.place(p, self.measure.of(p).low));
            pen.area(high.chain(low), ink);
        }
        // Places that names must keep off.
        let mut taken: Vec<Place> = Vec::new();
        for (line, (ink, mark)) in lines.iter().zip(LOOKS) {
            for pair in line.points.windows(2) {
                let (from, to) = (self.middle(pair[0]), self.middle(pair[1]));
                pen.line(from, to, (ink, 2.0), pair[1].mostly_stopped());
                let part = |k: i32| f64::from(k) / 40.0;
                taken.extend(
                    (0..=40)
                        .map(|k| (from.0 + (to.0 - from.0) * part(k), from.1 + (to.1 - from.1) * part(k))),
                );
            }
            for point in &line.points {
                let at = self.middle(point);
                if point.mostly_stopped() {
                    pen.cross(at, ink)
                } else {
                    pen.mark(at, mark, ink)
                }
                taken.extend([(at.0, at.1 - 5.0), (at.0, at.1 + 5.0)]);
            }
        }
        self.stopped(pen, lines, &mut taken);
        for (line, (ink, _)) in lines.iter().zip(LOOKS) {
            self.name(pen, line, ink, &mut taken);
        }
    }

    /// How many of how many were stopped, once per place: crosses of several lines may coincide.
    fn stopped(&self, pen: &mut Pen, lines: &[Line], taken: &mut Vec<Place>) {
        let mut sums: BTreeMap<usize, (usize, usize, f64)> = BTreeMap::new();
        for point in lines.iter().flat_map(|line| &line.points).filter(|p| p.proved < p.seeds) {
            let y = self.up.place(self.measure.of(point).high);
            let sum = sums.entry(point.at()).or_insert((0, 0, y));
            *sum = (sum.0 + point.seeds - point.proved, sum.1 + point.seeds, sum.2.min(y));
        }
        for (at, (stopped, of, y)) in sums {
            let x = self.across.place(at as f64);
            // Above where that is inside the panel, else beside.
            let (hold, dx, y) = if y - 22.0 > self.up.to {
                (Hold::Middle, 0.0, y - 10.0)
            } else {
                (Hold::Start, 10.0, y + 4.5)
            };
            let set = Type { ink: INK, hold, halo: true, ..QUIETLY };
            pen.text((x + dx, y), set, &format!("{stopped} of {of}"));
            taken.extend((-20..=50).map(|dx| (x + f64::from(dx), y - 4.0)));
        }
    }

    /// The name of a line: at its end, else at its start, where it is free.
    fn name(&self, pen: &mut Pen, line: &Line, ink: Colour, taken: &mut Vec<Place>) {
        if line.name.is_empty() {
            return;
        }
        let (first, last) = (self.middle(line.points[0]), self.middle(line.points[line.points.len() - 1]));
        let width = 8.5 * line.name.chars().count() as f64;
        let places = [
            (last.0 + 9.0, last.1 + 5.0),
            (last.0 - width, last.1 - 12.0),
            (last.0 - width, last.1 + 22.0),
            (first.0, first.1 - 12.0),
            (first.0, first.1 + 20.0),
            (first.0, first.1 - 30.0),
            (first.0, first.1 + 36.0),
        ];
        let free = |&(x, y): &Place| {
            let inside = x >= self.left
                && x + width <= self.left + PANEL.0
                && y <= self.up.from - 3.0
                && y > self.up.to;
            let meets = |p: &Place| p.0 >= x - 4.0 && p.0 <= x + width && p.1 >= y - 14.0 && p.1 <= y + 6.0;
            inside && !taken.iter().any(meets)
        };
        let (x, y) = places.iter().copied().find(free).unwrap_or((last.0 - width, last.1 - 12.0));
        pen.text((x, y), Type { size: 13.5, ink, halo: true, ..BOLD }, &line.name);
        taken.extend((0..=(width as i32)).map(|dx| (x + f64::from(dx), y - 5.0)));
    }
}
