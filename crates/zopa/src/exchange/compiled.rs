//! From a compiled scenario to a domain: one profile per party that is asked about every package.
//!
//! A hundredth of a party's points is its utility, exactly. What two options are worth together becomes a box of one
//! option on each side. What a domain has no place for is left out with its count.

use super::{BoxTerm, Domain, DomainIssue, Kind, Note, Profile, Remarked, Utility};
use crate::compile::Compiled;
use crate::scenario::Scenario;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use std::collections::BTreeSet;
use zopa_core::problem::{Consent, Pair, Score};

/// The domain of a scenario that was compiled under a view at a period, and what it does not hold.
pub fn domain(scenario: &Scenario, compiled: &Compiled) -> (Domain, Vec<Note>) {
    let mut notes = Notes::default();
    let mut taken = BTreeSet::new();
    let issues = compiled.issues.iter().map(|issue| {
        let mut inside = BTreeSet::new();
        let values: Vec<String> =
            issue.options.iter().map(|o| single(&o.label, &o.id, &mut inside)).collect();
        let kind = if consecutive(&values) { Kind::Integer } else { Kind::Discrete };
        DomainIssue { name: single(&issue.label, &issue.id, &mut taken), description: None, values, kind }
    });
    let issues: Vec<DomainIssue> = issues.collect();
    let mut names = BTreeSet::new();
    let mut profiles = Vec::new();
    let mut unasked = Vec::new();
    for (p, (id, name)) in compiled.parties.iter().enumerate() {
        if compiled.problem.parties()[p].consent != Consent::Whole {
            unasked.push(name.as_str());
            continue;
        }
        if compiled.rounding[p] > 0 {
            let text = format!("the numbers of {name} were too fine for an exact grid and are rounded");
            notes.add(Remarked::Assumed, text);
        }
        profiles.push(profile(compiled, p, single(name, id, &mut names)));
    }
    if !unasked.is_empty() {
        let text = format!(
            "{} not asked about every package ({}), with what packages are worth to them",
            count(unasked.len(), "party", "parties"),
            unasked.join(", ")
        );
        notes.add(Remarked::Lost, text);
    }
    if !compiled.numbers {
        notes.add(Remarked::Assumed, "the scenario has no numbers: every package is worth 0".to_owned());
    }
    rest(scenario, compiled, &mut notes);
    (Domain { name: scenario.title.clone(), issues, profiles }, notes.list)
}

#[derive(Default)]
struct Notes {
    list: Vec<Note>,
}

