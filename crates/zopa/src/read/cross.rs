//! What only shows across tables.

use super::include::Sources;
use super::names::Names;
use crate::diagnostic::Log;
use crate::scenario::Scenario;

/// Checks a lifted scenario. `shaped`: its shape was found sound, so that nothing of it was dropped.
pub fn check(
    _scenario: &mut Scenario,
    _names: &Names,
    _shaped: bool,
    _sources: &mut Sources,
    _load: super::Load<'_>,
    _log: &mut Log,
) {
}
