//! From a scenario and a view to the integer problem the core works on.
//!
//! Every table entry is worked out in exact rationals from the decimals in the file. The grid is their least common
//! denominator, one for the whole problem, so that nothing is rounded. Where scores on that grid would be too large,
//! entries are rounded once, to 1/10,000 of a point; what that could change is kept per party
//! ([`Compiled::rounding`]), and a verdict it could flip says so.

pub mod extend;
mod family;
mod grid;
mod overlay;
mod rules;
mod tables;

pub use family::{ALIKE, Citation, Input, Plausible, Unused, worlds, worlds_near};
pub use overlay::representative;

use crate::date::Date;
use crate::scenario::{Choice, Consent, Issue, NamedPackage, OptionRef, Scenario};
use grid::Grid;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use overlay::Overlay;
use rules::{compile_lines, compile_rules};
use tables::Tables;
use zopa_core::problem::{self as core, Opt, Problem, Score};

/// How red lines are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// No line is real.
    None,
    /// Lines judged to be real with a representative firmness of at least one half.
    Judged,
    /// Every line claimed in public by the scenario's date and not taken back since.
    Claimed,
}

impl Reading {
    /// All three, in the order they are shown.
    pub const ALL: [Reading; 3] = [Reading::None, Reading::Judged, Reading::Claimed];

    /// Its word in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Reading::None => "none",
            Reading::Judged => "judged",
            Reading::Claimed => "claimed",
        }
    }

    /// As it is said in a sentence.
    pub fn phrase(self) -> &'static str {
        match self {
            Reading::None => "with no red line real",
            Reading::Judged => "with the lines judged real",
            Reading::Claimed => "with every claimed line real",
        }
    }
}

/// What cannot be compiled, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CompileError(pub String);

/// An issue as compiled: where it stands in the scenario, and which of its options are visible.
#[derive(Debug, Clone)]
pub struct IssueNames {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Visible options, in file order.
    pub options: Vec<OptionNames>,
}

/// An option as compiled.
#[derive(Debug, Clone)]
pub struct OptionNames {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Text in a package.
    pub clause: String,
}

/// A red line as compiled.
#[derive(Debug, Clone)]
pub struct LineNames {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Index of its party.
    pub party: usize,
    /// Claimed by the scenario's date and not taken back.
    pub claimed: bool,
    /// Representative firmness, where judged.
    pub firmness: Option<f64>,
    /// Judged real: representative firmness at least one half.
    pub judged: bool,
    /// Where the claim or judgement comes from, in one phrase.
    pub origin: String,
}

/// A rule of the problem: its name, and whether it is a norm.
#[derive(Debug, Clone)]
pub struct RuleNames {
    /// Id of the rule or norm.
    pub id: String,
    /// What it says.
    pub label: String,
    /// Whether it is a norm.
    pub norm: bool,
}

/// A problem with the names that belong to its indices.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The integer problem.
    pub problem: Problem,
    /// Id of the view, if any.
    pub view: Option<String>,
    /// Label of the view.
    pub view_label: String,
    /// The period.
    pub at: i64,
    /// Whether there are numbers at all; without, only what positions and lines say can be asked.
    pub numbers: bool,
    /// Party ids and names.
    pub parties: Vec<(String, String)>,
    /// Issues.
    pub issues: Vec<IssueNames>,
    /// Rules and norms, as many as the problem has.
    pub rules: Vec<RuleNames>,
    /// Red lines, as many as the problem has.
    pub lines: Vec<LineNames>,
    /// Grid points per point of a party's own 0–100 scale, at least 1.
    pub grid: Score,
    /// How far rounding to the grid can move a package's gain, per party, in grid points.
    pub rounding: Vec<Score>,
    /// Largest distance between a party's value in the problem and its lowest or highest by the stated ranges.
    pub options_hidden: usize,
}

impl Compiled {
    /// Which lines are real under a reading.
    pub fn real(&self, reading: Reading) -> Vec<bool> {
        self.lines
            .iter()
            .map(|l| match reading {
                Reading::None => false,
                Reading::Judged => l.judged,
                Reading::Claimed => l.claimed,
            })
            .collect()
    }

    /// Points on a party's own scale.
    pub fn points(&self, score: Score) -> f64 {
        // Whole points apart, so that they are exact however fine the grid.
        (score / self.grid) as f64 + (score % self.grid) as f64 / self.grid as f64
    }

    /// A named package in indices; an error names the option that is hidden or unknown.
    pub fn package(&self, named: &NamedPackage) -> Result<Vec<usize>, CompileError> {
        self.choices((&named.id, &named.choices))
    }

    /// Choices by id in indices, for a package that is called so; an error names the option that is hidden or unknown.
    pub(crate) fn choices(&self, package: (&str, &[(String, String)])) -> Result<Vec<usize>, CompileError> {
        let options = |issue: &IssueNames| issue.options.iter().map(|o| o.id.clone()).collect();
        let issues: Vec<(&str, Vec<String>)> =
            self.issues.iter().map(|issue| (issue.id.as_str(), options(issue))).collect();
        in_indices(package, &issues)
    }
}

