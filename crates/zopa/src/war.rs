//! The war of a scenario as a chain of numbers: in one world, or at representative values.
//!
//! | symbol | is | from |
//! |---|---|---|
//! | `P[s][t]` | probability to go from state `s` to `t` in a period | `transitions` of a level of aid, times what sanctions and a belief multiply; the rest is staying |
//! | `w[s][i]` | what it is worth to party `i` to be in `s`, points of its scale | `payoff` |
//! | `k_i` | points lost per period of fighting | `flow_cost` |
//! | `δ_i` | what the next period counts against this one | `discount` |
//! | `V_i` | what fighting on is worth: `V_i(s) = (1-δ_i) w_i(s) - k_i + δ_i Σ_t P[s][t] V_i(t)`, at an end `w_i` | [`zopa_core::war::chain`] |
//!
//! Every number is drawn by its name ([`crate::ensemble::extra`]), so it is the same in every question and under every
//! view. Where multipliers carry the moves out of a state above 1, the row is scaled down to 1; [`Course::scaled`] says
//! how many rows were.

use crate::ensemble::extra;
use crate::scenario::{Belief, Estimate, Number, Path, Scenario, War};
use zopa_core::Fault;
use zopa_core::war::chain::Chain;

/// Periods for which a chain yields what no deal is worth, where no path is given.
pub const PERIODS: [i64; 5] = [0, 6, 12, 18, 24];
/// Worlds whose lowest and highest value are the range of such a number.
pub const WORLDS: u64 = 256;

/// Whose numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The stated best, else the middle of the range.
    Representative,
    /// World `k` under a seed.
    World {
        /// The seed.
        seed: u64,
        /// The number of the world.
        k: u64,
    },
}

impl At {
    /// The number that an estimate called so has.
    pub fn number(self, estimate: &Estimate, key: &str) -> f64 {
        match self {
            At::Representative => extra::middle(estimate),
            At::World { seed, k } => extra::number(estimate, key, seed, k),
        }
    }
}

/// A scenario's chain, and the parties to whom it says what fighting on is worth.
#[derive(Debug, Clone)]
pub struct Model<'s> {
    /// The section.
    pub war: &'s War,
    /// Indices among the scenario's parties.
    pub parties: Vec<usize>,
    /// Their ids.
    ids: Vec<&'s str>,
    /// Index of the state the war begins in.
    pub start: usize,
}

/// The numbers of a chain before anybody's belief.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// Probabilities of leaving, `S × S`, 0 on the diagonal.
    leaves: Vec<Vec<f64>>,
    /// `w`, `S × n`.
    pub worth: Vec<Vec<f64>>,
    /// `k`, `n`.
    pub costs: Vec<f64>,
    /// `δ`, `n`.
    pub discounts: Vec<f64>,
}

/// A chain that can be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// The moves.
    pub moves: Vec<Vec<f64>>,
    /// What a period is worth, `S × n`, as the chain takes it: `w - k / (1 - δ)`, at an end `w`.
    pub flows: Vec<Vec<f64>>,
    /// Rows that were scaled down to be distributions.
    pub scaled: usize,
    chain: Chain,
}

