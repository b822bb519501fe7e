//! The colours, in one place, with the contrast they must keep.
//!
//! Neutral by intent: blue-grey inks, and blue against rust for accepts and
//! refuses, which stay apart for colour-blind readers and in grey print. No
//! party has a colour of its own, and none is drawn in red or green. The tests
//! below compute every contrast by the formula of WCAG 2.2 (text at least 4.5
//! to 1, graphics at least 3 to 1), so a change that costs a reader is caught.

/// A colour by its use: its name in the style sheet, on light paper, on dark paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Name of the style sheet's variable.
    pub name: &'static str,
    /// Hexadecimal, on light paper and in print.
    pub light: &'static str,
    /// Hexadecimal, where the reader asks for a dark page.
    pub dark: &'static str,
}

const fn colour(name: &'static str, light: &'static str, dark: &'static str) -> Colour {
    Colour { name, light, dark }
}

/// The page.
pub const PAPER: Colour = colour("paper", "#ffffff", "#12161b");
/// Panels: findings, table heads.
pub const WASH: Colour = colour("wash", "#f2f5f8", "#1b2129");
/// Text.
pub const INK: Colour = colour("ink", "#1a222d", "#e7ebf0");
/// Less important text.
pub const QUIET: Colour = colour("quiet", "#525d6b", "#a9b3bf");
/// Lines that only decorate.
pub const RULE: Colour = colour("rule", "#d5dbe2", "#343d48");
/// Lines and outlines that must be seen.
pub const EDGE: Colour = colour("edge", "#6a7685", "#8592a1");
/// Links, the finding's border, focus.
pub const ACCENT: Colour = colour("accent", "#1d4f7c", "#90bdee");
/// What a bar has over no deal.
pub const GAIN: Colour = colour("gain", "#2f5f8f", "#7fb0e4");
/// The part of a bar up to no deal.
pub const BASE: Colour = colour("base", "#7f93a9", "#66788c");
/// Accepts, holds.
pub const YES: Colour = colour("yes", "#1b4f8a", "#93c0f2");
/// Refuses, breaks.
pub const NO: Colour = colour("no", "#8c3a10", "#f2ad88");
/// Open, unknown.
pub const OPEN: Colour = colour("open", "#665000", "#dfc46b");

/// All colours of the page, in the order the style sheet lists them.
pub const COLOURS: [Colour; 12] = [PAPER, WASH, INK, QUIET, RULE, EDGE, ACCENT, GAIN, BASE, YES, NO, OPEN];

/// How a class of regions is drawn on a map: a fill and the lines over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// Fill.
    pub fill: &'static str,
    /// Lines over the fill.
    pub line: &'static str,
    /// Which lines.
    pub hatch: Hatch,
}

/// Lines over a fill, told apart without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hatch {
    /// Rising to the right.
    Rising,
    /// Dots.
    Dots,
    /// Falling to the right.
    Falling,
    /// Level.
    Level,
    /// Upright.
    Upright,
    /// Both diagonals.
    Cross,
}

/// The classes of a map in the order of its legend. A map keeps its light
/// plate on a dark page, so these have one form.
pub const CLASSES: [Class; 6] = [
    Class { fill: "#cfdfef", line: "#3d6c9e", hatch: Hatch::Rising },
    Class { fill: "#f5e4bd", line: "#8a6410", hatch: Hatch::Dots },
    Class { fill: "#e2d5eb", line: "#74529a", hatch: Hatch::Falling },
    Class { fill: "#d2e9ee", line: "#2b7385", hatch: Hatch::Level },
    Class { fill: "#eed9c8", line: "#8a5330", hatch: Hatch::Upright },
    Class { fill: "#dfe3e8", line: "#5a6675", hatch: Hatch::Cross },
];

/// Regions that are not in question.
pub const LAND: &str = "#f1f2f4";

/// The contrast of two colours as WCAG 2.2 defines it, 1 to 21; `None` if one is not `#rrggbb`.
#[must_use]
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    let (a, b) = (luminance(one)?, luminance(other)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

fn luminance(hex: &str) -> Option<f64> {
    let digits = hex.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let mut sum = 0.0;
    for (start, share) in [(0, 0.2126), (2, 0.7152), (4, 0.0722)] {
        let level = u8::from_str_radix(&digits[start..start + 2], 16).ok()?;
        sum += share * linear(f64::from(level) / 255.0);
    }
    Some(sum)
}

/// The sRGB curve: ((x + 0.055) / 1.055) to the power 2.4, the power taken as
/// x² · x^(2/5) with the fifth root by Newton's method, which is the same everywhere.
fn linear(x: f64) -> f64 {
    if x <= 0.04045 {
        return x / 12.92;
    }
    let base = (x + 0.055) / 1.055;
    let square = base * base;
    let mut root = 1.0_f64;
    for _ in 0..40 {
        let fourth = root * root * root * root;
        root -= (fourth * root - square) / (5.0 * fourth);
    }
    square * root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_least(least: f64, one: &str, other: &str) {
        let found = contrast(one, other).expect("colours are #rrggbb");
        assert!(found >= least, "{one} on {other} has contrast {found:.2}, needs {least}");
    }

    #[test]
    fn contrast_agrees_with_the_standards_own_ends() {
        assert!((contrast("#000000", "#ffffff").unwrap() - 21.0).abs() < 1e-9);
        // #767676 is the known lightest grey with 4.5 on white.
        assert!((contrast("#767676", "#ffffff").unwrap() - 4.54).abs() < 0.01);
        assert_eq!(contrast("white", "#ffffff"), None);
    }

    #[test]
    fn text_has_contrast_on_every_ground() {
        for ground in [PAPER, WASH] {
            for text in [INK, QUIET, ACCENT, YES, NO, OPEN] {
                at_least(4.5, text.light, ground.light);
                at_least(4.5, text.dark, ground.dark);
            }
        }
    }

    #[test]
    fn graphics_have_contrast() {
        for shape in [EDGE, GAIN, BASE, YES, NO, OPEN, ACCENT] {
            at_least(3.0, shape.light, PAPER.light);
            at_least(3.0, shape.dark, PAPER.dark);
        }
    }

    #[test]
    fn map_lines_and_labels_have_contrast() {
        for class in CLASSES {
            at_least(3.0, class.line, class.fill);
            at_least(3.0, EDGE.light, class.fill);
            at_least(4.5, INK.light, class.fill);
        }
        at_least(4.5, QUIET.light, LAND);
        at_least(3.0, EDGE.light, LAND);
    }

    #[test]
    fn no_tone_is_red_or_green() {
        // Neither the pure hues nor the pair that colour-blind readers confuse: what accepts is
        // led by blue, what refuses has its green part well above a red's.
        let parts = |hex: &str| -> Vec<i32> {
            (1..6).step_by(2).map(|i| i32::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
        };
        let yes = parts(YES.light);
        assert!(yes[2] > yes[1] && yes[2] > yes[0]);
        let no = parts(NO.light);
        assert!(no[1] * 3 > no[0], "leans to red");
        assert!(no[0] > no[1], "leans to green");
    }
}
