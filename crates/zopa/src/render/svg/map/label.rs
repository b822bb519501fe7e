//! The seat of a region's name: deep inside its largest part, with the room there.

/// Where a name sits and how much room it has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seat {
    /// The deepest point.
    pub(super) point: (f64, f64),
    /// Its distance to the border.
    pub(super) depth: f64,
    /// The middle and the length of the level line through it that stays inside,
    /// also a text's height above and below.
    pub(super) level: (f64, f64),
}

/// The seat in the ring with the largest area: a grid over the ring, refined
/// three times around its best point.
pub(super) fn seat(rings: &[Vec<(f64, f64)>], text_height: f64) -> Option<Seat> {
    let ring = rings.iter().max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()))?;
    // A border of many thousand corners is read coarsely: a name needs no more.
    let stride = ring.len().div_ceil(400).max(1);
    let ring: Vec<(f64, f64)> = ring.iter().copied().step_by(stride).collect();
    let ends = |x: fn(&(f64, f64)) -> f64| {
        ring.iter().map(x).fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)))
    };
    let ((left, right), (top, bottom)) = (ends(|p| p.0), ends(|p| p.1));
    let mut centre = ((left + right) / 2.0, (top + bottom) / 2.0);
    let mut half = ((right - left) / 2.0, (bottom - top) / 2.0);
    let mut best = (centre, f64::MIN);
    for _ in 0..4 {
        for i in 0..=12 {
            for j in 0..=12 {
                let point = (
                    centre.0 + half.0 * (f64::from(i) / 6.0 - 1.0),
                    centre.1 + half.1 * (f64::from(j) / 6.0 - 1.0),
                );
                let depth = depth(point, &ring);
                if depth > best.1 {
                    best = (point, depth);
                }
            }
        }
        centre = best.0;
        half = (half.0 / 5.0, half.1 / 5.0);
    }
    let (point, depth) = best;
    let spans = [-text_height / 2.0, 0.0, text_height / 2.0].map(|dy| span((point.0, point.1 + dy), &ring));
    let left = spans.iter().map(|span| span.0).fold(f64::MIN, f64::max);
    let right = spans.iter().map(|span| span.1).fold(f64::MAX, f64::min);
    let level = if left < right { ((left + right) / 2.0, right - left) } else { (point.0, 0.0) };
    Some(Seat { point, depth, level })
}

/// The level stretch around a point up to the nearest borders on both sides.
fn span(point: (f64, f64), ring: &[(f64, f64)]) -> (f64, f64) {
    let mut span = (f64::MIN, f64::MAX);
    for (a, b) in edges(ring) {
        if (a.1 > point.1) != (b.1 > point.1) {
            let x = (b.0 - a.0) * (point.1 - a.1) / (b.1 - a.1) + a.0;
            if x <= point.0 {
                span.0 = span.0.max(x);
            } else {
                span.1 = span.1.min(x);
            }
        }
    }
    if span.0 == f64::MIN || span.1 == f64::MAX { (point.0, point.0) } else { span }
}

/// Twice the signed area.
fn area(ring: &[(f64, f64)]) -> f64 {
    edges(ring).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

fn edges(ring: &[(f64, f64)]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Distance to the border, negative outside.
fn depth(point: (f64, f64), ring: &[(f64, f64)]) -> f64 {
    let mut inside = false;
    let mut nearest = f64::MAX;
    for (a, b) in edges(ring) {
        if (a.1 > point.1) != (b.1 > point.1) && point.0 < (b.0 - a.0) * (point.1 - a.1) / (b.1 - a.1) + a.0 {
            inside = !inside;
        }
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        let along = if length > 0.0 {
            (((point.0 - a.0) * dx + (point.1 - a.1) * dy) / length).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let (x, y) = (point.0 - a.0 - along * dx, point.1 - a.1 - along * dy);
        nearest = nearest.min((x * x + y * y).sqrt());
    }
    if inside { nearest } else { -nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seat_is_inside_even_where_the_centre_is_not() {
        // A horseshoe, open to the right.
        let ring = vec![
            (0.0, 0.0),
            (9.0, 0.0),
            (9.0, 3.0),
            (3.0, 3.0),
            (3.0, 6.0),
            (9.0, 6.0),
            (9.0, 9.0),
            (0.0, 9.0),
        ];
        let seat = |rings: &[Vec<(f64, f64)>]| super::seat(rings, 1.0);
        let found = seat(std::slice::from_ref(&ring)).unwrap();
        assert!(depth(found.point, &ring) > 1.4 && found.depth > 1.4, "{found:?}");
        assert!(depth((6.0, 4.5), &ring) < 0.0);
        assert!(seat(&[]).is_none());
        // In a wide box the level stretch is the box's width.
        let wide = vec![(0.0, 0.0), (20.0, 0.0), (20.0, 4.0), (0.0, 4.0)];
        assert_eq!(seat(&[wide]).unwrap().level, (10.0, 20.0));
    }
}
