//! What should party 1 demand of a party 2 whose cost of war it does not know?
//!
//! Party 2's cost `y` has the distribution `F`; it gives a demand `x` if `x - p ≤ y`, else there is no deal. Party 1
//! maximises `(1 - F(x - p)) x + F(x - p) (p - c_1)` over `0 ≤ x ≤ 1`: more against less often (the risk–return
//! trade-off). With `y = x - p` and no demand above 1:
//!
//! - uniform on `L … C`: `y* = max(L, (C - c_1)/2)`;
//! - exponential of mean `m`: `y* = max(0, m - c_1)`;
//! - any other `F`: the best of a grid of equal steps, then golden-section search between that point's neighbours. A
//!   peak narrower than a step may be missed. The search maximises: a root of the first-order condition may lie on a
//!   flat tail;
//! - two types, tough (`c_T`) with probability `r` and weak (`c_W`): the large demand is better while
//!   `r < (c_W - c_T)/(c_W + c_1)`.
//!
//! # Assumes, and cannot show
//! One demand, taken or left; party 2 knows its own cost, and its type bears on its cost alone. The probability of no
//! deal is the one party 1 accepts by its own belief, not a forecast. Bargaining over several rounds is not shown.
//!
//! # References
//! J. D. Fearon 1995, *International Organization* 49, 379–414; R. Powell 1999, *In the Shadow of Power*, ch. 3;
//! J. S. Banks 1990, *American Journal of Political Science* 34, 599–614 (what holds in every such game). J. Kiefer 1953,
//! *Proceedings of the American Mathematical Society* 4, 502–506 (golden section).

use super::{cost, positive, probability};
use crate::Fault;

/// Who demands: party 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asker {
    /// `p`: probability that it wins a war.
    pub win: f64,
    /// `c_1`: what war costs it, a share.
    pub cost: f64,
}

impl Asker {
    fn sound(&self) -> Result<(), Fault> {
        probability("the probability that party 1 wins", self.win)?;
        cost("the cost of party 1", self.cost)
    }

    fn at(&self, demand: f64, refusal: f64) -> Demand {
        Demand { demand, refusal, value: (1.0 - refusal) * demand + refusal * (self.win - self.cost) }
    }
}

/// A demand and what comes of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// `x`: the share demanded.
    pub demand: f64,
    /// `F(x - p)`: the probability that it is refused.
    pub refusal: f64,
    /// What party 1 may expect, a share.
    pub value: f64,
}

/// The best demand where the other's cost is uniform on `lowest … highest`.
///
/// # Errors
/// A number outside its range, or a lowest cost above the highest.
pub fn uniform(asker: &Asker, lowest: f64, highest: f64) -> Result<Demand, Fault> {
    asker.sound()?;
    ends(lowest, highest)?;
    let y = lowest.max((highest - asker.cost) / 2.0).min(1.0 - asker.win);
    let refusal = if y > lowest { (y - lowest) / (highest - lowest) } else { 0.0 };
    Ok(asker.at(asker.win + y, refusal))
}

/// The best demand where the other's cost is exponential with this mean.
///
/// # Errors
/// A number outside its range.
pub fn exponential(asker: &Asker, mean: f64) -> Result<Demand, Fault> {
    asker.sound()?;
    positive("the mean cost of party 2", mean)?;
    let y = (mean - asker.cost).max(0.0).min(1.0 - asker.win);
    Ok(asker.at(asker.win + y, -libm::expm1(-y / mean)))
}

/// Where a demand is looked for: `cells` equal steps from the lowest to the highest cost of party 2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// Lowest cost, a share.
    pub lowest: f64,
    /// Highest cost, a share.
    pub highest: f64,
    /// How many steps, at least 2.
    pub cells: usize,
}

