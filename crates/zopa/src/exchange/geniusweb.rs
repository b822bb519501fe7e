//! GeniusWeb JSON: a domain file and one profile per party; a profile repeats the domain and can stand alone.
//!
//! `u = Σ weight · utility of the value`; the reserve is what the reservation bid is worth. Two spellings of the same
//! classes are in use: `discreteutils` and `DiscreteValueSetUtilities`, `numberutils` and `NumberValueSetUtilities`.

pub(crate) mod write;

pub use write::write;

use super::json::{self, Json, Kind as JsonKind};
use super::recognise::{Format, names, of_formats};
use super::settings::MAX_VALUES;
use super::sums::{check_issues, check_parties, raise_reserve, shown, stem};
use super::text::{refuse, short};
use super::{
    Domain, DomainIssue, Given, Imported, Kind, Note, Profile, Refusal, Remarked, Settings, Utility, decimal,
};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;
use zopa_core::problem::MAX_OPTIONS;

/// The class of profile that is read.
const SPACE: &str = "LinearAdditiveUtilitySpace";
/// Spellings of the class of utilities of names, and of numbers.
const DISCRETE: [&str; 2] = ["discreteutils", "DiscreteValueSetUtilities"];
const NUMBER: [&str; 2] = ["numberutils", "NumberValueSetUtilities"];
/// Places to which GeniusWeb rounds the utilities of numbers.
const PLACES: usize = 8;

/// Reads one domain: at most one domain file, and profiles that fit it or each other.
pub fn read(files: &[Given], how: &Settings) -> Result<Imported, Refusal> {
    let mut notes = Vec::new();
    let found = of_formats(files, &[Format::GeniusWebDomain, Format::GeniusWebProfile], &mut notes);
    let mut template: Option<(&Given, Json)> = None;
    let mut spaces: Vec<(&Given, Json)> = Vec::new();
    for (format, given) in found {
        let whole = json::parse(given)?;
        if format == Format::GeniusWebProfile {
            spaces.push((given, whole));
        } else if let Some((first, _)) = &template {
            let text =
                format!("a second domain file beside {}; give one of them with its profiles", first.name);
            return Err(Refusal { file: given.name.clone(), text });
        } else {
            template = Some((given, whole));
        }
    }
    let (source, said) = match (&template, spaces.first()) {
        (Some((given, whole)), _) => (*given, whole),
        (None, Some((given, whole))) => (*given, embedded(given, whole)?),
        (None, None) => return Err(Refusal { file: names(files), text: "no GeniusWeb file".to_string() }),
    };
    let issues = issues(&source.name, said, &mut notes)?;
    check_issues(&source.name, &issues)?;
    let name = match said.get("name") {
        Some(name) => name.text(&source.name, "\"name\"")?.to_string(),
        None => stem(&source.name).to_string(),
    };
    let mut domain = Domain { name, issues, profiles: Vec::new() };
    let mut unfit: Option<Refusal> = None;
    for (given, whole) in &spaces {
        let own = self::issues(&given.name, embedded(given, whole)?, &mut Vec::new())?;
        if let Err(why) = fits(&domain.issues, &own) {
            let text = format!("does not fit {}: {why}", source.name);
            let refusal = refuse(&given.name, embedded(given, whole)?.line, &text);
            if template.is_none() {
                return Err(refusal);
            }
            let text = format!("{}; left out", refusal.text);
            notes.push(Note { what: Remarked::Lost, file: given.name.clone(), text });
            unfit = unfit.or(Some(refusal));
            continue;
        }
        domain.profiles.push(profile(
            given,
            whole.need(SPACE, &given.name)?,
            &domain.issues,
            how,
            &mut notes,
        )?);
    }
    check_parties(&source.name, domain.profiles.len())?;
    match unfit {
        Some(refusal) if domain.profiles.is_empty() => return Err(refusal),
        _ if domain.profiles.is_empty() => {
            let text = "no profile was given; the domain has no parties".to_string();
            notes.push(Note { what: Remarked::Assumed, file: source.name.clone(), text });
        }
        _ => {}
    }
    Ok(Imported { domain, notes })
}

/// The domain inside a profile.
fn embedded<'j>(given: &Given, whole: &'j Json) -> Result<&'j Json, Refusal> {
    whole.need(SPACE, &given.name)?.need("domain", &given.name)
}

