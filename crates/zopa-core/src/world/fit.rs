//! Whether the parts of a family fit together.

use super::family::{Family, Known};
use super::tables::GRID;
use super::{Coordinate, Mind, Quantity, Said, Sum};
use crate::Fault;
use crate::problem::{Opt, Problem};

/// The most an entry may be worth in any world, grid points: room for the sums of 1,024 issues with 64 times as many pair
/// tables and boxes in 64 bits.
const ENTRY_LIMIT: f64 = (1u64 << 46) as f64;
/// How far a sum of weights may be off by rounding, points.
pub(super) const SLACK: f64 = 1e-9;

impl Known {
    pub(super) fn fit(&self) -> Result<(), Fault> {
        let problem = &self.structure;
        if self.minds.len() != problem.n()
            || self.boxes.len() != problem.boxes().len()
            || self.lines.len() != problem.lines().len()
        {
            return Err(Fault::new("parties, boxes or red lines are not those of the structure".into()));
        }
        for (party, mind) in self.minds.iter().enumerate() {
            fit_mind(problem, party, mind)
                .map_err(|Wrong(what)| Fault::new(format!("party {party}: {what}")))?;
        }
        for (g, group) in self.groups.iter().enumerate() {
            if group.party >= problem.n() || !share(&group.within) || !share(&group.others) {
                return Err(Fault::new(format!(
                    "group {g}: an unknown party, or a correlation beyond 0 and 1"
                )));
            }
            // What is common to all lines of the party is common to the group.
            if group.within.high < group.others.low {
                return Err(Fault::new(format!(
                    "group {g}: its lines go together less (at most {}) than they go with others of the party (at least {})",
                    group.within.high, group.others.low
                )));
            }
        }
        for (l, (firm, line)) in self.lines.iter().zip(problem.lines()).enumerate() {
            if !share(&firm.firmness) {
                return Err(Fault::new(format!("red line {l}: a firmness is beyond 0 and 1")));
            }
            if firm.group.is_some_and(|g| self.groups.get(g).is_none_or(|g| g.party != line.party)) {
                return Err(Fault::new(format!("red line {l}: its group is unknown or another party's")));
            }
        }
        Ok(())
    }
}

struct Wrong(String);

fn share(quantity: &Quantity) -> bool {
    0.0 <= quantity.low && quantity.low <= quantity.high && quantity.high <= 1.0
}

fn fit_mind(problem: &Problem, party: usize, mind: &Mind) -> Result<(), Wrong> {
    let wrong = |what: String| Err(Wrong(what));
    let rows = mind.values.iter().zip(problem.options());
    if mind.weights.len() != problem.m()
        || mind.values.len() != problem.m()
        || rows.into_iter().any(|(row, &k)| row.len() != k)
    {
        return wrong("weights or values do not fit the issues".into());
    }
    let known = |o: &Opt| o.issue < problem.m() && o.option < problem.options()[o.issue];
    let slot = |a: usize, b: usize| {
        let issues = [a.min(b), a.max(b)];
        a != b && problem.pairs().iter().any(|t| t.party == party && t.issues == issues)
    };
    let mut multiplied = std::collections::BTreeSet::new();
    for (f, factor) in mind.factors.iter().enumerate() {
        let fits = factor.by < problem.m() && factor.times.len() == problem.options()[factor.by];
        if !fits || !factor.options.iter().all(|o| known(o) && slot(o.issue, factor.by)) {
            return wrong(format!("factor {f} does not fit the structure"));
        }
        if !factor.options.iter().all(|o| multiplied.insert(*o)) {
            return wrong(format!("factor {f} multiplies an option a second time"));
        }
    }
    for (t, together) in mind.together.iter().enumerate() {
        let [a, b] = &together.options;
        if !(known(a) && known(b) && slot(a.issue, b.issue)) {
            return wrong(format!("interaction {t} does not fit the structure"));
        }
    }
    for (s, said) in mind.said.iter().enumerate() {
        if !fit_said(problem, said) {
            return wrong(format!("statement {s} does not fit the structure, or its range is out of order"));
        }
    }
    fit_sum(mind)
}

