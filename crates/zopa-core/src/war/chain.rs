//! A war as a finite Markov chain: states of the battlefield and of support, and what a period in each costs whom.
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `P[s][s']` | probability to be in `s'` a period after `s`; rows sum to 1 | `S × S` |
//! | `f[s][i]` | what a period in state `s` brings party `i`; costs are negative | `S × n`, that party's units |
//! | `g[s][m]` | what a period in state `s` costs in count `m`: lives of a side, money of a payer | `S × M`, per period |
//! | `δ_i` | discount of party `i` | `n` |
//!
//! A state with `P[s][s] = 1` is an end; its `f` is then what the end brings in every later period, and its `g` is not
//! counted. With `T` the states that are not ends:
//!
//! - [`Chain::ends_in`]: `B = (I - P_TT)^{-1} P_TE`; [`Chain::duration`]: `(I - P_TT)^{-1} 1`;
//!   [`Chain::tolls`]: `(I - P_TT)^{-1} g_T`, undiscounted;
//! - [`Chain::fighting_on`]: `V_i = (1-δ_i) f_i + δ_i P V_i`, without a horizon;
//! - [`Chain::until`]: the same backwards from stated values at a horizon, by period;
//! - [`Chain::outlook`]: where the war is period by period from one state, and what it has cost so far.
//!
//! Gaussian elimination, `O(S³)`; the residual of each solution is below 1e-9 of its largest entry, or it is refused.
//!
//! # Assumes, and cannot show
//! What follows depends on the state alone: memory (weariness, stocks, aid that ends in a given month) must be put into
//! states. Nobody chooses anything; what parties would do about their prospects is for the models that use these values.
//! Expected lives are an expectation under the stated chain, not a forecast. Values of different parties are not
//! comparable.
//!
//! # References
//! J. G. Kemeny and J. L. Snell 1960, *Finite Markov Chains*, ch. III (absorption, duration); R. A. Howard 1960, *Dynamic
//! Programming and Markov Processes* (discounted values); A. Merlo and C. Wilson 1995, *Econometrica* 63, 371–399 (these
//! values as what a deal must beat).

use super::{TOLERANCE, discount, finite, probability};
use crate::Fault;

/// A chain whose numbers are sound.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    moves: Vec<Vec<f64>>,
    flows: Vec<Vec<f64>>,
    tolls: Vec<Vec<f64>>,
}

/// One period of an outlook.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Probability of each state at the start of the period, `S`.
    pub states: Vec<f64>,
    /// Probability that no end is reached yet.
    pub going_on: f64,
    /// Expected counts from the start to the start of this period, `M`.
    pub tolls: Vec<f64>,
}

impl Chain {
    /// A chain of moves `P`, flows `f` and tolls `g`; rows of `g` may be empty.
    ///
    /// # Errors
    /// Tables that do not fit each other, a number that is not finite, a negative toll, a row of `P` that is not a
    /// distribution: the fault names the row and its sum.
    pub fn new(moves: Vec<Vec<f64>>, flows: Vec<Vec<f64>>, tolls: Vec<Vec<f64>>) -> Result<Chain, Fault> {
        let count = moves.len();
        if count == 0 {
            return Err(Fault::shape("a chain needs at least one state".to_string()));
        }
        for (s, row) in moves.iter().enumerate() {
            if row.len() != count {
                let text = format!("row {s} of the moves has {} entries for {count} states", row.len());
                return Err(Fault::shape(text));
            }
            for (to, &p) in row.iter().enumerate() {
                probability(&format!("the move from state {s} to state {to}"), p)?;
            }
            let sum: f64 = row.iter().sum();
            if (sum - 1.0).abs() > TOLERANCE {
                return Err(Fault::shape(format!("row {s} of the moves sums to {sum}, not to 1")));
            }
        }
        for (what, table) in [("flows", &flows), ("tolls", &tolls)] {
            if table.len() != count {
                return Err(Fault::shape(format!("{} rows of {what} for {count} states", table.len())));
            }
            let width = table[0].len();
            for (s, row) in table.iter().enumerate() {
                if row.len() != width {
                    let text = format!("row {s} of the {what} has {} entries, row 0 has {width}", row.len());
                    return Err(Fault::shape(text));
                }
                for (i, &x) in row.iter().enumerate() {
                    finite(&format!("entry {i} in row {s} of the {what}"), x)?;
                    if what == "tolls" && x < 0.0 {
                        return Err(Fault::shape(format!(
                            "entry {i} in row {s} of the tolls is {x}, below 0"
                        )));
                    }
                }
            }
        }
        Ok(Chain { moves, flows, tolls })
    }

    /// How many states there are.
    pub fn states(&self) -> usize {
        self.moves.len()
    }

    /// How many parties have flows.
    pub fn parties(&self) -> usize {
        self.flows[0].len()
    }

    /// Whether a state is an end.
    fn end(&self, state: usize) -> bool {
        self.moves[state][state] == 1.0
    }

