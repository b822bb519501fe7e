//! Is there a number for everything that has to be weighed, under every view?

use super::ordered::{Ordered, visible};
use super::overlay::Run;
use super::{Look, list};
use crate::diagnostic::{Code, Log, code};
use crate::number::{exact, written};
use crate::scenario::{Choice, Consent, Issue, Party, Scenario, Span};
use num_rational::BigRational;
use num_traits::Zero;
use std::collections::{BTreeMap, BTreeSet};

pub fn check(look: Look<'_>, log: &mut Log) {
    let scenario = look.scenario;
    if scenario.raw_weights
        && scenario.normalise
        && let Some(raw) = look.root.get("raw_weights")
    {
        let message =
            "`raw_weights` leaves the weights alone and `normalise` scales them: both is not possible";
        log.say(&code::RAW_AND_NORMALISED, raw.span, message).hint("keep one of the two");
    }
    let needed = [
        "parties",
        "issues",
        "weights",
        "no_deal",
        "views",
        "preferences",
        "normalise",
        "raw_weights",
        "boxes",
    ];
    if !look.sound(&needed) {
        return;
    }
    let runs = Run::all(look.scenario);
    let tied = scenario.parties.iter().any(|party| boxed_or_capped(scenario, party));
    if !tied && !runs.iter().any(Run::has_numbers) {
        // Positions alone: nothing is weighed, so nothing lacks a number.
        return;
    }
    let ordered = Ordered::of(look);
    let unvalued = unvalued(look, &runs, &ordered, log);
    let needs = Needs { look, ordered, unvalued };
    let mut gaps = Gaps::default();
    for run in &runs {
        for party in look.scenario.parties.iter().filter(|party| weighs(look, party, run)) {
            needs.weights(party, run, &mut gaps);
            needs.values(party, run, &mut gaps);
            needs.no_deal(party, run, &mut gaps);
        }
    }
    gaps.report(log);
    if !scenario.raw_weights {
        swings(look, &runs, log);
    }
}

/// Whether the party's numbers are needed: it is asked, or it has some.
fn weighs(look: Look<'_>, party: &Party, run: &Run<'_>) -> bool {
    let id = party.id.as_str();
    if look.spared == Some(id) {
        return false;
    }
    let has_some =
        run.weights.contains_key(id) || run.values.contains_key(id) || run.no_deal.contains_key(id);
    has_some
        || boxed_or_capped(look.scenario, party)
        || match party.consent {
            Consent::Whole => true,
            Consent::Carried => super::lines::carries(look, id),
            Consent::None => false,
        }
}

/// Whether a box or a ceiling adds to, or cuts, what packages are worth to the party: then it has to have a worth.
fn boxed_or_capped(scenario: &Scenario, party: &Party) -> bool {
    party.ceiling.is_some() || scenario.boxes.iter().any(|boxed| boxed.party == party.id)
}

/// The same gap of several parties or under several views is one finding.
#[derive(Default)]
struct Gaps<'a> {
    found: BTreeMap<(Span, &'static str, String), Gap<'a>>,
}

struct Gap<'a> {
    code: &'static Code,
    parties: Vec<&'a str>,
    views: BTreeSet<&'a str>,
}

impl<'a> Gaps<'a> {
    /// Notes that a party has (or has not) `what`, at a place.
    fn add(&mut self, (code, span, what): (&'static Code, Span, String), run: &Run<'a>, party: &'a str) {
        let key = (span, code.id, what);
        let gap = self.found.entry(key).or_insert(Gap { code, parties: Vec::new(), views: BTreeSet::new() });
        if !gap.parties.contains(&party) {
            gap.parties.push(party);
        }
        gap.views.extend(run.view);
    }

    fn report(self, log: &mut Log) {
        for ((span, _, what), gap) in self.found {
            let has = if gap.parties.len() == 1 { "has" } else { "have" };
            let parties = list(gap.parties);
            let under = match gap.views.len() {
                0 => String::new(),
                1 => format!(" under the view {}", list(gap.views)),
                _ => format!(" under the views {}", list(gap.views)),
            };
            let hint = match gap.code.id {
                "Z0401" => {
                    "weights are swings: points of 100 over all issues; with `normalise = true` raw points are scaled"
                }
                "Z0402" => {
                    "give every issue a weight, 0 where it does not matter, or an order of all issues under [[preferences]]"
                }
                "Z0405" => {
                    "give one number per period under [no_deal], or a chain under [war] that is worth something to it"
                }
                _ => "give a value from 0 to 100, or an order of all options under [[preferences]]",
            };
            log.say(gap.code, span, format!("{parties} {has} {what}{under}")).hint(hint);
        }
    }
}

/// What a party needs to be asked, under one view.
struct Needs<'a> {
    look: Look<'a>,
    ordered: Ordered<'a>,
    /// Options that nobody values: said once, not for every party.
    unvalued: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Needs<'a> {
    fn weights(&self, party: &'a Party, run: &Run<'a>, gaps: &mut Gaps<'a>) {
        let look = self.look;
        let given = run.weights.get(party.id.as_str());
        let issues = look.scenario.issues.iter().map(|issue| issue.id.as_str());
        let without: Vec<&str> =
            issues.filter(|issue| !given.is_some_and(|given| given.contains_key(issue))).collect();
        let span =
            given.and_then(|given| around(given.values().map(|weight| weight.span))).unwrap_or(party.span);
        if !without.is_empty() {
            if !self.ordered.weigh_all(look, &party.id) {
                let what = format!("no weight for {}", list(without));
                gaps.add((&code::WEIGHT_MISSING, span, what), run, &party.id);
            }
            return;
        }
        let Some(given) = given.filter(|_| !look.scenario.raw_weights) else { return };
        let low: BigRational = given.values().map(|weight| exact(weight.low)).sum();
        let high: BigRational = given.values().map(|weight| exact(weight.high)).sum();
        let whole = BigRational::from_integer(100.into());
        if look.scenario.normalise {
            if high.is_zero() {
                let what = "weights that are all 0".to_owned();
                gaps.add((&code::WEIGHT_SUM, span, what), run, &party.id);
            }
        } else if low > whole || high < whole {
            let sum = if low == high {
                written(&low)
            } else {
                format!("between {} and {}", written(&low), written(&high))
            };
            let what = format!("weights that add up to {sum}");
            gaps.add((&code::WEIGHT_SUM, span, what), run, &party.id);
        }
    }

