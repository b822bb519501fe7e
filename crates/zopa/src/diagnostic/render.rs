//! Findings as text for a terminal: the place underlined, the code, the sentence, the hint.

use super::{Diagnostic, Severity};
use crate::scenario::{File, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::ops::Range;

/// Lines shown at most around a finding; longer places are underlined from their first line.
const LINES: usize = 4;
/// Bytes of one line shown at most.
const WIDTH: usize = 400;

/// Renders findings in the order given, one block each, with terminal colours where asked.
pub fn render(diagnostics: &[Diagnostic], files: &[File], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(120);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&one(diagnostic, files, &renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(diagnostic: &Diagnostic, files: &[File], renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level
        .primary_title(annotate_snippets::normalize_untrusted_str(&diagnostic.message))
        .id(diagnostic.code)
        .elements(std::iter::empty::<annotate_snippets::Message<'_>>());
    if let Some(file) = files.get(diagnostic.span.file) {
        let window = Window::around(&file.text, diagnostic.span);
        group = group.element(
            Snippet::source(window.text)
                .path(annotate_snippets::normalize_untrusted_str(&file.name))
                .line_start(window.line)
                .annotation(AnnotationKind::Primary.span(window.marked)),
        );
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(annotate_snippets::normalize_untrusted_str(hint)));
    }
    renderer.render(&[group])
}

/// The lines of a file around a place, cut so that a report stays short however long the file is.
struct Window<'a> {
    text: &'a str,
    /// Number of the first line, from 1.
    line: usize,
    /// The place, within `text`.
    marked: Range<usize>,
}

impl<'a> Window<'a> {
    fn around(text: &'a str, span: Span) -> Window<'a> {
        let start = floor(text, span.start);
        let from =
            text[..start].rfind('\n').map_or(0, |i| i + 1).max(floor(text, start.saturating_sub(WIDTH)));
        let mut to = text[start..].find('\n').map_or(text.len(), |i| start + i);
        for _ in 1..LINES {
            if to < span.end && to < text.len() {
                to = text[to + 1..].find('\n').map_or(text.len(), |i| to + 1 + i);
            }
        }
        let to = floor(text, to.min(start + WIDTH));
        let end = floor(text, span.end).clamp(start, to);
        Window {
            text: &text[from..to],
            line: text[..from].bytes().filter(|&b| b == b'\n').count() + 1,
            marked: start - from..end - from,
        }
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_between_letters() {
        // Two bytes a letter, so that a cut at a round number of bytes may fall within one.
        for shift in 0..3 {
            let text = format!("{}{}", "x".repeat(shift), "\u{e9}".repeat(1000));
            let files = [File { name: "a.toml".to_owned(), text, bytes: None }];
            for start in [900 + shift, 901, 1998] {
                let span = Span { file: 0, start, end: start + 300 };
                let finding = Diagnostic {
                    code: "Z0001",
                    severity: Severity::Error,
                    span,
                    message: "a place in a long line".to_owned(),
                    hint: None,
                };
                assert!(render(&[finding], &files, false).len() < 4000);
            }
        }
    }
}
