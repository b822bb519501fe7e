//! A domain as GeniusWeb files: one with the issues, one per profile.
//!
//! GeniusWeb holds `Σ weight · utility` with utilities in 0 to 1 and weights that sum to 1, all finite decimals. What
//! fits is written exactly; what does not is noted as lost, with its size.

use super::super::genius::{PLACES, fold, off};
use super::super::sums::{file_name, shown};
use super::super::{Domain, DomainIssue, Given, Kind, Note, Profile, Remarked, decimal};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;

/// The files of a domain, and what they could not hold.
pub fn write(domain: &Domain) -> (Vec<Given>, Vec<Note>) {
    let mut notes = Vec::new();
    let mut taken = BTreeSet::new();
    let name = file_name(&domain.name, 0, ".json", &mut taken);
    for issue in domain.issues.iter().filter(|i| i.kind != Kind::Discrete) {
        let text = format!("the numbers of \"{}\" are written as names", issue.name);
        notes.push(Note { what: Remarked::Lost, file: name.clone(), text });
    }
    if domain.issues.iter().any(|i| i.description.is_some()) {
        let text = "descriptions of issues have no place".to_string();
        notes.push(Note { what: Remarked::Lost, file: name.clone(), text });
    }
    let template = issues(domain, "");
    let mut files = vec![Given { name, bytes: format!("{template}\n").into_bytes() }];
    for (k, profile) in domain.profiles.iter().enumerate() {
        let name = file_name(&profile.name, k + 1, ".json", &mut taken);
        let mut lost = Vec::new();
        let text = space(domain, profile, &mut lost);
        let note = |text| Note { what: Remarked::Lost, file: name.clone(), text };
        notes.extend(lost.into_iter().map(note));
        files.push(Given { name, bytes: text.into_bytes() });
    }
    (files, notes)
}

