//! What can be combined: rules, norms, factors and interactions, and whether every issue keeps an option.

use super::Look;
use crate::diagnostic::{Log, code};
use crate::scenario::{Norm, OptionRef, Rule, RuleKind};
use std::collections::{BTreeMap, BTreeSet};

pub fn check(look: Look<'_>, log: &mut Log) {
    for rule in look.scenario.rules.iter().filter(|_| look.sound(&["rules"])) {
        one_rule(look, rule, log);
    }
    for norm in look.scenario.norms.iter().filter(|_| look.sound(&["norms"])) {
        one_norm(norm, log);
    }
    factors(look, log);
    for pair in look.scenario.interactions.iter().filter(|pair| pair.a.issue == pair.b.issue) {
        let message = format!(
            "`{}` and `{}` are options of one issue and never come together",
            name(&pair.a),
            name(&pair.b)
        );
        log.say(&code::INTERACTION_WITHIN, pair.b.span, message)
            .hint("what one option is worth by itself belongs into its `values`");
    }
    // A rule that contradicts itself rules out whatever it names: that is said above.
    let consistent = log.found.iter().all(|finding| finding.code != code::RULE_CONTRADICTS.id);
    if consistent && look.sound(&["issues", "rules", "norms", "as_of"]) {
        emptied(look, log);
    }
}

fn name(option: &OptionRef) -> String {
    format!("{}.{}", option.issue, option.option)
}

fn same(a: &OptionRef, b: &OptionRef) -> bool {
    a.issue == b.issue && a.option == b.option
}

/// Two options that no package can have together.
fn rivals(a: &OptionRef, b: &OptionRef) -> bool {
    a.issue == b.issue && a.option != b.option
}

fn one_rule(look: Look<'_>, rule: &Rule, log: &mut Log) {
    let options = &rule.options;
    let mut idle = |why: String| {
        log.say(&code::RULE_IDLE, rule.span, format!("the rule `{}` can never bite: {why}", rule.id));
    };
    let broken = match &rule.kind {
        RuleKind::Requires(when) => {
            if options.iter().any(|option| same(option, when)) {
                return idle(format!("`{}` is among the options it requires", name(when)));
            }
            if let Some(issue) = covers_an_issue(look, options) {
                return idle(format!("every package has one of the options of `{issue}`"));
            }
            (options.iter().all(|option| rivals(option, when)))
                .then(|| format!("with `{}` none of its options is possible", name(when)))
        }
        RuleKind::Excludes(when) => {
            if options.iter().all(|option| rivals(option, when)) {
                return idle(format!("its options are of the same issue as `{}`", name(when)));
            }
            options
                .iter()
                .any(|option| same(option, when))
                .then(|| format!("`{}` excludes itself", name(when)))
        }
        RuleKind::Allows(when) => {
            if options.iter().all(|option| same(option, when)) {
                return idle(format!("`{}` always comes with itself", name(when)));
            }
            let never = options.iter().find(|option| rivals(option, when));
            never.map(|option| format!("`{}` is never possible together with `{}`", name(option), name(when)))
        }
        RuleKind::AtMost(count) => {
            let issues: BTreeSet<&str> = options.iter().map(|option| option.issue.as_str()).collect();
            if *count >= issues.len() {
                return idle(format!(
                    "its options are of {} issues, so no package has more of them",
                    issues.len()
                ));
            }
            (*count == 0).then(|| "it allows none of its options: that is a norm".to_owned())
        }
    };
    if let Some(why) = broken {
        log.say(
            &code::RULE_CONTRADICTS,
            rule.span,
            format!("the rule `{}` contradicts itself: {why}", rule.id),
        );
    }
}

/// An issue all of whose options are listed.
fn covers_an_issue<'a>(look: Look<'_>, options: &'a [OptionRef]) -> Option<&'a str> {
    let mut listed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for option in options {
        listed.entry(&option.issue).or_default().insert(&option.option);
    }
    listed.into_iter().find_map(|(issue, mine)| {
        let all = look.names.options(issue)?;
        all.into_iter().all(|option| mine.contains(option)).then_some(issue)
    })
}

fn one_norm(norm: &Norm, log: &mut Log) {
    let pointless = |forbidden: &OptionRef| {
        !norm.applies_if.is_empty() && norm.applies_if.iter().all(|with| rivals(with, forbidden))
    };
    if norm.forbids.is_empty() {
        log.say(&code::RULE_IDLE, norm.span, format!("the norm `{}` forbids nothing", norm.id));
    } else if norm.forbids.iter().all(pointless) {
        let message =
            format!("the norm `{}` can never bite: what it forbids never comes with `applies_if`", norm.id);
        log.say(&code::RULE_IDLE, norm.span, message);
    }
}

