//! What levers can and cannot do, in sentences.

use super::counted::{over, share_sentence};
use super::limits::{dependence, leave};
use super::sets::Set;
use super::worlds::words;
use super::{Found, Situation, show};
use crate::question::Asked;
use crate::question::share::Range;
use crate::question::words::{capital, count, line, line_short, list, view};
use crate::report::Block;
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

pub(super) fn under(one: &Found, several: bool) -> String {
    if several { format!("Under {}: ", view(one.compiled())) } else { String::new() }
}

fn headline(asked: &Asked, found: &[Found]) -> String {
    if asked.settings.package.is_some() {
        return carried(found);
    }
    let mut sentences = Vec::new();
    let plain: Vec<&Situation> =
        found.first().map(|f| f.situations.iter().filter(|s| s.line.is_none()).collect()).unwrap_or_default();
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
            parts.push(format!(
                "a deal exists{} without any lever",
                if one { String::new() } else { format!(" {}", views(&open)) }
            ));
        }
        if !helped.is_empty() {
            parts.push(format!(
                "levers open the zone{}",
                if one { String::new() } else { format!(" {}", views(&helped)) }
            ));
        }
        if !never.is_empty() {
            let views = views(&never).replace("every view", "any view");
            parts.push(format!(
                "no set of levers opens it{}",
                if one { String::new() } else { format!(" {views}") }
            ));
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
            format!(
                "{}if {line} is posture",
                if found.len() > 1 { format!("under {} ", view(f.compiled())) } else { String::new() }
            )
        })
        .collect();
    if !postures.is_empty() {
        let shown = &postures[..postures.len().min(3)];
        let more = postures.len() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        sentences.push(format!("Levers make the difference {}{more}.", list(shown)));
    }
    sentences.extend(shares(found));
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
    let sentences =
        found.iter().flat_map(|one| one.packages.iter().map(move |s| (one, s))).map(|(one, s)| {
            let label = s.package.as_ref().map_or("the package", |(label, _)| label);
            let what = match (s.open, cheapest_of(s)) {
                (Some(true), _) => {
                    "everyone asked accepts it without any lever, as far as no red line is real".into()
                }
                (_, Some(set)) => format!("with no red line real, {} carries it", priced(one, set)),
                (Some(false), None) if settled(s) => {
                    "no set of levers carries it, even with no red line real".into()
                }
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
            format!(
                "{phrase}, {}. Not every search came to its end: something cheaper may exist.",
                parts.join("; ")
            )
        }
        (false, false) => {
            let single = situation.reach.iter().any(|(h, reach)| h.len() == 1 && !reach.sets().is_empty());
            let less = if single { " for less" } else { "" };
            format!(
                "{phrase}, {}. At representative values nobody can do it alone{less}, which is proved.",
                parts.join("; ")
            )
        }
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
            s.line.is_none()
                && s.reading == crate::compile::Reading::Judged
                && s.open == Some(false)
                && !can(s)
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
            false => {
                text.push_str(&format!("With levers it also opens if this is posture: {}.", list(&with)))
            }
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

/// The shares of worlds with a deal before levers and what no mix exceeds, in one sentence.
fn shares(found: &[Found]) -> Option<String> {
    let mut parts = Vec::new();
    for one in found {
        let over = &one.over;
        let Some(most) = over.most.filter(|_| over.worlds > 0) else { continue };
        let part = |n: u64| Range::new(n, over.worlds, over.walked).words();
        let here = if found.len() > 1 { format!(" under {}", view(one.compiled())) } else { String::new() };
        let (before, most) = (part(over.before.deals), part(most));
        parts.push(match parts.is_empty() {
            true => {
                format!("{before} of the worlds before levers and at most {most} with any mix of them{here}")
            }
            false => format!("{before} and at most {most}{here}"),
        });
    }
    (!parts.is_empty()).then(|| format!("Over the ranges a deal exists in {}.", list(&parts)))
}
