//! Red lines, their groups, and who is asked at all.

use super::Look;
use crate::diagnostic::{Log, code};
use crate::scenario::Consent;
use crate::shape::Name;

pub fn check(look: Look<'_>, log: &mut Log) {
    let scenario = look.scenario;
    for line in &scenario.red_lines {
        let party = scenario.parties.iter().find(|party| party.id == line.party);
        if party.is_some_and(|party| party.consent == Consent::None) {
            let message =
                format!("`{}` is never asked, so its red line `{}` binds nobody", line.party, line.id);
            log.say(&code::LINE_NEVER_ASKED, line.span, message)
                .hint("give the party a consent of \"whole\" or \"carried\", or make this a norm");
        }
        let group = line.group.as_ref().and_then(|id| scenario.groups.iter().find(|group| group.id == *id));
        if let Some(group) = group.filter(|group| group.party != line.party) {
            let message = format!(
                "`{}` is a line of `{}`, but its group `{}` is one of `{}`",
                line.id, line.party, group.id, group.party
            );
            log.say(&code::LINE_OTHER_GROUP, line.span, message)
                .hint("a group is the toughness of one party: give each party a group of its own");
        }
        if line.excludes.is_empty() && look.sound(&["red_lines"]) {
            log.say(&code::LINE_EMPTY, line.span, format!("the red line `{}` excludes nothing", line.id))
                .hint("list the options that cross it; where only a text is known, make it a position");
        }
        let judged = line.firmness.is_some()
            || scenario.views.iter().any(|view| view.firmness.iter().any(|(id, _)| *id == line.id));
        if line.claimed.is_none() && !judged && look.sound(&["red_lines", "views"]) {
            log.say(
                &code::LINE_NEVER_REAL,
                line.span,
                format!("nobody claims the red line `{}`, and nobody judges it", line.id),
            )
            .hint("add `claimed` or `firmness`; without them it counts in no reading");
        }
    }
    for group in &scenario.groups {
        if !look.names.used.contains(&(Name::Group, group.id.clone())) {
            log.say(
                &code::GROUP_UNUSED,
                group.span,
                format!("no red line belongs to the group `{}`", group.id),
            );
        }
    }
    if look.sound(&["parties", "issues"]) {
        for party in scenario.parties.iter().filter(|party| party.consent == Consent::Carried) {
            if !carries(look, &party.id) {
                let message = format!(
                    "`{}` is asked only for what it carries out, and no option is `carried_by` it",
                    party.id
                );
                log.say(&code::CARRIES_NOTHING, party.span, message).hint(
                    "name it in `carried_by` of the options it has to carry out, or give it another consent",
                );
            }
        }
    }
}

/// Whether the party has to carry out any option.
pub fn carries(look: Look<'_>, party: &str) -> bool {
    look.scenario
        .issues
        .iter()
        .flat_map(|issue| &issue.options)
        .any(|option| option.carried_by.iter().any(|id| id == party))
}
