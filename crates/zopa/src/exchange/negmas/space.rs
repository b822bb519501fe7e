//! The outcome space: issues, their values, and how other files name those values.

use super::Notes;
use super::node::{Is, Key, Node};
use crate::exchange::decimal::parse;
use crate::exchange::{DomainIssue, Kind};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use std::collections::BTreeMap;

/// Values of all issues together at most.
const VALUES: usize = 200_000;
/// Issues at most.
const ISSUES: usize = 1_000;
/// Steps of a grid of real numbers where the file states none.
const STEPS: usize = 10;

/// The outcome space of a scenario.
pub(crate) struct Space {
    pub name: Option<String>,
    pub columns: Vec<Column>,
}

/// An issue, and what its values are to value functions.
pub(crate) struct Column {
    pub issue: DomainIssue,
    /// The values as numbers, where they are numbers.
    pub numbers: Option<Vec<BigRational>>,
    index: BTreeMap<Key, usize>,
}

impl Column {
    /// The index of the value that the node names: the same scalar, or one written with the same text, which is how
    /// JSON writes numbers as keys.
    pub fn find(&self, node: &Node) -> Option<usize> {
        let key = node.key()?;
        let by_text = || match (&key, node.name()) {
            (Key::Text(text), _) => {
                let number = parse(text).ok().map(Key::Number);
                let truth = match text.as_str() {
                    "true" | "True" => Some(Key::Bool(true)),
                    "false" | "False" => Some(Key::Bool(false)),
                    _ => None,
                };
                number.or(truth).and_then(|key| self.index.get(&key))
            }
            (_, Some(text)) => self.index.get(&Key::Text(text.to_owned())),
            _ => None,
        };
        self.index.get(&key).or_else(by_text).copied()
    }

    fn new(name: String, kind: Kind, values: Vec<(String, Key)>) -> Result<Column, String> {
        let number = |key: &Key| match key {
            Key::Number(number) => Some(number.clone()),
            _ => None,
        };
        let numbers = values.iter().map(|(_, key)| number(key)).collect();
        let mut index = BTreeMap::new();
        let mut names = BTreeMap::new();
        for (k, (value, key)) in values.iter().enumerate() {
            if index.insert(key.clone(), k).is_some() || names.insert(value.clone(), k).is_some() {
                return Err(format!("the issue {name} has the value {value} twice"));
            }
        }
        let values = values.into_iter().map(|(value, _)| value).collect();
        let issue = DomainIssue { name, description: None, values, kind };
        Ok(Column { issue, numbers, index })
    }
}

/// The outcome space that the file holds.
pub(crate) fn read(node: &Node, notes: &mut Notes) -> Result<Space, String> {
    notes.unknown(node, &["issues"]);
    let kind = node.type_name().unwrap_or_default();
    if !matches!(kind, "CartesianOutcomeSpace" | "DiscreteCartesianOutcomeSpace" | "OutcomeSpace") {
        return Err(node.at(&format!("an outcome space of the type {kind} is not read")));
    }
    let issues =
        node.get("issues").ok_or_else(|| node.at("the outcome space has no issues"))?.list("issues")?;
    if issues.is_empty() {
        return Err(node.at("the outcome space has no issues"));
    }
    if issues.len() > ISSUES {
        return Err(node.at(&format!("the outcome space has more than {ISSUES} issues")));
    }
    let mut columns: Vec<Column> = Vec::new();
    let mut left = VALUES;
    for issue in issues {
        let column = column(issue, left, notes)?;
        if columns.iter().any(|c| c.issue.name == column.issue.name) {
            return Err(issue.at(&format!("two issues have the name {}", column.issue.name)));
        }
        left -= column.issue.values.len().min(left);
        columns.push(column);
    }
    let name = node.get("name").and_then(Node::name).filter(|name| !name.is_empty()).map(str::to_owned);
    Ok(Space { name, columns })
}

fn column(node: &Node, left: usize, notes: &mut Notes) -> Result<Column, String> {
    node.map("an issue")?;
    let name =
        node.get("name").and_then(Node::name).ok_or_else(|| node.at("an issue has no name"))?.to_owned();
    let values = node.get("values").ok_or_else(|| node.at(&format!("the issue {name} has no values")))?;
    let kind = node.type_name().unwrap_or_default();
    let known: &[&str] = if kind == "ContinuousIssue" { &["values", "n_levels"] } else { &["values"] };
    notes.unknown(node, known);
    let column = match kind {
        "CategoricalIssue"
        | "OrdinalIssue"
        | "CardinalIssue"
        | "DiscreteOrdinalIssue"
        | "DiscreteCardinalIssue"
        | "DiscreteIssue"
        | "SingletonIssue" => listed(name.clone(), values, left, notes),
        "ContiguousIssue" => whole(name.clone(), values, left),
        "ContinuousIssue" => real(name.clone(), node, left, notes),
        "" => Err(format!("the issue {name} has no type")),
        _ => Err(format!("the issue {name} is of the type {kind}, which is not read")),
    };
    column.map_err(|e| node.at(&e))
}

