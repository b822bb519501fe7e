//! Names and order mean nothing: with parties, issues, options and red lines
//! in another order every answer is the same in the other order.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::random::{Random, Sample};
use common::{cases, goals, parts, whole};
use zopa_core::answer::{Goal, Package};
use zopa_core::budget::Budget;
use zopa_core::concept::{self, CONCEPTS};
use zopa_core::crux::cruxes;
use zopa_core::frontier::{Scope, frontier};
use zopa_core::problem::{BoxTerm, Line, Opt, Pair, Party, Problem, Rule, Score};
use zopa_core::relax::relaxations;
use zopa_core::trade::exchanges;
use zopa_core::zone::{Zone, zone};

const ORDINARY: u64 = 400;

/// New places of parties, issues, options and lines: `parties[p]` is where
/// party `p` stands now.
struct Order {
    parties: Vec<usize>,
    issues: Vec<usize>,
    options: Vec<Vec<usize>>,
    lines: Vec<usize>,
}

/// A list in another order.
fn moved<T: Clone>(list: &[T], to: &[usize]) -> Vec<T> {
    let mut from: Vec<usize> = (0..list.len()).collect();
    from.sort_by_key(|&k| to[k]);
    from.into_iter().map(|k| list[k].clone()).collect()
}

impl Order {
    fn random(random: &mut Random, problem: &Problem) -> Order {
        Order {
            parties: random.order(problem.n()),
            issues: random.order(problem.m()),
            options: problem.options().iter().map(|&k| random.order(k)).collect(),
            lines: random.order(problem.lines().len()),
        }
    }

    fn opt(&self, o: &Opt) -> Opt {
        Opt { issue: self.issues[o.issue], option: self.options[o.issue][o.option] }
    }

    fn opts(&self, list: &[Opt]) -> Vec<Opt> {
        list.iter().rev().map(|o| self.opt(o)).collect()
    }

    fn package(&self, package: &[usize]) -> Package {
        let renamed: Vec<usize> = package.iter().zip(&self.options).map(|(&o, to)| to[o]).collect();
        moved(&renamed, &self.issues)
    }

    fn packages(&self, packages: &[Package]) -> BTreeSet<Package> {
        packages.iter().map(|x| self.package(x)).collect()
    }

    fn set(&self, lines: &[usize]) -> BTreeSet<usize> {
        lines.iter().map(|&l| self.lines[l]).collect()
    }

    fn players(&self, players: &[usize]) -> Vec<usize> {
        players.iter().map(|&p| self.parties[p]).collect()
    }

    fn goal(&self, goal: &Goal) -> Goal {
        match goal.clone() {
            Goal::Any => Goal::Any,
            Goal::Product { players } => Goal::Product { players: self.players(&players) },
            Goal::Leximin { players, units } => Goal::Leximin { players: self.players(&players), units },
            Goal::Sum { players, units } => Goal::Sum { players: self.players(&players), units },
            Goal::Weighted { players, weights } => {
                Goal::Weighted { players: self.players(&players), weights }
            }
            Goal::Own { party } => Goal::Own { party: self.parties[party] },
        }
    }

    fn pair(&self, problem: &Problem, pair: &Pair) -> Pair {
        let [a, b] = pair.issues;
        let (rows, columns) = (problem.options()[a], problem.options()[b]);
        let (first, second) = (self.issues[a], self.issues[b]);
        let mut points = vec![0; pair.points.len()];
        for o in 0..rows {
            for other in 0..columns {
                let (to, beside) = (self.options[a][o], self.options[b][other]);
                let at = if first < second { to * columns + beside } else { beside * rows + to };
                points[at] = pair.points[o * columns + other];
            }
        }
        let issues = [first.min(second), first.max(second)];
        Pair { party: self.parties[pair.party], issues, points }
    }

