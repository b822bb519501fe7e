//! A domain as a NegMAS scenario folder.

use super::digits;
use super::print::{self, Out};
use crate::exchange::decimal::parse;
use crate::exchange::{BoxTerm, Domain, DomainIssue, Given, Kind, Note, Profile, Remarked, Utility};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;

/// In which form a folder is written. NegMAS finds YAML files in a folder by itself; JSON files have to be named to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// YAML, with the ending `yml`.
    Yaml,
    /// JSON. It has no numbers as keys: whole numbers without a linear worth become names, and boxes are left out.
    Json,
}

/// How an issue is written.
enum Column {
    /// As names.
    Names,
    /// As all whole numbers from the first value to the last.
    Wholes(Vec<BigRational>),
    /// As real numbers between bounds.
    Reals(Vec<BigRational>),
}

/// What the writer has to say, in the order it comes up.
struct Lost {
    notes: Vec<Note>,
    file: String,
}

impl Lost {
    fn add(&mut self, text: String) {
        let note = Note { what: Remarked::Lost, file: self.file.clone(), text };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// The number, with a note where it had to be rounded.
    fn digits(&mut self, number: &BigRational) -> Out {
        let (digits, exact) = digits::digits(number);
        if !exact {
            self.add("numbers whose digits do not end are rounded to 30 digits".to_owned());
        }
        Out::Digits(digits)
    }
}

/// The files of the folder: the outcome space first, then one per profile, and what did not fit into them.
/// Sorted by their names, as NegMAS takes them, the profiles keep their order.
pub fn write(domain: &Domain, form: Form) -> (Vec<Given>, Vec<Note>) {
    let names = file_names(domain, form);
    let mut lost = Lost { notes: Vec::new(), file: names[0].clone() };
    let columns: Vec<Column> = (0..domain.issues.len()).map(|i| column(domain, i, form, &mut lost)).collect();
    let issues =
        domain.issues.iter().zip(&columns).map(|(issue, c)| issue_out(issue, c, &mut lost)).collect();
    let discrete = !columns.iter().any(|c| matches!(c, Column::Reals(_)));
    let kind = if discrete { "DiscreteCartesianOutcomeSpace" } else { "CartesianOutcomeSpace" };
    let space = Out::fields(vec![
        ("name", Out::text(&domain.name)),
        ("type", Out::Word(kind)),
        ("issues", Out::List(issues)),
    ]);
    let mut trees = vec![space];
    for (profile, name) in domain.profiles.iter().zip(&names[1..]) {
        lost.file.clone_from(name);
        trees.push(profile_out(profile, domain, &columns, form, &mut lost));
    }
    let text = |tree: &Out| match form {
        Form::Yaml => print::yaml(tree),
        Form::Json => print::json(tree),
    };
    let given = |(name, tree): (String, &Out)| Given { name, bytes: text(tree).into_bytes() };
    (names.into_iter().zip(&trees).map(given).collect(), lost.notes)
}

/// Names of the files: those of domain and parties without what file systems dislike, each once. Where their order is
/// not the order of the profiles, they are numbered.
fn file_names(domain: &Domain, form: Form) -> Vec<String> {
    let ending = if form == Form::Yaml { "yml" } else { "json" };
    let safe = |name: &str, or: &str| {
        let keep = |c: char| if c.is_alphanumeric() || "-_ ".contains(c) { c } else { '_' };
        let name: String = name.chars().take(80).map(keep).collect();
        let name = name.trim();
        // Names of files that hold something else in a scenario folder.
        let aside = matches!(name.to_lowercase().as_str(), "" | "_stats" | "stats" | "_info" | "info");
        if aside { or.to_owned() } else { name.to_owned() }
    };
    let mut taken = BTreeSet::new();
    let mut once = |name: String| {
        let mut unique = name.clone();
        let mut count = 2;
        while !taken.insert(unique.to_lowercase()) {
            unique = format!("{name}-{count}");
            count += 1;
        }
        format!("{unique}.{ending}")
    };
    let first = once(safe(&domain.name, "domain"));
    let stems: Vec<String> = domain.profiles.iter().map(|p| safe(&p.name, "profile")).collect();
    let mut rest: Vec<String> = stems.iter().map(|stem| once(stem.clone())).collect();
    if !rest.is_sorted() {
        let width = stems.len().to_string().len();
        let numbered = stems.iter().enumerate().map(|(k, stem)| once(format!("{:0width$}-{stem}", k + 1)));
        rest = numbered.collect();
    }
    [vec![first], rest].concat()
}

/// How the issue can be written so that NegMAS computes every profile's worths.
fn column(domain: &Domain, i: usize, form: Form, lost: &mut Lost) -> Column {
    let issue = &domain.issues[i];
    let numbers: Option<Vec<BigRational>> = issue.values.iter().map(|v| parse(v).ok()).collect();
    let mut rows = domain.profiles.iter().map(|p| &p.utility.evaluations[i]);
    match (&issue.kind, numbers) {
        (Kind::Discrete, _) => Column::Names,
        (Kind::Integer, Some(numbers)) if even(&numbers, &BigRational::one()) && numbers[0].is_integer() => {
            if form == Form::Yaml || rows.all(|row| line(&numbers, row).is_some()) {
                return Column::Wholes(numbers);
            }
            lost.add(format!(
                "the whole numbers of the issue {} are written as names, as JSON keys are",
                issue.name
            ));
            Column::Names
        }
        (Kind::Real { lower, upper }, Some(numbers))
            if grid(&numbers, lower, upper) && rows.all(|row| line(&numbers, row).is_some()) =>
        {
            Column::Reals(numbers)
        }
        (Kind::Integer | Kind::Real { .. }, _) => {
            lost.add(format!(
                "the numbers of the issue {} are written as names: their worth is no line",
                issue.name
            ));
            Column::Names
        }
    }
}

/// Whether each number is the one before and a step.
fn even(numbers: &[BigRational], step: &BigRational) -> bool {
    !numbers.is_empty() && numbers.windows(2).all(|pair| &pair[0] + step == pair[1])
}

/// Whether the numbers run evenly from bound to bound.
fn grid(numbers: &[BigRational], lower: &BigRational, upper: &BigRational) -> bool {
    let step = numbers.get(1).map_or_else(BigRational::zero, |second| second - &numbers[0]);
    numbers.first() == Some(lower) && numbers.last() == Some(upper) && even(numbers, &step)
}

/// Slope and height of the line through all points, if there is one.
fn line(numbers: &[BigRational], row: &[BigRational]) -> Option<(BigRational, BigRational)> {
    let slope = match (numbers, row) {
        ([a, b, ..], [u, v, ..]) => (v - u) / (b - a),
        _ => BigRational::zero(),
    };
    let bias = row.first()? - &slope * numbers.first()?;
    let fits = numbers.iter().zip(row).all(|(x, u)| &slope * x + &bias == *u);
    fits.then_some((slope, bias))
}

fn issue_out(issue: &DomainIssue, column: &Column, lost: &mut Lost) -> Out {
    if issue.description.is_some() {
        lost.add(format!("the description of the issue {} is left out", issue.name));
    }
    let ends = |numbers: &[BigRational], lost: &mut Lost| {
        let ends = numbers.first().into_iter().chain(numbers.last());
        Out::List(ends.map(|n| lost.digits(n)).collect())
    };
    let mut fields = vec![("name", Out::text(&issue.name))];
    match column {
        Column::Names => {
            fields.push(("type", Out::Word("CategoricalIssue")));
            fields.push(("values", Out::List(issue.values.iter().map(|v| Out::text(v)).collect())));
        }
        Column::Wholes(numbers) => {
            fields.push(("type", Out::Word("ContiguousIssue")));
            fields.push(("values", ends(numbers, lost)));
        }
        Column::Reals(numbers) => {
            fields.push(("type", Out::Word("ContinuousIssue")));
            fields.push(("values", ends(numbers, lost)));
            fields.push(("n_levels", Out::Digits(numbers.len().saturating_sub(1).max(1).to_string())));
        }
    }
    Out::fields(fields)
}

fn profile_out(profile: &Profile, domain: &Domain, columns: &[Column], form: Form, lost: &mut Lost) -> Out {
    let utility = &profile.utility;
    if utility.cap.as_ref().is_some_and(|cap| most(utility) > *cap) {
        lost.add("the cap on what a package is worth is left out".to_owned());
    }
    let mut additive = additive_out(utility, domain, columns, form, lost);
    let mut head = vec![("name", Out::text(&profile.name))];
    if let Some(reserve) = &profile.reserve {
        head.push(("reserved_value", lost.digits(reserve)));
    }
    let boxes = match form {
        Form::Json if !utility.boxes.is_empty() => {
            lost.add(format!("{} boxes are left out: JSON has no numbers as keys", utility.boxes.len()));
            &[]
        }
        _ => utility.boxes.as_slice(),
    };
    if !boxes.is_empty() {
        let one = Out::Digits("1".to_owned());
        let two = Out::Digits("1".to_owned());
        additive = vec![
            ("type", Out::Word("WeightedUtilityFunction")),
            ("weights", Out::List(vec![one, two])),
            ("ufuns", Out::List(vec![Out::fields(additive), boxes_out(boxes, domain, columns, lost)])),
        ];
    }
    let Some(discount) = &profile.discount else {
        head.extend(additive);
        return Out::fields(head);
    };
    head.extend([
        ("type", Out::Word("ExpDiscountedUFun")),
        ("discount", lost.digits(discount)),
        ("ufun", Out::fields(additive)),
    ]);
    Out::fields(head)
}

/// An upper bound on what a package is worth, the cap aside.
fn most(utility: &Utility) -> BigRational {
    let rows = utility.weights.iter().zip(&utility.evaluations);
    let best = rows.filter_map(|(w, row)| row.iter().map(|e| w * e).max());
    let boxes = utility.boxes.iter().map(|b| b.worth.clone()).filter(|w| w.is_positive());
    best.chain(boxes).fold(utility.constant.clone(), |sum, more| sum + more)
}

fn additive_out(
    utility: &Utility,
    domain: &Domain,
    columns: &[Column],
    form: Form,
    lost: &mut Lost,
) -> Vec<(&'static str, Out)> {
    let mut values = Vec::new();
    for (i, column) in columns.iter().enumerate() {
        let row = &utility.evaluations[i];
        let numbers = match column {
            Column::Names => None,
            Column::Wholes(_) if form == Form::Yaml => None,
            Column::Wholes(numbers) | Column::Reals(numbers) => line(numbers, row),
        };
        values.push(match numbers {
            Some((slope, bias)) => Out::fields(vec![
                ("type", Out::Word("AffineFun")),
                ("slope", lost.digits(&slope)),
                ("bias", lost.digits(&bias)),
            ]),
            None => {
                let keys = (0..row.len()).map(|k| value_out(&domain.issues[i], column, k));
                let table = keys.zip(row).map(|(key, worth)| (key, lost.digits(worth))).collect();
                Out::fields(vec![("type", Out::Word("TableFun")), ("mapping", Out::Map(table))])
            }
        });
    }
    let weights = utility.weights.iter().map(|w| lost.digits(w)).collect();
    let mut fields =
        vec![("type", Out::Word("LinearAdditiveUtilityFunction")), ("weights", Out::List(weights))];
    if !utility.constant.is_zero() {
        fields.push(("bias", lost.digits(&utility.constant)));
    }
    fields.push(("values", Out::List(values)));
    fields
}

/// A value of an issue, as the outcome space names it.
fn value_out(issue: &DomainIssue, column: &Column, k: usize) -> Out {
    match column {
        Column::Names => Out::text(&issue.values[k]),
        Column::Wholes(numbers) | Column::Reals(numbers) => Out::Digits(digits::digits(&numbers[k]).0),
    }
}

fn boxes_out(boxes: &[BoxTerm], domain: &Domain, columns: &[Column], lost: &mut Lost) -> Out {
    let mut ranges = Vec::new();
    for term in boxes {
        let mut sides = Vec::new();
        for (i, set) in &term.sides {
            let mut values: Vec<Out> =
                set.iter().map(|k| value_out(&domain.issues[*i], &columns[*i], *k)).collect();
            // A list of two numbers would be a range of numbers.
            if let (2, Some(last)) = (set.len(), set.last()) {
                values.push(value_out(&domain.issues[*i], &columns[*i], *last));
            }
            sides.push((Out::Digits(BigInt::from(*i).to_string()), Out::List(values)));
        }
        ranges.push(Out::Map(sides));
    }
    let worths = boxes.iter().map(|b| lost.digits(&b.worth)).collect();
    Out::fields(vec![
        ("type", Out::Word("HyperRectangleUtilityFunction")),
        ("outcome_ranges", Out::List(ranges)),
        ("utilities", Out::List(worths)),
    ])
}
