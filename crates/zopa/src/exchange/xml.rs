//! XML as the files of GENIUS use it: elements and attributes, nothing else. Entities are never expanded.
//!
//! Read all the same, each with a note: a bare ampersand, a missing blank between attributes, an XML declaration that
//! is not at the start.

use super::settings::{MAX_DEPTH, MAX_ELEMENTS};
use super::text::{lenient, refuse, short};
use super::{Given, Note, Refusal, Remarked};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Most bytes of an entity's name.
const LONGEST_ENTITY: usize = 64;
/// Most attributes of an element.
const MAX_ATTRIBUTES: usize = 64;

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Its tag.
    pub name: String,
    /// Its attributes, in order; no name twice.
    pub attributes: Vec<(String, String)>,
    /// The elements inside.
    pub children: Vec<Element>,
    /// The line it starts in, from 1.
    pub line: usize,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The elements inside with a tag.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |c| c.name == name)
    }
}

/// How often a leniency was needed, and the line of the first time.
#[derive(Default)]
struct Times(usize, usize);

impl Times {
    fn once(&mut self, line: usize) {
        if self.0 == 0 {
            self.1 = line;
        }
        self.0 += 1;
    }
}

/// What a file needed.
#[derive(Default)]
struct Needed {
    ampersands: Times,
    blanks: Times,
    declarations: Times,
    text: Times,
}

impl Needed {
    fn notes(&self, file: &str, notes: &mut Vec<Note>) {
        let mut say = |what, times: &Times, text: &str| {
            let more = if times.0 > 1 { format!(" ({} times)", times.0) } else { String::new() };
            if times.0 > 0 {
                let text = format!("line {}: {text}{more}", times.1);
                notes.push(Note { what, file: file.to_string(), text });
            }
        };
        say(Remarked::Lenient, &self.ampersands, "a bare ampersand was read as the character");
        say(
            Remarked::Lenient,
            &self.blanks,
            "a missing blank between two attributes was read as if it stood there",
        );
        say(
            Remarked::Lenient,
            &self.declarations,
            "the XML declaration is not at the start of the file; skipped",
        );
        say(Remarked::Lost, &self.text, "text between the tags means nothing in this format; left out");
    }
}

/// The outermost element of a file.
pub(crate) fn parse(given: &Given, notes: &mut Vec<Note>) -> Result<Element, Refusal> {
    let text = lenient(given, notes)?;
    let mut needed = Needed::default();
    let root = tree(&given.name, &text, &mut needed)?;
    needed.notes(&given.name, notes);
    Ok(root)
}

fn tree(file: &str, text: &str, needed: &mut Needed) -> Result<Element, Refusal> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let (mut line, mut seen, mut count) = (1, 0, 0);
    let mut open: Vec<Element> = Vec::new();
    let mut root: Option<Element> = None;
    loop {
        let start = (reader.buffer_position() as usize).min(text.len());
        line += text.as_bytes()[seen..start].iter().filter(|b| **b == b'\n').count();
        seen = start;
        let event =
            reader.read_event().map_err(|e| refuse(file, line, &format!("not well-formed XML ({e})")))?;
        match event {
            Event::Start(tag) => {
                count += 1;
                open.push(element(file, &tag, line, needed)?);
                if root.is_some() {
                    return Err(refuse(file, line, "a second outermost element"));
                }
            }
            Event::Empty(tag) => {
                count += 1;
                let done = element(file, &tag, line, needed)?;
                close(file, done, &mut open, &mut root)?;
            }
            Event::End(_) => {
                let Some(done) = open.pop() else {
                    return Err(refuse(file, line, "an end tag without its start tag"));
                };
                close(file, done, &mut open, &mut root)?;
            }
            Event::Text(inside) => stray(file, &inside, line, &open, needed)?,
            Event::CData(inside) => stray(file, &inside, line, &open, needed)?,
            Event::GeneralRef(inside) => stray(file, &inside, line, &open, needed)?,
            Event::Decl(_) if start > 0 => needed.declarations.once(line),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::DocType(_) => {
                return Err(refuse(file, line, "a DOCTYPE; files that define entities are not read"));
            }
            Event::Eof => break,
        }
        if open.len() > MAX_DEPTH || count > MAX_ELEMENTS {
            let what = format!("more than {MAX_DEPTH} levels or {MAX_ELEMENTS} elements");
            return Err(refuse(file, line, &what));
        }
    }
    if let Some(left) = open.last() {
        return Err(refuse(file, left.line, &format!("<{}> is never closed", short(&left.name))));
    }
    root.ok_or_else(|| refuse(file, line, "no element"))
}

