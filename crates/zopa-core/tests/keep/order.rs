//! Orders of steps against all permutations.

use crate::uniform::{Uniform, close, refused};
use zopa_core::answer::Stop;
use zopa_core::budget::Budget;
use zopa_core::keep::order::split::cut;
use zopa_core::keep::order::{self, MOST, Order, Plan, Sets, Step, Under, judge, least_over};

fn plain(worth: &[f64], owner: usize) -> Step {
    Step { worth: worth.to_vec(), owners: vec![(owner, 0.0)], undone: vec![], requires: vec![], lasts: 1.0 }
}

/// The least guarantee, proved.
fn least(plan: &Plan) -> Result<Order, zopa_core::Fault> {
    let found = order::least(plan, &mut Budget::new(u64::MAX))?;
    assert_eq!(found.stop, Stop::Complete);
    close(found.bound, found.order.need, plan.close());
    Ok(found.order)
}

/// An order under a guarantee, if there is one.
fn under(plan: &Plan, guarantee: f64) -> Result<Option<Order>, zopa_core::Fault> {
    match order::under(plan, guarantee, &mut Budget::new(u64::MAX))? {
        Under::Enough(order) => Ok(Some(order)),
        Under::TooLittle => Ok(None),
        Under::Open(stop) => panic!("{stop:?}"),
    }
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
            let back = |&k: &usize| plan.steps[k].undone.get(i).copied().unwrap_or(0.0);
            need = need.max(temptation + order[..place].iter().map(back).sum::<f64>() - on);
        }
    }
    need
}

/// How far any party is below where it began, at most, if everything ends on the way.
fn exposure(plan: &Plan, order: &[usize]) -> f64 {
    let mut most: f64 = 0.0;
    for place in 1..order.len() {
        for i in 0..plan.steps[0].worth.len() {
            let of =
                |&k: &usize| plan.steps[k].worth[i] + plan.steps[k].undone.get(i).copied().unwrap_or(0.0);
            most = most.max(-order[..place].iter().map(of).sum::<f64>());
        }
    }
    most
}

fn allowed(plan: &Plan, order: &[usize]) -> bool {
    let place = |k: usize| order.iter().position(|&o| o == k);
    plan.steps.iter().enumerate().all(|(k, step)| step.requires.iter().all(|&b| place(b) < place(k)))
}

fn random(rng: &mut Uniform, steps: usize, parties: usize) -> Plan {
    let step = |rng: &mut Uniform, k: usize| {
        let owner = rng.below(parties);
        let worth: Vec<f64> = (0..parties)
            .map(|i| if i == owner { -rng.between(0.0, 1.0) } else { rng.between(-0.1, 1.0) })
            .collect();
        let mut owners = vec![(owner, rng.between(-0.1, 0.2))];
        if rng.below(4) == 0 {
            owners.push(((owner + 1) % parties, rng.between(-0.3, 0.1)));
        }
        let requires = (0..k).filter(|_| rng.below(6) == 0).collect();
        // Part of what it cost comes back to whoever stops, part of what it gave is taken away.
        let share = [0.0, 0.5, 1.0][rng.below(3)];
        let undone: Vec<f64> = worth.iter().map(|w: &f64| -share * w).collect();
        let undone = if rng.below(3) == 0 { vec![] } else { undone };
        Step { worth, owners, undone, requires, lasts: [0.0, 1.0, 1.0, 2.5][rng.below(4)] }
    };
    let mut all: Vec<Step> = (0..steps).map(|k| step(rng, k)).collect();
    // Prerequisites point backwards so far; turned round in half of the plans, they point forwards.
    if rng.below(2) == 0 {
        all.reverse();
        for step in &mut all {
            step.requires.iter_mut().for_each(|b| *b = steps - 1 - *b);
        }
    }
    // In a third of the plans nothing is discounted.
    let discount = if rng.below(3) == 0 { 1.0 } else { rng.between(0.6, 1.0) };
    Plan { discount, steps: all }
}

/// Up to 7 steps, 2 and 3 parties, joint steps, prerequisites, temptation, steps that can be undone: the least guarantee is that of all orders.
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

