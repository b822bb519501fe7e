//! Lives and money per period of delay, source by source: never averaged, never points.

use super::{Time, anchored};
use crate::compile::visible;
use crate::ensemble::extra::ends;
use crate::question::words::{capital, count, grouped, list};
use crate::report::{Block, Cell, Table};
use crate::scenario::{Cost, Scenario};

/// Whether a figure was known at the scenario's date.
fn known(scenario: &Scenario, cost: &Cost) -> bool {
    let later = |id: &String| {
        scenario
            .sources
            .iter()
            .find(|source| source.id == *id)
            .is_some_and(|source| source.later == Some(true) || !visible(source.date, scenario.as_of))
    };
    !cost.later && !cost.sources.iter().any(later) && cost.amount.is_some()
}

/// Whose cost: the name of a party, or the words as they stand.
fn side(scenario: &Scenario, cost: &Cost) -> String {
    let party = scenario.parties.iter().find(|party| party.id == cost.side);
    party.map_or_else(|| cost.side.replace('_', " "), |party| party.name.clone())
}

/// A range of so many, as people write it.
fn amount([low, high]: [f64; 2]) -> String {
    let text = |x: f64| match x {
        x if x >= 1000.0 => grouped((x.round()) as u128),
        x if x >= 100.0 || x == x.round() => format!("{x:.0}"),
        x => format!("{x:.1}"),
    };
    match text(low) == text(high) {
        true => text(low),
        false => format!("{} to {}", text(low), text(high)),
    }
}

/// Who says it.
fn origin(scenario: &Scenario, cost: &Cost) -> Cell {
    let title = |id: &String| {
        let source = scenario.sources.iter().find(|source| source.id == *id);
        source.map_or_else(|| id.clone(), |source| source.title.clone())
    };
    let sources: Vec<String> = cost.sources.iter().map(title).collect();
    let text = match (&cost.author, sources.is_empty()) {
        (Some(author), _) => author.clone(),
        (None, false) => sources.join("; "),
        (None, true) => return cost.note.clone().unwrap_or_else(|| "an analyst’s assumption".into()).into(),
    };
    let mut text = text;
    if let Some(note) = &cost.note {
        text.push_str(&format!(" ({note})"));
    }
    if cost.author.is_some() && !cost.sources.is_empty() {
        text.push_str(&format!(" [{}]", cost.sources.join(", ")));
    }
    Cell { detail: (!sources.is_empty()).then(|| sources.join("; ")), ..Cell::from(text) }
}

fn table(time: &Time, costs: &[&Cost], (id, caption): (&str, &str)) -> Block {
    let scenario = time.asked.scenario;
    let waits: Vec<i64> = time.months.iter().copied().filter(|&t| t > 0).collect();
    let waits: Vec<i64> = match waits.len() {
        0..=2 => waits,
        n => vec![waits[0], waits[n - 1]],
    };
    let rows = costs
        .iter()
        .filter_map(|cost| {
            let range = ends(cost.amount.as_ref()?);
            let what = match (&cost.kind, &cost.unit) {
                (Some(kind), None) => kind.clone(),
                (None, Some(unit)) => unit.clone(),
                (Some(kind), Some(unit)) => format!("{kind}, {unit}"),
                (None, None) => "as given".into(),
            };
            let mut row = vec![Cell::from(side(scenario, cost)), what.into(), amount(range).into()];
            row.extend(waits.iter().map(|&t| Cell::from(amount(range.map(|x| x * t as f64)))));
            row.push(cost.bias.clone().unwrap_or_else(|| "–".into()).into());
            row.push(origin(scenario, cost));
            Some(row)
        })
        .collect();
    let period = &scenario.period;
    let mut head = vec!["Side".into(), "What".into(), format!("Per {period}")];
    head.extend(waits.iter().map(|t| count(usize::try_from(*t).unwrap_or(0), period)));
    head.extend(["Bias noted".into(), "Whose figure".into()]);
    let numeric = (0..head.len()).map(|k| (2..3 + waits.len()).contains(&k)).collect();
    Block::Table(Table {
        id: anchored(&[id]),
        caption: caption.into(),
        summary: format!(
            "One row per source, as given: per {period}, and that many times over if fighting goes on as it is. Rows that disagree are kept apart; their mean would be nobody’s figure."
        ),
        head,
        numeric,
        rows,
    })
}

/// Those known of a list, and how many are left out.
fn split<'c>(scenario: &Scenario, costs: &'c [Cost]) -> (Vec<&'c Cost>, usize) {
    let kept: Vec<&Cost> = costs.iter().filter(|cost| known(scenario, cost)).collect();
    let left = costs.len() - kept.len();
    (kept, left)
}

pub(super) fn blocks(time: &Time) -> Vec<Block> {
    let scenario = time.asked.scenario;
    let period = &scenario.period;
    let heading = Block::heading(1, &format!("Lives and money per {period} of delay"), "costs");
    let Some(war) = &scenario.war else { return Vec::new() };
    if war.human_cost.is_empty() && war.money_cost.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![heading];
    let ((lives, no_lives), (money, no_money)) =
        (split(scenario, &war.human_cost), split(scenario, &war.money_cost));
    if !lives.is_empty() {
        blocks.push(table(time, &lives, ("lives", "Lives")));
    }
    if !money.is_empty() {
        blocks.push(table(time, &money, ("money", "Money")));
        blocks.push(Block::Text("Money is never turned into points, nor are lives.".into()));
    }
    if no_lives + no_money > 0 {
        blocks.push(Block::Caveat(format!(
            "{} left out, because {} known only after the scenario’s date or {} no figure.",
            match no_lives + no_money {
                1 => "1 row is".into(),
                n => format!("{n} rows are"),
            },
            if no_lives + no_money == 1 { "it was" } else { "they were" },
            if no_lives + no_money == 1 { "has" } else { "have" }
        )));
    }
    blocks
}

/// The lowest and the highest figure of each side and kind: what a period of delay costs in lives.
pub(super) fn sentence(time: &Time) -> Option<String> {
    let scenario = time.asked.scenario;
    let (lives, _) = split(scenario, &scenario.war.as_ref()?.human_cost);
    let mut kinds: Vec<(String, String, [f64; 2], usize)> = Vec::new();
    for cost in lives {
        let (side, kind) = (side(scenario, cost), cost.kind.clone().unwrap_or_else(|| "lives".into()));
        let [low, high] = ends(cost.amount.as_ref()?);
        match kinds.iter_mut().find(|(s, k, ..)| *s == side && *k == kind) {
            Some((_, _, range, n)) => {
                *range = [range[0].min(low), range[1].max(high)];
                *n += 1;
            }
            None => kinds.push((side, kind, [low, high], 1)),
        }
    }
    let parts: Vec<String> = kinds
        .into_iter()
        .map(|(side, kind, range, n)| {
            let from = if n == 1 { "one source".into() } else { format!("{n} sources") };
            format!("{side} {} {kind} ({from})", amount(range))
        })
        .collect();
    (!parts.is_empty()).then(|| {
        format!(
            "{} of delay costs, from the lowest to the highest figure given: {}.",
            capital(&format!("a {}", scenario.period)),
            list(&parts)
        )
    })
}
