//! Where the conditions of a scenario come from.

use super::count::ReachOf;
use super::{Condition, Draw, Reach};
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

    /// The conditions of rungs 2 and 3, of the same shape in every draw.
    pub fn conditions(&self, draw: Draw) -> Result<Vec<Condition>, AskError> {
        let _ = (draw, self.compiled);
        Ok(Vec::new())
    }

    /// The test of rung 4.
    pub fn reach(&self, draw: Draw) -> Result<Option<Box<Reach<'_>>>, AskError> {
        let _ = draw;
        Ok(None)
    }
}
