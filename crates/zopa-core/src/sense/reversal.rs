//! Which single input, and which two together, reverse a conclusion, and how far they have to move.
//!
//! The unit is half of an input's range: an input moved from the midpoint to an end has moved 1, one that starts at an
//! end can move 2. A switch, which has two values and none between, moves 1. Two inputs move as far as the one of
//! them that moves further.
//!
//! Each direction is scanned at `steps` equal steps and the first step that reverses the conclusion is halved
//! `halvings` times. With one step only the end is looked at: enough where the conclusion turns at most once on the way
//! (as for a gain compared with zero that rises with the input). A conclusion that turns and turns back between
//! two steps is not seen, and one that turns more than once in a step is placed at one of its turns.
//! Pairs are scanned along the diagonal of each of their four quadrants, up to where one of the two alone would do. For
//! a conclusion that is monotone in each of the two this is the nearest; otherwise a pair off the diagonal can be missed.
//! Then each of the two is moved back as far as the other allows (as if the conclusion turned once).
//!
//! Whatever is returned has been evaluated: its `values` do reverse the conclusion.

use crate::Fault;

/// How an input can move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// Anywhere between two ends.
    Between(f64, f64),
    /// To one of two values: a red line that is real, or not.
    Either(f64, f64),
}

impl Range {
    /// The low and the high end.
    pub fn ends(self) -> [f64; 2] {
        match self {
            Range::Between(low, high) | Range::Either(low, high) => [low, high],
        }
    }
}

/// How far the search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Steps from the start to an end of a range.
    pub steps: usize,
    /// Halvings of the step in which the conclusion turns.
    pub halvings: usize,
    /// Most evaluations of the conclusion.
    pub most: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { steps: 8, halvings: 20, most: 100_000 }
    }
}

/// One input that reverses the conclusion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Single {
    /// The input.
    pub input: usize,
    /// Where it has to go.
    pub value: f64,
    /// How far that is, in half-ranges.
    pub distance: f64,
}

/// Two inputs that together reverse the conclusion nearer than either alone, by more than the halvings can miss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The inputs.
    pub inputs: [usize; 2],
    /// Where they have to go.
    pub values: [f64; 2],
    /// How far each moves, in half-ranges; the pair's distance is the larger.
    pub distances: [f64; 2],
}

impl Pair {
    /// The larger of the two distances.
    pub fn distance(&self) -> f64 {
        self.distances[0].max(self.distances[1])
    }
}

/// What was found, and what was not looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Reversals {
    /// The conclusion at the start.
    pub conclusion: bool,
    /// Inputs, each in its nearer direction, nearest first.
    pub singles: Vec<Single>,
    /// Pairs, each in its nearest quadrant, nearest first.
    pub pairs: Vec<Pair>,
    /// Inputs not looked at, or not in both directions, for want of evaluations.
    pub singles_left: Vec<usize>,
    /// Pairs not looked at, or not in all quadrants.
    pub pairs_left: Vec<[usize; 2]>,
    /// Evaluations made.
    pub evaluations: u64,
}

/// Refuses a start outside its ranges, and ranges that are upside down.
pub(super) fn check(start: &[f64], ranges: &[Range]) -> Result<(), Fault> {
    if start.len() != ranges.len() {
        return Err(Fault::shape(format!("a start of {} inputs, ranges of {}", start.len(), ranges.len())));
    }
    for (j, (&x, range)) in start.iter().zip(ranges).enumerate() {
        let [low, high] = range.ends();
        if !(low.is_finite() && high.is_finite() && low <= x && x <= high) {
            return Err(Fault::shape(format!(
                "input {j} starts at {x}, outside its range from {low} to {high}"
            )));
        }
        if matches!(range, Range::Either(..)) && x != low && x != high {
            return Err(Fault::shape(format!(
                "input {j} is a switch and starts at {x}, at neither of its values"
            )));
        }
    }
    Ok(())
}

/// The evaluations ran out.
struct Spent;

/// One direction of one input.
#[derive(Debug, Clone, Copy)]
struct Way {
    input: usize,
    start: f64,
    /// The end of the range.
    end: f64,
    /// Half the range, with the sign of the direction; zero for a switch.
    half: f64,
    /// The farthest it can move, in half-ranges.
    most: f64,
}

impl Way {
    /// Down and up, where there is room.
    fn all(input: usize, start: f64, range: Range) -> Vec<Way> {
        let [low, high] = range.ends();
        let half = (high - low) / 2.0;
        let way = |end: f64| match range {
            Range::Between(..) => {
                let half = if end < start { -half } else { half };
                Way { input, start, end, half, most: (end - start) / half }
            }
            Range::Either(..) => Way { input, start, end, half: 0.0, most: 1.0 },
        };
        [low, high].into_iter().filter(|&end| end != start).map(way).collect()
    }

    /// The value after moving so far.
    fn at(&self, distance: f64) -> f64 {
        match distance >= self.most {
            true => self.end,
            false => self.start + distance * self.half,
        }
    }
}

struct Search<F> {
    conclusion: F,
    at_start: bool,
    point: Vec<f64>,
    settings: Settings,
    evaluations: u64,
}

impl<F: FnMut(&[f64]) -> bool> Search<F> {
    /// Whether the conclusion is reversed after these moves.
    fn reversed(&mut self, moves: &[(Way, f64)]) -> Result<bool, Spent> {
        if self.evaluations >= self.settings.most {
            return Err(Spent);
        }
        self.evaluations += 1;
        for (way, distance) in moves {
            self.point[way.input] = way.at(*distance);
        }
        let reversed = (self.conclusion)(&self.point) != self.at_start;
        for (way, _) in moves {
            self.point[way.input] = way.start;
        }
        Ok(reversed)
    }

