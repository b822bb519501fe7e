//! The periods looked at, what they are called, and how far the answer goes.

use super::Time;
use crate::question::Asked;
use crate::question::words::grouped;
use crate::report::Block;
use crate::scenario::Path;
use crate::war;

/// Periods of a table at most, unless more are asked for.
pub(super) const MOST: usize = 8;

/// The periods asked for; else those of the paths of no deal, the widest gaps halved as long as there is room for all of
/// one width; without any path, those of the chain.
pub(super) fn months(asked: &Asked) -> Vec<i64> {
    let chosen = &asked.settings.months;
    let mut months: Vec<i64> = match chosen.is_empty() {
        false => chosen.clone(),
        true => {
            let scenario = asked.scenario;
            let wanted = |id: &String| asked.settings.views.is_empty() || asked.settings.views.contains(id);
            let paths = scenario.views.iter().filter(|view| wanted(&view.id)).map(|view| &view.no_deal);
            let with = |path: &&Path| !path.values.is_empty();
            let all = std::iter::once(&scenario.no_deal).chain(paths).filter(with);
            let mut at: Vec<i64> = all.flat_map(|path| path.at.iter().copied()).collect();
            at.sort_unstable();
            at.dedup();
            if at.len() < 2 && scenario.war.as_ref().is_some_and(|war| !war.states.is_empty()) {
                at = war::PERIODS.to_vec();
            }
            thinned(&mut at);
            filled(&mut at);
            at
        }
    };
    months.sort_unstable();
    months.dedup();
    if months.is_empty() {
        months.push(0);
    }
    months
}

/// Where there are more than fit, the first, the last and evenly chosen ones between.
fn thinned(at: &mut Vec<i64>) {
    if at.len() > MOST {
        let last = at.len() - 1;
        *at = (0..MOST).map(|k| at[k * last / (MOST - 1)]).collect();
    }
}

fn filled(at: &mut Vec<i64>) {
    loop {
        let gaps: Vec<i64> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let Some(widest) = gaps.iter().copied().max().filter(|&gap| gap > 1) else { return };
        let among: Vec<i64> = at
            .windows(2)
            .filter(|pair| pair[1] - pair[0] == widest)
            .map(|pair| pair[0] + widest / 2)
            .collect();
        // Of two gaps or more alike: filling them all is as much as the table gains.
        if at.len() + among.len() > MOST || gaps.iter().all(|&gap| gap == widest) {
            return;
        }
        at.extend(among);
        at.sort_unstable();
    }
}

/// A period in a sentence: `now`, `month 6`.
pub(super) fn when(period: &str, at: i64) -> String {
    if at == 0 { "now".into() } else { format!("{period} {at}") }
}

/// What the answer does not say.
pub(super) fn limits(time: &Time) -> Vec<Block> {
    let period = &time.asked.scenario.period;
    let mut blocks = vec![
        Block::heading(1, "How far this goes", "limits"),
        Block::Text(format!(
            "A world has one place in the range of each value of no deal, the same in every {period}: a world in which no deal is worth much now is one in which it is worth much later. Were its place free to change from {period} to {period}, on whose side time is would be less sure than it looks. Between two {period}s that are given, values are interpolated; after the last they stay. Packages and red lines are those of now in every {period}; a package that changes what comes after it is for `enforce` to judge."
        )),
        Block::Text(format!(
            "Packages are looked at by acceptance: a package is accepted in a {period} if it gives every party asked at least what that party has without a deal in that {period}. Points are never handed from one party to another."
        )),
    ];
    let counted = time.views.iter().flat_map(|seen| &seen.periods).map(|one| one.summary.worlds).min();
    blocks.push(Block::Text(format!(
        "Shares are sampled in {} worlds of each view under seed {}, not proved; `zopa verify` re-proves the cruxes{} and checks that counts fit together.",
        grouped(counted.unwrap_or(0).into()),
        time.asked.settings.seed,
        if time.drawn.is_some() { ", works the representative chain out anew" } else { "" }
    )));
    blocks
}
