//! The simplex method in whole numbers: `min c·x` under `A x + s = b`, `x ≥ 0`, `s ≥ 0`, and `s = 0` in equations.
//!
//! A condensed tableau: each row says `Σ_j a_j x_j + lead x_B = b` for the variables `x_j` outside and one inside; it is
//! an equation of whole numbers without a common divisor. First the slacks of equations leave the basis for good. Then
//! one artificial variable takes up what is missing, and is made as small as it can be (V. Chvátal 1983, "Linear
//! Programming", ch. 3); if it stays above zero, the coefficients of the slacks in its row are the multipliers of a
//! contradiction. Then the form itself. The variable of the best coefficient enters.
//!
//! Right sides of preferences are mostly zero, where steps change nothing and may go round in circles. So each right side
//! of an inequality is raised by its own multiple of one infinitely small number (A. Charnes 1952, "Optimality and
//! degeneracy in linear programming", Econometrica 20), which decides between equals and is then forgotten; after a run
//! of steps that still change nothing the rule of R. G. Bland (1977, "New finite pivoting rules for the simplex method",
//! Mathematics of Operations Research 2) takes over until one does, so it always ends.

use super::basis::{self, Basis};
use super::whole::{Exact, Float, Whole};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// `left·x ≤ right`, or `=`.
pub(super) struct Line {
    pub left: Vec<BigRational>,
    pub right: BigRational,
    pub equal: bool,
}

/// How it ended; `multipliers` have one entry per row.
pub(super) enum Ended {
    /// `multipliers ≤ 0` except in equations.
    Best {
        point: Vec<BigRational>,
        multipliers: Vec<BigRational>,
    },
    /// `multipliers ≥ 0` except in equations.
    Contradiction(Vec<BigRational>),
    Endless {
        point: Vec<BigRational>,
        ray: Vec<BigRational>,
    },
}

/// Solves it: in machine words; where those do not suffice, by a guess in floating point that is then computed and
/// proved exactly; and where that fails, in numbers of any size.
pub(super) fn solve(rows: &[Line], cost: &[BigRational]) -> Ended {
    quick(rows, cost)
        .or_else(|| exact::<BigInt>(rows, cost))
        .unwrap_or_else(|| unreachable!("numbers of any size hold everything"))
}

/// Solves it without numbers of any size; `None` where that fails.
pub(super) fn quick(rows: &[Line], cost: &[BigRational]) -> Option<Ended> {
    exact::<i64>(rows, cost).or_else(|| guess(rows, cost).and_then(|basis| basis::prove(rows, cost, &basis)))
}

pub(super) fn exact<T: Exact>(rows: &[Line], cost: &[BigRational]) -> Option<Ended> {
    let mut tableau = Tableau::<T>::new(rows, cost)?;
    let end = tableau.run()?;
    Some(tableau.read(end))
}

/// The multiple by which a row is raised, 1 to 997: any numbers do that are not alike.
fn scatter(r: usize) -> u64 {
    (r as u64 + 1) * 383 % 997 + 1
}

/// The last basis of a run in floating point; `None` if it gives up or the form has no best value.
fn guess(rows: &[Line], cost: &[BigRational]) -> Option<Basis> {
    let mut tableau = Tableau::<Float>::new(rows, cost)?;
    tableau.left = 20 * (rows.len() + cost.len());
    let end = tableau.run()?;
    let n = tableau.n;
    let mut tight: Vec<usize> = tableau.outside.iter().filter(|v| **v > n).map(|v| v - n - 1).collect();
    let mut columns: Vec<usize> = tableau.inside.iter().copied().filter(|v| *v < n).collect();
    if let End::Equation(r) = end {
        tight.extend(tableau.inside[r].checked_sub(n + 1));
    }
    tight.sort_unstable();
    columns.sort_unstable();
    let best = matches!(end, End::Best);
    let square = tight.len() == columns.len() + usize::from(!best);
    (square && !matches!(end, End::Endless(_))).then_some(Basis { tight, columns, best })
}

/// Variables `0..n` are those of the programme, `n` the artificial one, and `n + 1 + r` the slack of row `r`.
struct Tableau<T> {
    /// Rows `0..m` as in the programme, `m` the form, `m + 1` the artificial form. Entries `0..=n` are coefficients of the
    /// variables outside, then the right side, then what it is raised by, then the coefficient of the variable inside.
    table: Vec<Vec<T>>,
    outside: Vec<usize>,
    inside: Vec<usize>,
    /// Per variable: whether it has to be zero.
    fixed: Vec<bool>,
    n: usize,
    m: usize,
    /// How many more steps it may take.
    left: usize,
}

/// How a run ended.
enum End {
    Best,
    /// The row of an equation that says that zero is not zero.
    Equation(usize),
    /// The artificial variable stays above zero.
    Short,
    /// The column of a variable that can grow without end.
    Endless(usize),
}

