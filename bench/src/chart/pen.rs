//! Shapes and texts of the picture, in the library's palette and type.

use zopa::render::palette::{Colour, INK, PAPER, QUIET};

/// Where a text is held.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Hold {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub size: f64,
    pub bold: bool,
    pub ink: Colour,
    pub hold: Hold,
    /// A halo in the colour of the page keeps it readable over lines.
    pub halo: bool,
}

/// Remarks and scales.
pub(super) const QUIETLY: Type = Type { size: 13.0, bold: false, ink: QUIET, hold: Hold::Start, halo: false };
/// Titles.
pub(super) const BOLD: Type = Type { size: 15.5, bold: true, ink: INK, hold: Hold::Start, halo: false };

/// The mark of a line's points.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mark {
    Circle,
    Square,
    Triangle,
}

/// The picture being drawn.
#[derive(Default)]
pub(super) struct Pen(String);

/// A place in the picture.
pub(super) type Place = (f64, f64);

impl Pen {
    pub(super) fn rect(&mut self, at: Place, size: Place, fill: Colour) {
        let (x, y, w, h) = (n(at.0), n(at.1), n(size.0), n(size.1));
        self.raw(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{}\"/>",
            fill.light
        ));
    }

    pub(super) fn line(&mut self, from: Place, to: Place, ink: (Colour, f64), dashed: bool) {
        let dashes = if dashed { " stroke-dasharray=\"5 4\"" } else { "" };
        self.raw(&format!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{dashes}/>",
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1),
            ink.0.light,
            n(ink.1)
        ));
    }

    /// A pale area.
    pub(super) fn area(&mut self, corners: impl Iterator<Item = Place>, fill: Colour) {
        let corners: Vec<String> = corners.map(|(x, y)| format!("{} {}", n(x), n(y))).collect();
        self.raw(&format!(
            "<path d=\"M{}Z\" fill=\"{}\" fill-opacity=\"0.2\"/>",
            corners.join("L"),
            fill.light
        ));
    }

    pub(super) fn mark(&mut self, (x, y): Place, mark: Mark, fill: Colour) {
        let ink = fill.light;
        let shape = match mark {
            Mark::Circle => format!("<circle cx=\"{}\" cy=\"{}\" r=\"3.6\" fill=\"{ink}\"/>", n(x), n(y)),
            Mark::Square => format!(
                "<rect x=\"{}\" y=\"{}\" width=\"6.6\" height=\"6.6\" fill=\"{ink}\"/>",
                n(x - 3.3),
                n(y - 3.3)
            ),
            Mark::Triangle => format!("<path d=\"M{} {}l4.6 8h-9.2Z\" fill=\"{ink}\"/>", n(x), n(y - 5.0)),
        };
        self.raw(&shape);
    }

    /// Of what was stopped.
    pub(super) fn cross(&mut self, (x, y): Place, ink: Colour) {
        for side in [-5.0, 5.0] {
            self.line((x - 5.0, y - side), (x + 5.0, y + side), (ink, 2.2), false);
        }
    }

    /// A line of text; `at` is its baseline.
    pub(super) fn text(&mut self, at: Place, set: Type, text: &str) {
        let anchor = match set.hold {
            Hold::Start => "",
            Hold::Middle => " text-anchor=\"middle\"",
            Hold::End => " text-anchor=\"end\"",
        };
        let weight = if set.bold { " font-weight=\"600\"" } else { "" };
        let halo = if set.halo {
            format!(
                " stroke=\"{}\" stroke-width=\"3.5\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                PAPER.light
            )
        } else {
            String::new()
        };
        self.raw(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{weight} fill=\"{}\"{halo}>{}</text>",
            n(at.0),
            n(at.1),
            n(set.size),
            set.ink.light,
            escape(text)
        ));
    }

    /// The whole picture, a shape per line.
    pub(super) fn finish(self, size: Place, title: &str, about: &str) -> String {
        let (width, height) = (n(size.0), n(size.1));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-labelledby=\"growth-title growth-about\" \
             font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif\">\n\
             <title id=\"growth-title\">{}</title>\n<desc id=\"growth-about\">{}</desc>\n{}</svg>\n",
            escape(title),
            escape(about),
            self.0
        )
    }

    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
        self.0.push('\n');
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A coordinate, to a tenth.
fn n(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_string()
}