/// A package, what it is called and its choices, in indices of the issues and options that are visible.
fn in_indices(
    (name, choices): (&str, &[(String, String)]),
    issues: &[(&str, Vec<String>)],
) -> Result<Vec<usize>, CompileError> {
    let of = |(issue, options): &(&str, Vec<String>)| {
        let Some((_, option)) = choices.iter().find(|(i, _)| i == issue) else {
            return Err(CompileError(format!("package {name} says nothing on {issue}")));
        };
        let hidden = || CompileError(format!("{issue}.{option} is not visible at the scenario's date"));
        options.iter().position(|o| o == option).ok_or_else(hidden)
    };
    issues.iter().map(of).collect()
}

/// What a package is worth to a party at representative values.
fn worth(
    p: usize,
    package: &[usize],
    (tables, boxes, ceilings): (&Tables, &[(usize, Sides, BigRational)], &[Option<BigRational>]),
) -> BigRational {
    let inside = |sides: &Sides| sides.iter().all(|(i, options)| options.contains(&package[*i]));
    let boxed = boxes.iter().filter(|(party, sides, _)| *party == p && inside(sides));
    let worth = tables.worth(p, package) + boxed.map(|(_, _, points)| points).sum::<BigRational>();
    match &ceilings[p] {
        Some(ceiling) if *ceiling < worth => ceiling.clone(),
        _ => worth,
    }
}

/// Per issue of a box, the options inside.
type Sides = Vec<(usize, Vec<usize>)>;

/// Whether something dated is visible at the scenario's date.
pub fn visible(date: Option<Date>, as_of: Option<Date>) -> bool {
    !matches!((date, as_of), (Some(date), Some(as_of)) if date.later_than(as_of))
}

/// The options of each issue that are visible at the scenario's date, in file order.
fn shown<'s>(scenario: &'s Scenario) -> Result<Vec<Vec<&'s Choice>>, CompileError> {
    let of = |issue: &'s Issue| {
        let options: Vec<&'s Choice> =
            issue.options.iter().filter(|o| visible(o.date, scenario.as_of)).collect();
        if options.is_empty() {
            return Err(CompileError(format!("no option of {} is visible at the scenario's date", issue.id)));
        }
        Ok(options)
    };
    scenario.issues.iter().map(of).collect()
}

