//! Hit-and-run: draws from a set too thin for rejection by a walk inside it.
//!
//! R. L. Smith (1984), "Efficient Monte Carlo procedures for generating points uniformly distributed over bounded
//! regions", Operations Research 32. A step takes a direction among coordinates in which every margin is affine (see
//! `said`), finds the chord inside ranges and statements from the margins at two points of it, and moves to a uniform
//! point of the chord. Where numbers have best values or links, and where a ceiling bends a margin, the move is taken with
//! the probability of N. Metropolis and others (1953). Sums and exact ratios are kept by directions that do not change
//! them.
//!
//! A walk starts anew in each block, at one of the points that long walks came by when the family was made, and takes as
//! many steps per coordinate from world to world as these long walks needed for [`WORTH`] worlds to be worth one drawn
//! independently, between 2 and [`MOST_STEPS`]; before the first world it takes [`BURN_IN`] times as many. Whether that was
//! enough is looked at by [`super::Mixing`].

mod blocks;
mod equations;

pub(super) use equations::Equation;

use super::depend::Loads;
use super::draw::uniform;
use super::family::Family;
use super::fit::SLACK;
use super::mixing::{Mixing, Spread};
use super::plan::{At, Component};
use super::{BLOCK, Said};
use crate::special::normal_quantile;
use blocks::blocks_of;
use chacha20::ChaCha8Rng;
use chacha20::rand_core::Rng;

/// Steps before the first world of a block, over those from world to world.
pub const BURN_IN: usize = 32;
/// Fewest steps per coordinate from world to world.
pub(super) const FEWEST_STEPS: usize = 2;
/// Most steps per coordinate from world to world.
pub const MOST_STEPS: usize = 16;
/// Worlds that are to be worth one drawn independently, if [`MOST_STEPS`] allow it.
pub const WORTH: f64 = 8.0;
/// Steps in one block of coordinates before it is another's turn.
const STAY: usize = 4;
/// A margin from which on a point is looked at itself, and not inferred from two others.
const CLOSE: f64 = 1e-7;

/// How a component is walked through.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    pub coordinates: Vec<usize>,
    /// Sets of coordinates in which margins are affine.
    blocks: Vec<Block>,
    /// Statements whose margins are affine in each block, and those that a ceiling bends.
    straight: Vec<At>,
    bent: Vec<At>,
    /// Statements of an exact ratio.
    exact: Vec<At>,
    /// Weights and what they sum to.
    pub sums: Vec<(Vec<usize>, f64)>,
    /// Links with their members.
    links: Vec<(usize, Vec<(usize, bool)>)>,
    /// Coordinates with a best value.
    peaked: Vec<usize>,
    /// Points to start from.
    pub starts: Vec<Vec<f64>>,
    /// Steps per coordinate from world to world.
    thinning: usize,
}

#[derive(Debug, Clone)]
struct Block {
    coordinates: Vec<usize>,
    ranges: Vec<f64>,
    /// What keeps sums and ratios, for steps measured in ranges: orthonormal.
    normals: Vec<Vec<f64>>,
    /// Sums of the walk that are changed here, and the coordinate that is set from the others.
    sums: Vec<(usize, usize)>,
    /// Statements with two sides, and the places here of what they speak of.
    strips: Vec<(At, Vec<usize>)>,
}

