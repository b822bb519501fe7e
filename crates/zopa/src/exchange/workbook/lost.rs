//! What a workbook does not hold, section by section.

use crate::exchange::{Note, Remarked};
use crate::scenario::{Estimate, Scenario, View};

/// Says what is left out of the workbook of this scenario.
pub fn note(scenario: &Scenario, notes: &mut Vec<Note>) {
    let mut say = |count: usize, one: &str, many: &str| {
        if count > 0 {
            let what = if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
            let text = format!("the workbook does not hold {what}");
            notes.push(Note { what: Remarked::Lost, file: String::new(), text });
        }
    };
    let options = || scenario.issues.iter().flat_map(|issue| &issue.options);
    say(scenario.positions.len(), "position", "positions");
    say(scenario.convergences.len(), "convergence", "convergences");
    say(scenario.preferences.len(), "preference", "preferences");
    say(scenario.dependences.len(), "dependence", "dependences");
    say(scenario.splits.len(), "split", "splits");
    say(scenario.statements.len(), "statement", "statements");
    let holdings = scenario.map.as_ref().map_or(0, |map| map.control.len());
    say(usize::from(scenario.map.is_some()), &format!("map with {holdings} holdings"), "maps");
    say(
        options().filter(|option| !option.regions.is_empty() || option.control.is_some()).count(),
        "option's regions and who controls them",
        "options' regions and who controls them",
    );
    say(usize::from(scenario.war.is_some()), "model of the war", "models of the war");
    say(scenario.outside_option.values.len(), "outside option", "outside options");
    say(scenario.breakdown_point.values.len(), "breakdown point", "breakdown points");
    say(
        options().filter(|option| !option.provisions.is_empty()).count(),
        "option's kinds of provisions",
        "options' kinds of provisions",
    );
    for (section, count) in &scenario.unstable {
        say(*count, &format!("row of the section {section}"), &format!("rows of the section {section}"));
    }
    if scenario.no_deal.values.is_empty() {
        let periods = "period of no deal, for which no party has a number";
        say(scenario.no_deal.at.len(), periods, &periods.replace("period ", "periods "));
    }
    let claims = scenario.red_lines.iter().flat_map(|line| [&line.claimed, &line.superseded]).flatten();
    let bare = claims.filter(|c| (c.date, &c.quote, &c.text) == (None, &None, &None) && c.sources.is_empty());
    say(bare.count(), "claim without date, words or source", "claims without date, words or source");
    let remarked = estimates(scenario).filter(|e| e.author.is_some() || e.date.is_some() || e.note.is_some());
    say(remarked.count(), "number's author, date or remark", "authors, dates or remarks of single numbers");
    let lines = scenario.files.iter().flat_map(|file| file.text.lines());
    let comments = lines.filter(|line| line.trim_start().starts_with('#')).count();
    say(comments, "line of comment in the scenario's files", "lines of comment in the scenario's files");
}

/// The estimates that the workbook holds.
fn estimates(scenario: &Scenario) -> impl Iterator<Item = &Estimate> {
    let values = scenario.issues.iter().flat_map(|i| &i.options).flat_map(|o| &o.values).map(|(_, e)| e);
    let weights = scenario.weights.iter().flat_map(|(_, issues)| issues).map(|(_, e)| e);
    let no_deal = scenario.no_deal.values.iter().flat_map(|(_, path)| path);
    let points = scenario.interactions.iter().map(|i| &i.points);
    let boxes = scenario.boxes.iter().map(|boxed| &boxed.points);
    let ceilings = scenario.parties.iter().filter_map(|party| party.ceiling.as_ref());
    let points = points.chain(boxes).chain(ceilings);
    let factors = scenario.factors.iter().flat_map(|f| &f.factor).map(|(_, e)| e);
    let groups = scenario.groups.iter().flat_map(|g| [&g.within, &g.with_others]).flatten();
    let firmness = scenario.red_lines.iter().filter_map(|line| line.firmness.as_ref());
    let of_views = scenario.views.iter().flat_map(view_estimates);
    values
        .chain(weights)
        .chain(no_deal)
        .chain(points)
        .chain(factors)
        .chain(groups)
        .chain(firmness)
        .chain(of_views)
}

/// The estimates of a view.
fn view_estimates(view: &View) -> impl Iterator<Item = &Estimate> {
    let weights = view.weights.iter().flat_map(|(_, issues)| issues).map(|(_, e)| e);
    let no_deal = view.no_deal.values.iter().flat_map(|(_, path)| path);
    let values = view.values.iter().flat_map(|(_, parties)| parties).map(|(_, e)| e);
    let single = view.firmness.iter().chain(&view.points).map(|(_, e)| e);
    let factors = view.factor.iter().flat_map(|(_, options)| options).map(|(_, e)| e);
    weights.chain(no_deal).chain(values).chain(single).chain(factors)
}
