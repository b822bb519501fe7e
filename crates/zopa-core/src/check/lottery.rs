//! Checks a lottery over acceptable packages: what it gives, and that none gives more.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::target::{Reach, Target};
use super::value::Value;
use super::{Check, Halt, Steps, Verdict, tree, value, wrong};
use crate::Fault;
use crate::answer::{Goal, Lottery, Tangent};
use crate::problem::Score;

impl Check<'_> {
    /// The lottery is one over acceptable packages, and no other has the expected `g_p / unit_p` of the players,
    /// ascending, lexicographically larger. `rounds` prove it (see [`crate::lottery`]).
    pub fn leximin_lottery(
        &self,
        players: &[usize],
        units: &[Score],
        lottery: &Lottery,
        rounds: &[Tangent],
    ) -> Verdict {
        self.leximin_lottery_within(players, units, lottery, rounds).into()
    }

    fn leximin_lottery_within(
        &self,
        players: &[usize],
        units: &[Score],
        lottery: &Lottery,
        rounds: &[Tangent],
    ) -> Result<(), Halt> {
        value::goal_fits(self.problem, &Goal::Leximin { players: players.to_vec(), units: units.to_vec() })?;
        let gains = self.expected(players, lottery)?;
        let share = |p: usize| &gains[p] / BigInt::from(units[p]);
        let mut fixed = vec![false; players.len()];
        let mut steps = Steps(self.steps);
        for tangent in rounds {
            let Some(level) = (0..players.len()).filter(|&p| !fixed[p]).map(share).min() else {
                return Ok(wrong("a round after every player is fixed".into())?);
            };
            self.tangent(players, tangent, &mut steps)?;
            // `Σ w_p E g_p ≤ top` for every lottery. One in which the fixed have what they have here, and all others
            // the level or more, has at least this sum; so none has more, and those of positive weight have just it.
            let least: BigRational = (0..players.len())
                .map(|p| {
                    let gain = if fixed[p] { gains[p].clone() } else { &level * BigInt::from(units[p]) };
                    gain * &tangent.weights[p]
                })
                .sum();
            if tangent.top > least {
                wrong("a round leaves room above its level".into())?;
            }
            let now: Vec<usize> =
                (0..players.len()).filter(|&p| !fixed[p] && tangent.weights[p] > BigInt::ZERO).collect();
            if now.is_empty() {
                wrong("a round fixes no player".into())?;
            }
            if now.iter().any(|&p| share(p) != level) {
                wrong("a round fixes a player above its level".into())?;
            }
            now.into_iter().for_each(|p| fixed[p] = true);
        }
        if fixed.contains(&false) {
            wrong("the rounds leave a player open".into())?;
        }
        Ok(())
    }

    /// The lottery is one over acceptable packages, the product of the players' expected gains is `value`, and the
    /// tangent proves that no lottery has more than `bound`.
    pub fn nash_lottery(
        &self,
        players: &[usize],
        lottery: &Lottery,
        [value, bound]: [&BigRational; 2],
        tangent: &Tangent,
    ) -> Verdict {
        self.nash_lottery_within(players, lottery, [value, bound], tangent).into()
    }

    fn nash_lottery_within(
        &self,
        players: &[usize],
        lottery: &Lottery,
        [value, bound]: [&BigRational; 2],
        tangent: &Tangent,
    ) -> Result<(), Halt> {
        value::goal_fits(self.problem, &Goal::Product { players: players.to_vec() })?;
        if self.expected(players, lottery)?.iter().product::<BigRational>() != *value {
            wrong("the expected gains have another product".into())?;
        }
        self.tangent(players, tangent, &mut Steps(self.steps))?;
        // n^n Π w_p E g_p ≤ (Σ w_p E g_p)^n ≤ top^n.
        let n = players.len();
        let scaled: BigRational =
            tangent.weights.iter().map(|w| BigRational::from(w * BigInt::from(n))).product();
        let power: BigRational = (0..n).map(|_| tangent.top.clone()).product();
        if bound * &scaled < power || scaled == BigRational::default() {
            wrong("the tangent does not show the bound".into())?;
        }
        Ok(())
    }

    /// The expected gains of the players, if the lottery is one over acceptable packages.
    fn expected(&self, players: &[usize], lottery: &Lottery) -> Result<Vec<BigRational>, Fault> {
        for (package, chance) in lottery {
            self.witness(package)?;
            if *chance <= BigRational::default() {
                return wrong(format!("package {package:?} has no positive probability"));
            }
        }
        if lottery.iter().map(|(_, chance)| chance).sum::<BigRational>() != BigRational::from(BigInt::from(1))
        {
            return wrong("the probabilities do not add up to 1".into());
        }
        let gain = |p: usize| lottery.iter().map(|(x, c)| c * BigInt::from(self.problem.gain(p, x))).sum();
        Ok(players.iter().map(|&p| gain(p)).collect())
    }

    /// No acceptable package has a weighted sum of gains above the tangent's.
    fn tangent(&self, players: &[usize], tangent: &Tangent, steps: &mut Steps) -> Result<(), Halt> {
        if tangent.weights.len() != players.len() || tangent.weights.iter().any(|w| *w < BigInt::ZERO) {
            wrong("a tangent has not one weight per player, at least zero".into())?;
        }
        let Some(goal) = tangent.goal(players) else {
            return Ok(wrong("all weights of a tangent are zero".into())?);
        };
        // Sums of whole numbers: above the top is above its whole part.
        let reach = Reach::Above(Value::Weighted(tangent.top.floor().to_integer()));
        tree::close(self, &Target::new(&goal, &[], reach), &tangent.proof, steps)
    }
}
