//! **Question.** Who blocks a package, and what is the least that would unblock it, or some package?
//!
//! Under every view and reading: each party's gap to no deal, and which red lines, norms and rules bind. What this
//! package needs is one concession (a shift per party, lines given up); the least concessions under which *some* package
//! is acceptable are all minimal ones where the budget allows ([`zopa_core::relax`]), else the least of each kind.

mod unblock;

use super::package::{Wanted, bars, clauses, consent_cell, wanted};
use super::plausible::section;
use super::words::{list, reading_head, signed, view};
use super::{Answer, AskError, Asked, Question, anchored, worse};
use crate::compile::{Compiled, Reading};
use crate::report::{Block, Cell, Document, Drawing, Picture, Rung, Table, Tone};
use crate::result::{Claim, ConcessionRecord, ResultFile, stop_word};
use zopa_core::answer::{Package, Stop};
use zopa_core::crux::cruxes;
use zopa_core::problem::Consent;
use zopa_core::relax::{Relaxation, Relaxations, alone, for_package, nearest, relaxations, shifts_alone};
use zopa_core::zone::Zone;

pub(super) const QUESTION: Question = Question {
    command: "why",
    about: "who blocks a package, and the least change that would unblock it",
    run,
};

/// What was found about a package under one view and reading.
pub(super) struct Found {
    pub reading: Reading,
    pub needs: Option<Relaxation>,
    pub nearest: Result<Option<Package>, Stop>,
    pub some: Opening,
}

/// The least concessions under which some package is acceptable.
pub(super) enum Opening {
    /// A deal exists already.
    Nothing,
    /// All minimal ones.
    All(Vec<Relaxation>),
    /// Too many to list within the budget: the least of each kind.
    Least { list: Vec<Relaxation>, lines_needed: bool, stop: Stop },
}

/// Looks at a package under one view and reading.
pub(super) fn find(asked: &Asked, compiled: &Compiled, reading: Reading, package: &[usize]) -> Found {
    let real = compiled.real(reading);
    let problem = &compiled.problem;
    let needs = for_package(problem, &real, package);
    let near = asked.search(|budget| nearest(problem, &real, package, budget));
    let some = match &near {
        Ok(Some(_)) => Opening::Nothing,
        Err(stop) => Opening::Least { list: Vec::new(), lines_needed: false, stop: *stop },
        Ok(None) => {
            let Relaxations { all, stop } = asked.search(|budget| relaxations(problem, &real, budget));
            if stop == Stop::Complete { Opening::All(all) } else { least(asked, compiled, &real, stop) }
        }
    };
    Found { reading, needs, nearest: near, some }
}

