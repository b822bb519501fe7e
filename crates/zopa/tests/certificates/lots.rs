//! Whether a lottery is what its claim says: by the packages alone, for up to two players. The best points of a hull of
//! dimension two lie on its corners and on the segments between them.

use super::world::{Seen, World};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::{BTreeMap, BTreeSet};
use zopa::result::{Claim, DrawRecord};
use zopa_core::problem::Score;

/// Shares of the players.
type Point = Vec<BigRational>;

/// Whether a lottery claim is true, given the players and their units by the definition of its concept.
pub fn is_true(world: &World, zone: &[&Seen], units: &BTreeMap<usize, Score>, claim: &Claim) -> bool {
    let Claim::Lottery { concept, draws, product, stop, .. } = claim else { return false };
    if !matches!(stop.as_str(), "complete" | "budget" | "interrupted" | "limit") {
        return false;
    }
    let share = |x: &Seen| -> Point { units.iter().map(|(p, u)| ratio(x.gains[*p], *u)).collect() };
    let Some(mean) = mean(world, zone, draws, &share) else {
        return false;
    };
    let corners: BTreeSet<Point> = zone.iter().map(|x| share(x)).collect();
    let corners: Vec<Point> = corners.into_iter().collect();
    let few = units.len() <= 2;
    match (concept.as_str(), product) {
        ("nash", Some([value, bound])) => {
            let (Ok(value), Ok(bound)) = (value.number(), bound.number()) else { return false };
            mean.iter().product::<BigRational>() == value && (!few || most(&corners) <= bound)
        }
        // Nothing is claimed of what is best.
        ("nash", None) => stop != "complete" || !draws.is_empty(),
        (_, None) if stop == "complete" => {
            !few || fairest(&corners).is_some_and(|best| best == ascending(mean))
        }
        (_, None) => true,
        (_, Some(_)) => false,
    }
}

fn ratio(a: Score, b: Score) -> BigRational {
    BigRational::new(a.into(), b.into())
}

/// What a lottery gives; `None` if it is none, or of a package that is not acceptable.
fn mean(
    world: &World,
    zone: &[&Seen],
    draws: &[DrawRecord],
    share: &dyn Fn(&Seen) -> Point,
) -> Option<Point> {
    let mut sum = BigRational::zero();
    let mut mean: Option<Point> = None;
    for draw in draws {
        let chance = draw.chance.number().ok().filter(BigRational::is_positive)?;
        let seen = world.look(&draw.package)?;
        zone.iter().find(|x| x.package == seen.package)?;
        let part = share(&seen).into_iter().map(|s| s * &chance);
        mean = Some(match mean {
            None => part.collect(),
            Some(before) => before.into_iter().zip(part).map(|(a, b)| a + b).collect(),
        });
        sum += chance;
    }
    match draws {
        [] => Some(Vec::new()),
        _ => mean.filter(|_| sum.is_one()),
    }
}

fn between(a: &Point, b: &Point, t: &BigRational) -> Point {
    a.iter().zip(b).map(|(a, b)| a + (b - a) * t).collect()
}

fn ascending(mut point: Point) -> Point {
    point.sort();
    point
}

/// The best shares, ascending, of all lotteries.
fn fairest(corners: &[Point]) -> Option<Point> {
    let mut best = corners.iter().cloned().map(ascending).max()?;
    for (a, b) in pairs(corners) {
        let ([a0, a1], [b0, b1]) = (a.as_slice(), b.as_slice()) else { continue };
        let (here, there) = (a0 - a1, b0 - b1);
        if (&here * &there).is_negative() {
            let t = &here / (&here - &there);
            best = best.max(ascending(between(a, b, &t)));
        }
    }
    Some(best)
}

/// The largest product of shares of all lotteries.
fn most(corners: &[Point]) -> BigRational {
    let product = |point: &Point| point.iter().product::<BigRational>();
    let mut best = corners.iter().map(product).max().unwrap_or_default();
    for (a, b) in pairs(corners) {
        let ([a0, a1], [b0, b1]) = (a.as_slice(), b.as_slice()) else { continue };
        let (d0, d1) = (b0 - a0, b1 - a1);
        let bend = &d0 * &d1;
        if bend.is_negative() {
            let t = -(a0 * &d1 + a1 * &d0) / (bend * BigInt::from(2));
            if t.is_positive() && t < BigRational::one() {
                best = best.max(product(&between(a, b, &t)));
            }
        }
    }
    best
}

fn pairs(corners: &[Point]) -> impl Iterator<Item = (&Point, &Point)> {
    corners.iter().enumerate().flat_map(|(k, a)| corners[k + 1..].iter().map(move |b| (a, b)))
}
