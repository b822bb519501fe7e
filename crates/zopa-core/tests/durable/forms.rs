//! Constant rates, and rates that rise or fall with age.

use crate::uniform::{Uniform, close, refused};
use crate::{ENDED, SEEN, drawn, spells, treated, untreated};
use zopa_core::durable::Spell;
use zopa_core::durable::rate::{constant, per};
use zopa_core::durable::weibull::{Weibull, fit};

/// Ends by time: 9 in 359 weeks and 21 in 182.
#[test]
fn remissions_per_week() {
    let found = constant(&treated(), 0.95).unwrap();
    assert_eq!((found.ended, found.time), (9, 359.0));
    close(found.rate, 9.0 / 359.0, 1e-15);
    close(constant(&untreated(), 0.95).unwrap().rate, 21.0 / 182.0, 1e-15);
    close(found.likelihood.unwrap(), 9.0 * libm::log(9.0 / 359.0) - 9.0, 1e-9);
}

/// Printed intervals for a count at 95 %: Garwood 1936, and every table since.
#[test]
fn known_intervals_of_counts() {
    for (count, low, high) in [
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (5, 1.6235, 11.6683),
        (10, 4.7954, 18.3904),
        (50, 37.1110, 65.9188),
    ] {
        let found = per(count, 1.0, 0.95).unwrap().interval;
        close(found.low, low, 1e-3);
        close(found.high, high, 1e-3);
    }
    assert_eq!(per(0, 2.0, 0.95).unwrap().rate, 0.0);
    close(per(0, 2.0, 0.95).unwrap().interval.high, -0.5 * libm::log(0.025), 1e-12);
    refused(per(0, 0.0, 0.95), "no time was spent");
    refused(constant(&spells(&[(0.0, ENDED)]), 0.95), "no time was spent");
    refused(per(1, 1.0, 0.0), "asked for at 0");
}

/// The log-likelihood, written out.
fn likelihood(sample: &[Spell], shape: f64, scale: f64) -> f64 {
    let one = |s: &Spell| {
        let (u, size) = (s.lasted / scale, libm::pow(s.lasted / scale, shape));
        -size + if s.ended { libm::log(shape / scale) + (shape - 1.0) * libm::log(u) } else { 0.0 }
    };
    sample.iter().map(one).sum()
}

/// No shape and scale around the ones found are likelier; the second differences of the log-likelihood give the errors.
#[test]
fn the_likeliest_form_is_the_top_of_the_likelihood() {
    let mut rng = Uniform::new(73);
    let samples = (0..100).map(|k| {
        let mut sample = drawn(&mut rng, 12 + k, [0.4, 1.0, 2.5][k % 3], k % 2 == 1);
        // A unit of time is a matter of choice.
        sample.iter_mut().for_each(|s| s.lasted *= [1.0, 365.25, 1e-3][k % 3]);
        sample
    });
    for sample in samples.chain([treated(), untreated()]) {
        let found = fit(&sample).unwrap();
        let at = |a: f64, b: f64| likelihood(&sample, found.shape * libm::exp(a), found.scale * libm::exp(b));
        close(at(0.0, 0.0), found.likelihood, 1e-9 * (1.0 + found.likelihood.abs()));
        for (a, b) in [(1e-3, 0.0), (-1e-3, 0.0), (0.0, 1e-3), (0.0, -1e-3), (1e-3, 1e-3), (1e-3, -1e-3)] {
            assert!(at(a, b) < found.likelihood, "{found:?}");
        }
        let h = 1e-3;
        let second = |f: &dyn Fn(f64) -> f64| -(f(h) - 2.0 * f(0.0) + f(-h)) / (h * h);
        let (aa, bb) = (second(&|x| at(x, 0.0)), second(&|x| at(0.0, x)));
        let ab = 0.5 * (second(&|x| at(x, x)) - aa - bb);
        let whole = aa * bb - ab * ab;
        close(found.shape_error / (bb / whole).sqrt(), 1.0, 1e-3);
        close(found.scale_error / (aa / whole).sqrt(), 1.0, 1e-3);
    }
}

/// Drawn from a known form, the intervals hold it about as often as they say, and shape 1 is a constant rate.
#[test]
fn known_forms_are_found_again() {
    let mut rng = Uniform::new(74);
    let mut held = [0; 2];
    for _ in 0..500 {
        let [shape, scale] = fit(&drawn(&mut rng, 100, 0.6, false)).unwrap().intervals(0.9).unwrap();
        held[0] += usize::from(shape.low <= 0.6 && 0.6 <= shape.high);
        held[1] += usize::from(scale.low <= 5.0 && 5.0 <= scale.high);
    }
    assert!(held.iter().all(|h| (425..=475).contains(h)), "{held:?} of 500 at 90 %");
    let form = Weibull { shape: 1.0, scale: 4.0, shape_error: 0.1, scale_error: 0.1, likelihood: 0.0 };
    close(form.lasts(2.0, 0.0).unwrap(), libm::exp(-0.5), 1e-15);
    close(form.rate(3.0).unwrap(), 0.25, 1e-15);
}

/// Ratios of rates against the programmes that stretch time, whose coefficient has the other sign; and the rate is what
/// the share loses.
#[test]
fn ratios_of_rates_and_stretched_time() {
    let mut rng = Uniform::new(75);
    for _ in 0..200 {
        let form = Weibull {
            shape: rng.between(0.2, 3.0),
            scale: rng.between(0.5, 300.0),
            shape_error: 0.1,
            scale_error: 0.1,
            likelihood: 0.0,
        };
        let (t, a) = (rng.between(0.1, 20.0), rng.between(-1.0, 1.0));
        let stretched = Weibull { scale: form.scale * libm::exp(-a / form.shape), ..form };
        close(form.lasts(t, a).unwrap(), stretched.lasts(t, 0.0).unwrap(), 1e-12);
        // More ends, fewer last.
        assert_eq!(form.lasts(t, a).unwrap() < form.lasts(t, 0.0).unwrap(), a > 0.0);
        let log = |t: f64| libm::log(form.lasts(t, 0.0).unwrap());
        let h = 1e-5 * t;
        close(
            form.rate(t).unwrap(),
            (log(t - h) - log(t + h)) / (2.0 * h),
            1e-6 * (1.0 + form.rate(t).unwrap()),
        );
    }
}

#[test]
fn what_has_no_likeliest_form_is_refused() {
    refused(fit(&[]), "no spell is given");
    refused(fit(&spells(&[(1.0, SEEN), (2.0, SEEN)])), "none of the 2 spells ended");
    refused(fit(&spells(&[(1.0, ENDED), (0.0, SEEN)])), "spell 1 lasted no time");
    refused(fit(&spells(&[(1.0, SEEN), (2.0, ENDED)])), "every end comes at the longest time, 2");
    let form = fit(&treated()).unwrap();
    refused(form.lasts(-1.0, 0.0), "the time asked for is -1");
    refused(form.lasts(1.0, f64::NAN), "the logarithm of a ratio of rates");
    refused(form.rate(0.0), "the time asked for is 0");
}