/// The issues of a domain.
fn issues(file: &str, domain: &Json, notes: &mut Vec<Note>) -> Result<Vec<DomainIssue>, Refusal> {
    let mut all = Vec::new();
    let mut count = 0;
    for (name, set) in domain.need("issuesValues", file)?.map(file, "\"issuesValues\"")? {
        let mut issue =
            DomainIssue { name: name.clone(), description: None, values: Vec::new(), kind: Kind::Discrete };
        if let Some(range) = set.get("range") {
            let [low, high, step] = self::range(file, range)?;
            let ends = low.is_integer() && step.is_one();
            issue.values = steps(file, range, [&low, &high, &step])?.iter().map(shown).collect();
            issue.kind = if ends { Kind::Integer } else { Kind::Real { lower: low, upper: high } };
        } else {
            let mut seen = BTreeSet::new();
            for value in set.need("values", file)?.list(file, "\"values\"")? {
                let text = value.text(file, "a value")?;
                if seen.insert(text) {
                    issue.values.push(text.to_string());
                } else {
                    let text = format!(
                        "line {}: the value \"{}\" stands twice; read as one",
                        value.line,
                        short(text)
                    );
                    notes.push(Note { what: Remarked::Lenient, file: file.to_string(), text });
                }
            }
        }
        count += issue.values.len();
        if count > MAX_VALUES {
            return Err(refuse(file, set.line, &format!("more than {MAX_VALUES} values")));
        }
        all.push(issue);
    }
    Ok(all)
}

/// Low, high and step of a range.
fn range(file: &str, range: &Json) -> Result<[BigRational; 3], Refusal> {
    let numbers: Vec<BigRational> = match &range.kind {
        JsonKind::List(items) => {
            items.iter().map(|i| i.number(file, "a bound of \"range\"")).collect::<Result<_, _>>()?
        }
        _ => ["low", "high", "step"]
            .iter()
            .map(|key| range.need(key, file)?.number(file, &format!("\"{key}\"")))
            .collect::<Result<_, _>>()?,
    };
    let three: Result<[BigRational; 3], _> = numbers.try_into();
    let three = three.map_err(|_| refuse(file, range.line, "\"range\" should be low, high and step"))?;
    if three[0] > three[1] || !three[2].is_positive() {
        return Err(refuse(file, range.line, "\"range\" from low to high by step: no such numbers"));
    }
    Ok(three)
}

/// The numbers of a range.
fn steps(
    file: &str,
    range: &Json,
    [low, high, step]: [&BigRational; 3],
) -> Result<Vec<BigRational>, Refusal> {
    let mut all = Vec::new();
    let mut next = low.clone();
    while next <= *high {
        all.push(next.clone());
        next += step;
        if all.len() > MAX_OPTIONS {
            return Err(refuse(file, range.line, &format!("a range of more than {MAX_OPTIONS} values")));
        }
    }
    Ok(all)
}

/// Whether a profile repeats the issues of a domain; otherwise what is wrong.
fn fits(issues: &[DomainIssue], own: &[DomainIssue]) -> Result<(), String> {
    if let Some(other) = own.iter().find(|o| !issues.iter().any(|i| i.name == o.name)) {
        return Err(format!("the issue \"{}\" is not in the domain", short(&other.name)));
    }
    for issue in issues {
        let Some(same) = own.iter().find(|o| o.name == issue.name) else {
            return Err(format!("the issue \"{}\" is missing", short(&issue.name)));
        };
        let values = |i: &DomainIssue| i.values.iter().cloned().collect::<BTreeSet<String>>();
        if values(issue) != values(same) {
            return Err(format!("\"{}\" has other values", short(&issue.name)));
        }
    }
    Ok(())
}

fn profile(
    given: &Given,
    space: &Json,
    issues: &[DomainIssue],
    how: &Settings,
    notes: &mut Vec<Note>,
) -> Result<Profile, Refusal> {
    let file = given.name.as_str();
    let mut say = |what, text: String| notes.push(Note { what, file: file.to_string(), text });
    let weights = space.need("issueWeights", file)?;
    let utilities = space.need("issueUtilities", file)?;
    only(file, weights, "\"issueWeights\"", issues.iter().map(|i| &i.name))?;
    only(file, utilities, "\"issueUtilities\"", issues.iter().map(|i| &i.name))?;
    let mut utility = Utility {
        weights: Vec::new(),
        evaluations: Vec::new(),
        boxes: Vec::new(),
        constant: BigRational::zero(),
        cap: None,
    };
    for issue in issues {
        let what = format!("the weight of \"{}\"", short(&issue.name));
        utility.weights.push(weights.need(&issue.name, file)?.number(file, &what)?);
        let entry = utilities.need(&issue.name, file)?;
        let table = |spellings: [&str; 2]| spellings.iter().find_map(|s| entry.get(s));
        let evaluations = match (table(DISCRETE), table(NUMBER)) {
            (Some(table), None) => {
                let table = table.need("valueUtilities", file)?;
                evaluations(file, table, issue)?
            }
            (None, Some(table)) => {
                let (exact, taken) = numbers(file, table, issue)?;
                if exact != taken {
                    let text = format!(
                        "utilities of \"{}\" are rounded to {PLACES} places, as GeniusWeb does",
                        short(&issue.name)
                    );
                    say(Remarked::Assumed, text);
                }
                taken
            }
            _ => {
                let what = format!("utilities of \"{}\" of an unknown class", short(&issue.name));
                return Err(refuse(file, entry.line, &what));
            }
        };
        if evaluations.iter().any(|e| e.is_negative() || *e > BigRational::one()) {
            let text = format!(
                "utilities of \"{}\" lie outside 0 to 1, which GeniusWeb refuses",
                short(&issue.name)
            );
            say(Remarked::Lenient, text);
        }
        utility.evaluations.push(evaluations);
    }
    let sum = utility.weights.iter().fold(BigRational::zero(), |a, b| a + b);
    if !sum.is_one() {
        say(Remarked::Lenient, format!("the weights sum to {}, not 1, which GeniusWeb refuses", shown(&sum)));
    }
    let reserve = match space.get("reservationBid").filter(|b| !matches!(b.kind, JsonKind::Word)) {
        Some(bid) => Some(worth(file, bid, issues, &utility)?),
        None => {
            say(Remarked::Assumed, "no reservation bid, which counts as 0".to_string());
            None
        }
    };
    let name = match space.get("name") {
        Some(name) => name.text(file, "\"name\"")?.to_string(),
        None => stem(file).to_string(),
    };
    let mut done = Profile { name, utility, reserve, discount: None };
    if let Some(text) = raise_reserve(&mut done, how) {
        say(Remarked::Assumed, text);
    }
    Ok(done)
}

