//! A map: regions with a fill and a hatch per class, names, and a legend inside
//! the picture.
//!
//! Projection: equirectangular about the map's own middle latitude φ,
//!   x = (λ − λ₀) · cos φ,   y = φ₀ − φ  (degrees, one scale for both),
//! true along the middle parallel; fit for regions and countries, not for the
//! whole globe. A map that spans the 180th meridian is drawn across it.
//!
//! Corners are rounded to one grid for the whole map, so that neighbours which
//! share a border still share it after rounding.

use super::pen::{Look, Pen, Type, line_height, n, wrap};
use super::place::Area;
use crate::render::palette::{CLASSES, Class, Colour, EDGE, Hatch, INK, LAND, QUIET, RULE};
use crate::report::{MapDrawing, Region};
use names::{Name, place_names, write_names};

mod label;
mod names;

/// The plate stays light on a dark page: hatches and names keep their contrast.
const PLATE: Colour = Colour { name: "plate", light: "#ffffff", dark: "#ffffff" };
const INSET: f64 = 12.0;

type Ring = Vec<(f64, f64)>;

/// Draws the map and returns the picture's height.
pub(super) fn draw(pen: &mut Pen, map: &MapDrawing) -> f64 {
    let frame = Frame {
        width: pen.width - 2.0 * INSET,
        tallest: if pen.wide() { 480.0 } else { 420.0 },
        close: !pen.wide(),
    };
    let Some((shapes, size)) = project(map, &frame) else {
        let set = pen.text_type(QUIET);
        pen.text((0.0, 20.0), set, "No regions to draw.");
        return 32.0;
    };
    let used: Vec<usize> = (0..map.legend.len())
        .filter(|&class| map.regions.iter().any(|region| region.class == Some(class)))
        .collect();
    for &class in &used {
        define_hatch(pen, class);
    }
    let offset = ((pen.width - size.0) / 2.0, INSET);
    let bottom = offset.1 + size.1;
    let area = Area { left: 2.0, top: 2.0, right: pen.width - 2.0, bottom: bottom + INSET };

    // The plate lies below everything and is as high as the legend needs, so that is measured first.
    let names = place_names(pen, map, &shapes, (offset, area));
    let legend_top = bottom + INSET + 16.0;
    let height = legend_height(pen, map, &used, &names, legend_top);
    let frame = Look { fill: None, stroke: Some(RULE), width: 1.0, dashed: false };
    pen.raw(&format!(
        "<rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"6\" fill=\"{}\"/>",
        n(pen.width - 1.0),
        n(height - 1.0),
        PLATE.light
    ));
    pen.rect((0.5, 0.5), (pen.width - 1.0, height - 1.0), 6.0, frame);

    // Regions not in question lie below, so that the borders of the others are whole.
    let mut order: Vec<usize> = (0..map.regions.len()).collect();
    order.sort_by_key(|&i| map.regions[i].class.is_some());
    let clip = pen.name("clip");
    pen.define(&format!(
        "<clipPath id=\"{clip}\"><rect x=\"1\" y=\"1\" width=\"{}\" height=\"{}\" rx=\"6\"/></clipPath>",
        n(pen.width - 2.0),
        n(bottom + INSET - 1.0)
    ));
    pen.raw(&format!("<g clip-path=\"url(#{clip})\">"));
    for index in order {
        draw_region(pen, map, &map.regions[index], &shapes[index], offset);
    }
    pen.raw("</g>");
    write_names(pen, map, &names);
    draw_legend(pen, map, &used, &names, legend_top);
    height
}

/// The room a map may take.
struct Frame {
    width: f64,
    tallest: f64,
    /// Whether to come close to the regions in question, where the picture is small.
    close: bool,
}

