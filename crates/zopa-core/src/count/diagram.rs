//! The packages of a region as paths: layer by layer one issue is decided, and what later pair tables and rules need to
//! know of the past is which **node** the path stands at.
//!
//! A node holds the options of issues with an open pair table to a later issue; of a clause, whether it is satisfied;
//! of an at-most rule, how many of its options are chosen; of a box, whether the package may still lie in it. Rules and
//! boxes so never need options apart, only a few states each.
//! The paths from the root to the last layer are exactly the packages of the region that keep the rules.

use crate::answer::{Limit, Stop};
use crate::budget::Budget;
use crate::problem::{BoxTerm, Literal, Opt, Rule, Score};
use crate::region::Region;
use crate::sums::order;
use num_integer::Integer;
use std::collections::BTreeMap;

/// Most arcs of a diagram.
const MOST_ARCS: usize = 1 << 21;

/// An option taken at a node.
pub(super) struct Arc {
    pub option: usize,
    /// The node of the next layer it leads to.
    pub to: usize,
    /// What it adds to each column.
    pub add: Vec<Score>,
}

/// Layers of nodes, one column per party asked.
pub(super) struct Diagram {
    /// The issue decided from each layer to the next.
    pub issues: Vec<usize>,
    /// `layers[step][node]`: the arcs of a node; those that no package follows to the end are left out.
    pub layers: Vec<Vec<Vec<Arc>>>,
    /// What each column has to reach over a path; at least zero.
    pub need: Vec<Score>,
}

/// What a node stands for: options of the active issues, then a state per rule.
type Key = (Vec<usize>, Vec<usize>);

/// What a node keeps a state of, and the step that settles it.
struct Watch<'p> {
    what: What<'p>,
    last: usize,
}

enum What<'p> {
    /// Of a clause the state is whether it is satisfied, of an at-most rule how many of its options are chosen.
    Rule(Rule),
    /// Points for a column; the state is whether the package lies outside.
    Box { column: usize, term: &'p BoxTerm },
}

impl Diagram {
    /// The diagram of a region whose rules and tables are kept in full. `carried` are clauses beyond the problem's own.
    /// `None` if no package keeps the rules.
    pub fn new(region: &Region, carried: Vec<Rule>, budget: &mut Budget) -> Result<Option<Diagram>, Stop> {
        let problem = region.problem;
        let columns: Vec<usize> = (0..problem.n()).filter(|&p| region.asked[p]).collect();
        let rules: Vec<Rule> = problem.rules().iter().cloned().chain(carried).collect();
        if region.open.iter().any(Vec::is_empty)
            || rules.iter().any(|r| matches!(r, Rule::Clause(l) if l.is_empty()))
            // A party whose cap is below no deal accepts nothing; elsewhere a cap decides nothing.
            || columns.iter().any(|&p| problem.parties()[p].cap.is_some_and(|cap| cap < problem.parties()[p].no_deal))
        {
            return Ok(None);
        }
        let issues = arranged(region, &columns, &rules);
        let mut place = vec![0; problem.m()];
        for (step, &issue) in issues.iter().enumerate() {
            place[issue] = step;
        }
        // The step after which no pair table needs an issue any more.
        let mut until: Vec<usize> = place.clone();
        let tables: Vec<_> = problem.pairs().iter().filter(|t| columns.contains(&t.party)).collect();
        for table in &tables {
            let [a, b] = table.issues;
            let last = place[a].max(place[b]);
            until[a] = until[a].max(last);
            until[b] = until[b].max(last);
        }
        let mut watches: Vec<Watch> = rules
            .into_iter()
            .filter_map(|rule| {
                let last = rule.issues().iter().map(|&i| place[i]).max()?;
                Some(Watch { what: What::Rule(rule), last })
            })
            .collect();
        watches.extend(problem.boxes().iter().filter_map(|term| {
            let column = columns.iter().position(|&p| p == term.party)?;
            let last = term.sides.iter().map(|(i, _)| place[*i]).max()?;
            Some(Watch { what: What::Box { column, term }, last })
        }));
        let mut layers: Vec<Vec<Vec<Arc>>> = Vec::with_capacity(issues.len() + 1);
        let mut here: BTreeMap<Key, usize> = BTreeMap::from([((Vec::new(), vec![0; watches.len()]), 0)]);
        let mut active: Vec<usize> = Vec::new();
        let mut arcs_made = 0;
        let mut package = vec![0; problem.m()];
        for (step, &issue) in issues.iter().enumerate() {
            let stays: Vec<bool> = active.iter().chain([&issue]).map(|&i| until[i] > step).collect();
            let mut next: BTreeMap<Key, usize> = BTreeMap::new();
            let mut layer: Vec<Vec<Arc>> = (0..here.len()).map(|_| Vec::new()).collect();
            for ((options, states), &node) in &here {
                for (&i, &o) in active.iter().zip(options) {
                    package[i] = o;
                }
                for &option in &region.open[issue] {
                    package[issue] = option;
                    budget.spend(1 + watches.len() as u64 / 4)?;
                    let mut add: Vec<Score> = columns
                        .iter()
                        .map(|&p| {
                            let complete = tables.iter().filter(|t| {
                                t.party == p
                                    && t.issues.contains(&issue)
                                    && t.issues.iter().all(|&i| place[i] <= step)
                            });
                            let points = complete.map(|t| {
                                let [a, b] = t.issues;
                                t.points[package[a] * problem.options()[b] + package[b]]
                            });
                            problem.row(p, issue)[option] + points.sum::<Score>()
                        })
                        .collect();
                    let opt = Opt { issue, option };
                    let Some(states) = after(&watches, states, step, opt, &mut add) else { continue };
                    let kept = options.iter().chain([&option]).zip(&stays);
                    let kept = kept.filter_map(|(&o, &stay)| stay.then_some(o)).collect();
                    let fresh = next.len();
                    let to = *next.entry((kept, states)).or_insert(fresh);
                    layer[node].push(Arc { option, to, add });
                    arcs_made += 1;
                    if arcs_made > MOST_ARCS {
                        return Err(Stop::Limit(Limit::Counts));
                    }
                }
            }
            active = active
                .iter()
                .chain([&issue])
                .zip(&stays)
                .filter_map(|(&i, &stay)| stay.then_some(i))
                .collect();
            layers.push(layer);
            here = next;
        }
        layers.push((0..here.len()).map(|_| Vec::new()).collect());
        let need = columns.iter().map(|&p| problem.parties()[p].no_deal).collect();
        let mut diagram = Diagram { issues, layers, need };
        Ok(diagram.prune().then(|| {
            diagram.rebase();
            diagram
        }))
    }

