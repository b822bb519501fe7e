//! The sets of steps that can be done at some point, and the least guarantee where each party's continuation is the best
//! for it alone.
//!
//! For each set `S` that holds with a step all that it requires, `U_i(S) = max_k w[k][i] + δ^e[k] U_i(S ∪ k)` over the
//! steps `k` that may come next; `U_i` is at least what any order gives party `i` from `S` on. So the order whose largest
//! `t[k][i] + Σ z - w[k][i] - δ^e[k] U_i(S ∪ k)` is smallest, a bottleneck path from the empty set to the full one, needs no more
//! than any order does. Without discounting `U_i` is the sum of what is left, whatever the order, and the bound is the
//! least guarantee itself. Then the orders that need no more than a given guarantee can be counted path by path.
//!
//! Of the orders that need no more, one exposes least: with `H_i(S) = Σ_{j ∈ S} w[j][i] + z[j][i]` what `i` is left with if
//! everything ends when `S` is done, the order whose largest `-H_i(S)` on the way is smallest, again a bottleneck path.
//!
//! Work and memory go with the number of such sets, which prerequisites keep far below `2^n`.

use super::{MOST_SETS, Plan};
use crate::Fault;
use crate::answer::{Limit, Stop};
use crate::budget::Budget;
use std::collections::BTreeMap;

/// The sets of steps that prerequisites allow, and what leads from one to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sets {
    requires: Vec<u64>,
    /// Smaller sets first.
    sets: Vec<u64>,
    /// Where the ways out of each set begin in `ways`.
    starts: Vec<usize>,
    /// Step, and the place of the set with it.
    ways: Vec<(u8, u32)>,
}

/// An order that is best for the relaxation, and what it needs there.
pub(super) struct Relaxed {
    pub need: f64,
    pub order: Vec<usize>,
}

/// The order that exposes least, of those that need no more than a guarantee; of plans that discount nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Gentle {
    /// The order.
    pub steps: Vec<usize>,
    /// What any party is below where it began, at most, if everything ends on the way: points of its own scale, at least
    /// zero.
    pub exposure: f64,
}

/// The orders that need no more than a guarantee and expose nobody by more than so much; of plans that discount
/// nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Equal {
    /// How many there are; `u128::MAX` stands for at least so many.
    pub count: u128,
    /// The first and the last place each step has in them, from 0.
    pub places: Vec<[usize; 2]>,
    /// `always[a][b]`: `a` comes before `b` in all of them.
    pub always: Vec<Vec<bool>>,
}

impl Sets {
    /// The sets of a plan.
    ///
    /// # Errors
    /// There are more than [`MOST_SETS`], or the budget runs out.
    pub fn new(plan: &Plan, budget: &mut Budget) -> Result<Sets, Stop> {
        let requires: Vec<u64> =
            plan.steps.iter().map(|s| s.requires.iter().fold(0, |set, &k| set | 1u64 << k)).collect();
        let mut found = Sets { requires, sets: vec![0], starts: vec![0], ways: Vec::new() };
        let mut layer = 0..1;
        while !layer.is_empty() {
            let mut next: BTreeMap<u64, u32> = BTreeMap::new();
            for at in layer.clone() {
                for k in found.open(found.sets[at]) {
                    next.insert(found.sets[at] | 1 << k, 0);
                }
            }
            let begin = found.sets.len();
            if begin + next.len() > MOST_SETS {
                return Err(Stop::Limit(Limit::Steps));
            }
            for (n, place) in next.values_mut().enumerate() {
                *place = u32::try_from(begin + n).map_err(|_| Stop::Limit(Limit::Steps))?;
            }
            for at in layer {
                let set = found.sets[at];
                for k in found.open(set) {
                    let place = next.get(&(set | 1 << k)).copied().unwrap_or_default();
                    found.ways.push((k as u8, place));
                    budget.spend(1)?;
                }
                found.starts.push(found.ways.len());
            }
            found.sets.extend(next.keys());
            layer = begin..found.sets.len();
        }
        Ok(found)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.sets.len()
    }

