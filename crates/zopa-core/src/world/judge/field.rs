//! The numbers of a world in a case, and weights that may show that it has no acceptable package.
//!
//! Floating point chooses weights here; what is concluded from them is concluded in whole numbers.

use super::plan::{Extra, Frame, Kind, Parties, Plan, holds};
use crate::world::Tables;

/// Weights of the parties, whole numbers.
pub(super) type Weights<const P: usize> = [i64; P];

/// The largest sum of the largest entries for which sums fit in 64 bits under weights worth the name.
const LARGEST: u128 = 1 << 40;
/// The largest weight handed out.
const HEAVIEST: u128 = 1 << 24;

/// A world in a case: one row of `P` numbers per option left, a column per party; columns of parties that are not asked,
/// or do not exist, are zero.
#[derive(Debug, Clone)]
pub(super) struct Field<const P: usize> {
    /// Grid points, with what the extras counted with an option are worth at most.
    pub rows: Vec<[i64; P]>,
    /// Minus no deal.
    pub base: [i64; P],
    /// The rows, rounded.
    pub rough: Vec<[f32; P]>,
    /// The rows without extras, rounded; empty where there are none.
    pub plain: Vec<[f32; P]>,
    /// Per column, one over the span of its values; zero where nobody is asked.
    pub per_span: [f32; P],
    /// Per extra, then per option of its first issue, what it is worth at most.
    pub most: Vec<i64>,
    /// Largest weight.
    heaviest: i64,
}

/// Options that maximise a weighted sum (entries of the frame's list), and their gains, rounded.
#[derive(Debug, Clone)]
pub(super) struct Pick<const P: usize> {
    pub entries: Vec<usize>,
    pub gains: [f32; P],
}

impl<const P: usize> Field<P> {
    pub fn new() -> Field<P> {
        Field {
            rows: Vec::new(),
            base: [0; P],
            rough: Vec::new(),
            plain: Vec::new(),
            per_span: [0.0; P],
            most: Vec::new(),
            heaviest: 0,
        }
    }

    /// Takes over a world. `false` where its numbers are too large for 64 bits.
    pub fn fill(&mut self, plan: &Plan, frame: &Frame, asked: Parties, tables: &Tables) -> bool {
        let n = plan.n;
        let mut mask = [0i64; P];
        (0..n).for_each(|p| mask[p] = -i64::from(holds(asked, p)));
        self.rows.clear();
        let mut largest = 0u64;
        for &o in &frame.open {
            let mut row = [0; P];
            for (c, &v) in tables.values[o * n..][..n].iter().enumerate() {
                row[c] = v & mask[c];
                largest = largest.max(row[c].unsigned_abs());
            }
            self.rows.push(row);
        }
        let (mut apart, mut sum) = (0, u128::from(largest) * plan.issues() as u128);
        self.base = [0; P];
        for (c, &v) in tables.no_deal[..n].iter().enumerate() {
            let v = v & mask[c];
            apart = apart.max(v.unsigned_abs());
            self.base[c] = v.wrapping_neg();
        }
        let largest_of = |points: &Vec<i64>| points.iter().map(|v| v.unsigned_abs()).max().unwrap_or(0);
        sum += u128::from(apart);
        sum += tables.pairs.iter().map(|t| u128::from(largest_of(t))).sum::<u128>();
        sum += tables.boxes.iter().map(|v| u128::from(v.unsigned_abs())).sum::<u128>();
        if sum > LARGEST {
            return false;
        }
        self.heaviest = ((1u128 << 61) / (sum.max(1) * P as u128)).min(HEAVIEST) as i64;
        self.plain.clear();
        if !plan.extras.is_empty() {
            self.plain.extend(self.rows.iter().map(rounded));
            self.fold(plan, frame, asked, tables);
        }
        self.rough.clear();
        self.rough.extend(self.rows.iter().map(rounded));
        let mut span = [0.0f32; P];
        for issue in frame.starts.windows(2) {
            let (mut low, mut high) = ([f32::MAX; P], [f32::MIN; P]);
            for row in &self.rough[issue[0]..issue[1]] {
                for c in 0..P {
                    low[c] = if row[c] < low[c] { row[c] } else { low[c] };
                    high[c] = if row[c] > high[c] { row[c] } else { high[c] };
                }
            }
            (0..P).for_each(|c| span[c] += high[c] - low[c]);
        }
        for c in 0..P {
            // A party indifferent between all packages counts in grid points.
            self.per_span[c] = if mask[c.min(n - 1)] == 0 || c >= n { 0.0 } else { 1.0 / span[c].max(1.0) };
        }
        true
    }

