//! From a scenario and a view to the worlds that agree with both.
//!
//! Structure and names are those of [`compile`](super::compile()). In place of its representative numbers stands what
//! is known about each: the estimate under the view, key by key. A stated best value makes the number follow a PERT
//! distribution, a range without one a uniform distribution, and a point stays where it is.
//!
//! | in the scenario | in the family |
//! |---|---|
//! | weights | those members of their ranges that sum to 100; scaled with `normalise`; as they are with `raw_weights` |
//! | no weights, but statements about them | every weight from 0 to 100, their sum 100, and what was said |
//! | no values for an issue, but an order of its options | values from 0 to 100 in that order; the best has 100, the worst 0 |
//! | no deal between two periods | lowest, best and highest are each interpolated linearly |
//! | a line that nobody judged | firmness 0: a claim alone does not make a line real |
//! | a group without `within` or `with_others` | 0: its lines are independent |
//!
//! What speaks of options that are not visible has no place in a package and is left out; a statement that is left out
//! is listed in [`Plausible::unused`].

mod input;
mod minds;
mod said;
mod ties;

pub use input::{Citation, Input};
pub use said::{ALIKE, Unused};

use super::overlay::Overlay;
use super::{CompileError, Compiled, Index, compile, shown};
use crate::scenario::Scenario;
use input::{Numbers, Words};
use std::collections::BTreeSet;
use ties::can_depend;
use zopa_core::world::{Family, Known, Mind, Start};

/// The worlds that agree with a scenario under a view, at a period.
#[derive(Debug, Clone)]
pub struct Plausible {
    /// The problem at representative values, and what its indices are called.
    pub compiled: Compiled,
    /// What is known, in the indices of the compiled problem.
    pub family: Family,
    /// The representative number of each coordinate. Weights that have to sum to 100 are those of `compiled`: all moved
    /// the same share of the way to their ends. The point need not agree with what the parties have said.
    pub representative: Vec<f64>,
    /// What each coordinate is.
    pub inputs: Vec<Input>,
    /// Per group of red lines, how strongly they go together, and how strongly with the party's other groups.
    pub groups: Vec<[Input; 2]>,
    /// Per dependence of the family, its strength.
    pub links: Vec<Input>,
    /// Statements that say nothing here.
    pub unused: Vec<Unused>,
    /// How many numbers have a range and stand in no dependence although they could: no deal, values, factors, points
    /// and ceilings. They are drawn independently, which is a choice.
    pub undeclared: usize,
}

/// The worlds that agree with a scenario under a view (by id; `None` for the base alone) at a period.
///
/// # Errors
/// As [`compile`]; a number that no world can have; statements or ranges that cannot all hold.
pub fn worlds(scenario: &Scenario, view: Option<&str>, at: i64) -> Result<Plausible, CompileError> {
    worlds_near(scenario, view, at, &Start { points: &[], quick: false })
}

/// The same, begun with points that may be members or for a quick look ([`Family::near`]).
///
/// # Errors
/// As [`worlds`].
pub fn worlds_near(
    scenario: &Scenario,
    view: Option<&str>,
    at: i64,
    start: &Start<'_>,
) -> Result<Plausible, CompileError> {
    let compiled = compile(scenario, view, at)?;
    let overlay = Overlay::of(scenario, view)?;
    let shown = shown(scenario)?;
    let index = Index::new(scenario, &shown);
    let look = Look { overlay: &overlay, index: &index, compiled: &compiled, words: Words { scenario }, at };
    let mut known = Numbers::default();
    let mut unused = Vec::new();
    let minds = (0..scenario.parties.len())
        .map(|p| look.mind(p, &mut known, &mut unused))
        .collect::<Result<Vec<Mind>, CompileError>>()?;
    let boxes = look.boxes(&mut known);
    let lines = look.lines(&mut known);
    let (groups, group_inputs) = look.groups()?;
    let keys = known.list.iter().enumerate().map(|(at, (_, input, _))| (input.key.as_str(), at)).collect();
    let (links, link_inputs) = look.links(&keys);
    let tied: BTreeSet<usize> = links.iter().flat_map(|link| &link.members).map(|(at, _)| *at).collect();
    let loose = |at: &usize| {
        let (coordinate, input, _) = &known.list[*at];
        input.ranges() && can_depend(*coordinate) && !tied.contains(at)
    };
    let undeclared = (0..known.list.len()).filter(loose).count();
    let structure = compiled.problem.clone();
    let parts = Known { structure, minds, boxes, lines, groups, links };
    let family = Family::near(parts, start).map_err(|fault| refused(scenario, &fault.to_string()))?;
    debug_assert!(
        known.list.iter().map(|(at, ..)| at).eq(family.coordinates()),
        "numbers are noted in the order of the family"
    );
    let (inputs, representative) = known.list.into_iter().map(|(_, input, middle)| (input, middle)).unzip();
    Ok(Plausible {
        compiled,
        family,
        representative,
        inputs,
        groups: group_inputs,
        links: link_inputs,
        unused,
        undeclared,
    })
}

/// Why there is no such family, with the parties by name.
fn refused(scenario: &Scenario, fault: &str) -> CompileError {
    let mut text = fault.to_owned();
    // From the last, so that the 1 of `party 12` is not taken for a party of its own.
    for (p, party) in scenario.parties.iter().enumerate().rev() {
        text = text.replace(&format!("party {p}"), &party.name);
    }
    CompileError(text)
}

/// What is looked at while a family is made.
struct Look<'a> {
    overlay: &'a Overlay<'a>,
    index: &'a Index<'a>,
    compiled: &'a Compiled,
    words: Words<'a>,
    at: i64,
}
