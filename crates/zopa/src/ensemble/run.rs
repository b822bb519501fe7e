//! Block after block, on any number of threads, until the shares are precise enough.
//!
//! Blocks are counted in rounds that end at fixed blocks, and only there is looked whether the intervals are narrow
//! enough; so neither threads nor an interruption in between change where a run ends.

use super::{CaseCount, Summary, View};
use crate::question::{AskError, Asked};
use std::sync::atomic::{AtomicBool, Ordering};
use zopa_core::Fault;
use zopa_core::answer::Stop;

use zopa_core::world::Verdict;

/// Blocks of a round.
pub const ROUND: u64 = 8;
/// Blocks whose verdicts are kept world by world: the first 10,240 worlds.
pub const FIRST: u64 = 40;

/// One world, for those who keep worlds.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number.
    pub world: u64,
    /// A number for each input of the view.
    pub point: Vec<f64>,
    /// Which red lines are real in the base case.
    pub real: Vec<bool>,
    /// Whether a deal exists in the base case.
    pub verdict: Verdict,
    /// Without a deal: the parties whose consent alone, left out, would leave one.
    pub openers: Vec<usize>,
}

/// What the rows of a view are about, in the order of their parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Id of the view; `None` for a scenario without views.
    pub view: Option<String>,
    /// Keys of the inputs.
    pub inputs: Vec<String>,
    /// Ids of the red lines.
    pub lines: Vec<String>,
    /// Ids of the parties.
    pub parties: Vec<String>,
}

/// What is handed out while worlds are counted: first every head, then the rows of each block. The rows of a view come in
/// the order of their numbers, whatever the number of threads; the views take turns.
#[derive(Debug, Clone, PartialEq)]
pub enum Out {
    /// Once, before any row: one head per view.
    Heads(Vec<Head>),
    /// Index of the view, and the rows of one block.
    Rows(usize, Vec<Row>),
}

/// How far a run goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Seed of the worlds.
    pub seed: u64,
    /// Most worlds of a view, in whole blocks.
    pub worlds: u64,
    /// Half the width of every 95 % interval, in percentage points, at which a view is done; 0: all worlds are counted.
    pub precision: f64,
}

/// Whether every interval of a view is as narrow as asked, worlds that were not settled apart.
pub fn precise(view: &View, summary: &Summary, points: f64) -> bool {
    let narrow = |case: &CaseCount| {
        let settled = CaseCount { unsettled: 0, squares: [case.squares[0]; 2], ..*case };
        settled.ends(summary.worlds, view.walked).is_ok_and(|[low, high]| (high - low) * 50.0 <= points)
    };
    summary.worlds > 0 && summary.cases.iter().all(narrow)
}

impl Run {
    /// Blocks a view goes to next; `None` where it is done.
    fn next(&self, view: &View, summary: &Summary) -> Option<std::ops::Range<u64>> {
        let (from, most) = (summary.blocks, View::blocks(self.worlds));
        let checked = from > 0 && from % ROUND == 0 && self.precision > 0.0;
        if from >= most || (checked && precise(view, summary, self.precision)) {
            return None;
        }
        Some(from..most.min((from / ROUND + 1) * ROUND))
    }

    /// Counts worlds of each view from where its summary stands.
    ///
    /// # Errors
    /// A sentence, if worlds cannot be drawn or `out` fails.
    pub fn go(
        &self,
        asked: &Asked,
        views: &[View],
        summaries: &mut [Summary],
        mut out: Option<&mut dyn FnMut(Out) -> Result<(), String>>,
    ) -> Result<Stop, AskError> {
        if let Some(out) = &mut out {
            out(Out::Heads(views.iter().map(View::head).collect())).map_err(AskError)?;
        }
        let rows = out.is_some();
        let stopped = AtomicBool::new(false);
        let go = |worlds: u64| {
            if !stopped.load(Ordering::Relaxed) && !(asked.poll)(worlds) {
                stopped.store(true, Ordering::Relaxed);
            }
            !stopped.load(Ordering::Relaxed)
        };
        loop {
            let items: Vec<(usize, u64)> = summaries
                .iter()
                .enumerate()
                .flat_map(|(v, summary)| {
                    self.next(&views[v], summary).unwrap_or(0..0).map(move |block| (v, block))
                })
                .collect();
            if items.is_empty() {
                return Ok(Stop::Complete);
            }
            let counted = asked.each(&items, |&(v, block)| views[v].block(self.seed, block, rows, &go));
            let mut whole = vec![true; views.len()];
            for (&(v, _), counted) in items.iter().zip(counted) {
                let fault = |fault: Fault| {
                    AskError(format!("the worlds of {} cannot be drawn: {fault}", views[v].name()))
                };
                match counted.map_err(fault)? {
                    Some((summary, rows)) if whole[v] => {
                        summaries[v].merge(&summary);
                        if let Some(out) = &mut out {
                            out(Out::Rows(v, rows)).map_err(AskError)?;
                        }
                    }
                    // What is counted is an unbroken run of blocks.
                    _ => whole[v] = false,
                }
            }
            if stopped.load(Ordering::Relaxed) {
                return Ok(Stop::Interrupted);
            }
        }
    }
}

impl View {
    fn head(&self) -> Head {
        let compiled = &self.plausible.compiled;
        Head {
            view: compiled.view.clone(),
            inputs: self.plausible.inputs.iter().map(|input| input.key.clone()).collect(),
            lines: compiled.lines.iter().map(|line| line.id.clone()).collect(),
            parties: compiled.parties.iter().map(|(id, _)| id.clone()).collect(),
        }
    }

    fn name(&self) -> String {
        match &self.plausible.compiled.view {
            Some(_) => format!("view “{}”", self.plausible.compiled.view_label),
            None => "the scenario".into(),
        }
    }
}
