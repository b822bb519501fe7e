//! MACBETH, even swaps, rated packages, and comparisons of two options at a time.

use crate::contradictions::proved;
use crate::{near, number, numbers, row};
use std::cmp::Ordering;
use zopa_core::answer::Stop;
use zopa_core::budget::Budget;
use zopa_core::elicit::linear::{part, whole};
use zopa_core::elicit::macbeth::{Judgement, Scale, anchored, answers, basic};
use zopa_core::elicit::ratings;
use zopa_core::elicit::swaps::{Swap, Table};
use zopa_core::elicit::tradeoffs::{Counts, Known, Question, counts};

fn judgement(above: usize, below: usize, low: usize, high: usize) -> Judgement {
    Judgement { above, below, low, high }
}

/// Four options a to d; categories ab 2, bc 3, cd 1, ac 4, bd 4, and ad.
fn judged(ad: usize) -> Vec<Judgement> {
    let rest = [(0, 1, 2), (1, 2, 3), (2, 3, 1), (0, 2, 4), (1, 3, 4), (0, 3, ad)];
    rest.into_iter().map(|(above, below, category)| judgement(above, below, category, category)).collect()
}

/// The basic scale 6, 4, 1, 0, anchored 100, 66.667, 16.667, 0 (rules of Bana e Costa, De Corte & Vansnick 2005; computed anew).
#[test]
fn macbeth_scale() {
    let Scale::Basic(scale) = basic(4, &judged(5), &mut Budget::new(100_000)).expect("sound") else {
        panic!("the judgements agree")
    };
    assert_eq!(scale, row(&[6, 4, 1, 0]));
    near(&anchored(&scale).expect("a length"), &[100.0, 66.667, 16.667, 0.0], 5e-4);
    assert_eq!(anchored(&row(&[0, 0])), None);
}

/// The rules for pairs of judgements as published, tried on the scales found: the limits between categories are another
/// way to say the same.
#[test]
fn macbeth_limits_say_what_pairs_say() {
    let mut stream = crate::stream::Stream::new(3);
    let mut agreed = 0;
    for _ in 0..200 {
        let mut judgements = Vec::new();
        for (above, below) in [(0, 1), (1, 2), (2, 3), (0, 2), (1, 3), (0, 3)] {
            let low = stream.below(5) as usize;
            judgements.push(judgement(above, below, low, (low + stream.below(3) as usize).min(6)));
        }
        // The least scale of whole numbers up to 20 that keeps the published rules, if there is one.
        let keeps = |v: [i64; 4]| {
            let d = |j: &Judgement| v[j.above] - v[j.below];
            judgements.iter().all(|j| {
                let own = if j.high == 0 { d(j) == 0 } else { d(j) >= j.low as i64 };
                own && judgements.iter().all(|k| j.low <= k.high || d(j) >= d(k) + (j.low - k.high) as i64)
            })
        };
        let least = (0..=24i64).find(|&top| (0..=top).any(|b| (0..=b).any(|c| keeps([top, b, c, 0]))));
        match basic(4, &judgements, &mut Budget::new(100_000)).expect("sound") {
            Scale::Basic(scale) => {
                agreed += 1;
                assert_eq!(least.map(whole), Some(scale[0].clone()), "{judgements:?}");
            }
            Scale::Contradicted(_) => assert_eq!(least, None, "{judgements:?}"),
        }
    }
    assert!((20..180).contains(&agreed), "both occur: {agreed}");
}

/// With ad in category 3 the judgements cannot all hold: ad is a larger difference than ac and bd, which are 4.
#[test]
fn macbeth_contradictions() {
    let judgements = judged(3);
    let found = match basic(4, &judgements, &mut Budget::new(100_000)).expect("sound") {
        Scale::Contradicted(found) => found,
        Scale::Basic(scale) => panic!("no scale agrees, not even {scale:?}"),
    };
    assert_eq!(found.stop, Stop::Complete);
    proved(&answers(4, &judgements).expect("sound"), &found);
    let sets: Vec<Vec<usize>> = found.contradictions.iter().map(|c| c.answers.clone()).collect();
    assert_eq!(sets, [vec![3, 5], vec![4, 5]], "ac and ad; bd and ad");
    let openings: Vec<Vec<usize>> = found.openings.iter().map(|o| o.answers.clone()).collect();
    assert_eq!(openings, [vec![5], vec![3, 4]], "ad; or ac and bd");
}

