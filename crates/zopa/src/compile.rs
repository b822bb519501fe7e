//! From a scenario and a view to the integer problem the core works on.
//!
//! Every table entry is worked out in exact rationals from the decimals in the file and rounded once, to one grid of
//! 1/10,000 of a point, so that a party's scale of 100 points has 1,000,000 grid points. What rounding could change is
//! kept per party ([`Compiled::rounding`]); a verdict it could flip says so.

use crate::date::Date;
use crate::scenario::{
    Choice, Consent, Estimate, NamedPackage, Number, OptionRef, Path, PreferenceKind, RuleKind, Scenario, View,
};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;
use zopa_core::problem::{self as core, Opt, Problem, Score};

/// Grid points per point of a party's own 0–100 scale.
pub const GRID: i64 = 10_000;

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
    pub fn points(score: Score) -> f64 {
        score as f64 / GRID as f64
    }

    /// A named package in indices; an error names the option that is hidden or unknown.
    pub fn package(&self, named: &NamedPackage) -> Result<Vec<usize>, CompileError> {
        self.issues
            .iter()
            .map(|issue| {
                let option = named.choices.iter().find(|(i, _)| *i == issue.id).map(|(_, o)| o.as_str());
                let Some(option) = option else {
                    return Err(CompileError(format!("package {} says nothing on {}", named.id, issue.id)));
                };
                issue.options.iter().position(|o| o.id == option).ok_or_else(|| {
                    CompileError(format!("{}.{option} is not visible at the scenario's date", issue.id))
                })
            })
            .collect()
    }
}

fn exact(n: Number) -> BigRational {
    BigRational::new(BigInt::from(*n.numer()), BigInt::from(*n.denom()))
}

/// The representative value of an estimate: its best value where stated, else the middle of its range.
pub fn representative(e: &Estimate) -> BigRational {
    match e.best {
        Some(best) => exact(best),
        None => (exact(e.low) + exact(e.high)) / BigInt::from(2),
    }
}

fn hundred() -> BigRational {
    BigRational::from_integer(100.into())
}

fn find<'e>(list: &'e [(String, Estimate)], key: &str) -> Option<&'e Estimate> {
    list.iter().find(|(k, _)| k == key).map(|(_, e)| e)
}

/// A scenario under one view.
struct Overlay<'s> {
    scenario: &'s Scenario,
    view: Option<&'s View>,
}

