//! **Question.** In which order can a package be carried out, where is it tempting to stop, and what guarantee does that
//! need?
//!
//! The steps are those of the scenario that belong to the package, or made from its clauses where it lists none
//! ([`crate::ensemble::steps`], [`crate::ensemble::clauses`]). The least guarantee is that of
//! [`zopa_core::keep::order`]: at representative values, with a bound, and in worlds of the steps' numbers. Views do not change
//! these, so there is one answer.

mod compare;
mod decide;
mod schedule;
mod study;
mod words;

use super::{Answer, AskError, Asked, Question, package, worse};
use crate::compile::{Compiled, compile};
use crate::ensemble::View;
use crate::report::{Block, Document};
use crate::result::{Claim, DeedRecord, OrderRecord};
use study::{Study, Subject};
use zopa_core::answer::Stop;

pub(super) const QUESTION: Question = Question {
    command: "order",
    about: "in which order a package can be carried out so that nobody gains by stopping, and what guarantee that needs",
    run,
};

/// Everything that was found.
struct Found<'a> {
    asked: &'a Asked<'a>,
    compiled: Compiled,
    studies: Vec<Study>,
    /// The one shown in detail.
    detail: usize,
    /// Named packages that have no step.
    bare: Vec<String>,
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    if asked.settings.at != 0 {
        return Err(AskError("what steps give does not depend on the period; leave out --at".into()));
    }
    if !asked.settings.readings.is_empty() {
        return Err(AskError(
            "what steps give does not depend on which red lines are real; leave out --reading".into(),
        ));
    }
    let worlds = usize::try_from(asked.settings.worlds).unwrap_or(usize::MAX);
    let found = look(asked, worlds)?;
    let mut result = asked.result("order");
    result.settings.worlds = Some(asked.settings.worlds);
    let at = result.problem(&found.compiled);
    for study in &found.studies {
        result.claim(at, None, Claim::Order { record: Box::new(record(study)) });
    }
    let stop = found.studies.iter().fold(Stop::Complete, |stop, study| worse(stop, study.stop));
    let title = format!("{}: in which order?", asked.scenario.title);
    Ok(Answer { document: Document { title, blocks: words::blocks(&found) }, result, stop })
}

/// The section of a report; `None` where the scenario lists no steps.
///
/// # Errors
/// As of the question.
pub(super) fn brief(asked: &Asked) -> Result<Option<Vec<Block>>, AskError> {
    if asked.scenario.steps.is_empty() || asked.scenario.packages.is_empty() {
        return Ok(None);
    }
    // As many as the section needs to name an interval.
    const WORLDS: usize = 200;
    Ok(Some(words::brief(&look(asked, WORLDS)?)))
}

fn look<'a>(asked: &'a Asked<'a>, worlds: usize) -> Result<Found<'a>, AskError> {
    let view = asked.views()?.into_iter().next().flatten();
    let compiled = compile(asked.scenario, view.as_deref(), asked.settings.at)?;
    let mut subjects = Vec::new();
    let mut bare = Vec::new();
    let named = match &asked.settings.package {
        Some(text) => {
            let wanted = package::wanted(asked, text)?;
            vec![(wanted.label.clone(), text.clone(), wanted.package(&compiled)?)]
        }
        None => package::named_visible(asked, &compiled)
            .into_iter()
            .map(|(p, x)| (p.label.clone(), p.id.clone(), x))
            .collect(),
    };
    if named.is_empty() {
        return Err(AskError(
            "order is about a package, and the scenario names none that was on the table at its date; name one with --package issue=option,…"
                .into(),
        ));
    }
    for (label, id, package) in named {
        match Subject::new(asked.scenario, &compiled, &package) {
            Some(subject) => subjects.push((label, id, subject)),
            None => bare.push(label),
        }
    }
    if subjects.is_empty() {
        return Err(AskError(
            "order needs steps: the scenario lists none that belong to these packages, and nobody carries out any of their clauses; add rows of [[steps]], or say with `carried_by` who carries out an option"
                .into(),
        ));
    }
    let made = subjects.iter().any(|(_, _, subject)| subject.made.is_some());
    let plausible = if made && compiled.numbers {
        Some(View::new(asked.scenario, view.as_deref(), asked.settings.at)?)
    } else {
        None
    };
    let ask = |(label, id, subject): &(String, String, Subject)| {
        study::look(asked, (label, id), subject.clone(), (&compiled, plausible.as_ref(), worlds))
    };
    let studies: Vec<Study> =
        asked.each(&subjects, ask).into_iter().collect::<Result<_, _>>().map_err(fault)?;
    Ok(Found { asked, compiled, studies, detail: 0, bare })
}

fn fault(fault: zopa_core::Fault) -> AskError {
    AskError(fault.to_string())
}

/// The claim about a package.
fn record(study: &Study) -> OrderRecord {
    let deed = |(k, step): (usize, &zopa_core::keep::order::Step)| DeedRecord {
        id: study.course.deeds[k].id.clone(),
        gains: step.worth.clone(),
        undone: step.undone.clone(),
        stoppers: step.owners.iter().map(|(i, _)| *i).collect(),
        requires: step.requires.clone(),
    };
    OrderRecord {
        package: study.package.clone(),
        steps: study.plan.steps.iter().enumerate().map(deed).collect(),
        order: study.least.order.steps.clone(),
        need: study.least.order.need,
        bound: study.least.bound,
    }
}
