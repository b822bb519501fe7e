//! All smallest contradictions and openings, against trying every set of answers.

use crate::stream::Stream;
use zopa_core::answer::Stop;
use zopa_core::budget::Budget;
use zopa_core::elicit::contradiction::{Answers, Contradictions};
use zopa_core::elicit::linear::{Program, Row, Sense, certificate};

fn random(stream: &mut Stream, answers: usize) -> Answers {
    let n = 4;
    let mut background = Program::new(n);
    background.rows.push(Row::whole(&[(0, 1), (1, 1), (2, 1), (3, 1)], Sense::Equal, 100));
    let one = |stream: &mut Stream| -> Vec<Row> {
        let (a, b) = (stream.below(4) as usize, stream.below(4) as usize);
        match stream.below(4) {
            0 => vec![Row::whole(&[(a, 1), (b, -1)], Sense::AtLeast, stream.between(1, 20))],
            1 => vec![Row::whole(&[(a, 1)], Sense::AtMost, stream.between(0, 40))],
            2 => vec![
                Row::whole(&[(a, 1), ((a + 1) % 4, -2)], Sense::AtLeast, 0),
                Row::whole(&[(a, 1), ((a + 1) % 4, -3)], Sense::AtMost, 0),
            ],
            _ => vec![Row::whole(&[(a, 1), ((a + 1) % 4, 1)], Sense::Equal, stream.between(20, 80))],
        }
    };
    let rows = (0..answers).map(|_| one(stream)).collect();
    Answers { background, rows }
}

/// What the lists claim is shown by what they bring along.
#[track_caller]
pub fn proved(answers: &Answers, found: &Contradictions) {
    for c in &found.contradictions {
        assert!(certificate::contradicts(&answers.with(&c.answers), &c.multipliers));
        assert_eq!(c.without.len(), c.answers.len());
        for (k, point) in c.without.iter().enumerate() {
            let mut rest = c.answers.clone();
            rest.remove(k);
            assert!(answers.with(&rest).holds(point), "without answer {} the others hold", c.answers[k]);
        }
    }
    for o in &found.openings {
        let rest: Vec<usize> = (0..answers.rows.len()).filter(|a| !o.answers.contains(a)).collect();
        assert!(answers.with(&rest).holds(&o.point));
    }
}

#[test]
fn all_sets_of_answers() {
    let mut stream = Stream::new(7);
    let mut several = 0;
    for _ in 0..60 {
        let answers = random(&mut stream, 8);
        let found = answers.contradictions(&mut Budget::new(1 << 20)).expect("sound");
        assert_eq!(found.stop, Stop::Complete);
        proved(&answers, &found);
        let members = |set: u32| (0..8).filter(|a| set >> a & 1 == 1).collect::<Vec<usize>>();
        let possible: Vec<bool> =
            (0..256u32).map(|s| answers.with(&members(s)).point().expect("sound").is_ok()).collect();
        let smaller = |set: u32| (0..8).filter(move |a| set >> a & 1 == 1).map(move |a| set & !(1 << a));
        let least = |bad: &dyn Fn(u32) -> bool| -> Vec<Vec<usize>> {
            let mut all: Vec<Vec<usize>> =
                (0..256).filter(|&s| bad(s) && !smaller(s).any(bad)).map(members).collect();
            all.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
            all
        };
        let conflicts = least(&|s| !possible[s as usize]);
        let openings = least(&|s| possible[255 - s as usize]);
        assert_eq!(found.contradictions.iter().map(|c| c.answers.clone()).collect::<Vec<_>>(), conflicts);
        assert_eq!(found.openings.iter().map(|o| o.answers.clone()).collect::<Vec<_>>(), openings);
        several += usize::from(conflicts.len() > 1);
    }
    assert!(several > 10, "many cases have several contradictions: {several}");
}

#[test]
fn a_background_that_contradicts_itself() {
    let mut background = Program::new(1);
    background.rows.push(Row::whole(&[(0, 1)], Sense::AtMost, -1));
    let answers = Answers { background, rows: vec![vec![Row::whole(&[(0, 1)], Sense::AtLeast, 3)]] };
    let found = answers.contradictions(&mut Budget::new(1000)).expect("sound");
    assert_eq!(found.contradictions.len(), 1);
    assert!(found.contradictions[0].answers.is_empty() && found.openings.is_empty());
    proved(&answers, &found);
}

/// Twelve pairs that each contradict themselves: 4096 openings, more than the budget allows to list.
#[test]
fn a_limit_is_reported() {
    let background = Program::new(12);
    let rows = (0..24)
        .map(|a| {
            let sense = if a % 2 == 0 { Sense::AtLeast } else { Sense::AtMost };
            vec![Row::whole(&[(a / 2, 1)], sense, 2 - 2 * (a as i64 % 2) + (a as i64 % 2))]
        })
        .collect();
    let answers = Answers { background, rows };
    let found = answers.contradictions(&mut Budget::new(6000)).expect("sound");
    assert_eq!(found.stop, Stop::Budget);
    assert!(!found.contradictions.is_empty());
    proved(&answers, &found);
}
