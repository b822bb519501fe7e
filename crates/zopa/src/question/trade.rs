//! **Question.** Which issues are cheap to one party and dear to another, and what would splitting an issue open?
//!
//! Each issue is read once per party and once per pair of parties: what it costs one to move from the option best for
//! it to the option best for the other, and what that is worth to the other, each in points of its own scale and as a
//! share of all that party's issues. From a package, the changes of one or two issues that make nobody with a say
//! worse off ([`zopa_core::trade`]). For each declared split, the largest gain each party could have in an acceptable
//! package before and after ([`crate::split`]).

mod splits;

use super::package::{differences, wanted};
use super::plausible::section;
use super::words::{count, fraction, list, signed, stopped, view};
use super::{Answer, AskError, Asked, Question, anchored, worse};
use crate::compile::{Compiled, Reading};
use crate::report::{Block, Cell, Document, Table, Tone};
use crate::result::{Claim, ResultFile};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use zopa_core::answer::Stop;
use zopa_core::problem::{Consent, Score};
use zopa_core::trade::{Exchange, exchanges};
use zopa_core::zone::{Zone, zone};

pub(super) const QUESTION: Question = Question {
    command: "trade",
    about: "which issues are cheap to one and dear to the other, the best exchanges, and what splitting an issue opens",
    run,
};

fn run(asked: &Asked) -> Result<Answer, AskError> {
    let compiled = asked.compiled_with_numbers("trade")?;
    let mut result = asked.result("trade");
    let mut stop = Stop::Complete;
    let mut blocks = Vec::new();
    for compiled in &compiled {
        let at = result.problem(compiled);
        let id = compiled.view.as_deref().unwrap_or("base");
        if compiled.view.is_some() {
            blocks.push(Block::heading(1, &compiled.view_label, &anchored(&["view", id])));
        }
        blocks.extend(matrix(compiled));
        let (more, early) = logrolls(asked, compiled, &mut result, at)?;
        blocks.extend(more);
        stop = worse(stop, early);
        let (more, early) = splits::splits(asked, compiled);
        blocks.extend(more);
        stop = worse(stop, early);
    }
    let named = asked.settings.package.as_deref().map(|text| wanted(asked, text)).transpose()?;
    let spoken = |compiled: &Compiled| match &named {
        Some(wanted) => Ok::<_, AskError>(vec![(wanted.label.clone(), wanted.package(compiled)?)]),
        None => Ok(Vec::new()),
    };
    let views: Vec<_> = compiled.iter().map(|c| Ok((c, spoken(c)?))).collect::<Result<_, AskError>>()?;
    let (more, early) = section(asked, &mut result, &views)?;
    blocks.extend(more);
    stop = worse(stop, early);
    blocks.push(Block::Caveat(
        "Points of different parties are different units: a row says what an issue means to each by its own measure, never that one gains more than another loses."
            .into(),
    ));
    let document = Document { title: format!("{}: what can be traded", asked.scenario.title), blocks };
    Ok(Answer { document, result, stop })
}

/// Parties with a say, in order.
fn with_say(compiled: &Compiled) -> Vec<usize> {
    (0..compiled.problem.n()).filter(|&p| compiled.problem.parties()[p].consent != Consent::None).collect()
}

fn with_whole_consent(compiled: &Compiled) -> Vec<usize> {
    (0..compiled.problem.n()).filter(|&p| compiled.problem.parties()[p].consent == Consent::Whole).collect()
}

