//! **Question.** Which levers would open the zone, or carry a package, at what cost and with what side effects, and what can
//! no lever do?
//!
//! Per view: at representative values, the cheapest sets of levers for each holder alone and for several together
//! ([`sets`]) where no package is acceptable without a lever: with no line real, with the lines judged real, and with one of
//! these taken for posture; and for each named package. Over plausible worlds ([`worlds`]), the share with a deal before
//! and after. What levers do is in [`model`], how they stand in a problem in [`grow`].
//!
//! Levers add to gains in proportion to their level, and to each other. What a threat does to trust, and what one lever
//! does to another, is not modelled.

mod counted;
mod depend;
mod dose;
mod find;
mod grow;
mod limits;
mod mediator;
pub(crate) mod model;
mod over;
mod sets;
mod show;
mod speak;
mod worlds;

use super::words::capital;
use super::{Answer, AskError, Asked, Question, worse};
use crate::compile::{Compiled, Reading};
use crate::ensemble::{View, extra};
use crate::report::{Block, Document};
use crate::result::ResultFile;
use grow::Ground;
use model::{Model, Numbers};
use over::Over;
use sets::Reach;
use zopa_core::answer::{Package, Stop};

pub(super) const QUESTION: Question = Question {
    command: "levers",
    about: "which levers would open the zone or carry a package, at what cost and side effects, and what no lever can do",
    run,
};

/// Sets of one holder listed where nothing else is asked for.
const SETS: usize = 2;

/// A situation: what is taken for real, and what levers do there.
struct Situation {
    /// In words, for a sentence: `with no line real`.
    phrase: String,
    reading: Reading,
    /// The line taken for posture, in the view's own count.
    line: Option<usize>,
    /// The package that is to be carried; none: any.
    package: Option<(String, Package)>,
    /// The problem: the view's own, or without the line, or of the package alone.
    compiled: Compiled,
    real: Vec<bool>,
    /// Whether a package is acceptable without any lever; `None` if the search stopped before it knew.
    open: Option<bool>,
    /// What each holder can do alone, and several together.
    reach: Vec<(Vec<usize>, Reach)>,
    /// The numbers of levers as they stand in this problem.
    numbers: Vec<Numbers>,
}

/// What was found of one view.
struct Found<'s> {
    view: View,
    model: Model<'s>,
    holders: Vec<usize>,
    numbers: Vec<Numbers>,
    triggers: Vec<Option<f64>>,
    budgets: Vec<Option<f64>>,
    /// What a stick counts for in the search: the share of worlds without a deal.
    fails: f64,
    situations: Vec<Situation>,
    packages: Vec<Situation>,
    /// Lines judged real: without which of them alone a deal exists, no lever used.
    alone: Vec<usize>,
    over: Over,
    stop: Stop,
}

impl Found<'_> {
    fn compiled(&self) -> &Compiled {
        &self.view.plausible.compiled
    }

    fn ground<'g>(&'g self, situation: &'g Situation) -> Ground<'g> {
        Ground {
            base: &situation.compiled,
            model: &self.model,
            numbers: &situation.numbers,
            fails: self.fails,
            triggers: &self.triggers,
            budgets: &self.budgets,
            loose: false,
        }
    }
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    let compiled = asked.compiled_with_numbers("levers")?;
    if asked.scenario.levers.levers.is_empty() {
        return Err(AskError(format!(
            "{} names no levers; a section [[levers]] says who holds what over whom, what it costs and what it changes, as in docs/questions/levers.md",
            asked.scenario.title
        )));
    }
    let mut result = asked.result("levers");
    result.settings.worlds = Some(asked.settings.worlds);
    let mut found = Vec::new();
    let mut stop = Stop::Complete;
    for base in &compiled {
        result.problem(base);
        let one = look(asked, base, &mut result)?;
        stop = worse(stop, one.stop);
        found.push(one);
    }
    let mut blocks = speak::blocks(asked, &found);
    blocks.extend(mediator::blocks(asked)?);
    blocks.extend(limits::limits(asked, &found));
    let title = format!("{}: what could levers do?", asked.scenario.title);
    Ok(Answer { document: Document { title, blocks }, result, stop })
}