fn factors(look: Look<'_>, log: &mut Log) {
    let mut first: BTreeMap<(&str, &str, &str), &str> = BTreeMap::new();
    for factor in &look.scenario.factors {
        for option in &factor.options {
            if option.issue == factor.by {
                let message = format!(
                    "`{}` is itself an option of `{}`, which decides this factor",
                    name(option),
                    factor.by
                );
                log.say(&code::FACTOR_BY_ITSELF, option.span, message)
                    .hint("let another issue decide, or write what the option is worth into its `values`");
            }
            let key = (factor.party.as_str(), option.issue.as_str(), option.option.as_str());
            if let Some(other) = first.insert(key, &factor.id) {
                let message =
                    format!("`{}` already has the factor `{other}` for `{}`", name(option), factor.party);
                log.say(&code::TWO_FACTORS, option.span, message)
                    .hint("an option has at most one factor per party: merge the two or drop one");
            }
        }
    }
}

/// Options that no package can have, with the reason.
struct Dead<'a> {
    reasons: BTreeMap<(&'a str, &'a str), String>,
    /// Options left per issue.
    left: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Dead<'a> {
    fn is(&self, option: &OptionRef) -> bool {
        self.reasons.contains_key(&(option.issue.as_str(), option.option.as_str()))
    }

    /// Whether every package has it.
    fn forced(&self, option: &OptionRef) -> bool {
        self.left
            .get(option.issue.as_str())
            .is_some_and(|left| left.len() == 1 && left.contains(option.option.as_str()))
    }

    fn kill(&mut self, issue: &'a str, option: &'a str, why: impl FnOnce() -> String) {
        let Some(left) = self.left.get_mut(issue) else { return };
        if left.remove(option) {
            self.reasons.insert((issue, option), why());
        }
    }
}

/// Issues that dates, norms and rules leave without an option, found by following each consequence.
fn emptied(look: Look<'_>, log: &mut Log) {
    // A longer chain of consequences than this does not occur; it would only be found later, by the search.
    const ROUNDS: usize = 1000;
    let scenario = look.scenario;
    let left = scenario
        .issues
        .iter()
        .map(|issue| (issue.id.as_str(), issue.options.iter().map(|option| option.id.as_str()).collect()));
    let mut dead = Dead { reasons: BTreeMap::new(), left: left.collect() };
    for issue in &scenario.issues {
        for option in issue.options.iter().filter(|option| look.hidden(option.date)) {
            dead.kill(&issue.id, &option.id, || "is later than `as_of`".to_owned());
        }
    }
    for _ in 0..ROUNDS {
        let before = dead.reasons.len();
        for norm in scenario.norms.iter().filter(|norm| norm.active) {
            if norm.applies_if.is_empty() || norm.applies_if.iter().any(|with| dead.forced(with)) {
                for option in &norm.forbids {
                    dead.kill(&option.issue, &option.option, || {
                        format!("is forbidden by the norm `{}`", norm.id)
                    });
                }
            }
        }
        for rule in &scenario.rules {
            consequences(rule, &mut dead);
        }
        if dead.reasons.len() == before {
            break;
        }
    }
    for issue in scenario.issues.iter().filter(|issue| dead.left[issue.id.as_str()].is_empty()) {
        let finding =
            log.say(&code::ISSUE_EMPTIED, issue.span, format!("no option of `{}` is possible", issue.id));
        let reasons: Vec<String> = issue
            .options
            .iter()
            .take(8)
            .filter_map(|option| {
                dead.reasons
                    .get(&(issue.id.as_str(), option.id.as_str()))
                    .map(|why| format!("`{}` {why}", option.id))
            })
            .collect();
        finding.hint(if reasons.is_empty() { "give it an option".to_owned() } else { reasons.join("; ") });
    }
}

fn consequences<'a>(rule: &'a Rule, dead: &mut Dead<'a>) {
    let why = || format!("is ruled out by the rule `{}`", rule.id);
    match &rule.kind {
        RuleKind::Requires(when) => {
            if rule.options.iter().all(|option| dead.is(option) || rivals(option, when)) {
                dead.kill(&when.issue, &when.option, why);
            }
        }
        RuleKind::Excludes(when) => {
            for option in &rule.options {
                if same(option, when) || dead.forced(option) {
                    dead.kill(&when.issue, &when.option, why);
                }
                if dead.forced(when) {
                    dead.kill(&option.issue, &option.option, why);
                }
            }
        }
        RuleKind::Allows(when) => {
            for option in &rule.options {
                if dead.is(when) || rivals(option, when) {
                    dead.kill(&option.issue, &option.option, why);
                }
            }
        }
        RuleKind::AtMost(count) => {
            let forced = rule.options.iter().filter(|option| dead.forced(option)).count();
            if forced >= *count {
                for option in &rule.options {
                    if !dead.forced(option) {
                        dead.kill(&option.issue, &option.option, why);
                    }
                }
            }
        }
    }
}
