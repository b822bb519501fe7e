//! The most peace between two sides that know only their own strength, as linear programmes: what [`super::mediator`] says
//! in closed form, without using it.
//!
//! | symbol | is | shape |
//! |---|---|---|
//! | `a[t][o]` | arbitrator: probability of peace after the reports `t` of the one side and `o` of the other | 2 × 2, symmetric |
//! | `s[t][o]` | arbitrator: what the first side has from peace then | 2 × 2, `s[t][o] + s[o][t] = a[t][o]` |
//! | `x[t][o][k]` | mediator: probability that split `k` is recommended | 2 × 2 × 3, mirrored |
//! | `w[t][o]` | what war is worth to a side of strength `t` against `o` | `θ/2`, `p θ`, `(1 - p) θ` |
//! | `z[t][k]` | what a side of strength `t` that has said the opposite makes of split `k`: it may still refuse | 2 × 3 |
//!
//! Splits: `1/2`, `p θ`, `1 - p θ`. The arbitrator's word binds; a side takes part and tells the truth if neither staying
//! away nor lying is better. The mediator's does not: each side may refuse each recommendation, after a lie too, so `z ≥`
//! accepting and `z ≥` refusing, and telling the truth is worth at least `Σ_k z` and the war that follows.
//!
//! J. Hörner, M. Morelli and F. Squintani 2015, Review of Economic Studies 82, for both problems; the programmes are written
//! out here. Solved in fractions by [`crate::elicit::linear`]; only the answer is rounded. Assumes what the closed form does.

use super::mediator::Dispute;
use crate::Fault;
use crate::elicit::linear::{Best, Outcome, Program, Row, Sense, part, whole};
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

/// The best an arbitrator whose word binds can do.
#[derive(Debug, Clone, PartialEq)]
pub struct Arbitration {
    /// Probability of peace before strengths are known.
    pub peace: f64,
    /// Probability of peace by the two strengths, `[weak 0, strong 1]` each.
    pub by_strength: [[f64; 2]; 2],
}

/// The best a mediator who only recommends can do.
#[derive(Debug, Clone, PartialEq)]
pub struct Mediation {
    /// Probability of peace before strengths are known.
    pub peace: f64,
    /// What a side may be recommended to accept: shares of the pie.
    pub splits: [f64; 3],
    /// Probability of each by the side's own strength and the other's; what is left is war.
    pub recommends: [[[f64; 3]; 2]; 2],
}

/// A linear form: variables and coefficients.
type Form = Vec<(usize, BigRational)>;

/// `θ`, `p` and `q` without rounding, and what follows from them.
struct Exact {
    /// Probability that a side is weak, strong.
    chance: [BigRational; 2],
    /// `w[t][o]`.
    war: [[BigRational; 2]; 2],
    /// `p θ`.
    strong: BigRational,
}

impl Exact {
    fn of(dispute: &Dispute) -> Result<Exact, Fault> {
        dispute.sound()?;
        let [remains, wins, strong] =
            [dispute.remains, dispute.wins, dispute.strong].map(BigRational::from_float);
        let (Some(remains), Some(wins), Some(q)) = (remains, wins, strong) else {
            return Err(Fault::shape("a number of the dispute is not finite".to_string()));
        };
        let even = &remains * part(1, 2);
        let weak = (whole(1) - &wins) * &remains;
        let strong = &wins * &remains;
        let war = [[even.clone(), weak], [strong.clone(), even]];
        Ok(Exact { chance: [whole(1) - &q, q], war, strong })
    }

    /// Probability of the two strengths.
    fn both(&self, t: usize, o: usize) -> BigRational {
        &self.chance[t] * &self.chance[o]
    }
}

/// The best arbitrator.
///
/// # Errors
/// As of [`Dispute::mediated`].
pub fn arbitration(dispute: &Dispute) -> Result<Arbitration, Fault> {
    let exact = Exact::of(dispute)?;
    // Variables: peace of two weak sides, of a weak and a strong one, of two strong ones; what the strong one has of it.
    let agreed = |t: usize, o: usize| t + o;
    const STRONG: usize = 3;
    let has = |t: usize, o: usize| -> Form {
        match (t, o) {
            (1, 0) => vec![(STRONG, whole(1))],
            (0, 1) => vec![(1, whole(1)), (STRONG, whole(-1))],
            _ => vec![(agreed(t, o), part(1, 2))],
        }
    };
    // What saying `r` brings a side of strength `t` above certain war.
    let above_war = |t: usize, r: usize| -> Form {
        let mut form = Vec::new();
        for (o, chance) in exact.chance.iter().enumerate() {
            form.extend(scaled(&has(r, o), chance));
            form.push((agreed(r, o), -(chance * &exact.war[t][o])));
        }
        form
    };
    let mut program = Program::new(4);
    program.upper = vec![Some(whole(1)); 4];
    let nothing = BigRational::zero;
    program.rows.push(Row::whole(&[(STRONG, 1), (1, -1)], Sense::AtMost, 0));
    for t in 0..2 {
        let honest = above_war(t, t);
        program.rows.push(Row::new(honest.clone(), Sense::AtLeast, nothing()));
        let lie = scaled(&above_war(t, 1 - t), &whole(-1));
        program.rows.push(Row::new([honest, lie].concat(), Sense::AtLeast, nothing()));
    }
    let pairs = [(0, 0), (0, 1), (1, 0), (1, 1)];
    let peace: Form = pairs.iter().map(|&(t, o)| (agreed(t, o), exact.both(t, o))).collect();
    let best = most(&program, &peace)?;
    let point = numbers(&best.point)?;
    Ok(Arbitration {
        peace: numbers(&[best.value])?[0],
        by_strength: [[point[0], point[1]], [point[1], point[2]]],
    })
}

