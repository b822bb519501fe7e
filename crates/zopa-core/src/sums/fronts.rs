//! The sum itself: one front per key, step by step.

use super::Point;
use super::increments::Increments;
use super::pack::{Column, Columns, Key, add};
use super::{plane, sweep};
use crate::answer::{Limit, Stop};
use crate::budget::Budget;
use crate::problem::Score;
use std::collections::BTreeMap;

/// Most points alive at one time.
pub const MOST_POINTS: usize = 4_000_000;
/// Candidates looked at in one go.
const BATCH: usize = 1 << 22;
/// A count that no longer fits.
pub(super) const MANY: u128 = u128::MAX;

/// The efficient points of one key, best first.
pub(super) struct Front<const W: usize> {
    pub keys: Vec<Key<W>>,
    /// Lines crossed; empty where none are counted.
    pub masks: Vec<u128>,
    /// Packages per point.
    pub counts: Vec<u128>,
    /// Where in the trail each point stands.
    pub trail: Vec<u32>,
}

/// A front to which an option is added.
#[derive(Clone, Copy)]
pub(super) struct Source<'f, const W: usize> {
    pub front: &'f Front<W>,
    pub shift: Key<W>,
    pub mask: u128,
    pub option: u32,
}

/// Every point ever kept: the one it came from and the option that was added.
pub(super) struct Trail(pub Vec<(u32, u32)>);

pub(super) fn run<const W: usize>(sum: &Increments, budget: &mut Budget) -> Result<Vec<Point>, Stop> {
    let m = sum.order.issues.len();
    let mut trail = Trail(vec![(0, 0)]);
    let mut active: Vec<usize> = Vec::new();
    let masks = if sum.lines.is_empty() { Vec::new() } else { vec![0] };
    let start = Front { keys: vec![[0; W]], masks, counts: vec![1], trail: vec![0] };
    let mut table: BTreeMap<Vec<usize>, Front<W>> = BTreeMap::from([(Vec::new(), start)]);
    let mut decided = vec![false; m];
    let mut package = vec![usize::MAX; m];
    for (step, &issue) in sum.order.issues.iter().enumerate() {
        decided[issue] = true;
        let open = |&a: &usize| sum.order.near[a].iter().any(|&b| !decided[b]);
        let keep: Vec<bool> = active.iter().chain([&issue]).map(open).collect();
        let rules = sum.settled(step, issue, &decided);
        let mut next: BTreeMap<Vec<usize>, Vec<Source<W>>> = BTreeMap::new();
        for (key, front) in &table {
            for (&a, &o) in active.iter().zip(key) {
                package[a] = o;
            }
            for &option in &sum.region.open[issue] {
                package[issue] = option;
                budget.spend(1)?;
                if !rules.iter().all(|r| r.holds(&package)) {
                    continue;
                }
                let mut shift = [0; W];
                for (column, index) in sum.columns.all().iter().zip(sum.added(&package, issue, &decided)) {
                    column.put(&mut shift, index);
                }
                let kept =
                    key.iter().chain([&option]).zip(&keep).filter_map(|(&o, &k)| k.then_some(o)).collect();
                let mask = sum.crossed(issue, option);
                next.entry(kept).or_default().push(Source { front, shift, mask, option: option as u32 });
            }
        }
        active = active.iter().chain([&issue]).zip(&keep).filter_map(|(&a, &k)| k.then_some(a)).collect();
        let mut alive = 0;
        let mut fronts = BTreeMap::new();
        for (key, sources) in next {
            let front = merge(sum, step + 1, &sources, &mut trail, budget)?;
            alive += front.keys.len();
            if alive > MOST_POINTS {
                return Err(Stop::Limit(Limit::Points));
            }
            if !front.keys.is_empty() {
                fronts.insert(key, front);
            }
        }
        table = fronts;
    }
    let Some(front) = table.into_values().next() else { return Ok(Vec::new()) };
    Ok((0..front.keys.len()).map(|k| point(sum, &front, k, &trail)).collect())
}

