//! The pen: shapes and texts of one picture, escaped, with rounded numbers.

use super::Layout;
use crate::render::clean;
use crate::render::html::escape;
use crate::render::palette::Colour;

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) ink: Colour,
    pub(super) hold: Hold,
    /// A halo in this colour keeps the text readable over lines.
    pub(super) halo: Option<&'static str>,
}

/// How a shape is drawn.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) fill: Option<Colour>,
    pub(super) stroke: Option<Colour>,
    pub(super) width: f64,
    pub(super) dashed: bool,
}

impl Look {
    pub(super) fn fill(colour: Colour) -> Look {
        Look { fill: Some(colour), ..Look::default() }
    }

    pub(super) fn line(colour: Colour, width: f64) -> Look {
        Look { stroke: Some(colour), width, ..Look::default() }
    }

    pub(super) fn dashed(self) -> Look {
        Look { dashed: true, ..self }
    }

    fn attributes(self) -> String {
        let mut classes = Vec::new();
        let mut out = String::new();
        match self.fill {
            Some(colour) => {
                classes.push(format!("zf-{}", colour.name));
                out.push_str(&format!(" fill=\"{}\"", colour.light));
            }
            None => out.push_str(" fill=\"none\""),
        }
        if let Some(colour) = self.stroke {
            classes.push(format!("zs-{}", colour.name));
            out.push_str(&format!(" stroke=\"{}\" stroke-width=\"{}\"", colour.light, n(self.width)));
            if self.dashed {
                out.push_str(" stroke-dasharray=\"5 4\"");
            }
        }
        if classes.is_empty() { out } else { format!(" class=\"{}\"{out}", classes.join(" ")) }
    }
}

/// A picture being drawn.
pub(super) struct Pen {
    pub(super) layout: Layout,
    pub(super) width: f64,
    id: String,
    defs: String,
    body: String,
}

impl Pen {
    pub(super) fn new(layout: Layout, id: &str) -> Pen {
        Pen { layout, width: layout.width(), id: id.into(), defs: String::new(), body: String::new() }
    }

    pub(super) fn wide(&self) -> bool {
        self.layout == Layout::Wide
    }

    /// Running text; 13 units or more, so at least 12 px on a phone.
    pub(super) fn text_type(&self, ink: Colour) -> Type {
        let size = if self.wide() { 14.0 } else { 13.5 };
        Type { size, bold: false, ink, hold: Hold::Start, halo: None }
    }

    /// Scales and remarks.
    pub(super) fn small_type(&self, ink: Colour) -> Type {
        let size = if self.wide() { 13.0 } else { 12.5 };
        Type { size, ..self.text_type(ink) }
    }

    /// A name inside this picture.
    pub(super) fn name(&self, part: &str) -> String {
        format!("{}-{part}", self.id)
    }

    /// A definition (a pattern, a clip).
    pub(super) fn define(&mut self, markup: &str) {
        self.defs.push_str(markup);
    }

