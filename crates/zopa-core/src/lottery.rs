//! Lotteries over acceptable packages: the bargaining concepts on the convex set they are defined on.
//!
//! A lottery draws one acceptable package; each player counts its expected gain `E g_p`. Over all lotteries:
//!
//! * **Nash** maximises `Π_p E g_p` (J. F. Nash 1950, "The Bargaining Problem", Econometrica 18, 155–162);
//! * **Kalai–Smorodinsky** makes the smallest `E g_p / I_p` as large as possible, `I_p` the player's ideal, then the next
//!   smallest, and so on (E. Kalai, M. Smorodinsky 1975, Econometrica 43, 513–518; H. Imai 1983, Econometrica 51, 389–401);
//! * **egalitarian** does the same with `E g_p` in points.
//!
//! Points in a hull of dimension `n` on its boundary need at most `n` of its corners (C. Carathéodory 1907, Mathematische
//! Annalen 64, 95–115), so at most `n` packages are drawn from.
//!
//! # What is proved
//! For weights `w ≥ 0` no lottery has a larger expected `Σ w_p g_p` than the best package, `T`; a case tree proves `T`.
//!
//! * Leximin: with the levels `f_p` of the players fixed in earlier rounds and `z` the level of this one,
//!   `T = Σ_{p fixed} w_p u_p f_p + Σ_{p not fixed} w_p u_p z` shows that the smallest share of the others cannot exceed
//!   `z`, and that those of positive weight have exactly `z` wherever it is reached. They are fixed in turn.
//! * Nash: `Π E g_p ≤ (T/n)^n / Π w_p`, by the inequality of arithmetic and geometric means.
//!
//! # How it is found
//! Column generation (P. C. Gilmore, R. E. Gomory 1961, "A linear programming approach to the cutting-stock problem",
//! Operations Research 9): the best lottery over a few packages gives weights, the search the best package under them,
//! until that is one of the few. Leximin is solved in whole numbers ([`simplex`]) and has no gap; Nash in floats
//! ([`barrier`]), then rounded, and its gap is stated exactly.

mod barrier;
mod simplex;

use crate::answer::{Case, Goal, Lottery, Package, Stop, Tangent};
use crate::budget::Budget;
use crate::concept::Players;
use crate::problem::{Problem, Score};
use crate::search::{self, Keep};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

/// A leximin lottery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leximin {
    /// The players.
    pub players: Vec<usize>,
    /// What each player's gain is divided by.
    pub units: Vec<Score>,
    /// The lottery: the best one if `stop` is `Complete`, otherwise the best of those looked at.
    pub lottery: Lottery,
    /// `E g_p / unit_p` per player.
    pub shares: Vec<BigRational>,
    /// One tangent per round, which together prove that no lottery is better.
    pub rounds: Vec<Tangent>,
    /// Why the search stopped.
    pub stop: Stop,
}

/// A Nash lottery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nash {
    /// The players.
    pub players: Vec<usize>,
    /// The lottery.
    pub lottery: Lottery,
    /// `Π E g_p`.
    pub value: BigRational,
    /// No lottery has a larger product than this, by the tangent; `None` where none was proved in time.
    pub bound: Option<BigRational>,
    /// What proves the bound.
    pub tangent: Option<Tangent>,
    /// Why the search stopped; `Complete` where no package found improves the lottery noticeably.
    pub stop: Stop,
}

/// Relative room below which a package no longer improves a Nash lottery.
const ROOM: f64 = 1e-9;
/// Probabilities of a Nash lottery are multiples of one over this.
const PARTS: u64 = 1_000_000_000_000;

/// The Kalai–Smorodinsky lottery; `None` without any player.
pub fn kalai_smorodinsky(
    problem: &Problem,
    real: &[bool],
    players: &Players,
    budget: &mut Budget,
) -> Option<Leximin> {
    let units = players.ideals.iter().map(|i| i.gain).collect();
    leximin(problem, real, players, units, budget)
}

