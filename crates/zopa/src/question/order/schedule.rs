//! The order as a schedule: months, gains by stopping, and who has given what it has not got back.

use super::Found;
use super::study::{Study, ends, left_with};
use crate::ensemble::steps::{Course, Numbers};
use crate::question::anchored;
use crate::question::words::{count, ended, list};
use crate::report::{Block, Cell, Drawing, Picture, Schedule, Stage, Table, Tone};

/// Below this a number of points is shown as none.
pub const LITTLE: f64 = 0.05;

/// Months from and to which each step of an order takes: it is done no earlier than those before it in the order, and no
/// earlier than its own months after those it requires. It begins as late as that allows.
pub fn months(course: &Course, numbers: &Numbers, order: &[usize]) -> Vec<[f64; 2]> {
    let mut done = vec![0.0; course.deeds.len()];
    let mut before: f64 = 0.0;
    order
        .iter()
        .map(|&k| {
            let ready = course.deeds[k].requires.iter().map(|&b| done[b]).fold(0.0, f64::max);
            let to = before.max(ready + numbers.months[k]);
            done[k] = to;
            before = to;
            [to - numbers.months[k], to]
        })
        .collect()
}

/// What whoever can stop each step of the order gains by it, most first; below zero: loses.
pub fn tempted(study: &Study) -> Vec<Vec<(usize, f64)>> {
    let end = ends(&study.numbers);
    let order = &study.least.order.steps;
    (0..order.len())
        .map(|place| {
            let left = left_with(&study.course, &study.numbers, &order[..place]);
            let owners = study.course.deeds[order[place]].owners.iter();
            let mut all: Vec<(usize, f64)> = owners.map(|&i| (i, left[i] - end[i])).collect();
            all.sort_by(|(_, a), (_, b)| b.total_cmp(a));
            all
        })
        .collect()
}

/// Who gains by stopping before a step; where nobody does, who has least to lose by it.
fn stopping(found: &Found, all: &[(usize, f64)]) -> Cell {
    let gainers: Vec<String> = all
        .iter()
        .filter(|(_, x)| *x >= LITTLE)
        .map(|(i, x)| format!("{} gains {x:.1}", found.compiled.parties[*i].1))
        .collect();
    let nearest =
        all.first().map(|(i, x)| format!("{} loses {:.1}", found.compiled.parties[*i].1, nothing_below(-x)));
    match (gainers.is_empty(), nearest) {
        (false, _) => Cell { text: gainers.join(", "), tone: Tone::No, detail: None },
        (true, Some(text)) => Cell { text, tone: Tone::Quiet, detail: None },
        (true, None) => "–".into(),
    }
}

/// How far each party is below where it began, if everything ends after each step of the order; after the last one
/// nothing is left that could be broken off.
fn exposed(study: &Study) -> Vec<Vec<(usize, f64)>> {
    let order = &study.least.order.steps;
    (1..=order.len())
        .map(|done| {
            if done == order.len() {
                return Vec::new();
            }
            let left = left_with(&study.course, &study.numbers, &order[..done]);
            left.iter().enumerate().map(|(i, x)| (i, -x)).filter(|(_, x)| *x >= LITTLE).collect()
        })
        .collect()
}

fn points(found: &Found, all: &[(usize, f64)]) -> String {
    let words: Vec<String> =
        all.iter().map(|(i, x)| format!("{} {x:.1}", found.compiled.parties[*i].1)).collect();
    if words.is_empty() { "–".into() } else { words.join(", ") }
}

/// A loss, none below zero.
fn nothing_below(x: f64) -> f64 {
    if x < LITTLE { 0.0 } else { x }
}

/// Where each party has least to lose, or most to gain, by stopping.
fn least_to_lose(found: &Found, study: &Study) -> Option<Block> {
    let order = &study.least.order.steps;
    let mut nearest: Vec<Option<(usize, f64)>> = vec![None; found.compiled.parties.len()];
    for (place, all) in tempted(study).iter().enumerate() {
        for &(i, gain) in all {
            if nearest[i].is_none_or(|(_, known)| gain > known + LITTLE) {
                nearest[i] = Some((place, gain));
            }
        }
    }
    let said: Vec<String> = nearest
        .iter()
        .enumerate()
        .filter_map(|(i, nearest)| {
            let (place, gain) = (*nearest)?;
            let what = match gain >= LITTLE {
                true => format!("gains {gain:.1}"),
                false => format!("would lose {:.1}", nothing_below(-gain)),
            };
            let (name, step) = (&found.compiled.parties[i].1, &study.course.deeds[order[place]].name);
            Some(format!("{name} {what} by stopping before “{step}” (step {}).", place + 1))
        })
        .collect();
    (!said.is_empty()).then_some(Block::List(said))
}

