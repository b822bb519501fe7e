//! Conflicts and openings of red lines in words: what decides whether a deal exists.

use super::words::{any_of, count, line, line_short, list, stopped, view};
use super::zone::Found;
use crate::report::{Block, Cell, Table, Tone};
use zopa_core::answer::Stop;

/// Conflicts and openings of all views: each set is said once, with the views it holds under.
pub(super) fn decisive(found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "What decides", "cruxes")];
    let Some(first) = found.first().map(|f| &f.compiled) else { return blocks };
    if found.iter().all(|f| f.cruxes.lines.is_empty()) {
        blocks.push(Block::Text("No red line is claimed or judged real; nothing hangs on posture.".into()));
        return blocks;
    }
    let hopeless: Vec<&Found> =
        found.iter().filter(|f| f.cruxes.conflicts.iter().any(|c| c.lines.is_empty())).collect();
    if !hopeless.is_empty() {
        blocks.push(Block::Text(format!(
            "Even if no red line is real there is no deal{}: the values and no-deal values alone leave none.",
            under(&hopeless, found)
        )));
    }
    let free: Vec<&Found> =
        found.iter().filter(|f| f.cruxes.stop == Stop::Complete && f.cruxes.conflicts.is_empty()).collect();
    if !free.is_empty() {
        blocks.push(Block::Text(format!(
            "A deal exists{} even with every line claimed or judged real ({}).",
            under(&free, found),
            free[0].cruxes.lines.len()
        )));
    }
    let conflicts = shared(found, |f| f.cruxes.conflicts.iter().map(|c| c.lines.as_slice()).collect());
    if !conflicts.is_empty() {
        blocks.push(Block::Text(format!(
            "Of the {} claimed or judged real, these smallest sets leave no deal. In each, at least one line has to be posture, or be given up:",
            count(considered(found).len(), "line")
        )));
        blocks.push(Block::List(
            conflicts
                .iter()
                .take(MOST_SENTENCES)
                .map(|(lines, views)| {
                    let words: Vec<String> = lines.iter().map(|&l| line(first, l)).collect();
                    format!("No deal{} unless this is posture: {}.", under(views, found), any_of(&words))
                })
                .collect(),
        ));
        blocks.extend(rest(
            found,
            &conflicts,
            |f| f.cruxes.conflicts.iter().map(|c| c.lines.len()).collect(),
            "conflicts",
        ));
        let openings = shared(found, |f| f.cruxes.openings.iter().map(|o| o.lines.as_slice()).collect());
        blocks.push(Block::Text(
            "The other way round, giving up one of these smallest sets opens a deal, with all the other lines real:".into(),
        ));
        blocks.push(Block::List(
            openings
                .iter()
                .take(MOST_SENTENCES)
                .map(|(lines, views)| {
                    let words: Vec<String> = lines.iter().map(|&l| line_short(first, l)).collect();
                    format!("A deal exists{} if this gives way: {}.", under(views, found), list(&words))
                })
                .collect(),
        ));
        blocks.extend(rest(
            found,
            &openings,
            |f| f.cruxes.openings.iter().map(|o| o.lines.len()).collect(),
            "openings",
        ));
    }
    for one in found {
        let what =
            format!("Under {} the lists of conflicts and openings are not complete", view(&one.compiled));
        blocks.extend(stopped(one.cruxes.stop, &what));
    }
    blocks
}

/// Most conflicts or openings said in sentences.
const MOST_SENTENCES: usize = 6;
/// Sets larger than this are counted, not spelled out.
const SAID_IN_FULL: usize = 3;

/// ` under every view`, ` under “A” and “B”`, or nothing where there is one.
fn under(views: &[&Found], all: &[Found]) -> String {
    if all.len() == 1 {
        String::new()
    } else if views.len() == all.len() {
        " under every view".into()
    } else {
        let names: Vec<String> = views.iter().map(|f| view(&f.compiled)).collect();
        format!(" under {}", list(&names))
    }
}

