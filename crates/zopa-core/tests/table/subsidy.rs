//! Prices of a buyer and a seller, against every other price they might name.

use crate::uniform::{Uniform, close, refused};
use zopa_core::table::subsidy::Market;

/// CS-1: Chatterjee and Samuelson 1983; Myerson and Satterthwaite 1983.
#[test]
fn known_trade() {
    let found = Market { low: 0.0, high: 1.0, subsidy: 0.0 }.trade().expect("sound");
    close(found.gains, 0.140625, 1e-8);
    close(found.all_gains, 0.1666666667, 1e-8);
    close(found.efficiency, 0.84375, 1e-8);
    close(found.gap, 0.25, 1e-8);
    // The subsidy that leaves no trade undone costs what Myerson and Satterthwaite say it has to: 1/6.
    let full = Market { low: 0.0, high: 1.0, subsidy: 1.0 / 3.0 }.trade().expect("sound");
    close(full.efficiency, 1.0, 1e-12);
    close(full.cost, 1.0 / 6.0, 1e-12);
}

/// No other price is better for either, and trade, gains and cost are what a fine grid of values comes to.
#[test]
fn prices_are_best_answers() {
    let mut rng = Uniform::new(7);
    for _ in 0..40 {
        let low = rng.between(-5.0, 5.0);
        let width = rng.between(0.5, 20.0);
        let market = Market { low, high: low + width, subsidy: rng.between(0.0, width / 3.0) };
        const FINE: usize = 400;
        let grid: Vec<f64> = (0..FINE).map(|k| low + width * (k as f64 + 0.5) / FINE as f64).collect();
        let bids: Vec<f64> = grid.iter().map(|v| market.bid(*v).expect("in range")).collect();
        let asks: Vec<f64> = grid.iter().map(|c| market.ask(*c).expect("in range")).collect();
        let found = market.trade().expect("sound");
        let (mut trades, mut gains) = (0.0, 0.0);
        for (v, bid) in grid.iter().zip(&bids) {
            for (c, ask) in grid.iter().zip(&asks) {
                if bid >= ask {
                    trades += 1.0;
                    gains += v - c;
                }
                assert!((v - c - found.gap).abs() < 1e-9 * width || (bid >= ask) == (v - c > found.gap));
            }
        }
        let cells = (FINE * FINE) as f64;
        close(trades / cells, found.trades, 0.01);
        close(gains / cells, found.gains, 0.01 * width);
        close(found.cost, found.trades * market.subsidy, 1e-12);
        // Expected gains of a price, the other side's prices averaged over the grid.
        let buyer = |v: f64, bid: f64| {
            let met = asks.iter().filter(|ask| bid >= **ask);
            met.map(|ask| v + market.subsidy - 0.5 * (bid + ask)).sum::<f64>() / FINE as f64
        };
        let seller = |c: f64, ask: f64| {
            let met = bids.iter().filter(|bid| **bid >= ask);
            met.map(|bid| 0.5 * (bid + ask) - c).sum::<f64>() / FINE as f64
        };
        for k in (0..FINE).step_by(29) {
            let (v, own) = (grid[k], buyer(grid[k], bids[k]));
            let (c, other) = (grid[k], seller(grid[k], asks[k]));
            for step in 0..100 {
                let price = low + width * 1.4 * (f64::from(step) / 100.0 - 0.1);
                assert!(buyer(v, price) <= own + 0.004 * width, "{market:?}: a bid of {price} at {v}");
                assert!(seller(c, price) <= other + 0.004 * width, "{market:?}: an ask of {price} at {c}");
            }
        }
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let market = Market { low: 0.0, high: 1.0, subsidy: 0.0 };
    refused(Market { high: 0.0, ..market }.trade(), "leave no range");
    refused(Market { subsidy: 0.5, ..market }.trade(), "the subsidy is 0.5");
    refused(Market { low: f64::NAN, ..market }.trade(), "the least value");
    refused(market.bid(1.5), "the buyer's value is 1.5");
    refused(market.ask(-0.5), "the seller's cost is -0.5");
}
