//! The problem with levers in it: each lever is a further issue, and further parties say what holders and targets bear.
//!
//! | further party | has to accept, which means |
//! |---|---|
//! | what it costs `H` | what `H` spends stays within its budget; what it gains is what it does not spend |
//! | `H` carries it out | what all its levers take from `H`, paid or carried out, is at most what the package is worth to it over no deal |
//! | `T` stays | the threats against `T` together stay within what drives it from the table |
//!
//! Costs count as `λ c w` with `w = 1` for a carrot and the share of worlds without a deal for a stick, and `λ` times the
//! cost of threatening: what is spent on average, on the safe side. An obstruction is possible only where a package keeps the lines of the target
//! that are judged firm: with such levers the package is held to these lines.

use super::model::{Model, Numbers};
use crate::compile::extend::{Growth, MoreIssue, MoreParty};
use crate::compile::{CompileError, Compiled, RuleNames};
use crate::scenario::Condition;
use zopa_core::problem::{Consent, Literal, Opt, Parts, Problem, Rule, Score};

/// Steps of a bound on levers without levels.
const HUNDREDTHS: usize = 100;

/// What a problem with levers is made from.
#[derive(Clone, Copy)]
pub(super) struct Ground<'g> {
    pub base: &'g Compiled,
    pub model: &'g Model<'g>,
    pub numbers: &'g [Numbers],
    /// What carrying out a stick counts for: the share of worlds without a deal.
    pub fails: f64,
    /// Per party, the threats beyond which it walks away.
    pub triggers: &'g [Option<f64>],
    /// Per party, the most it can spend.
    pub budgets: &'g [Option<f64>],
    /// Whether a level of a lever without levels stands for everything down to the one below, at its best and cheapest.
    pub loose: bool,
}

/// A problem with levers.
pub(super) struct Grown {
    pub compiled: Compiled,
    /// The levers, as many as issues were added, in their order.
    pub levers: Vec<usize>,
    /// How many issues came before them.
    pub first: usize,
    /// Holders, and the party that counts what each spends.
    pub costs: Vec<(usize, usize)>,
}