/// Worlds of the short form: as many as the question itself looks at.
const BRIEF: u64 = 512;

/// The short form for the report; `None` where the scenario names no levers.
///
/// # Errors
/// As of the question.
pub(super) fn brief(asked: &Asked) -> Result<Option<Vec<Block>>, AskError> {
    if asked.scenario.levers.levers.is_empty() {
        return Ok(None);
    }
    let settings = super::Settings { worlds: BRIEF, package: None, ..asked.settings.clone() };
    let short = Asked { scenario: asked.scenario, settings: &settings, poll: asked.poll };
    let mut scrap = asked.result("levers");
    let mut found = Vec::new();
    for base in &short.compiled_with_numbers("levers")? {
        found.push(look(&short, base, &mut scrap)?);
    }
    Ok(Some(speak::brief(&short, &found)))
}

fn holders(asked: &Asked, model: &Model) -> Result<Vec<usize>, AskError> {
    let all = model.holders();
    let chosen = &asked.settings.parties;
    for id in chosen {
        let known = asked.scenario.parties.iter().position(|p| p.id == *id);
        if !known.is_some_and(|p| all.contains(&p)) {
            let list: Vec<&str> = all.iter().map(|&p| asked.scenario.parties[p].id.as_str()).collect();
            let why = if known.is_some() {
                "the party holds no lever that can be used"
            } else {
                "there is no such party"
            };
            return Err(AskError(format!(
                "no levers of `{id}`: {why}; these hold some: {}",
                list.join(", ")
            )));
        }
    }
    let wanted = |p: &usize| chosen.is_empty() || chosen.contains(&asked.scenario.parties[*p].id);
    Ok(all.into_iter().filter(wanted).collect())
}

fn look<'s>(asked: &Asked<'s>, base: &Compiled, result: &mut ResultFile) -> Result<Found<'s>, AskError> {
    let middle = |e: &_, _: &str| extra::middle(e);
    let mut model = Model::new(asked.scenario, base.at, &middle);
    let holders = holders(asked, &model)?;
    model.levers.retain(|usable| holders.contains(&usable.holder));
    let numbers = model.numbers(&middle);
    let n = base.problem.n();
    let triggers: Vec<Option<f64>> = (0..n).map(|p| model.trigger(p, &middle)).collect();
    let budgets: Vec<Option<f64>> = (0..n).map(|p| model.budget(p, &middle)).collect();
    let view = View::new(asked.scenario, base.view.as_deref(), base.at)?;
    let (judged, whole) = crate::ensemble::sample::sample(asked, &view, asked.settings.worlds)?;
    let deals = judged.iter().filter(|w| w.verdict == zopa_core::world::Verdict::Deal).count();
    let fails = 1.0 - deals as f64 / judged.len().max(1) as f64;
    let mut found = Found {
        view,
        model,
        holders,
        numbers,
        triggers,
        budgets,
        fails,
        situations: Vec::new(),
        packages: Vec::new(),
        alone: Vec::new(),
        over: Over::default(),
        stop: if whole { Stop::Complete } else { Stop::Interrupted },
    };
    if asked.settings.package.is_none() {
        find::situations(asked, base, &mut found, result)?;
    }
    find::packages(asked, base, &mut found, result)?;
    found.over = over::over(asked, &found, judged)?;
    if found.over.stopped {
        found.stop = worse(found.stop, Stop::Interrupted);
    }
    Ok(found)
}

/// How a party is named at the start of a sentence.
fn name(compiled: &Compiled, party: usize) -> String {
    capital(&compiled.parties[party].1)
}

#[cfg(test)]
mod tests;
