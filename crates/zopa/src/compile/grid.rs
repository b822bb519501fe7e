//! The grid of a problem: exact where its scores fit, else 1/10,000 of a point with what rounding can move.

use super::CompileError;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use zopa_core::problem::{SCORE_LIMIT, Score};

/// Grid points per point of a scale where no exact grid fits.
const ROUNDED: Score = 10_000;

/// One grid for all scores of a problem, so that a grid point means the same share of a point on every scale.
pub(super) struct Grid {
    /// Grid points per point.
    pub(super) per_point: Score,
    /// Per party, how far rounding can move a package's value, in grid points: the largest error of each of its tables.
    error: Vec<BigRational>,
}

impl Grid {
    /// The coarsest grid that holds all entries exactly, if every score on it is within bounds; else the usual one.
    pub(super) fn of<'e>(parties: usize, entries: impl Iterator<Item = &'e BigRational> + Clone) -> Grid {
        let per_point = exact(entries).unwrap_or(ROUNDED);
        Grid { per_point, error: vec![BigRational::zero(); parties] }
    }

    /// One table of a party on the grid; the table's largest error is added to the party's.
    pub(super) fn table(
        &mut self,
        party: usize,
        entries: &[BigRational],
    ) -> Result<Vec<Score>, CompileError> {
        let mut worst = BigRational::zero();
        let mut scores = Vec::with_capacity(entries.len());
        for entry in entries {
            let on_grid = entry * BigInt::from(self.per_point);
            let nearest = on_grid.round();
            worst = worst.max((&on_grid - &nearest).abs());
            let score = within_bounds(&nearest.to_integer());
            scores.push(score.ok_or_else(|| CompileError("a value is too large to compute with".into()))?);
        }
        self.error[party] += worst;
        Ok(scores)
    }

    /// How far rounding can move a gain, per party, in grid points; zero on an exact grid.
    pub(super) fn rounding(&self) -> Vec<Score> {
        // An error is at most half a grid point per table.
        self.error.iter().map(|e| e.ceil().to_integer().to_i128().unwrap_or(Score::MAX)).collect()
    }
}

fn within_bounds(score: &BigInt) -> Option<Score> {
    score.to_i128().filter(|s| s.unsigned_abs() <= SCORE_LIMIT.unsigned_abs())
}

/// The least common denominator of the entries, if it and every entry on that grid are within bounds.
fn exact<'e>(entries: impl Iterator<Item = &'e BigRational> + Clone) -> Option<Score> {
    let mut common = BigInt::one();
    for entry in entries.clone() {
        // What the denominator has beyond the common one is left when the two are reduced.
        let beyond = BigRational::new(common.clone(), entry.denom().clone());
        common *= beyond.denom();
        within_bounds(&common)?;
    }
    for entry in entries {
        within_bounds(&(entry * &common).to_integer())?;
    }
    within_bounds(&common)
}

#[cfg(test)]
mod tests {
    use super::{BigInt, BigRational, Grid, ROUNDED, SCORE_LIMIT};

    fn ratios(list: &[(i64, i64)]) -> Vec<BigRational> {
        list.iter().map(|&(a, b)| BigRational::new(a.into(), b.into())).collect()
    }

    #[test]
    fn the_grid_is_the_least_common_denominator() {
        for (list, per_point) in [
            (&[(0, 1), (100, 1)][..], 1),
            (&[(1, 2), (1, 3), (5, 4)], 12),
            (&[(-1, 10), (7, 100)], 100),
            (&[], 1),
        ] {
            assert_eq!(Grid::of(1, ratios(list).iter()).per_point, per_point, "{list:?}");
        }
    }

    #[test]
    fn an_exact_table_has_no_rounding() {
        let entries = ratios(&[(1, 3), (-50, 7), (100, 1)]);
        let mut grid = Grid::of(2, entries.iter());
        assert_eq!(grid.table(1, &entries).unwrap(), vec![7, -150, 2100]);
        assert_eq!(grid.rounding(), vec![0, 0]);
    }

    #[test]
    fn where_no_exact_grid_fits_rounding_is_remembered() {
        let primes = [1_000_003, 1_000_033, 1_000_037, 1_000_039, 1_000_081];
        let entries: Vec<BigRational> = ratios(&primes.map(|p| (1, p)));
        let mut grid = Grid::of(1, entries.iter());
        assert_eq!(grid.per_point, ROUNDED);
        assert_eq!(grid.table(0, &entries).unwrap(), vec![0; 5]);
        assert_eq!(grid.rounding(), vec![1]);
        // The denominators fit, but not an entry on their grid.
        let fine = BigRational::new(1.into(), BigInt::from(1u64 << 60));
        let large = [fine.clone(), BigRational::from_integer((1 << 21).into())];
        assert_eq!(Grid::of(1, large.iter()).per_point, ROUNDED);
        assert_eq!(Grid::of(1, [fine].iter()).per_point, 1 << 60);
        let top = BigRational::from_integer(SCORE_LIMIT.into());
        assert_eq!(Grid::of(1, [top].iter()).per_point, 1);
    }
}
