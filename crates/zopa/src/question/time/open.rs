//! In which periods a deal is possible, in which share of worlds, and what decides that.

use super::{Seen, Time};
use crate::question::anchored;
use crate::question::robust::sentence;
use crate::question::share::{Range, doubts, percent, unsourced};
use crate::question::words::{capital, grouped, list, view as view_name};
use crate::report::{Block, Cell, Table};
use zopa_core::answer::Stop;

/// Changes of a share below this are said to be none.
const STILL: f64 = 0.015;

pub(super) fn blocks(time: &Time) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "When a deal is possible", "when")];
    blocks.extend(headline(time));
    let several = time.views.iter().any(|seen| seen.periods[0].summary.cases.len() > 1);
    if several {
        blocks.push(Block::Text(format!("{} in more detail:", capital(&time.when(time.months[0])))));
        blocks.push(Block::List(time.views.iter().map(|seen| sentence(&seen.periods[0])).collect()));
    }
    blocks
}

/// The findings, their table, and what they rest on.
pub(super) fn headline(time: &Time) -> Vec<Block> {
    // What inputs without a source decide is no headline.
    let said = |seen: &Seen| match unsourced(&seen.first().plausible) {
        None => Block::Finding(view(time, seen)),
        Some(_) => Block::Text(view(time, seen)),
    };
    let mut blocks: Vec<Block> = time.views.iter().map(said).collect();
    blocks.extend(super::costs::sentence(time).map(Block::Finding));
    blocks.extend(doubts(time.views.iter().map(|seen| &seen.first().plausible)));
    blocks.push(Block::Caveat(
        "This is rung 1 of the ladder, acceptance: whether a package can be ratified (2), would be kept (3) and can be reached step by step (4) is not part of these shares.".into(),
    ));
    if time.stop == Stop::Interrupted {
        blocks.push(Block::Caveat(
            "Counting worlds was interrupted: each share is of those counted until then.".into(),
        ));
    }
    blocks.push(Block::Table(table(time)));
    blocks
}

/// The share of a period.
fn share(seen: &Seen, period: usize) -> Range {
    let one = &seen.periods[period];
    Range::of(&one.summary.cases[0], one.summary.worlds, one.view.walked)
}

/// One view in a sentence or two.
fn view(time: &Time, seen: &Seen) -> String {
    let compiled = &seen.first().plausible.compiled;
    let under = match compiled.view {
        Some(_) => format!("Under {}", view_name(compiled)),
        None => "By this scenario".into(),
    };
    if seen.periods.iter().any(|one| one.summary.worlds == 0) {
        return format!(
            "{under} no world was counted in some {}, because the work was interrupted.",
            time.asked.scenario.period
        );
    }
    let shares: Vec<Range> = (0..time.months.len()).map(|t| share(seen, t)).collect();
    let parts: Vec<String> = time
        .months
        .iter()
        .zip(&shares)
        .map(|(&at, share)| format!("{} {}", share.words(), time.in_when(at)))
        .collect();
    let text = format!("{under}, a deal is possible in this share of the worlds: {}", list(&parts));
    let middle: Vec<f64> = shares.iter().map(|share| (share.least + share.most) / 2.0).collect();
    let (Some(first), Some(last)) = (middle.first(), middle.last()) else { return text };
    if middle.len() == 1 {
        return format!("{text}.");
    }
    let most = (0..middle.len()).fold(0, |best, t| if middle[t] > middle[best] { t } else { best });
    let end = time.when(time.months[time.months.len() - 1]);
    let change = 100.0 * (last - first);
    let trend = if middle.iter().all(|m| *m == 0.0) {
        "none of these makes one possible".to_owned()
    } else if middle.iter().all(|m| (m - first).abs() < STILL) {
        "waiting hardly changes it".to_owned()
    } else if most > 0 && most + 1 < middle.len() && middle[most] - first.max(*last) >= STILL {
        format!("the share is highest {}", time.in_when(time.months[most]))
    } else if change < 0.0 {
        format!("waiting lowers it, by {:.0} points until {end}", -change)
    } else {
        format!("waiting raises it, by {change:.0} points until {end}")
    };
    format!("{text}. {}.", capital(&trend))
}

/// The share by view and period: the base case, and how far others are from it.
fn table(time: &Time) -> Table {
    let worlds =
        time.views.iter().flat_map(|seen| &seen.periods).map(|one| one.summary.worlds).min().unwrap_or(0);
    let over = |seen: &Seen, t: usize| {
        let one = &seen.periods[t];
        let part = |n: u64| percent(n as f64 / one.summary.worlds.max(1) as f64);
        let low = one.summary.cases.iter().map(|case| case.deals).min().unwrap_or(0);
        let high = one.summary.cases.iter().map(|case| case.deals + case.unsettled).max().unwrap_or(0);
        Cell::from(format!("{} to {} %", part(low), part(high)))
    };
    let periods = 0..time.months.len();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for seen in &time.views {
        let label = seen.first().plausible.compiled.view_label.clone();
        let base = periods.clone().map(|t| Cell::from(share(seen, t).words()));
        rows.push(std::iter::once(Cell::from(label.clone())).chain(base).collect());
        if seen.periods[0].summary.cases.len() > 1 {
            let cases = periods.clone().map(|t| over(seen, t));
            let name = Cell::from(format!("{label}, over the cases"));
            rows.push(std::iter::once(name).chain(cases).collect());
        }
    }
    let several = rows.len() > time.views.len();
    let mut head = vec!["View".to_owned()];
    head.extend(time.months.iter().map(|&at| capital(&time.when(at))));
    Table {
        id: anchored(&["open"]),
        caption: "In which share of worlds a deal is possible".into(),
        summary: format!(
            "The share of {} worlds of the base case in which some package is acceptable to all who are asked, in brackets the 95 % interval of sampling{}.",
            grouped(worlds.into()),
            if several {
                "; below it the lowest and the highest share over the cases that the scenario leaves open, among them how firm the red lines are"
            } else {
                ""
            }
        ),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        head,
        rows,
    }
}
