//! Does the rate of ending rise or fall with age, and how long do spells last by that?
//!
//! `S(t) = exp(-(t/λ)^ρ)`, so the rate is `h(t) = (ρ/λ) (t/λ)^(ρ-1)`: falling if `ρ < 1` (most failures come early),
//! constant if `ρ = 1`. With the `d` spells that ended and all times `t`, the likeliest `ρ` is the one root of
//!
//! `1/ρ + (1/d) Σ_ended ln t - Σ t^ρ ln t / Σ t^ρ = 0`,
//!
//! whose left side falls, and `λ^ρ = Σ t^ρ / d`. Intervals come from the observed information of `ln ρ` and `ln λ`.
//!
//! With something that multiplies the rate by `exp(a)`, `S(t) = exp(-(t/λ)^ρ e^a)`: ratios of rates. A programme that
//! stretches time instead, `S(t) = exp(-(t/(λ e^b))^ρ)`, reports `b = -a/ρ`, with the other sign.
//!
//! W. Weibull 1951, Journal of Applied Mechanics 18. J. D. Kalbfleisch and R. L. Prentice 1980, The Statistical Analysis of
//! Failure Time Data, 3.5 and 3.7. The root is found by halving, to the last digit that rounding leaves.
//!
//! Assumes: as of [`crate::durable`], and this one form. A sum of groups with constant rates of their own also looks like a
//! falling rate; it cannot tell the two apart. A scale far beyond the longest spell is an extrapolation.

use super::{Interval, Spell, errors, some_ended, sound};
use crate::Fault;

/// A fit of the form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weibull {
    /// `ρ`.
    pub shape: f64,
    /// `λ`, in units of time.
    pub scale: f64,
    /// The standard error of `ln ρ`.
    pub shape_error: f64,
    /// The standard error of `ln λ`.
    pub scale_error: f64,
    /// The log-likelihood of the spells.
    pub likelihood: f64,
}

/// The likeliest shape and scale.
///
/// # Errors
/// No spell, a time that is not a finite number above zero, none that ended, or all ends at the longest time, by which
/// every larger shape would be likelier.
pub fn fit(spells: &[Spell]) -> Result<Weibull, Fault> {
    sound(spells)?;
    some_ended(spells)?;
    if let Some(k) = spells.iter().position(|s| s.lasted == 0.0) {
        return Err(Fault::shape(format!("spell {k} lasted no time, which this form does not allow")));
    }
    let longest = spells.iter().map(|s| s.lasted).fold(0.0, f64::max);
    if spells.iter().all(|s| !s.ended || s.lasted == longest) {
        let text = format!("every end comes at the longest time, {longest}, so no shape is the likeliest");
        return Err(Fault::shape(text));
    }
    // In parts of the longest time, so that no power is too large.
    let logs: Vec<f64> = spells.iter().map(|s| libm::log(s.lasted / longest)).collect();
    let ended = spells.iter().filter(|s| s.ended).count() as f64;
    let sum: f64 = logs.iter().zip(spells).filter(|(_, s)| s.ended).map(|(log, _)| log).sum();
    let powers = |shape: f64| {
        logs.iter().fold([0.0; 3], |[a, b, c], log| {
            let power = libm::exp(shape * log);
            [a + power, b + power * log, c + power * log * log]
        })
    };
    let shape = root(|shape| {
        let [all, first, _] = powers(shape);
        1.0 / shape + sum / ended - first / all
    });
    let [all, first, second] = powers(shape);
    // `ln λ^ρ`, in parts of the longest time.
    let size = libm::log(all / ended);
    let scale = longest * libm::exp(size / shape);
    let likelihood =
        ended * (libm::log(shape) - size - 1.0) + (shape - 1.0) * sum - ended * libm::log(longest);
    // The information about `ρ` and `-ρ ln λ`, and from it that about the logarithms.
    let (s1, s2) = (first * ended / all, second * ended / all);
    let of_shape = ended / (shape * shape) + s2;
    let whole = of_shape * ended - s1 * s1;
    let shape_error = (ended / whole).sqrt() / shape;
    let slope = size / shape;
    let scale_error =
        ((slope * slope * ended + of_shape + 2.0 * slope * -s1) / whole).max(0.0).sqrt() / shape;
    if [shape, scale, shape_error, scale_error, likelihood].iter().any(|v| !v.is_finite()) {
        return Err(Fault::shape("the spells lead to a number that is too large".to_string()));
    }
    Ok(Weibull { shape, scale, shape_error, scale_error, likelihood })
}

/// Where a falling function crosses zero, above which it starts.
fn root(f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while f(high) > 0.0 && high < f64::MAX / 2.0 {
        (low, high) = (high, 2.0 * high);
    }
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return middle;
        }
        if f(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
}

impl Weibull {
    /// The share that lasts longer than `time` where something multiplies the rate by `exp(log_ratio)`; 0 for nothing.
    ///
    /// # Errors
    /// A time that is not a finite number of at least zero, or a ratio that is not finite.
    pub fn lasts(&self, time: f64, log_ratio: f64) -> Result<f64, Fault> {
        crate::keep::within("the time asked for", time, 0.0, f64::INFINITY)?;
        crate::keep::finite("the logarithm of a ratio of rates", log_ratio)?;
        Ok(libm::exp(-libm::pow(time / self.scale, self.shape) * libm::exp(log_ratio)))
    }

    /// The rate of ending at the age `time`, per unit of time.
    ///
    /// # Errors
    /// A time that is not a finite number above zero.
    pub fn rate(&self, time: f64) -> Result<f64, Fault> {
        crate::keep::within("the time asked for", time, f64::MIN_POSITIVE, f64::INFINITY)?;
        Ok(self.shape / self.scale * libm::pow(time / self.scale, self.shape - 1.0))
    }

    /// The intervals of shape and scale at `level`, such as 0.95.
    ///
    /// # Errors
    /// A level not between 0 and 1.
    pub fn intervals(&self, level: f64) -> Result<[Interval; 2], Fault> {
        let z = errors(level)?;
        Ok([
            Interval::by_logarithm(self.shape, self.shape_error, z),
            Interval::by_logarithm(self.scale, self.scale_error, z),
        ])
    }
}
