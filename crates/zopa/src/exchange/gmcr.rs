//! Models of the graph model for conflict resolution, as GMCR+ keeps them in `.gmcr` files.
//!
//! A conflict has decision makers, each with options that are taken or not. A state says for each option whether it is
//! taken; states that match an infeasible statement are left out. States are numbered from 1, in the order of the
//! number that their options write in binary, the first option least significant. Preferences are statements in order
//! of importance, or a ranking of the states, or both. Written from the files' facts; the sources are with the tests.

mod read;
mod write;

pub use read::{read, recognise};
pub use write::write;

/// Options of a model at most: its states are listed one by one.
pub const OPTIONS: usize = 20;

/// A conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Its name: that of the file.
    pub name: String,
    /// The options of all decision makers.
    pub options: Vec<Choice>,
    /// The decision makers.
    pub decision_makers: Vec<DecisionMaker>,
    /// A state that satisfies one of these does not occur.
    pub infeasible: Vec<Statement>,
    /// Whether the rankings count, and not the statements.
    pub by_ranking: bool,
    /// Decision makers that act together, as indices, if the file states any.
    pub coalitions: Option<Vec<Vec<usize>>>,
}

/// An option of a decision maker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name; two options may share one.
    pub name: String,
    /// In which direction it may be changed.
    pub moves: Moves,
}

/// In which direction an option may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moves {
    /// Taken and given up.
    Both,
    /// Taken only: once taken, it stays.
    Forward,
    /// Given up only: once given up, it stays so.
    Back,
}

/// A decision maker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionMaker {
    /// Its name.
    pub name: String,
    /// Indices of the options that are its own.
    pub options: Vec<usize>,
    /// What it wants, most important first.
    pub statements: Vec<Statement>,
    /// Numbers of all states from best to worst; those it likes equally share a place.
    pub ranking: Option<Vec<Vec<usize>>>,
    /// One number per state, higher is better, where the file keeps them.
    pub payoffs: Option<Vec<i64>>,
    /// A state that satisfies one of these does not exist for it.
    pub misperceived: Vec<Statement>,
}

/// Patterns of which one has to fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The patterns, at least one.
    pub any_of: Vec<Pattern>,
}

/// Option indices, below the number of options, and whether each has to be taken. Options not listed do not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// At least one option, none twice.
    pub all_of: Vec<(usize, bool)>,
}

impl Pattern {
    /// Whether the state fits, given as a number with one bit per option, the first option least significant.
    pub fn fits(&self, state: u32) -> bool {
        self.all_of.iter().all(|(option, taken)| (state >> option & 1 == 1) == *taken)
    }
}

impl Statement {
    /// Whether the state satisfies it (bits as in [`Pattern::fits`]).
    pub fn holds(&self, state: u32) -> bool {
        self.any_of.iter().any(|pattern| pattern.fits(state))
    }
}

impl Model {
    /// The feasible states, one bit per option, ascending: state number `n` of a ranking is the `n`-th of them.
    pub fn states(&self) -> Vec<u32> {
        let bits = |all_of: &[(usize, bool)], keep: fn(bool) -> bool| {
            all_of.iter().filter(|(_, taken)| keep(*taken)).fold(0u32, |bits, (option, _)| bits | 1 << option)
        };
        let patterns = self.infeasible.iter().flat_map(|statement| &statement.any_of);
        let masks: Vec<(u32, u32)> =
            patterns.map(|p| (bits(&p.all_of, |_| true), bits(&p.all_of, |taken| taken))).collect();
        let all = 0..1u32 << self.options.len().min(OPTIONS);
        all.filter(|state| !masks.iter().any(|(listed, taken)| state & listed == *taken)).collect()
    }
}
