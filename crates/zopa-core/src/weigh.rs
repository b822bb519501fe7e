//! Weights that bound a case well.
//!
//! `B(λ) = max Σ_p λ_p g_p` over a region is convex in `λ`; what a goal makes of it is quasi-convex on the goal's set of
//! weights, so a subgradient descent with shrinking steps finds good weights. Any weights give a valid bound: this
//! file decides how tight the bounds are, never whether they hold. Floats appear in the core here and, for Nash, in
//! `lottery::barrier` alone; the chosen weights are rounded to integers before anything is concluded from them.

use crate::answer::Goal;
use crate::problem::Score;
use crate::region::Groups;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// Largest weight handed out.
const TOP: f64 = (1u64 << 24) as f64;

/// Most weight of a party that only constrains, against the heaviest player, each in its own unit.
const HEAVIEST: f64 = 1000.0;

/// A maximiser of the weighted sum, per group, and its gains per column.
pub(crate) struct Pick {
    /// Row chosen in each group.
    pub rows: Vec<usize>,
}

struct Terrain<'g> {
    groups: &'g Groups,
    /// Rows of the groups in each column's own unit.
    rows: Vec<Vec<f64>>,
    tables: Vec<(usize, f64)>,
    base: Vec<f64>,
    /// The unit of each column, in grid points.
    unit: Vec<f64>,
    /// Per column: whether a player, and the player's own unit over `unit`.
    player: Vec<Option<f64>>,
}

/// Where a descent starts and how long it may be.
#[derive(Clone, Copy)]
pub(crate) struct Descent<'w> {
    /// Weights to start from, one per party, where some are known.
    pub start: Option<&'w [u64]>,
    pub steps: usize,
}

/// Finds weights for a region. Each point tried is shown to `offer`. Answers one weight per party of the problem, zero for parties not asked.
pub(crate) fn find(
    groups: &Groups,
    goal: &Goal,
    parties: usize,
    Descent { start, steps }: Descent,
    mut offer: impl FnMut(&Pick),
) -> Vec<u64> {
    let terrain = Terrain::new(groups, goal);
    let width = groups.parties.len();
    // The weights of the goal itself are the best there are where no other party binds.
    let (own, other) = if matches!(goal, Goal::Weighted { .. }) { (0.0, 0.0) } else { (1.0, 0.1) };
    let usual: Vec<f64> = terrain.player.iter().map(|p| if p.is_some() { own } else { other }).collect();
    let given = start.map(|weights| {
        groups.parties.iter().zip(&terrain.unit).map(|(&p, u)| weights[p] as f64 * u).collect::<Vec<f64>>()
    });
    // The better of the two to start from: weights handed down from another case may be far from any good here.
    let mut here = Vec::new();
    let mut lowest = f64::INFINITY;
    for mut weights in given.into_iter().chain([usual]) {
        terrain.project(goal, &mut weights);
        let (_, gains) = terrain.maximise(&weights);
        let bound: f64 = gains.iter().zip(&weights).map(|(g, y)| g * y).sum();
        let (height, _) = terrain.judge(goal, &weights, &gains, bound);
        if here.is_empty() || height < lowest {
            (here, lowest) = (weights, height);
        }
    }
    let mut best = (f64::INFINITY, here.clone());
    let mut stale = 0;
    let mut length = 0.5;
    for _ in 0..steps {
        let (pick, gains) = terrain.maximise(&here);
        offer(&pick);
        let bound: f64 = gains.iter().zip(&here).map(|(g, y)| g * y).sum();
        let (height, mut slope) = terrain.judge(goal, &here, &gains, bound);
        terrain.keep_tangent(goal, &mut slope);
        if best.0.is_infinite() || height < best.0 - 1e-12 * best.0.abs() {
            best = (height, here.clone());
            stale = 0;
        } else {
            stale += 1;
            if stale >= 4 {
                stale = 0;
                length *= 0.6;
                here.clone_from(&best.1);
            }
        }
        if bound < 0.0 {
            best = (height, here);
            break;
        }
        let size: f64 = slope.iter().map(|s| s * s).sum::<f64>().sqrt();
        let whole: f64 = here.iter().sum();
        if size == 0.0 || length < 1e-7 {
            break;
        }
        for c in 0..width {
            here[c] -= length * whole * slope[c] / size;
        }
        terrain.project(goal, &mut here);
    }
    terrain.rounded(&best.1, parties)
}

