//! Which divisions do both sides prefer to war?
//!
//! Party 1 wins with `p`; war costs the parties `c_1`, `c_2`. With `u_i(y) = y^{a_i}` (`a < 1` averse to risk, `1`
//! neutral, `a > 1` fond of it) both prefer the share `x` of party 1 to war if
//! `u_1^{-1}(p - c_1) ≤ x ≤ 1 - u_2^{-1}(1 - p - c_2)`; of neutral parties the width is `c_1 + c_2`. Where war is worth
//! less than nothing to a party it accepts any share, so the range ends at 0 or 1.
//!
//! - [`first_strike`]: whoever strikes first wins more often, `p_f` against `p_s`: the range is `p_f - c_1 … p_s + c_2`,
//!   empty if `p_f - p_s > c_1 + c_2`.
//! - [`armed_peace`]: fighting destroys the prize, of which `π_t` is left after `t` periods; the range opens in the first
//!   period with `p_f - p_s ≤ (c_1 + c_2) / π_t`.
//! - [`preventive`]: party 1 wins with `p_1` now and `p_2` later; party 2 strikes now if
//!   `δ p_2 - p_1 > c_2 (1 - δ)²`, where `p_2 ≤ 1 - c_2 (1 - δ)` (from there on the rising side takes all, and more
//!   power takes no more).
//! - [`shift`]: war destroys the part `L` of the flow. No bargain can hold if the rising side's power grows by more than
//!   `Δ* = (1/(1 - L) - p_D - δ (1 - p_D)) / δ` in one period, with `p_D` the power of the declining side before it;
//!   as `δ → 1`, `Δ* → L/(1 - L)`.
//! - [`splits`]: the prize comes in `K` equal parts; `k/K` must lie in the range.
//!
//! # Assumes, and cannot show
//! Everybody knows the numbers; a deal, once made, holds in all but [`preventive`] and [`shift`], which ask exactly that.
//! It shows which divisions are possible, not which is chosen, and not a war that comes from what a party does not know.
//! An empty [`splits`] is no reason for war where a lottery, or another issue in the same package, divides the prize.
//!
//! # References
//! J. D. Fearon 1995, *International Organization* 49, 379–414 (range, first strike, preventive war, indivisible issues).
//! R. Powell 2004, *American Political Science Review* 98, 231–241, and 2006, *International Organization* 60, 169–203
//! (power shifts; indivisibility as a problem of commitment). B. Leventoğlu and B. L. Slantchev 2007, *American Journal of
//! Political Science* 51, 755–771 (armed peace; here only its threshold). The forms were derived anew from these definitions.

use super::{TOLERANCE, both_costs, cost, discount, finite, positive, probability};
use crate::Fault;

/// A war between two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct War {
    /// `p`: probability that party 1 wins.
    pub win: f64,
    /// `c_i`, shares.
    pub costs: [f64; 2],
}

impl War {
    pub(super) fn sound(&self) -> Result<(), Fault> {
        probability("the probability that party 1 wins", self.win)?;
        both_costs(self.costs)
    }
}

/// The shares of party 1 that both prefer to war: empty if `lowest > highest`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The least that party 1 accepts.
    pub lowest: f64,
    /// The most that party 2 leaves it.
    pub highest: f64,
}

impl Range {
    /// `highest - lowest`; negative where the demands do not meet.
    pub fn width(&self) -> f64 {
        self.highest - self.lowest
    }

    /// Whether some share suits both.
    pub fn open(&self) -> bool {
        self.width() >= -TOLERANCE
    }

    /// Whether both accept this share of party 1.
    pub fn holds(&self, share: f64) -> bool {
        share >= self.lowest - TOLERANCE && share <= self.highest + TOLERANCE
    }
}

/// The range for parties with the exponents `a_i > 0` of risk; `[1, 1]` is neutral.
///
/// # Errors
/// A number outside its range.
pub fn range(war: &War, risk: [f64; 2]) -> Result<Range, Fault> {
    war.sound()?;
    positive("the exponent of risk of party 1", risk[0])?;
    positive("the exponent of risk of party 2", risk[1])?;
    let least = |worth: f64, a: f64| match (worth <= 0.0, a == 1.0) {
        (true, _) => 0.0,
        (false, true) => worth,
        (false, false) => libm::pow(worth, 1.0 / a),
    };
    Ok(Range {
        lowest: least(war.win - war.costs[0], risk[0]),
        highest: 1.0 - least(1.0 - war.win - war.costs[1], risk[1]),
    })
}

/// The range where party 1 wins with `first` if it strikes first and with `second ≤ first` if the other does.
///
/// # Errors
/// A number outside its range, or a first strike that is a disadvantage.
pub fn first_strike(first: f64, second: f64, costs: [f64; 2]) -> Result<Range, Fault> {
    probability("the probability that party 1 wins by striking first", first)?;
    probability("the probability that party 1 wins when struck first", second)?;
    if second > first {
        let text = format!("striking first wins with {first}, being struck with {second}, which is more");
        return Err(Fault::shape(text));
    }
    let lowest = range(&War { win: first, costs }, [1.0; 2])?.lowest;
    let highest = range(&War { win: second, costs }, [1.0; 2])?.highest;
    Ok(Range { lowest, highest })
}