/// Hesitation between 3 and 5 for ad is enough to make the judgements agree.
#[test]
fn macbeth_hesitation() {
    let mut judgements = judged(3);
    judgements[5].high = 5;
    let Scale::Basic(scale) = basic(4, &judgements, &mut Budget::new(100_000)).expect("sound") else {
        panic!("the judgements agree")
    };
    assert_eq!(scale, row(&[6, 4, 1, 0]));
    assert!(basic(4, &[judgement(0, 4, 1, 1)], &mut Budget::new(100)).is_err());
    assert!(basic(4, &[judgement(0, 1, 3, 7)], &mut Budget::new(100)).is_err());
}

const PARKWAY: usize = 0;
const LOMBARD: usize = 1;
const BARANOV: usize = 2;
const MONTANA: usize = 3;
const PIERPOINT: usize = 4;

/// J. S. Hammond, R. L. Keeney, H. Raiffa 1998, "Even swaps", Harvard Business Review 76: where to rent an office. Services
/// A, B, C stand as 3, 2, 1.
#[test]
fn even_swaps() {
    let offices = [
        [45, 50, 3, 800, 1850],
        [25, 80, 2, 700, 1700],
        [20, 70, 1, 500, 1500],
        [25, 85, 3, 950, 1900],
        [30, 75, 1, 700, 1750],
    ];
    let more = vec![false, true, true, true, false];
    let table = Table::new(more, offices.iter().map(|o| row(o)).collect()).expect("sound");
    assert_eq!(table.dominance(), [[LOMBARD, PIERPOINT]]);
    // 50 dollars a month more are slight.
    assert_eq!(table.practical(&row(&[0, 0, 0, 0, 50])), [[MONTANA, PARKWAY]]);
    let table = table.leave(PIERPOINT).leave(PARKWAY);
    assert!(table.dominance().is_empty());
    let swap = |alternative, changed: (usize, i64, i64), paid: (usize, i64, i64)| {
        let exact = |(c, from, to): (usize, i64, i64)| (c, whole(from), whole(to));
        Swap { alternative, changed: exact(changed), paid: exact(paid) }
    };
    let table = table.swap(&swap(BARANOV, (0, 20, 25), (1, 70, 78))).expect("sound");
    assert_eq!(table.settled(), [0], "commuting no longer matters");
    let table = table.swap(&swap(BARANOV, (2, 1, 2), (4, 1500, 1700))).expect("sound");
    let table = table.swap(&swap(MONTANA, (2, 3, 2), (4, 1900, 1800))).expect("sound");
    assert_eq!(table.settled(), [0, 2]);
    assert_eq!(table.dominance(), [[LOMBARD, BARANOV]]);
    let table = table.leave(BARANOV);
    assert!(table.swap(&swap(LOMBARD, (3, 650, 950), (4, 1700, 1950))).is_err(), "Lombard has 700");
    assert!(table.swap(&swap(LOMBARD, (3, 700, 950), (3, 950, 1950))).is_err());
    let table = table.swap(&swap(LOMBARD, (3, 700, 950), (4, 1700, 1950))).expect("sound");
    assert_eq!(table.dominance(), [[MONTANA, LOMBARD]]);
    assert_eq!(table.leave(LOMBARD).left, [false, false, false, true, false]);
}

/// Two issues of 3 and 2 options, all six packages rated; least squares computed anew.
#[test]
fn rated_packages() {
    let rated: Vec<(Vec<usize>, _)> =
        [(0, 0, 100), (0, 1, 70), (1, 0, 60), (1, 1, 30), (2, 0, 40), (2, 1, 0)]
            .into_iter()
            .map(|(a, b, rating)| (vec![a, b], whole(rating)))
            .collect();
    let fit = ratings::fit(&[3, 2], &rated).expect("sound");
    assert_eq!(fit.part_worths, [row(&[65, 25, 0]), vec![part(100, 3), whole(0)]]);
    assert_eq!(fit.constant, part(10, 3));
    near(&[fit.explained.expect("ratings differ")], &[0.994444], 5e-7);
    assert!(ratings::fit(&[3, 2], &rated[..3]).is_err(), "the third option was never rated");
    assert!(ratings::fit(&[2, 2], &rated).is_err());
}

