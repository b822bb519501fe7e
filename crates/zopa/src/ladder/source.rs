//! Where the conditions of a scenario come from.

use super::{Above, Condition, Draw, Sides};
use crate::compile::Compiled;
use crate::question::AskError;
use crate::scenario::Scenario;

/// What a scenario says about the rungs above the first.
pub(crate) struct Source<'s> {
    scenario: &'s Scenario,
    compiled: &'s Compiled,
}

impl<'s> Source<'s> {
    /// Of a scenario under a view.
    pub fn new(scenario: &'s Scenario, compiled: &'s Compiled) -> Result<Source<'s>, AskError> {
        Ok(Source { scenario, compiled })
    }

    /// Whether it says anything about a rung.
    pub fn has(&self, rung: u8) -> bool {
        let _ = (rung, self.scenario);
        false
    }
}

impl Above for Source<'_> {
    fn conditions(&self, draw: Draw) -> Result<Vec<Condition>, AskError> {
        let _ = (draw, self.compiled);
        Ok(Vec::new())
    }

    fn fails(&self, draw: Draw, package: &[usize]) -> Result<Option<Sides>, AskError> {
        let _ = (draw, package);
        Ok(None)
    }
}
