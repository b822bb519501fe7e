//! The twin of every search: it looks at every package there is and writes the
//! definition down again, in the most obvious way.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use zopa_core::answer::{Goal, Package};
use zopa_core::problem::{Consent, Problem, Rule, Score};

/// Every package, in the order of options.
pub fn packages(problem: &Problem) -> Vec<Package> {
    let mut all: Vec<Package> = vec![Vec::new()];
    for &k in problem.options() {
        all = all
            .iter()
            .flat_map(|begun| {
                (0..k).map(move |o| {
                    let mut longer = begun.clone();
                    longer.push(o);
                    longer
                })
            })
            .collect();
    }
    all
}

/// What party `p` gains.
pub fn gain(problem: &Problem, p: usize, package: &[usize]) -> Score {
    let mut points = 0;
    for (i, &o) in package.iter().enumerate() {
        points += problem.row(p, i)[o];
    }
    for pair in problem.pairs() {
        if pair.party == p {
            let [a, b] = pair.issues;
            let columns = problem.options()[b];
            points += pair.points[package[a] * columns + package[b]];
        }
    }
    for term in problem.boxes() {
        if term.party == p && term.sides.iter().all(|(i, options)| options.contains(&package[*i])) {
            points += term.points;
        }
    }
    match problem.parties()[p].cap {
        Some(cap) if cap < points => cap - problem.parties()[p].no_deal,
        _ => points - problem.parties()[p].no_deal,
    }
}

pub fn asked(problem: &Problem, p: usize, package: &[usize]) -> bool {
    let party = &problem.parties()[p];
    match party.consent {
        Consent::Whole => true,
        Consent::None => false,
        Consent::Carried => party.carries.iter().any(|o| package[o.issue] == o.option),
    }
}

pub fn keeps_rules(problem: &Problem, package: &[usize]) -> bool {
    problem.rules().iter().all(|rule| match rule {
        Rule::Clause(literals) => literals.iter().any(|l| match l.chosen {
            true => package[l.opt.issue] == l.opt.option,
            false => package[l.opt.issue] != l.opt.option,
        }),
        Rule::AtMost { options, count } => {
            let mut chosen = 0;
            for o in options {
                if package[o.issue] == o.option {
                    chosen += 1;
                }
            }
            chosen <= *count
        }
    })
}

/// The real lines crossed of parties that are asked.
pub fn crossed(problem: &Problem, real: &[bool], package: &[usize]) -> Vec<usize> {
    (0..problem.lines().len())
        .filter(|&l| {
            let line = &problem.lines()[l];
            real[l]
                && asked(problem, line.party, package)
                && line.excludes.iter().any(|o| package[o.issue] == o.option)
        })
        .collect()
}

pub fn acceptable(problem: &Problem, real: &[bool], package: &[usize]) -> bool {
    keeps_rules(problem, package)
        && crossed(problem, real, package).is_empty()
        && (0..problem.n()).all(|p| !asked(problem, p, package) || gain(problem, p, package) >= 0)
}

/// The acceptable packages.
pub fn zone(problem: &Problem, real: &[bool]) -> Vec<Package> {
    packages(problem).into_iter().filter(|x| acceptable(problem, real, x)).collect()
}

/// The packages that keep the rules.
pub fn feasible(problem: &Problem) -> Vec<Package> {
    packages(problem).into_iter().filter(|x| keeps_rules(problem, x)).collect()
}

/// The value of a package, entries compared in order; `None` if it does not
/// count.
pub fn value(problem: &Problem, goal: &Goal, package: &[usize]) -> Option<Vec<BigRational>> {
    let big = |s: Score| BigRational::from_integer(BigInt::from(s));
    let share = |p: usize, unit: Score| big(gain(problem, p, package)) / big(unit);
    match goal {
        Goal::Any => Some(Vec::new()),
        Goal::Product { players } => {
            let mut product = big(1);
            for &p in players {
                if gain(problem, p, package) < 1 {
                    return None;
                }
                product *= big(gain(problem, p, package));
            }
            Some(vec![product])
        }
        Goal::Leximin { players, units } => {
            let mut shares: Vec<_> = players.iter().zip(units).map(|(&p, &u)| share(p, u)).collect();
            shares.sort();
            Some(shares)
        }
        Goal::Sum { players, units } => {
            Some(vec![players.iter().zip(units).map(|(&p, &u)| share(p, u)).sum()])
        }
        Goal::Weighted { players, weights } => {
            let weighted =
                |(&p, w): (&usize, &BigInt)| big(gain(problem, p, package)) * BigRational::from(w.clone());
            Some(vec![players.iter().zip(weights).map(weighted).sum()])
        }
        Goal::Own { party } => Some(vec![big(gain(problem, *party, package))]),
    }
}

/// The acceptable packages that count, the best first, equals in the order of
/// their options.
pub fn ranked(problem: &Problem, real: &[bool], goal: &Goal) -> Vec<(Vec<BigRational>, Package)> {
    let mut all: Vec<_> =
        zone(problem, real).into_iter().filter_map(|x| value(problem, goal, &x).map(|v| (v, x))).collect();
    all.sort_by(|(v, x), (w, y)| w.cmp(v).then(x.cmp(y)));
    all
}

/// All packages of the best value.
pub fn best(problem: &Problem, real: &[bool], goal: &Goal) -> Vec<Package> {
    let ranked = ranked(problem, real, goal);
    let ties = ranked.iter().take_while(|(v, _)| *v == ranked[0].0);
    ties.map(|(_, x)| x.clone()).collect()
}

