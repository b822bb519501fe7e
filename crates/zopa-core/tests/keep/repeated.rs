//! Agreements kept for the sake of the future, against streams written out period by period.

use crate::uniform::{Uniform, close, refused};
use zopa_core::keep::guarantee::{self, Choice};
use zopa_core::keep::shares::{self, Defection};
use zopa_core::keep::trigger::{Flows, Safeguards, Threshold, gain, one_more_period, threshold};

fn at(flows: &Flows, safeguards: Safeguards) -> f64 {
    threshold(flows, &safeguards).expect("sound").expect("a threshold").discount
}

/// TRIG-1 and TRIG-2: folk-theorem algebra (Friedman 1971).
#[test]
fn known_thresholds() {
    let cases = [
        ([5.0, 3.0, 1.0], [0.5, 0.793700526, 0.6666666667, 0.3333333333, 0.6180339887, 0.5436890127]),
        ([4.0, 3.0, 0.0], [0.25, 0.6299605249, 0.4, 0.0, 0.2637626158, 0.2530765865]),
    ];
    for ([temptation, comply, punishment], [grim, lag3, half, guarantee1, punish2, punish3]) in cases {
        let flows = Flows { temptation, comply, punishment };
        let plain = Safeguards::default();
        close(at(&flows, plain), grim, 1e-8);
        close(at(&flows, Safeguards { lag: 3, ..plain }), lag3, 1e-8);
        close(at(&flows, Safeguards { detection: 0.5, ..plain }), half, 1e-8);
        close(at(&flows, Safeguards { penalty: 1.0, ..plain }), guarantee1, 1e-8);
        close(at(&flows, Safeguards { punished_for: Some(2), ..plain }), punish2, 1e-8);
        close(at(&flows, Safeguards { punished_for: Some(3), ..plain }), punish3, 1e-8);
        // An exogenous end at rate h: δ (1 - h) has to reach the threshold.
        close(at(&flows, Safeguards { breakdown: 0.2, ..plain }), grim / 0.8, 1e-8);
    }
    // One period of punishment that costs as much as the violation gains is never quite enough.
    let flows = Flows { temptation: 5.5, comply: 3.0, punishment: 1.0 };
    let once = Safeguards { punished_for: Some(1), ..Safeguards::default() };
    assert_eq!(threshold(&flows, &once).expect("sound"), None);
}

fn random(rng: &mut Uniform) -> (Flows, Safeguards) {
    let punishment = rng.between(-2.0, 2.0);
    let comply = punishment + rng.between(0.2, 3.0);
    let temptation = comply + rng.between(0.1, 3.0);
    let safeguards = Safeguards {
        lag: 1 + rng.below(5) as u32,
        detection: rng.between(0.2, 1.0),
        punished_for: (rng.below(2) == 0).then(|| 1 + rng.below(6) as u32),
        penalty: rng.between(0.0, 0.5),
        breakdown: rng.between(0.0, 0.2),
    };
    (Flows { temptation, comply, punishment }, safeguards)
}

/// The gain of a violation is the difference of two streams, and its sign changes at the threshold.
#[test]
fn thresholds_agree_with_streams() {
    let mut rng = Uniform::new(1);
    let mut met = [0; 2];
    for _ in 0..500 {
        let (flows, s) = random(&mut rng);
        let stream = |discount: f64| {
            let d = discount * (1.0 - s.breakdown);
            let (mut sum, mut weight) = (0.0, 1.0 - d);
            for period in 0..3000 {
                let caught = match s.punished_for {
                    Some(k) if period >= s.lag + k => flows.comply,
                    _ => flows.punishment,
                };
                let has = if period < s.lag {
                    flows.temptation - s.penalty
                } else {
                    s.detection * caught + (1.0 - s.detection) * flows.comply
                };
                sum += weight * (has - flows.comply);
                weight *= d;
            }
            sum
        };
        for discount in [0.2, 0.6, 0.95] {
            close(gain(&flows, &s, discount).expect("sound"), stream(discount), 1e-9);
        }
        match threshold(&flows, &s).expect("sound") {
            None => {
                met[0] += 1;
                assert!(stream(0.98) > 0.0);
            }
            Some(Threshold { discount, .. }) if discount > 0.0 && discount < 0.98 => {
                met[1] += 1;
                assert!(stream(discount - 1e-3) > 0.0 && stream(discount + 1e-3) < 0.0, "{flows:?} {s:?}");
            }
            Some(_) => {}
        }
    }
    assert!(met[0] > 20 && met[1] > 200, "{met:?}");
}

