//! What is the least (or most) a linear form can be under linear rows, and if no point keeps the rows, why not?
//!
//! `min c·x` under `a_r·x {≤, =, ≥} b_r` and `l_j ≤ x_j ≤ u_j`, in exact fractions.
//!
//! | symbol | is | shape |
//! |---|---|---|
//! | `x[j]` | variables, each with an optional lowest and highest value | `n` |
//! | `a[r]`, `b[r]` | rows: coefficients (few of them not zero) and right sides | `m` |
//! | `y[r]` | multipliers: what a row counts in a proof, `≥ 0` or `≤ 0` by its direction | `m` |
//!
//! A minimum comes with multipliers that no point can get below ([`certificate::least`]); a contradiction comes with
//! multipliers whose sum of rows no point within the bounds keeps (J. Farkas 1902, "Theorie der einfachen
//! Ungleichungen", Journal für die reine und angewandte Mathematik 124; [`certificate::contradicts`]). The multipliers
//! of the bounds need not be stated: given those of the rows, the best are known.

mod basis;
pub mod certificate;
mod tableau;
mod whole;

use crate::Fault;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use tableau::Ended;

pub(super) use basis::unknowns;

/// The direction of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// `a·x ≤ b`.
    AtMost,
    /// `a·x = b`.
    Equal,
    /// `a·x ≥ b`.
    AtLeast,
}

/// One row `a·x {≤, =, ≥} b`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Variables and their coefficients; a variable that stands twice counts with the sum.
    pub terms: Vec<(usize, BigRational)>,
    /// The direction.
    pub sense: Sense,
    /// The right side.
    pub right: BigRational,
}

impl Row {
    /// A row.
    pub fn new(terms: Vec<(usize, BigRational)>, sense: Sense, right: BigRational) -> Row {
        Row { terms, sense, right }
    }

    /// A row of whole numbers.
    pub fn whole(terms: &[(usize, i64)], sense: Sense, right: i64) -> Row {
        Row::new(terms.iter().map(|&(j, a)| (j, whole(a))).collect(), sense, whole(right))
    }

    /// `a·x` at a point.
    pub fn left(&self, point: &[BigRational]) -> BigRational {
        self.terms.iter().map(|(j, a)| a * &point[*j]).sum()
    }

    /// Whether a point keeps the row.
    pub fn holds(&self, point: &[BigRational]) -> bool {
        let left = self.left(point);
        match self.sense {
            Sense::AtMost => left <= self.right,
            Sense::Equal => left == self.right,
            Sense::AtLeast => left >= self.right,
        }
    }
}

/// A whole number as a fraction.
pub fn whole(value: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(value))
}

/// The fraction `above / below`; `below` must not be zero.
pub fn part(above: i64, below: i64) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

/// Variables and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// `l[j]`, where there is one.
    pub lower: Vec<Option<BigRational>>,
    /// `u[j]`, where there is one.
    pub upper: Vec<Option<BigRational>>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// How a programme ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The form has a best value.
    Best(Best),
    /// No point keeps the rows: one multiplier per row, `≥ 0` for `≤` and `≤ 0` for `≥`. The sum of the rows they make
    /// is one no point within the bounds keeps.
    Contradiction(Vec<BigRational>),
    /// The form has no best value: from `point` it improves along `ray` without end.
    Endless {
        /// A point that keeps all rows.
        point: Vec<BigRational>,
        /// A direction that never leaves them.
        ray: Vec<BigRational>,
    },
}

/// A best value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// The value of the form.
    pub value: BigRational,
    /// A point that has it: a corner of what the rows leave.
    pub point: Vec<BigRational>,
    /// One multiplier per row that show that no point has a better one; of a minimum `≤ 0` for `≤` and `≥ 0` for `≥`,
    /// of a maximum the other way round.
    pub multipliers: Vec<BigRational>,
}

impl Program {
    /// `variables` variables that are `≥ 0`, and no rows.
    pub fn new(variables: usize) -> Program {
        Program {
            lower: vec![Some(BigRational::zero()); variables],
            upper: vec![None; variables],
            rows: Vec::new(),
        }
    }

