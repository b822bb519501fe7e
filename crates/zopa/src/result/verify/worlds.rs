//! Counts of worlds: what they claim of worlds drawn is redone only by drawing; here, that the numbers fit together.

use super::{Claimed, Verdict, fails};
use crate::ensemble::cases::MOST_CROSSED;
use crate::ensemble::{FIRST, PackageCount, Summary};
use crate::result::worlds::{WorldsRecord, interval};
use zopa_core::problem::Problem;
use zopa_core::world::BLOCK;

impl Claimed<'_> {
    pub(super) fn worlds(&self, record: &WorldsRecord) -> (String, Verdict, Option<String>) {
        let counted = &record.counted;
        let cases = match record.cases.len() {
            1 => "one case".to_owned(),
            n => format!("{n} cases"),
        };
        let claim = format!("shares of {} worlds in {cases}", counted.worlds);
        let verdict = match fit(self.problem, record) {
            Ok(()) => Verdict::NotReproved,
            Err(wrong) => fails(wrong.to_string()),
        };
        let remark = format!(
            "shares are sampled, not proved: sums and intervals were worked out again, and only drawing again shows more; `zopa robust` with --seed {}, --precision 0 and --worlds {} draws the same worlds",
            record.seed, counted.worlds
        );
        (claim, verdict, Some(remark))
    }
}

/// Whether the counts of a record can be those of one number of worlds of a problem.
///
/// # Errors
/// What does not fit.
pub(crate) fn fit(problem: &Problem, record: &WorldsRecord) -> Result<(), &'static str> {
    let counted = &record.counted;
    if !shaped(problem, record) {
        return Err("counts of worlds do not fit the parties, lines, cases or packages of the problem");
    }
    if counted.worlds == 0 || counted.blocks.checked_mul(BLOCK) != Some(counted.worlds) {
        return Err("the number of worlds is not that of whole blocks");
    }
    if !matches!(record.stop.as_str(), "complete" | "interrupted") {
        return Err("a run of worlds ended in no way known");
    }
    for (case, count) in record.cases.iter().zip(&counted.cases) {
        let most = count.deals.checked_add(count.unsettled);
        if most.is_none_or(|most| most > counted.worlds) {
            return Err("a case has more worlds with a deal than there are worlds");
        }
        if interval(count, counted.worlds, record.walked) != Ok(case.interval) {
            return Err("the interval of a share is not that of its counts");
        }
    }
    firmer(record)?;
    without(problem, counted)?;
    first(counted)?;
    counted.packages.iter().try_for_each(|package| followed(problem, counted, package))
}

/// Vectors have the lengths that follow from the problem.
fn shaped(problem: &Problem, record: &WorldsRecord) -> bool {
    let (counted, n, lines) = (&record.counted, problem.n(), problem.lines().len());
    let package =
        |x: &Vec<usize>| x.len() == problem.m() && x.iter().zip(problem.options()).all(|(o, k)| o < k);
    let ranked = if counted.unit > 1 || counted.packages.len() == 1 { counted.packages.len() } else { 0 };
    let fits = |count: &PackageCount| {
        count.accepted.len() == record.cases.len()
            && [count.by_party.len(), count.shortfall.len(), count.largest.len()] == [n; 3]
            && (count.ranks.is_empty() || count.ranks.len() == n)
            && count.ranks.iter().all(|ranks| ranks.len() == ranked)
    };
    !record.cases.is_empty()
        && counted.cases.len() == record.cases.len()
        && record.cases.iter().all(|case| case.factors.len() == record.cases[0].factors.len())
        && (record.cases.len() <= 1 << MOST_CROSSED | 1
            || record.cases.len() == 2 * record.cases[0].factors.len() + 3)
        && counted.packages.len() == record.packages.len()
        && record.packages.iter().all(|followed| package(&followed.package))
        && counted.real.len() == lines
        && counted.without.lines.len() == lines
        && counted.without.parties.len() == n
        && counted.packages.iter().all(fits)
}

