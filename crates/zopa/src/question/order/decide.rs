//! What the least guarantee hangs on, and what lowers it: single numbers, steps left out, steps cut in parts.

use super::Found;
use super::schedule::LITTLE;
use super::study::Study;
use super::words::need;
use crate::ensemble::steps::Numbers;
use crate::question::anchored;
use crate::question::words::list;
use crate::report::{Block, Cell, Table};
use zopa_core::answer::Stop;
use zopa_core::keep::order::split::cut;
use zopa_core::keep::order::{Plan, least};

/// Numbers shown.
const SHOWN: usize = 6;
/// Into how many parts steps are cut.
const PARTS: [usize; 3] = [2, 3, 4];
/// Optional steps all of whose combinations are left out in turn; of more, one at a time.
const TOGETHER: usize = 6;

/// The least guarantee of a plan; `None` where it is not proved.
fn least_of(found: &Found, plan: &Plan) -> Option<f64> {
    let least = found.asked.search(|budget| least(plan, budget)).ok()?;
    (least.stop == Stop::Complete).then_some(least.order.need)
}

/// Everything of this.
pub fn blocks(found: &Found, study: &Study) -> Vec<Block> {
    if study.least.stop != Stop::Complete || study.least.order.need < LITTLE {
        return Vec::new();
    }
    let mut blocks = vec![Block::heading(2, "What it hangs on", &anchored(&["hangs", &study.id]))];
    blocks.extend(setters(found, study));
    blocks.extend(swings(found, study));
    let lower: Vec<String> = left_out(found, study).into_iter().chain(cuts(found, study)).collect();
    if !lower.is_empty() {
        blocks.push(Block::heading(2, "What would lower it", &anchored(&["lower", &study.id])));
        blocks.push(Block::List(lower));
    }
    blocks
}

/// Who sets it at which step, over worlds.
fn setters(found: &Found, study: &Study) -> Option<Block> {
    let mut tally: Vec<((usize, usize), usize)> = Vec::new();
    for setter in study.worlds.iter().filter_map(|seen| seen.setter) {
        match tally.iter_mut().find(|(known, _)| *known == setter) {
            Some((_, n)) => *n += 1,
            None => tally.push((setter, 1)),
        }
    }
    let all: usize = tally.iter().map(|(_, n)| n).sum();
    tally.sort_by(|(a, n), (b, m)| (m, a).cmp(&(n, b)));
    let said: Vec<String> = tally
        .iter()
        .take(3)
        .map(|((k, i), n)| {
            let share = 100.0 * *n as f64 / all as f64;
            format!("{} at “{}” in {share:.0} %", found.compiled.parties[*i].1, study.course.deeds[*k].name)
        })
        .collect();
    (!said.is_empty()).then(|| {
        Block::Text(format!(
            "Of the worlds in which somebody is tempted, the least guarantee is set by {}.",
            list(&said)
        ))
    })
}

/// One number at a time to either end of its range.
fn swings(found: &Found, study: &Study) -> Option<Block> {
    struct Swing {
        words: String,
        ends: [f64; 2],
        needs: [f64; 2],
    }
    let course = &study.course;
    let mut all = Vec::new();
    let mut look = |words: String, ends: [f64; 2], set: &dyn Fn(&mut Numbers, f64)| {
        if ends[0] == ends[1] {
            return;
        }
        let needs = ends.map(|end| {
            let mut numbers = study.numbers.clone();
            set(&mut numbers, end);
            least_of(found, &course.plan(&numbers, &[])).unwrap_or(f64::NAN)
        });
        if (needs[0] - needs[1]).abs() >= LITTLE {
            all.push(Swing { words, ends, needs });
        }
    };
    for (k, deed) in course.deeds.iter().enumerate() {
        for (i, gain) in deed.gains.iter().enumerate() {
            let Some((estimate, _)) = gain else { continue };
            let words = format!("What “{}” gives {}", deed.name, found.compiled.parties[i].1);
            look(words, crate::ensemble::extra::ends(estimate), &|numbers, x| numbers.gains[k][i] = x);
        }
        let words = format!("How far “{}” can be undone", deed.name);
        look(words, deed.reversible.share(), &|numbers, x| numbers.shares[k] = x);
    }
    all.sort_by(|a, b| (b.needs[0] - b.needs[1]).abs().total_cmp(&(a.needs[0] - a.needs[1]).abs()));
    if all.is_empty() {
        return None;
    }
    let more = all.len().saturating_sub(SHOWN);
    let rows = all
        .iter()
        .take(SHOWN)
        .map(|swing| {
            let end = |k: usize| format!("{:.1} at {}", swing.needs[k], number(swing.ends[k]));
            vec![Cell::from(swing.words.clone()), end(0).into(), end(1).into()]
        })
        .collect();
    Some(Block::Table(Table {
        id: anchored(&["moves", &study.id]),
        caption: "What moves the least guarantee most".into(),
        summary: format!(
            "The least guarantee with one number at either end of its range and all others at representative values, where it is {}{}.",
            need(study.least.order.need),
            if more > 0 { format!(" ({SHOWN} of {} that move it)", all.len()) } else { String::new() }
        ),
        head: ["Number", "Low end", "High end"].map(String::from).to_vec(),
        numeric: vec![false, true, true],
        rows,
    }))
}

