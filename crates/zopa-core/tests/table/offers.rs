//! Offers in turn and by several, against backward induction and direct iteration of the equilibrium.

use crate::uniform::{Uniform, close, refused};
use zopa_core::table::alternate::{Side, shares, short_rounds, split_the_difference};
use zopa_core::table::moving::{Game, Values, values};
use zopa_core::table::proposers::{by_rule, in_rotation};

fn side(discount: f64, outside: f64, breakdown: f64) -> Side {
    Side { discount, outside, breakdown }
}

/// RUB-1 and RUB-2 (Rubinstein 1982), OUTSIDE-1 and OUTSIDE-2 (Binmore, Shaked and Sutton 1989), BREAK-1 and BREAK-2
/// (Binmore, Rubinstein and Wolinsky 1986).
#[test]
fn known_offers_in_turn() {
    let found = |first, second, q| shares(&first, &second, q).expect("sound");
    close(found(side(0.9, 0.0, 0.0), side(0.9, 0.0, 0.0), 0.0).proposing, 0.5263157895, 1e-8);
    close(found(side(0.95, 0.0, 0.0), side(0.9, 0.0, 0.0), 0.0).proposing, 0.6896551724, 1e-8);
    let small = found(side(0.9, 0.0, 0.0), side(0.9, 0.3, 0.0), 0.0);
    close(small.proposing, 0.5263157895, 1e-8);
    close(small.answering, 0.4736842105, 1e-8);
    let large = found(side(0.9, 0.0, 0.0), side(0.9, 0.6, 0.0), 0.0);
    close(large.proposing, 0.4, 1e-8);
    close(large.answering, 0.36, 1e-8);
    for (q, stated) in [(0.1, 0.4631578947), (0.01, 0.4512562814)] {
        close(found(side(1.0, 0.0, 0.2), side(1.0, 0.0, 0.3), q).proposing, stated, 1e-8);
    }
    close(split_the_difference(0.2, 0.3).expect("sound"), 0.45, 1e-8);
    // The same number as outside option and as breakdown point gives different answers.
    close(found(side(0.9, 0.3, 0.0), side(0.9, 0.3, 0.0), 0.0).proposing, 0.5263157895, 1e-8);
    assert!((found(side(0.9, 0.0, 0.3), side(0.9, 0.0, 0.1), 0.1).proposing - 0.5263157895).abs() > 0.01);
}

/// With a last round far away, play backwards from it comes to the same shares.
#[test]
fn offers_in_turn_agree_with_backward_induction() {
    let mut rng = Uniform::new(1);
    let mut binding = 0;
    for _ in 0..500 {
        let outside = rng.between(0.0, 0.7);
        let breakdown = rng.between(0.0, 1.0);
        let first = side(rng.between(0.3, 0.97), outside, breakdown);
        let second =
            side(rng.between(0.3, 0.97), rng.between(0.0, 1.0 - outside), rng.between(0.0, 1.0 - breakdown));
        let q = [0.0, rng.between(0.0, 0.5)][rng.below(2)];
        let found = shares(&first, &second, q).expect("sound");
        // What the responder has from refusing, given its share of the next round.
        let refuse =
            |side: &Side, next: f64| side.outside.max(q * side.breakdown + (1.0 - q) * side.discount * next);
        let (mut x, mut y) = (1.0, 0.0);
        for _ in 0..2000 {
            (x, y) = (1.0 - refuse(&second, 1.0 - y), refuse(&first, x));
        }
        close(found.proposing, x, 1e-12);
        close(found.answering, y, 1e-12);
        let without = shares(&side(first.discount, 0.0, breakdown), &second, q).expect("sound");
        binding += usize::from((without.proposing - found.proposing).abs() > 1e-9);
    }
    assert!(binding > 50, "{binding}");
}

