//! Problems with more in them: what is added is what was asked for, what was there stays, and a judge of the grown problem
//! decides the grown world as the general search and plain enumeration do.

use zopa::compile::compile;
use zopa::compile::extend::{Growth, MoreIssue, MoreParty};
use zopa::ensemble::View;
use zopa::ensemble::extra::{quantile, uniform};
use zopa::scenario::{Estimate, Number, Scenario, Span};
use zopa_core::budget::Budget;
use zopa_core::problem::{Consent, Problem};
use zopa_core::world::{BLOCK, Case, GRID, Judge, Tables, Verdict, World};
use zopa_core::zone::{Zone, zone};

fn fair() -> Scenario {
    let reading =
        zopa::read::read("fair.toml", include_str!("fair.toml").into(), &mut |_| Err("none".to_owned()));
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

/// A lever of two levels, a copy of each party at two later dates, a body at home, and a cost.
fn growth(problem: &Problem, shift: f64) -> Growth {
    let (n, m) = (problem.n(), problem.m());
    let mut growth = Growth {
        issues: vec![MoreIssue {
            id: "lever".into(),
            label: "a lever".into(),
            options: ["off", "half", "full"].map(|o| (o.to_owned(), o.to_owned())).to_vec(),
        }],
        ..Growth::default()
    };
    for p in 0..n {
        for (date, factor) in [0.5, 0.9].into_iter().enumerate() {
            growth.parties.push(MoreParty {
                id: format!("{p}-{date}"),
                name: format!("party {p} at {date}"),
                consent: problem.parties()[p].consent,
                like: Some((p, factor)),
                no_deal: 12.0 + 3.0 * date as f64 + shift,
            });
            growth.points.push((n + growth.parties.len() - 1, p % m, 0, -4.25));
        }
    }
    growth.parties.push(MoreParty {
        id: "home".into(),
        name: "home".into(),
        consent: Consent::Whole,
        like: None,
        no_deal: 0.0,
    });
    let home = n + growth.parties.len() - 1;
    growth.lines.push((home, vec![(0, 0)], shift < 5.0));
    growth.boxes.push((home, vec![(0, vec![1]), (1, vec![1])], -1.0));
    growth.left_out.push(("no middle price by cart".into(), vec![(0, vec![1, 2]), (2, vec![1])]));
    for level in 1..3 {
        growth.points.push((0, m, level, 3.5 * level as f64));
        growth.points.push((1, m, level, -0.5 * level as f64));
    }
    growth.no_deal.push((1, shift));
    growth
}

/// What a package of the grown problem is worth by the definition, in points.
fn worth(base: &Problem, grid: f64, growth: &Growth, party: usize, package: &[usize]) -> (f64, f64) {
    let (n, m) = (base.n(), base.m());
    let value = |p: usize| base.value(p, &package[..m]) as f64 / grid;
    let (mut worth, mut no_deal) = match party.checked_sub(n) {
        None => (value(party), base.parties()[party].no_deal as f64 / grid),
        Some(more) => {
            let party = &growth.parties[more];
            (party.like.map_or(0.0, |(p, factor)| factor * value(p)), party.no_deal)
        }
    };
    worth += growth
        .points
        .iter()
        .filter(|(p, i, o, _)| *p == party && package[*i] == *o)
        .map(|x| x.3)
        .sum::<f64>();
    let inside =
        |sides: &[(usize, Vec<usize>)]| sides.iter().all(|(i, options)| options.contains(&package[*i]));
    worth +=
        growth.boxes.iter().filter(|(p, sides, _)| *p == party && inside(sides)).map(|x| x.2).sum::<f64>();
    no_deal += growth.no_deal.iter().filter(|(p, _)| *p == party).map(|x| x.1).sum::<f64>();
    (worth, no_deal)
}

fn packages(options: &[usize]) -> Vec<Vec<usize>> {
    options.iter().fold(vec![Vec::new()], |all, &k| {
        all.iter().flat_map(|x| (0..k).map(|o| [x.clone(), vec![o]].concat())).collect()
    })
}

#[test]
fn a_grown_problem_is_what_it_says() {
    let base = compile(&fair(), None, 0).expect("compiles");
    let (growth, m) = (growth(&base.problem, 2.0), base.problem.m());
    let grown = growth.compiled(&base).expect("grows");
    assert_eq!(grown.parties.len(), grown.problem.n());
    assert_eq!(grown.issues.len(), grown.problem.m());
    assert!(grown.grid >= GRID.into());
    for package in packages(grown.problem.options()) {
        // Who is at home refuses the low price, and the middle one late.
        let real = growth.real(&vec![false; base.problem.lines().len()]);
        let home = grown.problem.n() - 1;
        let refused = package[0] == 0 || (package[0] == 1 && package[1] == 1);
        assert_eq!(grown.problem.accepts(&real, home, &package), !refused, "{package:?}");
        let kept = grown.problem.rules().iter().all(|rule| rule.holds(&package));
        let before = base.problem.rules().iter().all(|rule| rule.holds(&package[..m]));
        assert_eq!(kept, before && !(package[0] > 0 && package[2] == 1), "{package:?}");
        for p in 0..grown.problem.n() {
            let (value, no_deal) = worth(&base.problem, base.grid as f64, &growth, p, &package);
            let off = grown.rounding[p] as f64 / grown.grid as f64 + 1e-9;
            let gain = grown.points(grown.problem.value(p, &package) - grown.problem.parties()[p].no_deal);
            assert!(
                (gain - (value - no_deal)).abs() <= off,
                "{p} {package:?}: {gain} and {}",
                value - no_deal
            );
            if p < base.problem.n() && p > 1 {
                assert_eq!(
                    gain,
                    base.points(base.problem.value(p, &package[..m]) - base.problem.parties()[p].no_deal)
                );
            }
        }
    }
}

#[test]
fn nothing_more_changes_nothing() {
    let base = compile(&fair(), None, 0).expect("compiles");
    let grown = Growth::default().compiled(&base).expect("grows");
    for package in packages(base.problem.options()) {
        for p in 0..base.problem.n() {
            assert_eq!(
                base.points(base.problem.value(p, &package)),
                grown.points(grown.problem.value(p, &package))
            );
        }
    }
    let view = View::new(&fair(), None, 0).expect("worlds");
    let mut tables = Tables::default();
    view.family.tables(&view.plausible.representative, &mut tables);
    assert_eq!(Growth::default().tables(&base.problem, &tables).expect("grows"), tables);
}

#[test]
fn a_judge_decides_grown_worlds() {
    let view = View::new(&fair(), None, 0).expect("worlds");
    let base = &view.plausible.compiled;
    let structure = growth(&base.problem, 0.0).compiled(base).expect("grows");
    let mut judge = Judge::new(&structure.problem);
    let case = Case::middle(&view.family);
    let mut draws = view.family.draws(&case, 3u64, 0).expect("draws");
    let mut world = World { point: Vec::new(), toughness: Vec::new() };
    let mut tables = Tables::default();
    let (mut deals, mut none) = (0, 0);
    for k in 0..BLOCK {
        assert!(draws.next(&mut world).expect("draws"));
        view.family.tables(&world.point, &mut tables);
        let shift = 30.0 * uniform("shift", 3, k) - 5.0;
        let grown = growth(&base.problem, shift).tables(&base.problem, &tables).expect("grows");
        let real = growth(&base.problem, shift).real(&world.real(&world.point[view.family.firmness()..]));
        let problem = structure.problem.in_world(&grown).expect("fits");
        let any = packages(problem.options()).iter().any(|x| problem.acceptable(&real, x));
        let expected = if any { Verdict::Deal } else { Verdict::None };
        assert_eq!(judge.decide(&grown, &real, None), expected, "world {k}");
        let found = zone(&problem, &real, &mut Budget::new(1_000_000)).value;
        assert_eq!(matches!(found, Zone::Open(_)), any, "world {k}");
        *(if any { &mut deals } else { &mut none }) += 1;
    }
    assert!(deals > 15 && none > 15, "{deals} and {none}: the draws say nothing");
}

#[test]
fn numbers_of_worlds_are_uniform_and_by_name() {
    let draws: Vec<f64> = (0..4000).map(|k| uniform("a", 1, k)).collect();
    let mean = draws.iter().sum::<f64>() / 4000.0;
    assert!((mean - 0.5).abs() < 0.02, "{mean}");
    assert_eq!(uniform("a", 1, 7), draws[7]);
    assert_ne!(uniform("b", 1, 7), draws[7]);
    assert_ne!(uniform("a", 2, 7), draws[7]);
    let estimate = |low: i128, best: Option<i128>, high: i128| Estimate {
        low: Number::from_integer(low),
        best: best.map(Number::from_integer),
        high: Number::from_integer(high),
        sources: Vec::new(),
        author: None,
        date: None,
        note: None,
        span: Span::default(),
    };
    assert_eq!(quantile(&estimate(2, None, 6), 0.25), 3.0);
    assert_eq!(quantile(&estimate(2, None, 2), 0.25), 2.0);
    // The median of a symmetric distribution is its middle.
    assert!((quantile(&estimate(0, Some(5), 10), 0.5) - 5.0).abs() < 1e-9);
}
