//! The study: what is stated of each case, and whether it held.

use super::case::{ISSUES, PARTIES, Synthetic, numbers};
use super::chance::Chance;
use super::truth::{TIED, Truth};
use super::worth::{Facts, deal};
use super::{BLOCKS, CASES, FEW, MANY, SEED};
use zopa_core::sense::share::{Share, Sure, share};
use zopa_core::world::{BLOCK, Case, Family, GRID, Judge, Seed, Tables, Verdict, World};

pub const QUANTITIES: [&str; 3] =
    ["largest gain the others accept", "gain from a package", "largest gain of all"];

/// Where the truth of a row comes from, and what zopa was told.
pub struct Row {
    pub name: &'static str,
    pub truth: Truth,
    /// Whether zopa was told that a party's numbers go together.
    pub told: bool,
    /// Whether the intervals have to hold as often as they say.
    pub asserted: bool,
}

pub const ROWS: [Row; 6] = [
    Row { name: "as declared", truth: Truth::Declared, told: false, asserted: true },
    Row { name: "corners", truth: Truth::Corners, told: false, asserted: false },
    Row { name: "undeclared, opposed", truth: Truth::Tied(false), told: false, asserted: false },
    Row { name: "the same, declared", truth: Truth::Tied(false), told: true, asserted: true },
    Row { name: "undeclared, together", truth: Truth::Tied(true), told: false, asserted: false },
    Row { name: "outside", truth: Truth::Outside, told: false, asserted: false },
];

/// What zopa states of a case.
struct Stated {
    /// `[quantity][party]`: 90 % intervals over plausible worlds.
    intervals: [[[f64; 2]; PARTIES]; 3],
    /// Whether worlds of one block are not independent.
    walked: bool,
    /// The share of worlds with a deal.
    share: f64,
    /// Worlds with a deal among the first few.
    few: u64,
}

/// What became of one row in all cases.
#[derive(Default)]
pub struct Found {
    /// `[quantity][party]`: cases in which the interval held the truth.
    pub held: [[usize; PARTIES]; 3],
    /// Intervals of the first quantity whose lower end is that the others accept nothing: those that held the truth, and
    /// all.
    pub open: [usize; 2],
    /// Per case, the share of worlds with a deal that was stated, and whether the truth has one.
    pub deals: Vec<(f64, bool)>,
}

/// A share stated from few worlds against one from many draws.
pub struct Sampled {
    pub share: f64,
    /// The share stated from all worlds of the case.
    pub stated: f64,
    /// Whether the 90 % and the 95 % interval held it.
    pub held: [bool; 2],
}

pub struct Study {
    pub found: Vec<Found>,
    /// Of the cases whose worlds are independent.
    pub sampled: Vec<Sampled>,
    /// The others.
    pub walked: usize,
}

impl Study {
    pub fn run() -> Study {
        let mut study =
            Study { found: ROWS.iter().map(|_| Found::default()).collect(), sampled: Vec::new(), walked: 0 };
        for number in 0..CASES as u64 {
            let case = Synthetic::new(&mut Chance::new(1, number));
            let stated = [None, Some(TIED)].map(|told| state(&case, &case.family(told), number));
            let mut truths = Chance::new(2, number);
            for (row, found) in ROWS.iter().zip(&mut study.found) {
                let stated = &stated[usize::from(row.told)];
                let facts = Facts::new(&row.truth.draw(&case, &mut truths), &case.package);
                for (q, each) in facts.each().iter().enumerate() {
                    for (p, truth) in each.iter().enumerate() {
                        let [low, high] = stated.intervals[q][p];
                        let held = (low..=high).contains(truth);
                        found.held[q][p] += usize::from(held);
                        if q == 0 && low == f64::NEG_INFINITY {
                            found.open[0] += usize::from(held);
                            found.open[1] += 1;
                        }
                    }
                }
                found.deals.push((stated.share, facts.deal));
            }
            if stated[0].walked {
                study.walked += 1;
            } else {
                study.sampled.push(sample(&case, &stated[0], number));
            }
        }
        study
    }
}

impl Facts {
    fn each(&self) -> [[f64; PARTIES]; 3] {
        [self.accepted, self.package, self.most]
    }
}

