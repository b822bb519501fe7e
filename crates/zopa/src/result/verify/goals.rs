//! Whether a claim about a concept maximises what that concept maximises: its players and their units follow from
//! ideals that the same file claimed, with proofs, before.

use super::{Verdict, fails};
use crate::result::{Claim, WireGoal};
use std::collections::BTreeMap;
use zopa_core::answer::Goal;
use zopa_core::concept::CONCEPTS;
use zopa_core::problem::{Consent, Problem, Score};

/// Concept name of a claim about a party's largest gain.
const IDEAL: &str = "ideal";

/// The ideals claimed so far: per problem and reading, and per party, the gain and whether it was re-proved.
#[derive(Default)]
pub(super) struct Ideals(BTreeMap<Place, BTreeMap<usize, (Score, bool)>>);

/// Index of a problem, and a reading.
pub(super) type Place = (usize, Option<String>);

impl Ideals {
    /// The verdict on what a claim says it maximises. Of claims without a concept: nothing is wrong.
    pub(super) fn judge(&self, problem: &Problem, place: &Place, claim: &Claim) -> Verdict {
        let (Claim::Best { concept, goal, .. }
        | Claim::Top { concept, goal, .. }
        | Claim::Lottery { concept, goal, .. }
        | Claim::Found { concept, goal, .. }) = claim
        else {
            return Verdict::Holds;
        };
        if concept == IDEAL {
            return match (claim, goal) {
                (Claim::Best { .. }, WireGoal::Own { .. }) => Verdict::Holds,
                _ => fails("an ideal is the largest gain of one party, and nothing else".into()),
            };
        }
        let Some(known) = CONCEPTS.iter().find(|c| c.key == concept) else {
            return fails(format!("there is no concept {concept}"));
        };
        let none = BTreeMap::new();
        let ideals = self.0.get(place).unwrap_or(&none);
        let (mut players, mut gains, mut proved) = (Vec::new(), Vec::new(), true);
        for party in (0..problem.n()).filter(|&p| problem.parties()[p].consent == Consent::Whole) {
            let Some(&(gain, sure)) = ideals.get(&party) else {
                return fails(format!(
                    "{concept} needs the ideal of party {party}, which is not claimed before it"
                ));
            };
            proved &= sure;
            if gain > 0 {
                players.push(party);
                gains.push(gain);
            }
        }
        // Without a player no goal would fit: each names one.
        if players.is_empty() || (known.goal)(&players, &gains) != Goal::from(goal) {
            return fails(format!(
                "what is maximised is not {concept} for the players and their proved ideals"
            ));
        }
        if proved { Verdict::Holds } else { Verdict::NotReproved }
    }

    /// Keeps the ideal of a claim about one that was not refuted.
    pub(super) fn keep(&mut self, problem: &Problem, place: Place, claim: &Claim, verdict: &Verdict) {
        let Claim::Best { concept, goal: WireGoal::Own { party }, packages, .. } = claim else { return };
        let (Some(first), false) = (packages.first(), matches!(verdict, Verdict::Fails(_))) else { return };
        if concept == IDEAL {
            let ideals = self.0.entry(place).or_default();
            let entry = ideals.entry(*party).or_insert((0, false));
            if !entry.1 {
                *entry = (problem.gain(*party, first), *verdict == Verdict::Holds);
            }
        }
    }
}
