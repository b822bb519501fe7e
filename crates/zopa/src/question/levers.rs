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

mod depend;
mod dose;
mod grow;
mod mediator;
mod model;
mod over;
mod sets;
mod show;
mod speak;
mod worlds;

use super::package::{named_visible, wanted};
use super::words::capital;
use super::{Answer, AskError, Asked, Question, worse};
use crate::compile::{Compiled, Reading};
use crate::ensemble::{View, extra};
use crate::report::{Block, Document};
use crate::result::ResultFile;
use grow::{Ground, only, without_line};
use model::{Model, Numbers};
use over::Over;
use sets::{Quest, Reach, Record, cheapest, hopeless};
use zopa_core::answer::{Package, Stop};
use zopa_core::zone::{Zone, zone};

pub(super) const QUESTION: Question = Question {
    command: "levers",
    about: "which levers would open the zone or carry a package, at what cost and side effects, and what no lever can do",
    run,
};

/// Sets of one holder listed where nothing else is asked for.
const SETS: usize = 2;
/// Regions of costs of several holders that are searched for each set listed.
const REGIONS: usize = 6;

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
    blocks.extend(speak::limits(asked, &found));
    let title = format!("{}: what could levers do?", asked.scenario.title);
    Ok(Answer { document: Document { title, blocks }, result, stop })
}

/// The short form for the report; `None` where the scenario names no levers.
///
/// # Errors
/// As of the question.
#[allow(dead_code)]
pub(super) fn brief(asked: &Asked) -> Result<Option<Vec<Block>>, AskError> {
    if asked.scenario.levers.levers.is_empty() {
        return Ok(None);
    }
    let settings = super::Settings { worlds: zopa_core::world::BLOCK, package: None, ..asked.settings.clone() };
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
            return Err(AskError(format!("{id} holds no lever that can be used; these do: {}", list.join(", "))));
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
        situations(asked, base, &mut found, result)?;
    }
    packages(asked, base, &mut found, result)?;
    found.over = over::over(asked, &found, judged)?;
    if found.over.stopped {
        found.stop = worse(found.stop, Stop::Interrupted);
    }
    Ok(found)
}

/// The readings that are looked at: those asked for, else with no line real and with the lines judged real.
fn readings(asked: &Asked) -> Vec<Reading> {
    match asked.settings.readings.is_empty() {
        true => asked.readings().into_iter().filter(|r| *r != Reading::Claimed).collect(),
        false => asked.settings.readings.clone(),
    }
}

fn situations(
    asked: &Asked,
    base: &Compiled,
    found: &mut Found,
    result: &mut ResultFile,
) -> Result<(), AskError> {
    for reading in readings(asked) {
        let mut one = situation(found, base.clone(), reading, reading.phrase().to_string());
        settle(asked, found, &mut one, result)?;
        let closed = one.open == Some(false);
        found.situations.push(one);
        if reading != Reading::Judged || !closed {
            continue;
        }
        // One line at a time taken for posture.
        for l in (0..base.lines.len()).filter(|&l| base.lines[l].judged) {
            let bare = without_line(base.clone(), l)?;
            let phrase = format!("if {} is posture and the other lines stand", super::words::line_short(base, l));
            let mut one = situation(found, bare, reading, phrase);
            one.line = Some(l);
            settle(asked, found, &mut one, result)?;
            if one.open == Some(true) {
                found.alone.push(l);
            } else if one.reach.iter().any(|(_, reach)| !matches!(reach, Reach::Never)) {
                found.situations.push(one);
            }
        }
    }
    Ok(())
}

fn packages(
    asked: &Asked,
    base: &Compiled,
    found: &mut Found,
    result: &mut ResultFile,
) -> Result<(), AskError> {
    let chosen: Vec<(String, Package)> = match asked.settings.package.as_deref() {
        Some(text) => {
            let wanted = wanted(asked, text)?;
            vec![(wanted.label.clone(), wanted.package(base)?)]
        }
        None => named_visible(asked, base).into_iter().map(|(p, x)| (p.label.clone(), x)).collect(),
    };
    for (label, package) in chosen {
        if !base.problem.rules().iter().all(|rule| rule.holds(&package)) {
            continue;
        }
        let mut one = situation(found, only(base, &package)?, Reading::None, "with no line real".into());
        for numbers in &mut one.numbers {
            numbers.values.retain(|(i, o, ..)| package[*i] == *o);
            numbers.values.iter_mut().for_each(|value| value.1 = 0);
        }
        one.package = Some((label, package));
        settle(asked, found, &mut one, result)?;
        found.packages.push(one);
    }
    Ok(())
}

fn situation(found: &Found, compiled: Compiled, reading: Reading, phrase: String) -> Situation {
    Situation {
        phrase,
        reading,
        line: None,
        package: None,
        real: compiled.real(reading),
        compiled,
        open: None,
        reach: Vec::new(),
        numbers: found.numbers.clone(),
    }
}

