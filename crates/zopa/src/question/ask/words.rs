//! Whom to call and what to ask, as a person can put it.

use super::reveal::Revealed;
use super::{About, Candidate, Found, THIRDS, TOGETHER};
use crate::question::share::{Range, doubts, percent};
use crate::question::words::{capital, count, grouped, possessive, view as view_name};
use crate::question::{Asked, anchored};
use crate::report::{Block, Cell, Table};
use zopa_core::world::Coordinate;

/// Everything that is said.
pub(super) fn blocks(asked: &Asked, found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Whom to call next", "calls")];
    for one in found {
        blocks.extend(headline(one));
    }
    blocks.extend(doubts(found.iter().map(|one| &one.view.plausible)));
    for one in found.iter().filter(|one| !one.candidates.is_empty()) {
        let compiled = &one.view.plausible.compiled;
        let id = compiled.view.as_deref().unwrap_or("base");
        let title = if compiled.view.is_some() { &compiled.view_label } else { "The questions" };
        blocks.push(Block::heading(1, title, &anchored(&["view", id])));
        blocks.push(Block::Table(questions(one, id)));
        blocks.push(Block::Table(worth(asked, one, id)));
        blocks.extend(parties(one, id));
    }
    blocks.extend(limits(asked, found));
    blocks
}

/// The question as it can be put.
fn question(one: &Found, candidate: &Candidate) -> String {
    let plausible = &one.view.plausible;
    let compiled = &plausible.compiled;
    let name = &compiled.parties[candidate.party].1;
    let c = match candidate.about {
        About::Line(l) => {
            return format!(
                "Would {name} refuse every package that goes against “{}”, however good the rest?",
                compiled.lines[l].label
            );
        }
        About::Number(c) => c,
    };
    match one.view.family.coordinates()[c] {
        Coordinate::NoDeal(_) => {
            format!("If 0 is the worst package for {name} and 100 the best: where is having no deal?")
        }
        Coordinate::Weight { issue, .. } => format!(
            "Of 100 points for the best instead of the worst on every issue: how many does {} take for {name}?",
            compiled.issues[issue].label
        ),
        Coordinate::Value { option, .. } => {
            let issue = &compiled.issues[option.issue];
            format!(
                "{}: if the worst option is 0 for {name} and the best 100, where is “{}”?",
                issue.label, issue.options[option.option].label
            )
        }
        Coordinate::Together { .. } | Coordinate::Box(_) => {
            let input = &plausible.inputs[c];
            format!("How many points of 100 is it: {}?", input.words)
        }
        Coordinate::Factor { .. } | Coordinate::Ceiling(_) | Coordinate::Firmness(_) => {
            format!("How much is it: {}?", plausible.inputs[c].words)
        }
    }
}

/// The answers, and the share of worlds with a deal after each.
fn answers(one: &Found, candidate: &Candidate, intervals: bool) -> String {
    let walked = one.view.walked;
    let share = |[worlds, deals]: [u64; 2]| match intervals {
        true => Range::new(deals, worlds, walked).words(),
        false => format!("{} %", percent(deals as f64 / worlds.max(1) as f64)),
    };
    let number = |x: f64| if x.abs() < 5.0 { format!("{x:.2}") } else { format!("{x:.1}") };
    let words: Vec<String> = candidate
        .answers
        .iter()
        .enumerate()
        .map(|(k, &answer)| {
            let name = match candidate.about {
                About::Line(_) => if k == 0 { "no" } else { "yes" }.to_string(),
                About::Number(_) if k == 0 => format!("up to {}", number(candidate.ends[0])),
                About::Number(_) if k == candidate.ends.len() => {
                    format!("above {}", number(candidate.ends[k - 1]))
                }
                About::Number(_) => {
                    format!("{} to {}", number(candidate.ends[k - 1]), number(candidate.ends[k]))
                }
            };
            format!("{name}: {}", share(answer))
        })
        .collect();
    words.join("; ")
}