impl Ground<'_> {
    /// What a lever at a level counts for in its holder's spending, points.
    pub fn spent(&self, lever: usize, level: f64) -> f64 {
        let numbers = &self.numbers[lever];
        let weight = if self.model.levers[lever].threatens() { self.fails } else { 1.0 };
        level * (numbers.cost * weight + numbers.threatening)
    }

    /// The levels of a lever as options of its issue: of one without levels, hundredths where they stand for all between.
    fn levels(&self, lever: usize) -> Vec<(f64, String)> {
        let usable = &self.model.levers[lever];
        match (self.loose && usable.lever.continuous, usable.levels.last()) {
            (true, Some((cap, _))) => {
                (1..=HUNDREDTHS).map(|k| (cap * k as f64 / HUNDREDTHS as f64, format!("to {k} %"))).collect()
            }
            _ => usable.levels.clone(),
        }
    }

    /// The levers that these holders can use: with everybody's consent.
    pub fn usable(&self, holders: &[usize], obstruction: bool) -> Vec<usize> {
        let levers = &self.model.levers;
        (0..levers.len())
            .filter(|&l| {
                holders.contains(&levers[l].holder) && levers[l].against(&self.numbers[l]).is_empty()
            })
            .filter(|&l| obstruction || levers[l].lever.condition != Condition::Obstruction)
            .collect()
    }

    /// The problem in which these holders can use these levers; they have to bear what they use.
    pub fn grow(&self, holders: &[usize], levers: Vec<usize>) -> Result<Grown, CompileError> {
        let base = self.base;
        let (n, first) = (base.problem.n(), base.problem.m());
        let mut growth = Growth::default();
        for &l in &levers {
            let usable = &self.model.levers[l];
            let levels = self.levels(l);
            let options = levels.iter().enumerate();
            let off = ("off".to_string(), "not used".to_string());
            growth.issues.push(MoreIssue {
                id: usable.lever.id.clone(),
                label: usable.lever.label.clone(),
                options: std::iter::once(off)
                    .chain(options.map(|(k, (_, label))| (format!("level_{}", k + 1), label.clone())))
                    .collect(),
            });
        }
        let mut costs = Vec::new();
        let mut bears = Vec::new();
        let mut stays = Vec::new();
        for &h in holders {
            let (id, name) = &base.parties[h];
            costs.push((h, n + growth.parties.len()));
            let most: f64 = levers
                .iter()
                .filter(|&&l| self.model.levers[l].holder == h)
                .map(|&l| self.model.levers[l].levels.last().map_or(0.0, |(level, _)| self.spent(l, *level)))
                .sum();
            growth.parties.push(MoreParty {
                id: format!("cost_{id}"),
                name: format!("what levers cost {name}"),
                consent: Consent::Whole,
                like: None,
                no_deal: -self.budgets[h].unwrap_or(most).min(most),
            });
            bears.push((h, n + growth.parties.len()));
            growth.parties.push(MoreParty {
                id: format!("bears_{id}"),
                name: format!("{name}, carrying its levers out"),
                consent: Consent::Whole,
                like: Some((h, 1.0)),
                no_deal: base.points(base.problem.parties()[h].no_deal),
            });
        }
        for t in 0..n {
            let Some(trigger) = self.triggers[t] else { continue };
            if levers.iter().any(|&l| self.model.levers[l].target == t && self.model.levers[l].threatens()) {
                let (id, name) = &base.parties[t];
                stays.push((t, n + growth.parties.len()));
                growth.parties.push(MoreParty {
                    id: format!("stays_{id}"),
                    name: format!("{name}, staying at the table"),
                    consent: Consent::Whole,
                    like: None,
                    no_deal: -trigger,
                });
            }
        }
        for (k, &l) in levers.iter().enumerate() {
            let (usable, numbers) = (&self.model.levers[l], &self.numbers[l]);
            let of = |list: &[(usize, usize)], who: usize| {
                list.iter().find(|(p, _)| *p == who).map(|(_, party)| *party)
            };
            let levels = self.levels(l);
            for (at, (level, _)) in levels.iter().enumerate() {
                let lower = match self.loose && usable.lever.continuous {
                    true if at > 0 => levels[at - 1].0,
                    true => 0.0,
                    false => *level,
                };
                let (issue, option) = (first + k, at + 1);
                let mut add = |party: usize, points: f64| {
                    if points != 0.0 {
                        growth.points.push((party, issue, option, points));
                    }
                };
                let best = |points: &dyn Fn(f64) -> f64| points(*level).max(points(lower));
                (0..n).for_each(|p| add(p, best(&|a| usable.moves(numbers, a, p))));
                if let Some(party) = of(&costs, usable.holder) {
                    add(party, -self.spent(l, lower));
                }
                if let Some(party) = of(&bears, usable.holder) {
                    add(party, best(&|a| -usable.burden(numbers, a)));
                }
                if let Some(party) = of(&stays, usable.target) {
                    add(party, -usable.threat(numbers, lower));
                }
                for &(i, o, p, points) in &numbers.values {
                    let sides = vec![(i, vec![o]), (issue, vec![option])];
                    let points = best(&|a| a * numbers.arrives() * points);
                    growth.boxes.push((p, sides.clone(), points));
                    if let Some(party) = of(&bears, p) {
                        growth.boxes.push((party, sides, points));
                    }
                }
            }
        }
        let mut compiled = growth.compiled(base)?;
        for (k, &a) in levers.iter().enumerate() {
            for (j, &b) in levers.iter().enumerate().skip(k + 1) {
                if self.model.clash(a, b) {
                    let off = |k: usize| Literal { opt: Opt { issue: first + k, option: 0 }, chosen: true };
                    let label = "levers that cannot be used together".to_string();
                    compiled = ruled(compiled, Rule::Clause(vec![off(k), off(j)]), ("either_or", label))?;
                }
            }
        }
        Ok(Grown { compiled, levers, first, costs })
    }

    /// The same, and a package is held to the firm lines of whoever a lever against obstruction is aimed at.
    pub fn grow_held(&self, holders: &[usize], levers: Vec<usize>) -> Result<Grown, CompileError> {
        let grown = self.grow(holders, levers)?;
        let compiled = self.held_to_lines(grown.compiled, &grown.levers)?;
        Ok(Grown { compiled, ..grown })
    }

    /// Where an obstruction can set a lever off: no option that a firm line of its target excludes.
    fn held_to_lines(&self, compiled: Compiled, levers: &[usize]) -> Result<Compiled, CompileError> {
        let obstructs = |t: usize| {
            levers.iter().any(|&l| {
                let usable = &self.model.levers[l];
                usable.target == t && usable.lever.condition == Condition::Obstruction
            })
        };
        let mut options: Vec<Opt> = Vec::new();
        for (line, names) in compiled.problem.lines().iter().zip(&compiled.lines) {
            if names.judged && obstructs(line.party) {
                options.extend(&line.excludes);
            }
        }
        options.sort();
        options.dedup();
        if options.is_empty() {
            return Ok(compiled);
        }
        let label = "outside what the target of a lever against obstruction judges a firm line".to_string();
        ruled(compiled, Rule::AtMost { options, count: 0 }, ("obstruction", label))
    }
}

