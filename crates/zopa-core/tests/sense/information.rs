//! The value of information and regret: published numbers, closed forms, and sampled worlds against them.

use super::{Uniform, all_near, near};
use zopa_core::sense::information::{
    Partition, explained, explained_by, guesses, linear_normal, normal, partial, perfect, perfect_sampled,
    signal,
};
use zopa_core::sense::regret::{Worlds, compare};

/// REGRET-1 (L. J. Savage 1951).
#[test]
fn savage() {
    let payoffs = [vec![10.0, 4.0, -6.0], vec![6.0, 5.0, 1.0], vec![3.0, 3.0, 3.0]];
    let prob = [0.3, 0.4, 0.3];
    let compared = compare(&payoffs, &prob).unwrap();
    all_near(&compared.expected, &[2.8, 4.1, 3.0], 1e-8);
    all_near(&compared.max_regret, &[9.0, 4.0, 7.0], 1e-8);
    assert_eq!((compared.best, compared.minimax_regret, compared.maximin), (vec![1], vec![1], vec![2]));
    near(perfect(&payoffs, &prob).unwrap(), 1.8, 1e-8);
}

#[test]
fn worlds_in_two_halves_say_the_same_and_ties_are_shown() {
    let rows = [[1.0, 2.0], [3.0, 2.0], [0.5, 0.0], [0.0, 0.5]];
    let sum = |rows: &[[f64; 2]]| {
        let mut worlds = Worlds::new(2);
        rows.iter().for_each(|row| worlds.add(row, 1.0).unwrap());
        worlds
    };
    let mut halves = sum(&rows[..2]);
    halves.merge(&sum(&rows[2..])).unwrap();
    assert_eq!(halves, sum(&rows));
    let compared = halves.compared().unwrap();
    assert_eq!(compared.expected, vec![1.125; 2]);
    assert_eq!(
        (compared.best, compared.minimax_regret, compared.maximin),
        (vec![0, 1], vec![0, 1], vec![0, 1])
    );
    assert_eq!(Worlds::new(2).compared(), None);
    assert!(compare(&[vec![1.0, 2.0]], &[0.5, 0.4]).is_err());
    assert!(compare(&[vec![1.0, 2.0]], &[1.5, -0.5]).is_err());
}

/// EVSI-1, preposterior analysis: a signal right with probability 0.8; and its ends.
#[test]
fn a_noisy_answer() {
    let payoffs = [vec![10.0, -6.0], vec![3.0, 3.0]];
    let prob = [0.5, 0.5];
    let worth =
        |right: f64| signal(&payoffs, &prob, &[vec![right, 1.0 - right], vec![1.0 - right, right]]).unwrap();
    near(worth(0.8), 1.9, 1e-8);
    near(worth(0.5), 0.0, 1e-12);
    near(worth(1.0), perfect(&payoffs, &prob).unwrap(), 1e-12);
    assert!(signal(&payoffs, &prob, &[vec![0.5, 0.5], vec![0.4, 0.5]]).is_err());
}

/// EVPI-1 and EVPI-2 (unit normal loss integral).
#[test]
fn a_normal_gain() {
    near(normal(0.0, 1.0).unwrap(), 0.3989422804, 1e-8);
    near(normal(1.0, 1.0).unwrap(), 0.08331547059, 1e-8);
    near(normal(-1.0, 1.0).unwrap(), 0.08331547059, 1e-8);
    assert_eq!(normal(2.0, 0.0), Ok(0.0));
    assert!(normal(0.0, -1.0).is_err());
}

/// EVPPI-1 (H. Raiffa and R. Schlaifer 1961).
#[test]
fn a_linear_gain_of_normal_inputs() {
    let (whole, each) = linear_normal(&[1.0, 2.0], &[1.0, 0.25], 0.3).unwrap();
    near(whole, 0.3119924926, 1e-8);
    all_near(&each, &[0.2667612421, 0.08433636612], 1e-8);
}

/// A normal number, by the sum of twelve uniforms less six: near enough for a value of information within 1 %.
fn gauss(uniform: &mut Uniform) -> f64 {
    uniform.take(12).iter().sum::<f64>() - 6.0
}

