//! What is measured gives right answers: a benchmark of a wrong answer is worth nothing.

use std::time::Duration;
use zopa_bench::Space;
use zopa_bench::cloud::Cloud;
use zopa_bench::work;
use zopa_core::problem::Score;

const LIMIT: Duration = Duration::from_secs(60);

/// Distinct points that no other is at least as good as everywhere: by definition.
fn undominated(cloud: &Cloud) -> u128 {
    let mut points: Vec<&[Score]> = cloud.points().collect();
    points.sort();
    points.dedup();
    let beats = |a: &[Score], b: &[Score]| a != b && a.iter().zip(b).all(|(x, y)| x >= y);
    points.iter().filter(|p| !points.iter().any(|q| beats(q, p))).count() as u128
}

#[test]
fn frontiers_have_as_many_points_as_the_definition_says() {
    for space in [Space::opposed(2, 4, 6), Space::opposed(3, 4, 5), Space::independent(4, 3, 6)] {
        let problem = space.seed(11).problem();
        let cloud = Cloud::every(&problem);
        let expected = undominated(&cloud);
        let found = work::front(&problem, LIMIT);
        assert!(found.proved);
        assert_eq!(found.found, expected, "{space:?}");
        if let Some(found) = work::black_box(&cloud, LIMIT) {
            assert_eq!((found.found, found.proved), (expected, true), "{space:?}, as a list");
        }
    }
}

#[test]
fn concepts_and_relaxations_are_proved() {
    let open = Space::opposed(3, 6, 5).reservation(0.4).seed(2).problem();
    for key in ["nash", "kalai-smorodinsky", "egalitarian"] {
        let found = work::solve(key, &open, LIMIT);
        assert!(found.proved && found.found >= 1, "{key}: {found:?}");
    }
    assert_eq!(work::top(7, &open, LIMIT).found, 7);
    let shut = Space::opposed(3, 6, 5).reservation(0.95).seed(2).problem();
    let found = work::relaxed(&shut, LIMIT);
    assert!(found.proved && found.found > 1);
}

#[test]
fn acceptable_packages_are_counted_as_by_looking_at_each() {
    let problem = Space::opposed(2, 5, 5).reservation(0.6).seed(4).problem();
    let cloud = Cloud::every(&problem);
    let accepted = |p: &&[Score]| p.iter().zip(problem.parties()).all(|(u, party)| *u >= party.no_deal);
    let expected = cloud.points().filter(accepted).count() as u128;
    assert!(expected > 0);
    if let Some(found) = work::count(&problem, LIMIT) {
        assert_eq!((found.found, found.proved), (expected, true));
    }
}