impl<T: Whole> Tableau<T> {
    /// `None` if a number does not fit.
    fn new(rows: &[Line], cost: &[BigRational]) -> Option<Tableau<T>> {
        let (n, m) = (cost.len(), rows.len());
        let scaled = |left: &[BigRational], right: &BigRational, small: u64| -> Option<Vec<T>> {
            let scale = left.iter().chain([right]).fold(BigInt::one(), |all, a| all.lcm(a.denom()));
            let at = |a: &BigRational| T::of(&(a.numer() * (&scale / a.denom())));
            let mut row: Vec<T> = left.iter().map(at).collect::<Option<_>>()?;
            row.push(T::zero());
            row.push(at(right)?);
            row.push(T::of(&(&scale * BigInt::from(small)))?);
            row.push(T::of(&scale)?);
            T::reduce(&mut row);
            Some(row)
        };
        let small = |r: usize, row: &Line| if row.equal { 0 } else { scatter(r) };
        let mut table: Vec<Vec<T>> = rows
            .iter()
            .enumerate()
            .map(|(r, row)| scaled(&row.left, &row.right, small(r, row)))
            .collect::<Option<_>>()?;
        let turned: Vec<BigRational> = cost.iter().map(|c| -c).collect();
        table.push(scaled(&turned, &BigRational::zero(), 0)?);
        let mut artificial = scaled(&vec![BigRational::zero(); n], &BigRational::zero(), 0)?;
        artificial[n] = T::of(&BigInt::from(-1))?;
        table.push(artificial);
        let mut fixed = vec![false; n + 1];
        fixed[n] = true;
        fixed.extend(rows.iter().map(|row| row.equal));
        Some(Tableau {
            table,
            outside: (0..=n).collect(),
            inside: (n + 1..n + 1 + m).collect(),
            fixed,
            n,
            m,
            left: usize::MAX,
        })
    }

    fn run(&mut self) -> Option<End> {
        if let Some(r) = self.equations()? {
            return Some(End::Equation(r));
        }
        if !self.feasible()? {
            return Some(End::Short);
        }
        self.descend(self.m)
    }

    fn right(&self, r: usize) -> &T {
        &self.table[r][self.n + 1]
    }

    fn small(&self, r: usize) -> &T {
        &self.table[r][self.n + 2]
    }

    fn lead(&self, r: usize) -> &T {
        &self.table[r][self.n + 3]
    }

