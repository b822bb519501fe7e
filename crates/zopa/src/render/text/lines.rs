//! Lines of a terminal page: measuring, wrapping, styling.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::report::Tone;

/// Terminal columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// How words look where colours are asked for; never the only carrier of a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Bold,
    Quiet,
    Caveat,
    Tone(Tone),
}

impl Style {
    fn code(self) -> Option<&'static str> {
        match self {
            Style::Plain | Style::Tone(Tone::Plain) => None,
            Style::Bold => Some("1"),
            Style::Quiet | Style::Tone(Tone::Quiet) => Some("2"),
            Style::Caveat | Style::Tone(Tone::Open) => Some("33"),
            Style::Tone(Tone::Yes) => Some("36"),
            Style::Tone(Tone::No) => Some("35"),
        }
    }
}

/// A page being written line by line.
pub(super) struct Writer {
    width: usize,
    colour: bool,
    text: String,
}

impl Writer {
    pub(super) fn new(width: usize, colour: bool) -> Writer {
        Writer { width, colour, text: String::new() }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// One line as it is; the caller has measured it.
    pub(super) fn line(&mut self, line: &str, style: Style) {
        let painted = self.paint(line.trim_end(), style);
        self.text.push_str(&painted);
        self.text.push('\n');
    }

    /// The text in terminal codes if colours are asked for.
    pub(super) fn paint(&self, text: &str, style: Style) -> String {
        match style.code() {
            Some(code) if self.colour && !text.is_empty() => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            _ => text.to_string(),
        }
    }

    /// An empty line, unless the page is empty or ends with one.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(super) fn paragraph(&mut self, text: &str, style: Style) {
        self.hanging("", "", text, style);
    }

    /// Wrapped text, with one lead before its first line and another before the rest.
    pub(super) fn hanging(&mut self, first: &str, rest: &str, text: &str, style: Style) {
        let room = self.width.saturating_sub(columns(first).max(columns(rest)));
        let mut lead = first;
        for line in wrap(text, room) {
            self.line(&format!("{lead}{line}"), style);
            lead = rest;
        }
    }

    pub(super) fn rule(&mut self, with: char, length: usize) {
        let line: String = std::iter::repeat_n(with, length.clamp(1, self.width)).collect();
        self.line(&line, Style::Plain);
    }

    pub(super) fn finish(mut self) -> String {
        let end = self.text.trim_end_matches('\n').len();
        self.text.truncate(end);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }
}

/// Lines of at most `width` columns (at least 4). Breaks at spaces; a word
/// longer than a line is broken between characters as a reader sees them. A
/// line end in the text stays one. No space that forbids a break is a break.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(4);
    let mut lines = Vec::new();
    for paragraph in text.trim().split('\n') {
        let mut line = String::new();
        for word in paragraph.split(breaks).filter(|word| !word.is_empty()) {
            let joined = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
            if columns(&joined) <= width {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = break_word(word, width, &mut lines);
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

fn breaks(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}')
}

/// Pushes full lines of a word and returns what is left of it.
fn break_word(word: &str, width: usize, lines: &mut Vec<String>) -> String {
    if columns(word) <= width {
        return word.to_string();
    }
    let mut line = String::new();
    for cluster in word.graphemes(true) {
        // A cluster that no line holds (a stack of joined letters) is taken apart.
        let parts: Vec<&str> = if columns(cluster) <= width {
            vec![cluster]
        } else {
            cluster.char_indices().map(|(i, c)| &cluster[i..i + c.len_utf8()]).collect()
        };
        for part in parts {
            let joined = format!("{line}{part}");
            if columns(&joined) <= width {
                line = joined;
            } else {
                lines.push(std::mem::replace(&mut line, part.to_string()));
            }
        }
    }
    line
}

/// The width of the longest word and of the longest line.
pub(super) fn extent(text: &str) -> (usize, usize) {
    let word = text.split(|c| c == '\n' || breaks(c)).map(columns).max().unwrap_or(0);
    let line = text
        .split('\n')
        .map(|line| columns(&line.split(breaks).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")))
        .max()
        .unwrap_or(0);
    (word, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_spaces_and_breaks_what_does_not_fit() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("Donaudampfschiff", 6), ["Donaud", "ampfsc", "hiff"]);
        assert_eq!(wrap("first\nsecond", 20), ["first", "second"]);
        assert_eq!(wrap("10\u{A0}000 km", 7), ["10\u{A0}000", "km"]);
        assert!(wrap("  ", 8).is_empty());
    }

    #[test]
    fn wide_and_combined_characters_are_measured_as_shown() {
        assert_eq!(wrap("停戦協定の条件", 8), ["停戦協定", "の条件"]);
        // An accent stays with its letter, a joined emoji stays whole.
        assert_eq!(wrap("aaae\u{301}b", 4), ["aaae\u{301}", "b"]);
        assert_eq!(wrap("👩‍🌾👩‍🌾👩‍🌾", 4).join("|"), "👩‍🌾👩‍🌾|👩‍🌾");
    }
}
