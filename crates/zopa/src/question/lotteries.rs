//! **Question.** What would the concepts give if the parties could draw lots among acceptable packages?
//!
//! The Nash, Kalai–Smorodinsky and egalitarian concepts over lotteries ([`zopa_core::lottery`]), beside what they pick
//! among packages: on the convex set for which they were first defined. Asked for by `solve --lotteries`.

use super::concepts::{self, Solved, listed};
use super::plausible::section;
use super::words::{capital, count, fraction, list, signed, stopped, view};
use super::{Answer, AskError, Asked, anchored, worse};
use crate::compile::{Compiled, Reading};
use crate::report::{Block, Cell, Document, Table, Tone};
use crate::result::{Claim, DrawRecord, TangentRecord, stop_word};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive};
use zopa_core::answer::{Goal, Lottery, Package, Stop, Tangent};
use zopa_core::concept::{CONCEPTS, Concept, Players, Solution};
use zopa_core::lottery;

/// Largest denominator of a probability that is shown as a fraction.
const MOST_PARTS: u32 = 10_000;

/// Which keys have a lottery: of a sum, no lottery is better than the best package.
const KEYS: [&str; 3] = ["nash", "kalai-smorodinsky", "egalitarian"];

/// A concept's lottery.
struct Drawn {
    concept: &'static Concept,
    goal: Goal,
    lottery: Lottery,
    /// What proves that no other is better, as far as the bound says.
    tangents: Vec<Tangent>,
    /// Of a product: its value and the proved bound.
    product: Option<(BigRational, BigRational)>,
    stop: Stop,
}

struct Found {
    solved: Solved,
    drawn: Vec<Drawn>,
}

pub(super) fn run(asked: &Asked) -> Result<Answer, AskError> {
    if asked.settings.top.is_some() {
        return Err(AskError("lotteries have no list of the best; leave out the number to list".into()));
    }
    let chosen = |c: &&Concept| asked.settings.concept.as_ref().is_none_or(|key| key == c.key);
    let chosen: Vec<&'static Concept> =
        CONCEPTS.iter().filter(|c| KEYS.contains(&c.key)).filter(chosen).collect();
    if chosen.is_empty() {
        return Err(AskError(format!("lotteries are for {}", list(&KEYS))));
    }
    let compiled = asked.compiled_with_numbers("solve")?;
    let readings = asked.readings();
    let found = asked.each(&compiled, |compiled| {
        readings.iter().map(|&reading| find(asked, compiled, reading, &chosen)).collect::<Vec<_>>()
    });
    let mut result = asked.result("solve");
    let mut stop = Stop::Complete;
    let mut blocks = vec![Block::Finding(headline(&found))];
    for (compiled, found) in compiled.iter().zip(&found) {
        let at = result.problem(compiled);
        let id = compiled.view.as_deref().unwrap_or("base");
        let title = if compiled.view.is_some() { &compiled.view_label } else { "Lotteries" };
        blocks.push(Block::heading(1, title, &anchored(&["view", id])));
        for one in found {
            stop = worse(stop, concepts::claims(asked, &mut result, at, &one.solved));
            for drawn in &one.drawn {
                stop = worse(stop, drawn.stop);
                result.claim(at, Some(one.solved.reading), claim(drawn));
            }
            let anchor = anchored(&["reading", id, one.solved.reading.key()]);
            blocks.push(Block::heading(2, &capital(one.solved.reading.phrase()), &anchor));
            blocks.extend(show(asked, compiled, one));
        }
    }
    let spoken = |found: &[Found]| {
        found.iter().flat_map(|one| concepts::spoken(std::slice::from_ref(&one.solved))).collect()
    };
    let views: Vec<_> = compiled.iter().zip(&found).map(|(c, found)| (c, spoken(found))).collect();
    let (more, early) = section(asked, &mut result, &views)?;
    blocks.extend(more);
    stop = worse(stop, early);
    blocks.push(Block::heading(1, "How far this goes", "limits"));
    blocks.push(Block::Caveat(
        "A lottery is a device of theory: nobody signs a coin toss. Where the issues allow it, its probabilities can stand for taking turns, or for shares of time or money. Expected gains assume that a party counts a gain in proportion to its chance."
            .into(),
    ));
    blocks.extend(concepts::remarks(found.iter().flatten().map(|f| &f.solved)));
    let document = Document { title: format!("{}: lotteries over packages", asked.scenario.title), blocks };
    Ok(Answer { document, result, stop })
}

