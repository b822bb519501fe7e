//! What levers do, in numbers: at representative values or in one world.
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `λ` | level at which a lever is used | 0 to 1 |
//! | `f` | phase × credibility × (1 - share replaced by others): what of it arrives | 0 to 1 |
//! | `λ f e[p]` | what it adds to a party's gain: to a deal (carrot), or by taking as much from no deal (stick) | points of `p` |
//! | `λ c` | what carrying it out costs the holder | points of the holder |
//!
//! A carrot is paid when a deal is made. A stick is carried out when none is, and counts against no deal because it is
//! expected. `at` months after the levers are begun, the phase is the share of the way to full effect; at 0 they are looked
//! at as announced, in full.

use crate::compile::visible;
use crate::scenario::{Condition, Estimate, Lever, Scenario, WalkAway};

/// Levels of a lever without levels.
const TENTHS: usize = 10;

/// How a number is read: its estimate, and the place that names it.
pub(crate) type Draw<'d> = &'d dyn Fn(&Estimate, &str) -> f64;

/// A lever that can be used.
#[derive(Debug, Clone)]
pub(crate) struct Usable<'s> {
    pub lever: &'s Lever,
    pub holder: usize,
    pub target: usize,
    /// Level and what it is called, ascending.
    pub levels: Vec<(f64, String)>,
    /// Parties that have to agree.
    pub agree: Vec<usize>,
}

/// The levers of a scenario at a period.
#[derive(Debug, Clone)]
pub(crate) struct Model<'s> {
    pub scenario: &'s Scenario,
    /// Months since the levers were begun; `None` where all are looked at as announced.
    pub months: Option<f64>,
    pub levers: Vec<Usable<'s>>,
    /// Levers that set off on a violation: they say nothing about opening a zone.
    pub violation: Vec<&'s Lever>,
    /// Levers that have ended by then.
    pub ended: Vec<&'s Lever>,
    /// Levers of a later date than the scenario's.
    pub later: usize,
}

/// The numbers of a lever.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numbers {
    pub credibility: f64,
    /// 1 less the share replaced.
    pub left: f64,
    pub phase: f64,
    pub cost: f64,
    pub threatening: f64,
    /// Per party, points added where the lever is set off.
    pub effect: Vec<f64>,
    /// Issue, option, party and points added to deals with the option.
    pub values: Vec<(usize, usize, usize, f64)>,
}

impl<'s> Model<'s> {
    /// The levers of a scenario after so many periods; `middle` reads a number at its representative value.
    pub fn new(scenario: &'s Scenario, at: i64, middle: Draw) -> Model<'s> {
        let months = (at > 0 && scenario.period == "month").then_some(at as f64);
        let party = |id: &str| scenario.parties.iter().position(|p| p.id == id);
        let mut model = Model {
            scenario,
            months,
            levers: Vec::new(),
            violation: Vec::new(),
            ended: Vec::new(),
            later: 0,
        };
        for lever in &scenario.levers.levers {
            let (Some(holder), Some(target)) = (party(&lever.holder), party(&lever.target)) else { continue };
            let end = lever.expires.as_ref().map(|e| middle(e, &place(lever, "expires_months")));
            if !visible(lever.date, scenario.as_of) {
                model.later += 1;
            } else if lever.condition == Condition::Violation {
                model.violation.push(lever);
            } else if matches!((end, months), (Some(end), Some(months)) if months >= end) {
                model.ended.push(lever);
            } else {
                let mut agree: Vec<usize> = lever.consent.iter().filter_map(|id| party(id)).collect();
                agree.extend(lever.supplier.as_deref().and_then(party));
                agree.sort_unstable();
                agree.dedup();
                agree.retain(|p| *p != holder && !lever.agreed);
                model.levers.push(Usable { lever, holder, target, levels: levels(lever), agree });
            }
        }
        model
    }

    /// The numbers of every lever that can be used.
    pub fn numbers(&self, draw: Draw) -> Vec<Numbers> {
        self.levers.iter().map(|usable| self.of(usable.lever, draw)).collect()
    }

    fn of(&self, lever: &Lever, draw: Draw) -> Numbers {
        let party = |id: &str| self.scenario.parties.iter().position(|p| p.id == id);
        let one = |estimate: &Option<Estimate>, key: &str, otherwise: f64| {
            estimate.as_ref().map_or(otherwise, |e| draw(e, &place(lever, key)))
        };
        let mut effect = vec![0.0; self.scenario.parties.len()];
        let (table, name) = match lever.condition {
            Condition::Agreement => (&lever.effect.agreement, "agreement"),
            _ => (&lever.effect.no_deal, "no_deal"),
        };
        for (id, e) in table {
            if let Some(p) = party(id) {
                effect[p] += draw(e, &place(lever, &format!("effect, {name}, {id}")));
            }
        }
        let mut values = Vec::new();
        if lever.condition == Condition::Agreement {
            for (written, option, points) in &lever.effect.values {
                let Some((i, o)) = option.as_ref().and_then(|o| self.option(&o.issue, &o.option)) else {
                    continue;
                };
                for (id, e) in points {
                    if let Some(p) = party(id) {
                        let key = format!("effect, values, {written}, {id}");
                        values.push((i, o, p, draw(e, &place(lever, &key))));
                    }
                }
            }
        }
        let begins = one(&lever.phase_in, "phase_in_months", 0.0);
        let [start, end] = match &lever.full_effect {
            Some(full) => [begins, draw(full, &place(lever, "full_effect_months"))],
            None => [0.0, begins],
        };
        let phase = match self.months {
            None => 1.0,
            Some(months) if months >= end => 1.0,
            Some(months) => ((months - start) / (end - start)).clamp(0.0, 1.0),
        };
        Numbers {
            credibility: one(&lever.credibility, "credibility", 1.0),
            left: 1.0 - replaced(lever, draw),
            phase,
            cost: one(&lever.cost, "cost_to_holder", 0.0),
            threatening: one(&lever.threatening, "cost_of_threatening", 0.0),
            effect,
            values,
        }
    }

    /// An option among those that are visible.
    fn option(&self, issue: &str, option: &str) -> Option<(usize, usize)> {
        let i = self.scenario.issues.iter().position(|known| known.id == issue)?;
        let shown = self.scenario.issues[i].options.iter().filter(|o| visible(o.date, self.scenario.as_of));
        let o = shown.into_iter().position(|known| known.id == option)?;
        Some((i, o))
    }

    /// What a party has to say on walking away.
    pub fn walk_away(&self, party: usize) -> Option<&'s WalkAway> {
        let id = &self.scenario.parties[party].id;
        self.scenario.levers.walk_away.iter().find(|walk| walk.party == *id)
    }

