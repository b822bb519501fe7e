//! A first point of the set, and the draws that follow it.

use super::{Mind, Point};

/// A small generator for directions and steps (SplitMix64; G. L. Steele, D. Lea and C. H. Flood 2014, OOPSLA).
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Between 0 and 1, neither included.
    fn unit(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }
}

/// Directions of the weights: they keep the sum and every fixed multiple.
struct Weights {
    /// Orthonormal rows that a direction must not have a part of.
    rows: Vec<Vec<f64>>,
}

impl Weights {
    fn of(mind: &Mind<'_>) -> Weights {
        let n = mind.options.len();
        let mut rows: Vec<Vec<f64>> = Vec::new();
        let mut all = vec![vec![1.0; n]];
        for &(a, b, times) in &mind.ties {
            let mut row = vec![0.0; n];
            row[a] += 1.0;
            row[b] -= times;
            all.push(row);
        }
        // Issues without a choice weigh nothing.
        for (i, _) in mind.options.iter().enumerate().filter(|(_, options)| options.len() < 2) {
            let mut row = vec![0.0; n];
            row[i] = 1.0;
            all.push(row);
        }
        for mut row in all {
            rows.iter().for_each(|known| take_out(&mut row, known));
            let size = row.iter().map(|x| x * x).sum::<f64>().sqrt();
            if size > 1e-9 {
                row.iter_mut().for_each(|x| *x /= size);
                rows.push(row);
            }
        }
        Weights { rows }
    }
}

/// Along what a point can move.
struct Ways {
    weights: Weights,
    /// Options of each issue whose values move together.
    classes: Vec<Vec<Vec<usize>>>,
}

fn take_out(of: &mut [f64], row: &[f64]) {
    let part: f64 = of.iter().zip(row).map(|(x, y)| x * y).sum();
    of.iter_mut().zip(row).for_each(|(x, y)| *x -= part * y);
}

