//! Fighting until the two sides' views of the war are close enough.
//!
//! Along a line of `N` forts (see [`super::forts`]) nobody knows the probability that party 1 wins a battle. Party `i`
//! believes in a beta distribution `(a_i, b_i)` of it; after `w` victories and `l` defeats of party 1 it expects
//! `p_i = (a_i + w) / (a_i + b_i + w + l)`. Backwards from a horizon of `H` battles, at which the division is `k/N`:
//!
//! `C_i = -(1-δ) c_i + δ (p_i V_i(k+1) + (1-p_i) V_i(k-1))`;
//! if `C_1 + C_2 ≤ 1` they settle and `V_i = C_i + r_i (1 - C_1 - C_2)` with `r_i` the party's part of what settling
//! saves; else they fight and `V_i = C_i`. Each value is its own party's expectation, so together they may exceed 1.
//!
//! # Assumes, and cannot show
//! Each side knows the other's belief and does not learn from it (they agree to disagree); only battles teach. The
//! horizon is a device: choose it long enough that values no longer change. `O(H²)` time and memory. Expected battles are
//! at a probability the caller states, for neither belief is the truth. A discount of 1 is taken where fighting costs
//! nothing.
//!
//! # References
//! A. Smith and A. C. Stam 2004, *Journal of Conflict Resolution* 48, 783–813; D. Filson and S. Werner 2002, *American
//! Journal of Political Science* 46, 819–837; R. H. Wagner 2000, *American Journal of Political Science* 44, 469–484. The
//! specification (horizon, division of what is saved) is this project's.

use super::forts::FORTS;
use super::{TOLERANCE, discount_with, positive, probability};
use crate::Fault;

/// The longest horizon taken: the table has `H²/2` entries.
pub const HORIZON: usize = 2000;

/// A war in which battles teach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Learning {
    /// `N`, at least 1.
    pub forts: usize,
    /// How many of them party 1 holds, `0 … N`.
    pub held: usize,
    /// `(a_i, b_i)`: each party's belief about the probability that party 1 wins a battle.
    pub beliefs: [(f64, f64); 2],
    /// `δ`.
    pub discount: f64,
    /// `c_i`, share per battle.
    pub costs: [f64; 2],
    /// `r_1`: party 1's part of what settling saves; one half is even.
    pub part: f64,
    /// `H`, battles.
    pub horizon: usize,
}

/// What follows at the start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// `V_1, V_2`, each as its own party expects.
    pub values: [f64; 2],
    /// `C_1, C_2`: what each expects of one more battle.
    pub fighting: [f64; 2],
    /// Whether they settle before the first battle.
    pub settles: bool,
    /// Expected battles, where party 1 truly wins one with the probability stated.
    pub battles: f64,
}

/// The course of the war, where party 1 truly wins a battle with probability `truth`.
///
/// # Errors
/// A number outside its range; a discount of 1 where fighting costs something.
pub fn course(war: &Learning, truth: f64) -> Result<Course, Fault> {
    sound(war, truth)?;
    // `later[w]`: the state after t + 1 battles of which party 1 won w.
    let mut later: Vec<Course> = (0..=war.horizon).map(|w| over(war, war.horizon, w)).collect();
    for t in (0..war.horizon).rev() {
        later = (0..=t).map(|w| state(war, (t, w), [later[w], later[w + 1]], truth)).collect();
    }
    Ok(later[0])
}

/// Forts of party 1 after `w` victories in `t` battles, kept within the line: beyond, the war is over.
fn place(war: &Learning, t: usize, w: usize) -> usize {
    (war.held + 2 * w).saturating_sub(t).min(war.forts)
}

fn over(war: &Learning, t: usize, w: usize) -> Course {
    let share = place(war, t, w) as f64 / war.forts as f64;
    Course { values: [share, 1.0 - share], fighting: [share, 1.0 - share], settles: true, battles: 0.0 }
}

/// One state from the two that may follow, `[defeat, victory]` of party 1.
fn state(war: &Learning, (t, w): (usize, usize), next: [Course; 2], truth: f64) -> Course {
    if [0, war.forts].contains(&place(war, t, w)) {
        return over(war, t, w);
    }
    let [c1, c2] = [0, 1].map(|i| {
        let (a, b) = war.beliefs[i];
        let p = (a + w as f64) / (a + b + t as f64);
        let ahead = p * next[1].values[i] + (1.0 - p) * next[0].values[i];
        -(1.0 - war.discount) * war.costs[i] + war.discount * ahead
    });
    let saved = 1.0 - c1 - c2;
    if saved >= -TOLERANCE {
        let values = [c1 + war.part * saved, c2 + (1.0 - war.part) * saved];
        return Course { values, fighting: [c1, c2], settles: true, battles: 0.0 };
    }
    let battles = 1.0 + truth * next[1].battles + (1.0 - truth) * next[0].battles;
    Course { values: [c1, c2], fighting: [c1, c2], settles: false, battles }
}

fn sound(war: &Learning, truth: f64) -> Result<(), Fault> {
    if !(1..=FORTS).contains(&war.forts) {
        return Err(Fault::shape(format!("{} forts, not 1 to {FORTS}", war.forts)));
    }
    if war.held > war.forts {
        return Err(Fault::shape(format!("party 1 holds {} of {} forts", war.held, war.forts)));
    }
    if !(1..=HORIZON).contains(&war.horizon) {
        return Err(Fault::shape(format!("a horizon of {} battles, not 1 to {HORIZON}", war.horizon)));
    }
    for (i, (a, b)) in war.beliefs.iter().enumerate() {
        positive(&format!("the first number of party {}'s belief", i + 1), *a)?;
        positive(&format!("the second number of party {}'s belief", i + 1), *b)?;
    }
    probability("party 1's part of what settling saves", war.part)?;
    probability("the true probability that party 1 wins a battle", truth)?;
    discount_with(war.discount, war.costs)
}
