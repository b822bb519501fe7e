//! **Question.** Which single assumptions, and which two together, reverse whether a deal exists?
//!
//! From representative values each number moves within its range, and each red line between real and posture, by
//! itself and then in pairs ([`zopa_core::sense::reversal`]); what reverses the answer is listed nearest first. Every
//! reversal that is listed was found by one search and is proved by another, and the proof is in the result file.

mod words;

use super::zone::zone_claim;
use super::{Answer, AskError, Asked, Question, moves, worse};
use crate::compile::{Compiled, Plausible, Reading, worlds};
use crate::ensemble::scene::{Position, Scene};
use crate::report::{Block, Document};
use crate::result::{Claim, MoveRecord, ResultFile, ReversalRecord, Tree};
use std::cell::Cell;
use zopa_core::answer::{Proved, Stop};
use zopa_core::problem::Problem;
use zopa_core::sense::reversal::{Pair, Reversals, Settings, Single, reversals};
use zopa_core::world::{GRID, Judge, Verdict};
use zopa_core::zone::{Zone, zone};

pub(super) const QUESTION: Question = Question {
    command: "flip",
    about: "which single assumptions, and which two together, reverse whether a deal exists",
    run,
};

/// Work units that one position counts as.
const UNITS: u64 = 10;
/// Positions between two looks at whether to go on.
const LOOK: u64 = 256;
/// Singles and pairs listed, where the settings do not say.
const LISTED: usize = 12;

/// What reverses the conclusion under one view and reading.
struct Found<'v> {
    scene: Scene<'v>,
    start: Proved<Zone>,
    /// The problem at the start, on the grid of worlds.
    problem: Problem,
    /// `None` where the conclusion at the start is not known.
    reversals: Option<Reversals>,
    /// Positions that were not settled, and count as not reversed.
    unsettled: u64,
    stop: Stop,
    /// Of the singles and pairs that are listed, each with what re-proves it.
    listed: Vec<Listed>,
}

/// One or two assumptions that reverse the conclusion.
struct Listed {
    /// Index into the assumptions of the scene, where it goes, and how far that is.
    moves: Vec<(usize, f64, f64)>,
    position: Position,
    verdict: Proved<Zone>,
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    asked.compiled_with_numbers("flip")?;
    let readings = match asked.settings.readings.as_slice() {
        [] if asked.scenario.red_lines.is_empty() => vec![Reading::None],
        [] => vec![Reading::Judged],
        chosen => chosen.to_vec(),
    };
    let views: Vec<Plausible> = asked
        .views()?
        .iter()
        .map(|view| worlds(asked.scenario, view.as_deref(), asked.settings.at))
        .collect::<Result<_, _>>()?;
    let both: Vec<(&Plausible, Reading)> =
        views.iter().flat_map(|view| readings.iter().map(move |reading| (view, *reading))).collect();
    let found: Vec<Found> = asked
        .each(&both, |&(plausible, reading)| look(asked, plausible, reading, true))
        .into_iter()
        .collect::<Result<_, _>>()?;
    let mut result = asked.result("flip");
    let mut stop = Stop::Complete;
    let mut place = (0, "");
    for one in &found {
        let compiled = &one.scene.plausible.compiled;
        stop = worse(stop, one.stop);
        if place.1.is_empty() || compiled.view.as_deref().is_some_and(|view| view != place.1) {
            let grid = Compiled {
                problem: one.problem.clone(),
                grid: GRID.into(),
                rounding: vec![0; compiled.parties.len()],
                ..compiled.clone()
            };
            place = (result.problem(&grid), compiled.view.as_deref().unwrap_or("base"));
        }
        claims(&mut result, place.0, one);
    }
    let document = Document {
        title: format!("{}: what would reverse the answer?", asked.scenario.title),
        blocks: words::blocks(&found),
    };
    Ok(Answer { document, result, stop })
}

/// What is claimed of one view and reading: the conclusion at the start, and each reversal listed.
fn claims(result: &mut ResultFile, place: usize, one: &Found) {
    let reading = Some(one.scene.reading);
    result.claim(place, reading, zone_claim(&one.start));
    for listed in &one.listed {
        let moves = listed
            .moves
            .iter()
            .map(|&(j, to, distance)| MoveRecord {
                input: moves::key(&one.scene, j),
                from: one.scene.start[j],
                to,
                distance,
            })
            .collect();
        let Ok(there) = one.problem.in_world(&listed.position.tables) else { continue };
        let (package, proof) = match (&listed.verdict.value, &listed.verdict.proof) {
            (Zone::Open(package), _) => (Some(package.clone()), None),
            (Zone::Empty, Some(case)) => (None, Some(Tree::from(case))),
            _ => continue,
        };
        let changed = ReversalRecord::changed(&one.problem, &there);
        let record = Box::new(ReversalRecord { moves, changed, package, proof });
        result.claim(place, reading, Claim::Reversal { record });
    }
}