impl Mind<'_> {
    /// `count` members of the set, with `apart` moves between two of them; `None` if no first one was found.
    pub(in crate::elicit) fn draw(&self, count: usize, seed: u64) -> Option<Vec<Point>> {
        let mut random = Random(seed);
        let ways = Ways { weights: Weights::of(self), classes: self.classes() };
        let mut point = self.first(&ways, &mut random)?;
        let variables = self.options.len() + ways.classes.iter().map(Vec::len).sum::<usize>();
        let apart = 40 + 2 * variables;
        let mut drawn = Vec::with_capacity(count);
        for k in 0..count * apart + 10 * apart {
            self.step(&mut point, &ways, &mut random, false);
            if k >= 10 * apart && (k - 10 * apart).is_multiple_of(apart) {
                drawn.push(point.clone());
            }
        }
        Some(drawn)
    }

    /// Groups of options of each issue whose values move together; those that stand at an end do not move.
    fn classes(&self) -> Vec<Vec<Vec<usize>>> {
        let class = |i: usize| {
            let n = self.options[i].len();
            let mut of: Vec<usize> = (0..n).collect();
            for &(_, a, b) in self.level.iter().filter(|(issue, ..)| *issue == i) {
                let (from, to) = (of[a].max(of[b]), of[a].min(of[b]));
                of.iter_mut().filter(|c| **c == from).for_each(|c| *c = to);
            }
            let fixed = |o: usize| self.ends[i].is_some_and(|ends| ends.iter().any(|&e| of[e] == of[o]));
            let groups = (0..n).filter(|&c| of[c] == c && n > 1 && !fixed(c));
            groups.map(|c| (0..n).filter(|&o| of[o] == c).collect()).collect()
        };
        (0..self.options.len()).map(class).collect()
    }

    /// A point that keeps every margin: made from the answers about options and swings, then moved until comparisons
    /// hold as well.
    fn first(&self, ways: &Ways, random: &mut Random) -> Option<Point> {
        let mut point = self.made();
        let scale = |point: &Point| self.margins(point).into_iter().fold(f64::INFINITY, f64::min);
        let mut least = scale(&point);
        let moving = ways.classes.iter().map(Vec::len).sum::<usize>();
        let patience = 200 + 20 * (self.options.len() + moving);
        let mut idle = 0;
        // Where every margin holds already, a little more room is enough.
        for _ in 0..10 * patience {
            if idle >= if least >= 0.0 { 300 } else { patience } {
                break;
            }
            self.step(&mut point, ways, random, true);
            let now = scale(&point);
            idle = if now > least + 1e-5 { 0 } else { idle + 1 };
            least = least.max(now);
            if least > 1e-3 {
                break;
            }
        }
        // Answers that only hold where what is better is worth the same do not hold.
        (least > 1e-9).then_some(point)
    }

    /// Values by rank and by the words of steps, weights by order and ratios, no deal in the middle of what bounds it.
    fn made(&self) -> Point {
        use super::Margin;
        let m = self.options.len();
        // Longest chains: one more than everything below.
        let mut heights: Vec<Vec<f64>> = self.options.iter().map(|o| vec![0.0; o.len()]).collect();
        let mut chain: Vec<f64> = vec![1.0; m];
        let longest = self.options.iter().map(Vec::len).sum::<usize>() + m;
        for _ in 0..longest {
            let mut moved = false;
            let mut lift = |x: &mut f64, least: f64| {
                if *x + 1e-9 < least && least < 1e12 {
                    *x = least;
                    moved = true;
                }
            };
            for margin in &self.margins {
                match *margin {
                    Margin::Value(i, a, b) => {
                        let least = heights[i][b] + 1.0;
                        lift(&mut heights[i][a], least);
                    }
                    Margin::Step(i, [a, b], [c, d]) => {
                        let least = heights[i][b] + 2.0 * (heights[i][c] - heights[i][d]);
                        lift(&mut heights[i][a], least);
                    }
                    Margin::Weight(a, b, one, other) if one > 0.0 && self.options[b].len() > 1 => {
                        let least = chain[b] * other / one * 1.02;
                        lift(&mut chain[a], least);
                    }
                    _ => {}
                }
            }
            for &(i, a, b) in &self.level {
                let most = heights[i][a].max(heights[i][b]);
                lift(&mut heights[i][a], most);
                lift(&mut heights[i][b], most);
            }
            for &(a, b, times) in &self.ties {
                let least = chain[b] * times;
                lift(&mut chain[a], least);
                let least = chain[a] / times;
                lift(&mut chain[b], least);
            }
            if !moved {
                break;
            }
        }
        let v = heights
            .iter()
            .zip(&self.ends)
            .map(|(row, ends)| {
                let most = row.iter().copied().fold(0.0, f64::max).max(1.0);
                let (full, empty) = if ends.is_some() { (100.0, 0.0) } else { (90.0, 10.0) };
                row.iter().map(|h| empty + (full - empty) * h / most).collect()
            })
            .collect();
        chain.iter_mut().zip(&self.options).filter(|(_, o)| o.len() < 2).for_each(|(w, _)| *w = 0.0);
        let sum: f64 = chain.iter().sum();
        let w = chain.iter().map(|w| 100.0 * w / sum).collect();
        let mut point = Point { w, v, r: 50.0 };
        // What bounds no deal from both sides.
        let (mut low, mut high) = (-self.spread(), 100.0 + self.spread());
        for margin in &self.margins {
            match *margin {
                Margin::Gain(better @ Some(_), None, by) => high = high.min(self.worth(better, &point) + by),
                Margin::Gain(None, worse @ Some(_), by) => low = low.max(self.worth(worse, &point) - by),
                _ => {}
            }
        }
        point.r = 0.5 * (low + high);
        point
    }

    /// One move. To a uniform point of the line that keeps every margin; or, `deepest`, to the point of the line whose
    /// least margin is largest.
    fn step(&self, point: &mut Point, ways: &Ways, random: &mut Random, deepest: bool) {
        let Ways { weights, classes } = ways;
        let mut to = point.clone();
        match random.below(8) {
            0 => to.r += 100.0,
            1..=3 => {
                let mut way: Vec<f64> = if random.below(2) == 0 {
                    (0..to.w.len()).map(|_| 2.0 * random.unit() - 1.0).collect()
                } else {
                    let at = random.below(to.w.len());
                    (0..to.w.len()).map(|i| if i == at { 1.0 } else { 0.0 }).collect()
                };
                weights.rows.iter().for_each(|row| take_out(&mut way, row));
                to.w.iter_mut().zip(&way).for_each(|(w, d)| *w += 100.0 * d);
            }
            way => {
                let one = (way < 7).then(|| random.below(classes.len()));
                for (i, groups) in classes.iter().enumerate().filter(|(i, _)| one.is_none_or(|at| at == *i)) {
                    for group in groups {
                        let by = 100.0 * (2.0 * random.unit() - 1.0);
                        group.iter().for_each(|&o| to.v[i][o] += by);
                    }
                }
            }
        }
        let (here, there) = (self.margins(point), self.margins(&to));
        let line: Vec<(f64, f64)> = here.iter().zip(&there).map(|(a, b)| (*a, b - a)).collect();
        let t = match deepest {
            false => {
                let (mut low, mut high) = (-4.0f64, 4.0f64);
                for &(at, slope) in &line {
                    if slope > 1e-12 {
                        low = low.max(-at / slope);
                    } else if slope < -1e-12 {
                        high = high.min(-at / slope);
                    }
                }
                // A point on the edge by rounding stays where it is.
                if low >= high { 0.0 } else { low + (high - low) * random.unit() }
            }
            true => {
                // The least margin along a line is concave: thirds close in on its top.
                let least =
                    |t: f64| line.iter().map(|(at, slope)| at + t * slope).fold(f64::INFINITY, f64::min);
                let (mut low, mut high) = (-2.0, 2.0);
                for _ in 0..32 {
                    let (a, b) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
                    if least(a) < least(b) { low = a } else { high = b }
                }
                let t = 0.5 * (low + high);
                if least(t) >= least(0.0) { t } else { 0.0 }
            }
        };
        let along = |x: &mut f64, y: f64| *x += t * (y - *x);
        point.w.iter_mut().zip(&to.w).for_each(|(x, y)| along(x, *y));
        point.v.iter_mut().flatten().zip(to.v.iter().flatten()).for_each(|(x, y)| along(x, *y));
        along(&mut point.r, to.r);
    }
}
