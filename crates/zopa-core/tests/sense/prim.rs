//! Patient rule induction finds what was planted, whatever the order of columns.

use super::{Uniform, near};
use zopa_core::sense::prim::{Boxes, Column, End, Found, Settings, peel, upper_tail};

/// Six numbers and two yes-or-no inputs; the outcome holds where x1 > 0.6, x4 < 0.5 and the first flag is yes, in 95 % of
/// those worlds, and in 3 % of others.
fn planted(worlds: usize, seed: u64) -> (Vec<Column>, Vec<bool>) {
    let mut uniform = Uniform::new(seed);
    let numbers: Vec<Vec<f64>> = (0..6).map(|_| uniform.take(worlds)).collect();
    let flags: Vec<Vec<bool>> =
        (0..2).map(|_| uniform.take(worlds).iter().map(|u| *u < 0.5).collect()).collect();
    let inside = |k: usize| numbers[1][k] > 0.6 && numbers[4][k] < 0.5 && flags[0][k];
    let outcome = (0..worlds).map(|k| uniform.next() < if inside(k) { 0.95 } else { 0.03 }).collect();
    let columns = numbers.into_iter().map(Column::Number).chain(flags.into_iter().map(Column::Flag));
    (columns.collect(), outcome)
}

fn ends(found: &Found) -> Vec<(usize, End)> {
    found.limits.iter().map(|limit| (limit.column, limit.end)).collect()
}

/// Counts again, from the limits that are shown.
fn recount(boxes: &Boxes, columns: &[Column], outcome: &[bool], found: &Found) {
    let holds = |k: usize| {
        found.limits.iter().all(|limit| match (&columns[limit.column], limit.end) {
            (Column::Number(x), End::AtLeast(end)) => x[k] >= end,
            (Column::Number(x), End::AtMost(end)) => x[k] <= end,
            (Column::Flag(x), End::Is(yes)) => x[k] == yes,
            (column, end) => panic!("{end:?} of {column:?}"),
        })
    };
    let inside: Vec<usize> = (0..outcome.len()).filter(|&k| holds(k)).collect();
    assert!((0..outcome.len()).all(|k| boxes.contains(found, k) == holds(k)));
    let hits = inside.iter().filter(|&&k| outcome[k]).count() as f64;
    let all = outcome.iter().filter(|&&yes| yes).count() as f64;
    assert_eq!(found.worlds, inside.len() as u64);
    near(found.coverage, hits / all, 1e-15);
    near(found.density, hits / inside.len() as f64, 1e-15);
    near(found.mass, inside.len() as f64 / outcome.len() as f64, 1e-15);
}

#[test]
fn the_planted_box_is_found() {
    let (columns, outcome) = planted(4000, 1);
    let boxes = peel(&columns, &outcome, Settings::default()).unwrap();
    assert_eq!(boxes.boxes[0].limits, vec![]);
    assert_eq!((boxes.boxes[0].coverage, boxes.boxes[0].mass), (1.0, 1.0));
    for pair in boxes.boxes.windows(2) {
        assert!(pair[1].worlds < pair[0].worlds && pair[1].mass >= 0.05);
    }
    boxes.boxes.iter().for_each(|found| recount(&boxes, &columns, &outcome, found));
    let chosen = boxes.choose(0.7).unwrap();
    let pasted = boxes.paste(chosen);
    recount(&boxes, &columns, &outcome, &pasted);
    assert!(pasted.density >= chosen.density && pasted.worlds >= chosen.worlds);
    let best = boxes.boxes.iter().filter(|found| found.coverage >= 0.7).map(|found| found.density);
    assert_eq!(chosen.density, best.fold(0.0, f64::max));
    assert!(pasted.density > 0.93 && pasted.coverage > 0.7, "{pasted:?}");
    // Peeling trims what was not planted too; chance explains that, and what is left is what was planted.
    let pruned = boxes.prune(&pasted, 0.01);
    recount(&boxes, &columns, &outcome, &pruned);
    println!("{:?}\n{:?}", pasted.limits, pruned.limits);
    match ends(&pruned)[..] {
        [(1, End::AtLeast(one)), (4, End::AtMost(other)), (6, End::Is(true))] => {
            near(one, 0.6, 0.05);
            near(other, 0.5, 0.05);
        }
        _ => panic!("{:?}", pruned.limits),
    }
    assert!(pruned.limits.iter().all(|limit| limit.quasi_p < 1e-9));
    assert!(pruned.density > 0.9 && pruned.coverage > pasted.coverage, "{pruned:?}");
}

