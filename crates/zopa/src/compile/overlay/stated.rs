//! Representative numbers of a party that has said something, but gave no numbers.
//!
//! Each is a member of the set of preferences that agree with what was said, and stands for it where one number is
//! needed; what is known is the set.

use super::{Overlay, hundred};
use crate::scenario::{Choice, Degree, Preference, PreferenceKind, Weighed};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// Which options of an issue a party has said to be no worse than which.
pub(in crate::compile) struct Stated {
    /// `below[o]`: options no better than `o`, and whether they are worse.
    below: Vec<Vec<(usize, bool)>>,
    /// Whether something was said about the option.
    named: Vec<bool>,
}

impl Stated {
    /// How many options one after another stand below each option.
    fn heights(&self) -> Vec<usize> {
        let n = self.below.len();
        let mut heights = vec![0; n];
        // Answers that contradict each other would never settle; no chain is longer than there are options.
        for _ in 0..=n {
            let mut changed = false;
            for o in 0..n {
                let least = self.below[o].iter().map(|&(x, worse)| heights[x] + usize::from(worse)).max();
                let least = least.unwrap_or(0).min(n);
                if heights[o] < least {
                    heights[o] = least;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        heights
    }

    /// Options that are known to be no better than `o`, as a mask.
    fn under(&self, o: usize) -> Vec<bool> {
        let mut seen = vec![false; self.below.len()];
        let mut open = vec![o];
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                open.extend(self.below[at].iter().map(|(x, _)| *x));
            }
        }
        seen
    }

    /// Whether an option is known to be among the best (first) or the worst (second) of all.
    pub(in crate::compile) fn ends(&self) -> Vec<(bool, bool)> {
        let under: Vec<Vec<bool>> = (0..self.below.len()).map(|o| self.under(o)).collect();
        let best = |o: usize| under[o].iter().all(|x| *x);
        let worst = |o: usize| under.iter().all(|under| under[o]);
        (0..under.len()).map(|o| (best(o), worst(o))).collect()
    }
}

impl<'s> Overlay<'s> {
    /// What a party has said about the visible options of an issue; `None` if it did not speak of all of them.
    pub(in crate::compile) fn stated(&self, party: &str, issue: &str, choices: &[&Choice]) -> Option<Stated> {
        let at = |id: &String| choices.iter().position(|c| c.id == *id);
        let n = choices.len();
        let mut stated = Stated { below: vec![Vec::new(); n], named: vec![false; n] };
        let mut words: Vec<(crate::scenario::Stance, usize)> = Vec::new();
        for preference in self.scenario.preferences.iter().filter(|p| p.binds(party)) {
            match &preference.kind {
                PreferenceKind::ValueOrder { issue: of, options } if of == issue => {
                    let tiers: Vec<Vec<usize>> =
                        options.iter().map(|tier| tier.iter().filter_map(at).collect()).collect();
                    let tiers: Vec<Vec<usize>> = tiers.into_iter().filter(|tier| !tier.is_empty()).collect();
                    for tier in &tiers {
                        for pair in tier.windows(2) {
                            stated.below[pair[0]].push((pair[1], false));
                            stated.below[pair[1]].push((pair[0], false));
                        }
                        tier.iter().for_each(|&o| stated.named[o] = true);
                    }
                    for pair in tiers.windows(2) {
                        stated.below[pair[0][0]].push((pair[1][0], true));
                    }
                }
                PreferenceKind::Stance { issue: of, option, stance } if of == issue => {
                    if let Some(o) = at(option) {
                        stated.named[o] = true;
                        words.push((*stance, o));
                    }
                }
                PreferenceKind::Difference { issue: of, options: [one, other], degrees } if of == issue => {
                    if let (Some(a), Some(b)) = (at(one), at(other)) {
                        stated.below[a].push((b, degrees[0] > Degree::None));
                        if degrees[1] == Degree::None {
                            stated.below[b].push((a, false));
                        }
                        stated.named[a] = true;
                        stated.named[b] = true;
                    }
                }
                _ => {}
            }
        }
        words.sort();
        let tiers: Vec<&[(crate::scenario::Stance, usize)]> = words.chunk_by(|a, b| a.0 == b.0).collect();
        for pair in tiers.windows(2) {
            for (_, better) in pair[1] {
                stated.below[*better].extend(pair[0].iter().map(|(_, worse)| (*worse, true)));
            }
        }
        (n > 0 && stated.named.iter().all(|named| *named)).then_some(stated)
    }

