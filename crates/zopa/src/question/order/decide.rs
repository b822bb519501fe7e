//! What the least guarantee hangs on, and what lowers it: single numbers, steps left out, steps cut in parts.

use super::Found;
use super::schedule::LITTLE;
use super::study::{Study, searched};
use super::words::{need, short};
use crate::ensemble::steps::Numbers;
use crate::question::anchored;
use crate::question::words::list;
use crate::report::{Block, Cell, Table};
use zopa_core::answer::Stop;
use zopa_core::keep::order::split::cut;
use zopa_core::keep::order::{Plan, Sets};

/// Numbers shown.
const SHOWN: usize = 6;
/// Into how many parts steps are cut.
const PARTS: [usize; 3] = [2, 3, 4];
/// Optional steps all of whose combinations are left out in turn; of more, one at a time.
const TOGETHER: usize = 6;

/// The least guarantee of a plan, and the least exposure; `None` where they are not proved.
fn least_of(found: &Found, plan: &Plan) -> Option<[f64; 2]> {
    let sought = found.asked.search(|budget| {
        let sets = Sets::new(plan, budget).ok()?;
        searched(plan, Some(&sets), budget).ok()
    })?;
    (sought.least.stop == Stop::Complete).then_some([sought.least.order.need, sought.exposure?])
}

/// What is measured: the guarantee, or where none is needed the exposure.
struct Measure {
    at: usize,
    name: &'static str,
    start: f64,
}

/// Everything of this.
pub fn blocks(found: &Found, study: &Study) -> Vec<Block> {
    let Some(exposure) = study.exposure.filter(|_| study.least.stop == Stop::Complete) else {
        return Vec::new();
    };
    let need = study.least.order.need;
    let mut blocks = vec![Block::heading(2, "What it hangs on", &anchored(&["hangs", &study.id]))];
    blocks.extend(setters(found, study));
    let guarantee = Measure { at: 0, name: "least guarantee", start: need };
    let exposed = Measure { at: 1, name: "largest exposure", start: exposure };
    let all = moved(found, study);
    blocks.extend(swings(study, &guarantee, &all));
    blocks.extend(swings(study, &exposed, &all));
    let measure = if need >= LITTLE { guarantee } else { exposed };
    if measure.start < LITTLE {
        return blocks;
    }
    let lower: Vec<String> =
        left_out(found, study, &measure).into_iter().chain(cuts(found, study, &measure)).collect();
    if !lower.is_empty() {
        let title = format!("What would lower the {}", measure.name);
        blocks.push(Block::heading(2, &title, &anchored(&["lower", &study.id])));
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
            format!(
                "{} before “{}” in {share:.0} %",
                found.compiled.parties[*i].1, study.course.deeds[*k].name
            )
        })
        .collect();
    (!said.is_empty()).then(|| {
        Block::Text(format!(
            "Of the worlds in which somebody gains by stopping, the least guarantee is set by {}.",
            list(&said)
        ))
    })
}

/// A number at either end of its range.
struct Swing {
    words: String,
    ends: [f64; 2],
    /// Guarantee and exposure at each end.
    found: [[f64; 2]; 2],
}

/// One number at a time to either end of its range.
fn moved(found: &Found, study: &Study) -> Vec<Swing> {
    let course = &study.course;
    let mut all = Vec::new();
    let mut look = |words: String, ends: [f64; 2], set: &dyn Fn(&mut Numbers, f64)| {
        if ends[0] == ends[1] {
            return;
        }
        let at = ends.map(|end| {
            let mut numbers = study.numbers.clone();
            set(&mut numbers, end);
            least_of(found, &course.plan(&numbers, &[]))
        });
        if let [Some(low), Some(high)] = at {
            all.push(Swing { words, ends, found: [low, high] });
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
    all
}

/// Those that move a measure most.
fn swings(study: &Study, measure: &Measure, all: &[Swing]) -> Option<Block> {
    let swing = |s: &Swing| (s.found[0][measure.at] - s.found[1][measure.at]).abs();
    let mut moving: Vec<&Swing> = all.iter().filter(|s| swing(s) >= LITTLE).collect();
    moving.sort_by(|a, b| swing(b).total_cmp(&swing(a)));
    if moving.is_empty() {
        return (!all.is_empty()).then(|| {
            let name = measure.name;
            Block::Text(format!(
                "No single number moves the {name} within its range; it stays {}.",
                need(measure.start)
            ))
        });
    }
    let rows = moving
        .iter()
        .take(SHOWN)
        .map(|s| {
            let end = |k: usize| format!("{} at {}", short(s.found[k][measure.at]), number(s.ends[k]));
            vec![Cell::from(s.words.clone()), end(0).into(), end(1).into()]
        })
        .collect();
    Some(Block::Table(Table {
        id: anchored(&["moves", if measure.at == 0 { "need" } else { "exposure" }, &study.id]),
        caption: format!("What moves the {} most", measure.name),
        summary: format!(
            "The {} with one number at either end of its range and all others at representative values, where it is {}{}.",
            measure.name,
            need(measure.start),
            if moving.len() > SHOWN {
                format!("; {SHOWN} of {} that move it", moving.len())
            } else {
                String::new()
            }
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
fn left_out(found: &Found, study: &Study, measure: &Measure) -> Option<String> {
    let deeds = &study.course.deeds;
    let optional: Vec<usize> = (0..deeds.len()).filter(|&k| deeds[k].optional).collect();
    let all: Vec<Vec<usize>> = match optional.len() {
        0..=TOGETHER => (1..1usize << optional.len())
            .map(|set| {
                optional.iter().enumerate().filter(|(n, _)| set >> n & 1 == 1).map(|(_, &k)| k).collect()
            })
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
        let Some(least) = least_of(found, &study.course.kept(&keep).plan(&numbers, &[])) else { continue };
        let needed = least[measure.at];
        let better = match &best {
            None => needed < measure.start - LITTLE,
            Some((known, set)) => {
                needed < known - LITTLE || (needed < known + LITTLE && out.len() < set.len())
            }
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
        need(measure.start)
    ))
}

/// Steps cut together with what answers them.
fn cuts(found: &Found, study: &Study, measure: &Measure) -> Vec<String> {
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
            .map(|least| least[measure.at])
            .collect();
        if needs.len() < PARTS.len() || needs.iter().all(|n| *n > measure.start - LITTLE) {
            continue;
        }
        let names: Vec<String> = answers.iter().map(|&k| format!("“{}”", course.deeds[k].name)).collect();
        let needs: Vec<String> = needs.iter().map(|n| format!("{n:.1}")).collect();
        said.push(format!(
            "Cutting “{}” into equal parts, taken by turns with parts of {}: {} points with two, three and four parts in place of {:.1}, if a part of such a step is worth its share.",
            course.deeds[k].name,
            list(&names),
            list(&needs),
            measure.start
        ));
    }
    said
}