    /// Columns whose variable may become positive.
    fn open(&self) -> impl Iterator<Item = usize> + '_ {
        (0..=self.n).filter(|&j| !self.fixed[self.outside[j]])
    }

    /// Takes the slacks of equations out of the basis. `Some(Some(r))`: row `r` says that zero is not zero.
    fn equations(&mut self) -> Option<Option<usize>> {
        for r in (0..self.m).filter(|&r| self.fixed[self.n + 1 + r]).collect::<Vec<_>>() {
            let filled =
                |&j: &usize| (self.table.iter().filter(|row| row[j] != T::zero()).count(), self.outside[j]);
            let column = self.open().filter(|&j| self.table[r][j] != T::zero()).min_by_key(filled);
            match column {
                Some(s) => self.pivot(r, s)?,
                None if *self.right(r) != T::zero() => return Some(Some(r)),
                None => {}
            }
        }
        Some(None)
    }

    /// Finds a first point; `Some(false)` if there is none.
    fn feasible(&mut self) -> Option<bool> {
        let (n, form) = (self.n, self.m + 1);
        let zero = T::zero();
        let short = (0..self.m).filter(|&r| *self.right(r) < zero).min_by(|&a, &b| {
            let order = T::cross(self.right(a), self.lead(b), self.right(b), self.lead(a));
            order.then_with(|| T::cross(self.small(a), self.lead(b), self.small(b), self.lead(a)))
        });
        let Some(first) = short else { return Some(true) };
        for r in (0..self.m).filter(|&r| *self.right(r) < zero).collect::<Vec<_>>() {
            self.table[r][n] = self.lead(r).turned();
        }
        self.fixed[n] = false;
        self.pivot(first, n)?;
        // It is bounded below by zero, so it never falls without end.
        let End::Best = self.descend(form)? else { return None };
        self.fixed[n] = true;
        if *self.right(form) > zero {
            return Some(false);
        }
        let held = (0..self.m).find(|&r| self.inside[r] == n);
        let place = held.and_then(|r| self.open().find(|&j| self.table[r][j] != zero).map(|s| (r, s)));
        if let Some((r, s)) = place {
            self.pivot(r, s)?;
        }
        Some(true)
    }

    /// Makes the form of a row as small as it can be.
    fn descend(&mut self, form: usize) -> Option<End> {
        let patience = self.n.min(self.m) + 8;
        let mut idle = 0;
        loop {
            let row = &self.table[form];
            let better = self.open().filter(|&j| row[j] > T::least());
            let entering = if idle < patience {
                better.max_by(|&a, &b| row[a].cmp(&row[b]).then(self.outside[b].cmp(&self.outside[a])))
            } else {
                better.min_by_key(|&j| self.outside[j])
            };
            let Some(s) = entering else { return Some(End::Best) };
            let Some(r) = self.leaving(s) else { return Some(End::Endless(s)) };
            let still = *self.right(r) == T::zero() && *self.small(r) == T::zero();
            idle = if still { idle + 1 } else { 0 };
            self.pivot(r, s)?;
        }
    }

    /// The row that limits a column first; of equals the artificial one, else the variable of the lowest index.
    fn leaving(&self, s: usize) -> Option<usize> {
        let rank = |r: usize| if self.inside[r] == self.n { 0 } else { self.inside[r] + 1 };
        let (zero, least) = (T::zero(), T::least());
        // Rounded numbers may stand a little below zero.
        let short = |r: usize| [self.right(r).max(&zero), self.small(r)];
        (0..self.m).filter(|&r| self.table[r][s] > least).min_by(|&a, &b| {
            let (in_a, in_b) = (&self.table[a][s], &self.table[b][s]);
            let ([right_a, small_a], [right_b, small_b]) = (short(a), short(b));
            let order = T::cross(right_a, in_b, right_b, in_a);
            let order = order.then_with(|| T::cross(small_a, in_b, small_b, in_a));
            order.then(rank(a).cmp(&rank(b)))
        })
    }

    /// The variable of column `s` enters, that of row `r` leaves. `None` if a number does not fit.
    fn pivot(&mut self, r: usize, s: usize) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        let mut by = std::mem::take(&mut self.table[r]);
        if by[s] < T::zero() {
            by.iter_mut().filter(|a| **a != T::zero()).for_each(|a| *a = a.turned());
        }
        let last = self.n + 3;
        by.swap(s, last);
        let at: Vec<usize> = (0..last).filter(|&j| by[j] != T::zero()).collect();
        for row in self.table.iter_mut().filter(|row| !row.is_empty() && row[s] != T::zero()) {
            let factor = std::mem::replace(&mut row[s], T::zero());
            T::eliminate(row, &by, &at, [&by[last], &factor])?;
        }
        self.table[r] = by;
        std::mem::swap(&mut self.inside[r], &mut self.outside[s]);
        Some(())
    }
}

impl<T: Exact> Tableau<T> {
    fn read(&self, end: End) -> Ended {
        match end {
            End::Best => Ended::Best { point: self.point(), multipliers: self.multipliers(self.m) },
            End::Equation(r) if *self.right(r) < T::zero() => Ended::Contradiction(self.multipliers(r)),
            End::Equation(r) => Ended::Contradiction(opposite(self.multipliers(r))),
            End::Short => Ended::Contradiction(opposite(self.multipliers(self.m + 1))),
            End::Endless(s) => Ended::Endless { point: self.point(), ray: self.ray(s) },
        }
    }

    fn fraction(&self, above: &T, below: &T) -> BigRational {
        BigRational::new(above.big(), below.big())
    }

    /// The values of the variables.
    fn point(&self) -> Vec<BigRational> {
        let mut point = vec![BigRational::zero(); self.n];
        for r in (0..self.m).filter(|&r| self.inside[r] < self.n) {
            point[self.inside[r]] = self.fraction(self.right(r), self.lead(r));
        }
        point
    }

    /// The direction in which the variable of column `s` grows.
    fn ray(&self, s: usize) -> Vec<BigRational> {
        let mut ray = vec![BigRational::zero(); self.n];
        if self.outside[s] < self.n {
            ray[self.outside[s]] = BigRational::one();
        }
        for r in (0..self.m).filter(|&r| self.inside[r] < self.n) {
            ray[self.inside[r]] = -self.fraction(&self.table[r][s], self.lead(r));
        }
        ray
    }

    /// How often each row of the programme is in row `r`: the coefficient of its slack there.
    fn multipliers(&self, r: usize) -> Vec<BigRational> {
        let mut multipliers = vec![BigRational::zero(); self.m];
        for j in (0..=self.n).filter(|&j| self.outside[j] > self.n) {
            multipliers[self.outside[j] - self.n - 1] = self.fraction(&self.table[r][j], self.lead(r));
        }
        if r < self.m && self.inside[r] > self.n {
            multipliers[self.inside[r] - self.n - 1] = BigRational::one();
        }
        multipliers
    }
}

fn opposite(multipliers: Vec<BigRational>) -> Vec<BigRational> {
    multipliers.into_iter().map(|y| -y).collect()
}
