//! What no deal is worth by period, and on whose side the change is.

use super::{SHOWN, Seen, Time, anchored, shown, spread};
use crate::question::share::Range;
use crate::question::words::{capital, grouped, list, view as view_name};
use crate::report::{Block, Cell, Drawing, Fan, Fans, Picture, Table};
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
    let change: Vec<f64> =
        seen.no_deal(0, p).zip(seen.no_deal(last, p)).map(|(now, then)| then - now).collect();
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
        "What a party has without a deal, on its own scale; a package has to give it at least that. Where it rises, waiting makes the party harder to satisfy: the change per {period} is how much it gains by waiting, and its sign says on whose side time is, in that view. Scales of different parties cannot be compared.{}",
        if time.asked.scenario.war.as_ref().is_some_and(|war| !war.human_cost.is_empty()) {
            " What fighting costs in lives and money stands below and is not in these points."
        } else {
            ""
        }
    )
}

/// One sentence per view.
pub(super) fn sentences(time: &Time) -> Vec<String> {
    if time.months.len() < 2 {
        return Vec::new();
    }
    time.views.iter().filter(|seen| !seen.worlds[0].is_empty()).map(|seen| sentence(time, seen)).collect()
}

/// Who gains and who loses by waiting under a view.
fn sentence(time: &Time, seen: &Seen) -> String {
    let compiled = &seen.first().plausible.compiled;
    let (first, last) = (time.months[0], time.months[time.months.len() - 1]);
    let (mut gain, mut lose, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for p in asked(seen) {
        let (waiting, name) = (waiting(time, seen, p), &compiled.parties[p].1);
        let [low, middle, high] = waiting.rate;
        let sure = |n: u64| n * 20 >= waiting.worlds * 19;
        match (sure(waiting.up), sure(waiting.down)) {
            (true, _) => gain.push(format!("{name} {}", shown(waiting.rate, 2, false))),
            (_, true) => lose.push(format!("{name} {}", shown([-high, -middle, -low], 2, false))),
            _ => open.push(format!("{name} {}", shown(waiting.rate, 2, true))),
        }
    }
    let of = |who: &[String], words: &str| (!who.is_empty()).then(|| format!("{words} {}", list(who)));
    let parts = [of(&gain, "gains"), of(&lose, "costs"), of(&open, "may gain or cost")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let under = match compiled.view {
        Some(_) => format!("Under {}", view_name(compiled)),
        None => "By this scenario".into(),
    };
    format!(
        "{under}, from {} to {}, a {} of waiting {}: points of no deal, each on the party’s own scale.",
        time.when(first),
        time.when(last),
        time.asked.scenario.period,
        list(&parts)
    )
}

pub(super) fn blocks(time: &Time) -> Vec<Block> {
    let mut blocks =
        vec![Block::heading(1, "What waiting gains and costs whom", "waiting"), Block::Text(preface(time))];
    blocks.extend(sentences(time).into_iter().map(Block::Finding));
    blocks.push(Block::Table(change(time)));
    blocks.extend(time.views.iter().map(|seen| Block::Picture(picture(time, seen))));
    blocks
}

/// The fans of a view, with their table.
fn picture(time: &Time, seen: &Seen) -> Picture {
    let names = &seen.first().plausible.compiled.parties;
    let row = |p: usize| Fan {
        label: names[p].1.clone(),
        points: (0..time.months.len()).map(|t| spread(seen.no_deal(t, p))).collect(),
    };
    let periods = time.months.iter().map(|&at| (at as f64, time.when(at)));
    let fans = Fans { periods: periods.collect(), rows: asked(seen).into_iter().map(row).collect() };
    Picture { drawing: Drawing::Fans(fans), table: fan(time, seen) }
}

fn id(seen: &Seen) -> &str {
    seen.first().plausible.compiled.view.as_deref().unwrap_or("base")
}

/// Points per period, by party and view, and in which share of worlds they are positive.
fn change(time: &Time) -> Table {
    let period = &time.asked.scenario.period;
    let (first, last) = (time.months[0], time.months[time.months.len() - 1]);
    let names = &time.asked.scenario.parties;
    let cell = |seen: &Seen, p: usize| {
        let waiting = waiting(time, seen, p);
        let up = Range::new(waiting.up, waiting.worlds, seen.first().walked);
        Cell::from(format!("{}; positive in {}", shown(waiting.rate, 2, true), up.words()))
    };
    let parties = time.views.first().map(asked).unwrap_or_default();
    let row = |p: usize| {
        let cells = time.views.iter().map(|seen| cell(seen, p));
        std::iter::once(Cell::from(names[p].name.clone())).chain(cells).collect()
    };
    let mut head = vec!["Party".to_owned()];
    head.extend(time.views.iter().map(|seen| match &seen.first().plausible.compiled.view {
        Some(_) => seen.first().plausible.compiled.view_label.clone(),
        None => format!("Points per {period}"),
    }));
    Table {
        id: anchored(&["change"]),
        caption: format!("What a {period} of waiting does to each party’s no deal"),
        summary: format!(
            "Points of the party’s own scale per {period}, from {} to {}: the median of the worlds, in brackets 5 to 95 % of them. Positive: the party gains by waiting; then the share of worlds in which it does, with the 95 % interval of sampling.",
            time.when(first),
            time.when(last)
        ),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        rows: parties.into_iter().map(row).collect(),
        head,
    }
}

/// Low, median and high of no deal by party and period.
fn fan(time: &Time, seen: &Seen) -> Table {
    let compiled = &seen.first().plausible.compiled;
    let rows = asked(seen)
        .into_iter()
        .map(|p| {
            let cells =
                (0..time.months.len()).map(|t| Cell::from(shown(spread(seen.no_deal(t, p)), 1, false)));
            std::iter::once(Cell::from(compiled.parties[p].1.clone())).chain(cells).collect()
        })
        .collect();
    let mut head = vec!["Party".to_owned()];
    head.extend(time.months.iter().map(|&at| capital(&time.when(at))));
    Table {
        id: anchored(&["fan", id(seen)]),
        caption: match compiled.view {
            Some(_) => format!("What no deal is worth: {}", compiled.view_label),
            None => "What no deal is worth".into(),
        },
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
