//! Votes against the status quo.

use crate::uniform::{Uniform, close, refused};
use zopa_core::home::majority::{on_a_line, over_packages};

/// QWIN-1 and QWIN-2: pivots on a line, algebra.
#[test]
fn qwin_1_and_2() {
    let voters = [0.1, 0.3, 0.5, 0.7, 0.9];
    for (needed, low, high) in [(3, 0.2, 0.8), (4, 0.2, 0.4)] {
        let found = on_a_line(&voters, needed, 0.2).unwrap();
        close(found.low, low, 1e-5);
        close(found.high, high, 1e-5);
    }
}

/// Place by place, counting voters by their distances; and the same places as a list of packages.
#[test]
fn counting_voters_finds_the_same_places() {
    let mut rng = Uniform::new(65);
    let mut both = 0;
    for _ in 0..300 {
        let count = 1 + rng.below(9);
        let needed = 1 + rng.below(count);
        let status_quo = rng.between(0.0, 1.0);
        let voters: Vec<f64> = (0..count).map(|_| rng.between(0.0, 1.0)).collect();
        let found = on_a_line(&voters, needed, status_quo).unwrap();
        both += usize::from(found.low < status_quo && found.high > status_quo);
        let places: Vec<f64> = (-1000..=2000).map(|k| f64::from(k) / 1000.0).collect();
        let row = |v: &f64| places.iter().map(|x| -(x - v).abs()).collect::<Vec<f64>>();
        let values: Vec<Vec<f64>> = voters.iter().map(row).collect();
        let no_deal: Vec<f64> = voters.iter().map(|v| -(status_quo - v).abs()).collect();
        let votes = over_packages(&values, &no_deal, needed).unwrap();
        for (x, vote) in places.iter().zip(votes) {
            let favour = voters.iter().filter(|v| (x - **v).abs() <= (status_quo - **v).abs()).count();
            assert_eq!((vote.favour, vote.carried), (favour, favour >= needed));
            let edge = (x - found.low).abs() < 1e-9 || (x - found.high).abs() < 1e-9;
            assert!(edge || vote.carried == (found.low <= *x && *x <= found.high), "{voters:?} {needed} {x}");
        }
    }
    assert!(both > 30, "{both}");
}

/// Whoever is indifferent is in favour: the status quo itself always carries.
#[test]
fn the_indifferent_agree() {
    let voters = [0.25, 0.5, 0.75];
    let at = on_a_line(&voters, 3, 0.5).unwrap();
    assert_eq!([at.low, at.high], [0.5, 0.5]);
    let votes = over_packages(&[vec![1.0, 2.0], vec![1.0, 0.0]], &[1.0; 2], 2).unwrap();
    assert_eq!(votes.iter().map(|v| (v.favour, v.carried)).collect::<Vec<_>>(), [(2, true), (1, false)]);
}

#[test]
fn what_is_no_vote_is_refused() {
    refused(on_a_line(&[], 0, 0.5), "a rule of 0 of 0 voters");
    refused(on_a_line(&[0.5], 2, 0.5), "a rule of 2 of 1 voters");
    refused(on_a_line(&[0.5, f64::NAN], 1, 0.5), "the ideal of voter 1");
    refused(over_packages(&[vec![1.0], vec![1.0, 2.0]], &[0.0; 2], 1), "voter 1 values 2 packages");
    refused(over_packages(&[vec![1.0]], &[0.0; 2], 1), "2 values without a deal");
    refused(over_packages(&[vec![f64::NAN]], &[0.0], 1), "the value of package 0 to voter 0");
}