#[test]
fn the_order_of_columns_does_not_matter() {
    for case in 0..super::common::cases(40) {
        let mut uniform = Uniform::new(case);
        // Few values and few worlds: many ties.
        let worlds = 20 + uniform.below(60);
        let columns: Vec<Column> = (0..5)
            .map(|j| match j % 2 {
                0 => Column::Number((0..worlds).map(|_| uniform.below(6) as f64).collect()),
                _ => Column::Flag((0..worlds).map(|_| uniform.below(2) == 1).collect()),
            })
            .collect();
        let mut outcome: Vec<bool> = (0..worlds).map(|_| uniform.below(3) == 0).collect();
        outcome[0] = true;
        let turn = [3, 0, 4, 1, 2];
        let turned: Vec<Column> = turn.iter().map(|&j| columns[j].clone()).collect();
        let [one, other] = [&columns, &turned].map(|c| peel(c, &outcome, Settings::default()).unwrap());
        let shown = |found: &Found, name: &dyn Fn(usize) -> usize| {
            let mut limits: Vec<String> = found
                .limits
                .iter()
                .map(|l| format!("{} {:?} {}", name(l.column), l.end, l.quasi_p))
                .collect();
            limits.sort();
            (limits, found.worlds, found.hits)
        };
        assert_eq!(one.boxes.len(), other.boxes.len(), "case {case}");
        for (a, b) in one.boxes.iter().zip(&other.boxes) {
            assert_eq!(shown(a, &|j| j), shown(b, &|j| turn[j]), "case {case}");
            recount(&one, &columns, &outcome, a);
        }
        let pasted = [&one, &other].map(|boxes| boxes.paste(boxes.choose(0.3).unwrap()));
        recount(&one, &columns, &outcome, &pasted[0]);
        assert_eq!(shown(&pasted[0], &|j| j), shown(&pasted[1], &|j| turn[j]), "case {case}");
    }
}

/// The peels of a set of worlds, from the definition: what is left after each.
fn peels(columns: &[Column], inside: &[usize], patience: f64) -> Vec<Vec<usize>> {
    let mut left = Vec::new();
    for column in columns {
        let at = |k: usize| match column {
            Column::Number(x) => x[k],
            Column::Flag(x) => f64::from(u8::from(x[k])),
        };
        for sign in [1.0, -1.0] {
            let mut values: Vec<f64> = inside.iter().map(|&k| sign * at(k)).collect();
            values.sort_by(f64::total_cmp);
            let step = ((patience * values.len() as f64) as usize).max(1);
            // What is below the value at `step`; where that is nothing, the lowest value goes.
            let limit = values.get(step).copied().filter(|limit| *limit > values[0]);
            let stays = |k: &usize| match limit {
                Some(limit) => sign * at(*k) >= limit,
                None => sign * at(*k) > values[0],
            };
            left.push(inside.iter().copied().filter(stays).collect());
        }
    }
    left
}

