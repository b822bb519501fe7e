//! What packages are worth in a GENIUS utility space: weights and evaluations.

use super::super::settings::Semantics;
use super::super::sums::{raise_reserve, shown, stem};
use super::super::text::{refuse, short};
use super::super::xml::Element;
use super::super::{Kind, Note, Profile, Refusal, Remarked, Settings, Utility, decimal};
use super::issues::{Found, number, objectives, whole};
use super::{Sheet, boxes};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// A file being read: what its sentences name, and where they go.
pub struct Reading<'a> {
    /// Its name.
    pub file: &'a str,
    /// How it is read.
    pub how: &'a Settings,
    /// What there is to say.
    pub notes: &'a mut Vec<Note>,
}

impl Reading<'_> {
    /// Notes something.
    pub fn note(&mut self, what: Remarked, text: String) {
        self.notes.push(Note { what, file: self.file.to_string(), text });
    }
}

/// The profile of a file whose issues `own` fit those of the domain.
pub fn profile(
    sheet: &Sheet,
    issues: &[Found],
    own: &[Found],
    how: &Settings,
    notes: &mut Vec<Note>,
) -> Result<Profile, Refusal> {
    let mut reading = Reading { file: sheet.file, how, notes };
    let space = sheet.space()?;
    let objective = sheet.objective()?;
    let boxed = objective.all("utility").next();
    let utility = match (boxed, space.get("type").unwrap_or("linear")) {
        (Some(element), "nonlinear" | "linear") => boxes::utility(&mut reading, element, issues)?,
        (None, "linear" | "") => additive(&mut reading, objective, issues, own)?,
        (None, "nonlinear") => {
            return Err(refuse(sheet.file, objective.line, "a nonlinear utility space without <utility>"));
        }
        (_, other) => {
            let what = format!("a utility space of type \"{}\" is not read", short(other));
            return Err(refuse(sheet.file, space.line, &what));
        }
    };
    let reserve = stated(&mut reading, space, objective, "reservation")?;
    if reserve.is_none() {
        reading.note(Remarked::Assumed, "no reservation value, which counts as 0".to_string());
    }
    let discount = stated(&mut reading, space, objective, "discount_factor")?;
    let used = discount.filter(|d| {
        let used = d.is_positive() && *d <= BigRational::one();
        if !used {
            let text = format!("a discount factor of {} means none, as in GENIUS", shown(d));
            reading.note(Remarked::Assumed, text);
        }
        used
    });
    let mut done = Profile { name: stem(sheet.file).to_string(), utility, reserve, discount: used };
    if let Some(text) = raise_reserve(&mut done, how) {
        reading.note(Remarked::Assumed, text);
    }
    Ok(done)
}

/// The number of an element such as `<reservation value="0.5"/>`, which stands at most once in the file.
fn stated(
    reading: &mut Reading,
    space: &Element,
    objective: &Element,
    tag: &str,
) -> Result<Option<BigRational>, Refusal> {
    let mut all = vec![space];
    objectives(objective, &mut all);
    let mut found: Option<BigRational> = None;
    for element in all.iter().flat_map(|e| e.all(tag)) {
        let value = number(reading.file, element, "value")?;
        match &found {
            Some(first) if *first == value => {
                let text = format!("line {}: <{tag}> stands there twice; read as one", element.line);
                reading.note(Remarked::Lenient, text);
            }
            Some(_) => {
                return Err(refuse(
                    reading.file,
                    element.line,
                    &format!("a second <{tag}> with another value"),
                ));
            }
            None => found = Some(value),
        }
    }
    Ok(found)
}

/// Weights by the number of their issue.
fn weights(reading: &mut Reading, objective: &Element) -> Result<BTreeMap<i64, BigRational>, Refusal> {
    let mut all = Vec::new();
    objectives(objective, &mut all);
    let mut weights = BTreeMap::new();
    for element in all.iter().flat_map(|o| o.all("weight")) {
        let index = whole(reading.file, element, "index")?;
        let value = number(reading.file, element, "value")?;
        match weights.insert(index, value.clone()) {
            Some(first) if first == value => {
                let text = format!(
                    "line {}: the weight of issue {index} stands there twice; read as one",
                    element.line
                );
                reading.note(Remarked::Lenient, text);
            }
            Some(_) => {
                let what = format!("issue {index} has a second weight");
                return Err(refuse(reading.file, element.line, &what));
            }
            None => {}
        }
    }
    Ok(weights)
}

