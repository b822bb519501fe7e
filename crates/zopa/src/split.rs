//! Splitting an issue: who stands somewhere and who governs there are two facts, and one issue may hide both.
//!
//! A split names parts with options of their own and says which combination of part options each old option is. The
//! split scenario keeps the issue and gives it the combinations nobody has named yet as further options:
//!
//! * An old option keeps its value, its clause, the rules and lines about it and who carries it out, so old packages
//!   keep their value.
//! * A new combination is worth the sum of its part options. Where the file gives no part values they are worked out
//!   from the old options; if these leave them open or contradict each other, the split cannot be used.
//! * What speaks of old options (a red line, a norm, a rule, who carries it out) speaks of a new combination if it
//!   holds a part option that occurs only in old options it speaks of: a line against “recognised by A” and “recognised
//!   by A and B” is a line against A's act, whatever it is combined with.

use crate::compile::{representative, visible};
use crate::number::{exact, held};
use crate::scenario::{Choice, Estimate, OptionRef, RuleKind, Scenario, Split};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The scenario with one of its issues split.
///
/// # Errors
/// A sentence that says why the split cannot be used.
pub fn split(scenario: &Scenario, id: &str) -> Result<Scenario, String> {
    let split =
        scenario.splits.iter().find(|s| s.id == id).ok_or_else(|| format!("there is no split {id}"))?;
    let at = scenario
        .issues
        .iter()
        .position(|i| i.id == split.issue)
        .ok_or_else(|| format!("there is no issue {}", split.issue))?;
    let issue = &scenario.issues[at];
    let shown: Vec<&Choice> = issue.options.iter().filter(|o| visible(o.date, scenario.as_of)).collect();
    let old: Vec<(&Choice, Vec<usize>)> =
        shown.iter().map(|choice| Ok((*choice, image(split, &choice.id)?))).collect::<Result<_, String>>()?;
    let mut new = Vec::new();
    for combination in combinations(split) {
        if !old.iter().any(|(_, parts)| *parts == combination) {
            new.push(combination);
        }
    }
    let mut choices = Vec::new();
    for combination in &new {
        choices.push(choice(scenario, split, &old, combination)?);
    }
    let mut other = scenario.clone();
    for (choice, combination) in choices.iter().zip(&new) {
        speak_of(&mut other, split, &old, combination, &choice.id);
    }
    other.issues[at].options.extend(choices);
    // Packages and positions name old options only; views may change the values of old options, and new ones follow
    // the base, which is said where splits are shown.
    Ok(other)
}

/// The part options an old option stands for.
fn image(split: &Split, option: &str) -> Result<Vec<usize>, String> {
    let names = split.map.iter().find(|(o, _)| o == option).map(|(_, parts)| parts);
    let names = names.ok_or_else(|| format!("the split {} says nothing on {option}", split.id))?;
    if names.len() != split.parts.len() {
        return Err(format!("the split {} names {} parts for {option}", split.id, names.len()));
    }
    split
        .parts
        .iter()
        .zip(names)
        .map(|(part, name)| {
            part.options
                .iter()
                .position(|o| o == name)
                .ok_or_else(|| format!("{} has no option {name}", part.id))
        })
        .collect()
}

/// All combinations of part options, in order.
fn combinations(split: &Split) -> Vec<Vec<usize>> {
    split.parts.iter().fold(vec![Vec::new()], |all, part| {
        all.into_iter()
            .flat_map(|head| {
                (0..part.options.len()).map(move |o| {
                    let mut next = head.clone();
                    next.push(o);
                    next
                })
            })
            .collect()
    })
}

fn choice(
    scenario: &Scenario,
    split: &Split,
    old: &[(&Choice, Vec<usize>)],
    combination: &[usize],
) -> Result<Choice, String> {
    let names: Vec<&str> = split.parts.iter().zip(combination).map(|(p, &o)| p.options[o].as_str()).collect();
    let words: Vec<String> = split
        .parts
        .iter()
        .zip(&names)
        .map(|(part, option)| format!("{}: {option}", part.label.as_deref().unwrap_or(&part.id)))
        .collect();
    let mut values = Vec::new();
    for party in &scenario.parties {
        if old.iter().any(|(c, _)| c.values.iter().any(|(p, _)| *p == party.id)) {
            values.push((party.id.clone(), value(split, old, combination, &party.id)?));
        }
    }
    let carries = |party: &str| speaks(old, combination, |c| c.carried_by.iter().any(|p| p == party));
    Ok(Choice {
        id: names.join("+"),
        label: words.join(", "),
        clause: None,
        date: None,
        carried_by: scenario.parties.iter().map(|p| p.id.clone()).filter(|p| carries(p)).collect(),
        regions: Vec::new(),
        control: None,
        provisions: Vec::new(),
        values,
        sources: Vec::new(),
        note: None,
        span: split.span,
    })
}

/// Whether what holds for some old options holds for a new combination.
fn speaks(old: &[(&Choice, Vec<usize>)], combination: &[usize], holds: impl Fn(&Choice) -> bool) -> bool {
    (0..combination.len()).any(|part| {
        let mut with = old.iter().filter(|(_, parts)| parts[part] == combination[part]).peekable();
        with.peek().is_some() && with.all(|(c, _)| holds(c))
    }) || old.iter().all(|(c, _)| holds(c))
}

