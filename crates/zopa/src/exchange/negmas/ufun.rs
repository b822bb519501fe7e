//! Utility functions: each to the formula of [`Utility`], or a sentence that names its type.

use super::Notes;
use super::boxes;
use super::node::{Is, Node, Unbounded};
use super::space::Space;
use super::value;
use crate::exchange::{Profile, Utility};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// Parts of a weighted sum of utility functions at most.
const PARTS: usize = 64;

/// The profile that the file holds.
pub(crate) fn read(node: &Node, stem: &str, space: &Space, notes: &mut Notes) -> Result<Profile, String> {
    let name = node.get("name").and_then(Node::name).filter(|name| !name.is_empty()).unwrap_or(stem);
    let name = match name.rsplit(['/', '\\']).next() {
        Some(last) if last != name => {
            let last = last.strip_suffix(".xml").unwrap_or(last);
            let last = if last.is_empty() { stem } else { last };
            notes.assumed(format!("the name {name} is a path; {last} is taken"));
            last
        }
        _ => name,
    };
    let (inner, discount) = discounted(node, notes)?;
    let utility = utility(inner, space, notes, false)?;
    let mut reserve = reserve(node, name, &utility, space, notes)?;
    if !std::ptr::eq(node, inner) {
        let within = self::reserve(inner, name, &utility, space, notes)?;
        match (&reserve, within) {
            (None, Some(within)) => {
                notes.assumed("the reservation value is the one inside the discounted function".to_owned());
                reserve = Some(within);
            }
            (Some(outer), Some(within)) if *outer != within => notes.assumed(
                "the reservation value inside the discounted function differs from the outer one, which is taken"
                    .to_owned(),
            ),
            _ => {}
        }
    }
    if reserve.is_none() {
        notes
            .assumed(format!("{name} has no reservation value: no package is worth less to it than no deal"));
    }
    Ok(Profile { name: name.to_owned(), utility, reserve, discount })
}

/// The function inside a discount, and the discount factor.
fn discounted<'a>(node: &'a Node, notes: &mut Notes) -> Result<(&'a Node, Option<BigRational>), String> {
    let kind = node.type_name().unwrap_or_default();
    let discount = match kind {
        "ExpDiscountedUFun" => {
            notes.unknown(node, &["discount", "ufun", "factor", "dynamic_reservation"]);
            let discount = node.get("discount").map(|d| d.number("discount")).transpose()?;
            let counts = node.get("factor").and_then(Node::name).unwrap_or("step");
            notes.lost(format!(
                "the discount factor is kept; what it counts ({counts}) and whether the reservation value shrinks too \
                 are left out"
            ));
            discount
        }
        "LinDiscountedUFun" => {
            notes.unknown(node, &["cost", "power", "ufun", "factor", "dynamic_reservation"]);
            notes.lost(
                "a linear discount (LinDiscountedUFun) is left out; worths are those at the start".to_owned(),
            );
            None
        }
        _ => return Ok((node, None)),
    };
    let inner = node.get("ufun").ok_or_else(|| node.at(&format!("a {kind} has no ufun")))?;
    if matches!(inner.type_name(), Some("ExpDiscountedUFun" | "LinDiscountedUFun")) {
        return Err(inner.at("a discount inside a discount is not read"));
    }
    Ok((inner, discount))
}

/// The reservation value that the function states: as a number, or as an outcome.
fn reserve(
    node: &Node,
    name: &str,
    utility: &Utility,
    space: &Space,
    notes: &mut Notes,
) -> Result<Option<BigRational>, String> {
    let stated = match node.get("reserved_value") {
        None => None,
        Some(Node { is: Is::Unbounded(Unbounded::Below, _), .. }) => None,
        Some(value) => Some(value.number(&format!("the reserved_value of {name}"))?),
    };
    let Some(outcome) = node.get("reserved_outcome") else { return Ok(stated) };
    if stated.is_some() {
        notes.lost(format!("{name} has a reserved_value and a reserved_outcome; the value is kept"));
        return Ok(stated);
    }
    let worth = utility.of(&package(outcome, space)?);
    notes.assumed(format!("the reservation value of {name} is what its reserved_outcome is worth"));
    Ok(Some(worth))
}

/// A package, as a list of values or as a map from issues to values.
pub(crate) fn package(node: &Node, space: &Space) -> Result<Vec<usize>, String> {
    let values: Vec<&Node> = match &node.is {
        Is::List(items) => items.iter().collect(),
        Is::Map(_) => space.columns.iter().filter_map(|c| node.get(&c.issue.name)).collect(),
        _ if space.columns.len() == 1 => vec![node],
        _ => return Err(node.at("an outcome is no list of values")),
    };
    if values.len() != space.columns.len() {
        return Err(node.at(&format!(
            "an outcome has {} values for {} issues",
            values.len(),
            space.columns.len()
        )));
    }
    let find = |(node, column): (&&Node, &super::space::Column)| {
        let wrong =
            || node.at(&format!("an outcome has a value that the issue {} has not", column.issue.name));
        column.find(node).ok_or_else(wrong)
    };
    values.iter().zip(&space.columns).map(find).collect()
}

/// A utility that is 0 everywhere.
pub(crate) fn nothing(space: &Space) -> Utility {
    let row = |c: &super::space::Column| vec![BigRational::zero(); c.issue.values.len()];
    Utility {
        weights: vec![BigRational::one(); space.columns.len()],
        evaluations: space.columns.iter().map(row).collect(),
        boxes: Vec::new(),
        constant: BigRational::zero(),
        cap: None,
    }
}