/// With every line firmer and nothing else changed there are no more deals.
fn firmer(record: &WorldsRecord) -> Result<(), &'static str> {
    let cases = || record.cases.iter().zip(&record.counted.cases);
    for (case, count) in cases() {
        let mut firm = case.factors.clone();
        let Some((_, level)) = firm.iter_mut().find(|(factor, level)| factor == "firmness" && level == "low")
        else {
            continue;
        };
        *level = "high".into();
        let other = cases().find(|(other, _)| other.factors == firm);
        if other.is_some_and(|(_, firmer)| firmer.deals > count.deals + count.unsettled) {
            return Err("more worlds have a deal where every line is firmer");
        }
    }
    Ok(())
}

fn without(problem: &Problem, counted: &Summary) -> Result<(), &'static str> {
    let (base, without) = (&counted.cases[0], &counted.without);
    if without.looked != counted.worlds - base.deals - base.unsettled {
        return Err("the worlds without a deal are not those of the base case");
    }
    let within = |count: &u64| *count <= without.looked;
    let party = |l: usize| without.parties[problem.lines()[l].party].saturating_add(without.unsettled);
    let lines = without.lines.iter().enumerate();
    if !without.parties.iter().chain([&without.neither, &without.unsettled]).all(within)
        || !lines.into_iter().all(|(l, count)| *count <= counted.real[l] && *count <= party(l))
        || !counted.real.iter().all(|real| *real <= counted.worlds)
    {
        return Err("what would open a deal is counted in more worlds than there are");
    }
    let opened: u64 = without.parties.iter().fold(0, |sum, count| sum.saturating_add(*count));
    match opened.saturating_add(without.neither).saturating_add(without.unsettled) < without.looked {
        true => Err("some worlds without a deal are counted under nothing"),
        false => Ok(()),
    }
}

fn first(counted: &Summary) -> Result<(), &'static str> {
    let digits = (BLOCK / 4) as usize;
    let blocks = counted.blocks.min(FIRST);
    let numbers = counted.first.iter().map(|(block, _)| *block);
    let fits = |bits: &String| {
        bits.len() == digits && bits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    if !numbers.eq(0..blocks) || !counted.first.iter().all(|(_, bits)| fits(bits)) {
        return Err("the verdicts of the first blocks are not those of whole blocks");
    }
    let ones = |bits: &String| bits.chars().filter_map(|c| c.to_digit(16)).map(u32::count_ones).sum::<u32>();
    let none: u64 = counted.first.iter().map(|(_, bits)| u64::from(ones(bits))).sum();
    let all = counted.blocks <= FIRST;
    match none > counted.without.looked || (all && none != counted.without.looked) {
        true => Err("the verdicts of the first blocks are not those counted"),
        false => Ok(()),
    }
}

fn followed(problem: &Problem, counted: &Summary, package: &PackageCount) -> Result<(), &'static str> {
    let cases = package.accepted.iter().zip(&counted.cases);
    if !cases.into_iter().all(|(accepted, case)| *accepted <= case.deals + case.unsettled) {
        return Err("a package is accepted in more worlds than have a deal");
    }
    if package.by_party.iter().any(|count| *count > counted.worlds) || counted.compared > counted.worlds {
        return Err("a party accepts a package in more worlds than there are");
    }
    let whole = counted.unit.checked_mul(counted.worlds);
    let sum = |ranks: &Vec<u64>| ranks.iter().try_fold(0u64, |sum, count| sum.checked_add(*count));
    if package.ranks.iter().any(|ranks| sum(ranks) != whole) {
        return Err("the ranks of a package do not add up to the worlds");
    }
    let fits = |p: usize| {
        let (sum, most) = (package.shortfall[p], package.largest[p]);
        0 <= most && most <= sum && most.checked_mul(counted.compared.into()).is_none_or(|all| sum <= all)
    };
    match (0..problem.n()).all(fits) {
        true => Ok(()),
        false => Err("a mean shortfall is larger than the largest"),
    }
}