/// Is there a deal without a lever, and if not, what opens one?
fn settle(
    asked: &Asked,
    found: &mut Found,
    one: &mut Situation,
    result: &mut ResultFile,
) -> Result<(), AskError> {
    let base = asked.search(|budget| zone(&one.compiled.problem, &one.real, budget));
    one.open = match base.value {
        Zone::Open(_) => Some(true),
        Zone::Empty => Some(false),
        Zone::Unknown => None,
    };
    found.stop = worse(found.stop, base.stop);
    if one.open == Some(true) {
        return Ok(());
    }
    let top = asked.settings.top.unwrap_or(SETS).max(1);
    let teams = teams(&found.holders);
    let name = format!("all levers, {}", called(&found.ground(one), one, &found.holders));
    let mut record = Record { claims: Vec::new(), with: &name };
    if hopeless(asked, &found.ground(one), (&found.holders, &one.real), &mut record)? {
        record.file(result, one.reading);
        one.reach = teams.into_iter().map(|team| (team, Reach::Never)).collect();
        return Ok(());
    }
    let mut reach: Vec<(Vec<usize>, Reach)> = Vec::new();
    for holders in teams {
        let alone = |h: &usize| {
            let one = reach.iter().find(|(team, _)| team[..] == [*h]);
            one.and_then(|(_, reach)| reach.sets().first()).map(|set| set.spent[0])
        };
        let below: Vec<Option<zopa_core::problem::Score>> = holders.iter().map(alone).collect();
        let mut record = Record { claims: Vec::new(), with: "" };
        let ground = found.ground(one);
        let name = called(&ground, one, &holders);
        record.with = &name;
        let mut best = Reach::Never;
        // Levers against obstruction hold a package to lines; without them others may do.
        let held = one.reading == Reading::None && one.package.is_none();
        let obstruction = ground.usable(&holders, true).len() > ground.usable(&holders, false).len();
        for obstruction in if held && obstruction { vec![false, true] } else { vec![true] } {
            let quest = Quest {
                holders: &holders,
                real: &one.real,
                obstruction,
                top,
                below: &below,
                regions: REGIONS * top,
            };
            let name = if held && obstruction { format!("{name}, firm lines kept") } else { name.clone() };
            let mut part = Record { claims: Vec::new(), with: &name };
            best = better(best, cheapest(asked, &ground, quest, &mut part)?);
            record.claims.extend(part.claims);
        }
        // What several could do beside what one can do alone is listed as far as it was found.
        let besides = holders.len() > 1 && reach.iter().any(|(_, reach)| !reach.sets().is_empty());
        if !(besides && best.stop() == Stop::Budget) {
            found.stop = worse(found.stop, best.stop());
        }
        record.file(result, one.reading);
        reach.push((holders, best));
    }
    one.reach = reach;
    Ok(())
}

/// Each holder alone; then two and more together: all such teams of up to four holders, else each two and all of them.
fn teams(holders: &[usize]) -> Vec<Vec<usize>> {
    let of = |bits: u32| -> Vec<usize> {
        holders.iter().enumerate().filter(|(k, _)| bits >> k & 1 == 1).map(|(_, &h)| h).collect()
    };
    let all = (1u32 << holders.len().min(16)) - 1;
    let looked = |bits: &u32| holders.len() <= 4 || bits.count_ones() <= 2 || *bits == all;
    let mut teams: Vec<u32> = (1..=all).filter(looked).collect();
    teams.sort_by_key(|bits| (bits.count_ones(), *bits));
    teams.into_iter().map(of).collect()
}

/// What a problem with levers is called in the result file.
fn called(ground: &Ground, one: &Situation, holders: &[usize]) -> String {
    let ids: Vec<&str> = holders.iter().map(|&h| ground.base.parties[h].0.as_str()).collect();
    let mut name = format!("levers of {}, {}", ids.join(" and "), one.reading.key());
    if let Some(l) = one.line {
        name.push_str(&format!(", without line {l}"));
    }
    if let Some((label, _)) = &one.package {
        name.push_str(&format!(", package {label}"));
    }
    name
}

/// The cheaper of two findings for the same holders.
fn better(a: Reach, b: Reach) -> Reach {
    let least = |reach: &Reach| reach.sets().first().map(|set| set.spent.clone());
    match (&a, &b) {
        (Reach::Never, _) => b,
        (_, Reach::Never) => a,
        (Reach::Unknown(_), _) => b,
        (_, Reach::Unknown(_)) => a,
        _ if least(&b) < least(&a) => b,
        _ => a,
    }
}

/// How a party is named at the start of a sentence.
fn name(compiled: &Compiled, party: usize) -> String {
    capital(&compiled.parties[party].1)
}

#[cfg(test)]
mod tests;
