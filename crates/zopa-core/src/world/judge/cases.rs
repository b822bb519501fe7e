//! One world after another: what earlier worlds taught, then the cases of who is asked.

use super::fast::{Fast, Way};
use super::plan::{Case, Frame, Parties};
use super::{Asked, Means, Structure, Verdict};

/// Nodes a dive may take before its case is split by an issue, and nodes all dives of a world may take.
const NODES: u64 = 1_000;
const ALL_NODES: u64 = 400_000;
/// How often a case may be split.
const SPLITS: usize = 6;
/// Most classes of parties whose being asked depends on the package that are told apart here.
const MOST_CARRIED: usize = 6;
/// Packages of recent worlds kept as likely witnesses.
const REMEMBERED: usize = 8;

/// What is kept from world to world.
#[derive(Debug, Clone, Default)]
pub(super) struct Past {
    /// The frame of all packages, then one per case of who is asked.
    frames: Vec<Frame>,
    /// Per split, the part looked at.
    parts: Vec<Frame>,
    /// Nodes the dives of this world may still take.
    nodes_left: u64,
    /// Recent witnesses, the latest first.
    memory: Vec<Vec<usize>>,
    pub witness: Vec<usize>,
    pub means: Means,
}

impl Past {
    pub fn forget(&mut self) {
        self.memory.clear();
        self.witness.clear();
    }

    /// Takes down a witness.
    pub fn remember(&mut self, package: &[usize]) {
        self.witness.clear();
        self.witness.extend_from_slice(package);
        let at = match self.memory.iter().position(|known| known == package) {
            Some(at) => at,
            None => {
                if self.memory.len() < REMEMBERED {
                    self.memory.push(Vec::new());
                }
                let last = self.memory.len() - 1;
                self.memory[last].clear();
                self.memory[last].extend_from_slice(package);
                last
            }
        };
        self.memory[..=at].rotate_right(1);
    }

    /// Settles a world, if it can within its limits.
    pub fn settle<const P: usize>(
        &mut self,
        fast: &mut Fast<P>,
        structure: &Structure,
        world: Asked,
    ) -> Option<Verdict> {
        let (plan, tables) = (&structure.plan, world.tables);
        // Of value to nobody whose ceiling lies below no deal: no package is.
        let hopeless = (0..plan.n).filter(|&p| tables.ceilings[p] < tables.no_deal[p]);
        let hopeless = hopeless.fold(0, |all: Parties, p| all | 1 << p);
        let left_out: Parties = world.but.map_or(0, |p| 1 << p);
        let whole = plan.whole & !left_out;
        let carried = plan.carried & !left_out;
        let pending = carried & !hopeless;
        let root = Case { asked: whole, unasked: carried & hopeless };
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        plan.frame(&mut self.frames[0], world.real, root);
        if whole & hopeless != 0 || self.frames[0].dead {
            self.means.structure += 1;
            return Some(Verdict::None);
        }
        if !fast.fill(plan, &self.frames[0], root, tables) {
            return None;
        }
        if let Some(at) = self
            .memory
            .iter()
            .position(|x| fast.may_accept(plan, &self.frames[0], x) && structure.accepts(world, x))
        {
            self.means.memory += 1;
            let package = std::mem::take(&mut self.memory[at]);
            self.memory[at].extend_from_slice(&package);
            self.remember(&package);
            return Some(Verdict::Deal);
        }
        match fast.descend(structure, world, &self.frames[0]) {
            Way::Excluded => {
                self.means.weighed += 1;
                return Some(Verdict::None);
            }
            Way::Found => {
                self.means.climbed += 1;
                self.remember(&fast.found);
                return Some(Verdict::Deal);
            }
            Way::Open => {}
        }
        self.nodes_left = ALL_NODES;
        if pending == 0 {
            return self.dive(fast, structure, world, (root, 0));
        }
        let classes = plan.classes.iter().filter(|class| **class & pending != 0).count();
        if classes > MOST_CARRIED {
            return None;
        }
        let mut open = false;
        for at in 0..1usize << classes {
            match self.case(fast, structure, world, (root, pending, at)) {
                Some(Verdict::None) => {}
                Some(deal) => return Some(deal),
                None => open = true,
            }
        }
        (!open).then_some(Verdict::None)
    }

