//! From a domain to a scenario: `100 · u_p(x)` is the party's points, number for number.
//!
//! Weights and evaluations become weights and values of 0 to 100; where weights do not add up to 1 or evaluations leave
//! 0 to 1 the scenario says `raw_weights`. A negative weight turns the sign of its values; a constant and boxes over one
//! issue are added to the values of an issue. Every number names the file it came from.

use super::ids::Ids;
use super::sums::shown;
use super::{Domain, Imported, Kind, Profile, Refusal, Remarked, Utility};
use crate::number::{DIGITS, LARGEST, held};
use crate::scenario::{
    Boxed, Choice, Consent, Estimate, Issue, Number, Party, Scenario, Source, Span, Weights,
};
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// Most notes that a scenario's summary repeats.
const NOTES: usize = 12;

/// A weight, and what it multiplies: one per value of the issue.
type Row = (BigRational, Vec<BigRational>);

/// The scenario of a domain. Parties are the profiles, in their order, all of whole consent; no deal is the reserve, 0
/// where none is stated.
///
/// # Errors
/// A number that a scenario does not hold: a utility larger than 10⁷ (10⁹ points), or one of more than 38 digits as a fraction.
pub fn scenario(imported: &Imported) -> Result<Scenario, Refusal> {
    let Imported { domain, files, .. } = imported;
    let mut done = Scenario {
        title: if domain.name.trim().is_empty() {
            "Domain".to_owned()
        } else {
            domain.name.trim().to_owned()
        },
        summary: Some(summary(imported)),
        period: "period".to_owned(),
        ..Scenario::default()
    };
    let mut source_ids = Ids::default();
    let mut sources = Vec::new();
    for (p, _) in domain.profiles.iter().enumerate() {
        let Some(file) = files.get(p) else {
            sources.push(Vec::new());
            continue;
        };
        let known = done.sources.iter().find(|s: &&Source| s.title == *file).map(|s| s.id.clone());
        let id = known.unwrap_or_else(|| {
            let id = source_ids.of(file, "file");
            let title = file.clone();
            done.sources.push(Source { id: id.clone(), title, ..Source::default() });
            id
        });
        sources.push(vec![id]);
    }
    issues(domain, &mut done);
    let mut ids = Ids::default();
    done.no_deal.at = if domain.profiles.is_empty() { Vec::new() } else { vec![0] };
    for (profile, sources) in domain.profiles.iter().zip(&sources) {
        let party = ids.of(&profile.name, "party");
        let from = files.get(done.parties.len()).map_or("", String::as_str);
        let mut numbers = Numbers { file: from, sources, party: &party };
        numbers.profile(profile, &mut done)?;
    }
    let hundred = Number::from_integer(100);
    let whole = |weights: &Weights| {
        let exact = |e: &Estimate| crate::number::exact(e.low);
        weights.iter().all(|(_, list)| {
            list.iter().map(|(_, e)| exact(e)).sum::<BigRational>() == crate::number::exact(hundred)
        })
    };
    let values = done.issues.iter().flat_map(|i| &i.options).flat_map(|o| &o.values);
    let inside = values.clone().all(|(_, e)| !e.low.is_negative() && e.low <= hundred);
    done.raw_weights = !(inside && whole(&done.weights));
    done.estimates = estimates(&done);
    Ok(done)
}

/// What was read, and the first of what there was to say about it.
fn summary(imported: &Imported) -> String {
    let Imported { domain, notes, files } = imported;
    let mut names: Vec<&str> = Vec::new();
    for file in files {
        if !names.contains(&file.as_str()) {
            names.push(file);
        }
    }
    let mut text = match names[..] {
        [] => "A negotiation domain.".to_owned(),
        _ => format!("A negotiation domain, read from {}.", names.join(", ")),
    };
    for note in notes.iter().take(NOTES) {
        let place = if note.file.is_empty() { String::new() } else { format!("{}: ", note.file) };
        let word = match note.what {
            Remarked::Lenient => "Read leniently",
            Remarked::Assumed => "Assumed",
            Remarked::Lost => "Lost",
        };
        text += &format!(" {word}: {place}{}.", note.text.trim_end_matches('.'));
    }
    if notes.len() > NOTES {
        text += &format!(" And {} remarks more.", notes.len() - NOTES);
    }
    for profile in &domain.profiles {
        if let Some(discount) = &profile.discount {
            text +=
                &format!(" {} discounts by {}, which counts for nothing yet.", profile.name, shown(discount));
        }
    }
    text
}

