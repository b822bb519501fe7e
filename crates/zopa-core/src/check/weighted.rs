//! A weighted sum of gains, and its upper bound over a case.
//!
//! For weights `λ`, `G(x) = Σ_p λ_p g_p(x)` is a sum of one term per issue,
//! one term per pair of issues, and a constant. The sum of the largest values
//! of the terms is an upper bound, whichever package of the case one takes:
//!
//! `B = Σ_i max_o Σ_p λ_p v[p][i][o] + Σ_{i<j} max_{o,o'} Σ_p λ_p t[p][i,j][o,o'] - Σ_p λ_p r_p`.
//!
//! With the unit weights of one party, `B` bounds that party's own gain.

use std::collections::BTreeMap;

use crate::Fault;
use crate::problem::{Pair, Problem};

/// A term or a sum does not fit in 128 bits.
fn overflow() -> Fault {
    Fault::shape("the weights are too large for exact sums in 128 bits".into())
}

fn add(a: i128, b: i128) -> Result<i128, Fault> {
    a.checked_add(b).ok_or_else(overflow)
}

fn sub(a: i128, b: i128) -> Result<i128, Fault> {
    a.checked_sub(b).ok_or_else(overflow)
}

/// `Σ λ_p s_p` over the scores given, exactly.
fn dot(terms: impl Iterator<Item = (u64, i64)>) -> Result<i128, Fault> {
    let mut sum = 0;
    for (weight, score) in terms {
        // 64 by 63 bits: the product itself always fits.
        sum = add(sum, i128::from(weight) * i128::from(score))?;
    }
    Ok(sum)
}

/// The pair tables of a problem, those of the same two issues together, so
/// that the maximum is taken of their sum.
pub(super) struct Tables<'a>(BTreeMap<[usize; 2], Vec<&'a Pair>>);

impl<'a> Tables<'a> {
    pub(super) fn new(problem: &'a Problem) -> Tables<'a> {
        let mut groups: BTreeMap<[usize; 2], Vec<&Pair>> = BTreeMap::new();
        for pair in problem.pairs() {
            groups.entry(pair.issues).or_default().push(pair);
        }
        Tables(groups)
    }
}

/// The weights `λ` that count party `p` alone.
pub(super) fn alone(problem: &Problem, p: usize) -> Vec<u64> {
    (0..problem.n()).map(|q| u64::from(q == p)).collect()
}

/// `Σ_p λ_p v[p][i][o]`.
fn option_term(problem: &Problem, weights: &[u64], i: usize, o: usize) -> Result<i128, Fault> {
    let weighted = weights.iter().enumerate().filter(|(_, weight)| **weight > 0);
    dot(weighted.map(|(p, &weight)| (weight, problem.row(p, i)[o])))
}

/// `Σ_p λ_p t[p][i,j][o,o']`, with `at` the place of `[o,o']` in the tables.
fn pair_term(tables: &[&Pair], weights: &[u64], at: usize) -> Result<i128, Fault> {
    dot(tables.iter().map(|t| (weights[t.party], t.points[at])))
}

/// `Σ_p λ_p r_p`.
fn no_deal_term(problem: &Problem, weights: &[u64]) -> Result<i128, Fault> {
    dot(weights.iter().zip(problem.parties()).map(|(&weight, party)| (weight, party.no_deal)))
}

/// `B` over the packages with one of the options `left[i]` in each issue `i`;
/// `None` if an issue has no option left, so that there are no packages.
pub(super) fn upper(
    problem: &Problem,
    tables: &Tables,
    weights: &[u64],
    left: &[Vec<usize>],
) -> Result<Option<i128>, Fault> {
    if left.iter().any(Vec::is_empty) {
        return Ok(None);
    }
    let mut bound = sub(0, no_deal_term(problem, weights)?)?;
    for (i, options) in left.iter().enumerate() {
        let mut largest = i128::MIN;
        for &o in options {
            largest = largest.max(option_term(problem, weights, i, o)?);
        }
        bound = add(bound, largest)?;
    }
    for (&[a, b], group) in &tables.0 {
        if group.iter().all(|t| weights[t.party] == 0) {
            continue;
        }
        let mut largest = i128::MIN;
        for &o in &left[a] {
            for &other in &left[b] {
                largest = largest.max(pair_term(group, weights, o * problem.options()[b] + other)?);
            }
        }
        bound = add(bound, largest)?;
    }
    Ok(Some(bound))
}

/// The order in which to decide issues so that weights exclude most soonest:
/// first those without a choice, then those whose second-best option loses most
/// against the best one. Any order is right; some are shorter.
pub(super) fn decisive(problem: &Problem, weights: &[u64], left: &[Vec<usize>]) -> Result<Vec<usize>, Fault> {
    let mut lead: Vec<(i128, usize)> = Vec::with_capacity(left.len());
    for (i, options) in left.iter().enumerate() {
        let mut terms: Vec<i128> =
            options.iter().map(|&o| option_term(problem, weights, i, o)).collect::<Result<_, _>>()?;
        terms.sort_unstable_by(|a, b| b.cmp(a));
        lead.push(match terms[..] {
            [best, second, ..] => (sub(best, second)?, i),
            _ => (i128::MAX, i),
        });
    }
    lead.sort_by_key(|&(gap, i)| (std::cmp::Reverse(gap), i));
    Ok(lead.into_iter().map(|(_, i)| i).collect())
}

/// The bound `B` of a case, and by how much it falls as options are chosen,
/// issue by issue, until it is the exact weighted gain of one package.
///
/// Choosing `o` in issue `i` costs what the term of `i` loses against its
/// largest value; for each pair table whose other issue is decided later, what
/// the best entry with `o` loses against the best entry of the table; for each
/// whose other issue is decided, what the entry loses against the best one with
/// the option chosen there. No loss is negative, so the bound never rises.
pub(super) struct Falling {
    start: i128,
    /// `losses[i][k]` of choosing `left[i][k]`, as far as `i` alone decides.
    losses: Vec<Vec<i128>>,
    /// By the issue decided second: the one decided first, and the losses
    /// `[k_first][k_second]`.
    later: Vec<Vec<(usize, Vec<Vec<i128>>)>>,
}

impl Falling {
    /// The falling bound over the packages left, where every issue has an
    /// option, and issues are decided in this order.
    pub(super) fn new(
        problem: &Problem,
        tables: &Tables,
        weights: &[u64],
        left: &[Vec<usize>],
        order: &[usize],
    ) -> Result<Falling, Fault> {
        let mut start = sub(0, no_deal_term(problem, weights)?)?;
        let mut losses = Vec::with_capacity(left.len());
        for (i, options) in left.iter().enumerate() {
            let terms: Vec<i128> =
                options.iter().map(|&o| option_term(problem, weights, i, o)).collect::<Result<_, _>>()?;
            let largest = largest(&terms);
            start = add(start, largest)?;
            losses.push(shortfalls(largest, &terms)?);
        }
        let mut falling = Falling { start, losses, later: vec![Vec::new(); left.len()] };
        let mut turn = vec![0; left.len()];
        for (at, &i) in order.iter().enumerate() {
            turn[i] = at;
        }
        for (&[a, b], group) in &tables.0 {
            if group.iter().all(|t| weights[t.party] == 0) {
                continue;
            }
            let entry = |o: usize, other: usize| pair_term(group, weights, o * problem.options()[b] + other);
            if turn[a] < turn[b] {
                falling.pair([a, b], left, entry)?;
            } else {
                falling.pair([b, a], left, |other, o| entry(o, other))?;
            }
        }
        Ok(falling)
    }

