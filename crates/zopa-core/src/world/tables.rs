//! The numbers of one world on the structure of a problem.

use crate::Fault;
use crate::problem::Problem;

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

impl Tables {
    /// Whether the tables are in the shape of a problem.
    ///
    /// # Errors
    /// A [`Fault`] that names the first part that is not.
    pub fn fit(&self, problem: &Problem) -> Result<(), Fault> {
        let n = problem.n();
        let sizes = [
            ("values", self.values.len(), problem.options().iter().sum::<usize>() * n),
            ("pair tables", self.pairs.len(), problem.pairs().len()),
            ("boxes", self.boxes.len(), problem.boxes().len()),
            ("no-deal values", self.no_deal.len(), n),
            ("ceilings", self.ceilings.len(), n),
        ];
        if let Some((what, given, wanted)) = sizes.iter().find(|(_, given, wanted)| given != wanted) {
            return Err(Fault::shape(format!("the tables of a world hold {given} {what}, not {wanted}")));
        }
        let fits = |(pair, points): (&crate::problem::Pair, &Vec<i64>)| pair.points.len() == points.len();
        match problem.pairs().iter().zip(&self.pairs).position(|each| !fits(each)) {
            Some(t) => Err(Fault::shape(format!("pair table {t} of a world is not in the problem's shape"))),
            None => Ok(()),
        }
    }
}