    /// The steps that may come next.
    fn open(&self, done: u64) -> Vec<usize> {
        let next = |k: &usize| done >> k & 1 == 0 && self.requires[*k] & !done == 0;
        (0..self.requires.len()).filter(next).collect()
    }

    /// Refuses a plan of other prerequisites.
    pub(super) fn fit(&self, plan: &Plan) -> Result<(), Fault> {
        let requires = plan.steps.iter().map(|s| s.requires.iter().fold(0, |set, &k| set | 1u64 << k));
        match requires.eq(self.requires.iter().copied()) {
            true => Ok(()),
            false => Err(Fault::shape("the sets of steps are of other prerequisites".to_string())),
        }
    }

    pub(super) fn all(&self) -> &[u64] {
        &self.sets
    }

    /// The steps that may follow the set at a place, with the place of the set they lead to.
    pub(super) fn ways(&self, at: usize) -> &[(u8, u32)] {
        &self.ways[self.starts[at]..self.starts[at + 1]]
    }

    /// Sums over the steps of each set, `[set][party]`, each set from the first one that leads to it.
    fn sums(&self, plan: &Plan, of: impl Fn(usize, usize) -> f64) -> Vec<f64> {
        let parties = plan.parties();
        let mut sums = vec![0.0; self.sets.len() * parties];
        let mut reached = vec![false; self.sets.len()];
        for at in 0..self.sets.len() {
            for &(k, to) in self.ways(at) {
                let (k, to) = (usize::from(k), to as usize);
                if !std::mem::replace(&mut reached[to], true) {
                    for i in 0..parties {
                        sums[to * parties + i] = sums[at * parties + i] + of(k, i);
                    }
                }
            }
        }
        sums
    }

    /// What each way needs in the relaxation.
    fn costs(&self, plan: &Plan) -> Vec<f64> {
        let (n, parties) = (self.sets.len(), plan.parties());
        let later = plan.later();
        let mut best = vec![0.0; n * parties];
        let mut costs = vec![f64::NEG_INFINITY; self.ways.len()];
        let mut on = vec![0.0; parties];
        let sums = self.sums(plan, |k, i| plan.steps[k].undone.get(i).copied().unwrap_or(0.0));
        for at in (0..n).rev() {
            let undone = &sums[at * parties..][..parties];
            for (n, &(k, to)) in self.ways(at).iter().enumerate() {
                let (k, to) = (usize::from(k), to as usize * parties);
                for (i, on) in on.iter_mut().enumerate() {
                    *on = plan.steps[k].worth[i] + later[k] * best[to + i];
                }
                costs[self.starts[at] + n] = plan.tempted(k, undone, &on);
                for (i, on) in on.iter().enumerate() {
                    let best = &mut best[at * parties + i];
                    *best = if n == 0 { *on } else { best.max(*on) };
                }
            }
        }
        costs
    }

    /// The order that needs least in the relaxation; of those equal, the one whose steps stand as in the plan.
    pub(super) fn relaxed(&self, plan: &Plan) -> Relaxed {
        let costs = self.costs(plan);
        let mut needs = vec![0.0; self.sets.len()];
        let through = |way: usize, needs: &[f64]| -> f64 {
            let rest: f64 = needs[self.ways[way].1 as usize];
            rest.max(costs[way])
        };
        for at in (0..self.sets.len()).rev() {
            let ways = self.starts[at]..self.starts[at + 1];
            if !ways.is_empty() {
                needs[at] = ways.map(|way| through(way, &needs)).fold(f64::INFINITY, f64::min);
            }
        }
        let mut order = Vec::new();
        let mut at = 0;
        // What has been needed so far is needed anyway.
        let mut limit = needs[0].max(0.0);
        while let Some(way) = self.first(at, |way| through(way, &needs) <= limit) {
            limit = limit.max(costs[way]);
            order.push(usize::from(self.ways[way].0));
            at = self.ways[way].1 as usize;
        }
        Relaxed { need: needs[0].max(0.0), order }
    }

    fn first(&self, at: usize, good: impl Fn(usize) -> bool) -> Option<usize> {
        (self.starts[at]..self.starts[at + 1]).find(|&way| good(way))
    }