    /// The states that are ends, in order.
    pub fn ends(&self) -> Vec<usize> {
        (0..self.states()).filter(|&s| self.end(s)).collect()
    }

    /// `B[s][e]`: probability that the war that is in state `s` ends in the `e`-th of [`Chain::ends`].
    ///
    /// # Errors
    /// A state from which no end can be reached.
    pub fn ends_in(&self) -> Result<Vec<Vec<f64>>, Fault> {
        let ends = self.ends();
        let right = |s: usize| ends.iter().map(|&e| self.moves[s][e]).collect();
        let at_end = |s: usize| ends.iter().map(|&e| f64::from(u8::from(e == s))).collect();
        self.absorbed(right, at_end)
    }

    /// Expected number of periods to the end, by state.
    ///
    /// # Errors
    /// As of [`Chain::ends_in`].
    pub fn duration(&self) -> Result<Vec<f64>, Fault> {
        Ok(self.absorbed(|_| vec![1.0], |_| vec![0.0])?.into_iter().flatten().collect())
    }

    /// Expected counts to the end, `S × M`, undiscounted.
    ///
    /// # Errors
    /// As of [`Chain::ends_in`].
    pub fn tolls(&self) -> Result<Vec<Vec<f64>>, Fault> {
        self.absorbed(|s| self.tolls[s].clone(), |s| vec![0.0; self.tolls[s].len()])
    }

    /// `V[s][i]`: what fighting on is worth to party `i` in state `s`, without a horizon.
    ///
    /// # Errors
    /// Discounts that are not one per party, of 0 to 1 and below 1.
    pub fn fighting_on(&self, discounts: &[f64]) -> Result<Vec<Vec<f64>>, Fault> {
        self.patience(discounts)?;
        let count = self.states();
        let mut values = vec![vec![0.0; discounts.len()]; count];
        for (i, &delta) in discounts.iter().enumerate() {
            let row = |s: usize| (0..count).map(|t| delta * self.moves[s][t]).collect();
            let right = |s: usize| vec![(1.0 - delta) * self.flows[s][i]];
            let solved = solve((0..count).map(row).collect(), (0..count).map(right).collect())?;
            for (value, v) in values.iter_mut().zip(solved) {
                value[i] = v[0];
            }
        }
        Ok(values)
    }

    /// `V[t][s][i]` for `t = 0 … periods`: what fighting on is worth at the start of period `t`, where it stops at the
    /// start of the last one with the values `last`, `S × n`.
    ///
    /// # Errors
    /// As of [`Chain::fighting_on`]; a table `last` that does not fit.
    pub fn until(
        &self,
        discounts: &[f64],
        periods: usize,
        last: Vec<Vec<f64>>,
    ) -> Result<Vec<Vec<Vec<f64>>>, Fault> {
        self.patience(discounts)?;
        if last.len() != self.states() || last.iter().any(|row| row.len() != discounts.len()) {
            let text = "the values at the horizon are not one per state and party";
            return Err(Fault::shape(text.to_string()));
        }
        for (s, row) in last.iter().enumerate() {
            for (i, &x) in row.iter().enumerate() {
                finite(&format!("the value of state {s} to party {i} at the horizon"), x)?;
            }
        }
        let mut path = vec![last];
        for t in 0..periods {
            let later = &path[t];
            let one = |s: usize, i: usize| {
                let ahead: f64 = self.moves[s].iter().zip(later).map(|(p, v)| p * v[i]).sum();
                (1.0 - discounts[i]) * self.flows[s][i] + discounts[i] * ahead
            };
            let now = (0..self.states()).map(|s| (0..discounts.len()).map(|i| one(s, i)).collect()).collect();
            path.push(now);
        }
        path.reverse();
        Ok(path)
    }

    /// Period by period from a state, for `t = 0 … periods`.
    ///
    /// # Errors
    /// A state that does not exist.
    pub fn outlook(&self, start: usize, periods: usize) -> Result<Vec<Period>, Fault> {
        let count = self.states();
        if start >= count {
            return Err(Fault::shape(format!("the war starts in state {start} of {count}")));
        }
        let going = |states: &[f64]| (0..count).filter(|&s| !self.end(s)).map(|s| states[s]).sum();
        let mut states = vec![0.0; count];
        states[start] = 1.0;
        let mut path = Vec::with_capacity(periods + 1);
        let tolls = vec![0.0; self.tolls[0].len()];
        path.push(Period { going_on: going(&states), states, tolls });
        for t in 0..periods {
            let before = &path[t];
            let mut states = vec![0.0; count];
            let mut tolls = before.tolls.clone();
            for (s, &share) in before.states.iter().enumerate() {
                for (to, p) in self.moves[s].iter().enumerate() {
                    states[to] += share * p;
                }
                if !self.end(s) {
                    tolls.iter_mut().zip(&self.tolls[s]).for_each(|(sum, g)| *sum += share * g);
                }
            }
            path.push(Period { going_on: going(&states), states, tolls });
        }
        Ok(path)
    }

