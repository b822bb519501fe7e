//! What each step of a sum adds: the tables of the problem in the order issues are decided, shifted and divided as
//! [`super::pack`] describes.

use super::Layout;
use super::order::{self, Order};
use super::pack::{Columns, Given};
use crate::answer::{Limit, Stop};
use crate::problem::{Rule, Score};
use crate::region::Region;

/// Most combinations of options that are kept apart at once.
pub const MOST_KEYS: f64 = (1u64 << 20) as f64;

/// A table that adds to a column once all its issues are decided.
struct Term<'p> {
    column: usize,
    issues: [usize; 2],
    /// Row-major, one row per option of the first issue.
    points: &'p [Score],
    /// Subtracted from every entry.
    least: Score,
}

/// The increments of a sum.
pub(super) struct Increments<'s> {
    pub region: &'s Region<'s>,
    pub order: Order,
    pub columns: Columns,
    /// The largest index each column can still gain from each step on: `most[step][column]`.
    pub most: Vec<Vec<u128>>,
    /// The line each bit of a mask stands for.
    pub lines: &'s [usize],
    parties: &'s [usize],
    steps: Vec<Score>,
    /// Per column and issue: the least value of an open option.
    floor: Vec<Vec<Score>>,
    terms: Vec<Term<'s>>,
}

impl<'s> Increments<'s> {
    pub fn new(region: &'s Region<'s>, layout: &'s Layout<'s>) -> Result<Increments<'s>, Stop> {
        let problem = region.problem;
        let m = problem.m();
        let mut near = vec![Vec::new(); m];
        for pair in problem.pairs().iter().filter(|t| layout.columns.contains(&t.party)) {
            order::tie(&mut near, &pair.issues);
        }
        for rule in problem.rules() {
            order::tie(&mut near, &scope(rule));
        }
        let sizes: Vec<usize> = region.open.iter().map(Vec::len).collect();
        let order = order::order(&sizes, near);
        if order.most_keys > MOST_KEYS {
            return Err(Stop::Limit(Limit::Width));
        }
        let width = layout.columns.len();
        let floor: Vec<Vec<Score>> = (0..width)
            .map(|c| (0..m).map(|i| own(region, layout.columns[c], i).min().unwrap_or(0)).collect())
            .collect();
        let terms: Vec<Term> = problem
            .pairs()
            .iter()
            .filter_map(|pair| {
                let column = layout.columns.iter().position(|&p| p == pair.party)?;
                let least = entries(region, pair.issues, &pair.points).min().unwrap_or(0);
                Some(Term { column, issues: pair.issues, points: &pair.points, least })
            })
            .collect();
        let mut place = vec![0; m];
        for (step, &issue) in order.issues.iter().enumerate() {
            place[issue] = step;
        }
        let mut given = Vec::with_capacity(width);
        let mut most = vec![vec![0u128; width]; m + 1];
        let mut steps = Vec::with_capacity(width);
        for (c, &p) in layout.columns.iter().enumerate() {
            let party = &problem.parties()[p];
            let mine = || terms.iter().filter(|t| t.column == c);
            let base =
                floor[c].iter().sum::<Score>() + mine().map(|t| t.least).sum::<Score>() - party.no_deal;
            let mut common: u128 = 0;
            for (i, least) in floor[c].iter().enumerate() {
                for v in own(region, p, i) {
                    common = gcd(common, (v - least).unsigned_abs());
                }
            }
            for t in mine() {
                for v in entries(region, t.issues, t.points) {
                    common = gcd(common, (v - t.least).unsigned_abs());
                }
            }
            let step = common.max(1) as Score;
            let mut rise = vec![0u128; m];
            for i in 0..m {
                let high = own(region, p, i).max().unwrap_or(0);
                rise[place[i]] += ((high - floor[c][i]) / step).unsigned_abs();
            }
            for t in mine() {
                let high = entries(region, t.issues, t.points).max().unwrap_or(0);
                rise[place[t.issues[0]].max(place[t.issues[1]])] += ((high - t.least) / step).unsigned_abs();
            }
            for at in (0..m).rev() {
                most[at][c] = most[at + 1][c] + rise[at];
            }
            let stride = rise.iter().copied().max().unwrap_or(0);
            let lid = layout.clipped[c].then_some(0);
            given.push(Given { base, step, reach: most[0][c], stride, lid, required: layout.required[c] });
            steps.push(step);
        }
        let columns = Columns::new(given);
        Ok(Increments {
            region,
            order,
            columns,
            most,
            lines: layout.lines,
            parties: layout.columns,
            steps,
            floor,
            terms,
        })
    }

    /// What deciding `issue` adds to each column, in indices: its own value and the tables that are now complete.
    /// `package` holds the options of the issues that are decided.
    pub fn added(&self, package: &[usize], issue: usize, decided: &[bool]) -> Vec<u128> {
        let problem = self.region.problem;
        let mut add: Vec<Score> = self
            .parties
            .iter()
            .zip(&self.floor)
            .map(|(&p, floor)| problem.row(p, issue)[package[issue]] - floor[issue])
            .collect();
        for t in
            self.terms.iter().filter(|t| t.issues.contains(&issue) && t.issues.iter().all(|&i| decided[i]))
        {
            let [a, b] = t.issues;
            add[t.column] += t.points[package[a] * problem.options()[b] + package[b]] - t.least;
        }
        add.iter().zip(&self.steps).map(|(v, step)| (v / step).unsigned_abs()).collect()
    }

    /// Lines that an option crosses, by bit.
    pub fn crossed(&self, issue: usize, option: usize) -> u128 {
        let lines = self.region.problem.lines();
        let crosses = |l: usize| lines[l].excludes.iter().any(|o| o.issue == issue && o.option == option);
        self.lines.iter().enumerate().filter(|&(_, &l)| crosses(l)).map(|(bit, _)| 1u128 << bit).sum()
    }

    /// The rules that deciding `issue` settles. A rule that speaks of no issue is settled by the first step.
    pub fn settled(&self, step: usize, issue: usize, decided: &[bool]) -> Vec<&'s Rule> {
        let now = |r: &&Rule| {
            let issues = scope(r);
            if issues.is_empty() {
                step == 0
            } else {
                issues.contains(&issue) && issues.iter().all(|&i| decided[i])
            }
        };
        self.region.problem.rules().iter().filter(now).collect()
    }
}

fn own<'r>(region: &'r Region, party: usize, issue: usize) -> impl Iterator<Item = Score> + 'r {
    let row = region.problem.row(party, issue);
    region.open[issue].iter().map(move |&o| row[o])
}

fn entries<'r>(
    region: &'r Region,
    [a, b]: [usize; 2],
    points: &'r [Score],
) -> impl Iterator<Item = Score> + 'r {
    let k = region.problem.options()[b];
    region.open[a].iter().flat_map(move |&x| region.open[b].iter().map(move |&y| points[x * k + y]))
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

fn gcd(mut a: u128, mut b: u128) -> u128 {
    if a == 1 {
        return 1;
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
