//! What people say about what they prefer, in place of numbers.

use super::{Estimate, Span, Stance};
use crate::date::Date;

/// What a package is worth set against: a package, or no deal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weighed {
    /// The package of this id.
    Named(String),
    /// Issue id and option id, one option for every issue.
    Choices(Vec<(String, String)>),
    /// What the party has without an agreement.
    NoDeal,
}

/// How large a difference is: the seven words of MACBETH (C. Bana e Costa and J.-C. Vansnick 1994, "MACBETH: an
/// interactive path towards the construction of cardinal value functions", International Transactions in Operational
/// Research 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Degree {
    None,
    VeryWeak,
    Weak,
    Moderate,
    Strong,
    VeryStrong,
    Extreme,
}

impl Degree {
    /// All seven, smallest first.
    pub const ALL: [Degree; 7] = [
        Degree::None,
        Degree::VeryWeak,
        Degree::Weak,
        Degree::Moderate,
        Degree::Strong,
        Degree::VeryStrong,
        Degree::Extreme,
    ];

    /// The words of all seven, smallest first.
    pub const WORDS: [&'static str; 7] =
        ["no difference", "very weak", "weak", "moderate", "strong", "very strong", "extreme"];

    /// Its word in files.
    pub fn word(self) -> &'static str {
        Degree::WORDS[self as usize]
    }

    /// The degree of this word.
    pub fn of(word: &str) -> Option<Degree> {
        Degree::ALL.into_iter().find(|degree| degree.word() == word)
    }
}

impl Stance {
    /// All five, the best first.
    pub const ALL: [Stance; 5] =
        [Stance::Essential, Stance::Desirable, Stance::Acceptable, Stance::Tolerable, Stance::Unacceptable];

    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Stance::Essential => "essential",
            Stance::Desirable => "desirable",
            Stance::Acceptable => "acceptable",
            Stance::Tolerable => "tolerable",
            Stance::Unacceptable => "unacceptable",
        }
    }

    /// The stance of this word.
    pub fn of(word: &str) -> Option<Stance> {
        Stance::ALL.into_iter().find(|stance| stance.word() == word)
    }
}

/// What a person says instead of a number.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum PreferenceKind {
    /// Issues by weight, largest first; those of one group are alike.
    WeightOrder(Vec<Vec<String>>),
    /// Options of an issue by value, best first; those of one group are alike.
    ValueOrder { issue: String, options: Vec<Vec<String>> },
    /// Weight of the first issue over the weight of the second.
    Ratio { issues: [String; 2], ratio: Box<Estimate> },
    /// How acceptable an option is, in one of five words.
    Stance { issue: String, option: String, stance: Stance },
    /// The first option of an issue is better than the second, by something between these two words.
    Difference { issue: String, options: [String; 2], degrees: [Degree; 2] },
    /// The swing of the first issue matters more than that of the second, by something between these two words.
    Swings { issues: [String; 2], degrees: [Degree; 2] },
    /// One package is better than another, or than no deal; or the other way round.
    Package { better: Weighed, worse: Weighed },
    /// Two packages are about as good: not more points apart than stated; of a range, its high end.
    Alike { packages: [Weighed; 2], within: Option<Box<Estimate>> },
    /// A package is about as bad as no deal: not more points apart than stated; of a range, its high end.
    AsNoDeal { package: Weighed, within: Option<Box<Estimate>> },
    /// A question that was put and left open.
    Open { question: String },
}

/// A statement of preference.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Preference {
    pub party: String,
    pub kind: PreferenceKind,
    /// The person's own words.
    pub said: Option<String>,
    /// Whether the person is sure of it; if not, it is kept and binds nothing.
    pub sure: bool,
    pub sources: Vec<String>,
    pub author: Option<String>,
    pub date: Option<Date>,
    pub note: Option<String>,
    pub span: Span,
}

impl Preference {
    /// Whether it binds the preferences of this party.
    pub fn binds(&self, party: &str) -> bool {
        self.sure && self.party == party
    }
}
