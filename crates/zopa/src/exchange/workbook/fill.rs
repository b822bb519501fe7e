//! From a scenario to the pages of its workbook.

mod page;
mod views;

pub use page::{Choices, Head, Out, Page};

use super::about;
use super::layout;
use crate::exchange::Note;
use crate::scenario::{Consent, Factor, RedLine, Remark, RuleKind, Scenario};
use page::Filling;

/// The pages, `About` first.
pub fn pages(scenario: &Scenario, notes: &mut Vec<Note>) -> Vec<Page> {
    let mut pages = vec![about::page(scenario)];
    for layout in &layout::SHEETS {
        let mut page = Filling::new(layout, scenario);
        match layout.section {
            "parties" => parties(scenario, &mut page),
            "issues" => issues(scenario, &mut page),
            "weights" => weights(scenario, &mut page),
            "no_deal" => no_deal(scenario, &mut page),
            "interactions" => interactions(scenario, &mut page),
            "boxes" => boxes(scenario, &mut page),
            "factors" => scenario.factors.iter().for_each(|factor| one_factor(factor, &mut page)),
            "rules" => rules(scenario, &mut page),
            "norms" => norms(scenario, &mut page),
            "groups" => groups(scenario, &mut page),
            "red_lines" => scenario.red_lines.iter().for_each(|line| red_line(line, &mut page)),
            "packages" => packages(scenario, &mut page),
            "views" => views::views(scenario, &mut page),
            layout::VIEW_NUMBERS => views::numbers(scenario, &mut page),
            _ => sources(scenario, &mut page),
        }
        pages.push(page.finish(notes));
    }
    pages
}

fn parties(scenario: &Scenario, page: &mut Filling) {
    let now = scenario.no_deal.at.iter().position(|period| *period == 0);
    for party in &scenario.parties {
        page.text("id", &party.id);
        page.text("name", &party.name);
        page.text("role", &party.role);
        page.text(
            "consent",
            match party.consent {
                Consent::Whole => "whole",
                Consent::Carried => "carried",
                Consent::None => "none",
            },
        );
        let path = scenario.no_deal.values.iter().find(|(id, _)| *id == party.id);
        if let (Some(now), Some((_, path))) = (now, path) {
            page.estimate("no deal", path.get(now));
        }
        page.estimate("ceiling", party.ceiling.as_ref());
        page.maybe("note", party.note.as_deref());
        page.next_row();
    }
}

fn issues(scenario: &Scenario, page: &mut Filling) {
    for issue in &scenario.issues {
        for (o, option) in issue.options.iter().enumerate() {
            page.text("issue id", &issue.id);
            page.text("issue label", &issue.label);
            page.text("option id", &option.id);
            page.text("option label", &option.label);
            page.maybe("clause", option.clause.as_deref());
            page.date("date", option.date);
            page.ids("carried by", &option.carried_by);
            for (party, value) in &option.values {
                page.estimate(party, Some(value));
            }
            page.ids("option sources", &option.sources);
            page.maybe("option note", option.note.as_deref());
            if o == 0 {
                page.ids("issue sources", &issue.sources);
                page.maybe("issue note", issue.note.as_deref());
            }
            page.next_row();
        }
    }
}

fn weights(scenario: &Scenario, page: &mut Filling) {
    for issue in &scenario.issues {
        page.text("issue", &issue.id);
        page.text("issue label", &issue.label);
        for (party, weights) in &scenario.weights {
            let weight = weights.iter().find(|(id, _)| *id == issue.id);
            page.estimate(party, weight.map(|(_, weight)| weight));
        }
        page.next_row();
    }
}

fn no_deal(scenario: &Scenario, page: &mut Filling) {
    for (party, path) in &scenario.no_deal.values {
        for (period, estimate) in scenario.no_deal.at.iter().zip(path).filter(|(period, _)| **period != 0) {
            page.text("party", party);
            page.count("period", *period);
            page.estimate("no deal", Some(estimate));
            page.next_row();
        }
    }
}

fn interactions(scenario: &Scenario, page: &mut Filling) {
    for interaction in &scenario.interactions {
        page.text("id", &interaction.id);
        page.text("party", &interaction.party);
        page.option("option a", &interaction.a);
        page.option("option b", &interaction.b);
        page.estimate("points", Some(&interaction.points));
        page.ids("sources", &interaction.sources);
        page.maybe("note", interaction.note.as_deref());
        page.next_row();
    }
}

