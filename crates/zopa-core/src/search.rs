//! One search for every question about acceptable packages: branch and bound under weights.
//!
//! A case is closed by a rule, by an empty issue, or by weights whose bound `B` shows that nothing in it can beat what
//! is known ([`crate::answer`]). What weights do not close is searched depth first under the same weights; what that
//! does not finish within a share of nodes is split by one issue, and each part gets weights of its own. The method is
//! Lagrangian branch and bound with reduced costs (Fisher 1981, "The Lagrangian relaxation method for solving integer
//! programming problems", Management Science 27).

mod dive;
mod ladder;
mod pool;

use crate::answer::{Case, Goal, Package, Stop};
use crate::budget::Budget;
use crate::goal::Value;
use crate::problem::{Problem, Score};
use crate::region::{Groups, Region, Verdict};
use crate::weigh::{self, Descent, Pick};
use num_rational::BigRational;
use pool::Pool;

/// What to keep of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Stop at the first package.
    First,
    /// The best packages with all their ties, up to so many.
    Ties(usize),
    /// The best `k`, in order.
    Top(usize),
}

/// What a search found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Packages with their values, best first, then in the order of their options.
    pub best: Vec<(Value, Package)>,
    /// Whether further packages tie with those kept. Of the best `k` it is not known: ties with the last are not looked for.
    pub more: bool,
    /// The tree, if the search ran to its end.
    pub tree: Option<Case>,
    pub stop: Stop,
}

struct Search<'s, 'b> {
    problem: &'s Problem,
    real: &'s [bool],
    goal: &'s Goal,
    keep: Keep,
    best: Vec<(Value, Package)>,
    more: bool,
    /// Where the best `k` are asked for: these, in place of `best`.
    pool: Option<Pool>,
    budget: &'s mut Budget<'b>,
}

/// Why a search ends early.
enum End {
    /// The first package is all that was asked for.
    Enough,
    Stopped(Stop),
}

impl From<Stop> for End {
    fn from(stop: Stop) -> End {
        End::Stopped(stop)
    }
}

/// Nodes a depth-first search may use before its case is split. A node costs some ten nanoseconds, weights for every part
/// of a split hundreds of microseconds: splitting pays late.
const NODES: u64 = 200_000;

/// Maximises a goal over the acceptable packages.
pub(crate) fn run(problem: &Problem, real: &[bool], goal: &Goal, keep: Keep, budget: &mut Budget) -> Found {
    let pool = match keep {
        Keep::Top(k) => Some(Pool::new(k, goal, problem)),
        _ => None,
    };
    let mut search = Search { problem, real, goal, keep, best: Vec::new(), more: false, pool, budget };
    let end = search.solve(Region::root(problem, real), None, 0);
    let (tree, stop) = match end {
        Ok(tree) => (Some(tree), Stop::Complete),
        Err(End::Enough) => (None, Stop::Complete),
        Err(End::Stopped(stop)) => (None, stop),
    };
    if let Keep::Ties(most) = keep {
        search.more = search.best.len() > most;
        search.best.truncate(most);
    }
    let best = match search.pool {
        Some(pool) => pool.into_best(problem, goal),
        None => search.best,
    };
    Found { best, more: search.more, tree, stop }
}

/// A bound on the first entry of the goal's value over all acceptable packages, from one set of weights: what can be
/// said where a search stopped early. Parties with carried consent are left out, which only loosens it.
pub(crate) fn root_ceiling(problem: &Problem, real: &[bool], goal: &Goal) -> Option<BigRational> {
    let groups = Region::root(problem, real).groups();
    if groups.parties.is_empty() || groups.groups.iter().any(|g| g.options.is_empty()) {
        return None;
    }
    let weights = weigh::find(&groups, goal, problem.n(), Descent { start: None, steps: 400 }, |_| {});
    goal.ceiling(&weights, groups.bound(&weights).max(0))
}