fn utility(node: &Node, space: &Space, notes: &mut Notes, inside: bool) -> Result<Utility, String> {
    let constant = |key: &str| node.get(key).map_or(Ok(BigRational::zero()), |v| v.number(key));
    match node.type_name().unwrap_or_default() {
        "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction" => {
            notes.unknown(node, &["values", "weights", "bias", "reserved_value", "reserved_outcome"]);
            let values = node.get("values").ok_or_else(|| node.at("a utility function has no values"))?;
            let values = by_issue(values, "values", space)?;
            let row = |(node, column)| value::read(node, column, notes);
            let evaluations = values.into_iter().zip(&space.columns).map(row).collect::<Result<_, _>>()?;
            let weights = weights(node, space, notes)?;
            Ok(Utility { weights, evaluations, constant: constant("bias")?, ..nothing(space) })
        }
        kind @ ("LinearUtilityFunction" | "AffineUtilityFunction") => {
            notes.unknown(node, &["weights", "bias", "reserved_value", "reserved_outcome"]);
            let row = |c: &super::space::Column| {
                let wrong = || {
                    node.at(&format!("a {kind} needs numbers, which the values of {} are not", c.issue.name))
                };
                c.numbers.clone().ok_or_else(wrong)
            };
            let evaluations = space.columns.iter().map(row).collect::<Result<_, _>>()?;
            let weights = weights(node, space, notes)?;
            Ok(Utility { weights, evaluations, constant: constant("bias")?, ..nothing(space) })
        }
        "ConstUtilityFunction" => {
            notes.unknown(node, &["value", "reserved_value", "reserved_outcome"]);
            Ok(Utility { constant: constant("value")?, ..nothing(space) })
        }
        "HyperRectangleUtilityFunction" => boxes::rectangles(node, space, notes),
        "MappingUtilityFunction" => boxes::mapping(node, space, notes),
        "WeightedUtilityFunction" if !inside => weighted(node, space, notes),
        "WeightedUtilityFunction" => Err(node.at("a WeightedUtilityFunction inside another one is not read")),
        "" => Err(node.at("a utility function has no type")),
        kind => Err(node.at(&format!("a utility function of the type {kind} is not read"))),
    }
}

/// The weights, one per issue; 1 each where there are none.
fn weights(node: &Node, space: &Space, notes: &mut Notes) -> Result<Vec<BigRational>, String> {
    let Some(weights) = node.get("weights") else {
        notes.assumed("the utility function has no weights; each issue counts once".to_owned());
        return Ok(vec![BigRational::one(); space.columns.len()]);
    };
    by_issue(weights, "weights", space)?.into_iter().map(|w| w.number("a weight")).collect()
}

/// One node per issue, from a list in the order of the issues or a map by their names.
fn by_issue<'a>(node: &'a Node, what: &str, space: &Space) -> Result<Vec<&'a Node>, String> {
    let found: Vec<&Node> = match &node.is {
        Is::List(items) => items.iter().collect(),
        Is::Map(entries) => {
            for (key, _) in entries {
                if !space.columns.iter().any(|c| Some(c.issue.name.as_str()) == key.name()) {
                    return Err(key.at(&format!("{what} name an issue that there is not")));
                }
            }
            space.columns.iter().filter_map(|c| node.get(&c.issue.name)).collect()
        }
        _ => return Err(node.at(&format!("{what} are no list"))),
    };
    if found.len() != space.columns.len() {
        return Err(node.at(&format!("there are {} {what} for {} issues", found.len(), space.columns.len())));
    }
    Ok(found)
}

/// A weighted sum of utility functions.
fn weighted(node: &Node, space: &Space, notes: &mut Notes) -> Result<Utility, String> {
    notes.unknown(node, &["ufuns", "weights", "reserved_value", "reserved_outcome"]);
    let parts =
        node.get("ufuns").ok_or_else(|| node.at("a WeightedUtilityFunction has no ufuns"))?.list("ufuns")?;
    if parts.is_empty() || parts.len() > PARTS {
        return Err(node.at(&format!("a WeightedUtilityFunction has no parts, or more than {PARTS}")));
    }
    let weights = match node.get("weights") {
        Some(weights) => {
            weights.list("weights")?.iter().map(|w| w.number("a weight")).collect::<Result<Vec<_>, _>>()?
        }
        None => vec![BigRational::one(); parts.len()],
    };
    if weights.len() != parts.len() {
        return Err(node.at("a WeightedUtilityFunction has not one weight for each part"));
    }
    let mut sum = nothing(space);
    for (k, (part, weight)) in parts.iter().zip(&weights).enumerate() {
        let part = utility(part, space, notes, true)?;
        sum.constant += weight * &part.constant;
        // The first part keeps its own weights, so that a part of weight 1 with boxes beside it stays as written.
        if k == 0 && weight.is_one() {
            sum.weights = part.weights;
            sum.evaluations = part.evaluations;
        } else {
            add(&mut sum, &part, weight);
        }
        sum.boxes.extend(part.boxes.into_iter().map(|mut b| {
            b.worth *= weight;
            b
        }));
    }
    Ok(sum)
}

/// Adds the additive part of another utility; where it adds anything, the weight of the issue becomes 1.
fn add(sum: &mut Utility, part: &Utility, weight: &BigRational) {
    for i in 0..sum.weights.len() {
        if part.weights[i].is_zero() || part.evaluations[i].iter().all(Zero::is_zero) {
            continue;
        }
        let factor = std::mem::replace(&mut sum.weights[i], BigRational::one());
        let scale = weight * &part.weights[i];
        for (total, more) in sum.evaluations[i].iter_mut().zip(&part.evaluations[i]) {
            *total = &*total * &factor + more * &scale;
        }
    }
}