    /// The nearest distance found up to `most` that reverses, on the way that `moves` describes.
    fn nearest<const N: usize>(
        &mut self,
        most: f64,
        moves: impl Fn(f64) -> [(Way, f64); N],
    ) -> Result<Option<f64>, Spent> {
        let mut low = 0.0;
        for step in 1..=self.settings.steps {
            let high = if step == self.settings.steps {
                most
            } else {
                most * step as f64 / self.settings.steps as f64
            };
            if self.reversed(&moves(high))? {
                return self.halved([low, high], moves).map(Some);
            }
            low = high;
        }
        Ok(None)
    }

    /// The upper end of what is left of an interval whose upper end reverses.
    fn halved<const N: usize>(
        &mut self,
        [mut low, mut high]: [f64; 2],
        moves: impl Fn(f64) -> [(Way, f64); N],
    ) -> Result<f64, Spent> {
        for _ in 0..self.settings.halvings {
            let middle = (low + high) / 2.0;
            match self.reversed(&moves(middle))? {
                true => high = middle,
                false => low = middle,
            }
        }
        Ok(high)
    }

    fn single(&mut self, way: Way) -> Result<Option<Single>, Spent> {
        let found = match way.half == 0.0 {
            true => self.reversed(&[(way, 1.0)])?.then_some(1.0),
            false => self.nearest(way.most, |distance| [(way, distance)])?,
        };
        Ok(found.map(|distance| Single { input: way.input, value: way.at(distance), distance }))
    }

    /// Two ways together, nearer than `cap`, from which on one of them alone would do.
    fn pair(&mut self, ways: [Way; 2], cap: f64) -> Result<Option<Pair>, Spent> {
        let most = cap.min(ways[0].most.max(ways[1].most));
        let found = match ways.iter().all(|way| way.half == 0.0) {
            true => self.reversed(&ways.map(|way| (way, 1.0)))?.then_some(1.0),
            false => self.nearest(most, |distance| ways.map(|way| (way, distance)))?,
        };
        // What is closer to the nearer single than both are known is no pair.
        let grain = ways[0].most.max(ways[1].most)
            / self.settings.steps as f64
            / libm::exp2(self.settings.halvings as f64);
        let Some(diagonal) = found.filter(|&distance| distance < cap - 4.0 * grain) else { return Ok(None) };
        let mut distances = ways.map(|way| diagonal.min(way.most));
        for k in 0..2 {
            if ways[k].half != 0.0 {
                let other = (ways[1 - k], distances[1 - k]);
                distances[k] = self.halved([0.0, distances[k]], |distance| [(ways[k], distance), other])?;
            }
        }
        let values = [0, 1].map(|k| ways[k].at(distances[k]));
        Ok(Some(Pair { inputs: ways.map(|way| way.input), values, distances }))
    }
}

/// Searches for what reverses `conclusion`, from a start within `ranges`: all inputs, then all pairs, in order, until the
/// evaluations are spent.
pub fn reversals(
    mut conclusion: impl FnMut(&[f64]) -> bool,
    start: &[f64],
    ranges: &[Range],
    settings: Settings,
) -> Result<Reversals, Fault> {
    check(start, ranges)?;
    if settings.steps == 0 || settings.most == 0 {
        return Err(Fault::shape("reversals need at least one step and one evaluation".to_string()));
    }
    let at_start = conclusion(start);
    let mut search = Search { conclusion, at_start, point: start.to_vec(), settings, evaluations: 1 };
    let ways: Vec<Vec<Way>> = (0..start.len()).map(|j| Way::all(j, start[j], ranges[j])).collect();
    // How far each way has to go alone.
    let mut alone: Vec<Vec<f64>> = ways.iter().map(|ways| vec![f64::INFINITY; ways.len()]).collect();
    let (mut singles, mut singles_left) = (Vec::new(), Vec::new());
    for (j, own) in ways.iter().enumerate() {
        let mut best: Option<Single> = None;
        for (k, &way) in own.iter().enumerate() {
            match search.single(way) {
                Err(Spent) => {
                    singles_left.push(j);
                    break;
                }
                Ok(None) => (),
                Ok(Some(found)) => {
                    alone[j][k] = found.distance;
                    best = best.filter(|best| best.distance <= found.distance).or(Some(found));
                }
            }
        }
        singles.extend(best);
    }
    let (mut pairs, mut pairs_left) = (Vec::new(), Vec::new());
    for i in 0..ways.len() {
        for j in i + 1..ways.len() {
            let mut best: Option<Pair> = None;
            for (a, b) in (0..ways[i].len()).flat_map(|a| (0..ways[j].len()).map(move |b| (a, b))) {
                let nearest = |own: &[f64]| own.iter().copied().fold(f64::INFINITY, f64::min);
                let cap = nearest(&alone[i]).min(nearest(&alone[j]));
                match search.pair([ways[i][a], ways[j][b]], cap) {
                    Err(Spent) => {
                        pairs_left.push([i, j]);
                        break;
                    }
                    Ok(found) => best = best.filter(|b| found.is_none_or(|f| order(b, &f).is_le())).or(found),
                }
            }
            pairs.extend(best);
        }
    }
    // Stable: equal distances keep the order of the inputs.
    singles.sort_by(|one, other| one.distance.total_cmp(&other.distance));
    pairs.sort_by(order);
    let evaluations = search.evaluations;
    Ok(Reversals { conclusion: at_start, singles, pairs, singles_left, pairs_left, evaluations })
}

/// By the larger of the two distances, then by the smaller.
fn order(one: &Pair, other: &Pair) -> std::cmp::Ordering {
    let smaller = |pair: &Pair| pair.distances[0].min(pair.distances[1]);
    one.distance().total_cmp(&other.distance()).then(smaller(one).total_cmp(&smaller(other)))
}
