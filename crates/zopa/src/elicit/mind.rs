//! One party's preferences as a set, and draws from it.
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `w[i]` | weight of an issue, their sum 100 | points of 100 |
//! | `v[i][o]` | value of an option; the best of its issue has 100, the worst 0 | points of 0 to 100 |
//! | `r` | value of no deal | points |
//! | `u(x)` | `Σ_i w[i] v[i][x_i] f / 100 + c(x)`, with factors `f` and points `c` of interactions and boxes at their representative values | points |
//!
//! Every answer is a margin that is 0 or more. A move changes the weights, the values or no deal and leaves the other two,
//! and along such a line every margin is linear: a draw goes to a uniform point of the part of the line that keeps all
//! margins (hit-and-run; R. L. Smith 1984, Operations Research 32). Ceilings are left aside.

use super::plan;
use super::words::{choices, visible};
use crate::compile::representative;
use crate::scenario::{Degree, Estimate, PreferenceKind, Scenario, Weighed};
use num_traits::ToPrimitive;

/// How many points "about as good" and "about as bad" allow where the answer does not say it.
const ALIKE: f64 = crate::compile::ALIKE;

/// The scenario with what belongs to one party: no numbers that others gave for it, and nothing of other parties.
pub(super) fn own(scenario: &Scenario, party: &str, view: Option<&str>) -> Result<Scenario, String> {
    if scenario.raw_weights {
        return Err("a scenario with raw weights has no common scale to talk about".to_owned());
    }
    let mut own = scenario.clone();
    if let Some(id) = view {
        let Some(view) = scenario.views.iter().find(|known| known.id == id) else {
            return Err(format!("there is no view `{id}`"));
        };
        let find = |id: &str| view.points.iter().find(|(of, _)| of == id).map(|(_, points)| points.clone());
        own.interactions.iter_mut().for_each(|x| x.points = find(&x.id).unwrap_or_else(|| x.points.clone()));
        own.boxes.iter_mut().for_each(|x| x.points = find(&x.id).unwrap_or_else(|| x.points.clone()));
        for factor in &mut own.factors {
            for (id, times) in
                view.factor.iter().filter(|(id, _)| *id == factor.id).flat_map(|(_, list)| list)
            {
                factor.factor.retain(|(option, _)| option != id);
                factor.factor.push((id.clone(), times.clone()));
            }
        }
    }
    own.weights.clear();
    own.no_deal = Default::default();
    own.views.clear();
    own.red_lines.clear();
    own.estimates.clear();
    own.issues.iter_mut().flat_map(|issue| &mut issue.options).for_each(|option| option.values.clear());
    own.interactions.retain(|x| x.party == party);
    own.boxes.retain(|x| x.party == party);
    own.factors.retain(|x| x.party == party);
    own.preferences.retain(|x| x.party == party);
    own.packages.retain(|x| crate::compile::visible(x.date, scenario.as_of));
    let talked = own.issues.iter().filter(|issue| visible(&own, issue).len() > 1).count();
    if talked < 2 {
        return Err("a conversation needs at least two issues with at least two options each".to_owned());
    }
    Ok(own)
}

/// A member of the set.
#[derive(Debug, Clone)]
pub(super) struct Point {
    w: Vec<f64>,
    v: Vec<Vec<f64>>,
    r: f64,
}

/// What has to be 0 or more.
#[derive(Debug, Clone)]
enum Margin {
    /// `w[0] - times w[1]`, or the other way round.
    Weight(usize, usize, f64, f64),
    /// `v[a] - v[b]` of an issue.
    Value(usize, usize, usize),
    /// `(v[a] - v[b]) - (v[c] - v[d])` of an issue.
    Step(usize, [usize; 2], [usize; 2]),
    /// The same of weights.
    Swing([usize; 2], [usize; 2]),
    /// Worth of the first less worth of the second, and this more; `None`: no deal.
    Gain(Option<usize>, Option<usize>, f64),
    /// `w[i]`, from below.
    Floor(usize),
    /// `v[i][o]`, from below and above.
    Low(usize, usize),
    High(usize, usize),
    /// `r`, from below and above.
    Bottom(f64),
    Top(f64),
}

