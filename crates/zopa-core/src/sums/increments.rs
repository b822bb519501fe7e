//! What each step of a sum adds: the tables of the problem in the order issues are decided, shifted and divided as
//! [`super::pack`] describes.

use super::Layout;
use super::order::{self, Order};
use super::pack::{Columns, Given};
use crate::answer::{Limit, Stop};
use crate::problem::{BoxTerm, Pair, Problem, Rule, Score};
use crate::region::Region;
use num_integer::Integer;

/// Most combinations of options that are kept apart at once.
pub const MOST_KEYS: f64 = (1u64 << 20) as f64;

/// What several issues add to a column once all of them are decided.
struct Term<'p> {
    column: usize,
    issues: Vec<usize>,
    points: Points<'p>,
    /// Subtracted from every entry.
    least: Score,
}

enum Points<'p> {
    /// A pair table.
    Table(&'p Pair),
    /// A box of packages.
    Inside(&'p BoxTerm),
}

impl Term<'_> {
    /// The points of a package, of which the issues of the term are decided.
    fn points(&self, problem: &Problem, package: &[usize]) -> Score {
        match self.points {
            Points::Table(pair) => {
                let [a, b] = pair.issues;
                pair.points[package[a] * problem.options()[b] + package[b]]
            }
            Points::Inside(term) if term.holds(package) => term.points,
            Points::Inside(_) => 0,
        }
    }

    /// All points that open options can bring, perhaps more.
    fn all(&self, region: &Region) -> Vec<Score> {
        match self.points {
            Points::Table(pair) => entries(region, pair.issues, &pair.points).collect(),
            Points::Inside(term) => vec![0, term.points],
        }
    }
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
        let terms = terms(region, layout);
        let near = order::ties(problem, layout.columns, problem.rules().iter());
        let sizes: Vec<usize> = region.open.iter().map(Vec::len).collect();
        let order = order::order(&sizes, near);
        if order.most_keys > MOST_KEYS {
            return Err(Stop::Limit(Limit::Width(order.most_keys as u128)));
        }
        let width = layout.columns.len();
        let floor: Vec<Vec<Score>> = (0..width)
            .map(|c| (0..m).map(|i| own(region, layout.columns[c], i).min().unwrap_or(0)).collect())
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
                    common = common.gcd(&((v - least).unsigned_abs()));
                }
            }
            for t in mine() {
                for v in t.all(region) {
                    common = common.gcd(&((v - t.least).unsigned_abs()));
                }
            }
            let step = common.max(1) as Score;
            let mut rise = vec![0u128; m];
            for i in 0..m {
                let high = own(region, p, i).max().unwrap_or(0);
                rise[place[i]] += ((high - floor[c][i]) / step).unsigned_abs();
            }
            for t in mine() {
                let high = t.all(region).into_iter().max().unwrap_or(0);
                let last = t.issues.iter().map(|&i| place[i]).max().unwrap_or(0);
                rise[last] += ((high - t.least) / step).unsigned_abs();
            }
            for at in (0..m).rev() {
                most[at][c] = most[at + 1][c] + rise[at];
            }
            let stride = rise.iter().copied().max().unwrap_or(0);
            // Gains beyond a ceiling are worth nothing, nor beyond zero where only zero counts.
            let ceiling = party.cap.map(|cap| cap - party.no_deal);
            let lid = layout.clipped[c].then_some(0).into_iter().chain(ceiling).min();
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
            add[t.column] += t.points(problem, package) - t.least;
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
            let issues = r.issues();
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

fn terms<'s>(region: &Region<'s>, layout: &Layout) -> Vec<Term<'s>> {
    let column = |party: usize| layout.columns.iter().position(|&p| p == party);
    let pairs = region
        .problem
        .pairs()
        .iter()
        .filter_map(|pair| Some((column(pair.party)?, pair.issues.to_vec(), Points::Table(pair))));
    let boxes = region.problem.boxes().iter().filter_map(|term| {
        Some((column(term.party)?, term.sides.iter().map(|side| side.0).collect(), Points::Inside(term)))
    });
    pairs
        .chain(boxes)
        .map(|(column, issues, points)| {
            let mut term = Term { column, issues, points, least: 0 };
            term.least = term.all(region).into_iter().min().unwrap_or(0);
            term
        })
        .collect()
}
