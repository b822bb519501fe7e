//! Adjusted winner: two parties divide items by points, so that both get equally much by their own points.
//!
//! Each item first goes to the party that gives it more points, of equal ones to the first. Then the party that has more
//! hands items over, those first whose ratio of its own to the other's points is smallest, the last of them in part, until
//! both have the same (S. J. Brams and A. D. Taylor 1996, *Fair Division*, ch. 4). Points of the two are compared here
//! because the procedure does: each has the same number of them to give.

use crate::Fault;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// A division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Per item, the share of it that the first party gets, 0 to 1.
    pub first: Vec<BigRational>,
    /// What each party has by its own points.
    pub points: BigRational,
}

/// Divides items that the two parties give points to; both have the same number of points in all.
///
/// # Errors
/// A [`Fault`] if the points are not of the same items, are below zero, or do not sum to the same number above zero.
pub fn adjusted_winner(points: [&[u32]; 2]) -> Result<Division, Fault> {
    let [first, second] = points;
    let sum = |of: &[u32]| of.iter().map(|&p| u64::from(p)).sum::<u64>();
    if first.len() != second.len() || sum(first) != sum(second) || sum(first) == 0 {
        return Err(Fault::shape("points are not of the same items, or not of the same sum".to_string()));
    }
    let exact = |n: u64| BigRational::from(BigInt::from(n));
    let mine = |k: usize| first[k] >= second[k];
    let all = 0..first.len();
    let held = |own: bool, of: &[u32]| -> u64 {
        all.clone().filter(|&k| mine(k) == own).map(|k| u64::from(of[k])).sum()
    };
    let (one, other) = (held(true, first), held(false, second));
    // From the party that is ahead, in the order of its points over the other's.
    let ahead = one >= other;
    let (own, theirs) = if ahead { (first, second) } else { (second, first) };
    let mut hand: Vec<usize> = all.clone().filter(|&k| mine(k) == ahead).collect();
    let across = |a: usize, b: usize| u64::from(own[a]) * u64::from(theirs[b]);
    hand.sort_by(|&a, &b| across(a, b).cmp(&across(b, a)));
    let mut shares: Vec<BigRational> =
        all.clone().map(|k| if mine(k) { BigRational::one() } else { BigRational::zero() }).collect();
    let (mut more, mut less) = (exact(one.max(other)), exact(one.min(other)));
    for k in hand {
        let (own, theirs) = (exact(own[k].into()), exact(theirs[k].into()));
        let both = &own + &theirs;
        if more <= less || both.is_zero() {
            continue;
        }
        let part = ((&more - &less) / both).min(BigRational::one());
        more -= &part * own;
        less += &part * theirs;
        shares[k] = if ahead { BigRational::one() - part } else { part };
    }
    Ok(Division { first: shares, points: more })
}
