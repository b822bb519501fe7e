//! Whether a point agrees with what a party has said, as margins: each is at least zero where it does.
//!
//! While no ceiling is reached, every margin is affine in the weights for fixed values and factors, in values for fixed
//! weights and factors, in factors for the rest fixed, and in no deal, interactions and boxes together with any of them.
//! To keep that where weights are scaled, margins of packages are then multiplied by the sum of the weights over 100.

use super::Said;
use super::family::Family;
use super::fit::SLACK;
use std::collections::BTreeSet;

impl Family {
    /// The one or two margins of a statement of a party; infinite where there is no second.
    pub(super) fn margins(&self, party: usize, said: &Said, point: &[f64]) -> [f64; 2] {
        let place = self.place(party);
        let weight = |i: usize| point[place.weights + i];
        let value = |i: usize, o: usize| point[place.values + self.starts()[i] + o];
        let worth = |package: &[usize]| self.worth(party, point, package);
        let scaled = |margin: f64| margin / self.scale(party, point);
        let one = |margin: f64| [margin, f64::INFINITY];
        match said {
            Said::Weight { above, below } => one(weight(*above) - weight(*below)),
            Said::Ratio { of, to, low, high } => {
                let most = if high.is_finite() { high * weight(*to) - weight(*of) } else { f64::INFINITY };
                [weight(*of) - low * weight(*to), most]
            }
            Said::Value { issue, above, below } => one(value(*issue, *above) - value(*issue, *below)),
            Said::Difference { issue, larger, smaller } => {
                let step = |pair: &[usize; 2]| value(*issue, pair[0]) - value(*issue, pair[1]);
                one(step(larger) - step(smaller))
            }
            Said::Better { better, worse, by } => one(scaled(worth(better) - worth(worse) - by)),
            Said::Alike { one, other, within } => {
                let apart = worth(one) - worth(other);
                [scaled(within - apart), scaled(within + apart)]
            }
            Said::OverNoDeal { package, low, high } => {
                let gain = worth(package) - point[place.no_deal];
                [scaled(gain - low), scaled(high - gain)]
            }
        }
    }

    /// The coordinates a statement of a party speaks of.
    pub(super) fn spoken_of(&self, party: usize, said: &Said) -> Vec<usize> {
        let place = self.place(party);
        let weight = |i: &usize| place.weights + i;
        let value = |i: usize, o: usize| place.values + self.starts()[i] + o;
        match said {
            Said::Weight { above, below } => vec![weight(above), weight(below)],
            Said::Ratio { of, to, .. } => vec![weight(of), weight(to)],
            Said::Value { issue, above, below } => vec![value(*issue, *above), value(*issue, *below)],
            Said::Difference { issue, larger, smaller } => {
                larger.iter().chain(smaller).map(|&o| value(*issue, o)).collect()
            }
            Said::Better { better, worse, .. } => self.of_packages(party, &[better, worse]),
            Said::Alike { one, other, .. } => self.of_packages(party, &[one, other]),
            Said::OverNoDeal { package, .. } => {
                let mut all = self.of_packages(party, &[package]);
                all.push(place.no_deal);
                all
            }
        }
    }

    fn of_packages(&self, party: usize, packages: &[&[usize]]) -> Vec<usize> {
        let (mind, place) = (&self.minds()[party], self.place(party));
        let mut all = BTreeSet::new();
        if mind.sum == super::Sum::Scaled {
            all.extend(place.weights..place.weights + mind.weights.len());
        }
        for package in packages {
            for (i, &o) in package.iter().enumerate() {
                let option = self.starts()[i] + o;
                let factor = place.factor_of[option].map(|f| place.factors[f] + package[mind.factors[f].by]);
                let alike = packages.len() > 1 && packages.iter().all(|x| x[i] == o);
                // What is the same in all packages cancels, unless something else decides what it counts.
                if !alike || factor.is_some() || place.ceiling.is_some() {
                    all.extend([place.weights + i, place.values + option]);
                    all.extend(factor);
                }
            }
            let holds = |t: &super::Together| t.options.iter().all(|o| package[o.issue] == o.option);
            let together = mind.together.iter().enumerate().filter(|(_, t)| holds(t));
            all.extend(together.map(|(t, _)| place.together + t));
            let boxes = self.structure().boxes().iter().enumerate();
            let inside = boxes.filter(|(_, b)| b.party == party && b.holds(package));
            all.extend(inside.map(|(b, _)| self.first_box() + b));
        }
        all.extend(place.ceiling);
        all.into_iter().collect()
    }

    /// The first statement a point does not agree with, as party and index into [`Mind::said`](super::Mind::said). What
    /// rounding can do, 1e-9 points, is let pass.
    pub fn contradicted(&self, point: &[f64]) -> Option<(usize, usize)> {
        for (p, mind) in self.minds().iter().enumerate() {
            for (s, said) in mind.said.iter().enumerate() {
                if self.margins(p, said, point).iter().any(|margin| *margin < -SLACK) {
                    return Some((p, s));
                }
            }
        }
        None
    }
}
