//! What levers can and cannot do, in sentences.

use super::depend::depends;
use super::sets::Set;
use super::worlds::words;
use super::{Found, Situation, show};
use crate::question::Asked;
use crate::question::share::{Range, doubts, percent};
use crate::question::words::{capital, count, grouped, line, line_short, list, view};
use crate::report::Block;
use crate::scenario::Condition;
use zopa_core::answer::Stop;

/// Everything that is said, but for the mediator and the limits.
pub(super) fn blocks(asked: &Asked, found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![Block::Finding(headline(asked, found))];
    blocks.push(Block::Text(
        "Gains and effects are points of each party’s own scale, costs points of the holder’s: they are never added up over parties. Money stands apart."
            .into(),
    ));
    if asked.settings.package.is_none() {
        blocks.push(Block::heading(1, "What would open the zone", "open"));
        blocks.extend(opens(found));
        blocks.extend(show::reach(found, |one| &one.situations, ("reach", shown(asked))));
        blocks.push(Block::heading(1, "What no lever can do", "cannot"));
        blocks.extend(cannot(found));
    }
    if found.iter().any(|one| !one.packages.is_empty()) {
        blocks.push(Block::heading(1, "What would carry a package", "carry"));
        blocks.extend(show::packages(found));
        if asked.settings.package.is_some() || asked.settings.top.is_some() {
            blocks.extend(show::reach(found, |one| &one.packages, ("packages", shown(asked))));
        }
        blocks.extend(crossed(found));
    }
    blocks.push(Block::heading(1, "Side effects", "effects"));
    blocks.extend(show::effects(found));
    blocks.push(Block::heading(1, "Over the worlds", "worlds"));
    for one in found {
        blocks.extend(over(asked, one, found.len() > 1));
    }
    blocks.push(Block::heading(1, "What depends on a lever that ends", "depends"));
    blocks.extend(dependence(found));
    blocks.push(Block::heading(1, "Who would carry it out, and who has to agree", "belief"));
    blocks.extend(show::belief(found));
    blocks.push(Block::heading(1, "Who would leave the table", "leave"));
    blocks.extend(leave(found));
    blocks
}

/// The short form.
pub(super) fn brief(asked: &Asked, found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![Block::Finding(headline(asked, found))];
    blocks.extend(show::reach(found, |one| &one.situations, ("levers-reach", 2)));
    for one in found {
        blocks.extend(share_sentence(one, found.len() > 1));
    }
    blocks.push(Block::Caveat(caveat()));
    blocks
}

/// How many sets of several holders are shown.
fn shown(asked: &Asked) -> usize {
    asked.settings.top.unwrap_or(super::SETS)
}

fn caveat() -> String {
    "Effects of levers are ranges of an analyst unless a source stands beside them; they grow in proportion to the level and add up. `levers` says more.".into()
}

/// A set with what it costs each holder that uses it.
pub(super) fn priced(one: &Found, set: &Set) -> String {
    let costs: Vec<String> = set
        .cost
        .iter()
        .map(|(h, cost)| format!("{cost:.1} points of {}", one.compiled().parties[*h].1))
        .collect();
    let costs = if costs.is_empty() { "nothing".into() } else { list(&costs) };
    let exact = set.dose.as_ref().map_or_else(String::new, |dose| {
        let intensity: Vec<String> = dose
            .intensity
            .iter()
            .map(|(l, a)| format!("“{}” at {:.1} %", one.model.levers[*l].lever.label, 100.0 * a))
            .collect();
        let bound = dose.bound.map_or_else(String::new, |b| format!("; no set of it costs less than {b:.2}"));
        format!(" (in tenths; this package needs exactly {}: {:.2}{bound})", list(&intensity), dose.cost)
    });
    format!("{} at a cost of {costs}{exact}", words(&one.model, &set.used))
}

fn under(one: &Found, several: bool) -> String {
    if several { format!("Under {}: ", view(one.compiled())) } else { String::new() }
}

