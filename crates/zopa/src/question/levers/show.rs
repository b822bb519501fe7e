//! Tables of levers.

use super::sets::{Reach, Set};
use super::speak::priced;
use super::worlds::{Count, words};
use super::{Found, Situation};
use crate::question::anchored;
use crate::question::share::Range;
use crate::question::words::{list, view};
use crate::report::{Block, Cell, Table, Tone};
use zopa_core::answer::Stop;

/// Which situations of a view are shown.
type Of = for<'f, 's> fn(&'f Found<'s>) -> &'f Vec<Situation>;

/// What each holder can do, and several together, situation by situation.
pub(super) fn reach(found: &[Found], of: Of, id: &str) -> Vec<Block> {
    let mut rows = Vec::new();
    for one in found {
        for situation in of(one) {
            let what = match &situation.package {
                Some((label, _)) => label.clone(),
                None => situation.phrase.clone(),
            };
            let title = match found.len() > 1 {
                true => format!("{}: {what}", one.compiled().view_label),
                false => what,
            };
            if situation.open == Some(true) {
                let cell = Cell { text: "needs no lever".into(), tone: Tone::Yes, detail: None };
                rows.push(vec![title.into(), "nobody has to".into(), cell]);
                continue;
            }
            let mut none = Vec::new();
            for (holders, reach) in &situation.reach {
                let names: Vec<&str> =
                    holders.iter().map(|&h| one.compiled().parties[h].1.as_str()).collect();
                let who = if holders.len() == 1 { names[0].to_string() } else { "several together".into() };
                match reach {
                    Reach::Sets { sets, stop, .. } => {
                        let shown = sets.iter().filter(|set| holders.len() == 1 || set.cost.len() > 1);
                        for (k, set) in shown.enumerate() {
                            let next = if k > 0 && holders.len() == 1 { "next: " } else { "" };
                            let sure = if *stop == Stop::Complete { "" } else { " (something cheaper may exist)" };
                            let text = format!("{next}{}{sure}", priced(one, set));
                            rows.push(vec![title.clone().into(), who.clone().into(), text.into()]);
                        }
                    }
                    Reach::Never => none.push(who),
                    Reach::Unknown(_) => {
                        let cell = Cell { text: "not settled within the budget".into(), tone: Tone::Open, detail: None };
                        rows.push(vec![title.clone().into(), who.into(), cell]);
                    }
                }
            }
            if !none.is_empty() {
                let cell = Cell { text: "no set of levers".into(), tone: Tone::No, detail: None };
                rows.push(vec![title.into(), list(&none).into(), cell]);
            }
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::Table(Table {
        id: id.into(),
        caption: "The cheapest sets of levers".into(),
        summary: "For each situation, what each holder could do alone, the cheapest first, and what several could do together; costs of different holders are different units. Where sets of several are listed, none is cheaper for everybody than another one.".into(),
        head: ["Situation", "Who uses levers", "What it takes"].map(String::from).to_vec(),
        numeric: vec![false; 3],
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
        return vec![Block::Text("No set of levers is needed or helps here, so there are no side effects to show.".into())];
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
        head: ["Lever or set", "Worlds with a deal", "Opened", "Closed", "Worlds besides"].map(String::from).to_vec(),
        numeric: vec![false, true, true, true, false],
        rows: sorted.into_iter().map(row).collect(),
    })]
}

/// Cost against share for one holder.
pub(super) fn frontier(one: &Found, holder: usize) -> Vec<Block> {
    let over = &one.over;
    let (id, name) = &one.compiled().parties[holder];
    let frontier = over.frontier(holder);
    let here = if one.compiled().view.is_some() { format!(" under {}", view(one.compiled())) } else { String::new() };
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
        caption: format!("What {name} spends, and in how many worlds a deal exists{here}"),
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
    let stakes: Vec<Option<[f64; 2]>> = (0..compiled.parties.len()).map(|p| stake(found, p)).collect();
    let rows = one.model.levers.iter().zip(&one.numbers).map(|(usable, numbers)| {
        let name = |p: usize| compiled.parties[p].1.clone();
        let burden = usable.burden(numbers, usable.levels.last().map_or(0.0, |l| l.0));
        let out = match stakes[usable.holder] {
            _ if burden <= 0.0 => Cell { text: "yes: it costs it nothing".into(), tone: Tone::Yes, detail: None },
            None => Cell { text: format!("takes {burden:.1}; no package is named"), tone: Tone::Open, detail: None },
            Some([low, _]) if burden <= low => {
                Cell { text: format!("yes: takes {burden:.1}, less than any package is worth to it"), tone: Tone::Yes, detail: None }
            }
            Some([_, high]) if burden > high => {
                Cell { text: format!("not believed: takes {burden:.1}, more than any package is worth to it"), tone: Tone::No, detail: None }
            }
            Some([low, high]) => Cell {
                text: format!("depends: takes {burden:.1}, and packages are worth {low:.1} to {high:.1} to it"),
                tone: Tone::Open,
                detail: None,
            },
        };
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
        summary: "At representative values and the highest level: how far it is believed, what others replace, what of its effect is left; what carrying it out takes from its holder against the least and the most that a package named is worth to that holder over no deal.".into(),
        head: ["Lever", "Who on whom", "Believed", "Replaced", "Arrives", "Would its holder carry it out?", "Who has to agree"]
            .map(String::from)
            .to_vec(),
        numeric: vec![false, false, true, true, true, false, false],
        rows: rows.collect(),
    })]
}

/// The least and the most that the packages named are worth to a party over no deal, over all views.
fn stake(found: &[Found], p: usize) -> Option<[f64; 2]> {
    let gains = found.iter().flat_map(|one| {
        let packages = one.packages.iter().filter_map(|s| s.package.as_ref());
        packages.map(|(_, x)| one.compiled().points(one.compiled().problem.gain(p, x)))
    });
    gains.fold(None, |ends: Option<[f64; 2]>, gain| {
        Some(ends.map_or([gain, gain], |[low, high]| [low.min(gain), high.max(gain)]))
    })
}
