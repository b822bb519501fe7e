//! **Question.** What can be said with positions alone, without any number?
//!
//! Who said what about which option, and when; what has moved; where everybody's latest position meets; which issues
//! the claimed lines leave without a common option; and all minimal sets of claimed lines of which at least one must be
//! posture for any package to exist ([`zopa_core::crux`] on the problem without values).

use super::words::{any_of, count, line, list};
use super::{Answer, AskError, Asked, Question, worse};
use crate::compile::{Compiled, compile, visible};
use crate::report::{Block, Cell, Document, Table, Tone};
use crate::scenario::{Position, Scenario, Stance};
use zopa_core::answer::Stop;
use zopa_core::crux::{Cruxes, cruxes};

pub(super) const QUESTION: Question =
    Question { command: "brief", about: "what positions alone already say, without any number", run };

/// What the brief rests on.
pub(super) struct Found {
    pub compiled: Compiled,
    pub cruxes: Cruxes,
}

/// Conflicts among the claimed lines when nothing but rules, norms and lines counts.
pub(super) fn find(asked: &Asked) -> Result<Found, AskError> {
    let mut compiled = compile(asked.scenario, None, asked.settings.at).or_else(|_| {
        // The base of a scenario with views may be incomplete; positions need no number from any.
        let first = asked.scenario.views.first().map(|v| v.id.clone());
        compile(asked.scenario, first.as_deref(), asked.settings.at)
    })?;
    compiled.problem = compiled.problem.without_values();
    let claimed: Vec<usize> = (0..compiled.lines.len()).filter(|&l| compiled.lines[l].claimed).collect();
    let cruxes = asked.search(|budget| cruxes(&compiled.problem, &claimed, budget));
    Ok(Found { compiled, cruxes })
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    let found = find(asked)?;
    let mut result = asked.result("brief");
    let at = result.problem(&found.compiled);
    result.claim(at, None, super::zone::crux_claim(&found.cruxes));
    let stop = worse(Stop::Complete, found.cruxes.stop);
    let document =
        Document { title: format!("{}: brief", asked.scenario.title), blocks: blocks(asked, &found) };
    Ok(Answer { document, result, stop })
}

/// The brief as blocks.
pub(super) fn blocks(asked: &Asked, found: &Found) -> Vec<Block> {
    let scenario = asked.scenario;
    let positions = Positions::new(scenario);
    let mut blocks = vec![Block::Finding(headline(found, &positions))];
    if let Some(as_of) = scenario.as_of {
        blocks.push(Block::Text(format!(
            "As of {as_of}; what was said later is left out. Options nearest to what was said are a recorder’s reading."
        )));
    }
    blocks.push(Block::heading(1, "What cannot all be meant", "conflicts"));
    blocks.extend(conflicts(found));
    blocks.push(Block::heading(1, "Where positions meet", "convergences"));
    blocks.extend(convergences(scenario, &positions));
    blocks.push(Block::heading(1, "Issues without a common option", "no-common-option"));
    blocks.extend(without_common_option(found));
    blocks.push(Block::heading(1, "What has moved", "movement"));
    blocks.extend(movement(scenario, &positions));
    blocks.push(Block::heading(1, "Who stands where", "matrix"));
    blocks.push(Block::Table(matrix(scenario, &positions)));
    blocks
}

fn headline(found: &Found, positions: &Positions) -> String {
    let conflicts = &found.cruxes.conflicts;
    let said = count(positions.all.len(), "dated position");
    if found.cruxes.stop != Stop::Complete {
        return format!(
            "{said} on record. Whether the claimed lines can all be meant was not settled within the budget."
        );
    }
    match conflicts.as_slice() {
        [] if positions.all.is_empty() && found.cruxes.lines.is_empty() => {
            "Nobody’s positions are on record and no red line is claimed, so there is nothing to brief from words \
             alone; `solve` and `frontier` work from the numbers."
                .into()
        }
        [] => format!(
            "{said} on record. All {} can be meant: some package crosses none of them.",
            count(found.cruxes.lines.len(), "claimed line")
        ),
        [one] if one.lines.is_empty() => {
            "No package keeps the rules and norms, whatever the red lines.".into()
        }
        [_] => format!(
            "{said} on record. If every claimed line is meant, no package exists: one set of claims excludes every package, and at least one line in it has to be posture."
        ),
        all => format!(
            "{said} on record. If every claimed line is meant, no package exists: {} of claims each exclude every package, and at least one line in each has to be posture.",
            count(all.len(), "set")
        ),
    }
}

