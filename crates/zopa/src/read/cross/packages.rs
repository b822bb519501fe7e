//! Named packages: are they complete, and would they be possible?

use super::{Look, list};
use crate::diagnostic::{Log, code};
use crate::scenario::{NamedPackage, OptionRef, PreferenceKind, RuleKind, Weighed};

pub fn check(look: Look<'_>, log: &mut Log) {
    if !look.sound(&["packages", "issues"]) {
        return;
    }
    compared(look, log);
    for package in &look.scenario.packages {
        let gaps = gaps(look, &package.choices);
        if !gaps.is_empty() {
            log.say(
                &code::PACKAGE_GAP,
                package.span,
                format!("the package `{}` leaves {} open", package.id, list(gaps)),
            )
            .hint("choose an option; where its text is silent, list the issue under `assumed`");
        }
        if !look.hidden(package.date) {
            possible(look, package, log);
        }
    }
}

/// Issues that choices leave open.
fn gaps<'a>(look: Look<'a>, choices: &[(String, String)]) -> Vec<&'a str> {
    let open = |issue: &&str| !choices.iter().any(|(id, _)| id == issue);
    look.scenario.issues.iter().map(|issue| issue.id.as_str()).filter(open).collect()
}

/// Packages that stand in statements of preference.
fn compared(look: Look<'_>, log: &mut Log) {
    for preference in &look.scenario.preferences {
        let packages: &[&Weighed] = match &preference.kind {
            PreferenceKind::Package { better, worse } => &[better, worse],
            PreferenceKind::Alike { packages: [one, other], .. } => &[one, other],
            PreferenceKind::AsNoDeal { package, .. } => &[package],
            _ => &[],
        };
        for package in packages {
            let Weighed::Choices(choices) = package else { continue };
            let gaps = gaps(look, choices);
            if !gaps.is_empty() {
                let message = format!("a package of this answer leaves {} open", list(gaps));
                log.say(&code::PACKAGE_GAP, preference.span, message)
                    .hint("choose an option for every issue, or name a package of `packages`");
            }
        }
    }
}

fn has(package: &NamedPackage, option: &OptionRef) -> bool {
    package.choices.iter().any(|(issue, choice)| *issue == option.issue && *choice == option.option)
}

/// Notes what stands in the way of a package: it is recorded as it was proposed all the same.
fn possible(look: Look<'_>, package: &NamedPackage, log: &mut Log) {
    let scenario = look.scenario;
    for rule in scenario.rules.iter().filter(|_| look.sound(&["rules"])) {
        let hits = rule.options.iter().filter(|option| has(package, option)).count();
        let breaks = match &rule.kind {
            RuleKind::Requires(when) => has(package, when) && hits == 0,
            RuleKind::Excludes(when) => has(package, when) && hits > 0,
            RuleKind::Allows(when) => !has(package, when) && hits > 0,
            RuleKind::AtMost(count) => hits > *count,
        };
        if breaks {
            let message = format!("the package `{}` breaks the rule `{}`", package.id, rule.id);
            log.say(&code::PACKAGE_RULE, package.span, message);
        }
    }
    for norm in scenario.norms.iter().filter(|norm| norm.active && look.sound(&["norms"])) {
        let applies = norm.applies_if.is_empty() || norm.applies_if.iter().any(|option| has(package, option));
        if applies && norm.forbids.iter().any(|option| has(package, option)) {
            let message = format!("the package `{}` breaks the norm `{}`", package.id, norm.id);
            log.say(&code::PACKAGE_NORM, package.span, message);
        }
    }
    for (issue, choice) in &package.choices {
        let issue = scenario.issues.iter().find(|known| known.id == *issue);
        let option = issue.and_then(|issue| issue.options.iter().find(|option| option.id == *choice));
        if let (Some(issue), Some(option)) = (issue, option)
            && look.hidden(option.date)
        {
            let message = format!(
                "the package `{}` has `{}.{}`, which is later than `as_of`",
                package.id, issue.id, option.id
            );
            log.say(&code::PACKAGE_HIDDEN, package.span, message)
                .hint("give the package its date, so that it is hidden too");
        }
    }
}
