//! The assumptions of a scene in words.

use super::words::line_short;
use crate::compile::Input;
use crate::ensemble::scene::{Assumption, Scene};
use zopa_core::sense::reversal::Range;

/// What the number of an assumption is; of a red line, its firmness.
pub(super) fn input<'v>(scene: &Scene<'v>, j: usize) -> &'v Input {
    let plausible = scene.plausible;
    match scene.assumptions[j] {
        Assumption::Number(c) => &plausible.inputs[c],
        Assumption::Line(l) => &plausible.inputs[plausible.family.firmness() + l],
    }
}

/// Its key in result files.
pub(super) fn key(scene: &Scene, j: usize) -> String {
    match line(scene, j) {
        Some(l) => format!("line.{}", scene.plausible.compiled.lines[l].id),
        None => input(scene, j).key.clone(),
    }
}

/// A value of an assumption.
pub(super) fn value(scene: &Scene, j: usize, x: f64) -> String {
    match (switch(scene, j), x > 0.5) {
        (true, true) => "real".into(),
        (true, false) => "posture".into(),
        _ if scene.ranges[j].ends()[1] <= 5.0 => format!("{x:.2}"),
        _ => format!("{x:.1}"),
    }
}

/// What moves, as the subject of a sentence.
pub(super) fn subject(scene: &Scene, j: usize) -> String {
    match line(scene, j) {
        Some(l) => line_short(&scene.plausible.compiled, l),
        None => input(scene, j).words.clone(),
    }
}

/// Whether an assumption is a switch.
pub(super) fn switch(scene: &Scene, j: usize) -> bool {
    matches!(scene.ranges[j], Range::Either(..))
}

/// The red line of an assumption, if it is one.
pub(super) fn line(scene: &Scene, j: usize) -> Option<usize> {
    match scene.assumptions[j] {
        Assumption::Line(l) => Some(l),
        Assumption::Number(_) => None,
    }
}
