//! Re-proving a result file with the checker alone.

mod chances;
mod goals;
mod lists;
mod order;
mod time;
mod worlds;

pub(crate) use worlds::fit as worlds_fit;

use super::{
    Claim, ClaimRecord, RESULT_VERSION, RUNGS, ResultFile, ReversalRecord, UNREACHED, WayRecord, WireProblem,
};
use crate::compile::Reading;
use goals::Ideals;
use std::collections::BTreeSet;
use zopa_core::answer::{Case, Goal, Package};
use zopa_core::check::{self, Check, Verdict};
use zopa_core::problem::{Problem, Score};

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
    /// Whether a proof was too long for the checker's steps. A claim that says itself how far it is re-proved (the
    /// completeness of a large frontier is not) does not count.
    pub fn cut_short(&self) -> bool {
        self.outcomes.iter().any(|o| o.verdict == Verdict::NotReproved && o.remark.is_none())
    }

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
    described(&file.problems, file.diff.as_ref().map_or(0, |d| d.old_problems))?;
    if file.claims.is_empty() && file.problems.is_empty() {
        return Err("the file holds no problem and no claim, so there is nothing to verify".into());
    }
    let problems: Vec<Problem> = file.problems.iter().map(|p| p.problem()).collect::<Result<_, _>>()?;
    let mut outcomes = Vec::new();
    let mut ideals = Ideals::default();
    for record in &file.claims {
        let (Some(problem), Some(wire)) = (problems.get(record.problem), file.problems.get(record.problem))
        else {
            return Err(format!("a claim is about problem {}, which is not in the file", record.problem));
        };
        asked(record, file.problems.get(record.problem).and_then(|problem| problem.with.as_deref()))?;
        let real = wire.real(record.reading.as_deref())?;
        let check = Check::new(problem, &real, STEPS).map_err(|fault| fault.to_string())?;
        let case = Claimed { problem, wire, check: &check, real: &real };
        let (claim, mut verdict, mut remark) = case.judge(&record.claim);
        let left_out = wire.rules.iter().any(|rule| rule.id == UNREACHED);
        if left_out && verdict == Verdict::Holds && matches!(record.claim, Claim::Empty { .. }) {
            // Rules leave out what has no order of steps; that it has none is not in the problem.
            verdict = Verdict::NotReproved;
            remark =
                Some("proved but for the packages left out because no order of their steps holds".into());
        }
        let place = (record.problem, record.reading.clone());
        let verdict =
            all([ideals.judge(problem, &place, &record.claim), reversed(&file.claims, record), verdict]);
        ideals.keep(problem, place, &record.claim, &verdict);
        outcomes.push(Outcome { claim, verdict, remark });
    }
    Ok(Verification { file, outcomes })
}

/// Problems are told apart by view and period, in a comparison also by the version (the first `old` are of the older
/// one), and say nothing this version does not know.
fn described(problems: &[WireProblem], old: usize) -> Result<(), String> {
    if old > problems.len() {
        return Err("it says that more problems are of the older version than there are".into());
    }
    let mut seen = BTreeSet::new();
    for (k, problem) in problems.iter().enumerate() {
        if !seen.insert((k < old, &problem.view, problem.at, &problem.with)) {
            return Err("two problems are of one view and period, with the same in them".into());
        }
        if problem.draw.is_some() || problem.grid < 1 {
            return Err("a problem is of a draw this program does not know, or of no grid".into());
        }
        if problem.rounding.len() != problem.parties.len() || problem.rounding.iter().any(|r| *r < 0) {
            return Err("a problem has not one amount of rounding per party".into());
        }
    }
    Ok(())
}

/// What is reversed is claimed: the opposite, of the same problem and reading.
fn reversed(claims: &[ClaimRecord], record: &ClaimRecord) -> Verdict {
    let Claim::Reversal { record: reversal } = &record.claim else { return Verdict::Holds };
    let opposite = |claim: &Claim| match claim {
        Claim::Open { .. } => reversal.proof.is_some(),
        Claim::Empty { .. } => reversal.package.is_some(),
        _ => false,
    };
    let same = |other: &&ClaimRecord| other.problem == record.problem && other.reading == record.reading;
    match claims.iter().filter(same).any(|other| opposite(&other.claim)) {
        true => Verdict::Holds,
        false => fails("what a reversal reverses is not claimed".into()),
    }
}

