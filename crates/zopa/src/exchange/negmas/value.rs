//! Value functions: what one issue adds, at each of its values.

use super::Notes;
use super::node::{Is, Node};
use super::space::Column;
use num_rational::BigRational;
use num_traits::Zero;

/// Coefficients of a polynomial at most.
const DEGREE: usize = 16;

/// The function's value at each value of the issue. A map without a type is a table.
pub(crate) fn read(node: &Node, column: &Column, notes: &mut Notes) -> Result<Vec<BigRational>, String> {
    node.map("a value function")?;
    let issue = &column.issue.name;
    let parameter = |key: &str, or: Option<i64>| match (node.get(key), or) {
        (Some(value), _) => value.number(key),
        (None, Some(or)) => Ok(BigRational::from_integer(or.into())),
        (None, None) => Err(node.at(&format!("the value function of the issue {issue} has no {key}"))),
    };
    let polynomial = |coefficients: Vec<BigRational>| {
        let numbers = column.numbers.as_ref().ok_or_else(|| {
            node.at(&format!(
                "the value function of the issue {issue} needs numbers, which its values are not"
            ))
        })?;
        let at = |x: &BigRational| coefficients.iter().rev().fold(BigRational::zero(), |sum, c| sum * x + c);
        Ok(numbers.iter().map(at).collect())
    };
    match node.type_name() {
        Some("TableFun") => {
            notes.unknown(node, &["mapping"]);
            let mapping = node.get("mapping").ok_or_else(|| node.at("a TableFun has no mapping"))?;
            table(mapping, column, notes)
        }
        None => table(node, column, notes),
        Some("IdentityFun") => {
            notes.unknown(node, &[]);
            polynomial(vec![BigRational::zero(), BigRational::from_integer(1.into())])
        }
        Some("LinearFun") => {
            notes.unknown(node, &["slope"]);
            polynomial(vec![BigRational::zero(), parameter("slope", None)?])
        }
        Some("AffineFun") => {
            notes.unknown(node, &["slope", "bias"]);
            polynomial(vec![parameter("bias", Some(0))?, parameter("slope", None)?])
        }
        Some("ConstFun") => {
            notes.unknown(node, &["bias"]);
            let bias = parameter("bias", None)?;
            Ok(vec![bias; column.issue.values.len()])
        }
        Some("QuadraticFun") => {
            notes.unknown(node, &["a2", "a1", "bias"]);
            polynomial(vec![parameter("bias", Some(0))?, parameter("a1", None)?, parameter("a2", None)?])
        }
        Some("PolynomialFun") => {
            notes.unknown(node, &["coefficients", "bias"]);
            let given =
                node.get("coefficients").ok_or_else(|| node.at("a PolynomialFun has no coefficients"))?;
            let given = given.list("coefficients")?;
            if given.len() > DEGREE {
                return Err(node.at(&format!("a PolynomialFun has more than {DEGREE} coefficients")));
            }
            let mut all = vec![parameter("bias", Some(0))?];
            for coefficient in given {
                all.push(coefficient.number("a coefficient")?);
            }
            polynomial(all)
        }
        Some("LambdaFun") => Err(node.at(&format!(
            "the value function of the issue {issue} is Python code (LambdaFun), which is not run"
        ))),
        Some(other) => Err(node.at(&format!(
            "the value function of the issue {issue} is of the type {other}, which is not read"
        ))),
    }
}

fn table(mapping: &Node, column: &Column, notes: &mut Notes) -> Result<Vec<BigRational>, String> {
    let issue = &column.issue.name;
    let mut found = vec![None; column.issue.values.len()];
    for (key, value) in mapping.map("mapping")? {
        let Some(k) = column.find(key) else {
            let name = key.name().unwrap_or("(a list)");
            notes.lenient(key.at(&format!("the issue {issue} has no value {name}; its worth is left out")));
            continue;
        };
        if matches!(value.is, Is::Map(_) | Is::List(_)) || found[k].is_some() {
            return Err(key.at(&format!(
                "the worth of a value of the issue {issue} is no number, or stands here twice"
            )));
        }
        found[k] = Some(value.number(&format!("the worth of a value of the issue {issue}"))?);
    }
    let missing = |k: usize| {
        mapping.at(&format!("the value {} of the issue {issue} has no worth", column.issue.values[k]))
    };
    found.into_iter().enumerate().map(|(k, worth)| worth.ok_or_else(|| missing(k))).collect()
}
