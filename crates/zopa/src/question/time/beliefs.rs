//! What each party believes about the war itself: a deal that exists only because beliefs differ, and one that fails
//! because of it.

use super::breakeven::own_belief;
use super::course::called;
use super::{Seen, Time, anchored, shown, spread};
use crate::ensemble::View;
use crate::ensemble::instead::{Looked, Other};
use crate::question::AskError;
use crate::question::share::{Range, unsourced};
use crate::question::words::{capital, grouped, list, view as view_name};
use crate::report::{Block, Cell, Table};
use zopa_core::world::Verdict;

/// Verdicts of the same worlds by the analyst's numbers and by each party's own belief.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Split {
    pub both: u64,
    /// A deal only because beliefs differ.
    pub only_own: u64,
    /// A deal that fails because of it.
    pub only_analyst: u64,
    pub neither: u64,
    pub unsettled: u64,
}

impl Split {
    fn of(worlds: &[Looked], (analyst, own): (usize, usize)) -> Split {
        let mut split = Split::default();
        for world in worlds {
            match (world.verdicts[analyst], world.verdicts[own]) {
                (Verdict::Unsettled(_), _) | (_, Verdict::Unsettled(_)) => split.unsettled += 1,
                (Verdict::Deal, Verdict::Deal) => split.both += 1,
                (Verdict::None, Verdict::Deal) => split.only_own += 1,
                (Verdict::Deal, Verdict::None) => split.only_analyst += 1,
                (Verdict::None, Verdict::None) => split.neither += 1,
            }
        }
        split
    }
}

/// A party, what it believes, and what no deal is worth to it in the first period, world by world.
struct Holder {
    p: usize,
    /// Place among the beliefs drawn, and of the party in the chain.
    believed: usize,
    at: usize,
    /// By the path of the view that goes with its belief.
    path: Option<Vec<f64>>,
}

pub(super) fn blocks(time: &Time) -> Result<Vec<Block>, AskError> {
    let Some(drawn) = &time.drawn else { return Ok(Vec::new()) };
    let mut holders = Vec::new();
    for (at, &p) in drawn.model.parties.iter().enumerate() {
        let Some(believed) = own_belief(time, drawn, p) else { continue };
        let belief = drawn.believed[believed].belief.map(|b| &drawn.model.war.beliefs[b]);
        let view = belief.and_then(|belief| belief.nodeal_view.as_deref());
        let path = view.map(|view| path(time, view, p)).transpose()?.flatten();
        holders.push(Holder { p, believed, at, path });
    }
    if holders.is_empty() {
        return Ok(Vec::new());
    }
    let names = &time.asked.scenario.parties;
    let said: Vec<String> = holders
        .iter()
        .map(|h| {
            let called = called(time, &drawn.model, drawn.believed[h.believed].belief);
            match called.split_once(": ") {
                Some((party, label)) if party == names[h.p].name => format!("{party} (“{label}”)"),
                _ => format!("{} (“{called}”)", names[h.p].name),
            }
        })
        .collect();
    let mut blocks = vec![
        Block::heading(1, "What each believes about the war", "beliefs"),
        Block::Text(format!(
            "{} {} a belief of {} own about the war. A party signs by what it believes, not by what the analyst does: where both expect to win, a deal can fail that the same numbers would allow; where each fears the worst, one can exist that no common view supports. All others decide by the analyst’s numbers.",
            list(&said),
            if holders.len() == 1 { "has" } else { "have" },
            if holders.len() == 1 { "its" } else { "their" },
        )),
        Block::Table(values(time, &holders)),
    ];
    let mut rows = Vec::new();
    let mut findings = Vec::new();
    for seen in &time.views {
        let sets = sets(time, seen, &holders);
        let worlds = seen.worlds[0].len() as u64;
        let Some(looked) = seen.first().instead(time.asked, worlds, &sets)? else {
            blocks.push(Block::Caveat(
                "Deals by each party’s own belief were not counted, because the work was interrupted.".into(),
            ));
            return Ok(blocks);
        };
        let given = super::course::given(time, seen) && holders.iter().any(|h| h.path.is_some());
        let mut models = Vec::new();
        if given {
            models.push(("by the paths", Split::of(&looked, (0, 1))));
        }
        models.push(("by the chain", Split::of(&looked, (2, 3))));
        let said = finding(seen, &models, worlds);
        findings.push(match unsourced(&seen.first().plausible) {
            None => Block::Finding(said),
            Some(_) => Block::Text(said),
        });
        rows.extend(models.iter().map(|(model, split)| row(seen, model, split, worlds)));
    }
    blocks.extend(findings);
    blocks.push(Block::Table(Table {
        id: anchored(&["own-beliefs"]),
        caption: format!("Whether a deal exists {} when each party decides by its own belief", time.when(time.months[0])),
        summary: "Shares of the worlds of the base case, in brackets the 95 % interval of sampling. By the paths: a party with a belief has the no deal of the view that goes with it. By the chain: all have the chain’s no deal, those with a belief the chain’s under their belief.".into(),
        head: ["View", "Model", "By the analyst", "By own beliefs", "Only because beliefs differ", "Fails because they do"]
            .map(String::from)
            .to_vec(),
        numeric: vec![false, false, true, true, true, true],
        rows,
    }));
    Ok(blocks)
}

