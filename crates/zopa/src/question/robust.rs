//! **Question.** In how many plausible worlds does a deal exist, and what decides that?
//!
//! Cruxes first, as in `zone`; then, per view, the lowest and the highest share of worlds with an acceptable package over
//! a small design of cases ([`crate::ensemble`]), each with its sampling interval, and which factor moves the share most. A
//! share that inputs without a source decide is no headline and says so. Then who blocks, what becomes of the packages
//! on the table, and the assumptions under which no deal exists. This is rung 1 of the ladder, acceptance.

mod blocks;
mod limits;
mod packages;
mod resume;
mod scenario;
mod shares;

pub(super) use shares::sentence;

use super::concepts::solve_one;
use super::cruxes::{decisive, line_table};
use super::package::named_visible;
use super::zone::{crux_claim, find_under};
use super::{Answer, AskError, Asked, Question, anchored, ladder, worse};
use crate::compile::{Compiled, Reading};
use crate::ensemble::{Listed, Origin, Out, Run, Summary, View};
use crate::report::{Block, Document};
use crate::result::{Claim, WorldsRecord, stop_word};
use zopa_core::concept::CONCEPTS;

pub(super) const QUESTION: Question = Question {
    command: "robust",
    about: "in how many plausible worlds a deal exists, and what decides that",
    run: |asked| robust(asked, None),
};

/// A view and what was counted of its worlds.
pub(super) struct Counted {
    pub(super) view: View,
    pub(super) summary: Summary,
}

/// Receives worlds while they are counted.
pub type Sink<'s> = &'s mut dyn FnMut(Out) -> Result<(), String>;

/// Asks the question; `out` receives every world, block by block, if given.
///
/// # Errors
/// A sentence, if the question cannot be asked of this scenario with these settings, or `out` fails.
pub fn robust(asked: &Asked, out: Option<Sink>) -> Result<Answer, AskError> {
    let settings = asked.settings;
    if !settings.readings.is_empty() {
        return Err(AskError(
            "robust draws which red lines are real, so no reading of them can be chosen; leave out --reading"
                .into(),
        ));
    }
    if settings.worlds == 0 {
        return Err(AskError("a share of no world is none; ask for at least 1 world".into()));
    }
    if !(0.0..=50.0).contains(&settings.precision) {
        return Err(AskError("the precision is from 0 to 50 percentage points".into()));
    }
    if out.is_some() && settings.resume.is_some() {
        return Err(AskError(
            "the worlds of an earlier result are not drawn again, so they cannot be written; leave out --resume".into(),
        ));
    }
    asked.compiled_with_numbers("robust")?;
    let found = find_under(asked, &[])?;
    let mut views = views(asked)?;
    let mut summaries = match &settings.resume {
        Some(text) => resume::summaries(asked, &views, text)?,
        None => vec![Summary::default(); views.len()],
    };
    let run = Run { seed: settings.seed, worlds: settings.worlds, precision: settings.precision };
    let ended = run.go(asked, &views, &mut summaries, out)?;
    let mut result = asked.result("robust");
    (result.settings.worlds, result.settings.precision) = (Some(settings.worlds), Some(settings.precision));
    let mut stop = ended;
    for ((one, view), summary) in found.iter().zip(&views).zip(&summaries) {
        let at = result.problem(&one.compiled);
        stop = worse(stop, one.cruxes.stop);
        result.claim(at, None, crux_claim(&one.cruxes));
        if summary.worlds > 0 {
            let record = WorldsRecord::new(view, settings.seed, summary, stop_word(ended))
                .map_err(|fault| AskError(fault.to_string()))?;
            result.claim(at, None, Claim::Worlds { record: Box::new(record) });
        }
        for listed in &view.listed {
            result.claim(at, Some(Reading::Judged), at_representative(view, listed));
        }
    }
    let counted: Vec<Counted> =
        views.drain(..).zip(summaries).map(|(view, summary)| Counted { view, summary }).collect();
    let mut blocks = decisive(&found);
    blocks.extend(shares::headline(asked, &counted, ended));
    let problems: Vec<&Compiled> = found.iter().map(|one| &one.compiled).collect();
    let (more, early) = ladder::section(asked, &mut result, (&problems, &counted), true)?;
    stop = worse(stop, early);
    blocks.extend(more);
    for one in counted.iter().filter(|one| one.summary.worlds > 0) {
        let compiled = &one.view.plausible.compiled;
        let id = compiled.view.as_deref().unwrap_or("base");
        let title = if compiled.view.is_some() { &compiled.view_label } else { "In detail" };
        blocks.push(Block::heading(1, title, &anchored(&["view", id])));
        blocks.extend(shares::cases(one));
        blocks.extend(blocks::who(one));
        blocks.extend(packages::blocks(one));
        blocks.extend(scenario::no_deal(one, settings.seed)?);
    }
    blocks.push(Block::heading(1, "The red lines", "red-lines"));
    blocks.extend(line_table(&found));
    blocks.extend(limits::limits(asked, &counted));
    let title = format!("{}: in how many worlds is there a deal?", asked.scenario.title);
    Ok(Answer { document: Document { title, blocks }, result, stop })
}

/// What a package followed gives at representative values, as a claim to be re-proved.
fn at_representative(view: &View, listed: &Listed) -> Claim {
    let compiled = &view.plausible.compiled;
    let (problem, real) = (&compiled.problem, compiled.real(Reading::Judged));
    let x = &listed.package;
    Claim::Package {
        package: x.clone(),
        gains: (0..problem.n()).map(|p| problem.gain(p, x)).collect(),
        refused_by: (0..problem.n()).filter(|&p| !problem.accepts(&real, p, x)).collect(),
        breaks: (0..problem.rules().len()).filter(|&k| !problem.rules()[k].holds(x)).collect(),
    }
}

/// The worlds of every view, with the packages followed.
fn views(asked: &Asked) -> Result<Vec<View>, AskError> {
    let wanted = asked.views()?;
    let views = asked.each(&wanted, |id| -> Result<View, AskError> {
        let mut view = View::new(asked.scenario, id.as_deref(), asked.settings.at)?;
        let compiled = view.plausible.compiled.clone();
        for (named, package) in named_visible(asked, &compiled) {
            view.follow(package, Origin::Named(named.label.clone()));
        }
        let all: Vec<_> = CONCEPTS.iter().collect();
        // With the lines judged real, or where that leaves nothing to pick from, with none.
        for reading in [Reading::Judged, Reading::None] {
            let solved = solve_one(asked, &compiled, reading, &all);
            let picks = solved.solutions.iter();
            let picks: Vec<_> = picks.filter_map(|(c, s)| Some((c.name, s.picks.first()?.clone()))).collect();
            let some = !picks.is_empty();
            picks
                .into_iter()
                .for_each(|(name, package)| view.follow(package, Origin::Picked(reading, vec![name])));
            if some {
                break;
            }
        }
        view.follow_witnesses(asked.settings.seed).map_err(|fault| AskError(fault.to_string()))?;
        Ok(view)
    });
    views.into_iter().collect()
}
