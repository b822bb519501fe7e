//! What the answer is due to, in words and tables.

use super::{Found, Tornado};
use crate::compile::Plausible;
use crate::ensemble::groups::Group;
use crate::question::anchored;
use crate::question::share::{Range, doubts};
use crate::question::words::{capital, count, grouped, list, view as view_name};
use crate::report::{Block, Cell, Drawing, Picture, SwingBar, Swings, Table};
use crate::result::{IndexRecord, OutcomeRecord};
use zopa_core::answer::Stop;
use zopa_core::sense::share::{Sure, student};
use zopa_core::sense::sobol::{Index, Measured};

/// Groups named in a sentence.
const SAID: usize = 3;
/// Assumptions of a tornado that are shown.
const SHOWN: usize = 10;

/// Keys of what is in a group.
pub(super) fn keys(plausible: &Plausible, group: &Group) -> Vec<String> {
    let numbers = group.numbers.iter().map(|&c| plausible.inputs[c].key.clone());
    numbers.chain(group.lines.iter().map(|&l| format!("line.{}", plausible.compiled.lines[l].id))).collect()
}

/// The indices as plain data.
pub(super) fn outcomes(one: &Found) -> Vec<OutcomeRecord> {
    let of = std::iter::once(None).chain(one.parties.iter().copied().map(Some));
    of.zip(&one.indices)
        .filter_map(|(party, answer)| {
            let answer = answer.as_ref()?;
            let index = |index: &Index| IndexRecord {
                first: index.first.value,
                first_error: index.first.error,
                total: index.total.value,
                total_error: index.total.error,
            };
            Some(OutcomeRecord {
                outcome: if party.is_some() { "width" } else { "deal" }.into(),
                party,
                mean: answer.mean,
                variance: answer.variance,
                groups: answer.groups.iter().flatten().map(index).collect(),
            })
        })
        .collect()
}

/// Everything that is said.
pub(super) fn blocks(found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "What the answer depends on", "depends")];
    for one in found {
        blocks.extend(headline(one));
    }
    blocks.extend(doubts(found.iter().map(|one| &one.plausible)));
    for one in found {
        let compiled = &one.plausible.compiled;
        let id = compiled.view.as_deref().unwrap_or("base");
        let title = if compiled.view.is_some() { &compiled.view_label } else { "In detail" };
        blocks.push(Block::heading(1, title, &anchored(&["view", id])));
        blocks.extend(deal_table(one, id));
        blocks.extend(width_table(one, id));
        blocks.push(Block::heading(2, "One assumption at a time", &anchored(&["tornado", id])));
        blocks.extend(tornados(one, id));
    }
    blocks.extend(limits(found));
    blocks
}

/// An index as a share, with the 95 % interval of sampling where it is known; estimates that chance put outside 0 to 100 %
/// are shown at that end.
fn share(one: &Found, measured: &Measured) -> String {
    let percent = |x: f64| format!("{:.0}", 100.0 * x.clamp(0.0, 1.0));
    match measured.error {
        Some(error) => {
            let half = student(one.batches.saturating_sub(1).max(1), Sure::NinetyFive) * error;
            let [low, high] = [measured.value - half, measured.value + half];
            format!("{} % ({} to {})", percent(measured.value), percent(low), percent(high))
        }
        None => format!("{} %", percent(measured.value)),
    }
}

/// Groups by an index, the largest first.
fn ranked(indices: &[Index], by: impl Fn(&Index) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..indices.len()).collect();
    order.sort_by(|&a, &b| by(&indices[b]).total_cmp(&by(&indices[a])));
    order
}

/// Whether a group does anything to speak of.
fn moves(index: &Index) -> bool {
    index.total.value >= 0.005
}

/// What is said of the groups left out.
fn others(still: usize) -> String {
    match still {
        0 => String::new(),
        1 => " One other group of inputs moves it by less than half a per cent.".into(),
        n => format!(" {n} other groups of inputs move it by less than half a per cent each."),
    }
}