    /// One case of who of the pending parties is asked: the classes whose bits in `at` are zero.
    fn case<const P: usize>(
        &mut self,
        fast: &mut Fast<P>,
        structure: &Structure,
        world: Asked,
        (root, pending, at): (Case, Parties, usize),
    ) -> Option<Verdict> {
        let mut case = root;
        let classes = structure.plan.classes.iter().map(|class| class & pending).filter(|class| *class != 0);
        for (bit, class) in classes.enumerate() {
            if at >> bit & 1 == 0 {
                case.asked |= class;
            } else {
                case.unasked |= class;
            }
        }
        let at = at + 1;
        if self.frames.len() <= at {
            self.frames.resize(at + 1, Frame::default());
        }
        structure.plan.frame(&mut self.frames[at], world.real, case);
        if self.frames[at].dead {
            return Some(Verdict::None);
        }
        if !fast.fill(&structure.plan, &self.frames[at], case, world.tables) {
            return None;
        }
        match fast.descend(structure, world, &self.frames[at]) {
            Way::Excluded => Some(Verdict::None),
            Way::Found => {
                self.means.climbed += 1;
                self.remember(&fast.found);
                Some(Verdict::Deal)
            }
            Way::Open => self.dive(fast, structure, world, (case, at)),
        }
    }

    /// Searches a case, and what it leaves open part by part.
    fn dive<const P: usize>(
        &mut self,
        fast: &mut Fast<P>,
        structure: &Structure,
        world: Asked,
        (case, at): (Case, usize),
    ) -> Option<Verdict> {
        let frame = std::mem::take(&mut self.frames[at]);
        let found = self.part(fast, structure, world, (case, &frame, 0));
        self.frames[at] = frame;
        self.means.dived += u64::from(found.is_some());
        found
    }

    /// Searches a part that the room of `fast` was filled with; what a dive leaves open is split by an issue, and each
    /// part gets weights of its own.
    fn part<const P: usize>(
        &mut self,
        fast: &mut Fast<P>,
        structure: &Structure,
        world: Asked,
        (case, frame, depth): (Case, &Frame, usize),
    ) -> Option<Verdict> {
        let way = fast.dive(structure, world, frame, NODES.min(self.nodes_left));
        self.nodes_left -= fast.nodes().min(self.nodes_left);
        self.means.nodes += fast.nodes();
        match way {
            Way::Excluded => return Some(Verdict::None),
            Way::Found => {
                self.remember(&fast.found);
                return Some(Verdict::Deal);
            }
            Way::Open => {}
        }
        if depth == SPLITS || self.nodes_left == 0 {
            return None;
        }
        let issue = structure.plan.busiest(frame, case.asked)?;
        if self.parts.len() <= depth {
            self.parts.push(Frame::default());
        }
        let mut part = std::mem::take(&mut self.parts[depth]);
        let mut found = Some(Verdict::None);
        for entry in frame.starts[issue]..frame.starts[issue + 1] {
            structure.plan.narrow(&mut part, frame, issue, entry);
            // Weights for a part take about as long as so many nodes.
            self.nodes_left = self.nodes_left.saturating_sub(part.open.len() as u64);
            if !fast.fill(&structure.plan, &part, case, world.tables) {
                found = None;
                break;
            }
            let one = match fast.descend(structure, world, &part) {
                Way::Excluded => Some(Verdict::None),
                Way::Found => {
                    self.remember(&fast.found);
                    Some(Verdict::Deal)
                }
                Way::Open => self.part(fast, structure, world, (case, &part, depth + 1)),
            };
            if one != Some(Verdict::None) {
                found = one;
                break;
            }
        }
        self.parts[depth] = part;
        found
    }
}
