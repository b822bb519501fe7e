//! Which additive value agrees best with a ranking?
//!
//! UTASTAR: with `u'(a) = u(a) - σ⁺(a) + σ⁻(a)`, `min Σ_a (σ⁺ + σ⁻)` under `u'(a) - u'(b) ≥ ε` where `a` is ranked just above
//! `b`, `= 0` where they are ranked alike. Then, with that least sum, each criterion's weight is made as large as it can
//! be, and the solutions are averaged (Y. Siskos, D. Yannacopoulos 1985, "UTASTAR: an ordinal regression method for
//! building additive value functions", Investigação Operacional 5; Siskos, Grigoroudis, Matsatsinis 2005, "UTA methods", in
//! Figueira, Greco, Ehrgott, eds., Multiple Criteria Decision Analysis).
//!
//! The largest weight often leaves the steps open, and then programs differ in the average: in the published transport
//! example two alternatives may get anything from 0.5229 to 0.8063. Here ties are broken so: among the solutions with the
//! largest weight, the steps are made as large as they can be one after the other, in the order of the criteria and from
//! the worst to the best. That gives the published 0.806.

use super::additive::{Additive, less};
use super::interval::single;
use super::linear::{Best, Outcome, Program, Row, Sense, part, whole};
use crate::Fault;
use num_rational::BigRational;

/// A ranking of alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// One number per criterion, per alternative.
    pub alternatives: Vec<Vec<BigRational>>,
    /// The rank of each alternative, the best lowest; equal ranks are alike.
    pub ranks: Vec<usize>,
}

/// What agrees best with a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// The least sum of errors; 0 if some value agrees with the ranking.
    pub errors: BigRational,
    /// Per criterion, the steps of the solution in which its weight is largest.
    pub extremes: Vec<Vec<BigRational>>,
    /// The mean of these.
    pub steps: Vec<BigRational>,
}

/// One alternative and the next in a ranking.
struct Pair {
    /// The two.
    of: [usize; 2],
    /// `u(a) - u(b)`.
    form: Vec<(usize, BigRational)>,
    /// Whether they are ranked alike.
    alike: bool,
}

impl Ranking {
    /// The alternatives in the order of their ranks, each with the next.
    fn pairs(&self, model: &Additive) -> Result<Vec<Pair>, Fault> {
        if self.ranks.len() != self.alternatives.len() {
            let text = format!("{} ranks for {} alternatives", self.ranks.len(), self.alternatives.len());
            return Err(Fault::shape(text));
        }
        let values: Vec<_> = self.alternatives.iter().map(|a| model.value(a)).collect::<Result<_, _>>()?;
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by_key(|&a| (self.ranks[a], a));
        let pair = |w: &[usize]| {
            let (a, b) = (w[0], w[1]);
            Pair { of: [a, b], form: less(&values[a], &values[b]), alike: self.ranks[a] == self.ranks[b] }
        };
        Ok(order.windows(2).map(pair).collect())
    }
}

/// Fits additive values to a ranking, with `gap` (`ε`) between ranks.
///
/// # Errors
/// Ranks or numbers are missing or outside the breakpoints, or no value has such a gap.
pub fn fit(model: &Additive, ranking: &Ranking, gap: &BigRational) -> Result<Fit, Fault> {
    let (steps, count) = (model.steps(), ranking.alternatives.len());
    let mut program = model.program(2 * count);
    for Pair { of: [a, b], mut form, alike } in ranking.pairs(model)? {
        // `σ⁺` of an alternative stands at `steps + 2a`, `σ⁻` behind it.
        form.extend(
            [(a, -1), (b, 1)]
                .into_iter()
                .flat_map(|(x, sign)| [(steps + 2 * x, whole(sign)), (steps + 2 * x + 1, whole(-sign))]),
        );
        let (sense, right) = if alike { (Sense::Equal, whole(0)) } else { (Sense::AtLeast, gap.clone()) };
        program.rows.push(Row::new(form, sense, right));
    }
    let errors: Vec<_> = (steps..steps + 2 * count).map(|s| (s, whole(1))).collect();
    let least = best(program.minimum(&errors)?)?.value;
    program.rows.push(Row::new(errors, Sense::AtMost, least.clone()));
    let mut extremes = Vec::with_capacity(model.criteria());
    for k in 0..model.criteria() {
        let mut tied = program.clone();
        let weight = model.weight(k);
        let most = best(tied.maximum(&weight)?)?.value;
        tied.rows.push(Row::new(weight, Sense::Equal, most));
        extremes.push(largest(&mut tied, steps)?);
    }
    let share = part(1, i64::try_from(extremes.len()).unwrap_or(i64::MAX));
    let mean = |s: usize| extremes.iter().map(|e| &e[s]).sum::<BigRational>() * &share;
    let mean = (0..steps).map(mean).collect();
    Ok(Fit { errors: least, extremes, steps: mean })
}

/// The largest gap between ranks that some value without errors has.
///
/// # Errors
/// As of [`fit`].
pub fn largest_gap(model: &Additive, ranking: &Ranking) -> Result<Option<BigRational>, Fault> {
    let gap = model.steps();
    let mut program = model.program(1);
    for Pair { mut form, alike, .. } in ranking.pairs(model)? {
        form.extend((!alike).then(|| (gap, whole(-1))));
        let sense = if alike { Sense::Equal } else { Sense::AtLeast };
        program.rows.push(Row::new(form, sense, whole(0)));
    }
    Ok(best(program.maximum(&single(gap))?).ok().map(|found| found.value))
}

/// The first `count` variables, made as large as they can be one after the other.
fn largest(program: &mut Program, count: usize) -> Result<Vec<BigRational>, Fault> {
    let mut found = Vec::with_capacity(count);
    for s in 0..count {
        let most = best(program.maximum(&single(s))?)?.value;
        program.lower[s] = Some(most.clone());
        found.push(most);
    }
    Ok(found)
}

fn best(outcome: Outcome) -> Result<Best, Fault> {
    match outcome {
        Outcome::Best(best) => Ok(best),
        _ => Err(Fault::shape("no additive value fits such a ranking".to_string())),
    }
}
