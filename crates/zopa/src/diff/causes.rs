//! Which changes a flipped conclusion hangs on: each change alone on OLD, and NEW without each change.

use super::changes::Unit;
use super::facts::{Common, Facts, Finding, Key, some};
use crate::question::Asked;
use crate::scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};

/// What a conclusion hangs on, in numbers of changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cause {
    /// Each alone, made to OLD, gives the conclusion of NEW.
    pub enough: Vec<usize>,
    /// NEW without any one of these does not conclude as NEW does.
    pub needed: Vec<usize>,
    /// Whether all that are needed, made to OLD, give the conclusion of NEW; `None` where that was not settled.
    pub together: Option<bool>,
    /// Changes of which one of the two was not settled.
    pub open: Vec<usize>,
}

/// A conclusion that differs between the versions.
#[derive(Debug, Clone)]
pub(super) struct Flip {
    pub key: Key,
    pub was: Finding,
    pub is: Finding,
    pub cause: Cause,
}

/// What was found, and which trials could not be made.
pub(super) struct Causes {
    pub flips: Vec<Flip>,
    /// How many conclusions were not settled in one version or in both.
    pub unsettled: usize,
    /// Number of a change, whether it was made to OLD (or taken from NEW), and why that is no scenario.
    pub untried: Vec<(usize, bool, String)>,
}

/// The two versions and how they are asked.
pub(super) struct Versions<'a> {
    pub old: &'a Asked<'a>,
    pub new: &'a Asked<'a>,
    pub common: &'a Common,
}

/// Finds the flips, and what each hangs on.
pub(super) fn causes(versions: &Versions, old: &Facts, new: &Facts, units: &[Unit]) -> Causes {
    let keys: BTreeSet<&Key> = old.found.keys().chain(new.found.keys()).collect();
    let mut flips = Vec::new();
    let mut unsettled = 0;
    for key in keys {
        match (old.get(key), new.get(key)) {
            (Some(Finding::Unsettled), Some(_)) | (Some(_), Some(Finding::Unsettled)) => unsettled += 1,
            (Some(was), Some(is)) if was != is => {
                flips.push(Flip { key: key.clone(), was, is, cause: Cause::default() });
            }
            _ => {}
        }
    }
    let mut untried = Vec::new();
    if flips.is_empty() {
        return Causes { flips, unsettled, untried };
    }
    let wanted: BTreeSet<Key> = flips.iter().map(|f| f.key.clone()).collect();
    let trials: Vec<(&Unit, bool)> =
        units.iter().filter(|u| u.counts).flat_map(|u| [(u, true), (u, false)]).collect();
    let tried = versions.new.each(&trials, |(unit, alone)| {
        let (base, other) = if *alone { (versions.old, versions.new) } else { (versions.new, versions.old) };
        let mut scenario: Scenario = base.scenario.clone();
        unit.take(&mut scenario, other.scenario);
        facts_of(versions, &scenario, &wanted)
    });
    for ((unit, alone), facts) in trials.iter().zip(&tried) {
        if let Err(why) = facts {
            untried.push((unit.number, *alone, why.clone()));
        }
        for flip in &mut flips {
            let found = facts.as_ref().ok().and_then(|f| f.get(&flip.key));
            match found {
                Some(Finding::Unsettled) => flip.cause.open.push(unit.number),
                found if *alone && found.as_ref() == Some(&flip.is) => flip.cause.enough.push(unit.number),
                found if !*alone && facts.is_ok() && found.as_ref() != Some(&flip.is) => {
                    flip.cause.needed.push(unit.number);
                }
                _ => {}
            }
        }
    }
    for flip in &mut flips {
        flip.cause.open.sort_unstable();
        flip.cause.open.dedup();
    }
    together(versions, units, &mut flips);
    Causes { flips, unsettled, untried }
}

/// Where no change alone is enough: whether those that are needed are, together.
fn together(versions: &Versions, units: &[Unit], flips: &mut [Flip]) {
    let mut sets: BTreeMap<Vec<usize>, BTreeSet<Key>> = BTreeMap::new();
    for flip in flips.iter_mut().filter(|f| f.cause.enough.is_empty() && f.cause.needed.len() > 1) {
        sets.entry(flip.cause.needed.clone()).or_default().insert(flip.key.clone());
    }
    let sets: Vec<(Vec<usize>, BTreeSet<Key>)> = sets.into_iter().collect();
    let tried = versions.new.each(&sets, |(numbers, wanted)| {
        let mut scenario: Scenario = versions.old.scenario.clone();
        for unit in units.iter().filter(|u| numbers.contains(&u.number)) {
            unit.take(&mut scenario, versions.new.scenario);
        }
        facts_of(versions, &scenario, wanted)
    });
    for flip in flips.iter_mut().filter(|f| f.cause.enough.is_empty() && f.cause.needed.len() > 1) {
        let at = sets.iter().position(|(numbers, _)| *numbers == flip.cause.needed);
        let found = at.and_then(|at| tried[at].as_ref().ok()).map(|facts| facts.get(&flip.key));
        flip.cause.together = match found {
            None | Some(Some(Finding::Unsettled)) => None,
            Some(found) => Some(found.as_ref() == Some(&flip.is)),
        };
    }
}

fn facts_of(versions: &Versions, scenario: &Scenario, wanted: &BTreeSet<Key>) -> Result<Facts, String> {
    let asked = Asked { scenario, settings: versions.new.settings, poll: versions.new.poll };
    some(&asked, versions.common, wanted).map_err(|error| error.0)
}
