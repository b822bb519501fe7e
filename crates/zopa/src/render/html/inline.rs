//! Text inside markup: escaped, with web addresses as links and dates that do not break.

use crate::render::clean;

/// Text with the five characters that mean something in markup written as names.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text on one line, cleaned and escaped, without links: headings, captions, attributes.
pub(super) fn words(text: &str) -> String {
    escape(&clean(text).split('\n').map(str::trim).collect::<Vec<_>>().join(" ")).trim().to_string()
}

/// Running text, cleaned and escaped; its line ends are kept, web addresses become links
/// and dates as the format writes them are kept on one line.
pub(super) fn prose(text: &str) -> String {
    let text = clean(text);
    let mut out = String::new();
    for (index, line) in text.trim().split('\n').enumerate() {
        if index > 0 {
            out.push_str("<br/>\n");
        }
        let mut rest = line;
        while let Some((before, address, after)) = address(rest) {
            out.push_str(&dated(before));
            out.push_str(&link(address));
            rest = after;
        }
        out.push_str(&dated(rest));
    }
    out
}

/// Escaped text with each `2025-08` or `2025-08-15` as a time.
fn dated(text: &str) -> String {
    let mut out = String::new();
    let mut plain = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let starts = at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || b"-_/.=".contains(&bytes[at - 1]));
        let length = if starts { date_length(&bytes[at..]) } else { 0 };
        if length > 0 {
            out.push_str(&escape(&text[plain..at]));
            out.push_str(&format!("<time>{}</time>", &text[at..at + length]));
            plain = at + length;
        }
        at += length.max(1);
    }
    out + &escape(&text[plain..])
}

/// The bytes of a date at the start of a text: year and month, or year, month and day; else 0.
fn date_length(text: &[u8]) -> usize {
    let fits = |form: &[u8]| {
        let digit = |(c, f): (&u8, &u8)| if *f == b'-' { c == f } else { c.is_ascii_digit() };
        let ends = text.get(form.len()).is_none_or(|c| !c.is_ascii_alphanumeric() && !b"-_/".contains(c));
        text.len() >= form.len() && ends && text.iter().zip(form).all(digit)
    };
    let within = |from: usize, low: u8, high: u8| {
        let number = (text[from] - b'0') * 10 + text[from + 1] - b'0';
        (low..=high).contains(&number)
    };
    if fits(b"0000-00-00") && within(5, 1, 12) && within(8, 1, 31) {
        10
    } else if fits(b"0000-00") && within(5, 1, 12) {
        7
    } else {
        0
    }
}

/// The first web address of a line, without the punctuation that follows it.
fn address(line: &str) -> Option<(&str, &str, &str)> {
    let start = ["https://", "http://"].iter().filter_map(|scheme| line.find(scheme)).min()?;
    let tail = &line[start..];
    let stop = tail
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»'))
        .unwrap_or(tail.len());
    let mut address = &tail[..stop];
    while let Some(c) = address.chars().next_back() {
        let open = c == ')' && address.matches('(').count() >= address.matches(')').count();
        if open || !matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '\'' | '’' | ']') {
            break;
        }
        address = &address[..address.len() - c.len_utf8()];
    }
    if address.len() <= "https://".len() {
        return None;
    }
    Some((&line[..start], address, &line[start + address.len()..]))
}

/// A link whose text is the address without its scheme; a long one shows its site on screen
/// and the whole address in print.
fn link(address: &str) -> String {
    let shown = address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/');
    let href = escape(address);
    match shown.split_once(['/', '?', '#']) {
        Some((site, _)) if shown.chars().count() > 46 => {
            format!("<a class=\"cut\" href=\"{href}\" rel=\"noreferrer\">{}/…</a>", escape(site))
        }
        _ => format!("<a href=\"{href}\" rel=\"noreferrer\">{}</a>", escape(shown)),
    }
}

/// Bytes in base 64 (RFC 4648), as a content security policy writes a hash.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let at = |i: usize| u32::from(group.get(i).copied().unwrap_or(0));
        let word = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            let index = (word >> (18 - 6 * digit)) as usize & 63;
            out.push(if digit <= group.len() { char::from(DIGITS[index]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_is_shown_not_obeyed() {
        assert_eq!(prose("<b>\"a\" & 'b'</b>"), "&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;");
        assert_eq!(words(" a\nb "), "a b");
    }

    #[test]
    fn dates_are_kept_whole_and_look_alikes_are_left() {
        assert_eq!(
            prose("on 2025-08-15; in 2025-08."),
            "on <time>2025-08-15</time>; in <time>2025-08</time>."
        );
        for other in
            ["1977-1980", "2025-13", "2025-02-32", "x2025-08", "12025-08", "2025-08-1", "9-2025-08-15"]
        {
            assert_eq!(prose(other), other);
        }
        assert!(prose("https://a.org/2025-08-15").ends_with(">a.org/2025-08-15</a>"));
    }

    #[test]
    fn base64_agrees_with_the_standards_examples() {
        let examples = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in examples {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn addresses_become_links_without_their_full_stop() {
        let link = "<a href=\"https://a.org/x_(y)\" rel=\"noreferrer\">a.org/x_(y)</a>";
        assert_eq!(prose("See https://a.org/x_(y)."), format!("See {link}."));
        assert_eq!(prose("(https://a.org/x_(y))"), format!("({link})"));
        let bad = prose("https://a.org/\"onclick=alert(1)");
        assert!(bad.starts_with("<a href=\"https://a.org/\" rel=\"noreferrer\">a.org</a>&quot;"), "{bad}");
        assert_eq!(prose("javascript:alert(1) http:// x"), "javascript:alert(1) http:// x");
    }
}
