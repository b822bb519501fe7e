//! Efficient sums: issue by issue, keeping per assignment of the issues still needed only the points no other beats.
//!
//! This is multi-objective bucket elimination (E. Rollón, J. Larrosa 2006, "Bucket elimination for multiobjective
//! optimization problems", J. Heuristics 12) with the Nemhauser–Ullmann sum in each bucket. Issues tied together by a
//! pair table or a rule are neighbours; an issue stays part of the key until its last neighbour is decided.
//!
//! A box ties all issues of its sides.
//!
//! A point has one entry per column (a party's gain so far, larger is better) and a mask of lines crossed (fewer is
//! better). A column may be **clipped**: gains beyond what the rest of the issues could take away are worth nothing,
//! because only reaching zero counts. A party's ceiling clips its column in the same way, at the ceiling.

use crate::answer::{Package, Stop};
use crate::budget::Budget;
use crate::problem::{Problem, Rule, Score};
use crate::region::Region;
use std::collections::BTreeMap;

/// What the columns are and how they count.
pub(crate) struct Layout<'l> {
    /// Parties of the columns.
    pub columns: &'l [usize],
    /// Per column: whether only reaching a gain of zero counts.
    pub clipped: &'l [bool],
    /// Per column: whether a point that cannot reach a gain of zero is dropped.
    pub required: &'l [bool],
    /// Lines whose crossing is counted in the mask, by bit.
    pub lines: &'l [usize],
}

/// An efficient point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    /// Gains per column (clipped ones at most 0).
    pub gains: Vec<Score>,
    /// Lines crossed, by bit.
    pub mask: u128,
    /// How many packages have exactly this point; `None` past 128 bits.
    pub count: Option<u128>,
    pub package: Package,
}

#[derive(Clone)]
struct State {
    gains: Vec<Score>,
    mask: u128,
    count: Option<u128>,
    /// Index into the trail of the state it came from.
    from: usize,
    /// The option that was added.
    option: usize,
}

/// Most points alive at one time.
const MOST_POINTS: usize = 4_000_000;

/// The efficient points of a region; consent and pending parties are the caller's business.
pub(crate) fn efficient(region: &Region, layout: &Layout, budget: &mut Budget) -> Result<Vec<Point>, Stop> {
    if region.open.iter().any(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let sweep = Sweep::new(region, layout);
    sweep.run(budget)
}

struct Sweep<'s> {
    region: &'s Region<'s>,
    layout: &'s Layout<'s>,
    /// Issues in the order they are decided.
    order: Vec<usize>,
    /// Neighbours of each issue.
    near: Vec<Vec<usize>>,
    /// Least and largest gain per column over the steps from each step on.
    least: Vec<Vec<Score>>,
    most: Vec<Vec<Score>>,
}

fn scope(rule: &Rule) -> Vec<usize> {
    let mut issues: Vec<usize> = match rule {
        Rule::Clause(literals) => literals.iter().map(|l| l.opt.issue).collect(),
        Rule::AtMost { options, .. } => options.iter().map(|o| o.issue).collect(),
    };
    issues.sort_unstable();
    issues.dedup();
    issues
}

