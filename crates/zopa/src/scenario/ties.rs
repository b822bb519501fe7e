//! What ties numbers together: options worth more or less in company, and what varies with something else.

use super::{Estimate, OptionRef, Span};

/// Points a party gets from two options together.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Interaction {
    pub id: String,
    pub party: String,
    pub a: OptionRef,
    pub b: OptionRef,
    pub points: Estimate,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// Points a party gets from a box of packages: all that have one of the listed options on every issue named.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Boxed {
    pub id: String,
    pub party: String,
    /// Issue id, and the ids of its options inside the box.
    pub when: Vec<(String, Vec<String>)>,
    pub points: Estimate,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// Multiplies the value of the listed options by a number per option of another issue.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Factor {
    pub id: String,
    pub party: String,
    /// The issue whose option decides the factor.
    pub by: String,
    pub options: Vec<OptionRef>,
    /// Option id of `by`, and its factor; options not listed: 1.
    pub factor: Vec<(String, Estimate)>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// Lines of one hidden toughness.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Group {
    pub id: String,
    pub party: String,
    pub label: Option<String>,
    pub within: Option<Estimate>,
    pub with_others: Option<Estimate>,
    pub note: Option<String>,
    pub span: Span,
}

/// Numbers that rise and fall together, such as what one belief about a war decides.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Dependence {
    pub id: String,
    pub label: Option<String>,
    /// Keys of the numbers that rise with the common cause.
    pub rise: Vec<String>,
    /// Keys of the numbers that fall with it.
    pub fall: Vec<String>,
    /// Correlation of two numbers that rise together, 0 to 1.
    pub strength: Estimate,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}