/// The worth of options of an issue to a party in points, factors and boxes at their mean and without regard to a
/// ceiling, so that an issue can be read by itself.
fn row(compiled: &Compiled, p: usize, issue: usize) -> Vec<BigRational> {
    let problem = &compiled.problem;
    let exact = |sum: Score, of: usize| BigRational::new(sum.into(), BigInt::from(of) * compiled.grid);
    let mut row: Vec<BigRational> = problem.row(p, issue).iter().map(|&worth| exact(worth, 1)).collect();
    for pair in problem.pairs().iter().filter(|t| t.party == p) {
        let [a, b] = pair.issues;
        let (ka, kb) = (problem.options()[a], problem.options()[b]);
        if a == issue {
            for (x, worth) in row.iter_mut().enumerate() {
                *worth += exact((0..kb).map(|y| pair.points[x * kb + y]).sum(), kb);
            }
        } else if b == issue {
            for (y, worth) in row.iter_mut().enumerate() {
                *worth += exact((0..ka).map(|x| pair.points[x * kb + y]).sum(), ka);
            }
        }
    }
    for term in problem.boxes().iter().filter(|b| b.party == p) {
        let Some((_, inside)) = term.sides.iter().find(|side| side.0 == issue) else { continue };
        // The share of packages that lie in it, of those with an option inside here.
        let (mut of, mut all) = (BigInt::one(), BigInt::one());
        for (other, options) in term.sides.iter().filter(|side| side.0 != issue) {
            of *= options.len();
            all *= problem.options()[*other];
        }
        let mean = exact(term.points, 1) * BigRational::new(of, all);
        for &o in inside {
            row[o] += &mean;
        }
    }
    row
}

/// Points between the worst and the best option of an issue.
fn swing(row: &[BigRational]) -> BigRational {
    row.iter().max().zip(row.iter().min()).map_or_else(BigRational::zero, |(best, worst)| best - worst)
}

/// What moving an issue from one party's best option to the other's costs the one and gives the other.
struct Concession {
    cost: BigRational,
    worth: BigRational,
}

fn concession(compiled: &Compiled, from: usize, to: usize, issue: usize) -> Concession {
    let (own, other) = (row(compiled, from, issue), row(compiled, to, issue));
    let best = |mine: &[BigRational], theirs: &[BigRational]| {
        (0..mine.len()).max_by_key(|&o| (&mine[o], &theirs[o], std::cmp::Reverse(o))).unwrap_or(0)
    };
    let (a, b) = (best(&own, &other), best(&other, &own));
    Concession { cost: &own[a] - &own[b], worth: &other[b] - &other[a] }
}

/// The matrices: the swing of each issue to each party, then a table per pair of parties with whole consent.
pub(super) fn matrix(compiled: &Compiled) -> Vec<Block> {
    let say = with_say(compiled);
    let id = compiled.view.as_deref().unwrap_or("base");
    let mut head = vec!["Issue".to_string()];
    head.extend(say.iter().map(|&p| compiled.parties[p].1.clone()));
    let rows = compiled
        .issues
        .iter()
        .enumerate()
        .map(|(i, issue)| {
            let mut cells = vec![Cell::from(issue.label.as_str())];
            cells.extend(say.iter().map(|&p| Cell::from(fraction(&swing(&row(compiled, p, i))))));
            cells
        })
        .collect();
    let mut blocks = vec![Block::Table(Table {
        id: anchored(&["swings", id]),
        caption: format!("What is at stake on each issue under {}", view(compiled)),
        summary: "Points between the worst and the best option of each issue, each party on its own scale of 100; factors at their mean.".into(),
        numeric: (0..head.len()).map(|k| k > 0).collect(),
        head,
        rows,
    })];
    let whole = with_whole_consent(compiled);
    for (k, &a) in whole.iter().enumerate() {
        for &b in &whole[k + 1..] {
            blocks.extend(pair(compiled, a, b, id));
        }
    }
    blocks
}

