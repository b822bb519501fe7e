//! From a package to one that every party asked may accept, one issue at a time.

use super::field::{Field, Pick};
use super::plan::{Frame, Plan};
use crate::world::Tables;

/// Room for what a climb keeps.
#[derive(Debug, Clone, Default)]
pub(super) struct Climb {
    /// Per rule, issues whose option counts.
    counts: Vec<i64>,
}

/// What a climb moves over.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a, const P: usize> {
    pub plan: &'a Plan,
    pub frame: &'a Frame,
    pub field: &'a Field<P>,
    pub tables: &'a Tables,
}

impl<const P: usize> Ground<'_, P> {
    fn option(&self, issue: usize, entry: usize) -> usize {
        self.frame.open[entry] - self.plan.offsets[issue]
    }

    /// The gains of entries, extras and all, rounded.
    fn gains(&self, entries: &[usize]) -> [f32; P] {
        let rows = if self.plan.extras.is_empty() { &self.field.rough } else { &self.field.plain };
        let mut gains = self.field.base.map(|v| v as f32);
        for &entry in entries {
            (0..P).for_each(|c| gains[c] += rows[entry][c]);
        }
        for extra in &self.plan.extras {
            let option = |issue: usize| self.option(issue, entries[issue]);
            if self.field.per_span[extra.party] > 0.0 {
                gains[extra.party] += extra.worth(self.plan, self.tables, option) as f32;
            }
        }
        gains
    }

    /// By how much another option in an issue changes the gains.
    fn change(&self, entries: &[usize], issue: usize, to: usize) -> [f32; P] {
        let rows = if self.plan.extras.is_empty() { &self.field.rough } else { &self.field.plain };
        let mut change = [0.0; P];
        (0..P).for_each(|c| change[c] = rows[to][c] - rows[entries[issue]][c]);
        for &e in &self.plan.extras_at[issue] {
            let extra = &self.plan.extras[e];
            if self.field.per_span[extra.party] > 0.0 {
                let before = |i: usize| self.option(i, entries[i]);
                let after = |i: usize| self.option(i, if i == issue { to } else { entries[i] });
                let worth = |option: &dyn Fn(usize) -> usize| extra.worth(self.plan, self.tables, option);
                change[extra.party] += (worth(&after) - worth(&before)) as f32;
            }
        }
        change
    }

    /// What the losing parties lose, as shares of what is at stake for each; zero or less.
    fn losses(&self, gains: &[f32; P]) -> f32 {
        let mut loss = [0.0f32; P];
        for c in 0..P {
            let share = gains[c] * self.field.per_span[c];
            loss[c] = if share < 0.0 { share } else { 0.0 };
        }
        loss.chunks(4).map(|q| (q[0] + q[1]) + (q[2] + q[3])).fold(0.0, |a, b| a + b)
    }
}

impl Climb {
    /// Moves to the best neighbour until nobody loses and every rule is kept, as far as rounded numbers tell, or no
    /// neighbour is better. Answers which.
    pub fn climb<const P: usize>(&mut self, ground: Ground<P>, pick: &mut Pick<P>) -> bool {
        let plan = ground.plan;
        self.counts.clear();
        self.counts.resize(plan.rules.len(), 0);
        for &entry in &pick.entries {
            plan.counted[ground.frame.open[entry]].iter().for_each(|&r| self.counts[r] += 1);
        }
        let over = |counts: &[i64]| -> i64 {
            counts.iter().zip(&plan.rules).map(|(count, rule)| (count - rule.most).max(0)).sum()
        };
        let mut broken = over(&self.counts);
        let mut gains = ground.gains(&pick.entries);
        let mut height = ground.losses(&gains) - broken as f32;
        while height < 0.0 {
            let mut best = (height + 1e-6, None);
            for issue in 0..plan.issues() {
                for to in ground.frame.starts[issue]..ground.frame.starts[issue + 1] {
                    if to == pick.entries[issue] {
                        continue;
                    }
                    let change = ground.change(&pick.entries, issue, to);
                    let mut after = gains;
                    (0..P).for_each(|c| after[c] += change[c]);
                    let mut reached = ground.losses(&after);
                    if !plan.rules.is_empty() {
                        reached -=
                            self.broken_after(plan, ground.frame, [pick.entries[issue], to], broken) as f32;
                    }
                    if reached > best.0 {
                        best = (reached, Some((issue, to, after)));
                    }
                }
            }
            let (reached, Some((issue, to, after))) = best else { return false };
            for &r in &plan.counted[ground.frame.open[pick.entries[issue]]] {
                self.counts[r] -= 1;
            }
            plan.counted[ground.frame.open[to]].iter().for_each(|&r| self.counts[r] += 1);
            broken = over(&self.counts);
            (height, gains, pick.entries[issue]) = (reached, after, to);
        }
        true
    }

    /// By how much the rules would be overstepped after a move from one entry to another.
    fn broken_after(&self, plan: &Plan, frame: &Frame, [from, to]: [usize; 2], broken: i64) -> i64 {
        let mut after = broken;
        let (left, taken) = (&plan.counted[frame.open[from]], &plan.counted[frame.open[to]]);
        for &r in left.iter().filter(|r| !taken.contains(r)) {
            after -= i64::from(self.counts[r] > plan.rules[r].most);
        }
        for &r in taken.iter().filter(|r| !left.contains(r)) {
            after += i64::from(self.counts[r] >= plan.rules[r].most);
        }
        after
    }
}