/// The schedule and its table.
pub fn blocks(found: &Found, study: &Study) -> Vec<Block> {
    let order = &study.least.order.steps;
    let months = months(&study.course, &study.numbers, order);
    let (tempted, exposed) = (tempted(study), exposed(study));
    let timed = study.course.deeds.iter().any(|deed| deed.months.is_some());
    let name = |i: &usize| found.compiled.parties[*i].1.as_str();
    let mut rows = Vec::new();
    let mut stages = Vec::new();
    for (place, &k) in order.iter().enumerate() {
        let deed = &study.course.deeds[k];
        let [from, to] = months[place];
        let gains = tempted[place].iter().any(|(_, x)| *x >= LITTLE);
        let tone = if gains { Tone::No } else { Tone::Plain };
        let label = format!("{}. {}", place + 1, deed.name);
        let mut row: Vec<Cell> =
            vec![label.clone().into(), deed.actors.iter().map(name).collect::<Vec<_>>().join(", ").into()];
        if timed {
            row.push(format!("{from:.0} to {to:.0}").into());
        }
        row.push(stopping(found, &tempted[place]));
        row.push(points(found, &exposed[place]).into());
        rows.push(row);
        stages.push(Stage { label, from, to, tone });
    }
    let mut head: Vec<String> = ["Step", "Taken by"].map(String::from).to_vec();
    if timed {
        head.push("Months".into());
    }
    head.extend(["By stopping before it", "Exposed after it"].map(String::from));
    let table = Table {
        id: anchored(&["schedule", &study.id]),
        caption: "The order, step by step".into(),
        summary: format!(
            "By stopping before it: what those who can stop the step gain if everything ends there, against all {} being taken; where nobody gains, who has least to lose. Exposed: how far a party is below where it began, if everything ends after the step; “–”: nobody. Points of each party’s own scale, at representative values.",
            count(order.len(), "step")
        ),
        numeric: vec![false; head.len()],
        head,
        rows,
    };
    let nearest = least_to_lose(found, study).into_iter().flat_map(|list| {
        [Block::Text("Where each party has least to lose by stopping, each on its own scale:".into()), list]
    });
    if !timed {
        return std::iter::once(Block::Table(table)).chain(nearest).collect();
    }
    let last = months.last().map_or(0.0, |[_, to]| *to);
    let one: f64 = study.numbers.months.iter().sum();
    let range = super::words::nine_in_ten(study.worlds.iter().map(|seen| seen.months))
        .map(|[low, high]| format!(" ({low:.0} to {high:.0} in nine of ten worlds)"))
        .unwrap_or_default();
    let drawing = Drawing::Schedule(Schedule { unit: "months".into(), stages });
    let mut blocks = vec![
        Block::Text(format!(
            "The last step is done after {last:.0} months{range}, if each is prepared as soon as the steps it requires are done, and none is done before those that stand above it; strictly one after another they would take {one:.0} months."
        )),
        Block::Picture(Picture { drawing, table }),
    ];
    blocks.extend(nearest);
    blocks
}

/// Which steps come before what answers them, and who is exposed until then.
pub fn answers(found: &Found, study: &Study) -> Vec<Block> {
    let order = &study.least.order.steps;
    let exposed = exposed(study);
    let course = &study.course;
    let place = |k: usize| order.iter().position(|&o| o == k);
    let name = |k: usize| format!("“{}”", course.deeds[k].name);
    let mut said = Vec::new();
    for row in &found.asked.scenario.reciprocal {
        let Some((k, at)) = course.find(&row.step).and_then(|k| Some((k, place(k)?))) else { continue };
        if row.answered_by.is_empty() {
            let note = row.note.as_deref().map(|note| format!(" {}", ended(note))).unwrap_or_default();
            said.push(format!("{} asks for no answer.{note}", name(k)));
            continue;
        }
        let present = row.answered_by.iter().filter_map(|id| course.find(id));
        let mut answers: Vec<(usize, usize)> = present.filter_map(|k| Some((place(k)?, k))).collect();
        answers.sort_unstable();
        let Some(&(first, answer)) = answers.first() else {
            let named = |id: &String| found.asked.scenario.steps.iter().find(|s| s.id == *id);
            let missing: Vec<String> =
                row.answered_by.iter().filter_map(named).map(|s| format!("“{}”", s.name())).collect();
            said.push(format!(
                "{} is answered by nothing here: {} {} not belong to this package.",
                name(k),
                list(&missing),
                if missing.len() == 1 { "does" } else { "do" }
            ));
            continue;
        };
        if first < at {
            said.push(format!("{} comes after {}, which answers it.", name(k), name(answer)));
            continue;
        }
        let between: Vec<String> = course.deeds[k]
            .actors
            .iter()
            .filter_map(|&i| {
                let own = exposed[at..first].iter().flatten().filter(|(p, _)| *p == i);
                let most = own.map(|(_, x)| *x).fold(0.0, f64::max);
                (most >= LITTLE).then(|| format!("{} by up to {most:.1}", found.compiled.parties[i].1))
            })
            .collect();
        let until = format!("{} is answered later, first by {}", name(k), name(answer));
        said.push(match between.is_empty() {
            true => format!("{until}; nobody who takes it is exposed in between."),
            false => format!("{until}; until then exposed: {}.", list(&between)),
        });
    }
    if said.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(2, "What answers what", &anchored(&["answers", &study.id])), Block::List(said)]
}
