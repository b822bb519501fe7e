//! JSON to nodes: the grammar of RFC 8259, and the three words that Python writes for what is no number
//! (`NaN`, `Infinity`, `-Infinity`).

use super::node::{DEPTH, Is, NODES, Node, plain};

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    nodes: usize,
}

/// The one value in the text, or one sentence on what is wrong with it.
pub(crate) fn read(text: &str) -> Result<Node, String> {
    let mut reader = Reader { text, at: 0, line: 1, nodes: 0 };
    let node = reader.value(0)?;
    match reader.peek() {
        None => Ok(node),
        Some(c) => Err(reader.wrong(&format!("{c:?} follows the end of the JSON value"))),
    }
}

impl Reader<'_> {
    fn wrong(&self, what: &str) -> String {
        format!("line {}: this is not JSON: {what}", self.line)
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// The next character that is not space.
    fn peek(&mut self) -> Option<char> {
        while let Some(c) = self.rest().chars().next().filter(|c| matches!(c, ' ' | '\t' | '\r' | '\n')) {
            self.line += usize::from(c == '\n');
            self.at += 1;
        }
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn value(&mut self, depth: usize) -> Result<Node, String> {
        self.nodes += 1;
        if self.nodes > NODES {
            return Err(format!("line {}: the file has more than {NODES} parts", self.line));
        }
        if depth > DEPTH {
            return Err(format!("line {}: lists and maps lie deeper in each other than {DEPTH}", self.line));
        }
        let first = self.peek();
        let line = self.line;
        let is = match first {
            Some('{') => return self.map(depth),
            Some('[') => Is::List(self.list(depth)?),
            Some('"') => Is::Text(self.string()?),
            Some(_) => self.word()?,
            None => return Err(self.wrong("it ends too early")),
        };
        Ok(Node { line, is })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node>, String> {
        let mut items = Vec::new();
        self.take('[');
        if self.take(']') {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(']') {
                return Ok(items);
            }
            if !self.take(',') {
                return Err(self.wrong("a comma or ] is missing"));
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Node, String> {
        let line = self.line;
        let mut entries = Vec::new();
        self.take('{');
        if self.take('}') {
            return Node::map_of(line, entries);
        }
        loop {
            if self.peek() != Some('"') {
                return Err(self.wrong("a key in quotes is missing"));
            }
            let key = self.value(depth + 1)?;
            if !self.take(':') {
                return Err(self.wrong("a colon is missing"));
            }
            entries.push((key, self.value(depth + 1)?));
            if self.take('}') {
                return Node::map_of(line, entries);
            }
            if !self.take(',') {
                return Err(self.wrong("a comma or } is missing"));
            }
        }
    }

    /// A number or one of the words.
    fn word(&mut self) -> Result<Is, String> {
        let length = self.rest().find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
        let word = &self.rest()[..length.unwrap_or(self.rest().len())];
        let is = match word {
            "null" | "true" | "false" | "NaN" | "Infinity" | "-Infinity" => plain(word),
            _ if number(word) => plain(word),
            _ => return Err(self.wrong(&format!("{word:?} is no value"))),
        };
        if matches!(is, Is::Text(_)) {
            return Err(format!("line {}: a number is longer than 400 digits", self.line));
        }
        self.at += word.len();
        Ok(is)
    }

    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(c) = self.rest().chars().next() else { return Err(self.wrong("a quote is not closed")) };
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(out),
                '\\' => out.push(self.escape()?),
                c if (c as u32) < 0x20 => return Err(self.wrong("a control character stands in quotes")),
                c => out.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        let Some(c) = self.rest().chars().next() else { return Err(self.wrong("a quote is not closed")) };
        self.at += c.len_utf8();
        Ok(match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let mut code = self.hex()?;
                if (0xd800..0xdc00).contains(&code) && self.rest().starts_with("\\u") {
                    self.at += 2;
                    let low = self.hex()?;
                    if !(0xdc00..0xe000).contains(&low) {
                        return Err(self.wrong("half a character stands in quotes"));
                    }
                    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                }
                char::from_u32(code).ok_or_else(|| self.wrong("half a character stands in quotes"))?
            }
            _ => return Err(self.wrong("an escape is unknown")),
        })
    }

    fn hex(&mut self) -> Result<u32, String> {
        let digits = self.rest().get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = digits.and_then(|d| u32::from_str_radix(d, 16).ok());
        self.at += if code.is_some() { 4 } else { 0 };
        code.ok_or_else(|| self.wrong("\\u needs four digits"))
    }
}

/// Whether the word is a number by the grammar.
fn number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match word.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (word, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
