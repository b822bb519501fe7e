//! Ratios of rates.

use crate::uniform::{Uniform, close, refused};
use crate::{ENDED, SEEN, drawn, spells, treated, untreated};
use zopa_core::durable::Spell;
use zopa_core::durable::cox::{Ties, fit};

/// The children: untreated against treated. Printed: Breslow 1.509 (0.410), ratio 4.523, -2 log L 172.759 against 187.970
/// without (Kleinbaum and Klein, Survival Analysis, ch. 3); Efron 1.572 (0.412), ratio 4.817, test of the likelihood ratio
/// 16.35 (T. Therneau and P. Grambsch, Modeling Survival Data, on the same children).
#[test]
fn remissions() {
    let sample = [treated(), untreated()].concat();
    let placebo: Vec<Vec<f64>> = (0..42).map(|k| vec![f64::from(u8::from(k >= 21))]).collect();
    let breslow = fit(&sample, &placebo, Ties::Breslow).unwrap();
    close(breslow.effects[0].log_ratio, 1.509, 1e-3);
    close(breslow.effects[0].error, 0.410, 1e-3);
    close(breslow.effects[0].ratio(), 4.523, 2e-3);
    close(-2.0 * breslow.likelihood, 172.759, 1e-3);
    close(-2.0 * breslow.without, 187.970, 1e-3);
    let interval = breslow.effects[0].interval(0.95).unwrap();
    close(interval.low, 2.027, 2e-3);
    close(interval.high, 10.094, 5e-3);
    let efron = fit(&sample, &placebo, Ties::Efron).unwrap();
    close(efron.effects[0].log_ratio, 1.572, 1e-3);
    close(efron.effects[0].error, 0.412, 1e-3);
    close(efron.effects[0].ratio(), 4.817, 2e-3);
    close(2.0 * (efron.likelihood - efron.without), 16.35, 5e-3);
    // The other group as the one compared: the same, turned round.
    let treatment: Vec<Vec<f64>> = placebo.iter().map(|x| vec![1.0 - x[0]]).collect();
    close(
        fit(&sample, &treatment, Ties::Efron).unwrap().effects[0].log_ratio,
        -efron.effects[0].log_ratio,
        1e-9,
    );
}

/// The partial log-likelihood as it is defined, every set in sight summed anew.
fn likelihood(sample: &[Spell], rows: &[Vec<f64>], effects: &[f64], ties: Ties) -> f64 {
    let weight = |k: usize| libm::exp(rows[k].iter().zip(effects).map(|(x, b)| x * b).sum::<f64>());
    let mut times: Vec<f64> = sample.iter().filter(|s| s.ended).map(|s| s.lasted).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let mut sum = 0.0;
    for t in times {
        let in_sight: f64 = (0..sample.len()).filter(|&k| sample[k].lasted >= t).map(weight).sum();
        let ending: Vec<usize> =
            (0..sample.len()).filter(|&k| sample[k].ended && sample[k].lasted == t).collect();
        let gone: f64 = ending.iter().map(|&k| weight(k)).sum();
        for (l, &k) in ending.iter().enumerate() {
            let part = if ties == Ties::Efron { l as f64 / ending.len() as f64 } else { 0.0 };
            sum += libm::log(weight(k)) - libm::log(in_sight - part * gone);
        }
    }
    sum
}

/// No effects around the ones found are likelier, and second differences of the likelihood give the errors.
#[test]
fn the_effects_are_the_top_of_the_likelihood() {
    let mut rng = Uniform::new(76);
    for round in 0..100 {
        let wide = 1 + round % 3;
        let sample = drawn(&mut rng, 30 + round % 20, 0.8, round % 2 == 0);
        let rows: Vec<Vec<f64>> = sample
            .iter()
            .map(|s| {
                (0..wide)
                    .map(|j| match j {
                        0 => f64::from(u8::from(rng.between(0.0, 4.0) + s.lasted * 0.2 > 3.0)),
                        1 => 100.0 + rng.between(0.0, 30.0),
                        _ => rng.between(-0.01, 0.01),
                    })
                    .collect()
            })
            .collect();
        let ties = [Ties::Efron, Ties::Breslow][round % 4 / 2];
        let found = fit(&sample, &rows, ties).unwrap();
        let centre: Vec<f64> = found.effects.iter().map(|e| e.log_ratio).collect();
        let unit: Vec<f64> = found.effects.iter().map(|e| e.error).collect();
        let at = |step: &[f64]| {
            let moved: Vec<f64> = (0..wide).map(|j| centre[j] + step[j] * unit[j]).collect();
            likelihood(&sample, &rows, &moved, ties)
        };
        let top = at(&vec![0.0; wide]);
        close(top, found.likelihood, 1e-8 * (1.0 + top.abs()));
        close(likelihood(&sample, &rows, &vec![0.0; wide], ties), found.without, 1e-8 * (1.0 + top.abs()));
        let along = |step: &[f64]| {
            let back: Vec<f64> = step.iter().map(|s| -s).collect();
            (at(step), at(&back))
        };
        let h = 1e-2;
        let mut second = vec![vec![0.0; wide]; wide];
        for i in 0..wide {
            for j in 0..=i {
                let mut step = vec![0.0; wide];
                step[i] = h;
                step[j] = h;
                let (up, down) = along(&step);
                assert!(up < top && down < top);
                close(up - down, 0.0, 1e-4 * (2.0 * top - up - down) + 1e-6); // level at the top
                second[i][j] = (2.0 * top - up - down) / (h * h);
            }
        }
        let mut whole = second.clone();
        for i in 0..wide {
            for j in 0..i {
                let cross = 0.5 * (second[i][j] - second[i][i] - second[j][j]);
                (whole[i][j], whole[j][i]) = (cross, cross);
            }
        }
        // In units of its own error, the inverse of the information has ones on its diagonal.
        for j in 0..wide {
            let minor: Vec<usize> = (0..wide).filter(|i| *i != j).collect();
            close(
                determinant(&whole, &minor) / determinant(&whole, &(0..wide).collect::<Vec<_>>()),
                1.0,
                5e-3,
            );
        }
    }
}