/// The two sampled values enclose EVPPI-1 on average, closely.
#[test]
fn sampled_worlds_meet_the_closed_form() {
    let (whole, each) = linear_normal(&[1.0, 2.0], &[1.0, 0.25], 0.3).unwrap();
    let (runs, worlds) = (20, 4000);
    let mut mean = [[0.0; 2]; 2];
    for run in 0..runs {
        let mut uniform = Uniform::new(run);
        let inputs: Vec<[f64; 2]> =
            (0..worlds).map(|_| [gauss(&mut uniform), 0.25 * gauss(&mut uniform)]).collect();
        let payoffs: Vec<Vec<f64>> = inputs.iter().map(|[x, y]| vec![0.0, 0.3 + x + 2.0 * y]).collect();
        near(perfect_sampled(&payoffs).unwrap(), whole, 0.04);
        for input in 0..2 {
            let x: Vec<f64> = inputs.iter().map(|row| row[input]).collect();
            let known = Partition::nothing(worlds).refine(&x, Partition::affordable(worlds, 50)).unwrap();
            let worth = partial(&payoffs, &known).unwrap();
            mean[input][0] += worth.cross_fitted / runs as f64;
            mean[input][1] += worth.plug_in / runs as f64;
        }
    }
    for (input, [low, high]) in mean.into_iter().enumerate() {
        println!("input {input}: {low} and {high} around {}", each[input]);
        assert!(low < each[input] + 0.003 && each[input] < high + 0.003, "{low} {high} {}", each[input]);
        near(low, each[input], 0.02);
        near(high, each[input], 0.02);
    }
}

/// EVSI-1 again, by worlds in which the answer was drawn.
#[test]
fn an_answer_heard_in_worlds() {
    let mut uniform = Uniform::new(3);
    let worlds = 40_000;
    let states: Vec<usize> = (0..worlds).map(|_| uniform.below(2)).collect();
    let heard: Vec<usize> = states.iter().map(|&s| if uniform.next() < 0.8 { s } else { 1 - s }).collect();
    let payoffs: Vec<Vec<f64>> = states.iter().map(|&s| vec![[10.0, -6.0][s], 3.0]).collect();
    let worth = partial(&payoffs, &Partition::answers(&heard, 2).unwrap()).unwrap();
    near(worth.plug_in, 1.9, 0.1);
    near(worth.cross_fitted, 1.9, 0.1);
    assert!(Partition::answers(&[0, 2], 2).is_err());
}

/// Section 9, property 7: partial information is worth no more than perfect, and finer never less.
#[test]
fn knowing_more_is_worth_no_less() {
    for case in 0..super::common::cases(300) {
        let mut uniform = Uniform::new(case);
        let (worlds, decisions) = (1 + uniform.below(60), 1 + uniform.below(4));
        let payoffs: Vec<Vec<f64>> =
            (0..worlds).map(|_| (0..decisions).map(|_| uniform.below(9) as f64 - 4.0).collect()).collect();
        let whole = perfect_sampled(&payoffs).unwrap();
        let mut known = Partition::nothing(worlds);
        let mut last = partial(&payoffs, &known).unwrap().plug_in;
        assert_eq!(last, 0.0);
        for _ in 0..4 {
            let input: Vec<f64> = (0..worlds).map(|_| uniform.below(7) as f64).collect();
            let finer = known.refine(&input, 1 + uniform.below(5)).unwrap();
            // Nested, with equal values of one bin together.
            for j in 0..worlds {
                for k in 0..j {
                    let same = known.of()[j] == known.of()[k];
                    assert!(same || finer.of()[j] != finer.of()[k]);
                    assert!(!same || input[j] != input[k] || finer.of()[j] == finer.of()[k]);
                }
            }
            assert_eq!(finer.of().iter().max().unwrap() + 1, finer.bins());
            let worth = partial(&payoffs, &finer).unwrap();
            assert!(last <= worth.plug_in + 1e-12 && worth.plug_in <= whole + 1e-12, "case {case}");
            assert!(worth.cross_fitted <= worth.plug_in + 1e-12, "case {case}: {worth:?}");
            (known, last) = (finer, worth.plug_in);
        }
    }
}