/// The egalitarian lottery, in points; `None` without any player.
pub fn egalitarian(
    problem: &Problem,
    real: &[bool],
    players: &Players,
    budget: &mut Budget,
) -> Option<Leximin> {
    leximin(problem, real, players, vec![1; players.ideals.len()], budget)
}

/// Packages, and the gain of each player in each.
struct Columns<'p> {
    problem: &'p Problem,
    real: &'p [bool],
    players: Vec<usize>,
    packages: Vec<Package>,
    gains: Vec<Vec<BigInt>>,
}

impl<'p> Columns<'p> {
    /// Those that give the players their ideals: so each player has a positive gain in one.
    fn new(problem: &'p Problem, real: &'p [bool], players: &Players) -> Columns<'p> {
        let indices = players.ideals.iter().map(|i| i.party).collect();
        let mut columns =
            Columns { problem, real, players: indices, packages: Vec::new(), gains: Vec::new() };
        for ideal in &players.ideals {
            columns.push(&ideal.package);
        }
        columns
    }

    /// Adds a package. Answers whether it is new.
    fn push(&mut self, package: &Package) -> bool {
        let fresh = !self.packages.contains(package);
        if fresh {
            self.packages.push(package.clone());
            self.gains.push(self.players.iter().map(|&p| self.problem.gain(p, package).into()).collect());
        }
        fresh
    }

    /// The best package under weights, its weighted sum, and the proof.
    fn best(&self, weights: &[BigInt], budget: &mut Budget) -> Result<(Package, BigInt, Case), Stop> {
        let tangent =
            Tangent { weights: weights.to_vec(), top: BigRational::zero(), proof: Case::NoOption(0) };
        let goal = tangent.goal(&self.players).unwrap_or(Goal::Any);
        let found = search::run(self.problem, self.real, &goal, Keep::Top(1), budget);
        match (found.best.into_iter().next(), found.tree, found.stop) {
            (Some((value, package)), Some(tree), Stop::Complete) => {
                Ok((package, value.first().map(BigRational::to_integer).unwrap_or_default(), tree))
            }
            // There are players, so there are acceptable packages, and the search came to its end.
            (_, _, Stop::Complete) => unreachable!("a best package with its proof"),
            (_, _, stop) => Err(stop),
        }
    }

    fn expected(&self, chances: &[BigRational]) -> Vec<BigRational> {
        (0..self.players.len())
            .map(|p| self.gains.iter().zip(chances).map(|(g, x)| x * &g[p]).sum())
            .collect()
    }

    /// The packages that have a chance.
    fn lottery(&self, chances: &[BigRational]) -> Lottery {
        let drawn = self.packages.iter().zip(chances).filter(|(_, x)| !x.is_zero());
        drawn.map(|(package, x)| (package.clone(), x.clone())).collect()
    }
}

fn leximin(
    problem: &Problem,
    real: &[bool],
    players: &Players,
    units: Vec<Score>,
    budget: &mut Budget,
) -> Option<Leximin> {
    if players.ideals.is_empty() {
        return None;
    }
    let mut columns = Columns::new(problem, real, players);
    let mut rounds = Vec::new();
    let mut chances = Vec::new();
    let mut fixed: Vec<Option<BigRational>> = vec![None; units.len()];
    let mut stop = Stop::Complete;
    while fixed.iter().any(Option::is_none) {
        match round(&mut columns, &units, &fixed, &mut chances, budget) {
            Ok((tangent, level)) => {
                for (fixed, weight) in fixed.iter_mut().zip(&tangent.weights) {
                    if fixed.is_none() && !weight.is_zero() {
                        *fixed = Some(level.clone());
                    }
                }
                rounds.push(tangent);
            }
            Err(why) => {
                stop = why;
                break;
            }
        }
    }
    chances.resize(columns.packages.len(), BigRational::zero());
    let expected = columns.expected(&chances);
    let shares = expected.into_iter().zip(&units).map(|(g, u)| g / BigInt::from(*u)).collect();
    let lottery = columns.lottery(&chances);
    Some(Leximin { players: columns.players, units, lottery, shares, rounds, stop })
}