/// Issues where one party concedes little of its own total and the other gains much of its own.
fn pair(compiled: &Compiled, a: usize, b: usize, id: &str) -> Vec<Block> {
    let (name_a, name_b) = (&compiled.parties[a].1, &compiled.parties[b].1);
    let both: Vec<(Concession, Concession)> = (0..compiled.issues.len())
        .map(|i| (concession(compiled, a, b, i), concession(compiled, b, a, i)))
        .collect();
    let total = |f: fn(&(Concession, Concession)) -> &BigRational| {
        let sum: BigRational = both.iter().map(f).sum();
        // Of a total of nothing every share is nothing.
        if sum.is_positive() { sum } else { BigRational::one() }
    };
    let (cost_a, worth_b) = (&total(|x| &x.0.cost), &total(|x| &x.0.worth));
    // A difference of shares, each of one party's own total: nothing is compared in points.
    let leaning = |x: &(Concession, Concession)| &x.0.worth * cost_a - &x.0.cost * worth_b;
    let mut order: Vec<usize> = (0..both.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(leaning(&both[i])));
    let share = |part: &BigRational, whole: &BigRational| format!("{:.0} %", ratio(part, whole) * 100.0);
    let rows = order
        .iter()
        .map(|&i| {
            let x = &both[i];
            vec![
                Cell::from(compiled.issues[i].label.as_str()),
                Cell::from(format!("{} ({})", fraction(&x.0.cost), share(&x.0.cost, cost_a))),
                Cell::from(format!("{} ({})", fraction(&x.0.worth), share(&x.0.worth, worth_b))),
                Cell::from(direction(x, cost_a, worth_b, name_a, name_b)),
            ]
        })
        .collect();
    let named = |wanted: bool| -> Vec<&str> {
        let mut picked: Vec<&str> = order
            .iter()
            .filter(|&&i| both[i].0.cost.is_positive() || both[i].0.worth.is_positive())
            .filter(|&&i| leaning(&both[i]).is_positive() == wanted)
            .map(|&i| compiled.issues[i].label.as_str())
            .collect();
        if !wanted {
            picked.reverse();
        }
        picked.truncate(3);
        picked
    };
    let (a_gives, b_gives) = (named(true), named(false));
    let summary = if a_gives.is_empty() || b_gives.is_empty() {
        format!("{name_a} and {name_b} set the same relative store by every issue.")
    } else {
        format!(
            "By their own measures {name_a} concedes most cheaply for what it is worth to {name_b} on {}; {name_b} to {name_a} on {}.",
            list(&a_gives),
            list(&b_gives)
        )
    };
    vec![Block::Table(Table {
        id: anchored(&["pair", id, &compiled.parties[a].0, &compiled.parties[b].0]),
        caption: format!(
            "{name_a} and {name_b}: moving from the option best for the one to the option best for the other"
        ),
        summary,
        head: vec![
            "Issue".into(),
            format!("What is between the two options for {name_a} (share of its total)"),
            format!("and for {name_b} (share of its total)"),
            "Larger share of its own total (by over 1 %)".into(),
        ],
        numeric: vec![false, true, true, false],
        rows,
    })]
}

/// A share as it is shown.
fn ratio(part: &BigRational, whole: &BigRational) -> f64 {
    (part / whole).to_f64().unwrap_or(0.0)
}

fn direction(
    x: &(Concession, Concession),
    cost_a: &BigRational,
    worth_b: &BigRational,
    a: &str,
    b: &str,
) -> String {
    let share_a = ratio(&x.0.cost, cost_a);
    let share_b = ratio(&x.0.worth, worth_b);
    match (share_a - share_b).abs() < 0.01 {
        true => "about the same".into(),
        false if share_a > share_b => a.into(),
        false => b.into(),
    }
}

/// Most exchanges shown.
const SHOWN: usize = 8;

