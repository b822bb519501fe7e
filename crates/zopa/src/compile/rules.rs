//! Rules, norms and red lines in indices.

use super::overlay::{Overlay, representative};
use super::{Index, LineNames, RuleNames, visible};
use crate::scenario::{RuleKind, Scenario};
use num_rational::BigRational;
use num_traits::ToPrimitive;
use zopa_core::problem::{self as core, Opt};

pub(super) fn compile_rules(scenario: &Scenario, index: &Index) -> (Vec<core::Rule>, Vec<RuleNames>) {
    let (mut rules, mut names) = (Vec::new(), Vec::new());
    let holds = |opt: Opt| core::Literal { opt, chosen: true };
    let fails = |opt: Opt| core::Literal { opt, chosen: false };
    for rule in &scenario.rules {
        let options: Vec<Opt> = rule.options.iter().filter_map(|o| index.opt(o)).collect();
        let mut push = |rule_: core::Rule| {
            rules.push(rule_);
            let label = rule.label.clone().unwrap_or_else(|| words_of(rule));
            names.push(RuleNames { id: rule.id.clone(), label, norm: false });
        };
        match &rule.kind {
            // A hidden option is never chosen: what it would trigger never happens, what needs it cannot hold.
            RuleKind::Requires(when) => {
                if let Some(when) = index.opt(when) {
                    push(core::Rule::Clause(
                        [fails(when)].into_iter().chain(options.into_iter().map(holds)).collect(),
                    ));
                }
            }
            RuleKind::Excludes(when) => {
                if let Some(when) = index.opt(when) {
                    options.into_iter().for_each(|o| push(core::Rule::Clause(vec![fails(when), fails(o)])));
                }
            }
            RuleKind::Allows(when) => {
                let when: Vec<core::Literal> = index.opt(when).map(holds).into_iter().collect();
                for o in options {
                    push(core::Rule::Clause([fails(o)].into_iter().chain(when.iter().copied()).collect()));
                }
            }
            RuleKind::AtMost(count) => push(core::Rule::AtMost { options, count: *count }),
        }
    }
    for norm in scenario.norms.iter().filter(|n| n.active) {
        let name = || RuleNames { id: norm.id.clone(), label: norm.label.clone(), norm: true };
        for forbidden in norm.forbids.iter().filter_map(|o| index.opt(o)) {
            if norm.applies_if.is_empty() {
                rules.push(core::Rule::Clause(vec![fails(forbidden)]));
                names.push(name());
            }
            for when in norm.applies_if.iter().filter_map(|o| index.opt(o)) {
                rules.push(core::Rule::Clause(vec![fails(when), fails(forbidden)]));
                names.push(name());
            }
        }
    }
    (rules, names)
}

fn words_of(rule: &crate::scenario::Rule) -> String {
    let list =
        rule.options.iter().map(|o| format!("{}.{}", o.issue, o.option)).collect::<Vec<_>>().join(", ");
    match &rule.kind {
        RuleKind::Requires(w) => format!("{}.{} requires {list}", w.issue, w.option),
        RuleKind::Excludes(w) => format!("{}.{} excludes {list}", w.issue, w.option),
        RuleKind::Allows(w) => format!("{list} only with {}.{}", w.issue, w.option),
        RuleKind::AtMost(count) => format!("at most {count} of {list}"),
    }
}

pub(super) fn compile_lines(overlay: &Overlay, index: &Index) -> (Vec<core::Line>, Vec<LineNames>) {
    let scenario = overlay.scenario;
    let (mut lines, mut names) = (Vec::new(), Vec::new());
    for line in &scenario.red_lines {
        let Some(party) = scenario.parties.iter().position(|p| p.id == line.party) else { continue };
        let excludes = line.excludes.iter().filter_map(|o| index.opt(o)).collect();
        let taken_back =
            line.superseded.as_ref().is_some_and(|r| r.date.is_none() || visible(r.date, scenario.as_of));
        let claim = line.claimed.as_ref().filter(|c| visible(c.date, scenario.as_of) && !taken_back);
        let firmness = overlay.firmness(&line.id).map(representative);
        let half = BigRational::new(1.into(), 2.into());
        let sources = claim.map(|c| c.sources.join(", ")).filter(|s| !s.is_empty());
        let origin = match (claim.and_then(|c| c.date), sources) {
            (Some(date), Some(sources)) => format!("claimed {date}, {sources}"),
            (Some(date), None) => format!("claimed {date}"),
            (None, Some(sources)) => format!("claimed, {sources}"),
            (None, None) if claim.is_some() => "claimed".into(),
            _ => "an analyst's judgement".into(),
        };
        lines.push(core::Line { party, excludes });
        names.push(LineNames {
            id: line.id.clone(),
            label: line.label.clone(),
            party,
            claimed: claim.is_some(),
            judged: firmness.as_ref().is_some_and(|f| *f >= half),
            firmness: firmness.and_then(|f| f.to_f64()),
            origin,
        });
    }
    (lines, names)
}