impl<'s> Model<'s> {
    /// The chain of a scenario; `None` where it has none, or none that says what fighting on is worth to a party.
    pub fn new(scenario: &'s Scenario) -> Option<Model<'s>> {
        let war = scenario.war.as_ref()?;
        let of = |(p, party): (usize, &'s crate::scenario::Party)| {
            war.yields(&party.id).then_some((p, party.id.as_str()))
        };
        let (parties, ids): (Vec<usize>, Vec<&str>) =
            scenario.parties.iter().enumerate().filter_map(of).unzip();
        let start = war.start_state.as_ref()?;
        let start = war.states.iter().position(|state| state.id == *start)?;
        (!parties.is_empty()).then_some(Model { war, parties, ids, start })
    }

    /// Leaves out parties.
    fn keep(&mut self, keep: impl Fn(usize) -> bool) {
        let both = self.parties.iter().zip(&self.ids).filter(|(p, _)| keep(**p));
        (self.parties, self.ids) = both.map(|(&p, &id)| (p, id)).unzip();
    }

    /// Index of a state.
    pub fn state(&self, id: &str) -> Option<usize> {
        self.war.states.iter().position(|state| state.id == id)
    }

    /// The level of aid and of sanctions that the war begins with.
    pub fn levels(&self) -> (&'s str, Option<&'s str>) {
        let aid = self.war.start_aid.as_deref().unwrap_or_default();
        (aid, self.war.sanctions.as_ref().and_then(|sanctions| sanctions.start.as_deref()))
    }

    /// The numbers at a level of aid, and of sanctions.
    pub fn numbers(&self, at: At, (aid, sanctions): (&str, Option<&str>)) -> Numbers {
        let count = self.war.states.len();
        let mut leaves = vec![vec![0.0; count]; count];
        for (from, list) in self.war.rows(aid).unwrap_or_default() {
            let Some(s) = self.state(from) else { continue };
            for (to, estimate) in list {
                let Some(t) = self.state(to) else { continue };
                leaves[s][t] = at.number(estimate, &format!("war: transition {aid}, {from} to {to}"));
            }
        }
        if let (Some(level), Some(effect)) = (sanctions, &self.war.sanctions) {
            let estimate = effect.levels.iter().find(|(id, _)| id == level).map(|(_, estimate)| estimate);
            let times = estimate.map_or(1.0, |e| at.number(e, &format!("war: sanctions {level}")));
            for t in effect.reaching.iter().filter_map(|id| self.state(id)) {
                leaves.iter_mut().for_each(|row| row[t] *= times);
            }
        }
        let of = |list: &[(String, Estimate)], id: &str, key: String| {
            list.iter().find(|(party, _)| party == id).map(|(_, e)| at.number(e, &key))
        };
        let worth = |state: &crate::scenario::State| {
            let key = |id: &str| format!("war: payoff of {id} in {}", state.id);
            self.ids.iter().map(|id| of(&state.payoff, id, key(id)).unwrap_or(0.0)).collect()
        };
        let costs = |id: &&str| of(&self.war.flow_cost, id, format!("war: flow cost of {id}")).unwrap_or(0.0);
        let discounts =
            |id: &&str| of(&self.war.discount, id, format!("war: discount of {id}")).unwrap_or(0.0);
        Numbers {
            leaves,
            worth: self.war.states.iter().map(worth).collect(),
            costs: self.ids.iter().map(costs).collect(),
            discounts: self.ids.iter().map(discounts).collect(),
        }
    }

    /// What a belief multiplies: a state, and the factor on the probability of reaching it.
    pub fn multipliers(&self, at: At, belief: &Belief) -> Vec<(usize, f64)> {
        let of = |(state, estimate): &(String, Estimate)| {
            let key = format!("war: belief {} on {state}", belief.id);
            Some((self.state(state)?, at.number(estimate, &key)))
        };
        belief.multiply.iter().filter_map(of).collect()
    }

    /// The chain of these numbers, with what is multiplied.
    ///
    /// # Errors
    /// Numbers that make no chain.
    pub fn course(&self, numbers: &Numbers, multiply: &[(usize, f64)]) -> Result<Course, Fault> {
        let count = numbers.leaves.len();
        let mut moves = numbers.leaves.clone();
        let mut scaled = 0;
        for (s, row) in moves.iter_mut().enumerate() {
            multiply.iter().for_each(|&(t, times)| row[t] *= times);
            let sum: f64 = row.iter().sum();
            if sum > 1.0 {
                scaled += 1;
                row.iter_mut().for_each(|p| *p /= sum);
            }
            // What is left, but not the rounding error of a row that leaves nothing.
            let sum: f64 = row.iter().sum();
            row[s] = (1.0 - sum).max(0.0);
        }
        let flows: Vec<Vec<f64>> = (0..count)
            .map(|s| {
                let cost = |i: usize| match self.war.states[s].absorbing {
                    true => 0.0,
                    false => numbers.costs[i] / (1.0 - numbers.discounts[i]),
                };
                (0..self.parties.len()).map(|i| numbers.worth[s][i] - cost(i)).collect()
            })
            .collect();
        let chain = Chain::new(moves.clone(), flows.clone(), vec![Vec::new(); count])?;
        Ok(Course { moves, flows, scaled, chain })
    }
}

impl Course {
    /// What fighting on is worth by state and party, `S × n`.
    ///
    /// # Errors
    /// Discounts that are none.
    pub fn values(&self, discounts: &[f64]) -> Result<Vec<Vec<f64>>, Fault> {
        self.chain.fighting_on(discounts)
    }

