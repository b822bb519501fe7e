//! Is there an acceptable package in this world?
//!
//! A [`Judge`] is made once for a structure and then asked about many worlds on it. Its verdicts are those of
//! [`zone`] on the problem with the world's numbers. They are exact by construction:
//!
//! * **a deal** has a witness, and every witness was looked at in 128-bit integers against the definition
//!   ([`Judge::accepts`]), whichever way it was found;
//! * **no deal** is concluded from whole numbers alone: no option is left in some issue; or whole weights `λ ≥ 0` of the
//!   parties asked show that the largest `Σ_p λ_p g_p(x)`, or more, is below zero, so that in each package somebody loses;
//!   or a depth-first search, which leaves a branch out only where a party or such a sum cannot reach zero in it or a rule
//!   cannot be kept, comes to its end. All sums fit in 64 bits: the largest entries are added up first, and weights are
//!   chosen to leave room. Where a party is asked only about what it carries out, these hold for each of the cases
//!   "asked" and "holds none of its options" ([`Consent::Carried`]);
//! * what is not settled so within some nodes is split by the options of an issue, and each part treated the same way;
//! * what neither shows within the nodes of a world goes to the general search, and what that does not settle within its
//!   budget stays [`Verdict::Unsettled`].
//!
//! Floating point chooses weights and starts, and nothing is concluded from it.

mod cases;
mod climb;
mod dive;
mod fast;
mod field;
mod plan;

use crate::answer::Stop;
use crate::budget::Budget;
use crate::problem::{Consent, MAX_PARTIES, Problem};
use crate::world::Tables;
use crate::zone::{Zone, zone};
use cases::Past;
use fast::Fast;
use plan::Plan;

/// Work units one world may take in the general search, unless it is said otherwise.
const BUDGET: u64 = 2_000_000;

/// What is known about a world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A package is acceptable: [`Judge::witness`].
    Deal,
    /// No package is.
    None,
    /// The search stopped before it knew.
    Unsettled(Stop),
}

/// How many worlds were settled by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Means {
    /// No option left by lines, rules and consent, or a ceiling below no deal.
    pub structure: u64,
    /// A witness of an earlier world.
    pub memory: u64,
    /// A witness found by climbing.
    pub climbed: u64,
    /// Weights alone.
    pub weighed: u64,
    /// A dive, or several cases.
    pub dived: u64,
    /// The general search, settled or not.
    pub general: u64,
    /// Nodes of all dives.
    pub nodes: u64,
}

/// Room for the parties there are.
#[derive(Debug, Clone)]
enum Room {
    Four(Box<Fast<4>>),
    Eight(Box<Fast<8>>),
    Sixteen(Box<Fast<16>>),
    All(Box<Fast<MAX_PARTIES>>),
}

/// Decides world after world of one structure.
#[derive(Debug, Clone)]
pub struct Judge {
    structure: Structure,
    room: Room,
    past: Past,
    /// Work units one world may take in the general search.
    budget: u64,
}

/// What is known about a structure.
#[derive(Debug, Clone)]
struct Structure {
    problem: Problem,
    plan: Plan,
}

/// What a world is asked about.
#[derive(Clone, Copy)]
struct Asked<'w> {
    tables: &'w Tables,
    real: &'w [bool],
    but: Option<usize>,
}

impl Judge {
    /// A judge of the worlds of a structure; the problem's own numbers do not matter.
    pub fn new(structure: &Problem) -> Judge {
        let room = match structure.n() {
            0..=4 => Room::Four(Box::new(Fast::new())),
            5..=8 => Room::Eight(Box::new(Fast::new())),
            9..=16 => Room::Sixteen(Box::new(Fast::new())),
            _ => Room::All(Box::new(Fast::new())),
        };
        let structure = Structure { problem: structure.clone(), plan: Plan::new(structure) };
        Judge { structure, room, past: Past::default(), budget: BUDGET }
    }

    /// The same judge, with so many work units for a world in the general search.
    pub fn with_budget(self, budget: u64) -> Judge {
        Judge { budget, ..self }
    }