/// One round: the largest level `z` that all players not fixed can have, the fixed ones keeping theirs. Divided by `z`,
/// the lottery's probabilities solve `min Σ ξ` under `Σ ξ (g_p - u_p f_p) ≥ 0` for the fixed and `Σ ξ g_p ≥ u_p` for the
/// others; the dual of it is what [`simplex`] solves, and has the weights for its variables.
fn round(
    columns: &mut Columns,
    units: &[Score],
    fixed: &[Option<BigRational>],
    chances: &mut Vec<BigRational>,
    budget: &mut Budget,
) -> Result<(Tangent, BigRational), Stop> {
    let reward: Vec<BigInt> =
        units.iter().zip(fixed).map(|(&u, f)| if f.is_some() { BigInt::zero() } else { u.into() }).collect();
    // `u_p f_p` of the fixed.
    let floor: Vec<Option<BigRational>> = units
        .iter()
        .zip(fixed)
        .map(|(&u, f)| f.as_ref().map(|f| f * BigRational::from(BigInt::from(u))))
        .collect();
    loop {
        // The fixed players' rows are multiplied by the denominator of their floor.
        let row = |gains: &Vec<BigInt>| -> Vec<BigInt> {
            let entry = |(g, f): (&BigInt, &Option<BigRational>)| match f {
                Some(f) => g * f.denom() - f.numer(),
                None => g.clone(),
            };
            gains.iter().zip(&floor).map(entry).collect()
        };
        let rows: Vec<Vec<BigInt>> = columns.gains.iter().map(row).collect();
        budget.spend((rows.len() * units.len()) as u64)?;
        // Bounded: the lottery before is feasible, and gives each player that is not fixed something.
        let solved = simplex::solve(&rows, &reward).unwrap_or_else(|| unreachable!("a bounded program"));
        *chances = solved.duals.iter().map(|x| BigRational::new(x.clone(), solved.value.clone())).collect();
        let level = BigRational::new(solved.denominator.clone(), solved.value.clone());
        let scaled = |(w, f): (&BigInt, &Option<BigRational>)| match f {
            Some(f) => w * f.denom(),
            None => w.clone(),
        };
        let weights: Vec<BigInt> = solved.weights.iter().zip(&floor).map(scaled).collect();
        let common = weights.iter().fold(BigInt::zero(), |a, b| a.gcd(b));
        let weights: Vec<BigInt> = weights.into_iter().map(|w| w / &common).collect();
        let kept: BigRational = weights.iter().zip(&floor).filter_map(|(w, f)| Some(f.as_ref()? * w)).sum();
        let top = kept + BigRational::new(solved.denominator, common);
        let (package, value, proof) = columns.best(&weights, budget)?;
        if BigRational::from(value) <= top || !columns.push(&package) {
            return Ok((Tangent { weights, top, proof }, level));
        }
    }
}

