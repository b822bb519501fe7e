//! What only shows across tables.

mod boxes;
mod combine;
mod complete;
mod depend;
mod enforce;
mod levers;
mod lines;
mod ordered;
mod orders;
mod overlay;
mod packages;
mod periods;
mod splits;
mod steps;
mod views;
mod war;

use super::names::Names;
use super::tree::Table;
use crate::date::Date;
use crate::diagnostic::{Log, code};
use crate::scenario::Scenario;
use crate::shape::Name;
use std::collections::BTreeSet;

/// What the checks look at.
#[derive(Debug, Clone, Copy)]
struct Look<'a> {
    scenario: &'a Scenario,
    root: &'a Table,
    names: &'a Names,
    /// A party that may lack numbers.
    spared: Option<&'a str>,
    /// Sections with an error of shape: what is missing there may only have been dropped.
    hurt: &'a BTreeSet<&'static str>,
}

impl Look<'_> {
    /// Whether these sections hold all that their author wrote.
    fn sound(&self, sections: &[&str]) -> bool {
        sections.iter().all(|section| !self.hurt.contains(section))
    }

    /// Whether something of this date is hidden by `as_of`.
    fn hidden(&self, date: Option<Date>) -> bool {
        matches!((date, self.scenario.as_of), (Some(date), Some(today)) if date.later_than(today))
    }
}

/// Checks a lifted scenario.
pub fn check(scenario: &Scenario, root: &Table, (names, spared): (&Names, Option<&str>), log: &mut Log) {
    let hurt = log.hurt.clone();
    let look = Look { scenario, root, names, spared, hurt: &hurt };
    periods::check(look, log);
    complete::check(look, log);
    combine::check(look, log);
    boxes::check(look, log);
    lines::check(look, log);
    levers::check(look, log);
    views::check(look, log);
    packages::check(look, log);
    orders::check(look, log);
    splits::check(look, log);
    depend::check(look, log);
    enforce::check(look, log);
    steps::check(look, log);
    war::check(look, log);
    uncited(look, log);
}

fn uncited(look: Look<'_>, log: &mut Log) {
    for source in &look.scenario.sources {
        if !look.names.used.contains(&(Name::Source, source.id.clone())) {
            log.say(&code::SOURCE_UNUSED, source.span, format!("nothing cites the source `{}`", source.id))
                .hint("cite it where it is used, or take it out");
        }
    }
}

/// `a`, `a and b`, `a, b and c`, each in backticks; many are cut short.
fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let mut items: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    if items.len() > SHOWN {
        let more = items.len() - SHOWN + 1;
        items.truncate(SHOWN - 1);
        items.push(format!("{more} more"));
    }
    let Some(last) = items.pop() else { return String::new() };
    if items.is_empty() { last } else { format!("{} and {last}", items.join(", ")) }
}
