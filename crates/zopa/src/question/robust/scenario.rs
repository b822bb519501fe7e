//! The assumptions under which no deal exists: a box found by patient rule induction on the first worlds.

use super::Counted;
use crate::ensemble::{FIRST, View};
use crate::question::share::percent;
use crate::question::words::{grouped, line_short, list};
use crate::question::{AskError, anchored};
use crate::report::Block;
use zopa_core::Fault;
use zopa_core::sense::prim::{Column, End, Found, Settings, peel};
use zopa_core::world::{BLOCK, Coordinate, Seed, World};

/// Share of the worlds without a deal that a box has to hold.
const COVERAGE: f64 = 0.5;
/// Limits that chance explains as well are given up.
const CHANCE: f64 = 0.05;

/// An input of the box: a number of a world, or whether a line is real.
#[derive(Clone, Copy)]
enum Input {
    Number(usize),
    Line(usize),
}

/// The box in words, with its coverage and density.
pub(super) fn no_deal(one: &Counted, seed: u64) -> Result<Vec<Block>, AskError> {
    let summary = &one.summary;
    let base = &summary.cases[0];
    let none = summary.worlds - base.deals - base.unsettled;
    if none == 0 || base.deals == 0 {
        return Ok(Vec::new());
    }
    let fault = |fault: Fault| AskError(fault.to_string());
    let (inputs, columns, outcome) = table(one, seed).map_err(fault)?;
    if !outcome.contains(&true) || inputs.is_empty() {
        return Ok(Vec::new());
    }
    let boxes = peel(&columns, &outcome, Settings::default()).map_err(fault)?;
    let id = one.view.plausible.compiled.view.as_deref().unwrap_or("base");
    let mut blocks =
        vec![Block::heading(2, "Assumptions under which no deal exists", &anchored(&["box", id]))];
    let all = outcome.iter().filter(|none| **none).count() as f64 / outcome.len() as f64;
    let found = boxes.choose(COVERAGE).map(|found| boxes.prune(&boxes.paste(found), CHANCE));
    match found.filter(|found| !found.limits.is_empty()) {
        Some(found) => {
            blocks.push(Block::Text(words(&one.view, &inputs, &found, all)));
            blocks.push(Block::Text(format!(
                "The box was searched for, and its shares counted, on the same first {} worlds of the base case, so chance makes it look somewhat better than it is.",
                grouped(outcome.len() as u128)
            )));
        }
        None => blocks.push(Block::Text(format!(
            "No few assumptions mark off the worlds without a deal: {} % of the first {} worlds have none, and no box that holds half of these is much denser.",
            percent(all),
            grouped(outcome.len() as u128)
        ))),
    }
    Ok(blocks)
}

/// Inputs and outcome of the first worlds, drawn again.
fn table(one: &Counted, seed: u64) -> Result<(Vec<Input>, Vec<Column>, Vec<bool>), Fault> {
    let family = &one.view.family;
    let plausible = &one.view.plausible;
    let numbers = (0..plausible.inputs.len()).filter(|&c| {
        plausible.inputs[c].ranges() && !matches!(family.coordinates()[c], Coordinate::Firmness(_))
    });
    let lines = (0..family.lines().len()).filter(|&l| family.lines()[l].firmness.high > 0.0);
    let inputs: Vec<Input> = numbers.map(Input::Number).chain(lines.map(Input::Line)).collect();
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); inputs.len()];
    let mut outcome = Vec::new();
    let case = one.view.design.dependence(family, &one.view.design.cases[0]);
    let mut world = World { point: Vec::new(), toughness: Vec::new() };
    for block in 0..one.summary.blocks.min(FIRST) {
        let mut draws = family.draws(&case, Seed::from(seed), block)?;
        for k in 0..BLOCK as usize {
            draws.next(&mut world)?;
            let real = world.real(&world.point[family.firmness()..]);
            for (input, column) in inputs.iter().zip(&mut values) {
                column.push(match *input {
                    Input::Number(c) => world.point[c],
                    Input::Line(l) => f64::from(u8::from(real[l])),
                });
            }
            outcome.push(one.summary.none(block, k).unwrap_or(false));
        }
    }
    let column = |(input, values): (&Input, Vec<f64>)| match input {
        Input::Number(_) => Column::Number(values),
        Input::Line(_) => Column::Flag(values.iter().map(|x| *x > 0.5).collect()),
    };
    let columns = inputs.iter().zip(values).map(column).collect();
    Ok((inputs, columns, outcome))
}

fn words(view: &View, inputs: &[Input], found: &Found, all: f64) -> String {
    let plausible = &view.plausible;
    let limits: Vec<String> = found
        .limits
        .iter()
        .map(|limit| match (inputs[limit.column], limit.end) {
            (Input::Line(l), End::Is(true)) => format!("{} is real", line_short(&plausible.compiled, l)),
            (Input::Line(l), _) => format!("{} is not real", line_short(&plausible.compiled, l)),
            (Input::Number(c), End::AtLeast(x)) => {
                format!("{} is at least {x:.1}", plausible.inputs[c].words)
            }
            (Input::Number(c), End::AtMost(x)) => format!("{} is at most {x:.1}", plausible.inputs[c].words),
            (Input::Number(c), End::Is(_)) => plausible.inputs[c].words.clone(),
        })
        .collect();
    format!(
        "No deal exists in {} % of the worlds in which {} (of all worlds, {} % have none). These are {} % of the worlds without a deal.",
        percent(found.density),
        list(&limits),
        percent(all),
        percent(found.coverage)
    )
}