/// The best demand where the probability that the other's cost is below `y` is `below(y)`. Its demand is exact to about
/// 1e-8 (the square root of what a value resolves) where a step of the grid holds one peak.
///
/// # Errors
/// A number outside its range; a distribution that leaves 0 to 1 or falls on the grid.
pub fn general(asker: &Asker, below: &dyn Fn(f64) -> f64, grid: &Grid) -> Result<Demand, Fault> {
    asker.sound()?;
    ends(grid.lowest, grid.highest)?;
    if grid.cells < 2 {
        return Err(Fault::shape(format!("a grid needs at least 2 steps, this has {}", grid.cells)));
    }
    let most = grid.highest.min(1.0 - asker.win);
    let lowest = grid.lowest.min(most);
    let step = (most - lowest) / grid.cells as f64;
    let point = |k: usize| if k == grid.cells { most } else { lowest + step * k as f64 };
    let mut before = 0.0;
    let mut best = (0, asker.at(asker.win + lowest, 0.0));
    for k in 0..=grid.cells {
        let y = point(k);
        let f = below(y);
        probability(&format!("the probability of a cost below {y}"), f)?;
        if f < before {
            return Err(Fault::shape(format!(
                "the probability of a cost below {y} is {f}, less than before"
            )));
        }
        before = f;
        let here = asker.at(asker.win + y, f);
        if k == 0 || here.value > best.1.value {
            best = (k, here);
        }
    }
    let (mut low, mut high) = (point(best.0.saturating_sub(1)), point((best.0 + 1).min(grid.cells)));
    let at = |y: f64| asker.at(asker.win + y, below(y).clamp(0.0, 1.0));
    // 1 / golden ratio; 80 steps shrink the bracket by 2e-17.
    const PART: f64 = 0.618_033_988_749_894_9;
    let (mut left, mut right) = (at(high - PART * (high - low)), at(low + PART * (high - low)));
    for _ in 0..80 {
        if left.value >= right.value {
            high = right.demand - asker.win;
            right = left;
            left = at(high - PART * (high - low));
        } else {
            low = left.demand - asker.win;
            left = right;
            right = at(low + PART * (high - low));
        }
    }
    let inner = if left.value >= right.value { left } else { right };
    Ok(if inner.value > best.1.value { inner } else { best.1 })
}

/// Two types of party 2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Types {
    /// `c_T`: what war costs the tough one.
    pub tough: f64,
    /// `c_W`: what war costs the weak one, more than `c_T`.
    pub weak: f64,
}

/// The probability of the tough type below which the large demand, which only the weak one gives, is better. Demands
/// above 1 count as 1.
///
/// # Errors
/// A number outside its range; a tough type whom war costs no less than the weak one.
pub fn two_types(asker: &Asker, types: &Types) -> Result<f64, Fault> {
    asker.sound()?;
    cost("the cost of the tough type", types.tough)?;
    cost("the cost of the weak type", types.weak)?;
    if types.tough >= types.weak {
        let text = format!("war costs the tough type {} and the weak one {}", types.tough, types.weak);
        return Err(Fault::shape(format!("{text}; the weak one's cost must be larger")));
    }
    let room = 1.0 - asker.win;
    let (small, large) = (types.tough.min(room), types.weak.min(room));
    Ok(if large > small { (large - small) / (large + asker.cost) } else { 0.0 })
}

/// The better of the two demands where the other is tough with probability `tough`.
///
/// # Errors
/// As of [`two_types`]; a probability outside 0 to 1.
pub fn screen(asker: &Asker, types: &Types, tough: f64) -> Result<Demand, Fault> {
    probability("the probability of the tough type", tough)?;
    let large = tough < two_types(asker, types)?;
    let (y, refusal) = if large { (types.weak, tough) } else { (types.tough, 0.0) };
    Ok(asker.at(asker.win + y.min(1.0 - asker.win), refusal))
}

fn ends(lowest: f64, highest: f64) -> Result<(), Fault> {
    cost("the lowest cost of party 2", lowest)?;
    cost("the highest cost of party 2", highest)?;
    match lowest <= highest {
        true => Ok(()),
        false => Err(Fault::shape(format!("the lowest cost of party 2 is {lowest}, the highest {highest}"))),
    }
}
