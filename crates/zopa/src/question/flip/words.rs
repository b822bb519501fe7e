//! What reverses the answer, in words and tables.

use super::{Found, Listed};
use crate::compile::Input;
use crate::ensemble::scene::Scene;
use crate::question::anchored;
use crate::question::moves::{input, line, reached, stands, subject, switch, value};
use crate::question::words::{capital, count, grouped, list, reason, view as view_name};
use crate::report::{Block, Cell, Table, Tone};
use zopa_core::answer::Stop;
use zopa_core::sense::reversal::Reversals;
use zopa_core::zone::Zone;

/// Reversals named in a sentence.
const SAID: usize = 3;

/// One move as a condition.
fn condition(scene: &Scene, &(j, to, _): &(usize, f64, f64)) -> String {
    let subject = subject(scene, j);
    match line(scene, j) {
        Some(_) if to > 0.5 => format!("{subject} is real"),
        Some(_) => format!("{subject} is posture"),
        None => {
            format!("{subject} is {} instead of {}", reached(scene, j, to), value(scene, j, scene.start[j]))
        }
    }
}

fn conditions(scene: &Scene, listed: &Listed) -> String {
    let all: Vec<String> = listed.moves.iter().map(|one| condition(scene, one)).collect();
    all.join(", and ")
}

fn proved(listed: &Listed) -> bool {
    listed.verdict.value != Zone::Unknown
}

/// Everything that is said.
pub(super) fn blocks(found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "What reverses the answer", "reversals")];
    for one in found {
        blocks.extend(headline(one));
    }
    for one in found.iter().filter(|one| !one.listed.is_empty()) {
        blocks.extend(tables(one));
    }
    blocks.extend(limits(found));
    blocks
}

fn place(one: &Found) -> String {
    let compiled = &one.scene.plausible.compiled;
    match compiled.view {
        Some(_) => format!("Under {}, {}", view_name(compiled), one.scene.reading.phrase()),
        None => capital(one.scene.reading.phrase()),
    }
}

/// What single assumptions do, in a sentence or two.
pub(super) fn alone(one: &Found) -> Vec<Block> {
    match &one.reversals {
        Some(reversals) => {
            let mut blocks = vec![Block::Text(sentence(one, reversals))];
            blocks.extend(unfinished(one, reversals));
            blocks
        }
        None => vec![unknown(one)],
    }
}

fn unknown(one: &Found) -> Block {
    Block::Caveat(format!(
        "{}, it is not known whether a deal exists before anything moves, because {}; so nothing can reverse it.",
        place(one),
        reason(one.start.stop)
    ))
}

fn headline(one: &Found) -> Vec<Block> {
    let Some(reversals) = &one.reversals else { return vec![unknown(one)] };
    let mut blocks = vec![Block::Finding(sentence(one, reversals))];
    let pairs: Vec<&Listed> = one.listed.iter().filter(|l| l.moves.len() == 2 && proved(l)).collect();
    if !pairs.is_empty() {
        blocks.push(Block::Text(format!(
            "{} of assumptions {} so by moving less than either would have to alone; nearest first, if {}.",
            capital(&count(reversals.pairs.len(), "pair")),
            if reversals.pairs.len() == 1 { "does" } else { "do" },
            said(one, &pairs)
        )));
    } else if reversals.pairs.is_empty() && reversals.pairs_left.is_empty() && one.stop == Stop::Complete {
        blocks.push(Block::Text(
            "No two assumptions do so by moving less than one of them would have to alone.".into(),
        ));
    }
    blocks.extend(unfinished(one, reversals));
    blocks
}

/// The nearest of some reversals.
fn said(one: &Found, of: &[&Listed]) -> String {
    let all: Vec<String> = of.iter().take(SAID).map(|listed| conditions(&one.scene, listed)).collect();
    all.join("; or if ")
}

