//! Offers in turn while fighting, collapse by rounds, attrition.

use super::{Uniform, golden, near, refused};
use zopa_core::war::attrition::attrition;
use zopa_core::war::chain::Chain;
use zopa_core::war::collapse::{Rounds, expected_rounds, fighting_on};
use zopa_core::war::flow::{first_proposer, longest_delay};

#[test]
fn flow_1_and_2() {
    golden(first_proposer([0.3, 0.7], 0.9).unwrap(), 0.3);
    golden(first_proposer([0.0, 0.0], 0.9).unwrap(), 0.5263157895);
}

#[test]
fn offers_in_turn_agree_with_iterating_them_and_tend_to_nash() {
    let mut draw = Uniform::new(51);
    for _ in 0..100 {
        let d = [draw.next() * 0.5, draw.next() * 0.5];
        let delta = draw.between(0.1, 0.95);
        let (mut x, mut y) = (1.0, 1.0); // what the proposer keeps, party 1 and party 2
        for _ in 0..2000 {
            (x, y) = (1.0 - (1.0 - delta) * d[1] - delta * y, 1.0 - (1.0 - delta) * d[0] - delta * x);
        }
        near(first_proposer(d, delta).unwrap(), x, 1e-9);
        let nash = d[0] + (1.0 - d[0] - d[1]) / 2.0;
        near(first_proposer(d, 0.999_999_99).unwrap(), nash, 1e-7);
    }
    refused(first_proposer([0.6, 0.6], 0.9), "fighting brings 1.2 in all");
    refused(first_proposer([0.1, 0.1], 1.0), "the discount is 1");
}

#[test]
fn delay_1_and_2() {
    assert_eq!(longest_delay([0.3, 0.4], 0.95).unwrap(), Some(6));
    assert_eq!(longest_delay([0.1, 0.2], 0.95).unwrap(), Some(23));
}

#[test]
fn delays_agree_with_counting() {
    let mut draw = Uniform::new(52);
    for _ in 0..1000 {
        let lows = [draw.next() * 0.5, draw.next() * 0.5];
        let delta = draw.between(0.05, 0.99);
        let (mut t, mut power) = (0, delta);
        while power >= lows[0] + lows[1] {
            power *= delta;
            t += 1;
        }
        assert_eq!(longest_delay(lows, delta).unwrap(), Some(t));
    }
    // Exact powers, where logarithms may miss by one.
    for delta in [0.5, 0.7, 0.9, 0.95, 0.99] {
        for t in 0..40u64 {
            let sum = (0..t).fold(1.0, |x, _| x * delta);
            assert_eq!(longest_delay([sum, 0.0], delta).unwrap(), Some(t));
        }
    }
    assert_eq!(longest_delay([0.0, 0.0], 0.5).unwrap(), None);
    refused(longest_delay([0.7, 0.7], 0.5), "worst shares sum to 1.4");
    refused(longest_delay([0.1, 0.1], 0.0), "the discount is 0");
}

#[test]
fn powellwar_1_and_2() {
    for (s, meantime, expected) in
        [(0.1, 0.5, [0.389298893, 0.426199262]), (0.2, 0.4, [0.5090909091, 0.3488636364])]
    {
        let found = fighting_on(&Rounds { collapse: [0.1, s], costs: [0.3, 0.2], meantime }, 0.9).unwrap();
        golden(found[0], expected[0]);
        golden(found[1], expected[1]);
    }
}

/// Collapse as a chain: fighting, D wins, S wins, both collapsed.
#[test]
fn collapse_agrees_with_its_chain() {
    let mut draw = Uniform::new(53);
    for _ in 0..200 {
        let (d, s, q, delta) = (draw.next(), draw.between(0.01, 1.0), draw.next(), draw.between(0.0, 0.99));
        let costs = [draw.next(), draw.next()];
        let moves = vec![
            vec![(1.0 - d) * (1.0 - s), s * (1.0 - d), d * (1.0 - s), d * s],
            vec![0.0, 1.0, 0.0, 0.0],
            vec![0.0, 0.0, 1.0, 0.0],
            vec![0.0, 0.0, 0.0, 1.0],
        ];
        let flows =
            vec![vec![q - costs[0], 1.0 - q - costs[1]], vec![1.0, 0.0], vec![0.0, 1.0], vec![q, 1.0 - q]];
        let chain = Chain::new(moves, flows, vec![vec![]; 4]).unwrap();
        let values = chain.fighting_on(&[delta; 2]).unwrap();
        let found = fighting_on(&Rounds { collapse: [d, s], costs, meantime: q }, delta).unwrap();
        near(found[0], values[0][0], 1e-9);
        near(found[1], values[0][1], 1e-9);
        near(expected_rounds([d, s]).unwrap().unwrap(), chain.duration().unwrap()[0], 1e-9);
    }
    assert_eq!(expected_rounds([0.0, 0.0]).unwrap(), None);
    let rounds = Rounds { collapse: [0.1, 1.1], costs: [0.3, 0.2], meantime: 0.5 };
    refused(fighting_on(&rounds, 0.9), "satisfied side collapses is 1.1");
    refused(fighting_on(&Rounds { collapse: [0.1; 2], ..rounds }, 1.0), "the discount is 1");
}

#[test]
fn attrition_1_and_2() {
    for (costs, values, duration, win) in
        [([1.0, 1.0], [10.0, 10.0], 5.0, 0.5), ([1.0, 2.0], [20.0, 10.0], 4.0, 0.2)]
    {
        let found = attrition(costs, values).unwrap();
        golden(found.duration, duration);
        golden(found.win, win);
    }
    refused(attrition([0.0, 1.0], [1.0, 1.0]), "cost of party 1 is 0");
}

/// Each side is indifferent between conceding now and waiting a little; two exponential clocks end the war.
#[test]
fn attrition_agrees_with_two_clocks() {
    let found = attrition([1.0, 2.0], [20.0, 10.0]).unwrap();
    near(found.concede[1] * 20.0, 1.0, 1e-12);
    near(found.concede[0] * 10.0, 2.0, 1e-12);
    let mut draw = Uniform::new(54);
    let (mut time, mut wins) = (0.0, 0.0);
    for _ in 0..40_000 {
        let clock = found.concede.map(|rate| -libm::log(1.0 - draw.next()) / rate);
        time += clock[0].min(clock[1]) / 40_000.0;
        wins += f64::from(u8::from(clock[1] < clock[0])) / 40_000.0;
    }
    near(time, found.duration, 4.0 * 4.0 / 200.0);
    near(wins, found.win, 4.0 * 0.4 / 200.0);
}