fn fit_sum(mind: &Mind) -> Result<(), Wrong> {
    let sum = |end: fn(&Quantity) -> f64| mind.weights.iter().map(end).sum::<f64>();
    let (low, high) = (sum(|q| q.low), sum(|q| q.high));
    match mind.sum {
        Sum::Hundred if low > 100.0 + SLACK || high < 100.0 - SLACK => {
            Err(Wrong(format!("the weights sum to between {low} and {high}, not to 100")))
        }
        Sum::Scaled if high <= 0.0 || mind.weights.iter().any(|q| q.low < 0.0) => {
            Err(Wrong("weights that are scaled to 100 are at least zero, and not all zero".into()))
        }
        _ => Ok(()),
    }
}

fn fit_said(problem: &Problem, said: &Said) -> bool {
    let m = problem.m();
    let option = |issue: usize, o: usize| issue < m && o < problem.options()[issue];
    let package = |x: &[usize]| x.len() == m && x.iter().enumerate().all(|(i, &o)| option(i, o));
    match said {
        Said::Weight { above, below } => *above < m && *below < m,
        Said::Ratio { of, to, low, high } => *of < m && *to < m && low.is_finite() && low <= high,
        Said::Value { issue, above, below } => option(*issue, *above) && option(*issue, *below),
        Said::Difference { issue, larger, smaller } => {
            larger.iter().chain(smaller).all(|&o| option(*issue, o))
        }
        Said::Better { better, worse, by } => package(better) && package(worse) && by.is_finite(),
        Said::Alike { one, other, within } => package(one) && package(other) && *within >= 0.0,
        Said::OverNoDeal { package: x, low, high } => package(x) && low <= high,
    }
}

impl Family {
    /// Ranges, the size of every entry, and links.
    pub(super) fn fit_coordinates(&self) -> Result<(), Fault> {
        for (coordinate, quantity) in self.coordinates().iter().zip(self.quantities()) {
            let Quantity { low, best, high } = *quantity;
            let inside = |v: f64| low <= v && v <= high;
            if !(low.is_finite() && high.is_finite() && low <= high && best.is_none_or(inside)) {
                return Err(Fault::new(format!("{coordinate:?}: the range is out of order")));
            }
            if self.size(coordinate, quantity) * GRID as f64 > ENTRY_LIMIT {
                return Err(Fault::new(format!("{coordinate:?}: it can be too large to compute with")));
            }
        }
        self.fit_links()
    }

    /// The most points a coordinate can put into one entry.
    fn size(&self, coordinate: &Coordinate, quantity: &Quantity) -> f64 {
        let largest = |q: &Quantity| q.low.abs().max(q.high.abs());
        match *coordinate {
            Coordinate::Value { party, option } => {
                let mind = &self.minds()[party];
                let scaled = mind.sum == Sum::Scaled;
                let weight = if scaled { 100.0 } else { largest(&mind.weights[option.issue]) };
                let times = mind.factors.iter().filter(|f| f.options.contains(&option));
                let times = times.flat_map(|f| &f.times).map(largest).fold(1.0, f64::max);
                weight * largest(quantity) * times / 100.0
            }
            _ => largest(quantity),
        }
    }

    fn fit_links(&self) -> Result<(), Fault> {
        let mut linked = vec![false; self.coordinates().len()];
        for (k, link) in self.links().iter().enumerate() {
            if !share(&link.strength) {
                return Err(Fault::new(format!("dependence {k}: its strength is beyond 0 and 1")));
            }
            for &(c, _) in &link.members {
                match self.coordinates().get(c) {
                    None => return Err(Fault::new(format!("dependence {k}: there is no coordinate {c}"))),
                    Some(Coordinate::Weight { party, .. }) if self.minds()[*party].sum != Sum::Free => {
                        return Err(Fault::new(format!(
                            "dependence {k}: a weight of party {party} depends on its other weights already"
                        )));
                    }
                    Some(Coordinate::Firmness(l)) => {
                        return Err(Fault::new(format!(
                            "dependence {k}: the firmness of red line {l} stands in it; lines share a group instead"
                        )));
                    }
                    Some(_) if std::mem::replace(&mut linked[c], true) => {
                        return Err(Fault::new(format!(
                            "dependence {k}: coordinate {c} is in two dependences"
                        )));
                    }
                    Some(_) => {}
                }
            }
        }
        Ok(())
    }
}
