//! The judge of worlds against full enumeration and against the zone search, on many random small worlds.
//!
//! `ZOPA_CASES` sets how many structures each test runs through.

mod common;

use common::random::{Random, larger, sample};
use common::{cases, parts, twin};
use zopa_core::budget::Budget;
use zopa_core::problem::{Consent, Parts, Party, Problem};
use zopa_core::world::{Judge, Tables, Verdict};
use zopa_core::zone::{Zone, zone};

/// Structures of the ordinary run; each is asked about in [`WORLDS`] worlds.
const STRUCTURES: u64 = 500;
const WORLDS: usize = 20;

/// The numbers of a problem as a world; `None` where they need more than 64 bits.
fn tables(problem: &Problem) -> Option<Tables> {
    let narrow = |v: i128| i64::try_from(v).ok();
    let mut values = Vec::new();
    for (i, &k) in problem.options().iter().enumerate() {
        for o in 0..k {
            for p in 0..problem.n() {
                values.push(narrow(problem.row(p, i)[o])?);
            }
        }
    }
    let parties = problem.parties();
    Some(Tables {
        values,
        pairs: problem
            .pairs()
            .iter()
            .map(|t| t.points.iter().map(|&v| narrow(v)).collect())
            .collect::<Option<_>>()?,
        boxes: problem.boxes().iter().map(|b| narrow(b.points)).collect::<Option<_>>()?,
        no_deal: parties.iter().map(|p| narrow(p.no_deal)).collect::<Option<_>>()?,
        ceilings: parties.iter().map(|p| p.cap.map_or(Some(i64::MAX), narrow)).collect::<Option<_>>()?,
    })
}

/// The same world in smaller grid points: gains of nothing stay so, but not in rounded numbers.
fn finer(tables: &mut Tables) {
    const BY: i64 = 16_777_259;
    let Tables { values, pairs, boxes, no_deal, ceilings } = tables;
    let all = || values.iter().chain(pairs.iter().flatten()).chain(boxes.iter()).chain(no_deal.iter());
    if all().all(|v| v.unsigned_abs() < 1 << 30) {
        values.iter_mut().chain(pairs.iter_mut().flatten()).chain(boxes.iter_mut()).for_each(|v| *v *= BY);
        no_deal.iter_mut().for_each(|v| *v *= BY);
        ceilings.iter_mut().filter(|c| **c < i64::MAX).for_each(|c| *c *= BY);
    }
}

/// Another world on the same structure: numbers moved about, no-deal values near those of some package.
fn moved(random: &mut Random, problem: &Problem, tables: &Tables, real: &[bool]) -> (Tables, Vec<bool>) {
    let mut next = tables.clone();
    let span = tables.values.iter().map(|v| v.unsigned_abs()).max().unwrap_or(0).min(1 << 60) as i128;
    let near = |random: &mut Random, v: i64, by: i128| {
        (i128::from(v) + random.between(-by, by)).clamp(-(1 << 62), 1 << 62) as i64
    };
    let by = [0, 1, span / 10, span / 2][random.below(4)];
    next.values.iter_mut().for_each(|v| *v = near(random, *v, by));
    next.pairs.iter_mut().flatten().for_each(|v| *v = near(random, *v, by));
    next.boxes.iter_mut().for_each(|v| *v = near(random, *v, by));
    let world = problem.in_world(&next).expect("the same shape");
    let packages: Vec<Vec<usize>> =
        (0..3).map(|_| problem.options().iter().map(|&k| random.below(k)).collect()).collect();
    let choosy = random.below(4);
    for p in 0..problem.n() {
        let worth = |x: &Vec<usize>| world.value(p, x);
        let want = packages.iter().take(1 + choosy).map(worth).max().unwrap_or(0);
        let ease = [0, 0, 1, span / 5][random.below(4)];
        next.no_deal[p] = (want - random.between(-ease / 4, ease)).clamp(-(1 << 62), 1 << 62) as i64;
        if next.ceilings[p] < i64::MAX {
            next.ceilings[p] = near(random, next.no_deal[p], 2);
        }
    }
    let real = real.iter().map(|&r| if random.percent(30) { !r } else { r }).collect();
    (next, real)
}

fn unasked(problem: &Problem, but: Option<usize>) -> Problem {
    let mut parts = parts(problem);
    if let Some(p) = but {
        parts.parties[p].consent = Consent::None;
    }
    Problem::new(parts).expect("a problem in shape")
}

/// Asks a judge about one world and compares with what the world's problem says.
fn agrees(
    judge: &mut Judge,
    problem: &Problem,
    tables: &Tables,
    real: &[bool],
    but: Option<usize>,
) -> Verdict {
    let world = unasked(&problem.in_world(tables).expect("the same shape"), but);
    let verdict = judge.decide(tables, real, but);
    match verdict {
        Verdict::Deal => assert!(twin::acceptable(&world, real, judge.witness())),
        Verdict::None => assert!(twin::packages(&world).iter().all(|x| !twin::acceptable(&world, real, x))),
        Verdict::Unsettled(stop) => panic!("unsettled: {stop:?}"),
    }
    verdict
}

