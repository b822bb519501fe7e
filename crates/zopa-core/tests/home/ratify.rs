//! Offers against a threshold that is not known.

use crate::uniform::{Uniform, close, refused};
use zopa_core::home::ratify::{best, chance};

/// RATIFY-1 and RATIFY-2: the trade-off of Iida 1993, algebra.
#[test]
fn ratify_1_and_2() {
    for ([low, high, no_deal], [offer, ratified, value]) in
        [([0.2, 0.6, 0.1], [0.55, 0.875, 0.40625]), ([0.3, 0.4, 0.2], [0.4, 1.0, 0.6])]
    {
        let found = best(low, high, no_deal).unwrap().unwrap();
        close(found.offer, offer, 1e-8);
        close(found.ratified, ratified, 1e-8);
        close(found.value, value, 1e-8);
    }
}

/// Every offer of a fine grid, its probability counted over a fine grid of thresholds.
#[test]
fn no_offer_of_a_grid_is_better() {
    let mut rng = Uniform::new(64);
    let mut met = [0; 4];
    for _ in 0..300 {
        let low = rng.between(0.0, 0.9);
        let high = rng.between(low, 1.0);
        let no_deal = rng.between(-1.0, 1.0);
        let worth = |s: f64| {
            let hit = (0..1000).filter(|k| s >= low + (high - low) * (f64::from(*k) + 0.5) / 1000.0).count();
            let p = hit as f64 / 1000.0;
            (p, p * (1.0 - s) + (1.0 - p) * no_deal)
        };
        let grid: Vec<f64> = (0..=100).map(|k| f64::from(k) / 100.0).collect();
        let top = grid.iter().map(|s| worth(*s).1).fold(f64::NEG_INFINITY, f64::max);
        for s in &grid {
            close(chance(low, high, *s).unwrap(), worth(*s).0, 1.1e-3);
        }
        match best(low, high, no_deal).unwrap() {
            None => {
                met[0] += 1;
                assert!(top <= no_deal + 1e-12);
            }
            Some(found) => {
                met[if found.ratified == 1.0 {
                    1
                } else if found.ratified > 0.0 {
                    2
                } else {
                    3
                }] += 1;
                close(worth(found.offer).0, found.ratified, 1.1e-3);
                close(worth(found.offer).1, found.value, 2.2e-3);
                assert!(top <= found.value + 2.2e-3, "{low} {high} {no_deal}: {top} {found:?}");
                assert!(found.value >= no_deal - 1e-12);
            }
        }
    }
    assert!(met[0] > 30 && met[1] > 30 && met[2] > 30, "{met:?}");
}

#[test]
fn a_known_threshold_is_met_or_left() {
    let found = best(0.3, 0.3, 0.6).unwrap().unwrap();
    assert_eq!([found.offer, found.ratified, found.value], [0.3, 1.0, 0.7]);
    assert_eq!(best(0.3, 0.3, 0.8).unwrap(), None);
    refused(best(0.5, 0.4, 0.0), "the lowest threshold (0.5) is above the highest one (0.4)");
    refused(best(-0.1, 0.4, 0.0), "the lowest threshold is -0.1");
    refused(best(0.1, 0.4, 1.1), "share without a deal is 1.1");
    refused(chance(0.1, 0.4, f64::NAN), "the offer is NaN");
}
