//! The chain against forts, direct simulation and plain iteration.

use super::{Uniform, near, refused};
use zopa_core::war::chain::Chain;
use zopa_core::war::forts::{Front, fighting_on, finish};

/// A chain of `n + 1` forts; a battle costs the parties `costs` and 7 and 5 lives.
fn forts(n: usize, p: f64, costs: [f64; 2]) -> Chain {
    let mut moves = vec![vec![0.0; n + 1]; n + 1];
    let mut flows = vec![vec![-costs[0], -costs[1]]; n + 1];
    (moves[0][0], moves[n][n]) = (1.0, 1.0);
    (flows[0], flows[n]) = (vec![0.0, 1.0], vec![1.0, 0.0]);
    for (k, row) in moves.iter_mut().enumerate().take(n).skip(1) {
        (row[k + 1], row[k - 1]) = (p, 1.0 - p);
    }
    Chain::new(moves, flows, vec![vec![7.0, 5.0]; n + 1]).unwrap()
}

#[test]
fn forts_are_a_chain() {
    for (n, p) in [(10, 0.5), (10, 0.6), (20, 0.52), (120, 0.49)] {
        let chain = forts(n, p, [0.2, 0.3]);
        let front = Front { forts: n, win: p };
        let (ends, duration, tolls) =
            (chain.ends_in().unwrap(), chain.duration().unwrap(), chain.tolls().unwrap());
        let values = chain.fighting_on(&[0.95, 0.95]).unwrap();
        let known = finish(&front).unwrap();
        assert_eq!(chain.ends(), [0, n]);
        for (k, war) in fighting_on(&front, 0.95, [0.2, 0.3]).unwrap().iter().enumerate() {
            near(ends[k][1], known[k].win, 1e-9);
            near(ends[k][0] + ends[k][1], 1.0, 1e-9);
            near(duration[k], known[k].battles, 1e-9 * (1.0 + known[k].battles));
            near(tolls[k][0], 7.0 * known[k].battles, 1e-8 * (1.0 + known[k].battles));
            near(tolls[k][1], 5.0 * known[k].battles, 1e-8 * (1.0 + known[k].battles));
            near(values[k][0], war[0], 1e-9);
            near(values[k][1], war[1], 1e-9);
        }
    }
}

/// A random chain of `count` states of which the last two are ends, with two parties and two counts.
fn random(draw: &mut Uniform, count: usize) -> (Vec<Vec<f64>>, Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let mut table = |width: usize| -> Vec<Vec<f64>> {
        (0..count).map(|_| (0..width).map(|_| draw.next()).collect()).collect()
    };
    let (mut moves, flows, tolls) = (table(count), table(2), table(2));
    for (s, row) in moves.iter_mut().enumerate() {
        let sum: f64 = row.iter().sum();
        row.iter_mut().for_each(|p| *p /= sum);
        if s + 2 >= count {
            row.fill(0.0);
            row[s] = 1.0;
        }
    }
    (moves, flows, tolls)
}

#[test]
fn direct_simulation_agrees() {
    const WARS: usize = 40_000;
    let mut draw = Uniform::new(61);
    let (moves, flows, tolls) = random(&mut draw, 6);
    let chain = Chain::new(moves.clone(), flows, tolls.clone()).unwrap();
    let (mut wins, mut first, mut lives) = (0.0, [0.0; 2], [0.0; 2]);
    for _ in 0..WARS {
        let (mut s, mut periods, mut toll) = (0, 0.0, 0.0);
        while s < 4 {
            periods += 1.0;
            toll += tolls[s][1];
            let mut left = draw.next();
            s = (0..5)
                .find(|&t| {
                    left -= moves[s][t];
                    left < 0.0
                })
                .unwrap_or(5);
        }
        wins += f64::from(u8::from(s == 5));
        first = [first[0] + periods, first[1] + periods * periods];
        lives = [lives[0] + toll, lives[1] + toll * toll];
    }
    let n = WARS as f64;
    let error = |[sum, squares]: [f64; 2]| ((squares / n - (sum / n) * (sum / n)) / n).sqrt();
    let share = chain.ends_in().unwrap()[0][1];
    near(share, wins / n, 4.0 * (share * (1.0 - share) / n).sqrt());
    near(chain.duration().unwrap()[0], first[0] / n, 4.0 * error(first));
    near(chain.tolls().unwrap()[0][1], lives[0] / n, 4.0 * error(lives));
}

