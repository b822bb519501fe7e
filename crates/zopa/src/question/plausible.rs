//! Beside an answer at representative values: in which share of plausible worlds a deal exists, and in which all accept the
//! packages spoken of. A short look ([`WORLDS`]); `robust` counts more and says what decides.

use super::robust::{Counted, sentence};
use super::share::{Range, doubts, percent};
use super::words::{grouped, view as view_name};
use super::{AskError, Asked, anchored};
use crate::compile::Compiled;
use crate::ensemble::{Origin, Run, Summary, View};
use crate::report::{Block, Cell, Table};
use crate::result::{Claim, ResultFile, WorldsRecord, stop_word};
use zopa_core::answer::{Package, Stop};

/// Worlds of each view that are looked at.
pub(super) const WORLDS: u64 = 1024;

/// A package that is spoken of, and what it is called.
pub(super) type Spoken = (String, Package);

/// What a short look found, and why the views that are missing in it could not be looked at.
pub(super) struct Look {
    pub counted: Vec<Counted>,
    refused: Vec<(String, String)>,
    stop: Stop,
}

/// Looks at the worlds of the views of these problems, and at the packages spoken of under each. Views in which nothing can
/// differ are left out.
pub(super) fn look(asked: &Asked, views: &[(&Compiled, Vec<Spoken>)]) -> Result<Look, AskError> {
    let made = asked.each(views, |(compiled, spoken)| {
        let mut view = View::new(asked.scenario, compiled.view.as_deref(), asked.settings.at)?;
        for (label, package) in spoken {
            match view.listed.iter_mut().find(|listed| listed.package == *package) {
                Some(known) => {
                    if let Origin::Named(labels) = &mut known.origin {
                        labels.push_str(&format!("; {label}"));
                    }
                }
                None => view.follow(package.clone(), Origin::Named(label.clone())),
            }
        }
        Ok::<View, crate::compile::CompileError>(view)
    });
    let mut look = Look { counted: Vec::new(), refused: Vec::new(), stop: Stop::Complete };
    let mut kept = Vec::new();
    for (made, (compiled, _)) in made.into_iter().zip(views) {
        match made {
            Ok(view) if varies(&view) => kept.push(view),
            Ok(_) => {}
            Err(error) => look.refused.push((view_name(compiled), error.0)),
        }
    }
    let mut summaries = vec![Summary::default(); kept.len()];
    let run = Run { seed: asked.settings.seed, worlds: WORLDS, precision: 0.0 };
    look.stop = run.go(asked, &kept, &mut summaries, None)?;
    look.counted = kept.into_iter().zip(summaries).map(|(view, summary)| Counted { view, summary }).collect();
    Ok(look)
}

/// Whether worlds of a view can differ.
fn varies(view: &View) -> bool {
    let doubt = view.family.lines().iter().any(|line| line.in_doubt());
    doubt || view.family.quantities().iter().any(|known| known.low < known.high)
}

impl Look {
    /// What is claimed, each beside the problem of its view.
    pub(super) fn claims(&self, asked: &Asked, result: &mut ResultFile) -> Result<Stop, AskError> {
        for one in self.counted.iter().filter(|one| one.summary.worlds > 0) {
            let view = &one.view.plausible.compiled.view;
            let Some(at) = result.problems.iter().position(|problem| problem.view == *view) else { continue };
            let record =
                WorldsRecord::new(&one.view, asked.settings.seed, &one.summary, stop_word(self.stop))
                    .map_err(|fault| AskError(fault.to_string()))?;
            result.claim(at, None, Claim::Worlds { record: Box::new(record) });
        }
        Ok(self.stop)
    }

    /// What is said, with the packages spoken of.
    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks = self.sentences();
        let last = blocks.pop();
        blocks.extend(self.tables());
        blocks.extend(last);
        blocks
    }

    /// In which share of worlds all accept the packages spoken of, view by view.
    pub(super) fn tables(&self) -> Vec<Block> {
        let spoken = self.counted.iter().filter(|one| one.summary.worlds > 0 && !one.view.listed.is_empty());
        spoken.map(|one| Block::Table(accepted(one))).collect()
    }

    /// What is said of deals; the last block says what all of it rests on.
    pub(super) fn sentences(&self) -> Vec<Block> {
        if self.counted.is_empty() && self.refused.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::heading(1, "Over the ranges", "ranges")];
        blocks.extend(self.counted.iter().map(|one| Block::Text(sentence(one))));
        blocks.extend(doubts(self.counted.iter().map(|one| &one.view.plausible)));
        for (view, why) in &self.refused {
            blocks.push(Block::Caveat(format!(
                "The plausible worlds of {view} cannot be drawn, because {why}. What is said of it holds at representative values alone."
            )));
        }
        if self.stop != Stop::Complete {
            blocks.push(Block::Caveat(
                "Counting worlds was interrupted: each share is of those counted until then.".into(),
            ));
        } else if !self.counted.is_empty() {
            blocks.push(Block::Text(format!(
                "What else is said here is worked out at representative values, the middle of each range or the stated best. These shares are of {} plausible worlds of each view; `robust` counts more, and says who blocks.",
                grouped(WORLDS.into())
            )));
        }
        blocks
    }
}

/// In which share of worlds all accept the packages spoken of.
fn accepted(one: &Counted) -> Table {
    let compiled = &one.view.plausible.compiled;
    let worlds = one.summary.worlds;
    let share = |accepted: u64| Range::new(accepted, worlds, one.view.walked);
    let several = one.summary.cases.len() > 1;
    let rows = one
        .view
        .listed
        .iter()
        .zip(&one.summary.packages)
        .map(|(listed, count)| {
            let name = match &listed.origin {
                Origin::Named(label) => label.clone(),
                Origin::Picked(..) | Origin::Witness(_) => String::new(),
            };
            let mut row = vec![Cell::from(name), share(count.accepted[0]).words().into()];
            if several {
                let low = count.accepted.iter().min().copied().unwrap_or(0);
                let high = count.accepted.iter().max().copied().unwrap_or(0);
                let part = |accepted: u64| percent(accepted as f64 / worlds.max(1) as f64);
                row.push(format!("{} to {} %", part(low), part(high)).into());
            }
            row
        })
        .collect();
    let mut head = vec!["Package".to_string(), "All accept".into()];
    if several {
        head.push("Over the cases".to_string());
    }
    let under = match compiled.view {
        Some(_) => format!("Under {}, the", view_name(compiled)),
        None => "The".into(),
    };
    Table {
        id: anchored(&["over-ranges", compiled.view.as_deref().unwrap_or("base")]),
        caption: match compiled.view {
            Some(_) => format!("In which share of worlds all accept: {}", compiled.view_label),
            None => "In which share of worlds all accept".into(),
        },
        summary: format!(
            "{under} share of {} worlds in which all who are asked accept the package, in brackets the 95 % interval of sampling{}.",
            grouped(worlds.into()),
            if several { "; then the lowest and the highest over the cases" } else { "" }
        ),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        head,
        rows,
    }
}

/// The look, its claims and its section at once.
pub(super) fn section(
    asked: &Asked,
    result: &mut ResultFile,
    views: &[(&Compiled, Vec<Spoken>)],
) -> Result<(Vec<Block>, Stop), AskError> {
    let look = look(asked, views)?;
    let stop = look.claims(asked, result)?;
    Ok((look.blocks(), stop))
}
