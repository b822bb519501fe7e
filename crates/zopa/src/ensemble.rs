//! Shares of plausible worlds: many worlds of a view are drawn, judged and counted.
//!
//! | symbol | is | shape |
//! |---|---|---|
//! | case | a choice of what the scenario leaves open: how firm the lines are, how strongly numbers go together | [`cases`] |
//! | `d[c]`, `q[c]` | worlds in which, in case `c`, some package is acceptable; in which that was not settled | counts |
//! | share of case `c` | between `d[c] / N` and `(d[c] + q[c]) / N` of `N` worlds | 0 to 1 |
//!
//! All cases see the same random numbers, so they differ by what the case changes and not by luck. Where all that
//! differs is which red lines are real, one world is judged once for each distinct set of real lines; a deal under a set
//! is a deal under each of its subsets, and where a set leaves none, no larger one does.
//!
//! Only whole numbers are counted ([`Summary`]): blocks give the same sums in any order, on any number of threads, and a
//! run that stopped can go on. Worlds come in blocks of [`BLOCK`]; a [`Judge`] forgets at each
//! block, so that what is counted depends on the scenario, the seed and the numbers of the blocks alone.

pub mod cases;
pub mod extra;
pub mod groups;
mod listed;
mod run;
pub mod sample;
pub mod scene;
mod summary;
mod tally;
pub mod width;

pub use listed::{Listed, MOST_RANKED, Origin};
pub use run::{FIRST, Head, Out, ROUND, Row, Run, precise};
pub use summary::{CaseCount, PackageCount, Summary, Without};

use crate::compile::{CompileError, Plausible, worlds};
use crate::scenario::Scenario;
use cases::Design;
use zopa_core::world::{BLOCK, Family, Judge};

/// Worlds of one view, and what is asked of them.
#[derive(Debug, Clone)]
pub struct View {
    /// What is known, and what it is called.
    pub plausible: Plausible,
    /// The worlds.
    pub family: Family,
    /// The cases.
    pub design: Design,
    /// The packages followed, fixed before anything is counted.
    pub listed: Vec<Listed>,
    /// Whether some numbers are drawn by walks, so that worlds of one block are not independent.
    pub walked: bool,
    judge: Judge,
}

impl View {
    /// The worlds of a scenario under a view, at a period; no package is followed yet.
    ///
    /// # Errors
    /// As [`worlds`]; or if no numbers agree with what is known.
    pub fn new(scenario: &Scenario, view: Option<&str>, at: i64) -> Result<View, CompileError> {
        let plausible = worlds(scenario, view, at)?;
        let family = plausible.family.clone();
        let design = Design::new(&family);
        let judge = Judge::new(family.structure());
        let walked = !family.walked().is_empty();
        Ok(View { plausible, family, design, listed: Vec::new(), walked, judge })
    }

    /// Blocks that hold so many worlds, or a few more: worlds come in whole blocks.
    pub fn blocks(worlds: u64) -> u64 {
        worlds.div_ceil(BLOCK)
    }
}
