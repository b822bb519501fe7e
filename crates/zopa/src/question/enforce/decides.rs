//! Which single number moves a party's gap most, within its own range.

use super::look::{Found, Kept, Looked};
use crate::compile::Reading;
use crate::enforce::{Numbers, Terms, Worth};
use crate::ensemble::groups::kind;
use crate::ensemble::scene::{Assumption, Position, Scene};
use zopa_core::Fault;
use zopa_core::sense::reversal::Range;

/// A number, and the gap at both ends of its range.
#[derive(Debug, Clone)]
pub(super) struct Swing {
    /// What it is.
    pub words: String,
    /// Its ends.
    pub ends: [f64; 2],
    /// The gap there, points.
    pub gaps: [f64; 2],
}

impl Swing {
    fn size(&self) -> f64 {
        (self.gaps[1] - self.gaps[0]).abs()
    }
}

/// The numbers that move a party's gap at its worst date, the one that moves it most first.
///
/// # Errors
/// A number is out of range, or no start can be found.
pub(super) fn swings(found: &Found, looked: &Looked, side: &Kept) -> Result<Vec<Swing>, Fault> {
    let (p, t, package) = (side.party, side.worst(), &looked.listed.package);
    let model = &found.model;
    let gap = |worth: &Worth<'_>, numbers: &Numbers<'_>| -> Result<f64, Fault> {
        let terms: Terms = model.terms((p, t), (worth, numbers), package)?;
        Ok(terms.gap())
    };
    let mut swings = Vec::new();
    let worth = found.worth();
    let numbers = model.representative();
    for named in model.numbers(p, package) {
        let [low, _, high] = named.three();
        if low < high {
            let at = |value: f64| gap(&worth, &Numbers { moved: Some((named.at, value)), ..numbers });
            swings.push(Swing { words: named.words.clone(), ends: [low, high], gaps: [at(low)?, at(high)?] });
        }
    }
    let plausible = &found.plausible;
    let scene = Scene::new(plausible, Reading::None)?;
    let mut at = Position::default();
    for (k, (assumption, range)) in scene.assumptions.iter().zip(&scene.ranges).enumerate() {
        let (Assumption::Number(c), Range::Between(low, high)) = (assumption, range) else { continue };
        if kind(&plausible.family, plausible.family.coordinates()[*c]).1 != p {
            continue;
        }
        let mut end = |value: f64| -> Result<Option<f64>, Fault> {
            let mut values = scene.start.clone();
            values[k] = value;
            if !scene.set(&values, &mut at) {
                return Ok(None);
            }
            gap(&Worth::world(&plausible.compiled.problem, &at.tables), &numbers).map(Some)
        };
        if let (Some(a), Some(b)) = (end(*low)?, end(*high)?) {
            swings.push(Swing {
                words: plausible.inputs[*c].words.clone(),
                ends: [*low, *high],
                gaps: [a, b],
            });
        }
    }
    swings.retain(|swing| swing.size() >= 0.05);
    swings.sort_by(|a, b| b.size().total_cmp(&a.size()));
    Ok(swings)
}