fn close(file: &str, done: Element, open: &mut [Element], root: &mut Option<Element>) -> Result<(), Refusal> {
    match open.last_mut() {
        Some(parent) => parent.children.push(done),
        None if root.is_some() => return Err(refuse(file, done.line, "a second outermost element")),
        None => *root = Some(done),
    }
    Ok(())
}

/// Text between tags: blank, or noted, or outside every element and refused.
fn stray(
    file: &str,
    inside: &str,
    line: usize,
    open: &[Element],
    needed: &mut Needed,
) -> Result<(), Refusal> {
    if inside.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
        return Ok(());
    }
    let line = line + inside.chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count();
    if open.is_empty() {
        let what = format!("text outside the outermost element: \"{}\"", short(inside.trim()));
        return Err(refuse(file, line, &what));
    }
    needed.text.once(line);
    Ok(())
}

/// An element from what stands between `<` and `>`.
fn element(file: &str, tag: &str, line: usize, needed: &mut Needed) -> Result<Element, Refusal> {
    let name_ends = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
    let (name, mut rest) = tag.split_at(name_ends);
    let mut done = Element { name: name.to_string(), line, ..Element::default() };
    let mut line = line;
    let mut first = true;
    loop {
        let trimmed = rest.trim_start();
        let blank = &rest[..rest.len() - trimmed.len()];
        line += blank.matches('\n').count();
        rest = trimmed;
        if rest.is_empty() || rest == "/" {
            return Ok(done);
        }
        if blank.is_empty() && !first {
            needed.blanks.once(line);
        }
        first = false;
        let wrong = |what: &str| refuse(file, line, &format!("<{}>: {what}", short(name)));
        let (key, value) = rest.split_once('=').ok_or_else(|| wrong("an attribute without a value"))?;
        let key = key.trim_end();
        if key.is_empty() || key.contains(|c: char| c.is_whitespace() || "\"'<>&/".contains(c)) {
            return Err(wrong(&format!("no attribute's name: \"{}\"", short(key))));
        }
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'');
        let quote = quote.ok_or_else(|| wrong("an attribute's value without quotation marks"))?;
        let (inside, after) =
            value[1..].split_once(quote).ok_or_else(|| wrong("an attribute's value that never ends"))?;
        if done.attributes.len() == MAX_ATTRIBUTES {
            return Err(wrong(&format!("more than {MAX_ATTRIBUTES} attributes")));
        }
        if done.get(key).is_some() {
            return Err(wrong(&format!("the attribute \"{}\" stands twice", short(key))));
        }
        let inside_text = unescape(inside, line, needed).map_err(|what| wrong(&what))?;
        line += rest[..rest.len() - after.len()].matches('\n').count();
        done.attributes.push((key.to_string(), inside_text));
        rest = after;
    }
}

/// An attribute's value with the five named characters and those by number; anything else named is refused.
fn unescape(text: &str, line: usize, needed: &mut Needed) -> Result<String, String> {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        done.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        // Looked for nearby only: a file of nothing but ampersands is read in one go all the same.
        let named = rest.bytes().take(LONGEST_ENTITY).position(|b| b == b';').map(|end| &rest[..end]);
        let name =
            named.filter(|n| !n.is_empty() && n.chars().all(|c| c.is_alphanumeric() || "#_-.:".contains(c)));
        let Some(name) = name else {
            needed.ampersands.once(line);
            done.push('&');
            continue;
        };
        done.push(named_character(name).ok_or_else(|| format!("the entity &{}; is not read", short(name)))?);
        rest = &rest[name.len() + 1..];
    }
    done.push_str(rest);
    Ok(done)
}

fn named_character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            code.ok().filter(|c| *c != 0).and_then(char::from_u32)
        }
    }
}

/// `text` as an attribute's value holds it. Characters that XML has no place for are left out; says whether there were any.
pub(crate) fn escape(text: &str) -> (String, bool) {
    let mut done = String::with_capacity(text.len());
    let mut lost = false;
    for c in text.chars() {
        match c {
            '&' => done.push_str("&amp;"),
            '<' => done.push_str("&lt;"),
            '>' => done.push_str("&gt;"),
            '"' => done.push_str("&quot;"),
            '\t' | '\n' | '\r' => done.push_str(&format!("&#{};", u32::from(c))),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => lost = true,
            _ => done.push(c),
        }
    }
    (done, lost)
}