    fn box_term(&self, term: &BoxTerm) -> BoxTerm {
        let mut sides: Vec<(usize, Vec<usize>)> = Vec::new();
        for (issue, options) in &term.sides {
            let mut inside: Vec<usize> = options.iter().map(|&o| self.options[*issue][o]).collect();
            inside.sort_unstable();
            sides.push((self.issues[*issue], inside));
        }
        sides.sort_unstable();
        BoxTerm { party: self.parties[term.party], sides, points: term.points }
    }

    fn rule(&self, rule: &Rule) -> Rule {
        match rule.clone() {
            Rule::AtMost { options, count } => Rule::AtMost { options: self.opts(&options), count },
            Rule::Clause(mut literals) => {
                literals.reverse();
                literals.iter_mut().for_each(|l| l.opt = self.opt(&l.opt));
                Rule::Clause(literals)
            }
        }
    }

    fn problem(&self, problem: &Problem) -> Problem {
        let mut parts = parts(problem);
        let party = |p: &Party| Party { carries: self.opts(&p.carries), ..p.clone() };
        let line = |l: &Line| Line { party: self.parties[l.party], excludes: self.opts(&l.excludes) };
        parts.parties = moved(&parts.parties.iter().map(party).collect::<Vec<_>>(), &self.parties);
        parts.options = moved(&parts.options, &self.issues);
        for values in &mut parts.values {
            for (row, to) in values.iter_mut().zip(&self.options) {
                *row = moved(row, to);
            }
            *values = moved(values, &self.issues);
        }
        parts.values = moved(&parts.values, &self.parties);
        parts.pairs = problem.pairs().iter().rev().map(|pair| self.pair(problem, pair)).collect();
        parts.boxes = problem.boxes().iter().rev().map(|term| self.box_term(term)).collect();
        parts.rules = parts.rules.iter().rev().map(|rule| self.rule(rule)).collect();
        parts.lines = moved(&parts.lines.iter().map(line).collect::<Vec<_>>(), &self.lines);
        Problem::new(parts).expect("a problem in shape")
    }
}

/// A problem, and the same in another order.
struct Twice<'a> {
    here: &'a Problem,
    real: &'a [bool],
    order: Order,
    there: Problem,
    real_there: Vec<bool>,
}

fn each(check: impl Fn(u64, &Twice) + std::panic::RefUnwindSafe) {
    common::each(cases(ORDINARY), |seed, Sample { problem, real }| {
        let order = Order::random(&mut Random::new(seed ^ 0x0bde), problem);
        let there = order.problem(problem);
        let real_there = moved(real, &order.lines);
        check(seed, &Twice { here: problem, real, order, there, real_there });
    });
}

fn budget() -> Budget<'static> {
    Budget::new(u64::MAX >> 1)
}

#[test]
fn gains_and_acceptance_are_the_same() {
    each(|_, Twice { here, real, order, there, real_there }| {
        for x in common::twin::packages(here) {
            let y = order.package(&x);
            assert_eq!(here.acceptable(real, &x), there.acceptable(real_there, &y));
            for p in 0..here.n() {
                assert_eq!(here.gain(p, &x), there.gain(order.parties[p], &y));
            }
        }
    });
}

#[test]
fn the_zone_is_as_open() {
    each(|_, Twice { here, real, there, real_there, .. }| {
        let one = zone(here, real, &mut budget()).value;
        let other = zone(there, real_there, &mut budget()).value;
        assert_eq!(matches!(one, Zone::Open(_)), matches!(other, Zone::Open(_)));
        assert_eq!(matches!(one, Zone::Empty), matches!(other, Zone::Empty));
    });
}

#[test]
fn goals_have_the_same_values_and_ties() {
    each(|seed, Twice { here, real, order, there, real_there }| {
        for goal in goals(seed, here) {
            let one = concept::solve(here, real, &goal, &mut budget());
            let other = concept::solve(there, real_there, &order.goal(&goal), &mut budget());
            assert_eq!((&one.value, one.more), (&other.value, other.more), "{goal:?}");
            if !one.more {
                assert_eq!(order.packages(&one.picks), other.picks.iter().cloned().collect(), "{goal:?}");
            }
        }
    });
}

