//! Claims about how many packages are acceptable, what they have in common, and lotteries over them.

use super::{Claimed, STEPS, Verdict, all, fails, held, known_stop, with};
use crate::result::{DrawRecord, TangentRecord, Tree, WireFraction, WireGoal, WireProblem};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Signed};
use zopa_core::answer::{Goal, Lottery, Tangent};
use zopa_core::check::Check;
use zopa_core::count::interval;

/// Steps the checker may take to count all acceptable packages again.
const COUNTED: u64 = 2_000_000;
/// Most steps to count those with one option: there is a claim for every option, and all may take as many as the count
/// of all.
const COUNTED_OF_ONE: u64 = 50_000;

/// An estimate, as claimed.
pub(super) struct Share<'c> {
    pub packages: &'c BigInt,
    pub coarse: &'c BigInt,
    pub tries: u64,
    pub hits: u64,
    pub ends: [&'c WireFraction; 2],
}

/// A lottery, as claimed.
pub(super) struct Drawn<'c> {
    pub concept: &'c str,
    pub goal: &'c WireGoal,
    pub draws: &'c [DrawRecord],
    pub product: Option<&'c [WireFraction; 2]>,
    pub tangents: &'c [TangentRecord],
    pub stop: &'c str,
}

type Judged = (String, Verdict, Option<String>);

/// The number of acceptable packages, or of those with an option.
pub(super) fn count(
    wire: &WireProblem,
    real: &[bool],
    count: &BigInt,
    having: Option<(usize, usize)>,
) -> Judged {
    let words = match having {
        None => format!("{count} packages are acceptable"),
        Some(_) => format!("{count} of them have an option"),
    };
    let (made, steps) = match having {
        None => (wire.problem(), COUNTED),
        Some((issue, option)) => {
            let options = wire.issues.iter().map(|i| i.options.len() as u64).sum::<u64>();
            let steps = COUNTED_OF_ONE.min(COUNTED / options.max(1));
            (wire.with(issue, option, true).problem(), steps)
        }
    };
    let verdict = match (made, BigUint::try_from(count.clone())) {
        (Err(text), _) => fails(text),
        (_, Err(_)) => fails("a count is negative".into()),
        (Ok(problem), Ok(number)) => match Check::new(&problem, real, steps) {
            Ok(check) => check.count(&number),
            Err(fault) => Verdict::Fails(fault),
        },
    };
    let remark = (verdict == Verdict::NotReproved)
        .then(|| "counting again takes more steps than the checker takes; not re-proved".into());
    (words, verdict, remark)
}

/// Every acceptable package has an option, or none has.
pub(super) fn every(
    wire: &WireProblem,
    real: &[bool],
    [issue, option]: [usize; 2],
    has: bool,
    proof: &Tree,
) -> Judged {
    let words =
        if has { "every acceptable package has an option" } else { "no acceptable package has an option" };
    let verdict = match wire.with(issue, option, !has).problem() {
        Err(text) => fails(text),
        Ok(against) => match Check::new(&against, real, STEPS) {
            Ok(check) => with(proof.case(), |case| check.empty(case)),
            Err(fault) => Verdict::Fails(fault),
        },
    };
    (words.into(), verdict, None)
}

impl Claimed<'_> {
    /// An estimate: its parts fit together. What was drawn is not drawn again.
    pub(super) fn share(&self, claim: &Share) -> Judged {
        let words = format!("{} of {} tries were acceptable", claim.hits, claim.tries);
        let verdict = self.fitting(claim).map_or_else(fails, |()| Verdict::NotReproved);
        (
            words,
            verdict,
            Some("an estimate: the interval follows from the tries, which are not drawn again".into()),
        )
    }

    fn fitting(&self, claim: &Share) -> Result<(), String> {
        let packages: BigInt = self.problem.options().iter().map(|&k| BigInt::from(k)).product();
        if *claim.packages != packages || claim.coarse.is_negative() || *claim.coarse > packages {
            return Err("an estimate is of another number of packages than the problem has".into());
        }
        if claim.hits > claim.tries {
            return Err("an estimate has more packages accepted than tried".into());
        }
        let part = BigRational::new(claim.coarse.clone(), packages);
        let ends = interval(claim.hits, claim.tries).map(|end| end * &part);
        match [claim.ends[0].number()?, claim.ends[1].number()?] == ends {
            true => Ok(()),
            false => Err("the interval of an estimate does not follow from its tries".into()),
        }
    }

    /// A lottery over acceptable packages, and that none is better, as far as that is claimed.
    pub(super) fn lottery(&self, claim: &Drawn) -> Judged {
        let words = format!("{}: a lottery over {} packages", claim.concept, claim.draws.len());
        match self.drawn(claim) {
            Ok((verdict, remark)) => (words, verdict, remark.map(String::from)),
            Err(text) => (words, fails(text), None),
        }
    }

    fn drawn(&self, claim: &Drawn) -> Result<(Verdict, Option<&'static str>), String> {
        let draw = |d: &DrawRecord| Ok((d.package.clone(), d.chance.number()?));
        let lottery: Lottery = claim.draws.iter().map(draw).collect::<Result<_, String>>()?;
        let tangents: Vec<Tangent> =
            claim.tangents.iter().map(TangentRecord::tangent).collect::<Result<_, String>>()?;
        match (Goal::from(claim.goal), claim.stop, claim.product) {
            (Goal::Leximin { players, units }, "complete", None) => {
                Ok((self.check.leximin_lottery(&players, &units, &lottery, &tangents), None))
            }
            (Goal::Product { players }, stop, Some([value, bound])) => {
                let [tangent] = tangents.as_slice() else {
                    return Err("a bound of a product is not shown by one tangent".into());
                };
                let [value, bound] = [value.number()?, bound.number()?];
                let held = self.check.nash_lottery(&players, &lottery, [&value, &bound], tangent);
                let known = if stop == "complete" { Verdict::Holds } else { known_stop(stop) };
                Ok((
                    all([known, held]),
                    Some("the product is as large as stated, and no lottery’s exceeds the bound"),
                ))
            }
            (Goal::Leximin { .. } | Goal::Product { .. }, stop, None) => {
                let one = lottery.iter().map(|(_, chance)| chance).sum::<BigRational>().is_one();
                if !lottery.is_empty() && (!one || lottery.iter().any(|(_, chance)| !chance.is_positive())) {
                    return Err("probabilities are not positive, or do not add up to 1".into());
                }
                let witnesses = lottery.iter().map(|(package, _)| held(self.check.witness(package)));
                Ok((
                    all(witnesses.chain([known_stop(stop)])),
                    Some("that no lottery is better is not claimed"),
                ))
            }
            _ => Err("a lottery is not for a goal that lotteries are for".into()),
        }
    }
}