/// The efficient points among some packages: gains on the axes, and all
/// packages that have them.
pub fn frontier(
    problem: &Problem,
    axes: &[usize],
    packages: &[Package],
) -> BTreeMap<Vec<Score>, Vec<Package>> {
    let mut points: BTreeMap<Vec<Score>, Vec<Package>> = BTreeMap::new();
    for x in packages {
        let gains = axes.iter().map(|&p| gain(problem, p, x)).collect();
        points.entry(gains).or_default().push(x.clone());
    }
    let dominated = |a: &Vec<Score>| {
        points.keys().any(|b| b != a && b.iter().zip(a).all(|(better, worse)| better >= worse))
    };
    points.iter().filter(|(a, _)| !dominated(a)).map(|(a, x)| (a.clone(), x.clone())).collect()
}

/// In how many issues two packages differ.
pub fn changes(from: &[usize], to: &[usize]) -> usize {
    from.iter().zip(to).filter(|(a, b)| a != b).count()
}

/// The packages one or two changes away that keep the rules, that nobody
/// refuses who accepted before, that are no worse for any of `parties` and
/// better for one, and that no other such package beats: by being at least as
/// good for all of them, and better for one or with fewer changes.
pub fn exchanges(problem: &Problem, real: &[bool], from: &[usize], parties: &[usize]) -> Vec<Package> {
    let accepts = |p: usize, x: &[usize]| {
        let own = |l: &usize| problem.lines()[*l].party == p;
        let crosses = crossed(problem, real, x).iter().any(own);
        !asked(problem, p, x) || (gain(problem, p, x) >= 0 && !crosses)
    };
    let gained = |x: &[usize], p: usize| gain(problem, p, x) - gain(problem, p, from);
    let good: Vec<Package> = packages(problem)
        .into_iter()
        .filter(|x| (1..=2).contains(&changes(from, x)) && keeps_rules(problem, x))
        .filter(|x| parties.iter().all(|&p| gained(x, p) >= 0) && parties.iter().any(|&p| gained(x, p) > 0))
        .filter(|x| (0..problem.n()).all(|p| !accepts(p, from) || accepts(p, x)))
        .collect();
    let beats = |a: &Package, b: &Package| {
        parties.iter().all(|&p| gained(a, p) >= gained(b, p))
            && (parties.iter().any(|&p| gained(a, p) > gained(b, p)) || changes(from, a) < changes(from, b))
    };
    good.iter().filter(|x| !good.iter().any(|y| beats(y, x))).cloned().collect()
}

/// A concession: by how much each no-deal value is lowered, and which real
/// lines are waived.
pub type Concession = (Vec<Score>, Vec<usize>);

/// What a package that keeps the rules needs to become acceptable.
pub fn need(problem: &Problem, real: &[bool], package: &[usize]) -> Concession {
    let loss = |p: usize| match asked(problem, p, package) {
        true => (-gain(problem, p, package)).max(0),
        false => 0,
    };
    ((0..problem.n()).map(loss).collect(), crossed(problem, real, package))
}

/// Whether a concession asks for no more than another one in any respect.
pub fn no_more(a: &Concession, b: &Concession) -> bool {
    a.0.iter().zip(&b.0).all(|(x, y)| x <= y) && a.1.iter().all(|l| b.1.contains(l))
}

/// The least concessions.
pub fn relaxations(problem: &Problem, real: &[bool]) -> BTreeMap<Concession, Vec<Package>> {
    let mut needs: BTreeMap<Concession, Vec<Package>> = BTreeMap::new();
    for x in feasible(problem) {
        needs.entry(need(problem, real, &x)).or_default().push(x);
    }
    let least = |a: &Concession| !needs.keys().any(|b| b != a && no_more(b, a));
    needs.iter().filter(|(a, _)| least(a)).map(|(a, x)| (a.clone(), x.clone())).collect()
}

/// Among `lines`: the smallest sets that leave no deal when exactly they are
/// real, and the smallest sets whose waiving leaves one when all the others are.
pub fn cruxes(problem: &Problem, lines: &[usize]) -> (BTreeSet<Vec<usize>>, BTreeSet<Vec<usize>>) {
    let all_real: Vec<bool> = (0..problem.lines().len()).map(|l| lines.contains(&l)).collect();
    let none_real = vec![false; problem.lines().len()];
    // Packages acceptable but for lines, as the lines that stand in their way.
    let obstacles: BTreeSet<Vec<usize>> = packages(problem)
        .into_iter()
        .filter(|x| acceptable(problem, &none_real, x))
        .map(|x| crossed(problem, &all_real, &x))
        .collect();
    let deal = |real: &[usize]| obstacles.iter().any(|o| o.iter().all(|l| !real.contains(l)));
    let without =
        |set: &[usize]| -> Vec<usize> { lines.iter().copied().filter(|l| !set.contains(l)).collect() };
    let sets = subsets(lines);
    let closing: Vec<&Vec<usize>> = sets.iter().filter(|set| !deal(set)).collect();
    let opening: Vec<&Vec<usize>> = sets.iter().filter(|set| deal(&without(set))).collect();
    (smallest(&closing), smallest(&opening))
}

fn subsets(lines: &[usize]) -> Vec<Vec<usize>> {
    let mut sets = vec![Vec::new()];
    for &l in lines {
        let longer: Vec<Vec<usize>> = sets
            .iter()
            .map(|set| {
                let mut set = set.clone();
                set.push(l);
                set.sort();
                set
            })
            .collect();
        sets.extend(longer);
    }
    sets
}

fn smallest(sets: &[&Vec<usize>]) -> BTreeSet<Vec<usize>> {
    let least = |a: &&&Vec<usize>| !sets.iter().any(|b| b != *a && b.iter().all(|l| a.contains(l)));
    sets.iter().filter(least).map(|set| set.to_vec()).collect()
}
