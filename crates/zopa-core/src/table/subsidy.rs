//! A buyer and a seller each know only their own value and name a price each: when do they trade, and what would a
//! subsidy change?
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `v`, `c` | what the good is worth to the buyer, what it costs the seller: drawn evenly and independently | money, from `low` to `high` |
//! | `σ` | what a third party adds to the buyer's side when they trade | money |
//!
//! They trade halfway between the prices if the bid is at least the ask. With everything measured in `high - low` from
//! `low`, bid and ask are `2(v + σ)/3 + (1 + σ)/12` and `2c/3 + (1 + σ)/4`, so they trade iff `v - c ≥ z = (1 - 3σ)/4`. Gains
//! `1/6 - z²/2 + z³/3` of the `1/6` there are; trade with probability `(1 - z)²/2`. Unaided `z = 1/4`, gains 9/64, 27/32 of all.
//! With `σ = 1/3` nothing is lost, at an expected cost of 1/6: the least any rule costs.
//!
//! K. Chatterjee and W. Samuelson 1983, "Bargaining under incomplete information", Operations Research 31; R. Myerson and
//! M. Satterthwaite 1983, Journal of Economic Theory 29; the subsidised form is algebra. Exact but for rounding.
//!
//! Assumes: even and independent values over one range, prices linear in them. Other equilibria exist, and this cannot
//! show which is played.

use crate::Fault;
use crate::keep::{finite, within};

/// The range both values are drawn from, and the subsidy: money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Market {
    /// The least either value can be.
    pub low: f64,
    /// The most either value can be.
    pub high: f64,
    /// `σ`: paid when they trade, `0..=(high - low)/3`; more would no longer be linear prices.
    pub subsidy: f64,
}

/// What comes of it, before values are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trade {
    /// By how much the buyer's value has to exceed the seller's cost, money.
    pub gap: f64,
    /// Probability that they trade.
    pub trades: f64,
    /// Expected gains from trade, without the subsidy: money.
    pub gains: f64,
    /// Expected gains if every trade that gains were made: money.
    pub all_gains: f64,
    /// The first as a part of the second.
    pub efficiency: f64,
    /// What the third party expects to pay, money.
    pub cost: f64,
}

impl Market {
    /// What comes of it.
    ///
    /// # Errors
    /// A number is not finite, the range is empty, or the subsidy out of range.
    pub fn trade(&self) -> Result<Trade, Fault> {
        let width = self.width()?;
        let s = self.subsidy / width;
        let z = ((1.0 - 3.0 * s) / 4.0).max(0.0);
        let gains = 1.0 / 6.0 - z * z / 2.0 + z * z * z / 3.0;
        let trades = (1.0 - z) * (1.0 - z) / 2.0;
        Ok(Trade {
            gap: z * width,
            trades,
            gains: gains * width,
            all_gains: width / 6.0,
            efficiency: 6.0 * gains,
            cost: trades * self.subsidy,
        })
    }

    /// The buyer's price at a value, money.
    ///
    /// # Errors
    /// As of [`Market::trade`], or the value is out of range.
    pub fn bid(&self, value: f64) -> Result<f64, Fault> {
        let width = self.width()?;
        within("the buyer's value", value, self.low, self.high)?;
        let (v, s) = ((value - self.low) / width, self.subsidy / width);
        Ok(self.low + width * (2.0 * (v + s) / 3.0 + (1.0 + s) / 12.0))
    }

    /// The seller's price at a cost, money.
    ///
    /// # Errors
    /// As of [`Market::trade`], or the cost is out of range.
    pub fn ask(&self, cost: f64) -> Result<f64, Fault> {
        let width = self.width()?;
        within("the seller's cost", cost, self.low, self.high)?;
        let (c, s) = ((cost - self.low) / width, self.subsidy / width);
        Ok(self.low + width * (2.0 * c / 3.0 + (1.0 + s) / 4.0))
    }

    fn width(&self) -> Result<f64, Fault> {
        finite("the least value", self.low)?;
        finite("the largest value", self.high)?;
        let width = self.high - self.low;
        if !width.is_finite() || width <= 0.0 {
            return Err(Fault::shape(format!("values from {} to {} leave no range", self.low, self.high)));
        }
        within("the subsidy", self.subsidy, 0.0, width / 3.0)?;
        Ok(width)
    }
}
