//! **Question.** What could a party infer about another from the packages it is shown?
//!
//! The observer knows its own preferences and by which rule packages were chosen, and of the other party that its
//! preferences `θ` are in a set `Θ`. What it is shown, `S`, leaves `Θ(S) = {θ ∈ Θ : the rule may show S under θ}`.
//! The leak is the share of `Θ` left, `|Θ(S)| / |Θ|`, under the distribution `θ` is drawn from, and how much better the
//! observer then knows the other's weights `w(θ)`: the expected error `E Σ_i |w_i - w̄_i|` of its best guess, the mean
//! `w̄`, before and after.
//!
//! The measure is that of Maheswaran, Pearce, Bowring, Varakantham and Tambe (2006), "Privacy loss in distributed
//! constraint reasoning: a quantitative framework for analysis and its applications", Autonomous Agents and
//! Multi-Agent Systems 13: the states of the other that are still possible.

use crate::answer::{Package, Stop};
use crate::budget::Budget;
use crate::concept::{self, Concept};
use crate::problem::Problem;
use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// By which rule packages were chosen.
pub enum Rule {
    /// By none that the observer knows: nothing follows.
    None,
    /// Each is acceptable to everyone asked.
    Acceptable,
    /// They are the best by a concept.
    Concept(&'static Concept),
}

/// What the observer sees of the packages a rule picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// One of the picks, as it is.
    Pick(Package),
    /// The best `k` in order.
    Ranked(Vec<Package>),
    /// The best `k` in an order that says nothing.
    Shuffled(Vec<Package>),
    /// Packages among which one is a pick; the others were chosen without regard to the other party.
    Among(Vec<Package>),
    /// The options of one of the picks on these issues.
    Part(Package, Vec<usize>),
}

impl Sight {
    /// The packages shown.
    pub fn packages(&self) -> &[Package] {
        match self {
            Sight::Pick(package) | Sight::Part(package, _) => std::slice::from_ref(package),
            Sight::Ranked(list) | Sight::Shuffled(list) | Sight::Among(list) => list,
        }
    }
}

/// What a rule leads to under some preferences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Led {
    /// To anything.
    Anything,
    /// To nothing: there is no acceptable package, or nobody can gain.
    Nothing,
    /// To these, the best first; without a number of best ones asked for, all of one value.
    Picks(Vec<Package>),
}

impl Rule {
    /// What the rule picks if the preferences are those of `problem`: its picks, or its best `k`.
    ///
    /// # Errors
    /// Why the search stopped before it knew.
    pub fn picks(
        &self,
        problem: &Problem,
        real: &[bool],
        k: Option<usize>,
        budget: &mut Budget,
    ) -> Result<Led, Stop> {
        let Rule::Concept(concept) = self else { return Ok(Led::Anything) };
        let Some(players) = concept::players(problem, real, budget)? else { return Ok(Led::Nothing) };
        let Some(goal) = players.goal(concept) else { return Ok(Led::Nothing) };
        let found = match k {
            Some(k) => concept::top(problem, real, &goal, k, budget),
            None => concept::solve(problem, real, &goal, budget),
        };
        if found.stop != Stop::Complete {
            return Err(found.stop);
        }
        Ok(if found.picks.is_empty() { Led::Nothing } else { Led::Picks(found.picks) })
    }
}

impl Sight {
    /// How many of the best the rule is asked for.
    pub fn best(&self) -> Option<usize> {
        match self {
            Sight::Ranked(list) | Sight::Shuffled(list) => Some(list.len()),
            _ => None,
        }
    }

