//! Steps made from the clauses of a package, where a scenario lists none: a signature, then one step per clause and party
//! that carries it out.
//!
//! With `u_p(i)` what the package's option on issue `i` is worth to party `p`, `t_p(i)` what the best option is, and
//! `r_p` what no deal is, a clause gives `u_p(i) - r_p t_p(i) / Σ_j t_p(j)`: no deal is taken to be worth on each issue as large a
//! part of what could be had there as it is on the whole. So the gains of all clauses add up to the package's gain over
//! no deal, but for interactions, which are left out. A clause that several carry out is given in equal parts; one that
//! nobody carries out takes effect with the signature. Nothing made so can be undone, and it takes no time.

use super::View;
use super::steps::{Course, Deed, Numbers};
use crate::compile::Compiled;
use crate::scenario::{Reversible, Scenario};
use zopa_core::Fault;
use zopa_core::problem::Consent;
use zopa_core::world::{GRID, Seed, Tables, World};

/// The steps of a package, from its clauses.
#[derive(Debug, Clone)]
pub struct Clauses {
    /// The steps.
    pub course: Course,
    package: Vec<usize>,
    /// Per step, its issues.
    issues: Vec<Vec<usize>>,
    /// Per issue, how many carry it out; at least 1.
    carriers: Vec<usize>,
}

impl Clauses {
    /// The steps of a package; `None` if nobody has to carry out anything in it.
    pub fn of(scenario: &Scenario, compiled: &Compiled, package: &[usize]) -> Option<Clauses> {
        let place = |id: &String| compiled.parties.iter().position(|(known, _)| known == id);
        let parties = compiled.parties.len();
        let carried: Vec<Vec<usize>> = compiled
            .issues
            .iter()
            .zip(package)
            .map(|(names, &o)| {
                let issue = scenario.issues.iter().find(|issue| issue.id == names.id);
                let choice = issue.and_then(|i| i.options.iter().find(|c| c.id == names.options[o].id));
                choice.map_or(Vec::new(), |c| c.carried_by.iter().filter_map(place).collect())
            })
            .collect();
        if carried.iter().all(Vec::is_empty) {
            return None;
        }
        let signers: Vec<usize> =
            (0..parties).filter(|&p| compiled.problem.parties()[p].consent == Consent::Whole).collect();
        let deed = |id: String, name: String, actors: Vec<usize>, requires: Vec<usize>| Deed {
            id,
            name,
            owners: actors.clone(),
            actors,
            requires,
            optional: false,
            reversible: Reversible::No,
            months: None,
            gains: vec![None; parties],
        };
        let mut deeds = vec![deed("signature".into(), "Signature".into(), signers, vec![])];
        let mut issues = vec![(0..carried.len()).filter(|&i| carried[i].is_empty()).collect::<Vec<usize>>()];
        for (i, by) in carried.iter().enumerate() {
            for &p in by {
                let option = &compiled.issues[i].options[package[i]];
                let id = format!("{}.{} by {}", compiled.issues[i].id, option.id, compiled.parties[p].0);
                let who = if by.len() > 1 { format!(" ({})", compiled.parties[p].1) } else { String::new() };
                let name = format!("{}: {}{who}", compiled.issues[i].label, option.label);
                deeds.push(deed(id, name, vec![p], vec![0]));
                issues.push(vec![i]);
            }
        }
        let carriers = carried.iter().map(|by| by.len().max(1)).collect();
        (deeds.len() <= zopa_core::keep::order::MOST).then(|| Clauses {
            course: Course { deeds },
            package: package.to_vec(),
            issues,
            carriers,
        })
    }

    /// The representative numbers.
    pub fn middle(&self, compiled: &Compiled) -> Numbers {
        let problem = &compiled.problem;
        let rows = |p: usize, i: usize| problem.row(p, i).iter().map(|&v| compiled.points(v)).collect();
        let no_deal = |p: usize| compiled.points(problem.parties()[p].no_deal);
        self.numbers(problem.n(), &rows, &no_deal)
    }

    /// The numbers of the first `count` worlds of a view.
    ///
    /// # Errors
    /// Worlds cannot be drawn.
    pub fn worlds(&self, view: &View, seed: u64, count: usize) -> Result<Vec<Numbers>, Fault> {
        let family = &view.family;
        let problem = family.structure();
        let case = view.design.dependence(family, &view.design.cases[0]);
        let starts: Vec<usize> =
            problem.options().iter().scan(0, |at, &k| Some(std::mem::replace(at, *at + k))).collect();
        let mut tables = Tables::default();
        let mut world = World { point: Vec::new(), toughness: Vec::new() };
        let mut all = Vec::new();
        for block in 0..View::blocks(count as u64) {
            let mut draws = family.draws(&case, Seed::from(seed), block)?;
            while all.len() < count && draws.next(&mut world)? {
                family.tables(&world.point, &mut tables);
                let n = problem.n();
                let points = |grid: i64| grid as f64 / GRID as f64;
                let rows = |p: usize, i: usize| {
                    (0..problem.options()[i])
                        .map(|o| points(tables.values[(starts[i] + o) * n + p]))
                        .collect()
                };
                all.push(self.numbers(n, &rows, &|p| points(tables.no_deal[p])));
            }
        }
        Ok(all)
    }

    fn numbers(
        &self,
        parties: usize,
        row: &dyn Fn(usize, usize) -> Vec<f64>,
        no_deal: &dyn Fn(usize) -> f64,
    ) -> Numbers {
        let mut gains = vec![vec![0.0; parties]; self.course.deeds.len()];
        for p in 0..parties {
            let rows: Vec<Vec<f64>> = (0..self.package.len()).map(|i| row(p, i)).collect();
            let tops: Vec<f64> = rows.iter().map(|row| row.iter().copied().fold(0.0, f64::max)).collect();
            let whole: f64 = tops.iter().sum();
            for (gain, issues) in gains.iter_mut().zip(&self.issues) {
                for &i in issues {
                    let spared = if whole > 0.0 { no_deal(p) * tops[i] / whole } else { 0.0 };
                    gain[p] += (rows[i][self.package[i]] - spared) / self.carriers[i] as f64;
                }
            }
        }
        let count = self.course.deeds.len();
        Numbers { gains, shares: vec![0.0; count], months: vec![0.0; count] }
    }
}
