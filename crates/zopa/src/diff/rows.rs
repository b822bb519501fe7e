//! A scenario as a list of judgements, each with its place, its value by ids and how it is shown.

use super::place::{Id, Place, Worth, path_of, preference};
use crate::number::{exact, written};
use crate::scenario::{
    Consent, Estimate, OptionRef, Path, PreferenceKind, Remark, RuleKind, Scenario, View, Weights,
};

/// A part of the table of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Whole,
    Parties,
    Issues,
    Values,
    Weights,
    Worth,
    Points,
    Rules,
    Lines,
    Preferences,
    Views,
    Packages,
    Unused,
}

impl Section {
    /// All, in the order shown.
    pub(super) const ALL: [Section; 13] = [
        Section::Whole,
        Section::Parties,
        Section::Issues,
        Section::Values,
        Section::Weights,
        Section::Worth,
        Section::Points,
        Section::Rules,
        Section::Lines,
        Section::Preferences,
        Section::Views,
        Section::Packages,
        Section::Unused,
    ];

    /// Its key in files, and its heading.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Section::Whole => ("whole", "The scenario as a whole"),
            Section::Parties => ("parties", "Parties"),
            Section::Issues => ("issues", "Issues and options"),
            Section::Values => ("values", "Values of options"),
            Section::Weights => ("weights", "Weights of issues"),
            Section::Worth => ("no-deal", "What no deal is worth"),
            Section::Points => ("points", "Interactions, boxes and factors"),
            Section::Rules => ("rules", "Rules and norms"),
            Section::Lines => ("red-lines", "Red lines"),
            Section::Preferences => ("preferences", "Statements of preference"),
            Section::Views => ("views", "Views"),
            Section::Packages => ("packages", "Named packages"),
            Section::Unused => ("unused", "Numbers that no verdict uses yet"),
        }
    }
}

/// A judgement in one version of a scenario.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub section: Section,
    pub place: Place,
    /// Tells the judgements of one place apart.
    pub slot: String,
    /// What it is, in words.
    pub name: String,
    /// What it says, by ids: this is compared.
    pub value: String,
    /// What it says, for readers.
    pub shown: String,
    /// Where it comes from.
    pub why: String,
    /// What it speaks of: `issue x`, `option x.y`, `party p`, `line l`, `view v`, `package k`.
    pub mentions: Vec<String>,
}

/// All judgements of a scenario.
pub(super) fn rows(scenario: &Scenario) -> Vec<Entry> {
    let mut rows = Rows { scenario, entries: Vec::new() };
    rows.whole();
    rows.parties();
    rows.issues();
    rows.weights(&scenario.weights, None);
    for worth in [Worth::NoDeal, Worth::OutsideOption, Worth::Breakdown] {
        rows.path(worth, path_of(scenario, worth), None);
    }
    rows.points();
    rows.rules();
    rows.lines();
    rows.dependences();
    rows.preferences();
    scenario.views.iter().for_each(|view| rows.view(view));
    rows.packages();
    rows.unused();
    rows.entries
}

struct Rows<'s> {
    scenario: &'s Scenario,
    entries: Vec<Entry>,
}

/// An estimate as people read it: `35`, `30 to 40`, `30 to 40, best 35`.
fn number(e: &Estimate) -> String {
    let text = |n| written(&exact(n));
    let range = if e.low == e.high { text(e.low) } else { format!("{} to {}", text(e.low), text(e.high)) };
    match e.best {
        Some(best) if e.low != e.high => format!("{range}, best {}", text(best)),
        _ => range,
    }
}

/// Where an estimate comes from; nothing: an analyst's assumption.
fn source(e: &Estimate) -> String {
    let mut parts = Vec::new();
    if !e.sources.is_empty() {
        parts.push(e.sources.join(", "));
    }
    parts.extend(e.author.clone());
    parts.extend(e.date.map(|d| d.to_string()));
    parts.join("; ")
}