impl Walk {
    pub fn new(family: &Family, component: &Component) -> Walk {
        let mut coordinates: Vec<usize> = Vec::new();
        let mut sums = Vec::new();
        let mut links: Vec<(usize, Vec<(usize, bool)>)> = Vec::new();
        for piece in &component.pieces {
            coordinates.extend(&piece.plain);
            for hundred in &piece.hundreds {
                coordinates.extend(&hundred.members);
                sums.push((hundred.members.clone(), hundred.rest));
            }
            for &(c, link, rises) in &piece.linked {
                coordinates.push(c);
                match links.iter_mut().find(|(k, _)| *k == link) {
                    Some((_, members)) => members.push((c, rises)),
                    None => links.push((link, vec![(c, rises)])),
                }
            }
        }
        coordinates.sort_unstable();
        let said = |at: &At| &family.minds()[at.0].said[at.1];
        let is_exact = |at: &&At| matches!(said(at), Said::Ratio { low, high, .. } if low == high);
        let is_bent = |at: &&At| {
            let packages =
                matches!(said(at), Said::Better { .. } | Said::Alike { .. } | Said::OverNoDeal { .. });
            packages && family.place(at.0).ceiling.is_some()
        };
        let every = &component.every;
        let exact: Vec<At> = every.iter().filter(is_exact).copied().collect();
        let bent: Vec<At> = every.iter().filter(is_bent).copied().collect();
        let straight = every.iter().filter(|at| !is_exact(at) && !is_bent(at)).copied().collect();
        let peaked = coordinates.iter().copied().filter(|&c| !family.plan().shapes[c].even()).collect();
        let (blocks, starts) = (Vec::new(), Vec::new());
        let mut walk = Walk {
            coordinates,
            blocks,
            straight,
            bent,
            exact,
            sums,
            links,
            peaked,
            starts,
            thinning: FEWEST_STEPS,
        };
        let equations = walk.equations(family);
        walk.blocks = blocks_of(family, &walk.coordinates)
            .into_iter()
            .map(|coordinates| Block::new(family, coordinates, &equations, &walk))
            .collect();
        walk
    }

    /// Statements that are inequalities.
    pub fn inequalities(&self) -> impl Iterator<Item = &At> {
        self.straight.iter().chain(&self.bent)
    }

    /// A link of perfect correlation between coordinates that are moved one by one.
    pub fn stiff(&self, loads: &Loads) -> Option<usize> {
        let stiff = |(link, members): &&(usize, Vec<_>)| members.len() > 1 && loads.strengths[*link] >= 1.0;
        self.links.iter().find(stiff).map(|(link, _)| *link)
    }

    /// Finds out, on long walks from the starts, how many steps it takes, at most so many, and starts from points they come
    /// by.
    pub fn settle(
        &mut self,
        family: &Family,
        loads: &Loads,
        most: usize,
        random: impl Fn(usize) -> ChaCha8Rng,
    ) {
        let starts = self.starts.iter().enumerate();
        let mut walkers: Vec<Walker> =
            starts.map(|(k, start)| Walker::new(random(k), start.clone())).collect();
        loop {
            let mut mixing = Mixing::of(family, self.coordinates.clone());
            self.starts.clear();
            for walker in &mut walkers {
                walker.density = density(family, self, loads, &walker.point);
                walker.steps(family, self, loads, BURN_IN * self.thinning);
                for world in 0..BLOCK {
                    walker.steps(family, self, loads, self.thinning);
                    mixing.see_point(&walker.point);
                    if world % 16 == 0 {
                        self.starts.push(walker.point.clone());
                    }
                }
            }
            let enough = |spread: Spread| spread.effective * WORTH >= spread.worlds as f64;
            if self.thinning >= most || mixing.spread().is_none_or(enough) {
                return;
            }
            self.thinning *= 2;
        }
    }

    /// Whether a point is in all ranges and agrees with everything said in this component.
    pub fn holds(&self, family: &Family, point: &[f64]) -> bool {
        let close = |at: &At| {
            let margins = family.margins(at.0, &family.minds()[at.0].said[at.1], point);
            margins[0] >= -SLACK && margins[1] >= -SLACK
        };
        let inside = |&c: &usize| {
            let q = family.quantity(c);
            q.low <= point[c] && point[c] <= q.high
        };
        self.coordinates.iter().all(inside)
            && family.agree(&self.straight, point)
            && family.agree(&self.bent, point)
            && self.exact.iter().all(close)
    }
}