    /// Values by what was said of all options of an issue: even steps from the worst to the best.
    pub(super) fn values_by_statement(
        &self,
        party: &str,
        issue: &str,
        choices: &[&'s Choice],
    ) -> Option<Vec<BigRational>> {
        let heights = self.stated(party, issue, choices)?.heights();
        let steps = BigInt::from(heights.iter().copied().max().unwrap_or(0).max(1));
        Some(heights.iter().map(|&h| hundred() * BigInt::from(h) / &steps).collect())
    }

    /// Weights from an order of all issues: the centroid of the weights that keep it. Without ties that is the
    /// rank-order centroid; its corners are the equal weights of the first `k` groups.
    pub(super) fn weights_by_statement(&self, party: &str) -> Option<Vec<BigRational>> {
        let issues = &self.scenario.issues;
        let order =
            self.scenario.preferences.iter().filter(|p| p.binds(party)).find_map(|p| match &p.kind {
                PreferenceKind::WeightOrder(order)
                    if order.iter().map(Vec::len).sum::<usize>() == issues.len() =>
                {
                    Some(order)
                }
                _ => None,
            })?;
        let corners = BigInt::from(order.len());
        let mut first = 0;
        // What a member of the first k groups has at corner k.
        let shares: Vec<BigRational> = order
            .iter()
            .map(|group| {
                first += group.len();
                hundred() / (BigInt::from(first) * &corners)
            })
            .collect();
        let part = |rank: usize| shares[rank..].iter().fold(BigRational::zero(), |sum, share| sum + share);
        issues.iter().map(|i| order.iter().position(|group| group.contains(&i.id)).map(part)).collect()
    }

    /// The package that the party says is about as bad as no deal: what it is called, and its choices.
    pub(in crate::compile) fn as_no_deal(&self, party: &str) -> Option<(&'s str, &'s [(String, String)])> {
        self.scenario.preferences.iter().filter(|p| p.binds(party)).find_map(|p| match &p.kind {
            PreferenceKind::AsNoDeal { package, .. } => self.choices(package),
            _ => None,
        })
    }

    /// The packages that the party sets against no deal without saying that they are about as bad: whether each is better
    /// than no deal, what it is called, and its choices.
    pub(in crate::compile) fn against_no_deal(
        &self,
        party: &str,
    ) -> Vec<(bool, (&'s str, &'s [(String, String)]))> {
        let compared = |p: &'s Preference| match &p.kind {
            PreferenceKind::Package { better, worse: Weighed::NoDeal } => Some((true, self.choices(better)?)),
            PreferenceKind::Package { better: Weighed::NoDeal, worse } => Some((false, self.choices(worse)?)),
            _ => None,
        };
        self.scenario.preferences.iter().filter(|p| p.binds(party)).filter_map(compared).collect()
    }

    /// What a package is called, and its choices; `None` for no deal and for a package that does not exist.
    pub(in crate::compile) fn choices(
        &self,
        package: &'s Weighed,
    ) -> Option<(&'s str, &'s [(String, String)])> {
        match package {
            Weighed::Named(id) => {
                let named = self.scenario.packages.iter().find(|package| package.id == *id)?;
                Some((&named.id, &named.choices))
            }
            Weighed::Choices(choices) => Some(("of an answer", choices)),
            Weighed::NoDeal => None,
        }
    }
}
