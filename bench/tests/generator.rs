//! The generator draws the same problems for ever: figures of different days compare.
//!
//! The numbers pinned here were computed by a second program, written in another language from the descriptions in
//! `src/` alone.

use zopa_bench::chain::chained;
use zopa_bench::cloud::Cloud;
use zopa_bench::{Kind, Space};
use zopa_core::problem::{Rule, Score};

#[test]
fn an_opposed_space_is_pinned() {
    let problem = Space::opposed(3, 6, 10).reservation(0.5).seed(7).problem();
    assert_eq!(problem.row(0, 0), [933, 735, 719, 527, 418, 371, 258, 179, 84, 0]);
    assert_eq!(problem.row(2, 5), [578, 602, 553, 572, 466, 376, 305, 241, 177, 0]);
    let no_deal: Vec<Score> = problem.parties().iter().map(|p| p.no_deal).collect();
    assert_eq!(no_deal, [5000, 5000, 5000]);
}

#[test]
fn an_independent_space_is_pinned() {
    let problem = Space::independent(2, 3, 5).scale(1_000_000).seed(1).problem();
    assert_eq!(problem.row(0, 0), [180_689, 0, 410_448, 316_495, 198_226]);
    assert_eq!(problem.row(1, 2), [218_090, 296_761, 80_334, 320_059, 0]);
}

#[test]
fn values_run_from_zero_to_the_weight_and_weights_fill_the_scale() {
    for kind in [Kind::Independent, Kind::Opposed] {
        let space = Space { kind, ..Space::opposed(4, 12, 10) };
        let problem = space.problem();
        for party in 0..4 {
            let rows: Vec<&[Score]> = (0..12).map(|i| problem.row(party, i)).collect();
            assert!(rows.iter().all(|row| row.iter().min() == Some(&0)));
            let ideal: Score = rows.iter().map(|row| row.iter().max().unwrap()).sum();
            assert!(
                (ideal - space.scale).abs() <= 6,
                "rounded by half a point in each of 12 issues: {ideal}"
            );
        }
    }
}

#[test]
fn the_first_two_parties_want_opposite_ends() {
    let problem = Space::opposed(2, 40, 10).problem();
    let falls =
        |party: usize| (0..40).filter(|&i| problem.row(party, i)[0] > problem.row(party, i)[9]).count();
    assert_eq!((falls(0), falls(1)), (40, 0));
}

#[test]
fn a_chain_is_pinned_and_shaped_as_described() {
    let problem = chained(&Space::opposed(2, 4, 10).seed(3), 3);
    assert_eq!((problem.pairs().len(), problem.rules().len()), (6, 9));
    for table in problem.pairs() {
        assert!(table.points.iter().filter(|&&v| v != 0).count() <= 3);
        assert_eq!(table.issues[0] + 1, table.issues[1]);
    }
    let Rule::Clause(first) = &problem.rules()[0] else { panic!("a clause") };
    assert_eq!([first[0].opt.option, first[1].opt.option], [8, 8]);
    let last = &problem.pairs()[5].points;
    assert_eq!([last[94], last[65], last[95]], [329, 469, 283]);
}

#[test]
fn points_are_the_packages_values() {
    let problem = Space::opposed(3, 3, 4).seed(5).problem();
    let every = Cloud::every(&problem);
    assert_eq!(every.rows(), 64);
    let value = |x: &[usize]| (0..3).map(|p| problem.value(p, x)).collect::<Vec<Score>>();
    let points: Vec<&[Score]> = every.points().collect();
    assert_eq!(points[0], value(&[0, 0, 0]));
    assert_eq!(points[1], value(&[0, 0, 1]));
    assert_eq!(points[63], value(&[3, 3, 3]));
    let sample = Cloud::sample(&problem, 100, 5);
    assert_eq!(sample.rows(), 100);
    assert!(sample.points().all(|point| points.contains(&point)));
    assert_eq!(sample.bytes().len(), 100 * 3 * 8);
}