fn conflicts(found: &Found) -> Vec<Block> {
    let (compiled, cruxes) = (&found.compiled, &found.cruxes);
    let mut blocks = Vec::new();
    if cruxes.conflicts.is_empty() && cruxes.stop == Stop::Complete {
        blocks.push(Block::Text("No set of claimed lines excludes every package.".into()));
    }
    let sentences: Vec<String> = cruxes
        .conflicts
        .iter()
        .filter(|c| !c.lines.is_empty())
        .map(|c| {
            let lines: Vec<String> = c.lines.iter().map(|&l| line(compiled, l)).collect();
            format!("A deal requires that this is posture: {}.", any_of(&lines))
        })
        .collect();
    if !sentences.is_empty() {
        blocks.push(Block::List(sentences));
        let opening = cruxes.openings.iter().map(|o| o.lines.len()).min();
        if let (Some(least), Stop::Complete) = (opening, cruxes.stop) {
            blocks.push(Block::Text(format!(
                "At least {} would have to give way in all; {} of that size would do.",
                count(least, "line"),
                count(cruxes.openings.iter().filter(|o| o.lines.len() == least).count(), "choice")
            )));
        }
    }
    blocks.extend(super::words::stopped(cruxes.stop, "The list of conflicts is not complete"));
    blocks
}

/// Positions visible at the scenario's date, oldest first.
struct Positions<'a> {
    all: Vec<&'a Position>,
}

impl<'a> Positions<'a> {
    fn new(scenario: &'a Scenario) -> Positions<'a> {
        let mut all: Vec<&Position> =
            scenario.positions.iter().filter(|p| visible(p.date, scenario.as_of)).collect();
        all.sort_by_key(|p| p.date);
        Positions { all }
    }

    fn of(&self, party: &str, issue: &str) -> Vec<&'a Position> {
        self.all.iter().copied().filter(|p| p.party == party && p.issue == issue).collect()
    }

    /// The last position that names an option, else the last remark.
    fn latest(&self, party: &str, issue: &str) -> Option<&'a Position> {
        let all = self.of(party, issue);
        all.iter().rev().find(|p| p.option.is_some()).or(all.last()).copied()
    }
}

fn label<'a>(scenario: &'a Scenario, issue: &str, option: &'a str) -> &'a str {
    scenario
        .issues
        .iter()
        .find(|i| i.id == issue)
        .and_then(|i| i.options.iter().find(|o| o.id == option))
        .map_or(option, |o| &o.label)
}

fn words(position: &Position) -> String {
    match (&position.quote, &position.text) {
        (Some(quote), _) => format!("“{quote}”"),
        (None, Some(text)) => text.clone(),
        (None, None) => String::new(),
    }
}

fn cite(position: &Position) -> String {
    let date = position.date.map(|d| d.to_string()).unwrap_or_else(|| "undated".into());
    let reported = if position.reported { ", as reported by others" } else { "" };
    match position.sources.is_empty() {
        true => format!("{date}{reported}"),
        false => format!("{date}{reported}; {}", position.sources.join(", ")),
    }
}

fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Essential => "essential",
        Stance::Desirable => "desirable",
        Stance::Acceptable => "acceptable",
        Stance::Tolerable => "tolerable",
        Stance::Unacceptable => "unacceptable",
    }
}

fn matrix(scenario: &Scenario, positions: &Positions) -> Table {
    let parties: Vec<_> =
        scenario.parties.iter().filter(|p| positions.all.iter().any(|x| x.party == p.id)).collect();
    let mut head = vec!["Issue".to_string()];
    head.extend(parties.iter().map(|p| p.name.clone()));
    let rows = scenario
        .issues
        .iter()
        .map(|issue| {
            let mut row = vec![Cell::from(issue.label.as_str())];
            for party in &parties {
                row.push(match positions.latest(&party.id, &issue.id) {
                    None => Cell { text: "–".into(), tone: Tone::Quiet, detail: None },
                    Some(p) => {
                        let option = p.option.as_deref().map(|o| label(scenario, &issue.id, o));
                        let stance = p.stance.map(|s| format!(" ({})", stance_word(s))).unwrap_or_default();
                        let date = p.date.map(|d| format!(", {d}")).unwrap_or_default();
                        let text = match option {
                            Some(option) => format!("{option}{stance}{date}"),
                            None => format!("{}{date}", words(p)),
                        };
                        let said = words(p);
                        let detail = if said.is_empty() { cite(p) } else { format!("{said} ({})", cite(p)) };
                        Cell { text, tone: Tone::Plain, detail: Some(detail) }
                    }
                });
            }
            row
        })
        .collect();
    Table {
        id: "positions".into(),
        caption: "Latest position of each party on each issue".into(),
        summary: "Each cell holds the option nearest to what the party last said, the stance and the date; words and source stand below it.".into(),
        numeric: vec![false; head.len()],
        head,
        rows,
    }
}