/// The Nash lottery; `None` without any player.
pub fn nash(problem: &Problem, real: &[bool], players: &Players, budget: &mut Budget) -> Option<Nash> {
    if players.ideals.is_empty() {
        return None;
    }
    let mut columns = Columns::new(problem, real, players);
    let single = Goal::Product { players: columns.players.clone() };
    let found = search::run(problem, real, &single, Keep::Top(1), budget);
    for (_, package) in &found.best {
        columns.push(package);
    }
    let ideals: Vec<f64> = players.ideals.iter().map(|i| i.gain as f64).collect();
    let mut bound: Option<(BigRational, Tangent)> = None;
    let mut stop = Stop::Complete;
    let mut point;
    loop {
        let share = |g: &BigInt, ideal: &f64| g.to_f64().unwrap_or(0.0) / ideal;
        let rows: Vec<Vec<f64>> = columns
            .gains
            .iter()
            .map(|gains| gains.iter().zip(&ideals).map(|(g, i)| share(g, i)).collect())
            .collect();
        point = barrier::solve(&rows, ideals.len());
        if let Err(why) = budget.spend((100 * rows.len() * ideals.len()) as u64) {
            stop = why;
            break;
        }
        let weights = whole_weights(&point, players);
        match columns.best(&weights, budget) {
            Err(why) => {
                stop = why;
                break;
            }
            Ok((package, top, proof)) => {
                let top = BigRational::from(top);
                let here = bound_of(&top, &weights);
                if bound.as_ref().is_none_or(|(known, _)| here < *known) {
                    bound = Some((here, Tangent { weights, top, proof }));
                }
                let sum: f64 = columns
                    .players
                    .iter()
                    .zip(&ideals)
                    .zip(&point)
                    .map(|((&p, ideal), y)| problem.gain(p, &package) as f64 / ideal * y)
                    .sum();
                let room = sum / ideals.len() as f64 - 1.0;
                if !columns.push(&package) || room < ROOM {
                    break;
                }
            }
        }
    }
    let (chances, value) = rounded(&columns, &point, players);
    let (bound, tangent) = bound.unzip();
    Some(Nash { lottery: columns.lottery(&chances), players: columns.players, value, bound, tangent, stop })
}

/// `y_p / I_p` in whole numbers, to about 40 bits.
fn whole_weights(point: &[f64], players: &Players) -> Vec<BigInt> {
    let largest = players.ideals.iter().map(|i| i.gain).max().unwrap_or(1);
    let scaled =
        |(y, ideal): (&f64, Score)| BigInt::from((y * (1u64 << 40) as f64) as u64) * largest / ideal + 1;
    point.iter().zip(players.ideals.iter().map(|i| i.gain)).map(scaled).collect()
}

/// `(T/n)^n / Π w`.
fn bound_of(top: &BigRational, weights: &[BigInt]) -> BigRational {
    let mean = top / BigInt::from(weights.len());
    weights.iter().map(|w| &mean / w).product()
}

/// Of all lotteries over the columns one that gives every player at least the share of `1 / y` the float solution gives,
/// over at most as many packages as there are players: a corner of the linear program that asks for the largest common
/// multiple of `1 / y`. Rounded to multiples of `1 /` [`PARTS`], or one package where one is as good.
fn rounded(columns: &Columns, point: &[f64], players: &Players) -> (Vec<BigRational>, BigRational) {
    let product = |chances: &[BigRational]| columns.expected(chances).into_iter().product::<BigRational>();
    let mut best = (Vec::new(), -BigRational::one());
    let mut offer = |chances: Vec<BigRational>| {
        let value = product(&chances);
        if value > best.1 {
            best = (chances, value);
        }
    };
    let count = columns.packages.len();
    for k in 0..count {
        let mut alone = vec![BigRational::zero(); count];
        alone[k] = BigRational::one();
        offer(alone);
    }
    let units: Vec<BigInt> = point
        .iter()
        .zip(&players.ideals)
        .map(|(y, ideal)| BigInt::from((1e12 / y) as u64) * ideal.gain / BigInt::from(1_000_000))
        .collect();
    if let Some(solved) = simplex::solve(&columns.gains, &units)
        && solved.value > BigInt::zero()
    {
        let parts = BigInt::from(PARTS);
        let mut chances: Vec<BigInt> = solved.duals.iter().map(|x| x * &parts / &solved.value).collect();
        let missing = &parts - chances.iter().sum::<BigInt>();
        if let Some(most) = chances.iter_mut().max() {
            *most += missing;
        }
        offer(chances.into_iter().map(|x| BigRational::new(x, parts.clone())).collect());
    }
    best
}