/// The rates are those of small changes, and point the way they have to: more guarantee and detection lower the threshold,
/// more temptation, lag and breakdown raise it.
#[test]
fn rates_agree_with_small_changes() {
    let mut rng = Uniform::new(2);
    let mut met = 0;
    for _ in 0..500 {
        let (flows, s) = random(&mut rng);
        let Some(Threshold { discount, rates }) = threshold(&flows, &s).expect("sound") else { continue };
        let h = 1e-6;
        if discount == 0.0
            || discount > 0.99
            || s.detection > 1.0 - 2.0 * h
            || s.penalty < h
            || s.breakdown < h
        {
            continue;
        }
        met += 1;
        let by = |change: &dyn Fn(f64) -> (Flows, Safeguards)| {
            let end = |x: f64| {
                let (flows, s) = change(x);
                at(&flows, s)
            };
            (end(h) - end(-h)) / (2.0 * h)
        };
        let off = |rate: f64| 1e-5 * (1.0 + rate.abs());
        let pairs = [
            (rates.temptation, by(&|x| (Flows { temptation: flows.temptation + x, ..flows }, s))),
            (rates.comply, by(&|x| (Flows { comply: flows.comply + x, ..flows }, s))),
            (rates.punishment, by(&|x| (Flows { punishment: flows.punishment + x, ..flows }, s))),
            (rates.detection, by(&|x| (flows, Safeguards { detection: s.detection + x, ..s }))),
            (rates.penalty, by(&|x| (flows, Safeguards { penalty: s.penalty + x, ..s }))),
            (rates.breakdown, by(&|x| (flows, Safeguards { breakdown: s.breakdown + x, ..s }))),
        ];
        for (rate, small) in pairs {
            close(rate, small, off(rate));
        }
        assert!(rates.penalty < 0.0 && rates.detection < 0.0 && rates.comply < 0.0);
        assert!(rates.temptation > 0.0 && rates.punishment > 0.0 && rates.breakdown > 0.0);
        if let Some(rise) = one_more_period(&flows, &s).expect("sound") {
            assert!(rise > 0.0);
        }
        let sure = Safeguards { detection: 1.0, lag: 1, penalty: 0.0, breakdown: 0.0, punished_for: None };
        let grim = (flows.temptation - flows.comply) / (flows.temptation - flows.punishment);
        close(at(&flows, sure), grim, 1e-14);
    }
    assert!(met > 200, "{met}");
}

/// SELFENF-1 and SELFENF-2: algebra.
#[test]
fn known_shares() {
    let parties =
        [Defection { temptation: 0.9, punishment: 0.3 }, Defection { temptation: 0.8, punishment: 0.2 }];
    for (discount, low, high) in [(0.9, 0.36, 0.74), (0.6, 0.54, 0.56)] {
        let found = shares::division(&parties, discount).expect("sound");
        let (l, h) = found.range(0).expect("some division is kept");
        close(l, low, 1e-8);
        close(h, high, 1e-8);
        close(found.least_discount.expect("there is one"), 0.5833333333, 1e-8);
    }
    assert_eq!(shares::division(&parties, 0.58).expect("sound").range(0), None);
}

/// What a party needs is where the stream of keeping and the stream of breaking are worth the same; the least discount
/// factor is where the pie just suffices.
#[test]
fn shares_agree_with_streams() {
    let mut rng = Uniform::new(3);
    for _ in 0..500 {
        let count = 2 + rng.below(4);
        let parties: Vec<Defection> = (0..count)
            .map(|_| {
                let punishment = rng.between(0.0, 1.2 / count as f64);
                Defection { temptation: punishment + rng.between(0.0, 0.6), punishment }
            })
            .collect();
        let discount = rng.between(0.05, 0.95);
        let values: Vec<f64> = (0..count).map(|_| rng.between(0.0, 0.6)).collect();
        let gaps = shares::gaps(&values, &parties, discount).expect("sound");
        for ((party, value), gap) in parties.iter().zip(&values).zip(gaps) {
            let (mut lacks, mut weight) = (0.0, 1.0 - discount);
            for period in 0..2000 {
                let has = if period == 0 { party.temptation } else { party.punishment };
                lacks += weight * (has - value);
                weight *= discount;
            }
            close(gap, lacks, 1e-12);
        }
        let left = |discount: f64| shares::division(&parties, discount).expect("sound").left;
        match shares::division(&parties, discount).expect("sound").least_discount {
            None => assert!(left(1.0) < 0.0),
            Some(0.0) => assert!(left(0.0) >= 0.0),
            Some(least) => close(left(least), 0.0, 1e-12),
        }
    }
}

