//! Leaving by choice and a breakdown by chance: two things beside no deal, which give different answers.
//!
//! A party that can leave for something of its own accepts a package only if it is worth at least that *and* at least no
//! deal: what is taken by choice binds where it is worth more, and nowhere else. A breakdown is imposed: while it cannot
//! be ruled out, what counts is what it leaves, be that more or less. In offers in turn the first changes nothing unless it
//! beats the deal, the second moves every deal (A. Rubinstein and others, see `zopa_core::table::alternate`).

use super::{Seen, Time, anchored, shown, spread};
use crate::ensemble::extra;
use crate::ensemble::instead::{Looked, Other};
use crate::question::AskError;
use crate::question::share::Range;
use crate::question::words::capital;
use crate::report::{Block, Cell, Table};
use crate::scenario::{Path, Scenario};
use zopa_core::world::Verdict;

/// What a path gives a party in a period of world `k`: linear between periods, constant beyond the last.
pub(super) fn at(path: &Path, key: &str, (party, period): (&str, i64), (seed, k): (u64, u64)) -> Option<f64> {
    let (_, list) = path.values.iter().find(|(id, _)| id == party)?;
    // One key for all periods: a world has one place in all its ranges.
    let share = extra::uniform(&format!("{key} of {party}"), seed, k);
    let point = |t: usize| Some((*path.at.get(t)?, extra::quantile(list.get(t)?, share)));
    let after = path.at.iter().position(|&t| t >= period);
    match after {
        None => point(list.len().checked_sub(1)?).map(|(_, v)| v),
        Some(0) => point(0).map(|(_, v)| v),
        Some(t) => {
            let ((t0, v0), (t1, v1)) = (point(t - 1)?, point(t)?);
            Some(v0 + (v1 - v0) * (period - t0) as f64 / (t1 - t0) as f64)
        }
    }
}

/// The paths that are given, with what they are called.
fn paths(scenario: &Scenario) -> Vec<(&'static str, &Path)> {
    let all = [("outside option", &scenario.outside_option), ("breakdown point", &scenario.breakdown_point)];
    all.into_iter().filter(|(_, path)| !path.values.is_empty()).collect()
}

pub(super) fn blocks(time: &Time) -> Result<Vec<Block>, AskError> {
    let scenario = time.asked.scenario;
    let given = paths(scenario);
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let mut blocks = vec![
        Block::heading(1, "Leaving by choice, breakdown by chance", "apart"),
        Block::Text("An outside option is taken by choice: it binds only where it is worth more than going on without a deal. A breakdown comes by chance: while it cannot be ruled out, what it leaves stands in the place of no deal, be it more or less. The two are not the same, and give different answers.".into()),
    ];
    for (key, path) in &given {
        blocks.push(Block::Table(values(time, key, path)));
    }
    let mut rows = Vec::new();
    for seen in &time.views {
        rows.extend(shares(time, seen, &given)?);
    }
    let mut head = vec!["View".to_owned(), "What counts".into()];
    head.extend(time.months.iter().map(|&t| capital(&time.when(t))));
    blocks.push(Block::Table(Table {
        id: anchored(&["apart"]),
        caption: "In which share of worlds a deal is possible, by what counts without one".into(),
        summary: "Shares of the worlds of the base case, in brackets the 95 % interval of sampling.".into(),
        numeric: head.iter().enumerate().map(|(k, _)| k > 1).collect(),
        head,
        rows,
    }));
    Ok(blocks)
}

fn values(time: &Time, key: &str, path: &Path) -> Table {
    let worlds = time.views.first().map_or(0, |seen| seen.worlds[0].len() as u64);
    let seed = time.asked.settings.seed;
    let rows = path
        .values
        .iter()
        .map(|(party, _)| {
            let name = time.asked.scenario.parties.iter().find(|p| p.id == *party).map_or(party, |p| &p.name);
            let cell = |&t: &i64| {
                let of = (0..worlds).filter_map(|k| at(path, key, (party, t), (seed, k)));
                Cell::from(shown(spread(of), 1, false))
            };
            std::iter::once(Cell::from(name.clone())).chain(time.months.iter().map(cell)).collect()
        })
        .collect();
    let mut head = vec!["Party".to_owned()];
    head.extend(time.months.iter().map(|&t| capital(&time.when(t))));
    Table {
        id: anchored(&["values", key]),
        caption: capital(key),
        summary: "Points of each party’s own scale: the median of the worlds, in brackets 5 to 95 % of them."
            .into(),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        head,
        rows,
    }
}

/// The values that stand in place of no deal in a period.
pub(super) fn others(time: &Time, seen: &Seen, period: usize, (key, path): (&str, &Path)) -> Vec<Other> {
    let scenario = time.asked.scenario;
    let own = &seen.worlds[period];
    let one = |(k, world): (usize, &Looked)| -> Other {
        let of = |(p, party): (usize, &crate::scenario::Party)| {
            let place = (party.id.as_str(), time.months[period]);
            let value = at(path, key, place, (time.asked.settings.seed, k as u64))?;
            // Chosen: only where it is worth more.
            Some(if key == "outside option" { value.max(world.no_deal[p]) } else { value })
        };
        scenario.parties.iter().enumerate().map(of).collect()
    };
    own.iter().enumerate().map(one).collect()
}

fn shares(time: &Time, seen: &Seen, given: &[(&'static str, &Path)]) -> Result<Vec<Vec<Cell>>, AskError> {
    let label = &seen.first().plausible.compiled.view_label;
    let names: Vec<&str> =
        std::iter::once("no deal alone").chain(given.iter().map(|(key, _)| *key)).collect();
    let mut rows: Vec<Vec<Cell>> =
        names.iter().map(|name| vec![Cell::from(label.clone()), Cell::from(*name)]).collect();
    for (t, one) in seen.periods.iter().enumerate() {
        let keep: Vec<Other> = seen.worlds[t].iter().map(|world| vec![None; world.no_deal.len()]).collect();
        let mut sets = vec![keep];
        sets.extend(given.iter().map(|path| others(time, seen, t, *path)));
        let worlds = seen.worlds[t].len() as u64;
        let looked = one.view.instead(time.asked, worlds, &sets)?.unwrap_or_default();
        for (j, row) in rows.iter_mut().enumerate() {
            let deals = looked.iter().filter(|world| world.verdicts[j] == Verdict::Deal).count() as u64;
            let text = match looked.is_empty() {
                true => "not counted".into(),
                false => Range::new(deals, looked.len() as u64, one.view.walked).words(),
            };
            row.push(text.into());
        }
    }
    Ok(rows)
}