/// The small sets of all views, the smallest first, each with the views it holds under.
fn shared<'f>(
    found: &'f [Found],
    sets: impl Fn(&'f Found) -> Vec<&'f [usize]>,
) -> Vec<(&'f [usize], Vec<&'f Found>)> {
    let mut all: Vec<(&[usize], Vec<&Found>)> = Vec::new();
    for one in found {
        let smallest = sets(one).iter().map(|s| s.len()).filter(|n| *n > 0).min().unwrap_or(0);
        // Where every set is large, the smallest ones are said all the same.
        for set in sets(one).into_iter().filter(|s| !s.is_empty() && s.len() <= smallest.max(SAID_IN_FULL)) {
            match all.iter_mut().find(|(lines, _)| *lines == set) {
                Some((_, views)) => views.push(one),
                None => all.push((set, vec![one])),
            }
        }
    }
    all.sort_by_key(|(lines, views)| (lines.len(), std::cmp::Reverse(views.len())));
    all
}

/// What is left unsaid, counted by view.
fn rest(
    found: &[Found],
    said: &[(&[usize], Vec<&Found>)],
    sizes: impl Fn(&Found) -> Vec<usize>,
    noun: &str,
) -> Option<Block> {
    let left: Vec<String> = found
        .iter()
        .filter_map(|one| {
            let shown = said
                .iter()
                .take(MOST_SENTENCES)
                .filter(|(_, views)| views.iter().any(|v| std::ptr::eq(*v, one)))
                .count();
            let all = sizes(one);
            let more = all.len().saturating_sub(shown + all.iter().filter(|n| **n == 0).count());
            let largest = all.iter().max().copied().unwrap_or(0);
            (more > 0).then(|| match found.len() {
                1 => format!("{more}, of up to {}", count(largest, "line")),
                _ => format!("{more} under {}, of up to {}", view(&one.compiled), count(largest, "line")),
            })
        })
        .collect();
    (!left.is_empty())
        .then(|| Block::Text(format!("More {noun}, all in the result file: {}.", left.join("; "))))
}

/// The lines in question: whose, where the claim comes from, and how firm each is judged.
pub(super) fn line_table(found: &[Found]) -> Option<Block> {
    let first = found.first()?;
    let lines = considered(found);
    if lines.is_empty() {
        return None;
    }
    let said: Vec<&[usize]> =
        shared(found, |f| f.cruxes.conflicts.iter().map(|c| c.lines.as_slice()).collect())
            .into_iter()
            .map(|(lines, _)| lines)
            .collect();
    let role = |l: usize| {
        let in_any = found.iter().any(|f| f.cruxes.conflicts.iter().any(|c| c.lines.contains(&l)));
        let known = found.iter().all(|f| f.cruxes.stop == Stop::Complete);
        match (said.iter().any(|lines| lines.contains(&l)), in_any, known) {
            (true, ..) => ("decides", Tone::Open),
            (_, true, _) => ("only with many others", Tone::Quiet),
            (.., true) => ("in no conflict", Tone::Quiet),
            _ => ("not settled", Tone::Open),
        }
    };
    let rows = lines
        .iter()
        .map(|&l| {
            let line = &first.compiled.lines[l];
            let firmness: Vec<String> = found
                .iter()
                .map(|f| {
                    f.compiled.lines[l].firmness.map_or_else(|| "not judged".into(), |x| format!("{x:.2}"))
                })
                .collect();
            let same = firmness.windows(2).all(|w| w[0] == w[1]);
            let firmness = if same { firmness[0].clone() } else { firmness.join(" / ") };
            vec![
                Cell::from(line.label.as_str()),
                Cell::from(first.compiled.parties[line.party].1.as_str()),
                Cell::from(line.origin.as_str()),
                Cell::from(firmness),
                Cell { text: role(l).0.into(), tone: role(l).1, detail: None },
            ]
        })
        .collect();
    Some(Block::Table(Table {
        id: "lines".into(),
        caption: "The red lines claimed or judged real".into(),
        summary: format!(
            "Red lines considered, {}, each with its origin and the representative firmness (the judged probability that it is real).",
            lines.len()
        ),
        head: ["Red line", "Party", "Origin", "Firmness", "In the crux"].map(String::from).to_vec(),
        numeric: vec![false, false, false, true, false],
        rows,
    }))
}

/// The lines considered under any view.
fn considered(found: &[Found]) -> Vec<usize> {
    let mut lines: Vec<usize> = found.iter().flat_map(|f| f.cruxes.lines.iter().copied()).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}
