//! JSON with the digits of its numbers, the order of its keys and the places of its values. A key that stands twice in
//! one object is refused: programs disagree about which one counts.

use super::settings::{MAX_DEPTH, MAX_ELEMENTS};
use super::text::{line_of, refuse, short, utf8};
use super::{Given, Refusal, decimal};
use num_rational::BigRational;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fmt;

/// A value, and where it stands.
#[derive(Debug)]
pub(crate) struct Json {
    /// What it is.
    pub kind: Kind,
    /// Its line, from 1.
    pub line: usize,
}

/// What a value is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// null, true or false.
    Word,
    /// A number, as written.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object; no key twice.
    Map(Vec<(String, Json)>),
}

impl Json {
    /// The value under a key of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The entries of an object.
    pub fn map(&self, file: &str, what: &str) -> Result<&[(String, Json)], Refusal> {
        match &self.kind {
            Kind::Map(entries) => Ok(entries),
            _ => Err(refuse(file, self.line, &format!("{what} should be an object"))),
        }
    }

    /// The items of a list.
    pub fn list(&self, file: &str, what: &str) -> Result<&[Json], Refusal> {
        match &self.kind {
            Kind::List(items) => Ok(items),
            _ => Err(refuse(file, self.line, &format!("{what} should be a list"))),
        }
    }

    /// Text.
    pub fn text(&self, file: &str, what: &str) -> Result<&str, Refusal> {
        match &self.kind {
            Kind::Text(text) => Ok(text),
            _ => Err(refuse(file, self.line, &format!("{what} should be text"))),
        }
    }

    /// A number, or text that writes one.
    pub fn number(&self, file: &str, what: &str) -> Result<BigRational, Refusal> {
        let (Kind::Number(digits) | Kind::Text(digits)) = &self.kind else {
            return Err(refuse(file, self.line, &format!("{what} should be a number")));
        };
        decimal::parse(digits)
            .map_err(|why| refuse(file, self.line, &format!("{what}: \"{}\" {why}", short(digits))))
    }

    /// The value under a key that has to be there.
    pub fn need(&self, key: &str, file: &str) -> Result<&Json, Refusal> {
        self.get(key).ok_or_else(|| refuse(file, self.line, &format!("\"{key}\" is missing")))
    }
}

/// The value a file holds.
pub(crate) fn parse(given: &Given) -> Result<Json, Refusal> {
    let text = utf8(given)?;
    let whole: &RawValue = serde_json::from_str(text)
        .map_err(|e| refuse(&given.name, e.line().max(1), &format!("not JSON ({})", cause(&e))))?;
    let mut walk = Walk { file: &given.name, text, seen: 0, line: 1, count: 0 };
    walk.value(whole, 0)
}

/// A message of the JSON reader without the place it repeats.
fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_string()
}

struct Walk<'a> {
    file: &'a str,
    text: &'a str,
    /// Bytes whose lines are counted, and the line reached.
    seen: usize,
    line: usize,
    count: usize,
}

impl<'a> Walk<'a> {
    fn value(&mut self, raw: &'a RawValue, depth: usize) -> Result<Json, Refusal> {
        let piece = raw.get();
        // Every piece is borrowed from the text: its place is a difference of addresses.
        let at = (piece.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        self.line += line_of(self.text.as_bytes().get(self.seen..at).unwrap_or_default(), usize::MAX) - 1;
        self.seen = self.seen.max(at);
        let line = self.line;
        self.count += 1;
        if depth > MAX_DEPTH || self.count > MAX_ELEMENTS {
            let what = format!("more than {MAX_DEPTH} levels or {MAX_ELEMENTS} values");
            return Err(refuse(self.file, line, &what));
        }
        let broken = |e: serde_json::Error| refuse(self.file, line, &format!("not JSON ({})", cause(&e)));
        let kind = match piece.as_bytes().first() {
            Some(b'{') => {
                let entries: Entries = serde_json::from_str(piece).map_err(broken)?;
                self.entries(entries, depth, line)?
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(piece).map_err(broken)?;
                Kind::List(items.into_iter().map(|i| self.value(i, depth + 1)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Kind::Text(serde_json::from_str(piece).map_err(broken)?),
            Some(b't' | b'f' | b'n') => Kind::Word,
            _ => Kind::Number(piece.to_string()),
        };
        Ok(Json { kind, line })
    }

    fn entries(&mut self, entries: Entries<'a>, depth: usize, line: usize) -> Result<Kind, Refusal> {
        let mut keys = BTreeSet::new();
        for (key, _) in &entries.0 {
            if !keys.insert(key) {
                let what = format!("the key \"{}\" stands twice in the object that starts here", short(key));
                return Err(refuse(self.file, line, &what));
            }
        }
        let each = entries.0.into_iter().map(|(key, raw)| Ok((key, self.value(raw, depth + 1)?)));
        Ok(Kind::Map(each.collect::<Result<_, _>>()?))
    }
}

/// The entries of an object in their order, also those whose key stands twice.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        from.deserialize_map(All)
    }
}

/// The keys of the outermost object of a text, as far as it is JSON.
pub(crate) fn top_keys(text: &str) -> Vec<String> {
    struct Keys<'k>(&'k mut Vec<String>);
    impl<'de> Visitor<'de> for Keys<'_> {
        type Value = ();
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(key) = map.next_key::<String>()? {
                self.0.push(key);
                map.next_value::<serde::de::IgnoredAny>()?;
            }
            Ok(())
        }
    }
    let mut keys = Vec::new();
    // A failure ends the keys; the reader of the format says where.
    let _ = serde_json::Deserializer::from_str(text).deserialize_map(Keys(&mut keys));
    keys
}