impl Grown {
    /// The levers used in a package of the grown problem: lever and index of its level.
    pub fn used(&self, package: &[usize]) -> Vec<(usize, usize)> {
        let chosen = self.levers.iter().zip(&package[self.first..]);
        chosen.filter(|(_, o)| **o > 0).map(|(&l, &o)| (l, o - 1)).collect()
    }

    /// The same problem without sets that use all of these levers at these levels or more.
    pub fn without(&self, used: &[(usize, usize)], name: &str) -> Result<Grown, CompileError> {
        let mut literals = Vec::new();
        for &(lever, level) in used {
            let Some(k) = self.levers.iter().position(|&l| l == lever) else { continue };
            let weaker = 0..=level;
            literals.extend(
                weaker.map(|option| Literal { opt: Opt { issue: self.first + k, option }, chosen: true }),
            );
        }
        let label = format!("less than {name}");
        let compiled = ruled(self.compiled.clone(), Rule::Clause(literals), ("another_set", label))?;
        Ok(Grown { compiled, levers: self.levers.clone(), first: self.first, costs: self.costs.clone() })
    }

    /// The same problem in which a holder spends at most so many grid points.
    pub fn capped(&self, most: &[(usize, Score)]) -> Result<Grown, CompileError> {
        let mut no_deal: Vec<Score> = self.compiled.problem.parties().iter().map(|p| p.no_deal).collect();
        for &(party, most) in most {
            no_deal[party] = no_deal[party].max(-most);
        }
        let problem =
            self.compiled.problem.with_no_deal(&no_deal).map_err(|f| CompileError(f.to_string()))?;
        let compiled = Compiled { problem, ..self.compiled.clone() };
        Ok(Grown { compiled, levers: self.levers.clone(), first: self.first, costs: self.costs.clone() })
    }
}

/// The parts of a problem.
pub(super) fn parts(problem: &Problem) -> Parts {
    Parts {
        parties: problem.parties().to_vec(),
        options: problem.options().to_vec(),
        values: (0..problem.n())
            .map(|p| (0..problem.m()).map(|i| problem.row(p, i).to_vec()).collect())
            .collect(),
        pairs: problem.pairs().to_vec(),
        boxes: problem.boxes().to_vec(),
        rules: problem.rules().to_vec(),
        lines: problem.lines().to_vec(),
    }
}

fn built(compiled: Compiled, parts: Parts) -> Result<Compiled, CompileError> {
    let problem = Problem::new(parts).map_err(|fault| CompileError(fault.to_string()))?;
    Ok(Compiled { problem, ..compiled })
}

/// A problem with one more rule.
fn ruled(mut compiled: Compiled, rule: Rule, name: (&str, String)) -> Result<Compiled, CompileError> {
    let mut parts = parts(&compiled.problem);
    parts.rules.push(rule);
    compiled.rules.push(RuleNames { id: name.0.into(), label: name.1, norm: false });
    built(compiled, parts)
}

/// A problem without one of its red lines.
pub(super) fn without_line(mut compiled: Compiled, line: usize) -> Result<Compiled, CompileError> {
    let mut parts = parts(&compiled.problem);
    parts.lines.remove(line);
    compiled.lines.remove(line);
    built(compiled, parts)
}

/// A problem that holds one package alone: each issue has its option, and rules are left to the caller.
pub(super) fn only(compiled: &Compiled, package: &[usize]) -> Result<Compiled, CompileError> {
    let mut compiled = compiled.clone();
    let mut parts = parts(&compiled.problem);
    let kept = |options: &mut Vec<Opt>| {
        options.retain(|o| package[o.issue] == o.option);
        options.iter_mut().for_each(|o| o.option = 0);
    };
    for rows in &mut parts.values {
        for (row, &o) in rows.iter_mut().zip(package) {
            *row = vec![row[o]];
        }
    }
    for pair in &mut parts.pairs {
        let [a, b] = pair.issues;
        pair.points = vec![pair.points[package[a] * parts.options[b] + package[b]]];
    }
    parts.boxes.retain(|term| term.holds(package));
    parts.boxes.iter_mut().flat_map(|term| &mut term.sides).for_each(|side| side.1 = vec![0]);
    parts.parties.iter_mut().for_each(|party| kept(&mut party.carries));
    parts.lines.iter_mut().for_each(|line| kept(&mut line.excludes));
    parts.options = vec![1; package.len()];
    parts.rules.clear();
    compiled.rules.clear();
    for (issue, &o) in compiled.issues.iter_mut().zip(package) {
        issue.options = vec![issue.options[o].clone()];
    }
    built(compiled, parts)
}
