//! Checks a list of efficient points, and walks through the packages itself to
//! see that none is missing.

use super::region::Region;
use super::walk::Walk;
use super::weighted::{Tables, Terms, alone};
use super::{Check, Halt, Steps, Verdict, wrong};
use crate::Fault;
use crate::answer::Package;
use crate::problem::Score;

/// Which packages a frontier is drawn of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those that keep the rules, whether anyone accepts them or not.
    Feasible,
    /// Those that are acceptable.
    Acceptable,
}

/// One efficient point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The values `u_p(x)` of the parties on the axes, each in its own grid points.
    pub values: Vec<Score>,
    /// A package with these values.
    pub package: Package,
}

/// Whether `a` is at least `b` on every axis.
fn covers(a: &[i128], b: &[i128]) -> bool {
    a.iter().zip(b).all(|(a, b)| a >= b)
}

impl Check<'_> {
    /// Every point is that of a package in scope, no point is at least another
    /// one on every axis, and every package in scope has a point listed that is
    /// at least its own on every axis. `axes` are parties. So the list is the
    /// whole frontier: a package that dominated a point would have a point
    /// listed that dominates it too.
    pub fn nondominated(&self, axes: &[usize], scope: Scope, points: &[Point]) -> Verdict {
        self.nondominated_within(axes, scope, points).into()
    }

    fn nondominated_within(&self, axes: &[usize], scope: Scope, points: &[Point]) -> Result<(), Halt> {
        if axes.iter().any(|&p| p >= self.problem.n()) {
            wrong("an axis is an unknown party".into())?;
        }
        for point in points {
            self.as_stated(axes, scope, point)?;
        }
        let gains: Vec<Vec<i128>> = points.iter().map(|point| self.gains(axes, &point.package)).collect();
        incomparable(&gains)?;
        self.none_missing(axes, scope, &gains)
    }

    /// The package of a point is in scope and has the values stated.
    fn as_stated(&self, axes: &[usize], scope: Scope, point: &Point) -> Result<(), Fault> {
        let Point { values, package } = point;
        self.fits(package)?;
        if !self.in_scope(scope, package) {
            return wrong(format!("package {package:?} is not among those a frontier is drawn of"));
        }
        if !axes.iter().map(|&p| self.problem.value(p, package)).eq(values.iter().copied()) {
            return wrong(format!("package {package:?} has other values than {values:?}"));
        }
        Ok(())
    }

    fn gains(&self, axes: &[usize], package: &[usize]) -> Vec<i128> {
        axes.iter().map(|&p| self.problem.gain(p, package)).collect()
    }

    fn in_scope(&self, scope: Scope, package: &[usize]) -> bool {
        match scope {
            Scope::Feasible => self.problem.rules().iter().all(|rule| rule.holds(package)),
            Scope::Acceptable => self.problem.acceptable(&self.real, package),
        }
    }

    /// The checker's own walk finds no package in scope that no point covers.
    fn none_missing(&self, axes: &[usize], scope: Scope, points: &[Vec<i128>]) -> Result<(), Halt> {
        let problem = self.problem;
        let region = match scope {
            Scope::Feasible => Region::everything(problem),
            Scope::Acceptable => Region::root(self),
        };
        let (tables, mut sums) = (Tables::new(problem), Vec::new());
        let mut limits = Vec::new();
        for p in axes.iter().copied().chain((0..problem.n()).filter(|&p| region.permitted[p])) {
            limits.push(problem.gain_limit(p));
            match Terms::new(problem, &tables, &alone(problem, p), &region.left)? {
                Some(terms) => sums.push(terms),
                None => return Ok(()),
            }
        }
        Walk::new(problem, &region.left, (0..problem.m()).collect(), sums)?.through(
            &mut Steps(self.steps),
            |prefix| {
                let bounds: Vec<i128> = prefix.bounds.iter().zip(&limits).map(|(b, l)| *b.min(l)).collect();
                let (gains, asked) = bounds.split_at(axes.len());
                let refused = asked.iter().any(|&gain| gain < 0);
                Ok(refused || points.iter().any(|point| covers(point, gains)))
            },
            |package| {
                let gains = self.gains(axes, package);
                if self.in_scope(scope, package) && !points.iter().any(|point| covers(point, &gains)) {
                    return wrong(format!("package {package:?} is missing"));
                }
                Ok(())
            },
        )
    }
}

/// No point is at least another one on every axis.
fn incomparable(points: &[Vec<i128>]) -> Result<(), Fault> {
    for (k, a) in points.iter().enumerate() {
        if let Some(j) = (0..points.len()).find(|&j| j != k && covers(a, &points[j])) {
            return wrong(format!("point {k} is at least point {j} on every axis"));
        }
    }
    Ok(())
}