    /// Counts with each option of an extra's first issue what the extra is worth at most.
    fn fold(&mut self, plan: &Plan, frame: &Frame, asked: Parties, tables: &Tables) {
        self.most.clear();
        for extra in &plan.extras {
            let first = extra.issues[0];
            let at = self.most.len();
            self.most.resize(at + plan.offsets[first + 1] - plan.offsets[first], 0);
            if !holds(asked, extra.party) {
                continue;
            }
            for entry in frame.starts[first]..frame.starts[first + 1] {
                let option = frame.open[entry] - plan.offsets[first];
                let most = extra.most(plan, frame, tables, option);
                self.most[at + option] = most;
                self.rows[entry][extra.party] += most;
            }
        }
    }

    /// The options of largest weighted sum, for weights per grid point.
    pub fn maximise(&self, frame: &Frame, weights: &[f32; P], pick: &mut Pick<P>) {
        pick.entries.clear();
        let mut gains = self.base.map(|v| v as f32);
        for issue in frame.starts.windows(2) {
            let (mut at, mut top) = (issue[0], dot(&self.rough[issue[0]], weights));
            for entry in issue[0] + 1..issue[1] {
                let sum = dot(&self.rough[entry], weights);
                if sum > top {
                    (at, top) = (entry, sum);
                }
            }
            (0..P).for_each(|c| gains[c] += self.rough[at][c]);
            pick.entries.push(at);
        }
        pick.gains = gains;
    }

    /// Whole weights from shares `y`, one per column, of what is at stake for each.
    pub fn whole(&self, shares: &[f32; P]) -> Weights<P> {
        let mut per_point = [0.0f32; P];
        (0..P).for_each(|c| per_point[c] = shares[c] * self.per_span[c]);
        let most = per_point.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        per_point.map(|w| (f64::from(w / most) * self.heaviest as f64) as i64)
    }

    /// Whether no package's weighted sum of gains reaches zero: then some party loses in each. All of it is whole numbers,
    /// and by the choice of the largest weight no sum leaves 64 bits.
    pub fn excludes(&self, frame: &Frame, weights: &Weights<P>) -> bool {
        let weigh = |row: &[i64; P]| row.iter().zip(weights).map(|(v, w)| v * w).sum::<i64>();
        let most = |issue: &[usize]| self.rows[issue[0]..issue[1]].iter().map(weigh).max().unwrap_or(0);
        weigh(&self.base) + frame.starts.windows(2).map(most).sum::<i64>() < 0
    }
}

fn rounded<const P: usize>(row: &[i64; P]) -> [f32; P] {
    row.map(|v| v as f32)
}

pub(super) fn dot<const P: usize>(row: &[f32; P], weights: &[f32; P]) -> f32 {
    let mut product = [0.0; P];
    (0..P).for_each(|c| product[c] = row[c] * weights[c]);
    product.chunks(4).map(|q| (q[0] + q[1]) + (q[2] + q[3])).fold(0.0, |a, b| a + b)
}

impl Extra {
    /// What it is worth at most with an option of its first issue, over the options left in the others.
    fn most(&self, plan: &Plan, frame: &Frame, tables: &Tables, option: usize) -> i64 {
        let open = |issue: usize| {
            frame.open[frame.starts[issue]..frame.starts[issue + 1]]
                .iter()
                .map(move |o| o - plan.offsets[issue])
        };
        match &self.kind {
            Kind::Pair(t) => {
                let second = self.issues[1];
                let columns = plan.offsets[second + 1] - plan.offsets[second];
                let row = &tables.pairs[*t][option * columns..][..columns];
                open(second).map(|o| row[o]).max().unwrap_or(0)
            }
            Kind::Box(b, inside) => {
                let mut others = self.issues.iter().zip(inside).skip(1);
                let may_hold = inside[0][option]
                    && others.clone().all(|(&issue, inside)| open(issue).any(|o| inside[o]));
                let may_fail =
                    !inside[0][option] || others.any(|(&issue, inside)| open(issue).any(|o| !inside[o]));
                match (may_hold, may_fail) {
                    (true, true) => tables.boxes[*b].max(0),
                    (true, false) => tables.boxes[*b],
                    (false, _) => 0,
                }
            }
        }
    }

    /// What it is worth in a package, given the option of each issue.
    pub fn worth(&self, plan: &Plan, tables: &Tables, option: impl Fn(usize) -> usize) -> i64 {
        match &self.kind {
            Kind::Pair(t) => {
                let [a, b] = [self.issues[0], self.issues[1]];
                tables.pairs[*t][option(a) * (plan.offsets[b + 1] - plan.offsets[b]) + option(b)]
            }
            Kind::Box(b, inside) => {
                let holds = self.issues.iter().zip(inside).all(|(&issue, inside)| inside[option(issue)]);
                if holds { tables.boxes[*b] } else { 0 }
            }
        }
    }
}
