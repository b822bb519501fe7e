//! **Question.** Would each party keep a package at every later date, and what would it take?
//!
//! The model is that of [`crate::enforce`]: what keeping is worth against what is left once the deal is over, given how
//! power shifts, what the package itself changes, what is noticed and punished, and which guarantee is believed. Who has to
//! say yes at home stands beside it, and so does, as context, how long comparable agreements have held.

mod decides;
mod durability;
mod home;
mod look;
mod remedies;
mod show;
mod words;

use super::package::{named_visible, wanted};
use super::words::capital;
use super::{Answer, AskError, Asked, Question, Settings, anchored, worse};
use crate::compile::{Compiled, Reading, worlds};
use crate::report::{Block, Document};
use crate::result::{Claim, KeptInRecord, KeptInRow, KeptRecord, KeptRow, ResultFile};
use decides::Swing;
use look::{Found, Listed, Looked};
use zopa_core::answer::Stop;
use zopa_core::zone::{Zone, zone};

pub(super) const QUESTION: Question = Question {
    command: "enforce",
    about: "would each party keep a package later, and what guarantee would that take",
    run,
};

/// Worlds of each view that the short form draws.
const GLANCE: u64 = 4_096;

fn run(asked: &Asked) -> Result<Answer, AskError> {
    if asked.scenario.enforce.is_empty() {
        return Err(AskError(
            "the scenario says nothing about what follows a signature; add [[guarantees]], [monitoring], [[delivery]], [war] with after_deal, or [ratification] (docs/questions/enforce.md shows how)"
                .into(),
        ));
    }
    let found = find(asked)?;
    let mut result = asked.result("enforce");
    result.settings.worlds = Some(asked.settings.worlds);
    let mut stop = Stop::Complete;
    let mut blocks = vec![Block::heading(1, "Would it be kept?", "kept")];
    for one in &found {
        stop = worse(stop, one.stop);
        claims(asked, &mut result, one);
        blocks.push(Block::Finding(words::overall(one)));
        for looked in focus(asked, one) {
            blocks.extend(words::package(one, looked, &swings(one, looked)?));
        }
        if one.stop != Stop::Complete {
            blocks.push(Block::Caveat(
                "Counting stopped early, because it was interrupted; shares hold for the worlds counted."
                    .into(),
            ));
        }
    }
    blocks.extend(found.first().map(words::paper));
    blocks.extend(found.first().and_then(words::unsourced));
    for one in &found {
        blocks.extend(view(asked, one)?);
    }
    if of_war(asked) {
        blocks.push(Block::heading(1, "How long such agreements have held", "durability"));
        blocks.extend(durability::table());
        blocks.extend(renewed(asked));
    }
    blocks.extend(words::limits(&found));
    let title = format!("{}: would it be kept?", asked.scenario.title);
    Ok(Answer { document: Document { title, blocks }, result, stop })
}

/// A short form for the report; `None` where the scenario says nothing about it.
pub(super) fn brief(asked: &Asked) -> Result<Option<Vec<Block>>, AskError> {
    if asked.scenario.enforce.is_empty() {
        return Ok(None);
    }
    // A glance: the question itself draws more.
    let settings = Settings { worlds: asked.settings.worlds.min(GLANCE), ..asked.settings.clone() };
    let asked = &Asked { settings: &settings, ..*asked };
    let found = find(asked)?;
    let mut blocks = Vec::new();
    for one in &found {
        blocks.push(Block::Finding(words::overall(one)));
        if let Some(looked) = focus(asked, one).first() {
            blocks.push(Block::Text(words::verdict(one, looked)));
            let side = looked.breakers().next();
            blocks.extend(side.map(|side| Block::Text(words::need(one, looked, side))));
        }
    }
    blocks.extend(found.first().map(|one| {
        let id = one.compiled().view.as_deref().unwrap_or("base");
        show::packages(one, &format!("brief-{id}"))
    }));
    blocks.push(Block::Text(
        "`enforce` shows every view, party and date, and what each remedy would do.".into(),
    ));
    Ok(Some(blocks))
}

/// Looks at every view.
fn find(asked: &Asked) -> Result<Vec<Found>, AskError> {
    let compiled = asked.compiled_with_numbers("enforce")?;
    let listed = listed(asked, &compiled)?;
    let mut found = Vec::new();
    for (view, listed) in asked.views()?.into_iter().zip(listed) {
        let plausible = worlds(asked.scenario, view.as_deref(), asked.settings.at)?;
        found.push(look::look(asked, plausible, listed)?);
    }
    Ok(found)
}

