//! Names on a map: inside their region where they fit, on up to three lines;
//! else beside it with a line to it; else a number that the legend explains.

use super::label::{Seat, seat};
use super::{INSET, Ring};
use crate::render::palette::{INK, QUIET};
use crate::render::svg::pen::{Hold, Pen, Type, line_height, measure, n, wrap};
use crate::render::svg::place::{Area, Sheet};
use crate::report::MapDrawing;

/// A remark of at most so many characters may stand on the map itself.
const SHORT_REMARK: usize = 14;

/// Where a region's name is written.
pub(super) struct Name {
    pub(super) region: usize,
    /// A number where the name itself found no room; it is then in the legend.
    pub(super) number: Option<usize>,
    /// Whether the region's remark is written with the name; else it is in the legend.
    pub(super) remarked: bool,
    lines: Vec<String>,
    area: Area,
    /// The point inside the region to which a line leads, where the name stands outside.
    leads_to: Option<(f64, f64)>,
}

fn name_type(pen: &Pen, in_question: bool) -> Type {
    let ink = if in_question { INK } else { QUIET };
    Type { bold: in_question, ink, hold: Hold::Middle, halo: Some("#ffffff"), ..pen.small_type(ink) }
}

/// A place for every name of a region in question, and for the others where there is room.
pub(super) fn place_names(
    pen: &Pen,
    map: &MapDrawing,
    shapes: &[Vec<Ring>],
    (offset, area): ((f64, f64), Area),
) -> Vec<Name> {
    let mut sheet = Sheet::new(area);
    let mut names = Vec::new();
    let height = line_height(name_type(pen, true));
    let mut order: Vec<(usize, Seat)> = (0..map.regions.len())
        .filter(|&index| !map.regions[index].name.trim().is_empty())
        .filter_map(|index| seat(&shapes[index], height).map(|seat| (index, seat)))
        .collect();
    // What is in question comes first; of these, what has most room, which nothing else may take.
    order.sort_by(|a, b| {
        let beside = |i: usize| map.regions[i].class.is_none();
        beside(a.0).cmp(&beside(b.0)).then(b.1.depth.total_cmp(&a.1.depth)).then(a.0.cmp(&b.0))
    });
    let mut left = Vec::new();
    for (region, seat) in order {
        let set = name_type(pen, map.regions[region].class.is_some());
        let middle = (seat.level.0 + offset.0, seat.point.1 + offset.1);
        // A short remark stands below the name where both fit.
        let remark = map.regions[region].remark.as_deref().map(str::trim).unwrap_or("");
        let short = !remark.is_empty() && remark.chars().count() <= SHORT_REMARK;
        let free = |(lines, area): (Vec<String>, Area)| sheet.free(area).then_some((lines, area));
        let name = &map.regions[region].name;
        let both = if short { inside(name, Some(remark), seat, middle, set).and_then(free) } else { None };
        let remarked = both.is_some();
        match both.or_else(|| inside(name, None, seat, middle, set).and_then(free)) {
            Some((lines, area)) => {
                sheet.take(area);
                names.push(Name { region, number: None, remarked, lines, area, leads_to: None });
            }
            None if map.regions[region].class.is_some() => left.push((region, seat, set)),
            None => {}
        }
    }
    let mut next = 0;
    for (region, seat, set) in left {
        let at = (seat.point.0 + offset.0, seat.point.1 + offset.1);
        let name = &map.regions[region].name;
        let room = |text: &str| (measure(text, set) + 4.0, set.size + 3.0);
        // A long name is not cut: a number leads to all of it.
        let widest = pen.width * if pen.wide() { 0.42 } else { 0.3 };
        let beside = if measure(name, set) < widest { sheet.near(at, room(name), 2) } else { None };
        let (text, area, number) = match beside {
            Some(area) => (name.clone(), area, None),
            None => {
                next += 1;
                let number = next;
                let size = room(&number.to_string());
                let area = if sheet.free(Area::around(at, size.0, size.1)) {
                    Some(Area::around(at, size.0, size.1))
                } else {
                    sheet.near(at, size, 6)
                };
                let area = area.unwrap_or(Area::around(at, size.0, size.1));
                sheet.take(area);
                (number.to_string(), area, Some(number))
            }
        };
        let leads_to = (area.centre() != at).then_some(at);
        names.push(Name { region, number, remarked: false, lines: vec![text], area, leads_to });
    }
    names
}

/// The name on one to three lines inside its region, and a remark below it, if they fit there.
fn inside(
    name: &str,
    remark: Option<&str>,
    seat: Seat,
    middle: (f64, f64),
    set: Type,
) -> Option<(Vec<String>, Area)> {
    // The measure is generous; a name may come that much closer to the border.
    let tight = 0.92;
    let longest_word = name.split_whitespace().map(|word| measure(word, set)).fold(0.0, f64::max);
    for most in 1..=3 {
        let whole = measure(name, set) * tight;
        let width = (whole / f64::from(most) * 1.15).max(longest_word * tight);
        let mut lines = wrap(name, if most == 1 { f64::MAX } else { width / tight }, set);
        lines.extend(remark.map(String::from));
        let width = lines.iter().map(|line| measure(line, set)).fold(0.0, f64::max) * tight;
        let height = lines.len() as f64 * line_height(set);
        let fits = width + 6.0 <= seat.level.1 && height <= 2.0 * seat.depth + line_height(set) * 0.6;
        if fits && lines.len() <= 3 {
            return Some((lines, Area::around(middle, width + 2.0, height)));
        }
    }
    None
}

pub(super) fn write_names(pen: &mut Pen, map: &MapDrawing, names: &[Name]) {
    for name in names {
        let set = name_type(pen, map.regions[name.region].class.is_some());
        if let Some(at) = name.leads_to {
            let to =
                (at.0.clamp(name.area.left, name.area.right), at.1.clamp(name.area.top, name.area.bottom));
            pen.raw(&format!(
                "<path d=\"M{} {}L{} {}\" stroke=\"{}\" stroke-width=\"1.2\" fill=\"none\"/>\
                 <circle cx=\"{0}\" cy=\"{1}\" r=\"2.4\" fill=\"{4}\"/>",
                n(at.0),
                n(at.1),
                n(to.0),
                n(to.1),
                INK.light
            ));
        }
        let (x, y) = name.area.centre();
        let first = y - (name.lines.len() as f64 - 1.0) / 2.0 * line_height(set) + set.size * 0.36;
        for (index, line) in name.lines.iter().enumerate() {
            let x = x.clamp(INSET, pen.width - INSET);
            pen.text((x, first + index as f64 * line_height(set)), set, line);
        }
    }
}
