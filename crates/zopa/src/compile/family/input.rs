//! What each number of a world is: in words, where it stands, and where it comes from.

use crate::compile::overlay::representative;
use crate::number::exact;
use crate::scenario::{Estimate, Number, Scenario, Span};
use num_rational::BigRational;
use num_traits::ToPrimitive;
use zopa_core::world::{Coordinate, Quantity};

/// A source that an input rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// One number of the scenario as it is known under a view.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// What it is, as it stands in a sentence: `no deal for Russia`.
    pub words: String,
    /// Its key, as in the `rise` and `fall` of a dependence: `no_deal.RU`, `weights.UA.guarantee`,
    /// `values.UA.land.freeze`, `factors.trust.us`, `points.both`, `ceiling.UA`, `firmness.RU_land`; for what ties
    /// numbers together, `groups.RU_land.within`, `groups.RU_land.with_others` and `dependences.war`.
    pub key: String,
    /// What it is a number of.
    pub unit: &'static str,
    /// Lowest, best and highest. Raw weights of any sum are not yet scaled.
    pub known: Quantity,
    /// The sources of the estimate, or of the statement that stands in its place.
    pub sources: Vec<Citation>,
    /// Whether it has any; without, it is an analyst's assumption.
    pub sourced: bool,
    /// Where it stands.
    pub span: Span,
}

impl Input {
    /// Whether it can differ from world to world.
    pub fn ranges(&self) -> bool {
        self.known.low < self.known.high
    }
}

/// Numbers found so far, each with its place and its representative value.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) list: Vec<(Coordinate, Input, f64)>,
}

impl Numbers {
    /// Notes a number and gives back what is known about it.
    pub(super) fn add(&mut self, at: Coordinate, input: Input, middle: f64) -> Quantity {
        let known = input.known;
        self.list.push((at, input, middle));
        known
    }
}

/// What something is called: in words and by key.
#[derive(Debug, Clone)]
pub(super) struct Called {
    pub(super) words: String,
    pub(super) key: String,
    pub(super) unit: &'static str,
}

/// Names of the scenario's numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'s> {
    pub(super) scenario: &'s Scenario,
}

impl Words<'_> {
    /// An input from an estimate.
    pub(super) fn estimate(&self, called: Called, estimate: &Estimate) -> Input {
        self.input(called, quantity(estimate), (&estimate.sources, estimate.span))
    }

    /// An input from what is known, with its sources and its place.
    pub(super) fn input(&self, called: Called, known: Quantity, (from, span): (&[String], Span)) -> Input {
        let mut sources: Vec<Citation> = Vec::new();
        for id in from {
            if sources.iter().all(|known| known.id != *id) {
                let source = self.scenario.sources.iter().find(|source| source.id == *id);
                let title = source.map_or_else(String::new, |source| source.title.clone());
                sources.push(Citation { id: id.clone(), title });
            }
        }
        let Called { words, key, unit } = called;
        Input { words, key, unit, known, sourced: !sources.is_empty(), sources, span }
    }

    fn party(&self, p: usize) -> (&str, &str) {
        let party = &self.scenario.parties[p];
        (&party.id, &party.name)
    }

    pub(super) fn weight(&self, p: usize, issue: usize) -> Called {
        let ((id, name), issue) = (self.party(p), &self.scenario.issues[issue]);
        Called {
            words: format!("weight of {} for {name}", issue.label),
            key: format!("weights.{id}.{}", issue.id),
            unit: "points of 100",
        }
    }

    pub(super) fn value(&self, p: usize, issue: usize, option: (&str, &str)) -> Called {
        let ((id, name), issue) = (self.party(p), &self.scenario.issues[issue]);
        Called {
            words: format!("value of {}: {} for {name}", issue.label, option.1),
            key: format!("values.{id}.{}.{}", issue.id, option.0),
            unit: "points of 0 to 100 within the issue",
        }
    }

    pub(super) fn factor(&self, p: usize, factor: (&str, usize), option: (&str, &str)) -> Called {
        let (_, name) = self.party(p);
        let by = &self.scenario.issues[factor.1].label;
        Called {
            words: format!("factor {} for {name} with {by}: {}", factor.0, option.1),
            key: format!("factors.{}.{}", factor.0, option.0),
            unit: "a factor",
        }
    }

    pub(super) fn together(&self, p: usize, id: &str, labels: [&str; 2]) -> Called {
        let (_, name) = self.party(p);
        Called {
            words: format!("points of {} together with {} for {name}", labels[0], labels[1]),
            key: format!("points.{id}"),
            unit: POINTS,
        }
    }

    pub(super) fn boxed(&self, p: usize, id: &str) -> Called {
        let (_, name) = self.party(p);
        Called {
            words: format!("points of the box {id} for {name}"),
            key: format!("points.{id}"),
            unit: POINTS,
        }
    }

    pub(super) fn no_deal(&self, p: usize) -> Called {
        let (id, name) = self.party(p);
        Called { words: format!("no deal for {name}"), key: format!("no_deal.{id}"), unit: POINTS }
    }

    pub(super) fn ceiling(&self, p: usize) -> Called {
        let (id, name) = self.party(p);
        Called { words: format!("ceiling of {name}"), key: format!("ceiling.{id}"), unit: POINTS }
    }

    pub(super) fn firmness(&self, p: usize, id: &str, label: &str) -> Called {
        let (_, name) = self.party(p);
        Called {
            words: format!("firmness of the line of {name}: {label}"),
            key: format!("firmness.{id}"),
            unit: "a probability",
        }
    }
}

const POINTS: &str = "points on the party's own scale";

/// The nearest floating-point number.
pub(super) fn float(number: &BigRational) -> f64 {
    // A number of a scenario is at most 10^9 in size, and what is made of it far below the largest double.
    number.to_f64().unwrap_or(f64::NAN)
}

pub(super) fn decimal(number: Number) -> f64 {
    float(&exact(number))
}

/// What an estimate says.
pub(super) fn quantity(estimate: &Estimate) -> Quantity {
    let (low, high) = (decimal(estimate.low), decimal(estimate.high));
    Quantity { low, best: estimate.best.filter(|_| low < high).map(decimal), high }
}

/// A number that is the same in every world.
pub(super) fn fixed(number: f64) -> Quantity {
    Quantity { low: number, best: None, high: number }
}

/// The representative value of an estimate.
pub(super) fn middle(estimate: &Estimate) -> f64 {
    float(&representative(estimate))
}