fn headline(asked: &Asked, found: &[Found]) -> String {
    if asked.settings.package.is_some() {
        return carried(found);
    }
    let mut sentences = Vec::new();
    let plain: Vec<&Situation> = found.first().map(|f| f.situations.iter().filter(|s| s.line.is_none()).collect()).unwrap_or_default();
    for (at, first) in plain.iter().enumerate() {
        let all: Vec<(&Found, &Situation)> = found
            .iter()
            .filter_map(|f| f.situations.iter().filter(|s| s.line.is_none()).nth(at).map(|s| (f, s)))
            .collect();
        let open: Vec<String> = named(&all, |s| s.open == Some(true));
        let helped: Vec<String> = named(&all, |s| s.open == Some(false) && can(s));
        let never: Vec<String> = named(&all, |s| s.open == Some(false) && settled(s) && !can(s));
        let views = |names: &[String]| match names.len() == found.len() && found.len() > 1 {
            true => "under every view".into(),
            false => format!("under {}", list(names)),
        };
        let one = found.len() == 1;
        let mut parts = Vec::new();
        if !open.is_empty() {
            parts.push(format!("a deal exists{} without any lever", if one { String::new() } else { format!(" {}", views(&open)) }));
        }
        if !helped.is_empty() {
            parts.push(format!("levers open the zone{}", if one { String::new() } else { format!(" {}", views(&helped)) }));
        }
        if !never.is_empty() {
            parts.push(format!("no set of levers opens it{}", if one { String::new() } else { format!(" {}", views(&never)) }));
        }
        if !parts.is_empty() {
            sentences.push(format!("{}, {}.", capital(&first.phrase), parts.join("; ")));
        }
    }
    let postures: Vec<String> = found
        .iter()
        .flat_map(|f| f.situations.iter().filter(|s| s.line.is_some() && can(s)).map(move |s| (f, s)))
        .map(|(f, s)| {
            let line = s.line.map_or_else(String::new, |l| line_short(f.compiled(), l));
            format!("{}if {line} is posture", if found.len() > 1 { format!("under {} ", view(f.compiled())) } else { String::new() })
        })
        .collect();
    if !postures.is_empty() {
        let shown = &postures[..postures.len().min(3)];
        let more = postures.len() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        sentences.push(format!("Levers make the difference {}{more}.", list(shown)));
    }
    let shares: Vec<String> = found.iter().filter_map(|one| share_line(one, found.len() > 1)).collect();
    if !shares.is_empty() {
        sentences.push(format!("Over the ranges a deal exists in {}.", list(&shares)));
    }
    sentences.join(" ")
}

fn named(all: &[(&Found, &Situation)], is: impl Fn(&Situation) -> bool) -> Vec<String> {
    all.iter().filter(|(_, s)| is(s)).map(|(f, _)| view(f.compiled())).collect()
}

fn can(situation: &Situation) -> bool {
    situation.reach.iter().any(|(_, reach)| !reach.sets().is_empty())
}

fn settled(situation: &Situation) -> bool {
    situation.reach.iter().all(|(_, reach)| reach.stop() == Stop::Complete)
}

/// The first set of the first holder that has one.
fn cheapest_of(situation: &Situation) -> Option<&Set> {
    situation.reach.iter().find_map(|(_, reach)| reach.sets().first())
}

fn carried(found: &[Found]) -> String {
    let several = found.len() > 1;
    let sentences = found.iter().flat_map(|one| one.packages.iter().map(move |s| (one, s))).map(|(one, s)| {
        let label = s.package.as_ref().map_or("the package", |(label, _)| label);
        let what = match (s.open, cheapest_of(s)) {
            (Some(true), _) => "everyone asked accepts it without any lever, as far as no red line is real".into(),
            (_, Some(set)) => format!("with no red line real, {} carries it", priced(one, set)),
            (Some(false), None) if settled(s) => "no set of levers carries it, even with no red line real".into(),
            _ => "it was not settled whether levers carry it".into(),
        };
        format!("{}“{label}”: {what}.", under(one, several))
    });
    let text: Vec<String> = sentences.collect();
    if text.is_empty() { "The package breaks a rule, which no lever changes.".into() } else { text.join(" ") }
}

