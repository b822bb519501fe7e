//! The least that would have to give way for a package to be acceptable.
//!
//! A **relaxation** lowers no-deal values, each party's by a shift `s_p ≥ 0` in its own grid points, and gives up red
//! lines. It is minimal if no other relaxation that opens a deal asks no more of anyone: shifts are compared party by
//! party, sets of lines by inclusion; nothing is added up. All minimal relaxations together are the efficient points
//! of (gain clipped at zero, lines crossed), found by ``sums``.

use crate::answer::{Goal, Limit, Package, Stop};
use crate::budget::Budget;
use crate::problem::{Problem, Score};
use crate::region::Region;
use crate::search::{self, Keep};
use crate::sums::{self, Layout};
use crate::zone::{Zone, zone};

/// A minimal relaxation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxation {
    /// By how much each party's no-deal value would have to fall, in its own grid points.
    pub shifts: Vec<Score>,
    /// Lines that would have to be given up, ascending.
    pub lines: Vec<usize>,
    /// A package that is acceptable then.
    pub package: Package,
}

/// Relaxations found, and whether they are all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxations {
    /// Minimal relaxations, fewest lines first.
    pub all: Vec<Relaxation>,
    /// `Complete` if there is no other.
    pub stop: Stop,
}

/// Most real lines that can be told apart.
pub const MOST_LINES: usize = 128;

/// All minimal relaxations under which some package is acceptable. With a non-empty zone that is the empty one.
pub fn relaxations(problem: &Problem, real: &[bool], budget: &mut Budget) -> Relaxations {
    match find(problem, real, budget) {
        Ok(all) => Relaxations { all, stop: Stop::Complete },
        Err(stop) => Relaxations { all: Vec::new(), stop },
    }
}

fn find(problem: &Problem, real: &[bool], budget: &mut Budget) -> Result<Vec<Relaxation>, Stop> {
    // Lines are counted instead of struck out, so the regions are built with none of them real.
    let none = vec![false; real.len()];
    let mut found: Vec<Relaxation> = Vec::new();
    let regions = Region::root(problem, &none).by_consent();
    let single = regions.len() == 1;
    for region in regions {
        let columns: Vec<usize> = (0..problem.n()).filter(|&p| region.asked[p]).collect();
        let lines: Vec<usize> =
            (0..real.len()).filter(|&l| real[l] && region.asked[problem.lines()[l].party]).collect();
        if lines.len() > MOST_LINES {
            return Err(Stop::Limit(Limit::Lines));
        }
        let clipped = vec![true; columns.len()];
        let required = vec![false; columns.len()];
        let layout = Layout { columns: &columns, clipped: &clipped, required: &required, lines: &lines };
        for point in sums::efficient(&region, &layout, budget)? {
            let mut shifts = vec![0; problem.n()];
            for (&p, gain) in columns.iter().zip(&point.gains) {
                shifts[p] = (-gain).max(0);
            }
            let lines =
                (0..lines.len()).filter(|bit| point.mask >> bit & 1 == 1).map(|bit| lines[bit]).collect();
            found.push(Relaxation { shifts, lines, package: point.package });
        }
    }
    found.sort_by(|a, b| (a.lines.len(), &a.lines, &a.shifts).cmp(&(b.lines.len(), &b.lines, &b.shifts)));
    found.dedup_by(|a, b| a.lines == b.lines && a.shifts == b.shifts);
    // Those of one region are minimal already; those of several may ask more than each other.
    if single {
        return Ok(found);
    }
    budget.spend(found.len() as u64 * found.len() as u64 / 16)?;
    let asks_less = |a: &Relaxation, b: &Relaxation| {
        a.shifts.iter().zip(&b.shifts).all(|(x, y)| x <= y) && a.lines.iter().all(|l| b.lines.contains(l))
    };
    let minimal = |r: &Relaxation| !found.iter().any(|other| other != r && same_or_less(other, r, asks_less));
    Ok(found.iter().filter(|r| minimal(r)).cloned().collect())
}

fn same_or_less(
    a: &Relaxation,
    b: &Relaxation,
    asks_less: impl Fn(&Relaxation, &Relaxation) -> bool,
) -> bool {
    asks_less(a, b) && (a.shifts != b.shifts || a.lines != b.lines)
}

/// What one package needs: shifts and lines, each the least there is. `None` if it breaks a rule.
pub fn for_package(problem: &Problem, real: &[bool], package: &[usize]) -> Option<Relaxation> {
    if !problem.rules().iter().all(|r| r.holds(package)) {
        return None;
    }
    let asked: Vec<bool> = (0..problem.n()).map(|p| problem.asked(p, package)).collect();
    let short = |p: usize| if asked[p] { (-problem.gain(p, package)).max(0) } else { 0 };
    Some(Relaxation {
        shifts: (0..problem.n()).map(short).collect(),
        lines: (0..real.len())
            .filter(|&l| real[l] && asked[problem.lines()[l].party] && problem.crosses(l, package))
            .collect(),
        package: package.to_vec(),
    })
}

/// The least one party alone would have to lower its no-deal value by, no line given up: the shift and a package.
/// `Ok(None)` if no shift of that party alone opens a deal.
///
/// # Errors
/// Why the search stopped before it knew.
pub fn alone(
    problem: &Problem,
    real: &[bool],
    party: usize,
    budget: &mut Budget,
) -> Result<Option<(Score, Package)>, Stop> {
    let now = zone(problem, real, budget);
    match now.value {
        Zone::Open(package) => return Ok(Some((0, package))),
        Zone::Unknown => return Err(now.stop),
        // Whatever opens now holds a clause the party carries, or the party is asked anyway.
        Zone::Empty => {}
    }
    let lowered = problem.content(party);
    let found = search::run(&lowered, real, &Goal::Own { party }, Keep::Top(1), budget);
    if found.stop != Stop::Complete {
        return Err(found.stop);
    }
    Ok(found.best.into_iter().next().map(|(_, package)| ((-problem.gain(party, &package)).max(0), package)))
}

/// Whether lower no-deal values alone could open a deal, however low: if not, at least one line has to give way.
pub fn shifts_alone(problem: &Problem, real: &[bool], budget: &mut Budget) -> Zone {
    let content = (0..problem.n()).fold(problem.clone(), |p, party| p.content(party));
    zone(&content, real, budget).value
}

/// The acceptable package that changes the fewest issues of a given one, found among those nearest first.
/// `Ok(None)` if no package is acceptable.
///
/// # Errors
/// Why the search stopped before it knew.
pub fn nearest(
    problem: &Problem,
    real: &[bool],
    package: &[usize],
    budget: &mut Budget,
) -> Result<Option<Package>, Stop> {
    // One more party, which no package makes worse off, values each option kept at one point: its gain counts them.
    let lifted = problem.with_observer(|issue, option| Score::from(package[issue] == option));
    let observer = problem.n();
    let found = search::run(&lifted, real, &Goal::Own { party: observer }, Keep::Top(1), budget);
    match found.stop {
        Stop::Complete => Ok(found.best.into_iter().next().map(|(_, x)| x)),
        stop => Err(stop),
    }
}