    /// The points of threats beyond which a party rejects the mediator, where that is said.
    pub fn trigger(&self, party: usize, draw: Draw) -> Option<f64> {
        let walk = self.walk_away(party)?;
        Some(draw(walk.trigger.as_ref()?, &format!("walk_away, {}, trigger_points", walk.party)))
    }

    /// The most a holder can spend, where that is said.
    pub fn budget(&self, holder: usize, draw: Draw) -> Option<f64> {
        let id = &self.scenario.parties[holder].id;
        let (_, e) = self.scenario.levers.budget.iter().find(|(party, _)| party == id)?;
        Some(draw(e, &format!("lever_budget, {id}")))
    }

    /// Whether two levers cannot be used together.
    pub fn clash(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.levers[a].lever, self.levers[b].lever);
        a.excludes.contains(&b.id) || b.excludes.contains(&a.id)
    }

    /// The holders of levers that can be used, ascending.
    pub fn holders(&self) -> Vec<usize> {
        let mut holders: Vec<usize> = self.levers.iter().map(|usable| usable.holder).collect();
        holders.sort_unstable();
        holders.dedup();
        holders
    }
}

impl Usable<'_> {
    /// Whether it is carried out without a deal.
    pub fn threatens(&self) -> bool {
        self.lever.condition.threatens()
    }

    /// What using it at a level adds to a party's gain from every deal, points.
    pub fn moves(&self, numbers: &Numbers, level: f64, party: usize) -> f64 {
        let arrives = level * numbers.arrives() * numbers.effect[party];
        if self.threatens() { -arrives } else { arrives }
    }

    /// The parties that have to agree and would not, being worse off with it in some package.
    pub fn against(&self, numbers: &Numbers) -> Vec<usize> {
        let lost = |p: usize| -> f64 {
            numbers
                .values
                .iter()
                .filter(|(_, _, party, _)| *party == p)
                .map(|(.., points)| points.min(0.0))
                .sum()
        };
        self.agree.iter().copied().filter(|&p| numbers.effect[p] + lost(p) < 0.0).collect()
    }

    /// What carrying out or paying it at a level takes from its holder, its own effects counted: points of the holder.
    pub fn burden(&self, numbers: &Numbers, level: f64) -> f64 {
        level * (numbers.cost - numbers.arrives() * numbers.effect[self.holder])
    }

    /// What it threatens its target with at a level, points of the target.
    pub fn threat(&self, numbers: &Numbers, level: f64) -> f64 {
        if self.threatens() { self.moves(numbers, level, self.target).max(0.0) } else { 0.0 }
    }
}

impl Numbers {
    /// What of the effect arrives.
    pub fn arrives(&self) -> f64 {
        self.phase * self.credibility * self.left
    }
}

/// The place of a number of a lever, as the list of assumptions names it.
pub(crate) fn place(lever: &Lever, key: &str) -> String {
    format!("levers {}, {key}", lever.id)
}

/// The share replaced: the one stated, else anything from the lowest to the highest over the categories; down to none where
/// the supplier has to agree and nothing says that it does.
fn replaced(lever: &Lever, draw: Draw) -> f64 {
    let Some(range) = replacement(lever) else { return 0.0 };
    draw(&range, &place(lever, "substitution"))
}

/// The range of the share replaced.
pub(crate) fn replacement(lever: &Lever) -> Option<Estimate> {
    let substitution = lever.substitution.as_ref()?;
    if substitution.needs_consent && substitution.supplier_agrees == Some(false) {
        return None;
    }
    let categories = || substitution.categories.iter().map(|(_, e)| e);
    let mut range = match &substitution.share {
        Some(share) => share.clone(),
        None => {
            let exact = |n: &crate::scenario::Number| crate::number::exact(*n);
            let low = categories().min_by_key(|e| exact(&e.low))?;
            let high = categories().max_by_key(|e| exact(&e.high))?;
            Estimate { low: low.low, best: None, high: high.high, ..low.clone() }
        }
    };
    if substitution.needs_consent && substitution.supplier_agrees.is_none() {
        range.low = num_traits::Zero::zero();
        range.best = None;
    }
    Some(range)
}

fn levels(lever: &Lever) -> Vec<(f64, String)> {
    let cap = lever.cap.unwrap_or(1.0);
    if lever.continuous {
        return (1..=TENTHS)
            .map(|k| {
                (
                    cap * k as f64 / TENTHS as f64,
                    format!("{} %", (100.0 * cap * k as f64 / TENTHS as f64).round()),
                )
            })
            .collect();
    }
    let named = |level: &crate::scenario::LeverLevel| {
        let label = level.label.clone().unwrap_or_else(|| format!("{} %", (100.0 * level.level).round()));
        (level.level, label)
    };
    lever.levels.iter().filter(|level| level.level <= cap).map(named).collect()
}