/// The least of each kind: lines alone, and each party's shift alone.
fn least(asked: &Asked, compiled: &Compiled, real: &[bool], stop: Stop) -> Opening {
    let problem = &compiled.problem;
    let lines: Vec<usize> = (0..real.len()).filter(|&l| real[l]).collect();
    let found = asked.search(|budget| cruxes(problem, &lines, budget));
    let mut all: Vec<Relaxation> = found
        .openings
        .into_iter()
        .map(|o| Relaxation { shifts: vec![0; problem.n()], lines: o.lines, package: o.package })
        .collect();
    for p in (0..problem.n()).filter(|&p| problem.parties()[p].consent != Consent::None) {
        if let Ok(Some((shift, package))) = asked.search(|budget| alone(problem, real, p, budget)) {
            let mut shifts = vec![0; problem.n()];
            shifts[p] = shift;
            all.push(Relaxation { shifts, lines: Vec::new(), package });
        }
    }
    let lines_needed = asked.search(|budget| shifts_alone(problem, real, budget)) == Zone::Empty;
    Opening::Least { list: all, lines_needed, stop: worse(stop, found.stop) }
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    let compiled = asked.compiled_with_numbers("why")?;
    let Some(text) = asked.settings.package.as_deref() else {
        return Err(AskError(
            "why needs a package: its name, or name,issue=option,… for a changed one".into(),
        ));
    };
    let wanted = wanted(asked, text)?;
    let packages: Vec<Vec<usize>> = compiled.iter().map(|c| wanted.package(c)).collect::<Result<_, _>>()?;
    let readings = asked.readings();
    let jobs: Vec<(&Compiled, &Vec<usize>)> = compiled.iter().zip(&packages).collect();
    let found = asked.each(&jobs, |(compiled, package)| {
        readings.iter().map(|&r| find(asked, compiled, r, package)).collect::<Vec<_>>()
    });
    let mut result = asked.result("why");
    let mut stop = Stop::Complete;
    for ((compiled, package), found) in compiled.iter().zip(&packages).zip(&found) {
        let at = result.problem(compiled);
        for one in found {
            stop = worse(stop, claims(&mut result, at, compiled, package, one));
        }
    }
    let mut blocks = vec![Block::Finding(headline(&compiled, &packages, &readings, &wanted))];
    let views: Vec<_> =
        compiled.iter().zip(&packages).map(|(c, x)| (c, vec![(wanted.label.clone(), x.clone())])).collect();
    let (more, early) = section(asked, &mut result, &views)?;
    stop = worse(stop, early);
    if let Some(text) = wanted.named.and_then(|p| p.text.as_ref()) {
        blocks.push(Block::Text(format!("As its source has it: {text}")));
    }
    blocks.push(Block::heading(1, "Gaps to no deal", "gaps"));
    blocks.push(Block::Table(gaps(&compiled, &packages)));
    blocks.push(Block::Table(consent(&compiled, &packages, &readings)));
    for ((compiled, package), found) in compiled.iter().zip(&packages).zip(&found) {
        blocks.extend(details(compiled, package, found));
    }
    blocks.extend(more);
    blocks.push(Block::heading(1, "The package as a draft text", "text"));
    if let (Some(first), Some(x)) = (compiled.first(), packages.first()) {
        blocks.push(clauses(first, x, wanted.assumed()));
    }
    blocks.push(Block::Caveat(
        "Gaps are at representative values. Lowering a no-deal value is what a lever, a guarantee or time could do; giving up a line is for its owner to decide."
            .into(),
    ));
    let document =
        Document { title: format!("{}: why not “{}”?", asked.scenario.title, wanted.label), blocks };
    Ok(Answer { document, result, stop })
}

/// The claims about a package under one view and reading.
fn claims(result: &mut ResultFile, at: usize, compiled: &Compiled, package: &[usize], found: &Found) -> Stop {
    let reading = Some(found.reading);
    let real = compiled.real(found.reading);
    let problem = &compiled.problem;
    result.claim(
        at,
        reading,
        Claim::Package {
            package: package.to_vec(),
            gains: (0..problem.n()).map(|p| problem.gain(p, package)).collect(),
            refused_by: (0..problem.n()).filter(|&p| !problem.accepts(&real, p, package)).collect(),
            breaks: (0..problem.rules().len()).filter(|&k| !problem.rules()[k].holds(package)).collect(),
        },
    );
    let record = |r: &Relaxation| ConcessionRecord {
        shifts: r.shifts.clone(),
        lines: r.lines.clone(),
        package: r.package.clone(),
    };
    if let Some(needs) = &found.needs {
        result.claim(at, reading, Claim::Concessions { list: vec![record(needs)], complete: false });
    }
    if let Ok(Some(package)) = &found.nearest {
        result.claim(at, reading, Claim::Open { package: package.clone() });
    }
    match &found.some {
        Opening::Nothing => Stop::Complete,
        Opening::All(all) => {
            result.claim(
                at,
                reading,
                Claim::Concessions { list: all.iter().map(record).collect(), complete: true },
            );
            Stop::Complete
        }
        Opening::Least { list, stop, .. } => {
            result.claim(
                at,
                reading,
                Claim::Concessions { list: list.iter().map(record).collect(), complete: false },
            );
            result.claim(
                at,
                reading,
                Claim::Stopped { stop: stop_word(*stop), asked: "all least concessions".into() },
            );
            *stop
        }
    }
}