/// Compiles a scenario under a view (by id; `None` for the base alone) at a period.
///
/// # Errors
/// A sentence that says which number is missing or cannot be used.
pub fn compile(scenario: &Scenario, view: Option<&str>, at: i64) -> Result<Compiled, CompileError> {
    let overlay = Overlay::of(scenario, view)?;
    let view = overlay.view;
    let shown = shown(scenario)?;
    let hidden = scenario.issues.iter().zip(&shown).map(|(i, s)| i.options.len() - s.len()).sum();
    let index = Index::new(scenario, &shown);
    let mut tables = Tables::new(&overlay, &index);
    let mut numbers = false;
    for _ in &scenario.parties {
        numbers |= tables.add_party()?;
    }
    let ceilings: Vec<Option<BigRational>> =
        scenario.parties.iter().map(|party| overlay.ceiling(&party.id).map(representative)).collect();
    // A box is gone where no option of a side is visible.
    let boxes: Vec<_> = scenario
        .boxes
        .iter()
        .filter_map(|boxed| {
            let party = scenario.parties.iter().position(|p| p.id == boxed.party)?;
            Some((party, overlay.box_sides(boxed, &shown)?, overlay.box_points(boxed)))
        })
        .collect();
    let no_deals: Vec<BigRational> = (0..scenario.parties.len())
        .map(|p| {
            let id = &scenario.parties[p].id;
            let given = overlay.no_deal(id, at).map(Ok);
            let worth = |package| index.package(package).map(|x| worth(p, &x, (&tables, &boxes, &ceilings)));
            // Where the party only says which package is about as bad, no deal is worth what that package is.
            let like = || Some(worth(overlay.as_no_deal(id)?));
            // Where it only compares packages with no deal, no deal lies in the middle of what they leave of 0 to 100.
            let between = || {
                let compared = overlay.against_no_deal(id);
                let worths = |better: bool| {
                    let side = compared.iter().filter(move |(is, _)| *is == better);
                    side.map(|(_, package)| worth(*package)).collect::<Result<Vec<_>, _>>()
                };
                let middle = |above: Vec<BigRational>, below: Vec<BigRational>| {
                    let high = above.into_iter().min().unwrap_or_else(overlay::hundred);
                    (high + below.into_iter().max().unwrap_or_else(BigRational::zero)) / BigInt::from(2)
                };
                (!compared.is_empty())
                    .then(|| worths(true).and_then(|above| Ok(middle(above, worths(false)?))))
            };
            given.or_else(like).or_else(between).unwrap_or_else(|| Ok(BigRational::zero()))
        })
        .collect::<Result<_, CompileError>>()?;
    let besides = ceilings.iter().flatten().chain(boxes.iter().map(|(_, _, points)| points));
    let count = |p: usize| {
        let pairs = tables.pairs.keys().filter(|(party, _, _)| *party == p).count();
        shown.len() + pairs + boxes.iter().filter(|(party, _, _)| *party == p).count()
    };
    let most = (0..scenario.parties.len()).map(count).max().unwrap_or(0);
    let mut grid = Grid::of(scenario.parties.len(), most, tables.entries().chain(&no_deals).chain(besides));
    let mut values = Vec::new();
    for (p, rows) in tables.values.iter().enumerate() {
        values.push(rows.iter().map(|row| grid.table(p, row)).collect::<Result<Vec<_>, _>>()?);
    }
    let mut pairs = Vec::new();
    for (&(party, a, b), table) in &tables.pairs {
        pairs.push(core::Pair { party, issues: [a, b], points: grid.table(party, table)? });
    }
    let mut parties = Vec::new();
    for (p, party) in scenario.parties.iter().enumerate() {
        let consent = match party.consent {
            Consent::Whole => core::Consent::Whole,
            Consent::Carried => core::Consent::Carried,
            Consent::None => core::Consent::None,
        };
        let carries = shown
            .iter()
            .enumerate()
            .flat_map(|(i, choices)| {
                choices
                    .iter()
                    .enumerate()
                    .filter(|(_, c)| c.carried_by.contains(&party.id))
                    .map(move |(o, _)| (i, o))
            })
            .map(|(issue, option)| Opt { issue, option })
            .collect();
        let no_deal = grid.table(p, std::slice::from_ref(&no_deals[p]))?[0];
        let cap = match &ceilings[p] {
            Some(ceiling) => Some(grid.table(p, std::slice::from_ref(ceiling))?[0]),
            None => None,
        };
        parties.push(core::Party { consent, no_deal, carries, cap });
    }
    let boxes = boxes
        .into_iter()
        .map(|(party, sides, points)| {
            Ok(core::BoxTerm { party, sides, points: grid.table(party, &[points])?[0] })
        })
        .collect::<Result<_, CompileError>>()?;
    let (rules, rule_names) = compile_rules(scenario, &index);
    let (lines, line_names) = compile_lines(&overlay, &index);
    let problem = Problem::new(core::Parts {
        parties,
        options: shown.iter().map(Vec::len).collect(),
        values,
        pairs,
        boxes,
        rules,
        lines,
    })
    .map_err(|fault| CompileError(fault.to_string()))?;
    Ok(Compiled {
        problem,
        view: view.map(|v| v.id.clone()),
        view_label: view.map_or("as given".into(), |v| v.label.clone().unwrap_or_else(|| v.id.clone())),
        at,
        numbers,
        parties: scenario.parties.iter().map(|p| (p.id.clone(), p.name.clone())).collect(),
        issues: scenario
            .issues
            .iter()
            .zip(&shown)
            .map(|(issue, choices)| IssueNames {
                id: issue.id.clone(),
                label: issue.label.clone(),
                options: choices
                    .iter()
                    .map(|c| OptionNames {
                        id: c.id.clone(),
                        label: c.label.clone(),
                        clause: c.clause.clone().unwrap_or_else(|| c.label.clone()),
                    })
                    .collect(),
            })
            .collect(),
        rules: rule_names,
        lines: line_names,
        grid: grid.per_point,
        rounding: grid.rounding(),
        options_hidden: hidden,
    })
}

/// Ids to indices of what is visible.
struct Index<'s> {
    scenario: &'s Scenario,
    shown: &'s [Vec<&'s Choice>],
}

impl<'s> Index<'s> {
    fn new(scenario: &'s Scenario, shown: &'s [Vec<&'s Choice>]) -> Index<'s> {
        Index { scenario, shown }
    }

    fn issue(&self, id: &str) -> Option<usize> {
        self.scenario.issues.iter().position(|i| i.id == id)
    }

    fn package(&self, package: (&str, &[(String, String)])) -> Result<Vec<usize>, CompileError> {
        let options = |choices: &[&Choice]| choices.iter().map(|c| c.id.clone()).collect();
        let shown = self.scenario.issues.iter().zip(self.shown);
        let issues: Vec<(&str, Vec<String>)> = shown.map(|(i, of)| (i.id.as_str(), options(of))).collect();
        in_indices(package, &issues)
    }

    fn opt(&self, of: &OptionRef) -> Option<Opt> {
        let issue = self.issue(&of.issue)?;
        let option = self.shown[issue].iter().position(|c| c.id == of.option)?;
        Some(Opt { issue, option })
    }
}