impl<'s> Overlay<'s> {
    fn weight(&self, party: &str, issue: &str) -> Option<&'s Estimate> {
        let of = |weights: &'s [(String, Vec<(String, Estimate)>)]| {
            weights.iter().find(|(p, _)| p == party).and_then(|(_, w)| find(w, issue))
        };
        self.view.and_then(|v| of(&v.weights)).or_else(|| of(&self.scenario.weights))
    }

    fn value(&self, party: &str, issue: &str, choice: &'s Choice) -> Option<&'s Estimate> {
        let here = |o: &OptionRef| o.issue == issue && o.option == choice.id;
        self.view
            .and_then(|v| v.values.iter().find(|(o, _)| here(o)).and_then(|(_, list)| find(list, party)))
            .or_else(|| find(&choice.values, party))
    }

    fn path(&self, party: &str) -> Option<(&'s [i64], &'s [Estimate])> {
        let of = |path: &'s Path| {
            path.values.iter().find(|(p, _)| p == party).map(|(_, e)| (path.at.as_slice(), e.as_slice()))
        };
        self.view.and_then(|v| of(&v.no_deal)).or_else(|| of(&self.scenario.no_deal))
    }

    /// The no-deal value at a period: linear between the periods given, constant beyond the first and the last.
    fn no_deal(&self, party: &str, at: i64) -> Option<BigRational> {
        let (periods, estimates) = self.path(party)?;
        let points: Vec<(i64, BigRational)> =
            periods.iter().copied().zip(estimates.iter().map(representative)).collect();
        let after = points.iter().position(|(t, _)| *t >= at);
        match after {
            None => points.last().map(|(_, v)| v.clone()),
            Some(0) => points.first().map(|(_, v)| v.clone()),
            Some(k) => {
                let ((t0, v0), (t1, v1)) = (&points[k - 1], &points[k]);
                let share = BigRational::new(BigInt::from(at - t0), BigInt::from(t1 - t0));
                Some(v0 + (v1 - v0) * share)
            }
        }
    }

    fn firmness(&self, line: &str) -> Option<&'s Estimate> {
        let own = || self.scenario.red_lines.iter().find(|l| l.id == line).and_then(|l| l.firmness.as_ref());
        self.view.and_then(|v| find(&v.firmness, line)).or_else(own)
    }

    /// Representative weights of a party, one per issue, summing to 100; `None` if it has none.
    fn weights(&self, party: &str) -> Result<Option<Vec<BigRational>>, CompileError> {
        let issues = &self.scenario.issues;
        let given: Vec<Option<&Estimate>> = issues.iter().map(|i| self.weight(party, &i.id)).collect();
        if given.iter().all(Option::is_none) {
            return Ok(self.weights_by_statement(party));
        }
        let Some(given) = given.into_iter().collect::<Option<Vec<&Estimate>>>() else {
            return Err(CompileError(format!("{party} has weights for some issues only")));
        };
        let middle: Vec<BigRational> = given.iter().map(|e| representative(e)).collect();
        let sum: BigRational = middle.iter().sum();
        if sum == hundred() {
            return Ok(Some(middle));
        }
        if self.scenario.normalise && sum.is_positive() {
            return Ok(Some(middle.into_iter().map(|w| w * hundred() / &sum).collect()));
        }
        // All weights move the same share of the way to their high (or low) ends.
        let ends: Vec<BigRational> =
            given.iter().map(|e| exact(if sum < hundred() { e.high } else { e.low })).collect();
        let reach: BigRational = ends.iter().sum::<BigRational>() - &sum;
        let missing = hundred() - &sum;
        if reach.is_zero() || (&missing / &reach) > BigRational::one() {
            return Err(CompileError(format!("the weights of {party} cannot sum to 100")));
        }
        let share = missing / reach;
        Ok(Some(middle.iter().zip(&ends).map(|(w, end)| w + (end - w) * &share).collect()))
    }

    /// Weights from an order of all issues: the centroid of the weights that keep it (rank-order centroid).
    fn weights_by_statement(&self, party: &str) -> Option<Vec<BigRational>> {
        let issues = &self.scenario.issues;
        let order = self.scenario.preferences.iter().find_map(|p| match &p.kind {
            PreferenceKind::WeightOrder(order) if p.party == party && order.len() == issues.len() => Some(order),
            _ => None,
        })?;
        let m = issues.len() as i64;
        let part = |rank: i64| -> BigRational {
            (rank..=m).map(|k| BigRational::new(1.into(), k.into())).sum::<BigRational>() * hundred() / BigInt::from(m)
        };
        issues
            .iter()
            .map(|i| order.iter().position(|o| *o == i.id).map(|rank| part(rank as i64 + 1)))
            .collect()
    }

    /// Values of an issue's options to a party: as given, or the centroid of an order of all of them.
    fn values(&self, party: &str, issue: &str, choices: &[&'s Choice]) -> Option<Vec<BigRational>> {
        let given: Option<Vec<BigRational>> =
            choices.iter().map(|c| self.value(party, issue, c).map(representative)).collect();
        given.or_else(|| {
            let order = self.scenario.preferences.iter().find_map(|p| match &p.kind {
                PreferenceKind::ValueOrder { issue: of, options } if p.party == party && of == issue => Some(options),
                _ => None,
            })?;
            let steps = BigInt::from((order.len() as i64 - 1).max(1));
            choices
                .iter()
                .map(|c| {
                    let rank = order.iter().position(|o| *o == c.id)?;
                    Some(hundred() * BigInt::from(order.len() as i64 - 1 - rank as i64) / &steps)
                })
                .collect()
        })
    }
}

/// Whether something dated is visible at the scenario's date.
pub fn visible(date: Option<Date>, as_of: Option<Date>) -> bool {
    !matches!((date, as_of), (Some(date), Some(as_of)) if date.later_than(as_of))
}

/// Rounds table entries to the grid and remembers by how much.
struct Rounder {
    error: Vec<BigRational>,
}