    /// How many variables there are.
    pub fn variables(&self) -> usize {
        self.lower.len()
    }

    /// Whether a point keeps all bounds and rows.
    pub fn holds(&self, point: &[BigRational]) -> bool {
        let above = |(l, x): (&Option<BigRational>, &BigRational)| l.as_ref().is_none_or(|l| x >= l);
        let below = |(u, x): (&Option<BigRational>, &BigRational)| u.as_ref().is_none_or(|u| x <= u);
        point.len() == self.variables()
            && self.lower.iter().zip(point).all(above)
            && self.upper.iter().zip(point).all(below)
            && self.rows.iter().all(|row| row.holds(point))
    }

    /// The least `c·x`.
    ///
    /// # Errors
    /// A row or the form names a variable that does not exist.
    pub fn minimum(&self, cost: &[(usize, BigRational)]) -> Result<Outcome, Fault> {
        self.sound(cost)?;
        let mut outcome = self
            .solve(cost, |rows, cost| Some(tableau::solve(rows, cost)))
            .unwrap_or_else(|| unreachable!("it solves every programme"));
        if let Outcome::Best(best) = &mut outcome {
            best.value = cost.iter().map(|(j, c)| c * &best.point[*j]).sum();
        }
        Ok(outcome)
    }

    /// The most `c·x`.
    ///
    /// # Errors
    /// As of [`Program::minimum`].
    pub fn maximum(&self, cost: &[(usize, BigRational)]) -> Result<Outcome, Fault> {
        let turned: Vec<(usize, BigRational)> = cost.iter().map(|(j, c)| (*j, -c)).collect();
        let mut outcome = self.minimum(&turned)?;
        if let Outcome::Best(best) = &mut outcome {
            best.value = -&best.value;
            best.multipliers.iter_mut().for_each(|y| *y = -&*y);
        }
        Ok(outcome)
    }

    /// A point that keeps all rows, or the multipliers that show there is none.
    ///
    /// # Errors
    /// As of [`Program::minimum`].
    pub fn point(&self) -> Result<Result<Vec<BigRational>, Vec<BigRational>>, Fault> {
        Ok(match self.minimum(&[])? {
            Outcome::Best(Best { point, .. }) | Outcome::Endless { point, .. } => Ok(point),
            Outcome::Contradiction(multipliers) => Err(multipliers),
        })
    }

    /// As [`Program::point`], but `None` where machine words and a guess in floating point that can be proved do not
    /// suffice: then numbers of any size, which may take very long, are not tried.
    ///
    /// # Errors
    /// As of [`Program::minimum`].
    #[allow(clippy::type_complexity)]
    pub fn quick_point(&self) -> Result<Option<Result<Vec<BigRational>, Vec<BigRational>>>, Fault> {
        self.sound(&[])?;
        Ok(self.solve(&[], tableau::quick).map(|outcome| match outcome {
            Outcome::Best(Best { point, .. }) | Outcome::Endless { point, .. } => Ok(point),
            Outcome::Contradiction(multipliers) => Err(multipliers),
        }))
    }

    fn sound(&self, cost: &[(usize, BigRational)]) -> Result<(), Fault> {
        let n = self.variables();
        if self.upper.len() != n {
            let text = format!("{n} lowest values stand against {} highest ones", self.upper.len());
            return Err(Fault::shape(text));
        }
        for (r, row) in self.rows.iter().enumerate() {
            if let Some((j, _)) = row.terms.iter().find(|(j, _)| *j >= n) {
                return Err(Fault::shape(format!("row {r} names variable {j} of {n}")));
            }
        }
        match cost.iter().find(|(j, _)| *j >= n) {
            Some((j, _)) => Err(Fault::shape(format!("the form names variable {j} of {n}"))),
            None => Ok(()),
        }
    }

