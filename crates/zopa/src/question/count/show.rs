//! Counts and shares in words and tables.

use super::{Found, Seen, Shares, Size};
use crate::compile::Compiled;
use crate::question::concepts::listed;
use crate::question::words::{
    Towards, any_of, capital, grouped, list, one_in, percent, reading_head, stopped, unbounded, view,
};
use crate::question::{Asked, anchored};
use crate::report::{Block, Cell, Table, Tone};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;
use zopa_core::count::{Estimate, interval};

/// All packages before any rule.
fn packages(compiled: &Compiled) -> BigUint {
    compiled.problem.options().iter().map(|&k| BigUint::from(k)).product()
}

fn share(part: &BigUint, whole: &BigUint) -> BigRational {
    if *whole == BigUint::ZERO {
        return BigRational::zero();
    }
    BigRational::new(part.clone().into(), whole.clone().into())
}

/// One sentence per reading.
pub(super) fn headline(compiled: &[Compiled], found: &[Vec<Found>]) -> Vec<Block> {
    let readings = found.first().map_or(0, Vec::len);
    let sentences: Vec<String> = (0..readings)
        .map(|k| {
            let words = compiled.iter().zip(found).map(|(compiled, found)| {
                let size = match &found[k].size {
                    Size::None(_) => "no package is acceptable".to_string(),
                    Size::Exact(n) => {
                        let all = packages(compiled);
                        let verb = if *n == BigUint::from(1u8) { "is" } else { "are" };
                        format!(
                            "{} of {} packages {verb} acceptable ({})",
                            unbounded(n),
                            unbounded(&all),
                            one_in(&share(n, &all), Towards::Nearest)
                        )
                    }
                    Size::Share(e, ..) if e.hits == 0 => {
                        format!(
                            "of all packages, less than {} is acceptable (an estimate)",
                            one_in(&e.high, Towards::More)
                        )
                    }
                    Size::Share(e, ..) => format!(
                        "of all packages, {} is acceptable (an estimate)",
                        one_in(&e.share, Towards::Nearest)
                    ),
                    Size::Unknown(_) => "how many are acceptable is not settled".into(),
                };
                format!("{size} under {}", view(compiled))
            });
            let phrase = capital(found[0][k].reading.phrase());
            format!("{phrase}: {}.", words.collect::<Vec<_>>().join("; "))
        })
        .collect();
    vec![Block::Finding(sentences.join(" "))]
}

/// The counts of one view.
pub(super) fn sizes(asked: &Asked, compiled: &Compiled, found: &[Found]) -> Vec<Block> {
    let all = packages(compiled);
    let cell = |text: String, tone: Tone| Cell { text, tone, detail: None };
    let rows = found
        .iter()
        .map(|one| {
            let cells = match &one.size {
                Size::None(_) => [
                    cell("0".into(), Tone::No),
                    "none".into(),
                    cell("proved: there is none".into(), Tone::Yes),
                ],
                Size::Exact(n) => [
                    cell(unbounded(n), Tone::Plain),
                    one_in(&share(n, &all), Towards::Nearest).into(),
                    cell("counted exactly".into(), Tone::Yes),
                ],
                Size::Share(e, ..) => estimated(asked, e),
                Size::Unknown(_) => {
                    [cell("not settled".into(), Tone::Open), "–".into(), cell("not known".into(), Tone::Open)]
                }
            };
            let mut row = vec![Cell::from(capital(&reading_head(one.reading)))];
            row.extend(cells);
            row
        })
        .collect();
    let mut blocks = vec![Block::Table(Table {
        id: anchored(&["sizes", compiled.view.as_deref().unwrap_or("base")]),
        caption: format!("Acceptable packages under {}", view(compiled)),
        summary: format!("Of {} packages before any rule.", unbounded(&all)),
        head: ["Red lines", "Acceptable", "Of all packages", "How sure"].map(String::from).to_vec(),
        numeric: vec![false, true, false, false],
        rows,
    })];
    for one in found {
        let phrase = one.reading.phrase();
        if let Size::Share(_, _, stop) = &one.size {
            blocks.extend(stopped(*stop, &format!("The exact number {phrase}")));
        }
        if let Size::Unknown(stop) = &one.size {
            blocks.extend(stopped(*stop, &format!("How many packages are acceptable {phrase}")));
        }
    }
    blocks
}

