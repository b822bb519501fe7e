//! The cases: what the scenario leaves open beside its numbers, at the ends of its ranges.
//!
//! | factor | low end | high end |
//! |---|---|---|
//! | firmness | every line is as firm as the low end of its range | as the high end |
//! | within | lines of a group go together as little as their range allows | as much |
//! | others | groups of a party, likewise | |
//! | a dependence | its numbers are tied as loosely as its range allows | as tightly |
//!
//! In the base case correlations are in the middle of their ranges and the firmness of each line is drawn from its range.
//! A factor without a range is none. Up to [`MOST_CROSSED`] factors, every combination of ends is a case; beyond that,
//! each factor alone at each end with the others in the base position, and all together at each end.
//!
//! **Firmness.** A line is real where its toughness is below its firmness, so with the same toughness a larger firmness
//! makes more lines real, and a package that is refused stays refused. The share of worlds with a deal therefore never
//! rises with any firmness: its two ends are the extremes over all firmnesses in the ranges, not only over those two.
//! Nothing of the kind holds for correlations: between the ends of their ranges a share can be lower or higher than at both.

use zopa_core::world::{self, Family, Quantity};

/// Factors up to which all combinations are cases: 16 of them.
pub const MOST_CROSSED: usize = 4;

/// What a case sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// The firmness of all lines.
    Firmness,
    /// The correlation within every group of lines.
    Within,
    /// The correlation of lines of different groups of one party.
    Others,
    /// The strength of a declared dependence.
    Link(usize),
}

/// Where in its range a factor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// At the low end.
    Low,
    /// Correlations in the middle; firmness drawn from its range.
    Base,
    /// At the high end.
    High,
}

impl Level {
    fn place(self) -> f64 {
        match self {
            Level::Low => 0.0,
            Level::Base => 0.5,
            Level::High => 1.0,
        }
    }
}

/// One case: a level for each factor of the design.
pub type Case = Vec<Level>;

/// The cases of a view.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// What the scenario leaves open.
    pub factors: Vec<Factor>,
    /// The base case, then the others.
    pub cases: Vec<Case>,
    /// Whether all combinations of ends are among them.
    pub crossed: bool,
}

impl Design {
    /// The cases of a family.
    pub fn new(family: &Family) -> Design {
        let open = |q: &Quantity| q.low < q.high;
        let mut factors = Vec::new();
        if family.lines().iter().any(|line| open(&line.firmness)) {
            factors.push(Factor::Firmness);
        }
        let live = |g: usize| {
            family.lines().iter().filter(|line| line.group == Some(g) && line.firmness.high > 0.0).count()
        };
        let groups = || family.groups().iter().enumerate().filter(|(g, _)| live(*g) > 0);
        if groups().any(|(g, group)| open(&group.within) && live(g) > 1) {
            factors.push(Factor::Within);
        }
        let others = |group: &world::Group| groups().filter(|(_, other)| other.party == group.party).count();
        if groups().any(|(_, group)| open(&group.others) && others(group) > 1) {
            factors.push(Factor::Others);
        }
        let links = family.links().iter().enumerate().filter(|(_, link)| open(&link.strength));
        factors.extend(links.map(|(k, _)| Factor::Link(k)));
        let mut design = Design { cases: Vec::new(), crossed: factors.len() <= MOST_CROSSED, factors };
        design.cases = design.list();
        design
    }

    fn list(&self) -> Vec<Case> {
        let n = self.factors.len();
        let base = vec![Level::Base; n];
        let mut cases = vec![base.clone()];
        if n == 0 {
            return cases;
        }
        let ends = [Level::Low, Level::High];
        if self.crossed {
            let bit = |case: usize, f: usize| ends[case >> f & 1];
            cases.extend((0..1 << n).map(|case| (0..n).map(|f| bit(case, f)).collect()));
            return cases;
        }
        for f in 0..n {
            cases.extend(ends.map(|end| {
                let mut case = base.clone();
                case[f] = end;
                case
            }));
        }
        cases.extend(ends.map(|end| vec![end; n]));
        cases
    }

    /// Where a case has a factor; the base where the design has no such factor.
    pub fn level(&self, case: &Case, factor: Factor) -> Level {
        self.factors.iter().zip(case).find(|(f, _)| **f == factor).map_or(Level::Base, |(_, level)| *level)
    }

    /// The dependence of a case.
    pub fn dependence(&self, family: &Family, case: &Case) -> world::Case {
        let place = |factor: Factor| self.level(case, factor).place();
        world::Case {
            within: place(Factor::Within),
            others: place(Factor::Others),
            links: (0..family.links().len()).map(|k| place(Factor::Link(k))).collect(),
        }
    }

    /// By how much a factor moves the shares of the cases: the mean difference, high end less low, over the pairs of
    /// cases that differ in nothing else.
    pub fn effect(&self, factor: usize, shares: &[f64]) -> f64 {
        let (mut sum, mut pairs) = (0.0, 0.0);
        for (case, high) in self.cases.iter().zip(shares).filter(|(case, _)| case[factor] == Level::High) {
            let mut other = case.clone();
            other[factor] = Level::Low;
            if let Some(at) = self.cases.iter().position(|c| *c == other) {
                sum += high - shares[at];
                pairs += 1.0;
            }
        }
        if pairs > 0.0 { sum / pairs } else { 0.0 }
    }
}
