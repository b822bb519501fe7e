//! How the worlds of a family are drawn: which numbers depend on each other, and where each finds its random number.
//!
//! A world has one random number, uniform in 0 to 1, for each coordinate that is not fixed, for each red line, group,
//! party and link, each at its own place. So a coordinate comes out alike in cases that differ in dependence alone.
//!
//! Coordinates that nothing ties are drawn by themselves. The others fall into **components**: those of one share a
//! statement, a sum or a link, directly or through others. Inside a component, a **piece** is what one sum, one link or
//! statements about weights alone or about values of one issue alone tie together; it is drawn until it agrees with
//! these, and then the component until its pieces agree with the rest. Both are exact.

use super::chain::Walk;
use super::family::Family;
use super::order::runs;
use super::pert::Shape;
use super::weights::Hundred;
use super::{Said, Sum};
use crate::Fault;
use std::collections::BTreeMap;

/// A statement: party, and index into what it has said.
pub(super) type At = (usize, usize);

#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub shapes: Vec<Shape>,
    /// A point to start from: fixed numbers in their places.
    pub fixed: Vec<f64>,
    /// Per coordinate, the place of its random number; none where it is fixed.
    pub slots: Vec<Option<usize>>,
    /// First places of lines, groups, parties and links, and the number of all places.
    pub lines: usize,
    pub groups: usize,
    pub parties: usize,
    pub links: usize,
    pub words: usize,
    /// Coordinates that nothing ties: uniform ones with lowest value and range, and others.
    pub uniforms: Vec<(usize, usize, [f64; 2])>,
    pub others: Vec<(usize, usize)>,
    pub components: Vec<Component>,
}

/// Coordinates that depend on each other.
#[derive(Debug, Clone)]
pub(super) struct Component {
    pub pieces: Vec<Piece>,
    /// Statements about several pieces.
    pub said: Vec<At>,
    /// All statements about it.
    pub every: Vec<At>,
    /// Places of its random numbers.
    pub slots: Vec<usize>,
    pub way: Way,
}

/// How a component is drawn.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// Until it agrees with everything.
    Reject,
    /// By a walk inside what agrees.
    Walk(Box<Walk>),
}

/// Coordinates that are drawn at once.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Coordinates drawn from their ranges.
    pub plain: Vec<usize>,
    /// Coordinates with their link, and whether they rise with it.
    pub linked: Vec<(usize, usize, bool)>,
    /// Weights under a sum.
    pub hundreds: Vec<Hundred>,
    /// Coordinates of one distribution, to be sorted: largest first.
    pub runs: Vec<Vec<usize>>,
    /// Statements about it that sorting does not settle.
    pub said: Vec<At>,
    /// Places of its random numbers.
    pub slots: Vec<usize>,
}

/// Sets that are merged.
struct Sets(Vec<usize>);

impl Sets {
    fn of(&mut self, c: usize) -> usize {
        let mut root = c;
        while self.0[root] != root {
            root = self.0[root];
        }
        let mut at = c;
        while self.0[at] != root {
            (at, self.0[at]) = (self.0[at], root);
        }
        root
    }

    /// The first of a set is its root, so that the order of sets is that of coordinates.
    fn join(&mut self, list: &[usize]) {
        for pair in list.windows(2) {
            let (a, b) = (self.of(pair[0]), self.of(pair[1]));
            self.0[a.max(b)] = a.min(b);
        }
    }
}

impl Plan {
    pub fn new(family: &Family) -> Result<Plan, Fault> {
        let shapes = Shape::of_all(family.quantities());
        let free = |c: &usize| !matches!(shapes[*c], Shape::Fixed(_));
        let count = shapes.len();
        let mut words = 0;
        let mut places = |n: usize| {
            words += n;
            words - n
        };
        let slots: Vec<Option<usize>> = (0..count).map(|c| free(&c).then(|| places(1))).collect();
        let lines = places(family.lines().len());
        let groups = places(family.groups().len());
        let parties = places(family.minds().len());
        let links = places(family.links().len());
        let fixed: Vec<f64> = family.quantities().iter().map(|q| q.low).collect();

        // Pieces first, then components.
        let mut sets = Sets((0..count).collect());
        let mut tied = vec![false; count];
        let mut tie = |sets: &mut Sets, list: &[usize]| {
            sets.join(list);
            list.iter().for_each(|&c| tied[c] = true);
        };
        let sums = sums(family, free)?;
        for (weights, _) in sums.values() {
            tie(&mut sets, weights);
        }
        for link in family.links() {
            let members: Vec<usize> = link.members.iter().map(|m| m.0).filter(free).collect();
            tie(&mut sets, &members);
        }
        let mut within = Vec::new();
        let mut across = Vec::new();
        for (p, mind) in family.minds().iter().enumerate() {
            for (s, said) in mind.said.iter().enumerate() {
                let about: Vec<usize> = family.spoken_of(p, said).into_iter().filter(free).collect();
                let Some(&first) = about.first() else {
                    contradiction(family, p, s, &fixed)?;
                    continue;
                };
                let packages =
                    matches!(said, Said::Better { .. } | Said::Alike { .. } | Said::OverNoDeal { .. });
                if packages && about.len() > 1 {
                    across.push(((p, s), about));
                } else {
                    tie(&mut sets, &about);
                    within.push(((p, s), first));
                }
            }
        }
        let piece_of: Vec<usize> = (0..count).map(|c| sets.of(c)).collect();
        for (_, about) in &across {
            tie(&mut sets, about);
        }
        let single = |c: &usize| free(c) && !tied[*c];
        let slot = |c: usize| slots[c].unwrap_or_default();
        let mut plan = Plan { lines, groups, parties, links, words, fixed, ..Plan::default() };
        for c in (0..count).filter(single) {
            match shapes[c] {
                Shape::Uniform { low, range } => plan.uniforms.push((c, slot(c), [low, range])),
                _ => plan.others.push((c, slot(c))),
            }
        }
        // Pieces in the order of their first coordinates, components likewise.
        let mut pieces: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for c in (0..count).filter(|c| free(c) && tied[*c]) {
            pieces.entry(piece_of[c]).or_default().push(c);
        }
        let mut components: BTreeMap<usize, Component> = BTreeMap::new();
        for (root, members) in pieces {
            let every: Vec<At> =
                within.iter().filter(|(_, first)| piece_of[*first] == root).map(|(at, _)| *at).collect();
            let mut piece = Piece::new(family, &shapes, (members, every.clone()), &sums);
            piece.slots.extend(piece.plain.iter().map(|&c| slot(c)));
            piece.slots.extend(piece.linked.iter().map(|&(c, ..)| slot(c)));
            piece.slots.extend(piece.hundreds.iter().flat_map(|h| &h.members).map(|&c| slot(c)));
            let mut causes: Vec<usize> = piece.linked.iter().map(|l| links + l.1).collect();
            causes.dedup();
            piece.slots.extend(causes);
            let component = components.entry(sets.of(root)).or_insert_with(|| Component {
                pieces: Vec::new(),
                said: Vec::new(),
                every: Vec::new(),
                slots: Vec::new(),
                way: Way::Reject,
            });
            component.every.extend(every);
            component.slots.extend(&piece.slots);
            component.pieces.push(piece);
        }
        for (at, about) in across {
            if let Some(component) = components.get_mut(&sets.of(about[0])) {
                component.said.push(at);
                component.every.push(at);
            }
        }
        plan.components = components.into_values().collect();
        (plan.shapes, plan.slots) = (shapes, slots);
        Ok(plan)
    }

