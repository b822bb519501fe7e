//! Whether a deal exists, as far as it hangs on what one party has not said yet.
//!
//! The other parties, and red lines of all, stand at what the scenario says of them: some worlds are drawn, once for a
//! conversation. In each of them the numbers of the party asked are replaced by those of one member after another of the
//! set that its answers leave. Where a deal exists with some of them and with others not, it hangs on further answers. A
//! dependence between numbers of this party and those of others is left aside.
//!
//! | symbol | is |
//! |---|---|
//! | `d[k]`, `n[k]`, `q[k]` | members with which world `k` of the others has a deal, has none, was not settled |
//! | hangs | `Σ_k (min(d[k], n[k]) + q[k]) / Σ_k (d[k] + n[k] + q[k])`: the share of pairs that would come out differently |

use super::mind::{Mind, SEED, leave_open};
use crate::compile::worlds;
use crate::scenario::Scenario;
use zopa_core::problem::Consent;
use zopa_core::world::{Case, Coordinate, Family, Judge, Tables, Verdict, World};

/// Worlds of the others.
const OTHERS: usize = 16;

/// Members of the set of the party asked.
const MEMBERS: usize = 64;

/// Whether a deal exists, as far as it hangs on the party asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deal {
    /// The share of pairs of a world of the others and preferences of the party in which whether a deal exists is not what
    /// it is with most of the preferences that are left.
    pub hangs: f64,
    /// How many pairs were looked at.
    pub pairs: usize,
}

/// Worlds in which the numbers of one party are still to be filled in.
#[derive(Debug, Clone)]
pub(super) struct Others {
    family: Family,
    worlds: Vec<World>,
    party: usize,
}

impl Others {
    /// Worlds of a scenario under a view now; `None` where another party that is asked has no numbers, or the scenario has
    /// no worlds.
    pub(super) fn of(scenario: &Scenario, party: &str, view: Option<&str>) -> Option<Others> {
        let mut scenario = scenario.clone();
        let at = scenario.parties.iter().position(|known| known.id == party)?;
        scenario.preferences.retain(|p| p.party != party);
        scenario.weights.retain(|(id, _)| id != party);
        scenario.no_deal.values.retain(|(id, _)| id != party);
        let options = scenario.issues.iter_mut().flat_map(|issue| &mut issue.options);
        options.for_each(|option| option.values.retain(|(id, _)| id != party));
        for view in &mut scenario.views {
            view.weights.retain(|(id, _)| id != party);
            view.no_deal.values.retain(|(id, _)| id != party);
            view.values.iter_mut().for_each(|(_, values)| values.retain(|(id, _)| id != party));
        }
        leave_open(&mut scenario, party, &[]);
        let family = worlds(&scenario, view, 0).ok()?.family;
        let mute = |p: usize| {
            let mind = &family.minds()[p];
            let asked = family.structure().parties()[p].consent != Consent::None;
            p != at && asked && mind.weights.iter().all(|w| w.high == 0.0)
        };
        if (0..family.minds().len()).any(mute) {
            return None;
        }
        let drawn = family.block(&Case::middle(&family), SEED, 0).ok()?;
        let worlds = spread(drawn, OTHERS);
        Some(Others { family, worlds, party: at })
    }

    /// What hangs on the party asked, given members of the set that its answers leave.
    pub(super) fn deal(&self, mind: &Mind, points: &[Vec<f64>]) -> Option<Deal> {
        let places = self.places(&mind.family)?;
        let members = spread(points.to_vec(), MEMBERS);
        let family = &self.family;
        let mut judge = Judge::new(family.structure());
        let (mut tables, mut hanging) = (Tables::default(), 0);
        for world in &self.worlds {
            let real = world.real(&world.point[family.firmness()..]);
            let mut point = world.point.clone();
            let [mut deals, mut none, mut unsettled] = [0usize; 3];
            for member in &members {
                places.iter().for_each(|&(here, there)| point[here] = member[there]);
                family.tables(&point, &mut tables);
                match judge.decide(&tables, &real, None) {
                    Verdict::Deal => deals += 1,
                    Verdict::None => none += 1,
                    Verdict::Unsettled(_) => unsettled += 1,
                }
            }
            hanging += deals.min(none) + unsettled;
        }
        let pairs = members.len() * self.worlds.len();
        Some(Deal { hangs: hanging as f64 / pairs.max(1) as f64, pairs })
    }

    /// Where each number of the party stands here, and where in its own family; `None` if they do not match.
    fn places(&self, own: &Family) -> Option<Vec<(usize, usize)>> {
        let me = self.party;
        let boxes: Vec<usize> = (self.family.structure().boxes().iter().enumerate())
            .filter(|(_, term)| term.party == me)
            .map(|(b, _)| b)
            .collect();
        let turned = |at: &Coordinate| match *at {
            Coordinate::Weight { party, issue } if party == me => {
                Some(Coordinate::Weight { party: 0, issue })
            }
            Coordinate::Value { party, option } if party == me => {
                Some(Coordinate::Value { party: 0, option })
            }
            Coordinate::Factor { party, factor, option } if party == me => {
                Some(Coordinate::Factor { party: 0, factor, option })
            }
            Coordinate::Together { party, at } if party == me => Some(Coordinate::Together { party: 0, at }),
            Coordinate::Box(b) => boxes.iter().position(|own| *own == b).map(Coordinate::Box),
            Coordinate::NoDeal(party) if party == me => Some(Coordinate::NoDeal(0)),
            Coordinate::Ceiling(party) if party == me => Some(Coordinate::Ceiling(0)),
            _ => None,
        };
        let here = self.family.coordinates().iter().enumerate();
        here.filter_map(|(k, at)| Some((k, turned(at)?)))
            .map(|(k, at)| Some((k, own.coordinates().iter().position(|known| *known == at)?)))
            .collect()
    }
}

/// So many of a list, evenly spread over it; all where there are no more.
fn spread<T>(list: Vec<T>, count: usize) -> Vec<T> {
    let step = (list.len() / count).max(1);
    list.into_iter().step_by(step).take(count).collect()
}
