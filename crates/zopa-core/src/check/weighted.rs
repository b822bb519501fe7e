//! A weighted sum of gains, and its upper bound over a case.
//!
//! For weights `λ`, and gains `g_p` without regard to ceilings,
//! `G(x) = Σ_p λ_p g_p(x)` is a sum of one term per issue, one term per pair of
//! issues, one per box, and a constant. The sum of the largest values
//! of the terms is an upper bound, whichever package of the case one takes:
//!
//! `B = Σ_i max_o Σ_p λ_p v[p][i][o] + Σ_{i<j} max_{o,o'} Σ_p λ_p t[p][i,j][o,o'] + Σ_b max(0, λ_p b) - Σ_p λ_p r_p`.
//!
//! Where an issue has one option left, a pair with it depends on the other
//! issue alone. It is then part of the term of that issue, which only lowers
//! `B`; so it is with a box of which one side alone is not settled. With the unit weights of one party, `B` bounds that party's own gain.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::Fault;
use crate::problem::{BoxTerm, Pair, Problem, Score};

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
fn dot(terms: impl Iterator<Item = (u64, Score)>) -> Result<i128, Fault> {
    let mut sum = 0;
    for (weight, score) in terms {
        let term = score.checked_mul(weight.into()).ok_or_else(overflow)?;
        sum = add(sum, term)?;
    }
    Ok(sum)
}

fn largest(terms: &[i128]) -> i128 {
    terms.iter().copied().max().unwrap_or(i128::MIN)
}

fn shortfalls(largest: i128, terms: &[i128]) -> Result<Vec<i128>, Fault> {
    terms.iter().map(|&term| sub(largest, term)).collect()
}

/// An upper bound of `G` from one upper bound per party, cut off at its ceiling:
/// `Σ_p λ_p min(g_p, c_p - r_p)`, where some party with a weight has a ceiling.
/// It may say more than `B`, which knows of no ceiling.
pub(super) fn by_ceilings(
    problem: &Problem,
    weights: &[u64],
    own: impl Fn(usize) -> Result<i128, Fault>,
) -> Result<i128, Fault> {
    if weighted(weights).all(|p| problem.parties()[p].cap.is_none()) {
        return Ok(i128::MAX);
    }
    let gains = weighted(weights).map(|p| own(p).map(|gain| (weights[p], gain)));
    dot(gains.collect::<Result<Vec<_>, _>>()?.into_iter())
}

/// The weights `λ` that count party `p` alone.
pub(super) fn alone(problem: &Problem, p: usize) -> Vec<u64> {
    (0..problem.n()).map(|q| u64::from(q == p)).collect()
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

/// An issue of a box, and which of the options left there lie in it: some, and
/// not all.
type Side = (usize, Vec<bool>);

/// The terms of `G` over the packages with one of the options `left[i]` in
/// each issue `i`. Every issue has an option left.
pub(super) struct Terms<'a> {
    left: &'a [Vec<usize>],
    /// `-Σ_p λ_p r_p`.
    constant: i128,
    /// `own[i][k]`: the term of issue `i` with the option `left[i][k]`.
    own: Vec<Vec<i128>>,
    /// The terms of pairs of issues that both have several options left, as
    /// rows `[k_a][k_b]`.
    pairs: Vec<([usize; 2], Vec<Vec<i128>>)>,
    /// The boxes that several issues decide, and their weighted points.
    boxes: Vec<(Vec<Side>, i128)>,
}

