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

/// Where an assumption has to go: rounded away from its start, so that what is said is far enough, and within its range.
pub(super) fn reached(scene: &Scene, j: usize, to: f64) -> String {
    let start = scene.start[j];
    let [low, high] = scene.ranges[j].ends();
    if switch(scene, j) {
        return value(scene, j, to);
    }
    let fewest = if high <= 5.0 { 2 } else { 1 };
    for digits in fewest..9 {
        let unit = (0..digits).fold(1.0, |unit, _| 10.0 * unit);
        let rounded = if to > start { (to * unit).ceil() / unit } else { (to * unit).floor() / unit };
        if low <= rounded && rounded <= high {
            return format!("{rounded:.digits$}");
        }
    }
    to.to_string()
}

/// Where the other assumptions are, in a sentence.
pub(super) fn stands(scene: &Scene) -> &'static str {
    match scene.drawn {
        true => {
            "in the drawn world that is nearest to the representative values (these do not agree with all that was said)"
        }
        false => "at representative values",
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
