//! Shares of worlds, as they are said.

use super::words::{count, list};
use crate::compile::Plausible;
use crate::ensemble::CaseCount;
use crate::report::Block;
use zopa_core::world::Coordinate;

/// A share of worlds: from the deals seen to the deals possible, and the sampling interval around both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub least: f64,
    pub most: f64,
    /// `None` where it is not known.
    pub ends: Option<[f64; 2]>,
}

impl Range {
    /// Of a case.
    pub fn of(case: &CaseCount, worlds: u64, walked: bool) -> Range {
        let part = |n: u64| n as f64 / worlds.max(1) as f64;
        let ends = case.ends(worlds, walked).ok();
        Range { least: part(case.deals), most: part(case.deals + case.unsettled), ends }
    }

    /// Of so many hits. Where worlds are drawn by walks, what blocks differ by is kept of the cases alone, so there is
    /// no interval.
    pub fn new(hits: u64, worlds: u64, walked: bool) -> Range {
        let count = CaseCount { deals: hits, ..CaseCount::default() };
        match walked {
            true => Range { ends: None, ..Range::of(&count, worlds, false) },
            false => Range::of(&count, worlds, false),
        }
    }

    /// `22 % (21 to 23)`.
    pub fn words(&self) -> String {
        let share = match percent(self.least) == percent(self.most) {
            true => percent(self.least),
            false => format!("{} to {}", percent(self.least), percent(self.most)),
        };
        match self.ends {
            Some([low, high]) => format!("{share} % ({} to {})", outward(low, false), outward(high, true)),
            None => format!("{share} %"),
        }
    }
}

/// A share in per cent: a whole number, with a decimal near the ends.
pub(super) fn percent(share: f64) -> String {
    let hundredths = 100.0 * share;
    match hundredths {
        x if x == 0.0 || x == 100.0 => format!("{x:.0}"),
        x if x < 0.1 => "below 0.1".into(),
        x if x > 99.9 => "above 99.9".into(),
        x if !(1.0..=99.0).contains(&x) => format!("{x:.1}"),
        x => format!("{x:.0}"),
    }
}

/// An end of an interval in tenths of a per cent, rounded outwards.
pub(super) fn outward(share: f64, up: bool) -> String {
    let tenths = 1000.0 * share;
    let tenths = if up { tenths.ceil() } else { tenths.floor() };
    format!("{:.1}", tenths / 10.0)
}

/// A caveat for each view whose share is decided by what has no source; one for all where they agree.
pub(super) fn doubts<'p>(views: impl Iterator<Item = &'p Plausible>) -> Vec<Block> {
    let views: Vec<&Plausible> = views.collect();
    let doubts: Vec<Option<String>> = views.iter().map(|view| unsourced(view)).collect();
    let mut said: Vec<&String> = Vec::new();
    let mut blocks = Vec::new();
    for (view, doubt) in views.iter().zip(&doubts) {
        let Some(doubt) = doubt.as_ref().filter(|doubt| !said.contains(doubt)) else { continue };
        let same = doubts.iter().all(|other| other.as_ref() == Some(doubt));
        let whose = match views.len() > 1 && !same {
            true => format!("Under {}: the shares", super::words::view(&view.compiled)),
            false => "The shares".into(),
        };
        blocks.push(Block::Caveat(format!("{whose} are decided by {doubt}.")));
        said.push(doubt);
    }
    blocks
}

/// What decides a share of worlds and has no source, in words; `None` where all of it has one.
pub(super) fn unsourced(plausible: &Plausible) -> Option<String> {
    let lines = plausible.family.lines();
    let live = |l: &usize| lines[*l].firmness.high > 0.0;
    let first = plausible.family.firmness();
    let firm = (0..lines.len()).filter(live).filter(|l| !plausible.inputs[first + l].sourced).count();
    let grouped = |g: usize| (0..lines.len()).filter(live).filter(|l| lines[*l].group == Some(g)).count();
    let groups = plausible.groups.iter().enumerate().filter(|(g, _)| grouped(*g) > 0);
    let open = |input: &&crate::compile::Input| input.known.high > 0.0 && !input.sourced;
    let correlations = groups.flat_map(|(_, both)| both).filter(open).count();
    let links = plausible.links.iter().filter(open).count();
    let mut parts = Vec::new();
    if firm > 0 {
        parts.push(format!("{} of firmness", count(firm, "judgement")));
    }
    if correlations > 0 {
        parts.push(format!("{} of red lines", count(correlations, "correlation")));
    }
    if links > 0 {
        parts.push(format!("{} between numbers", count(links, "dependence")));
    }
    let judged = (0..lines.len()).any(|l| live(&l));
    if parts.is_empty() && !judged {
        // Without red lines, values and no-deal values decide.
        let free = |c: &Coordinate| !matches!(c, Coordinate::Firmness(_));
        let inputs = plausible.family.coordinates().iter().zip(&plausible.inputs);
        let loose = inputs.filter(|(c, input)| free(c) && input.ranges() && !input.sourced).count();
        if loose > 0 {
            parts.push(count(loose, "range"));
        }
    }
    (!parts.is_empty()).then(|| format!("{} without a source", list(&parts)))
}