fn convergences(scenario: &Scenario, positions: &Positions) -> Vec<Block> {
    let mut items = Vec::new();
    for issue in &scenario.issues {
        let latest: Vec<(&str, &Position)> = scenario
            .parties
            .iter()
            .filter_map(|p| positions.latest(&p.id, &issue.id).map(|x| (p.name.as_str(), x)))
            .filter(|(_, x)| x.option.is_some() && x.stance != Some(Stance::Unacceptable))
            .collect();
        if let [(_, first), rest @ ..] = latest.as_slice()
            && !rest.is_empty()
            && rest.iter().all(|(_, x)| x.option == first.option)
            && let Some(option) = &first.option
        {
            let names: Vec<String> = latest
                .iter()
                .map(|(n, x)| if x.reported { format!("{n} (as reported by others)") } else { n.to_string() })
                .collect();
            items.push(format!(
                "{}: the latest positions of {} are the same, “{}”.",
                issue.label,
                list(&names),
                label(scenario, &issue.id, option)
            ));
        }
    }
    let mut blocks = Vec::new();
    if items.is_empty() {
        blocks.push(Block::Text("On no issue are all recorded latest positions the same option.".into()));
    } else {
        blocks.push(Block::List(items));
    }
    let graded: Vec<String> = scenario
        .convergences
        .iter()
        .map(|c| {
            let strength = c.strength.as_ref().map(|s| format!(" (evidence: {s})")).unwrap_or_default();
            format!("{}{strength}", c.text)
        })
        .collect();
    if !graded.is_empty() {
        blocks.push(Block::Text("As the scenario’s analyst grades them:".into()));
        blocks.push(Block::List(graded));
    }
    blocks
}

fn without_common_option(found: &Found) -> Vec<Block> {
    let compiled = &found.compiled;
    let mut items = Vec::new();
    for (i, issue) in compiled.issues.iter().enumerate() {
        let by = |o: usize| -> Vec<usize> {
            let lines = compiled.problem.lines().iter().enumerate();
            lines
                .filter(|(l, line)| {
                    compiled.lines[*l].claimed && line.excludes.iter().any(|x| x.issue == i && x.option == o)
                })
                .map(|(l, _)| l)
                .collect()
        };
        if (0..issue.options.len()).all(|o| !by(o).is_empty()) {
            let words: Vec<String> = issue
                .options
                .iter()
                .enumerate()
                .map(|(o, option)| {
                    let names: Vec<&str> =
                        by(o).iter().map(|&l| compiled.parties[compiled.lines[l].party].1.as_str()).collect();
                    format!("“{}” (excluded by {})", option.label, list(&dedup(names)))
                })
                .collect();
            items.push(format!("{}: {}.", issue.label, list(&words)));
        }
    }
    if items.is_empty() {
        vec![Block::Text(
            "The claimed lines leave at least one option on every issue, taken one by one.".into(),
        )]
    } else {
        vec![Block::List(items)]
    }
}

fn dedup(mut names: Vec<&str>) -> Vec<&str> {
    names.dedup();
    names
}

fn movement(scenario: &Scenario, positions: &Positions) -> Vec<Block> {
    let mut rows = Vec::new();
    for issue in &scenario.issues {
        for party in &scenario.parties {
            let all = positions.of(&party.id, &issue.id);
            if all.len() < 2 {
                continue;
            }
            let steps: Vec<String> = all
                .iter()
                .map(|p| {
                    let what = match (&p.option, words(p)) {
                        (_, said) if !said.is_empty() => said,
                        (Some(option), _) => label(scenario, &issue.id, option).to_string(),
                        _ => "–".into(),
                    };
                    let date = p.date.map(|d| d.to_string()).unwrap_or_else(|| "undated".into());
                    format!("{date}: {what}")
                })
                .collect();
            rows.push(vec![
                Cell::from(issue.label.as_str()),
                Cell::from(party.name.as_str()),
                Cell::from(steps.join(" → ")),
            ]);
        }
    }
    if rows.is_empty() {
        return vec![Block::Text("No party has more than one dated position on an issue.".into())];
    }
    vec![Block::Table(Table {
        id: "movement".into(),
        caption: "Positions over time".into(),
        summary: "One row per party and issue with more than one dated position, oldest first.".into(),
        head: vec!["Issue".into(), "Party".into(), "What was said, oldest first".into()],
        numeric: vec![false; 3],
        rows,
    })]
}
