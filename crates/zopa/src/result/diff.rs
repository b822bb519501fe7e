//! What a comparison of two versions adds to a result file.

use super::ScenarioMark;
use serde::{Deserialize, Serialize};

/// A comparison: the scenario of the file is NEW. Its claims about problems re-prove what is concluded about each
/// version; that a change alone makes a conclusion is not re-proved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiffRecord {
    /// The older version.
    pub old: ScenarioMark,
    /// The first so many problems are those of OLD, the others those of NEW.
    pub old_problems: usize,
    /// Judgements that differ.
    pub changes: Vec<ChangeRecord>,
    /// What is only called or ordered differently, in sentences.
    pub renamed: Vec<String>,
    /// Conclusions that differ.
    pub flips: Vec<FlipRecord>,
    /// Conclusions not settled in one version or in both.
    pub unsettled: usize,
}

/// A judgement that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeRecord {
    /// Number of the change; rows with one number only go together.
    pub number: usize,
    /// Section of the table.
    pub section: String,
    /// What it is.
    pub name: String,
    /// In OLD; null: not there.
    pub old: Option<String>,
    /// In NEW; null: not there.
    pub new: Option<String>,
    /// Source in OLD.
    pub old_source: String,
    /// Source in NEW.
    pub new_source: String,
}

/// A conclusion that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlipRecord {
    /// What about: `deal`, `conflict …`, `opening …` with ids of lines, `package ID`, `pick CONCEPT`.
    pub about: String,
    /// The view; null: the scenario as given.
    pub view: Option<String>,
    /// How red lines are read; null: the conclusion names its lines.
    pub reading: Option<String>,
    /// In OLD: `yes`, `no`, or packages by ids.
    pub was: String,
    /// In NEW.
    pub is: String,
    /// Changes each of which alone is enough.
    pub enough: Vec<usize>,
    /// Changes none of which can be left out.
    pub needed: Vec<usize>,
    /// Whether those needed are enough together; null: not asked, or not settled.
    pub together: Option<bool>,
    /// Changes of which this was not settled.
    pub open: Vec<usize>,
}
