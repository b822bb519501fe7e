//! The numbers of one world on the structure of a problem.

/// Grid points per point of a party's scale in a world: its entries are rounded to this grid, and the rounded world is
/// the world.
pub const GRID: i64 = 1_000_000;

/// Grid points of one world, laid out for a search that looks at all parties of an option together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tables {
    /// `values[(offset[i] + o) * n + p]`, with `offset` the number of options of the issues before `i`.
    pub values: Vec<i64>,
    /// Per pair table of the structure, in its order, `points[o_a * k_b + o_b]`.
    pub pairs: Vec<Vec<i64>>,
    /// Points of each box of the structure.
    pub boxes: Vec<i64>,
    /// No-deal value of each party.
    pub no_deal: Vec<i64>,
    /// Ceiling of each party; `i64::MAX` where it has none.
    pub ceilings: Vec<i64>,
}