fn headline(compiled: &[Compiled], packages: &[Vec<usize>], readings: &[Reading], wanted: &Wanted) -> String {
    let mut sentences = vec![format!("“{}”", wanted.label)];
    let broken: Vec<String> =
        compiled.first().zip(packages.first()).map_or_else(Vec::new, |(c, x)| breaks(c, x));
    let (mut parts, mut nowhere) = (Vec::new(), true);
    for &reading in readings {
        let accepted: Vec<String> = compiled
            .iter()
            .zip(packages)
            .filter(|(c, x)| c.problem.acceptable(&c.real(reading), x))
            .map(|(c, _)| view(c))
            .collect();
        nowhere &= accepted.is_empty();
        parts.push(match accepted.len() {
            _ if compiled.len() == 1 => {
                format!("{}, {}", reading.phrase(), if accepted.is_empty() { "no" } else { "yes" })
            }
            0 => format!("{}, under no view", reading.phrase()),
            n if n == compiled.len() => format!("{}, under every view", reading.phrase()),
            _ => format!("{}, under {}", reading.phrase(), list(&accepted)),
        });
    }
    if nowhere {
        let views = if compiled.len() > 1 {
            "under every view and reading of red lines"
        } else {
            "under every reading of red lines"
        };
        sentences[0].push_str(&format!(" is refused by somebody who is asked, {views}."));
    } else {
        sentences[0].push_str(&format!(" is acceptable to everyone asked: {}.", parts.join("; ")));
    }
    if !broken.is_empty() {
        sentences.push(format!("It breaks {}.", list(&broken)));
    }
    sentences.join(" ")
}

fn breaks(compiled: &Compiled, package: &[usize]) -> Vec<String> {
    let problem = &compiled.problem;
    let mut broken: Vec<String> = problem
        .rules()
        .iter()
        .zip(&compiled.rules)
        .filter(|(rule, _)| !rule.holds(package))
        .map(|(_, names)| format!("the {} “{}”", if names.norm { "norm" } else { "rule" }, names.label))
        .collect();
    broken.dedup();
    broken
}

/// Gains by party and view, with the lines each party's judged and claimed lines cross.
fn gaps(compiled: &[Compiled], packages: &[Vec<usize>]) -> Table {
    let mut head = vec!["Party".to_string()];
    head.extend(compiled.iter().map(|c| c.view_label.clone()));
    head.push("Lines it crosses".into());
    let mut rows = Vec::new();
    let Some(first) = compiled.first() else { return Table::default() };
    for (p, (_, name)) in first.parties.iter().enumerate() {
        let mut row = vec![Cell::from(name.as_str())];
        for (c, x) in compiled.iter().zip(packages) {
            let gain = c.problem.gain(p, x);
            let tone = match (c.problem.asked(p, x), gain >= 0) {
                (false, _) => Tone::Quiet,
                (true, true) => Tone::Yes,
                (true, false) => Tone::No,
            };
            row.push(Cell { text: signed(c, gain), tone, detail: None });
        }
        let crossed: Vec<String> = (0..first.lines.len())
            .filter(|&l| first.lines[l].party == p && first.problem.crosses(l, &packages[0]))
            .map(|l| {
                let line = &first.lines[l];
                let kind = match (line.claimed, line.judged) {
                    (true, true) => "claimed, judged real",
                    (true, false) => "claimed, judged posture or open",
                    (false, true) => "judged real",
                    (false, false) => "neither claimed nor judged real",
                };
                format!("{} ({kind})", line.label)
            })
            .collect();
        row.push(if crossed.is_empty() { "none".into() } else { crossed.join("; ").into() });
        rows.push(row);
    }
    let numeric = (0..head.len()).map(|k| k > 0 && k + 1 < head.len()).collect();
    Table {
        id: "gaps".into(),
        caption: "Gain over no deal, in points of each party’s own scale, by view".into(),
        summary: "A negative gain is a gap: the party would rather have no deal. Rows cannot be compared."
            .into(),
        head,
        numeric,
        rows,
    }
}

