//! The quick way through one case of a world: weights that show it empty, climbs to a witness, a small dive.

use super::climb::{Climb, Ground};
use super::dive::{Dive, End, SIDES};
use super::field::{Field, Pick};
use super::plan::{Case, Frame, Plan};
use super::{Asked, Structure};
use crate::world::Tables;

/// Steps towards better weights.
const STEPS: usize = 12;

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It holds no acceptable package.
    Excluded,
    /// At an acceptable package, [`Fast::found`].
    Found,
    /// Not settled.
    Open,
}

/// Room for a case of at most `P` parties.
#[derive(Debug, Clone)]
pub(super) struct Fast<const P: usize> {
    field: Field<P>,
    pick: Pick<P>,
    /// The pick of the best shares so far.
    best: Pick<P>,
    climb: Climb,
    dive: Dive<P>,
    /// What each column's gain counts, as shares of what is at stake for it: where the last descent ended.
    shares: [f32; P],
    /// The package found last.
    pub found: Vec<usize>,
}

impl<const P: usize> Fast<P> {
    pub fn new() -> Fast<P> {
        let pick = Pick { entries: Vec::new(), gains: [0.0; P] };
        Fast {
            field: Field::new(),
            best: pick.clone(),
            pick,
            climb: Climb::default(),
            dive: Dive::new(),
            shares: [1.0; P],
            found: Vec::new(),
        }
    }

    pub fn forget(&mut self) {
        self.shares = [1.0; P];
    }

    /// Takes over a world in a case. `false` where its numbers are too large.
    pub fn fill(&mut self, plan: &Plan, frame: &Frame, case: Case, tables: &Tables) -> bool {
        self.field.fill(plan, frame, case.asked, tables)
    }

    /// Whether every column may gain zero or more from a package, and all its options are left.
    pub fn may_accept(&self, plan: &Plan, frame: &Frame, package: &[usize]) -> bool {
        let mut gains = self.field.base;
        for (issue, option) in package.iter().enumerate() {
            let Some(entry) = frame.entry(plan.offsets[issue] + option) else { return false };
            (0..P).for_each(|c| gains[c] += self.field.rows[entry][c]);
        }
        gains.iter().all(|g| *g >= 0)
    }

    /// Keeps the package of some entries if it is acceptable.
    fn find(
        found: &mut Vec<usize>,
        structure: &Structure,
        world: Asked,
        open: &[usize],
        entries: &[usize],
    ) -> bool {
        found.clear();
        found.extend(entries.iter().zip(&structure.plan.offsets).map(|(&e, first)| open[e] - first));
        structure.accepts(world, found)
    }

    /// Looks for weights that exclude the case, and for an acceptable package.
    pub fn descend(&mut self, structure: &Structure, world: Asked, frame: &Frame) -> Way {
        let (plan, tables) = (&structure.plan, world.tables);
        let asked = self.field.per_span.map(|s| if s > 0.0 { 1.0f32 } else { 0.0 });
        let number = asked.iter().fold(0.0, |a, b| a + b).max(1.0);
        let mut shares = self.shares;
        normalise(&mut shares, &asked);
        let mut lowest = (f32::MAX, shares);
        for step in 0..STEPS {
            let mut weights = [0.0f32; P];
            (0..P).for_each(|c| weights[c] = shares[c] * self.field.per_span[c]);
            self.field.maximise(frame, &weights, &mut self.pick);
            let mut gains = [0.0f32; P];
            (0..P).for_each(|c| gains[c] = self.pick.gains[c] * self.field.per_span[c]);
            let height: f32 = (0..P).map(|c| gains[c] * shares[c]).fold(0.0, |a, b| a + b);
            if height < 0.0 && self.field.excludes(frame, &self.field.whole(&shares)) {
                self.shares = shares;
                return Way::Excluded;
            }
            if height < lowest.0 {
                lowest = (height, shares);
            }
            // Where the slope leads: it may hold a package for everyone.
            if step % 4 == 0 {
                self.best.entries.clone_from(&self.pick.entries);
                let ground = Ground { plan, frame, field: &self.field, tables };
                if self.climb.climb(ground, &mut self.best)
                    && Self::find(&mut self.found, structure, world, &frame.open, &self.best.entries)
                {
                    self.shares = lowest.1;
                    return Way::Found;
                }
            }
            let mean = (0..P).map(|c| gains[c] * asked[c]).fold(0.0, |a, b| a + b) / number;
            let mut slope = [0.0f32; P];
            (0..P).for_each(|c| slope[c] = (gains[c] - mean) * asked[c]);
            let size = slope.iter().map(|s| s * s).fold(0.0, |a, b| a + b);
            if size < 1e-12 {
                break;
            }
            let length = (height + 0.01) / size;
            (0..P).for_each(|c| shares[c] = (shares[c] - length * slope[c]).max(0.0));
            normalise(&mut shares, &asked);
        }
        self.shares = lowest.1;
        Way::Open
    }

    /// Searches the case within a number of nodes.
    pub fn dive(&mut self, structure: &Structure, world: Asked, frame: &Frame, nodes: u64) -> Way {
        let weights = [self.field.whole(&self.shares); SIDES];
        let ground = Ground { plan: &structure.plan, frame, field: &self.field, tables: world.tables };
        match self.dive.dive(ground, &weights, nodes) {
            End::Closed => Way::Excluded,
            End::Limit => Way::Open,
            End::Found => {
                let found = Self::find(&mut self.found, structure, world, &frame.open, &self.dive.entries);
                // A dive ends at acceptable packages only.
                debug_assert!(found);
                if found { Way::Found } else { Way::Open }
            }
        }
    }

    /// Nodes of the last dive.
    pub fn nodes(&self) -> u64 {
        self.dive.nodes
    }
}

/// Shares of the columns asked that sum to one.
fn normalise<const P: usize>(shares: &mut [f32; P], asked: &[f32; P]) {
    (0..P).for_each(|c| shares[c] *= asked[c]);
    let sum = shares.iter().fold(0.0, |a, b| a + b);
    if sum > 1e-6 {
        shares.iter_mut().for_each(|s| *s /= sum);
    } else {
        let number = asked.iter().fold(0.0, |a, b| a + b).max(1.0);
        (0..P).for_each(|c| shares[c] = asked[c] / number);
    }
}
