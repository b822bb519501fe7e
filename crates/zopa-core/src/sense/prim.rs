//! The box of assumptions in which an outcome holds: patient rule induction.
//!
//! # Method
//! From the box of all worlds, each step peels off one side of one input: the worlds with the lowest or the highest
//! `patience` share of a number (with all their ties), or those with one value of a yes or no. The peel taken is the one
//! with the largest rise in density per world removed; so a yes or no, which removes many worlds at once, has no head
//! start. Boxes of less than the least mass are not made. [`Boxes::paste`] widens a box again, side by side, as long
//! as its density does not fall, and [`Boxes::prune`] gives up limits that chance explains.
//!
//! - density: the share of the box's worlds with the outcome; coverage: the share of all worlds with the outcome that
//!   are in the box; mass: the share of all worlds in the box.
//! - quasi-p-value of a limit: without it the box has `n'` worlds of density `q`; with it `n` worlds and `h` hits. It is
//!   the probability of `h` or more hits in `n` tries of probability `q`. "Quasi", for the limit was searched for with
//!   the same worlds: check a box on fresh worlds.
//!
//! Equal peels are told apart by the worlds they remove, then by what the columns hold; the order of columns decides only
//! between columns that hold the same.
//!
//! # References
//! J. H. Friedman and N. I. Fisher 1999, "Bump hunting in high-dimensional data", *Statistics and Computing* 9, 123–143.
//! B. P. Bryant and R. J. Lempert 2010, "Thinking inside the box", *Technological Forecasting and Social Change* 77,
//! 34–49 (coverage, density, quasi-p-values). J. H. Kwakkel and M. Jaxa-Rozen 2016, "Improving scenario discovery for
//! handling heterogeneous uncertainties", *Environmental Modelling & Software* 79, 311–321 (rise per world removed).

mod tail;

use crate::Fault;
use std::cmp::Ordering;
use std::cmp::Reverse;
pub use tail::upper_tail;

/// An input over all worlds.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// A number per world.
    Number(Vec<f64>),
    /// A yes or no per world.
    Flag(Vec<bool>),
}

impl Column {
    fn len(&self) -> usize {
        match self {
            Column::Number(x) => x.len(),
            Column::Flag(x) => x.len(),
        }
    }

    fn at(&self, world: usize) -> f64 {
        match self {
            Column::Number(x) => x[world],
            Column::Flag(x) => f64::from(u8::from(x[world])),
        }
    }

    /// An order of columns by what they hold.
    fn compare(&self, other: &Column) -> Ordering {
        let worlds = 0..self.len().min(other.len());
        worlds
            .map(|k| self.at(k).total_cmp(&other.at(k)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

/// How boxes are searched for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Share of a box's worlds peeled or pasted at a time.
    pub patience: f64,
    /// Least share of all worlds in a box.
    pub least_mass: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { patience: 0.05, least_mass: 0.05 }
    }
}

/// One end of an input in a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum End {
    /// At least this.
    AtLeast(f64),
    /// At most this.
    AtMost(f64),
    /// This yes or no.
    Is(bool),
}

/// An end of an input that a box restricts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// The input.
    pub column: usize,
    /// Its end.
    pub end: End,
    /// How likely so many hits would be by chance without the limit; 0 where it is below about 1e-300.
    pub quasi_p: f64,
}

/// A box.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Per column the lowest and the highest value, infinite where it is free; a yes is 1.
    sides: Vec<[f64; 2]>,
    /// What it restricts, by column.
    pub limits: Vec<Limit>,
    /// Worlds in it.
    pub worlds: u64,
    /// Worlds in it that have the outcome.
    pub hits: u64,
    /// Share of the worlds with the outcome that are in it.
    pub coverage: f64,
    /// Share of its worlds that have the outcome.
    pub density: f64,
    /// Share of all worlds that are in it.
    pub mass: f64,
}

/// Inputs, outcome and the boxes found, from all worlds to the smallest box.
#[derive(Debug, Clone)]
pub struct Boxes<'a> {
    columns: &'a [Column],
    outcome: &'a [bool],
    settings: Settings,
    /// The trajectory.
    pub boxes: Vec<Found>,
}