impl Block {
    fn new(family: &Family, coordinates: Vec<usize>, equations: &[Equation], walk: &Walk) -> Block {
        let ranges: Vec<f64> = coordinates
            .iter()
            .map(|&c| {
                let q = family.quantity(c);
                q.high - q.low
            })
            .collect();
        let mut normals: Vec<Vec<f64>> = Vec::new();
        for (left, _) in equations {
            let mut normal = vec![0.0; coordinates.len()];
            for &(c, factor) in left {
                if let Some(at) = coordinates.iter().position(|&x| x == c) {
                    normal[at] = factor * ranges[at];
                }
            }
            orthogonal(&mut normal, &normals);
            let size = square(&normal).sqrt();
            if size > 1e-9 {
                normal.iter_mut().for_each(|x| *x /= size);
                normals.push(normal);
            }
        }
        let strip = |&at: &At| {
            let said = &family.minds()[at.0].said[at.1];
            let two = matches!(said, Said::Alike { .. } | Said::OverNoDeal { .. });
            let about = family.spoken_of(at.0, said);
            let places: Vec<usize> =
                (0..coordinates.len()).filter(|&k| about.contains(&coordinates[k])).collect();
            (two && !places.is_empty()).then_some((at, places))
        };
        let strips = walk.straight.iter().filter_map(strip).collect();
        let sums = walk.sums.iter().enumerate().filter(|(_, (weights, _))| coordinates.contains(&weights[0]));
        let sums = sums.map(|(s, (weights, _))| (s, weights[weights.len() - 1])).collect();
        Block { coordinates, ranges, normals, sums, strips }
    }

    /// A direction, as likely as its opposite: all coordinates, one, or one against another. Two of three times it is
    /// taken along the strips that statements with two sides leave; which way these run does not depend on where the
    /// point is in this block, so that the way back is as likely. Whether there is one.
    fn direction(&self, walker: &mut Walker) -> bool {
        let k = self.coordinates.len();
        let Walker { random, direction: out, across, .. } = walker;
        out.clear();
        out.resize(k, 0.0);
        let pick = |random: &mut ChaCha8Rng| ((u64::from(random.next_u32()) * k as u64) >> 32) as usize;
        match random.next_u32() % 3 {
            0 => out.iter_mut().for_each(|x| *x = 2.0 * uniform(random.next_u32()) - 1.0),
            1 => out[pick(random)] = 1.0,
            _ => {
                let (one, other) = (pick(random), pick(random));
                out[one] += 1.0 / self.ranges[one];
                out[other] -= 1.0 / self.ranges[other];
            }
        }
        let along = random.next_u32() % 3 > 0 && across.len() > self.normals.len();
        // Nothing but rounding is left of a direction that is kept.
        let left = |inside: &[f64], of: f64| square(inside) > 1e-12 * of;
        let whole = square(out);
        orthogonal(out, &self.normals);
        if along {
            let mut inside = out.clone();
            orthogonal(&mut inside, across);
            if left(&inside, whole) {
                *out = inside;
                orthogonal(out, across);
            }
        }
        // Again, for what rounding leaves of a normal.
        orthogonal(out, &self.normals);
        let length = square(out).sqrt();
        let found = left(out, whole);
        out.iter_mut().zip(&self.ranges).for_each(|(x, range)| *x *= range / length);
        found
    }

    /// The normals, and those of the strips.
    fn across(&self, family: &Family, point: &mut [f64]) -> Vec<Vec<f64>> {
        let mut normals = self.normals.clone();
        for ((p, s), places) in &self.strips {
            let said = &family.minds()[*p].said[*s];
            let here = family.margins(*p, said, point)[0];
            let mut slopes = vec![0.0; self.coordinates.len()];
            for &k in places {
                let c = self.coordinates[k];
                let before = point[c];
                point[c] += self.ranges[k];
                slopes[k] = family.margins(*p, said, point)[0] - here;
                point[c] = before;
            }
            let whole = square(&slopes);
            orthogonal(&mut slopes, &normals);
            orthogonal(&mut slopes, &normals);
            let left = square(&slopes);
            if left > 1e-12 * whole {
                slopes.iter_mut().for_each(|x| *x /= left.sqrt());
                normals.push(slopes);
            }
        }
        normals
    }
}