/// Every division in parts of 1/120, each party's streams of keeping and of breaking written out: the same divisions are
/// kept, the same shares are the least and the largest, and patience that suffices is told from patience that does not.
#[test]
fn divisions_agree_with_enumeration() {
    const PARTS: usize = 120;
    let mut rng = Uniform::new(5);
    let mut met = [0; 2];
    for round in 0..500 {
        let count = 2 + round % 2;
        let parties: Vec<Defection> = (0..count)
            .map(|_| {
                let punishment = rng.between(0.0, 1.0 / count as f64);
                Defection { temptation: punishment + rng.between(0.0, 2.0 / count as f64), punishment }
            })
            .collect();
        let discount = rng.between(0.05, 0.95);
        // What a party gets that breaks the agreement now, in units of a flow for ever.
        let breaks: Vec<f64> = parties
            .iter()
            .map(|party| {
                let flow = |t: usize| if t == 0 { party.temptation } else { party.punishment };
                (0..1000).rev().fold(0.0, |rest, t| (1.0 - discount) * flow(t) + discount * rest)
            })
            .collect();
        let found = shares::division(&parties, discount).expect("sound");
        let mut kept: Vec<Vec<f64>> = Vec::new();
        for a in 0..=PARTS {
            for b in 0..=PARTS - a {
                if count == 2 && b != PARTS - a {
                    continue;
                }
                let x: Vec<f64> =
                    [a, b, PARTS - a - b][..count].iter().map(|k| *k as f64 / PARTS as f64).collect();
                let near = x.iter().zip(&breaks).any(|(x, b)| (x - b).abs() < 1e-9);
                let keeps = x.iter().zip(&breaks).all(|(x, b)| x >= b);
                let said = shares::gaps(&x, &parties, discount).expect("sound").iter().all(|gap| *gap <= 0.0);
                assert!(near || keeps == said);
                if keeps {
                    kept.push(x);
                }
            }
        }
        met[usize::from(!kept.is_empty())] += 1;
        for i in 0..count {
            let Some((low, high)) = found.range(i) else {
                assert!(kept.is_empty());
                continue;
            };
            assert!(kept.iter().all(|x| low - 1e-9 <= x[i] && x[i] <= high + 1e-9));
            // Where more than a few parts are left over, the enumeration has to come near both ends.
            let step = 1.0 / PARTS as f64;
            if high - low > 3.0 * step {
                let least = kept.iter().map(|x| x[i]).fold(f64::INFINITY, f64::min);
                let most = kept.iter().map(|x| x[i]).fold(0.0, f64::max);
                assert!(least < low + step + 1e-9 && most > high - 3.0 * step, "{low} {least} {most} {high}");
            }
        }
        match found.least_discount {
            None => assert!(kept.is_empty()),
            Some(least) if discount > least => assert!(found.left >= -1e-12),
            Some(least) => assert!(kept.is_empty() || discount > least - 1e-9),
        }
    }
    assert!(met[0] > 100 && met[1] > 100, "{met:?}");
}

