//! Who has to say yes at home, and when they do.
//!
//! In a world a body has one draw, uniform on `0..1`, and refuses a package if the chance of some entry of its list whose
//! options are all in the package is below it; so what one body makes of several clauses hangs together, and bodies are
//! independent of each other.

use super::model::opt;
use super::numbers::{Named, Numbers, Register};
use crate::compile::Compiled;
use crate::ensemble::extra::uniform;
use crate::scenario::Scenario;
use zopa_core::problem::Opt;

/// A body.
#[derive(Debug, Clone)]
pub(crate) struct Council {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Whose it is.
    pub party: usize,
    /// What it takes.
    pub threshold: Option<String>,
    /// Always needed; else for packages with one of these options.
    pub required: bool,
    /// See `required`.
    pub required_if: Vec<Opt>,
    /// Options that all have to be in the package, and the chance of consent then.
    pub chances: Vec<(Vec<Opt>, Named)>,
    /// Who can prevent it.
    pub blockers: Vec<String>,
}

/// The bodies of a scenario.
#[derive(Debug, Clone, Default)]
pub(crate) struct Home {
    /// In file order.
    pub bodies: Vec<Council>,
    /// Number of options of the first issue: what refuses everything refuses each of them.
    first: usize,
}

/// A combination of options that a body refuses in a world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Index of the body.
    pub body: usize,
    /// Options of different issues; packages with all of them are refused.
    pub options: Vec<Opt>,
}

/// The chance of one body for one package.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Chance {
    /// Its consent is not needed.
    NotNeeded,
    /// It is needed, and no chance is given for such a package.
    NotGiven,
    /// Lowest, representative and highest.
    Given([f64; 3]),
}

/// The bodies of a scenario, in the indices of a compiled problem. What speaks of hidden options is left out.
pub(super) fn home(scenario: &Scenario, compiled: &Compiled, register: &Register) -> Home {
    let bodies = scenario.enforce.bodies.iter().filter_map(|body| {
        let chances = body.chances.iter().enumerate().filter_map(|(at, (options, estimate))| {
            let options = options.iter().map(|o| opt(compiled, o)).collect::<Option<Vec<Opt>>>()?;
            let label = body.label.as_deref().unwrap_or(&body.id);
            let words = format!("the chance of consent of {label}");
            Some((options, register.named(format!("body {}: chance {}", body.id, at + 1), words, estimate)))
        });
        Some(Council {
            id: body.id.clone(),
            label: body.label.clone().unwrap_or_else(|| body.id.clone()),
            party: compiled.parties.iter().position(|(id, _)| *id == body.party)?,
            threshold: body.threshold.clone(),
            required: body.required,
            required_if: body.required_if.iter().filter_map(|o| opt(compiled, o)).collect(),
            chances: chances.collect(),
            blockers: body.blockers.clone(),
        })
    });
    Home { bodies: bodies.collect(), first: compiled.issues.first().map_or(0, |i| i.options.len()) }
}

impl Council {
    /// Whether its consent is needed for a package.
    pub fn needed(&self, package: &[usize]) -> bool {
        self.required || self.required_if.iter().any(|o| package[o.issue] == o.option)
    }

    /// Its chance for a package: of the entries that apply, the least.
    pub fn chance(&self, package: &[usize]) -> Chance {
        if !self.needed(package) {
            return Chance::NotNeeded;
        }
        let applies = |options: &[Opt]| options.iter().all(|o| package[o.issue] == o.option);
        let entries =
            self.chances.iter().filter(|(options, _)| applies(options)).map(|(_, named)| named.three());
        let least = |a: [f64; 3], b: [f64; 3]| [0, 1, 2].map(|k| a[k].min(b[k]));
        entries.reduce(least).map_or(Chance::NotGiven, Chance::Given)
    }
}

impl Home {
    /// What is refused in a world; nothing at representative values, where bodies have chances and no draws.
    pub fn refused(&self, numbers: &Numbers<'_>) -> Vec<Refusal> {
        if numbers.world.is_none() {
            return Vec::new();
        }
        let mut all: Vec<Refusal> = Vec::new();
        for (refusal, _) in self.entries(numbers).into_iter().filter(|(_, refused)| *refused) {
            if !all.contains(&refusal) {
                all.push(refusal);
            }
        }
        all
    }

    /// Every combination that some entry is about, always the same ones in the same order, and whether it is refused: in a
    /// world, or at representative values, where a body is taken to refuse what it agrees to with a chance below one half.
    pub fn entries(&self, numbers: &Numbers<'_>) -> Vec<(Refusal, bool)> {
        let mut all = Vec::new();
        for (at, body) in self.bodies.iter().enumerate() {
            let draw = |(seed, k)| uniform(&format!("body {}: draw", body.id), seed, k);
            let draw = numbers.world.map_or(0.5, draw);
            for (options, named) in &body.chances {
                let refused = numbers.get(named) < draw;
                for mut combination in self.combinations(body, options) {
                    combination.sort();
                    combination.dedup();
                    all.push((Refusal { body: at, options: combination }, refused));
                }
            }
        }
        all
    }

    /// The combinations of options for which an entry of a body counts.
    fn combinations(&self, body: &Council, options: &[Opt]) -> Vec<Vec<Opt>> {
        let with = |more: Opt| [options, &[more]].concat();
        let possible = |list: &Vec<Opt>| {
            list.iter().all(|a| list.iter().all(|b| a.issue != b.issue || a.option == b.option))
        };
        let met = body.required || body.required_if.iter().any(|o| options.contains(o));
        let list: Vec<Vec<Opt>> = match (met, options) {
            (true, []) => (0..self.first).map(|option| vec![Opt { issue: 0, option }]).collect(),
            (true, _) => vec![options.to_vec()],
            (false, _) => body.required_if.iter().map(|&more| with(more)).collect(),
        };
        list.into_iter().filter(possible).collect()
    }
}
