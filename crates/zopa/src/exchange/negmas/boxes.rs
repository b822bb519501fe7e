//! Utility functions over boxes of outcomes, and over single outcomes.

use super::Notes;
use super::node::{Is, Node, Unbounded};
use super::space::{Column, Space};
use super::ufun::{nothing, package};
use crate::exchange::{BoxTerm, Utility};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// Outcomes of a mapping at most.
const OUTCOMES: usize = 100_000;
/// Outcomes of a mapping that is no sum over issues at most: each becomes a box.
const SINGLES: usize = 10_000;
/// Values in the sides of all boxes of a profile at most.
const SIDES: usize = 1_000_000;

/// `bias + Σ weight · worth` over the boxes that hold the outcome.
pub(crate) fn rectangles(node: &Node, space: &Space, notes: &mut Notes) -> Result<Utility, String> {
    notes.unknown(
        node,
        &[
            "outcome_ranges",
            "utilities",
            "weights",
            "bias",
            "ignore_issues_not_in_input",
            "ignore_failing_range_utilities",
            "reserved_value",
            "reserved_outcome",
        ],
    );
    let list = |key: &str| match node.get(key) {
        Some(found) => found.list(key),
        None => Err(node.at(&format!("a HyperRectangleUtilityFunction has no {key}"))),
    };
    let (ranges, worths) = (list("outcome_ranges")?, list("utilities")?);
    let weights = match node.get("weights") {
        Some(weights) => {
            weights.list("weights")?.iter().map(|w| w.number("a weight")).collect::<Result<Vec<_>, _>>()?
        }
        None => vec![BigRational::one(); ranges.len()],
    };
    if ranges.len() != worths.len() || ranges.len() != weights.len() {
        return Err(node.at("outcome_ranges, utilities and weights are not of one length"));
    }
    let mut utility = nothing(space);
    utility.constant = node.get("bias").map_or(Ok(BigRational::zero()), |b| b.number("bias"))?;
    let mut left = SIDES;
    for ((range, worth), weight) in ranges.iter().zip(worths).zip(weights) {
        let worth = worth.number("the worth of a box")? * weight;
        let sides =
            if matches!(range.is, Is::Null) { Vec::new() } else { sides(range, space, &mut left, notes)? };
        utility.boxes.push(BoxTerm { sides, worth });
    }
    Ok(utility)
}

fn sides(
    range: &Node,
    space: &Space,
    left: &mut usize,
    notes: &mut Notes,
) -> Result<Vec<(usize, Vec<usize>)>, String> {
    let mut sides: Vec<(usize, Vec<usize>)> = Vec::new();
    for (key, side) in range.map("an outcome range")? {
        let named = || space.columns.iter().position(|c| Some(c.issue.name.as_str()) == key.name());
        let counted = || key.name()?.parse().ok().filter(|i: &usize| *i < space.columns.len());
        // A number is a position; a name that is digits may be an issue's own.
        let issue = if matches!(key.is, Is::Number(..)) { counted() } else { named().or_else(counted) };
        let issue = issue.ok_or_else(|| key.at("an outcome range names an issue that there is not"))?;
        if matches!(side.is, Is::Null) {
            return Err(key
                .at("an outcome range has null for an issue: NegMAS documents any value and computes none"));
        }
        if sides.iter().any(|(i, _)| *i == issue) {
            return Err(key.at("an outcome range names an issue twice"));
        }
        let mut inside = vec![false; space.columns[issue].issue.values.len()];
        mark(side, &space.columns[issue], &mut inside, notes)?;
        let set: Vec<usize> = (0..inside.len()).filter(|k| inside[*k]).collect();
        *left = left
            .checked_sub(set.len())
            .ok_or_else(|| range.at(&format!("the boxes have more than {SIDES} values")))?;
        sides.push((issue, set));
    }
    sides.sort();
    Ok(sides)
}

