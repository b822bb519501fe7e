//! The ladder as it is shown: which rungs some package passes, per view, at representative values and in which share of
//! worlds, and what blocks.
//!
//! At representative values the problem with all conditions in it is searched ([`crate::ladder::find`]): a package, or a
//! proof. Of worlds, the same conditions are counted in the base case and in the two cases in which a deal was least and
//! most often found ([`crate::ladder::count`]); all rungs see the same worlds.

use super::robust::Counted;
use super::share::{Range, percent};
use super::words::{count as counted, grouped, list, reading_head, view as view_name};
use super::{AskError, Asked, anchored, worse};
use crate::compile::{Compiled, Reading};
use crate::ensemble::{CaseCount, View};
use crate::ladder::count::{Look, Passed, count};
use crate::ladder::find::find;
use crate::ladder::raise::{Raised, raise};
use crate::ladder::source::Source;
use crate::ladder::{Above, Condition, Draw, Rungs};
use crate::report::{Block, Cell, Table, Tone};
use crate::result::{Claim, ResultFile, RungCaseRecord, RungsRecord};
use zopa_core::answer::Stop;
use zopa_core::zone::Zone;

/// Worlds of each view and case that are looked at rung by rung.
pub(super) const WORLDS: u64 = 256;

/// What was found of one view.
struct Found {
    view: View,
    /// The rungs counted: 1, then each with those below it that were asked for.
    sets: Vec<Rungs>,
    tops: Vec<u8>,
    /// Per set and reading, what a search says.
    verdicts: Vec<Vec<(Reading, Zone)>>,
    /// Kinds of packages left out because no order of their steps holds, at most.
    left_out: usize,
    /// The conditions, at representative values.
    conditions: Vec<Condition>,
    /// Base case, then the least and the most.
    cases: Vec<Passed>,
    /// What raises the share of the last set, where that was asked.
    raised: Vec<Raised>,
    stop: Stop,
}

impl Found {
    /// The highest rung of a set.
    fn top(&self, set: usize) -> u8 {
        if set == 0 { 1 } else { self.tops[set - 1] }
    }
}

/// The rungs that are asked for and that the scenario says something about, above the first.
fn wanted(asked: &Asked, source: &Source) -> Vec<u8> {
    let wanted = |rung: &u8| asked.settings.rungs.is_empty() || asked.settings.rungs.contains(rung);
    (2..=4).filter(wanted).filter(|&rung| source.has(rung)).collect()
}

/// The section, with its claims: of the views of these problems, some of which have been counted. Empty where nothing but
/// acceptance is asked for or known of.
pub(super) fn section(
    asked: &Asked,
    result: &mut ResultFile,
    (views, counted): (&[&Compiled], &[Counted]),
    raises: bool,
) -> Result<(Vec<Block>, Stop), AskError> {
    let mut found = Vec::new();
    for compiled in views {
        let known = counted.iter().find(|one| one.view.plausible.compiled.view == compiled.view);
        if let Some(one) = look(asked, result, (compiled, known), raises)? {
            found.push(one);
        }
    }
    if found.is_empty() && asked.settings.rungs.iter().any(|rung| *rung > 1) {
        return Err(AskError(
            "the scenario says nothing about the rungs asked for: rung 2 needs [ratification], rung 3 [[guarantees]] or [[war.after_deal]], rung 4 [[steps]]".into(),
        ));
    }
    let stop = found.iter().fold(Stop::Complete, |stop, one| worse(stop, one.stop));
    Ok((blocks(asked, &found), stop))
}

