//! What is concluded about one version of a scenario, by ids, so that versions can be compared.

use crate::compile::{Compiled, Reading, compile};
use crate::question::concepts::{Solved, solve_one};
use crate::question::package::named_visible;
use crate::question::zone::{Found, considered};
use crate::question::{AskError, Asked};
use std::collections::{BTreeMap, BTreeSet};
use zopa_core::answer::{Proved, Stop};
use zopa_core::concept::{CONCEPTS, Concept};
use zopa_core::crux::{Cruxes, cruxes};
use zopa_core::zone::{Zone, zone};

/// Ids of red lines.
pub(super) type Lines = BTreeSet<String>;
/// A package by ids: issue to option.
pub(super) type Picked = BTreeMap<String, String>;

/// What a conclusion is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// Whether a deal exists.
    Deal,
    /// Whether these lines, all real, are a smallest set that leaves no deal.
    Conflict(Lines),
    /// Whether giving up these lines is a smallest way to a deal.
    Opening(Lines),
    /// Whether a named package is acceptable.
    Package(String),
    /// What a concept picks; the index in [`CONCEPTS`].
    Pick(usize),
}

/// A conclusion: what about, under which view, and how red lines are read (cruxes name their own).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub about: About,
    pub view: Option<String>,
    pub reading: Option<Reading>,
}

/// What is concluded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Finding {
    Yes,
    No,
    /// All the packages picked, on the issues that both versions have.
    Picks(BTreeSet<Picked>),
    /// The search stopped before it knew.
    Unsettled,
}

/// The conclusions about one version.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub found: BTreeMap<Key, Finding>,
    /// Views whose lists of conflicts and openings are complete.
    complete: BTreeSet<Option<String>>,
}

/// What two versions have in common.
pub(super) struct Common {
    /// Views compared; `None`: the scenario as given.
    pub views: Vec<Option<String>>,
    /// Readings compared.
    pub readings: Vec<Reading>,
    /// Ids of the issues that both have.
    pub issues: BTreeSet<String>,
}

impl Facts {
    /// What is concluded; `None` if there is nothing to conclude, as of a package that is not there.
    pub(super) fn get(&self, key: &Key) -> Option<Finding> {
        match (self.found.get(key), &key.about) {
            (Some(finding), _) => Some(finding.clone()),
            (None, About::Conflict(_) | About::Opening(_)) => {
                Some(if self.complete.contains(&key.view) { Finding::No } else { Finding::Unsettled })
            }
            (None, _) => None,
        }
    }

    fn add(&mut self, about: About, view: &Option<String>, reading: Option<Reading>, finding: Finding) {
        self.found.insert(Key { about, view: view.clone(), reading }, finding);
    }

    fn deal(&mut self, view: &Option<String>, reading: Reading, verdict: &Proved<Zone>) {
        let finding = match verdict.value {
            Zone::Open(_) => Finding::Yes,
            Zone::Empty => Finding::No,
            Zone::Unknown => Finding::Unsettled,
        };
        self.add(About::Deal, view, Some(reading), finding);
    }

    fn cruxes(&mut self, compiled: &Compiled, view: &Option<String>, cruxes: &Cruxes) {
        let ids = |lines: &[usize]| lines.iter().map(|&l| compiled.lines[l].id.clone()).collect::<Lines>();
        for conflict in &cruxes.conflicts {
            self.add(About::Conflict(ids(&conflict.lines)), view, None, Finding::Yes);
        }
        for opening in &cruxes.openings {
            self.add(About::Opening(ids(&opening.lines)), view, None, Finding::Yes);
        }
        if cruxes.stop == Stop::Complete {
            self.complete.insert(view.clone());
        }
    }

    fn packages(&mut self, asked: &Asked, compiled: &Compiled, view: &Option<String>, reading: Reading) {
        let real = compiled.real(reading);
        for (package, options) in named_visible(asked, compiled) {
            let yes = compiled.problem.acceptable(&real, &options);
            let finding = if yes { Finding::Yes } else { Finding::No };
            self.add(About::Package(package.id.clone()), view, Some(reading), finding);
        }
    }