#[test]
fn plain_iteration_agrees() {
    let mut draw = Uniform::new(62);
    for round in 0..40 {
        let count = 3 + round % 6;
        let (moves, flows, tolls) = random(&mut draw, count);
        let chain = Chain::new(moves.clone(), flows.clone(), tolls).unwrap();
        let discounts = [draw.between(0.0, 0.95), draw.between(0.0, 0.95)];
        let values = chain.fighting_on(&discounts).unwrap();
        let path = chain.until(&discounts, 800, vec![vec![0.0; 2]; count]).unwrap();
        assert_eq!(path.len(), 801);
        for s in 0..count {
            for i in 0..2 {
                near(path[0][s][i], values[s][i], 1e-9);
                // One period before the horizon a flow counts once.
                near(path[799][s][i], (1.0 - discounts[i]) * flows[s][i], 1e-12);
            }
        }
        // A horizon at which fighting on has its own value changes nothing.
        let same = chain.until(&discounts, 5, values.clone()).unwrap();
        for s in 0..count {
            near(same[0][s][0], values[s][0], 1e-9);
        }
        // Far ahead the outlook holds what the sums to the end say.
        let outlook = chain.outlook(0, 800).unwrap();
        let tolls = chain.tolls().unwrap();
        near(outlook[800].tolls[0], tolls[0][0], 1e-9);
        near(outlook[800].states[count - 1], chain.ends_in().unwrap()[0][1], 1e-9);
        near(outlook[800].going_on, 0.0, 1e-9);
        near(outlook[3].states.iter().sum(), 1.0, 1e-12);
        near(outlook.iter().map(|t| t.going_on).sum(), chain.duration().unwrap()[0], 1e-9);
        // The expected value drifts by what a period brings: V = (1-δ) f + δ E[V'].
        let fan = chain.expected(&outlook, &values).unwrap();
        near(values[0][1], (1.0 - discounts[1]) * flows[0][1] + discounts[1] * fan[1][1], 1e-9);
    }
}

#[test]
fn what_is_no_chain_is_refused() {
    let flows = || vec![vec![0.0], vec![1.0]];
    let tolls = || vec![vec![1.0], vec![0.0]];
    let made = |moves| Chain::new(moves, flows(), tolls());
    refused(made(vec![vec![1.0, 0.0], vec![0.5, 0.4]]), "row 1 of the moves sums to 0.9, not to 1");
    refused(made(vec![vec![1.5, -0.5], vec![0.0, 1.0]]), "from state 0 to state 0 is 1.5");
    refused(made(vec![vec![1.0], vec![0.0, 1.0]]), "row 0 of the moves has 1 entries for 2 states");
    refused(Chain::new(vec![], vec![], vec![]), "at least one state");
    let good = || vec![vec![0.5, 0.5], vec![0.0, 1.0]];
    refused(Chain::new(good(), vec![vec![0.0]], tolls()), "1 rows of flows for 2 states");
    refused(Chain::new(good(), flows(), vec![vec![-1.0], vec![0.0]]), "row 0 of the tolls is -1, below 0");
    refused(Chain::new(good(), flows(), vec![vec![1.0], vec![]]), "row 1 of the tolls has 0 entries");
    refused(Chain::new(good(), vec![vec![f64::NAN], vec![0.0]], tolls()), "row 0 of the flows is NaN");
    let chain = made(good()).unwrap();
    refused(chain.fighting_on(&[1.0]), "the discount is 1");
    refused(chain.fighting_on(&[0.9, 0.9]), "2 discounts for 1 parties");
    refused(chain.until(&[0.9], 3, vec![vec![0.0]]), "at the horizon");
    refused(chain.outlook(2, 3), "state 2 of 2");
    let endless = Chain::new(
        vec![vec![0.0, 1.0, 0.0], vec![1.0, 0.0, 0.0], vec![0.0, 0.0, 1.0]],
        vec![vec![0.0]; 3],
        vec![vec![]; 3],
    );
    refused(endless.unwrap().duration(), "from state 0 the war never ends");
}
