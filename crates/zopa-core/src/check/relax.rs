//! Checks a list of least concessions, and walks through the packages itself
//! to see that none is missing.
//!
//! What a package needs to become acceptable is one concession: for each party
//! asked about it, its no-deal value lowered by its loss, if it has one; and
//! each real red line of such a party waived, if the package crosses it. The
//! least concessions are the least elements among what the packages that keep
//! the rules need, where one is below another if it lowers no value more and
//! waives no line more.

use super::region::Region;
use super::walk::Walk;
use super::weighted::{Tables, Terms, alone};
use super::{Check, Halt, Steps, Verdict, wrong};
use crate::Fault;
use crate::answer::Package;
use crate::problem::{Consent, Score};

/// A concession, and a package it makes acceptable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxation {
    /// By how much the no-deal value of each party is lowered: `[n]`, in grid
    /// points of that party, none negative.
    pub shifts: Vec<Score>,
    /// The real red lines waived, ascending.
    pub lines: Vec<usize>,
    /// A package that becomes acceptable.
    pub package: Package,
}

/// A lower bound of what packages need.
struct Need {
    shifts: Vec<i128>,
    /// Per red line, whether it has to be waived.
    lines: Vec<bool>,
}

impl Need {
    /// Whether a concession asks for no more than this in any respect.
    fn includes(&self, relaxation: &Relaxation) -> bool {
        relaxation.shifts.iter().zip(&self.shifts).all(|(&shift, &need)| shift <= need)
            && relaxation.lines.iter().all(|&l| self.lines[l])
    }
}

impl Check<'_> {
    /// Each concession is what its package needs, none asks for as much as
    /// another in every respect, and every package that keeps the rules needs
    /// at least as much as one of them. So the list is that of the least
    /// concessions; if the problem has acceptable packages, it is one empty
    /// concession.
    pub fn relaxations(&self, list: &[Relaxation]) -> Verdict {
        self.relaxations_within(list).into()
    }

    fn relaxations_within(&self, list: &[Relaxation]) -> Result<(), Halt> {
        let mut needs = Vec::with_capacity(list.len());
        for relaxation in list {
            self.shaped(relaxation)?;
            needs.push(self.works(relaxation)?);
        }
        for (k, need) in needs.iter().enumerate() {
            let below = |(j, other): (usize, &Relaxation)| j != k && need.includes(other);
            if let Some(j) = list.iter().enumerate().position(below) {
                wrong(format!("concession {j} asks for no more than concession {k}"))?;
            }
        }
        self.none_less(list)
    }

    /// The concession has the shape of one.
    fn shaped(&self, relaxation: &Relaxation) -> Result<(), Fault> {
        self.fits(&relaxation.package)?;
        let Relaxation { shifts, lines, .. } = relaxation;
        if shifts.len() != self.problem.n() || shifts.iter().any(|&points| points < 0) {
            return wrong("a concession without one amount of at least zero per party".into());
        }
        let real = |l: &usize| self.real.get(*l).is_some_and(|real| *real);
        if !lines.iter().all(real) || lines.windows(2).any(|pair| pair[0] >= pair[1]) {
            return wrong("a concession waives what is no real red line, or not in order".into());
        }
        Ok(())
    }

    /// The package keeps the rules and needs the concession, no more, no less.
    fn works(&self, relaxation: &Relaxation) -> Result<Need, Fault> {
        let package = &relaxation.package;
        if !self.problem.rules().iter().all(|rule| rule.holds(package)) {
            return wrong(format!("package {package:?} breaks a rule"));
        }
        let need = self.exact_need(package);
        let lines: Vec<usize> = (0..need.lines.len()).filter(|&l| need.lines[l]).collect();
        if relaxation.shifts != need.shifts || lines != relaxation.lines {
            return wrong(format!("package {package:?} does not need the concession stated"));
        }
        Ok(need)
    }

    /// What every package with these options needs at least, where `gains[p]`
    /// is an upper bound of the gain of party `p` in all of them. Exactly what a
    /// package needs if every issue is decided and the bounds are its gains.
    fn need(&self, chosen: &[Option<usize>], gains: &[i128]) -> Need {
        let problem = self.problem;
        let holds = |issue: usize, option: usize| chosen[issue] == Some(option);
        let asked = |p: usize| match problem.parties()[p].consent {
            Consent::Whole => true,
            Consent::Carried => problem.parties()[p].carries.iter().any(|o| holds(o.issue, o.option)),
            Consent::None => false,
        };
        let asked: Vec<bool> = (0..problem.n()).map(asked).collect();
        let loss = |(&asked, &gain): (&bool, &i128)| if asked && gain < 0 { -gain } else { 0 };
        let crossed = |l: usize| {
            let line = &problem.lines()[l];
            self.real[l] && asked[line.party] && line.excludes.iter().any(|o| holds(o.issue, o.option))
        };
        Need {
            shifts: asked.iter().zip(gains).map(loss).collect(),
            lines: (0..problem.lines().len()).map(crossed).collect(),
        }
    }

    fn exact_need(&self, package: &[usize]) -> Need {
        let chosen: Vec<Option<usize>> = package.iter().copied().map(Some).collect();
        let gains: Vec<i128> = (0..self.problem.n()).map(|p| self.problem.gain(p, package)).collect();
        self.need(&chosen, &gains)
    }

    /// The checker's own walk finds no package that needs less.
    fn none_less(&self, list: &[Relaxation]) -> Result<(), Halt> {
        let problem = self.problem;
        let region = Region::everything(problem);
        let (tables, mut sums) = (Tables::new(problem), Vec::new());
        for p in 0..problem.n() {
            sums.extend(Terms::new(problem, &tables, &alone(problem, p), &region.left)?);
        }
        let limits: Vec<i128> = (0..problem.n()).map(|p| problem.gain_limit(p)).collect();
        let found = |need: &Need| list.iter().any(|relaxation| need.includes(relaxation));
        Walk::new(problem, &region.left, (0..problem.m()).collect(), sums)?.through(
            &mut Steps(self.steps),
            |prefix| {
                let bounds: Vec<i128> = prefix.bounds.iter().zip(&limits).map(|(b, l)| *b.min(l)).collect();
                Ok(found(&self.need(prefix.chosen, &bounds)))
            },
            |package| {
                if !found(&self.exact_need(package)) {
                    return wrong(format!("package {package:?} needs less than any concession listed"));
                }
                Ok(())
            },
        )
    }
}