impl<'g> Terrain<'g> {
    fn new(groups: &'g Groups, goal: &Goal) -> Terrain<'g> {
        let width = groups.parties.len();
        let mut unit = vec![0.0f64; width];
        for group in &groups.groups {
            for (c, unit) in unit.iter_mut().enumerate() {
                let column = || group.rows.iter().skip(c).step_by(width);
                let span = column().max().unwrap_or(&0) - column().min().unwrap_or(&0);
                *unit += span as f64;
            }
        }
        for (c, unit) in unit.iter_mut().enumerate() {
            *unit = unit.max(groups.base[c].unsigned_abs() as f64 * 1e-3).max(1.0);
        }
        let players = goal.players();
        // What a player's gain is divided by in the goal.
        let units: Option<Vec<f64>> = match goal {
            Goal::Leximin { units, .. } | Goal::Sum { units, .. } => {
                Some(units.iter().map(|&u| u as f64).collect())
            }
            Goal::Weighted { weights, .. } => {
                let heaviest = weights.iter().max().and_then(BigInt::to_f64).unwrap_or(1.0);
                Some(weights.iter().map(|w| heaviest / w.to_f64().unwrap_or(1.0)).collect())
            }
            _ => None,
        };
        let player = groups
            .parties
            .iter()
            .zip(&unit)
            .map(|(p, scale)| {
                let at = players.iter().position(|q| q == p)?;
                Some(units.as_ref().map_or(1.0, |u| u[at] / scale))
            })
            .collect();
        let scaled = |row: &[Score]| row.iter().zip(&unit).map(|(&v, u)| v as f64 / u).collect::<Vec<f64>>();
        let rows = groups.groups.iter().map(|g| g.rows.chunks(width).flat_map(scaled).collect()).collect();
        let tables = groups
            .tables
            .iter()
            .map(|(c, t)| (*c, *t.iter().max().unwrap_or(&0) as f64 / unit[*c]))
            .collect();
        let base = scaled(&groups.base);
        Terrain { groups, rows, tables, base, unit, player }
    }

    /// A package that maximises the weighted sum, and the gains it stands for.
    fn maximise(&self, weights: &[f64]) -> (Pick, Vec<f64>) {
        let width = weights.len();
        let mut gains = self.base.clone();
        for (c, most) in &self.tables {
            gains[*c] += most;
        }
        let mut chosen = Vec::with_capacity(self.rows.len());
        for rows in &self.rows {
            let (mut top, mut at) = (f64::NEG_INFINITY, 0);
            for (r, row) in rows.chunks(width).enumerate() {
                let sum: f64 = row.iter().zip(weights).map(|(v, w)| v * w).sum();
                if sum > top {
                    (top, at) = (sum, r);
                }
            }
            for (gain, v) in gains.iter_mut().zip(&rows[at * width..]) {
                *gain += v;
            }
            chosen.push(at);
        }
        (Pick { rows: chosen }, gains)
    }

    /// The height to minimise at these weights, and a slope of it.
    fn judge(&self, goal: &Goal, weights: &[f64], gains: &[f64], bound: f64) -> (f64, Vec<f64>) {
        if let Goal::Product { players } = goal {
            // log of Bⁿ / Π λ: quasi-convex, and the same for all multiples of λ.
            let n = players.len() as f64;
            let bound = bound.max(1e-300);
            let player = |c: usize| self.player[c].is_some();
            let mut height = n * log(bound);
            let mut slope: Vec<f64> = gains.iter().map(|g| n * g / bound).collect();
            for c in (0..weights.len()).filter(|&c| player(c)) {
                height -= log(weights[c]);
                slope[c] -= 1.0 / weights[c];
            }
            (height, slope)
        } else {
            (bound, gains.to_vec())
        }
    }

    /// Takes out of a slope what the projection would undo anyway, so that steps have the length they say.
    fn keep_tangent(&self, goal: &Goal, slope: &mut [f64]) {
        let normal: Vec<f64> = match goal {
            Goal::Any => vec![1.0; slope.len()],
            Goal::Leximin { .. } => self.player.iter().map(|p| p.unwrap_or(0.0)).collect(),
            Goal::Own { .. } => self.player.iter().map(|p| if p.is_some() { 1.0 } else { 0.0 }).collect(),
            Goal::Product { .. } | Goal::Sum { .. } | Goal::Weighted { .. } => return,
        };
        let size: f64 = normal.iter().map(|a| a * a).sum();
        if size > 0.0 {
            let along = normal.iter().zip(slope.iter()).map(|(a, b)| a * b).sum::<f64>() / size;
            for (s, a) in slope.iter_mut().zip(&normal) {
                *s -= along * a;
            }
        }
    }

    /// Moves weights to the nearest ones that are allowed for the goal. A party that only constrains gets at most
    /// [`HEAVIEST`] times what a player gets: nearly infeasible cases would drive it up without end, and the cases
    /// below would start from there.
    fn project(&self, goal: &Goal, weights: &mut [f64]) {
        for w in weights.iter_mut() {
            *w = w.max(0.0);
        }
        let heaviest = match goal {
            Goal::Any => f64::INFINITY,
            _ => {
                let players = weights.iter().zip(&self.player).filter_map(|(w, p)| p.map(|_| *w));
                HEAVIEST * players.fold(0.0, f64::max).max(1e-3)
            }
        };
        for (w, player) in weights.iter_mut().zip(&self.player) {
            if player.is_none() {
                *w = w.min(heaviest);
            }
        }
        let whole: f64 = weights.iter().sum();
        let normalise = |weights: &mut [f64], by: f64| weights.iter_mut().for_each(|w| *w /= by);
        match goal {
            Goal::Any => match whole > 0.0 {
                true => normalise(weights, whole),
                false => weights.fill(1.0 / weights.len() as f64),
            },
            Goal::Product { .. } => {
                for (w, player) in weights.iter_mut().zip(&self.player) {
                    if player.is_some() {
                        *w = w.max(whole * 1e-4).max(1e-12);
                    }
                }
                let whole: f64 = weights.iter().sum();
                normalise(weights, whole);
            }
            Goal::Leximin { .. } => {
                let own: f64 = weights.iter().zip(&self.player).filter_map(|(w, p)| p.map(|u| w * u)).sum();
                if own > 1e-9 {
                    normalise(weights, own);
                } else {
                    let players = self.player.iter().flatten().count() as f64;
                    for (w, player) in weights.iter_mut().zip(&self.player) {
                        if let Some(u) = player {
                            *w = 1.0 / (players * u);
                        }
                    }
                }
            }
            Goal::Sum { .. } | Goal::Weighted { .. } => {
                for (w, player) in weights.iter_mut().zip(&self.player) {
                    if let Some(u) = player {
                        *w = w.max(1.0 / u);
                    }
                }
            }
            Goal::Own { .. } => {
                for (w, player) in weights.iter_mut().zip(&self.player) {
                    if player.is_some() {
                        *w = 1.0;
                    }
                }
            }
        }
    }

    /// Integer weights per party, players' at least 1.
    fn rounded(&self, weights: &[f64], parties: usize) -> Vec<u64> {
        let per_point: Vec<f64> = weights.iter().zip(&self.unit).map(|(w, u)| w / u).collect();
        let most = per_point.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let mut rounded = vec![0u64; parties];
        for (c, &p) in self.groups.parties.iter().enumerate() {
            let weight = (per_point[c] / most * TOP).round() as u64;
            rounded[p] = if self.player[c].is_some() { weight.max(1) } else { weight };
        }
        rounded
    }
}

/// Natural logarithm by a series that is the same on every platform.
pub(crate) fn log(x: f64) -> f64 {
    // x = m · 2^e with m in [1, 2); ln x = e ln 2 + 2 artanh((m - 1) / (m + 1)).
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1023;
    let mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    let (mut term, mut sum) = (z, 0.0);
    let mut k = 1.0;
    while k < 40.0 {
        sum += term / k;
        term *= square;
        k += 2.0;
    }
    exponent as f64 * std::f64::consts::LN_2 + 2.0 * sum
}

#[cfg(test)]
mod tests {
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the platform's logarithm is the twin, to twelve digits")]
    fn log_is_the_natural_logarithm() {
        for x in [1e-9, 0.3, 1.0, 1.5, 2.0, 10.0, 1e12] {
            assert!((super::log(x) - f64::ln(x)).abs() < 1e-12 * f64::ln(x).abs().max(1.0), "{x}");
        }
    }
}
