//! **Question.** Which packages does each bargaining concept pick, and what does each party gain over no deal?
//!
//! Concepts are those of [`zopa_core::concept`]: exact, with all ties, each with the axioms that hold for it on finite
//! sets. They are bargains among the parties with whole consent that can gain anything; parties with carried consent
//! constrain what is acceptable. A concept is a way of dividing, not a forecast.

use super::package::{clauses, differences, named_visible};
use super::plausible::{Spoken, section};
use super::words::{count, list, points, reading_head, signed, stopped, view};
use super::{Answer, AskError, Asked, Question, anchored, lotteries, variants, worse};
use crate::compile::{Compiled, Reading};
use crate::report::{Block, Cell, Document, Table, Tone};
use crate::result::{Claim, ResultFile, Tree, stop_word};
use zopa_core::answer::{Goal, Stop};
use zopa_core::concept::{CONCEPTS, Concept, Ideal, Players, Solution, players, solve, top};

pub(super) const QUESTION: Question = Question {
    command: "solve",
    about: "what each bargaining concept picks, with each party's gain over no deal",
    run,
};

/// What the concepts pick under one view and reading.
pub(crate) struct Solved {
    pub reading: Reading,
    /// `None` where the zone is empty; the stop where that is not known.
    pub players: Result<Option<Players>, Stop>,
    pub solutions: Vec<(&'static Concept, Solution)>,
}

/// Runs the chosen concepts under every view and reading.
pub(super) fn find(asked: &Asked) -> Result<Vec<(Compiled, Vec<Solved>)>, AskError> {
    if asked.settings.top == Some(0) {
        return Err(AskError("the best 0 packages are none; ask for at least 1".into()));
    }
    let compiled = asked.compiled_with_numbers("solve")?;
    let chosen: Vec<&'static Concept> = match &asked.settings.concept {
        None => CONCEPTS.iter().collect(),
        Some(key) => {
            let known: Vec<&str> = CONCEPTS.iter().map(|c| c.key).collect();
            let concept = CONCEPTS
                .iter()
                .find(|c| c.key == key)
                .ok_or_else(|| AskError(format!("there is no concept {key}; there are {}", list(&known))))?;
            vec![concept]
        }
    };
    let readings = asked.readings();
    let solved = asked.each(&compiled, |compiled| {
        readings.iter().map(|&reading| solve_one(asked, compiled, reading, &chosen)).collect::<Vec<_>>()
    });
    Ok(compiled.into_iter().zip(solved).collect())
}

