//! What is said first, and of all packages.

use super::schedule::{self, LITTLE, tempted};
use super::study::{Study, ends, left_with, most_exposed, setter};
use super::{Found, compare, decide};
use crate::enforce::{Form, Model};
use crate::question::anchored;
use crate::question::share::Range;
use crate::question::words::{capital, count, grouped, list, reason};
use crate::report::{Block, Cell, Table};
use zopa_core::answer::Stop;
use zopa_core::keep::order::Plan;
use zopa_core::keep::order::Sets;

/// Conditions on equally good orders that are named.
const CONDITIONS: usize = 12;

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

/// The same for a table.
pub fn short(points: f64) -> String {
    if points < LITTLE { "none".into() } else { format!("{points:.1}") }
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
        blocks.push(Block::Text("The first package of the file; `--package NAME` shows another one.".into()));
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
#[allow(dead_code)]
pub fn brief(found: &Found) -> Vec<Block> {
    let mut blocks = headline(found, &found.studies[found.detail]);
    blocks.push(overview(found));
    blocks.push(Block::Caveat("What a package is worth once it stands is not counted here, only what its steps give on the way: an order in which nobody gains by stopping does not say that the package would be accepted or kept.".into()));
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
        let (name, step) = (&found.compiled.parties[i].1, &study.course.deeds[k].name);
        text.push_str(&match place {
            0 => format!(
                " What sets this is the beginning: all steps together are worth {end:+.1} to {name}, which would rather not begin; a guarantee that binds only those who have begun does not help there."
            ),
            _ => format!(
                " The most tempting place to stop is before “{step}”, for {name}: if everything ended there it would have {left:+.1} against where it began, and {end:+.1} when all is done."
            ),
        });
    }
    if let Some((_, i)) = setter(&study.course, &study.numbers, &order.steps, &order.tempted)
        && order.need >= LITTLE
        && let Some(given) = given(found, study, i)
    {
        text.push_str(&given);
    }
    let mut blocks = vec![Block::Finding(text)];
    blocks.extend(exposure(found, study).map(Block::Finding));
    if let Some(text) = over_worlds(study) {
        blocks.push(Block::Finding(text));
    }
    blocks.extend(compare::headline(found, study).map(Block::Finding));
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

/// What the package's own guarantee would take from a party that stops; `None` where the scenario lists no guarantees.
fn given(found: &Found, study: &Study, party: usize) -> Option<String> {
    let model = Model::new(found.asked.scenario, &found.compiled);
    if model.forms.is_empty() {
        return None;
    }
    let numbers = model.representative();
    let here = |form: &&Form| !form.variant && study.package[form.at.issue] == form.at.option;
    let name = &found.compiled.parties[party].1;
    let Some(form) = model.forms.iter().find(here) else {
        return Some(" The package holds no guarantee that would.".into());
    };
    let takes = form.counts(party, &numbers);
    let enough =
        if takes + LITTLE >= study.least.order.need { "which is enough" } else { "which is not enough" };
    Some(format!(" Its own guarantee, “{}”, would take {takes:.1} points from {name}, {enough}.", form.label))
}

/// Who is exposed most in the order shown.
fn exposure(found: &Found, study: &Study) -> Option<String> {
    study.exposure?;
    let order = &study.least.order.steps;
    Some(match most_exposed(&study.course, &study.numbers, order) {
        None => "In the order shown nobody is ever worse off than at the start, even if everything ends on the way.".into(),
        Some((party, step, most)) => format!(
            "Of the orders that need no more, the one shown exposes least: if everything ended on the way, nobody would be more than {most:.1} points of its own scale below where it began. That far down would be {}, after “{}”.",
            found.compiled.parties[party].1, study.course.deeds[step].name
        ),
    })
}

fn over_worlds(study: &Study) -> Option<String> {
    let n = study.worlds.len();
    let [low, high] = nine_in_ten(study.worlds.iter().map(|seen| seen.need))?;
    let share = |good: &dyn Fn(&super::study::Seen) -> bool| {
        let hits = study.worlds.iter().filter(|seen| good(seen)).count();
        Range::new(hits as u64, n as u64, false).words()
    };
    let free = share(&|seen| seen.need < LITTLE);
    let cheap = share(&|seen| seen.kept[0] < seen.need + LITTLE);
    let best = share(&|seen| seen.kept[0] < seen.need + LITTLE && seen.kept[1] < seen.exposure + LITTLE);
    let start = study.worlds.iter().filter(|seen| seen.start).count();
    let start = match start {
        0 => String::new(),
        n => format!(
            " In {} somebody would rather not begin, because all steps together give it less than nothing.",
            Range::new(n as u64, study.worlds.len() as u64, false).words()
        ),
    };
    let range = match high < LITTLE {
        true => "nine of ten need no guarantee".to_string(),
        false if format!("{low:.1}") == format!("{high:.1}") => {
            format!("the least guarantee is {low:.1} points in nine of ten")
        }
        false => format!("the least guarantee lies between {low:.1} and {high:.1} points in nine of ten"),
    };
    Some(format!(
        "Over {} worlds {range}; in {free} of them nobody gains by stopping.{start} The order shown needs no more than any other in {cheap} of them, and also exposes least in {best}.",
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
                    format!("{} before “{}”", found.compiled.parties[i].1, study.course.deeds[k].name)
                }
                _ => "nobody".into(),
            };
            let range = nine_in_ten(study.worlds.iter().map(|seen| seen.need))
                .map(|[low, high]| format!(" ({low:.1} to {high:.1})"))
                .unwrap_or_default();
            let bound = match study.least.stop {
                Stop::Complete => String::new(),
                _ => format!(" (at least {:.1})", study.least.bound),
            };
            let exposed = study.exposure.map_or("not sought".into(), short);
            let by = most_exposed(&study.course, &study.numbers, &order.steps)
                .map(|(i, ..)| format!(", {}", found.compiled.parties[i].1))
                .unwrap_or_default();
            let mut row: Vec<Cell> = vec![
                study.label.as_str().into(),
                order.steps.len().to_string().into(),
                format!("{}{bound}{range}", short(order.need)).into(),
                set.into(),
                format!("{exposed}{by}").into(),
            ];
            row.extend(study.begun.iter().map(|b| {
                let exposed = b.sought.exposure.map_or("–".into(), short);
                Cell::from(format!("{} / {exposed}", short(b.sought.least.order.need)))
            }));
            row
        })
        .collect();
    let mut head =
        ["Package", "Steps", "Least guarantee", "Set by", "Most exposed"].map(String::from).to_vec();
    head.extend(compared.iter().map(|&k| orders[k].name().to_string()));
    let mut numeric = vec![false, true, false, false, false];
    numeric.extend(compared.iter().map(|_| false));
    Block::Table(Table {
        id: "packages".into(),
        caption: "What carrying out each package takes".into(),
        summary: format!(
            "Least guarantee: what whoever stops has to lose so that nobody gains by stopping in the best order, in brackets in nine of ten worlds. Most exposed: how far somebody is below where it began if everything ends on the way of the order that exposes least. Both in points of whose it is, never a sum.{}",
            if compared.is_empty() { "" } else { " The last columns: both, for orders that begin as named." }
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
        return vec![Block::Text("Every other order needs more or exposes somebody more.".into())];
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
    let direct =
        |a: usize, b: usize| always[a][b] && !needs[a][b] && !(0..n).any(|k| always[a][k] && always[k][b]);
    let name = |k: usize| format!("“{}”", study.course.deeds[k].name);
    let pairs: Vec<(usize, usize)> =
        (0..n).flat_map(|a| (0..n).map(move |b| (a, b))).filter(|&(a, b)| direct(a, b)).collect();
    let orders = match equal.count {
        u128::MAX => "More orders than can be counted".to_string(),
        count => capital(&crate::question::words::magnitude(count)) + " orders",
    };
    if pairs.is_empty() {
        return vec![Block::Text(format!(
            "{orders} need no more and expose nobody more than this one; beyond what steps require, nothing comes before anything else in all of them."
        ))];
    }
    let which = match enough(study, always) {
        true => ": all those in which, beyond what steps require,",
        false => ". In all of them, beyond what steps require,",
    };
    let mut blocks =
        vec![Block::Text(format!("{orders} need no more and expose nobody more than this one{which}"))];
    let more = pairs.len().saturating_sub(CONDITIONS);
    let mut said: Vec<String> = pairs
        .iter()
        .take(CONDITIONS)
        .map(|&(a, b)| format!("{} comes before {};", name(a), name(b)))
        .collect();
    if more > 0 {
        said.push(format!("and {more} more of this kind."));
    }
    if let Some(last) = said.last_mut().filter(|last| last.ends_with(';')) {
        last.pop();
        last.push('.');
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
    let all = sets.equal(&plan, f64::MAX, f64::MAX).map(|all| all.count);
    all == study.equal.as_ref().map(|equal| equal.count)
}

fn limits(study: &Study) -> Vec<Block> {
    let mut text = "What a step gives counts when it is done, and what comes later counts as much as what comes now. Only whoever can stop the next step is asked whether it gains by stopping; everybody knows the numbers. Whoever stops takes back what it gave itself and loses what others gave it, as far as each step can be undone (a convention: wholly, about half, about a quarter, not at all), and everything ends there. What the package is worth once it stands is not counted, so a party that would lose by all steps together is tempted from the start.".to_string();
    if !study.made {
        text.push_str(" Numbers of steps are drawn independently of each other and of the package’s values, and are the same under every view.");
    }
    if tempted(study).first().is_some_and(|first| first.iter().any(|(_, gain)| *gain >= LITTLE)) {
        text.push_str(" Here somebody gains by never beginning.");
    }
    vec![Block::heading(1, "How far this goes", "limits"), Block::Text(text)]
}