/// The best changes of one or two issues from a package: the one asked for, else a witness of the zone.
fn logrolls(
    asked: &Asked,
    compiled: &Compiled,
    result: &mut ResultFile,
    at: usize,
) -> Result<(Vec<Block>, Stop), AskError> {
    let reading = asked.settings.readings.first().copied().unwrap_or(Reading::None);
    let real = compiled.real(reading);
    let id = compiled.view.as_deref().unwrap_or("base");
    let (package, label) = match &asked.settings.package {
        Some(text) => {
            let wanted = wanted(asked, text)?;
            (wanted.package(compiled)?, format!("“{}”", wanted.label))
        }
        None => {
            let found = asked.search(|budget| zone(&compiled.problem, &real, budget));
            match found.value {
                Zone::Open(package) => (package, format!("a package in the zone, {}", reading.phrase())),
                Zone::Empty => {
                    let text = format!(
                        "No package is acceptable {}, so name a package to start from: --from NAME.",
                        reading.phrase()
                    );
                    return Ok((vec![Block::Text(text)], Stop::Complete));
                }
                Zone::Unknown => {
                    return Ok((
                        stopped(found.stop, "A package to start from").into_iter().collect(),
                        found.stop,
                    ));
                }
            }
        }
    };
    // Everybody with a say, asked now or not: a change may ask a party that had nothing to carry out before.
    let say = with_say(compiled);
    let found = asked.search(|budget| exchanges(&compiled.problem, &real, &package, &say, budget));
    let mut all = match found {
        Ok(all) => all,
        Err(stop) => return Ok((stopped(stop, "The exchanges").into_iter().collect(), stop)),
    };
    // A change that is better only for parties nobody asks about the package moves nobody to agree to it.
    all.retain(|e| say.iter().any(|&p| e.gains[p] > 0 && compiled.problem.asked(p, &package)));
    // Those first that give the party they give least to the largest part of its own stake.
    let stake: Vec<f64> = say
        .iter()
        .map(|&p| {
            let all: BigRational = (0..compiled.issues.len()).map(|i| swing(&row(compiled, p, i))).sum();
            if all.is_positive() { all.to_f64().unwrap_or(1.0) } else { 1.0 }
        })
        .collect();
    let least = |e: &Exchange| {
        say.iter().zip(&stake).map(|(&p, s)| compiled.points(e.gains[p]) / s).fold(f64::INFINITY, f64::min)
    };
    all.sort_by(|a, b| least(b).total_cmp(&least(a)).then_with(|| a.package.cmp(&b.package)));
    for e in all.iter().take(SHOWN) {
        result.claim(
            at,
            Some(reading),
            Claim::Exchange { package: package.clone(), after: e.package.clone(), gains: e.gains.clone() },
        );
    }
    let mut blocks = vec![Block::heading(
        2,
        "Exchanges that leave nobody with a say worse off",
        &anchored(&["exchanges", id]),
    )];
    if all.is_empty() {
        blocks.push(Block::Text(format!("From {label}, no change of one or two issues leaves everybody asked at least as well off and somebody better.")));
        return Ok((blocks, Stop::Complete));
    }
    blocks.push(Block::Text(format!(
        "Starting from {label}: {}.",
        count(all.len(), "change")
            .replace("1 change", "1 change of one or two issues")
            .replace("changes", "changes of one or two issues")
    )));
    let mut head = vec!["Change".to_string()];
    head.extend(say.iter().map(|&p| compiled.parties[p].1.clone()));
    let rows = all
        .iter()
        .take(SHOWN)
        .map(|e| {
            let mut row = vec![Cell::from(differences(compiled, &package, &e.package).join("; "))];
            row.extend(say.iter().map(|&p| Cell {
                text: signed(compiled, e.gains[p]),
                tone: if e.gains[p] > 0 { Tone::Yes } else { Tone::Plain },
                detail: None,
            }));
            row
        })
        .collect();
    blocks.push(Block::Table(Table {
        id: anchored(&["exchange-table", id]),
        caption: "What each change gives each party asked, in points of its own scale".into(),
        summary: format!(
            "{} shown of {}; in each, no party with a say is worse off and one is better off.",
            count(all.len().min(SHOWN), "change"),
            all.len()
        ),
        numeric: (0..head.len()).map(|k| k > 0).collect(),
        head,
        rows,
    }));
    Ok((blocks, Stop::Complete))
}
