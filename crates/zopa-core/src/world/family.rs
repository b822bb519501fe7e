//! A family of worlds: a problem's structure, and what is known in place of each of its numbers.

use super::plan::Plan;
use super::tables::Cell;
use super::{Coordinate, Firm, Group, Link, Mind, Quantity, Sum};
use crate::Fault;
use crate::problem::{Opt, Problem};

/// The parts a [`Family`] is made of.
#[derive(Debug, Clone)]
pub struct Known {
    /// Consent, rules, red lines and boxes; its pair tables have a slot for every factor and interaction. Its numbers
    /// do not count.
    pub structure: Problem,
    /// One per party.
    pub minds: Vec<Mind>,
    /// Points of each box of the structure.
    pub boxes: Vec<Quantity>,
    /// One per red line of the structure.
    pub lines: Vec<Firm>,
    /// Groups of red lines.
    pub groups: Vec<Group>,
    /// Numbers that rise and fall together.
    pub links: Vec<Link>,
}

/// The set of worlds that agree with what is known, and how members of it are drawn. Immutable.
#[derive(Debug, Clone)]
pub struct Family {
    known: Known,
    coordinates: Vec<Coordinate>,
    quantities: Vec<Quantity>,
    places: Vec<Place>,
    /// First option of each issue among those of all issues.
    starts: Vec<usize>,
    boxes: usize,
    firmness: usize,
    cells: Vec<Cell>,
    plan: Plan,
}

/// What a family is begun with.
#[derive(Debug, Clone, Copy)]
pub struct Start<'p> {
    /// Points that may be members, with one number per coordinate.
    pub points: &'p [Vec<f64>],
    /// For a quick look: walks take the fewest steps from world to world without finding out how many it needs. How many
    /// worlds drawn independently its worlds are worth is for [`super::Mixing`] to say.
    pub quick: bool,
}

/// Where the numbers of a party stand among the coordinates.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub weights: usize,
    pub values: usize,
    /// First number of each factor.
    pub factors: Vec<usize>,
    pub together: usize,
    pub no_deal: usize,
    pub ceiling: Option<usize>,
    /// Per option of the structure, in its order: the factor that multiplies it.
    pub factor_of: Vec<Option<usize>>,
}

impl Family {
    /// Builds a family, refusing parts that do not fit together, and finds out how its worlds are drawn.
    ///
    /// # Errors
    /// A [`Fault`] that names the first part out of shape or out of bounds, or a party whose ranges and statements no
    /// numbers were found to agree with.
    pub fn new(known: Known) -> Result<Family, Fault> {
        Family::near(known, &Start { points: &[], quick: false })
    }

    /// The same set, where members of it, or points that may be members, are known already: walks start from those that
    /// agree with everything, and only where there are none is one looked for.
    ///
    /// # Errors
    /// As of [`Family::new`].
    pub fn near(known: Known, start: &Start<'_>) -> Result<Family, Fault> {
        known.fit()?;
        let starts = starts(&known.structure);
        let mut list = Vec::new();
        let places = (0..known.minds.len()).map(|p| place(&known, &starts, p, &mut list)).collect();
        let boxes = list.len();
        list.extend(known.boxes.iter().enumerate().map(|(b, &points)| (Coordinate::Box(b), points)));
        let firmness = list.len();
        list.extend(known.lines.iter().enumerate().map(|(l, firm)| (Coordinate::Firmness(l), firm.firmness)));
        let (coordinates, quantities) = list.into_iter().unzip();
        let (cells, plan) = (Vec::new(), Plan::default());
        let mut family =
            Family { known, coordinates, quantities, places, starts, boxes, firmness, cells, plan };
        family.fit_coordinates()?;
        family.cells = family.pair_cells();
        family.plan = Plan::new(&family)?;
        let ways = family.settle(start)?;
        family.plan.set_ways(ways);
        Ok(family)
    }

    /// What each number of a point is: per party weights, values, factors, interactions, no deal and ceiling; then
    /// boxes; then the firmness of each line.
    pub fn coordinates(&self) -> &[Coordinate] {
        &self.coordinates
    }

    /// What is known about a coordinate. A weight that is scaled stands here, and in every point, before it is scaled.
    ///
    /// # Panics
    /// If there is no such coordinate.
    pub fn quantity(&self, coordinate: usize) -> Quantity {
        self.quantities[coordinate]
    }

    /// What is known about each coordinate.
    pub fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    /// The parts.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// The structure.
    pub fn structure(&self) -> &Problem {
        &self.known.structure
    }

    /// What is known about each party.
    pub fn minds(&self) -> &[Mind] {
        &self.known.minds
    }