fn square(vector: &[f64]) -> f64 {
    vector.iter().map(|x| x * x).sum()
}

/// Takes out of a vector its part along orthonormal ones.
pub(super) fn orthogonal(vector: &mut [f64], normals: &[Vec<f64>]) {
    for normal in normals {
        let along: f64 = vector.iter().zip(normal).map(|(x, n)| x * n).sum();
        vector.iter_mut().zip(normal).for_each(|(x, n)| *x -= along * n);
    }
}

/// A walk in progress.
#[derive(Debug)]
pub(super) struct Walker {
    random: ChaCha8Rng,
    point: Vec<f64>,
    next: Vec<f64>,
    direction: Vec<f64>,
    /// Normals of what a step keeps, with those of the strips, in the block whose turn it is.
    across: Vec<Vec<f64>>,
    /// Margins of the straight statements at the point, and how they change along the direction.
    margins: Vec<[f64; 2]>,
    slopes: Vec<[f64; 2]>,
    started: bool,
    density: f64,
}

impl Walker {
    pub fn new(random: ChaCha8Rng, point: Vec<f64>) -> Walker {
        let next = point.clone();
        Walker {
            random,
            point,
            next,
            direction: Vec::new(),
            across: Vec::new(),
            margins: Vec::new(),
            slopes: Vec::new(),
            started: false,
            density: 0.0,
        }
    }

    /// Walks on, and writes the component into a point.
    pub fn walk(&mut self, family: &Family, walk: &Walk, loads: &Loads, point: &mut [f64]) {
        if std::mem::replace(&mut self.started, true) {
            self.steps(family, walk, loads, walk.thinning);
        } else {
            let pick = (u64::from(self.random.next_u32()) * walk.starts.len() as u64) >> 32;
            let start = &walk.starts[pick as usize];
            walk.coordinates.iter().for_each(|&c| self.point[c] = start[c]);
            self.next.clone_from(&self.point);
            self.density = density(family, walk, loads, &self.point);
            self.steps(family, walk, loads, BURN_IN * walk.thinning);
        }
        walk.coordinates.iter().for_each(|&c| point[c] = self.point[c]);
    }

    /// So many steps per coordinate.
    fn steps(&mut self, family: &Family, walk: &Walk, loads: &Loads, each: usize) {
        // Margins are known from here on, up to what rounding adds until the next look.
        self.margins.clear();
        for &(p, s) in &walk.straight {
            self.margins.push(family.margins(p, &family.minds()[p].said[s], &self.point));
        }
        for k in 0..each * walk.coordinates.len() {
            let block = &walk.blocks[k / STAY % walk.blocks.len()];
            if k % STAY == 0 {
                self.across = block.across(family, &mut self.point);
            }
            self.step(family, walk, loads, block);
        }
    }

