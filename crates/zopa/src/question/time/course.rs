//! The chain of the war, world by world: what it says of no deal, how it ends, and where it disagrees with the paths.

use super::{Seen, Time, anchored, shown, spread};
use crate::question::words::{capital, grouped, list, view as view_name};
use crate::question::{AskError, Asked};
use crate::report::{Block, Cell, Table};
use crate::war::{At, Course, Model, Numbers};

/// The chain under one belief, or under none.
#[derive(Debug, Clone)]
pub(super) struct Believed {
    /// Index among the beliefs; `None`: the analyst's own chain.
    pub belief: Option<usize>,
    /// At representative values.
    pub middle: World,
    pub worlds: Vec<World>,
}

/// A chain in one world.
#[derive(Debug, Clone)]
pub(super) struct World {
    /// What fighting on is worth, by period and party of the model.
    pub path: Vec<Vec<f64>>,
    /// The probability of each end, from the start; nothing where some state reaches none.
    pub ends: Vec<(usize, f64)>,
    /// Per party: what a point at each end counts now.
    pub reach: Vec<Vec<f64>>,
    /// What each end is worth, by end and party.
    pub worth: Vec<Vec<f64>>,
    /// What fighting on is worth at the start, by party.
    pub now: Vec<f64>,
    /// Probability that the war goes on, by period.
    pub going_on: Vec<f64>,
    /// Expected periods to the end.
    pub duration: Option<f64>,
    /// Whether a row had to be scaled down.
    pub scaled: bool,
}

/// All chains drawn.
#[derive(Debug, Clone)]
pub(super) struct Drawn<'a> {
    pub model: Model<'a>,
    pub believed: Vec<Believed>,
}

