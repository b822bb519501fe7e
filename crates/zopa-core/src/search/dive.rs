//! A depth-first search of one case under fixed weights.
//!
//! Issues are decided one by one, options in falling order of their weighted sums. A branch ends where the weighted sum
//! can no longer reach what the goal needs, where a player can no longer reach the gain it needs, or, for leximin,
//! where the largest gains still possible fall short of the target when sorted. All of it is whole numbers, in 64 bits
//! where they fit.

use super::ladder::Ladder;
use super::{End, Search};
use crate::answer::{Goal, Package};
use crate::problem::Score;
use crate::region::{Groups, Region};
use std::ops::Add;

/// Whole numbers wide enough for the sums of a case.
trait Whole: Copy + Ord + Add<Output = Self> + TryFrom<i128> + Into<i128> {}
impl Whole for i64 {}
impl Whole for i128 {}

/// How far a dive goes.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    /// Partial packages looked at.
    pub nodes: u64,
    /// Packages of a smaller weighted sum are left out, whatever the goal needs.
    pub floor: Option<i128>,
}

/// Searches a case depth first. Answers whether it came to its end,
/// and how many it looked at.
pub(super) fn dive(
    search: &mut Search,
    region: &Region,
    groups: &Groups,
    weights: &[u64],
    limit: Limit,
) -> Result<(bool, u64), End> {
    // Every partial sum stays within the sum of the largest entries.
    let width = groups.parties.len().max(1);
    let largest = |rows: &[Score], weight: &dyn Fn(usize) -> u128| -> u128 {
        let all = rows
            .chunks(width)
            .map(|row| row.iter().enumerate().map(|(c, v)| v.unsigned_abs() * weight(c)).sum());
        all.max().unwrap_or(0)
    };
    let weighted = |c: usize| u128::from(weights[groups.parties[c]]).max(1);
    let most: u128 = largest(&groups.base, &weighted)
        + groups.groups.iter().map(|g| largest(&g.rows, &weighted)).sum::<u128>();
    if most < 1 << 61 {
        Dive::<i64>::new(search, region, groups, weights, limit).run(search)
    } else {
        Dive::<i128>::new(search, region, groups, weights, limit).run(search)
    }
}

struct Dive<T> {
    /// Issues in the order they are decided.
    levels: Vec<Level<T>>,
    width: usize,
    package: Package,
    /// Gains so far, one per column, for each level.
    gains: Vec<T>,
    /// Weighted sums so far, for each level.
    sums: Vec<T>,
    /// The column of each player, in the goal's order.
    players: Vec<Option<usize>>,
    /// The least gain each column needs in the end.
    least: Vec<Score>,
    /// Per level, the least gain each column needs after it; per level, the least weighted sum.
    need: Vec<T>,
    floor: Vec<T>,
    ladder: Option<Ladder>,
    nodes: u64,
    limit: Limit,
    weights: Vec<u64>,
    /// Whether reaching the last level with every gain needed makes a package acceptable.
    sure: bool,
}

struct Level<T> {
    issue: usize,
    /// Options, the largest weighted sum first: option, sum, and (flattened) rows.
    options: Vec<usize>,
    sums: Vec<T>,
    rows: Vec<T>,
    /// The largest weighted sum of all later levels.
    later: i128,
    /// The largest gain of each column over all later levels.
    later_gains: Vec<Score>,
}

/// What fits by the choice of `T`.
fn narrow<T: Whole>(wide: i128) -> T {
    // A bound beyond the width is beyond every sum that occurs: the widest number will do. `dive` chose `T` so that sums
    // of the case always fit.
    T::try_from(wide)
        .or_else(|_| T::try_from(wide.clamp(-(1 << 62), 1 << 62)))
        .unwrap_or_else(|_| unreachable!("62 bits fit"))
}

