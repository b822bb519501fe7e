//! Orders of steps against all permutations.

use crate::uniform::{Uniform, close, refused};
use zopa_core::keep::order::{MOST, Plan, Step, judge, least, under};

fn plain(worth: &[f64], owner: usize) -> Step {
    Step { worth: worth.to_vec(), owners: vec![(owner, 0.0)], requires: vec![], lasts: 1.0 }
}

/// SEQ-1: all 720 orders enumerated.
#[test]
fn a_known_order() {
    let steps = vec![
        plain(&[-0.3, 0.5], 0),
        plain(&[0.5, -0.3], 1),
        plain(&[-0.4, 0.6], 0),
        plain(&[0.55, -0.35], 1),
        plain(&[-0.2, 0.3], 0),
        plain(&[0.35, -0.2], 1),
    ];
    let plan = Plan { discount: 0.95, steps };
    let found = least(&plan).expect("sound");
    close(found.need, 0.2, 1e-8);
    assert_eq!(judge(&plan, &found.steps).expect("sound"), found);
    assert!(under(&plan, 0.19).expect("sound").is_none());
    assert!(under(&plan, 0.21).expect("sound").expect("an order").need <= 0.21);
}

fn permutations(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![vec![]];
    }
    let shorter = permutations(n - 1);
    let put = |order: &Vec<usize>, at: usize| [&order[..at], &[n - 1], &order[at..]].concat();
    shorter.iter().flat_map(|order| (0..n).map(move |at| put(order, at))).collect()
}

/// The need of an order, every owner's stream written out from the step at which it may stop.
fn need(plan: &Plan, order: &[usize]) -> f64 {
    let mut need: f64 = 0.0;
    for (place, &k) in order.iter().enumerate() {
        for &(i, temptation) in &plan.steps[k].owners {
            let (mut on, mut time) = (0.0, 0.0);
            for &later in &order[place..] {
                on += libm::pow(plan.discount, time) * plan.steps[later].worth[i];
                time += plan.steps[later].lasts;
            }
            need = need.max(temptation - on);
        }
    }
    need
}

fn allowed(plan: &Plan, order: &[usize]) -> bool {
    let place = |k: usize| order.iter().position(|&o| o == k);
    plan.steps.iter().enumerate().all(|(k, step)| step.requires.iter().all(|&b| place(b) < place(k)))
}

fn random(rng: &mut Uniform, steps: usize, parties: usize) -> Plan {
    let step = |rng: &mut Uniform, k: usize| {
        let owner = rng.below(parties);
        let worth = (0..parties)
            .map(|i| if i == owner { -rng.between(0.0, 1.0) } else { rng.between(-0.1, 1.0) })
            .collect();
        let mut owners = vec![(owner, rng.between(-0.1, 0.2))];
        if rng.below(4) == 0 {
            owners.push(((owner + 1) % parties, rng.between(-0.3, 0.1)));
        }
        let requires = (0..k).filter(|_| rng.below(6) == 0).collect();
        Step { worth, owners, requires, lasts: [0.0, 1.0, 1.0, 2.5][rng.below(4)] }
    };
    let mut all: Vec<Step> = (0..steps).map(|k| step(rng, k)).collect();
    // Prerequisites point backwards so far; turned round in half of the plans, they point forwards.
    if rng.below(2) == 0 {
        all.reverse();
        for step in &mut all {
            step.requires.iter_mut().for_each(|b| *b = steps - 1 - *b);
        }
    }
    Plan { discount: rng.between(0.6, 1.0), steps: all }
}

/// Up to 7 steps, 2 and 3 parties, joint steps, prerequisites, temptation: the least guarantee is that of all orders.
#[test]
fn orders_agree_with_all_permutations() {
    let mut rng = Uniform::new(7);
    let all: Vec<Vec<Vec<usize>>> = (0..=7).map(permutations).collect();
    let (mut positive, mut choice) = (0, 0);
    for round in 0..500 {
        let (count, parties) = (1 + round % 7, 2 + rng.below(2));
        let plan = random(&mut rng, count, parties);
        let needs: Vec<f64> =
            all[count].iter().filter(|order| allowed(&plan, order)).map(|order| need(&plan, order)).collect();
        let smallest = needs.iter().copied().fold(f64::INFINITY, f64::min);
        let found = least(&plan).expect("sound");
        close(found.need, smallest, 1e-10);
        assert!(allowed(&plan, &found.steps));
        close(need(&plan, &found.steps), found.need, 1e-10);
        positive += usize::from(smallest > 0.0);
        choice += usize::from(needs.iter().any(|need| *need > smallest + 1e-6));
        let enough = under(&plan, smallest + 1e-9).expect("sound").expect("an order");
        assert!(enough.need <= smallest + 1e-9);
        if smallest > 1e-6 {
            assert!(under(&plan, smallest - 1e-6).expect("sound").is_none());
        }
    }
    assert!(positive > 200 && choice > 250, "{positive} {choice}");
}

/// A guarantee no order needs less of: what is found for 12 steps is beaten by none of many drawn orders.
#[test]
fn twelve_steps() {
    let mut rng = Uniform::new(8);
    let mut plan = random(&mut rng, 12, 2);
    plan.steps.iter_mut().for_each(|step| step.requires.clear());
    let found = least(&plan).expect("sound");
    close(need(&plan, &found.steps), found.need, 1e-10);
    let mut order: Vec<usize> = (0..12).collect();
    for _ in 0..20_000 {
        for k in (1..12).rev() {
            order.swap(k, rng.below(k + 1));
        }
        assert!(need(&plan, &order) >= found.need - 1e-10);
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut steps = vec![plain(&[-1.0, 2.0], 0), plain(&[2.0, -1.0], 1), plain(&[0.0, 1.0], 0)];
    let plan = |steps: &[Step]| Plan { discount: 0.9, steps: steps.to_vec() };
    refused(judge(&plan(&steps), &[0, 1]), "leaves out step 2");
    refused(judge(&plan(&steps), &[0, 1, 1]), "has step 1 twice");
    refused(judge(&plan(&steps), &[0, 1, 7]), "names step 7 of 3");
    steps[1].requires = vec![0];
    refused(judge(&plan(&steps), &[1, 0, 2]), "step 1 before step 0");
    steps[0].requires = vec![2];
    steps[2].requires = vec![1];
    refused(least(&plan(&steps)), "step 0 requires step 2 requires step 1 requires step 0");
    steps[2].requires = vec![2];
    refused(least(&plan(&steps)), "circle: step 2 requires step 2");
    steps[2].requires = vec![5];
    refused(least(&plan(&steps)), "requires step 5 of 3");
    steps[2] = plain(&[0.0], 0);
    refused(least(&plan(&steps)), "values of 1 parties");
    steps[2] = plain(&[0.0, 1.0], 2);
    refused(least(&plan(&steps)), "owned by party 2 of 2");
    let many = vec![plain(&[0.0, 1.0], 0); MOST + 1];
    refused(least(&plan(&many)), "13 steps are more than the 12");
    refused(under(&plan(&[plain(&[0.0, 1.0], 0)]), -1.0), "the guarantee is -1");
    refused(least(&Plan { discount: 0.0, steps: vec![] }), "the discount factor is 0");
}
