//! Levers over plausible worlds: in which share of them a deal exists with a set of levers, the same worlds before and after.
//!
//! World `k` of a view has its numbers from the family, and those of levers from [`crate::ensemble::extra`]. With a set of
//! levers at stated levels in force, a world has a deal if a package is acceptable with no deal moved by the sticks and a
//! deal by the carrots, each holder bearing what it uses, and no target driven from the table. A lever without the consent it
//! needs in that world is left out there. A lever against obstruction counts for packages that keep the firm lines of its
//! target; the others are looked at without it.

use super::model::{Model, Numbers};
use crate::compile::extend::{Growth, MoreParty};
use crate::ensemble::sample::Judged;
use crate::ensemble::{View, extra};
use crate::question::{AskError, Asked};
use crate::scenario::Condition;
use std::sync::atomic::{AtomicBool, Ordering};
use zopa_core::problem::{Consent, Problem};
use zopa_core::world::{BLOCK, GRID, Judge, Tables, Verdict};

/// A set of levers: lever and index of its level.
pub(super) type Levels = Vec<(usize, usize)>;

/// Worlds, and the numbers of levers in each.
pub(super) struct Bench<'b> {
    pub model: &'b Model<'b>,
    pub view: &'b View,
    pub judged: Vec<Judged>,
    numbers: Vec<Vec<Numbers>>,
    triggers: Vec<Vec<Option<f64>>>,
}

/// What a set does over the worlds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Count {
    pub deals: u64,
    pub unsettled: u64,
    /// Worlds without a deal before and with one after, and the other way round.
    pub opened: u64,
    pub closed: u64,
    /// Worlds in which it drives somebody from the table.
    pub walked: u64,
    /// Worlds in which a lever of it lacks consent.
    pub withheld: u64,
}

