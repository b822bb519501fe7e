//! What the shares do not say.

use super::Counted;
use crate::question::Asked;
use crate::question::words::{count, view as view_name};
use crate::report::Block;

pub(super) fn limits(asked: &Asked, counted: &[Counted]) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, "How far this goes", "limits"),
        Block::Text(
            "A world is one member of the set of numbers that agree with the scenario. A share of worlds is a share of what the scenario leaves open, under the distributions it names; it is not the chance of a deal."
                .into(),
        ),
    ];
    let Some(first) = counted.first() else { return blocks };
    let plausible = &first.view.plausible;
    let most = counted.iter().map(|one| one.view.plausible.undeclared).max().unwrap_or(0);
    if most > 0 {
        blocks.push(Block::Caveat(format!(
            "Independence is a choice: {} a range and {} in no declared dependence, so {} drawn independently. Independent draws average out, which makes extremes, and often failure, look rarer than they are.",
            if most == 1 { "1 number has".into() } else { format!("{most} numbers have") },
            if most == 1 { "stands" } else { "stand" },
            if most == 1 { "it is" } else { "they are" },
        )));
    }
    let lines = first.view.family.lines();
    let alone = lines.iter().filter(|line| line.firmness.high > 0.0 && line.group.is_none()).count();
    if alone > 0 {
        blocks.push(Block::Caveat(format!(
            "{} in no group: whether it is real is drawn independently of all others.",
            if alone == 1 { "1 red line stands".into() } else { format!("{alone} red lines stand") }
        )));
    }
    let claimed = plausible.compiled.lines.iter().zip(lines);
    let unjudged = claimed.filter(|(names, line)| names.claimed && line.firmness.high <= 0.0).count();
    if unjudged > 0 {
        blocks.push(Block::Caveat(format!(
            "{} claimed and not judged: a claim alone does not make a line real, so no world has it.",
            if unjudged == 1 { "1 red line is".into() } else { format!("{unjudged} red lines are") }
        )));
    }
    if first.view.design.factors.len() > 1 || !first.view.design.crossed {
        blocks.push(Block::Text(
            "The share never rises with the firmness of any line, so the ends of firmness bound it over all firmnesses in the ranges. Correlations are looked at at the ends of their ranges; between them the share can be lower or higher than at both."
                .into(),
        ));
    }
    if counted.iter().any(|one| one.view.walked) {
        blocks.push(Block::Text(
            "Some numbers are drawn by walks through what has been said, started anew every 256 worlds, and worlds of one walk are not independent. The intervals of the cases go by what walks differ by; other shares have none."
                .into(),
        ));
    }
    let (mut varying, mut loose) = (0, 0);
    for input in plausible.inputs.iter().filter(|input| input.ranges()) {
        varying += 1;
        loose += usize::from(!input.sourced);
    }
    blocks.push(Block::Text(format!(
        "{}{} vary from world to world, {loose} of them without a source; {} no range and {} the same in every world.",
        if counted.len() > 1 { format!("Under {}, ", view_name(&plausible.compiled)) } else { String::new() },
        count(varying, "number"),
        match plausible.inputs.len() - varying {
            1 => "1 has".into(),
            n => format!("{n} have"),
        },
        if plausible.inputs.len() - varying == 1 { "is" } else { "are" },
    )));
    let unused = counted.iter().map(|one| one.view.plausible.unused.len()).max().unwrap_or(0);
    if unused > 0 {
        blocks.push(Block::Text(format!(
            "{} of the file {} left out, because what {} of cannot be chosen here.",
            count(unused, "statement"),
            if unused == 1 { "is" } else { "are" },
            if unused == 1 { "it speaks" } else { "they speak" },
        )));
    }
    blocks.push(Block::Text(format!(
        "Shares are sampled under seed {}, not proved; `zopa verify` re-proves the cruxes and checks that counts and intervals fit together.",
        asked.settings.seed
    )));
    blocks
}