fn headline(one: &Found) -> Vec<Block> {
    let compiled = &one.plausible.compiled;
    let under = match compiled.view {
        Some(_) => format!("Under {}", view_name(compiled)),
        None => "By this scenario".into(),
    };
    if one.groups.is_empty() {
        return vec![Block::Finding(format!(
            "{under} no number has a range and no red line is in doubt, so nothing varies."
        ))];
    }
    let Some(deal) = one.indices.first().and_then(Option::as_ref) else {
        return vec![Block::Text(format!("{under} no world was counted, because the work was interrupted."))];
    };
    let worlds = 2 * one.rows;
    // A mean of zeros and ones over so many worlds is a whole number of them.
    let deals = (deal.mean * worlds as f64).round() as u64;
    let walked = !one.plausible.family.walked().is_empty();
    let seen = Range::new(deals, worlds, walked).words();
    let text = match &deal.groups {
        None => format!(
            "{under} a deal exists in {} of the {} worlds drawn, so nothing decides between them.",
            if deal.mean > 0.5 { "every one" } else { "none" },
            grouped(worlds.into())
        ),
        Some(indices) => {
            let order = ranked(indices, |index| index.total.value);
            let said: Vec<String> = order
                .iter()
                .filter(|&&g| moves(&indices[g]))
                .take(SAID)
                .map(|&g| {
                    let index = &indices[g];
                    format!(
                        "{}, alone {}, with all combinations {}",
                        one.groups[g].words(&one.plausible),
                        share(one, &index.first),
                        share(one, &index.total)
                    )
                })
                .collect();
            format!(
                "{under} a deal exists in {seen} of the worlds in the base case; `robust` says how far others are from it. Of what is uncertain about that, most is due to: {}.",
                said.join("; ")
            )
        }
    };
    let mut blocks = vec![Block::Finding(text)];
    if one.loose {
        blocks.push(Block::Caveat(
            "Of some positions of the tornado it was not settled how wide the zone is; there the width found stands.".into(),
        ));
    }
    if one.unsettled > 0 {
        blocks.push(Block::Caveat(format!(
            "In {} it was not settled whether a deal exists or how wide the zone is; these count as without one, or with the width found.",
            count(usize::try_from(one.unsettled).unwrap_or(usize::MAX), "world")
        )));
    }
    if one.stop == Stop::Interrupted {
        blocks.push(Block::Caveat(
            "Counting stopped early, because it was interrupted; what is shown holds for the rows counted."
                .into(),
        ));
    }
    blocks
}

fn deal_table(one: &Found, id: &str) -> Option<Block> {
    let indices = one.indices.first()?.as_ref()?.groups.as_ref()?;
    let order = ranked(indices, |index| index.total.value);
    let (moving, still): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|&g| moves(&indices[g]));
    let rows = moving
        .into_iter()
        .map(|g| {
            vec![
                Cell::from(capital(&one.groups[g].words(&one.plausible))),
                share(one, &indices[g].first).into(),
                share(one, &indices[g].total).into(),
            ]
        })
        .collect();
    Some(Block::Table(Table {
        id: anchored(&["deal", id]),
        caption: "What it is due to whether a deal exists".into(),
        summary: format!(
            "Alone (first order): the share of the uncertainty that would go, on average, if these inputs were known. With combinations (total): the share that would be left if all others were known. {}; {} rows.{}",
            if one.batches > 1 {
                "In brackets the 95 % interval of sampling"
            } else {
                "So few rows give no interval"
            },
            grouped(one.rows.into()),
            others(still.len())
        ),
        head: ["Inputs", "Alone", "With combinations"].map(String::from).to_vec(),
        numeric: vec![false, true, true],
        rows,
    }))
}

fn width_table(one: &Found, id: &str) -> Option<Block> {
    let varying: Vec<(usize, &Vec<Index>)> = one
        .parties
        .iter()
        .zip(one.indices.iter().skip(1))
        .filter_map(|(&p, answer)| Some((p, answer.as_ref()?.groups.as_ref()?)))
        .collect();
    if varying.is_empty() {
        return None;
    }
    let most = |g: usize| varying.iter().map(|(_, i)| i[g].total.value).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..one.groups.len()).collect();
    order.sort_by(|&a, &b| most(b).total_cmp(&most(a)));
    let all = order.len();
    order.retain(|&g| varying.iter().any(|(_, indices)| moves(&indices[g])));
    let still = all - order.len();
    let names = &one.plausible.compiled.parties;
    let percent = |x: f64| format!("{:.0} %", 100.0 * x.clamp(0.0, 1.0));
    let rows = order
        .into_iter()
        .map(|g| {
            let cells = varying.iter().map(|(_, indices)| {
                let index = &indices[g];
                Cell::from(format!("{} / {}", percent(index.first.value), percent(index.total.value)))
            });
            std::iter::once(Cell::from(capital(&one.groups[g].words(&one.plausible)))).chain(cells).collect()
        })
        .collect();
    let means: Vec<String> = one
        .parties
        .iter()
        .zip(one.indices.iter().skip(1))
        .filter_map(|(&p, answer)| Some(format!("{} {:.1}", names[p].1, answer.as_ref()?.mean)))
        .collect();
    let mut head = vec!["Inputs".to_string()];
    head.extend(varying.iter().map(|&(p, _)| names[p].1.clone()));
    Some(Block::Table(Table {
        id: anchored(&["width", id]),
        caption: "What the width of the zone is due to, for each party".into(),
        summary: format!(
            "The width for a party is the largest gain over no deal that some acceptable package gives it, 0 where there is none; on average, each on its own scale: {}. Shares alone / with combinations, as above; their intervals are in the result file.{}",
            list(&means),
            others(still)
        ),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        head,
        rows,
    }))
}

