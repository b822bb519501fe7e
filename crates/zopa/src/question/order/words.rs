//! What is said first, and of all packages.

use super::schedule::{self, LITTLE, tempted};
use super::study::{Study, ends, left_with, setter};
use super::{Found, compare, decide};
use crate::question::anchored;
use crate::question::share::Range;
use crate::question::words::{capital, count, grouped, list, reason};
use crate::report::{Block, Cell, Table};
use zopa_core::answer::Stop;
use zopa_core::keep::order::Plan;
use zopa_core::keep::order::Sets;

/// Conditions on equally good orders that are named.
const CONDITIONS: usize = 8;

/// The ends between which nine of ten values lie; `None` where there are too few.
pub fn nine_in_ten(values: impl Iterator<Item = f64>) -> Option<[f64; 2]> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (n >= 20).then(|| [values[n / 20], values[n - 1 - n / 20]])
}

/// A number of points.
pub fn need(points: f64) -> String {
    if points < LITTLE { "none".into() } else { format!("{points:.1} points") }
}

/// The whole answer.
pub fn blocks(found: &Found) -> Vec<Block> {
    let study = &found.studies[found.detail];
    let mut blocks = vec![Block::heading(1, "The order of steps", "order")];
    blocks.extend(headline(found, study));
    if found.studies.len() > 1 {
        blocks.push(overview(found));
    }
    if !found.bare.is_empty() {
        blocks.push(Block::Text(format!("Without steps, and so left out: {}.", list(&found.bare))));
    }
    let title = format!("{} in detail", capital(&study.label));
    blocks.push(Block::heading(1, &title, &anchored(&["detail", &study.id])));
    if found.studies.len() > 1 {
        blocks.push(Block::Text(
            "The first package of the file; `--package NAME` shows another one.".into(),
        ));
    }
    blocks.extend(schedule::blocks(found, study));
    blocks.extend(equal(study));
    blocks.extend(schedule::answers(found, study));
    blocks.extend(compare::blocks(found, study));
    blocks.extend(decide::blocks(found, study));
    blocks.extend(limits(study));
    blocks
}

/// A short form for a report.
pub fn brief(found: &Found) -> Vec<Block> {
    let mut blocks = headline(found, &found.studies[found.detail]);
    blocks.push(overview(found));
    blocks
}

fn headline(found: &Found, study: &Study) -> Vec<Block> {
    let order = &study.least.order;
    let steps = count(order.steps.len(), "step");
    let mut text = match order.need < LITTLE {
        true => format!(
            "The {steps} of “{}” can be taken in an order in which nobody gains by stopping at any of them, without any guarantee.",
            study.label
        ),
        false => format!(
            "The {steps} of “{}” can be taken in an order in which nobody gains by stopping, if whoever stops loses {:.1} points of its own scale by it; {}.",
            study.label,
            order.need,
            match study.least.stop {
                Stop::Complete => "no order needs less".to_string(),
                _ => format!("no order needs less than {:.1}", study.least.bound),
            }
        ),
    };
    if let Some((k, i)) = setter(&study.course, &study.numbers, &order.steps, &order.tempted)
        && order.need >= LITTLE
    {
        let place = order.steps.iter().position(|&o| o == k).unwrap_or(0);
        let left = left_with(&study.course, &study.numbers, &order.steps[..place])[i];
        let end = ends(&study.numbers)[i];
        text.push_str(&format!(
            " The most tempting place to stop is before “{}”, for {}: if everything ended there it would have {left:+.1} against where it began, and {end:+.1} when all is done.",
            study.course.deeds[k].name, found.compiled.parties[i].1
        ));
    }
    let mut blocks = vec![Block::Finding(text)];
    if let Some(text) = over_worlds(study) {
        blocks.push(Block::Finding(text));
    }
    if study.begun.len() > 1 {
        blocks.push(Block::Finding(compare::pair(found, study, 0, 1)));
    }
    if study.made {
        blocks.push(Block::Caveat(
            "The scenario lists no steps, so these were generated from the clauses: a signature, then one step per clause and party that carries it out, none of which can be undone. They show where it would be tempting to stop if clauses were carried out one by one; rows of [[steps]] say it better.".into(),
        ));
    }
    if study.stop != Stop::Complete {
        blocks.push(Block::Caveat(format!("Not everything was settled, because {}.", reason(study.stop))));
    }
    blocks
}

fn over_worlds(study: &Study) -> Option<String> {
    let n = study.worlds.len();
    let [low, high] = nine_in_ten(study.worlds.iter().map(|seen| seen.need))?;
    let share = |good: &dyn Fn(&super::study::Seen) -> bool| {
        let hits = study.worlds.iter().filter(|seen| good(seen)).count();
        Range::new(hits as u64, n as u64, false).words()
    };
    let free = share(&|seen| seen.need < LITTLE);
    let best = share(&|seen| seen.kept < seen.need + LITTLE);
    Some(format!(
        "Over {} worlds of the steps’ numbers the least guarantee lies between {low:.1} and {high:.1} points in nine of ten; in {free} of them nobody is tempted at all. The order shown is among the best in {best}.",
        grouped(n as u128)
    ))
}

