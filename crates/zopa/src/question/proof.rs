//! Proofs in words: what a case tree says, leaf by leaf.

use super::words::{count, list, magnitude};
use crate::compile::Compiled;
use crate::report::{Block, Cell, Table};
use zopa_core::answer::Case;

/// A leaf with the way to it.
struct Leaf<'c> {
    path: Vec<String>,
    open: Vec<Vec<usize>>,
    case: &'c Case,
}

/// A proof that no package is acceptable, in blocks: one sentence where it is short, else a table of cases.
pub(super) fn emptiness(compiled: &Compiled, real: &[bool], tree: &Case, id: &str) -> Vec<Block> {
    let mut leaves = Vec::new();
    let open = compiled.problem.options().iter().map(|&k| (0..k).collect()).collect();
    walk(compiled, tree, Way { path: Vec::new(), open }, &mut leaves);
    let rules = leaves.iter().filter(|l| matches!(l.case, Case::Rule(_))).count();
    let shown: Vec<&Leaf> = leaves.iter().filter(|l| !matches!(l.case, Case::Rule(_))).collect();
    let intro = "Why there is none";
    if let [leaf] = shown.as_slice() {
        return vec![Block::Text(format!("{intro}: {}", reason(compiled, real, leaf)))];
    }
    let mut blocks = vec![Block::Text(format!(
        "{intro}: {} cover all packages, and each is excluded.{}",
        count(shown.len(), "case"),
        if rules > 0 { format!(" ({} more fall to rules at once.)", rules) } else { String::new() }
    ))];
    let most = 12;
    let rows = shown
        .iter()
        .take(most)
        .map(|leaf| {
            let path = if leaf.path.is_empty() { "in any case".into() } else { leaf.path.join("; ") };
            vec![Cell::from(path), Cell::from(reason(compiled, real, leaf))]
        })
        .collect();
    blocks.push(Block::Table(Table {
        id: id.into(),
        caption: "Cases of the proof".into(),
        summary: format!("{} exclude every package.", count(shown.len(), "case")),
        head: vec!["If".into(), "then no package is acceptable, because".into()],
        numeric: vec![false, false],
        rows,
    }));
    if shown.len() > most {
        blocks.push(Block::Text(format!(
            "The table shows {most} of {} cases; the result file holds them all.",
            shown.len()
        )));
    }
    blocks
}

/// The way to a case: what has been said on the way, and the options left.
#[derive(Clone)]
struct Way {
    path: Vec<String>,
    open: Vec<Vec<usize>>,
}

fn walk<'c>(compiled: &Compiled, case: &'c Case, way: Way, leaves: &mut Vec<Leaf<'c>>) {
    match case {
        Case::Split { issue, parts } => {
            // Where all other parts fall to a rule, the split is a rule at work and not worth words.
            let quiet = parts.iter().filter(|(_, c)| !matches!(c, Case::Rule(_))).count() <= 1;
            let names = &compiled.issues[*issue];
            for (options, inner) in parts {
                let mut next = way.clone();
                if !quiet {
                    let labels: Vec<&str> =
                        options.iter().map(|&o| names.options[o].label.as_str()).collect();
                    next.path.push(format!("{}: {}", names.label, super::words::any_of(&labels)));
                }
                next.open[*issue].retain(|o| options.contains(o));
                walk(compiled, inner, next, leaves);
            }
        }
        Case::Consent { party, unasked, asked } => {
            let name = &compiled.parties[*party].1;
            let mut with = way.clone();
            // A party that cannot be left out needs no case of its own.
            if !matches!(**unasked, Case::NoOption(_) | Case::Rule(_)) {
                with.path.push(format!("{name} is asked"));
                let mut without = way;
                without.path.push(format!("{name} has nothing to carry out"));
                for o in &compiled.problem.parties()[*party].carries {
                    without.open[o.issue].retain(|x| *x != o.option);
                }
                walk(compiled, unasked, without, leaves);
            }
            walk(compiled, asked, with, leaves);
        }
        leaf => leaves.push(Leaf { path: way.path, open: way.open, case: leaf }),
    }
}

fn reason(compiled: &Compiled, real: &[bool], leaf: &Leaf) -> String {
    match leaf.case {
        Case::NoOption(issue) => no_option(compiled, real, *issue),
        Case::Rule(k) => format!("it breaks “{}”.", compiled.rules[*k].label),
        Case::Weights(weights) => {
            let parties: Vec<usize> = (0..weights.len()).filter(|&p| weights[p] > 0).collect();
            let most = weights.iter().copied().max().unwrap_or(1).max(1);
            let words: Vec<String> = parties
                .iter()
                .map(|&p| format!("{} × {:.2}", compiled.parties[p].1, weights[p] as f64 / most as f64))
                .collect();
            if let [only] = parties.as_slice() {
                return format!(
                    "even the best package left gives {} less than no deal.",
                    compiled.parties[*only].1
                );
            }
            format!(
                "with gains weighted {}, even the largest sum over the packages left is negative, so somebody loses in each (the weights are a device of proof and compare nobody).",
                list(&words)
            )
        }
        Case::Search(_) => {
            let left = leaf.open.iter().try_fold(1u128, |all, o| all.checked_mul(o.len() as u128));
            let left = left.map_or_else(|| "more than 10³⁸".into(), magnitude);
            format!(
                "a search through the {left} packages of this case, under weights, finds none; verify repeats it."
            )
        }
        _ => String::new(),
    }
}

/// Why an issue has no option left: which line excludes which option.
fn no_option(compiled: &Compiled, real: &[bool], issue: usize) -> String {
    let names = &compiled.issues[issue];
    let excluded: Vec<String> = names
        .options
        .iter()
        .enumerate()
        .map(|(o, option)| {
            let by: Vec<String> = compiled
                .problem
                .lines()
                .iter()
                .enumerate()
                .filter(|(l, line)| {
                    real[*l] && line.excludes.iter().any(|x| x.issue == issue && x.option == o)
                })
                .map(|(l, _)| super::words::line_short(compiled, l))
                .collect();
            let by = if by.is_empty() { "a rule".into() } else { list(&by) };
            format!("“{}” by {by}", option.label)
        })
        .collect();
    format!("on “{}” every option is excluded: {}.", names.label, list(&excluded))
}