    fn values(&self, party: &'a Party, run: &Run<'a>, gaps: &mut Gaps<'a>) {
        let look = self.look;
        for issue in &look.scenario.issues {
            if self.ordered.value_all(look, &party.id, issue) {
                continue;
            }
            let lacks = |option: &&Choice| {
                run.value(&party.id, &issue.id, &option.id).is_none()
                    && !self.unvalued.contains(&(issue.id.as_str(), option.id.as_str()))
            };
            let without: Vec<&Choice> = visible(look, issue).filter(lacks).collect();
            let span = match without[..] {
                [] => continue,
                [only] => only.span,
                _ => issue.span,
            };
            let what = format!(
                "no value for {} of `{}`",
                list(without.iter().map(|option| option.id.as_str())),
                issue.id
            );
            gaps.add((&code::VALUE_MISSING, span, what), run, &party.id);
        }
    }

    fn no_deal(&self, party: &'a Party, run: &Run<'a>, gaps: &mut Gaps<'a>) {
        let yielded = || self.look.scenario.war.as_ref().is_some_and(|war| war.yields(&party.id));
        let given =
            run.no_deal.contains_key(party.id.as_str()) || self.ordered.no_deal(&party.id) || yielded();
        if party.consent != Consent::None && !given {
            let what = "no value of no deal".to_owned();
            gaps.add((&code::NO_DEAL_MISSING, party.span, what), run, &party.id);
        }
    }
}

/// The place from the first of these to the last, as far as they stand in one file.
fn around(spans: impl Iterator<Item = Span>) -> Option<Span> {
    spans.reduce(|a, b| {
        let (first, last) = (a.min(b), a.max(b));
        let end = if first.file == last.file { last.end } else { first.end };
        Span { end, ..first }
    })
}

/// Options that no party values under any view although others of their issue are valued.
fn unvalued<'a>(
    look: Look<'a>,
    runs: &[Run<'_>],
    ordered: &Ordered<'_>,
    log: &mut Log,
) -> BTreeSet<(&'a str, &'a str)> {
    let valued: BTreeSet<(&str, &str)> =
        runs.iter().flat_map(|run| run.values.values().flat_map(|values| values.keys().copied())).collect();
    let issues: BTreeSet<&str> = valued.iter().map(|(issue, _)| *issue).collect();
    let mut found = BTreeSet::new();
    for issue in look.scenario.issues.iter().filter(|issue| issues.contains(issue.id.as_str())) {
        if look.scenario.parties.iter().any(|party| ordered.value_all(look, &party.id, issue)) {
            continue;
        }
        for option in visible(look, issue).filter(|option| !valued.contains(&(&issue.id, &option.id))) {
            let message = format!(
                "nobody has a value for `{}`, although other options of `{}` are valued",
                option.id, issue.id
            );
            log.say(&code::NOBODY_VALUES, option.span, message).hint("add `values = { ... }` to this option");
            found.insert((issue.id.as_str(), option.id.as_str()));
        }
    }
    found
}

/// Weights are swings between 0 and 100: where no option reaches these, a weight means something else.
fn swings(look: Look<'_>, runs: &[Run<'_>], log: &mut Log) {
    let (zero, full) = (0.into(), 100.into());
    for party in &look.scenario.parties {
        let short = |issue: &&Issue| {
            runs.iter().any(|run| {
                let values: Option<Vec<_>> =
                    visible(look, issue).map(|option| run.value(&party.id, &issue.id, &option.id)).collect();
                values.is_some_and(|values| {
                    values.len() > 1
                        && !(values.iter().any(|v| v.low <= zero) && values.iter().any(|v| v.high >= full))
                })
            })
        };
        let issues: Vec<&str> =
            look.scenario.issues.iter().filter(short).map(|issue| issue.id.as_str()).collect();
        if !issues.is_empty() {
            let message =
                format!("the values of `{}` do not run from 0 to 100 in {}", party.id, list(issues));
            log.say(&code::NOT_SWINGS, party.span, message)
                .hint("give the worst option of an issue 0 and the best 100, so that its weight is the swing between them");
        }
    }
}