/// Refuses keys of an object that are none of those known.
pub(super) fn only<'n>(
    file: &str,
    object: &Json,
    what: &str,
    known: impl Iterator<Item = &'n String>,
) -> Result<(), Refusal> {
    let known: BTreeSet<&String> = known.collect();
    let odd = object.map(file, what)?.iter().find(|(key, _)| !known.contains(key));
    match odd {
        Some((key, value)) => {
            Err(refuse(file, value.line, &format!("{what}: \"{}\" is not in the domain", short(key))))
        }
        None => Ok(()),
    }
}

/// The number of each value of an issue, from an object with exactly these keys.
pub(super) fn evaluations(
    file: &str,
    table: &Json,
    issue: &DomainIssue,
) -> Result<Vec<BigRational>, Refusal> {
    let what = format!("\"{}\"", short(&issue.name));
    only(file, table, &what, issue.values.iter())?;
    let entries: std::collections::BTreeMap<&str, &Json> =
        table.map(file, &what)?.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let each = issue.values.iter().map(|value| {
        let sentence = format!("\"{}\" of {what}", short(value));
        let found = entries.get(value.as_str());
        let found = found.ok_or_else(|| refuse(file, table.line, &format!("{sentence} has no utility")))?;
        found.number(file, &sentence)
    });
    each.collect()
}

/// Utilities along a line: exact, and rounded as GeniusWeb does.
fn numbers(
    file: &str,
    table: &Json,
    issue: &DomainIssue,
) -> Result<(Vec<BigRational>, Vec<BigRational>), Refusal> {
    let named = |key: &str| table.need(key, file)?.number(file, &format!("\"{key}\""));
    let (low, high) = (named("lowValue")?, named("highValue")?);
    let (bottom, top) = (named("lowUtility")?, named("highUtility")?);
    if issue.kind == Kind::Discrete {
        let what = format!("\"{}\" has names, not numbers", short(&issue.name));
        return Err(refuse(file, table.line, &what));
    }
    if high <= low {
        return Err(refuse(file, table.line, "\"highValue\" is not above \"lowValue\""));
    }
    let slope = (top - &bottom) / (&high - &low);
    let mut exact = Vec::new();
    for value in &issue.values {
        let x =
            decimal::parse(value).map_err(|why| refuse(file, table.line, &format!("\"{value}\" {why}")))?;
        let outside = x < low || x > high;
        exact.push(if outside { BigRational::zero() } else { &bottom + &slope * (x - &low) });
    }
    let taken = exact.iter().map(|e| decimal::nearest(e, PLACES)).collect();
    Ok((exact, taken))
}

/// What a bid is worth; an issue it leaves out adds nothing.
fn worth(file: &str, bid: &Json, issues: &[DomainIssue], utility: &Utility) -> Result<BigRational, Refusal> {
    let held = bid.get("issuevalues").or(bid.get("issueValues"));
    let held =
        held.ok_or_else(|| refuse(file, bid.line, "\"reservationBid\": \"issuevalues\" is missing"))?;
    only(file, held, "\"reservationBid\"", issues.iter().map(|i| &i.name))?;
    let mut sum = BigRational::zero();
    for (i, issue) in issues.iter().enumerate() {
        let Some(value) = held.get(&issue.name) else { continue };
        let text = match (&value.kind, &issue.kind) {
            (JsonKind::Text(text), Kind::Discrete) => text.clone(),
            _ => shown(&value.number(file, "a value of \"reservationBid\"")?),
        };
        let o = issue.values.iter().position(|v| *v == text);
        let o = o.ok_or_else(|| {
            refuse(
                file,
                value.line,
                &format!("\"{}\" is no value of \"{}\"", short(&text), short(&issue.name)),
            )
        })?;
        sum += &utility.weights[i] * &utility.evaluations[i][o];
    }
    Ok(sum)
}