impl Rounder {
    /// Rounds the entries of one table; the table's largest error is added to the party's.
    fn table(&mut self, party: usize, entries: &[BigRational]) -> Result<Vec<Score>, CompileError> {
        let mut worst = BigRational::zero();
        let mut rounded = Vec::with_capacity(entries.len());
        for entry in entries {
            let on_grid = entry * BigInt::from(GRID);
            let nearest = on_grid.round();
            worst = worst.max((&on_grid - &nearest).abs());
            let score = nearest.to_integer().to_i64().filter(|s| s.abs() <= core::SCORE_LIMIT);
            rounded.push(score.ok_or_else(|| CompileError("a value is too large to compute with".into()))?);
        }
        self.error[party] += worst;
        Ok(rounded)
    }
}

/// Compiles a scenario under a view (by id; `None` for the base alone) at a period.
///
/// # Errors
/// A sentence that says which number is missing or cannot be used.
pub fn compile(scenario: &Scenario, view: Option<&str>, at: i64) -> Result<Compiled, CompileError> {
    let view = match view {
        None => None,
        Some(id) => Some(
            scenario
                .views
                .iter()
                .find(|v| v.id == id)
                .ok_or_else(|| CompileError(format!("there is no view {id} in the scenario")))?,
        ),
    };
    let overlay = Overlay { scenario, view };
    let shown: Vec<Vec<&Choice>> = scenario
        .issues
        .iter()
        .map(|i| i.options.iter().filter(|o| visible(o.date, scenario.as_of)).collect())
        .collect();
    if let Some(at) = shown.iter().position(Vec::is_empty) {
        return Err(CompileError(format!("no option of {} is visible at the scenario's date", scenario.issues[at].id)));
    }
    let hidden = scenario.issues.iter().zip(&shown).map(|(i, s)| i.options.len() - s.len()).sum();
    let index = Index::new(scenario, &shown);
    let n = scenario.parties.len();
    let mut rounder = Rounder { error: vec![BigRational::zero(); n] };
    let mut tables = Tables { values: Vec::new(), pairs: BTreeMap::new() };
    let mut numbers = false;
    for (p, party) in scenario.parties.iter().enumerate() {
        numbers |= tables.add_party(&overlay, p, &party.id, &shown, &index, &mut rounder)?;
    }
    let pairs = tables.finish_pairs(&mut rounder)?;
    let mut parties = Vec::new();
    for (p, party) in scenario.parties.iter().enumerate() {
        let no_deal = overlay.no_deal(&party.id, at).unwrap_or_else(BigRational::zero);
        let consent = match party.consent {
            Consent::Whole => core::Consent::Whole,
            Consent::Carried => core::Consent::Carried,
            Consent::None => core::Consent::None,
        };
        let carries = shown
            .iter()
            .enumerate()
            .flat_map(|(i, choices)| {
                choices.iter().enumerate().filter(|(_, c)| c.carried_by.contains(&party.id)).map(move |(o, _)| (i, o))
            })
            .map(|(issue, option)| Opt { issue, option })
            .collect();
        let no_deal = rounder.table(p, &[no_deal])?[0];
        parties.push(core::Party { consent, no_deal, carries });
    }
    let (rules, rule_names) = compile_rules(scenario, &index);
    let (lines, line_names) = compile_lines(&overlay, &index);
    let rounding = rounder.error.iter().map(|e| e.ceil().to_integer().to_i64().unwrap_or(0)).collect();
    let problem = Problem::new(core::Parts {
        parties,
        options: shown.iter().map(Vec::len).collect(),
        values: tables.values,
        pairs,
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
        rounding,
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

    fn opt(&self, of: &OptionRef) -> Option<Opt> {
        let issue = self.issue(&of.issue)?;
        let option = self.shown[issue].iter().position(|c| c.id == of.option)?;
        Some(Opt { issue, option })
    }
}

/// Tables under construction.
struct Tables {
    values: Vec<Vec<Vec<Score>>>,
    /// (party, smaller issue, larger issue) → row-major exact points.
    pairs: BTreeMap<(usize, usize, usize), Vec<BigRational>>,
}

impl Tables {
    /// Adds a party's values; answers whether it has any numbers.
    fn add_party(
        &mut self,
        overlay: &Overlay,
        p: usize,
        id: &str,
        shown: &[Vec<&Choice>],
        index: &Index,
        rounder: &mut Rounder,
    ) -> Result<bool, CompileError> {
        let scenario = overlay.scenario;
        let Some(weights) = overlay.weights(id)? else {
            self.values.push(shown.iter().map(|c| vec![0; c.len()]).collect());
            return Ok(false);
        };
        let mut rows = Vec::new();
        for (i, (issue, choices)) in scenario.issues.iter().zip(shown).enumerate() {
            let values = overlay.values(id, &issue.id, choices).ok_or_else(|| {
                CompileError(format!("{id} lacks a value for an option of {}", issue.id))
            })?;
            let mut row: Vec<BigRational> = values.iter().map(|v| v * &weights[i] / hundred()).collect();
            for (o, choice) in choices.iter().enumerate() {
                self.apply_factor(overlay, p, id, (i, o, choice), &mut row, index, shown);
            }
            rows.push(rounder.table(p, &row)?);
        }
        self.values.push(rows);
        for interaction in scenario.interactions.iter().filter(|x| x.party == id) {
            let (Some(a), Some(b)) = (index.opt(&interaction.a), index.opt(&interaction.b)) else { continue };
            let points =
                overlay.view.and_then(|v| find(&v.points, &interaction.id)).unwrap_or(&interaction.points);
            self.add(p, a, b, representative(points), shown);
        }
        Ok(true)
    }

    /// Moves an option's worth into a pair table, where a factor multiplies it.
    #[allow(clippy::too_many_arguments)]
    fn apply_factor(
        &mut self,
        overlay: &Overlay,
        p: usize,
        party: &str,
        (i, o, choice): (usize, usize, &Choice),
        row: &mut [BigRational],
        index: &Index,
        shown: &[Vec<&Choice>],
    ) {
        let issue_id = &overlay.scenario.issues[i].id;
        let lists = |options: &[OptionRef]| options.iter().any(|r| r.issue == *issue_id && r.option == choice.id);
        let Some(factor) = overlay.scenario.factors.iter().find(|f| f.party == party && lists(&f.options)) else {
            return;
        };
        let Some(by) = index.issue(&factor.by) else { return };
        let worth = std::mem::replace(&mut row[o], BigRational::zero());
        let changed = overlay.view.and_then(|v| v.factor.iter().find(|(id, _)| *id == factor.id));
        for (b, other) in shown[by].iter().enumerate() {
            let estimate = changed.and_then(|(_, list)| find(list, &other.id)).or_else(|| find(&factor.factor, &other.id));
            let times = estimate.map_or_else(BigRational::one, representative);
            self.add(p, Opt { issue: i, option: o }, Opt { issue: by, option: b }, &worth * times, shown);
        }
    }

    fn add(&mut self, p: usize, a: Opt, b: Opt, points: BigRational, shown: &[Vec<&Choice>]) {
        let (a, b) = if a.issue < b.issue { (a, b) } else { (b, a) };
        let columns = shown[b.issue].len();
        let table = self
            .pairs
            .entry((p, a.issue, b.issue))
            .or_insert_with(|| vec![BigRational::zero(); shown[a.issue].len() * columns]);
        table[a.option * columns + b.option] += points;
    }

    fn finish_pairs(&mut self, rounder: &mut Rounder) -> Result<Vec<core::Pair>, CompileError> {
        let pairs = std::mem::take(&mut self.pairs);
        pairs
            .into_iter()
            .map(|((party, a, b), table)| {
                Ok(core::Pair { party, issues: [a, b], points: rounder.table(party, &table)? })
            })
            .collect()
    }
}

fn compile_rules(scenario: &Scenario, index: &Index) -> (Vec<core::Rule>, Vec<RuleNames>) {
    let (mut rules, mut names) = (Vec::new(), Vec::new());
    let holds = |opt: Opt| core::Literal { opt, chosen: true };
    let fails = |opt: Opt| core::Literal { opt, chosen: false };
    for rule in &scenario.rules {
        let options: Vec<Opt> = rule.options.iter().filter_map(|o| index.opt(o)).collect();
        let mut push = |rule_: core::Rule| {
            rules.push(rule_);
            let label = rule.label.clone().unwrap_or_else(|| words_of(rule));
            names.push(RuleNames { id: rule.id.clone(), label, norm: false });
        };
        match &rule.kind {
            // A hidden option is never chosen: what it would trigger never happens, what needs it cannot hold.
            RuleKind::Requires(when) => {
                if let Some(when) = index.opt(when) {
                    push(core::Rule::Clause([fails(when)].into_iter().chain(options.into_iter().map(holds)).collect()));
                }
            }
            RuleKind::Excludes(when) => {
                if let Some(when) = index.opt(when) {
                    options.into_iter().for_each(|o| push(core::Rule::Clause(vec![fails(when), fails(o)])));
                }
            }
            RuleKind::Allows(when) => {
                let when: Vec<core::Literal> = index.opt(when).map(holds).into_iter().collect();
                for o in options {
                    push(core::Rule::Clause([fails(o)].into_iter().chain(when.iter().copied()).collect()));
                }
            }
            RuleKind::AtMost(count) => push(core::Rule::AtMost { options, count: *count }),
        }
    }
    for norm in scenario.norms.iter().filter(|n| n.active) {
        let name = || RuleNames { id: norm.id.clone(), label: norm.label.clone(), norm: true };
        for forbidden in norm.forbids.iter().filter_map(|o| index.opt(o)) {
            if norm.applies_if.is_empty() {
                rules.push(core::Rule::Clause(vec![fails(forbidden)]));
                names.push(name());
            }
            for when in norm.applies_if.iter().filter_map(|o| index.opt(o)) {
                rules.push(core::Rule::Clause(vec![fails(when), fails(forbidden)]));
                names.push(name());
            }
        }
    }
    (rules, names)
}

fn words_of(rule: &crate::scenario::Rule) -> String {
    let list = rule.options.iter().map(|o| format!("{}.{}", o.issue, o.option)).collect::<Vec<_>>().join(", ");
    match &rule.kind {
        RuleKind::Requires(w) => format!("{}.{} requires {list}", w.issue, w.option),
        RuleKind::Excludes(w) => format!("{}.{} excludes {list}", w.issue, w.option),
        RuleKind::Allows(w) => format!("{list} only with {}.{}", w.issue, w.option),
        RuleKind::AtMost(count) => format!("at most {count} of {list}"),
    }
}

fn compile_lines(overlay: &Overlay, index: &Index) -> (Vec<core::Line>, Vec<LineNames>) {
    let scenario = overlay.scenario;
    let (mut lines, mut names) = (Vec::new(), Vec::new());
    for line in &scenario.red_lines {
        let Some(party) = scenario.parties.iter().position(|p| p.id == line.party) else { continue };
        let excludes = line.excludes.iter().filter_map(|o| index.opt(o)).collect();
        let taken_back =
            line.superseded.as_ref().is_some_and(|r| r.date.is_none() || visible(r.date, scenario.as_of));
        let claim = line.claimed.as_ref().filter(|c| visible(c.date, scenario.as_of) && !taken_back);
        let firmness = overlay.firmness(&line.id).map(representative);
        let half = BigRational::new(1.into(), 2.into());
        let sources = claim.map(|c| c.sources.join(", ")).filter(|s| !s.is_empty());
        let origin = match (claim.and_then(|c| c.date), sources) {
            (Some(date), Some(sources)) => format!("claimed {date}, {sources}"),
            (Some(date), None) => format!("claimed {date}"),
            (None, Some(sources)) => format!("claimed, {sources}"),
            (None, None) if claim.is_some() => "claimed".into(),
            _ => "an analyst's judgement".into(),
        };
        lines.push(core::Line { party, excludes });
        names.push(LineNames {
            id: line.id.clone(),
            label: line.label.clone(),
            party,
            claimed: claim.is_some(),
            judged: firmness.as_ref().is_some_and(|f| *f >= half),
            firmness: firmness.and_then(|f| f.to_f64()),
            origin,
        });
    }
    (lines, names)
}
