//! A depth-first search of a case, in whole numbers.
//!
//! Every column, a party's or a weighted sum's, starts with the most it can reach in the case and loses what each option
//! falls short of the best one of its issue (reduced costs). A branch with a column below zero holds no acceptable
//! package: a party's gain, or under weights of zero or more the weighted sum of gains, could not reach zero in it. What a
//! pair table or box was counted for at most is corrected when its last issue is decided.

use super::climb::Ground;
use super::field::Weights;

/// Weighted sums looked at together.
pub(super) const SIDES: usize = 4;

/// How a dive ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At a package; its entries are in [`Dive::entries`].
    Found,
    /// Nothing is left: no acceptable package.
    Closed,
    /// The nodes ran out.
    Limit,
}

/// Room for a dive.
#[derive(Debug, Clone)]
pub(super) struct Dive<const P: usize> {
    /// Per level (an issue with more than one option left, in the order of deciding), then per option, the best first:
    /// entry, and what the columns lose.
    entries_of: Vec<usize>,
    loss: Vec<[i64; P]>,
    side_loss: Vec<[i64; SIDES]>,
    /// Per level: issue, first and last-plus-one option.
    levels: Vec<Level>,
    /// Per level, what the columns have left before it, and the next option to look at.
    left: Vec<[i64; P]>,
    side_left: Vec<[i64; SIDES]>,
    next: Vec<usize>,
    /// Per issue, the level at which it is decided, plus one; zero for those with one option.
    level_of: Vec<usize>,
    /// Per level plus one, the extras complete with it.
    complete: Vec<Vec<usize>>,
    counts: Vec<i64>,
    /// Per issue, the entry chosen.
    pub entries: Vec<usize>,
    /// Nodes used by the last dive.
    pub nodes: u64,
}

#[derive(Debug, Clone, Copy)]
struct Level {
    issue: usize,
    from: usize,
    to: usize,
    /// What the second-best option loses: issues where it is most are decided first.
    lead: i64,
}

impl<const P: usize> Dive<P> {
    pub fn new() -> Dive<P> {
        Dive {
            entries_of: Vec::new(),
            loss: Vec::new(),
            side_loss: Vec::new(),
            levels: Vec::new(),
            left: Vec::new(),
            side_left: Vec::new(),
            next: Vec::new(),
            level_of: Vec::new(),
            complete: Vec::new(),
            counts: Vec::new(),
            entries: Vec::new(),
            nodes: 0,
        }
    }

    /// Searches a case under weights; the first of them set the order.
    pub fn dive(&mut self, ground: Ground<P>, weights: &[Weights<P>; SIDES], limit: u64) -> End {
        self.nodes = 0;
        self.prepare(ground, weights);
        if !self.start(ground, weights) {
            return End::Closed;
        }
        if self.levels.is_empty() {
            return End::Found;
        }
        let plain = ground.plan.extras.is_empty() && ground.plan.rules.is_empty();
        let last = self.levels.len() - 1;
        let mut depth = 0;
        self.next[0] = self.levels[0].from;
        loop {
            let level = self.levels[depth];
            let (left, side_left) = (self.left[depth], self.side_left[depth]);
            let mut down = false;
            while self.next[depth] < level.to {
                let at = self.next[depth];
                self.next[depth] += 1;
                let side = minus(&side_left, &self.side_loss[at]);
                if side[0] < 0 {
                    // The options are in rising order of this loss.
                    self.next[depth] = level.to;
                    break;
                }
                let own = minus(&left, &self.loss[at]);
                if negative(&own) || negative(&side) {
                    continue;
                }
                self.nodes += 1;
                if self.nodes > limit {
                    return End::Limit;
                }
                self.entries[level.issue] = self.entries_of[at];
                (self.left[depth + 1], self.side_left[depth + 1]) = (own, side);
                if !plain && !self.keeps(ground, weights, depth) {
                    continue;
                }
                if depth == last {
                    return End::Found;
                }
                if !plain {
                    let option = ground.frame.open[self.entries[level.issue]];
                    ground.plan.counted[option].iter().for_each(|&r| self.counts[r] += 1);
                }
                down = true;
                break;
            }
            if down {
                depth += 1;
                self.next[depth] = self.levels[depth].from;
            } else if depth == 0 {
                return End::Closed;
            } else {
                depth -= 1;
                if !plain {
                    let option = ground.frame.open[self.entries[self.levels[depth].issue]];
                    ground.plan.counted[option].iter().for_each(|&r| self.counts[r] -= 1);
                }
            }
        }
    }