fn look(
    asked: &Asked,
    result: &mut ResultFile,
    (compiled, known): (&Compiled, Option<&Counted>),
    raises: bool,
) -> Result<Option<Found>, AskError> {
    let source = Source::new(asked.scenario, compiled);
    let tops = wanted(asked, &source);
    if tops.is_empty() {
        return Ok(None);
    }
    let mut sets = vec![Rungs::FIRST];
    for &rung in &tops {
        sets.push(sets[sets.len() - 1].with(rung));
    }
    let conditions = source.conditions(Draw::Middle)?;
    let reach = |package: &[usize]| source.reached(Draw::Middle, package);
    let mut stop = Stop::Complete;
    let mut left_out = 0;
    let mut verdicts = Vec::new();
    for (&set, top) in sets.iter().zip(std::iter::once(1).chain(tops.iter().copied())) {
        let mut of = Vec::new();
        for reading in asked.readings() {
            let real = compiled.real(reading);
            let one = find(asked, compiled, (&conditions, set), &reach, &real)?;
            stop = worse(stop, one.verdict.stop);
            if top > 1 {
                let with = format!("{}{top}, {}", crate::result::RUNGS, reading.key());
                let at = result.problem_with(&one.compiled, &with);
                result.claim_at(at, Some(reading), top, super::zone::zone_claim(&one.verdict));
            }
            left_out = left_out.max(one.left_out);
            of.push((reading, one.verdict.value));
        }
        verdicts.push(of);
    }
    let view = match known {
        Some(one) => one.view.clone(),
        None => View::new(asked.scenario, compiled.view.as_deref(), asked.settings.at)?,
    };
    let cases = known.map(|one| one.summary.cases.as_slice()).unwrap_or_default();
    let look = Look { view: &view, above: &source, rungs: sets.clone(), change: None };
    let by = |case: &usize| cases[*case].deals;
    let all = 0..cases.len();
    let least = all.clone().min_by_key(by).unwrap_or(0);
    let most = all.rev().max_by_key(by).unwrap_or(0);
    let mut ends = vec![0, least, most];
    ends.sort_unstable();
    ends.dedup();
    let (cases, whole) = count(asked, &look, &ends, WORLDS)?;
    if !whole {
        stop = worse(stop, Stop::Interrupted);
    }
    let mut raised = Vec::new();
    if let (true, Some(&all)) = (raises && whole, sets.last()) {
        match raise(asked, (&view, &source), all, WORLDS)? {
            Some(found) => raised = found,
            None => stop = worse(stop, Stop::Interrupted),
        }
    }
    let at = result.problems.iter().position(|problem| problem.view == compiled.view);
    if let (Some(at), true) = (at, cases[0].worlds > 0) {
        let record = RungsRecord {
            seed: asked.settings.seed,
            rungs: tops.clone(),
            conditions: conditions.iter().map(|c| (c.rung, c.party)).collect(),
            cases: ends.iter().zip(&cases).map(|(&case, passed)| RungCaseRecord::new(case, passed)).collect(),
        };
        result.claim(at, None, Claim::Rungs { record: Box::new(record) });
    }
    Ok(Some(Found { view, sets, tops, verdicts, left_out, conditions, cases, raised, stop }))
}

/// What a rung asks beside those below it.
fn says(rung: u8) -> &'static str {
    match rung {
        1 => "accepted by all who must sign",
        2 => "and agreed to at home",
        3 => "and kept at every later date",
        _ => "and reached by an order of steps nobody gains by leaving",
    }
}

fn blocks(asked: &Asked, found: &[Found]) -> Vec<Block> {
    let Some(first) = found.first() else { return Vec::new() };
    let mut blocks = vec![Block::heading(1, "The ladder: accepted, delivered, kept, reached", "ladder")];
    for one in found {
        blocks.push(Block::Text(sentence(one)));
    }
    for one in found {
        blocks.push(Block::Table(table(one)));
        blocks.extend(raising(one));
    }
    let missing: Vec<String> = (2..=4u8)
        .filter(|rung| !first.tops.contains(rung))
        .filter(|rung| asked.settings.rungs.is_empty() || asked.settings.rungs.contains(rung))
        .map(|rung| match rung {
            2 => "bodies at home (`[ratification]`), so nothing is said of rung 2".to_owned(),
            3 => "guarantees or what a deal changes later (`[[guarantees]]`, `[[war.after_deal]]`), so nothing is said of rung 3".into(),
            _ => "steps (`[[steps]]`), so nothing is said of rung 4".to_owned(),
        })
        .collect();
    if !missing.is_empty() {
        blocks.push(Block::Caveat(format!("The scenario holds no {}.", list(&missing))));
    }
    let left_out = found.iter().map(|one| one.left_out).max().unwrap_or(0);
    if left_out > 0 {
        blocks.push(Block::Caveat(format!(
            "On rung 4 up to {} were left out because no order of their steps holds; `verify` proves the rest of the answer and takes this over.",
            counted(left_out, "kind of packages"),
        )));
    }
    if first.tops.contains(&2) {
        blocks.push(Block::Caveat(
            "A body that is given no chance for a package is taken to agree to it; `enforce --package` says where none is given. At representative values a body refuses what it agrees to with a chance below one half.".into(),
        ));
    }
    blocks.push(Block::Text(format!(
        "Each row asks for one package that passes all rungs down to it. Shares are of {} worlds in each of {}, the base case and those in which a deal was least and most often found; where two figures stand for one share, some worlds were not settled. Numbers of bodies, guarantees and steps are drawn independently of each other, which is a choice. `enforce` and `order` say more of single packages.",
        grouped(first.cases[0].worlds.into()),
        counted(first.cases.len(), "case"),
    )));
    blocks
}

