//! Several parties divide a pie that moves, unanimously, while each has something of its own before agreement.
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `π[s]` | what there is to divide if they agree in state `s` | units of the pie, `S` |
//! | `P[s][s']` | probability that state `s'` follows `s` | rows sum to 1 |
//! | `q[i][s]` | probability that party `i` proposes in state `s` | sums to 1 over parties |
//! | `d[i][s]` | what it has in a period without agreement | units of the pie |
//! | `δ` | discount factor | `0..1` |
//!
//! `W(s) = max{ π(s), Σ_i d_i(s) + δ Σ_s' P(s,s') W(s') }` is what all have together; they agree where `π` is at least the
//! second. The rent `ρ(s) = W(s) - Σ_i d_i(s) - δ (P W)(s)`, at least zero, goes to the proposer: `V_i = (I - δP)^-1 (d_i + q_i
//! ρ)`. A party that answers gets exactly `d_i + δ P V_i`: its alternative to a deal, which moves with the state.
//!
//! A. Merlo and C. Wilson 1995, "A stochastic model of sequential bargaining with complete information", Econometrica
//! 63; the linear form of `V` is algebra. `W` by improving the set of states of agreement until it stays (R. A. Howard 1960,
//! Dynamic Programming and Markov Processes), each time one linear system by elimination: `S^3` steps, rounding about
//! `1e-15 / (1 - δ)`.
//!
//! Assumes: one pie in which side payments are possible, all must agree, everybody knows everything, stationary
//! strategies. A deal is binding here, so it never shows a war over commitment: ask [`crate::keep`] about what it says.

use crate::Fault;
use crate::keep::{discount as between, finite, within};

/// A moving pie.
#[derive(Debug, Clone, PartialEq)]
pub struct Game {
    /// `π[s]`.
    pub pies: Vec<f64>,
    /// `P[s][s']`.
    pub moves: Vec<Vec<f64>>,
    /// `q[i][s]`.
    pub proposes: Vec<Vec<f64>>,
    /// `d[i][s]`.
    pub before: Vec<Vec<f64>>,
    /// `δ`.
    pub discount: f64,
}

/// What everyone has.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// `W[s]`: all together.
    pub together: Vec<f64>,
    /// Whether they agree in state `s`.
    pub agree: Vec<bool>,
    /// `ρ[s]`: what proposing is worth.
    pub rent: Vec<f64>,
    /// `V[i][s]`: each party, before it is known who proposes.
    pub each: Vec<Vec<f64>>,
    /// `d_i + δ P V_i`, `[i][s]`: what each has without a deal in `s`.
    pub waiting: Vec<Vec<f64>>,
}

/// How far from 1 probabilities may sum.
const SUM: f64 = 1e-9;

/// The values of the one stationary equilibrium.
///
/// # Errors
/// Tables of the wrong shape, numbers that are not finite, probabilities that do not sum to 1, or a discount factor not
/// between 0 and 1.
pub fn values(game: &Game) -> Result<Values, Fault> {
    sound(game)?;
    let states = game.pies.len();
    let flow: Vec<f64> = (0..states).map(|s| game.before.iter().map(|d| d[s]).sum()).collect();
    let mut agree = vec![true; states];
    let mut together = game.pies.clone();
    // Each round raises `W`, so a state that is worth waiting in stays so: at most as many rounds as states.
    loop {
        let goes_on = game.ahead(&flow, &together);
        let next: Vec<bool> = (0..states).map(|s| agree[s] && game.pies[s] >= goes_on[s]).collect();
        if next == agree {
            break;
        }
        agree = next;
        let rows = (0..states).map(|s| game.row(s, agree[s])).collect();
        let right = (0..states).map(|s| if agree[s] { game.pies[s] } else { flow[s] }).collect();
        together = solve(rows, vec![right])?.swap_remove(0);
    }
    let goes_on = game.ahead(&flow, &together);
    let rent: Vec<f64> = together.iter().zip(&goes_on).map(|(w, on)| (w - on).max(0.0)).collect();
    let gets = |(d, q): (&Vec<f64>, &Vec<f64>)| (0..states).map(|s| d[s] + q[s] * rent[s]).collect();
    let right: Vec<Vec<f64>> = game.before.iter().zip(&game.proposes).map(gets).collect();
    let each = solve((0..states).map(|s| game.row(s, false)).collect(), right)?;
    let waiting = game.before.iter().zip(&each).map(|(d, v)| game.ahead(d, v)).collect();
    Ok(Values { together, agree, rent, each, waiting })
}