    /// Sets up levels, losses and what the columns can reach.
    fn prepare(&mut self, ground: Ground<P>, weights: &[Weights<P>; SIDES]) {
        let (frame, field) = (ground.frame, ground.field);
        let issues = ground.plan.issues();
        self.levels.clear();
        self.entries_of.clear();
        self.loss.clear();
        self.side_loss.clear();
        self.entries.clear();
        let mut left = field.base;
        let mut side_left = weighted(&field.base, weights);
        for issue in 0..issues {
            let (from, to) = (frame.starts[issue], frame.starts[issue + 1]);
            self.entries.push(from);
            let at = self.loss.len();
            let (mut best, mut side_best) = ([i64::MIN; P], [i64::MIN; SIDES]);
            for entry in from..to {
                let row = field.rows[entry];
                let side = weighted(&row, weights);
                (0..P).for_each(|c| best[c] = best[c].max(row[c]));
                (0..SIDES).for_each(|s| side_best[s] = side_best[s].max(side[s]));
                self.loss.push(row);
                self.side_loss.push(side);
                self.entries_of.push(entry);
            }
            (0..P).for_each(|c| left[c] += best[c]);
            (0..SIDES).for_each(|s| side_left[s] += side_best[s]);
            if to - from == 1 {
                self.loss.truncate(at);
                self.side_loss.truncate(at);
                self.entries_of.truncate(at);
                continue;
            }
            for entry in at..self.loss.len() {
                self.loss[entry] = minus(&best, &self.loss[entry]);
                self.side_loss[entry] = minus(&side_best, &self.side_loss[entry]);
            }
            // By insertion: options are few.
            for entry in at + 1..self.loss.len() {
                let mut place = entry;
                while place > at && self.side_loss[place][0] < self.side_loss[place - 1][0] {
                    self.loss.swap(place, place - 1);
                    self.side_loss.swap(place, place - 1);
                    self.entries_of.swap(place, place - 1);
                    place -= 1;
                }
            }
            let lead = self.side_loss[at + 1][0];
            self.levels.push(Level { issue, from: at, to: self.loss.len(), lead });
        }
        self.levels.sort_by_key(|level| (std::cmp::Reverse(level.lead), level.issue));
        let depth = self.levels.len() + 1;
        self.left.resize(depth, [0; P]);
        self.side_left.resize(depth, [0; SIDES]);
        self.next.resize(depth, 0);
        (self.left[0], self.side_left[0]) = (left, side_left);
    }

    /// Counts what is settled before the first level; `false` where that closes the case.
    fn start(&mut self, ground: Ground<P>, weights: &[Weights<P>; SIDES]) -> bool {
        let plan = ground.plan;
        self.level_of.clear();
        self.level_of.resize(plan.issues(), 0);
        self.levels.iter().enumerate().for_each(|(l, level)| self.level_of[level.issue] = l + 1);
        self.complete.resize(self.complete.len().max(self.levels.len() + 1), Vec::new());
        self.complete.iter_mut().for_each(Vec::clear);
        for (e, extra) in plan.extras.iter().enumerate() {
            if ground.field.per_span[extra.party] > 0.0 {
                let last = extra.issues.iter().map(|&i| self.level_of[i]).max().unwrap_or(0);
                self.complete[last].push(e);
            }
        }
        self.counts.clear();
        self.counts.resize(plan.rules.len(), 0);
        for issue in (0..plan.issues()).filter(|&i| self.level_of[i] == 0) {
            let option = ground.frame.open[self.entries[issue]];
            plan.counted[option].iter().for_each(|&r| self.counts[r] += 1);
        }
        self.correct(ground, weights, 0);
        let broken = self.counts.iter().zip(&plan.rules).any(|(count, rule)| *count > rule.most);
        !broken && !negative(&self.left[0]) && !negative(&self.side_left[0])
    }

    /// Looks at the rules and extras that the option chosen at a level touches; `false` where they close the branch.
    fn keeps(&mut self, ground: Ground<P>, weights: &[Weights<P>; SIDES], depth: usize) -> bool {
        let plan = ground.plan;
        let option = ground.frame.open[self.entries[self.levels[depth].issue]];
        if plan.counted[option].iter().any(|&r| self.counts[r] >= plan.rules[r].most) {
            return false;
        }
        self.correct(ground, weights, depth + 1);
        !negative(&self.left[depth + 1]) && !negative(&self.side_left[depth + 1])
    }

    /// Corrects what extras were counted for by what they are worth, where their last issue is decided.
    fn correct(&mut self, ground: Ground<P>, weights: &[Weights<P>; SIDES], at: usize) {
        let plan = ground.plan;
        for &e in &self.complete[at] {
            let extra = &plan.extras[e];
            let option = |issue: usize| ground.frame.open[self.entries[issue]] - plan.offsets[issue];
            let counted = ground.field.most[plan.most_at[e] + option(extra.issues[0])];
            let less = counted - extra.worth(plan, ground.tables, option);
            self.left[at][extra.party] -= less;
            (0..SIDES).for_each(|s| self.side_left[at][s] -= less * weights[s][extra.party]);
        }
    }
}

fn weighted<const P: usize>(row: &[i64; P], weights: &[Weights<P>; SIDES]) -> [i64; SIDES] {
    weights.map(|weights| row.iter().zip(&weights).map(|(v, w)| v * w).sum())
}

fn minus<const P: usize>(left: &[i64; P], loss: &[i64; P]) -> [i64; P] {
    let mut rest = [0; P];
    (0..P).for_each(|c| rest[c] = left[c] - loss[c]);
    rest
}

fn negative<const P: usize>(left: &[i64; P]) -> bool {
    left.iter().fold(0, |all, v| all | v) < 0
}
