//! What splitting an issue in two would open.

use super::super::words::{list, signed};
use super::super::{Asked, anchored, worse};
use crate::compile::{Compiled, Reading, compile};
use crate::report::Block;
use crate::split::split;
use num_bigint::BigInt;
use zopa_core::answer::Stop;
use zopa_core::concept::players;
use zopa_core::problem::Score;

/// What each declared split opens.
pub(super) fn splits(asked: &Asked, compiled: &Compiled) -> (Vec<Block>, Stop) {
    let scenario = asked.scenario;
    let mut stop = Stop::Complete;
    if scenario.splits.is_empty() {
        return (Vec::new(), stop);
    }
    let id = compiled.view.as_deref().unwrap_or("base");
    let mut blocks = vec![Block::heading(2, "What splitting an issue opens", &anchored(&["splits", id]))];
    let mut sentences = Vec::new();
    for s in &scenario.splits {
        let label =
            compiled.issues.iter().find(|i| i.id == s.issue).map_or(s.issue.as_str(), |i| i.label.as_str());
        let parts: Vec<&str> = s.parts.iter().map(|p| p.label.as_deref().unwrap_or(&p.id)).collect();
        let after = split(scenario, &s.id)
            .and_then(|other| compile(&other, compiled.view.as_deref(), compiled.at).map_err(|e| e.0));
        let after = match after {
            Ok(after) => after,
            Err(why) => {
                sentences.push(format!("{label} into {}: not worked out, because {why}.", list(&parts)));
                continue;
            }
        };
        let new = after
            .problem
            .packages()
            .zip(compiled.problem.packages())
            .map_or(1.0, |(a, b)| a as f64 / b as f64);
        let mut words = Vec::new();
        for reading in asked.readings() {
            let (a, early) = widths(asked, compiled, reading);
            stop = worse(stop, early);
            let (b, early) = widths(asked, &after, reading);
            stop = worse(stop, early);
            words.push(format!("{}: {}", reading.phrase(), opened((compiled, &a), (&after, &b))));
        }
        sentences.push(format!(
            "{label} into {} ({new:.1} times as many packages): {}.",
            list(&parts),
            words.join("; ")
        ));
    }
    blocks.push(Block::List(sentences));
    blocks.push(Block::Text(
        "Old packages keep their value; new combinations are worth the sum of their parts, and red lines, norms and rules reach them through the parts they are about."
            .into(),
    ));
    (blocks, stop)
}

/// Each whole-consent party's largest gain over acceptable packages; `None` where the zone is empty, or unknown.
fn widths(
    asked: &Asked,
    compiled: &Compiled,
    reading: Reading,
) -> (Result<Option<Vec<(usize, Score)>>, Stop>, Stop) {
    let real = compiled.real(reading);
    match asked.search(|budget| players(&compiled.problem, &real, budget)) {
        Err(stop) => (Err(stop), stop),
        Ok(None) => (Ok(None), Stop::Complete),
        Ok(Some(found)) => {
            let mut all: Vec<(usize, Score)> =
                found.ideals.iter().chain(&found.without_gain).map(|i| (i.party, i.gain)).collect();
            all.sort_unstable();
            (Ok(Some(all)), Stop::Complete)
        }
    }
}

type Widths = Result<Option<Vec<(usize, Score)>>, Stop>;

/// What a split opens, from the largest gains before and after it, each on the grid of its own problem.
fn opened((before, narrow): (&Compiled, &Widths), (after, wide): (&Compiled, &Widths)) -> String {
    match (narrow, wide) {
        (Err(_), _) | (_, Err(_)) => "not settled within the budget".into(),
        (Ok(None), Ok(None)) => "no deal before or after".into(),
        (Ok(None), Ok(Some(_))) => "it opens a deal where there was none".into(),
        (Ok(Some(_)), Ok(None)) => "no deal is left".into(),
        (Ok(Some(a)), Ok(Some(b))) => {
            let grows = |x: Score, y: Score| BigInt::from(y) * before.grid > BigInt::from(x) * after.grid;
            let more: Vec<String> = a
                .iter()
                .zip(b)
                .filter(|((_, x), (_, y))| grows(*x, *y) && signed(after, *y) != signed(before, *x))
                .map(|((p, x), (_, y))| {
                    format!("{} (from {} to {})", before.parties[*p].1, signed(before, *x), signed(after, *y))
                })
                .collect();
            if more.is_empty() {
                "nobody’s largest acceptable gain grows by a tenth of a point".into()
            } else {
                format!("the largest acceptable gain grows for {}", list(&more))
            }
        }
    }
}