/// A package as options of each issue, what multiplies each, and what is added.
#[derive(Debug, Clone)]
struct Bundle {
    options: Vec<usize>,
    times: Vec<f64>,
    plus: f64,
}

/// The set of a party's preferences that agree with its answers.
pub(super) struct Mind<'s> {
    scenario: &'s Scenario,
    /// Ids of the visible options of each issue.
    options: Vec<Vec<String>>,
    /// Best and worst option of each issue, where known.
    ends: Vec<Option<[usize; 2]>>,
    margins: Vec<Margin>,
    bundles: Vec<Bundle>,
    /// Weights that are a fixed multiple of another: `w[a] = times w[b]`.
    ties: Vec<(usize, usize, f64)>,
    /// Values that are equal.
    level: Vec<(usize, usize, usize)>,
}

fn middle(estimate: &Estimate) -> f64 {
    representative(estimate).to_f64().unwrap_or(f64::NAN)
}

impl<'s> Mind<'s> {
    /// The set that these answers leave; only those the party is sure of count.
    pub(super) fn of(scenario: &'s Scenario, answers: &[&PreferenceKind]) -> Mind<'s> {
        Mind::between(scenario, answers, answers)
    }

    /// The set that these answers leave, between the ends that others give; without others, between none.
    pub(super) fn between(
        scenario: &'s Scenario,
        answers: &[&PreferenceKind],
        ends: &[&PreferenceKind],
    ) -> Mind<'s> {
        let options: Vec<Vec<String>> = scenario
            .issues
            .iter()
            .map(|issue| visible(scenario, issue).iter().map(|o| o.id.clone()).collect())
            .collect();
        let known = plan::ends(scenario, ends);
        let ends = scenario
            .issues
            .iter()
            .zip(&options)
            .map(|(issue, ids)| {
                let (_, ends) = known.iter().find(|(id, _)| *id == issue.id)?;
                let [best, worst] = ends.as_ref()?;
                let at = |id: &String| ids.iter().position(|o| o == id);
                Some([at(best)?, at(worst)?])
            })
            .collect();
        let mut mind = Mind {
            scenario,
            options,
            ends,
            margins: Vec::new(),
            bundles: Vec::new(),
            ties: Vec::new(),
            level: Vec::new(),
        };
        for i in 0..mind.options.len() {
            if mind.options[i].len() < 2 {
                continue;
            }
            mind.margins.push(Margin::Floor(i));
            // What stands at an end of its scale does not move.
            let end = |o: &usize| mind.ends[i].is_some_and(|ends| ends.contains(o));
            let inner: Vec<usize> = (0..mind.options[i].len()).filter(|o| !end(o)).collect();
            mind.margins.extend(inner.iter().flat_map(|&o| [Margin::Low(i, o), Margin::High(i, o)]));
        }
        for (k, kind) in answers.iter().enumerate() {
            mind.add(kind, &answers[..k]);
        }
        let plus = mind.spread();
        mind.margins.extend([Margin::Bottom(-plus), Margin::Top(100.0 + plus)]);
        mind
    }

