//! Problems and proofs made by hand.

use zopa_core::answer::Case;
use zopa_core::check::{Check, Verdict};
use zopa_core::problem::{Consent, Line, Literal, Opt, Parts, Party, Problem, Rule, Score};

/// Steps enough for every problem here.
pub const STEPS: u64 = 10_000;

pub fn party(consent: Consent, no_deal: Score, carries: &[(usize, usize)]) -> Party {
    Party { consent, no_deal, carries: opts(carries), cap: None }
}

pub fn whole(no_deal: Score) -> Party {
    party(Consent::Whole, no_deal, &[])
}

pub fn opts(list: &[(usize, usize)]) -> Vec<Opt> {
    list.iter().map(|&(issue, option)| Opt { issue, option }).collect()
}

pub fn line(party: usize, excludes: &[(usize, usize)]) -> Line {
    Line { party, excludes: opts(excludes) }
}

pub fn literal(issue: usize, option: usize, chosen: bool) -> Literal {
    Literal { opt: Opt { issue, option }, chosen }
}

/// Values by party and issue; the shape follows from the first party's.
pub fn made(parties: Vec<Party>, values: &[&[&[Score]]]) -> Parts {
    let values: Vec<Vec<Vec<Score>>> =
        values.iter().map(|v| v.iter().map(|row| row.to_vec()).collect()).collect();
    let options = values[0].iter().map(Vec::len).collect();
    Parts { parties, options, values, ..Parts::default() }
}

pub fn problem(parts: Parts) -> Problem {
    Problem::new(parts).expect("a problem in shape")
}

/// Two parties, two issues of two options; what one wins the other loses.
pub fn seesaw(no_deal: [Score; 2]) -> Problem {
    problem(made(vec![whole(no_deal[0]), whole(no_deal[1])], &[&[&[0, 10], &[0, 4]], &[&[10, 0], &[6, 0]]]))
}

pub fn with_lines(parts: Parts, lines: Vec<Line>) -> Problem {
    problem(Parts { lines, ..parts })
}

/// Party 0 accepts only what party 1 carries and would refuse.
pub fn unwilling() -> Parts {
    made(vec![whole(5), party(Consent::Carried, 1, &[(0, 1)])], &[&[&[0, 5], &[0, 0]], &[&[0, 0], &[0, 0]]])
}

pub fn ruled(rules: Vec<Rule>) -> Problem {
    problem(Parts { rules, ..made(vec![whole(0)], &[&[&[0, 0], &[0, 0], &[0, 0, 0]]]) })
}

#[track_caller]
pub fn fails(verdict: Verdict, word: &str) {
    match verdict {
        Verdict::Fails(fault) => {
            let text = fault.to_string();
            assert!(text.contains(word), "failed for another reason: {text}");
        }
        other => panic!("{other:?} where it had to fail: {word}"),
    }
}

/// The tree proves the zone empty.
#[track_caller]
pub fn empty(problem: &Problem, real: &[bool], tree: &Case) {
    assert_eq!(Check::new(problem, real, STEPS).unwrap().empty(tree), Verdict::Holds);
}

/// The tree does not, for a reason with this word in it.
#[track_caller]
pub fn not_empty(problem: &Problem, real: &[bool], tree: &Case, word: &str) {
    fails(Check::new(problem, real, STEPS).unwrap().empty(tree), word);
}

pub fn split(issue: usize, parts: Vec<(Vec<usize>, Case)>) -> Case {
    Case::Split { issue, parts }
}

pub fn each(issue: usize, options: usize, leaf: &Case) -> Case {
    split(issue, (0..options).map(|o| (vec![o], leaf.clone())).collect())
}

pub fn consent(party: usize, unasked: Case, asked: Case) -> Case {
    Case::Consent { party, unasked: Box::new(unasked), asked: Box::new(asked) }
}
