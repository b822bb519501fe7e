//! The price of a temptation, against the trigger strategy it comes from.

use crate::uniform::{Uniform, close, refused};
use zopa_core::keep::trigger::{Flows, Safeguards, gain};
use zopa_core::keep::watch::Watch;

struct Case {
    watch: Watch,
    lag: u32,
    keep: f64,
    extra: f64,
    over: f64,
}

fn random(rng: &mut Uniform) -> Case {
    let lag = 1 + rng.below(6) as u32;
    let watch = Watch {
        lag: f64::from(lag),
        detection: rng.between(0.05, 1.0),
        discount: rng.between(0.4, 0.99),
        breakdown: rng.between(0.0, 0.3),
    };
    let over = rng.between(-2.0, 2.0);
    Case { watch, lag, keep: over + rng.between(0.1, 3.0), extra: rng.between(0.0, 3.0), over }
}

/// For whole lags the condition is that of the trigger strategy, divided by `q d^L`.
#[test]
fn the_price_is_that_of_the_trigger_strategy() {
    let mut rng = Uniform::new(71);
    for _ in 0..500 {
        let Case { watch, lag, keep, extra, over } = random(&mut rng);
        let flows = Flows { temptation: keep + extra, comply: keep, punishment: over };
        let safeguards = Safeguards {
            lag,
            detection: watch.detection,
            breakdown: watch.breakdown,
            ..Safeguards::default()
        };
        let d = watch.discount * (1.0 - watch.breakdown);
        let unit = watch.detection * (0..lag).fold(1.0, |late, _| late * d);
        let stated = gain(&flows, &safeguards, watch.discount).expect("sound") / unit;
        close(watch.price().expect("sound") * extra + over - keep, stated, 1e-9 * (1.0 + stated.abs()));
    }
}

/// A hundredth more of each remedy than its end, and the deal is kept; a hundredth less, and it is not.
#[test]
fn remedies_end_where_the_deal_begins_to_hold() {
    let mut rng = Uniform::new(72);
    let mut ends = [0; 3];
    for _ in 0..500 {
        let Case { watch, keep, extra, over, .. } = random(&mut rng);
        let slack = (keep - over) / extra.max(1e-6);
        let holds = |watch: Watch| watch.price().expect("sound") <= slack;
        let lag = watch.longest_lag(slack).expect("sound").expect("some slack");
        assert!(holds(Watch { lag: lag * 0.99, ..watch }) && !holds(Watch { lag: lag * 1.01, ..watch }));
        ends[0] += 1;
        if let Some(q) = watch.least_detection(slack).expect("sound").filter(|q| *q < 0.99) {
            let at = |detection: f64| Watch { detection, ..watch };
            assert!(holds(at(q * 1.01)) && !holds(at(q * 0.99)));
            ends[1] += 1;
        }
        if let Some(discount) = watch.least_discount(slack).expect("sound").filter(|d| *d < 0.98) {
            let at = |discount: f64| Watch { discount, ..watch };
            assert!(holds(at(discount * 1.01)) && !holds(at(discount * 0.99)));
            ends[2] += 1;
        }
    }
    assert!(ends.iter().all(|n| *n > 100), "{ends:?}");
}

#[test]
fn at_the_edges() {
    let watch = Watch { lag: 0.0, detection: 0.5, discount: 0.9, breakdown: 0.0 };
    assert_eq!(watch.price(), Ok(0.0));
    assert_eq!(watch.longest_lag(-1.0), Ok(None));
    assert_eq!(watch.least_detection(0.0), Ok(Some(0.0)));
    assert_eq!(watch.least_discount(0.0), Ok(Some(0.0)));
    let late = Watch { lag: 2.0, ..watch };
    assert_eq!((late.least_detection(0.01), late.least_discount(0.0)), (Ok(None), Ok(None)));
    refused(Watch { detection: 0.0, ..watch }.price(), "detection probability");
    refused(Watch { discount: 1.0, ..watch }.price(), "discount factor");
    refused(Watch { breakdown: 1.0, ..watch }.price(), "discount factor");
    refused(Watch { lag: -1.0, ..watch }.price(), "lag");
}
