//! Re-proving a result file with the checker alone.

use super::{Claim, ConcessionRecord, RESULT_VERSION, ResultFile};
use zopa_core::answer::{Goal, Package};
use zopa_core::check::{self, Check, Verdict};
use zopa_core::problem::Problem;

/// Steps the checker may take for one claim.
const STEPS: u64 = 20_000_000;
/// Largest result file that is read, in bytes.
pub const MOST_BYTES: usize = 256 << 20;

/// What became of one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What is claimed, in a few words.
    pub claim: String,
    /// Re-proved, refuted, or checked only in part.
    pub verdict: Verdict,
    /// What was not re-proved, where that is by design.
    pub remark: Option<String>,
}

/// What became of a result file.
#[derive(Debug, Clone)]
pub struct Verification {
    /// The file.
    pub file: ResultFile,
    /// One outcome per claim.
    pub outcomes: Vec<Outcome>,
}

impl Verification {
    /// Whether no claim was refuted.
    pub fn sound(&self) -> bool {
        self.outcomes.iter().all(|o| !matches!(o.verdict, Verdict::Fails(_)))
    }
}

/// Reads a result file and re-proves every claim in it.
///
/// # Errors
/// A sentence, if the text is no result file.
pub fn verify(json: &str) -> Result<Verification, String> {
    if json.len() > MOST_BYTES {
        return Err(format!("the file is larger than {} MB", MOST_BYTES >> 20));
    }
    let file: ResultFile = serde_json::from_str(json).map_err(|e| format!("this is no result file: {e}"))?;
    if file.format != "zopa-result" || file.version != RESULT_VERSION {
        return Err(format!("{} version {} is not a format this program reads", file.format, file.version));
    }
    let problems: Vec<Problem> = file.problems.iter().map(|p| p.problem()).collect::<Result<_, _>>()?;
    let mut outcomes = Vec::new();
    let mut ideals: Vec<(usize, Option<String>, usize, i64)> = Vec::new();
    for record in &file.claims {
        let (Some(problem), Some(wire)) = (problems.get(record.problem), file.problems.get(record.problem))
        else {
            return Err(format!("a claim is about problem {}, which is not in the file", record.problem));
        };
        if record.draw.is_some() || record.rung != 1 {
            return Err("a claim is about a draw or a rung this program does not know".into());
        }
        let real = wire.real(record.reading.as_deref())?;
        let check = Check::new(problem, &real, STEPS).map_err(|fault| fault.to_string())?;
        let case = Claimed { problem, check: &check, real: &real };
        let (words, verdict, remark) = case.judge(&record.claim);
        let mut verdict = verdict;
        if let Claim::Best { goal, packages, .. } | Claim::Top { goal, packages, .. } = &record.claim {
            let goal = Goal::from(goal);
            if let (Goal::Own { party }, Some(first), Verdict::Holds) = (&goal, packages.first(), &verdict) {
                ideals.push((record.problem, record.reading.clone(), *party, problem.gain(*party, first)));
            }
            if let Some(party) = wrong_unit(&goal, |p| {
                let key = (record.problem, &record.reading, p);
                ideals.iter().find(|(a, b, c, _)| (*a, b, *c) == key).map(|(.., gain)| *gain)
            }) {
                verdict = fails(format!("the unit of party {party} is neither 1 nor its proved ideal"));
            }
        }
        outcomes.push(Outcome { claim: words, verdict, remark });
    }
    Ok(Verification { file, outcomes })
}

/// The first player whose unit is neither 1 nor an ideal proved before it in the file.
fn wrong_unit(goal: &Goal, ideal: impl Fn(usize) -> Option<i64>) -> Option<usize> {
    let (Goal::Leximin { players, units } | Goal::Sum { players, units }) = goal else { return None };
    if units.iter().all(|u| *u == 1) {
        return None;
    }
    players.iter().zip(units).find(|(p, u)| ideal(**p) != Some(**u)).map(|(p, _)| *p)
}

fn fails(text: String) -> Verdict {
    Verdict::Fails(zopa_core::Fault::new(text))
}

fn all(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    let mut worst = Verdict::Holds;
    for verdict in verdicts {
        match verdict {
            Verdict::Fails(_) => return verdict,
            Verdict::NotReproved => worst = verdict,
            Verdict::Holds => {}
        }
    }
    worst
}