#[test]
fn verdicts_are_those_of_enumeration() {
    let (mut deals, mut none, mut skipped) = (0, 0, 0);
    for seed in 0..cases(STRUCTURES) {
        let drawn = sample(seed);
        let Some(mut numbers) = tables(&drawn.problem) else {
            skipped += 1;
            continue;
        };
        if seed % 3 == 0 {
            finer(&mut numbers);
        }
        let random = &mut Random::new(seed ^ 0x5eed);
        let mut judge = Judge::new(&drawn.problem);
        let mut real = drawn.real.clone();
        for world in 0..WORLDS {
            let but = random.percent(30).then(|| random.below(drawn.problem.n()));
            let verdict = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                agrees(&mut judge, &drawn.problem, &numbers, &real, but)
            }));
            match verdict {
                Ok(Verdict::Deal) => deals += 1,
                Ok(_) => none += 1,
                Err(_) => panic!("structure {seed}, world {world}, but {but:?}"),
            }
            (numbers, real) = moved(random, &drawn.problem, &numbers, &real);
        }
    }
    if cases(STRUCTURES) == STRUCTURES {
        assert!(deals > 3000 && none > 3000 && skipped < 60, "{deals} deals, {none} none, {skipped} skipped");
    }
}

#[test]
fn larger_worlds_are_judged_as_the_zone_search_does() {
    let (mut settled, mut unsettled) = (0, 0);
    for seed in 0..cases(40) {
        let drawn = larger(seed);
        let Some(mut numbers) = tables(&drawn.problem) else { continue };
        let random = &mut Random::new(seed ^ 0x1a29e);
        let mut judge = Judge::new(&drawn.problem);
        let mut real = drawn.real.clone();
        for world in 0..4 {
            let problem = drawn.problem.in_world(&numbers).expect("the same shape");
            let zone = zone(&problem, &real, &mut Budget::new(2_000_000));
            match (judge.decide(&numbers, &real, None), zone.value) {
                (Verdict::Deal, Zone::Open(_) | Zone::Unknown) => {
                    assert!(twin::acceptable(&problem, &real, judge.witness()));
                    settled += 1;
                }
                (Verdict::None, Zone::Empty | Zone::Unknown) => settled += 1,
                (Verdict::Unsettled(_), _) => unsettled += 1,
                (verdict, zone) => panic!("structure {seed}, world {world}: {verdict:?}, {zone:?}"),
            }
            (numbers, real) = moved(random, &drawn.problem, &numbers, &real);
        }
    }
    assert!(unsettled * 20 <= settled, "{unsettled} worlds unsettled, {settled} settled");
}

#[test]
fn gains_and_acceptance_are_those_of_the_problem() {
    for seed in 0..cases(200) {
        let drawn = sample(seed);
        let Some(numbers) = tables(&drawn.problem) else { continue };
        let judge = Judge::new(&drawn.problem);
        let mut gains = vec![0; drawn.problem.n()];
        for x in twin::packages(&drawn.problem).iter().step_by(7) {
            judge.gains(&numbers, x, &mut gains);
            for (p, &gain) in gains.iter().enumerate() {
                assert_eq!(i128::from(gain), twin::gain(&drawn.problem, p, x));
            }
            let acceptable = twin::acceptable(&drawn.problem, &drawn.real, x);
            assert_eq!(judge.accepts(&numbers, &drawn.real, x), acceptable);
        }
    }
}

#[test]
fn a_verdict_does_not_depend_on_what_was_judged_before() {
    for seed in 0..cases(100) {
        let drawn = sample(seed);
        let Some(mut numbers) = tables(&drawn.problem) else { continue };
        let random = &mut Random::new(seed ^ 0xf0);
        let (mut fresh, mut old) = (Judge::new(&drawn.problem), Judge::new(&drawn.problem));
        let mut real = drawn.real.clone();
        for _ in 0..10 {
            fresh.forget();
            assert_eq!(fresh.decide(&numbers, &real, None), old.decide(&numbers, &real, None));
            (numbers, real) = moved(random, &drawn.problem, &numbers, &real);
        }
    }
}

#[test]
fn a_gain_of_nothing_is_no_loss_however_it_rounds() {
    // In 24 binary digits each value is one too small and no deal is one too large.
    let one = (1i64 << 24) + 1;
    let party = Party { consent: Consent::Whole, no_deal: 0, carries: Vec::new(), cap: None };
    let parts = Parts {
        parties: vec![party],
        options: vec![1; 3],
        values: vec![vec![vec![0]; 3]],
        ..Parts::default()
    };
    let mut judge = Judge::new(&Problem::new(parts).expect("a problem in shape"));
    let mut tables = Tables {
        values: vec![one; 3],
        no_deal: vec![3 * one],
        ceilings: vec![i64::MAX],
        ..Tables::default()
    };
    assert_eq!(judge.decide(&tables, &[], None), Verdict::Deal);
    tables.no_deal[0] += 1;
    assert_eq!(judge.decide(&tables, &[], None), Verdict::None);
    tables.ceilings[0] = tables.no_deal[0] - 1;
    tables.values[0] += 5;
    assert_eq!(judge.decide(&tables, &[], None), Verdict::None);
    tables.ceilings[0] += 1;
    assert_eq!(judge.decide(&tables, &[], None), Verdict::Deal);
}