/// Least and most over the cases.
fn range(one: &Found, set: usize) -> String {
    let share = |n: u64, of: &Passed| n as f64 / of.worlds.max(1) as f64;
    let low = one.cases.iter().map(|c| share(c.passed[set], c)).fold(1.0, f64::min);
    let high = one.cases.iter().map(|c| share(c.passed[set] + c.unsettled[set], c)).fold(0.0, f64::max);
    if percent(low) == percent(high) {
        percent(low)
    } else {
        format!("{} to {}", percent(low), percent(high))
    }
}

/// The share of the base case with its sampling interval.
fn base(one: &Found, set: usize) -> String {
    let base = &one.cases[0];
    let count = CaseCount { deals: base.passed[set], unsettled: base.unsettled[set], ..CaseCount::default() };
    let share = Range::of(&count, base.worlds, false);
    if one.view.walked { Range { ends: None, ..share }.words() } else { share.words() }
}

fn sentence(one: &Found) -> String {
    let compiled = &one.view.plausible.compiled;
    let several = one.cases.len() > 1;
    let part = |set: usize| {
        let over = if several { format!(", over the cases {} %", range(one, set)) } else { String::new() };
        format!("{} in {}{over}", says(one.top(set)), base(one, set))
    };
    let parts: Vec<String> = (0..one.sets.len()).map(part).collect();
    let under =
        if compiled.view.is_some() { format!("Under {}, some", view_name(compiled)) } else { "Some".into() };
    let mut text = format!("{under} package is {} of the worlds.", parts.join("; "));
    let base = &one.cases[0];
    if base.failed > 0 {
        let mut blocked: Vec<(u64, String)> = one
            .conditions
            .iter()
            .zip(&base.blocked)
            .map(|(condition, n)| (*n, condition.words.clone()))
            .collect();
        blocked.push((base.unreached, "the steps have an order that holds".into()));
        blocked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let share = |n: u64| percent(n as f64 / base.failed as f64);
        let named: Vec<String> = blocked
            .iter()
            .filter(|(n, _)| *n > 0)
            .take(2)
            .map(|(n, what)| format!("that {what} (in {} % of these worlds)", share(*n)))
            .collect();
        text.push_str(&if named.is_empty() {
            " Where a deal exists and none passes all of it, no single condition is what blocks.".to_owned()
        } else {
            format!(
                " Where a deal exists and none passes all of it, a way opens most often once one thing is not asked: {}.",
                named.join("; or ")
            )
        });
    }
    text
}

fn table(one: &Found) -> Table {
    let compiled = &one.view.plausible.compiled;
    let readings: Vec<Reading> =
        one.verdicts.first().map(|of| of.iter().map(|(reading, _)| *reading).collect()).unwrap_or_default();
    let cell = |zone: &Zone| match zone {
        Zone::Open(_) => Cell { text: "some package".into(), tone: Tone::Yes, detail: None },
        Zone::Empty => Cell { text: "none, proved".into(), tone: Tone::No, detail: None },
        Zone::Unknown => Cell { text: "not settled".into(), tone: Tone::Open, detail: None },
    };
    let mut rows = Vec::new();
    for (set, of) in one.verdicts.iter().enumerate() {
        let top = one.top(set);
        let mut row = vec![Cell::from(format!("{top} {}", says(top)))];
        row.extend(of.iter().map(|(_, zone)| cell(zone)));
        row.push(base(one, set).into());
        row.push(format!("{} %", range(one, set)).into());
        rows.push(row);
    }
    let mut head = vec!["Rung".to_string()];
    head.extend(readings.iter().map(|r| reading_head(*r)));
    head.extend(["Share of worlds".to_string(), "Over the cases".into()]);
    let of = if compiled.view.is_some() { format!(": {}", compiled.view_label) } else { String::new() };
    Table {
        id: anchored(&["ladder", compiled.view.as_deref().unwrap_or("base")]),
        caption: format!("Which rungs some package passes{of}"),
        summary: "First at representative values, by which red lines are real; then the share of worlds in the base case, in brackets the 95 % interval of sampling, and the lowest and the highest over the cases.".into(),
        numeric: vec![false; head.len()],
        head,
        rows,
    }
}

