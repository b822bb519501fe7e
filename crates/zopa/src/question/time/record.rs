//! What was found, as plain data.

use super::breakeven::{even, parties, worth};
use super::course::Believed;
use super::paths::{asked, waiting};
use super::{Seen, Time, spread};
use crate::question::AskError;
use crate::result::{BelievedRecord, EvenRecord, FanRecord, PeriodRecord, TimeRecord, TimedRecord};
use crate::war::At;

/// The record of a view.
pub(super) fn record(time: &Time, seen: &Seen) -> Result<TimeRecord, AskError> {
    let first = seen.first();
    let periods = seen.periods.iter().zip(&time.months).map(|(one, &at)| PeriodRecord {
        at,
        worlds: one.summary.worlds,
        cases: one.summary.cases.clone(),
    });
    let kept = seen.worlds.iter().all(|worlds| !worlds.is_empty());
    let fans = asked(seen).into_iter().filter(|_| kept).map(|p| {
        let waiting = waiting(time, seen, p);
        FanRecord {
            party: p,
            points: (0..time.months.len()).map(|t| spread(seen.no_deal(t, p))).collect(),
            rate: waiting.rate,
            up: waiting.up,
            down: waiting.down,
            worlds: waiting.worlds,
        }
    });
    let packages = first.listed.iter().enumerate().map(|(x, listed)| TimedRecord {
        package: listed.package.clone(),
        accepted: seen.periods.iter().map(|one| one.summary.packages[x].accepted[0]).collect(),
        by_party: seen.periods.iter().map(|one| one.summary.packages[x].by_party.clone()).collect(),
    });
    let mut record = TimeRecord {
        seed: time.asked.settings.seed,
        walked: first.walked,
        periods: periods.collect(),
        fans: fans.collect(),
        packages: packages.collect(),
        chain: Vec::new(),
    };
    let Some(drawn) = &time.drawn else { return Ok(record) };
    let numbers = drawn.model.numbers(At::Representative, drawn.model.levels());
    for believed in &drawn.believed {
        record.chain.push(chain(time, seen, believed, &numbers)?);
    }
    Ok(record)
}

/// A chain at representative values, and what it says: enough to work it out again.
fn chain(
    time: &Time,
    seen: &Seen,
    believed: &Believed,
    numbers: &crate::war::Numbers,
) -> Result<BelievedRecord, AskError> {
    let Some(drawn) = &time.drawn else { return Err(AskError("there is no chain".into())) };
    let model = &drawn.model;
    let belief = believed.belief.map(|b| &model.war.beliefs[b]);
    let multiply = belief.map_or_else(Vec::new, |belief| model.multipliers(At::Representative, belief));
    let course = model.course(numbers, &multiply).map_err(|fault| AskError(fault.to_string()))?;
    let middle = &believed.middle;
    let mut even_at = Vec::new();
    for (i, p) in parties(drawn, seen) {
        for x in 0..seen.first().listed.len() {
            let worth = worth(seen, x, p);
            let even = even(middle, i, worth);
            even_at.push(EvenRecord { party: i, worth, needs: even.needs, gives: even.gives });
        }
    }
    Ok(BelievedRecord {
        belief: belief.map(|belief| belief.id.clone()),
        states: model.war.states.iter().map(|state| state.id.clone()).collect(),
        start: model.start,
        parties: model.parties.clone(),
        moves: course.moves,
        flows: course.flows,
        discounts: numbers.discounts.clone(),
        ends: middle.ends.clone(),
        path: middle.path.clone(),
        duration: middle.duration,
        even: even_at,
    })
}
