//! The Nash lottery over a few packages, in floats: what comes of it is rounded and then proved, so no digit is relied
//! on.
//!
//! The lottery that maximises `Σ_p log Σ_k x_k a_kp` has the dual `max Σ_p log y_p` under `Σ_p a_kp y_p ≤ n` for every
//! package `k`, with `y_p = 1 / Σ_k x_k a_kp` at the optimum. The dual has one variable per player, whatever the number
//! of packages. It is followed along `Σ log y_p + μ Σ_k log(n - a_k·y)` as `μ` falls; the function is self-concordant, so
//! damped Newton steps stay inside and arrive (Y. Nesterov, A. Nemirovskii 1994, *Interior-Point Polynomial Algorithms
//! in Convex Programming*).

/// The last `μ`: times the number of packages over that of players, the relative error of the product's logarithm.
const LAST: f64 = 1e-11;

/// The point `y`; `rows[k][p]` is the gain of player `p` from package `k` as a share of its ideal, between 0 and 1.
pub(super) fn solve(rows: &[Vec<f64>], n: usize) -> Vec<f64> {
    // Inside: no row sums to more than n.
    let mut y = vec![0.5; n];
    let mut mu = 1.0;
    loop {
        for _ in 0..100 {
            if step(rows, &mut y, mu) < 0.1 {
                break;
            }
        }
        if mu <= LAST {
            return y;
        }
        mu *= 0.2;
    }
}

/// One damped Newton step for `-Σ log y_p / μ - Σ_k log(n - a_k·y)`. Answers the decrement before it.
fn step(rows: &[Vec<f64>], y: &mut [f64], mu: f64) -> f64 {
    let n = y.len();
    let mut slope: Vec<f64> = y.iter().map(|y| -1.0 / (mu * y)).collect();
    let mut curve = vec![vec![0.0; n]; n];
    for (p, y) in y.iter().enumerate() {
        curve[p][p] = 1.0 / (mu * y * y);
    }
    for row in rows {
        let slack = n as f64 - row.iter().zip(&*y).map(|(a, y)| a * y).sum::<f64>();
        let slack = slack.max(1e-15);
        for p in 0..n {
            slope[p] += row[p] / slack;
            for r in 0..=p {
                curve[p][r] += row[p] * row[r] / (slack * slack);
            }
        }
    }
    let way = solved(curve, &slope);
    let decrement = way.iter().zip(&slope).map(|(w, s)| w * s).sum::<f64>().max(0.0).sqrt();
    let mut length = if decrement < 0.25 { 1.0 } else { 1.0 / (1.0 + decrement) };
    // Rounding aside the step stays inside; with it, halve until it does.
    for _ in 0..60 {
        let there: Vec<f64> = y.iter().zip(&way).map(|(y, w)| y - length * w).collect();
        let inside = there.iter().all(|y| *y > 0.0)
            && rows.iter().all(|row| row.iter().zip(&there).map(|(a, y)| a * y).sum::<f64>() < n as f64);
        if inside {
            y.copy_from_slice(&there);
            break;
        }
        length *= 0.5;
    }
    decrement
}

/// Solves `H w = g` for a symmetric positive matrix whose lower half is given, by `H = L D Lᵀ`.
fn solved(mut h: Vec<Vec<f64>>, g: &[f64]) -> Vec<f64> {
    let n = g.len();
    let mut w = g.to_vec();
    for j in 0..n {
        let pivot = h[j][j].max(f64::MIN_POSITIVE);
        for i in j + 1..n {
            let factor = h[i][j] / pivot;
            let below: Vec<f64> = h[j + 1..=i].iter().map(|row| row[j]).collect();
            for (entry, other) in h[i][j + 1..].iter_mut().zip(below) {
                *entry -= factor * other;
            }
            w[i] -= factor * w[j];
        }
        for row in &mut h[j + 1..] {
            row[j] /= pivot;
        }
    }
    for j in (0..n).rev() {
        w[j] /= h[j][j].max(f64::MIN_POSITIVE);
        for i in j + 1..n {
            w[j] -= h[i][j] * w[i];
        }
    }
    w
}