#[test]
fn concepts_pick_the_same() {
    each(|_, Twice { here, real, order, there, real_there }| {
        let one = concept::players(here, real, &mut budget()).unwrap();
        let other = concept::players(there, real_there, &mut budget()).unwrap();
        let (Some(one), Some(other)) = (&one, &other) else {
            assert_eq!(one.is_some(), other.is_some());
            return;
        };
        let ideals: BTreeMap<usize, Score> =
            one.ideals.iter().map(|i| (order.parties[i.party], i.gain)).collect();
        assert!(other.ideals.iter().map(|i| (i.party, i.gain)).eq(ideals));
        for known in CONCEPTS {
            let (Some(goal), Some(renamed)) = (one.goal(known), other.goal(known)) else { continue };
            let picks = concept::solve(here, real, &goal, &mut budget());
            let renamed = concept::solve(there, real_there, &renamed, &mut budget());
            assert_eq!((&picks.value, picks.more), (&renamed.value, renamed.more), "{}", known.key);
            if !picks.more {
                let expected = order.packages(&picks.picks);
                assert_eq!(expected, renamed.picks.into_iter().collect(), "{}", known.key);
            }
        }
    });
}

#[test]
fn frontiers_have_the_same_points() {
    each(|_, Twice { here, real, order, there, real_there }| {
        for axes in [whole(here), (0..here.n()).collect()] {
            for scope in [Scope::Feasible, Scope::Acceptable] {
                let one = frontier(here, real, &axes, scope, &mut budget()).points;
                let other = frontier(there, real_there, &order.players(&axes), scope, &mut budget()).points;
                let counted = |points: &[zopa_core::frontier::Efficient]| -> BTreeSet<_> {
                    points.iter().map(|p| (p.values.clone(), p.count)).collect()
                };
                assert_eq!(counted(&one), counted(&other), "{axes:?} {scope:?}");
            }
        }
    });
}

#[test]
fn least_concessions_are_the_same() {
    each(|_, Twice { here, real, order, there, real_there }| {
        let one: BTreeSet<_> = relaxations(here, real, &mut budget())
            .all
            .iter()
            .map(|r| (moved(&r.shifts, &order.parties), order.set(&r.lines)))
            .collect();
        let other: BTreeSet<_> = relaxations(there, real_there, &mut budget())
            .all
            .into_iter()
            .map(|r| (r.shifts, r.lines.into_iter().collect::<BTreeSet<_>>()))
            .collect();
        assert_eq!(one, other);
    });
}

#[test]
fn cruxes_are_the_same() {
    each(|_, Twice { here, order, there, .. }| {
        let lines: Vec<usize> = (0..here.lines().len()).collect();
        let (one, other) = (cruxes(here, &lines, &mut budget()), cruxes(there, &lines, &mut budget()));
        let plain = |lines: &Vec<usize>| lines.iter().copied().collect::<BTreeSet<_>>();
        let conflicts: BTreeSet<_> = one.conflicts.iter().map(|c| order.set(&c.lines)).collect();
        assert_eq!(conflicts, other.conflicts.iter().map(|c| plain(&c.lines)).collect());
        let openings: BTreeSet<_> = one.openings.iter().map(|o| order.set(&o.lines)).collect();
        assert_eq!(openings, other.openings.iter().map(|o| plain(&o.lines)).collect());
    });
}

#[test]
fn exchanges_are_the_same() {
    each(|seed, Twice { here, real, order, there, real_there }| {
        let from: Package =
            here.options().iter().enumerate().map(|(i, k)| (seed >> i) as usize % k).collect();
        let parties = whole(here);
        let one = exchanges(here, real, &from, &parties, &mut budget()).unwrap();
        let (from, parties) = (order.package(&from), order.players(&parties));
        let other = exchanges(there, real_there, &from, &parties, &mut budget()).unwrap();
        let one: BTreeSet<_> =
            one.iter().map(|e| (order.package(&e.package), moved(&e.gains, &order.parties))).collect();
        assert_eq!(one, other.into_iter().map(|e| (e.package, e.gains)).collect());
    });
}