/// As waiting gets cheap every rule comes to the Nash solution with its threat point.
#[test]
fn patience_leads_to_nash() {
    let patient = 1.0 - 1e-7;
    let even = shares(&side(patient, 0.0, 0.0), &side(patient, 0.0, 0.0), 0.0).expect("sound");
    close(even.proposing, 0.5, 1e-6);
    let (r1, r2) = (0.03, 0.05);
    let length = 1e-7;
    let uneven =
        shares(&side(libm::exp(-r1 * length), 0.0, 0.0), &side(libm::exp(-r2 * length), 0.0, 0.0), 0.0);
    close(uneven.expect("sound").proposing, short_rounds(r1, r2).expect("sound"), 1e-6);
    let broken = shares(&side(1.0, 0.0, 0.2), &side(1.0, 0.0, 0.3), 1e-7).expect("sound");
    close(broken.proposing, split_the_difference(0.2, 0.3).expect("sound"), 1e-6);
    let all = by_rule(4, 4, 1.0).expect("sound");
    close(all.proposer, 0.25, 1e-12);
    in_rotation(4, patient).expect("sound").iter().for_each(|share| close(*share, 0.25, 1e-6));
}

/// BF-1, BF-2, BF-3 (Baron and Ferejohn 1989) and ROT-1 (Shaked; Herrero 1985).
#[test]
fn known_rules() {
    for (n, q, discount, proposer, partner) in
        [(3, 2, 0.9, 0.7, 0.3), (5, 3, 1.0, 0.6, 0.2), (5, 5, 0.8, 0.36, 0.16)]
    {
        let found = by_rule(n, q, discount).expect("sound");
        close(found.proposer, proposer, 1e-8);
        close(found.partner, partner, 1e-8);
        assert_eq!(found.partners, q - 1);
    }
    let found = in_rotation(3, 0.9).expect("sound");
    for (found, stated) in found.iter().zip([0.36900369, 0.332103321, 0.2988929889]) {
        close(*found, stated, 1e-8);
    }
}

fn even(states: usize) -> Vec<Vec<f64>> {
    vec![vec![1.0 / states as f64; states]; states]
}

/// MW-1 and MW-2: Merlo and Wilson 1995.
#[test]
fn known_moving_pies() {
    let game = |pies: [f64; 2], q: [f64; 2]| Game {
        pies: pies.to_vec(),
        moves: even(2),
        proposes: q.iter().map(|q| vec![*q; 2]).collect(),
        before: vec![vec![0.0; 2]; 2],
        discount: 0.9,
    };
    let first = values(&game([1.0, 2.0], [0.5, 0.5])).expect("sound");
    assert_eq!(first.agree, [false, true]);
    close(first.together[0], 1.636363636, 1e-8);
    close(first.together[1], 2.0, 1e-8);
    for each in &first.each {
        close(each[0], 0.8181818182, 1e-8);
        close(each[1], 1.0, 1e-8);
    }
    let second = values(&game([1.0, 1.1], [0.6, 0.4])).expect("sound");
    assert_eq!(second.agree, [true, true]);
    for (each, stated) in second.each.iter().zip([[0.6, 0.66], [0.4, 0.44]]) {
        close(each[0], stated[0], 1e-8);
        close(each[1], stated[1], 1e-8);
    }
}

