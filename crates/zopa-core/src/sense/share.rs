//! A share, and the interval that holds it.
//!
//! Independent tries: the interval of Clopper and Pearson, whose ends are computed in whole numbers and rounded outwards;
//! it holds the true share at least as often as it says. It takes about as many steps as there are hits or misses,
//! whichever are fewer.
//!
//! Tries that come in clusters (worlds of one chain, started anew per block): with `p` the share of all tries, `k`
//! clusters of `t_c` tries and `h_c` hits, `n = Σ t_c`, the variance of the ratio `p` is
//!
//! `v = k/(k-1) Σ_c (h_c - p t_c)² / n²`,
//!
//! the effective number of tries `n* = min(n, p (1 - p) / v)`, and the interval Wilson's with `n*` and the quantile of
//! Student's `t` at `k - 1` degrees of freedom. Where all tries agree, `v` says nothing and each cluster counts as one
//! try. `n*` is never more than `n`: agreement better than chance is not taken for information.
//!
//! # References
//! C. J. Clopper and E. S. Pearson 1934, *Biometrika* 26, 404–413. E. B. Wilson 1927, *Journal of the American Statistical
//! Association* 22, 209–212. E. L. Korn and B. I. Graubard 1998, *Survey Methodology* 24, 193–201, and N. Dean and
//! M. Pagano 2015, *Journal of Survey Statistics and Methodology* 3, 484–503 (effective tries). M. Abramowitz and
//! I. A. Stegun 1964, *Handbook of Mathematical Functions*, 26.7.3–4 (Student's t).

use crate::Fault;
use crate::count::interval::{ONE, ends};
use std::f64::consts::PI;

/// How sure an interval is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sure {
    /// 90 %.
    Ninety,
    /// 95 %.
    NinetyFive,
}

impl Sure {
    /// As a fraction.
    fn fraction(self) -> (u32, u32) {
        match self {
            Sure::Ninety => (9, 10),
            Sure::NinetyFive => (19, 20),
        }
    }
}

/// A share with its interval, each of 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Hits of tries.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The share of independent tries.
pub fn share(hits: u64, tries: u64, sure: Sure) -> Result<Share, Fault> {
    check(hits, tries)?;
    let [low, high] = ends(hits, tries, sure.fraction()).map(|end| end as f64 / ONE as f64);
    Ok(Share { share: hits as f64 / tries as f64, low, high })
}

/// The share of tries in clusters: `[hits, tries]` of each. Clusters are independent of each other; there are at least
/// two.
pub fn clustered(clusters: &[[u64; 2]], sure: Sure) -> Result<Share, Fault> {
    for &[hits, tries] in clusters {
        check(hits, tries)?;
    }
    let k = clusters.len() as f64;
    let sum = |at: usize| clusters.iter().map(|cluster| cluster[at] as f64).sum::<f64>();
    let (hits, tries) = (sum(0), sum(1));
    let p = hits / tries;
    let off = |&[hits, tries]: &[u64; 2]| (hits as f64 - p * tries as f64) * (hits as f64 - p * tries as f64);
    let v = k / (k - 1.0) * clusters.iter().map(off).sum::<f64>() / (tries * tries);
    of_clusters(clusters.len(), [hits, tries], v, sure)
}

/// The same for `clusters` of `tries` tries each, from the sum of their hits and that of their squares alone.
pub fn even_clusters(
    clusters: u64,
    tries: u64,
    [hits, squares]: [u64; 2],
    sure: Sure,
) -> Result<Share, Fault> {
    let all = u128::from(clusters) * u128::from(tries);
    let (h, s, k) = (u128::from(hits), u128::from(squares), u128::from(clusters));
    // Least where all clusters are alike, most where each has all or none.
    let fits = all > 0 && h <= all && h * h <= k * s && s <= h * u128::from(tries);
    if !fits {
        return Err(Fault::shape(format!(
            "{hits} hits with squares of sum {squares} are none of {clusters} times {tries} tries"
        )));
    }
    let n = all as f64;
    // Σ (h_c - p t)² = Σ h_c² - (Σ h_c)² / k, in whole numbers up to the last step.
    let off = (k * s - h * h) as f64 / k as f64;
    let v = k as f64 / (k as f64 - 1.0) * off / (n * n);
    of_clusters(usize::try_from(clusters).unwrap_or(usize::MAX), [hits as f64, n], v, sure)
}

/// The share of `[hits, tries]` in `k` clusters, given its variance.
fn of_clusters(k: usize, [hits, tries]: [f64; 2], v: f64, sure: Sure) -> Result<Share, Fault> {
    if k < 2 {
        return Err(Fault::shape(
            "one cluster does not say how much clusters differ: at least two".to_string(),
        ));
    }
    let p = hits / tries;
    let n = match hits == 0.0 || hits == tries {
        true => k as f64,
        false => tries.min(p * (1.0 - p) / v),
    };
    let q = student(k - 1, sure);
    let middle = (p + q * q / (2.0 * n)) / (1.0 + q * q / n);
    let half = q / (1.0 + q * q / n) * (p * (1.0 - p) / n + q * q / (4.0 * n * n)).sqrt();
    Ok(Share { share: p, low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
}

fn check(hits: u64, tries: u64) -> Result<(), Fault> {
    match tries > 0 && hits <= tries {
        true => Ok(()),
        false => Err(Fault::shape(format!("{hits} hits of {tries} tries are no share"))),
    }
}

/// The number that the size of Student's `t` exceeds with probability 10 % or 5 %.
pub fn student(freedom: usize, sure: Sure) -> f64 {
    let (part, of) = sure.fraction();
    let sure = f64::from(part) / f64::from(of);
    // At one degree of freedom the 95 % quantile is 12.7, the largest of all.
    let (mut low, mut high) = (0.0, 16.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        match within(middle, freedom.max(1)) < sure {
            true => low = middle,
            false => high = middle,
        }
    }
    high
}

/// The probability that the size of Student's `t` is below this.
fn within(t: f64, freedom: usize) -> f64 {
    let angle = libm::atan(t / (freedom as f64).sqrt());
    let (sin, cos) = (libm::sin(angle), libm::cos(angle));
    // 1 + (a/b) cos² (1 + (a+2)/(b+2) cos² (…)), of freedom/2 terms at most.
    let series = |first: f64, steps: usize| {
        let (mut term, mut sum) = (1.0, 1.0);
        for k in 0..steps {
            let a = first + 2.0 * k as f64;
            term *= a / (a + 1.0) * cos * cos;
            sum += term;
        }
        sum
    };
    match freedom {
        1 => 2.0 * angle / PI,
        odd if odd % 2 == 1 => 2.0 / PI * (angle + sin * cos * series(2.0, (odd - 3) / 2)),
        even => sin * series(1.0, (even - 2) / 2),
    }
}