/// What no deal is worth to a party under another view, in the same worlds.
fn path(time: &Time, view: &str, p: usize) -> Result<Option<Vec<f64>>, AskError> {
    let known = |seen: &&Seen| seen.first().plausible.compiled.view.as_deref() == Some(view);
    if let Some(seen) = time.views.iter().find(known) {
        return Ok(Some(seen.no_deal(0, p).collect()));
    }
    let worlds = time.views.first().map_or(0, |seen| seen.worlds[0].len() as u64);
    let other = View::new(time.asked.scenario, Some(view), time.months[0])?;
    Ok(other
        .instead(time.asked, worlds, &[])?
        .map(|worlds| worlds.iter().map(|world| world.no_deal[p]).collect()))
}

/// The values that stand in place of a view's own: none; own beliefs by the paths; the chain; the chain by own beliefs.
fn sets(time: &Time, seen: &Seen, holders: &[Holder]) -> Vec<Vec<Other>> {
    let n = seen.first().plausible.compiled.parties.len();
    let worlds = seen.worlds[0].len();
    let Some(drawn) = &time.drawn else { return Vec::new() };
    let keep = vec![vec![None; n]; worlds];
    let mut paths = keep.clone();
    let mut chain = keep.clone();
    for (k, (paths, chain)) in paths.iter_mut().zip(&mut chain).enumerate() {
        for holder in holders {
            paths[holder.p] = holder.path.as_ref().and_then(|path| path.get(k)).copied();
        }
        for (i, &p) in drawn.model.parties.iter().enumerate() {
            chain[p] = drawn.own().worlds.get(k).map(|world| world.path[0][i]);
        }
    }
    let mut own = chain.clone();
    for (k, own) in own.iter_mut().enumerate() {
        for holder in holders {
            own[holder.p] =
                drawn.believed[holder.believed].worlds.get(k).map(|world| world.path[0][holder.at]);
        }
    }
    vec![keep, paths, chain, own]
}

fn under(seen: &Seen) -> String {
    let compiled = &seen.first().plausible.compiled;
    match compiled.view {
        Some(_) => format!("Under {}", view_name(compiled)),
        None => "By this scenario".into(),
    }
}

fn finding(seen: &Seen, models: &[(&str, Split)], worlds: u64) -> String {
    let walked = seen.first().walked;
    let share = |n: u64| Range::new(n, worlds, walked).words();
    let parts: Vec<String> = models
        .iter()
        .map(|(model, split)| {
            format!(
                "{model}, {} of the worlds have a deal only because beliefs differ, and in {} a deal that the analyst’s numbers allow fails because of it",
                share(split.only_own),
                share(split.only_analyst)
            )
        })
        .collect();
    format!("{}: {}.", under(seen), parts.join("; "))
}

fn row(seen: &Seen, model: &str, split: &Split, worlds: u64) -> Vec<Cell> {
    let walked = seen.first().walked;
    let share = |n: u64| Cell::from(Range::new(n, worlds, walked).words());
    let mut row = vec![
        Cell::from(seen.first().plausible.compiled.view_label.clone()),
        model.into(),
        share(split.both + split.only_analyst),
        share(split.both + split.only_own),
        share(split.only_own),
        share(split.only_analyst),
    ];
    if split.unsettled > 0 {
        row[1] = Cell::from(format!("{model}; {} not settled", grouped(split.unsettled.into())));
    }
    row
}

/// What no deal is worth to those who hold a belief, by it.
fn values(time: &Time, holders: &[Holder]) -> Table {
    let names = &time.asked.scenario.parties;
    let mut rows = Vec::new();
    if let Some(drawn) = &time.drawn {
        for holder in holders {
            let of = |b: usize| spread(drawn.believed[b].worlds.iter().map(|world| world.path[0][holder.at]));
            let path = holder
                .path
                .as_ref()
                .map_or("–".to_owned(), |path| shown(spread(path.iter().copied()), 1, false));
            rows.push(vec![
                Cell::from(names[holder.p].name.clone()),
                path.into(),
                shown(of(0), 1, false).into(),
                shown(of(holder.believed), 1, false).into(),
            ]);
        }
    }
    Table {
        id: anchored(&["believed"]),
        caption: format!(
            "What no deal is worth {} to those with a belief of their own",
            time.when(time.months[0])
        ),
        summary: "Points of each party’s own scale: the median of the worlds, in brackets 5 to 95 % of them."
            .into(),
        head: [
            "Party",
            "By the path of its own view",
            "By the analyst’s chain",
            "By the chain as it believes",
        ]
        .map(capital)
        .to_vec(),
        numeric: vec![false, true, true, true],
        rows,
    }
}