fn issues(domain: &Domain, done: &mut Scenario) {
    let mut ids = Ids::default();
    for issue in &domain.issues {
        let mut options = Ids::default();
        let choice = |value: &String| Choice {
            id: options.of(value, "option"),
            label: value.clone(),
            clause: None,
            date: None,
            carried_by: Vec::new(),
            regions: Vec::new(),
            control: None,
            provisions: Vec::new(),
            values: Vec::new(),
            sources: Vec::new(),
            note: None,
            span: Span::default(),
        };
        let numbers = match &issue.kind {
            Kind::Discrete => None,
            Kind::Integer => Some("Whole numbers.".to_owned()),
            Kind::Real { lower, upper } => {
                Some(format!("Real numbers from {} to {}, on a grid.", shown(lower), shown(upper)))
            }
        };
        let notes: Vec<String> = issue.description.iter().cloned().chain(numbers).collect();
        done.issues.push(Issue {
            id: ids.of(&issue.name, "issue"),
            label: issue.name.clone(),
            note: (!notes.is_empty()).then(|| notes.join(" ")),
            sources: Vec::new(),
            options: issue.values.iter().map(choice).collect(),
            span: Span::default(),
        });
    }
}

/// The numbers of one profile on their way into a scenario.
struct Numbers<'a> {
    file: &'a str,
    sources: &'a [String],
    party: &'a str,
}

impl Numbers<'_> {
    /// Hundred times the number, as an estimate.
    fn points(&self, number: &BigRational, what: &str) -> Result<Estimate, Refusal> {
        let refuse = |why: &str| Refusal {
            file: self.file.to_owned(),
            text: format!("{what} {why}, which a scenario does not hold"),
        };
        let Some(points) = fitting(number) else {
            let large = number.abs() * BigRational::from_integer(100.into()) > largest();
            return Err(refuse(if large {
                "is larger than 10,000,000"
            } else {
                "needs more than 38 digits as a fraction"
            }));
        };
        Ok(Estimate {
            low: points,
            best: Some(points),
            high: points,
            sources: self.sources.to_vec(),
            author: None,
            date: None,
            note: None,
            span: Span::default(),
        })
    }

    fn profile(&mut self, profile: &Profile, done: &mut Scenario) -> Result<(), Refusal> {
        let name = &profile.name;
        let ceiling = profile.utility.cap.as_ref();
        let ceiling = ceiling.map(|cap| self.points(cap, "the largest utility")).transpose()?;
        let discount = profile.discount.as_ref().map(|d| format!("Discount factor {}.", shown(d)));
        done.parties.push(Party {
            id: self.party.to_owned(),
            name: if name.trim().is_empty() { self.party.to_owned() } else { name.clone() },
            role: "party".to_owned(),
            consent: Consent::Whole,
            ceiling,
            note: discount,
            span: Span::default(),
        });
        let (rows, boxes) = rows(&profile.utility);
        let mut weights = Vec::new();
        for (issue, (weight, values)) in done.issues.iter_mut().zip(rows) {
            let what = format!("the weight of \"{}\"", issue.label);
            weights.push((issue.id.clone(), self.points(&weight, &what)?));
            for (option, value) in issue.options.iter_mut().zip(values) {
                let what = format!("the evaluation of \"{}\" in \"{}\"", option.label, issue.label);
                option.values.push((self.party.to_owned(), self.points(&value, &what)?));
            }
        }
        done.weights.push((self.party.to_owned(), weights));
        let reserve = profile.reserve.clone().unwrap_or_else(BigRational::zero);
        let reserve = self.points(&reserve, "the reservation value")?;
        done.no_deal.values.push((self.party.to_owned(), vec![reserve]));
        for (sides, worth) in boxes {
            let side = |(i, set): (usize, Vec<usize>)| {
                let issue = &done.issues[i];
                (issue.id.clone(), set.into_iter().map(|o| issue.options[o].id.clone()).collect())
            };
            let when = sides.into_iter().map(side).collect();
            let points = self.points(&worth, "the worth of a box")?;
            done.boxes.push(Boxed {
                id: format!("box-{}", done.boxes.len() + 1),
                party: self.party.to_owned(),
                when,
                points,
                sources: Vec::new(),
                note: None,
                span: Span::default(),
            });
        }
        Ok(())
    }
}

fn largest() -> BigRational {
    BigRational::from_integer(LARGEST.into())
}

