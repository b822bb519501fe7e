//! The numbers as they stand under each view.

use crate::scenario::{Estimate, Scenario, View};
use std::collections::BTreeMap;

/// The numbers under one view, or the base's where there are no views.
#[derive(Debug, Default)]
pub struct Run<'a> {
    /// Its id.
    pub view: Option<&'a str>,
    /// By party and issue.
    pub weights: BTreeMap<&'a str, BTreeMap<&'a str, &'a Estimate>>,
    /// By party, issue and option.
    pub values: BTreeMap<&'a str, BTreeMap<(&'a str, &'a str), &'a Estimate>>,
    /// By party.
    pub no_deal: BTreeMap<&'a str, &'a [Estimate]>,
}

impl<'a> Run<'a> {
    /// One per view; the base alone where there is none. The base may be incomplete where views complete it.
    pub fn all(scenario: &'a Scenario) -> Vec<Run<'a>> {
        if scenario.views.is_empty() {
            return vec![Run::base(scenario)];
        }
        scenario.views.iter().map(|view| Run::base(scenario).under(view)).collect()
    }

    /// The numbers without a view.
    pub fn base(scenario: &'a Scenario) -> Run<'a> {
        let mut run = Run::default();
        run.add_weights(&scenario.weights);
        for issue in &scenario.issues {
            for option in &issue.options {
                run.add_values(&issue.id, &option.id, &option.values);
            }
        }
        run.no_deal
            .extend(scenario.no_deal.values.iter().map(|(party, list)| (party.as_str(), list.as_slice())));
        run
    }

    fn under(mut self, view: &'a View) -> Run<'a> {
        self.view = Some(&view.id);
        self.add_weights(&view.weights);
        for (option, values) in &view.values {
            self.add_values(&option.issue, &option.option, values);
        }
        self.no_deal
            .extend(view.no_deal.values.iter().map(|(party, list)| (party.as_str(), list.as_slice())));
        self
    }

    fn add_weights(&mut self, weights: &'a crate::scenario::Weights) {
        for (party, issues) in weights {
            let mine = self.weights.entry(party).or_default();
            mine.extend(issues.iter().map(|(issue, weight)| (issue.as_str(), weight)));
        }
    }

    fn add_values(&mut self, issue: &'a str, option: &'a str, values: &'a [(String, Estimate)]) {
        for (party, value) in values {
            self.values.entry(party).or_default().insert((issue, option), value);
        }
    }

    /// Whether there is any number at all.
    pub fn has_numbers(&self) -> bool {
        !(self.weights.is_empty() && self.values.is_empty() && self.no_deal.is_empty())
    }

    /// The value of an option to a party.
    pub fn value(&self, party: &str, issue: &str, option: &str) -> Option<&'a Estimate> {
        self.values.get(party)?.get(&(issue, option)).copied()
    }
}