    /// The scenario the party stands in.
    pub(super) fn scenario(&self) -> &'s Scenario {
        self.scenario
    }

    fn issue(&self, id: &str) -> Option<usize> {
        self.scenario.issues.iter().position(|issue| issue.id == id)
    }

    fn option(&self, issue: usize, id: &str) -> Option<usize> {
        self.options[issue].iter().position(|o| o == id)
    }

    /// How far interactions and boxes can carry a package beyond its options.
    fn spread(&self) -> f64 {
        let points = self.scenario.interactions.iter().map(|x| middle(&x.points).abs());
        points.chain(self.scenario.boxes.iter().map(|x| middle(&x.points).abs())).sum()
    }

    /// A package in indices; `None` if an option of it is not visible.
    pub(super) fn bundle(&mut self, package: &[(String, String)]) -> Option<usize> {
        let issues = self.scenario.issues.iter();
        let ids: Vec<&String> = issues
            .map(|issue| package.iter().find(|(id, _)| *id == issue.id).map(|(_, option)| option))
            .collect::<Option<_>>()?;
        let options: Vec<usize> =
            ids.iter().enumerate().map(|(i, id)| self.option(i, id)).collect::<Option<_>>()?;
        let has = |issue: &str, option: &str| package.iter().any(|(i, o)| i == issue && o == option);
        let s = self.scenario;
        let times = s.issues.iter().zip(&ids).map(|(issue, id)| {
            let here = |o: &crate::scenario::OptionRef| o.issue == issue.id && o.option == **id;
            let factor = s.factors.iter().find(|factor| factor.options.iter().any(here));
            let by = factor.and_then(|f| f.factor.iter().find(|(option, _)| has(&f.by, option)));
            by.map_or(1.0, |(_, times)| middle(times))
        });
        let times = times.collect();
        let pairs =
            s.interactions.iter().filter(|x| has(&x.a.issue, &x.a.option) && has(&x.b.issue, &x.b.option));
        let inside = |x: &&crate::scenario::Boxed| {
            x.when.iter().all(|(issue, inside)| inside.iter().any(|option| has(issue, option)))
        };
        let plus = pairs.map(|x| middle(&x.points)).sum::<f64>()
            + s.boxes.iter().filter(inside).map(|x| middle(&x.points)).sum::<f64>();
        self.bundles.push(Bundle { options, times, plus });
        Some(self.bundles.len() - 1)
    }

    fn weighed(&mut self, package: &Weighed) -> Option<Option<usize>> {
        match package {
            Weighed::NoDeal => Some(None),
            _ => {
                let scenario = self.scenario;
                self.bundle(choices(scenario, package)?).map(Some)
            }
        }
    }

    fn add(&mut self, kind: &PreferenceKind, earlier: &[&PreferenceKind]) {
        match kind {
            PreferenceKind::WeightOrder(groups) => {
                let groups: Vec<Vec<usize>> =
                    groups.iter().map(|g| g.iter().filter_map(|id| self.issue(id)).collect()).collect();
                for group in &groups {
                    self.ties.extend(group.windows(2).map(|pair| (pair[0], pair[1], 1.0)));
                }
                for pair in groups.windows(2) {
                    if let (Some(&a), Some(&b)) = (pair[0].first(), pair[1].first()) {
                        self.margins.push(Margin::Weight(a, b, 1.0, 1.0));
                    }
                }
            }
            PreferenceKind::ValueOrder { issue, options } => {
                let Some(i) = self.issue(issue) else { return };
                let groups: Vec<Vec<usize>> =
                    options.iter().map(|g| g.iter().filter_map(|id| self.option(i, id)).collect()).collect();
                for group in &groups {
                    self.level.extend(group.windows(2).map(|pair| (i, pair[0], pair[1])));
                }
                for pair in groups.windows(2) {
                    if let (Some(&a), Some(&b)) = (pair[0].first(), pair[1].first()) {
                        self.margins.push(Margin::Value(i, a, b));
                    }
                }
            }
            PreferenceKind::Ratio { issues: [one, other], ratio } => {
                let (Some(a), Some(b)) = (self.issue(one), self.issue(other)) else { return };
                let of = |n: crate::scenario::Number| n.to_f64().unwrap_or(f64::NAN);
                let (low, high) = (of(ratio.low), of(ratio.high));
                if low == high {
                    self.ties.push((a, b, low));
                } else {
                    self.margins.extend([Margin::Weight(a, b, 1.0, low), Margin::Weight(b, a, high, 1.0)]);
                }
            }
            PreferenceKind::Stance { issue, option, stance } => {
                let Some(i) = self.issue(issue) else { return };
                let Some(me) = self.option(i, option) else { return };
                for kind in earlier {
                    let PreferenceKind::Stance { issue: of, option, stance: word } = kind else { continue };
                    let Some(other) = self.option(i, option).filter(|_| of == issue) else { continue };
                    match word.cmp(stance) {
                        std::cmp::Ordering::Greater => self.margins.push(Margin::Value(i, other, me)),
                        std::cmp::Ordering::Less => self.margins.push(Margin::Value(i, me, other)),
                        std::cmp::Ordering::Equal => {}
                    }
                }
            }
            PreferenceKind::Difference { issue, options, degrees } => {
                let Some(i) = self.issue(issue) else { return };
                let pair = |o: &[String; 2]| Some([self.option(i, &o[0])?, self.option(i, &o[1])?]);
                let Some(step) = pair(options) else { return };
                let mut margins = vec![Margin::Value(i, step[0], step[1])];
                if degrees[1] == Degree::None {
                    margins.clear();
                }
                for kind in earlier {
                    let PreferenceKind::Difference { issue: of, options, degrees: other } = kind else {
                        continue;
                    };
                    let Some(with) = pair(options).filter(|_| of == issue) else { continue };
                    if degrees[0] > other[1] {
                        margins.push(Margin::Step(i, step, with));
                    } else if other[0] > degrees[1] {
                        margins.push(Margin::Step(i, with, step));
                    }
                }
                if degrees[1] == Degree::None {
                    self.level.push((i, step[0], step[1]));
                }
                self.margins.extend(margins);
            }
            PreferenceKind::Swings { issues, degrees } => {
                let pair = |of: &[String; 2]| Some([self.issue(&of[0])?, self.issue(&of[1])?]);
                let Some(step) = pair(issues) else { return };
                let mut margins = vec![Margin::Weight(step[0], step[1], 1.0, 1.0)];
                if degrees[1] == Degree::None {
                    margins.clear();
                }
                for kind in earlier {
                    let PreferenceKind::Swings { issues, degrees: other } = kind else { continue };
                    let Some(with) = pair(issues) else { continue };
                    if degrees[0] > other[1] {
                        margins.push(Margin::Swing(step, with));
                    } else if other[0] > degrees[1] {
                        margins.push(Margin::Swing(with, step));
                    }
                }
                if degrees[1] == Degree::None {
                    self.ties.push((step[0], step[1], 1.0));
                }
                self.margins.extend(margins);
            }
            PreferenceKind::Package { better, worse } => {
                if let (Some(a), Some(b)) = (self.weighed(better), self.weighed(worse)) {
                    self.margins.push(Margin::Gain(a, b, 0.0));
                }
            }
            PreferenceKind::Alike { packages: [one, other], within } => {
                self.about(one, other, within.as_deref());
            }
            PreferenceKind::AsNoDeal { package, within } => {
                self.about(package, &Weighed::NoDeal, within.as_deref());
            }
            PreferenceKind::Open { .. } => {}
        }
    }

    fn about(&mut self, one: &Weighed, other: &Weighed, within: Option<&Estimate>) {
        let by = within.map_or(ALIKE, |within| within.high.to_f64().unwrap_or(ALIKE));
        if let (Some(a), Some(b)) = (self.weighed(one), self.weighed(other)) {
            self.margins.extend([Margin::Gain(a, b, by), Margin::Gain(b, a, by)]);
        }
    }

    /// `u(x)` of a package, or `r`.
    pub(super) fn worth(&self, bundle: Option<usize>, point: &Point) -> f64 {
        let Some(bundle) = bundle.map(|at| &self.bundles[at]) else { return point.r };
        let parts = bundle.options.iter().zip(&bundle.times).enumerate();
        bundle.plus + parts.map(|(i, (&o, times))| point.w[i] * point.v[i][o] * times / 100.0).sum::<f64>()
    }

    /// Worth of a package, less that of no deal.
    pub(super) fn gain(&self, bundle: usize, point: &Point) -> f64 {
        self.worth(Some(bundle), point) - point.r
    }

    fn margin(&self, margin: &Margin, point: &Point) -> f64 {
        let step = |i: usize, [a, b]: [usize; 2]| point.v[i][a] - point.v[i][b];
        let swing = |[a, b]: [usize; 2]| point.w[a] - point.w[b];
        match *margin {
            Margin::Weight(a, b, one, other) => one * point.w[a] - other * point.w[b],
            Margin::Value(i, a, b) => step(i, [a, b]),
            Margin::Step(i, larger, smaller) => step(i, larger) - step(i, smaller),
            Margin::Swing(larger, smaller) => swing(larger) - swing(smaller),
            Margin::Gain(better, worse, by) => self.worth(better, point) - self.worth(worse, point) + by,
            Margin::Floor(i) => point.w[i],
            Margin::Low(i, o) => point.v[i][o],
            Margin::High(i, o) => 100.0 - point.v[i][o],
            Margin::Bottom(low) => point.r - low,
            Margin::Top(high) => high - point.r,
        }
    }

    fn margins(&self, point: &Point) -> Vec<f64> {
        self.margins.iter().map(|margin| self.margin(margin, point)).collect()
    }
}

mod chain;