fn headline(one: &Found) -> Vec<Block> {
    let compiled = &one.view.plausible.compiled;
    let under = match compiled.view {
        Some(_) => format!("Under {}", view_name(compiled)),
        None => "By this scenario".into(),
    };
    if one.worlds == 0 {
        return vec![Block::Text(format!("{under} no world was counted, because the work was interrupted."))];
    }
    let (Some(first), Some(call)) = (one.candidates.first(), one.calls.first()) else {
        // Where some worlds were not settled, it is not known that all are alike.
        let all = one.unsettled == 0 && (one.deals == one.worlds || one.deals == 0);
        let mut blocks = vec![Block::Finding(match all {
            true => format!(
                "{under} {} of {} worlds has a deal, so no answer can change that.",
                if one.deals == 0 { "none" } else { "every one" },
                grouped(one.worlds.into())
            ),
            false => format!(
                "{under} no question tells more about whether a deal exists than chance would explain in {} worlds.",
                grouped(one.worlds.into())
            ),
        })];
        blocks.extend(unfinished(one));
        return blocks;
    };
    let (name, best) = (&compiled.parties[call.party].1, &call.best);
    let (together, asked) = (call.together, call.asked);
    let now = Range::new(one.deals, one.worlds, one.view.walked).words();
    let mut text = format!(
        "{under} a deal exists in {now} of the worlds in the base case; `robust` says how far others are from it. "
    );
    if asked > 1 {
        text.push_str(&format!(
            "Call {name} first: {} most telling questions together account for {} % of what is uncertain about that. ",
            format_args!("{} {}", possessive(name), small(asked)),
            percent(together.max(0.0))
        ));
    } else {
        text.push_str(&format!(
            "Call {name} first: one question accounts for {} % of what is uncertain about that. ",
            percent(together.max(0.0))
        ));
    }
    text.push_str(&format!(
        "Ask: {} Worlds with a deal by answer: {}.",
        question(one, best),
        answers(one, best, true)
    ));
    let mut blocks = vec![Block::Finding(text)];
    if best.party != first.party || best.about != first.about {
        blocks.push(Block::Text(format!(
            "The single most telling question is one to {}: {} {}.",
            compiled.parties[first.party].1,
            question(one, first),
            capital(&answers(one, first, true))
        )));
    }
    blocks.extend(unfinished(one));
    blocks
}

/// What was not settled, or not looked at.
fn unfinished(one: &Found) -> Vec<Block> {
    let mut blocks = Vec::new();
    if one.unsettled > 0 {
        blocks.push(Block::Caveat(format!(
            "In {} it was not settled whether a deal exists; these count as without one.",
            count(usize::try_from(one.unsettled).unwrap_or(usize::MAX), "world")
        )));
    }
    if !one.complete {
        blocks.push(Block::Caveat(
            "The work was interrupted: fewer worlds were drawn than asked for, and what questions reveal was not looked at."
                .into(),
        ));
    }
    blocks
}

fn small(n: usize) -> &'static str {
    match n {
        1 => "one",
        2 => "two",
        _ => "three",
    }
}

fn questions(one: &Found, id: &str) -> Table {
    let compiled = &one.view.plausible.compiled;
    let rows = one
        .candidates
        .iter()
        .enumerate()
        .map(|(k, candidate)| {
            vec![
                Cell::from((k + 1).to_string()),
                compiled.parties[candidate.party].1.as_str().into(),
                question(one, candidate).into(),
                answers(one, candidate, false).into(),
            ]
        })
        .collect();
    Table {
        id: anchored(&["questions", id]),
        caption: "What to ask, the most telling first".into(),
        summary: format!(
            "After each answer, the share of the worlds that give it in which a deal exists; numbers are sorted into thirds of the {} worlds drawn.",
            grouped(one.worlds.into())
        ),
        head: ["No.", "Whom", "Question", "A deal exists, by answer"].map(String::from).to_vec(),
        numeric: vec![true, false, false, false],
        rows,
    }
}

