//! In which order issues are decided, and how many combinations have to be kept apart at once.
//!
//! Issues that a pair table or a rule ties together are neighbours. An issue stays part of the **key** from the step that
//! decides it until its last neighbour is decided. The largest number of keys over all steps is `k^w` for `w` the width
//! of the order; it is what the work grows with, so it is estimated before anything is summed.

use crate::problem::{Problem, Rule};

/// A graph of issues, and the order chosen.
pub(crate) struct Order {
    /// Issues in the order they are decided.
    pub issues: Vec<usize>,
    /// Neighbours of each issue.
    pub near: Vec<Vec<usize>>,
    /// The largest number of keys alive after any step.
    pub most_keys: f64,
}

/// Which issues pair tables and boxes of the columns' parties, and rules, tie together.
pub(crate) fn ties<'r>(
    problem: &Problem,
    columns: &[usize],
    rules: impl Iterator<Item = &'r Rule>,
) -> Vec<Vec<usize>> {
    let mut near = vec![Vec::new(); problem.m()];
    for pair in problem.pairs().iter().filter(|t| columns.contains(&t.party)) {
        tie(&mut near, &pair.issues);
    }
    for term in problem.boxes().iter().filter(|b| columns.contains(&b.party)) {
        tie(&mut near, &term.sides.iter().map(|side| side.0).collect::<Vec<_>>());
    }
    for rule in rules {
        tie(&mut near, &rule.issues());
    }
    near
}

/// Ties every two of `issues`.
fn tie(near: &mut [Vec<usize>], issues: &[usize]) {
    for &a in issues {
        for &b in issues {
            if a != b && !near[a].contains(&b) {
                near[a].push(b);
            }
        }
    }
}

/// Decides always the issue after which the key has the fewest values; `sizes` are the options left in each issue.
pub(crate) fn order(sizes: &[usize], near: Vec<Vec<usize>>) -> Order {
    let m = sizes.len();
    let mut decided = vec![false; m];
    let mut active: Vec<usize> = Vec::new();
    let mut issues = Vec::with_capacity(m);
    let mut most_keys = 1.0f64;
    while issues.len() < m {
        let after = |issue: usize| {
            let open = |a: usize| near[a].iter().any(|&b| !decided[b] && b != issue);
            let keys: f64 =
                active.iter().copied().chain([issue]).filter(|&a| open(a)).map(|a| sizes[a] as f64).product();
            // Issues tied to nothing come last, when there is one key only: before, every key would carry their sums.
            // Among equals, first what continues an open key, then the file's order.
            let keys = if near[issue].is_empty() { f64::INFINITY } else { keys };
            (keys, !active.iter().any(|&a| near[a].contains(&issue)), issue)
        };
        let best = (0..m)
            .filter(|&i| !decided[i])
            .map(after)
            .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
        let Some((keys, _, issue)) = best else { break };
        if keys.is_finite() {
            most_keys = most_keys.max(keys);
        }
        decided[issue] = true;
        active.push(issue);
        active.retain(|&a| near[a].iter().any(|&b| !decided[b]));
        issues.push(issue);
    }
    Order { issues, near, most_keys }
}