    /// What is known about each red line.
    pub fn lines(&self) -> &[Firm] {
        &self.known.lines
    }

    /// Groups of red lines.
    pub fn groups(&self) -> &[Group] {
        &self.known.groups
    }

    /// Points of each box.
    pub fn boxes(&self) -> &[Quantity] {
        &self.known.boxes
    }

    /// Numbers that rise and fall together.
    pub fn links(&self) -> &[Link] {
        &self.known.links
    }

    /// The coordinate with the firmness of the first red line; those of the others follow.
    pub fn firmness(&self) -> usize {
        self.firmness
    }

    /// The middle of every range, or the stated best. Weights under a sum need not keep it here.
    pub fn middle(&self) -> Vec<f64> {
        self.quantities.iter().map(|q| q.best.unwrap_or(0.5 * (q.low + q.high))).collect()
    }

    /// What the weights of a party are multiplied by at a point: 100 over their sum where they are scaled, else 1.
    pub fn scale(&self, party: usize, point: &[f64]) -> f64 {
        match self.known.minds[party].sum {
            Sum::Scaled => 100.0 / self.weights(party, point).iter().sum::<f64>(),
            Sum::Hundred | Sum::Free => 1.0,
        }
    }

    /// The weights of a party at a point, before they are scaled.
    pub fn weights<'p>(&self, party: usize, point: &'p [f64]) -> &'p [f64] {
        &point[self.places[party].weights..][..self.known.structure.m()]
    }

    /// Value `u_p(x)` of a package at a point, points of the party's scale, at most its ceiling.
    pub fn worth(&self, party: usize, point: &[f64], package: &[usize]) -> f64 {
        let (mind, place) = (&self.known.minds[party], &self.places[party]);
        let hundredth = self.scale(party, point) / 100.0;
        let mut sum = 0.0;
        for (i, &o) in package.iter().enumerate() {
            let option = self.starts[i] + o;
            let mut worth = point[place.weights + i] * point[place.values + option] * hundredth;
            if let Some(f) = place.factor_of[option] {
                worth *= point[place.factors[f] + package[mind.factors[f].by]];
            }
            sum += worth;
        }
        for (t, together) in mind.together.iter().enumerate() {
            if together.options.iter().all(|o| package[o.issue] == o.option) {
                sum += point[place.together + t];
            }
        }
        for (b, term) in self.known.structure.boxes().iter().enumerate() {
            if term.party == party && term.holds(package) {
                sum += point[self.boxes + b];
            }
        }
        place.ceiling.map_or(sum, |c| sum.min(point[c]))
    }

    pub(super) fn first_box(&self) -> usize {
        self.boxes
    }

    pub(super) fn starts(&self) -> &[usize] {
        &self.starts
    }

    pub(super) fn place(&self, party: usize) -> &Place {
        &self.places[party]
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }
}

/// Lists the coordinates of a party; the parts fit.
fn place(known: &Known, starts: &[usize], party: usize, list: &mut Vec<(Coordinate, Quantity)>) -> Place {
    let mind = &known.minds[party];
    let weights = list.len();
    list.extend(mind.weights.iter().enumerate().map(|(issue, &q)| (Coordinate::Weight { party, issue }, q)));
    let values = list.len();
    for (issue, row) in mind.values.iter().enumerate() {
        let at = |option: usize| Coordinate::Value { party, option: Opt { issue, option } };
        list.extend(row.iter().enumerate().map(|(option, &q)| (at(option), q)));
    }
    let mut factors = Vec::new();
    let mut factor_of = vec![None; known.structure.options().iter().sum()];
    for (factor, times) in mind.factors.iter().enumerate() {
        factors.push(list.len());
        let at = |option: usize| Coordinate::Factor { party, factor, option };
        list.extend(times.times.iter().enumerate().map(|(option, &q)| (at(option), q)));
        for option in &times.options {
            factor_of[starts[option.issue] + option.option] = Some(factor);
        }
    }
    let together = list.len();
    let points = mind.together.iter().enumerate();
    list.extend(points.map(|(at, t)| (Coordinate::Together { party, at }, t.points)));
    let no_deal = list.len();
    list.push((Coordinate::NoDeal(party), mind.no_deal));
    let ceiling = mind.ceiling.map(|q| {
        list.push((Coordinate::Ceiling(party), q));
        list.len() - 1
    });
    Place { weights, values, factors, together, no_deal, ceiling, factor_of }
}

/// The first option of each issue, counted over all issues.
fn starts(problem: &Problem) -> Vec<usize> {
    let step = |next: &mut usize, &k: &usize| {
        let here = *next;
        *next += k;
        Some(here)
    };
    problem.options().iter().scan(0, step).collect()
}
