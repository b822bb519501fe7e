//! **Question.** Which packages are efficient: nothing better for one party without being worse for another?
//!
//! Exact where that fits the budget ([`zopa_core::frontier`]); else the part in the zone; else a frontier on a coarser
//! grid with the guarantee that every efficient package has one listed that is worse for nobody by more than a stated
//! number of points. The answer says which of the three it is.

use super::package::named_visible;
use super::plausible::section;
use super::words::{beyond, capital, count, list, points, reason, view};
use super::{Answer, AskError, Asked, Question, anchored, worse};
use crate::compile::{Compiled, Reading};
use crate::report::{Block, Cell, Document, Drawing, Mark, Picture, Scatter, Table, Tone};
use crate::result::{Claim, PointRecord, stop_word};
use zopa_core::answer::{Limit, Stop};
use zopa_core::frontier::{Efficient, Scope, frontier};
use zopa_core::problem::Consent;

pub(super) const QUESTION: Question = Question {
    command: "frontier",
    about: "the efficient packages, exactly; a guaranteed approximation where the exact set is too large, and says so",
    run,
};

/// A frontier of one view, and how exact it is.
pub(super) struct Found {
    pub parties: Vec<usize>,
    pub scope: Scope,
    pub reading: Reading,
    pub points: Vec<Efficient>,
    /// Guarantee in points of each party's own scale; 0 where the frontier is exact.
    pub off_by: f64,
    pub stop: Stop,
}

/// The parties compared: those asked for, else all with whole consent.
fn axes(asked: &Asked, compiled: &Compiled) -> Result<Vec<usize>, AskError> {
    if asked.settings.parties.is_empty() {
        let whole = |p: &usize| compiled.problem.parties()[*p].consent == Consent::Whole;
        return Ok((0..compiled.problem.n()).filter(whole).collect());
    }
    let mut axes = Vec::new();
    for id in &asked.settings.parties {
        let p = compiled.parties.iter().position(|(known, _)| known == id);
        let known: Vec<&str> = compiled.parties.iter().map(|(id, _)| id.as_str()).collect();
        let p = p.ok_or_else(|| AskError(format!("there is no party {id}; there are {}", list(&known))))?;
        if !axes.contains(&p) {
            axes.push(p);
        }
    }
    Ok(axes)
}

/// The exact frontier of a scope; without points where it is not known.
pub(super) fn exact(
    asked: &Asked,
    compiled: &Compiled,
    parties: &[usize],
    scope: Scope,
    reading: Reading,
) -> Found {
    let real = compiled.real(reading);
    let found = asked.search(|budget| frontier(&compiled.problem, &real, parties, scope, budget));
    let (points, stop) = (found.points, found.stop);
    Found { parties: parties.to_vec(), scope, reading, points, off_by: 0.0, stop }
}

/// Finds the frontier of one view.
pub(super) fn find(
    asked: &Asked,
    compiled: &Compiled,
    parties: &[usize],
    in_zone: bool,
    reading: Reading,
) -> Found {
    let real = compiled.real(reading);
    let problem = &compiled.problem;
    let scopes: &[Scope] = if in_zone { &[Scope::Acceptable] } else { &[Scope::Feasible, Scope::Acceptable] };
    let mut stop = Stop::Complete;
    for &scope in scopes {
        let found = exact(asked, compiled, parties, scope, reading);
        if found.stop == Stop::Complete && (scope == scopes[0] || !found.points.is_empty()) {
            // The part in the zone is not all that was asked for.
            return Found { stop, ..found };
        }
        stop = worse(stop, found.stop);
    }
    // Coarser and coarser grids, until one fits: of so many tenths of a point, or less where the grid holds no tenths.
    for step in [1, 2, 5, 10].map(|tenths| tenths * compiled.grid / 10) {
        if step < 2 {
            // The grid itself is as coarse.
            continue;
        }
        // Issues that are tied too closely stay so on every grid.
        if matches!(stop, Stop::Interrupted | Stop::Limit(Limit::Width(_))) || in_zone {
            break;
        }
        let coarse = problem.coarser(step);
        let found = asked.search(|budget| frontier(&coarse, &real, parties, Scope::Feasible, budget));
        if found.stop == Stop::Complete {
            let terms = problem.m()
                + parties
                    .iter()
                    .map(|&p| {
                        problem.pairs().iter().filter(|t| t.party == p).count()
                            + problem.boxes().iter().filter(|b| b.party == p).count()
                    })
                    .max()
                    .unwrap_or(0);
            let points = exact_values(compiled, parties, found.points);
            // Half a step per term on either side.
            let off_by = compiled.points(step) * terms as f64;
            return Found {
                parties: parties.to_vec(),
                scope: Scope::Feasible,
                reading,
                points,
                off_by,
                stop,
            };
        }
        stop = worse(stop, found.stop);
    }
    Found {
        parties: parties.to_vec(),
        scope: Scope::Feasible,
        reading,
        points: Vec::new(),
        off_by: f64::NAN,
        stop,
    }
}

