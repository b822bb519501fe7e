//! Where the cheapest sets are looked for: readings of the red lines, lines taken for posture, and packages.

use super::grow::{Ground, only, without_line};
use super::sets::{Quest, Reach, Record, cheapest, hopeless};
use super::{Found, SETS, Situation};
use crate::compile::{Compiled, Reading};
use crate::question::package::{named_visible, wanted};
use crate::question::words::line_short;
use crate::question::{AskError, Asked, worse};
use crate::result::ResultFile;
use zopa_core::answer::{Package, Stop};
use zopa_core::problem::Score;
use zopa_core::zone::{Zone, zone};

/// Regions of costs of several holders that are searched for each set listed.
const REGIONS: usize = 6;

/// The readings of the red lines, and where the lines judged real leave no deal, each of them taken for posture in turn.
pub(super) fn situations(
    asked: &Asked,
    base: &Compiled,
    found: &mut Found,
    result: &mut ResultFile,
) -> Result<(), AskError> {
    for reading in asked.readings() {
        let mut one = situation(found, base.clone(), reading, reading.phrase().to_string());
        settle(asked, found, &mut one, result)?;
        let closed = one.open == Some(false);
        found.situations.push(one);
        if reading != Reading::Judged || !closed {
            continue;
        }
        // One line at a time taken for posture.
        for l in (0..base.lines.len()).filter(|&l| base.lines[l].judged) {
            let bare = without_line(base.clone(), l)?;
            let phrase = format!("if {} is posture and the other lines stand", line_short(base, l));
            let mut one = situation(found, bare, reading, phrase);
            one.line = Some(l);
            settle(asked, found, &mut one, result)?;
            if one.open == Some(true) {
                found.alone.push(l);
            } else if one.reach.iter().any(|(_, reach)| !matches!(reach, Reach::Never)) {
                found.situations.push(one);
            }
        }
    }
    Ok(())
}

/// The packages named, or the one asked about.
pub(super) fn packages(
    asked: &Asked,
    base: &Compiled,
    found: &mut Found,
    result: &mut ResultFile,
) -> Result<(), AskError> {
    let chosen: Vec<(String, Package)> = match asked.settings.package.as_deref() {
        Some(text) => {
            let wanted = wanted(asked, text)?;
            vec![(wanted.label.clone(), wanted.package(base)?)]
        }
        None => named_visible(asked, base).into_iter().map(|(p, x)| (p.label.clone(), x)).collect(),
    };
    for (label, package) in chosen {
        if !base.problem.rules().iter().all(|rule| rule.holds(&package)) {
            continue;
        }
        let mut one = situation(found, only(base, &package)?, Reading::None, "with no line real".into());
        for numbers in &mut one.numbers {
            numbers.values.retain(|(i, o, ..)| package[*i] == *o);
            numbers.values.iter_mut().for_each(|value| value.1 = 0);
        }
        one.package = Some((label, package));
        settle(asked, found, &mut one, result)?;
        found.packages.push(one);
    }
    Ok(())
}

fn situation(found: &Found, compiled: Compiled, reading: Reading, phrase: String) -> Situation {
    Situation {
        phrase,
        reading,
        line: None,
        package: None,
        real: compiled.real(reading),
        compiled,
        open: None,
        reach: Vec::new(),
        numbers: found.numbers.clone(),
    }
}