/// Runs concepts under one reading.
pub(crate) fn solve_one(
    asked: &Asked,
    compiled: &Compiled,
    reading: Reading,
    chosen: &[&'static Concept],
) -> Solved {
    let real = compiled.real(reading);
    let problem = &compiled.problem;
    let found = asked.search(|budget| players(problem, &real, budget));
    let mut solutions = Vec::new();
    if let Ok(Some(players)) = &found {
        for concept in chosen {
            let Some(goal) = players.goal(concept) else { continue };
            let solution = asked.search(|budget| match asked.settings.top {
                Some(k) => top(problem, &real, &goal, k, budget),
                None => solve(problem, &real, &goal, budget),
            });
            solutions.push((*concept, solution));
        }
    }
    Solved { reading, players: found, solutions }
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    if let Some(variant) = asked.settings.concept.as_deref().and_then(variants::named) {
        return variants::run(asked, variant);
    }
    if asked.settings.lotteries {
        return lotteries::run(asked);
    }
    let found = find(asked)?;
    let mut result = asked.result("solve");
    let mut stop = Stop::Complete;
    let mut blocks = vec![Block::Finding(headline(&found))];
    let problems: Vec<usize> = found.iter().map(|(compiled, _)| result.problem(compiled)).collect();
    let views: Vec<_> = found.iter().map(|(compiled, solved)| (compiled, spoken(solved))).collect();
    for ((compiled, solved), at) in found.iter().zip(problems) {
        let id = compiled.view.as_deref().unwrap_or("base");
        let title = if compiled.view.is_some() { compiled.view_label.clone() } else { "Picks".into() };
        blocks.push(Block::heading(1, &title, &anchored(&["view", id])));
        for one in solved {
            stop = worse(stop, claims(asked, &mut result, at, one));
            blocks.push(Block::heading(
                2,
                &super::words::capital(one.reading.phrase()),
                &anchored(&["reading", id, one.reading.key()]),
            ));
            blocks.extend(show(asked, compiled, one));
        }
    }
    let (more, early) = section(asked, &mut result, &views)?;
    blocks.extend(more);
    stop = worse(stop, early);
    blocks.push(Block::heading(1, "How far this goes", "limits"));
    blocks.extend(remarks(found.iter().flat_map(|(_, solved)| solved)));
    let document =
        Document { title: format!("{}: what bargaining concepts pick", asked.scenario.title), blocks };
    Ok(Answer { document, result, stop })
}

/// The first pick of each concept, by what picked it.
pub(super) fn spoken(solved: &[Solved]) -> Vec<Spoken> {
    let pick = |one: &Solved, (concept, solution): &(&Concept, Solution)| {
        Some((format!("{}, {}", concept.name, reading_head(one.reading)), solution.picks.first()?.clone()))
    };
    solved.iter().flat_map(|one| one.solutions.iter().filter_map(move |found| pick(one, found))).collect()
}

/// Whether the concepts agree, in one sentence.
fn headline(found: &[(Compiled, Vec<Solved>)]) -> String {
    let all: Vec<&Solved> = found.iter().flat_map(|(_, s)| s).collect();
    let without = all.iter().filter(|s| matches!(s.players, Ok(None))).count();
    let agree = all
        .iter()
        .filter(|s| {
            let mut picks = s.solutions.iter().map(|(_, s)| &s.picks);
            let first = picks.next();
            s.solutions.len() > 1 && picks.all(|p| Some(p) == first)
        })
        .count();
    let unsettled = all.iter().filter(|s| s.players.is_err()).count();
    let solved = all.len() - without - unsettled;
    let mut parts = Vec::new();
    if without > 0 {
        parts.push(format!("{without} {} no deal", if without == 1 { "leaves" } else { "leave" }));
    }
    if unsettled > 0 {
        parts.push(format!("{unsettled} {} not settled", if unsettled == 1 { "was" } else { "were" }));
    }
    if solved > 0 && all.iter().any(|s| s.solutions.len() > 1) {
        parts.push(match agree {
            0 => format!("the concepts differ in {solved}"),
            a if a == solved => format!("the concepts pick the same packages in {solved}"),
            a => format!("the concepts pick the same packages in {a} and differ in {}", solved - a),
        });
    } else if solved > 0 {
        parts.push(format!("{solved} {} a deal", if solved == 1 { "leaves" } else { "leave" }));
    }
    if all.len() == 1 {
        return match (without, unsettled, agree) {
            (1, _, _) => "No package is acceptable to all, so no concept picks one.".into(),
            (_, 1, _) => "What the concepts pick was not settled.".into(),
            _ if all[0].solutions.len() < 2 => {
                "Some packages are acceptable to all; the concept picks among them.".into()
            }
            (_, _, 1) => "All concepts pick the same packages.".into(),
            _ => "The concepts pick different packages.".into(),
        };
    }
    format!("Of {} of a view and a reading of red lines, {}.", count(all.len(), "combination"), list(&parts))
}

/// Writes the claims of one view and reading; answers the worst stop.
pub(crate) fn claims(asked: &Asked, result: &mut ResultFile, at: usize, solved: &Solved) -> Stop {
    let mut stop = Stop::Complete;
    let compiled_real = Some(solved.reading);
    match &solved.players {
        Err(early) => {
            let claim =
                Claim::Stopped { stop: stop_word(*early), asked: "the players' largest gains".into() };
            result.claim(at, compiled_real, claim);
            return *early;
        }
        Ok(None) => return stop,
        Ok(Some(players)) => {
            for Ideal { party, package, proof, .. } in players.ideals.iter().chain(&players.without_gain) {
                let Some(proof) = proof else { continue };
                let goal = Goal::Own { party: *party };
                result.claim(
                    at,
                    compiled_real,
                    Claim::Best {
                        concept: "ideal".into(),
                        goal: (&goal).into(),
                        packages: vec![package.clone()],
                        all_ties: false,
                        proof: Tree::from(proof),
                    },
                );
            }
        }
    }
    for (concept, solution) in &solved.solutions {
        stop = worse(stop, solution.stop);
        let goal = (&solution.goal).into();
        let concept = concept.key.to_string();
        let packages = solution.picks.clone();
        let claim = match (&solution.proof, asked.settings.top) {
            (Some(tree), Some(k)) => Claim::Top { concept, goal, k, packages, proof: Tree::from(tree) },
            (Some(tree), None) => {
                Claim::Best { concept, goal, packages, all_ties: !solution.more, proof: Tree::from(tree) }
            }
            (None, _) => Claim::Found { concept, goal, packages, stop: stop_word(solution.stop) },
        };
        result.claim(at, compiled_real, claim);
    }
    stop
}

/// A table of picks, then the packages.
pub(super) fn show(asked: &Asked, compiled: &Compiled, solved: &Solved) -> Vec<Block> {
    let mut blocks = Vec::new();
    let players = match &solved.players {
        Err(stop) => return stopped(*stop, "What the concepts pick").into_iter().collect(),
        Ok(None) => {
            return vec![Block::Text(
                "No package is acceptable, so no concept picks one; `zone` shows the proof.".into(),
            )];
        }
        Ok(Some(players)) => players,
    };
    if !players.without_gain.is_empty() {
        let names: Vec<&str> =
            players.without_gain.iter().map(|i| compiled.parties[i.party].1.as_str()).collect();
        blocks.push(Block::Text(format!(
            "{} cannot gain anything over no deal in any acceptable package, and {} left out of the concepts.",
            list(&names),
            if names.len() == 1 { "is" } else { "are" }
        )));
    }
    if players.ideals.is_empty() {
        blocks.push(Block::Text("No party can gain anything, so there is nothing to divide.".into()));
        return blocks;
    }
    let mut packages: Vec<Vec<usize>> = Vec::new();
    let mut rows = Vec::new();
    for (concept, solution) in &solved.solutions {
        let ranked = asked.settings.top.is_some();
        let shown = if ranked || solution.picks.len() <= TIES + 2 { solution.picks.len() } else { TIES };
        for package in &solution.picks[..shown] {
            let number = match packages.iter().position(|x| x == package) {
                Some(at) => at,
                None => {
                    packages.push(package.clone());
                    packages.len() - 1
                }
            };
            let mut row = vec![Cell::from(concept.name), Cell::from(format!("P{}", number + 1))];
            row.extend(gains(compiled, players, package));
            row.push(how_sure(solution, ranked));
            rows.push(row);
        }
        if shown < solution.picks.len() {
            let rest = format!("{} more tie; a result file (-o) holds them", solution.picks.len() - shown);
            let mut cells = vec![Cell::from(concept.name), Cell::from(rest)];
            cells.resize(3 + players.ideals.len(), Cell::default());
            rows.push(cells);
        }
        if solution.picks.is_empty() {
            let text = match (solution.stop, &solution.goal) {
                (Stop::Complete, Goal::Product { .. }) => {
                    "none: no acceptable package gives every player a strict gain"
                }
                (Stop::Complete, _) => "none",
                _ => "none found before the search stopped",
            };
            let mut cells =
                vec![Cell::from(concept.name), Cell { text: text.into(), tone: Tone::Open, detail: None }];
            cells.resize(3 + players.ideals.len(), Cell::default());
            rows.push(cells);
        }
    }
    let mut head = vec!["Concept".to_string(), "Package".into()];
    let mut numeric = vec![false, false];
    for ideal in &players.ideals {
        head.push(format!("{}: gain (of at most)", compiled.parties[ideal.party].1));
        numeric.push(true);
    }
    head.push("How sure".into());
    numeric.push(false);
    let id = anchored(&["picks", compiled.view.as_deref().unwrap_or("base"), solved.reading.key()]);
    blocks.push(Block::Table(Table {
        id,
        caption: format!("Picks {} under {}", solved.reading.phrase(), view(compiled)),
        summary: "Gains over no deal, each on the party’s own scale, beside the largest gain it could have in any acceptable package.".into(),
        head,
        numeric,
        rows,
    }));
    blocks.extend(listed(asked, compiled, &packages));
    blocks
}

/// Packages that tie are shown up to so many; one or two more are not worth leaving out.
const TIES: usize = 5;

/// Gains of the players at a pick.
fn gains(compiled: &Compiled, players: &Players, package: &[usize]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for ideal in &players.ideals {
        let gain = compiled.problem.gain(ideal.party, package);
        cells.push(Cell::from(format!("{} ({})", signed(compiled, gain), points(compiled, ideal.gain))));
    }
    cells
}

/// How sure it is that a pick is one. A ranking asked for by number says nothing of ties with its last.
fn how_sure(solution: &Solution, ranked: bool) -> Cell {
    let (text, tone) = match (&solution.proof, solution.picks.len(), solution.more) {
        (Some(_), 1, _) if ranked => ("proved, none is better".to_string(), Tone::Yes),
        (Some(_), n, _) if ranked => (format!("proved, ranks 1 to {n}"), Tone::Yes),
        (Some(_), 1, false) => ("proved, no tie".to_string(), Tone::Yes),
        (Some(_), n, false) => (format!("proved, {n} tie"), Tone::Yes),
        (Some(_), n, true) => (format!("proved; {n} shown of more that tie"), Tone::Yes),
        (None, ..) => (gap(solution), Tone::Open),
    };
    Cell { text, tone, detail: None }
}

/// What is known where the search stopped: value and bound.
fn gap(solution: &Solution) -> String {
    use num_traits::ToPrimitive;
    let value = solution.value.first().and_then(|v| v.to_f64());
    let bound = solution.bound.as_ref().and_then(|b| b.to_f64());
    match (value, bound) {
        (Some(value), Some(bound)) if bound > 0.0 => {
            format!("not proved: within {:.2} % of the bound", (1.0 - value / bound).max(0.0) * 100.0)
        }
        _ => "not proved".into(),
    }
}

/// The packages: the first as a text, the others by how they differ from it.
pub(super) fn listed(asked: &Asked, compiled: &Compiled, packages: &[Vec<usize>]) -> Vec<Block> {
    let Some(first) = packages.first() else { return Vec::new() };
    let named = named_visible(asked, compiled);
    let alias = |x: &Vec<usize>| {
        named
            .iter()
            .find(|(_, y)| y == x)
            .map(|(p, _)| format!(" This is “{}”.", p.label))
            .unwrap_or_default()
    };
    let mut blocks =
        vec![Block::Text(format!("P1 as a draft text.{}", alias(first))), clauses(compiled, first, &[])];
    let others: Vec<String> = packages
        .iter()
        .enumerate()
        .skip(1)
        .take(12)
        .map(|(k, x)| match list(&differences(compiled, first, x)).as_str() {
            "" => format!("P{} is P1 again.", k + 1),
            differences => format!("P{} is P1 with {differences}.{}", k + 1, alias(x)),
        })
        .collect();
    if !others.is_empty() {
        blocks.push(Block::List(others));
    }
    if packages.len() > 13 {
        blocks.push(Block::Text(format!("… and {} more, all in the result file.", packages.len() - 13)));
    }
    blocks
}

/// What concepts are not, and which of those used compare scales.
pub(super) fn remarks<'s>(solved: impl Iterator<Item = &'s Solved>) -> Vec<Block> {
    let keys: Vec<&str> = solved.flat_map(|s| s.solutions.iter().map(|(c, _)| c.key)).collect();
    let used = CONCEPTS.iter().filter(|c| keys.contains(&c.key));
    let comparing: Vec<&str> = used.filter(|c| c.compares_scales).map(|c| c.name).collect();
    let mut blocks = vec![Block::Caveat(
        "A bargaining concept says how a bargain would be divided by a rule; it is not a forecast, and none is recommended. Gains are at representative values."
            .into(),
    )];
    if !comparing.is_empty() {
        blocks.push(Block::Caveat(format!(
            "{} sets points of one party against points of another as they stand, so it depends on how each scale was drawn. It is shown because the field computes it.",
            list(&comparing)
        )));
    }
    blocks.push(Block::Text(
        "Ideals are taken over the acceptable packages. Parties asked only for what they carry out limit what is acceptable, but do not share in the bargain."
            .into(),
    ));
    blocks
}