/// The conclusion, and what reverses it alone.
fn sentence(one: &Found, reversals: &Reversals) -> String {
    let place = place(one);
    let open = reversals.conclusion;
    let now = if open { "a deal exists" } else { "no deal exists" };
    let then = if open { "leave no deal" } else { "open one" };
    let mut text = format!("{place}, {now} {}.", stands(&one.scene));
    let singles: Vec<&Listed> = one.listed.iter().filter(|l| l.moves.len() == 1 && proved(l)).collect();
    let all = one.scene.assumptions.len();
    let looked = all - reversals.singles_left.len();
    let of = match (one.stop, looked == all) {
        (Stop::Interrupted, _) => "Of the assumptions looked at before the interruption".to_string(),
        (_, true) => format!("Of the {} that can move", count(all, "assumption")),
        (_, false) => format!("Of {looked} looked at, of the {} that can move", count(all, "assumption")),
    };
    match (reversals.singles.len(), singles.is_empty()) {
        (0, _) => text.push_str(&format!(" {of}, none would {then} by itself, within its range.")),
        (n, true) => text.push_str(&format!(" {of}, {n} seem to {then} by itself; none is proved.")),
        (n, false) => text.push_str(&format!(
            " {of}, {n} would {}{then}{}: if {}.",
            if n > 1 { "each by itself " } else { "by itself " },
            if n > 1 { ", nearest first" } else { "" },
            said(one, &singles)
        )),
    }
    text
}

/// What was not looked at, or not settled.
fn unfinished(one: &Found, reversals: &Reversals) -> Vec<Block> {
    let mut blocks = Vec::new();
    if one.stop == Stop::Interrupted {
        blocks.push(Block::Caveat(
            "The search was interrupted: what is listed reverses the answer, and what is not listed was perhaps not looked at."
                .into(),
        ));
    }
    let left = |n: usize, what: &str| {
        let number = grouped(n as u128);
        (n > 0).then(|| count(n, what).replacen(&n.to_string(), &number, 1))
    };
    let parts: Vec<String> =
        [left(reversals.singles_left.len(), "assumption"), left(reversals.pairs_left.len(), "pair")]
            .into_iter()
            .flatten()
            .collect();
    if !parts.is_empty() {
        blocks.push(Block::Caveat(format!(
            "{} could not be looked at in all directions within the budget; --budget raises it.",
            capital(&list(&parts))
        )));
    }
    if one.unsettled > 0 {
        blocks.push(Block::Caveat(format!(
            "In {} it was not settled whether a deal exists; these count as not reversed.",
            count(usize::try_from(one.unsettled).unwrap_or(usize::MAX), "position")
        )));
    }
    let unproved = one.listed.iter().filter(|listed| !proved(listed)).count();
    if unproved > 0 {
        blocks.push(Block::Caveat(format!(
            "{} below could not be proved within the budget, and {} marked so.",
            capital(&count(unproved, "reversal")),
            if unproved == 1 { "is" } else { "are" }
        )));
    }
    blocks
}

fn tables(one: &Found) -> Vec<Block> {
    let scene = &one.scene;
    let compiled = &scene.plausible.compiled;
    let view = compiled.view.as_deref().unwrap_or("base");
    let id = |what: &str| anchored(&[what, view, scene.reading.key()]);
    let mut blocks = vec![Block::heading(1, &place(one), &id("view"))];
    let Some(reversals) = &one.reversals else { return blocks };
    let singles: Vec<&Listed> = one.listed.iter().filter(|l| l.moves.len() == 1).collect();
    let pairs: Vec<&Listed> = one.listed.iter().filter(|l| l.moves.len() == 2).collect();
    let shown = |shown: usize, all: usize| match shown < all {
        true => format!(" The nearest {shown} of {}; --top lists more.", grouped(all as u128)),
        false => String::new(),
    };
    if !singles.is_empty() {
        blocks.push(Block::Table(Table {
            id: id("singles"),
            caption: "One assumption that reverses the answer".into(),
            summary: format!(
                "Nearest first. A distance of 1 is half the range of a number, or a red line that turns out real or posture; all other assumptions stay where they are.{}",
                shown(singles.len(), reversals.singles.len())
            ),
            head: ["What moves", "From", "To", "Range", "Distance", "Source of the range"].map(String::from).to_vec(),
            numeric: vec![false, true, true, true, true, false],
            rows: singles.iter().map(|listed| single(scene, listed)).collect(),
        }));
    }
    if !pairs.is_empty() {
        blocks.push(Block::Table(Table {
            id: id("pairs"),
            caption: "Two assumptions that together reverse the answer".into(),
            summary: format!(
                "Nearest first, by the one of the two that moves further; the same distances.{}",
                shown(pairs.len(), reversals.pairs.len())
            ),
            head: ["What moves", "To", "What moves with it", "To", "Distance"].map(String::from).to_vec(),
            numeric: vec![false, true, false, true, true],
            rows: pairs.iter().map(|listed| pair(scene, listed)).collect(),
        }));
    }
    blocks
}

