//! Tables of levers.

use super::sets::{Reach, Set};
use super::speak::priced;
use super::worlds::{Count, words};
use super::{Found, Situation};
use crate::question::anchored;
use crate::question::share::Range;
use crate::question::words::{line_short, list, view};
use crate::report::{Block, Cell, Table, Tone};
use zopa_core::answer::Stop;

/// Which situations of a view are shown.
type Of = for<'f, 's> fn(&'f Found<'s>) -> &'f Vec<Situation>;

/// What each holder can do, and several together, situation by situation.
pub(super) fn reach(found: &[Found], of: Of, (id, most): (&str, usize)) -> Vec<Block> {
    let mut rows = Vec::new();
    for one in found {
        for situation in of(one).iter().filter(|s| s.open != Some(true)) {
            let what = match (&situation.package, situation.line) {
                (Some((label, _)), _) => label.clone(),
                (None, Some(l)) => format!("{} posture", line_short(one.compiled(), l)),
                (None, None) => situation.phrase.clone(),
            };
            let title = match found.len() > 1 {
                true => format!("{}: {what}", one.compiled().view_label),
                false => what,
            };
            let mut none = Vec::new();
            for (holders, reach) in &situation.reach {
                let names: Vec<&str> =
                    holders.iter().map(|&h| one.compiled().parties[h].1.as_str()).collect();
                let who = list(&names);
                match reach {
                    Reach::Sets { sets, more, stop } => {
                        let shown = spread(sets, holders.len() > 1, most);
                        let left = *more || shown.len() < sets.len();
                        for (k, set) in shown.into_iter().enumerate() {
                            let next = match (k, holders.len()) {
                                (0, _) => "",
                                (_, 1) => "next: ",
                                _ => "or: ",
                            };
                            let sure = match (*stop == Stop::Complete, left && holders.len() > 1) {
                                (false, _) => " (something cheaper may exist)",
                                (true, true) => " (others divide the costs differently)",
                                (true, false) => "",
                            };
                            let text = format!("{next}{}{sure}", priced(one, set));
                            rows.push(vec![title.clone().into(), who.clone().into(), text.into()]);
                        }
                    }
                    Reach::Never => none.push((who, holders.len())),
                    Reach::Unknown(_) => {
                        let cell = Cell {
                            text: "not settled within the budget".into(),
                            tone: Tone::Open,
                            detail: None,
                        };
                        rows.push(vec![title.clone().into(), who.into(), cell]);
                    }
                }
            }
            if none.len() == situation.reach.len() {
                let cell = Cell { text: "no set of levers".into(), tone: Tone::No, detail: None };
                rows.push(vec![title.into(), "nobody".into(), cell]);
                continue;
            }
            let alone: Vec<String> = none.into_iter().filter(|(_, n)| *n == 1).map(|(who, _)| who).collect();
            if !alone.is_empty() {
                let cell = Cell { text: "no set of levers alone".into(), tone: Tone::No, detail: None };
                rows.push(vec![title.into(), list(&alone).into(), cell]);
            }
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::Table(Table {
        id: id.into(),
        caption: "The cheapest sets of levers".into(),
        summary: "Where no deal exists without levers: what each holder could do alone, the cheapest first, and several together with less from each than alone. Costs of different holders are different units; where sets of several are listed, none is cheaper for everybody than another one.".into(),
        head: ["Situation", "Who uses levers", "What it takes"].map(String::from).to_vec(),
        numeric: vec![false; 3],
        rows,
    })]
}

/// Of sets of several holders, the first and the last and some in between; of one holder all.
fn spread(sets: &[Set], several: bool, most: usize) -> Vec<&Set> {
    if !several || sets.len() <= most.max(2) {
        return sets.iter().collect();
    }
    let most = most.max(2);
    (0..most).map(|k| &sets[k * (sets.len() - 1) / (most - 1)]).collect()
}

/// What it takes to carry each named package, by view.
pub(super) fn packages(found: &[Found]) -> Vec<Block> {
    let Some(first) = found.first() else { return Vec::new() };
    let mut rows = Vec::new();
    for (at, named) in first.packages.iter().enumerate() {
        let label = named.package.as_ref().map(|(label, _)| label.clone()).unwrap_or_default();
        let mut row = vec![Cell::from(label)];
        for one in found {
            let Some(situation) = one.packages.get(at) else { continue };
            let sets: Vec<String> = situation
                .reach
                .iter()
                .filter(|(holders, reach)| holders.len() == 1 && !reach.sets().is_empty())
                .filter_map(|(_, reach)| reach.sets().first())
                .map(|set| priced(one, set))
                .collect();
            let together = situation.reach.iter().find(|(h, reach)| h.len() > 1 && !reach.sets().is_empty());
            let stopped = situation.reach.iter().any(|(_, reach)| reach.stop() != Stop::Complete);
            let (text, tone) = match (situation.open, sets.is_empty(), together) {
                (Some(true), ..) => ("needs no lever".to_string(), Tone::Yes),
                (_, false, _) => (sets.join("; or "), Tone::Plain),
                (_, true, Some((_, reach))) => {
                    (reach.sets().first().map(|set| priced(one, set)).unwrap_or_default(), Tone::Plain)
                }
                (Some(false), true, None) if !stopped => ("no set of levers".into(), Tone::No),
                _ => ("not settled within the budget".into(), Tone::Open),
            };
            row.push(Cell { text, tone, detail: None });
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut head = vec!["Package".to_string()];
    head.extend(found.iter().map(|one| one.compiled().view_label.clone()));
    vec![Block::Table(Table {
        id: "carry-table".into(),
        caption: "What it takes to carry each package, if no red line is real".into(),
        summary: "Per view, the cheapest set of each holder that can do it alone, or of several together where nobody can alone; with it all who are asked accept the package as it stands. `--package NAME` shows the next-best sets.".into(),
        numeric: vec![false; head.len()],
        head,
        rows,
    })]
}

/// The first set of each team in each situation, once.
fn first_sets<'f>(one: &'f Found<'_>) -> Vec<(&'f Situation, &'f Set)> {
    let mut all: Vec<(&'f Situation, &'f Set)> = Vec::new();
    for situation in one.situations.iter().chain(&one.packages) {
        for (_, reach) in &situation.reach {
            if let Some(set) = reach.sets().first()
                && !set.used.is_empty()
                && !all.iter().any(|(_, known)| known.used == set.used)
            {
                all.push((situation, set));
            }
        }
    }
    all
}

/// What the cheapest sets do to the gain of each party.
pub(super) fn effects(found: &[Found]) -> Vec<Block> {
    let Some(first) = found.first() else { return Vec::new() };
    let mut rows = Vec::new();
    let mut seen: Vec<Vec<(usize, usize)>> = Vec::new();
    for one in found {
        for (situation, set) in first_sets(one) {
            if seen.contains(&set.used) {
                continue;
            }
            seen.push(set.used.clone());
            let mut row = vec![Cell::from(words(&one.model, &set.used))];
            for p in 0..one.compiled().parties.len() {
                let moved: f64 = set
                    .used
                    .iter()
                    .map(|&(l, at)| {
                        let usable = &one.model.levers[l];
                        usable.moves(&situation.numbers[l], usable.levels[at].0, p)
                    })
                    .sum();
                let tone = if moved < -0.05 { Tone::No } else { Tone::Plain };
                let text = if moved.abs() < 0.05 { "0.0".into() } else { format!("{moved:+.1}") };
                row.push(Cell { text, tone, detail: None });
            }
            let money: Vec<String> = set
                .used
                .iter()
                .flat_map(|(l, _)| one.model.levers[*l].lever.money.iter())
                .map(|(unit, range)| {
                    let [low, high] = crate::ensemble::extra::ends(range);
                    format!("{low} to {high} {unit}")
                })
                .collect();
            row.push(if money.is_empty() { "none stated".into() } else { money.join("; ").into() });
            rows.push(row);
        }
    }
    if rows.is_empty() {
        return vec![Block::Text(
            "No set of levers is needed or helps here, so there are no side effects to show.".into(),
        )];
    }
    let mut head = vec!["Set".to_string()];
    head.extend(first.compiled().parties.iter().map(|(_, name)| name.clone()));
    head.push("Money, at full level".into());
    let mut numeric = vec![true; head.len()];
    (numeric[0], numeric[head.len() - 1]) = (false, false);
    vec![
        Block::Text(
            "A stick raises a party’s gain from a deal by taking from what it has without one. Levers fall on others too: what helps one party to accept may make another one refuse."
                .into(),
        ),
        Block::Table(Table {
            id: "side-effects".into(),
            caption: "What sets of levers add to each party’s gain from a deal over no deal".into(),
            summary: "Points of each party’s own scale, at representative values, before what the holder pays; columns cannot be compared with each other.".into(),
            head,
            numeric,
            rows,
        }),
    ]
}

/// Shares before and after each lever and each set found.
pub(super) fn shares(one: &Found) -> Vec<Block> {
    let over = &one.over;
    if over.worlds == 0 || (over.single.is_empty() && over.sets.is_empty()) {
        return Vec::new();
    }
    let row = |(set, count): &(super::worlds::Levels, Count)| {
        let range = Range::new(count.deals, over.worlds, over.walked);
        let tone = match count.deals.cmp(&over.before.deals) {
            std::cmp::Ordering::Greater => Tone::Yes,
            std::cmp::Ordering::Less => Tone::No,
            std::cmp::Ordering::Equal => Tone::Plain,
        };
        let mut besides = Vec::new();
        if count.walked > 0 {
            besides.push(format!("{} drive somebody from the table", count.walked));
        }
        if count.withheld > 0 {
            besides.push(format!("{} lack consent", count.withheld));
        }
        if count.unsettled > 0 {
            besides.push(format!("{} not settled", count.unsettled));
        }
        let besides = if besides.is_empty() { "none".into() } else { besides.join("; ") };
        vec![
            Cell::from(words(&one.model, set)),
            Cell { text: range.words(), tone, detail: None },
            count.opened.to_string().into(),
            count.closed.to_string().into(),
            besides.into(),
        ]
    };
    let mut sorted: Vec<&(super::worlds::Levels, Count)> = over.single.iter().chain(&over.sets).collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(count.deals));
    let id = one.compiled().view.as_deref().unwrap_or("base");
    vec![Block::Table(Table {
        id: anchored(&["shares", id]),
        caption: match one.compiled().view {
            Some(_) => format!("Worlds with a deal by lever: {}", one.compiled().view_label),
            None => "Worlds with a deal by lever".into(),
        },
        summary: format!(
            "Each lever alone at its highest level, and the sets found above, in the same {} worlds; before any lever {} have a deal. Opened: worlds with a deal only with it; closed: only without it.",
            over.worlds, over.before.deals
        ),
        head: ["Lever or set", "Worlds with a deal", "Opened", "Closed", "Worlds besides"]
            .map(String::from)
            .to_vec(),
        numeric: vec![false, true, true, true, false],
        rows: sorted.into_iter().map(row).collect(),
    })]
}

/// Cost against share for one holder.
pub(super) fn frontier(one: &Found, holder: usize) -> Vec<Block> {
    let over = &one.over;
    let (id, name) = &one.compiled().parties[holder];
    let frontier = over.frontier(holder);
    let here = if one.compiled().view.is_some() {
        format!(" under {}", view(one.compiled()))
    } else {
        String::new()
    };
    if frontier.is_empty() {
        return vec![Block::Text(format!(
            "No set of levers of {name} that was looked at raises the share of worlds with a deal{here}."
        ))];
    }
    let row = |spent: &&super::over::Spent| {
        let range = Range::new(spent.count.deals, over.worlds, over.walked);
        vec![
            Cell::from(words(&one.model, &spent.levels)),
            format!("{:.1}", spent.cost).into(),
            range.words().into(),
        ]
    };
    let view_id = one.compiled().view.as_deref().unwrap_or("base");
    vec![Block::Table(Table {
        id: anchored(&["spending", view_id, id]),
        caption: format!("Spending of {name}, and worlds with a deal{here}"),
        summary: format!(
            "Of the sets that were looked at (one or two levers, and more where adding helped), those of which none opens as many worlds for less. Points of {name}: carrots in worlds with a deal, sticks in the others."
        ),
        head: ["Set", "Cost", "Worlds with a deal"].map(String::from).to_vec(),
        numeric: vec![false, true, true],
        rows: frontier.iter().map(row).collect(),
    })]
}

/// Which levers count for how much, and whose consent they lack.
pub(super) fn belief(found: &[Found]) -> Vec<Block> {
    let Some(one) = found.first() else { return Vec::new() };
    let compiled = one.compiled();
    let stakes: Vec<Vec<f64>> = (0..compiled.parties.len()).map(|p| stake(found, p)).collect();
    let rows = one.model.levers.iter().zip(&one.numbers).map(|(usable, numbers)| {
        let name = |p: usize| compiled.parties[p].1.clone();
        let burden = usable.burden(numbers, usable.levels.last().map_or(0.0, |l| l.0));
        let worth = &stakes[usable.holder];
        let enough = worth.iter().filter(|gain| **gain >= burden).count();
        let (text, tone) = match (burden <= 0.0, worth.len(), enough) {
            (true, ..) => ("yes: it costs it nothing".to_string(), Tone::Yes),
            (_, 0, _) => (format!("takes {burden:.1}; no package is named"), Tone::Open),
            (_, n, k) if k == n => (format!("yes: takes {burden:.1}"), Tone::Yes),
            (_, _, 0) => {
                (format!("not believed: takes {burden:.1}, more than any package is worth to it"), Tone::No)
            }
            (_, n, k) => (format!("takes {burden:.1}: for {k} of {n} packages"), Tone::Open),
        };
        let out = Cell { text, tone, detail: None };
        let against = usable.against(numbers);
        let consent = if usable.agree.is_empty() {
            Cell { text: "nobody".into(), tone: Tone::Quiet, detail: None }
        } else if against.is_empty() {
            let names: Vec<String> = usable.agree.iter().map(|&p| name(p)).collect();
            Cell { text: format!("{}: no worse off", list(&names)), tone: Tone::Yes, detail: None }
        } else {
            let names: Vec<String> = against.iter().map(|&p| name(p)).collect();
            Cell { text: format!("{} would not: worse off", list(&names)), tone: Tone::No, detail: None }
        };
        let per_cent = |share: f64| format!("{:.0} %", 100.0 * share);
        vec![
            Cell::from(usable.lever.label.clone()),
            format!("{} on {}", name(usable.holder), name(usable.target)).into(),
            per_cent(numbers.credibility).into(),
            per_cent(1.0 - numbers.left).into(),
            per_cent(numbers.arrives()).into(),
            out,
            consent,
        ]
    });
    vec![Block::Table(Table {
        id: "belief".into(),
        caption: "What of each lever arrives, whether its holder would carry it out alone, and whose consent it needs".into(),
        summary: "At representative values and the highest level: how far it is believed, what others replace, what of its effect is left; what carrying it out takes from its holder, and for how many of the packages named, over all views, that is no more than the package is worth to the holder over no deal.".into(),
        head: ["Lever", "Who on whom", "Believed", "Replaced", "Arrives", "Would its holder carry it out?", "Who has to agree"]
            .map(String::from)
            .to_vec(),
        numeric: vec![false, false, true, true, true, false, false],
        rows: rows.collect(),
    })]
}

/// What the packages named are worth to a party over no deal, over all views.
fn stake(found: &[Found], p: usize) -> Vec<f64> {
    let gains = found.iter().flat_map(|one| {
        let packages = one.packages.iter().filter_map(|s| s.package.as_ref());
        packages.map(|(_, x)| one.compiled().points(one.compiled().problem.gain(p, x)))
    });
    gains.collect()
}