/// What opens the zone, situation by situation: each sentence once, with the views it holds under.
fn opens(found: &[Found]) -> Vec<Block> {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for plain in [true, false] {
        for one in found {
            for situation in one.situations.iter().filter(|s| s.line.is_none() == plain) {
                let text = sentence(one, situation);
                match said.iter_mut().find(|(known, _)| *known == text) {
                    Some((_, views)) => views.push(view(one.compiled())),
                    None => said.push((text, vec![view(one.compiled())])),
                }
            }
        }
    }
    let items = said.into_iter().map(|(text, views)| match views.len() == found.len() {
        true if found.len() > 1 => format!("Under every view: {text}"),
        true => capital(&text),
        false => format!("Under {}: {text}", list(&views)),
    });
    vec![Block::List(items.collect())]
}

fn sentence(one: &Found, situation: &Situation) -> String {
    let phrase = &situation.phrase;
    if situation.open == Some(true) {
        return format!("{phrase}, a deal exists without any lever.");
    }
    let mut parts = Vec::new();
    let mut stopped = situation.open.is_none();
    for (holders, reach) in &situation.reach {
        stopped |= holders.len() == 1 && reach.stop() != Stop::Complete;
        let names: Vec<String> = holders.iter().map(|&h| one.compiled().parties[h].1.clone()).collect();
        if let Some(set) = reach.sets().first() {
            parts.push(match holders.as_slice() {
                [_] => format!("{} alone could open the zone by {}", names[0], priced(one, set)),
                _ => format!("{} together could, for example by {}", list(&names), priced(one, set)),
            });
        }
    }
    match (parts.is_empty(), stopped) {
        (true, true) => format!("{phrase}, it was not settled whether levers open the zone."),
        (true, false) => format!("{phrase}, no set of levers opens the zone; that is proved."),
        (false, true) => {
            format!("{phrase}, {}. Not every search came to its end: something cheaper may exist.", parts.join("; "))
        }
        (false, false) => format!(
            "{phrase}, {}. At representative values nobody can do it alone for less, which is proved.",
            parts.join("; ")
        ),
    }
}

/// Red lines: no lever moves them.
fn cannot(found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![Block::Text(
        "No lever moves a red line: a party whose line is real refuses whatever it is given or threatened with. Levers count where a line is posture and the package gives somebody less than no deal."
            .into(),
    )];
    for one in found {
        let compiled = one.compiled();
        let blocked = one.situations.iter().any(|s| {
            s.line.is_none() && s.reading == crate::compile::Reading::Judged && s.open == Some(false) && !can(s)
        });
        if !blocked {
            continue;
        }
        let alone: Vec<String> = one.alone.iter().map(|&l| line(compiled, l)).collect();
        let with: Vec<String> = one
            .situations
            .iter()
            .filter(|s| can(s))
            .filter_map(|s| s.line)
            .map(|l| line_short(compiled, l))
            .collect();
        let mut text = under(one, found.len() > 1);
        text.push_str("with the lines judged real no set of levers opens the zone. ");
        match alone.is_empty() {
            true => text.push_str("No single line taken for posture opens it without levers. "),
            false => text.push_str(&format!(
                "Without any lever it opens if one of these is posture, the others being real: {}. ",
                list(&alone)
            )),
        }
        match with.is_empty() {
            true => text.push_str("Levers add no line to that list: what still blocks then is another line."),
            false => text.push_str(&format!("With levers it also opens if this is posture: {}.", list(&with))),
        }
        blocks.push(Block::Text(capital(&text)));
    }
    blocks
}

