//! Inputs in groups that are drawn independently of each other, each named by what it is and whose.
//!
//! A group starts as one kind of number of one party: weights, values, no deal, and so on, or which of its red lines are
//! real. Groups with numbers that depend on each other (a sum, a dependence, a statement) become one.

use crate::compile::Plausible;
use std::collections::BTreeSet;
use zopa_core::world::{Coordinate, Family, World};

/// What kind of numbers a group is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Which red lines are real.
    Lines,
    /// No deal.
    NoDeal,
    /// Weights.
    Weights,
    /// Values of options.
    Values,
    /// Factors.
    Factors,
    /// Points of options together, and of boxes.
    Points,
    /// A ceiling.
    Ceiling,
}

/// Inputs that are drawn independently of all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Kinds of numbers, each of a party.
    pub parts: Vec<(Kind, usize)>,
    /// Coordinates that can differ.
    pub numbers: Vec<usize>,
    /// Red lines that can be real or not: their toughness is in the group, and their firmness among its numbers.
    pub lines: Vec<usize>,
}

/// What kind of number a coordinate is, and whose.
pub fn kind(family: &Family, coordinate: Coordinate) -> (Kind, usize) {
    match coordinate {
        Coordinate::Weight { party, .. } => (Kind::Weights, party),
        Coordinate::Value { party, .. } => (Kind::Values, party),
        Coordinate::Factor { party, .. } => (Kind::Factors, party),
        Coordinate::Together { party, .. } => (Kind::Points, party),
        Coordinate::Box(b) => (Kind::Points, family.structure().boxes()[b].party),
        Coordinate::NoDeal(party) => (Kind::NoDeal, party),
        Coordinate::Ceiling(party) => (Kind::Ceiling, party),
        Coordinate::Firmness(l) => (Kind::Lines, family.structure().lines()[l].party),
    }
}

/// The groups of a family, in the order of the kinds and parties of their first parts.
pub fn groups(family: &Family) -> Vec<Group> {
    let all = family.coordinates();
    let part = |c: usize| kind(family, all[c]);
    let mut sets: Vec<BTreeSet<(Kind, usize)>> = Vec::new();
    let mut join = |parts: BTreeSet<(Kind, usize)>| {
        let (mut meet, rest): (Vec<_>, Vec<_>) = sets.drain(..).partition(|set| !set.is_disjoint(&parts));
        meet.push(parts);
        sets = rest;
        sets.push(meet.into_iter().flatten().collect());
    };
    (0..all.len()).for_each(|c| join(BTreeSet::from([part(c)])));
    family.tied().iter().for_each(|tied| join(tied.iter().map(|&c| part(c)).collect()));
    sets.sort();
    let open = |l: &usize| family.lines()[*l].in_doubt();
    let group = |parts: BTreeSet<(Kind, usize)>| {
        let ranges = |c: &usize| family.quantity(*c).low < family.quantity(*c).high;
        let numbers = (0..all.len()).filter(|&c| parts.contains(&part(c))).filter(ranges).collect();
        let owner = |l: usize| family.structure().lines()[l].party;
        let lines = (0..family.lines().len())
            .filter(|&l| parts.contains(&(Kind::Lines, owner(l))))
            .filter(open)
            .collect();
        Group { parts: parts.into_iter().collect(), numbers, lines }
    };
    let groups = sets.into_iter().map(group);
    groups.filter(|group| !(group.numbers.is_empty() && group.lines.is_empty())).collect()
}

impl Group {
    /// Overwrites what the group is of in a world by that of another.
    pub fn take(&self, world: &mut World, from: &World) {
        self.numbers.iter().for_each(|&c| world.point[c] = from.point[c]);
        self.lines.iter().for_each(|&l| world.toughness[l] = from.toughness[l]);
    }

    /// What it is, in words: `weights of Ukraine`.
    pub fn words(&self, plausible: &Plausible) -> String {
        let word = |&(kind, party): &(Kind, usize)| {
            let whose = &plausible.compiled.parties[party].1;
            match kind {
                Kind::Lines => format!("which red lines of {whose} are real"),
                Kind::NoDeal => format!("no deal for {whose}"),
                Kind::Weights => format!("weights of {whose}"),
                Kind::Values => format!("values of options for {whose}"),
                Kind::Factors => format!("factors of {whose}"),
                Kind::Points => format!("points of combinations for {whose}"),
                Kind::Ceiling => format!("ceiling of {whose}"),
            }
        };
        let all: Vec<String> = self.parts.iter().map(word).collect();
        crate::question::words::list(&all)
    }
}
