//! What raises the share of worlds in which some package passes all rungs: each lever by itself at its highest level, and
//! each form of guarantee, with the issue it belongs to settled on it.
//!
//! A lever moves what agreeing is worth against no deal when a package is signed; the other rungs are asked as they are. A
//! form of guarantee is not one more thing that is bought: packages with it are among all packages, so the share with it is
//! at most the share without that demand, and says how much of it rests on that form. Costs are points of whoever bears
//! them, at representative values; shares per point of different parties are not compared.

use super::count::{Change, Look, count};
use super::{Draw, Rungs};
use crate::compile::extend::Growth;
use crate::ensemble::View;
use crate::ensemble::extra::{middle, number};
use crate::ladder::source::Source;
use crate::question::levers::model::Model as Levers;
use crate::question::{AskError, Asked};
use crate::scenario::Estimate;

/// What was looked at, and in how many worlds some package passes.
#[derive(Debug, Clone)]
pub(crate) struct Raised {
    /// What it is called.
    pub label: String,
    /// Whether it is a form of guarantee.
    pub guarantee: bool,
    /// Worlds in which some package passes all rungs with it.
    pub passed: u64,
    /// Worlds in which that was not settled.
    pub unsettled: u64,
    /// Who bears what: party and points of its own scale.
    pub costs: Vec<(usize, f64)>,
}

/// Looks at every lever that can be used and every form of guarantee, in the base case; `None` if interrupted.
///
/// # Errors
/// As of [`count`].
pub(crate) fn raise(
    asked: &Asked,
    (view, source): (&View, &Source),
    rungs: Rungs,
    worlds: u64,
) -> Result<Option<Vec<Raised>>, AskError> {
    let scenario = asked.scenario;
    let representative = |e: &Estimate, _: &str| middle(e);
    let levers = Levers::new(scenario, view.plausible.compiled.at, &representative);
    let numbers = levers.numbers(&representative);
    let mut all = Vec::new();
    for (l, usable) in levers.levers.iter().enumerate() {
        let Some((level, _)) = usable.levels.last() else { continue };
        if !usable.against(&numbers[l]).is_empty() {
            continue;
        }
        let change = |draw: Draw| {
            let numbers = match draw {
                Draw::Middle => levers.numbers(&representative),
                Draw::World { seed, k, .. } => {
                    levers.numbers(&|e: &Estimate, key: &str| number(e, key, seed, k))
                }
            };
            let mut growth = Growth::default();
            for p in 0..scenario.parties.len() {
                growth.no_deal.push((p, -usable.moves(&numbers[l], *level, p)));
            }
            let arrives = level * numbers[l].arrives();
            growth
                .points
                .extend(numbers[l].values.iter().map(|&(i, o, p, points)| (p, i, o, arrives * points)));
            growth
        };
        let Some((passed, unsettled)) = one(asked, (view, source), rungs, worlds, &change)? else {
            return Ok(None);
        };
        let costs = vec![(usable.holder, level * numbers[l].cost + numbers[l].threatening)];
        all.push(Raised { label: usable.lever.label.clone(), guarantee: false, passed, unsettled, costs });
    }
    for (label, at, costs) in source.forms() {
        let options = view.plausible.compiled.issues[at.issue].options.len();
        let others: Vec<(usize, usize)> =
            (0..options).filter(|o| *o != at.option).map(|o| (at.issue, o)).collect();
        let change = |_: Draw| Growth { lines: vec![(0, others.clone(), true)], ..Growth::default() };
        let Some((passed, unsettled)) = one(asked, (view, source), rungs, worlds, &change)? else {
            return Ok(None);
        };
        all.push(Raised { label, guarantee: true, passed, unsettled, costs });
    }
    Ok(Some(all))
}

/// Worlds that pass, and worlds that were not settled, with a change.
fn one(
    asked: &Asked,
    (view, source): (&View, &Source),
    rungs: Rungs,
    worlds: u64,
    change: &Change,
) -> Result<Option<(u64, u64)>, AskError> {
    let look = Look { view, above: source, rungs: vec![rungs], change: Some(change) };
    let (counted, whole) = count(asked, &look, &[0], worlds)?;
    Ok(whole.then(|| (counted[0].passed[0], counted[0].unsettled[0])))
}
