//! Orders that the scenario names, against each other.

use super::Found;
use super::study::{Begun, Study, setter};
use super::words::{nine_in_ten, need};
use crate::question::anchored;
use crate::question::share::Range;
use crate::question::words::list;
use crate::report::{Block, Cell, Table};
use crate::scenario::Sequence;

/// Needs that differ by less are the same.
const SAME: f64 = 1e-9;

fn sequence<'s>(found: &'s Found, begun: &Begun) -> &'s Sequence {
    &found.asked.scenario.orders[begun.order]
}

/// Which of two orders needs less, in how many worlds.
pub fn pair(found: &Found, study: &Study, a: usize, b: usize) -> String {
    let names = [a, b].map(|k| sequence(found, &study.begun[k]).name());
    let needs = [a, b].map(|k| study.begun[k].least.order.need);
    let middle = match needs[0] - needs[1] {
        gap if gap < -SAME => format!("“{}” needs less than “{}” at representative values", names[0], names[1]),
        gap if gap > SAME => format!("“{}” needs more than “{}” at representative values", names[0], names[1]),
        _ => format!("“{}” and “{}” need the same at representative values", names[0], names[1]),
    };
    let middle = format!("{middle} ({} and {})", need(needs[0]), need(needs[1]));
    if study.worlds.is_empty() {
        return format!("{middle}.");
    }
    let worlds = study.worlds.len() as u64;
    let hits = |good: &dyn Fn(f64) -> bool| {
        let hits = study.worlds.iter().filter(|seen| good(seen.begun[a] - seen.begun[b])).count();
        Range::new(hits as u64, worlds, false).words()
    };
    format!(
        "{middle}. Over the worlds “{}” needs less in {}, “{}” in {}; in the others both need the same.",
        names[0],
        hits(&|gap| gap < -SAME),
        names[1],
        hits(&|gap| gap > SAME)
    )
}

/// All of them, in words and in a table.
pub fn blocks(found: &Found, study: &Study) -> Vec<Block> {
    if study.begun.is_empty() {
        return Vec::new();
    }
    let mut blocks =
        vec![Block::heading(2, "How it may begin", &anchored(&["begins", &study.id])), table(found, study)];
    let n = study.begun.len();
    let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
    let said: Vec<String> = pairs.map(|(a, b)| pair(found, study, a, b)).collect();
    if !said.is_empty() {
        blocks.push(Block::List(said));
    }
    blocks
}

fn table(found: &Found, study: &Study) -> Block {
    let rows = study
        .begun
        .iter()
        .enumerate()
        .map(|(k, begun)| {
            let sequence = sequence(found, begun);
            let (course, order) = (&begun.course, &begun.least.order);
            let begins: Vec<&str> = sequence
                .first
                .iter()
                .filter_map(|id| course.find(id))
                .map(|k| course.deeds[k].name.as_str())
                .collect();
            let waived: Vec<String> = sequence
                .waives
                .iter()
                .filter_map(|(a, b)| Some((course.find(a)?, course.find(b)?)))
                .map(|(a, b)| format!("“{}” before “{}”", course.deeds[a].name, course.deeds[b].name))
                .collect();
            let mut begins = begins.join(", then ");
            if !waived.is_empty() {
                begins.push_str(&format!(" (gives up that {} waits)", list(&waived)));
            }
            let tempted = match setter(course, &course.middle(), &order.steps, &order.tempted) {
                Some((step, party)) => {
                    format!("{} at “{}”", found.compiled.parties[party].1, course.deeds[step].name)
                }
                None => "nobody".into(),
            };
            let range = nine_in_ten(study.worlds.iter().map(|seen| seen.begun[k]))
                .map_or("–".into(), |[low, high]| format!("{low:.1} to {high:.1}"));
            vec![
                Cell::from(sequence.name()),
                begins.into(),
                need(order.need).into(),
                range.into(),
                tempted.into(),
            ]
        })
        .collect();
    Block::Table(Table {
        id: anchored(&["begun", &study.id]),
        caption: "Orders to compare, each completed so that it needs least".into(),
        summary: "What whoever stops has to lose, in points of its own scale, so that nobody gains by stopping: at representative values and in nine of ten worlds; and who sets it."
            .into(),
        head: ["Order", "Begins with", "Least guarantee", "9 of 10 worlds", "Set by"].map(String::from).to_vec(),
        numeric: vec![false, false, true, true, false],
        rows,
    })
}
