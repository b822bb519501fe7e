//! A scatter: two parties, each on its own titled axis, with the efficient
//! points joined as steps and the corner both prefer to no deal shaded.
//!
//! Between two efficient packages nothing is promised, so the line is stepped:
//! it bounds what is reached or bettered by some efficient package.

use super::pen::{Hold, Look, Pen, Type, line_height, measure, wrap};
use super::place::{Area, Sheet};
use crate::render::number;
use crate::render::palette::{ACCENT, Colour, EDGE, INK, NO, OPEN, PAPER, QUIET, WASH, YES};
use crate::report::{Scatter, Tone};

/// More efficient points than this are drawn as a line without dots.
const MOST_DOTS: usize = 40;

/// From values to the picture.
type Placing<'a> = &'a dyn Fn((f64, f64)) -> (f64, f64);

/// Marks of one place: their joint label and look.
struct Group {
    at: (f64, f64),
    label: String,
    tone: Tone,
}

/// An axis: its ends, the distance of its ticks, and where it lies in the picture.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
    from: f64,
    to: f64,
}

impl Axis {
    /// Round ends around the values, with a tenth of air.
    fn around(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Axis {
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        for x in values {
            low = low.min(x);
            high = high.max(x);
        }
        if low > high {
            (low, high) = (0.0, 100.0);
        }
        let air = ((high - low) * 0.08).max(1.0);
        // Where nothing leaves the scale of 0 to 100, neither does the axis.
        let floor = if low >= 0.0 { 0.0 } else { f64::MIN };
        let ceiling = if high <= 100.0 { 100.0 } else { f64::MAX };
        let (low, high) = ((low - air).max(floor), (high + air).min(ceiling));
        let mut step = 1e-3;
        for factor in [2.0, 2.5, 2.0].into_iter().cycle().take(60) {
            if (high - low) / step <= 7.0 {
                break;
            }
            step *= factor;
        }
        Axis { low: (low / step).floor() * step, high: (high / step).ceil() * step, step, from, to }
    }

    fn place(&self, x: f64) -> f64 {
        self.from + (self.to - self.from) * ((x - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round().clamp(1.0, 20.0) as usize;
        (0..=count).map(|i| self.low + self.step * i as f64).collect()
    }
}

/// Draws the scatter and returns the picture's height.
pub(super) fn draw(pen: &mut Pen, scatter: &Scatter) -> f64 {
    let small = pen.small_type(QUIET);
    let title = Type { bold: true, ..pen.text_type(INK) };
    let known = |p: &(f64, f64)| p.0.is_finite() && p.1.is_finite();
    let sane = |p: (f64, f64)| (p.0.clamp(-1e6, 1e6), p.1.clamp(-1e6, 1e6));
    let frontier: Vec<_> = scatter.frontier.iter().copied().filter(known).map(sane).collect();
    let no_deal = known(&scatter.no_deal).then(|| sane(scatter.no_deal));
    let places = frontier.iter().copied().chain(no_deal);
    let places: Vec<_> =
        places.chain(scatter.marks.iter().map(|mark| mark.at).filter(known).map(sane)).collect();

    // The titles of both axes are level text, since turned text is hard to read.
    let upright = format!("↑ {} (own scale)", scatter.axes[1].trim());
    let level = format!("{} (own scale) →", scatter.axes[0].trim());
    let top = pen.paragraph((0.0, title.size + 2.0), title, pen.width, &upright) - 4.0;
    let left = if pen.wide() { 48.0 } else { 40.0 };
    let (right, bottom) = (pen.width - 8.0, top + if pen.wide() { 400.0 } else { 280.0 });
    let x = Axis::around(places.iter().map(|p| p.0), left, right);
    let y = Axis::around(places.iter().map(|p| p.1), bottom, top);
    let at = |p: (f64, f64)| (x.place(p.0), y.place(p.1));

    let bounds = Area { left, top, right, bottom };
    pen.rect((left, top), (right - left, bottom - top), 0.0, Look::fill(PAPER));
    let mut sheet = Sheet::new(bounds);
    if let Some(no_deal) = no_deal {
        corner(pen, at(no_deal), bounds);
    }
    axes(pen, (&x, &y), bounds, small);
    let drawn = steps(&frontier.iter().map(|&p| at(p)).collect::<Vec<_>>());
    pen.path(&drawn, false, Look::line(ACCENT, 2.0));
    // Where points lie closer than their dots, the line alone is clearer.
    if frontier.len() <= MOST_DOTS {
        for point in &frontier {
            pen.circle(at(*point), 3.0, Look::fill(ACCENT));
        }
    }
    for pair in drawn.windows(2) {
        // Labels keep off the line; its diagonal parts do not exist.
        sheet.take(Area {
            left: pair[0].0.min(pair[1].0) - 3.0,
            top: pair[0].1.min(pair[1].1) - 3.0,
            right: pair[0].0.max(pair[1].0) + 3.0,
            bottom: pair[0].1.max(pair[1].1) + 3.0,
        });
    }
    let y_end = marks(pen, scatter, &mut sheet, (&at, no_deal), bottom + 22.0 + small.size);
    let set = Type { hold: Hold::End, ..title };
    let mut y_title = bottom + 20.0 + small.size + 4.0;
    for line in wrap(&level, pen.width, set) {
        pen.text((right, y_title), set, &line);
        y_title += line_height(set);
    }
    y_end.max(y_title)
}

/// The corner above and right of no deal, and the cross lines that bound it.
fn corner(pen: &mut Pen, (x, y): (f64, f64), area: Area) {
    let pattern = pen.name("both");
    pen.define(&format!(
        "<pattern id=\"{pattern}\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\">\
         <circle cx=\"2\" cy=\"2\" r=\"0.9\" class=\"zf-edge\" fill=\"{}\"/></pattern>",
        EDGE.light
    ));
    pen.rect((x, area.top), (area.right - x, y - area.top), 0.0, Look::fill(WASH));
    pen.patterned((x, area.top), (area.right - x, y - area.top), "both");
    pen.line((x, area.top), (x, area.bottom), Look::line(EDGE, 1.2).dashed());
    pen.line((area.left, y), (area.right, y), Look::line(EDGE, 1.2).dashed());
}

fn axes(pen: &mut Pen, (x, y): (&Axis, &Axis), area: Area, small: Type) {
    pen.line((area.left, area.bottom), (area.right, area.bottom), Look::line(EDGE, 1.2));
    pen.line((area.left, area.top), (area.left, area.bottom), Look::line(EDGE, 1.2));
    let mut last = f64::MIN;
    for tick in x.ticks() {
        let place = x.place(tick);
        pen.line((place, area.bottom), (place, area.bottom + 5.0), Look::line(EDGE, 1.2));
        let text = number(tick);
        let half = measure(&text, small) / 2.0;
        let middle = place.min(pen.width - half);
        if middle - half > last + 4.0 {
            pen.text((middle, area.bottom + 7.0 + small.size), Type { hold: Hold::Middle, ..small }, &text);
            last = middle + half;
        }
    }
    for tick in y.ticks() {
        let place = y.place(tick);
        pen.line((area.left - 5.0, place), (area.left, place), Look::line(EDGE, 1.2));
        let set = Type { hold: Hold::End, ..small };
        pen.text((area.left - 8.0, place + small.size * 0.35), set, &number(tick));
    }
}

/// The efficient points in picture units, joined as steps: down (in value) first, then right.
/// Points less than half a unit from the one before are left out.
fn steps(frontier: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut points = frontier.to_vec();
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut line: Vec<(f64, f64)> = Vec::new();
    for point in points {
        if let Some(&last) = line.last() {
            if (point.0 - last.0).abs() < 0.5 && (point.1 - last.1).abs() < 0.5 {
                continue;
            }
            line.push((last.0, point.1));
        }
        line.push(point);
    }
    line
}

/// Marks with their labels beside them; where not all find room, numbers and a key below.
fn marks(
    pen: &mut Pen,
    scatter: &Scatter,
    sheet: &mut Sheet,
    (at, no_deal): (Placing, Option<(f64, f64)>),
    below: f64,
) -> f64 {
    let mut groups: Vec<Group> = Vec::new();
    for mark in scatter.marks.iter().filter(|mark| mark.at.0.is_finite() && mark.at.1.is_finite()) {
        let place = at(mark.at);
        let same = |g: &&mut Group| {
            (g.at.0 - place.0).abs() < 1.5 && (g.at.1 - place.1).abs() < 1.5 && g.tone == mark.tone
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.label = format!("{}, {}", group.label, mark.label.trim()),
            None => groups.push(Group { at: place, label: mark.label.trim().into(), tone: mark.tone }),
        }
    }
    for group in &groups {
        sheet.take(Area::around(group.at, 13.0, 13.0));
    }
    let label = Type { bold: true, hold: Hold::Middle, ..pen.small_type(INK) };
    let size = |text: &str| (measure(text, label) + 4.0, label.size + 3.0);
    if let Some(cross) = no_deal.map(at) {
        sheet.take(Area::around(cross, 15.0, 15.0));
        for rest in [Look::line(PAPER, 6.0), Look::line(INK, 2.6)] {
            pen.line((cross.0 - 6.0, cross.1 - 6.0), (cross.0 + 6.0, cross.1 + 6.0), rest);
            pen.line((cross.0 - 6.0, cross.1 + 6.0), (cross.0 + 6.0, cross.1 - 6.0), rest);
        }
        if let Some(area) = sheet.near(cross, size("no deal"), 6) {
            write(pen, area, label, "no deal");
        }
    }
    let beside = beside(pen, &groups, sheet, &size);
    for group in &groups {
        shape(pen, group.at, group.tone);
    }
    match beside {
        Some(areas) => {
            for (group, area) in groups.iter().zip(areas) {
                leader(pen, group.at, area);
                write(pen, area, label, &group.label);
            }
            key(pen, &groups, (false, no_deal.is_some()), below)
        }
        None => {
            for (index, group) in groups.iter().enumerate() {
                let text = (index + 1).to_string();
                let place = sheet.near(group.at, size(&text), 14);
                let area = place.unwrap_or(Area::around((group.at.0, group.at.1 - 14.0), 12.0, 12.0));
                leader(pen, group.at, area);
                write(pen, area, label, &text);
            }
            key(pen, &groups, (true, no_deal.is_some()), below)
        }
    }
}

/// A place beside each mark for its full label, if all have one.
fn beside(
    pen: &Pen,
    groups: &[Group],
    sheet: &mut Sheet,
    size: &dyn Fn(&str) -> (f64, f64),
) -> Option<Vec<Area>> {
    if !pen.wide() {
        return None;
    }
    let mut areas = Vec::new();
    let before = sheet.mark();
    for group in groups {
        match sheet.near(group.at, size(&group.label), 2) {
            Some(area) => areas.push(area),
            None => {
                sheet.back(before);
                return None;
            }
        }
    }
    Some(areas)
}

/// A thin line to a label that had to go further away.
fn leader(pen: &mut Pen, at: (f64, f64), area: Area) {
    let to = (at.0.clamp(area.left, area.right), at.1.clamp(area.top, area.bottom));
    if (to.0 - at.0).abs().max((to.1 - at.1).abs()) > 13.0 {
        pen.line(at, to, Look::line(EDGE, 1.0));
    }
}

fn write(pen: &mut Pen, area: Area, set: Type, text: &str) {
    let (x, _) = area.centre();
    let size = (area.right - area.left, area.bottom - area.top);
    pen.rect((area.left, area.top), size, 2.0, Look::fill(PAPER));
    pen.text((x, area.bottom - set.size * 0.32), set, text);
}

/// A shape per tone: disc, square with a cross, diamond, triangle, ring.
fn shape(pen: &mut Pen, (x, y): (f64, f64), tone: Tone) {
    let framed = |colour: Colour| Look { fill: Some(PAPER), stroke: Some(colour), width: 2.2, dashed: false };
    let solid = |colour: Colour| Look { fill: Some(colour), stroke: Some(PAPER), width: 1.5, dashed: false };
    match tone {
        Tone::Yes => pen.circle((x, y), 6.5, solid(YES)),
        Tone::No => {
            pen.rect((x - 5.5, y - 5.5), (11.0, 11.0), 0.0, framed(NO));
            pen.line((x - 3.0, y - 3.0), (x + 3.0, y + 3.0), Look::line(NO, 1.8));
            pen.line((x - 3.0, y + 3.0), (x + 3.0, y - 3.0), Look::line(NO, 1.8));
        }
        Tone::Open => pen.path(&[(x, y - 7.5), (x + 7.5, y), (x, y + 7.5), (x - 7.5, y)], true, framed(OPEN)),
        Tone::Plain => pen.path(&[(x, y - 7.5), (x + 7.0, y + 5.5), (x - 7.0, y + 5.5)], true, solid(INK)),
        Tone::Quiet => pen.circle((x, y), 5.5, framed(EDGE)),
    }
}

/// What the shapes mean, and the numbers' labels if numbers are used.
fn key(pen: &mut Pen, groups: &[Group], (numbered, corner): (bool, bool), top: f64) -> f64 {
    let small = pen.small_type(QUIET);
    let title = pen.text_type(INK);
    let mut y = top + 2.0 * line_height(title);
    if numbered && !groups.is_empty() {
        let set = pen.small_type(INK);
        for (index, group) in groups.iter().enumerate() {
            shape(pen, (9.0, y - set.size * 0.35), group.tone);
            let number = format!("{}", index + 1);
            pen.text((24.0, y), Type { bold: true, ..set }, &number);
            y = pen.paragraph((48.0, y), set, pen.width - 48.0, &group.label) + 3.0;
        }
        y += 6.0;
    }
    let meanings = [
        (Tone::Yes, "accepted by all asked"),
        (Tone::No, "refused"),
        (Tone::Open, "open"),
        (Tone::Plain, "a package"),
        (Tone::Quiet, "for comparison"),
    ];
    let mut entries: Vec<(u8, Option<Tone>, &str)> = vec![(0, None, "efficient packages")];
    let used = meanings.into_iter().filter(|(tone, _)| groups.iter().any(|g| g.tone == *tone));
    entries.extend(used.map(|(tone, text)| (1, Some(tone), text)));
    if corner {
        entries.push((2, None, "better than no deal for both"));
    }
    let mut x = 0.0;
    for (kind, tone, text) in entries {
        let wide = 30.0 + measure(text, small);
        if x > 0.0 && x + wide > pen.width {
            x = 0.0;
            y += line_height(small) + 4.0;
        }
        let middle = y - small.size * 0.35;
        match (kind, tone) {
            (1, Some(tone)) => shape(pen, (x + 10.0, middle), tone),
            (0, _) => {
                let line = [
                    (x, middle - 6.0),
                    (x + 9.0, middle - 6.0),
                    (x + 9.0, middle + 5.0),
                    (x + 22.0, middle + 5.0),
                ];
                pen.path(&line, false, Look::line(ACCENT, 2.0));
            }
            _ => {
                pen.rect((x, middle - 7.0), (22.0, 14.0), 0.0, Look::fill(WASH));
                pen.patterned((x, middle - 7.0), (22.0, 14.0), "both");
                pen.rect((x, middle - 7.0), (22.0, 14.0), 0.0, Look::line(EDGE, 1.0).dashed());
            }
        }
        pen.text((x + 30.0, y), small, text);
        x += wide + 20.0;
    }
    y + 8.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frontier_is_stepped_not_slanted() {
        let line = steps(&[(60.0, 50.0), (40.0, 30.0), (40.2, 30.1)]);
        assert_eq!(line, [(40.0, 30.0), (40.0, 50.0), (60.0, 50.0)]);
        assert!(line.windows(2).all(|p| p[0].0 == p[1].0 || p[0].1 == p[1].1));
    }

    #[test]
    fn axes_are_round_and_hold_their_values() {
        for values in [vec![33.0, 61.5], vec![0.0], vec![-1e6, 1e6], vec![], vec![0.001, 0.002]] {
            let axis = Axis::around(values.iter().copied(), 0.0, 100.0);
            assert!(axis.ticks().len() <= 12, "{values:?}");
            assert!(values.iter().all(|&v| axis.low <= v && v <= axis.high));
        }
    }
}
