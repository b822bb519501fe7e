//! Offers in turn while fighting goes on, with what each side has from the fighting.
//!
//! While there is no deal party `i` has a flow of `d_i`, with `d_1 + d_2 ≤ 1`. Where the parties propose in turn, party 1
//! first, the only stationary division gives it
//! `x = (1 - d_2 + δ d_1) / (1 + δ)`; as `δ → 1` it tends to the Nash solution over `d`, half of what is left each.
//!
//! Each side can threaten the other with the other's worst equilibrium `l_i`. So fighting for `T` periods, in which
//! nobody has anything, can be kept up as long as `δ^T ≥ l_1 + l_2`: costly fighting although everybody knows everything.
//!
//! # Assumes, and cannot show
//! Two parties, one pie that both can share in any way, equal patience, a deal that binds. The longest delay says what
//! could be kept up, not what will happen. A discount of 1 is refused: with it, any division is stable.
//!
//! # References
//! A. Rubinstein 1982, *Econometrica* 50, 97–109; H. Haller and S. Holden 1990, *Journal of Economic Theory* 52, 232–236;
//! R. Fernandez and J. Glazer 1991, *American Economic Review* 81, 240–252; B. L. Slantchev 2003, *American Political
//! Science Review* 97, 123–133.

use super::{TOLERANCE, discount, finite, positive, probability};
use crate::Fault;

/// The share of party 1, who proposes first, where fighting brings the parties `flows`.
///
/// # Errors
/// A number that is not finite, flows of more than 1 together, a discount outside 0 to 1 or of 1.
pub fn first_proposer(flows: [f64; 2], delta: f64) -> Result<f64, Fault> {
    finite("the flow of party 1", flows[0])?;
    finite("the flow of party 2", flows[1])?;
    discount(delta)?;
    let sum = flows[0] + flows[1];
    if sum > 1.0 + TOLERANCE {
        return Err(Fault::shape(format!("fighting brings {sum} in all, more than the 1 there is to share")));
    }
    Ok((1.0 - flows[1] + delta * flows[0]) / (1.0 + delta))
}

/// The most periods of fighting that can be kept up where the worst equilibrium leaves party `i` `lows[i]`; `None` where
/// there is no limit, as nobody has anything to lose.
///
/// # Errors
/// A number outside its range; `lows` of more than 1 together; a discount of 0 or 1.
pub fn longest_delay(lows: [f64; 2], delta: f64) -> Result<Option<u64>, Fault> {
    probability("the worst share of party 1", lows[0])?;
    probability("the worst share of party 2", lows[1])?;
    discount(delta)?;
    positive("the discount", delta)?;
    let sum = lows[0] + lows[1];
    if sum > 1.0 + TOLERANCE {
        return Err(Fault::shape(format!(
            "the worst shares sum to {sum}, more than the 1 there is to share"
        )));
    }
    if sum == 0.0 {
        return Ok(None);
    }
    let near = libm::floor(libm::log(sum) / libm::log(delta)).max(0.0);
    // The logarithms may miss a whole number by one; a power within the tolerance of the sum counts as equal to it.
    let enough = |t: f64| libm::pow(delta, t) >= sum - TOLERANCE * sum;
    let most = [near + 1.0, near, near - 1.0].into_iter().find(|&t| t >= 0.0 && enough(t));
    Ok(Some(most.unwrap_or(0.0) as u64))
}
