//! What it is worth to know something before one decides.
//!
//! # Formulas
//! With payoffs `u[d][s]` of decisions in states, of probability `prob[s]`, all on one party's scale:
//!
//! - perfect information: `Σ_s prob[s] max_d u[d][s] - max_d Σ_s prob[s] u[d][s]`;
//! - a signal `z` of likelihood `q[z][s]`: `Σ_z max_d Σ_s prob[s] q[z][s] u[d][s] - max_d Σ_s prob[s] u[d][s]`;
//! - deal or no deal, where the gain of the deal is normal: `sd (φ(m) - m (1 - Φ(m)))` with `m = |mean| / sd`;
//! - one input `i` of a gain `constant + Σ_i c_i x_i` of independent normal `x_i`, mean 0: the same with `sd = |c_i| sd_i`.
//!
//! In sampled worlds, "knowing an input" is knowing in which bin of a [`Partition`] the world lies:
//! `Σ_b n_b/N max_d mean_b u[d] - max_d mean u[d]`.
//! This plug-in value is between 0 and the value of perfect information in the same worlds, and a finer partition never
//! lowers it. It is biased twice: coarse bins know less than the input (downwards), and the best of noisy means looks
//! better than it is (upwards, the more so the fewer worlds a bin has). The cross-fitted value picks each bin's decision
//! by one half of its worlds and pays it in the other; it is biased downwards only, and may be negative.
//!
//! # References
//! H. Raiffa and R. Schlaifer 1961, *Applied Statistical Decision Theory*. M. Strong and J. E. Oakley 2013, "An efficient
//! method for computing single-parameter partial expected value of perfect information", *Medical Decision Making* 33,
//! 755–766.

use super::{probabilities, table};
use crate::Fault;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The value of perfect information: `payoffs[d][s]`, `prob[s]`; points.
pub fn perfect(payoffs: &[Vec<f64>], prob: &[f64]) -> Result<f64, Fault> {
    let states = table("decision", payoffs)?;
    probabilities("states", prob, states)?;
    let informed: f64 = (0..states).map(|s| prob[s] * most(payoffs.iter().map(|u| u[s]))).sum();
    Ok(informed - prior(payoffs, prob))
}

/// The value of a noisy answer before it is heard: `likelihood[z][s]` is the probability of answer `z` in state `s`, and
/// sums to 1 over the answers; points.
pub fn signal(payoffs: &[Vec<f64>], prob: &[f64], likelihood: &[Vec<f64>]) -> Result<f64, Fault> {
    let states = table("decision", payoffs)?;
    probabilities("states", prob, states)?;
    if table("answer", likelihood)? != states {
        return Err(Fault::shape("the answers' likelihoods are not one per state".to_string()));
    }
    for s in 0..states {
        let column: Vec<f64> = likelihood.iter().map(|q| q[s]).collect();
        probabilities(&format!("answers in state {s}"), &column, likelihood.len())?;
    }
    let heard = |q: &Vec<f64>| most(payoffs.iter().map(|u| (0..states).map(|s| prob[s] * q[s] * u[s]).sum()));
    Ok(likelihood.iter().map(heard).sum::<f64>() - prior(payoffs, prob))
}

/// The best expected payoff without information.
fn prior(payoffs: &[Vec<f64>], prob: &[f64]) -> f64 {
    most(payoffs.iter().map(|u| u.iter().zip(prob).map(|(u, p)| u * p).sum()))
}

fn most(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(f64::NEG_INFINITY, f64::max)
}

/// The value of knowing a normal gain before one takes a deal or no deal; in the unit of `mean` and `sd`.
pub fn normal(mean: f64, sd: f64) -> Result<f64, Fault> {
    if !(mean.is_finite() && sd.is_finite() && sd >= 0.0) {
        return Err(Fault::shape(
            "a mean or a standard deviation is not a finite number of its kind".to_string(),
        ));
    }
    if sd == 0.0 {
        return Ok(0.0);
    }
    let m = mean.abs() / sd;
    let density = libm::exp(-m * m / 2.0) / (2.0 * PI).sqrt();
    let above = libm::erfc(m * FRAC_1_SQRT_2) / 2.0;
    Ok(sd * (density - m * above))
}

/// The value of knowing the whole gain `constant + Σ_i coefficient[i] x_i`, and of knowing each `x_i` alone, where `x_i`
/// are independent normals of mean 0 and standard deviation `sd[i]`.
pub fn linear_normal(coefficient: &[f64], sd: &[f64], constant: f64) -> Result<(f64, Vec<f64>), Fault> {
    if coefficient.len() != sd.len() {
        return Err(Fault::shape("there is not one standard deviation per coefficient".to_string()));
    }
    let spreads: Vec<f64> = coefficient.iter().zip(sd).map(|(c, sd)| c.abs() * sd).collect();
    let whole = spreads.iter().map(|spread| spread * spread).sum::<f64>().sqrt();
    let each: Result<Vec<f64>, Fault> = spreads.iter().map(|&spread| normal(constant, spread)).collect();
    Ok((normal(constant, whole)?, each?))
}