/// Is there a deal without a lever, and if not, what opens one?
fn settle(
    asked: &Asked,
    found: &mut Found,
    one: &mut Situation,
    result: &mut ResultFile,
) -> Result<(), AskError> {
    let base = asked.search(|budget| zone(&one.compiled.problem, &one.real, budget));
    one.open = match base.value {
        Zone::Open(_) => Some(true),
        Zone::Empty => Some(false),
        Zone::Unknown => None,
    };
    found.stop = worse(found.stop, base.stop);
    if one.open == Some(true) {
        return Ok(());
    }
    let top = asked.settings.top.unwrap_or(SETS).max(1);
    let teams = teams(&found.holders);
    let name = format!("all levers, {}", called(&found.ground(one), one, &found.holders));
    let mut record = Record { claims: Vec::new(), with: &name };
    if hopeless(asked, &found.ground(one), (&found.holders, &one.real), &mut record)? {
        record.file(result, one.reading);
        one.reach = teams.into_iter().map(|team| (team, Reach::Never)).collect();
        return Ok(());
    }
    let mut reach: Vec<(Vec<usize>, Reach)> = Vec::new();
    for holders in teams {
        let alone = |h: &usize| {
            let one = reach.iter().find(|(team, _)| team[..] == [*h]);
            one.and_then(|(_, reach)| reach.sets().first()).map(|set| set.spent[0])
        };
        let below: Vec<Option<Score>> = holders.iter().map(alone).collect();
        let mut record = Record { claims: Vec::new(), with: "" };
        let ground = found.ground(one);
        let name = called(&ground, one, &holders);
        record.with = &name;
        let mut best = Reach::Never;
        // Levers against obstruction hold a package to lines; without them others may do.
        let held = one.reading == Reading::None && one.package.is_none();
        let obstruction = ground.usable(&holders, true).len() > ground.usable(&holders, false).len();
        for obstruction in if held && obstruction { vec![false, true] } else { vec![true] } {
            let quest = Quest {
                holders: &holders,
                real: &one.real,
                obstruction,
                top,
                below: &below,
                regions: REGIONS * top,
            };
            let name = if held && obstruction { format!("{name}, firm lines kept") } else { name.clone() };
            let mut part = Record { claims: Vec::new(), with: &name };
            best = better(best, cheapest(asked, &ground, quest, &mut part)?);
            record.claims.extend(part.claims);
        }
        // What several could do beside what one can do alone is listed as far as it was found.
        let besides = holders.len() > 1 && reach.iter().any(|(_, reach)| !reach.sets().is_empty());
        if !(besides && best.stop() == Stop::Budget) {
            found.stop = worse(found.stop, best.stop());
        }
        record.file(result, one.reading);
        reach.push((holders, best));
    }
    one.reach = reach;
    Ok(())
}

/// Each holder alone; then two and more together: all such teams of up to four holders, else each two and all of them.
pub(super) fn teams(holders: &[usize]) -> Vec<Vec<usize>> {
    let of = |bits: u32| -> Vec<usize> {
        holders.iter().enumerate().filter(|(k, _)| bits >> k & 1 == 1).map(|(_, &h)| h).collect()
    };
    let all = (1u32 << holders.len().min(16)) - 1;
    let looked = |bits: &u32| holders.len() <= 4 || bits.count_ones() <= 2 || *bits == all;
    let mut teams: Vec<u32> = (1..=all).filter(looked).collect();
    teams.sort_by_key(|bits| (bits.count_ones(), *bits));
    teams.into_iter().map(of).collect()
}

/// What a problem with levers is called in the result file.
fn called(ground: &Ground, one: &Situation, holders: &[usize]) -> String {
    let ids: Vec<&str> = holders.iter().map(|&h| ground.base.parties[h].0.as_str()).collect();
    let mut name = format!("levers of {}, {}", ids.join(" and "), one.reading.key());
    if let Some(l) = one.line {
        name.push_str(&format!(", without line {l}"));
    }
    if let Some((label, _)) = &one.package {
        name.push_str(&format!(", package {label}"));
    }
    name
}

/// The cheaper of two findings for the same holders.
pub(super) fn better(a: Reach, b: Reach) -> Reach {
    let least = |reach: &Reach| reach.sets().first().map(|set| set.spent.clone());
    match (&a, &b) {
        (Reach::Never, _) => b,
        (_, Reach::Never) => a,
        (Reach::Unknown(_), _) => b,
        (_, Reach::Unknown(_)) => a,
        _ if least(&b) < least(&a) => b,
        _ => a,
    }
}