impl<'s> Sweep<'s> {
    fn new(region: &'s Region<'s>, layout: &'s Layout<'s>) -> Sweep<'s> {
        let problem = region.problem;
        let m = problem.m();
        let mut near = vec![Vec::new(); m];
        let tie = |near: &mut Vec<Vec<usize>>, a: usize, b: usize| {
            if a != b && !near[a].contains(&b) {
                near[a].push(b);
                near[b].push(a);
            }
        };
        for pair in problem.pairs().iter().filter(|t| layout.columns.contains(&t.party)) {
            tie(&mut near, pair.issues[0], pair.issues[1]);
        }
        let scopes = problem.rules().iter().map(scope);
        let boxes = problem.boxes().iter().filter(|b| layout.columns.contains(&b.party));
        for issues in scopes.chain(boxes.map(|b| b.sides.iter().map(|side| side.0).collect())) {
            for (at, &a) in issues.iter().enumerate() {
                for &b in &issues[at + 1..] {
                    tie(&mut near, a, b);
                }
            }
        }
        let order = order(region, &near);
        let mut sweep = Sweep { region, layout, order, near, least: Vec::new(), most: Vec::new() };
        sweep.fill_spans();
        sweep
    }

    /// Least and largest gains still to come, per step and column.
    fn fill_spans(&mut self) {
        let problem = self.region.problem;
        let width = self.layout.columns.len();
        let steps = self.order.len();
        let place: Vec<usize> = {
            let mut place = vec![0; steps];
            for (step, &issue) in self.order.iter().enumerate() {
                place[issue] = step;
            }
            place
        };
        let mut least = vec![vec![0; width]; steps + 1];
        let mut most = vec![vec![0; width]; steps + 1];
        for step in (0..steps).rev() {
            let issue = self.order[step];
            for (c, &p) in self.layout.columns.iter().enumerate() {
                let values = || self.region.open[issue].iter().map(|&o| problem.row(p, issue)[o]);
                least[step][c] = least[step + 1][c] + values().min().unwrap_or(0);
                most[step][c] = most[step + 1][c] + values().max().unwrap_or(0);
            }
            for pair in problem.pairs() {
                let Some(c) = self.layout.columns.iter().position(|&p| p == pair.party) else { continue };
                let [a, b] = pair.issues;
                if place[a].max(place[b]) != step {
                    continue;
                }
                let k = problem.options()[b];
                let (rows, columns) = (&self.region.open[a], &self.region.open[b]);
                let points: Vec<Score> =
                    rows.iter().flat_map(|&x| columns.iter().map(move |&y| pair.points[x * k + y])).collect();
                least[step][c] += points.iter().min().unwrap_or(&0);
                most[step][c] += points.iter().max().unwrap_or(&0);
            }
            for term in problem.boxes() {
                let Some(c) = self.layout.columns.iter().position(|&p| p == term.party) else { continue };
                if term.sides.iter().map(|side| place[side.0]).max() == Some(step) {
                    least[step][c] += term.points.min(0);
                    most[step][c] += term.points.max(0);
                }
            }
        }
        self.least = least;
        self.most = most;
    }

    fn run(&self, budget: &mut Budget) -> Result<Vec<Point>, Stop> {
        let problem = self.region.problem;
        let width = self.layout.columns.len();
        // Gains beyond these are worth nothing.
        let limits: Vec<Score> = (0..width)
            .map(|c| {
                let limit = problem.gain_limit(self.layout.columns[c]);
                if self.layout.clipped[c] { limit.min(0) } else { limit }
            })
            .collect();
        // Every state ever kept: the state it came from and the option that was added.
        let mut trail: Vec<(usize, usize)> = vec![(usize::MAX, 0)];
        let mut active: Vec<usize> = Vec::new();
        let start = State {
            gains: self.layout.columns.iter().map(|&p| -problem.parties()[p].no_deal).collect(),
            mask: 0,
            count: Some(1),
            from: 0,
            option: 0,
        };
        let mut table: BTreeMap<Vec<usize>, Vec<State>> = BTreeMap::from([(Vec::new(), vec![start])]);
        let mut decided = vec![false; problem.m()];
        for (step, &issue) in self.order.iter().enumerate() {
            decided[issue] = true;
            let keep: Vec<bool> =
                active.iter().chain([&issue]).map(|&a| self.near[a].iter().any(|&b| !decided[b])).collect();
            let rules: Vec<&Rule> = problem
                .rules()
                .iter()
                .filter(|r| {
                    let issues = scope(r);
                    issues.contains(&issue) && issues.iter().all(|&i| decided[i])
                })
                .collect();
            let empty = rules_without_issue(problem, step);
            let mut next: BTreeMap<Vec<usize>, Vec<State>> = BTreeMap::new();
            let mut package = vec![usize::MAX; problem.m()];
            for (key, states) in table {
                for (&a, &o) in active.iter().zip(&key) {
                    package[a] = o;
                }
                for &option in &self.region.open[issue] {
                    package[issue] = option;
                    if empty || !rules.iter().all(|r| r.holds(&package)) {
                        continue;
                    }
                    let add = self.added(&package, issue, &decided);
                    let mask = self.crossed(issue, option);
                    budget.spend(states.len() as u64)?;
                    let kept: Vec<usize> = key
                        .iter()
                        .chain([&option])
                        .zip(&keep)
                        .filter_map(|(&o, &k)| k.then_some(o))
                        .collect();
                    let bucket = next.entry(kept).or_default();
                    for state in &states {
                        let mut gains = state.gains.clone();
                        let mut possible = true;
                        for c in 0..width {
                            gains[c] += add[c];
                            gains[c] = gains[c].min(limits[c].saturating_sub(self.least[step + 1][c]));
                            if self.layout.required[c] && gains[c] + self.most[step + 1][c] < 0 {
                                possible = false;
                            }
                        }
                        if possible {
                            let mask = state.mask | mask;
                            bucket.push(State { gains, mask, count: state.count, from: state.from, option });
                        }
                    }
                }
            }
            active = active.iter().chain([&issue]).zip(&keep).filter_map(|(&a, &k)| k.then_some(a)).collect();
            let mut alive = 0;
            for states in next.values_mut() {
                thin(states, budget)?;
                alive += states.len();
                for state in states {
                    trail.push((state.from, state.option));
                    state.from = trail.len() - 1;
                }
            }
            next.retain(|_, states| !states.is_empty());
            if alive > MOST_POINTS || trail.len() > 16 * MOST_POINTS {
                return Err(Stop::Budget);
            }
            table = next;
        }
        let states = table.into_values().next().unwrap_or_default();
        Ok(states.into_iter().map(|s| self.point(s, &trail)).collect())
    }

    /// What deciding `issue` adds to each column: its own values, and the pair tables and boxes that are now complete.
    fn added(&self, package: &[usize], issue: usize, decided: &[bool]) -> Vec<Score> {
        let problem = self.region.problem;
        let mut add: Vec<Score> =
            self.layout.columns.iter().map(|&p| problem.row(p, issue)[package[issue]]).collect();
        for pair in problem.pairs() {
            let [a, b] = pair.issues;
            if (a == issue || b == issue)
                && decided[a]
                && decided[b]
                && let Some(c) = self.layout.columns.iter().position(|&p| p == pair.party)
            {
                add[c] += pair.points[package[a] * problem.options()[b] + package[b]];
            }
        }
        for term in problem.boxes() {
            let complete = || term.sides.iter().all(|side| decided[side.0]);
            if term.sides.iter().any(|side| side.0 == issue)
                && complete()
                && term.holds(package)
                && let Some(c) = self.layout.columns.iter().position(|&p| p == term.party)
            {
                add[c] += term.points;
            }
        }
        add
    }

    fn crossed(&self, issue: usize, option: usize) -> u128 {
        let lines = self.region.problem.lines();
        let crosses = |l: usize| lines[l].excludes.iter().any(|o| o.issue == issue && o.option == option);
        self.layout.lines.iter().enumerate().filter(|&(_, &l)| crosses(l)).map(|(bit, _)| 1u128 << bit).sum()
    }

    fn point(&self, state: State, trail: &[(usize, usize)]) -> Point {
        let mut package = vec![0; self.order.len()];
        let mut at = state.from;
        for &issue in self.order.iter().rev() {
            let (before, option) = trail[at];
            package[issue] = option;
            at = before;
        }
        Point { gains: state.gains, mask: state.mask, count: state.count, package }
    }
}