pub(in super::super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The entries of an object, one a line.
pub(in super::super) fn object(entries: impl Iterator<Item = (String, String)>, indent: &str) -> String {
    let inner: Vec<String> =
        entries.map(|(key, value)| format!("{indent}  {}: {value}", quoted(&key))).collect();
    if inner.is_empty() { "{}".to_string() } else { format!("{{\n{}\n{indent}}}", inner.join(",\n")) }
}

/// The object that describes the issues.
fn issues(domain: &Domain, indent: &str) -> String {
    let deep = format!("{indent}  ");
    let values = |i: &DomainIssue| i.values.iter().map(|v| quoted(v)).collect::<Vec<_>>().join(", ");
    let each = domain.issues.iter().map(|i| (i.name.clone(), format!("{{\"values\": [{}]}}", values(i))));
    let all = object(each, &deep);
    let entries = [("name".to_string(), quoted(&domain.name)), ("issuesValues".to_string(), all)];
    object(entries.into_iter(), indent)
}

/// A weight and utilities that are finite decimals, and by how much what they make can be off.
fn decimals(
    part: &[BigRational],
    weight: &BigRational,
    own: &[BigRational],
) -> (String, Vec<String>, BigRational) {
    let within = |e: &BigRational| !e.is_negative() && *e <= BigRational::one();
    let plain = |weight: &BigRational, utilities: &[BigRational]| {
        let fits = !weight.is_negative() && utilities.iter().all(within);
        let utilities: Option<Vec<String>> = utilities.iter().map(decimal::digits).collect();
        fits.then_some(())?;
        Some((decimal::digits(weight)?, utilities?))
    };
    let same = part.iter().zip(own).all(|(c, e)| *c == weight * e);
    if let Some((weight, utilities)) = plain(weight, own).filter(|_| same) {
        return (weight, utilities, BigRational::zero());
    }
    let top = part.iter().max().cloned().unwrap_or_default();
    if !top.is_positive() {
        let error = part.iter().map(Signed::abs).max().unwrap_or_default();
        return ("0".to_string(), vec!["0".to_string(); part.len()], error);
    }
    // With the largest utility 1 the weight is what the best value adds; if those weights do not sum to 1, the profile's
    // own might.
    let folded: Vec<BigRational> = part.iter().map(|c| c / &top).collect();
    let kept: Vec<BigRational> =
        if weight.is_positive() { part.iter().map(|c| c / weight).collect() } else { Vec::new() };
    let keep = !kept.is_empty() && kept.iter().all(within);
    let (weight, utilities) = if keep { (weight, kept) } else { (&top, folded) };
    if let Some((weight, utilities)) = plain(weight, &utilities) {
        return (weight, utilities, BigRational::zero());
    }
    let write = |n: &BigRational| {
        let near = decimal::nearest(n, PLACES);
        (decimal::digits(&near).unwrap_or_default(), near)
    };
    let (weight, near) = write(weight);
    let utilities: Vec<(String, BigRational)> =
        utilities.iter().map(|u| write(&u.clone().max(Zero::zero()))).collect();
    let error =
        part.iter().zip(&utilities).map(|(c, (_, u))| (c - &near * u).abs()).max().unwrap_or_default();
    (weight, utilities.into_iter().map(|(text, _)| text).collect(), error)
}

/// A profile in finite decimals: per issue a weight and the utilities of its values.
pub(in super::super) struct Weighted {
    pub weights: Vec<String>,
    pub utilities: Vec<Vec<String>>,
    /// The sum of the weights.
    pub sum: BigRational,
}

/// A profile in finite decimals, as near as there are; says what is lost.
pub(in super::super) fn weighted(domain: &Domain, profile: &Profile, lost: &mut Vec<String>) -> Weighted {
    let utility = &profile.utility;
    if !utility.boxes.is_empty() {
        lost.push(format!("{} boxes have no place", utility.boxes.len()));
    }
    if let Some(cap) = utility.cap.as_ref().filter(|cap| utility.ceiling() > **cap) {
        lost.push(format!("no package counts above {}, which has no place", shown(cap)));
    }
    let parts = fold(utility).unwrap_or_else(|| {
        lost.push("no package is worth more than 0, which has no place; all are worth 0 here".to_string());
        domain.issues.iter().map(|i| vec![BigRational::zero(); i.values.len()]).collect()
    });
    let mut error = BigRational::zero();
    let mut done = Weighted { weights: Vec::new(), utilities: Vec::new(), sum: BigRational::zero() };
    for (i, part) in parts.iter().enumerate() {
        let (weight, each, off) = decimals(part, &utility.weights[i], &utility.evaluations[i]);
        error += off;
        done.sum += decimal::parse(&weight).unwrap_or_default();
        done.weights.push(weight);
        done.utilities.push(each);
    }
    if !error.is_zero() {
        lost.push(off(&error));
    }
    if profile.discount.as_ref().is_some_and(|d| !d.is_one()) {
        lost.push("the discount factor has no place".to_string());
    }
    done
}

fn space(domain: &Domain, profile: &Profile, lost: &mut Vec<String>) -> String {
    let written = weighted(domain, profile, lost);
    let sum = &written.sum;
    if !sum.is_one() {
        lost.push(format!(
            "the weights sum to {}; GeniusWeb itself takes profiles only if it is 1",
            shown(sum)
        ));
    }
    let names = || domain.issues.iter().map(|i| i.name.clone());
    let tables = domain.issues.iter().zip(written.utilities).map(|(issue, each)| {
        let table = object(issue.values.iter().cloned().zip(each), "        ");
        format!("{{\"DiscreteValueSetUtilities\": {{\"valueUtilities\": {table}}}}}")
    });
    let mut entries = vec![
        ("name".to_string(), quoted(&profile.name)),
        ("issueUtilities".to_string(), object(names().zip(tables), "      ")),
        ("issueWeights".to_string(), object(names().zip(written.weights), "      ")),
        ("domain".to_string(), issues(domain, "    ")),
    ];
    match profile.reserve.as_ref().map(|r| (r, bid(domain, profile, r))) {
        Some((_, Some(bid))) => {
            let values = domain.issues.iter().zip(&bid).map(|(i, o)| (i.name.clone(), quoted(&i.values[*o])));
            let held = object(values, "        ");
            entries.push(("reservationBid".to_string(), format!("{{\"issuevalues\": {held}}}")));
        }
        Some((reserve, None)) if !reserve.is_zero() => {
            lost.push(format!(
                "no package found that is worth the reservation value {}; it is left out",
                shown(reserve)
            ));
        }
        _ => {}
    }
    let inner = object(entries.into_iter(), "  ");
    format!("{{\n  \"LinearAdditiveUtilitySpace\": {inner}\n}}\n")
}

/// A package that is worth exactly the reserve, among so many packages that all can be looked at.
fn bid(domain: &Domain, profile: &Profile, reserve: &BigRational) -> Option<Vec<usize>> {
    const MOST: u128 = 20_000;
    if domain.packages().is_none_or(|n| n == 0 || n > MOST) || !profile.utility.boxes.is_empty() {
        return None;
    }
    let mut package = vec![0; domain.issues.len()];
    loop {
        if profile.utility.of(&package) == *reserve {
            return Some(package);
        }
        let next = (0..package.len()).rev().find(|&i| package[i] + 1 < domain.issues[i].values.len())?;
        package[next] += 1;
        package[next + 1..].fill(0);
    }
}