/// Draws the worlds of a case and states what follows from them.
fn state(case: &Synthetic, family: &Family, number: u64) -> Stated {
    let mut judge = Judge::new(family.structure());
    let (mut tables, mut world) = (Tables::default(), World { point: Vec::new(), toughness: Vec::new() });
    let mut samples: [[Vec<f64>; PARTIES]; 3] = Default::default();
    let (mut deals, mut few) = (0, 0);
    for block in 0..BLOCKS {
        let seed = Seed { number: SEED, stream: number };
        let mut draws = family.draws(&Case::middle(family), seed, block).expect("draws");
        while draws.next(&mut world).expect("a world") {
            family.tables(&world.point, &mut tables);
            let facts = Facts::new(&numbers(&world.point), &case.package);
            let found = judged(&mut judge, &tables, &case.package, &facts);
            if samples[0][0].len().is_multiple_of(BLOCK as usize) {
                largest(&mut judge, &tables, &facts);
            }
            deals += u64::from(found);
            few += u64::from(found && block < FEW);
            for (lists, each) in samples.iter_mut().zip(facts.each()) {
                lists.iter_mut().zip(each).for_each(|(list, x)| list.push(x));
            }
        }
    }
    let share = deals as f64 / (BLOCKS * BLOCK) as f64;
    let walked = !family.walked().is_empty();
    Stated { intervals: samples.map(|lists| lists.map(middle)), walked, share, few }
}

/// The interval that leaves out one in twenty worlds at either end. Of `N` worlds and a truth that all come from one
/// distribution each order is as likely, so that it lies between the `k`th lowest and the `k`th highest world with
/// probability `(N + 1 - 2k) / (N + 1)`: for 1,024 worlds and `k = 51`, 0.9005.
fn middle(mut list: Vec<f64>) -> [f64; 2] {
    list.sort_unstable_by(f64::total_cmp);
    let out = (list.len() + 1) / 20;
    [list[out - 1], list[list.len() - out]]
}

/// Whether the judge finds a deal; what it says is compared with enumeration, where no gain is within rounding of zero.
fn judged(judge: &mut Judge, tables: &Tables, package: &[usize; ISSUES], facts: &Facts) -> bool {
    let mut gains = [0; PARTIES];
    judge.gains(tables, package, &mut gains);
    for (gain, want) in gains.iter().zip(facts.package) {
        assert!((*gain as f64 / GRID as f64 - want).abs() < 1e-5, "{gain} grid points are not {want}");
    }
    let verdict = judge.decide(tables, &[], None);
    assert!(!matches!(verdict, Verdict::Unsettled(_)), "{verdict:?}");
    let found = verdict == Verdict::Deal;
    if facts.accepted.iter().all(|gain| gain.abs() > 1e-5) {
        assert_eq!(found, facts.deal, "the judge and enumeration");
    }
    found
}

/// Whether the judge agrees on the largest gains that the others accept: with a no deal that is better for a party by
/// that gain a deal still exists, with a better one none.
fn largest(judge: &mut Judge, tables: &Tables, facts: &Facts) {
    for (p, &gain) in facts.accepted.iter().enumerate() {
        if gain == f64::NEG_INFINITY {
            assert_eq!(judge.decide(tables, &[], Some(p)), Verdict::None);
            continue;
        }
        for (off, want) in [(-1e-5, Verdict::Deal), (1e-5, Verdict::None)] {
            let mut raised = tables.clone();
            raised.no_deal[p] += ((gain + off) * GRID as f64) as i64;
            assert_eq!(judge.decide(&raised, &[], None), want, "a no deal raised by {gain}");
        }
    }
}

/// The share of deals from few worlds against that of many draws of the own generator.
fn sample(case: &Synthetic, stated: &Stated, number: u64) -> Sampled {
    let mut chance = Chance::new(3, number);
    let hits = (0..MANY).filter(|_| deal(&Truth::Declared.draw(case, &mut chance))).count();
    let many = hits as f64 / MANY as f64;
    let holds = |sure: Sure| {
        let Share { low, high, .. } = share(stated.few, FEW * BLOCK, sure).expect("a share");
        (low..=high).contains(&many)
    };
    Sampled { share: many, stated: stated.share, held: [holds(Sure::Ninety), holds(Sure::NinetyFive)] }
}