    /// Whether this is what somebody sees whom the rule led to so much.
    pub fn fits(&self, led: &Led) -> bool {
        let picks = match led {
            Led::Anything => return true,
            Led::Nothing => return false,
            Led::Picks(picks) => picks,
        };
        match self {
            Sight::Pick(package) => picks.contains(package),
            Sight::Ranked(list) => picks == list,
            Sight::Shuffled(list) => picks.len() == list.len() && list.iter().all(|x| picks.contains(x)),
            Sight::Among(list) => list.iter().any(|x| picks.contains(x)),
            Sight::Part(package, issues) => {
                picks.iter().any(|pick| issues.iter().all(|&i| pick[i] == package[i]))
            }
        }
    }
}

/// Whether the rule could have led to what is seen if the preferences were those of `problem`.
///
/// # Errors
/// Why the search stopped before it knew.
pub fn fits(
    problem: &Problem,
    real: &[bool],
    rule: &Rule,
    sight: &Sight,
    budget: &mut Budget,
) -> Result<bool, Stop> {
    match rule {
        Rule::Acceptable => Ok(acceptable(problem, real, sight)),
        _ => Ok(sight.fits(&rule.picks(problem, real, sight.best(), budget)?)),
    }
}

/// Of a part only, some package that continues it would have to be acceptable; that is not asked, so nothing follows.
fn acceptable(problem: &Problem, real: &[bool], sight: &Sight) -> bool {
    match sight {
        Sight::Part(..) => true,
        Sight::Among(list) => list.iter().any(|package| problem.acceptable(real, package)),
        _ => sight.packages().iter().all(|package| problem.acceptable(real, package)),
    }
}

/// What a sight leaves of a set that was drawn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Left {
    /// Draws.
    pub drawn: u64,
    /// Draws that fit what is seen.
    pub fit: u64,
    /// Expected error of the weights before: the sum over issues of the distance from the mean, points of 100.
    pub before: f64,
    /// The same over the draws that fit; `None` where none does.
    pub after: Option<f64>,
}

/// Counts what is left: of each draw the other's weights, and whether it fits.
pub fn left(draws: &[(Vec<f64>, bool)]) -> Left {
    let fitting: Vec<&[f64]> = draws.iter().filter(|(_, fits)| *fits).map(|(w, _)| w.as_slice()).collect();
    let all: Vec<&[f64]> = draws.iter().map(|(w, _)| w.as_slice()).collect();
    Left {
        drawn: draws.len() as u64,
        fit: fitting.len() as u64,
        before: error(&all).unwrap_or(0.0),
        after: error(&fitting),
    }
}

/// `E Σ_i |w_i - w̄_i|`; `None` without any draw.
fn error(weights: &[&[f64]]) -> Option<f64> {
    let first = weights.first()?;
    let count = weights.len() as f64;
    let mean: Vec<f64> =
        (0..first.len()).map(|i| weights.iter().map(|w| w[i]).sum::<f64>() / count).collect();
    let off = |w: &&[f64]| w.iter().zip(&mean).map(|(w, m)| (w - m).abs()).sum::<f64>();
    Some(weights.iter().map(off).sum::<f64>() / count)
}

/// Tries to draw each decoy.
const TRIES: usize = 10_000;

/// At most `k` packages to hide a pick among: drawn alike from those that keep every rule and that the observer would
/// accept. They say nothing about anybody else. Fewer where so few are found in 10,000 tries each.
pub fn decoys(problem: &Problem, real: &[bool], observer: usize, k: usize, seed: u64) -> Vec<Package> {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..14].copy_from_slice(b"decoys");
    let random = &mut ChaCha8Rng::from_seed(key);
    let mut found: Vec<Package> = Vec::new();
    for _ in 0..k * TRIES {
        if found.len() == k {
            break;
        }
        // Of up to 4,096 options each is as likely as any other to within 2^-52.
        let pick = |&of: &usize| ((u128::from(random.next_u64()) * of as u128) >> 64) as usize;
        let package: Package = problem.options().iter().map(pick).collect();
        let good = problem.rules().iter().all(|rule| rule.holds(&package))
            && problem.accepts(real, observer, &package);
        if good && !found.contains(&package) {
            found.push(package);
        }
    }
    found
}