/// What raises the share of worlds that pass all rungs, and by how much per point of whoever bears it.
fn raising(one: &Found) -> Vec<Block> {
    if one.raised.is_empty() {
        return Vec::new();
    }
    let compiled = &one.view.plausible.compiled;
    let (base, last) = (&one.cases[0], one.sets.len() - 1);
    let points = |passed: u64| 100.0 * (passed as f64 - base.passed[last] as f64) / base.worlds.max(1) as f64;
    let name = |p: usize| compiled.parties[p].1.as_str();
    let levers = || one.raised.iter().filter(|r| !r.guarantee && r.passed > base.passed[last]);
    // Per holder, the lever that raises it most for a point of that holder.
    let mut best: Vec<(usize, &Raised, f64)> = Vec::new();
    for raised in levers() {
        let Some(&(holder, cost)) = raised.costs.first() else { continue };
        let rate = points(raised.passed) / cost.max(1e-9);
        match best.iter_mut().find(|(known, ..)| *known == holder) {
            Some(known) if known.2 >= rate => {}
            Some(known) => *known = (holder, raised, rate),
            None => best.push((holder, raised, rate)),
        }
    }
    let said: Vec<String> = best
        .iter()
        .map(|(holder, raised, _)| {
            format!(
                "of {}, “{}” ({} more of {} worlds for {:.1} of its points)",
                name(*holder),
                raised.label,
                raised.passed - base.passed[last],
                base.worlds,
                raised.costs[0].1
            )
        })
        .collect();
    let under =
        if compiled.view.is_some() { format!("Under {}, ", view_name(compiled)) } else { String::new() };
    let sentence = match said.is_empty() {
        true => format!(
            "{under}no single lever raises the share of worlds in which some package passes all rungs."
        ),
        false => format!(
            "{under}what raises the share of worlds in which some package passes all rungs most per point of its holder: {}. Points of different holders are not compared.",
            list(&said)
        ),
    };
    let sentence = super::words::capital(&sentence);
    let mut rows: Vec<&Raised> = levers().chain(one.raised.iter().filter(|r| r.guarantee)).collect();
    rows.sort_by_key(|r| (r.guarantee, std::cmp::Reverse(r.passed)));
    let rows = rows
        .iter()
        .map(|r| {
            let count = CaseCount { deals: r.passed, unsettled: r.unsettled, ..CaseCount::default() };
            let share = Range::of(&count, base.worlds, false);
            let share = if one.view.walked { Range { ends: None, ..share } } else { share };
            let costs: Vec<String> = r.costs.iter().map(|(p, c)| format!("{} {c:.1}", name(*p))).collect();
            let what = if r.guarantee { format!("only with: {}", r.label) } else { r.label.clone() };
            vec![
                Cell::from(what),
                share.words().into(),
                format!("{:+.1}", points(r.passed)).into(),
                if costs.is_empty() { "–".into() } else { costs.join("; ").into() },
            ]
        })
        .collect();
    let of = if compiled.view.is_some() { format!(": {}", compiled.view_label) } else { String::new() };
    vec![
        Block::Text(sentence),
        Block::Table(Table {
            id: anchored(&["raises", compiled.view.as_deref().unwrap_or("base")]),
            caption: format!("What raises the share of worlds in which some package passes all rungs{of}"),
            summary: "Each lever by itself at its highest level, and the share among packages with one form of guarantee alone; the same worlds of the base case, in brackets the 95 % interval of sampling, then the change in percentage points, and what it costs whom, points of each one’s own scale. Left out: levers against obstruction, those that somebody who has to agree would not agree to, and those that would drive their target from the table; whether a holder would carry its lever out is said by `levers`.".into(),
            head: ["What", "Share of worlds", "Change", "Costs"].map(String::from).to_vec(),
            numeric: vec![false, false, true, false],
            rows,
        }),
    ]
}