/// Rings in picture units and the size of what is shown; `None` if there is nothing to draw.
fn project(map: &MapDrawing, frame: &Frame) -> Option<(Vec<Vec<Ring>>, (f64, f64))> {
    let sound = |p: &&(f64, f64)| p.0.is_finite() && p.1.is_finite();
    let all = || map.regions.iter().flat_map(|region| region.rings.iter().flatten()).filter(sound);
    let span = |ends: (f64, f64), x: f64| (ends.0.min(x), ends.1.max(x));
    let (west, east) = all().map(|p| p.0.clamp(-360.0, 360.0)).fold((f64::MAX, f64::MIN), span);
    let across = east - west > 180.0;
    let degrees = |p: &(f64, f64)| {
        let lon = p.0.clamp(-360.0, 360.0);
        let lon = if across && lon < 0.0 { lon + 360.0 } else { lon };
        (lon, p.1.clamp(-85.0, 85.0))
    };
    let shown = |class: bool| {
        let regions = map.regions.iter().filter(move |region| !class || region.class.is_some());
        let points = regions.flat_map(|region| region.rings.iter().flatten()).filter(sound).map(degrees);
        let start = ((f64::MAX, f64::MIN), (f64::MAX, f64::MIN));
        points.fold(start, |(x, y), p| (span(x, p.0), span(y, p.1)))
    };
    let (mut x, mut y) = shown(false);
    if x.0 > x.1 {
        return None;
    }
    let close = shown(true);
    if frame.close && close.0.0 <= close.0.1 {
        (x, y) = (closer(x, close.0), closer(y, close.1));
    }
    let ((west, east), (south, north)) = (x, y);
    let squeeze = cosine((south + north) / 2.0);
    let (wide, high) = (((east - west) * squeeze).max(1e-6), (north - south).max(1e-6));
    let scale = (frame.width / wide).min(frame.tallest / high);
    // Half a unit is less than a border is wide.
    let grid = |x: f64| (x * 2.0).round() / 2.0;
    let place = |p: &(f64, f64)| {
        let (lon, lat) = degrees(p);
        (grid((lon - west) * squeeze * scale), grid((north - lat) * scale))
    };
    let ring = |ring: &Ring| {
        let mut points: Ring = ring.iter().filter(sound).map(place).collect();
        points.dedup();
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    };
    let shapes = map
        .regions
        .iter()
        .map(|region| region.rings.iter().map(ring).filter(|ring| ring.len() > 2).collect())
        .collect();
    Some((shapes, (wide * scale, high * scale)))
}

/// The part of the whole around what is in question, with air on both sides, and never
/// less than a third of the whole, so that it is still seen where it lies.
fn closer(whole: (f64, f64), part: (f64, f64)) -> (f64, f64) {
    let all = whole.1 - whole.0;
    let least = (all / 3.0 - (part.1 - part.0)).max(0.0) / 2.0;
    let air = least.max((part.1 - part.0) * 0.12);
    ((part.0 - air).max(whole.0), (part.1 + air).min(whole.1))
}

/// The cosine of an angle in degrees within ±90, by its series: the same on every machine.
fn cosine(degrees: f64) -> f64 {
    let x = degrees * std::f64::consts::PI / 180.0;
    let (mut term, mut sum) = (1.0, 1.0);
    for k in 1..12 {
        let k = f64::from(2 * k);
        term *= -x * x / (k * (k - 1.0));
        sum += term;
    }
    sum.clamp(0.01, 1.0)
}

fn class_of(index: usize) -> Class {
    CLASSES[index % CLASSES.len()]
}

fn hatch_name(pen: &Pen, class: usize) -> String {
    pen.name(&format!("class-{class}"))
}

/// A pattern of the class's fill and lines. A legend longer than the palette repeats it with wider hatches.
fn define_hatch(pen: &mut Pen, index: usize) {
    let class = class_of(index);
    let size = 8.0 + 5.0 * (index / CLASSES.len()).min(4) as f64;
    let half = size / 2.0;
    let line =
        |d: String| format!("<path d=\"{d}\" stroke=\"{}\" stroke-width=\"1\" fill=\"none\"/>", class.line);
    let rising =
        format!("M0 {s}L{s} 0M-1 1L1 -1M{a} {b}L{b} {a}", s = n(size), a = n(size - 1.0), b = n(size + 1.0));
    let falling =
        format!("M0 0L{s} {s}M-1 {a}L1 {b}M{a} -1L{b} 1", s = n(size), a = n(size - 1.0), b = n(size + 1.0));
    let lines = match class.hatch {
        Hatch::Rising => line(rising),
        Hatch::Falling => line(falling),
        Hatch::Cross => line(rising) + &line(falling),
        Hatch::Level => line(format!("M0 {h}H{s}", h = n(half), s = n(size))),
        Hatch::Upright => line(format!("M{h} 0V{s}", h = n(half), s = n(size))),
        Hatch::Dots => {
            format!("<circle cx=\"{h}\" cy=\"{h}\" r=\"1.2\" fill=\"{c}\"/>", h = n(half), c = class.line)
        }
    };
    let name = hatch_name(pen, index);
    let s = n(size);
    pen.define(&format!(
        "<pattern id=\"{name}\" width=\"{s}\" height=\"{s}\" patternUnits=\"userSpaceOnUse\">\
         <rect width=\"{s}\" height=\"{s}\" fill=\"{}\"/>{lines}</pattern>",
        class.fill
    ));
}

fn draw_region(pen: &mut Pen, map: &MapDrawing, region: &Region, rings: &[Ring], offset: (f64, f64)) {
    let mut d = String::new();
    for ring in rings {
        for (index, point) in ring.iter().enumerate() {
            d.push(if index == 0 { 'M' } else { 'L' });
            d.push_str(&format!("{} {}", n(point.0 + offset.0), n(point.1 + offset.1)));
        }
        d.push('Z');
    }
    if d.is_empty() {
        return;
    }
    let (fill, edge) = match region.class.filter(|&class| class < map.legend.len()) {
        Some(class) => (format!("url(#{})", hatch_name(pen, class)), 1.6),
        None => (LAND.to_string(), 0.8),
    };
    pen.raw(&format!(
        "<path d=\"{d}\" fill=\"{fill}\" fill-rule=\"evenodd\" stroke=\"{}\" stroke-width=\"{}\" \
         stroke-linejoin=\"round\"/>",
        EDGE.light,
        n(edge)
    ));
}