/// All packages in one table.
fn overview(found: &Found) -> Block {
    let orders = &found.asked.scenario.orders;
    let compared: Vec<usize> = found.studies[0].begun.iter().map(|begun| begun.order).collect();
    let rows = found
        .studies
        .iter()
        .map(|study| {
            let order = &study.least.order;
            let set = match setter(&study.course, &study.numbers, &order.steps, &order.tempted) {
                Some((k, i)) if order.need >= LITTLE => {
                    format!("{} at “{}”", found.compiled.parties[i].1, study.course.deeds[k].name)
                }
                _ => "nobody".into(),
            };
            let range = nine_in_ten(study.worlds.iter().map(|seen| seen.need))
                .map_or("–".into(), |[low, high]| format!("{low:.1} to {high:.1}"));
            let bound = match study.least.stop {
                Stop::Complete => String::new(),
                _ => format!(" (at least {:.1})", study.least.bound),
            };
            let mut row: Vec<Cell> = vec![
                study.label.as_str().into(),
                order.steps.len().to_string().into(),
                format!("{:.1}{bound}", order.need).into(),
                range.into(),
                set.into(),
            ];
            row.extend(study.begun.iter().map(|b| Cell::from(format!("{:.1}", b.least.order.need))));
            row
        })
        .collect();
    let mut head =
        ["Package", "Steps", "Least guarantee", "9 of 10 worlds", "Set by"].map(String::from).to_vec();
    head.extend(compared.iter().map(|&k| orders[k].name().to_string()));
    let mut numeric = vec![false, true, true, true, false];
    numeric.extend(compared.iter().map(|_| true));
    Block::Table(Table {
        id: "packages".into(),
        caption: "What carrying out each package takes".into(),
        summary: format!(
            "The least guarantee is what whoever stops has to lose, in points of its own scale, so that nobody gains by stopping in the best order: a statement about each party, never a sum.{}",
            if compared.is_empty() { "" } else { " The last columns: the same for orders that begin as named." }
        ),
        head,
        numeric,
        rows,
    })
}

/// The orders that are as good.
fn equal(study: &Study) -> Vec<Block> {
    let Some(equal) = &study.equal else { return Vec::new() };
    if equal.count <= 1 {
        return vec![Block::Text("Every other order needs more.".into())];
    }
    let n = study.course.deeds.len();
    // What prerequisites demand, through other steps too.
    let mut needs: Vec<Vec<bool>> =
        (0..n).map(|a| (0..n).map(|b| study.course.deeds[b].requires.contains(&a)).collect()).collect();
    for k in 0..n {
        for a in 0..n {
            for b in 0..n {
                needs[a][b] |= needs[a][k] && needs[k][b];
            }
        }
    }
    let always = &equal.always;
    let direct = |a: usize, b: usize| {
        always[a][b] && !needs[a][b] && !(0..n).any(|k| always[a][k] && always[k][b])
    };
    let name = |k: usize| format!("“{}”", study.course.deeds[k].name);
    let pairs: Vec<(usize, usize)> =
        (0..n).flat_map(|a| (0..n).map(move |b| (a, b))).filter(|&(a, b)| direct(a, b)).collect();
    let orders = match equal.count {
        u128::MAX => "More orders than can be counted".to_string(),
        count => capital(&crate::question::words::magnitude(count)) + " orders",
    };
    if pairs.is_empty() {
        return vec![Block::Text(format!(
            "{orders} need no more than this one; beyond what steps require, nothing comes before anything else in all of them."
        ))];
    }
    let mut blocks = vec![Block::Text(format!(
        "{orders} need no more than this one. In all of them, beyond what steps require:{}",
        if enough(study, always) { " (and any order that keeps to this is as good)" } else { "" }
    ))];
    let more = pairs.len().saturating_sub(CONDITIONS);
    let mut said: Vec<String> =
        pairs.iter().take(CONDITIONS).map(|&(a, b)| format!("{} comes before {}.", name(a), name(b))).collect();
    if more > 0 {
        said.push(format!("{} more conditions of this kind, in the result file’s numbers.", more));
    }
    blocks.push(Block::List(said));
    blocks
}

/// Whether what comes before what in all good orders is all there is to them.
fn enough(study: &Study, always: &[Vec<bool>]) -> bool {
    let mut steps = study.plan.steps.clone();
    for (b, step) in steps.iter_mut().enumerate() {
        step.requires = (0..always.len()).filter(|&a| always[a][b]).collect();
    }
    let plan = Plan { discount: study.plan.discount, steps };
    let Ok(sets) = Sets::new(&plan, &mut zopa_core::budget::Budget::new(1 << 22)) else { return false };
    let all = sets.equal(&plan, f64::MAX).map(|all| all.count);
    all == study.equal.as_ref().map(|equal| equal.count)
}

fn limits(study: &Study) -> Vec<Block> {
    let mut text = "What a step gives counts when it is done, and what comes later counts as much as what comes now. Only whoever can stop the next step is asked whether it gains by stopping; everybody knows the numbers. Whoever stops takes back what it gave itself and loses what others gave it, as far as each step can be undone (a convention: wholly, about half, about a quarter, not at all), and everything ends there. What the package is worth once it stands is not counted, so a party that would lose by all steps together is tempted from the start.".to_string();
    if !study.made {
        text.push_str(" Numbers of steps are drawn independently of each other and of the package’s values, and are the same under every view.");
    }
    if tempted(study).first().is_some_and(|first| !first.is_empty()) {
        text.push_str(" Here somebody gains by never beginning.");
    }
    vec![Block::heading(1, "How far this goes", "limits"), Block::Text(text)]
}