impl Notes {
    fn add(&mut self, what: Remarked, text: String) {
        self.list.push(Note { what, file: String::new(), text });
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// The name, or with the id behind it where it is taken or empty.
fn single(name: &str, id: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = if name.trim().is_empty() { id } else { name.trim() };
    let mut full = plain.to_owned();
    let mut more = 1;
    while !taken.insert(full.clone()) {
        full = if more == 1 { format!("{plain} ({id})") } else { format!("{plain} ({id}, {more})") };
        more += 1;
    }
    full
}

/// Whether the names are whole numbers one after the other, as boxes of GENIUS need them.
fn consecutive(values: &[String]) -> bool {
    let Some(first) = values.first().and_then(|v| v.parse::<i32>().ok()) else { return false };
    let follows = |(k, v): (usize, &String)| {
        i32::try_from(k).ok().and_then(|k| first.checked_add(k)).is_some_and(|n| n.to_string() == *v)
    };
    values.len() > 1 && values.iter().enumerate().all(follows)
}

fn profile(compiled: &Compiled, p: usize, name: String) -> Profile {
    let problem = &compiled.problem;
    let unit: BigInt = BigInt::from(compiled.grid) * 100u8;
    let utility_of = |score: Score| BigRational::new(score.into(), unit.clone());
    let mut utility = Utility {
        weights: Vec::new(),
        evaluations: Vec::new(),
        boxes: Vec::new(),
        constant: BigRational::zero(),
        cap: problem.parties()[p].cap.map(utility_of),
    };
    for i in 0..problem.m() {
        let row: Vec<BigRational> = problem.row(p, i).iter().map(|&v| utility_of(v)).collect();
        let least = row.iter().min().cloned().unwrap_or_default();
        // What every option is worth at least below 0 goes into the constant: evaluations are shares of the weight.
        let floor = if least.is_negative() { least } else { BigRational::zero() };
        let weight = row.iter().max().cloned().unwrap_or_default() - &floor;
        let share = |v: &BigRational| if weight.is_zero() { v - &floor } else { (v - &floor) / &weight };
        utility.evaluations.push(row.iter().map(share).collect());
        utility.weights.push(weight);
        utility.constant += floor;
    }
    for pair in problem.pairs().iter().filter(|pair| pair.party == p) {
        utility.boxes.extend(boxes_of(pair, problem.options(), &utility_of));
    }
    for term in problem.boxes().iter().filter(|term| term.party == p) {
        utility.boxes.push(BoxTerm { sides: term.sides.clone(), worth: utility_of(term.points) });
    }
    Profile { name, utility, reserve: Some(utility_of(problem.parties()[p].no_deal)), discount: None }
}

/// A pair table as one box per entry that is not 0.
fn boxes_of(pair: &Pair, options: &[usize], utility_of: &impl Fn(Score) -> BigRational) -> Vec<BoxTerm> {
    let [a, b] = pair.issues;
    let columns = options[b];
    let entries = pair.points.iter().enumerate().filter(|(_, points)| **points != 0);
    let boxed = entries.map(|(at, &points)| BoxTerm {
        sides: vec![(a, vec![at / columns]), (b, vec![at % columns])],
        worth: utility_of(points),
    });
    boxed.collect()
}

/// What the scenario has besides.
fn rest(scenario: &Scenario, compiled: &Compiled, notes: &mut Notes) {
    let norms = compiled.rules.iter().filter(|rule| rule.norm).map(|rule| &rule.id);
    let rules = compiled.rules.iter().filter(|rule| !rule.norm).map(|rule| &rule.id);
    let single = |ids: Vec<&String>| ids.into_iter().collect::<BTreeSet<_>>().len();
    let (norms, rules) = (single(norms.collect()), single(rules.collect()));
    let views = scenario.views.len() - usize::from(compiled.view.is_some()).min(scenario.views.len());
    let options = || scenario.issues.iter().flat_map(|issue| &issue.options);
    let clauses = options().filter(|o| o.clause.is_some()).count();
    let ranges = scenario.estimates.iter().filter(|(_, e)| e.low != e.high).count();
    let periods = scenario.no_deal.at.iter().filter(|&&at| at != compiled.at).count();
    for (n, one, many) in [
        (
            rules,
            "rule: packages that break it can be agreed in the domain",
            "rules: packages that break them can be agreed in the domain",
        ),
        (
            norms,
            "norm: packages that break it can be agreed in the domain",
            "norms: packages that break them can be agreed in the domain",
        ),
        (compiled.lines.len(), "red line", "red lines"),
        (
            views,
            if compiled.view.is_some() { "other view" } else { "view" },
            if compiled.view.is_some() { "other views" } else { "views" },
        ),
        (compiled.options_hidden, "option of a later date", "options of a later date"),
        (ranges, "range: its representative value is taken", "ranges: their representative values are taken"),
        (periods, "other period of no deal", "other periods of no deal"),
        (scenario.sources.len(), "source", "sources"),
        (clauses, "text of a clause", "texts of clauses"),
        (scenario.positions.len(), "position", "positions"),
        (scenario.statements.len(), "statement", "statements"),
        (scenario.convergences.len(), "convergence", "convergences"),
        (scenario.packages.len(), "named package", "named packages"),
        (scenario.splits.len(), "way to split an issue", "ways to split an issue"),
        (usize::from(scenario.map.is_some()), "map", "maps"),
        (usize::from(scenario.war.is_some()), "model of the war", "models of the war"),
        (scenario.outside_option.values.len(), "outside option", "outside options"),
        (scenario.breakdown_point.values.len(), "breakdown point", "breakdown points"),
    ] {
        if n > 0 {
            notes.add(Remarked::Lost, count(n, one, many));
        }
    }
    for (section, n) in &scenario.unstable {
        notes.add(Remarked::Lost, count(*n, &format!("row of {section}"), &format!("rows of {section}")));
    }
    if let Some(view) = &compiled.view {
        notes.add(Remarked::Assumed, format!("the numbers are those of the view {view}"));
    }
    if !scenario.no_deal.values.is_empty() && compiled.at != 0 {
        notes.add(Remarked::Assumed, format!("no deal is that of period {}", compiled.at));
    }
}