fn estimated(asked: &Asked, e: &Estimate) -> [Cell; 3] {
    let whole = BigRational::from(BigInt::from(e.packages.clone()));
    let number = |share: &BigRational| unbounded(&(share * &whole).round().to_integer().magnitude().clone());
    let (about, of) = if e.hits == 0 {
        (format!("fewer than {}", number(&e.high)), format!("less than {}", one_in(&e.high, Towards::More)))
    } else {
        let ends =
            format!("between {} and {}", one_in(&e.low, Towards::Less), one_in(&e.high, Towards::More));
        let about = number(&e.share);
        (
            if about.starts_with("about") { about } else { format!("about {about}") },
            format!("{} ({ends})", one_in(&e.share, Towards::Nearest)),
        )
    };
    let sure = format!(
        "95 %: {} of {} tries accepted, seed {}",
        grouped(e.hits.into()),
        grouped(e.tries.into()),
        asked.settings.seed
    );
    [about.into(), of.into(), Cell { text: sure, tone: Tone::Open, detail: None }]
}

/// The share of acceptable packages with each option, by reading, and what all have in common.
pub(super) fn options(compiled: &Compiled, found: &[Found]) -> Vec<Block> {
    let shown: Vec<&Found> =
        found.iter().filter(|f| !matches!(f.shares, Shares::Unknown(_) | Shares::Drawn(_, 0))).collect();
    let mut blocks = Vec::new();
    for one in found {
        if let Shares::Drawn(_, 0) = one.shares {
            let phrase = capital(one.reading.phrase());
            blocks.push(Block::Text(format!(
                "{phrase}: none of the tries was acceptable, so nothing is said of options."
            )));
        }
        if let (Shares::Unknown(stop), false) = (&one.shares, matches!(one.size, Size::Unknown(_))) {
            let what = format!("The share of each option {}", one.reading.phrase());
            blocks.extend(stopped(*stop, &what));
        }
    }
    if shown.is_empty() {
        return blocks;
    }
    for one in &shown {
        blocks.push(Block::Text(in_common(compiled, one)));
    }
    let mut rows = Vec::new();
    for (i, issue) in compiled.issues.iter().enumerate() {
        for (o, option) in issue.options.iter().enumerate() {
            let mut row = vec![Cell::from(issue.label.as_str()), Cell::from(option.label.as_str())];
            row.extend(shown.iter().map(|one| part(one, i, o)));
            rows.push(row);
        }
    }
    let head = ["Issue", "Option"].map(String::from).into_iter();
    let head: Vec<String> = head.chain(shown.iter().map(|f| capital(&reading_head(f.reading)))).collect();
    blocks.push(Block::Table(Table {
        id: anchored(&["options", compiled.view.as_deref().unwrap_or("base")]),
        caption: format!("How many acceptable packages have each option, under {}", view(compiled)),
        summary: "Of the acceptable packages, the share with the option. Where packages were drawn, the 95 % interval stands in brackets."
            .into(),
        numeric: (0..head.len()).map(|k| k > 1).collect(),
        head,
        rows,
    }));
    blocks
}