/// The packages of each view: the one asked for; else the named ones that all who are asked accept under some view, else
/// all named ones; and under each view an acceptable package, where there is one.
fn listed(asked: &Asked, compiled: &[Compiled]) -> Result<Vec<Vec<Listed>>, AskError> {
    if let Some(text) = &asked.settings.package {
        let wanted = wanted(asked, text)?;
        let one = |compiled: &Compiled| {
            Ok(vec![Listed { label: wanted.label.clone(), named: true, package: wanted.package(compiled)? }])
        };
        return compiled.iter().map(one).collect();
    }
    let reading = asked.settings.readings.first().copied().unwrap_or(Reading::Judged);
    let accepted = |compiled: &Compiled, package: &[usize]| {
        let real = compiled.real(reading);
        let problem = &compiled.problem;
        (0..problem.n()).all(|p| problem.accepts(&real, p, package))
    };
    let named: Vec<(String, Vec<Vec<usize>>)> = compiled.first().map_or_else(Vec::new, |first| {
        let each = named_visible(asked, first).into_iter();
        each.map(|(named, package)| (named.label.clone(), vec![package; compiled.len()])).collect()
    });
    let by_some = |(_, packages): &&(String, Vec<Vec<usize>>)| {
        compiled.iter().zip(packages).any(|(compiled, package)| accepted(compiled, package))
    };
    let some: Vec<_> = named.iter().filter(by_some).cloned().collect();
    let named = if some.is_empty() { named } else { some };
    let each = compiled.iter().enumerate().map(|(v, compiled)| {
        let mut list: Vec<Listed> = named
            .iter()
            .map(|(label, packages)| Listed {
                label: label.clone(),
                named: true,
                package: packages[v].clone(),
            })
            .collect();
        for reading in [reading, Reading::None] {
            let real = compiled.real(reading);
            if let Zone::Open(package) = asked.search(|budget| zone(&compiled.problem, &real, budget)).value {
                let label = format!("an acceptable package found, {}", reading.phrase());
                if list.iter().all(|l| l.package != package) {
                    list.push(Listed { label, named: false, package });
                }
                break;
            }
        }
        list
    });
    let list: Vec<Vec<Listed>> = each.collect();
    match list.iter().all(Vec::is_empty) {
        true => Err(AskError("there is no package to look at; name one with --package".into())),
        false => Ok(list),
    }
}

/// The packages that are gone into: the one asked for, else of the named ones the one that is kept by all in most worlds.
fn focus<'f>(asked: &Asked, found: &'f Found) -> Vec<&'f Looked> {
    if asked.settings.package.is_some() {
        return found.packages.iter().collect();
    }
    let named = found.packages.iter().filter(|looked| looked.listed.named);
    let most = named.reduce(|a, b| if b.all.hits > a.all.hits { b } else { a });
    most.or(found.packages.first()).into_iter().collect()
}

fn swings(found: &Found, looked: &Looked) -> Result<Vec<(usize, Vec<Swing>)>, AskError> {
    let of = |side: &look::Kept| {
        let swings = decides::swings(found, looked, side).map_err(|fault| AskError(fault.to_string()))?;
        Ok((side.party, swings))
    };
    let breakers: Vec<&look::Kept> = looked.breakers().collect();
    // Where nobody breaks it, what decides is the one who keeps it most narrowly in the worlds.
    let narrow = || looked.sides.iter().min_by_key(|side| side.always.hits);
    match breakers.is_empty() {
        true => narrow().into_iter().map(of).collect(),
        false => breakers.into_iter().map(of).collect(),
    }
}