/// For the report: what reverses the conclusion alone, with the lines judged real.
///
/// # Errors
/// As the question.
pub(super) fn singles(asked: &Asked) -> Result<(Vec<Block>, Stop), AskError> {
    let reading = if asked.scenario.red_lines.is_empty() { Reading::None } else { Reading::Judged };
    let views = asked.views()?;
    let views = views.iter().map(|view| worlds(asked.scenario, view.as_deref(), asked.settings.at));
    // Where worlds cannot be drawn, the section on the ranges says so.
    let views: Vec<Plausible> = views.filter_map(Result::ok).collect();
    let mut blocks = Vec::new();
    let mut stop = Stop::Complete;
    let views: Vec<&Plausible> = views.iter().collect();
    for found in asked.each(&views, |&plausible| look(asked, plausible, reading, false)) {
        let found = found?;
        stop = worse(stop, found.stop);
        blocks.extend(words::alone(&found));
    }
    Ok((blocks, stop))
}

/// Looks for what reverses the conclusion under one view and reading: single assumptions, and pairs if wanted.
fn look<'v>(
    asked: &Asked,
    plausible: &'v Plausible,
    reading: Reading,
    pairs: bool,
) -> Result<Found<'v>, AskError> {
    let fault = |fault: zopa_core::Fault| AskError(fault.to_string());
    let scene = Scene::new(plausible, reading).map_err(fault)?;
    let structure = plausible.family.structure();
    let mut at = Position::default();
    scene.set(&scene.start, &mut at);
    let problem = structure.in_world(&at.tables).map_err(fault)?;
    let start = asked.search(|budget| zone(&problem, &at.real, budget));
    let stop = start.stop;
    let mut found = Found { scene, start, problem, reversals: None, unsettled: 0, stop, listed: Vec::new() };
    if found.start.value == Zone::Unknown {
        return Ok(found);
    }
    let open = matches!(found.start.value, Zone::Open(_));
    let mut judge = Judge::new(structure);
    let (seen, unsettled, stopped) = (Cell::new(0), Cell::new(0), Cell::new(false));
    let scene = &found.scene;
    let conclusion = |values: &[f64]| {
        seen.set(seen.get() + 1);
        if seen.get() % LOOK == 0 && !stopped.get() {
            stopped.set(!(asked.poll)(LOOK * UNITS));
        }
        // After an interruption nothing more is looked at, and what is outside the set reverses nothing.
        if stopped.get() || !scene.set(values, &mut at) {
            return open;
        }
        match judge.decide(&at.tables, &at.real, None) {
            Verdict::Deal => true,
            Verdict::None => false,
            Verdict::Unsettled(_) => {
                unsettled.set(unsettled.get() + 1);
                open
            }
        }
    };
    let steps = Settings::default();
    let most = (asked.settings.budget / UNITS).max(1);
    // Single assumptions come first, and take no more than this.
    let alone = 1 + 2 * scene.ranges.len() * (steps.steps + steps.halvings);
    let most = if pairs { most } else { most.min(alone as u64) };
    let mut reversals =
        reversals(conclusion, &scene.start, &scene.ranges, Settings { most, ..steps }).map_err(fault)?;
    if !pairs {
        reversals.pairs.clear();
        reversals.pairs_left.clear();
    }
    let spent = !(reversals.singles_left.is_empty() && reversals.pairs_left.is_empty());
    found.unsettled = unsettled.get();
    found.stop = match (stopped.get(), spent) {
        (true, _) => Stop::Interrupted,
        (_, true) => Stop::Budget,
        _ => Stop::Complete,
    };
    let most = asked.settings.top.unwrap_or(LISTED);
    let singles = reversals.singles.iter().take(most).map(|s: &Single| vec![(s.input, s.value, s.distance)]);
    let pairs = reversals
        .pairs
        .iter()
        .take(most)
        .map(|p: &Pair| (0..2).map(|k| (p.inputs[k], p.values[k], p.distances[k])).collect::<Vec<_>>());
    let moves: Vec<Vec<(usize, f64, f64)>> = singles.chain(pairs).collect();
    for moves in moves {
        let mut values = found.scene.start.clone();
        moves.iter().for_each(|&(j, value, _)| values[j] = value);
        let mut position = Position::default();
        found.scene.set(&values, &mut position);
        let there = structure.in_world(&position.tables).map_err(fault)?;
        let verdict = asked.search(|budget| zone(&there, &position.real, budget));
        found.stop = worse(found.stop, verdict.stop);
        found.listed.push(Listed { moves, position, verdict });
    }
    found.reversals = Some(reversals);
    Ok(found)
}
