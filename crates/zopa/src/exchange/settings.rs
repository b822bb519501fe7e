//! How files of other systems are read, and the sizes beyond which they are refused.

/// Whose meaning a file is given, where systems disagree about the same file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Semantics {
    /// As GENIUS reads its own files: evaluations count as shares of the largest one of their issue.
    #[default]
    Genius,
    /// As NegMAS reads them: evaluations count as they stand, the reserve is at least the smallest utility.
    Negmas,
}

/// How files are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whose meaning the files are given.
    pub semantics: Semantics,
    /// Number of values, both bounds among them, that stand for an issue of real numbers; at least 2.
    pub real_steps: usize,
}

impl Default for Settings {
    /// GENIUS' own meaning, and the 21 steps in which GENIUS itself takes real numbers.
    fn default() -> Self {
        Settings { semantics: Semantics::Genius, real_steps: 21 }
    }
}

/// Most bytes of one file.
pub const MAX_BYTES: usize = 32 << 20;
/// Deepest nesting in a file.
pub const MAX_DEPTH: usize = 32;
/// Most elements (XML) or values (JSON) in one file.
pub const MAX_ELEMENTS: usize = 2_000_000;
/// Most values of all issues of a domain together; a short file can name long ranges.
pub const MAX_VALUES: usize = 1 << 18;
/// Most value indices in all sides of all boxes of a profile together.
pub const MAX_BOX_VALUES: usize = 1 << 22;
