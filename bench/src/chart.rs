//! Small multiples of growth on logarithmic scales: a row per measure, a column per thing that grows.
//!
//! All panels of a column share one scale across, all panels of a row one scale upwards, so that heights and slopes
//! can be compared by eye. Lines are named at the line and have a mark of their own; colour only helps.

use crate::series::{Point, Spread, time};
use panel::{Panel, Scale};
use pen::{Pen, Type};
use std::collections::BTreeMap;
use zopa::render::palette::{INK, PAPER};

mod panel;
mod pen;
pub mod tables;

/// What stands upwards in a row of panels.
#[derive(Clone, Copy, PartialEq)]
enum Measure {
    Time,
    Memory,
}

impl Measure {
    fn of(self, point: &Point) -> Spread {
        match self {
            Measure::Time => point.ms,
            Measure::Memory => point.megabytes,
        }
    }

    fn words(self, x: f64) -> String {
        match self {
            Measure::Time => time(x),
            Measure::Memory => format!("{} MB", crate::series::two_digits(x)),
        }
    }

    /// At a power of ten.
    fn tick(self, power: i32) -> String {
        let (unit, power) = match self {
            Measure::Time if power >= 2 => ("s", power - 3),
            Measure::Time => ("ms", power),
            Measure::Memory if power >= 3 => ("GB", power - 3),
            Measure::Memory => ("MB", power),
        };
        if power < 0 {
            format!("0.{}1 {unit}", "0".repeat((-power - 1) as usize))
        } else {
            format!("1{} {unit}", "0".repeat(power as usize))
        }
    }
}

/// A row of panels: its title, the searches in it, and what is measured.
struct Row {
    title: &'static str,
    works: &'static [(&'static str, &'static str)],
    measure: Measure,
}

const ROWS: [Row; 4] = [
    Row { title: "Frontier: processor time", works: &[("frontier", "")], measure: Measure::Time },
    Row { title: "Frontier: peak memory", works: &[("frontier", "")], measure: Measure::Memory },
    Row {
        title: "Concepts: processor time, ideals, ties and proof included",
        works: &[("nash", "Nash"), ("kalai-smorodinsky", "Kalai–Smorodinsky")],
        measure: Measure::Time,
    },
    Row { title: "Exact count: processor time", works: &[("count", "")], measure: Measure::Time },
];

/// A column of panels: what grows, the label of its scale, and the ticks of it.
struct Column {
    grows: &'static str,
    label: &'static str,
    ticks: &'static [usize],
}

const COLUMNS: [Column; 3] = [
    Column { grows: "issues", label: "issues", ticks: &[5, 10, 20, 40, 80, 160] },
    Column { grows: "options", label: "options per issue", ticks: &[5, 10, 20, 50, 100, 200] },
    Column { grows: "parties", label: "parties", ticks: &[2, 3, 4, 5, 6, 7, 8, 10] },
];

const WIDTH: f64 = 1000.0;
const LEFT: f64 = 72.0;
const GAP: f64 = 26.0;
const PANEL: (f64, f64) = ((WIDTH - LEFT - 14.0 - 2.0 * GAP) / 3.0, 178.0);
const TOP: f64 = 92.0;
const ROW: f64 = 276.0;

/// A line of a panel: its name and its points in order.
struct Line<'a> {
    name: String,
    points: Vec<&'a Point>,
}

/// The lines of a panel: one per search; where sizes of several numbers of parties are mixed, one per number.
fn lines<'a>(points: &'a [Point], row: &Row, column: &Column) -> Vec<Line<'a>> {
    let mut found: BTreeMap<(usize, usize), Vec<&Point>> = BTreeMap::new();
    for (k, (work, _)) in row.works.iter().enumerate() {
        for point in points.iter().filter(|p| p.work == *work && p.grows == column.grows) {
            let parties = if column.grows == "parties" { 0 } else { point.size[0] };
            found.entry((k, parties)).or_default().push(point);
        }
    }
    let named = |((k, parties), points): ((usize, usize), Vec<&'a Point>)| {
        let name = match (row.works[k].1, parties) {
            ("", 0) => String::new(),
            ("", n) => format!("{n} parties"),
            (name, _) => name.to_string(),
        };
        Line { name, points }
    };
    found.into_iter().map(named).collect()
}

/// What does not grow in a panel, in words: `10 options per issue`.
fn held(lines: &[Line], row: &Row, column: &Column) -> String {
    let words = |line: &Line| {
        let [parties, issues, options] = line.points[0].size;
        let rest = match column.grows {
            "issues" => format!("{options} options per issue"),
            "options" => format!("{issues} issues"),
            _ => return format!("{issues} issues of {options} options"),
        };
        // Where lines are numbers of parties, their names say so.
        if row.works[0].1.is_empty() && lines.len() > 1 { rest } else { format!("{parties} parties, {rest}") }
    };
    let mut all: Vec<String> = lines.iter().map(words).collect();
    let each = lines.iter().zip(&all).map(|(line, words)| format!("{}: {words}", line.name));
    let each = each.collect::<Vec<_>>().join("; ");
    all.dedup();
    if let [one] = all.as_slice() { one.clone() } else { each }
}

