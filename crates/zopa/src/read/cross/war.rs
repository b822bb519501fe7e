//! The war: rows that are probabilities, ends that are ends, a discount that discounts, and nothing missing.

use super::{Look, list};
use crate::diagnostic::{Log, code};
use crate::number::{exact, written};
use crate::read::names::suggest;
use crate::scenario::{Contest, Estimate, Span, State, War};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// A whole probability, and the least discount that is none.
fn one() -> BigRational {
    BigRational::one()
}

pub fn check(look: Look<'_>, log: &mut Log) {
    let Some(war) = &look.scenario.war else { return };
    if !look.sound(&["war", "parties"]) {
        return;
    }
    for (aid, rows) in &war.transitions {
        rows.iter().for_each(|(from, to)| row(war, (aid, from), to, log));
    }
    ends(war, log);
    discounts(war, log);
    whole(war, log);
    levels(war, log);
    if let Some(contest) = &war.contest {
        of_two(contest, log);
    }
}

/// One row of the chain.
fn row(war: &War, (aid, from): (&str, &str), to: &[(String, Estimate)], log: &mut Log) {
    let Some(first) = to.first().map(|(_, estimate)| estimate.span) else { return };
    let end = to.last().map_or(first, |(_, estimate)| estimate.span);
    let span = Span { end: end.end, ..first };
    if war.state(from).is_some_and(|state| state.absorbing) {
        let message = format!("`{from}` is an end, so nothing leads out of it");
        log.say(&code::END_IS_LEFT, span, message)
            .hint("take the row out, or take `absorbing = true` off the state");
        return;
    }
    if let Some((_, estimate)) = to.iter().find(|(to, _)| to == from) {
        let message = format!("staying in `{from}` is what the other moves leave, so it is not given");
        log.say(&code::STAYS_BY_ITSELF, estimate.span, message).hint("take it out of the row");
    }
    let sum = |of: fn(&Estimate) -> BigRational| to.iter().map(|(_, e)| of(e)).sum::<BigRational>();
    let (low, high) = (sum(|e| exact(e.low)), sum(|e| exact(e.high)));
    if high > one() {
        let least = if low > one() { ", and never to less than 1" } else { "" };
        let message = format!(
            "with aid `{aid}` the probabilities of leaving `{from}` can add up to {}{least}",
            written(&high)
        );
        log.say(&code::ROW_OVER_ONE, span, message)
            .hint("lower the high ends, so that together they are at most 1; what is left is the probability of staying");
    }
}

/// Where there are ends, the war can reach one from every state.
fn ends(war: &War, log: &mut Log) {
    if !war.states.iter().any(|state| state.absorbing) {
        return;
    }
    for (aid, rows) in &war.transitions {
        let leads = |from: &str, to: &str| {
            let moves = rows.iter().filter(|(state, _)| state == from).flat_map(|(_, list)| list);
            moves.into_iter().any(|(state, e)| state == to && !exact(e.high).is_zero())
        };
        let mut reach: Vec<&str> =
            war.states.iter().filter(|state| state.absorbing).map(|state| state.id.as_str()).collect();
        let mut at = 0;
        while let Some(to) = reach.get(at).copied() {
            at += 1;
            for state in &war.states {
                if !reach.contains(&state.id.as_str()) && leads(&state.id, to) {
                    reach.push(&state.id);
                }
            }
        }
        let lost: Vec<&State> =
            war.states.iter().filter(|state| !reach.contains(&state.id.as_str())).collect();
        if let Some(first) = lost.first() {
            let ids = list(lost.iter().map(|state| state.id.as_str()));
            let message = format!("with aid `{aid}` no end of the war is ever reached from {ids}");
            log.say(&code::WAR_NEVER_ENDS, first.span, message)
                .hint("give the state a way on, or make it an end with `absorbing = true`");
        }
    }
}