    /// What fighting on may be expected to be worth to each party at the start of each period of an outlook: the values
    /// by state, `S × n`, weighed by where the war may then be.
    ///
    /// # Errors
    /// A table that does not fit the outlook.
    pub fn expected(&self, outlook: &[Period], values: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Fault> {
        let parties = self.parties();
        let fits = values.len() == self.states() && values.iter().all(|row| row.len() == parties);
        if !fits || outlook.iter().any(|period| period.states.len() != self.states()) {
            return Err(Fault::shape(
                "the outlook and the values are not of this chain's states".to_string(),
            ));
        }
        let at = |period: &Period, i: usize| period.states.iter().zip(values).map(|(p, v)| p * v[i]).sum();
        Ok(outlook.iter().map(|period| (0..parties).map(|i| at(period, i)).collect()).collect())
    }

    fn patience(&self, discounts: &[f64]) -> Result<(), Fault> {
        if discounts.len() != self.parties() {
            let text = format!("{} discounts for {} parties", discounts.len(), self.parties());
            return Err(Fault::shape(text));
        }
        discounts.iter().try_for_each(|&delta| discount(delta))
    }

    /// Solves `x = right + P_TT x` on the states that are no ends; ends get `at_end`.
    fn absorbed(
        &self,
        right: impl Fn(usize) -> Vec<f64>,
        at_end: impl Fn(usize) -> Vec<f64>,
    ) -> Result<Vec<Vec<f64>>, Fault> {
        self.reaches()?;
        let inner: Vec<usize> = (0..self.states()).filter(|&s| !self.end(s)).collect();
        let row = |s: &usize| inner.iter().map(|&t| self.moves[*s][t]).collect();
        let solved = solve(inner.iter().map(row).collect(), inner.iter().map(|&s| right(s)).collect())?;
        let mut rows: Vec<Vec<f64>> = (0..self.states()).map(at_end).collect();
        for (s, x) in inner.into_iter().zip(solved) {
            rows[s] = x;
        }
        Ok(rows)
    }

    /// Refuses a state from which no end can be reached.
    fn reaches(&self) -> Result<(), Fault> {
        let mut reached: Vec<bool> = (0..self.states()).map(|s| self.end(s)).collect();
        let mut waiting = self.ends();
        while let Some(to) = waiting.pop() {
            for (s, seen) in reached.iter_mut().enumerate() {
                if !*seen && self.moves[s][to] > 0.0 {
                    *seen = true;
                    waiting.push(s);
                }
            }
        }
        match reached.iter().position(|r| !r) {
            Some(s) => {
                Err(Fault::shape(format!("from state {s} the war never ends: it reaches no end state")))
            }
            None => Ok(()),
        }
    }
}

/// Solves `x = right + m x` by elimination with the largest pivot of each column.
fn solve(m: Vec<Vec<f64>>, right: Vec<Vec<f64>>) -> Result<Vec<Vec<f64>>, Fault> {
    let count = m.len();
    let unit = |s: usize, t: usize| f64::from(u8::from(s == t));
    let row = |s: usize| (0..count).map(|t| unit(s, t) - m[s][t]).chain(right[s].iter().copied()).collect();
    let mut rows: Vec<Vec<f64>> = (0..count).map(row).collect();
    for k in 0..count {
        let pivot =
            (k..count).fold(k, |best, r| if rows[r][k].abs() > rows[best][k].abs() { r } else { best });
        rows.swap(k, pivot);
        let (above, below) = rows.split_at_mut(k + 1);
        let pivot = &above[k];
        if pivot[k] == 0.0 {
            return Err(Fault::shape(
                "the chain hardly ever ends: its equations have no solution".to_string(),
            ));
        }
        for row in below.iter_mut().filter(|row| row[k] != 0.0) {
            let factor = row[k] / pivot[k];
            row[k..].iter_mut().zip(&pivot[k..]).for_each(|(x, y)| *x -= factor * y);
        }
    }
    let width = right.first().map_or(0, Vec::len);
    let mut x = vec![vec![0.0; width]; count];
    for k in (0..count).rev() {
        for j in 0..width {
            let known: f64 = (k + 1..count).map(|t| rows[k][t] * x[t][j]).sum();
            x[k][j] = (rows[k][count + j] - known) / rows[k][k];
        }
    }
    for j in 0..width {
        let most = x.iter().fold(1.0, |most: f64, row| most.max(row[j].abs()));
        for s in 0..count {
            let ahead: f64 = m[s].iter().zip(&x).map(|(p, row)| p * row[j]).sum();
            if (right[s][j] + ahead - x[s][j]).abs() <= TOLERANCE * most {
                continue;
            }
            return Err(Fault::shape(format!(
                "the equations of the chain are not solved to nine digits in row {s}"
            )));
        }
    }
    Ok(x)
}
