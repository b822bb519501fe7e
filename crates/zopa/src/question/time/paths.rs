//! What no deal is worth by period, and on whose side the change is.

use super::{SHOWN, Seen, Time, anchored, shown, spread};
use crate::question::share::{Range, percent};
use crate::question::words::{capital, grouped, list, possessive, view as view_name};
use crate::report::{Block, Cell, Table};
use zopa_core::problem::Consent;

/// How no deal changes for a party, world by world.
pub(super) struct Waiting {
    /// Points per period, low, middle and high.
    pub rate: [f64; 3],
    /// Worlds in which it is worth more in the last period than in the first; less; all.
    pub up: u64,
    pub down: u64,
    pub worlds: u64,
}

/// The change from the first to the last period.
pub(super) fn waiting(time: &Time, seen: &Seen, p: usize) -> Waiting {
    let last = time.months.len() - 1;
    let span = (time.months[last] - time.months[0]).max(1) as f64;
    let change: Vec<f64> = seen.no_deal(0, p).zip(seen.no_deal(last, p)).map(|(now, then)| then - now).collect();
    Waiting {
        rate: spread(change.iter().map(|c| c / span)),
        up: change.iter().filter(|c| **c > 0.0).count() as u64,
        down: change.iter().filter(|c| **c < 0.0).count() as u64,
        worlds: change.len() as u64,
    }
}

/// The parties that can be asked.
pub(super) fn asked(seen: &Seen) -> Vec<usize> {
    let problem = &seen.first().plausible.compiled.problem;
    (0..problem.n()).filter(|&p| problem.parties()[p].consent != Consent::None).collect()
}

/// What the section shows.
pub(super) fn preface(time: &Time) -> String {
    let period = &time.asked.scenario.period;
    format!(
        "What a party has without a deal, on its own scale; a package has to give it at least that. Where it rises, waiting makes the party harder to satisfy: the change per {period} is how much it gains by waiting, and its sign says on whose side time is, in that view. Scales of different parties cannot be compared. What fighting costs in lives and money stands below and is not in these points."
    )
}

/// One sentence per view.
pub(super) fn sentences(time: &Time) -> Vec<String> {
    if time.months.len() < 2 {
        return Vec::new();
    }
    time.views.iter().filter(|seen| !seen.worlds[0].is_empty()).map(|seen| sentence(time, seen)).collect()
}

fn sentence(time: &Time, seen: &Seen) -> String {
    let compiled = &seen.first().plausible.compiled;
    let (first, last) = (time.months[0], time.months[time.months.len() - 1]);
    let parts: Vec<String> = asked(seen)
        .into_iter()
        .map(|p| {
            let waiting = waiting(time, seen, p);
            let name = possessive(&compiled.parties[p].1);
            let percent = |n: u64| percent(n as f64 / waiting.worlds.max(1) as f64);
            format!(
                "{name} by {} points (rising in {} %, falling in {} % of the worlds)",
                shown(waiting.rate, 2, true),
                percent(waiting.up),
                percent(waiting.down)
            )
        })
        .collect();
    let under = match compiled.view {
        Some(_) => format!("Under {}", view_name(compiled)),
        None => "By this scenario".into(),
    };
    format!(
        "{under} no deal changes from {} to {} each {}: {}.",
        time.when(first),
        time.when(last),
        time.asked.scenario.period,
        list(&parts)
    )
}

pub(super) fn blocks(time: &Time, seen: &Seen) -> Vec<Block> {
    let mut blocks = Vec::new();
    if time.months.len() > 1 {
        blocks.push(Block::Table(change(time, seen)));
    }
    blocks.push(Block::Table(fan(time, seen)));
    blocks
}

fn id(seen: &Seen) -> &str {
    seen.first().plausible.compiled.view.as_deref().unwrap_or("base")
}

/// Points per period, and in which share of worlds they are positive.
fn change(time: &Time, seen: &Seen) -> Table {
    let compiled = &seen.first().plausible.compiled;
    let walked = seen.first().walked;
    let period = &time.asked.scenario.period;
    let (first, last) = (time.months[0], time.months[time.months.len() - 1]);
    let rows = asked(seen)
        .into_iter()
        .map(|p| {
            let waiting = waiting(time, seen, p);
            let share = |n: u64| Cell::from(Range::new(n, waiting.worlds, walked).words());
            vec![
                Cell::from(compiled.parties[p].1.clone()),
                shown(waiting.rate, 2, true).into(),
                share(waiting.up),
                share(waiting.down),
            ]
        })
        .collect();
    Table {
        id: anchored(&["change", id(seen)]),
        caption: format!("What a {period} of waiting does to each party’s no deal"),
        summary: format!(
            "Points of the party’s own scale per {period}, from {} to {}: the median of the worlds, in brackets 5 to 95 % of them; then the share of worlds in which no deal is worth more at the end than at the start, and in which it is worth less, with the 95 % interval of sampling. Positive: the party gains by waiting.",
            time.when(first),
            time.when(last)
        ),
        head: vec!["Party".into(), format!("Per {period}"), "Gains by waiting".into(), "Loses by waiting".into()],
        numeric: vec![false, true, true, true],
        rows,
    }
}

/// Low, median and high of no deal by party and period.
fn fan(time: &Time, seen: &Seen) -> Table {
    let compiled = &seen.first().plausible.compiled;
    let rows = asked(seen)
        .into_iter()
        .map(|p| {
            let cells = (0..time.months.len()).map(|t| Cell::from(shown(spread(seen.no_deal(t, p)), 1, false)));
            std::iter::once(Cell::from(compiled.parties[p].1.clone())).chain(cells).collect()
        })
        .collect();
    let mut head = vec!["Party".to_owned()];
    head.extend(time.months.iter().map(|&at| capital(&time.when(at))));
    Table {
        id: anchored(&["fan", id(seen)]),
        caption: "What no deal is worth".into(),
        summary: format!(
            "Points of each party’s own scale: the median of {} worlds, in brackets {:.0} to {:.0} % of them.",
            grouped(seen.worlds[0].len() as u128),
            100.0 * SHOWN[0],
            100.0 * SHOWN[2]
        ),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        head,
        rows,
    }
}