    fn step(&mut self, family: &Family, walk: &Walk, loads: &Loads, block: &Block) {
        if !block.direction(self) {
            return;
        }
        let [along, chance] = [(); 2].map(|()| uniform(self.random.next_u32()));
        let Some([from, to]) = self.chord(family, walk, block) else { return };
        let t = from + (to - from) * along;
        let mut taken = true;
        for (&c, d) in block.coordinates.iter().zip(&self.direction) {
            self.next[c] = self.point[c] + t * d;
            let q = family.quantity(c);
            taken &= q.low <= self.next[c] && self.next[c] <= q.high;
        }
        for &(s, last) in &block.sums {
            let (weights, rest) = &walk.sums[s];
            let others: f64 = weights.iter().filter(|&&c| c != last).map(|&c| self.next[c]).sum();
            self.next[last] = rest - others;
            let q = family.quantity(last);
            taken &= q.low <= self.next[last] && self.next[last] <= q.high;
        }
        let mut close = !walk.bent.is_empty() || !walk.exact.is_empty();
        for (here, slope) in self.margins.iter().zip(&mut self.slopes) {
            // What is left in `slope` is the margin where the step ends.
            for side in 0..2 {
                slope[side] = if here[side].is_finite() { here[side] + t * slope[side] } else { here[side] };
                close |= slope[side] < CLOSE;
            }
        }
        let flat = walk.peaked.is_empty() && walk.links.is_empty();
        let mut density_there = 0.0;
        if taken && !flat {
            density_there = density(family, walk, loads, &self.next);
            taken = libm::log(chance) < density_there - self.density;
        }
        // Rounding can carry the end of a chord out, and a ceiling is not seen from its ends.
        taken = taken && (!close || walk.holds(family, &self.next));
        if taken {
            self.density = density_there;
            std::mem::swap(&mut self.margins, &mut self.slopes);
        }
        let (from, into) = if taken { (&self.next, &mut self.point) } else { (&self.point, &mut self.next) };
        block.coordinates.iter().for_each(|&c| into[c] = from[c]);
    }

    /// How far one can go back and forth along the direction; none where it leads nowhere. Leaves in `slopes` how margins
    /// change.
    fn chord(&mut self, family: &Family, walk: &Walk, block: &Block) -> Option<[f64; 2]> {
        let (mut from, mut to) = (f64::NEG_INFINITY, f64::INFINITY);
        // `room` at the point, `room + slope t` along the direction.
        let mut cut = |room: f64, slope: f64| {
            if slope < 0.0 {
                to = to.min(room / -slope);
            } else if slope > 0.0 {
                from = from.max(-room / slope);
            }
        };
        for (&c, &d) in block.coordinates.iter().zip(&self.direction) {
            let q = family.quantity(c);
            cut(self.point[c] - q.low, d);
            cut(q.high - self.point[c], -d);
            self.next[c] = self.point[c] + d;
        }
        self.slopes.clear();
        for (&(p, s), here) in walk.straight.iter().zip(&self.margins) {
            let there = family.margins(p, &family.minds()[p].said[s], &self.next);
            let slopes = [there[0] - here[0], there[1] - here[1]];
            for side in (0..2).filter(|&side| here[side].is_finite()) {
                cut(here[side].max(0.0), slopes[side]);
            }
            self.slopes.push(slopes);
        }
        let found = from.is_finite() && to.is_finite() && from < to;
        if !found {
            block.coordinates.iter().for_each(|&c| self.next[c] = self.point[c]);
        }
        found.then_some([from, to])
    }
}

/// Logarithm of the density of a point before what was said, but for a constant.
fn density(family: &Family, walk: &Walk, loads: &Loads, point: &[f64]) -> f64 {
    let shapes = &family.plan().shapes;
    let peaks: f64 = walk.peaked.iter().map(|&c| libm::log(shapes[c].density(point[c]))).sum();
    // The copula of one cause: normal numbers `y` of correlation `s`, over independent ones.
    let link = |(k, members): &(usize, Vec<(usize, bool)>)| -> f64 {
        let (s, n) = (loads.strengths[*k], members.len() as f64);
        let (mut sum, mut squares) = (0.0, 0.0);
        for &(c, rises) in members {
            let y = normal_quantile(shapes[c].below(point[c]));
            sum += if rises { y } else { -y };
            squares += y * y;
        }
        -0.5 * s / (1.0 - s) * (squares - sum * sum / (1.0 + (n - 1.0) * s))
    };
    peaks + walk.links.iter().map(link).sum::<f64>()
}