/// Who accepts, by view and reading.
fn consent(compiled: &[Compiled], packages: &[Vec<usize>], readings: &[Reading]) -> Table {
    let Some(first) = compiled.first() else { return Table::default() };
    let mut head = vec!["View and reading".to_string()];
    head.extend(first.parties.iter().map(|(_, name)| name.clone()));
    let mut rows = Vec::new();
    for (c, x) in compiled.iter().zip(packages) {
        for &reading in readings {
            let title = match c.view {
                Some(_) => format!("{}: {}", c.view_label, reading_head(reading)),
                None => reading_head(reading),
            };
            let mut row = vec![Cell::from(title)];
            row.extend((0..c.problem.n()).map(|p| consent_cell(c, &c.real(reading), p, x)));
            rows.push(row);
        }
    }
    Table {
        id: "consent".into(),
        caption: "Who accepts".into(),
        summary: "Each cell says whether the party is asked, and accepts or refuses, and why.".into(),
        numeric: vec![false; head.len()],
        head,
        rows,
    }
}

fn details(compiled: &Compiled, package: &[usize], found: &[Found]) -> Vec<Block> {
    let id = compiled.view.as_deref().unwrap_or("base");
    let title =
        if compiled.view.is_some() { compiled.view_label.clone() } else { "What would unblock it".into() };
    let mut blocks = vec![Block::heading(1, &title, &anchored(&["view", id]))];
    let real = compiled.real(Reading::Judged);
    blocks.push(bars(
        compiled,
        &real,
        package,
        &anchored(&["bars", id]),
        "The package, party by party, with the lines judged real",
    ));
    blocks.push(ladder(compiled, package, found, id));
    for one in found {
        blocks.push(Block::heading(
            2,
            &super::words::capital(one.reading.phrase()),
            &anchored(&["reading", id, one.reading.key()]),
        ));
        blocks.extend(unblock::unblock(compiled, package, one));
    }
    blocks
}

/// The rungs of acceptance of one package: rules, then each party, for the judged reading or the one shown.
fn ladder(compiled: &Compiled, package: &[usize], found: &[Found], id: &str) -> Block {
    let reading = found
        .iter()
        .find(|f| f.reading == Reading::Judged)
        .or(found.first())
        .map_or(Reading::None, |f| f.reading);
    let real = compiled.real(reading);
    let broken = breaks(compiled, package);
    let mut rungs = vec![Rung {
        label: "Rules and norms".into(),
        text: if broken.is_empty() { "kept".into() } else { format!("breaks {}", list(&broken)) },
        tone: if broken.is_empty() { Tone::Yes } else { Tone::No },
    }];
    for (p, (_, name)) in compiled.parties.iter().enumerate() {
        if compiled.problem.parties()[p].consent == Consent::None {
            continue;
        }
        let cell = consent_cell(compiled, &real, p, package);
        let crossed: Vec<&str> = (0..compiled.lines.len())
            .filter(|&l| real[l] && compiled.lines[l].party == p && compiled.problem.crosses(l, package))
            .map(|l| compiled.lines[l].label.as_str())
            .collect();
        let lines = if crossed.is_empty() {
            String::new()
        } else {
            format!("; crosses “{}”", crossed.join("”, “"))
        };
        let gain = signed(compiled, compiled.problem.gain(p, package));
        rungs.push(Rung {
            label: name.clone(),
            text: format!("{} ({gain}){lines}", cell.text),
            tone: cell.tone,
        });
    }
    let rows = rungs
        .iter()
        .map(|r| {
            vec![Cell::from(r.label.as_str()), Cell { text: r.text.clone(), tone: r.tone, detail: None }]
        })
        .collect();
    let held = rungs.iter().filter(|r| r.tone != Tone::No).count();
    let table = Table {
        id: anchored(&["ladder", id]),
        caption: format!("What stands in the way, {}", reading.phrase()),
        summary: format!("{held} of {} rungs hold.", rungs.len()),
        head: vec!["Rung".into(), "State".into()],
        numeric: vec![false, false],
        rows,
    };
    Block::Picture(Picture { drawing: Drawing::Ladder(rungs), table })
}