    /// Markup made by the caller from numbers and palette colours only.
    pub(super) fn raw(&mut self, markup: &str) {
        self.body.push_str(markup);
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), look: Look) {
        let (x1, y1, x2, y2) = (n(from.0), n(from.1), n(to.0), n(to.1));
        let attributes = look.attributes();
        self.raw(&format!("<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"{attributes}/>"));
    }

    pub(super) fn rect(&mut self, at: (f64, f64), size: (f64, f64), round: f64, look: Look) {
        let (x, y, w, h) = (n(at.0), n(at.1), n(size.0.max(0.0)), n(size.1.max(0.0)));
        let round = if round > 0.0 { format!(" rx=\"{}\"", n(round)) } else { String::new() };
        let attributes = look.attributes();
        self.raw(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{round}{attributes}/>"));
    }

    /// A rectangle filled with a pattern defined before.
    pub(super) fn patterned(&mut self, at: (f64, f64), size: (f64, f64), pattern: &str) {
        let (x, y, w, h) = (n(at.0), n(at.1), n(size.0.max(0.0)), n(size.1.max(0.0)));
        let fill = self.name(pattern);
        self.raw(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"url(#{fill})\"/>"));
    }

    pub(super) fn circle(&mut self, at: (f64, f64), radius: f64, look: Look) {
        let (x, y, r) = (n(at.0), n(at.1), n(radius));
        let attributes = look.attributes();
        self.raw(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"{attributes}/>"));
    }

    /// Straight lines through the points.
    pub(super) fn path(&mut self, points: &[(f64, f64)], closed: bool, look: Look) {
        if points.is_empty() {
            return;
        }
        let mut d = String::new();
        for (index, point) in points.iter().enumerate() {
            d.push(if index == 0 { 'M' } else { 'L' });
            d.push_str(&format!("{} {}", n(point.0), n(point.1)));
        }
        if closed {
            d.push('Z');
        }
        let attributes = look.attributes();
        self.raw(&format!("<path d=\"{d}\"{attributes} stroke-linejoin=\"round\"/>"));
    }

    /// A line of text; `at` is its baseline.
    pub(super) fn text(&mut self, at: (f64, f64), set: Type, text: &str) {
        let text = clean(text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let anchor = match set.hold {
            Hold::Start => "",
            Hold::Middle => " text-anchor=\"middle\"",
            Hold::End => " text-anchor=\"end\"",
        };
        let weight = if set.bold { " font-weight=\"600\"" } else { "" };
        let halo = set.halo.map_or(String::new(), |halo| {
            format!(
                " stroke=\"{halo}\" stroke-width=\"3.5\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            )
        });
        // A halo is drawn on a plate that stays light, so its text keeps its light ink as well.
        let class =
            if set.halo.is_some() { String::new() } else { format!(" class=\"zf-{}\"", set.ink.name) };
        self.raw(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{weight}{class} fill=\"{}\"{halo}>{}</text>",
            n(at.0),
            n(at.1),
            n(set.size),
            set.ink.light,
            escape(text)
        ));
    }

    /// Text wrapped to a width; returns the baseline of the line after it.
    pub(super) fn paragraph(&mut self, at: (f64, f64), set: Type, width: f64, text: &str) -> f64 {
        let mut y = at.1;
        for line in wrap(text, width, set) {
            self.text((at.0, y), set, &line);
            y += line_height(set);
        }
        y
    }

    /// The whole picture.
    pub(super) fn finish(self, kind: &str, height: f64, title: &str, about: &str) -> String {
        let title = clean(title);
        let title = if title.trim().is_empty() { "Picture" } else { title.trim() };
        let about = clean(about);
        let (title_id, about_id) = (self.name("title"), self.name("about"));
        let defs = if self.defs.is_empty() { String::new() } else { format!("<defs>{}</defs>", self.defs) };
        let (width, height) = (n(self.width), n(height.max(1.0)));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"zopa-{kind}\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{title_id} {about_id}\" \
             font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif\">\
             <title id=\"{title_id}\">{}</title><desc id=\"{about_id}\">{}</desc>{defs}{}</svg>",
            escape(title),
            escape(about.trim()),
            self.body
        )
    }
}

/// Distance of two baselines.
pub(super) fn line_height(set: Type) -> f64 {
    (set.size * 1.35).round()
}

/// A coordinate: at most two decimals, never anything but digits.
pub(super) fn n(x: f64) -> String {
    let x = if x.is_finite() { x.clamp(-1e7, 1e7) } else { 0.0 };
    let text = format!("{x:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

/// About how wide a text is. The reader's font is not known, so this is a
/// generous guess by the class of each character.
pub(super) fn measure(text: &str, set: Type) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.3,
            ' ' | 't' | 'f' | 'r' | 'I' | '(' | ')' | '-' | '/' | '“' | '”' => 0.4,
            'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' => 0.92,
            'A'..='Z' => 0.7,
            '0'..='9' => 0.6,
            c if c.is_ascii() => 0.57,
            c => match unicode_width::UnicodeWidthChar::width(c) {
                Some(0) | None => 0.0,
                Some(1) => 0.65,
                Some(_) => 1.05,
            },
        })
        .sum();
    ems * set.size * if set.bold { 1.07 } else { 1.0 }
}

/// Lines no wider than `width` by [`measure`]; a word that is too long is cut apart.
pub(super) fn wrap(text: &str, width: f64, set: Type) -> Vec<String> {
    let text = clean(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if measure(&joined, set) <= width {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if measure(&line, set) > width && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