/// The picture as SVG.
#[must_use]
pub fn draw(points: &[Point]) -> String {
    let mut pen = Pen::default();
    let height = TOP + ROW * ROWS.len() as f64;
    pen.rect((0.0, 0.0), (WIDTH, height), PAPER);
    pen.text(
        (12.0, 28.0),
        Type { size: 19.0, ..pen::BOLD },
        "How time and memory grow with the size of the problem",
    );
    let legend =
        "Line and mark: median over the seeds. Band: from the least to the most. All scales are logarithmic.";
    pen.text((12.0, 50.0), Type { size: 14.0, ..pen::QUIETLY }, legend);
    let mut about = vec![legend.to_string()];
    let cross = "Most were stopped before the answer was proved; beside it, how many of how many. A dashed line leads there.";
    if points.iter().any(|p| p.proved < p.seeds) {
        pen.cross((19.0, 66.0), INK);
        pen.text((32.0, 71.0), Type { size: 14.0, ..pen::QUIETLY }, cross);
        about.push(format!("Cross: {cross}"));
    }
    for (r, row) in ROWS.iter().enumerate() {
        let top = TOP + ROW * r as f64;
        pen.text((12.0, top + 14.0), pen::BOLD, row.title);
        let shown = |p: &&Point| row.works.iter().any(|(work, _)| *work == p.work);
        let Some((low, high)) = ends(row, &points.iter().filter(shown).collect::<Vec<_>>()) else { continue };
        let up = Scale { low, high, from: top + 44.0 + PANEL.1, to: top + 44.0 };
        for (c, column) in COLUMNS.iter().enumerate() {
            let left = LEFT + (PANEL.0 + GAP) * c as f64;
            let sizes = points.iter().filter(|p| p.grows == column.grows).map(|p| p.at() as f64);
            let (Some(least), Some(most)) = (sizes.clone().reduce(f64::min), sizes.reduce(f64::max)) else {
                continue;
            };
            let (from, to) = (left + 12.0, left + PANEL.0 - 14.0);
            let across = Scale { low: least, high: most.max(least + 1.0), from, to };
            let panel = Panel { left, across, up, measure: row.measure };
            panel.grid(&mut pen, column, c == 0);
            let mut lines = lines(points, row, column);
            if lines.is_empty() {
                continue;
            }
            if let [only] = lines.as_mut_slice() {
                // What is written above the panel says which it is.
                only.name.clear();
            }
            let held = held(&lines, row, column);
            pen.text((left, top + 35.0), pen::QUIETLY, &held);
            panel.curves(&mut pen, &lines);
            about.extend(lines.iter().map(|line| told(line, row, column, &held)));
        }
    }
    pen.finish((WIDTH, height), "Growth of time and memory", &about.join(" "))
}

/// The power of ten.
fn ten(power: i32) -> f64 {
    let factor = if power < 0 { 0.1 } else { 10.0 };
    (0..power.unsigned_abs()).fold(1.0, |product, _| product * factor)
}

/// The ends of a scale around all spreads, with room below for the name of the lower of two lines, and above for what
/// stands beside a cross.
fn ends(row: &Row, points: &[&Point]) -> Option<(f64, f64)> {
    let spreads: Vec<Spread> = points.iter().map(|p| row.measure.of(p)).collect();
    let low = spreads.iter().map(|s| s.low).reduce(f64::min)?;
    let high = spreads.iter().map(|s| s.high).reduce(f64::max)?;
    let crosses = points.iter().any(|p| p.proved < p.seeds);
    Some((low / if row.works.len() > 1 { 9.0 } else { 3.0 }, high * if crosses { 9.0 } else { 2.0 }))
}

/// A line of the picture in words.
fn told(line: &Line, row: &Row, column: &Column, held: &str) -> String {
    let (first, last) = (line.points[0], line.points[line.points.len() - 1]);
    let name = if line.name.is_empty() { String::new() } else { format!(", {}", line.name) };
    let (from, to) =
        (row.measure.words(row.measure.of(first).mid), row.measure.words(row.measure.of(last).mid));
    let reached = if last.mostly_stopped() {
        format!("stopped after {to} with {} of {} proved", last.proved, last.seeds)
    } else {
        to
    };
    let unit = column.label;
    format!("{}{name} ({held}): {from} at {} {unit}, {reached} at {}.", row.title, first.at(), last.at())
}
