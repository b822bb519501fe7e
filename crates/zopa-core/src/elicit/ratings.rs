//! What is each option worth, if whole packages were rated?
//!
//! Least squares: `rating(x) ≈ c + Σ_i p[i][x_i]`, with the least option of every issue at 0 (P. E. Green, V. Srinivasan 1978,
//! "Conjoint analysis in consumer research: issues and outlook", Journal of Consumer Research 5). Exact, by the normal
//! equations.
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `p[i][o]` | part-worth of an option | points of the rating |
//! | `c` | the rating of the package of all least options | points of the rating |
//! | `R²` | `1 - Σ (rating - fitted)² / Σ (rating - mean)²` | 0 to 1 |

use super::linear::{unknowns, whole};
use crate::Fault;
use crate::answer::Package;
use num_rational::BigRational;
use num_traits::Zero;

/// Part-worths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// `p[i][o]`, the least of each issue 0.
    pub part_worths: Vec<Vec<BigRational>>,
    /// `c`.
    pub constant: BigRational,
    /// `R²`; `None` if all ratings are alike.
    pub explained: Option<BigRational>,
}

/// Fits part-worths to rated packages over issues with so many options.
///
/// # Errors
/// A package does not choose an option in each issue, or the packages do not tell the options apart.
pub fn fit(options: &[usize], rated: &[(Package, BigRational)]) -> Result<Fit, Fault> {
    for (k, (package, _)) in rated.iter().enumerate() {
        let fits = package.len() == options.len() && package.iter().zip(options).all(|(o, n)| o < n);
        if !fits {
            return Err(Fault::shape(format!("package {k} does not choose an option in each issue")));
        }
    }
    // Unknowns: the constant, and every option but the first of its issue.
    let mut starts = vec![1];
    for n in options {
        starts.push(starts[starts.len() - 1] + n.saturating_sub(1));
    }
    let size = starts[options.len()];
    let at = |package: &Package| -> Vec<usize> {
        let chosen = package.iter().zip(&starts).filter(|(o, _)| **o > 0).map(|(o, s)| s + o - 1);
        std::iter::once(0).chain(chosen).collect()
    };
    let mut normal = vec![vec![BigRational::zero(); size + 1]; size];
    for (package, rating) in rated {
        let columns = at(package);
        for &a in &columns {
            for &b in &columns {
                normal[a][b] += whole(1);
            }
            normal[a][size] += rating;
        }
    }
    let Some(found) = unknowns(normal) else {
        return Err(Fault::shape("the rated packages do not tell the options apart".to_string()));
    };
    let mut constant = found[0].clone();
    let mut part_worths = Vec::with_capacity(options.len());
    for (n, start) in options.iter().zip(&starts) {
        let raw: Vec<BigRational> = (0..*n)
            .map(|o| if o == 0 { BigRational::zero() } else { found[start + o - 1].clone() })
            .collect();
        let least = raw.iter().min().cloned().unwrap_or_else(BigRational::zero);
        constant += &least;
        part_worths.push(raw.into_iter().map(|p| p - &least).collect::<Vec<_>>());
    }
    let count = whole(i64::try_from(rated.len()).unwrap_or(i64::MAX));
    let mean = rated.iter().map(|(_, rating)| rating).sum::<BigRational>() / count;
    let square = |a: BigRational| &a * &a;
    let spread: BigRational = rated.iter().map(|(_, rating)| square(rating - &mean)).sum();
    let misfit: BigRational = rated
        .iter()
        .map(|(package, rating)| {
            let worth: BigRational = package.iter().zip(&part_worths).map(|(o, p)| &p[*o]).sum();
            square(rating - &constant - worth)
        })
        .sum();
    let explained = (!spread.is_zero()).then(|| whole(1) - misfit / spread);
    Ok(Fit { part_worths, constant, explained })
}