impl Game {
    /// `d + δ P v`.
    fn ahead(&self, flow: &[f64], value: &[f64]) -> Vec<f64> {
        let next = |row: &Vec<f64>| row.iter().zip(value).map(|(p, v)| p * v).sum::<f64>();
        self.moves.iter().zip(flow).map(|(row, d)| d + self.discount * next(row)).collect()
    }

    /// Row `s` of `I`, or of `I - δP` where there is no agreement.
    fn row(&self, s: usize, agreed: bool) -> Vec<f64> {
        let next = |p: &f64| if agreed { 0.0 } else { -self.discount * p };
        let mut row: Vec<f64> = self.moves[s].iter().map(next).collect();
        row[s] += 1.0;
        row
    }
}

/// Solves `A x = b` for several `b`; the diagonal outweighs each row, so no pivot is chosen and none is small.
fn solve(mut rows: Vec<Vec<f64>>, mut rights: Vec<Vec<f64>>) -> Result<Vec<Vec<f64>>, Fault> {
    let n = rows.len();
    for r in 0..n {
        let (upper, lower) = rows.split_at_mut(r + 1);
        let by = &upper[r];
        for (below, row) in lower.iter_mut().enumerate() {
            let factor = row[r] / by[r];
            if factor != 0.0 {
                row.iter_mut().zip(by).skip(r).for_each(|(a, b)| *a -= factor * b);
                rights.iter_mut().for_each(|b| b[r + 1 + below] -= factor * b[r]);
            }
        }
    }
    for b in &mut rights {
        for r in (0..n).rev() {
            let known: f64 = (r + 1..n).map(|j| rows[r][j] * b[j]).sum();
            b[r] = (b[r] - known) / rows[r][r];
        }
        if b.iter().any(|v| !v.is_finite()) {
            return Err(Fault::shape("a value is too large for a number".to_string()));
        }
    }
    Ok(rights)
}

fn sound(game: &Game) -> Result<(), Fault> {
    between(game.discount)?;
    let states = game.pies.len();
    let parties = game.before.len();
    if states == 0 || parties == 0 {
        return Err(Fault::shape(format!("a game of {states} states and {parties} parties has no values")));
    }
    if game.proposes.len() != parties || game.moves.len() != states {
        let text = format!(
            "{parties} parties and {states} states stand against {} lists of proposers and {} rows of moves",
            game.proposes.len(),
            game.moves.len()
        );
        return Err(Fault::shape(text));
    }
    for (s, pie) in game.pies.iter().enumerate() {
        finite(&format!("the pie in state {s}"), *pie)?;
    }
    for (s, row) in game.moves.iter().enumerate() {
        wide(&format!("the row of moves from state {s}"), row, states)?;
        for (t, p) in row.iter().enumerate() {
            within(&format!("the probability of a move from state {s} to {t}"), *p, 0.0, 1.0)?;
        }
        one(&format!("the moves from state {s}"), row.iter().sum())?;
    }
    for (i, (d, q)) in game.before.iter().zip(&game.proposes).enumerate() {
        wide(&format!("the flows of party {i}"), d, states)?;
        wide(&format!("the chances of party {i} to propose"), q, states)?;
        for s in 0..states {
            finite(&format!("the flow of party {i} in state {s}"), d[s])?;
            within(&format!("the probability that party {i} proposes in state {s}"), q[s], 0.0, 1.0)?;
        }
    }
    (0..states).try_for_each(|s| {
        one(&format!("the chances to propose in state {s}"), game.proposes.iter().map(|q| q[s]).sum())
    })
}

fn wide(what: &str, row: &[f64], states: usize) -> Result<(), Fault> {
    if row.len() == states {
        return Ok(());
    }
    Err(Fault::shape(format!("{what}: there are {} for {states} states", row.len())))
}

fn one(what: &str, sum: f64) -> Result<(), Fault> {
    if (sum - 1.0).abs() <= SUM {
        return Ok(());
    }
    Err(Fault::shape(format!("{what} sum to {sum} and have to sum to 1")))
}