/// A claim is about representative values, acceptance or a rung above it, and a known reading of red lines or lines of its own.
fn asked(record: &ClaimRecord, with: Option<&str>) -> Result<(), String> {
    let zone = matches!(record.claim, Claim::Open { .. } | Claim::Empty { .. } | Claim::Stopped { .. });
    // A claim beyond the first rung is about a problem that says it holds what the rungs up to that one ask.
    let top = with.and_then(|with| with.strip_prefix(RUNGS)?.get(..1)?.parse::<u8>().ok()).unwrap_or(1);
    let known = record.rung == top && (top == 1 || zone && (2..=4).contains(&top));
    if record.draw.is_some() || !known {
        return Err("a claim is about a draw or a rung this program does not know".into());
    }
    // These name their own lines, or draw which are real.
    let own = matches!(
        record.claim,
        Claim::Cruxes { .. }
            | Claim::Worlds { .. }
            | Claim::Rungs { .. }
            | Claim::Indices { .. }
            | Claim::Questions { .. }
            | Claim::Kept { .. }
            | Claim::Order { .. }
            | Claim::KeptIn { .. }
            | Claim::Time { .. }
    );
    match (record.reading.as_deref(), own) {
        (None, true) => Ok(()),
        (Some(_), true) => Err("a claim that names its own red lines also has a reading".into()),
        (Some(word), _) if Reading::ALL.iter().any(|known| known.key() == word) => Ok(()),
        (Some(word), _) => Err(format!("{word} is no reading of red lines")),
        (None, _) => Err("a claim does not say how red lines are read".into()),
    }
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
    wire: &'c WireProblem,
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
                (format!("nothing on: {asked}"), known_stop(stop), Some("the search stopped early".into()))
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
            Claim::Found { concept, goal, packages, stop } => (
                format!("{concept}: acceptable packages"),
                all([known_stop(stop), self.found(&Goal::from(goal), packages)]),
                Some("that they are best is not claimed".into()),
            ),
            Claim::Frontier { parties, scope, points } => self.frontier(parties, scope, points),
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
            Claim::Count { count, having } => chances::count(self.wire, self.real, count, *having),
            Claim::Every { issue, option, has, proof } => {
                chances::every(self.wire, self.real, [*issue, *option], *has, proof)
            }
            Claim::Share { packages, coarse, tries, hits, low, high, .. } => {
                let (tries, hits) = (*tries, *hits);
                self.share(&chances::Share { packages, coarse, tries, hits, ends: [low, high] })
            }
            Claim::Worlds { record } => self.worlds(record),
            Claim::Rungs { record } => {
                let verdict = match record.fits(self.problem.n()) {
                    true => Verdict::NotReproved,
                    false => fails("worlds that pass a rung do not fit those that pass the one below".into()),
                };
                let remark =
                    "shares are sampled, not proved: `zopa zone` with the same --seed draws the same worlds";
                ("in how many worlds rungs are passed".into(), verdict, Some(remark.into()))
            }
            Claim::Indices { record } => {
                let verdict = match record.fits(self.problem.n()) {
                    true => Verdict::NotReproved,
                    false => fails("shares of a variance do not fit their groups, or are no shares".into()),
                };
                let remark = "shares are sampled, not proved: `zopa sens` with the same --seed and --worlds draws the same worlds";
                ("what an outcome is due to".into(), verdict, Some(remark.into()))
            }
            Claim::Questions { record } => {
                let verdict = match record.fits(self.problem.n()) {
                    true => Verdict::NotReproved,
                    false => fails("what answers would tell does not fit the worlds counted".into()),
                };
                let remark = "shares are sampled, not proved: `zopa ask` with the same --seed and --worlds draws the same worlds";
                ("what questions would tell".into(), verdict, Some(remark.into()))
            }
            Claim::Kept { record } => (
                "who keeps a package".into(),
                record.redone(self.wire).map_or_else(fails, |()| Verdict::Holds),
                None,
            ),
            Claim::KeptIn { record } => {
                let verdict = match record.fits(self.wire) {
                    true => Verdict::NotReproved,
                    false => fails("in how many worlds packages are kept does not fit together".into()),
                };
                let remark = "shares are sampled, not proved: `zopa enforce` with the same --seed and --worlds draws the same worlds";
                ("in how many worlds packages are kept".into(), verdict, Some(remark.into()))
            }
            Claim::Order { record } => self.order(record),
            Claim::Time { record } => {
                let verdict = match time::fits(record, (self.problem.n(), self.problem.options())) {
                    Ok(()) => Verdict::NotReproved,
                    Err(wrong) => fails(wrong),
                };
                let remark = "in part: the chain of the war is worked out anew, counts and values fit together; shares are sampled: `zopa time` with the same --seed, --worlds and --at draws the same worlds";
                ("when a deal is possible, and what waiting does".into(), verdict, Some(remark.into()))
            }
            Claim::Reversal { record } => self.reversal(record),
            Claim::Leak { to, about, ways, .. } => self.leak([*to, *about], ways),
            Claim::Levers { record } => {
                let sum = match record.adds_up(self.wire, self.problem) {
                    Ok(()) => held(self.check.witness(&record.package)),
                    Err(wrong) => fails(wrong),
                };
                ("a set of levers carries a package, and adds up".into(), sum, None)
            }
            Claim::Lottery { concept, goal, draws, product, tangents, stop } => {
                let product = product.as_ref();
                self.lottery(&chances::Drawn { concept, goal, draws, product, tangents, stop })
            }
        }
    }

    /// Some package is acceptable after the moves, or none is.
    fn reversal(&self, record: &ReversalRecord) -> (String, Verdict, Option<String>) {
        let inputs: Vec<&str> = record.moves.iter().map(|moved| moved.input.as_str()).collect();
        let claim = format!("moving {} reverses whether a deal exists", inputs.join(" and "));
        match self.moved(record) {
            Ok((Verdict::Holds, false)) => {
                let remark = "what is claimed of the position is re-proved; that moving these numbers leads to it is not in the file";
                (claim, Verdict::NotReproved, Some(remark.into()))
            }
            Ok((verdict, _)) => (claim, verdict, None),
            Err(wrong) => (claim, fails(wrong), None),
        }
    }

    fn moved(&self, record: &ReversalRecord) -> Result<(Verdict, bool), String> {
        let (wire, real, surely) = record.position(self.wire, self.real)?;
        let problem = wire.problem()?;
        let check = Check::new(&problem, &real, STEPS).map_err(|fault| fault.to_string())?;
        let verdict = match (&record.package, &record.proof) {
            (Some(package), None) => held(check.witness(package)),
            (None, Some(proof)) => with(proof.case(), |case| check.empty(case)),
            _ => fails("a reversal shows neither a package nor that there is none".into()),
        };
        Ok((verdict, surely))
    }

    /// What preferences drawn could have led to: that the numbers fit together; the draws are not redone.
    fn leak(&self, parties: [usize; 2], ways: &[WayRecord]) -> (String, Verdict, Option<String>) {
        let n = self.problem.n();
        let known = parties[0] != parties[1] && parties.iter().all(|&p| p < n);
        let fit = known && !ways.is_empty() && ways.iter().all(|way| way.fits(self.problem.options()));
        let verdict = match fit {
            true => Verdict::NotReproved,
            false => fails("what is left of a party's preferences does not fit the problem".into()),
        };
        let remark = "shares are drawn, not proved: `zopa leak` with the same --seed and --samples draws the same preferences";
        ("what packages shown leave of a party's preferences".into(), verdict, Some(remark.into()))
    }

    fn shaped(&self, package: &Package) -> bool {
        let options = self.problem.options();
        package.len() == options.len() && package.iter().zip(options).all(|(o, k)| o < k)
    }

    fn package(&self, package: &Package, gains: &[Score], refused_by: &[usize], breaks: &[usize]) -> Verdict {
        if !self.shaped(package) {
            return fails("a package has no option, or an unknown one, for an issue".into());
        }
        let n = self.problem.n();
        let real_gains: Vec<Score> = (0..n).map(|p| self.problem.gain(p, package)).collect();
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

    /// Packages are acceptable, different, count under the goal, and stand in the order of their value.
    fn found(&self, goal: &Goal, packages: &[Package]) -> Verdict {
        let mut last = None;
        let mut seen = BTreeSet::new();
        for package in packages {
            if let Err(fault) = self.check.witness(package) {
                return Verdict::Fails(fault);
            }
            let value = match check::value(self.problem, goal, package) {
                Ok(value) => value,
                Err(fault) => return Verdict::Fails(fault),
            };
            let product = matches!(goal, Goal::Product { .. });
            if product && goal.players().iter().any(|&p| self.problem.gain(p, package) < 1) {
                return fails("a package leaves a player without a gain".into());
            }
            if !seen.insert(package) || last.as_ref().is_some_and(|last| *last < value) {
                return fails("packages found stand twice, or a better one after a worse one".into());
            }
            last = Some(value);
        }
        Verdict::Holds
    }

    /// One or two issues change; every rule is kept; nobody refuses who accepted before; no party asked about the
    /// package before, with any consent, loses by the change, and one gains.
    fn exchange(&self, package: &Package, after: &Package, gains: &[Score]) -> Verdict {
        if !self.shaped(package) || !self.shaped(after) {
            return fails("a package has no option, or an unknown one, for an issue".into());
        }
        let parties = || 0..self.problem.n();
        let real = parties().map(|p| self.problem.value(p, after) - self.problem.value(p, package));
        if !real.eq(gains.iter().copied()) {
            return fails("a change does not give what is stated".into());
        }
        let changes = package.iter().zip(after).filter(|(a, b)| a != b).count();
        if !(1..=2).contains(&changes) || !self.problem.rules().iter().all(|r| r.holds(after)) {
            return fails("a change is not one of one or two issues that keeps every rule".into());
        }
        let accepts = |p: usize, x: &Package| self.problem.accepts(self.real, p, x);
        if parties().any(|p| accepts(p, package) && !accepts(p, after)) {
            return fails("a party refuses after a change what it accepted before".into());
        }
        let say = || parties().filter(|&p| self.problem.asked(p, package));
        if say().any(|p| gains[p] < 0) || !say().any(|p| gains[p] > 0) {
            return fails("a change leaves a party asked worse off, or nobody better off".into());
        }
        Verdict::Holds
    }
}

fn known_stop(stop: &str) -> Verdict {
    match stop {
        "budget" | "interrupted" | "limit" => Verdict::Holds,
        other => fails(format!("{other} is no way to stop")),
    }
}

fn with(case: Result<Case, String>, check: impl FnOnce(&Case) -> Verdict) -> Verdict {
    match case {
        Ok(case) => check(&case),
        Err(text) => fails(text),
    }
}
