//! Normal and beta distributions, with the same digits on every machine.
//!
//! References: M. Abramowitz and I. Stegun (1964), Handbook of Mathematical Functions, 26.2 and 26.5; W. J. Lentz (1976)
//! for the continued fraction of the incomplete beta function; P. J. Acklam (2003) for the first guess of the normal
//! quantile, which one step of Halley's method then takes to full precision.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Density `φ(x)` of the standard normal distribution.
pub fn normal_density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * PI).sqrt()
}

/// `Φ(x)`: the probability that a standard normal number is at most `x`.
pub fn normal_below(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// `Φ⁻¹(p)`; infinite at 0 and 1.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let guess = first_guess(p);
    let off = (normal_below(guess) - p) / normal_density(guess);
    let step = off / (1.0 + 0.5 * guess * off);
    if step.is_finite() { guess - step } else { guess }
}

fn first_guess(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969683028665376e1,
        2.209460984245205e2,
        -2.759285104469687e2,
        1.38357751867269e2,
        -3.066479806614716e1,
        2.506628277459239,
    ];
    const B: [f64; 6] = [
        -5.447609879822406e1,
        1.615858368580409e2,
        -1.556989798598866e2,
        6.680131188771972e1,
        -1.328068155288572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784894002430293e-3,
        -3.223964580411365e-1,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    ];
    const D: [f64; 5] =
        [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1.0];
    let at = |coefficients: &[f64], x: f64| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    const TAIL: f64 = 0.02425;
    if p < TAIL {
        let q = (-2.0 * libm::log(p)).sqrt();
        at(&C, q) / at(&D, q)
    } else if p > 1.0 - TAIL {
        let q = (-2.0 * libm::log1p(-p)).sqrt();
        -at(&C, q) / at(&D, q)
    } else {
        let q = p - 0.5;
        q * at(&A, q * q) / at(&B, q * q)
    }
}

/// `I_x(a, b)`: the probability that a number of the beta distribution with parameters `a, b > 0` is at most `x`.
pub fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction converges fast below the mean of the distribution; above, its mirror image does.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_below(b, a, 1.0 - x);
    }
    let scale = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b);
    let front = libm::exp(scale + a * libm::log(x) + b * libm::log1p(-x)) / a;
    front * fraction(a, b, x)
}

/// The continued fraction of the incomplete beta function.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let safe = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / safe(1.0 - (a + b) * x / (a + 1.0));
    let mut product = d;
    for k in 1..500 {
        let k = f64::from(k);
        let even = k * (b - k) * x / ((a + 2.0 * k - 1.0) * (a + 2.0 * k));
        d = 1.0 / safe(1.0 + even * d);
        c = safe(1.0 + even / c);
        product *= d * c;
        let odd = -(a + k) * (a + b + k) * x / ((a + 2.0 * k) * (a + 2.0 * k + 1.0));
        d = 1.0 / safe(1.0 + odd * d);
        c = safe(1.0 + odd / c);
        product *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    product
}

/// The `x` with `I_x(a, b) = p`, by Newton's steps that stay inside halves: within 1e-15.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    let scale = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b);
    let density = |x: f64| libm::exp(scale + (a - 1.0) * libm::log(x) + (b - 1.0) * libm::log1p(-x));
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = a / (a + b);
    for _ in 0..60 {
        let over = beta_below(a, b, x) - p;
        if over < 0.0 {
            low = x
        } else {
            high = x
        }
        let newton = x - over / density(x);
        let next = if low < newton && newton < high { newton } else { 0.5 * (low + high) };
        let moved = (next - x).abs();
        x = next;
        if moved < 1e-16 {
            break;
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_values_as_tabled() {
        // Abramowitz and Stegun, table 26.1.
        for (x, below) in
            [(0.0, 0.5), (1.0, 0.841344746068543), (1.96, 0.975002104851780), (-3.0, 0.00134989803163)]
        {
            assert!((normal_below(x) - below).abs() < 1e-12, "{x}");
            assert!((normal_quantile(below) - x).abs() < 1e-9, "{x}");
        }
        for k in 1..1000 {
            let p = f64::from(k) / 1000.0;
            assert!((normal_below(normal_quantile(p)) - p).abs() < 1e-14, "{p}");
        }
        assert!((normal_below(normal_quantile(1e-12)) / 1e-12 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn beta_values_in_closed_form() {
        for k in 1..20 {
            let x = f64::from(k) / 20.0;
            // I_x(2, 3) = 6x² - 8x³ + 3x⁴; I_x(1, b) = 1 - (1 - x)^b.
            assert!((beta_below(2.0, 3.0, x) - x * x * (6.0 - 8.0 * x + 3.0 * x * x)).abs() < 1e-13);
            assert!((beta_below(1.0, 2.0, x) - x * (2.0 - x)).abs() < 1e-13);
            assert!((beta_quantile(1.0, 2.0, x * (2.0 - x)) - x).abs() < 1e-12);
            assert!((beta_below(5.0, 1.0, beta_quantile(5.0, 1.0, x)) - x).abs() < 1e-12);
            assert!(
                (beta_below(1.0, 5.0, beta_quantile(1.0, 5.0, x * 1e-6)) / (x * 1e-6) - 1.0).abs() < 1e-8
            );
            assert!((beta_below(2.5, 3.5, beta_quantile(2.5, 3.5, x)) - x).abs() < 1e-14);
        }
    }
}