impl<'a> Drawn<'a> {
    pub fn new(asked: &Asked, model: Model<'a>, months: &[i64], worlds: u64) -> Result<Drawn<'a>, AskError> {
        let levels = model.levels();
        let one = |at: At, numbers: &Numbers, belief: Option<usize>| -> Result<World, AskError> {
            let multiply = belief.map_or_else(Vec::new, |b| model.multipliers(at, &model.war.beliefs[b]));
            let course = model.course(numbers, &multiply).map_err(|fault| AskError(fault.to_string()))?;
            world(&model, numbers, &course, months).map_err(|fault| AskError(fault.to_string()))
        };
        let beliefs: Vec<Option<usize>> =
            std::iter::once(None).chain((0..model.war.beliefs.len()).map(Some)).collect();
        let numbers = model.numbers(At::Representative, levels);
        let mut believed = Vec::new();
        for &belief in &beliefs {
            let middle = one(At::Representative, &numbers, belief)?;
            believed.push(Believed { belief, middle, worlds: Vec::new() });
        }
        let all: Vec<u64> = (0..worlds).collect();
        let blocks: Vec<&[u64]> = all.chunks(64).collect();
        let drawn = asked.each(&blocks, |block| -> Result<Vec<Vec<World>>, AskError> {
            let of = |&k: &u64| {
                let at = At::World { seed: asked.settings.seed, k };
                let numbers = model.numbers(at, levels);
                beliefs.iter().map(|&belief| one(at, &numbers, belief)).collect()
            };
            block.iter().map(of).collect()
        });
        for block in drawn {
            for world in block? {
                believed.iter_mut().zip(world).for_each(|(believed, world)| believed.worlds.push(world));
            }
        }
        Ok(Drawn { model, believed })
    }

    /// The analyst's own.
    pub fn own(&self) -> &Believed {
        &self.believed[0]
    }
}

fn world(
    model: &Model,
    numbers: &Numbers,
    course: &Course,
    months: &[i64],
) -> Result<World, zopa_core::Fault> {
    let values = course.values(&numbers.discounts)?;
    let ends = course.ends(model.start).unwrap_or_default();
    let mut reach = Vec::new();
    for &discount in &numbers.discounts {
        let of = course.reach(model.start, discount)?;
        reach.push(
            ends.iter().map(|(e, _)| of.iter().find(|(s, _)| s == e).map_or(0.0, |(_, d)| *d)).collect(),
        );
    }
    Ok(World {
        path: course.path(model.start, &numbers.discounts, months)?,
        worth: ends.iter().map(|&(e, _)| numbers.worth[e].clone()).collect(),
        reach,
        now: values[model.start].clone(),
        going_on: course.going_on(model.start, months)?,
        duration: if ends.is_empty() { None } else { course.duration(model.start) },
        scaled: course.scaled > 0,
        ends,
    })
}

/// What somebody believes is called.
pub(super) fn called(time: &Time, model: &Model, belief: Option<usize>) -> String {
    let Some(b) = belief else { return "the analyst’s chain".into() };
    let belief = &model.war.beliefs[b];
    let holder = belief.holder.as_deref().map(|holder| {
        let party = time.asked.scenario.parties.iter().find(|party| party.id == holder);
        party.map_or_else(|| holder.to_owned(), |party| party.name.clone())
    });
    match (&belief.label, holder) {
        (Some(label), Some(holder)) => format!("{holder}: {label}"),
        (Some(label), None) => label.clone(),
        (None, Some(holder)) => holder,
        (None, None) => belief.id.clone(),
    }
}

/// A state in words.
pub(super) fn state(model: &Model, s: usize) -> String {
    let state = &model.war.states[s];
    state.label.clone().unwrap_or_else(|| state.id.clone())
}

pub(super) fn blocks(time: &Time) -> Result<Vec<Block>, AskError> {
    let Some(drawn) = &time.drawn else { return Ok(Vec::new()) };
    let (model, scenario) = (&drawn.model, time.asked.scenario);
    let period = &scenario.period;
    let (aid, sanctions) = model.levels();
    let words = model.war.aid_levels.iter().find(|(id, _)| id == aid).map_or(aid, |(_, words)| words);
    let mut blocks = vec![Block::heading(1, "The war as a chain", "chain")];
    let given = time.views.iter().any(|seen| given(time, seen));
    blocks.push(Block::Text(format!(
        "The scenario also has a coarse model of the war: states, and how likely each {period} leads from one to another. It begins in “{}”, with aid as “{words}”{}. {}",
        state(model, model.start),
        sanctions.map(|level| format!(" and sanctions as “{level}”")).unwrap_or_default(),
        if given {
            "The chain and the paths of no deal above are two models of one thing: verdicts above use the paths; the chain stands beside them."
        } else {
            "No path of no deal is given, so the values of no deal above are what the chain yields: its representative value as the best guess, the lowest and highest of 256 drawn chains as the range."
        }
    )));
    blocks.push(Block::Table(course_table(time, drawn)));
    blocks.extend(ends(time, drawn));
    if given {
        blocks.extend(time.views.iter().filter_map(|seen| apart(time, drawn, seen)).map(Block::Text));
    }
    let scaled = drawn.believed.iter().map(|b| b.worlds.iter().filter(|world| world.scaled).count());
    let scaled: Vec<(usize, usize)> = scaled.enumerate().filter(|(_, n)| *n > 0).collect();
    for (b, n) in scaled {
        blocks.push(Block::Caveat(format!(
            "By {} some row of the chain would exceed 1 in {} of {} worlds, because multipliers of a belief or of sanctions carry it there; these rows were scaled down to 1.",
            called(time, model, drawn.believed[b].belief),
            grouped(n as u128),
            grouped(drawn.believed[b].worlds.len() as u128)
        )));
    }
    Ok(blocks)
}

/// Whether a path is given under a view.
pub(super) fn given(time: &Time, seen: &Seen) -> bool {
    let scenario = time.asked.scenario;
    let id = &seen.first().plausible.compiled.view;
    let view = id.as_ref().and_then(|id| scenario.views.iter().find(|view| view.id == *id));
    !scenario.no_deal.values.is_empty() || view.is_some_and(|view| !view.no_deal.values.is_empty())
}

/// What fighting on is worth by the chain.
fn course_table(time: &Time, drawn: &Drawn) -> Table {
    let names = &time.asked.scenario.parties;
    let own = drawn.own();
    let rows = drawn
        .model
        .parties
        .iter()
        .enumerate()
        .map(|(i, &p)| {
            let cells = (0..time.months.len()).map(|t| {
                Cell::from(shown(spread(own.worlds.iter().map(|world| world.path[t][i])), 1, false))
            });
            std::iter::once(Cell::from(names[p].name.clone())).chain(cells).collect()
        })
        .collect();
    let mut head = vec!["Party".to_owned()];
    head.extend(time.months.iter().map(|&at| capital(&time.when(at))));
    Table {
        id: anchored(&["by-chain"]),
        caption: "What no deal is worth by the chain".into(),
        summary: format!(
            "Points of each party’s own scale, what a {} of fighting costs it taken off: the median of {} drawn chains, in brackets 5 to 95 % of them.",
            time.asked.scenario.period,
            grouped(own.worlds.len() as u128)
        ),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        head,
        rows,
    }
}

/// How and when it ends.
fn ends(time: &Time, drawn: &Drawn) -> Vec<Block> {
    let (model, own) = (&drawn.model, drawn.own());
    let period = &time.asked.scenario.period;
    if own.middle.ends.is_empty() {
        return vec![Block::Text(
            "The chain has no end that every state reaches, so it says nothing of how the war ends.".into(),
        )];
    }
    let last = time.months.len() - 1;
    let going = spread(own.worlds.iter().map(|world| 100.0 * world.going_on[last]));
    let duration = spread(own.worlds.iter().filter_map(|world| world.duration));
    let mut blocks = vec![Block::Text(format!(
        "By the chain the war lasts {} {period}s on average, and still goes on in {} with a chance of {} %. Not a forecast: what follows from the ranges stated.",
        shown(duration, 0, false),
        time.when(time.months[last]),
        shown(going, 0, false)
    ))];
    let rows = drawn
        .believed
        .iter()
        .map(|believed| {
            let cells = own.middle.ends.iter().map(|&(e, _)| {
                let of = |world: &World| world.ends.iter().find(|(s, _)| *s == e).map(|(_, q)| 100.0 * q);
                Cell::from(shown(spread(believed.worlds.iter().filter_map(of)), 0, false))
            });
            let name = capital(&called(time, model, believed.belief));
            std::iter::once(Cell::from(name)).chain(cells).collect()
        })
        .collect();
    let mut head = vec!["Who believes it".to_owned()];
    head.extend(own.middle.ends.iter().map(|&(e, _)| capital(&state(model, e))));
    blocks.push(Block::Table(Table {
        id: anchored(&["ends"]),
        caption: "How the war ends by the chain, and by each belief".into(),
        summary: "Per cent: the median of the drawn chains, in brackets 5 to 95 % of them. A belief multiplies the chances of reaching some states.".into(),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        head,
        rows,
    }));
    blocks
}

/// Where the chain and the paths of a view disagree, in a sentence.
fn apart(time: &Time, drawn: &Drawn, seen: &Seen) -> Option<String> {
    let compiled = &seen.first().plausible.compiled;
    let last = time.months.len() - 1;
    let mut parts = Vec::new();
    for (i, &p) in drawn.model.parties.iter().enumerate() {
        let name = &compiled.parties[p].1;
        for t in if last == 0 { vec![0] } else { vec![0, last] } {
            let chain = spread(drawn.own().worlds.iter().map(|world| world.path[t][i]));
            let path = spread(seen.no_deal(t, p));
            let way = match (chain[0] > path[2], chain[2] < path[0]) {
                (true, _) => "above",
                (_, true) => "below",
                _ => continue,
            };
            let when = time.when(time.months[t]);
            parts.push(format!(
                "for {name} {when} the chain lies {way} ({:.0} against {:.0})",
                chain[1], path[1]
            ));
        }
        let rate = |a: f64, b: f64| b - a;
        let chain =
            spread(drawn.own().worlds.iter().map(|world| rate(world.path[0][i], world.path[last][i])));
        let path = spread(seen.no_deal(0, p).zip(seen.no_deal(last, p)).map(|(a, b)| rate(a, b)));
        if (chain[0] > 0.0 && path[2] < 0.0) || (chain[2] < 0.0 && path[0] > 0.0) {
            let word = |x: f64| if x > 0.0 { "up" } else { "down" };
            parts.push(format!(
                "for {name} the chain goes {} and the path {}",
                word(chain[1]),
                word(path[1])
            ));
        }
    }
    let whose = match compiled.view {
        Some(_) => format!("Beside the paths of {}", view_name(compiled)),
        None => "Beside the paths".into(),
    };
    Some(match parts.is_empty() {
        true => format!(
            "{whose}: the ranges of chain and paths overlap for every party, {} and in {}.",
            time.when(time.months[0]),
            time.when(time.months[last])
        ),
        false => format!("{whose}: {}. Elsewhere their ranges overlap.", list(&parts)),
    })
}
