//! Who blocks: in worlds without a deal, what alone would open one.

use super::Counted;
use crate::question::anchored;
use crate::question::share::{Range, percent};
use crate::question::words::{grouped, line_short, list};
use crate::report::{Block, Cell, Table};
use zopa_core::problem::Consent;

/// Lines named in the sentence.
const SAID: usize = 2;

/// How often one party's consent left out, or one line given up, would open a deal.
pub(super) fn who(one: &Counted) -> Vec<Block> {
    let compiled = &one.view.plausible.compiled;
    let id = compiled.view.as_deref().unwrap_or("base");
    let without = &one.summary.without;
    if without.looked == 0 {
        return Vec::new();
    }
    let worlds = without.looked;
    let part = |n: u64| percent(n as f64 / worlds as f64);
    let parties: Vec<usize> = (0..compiled.parties.len())
        .filter(|&p| compiled.problem.parties()[p].consent != Consent::None)
        .collect();
    let mut by_party: Vec<usize> = parties.iter().copied().filter(|&p| without.parties[p] > 0).collect();
    by_party.sort_by_key(|&p| std::cmp::Reverse(without.parties[p]));
    let mut lines: Vec<usize> = (0..compiled.lines.len()).filter(|&l| without.lines[l] > 0).collect();
    lines.sort_by_key(|&l| std::cmp::Reverse(without.lines[l]));
    let mut text = format!("In the base case {} worlds have no deal.", grouped(worlds.into()));
    if by_party.is_empty() {
        text.push_str(" Leaving out the consent of any one party opens a deal in none of them.");
    } else {
        let words: Vec<String> = by_party
            .iter()
            .map(|&p| format!("{} in {} %", compiled.parties[p].1, part(without.parties[p])))
            .collect();
        text.push_str(&format!(" A deal would exist without the consent of {} of these.", list(&words)));
    }
    if !lines.is_empty() {
        let words: Vec<String> = lines
            .iter()
            .take(SAID)
            .map(|&l| format!("{} in {} %", line_short(compiled, l), part(without.lines[l])))
            .collect();
        text.push_str(&format!(" Giving up a single red line would open one: {}.", list(&words)));
    }
    text.push_str(&format!(" In {} % no one party and no one line decides alone.", part(without.neither)));
    let mut blocks = vec![Block::heading(2, "Who blocks", &anchored(&["blocks", id])), Block::Text(text)];
    if without.unsettled > 0 {
        blocks.push(Block::Caveat(format!(
            "In {} of these worlds one of these questions was not settled; it counts as not opened.",
            grouped(without.unsettled.into())
        )));
    }
    let share = |n: u64| Cell::from(Range::new(n, worlds, one.view.walked).words());
    let rows = by_party.iter().map(|&p| {
        vec![
            Cell::from(format!("consent of {}", compiled.parties[p].1)),
            share(without.parties[p]),
            Cell::from("–"),
        ]
    });
    let real =
        |l: usize| Cell::from(Range::new(one.summary.real[l], one.summary.worlds, one.view.walked).words());
    let line_rows =
        lines.iter().map(|&l| vec![Cell::from(line_short(compiled, l)), share(without.lines[l]), real(l)]);
    let rows: Vec<Vec<Cell>> = rows.chain(line_rows).collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            id: anchored(&["openers", id]),
            caption: "What alone would open a deal, of the worlds without one".into(),
            summary: "The share of the worlds without a deal in which one would exist if this consent were not needed or this line were given up, and the share of all worlds in which the line is real; base case, in brackets the 95 % interval of sampling. One world can stand in several rows.".into(),
            head: ["Left out or given up", "Opens a deal in", "Real in"].map(String::from).to_vec(),
            numeric: vec![false, true, true],
            rows,
        }));
    }
    blocks
}
