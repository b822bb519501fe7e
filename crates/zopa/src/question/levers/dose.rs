//! Levers of any intensity: what a set found in tenths needs exactly, and what nothing costs less than.
//!
//! For the package and the other levers of a set, the least intensities are a linear programme ([`zopa_core::lever`]).
//! The bound is a search in which a hundredth has the effects of its better end and the costs of its lower one, so that every
//! intensity within it is covered: what that search finds costs no more than anything that opens the zone.

use super::grow::{Ground, Grown};
use super::sets::Set;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use zopa_core::lever::{Levers, fraction};

/// What a set needs exactly.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dose {
    /// Levers of any intensity, and how much of each.
    pub intensity: Vec<(usize, f64)>,
    /// What the set then costs its holder, points.
    pub cost: f64,
    /// What no set costs less than, where that was searched.
    pub bound: Option<f64>,
}

/// The least intensities of the levers without levels for the package of a set, its other levers as they are.
pub(super) fn dose(ground: &Ground, grown: &Grown, set: &Set) -> Option<Dose> {
    let problem = &grown.compiled.problem;
    let free: Vec<usize> =
        grown.levers.iter().copied().filter(|&l| ground.model.levers[l].lever.continuous).collect();
    if free.is_empty() {
        return None;
    }
    let at = |l: usize| grown.levers.iter().position(|&known| known == l).map(|k| grown.first + k);
    // The package with the free levers off; a party gains in proportion to the level, so the first level says how much.
    let mut bare = set.package.clone();
    for &l in &free {
        bare[at(l)?] = 0;
    }
    let grid = fraction(grown.compiled.grid as f64)?;
    let costs: Vec<usize> = grown.costs.iter().map(|(_, party)| *party).collect();
    let rows: Vec<usize> =
        (0..problem.n()).filter(|p| problem.asked(*p, &set.package) || problem.asked(*p, &bare)).collect();
    let gain = |x: &[usize], p: usize| Some(fraction(problem.gain(p, x) as f64)? / &grid);
    let gains: Vec<BigRational> = rows.iter().map(|&p| gain(&bare, p)).collect::<Option<_>>()?;
    let (mut cost, mut cap, mut effect) = (Vec::new(), Vec::new(), Vec::new());
    for &l in &free {
        let usable = &ground.model.levers[l];
        let (level, _) = usable.levels.first()?;
        let mut first = bare.clone();
        first[at(l)?] = 1;
        let level = fraction(*level)?;
        let moved: Option<Vec<BigRational>> =
            rows.iter().zip(&gains).map(|(&p, before)| Some((gain(&first, p)? - before) / &level)).collect();
        effect.push(moved?);
        cost.push(fraction(ground.spent(l, 1.0))?);
        cap.push(fraction(usable.levels.last()?.0)?);
    }
    debug_assert!(costs.iter().all(|party| rows.contains(party)));
    let found = Levers { cost, cap, effect }.least(&gains).ok()??;
    let fixed: f64 = set
        .used
        .iter()
        .filter(|(l, _)| !free.contains(l))
        .map(|&(l, at)| ground.spent(l, ground.model.levers[l].levels[at].0))
        .sum();
    let intensity = free.iter().zip(&found.intensity).filter(|(_, a)| !a.is_zero());
    Some(Dose {
        intensity: intensity.map(|(&l, a)| (l, a.to_f64().unwrap_or(f64::NAN))).collect(),
        cost: fixed + found.cost.to_f64().unwrap_or(f64::NAN),
        bound: None,
    })
}