/// A deal exists where x > 0.5 in 80 % of worlds: the guess is right in 0.5 of them without x, in 0.8 with it; a noise is
/// worth nothing, and explains about nothing.
#[test]
fn which_input_puts_the_guess_right() {
    let mut uniform = Uniform::new(4);
    let worlds = 10_000;
    let inputs: Vec<[f64; 2]> = (0..worlds).map(|_| [uniform.next(), uniform.next()]).collect();
    let outcome: Vec<bool> = inputs.iter().map(|[x, _]| (*x > 0.5) == (uniform.next() < 0.8)).collect();
    let number: Vec<f64> = outcome.iter().map(|&yes| f64::from(u8::from(yes))).collect();
    let payoffs = guesses(&outcome);
    near(perfect_sampled(&payoffs).unwrap(), 0.5, 0.02);
    for (input, worth, share) in [(0, 0.3, 0.36), (1, 0.0, 0.0)] {
        let x: Vec<f64> = inputs.iter().map(|row| row[input]).collect();
        let known = Partition::nothing(worlds).refine(&x, 20).unwrap();
        assert_eq!(known.bins(), 20);
        let measured = partial(&payoffs, &known).unwrap();
        near(measured.plug_in, worth, 0.02);
        near(measured.cross_fitted, worth, 0.02);
        near(explained(&number, &known).unwrap().unwrap(), share, 0.02);
    }
    let alone = Partition::nothing(3).refine(&[1.0, 2.0, 3.0], 3).unwrap();
    assert_eq!(explained(&[0.0, 1.0, 0.0], &alone), Ok(None));
    assert_eq!(explained(&[1.0; 3], &Partition::nothing(3)), Ok(None));
}

/// Over 2,000 runs, what pure noise seems to explain is 0 on average.
#[test]
fn noise_explains_nothing_on_average() {
    let mut uniform = Uniform::new(6);
    let mean: f64 = (0..2000)
        .map(|_| {
            let y: Vec<f64> = (0..40).map(|_| uniform.below(2) as f64).collect();
            let x = uniform.take(40);
            explained(&y, &Partition::nothing(40).refine(&x, 8).unwrap()).unwrap().unwrap_or(0.0)
        })
        .sum::<f64>()
        / 2000.0;
    near(mean, 0.0, 0.01);
}

/// A noisy answer explains as much by its closed form as it does in worlds in which it was drawn, and a sure one as much as
/// knowing the state.
#[test]
fn what_a_noisy_answer_explains() {
    let mut uniform = Uniform::new(8);
    let (prob, chance, right) = ([0.2, 0.5, 0.3], [0.1, 0.4, 0.9], 0.7);
    let likelihood = |right: f64| -> Vec<Vec<f64>> {
        let wrong = (1.0 - right) / 2.0;
        (0..3).map(|z| (0..3).map(|s| if s == z { right } else { wrong }).collect()).collect()
    };
    let (mut outcome, mut heard, mut states) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..200_000 {
        let x = uniform.next();
        let s = if x < 0.2 {
            0
        } else if x < 0.7 {
            1
        } else {
            2
        };
        outcome.push(f64::from(u8::from(uniform.next() < chance[s])));
        heard.push(if uniform.next() < right { s } else { (s + 1 + uniform.below(2)) % 3 });
        states.push(s);
    }
    for (answers, right) in [(&heard, right), (&states, 1.0)] {
        let drawn = explained(&outcome, &Partition::answers(answers, 3).unwrap()).unwrap().unwrap();
        near(explained_by(&prob, &chance, &likelihood(right)).unwrap().unwrap(), drawn, 0.005);
    }
    near(explained_by(&prob, &chance, &likelihood(1.0 / 3.0)).unwrap().unwrap(), 0.0, 1e-12);
    assert_eq!(explained_by(&prob, &[1.0; 3], &likelihood(0.7)), Ok(None));
    assert!(explained_by(&prob, &[0.1, 0.4], &likelihood(0.7)).is_err());
}