/// The packages of a coarse frontier at their exact values, without those that exactly beat each other.
fn exact_values(compiled: &Compiled, parties: &[usize], coarse: Vec<Efficient>) -> Vec<Efficient> {
    let mut points: Vec<Efficient> = coarse
        .into_iter()
        .map(|e| Efficient {
            values: parties.iter().map(|&p| compiled.problem.value(p, &e.package)).collect(),
            count: None,
            package: e.package,
        })
        .collect();
    points.sort_by(|a, b| b.values.cmp(&a.values).then_with(|| a.package.cmp(&b.package)));
    points.dedup_by(|a, b| a.values == b.values);
    let covered = |e: &Efficient, others: &[Efficient]| {
        others.iter().any(|o| o.values != e.values && o.values.iter().zip(&e.values).all(|(a, b)| a >= b))
    };
    let keep: Vec<bool> = points.iter().map(|e| !covered(e, &points)).collect();
    points.into_iter().zip(keep).filter_map(|(e, k)| k.then_some(e)).collect()
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    if asked.settings.for_party.is_some() {
        return Err(AskError(
            "a copy for a party holds no frontier: it would show the scales of others".into(),
        ));
    }
    let compiled = asked.compiled_with_numbers("frontier")?;
    let reading = asked.settings.readings.first().copied().unwrap_or(Reading::None);
    let axes: Vec<Vec<usize>> = compiled.iter().map(|c| axes(asked, c)).collect::<Result<_, _>>()?;
    let jobs: Vec<(&Compiled, &Vec<usize>)> = compiled.iter().zip(&axes).collect();
    let found =
        asked.each(&jobs, |(compiled, axes)| find(asked, compiled, axes, asked.settings.in_zone, reading));
    let mut result = asked.result("frontier");
    let mut stop = Stop::Complete;
    let mut blocks = Vec::new();
    for (compiled, found) in compiled.iter().zip(&found) {
        let at = result.problem(compiled);
        stop = worse(stop, found.stop);
        result.claim(at, Some(found.reading), claim(found));
        let id = compiled.view.as_deref().unwrap_or("base");
        if compiled.view.is_some() {
            blocks.push(Block::heading(1, &compiled.view_label, &anchored(&["view", id])));
        }
        blocks.extend(show(asked, compiled, found));
        blocks.extend(pairs(asked, compiled, found));
    }
    let views: Vec<_> = compiled.iter().map(|c| (c, Vec::new())).collect();
    let (more, early) = section(asked, &mut result, &views)?;
    blocks.extend(more);
    stop = worse(stop, early);
    blocks.push(Block::Caveat(
        "For mediator and analyst. A frontier shows how each party values packages; shown to a party, it gives away the others’ preferences."
            .into(),
    ));
    let document = Document { title: format!("{}: efficient packages", asked.scenario.title), blocks };
    Ok(Answer { document, result, stop })
}

/// The claim of a frontier: exact ones are claimed whole.
pub(super) fn claim(found: &Found) -> Claim {
    if found.points.is_empty() && found.stop != Stop::Complete {
        return Claim::Stopped { stop: stop_word(found.stop), asked: "which packages are efficient".into() };
    }
    if found.off_by > 0.0 {
        return Claim::Stopped {
            stop: stop_word(found.stop),
            asked: "the exact frontier (an approximation was found)".into(),
        };
    }
    Claim::Frontier {
        parties: found.parties.clone(),
        scope: if found.scope == Scope::Feasible { "feasible" } else { "acceptable" }.into(),
        points: found
            .points
            .iter()
            .map(|p| PointRecord { values: p.values.clone(), package: p.package.clone() })
            .collect(),
    }
}

/// What was found, in words, a picture where two parties are compared, and a table.
pub(super) fn show(asked: &Asked, compiled: &Compiled, found: &Found) -> Vec<Block> {
    let names: Vec<&str> = found.parties.iter().map(|&p| compiled.parties[p].1.as_str()).collect();
    let among = match found.scope {
        Scope::Feasible => {
            "all packages that keep the rules and norms, whether anyone accepts them or not".to_string()
        }
        Scope::Acceptable => format!("the acceptable packages, {}", found.reading.phrase()),
    };
    if found.points.is_empty() {
        return vec![if found.stop == Stop::Complete {
            Block::Finding(format!("There is no package to compare among {among}."))
        } else {
            Block::Caveat(match found.stop {
                Stop::Limit(limit) => format!(
                    "The efficient packages were not found: {}. `zopa solve` still finds each party’s best acceptable package and what the bargaining concepts pick.",
                    beyond(limit)
                ),
                _ => "The efficient packages were not found: the work stopped early, even on coarser grids."
                    .into(),
            })
        }];
    }
    let mut blocks = Vec::new();
    let n = found.points.len();
    let sentence = if found.off_by > 0.0 {
        format!(
            "The exact frontier of {} was not found: {}. {} approximate it: for every efficient package, one of them is worse for none of these parties by more than {:.1} points of its own scale.",
            list(&names),
            reason(found.stop),
            capital(&count(n, "package")),
            found.off_by
        )
    } else if found.scope == Scope::Acceptable && !asked.settings.in_zone {
        format!(
            "The whole frontier of {} was not found: {}. This is the part in the zone: {}, exactly.",
            list(&names),
            reason(found.stop),
            count(n, "efficient point")
        )
    } else {
        format!(
            "Under {}, exactly {} for {} among {among}.",
            view(compiled),
            count(n, "efficient point"),
            list(&names)
        )
    };
    blocks.push(Block::Finding(sentence));
    match found.parties.as_slice() {
        [a, b] => blocks.push(Block::Picture(picture(asked, compiled, found, [*a, *b]))),
        _ => blocks.push(Block::Table(table(compiled, found))),
    }
    if n > SHOWN {
        blocks.push(Block::Text(format!(
            "The table shows {SHOWN} of {n} points, evenly spaced; the result file holds all."
        )));
    }
    blocks
}