fn additive(
    reading: &mut Reading,
    objective: &Element,
    issues: &[Found],
    own: &[Found],
) -> Result<Utility, Refusal> {
    let mut weights = weights(reading, objective)?;
    let mut utility = Utility {
        weights: Vec::new(),
        evaluations: Vec::new(),
        boxes: Vec::new(),
        constant: BigRational::zero(),
        cap: None,
    };
    for found in issues {
        let Some(repeated) = own.iter().find(|f| f.index == found.index) else {
            return Err(refuse(reading.file, objective.line, &format!("issue {} is missing", found.index)));
        };
        let weight = weights.remove(&found.index).ok_or_else(|| {
            refuse(reading.file, repeated.element.line, &format!("issue {} has no weight", found.index))
        })?;
        utility.weights.push(weight);
        utility.evaluations.push(match found.issue.kind {
            Kind::Discrete => discrete(reading, found, repeated)?,
            Kind::Integer => integer(reading, found, repeated)?,
            Kind::Real { .. } => real(reading, found, repeated)?,
        });
    }
    if !weights.is_empty() {
        let left: Vec<String> = weights.keys().map(i64::to_string).collect();
        reading.note(Remarked::Lost, format!("weights of no issue ({}) were left out", left.join(", ")));
    }
    Ok(match reading.how.semantics {
        Semantics::Genius => utility.cap_at_one(),
        Semantics::Negmas => utility,
    })
}

/// Evaluations of names: in GENIUS, shares of the largest.
fn discrete(reading: &mut Reading, found: &Found, own: &Found) -> Result<Vec<BigRational>, Refusal> {
    let mut given: BTreeMap<&str, BigRational> = BTreeMap::new();
    for item in own.element.all("item") {
        let (Some(value), Some(text)) = (item.get("value"), item.get("evaluation")) else { continue };
        if text == "null" {
            continue;
        }
        let evaluation = decimal::parse(text).map_err(|why| {
            refuse(reading.file, item.line, &format!("<item>: evaluation=\"{}\" {why}", short(text)))
        })?;
        if let Some(first) = given.insert(value, evaluation.clone()) {
            let text = format!(
                "line {}: the item \"{}\" stands there twice; its last evaluation counts ({}, before: {})",
                item.line,
                short(value),
                shown(&evaluation),
                shown(&first)
            );
            reading.note(Remarked::Lenient, text);
        }
    }
    let inside: BTreeSet<&str> = found.issue.values.iter().map(String::as_str).collect();
    let others: Vec<String> = given.keys().filter(|v| !inside.contains(*v)).map(|v| short(v)).collect();
    if !others.is_empty() {
        let text = format!(
            "\"{}\" has values the domain lacks ({}); they count for the largest evaluation only",
            found.issue.name,
            others.join(", ")
        );
        reading.note(Remarked::Lenient, text);
    }
    let taken: Option<Vec<BigRational>> =
        found.issue.values.iter().map(|v| given.get(v.as_str()).cloned()).collect();
    let Some(taken) = taken else {
        let what = format!("a value of issue {} (\"{}\") has no evaluation", found.index, found.issue.name);
        return Err(refuse(reading.file, own.element.line, &what));
    };
    if taken.iter().any(Signed::is_negative) {
        let text = format!("\"{}\" has negative evaluations; they count as they stand", found.issue.name);
        reading.note(Remarked::Assumed, text);
    }
    if reading.how.semantics == Semantics::Negmas {
        return Ok(taken);
    }
    let largest = given.into_values().max().unwrap_or_default();
    // The limit below which GENIUS takes the largest evaluation for none.
    if largest < BigRational::new(1.into(), 100_000.into()) {
        let text = format!(
            "no evaluation of \"{}\" reaches 0.00001 (largest: {}); GENIUS counts them all as 0",
            found.issue.name,
            shown(&largest)
        );
        reading.note(Remarked::Assumed, text);
        return Ok(vec![BigRational::zero(); taken.len()]);
    }
    Ok(taken.into_iter().map(|e| e / &largest).collect())
}

/// A number cut to 0 to 1 as GENIUS does; NegMAS leaves it.
fn cut(reading: &Reading, number: BigRational) -> BigRational {
    match reading.how.semantics {
        Semantics::Genius => number.max(BigRational::zero()).min(BigRational::one()),
        Semantics::Negmas => number,
    }
}