impl<'b> Bench<'b> {
    /// Draws the numbers of the levers in every world.
    pub fn new(asked: &Asked, model: &'b Model<'b>, view: &'b View, judged: Vec<Judged>) -> Bench<'b> {
        let seed = asked.settings.seed;
        let worlds: Vec<u64> = (0..judged.len() as u64).collect();
        let parties = view.family.structure().n();
        let drawn = asked.each(&worlds, |&k| {
            let draw = |e: &_, key: &str| extra::number(e, key, seed, k);
            let triggers = (0..parties).map(|p| model.trigger(p, &draw)).collect::<Vec<_>>();
            (model.numbers(&draw), triggers)
        });
        let (numbers, triggers) = drawn.into_iter().unzip();
        Bench { model, view, judged, numbers, triggers }
    }

    /// Worlds with a deal before any lever.
    pub fn before(&self) -> Count {
        let mut count = Count::default();
        for world in &self.judged {
            match world.verdict {
                Verdict::Deal => count.deals += 1,
                Verdict::None => {}
                Verdict::Unsettled(_) => count.unsettled += 1,
            }
        }
        count
    }

    /// What each of these sets does; `None` if it was interrupted.
    pub fn count(&self, asked: &Asked, sets: &[Levels]) -> Result<Option<Vec<Count>>, AskError> {
        let stopped = AtomicBool::new(false);
        let counted = asked.each(sets, |set| self.one(asked, set, &stopped));
        if stopped.load(Ordering::Relaxed) {
            return Ok(None);
        }
        counted.into_iter().collect::<Result<Vec<_>, _>>().map(Some)
    }

    fn one(&self, asked: &Asked, set: &Levels, stopped: &AtomicBool) -> Result<Count, AskError> {
        let mut count = Count::default();
        let mut holders: Vec<usize> = set.iter().map(|(l, _)| self.model.levers[*l].holder).collect();
        holders.sort_unstable();
        holders.dedup();
        let structure = growth(&holders, |_| 0.0).compiled(&self.view.plausible.compiled)?;
        let mut judge = Judge::new(&structure.problem);
        let mut tables = Tables::default();
        for (k, world) in self.judged.iter().enumerate() {
            if (k as u64).is_multiple_of(BLOCK) {
                judge.forget();
            }
            if k % 64 == 0 && !(asked.poll)(64) {
                stopped.store(true, Ordering::Relaxed);
            }
            if stopped.load(Ordering::Relaxed) {
                return Ok(count);
            }
            let numbers = &self.numbers[k];
            let agreed: Levels = set
                .iter()
                .copied()
                .filter(|(l, _)| self.model.levers[*l].against(&numbers[*l]).is_empty())
                .collect();
            count.withheld += u64::from(agreed.len() < set.len());
            let verdict = if agreed.is_empty() {
                world.verdict
            } else if self.drives_away(k, &agreed) {
                count.walked += 1;
                Verdict::None
            } else {
                self.view.family.tables(&world.world.point, &mut tables);
                self.decide(&mut judge, &tables, (k, &agreed, &holders))?
            };
            match verdict {
                Verdict::Deal => count.deals += 1,
                Verdict::None => {}
                Verdict::Unsettled(_) => count.unsettled += 1,
            }
            count.opened += u64::from(world.verdict == Verdict::None && verdict == Verdict::Deal);
            count.closed += u64::from(world.verdict == Verdict::Deal && verdict == Verdict::None);
        }
        Ok(count)
    }

    /// Whether the threats of a set together are more than a target bears.
    fn drives_away(&self, k: usize, set: &Levels) -> bool {
        let numbers = &self.numbers[k];
        self.triggers[k].iter().enumerate().any(|(t, trigger)| {
            let threats = set.iter().filter(|(l, _)| self.model.levers[*l].target == t);
            let sum: f64 = threats
                .map(|&(l, at)| {
                    let usable = &self.model.levers[l];
                    usable.threat(&numbers[l], usable.levels[at].0)
                })
                .sum();
            trigger.is_some_and(|trigger| sum > trigger)
        })
    }

    fn decide(
        &self,
        judge: &mut Judge,
        tables: &Tables,
        (k, set, holders): (usize, &Levels, &[usize]),
    ) -> Result<Verdict, AskError> {
        let world = &self.judged[k];
        let obstructs = |l: usize| self.model.levers[l].lever.condition == Condition::Obstruction;
        if !set.iter().any(|(l, _)| obstructs(*l)) {
            let after = self.after(tables, (k, set, holders))?;
            return Ok(judge.decide(&after, &world.real, None));
        }
        // With the firm lines of the targets kept; and without the levers against obstruction.
        let mut real = world.real.clone();
        let structure = self.view.family.structure();
        for (l, line) in structure.lines().iter().enumerate() {
            let firm = self.view.plausible.compiled.lines[l].judged;
            let aimed = set
                .iter()
                .any(|(lever, _)| obstructs(*lever) && self.model.levers[*lever].target == line.party);
            real[l] |= firm && aimed;
        }
        let after = self.after(tables, (k, set, holders))?;
        let kept = judge.decide(&after, &real, None);
        if kept == Verdict::Deal || real == world.real {
            return Ok(kept);
        }
        let rest: Levels = set.iter().copied().filter(|(l, _)| !obstructs(*l)).collect();
        let after = self.after(tables, (k, &rest, holders))?;
        Ok(match judge.decide(&after, &world.real, None) {
            Verdict::None => kept,
            other => other,
        })
    }

    /// The numbers of a world with a set in force, and a party more for each holder.
    fn after(
        &self,
        tables: &Tables,
        (k, set, holders): (usize, &Levels, &[usize]),
    ) -> Result<Tables, AskError> {
        let structure = self.view.family.structure();
        let (n, grid) = (structure.n(), GRID as f64);
        let numbers = &self.numbers[k];
        let mut growth = growth(holders, |h| tables.no_deal[h] as f64 / grid);
        for &(l, at) in set {
            let usable = &self.model.levers[l];
            let level = usable.levels[at].0;
            for p in 0..n {
                growth.no_deal.push((p, -usable.moves(&numbers[l], level, p)));
            }
            let bearing = holders.iter().position(|&h| h == usable.holder);
            if let Some(bearing) = bearing {
                growth.no_deal.push((n + bearing, usable.burden(&numbers[l], level)));
            }
            for &(i, o, p, points) in &numbers[l].values {
                let points = level * numbers[l].arrives() * points;
                growth.points.push((p, i, o, points));
                if let Some(bearing) = holders.iter().position(|&h| h == p) {
                    growth.points.push((n + bearing, i, o, points));
                }
            }
        }
        Ok(growth.tables(structure, tables)?)
    }

    /// The most worlds that any mix of levers could open, on the safe side: every lever at any level or none, whoever bears it
    /// and whatever a target puts up with. Worlds that were not settled count as open.
    pub fn ceiling(&self, asked: &Asked) -> Result<Option<u64>, AskError> {
        let base = self.view.family.structure();
        let first = base.m();
        let mut growth = Growth::default();
        let off = || ("off".to_string(), String::new());
        for usable in &self.model.levers {
            growth.issues.push(crate::compile::extend::MoreIssue {
                id: usable.lever.id.clone(),
                label: String::new(),
                options: std::iter::once(off())
                    .chain(usable.levels.iter().map(|(_, label)| (label.clone(), String::new())))
                    .collect(),
            });
        }
        let compiled = growth.compiled(&crate::compile::Compiled {
            problem: base.clone(),
            ..self.view.plausible.compiled.clone()
        });
        let structure = self.with_values(&growth)?.unwrap_or(compiled?.problem);
        let blocks: Vec<usize> = (0..self.judged.len().div_ceil(BLOCK as usize)).collect();
        let stopped = AtomicBool::new(false);
        let block = |&block: &usize| -> Result<u64, AskError> {
            let mut judge = Judge::new(&structure);
            let mut tables = Tables::default();
            let mut open = 0;
            let from = block * BLOCK as usize;
            let worlds = self.judged.iter().enumerate().skip(from).take(BLOCK as usize);
            for (k, world) in worlds {
                if k % 64 == 0 && !(asked.poll)(64) {
                    stopped.store(true, Ordering::Relaxed);
                }
                if stopped.load(Ordering::Relaxed) {
                    return Ok(open);
                }
                if world.verdict == Verdict::Deal {
                    open += 1;
                    continue;
                }
                self.view.family.tables(&world.world.point, &mut tables);
                let grown = self.freely(&growth, (k, first)).tables(base, &tables)?;
                open += u64::from(judge.decide(&grown, &world.real, None) != Verdict::None);
            }
            Ok(open)
        };
        let counted: Result<Vec<u64>, AskError> = asked.each(&blocks, block).into_iter().collect();
        let counted = counted?;
        Ok((!stopped.load(Ordering::Relaxed)).then(|| counted.iter().sum()))
    }

    /// The structure of the freely grown problem where levers change what options are worth: with a box for each.
    fn with_values(&self, growth: &Growth) -> Result<Option<Problem>, AskError> {
        let Some(_) = self.numbers.first().filter(|n| n.iter().any(|n| !n.values.is_empty())) else {
            return Ok(None);
        };
        let base = self.view.family.structure();
        let grown = self.freely(growth, (0, base.m()));
        let compiled =
            crate::compile::Compiled { problem: base.clone(), ..self.view.plausible.compiled.clone() };
        Ok(Some(grown.compiled(&compiled)?.problem))
    }

    fn freely(&self, growth: &Growth, (k, first): (usize, usize)) -> Growth {
        let mut growth = growth.clone();
        let n = self.view.family.structure().n();
        for (l, usable) in self.model.levers.iter().enumerate() {
            let numbers = &self.numbers[k][l];
            for (at, (level, _)) in usable.levels.iter().enumerate() {
                for p in 0..n {
                    growth.points.push((p, first + l, at + 1, usable.moves(numbers, *level, p)));
                }
                for &(i, o, p, points) in &numbers.values {
                    let sides = vec![(i, vec![o]), (first + l, vec![at + 1])];
                    growth.boxes.push((p, sides, level * numbers.arrives() * points));
                }
            }
        }
        growth
    }
}

/// A party more for each holder: its values, and no deal as given.
fn growth(holders: &[usize], no_deal: impl Fn(usize) -> f64) -> Growth {
    let parties = holders.iter().map(|&h| MoreParty {
        id: format!("bears_{h}"),
        name: String::new(),
        consent: Consent::Whole,
        like: Some((h, 1.0)),
        no_deal: no_deal(h),
    });
    Growth { parties: parties.collect(), ..Growth::default() }
}

/// A set by lever and level, in words.
pub(super) fn words(model: &Model, used: &[(usize, usize)]) -> String {
    if used.is_empty() {
        return "no lever".into();
    }
    let one = |&(l, at): &(usize, usize)| {
        let usable = &model.levers[l];
        let (level, label) = &usable.levels[at];
        match usable.levels.len() {
            1 => usable.lever.label.clone(),
            _ if label.is_empty() => format!("{} ({} %)", usable.lever.label, 100.0 * level),
            _ => format!("{} ({label})", usable.lever.label),
        }
    };
    used.iter().map(one).collect::<Vec<_>>().join(" + ")
}