/// Most points in a table.
const SHOWN: usize = 15;

fn table(compiled: &Compiled, found: &Found) -> Table {
    let n = found.points.len();
    let picked: Vec<usize> =
        if n <= SHOWN { (0..n).collect() } else { (0..SHOWN).map(|k| k * (n - 1) / (SHOWN - 1)).collect() };
    let mut head = vec!["Point".to_string()];
    let mut numeric = vec![true];
    for &p in &found.parties {
        head.push(compiled.parties[p].1.clone());
        numeric.push(true);
    }
    head.push(format!("Refused by, {}", found.reading.phrase()));
    numeric.push(false);
    let real = compiled.real(found.reading);
    let rows = picked
        .into_iter()
        .map(|k| {
            let point = &found.points[k];
            let mut row = vec![Cell::from((k + 1).to_string())];
            row.extend(point.values.iter().map(|v| Cell::from(points(compiled, *v))));
            let refusing: Vec<&str> = (0..compiled.problem.n())
                .filter(|&p| !compiled.problem.accepts(&real, p, &point.package))
                .map(|p| compiled.parties[p].1.as_str())
                .collect();
            let (text, tone) =
                if refusing.is_empty() { ("nobody".into(), Tone::Yes) } else { (list(&refusing), Tone::No) };
            row.push(Cell { text, tone, detail: None });
            row
        })
        .collect();
    Table {
        id: anchored(&[
            "frontier",
            compiled.view.as_deref().unwrap_or("base"),
            &found.parties.iter().map(|&p| compiled.parties[p].0.clone()).collect::<Vec<_>>().join("-"),
        ]),
        caption: format!("Efficient points under {}", view(compiled)),
        summary: "Values of the efficient points, each party on its own scale; columns cannot be compared."
            .into(),
        head,
        numeric,
        rows,
    }
}

fn picture(asked: &Asked, compiled: &Compiled, found: &Found, [a, b]: [usize; 2]) -> Picture {
    let table = table(compiled, found);
    let problem = &compiled.problem;
    let real = compiled.real(found.reading);
    let marks = named_visible(asked, compiled)
        .into_iter()
        .take(8)
        .map(|(named, x)| Mark {
            label: named.id.clone(),
            at: (compiled.points(problem.value(a, &x)), compiled.points(problem.value(b, &x))),
            tone: if problem.acceptable(&real, &x) { Tone::Yes } else { Tone::No },
        })
        .collect();
    let scatter = Scatter {
        axes: [compiled.parties[a].1.clone(), compiled.parties[b].1.clone()],
        frontier: found
            .points
            .iter()
            .map(|p| (compiled.points(p.values[0]), compiled.points(p.values[1])))
            .collect(),
        no_deal: (
            compiled.points(problem.parties()[a].no_deal),
            compiled.points(problem.parties()[b].no_deal),
        ),
        marks,
    };
    Picture { drawing: Drawing::Scatter(scatter), table }
}

/// With three or more parties, a picture of each pair of them.
fn pairs(asked: &Asked, compiled: &Compiled, found: &Found) -> Vec<Block> {
    if found.parties.len() < 3 {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    for (k, &a) in found.parties.iter().enumerate() {
        for &b in &found.parties[k + 1..] {
            let pair = find(asked, compiled, &[a, b], found.scope == Scope::Acceptable, found.reading);
            if !pair.points.is_empty() {
                let (x, y) = (&compiled.parties[a].1, &compiled.parties[b].1);
                let id = anchored(&[
                    "pair",
                    compiled.view.as_deref().unwrap_or("base"),
                    &compiled.parties[a].0,
                    &compiled.parties[b].0,
                ]);
                blocks.push(Block::heading(
                    2,
                    &format!("{x} and {y}, whatever it means for the others"),
                    &id,
                ));
                blocks.push(Block::Picture(picture(asked, compiled, &pair, [a, b])));
            }
        }
    }
    blocks
}