fn too_many<T>() -> Result<T, String> {
    Err(format!("the issues have more than {VALUES} values together"))
}

/// Values listed one by one.
fn listed(name: String, node: &Node, left: usize, notes: &mut Notes) -> Result<Column, String> {
    let Is::List(items) = &node.is else {
        return Err(format!("the values of the issue {name} are not a list"));
    };
    if items.is_empty() {
        return Err(format!("the issue {name} has no values"));
    }
    if items.len() > left {
        return too_many();
    }
    let mut values = Vec::new();
    for item in items {
        let (Some(value), Some(key)) = (item.name(), item.key()) else {
            return Err(format!("a value of the issue {name} is no name and no number"));
        };
        values.push((value.to_owned(), key));
    }
    let wholes = wholes(&values);
    if wholes {
        return Column::new(name, Kind::Integer, values);
    }
    if values.iter().all(|(_, key)| matches!(key, Key::Number(_))) {
        notes.assumed(format!("the issue {name} lists numbers; they are kept as names"));
    }
    Column::new(name, Kind::Discrete, values)
}

/// Whether the values are consecutive whole numbers, written as such.
fn wholes(values: &[(String, Key)]) -> bool {
    let number = |key: &Key| match key {
        Key::Number(number) if number.is_integer() => Some(number.to_integer()),
        _ => None,
    };
    let Some(Some(first)) = values.first().map(|(_, key)| number(key)) else { return false };
    values.iter().enumerate().all(|(k, (value, key))| {
        number(key).is_some_and(|n| n == &first + BigInt::from(k) && n.to_string() == *value)
    })
}

/// The two bounds of a range.
fn bounds(name: &str, node: &Node) -> Result<(BigRational, BigRational), String> {
    let Is::List(items) = &node.is else { return Err(format!("the issue {name} has no two bounds")) };
    let [lower, upper] = items.as_slice() else { return Err(format!("the issue {name} has no two bounds")) };
    let number = |node: &Node| match &node.is {
        Is::Number(number, _) => Ok(number.clone()),
        _ => Err(format!("a bound of the issue {name} is no finite number")),
    };
    let (lower, upper) = (number(lower)?, number(upper)?);
    if lower > upper {
        return Err(format!("the lower bound of the issue {name} is above the upper one"));
    }
    Ok((lower, upper))
}

/// All whole numbers of a range, or a count of them from 0.
fn whole(name: String, node: &Node, left: usize) -> Result<Column, String> {
    let (lower, upper) = match &node.is {
        Is::Number(count, _) => (BigRational::zero(), count - BigRational::one()),
        _ => bounds(&name, node)?,
    };
    if !(lower.is_integer() && upper.is_integer()) || lower > upper {
        return Err(format!("the issue {name} is no range of whole numbers"));
    }
    let count = (&upper - &lower).to_integer().to_usize().and_then(|n| n.checked_add(1));
    let Some(count) = count.filter(|n| *n <= left) else { return too_many() };
    let value = |k: usize| {
        let number = lower.to_integer() + BigInt::from(k);
        (number.to_string(), Key::Number(BigRational::from_integer(number)))
    };
    Column::new(name, Kind::Integer, (0..count).map(value).collect())
}

/// A grid of a range of real numbers.
fn real(name: String, node: &Node, left: usize, notes: &mut Notes) -> Result<Column, String> {
    let values = node.get("values").ok_or_else(|| format!("the issue {name} has no values"))?;
    let (lower, upper) = bounds(&name, values)?;
    let stated = match node.get("n_levels").map(|n| &n.is) {
        None => None,
        Some(Is::Number(n, _)) if n.is_integer() => n.to_integer().to_usize().filter(|n| *n > 0),
        Some(_) => return Err(format!("n_levels of the issue {name} is no whole number")),
    };
    // A number of steps that gives values without end (thirds) has no exact digits.
    let exact =
        |steps: usize| super::digits::exact(&((&upper - &lower) / BigRational::from_integer(steps.into())));
    let steps = stated.filter(|steps| exact(*steps).is_some()).unwrap_or(STEPS);
    if steps >= left {
        return too_many();
    }
    let steps = if lower == upper { 0 } else { steps };
    let step = (&upper - &lower) / BigRational::from_integer(steps.max(1).into());
    let mut grid = Vec::new();
    for k in 0..=steps {
        let number = &lower + &step * BigRational::from_integer(k.into());
        let digits =
            super::digits::exact(&number).ok_or_else(|| format!("the issue {name} has bounds too fine"))?;
        grid.push((digits, Key::Number(number)));
    }
    let count = grid.len();
    notes.assumed(format!(
        "the issue {name} runs over real numbers; it is read as a grid of {count} values from {} to {}",
        grid[0].0,
        grid[count - 1].0
    ));
    Column::new(name, Kind::Real { lower, upper }, grid)
}
