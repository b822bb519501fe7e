//! Orders that the scenario names, against each other.

use super::Found;
use super::schedule::LITTLE;
use super::study::{Begun, Seen, Study, most_exposed, setter};
use super::words::{need, nine_in_ten, short};
use crate::question::anchored;
use crate::question::share::Range;
use crate::question::words::list;
use crate::report::{Block, Cell, Table};
use crate::scenario::Sequence;

fn sequence<'s>(found: &'s Found, begun: &Begun) -> &'s Sequence {
    &found.asked.scenario.orders[begun.order]
}

/// Which of two orders needs or exposes less, in how many worlds.
pub fn pair(found: &Found, study: &Study, a: usize, b: usize) -> String {
    let names = [a, b].map(|k| sequence(found, &study.begun[k]).name());
    let sought = [a, b].map(|k| &study.begun[k].sought);
    let needs = sought.map(|s| s.least.order.need);
    let one = |x: f64| if x < LITTLE { "no guarantee".into() } else { format!("one of {}", need(x)) };
    let mut text = match needs.iter().all(|n| *n < LITTLE) {
        true => {
            format!("Neither “{}” nor “{}” needs a guarantee at representative values", names[0], names[1])
        }
        false => format!(
            "At representative values “{}” needs {} and “{}” {}",
            names[0],
            one(needs[0]),
            names[1],
            one(needs[1])
        ),
    };
    if let [Some(one), Some(other)] = sought.map(|s| s.exposure) {
        let some = |x: f64| if x < LITTLE { "nobody".into() } else { format!("somebody by up to {x:.1}") };
        text.push_str(&match (one - other).abs() < LITTLE {
            true => format!("; both expose {}", some(one)),
            false => format!("; the first exposes {}, the second {}", some(one), some(other)),
        });
    }
    text.push('.');
    if study.worlds.is_empty() {
        return text;
    }
    let worlds = study.worlds.len() as u64;
    let split = |what: usize, less: &str, alike: &str| {
        let gap = |seen: &Seen| seen.begun[a][what] - seen.begun[b][what];
        let count =
            |good: &dyn Fn(f64) -> bool| study.worlds.iter().filter(|seen| good(gap(seen))).count() as u64;
        let (first, second) = (count(&|gap| gap < -LITTLE), count(&|gap| gap > LITTLE));
        let share = |hits: u64| Range::new(hits, worlds, false).words();
        match (first, second) {
            (0, 0) => format!("both always {alike}"),
            (0, _) => format!("the second {less} in {} and never the first", share(second)),
            (_, 0) => format!("the first {less} in {} and never the second", share(first)),
            _ => format!("the first {less} in {}, the second in {}", share(first), share(second)),
        }
    };
    let guarantee = split(0, "needs a smaller guarantee", "need the same");
    let exposure = split(1, "exposes less", "expose alike");
    text.push_str(&format!(" Over the worlds {guarantee}; {exposure}."));
    text
}

/// The first two against each other, and any that exposes more than both.
pub fn headline(found: &Found, study: &Study) -> Option<String> {
    if study.begun.len() < 2 {
        return None;
    }
    let mut text = pair(found, study, 0, 1);
    let most = |k: usize| study.begun[k].sought.exposure;
    let limit = most(0)?.max(most(1)?);
    for (k, begun) in study.begun.iter().enumerate().skip(2) {
        let order = &begun.sought.least.order.steps;
        if let Some((party, step, points)) = most_exposed(&begun.course, &begun.course.middle(), order)
            && most(k)? > limit + LITTLE
        {
            text.push_str(&format!(
                " “{}” exposes {} by {points:.1}, after “{}”.",
                sequence(found, begun).name(),
                found.compiled.parties[party].1,
                begun.course.deeds[step].name
            ));
        }
    }
    Some(text)
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
            let (course, order) = (&begun.course, &begun.sought.least.order);
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
                .map(|(a, b)| format!("“{}” for “{}”", course.deeds[a].name, course.deeds[b].name))
                .collect();
            let mut begins = begins.join(", then ");
            if !waived.is_empty() {
                begins.push_str(&format!(" (without waiting: {})", list(&waived)));
            }
            let at = |party: usize, step: usize| {
                format!("{}, “{}”", found.compiled.parties[party].1, course.deeds[step].name)
            };
            let numbers = course.middle();
            let range = |what: usize| {
                nine_in_ten(study.worlds.iter().map(|seen| seen.begun[k][what]))
                    .map(|[low, high]| format!(" ({low:.1} to {high:.1})"))
                    .unwrap_or_default()
            };
            let mut needed = format!("{}{}", short(order.need), range(0));
            if let Some((step, party)) = setter(course, &numbers, &order.steps, &order.tempted)
                && order.need >= LITTLE
            {
                needed.push_str(&format!(": {}", at(party, step)));
            }
            let mut exposed = "not sought".to_string();
            if let Some(most) = begun.sought.exposure {
                exposed = format!("{}{}", short(most), range(1));
                if let Some((party, step, _)) = most_exposed(course, &numbers, &order.steps) {
                    exposed.push_str(&format!(": {}", at(party, step)));
                }
            }
            vec![Cell::from(sequence.name()), begins.into(), needed.into(), exposed.into()]
        })
        .collect();
    Block::Table(Table {
        id: anchored(&["begun", &study.id]),
        caption: "Orders to compare, each completed so that it needs least and then exposes least".into(),
        summary: "Least guarantee: what whoever stops has to lose so that nobody gains by stopping, and who would stop before which step. Most exposed: how far a party is below where it began if everything ends on the way, and after which step. Points of each party’s own scale at representative values, in brackets in nine of ten worlds."
            .into(),
        head: ["Order", "Begins with", "Least guarantee", "Most exposed"].map(String::from).to_vec(),
        numeric: vec![false; 4],
        rows,
    })
}
