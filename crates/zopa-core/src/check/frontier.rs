//! Checks a list of efficient points, and walks through the packages itself to
//! see that none is missing.

use super::region::Region;
use super::walk::Walk;
use super::weighted::{Tables, alone};
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
    /// The gains of the parties on the axes, each in its own grid points.
    pub gains: Vec<Score>,
    /// A package with these gains.
    pub package: Package,
}

/// Whether `a` is at least `b` on every axis.
fn covers(a: &[Score], b: impl Iterator<Item = i128>) -> bool {
    a.iter().zip(b).all(|(&a, b)| i128::from(a) >= b)
}

fn exact(gains: &[Score]) -> impl Iterator<Item = i128> {
    gains.iter().map(|&gain| gain.into())
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
        incomparable(points)?;
        self.none_missing(axes, scope, points)
    }

    /// The package of a point is in scope and has the gains stated.
    fn as_stated(&self, axes: &[usize], scope: Scope, point: &Point) -> Result<(), Fault> {
        self.fits(&point.package)?;
        if !self.in_scope(scope, &point.package) {
            return wrong(format!("package {:?} is not among those a frontier is drawn of", point.package));
        }
        let gains: Vec<Score> = axes.iter().map(|&p| self.problem.gain(p, &point.package)).collect();
        if gains != point.gains {
            return wrong(format!("package {:?} has gains {gains:?}, not {:?}", point.package, point.gains));
        }
        Ok(())
    }

    fn in_scope(&self, scope: Scope, package: &[usize]) -> bool {
        match scope {
            Scope::Feasible => self.problem.rules().iter().all(|rule| rule.holds(package)),
            Scope::Acceptable => self.problem.acceptable(&self.real, package),
        }
    }

    /// The checker's own walk finds no package in scope that no point covers.
    fn none_missing(&self, axes: &[usize], scope: Scope, points: &[Point]) -> Result<(), Halt> {
        let problem = self.problem;
        let region = match scope {
            Scope::Feasible => Region::everything(problem),
            Scope::Acceptable => Region::root(self),
        };
        if region.left.iter().any(Vec::is_empty) {
            return Ok(());
        }
        let asked = (0..problem.n()).filter(|&p| region.permitted[p]);
        let sums: Vec<_> = axes.iter().copied().chain(asked).map(|p| alone(problem, p)).collect();
        let order = (0..problem.m()).collect();
        Walk::new(problem, &Tables::new(problem), &region.left, order, &sums)?.through(
            &mut Steps(self.steps),
            |prefix| {
                let (gains, asked) = prefix.bounds.split_at(axes.len());
                let refused = asked.iter().any(|&gain| gain < 0);
                Ok(refused || points.iter().any(|point| covers(&point.gains, gains.iter().copied())))
            },
            |package| {
                let gains: Vec<Score> = axes.iter().map(|&p| problem.gain(p, package)).collect();
                let covered = points.iter().any(|point| covers(&point.gains, exact(&gains)));
                if self.in_scope(scope, package) && !covered {
                    return wrong(format!("package {package:?} with gains {gains:?} is missing"));
                }
                Ok(())
            },
        )
    }
}

/// No point is at least another one on every axis.
fn incomparable(points: &[Point]) -> Result<(), Fault> {
    for (k, a) in points.iter().enumerate() {
        let comparable = |(j, b): (usize, &Point)| j != k && covers(&a.gains, exact(&b.gains));
        if let Some(j) = points.iter().enumerate().position(comparable) {
            return wrong(format!("point {k} is at least point {j} on every axis"));
        }
    }
    Ok(())
}
