//! What went with spells ending sooner or later, whatever the rate does with age?
//!
//! The rate of a spell with covariates `x` is `h_0(t) exp(Σ_j β_j x_j)`, with any `h_0`. With `R` the spells in sight at a time
//! and `D` the `m` of them that end there, the partial log-likelihood adds over such times
//!
//! - Efron: `Σ_D xβ - Σ_{l=0}^{m-1} ln(Σ_R e^{xβ} - (l/m) Σ_D e^{xβ})`;
//! - Breslow: `Σ_D xβ - m ln Σ_R e^{xβ}`, which draws `β` towards zero where many end together.
//!
//! It is concave; Newton's method with halved steps finds the top, and the information there gives the standard errors.
//! `O(n p²)` a step for `n` spells and `p` covariates.
//!
//! D. R. Cox 1972, "Regression models and life-tables", Journal of the Royal Statistical Society B 34. B. Efron 1977, Journal
//! of the American Statistical Association 72. N. Breslow 1974, Biometrics 30. The top is found to about 1e-10 of a
//! standard deviation of each covariate.
//!
//! Assumes: as of [`crate::durable`], and ratios of rates that stay the same at every age. It cannot show a cause: a clause
//! may stand in the agreements that were most at risk to begin with.

use super::{Interval, Spell, errors, some_ended, sound};
use crate::Fault;
use crate::keep::finite;

/// How spells that end together are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// B. Efron's way.
    Efron,
    /// N. Breslow's way.
    Breslow,
}

/// What goes with one covariate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// `β`: logarithm of the ratio of rates per unit of it.
    pub log_ratio: f64,
    /// Its standard error.
    pub error: f64,
}

impl Effect {
    /// `exp(β)`: above 1 spells ended sooner.
    pub fn ratio(&self) -> f64 {
        libm::exp(self.log_ratio)
    }

    /// The interval of the ratio at `level`, such as 0.95.
    ///
    /// # Errors
    /// A level not between 0 and 1.
    pub fn interval(&self, level: f64) -> Result<Interval, Fault> {
        Ok(Interval::by_logarithm(self.ratio(), self.error, errors(level)?))
    }
}

/// A fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Cox {
    /// One per covariate.
    pub effects: Vec<Effect>,
    /// The largest partial log-likelihood.
    pub likelihood: f64,
    /// That with every `β` zero.
    pub without: f64,
}

/// Newton steps, counting halved ones, after which a top is taken to lie at infinity.
const STEPS: usize = 200;
/// A step this small, in standard deviations of every covariate, is the last.
const LAST: f64 = 1e-9;
/// A pivot this small against its row says that a covariate follows from those before it.
const FLAT: f64 = 1e-9;

/// The likeliest effects; `covariates[k]` belongs to `spells[k]`.
///
/// # Errors
/// No spell or no covariate, lists of different lengths, a number that is not finite or a negative time, no end, a
/// covariate that is the same in all spells or follows from others, or one that parts the spells so well that no finite
/// effect is the likeliest.
pub fn fit(spells: &[Spell], covariates: &[Vec<f64>], ties: Ties) -> Result<Cox, Fault> {
    sound(spells)?;
    some_ended(spells)?;
    let (rows, spreads) = standard(spells, covariates)?;
    let order = {
        let mut order: Vec<usize> = (0..spells.len()).collect();
        order.sort_by(|&a, &b| spells[b].lasted.total_cmp(&spells[a].lasted).then(a.cmp(&b)));
        order
    };
    let sample = Sample { spells, rows, order, ties };
    let mut at = vec![0.0; spreads.len()];
    let mut here = sample.slopes(&at);
    let without = here.likelihood;
    if let Err(j) = solved(&here.information, &here.gradient) {
        let text =
            format!("covariate {j} follows from those before it, among spells in sight when any ended");
        return Err(Fault::shape(text));
    }
    for _ in 0..STEPS {
        let Ok(step) = solved(&here.information, &here.gradient) else { break };
        let mut part = 1.0;
        // Rounding may hide a gain that is smaller than the digits of the likelihood.
        let noise = 1e-12 * (1.0 + here.likelihood.abs());
        let (next, there) = loop {
            let next: Vec<f64> = at.iter().zip(&step).map(|(b, s)| b + part * s).collect();
            let there = sample.slopes(&next);
            if there.likelihood >= here.likelihood - noise || part < 1e-12 {
                break (next, there);
            }
            part *= 0.5;
        };
        (at, here) = (next, there);
        if step.iter().all(|s| s.abs() * part <= LAST) {
            return sample.done(&at, &here, &spreads, without);
        }
    }
    Err(Fault::shape(
        "no finite effect is the likeliest: a covariate, or several together, all but part the spells that ended \
         first from the others"
            .to_string(),
    ))
}