/// The best mediator, among the splits `1/2`, `p θ` and `1 - p θ`.
///
/// # Errors
/// As of [`Dispute::mediated`].
pub fn mediation(dispute: &Dispute) -> Result<Mediation, Fault> {
    let exact = Exact::of(dispute)?;
    let splits = [part(1, 2), exact.strong.clone(), whole(1) - &exact.strong];
    let variables = 7 + 6;
    let lied = |t: usize, k: usize| 7 + 3 * t + k;
    // What accepting, and refusing, split `k` is worth to a side of strength `t` that has said `r`.
    let accepts = |r: usize, k: usize| -> Form {
        (0..2).map(|o| (recommended(r, o, k), &exact.chance[o] * &splits[k])).collect()
    };
    let refuses = |t: usize, r: usize, k: usize| -> Form {
        (0..2).map(|o| (recommended(r, o, k), &exact.chance[o] * &exact.war[t][o])).collect()
    };
    let minus = |form: &Form| scaled(form, &whole(-1));
    let mut program = Program::new(variables);
    let at_least = |form: Form| Row::new(form, Sense::AtLeast, BigRational::zero());
    for t in 0..2 {
        let mut truth = Vec::new();
        for k in 0..3 {
            program.rows.push(at_least([accepts(t, k), minus(&refuses(t, t, k))].concat()));
            let makes = vec![(lied(t, k), whole(1))];
            program.rows.push(at_least([makes.clone(), minus(&accepts(1 - t, k))].concat()));
            program.rows.push(at_least([makes.clone(), minus(&refuses(t, 1 - t, k))].concat()));
            truth.extend([accepts(t, k), minus(&refuses(t, t, k))].concat());
            truth.extend([refuses(t, 1 - t, k), minus(&makes)].concat());
        }
        program.rows.push(at_least(truth));
    }
    for (t, o) in [(0, 0), (0, 1), (1, 1)] {
        let all: Form = (0..3).map(|k| (recommended(t, o, k), whole(1))).collect();
        program.rows.push(Row::new(all, Sense::AtMost, whole(1)));
    }
    let cells = (0..2).flat_map(|t| (0..2).flat_map(move |o| (0..3).map(move |k| (t, o, k))));
    let peace: Form = cells.map(|(t, o, k)| (recommended(t, o, k), exact.both(t, o))).collect();
    let best = most(&program, &peace)?;
    let point = numbers(&best.point)?;
    let cell = |t: usize, o: usize| [0, 1, 2].map(|k| point[recommended(t, o, k)]);
    let shares = numbers(&splits)?;
    Ok(Mediation {
        peace: numbers(&[best.value])?[0],
        splits: [shares[0], shares[1], shares[2]],
        recommends: [[cell(0, 0), cell(0, 1)], [cell(1, 0), cell(1, 1)]],
    })
}

/// The variable of `x[t][o][k]`; the other side sees the same recommendation mirrored.
fn recommended(t: usize, o: usize, k: usize) -> usize {
    match (t, o) {
        // Sides alike: both mirrored splits are as likely.
        (0, 0) => k.min(1),
        (1, 1) => 2 + k.min(1),
        (0, _) => 4 + k,
        (_, _) => 4 + [0, 2, 1][k],
    }
}

fn scaled(form: &Form, by: &BigRational) -> Form {
    form.iter().map(|(j, a)| (*j, a * by)).collect()
}

fn most(program: &Program, form: &Form) -> Result<Best, Fault> {
    match program.maximum(form)? {
        Outcome::Best(best) => Ok(best),
        // War after every report keeps all rows, and no probability exceeds 1.
        _ => Err(Fault::shape("the programme of the mediator has no best answer".to_string())),
    }
}

fn numbers(exact: &[BigRational]) -> Result<Vec<f64>, Fault> {
    let read: Option<Vec<f64>> = exact.iter().map(ToPrimitive::to_f64).collect();
    read.ok_or_else(|| Fault::shape("a value is too large for a number".to_string()))
}