/// The efficient points of several fronts, each with an option added. `step` is the first step not yet decided.
fn merge<const W: usize>(
    sum: &Increments,
    step: usize,
    sources: &[Source<W>],
    trail: &mut Trail,
    budget: &mut Budget,
) -> Result<Front<W>, Stop> {
    let gate = Gate::new(&sum.columns, &sum.most[step]);
    let total: usize = sources.iter().map(|s| s.front.keys.len()).sum();
    let live: Vec<&Column> = sum.columns.all().iter().filter(|c| c.top > 0).collect();
    // Worth it where the slots are not many more than the candidates.
    if let ([x, y], true) = (live.as_slice(), sum.lines.is_empty())
        && x.top < plane::MOST_SLOTS.min(64 * total as u128)
        && x.is_narrow()
        && y.is_narrow()
    {
        budget.spend(total as u64)?;
        return plane::merge([x, y], sources, &gate, trail);
    }
    let mut kept: Front<W> =
        Front { keys: Vec::new(), masks: Vec::new(), counts: Vec::new(), trail: Vec::new() };
    let mut from = 0;
    while from < sources.len() {
        let mut to = from + 1;
        let mut size = sources[from].front.keys.len();
        while to < sources.len() && size + sources[to].front.keys.len() <= BATCH {
            size += sources[to].front.keys.len();
            to += 1;
        }
        // With masks every candidate is sorted twice.
        budget.spend(size as u64 * if sum.lines.is_empty() { 1 } else { 4 })?;
        let batch = Batch::new(&sources[from..to], &gate, kept);
        kept = batch.thinned(&sum.columns, trail, budget)?;
        from = to;
    }
    Ok(kept)
}

/// A candidate: its key, and its number among the candidates.
#[derive(Clone, Copy)]
struct Entry<const W: usize> {
    key: Key<W>,
    at: u32,
}

/// Marks the entries no earlier one beats.
fn efficient<const W: usize>(
    columns: &Columns,
    entries: &[Entry<W>],
    masks: &[u128],
    budget: &mut Budget,
) -> Result<Vec<bool>, Stop> {
    // A column in which all points are the same decides nothing.
    let live: Vec<&Column> = columns.all().iter().filter(|c| c.top > 0).collect();
    let rest = live.get(1..).unwrap_or_default();
    if let ([y], true) = (rest, masks.is_empty()) {
        return Ok(sweep::one(entries.iter().map(|e| y.get(&e.key))));
    }
    sweep::efficient([entries.len(), rest.len()], &coordinates(rest, entries), masks, budget)
}

/// The coordinates of every entry, or their ranks among all entries where a column is too wide: only the order counts.
fn coordinates<const W: usize>(columns: &[&Column], entries: &[Entry<W>]) -> Vec<i32> {
    let d = columns.len();
    let mut points = vec![0i32; d * entries.len()];
    for (c, column) in columns.iter().enumerate() {
        if column.is_narrow() {
            for (k, e) in entries.iter().enumerate() {
                points[k * d + c] = column.narrow(&e.key) as i32;
            }
        } else {
            let values: Vec<u128> = entries.iter().map(|e| column.get(&e.key)).collect();
            let mut ranked = values.clone();
            ranked.sort_unstable();
            ranked.dedup();
            for (k, v) in values.iter().enumerate() {
                points[k * d + c] = ranked.partition_point(|r| r < v) as i32;
            }
        }
    }
    points
}

/// What a candidate has to pass: lids that cut it, and gains it must still be able to reach.
pub(super) struct Gate<'c> {
    columns: &'c Columns,
    /// Columns with a lid.
    lids: Vec<usize>,
    /// Columns with a least index at this step.
    least: Vec<(usize, u128)>,
}

impl<'c> Gate<'c> {
    fn new(columns: &'c Columns, most: &[u128]) -> Gate<'c> {
        let lids = (0..columns.all().len()).filter(|&c| columns.all()[c].lid.is_some()).collect();
        let least = columns
            .all()
            .iter()
            .enumerate()
            .filter_map(|(c, column)| Some((c, column.need?.saturating_sub(most[c]))))
            .filter(|&(_, least)| least > 0)
            .collect();
        Gate { columns, lids, least }
    }

    /// Whether every candidate passes as it is.
    pub fn is_open(&self) -> bool {
        self.lids.is_empty() && self.least.is_empty()
    }

    #[inline]
    pub fn pass<const W: usize>(&self, mut key: Key<W>) -> Option<Key<W>> {
        for &c in &self.lids {
            let column = &self.columns.all()[c];
            if column.get(&key) > column.top {
                column.put(&mut key, column.top);
            }
        }
        self.least.iter().all(|&(c, least)| self.columns.all()[c].get(&key) >= least).then_some(key)
    }
}

/// Candidates of some sources, together with what was kept of earlier ones.
struct Batch<'b, const W: usize> {
    sources: &'b [Source<'b, W>],
    /// Number of the first candidate of each source; those kept before come first of all.
    first: Vec<u32>,
    before: Front<W>,
    entries: Vec<Entry<W>>,
}