/// A clause without any literal holds in no package: it speaks before the first issue is decided.
fn rules_without_issue(problem: &Problem, step: usize) -> bool {
    step == 0 && problem.rules().iter().any(|r| matches!(r, Rule::Clause(literals) if literals.is_empty()))
}

/// Issues in the order they are decided: always the one after which the key has the fewest values.
fn order(region: &Region, near: &[Vec<usize>]) -> Vec<usize> {
    let m = near.len();
    let mut decided = vec![false; m];
    let mut active: Vec<usize> = Vec::new();
    let mut order = Vec::with_capacity(m);
    while order.len() < m {
        let after = |issue: usize| {
            let open = |a: usize| near[a].iter().any(|&b| !decided[b] && b != issue);
            let size: f64 = active
                .iter()
                .copied()
                .chain([issue])
                .filter(|&a| open(a))
                .map(|a| region.open[a].len() as f64)
                .product();
            // Issues tied to nothing come last, when there is one key only: before, every key would carry their sums.
            // Among equals, first what continues an open key, then the file's order.
            let size = if near[issue].is_empty() { f64::INFINITY } else { size };
            (size, !active.iter().any(|&a| near[a].contains(&issue)), issue)
        };
        let best = (0..m)
            .filter(|&i| !decided[i])
            .map(after)
            .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
        let Some((_, _, issue)) = best else { break };
        decided[issue] = true;
        active.push(issue);
        active.retain(|&a| near[a].iter().any(|&b| !decided[b]));
        order.push(issue);
    }
    order
}