impl<'s> Search<'s, '_> {
    /// Closes a case: answers its tree, keeping what is found on the way.
    fn solve(&mut self, region: Region<'s>, start: Option<&[u64]>, depth: usize) -> Result<Case, End> {
        self.budget.spend(1)?;
        match region.verdict() {
            Verdict::Open => {}
            Verdict::NoOption(issue) => return Ok(Case::NoOption(issue)),
            Verdict::Broken(rule) => return Ok(Case::Rule(rule)),
            Verdict::Only { rule, issue, keep } => {
                let rest = region.open[issue].iter().copied().filter(|o| !keep.contains(o)).collect();
                let inner = self.solve(region.narrowed(issue, keep.clone()), start, depth)?;
                return Ok(Case::Split { issue, parts: vec![(keep, inner), (rest, Case::Rule(rule))] });
            }
        }
        let groups = region.groups();
        let mut weights = None;
        if !groups.parties.is_empty() {
            let found = self.weigh(&region, &groups, start, if depth == 0 { 200 } else { 30 })?;
            if self.closed(&groups, &found) {
                return Ok(Case::Weights(found));
            }
            weights = Some(found);
        }
        let start = weights.as_deref().or(start);
        if let Some((&party, rest)) = region.pending.split_first() {
            let mut asked = region.clone();
            asked.pending = rest.to_vec();
            // Of what it carries nothing is left, as after another party that carries the same: it is not asked.
            if asked.carries_nothing(party) {
                return self.solve(asked, start, depth);
            }
            let mut unasked = asked.clone();
            asked.ask(party);
            unasked.leave_unasked(party);
            let asked = self.solve(asked, start, depth + 1)?;
            let unasked = self.solve(unasked, start, depth + 1)?;
            return Ok(Case::Consent { party, unasked: Box::new(unasked), asked: Box::new(asked) });
        }
        if let Some(issue) = region.busiest_pair_issue() {
            return self.split(&region, issue, start, depth);
        }
        // Without a party asked any package that keeps the rules will do; weights of zero order nothing.
        let weights = weights.unwrap_or_else(|| vec![0; self.problem.n()]);
        if self.dived(&region, &groups, &weights)? {
            return Ok(Case::Search(weights));
        }
        let issue = widest(&groups, &weights);
        self.split(&region, issue, Some(&weights), depth)
    }

    /// One part per option of an issue, the most promising first: the one whose own weights leave most room.
    fn split(
        &mut self,
        region: &Region<'s>,
        issue: usize,
        start: Option<&[u64]>,
        depth: usize,
    ) -> Result<Case, End> {
        let mut parts = Vec::with_capacity(region.open[issue].len());
        for &o in &region.open[issue] {
            let part = region.narrowed(issue, vec![o]);
            let groups = part.groups();
            let (mut room, mut weights) = (None, None);
            if !groups.parties.is_empty() && part.open.iter().all(|open| !open.is_empty()) {
                let found = self.weigh(&part, &groups, start, 30)?;
                room = self.goal.ceiling(&found, groups.bound(&found).max(0));
                weights = Some(found);
            }
            parts.push((room, o, part, weights));
        }
        parts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut cases = Vec::with_capacity(parts.len());
        for (_, o, part, weights) in parts {
            cases.push((vec![o], self.solve(part, weights.as_deref().or(start), depth + 1)?));
        }
        cases.sort_by_key(|(options, _)| options[0]);
        Ok(Case::Split { issue, parts: cases })
    }

    fn weigh(
        &mut self,
        region: &Region<'s>,
        groups: &Groups,
        start: Option<&[u64]>,
        steps: usize,
    ) -> Result<Vec<u64>, End> {
        self.budget.spend(groups.size() * steps as u64)?;
        let mut picks: Vec<Vec<usize>> = Vec::new();
        let found =
            weigh::find(groups, self.goal, self.problem.n(), Descent { start, steps }, |pick: &Pick| {
                if picks.last() != Some(&pick.rows) {
                    picks.push(pick.rows.clone());
                }
            });
        let mut package: Package = region.open.iter().map(|open| open[0]).collect();
        for rows in picks {
            for (group, row) in groups.groups.iter().zip(rows) {
                package[group.issue] = group.options[row];
            }
            self.offer(&package)?;
        }
        Ok(found)
    }

    /// The value a package has to reach or exceed to matter, and whether reaching it is not enough.
    fn target(&self) -> (Option<&Value>, bool) {
        match self.keep {
            Keep::First => (None, false),
            // One more than asked for is looked for, to know whether there are more.
            Keep::Ties(most) => (self.best.first().map(|(v, _)| v), self.best.len() > most),
            Keep::Top(_) => (self.pool.as_ref().and_then(Pool::last), true),
        }
    }

    fn closed(&self, groups: &Groups, weights: &[u64]) -> bool {
        if weights.iter().all(|w| *w == 0) {
            return false;
        }
        let bound = groups.bound(weights);
        let (target, ties_close) = self.target();
        bound < self.goal.least_open(weights, target, ties_close, bound)
            || bound < 0
            || self.goal.ranked_below(&self.players_best(groups, &groups.best_gains()), target, ties_close)
    }

    /// The largest gains of the players, in the goal's order, out of one entry per column.
    fn players_best(&self, groups: &Groups, columns: &[Score]) -> Vec<Score> {
        let at =
            |p: &usize| groups.parties.iter().position(|q| q == p).map_or(Score::MAX >> 1, |c| columns[c]);
        self.goal.players().iter().map(at).collect()
    }

    /// Looks at one package: keeps it if it is acceptable and good enough.
    fn offer(&mut self, package: &[usize]) -> Result<bool, End> {
        self.budget.spend(1 + self.problem.m() as u64 / 16)?;
        if !self.problem.acceptable(self.real, package) {
            return Ok(false);
        }
        if let Some(pool) = &mut self.pool {
            let players = self.goal.players();
            let gain = |at: usize| self.problem.gain(players[at], package);
            if (0..players.len()).any(|at| gain(at) < self.goal.least_gain()) {
                return Ok(false);
            }
            let rough = pool.rough(self.goal, gain);
            return Ok(!pool.is_too_low(rough) && pool.add(rough, package, self.problem, self.goal));
        }
        let Some(value) = self.goal.value(self.problem, package) else { return Ok(false) };
        let place = self.best.binary_search_by(|(v, x)| value.cmp(v).then_with(|| x.as_slice().cmp(package)));
        let Err(place) = place else { return Ok(false) };
        match self.keep {
            Keep::First => {
                self.best.push((value, package.to_vec()));
                return Err(End::Enough);
            }
            Keep::Ties(most) => {
                if self.best.first().is_some_and(|(v, _)| value < *v) {
                    return Ok(false);
                }
                if self.best.first().is_some_and(|(v, _)| value > *v) {
                    self.best.clear();
                    self.best.push((value, package.to_vec()));
                } else {
                    self.best.insert(place, (value, package.to_vec()));
                    self.best.truncate(most + 1);
                }
            }
            // They go to the pool.
            Keep::Top(_) => {}
        }
        Ok(true)
    }

    /// Searches a case depth first under fixed weights. Answers whether it came to its end.
    fn dived(&mut self, region: &Region<'s>, groups: &Groups, weights: &[u64]) -> Result<bool, End> {
        let top = if groups.parties.is_empty() { 0 } else { groups.bound(weights) };
        // As long as the best `k` are not known there is nothing to fall short of: only packages whose weighted sums are
        // near the largest are looked at then, and more of them until there are enough.
        let mut depth = if self.keep == Keep::Top(1) { 0 } else { 14 };
        while self.pool.as_ref().is_some_and(|pool| pool.last().is_none()) && depth > 0 {
            let floor = top - (top.max(0) >> depth);
            depth -= 1;
            if !self.dive_to(region, groups, weights, Some(floor))? {
                return Ok(false);
            }
            if let Some(pool) = &mut self.pool {
                pool.settle(self.problem, self.goal);
            }
        }
        self.dive_to(region, groups, weights, None)
    }

    fn dive_to(
        &mut self,
        region: &Region<'s>,
        groups: &Groups,
        weights: &[u64],
        floor: Option<i128>,
    ) -> Result<bool, End> {
        let limit = dive::Limit { nodes: self.budget.left().min(NODES), floor };
        let (done, nodes) = dive::dive(self, region, groups, weights, limit)?;
        self.budget.spend(nodes)?;
        Ok(done)
    }
}

/// The issue whose options differ most under the weights.
fn widest(groups: &Groups, weights: &[u64]) -> usize {
    let width = groups.parties.len();
    let spread = |rows: &[Score]| -> i128 {
        let sums = || {
            rows.chunks(width.max(1)).map(|row| -> i128 {
                row.iter().zip(&groups.parties).map(|(&v, &p)| v * Score::from(weights[p])).sum()
            })
        };
        let own: i128 = (0..width)
            .map(|c| {
                let column = || rows.iter().skip(c).step_by(width);
                let span = column().max().unwrap_or(&0) - column().min().unwrap_or(&0);
                span * Score::from(weights[groups.parties[c]])
            })
            .sum();
        own + sums().max().unwrap_or(0) - sums().min().unwrap_or(0)
    };
    groups.groups.iter().max_by_key(|g| (spread(&g.rows), std::cmp::Reverse(g.issue))).map_or(0, |g| g.issue)
}