impl<'b, const W: usize> Batch<'b, W> {
    fn new(sources: &'b [Source<'b, W>], gate: &Gate, before: Front<W>) -> Batch<'b, W> {
        let size = before.keys.len() + sources.iter().map(|s| s.front.keys.len()).sum::<usize>();
        let mut entries: Vec<Entry<W>> = Vec::with_capacity(size);
        entries.extend(before.keys.iter().enumerate().map(|(k, &key)| Entry { key, at: k as u32 }));
        let mut first = Vec::with_capacity(sources.len());
        let mut number = before.keys.len() as u32;
        for source in sources {
            first.push(number);
            let sums = source
                .front
                .keys
                .iter()
                .enumerate()
                .map(|(k, key)| (number + k as u32, add(key, &source.shift)));
            if gate.is_open() {
                entries.extend(sums.map(|(at, key)| Entry { key, at }));
            } else {
                entries.extend(sums.filter_map(|(at, key)| Some(Entry { key: gate.pass(key)?, at })));
            }
            number += source.front.keys.len() as u32;
        }
        Batch { sources, first, before, entries }
    }

    /// The source of a candidate that is not one kept before, and its place there.
    fn origin(&self, at: u32) -> Option<(&Source<'b, W>, usize)> {
        let source = self.first.partition_point(|&f| f <= at).checked_sub(1)?;
        Some((&self.sources[source], (at - self.first[source]) as usize))
    }

    fn mask(&self, at: u32) -> u128 {
        match self.origin(at) {
            None => self.before.masks[at as usize],
            Some((source, k)) => source.front.masks[k] | source.mask,
        }
    }

    fn count(&self, at: u32) -> u128 {
        match self.origin(at) {
            None => self.before.counts[at as usize],
            Some((source, k)) => source.front.counts[k],
        }
    }

    fn thinned(
        mut self,
        columns: &Columns,
        trail: &mut Trail,
        budget: &mut Budget,
    ) -> Result<Front<W>, Stop> {
        let masked = self.sources.iter().any(|s| !s.front.masks.is_empty());
        // Stable, and each source is sorted already: this merges runs. Equal keys stay in the order of their sources.
        self.entries.sort_by_key(|e| std::cmp::Reverse(e.key));
        let mut masks = Vec::new();
        if masked {
            let mut both: Vec<(Entry<W>, u128)> =
                self.entries.iter().map(|&e| (e, self.mask(e.at))).collect();
            both.sort_by(|a, b| b.0.key.cmp(&a.0.key).then(a.1.cmp(&b.1)));
            (self.entries, masks) = both.into_iter().unzip();
        }
        // Equal points become one; their packages are added up.
        let mut counts: Vec<u128> = Vec::with_capacity(self.entries.len());
        let mut last = 0;
        for k in 0..self.entries.len() {
            let count = self.count(self.entries[k].at);
            let same = k > 0
                && self.entries[k].key == self.entries[last].key
                && (!masked || masks[k] == masks[last]);
            if same {
                let sum = &mut counts[last];
                *sum = sum.checked_add(count).unwrap_or(MANY);
            } else {
                last = counts.len();
                self.entries[last] = self.entries[k];
                if masked {
                    masks[last] = masks[k];
                }
                counts.push(count);
            }
        }
        self.entries.truncate(counts.len());
        masks.truncate(counts.len());
        let keep = efficient(columns, &self.entries, &masks, budget)?;
        let mut kept = Front { keys: Vec::new(), masks: Vec::new(), counts: Vec::new(), trail: Vec::new() };
        for (k, _) in keep.iter().enumerate().filter(|(_, keep)| **keep) {
            let at = self.entries[k].at;
            let place = match self.origin(at) {
                None => self.before.trail[at as usize],
                Some((source, from)) => {
                    let place = u32::try_from(trail.0.len()).map_err(|_| Stop::Limit(Limit::Points))?;
                    trail.0.push((source.front.trail[from], source.option));
                    place
                }
            };
            kept.keys.push(self.entries[k].key);
            if masked {
                kept.masks.push(masks[k]);
            }
            kept.counts.push(counts[k]);
            kept.trail.push(place);
        }
        if kept.keys.len() > MOST_POINTS || trail.0.len() > 64 * MOST_POINTS {
            return Err(Stop::Limit(Limit::Points));
        }
        Ok(kept)
    }
}

fn point<const W: usize>(sum: &Increments, front: &Front<W>, k: usize, trail: &Trail) -> Point {
    let gains: Vec<Score> = sum.columns.all().iter().map(|c| c.gain(c.get(&front.keys[k]))).collect();
    let mut package = vec![0; sum.order.issues.len()];
    let mut at = front.trail[k];
    for &issue in sum.order.issues.iter().rev() {
        let (before, option) = trail.0[at as usize];
        package[issue] = option as usize;
        at = before;
    }
    let count = front.counts[k];
    Point {
        gains,
        mask: front.masks.get(k).copied().unwrap_or(0),
        count: (count != MANY).then_some(count),
        package,
    }
}