/// The one function of an issue of numbers.
fn evaluator<'e>(reading: &mut Reading, own: &Found<'e>) -> Result<Option<&'e Element>, Refusal> {
    let mut all = own.element.all("evaluator");
    let first = all.next();
    if let Some(more) = all.next() {
        return Err(refuse(
            reading.file,
            more.line,
            &format!("issue {} has a second <evaluator>", own.index),
        ));
    }
    Ok(first)
}

/// Whole numbers: `offset + slope · (number - lower bound)`; NegMAS: `offset + slope · number`.
fn integer(reading: &mut Reading, found: &Found, own: &Found) -> Result<Vec<BigRational>, Refusal> {
    let Some(element) = evaluator(reading, own)? else {
        let text = format!("\"{}\" has no <evaluator>; its numbers count 0", found.issue.name);
        reading.note(Remarked::Assumed, text);
        return Ok(vec![BigRational::zero(); found.numbers.len()]);
    };
    let slope = number(reading.file, element, "slope")?;
    let offset = number(reading.file, element, "offset")?;
    if own.lower != found.lower {
        let text = format!(
            "\"{}\" starts at {} here and at {} in the domain; its function counts from {}",
            found.issue.name,
            shown(&own.lower),
            shown(&found.lower),
            shown(&own.lower)
        );
        reading.note(Remarked::Lenient, text);
    }
    let from = match reading.how.semantics {
        Semantics::Genius => own.lower.clone(),
        Semantics::Negmas => BigRational::zero(),
    };
    Ok(found.numbers.iter().map(|n| cut(reading, &slope * (n - &from) + &offset)).collect())
}

/// Real numbers: linear, constant, triangular, or the price of old.
fn real(reading: &mut Reading, found: &Found, own: &Found) -> Result<Vec<BigRational>, Refusal> {
    let file = reading.file;
    if own.element.get("type").is_some_and(|t| t.eq_ignore_ascii_case("price")) {
        return Ok(price(reading, found, own));
    }
    let Some(element) = evaluator(reading, own)? else {
        return Err(refuse(file, own.element.line, &format!("issue {} has no <evaluator>", found.index)));
    };
    let parameter = |k: usize| number(file, element, &format!("parameter{k}"));
    let said = element.get("ftype").unwrap_or_default().to_ascii_lowercase();
    let each = |f: &dyn Fn(&BigRational) -> BigRational| found.numbers.iter().map(f).collect();
    match said.as_str() {
        "linear" => {
            let (offset, slope) = (parameter(0)?, parameter(1)?);
            Ok(each(&|x| cut(reading, &slope * x + &offset)))
        }
        "constant" => {
            let value = parameter(0)?;
            Ok(each(&|_| value.clone()))
        }
        "triangular" => {
            let (left, right, top) = (parameter(0)?, parameter(1)?, parameter(2)?);
            if !(left <= top && top <= right) {
                let what = "<evaluator>: parameter2 lies outside parameter0 to parameter1";
                return Err(refuse(file, element.line, what));
            }
            Ok(each(&|x| match () {
                _ if x < &left || x >= &right => BigRational::zero(),
                _ if x < &top => (x - &left) / (&top - &left),
                _ => BigRational::one() - (x - &top) / (&right - &top),
            }))
        }
        other => {
            let what = format!("<evaluator>: the function \"{}\" is not read", short(other));
            Err(refuse(file, element.line, &what))
        }
    }
}

/// The price of old GENIUS: a seller's profit as a share of the largest, costs of the other issues left out.
fn price(reading: &mut Reading, found: &Found, own: &Found) -> Vec<BigRational> {
    let upper = own.numbers.last().cloned().unwrap_or_default();
    let lower = own.lower.clone();
    let text = format!(
        "\"{}\" is a price, which GENIUS no longer reads: 0 at {}, 1 at {}, costs of the other issues left out",
        found.issue.name,
        shown(&lower),
        shown(&upper)
    );
    reading.note(Remarked::Assumed, text);
    let range = if upper == lower { BigRational::from_integer(BigInt::one()) } else { &upper - &lower };
    let share = |x: &BigRational| ((x - &lower) / &range).max(BigRational::zero()).min(BigRational::one());
    found.numbers.iter().map(share).collect()
}
