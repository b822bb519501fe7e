//! What is given away, in words.

use super::super::Asked;
use super::super::words::Towards;
use super::super::words::{capital, list, percent, reason, view};
use super::{About, Found};
use crate::compile::Reading;
use crate::report::{Block, Cell, Table};
use num_bigint::BigInt;
use num_rational::BigRational;
use zopa_core::answer::Stop;
use zopa_core::leak::Left;
use zopa_core::sense::share::{Sure, share};

/// A share of draws with its interval: `6 % (4 to 9 %)`.
fn share_left(left: &Left) -> String {
    let part = |hits: u64| BigRational::new(BigInt::from(hits), BigInt::from(left.drawn.max(1)));
    match share(left.fit, left.drawn, Sure::NinetyFive) {
        Ok(share) => {
            let ends = [share.low, share.high].map(|end| format!("{:.0}", 100.0 * end));
            format!("{} % ({} to {} %)", percent(&part(left.fit), Towards::Nearest), ends[0], ends[1])
        }
        Err(_) => "none drawn".into(),
    }
}

/// One sentence per other party and view: what is left.
pub(super) fn headline(asked: &Asked, found: &[Found], observer: usize, rule: &str) -> Vec<Block> {
    let Some(first) = found.first() else { return Vec::new() };
    let name = &first.plausible.compiled.parties[observer].1;
    let none = found.iter().all(|one| one.sights.is_empty());
    let said_at_all = none || found.iter().any(|one| one.about.iter().any(|about| about.open));
    let mut sentences = vec![match rule {
        _ if !said_at_all => format!(
            "The scenario leaves nothing open about anybody but {name}: every number is a point, so there is nothing to infer."
        ),
        "none" => format!("If {name} knows of no rule by which this was chosen, nothing follows from it."),
        "acceptable" => format!("If {name} knows that everybody asked would accept what is shown:"),
        _ => format!("If {name} knows that this is the pick of the concept {rule}:"),
    }];
    for one in found.iter().filter(|_| rule != "none") {
        let under = if found.len() > 1 {
            format!("under {}, ", view(&one.plausible.compiled))
        } else {
            String::new()
        };
        if one.sights.is_empty() {
            sentences.push(capital(&format!(
                "{under}it picks nothing: no package is acceptable at representative values."
            )));
            continue;
        }
        let parts: Vec<String> = one.about.iter().filter_map(|about| said(one, about)).collect();
        if !parts.is_empty() {
            sentences.push(capital(&format!("{under}{}.", list(&parts))));
        }
    }
    let closed: Vec<String> = first
        .about
        .iter()
        .filter(|about| said_at_all && !about.open)
        .map(|about| first.plausible.compiled.parties[about.party].1.clone())
        .collect();
    let mut blocks = vec![Block::Finding(sentences.join(" "))];
    if !closed.is_empty() {
        blocks.push(Block::Text(format!(
            "The scenario gives {} no range, so there is nothing left to infer about it in this file.",
            list(&closed)
        )));
    }
    if asked.settings.show.is_empty() && rule != "none" {
        blocks.push(Block::Text("What is shown is what the rule picks at representative values.".into()));
    }
    blocks
}

fn said(one: &Found, about: &About) -> Option<String> {
    let name = &one.plausible.compiled.parties[about.party].1;
    match about.left.first()? {
        Ok(left) if left.fit == 0 => {
            Some(format!("none of {} preferences drawn of {name} fits what is shown", left.drawn))
        }
        Ok(left) => Some(format!("{} of what {name} may prefer stays possible", share_left(left))),
        Err(stop) => Some(format!("what is left of {name} is not known: {}", reason(*stop))),
    }
}

/// The table of one view: what each way of showing leaves.
pub(super) fn details(one: &Found, observer: usize, id: &str) -> Vec<Block> {
    let compiled = &one.plausible.compiled;
    let mut blocks = Vec::new();
    match one.led {
        _ if one.sights.is_empty() && one.led == Ok(true) => {}
        Ok(false) => blocks.push(Block::Caveat(
            "At representative values the rule would not lead to what is shown, so a party that believes in the rule would be misled."
                .into(),
        )),
        Ok(true) => {}
        Err(stop) => blocks.push(Block::Caveat(format!(
            "Whether the rule leads to what is shown at representative values is not known: {}.",
            reason(stop)
        ))),
    }
    let walked = one.about.iter().filter(|about| about.walked);
    let walked: Vec<&str> = walked.map(|about| compiled.parties[about.party].1.as_str()).collect();
    if !walked.is_empty() {
        blocks.push(Block::Caveat(format!(
            "What {} said leaves too little to draw from independently, so preferences are drawn by walks: the intervals of these shares are too narrow.",
            list(&walked)
        )));
    }
    let mut rows = Vec::new();
    for about in one.about.iter().filter(|about| about.open) {
        for ((what, _), left) in one.sights.iter().zip(&about.left) {
            let name = compiled.parties[about.party].1.as_str();
            rows.push(row(name, what, left));
        }
    }
    if rows.is_empty() {
        return blocks;
    }
    blocks.push(Block::Table(Table {
        id: id.into(),
        caption: format!("What {} could infer, by how it is shown", compiled.parties[observer].1),
        summary: "Share of what the other party may prefer that stays possible, with the 95 % interval of the draw; and how far the best guess of its weights is off on average, summed over issues in points of 100, before and after."
            .into(),
        head: ["About", "Shown", "Left", "Off before", "Off after"].map(String::from).to_vec(),
        numeric: vec![false, false, true, true, true],
        rows,
    }));
    blocks
}

fn row(name: &str, what: &str, left: &Result<Left, Stop>) -> Vec<Cell> {
    let cells = match left {
        Ok(left) => [
            share_left(left),
            format!("{:.1}", left.before),
            left.after.map_or("–".into(), |after| format!("{after:.1}")),
        ],
        Err(stop) => [format!("not known: {}", reason(*stop)), String::new(), String::new()],
    };
    let [left, before, after] = cells.map(Cell::from);
    vec![name.into(), what.into(), left, before, after]
}

/// What the answer rests on.
pub(super) fn limits(rule: &str, reading: Reading) -> Vec<Block> {
    let mut blocks = vec![Block::Caveat(format!(
        "This is {}. The party shown something is taken to know its own numbers, the rule, the ranges of this scenario and the representative numbers of everybody else; it seldom knows as much, so this is what is given away at worst.",
        reading.phrase()
    ))];
    if rule != "none" {
        blocks.push(Block::Text(
            "The other packages of a set are drawn at random from those the party itself would accept. A set is safer only if its packages are shown alike and the party does not learn which of them the rule picked."
                .into(),
        ));
    }
    blocks
}