/// The first period in which the advantage of striking first no longer leaves the range empty, where `left[t]` of the prize
/// of 1 is left after `t` periods of fighting; `None` where that is in none of them.
///
/// # Errors
/// As of [`first_strike`]; a part that is not of 0 to 1, or grows.
pub fn armed_peace(first: f64, second: f64, costs: [f64; 2], left: &[f64]) -> Result<Option<usize>, Fault> {
    first_strike(first, second, costs)?;
    for (t, &part) in left.iter().enumerate() {
        probability(&format!("what is left of the prize in period {t}"), part)?;
        if t > 0 && part > left[t - 1] {
            return Err(Fault::shape(format!("what is left of the prize grows in period {t}")));
        }
    }
    let opens = |part: &f64| (first - second) * part <= costs[0] + costs[1] + TOLERANCE;
    Ok(left.iter().position(opens))
}

/// The power `p_2` of a rising party 1 above which party 2, at a cost of `cost_2`, strikes now, when party 1's power is
/// `now`; `None` where it strikes at no later power.
///
/// # Errors
/// A number outside its range; a discount of 0 or 1.
pub fn preventive(now: f64, cost_2: f64, delta: f64) -> Result<Option<f64>, Fault> {
    probability("the power of party 1 now", now)?;
    cost("the cost of party 2", cost_2)?;
    some_discount(delta)?;
    let threshold = (now + cost_2 * (1.0 - delta) * (1.0 - delta)) / delta;
    let most = 1.0 - cost_2 * (1.0 - delta);
    Ok((threshold < most).then_some(threshold))
}

/// The largest growth of power in a period that leaves room for a bargain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// `Δ*`, in probability.
    pub most: f64,
    /// What it tends to as `δ → 1`: `L / (1 - L)`.
    pub limit: f64,
}

/// `Δ*` for a declining side of power `declining`, war that destroys the part `loss` of the flow, and a discount.
///
/// # Errors
/// A number outside its range; a discount of 0 or 1; a war that destroys everything.
pub fn shift(declining: f64, loss: f64, delta: f64) -> Result<Shift, Fault> {
    probability("the power of the declining side", declining)?;
    probability("the part that war destroys", loss)?;
    if loss == 1.0 {
        return Err(Fault::shape("war that destroys everything leaves no power to shift".to_string()));
    }
    some_discount(delta)?;
    let most = (1.0 / (1.0 - loss) - declining - delta * (1.0 - declining)) / delta;
    Ok(Shift { most, limit: loss / (1.0 - loss) })
}

/// One period of a path of power.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Growth of the rising side's power to the next period, `≥ 0`.
    pub growth: f64,
    /// Whether party 1 is the rising side.
    pub first_rises: bool,
    /// `Δ*` of this period.
    pub most: f64,
    /// What a guarantee, a buffer or a limit of arms must take off the growth, 0 where nothing.
    pub excess: f64,
}

/// Where a path of party 1's power, one number per period, leaves no room for a bargain.
///
/// # Errors
/// A number outside its range; a path of fewer than two periods.
pub fn path(power: &[f64], loss: f64, delta: f64) -> Result<Vec<Step>, Fault> {
    if power.len() < 2 {
        return Err(Fault::shape(format!("a path of power needs two periods, this has {}", power.len())));
    }
    for (t, &p) in power.iter().enumerate() {
        probability(&format!("the power of party 1 in period {t}"), p)?;
    }
    let step = |pair: &[f64]| {
        let first_rises = pair[1] >= pair[0];
        let growth = (pair[1] - pair[0]).abs();
        let most = shift(if first_rises { 1.0 - pair[0] } else { pair[0] }, loss, delta)?.most;
        let over = growth - most;
        let excess = if over > TOLERANCE { over } else { 0.0 };
        Ok(Step { growth, first_rises, most, excess })
    };
    power.windows(2).map(step).collect()
}

/// The numbers `k` of `parts` equal parts that party 1 may get.
///
/// # Errors
/// No part; a range that is not of numbers.
pub fn splits(range: &Range, parts: usize) -> Result<Vec<usize>, Fault> {
    finite("the lower end of the range", range.lowest)?;
    finite("the upper end of the range", range.highest)?;
    if parts == 0 {
        return Err(Fault::shape("a prize comes in at least one part".to_string()));
    }
    Ok((0..=parts).filter(|&k| range.holds(k as f64 / parts as f64)).collect())
}

fn some_discount(delta: f64) -> Result<(), Fault> {
    discount(delta)?;
    positive("the discount", delta)
}