    /// Brings the programme to variables `x' ≥ 0` under `≤` and `=`, solves that, and reads the answer back.
    fn solve(
        &self,
        cost: &[(usize, BigRational)],
        solver: fn(&[tableau::Line], &[BigRational]) -> Option<Ended>,
    ) -> Option<Outcome> {
        let n = self.variables();
        let mut shifts = Vec::with_capacity(n);
        let mut limits = Vec::new();
        for (j, bounds) in self.lower.iter().zip(&self.upper).enumerate() {
            shifts.push(match bounds {
                (Some(l), Some(u)) if l > u => {
                    return Some(Outcome::Contradiction(vec![BigRational::zero(); self.rows.len()]));
                }
                (Some(l), Some(u)) => {
                    limits.push((j, u - l));
                    Shift::Up(l)
                }
                (Some(l), None) => Shift::Up(l),
                (None, Some(u)) => Shift::Down(u),
                (None, None) => Shift::Free,
            });
        }
        let mut rows: Vec<tableau::Line> = self.rows.iter().map(|row| standard(row, &shifts)).collect();
        rows.extend(limits.into_iter().map(|(j, limit)| {
            let mut left = vec![BigRational::zero(); n + 1];
            left[j] = whole(1);
            tableau::Line { left, right: limit, equal: false }
        }));
        let form = Row::new(cost.to_vec(), Sense::AtMost, BigRational::zero());
        let ended = solver(&rows, &standard(&form, &shifts).left)?;
        let back = |inner: &[BigRational], direction: bool| -> Vec<BigRational> {
            let origin = |bound: &BigRational| if direction { BigRational::zero() } else { bound.clone() };
            let one = |(j, shift): (usize, &Shift)| match shift {
                Shift::Up(l) => origin(l) + &inner[j],
                Shift::Down(u) => origin(u) - &inner[j],
                Shift::Free => &inner[j] - &inner[n],
            };
            shifts.iter().enumerate().map(one).collect()
        };
        let signed = |inner: &[BigRational]| -> Vec<BigRational> {
            let one =
                |(row, y): (&Row, &BigRational)| if row.sense == Sense::AtLeast { -y } else { y.clone() };
            self.rows.iter().zip(inner).map(one).collect()
        };
        Some(match ended {
            Ended::Best { point, multipliers } => Outcome::Best(Best {
                value: BigRational::zero(),
                point: back(&point, false),
                multipliers: signed(&multipliers),
            }),
            Ended::Contradiction(multipliers) => Outcome::Contradiction(signed(&multipliers)),
            Ended::Endless { point, ray } => {
                Outcome::Endless { point: back(&point, false), ray: back(&ray, true) }
            }
        })
    }
}

/// How a variable follows from one that is `≥ 0`.
enum Shift<'a> {
    /// `x = l + x'`.
    Up(&'a BigRational),
    /// `x = u - x'`.
    Down(&'a BigRational),
    /// `x = x' - t`, with one `t ≥ 0` for all of them.
    Free,
}

fn standard(row: &Row, shifts: &[Shift]) -> tableau::Line {
    let turned = row.sense == Sense::AtLeast;
    let mut left = vec![BigRational::zero(); shifts.len() + 1];
    let mut right = if turned { -&row.right } else { row.right.clone() };
    for (j, a) in &row.terms {
        let a = if turned { -a } else { a.clone() };
        match &shifts[*j] {
            Shift::Up(l) => {
                right -= &a * *l;
                left[*j] += a;
            }
            Shift::Down(u) => {
                right -= &a * *u;
                left[*j] -= a;
            }
            Shift::Free => {
                left[shifts.len()] -= &a;
                left[*j] += a;
            }
        }
    }
    tableau::Line { left, right, equal: row.sense == Sense::Equal }
}

/// The multiplier a row may have in a contradiction: `≥ 0` for `≤`, `≤ 0` for `≥`.
fn fits(sense: Sense, multiplier: &BigRational) -> bool {
    match sense {
        Sense::AtMost => !multiplier.is_negative(),
        Sense::Equal => true,
        Sense::AtLeast => !multiplier.is_positive(),
    }
}