/// What is said of all equally good orders is what listing them shows.
#[test]
fn equally_good_orders_are_counted() {
    let mut rng = Uniform::new(9);
    let all: Vec<Vec<Vec<usize>>> = (0..=6).map(permutations).collect();
    let (mut several, mut exposing) = (0, 0);
    for round in 0..200 {
        let count = 1 + round % 6;
        let plan = Plan { discount: 1.0, ..random(&mut rng, count, 2) };
        let sets = Sets::new(&plan, &mut Budget::new(u64::MAX)).expect("within the budget");
        let found = least_over(&plan, &sets, &mut Budget::new(u64::MAX)).expect("sound");
        let limit = found.order.need + 1e-9;
        let cheap =
            || all[count].iter().filter(|order| allowed(&plan, order) && need(&plan, order) <= limit + 1e-9);
        let gentle = sets.gentlest(&plan, limit).expect("undiscounted");
        let least = cheap().map(|order| exposure(&plan, order)).fold(f64::INFINITY, f64::min);
        close(gentle.exposure, least, 1e-10);
        close(exposure(&plan, &gentle.steps), least, 1e-10);
        assert!(allowed(&plan, &gentle.steps) && need(&plan, &gentle.steps) <= limit + 1e-9);
        assert_eq!(sets.equal(&plan, limit, f64::INFINITY).map(|e| e.count), Some(cheap().count() as u128));
        exposing += usize::from(least > 1e-6);
        let equal = sets.equal(&plan, limit, least + 1e-9).expect("undiscounted");
        let good: Vec<&Vec<usize>> = cheap().filter(|order| exposure(&plan, order) <= least + 2e-9).collect();
        assert_eq!(equal.count, good.len() as u128);
        let place = |order: &Vec<usize>, k: usize| order.iter().position(|&o| o == k).expect("in it");
        for k in 0..count {
            let places = || good.iter().map(|order| place(order, k));
            assert_eq!(equal.places[k], [places().min().expect("one"), places().max().expect("one")]);
            for b in (0..count).filter(|&b| b != k) {
                let always = good.iter().all(|order| place(order, k) < place(order, b));
                assert_eq!(equal.always[k][b], always, "{k} {b}");
            }
        }
        several += usize::from(good.len() > 1);
        assert_eq!(sets.equal(&plan, -1e9, 1e9), None);
        assert_eq!(sets.gentlest(&plan, -1e9), None);
        if plan.steps.iter().any(|step| step.lasts > 0.0) {
            let discounted = Plan { discount: 0.9, ..plan.clone() };
            assert_eq!(sets.equal(&discounted, limit, 1e9), None);
            assert_eq!(sets.gentlest(&discounted, limit), None);
        }
    }
    assert!(several > 60 && exposing > 50, "{several} {exposing}");
}

/// With hardly any budget, the order found and the bound stand on either side of the least guarantee.
#[test]
fn without_a_budget_there_is_a_bound() {
    let mut rng = Uniform::new(10);
    let (mut gaps, mut met) = (0, 0);
    for round in 0..300 {
        let plan = random(&mut rng, 4 + round % 4, 3);
        let exact = least(&plan).expect("sound").need;
        for units in [0, 20, 200, 400] {
            let found = order::least(&plan, &mut Budget::new(units)).expect("sound");
            close(need(&plan, &found.order.steps), found.order.need, 1e-10);
            assert!(allowed(&plan, &found.order.steps));
            assert!(found.bound <= exact + 1e-10 && exact <= found.order.need + 1e-10);
            match found.stop {
                Stop::Complete => {
                    close(found.order.need, exact, 1e-10);
                    met += 1;
                }
                _ => gaps += 1,
            }
            match order::under(&plan, exact + 1e-6, &mut Budget::new(units)).expect("sound") {
                Under::TooLittle => panic!("it is enough"),
                Under::Enough(order) => assert!(order.need <= exact + 1e-6),
                Under::Open(_) => {}
            }
            if exact > 1e-3 {
                let less = order::under(&plan, exact - 1e-6, &mut Budget::new(units)).expect("sound");
                assert!(!matches!(less, Under::Enough(_)));
            }
        }
    }
    assert!(gaps > 100 && met > 100, "{gaps} {met}");
}