fn find(asked: &Asked, compiled: &Compiled, reading: Reading, chosen: &[&'static Concept]) -> Found {
    let solved = concepts::solve_one(asked, compiled, reading, chosen);
    let real = compiled.real(reading);
    let mut drawn = Vec::new();
    if let Ok(Some(players)) = &solved.players {
        for concept in chosen {
            let Some(goal) = players.goal(concept) else { continue };
            drawn.extend(asked.search(|budget| {
                let problem = &compiled.problem;
                let leximin = match concept.key {
                    "nash" => {
                        return lottery::nash(problem, &real, players, budget).map(|nash| Drawn {
                            concept,
                            goal,
                            lottery: nash.lottery,
                            tangents: nash.tangent.into_iter().collect(),
                            product: nash.bound.map(|bound| (nash.value, bound)),
                            stop: nash.stop,
                        });
                    }
                    "egalitarian" => lottery::egalitarian(problem, &real, players, budget),
                    _ => lottery::kalai_smorodinsky(problem, &real, players, budget),
                };
                leximin.map(|found| Drawn {
                    concept,
                    goal,
                    lottery: found.lottery,
                    tangents: found.rounds,
                    product: None,
                    stop: found.stop,
                })
            }));
        }
    }
    Found { solved, drawn }
}

/// In how many cases a lottery is better than any package.
fn headline(found: &[Vec<Found>]) -> String {
    let all: Vec<&Found> = found.iter().flatten().collect();
    let picks = all.iter().flat_map(|f| &f.drawn).filter(|d| !d.lottery.is_empty());
    let (mut number, mut mixed) = (0, 0);
    for drawn in picks {
        number += 1;
        mixed += usize::from(drawn.lottery.len() > 1);
    }
    let of = count(all.len(), "combination");
    if number == 0 {
        return format!("Of {of} of a view and a reading of red lines, none has a lottery to show.");
    }
    let drawn = count(number, "lottery").replace("lotterys", "lotteries");
    match mixed {
        0 => format!(
            "In {of} of a view and a reading of red lines, no concept gains by drawing lots: each of {drawn} is one package."
        ),
        _ => format!(
            "In {of} of a view and a reading of red lines, {mixed} of {drawn} draw from more than one package; the others are one package."
        ),
    }
}

fn claim(drawn: &Drawn) -> Claim {
    Claim::Lottery {
        concept: drawn.concept.key.into(),
        goal: (&drawn.goal).into(),
        draws: drawn
            .lottery
            .iter()
            .map(|(x, c)| DrawRecord { package: x.clone(), chance: c.into() })
            .collect(),
        product: drawn.product.as_ref().map(|(value, bound)| [value.into(), bound.into()]),
        tangents: drawn.tangents.iter().map(TangentRecord::from).collect(),
        stop: stop_word(drawn.stop),
    }
}

fn show(asked: &Asked, compiled: &Compiled, found: &Found) -> Vec<Block> {
    let players = match &found.solved.players {
        Err(stop) => return stopped(*stop, "What the lotteries are").into_iter().collect(),
        Ok(None) => {
            return vec![Block::Text(
                "No package is acceptable, so there is nothing to draw from; `zone` shows the proof.".into(),
            )];
        }
        Ok(Some(players)) if players.ideals.is_empty() => {
            return vec![Block::Text("No party can gain anything, so there is nothing to divide.".into())];
        }
        Ok(Some(players)) => players,
    };
    let mut packages: Vec<Package> = Vec::new();
    let mut number = |package: &Package| {
        let at = packages.iter().position(|x| x == package).unwrap_or_else(|| {
            packages.push(package.clone());
            packages.len() - 1
        });
        format!("P{}", at + 1)
    };
    let mut rows = Vec::new();
    let mut early = Vec::new();
    for drawn in &found.drawn {
        let name = drawn.concept.name;
        let single = found.solved.solutions.iter().find(|(c, _)| c.key == drawn.concept.key);
        if let Some((_, solution)) = single
            && let Some(pick) = solution.picks.first()
        {
            let mut row = vec![Cell::from(name), Cell::from(format!("package {}", number(pick)))];
            let one = vec![(pick.clone(), BigRational::one())];
            row.extend(gains(compiled, players, &one));
            row.push(sure_of_pick(solution));
            rows.push(row);
        }
        if !drawn.lottery.is_empty() {
            let parts: Vec<String> =
                drawn.lottery.iter().map(|(x, c)| format!("{}: {}", number(x), chance(c))).collect();
            let mut row = vec![Cell::from(name), Cell::from(format!("lottery {}", parts.join("; ")))];
            row.extend(gains(compiled, players, &drawn.lottery));
            row.push(sure(drawn));
            rows.push(row);
        }
        early.extend(stopped(drawn.stop, &format!("That no lottery is better for {name}")));
    }
    let mut head = vec!["Concept".to_string(), "What".into()];
    let gain = |i: &zopa_core::concept::Ideal| {
        let name = &compiled.parties[i.party].1;
        format!("{name}: expected gain (of at most {})", super::words::points(compiled, i.gain))
    };
    head.extend(players.ideals.iter().map(gain));
    head.push("How sure".into());
    let mut numeric = vec![true; head.len()];
    (numeric[0], numeric[1], numeric[head.len() - 1]) = (false, false, false);
    let mut blocks = vec![Block::Table(Table {
        id: anchored(&["lotteries", compiled.view.as_deref().unwrap_or("base"), found.solved.reading.key()]),
        caption: format!("Lotteries {} under {}", found.solved.reading.phrase(), view(compiled)),
        summary: "For each concept its pick among packages, then its lottery: packages with the probability that each is drawn. Gains over no deal are on the party’s own scale."
            .into(),
        head,
        numeric,
        rows,
    })];
    blocks.extend(early);
    blocks.extend(listed(asked, compiled, &packages));
    blocks
}

/// The expected gain of each player.
fn gains(compiled: &Compiled, players: &Players, lottery: &Lottery) -> Vec<Cell> {
    let gain = |party: usize, x: &Package| compiled.problem.gain(party, x);
    players
        .ideals
        .iter()
        .map(|i| match lottery.as_slice() {
            [(only, _)] => Cell::from(signed(compiled, gain(i.party, only))),
            _ => {
                let sum: BigRational = lottery.iter().map(|(x, c)| c * BigInt::from(gain(i.party, x))).sum();
                let text = fraction(&(sum / BigInt::from(compiled.grid)));
                Cell::from(if text.starts_with('-') || text == "0.0" { text } else { format!("+{text}") })
            }
        })
        .collect()
}

/// A probability: as a fraction where that can be read, and in per cent.
fn chance(chance: &BigRational) -> String {
    let percent = fraction(&(chance * BigInt::from(100)));
    if chance.is_one() {
        "certain".into()
    } else if *chance.denom() <= BigInt::from(MOST_PARTS) {
        format!("{chance} ({percent} %)")
    } else {
        format!("about {percent} %")
    }
}

fn sure_of_pick(solution: &Solution) -> Cell {
    let (text, tone) = match (&solution.proof, solution.picks.len()) {
        (Some(_), 1) => ("proved, no tie".to_string(), Tone::Yes),
        (Some(_), _) => ("proved; the first of several that tie".into(), Tone::Yes),
        (None, _) => ("not proved".into(), Tone::Open),
    };
    Cell { text, tone, detail: None }
}

/// Whether no other lottery is better, and how far.
fn sure(drawn: &Drawn) -> Cell {
    let (text, tone) = match (&drawn.product, drawn.stop) {
        (Some((value, bound)), _) if value == bound => ("proved".to_string(), Tone::Yes),
        (Some((value, bound)), _) if bound.is_positive() => {
            let gap = BigRational::one() - value / bound;
            let percent = (gap * BigInt::from(100)).to_f64().unwrap_or(100.0);
            let within = if percent < 0.0001 {
                "less than 0.0001 %".into()
            } else {
                format!("at most {percent:.4} %")
            };
            (format!("proved: {within} short of the largest product of expected gains"), Tone::Yes)
        }
        (None, Stop::Complete) if !matches!(drawn.goal, Goal::Product { .. }) => ("proved".into(), Tone::Yes),
        _ => ("not proved".into(), Tone::Open),
    };
    Cell { text, tone, detail: None }
}