    /// Adds the terms of a pair of issues, given in the order of decision.
    fn pair(
        &mut self,
        [first, second]: [usize; 2],
        left: &[Vec<usize>],
        entry: impl Fn(usize, usize) -> Result<i128, Fault>,
    ) -> Result<(), Fault> {
        let row = |&o: &usize| left[second].iter().map(|&other| entry(o, other)).collect();
        let rows: Vec<Vec<i128>> = left[first].iter().map(row).collect::<Result<_, _>>()?;
        let peaks: Vec<i128> = rows.iter().map(|row| largest(row)).collect();
        let peak = largest(&peaks);
        self.start = add(self.start, peak)?;
        for (loss, short) in self.losses[first].iter_mut().zip(shortfalls(peak, &peaks)?) {
            *loss = add(*loss, short)?;
        }
        let below = rows.iter().zip(&peaks).map(|(row, &peak)| shortfalls(peak, row));
        self.later[second].push((first, below.collect::<Result<_, _>>()?));
        Ok(())
    }

    /// The bound before any choice, equal to [`upper`].
    pub(super) fn start(&self) -> i128 {
        self.start
    }

    /// The bound after the choice in issue `i`, from the bound before it.
    /// `places[j]` is the place in `left[j]` of the option chosen, for the
    /// issues decided.
    pub(super) fn after(&self, bound: i128, i: usize, places: &[usize]) -> Result<i128, Fault> {
        let mut bound = sub(bound, self.losses[i][places[i]])?;
        for (first, losses) in &self.later[i] {
            bound = sub(bound, losses[places[*first]][places[i]])?;
        }
        Ok(bound)
    }
}

fn largest(terms: &[i128]) -> i128 {
    terms.iter().copied().max().unwrap_or(i128::MIN)
}

fn shortfalls(largest: i128, terms: &[i128]) -> Result<Vec<i128>, Fault> {
    terms.iter().map(|&term| sub(largest, term)).collect()
}
