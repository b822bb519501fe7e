//! Mediation: closed form, arbitrator's programme and mediator's programme against each other.

use crate::uniform::{Uniform, close, refused};
use zopa_core::table::mediator::{Dispute, Report};
use zopa_core::table::programme::{arbitration, mediation};

/// HMS-1, HMS-2, HMS-3: Hörner, Morelli and Squintani 2015.
#[test]
fn known_mediation() {
    // θ, p, q; λ, γ, q_LL, q_M, q_H, peace.
    let cases = [
        ([0.8, 0.75, 0.4], [0.6666666667, 1.0, 1.0, 1.0, 0.375, 0.9]),
        ([0.9, 0.7, 0.5], [1.0, 2.6, 1.0, 0.625, 0.0, 0.5625]),
        ([0.7, 0.8, 0.5], [1.0, 0.4, 1.0, 1.0, 1.0, 1.0]),
    ];
    for ([remains, wins, strong], stated) in cases {
        let dispute = Dispute { remains, wins, strong };
        let found = dispute.mediated().expect("sound");
        let all = [found.odds, found.advantage, found.weak, found.mixed, found.strong, found.peace];
        all.iter().zip(stated).for_each(|(found, stated)| close(*found, stated, 1e-8));
        close(arbitration(&dispute).expect("sound").peace, stated[5], 1e-8);
        close(mediation(&dispute).expect("sound").peace, stated[5], 1e-8);
    }
}

/// A mediator who only recommends does as well as an arbitrator, both as well as the closed form; and what he recommends
/// is followed and reported for truthfully, recomputed from the recommendations alone.
#[test]
fn three_ways_to_the_same_peace() {
    let mut rng = Uniform::new(5);
    let mut met = [0; 3];
    for _ in 0..60 {
        let dispute = Dispute {
            remains: rng.between(0.6, 0.98),
            wins: rng.between(0.55, 0.98),
            strong: rng.between(0.05, 0.7),
        };
        let closed = dispute.mediated().expect("sound");
        met[if closed.mixed < 1.0 {
            0
        } else if closed.strong < 1.0 {
            1
        } else {
            2
        }] += 1;
        let arbitrated = arbitration(&dispute).expect("sound");
        close(arbitrated.peace, closed.peace, 1e-12);
        let found = mediation(&dispute).expect("sound");
        assert!(found.peace <= arbitrated.peace + 1e-15);
        close(found.peace, closed.peace, 1e-12);
        let chance = [1.0 - dispute.strong, dispute.strong];
        let even = 0.5 * dispute.remains;
        let war = [[even, (1.0 - dispute.wins) * dispute.remains], [dispute.wins * dispute.remains, even]];
        let worth = |t: usize, says: usize| {
            let mut sum = 0.0;
            for k in 0..3 {
                let part = |o: usize| chance[o] * found.recommends[says][o][k];
                let accept = (part(0) + part(1)) * found.splits[k];
                let refuse = part(0) * war[t][0] + part(1) * war[t][1];
                if says == t {
                    assert!(accept >= refuse - 1e-12, "{dispute:?}: split {k} is refused");
                    sum += accept;
                } else {
                    sum += accept.max(refuse);
                }
            }
            for o in 0..2 {
                sum += chance[o] * war[t][o] * (1.0 - found.recommends[says][o].iter().sum::<f64>());
            }
            sum
        };
        assert!((0..2).all(|t| worth(t, t) >= worth(t, 1 - t) - 1e-12), "{dispute:?}: lying pays");
        let mirrored = |t: usize, o: usize, k: usize| found.recommends[o][t][[0, 2, 1][k]];
        for (t, o) in [(0, 0), (0, 1), (1, 1)] {
            (0..3).for_each(|k| close(found.recommends[t][o][k], mirrored(t, o, k), 0.0));
        }
    }
    assert!(met.iter().all(|k| *k > 5), "{met:?}");
}

/// The ends of the ranges.
#[test]
fn certain_strengths() {
    for strong in [0.0, 1.0] {
        let dispute = Dispute { remains: 0.8, wins: 0.9, strong };
        close(dispute.mediated().expect("sound").peace, 1.0, 0.0);
        close(mediation(&dispute).expect("sound").peace, 1.0, 0.0);
    }
    let dispute = Dispute { remains: 0.5, wins: 0.9, strong: 0.3 };
    close(dispute.mediated().expect("sound").peace, 1.0, 0.0);
    close(mediation(&dispute).expect("sound").peace, 1.0, 0.0);
    let dispute = Dispute { remains: 0.8, wins: 0.9, strong: 0.3 };
    refused(Dispute { remains: 1.0, ..dispute }.mediated(), "costs nothing to fight");
    refused(mediation(&Dispute { wins: 0.4, ..dispute }), "beats a weak one");
    refused(arbitration(&Dispute { strong: f64::NAN, ..dispute }), "a side is strong");
}

/// KYDD-1: Kydd 2003 in a form with two messages.
#[test]
fn whose_word_is_believed() {
    let report = Report { small: 0.5, large: 0.7, war: 0.45, refused: 0.2, own_cost: 0.3 };
    close(report.least_bias().expect("sound").expect("there is one"), 0.4, 1e-8);
    assert!(report.believed(0.41).expect("sound") && !report.believed(0.39).expect("sound"));
    // Without a side, a mediator who minds war is not believed; one who does not mind it is.
    assert!(!report.believed(0.0).expect("sound"));
    assert!(Report { own_cost: 0.0, ..report }.believed(0.0).expect("sound"));
    // Where the larger demand brings nothing on average, no bias makes a report credible.
    assert_eq!(Report { refused: 0.9, ..report }.least_bias().expect("sound"), None);
    let mut rng = Uniform::new(6);
    for _ in 0..500 {
        let small = rng.between(0.1, 0.8);
        let report = Report {
            small,
            large: rng.between(small, 1.0),
            war: rng.between(0.0, 0.8),
            refused: rng.between(0.0, 1.0),
            own_cost: rng.between(0.0, 0.5),
        };
        let bias = rng.between(0.0, 3.0);
        // He says "weak" iff what follows is better for him than the smaller demand.
        let says = bias * ((1.0 - report.refused) * report.large + report.refused * report.war)
            - report.refused * report.own_cost;
        if (says - bias * report.small).abs() > 1e-9 {
            assert_eq!(report.believed(bias).expect("sound"), says > bias * report.small);
        }
    }
    refused(Report { large: 0.5, ..report }.least_bias(), "no larger than the smaller one");
    refused(Report { refused: 1.5, ..report }.least_bias(), "is refused");
}
