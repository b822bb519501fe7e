//! Synthetic cases: a family of three parties with a range for every number.

use super::chance::Chance;
use zopa_core::problem::{Consent, Parts, Party, Problem};
use zopa_core::world::{Coordinate, Family, Known, Link, Mind, Quantity, Sum};

pub const PARTIES: usize = 3;
pub const ISSUES: usize = 5;
pub const OPTIONS: usize = 4;
/// Numbers of one party: weights, values, no deal.
pub const NUMBERS: usize = ISSUES + ISSUES * OPTIONS + 1;

/// What is known about one number.
#[derive(Debug, Clone, Copy)]
pub struct Range {
    pub low: f64,
    pub high: f64,
    /// Where a best value is stated: how many eighths of the range it lies above the low end.
    pub best: Option<usize>,
}

impl Range {
    pub fn at(&self, part: f64) -> f64 {
        self.low + (self.high - self.low) * part
    }

    fn quantity(&self) -> Quantity {
        let best = self.best.map(|k| self.at(k as f64 / 8.0).min(self.high));
        Quantity { low: self.low, best, high: self.high }
    }
}

/// One number per range of a party, or one range per number.
#[derive(Debug, Clone, Copy)]
pub struct Side<T> {
    pub weights: [T; ISSUES],
    pub values: [[T; OPTIONS]; ISSUES],
    pub no_deal: T,
}

/// All numbers of a world.
pub type Numbers = [Side<f64>; PARTIES];

#[derive(Debug, Clone)]
pub struct Synthetic {
    pub sides: [Side<Range>; PARTIES],
    /// The package whose gains are stated.
    pub package: [usize; ISSUES],
}

impl Synthetic {
    /// In each issue one option is best for each party, more or less, and the fourth is a compromise.
    pub fn new(chance: &mut Chance) -> Synthetic {
        let orders: [[usize; OPTIONS]; ISSUES] = std::array::from_fn(|_| chance.order());
        // How attractive no deal is in this case: so that zones are wide in some and empty in others.
        let middle = chance.between(36.0, 54.0);
        let sides = std::array::from_fn(|p| side(chance, p, &orders, middle));
        Synthetic { sides, package: std::array::from_fn(|_| chance.below(OPTIONS)) }
    }

    /// What zopa is told of the case; with `strength`, that each party's values rise with one cause with which its no deal
    /// falls.
    pub fn family(&self, strength: Option<f64>) -> Family {
        let party = Party { consent: Consent::Whole, no_deal: 0, carries: Vec::new(), cap: None };
        let parts = Parts {
            parties: vec![party; PARTIES],
            options: vec![OPTIONS; ISSUES],
            values: vec![vec![vec![0; OPTIONS]; ISSUES]; PARTIES],
            ..Parts::default()
        };
        let minds = self.sides.iter().map(|side| Mind {
            weights: side.weights.iter().map(Range::quantity).collect(),
            sum: Sum::Hundred,
            values: side.values.iter().map(|row| row.iter().map(Range::quantity).collect()).collect(),
            factors: Vec::new(),
            together: Vec::new(),
            no_deal: side.no_deal.quantity(),
            ceiling: None,
            said: Vec::new(),
        });
        let links = strength.iter().flat_map(|&s| {
            (0..PARTIES).map(move |p| Link {
                members: (ISSUES..NUMBERS).map(|c| (p * NUMBERS + c, c + 1 < NUMBERS)).collect(),
                strength: Quantity { low: s, best: None, high: s },
            })
        });
        let known = Known {
            structure: Problem::new(parts).expect("a structure"),
            minds: minds.collect(),
            boxes: Vec::new(),
            lines: Vec::new(),
            groups: Vec::new(),
            links: links.collect(),
        };
        let family = Family::new(known).expect("a family");
        let ends =
            |p: usize| [family.coordinates()[p * NUMBERS], family.coordinates()[(p + 1) * NUMBERS - 1]];
        for p in 0..PARTIES {
            let want = [Coordinate::Weight { party: p, issue: 0 }, Coordinate::NoDeal(p)];
            assert_eq!(ends(p), want, "numbers stand in this order");
        }
        family
    }
}

/// The numbers of a point of the family.
pub fn numbers(point: &[f64]) -> Numbers {
    std::array::from_fn(|p| {
        let own = &point[p * NUMBERS..][..NUMBERS];
        Side {
            weights: std::array::from_fn(|i| own[i]),
            values: std::array::from_fn(|i| std::array::from_fn(|o| own[ISSUES + i * OPTIONS + o])),
            no_deal: own[NUMBERS - 1],
        }
    })
}

/// A range of this width with `value` not too near its ends, so that weights are drawn without walks; one in four has a
/// best value.
fn around(chance: &mut Chance, value: f64, width: f64, [least, most]: [f64; 2]) -> Range {
    let low = value - width * chance.between(0.15, 0.85);
    let best = (chance.uniform() < 0.25).then(|| chance.below(9));
    Range { low: low.max(least), high: (low + width).min(most), best }
}

fn side(chance: &mut Chance, party: usize, orders: &[[usize; OPTIONS]; ISSUES], middle: f64) -> Side<Range> {
    let raw: [f64; ISSUES] = std::array::from_fn(|_| chance.between(1.0, 4.0));
    let hundredth = raw.iter().sum::<f64>() / 100.0;
    let weights = raw.map(|w| {
        let width = chance.between(4.0, 16.0);
        around(chance, w / hundredth, width, [0.0, 100.0])
    });
    let values = orders.map(|order| {
        std::array::from_fn(|o| {
            let value = match order[o] {
                own if own == party => 100.0,
                PARTIES => 45.0,
                _ => 10.0,
            };
            let value: f64 = value + chance.between(-20.0, 20.0);
            let width = chance.between(10.0, 40.0);
            around(chance, value.clamp(0.0, 100.0), width, [0.0, 100.0])
        })
    });
    let (no_deal, width) = (middle + chance.between(-5.0, 5.0), chance.between(8.0, 24.0));
    Side { weights, values, no_deal: around(chance, no_deal, width, [f64::NEG_INFINITY, f64::INFINITY]) }
}