/// Adds a new combination wherever old options it belongs with are named.
fn speak_of(
    scenario: &mut Scenario,
    split: &Split,
    old: &[(&Choice, Vec<usize>)],
    combination: &[usize],
    id: &str,
) {
    let add = |list: &mut Vec<OptionRef>| {
        let named: Vec<String> =
            list.iter().filter(|o| o.issue == split.issue).map(|o| o.option.clone()).collect();
        if !named.is_empty() && speaks(old, combination, |c| named.contains(&c.id)) {
            list.push(OptionRef { issue: split.issue.clone(), option: id.to_string(), span: split.span });
        }
    };
    scenario.red_lines.iter_mut().for_each(|l| add(&mut l.excludes));
    for norm in &mut scenario.norms {
        add(&mut norm.forbids);
        add(&mut norm.applies_if);
    }
    let mut more = Vec::new();
    for rule in &mut scenario.rules {
        add(&mut rule.options);
        let (RuleKind::Requires(when) | RuleKind::Excludes(when)) = &rule.kind else { continue };
        if when.issue == split.issue && speaks(old, combination, |c| c.id == when.option) {
            let when = OptionRef { option: id.to_string(), ..when.clone() };
            let mut copy = rule.clone();
            copy.kind = match rule.kind {
                RuleKind::Requires(_) => RuleKind::Requires(when),
                _ => RuleKind::Excludes(when),
            };
            more.push(copy);
        }
    }
    scenario.rules.extend(more);
    scenario.factors.iter_mut().for_each(|f| add(&mut f.options));
    for (issue, inside) in scenario.boxes.iter_mut().flat_map(|b| &mut b.when) {
        if *issue == split.issue && speaks(old, combination, |c| inside.contains(&c.id)) {
            inside.push(id.to_string());
        }
    }
}

/// The value of a new combination: the sum of its part options' low, best and high.
fn value(
    split: &Split,
    old: &[(&Choice, Vec<usize>)],
    combination: &[usize],
    party: &str,
) -> Result<Estimate, String> {
    let given = split.values.iter().find(|(p, _)| p == party).map(|(_, list)| list);
    let of = |pick: &dyn Fn(&Estimate) -> BigRational| -> Result<BigRational, String> {
        if let Some(list) = given {
            let part = |k: usize, o: usize| {
                let (part, option) = (&split.parts[k].id, &split.parts[k].options[o]);
                list.iter().find(|((p, q), _)| p == part && q == option).map(|(_, e)| pick(e))
            };
            let sum: Option<BigRational> = combination.iter().enumerate().map(|(k, &o)| part(k, o)).sum();
            return sum.ok_or_else(|| format!("the split {} lacks a value of a part for {party}", split.id));
        }
        let rows: Vec<(&[usize], BigRational)> = old
            .iter()
            .filter_map(|(c, parts)| {
                c.values.iter().find(|(p, _)| p == party).map(|(_, e)| (parts.as_slice(), pick(e)))
            })
            .collect();
        solve(split, &rows, combination).ok_or_else(|| {
            format!("the old options do not settle what the parts of {} are worth to {party}", split.id)
        })
    };
    let number = |sum: BigRational| {
        held(&sum).ok_or_else(|| format!("the parts of {} add up to too long a number for {party}", split.id))
    };
    let best = number(of(&representative)?)?;
    let (low, high) = (number(of(&|e| exact(e.low))?)?, number(of(&|e| exact(e.high))?)?);
    Ok(Estimate {
        low: low.min(best).min(high),
        best: Some(best),
        high: high.max(best).max(low),
        sources: Vec::new(),
        author: None,
        date: None,
        note: Some("worked out from the parts of a split".into()),
        span: split.span,
    })
}

/// A row of the elimination: its pivot, its entries, what it is worth.
type Settled = (usize, Vec<BigRational>, BigRational);

/// What a combination is worth if the rows (combinations and their worth) settle it: a linear combination of them.
fn solve(split: &Split, rows: &[(&[usize], BigRational)], wanted: &[usize]) -> Option<BigRational> {
    // Unknowns: one per part and option. The wanted row is reduced by the rows given; it is settled if nothing is left.
    let offsets: Vec<usize> = split
        .parts
        .iter()
        .scan(0, |next, part| {
            let here = *next;
            *next += part.options.len();
            Some(here)
        })
        .collect();
    let width: usize = split.parts.iter().map(|p| p.options.len()).sum();
    let row = |parts: &[usize]| {
        let mut row = vec![BigRational::zero(); width];
        for (offset, o) in offsets.iter().zip(parts) {
            row[offset + o] = BigRational::one();
        }
        row
    };
    let mut basis: Vec<Settled> = Vec::new();
    let reduce = |basis: &[Settled], row: &mut Vec<BigRational>, worth: &mut BigRational| {
        for (pivot, other, value) in basis {
            let times = row[*pivot].clone();
            if !times.is_zero() {
                for (a, b) in row.iter_mut().zip(other) {
                    *a -= &times * b;
                }
                *worth -= times * value;
            }
        }
    };
    for (parts, worth) in rows {
        let (mut row, mut worth) = (row(parts), worth.clone());
        reduce(&basis, &mut row, &mut worth);
        match row.iter().position(|a| !a.is_zero()) {
            Some(pivot) => {
                let by = row[pivot].clone();
                row.iter_mut().for_each(|a| *a /= &by);
                basis.push((pivot, row, worth / by));
            }
            // The same parts with another worth: the old options are no sum of parts.
            None if !worth.is_zero() => return None,
            None => {}
        }
    }
    let (mut left, mut worth) = (row(wanted), BigRational::zero());
    reduce(&basis, &mut left, &mut worth);
    left.iter().all(Zero::is_zero).then_some(-worth)
}
