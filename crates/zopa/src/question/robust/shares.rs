//! The shares in words: lowest and highest, what decides between them, and whether they are fit for a headline.

use super::Counted;
use crate::ensemble::cases::{Factor, Level};
use crate::ensemble::{View, precise};
use crate::question::Asked;
use crate::question::share::{Range, outward};
use crate::question::words::{grouped, list, reason, view as view_name};
use crate::report::{Block, Cell, Table, Tone};

use zopa_core::answer::Stop;

impl Counted {
    /// The share of each case.
    pub fn ranges(&self) -> Vec<Range> {
        let cases = self.summary.cases.iter();
        cases.map(|case| Range::of(case, self.summary.worlds, self.view.walked)).collect()
    }

    /// The cases of the lowest and of the highest share, the first of equal ones.
    fn extremes(&self) -> [usize; 2] {
        let cases = &self.summary.cases;
        let low = (0..cases.len()).min_by_key(|&c| cases[c].deals).unwrap_or(0);
        let most = |c: &usize| cases[*c].deals + cases[*c].unsettled;
        let high = (0..cases.len()).max_by_key(|c| (most(c), std::cmp::Reverse(*c))).unwrap_or(0);
        [low, high]
    }

    /// Whether every world of every case has a deal (`Some(true)`), or none has.
    fn unanimous(&self) -> Option<bool> {
        let cases = &self.summary.cases;
        let all = cases.iter().all(|c| c.deals == self.summary.worlds);
        let none = cases.iter().all(|c| c.deals + c.unsettled == 0);
        if all { Some(true) } else { none.then_some(false) }
    }

    /// The factors and by how much each moves the share, in the mean over the other factors; the largest first.
    fn effects(&self) -> Vec<(Factor, f64)> {
        let design = &self.view.design;
        let shares: Vec<f64> = self.ranges().iter().map(|range| range.least).collect();
        let mut effects: Vec<(Factor, f64)> = design
            .factors
            .iter()
            .enumerate()
            .map(|(f, factor)| (*factor, design.effect(f, &shares)))
            .collect();
        effects.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        effects
    }
}

/// What a factor is, as something that decides.
fn decides(view: &View, factor: Factor) -> String {
    match factor {
        Factor::Firmness => "how firm the red lines are".into(),
        Factor::Within => "how far red lines of one group go together".into(),
        Factor::Others => "how far groups of one party’s red lines go together".into(),
        Factor::Link(k) => view.plausible.links[k].words.clone(),
    }
}

/// Where a case has a factor, in words.
fn level(view: &View, factor: Factor, level: Level) -> Option<String> {
    let end = match level {
        Level::Low => "low",
        Level::High => "high",
        Level::Base => return None,
    };
    Some(match factor {
        Factor::Firmness => format!("every firmness at the {end} end of its range"),
        Factor::Within => format!("correlation within groups {end}"),
        Factor::Others => format!("correlation between groups {end}"),
        Factor::Link(k) => {
            let name = view.plausible.links[k].key.split_once('.').map_or("dependence", |(_, name)| name);
            format!("dependence {name} {end}")
        }
    })
}

fn case_words(view: &View, case: usize) -> String {
    let levels = view.design.factors.iter().zip(&view.design.cases[case]);
    let words: Vec<String> = levels.filter_map(|(factor, at)| level(view, *factor, *at)).collect();
    match words.is_empty() {
        true => "the base case".into(),
        false => list(&words),
    }
}

/// The shares of all views, whether they are a headline, and how far they go.
pub(super) fn headline(asked: &Asked, counted: &[Counted], ended: Stop) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "In how many worlds a deal exists", "shares")];
    let several = counted.len() > 1;
    let doubts: Vec<Option<String>> = counted.iter().map(unsourced).collect();
    for (one, doubt) in counted.iter().zip(&doubts) {
        let sentence = sentence(one);
        blocks.push(match doubt {
            None if one.summary.worlds > 0 => Block::Finding(sentence),
            _ => Block::Text(sentence),
        });
    }
    let mut said: Vec<&String> = Vec::new();
    for (one, doubt) in counted.iter().zip(&doubts) {
        let Some(doubt) = doubt.as_ref().filter(|doubt| !said.contains(doubt)) else { continue };
        let same = doubts.iter().all(|other| other.as_ref() == Some(doubt));
        let whose = match several && !same {
            true => format!("Under {}: the share", view_name(&one.view.plausible.compiled)),
            false => "The share".into(),
        };
        blocks.push(Block::Caveat(format!("{whose} is decided by {doubt}, so it is no headline.")));
        said.push(doubt);
    }
    blocks.push(Block::Caveat(
        "This is rung 1 of the ladder, acceptance: whether a package can be ratified (2), would be kept (3) and can be reached step by step (4) is not part of these shares."
            .into(),
    ));
    if counted.iter().any(|one| one.summary.worlds > 0) {
        blocks.push(Block::Table(overview(counted)));
    }
    blocks.extend(ending(asked, counted, ended));
    blocks
}