/// One share.
fn part(one: &Found, issue: usize, option: usize) -> Cell {
    let sure = |every: bool| one.proved(issue, option, every) || matches!(one.shares, Shares::Exact(_));
    // Another option of the issue that every package has leaves none for this one.
    let other = one.common.iter().any(|c| c.every && c.issue == issue && c.option != option);
    let (text, tone) = match (one.seen(issue, option), &one.shares, &one.size) {
        (Seen::All, ..) if sure(true) => ("all".into(), Tone::Yes),
        (Seen::None, ..) if other || sure(false) => ("none".into(), Tone::No),
        (_, Shares::Exact(counts), Size::Exact(all)) => {
            let share = share(&counts[issue][option], all);
            (format!("{} %", percent(&share, Towards::Nearest)), Tone::Plain)
        }
        (_, Shares::Drawn(times, n), _) => {
            let times = times[issue][option];
            let [low, high] = interval(times, *n);
            let (low, high) = (percent(&low, Towards::Less), percent(&high, Towards::More));
            let here = percent(&share(&times.into(), &(*n).into()), Towards::Nearest);
            (format!("{here} % ({low}–{high})"), Tone::Plain)
        }
        _ => ("not known".into(), Tone::Open),
    };
    Cell { text, tone, detail: None }
}

/// What all acceptable packages have, and what none has.
fn in_common(compiled: &Compiled, one: &Found) -> String {
    let name = |issue: usize, option: usize| {
        let names = &compiled.issues[issue];
        format!("{}: “{}”", names.label, names.options[option].label)
    };
    let of = |every: bool| -> Vec<String> {
        one.common.iter().filter(|c| c.every == every).map(|c| name(c.issue, c.option)).collect()
    };
    let (every, never) = (of(true), of(false));
    let mut sentences = vec![if every.is_empty() {
        "no option is proved to be in every acceptable package".to_string()
    } else {
        format!("every acceptable package has {}", list(&every))
    }];
    if !never.is_empty() {
        sentences.push(format!("no acceptable package has {}", any_of(&never)));
    }
    if let Shares::Drawn(_, n) = &one.shares {
        sentences.push(format!("shares are of {} acceptable packages drawn", grouped((*n).into())));
    }
    format!("{}: {}.", capital(one.reading.phrase()), sentences.join("; "))
}

/// The packages asked for.
pub(super) fn samples(asked: &Asked, compiled: &Compiled, one: &Found) -> Vec<Block> {
    if asked.settings.samples.unwrap_or(0) == 0 {
        return Vec::new();
    }
    match &one.drawn {
        Err(stop) => stopped(*stop, "The packages asked for").into_iter().collect(),
        Ok(packages) if packages.is_empty() => match one.size {
            Size::Share(..) => vec![Block::Text("None of the tries was acceptable.".into())],
            _ => Vec::new(),
        },
        Ok(packages) => {
            let text = format!(
                "Drawn under seed {}, {} in number, each acceptable package as likely as any other; one may come twice. A drawn package is an example, not a proposal.",
                asked.settings.seed,
                packages.len()
            );
            let mut blocks = vec![Block::Text(text)];
            blocks.extend(listed(asked, compiled, packages));
            blocks
        }
    }
}

pub(super) fn limits(compiled: &[Compiled], found: &[Vec<Found>]) -> Vec<Block> {
    let all = || found.iter().flatten();
    let mut blocks = vec![Block::Caveat(
        "Packages are counted, not weighed: none is more likely or better than another here, and an option written down as two counts twice. All packages means every combination of options, those that break a rule included. Acceptance is at representative values."
            .into(),
    )];
    let sampled = all().any(|f| matches!(f.size, Size::Share(..)) || matches!(f.shares, Shares::Drawn(..)));
    if sampled {
        blocks.push(Block::Caveat(
            "An interval covers the error of drawing and nothing else: over seeds, it holds the true share at least 95 times in 100, each interval by itself. `zopa verify` does not draw again."
                .into(),
        ));
    }
    if compiled.iter().any(|c| c.rounding.iter().any(|r| *r > 0)) {
        blocks.push(Block::Caveat(
            "Values were rounded to the grid; a package as close to no deal as rounding can move it may be counted on the wrong side."
                .into(),
        ));
    }
    blocks
}
