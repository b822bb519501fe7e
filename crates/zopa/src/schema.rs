//! The shape as a JSON Schema, for editors that complete and check TOML.

use crate::shape::unit::{RAW_VALUE, Unit, VALUE};
use crate::shape::{Case, ESTIMATE, Key, Kind, Of, SCENARIO, Table};
use serde_json::{Map, Value, json};

/// Pattern of an id.
const ID: &str = "^[A-Za-z0-9_-]{1,64}$";
/// Pattern of `issue.option`.
const OPTION: &str = "^[A-Za-z0-9_-]{1,64}\\.[A-Za-z0-9_-]{1,64}$";
/// Pattern of the key of a number that can depend on others; that the number exists is checked when the file is read.
const NUMBER: &str = "^((no_deal|ceiling|points)|(factors|values\\.[A-Za-z0-9_-]{1,64})\\.[A-Za-z0-9_-]{1,64})\\.[A-Za-z0-9_-]{1,64}$";
/// Pattern of a date; that the day exists is checked when the file is read.
const DATE: &str = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";
/// Pattern of a fraction; its length and the bounds of its unit are checked when the file is read.
const FRACTION: &str = "^-?[0-9]{1,18}/0{0,17}[1-9][0-9]{0,17}$";
/// Numbers of any unit.
const LARGEST: i64 = 1_000_000_000;

/// The JSON Schema (draft 2020-12) of a scenario, as indented text.
pub fn schema() -> String {
    let mut schema = Schema::default();
    let Value::Object(root) = schema.table(&SCENARIO, false) else { return String::new() };
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!("zopa scenario, format 1"));
    whole.extend(root);
    whole.insert("$defs".to_owned(), Value::Object(schema.defs));
    whole.insert(
        "if".to_owned(),
        json!({ "properties": { "raw_weights": { "const": true } }, "required": ["raw_weights"] }),
    );
    whole.insert("then".to_owned(), json!({ "properties": { "normalise": { "const": false } } }));
    whole.insert("else".to_owned(), json!(bounded_table(&SCENARIO)));
    if let Some(format) = whole.get_mut("properties").and_then(|keys| keys.get_mut("format")) {
        format["const"] = json!(1);
    }
    let mut text = serde_json::to_string_pretty(&Value::Object(whole)).unwrap_or_default();
    text.push('\n');
    text
}

/// Definitions shared by several places.
#[derive(Default)]
struct Schema {
    defs: Map<String, Value>,
}