impl<'a> Terms<'a> {
    /// The terms, or `None` if an issue has no option left: no packages.
    pub(super) fn new(
        problem: &Problem,
        tables: &Tables,
        weights: &[u64],
        left: &'a [Vec<usize>],
    ) -> Result<Option<Terms<'a>>, Fault> {
        if left.iter().any(Vec::is_empty) {
            return Ok(None);
        }
        let no_deal = dot(weights.iter().zip(problem.parties()).map(|(&w, party)| (w, party.no_deal)))?;
        let mut terms = Terms {
            left,
            constant: sub(0, no_deal)?,
            own: Vec::with_capacity(left.len()),
            pairs: Vec::new(),
            boxes: Vec::new(),
        };
        for (i, options) in left.iter().enumerate() {
            let term = |&o| dot(weighted(weights).map(|p| (weights[p], problem.row(p, i)[o])));
            terms.own.push(options.iter().map(term).collect::<Result<_, _>>()?);
        }
        for (&issues, tables) in &tables.0 {
            if tables.iter().any(|t| weights[t.party] > 0) {
                terms.pair(problem.options()[issues[1]], issues, tables, weights)?;
            }
        }
        for term in problem.boxes().iter().filter(|term| weights[term.party] > 0) {
            terms.add_box(term, dot([(weights[term.party], term.points)].into_iter())?)?;
        }
        Ok(Some(terms))
    }

    /// Adds the terms of one pair of issues; `columns` is the number of options
    /// of the second.
    fn pair(
        &mut self,
        columns: usize,
        [a, b]: [usize; 2],
        tables: &[&Pair],
        weights: &[u64],
    ) -> Result<(), Fault> {
        let entry = |o: usize, other: &usize| {
            dot(tables.iter().map(|t| (weights[t.party], t.points[o * columns + other])))
        };
        let row = |&o: &usize| self.left[b].iter().map(|other| entry(o, other)).collect();
        let rows: Vec<Vec<i128>> = self.left[a].iter().map(row).collect::<Result<_, _>>()?;
        match (&rows[..], self.left[b].len()) {
            ([only], _) => {
                for (term, &more) in self.own[b].iter_mut().zip(only) {
                    *term = add(*term, more)?;
                }
            }
            (_, 1) => {
                for (term, more) in self.own[a].iter_mut().zip(&rows) {
                    *term = add(*term, more[0])?;
                }
            }
            _ => self.pairs.push(([a, b], rows)),
        }
        Ok(())
    }

    /// Adds a box with its weighted points.
    fn add_box(&mut self, term: &BoxTerm, points: i128) -> Result<(), Fault> {
        let mut sides: Vec<Side> = Vec::new();
        for (issue, options) in &term.sides {
            let inside: Vec<bool> = self.left[*issue].iter().map(|o| options.contains(o)).collect();
            if !inside.contains(&true) {
                return Ok(());
            }
            if inside.contains(&false) {
                sides.push((*issue, inside));
            }
        }
        match &sides[..] {
            [] => self.constant = add(self.constant, points)?,
            [(issue, inside)] => {
                for (own, _) in self.own[*issue].iter_mut().zip(inside).filter(|(_, inside)| **inside) {
                    *own = add(*own, points)?;
                }
            }
            _ => self.boxes.push((sides, points)),
        }
        Ok(())
    }

    /// `B`.
    pub(super) fn upper(&self) -> Result<i128, Fault> {
        let own = self.own.iter().map(|terms| largest(terms));
        let pairs = self.pairs.iter().map(|(_, rows)| rows.iter().map(|row| largest(row)).max());
        let boxes = self.boxes.iter().map(|(_, points)| (*points).max(0));
        own.chain(pairs.flatten()).chain(boxes).try_fold(self.constant, add)
    }

    /// The order in which to decide issues so that the weights exclude most
    /// soonest: first those without a choice, then those whose second-best
    /// option loses most against the best one. Any order is right; some are
    /// shorter.
    pub(super) fn decisive(&self) -> Result<Vec<usize>, Fault> {
        let mut lead = Vec::with_capacity(self.own.len());
        for (i, terms) in self.own.iter().enumerate() {
            let mut falling = terms.clone();
            falling.sort_unstable_by_key(|&term| Reverse(term));
            lead.push(match falling[..] {
                [best, second, ..] => (Reverse(sub(best, second)?), i),
                _ => (Reverse(i128::MAX), i),
            });
        }
        lead.sort_unstable();
        Ok(lead.into_iter().map(|(_, i)| i).collect())
    }
}

/// The parties that have a weight.
fn weighted(weights: &[u64]) -> impl Iterator<Item = usize> {
    (0..weights.len()).filter(|&p| weights[p] > 0)
}

