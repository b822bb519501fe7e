//! GENIUS XML: a domain file and one utility space per party; a utility space repeats the issues and can stand alone.
//!
//! As GENIUS' own program reads its files: `u = min(1, Σ weight · evaluation / largest evaluation of the issue)`, whole
//! and real numbers by a function cut to 0 to 1, `cost` without effect, no reservation value meaning 0, and the
//! discount a factor per length of the negotiation. As NegMAS reads them ([`Semantics::Negmas`](super::Semantics)):
//! `u = Σ weight · evaluation`, functions as they stand.

mod boxes;
mod issues;
mod plan;
mod profile;
mod write;

pub(crate) use plan::{PLACES, fold, written};
pub(crate) use write::off;
pub use write::write;

use super::recognise::{Format, names, of_formats};
use super::sums::{check_issues, check_parties, stem};
use super::text::refuse;
use super::xml::{Element, parse};
use super::{Domain, DomainIssue, Given, Imported, Note, Refusal, Remarked, Settings};
use issues::Found;
use std::collections::BTreeSet;

/// Tags that are read; what else a file holds is noted as left out.
const READ: &[&str] = &[
    "negotiation_template",
    "utility_space",
    "objective",
    "issue",
    "item",
    "weight",
    "evaluator",
    "range",
    "reservation",
    "discount_factor",
    "utility",
    "ufun",
    "hyperRectangle",
    "INCLUDES",
    "EXCLUDES",
];

/// A file of this format, parsed.
struct Sheet<'a> {
    file: &'a str,
    root: Element,
}

impl Sheet<'_> {
    fn read<'a>(given: &'a Given, notes: &mut Vec<Note>) -> Result<Sheet<'a>, Refusal> {
        let root = parse(given, notes)?;
        let mut left = BTreeSet::new();
        left_out(&root, &mut left);
        if !left.is_empty() {
            let left: Vec<&str> = left.into_iter().collect();
            let text = format!("left out, as without effect on utilities: {}", left.join(", "));
            notes.push(Note { what: Remarked::Lost, file: given.name.clone(), text });
        }
        Ok(Sheet { file: &given.name, root })
    }

    /// The element that holds the outermost objective.
    fn space(&self) -> Result<&Element, Refusal> {
        if self.root.name == "utility_space" {
            return Ok(&self.root);
        }
        let inside = self.root.all("utility_space").next();
        inside.ok_or_else(|| refuse(self.file, self.root.line, "no <utility_space> inside"))
    }

    fn objective(&self) -> Result<&Element, Refusal> {
        let space = self.space()?;
        let mut all = space.all("objective");
        match (all.next(), all.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(refuse(self.file, space.line, "no <objective> inside")),
            (_, Some(more)) => Err(refuse(self.file, more.line, "a second outermost <objective>")),
        }
    }
}

/// What a file holds that is not read, for one note.
fn left_out<'e>(element: &'e Element, left: &mut BTreeSet<&'e str>) {
    if !READ.contains(&element.name.as_str()) {
        left.insert(&element.name);
        return;
    }
    if element.name == "item" {
        if element
            .get("cost")
            .is_some_and(|c| super::decimal::parse(c).is_ok_and(|c| c != Default::default()))
        {
            left.insert("cost");
        }
        if element.get("description").is_some_and(|d| !d.trim().is_empty()) {
            left.insert("descriptions of values");
        }
    }
    element.children.iter().for_each(|c| left_out(c, left));
}

/// Reads one domain: at most one domain file, and utility spaces that fit it or each other.
pub fn read(files: &[Given], how: &Settings) -> Result<Imported, Refusal> {
    let mut notes = Vec::new();
    let found = of_formats(files, &[Format::GeniusDomain, Format::GeniusProfile], &mut notes);
    let domains: Vec<&Given> = found.iter().filter(|f| f.0 == Format::GeniusDomain).map(|f| f.1).collect();
    if let [first, second, ..] = domains[..] {
        let text = format!("a second domain file beside {}; give one of them with its profiles", first.name);
        return Err(Refusal { file: second.name.clone(), text });
    }
    let mut profiles = Vec::new();
    let template = domains.first().map(|given| Sheet::read(given, &mut notes)).transpose()?;
    for (_, given) in found.iter().filter(|f| f.0 == Format::GeniusProfile) {
        let mut own = Vec::new();
        profiles.push((Sheet::read(given, &mut own)?, own));
    }
    let Some(source) = template.as_ref().or(profiles.first().map(|(sheet, _)| sheet)) else {
        return Err(Refusal { file: names(files), text: "no GENIUS file".to_string() });
    };
    let issues = issues::issues(source, how, &mut notes)?;
    let plain: Vec<DomainIssue> = issues.iter().map(|f| f.issue.clone()).collect();
    check_issues(source.file, &plain)?;
    let named = source.objective()?.get("name").map(str::trim).filter(|n| !["", "root"].contains(n));
    let name = named.unwrap_or(stem(source.file)).to_string();
    let lone = template.is_none();
    let mut domain = Domain { name, issues: plain, profiles: Vec::new() };
    let mut unfit: Option<Refusal> = None;
    for (sheet, own) in &profiles {
        let mut own = own.clone();
        let repeated = issues::issues(sheet, how, &mut Vec::new())?;
        if let Err(why) = fits(&issues, &repeated) {
            let refusal = refuse(sheet.file, why.0, &format!("does not fit {}: {}", source.file, why.1));
            if lone {
                return Err(refusal);
            }
            let text = format!("{}; left out", refusal.text);
            notes.push(Note { what: Remarked::Lost, file: sheet.file.to_string(), text });
            unfit = unfit.or(Some(refusal));
            continue;
        }
        domain.profiles.push(profile::profile(sheet, &issues, &repeated, how, &mut own)?);
        notes.append(&mut own);
    }
    check_parties(source.file, domain.profiles.len())?;
    match unfit {
        Some(refusal) if domain.profiles.is_empty() => return Err(refusal),
        _ if domain.profiles.is_empty() => {
            let text = "no profile was given; the domain has no parties".to_string();
            notes.push(Note { what: Remarked::Assumed, file: source.file.to_string(), text });
        }
        _ => {}
    }
    Ok(Imported { domain, notes })
}

/// Whether a profile repeats the issues of a domain: the same numbers, names and kinds, every value among its own.
/// Otherwise the line and what is wrong.
fn fits(issues: &[Found], repeated: &[Found]) -> Result<(), (usize, String)> {
    for other in repeated {
        if !issues.iter().any(|f| f.index == other.index) {
            return Err((other.element.line, format!("issue {} is not in the domain", other.index)));
        }
    }
    for found in issues {
        let Some(own) = repeated.iter().find(|f| f.index == found.index) else {
            return Err((1, format!("issue {} (\"{}\") is missing", found.index, found.issue.name)));
        };
        let line = own.element.line;
        if own.issue.name.trim() != found.issue.name.trim() {
            let text = format!("issue {} is called \"{}\"", found.index, own.issue.name);
            return Err((line, format!("{text} here and \"{}\" there", found.issue.name)));
        }
        if std::mem::discriminant(&own.issue.kind) != std::mem::discriminant(&found.issue.kind) {
            return Err((line, format!("issue {} is of another kind", found.index)));
        }
        if own.issue.kind != super::Kind::Discrete {
            continue;
        }
        let own_values: BTreeSet<&String> = own.issue.values.iter().collect();
        if let Some(missing) = found.issue.values.iter().find(|v| !own_values.contains(v)) {
            return Err((line, format!("issue {} lacks the value \"{missing}\"", found.index)));
        }
    }
    Ok(())
}
