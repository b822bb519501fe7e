//! What raises the share of worlds in which some package passes all rungs: each lever by itself at its highest level, and
//! each form of guarantee, with the issue it belongs to settled on it.
//!
//! A lever moves what agreeing is worth against no deal when a package is signed; the other rungs are asked as they are.
//! Levers that somebody who has to agree would not agree to, that would drive their target from the table, or that are set
//! off by obstruction, are left out; whether a holder would carry its lever out is not asked here. A
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
use crate::scenario::{Condition, Estimate};

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
        let trigger = levers.trigger(usable.target, &representative);
        let driven = trigger.is_some_and(|trigger| usable.threat(&numbers[l], *level) > trigger);
        let obstruction = usable.lever.condition == Condition::Obstruction;
        if driven || obstruction || !usable.against(&numbers[l]).is_empty() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::extra::uniform;
    use crate::ladder::{Above, growth};
    use crate::question::Settings;
    use zopa_core::problem::Problem;
    use zopa_core::world::{BLOCK, GRID, Tables};

    const CLASS: &str = include_str!("../../../../scenarios/class/reservoir.toml");

    fn packages(options: &[usize]) -> Vec<Vec<usize>> {
        options.iter().fold(vec![Vec::new()], |all, &k| {
            all.iter().flat_map(|x: &Vec<usize>| (0..k).map(|o| [x.clone(), vec![o]].concat())).collect()
        })
    }

    /// Points that a lever of the class case adds to each party's gain at its highest level, by its rows in the file.
    fn adds(lever: &str, k: u64, parties: &[String]) -> Vec<f64> {
        let of = |low: f64, high: f64, key: &str| {
            low + (high - low) * uniform(&format!("levers {lever}, {key}"), 0, k)
        };
        let effect = |id: &str| match (lever, id) {
            ("grant", "FARM") => 0.9 * of(6.0, 10.0, "effect, agreement, FARM"),
            ("grant", "FISH") => 0.9 * 2.0,
            ("grant", "MARSH") => 0.9 * -4.0,
            ("suit", "CITY") => -of(-9.0, -3.0, "effect, no_deal, CITY") * of(0.4, 0.7, "credibility"),
            ("suit", "FARM") => 2.0 * of(0.4, 0.7, "credibility"),
            _ => 0.0,
        };
        parties.iter().map(|id| effect(id)).collect()
    }

    #[test]
    fn shares_are_those_of_enumeration() {
        let reading = crate::read::read("reservoir.toml", CLASS.into(), &mut |_| Err("none".to_owned()));
        let scenario = reading.scenario.expect("sound");
        let settings = Settings { threads: 2, ..Settings::default() };
        let asked = Asked { scenario: &scenario, settings: &settings, poll: &|_| true };
        let view = View::new(&scenario, None, 0).expect("worlds");
        let base = &view.plausible.compiled;
        let source = Source::new(&scenario, base);
        let rungs = Rungs::FIRST.with(2).with(3);
        let raised = raise(&asked, (&view, &source), rungs, 128).expect("counts").expect("whole");
        let names: Vec<&str> = raised.iter().map(|r| r.label.as_str()).collect();
        assert_eq!(raised.iter().filter(|r| !r.guarantee).count(), 2, "{names:?}");
        assert_eq!(raised.iter().filter(|r| r.guarantee).count(), 2, "{names:?}");
        let parties: Vec<String> = base.parties.iter().map(|(id, _)| id.clone()).collect();
        let all = packages(base.problem.options());
        let n = base.problem.n();
        let case = view.design.dependence(&view.family, &view.design.cases[0]);
        let mut expected = vec![0; raised.len()];
        for (k, world) in (0..BLOCK).zip(view.family.block(&case, 0u64, 0).expect("draws")) {
            let mut tables = Tables::default();
            view.family.tables(&world.point, &mut tables);
            let real = world.real(&world.point[view.family.firmness()..]);
            let conditions =
                source.conditions(Draw::World { seed: 0, k, tables: &tables }).expect("conditions");
            let asks = growth(n, conditions.iter());
            let grown = asks.compiled(base).expect("grows").problem;
            let grown = grown.in_world(&asks.tables(&base.problem, &tables).expect("fits")).expect("fits");
            let real = asks.real(&real);
            let passes = |problem: &Problem, only: &dyn Fn(&[usize]) -> bool| {
                all.iter().any(|x| only(x) && problem.acceptable(&real, x))
            };
            for (one, sum) in raised.iter().zip(&mut expected) {
                let open = if one.guarantee {
                    let forms = source.forms();
                    let (_, at, _) = forms.iter().find(|(label, ..)| *label == one.label).expect("a form");
                    passes(&grown, &|x| x[at.issue] == at.option)
                } else {
                    let lever = if one.label.starts_with("City") { "grant" } else { "suit" };
                    let mut no_deal: Vec<_> = grown.parties().iter().map(|party| party.no_deal).collect();
                    for (no_deal, adds) in no_deal.iter_mut().zip(adds(lever, k, &parties)) {
                        *no_deal += (-adds * GRID as f64).round() as i128;
                    }
                    passes(&grown.with_no_deal(&no_deal).expect("fits"), &|_| true)
                };
                *sum += u64::from(open);
            }
        }
        let found: Vec<u64> = raised.iter().map(|r| r.passed).collect();
        assert_eq!(found, expected, "{names:?}");
        assert!(raised.iter().all(|r| r.unsettled == 0));
        // The numbers differ, so that a mix-up would show.
        assert!(found.windows(2).any(|pair| pair[0] != pair[1]), "{found:?}");
    }
}