/// A peel that could be taken.
struct Peel {
    column: usize,
    side: usize,
    limit: f64,
    gain: f64,
    removed: Vec<usize>,
}

/// Peels boxes in which worlds have the outcome, over inputs of one entry per world.
pub fn peel<'a>(columns: &'a [Column], outcome: &'a [bool], settings: Settings) -> Result<Boxes<'a>, Fault> {
    if !(settings.patience > 0.0 && settings.patience < 1.0 && (0.0..=1.0).contains(&settings.least_mass)) {
        return Err(Fault::shape("patience is between 0 and 1, the least mass of 0 to 1".to_string()));
    }
    for (j, column) in columns.iter().enumerate() {
        if column.len() != outcome.len() {
            let (given, worlds) = (column.len(), outcome.len());
            return Err(Fault::shape(format!("input {j} has {given} entries for {worlds} worlds")));
        }
        if let Some(at) = (0..column.len()).find(|&k| !column.at(k).is_finite()) {
            return Err(Fault::shape(format!("input {j} is not a finite number in world {at}")));
        }
    }
    if !outcome.contains(&true) {
        return Err(Fault::shape("the outcome holds in no world: there is nothing to find".to_string()));
    }
    let mut search = Boxes { columns, outcome, settings, boxes: Vec::new() };
    search.run();
    Ok(search)
}

