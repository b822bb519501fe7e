//! When a mediator with interests of his own is believed ([`zopa_core::table::mediator::Report`]).

use crate::ensemble::extra;
use crate::question::{AskError, Asked};
use crate::report::Block;
use crate::scenario::Estimate;
use zopa_core::table::mediator::Report;

/// What is said of the mediator's word; nothing where the scenario does not describe him.
pub(super) fn blocks(asked: &Asked) -> Result<Vec<Block>, AskError> {
    let Some(mediator) = &asked.scenario.levers.mediator else { return Ok(Vec::new()) };
    let all = [
        &mediator.bias,
        &mediator.own_war_cost,
        &mediator.small_demand,
        &mediator.large_demand,
        &mediator.war_share,
        &mediator.refused,
    ];
    let numbers: Vec<&Estimate> = all.into_iter().flatten().collect();
    let name = |id: &str| {
        asked.scenario.parties.iter().find(|p| p.id == id).map_or_else(|| id.into(), |p| p.name.clone())
    };
    let (who, listener) = (name(&mediator.who), name(&mediator.listener));
    let mut blocks = vec![Block::heading(1, "The mediator’s word", "mediator")];
    let [bias, cost, small, large, war, refused] = numbers.as_slice() else {
        blocks.push(Block::Text(format!(
            "Whether {listener} would believe {who} cannot be said: [mediator] lacks a number."
        )));
        return Ok(blocks);
    };
    let worlds = 1000;
    let (mut believed, mut least) = (0, Vec::new());
    for k in 0..worlds {
        let draw =
            |e: &Estimate, key: &str| extra::number(e, &format!("mediator, {key}"), asked.settings.seed, k);
        let (a, b) = (draw(small, "small_demand"), draw(large, "large_demand"));
        let report = Report {
            small: a.min(b),
            large: a.max(b),
            war: draw(war, "war_share"),
            refused: draw(refused, "refused"),
            own_cost: draw(cost, "own_war_cost"),
        };
        // Two equal demands leave nothing to report.
        let Ok(weight) = report.least_bias() else { continue };
        believed += u64::from(report.believed(draw(bias, "bias")).unwrap_or(false));
        least.extend(weight);
    }
    least.sort_by(f64::total_cmp);
    let middle = least.get(least.len() / 2).map_or_else(
        || "no weight would do".into(),
        |weight| format!("in the middle of its ranges a weight of {weight:.2} would do"),
    );
    blocks.push(Block::Text(format!(
        "If {who} told {listener} that the other side is weak, {listener} would have reason to believe it in {believed} of {worlds} draws of the stated ranges: only where {who} wants the larger share for {listener} more than it minds fighting on ({middle}). An unbiased mediator who minds war is not believed on this, because he would say so in any case (A. Kydd 2003, “Which side are you on?”, American Journal of Political Science 47)."
    )));
    Ok(blocks)
}
