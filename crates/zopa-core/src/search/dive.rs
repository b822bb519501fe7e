//! A depth-first search of one case under fixed weights.

use super::{End, Search};
use crate::answer::{Goal, Package};
use crate::problem::Score;
use crate::region::{Groups, Region};

/// A depth-first search under fixed weights.
pub(super) struct Dive {
    /// Issues in the order they are decided.
    levels: Vec<Level>,
    package: Package,
    /// Gains so far, one per column, for each level.
    gains: Vec<Vec<Score>>,
    sums: Vec<i128>,
    /// Columns that are players, in the goal's order.
    players: Vec<Option<usize>>,
    least: Vec<Score>,
    least_open: i128,
    known: usize,
    pub(super) nodes: u64,
    weights: Vec<u64>,
}

struct Level {
    issue: usize,
    /// Option, its weighted sum, and its row; the largest sum first.
    options: Vec<(usize, i128, Vec<Score>)>,
    /// The largest weighted sum of all later levels.
    later: i128,
    /// The largest gain of each column over all later levels.
    later_gains: Vec<Score>,
}

impl Dive {
    pub(super) fn new(search: &Search, region: &Region, groups: &Groups, weights: &[u64]) -> Dive {
        let width = groups.parties.len();
        let weigh = |row: &[Score]| -> i128 {
            row.iter().zip(&groups.parties).map(|(&v, &p)| v * Score::from(weights[p])).sum()
        };
        let mut levels: Vec<Level> = groups
            .groups
            .iter()
            .map(|g| {
                let row = |r: usize| g.rows[r * width..(r + 1) * width].to_vec();
                let mut options: Vec<_> =
                    g.options.iter().enumerate().map(|(r, &o)| (o, weigh(&row(r)), row(r))).collect();
                options.sort_by_key(|(o, sum, _)| (std::cmp::Reverse(*sum), *o));
                Level { issue: g.issue, options, later: 0, later_gains: vec![0; width] }
            })
            .collect();
        // Issues whose second-best option costs most are decided first: they prune most.
        levels.sort_by_key(|l| (std::cmp::Reverse(l.options[0].1 - l.options[1].1), l.issue));
        for at in (1..levels.len()).rev() {
            let (later, gains) = {
                let level = &levels[at];
                let most = |c: usize| level.options.iter().map(|(_, _, row)| row[c]).max().unwrap_or(0);
                let gains: Vec<Score> = (0..width).map(|c| level.later_gains[c] + most(c)).collect();
                (level.later + level.options[0].1, gains)
            };
            levels[at - 1].later = later;
            levels[at - 1].later_gains = gains;
        }
        let players = search
            .goal
            .players()
            .iter()
            .map(|p| groups.parties.iter().position(|q| q == p))
            .collect::<Vec<_>>();
        let least = (0..width)
            .map(|c| if players.contains(&Some(c)) { search.goal.least_gain() } else { 0 })
            .collect();
        let depth = levels.len();
        let mut gains = vec![vec![0; width]; depth + 1];
        gains[0].clone_from(&groups.base);
        let mut sums = vec![0; depth + 1];
        sums[0] = weigh(&groups.base);
        let mut dive = Dive {
            levels,
            package: region.open.iter().map(|open| open[0]).collect(),
            gains,
            sums,
            players,
            least,
            least_open: 0,
            known: usize::MAX,
            nodes: 0,
            weights: weights.to_vec(),
        };
        dive.refresh(search);
        dive
    }

    /// Takes over what the search has found since.
    fn refresh(&mut self, search: &Search) {
        let top: i128 = self.sums[0] + self.levels.first().map_or(0, |l| l.options[0].1 + l.later);
        let (target, ties_close) = search.target();
        self.least_open = search.goal.least_open(&self.weights, target, ties_close, top);
        self.known = search.best.len();
    }

    pub(super) fn down(&mut self, search: &mut Search, depth: usize, limit: u64) -> Result<bool, End> {
        self.nodes += 1;
        if self.nodes > limit {
            return Ok(false);
        }
        if depth == self.levels.len() {
            if search.offer(&self.package.clone())? {
                self.refresh(search);
            }
            return Ok(true);
        }
        for at in 0..self.levels[depth].options.len() {
            let level = &self.levels[depth];
            let (option, sum, row) = &level.options[at];
            let sum = self.sums[depth] + sum;
            if sum + level.later < self.least_open {
                // The options are in falling order: none of the rest can do better.
                break;
            }
            let mut possible = true;
            for (c, points) in row.iter().enumerate() {
                let gain = self.gains[depth][c] + points;
                self.gains[depth + 1][c] = gain;
                possible &= gain + level.later_gains[c] >= self.least[c];
            }
            if !possible || self.ranked_below(search, depth) {
                continue;
            }
            self.package[level.issue] = *option;
            self.sums[depth + 1] = sum;
            if !self.down(search, depth + 1, limit)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn ranked_below(&self, search: &Search, depth: usize) -> bool {
        let (target, ties_close) = search.target();
        if !matches!(search.goal, Goal::Leximin { .. }) || target.is_none() {
            return false;
        }
        let level = &self.levels[depth];
        let best: Vec<Score> = self
            .players
            .iter()
            .map(|c| c.map_or(Score::MAX >> 1, |c| self.gains[depth + 1][c] + level.later_gains[c]))
            .collect();
        search.goal.ranked_below(&best, target, ties_close)
    }
}
