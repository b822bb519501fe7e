//! The efficient packages: those no other package beats for some parties without being worse for another of them.
//!
//! `x` is efficient for the parties `A` if no `y` in scope has `u_p(y) ≥ u_p(x)` for all `p ∈ A` and `>` for one
//! (the Pareto frontier). Points are found exactly by ``sums``; where that would outgrow the budget, the
//! answer says so instead of handing out a part as the whole.

use crate::answer::{Package, Stop};
use crate::budget::Budget;
use crate::maxima::maxima;
use crate::problem::{Problem, Score};
use crate::region::Region;
use crate::sums::{self, Layout};
use std::collections::BTreeMap;

pub use crate::sums::{MOST_KEYS, MOST_POINTS};

/// Which packages are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All that keep the rules and norms.
    Feasible,
    /// Those every party asked accepts.
    Acceptable,
}

/// An efficient point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Efficient {
    /// Values `u_p(x)` of the parties asked for, in their order, each in its own grid points.
    pub values: Vec<Score>,
    /// How many packages in scope have exactly these values, where that is known.
    pub count: Option<u128>,
    /// One of them.
    pub package: Package,
}

/// A frontier: its points, from the best to the worst for the first party, and whether they are all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    /// The parties compared.
    pub parties: Vec<usize>,
    /// The points; empty if the search stopped early.
    pub points: Vec<Efficient>,
    /// `Complete` if the points are exactly the frontier.
    pub stop: Stop,
}

/// The frontier for some parties.
#[doc(alias = "Pareto frontier")]
pub fn frontier(
    problem: &Problem,
    real: &[bool],
    parties: &[usize],
    scope: Scope,
    budget: &mut Budget,
) -> Frontier {
    match find(problem, real, parties, scope, budget) {
        Ok(points) => Frontier { parties: parties.to_vec(), points, stop: Stop::Complete },
        Err(stop) => Frontier { parties: parties.to_vec(), points: Vec::new(), stop },
    }
}

fn find(
    problem: &Problem,
    real: &[bool],
    parties: &[usize],
    scope: Scope,
    budget: &mut Budget,
) -> Result<Vec<Efficient>, Stop> {
    let mut found: BTreeMap<Vec<Score>, Efficient> = BTreeMap::new();
    let regions = match scope {
        Scope::Feasible => vec![Region::unconstrained(problem, real)],
        Scope::Acceptable => Region::root(problem, real).by_consent(),
    };
    let single = regions.len() == 1;
    let mut width = 0;
    for region in regions {
        let others = (0..problem.n()).filter(|p| region.asked[*p] && !parties.contains(p));
        let columns: Vec<usize> = parties.iter().copied().chain(others).collect();
        width = width.max(columns.len());
        let clipped: Vec<bool> = (0..columns.len()).map(|c| c >= parties.len()).collect();
        let required: Vec<bool> = columns.iter().map(|&p| region.asked[p]).collect();
        // Below a ceiling a package may fall behind on the way and end up level: then not all are counted.
        let capped = columns.iter().any(|&p| problem.parties()[p].cap.is_some());
        let exact = single && columns.len() == parties.len() && !capped;
        let layout = Layout { columns: &columns, clipped: &clipped, required: &required, lines: &[] };
        for point in sums::efficient(&region, &layout, budget)? {
            let values: Vec<Score> =
                parties.iter().zip(&point.gains).map(|(&p, g)| g + problem.parties()[p].no_deal).collect();
            let count = point.count.filter(|_| exact);
            found.entry(values.clone()).or_insert(Efficient { values, count, package: point.package });
        }
    }
    let all: Vec<Efficient> = found.into_values().rev().collect();
    // Points of one region are efficient already; those of several may beat each other.
    if single && parties.len() == width {
        return Ok(all);
    }
    budget.spend(all.len() as u64)?;
    let rows: Vec<Score> = all.iter().flat_map(|e| e.values.iter().copied()).collect();
    let keep = match parties.len() {
        0 => vec![0],
        width => maxima(width, &rows).unwrap_or_default(),
    };
    let mut all: Vec<Option<Efficient>> = all.into_iter().map(Some).collect();
    Ok(keep.into_iter().filter_map(|k| all.get_mut(k)?.take()).collect())
}
