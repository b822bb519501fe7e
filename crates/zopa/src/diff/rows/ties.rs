//! What ties options together, lines and packages, as judgements.

use super::{Rows, mentions, number, same, there};
use crate::diff::place::Place;
use crate::scenario::{OptionRef, Remark, RuleKind};

impl Rows<'_> {
    pub(super) fn points(&mut self) {
        let s = self.scenario;
        for x in &s.interactions {
            let pair = [x.a.clone(), x.b.clone()];
            let mentions = [mentions(&pair), vec![format!("party {}", x.party)]].concat();
            let (ids, words) = self.options(&pair);
            let name = format!("{}: {words}", self.named(&x.party));
            self.estimate(Place::Interaction(x.id.clone()), name, &x.points, &mentions);
            self.last().value = format!("{} {ids}: {}", x.party, number(&x.points));
        }
        for x in &s.boxes {
            let inside: Vec<OptionRef> = x
                .when
                .iter()
                .flat_map(|(i, list)| list.iter().map(move |o| (i, o)))
                .map(|(i, o)| OptionRef { issue: i.clone(), option: o.clone(), span: x.span })
                .collect();
            let mentions = [mentions(&inside), vec![format!("party {}", x.party)]].concat();
            let (ids, words) = self.options(&inside);
            let name = format!("{}: box {}", self.named(&x.party), x.id);
            self.estimate(Place::Boxed(x.id.clone()), name, &x.points, &mentions);
            let (value, shown) = (number(&x.points), format!("{} for {words}", number(&x.points)));
            self.last().value = format!("{} {ids}: {value}", x.party);
            self.last().shown = shown;
        }
        for x in &s.factors {
            let mut mentions = [mentions(&x.options), vec![format!("party {}", x.party)]].concat();
            mentions.push(format!("issue {}", x.by));
            let (ids, words) = self.options(&x.options);
            let name = format!("{}: what “{}” multiplies", self.named(&x.party), self.issue(&x.by));
            let value = (format!("{} {} {ids}", x.party, x.by), words);
            self.push(Place::Factor(x.id.clone()), name, value, &mentions);
            for (o, e) in &x.factor {
                let name = format!("{}: factor of {}", self.named(&x.party), self.option(&x.by, o));
                let mentions = [&mentions[..], &[format!("option {}.{o}", x.by)]].concat();
                self.estimate(Place::Factor(x.id.clone()), name, e, &mentions);
                self.last().slot.clone_from(o);
            }
        }
    }

    pub(super) fn rules(&mut self) {
        for rule in &self.scenario.rules {
            let (ids, words) = self.options(&rule.options);
            let mut about = mentions(&rule.options);
            let (key, word, when) = match &rule.kind {
                RuleKind::Requires(when) => ("requires".into(), "requires one of".into(), Some(when)),
                RuleKind::Excludes(when) => ("excludes".into(), "excludes".into(), Some(when)),
                RuleKind::Allows(when) => ("allows".into(), "is needed for".into(), Some(when)),
                RuleKind::AtMost(n) => (format!("at most {n}"), format!("at most {n} of"), None),
            };
            let when: Vec<OptionRef> = when.into_iter().cloned().collect();
            about.extend(mentions(&when));
            let (id, said) = self.options(&when);
            let said = if when.is_empty() { String::new() } else { format!("{said} ") };
            let name = rule.label.clone().unwrap_or_else(|| format!("Rule {}", rule.id));
            let value = (format!("{id} {key} {ids}"), format!("{said}{word} {words}"));
            self.push(Place::Rule(rule.id.clone()), name, value, &about);
        }
        for norm in &self.scenario.norms {
            let ((ids, words), (if_ids, if_words)) =
                (self.options(&norm.forbids), self.options(&norm.applies_if));
            let about = [mentions(&norm.forbids), mentions(&norm.applies_if)].concat();
            let strength = norm.strength.iter().map(|s| format!(", {s}")).collect::<String>();
            let state = if norm.active { "in force" } else { "not applied" };
            let only =
                if norm.applies_if.is_empty() { String::new() } else { format!(" together with {if_words}") };
            let value = (
                format!("{ids} / {if_ids} / {state}{strength}"),
                format!("{state}{strength}: forbids {words}{only}"),
            );
            self.push(Place::Norm(norm.id.clone()), norm.label.clone(), value, &about);
            self.last().why = norm.sources.join(", ");
        }
    }

    pub(super) fn lines(&mut self) {
        let s = self.scenario;
        for group in &s.groups {
            let about = [format!("party {}", group.party)];
            let name = group.label.clone().unwrap_or_else(|| group.id.clone());
            for (slot, e) in [("within", &group.within), ("with others", &group.with_others)] {
                let Some(e) = e else { continue };
                let name = format!("Group “{name}”: {slot}");
                self.estimate(Place::Group(group.id.clone()), name, e, &about);
                self.last().slot = slot.into();
            }
        }
        for line in &s.red_lines {
            let id = || line.id.clone();
            let about = [format!("line {}", line.id), format!("party {}", line.party)];
            let name = format!("{}: {}", self.named(&line.party), line.label);
            self.push(Place::Line(id()), name.clone(), there(), &about);
            let (ids, words) = self.options(&line.excludes);
            let all = [&about[..], &mentions(&line.excludes)].concat();
            let value = (format!("{}: {ids}", line.party), words);
            self.push(Place::Excludes(id()), format!("{name}, excludes"), value, &all);
            let remarks = [
                (Place::Claim(id()), "claimed", &line.claimed),
                (Place::TakenBack(id()), "taken back or moved", &line.superseded),
            ];
            for (place, what, remark) in remarks {
                let Some(remark) = remark else { continue };
                self.push(place, format!("{name}, {what}"), same(said(remark)), &about);
                self.last().why = remark.sources.join(", ");
            }
            if let Some(e) = &line.firmness {
                self.estimate(Place::Firmness(None, id()), format!("{name}, firmness"), e, &about);
            }
        }
    }

    pub(super) fn packages(&mut self) {
        for package in &self.scenario.packages {
            let refs: Vec<OptionRef> = package
                .choices
                .iter()
                .map(|(i, o)| OptionRef { issue: i.clone(), option: o.clone(), span: package.span })
                .collect();
            let about = [vec![format!("package {}", package.id)], mentions(&refs)].concat();
            let place = || Place::Package(package.id.clone());
            let (ids, words) = self.options(&refs);
            let date = package.date.map(|d| format!("{d}: ")).unwrap_or_default();
            let value = (format!("{date}{ids}"), format!("{date}{words}"));
            self.push(place(), package.label.clone(), value, &about);
            self.last().why = package.sources.join(", ");
        }
    }

    /// Numbers of the war, and of sections whose analysis is still to come: compared by the place they stand at.
    pub(super) fn unused(&mut self) {
        let mut seen: Vec<&str> = Vec::new();
        let unstable = self.scenario.unstable.iter().map(|(section, _)| section.clone());
        for section in std::iter::once("war:".to_owned()).chain(unstable) {
            for (place, e) in &self.scenario.estimates {
                let rest = place.strip_prefix(section.as_str());
                if !rest.is_some_and(|r| r.is_empty() || r.starts_with([' ', ','])) {
                    continue;
                }
                let k = seen.iter().filter(|s| *s == place).count();
                self.estimate(Place::Unused(place.clone(), k), place.clone(), e, &[]);
                seen.push(place);
            }
        }
    }
}

/// A remark: when, and the words.
fn said(remark: &Remark) -> String {
    let date = remark.date.map(|d| d.to_string());
    let quote = remark.quote.as_ref().map(|q| format!("“{q}”"));
    let parts: Vec<String> = [date, quote, remark.text.clone()].into_iter().flatten().collect();
    if parts.is_empty() { "yes".into() } else { parts.join(": ") }
}