/// Keeps the states no other beats; equal states are merged and their counts added.
fn thin(states: &mut Vec<State>, budget: &mut Budget) -> Result<(), Stop> {
    states.sort_by(|a, b| {
        b.gains.cmp(&a.gains).then(a.mask.cmp(&b.mask)).then((a.from, a.option).cmp(&(b.from, b.option)))
    });
    states.dedup_by(|later, first| {
        let same = later.gains == first.gains && later.mask == first.mask;
        if same {
            first.count = first.count.zip(later.count).and_then(|(a, b)| a.checked_add(b));
        }
        same
    });
    let masked = states.iter().any(|s| s.mask != 0);
    budget.spend(states.len() as u64)?;
    match states.first().map_or(0, |s| s.gains.len()) {
        _ if masked => thin_any(states, budget),
        0 | 1 => {
            states.truncate(1);
            Ok(())
        }
        2 => {
            let mut best = Score::MIN;
            states.retain(|s| {
                let keep = s.gains[1] > best;
                best = best.max(s.gains[1]);
                keep
            });
            Ok(())
        }
        3 => {
            // In falling order of the first entry; the staircase holds what the others reach so far.
            let mut stairs: BTreeMap<Score, Score> = BTreeMap::new();
            states.retain(|s| {
                let (y, z) = (s.gains[1], s.gains[2]);
                if stairs.range(y..).next().is_some_and(|(_, &top)| top >= z) {
                    return false;
                }
                while let Some((&below, &top)) = stairs.range(..=y).next_back() {
                    if top > z {
                        break;
                    }
                    stairs.remove(&below);
                }
                stairs.insert(y, z);
                true
            });
            Ok(())
        }
        _ => thin_any(states, budget),
    }
}

fn thin_any(states: &mut Vec<State>, budget: &mut Budget) -> Result<(), Stop> {
    let beats =
        |a: &State, b: &State| a.mask & !b.mask == 0 && a.gains.iter().zip(&b.gains).all(|(x, y)| x >= y);
    // A state that beats another sorts before it: its gains are larger, or equal with a mask that is a smaller number.
    let mut kept: Vec<State> = Vec::new();
    for state in states.drain(..) {
        budget.spend(kept.len() as u64 / 4)?;
        if kept.iter().rev().any(|k| beats(k, &state)) {
            continue;
        }
        kept.push(state);
    }
    *states = kept;
    Ok(())
}