    fn picks(&mut self, compiled: &Compiled, view: &Option<String>, solved: &Solved, common: &Common) {
        for (concept, solution) in &solved.solutions {
            let Some(k) = CONCEPTS.iter().position(|c| c.key == concept.key) else { continue };
            let finding = if solution.proof.is_some() && !solution.more {
                Finding::Picks(solution.picks.iter().map(|x| by_ids(compiled, x, common)).collect())
            } else {
                Finding::Unsettled
            };
            self.add(About::Pick(k), view, Some(solved.reading), finding);
        }
    }
}

/// A package by ids, on the issues that both versions have.
fn by_ids(compiled: &Compiled, package: &[usize], common: &Common) -> Picked {
    compiled
        .issues
        .iter()
        .zip(package)
        .filter(|(issue, _)| common.issues.contains(&issue.id))
        .map(|(issue, &o)| (issue.id.clone(), issue.options[o].id.clone()))
        .collect()
}

/// One version, worked out in full: per view what the zone is, and what concepts pick.
pub(super) struct Version {
    pub views: Vec<(Found, Vec<Solved>)>,
    pub facts: Facts,
}

/// Works out all conclusions about a version.
pub(super) fn version(asked: &Asked, common: &Common) -> Result<Version, AskError> {
    let scenario = asked.scenario;
    let compiled: Vec<Compiled> = common
        .views
        .iter()
        .map(|view| compile(scenario, view.as_deref(), asked.settings.at))
        .collect::<Result<_, _>>()?;
    let concepts: Vec<&'static Concept> = CONCEPTS.iter().collect();
    let views: Vec<(Found, Vec<Solved>)> = asked.each(&compiled, |compiled| {
        let found = crate::question::zone::look(asked, compiled, &common.readings);
        let readings = if compiled.numbers { &common.readings[..] } else { &[] };
        let solved = readings.iter().map(|&r| solve_one(asked, compiled, r, &concepts)).collect();
        (found, solved)
    });
    let mut facts = Facts::default();
    for (view, (found, solved)) in common.views.iter().zip(&views) {
        let compiled = &found.compiled;
        facts.cruxes(compiled, view, &found.cruxes);
        for (reading, verdict, _) in &found.verdicts {
            facts.deal(view, *reading, verdict);
            if compiled.numbers {
                facts.packages(asked, compiled, view, *reading);
            }
        }
        solved.iter().for_each(|one| facts.picks(compiled, view, one, common));
    }
    Ok(Version { views, facts })
}

/// Works out only the conclusions wanted.
pub(super) fn some(asked: &Asked, common: &Common, wanted: &BTreeSet<Key>) -> Result<Facts, AskError> {
    let mut facts = Facts::default();
    for view in &common.views {
        let here: Vec<&Key> = wanted.iter().filter(|k| k.view == *view).collect();
        if here.is_empty() {
            continue;
        }
        let compiled = compile(asked.scenario, view.as_deref(), asked.settings.at)?;
        if here.iter().any(|k| matches!(k.about, About::Conflict(_) | About::Opening(_))) {
            let lines = considered(&compiled);
            let found = asked.search(|budget| cruxes(&compiled.problem, &lines, budget));
            facts.cruxes(&compiled, view, &found);
        }
        for &reading in &common.readings {
            let about: Vec<&About> =
                here.iter().filter(|k| k.reading == Some(reading)).map(|k| &k.about).collect();
            if about.contains(&&About::Deal) {
                let real = compiled.real(reading);
                let verdict = asked.search(|budget| zone(&compiled.problem, &real, budget));
                facts.deal(view, reading, &verdict);
            }
            if compiled.numbers && about.iter().any(|a| matches!(a, About::Package(_))) {
                facts.packages(asked, &compiled, view, reading);
            }
            let chosen: Vec<&'static Concept> = CONCEPTS
                .iter()
                .enumerate()
                .filter(|(k, _)| about.contains(&&About::Pick(*k)))
                .map(|(_, c)| c)
                .collect();
            if compiled.numbers && !chosen.is_empty() {
                let solved = solve_one(asked, &compiled, reading, &chosen);
                if solved.players.is_err() {
                    let at = |c: &Concept| CONCEPTS.iter().position(|d| d.key == c.key);
                    for k in chosen.iter().filter_map(|c| at(c)) {
                        facts.add(About::Pick(k), view, Some(reading), Finding::Unsettled);
                    }
                }
                facts.picks(&compiled, view, &solved, common);
            }
        }
    }
    Ok(facts)
}
