//! Where the conditions of a scenario come from.

use super::{Above, Condition, Draw, Sides};
use crate::compile::Compiled;
use crate::compile::extend::MoreParty;
use crate::enforce::{Model, Numbers, Worth};
use crate::question::AskError;
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// What a scenario says about the rungs above the first.
pub(crate) struct Source<'s> {
    scenario: &'s Scenario,
    compiled: &'s Compiled,
    model: Model,
}

impl<'s> Source<'s> {
    /// Of a scenario under a view.
    ///
    /// # Errors
    /// A ceiling on a party's values, which a copy of it cannot have.
    pub fn new(scenario: &'s Scenario, compiled: &'s Compiled) -> Result<Source<'s>, AskError> {
        Ok(Source { scenario, compiled, model: Model::new(scenario, compiled) })
    }

    /// Whether it says anything about a rung.
    pub fn has(&self, rung: u8) -> bool {
        match rung {
            2 => !self.model.home.bodies.is_empty(),
            3 => !(self.scenario.enforce.guarantees.is_empty() && self.scenario.enforce.after.is_empty()),
            _ => false,
        }
    }

    /// The bodies of each party as one condition.
    fn home(&self, world: Option<(u64, u64)>) -> Vec<Condition> {
        let bodies = &self.model.home.bodies;
        let mut all: BTreeMap<usize, Condition> = BTreeMap::new();
        for (refusal, refused) in self.model.home.entries(world) {
            let party = bodies[refusal.body].party;
            let condition = all.entry(party).or_insert_with(|| Condition {
                rung: 2,
                party,
                words: format!("the bodies at home of {} agree", self.compiled.parties[party].1),
                parties: Vec::new(),
                points: Vec::new(),
                refused: Vec::new(),
            });
            let sides = refusal.options.iter().map(|o| (o.issue, vec![o.option])).collect();
            condition.refused.push((sides, refused));
        }
        all.into_values().collect()
    }

    /// What each party would have to find worth keeping, all its dates as one condition.
    fn kept(&self, worth: &Worth, world: Option<(u64, u64)>) -> Result<Vec<Condition>, AskError> {
        let problem = &self.compiled.problem;
        let numbers = Numbers { world, moved: None };
        let sheet = self.model.sheet(worth, &numbers).map_err(|fault| AskError(fault.to_string()))?;
        let mut all: BTreeMap<usize, Condition> = BTreeMap::new();
        for keeps in self.model.keeps(problem, &sheet) {
            let party = keeps.party;
            let condition = all.entry(party).or_insert_with(|| Condition {
                rung: 3,
                party,
                words: format!("{} keeps it", self.compiled.parties[party].1),
                parties: Vec::new(),
                points: Vec::new(),
                refused: Vec::new(),
            });
            let (id, name) = &self.compiled.parties[party];
            condition.parties.push(MoreParty {
                id: format!("{id} keeps it at {}", keeps.period),
                name: format!("{name} at {} {}", self.model.period, keeps.period),
                consent: problem.parties()[party].consent,
                like: Some((party, keeps.factor)),
                no_deal: keeps.no_deal,
            });
            let at = condition.parties.len() - 1;
            condition
                .points
                .extend(keeps.adjust.iter().map(|&(issue, option, points)| (at, issue, option, points)));
        }
        Ok(all.into_values().collect())
    }
}

impl Above for Source<'_> {
    fn conditions(&self, draw: Draw) -> Result<Vec<Condition>, AskError> {
        let problem = &self.compiled.problem;
        let (worth, world) = match draw {
            Draw::Middle => (Worth::problem(problem, self.compiled.grid as f64), None),
            Draw::World { seed, k, tables } => (Worth::world(problem, tables), Some((seed, k))),
        };
        let mut all = self.home(world);
        if self.has(3) {
            all.extend(self.kept(&worth, world)?);
        }
        Ok(all)
    }

    fn fails(&self, draw: Draw, package: &[usize]) -> Result<Option<Sides>, AskError> {
        let _ = (draw, package);
        Ok(None)
    }
}