    pub fn set_ways(&mut self, ways: Vec<Way>) {
        for (component, way) in self.components.iter_mut().zip(ways) {
            component.way = way;
        }
    }
}

/// Per party whose weights sum to 100: those that are not fixed, and what these sum to.
type Sums = BTreeMap<usize, (Vec<usize>, f64)>;

fn sums(family: &Family, free: impl Fn(&usize) -> bool) -> Result<Sums, Fault> {
    let mut sums = Sums::new();
    for (p, mind) in family.minds().iter().enumerate().filter(|(_, mind)| mind.sum == Sum::Hundred) {
        let first = family.place(p).weights;
        let all = first..first + mind.weights.len();
        let (weights, fixed): (Vec<usize>, Vec<usize>) = all.partition(&free);
        let rest = 100.0 - fixed.iter().map(|&c| family.quantity(c).low).sum::<f64>();
        if !weights.is_empty() {
            sums.insert(p, (weights, rest));
        }
    }
    Ok(sums)
}

fn contradiction(family: &Family, party: usize, said: usize, fixed: &[f64]) -> Result<(), Fault> {
    let margins = family.margins(party, &family.minds()[party].said[said], fixed);
    if margins.iter().any(|margin| *margin < -super::fit::SLACK) {
        return Err(Fault::new(format!(
            "party {party}: its numbers contradict its answer with number {}",
            said + 1
        )));
    }
    Ok(())
}

impl Piece {
    fn new(family: &Family, shapes: &[Shape], (members, said): (Vec<usize>, Vec<At>), sums: &Sums) -> Piece {
        let mut piece = Piece {
            plain: Vec::new(),
            linked: Vec::new(),
            hundreds: Vec::new(),
            runs: Vec::new(),
            said,
            slots: Vec::new(),
        };
        let holds = |c: &usize| members.binary_search(c).is_ok();
        for (k, link) in family.links().iter().enumerate() {
            let inside = link.members.iter().filter(|m| holds(&m.0));
            piece.linked.extend(inside.map(|&(c, rises)| (c, k, rises)));
        }
        for (weights, rest) in sums.values().filter(|(weights, _)| holds(&weights[0])) {
            let taken = |hundred: &Hundred| super::settle::taken(hundred, shapes);
            piece.hundreds.push(Hundred::new(weights.clone(), *rest, shapes, taken));
        }
        let elsewhere = |c: &usize| {
            piece.linked.iter().any(|l| l.0 == *c) || piece.hundreds.iter().any(|h| h.members.contains(c))
        };
        piece.plain = members.iter().copied().filter(|c| !elsewhere(c)).collect();
        // Whatever its draw, the coordinates of a run change places freely: equal ranges, and no link.
        let order = |at: &At| match &family.minds()[at.0].said[at.1] {
            Said::Weight { .. } | Said::Value { .. } => {
                let pair = family.spoken_of(at.0, &family.minds()[at.0].said[at.1]);
                let free = pair.iter().all(|c| holds(c) && !piece.linked.iter().any(|l| l.0 == *c));
                (free && family.quantity(pair[0]) == family.quantity(pair[1])).then(|| (pair[0], pair[1]))
            }
            _ => None,
        };
        let edges: Vec<(usize, usize)> = piece.said.iter().filter_map(order).collect();
        piece.runs = runs(&edges);
        let sorted = |at: &At| {
            let next = |pair: (usize, usize)| {
                piece.runs.iter().any(|run| run.windows(2).any(|w| (w[0], w[1]) == pair))
            };
            order(at).is_some_and(next)
        };
        piece.said = piece.said.iter().copied().filter(|at| !sorted(at)).collect();
        piece
    }
}