impl Boxes<'_> {
    fn run(&mut self) {
        let mut sides = vec![[f64::NEG_INFINITY, f64::INFINITY]; self.columns.len()];
        let mut inside: Vec<usize> = (0..self.outcome.len()).collect();
        let mut sorted: Vec<Vec<usize>> =
            self.columns.iter().map(|column| by_value(column, &inside)).collect();
        loop {
            self.boxes.push(self.found(&sides));
            let peel = self.best_peel(&sorted, inside.len());
            let Some(peel) = peel else { return };
            sides[peel.column][peel.side] = peel.limit;
            let column = &self.columns[peel.column];
            let stays = |k: &usize| within(column.at(*k), sides[peel.column]);
            inside.retain(stays);
            sorted.iter_mut().for_each(|order| order.retain(stays));
        }
    }

    /// The peel of largest rise in density per world removed; `None` where all have the outcome or the box gets too small.
    fn best_peel(&self, sorted: &[Vec<usize>], worlds: usize) -> Option<Peel> {
        let least = self.settings.least_mass * self.outcome.len() as f64;
        let hit = |k: &&usize| self.outcome[**k];
        let hits = sorted.first()?.iter().filter(hit).count();
        if hits == worlds {
            return None;
        }
        let density = hits as f64 / worlds as f64;
        let mut best: Option<Peel> = None;
        for (column, order) in sorted.iter().enumerate() {
            for side in 0..2 {
                let Some((removed, limit)) = self.cut(column, order, side) else { continue };
                let left = worlds - removed.len();
                if left == 0 || (left as f64) < least {
                    continue;
                }
                let after = (hits - removed.iter().filter(hit).count()) as f64 / left as f64;
                let gain = (after - density) / removed.len() as f64;
                if best.as_ref().is_some_and(|best| gain < best.gain) {
                    continue;
                }
                let mut removed = removed.to_vec();
                removed.sort_unstable();
                let peel = Peel { column, side, limit, gain, removed };
                if best.as_ref().is_none_or(|best| self.prefer(&peel, best)) {
                    best = Some(peel);
                }
            }
        }
        best
    }

    /// Whether a peel of no less gain is taken instead: for its gain, for fewer worlds removed, else by content.
    fn prefer(&self, peel: &Peel, best: &Peel) -> bool {
        let key = |p: &Peel| (Reverse(p.removed.len()), p.side);
        let content = || self.columns[peel.column].compare(&self.columns[best.column]);
        let order = peel.gain.total_cmp(&best.gain).then(key(peel).0.cmp(&key(best).0));
        order
            .then_with(|| peel.removed.cmp(&best.removed))
            .then_with(content)
            .then(key(peel).1.cmp(&key(best).1))
            .is_gt()
    }

    /// The worlds that go from one side of a column, and the limit that then holds; `None` where all would go.
    fn cut<'b>(&self, column: usize, order: &'b [usize], side: usize) -> Option<(&'b [usize], f64)> {
        let at = |place: usize| self.columns[column].at(order[place]);
        let n = order.len();
        let step = ((self.settings.patience * n as f64) as usize).clamp(1, n);
        // The first place that stays, from below; ties with it stay too. Where that would remove nothing, all ties of
        // the end go.
        match side {
            0 => {
                let limit = at(step.min(n - 1));
                let below = order.partition_point(|&k| self.columns[column].at(k) < limit);
                let first = order.partition_point(|&k| self.columns[column].at(k) <= at(0));
                let cut = if below > 0 { below } else { first };
                (cut < n).then(|| (&order[..cut], at(cut)))
            }
            _ => {
                let limit = at((n - 1).saturating_sub(step));
                let above = order.partition_point(|&k| self.columns[column].at(k) <= limit);
                let last = order.partition_point(|&k| self.columns[column].at(k) < at(n - 1));
                let cut = if above < n { above } else { last };
                (cut > 0).then(|| (&order[cut..], at(cut - 1)))
            }
        }
    }

    /// The box of highest density among those of at least this coverage; of these the one of largest coverage, then of
    /// fewest limits, then the earliest.
    pub fn choose(&self, coverage: f64) -> Option<&Found> {
        let fit = self.boxes.iter().filter(|found| found.coverage >= coverage);
        fit.min_by(|one, other| {
            let dense = other.density.total_cmp(&one.density);
            dense.then(other.hits.cmp(&one.hits)).then(one.limits.len().cmp(&other.limits.len()))
        })
    }

    /// A box widened as far as its density does not fall, the side of highest density first; sides that restrict
    /// nothing any more are free.
    pub fn paste(&self, found: &Found) -> Found {
        let mut sides = found.sides.clone();
        let mut density = found.density;
        loop {
            let mut best: Option<(Found, Vec<[f64; 2]>)> = None;
            for column in 0..sides.len() {
                for side in (0..2).filter(|&side| sides[column][side].is_finite()) {
                    let mut wider = sides.clone();
                    wider[column][side] = self.wider(&sides, column, side);
                    let box_ = self.found(&wider);
                    let better = |best: &(Found, Vec<[f64; 2]>)| {
                        let order =
                            box_.density.total_cmp(&best.0.density).then(box_.worlds.cmp(&best.0.worlds));
                        order.then_with(|| self.members(&wider).cmp(&self.members(&best.1))).is_gt()
                    };
                    if box_.density >= density && best.as_ref().is_none_or(better) {
                        best = Some((box_, wider));
                    }
                }
            }
            let Some((box_, wider)) = best else { return self.found(&sides) };
            (density, sides) = (box_.density, wider);
        }
    }

    /// A box without the limits that chance explains: while some limit has a quasi-p-value above this, the one with the
    /// largest is given up (of equal ones, the one that leaves more worlds, then the one in an earlier column).
    pub fn prune(&self, found: &Found, quasi_p: f64) -> Found {
        let mut found = found.clone();
        loop {
            let weakest = found.limits.iter().map(|limit| limit.quasi_p).fold(0.0, f64::max);
            if weakest <= quasi_p {
                return found;
            }
            let mut best: Option<Found> = None;
            for limit in found.limits.iter().filter(|limit| limit.quasi_p == weakest) {
                let mut sides = found.sides.clone();
                match limit.end {
                    End::AtLeast(_) | End::Is(true) => sides[limit.column][0] = f64::NEG_INFINITY,
                    End::AtMost(_) | End::Is(false) => sides[limit.column][1] = f64::INFINITY,
                }
                let freed = self.found(&sides);
                best = best.filter(|best| best.worlds >= freed.worlds).or(Some(freed));
            }
            let Some(best) = best else { return found };
            found = best;
        }
    }

    /// A side moved outwards past a share of worlds that hold all other limits, with their ties; infinite where none
    /// are left.
    fn wider(&self, sides: &[[f64; 2]], column: usize, side: usize) -> f64 {
        let mut free = sides.to_vec();
        let old = free[column];
        free[column][side] = if side == 0 { f64::NEG_INFINITY } else { f64::INFINITY };
        let members = self.members(&free);
        let values = members.iter().map(|&k| self.columns[column].at(k));
        let mut beyond: Vec<f64> =
            values.filter(|&x| if side == 0 { x < old[0] } else { x > old[1] }).collect();
        let inside = members.len() - beyond.len();
        let step = ((self.settings.patience * inside as f64) as usize).max(1);
        if beyond.len() <= step {
            return free[column][side];
        }
        beyond.sort_by(|x, y| if side == 0 { y.total_cmp(x) } else { x.total_cmp(y) });
        match beyond.last() {
            Some(last) if *last != beyond[step - 1] => beyond[step - 1],
            _ => free[column][side],
        }
    }

    /// The worlds within all sides, in order.
    fn members(&self, sides: &[[f64; 2]]) -> Vec<usize> {
        let holds = self.holds(sides);
        (0..self.outcome.len()).filter(|&k| holds(k)).collect()
    }

    /// Whether a world is within all sides; free columns are not looked at.
    fn holds(&self, sides: &[[f64; 2]]) -> impl Fn(usize) -> bool {
        let bound = |(_, side): &(&Column, [f64; 2])| side.iter().any(|end| end.is_finite());
        let bound: Vec<(&Column, [f64; 2])> = self.columns.iter().zip(sides.to_vec()).filter(bound).collect();
        move |world| bound.iter().all(|(column, side)| within(column.at(world), *side))
    }

    /// Whether a world of the table is in a box.
    pub fn contains(&self, found: &Found, world: usize) -> bool {
        world < self.outcome.len() && self.holds(&found.sides)(world)
    }

    /// Worlds and hits within all sides.
    fn count(&self, sides: &[[f64; 2]]) -> [u64; 2] {
        let holds = self.holds(sides);
        let inside = (0..self.outcome.len()).filter(|&k| holds(k));
        inside.fold([0, 0], |[worlds, hits], k| [worlds + 1, hits + u64::from(self.outcome[k])])
    }

    fn found(&self, sides: &[[f64; 2]]) -> Found {
        let [worlds, hits] = self.count(sides);
        let all = self.outcome.len() as f64;
        let outcomes = self.outcome.iter().filter(|&&yes| yes).count() as f64;
        let mut limits = Vec::new();
        for (column, &[low, high]) in sides.iter().enumerate() {
            for side in (0..2).filter(|&side| [low, high][side].is_finite()) {
                let mut free = sides.to_vec();
                free[column][side] = if side == 0 { f64::NEG_INFINITY } else { f64::INFINITY };
                let [worlds_without, hits_without] = self.count(&free);
                let quasi_p = upper_tail(hits, worlds, hits_without as f64 / worlds_without as f64);
                let end = match (&self.columns[column], side) {
                    (Column::Flag(_), _) => End::Is(side == 0),
                    (Column::Number(_), 0) => End::AtLeast(low),
                    (Column::Number(_), _) => End::AtMost(high),
                };
                limits.push(Limit { column, end, quasi_p });
            }
        }
        Found {
            sides: sides.to_vec(),
            limits,
            worlds,
            hits,
            coverage: hits as f64 / outcomes,
            density: hits as f64 / worlds as f64,
            mass: worlds as f64 / all,
        }
    }
}

fn within(x: f64, [low, high]: [f64; 2]) -> bool {
    low <= x && x <= high
}

fn by_value(column: &Column, worlds: &[usize]) -> Vec<usize> {
    let mut order = worlds.to_vec();
    order.sort_by(|&j, &k| column.at(j).total_cmp(&column.at(k)));
    order
}