/// Worlds sorted into bins: what would be known of a world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    of: Vec<usize>,
    bins: usize,
}

impl Partition {
    /// Nothing is known of so many worlds.
    pub fn nothing(worlds: usize) -> Partition {
        Partition { of: vec![0; worlds], bins: usize::from(worlds > 0) }
    }

    /// The answer heard in each world, as numbers below `answers`: a finite signal, noisy or not.
    pub fn answers(heard: &[usize], answers: usize) -> Result<Partition, Fault> {
        match heard.iter().position(|&z| z >= answers) {
            Some(at) => {
                Err(Fault::shape(format!("world {at} has an answer that is not among the {answers}")))
            }
            None => Ok(Partition { of: heard.to_vec(), bins: answers }),
        }
    }

    /// Each bin cut into at most `bins` by the input, as equal in worlds as its ties allow: equal values share a bin. For
    /// a group of inputs, refine by one after the other; bins multiply, and what is cut first is cut cleanest.
    pub fn refine(&self, input: &[f64], bins: usize) -> Result<Partition, Fault> {
        if input.len() != self.of.len() || bins == 0 {
            let (given, worlds) = (input.len(), self.of.len());
            return Err(Fault::shape(format!(
                "{given} values of an input for {worlds} worlds, in {bins} bins"
            )));
        }
        if let Some(at) = input.iter().position(|x| !x.is_finite()) {
            return Err(Fault::shape(format!("an input is not a finite number in world {at}")));
        }
        let mut order: Vec<usize> = (0..input.len()).collect();
        order.sort_by(|&j, &k| self.of[j].cmp(&self.of[k]).then(input[j].total_cmp(&input[k])));
        let mut of = vec![0; input.len()];
        let mut next = 0;
        for old in order.chunk_by(|&j, &k| self.of[j] == self.of[k]) {
            let (mut done, mut last) = (0, None);
            for tie in old.chunk_by(|&j, &k| input[j] == input[k]) {
                let part = done * bins / old.len();
                next += usize::from(last.is_some_and(|last| last != part));
                tie.iter().for_each(|&k| of[k] = next);
                (done, last) = (done + tie.len(), Some(part));
            }
            next += 1;
        }
        Ok(Partition { of, bins: next })
    }

    /// The number of bins.
    pub fn bins(&self) -> usize {
        self.bins
    }

    /// The bin of each world.
    pub fn of(&self) -> &[usize] {
        &self.of
    }

    /// The largest number of bins that leaves each of them this many worlds on average, and at least one: more bins
    /// than this would measure noise.
    pub fn affordable(worlds: usize, each: usize) -> usize {
        (worlds / each.max(1)).max(1)
    }
}

/// What knowing the bin is worth in sampled worlds; points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// Biased upwards by noise: between 0 and that of perfect information.
    pub plug_in: f64,
    /// Biased downwards; may be negative.
    pub cross_fitted: f64,
}

/// What knowing the bin is worth: `payoffs[k][d]` of decision `d` in world `k`.
pub fn partial(payoffs: &[Vec<f64>], known: &Partition) -> Result<Worth, Fault> {
    let decisions = table("world", payoffs)?;
    if known.of.len() != payoffs.len() {
        let (given, worlds) = (known.of.len(), payoffs.len());
        return Err(Fault::shape(format!("bins for {given} worlds, payoffs for {worlds}")));
    }
    // `sums[b][half][d]`; halves alternate within a bin.
    let mut sums = vec![[vec![0.0; decisions], vec![0.0; decisions]]; known.bins];
    let mut seen = vec![0usize; known.bins];
    for (row, &bin) in payoffs.iter().zip(&known.of) {
        let half = &mut sums[bin][seen[bin] % 2];
        half.iter_mut().zip(row).for_each(|(sum, u)| *sum += u);
        seen[bin] += 1;
    }
    let whole = |bin: &[Vec<f64>; 2], d: usize| bin[0][d] + bin[1][d];
    let uninformed = most((0..decisions).map(|d| sums.iter().map(|bin| whole(bin, d)).sum()));
    let prior = first_largest((0..decisions).map(|d| sums.iter().map(|bin| whole(bin, d)).sum()));
    let (mut plug_in, mut crossed) = (0.0, 0.0);
    for (bin, &count) in sums.iter().zip(&seen) {
        if count == 0 {
            continue;
        }
        plug_in += most((0..decisions).map(|d| whole(bin, d)));
        for half in 0..2 {
            // One world alone teaches nothing: it is decided as before.
            let pick = if count > 1 { first_largest(bin[1 - half].iter().copied()) } else { prior };
            crossed += bin[half][pick];
        }
    }
    let worlds = payoffs.len() as f64;
    Ok(Worth { plug_in: (plug_in - uninformed) / worlds, cross_fitted: (crossed - uninformed) / worlds })
}