impl<'s> Rows<'s> {
    fn push(
        &mut self,
        section: Section,
        place: Place,
        name: String,
        value: (String, String),
        mentions: &[String],
    ) {
        let (value, shown) = value;
        let (slot, why, mentions) = (String::new(), String::new(), mentions.to_vec());
        self.entries.push(Entry { section, place, slot, name, value, shown, why, mentions });
    }

    fn estimate(&mut self, section: Section, place: Place, name: String, e: &Estimate, mentions: &[String]) {
        let value = number(e);
        self.push(section, place, name, (value.clone(), value), mentions);
        self.last().why = source(e);
    }

    /// The entry pushed last.
    fn last(&mut self) -> &mut Entry {
        let at = self.entries.len() - 1;
        &mut self.entries[at]
    }

    fn party(&self, id: &str) -> &'s str {
        self.scenario.parties.iter().find(|p| p.id == id).map_or("", |p| &p.name)
    }

    fn named(&self, id: &str) -> String {
        Some(self.party(id)).filter(|n| !n.is_empty()).unwrap_or(id).to_string()
    }

    fn issue(&self, id: &str) -> String {
        self.scenario.issues.iter().find(|i| i.id == id).map_or(id.to_string(), |i| i.label.clone())
    }

    fn option(&self, issue: &str, option: &str) -> String {
        let issue_ = self.scenario.issues.iter().find(|i| i.id == issue);
        let choice = issue_.and_then(|i| i.options.iter().find(|o| o.id == option));
        choice.map_or(option.to_string(), |o| format!("“{}”", o.label))
    }

    /// Options by ids and in words. Their order says nothing.
    fn options(&self, list: &[OptionRef]) -> (String, String) {
        let mut ids: Vec<String> = list.iter().map(|o| format!("{}.{}", o.issue, o.option)).collect();
        ids.sort_unstable();
        let words: Vec<String> = list
            .iter()
            .map(|o| format!("{}: {}", self.issue(&o.issue), self.option(&o.issue, &o.option)))
            .collect();
        (ids.join(", "), if words.is_empty() { "none".into() } else { words.join("; ") })
    }

    fn whole(&mut self) {
        let s = self.scenario;
        let date = s.as_of.map_or("none".into(), |d| d.to_string());
        self.push(
            Section::Whole,
            Place::AsOf,
            "The date the scenario stands at".into(),
            (date.clone(), date),
            &[],
        );
        let how = match (s.raw_weights, s.normalise) {
            (true, _) => "as they stand",
            (_, true) => "scaled to 100",
            _ => "must sum to 100",
        };
        self.push(Section::Whole, Place::Scaling, "How weights are taken".into(), same(how.into()), &[]);
    }

    fn parties(&mut self) {
        for p in &self.scenario.parties {
            let about = [format!("party {}", p.id)];
            let name = |what: &str| format!("{}: {what}", p.name);
            self.push(Section::Parties, Place::Party(p.id.clone()), p.name.clone(), there(), &about);
            let consent = match p.consent {
                Consent::Whole => "asked about every package",
                Consent::Carried => "asked about what it carries out",
                Consent::None => "not asked",
            };
            let consent = format!("{}, {consent}", p.role);
            self.push(
                Section::Parties,
                Place::Consent(p.id.clone()),
                name("role and consent"),
                same(consent),
                &about,
            );
            if let Some(e) = &p.ceiling {
                self.estimate(Section::Parties, Place::Ceiling(p.id.clone()), name("ceiling"), e, &about);
            }
        }
    }

    fn issues(&mut self) {
        for issue in &self.scenario.issues {
            let of = format!("issue {}", issue.id);
            let i = || issue.id.clone();
            self.push(
                Section::Issues,
                Place::Issue(i()),
                issue.label.clone(),
                there(),
                std::slice::from_ref(&of),
            );
            for o in &issue.options {
                let about = [of.clone(), format!("option {}.{}", issue.id, o.id)];
                let id = || o.id.clone();
                let name = format!("{}: “{}”", issue.label, o.label);
                self.push(Section::Issues, Place::Choice(i(), id()), name.clone(), there(), &about);
                if let Some(date) = o.date {
                    let date = same(date.to_string());
                    let place = Place::ChoiceDate(i(), id());
                    self.push(Section::Issues, place, format!("{name}, first proposed"), date, &about);
                }
                if !o.carried_by.is_empty() {
                    let (mut ids, names) = (o.carried_by.clone(), o.carried_by.iter().map(|p| self.named(p)));
                    let names: Vec<String> = names.collect();
                    ids.sort_unstable();
                    let mut mentions = about.to_vec();
                    mentions.extend(o.carried_by.iter().map(|p| format!("party {p}")));
                    let value = (ids.join(", "), names.join(", "));
                    self.push(
                        Section::Issues,
                        Place::CarriedBy(i(), id()),
                        format!("{name}, carried out by"),
                        value,
                        &mentions,
                    );
                }
                for (p, e) in &o.values {
                    let mentions = [about[0].clone(), about[1].clone(), format!("party {p}")];
                    let name = format!("{}: {name}", self.named(p));
                    self.estimate(
                        Section::Values,
                        Place::Value(None, i(), id(), p.clone()),
                        name,
                        e,
                        &mentions,
                    );
                }
            }
        }
    }

    fn weights(&mut self, weights: &Weights, view: Option<&View>) {
        for (p, list) in weights {
            for (i, e) in list {
                let name = format!("{}: {}{}", self.named(p), self.issue(i), under(view));
                let mentions = with(view, &[format!("party {p}"), format!("issue {i}")]);
                let place = Place::Weights(view.map(|v| v.id.clone()), p.clone());
                self.estimate(Section::Weights, place, name, e, &mentions);
                self.last().slot.clone_from(i);
            }
        }
    }

    fn path(&mut self, worth: Worth, path: &Path, view: Option<&View>) {
        if path.at.is_empty() {
            return;
        }
        let id = view.map(|v| v.id.clone());
        let periods: Vec<String> = path.at.iter().map(i64::to_string).collect();
        let whole = format!("periods {worth:?} {id:?}");
        let name = format!("Periods of the worth of {}{}", worth.phrase(), under(view));
        let mentions = with(view, std::slice::from_ref(&whole));
        self.push(
            Section::Worth,
            Place::Periods(worth, id.clone()),
            name,
            same(periods.join(", ")),
            &mentions,
        );
        for (p, list) in &path.values {
            for (at, e) in path.at.iter().zip(list) {
                let when = if path.at.len() > 1 {
                    format!(", {} {at}", self.scenario.period)
                } else {
                    String::new()
                };
                let name = format!("{}: {}{when}{}", self.named(p), worth.phrase(), under(view));
                let mentions = with(view, &[format!("party {p}"), whole.clone()]);
                self.estimate(Section::Worth, Place::Path(worth, id.clone(), p.clone()), name, e, &mentions);
                self.last().slot = at.to_string();
            }
        }
    }

    fn points(&mut self) {
        let s = self.scenario;
        for x in &s.interactions {
            let pair = [x.a.clone(), x.b.clone()];
            let mentions = [mentions(&pair), vec![format!("party {}", x.party)]].concat();
            let (ids, words) = self.options(&pair);
            let name = format!("{}: {words}", self.named(&x.party));
            self.estimate(Section::Points, Place::Interaction(x.id.clone()), name, &x.points, &mentions);
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
            self.estimate(Section::Points, Place::Boxed(x.id.clone()), name, &x.points, &mentions);
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
            self.push(Section::Points, Place::Factor(x.id.clone()), name, value, &mentions);
            for (o, e) in &x.factor {
                let name = format!("{}: factor of {}", self.named(&x.party), self.option(&x.by, o));
                let mentions = [&mentions[..], &[format!("option {}.{o}", x.by)]].concat();
                self.estimate(Section::Points, Place::Factor(x.id.clone()), name, e, &mentions);
                self.last().slot.clone_from(o);
            }
        }
    }

    fn rules(&mut self) {
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
            self.push(Section::Rules, Place::Rule(rule.id.clone()), name, value, &about);
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
            self.push(Section::Rules, Place::Norm(norm.id.clone()), norm.label.clone(), value, &about);
            self.last().why = norm.sources.join(", ");
        }
    }

    fn lines(&mut self) {
        let s = self.scenario;
        for group in &s.groups {
            let about = [format!("party {}", group.party)];
            let name = group.label.clone().unwrap_or_else(|| group.id.clone());
            for (slot, e) in [("within", &group.within), ("with others", &group.with_others)] {
                let Some(e) = e else { continue };
                let name = format!("Group “{name}”: {slot}");
                self.estimate(Section::Lines, Place::Group(group.id.clone()), name, e, &about);
                self.last().slot = slot.into();
            }
        }
        for line in &s.red_lines {
            let id = || line.id.clone();
            let about = [format!("line {}", line.id), format!("party {}", line.party)];
            let name = format!("{}: {}", self.named(&line.party), line.label);
            self.push(Section::Lines, Place::Line(id()), name.clone(), there(), &about);
            let (ids, words) = self.options(&line.excludes);
            let all = [&about[..], &mentions(&line.excludes)].concat();
            let value = (format!("{}: {ids}", line.party), words);
            self.push(Section::Lines, Place::Excludes(id()), format!("{name}, excludes"), value, &all);
            let remarks = [
                (Place::Claim(id()), "claimed", &line.claimed),
                (Place::TakenBack(id()), "taken back or moved", &line.superseded),
            ];
            for (place, what, remark) in remarks {
                let Some(remark) = remark else { continue };
                self.push(Section::Lines, place, format!("{name}, {what}"), same(said(remark)), &about);
                self.last().why = remark.sources.join(", ");
            }
            if let Some(e) = &line.firmness {
                self.estimate(
                    Section::Lines,
                    Place::Firmness(None, id()),
                    format!("{name}, firmness"),
                    e,
                    &about,
                );
            }
        }
    }

    fn dependences(&mut self) {
        for d in &self.scenario.dependences {
            let name = format!("Dependence “{}”", d.label.as_ref().unwrap_or(&d.id));
            let (rise, fall) = (d.rise.join(", "), d.fall.join(", "));
            let value = same(format!("{}; rise: {rise}; fall: {fall}", number(&d.strength)));
            self.push(Section::Preferences, Place::Dependence(d.id.clone()), name, value, &[]);
            self.last().why = d.sources.join(", ");
        }
    }

    fn preferences(&mut self) {
        let mut seen: Vec<String> = Vec::new();
        for p in &self.scenario.preferences {
            let about = preference(&p.party, &p.kind);
            let k = seen.iter().filter(|s| **s == about).count();
            let mut mentions = vec![format!("party {}", p.party)];
            let issues = |list: &[Id]| list.iter().map(|i| format!("issue {i}")).collect::<Vec<_>>();
            let value = match &p.kind {
                PreferenceKind::WeightOrder(order) => {
                    mentions.extend(issues(order));
                    let words: Vec<String> = order.iter().map(|i| self.issue(i)).collect();
                    (order.join(" > "), words.join(" before "))
                }
                PreferenceKind::ValueOrder { issue, options } => {
                    mentions.push(format!("issue {issue}"));
                    mentions.extend(options.iter().map(|o| format!("option {issue}.{o}")));
                    let words: Vec<String> = options.iter().map(|o| self.option(issue, o)).collect();
                    (options.join(" > "), words.join(" before "))
                }
                PreferenceKind::Ratio { issues: of, ratio } => {
                    mentions.extend(issues(of));
                    same(format!("{} times", number(ratio)))
                }
                PreferenceKind::Package { better, worse } => {
                    mentions.extend([better, worse].map(|x| format!("package {x}")));
                    same(format!("rather {better} than {worse}"))
                }
                PreferenceKind::AsNoDeal { package, within } => {
                    mentions.push(format!("package {package}"));
                    let within = within.as_ref().map(|w| format!(", within {} points", number(w)));
                    same(format!("about as bad{}", within.unwrap_or_default()))
                }
            };
            let place = Place::Preference(about.clone(), k);
            self.push(Section::Preferences, place, about.clone(), value, &mentions);
            let date = p.date.map(|d| d.to_string());
            let why: Vec<String> = p.sources.iter().cloned().chain(p.author.clone()).chain(date).collect();
            self.last().why = why.join(", ");
            seen.push(about);
        }
    }

    fn view(&mut self, view: &View) {
        let id = || view.id.clone();
        let label = view.label.clone().unwrap_or_else(id);
        self.push(Section::Views, Place::View(id()), label, there(), &with(Some(view), &[]));
        self.weights(&view.weights, Some(view));
        self.path(Worth::NoDeal, &view.no_deal, Some(view));
        for (o, list) in &view.values {
            for (p, e) in list {
                let (i, option) = (o.issue.clone(), o.option.clone());
                let said = self.option(&i, &option);
                let name = format!("{}: {}: {said}{}", self.named(p), self.issue(&i), under(Some(view)));
                let about = [mentions(std::slice::from_ref(o)), vec![format!("party {p}")]].concat();
                let place = Place::Value(Some(id()), i, option, p.clone());
                self.estimate(Section::Values, place, name, e, &with(Some(view), &about));
            }
        }
        for (line, e) in &view.firmness {
            let label = self.scenario.red_lines.iter().find(|l| l.id == *line);
            let label = label.map_or(line.clone(), |l| format!("{}: {}", self.named(&l.party), l.label));
            let name = format!("{label}, firmness{}", under(Some(view)));
            let about = with(Some(view), &[format!("line {line}")]);
            self.estimate(Section::Lines, Place::Firmness(Some(id()), line.clone()), name, e, &about);
        }
        for (x, e) in &view.points {
            let name = format!("Points of {x}{}", under(Some(view)));
            self.estimate(Section::Points, Place::Points(id(), x.clone()), name, e, &with(Some(view), &[]));
        }
        for (x, list) in &view.factor {
            for (o, e) in list {
                let name = format!("Factor {x}: {o}{}", under(Some(view)));
                self.estimate(
                    Section::Points,
                    Place::Factors(id(), x.clone()),
                    name,
                    e,
                    &with(Some(view), &[]),
                );
                self.last().slot.clone_from(o);
            }
        }
    }

    fn packages(&mut self) {
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
            self.push(Section::Packages, place(), package.label.clone(), value, &about);
            self.last().why = package.sources.join(", ");
        }
    }

    /// Numbers of sections whose analysis is still to come: compared by the place they stand at.
    fn unused(&mut self) {
        let mut seen: Vec<&str> = Vec::new();
        for (section, _) in &self.scenario.unstable {
            for (place, e) in &self.scenario.estimates {
                let rest = place.strip_prefix(section.as_str());
                if !rest.is_some_and(|r| r.is_empty() || r.starts_with([' ', ','])) {
                    continue;
                }
                let k = seen.iter().filter(|s| *s == place).count();
                self.estimate(Section::Unused, Place::Unused(place.clone(), k), place.clone(), e, &[]);
                seen.push(place);
            }
        }
    }
}

/// The value of what is or is not there.
fn there() -> (String, String) {
    same("there".into())
}

/// A value that is shown as it is compared.
fn same(value: String) -> (String, String) {
    (value.clone(), value)
}

/// A remark: when, and the words.
fn said(remark: &Remark) -> String {
    let date = remark.date.map(|d| d.to_string());
    let quote = remark.quote.as_ref().map(|q| format!("“{q}”"));
    let parts: Vec<String> = [date, quote, remark.text.clone()].into_iter().flatten().collect();
    if parts.is_empty() { "yes".into() } else { parts.join(": ") }
}

/// ` (view “A”)`, or nothing.
fn under(view: Option<&View>) -> String {
    view.map(|v| format!(" (view “{}”)", v.label.as_ref().unwrap_or(&v.id))).unwrap_or_default()
}

fn with(view: Option<&View>, mentions: &[String]) -> Vec<String> {
    view.iter().map(|v| format!("view {}", v.id)).chain(mentions.iter().cloned()).collect()
}

fn mentions(options: &[OptionRef]) -> Vec<String> {
    options
        .iter()
        .flat_map(|o| [format!("issue {}", o.issue), format!("option {}.{}", o.issue, o.option)])
        .collect()
}
