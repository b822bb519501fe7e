//! What would unblock a package, or some package, in sentences.

use super::super::package::differences;
use super::super::words::{count, line_short, list, points_up, stopped};
use super::{Found, Opening, breaks};
use crate::compile::Compiled;
use crate::report::Block;
use zopa_core::relax::Relaxation;

/// Most concessions said in sentences.
const MOST_SENTENCES: usize = 10;

/// The sentences on what would unblock a package, or some package.
pub(super) fn unblock(compiled: &Compiled, package: &[usize], found: &Found) -> Vec<Block> {
    let mut blocks = Vec::new();
    match &found.needs {
        None => {
            let broken = breaks(compiled, package);
            blocks.push(Block::Text(format!(
                "No concession makes it acceptable: it breaks {}.",
                list(&broken)
            )));
        }
        Some(r) if r.lines.is_empty() && r.shifts.iter().all(|s| *s == 0) => {
            blocks.push(Block::Text("It is acceptable to everyone asked as it stands.".into()));
            return blocks;
        }
        Some(r) => {
            blocks.push(Block::Text(format!(
                "This package becomes acceptable if {}.",
                concession(compiled, r)
            )));
        }
    }
    match &found.nearest {
        Ok(Some(near)) => {
            let changes = differences(compiled, package, near);
            blocks.push(Block::Text(format!(
                "The acceptable package nearest to it changes {}: {}.",
                count(changes.len(), "issue"),
                changes.join("; ")
            )));
        }
        Ok(None) => blocks.push(Block::Text("No package at all is acceptable under this reading.".into())),
        Err(stop) => blocks.extend(stopped(*stop, "The nearest acceptable package")),
    }
    match &found.some {
        Opening::Nothing => {}
        Opening::All(all) => {
            blocks.push(Block::Text(format!(
                "{} would open a deal, each of them minimal and together all there are:",
                count(all.len(), "concession")
            )));
            blocks.extend(sentences(compiled, all));
        }
        Opening::Least { list: all, lines_needed, stop } => {
            if *lines_needed {
                blocks.push(Block::Text(
                    "However little no deal were worth to anybody, at least one red line has to give way."
                        .into(),
                ));
            }
            if !all.is_empty() {
                blocks.push(Block::Text("Of the concessions that would open a deal, these are the least of their kind (lines alone, one party alone); mixed ones were not all found:".into()));
                blocks.extend(sentences(compiled, all));
            }
            blocks.extend(stopped(*stop, "The list of all least concessions"));
        }
    }
    blocks
}

fn sentences(compiled: &Compiled, all: &[Relaxation]) -> Vec<Block> {
    let shown = all
        .iter()
        .take(MOST_SENTENCES)
        .map(|r| format!("A deal exists if {}.", concession(compiled, r)))
        .collect();
    let mut blocks = vec![Block::List(shown)];
    if all.len() > MOST_SENTENCES {
        blocks
            .push(Block::Text(format!("… and {} more, all in the result file.", all.len() - MOST_SENTENCES)));
    }
    blocks
}

/// A concession as a clause after “if”.
fn concession(compiled: &Compiled, r: &Relaxation) -> String {
    let mut parts: Vec<String> = r
        .shifts
        .iter()
        .enumerate()
        .filter(|(_, s)| **s > 0)
        .map(|(p, s)| {
            format!("no deal is worth {} points less to {}", points_up(compiled, *s), compiled.parties[p].1)
        })
        .collect();
    let lines: Vec<String> = r.lines.iter().map(|&l| line_short(compiled, l)).collect();
    match lines.len() {
        0 => {}
        1 => parts.push(format!("{} is given up", lines[0])),
        _ => parts.push(format!("{} are given up", list(&lines))),
    }
    if parts.is_empty() { "nothing changes".into() } else { list(&parts) }
}
