//! Packages without side payments while the alternative moves: against the whole game tree of small games, and against the
//! shared pie where the packages are a fine division of one.

use crate::uniform::{Uniform, close, refused};
use zopa_core::table::moving;
use zopa_core::table::packages::{Game, periods};

/// A random game of these sizes.
fn game(rng: &mut Uniform, (states, parties, packages): (usize, usize, usize)) -> Game {
    let mut row = |n: usize| {
        let parts: Vec<f64> = (0..n).map(|_| rng.between(0.01, 1.0)).collect();
        let sum: f64 = parts.iter().sum();
        parts.into_iter().map(|x| x / sum).collect::<Vec<f64>>()
    };
    let moves = (0..states).map(|_| row(states)).collect();
    let by_state: Vec<Vec<f64>> = (0..states).map(|_| row(parties)).collect();
    let proposes = (0..parties).map(|i| by_state.iter().map(|q| q[i]).collect()).collect();
    Game {
        worth: (0..packages).map(|_| (0..parties).map(|_| rng.between(0.0, 100.0)).collect()).collect(),
        asked: (0..packages).map(|_| (0..parties).map(|i| i < 2 || rng.below(2) == 0).collect()).collect(),
        moves,
        proposes,
        before: (0..parties).map(|_| (0..states).map(|_| rng.between(0.0, 90.0)).collect()).collect(),
        discounts: (0..parties).map(|_| rng.between(0.5, 0.98)).collect(),
    }
}

/// What each may expect in a state with so many periods to go, by playing every branch of the tree: whoever is chosen tries
/// every package and waiting, everybody asked compares it with what follows a refusal.
fn tree(game: &Game, s: usize, left: usize, last: &[Vec<f64>]) -> Vec<f64> {
    if left == 0 {
        return last[s].clone();
    }
    let n = game.discounts.len();
    let mut refusal: Vec<f64> = (0..n).map(|i| (1.0 - game.discounts[i]) * game.before[i][s]).collect();
    for (t, p) in game.moves[s].iter().enumerate() {
        let then = tree(game, t, left - 1, last);
        (0..n).for_each(|i| refusal[i] += game.discounts[i] * p * then[i]);
    }
    let mut sum = vec![0.0; n];
    for j in 0..n {
        let mut best = refusal.clone();
        for (x, worth) in game.worth.iter().enumerate() {
            let signed = (0..n).all(|i| !game.asked[x][i] || worth[i] >= refusal[i]);
            if signed && worth[j] > best[j] {
                best.clone_from(worth);
            }
        }
        (0..n).for_each(|i| sum[i] += game.proposes[j][s] * best[i]);
    }
    sum
}

#[test]
fn small_games_agree_with_the_whole_tree() {
    let mut rng = Uniform::new(5);
    let (mut signed, mut waited) = (0, 0);
    for _ in 0..300 {
        let sizes = (1 + rng.below(3), 2 + rng.below(2), 1 + rng.below(4));
        let game = game(&mut rng, sizes);
        let horizon = 1 + rng.below(5);
        let last: Vec<Vec<f64>> =
            (0..sizes.0).map(|_| (0..sizes.1).map(|_| rng.between(0.0, 90.0)).collect()).collect();
        let found = periods(&game, horizon, &last).expect("sound");
        for (t, period) in found.iter().enumerate() {
            for s in 0..sizes.0 {
                let stated = tree(&game, s, horizon - t, &last);
                period.values[s].iter().zip(&stated).for_each(|(a, b)| close(*a, *b, 1e-9));
                // Accepted: by every party asked at least no deal now and what waiting may bring.
                for (x, worth) in game.worth.iter().enumerate() {
                    let enough = (0..sizes.1).all(|i| !game.asked[x][i] || worth[i] >= period.waiting[s][i]);
                    assert_eq!(period.accepted[s][x], enough);
                }
                signed += usize::from(period.proposed[s].iter().any(Option::is_some));
                waited += usize::from(period.proposed[s].iter().all(Option::is_none));
            }
        }
    }
    assert!(signed > 500 && waited > 500, "{signed} and {waited}");
}

/// A pie in a thousand parts without side payments is a pie: RUB-1 of DYNAMICS 3a (Rubinstein 1982) with the proposer drawn,
/// as the shared pie has it.
#[test]
fn a_fine_division_of_a_pie_is_a_pie() {
    let mut rng = Uniform::new(6);
    for _ in 0..10 {
        let delta = rng.between(0.5, 0.85);
        let d = [rng.between(0.0, 0.4), rng.between(0.0, 0.4)];
        let q = rng.between(0.1, 0.9);
        let parts = 2000;
        let share = |x: usize| x as f64 / f64::from(parts);
        let packages = Game {
            worth: (0..=parts as usize).map(|x| vec![share(x), 1.0 - share(x)]).collect(),
            asked: vec![vec![true; 2]; parts as usize + 1],
            moves: vec![vec![1.0]],
            proposes: vec![vec![q], vec![1.0 - q]],
            before: d.iter().map(|d| vec![*d]).collect(),
            discounts: vec![delta; 2],
        };
        let found = periods(&packages, 200, &[vec![0.0; 2]]).expect("sound");
        let pie = moving::Game {
            pies: vec![1.0],
            moves: vec![vec![1.0]],
            proposes: vec![vec![q], vec![1.0 - q]],
            before: d.iter().map(|d| vec![(1.0 - delta) * d]).collect(),
            discount: delta,
        };
        let stated = moving::values(&pie).expect("sound");
        for i in 0..2 {
            close(found[0].values[0][i], stated.each[i][0], 1.0 / (f64::from(parts) * (1.0 - delta)));
        }
    }
}

#[test]
fn a_better_package_to_come_keeps_a_party_waiting() {
    // Two states: in the first only the poor package pleases the second party; in the second, the rich one does too.
    let game = Game {
        worth: vec![vec![50.0, 60.0], vec![80.0, 45.0]],
        asked: vec![vec![true; 2]; 2],
        moves: vec![vec![0.0, 1.0], vec![0.0, 1.0]],
        proposes: vec![vec![1.0; 2], vec![0.0; 2]],
        before: vec![vec![40.0, 40.0], vec![55.0, 20.0]],
        discounts: vec![0.9, 0.5],
    };
    let found = periods(&game, 3, &[vec![40.0, 55.0], vec![40.0, 20.0]]).expect("sound");
    // No deal is below 50 for the first party in each state, but waiting for the 80 is worth more.
    assert_eq!(found[1].proposed[1][0], Some(1));
    assert!(found[0].waiting[0][0] > 50.0, "{:?}", found[0].waiting);
    assert_eq!(found[0].accepted[0], [false, false]);
}

#[test]
fn what_is_no_game() {
    let mut rng = Uniform::new(7);
    let last = vec![vec![0.0; 2]; 2];
    let sound = game(&mut rng, (2, 2, 2));
    let change = |change: &dyn Fn(&mut Game)| {
        let mut other = sound.clone();
        change(&mut other);
        periods(&other, 2, &last)
    };
    refused(change(&|g| g.moves[0][0] += 0.1), "sums to");
    refused(change(&|g| g.proposes[0][0] += 0.1), "chances to propose");
    refused(change(&|g| g.worth[0].clear()), "tables of a game");
    refused(change(&|g| g.worth[0][0] = f64::NAN), "worth");
    assert!(change(&|g| g.discounts[0] = 1.0).is_err());
    assert!(periods(&sound, 2, &[]).is_err());
}