    /// Whether the world with these numbers and these real red lines has an acceptable package, `but` one party's
    /// acceptance, if given: neither its gain nor its lines are looked at.
    ///
    /// # Panics
    /// If the tables or the marks of the lines are not in the structure's shape.
    pub fn decide(&mut self, tables: &Tables, real: &[bool], but: Option<usize>) -> Verdict {
        assert_eq!(real.len(), self.structure.problem.lines().len(), "one mark per red line");
        if let Err(fault) = tables.fit(&self.structure.problem) {
            panic!("{fault}");
        }
        let world = Asked { tables, real, but };
        let found = match &mut self.room {
            Room::Four(room) => self.past.settle(room, &self.structure, world),
            Room::Eight(room) => self.past.settle(room, &self.structure, world),
            Room::Sixteen(room) => self.past.settle(room, &self.structure, world),
            Room::All(room) => self.past.settle(room, &self.structure, world),
        };
        found.unwrap_or_else(|| self.search(world))
    }

    /// The general search.
    fn search(&mut self, world: Asked) -> Verdict {
        self.past.means.general += 1;
        let mut problem = match self.structure.problem.in_world(world.tables) {
            Ok(problem) => problem,
            Err(fault) => panic!("{fault}"),
        };
        if let Some(party) = world.but {
            problem.set_consent(party, Consent::None);
        }
        let found = zone(&problem, world.real, &mut Budget::new(self.budget));
        match found.value {
            Zone::Open(package) => {
                self.past.remember(&package);
                Verdict::Deal
            }
            Zone::Empty => Verdict::None,
            Zone::Unknown => Verdict::Unsettled(found.stop),
        }
    }

    /// The package of the last [`Verdict::Deal`].
    pub fn witness(&self) -> &[usize] {
        &self.past.witness
    }

    /// How many worlds were settled by what, since the judge was made.
    pub fn means(&self) -> Means {
        self.past.means
    }

    /// Forgets what earlier worlds taught. The verdict of a world never depends on that, but which witness is found and
    /// what is left unsettled may: forgetting at the start of each block makes them depend on the block alone.
    pub fn forget(&mut self) {
        self.past.forget();
        match &mut self.room {
            Room::Four(room) => room.forget(),
            Room::Eight(room) => room.forget(),
            Room::Sixteen(room) => room.forget(),
            Room::All(room) => room.forget(),
        }
    }

    /// Gains of all parties from a package, in grid points; a gain beyond 64 bits is given as the last number that fits,
    /// so its sign is always right.
    pub fn gains(&self, tables: &Tables, package: &[usize], gains: &mut [i64]) {
        self.structure.gains(tables, package, gains);
    }

    /// Whether a package keeps every rule and every party asked accepts it in this world.
    pub fn accepts(&self, tables: &Tables, real: &[bool], package: &[usize]) -> bool {
        self.structure.accepts(Asked { tables, real, but: None }, package)
    }
}

impl Structure {
    fn gains(&self, tables: &Tables, package: &[usize], gains: &mut [i64]) {
        let n = self.problem.n();
        let options = self.problem.options();
        let mut worth = [0i128; MAX_PARTIES];
        for (&o, &first) in package.iter().zip(&self.plan.offsets) {
            let points = &tables.values[(first + o) * n..][..n];
            worth.iter_mut().zip(points).for_each(|(sum, &v)| *sum += i128::from(v));
        }
        for (pair, points) in self.problem.pairs().iter().zip(&tables.pairs) {
            let [a, b] = pair.issues;
            worth[pair.party] += i128::from(points[package[a] * options[b] + package[b]]);
        }
        for (term, &points) in self.problem.boxes().iter().zip(&tables.boxes) {
            if term.holds(package) {
                worth[term.party] += i128::from(points);
            }
        }
        for (p, gain) in gains.iter_mut().enumerate().take(n) {
            let ceiling = if tables.ceilings[p] == i64::MAX { i128::MAX } else { tables.ceilings[p].into() };
            let gained = worth[p].min(ceiling) - i128::from(tables.no_deal[p]);
            *gain = gained.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        }
    }

    /// Whether a package keeps every rule and every party asked, `but` one perhaps, accepts it.
    fn accepts(&self, world: Asked, package: &[usize]) -> bool {
        let problem = &self.problem;
        let mut gains = [0; MAX_PARTIES];
        self.gains(world.tables, package, &mut gains);
        let refuses = |p: usize| {
            let crossed =
                |l: usize| world.real[l] && problem.lines()[l].party == p && problem.crosses(l, package);
            gains[p] < 0 || (0..problem.lines().len()).any(crossed)
        };
        problem.rules().iter().all(|rule| rule.holds(package))
            && (0..problem.n()).all(|p| world.but == Some(p) || !problem.asked(p, package) || !refuses(p))
    }
}