/// Hansen & Ombler 2008, "A new method for scoring additive multi-attribute value models using pairwise rankings of
/// alternatives": 2,147,450,880 pairs and 402,100,560 different questions for eight criteria of four levels.
#[test]
fn counts_of_pairs() {
    let expected = |alternatives, pairs, dominated, undominated, unique| {
        Some(Counts { alternatives, pairs, dominated, undominated, unique })
    };
    let k8_m4 = expected(65_536, 2_147_450_880, 99_934_464, 2_047_516_416, 402_100_560);
    assert_eq!(counts(8, 4), k8_m4);
    assert_eq!(counts(3, 2), expected(8, 28, 19, 9, 6));
    assert_eq!(counts(4, 3), expected(81, 3240, 1215, 2025, 945));
    assert_eq!(counts(64, 4), None);
}

/// The same counts, pair by pair.
#[test]
fn counts_of_pairs_by_enumeration() {
    for (k, m) in [(1u32, 3u32), (2, 2), (2, 4), (3, 2), (3, 3), (4, 2), (4, 3)] {
        let all: Vec<Vec<u32>> =
            (0..m.pow(k)).map(|x: u32| (0..k).map(|c| x / m.pow(c) % m).collect()).collect();
        let (mut dominated, mut pairs) = (0, 0);
        let mut questions = std::collections::BTreeSet::new();
        for (i, x) in all.iter().enumerate() {
            for y in &all[i + 1..] {
                pairs += 1;
                let over = x.iter().zip(y).all(|(a, b)| a >= b) || x.iter().zip(y).all(|(a, b)| a <= b);
                dominated += u128::from(over);
                if !over {
                    let question: Vec<Option<(u32, u32)>> =
                        x.iter().zip(y).map(|(&a, &b)| (a != b).then_some((a, b))).collect();
                    questions.insert(question);
                }
            }
        }
        // The other way round it is the same question.
        let turned =
            |q: &Vec<Option<(u32, u32)>>| q.iter().map(|e| e.map(|(a, b)| (b, a))).collect::<Vec<_>>();
        let unique = questions.iter().filter(|q| **q < turned(q) || !questions.contains(&turned(q))).count();
        let found = counts(k, m).expect("small");
        assert_eq!(
            (found.pairs, found.dominated, found.unique),
            (pairs, dominated, unique as u128),
            "{k} {m}"
        );
    }
}

/// Three criteria a, b, c of two levels (Hansen & Ombler 2008, the worked example): six questions, of which four or three
/// are asked, by their order; the least points.
#[test]
fn questions_of_three_criteria() {
    let question = |one: [usize; 3], other: [usize; 3]| Question { one: one.to_vec(), other: other.to_vec() };
    // Levels 0 and 1 of a, b, c; what a question leaves out is at 0.
    let all = [
        question([0, 1, 0], [0, 0, 1]),
        question([1, 0, 0], [0, 0, 1]),
        question([1, 0, 0], [0, 1, 0]),
        question([1, 1, 0], [0, 0, 1]),
        question([1, 0, 1], [0, 1, 0]),
        question([0, 1, 1], [1, 0, 0]),
    ];
    let known = Known::new(vec![2, 2, 2]);
    for (sixth, points) in [(Ordering::Greater, [4, 3, 2]), (Ordering::Less, [4, 2, 1])] {
        let answer = |k: usize| if k == 5 { sixth } else { Ordering::Greater };
        let (asked, then) = known.ask(&all, &answer).expect("sound");
        assert_eq!(asked, [0, 1, 2, 5], "i, ii, iii, vi");
        let expected: Vec<num_bigint::BigInt> = points.into_iter().map(Into::into).collect();
        assert_eq!(then.points().expect("sound"), Some(expected));
        let order = [0, 2, 1, 3, 4, 5];
        let turned = order.map(|k| all[k].clone());
        let (asked, _) = known.ask(&turned, &|k| answer(order[k])).expect("sound");
        assert_eq!(asked.into_iter().map(|k| order[k]).collect::<Vec<_>>(), [0, 2, 5], "i, iii, vi");
    }
    let tie = known.with(&all[5], Ordering::Equal).expect("sound");
    assert_eq!(tie.settled(&all[5]).expect("sound"), Some(Ordering::Equal));
    let both = tie.with(&all[5], Ordering::Less).expect("sound");
    assert_eq!(both.points().expect("sound"), None);
    assert!(known.settled(&question([2, 0, 0], [0, 0, 1])).is_err());
}

#[test]
fn numbers_are_read() {
    assert_eq!(numbers(&["0.25", "1/4"]), [number("1/4"), part(1, 4)]);
}
