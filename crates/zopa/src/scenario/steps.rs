//! Steps in which an agreement is carried out.

use super::{Estimate, OptionRef, Span};

/// How far a step can be undone when somebody stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Reversible {
    Yes,
    Costly,
    Partly,
    Slow,
    #[default]
    No,
}

impl Reversible {
    /// All, most first.
    pub const ALL: [Reversible; 5] =
        [Reversible::Yes, Reversible::Costly, Reversible::Partly, Reversible::Slow, Reversible::No];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Reversible::Yes => "yes",
            Reversible::Costly => "costly",
            Reversible::Partly => "partly",
            Reversible::Slow => "slow",
            Reversible::No => "no",
        }
    }

    /// By its word.
    pub fn of(word: &str) -> Option<Reversible> {
        Reversible::ALL.into_iter().find(|known| known.word() == word)
    }

    /// The lowest and the highest share that is undone: a convention of zopa.
    pub fn share(self) -> [f64; 2] {
        match self {
            Reversible::Yes => [1.0, 1.0],
            Reversible::Costly | Reversible::Partly => [0.25, 0.75],
            Reversible::Slow => [0.0, 0.5],
            Reversible::No => [0.0, 0.0],
        }
    }
}

/// A step.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Step {
    pub id: String,
    pub label: Option<String>,
    /// Who takes it.
    pub actors: Vec<String>,
    /// Ids of steps that come first.
    pub requires: Vec<String>,
    /// It belongs to packages with one option of each of these lists.
    pub applies_if: Vec<Vec<OptionRef>>,
    pub reversible: Reversible,
    pub months: Option<Estimate>,
    /// Party id and points when it is done.
    pub gain: Vec<(String, Estimate)>,
    /// Who can stop it; empty: those who take it.
    pub can_block: Vec<String>,
    pub optional: bool,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

impl Step {
    /// What it is called.
    pub fn name(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.id)
    }
}

/// Which steps answer a step.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Reciprocal {
    pub step: String,
    pub answered_by: Vec<String>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// An order to compare others with.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Sequence {
    pub id: String,
    pub label: Option<String>,
    /// Ids of the steps it begins with.
    pub first: Vec<String>,
    /// The first no longer requires the second.
    pub waives: Vec<(String, String)>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

impl Sequence {
    /// What it is called.
    pub fn name(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.id)
    }
}