fn view(asked: &Asked, found: &Found) -> Result<Vec<Block>, AskError> {
    let compiled = found.compiled();
    let id = compiled.view.as_deref().unwrap_or("base");
    let title = if compiled.view.is_some() { &compiled.view_label } else { "In detail" };
    let mut blocks = vec![Block::heading(1, title, &anchored(&["view", id]))];
    if found.packages.len() > 1 {
        blocks.push(show::packages(found, id));
    }
    for (k, looked) in focus(asked, found).into_iter().enumerate() {
        let id = format!("{id}-{k}");
        blocks.push(Block::heading(2, &capital(&looked.listed.label), &anchored(&["package", &id])));
        if !looked.listed.named {
            blocks.push(super::package::clauses(compiled, &looked.listed.package, &[]));
        }
        blocks.push(show::gaps(found, looked, &id));
        blocks.push(show::parts(found, looked, &id));
        blocks.extend(remedies::forms(found, looked, &id));
        for side in looked.breakers() {
            let text = format!("What else would hold {}", found.name(side.party));
            blocks.push(Block::heading(
                3,
                &text,
                &anchored(&["remedies", &id, &compiled.parties[side.party].0]),
            ));
            blocks.push(Block::List(remedies::others(found, side)));
        }
        blocks.extend(show::after(found, looked, &id));
        blocks.extend(show::delivery(found, looked, &id));
        blocks.extend(home::blocks(asked, found, looked, &id));
        blocks.extend(provisions(asked, found, looked));
    }
    if asked.settings.package.is_none() && found.packages.len() > 1 {
        blocks.push(Block::Text("`--package NAME` goes into another package in the same way.".into()));
    }
    Ok(blocks)
}

/// Whether the scenario is about ending a war: it says what may renew it, or which provisions of peace agreements options are.
fn of_war(asked: &Asked) -> bool {
    let options = || asked.scenario.issues.iter().flat_map(|issue| &issue.options);
    asked.scenario.enforce.renewed.is_some() || options().any(|option| !option.provisions.is_empty())
}

/// What kinds of provisions a package has and lacks.
fn provisions(asked: &Asked, found: &Found, looked: &Looked) -> Option<Block> {
    let mut has: Vec<String> = Vec::new();
    for (names, &o) in found.compiled().issues.iter().zip(&looked.listed.package) {
        let issue = asked.scenario.issues.iter().find(|issue| issue.id == names.id)?;
        let option = issue.options.iter().find(|option| option.id == names.options[o].id)?;
        has.extend(option.provisions.iter().filter(|p| !has.contains(p)).cloned().collect::<Vec<_>>());
    }
    durability::provisions(&has).map(Block::Text)
}

/// What the scenario itself expects of a renewed war: context.
fn renewed(asked: &Asked) -> Option<Block> {
    let row = asked.scenario.enforce.renewed.as_ref()?;
    let said = |k: usize, what: &str| {
        let [low, high] = crate::ensemble::extra::ends(row.attack[k].as_ref()?);
        Some(format!("{what} {:.0} to {:.0} %", 100.0 * low, 100.0 * high))
    };
    let both: Vec<String> = [said(0, "without a guarantee"), said(1, "with a commitment to fight")]
        .into_iter()
        .flatten()
        .collect();
    (!both.is_empty()).then(|| {
        Block::Text(format!(
            "What the scenario’s author expects of an attack within five years, as context: {}.",
            both.join(", ")
        ))
    })
}

/// What is claimed of a view: per period, what breaking gains over keeping; and in how many worlds packages are kept.
fn claims(asked: &Asked, result: &mut ResultFile, found: &Found) {
    let mut first = None;
    for (t, grown) in found.grown.iter().enumerate() {
        let at = result.problem(grown);
        first = first.or(Some(at));
        for looked in &found.packages {
            let row = |side: &look::Kept| {
                let by = look::further(grown, side.party)?;
                Some(KeptRow { party: side.party, by, gap: side.gaps[t] })
            };
            let rows = looked.sides.iter().filter_map(row).collect();
            let record = Box::new(KeptRecord { package: looked.listed.package.clone(), rows });
            result.claim(at, None, Claim::Kept { record });
        }
    }
    let row = |looked: &Looked| KeptInRow {
        package: looked.listed.package.clone(),
        all: looked.all.hits,
        home: looked.home.hits,
        both: looked.both.hits,
        parties: looked.sides.iter().map(|s| (s.party, s.each.iter().map(|c| c.hits).collect())).collect(),
    };
    if let Some(at) = first {
        let record = KeptInRecord {
            seed: asked.settings.seed,
            worlds: found.worlds,
            periods: found.model.periods.clone(),
            packages: found.packages.iter().map(row).collect(),
        };
        result.claim(at, None, Claim::KeptIn { record: Box::new(record) });
    }
}
