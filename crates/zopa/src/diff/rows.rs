//! A scenario as a list of judgements, each with its place, its value by ids and how it is shown.

mod said;
mod ties;

use super::place::{Place, Worth, path_of};
use crate::number::{exact, written};
use crate::scenario::{Consent, Estimate, OptionRef, Path, Scenario, View, Weights};

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
    War,
    Unused,
}

impl Section {
    /// All, in the order shown.
    pub(super) const ALL: [Section; 14] = [
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
        Section::War,
        Section::Unused,
    ];

    fn of(place: &Place) -> Section {
        match place {
            Place::AsOf | Place::Scaling => Section::Whole,
            Place::Party(_) | Place::Consent(_) | Place::Ceiling(_) => Section::Parties,
            Place::Issue(_) | Place::Choice(..) | Place::ChoiceDate(..) | Place::CarriedBy(..) => {
                Section::Issues
            }
            Place::Value(..) => Section::Values,
            Place::Weights(..) => Section::Weights,
            Place::Periods(..) | Place::Path(..) => Section::Worth,
            Place::Interaction(_) | Place::Boxed(_) | Place::Factor(_) => Section::Points,
            Place::Points(..) | Place::Factors(..) => Section::Points,
            Place::Rule(_) | Place::Norm(_) => Section::Rules,
            Place::Group(_) | Place::Line(_) | Place::Excludes(_) | Place::Claim(_) => Section::Lines,
            Place::TakenBack(_) | Place::Firmness(..) => Section::Lines,
            Place::Dependence(_) | Place::Preference(..) => Section::Preferences,
            Place::View(_) => Section::Views,
            Place::Package(_) => Section::Packages,
            Place::Unused(place, _) if place.starts_with("war: ") => Section::War,
            Place::Unused(..) => Section::Unused,
        }
    }

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
            Section::War => ("war", "The war"),
            Section::Unused => ("unused", "Numbers that no verdict compared here uses"),
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
    fn push(&mut self, place: Place, name: String, value: (String, String), mentions: &[String]) {
        let (value, shown) = value;
        let (slot, why, mentions) = (String::new(), String::new(), mentions.to_vec());
        self.entries.push(Entry {
            section: Section::of(&place),
            place,
            slot,
            name,
            value,
            shown,
            why,
            mentions,
        });
    }

    fn estimate(&mut self, place: Place, name: String, e: &Estimate, mentions: &[String]) {
        let value = number(e);
        self.push(place, name, (value.clone(), value), mentions);
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
        self.push(Place::AsOf, "The date the scenario stands at".into(), (date.clone(), date), &[]);
        let how = match (s.raw_weights, s.normalise) {
            (true, _) => "as they stand",
            (_, true) => "scaled to 100",
            _ => "must sum to 100",
        };
        self.push(Place::Scaling, "How weights are taken".into(), same(how.into()), &[]);
    }

    fn parties(&mut self) {
        for p in &self.scenario.parties {
            let about = [format!("party {}", p.id)];
            let name = |what: &str| format!("{}: {what}", p.name);
            self.push(Place::Party(p.id.clone()), p.name.clone(), there(), &about);
            let consent = match p.consent {
                Consent::Whole => "asked about every package",
                Consent::Carried => "asked about what it carries out",
                Consent::None => "not asked",
            };
            let consent = format!("{}, {consent}", p.role);
            self.push(Place::Consent(p.id.clone()), name("role and consent"), same(consent), &about);
            if let Some(e) = &p.ceiling {
                self.estimate(Place::Ceiling(p.id.clone()), name("ceiling"), e, &about);
            }
        }
    }

    fn issues(&mut self) {
        for issue in &self.scenario.issues {
            let of = format!("issue {}", issue.id);
            let i = || issue.id.clone();
            self.push(Place::Issue(i()), issue.label.clone(), there(), std::slice::from_ref(&of));
            for o in &issue.options {
                let about = [of.clone(), format!("option {}.{}", issue.id, o.id)];
                let id = || o.id.clone();
                let name = format!("{}: “{}”", issue.label, o.label);
                self.push(Place::Choice(i(), id()), name.clone(), there(), &about);
                if let Some(date) = o.date {
                    let date = same(date.to_string());
                    let place = Place::ChoiceDate(i(), id());
                    self.push(place, format!("{name}, first proposed"), date, &about);
                }
                if !o.carried_by.is_empty() {
                    let (mut ids, names) = (o.carried_by.clone(), o.carried_by.iter().map(|p| self.named(p)));
                    let names: Vec<String> = names.collect();
                    ids.sort_unstable();
                    let mut mentions = about.to_vec();
                    mentions.extend(o.carried_by.iter().map(|p| format!("party {p}")));
                    let value = (ids.join(", "), names.join(", "));
                    self.push(
                        Place::CarriedBy(i(), id()),
                        format!("{name}, carried out by"),
                        value,
                        &mentions,
                    );
                }
                for (p, e) in &o.values {
                    let mentions = [about[0].clone(), about[1].clone(), format!("party {p}")];
                    let name = format!("{}: {name}", self.named(p));
                    self.estimate(Place::Value(None, i(), id(), p.clone()), name, e, &mentions);
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
                self.estimate(place, name, e, &mentions);
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
        self.push(Place::Periods(worth, id.clone()), name, same(periods.join(", ")), &mentions);
        for (p, list) in &path.values {
            for (at, e) in path.at.iter().zip(list) {
                let when = if path.at.len() > 1 {
                    format!(", {} {at}", self.scenario.period)
                } else {
                    String::new()
                };
                let name = format!("{}: {}{when}{}", self.named(p), worth.phrase(), under(view));
                let mentions = with(view, &[format!("party {p}"), whole.clone()]);
                self.estimate(Place::Path(worth, id.clone(), p.clone()), name, e, &mentions);
                self.last().slot = at.to_string();
            }
        }
    }

    fn view(&mut self, view: &View) {
        let id = || view.id.clone();
        let label = view.label.clone().unwrap_or_else(id);
        self.push(Place::View(id()), label, there(), &with(Some(view), &[]));
        self.weights(&view.weights, Some(view));
        self.path(Worth::NoDeal, &view.no_deal, Some(view));
        for (o, list) in &view.values {
            for (p, e) in list {
                let (i, option) = (o.issue.clone(), o.option.clone());
                let said = self.option(&i, &option);
                let name = format!("{}: {}: {said}{}", self.named(p), self.issue(&i), under(Some(view)));
                let about = [mentions(std::slice::from_ref(o)), vec![format!("party {p}")]].concat();
                let place = Place::Value(Some(id()), i, option, p.clone());
                self.estimate(place, name, e, &with(Some(view), &about));
            }
        }
        for (line, e) in &view.firmness {
            let label = self.scenario.red_lines.iter().find(|l| l.id == *line);
            let label = label.map_or(line.clone(), |l| format!("{}: {}", self.named(&l.party), l.label));
            let name = format!("{label}, firmness{}", under(Some(view)));
            let about = with(Some(view), &[format!("line {line}")]);
            self.estimate(Place::Firmness(Some(id()), line.clone()), name, e, &about);
        }
        for (x, e) in &view.points {
            let name = format!("Points of {x}{}", under(Some(view)));
            self.estimate(Place::Points(id(), x.clone()), name, e, &with(Some(view), &[]));
        }
        for (x, list) in &view.factor {
            for (o, e) in list {
                let name = format!("Factor {x}: {o}{}", under(Some(view)));
                self.estimate(Place::Factors(id(), x.clone()), name, e, &with(Some(view), &[]));
                self.last().slot.clone_from(o);
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
