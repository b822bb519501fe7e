//! Leximin against a target in whole numbers: which rung of the target each player's gain reaches.
//!
//! The target is the sorted list `t_1 ≤ … ≤ t_n` of shares `g_p / unit_p`. A gain is below, at or above a rung as it
//! compares with `t_k · unit_p`; these products are rounded once, so that no fraction is met during the search.

use crate::goal::Value;
use crate::problem::Score;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// The distinct shares of a target, and the gains at which each player reaches and passes them.
pub(super) struct Ladder {
    /// How many entries of the target have each share.
    entries: Vec<usize>,
    /// `reach[k][p]`: the least gain of player `p` whose share is at least the `k`-th.
    reach: Vec<Vec<Score>>,
    /// `pass[k][p]`: the least gain whose share is above it.
    pass: Vec<Vec<Score>>,
    /// Whether a list equal to the target falls short of it.
    ties_close: bool,
}

impl Ladder {
    /// The ladder of a target for players with these units.
    pub fn new(target: &Value, units: &[Score], ties_close: bool) -> Ladder {
        let mut ladder = Ladder { entries: Vec::new(), reach: Vec::new(), pass: Vec::new(), ties_close };
        for (k, share) in target.iter().enumerate() {
            if k > 0 && *share == target[k - 1] {
                if let Some(entries) = ladder.entries.last_mut() {
                    *entries += 1;
                }
                continue;
            }
            ladder.entries.push(1);
            let at = |unit: &Score| share * BigInt::from(*unit);
            // A gain too large for a score is never reached.
            let whole = |n: BigInt| n.to_i128().unwrap_or(Score::MAX >> 1);
            ladder.reach.push(units.iter().map(|u| whole(at(u).ceil().to_integer())).collect());
            ladder.pass.push(units.iter().map(|u| whole(at(u).floor().to_integer() + 1)).collect());
        }
        ladder
    }

    /// The least gain of each player without which a package falls short.
    pub fn first(&self) -> Option<&[Score]> {
        self.reach.first().map(Vec::as_slice)
    }

    /// Whether these gains, in the order of the players, fall short of the target.
    pub fn falls_short(&self, gains: impl Fn(usize) -> Score, players: usize) -> bool {
        // Players whose share lies above every rung looked at so far.
        let mut above = players;
        for (k, &entries) in self.entries.iter().enumerate() {
            let (mut under, mut over) = (0, 0);
            for p in 0..players {
                let gain = gains(p);
                under += usize::from(gain < self.reach[k][p]);
                over += usize::from(gain >= self.pass[k][p]);
            }
            // Those counted at earlier rungs are under this one: what lies strictly between the rungs is new.
            let between = under - (players - above);
            let at = players - under - over;
            if between > 0 || at > entries {
                return true;
            }
            if at < entries {
                return false;
            }
            above = over;
        }
        self.ties_close
    }
}