impl<T: Whole> Dive<T> {
    fn new(search: &Search, region: &Region, groups: &Groups, weights: &[u64], limit: Limit) -> Dive<T> {
        let width = groups.parties.len();
        let weigh = |row: &[Score]| -> i128 {
            row.iter().zip(&groups.parties).map(|(&v, &p)| v * i128::from(weights[p])).sum()
        };
        let mut levels: Vec<(Level<T>, i128)> = groups
            .groups
            .iter()
            .map(|g| {
                let row = |r: usize| &g.rows[r * width..(r + 1) * width];
                let mut order: Vec<(usize, i128)> =
                    (0..g.options.len()).map(|r| (r, weigh(row(r)))).collect();
                order.sort_by_key(|&(r, sum)| (std::cmp::Reverse(sum), g.options[r]));
                let lead = order[0].1 - order[1].1;
                let level = Level {
                    issue: g.issue,
                    options: order.iter().map(|&(r, _)| g.options[r]).collect(),
                    sums: order.iter().map(|&(_, sum)| narrow(sum)).collect(),
                    rows: order.iter().flat_map(|&(r, _)| row(r)).map(|&v| narrow(v)).collect(),
                    later: 0,
                    later_gains: vec![0; width],
                };
                (level, lead)
            })
            .collect();
        // Issues whose second-best option costs most are decided first: they prune most.
        levels.sort_by_key(|(level, lead)| (std::cmp::Reverse(*lead), level.issue));
        let mut levels: Vec<Level<T>> = levels.into_iter().map(|(level, _)| level).collect();
        for at in (1..levels.len()).rev() {
            let level = &levels[at];
            let most = |c: usize| level.rows.iter().skip(c).step_by(width).max().map_or(0, |&v| v.into());
            let gains: Vec<Score> = (0..width).map(|c| level.later_gains[c] + most(c)).collect();
            let later = level.later + level.sums[0].into();
            (levels[at - 1].later, levels[at - 1].later_gains) = (later, gains);
        }
        let column = |p: &usize| groups.parties.iter().position(|q| q == p);
        let players: Vec<Option<usize>> = search.goal.players().iter().map(column).collect();
        let least = (0..width)
            .map(|c| if players.contains(&Some(c)) { search.goal.least_gain() } else { 0 })
            .collect();
        let depth = levels.len();
        let mut gains = vec![narrow(0); (depth + 1) * width];
        for (gain, &base) in gains.iter_mut().zip(&groups.base) {
            *gain = narrow(base);
        }
        let mut sums = vec![narrow(0); depth + 1];
        sums[0] = narrow(weigh(&groups.base));
        let package = region.open.iter().map(|open| open[0]).collect();
        let (need, floor) = (vec![narrow(0); depth * width], vec![narrow(0); depth]);
        let mut dive = Dive {
            levels,
            width,
            package,
            gains,
            sums,
            players,
            least,
            need,
            floor,
            ladder: None,
            nodes: 0,
            limit,
            weights: weights.to_vec(),
            sure: depth > 0
                && region.problem.rules().is_empty()
                && groups.parties.iter().all(|&p| region.problem.parties()[p].cap.is_none()),
        };
        dive.refresh(search);
        dive
    }

    /// Takes over what the search has found since.
    fn refresh(&mut self, search: &Search) {
        let top = self.sums[0].into() + self.levels.first().map_or(0, |l| l.sums[0].into() + l.later);
        let (target, ties_close) = search.target();
        let least_open = search.goal.least_open(&self.weights, target, ties_close, top);
        let least_open = least_open.max(self.limit.floor.unwrap_or(least_open));
        self.ladder = match (search.goal, target) {
            (Goal::Leximin { units, .. }, Some(target)) => Some(Ladder::new(target, units, ties_close)),
            _ => None,
        };
        let mut least = self.least.clone();
        if let Some(first) = self.ladder.as_ref().and_then(Ladder::first) {
            for (column, &gain) in self.players.iter().zip(first) {
                if let Some(c) = *column {
                    least[c] = least[c].max(gain);
                }
            }
        }
        for (depth, level) in self.levels.iter().enumerate() {
            self.floor[depth] = narrow(least_open - level.later);
            for (c, gain) in least.iter().enumerate() {
                self.need[depth * self.width + c] = narrow(gain - level.later_gains[c]);
            }
        }
    }

    fn run(mut self, search: &mut Search) -> Result<(bool, u64), End> {
        let done = self.down(search, 0)?;
        Ok((done, self.nodes))
    }

    fn down(&mut self, search: &mut Search, depth: usize) -> Result<bool, End> {
        self.nodes += 1;
        if self.nodes > self.limit.nodes {
            return Ok(false);
        }
        if depth == self.levels.len() {
            let better = match &mut search.pool {
                Some(pool) if self.sure => {
                    let gains = &self.gains[depth * self.width..];
                    let gain = |at: usize| self.players[at].map_or(0, |c| gains[c].into());
                    let rough = pool.rough(search.goal, gain);
                    !pool.is_too_low(rough) && pool.add(rough, &self.package, search.problem, search.goal)
                }
                _ => search.offer(&self.package)?,
            };
            if better {
                self.refresh(search);
            }
            return Ok(true);
        }
        let width = self.width;
        for at in 0..self.levels[depth].options.len() {
            let level = &self.levels[depth];
            let sum = self.sums[depth] + level.sums[at];
            if sum < self.floor[depth] {
                // The options are in falling order: none of the rest can do better.
                break;
            }
            let (before, after) = self.gains.split_at_mut((depth + 1) * width);
            let before = &before[depth * width..];
            let row = &level.rows[at * width..][..width];
            let need = &self.need[depth * width..][..width];
            let mut possible = true;
            for (c, points) in row.iter().enumerate() {
                let gain = before[c] + *points;
                after[c] = gain;
                possible &= gain >= need[c];
            }
            if !possible || self.falls_short(depth) {
                continue;
            }
            self.package[level.issue] = level.options[at];
            self.sums[depth + 1] = sum;
            if !self.down(search, depth + 1)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// For leximin: whether the largest gains still possible, sorted, fall short of the target.
    fn falls_short(&self, depth: usize) -> bool {
        let Some(ladder) = &self.ladder else { return false };
        let gains = &self.gains[(depth + 1) * self.width..][..self.width];
        let later = &self.levels[depth].later_gains;
        let most = |p: usize| self.players[p].map_or(Score::MAX >> 1, |c| gains[c].into() + later[c]);
        ladder.falls_short(most, self.players.len())
    }
}