/// The lines of the legend: numbered names, remarks, attribution.
fn legend_lines(pen: &Pen, map: &MapDrawing, names: &[Name]) -> Vec<(Type, String)> {
    let small = pen.small_type(QUIET);
    let ink = pen.small_type(INK);
    let mut lines = Vec::new();
    for name in names {
        if let Some(number) = name.number {
            lines.push((ink, format!("{number} = {}", map.regions[name.region].name)));
        }
    }
    let said = |index: usize| names.iter().any(|name| name.region == index && name.remarked);
    let remarks: Vec<String> = map
        .regions
        .iter()
        .enumerate()
        .filter(|(index, _)| !said(*index))
        .filter_map(|(_, region)| {
            let remark = region.remark.as_deref().map(str::trim).filter(|remark| !remark.is_empty())?;
            Some(format!("{}: {remark}", region.name))
        })
        .collect();
    if !remarks.is_empty() {
        lines.push((ink, remarks.join("; ")));
    }
    if !map.attribution.trim().is_empty() {
        lines.push((small, format!("Geometry: {}", map.attribution)));
    }
    lines
}

fn legend_height(pen: &Pen, map: &MapDrawing, used: &[usize], names: &[Name], top: f64) -> f64 {
    let inner = pen.width - 2.0 * INSET;
    let set = pen.small_type(INK);
    let mut y = top;
    for &class in used {
        y += wrap(&map.legend[class], inner - 40.0, set).len().max(1) as f64 * line_height(set) + 5.0;
    }
    if !used.is_empty() {
        y += 4.0;
    }
    for (set, text) in legend_lines(pen, map, names) {
        y += wrap(&text, inner, set).len() as f64 * line_height(set) + 2.0;
    }
    y + 8.0
}

fn draw_legend(pen: &mut Pen, map: &MapDrawing, used: &[usize], names: &[Name], top: f64) {
    let inner = pen.width - 2.0 * INSET;
    // The plate stays light, so its texts keep their light ink: a white halo says so to the pen.
    let set = Type { halo: Some("#ffffff"), ..pen.small_type(INK) };
    let mut y = top + set.size;
    for &class in used {
        pen.raw(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"28\" height=\"15\" fill=\"url(#{})\" stroke=\"{}\"/>",
            n(INSET),
            n(y - set.size + 1.0),
            hatch_name(pen, class),
            EDGE.light
        ));
        let end = pen.paragraph((INSET + 40.0, y), set, inner - 40.0, &map.legend[class]);
        y = end.max(y + line_height(set)) + 5.0;
    }
    if !used.is_empty() {
        y += 4.0;
    }
    for (set, text) in legend_lines(pen, map, names) {
        let set = Type { halo: Some("#ffffff"), ..set };
        y = pen.paragraph((INSET, y), set, inner, &text) + 2.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_cosine() {
        for (degrees, value) in [(0.0, 1.0), (48.5, 0.662_620_048), (60.0, 0.5), (85.0, 0.087_155_743)] {
            assert!((cosine(degrees) - value).abs() < 1e-8, "{degrees}");
        }
    }

    #[test]
    fn a_small_map_comes_closer_but_not_too_close() {
        assert_eq!(closer((0.0, 30.0), (20.0, 30.0)), (18.8, 30.0));
        assert_eq!(closer((0.0, 30.0), (14.0, 16.0)), (10.0, 20.0));
        assert_eq!(closer((0.0, 30.0), (0.0, 30.0)), (0.0, 30.0));
    }

    #[test]
    fn neighbours_keep_their_border_and_the_180th_meridian_is_crossed() {
        let square = |w: f64| vec![(w, 0.0), (w + 1.0, 0.0), (w + 1.0, 1.0), (w, 1.0), (w, 0.0)];
        let region = |w: f64| Region { rings: vec![square(w)], ..Region::default() };
        let map = MapDrawing { regions: vec![region(179.0), region(-180.0)], ..MapDrawing::default() };
        let frame = Frame { width: 300.0, tallest: 300.0, close: false };
        let (shapes, size) = project(&map, &frame).unwrap();
        assert!((size.0 - 300.0).abs() < 1e-6 && size.1 < 160.0);
        let right: Vec<_> = shapes[0][0].iter().filter(|p| p.0 > 1.0).collect();
        assert!(right.iter().all(|p| shapes[1][0].contains(p)));
    }
}