    /// The same at the start of each of these periods, weighed by where the war may then be: `periods × n`.
    ///
    /// # Errors
    /// As [`Course::values`].
    pub fn path(&self, start: usize, discounts: &[f64], periods: &[i64]) -> Result<Vec<Vec<f64>>, Fault> {
        let values = self.values(discounts)?;
        let last = periods.iter().copied().max().and_then(|t| usize::try_from(t).ok()).unwrap_or(0);
        let expected = self.chain.expected(&self.chain.outlook(start, last)?, &values)?;
        let at = |t: &i64| usize::try_from(*t).ok().and_then(|t| expected.get(t)).cloned();
        Ok(periods.iter().filter_map(at).collect())
    }

    /// The probability that the war goes on, at the start of each of these periods.
    ///
    /// # Errors
    /// A start that is no state.
    pub fn going_on(&self, start: usize, periods: &[i64]) -> Result<Vec<f64>, Fault> {
        let last = periods.iter().copied().max().and_then(|t| usize::try_from(t).ok()).unwrap_or(0);
        let outlook = self.chain.outlook(start, last)?;
        let at =
            |t: &i64| usize::try_from(*t).ok().and_then(|t| outlook.get(t)).map(|period| period.going_on);
        Ok(periods.iter().filter_map(at).collect())
    }

    /// The ends, and the probability of each from a state; nothing where no end is reached from some state.
    pub fn ends(&self, start: usize) -> Option<Vec<(usize, f64)>> {
        let rows = self.chain.ends_in().ok()?;
        Some(self.chain.ends().into_iter().zip(rows[start].iter().copied()).collect())
    }

    /// How long the war is expected to last from a state, in periods; nothing where it may never end.
    pub fn duration(&self, start: usize) -> Option<f64> {
        self.chain.duration().ok().map(|periods| periods[start])
    }

    /// Of a party with this discount, what one point at the moment of each end counts now: `E[δ^T, ends there]`.
    ///
    /// # Errors
    /// A discount that is none.
    pub fn reach(&self, start: usize, discount: f64) -> Result<Vec<(usize, f64)>, Fault> {
        let ends = self.chain.ends();
        let flows =
            (0..self.moves.len()).map(|s| ends.iter().map(|&e| f64::from(u8::from(e == s))).collect());
        let flows: Vec<Vec<f64>> = flows.collect();
        if ends.is_empty() {
            return Ok(Vec::new());
        }
        let chain = Chain::new(self.moves.clone(), flows, vec![Vec::new(); self.moves.len()])?;
        let values = chain.fighting_on(&vec![discount; ends.len()])?;
        Ok(ends.into_iter().zip(values[start].iter().copied()).collect())
    }
}

/// What no deal is worth by the chain, period by period, to the parties it speaks of: the representative chain's value
/// is the best guess, the lowest and the highest of [`WORLDS`] worlds under seed 0 are the range. Where no path is given,
/// by the base or by a view, this stands in its place.
pub fn yielded(scenario: &Scenario) -> Path {
    let has = |path: &Path, id: &str| path.values.iter().any(|(party, _)| party == id);
    let lacks = |id: &str| {
        let all = !scenario.views.is_empty() && scenario.views.iter().all(|view| has(&view.no_deal, id));
        !has(&scenario.no_deal, id) && !all
    };
    let Some(mut model) = Model::new(scenario) else { return Path::default() };
    model.keep(|p| lacks(&scenario.parties[p].id));
    if model.parties.is_empty() {
        return Path::default();
    }
    let path = |at: At| -> Option<Vec<Vec<f64>>> {
        let numbers = model.numbers(at, model.levels());
        model.course(&numbers, &[]).ok()?.path(model.start, &numbers.discounts, &PERIODS).ok()
    };
    let Some(middle) = path(At::Representative) else { return Path::default() };
    let drawn: Vec<Vec<Vec<f64>>> = (0..WORLDS).filter_map(|k| path(At::World { seed: 0, k })).collect();
    let estimate = |t: usize, i: usize| {
        let best = middle[t][i];
        let low = drawn.iter().fold(best, |low, world| low.min(world[t][i]));
        let high = drawn.iter().fold(best, |high, world| high.max(world[t][i]));
        Estimate {
            low: number(low),
            best: Some(number(best)),
            high: number(high),
            sources: model.war.sources.clone(),
            author: None,
            date: None,
            note: None,
            span: model.war.span,
        }
    };
    let values = model.parties.iter().enumerate().map(|(i, &p)| {
        let list = (0..PERIODS.len()).map(|t| estimate(t, i)).collect();
        (scenario.parties[p].id.clone(), list)
    });
    Path { at: PERIODS.to_vec(), values: values.collect(), span: model.war.span }
}

/// To a thousandth of a point.
fn number(points: f64) -> Number {
    Number::new((points * 1000.0).round() as i128, 1000)
}