fn held(result: Result<(), zopa_core::Fault>) -> Verdict {
    result.map_or_else(Verdict::Fails, |()| Verdict::Holds)
}

/// A claim's problem and checker.
struct Claimed<'c> {
    problem: &'c Problem,
    check: &'c Check<'c>,
    real: &'c [bool],
}

impl Claimed<'_> {
    fn judge(&self, claim: &Claim) -> (String, Verdict, Option<String>) {
        match claim {
            Claim::Open { package } => {
                ("a package is acceptable".into(), held(self.check.witness(package)), None)
            }
            Claim::Empty { proof } => {
                ("no package is acceptable".into(), with(proof.case(), |case| self.check.empty(case)), None)
            }
            Claim::Stopped { asked, stop } => {
                let known = matches!(stop.as_str(), "budget" | "interrupted");
                let verdict = if known { Verdict::Holds } else { fails(format!("{stop} is no way to stop")) };
                (format!("nothing on: {asked}"), verdict, Some("the search stopped early".into()))
            }
            Claim::Best { concept, goal, packages, all_ties, proof } => {
                let goal = Goal::from(goal);
                let verdict = with(proof.case(), |case| self.check.optimum(&goal, packages, *all_ties, case));
                let ties = if *all_ties { " and its ties" } else { "" };
                (format!("{concept}: {} best{ties}", packages.len()), verdict, None)
            }
            Claim::Top { concept, goal, k, packages, proof } => {
                let goal = Goal::from(goal);
                let verdict = with(proof.case(), |case| self.check.top(&goal, *k, packages, case));
                (format!("{concept}: the best {k}"), verdict, None)
            }
            Claim::Found { concept, packages, .. } => {
                let verdict = all(packages.iter().map(|x| held(self.check.witness(x))));
                (
                    format!("{concept}: acceptable packages"),
                    verdict,
                    Some("that they are best is not claimed".into()),
                )
            }
            Claim::Frontier { parties, scope, points } => {
                let scope = match scope.as_str() {
                    "feasible" => check::Scope::Feasible,
                    "acceptable" => check::Scope::Acceptable,
                    other => return ("frontier".into(), fails(format!("{other} is no scope")), None),
                };
                let points: Vec<check::Point> = points
                    .iter()
                    .map(|p| check::Point { values: p.values.clone(), package: p.package.clone() })
                    .collect();
                let verdict = self.check.nondominated(parties, scope, &points);
                let remark = (verdict == Verdict::NotReproved).then(|| {
                    "every point holds and none beats another; that none is missing was not re-proved".into()
                });
                (format!("{} efficient points", points.len()), verdict, remark)
            }
            Claim::Cruxes { lines, conflicts, openings, complete } => (
                "conflicts and openings of red lines".into(),
                self.cruxes(lines, conflicts, openings, *complete),
                None,
            ),
            Claim::Package { package, gains, refused_by, breaks } => (
                "what a package gives each party".into(),
                self.package(package, gains, refused_by, breaks),
                None,
            ),
            Claim::Concessions { list, complete } => self.concessions(list, *complete),
            Claim::Exchange { package, after, gains } => {
                ("what a change gives each party".into(), self.exchange(package, after, gains), None)
            }
        }
    }

    fn shaped(&self, package: &Package) -> bool {
        let options = self.problem.options();
        package.len() == options.len() && package.iter().zip(options).all(|(o, k)| o < k)
    }

    fn package(&self, package: &Package, gains: &[i64], refused_by: &[usize], breaks: &[usize]) -> Verdict {
        if !self.shaped(package) {
            return fails("a package has no option, or an unknown one, for an issue".into());
        }
        let n = self.problem.n();
        let real_gains: Vec<i64> = (0..n).map(|p| self.problem.gain(p, package)).collect();
        let refusing: Vec<usize> = (0..n).filter(|&p| !self.problem.accepts(self.real, p, package)).collect();
        let broken: Vec<usize> =
            (0..self.problem.rules().len()).filter(|&k| !self.problem.rules()[k].holds(package)).collect();
        match (real_gains == gains, refusing == refused_by, broken == breaks) {
            (true, true, true) => Verdict::Holds,
            (false, ..) => fails("the gains of a package are not as stated".into()),
            (_, false, _) => fails("the parties that refuse a package are not as stated".into()),
            _ => fails("the rules a package breaks are not as stated".into()),
        }
    }

    fn exchange(&self, package: &Package, after: &Package, gains: &[i64]) -> Verdict {
        if !self.shaped(package) || !self.shaped(after) {
            return fails("a package has no option, or an unknown one, for an issue".into());
        }
        let real: Vec<i64> = (0..self.problem.n())
            .map(|p| self.problem.value(p, after) - self.problem.value(p, package))
            .collect();
        let rules = self.problem.rules().iter().all(|r| r.holds(after));
        if real == gains && rules {
            Verdict::Holds
        } else {
            fails("a change does not give what is stated".into())
        }
    }

    fn cruxes(
        &self,
        lines: &[usize],
        conflicts: &[super::ConflictRecord],
        openings: &[super::OpeningRecord],
        complete: bool,
    ) -> Verdict {
        let total = self.problem.lines().len();
        if lines.iter().any(|&l| l >= total) {
            return fails("an unknown red line is named".into());
        }
        let inside = |set: &[usize]| set.iter().all(|l| lines.contains(l));
        if !conflicts.iter().all(|c| inside(&c.lines)) || !openings.iter().all(|o| inside(&o.lines)) {
            return fails("a conflict or opening names a line that was not considered".into());
        }
        let none = vec![false; total];
        let bare = match Check::new(self.problem, &none, STEPS) {
            Ok(check) => check,
            Err(fault) => return Verdict::Fails(fault),
        };
        let trees: Vec<Result<zopa_core::answer::Case, String>> =
            conflicts.iter().map(|c| c.proof.case()).collect();
        let trees: Vec<zopa_core::answer::Case> = match trees.into_iter().collect() {
            Ok(trees) => trees,
            Err(text) => return fails(text),
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
        let conflicts =
            conflicts.iter().zip(&trees).map(|(c, tree)| bare.conflict(&c.lines, &c.without, tree));
        let openings = openings.iter().map(|o| {
            let kept: Vec<bool> = (0..total).map(|l| lines.contains(&l) && !o.lines.contains(&l)).collect();
            match Check::new(self.problem, &kept, STEPS) {
                Ok(check) => held(check.witness(&o.package)),
                Err(fault) => Verdict::Fails(fault),
            }
        });
        all(conflicts.chain(openings))
    }

    fn concessions(&self, list: &[ConcessionRecord], complete: bool) -> (String, Verdict, Option<String>) {
        let words = format!("{} least concessions", list.len());
        if complete {
            let all: Vec<check::Relaxation> = list
                .iter()
                .map(|c| check::Relaxation {
                    shifts: c.shifts.clone(),
                    lines: c.lines.clone(),
                    package: c.package.clone(),
                })
                .collect();
            let verdict = self.check.relaxations(&all);
            let remark = (verdict == Verdict::NotReproved)
                .then(|| "each concession works; that there is no other was not re-proved".into());
            return (words, verdict, remark);
        }
        let verdict = all(list.iter().map(|c| self.concession(c)));
        (words, verdict, Some("that there is no other is not claimed".into()))
    }

    /// Whether a concession makes its package acceptable.
    fn concession(&self, c: &ConcessionRecord) -> Verdict {
        let n = self.problem.n();
        if !self.shaped(&c.package) || c.shifts.len() != n || c.shifts.iter().any(|s| *s < 0) {
            return fails("a concession does not fit the problem".into());
        }
        let lowered: Vec<i64> =
            self.problem.parties().iter().zip(&c.shifts).map(|(p, s)| p.no_deal.saturating_sub(*s)).collect();
        let real: Vec<bool> =
            self.real.iter().enumerate().map(|(l, r)| *r && !c.lines.contains(&l)).collect();
        match self.problem.with_no_deal(&lowered) {
            Ok(problem) if problem.acceptable(&real, &c.package) => Verdict::Holds,
            Ok(_) => fails("a concession does not make its package acceptable".into()),
            Err(fault) => Verdict::Fails(fault),
        }
    }
}

fn with(
    case: Result<zopa_core::answer::Case, String>,
    check: impl FnOnce(&zopa_core::answer::Case) -> Verdict,
) -> Verdict {
    match case {
        Ok(case) => check(&case),
        Err(text) => fails(text),
    }
}
