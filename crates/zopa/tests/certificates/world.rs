//! All packages of a small problem, and what the definitions say of each: what claims are held against.

use std::collections::BTreeSet;
use zopa::result::WireProblem;
use zopa_core::problem::Score;

/// A package, and what it means to each party.
pub struct Seen {
    pub package: Vec<usize>,
    /// Gain over no deal, per party.
    pub gains: Vec<Score>,
    /// Whether each party is asked.
    pub asked: Vec<bool>,
    /// Lines crossed of parties that are asked, real or not.
    pub crossed: Vec<usize>,
    /// Rules broken.
    pub broken: Vec<usize>,
}

pub struct World<'a> {
    pub problem: &'a WireProblem,
    pub all: Vec<Seen>,
}

impl<'a> World<'a> {
    pub fn new(problem: &'a WireProblem) -> World<'a> {
        let mut packages: Vec<Vec<usize>> = vec![Vec::new()];
        for issue in &problem.issues {
            let longer = |begun: &Vec<usize>| {
                (0..issue.options.len())
                    .map(|o| begun.iter().copied().chain([o]).collect())
                    .collect::<Vec<_>>()
            };
            packages = packages.iter().flat_map(longer).collect();
        }
        let mut world = World { problem, all: Vec::new() };
        world.all = packages.iter().filter_map(|x| world.look(x)).collect();
        world
    }

    pub fn parties(&self) -> std::ops::Range<usize> {
        0..self.problem.parties.len()
    }

    /// Parties asked about every package.
    pub fn whole(&self) -> Vec<usize> {
        self.parties().filter(|&p| self.problem.parties[p].consent == "whole").collect()
    }

    /// What a package means; `None` if it is none.
    pub fn look(&self, package: &[usize]) -> Option<Seen> {
        let problem = self.problem;
        let sizes: Vec<usize> = problem.issues.iter().map(|i| i.options.len()).collect();
        if package.len() != sizes.len() || package.iter().zip(&sizes).any(|(o, k)| o >= k) {
            return None;
        }
        let holds = |&(issue, option): &(usize, usize)| package[issue] == option;
        let asked: Vec<bool> = problem
            .parties
            .iter()
            .map(|p| p.consent == "whole" || (p.consent == "carried" && p.carries.iter().any(holds)))
            .collect();
        let mut gains: Vec<Score> = vec![0; problem.parties.len()];
        for (p, gain) in gains.iter_mut().enumerate() {
            *gain += package.iter().enumerate().map(|(i, &o)| problem.values[p][i][o]).sum::<Score>();
        }
        for pair in &problem.pairs {
            let [a, b] = pair.issues;
            gains[pair.party] += pair.points[package[a] * sizes[b] + package[b]];
        }
        for term in &problem.boxes {
            if term.sides.iter().all(|(issue, options)| options.contains(&package[*issue])) {
                gains[term.party] += term.points;
            }
        }
        for (gain, party) in gains.iter_mut().zip(&problem.parties) {
            *gain = party.cap.map_or(*gain, |cap| cap.min(*gain)) - party.no_deal;
        }
        let lines = problem.lines.iter().enumerate();
        let crossed =
            lines.filter(|(_, l)| asked[l.party] && l.excludes.iter().any(holds)).map(|(l, _)| l).collect();
        let kept = |k: usize| {
            let rule = &problem.rules[k];
            let clause =
                |c: &Vec<(usize, usize, bool)>| c.iter().any(|&(i, o, chosen)| (package[i] == o) == chosen);
            rule.clause.as_ref().is_none_or(clause)
                && rule
                    .at_most
                    .as_ref()
                    .is_none_or(|(most, of)| of.iter().filter(|o| holds(o)).count() <= *most)
        };
        let broken = (0..problem.rules.len()).filter(|&k| !kept(k)).collect();
        Some(Seen { package: package.to_vec(), gains, asked, crossed, broken })
    }

    /// The lines real under a reading; `None` if it is none.
    pub fn real(&self, reading: Option<&str>) -> Option<BTreeSet<usize>> {
        let lines = self.problem.lines.iter().enumerate();
        match reading? {
            "none" => Some(BTreeSet::new()),
            "judged" => Some(lines.filter(|(_, l)| l.judged).map(|(l, _)| l).collect()),
            "claimed" => Some(lines.filter(|(_, l)| l.claimed).map(|(l, _)| l).collect()),
            _ => None,
        }
    }

    pub fn zone(&self, real: &BTreeSet<usize>) -> Vec<&Seen> {
        self.all.iter().filter(|x| x.acceptable(real)).collect()
    }
}

impl Seen {
    pub fn accepted_by(&self, p: usize, real: &BTreeSet<usize>, world: &World) -> bool {
        let own = |l: &usize| world.problem.lines[*l].party == p && real.contains(l);
        !self.asked[p] || (self.gains[p] >= 0 && !self.crossed.iter().any(own))
    }

    pub fn acceptable(&self, real: &BTreeSet<usize>) -> bool {
        self.broken.is_empty()
            && !self.crossed.iter().any(|l| real.contains(l))
            && self.asked.iter().zip(&self.gains).all(|(asked, gain)| !asked || *gain >= 0)
    }

    /// What it needs to become acceptable: shifts, and lines given up.
    pub fn need(&self, real: &BTreeSet<usize>) -> (Vec<Score>, BTreeSet<usize>) {
        let short = |(asked, gain): (&bool, &Score)| if *asked { (-gain).max(0) } else { 0 };
        let lines = self.crossed.iter().copied().filter(|l| real.contains(l)).collect();
        (self.asked.iter().zip(&self.gains).map(short).collect(), lines)
    }
}