    /// How far any party is below where it began if everything ends at each set; on the way, not at its ends.
    fn exposures(&self, plan: &Plan) -> Vec<f64> {
        let (last, parties) = (self.sets.len() - 1, plan.parties());
        let left = self
            .sums(plan, |k, i| plan.steps[k].worth[i] + plan.steps[k].undone.get(i).copied().unwrap_or(0.0));
        let of = |at: usize| match at == 0 || at == last {
            true => f64::NEG_INFINITY,
            false => left[at * parties..][..parties].iter().fold(f64::NEG_INFINITY, |most, x| most.max(-x)),
        };
        (0..self.sets.len()).map(of).collect()
    }

    /// The order that exposes least, of those that need no more than `guarantee`; `None` where something is discounted, or
    /// there is no such order.
    pub fn gentlest(&self, plan: &Plan, guarantee: f64) -> Option<Gentle> {
        if discounted(plan) {
            return None;
        }
        let costs = self.costs(plan);
        let limit = guarantee + plan.close();
        let mut most = self.exposures(plan);
        let last = self.sets.len() - 1;
        for at in (0..last).rev() {
            let ways = (self.starts[at]..self.starts[at + 1]).filter(|&way| costs[way] <= limit);
            let rest = ways.map(|way| most[self.ways[way].1 as usize]).fold(f64::INFINITY, f64::min);
            most[at] = most[at].max(rest);
        }
        if most[0] == f64::INFINITY {
            return None;
        }
        let enough = most[0].max(0.0);
        let mut steps = Vec::new();
        let mut at = 0;
        while let Some(way) =
            self.first(at, |way| costs[way] <= limit && most[self.ways[way].1 as usize] <= enough)
        {
            steps.push(usize::from(self.ways[way].0));
            at = self.ways[way].1 as usize;
        }
        Some(Gentle { steps, exposure: enough })
    }

    /// The orders that need no more than `guarantee` and expose nobody by more than `exposure`; `None` where something is
    /// discounted, or there is no such order.
    pub fn equal(&self, plan: &Plan, guarantee: f64, exposure: f64) -> Option<Equal> {
        if discounted(plan) {
            return None;
        }
        let most = self.exposures(plan);
        let exposed = exposure + plan.close();
        let costs = self.costs(plan);
        let limit = guarantee + plan.close();
        let (sets, n) = (self.sets.len(), self.requires.len());
        let fits = |way: usize| costs[way] <= limit && most[self.ways[way].1 as usize] <= exposed;
        let good = |at: usize| (self.starts[at]..self.starts[at + 1]).filter(|&way| fits(way));
        let mut back = vec![0u128; sets];
        back[sets - 1] = 1;
        for at in (0..sets - 1).rev() {
            back[at] = good(at).fold(0, |sum, way| sum.saturating_add(back[self.ways[way].1 as usize]));
        }
        if back[0] == 0 {
            return None;
        }
        let mut reached = vec![false; sets];
        reached[0] = true;
        let mut places = vec![[n, 0]; n];
        let mut before = vec![0u64; n];
        for at in (0..sets).filter(|&at| back[at] > 0) {
            if !reached[at] {
                continue;
            }
            let (done, place) = (self.sets[at], self.sets[at].count_ones() as usize);
            // Some order has the steps done and not yet the others.
            for (_, before) in before.iter_mut().enumerate().filter(|(k, _)| done >> k & 1 == 1) {
                *before |= !done;
            }
            for way in good(at).filter(|&way| back[self.ways[way].1 as usize] > 0) {
                let (k, to) = (usize::from(self.ways[way].0), self.ways[way].1 as usize);
                reached[to] = true;
                places[k] = [places[k][0].min(place), places[k][1].max(place)];
            }
        }
        let always = (0..n).map(|a| (0..n).map(|b| a != b && before[b] >> a & 1 == 0).collect()).collect();
        Some(Equal { count: back[0], places, always })
    }
}

/// Whether later steps count for less.
fn discounted(plan: &Plan) -> bool {
    plan.later().iter().any(|&later| later != 1.0)
}