/// How many lines the named packages cross: a lever does not help there.
fn crossed(found: &[Found]) -> Vec<Block> {
    let Some(one) = found.first() else { return Vec::new() };
    let compiled = one.compiled();
    let mut items = Vec::new();
    for situation in &one.packages {
        let Some((label, package)) = &situation.package else { continue };
        let lines = |p: usize| {
            let crosses = |l: &usize| {
                let line = &compiled.lines[*l];
                line.judged && line.party == p && compiled.problem.crosses(*l, package)
            };
            (0..compiled.lines.len()).filter(crosses).count()
        };
        let by: Vec<String> = (0..compiled.parties.len())
            .filter(|&p| lines(p) > 0)
            .map(|p| format!("{} of {}", count(lines(p), "line"), compiled.parties[p].1))
            .collect();
        if !by.is_empty() {
            items.push(format!("“{label}”: {}.", list(&by)));
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Text(
            "All of that holds if no red line is real. These packages cross lines that are judged real, and no lever carries a package over a line that is; `why` names them:"
                .into(),
        ),
        Block::List(items),
    ]
}

/// What levers do to the share of worlds with a deal.
fn over(asked: &Asked, one: &Found, several: bool) -> Vec<Block> {
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

/// The share of worlds with a deal before levers and what no mix exceeds, as a clause.
fn share_line(one: &Found, several: bool) -> Option<String> {
    let over = &one.over;
    let most = over.most.filter(|_| over.worlds > 0)?;
    let part = |n: u64| percent(n as f64 / over.worlds as f64);
    let here = if several { format!(" under {}", view(one.compiled())) } else { String::new() };
    Some(format!("{} % of the worlds before levers and at most {} % with any mix of them{here}", part(over.before.deals), part(most)))
}

fn share_sentence(one: &Found, several: bool) -> Vec<Block> {
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

/// Deals tested again with levers ended and sponsors withdrawn.
fn dependence(found: &[Found]) -> Vec<Block> {
    let mut items = Vec::new();
    for one in found {
        for situation in one.situations.iter().chain(&one.packages) {
            for (holders, reach) in &situation.reach {
                let Some(set) = reach.sets().first() else { continue };
                let holders: Vec<usize> =
                    holders.iter().copied().filter(|h| set.cost.iter().any(|(used, _)| used == h)).collect();
                let Ok(depends) = depends(one, situation, (&holders, set)) else { continue };
                let label = |l: &usize| {
                    let lever = one.model.levers[*l].lever;
                    match &lever.expiry {
                        Some(expiry) => format!("“{}” lasts ({expiry})", lever.label),
                        None => format!("“{}” lasts", lever.label),
                    }
                };
                let what = match &situation.package {
                    Some((name, _)) => format!("“{name}” with {}", words(&one.model, &set.used)),
                    None => format!("{}, the deal by {}", situation.phrase, words(&one.model, &set.used)),
                };
                let mut text = format!("{}{what}: ", under(one, found.len() > 1));
                match depends.levers.is_empty() {
                    true => text.push_str("it holds without any one of these levers."),
                    false => {
                        let levers: Vec<String> = depends.levers.iter().map(label).collect();
                        text.push_str(&format!("it holds only while {}", list(&levers)));
                        if !depends.sponsors.is_empty() {
                            text.push_str(&format!(", and fails if {} withdraws", crate::question::words::any_of(&depends.sponsors)));
                        }
                        text.push('.');
                    }
                }
                let text = capital(&text);
                if !items.contains(&text) {
                    items.push(text);
                }
            }
        }
    }
    const SHOWN: usize = 12;
    let more = items.len().saturating_sub(SHOWN);
    items.truncate(SHOWN);
    if items.is_empty() {
        return vec![Block::Text("No deal looked at here needs a lever, so none depends on one.".into())];
    }
    if more > 0 {
        items.push(format!("{more} more are alike; `--package` or `--holder` shows them one by one."));
    }
    vec![
        Block::Text(
            "A stick is felt for as long as it is expected, a carrot for as long as it is paid. Each deal was looked at again with each lever of it ended and each sponsor gone:"
                .into(),
        ),
        Block::List(items),
    ]
}

/// Threats together against what parties put up with.
fn leave(found: &[Found]) -> Vec<Block> {
    let Some(one) = found.first() else { return Vec::new() };
    let mut items = Vec::new();
    for (t, trigger) in one.triggers.iter().enumerate() {
        let Some(trigger) = trigger else { continue };
        let name = super::name(one.compiled(), t);
        let all: f64 = one
            .model
            .levers
            .iter()
            .zip(&one.numbers)
            .filter(|(usable, numbers)| usable.target == t && usable.against(numbers).is_empty())
            .map(|(usable, numbers)| usable.threat(numbers, usable.levels.last().map_or(0.0, |l| l.0)))
            .sum();
        let change = one.model.walk_away(t).and_then(|walk| walk.value_change.as_ref());
        let worth = change.map_or_else(String::new, |e| {
            let [low, high] = crate::ensemble::extra::ends(e);
            format!(" Rejecting him is an outcome of its own, worth {low:+} to {high:+} points against no deal with him.")
        });
        let far = match all > trigger + 1e-9 {
            true => format!(
                "all threats against it at their highest level come to {all:.1} points, more than the {trigger:.1} beyond which it rejects the mediator: such sets are left out of the searches and count as no deal in the worlds."
            ),
            false => format!(
                "all threats against it at their highest level come to {all:.1} points, within the {trigger:.1} beyond which it would reject the mediator."
            ),
        };
        items.push(format!("{name}: {far}{worth}"));
    }
    if items.is_empty() {
        return vec![Block::Text(
            "The scenario does not say how much pressure a party bears ([walk_away]), so none is taken to leave.".into(),
        )];
    }
    vec![Block::List(items)]
}

/// What the answer rests on and does not show.
pub(super) fn limits(asked: &Asked, found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "What this rests on", "rests")];
    let Some(one) = found.first() else { return blocks };
    let model = &one.model;
    let mut items = vec![
        "A lever’s effect is its stated effect × level × credibility × the share that others do not replace. Effects grow in proportion to the level and add up.".to_string(),
        format!(
            "What is spent counts a carrot in full and a stick by the share of worlds without a deal before any lever ({}), plus what announcing costs: on the safe side, because levers make that share smaller.",
            list(&found.iter().map(|f| format!("{} %", percent(f.fails))).collect::<Vec<_>>())
        ),
        "A holder is taken to carry out what it announces only if all of it together takes no more from it than the package is worth to it over no deal: its costs, and what its own levers do to it.".into(),
        "A party that has to agree, or supplies, agrees if the lever leaves it no worse off, or where the scenario says so (`agreed`).".into(),
    ];
    if model.levers.iter().any(|u| u.lever.effect.aid.is_some() || u.lever.effect.sanctions.is_some()) {
        items.push("Levers on aid and sanctions count by their stated effect on no deal, because no deal is stated here and does not follow from the war.".into());
    }
    let mixed: Vec<String> = model
        .levers
        .iter()
        .filter(|u| u.lever.substitution.as_ref().is_some_and(|s| s.share.is_none() && s.categories.len() > 1))
        .map(|u| format!("“{}”", u.lever.label))
        .collect();
    if !mixed.is_empty() {
        items.push(format!("Where replacement is stated by category, it counts as anything from the lowest to the highest: {}.", list(&mixed)));
    }
    let asks: Vec<String> = model
        .levers
        .iter()
        .filter(|u| u.lever.substitution.as_ref().is_some_and(|s| s.needs_consent && s.supplier_agrees.is_none()))
        .map(|u| format!("“{}”", u.lever.label))
        .collect();
    if !asks.is_empty() {
        items.push(format!("What others can replace only with the supplier’s consent counts from nothing upwards, because that consent is open: {}.", list(&asks)));
    }
    if let Some(rule) = &asked.scenario.levers.obstruction {
        items.push(format!("Who obstructs: {} Here: a party that rejects a package outside all its lines judged firm.", crate::question::words::ended(rule)));
    }
    if let Some(months) = model.months {
        items.push(format!("{months:.0} months after the levers were begun, each counts for the share of the way to its full effect."));
    } else {
        items.push("Levers are looked at as announced, in full effect; `--at` shows what has begun to work after so many periods.".into());
    }
    if !model.ended.is_empty() {
        let names: Vec<String> = model.ended.iter().map(|l| format!("“{}”", l.label)).collect();
        items.push(format!("Ended by then, and left out: {}.", list(&names)));
    }
    if !model.violation.is_empty() {
        let names: Vec<String> = model.violation.iter().map(|l| format!("“{}”", l.label)).collect();
        items.push(format!("Set off by a violation, and so no help in opening the zone: {}. `enforce` looks at keeping a deal.", list(&names)));
    }
    if model.later > 0 {
        items.push(format!("Left out, being of a later date than the scenario’s: {}.", count(model.later, "lever")));
    }
    if model.levers.iter().any(|u| u.lever.continuous) {
        items.push("Levers without levels are searched in tenths of their cap; what a package needs exactly is then worked out, with a bound.".into());
    }
    blocks.push(Block::List(items));
    blocks.push(Block::Caveat(
        "What a threat does to trust, how one lever changes another, and what the other side does in answer are not in this model.".into(),
    ));
    blocks
}