    /// Drops arcs that lead nowhere. Answers whether any path is left.
    fn prune(&mut self) -> bool {
        let last = self.layers.len() - 1;
        let mut alive: Vec<bool> = vec![true; self.layers[last].len()];
        for layer in self.layers[..last].iter_mut().rev() {
            for arcs in layer.iter_mut() {
                arcs.retain(|arc| alive[arc.to]);
            }
            alive = layer.iter().map(|arcs| !arcs.is_empty()).collect();
        }
        alive[0]
    }

    /// Shifts every layer to a least entry of zero and divides each column by what its entries have in common.
    fn rebase(&mut self) {
        for c in 0..self.need.len() {
            let mut common = 0;
            for layer in &mut self.layers {
                let least = layer.iter().flatten().map(|arc| arc.add[c]).min().unwrap_or(0);
                self.need[c] -= least;
                for arc in layer.iter_mut().flatten() {
                    arc.add[c] -= least;
                    common = common.gcd(&(arc.add[c]));
                }
            }
            let step = common.max(1);
            for arc in self.layers.iter_mut().flatten().flatten() {
                arc.add[c] /= step;
            }
            self.need[c] = ceiling(self.need[c], step);
        }
    }
}

/// The states after an option, or `None` if it breaks a rule. Boxes that are settled add their points.
fn after(
    watches: &[Watch],
    states: &[usize],
    step: usize,
    opt: Opt,
    add: &mut [Score],
) -> Option<Vec<usize>> {
    let mut all = Vec::with_capacity(states.len());
    for (watch, &state) in watches.iter().zip(states) {
        let state = match &watch.what {
            What::Rule(Rule::Clause(literals)) => {
                let holds =
                    |l: &Literal| l.opt.issue == opt.issue && (l.opt.option == opt.option) == l.chosen;
                let state = state.max(usize::from(literals.iter().any(holds)));
                (step != watch.last || state == 1).then_some(state)?
            }
            What::Rule(Rule::AtMost { options, count }) => {
                let state = state + usize::from(options.contains(&opt));
                (state <= *count).then_some(state)?
            }
            What::Box { column, term } => {
                let misses = |(i, options): &(usize, Vec<usize>)| {
                    *i == opt.issue && options.binary_search(&opt.option).is_err()
                };
                let state = state.max(usize::from(term.sides.iter().any(misses)));
                if step == watch.last && state == 0 {
                    add[*column] += term.points;
                }
                state
            }
        };
        // What is settled tells nodes apart no longer.
        all.push(if step >= watch.last { 0 } else { state });
    }
    Some(all)
}

/// The order in which issues are decided: what tables and rules tie together first, then the rest, the issues with the
/// largest spans in the middle. The states before a step are no more than what was decided can spread, those after it
/// no more than what the rest can: both are small at the ends.
fn arranged(region: &Region, columns: &[usize], rules: &[Rule]) -> Vec<usize> {
    let problem = region.problem;
    let near = order::ties(problem, columns, rules.iter());
    let free: Vec<bool> = near.iter().map(Vec::is_empty).collect();
    let sizes: Vec<usize> = region.open.iter().map(Vec::len).collect();
    let ordered = order::order(&sizes, near).issues;
    let span = |p: usize, i: usize| -> Score {
        let values = || region.open[i].iter().map(|&o| problem.row(p, i)[o]);
        values().max().unwrap_or(0) - values().min().unwrap_or(0)
    };
    let whole: Vec<Score> =
        columns.iter().map(|&p| (0..problem.m()).map(|i| span(p, i)).sum::<Score>().max(1)).collect();
    // In thousandths of a party's own total span, so that no scale outweighs another.
    let spread =
        |i: usize| -> Score { columns.iter().zip(&whole).map(|(&p, whole)| span(p, i) * 1000 / whole).sum() };
    let (mut issues, mut rest): (Vec<usize>, Vec<usize>) = ordered.into_iter().partition(|&i| !free[i]);
    rest.sort_by_key(|&i| (spread(i), i));
    let (early, late): (Vec<_>, Vec<_>) = rest.iter().enumerate().partition(|(k, _)| k % 2 == 0);
    issues.extend(early.into_iter().map(|(_, &i)| i));
    issues.extend(late.into_iter().rev().map(|(_, &i)| i));
    issues
}

/// `⌈a / b⌉` for `b > 0`.
pub(super) fn ceiling(a: Score, b: Score) -> Score {
    -(-a).div_euclid(b)
}
