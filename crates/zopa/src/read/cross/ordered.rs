//! What orders and words of acceptability name: where a party has them, it needs no number.

use super::Look;
use crate::scenario::{Choice, Issue, PreferenceKind, Weighed};
use std::collections::{BTreeMap, BTreeSet};

/// What the orders of each party name.
#[derive(Debug, Default)]
pub struct Ordered<'a> {
    issues: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// By party and issue.
    options: BTreeMap<(&'a str, &'a str), BTreeSet<&'a str>>,
    /// Parties that set a package against no deal.
    no_deal: BTreeSet<&'a str>,
}

impl<'a> Ordered<'a> {
    /// Collects them.
    pub fn of(look: Look<'a>) -> Ordered<'a> {
        let mut all = Ordered::default();
        for preference in look.scenario.preferences.iter().filter(|preference| preference.sure) {
            let party = preference.party.as_str();
            match &preference.kind {
                PreferenceKind::WeightOrder(issues) => {
                    all.issues.entry(party).or_default().extend(issues.iter().flatten().map(String::as_str));
                }
                PreferenceKind::ValueOrder { issue, options } => {
                    let options = options.iter().flatten().map(String::as_str);
                    all.options.entry((party, issue)).or_default().extend(options);
                }
                PreferenceKind::Stance { issue, option, .. } => {
                    all.options.entry((party, issue)).or_default().insert(option);
                }
                PreferenceKind::AsNoDeal { .. }
                | PreferenceKind::Package { better: Weighed::NoDeal, .. }
                | PreferenceKind::Package { worse: Weighed::NoDeal, .. } => {
                    all.no_deal.insert(party);
                }
                _ => {}
            }
        }
        all
    }

    /// Whether they name every issue.
    pub fn weigh_all(&self, look: Look<'_>, party: &str) -> bool {
        let named = self.issues.get(party);
        named.is_some_and(|named| look.scenario.issues.iter().all(|issue| named.contains(issue.id.as_str())))
    }

    /// Whether they name every visible option of an issue.
    pub fn value_all(&self, look: Look<'_>, party: &str, issue: &Issue) -> bool {
        let named = self.options.get(&(party, issue.id.as_str()));
        named.is_some_and(|named| visible(look, issue).all(|option| named.contains(option.id.as_str())))
    }

    /// Whether they say what no deal is about as bad as, or better or worse than.
    pub fn no_deal(&self, party: &str) -> bool {
        self.no_deal.contains(party)
    }
}

/// Options that are not hidden.
pub fn visible<'a>(look: Look<'a>, issue: &'a Issue) -> impl Iterator<Item = &'a Choice> {
    issue.options.iter().filter(move |option| !look.hidden(option.date))
}
