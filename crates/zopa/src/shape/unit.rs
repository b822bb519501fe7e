//! What numbers mean and the bounds they keep, each written once.

/// What a number is a number of.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// In words.
    pub name: &'static str,
    /// Not below this.
    pub low: Option<i64>,
    /// Not above this.
    pub high: Option<i64>,
    /// `low` itself is excluded too.
    pub above_low: bool,
}

const fn unit(name: &'static str, low: Option<i64>, high: Option<i64>) -> Unit {
    Unit { name, low, high, above_low: false }
}

/// Value of an option within its issue.
pub static VALUE: Unit = unit("a value within the issue", Some(0), Some(100));
/// The same with `raw_weights = true`: whatever scale the values came in.
pub static RAW_VALUE: Unit = unit("a value within the issue", None, None);
/// Swing weight of an issue; with `normalise = true` or `raw_weights = true` points may be larger.
pub static WEIGHT: Unit = unit("a weight in points", Some(0), None);
/// Points on a party's own scale.
pub static POINTS: Unit = unit("points on the party's own scale", None, None);
/// What something costs somebody.
pub static COST: Unit = unit("points on the party's own scale, zero or more", Some(0), None);
/// Multiplier of a value.
pub static FACTOR: Unit = unit("a factor", Some(0), None);
/// Probability.
pub static PROBABILITY: Unit = unit("a probability", Some(0), Some(1));
/// Share of a whole.
pub static SHARE: Unit = unit("a share", Some(0), Some(1));
/// Correlation.
pub static CORRELATION: Unit = unit("a correlation", Some(-1), Some(1));
/// Correlation of numbers that rise together.
pub static STRENGTH: Unit = unit("a strength", Some(0), Some(1));
/// How many points apart.
pub static APART: Unit = unit("points apart", Some(0), None);
/// Ratio of two weights.
pub static RATIO: Unit = Unit { name: "a ratio of weights", low: Some(0), high: None, above_low: true };
/// Months.
pub static MONTHS: Unit = unit("months", Some(0), None);
/// Anything else that is counted: money, lives, troops.
pub static AMOUNT: Unit = unit("an amount", Some(0), None);
