//! What a frontier on a coarser grid guarantees: for every package there is one listed that is worse for no party
//! compared by more than one step per issue, pair table and box.

mod common;

use common::{cases, each, twin};
use zopa_core::answer::Stop;
use zopa_core::budget::Budget;
use zopa_core::frontier::{Scope, frontier};
use zopa_core::problem::Score;

#[test]
fn no_package_is_far_from_a_coarse_frontier() {
    each(cases(400), |seed, sample| {
        let problem = &sample.problem;
        let axes: Vec<usize> = (0..problem.n().min(3)).collect();
        let step = 1 + Score::from(seed % 40);
        let coarse = problem.coarser(step);
        let found = frontier(&coarse, &sample.real, &axes, Scope::Feasible, &mut Budget::new(10_000_000));
        assert_eq!(found.stop, Stop::Complete);
        let tables = |p: usize| problem.pairs().iter().filter(|t| t.party == p).count();
        let boxes = |p: usize| problem.boxes().iter().filter(|b| b.party == p).count();
        let slack = |p: usize| step * (problem.m() + tables(p) + boxes(p)) as Score;
        for package in twin::feasible(problem) {
            let near = found.points.iter().any(|point| {
                axes.iter()
                    .all(|&p| problem.value(p, &point.package) >= problem.value(p, &package) - slack(p))
            });
            assert!(near, "step {step}: {package:?} is far from every point");
        }
    });
}