fn distance(listed: &Listed) -> Cell {
    let far = listed.moves.iter().map(|one| one.2).fold(0.0, f64::max);
    match proved(listed) {
        true => format!("{far:.2}").into(),
        false => Cell { text: format!("{far:.2}, not proved"), tone: Tone::Open, detail: None },
    }
}

fn single(scene: &Scene, listed: &Listed) -> Vec<Cell> {
    let (j, to, _) = listed.moves[0];
    let input = input(scene, j);
    let range = match switch(scene, j) {
        true => firmness(input),
        false => {
            let [low, high] = scene.ranges[j].ends();
            format!("{} to {}", value(scene, j, low), value(scene, j, high))
        }
    };
    let sources: Vec<&str> = input.sources.iter().map(|source| source.id.as_str()).collect();
    vec![
        capital(&subject(scene, j)).into(),
        value(scene, j, scene.start[j]).into(),
        reached(scene, j, to).into(),
        range.into(),
        distance(listed),
        if sources.is_empty() { "none".into() } else { sources.join(", ").into() },
    ]
}

/// How firm a red line is judged to be.
fn firmness(input: &Input) -> String {
    let [low, high] = [input.known.low, input.known.high].map(|x| format!("{:.0}", 100.0 * x));
    match (input.known.high <= 0.0, low == high) {
        (true, _) => "not judged".into(),
        (_, true) => format!("real at {low} %"),
        _ => format!("real at {low} to {high} %"),
    }
}

fn pair(scene: &Scene, listed: &Listed) -> Vec<Cell> {
    let mut row: Vec<Cell> = Vec::new();
    for &(j, to, _) in &listed.moves {
        row.push(capital(&subject(scene, j)).into());
        row.push(reached(scene, j, to).into());
    }
    row.push(distance(listed));
    row
}

fn limits(found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, "How far this goes", "limits"),
        Block::Text(
            "The start is the middle of each range, or the stated best. A weight that moves pushes the party’s other weights, all the same share of the way to the ends of their ranges; numbers that a declared dependence ties move one by one. That three or more assumptions move at once is not looked at: `robust` lets all of them vary, and `zone` finds sets of red lines of any size."
                .into(),
        ),
        Block::Text(
            "Each direction is looked at in eight steps, and the step in which the answer turns is halved until it is placed; an answer that turns and turns back within one step can be missed. What is listed is proved, nearer positions are not excluded."
                .into(),
        ),
    ];
    if found.iter().any(|one| one.scene.drawn) {
        blocks.push(Block::Caveat(
            "Where the representative numbers do not agree with all that the parties have said, the start is the nearest of 256 worlds drawn under seed 0, and the answer there can differ from that of `zone`."
                .into(),
        ));
    }
    let said = |one: &Found| one.scene.plausible.family.minds().iter().any(|mind| !mind.said.is_empty());
    if found.iter().any(said) {
        blocks.push(Block::Text(
            "A range ends where moving the number alone would contradict something a party has said.".into(),
        ));
    }
    blocks
}