fn determinant(a: &[Vec<f64>], among: &[usize]) -> f64 {
    match among {
        [] => 1.0,
        [i] => a[*i][*i],
        [i, j] => a[*i][*i] * a[*j][*j] - a[*i][*j] * a[*j][*i],
        [i, j, k] => {
            let pair = |r: usize, s: usize, c: usize, d: usize| a[r][c] * a[s][d] - a[r][d] * a[s][c];
            a[*i][*i] * pair(*j, *k, *j, *k) - a[*i][*j] * pair(*j, *k, *i, *k)
                + a[*i][*k] * pair(*j, *k, *i, *j)
        }
        _ => unreachable!("three covariates at most"),
    }
}

/// Units and the zero of a covariate change what they have to, and nothing else; the order of spells changes nothing.
#[test]
fn units_and_order_do_not_matter() {
    let mut rng = Uniform::new(77);
    for round in 0..50 {
        let sample = drawn(&mut rng, 40, 1.2, round % 2 == 0);
        let rows: Vec<Vec<f64>> =
            (0..40).map(|_| vec![rng.between(0.0, 1.0), f64::from(u8::from(rng.below(2) == 0))]).collect();
        let plain = fit(&sample, &rows, Ties::Efron).unwrap();
        let moved: Vec<Vec<f64>> = rows.iter().map(|x| vec![1e4 * x[0] + 7.0, x[1]]).collect();
        let other = fit(&sample, &moved, Ties::Efron).unwrap();
        close(other.effects[0].log_ratio * 1e4, plain.effects[0].log_ratio, 1e-8);
        close(other.effects[0].error * 1e4, plain.effects[0].error, 1e-8);
        close(other.effects[1].log_ratio, plain.effects[1].log_ratio, 1e-8);
        let mut turned = (sample.clone(), rows.clone());
        turned.0.reverse();
        turned.1.reverse();
        close(
            fit(&turned.0, &turned.1, Ties::Efron).unwrap().effects[1].log_ratio,
            plain.effects[1].log_ratio,
            1e-8,
        );
        // A rising change of clock keeps who is in sight when, so it keeps the effects.
        let clock: Vec<Spell> = sample.iter().map(|s| Spell { lasted: libm::sqrt(s.lasted), ..*s }).collect();
        close(
            fit(&clock, &rows, Ties::Efron).unwrap().effects[0].log_ratio,
            plain.effects[0].log_ratio,
            1e-8,
        );
    }
}

#[test]
fn what_has_no_likeliest_effect_is_refused() {
    let sample = spells(&[(1.0, ENDED), (2.0, ENDED), (3.0, ENDED), (4.0, ENDED), (5.0, SEEN)]);
    let rows = |f: &dyn Fn(usize) -> Vec<f64>| (0..5).map(f).collect::<Vec<_>>();
    let ask = |rows: &[Vec<f64>]| fit(&sample, rows, Ties::Efron);
    refused(ask(&rows(&|_| vec![2.0])), "covariate 0 is the same in all spells");
    refused(ask(&rows(&|_| vec![])), "no covariate is given");
    refused(ask(&rows(&|k| vec![0.0; 1 + k % 2])), "spell 1 has 2 covariates");
    refused(ask(&rows(&|_| vec![f64::NAN])), "covariate 0 of spell 0");
    refused(
        ask(&rows(&|k| vec![(k % 2) as f64, (k % 3) as f64, (k % 2 + k % 3) as f64])),
        "covariate 2 follows",
    );
    refused(ask(&rows(&|k| vec![f64::from(u8::from(k < 2))])), "no finite effect is the likeliest");
    refused(ask(&rows(&|k| vec![k as f64])), "no finite effect is the likeliest");
    refused(fit(&sample, &[], Ties::Efron), "0 rows of covariates stand against 5 spells");
    refused(fit(&sample[4..], &[vec![1.0]], Ties::Efron), "none of the 1 spells ended");
    refused(fit(&[], &[], Ties::Efron), "no spell is given");
}