/// FORTS-1 and FORTS-2: the linear system on ten forts; the shares follow the front.
#[test]
fn known_fronts() {
    let front = |p: f64, costs: [f64; 2]| {
        let move_from = |k: usize| {
            let mut row = vec![0.0; 11];
            if k == 0 || k == 10 {
                row[k] = 1.0;
            } else {
                row[k + 1] = p;
                row[k - 1] = 1.0 - p;
            }
            row
        };
        // A flow of 1 for ever is worth 1, so flows count 1 - δ.
        let flow = |end: usize, cost: f64| {
            (0..11)
                .map(|k| {
                    if k == end {
                        1.0
                    } else if k == 10 - end {
                        0.0
                    } else {
                        -cost
                    }
                })
                .map(|d: f64| 0.05 * d)
                .collect()
        };
        let game = Game {
            pies: vec![1.0; 11],
            moves: (0..11).map(move_from).collect(),
            proposes: vec![vec![0.5; 11]; 2],
            before: vec![flow(10, costs[0]), flow(0, costs[1])],
            discount: 0.95,
        };
        values(&game).expect("sound").each
    };
    let one = [
        0.0,
        0.1515585559,
        0.266439065,
        0.3567342126,
        0.431948751,
        0.5,
        0.568051249,
        0.6432657874,
        0.733560935,
        0.8484414441,
        1.0,
    ];
    let two = [
        0.0,
        0.2915360522,
        0.4632211443,
        0.5700656919,
        0.6430555388,
        0.6998782033,
        0.7509071904,
        0.802549953,
        0.8591319659,
        0.9239701471,
        1.0,
    ];
    for (p, costs, stated) in [(0.5, [0.2, 0.2], one), (0.6, [0.2, 0.3], two)] {
        let each = front(p, costs);
        each[0].iter().zip(stated).for_each(|(found, stated)| close(*found, stated, 1e-8));
        // The other side's front is the mirrored one.
        let mirrored = front(1.0 - p, [costs[1], costs[0]]);
        (0..11).for_each(|k| close(each[1][k], mirrored[0][10 - k], 1e-12));
    }
}

/// Offers in turn and rotation are moving pies whose state is whose turn it is: RUB-1, ROT-1, FLOW-1 (flows before
/// agreement; Haller and Holden 1990, Fernandez and Glazer 1991).
#[test]
fn turns_are_states() {
    let turns = |n: usize, before: Vec<f64>| Game {
        pies: vec![1.0; n],
        moves: (0..n).map(|s| (0..n).map(|t| f64::from(u8::from(t == (s + 1) % n))).collect()).collect(),
        proposes: (0..n).map(|i| (0..n).map(|s| f64::from(u8::from(i == s))).collect()).collect(),
        before: before.into_iter().map(|d| vec![0.1 * d; n]).collect(),
        discount: 0.9,
    };
    let first = |game: &Game| values(game).expect("sound").each.iter().map(|v| v[0]).collect::<Vec<f64>>();
    close(first(&turns(2, vec![0.0, 0.0]))[0], 0.5263157895, 1e-8);
    close(first(&turns(2, vec![0.3, 0.7]))[0], 0.3, 1e-8);
    for (found, stated) in first(&turns(3, vec![0.0; 3])).iter().zip([0.36900369, 0.332103321, 0.2988929889])
    {
        close(*found, stated, 1e-8);
    }
}

fn random(rng: &mut Uniform) -> Game {
    let (states, parties) = (1 + rng.below(5), 2 + rng.below(3));
    let spread = |rng: &mut Uniform, count: usize| {
        let all: Vec<f64> = (0..count).map(|_| rng.between(0.01, 1.0)).collect();
        let sum: f64 = all.iter().sum();
        all.into_iter().map(|x| x / sum).collect::<Vec<f64>>()
    };
    let by_state: Vec<Vec<f64>> = (0..states).map(|_| spread(rng, parties)).collect();
    Game {
        pies: (0..states).map(|_| rng.between(0.2, 2.0)).collect(),
        moves: (0..states).map(|_| spread(rng, states)).collect(),
        proposes: (0..parties).map(|i| by_state.iter().map(|q| q[i]).collect()).collect(),
        before: (0..parties).map(|_| (0..states).map(|_| rng.between(-0.1, 0.1)).collect()).collect(),
        discount: rng.between(0.3, 0.95),
    }
}