/// One table per party: how its largest gain swings.
fn tornados(one: &Found, id: &str) -> Vec<Block> {
    let compiled = &one.plausible.compiled;
    let mut blocks = Vec::new();
    let mut still = Vec::new();
    for (&p, tornado) in one.parties.iter().zip(&one.swings) {
        let name = &compiled.parties[p].1;
        match tornado.swings.iter().any(|swing| swing.swing >= 0.05) {
            true => {
                let table = swing_table(one, tornado, (&compiled.parties[p].0, name), id);
                let rows = tornado.swings.iter().take(table.rows.len()).map(|swing| {
                    let [label, low, high] = &one.assumptions[swing.input];
                    SwingBar {
                        label: capital(label),
                        ends: [(swing.low, low.clone()), (swing.high, high.clone())],
                    }
                });
                let swings = Swings { start: tornado.start, rows: rows.collect() };
                blocks.push(Block::Picture(Picture { drawing: Drawing::Swings(swings), table }));
            }
            false => still.push(format!("{name} ({:.1})", tornado.start)),
        }
    }
    if !still.is_empty() {
        blocks.push(Block::Text(format!(
            "{}, no single assumption moves the largest gain of {} by a tenth of a point.",
            capital(one.reading.phrase()),
            list(&still)
        )));
    }
    blocks
}

fn swing_table(one: &Found, tornado: &Tornado, (party, name): (&str, &str), id: &str) -> Table {
    let moving = tornado.swings.iter().filter(|swing| swing.swing >= 0.05).count();
    let rows = tornado
        .swings
        .iter()
        .take(SHOWN.min(moving))
        .map(|swing| {
            let [subject, low, high] = &one.assumptions[swing.input];
            vec![
                Cell::from(capital(subject)),
                format!("{:.1} at {low}", swing.low).into(),
                format!("{:.1} at {high}", swing.high).into(),
                format!("{:.1}", swing.swing).into(),
            ]
        })
        .collect();
    Table {
        id: anchored(&["swings", id, party]),
        caption: format!("What moves the largest gain of {name}"),
        summary: format!(
            "{}, {}, the largest gain that some acceptable package gives {name} is {:.1} points of its own scale; here with one assumption at either end of its range, the largest swing first{}. 0 where no deal is left.",
            capital(one.stands),
            one.reading.phrase(),
            tornado.start,
            if moving > SHOWN { format!(" ({SHOWN} of {moving} that move it)") } else { String::new() }
        ),
        head: ["What moves", "Low end", "High end", "Swing"].map(String::from).to_vec(),
        numeric: vec![false, true, true, true],
        rows,
    }
}

fn limits(found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, "How far this goes", "limits"),
        Block::Text(
            "Shares of uncertainty are those of the base case (correlations in the middle of their ranges), under the distributions that the scenario names; inputs that a sum, a statement or a dependence ties are one group. The shares alone and with combinations add up to 100 % only where inputs do not act together; they are estimates, and so can miss by as much as their intervals say. One assumption at a time, numbers that a declared dependence ties move one by one, and a range ends where moving the number alone would contradict something a party has said."
                .into(),
        ),
        Block::Text(
            "The width of the zone is measured for each party on its own scale, to within a point over worlds and within a tenth of a point one assumption at a time, and never added up. How large a share of all packages is acceptable, `count` says."
                .into(),
        ),
    ];
    if found
        .iter()
        .any(|one| one.reading == crate::compile::Reading::None && !one.plausible.compiled.lines.is_empty())
    {
        blocks.push(Block::Text(
            "Where the lines judged real leave no deal at representative values, one assumption at a time is looked at with no red line real; which of them would have to be posture, `zone` and `flip` say."
                .into(),
        ));
    }
    blocks
}
