//! Shares of worlds with a deal, before and after levers: each alone, the sets found, and what is spent against what share.

use super::Found;
use super::worlds::{Bench, Count, Levels};
use crate::ensemble::sample::Judged;
use crate::question::{AskError, Asked};

/// Sets found at representative values that are followed.
const FOLLOWED: usize = 8;

/// What levers do over the worlds of a view.
#[derive(Debug, Clone, Default)]
pub(super) struct Over {
    pub worlds: u64,
    pub walked: bool,
    pub before: Count,
    /// Each lever alone at its highest level.
    pub single: Vec<(Levels, Count)>,
    /// The cheapest sets found at representative values.
    pub sets: Vec<(Levels, Count)>,
    /// Per holder, sets looked at for cost against share, with what is spent on average.
    pub spending: Vec<(usize, Vec<Spent>)>,
    /// No mix of levers opens more worlds than this.
    pub most: Option<u64>,
    pub stopped: bool,
}

/// A set of one holder, what it does, and what it costs on average.
#[derive(Debug, Clone)]
pub(super) struct Spent {
    pub levels: Levels,
    pub count: Count,
    /// Carrots in worlds with a deal, sticks in the others, and announcing: points of the holder.
    pub cost: f64,
}

/// Looks at the worlds.
pub(super) fn over(asked: &Asked, found: &Found, judged: Vec<Judged>) -> Result<Over, AskError> {
    let model = &found.model;
    let bench = Bench::new(asked, model, &found.view, judged);
    let mut over = Over {
        worlds: bench.judged.len() as u64,
        walked: found.view.walked,
        before: bench.before(),
        ..Over::default()
    };
    if over.worlds == 0 {
        over.stopped = true;
        return Ok(over);
    }
    let full = |l: usize| (l, model.levers[l].levels.len() - 1);
    let usable: Vec<usize> =
        (0..model.levers.len()).filter(|&l| !model.levers[l].levels.is_empty()).collect();
    let singles: Vec<Levels> = usable.iter().map(|&l| vec![full(l)]).collect();
    let mut sets: Vec<Levels> = Vec::new();
    for one in found.situations.iter().chain(&found.packages) {
        for (_, reach) in &one.reach {
            for set in reach.sets().iter().take(1) {
                if set.used.len() > 1 && !sets.contains(&set.used) && sets.len() < FOLLOWED {
                    sets.push(set.used.clone());
                }
            }
        }
    }
    let Some(counts) = bench.count(asked, &[singles.clone(), sets.clone()].concat())? else {
        over.stopped = true;
        return Ok(over);
    };
    let mut counts = counts.into_iter();
    over.single = singles.into_iter().zip(counts.by_ref()).collect();
    over.sets = sets.into_iter().zip(counts).collect();
    for &holder in &found.holders {
        let Some(spent) = spending(asked, found, (&bench, &over.single), holder)? else {
            over.stopped = true;
            return Ok(over);
        };
        over.spending.push((holder, spent));
    }
    over.most = bench.ceiling(asked)?;
    over.stopped = over.most.is_none();
    Ok(over)
}

/// Sets of one holder: each lever, each two, and the best of these with more added one by one while that helps.
fn spending(
    asked: &Asked,
    found: &Found,
    (bench, single): (&Bench, &[(Levels, Count)]),
    holder: usize,
) -> Result<Option<Vec<Spent>>, AskError> {
    let model = &found.model;
    let own: Vec<&(Levels, Count)> =
        single.iter().filter(|(set, _)| model.levers[set[0].0].holder == holder).collect();
    let mut all: Vec<(Levels, Count)> = own.iter().map(|one| (*one).clone()).collect();
    let mut pairs: Vec<Levels> = Vec::new();
    for (k, (a, _)) in own.iter().enumerate() {
        for (b, _) in own[k + 1..].iter().filter(|(b, _)| !model.clash(a[0].0, b[0].0)) {
            pairs.push([a.clone(), b.clone()].concat());
        }
    }
    let Some(counts) = bench.count(asked, &pairs)? else { return Ok(None) };
    all.extend(pairs.into_iter().zip(counts));
    let largest = |all: &[(Levels, Count)]| {
        all.iter().max_by_key(|(set, count)| (count.deals, std::cmp::Reverse(set.len()))).cloned()
    };
    while let Some((best, most)) = largest(&all) {
        let more: Vec<Levels> = own
            .iter()
            .filter(|(one, _)| {
                best.len() > 1 && !best.iter().any(|(l, _)| *l == one[0].0 || model.clash(*l, one[0].0))
            })
            .map(|(one, _)| {
                let mut set = [best.clone(), one.clone()].concat();
                set.sort_unstable();
                set
            })
            .collect();
        let Some(counts) = bench.count(asked, &more)? else { return Ok(None) };
        let helps = counts.iter().any(|count| count.deals > most.deals);
        all.extend(more.into_iter().zip(counts));
        if !helps {
            break;
        }
    }
    let worlds = bench.judged.len() as f64;
    let spent = |(levels, count): (Levels, Count)| {
        let share = count.deals as f64 / worlds;
        let one = |&(l, at): &(usize, usize)| {
            let (usable, numbers) = (&model.levers[l], &found.numbers[l]);
            let often = if usable.threatens() { 1.0 - share } else { share };
            usable.levels[at].0 * (numbers.cost * often + numbers.threatening)
        };
        Spent { cost: levels.iter().map(one).sum(), levels, count }
    };
    Ok(Some(all.into_iter().map(spent).collect()))
}

impl Over {
    /// The sets of a holder of which none opens as many worlds for less, the cheapest first.
    pub fn frontier(&self, holder: usize) -> Vec<&Spent> {
        let Some((_, all)) = self.spending.iter().find(|(h, _)| *h == holder) else { return Vec::new() };
        let mut sorted: Vec<&Spent> = all.iter().collect();
        sorted.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(b.count.deals.cmp(&a.count.deals)));
        let mut most = self.before.deals;
        sorted.retain(|spent| {
            let better = spent.count.deals > most;
            most = most.max(spent.count.deals);
            better
        });
        sorted
    }
}