/// The covariates less their means, in standard deviations, and these.
fn standard(spells: &[Spell], covariates: &[Vec<f64>]) -> Result<(Vec<Vec<f64>>, Vec<f64>), Fault> {
    if covariates.len() != spells.len() {
        return Err(Fault::shape(format!(
            "{} rows of covariates stand against {} spells",
            covariates.len(),
            spells.len()
        )));
    }
    let wide = covariates[0].len();
    if wide == 0 {
        return Err(Fault::shape("no covariate is given, so there is nothing to compare".to_string()));
    }
    for (k, row) in covariates.iter().enumerate() {
        if row.len() != wide {
            return Err(Fault::shape(format!(
                "spell {k} has {} covariates where there are {wide}",
                row.len()
            )));
        }
        row.iter().enumerate().try_for_each(|(j, x)| finite(&format!("covariate {j} of spell {k}"), *x))?;
    }
    let n = spells.len() as f64;
    let mut rows = covariates.to_vec();
    let mut spreads = Vec::with_capacity(wide);
    for j in 0..wide {
        if covariates.iter().all(|row| row[j] == covariates[0][j]) {
            return Err(Fault::shape(format!("covariate {j} is the same in all spells")));
        }
        let mean = covariates.iter().map(|row| row[j]).sum::<f64>() / n;
        let square = covariates.iter().map(|row| (row[j] - mean) * (row[j] - mean)).sum::<f64>();
        let spread = (square / n).sqrt();
        crate::keep::within(&format!("the spread of covariate {j}"), spread, f64::MIN_POSITIVE, f64::MAX)?;
        rows.iter_mut().for_each(|row| row[j] = (row[j] - mean) / spread);
        spreads.push(spread);
    }
    Ok((rows, spreads))
}

/// Spells in order, longest first.
struct Sample<'a> {
    spells: &'a [Spell],
    rows: Vec<Vec<f64>>,
    order: Vec<usize>,
    ties: Ties,
}

/// The partial log-likelihood, its gradient, and minus its second derivatives.
struct Slopes {
    likelihood: f64,
    gradient: Vec<f64>,
    information: Vec<Vec<f64>>,
}

/// `Σ e^{xβ}`, with `x` and `x x'` as further factors (lower half).
#[derive(Clone)]
struct Sums {
    plain: f64,
    first: Vec<f64>,
    second: Vec<Vec<f64>>,
}

impl Sums {
    fn new(wide: usize) -> Sums {
        Sums { plain: 0.0, first: vec![0.0; wide], second: vec![vec![0.0; wide]; wide] }
    }

    fn add(&mut self, weight: f64, row: &[f64]) {
        self.plain += weight;
        for (j, x) in row.iter().enumerate() {
            self.first[j] += weight * x;
            for (i, y) in row[..=j].iter().enumerate() {
                self.second[j][i] += weight * x * y;
            }
        }
    }
}