fn boxes(scenario: &Scenario, page: &mut Filling) {
    for boxed in &scenario.boxes {
        page.text("id", &boxed.id);
        page.text("party", &boxed.party);
        let inside = boxed
            .when
            .iter()
            .flat_map(|(issue, options)| options.iter().map(move |o| format!("{issue}.{o}")));
        page.ids("options", &inside.collect::<Vec<_>>());
        page.estimate("points", Some(&boxed.points));
        page.ids("sources", &boxed.sources);
        page.maybe("note", boxed.note.as_deref());
        page.next_row();
    }
}

fn one_factor(factor: &Factor, page: &mut Filling) {
    for row in 0..factor.factor.len().max(1) {
        page.text("id", &factor.id);
        if row == 0 {
            page.text("party", &factor.party);
            page.text("by issue", &factor.by);
            page.options("options", &factor.options);
            page.ids("sources", &factor.sources);
            page.maybe("note", factor.note.as_deref());
        }
        if let Some((option, number)) = factor.factor.get(row) {
            page.text("if chosen", option);
            page.estimate("factor", Some(number));
        }
        page.next_row();
    }
}

fn rules(scenario: &Scenario, page: &mut Filling) {
    for rule in &scenario.rules {
        page.text("id", &rule.id);
        page.maybe("label", rule.label.as_deref());
        let (kind, when) = match &rule.kind {
            RuleKind::Requires(when) => ("requires", Some(when)),
            RuleKind::Excludes(when) => ("excludes", Some(when)),
            RuleKind::Allows(when) => ("allows", Some(when)),
            RuleKind::AtMost(count) => {
                page.count("count", i64::try_from(*count).unwrap_or(i64::MAX));
                ("at_most", None)
            }
        };
        page.text("kind", kind);
        if let Some(when) = when {
            page.option("when", when);
        }
        page.options("options", &rule.options);
        page.ids("sources", &rule.sources);
        page.maybe("note", rule.note.as_deref());
        page.next_row();
    }
}

fn norms(scenario: &Scenario, page: &mut Filling) {
    for norm in &scenario.norms {
        page.text("id", &norm.id);
        page.text("label", &norm.label);
        page.options("forbids", &norm.forbids);
        page.options("applies if", &norm.applies_if);
        page.maybe("strength", norm.strength.as_deref());
        page.flag("active", norm.active);
        page.maybe("contested by", norm.contested_by.as_deref());
        page.ids("sources", &norm.sources);
        page.maybe("note", norm.note.as_deref());
        page.next_row();
    }
}

fn groups(scenario: &Scenario, page: &mut Filling) {
    for group in &scenario.groups {
        page.text("id", &group.id);
        page.text("party", &group.party);
        page.maybe("label", group.label.as_deref());
        page.estimate("within", group.within.as_ref());
        page.estimate("with others", group.with_others.as_ref());
        page.maybe("note", group.note.as_deref());
        page.next_row();
    }
}

fn red_line(line: &RedLine, page: &mut Filling) {
    page.text("id", &line.id);
    page.text("party", &line.party);
    page.text("label", &line.label);
    page.options("options", &line.excludes);
    page.maybe("group", line.group.as_deref());
    page.estimate("firmness", line.firmness.as_ref());
    page.lines("reasons", &line.reasons);
    remark("claimed", line.claimed.as_ref(), page);
    remark("moved", line.superseded.as_ref(), page);
    page.maybe("note", line.note.as_deref());
    page.next_row();
}

fn remark(head: &str, remark: Option<&Remark>, page: &mut Filling) {
    let Some(remark) = remark else { return };
    page.date(&format!("{head} date"), remark.date);
    page.maybe(&format!("{head} quote"), remark.quote.as_deref());
    page.maybe(&format!("{head} text"), remark.text.as_deref());
    page.ids(&format!("{head} sources"), &remark.sources);
}

fn packages(scenario: &Scenario, page: &mut Filling) {
    for package in &scenario.packages {
        page.text("id", &package.id);
        page.text("label", &package.label);
        page.date("date", package.date);
        page.maybe("text", package.text.as_deref());
        for (issue, option) in &package.choices {
            page.text(&page::choice(issue), option);
        }
        page.ids("assumed", &package.assumed);
        page.ids("sources", &package.sources);
        page.maybe("note", package.note.as_deref());
        page.next_row();
    }
}

fn sources(scenario: &Scenario, page: &mut Filling) {
    for source in &scenario.sources {
        page.text("id", &source.id);
        page.text("title", &source.title);
        page.maybe("author", source.author.as_deref());
        page.date("date", source.date);
        page.maybe("url", source.url.as_deref());
        page.maybe("licence", source.licence.as_deref());
        page.maybe("seen", source.seen.as_deref());
        page.maybe("bias", source.bias.as_deref());
        if let Some(later) = source.later {
            page.flag("later", later);
        }
        page.maybe("note", source.note.as_deref());
        page.next_row();
    }
}