fn first_largest(numbers: impl Iterator<Item = f64>) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (d, x) in numbers.enumerate() {
        if x > best.1 {
            best = (d, x);
        }
    }
    best.0
}

/// The value of perfect information in sampled worlds: `payoffs[k][d]`; points.
pub fn perfect_sampled(payoffs: &[Vec<f64>]) -> Result<f64, Fault> {
    let decisions = table("world", payoffs)?;
    let informed: f64 = payoffs.iter().map(|row| most(row.iter().copied())).sum();
    let uninformed = most((0..decisions).map(|d| payoffs.iter().map(|row| row[d]).sum()));
    Ok((informed - uninformed) / payoffs.len() as f64)
}

/// The payoffs of guessing a yes-or-no outcome: 1 where the guess is right. Decision 0 says no, decision 1 says yes; what
/// information is worth is then the share of worlds in which it puts the guess right.
pub fn guesses(outcome: &[bool]) -> Vec<Vec<f64>> {
    let row = |&yes: &bool| vec![f64::from(u8::from(!yes)), f64::from(u8::from(yes))];
    outcome.iter().map(row).collect()
}

/// The share of an outcome's variance that goes when the bin is known, less what bins of pure noise would seem to explain
/// (T. L. Kelley 1935, "An unbiased correlation ratio measure", *PNAS* 21, 554–559): about 0, of either sign, where the
/// bin says nothing. `None` where the outcome does not vary, or each world has a bin of its own.
///
/// Unlike the value of a guess it sees what moves a chance from 10 to 30 % without turning the guess.
pub fn explained(outcome: &[f64], known: &Partition) -> Result<Option<f64>, Fault> {
    if outcome.len() != known.of.len() || outcome.iter().any(|y| !y.is_finite()) {
        return Err(Fault::shape("outcomes are not one finite number per world".to_string()));
    }
    let mut sums = vec![(0.0, 0usize); known.bins];
    let mean = outcome.iter().sum::<f64>() / outcome.len() as f64;
    let mut square = 0.0;
    for (y, &bin) in outcome.iter().zip(&known.of) {
        sums[bin].0 += y - mean;
        sums[bin].1 += 1;
        square += (y - mean) * (y - mean);
    }
    let filled = sums.iter().filter(|(_, count)| *count > 0);
    let (bins, between) =
        filled.fold((0, 0.0), |(bins, all), (sum, n)| (bins + 1, all + sum * sum / *n as f64));
    if square <= 0.0 || bins >= outcome.len() {
        return Ok(None);
    }
    let (worlds, bins) = (outcome.len() as f64, bins as f64);
    Ok(Some(1.0 - (square - between) / (worlds - bins) * (worlds - 1.0) / square))
}

/// The share of the variance of a yes-or-no outcome that goes when a noisy answer is heard: `prob[s]` of each state, the
/// outcome's probability `chance[s]` in it, and `likelihood[z][s]` of answer `z`, which sums to 1 over the answers.
/// `Σ_z P(z) (P(yes | z) - P(yes))² / (P(yes) (1 - P(yes)))`; `None` where the outcome is certain.
pub fn explained_by(prob: &[f64], chance: &[f64], likelihood: &[Vec<f64>]) -> Result<Option<f64>, Fault> {
    let states = table("answer", likelihood)?;
    probabilities("states", prob, states)?;
    if chance.len() != states || chance.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return Err(Fault::shape("the outcome has not one probability per state".to_string()));
    }
    for s in 0..states {
        let column: Vec<f64> = likelihood.iter().map(|q| q[s]).collect();
        probabilities(&format!("answers in state {s}"), &column, likelihood.len())?;
    }
    let mean: f64 = prob.iter().zip(chance).map(|(p, y)| p * y).sum();
    let spread = mean * (1.0 - mean);
    if spread <= 0.0 {
        return Ok(None);
    }
    let heard = |q: &Vec<f64>| {
        let weight = |s: usize| prob[s] * q[s];
        let all: f64 = (0..states).map(weight).sum();
        let yes: f64 = (0..states).map(|s| weight(s) * chance[s]).sum();
        if all > 0.0 { (yes / all - mean) * (yes / all - mean) * all } else { 0.0 }
    };
    Ok(Some(likelihood.iter().map(heard).sum::<f64>() / spread))
}
