//! What a way of showing packages leaves, as plain data.

use serde::{Deserialize, Serialize};
use zopa_core::leak::{Left, Sight};

/// A way of showing packages, and how many of the preferences drawn fit it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WayRecord {
    /// `pick`, `ranked`, `shuffled`, `among` or `part`.
    pub sight: String,
    /// The packages shown.
    pub packages: Vec<Vec<usize>>,
    /// Of a part: the issues whose options are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<usize>,
    /// Preferences drawn.
    pub drawn: u64,
    /// Of these, how many fit.
    pub fit: u64,
}

impl WayRecord {
    /// What a sight leaves.
    pub fn new(sight: &Sight, left: &Left) -> WayRecord {
        let (word, issues) = match sight {
            Sight::Pick(_) => ("pick", Vec::new()),
            Sight::Ranked(_) => ("ranked", Vec::new()),
            Sight::Shuffled(_) => ("shuffled", Vec::new()),
            Sight::Among(_) => ("among", Vec::new()),
            Sight::Part(_, issues) => ("part", issues.clone()),
        };
        let packages = sight.packages().to_vec();
        WayRecord { sight: word.to_owned(), packages, issues, drawn: left.drawn, fit: left.fit }
    }

    /// Whether the words and numbers can be those of a sight of a problem with so many options per issue.
    pub(super) fn fits(&self, options: &[usize]) -> bool {
        let package = |x: &Vec<usize>| x.len() == options.len() && x.iter().zip(options).all(|(o, k)| o < k);
        let part = self.sight == "part";
        let one = part || self.sight == "pick";
        (one || ["ranked", "shuffled", "among"].contains(&self.sight.as_str()))
            && if one { self.packages.len() == 1 } else { !self.packages.is_empty() }
            && self.packages.iter().all(package)
            && part != self.issues.is_empty()
            && self.issues.iter().all(|&i| i < options.len())
            && self.drawn > 0
            && self.fit <= self.drawn
    }
}