/// Direct iteration of the equilibrium: the proposer offers everyone what waiting is worth to it and keeps the rest, or
/// nobody agrees. 200 random games to 1e-9.
#[test]
fn moving_pies_agree_with_iteration() {
    let mut rng = Uniform::new(2);
    let mut delays = 0;
    for _ in 0..200 {
        let game = random(&mut rng);
        let (states, parties) = (game.pies.len(), game.before.len());
        let found = values(&game).expect("sound");
        let mut v = vec![vec![0.0; states]; parties];
        for _ in 0..2000 {
            let wait = |i: usize, s: usize| -> f64 {
                let next: f64 = (0..states).map(|t| game.moves[s][t] * v[i][t]).sum();
                game.before[i][s] + game.discount * next
            };
            let mut next = vec![vec![0.0; states]; parties];
            for s in 0..states {
                let waits: Vec<f64> = (0..parties).map(|i| wait(i, s)).collect();
                for i in 0..parties {
                    for (proposer, q) in game.proposes.iter().enumerate() {
                        let others = waits.iter().sum::<f64>() - waits[proposer];
                        let agree = game.pies[s] - others >= waits[proposer];
                        let has = if agree && proposer == i { game.pies[s] - others } else { waits[i] };
                        next[i][s] += q[s] * has;
                    }
                }
            }
            v = next;
        }
        for s in 0..states {
            (0..parties).for_each(|i| close(found.each[i][s], v[i][s], 1e-9));
            // What they have each is what they have together.
            close(found.each.iter().map(|v| v[s]).sum(), found.together[s], 1e-9);
            assert!(found.rent[s] >= 0.0);
            let waiting: f64 = found.waiting.iter().map(|v| v[s]).sum();
            assert!(
                found.agree[s] == (game.pies[s] >= waiting - 1e-9) || (game.pies[s] - waiting).abs() < 1e-9
            );
            close(found.rent[s], (game.pies[s] - waiting).max(0.0), 1e-9);
        }
        delays += usize::from(found.agree.contains(&false));
    }
    assert!(delays > 50, "{delays}");
}

/// Where they agree at once, what makes waiting worse for one side never lowers what the others have.
#[test]
fn costs_help_the_other_side() {
    let mut rng = Uniform::new(3);
    for _ in 0..200 {
        let mut game = random(&mut rng);
        game.pies.iter_mut().for_each(|pie| *pie = 1.0);
        game.before.iter_mut().flatten().for_each(|d| *d = -d.abs());
        let before: Values = values(&game).expect("sound");
        assert!(before.agree.iter().all(|agree| *agree));
        game.before[0].iter_mut().for_each(|d| *d -= 0.05);
        let after = values(&game).expect("sound");
        for i in 1..game.before.len() {
            assert!(
                after.each[i].iter().zip(&before.each[i]).all(|(after, before)| *after >= before - 1e-12)
            );
        }
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let plain = side(0.9, 0.0, 0.0);
    refused(shares(&side(1.0, 0.0, 0.0), &side(1.0, 0.0, 0.0), 0.0), "no division is singled out");
    refused(shares(&side(0.9, 0.6, 0.0), &side(0.9, 0.5, 0.0), 0.0), "the outside options 0.6 and 0.5");
    refused(shares(&side(0.9, 0.0, 0.6), &side(0.9, 0.0, 0.5), 0.1), "the breakdown points 0.6 and 0.5");
    refused(shares(&side(1.1, 0.0, 0.0), &plain, 0.0), "the discount factor of the first side");
    refused(shares(&plain, &plain, -0.1), "the probability of breakdown");
    refused(short_rounds(0.0, 0.0), "no division");
    refused(by_rule(3, 4, 0.9), "4 of 3 parties");
    refused(by_rule(1, 1, 0.9), "not 1");
    refused(in_rotation(3, 1.0), "the discount factor is 1");
    let mut game = random(&mut Uniform::new(4));
    game.moves[0][0] += 0.1;
    refused(values(&game), "the moves from state 0 sum to");
    game = random(&mut Uniform::new(4));
    game.proposes[0][0] -= 0.001;
    refused(values(&game), "the chances to propose in state 0 sum to");
    game.discount = 1.0;
    refused(values(&game), "the discount factor is 1");
    game.discount = 0.9;
    game.before[1].pop();
    refused(values(&game), "the flows of party 1");
    game.pies.clear();
    refused(values(&game), "0 states");
}