impl Sample<'_> {
    fn slopes(&self, at: &[f64]) -> Slopes {
        let wide = at.len();
        let dot = |row: &Vec<f64>| row.iter().zip(at).map(|(x, b)| x * b).sum::<f64>();
        let scores: Vec<f64> = self.rows.iter().map(dot).collect();
        // A common factor of all rates changes nothing, and this one keeps them from growing too large.
        let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut slopes =
            Slopes { likelihood: 0.0, gradient: vec![0.0; wide], information: vec![vec![0.0; wide]; wide] };
        let mut in_sight = Sums::new(wide);
        for group in self.order.chunk_by(|&a, &b| self.spells[a].lasted == self.spells[b].lasted) {
            let mut ending = Sums::new(wide);
            let mut count = 0;
            for &k in group {
                let weight = libm::exp(scores[k] - top);
                in_sight.add(weight, &self.rows[k]);
                if self.spells[k].ended {
                    ending.add(weight, &self.rows[k]);
                    count += 1;
                    slopes.likelihood += scores[k] - top;
                    slopes.gradient.iter_mut().zip(&self.rows[k]).for_each(|(g, x)| *g += x);
                }
            }
            for l in 0..count {
                let gone = match self.ties {
                    Ties::Efron => f64::from(l) / f64::from(count),
                    Ties::Breslow => 0.0,
                };
                slopes.less(&in_sight, &ending, gone);
            }
        }
        slopes
    }

    fn done(&self, at: &[f64], here: &Slopes, spreads: &[f64], without: f64) -> Result<Cox, Fault> {
        let mut effects = Vec::with_capacity(at.len());
        for (j, spread) in spreads.iter().enumerate() {
            let unit: Vec<f64> = (0..at.len()).map(|i| f64::from(u8::from(i == j))).collect();
            let column = solved(&here.information, &unit)
                .map_err(|i| Fault::shape(format!("nothing is known about the effect of covariate {i}")))?;
            effects.push(Effect { log_ratio: at[j] / spread, error: column[j].max(0.0).sqrt() / spread });
        }
        Ok(Cox { effects, likelihood: here.likelihood, without })
    }
}

impl Slopes {
    /// One end among those in sight, with the part `gone` of those ending there counted as gone.
    fn less(&mut self, all: &Sums, ending: &Sums, gone: f64) {
        let plain = all.plain - gone * ending.plain;
        self.likelihood -= libm::log(plain);
        let mean: Vec<f64> =
            all.first.iter().zip(&ending.first).map(|(a, d)| (a - gone * d) / plain).collect();
        for j in 0..mean.len() {
            self.gradient[j] -= mean[j];
            for i in 0..=j {
                let square = (all.second[j][i] - gone * ending.second[j][i]) / plain;
                self.information[j][i] += square - mean[j] * mean[i];
            }
        }
    }
}

/// Solves `A x = b` for a positive definite `A` of which the lower half is given, by `A = L D L'`; else the first row
/// whose pivot all but vanishes.
fn solved(lower: &[Vec<f64>], right: &[f64]) -> Result<Vec<f64>, usize> {
    let n = right.len();
    let mut factor = vec![vec![0.0; n]; n];
    let mut pivots = vec![0.0; n];
    for j in 0..n {
        for i in 0..=j {
            let known: f64 = (0..i).map(|k| factor[j][k] * factor[i][k] * pivots[k]).sum();
            let left = lower[j][i] - known;
            if i < j {
                factor[j][i] = left / pivots[i];
            } else if left > FLAT * lower[j][j] {
                pivots[j] = left;
            } else {
                return Err(j);
            }
        }
    }
    let mut x = right.to_vec();
    for j in 0..n {
        x[j] -= (0..j).map(|k| factor[j][k] * x[k]).sum::<f64>();
    }
    x.iter_mut().zip(&pivots).for_each(|(x, pivot)| *x /= pivot);
    for j in (0..n).rev() {
        x[j] -= (j + 1..n).map(|k| factor[k][j] * x[k]).sum::<f64>();
    }
    Ok(x)
}