#[test]
fn each_step_is_the_best_peel() {
    for case in 0..super::common::cases(60) {
        let mut uniform = Uniform::new(100 + case);
        let worlds = 20 + uniform.below(100);
        let values = 2 + uniform.below(60);
        let columns: Vec<Column> = (0..4)
            .map(|j| match j {
                0 => Column::Flag((0..worlds).map(|_| uniform.below(3) == 1).collect()),
                _ => Column::Number((0..worlds).map(|_| uniform.below(values) as f64).collect()),
            })
            .collect();
        let outcome: Vec<bool> = (0..worlds).map(|k| k == 0 || uniform.below(3) == 0).collect();
        let settings = Settings { patience: 0.1, least_mass: 0.1 };
        let boxes = peel(&columns, &outcome, settings).unwrap();
        let density = |of: &[usize]| of.iter().filter(|&&k| outcome[k]).count() as f64 / of.len() as f64;
        for step in 0..boxes.boxes.len() {
            let inside: Vec<usize> = (0..worlds).filter(|&k| boxes.contains(&boxes.boxes[step], k)).collect();
            let gain =
                |left: &Vec<usize>| (density(left) - density(&inside)) / (inside.len() - left.len()) as f64;
            let large = |left: &Vec<usize>| !left.is_empty() && left.len() as f64 >= 0.1 * worlds as f64;
            let all: Vec<Vec<usize>> = peels(&columns, &inside, 0.1).into_iter().filter(large).collect();
            let best = all.iter().map(gain).fold(f64::NEG_INFINITY, f64::max);
            match boxes.boxes.get(step + 1) {
                None => assert!(all.is_empty() || density(&inside) == 1.0, "case {case}: stopped early"),
                Some(next) => {
                    let left: Vec<usize> = (0..worlds).filter(|&k| boxes.contains(next, k)).collect();
                    assert!(all.contains(&left), "case {case}, step {step}: no peel");
                    assert_eq!(gain(&left), best, "case {case}, step {step}");
                }
            }
        }
    }
}

#[test]
fn quasi_p_values_are_binomial_tails() {
    // 3 or more of 5 at 0.5: 16 of 32. 10 of 10 at 0.5: 1 / 1024.
    near(upper_tail(3, 5, 0.5), 0.5, 1e-12);
    near(upper_tail(10, 10, 0.5), 1.0 / 1024.0, 1e-14);
    near(upper_tail(1, 4, 0.3), 1.0 - 0.2401, 1e-12);
    assert_eq!(upper_tail(0, 5, 0.5), 1.0);
    assert_eq!((upper_tail(5, 5, 1.0), upper_tail(1, 5, 0.0)), (1.0, 0.0));
    // Against the sum of all terms.
    for (hits, tries, p) in [(7, 30, 0.1), (2, 30, 0.4), (29, 30, 0.9), (15, 40, 0.375)] {
        let term = |k: u64| {
            let choices: f64 = (1..=k).map(|j| (tries - k + j) as f64 / j as f64).product();
            choices * libm::pow(p, k as f64) * libm::pow(1.0 - p, (tries - k) as f64)
        };
        near(upper_tail(hits, tries, p), (hits..=tries).map(term).sum(), 1e-11);
    }
    // Far from the peak, both ways, nothing overflows.
    near(upper_tail(1, 100_000, 0.5), 1.0, 1e-12);
    near(upper_tail(99_000, 100_000, 0.5), 0.0, 1e-12);
}

#[test]
fn what_cannot_be_searched_is_refused() {
    let column = Column::Number(vec![1.0, 2.0]);
    assert!(peel(std::slice::from_ref(&column), &[false, false], Settings::default()).is_err());
    assert!(peel(std::slice::from_ref(&column), &[true], Settings::default()).is_err());
    assert!(peel(&[Column::Number(vec![f64::NAN])], &[true], Settings::default()).is_err());
    let none = Settings { patience: 0.0, ..Settings::default() };
    assert!(peel(&[column], &[true, false], none).is_err());
    // Without inputs there is one box: all worlds.
    assert_eq!(peel(&[], &[true, false], Settings::default()).unwrap().boxes.len(), 1);
}