fn worth(asked: &Asked, one: &Found, id: &str) -> Table {
    let reliable = format!("{}", asked.settings.reliable);
    let points = |x: f64| format!("+{:.1}", 100.0 * x);
    let rows = one
        .candidates
        .iter()
        .zip(&one.revealed)
        .enumerate()
        .map(|(k, (candidate, revealed))| {
            vec![
                Cell::from((k + 1).to_string()),
                format!("{} %", percent(candidate.explains.max(0.0))).into(),
                format!("{} %", percent(candidate.noisy)).into(),
                points(candidate.guess[0]).into(),
                points(candidate.guess[1]).into(),
                match revealed {
                    Some(Revealed { same, drawn }) => {
                        Range::new(*same, *drawn, one.view.walked).words().into()
                    }
                    None => "–".into(),
                },
            ]
        })
        .collect();
    Table {
        id: anchored(&["worth", id]),
        caption: "What the answers are worth, and what the questions reveal".into(),
        summary: format!(
            "The share of the uncertainty about a deal that goes with the answer, if it is surely right and if it is right in {reliable} % of the cases; by how many points more often the better guess, deal or none, is then right (0 where no answer turns the guess); and, of the most telling question to each party, in which share of the others’ plausible numbers it would be that too."
        ),
        head: [
            "No.".into(),
            "Tells".into(),
            format!("Tells, right in {reliable} %"),
            "Guess".into(),
            format!("Guess, right in {reliable} %"),
            "Asked anyway".into(),
        ]
        .to_vec(),
        numeric: vec![true; 6],
        rows,
    }
}

fn parties(one: &Found, id: &str) -> Option<Block> {
    if one.calls.len() < 2 {
        return None;
    }
    let compiled = &one.view.plausible.compiled;
    let rows = one
        .calls
        .iter()
        .map(|call| {
            vec![
                Cell::from(compiled.parties[call.party].1.clone()),
                format!("{} %", percent(call.together.max(0.0))).into(),
                call.asked.to_string().into(),
            ]
        })
        .collect();
    Some(Block::Table(Table {
        id: anchored(&["parties", id]),
        caption: "Whom to call".into(),
        summary: format!(
            "The share of the uncertainty about a deal that goes with the answers to the party’s most telling questions together, up to {}.",
            small(TOGETHER)
        ),
        head: ["Party", "Tells", "Questions"].map(String::from).to_vec(),
        numeric: vec![false, true, true],
        rows,
    }))
}

fn limits(asked: &Asked, found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, "What asking reveals, and how far this goes", "limits"),
        Block::Text(
            "Each question is about the party’s own preferences and names no number of anyone else. Chosen from this scenario alone, it tells the party nothing about the others that the scenario does not. If the scenario holds what others said in confidence, the choice of the question can betray it: the party can rule out those numbers of the others under which another question would have been more telling. “Asked anyway” says in which share of the others’ plausible numbers this one would be; the smaller it is, the more the question gives away. Putting the same list of questions to a party whatever the others say gives nothing away."
                .into(),
        ),
    ];
    if found.iter().any(|one| one.candidates.iter().any(|c| matches!(c.about, About::Line(_)))) {
        blocks.push(Block::Caveat(format!(
            "Asked about a red line, a party has a reason to say that it is real. That answers are right in {} % of the cases is an assumption (--reliable); a deed, or a question about what would be worth crossing the line, can tell more than a word.",
            asked.settings.reliable
        )));
    }
    blocks.push(Block::Text(format!(
        "Worlds are those of the base case: correlations in the middle of their ranges, firmness drawn from its range. Sorting a number into {THIRDS} answers knows less than the number itself, so numbers tell a little more than is said here."
    )));
    blocks
}