/// Marks the values inside a side: one value, an open range of two numbers, or a list of such.
fn mark(side: &Node, column: &Column, inside: &mut [bool], notes: &mut Notes) -> Result<(), String> {
    let Is::List(items) = &side.is else {
        let wrong =
            || side.at(&format!("an outcome range has a value that the issue {} has not", column.issue.name));
        inside[column.find(side).ok_or_else(wrong)?] = true;
        return Ok(());
    };
    if let [Node { is: Is::Number(low, _), .. }, Node { is: Is::Number(high, _), .. }] = items.as_slice() {
        let wrong = || side.at(&format!("an outcome range has numbers for the issue {}", column.issue.name));
        let numbers = column.numbers.as_ref().ok_or_else(wrong)?;
        for (inside, number) in inside.iter_mut().zip(numbers) {
            *inside |= low < number && number < high;
        }
        notes.assumed(
            "a range of two numbers holds what lies strictly between them, as NegMAS computes it".to_owned(),
        );
        return Ok(());
    }
    items.iter().try_for_each(|item| mark(item, column, inside, notes))
}

/// What each outcome is worth, one by one: a sum over issues if it is one, else a box for each outcome.
pub(crate) fn mapping(node: &Node, space: &Space, notes: &mut Notes) -> Result<Utility, String> {
    notes.unknown(node, &["mapping", "default", "reserved_value", "reserved_outcome"]);
    let kind = "MappingUtilityFunction";
    let counts: Vec<usize> = space.columns.iter().map(|c| c.issue.values.len()).collect();
    let all = counts.iter().try_fold(1usize, |all, n| all.checked_mul(*n)).filter(|all| *all <= OUTCOMES);
    let all =
        all.ok_or_else(|| node.at(&format!("a {kind} over more than {OUTCOMES} outcomes is not read")))?;
    let entries = node.get("mapping").ok_or_else(|| node.at(&format!("a {kind} has no mapping")))?;
    let mut worths: Vec<Option<BigRational>> = vec![None; all];
    for (key, value) in entries.map("the mapping of a MappingUtilityFunction")? {
        let at = package(key, space)?.iter().zip(&counts).fold(0, |at, (k, n)| at * n + k);
        if worths[at].is_some() {
            return Err(key.at("an outcome stands here twice"));
        }
        worths[at] = Some(value.number("the worth of an outcome")?);
    }
    let default = match node.get("default") {
        None | Some(Node { is: Is::Unbounded(Unbounded::Below, _), .. }) => None,
        Some(value) => Some(value.number("default")?),
    };
    let missing = worths.iter().filter(|w| w.is_none()).count();
    if missing > 0 && default.is_none() {
        return Err(node.at(&format!("a {kind} leaves {missing} outcomes without a finite worth")));
    }
    let default = default.unwrap_or_else(BigRational::zero);
    let worth = |at: usize| worths[at].as_ref().unwrap_or(&default);
    let additive = sum(worth, &counts, space);
    if (0..all).all(|at| additive.of(&unpack(at, &counts)) == *worth(at)) {
        return Ok(additive);
    }
    let mut utility = nothing(space);
    utility.constant = default.clone();
    for at in (0..all).filter(|at| *worth(*at) != default) {
        let sides = unpack(at, &counts).into_iter().map(|k| vec![k]).enumerate().collect();
        utility.boxes.push(BoxTerm { sides, worth: worth(at) - &default });
        if utility.boxes.len() > SINGLES {
            return Err(node.at(&format!(
                "a {kind} with more than {SINGLES} outcomes that is no sum over issues is not read"
            )));
        }
    }
    Ok(utility)
}

/// The only sum over issues that the mapping can be: what changes when one issue changes from its first value.
fn sum<'a>(worth: impl Fn(usize) -> &'a BigRational, counts: &[usize], space: &Space) -> Utility {
    let mut utility = nothing(space);
    utility.constant = worth(0).clone();
    let mut stride = 1;
    for (i, count) in counts.iter().enumerate().rev() {
        for k in 0..*count {
            utility.evaluations[i][k] = worth(k * stride) - worth(0);
        }
        stride *= count;
    }
    utility
}

fn unpack(mut at: usize, counts: &[usize]) -> Vec<usize> {
    let mut package = vec![0; counts.len()];
    for (k, count) in package.iter_mut().zip(counts).rev() {
        *k = at % count;
        at /= count;
    }
    package
}
