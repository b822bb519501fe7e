//! The share of spells that lasts.

use crate::uniform::{Uniform, close, refused};
use crate::{SEEN, drawn, spells, treated, untreated};
use zopa_core::durable::Spell;
use zopa_core::durable::curve::curve;

/// The children given 6-mercaptopurine, as printed to three or four digits in D. G. Kleinbaum and M. Klein, Survival
/// Analysis: A Self-Learning Text, ch. 2; standard errors by Greenwood.
#[test]
fn remissions() {
    let found = curve(&treated()).unwrap();
    let printed = [
        (6.0, 21, 3, 0.8571, 0.0764),
        (7.0, 17, 1, 0.8067, 0.0869),
        (10.0, 15, 1, 0.7529, 0.0963),
        (13.0, 12, 1, 0.6902, 0.1068),
        (16.0, 11, 1, 0.6275, 0.1141),
        (22.0, 7, 1, 0.5378, 0.1282),
        (23.0, 6, 1, 0.4482, 0.1346),
    ];
    assert_eq!(found.steps.len(), printed.len());
    for (step, (time, in_sight, ended, lasts, error)) in found.steps.iter().zip(printed) {
        assert_eq!((step.time, step.in_sight, step.ended), (time, in_sight, ended));
        close(step.lasts, lasts, 5e-5);
        close(step.lasts * step.variance.sqrt(), error, 5e-5);
    }
    assert_eq!(found.ended_by(0.5).unwrap(), Some(23.0));
    assert_eq!(found.ended_by(0.6).unwrap(), None);
    assert_eq!(curve(&untreated()).unwrap().ended_by(0.5).unwrap(), Some(8.0));
    // The interval at six weeks, by hand: 0.8571 to the powers exp(± 1.96 × 0.0891 / 0.1542).
    let six = found.at(6.0, 0.95).unwrap().unwrap();
    let interval = six.interval.unwrap();
    close(interval.low, 0.6197, 2e-4);
    close(interval.high, 0.9516, 2e-4);
    // Nothing is said before the first end but the share, and nothing after the last child was seen.
    let early = found.at(5.9, 0.95).unwrap().unwrap();
    assert!(early.share == 1.0 && early.interval.is_none());
    close(found.at(35.0, 0.95).unwrap().unwrap().share, 0.4482, 5e-5);
    assert_eq!(found.at(35.1, 0.95).unwrap(), None);
    // All ended: the share is zero from then on.
    let gone = curve(&untreated()).unwrap().at(100.0, 0.95).unwrap().unwrap();
    assert!(gone.share == 0.0 && gone.interval.is_none());
}

/// B. Efron 1967: a spell out of sight hands its weight on, evenly, to those that were seen longer. Another way to the same
/// curve; without spells out of sight it is the share that lasts.
#[test]
fn handing_weight_on_gives_the_same_curve() {
    let mut rng = Uniform::new(71);
    for round in 0..300 {
        let sample = drawn(&mut rng, 1 + round % 30, 0.7, round % 2 == 0);
        let found = curve(&sample).unwrap();
        let mut sorted = sample.clone();
        // Those that end come before those last seen at the same time.
        sorted.sort_by(|a, b| a.lasted.total_cmp(&b.lasted).then(b.ended.cmp(&a.ended)));
        let mut weight = vec![1.0 / sorted.len() as f64; sorted.len()];
        for k in 0..sorted.len() {
            if !sorted[k].ended && k + 1 < sorted.len() {
                let part = weight[k] / (sorted.len() - k - 1) as f64;
                weight[k] = 0.0;
                weight[k + 1..].iter_mut().for_each(|w| *w += part);
            }
        }
        for t in 0..=14 {
            let t = f64::from(t) * 0.9;
            let gone: f64 =
                sorted.iter().zip(&weight).filter(|(s, _)| s.ended && s.lasted <= t).map(|(_, w)| w).sum();
            match found.at(t, 0.9).unwrap() {
                Some(lasts) => {
                    close(lasts.share, 1.0 - gone, 1e-12);
                    if let Some(i) = lasts.interval {
                        assert!(0.0 < i.low && i.low < lasts.share && lasts.share < i.high && i.high < 1.0);
                        let wider = found.at(t, 0.99).unwrap().unwrap().interval.unwrap();
                        assert!(wider.low < i.low && wider.high > i.high);
                    }
                }
                None => assert!(t > found.longest && gone < 1.0 - 1e-12),
            }
        }
        let full: Vec<Spell> = sample.iter().map(|s| Spell { ended: true, ..*s }).collect();
        let share = full.iter().filter(|s| s.lasted > 4.0).count() as f64 / full.len() as f64;
        close(curve(&full).unwrap().at(4.0, 0.9).unwrap().unwrap().share, share, 1e-12);
    }
}

/// How often the interval at one time holds the true share, in samples of 60.
#[test]
fn intervals_hold_the_truth_about_as_often_as_they_say() {
    let mut rng = Uniform::new(72);
    let truth = libm::exp(-libm::pow(3.0 / 5.0, 0.7));
    let mut held = 0;
    for _ in 0..1000 {
        let found = curve(&drawn(&mut rng, 60, 0.7, false)).unwrap().at(3.0, 0.9).unwrap().unwrap();
        let interval = found.interval.unwrap();
        held += usize::from(interval.low <= truth && truth <= interval.high);
    }
    assert!((860..=940).contains(&held), "{held} of 1000 at 90 %");
}

#[test]
fn what_is_no_sample_is_refused() {
    refused(curve(&[]), "no spell is given");
    refused(curve(&spells(&[(1.0, SEEN), (-1.0, SEEN)])), "the time of spell 1 is -1");
    refused(curve(&spells(&[(f64::NAN, SEEN)])), "the time of spell 0");
    let one = curve(&spells(&[(1.0, SEEN)])).unwrap();
    assert!(one.steps.is_empty() && one.at(0.5, 0.95).unwrap().unwrap().share == 1.0);
    refused(one.at(0.5, 1.0), "asked for at 1");
    refused(one.at(-0.5, 0.9), "the time asked for is -0.5");
    refused(one.ended_by(0.0), "the share that has ended is 0");
}
