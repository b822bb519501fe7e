//! The views, and the numbers they replace: one per row.

use super::page::Filling;
use crate::scenario::{Estimate, Scenario, View};

/// The sheet of views.
pub fn views(scenario: &Scenario, page: &mut Filling) {
    for view in &scenario.views {
        page.text("id", &view.id);
        page.maybe("label", view.label.as_deref());
        page.maybe("held by", view.held_by.as_deref());
        page.maybe("reason", view.reason.as_deref());
        page.maybe("dissent", view.dissent.as_deref());
        page.ids("sources", &view.sources);
        page.maybe("note", view.note.as_deref());
        page.next_row();
    }
}

/// The sheet of their numbers.
pub fn numbers(scenario: &Scenario, page: &mut Filling) {
    for view in &scenario.views {
        of_parties(view, page);
        for (what, numbers) in [("firmness", &view.firmness), ("points", &view.points)] {
            for (of, number) in numbers {
                row(view, what, ["", of, ""], number, page);
            }
        }
        for (factor, options) in &view.factor {
            for (option, number) in options {
                row(view, "factor", ["", factor, option], number, page);
            }
        }
    }
}

fn of_parties(view: &View, page: &mut Filling) {
    for (party, weights) in &view.weights {
        for (issue, number) in weights {
            row(view, "weight", [party, issue, ""], number, page);
        }
    }
    for (party, path) in &view.no_deal.values {
        for (period, number) in view.no_deal.at.iter().zip(path) {
            row(view, "no_deal", [party, "", &period.to_string()], number, page);
        }
    }
    for (option, parties) in &view.values {
        for (party, number) in parties {
            let option = format!("{}.{}", option.issue, option.option);
            row(view, "value", [party, &option, ""], number, page);
        }
    }
}

fn row(view: &View, what: &str, [party, of, at]: [&str; 3], number: &Estimate, page: &mut Filling) {
    page.text("view", &view.id);
    page.text("what", what);
    page.text("party", party);
    page.text("of", of);
    page.text("at", at);
    page.estimate("number", Some(number));
    page.next_row();
}