/// One view in a sentence or two.
pub(in crate::question) fn sentence(one: &Counted) -> String {
    let compiled = &one.view.plausible.compiled;
    let under = match compiled.view {
        Some(_) => format!("Under {}", view_name(compiled)),
        None => "By this scenario".into(),
    };
    let worlds = one.summary.worlds;
    if worlds == 0 {
        return format!("{under} no world was counted, because the work was interrupted.");
    }
    let ranges = one.ranges();
    let drawn = grouped(worlds.into());
    let cases =
        if ranges.len() > 1 { format!(", in each of the {} cases", ranges.len()) } else { String::new() };
    match one.unanimous() {
        Some(true) => {
            let least = outward(ranges[0].ends.map_or(0.0, |ends| ends[0]), false);
            return format!(
                "{under} a deal exists in every one of {drawn} worlds{cases} (by sampling, in at least {least} %)."
            );
        }
        Some(false) => {
            let most = outward(ranges[0].ends.map_or(1.0, |ends| ends[1]), true);
            return format!(
                "{under} no deal exists in any of {drawn} worlds{cases} (by sampling, in at most {most} %)."
            );
        }
        None => {}
    }
    if ranges.len() == 1 {
        return format!("{under} a deal exists in {} of the worlds.", ranges[0].words());
    }
    let [low, high] = one.extremes();
    let mut text = format!(
        "{under} a deal exists in between {} and {} of the worlds, and in {} in the base case.",
        ranges[low].words(),
        ranges[high].words(),
        ranges[0].words()
    );
    let effects = one.effects();
    if let Some((factor, effect)) = effects.first().filter(|(_, effect)| effect.abs() >= 0.005) {
        text.push_str(&format!(
            " What decides most is {} ({:.0} points from one end to the other, on average)",
            decides(&one.view, *factor),
            100.0 * effect.abs()
        ));
        let others = effects[1..].iter().filter(|(_, effect)| effect.abs() >= 0.005);
        let others: Vec<String> = others
            .map(|(factor, effect)| format!("{} ({:.0})", decides(&one.view, *factor), 100.0 * effect.abs()))
            .collect();
        if !others.is_empty() {
            text.push_str(&format!(", then {}", list(&others)));
        }
        text.push('.');
    }
    text
}

/// The inputs without a source that decide a share, in words; `None` where all have one, or none of them decides.
fn unsourced(one: &Counted) -> Option<String> {
    // Where all cases agree on all worlds, neither firmness nor dependence decides.
    match one.summary.worlds == 0 || one.unanimous().is_some() {
        true => None,
        false => crate::question::share::unsourced(&one.view.plausible),
    }
}

/// Lowest, base and highest share of every view.
fn overview(counted: &[Counted]) -> Table {
    let rows = counted
        .iter()
        .filter(|one| one.summary.worlds > 0)
        .map(|one| {
            let ranges = one.ranges();
            let [low, high] = one.extremes();
            let open = one.summary.cases.iter().map(|case| case.unsettled).max().unwrap_or(0);
            vec![
                Cell::from(one.view.plausible.compiled.view_label.clone()),
                Cell {
                    text: ranges[low].words(),
                    tone: Tone::Plain,
                    detail: Some(case_words(&one.view, low)),
                },
                Cell::from(ranges[0].words()),
                Cell {
                    text: ranges[high].words(),
                    tone: Tone::Plain,
                    detail: Some(case_words(&one.view, high)),
                },
                Cell::from(grouped(one.summary.worlds.into())),
                Cell::from(grouped(open.into())),
            ]
        })
        .collect();
    Table {
        id: "shares-table".into(),
        caption: "Share of plausible worlds in which a deal exists".into(),
        summary: "The lowest and the highest share over the cases, and that of the base case; in brackets the 95 % interval that sampling leaves. Worlds that were not settled count as without a deal at the lower end and as with one at the upper end.".into(),
        head: ["View", "Lowest", "Base case", "Highest", "Worlds", "Not settled, at most"].map(String::from).to_vec(),
        numeric: vec![false, true, true, true, true, true],
        rows,
    }
}

/// How the run ended, where that is not as asked.
fn ending(asked: &Asked, counted: &[Counted], ended: Stop) -> Option<Block> {
    let precision = asked.settings.precision;
    let views = counted.iter().filter(|one| precision > 0.0 && !precise(&one.view, &one.summary, precision));
    let wide: Vec<String> = views.map(|one| view_name(&one.view.plausible.compiled)).collect();
    if ended != Stop::Complete {
        return Some(Block::Caveat(format!(
            "Counting stopped early, because {}. What is shown holds for the worlds counted; --resume with the result file goes on.",
            reason(ended)
        )));
    }
    (!wide.is_empty()).then(|| {
        Block::Caveat(format!(
            "After {} worlds the intervals are still wider than ±{precision} points under {}; --worlds allows more.",
            grouped(counted.iter().map(|one| one.summary.worlds).max().unwrap_or(0).into()),
            list(&wide)
        ))
    })
}

/// The cases of a view one by one.
pub(super) fn cases(one: &Counted) -> Vec<Block> {
    let ranges = one.ranges();
    let id = one.view.plausible.compiled.view.as_deref().unwrap_or("base");
    let mut blocks = Vec::new();
    if ranges.len() == 1 {
        return blocks;
    }
    let rows = (0..ranges.len())
        .map(|case| {
            let open = one.summary.cases[case].unsettled;
            vec![
                Cell::from(crate::question::words::capital(&case_words(&one.view, case))),
                Cell::from(ranges[case].words()),
                Cell::from(grouped(open.into())),
            ]
        })
        .collect();
    let how = match one.view.design.crossed {
        true => "every combination of the ends of the ranges",
        false => "each factor alone at either end, and all together: more combinations than are counted",
    };
    blocks.push(Block::Table(Table {
        id: crate::question::anchored(&["cases", id]),
        caption: "The share by case".into(),
        summary: format!(
            "The base case (correlations in the middle of their ranges, firmness drawn from its range) and {how}; all on the same {} worlds.",
            grouped(one.summary.worlds.into())
        ),
        head: ["Case", "A deal exists in", "Not settled"].map(String::from).to_vec(),
        numeric: vec![false, true, true],
        rows,
    }));
    blocks
}
