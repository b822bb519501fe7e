//! Claims about lists: efficient points, red lines that decide, least concessions.

use super::{Claimed, STEPS, Verdict, all, fails, held};
use crate::result::{ConcessionRecord, ConflictRecord, OpeningRecord, PointRecord};
use std::collections::BTreeSet;
use zopa_core::answer::Case;
use zopa_core::check::{self, Check};

/// Steps the checker may walk on its own to see that nothing is missing from a list.
const WALK: u64 = 2_000_000;
/// Entries it may compare with on such a walk, one by one: long lists leave fewer steps.
const COMPARED: u64 = 200_000_000;
/// Most packages of a problem that is walked through at all: beyond, the steps would run out anyhow.
const MOST_PACKAGES: u128 = 1 << 20;

impl Claimed<'_> {
    /// The checker for a list of so many entries: with no step to take where a walk would not end, so that only the
    /// entries themselves are checked.
    fn walker(&self, entries: usize) -> Result<Check<'_>, zopa_core::Fault> {
        let small = self.problem.packages().is_some_and(|all| all <= MOST_PACKAGES);
        let steps = if small { WALK.min(COMPARED / (entries as u64 + 1)) } else { 0 };
        Check::new(self.problem, self.real, steps)
    }

    pub(super) fn frontier(
        &self,
        parties: &[usize],
        scope: &str,
        points: &[PointRecord],
    ) -> (String, Verdict, Option<String>) {
        let words = format!("{} efficient points", points.len());
        let scope = match scope {
            "feasible" => check::Scope::Feasible,
            "acceptable" => check::Scope::Acceptable,
            other => return (words, fails(format!("{other} is no scope")), None),
        };
        if parties.is_empty() || !distinct(parties) {
            return (words, fails("a frontier compares no party, or one twice".into()), None);
        }
        let points: Vec<check::Point> = points
            .iter()
            .map(|p| check::Point { values: p.values.clone(), package: p.package.clone() })
            .collect();
        let verdict = match self.walker(points.len()) {
            Ok(check) => check.nondominated(parties, scope, &points),
            Err(fault) => Verdict::Fails(fault),
        };
        let remark = (verdict == Verdict::NotReproved).then(|| {
            "every point holds and none beats another; that none is missing was not re-proved".into()
        });
        (words, verdict, remark)
    }

    pub(super) fn cruxes(
        &self,
        lines: &[usize],
        conflicts: &[ConflictRecord],
        openings: &[OpeningRecord],
        complete: bool,
    ) -> Verdict {
        let total = self.problem.lines().len();
        if lines.iter().any(|&l| l >= total) || !distinct(lines) {
            return fails("an unknown red line is named, or one twice".into());
        }
        let sets = || conflicts.iter().map(|c| &c.lines).chain(openings.iter().map(|o| &o.lines));
        if !sets().all(|set| distinct(set) && set.iter().all(|l| lines.contains(l))) {
            return fails("a conflict or opening names a line that was not considered, or one twice".into());
        }
        let sorted = |set: &Vec<usize>| set.iter().copied().collect::<BTreeSet<usize>>();
        if !distinct(&conflicts.iter().map(|c| sorted(&c.lines)).collect::<Vec<_>>())
            || !distinct(&openings.iter().map(|o| sorted(&o.lines)).collect::<Vec<_>>())
        {
            return fails("a conflict or opening stands twice".into());
        }
        let trees: Vec<Case> = match conflicts.iter().map(|c| c.proof.case()).collect() {
            Ok(trees) => trees,
            Err(text) => return fails(text),
        };
        let none = vec![false; total];
        let bare = match Check::new(self.problem, &none, STEPS) {
            Ok(check) => check,
            Err(fault) => return Verdict::Fails(fault),
        };
        if complete {
            let conflicts: Vec<check::Conflict> = conflicts
                .iter()
                .zip(&trees)
                .map(|(c, tree)| check::Conflict { lines: &c.lines, without: &c.without, tree })
                .collect();
            let openings: Vec<check::Opening> =
                openings.iter().map(|o| check::Opening { lines: &o.lines, package: &o.package }).collect();
            return bare.cruxes(lines, &conflicts, &openings);
        }
        let proved = conflicts.iter().zip(&trees).map(|(c, tree)| bare.conflict(&c.lines, &c.without, tree));
        let opened = openings.iter().map(|o| self.opening(lines, conflicts, o));
        all(proved.chain(opened))
    }

    /// The package is acceptable when all other lines considered are real; and for each line of the opening a listed
    /// conflict holds no other of them, so that none can be kept.
    fn opening(&self, lines: &[usize], conflicts: &[ConflictRecord], opening: &OpeningRecord) -> Verdict {
        let waived = |l: &usize| opening.lines.contains(l);
        let needed = |l: &usize| {
            conflicts.iter().any(|c| c.lines.contains(l) && c.lines.iter().all(|k| k == l || !waived(k)))
        };
        if !opening.lines.iter().all(needed) {
            return fails("no conflict shows that a line of an opening has to give way".into());
        }
        let kept: Vec<bool> =
            (0..self.problem.lines().len()).map(|l| lines.contains(&l) && !waived(&l)).collect();
        match Check::new(self.problem, &kept, STEPS) {
            Ok(check) => held(check.witness(&opening.package)),
            Err(fault) => Verdict::Fails(fault),
        }
    }

    /// Each concession is exactly what its package needs and none includes another; if `complete`, there is no other.
    pub(super) fn concessions(
        &self,
        list: &[ConcessionRecord],
        complete: bool,
    ) -> (String, Verdict, Option<String>) {
        let words = format!("{} least concessions", list.len());
        let list: Vec<check::Relaxation> = list
            .iter()
            .map(|c| check::Relaxation {
                shifts: c.shifts.clone(),
                lines: c.lines.clone(),
                package: c.package.clone(),
            })
            .collect();
        // Without a step to take, the checker looks at the entries alone, and cannot say more of them.
        let check = if complete { self.walker(list.len()) } else { Check::new(self.problem, self.real, 0) };
        let verdict = match check {
            Ok(check) => check.relaxations(&list),
            Err(fault) => Verdict::Fails(fault),
        };
        match (verdict, complete) {
            (Verdict::NotReproved, true) => (
                words,
                Verdict::NotReproved,
                Some("each concession works; that there is no other was not re-proved".into()),
            ),
            (Verdict::NotReproved, false) => {
                (words, Verdict::Holds, Some("that there is no other is not claimed".into()))
            }
            (verdict, _) => (words, verdict, None),
        }
    }
}

/// Whether no entry stands twice.
fn distinct<T: Ord>(entries: &[T]) -> bool {
    entries.iter().collect::<BTreeSet<_>>().len() == entries.len()
}