/// More of a penalty or a surer eye never calls for more patience; more lag or a likelier end never for less; detection for
/// certain, at once and for good is the grim threshold.
#[test]
fn safeguards_move_the_threshold_the_right_way() {
    let mut rng = Uniform::new(6);
    let mut met = 0;
    for _ in 0..1000 {
        let (flows, s) = random(&mut rng);
        let at = |s: Safeguards| threshold(&flows, &s).expect("sound").map_or(f64::INFINITY, |t| t.discount);
        let now = at(s);
        let easier = [
            Safeguards { penalty: s.penalty + rng.between(0.0, 2.0), ..s },
            Safeguards { detection: rng.between(s.detection, 1.0), ..s },
        ];
        let harder = [
            Safeguards { lag: s.lag + 1 + rng.below(4) as u32, ..s },
            Safeguards { breakdown: rng.between(s.breakdown, 0.6), ..s },
        ];
        for other in easier {
            assert!(at(other) <= now + 1e-9, "{flows:?} {s:?} {other:?}");
        }
        for other in harder {
            assert!(at(other) >= now - 1e-9, "{flows:?} {s:?} {other:?}");
        }
        met +=
            usize::from(now > 0.0 && now < 1.0 && at(easier[0]) < now - 1e-6 && at(harder[0]) > now + 1e-6);
        let Flows { temptation, comply, punishment } = flows;
        let grim = Safeguards { detection: 1.0, ..Safeguards::default() };
        close(at(grim), (temptation - comply) / (temptation - punishment), 1e-12);
    }
    assert!(met > 300, "{met}");
    // And a deal is kept with less of a guarantee the more it is worth, the surer the guarantor's blow hurts.
    for _ in 0..500 {
        let [comply, defect, punished] = [0; 3].map(|_| rng.between(-1.0, 1.0));
        let least = |choice: Choice| {
            guarantee::least_probability(&choice).expect("sound").map_or(f64::INFINITY, |g| g)
        };
        let now = least(Choice { comply, defect, punished });
        assert!(least(Choice { comply: comply + rng.between(0.0, 0.5), defect, punished }) <= now + 1e-12);
        assert!(least(Choice { comply, defect, punished: punished - rng.between(0.0, 0.5) }) <= now + 1e-12);
        assert!(least(Choice { comply, defect: defect + rng.between(0.0, 0.5), punished }) >= now - 1e-12);
    }
}

/// GUAR-1: the logic of Walter 1997, algebra.
#[test]
fn guarantees() {
    let choice = Choice { defect: 0.8, comply: 0.5, punished: 0.1 };
    let least = guarantee::least_probability(&choice).expect("sound").expect("there is one");
    close(least, 0.4285714286, 1e-8);
    let most = guarantee::most_when_punished(&choice, least).expect("sound").expect("there is one");
    close(most, choice.punished, 1e-12);
    let mut rng = Uniform::new(4);
    for _ in 0..500 {
        let [comply, defect, punished] = [0; 3].map(|_| rng.between(-1.0, 1.0));
        let choice = Choice { comply, defect, punished };
        let keeps = |g: f64| comply >= (1.0 - g) * defect + g * punished - 1e-12;
        match guarantee::least_probability(&choice).expect("sound") {
            None => assert!((0..=100).all(|k| !keeps(f64::from(k) / 100.0))),
            Some(0.0) => assert!(keeps(0.0)),
            Some(g) => assert!(keeps(g) && !keeps(g - 1e-6)),
        }
    }
    assert_eq!(guarantee::most_when_punished(&choice, 0.0).expect("sound"), None);
    assert!(guarantee::acts(0.2, 0.2).expect("sound") && !guarantee::acts(0.3, 0.2).expect("sound"));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let flows = Flows { temptation: 5.0, comply: 3.0, punishment: 1.0 };
    let plain = Safeguards::default();
    refused(threshold(&Flows { punishment: 3.0, ..flows }, &plain), "no worse than complying");
    refused(threshold(&Flows { temptation: f64::NAN, ..flows }, &plain), "has to be a finite number");
    refused(threshold(&flows, &Safeguards { lag: 0, ..plain }), "the detection lag in periods is 0");
    refused(threshold(&flows, &Safeguards { detection: 0.0, ..plain }), "no violation is ever noticed");
    refused(threshold(&flows, &Safeguards { breakdown: 1.0, ..plain }), "no next period");
    refused(gain(&flows, &plain, 1.5), "has to be from 0 to 1");
    let party = Defection { temptation: 0.2, punishment: 0.3 };
    refused(shares::division(&[party, party], 0.5), "party 0 has less from breaking");
    refused(shares::division(&[], 0.5), "two parties or more");
    refused(shares::gaps(&[1.0], &[], 0.5), "1 values stand against 0 parties");
    let choice = Choice { defect: 0.8, comply: f64::INFINITY, punished: 0.1 };
    refused(guarantee::least_probability(&choice), "keeping the deal");
}