fn discounts(war: &War, log: &mut Log) {
    for (party, discount) in &war.discount {
        if exact(discount.high) >= one() {
            let message = format!(
                "the discount of `{party}` can be {}, but has to be below 1",
                written(&exact(discount.high))
            );
            log.say(&code::WAR_DISCOUNT, discount.span, message)
                .hint("0.99 says that a period from now counts 1 % less; with 1 the far future would be all that counts");
        }
    }
    let Some(forts) = war.contest.as_ref().and_then(|contest| contest.forts.as_ref()) else { return };
    let free = forts.costs.iter().all(|cost| exact(cost.high).is_zero());
    let most = exact(forts.discount.high);
    if most > one() || (most == one() && !free) {
        let message = format!(
            "the discount of a battle can be {}: 1 is possible only where battles cost nothing, more never",
            written(&most)
        );
        log.say(&code::WAR_DISCOUNT, forts.discount.span, message).hint("keep it below 1");
    }
}

/// A chain that is to be worked out needs a start, moves, and a number of every party it speaks of.
fn whole(war: &War, log: &mut Log) {
    if war.states.is_empty() {
        return;
    }
    let paid: Vec<&str> = {
        let mut ids: Vec<&str> = Vec::new();
        let all = war.states.iter().flat_map(|state| &state.payoff).map(|(party, _)| party.as_str());
        all.for_each(|party| {
            if !ids.contains(&party) {
                ids.push(party);
            }
        });
        ids
    };
    for state in &war.states {
        let without = paid.iter().copied().filter(|id| !state.payoff.iter().any(|(party, _)| party == id));
        let without: Vec<&str> = without.collect();
        if !without.is_empty() {
            let message = format!("`{}` has no payoff of {}, other states have", state.id, list(without));
            log.say(&code::PAYOFF_GAP, state.span, message)
                .hint("say what the state is worth to every party that the chain speaks of");
        }
    }
    let mut lacks = Vec::new();
    if war.start_state.is_none() {
        lacks.push("`start_state`".to_owned());
    }
    if war.transitions.is_empty() {
        lacks.push("`transitions`".to_owned());
    } else {
        match &war.start_aid {
            None => lacks.push("`start_aid`".to_owned()),
            Some(aid) if war.rows(aid).is_none() => lacks.push(format!("transitions with aid `{aid}`")),
            Some(_) => {}
        }
    }
    let patience = paid.iter().copied().filter(|id| !war.discount.iter().any(|(party, _)| party == id));
    let patience: Vec<&str> = patience.collect();
    if !patience.is_empty() {
        lacks.push(format!("a discount of {}", list(patience)));
    }
    if !lacks.is_empty() {
        let message = format!("the chain cannot be worked out without {}", lacks.join(", "));
        log.say(&code::CHAIN_GAP, war.span, message)
            .hint("a chain needs `start_state`, `start_aid` with its transitions, and `discount.per_period` of every party with payoffs");
    }
}

fn levels(war: &War, log: &mut Log) {
    let Some(sanctions) = &war.sanctions else { return };
    if let Some(start) = &sanctions.start
        && !sanctions.levels.iter().any(|(level, _)| level == start)
    {
        let finding = log.say(
            &code::CHAIN_GAP,
            sanctions.span,
            format!("the war begins with sanctions `{start}`, and there is no such level"),
        );
        suggest(finding, start, sanctions.levels.iter().map(|(level, _)| level.as_str()));
    }
}

fn of_two(contest: &Contest, log: &mut Log) {
    let mut say = |span: Span, message: String, hint: &'static str| {
        log.say(&code::CONTEST_GAP, span, message).hint(hint);
    };
    if contest.parties[0] == contest.parties[1] {
        say(contest.span, "a contest is between two parties".into(), "name two different ones");
    }
    for id in contest.private.iter().filter(|id| !contest.parties.contains(id)) {
        let message = format!("`{id}` is not one of the two parties of the contest");
        say(contest.span, message, "`private` names one of the two, or both");
    }
    if let Some(forts) = &contest.forts
        && !(1..=1000).contains(&forts.count)
    {
        say(
            forts.span,
            format!("{} forts, not 1 to 1000", forts.count),
            "at most 1000 can be worked out to nine digits",
        );
    } else if let Some(forts) = &contest.forts
        && forts.held > forts.count
    {
        say(
            forts.span,
            format!("the first party holds {} of {} forts", forts.held, forts.count),
            "it holds at most all of them",
        );
    }
}
