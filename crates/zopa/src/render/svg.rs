//! Pictures as SVG: one picture per drawing, with its title and its sentence inside.
//!
//! Two layouts of the same picture: [`Layout::Wide`] for a page and
//! [`Layout::Narrow`] for a phone, where a wide one would shrink its text below
//! 12 px. Colours are plain attributes, so that the picture stands alone in any
//! program, and class names beside them let a page restyle it for a dark screen.
//! Nothing in a picture is told by colour alone: marks differ in shape, bars in
//! hatch, regions in hatch and name.

use crate::report::{Bar, Drawing, Picture};
use pen::Pen;

mod bars;
mod fans;
mod ladder;
mod map;
mod pen;
mod place;
mod scatter;
mod schedule;
mod swings;

/// For which width a picture is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// 704 units, for a page or a screen.
    #[default]
    Wide,
    /// 328 units, for a phone: one unit is one pixel at a width of 360 px less its margins.
    Narrow,
}

impl Layout {
    /// Width of the picture in its own units.
    #[must_use]
    pub fn width(self) -> f64 {
        match self {
            Layout::Wide => 704.0,
            Layout::Narrow => 328.0,
        }
    }
}

/// The picture in the wide layout.
#[must_use]
pub fn draw(picture: &Picture) -> String {
    draw_at(picture, Layout::Wide, &picture.table.id)
}

/// The picture in a layout. `id` begins every name inside it, so that pictures
/// of one page do not share any; characters unfit for a name are replaced.
#[must_use]
pub fn draw_at(picture: &Picture, layout: Layout, id: &str) -> String {
    let mut id = super::Names::default().take(id, "picture");
    if layout == Layout::Narrow {
        id.push_str("-n");
    }
    let mut pen = Pen::new(layout, &id);
    let (kind, height) = match &picture.drawing {
        Drawing::Bars(bars) => ("bars", bars::draw(&mut pen, bars)),
        Drawing::Scatter(scatter) => ("scatter", scatter::draw(&mut pen, scatter)),
        Drawing::Ladder(rungs) => ("ladder", ladder::draw(&mut pen, rungs)),
        Drawing::Map(map) => ("map", map::draw(&mut pen, map)),
        Drawing::Swings(swings) => ("swings", swings::draw(&mut pen, swings)),
        Drawing::Schedule(schedule) => ("schedule", schedule::draw(&mut pen, schedule)),
        Drawing::Fans(fans) => ("fans", fans::draw(&mut pen, fans)),
    };
    pen.finish(kind, height, &picture.table.caption, &picture.table.summary)
}

/// The ends of a bar's own scale: 0 and 100, further only where its numbers are.
pub(crate) fn own_scale(bar: &Bar) -> (f64, f64) {
    let (low, high) = bar.range.unwrap_or((0.0, 0.0));
    let mut ends = (0.0_f64, 100.0_f64);
    for x in [bar.value, bar.no_deal, low, high] {
        if x.is_finite() {
            let x = x.clamp(-1e9, 1e9);
            ends.0 = ends.0.min((x / 10.0).floor() * 10.0);
            ends.1 = ends.1.max((x / 10.0).ceil() * 10.0);
        }
    }
    ends
}
