//! Placing labels where they cover neither each other nor what they label.

/// An upright rectangle: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn around(centre: (f64, f64), width: f64, height: f64) -> Area {
        let (w, h) = (width / 2.0, height / 2.0);
        Area { left: centre.0 - w, top: centre.1 - h, right: centre.0 + w, bottom: centre.1 + h }
    }

    pub(super) fn centre(self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    fn meets(self, other: Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn within(self, other: Area) -> bool {
        self.left >= other.left
            && self.right <= other.right
            && self.top >= other.top
            && self.bottom <= other.bottom
    }
}

/// A sheet on which areas are taken one after the other.
#[derive(Debug)]
pub(super) struct Sheet {
    bounds: Area,
    taken: Vec<Area>,
}

impl Sheet {
    pub(super) fn new(bounds: Area) -> Sheet {
        Sheet { bounds, taken: Vec::new() }
    }

    /// Takes an area whatever lies there.
    pub(super) fn take(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// How much is taken, to come back to.
    pub(super) fn mark(&self) -> usize {
        self.taken.len()
    }

    /// Frees what was taken since.
    pub(super) fn back(&mut self, mark: usize) {
        self.taken.truncate(mark);
    }

    /// Whether an area is inside the bounds and free.
    pub(super) fn free(&self, area: Area) -> bool {
        area.within(self.bounds) && !self.taken.iter().any(|&taken| taken.meets(area))
    }

    /// The first free place for a label of this size near a point, taken; right
    /// and above first, as readers expect, then around, then further out.
    pub(super) fn near(&mut self, point: (f64, f64), size: (f64, f64), reach: usize) -> Option<Area> {
        let (w, h) = size;
        for step in 0..reach.max(1) {
            let out = 9.0 + 11.0 * step as f64;
            let (dx, dy) = (w / 2.0 + out, h / 2.0 + out);
            let around = [
                (dx, 0.0),
                (dx, -h / 2.0 - out / 2.0),
                (-dx, 0.0),
                (dx, h / 2.0 + out / 2.0),
                (0.0, -dy),
                (0.0, dy),
                (-dx, -h / 2.0 - out / 2.0),
                (-dx, h / 2.0 + out / 2.0),
                (w / 2.0, -dy),
                (w / 2.0, dy),
                (-w / 2.0, -dy),
                (-w / 2.0, dy),
            ];
            for (x, y) in around {
                let area = Area::around((point.0 + x, point.1 + y), w, h);
                if self.free(area) {
                    self.take(area);
                    return Some(area);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_meet_and_stay_inside() {
        let bounds = Area { left: 0.0, top: 0.0, right: 300.0, bottom: 200.0 };
        let mut sheet = Sheet::new(bounds);
        let placed: Vec<Area> = (0..40).filter_map(|_| sheet.near((150.0, 100.0), (60.0, 14.0), 9)).collect();
        assert!(placed.len() >= 8, "only {} placed", placed.len());
        for (i, a) in placed.iter().enumerate() {
            assert!(a.within(bounds));
            assert!(placed[i + 1..].iter().all(|b| !a.meets(*b)));
        }
        assert!(sheet.near((150.0, 100.0), (400.0, 14.0), 9).is_none());
    }
}