impl Schema {
    /// A reference to a definition, which is made where it is first needed.
    fn shared(&mut self, name: String, make: impl FnOnce(&mut Self) -> Value) -> Value {
        let name = name.replace(' ', "-");
        if !self.defs.contains_key(&name) {
            // Stands in until it is made, so that a table may contain itself.
            self.defs.insert(name.clone(), Value::Null);
            let made = make(self);
            self.defs.insert(name.clone(), made);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    fn table(&mut self, table: &'static Table, open: bool) -> Value {
        let mut keys = Map::new();
        for key in table.keys {
            keys.insert(key.name.to_owned(), self.key(key, open));
        }
        let mut out = json!({ "type": "object", "description": table.doc, "properties": keys });
        out["additionalProperties"] = match table.rest {
            Some((_, kind)) => self.kind(kind, open),
            None => json!(open),
        };
        let required: Vec<&str> = table.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        if !required.is_empty() {
            out["required"] = json!(required);
        }
        if !table.any_of.is_empty() {
            out["anyOf"] = table.any_of.iter().map(|key| json!({ "required": [key] })).collect();
        }
        if let Some((by, cases)) = table.cases {
            out["allOf"] = words(cases).into_iter().map(|word| case(by, word, cases)).collect();
        }
        out
    }

    fn key(&mut self, key: &'static Key, open: bool) -> Value {
        let mut out = self.kind(&key.kind, open || key.unstable);
        let unstable = if key.unstable { " (May still change.)" } else { "" };
        out["description"] = json!(format!("{}{unstable}", key.doc));
        out
    }

    fn kind(&mut self, kind: &'static Kind, open: bool) -> Value {
        match kind {
            Kind::Text => json!({ "type": "string" }),
            Kind::Date => json!({ "type": "string", "pattern": DATE }),
            Kind::Bool => json!({ "type": "boolean" }),
            Kind::Count => json!({ "type": "integer", "minimum": 0, "maximum": LARGEST }),
            Kind::Plain => json!({ "type": "number" }),
            Kind::Estimate(unit) => self.estimate(unit),
            Kind::Word(words) => json!({ "enum": words }),
            Kind::Id(_) | Kind::Ref(_) | Kind::RefOr(..) | Kind::OptionOf(_) | Kind::OptionOfKey => {
                json!({ "type": "string", "pattern": ID })
            }
            Kind::OptionRef => json!({ "type": "string", "pattern": OPTION }),
            Kind::NumberKey => json!({ "type": "string", "pattern": NUMBER }),
            Kind::Words(words) => {
                let two =
                    json!({ "type": "array", "items": { "enum": words }, "minItems": 2, "maxItems": 2 });
                json!({ "oneOf": [{ "enum": words }, two] })
            }
            Kind::Package => package(&[]),
            Kind::PackageOr(words) => package(words),
            Kind::List(inner) => json!({ "type": "array", "items": self.kind(inner, open) }),
            Kind::Tiers(inner) => {
                let one = self.kind(inner, open);
                let alike = json!({ "type": "array", "items": one, "minItems": 1 });
                json!({ "type": "array", "items": { "oneOf": [one, alike] } })
            }
            Kind::Pair(inner) => {
                json!({ "type": "array", "items": self.kind(inner, open), "minItems": 2, "maxItems": 2 })
            }
            Kind::Map(of, inner) => {
                let mut out = json!({ "type": "object", "additionalProperties": self.kind(inner, open) });
                match of {
                    Of::Ref(_) | Of::New(_) | Of::OptionOf(_) | Of::OptionOfFactor => {
                        out["propertyNames"] = json!({ "pattern": ID });
                    }
                    Of::OptionRef => out["propertyNames"] = json!({ "pattern": OPTION }),
                    Of::Free => {}
                }
                out
            }
            Kind::Table(table) => self.shared(table.name.to_owned(), |schema| schema.table(table, open)),
            Kind::Rows(table) => {
                let items = self.shared(table.name.to_owned(), |schema| schema.table(table, open));
                json!({ "type": "array", "items": items })
            }
            Kind::Loose => json!({}),
        }
    }

    /// A point, a range, or the long form, within the bounds of its unit.
    fn estimate(&mut self, unit: &'static Unit) -> Value {
        self.shared(format!("estimate of {}", unit.name), |schema| {
            // With `raw_weights` values have no bounds; without, `bounded` adds them.
            let free = if *unit == VALUE { &RAW_VALUE } else { unit };
            let number = number(free);
            let mut long = schema.table(&ESTIMATE, false);
            for key in ["low", "best", "high"] {
                let doc = long["properties"][key]["description"].take();
                long["properties"][key] = number.clone();
                long["properties"][key]["description"] = doc;
            }
            long["anyOf"] = json!([{ "required": ["best"] }, { "required": ["low", "high"] }]);
            long["dependentRequired"] = json!({ "low": ["high"], "high": ["low"] });
            let range = json!({ "type": "array", "items": number, "minItems": 2, "maxItems": 2 });
            json!({ "oneOf": [number, range, long] })
        })
    }
}

/// The id of a package or one of these words, or one option per issue.
fn package(words: &[&str]) -> Value {
    let id = json!({ "type": "string", "pattern": ID });
    let choices = json!({ "type": "object", "propertyNames": { "pattern": ID }, "additionalProperties": id });
    let mut forms = vec![id, choices];
    if !words.is_empty() {
        forms.push(json!({ "enum": words }));
    }
    json!({ "oneOf": forms })
}

/// A number within the bounds of its unit, or a fraction: bounds say nothing on text, the pattern nothing on numbers.
fn number(unit: &Unit) -> Value {
    let low = if unit.above_low { "exclusiveMinimum" } else { "minimum" };
    json!({
        "type": ["number", "string"],
        low: unit.low.unwrap_or(-LARGEST),
        "maximum": unit.high.unwrap_or(LARGEST),
        "pattern": FRACTION,
    })
}

/// What a kind's values within an issue have to be where weights are not raw; `None` where it holds none.
fn bounded(kind: &'static Kind) -> Option<Value> {
    match kind {
        Kind::Estimate(unit) if **unit == VALUE => {
            let bounds = json!({ "minimum": unit.low, "maximum": unit.high });
            let mut out = bounds.clone();
            out["properties"] = json!({ "low": bounds, "best": bounds, "high": bounds });
            out["items"] = bounds;
            Some(out)
        }
        Kind::Rows(table) => Some(json!({ "items": bounded_table(table)? })),
        Kind::Table(table) => bounded_table(table),
        Kind::Map(_, inner) => Some(json!({ "additionalProperties": bounded(inner)? })),
        _ => None,
    }
}

fn bounded_table(table: &'static Table) -> Option<Value> {
    let keys = table.keys.iter().filter_map(|key| Some((key.name.to_owned(), bounded(&key.kind)?)));
    let keys: Map<String, Value> = keys.collect();
    (!keys.is_empty()).then(|| json!({ "properties": keys }))
}

/// The words of the cases, each once.
fn words(cases: &[Case]) -> Vec<&'static str> {
    let mut words: Vec<&str> = cases.iter().map(|case| case.word).collect();
    words.dedup();
    words
}

/// With this word, the keys of one of its cases have to be there.
fn case(by: &str, word: &str, cases: &[Case]) -> Value {
    let mine = cases.iter().filter(|case| case.word == word);
    let wanted: Vec<Value> = mine.map(|case| json!({ "required": case.keys })).collect();
    json!({ "if": { "properties": { by: { "const": word } } }, "then": { "anyOf": wanted } })
}
