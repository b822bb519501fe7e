//! Counts the acceptable packages again, issue by issue in the order of the problem, forwards.
//!
//! Partial packages are counted together where nothing that is still to come tells them apart: the options that a pair
//! table to a later issue speaks of, how far each rule is, which boxes it may still lie in, and of each party that may be asked whether it is, whether a
//! real line of its own is crossed, and its gain so far, as far as the rest leaves the sign of its gain open.

use std::collections::BTreeMap;

use num_bigint::BigUint;

use super::{Check, Halt, Steps, Verdict, wrong};
use crate::problem::{Consent, Opt, Rule};

/// What is known of partial packages counted together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    /// Per issue decided: the option, or 0 where nothing speaks of it any more.
    chosen: Vec<usize>,
    /// Per rule: whether the clause is satisfied, or how many options count.
    rules: Vec<usize>,
    /// Per box: whether the package lies outside.
    outside: Vec<bool>,
    /// Per party.
    parties: Vec<Standing>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    asked: bool,
    refuses: bool,
    gain: i128,
}

impl Check<'_> {
    /// There are exactly so many acceptable packages. Each option added to a state counted is a step.
    pub fn count(&self, count: &BigUint) -> Verdict {
        self.count_within(count, &mut Steps(self.steps)).into()
    }

    fn count_within(&self, count: &BigUint, steps: &mut Steps) -> Result<(), Halt> {
        let problem = self.problem;
        let start = |p: usize| Standing {
            asked: problem.parties()[p].consent == Consent::Whole,
            refuses: false,
            gain: -problem.parties()[p].no_deal,
        };
        let first = State {
            chosen: Vec::new(),
            rules: vec![0; problem.rules().len()],
            outside: vec![false; problem.boxes().len()],
            parties: (0..problem.n()).map(start).collect(),
        };
        let mut states = BTreeMap::from([(first, BigUint::from(1u32))]);
        for issue in 0..problem.m() {
            let rest: Vec<[i128; 2]> = (0..problem.n()).map(|p| self.rest(p, issue)).collect();
            let mut next: BTreeMap<State, BigUint> = BTreeMap::new();
            for (state, ways) in &states {
                for option in 0..problem.options()[issue] {
                    steps.take()?;
                    if let Some(longer) = self.longer(state, Opt { issue, option }, &rest) {
                        *next.entry(longer).or_default() += ways;
                    }
                }
            }
            states = next;
        }
        let kept = |state: &State| {
            let rules = problem.rules().iter().zip(&state.rules);
            rules.into_iter().all(|(rule, &done)| match rule {
                Rule::Clause(_) => done == 1,
                Rule::AtMost { count, .. } => done <= *count,
            }) && state.parties.iter().enumerate().all(|(p, s)| {
                // A cap below no deal leaves a loss whatever the points; any other decides nothing.
                let capped = problem.parties()[p].cap.is_some_and(|cap| cap < problem.parties()[p].no_deal);
                !s.asked || (!s.refuses && s.gain >= 0 && !capped)
            })
        };
        let found: BigUint = states.iter().filter(|(state, _)| kept(state)).map(|(_, ways)| ways).sum();
        if found != *count {
            wrong(format!("{found} packages are acceptable, not {count}"))?;
        }
        Ok(())
    }

    /// The state with one more option; `None` if no package with it is acceptable for sure.
    fn longer(&self, state: &State, opt: Opt, rest: &[[i128; 2]]) -> Option<State> {
        let problem = self.problem;
        let Opt { issue, option } = opt;
        let mut state = state.clone();
        state.chosen.push(option);
        for (done, rule) in state.rules.iter_mut().zip(problem.rules()) {
            match rule {
                Rule::Clause(literals) => {
                    let here = literals.iter().filter(|l| l.opt.issue == issue);
                    *done |= usize::from(here.into_iter().any(|l| (l.opt.option == option) == l.chosen));
                    if *done == 0 && literals.iter().all(|l| l.opt.issue <= issue) {
                        return None;
                    }
                }
                Rule::AtMost { options, count } => {
                    *done += usize::from(options.contains(&opt));
                    if *done > *count {
                        return None;
                    }
                    if options.iter().all(|o| o.issue <= issue) {
                        *done = 0;
                    }
                }
            }
        }
        let mut boxes = vec![0; problem.n()];
        for (outside, term) in state.outside.iter_mut().zip(problem.boxes()) {
            *outside |= term.sides.iter().any(|(i, options)| *i == issue && !options.contains(&option));
            let last = term.sides.iter().map(|(i, _)| *i).max();
            if last == Some(issue) && !*outside {
                boxes[term.party] += term.points;
            }
            if last <= Some(issue) {
                *outside = false;
            }
        }
        for (p, standing) in state.parties.iter_mut().enumerate() {
            let party = &problem.parties()[p];
            standing.asked |= party.consent == Consent::Carried && party.carries.contains(&opt);
            standing.refuses |= problem
                .lines()
                .iter()
                .zip(&self.real)
                .any(|(line, real)| *real && line.party == p && line.excludes.contains(&opt));
            standing.gain += problem.row(p, issue)[option] + boxes[p];
            for table in problem.pairs().iter().filter(|t| t.party == p && t.issues[1] == issue) {
                let [a, b] = table.issues;
                standing.gain += table.points[state.chosen[a] * problem.options()[b] + option];
            }
            // At or above `-least` the gain ends at zero or more in any case, below `-most` it never does.
            let [least, most] = rest[p];
            standing.gain = standing.gain.clamp(-most - 1, -least);
            if standing.asked && (standing.refuses || standing.gain < -most) {
                return None;
            }
            let still = party.consent == Consent::Carried && party.carries.iter().any(|o| o.issue > issue);
            if !standing.asked && (!still || standing.refuses) {
                standing.gain = 0;
            }
            if !standing.asked && !still {
                standing.refuses = false;
            }
        }
        for (i, chosen) in state.chosen.iter_mut().enumerate() {
            if !problem.pairs().iter().any(|t| t.issues[0] == i && t.issues[1] > issue) {
                *chosen = 0;
            }
        }
        Some(state)
    }

    /// The least and the most that party `p` can still add to its gain after an issue is decided.
    fn rest(&self, p: usize, issue: usize) -> [i128; 2] {
        let problem = self.problem;
        let rows = (issue + 1..problem.m()).map(|i| problem.row(p, i));
        let tables = problem.pairs().iter().filter(|t| t.party == p && t.issues[1] > issue);
        let all = rows.chain(tables.map(|t| t.points.as_slice()));
        let [least, most] = all.fold([0, 0], |[least, most], points| {
            [least + points.iter().min().unwrap_or(&0), most + points.iter().max().unwrap_or(&0)]
        });
        let open = problem.boxes().iter().filter(|b| b.party == p && b.sides.iter().any(|(i, _)| *i > issue));
        open.fold([least, most], |[least, most], b| [least + b.points.min(0), most + b.points.max(0)])
    }
}