/// Beyond what can be gone through, an order and a bound; with prerequisites in chains, 40 steps exactly.
#[test]
fn many_steps_get_an_answer() {
    let mut rng = Uniform::new(11);
    let mut plan = random(&mut rng, 26, 3);
    plan.steps.iter_mut().for_each(|step| step.requires.clear());
    plan.discount = 1.0;
    let found = order::least(&plan, &mut Budget::new(3_000_000)).expect("sound");
    close(need(&plan, &found.order.steps), found.order.need, 1e-9);
    assert!(found.bound <= found.order.need);
    let mut chains = random(&mut rng, 40, 3);
    chains.discount = 1.0;
    for (k, step) in chains.steps.iter_mut().enumerate() {
        step.requires = k.checked_sub(4).into_iter().collect();
    }
    let found = least(&chains).expect("sound");
    close(need(&chains, &found.steps), found.need, 1e-9);
    let equal = Sets::new(&chains, &mut Budget::new(u64::MAX)).expect("few").count();
    assert_eq!(equal, 11 * 11 * 11 * 11);
}

/// Two sides that give 1 for 2 each: the less is given at once, the less there is to gain by stopping.
#[test]
fn cutting_steps_lowers_the_guarantee() {
    let steps = vec![plain(&[-1.0, 2.0], 0), plain(&[2.0, -1.0], 1)];
    let plan = Plan { discount: 1.0, steps };
    let of = |count: usize| {
        let cut = cut(&plan, &[0, 1], count).expect("sound");
        assert_eq!(cut.parts.len(), 2 * count);
        least(&cut.plan).expect("sound").need
    };
    // Whoever comes last gains what its last part costs.
    close(of(1), 1.0, 1e-12);
    close(of(2), 0.5, 1e-12);
    close(of(4), 0.25, 1e-12);
    refused(cut(&plan, &[2], 2), "step 2 of 2");
    refused(cut(&plan, &[0], 0), "0 parts");
    // Of two steps cut together, the parts of the one that requires the other follow part by part.
    let mut chained = plan.clone();
    chained.steps[1].requires = vec![0];
    let cut = cut(&chained, &[0, 1], 2).expect("sound");
    assert_eq!(cut.parts, [(0, 0), (0, 1), (1, 0), (1, 1)]);
    assert_eq!(cut.plan.steps[2].requires, [0]);
    assert_eq!(cut.plan.steps[3].requires, [1, 2]);
}

/// What can be undone holds whoever has received it, and lets whoever has given it go.
#[test]
fn what_can_be_undone_matters() {
    let mut steps = vec![plain(&[-2.0, 3.0], 0), plain(&[3.0, -2.0], 1)];
    let plan = |steps: &[Step]| Plan { discount: 1.0, steps: steps.to_vec() };
    close(least(&plan(&steps)).expect("sound").need, 2.0, 1e-12);
    // The first party can take its step back: the second has 3 to lose by keeping its 2.
    steps[0].undone = vec![2.0, -3.0];
    let found = least(&plan(&steps)).expect("sound");
    close(found.need, 0.0, 1e-12);
    assert_eq!(found.steps, [0, 1]);
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
    steps[2] = Step { undone: vec![0.0], ..plain(&[0.0, 1.0], 0) };
    refused(least(&plan(&steps)), "undone values of 1 parties");
    steps[2] = Step { undone: vec![0.0, f64::NAN], ..plain(&[0.0, 1.0], 0) };
    refused(least(&plan(&steps)), "what undoing step 2 is worth to party 1");
    steps[2] = plain(&[0.0, 1.0], 2);
    refused(least(&plan(&steps)), "owned by party 2 of 2");
    let many = vec![plain(&[0.0, 1.0], 0); MOST + 1];
    refused(least(&plan(&many)), "65 steps are more than the 64");
    refused(under(&plan(&[plain(&[0.0, 1.0], 0)]), -1.0), "the guarantee is -1");
    refused(least(&Plan { discount: 0.0, steps: vec![] }), "the discount factor is 0");
}