/// The bound `B` of a case, and by how much it falls as options are chosen,
/// issue by issue, until it is the exact weighted gain of one package.
///
/// Choosing `o` in issue `i` costs what the term of `i` loses against its
/// largest value; for each pair whose other issue is decided later, what the
/// best entry with `o` loses against the best entry of all; for each whose
/// other issue is decided, what the entry loses against the best one with the
/// option chosen there. A box with points to win is lost with the first option
/// outside of it; one with points to lose costs them with the last one inside.
/// No loss is negative, so the bound never rises.
pub(super) struct Falling {
    start: i128,
    /// `losses[i][k]` of choosing `left[i][k]`, as far as `i` alone decides.
    losses: Vec<Vec<i128>>,
    /// By the issue decided second: the one decided first, and the losses
    /// `[k_first][k_second]`.
    later: Vec<Vec<(usize, Vec<Vec<i128>>)>>,
    /// By issue, what choosing there may cost in boxes.
    boxes: Vec<Vec<Stake>>,
}

/// What the choice in one issue of a box costs, where the options chosen before
/// all lie in it.
struct Stake {
    /// The sides decided before.
    before: Vec<Side>,
    /// By place in the issue, whether the choice costs.
    costs: Vec<bool>,
    loss: i128,
}

impl Falling {
    /// The falling bound, where `turn[i]` is when issue `i` is decided.
    pub(super) fn new(terms: Terms, turn: &[usize]) -> Result<Falling, Fault> {
        let mut falling = Falling {
            start: terms.upper()?,
            losses: terms.own.iter().map(|own| shortfalls(largest(own), own)).collect::<Result<_, _>>()?,
            later: vec![Vec::new(); terms.own.len()],
            boxes: (0..terms.own.len()).map(|_| Vec::new()).collect(),
        };
        for ([a, b], rows) in terms.pairs {
            if turn[a] < turn[b] {
                falling.pair(a, b, &rows)?;
            } else {
                let turned = (0..rows[0].len()).map(|k| rows.iter().map(|row| row[k]).collect());
                falling.pair(b, a, &turned.collect::<Vec<_>>())?;
            }
        }
        for (sides, points) in terms.boxes {
            falling.add_box(sides, points, turn)?;
        }
        Ok(falling)
    }

    /// Adds the losses in a pair of issues, given in the order of decision.
    fn pair(&mut self, first: usize, second: usize, rows: &[Vec<i128>]) -> Result<(), Fault> {
        let peaks: Vec<i128> = rows.iter().map(|row| largest(row)).collect();
        for (loss, short) in self.losses[first].iter_mut().zip(shortfalls(largest(&peaks), &peaks)?) {
            *loss = add(*loss, short)?;
        }
        let below = rows.iter().zip(&peaks).map(|(row, &peak)| shortfalls(peak, row));
        self.later[second].push((first, below.collect::<Result<_, _>>()?));
        Ok(())
    }

    /// Adds what the choices in the issues of a box may cost.
    fn add_box(&mut self, mut sides: Vec<Side>, points: i128, turn: &[usize]) -> Result<(), Fault> {
        sides.sort_by_key(|(issue, _)| turn[*issue]);
        let last = sides.len() - 1;
        for (at, (issue, inside)) in sides.iter().enumerate() {
            let before = sides[..at].to_vec();
            if points >= 0 {
                let costs = inside.iter().map(|inside| !inside).collect();
                self.boxes[*issue].push(Stake { before, costs, loss: points });
            } else if at == last {
                let loss = sub(0, points)?;
                self.boxes[*issue].push(Stake { before, costs: inside.clone(), loss });
            }
        }
        Ok(())
    }

    /// The bound before any choice, equal to [`Terms::upper`].
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
        for Stake { before, costs, loss } in &self.boxes[i] {
            if costs[places[i]] && before.iter().all(|(issue, inside)| inside[places[*issue]]) {
                bound = sub(bound, *loss)?;
            }
        }
        Ok(bound)
    }
}