fn number(x: f64) -> String {
    if x == x.trunc() { format!("{x:.0}") } else { format!("{x:.2}") }
}

/// Optional steps left out.
fn left_out(found: &Found, study: &Study) -> Option<String> {
    let deeds = &study.course.deeds;
    let optional: Vec<usize> = (0..deeds.len()).filter(|&k| deeds[k].optional).collect();
    let all: Vec<Vec<usize>> = match optional.len() {
        0..=TOGETHER => (1..1usize << optional.len())
            .map(|set| optional.iter().enumerate().filter(|(n, _)| set >> n & 1 == 1).map(|(_, &k)| k).collect())
            .collect(),
        _ => optional.iter().map(|&k| vec![k]).collect(),
    };
    let mut best: Option<(f64, Vec<usize>)> = None;
    for out in all {
        let keep: Vec<bool> = (0..deeds.len()).map(|k| !out.contains(&k)).collect();
        let pick = |rows: &[Vec<f64>]| -> Vec<Vec<f64>> {
            rows.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(row, _)| row.clone()).collect()
        };
        let pick_one = |row: &[f64]| -> Vec<f64> {
            row.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(x, _)| *x).collect()
        };
        let numbers = Numbers {
            gains: pick(&study.numbers.gains),
            shares: pick_one(&study.numbers.shares),
            months: pick_one(&study.numbers.months),
        };
        let Some(needed) = least_of(found, &study.course.kept(&keep).plan(&numbers, &[])) else { continue };
        let better = match &best {
            None => needed < study.least.order.need - LITTLE,
            Some((known, set)) => needed < known - LITTLE || (needed < known + LITTLE && out.len() < set.len()),
        };
        if better {
            best = Some((needed, out));
        }
    }
    let (needed, out) = best?;
    let names: Vec<String> = out.iter().map(|&k| format!("“{}”", deeds[k].name)).collect();
    Some(format!(
        "Leaving out {}, which may be left out: {} in place of {}. What else the package loses by that is not counted here.",
        list(&names),
        need(needed),
        need(study.least.order.need)
    ))
}

/// Steps cut together with what answers them.
fn cuts(found: &Found, study: &Study) -> Vec<String> {
    let course = &study.course;
    let mut said = Vec::new();
    for row in &found.asked.scenario.reciprocal {
        let Some(k) = course.find(&row.step) else { continue };
        let answers: Vec<usize> = row.answered_by.iter().filter_map(|id| course.find(id)).collect();
        if answers.is_empty() {
            continue;
        }
        let steps = [&[k], &answers[..]].concat();
        let needs: Vec<f64> = PARTS
            .iter()
            .filter_map(|&parts| least_of(found, &cut(&study.plan, &steps, parts).ok()?.plan))
            .collect();
        if needs.len() < PARTS.len() || needs.iter().all(|n| *n > study.least.order.need - LITTLE) {
            continue;
        }
        let names: Vec<String> = answers.iter().map(|&k| format!("“{}”", course.deeds[k].name)).collect();
        let needs: Vec<String> = needs.iter().map(|n| format!("{n:.1}")).collect();
        said.push(format!(
            "Cutting “{}” into equal parts, taken by turns with parts of {}: {} points with two, three and four parts in place of {:.1}, if a part of such a step is worth its share.",
            course.deeds[k].name,
            list(&names),
            list(&needs),
            study.least.order.need
        ));
    }
    said
}