/// Hundred times the number, if a scenario holds it.
fn fitting(number: &BigRational) -> Option<Number> {
    let points = number * BigRational::from_integer(100.into());
    let digits = |whole: &num_bigint::BigInt| whole.abs().to_string().len();
    if points.abs() > largest() || digits(points.numer()) > DIGITS || digits(points.denom()) > DIGITS {
        return None;
    }
    held(&points)
}

/// A box: its sides, at least two, and its worth.
type Sides = (Vec<(usize, Vec<usize>)>, BigRational);

/// Weights of 0 or more and what they multiply, one row per issue, and the boxes over two issues or more. Constants,
/// boxes over one issue and sides that hold every value are gone.
pub(crate) fn rows(utility: &Utility) -> (Vec<Row>, Vec<Sides>) {
    let mut more: Vec<Vec<BigRational>> =
        utility.evaluations.iter().map(|row| vec![BigRational::zero(); row.len()]).collect();
    let mut constant = utility.constant.clone();
    let mut boxes = Vec::new();
    for term in &utility.boxes {
        let full = |(i, set): &&(usize, Vec<usize>)| set.len() < utility.evaluations[*i].len();
        let sides: Vec<(usize, Vec<usize>)> = term.sides.iter().filter(full).cloned().collect();
        if sides.iter().any(|(_, set)| set.is_empty()) {
            continue;
        }
        match &sides[..] {
            [] => constant += &term.worth,
            [(i, set)] => set.iter().for_each(|&o| more[*i][o] += &term.worth),
            _ => boxes.push((sides, term.worth.clone())),
        }
    }
    if !constant.is_zero() && !more.is_empty() {
        let weighty = |i: &usize| {
            let weight = &utility.weights[*i];
            let short = |e: &BigRational| fitting(&(e + &constant / weight)).is_some();
            !weight.is_zero() && utility.evaluations[*i].iter().all(short)
        };
        let place = (0..more.len()).find(weighty).unwrap_or(0);
        more[place].iter_mut().for_each(|m| *m += &constant);
    }
    let mut rows = Vec::new();
    for (i, more) in more.iter().enumerate() {
        let (weight, row) = (&utility.weights[i], &utility.evaluations[i]);
        let done = row_of(weight, row, more);
        let fits = done.1.iter().all(|v| fitting(v).is_some());
        let other = (0..utility.weights.len()).find(|&j| j != i).filter(|_| !fits);
        let Some(other) = other else {
            rows.push(done);
            continue;
        };
        // Numbers too long to be added up stay apart: as boxes that hold every value of another issue.
        rows.push(row_of(weight, row, &vec![BigRational::zero(); row.len()]));
        let whole = (other, (0..utility.evaluations[other].len()).collect());
        for (o, worth) in more.iter().enumerate().filter(|(_, worth)| !worth.is_zero()) {
            let mut sides = vec![(i, vec![o]), whole.clone()];
            sides.sort();
            boxes.push((sides, worth.clone()));
        }
    }
    (rows, boxes)
}

fn row_of(weight: &BigRational, row: &[BigRational], more: &[BigRational]) -> Row {
    let size = weight.abs();
    let turned = |e: &BigRational| if weight.is_negative() { -e } else { e.clone() };
    if more.iter().all(Zero::is_zero) {
        return (size, row.iter().map(turned).collect());
    }
    if !size.is_zero() {
        let values: Vec<BigRational> = row.iter().zip(more).map(|(e, m)| turned(e) + m / &size).collect();
        if values.iter().all(|v| fitting(v).is_some()) {
            return (size, values);
        }
    }
    let one = BigRational::from_integer(1.into());
    (one, row.iter().zip(more).map(|(e, m)| weight * e + m).collect())
}

/// Every number with the place it stands.
fn estimates(done: &Scenario) -> Vec<(String, Estimate)> {
    let mut all = Vec::new();
    for issue in &done.issues {
        for option in &issue.options {
            let place = |party: &str| format!("value of {}.{} to {party}", issue.id, option.id);
            all.extend(option.values.iter().map(|(party, e)| (place(party), e.clone())));
        }
    }
    for (party, weights) in &done.weights {
        all.extend(weights.iter().map(|(issue, e)| (format!("weight of {issue} to {party}"), e.clone())));
    }
    for (party, path) in &done.no_deal.values {
        all.extend(path.iter().map(|e| (format!("no deal to {party}"), e.clone())));
    }
    all.extend(done.boxes.iter().map(|b| (format!("points of {}", b.id), b.points.clone())));
    let ceilings = done.parties.iter().filter_map(|p| Some((p, p.ceiling.clone()?)));
    all.extend(ceilings.map(|(party, e)| (format!("ceiling of {}", party.id), e)));
    all
}
