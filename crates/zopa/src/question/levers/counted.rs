//! Levers over worlds, in sentences.

use super::speak::under;
use super::worlds::words;
use super::{Found, show};
use crate::question::Asked;
use crate::question::share::{Range, doubts, percent};
use crate::question::words::{capital, grouped};
use crate::report::Block;
use crate::scenario::Condition;

/// What levers do to the share of worlds with a deal.
pub(super) fn over(asked: &Asked, one: &Found, several: bool) -> Vec<Block> {
    let mut blocks = share_sentence(one, several);
    blocks.extend(show::shares(one));
    let against = over_obstruction(one);
    blocks.extend(against.map(Block::Text));
    for (holder, _) in &one.over.spending {
        blocks.extend(show::frontier(one, *holder));
    }
    blocks.extend(target(asked, one, several));
    blocks.extend(doubts(std::iter::once(&one.view.plausible)).into_iter().filter(|_| !several));
    blocks
}

/// Where levers against obstruction change nothing in any world, why.
fn over_obstruction(one: &Found) -> Option<String> {
    let is = |l: usize| one.model.levers[l].lever.condition == Condition::Obstruction;
    let mut all = one.over.single.iter().filter(|(set, _)| is(set[0].0)).peekable();
    all.peek()?;
    let idle = all.all(|(_, count)| count.opened == 0 && count.closed == 0);
    idle.then(|| {
        "Levers against obstruction change nothing in these worlds: they count only for packages outside all lines of their target that are judged firm, and no deal that they could open keeps these lines."
            .into()
    })
}

/// How many worlds have a deal before levers, and what no mix of levers exceeds.
pub(super) fn share_sentence(one: &Found, several: bool) -> Vec<Block> {
    let over = &one.over;
    if over.worlds == 0 {
        return vec![Block::Caveat("No world was counted: the work was interrupted before.".into())];
    }
    let range = |deals: u64| Range::new(deals, over.worlds, over.walked).words();
    let mut text = format!(
        "{}a deal exists in {} of {} worlds before any lever.",
        under(one, several),
        range(over.before.deals),
        grouped(over.worlds.into())
    );
    if let Some(most) = over.most {
        text.push_str(&format!(
            " Whatever mix of levers is used, whoever bears it, in at most {} of them: in the others red lines or what parties want leave none.",
            range(most)
        ));
    }
    vec![Block::Text(capital(&text))]
}

/// The cheapest set that reaches a share.
fn target(asked: &Asked, one: &Found, several: bool) -> Vec<Block> {
    let Some(target) = asked.settings.target else { return Vec::new() };
    let over = &one.over;
    let reaches = |deals: u64| deals as f64 >= target * over.worlds as f64;
    let mut text = under(one, several);
    let goal = percent(target);
    if reaches(over.before.deals) {
        text.push_str(&format!("{goal} % of the worlds have a deal without any lever."));
    } else if over.most.is_some_and(|most| !reaches(most)) {
        text.push_str(&format!("no mix of levers reaches {goal} % of these worlds."));
    } else {
        let mut parts = Vec::new();
        for (holder, _) in &over.spending {
            let name = &one.compiled().parties[*holder].1;
            let first = over.frontier(*holder).into_iter().find(|s| reaches(s.count.deals));
            parts.push(match first {
                Some(spent) => format!(
                    "{name} reaches {goal} % at the least cost found, {:.1} of its points, by {}",
                    spent.cost,
                    words(&one.model, &spent.levels)
                ),
                None => format!("no set of {name} that was looked at reaches {goal} %"),
            });
        }
        text.push_str(&parts.join("; "));
        text.push_str(". All sets of one or two levers at their highest level were looked at, larger ones only by adding to the best; a cheaper set of more levers, or at lower levels, may exist.");
    }
    vec![Block::Text(capital(&text))]
}
