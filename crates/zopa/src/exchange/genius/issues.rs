//! The issues of a GENIUS file, from the tree of objectives.

use super::super::settings::MAX_VALUES;
use super::super::sums::{grid, shown};
use super::super::text::{refuse, short};
use super::super::xml::Element;
use super::super::{DomainIssue, Kind, Note, Refusal, Remarked, Settings, decimal};
use super::Sheet;
use num_bigint::BigInt;
use num_rational::BigRational;
use std::collections::BTreeSet;
use zopa_core::problem::{MAX_ISSUES, MAX_OPTIONS};

/// An issue, and where it stands.
pub struct Found<'e> {
    /// Its number in the file, by which weights and profiles refer to it.
    pub index: i64,
    /// The issue.
    pub issue: DomainIssue,
    /// For numbers: the lower bound, and the numbers the values stand for.
    pub lower: BigRational,
    /// The numbers the values stand for; empty for names.
    pub numbers: Vec<BigRational>,
    /// Its element.
    pub element: &'e Element,
}

/// A whole number in an attribute.
pub fn whole(file: &str, element: &Element, key: &str) -> Result<i64, Refusal> {
    let wrong = |what: &str| refuse(file, element.line, &format!("<{}>: {what}", element.name));
    let text = element.get(key).ok_or_else(|| wrong(&format!("no \"{key}\"")))?;
    text.trim().parse().map_err(|_| wrong(&format!("{key}=\"{}\" is no whole number", short(text))))
}

/// A number in an attribute.
pub fn number(file: &str, element: &Element, key: &str) -> Result<BigRational, Refusal> {
    let wrong = |what: &str| refuse(file, element.line, &format!("<{}>: {what}", element.name));
    let text = element.get(key).ok_or_else(|| wrong(&format!("no \"{key}\"")))?;
    decimal::parse(text).map_err(|why| wrong(&format!("{key}=\"{}\" {why}", short(text))))
}

/// All objectives of a tree: those inside one before the issues of that one, as GENIUS counts them.
pub fn objectives<'e>(outermost: &'e Element, all: &mut Vec<&'e Element>) {
    outermost.all("objective").for_each(|inner| objectives(inner, all));
    all.push(outermost);
}

/// The issues of a file, in GENIUS' order.
pub fn issues<'e>(
    sheet: &'e Sheet,
    how: &Settings,
    notes: &mut Vec<Note>,
) -> Result<Vec<Found<'e>>, Refusal> {
    let mut all = Vec::new();
    objectives(sheet.objective()?, &mut all);
    let mut found: Vec<Found> = Vec::new();
    let mut values = 0;
    for element in all.iter().flat_map(|o| o.all("issue")) {
        let index = whole(sheet.file, element, "index")?;
        if found.iter().any(|f| f.index == index) {
            return Err(refuse(sheet.file, element.line, &format!("a second issue {index}")));
        }
        let one = issue(sheet.file, element, index, how, notes)?;
        values += one.issue.values.len();
        found.push(one);
        if found.len() > MAX_ISSUES || values > MAX_VALUES {
            let what = format!("more than {MAX_ISSUES} issues or {MAX_VALUES} values");
            return Err(refuse(sheet.file, element.line, &what));
        }
    }
    Ok(found)
}

fn issue<'e>(
    file: &str,
    element: &'e Element,
    index: i64,
    how: &Settings,
    notes: &mut Vec<Note>,
) -> Result<Found<'e>, Refusal> {
    let name = element.get("name").map(str::trim).filter(|n| !n.is_empty());
    let name = name.ok_or_else(|| refuse(file, element.line, &format!("issue {index} has no name")))?;
    let said = element.get("type").or(element.get("vtype")).or(element.get("etype")).unwrap_or("discrete");
    let mut lower = BigRational::default();
    let mut numbers = Vec::new();
    let (kind, values) = match said.to_ascii_lowercase().as_str() {
        "discrete" => (Kind::Discrete, items(file, element, notes)?),
        "integer" => {
            let (from, to) = (bound(file, element, "lowerbound")?, bound(file, element, "upperbound")?);
            let whole = from.is_integer() && to.is_integer() && from <= to;
            let few = &to - &from < BigRational::from_integer(BigInt::from(MAX_OPTIONS));
            if !whole || !few {
                let what = format!(
                    "issue {index} from {} to {}: not a range of 1 to {MAX_OPTIONS} whole numbers",
                    shown(&from),
                    shown(&to)
                );
                return Err(refuse(file, element.line, &what));
            }
            let mut next = from.to_integer();
            while next <= to.to_integer() {
                numbers.push(BigRational::from_integer(next.clone()));
                next += 1;
            }
            lower = from;
            (Kind::Integer, numbers.iter().map(shown).collect())
        }
        "real" | "price" => {
            let (from, to) = (bound(file, element, "lowerbound")?, bound(file, element, "upperbound")?);
            if from > to || !(2..=MAX_OPTIONS).contains(&how.real_steps) {
                let what = format!("issue {index} from {} to {}: no range", shown(&from), shown(&to));
                return Err(refuse(file, element.line, &format!("{what} of {} steps", how.real_steps)));
            }
            numbers = grid(&from, &to, how.real_steps);
            let text = format!(
                "\"{name}\" takes all real numbers from {} to {}; {} of them at equal distances stand for it",
                shown(&from),
                shown(&to),
                numbers.len()
            );
            notes.push(Note { what: Remarked::Assumed, file: file.to_string(), text });
            lower = from.clone();
            (Kind::Real { lower: from, upper: to }, numbers.iter().map(shown).collect())
        }
        other => {
            let what = format!("issue {index} is of the unknown type \"{}\"", short(other));
            return Err(refuse(file, element.line, &what));
        }
    };
    let description = element.get("description").map(str::trim).filter(|d| !d.is_empty()).map(String::from);
    Ok(Found {
        index,
        issue: DomainIssue { name: name.to_string(), description, values, kind },
        lower,
        numbers,
        element,
    })
}

/// A bound, on the issue itself or in its range.
fn bound(file: &str, element: &Element, key: &str) -> Result<BigRational, Refusal> {
    let holder = if element.get(key).is_some() { Some(element) } else { element.all("range").next() };
    number(file, holder.unwrap_or(element), key)
}

/// The names of the values of an issue, each once.
fn items(file: &str, element: &Element, notes: &mut Vec<Note>) -> Result<Vec<String>, Refusal> {
    let mut seen = BTreeSet::new();
    let mut values = Vec::new();
    for item in element.all("item") {
        let value = item.get("value").ok_or_else(|| refuse(file, item.line, "<item>: no \"value\""))?;
        if seen.insert(value) {
            values.push(value.to_string());
        } else {
            let text =
                format!("line {}: the item \"{}\" stands there twice; read as one", item.line, short(value));
            notes.push(Note { what: Remarked::Lenient, file: file.to_string(), text });
        }
    }
    Ok(values)
}
