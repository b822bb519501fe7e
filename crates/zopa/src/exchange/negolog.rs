//! NegoLog JSON: one profile per party, which repeats the issues, and a file of facts that names the domain.
//!
//! `u = Σ weight · utility of the value`.

use super::genius::written;
use super::geniusweb::write::{object, quoted, weighted};
use super::geniusweb::{evaluations, only};
use super::json::{self, Json};
use super::recognise::{Format, names, of_formats};
use super::sums::{check_issues, check_parties, file_name, raise_reserve, shown, stem};
use super::text::refuse;
use super::{
    Domain, DomainIssue, Given, Imported, Kind, Note, Profile, Refusal, Remarked, Settings, Utility,
};
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::BTreeSet;

/// Reads one domain: profiles that fit each other, and at most one file of facts.
pub fn read(files: &[Given], how: &Settings) -> Result<Imported, Refusal> {
    let mut notes = Vec::new();
    let found = of_formats(files, &[Format::NegoLogSpecs, Format::NegoLogProfile], &mut notes);
    let mut domain: Option<(&Given, Domain)> = None;
    let mut named: Option<(&Given, String)> = None;
    let mut profiles = Vec::new();
    for (format, given) in found {
        let whole = json::parse(given)?;
        if format == Format::NegoLogSpecs {
            if let Some((first, _)) = &named {
                let text = format!("a second file of facts beside {}; give one of them", first.name);
                return Err(Refusal { file: given.name.clone(), text });
            }
            let name = match whole.get("Name") {
                Some(name) => name.text(&given.name, "\"Name\"")?.to_string(),
                None => stem(&given.name).to_string(),
            };
            let text = "only the name was taken; what it says of the domain is left out".to_string();
            notes.push(Note { what: Remarked::Lost, file: given.name.clone(), text });
            named = Some((given, name));
            continue;
        }
        let first = match &mut domain {
            Some((_, domain)) => domain,
            None => {
                let issues = issues(&given.name, &whole)?;
                check_issues(&given.name, &issues)?;
                let name = stem(&given.name).to_string();
                &mut domain.insert((given, Domain { name, issues, profiles: Vec::new() })).1
            }
        };
        profiles.push(profile(given, &whole, &first.issues, how, &mut notes)?);
    }
    let Some((source, mut domain)) = domain else {
        return Err(Refusal { file: names(files), text: "no NegoLog profile".to_string() });
    };
    check_parties(&source.name, profiles.len())?;
    domain.profiles = profiles;
    if let Some((_, name)) = named {
        domain.name = name;
    }
    Ok(Imported { domain, notes })
}

fn issues(file: &str, whole: &Json) -> Result<Vec<DomainIssue>, Refusal> {
    let each = whole.need("issues", file)?.map(file, "\"issues\"")?.iter().map(|(name, table)| {
        let values =
            table.map(file, &format!("\"{name}\""))?.iter().map(|(value, _)| value.clone()).collect();
        Ok(DomainIssue { name: name.clone(), description: None, values, kind: Kind::Discrete })
    });
    each.collect()
}

fn profile(
    given: &Given,
    whole: &Json,
    issues: &[DomainIssue],
    how: &Settings,
    notes: &mut Vec<Note>,
) -> Result<Profile, Refusal> {
    let file = given.name.as_str();
    let mut say = |what, text: String| notes.push(Note { what, file: file.to_string(), text });
    let (weights, tables) = (whole.need("issueWeights", file)?, whole.need("issues", file)?);
    only(file, weights, "\"issueWeights\"", issues.iter().map(|i| &i.name))?;
    only(file, tables, "\"issues\"", issues.iter().map(|i| &i.name))?;
    let mut utility = Utility {
        weights: Vec::new(),
        evaluations: Vec::new(),
        boxes: Vec::new(),
        constant: BigRational::zero(),
        cap: None,
    };
    for issue in issues {
        let what = format!("the weight of \"{}\"", issue.name);
        utility.weights.push(weights.need(&issue.name, file)?.number(file, &what)?);
        utility.evaluations.push(evaluations(file, tables.need(&issue.name, file)?, issue)?);
    }
    let sum = utility.weights.iter().fold(BigRational::zero(), |a, b| a + b);
    if !sum.is_one() {
        say(
            Remarked::Lenient,
            format!("the weights sum to {}, not 1; they count as they stand", shown(&sum)),
        );
    }
    let reserve = match whole.get("reservationValue") {
        Some(value) => Some(value.number(file, "\"reservationValue\"")?),
        None => {
            say(Remarked::Assumed, "no reservation value, which counts as 0".to_string());
            None
        }
    };
    for (key, value) in whole.map(file, "the file")? {
        if !["issues", "issueWeights", "reservationValue"].contains(&key.as_str()) {
            return Err(refuse(file, value.line, &format!("\"{key}\" is not part of this format")));
        }
    }
    let mut done = Profile { name: stem(file).to_string(), utility, reserve, discount: None };
    if let Some(text) = raise_reserve(&mut done, how) {
        say(Remarked::Assumed, text);
    }
    Ok(done)
}

/// The files of a domain, and what they could not hold: one with facts, one per profile.
pub fn write(domain: &Domain) -> (Vec<Given>, Vec<Note>) {
    let mut notes = Vec::new();
    let facts = [
        ("Name".to_string(), quoted(&domain.name)),
        ("NumberOfBids".to_string(), domain.packages().unwrap_or(u128::MAX).to_string()),
        ("NumberOfIssues".to_string(), domain.issues.len().to_string()),
    ];
    let mut files = vec![Given {
        name: "specs.json".to_string(),
        bytes: format!("{}\n", object(facts.into_iter(), "")).into_bytes(),
    }];
    let mut taken = BTreeSet::from(["specs.json".to_string()]);
    for issue in domain.issues.iter().filter(|i| i.kind != Kind::Discrete || i.description.is_some()) {
        let text = format!("\"{}\" is written as plain names", issue.name);
        notes.push(Note { what: Remarked::Lost, file: files[0].name.clone(), text });
    }
    for (k, profile) in domain.profiles.iter().enumerate() {
        let name = file_name(&profile.name, k + 1, ".json", &mut taken);
        let mut lost = Vec::new();
        let each = weighted(domain, profile, &mut lost);
        let names = || domain.issues.iter().map(|i| i.name.clone());
        let tables = domain.issues.iter().zip(each.utilities);
        let tables = tables.map(|(issue, each)| object(issue.values.iter().cloned().zip(each), "    "));
        let reserve = profile.reserve.clone().unwrap_or_default();
        let (digits, error) = written(&reserve);
        if !error.is_zero() {
            lost.push(format!("the reservation value {} is written as {digits}", shown(&reserve)));
        }
        let entries = [
            ("reservationValue".to_string(), digits),
            ("issueWeights".to_string(), object(names().zip(each.weights), "  ")),
            ("issues".to_string(), object(names().zip(tables), "  ")),
        ];
        let text = object(entries.into_iter(), "");
        notes.extend(lost.into_iter().map(|text| Note { what: Remarked::Lost, file: name.clone(), text }));
        files.push(Given { name, bytes: format!("{text}\n").into_bytes() });
    }
    (files, notes)
}
