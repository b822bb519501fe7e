//! Which rows of a table no other beats: the efficient packages of a black box.
//!
//! Where packages are only listed, with what each is worth to whom, nothing is known that could be summed. Few rows
//! beat most others: those that no row of a small sample beats are compared with every row first, and only what they
//! leave is sorted and swept. (J. L. Bentley, K. L. Clarkson, D. B. Levine 1993, "Fast linear expected-time algorithms
//! for computing maxima and convex hulls", Algorithmica 9, has the idea for one point.)

use crate::Fault;
use crate::budget::Budget;
use crate::sums::sweep;
use std::cmp::Ordering;

/// Rows in the sample.
const SAMPLE: usize = 4096;
/// Samples taken at most, and rows left that need no further one.
const ROUNDS: usize = 2;
const ENOUGH: usize = 10_000;
/// Rows of the sample that every row is compared with.
const KILLERS: usize = 48;

/// The rows that no other beats, ascending: no row is at least as good in every column and better in one. Equal rows do
/// not beat each other, so all of them are listed. `rows` holds `width` numbers per row, larger is better.
///
/// ```
/// // Three packages for two parties; the last is worse for both than the first.
/// let kept = zopa_core::maxima::maxima(2, &[3.0, 1.0, 1.0, 2.0, 2.0, 0.5])?;
/// assert_eq!(kept, [0, 1]);
/// # Ok::<(), zopa_core::Fault>(())
/// ```
///
/// # Errors
/// A [`Fault`] if the numbers do not fill rows, or one is not a number.
pub fn maxima<T: Copy + PartialOrd>(width: usize, rows: &[T]) -> Result<Vec<usize>, Fault> {
    if width == 0 || !rows.len().is_multiple_of(width) {
        return Err(Fault::shape(format!("{} numbers are no rows of {width}", rows.len())));
    }
    let n = rows.len() / width;
    let row = |k: usize| &rows[k * width..][..width];
    let all =
        u32::try_from(n).map_err(|_| Fault::shape(format!("{n} rows; at most {} are possible", u32::MAX)))?;
    let numbered = |k: u32| match row(k as usize).iter().all(|v| v.partial_cmp(v).is_some()) {
        true => Ok(()),
        false => Err(Fault::shape(format!("row {k} holds something that is not a number"))),
    };
    // What a first sample leaves has other rows that beat most of it. What is not a number is never beaten: it is found
    // among the rows left, and must not be among those that beat.
    let mut left: Vec<u32> = Vec::new();
    for round in 0..ROUNDS {
        let size = if round == 0 { n } else { left.len() };
        if size < ENOUGH {
            break;
        }
        let at = |k: usize| if round == 0 { k as u32 } else { left[k] };
        sample(size).try_for_each(|k| numbered(at(k)))?;
        let killers = killers(width, size, |k| row(at(k) as usize));
        let lives = |k: &u32| {
            let row = row(*k as usize);
            !match width {
                2 => killed::<T, 2>(&killers, row),
                3 => killed::<T, 3>(&killers, row),
                4 => killed::<T, 4>(&killers, row),
                _ => beaten_by_any(&killers, row, width),
            }
        };
        left = if round == 0 {
            (0..all).filter(lives).collect()
        } else {
            left.iter().copied().filter(lives).collect()
        };
    }
    if n < ENOUGH {
        left = (0..all).collect();
    }
    left.iter().try_for_each(|&k| numbered(k))?;
    // The first column beside the row's number, so that sorting mostly stays within one list.
    let mut left: Vec<(T, u32)> = left.into_iter().map(|k| (row(k as usize)[0], k)).collect();
    left.sort_unstable_by(|a, b| {
        let first = b.0.partial_cmp(&a.0).unwrap_or(Ordering::Equal);
        first.then_with(|| falling(row(a.1 as usize), row(b.1 as usize))).then(a.1.cmp(&b.1))
    });
    // One of each kind of equal rows stands for all.
    let mut kinds: Vec<u32> = Vec::with_capacity(left.len());
    let mut kind_of: Vec<u32> = Vec::with_capacity(left.len());
    for &(_, k) in &left {
        if kinds.last().is_none_or(|&last| row(last as usize) != row(k as usize)) {
            kinds.push(k);
        }
        kind_of.push(kinds.len() as u32 - 1);
    }
    let ranks = ranks(width, kinds.len(), |k, c| row(kinds[k] as usize)[c]);
    let keep = swept([kinds.len(), width - 1], &ranks);
    let mut kept: Vec<usize> = left
        .iter()
        .zip(kind_of)
        .filter(|&(_, kind)| keep[kind as usize])
        .map(|(&(_, k), _)| k as usize)
        .collect();
    kept.sort_unstable();
    Ok(kept)
}

/// A sweep whose budget has no end always comes to its own.
fn swept(size: [usize; 2], ranks: &[i32]) -> Vec<bool> {
    sweep::efficient(size, ranks, &[], &mut Budget::new(u64::MAX))
        .unwrap_or_else(|_| unreachable!("nothing stops it"))
}

fn falling<T: PartialOrd>(a: &[T], b: &[T]) -> Ordering {
    b.partial_cmp(a).unwrap_or(Ordering::Equal)
}

/// Per row the places of its numbers but the first among those of their column: only the order counts.
fn ranks<T: Copy + PartialOrd>(width: usize, n: usize, at: impl Fn(usize, usize) -> T) -> Vec<i32> {
    let d = width - 1;
    let mut ranks = vec![0; d * n];
    for c in 0..d {
        let mut order: Vec<(T, u32)> = (0..n as u32).map(|k| (at(k as usize, c + 1), k)).collect();
        order.sort_unstable_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal));
        let mut rank = 0;
        for (place, &(value, k)) in order.iter().enumerate() {
            if place > 0 && order[place - 1].0 < value {
                rank += 1;
            }
            ranks[k as usize * d + c] = rank;
        }
    }
    ranks
}

/// The rows in a sample of `n`.
fn sample(n: usize) -> impl Iterator<Item = usize> {
    (0..n).step_by((n / SAMPLE).max(1))
}

/// Rows of a sample that no other row of it beats, those that beat most of it first.
fn killers<'r, T: Copy + PartialOrd + 'r>(width: usize, n: usize, row: impl Fn(usize) -> &'r [T]) -> Vec<T> {
    let sample: Vec<&[T]> = sample(n).map(row).collect();
    let mut sorted = sample.clone();
    sorted.sort_by(|a, b| falling(a, b));
    sorted.dedup();
    let ranks = ranks(width, sorted.len(), |k, c| sorted[k][c]);
    let keep = swept([sorted.len(), width - 1], &ranks);
    let mut best: Vec<&[T]> =
        sorted.into_iter().zip(keep).filter_map(|(row, keep)| keep.then_some(row)).collect();
    // Always the one that beats most of what the ones before have left.
    let mut left: Vec<&[T]> = sample.into_iter().step_by(8).collect();
    // Only those that beat most by themselves are weighed against each other.
    let hits = |killer: &&[T]| left.iter().filter(|row| beats(killer, row)).count();
    best.sort_by_cached_key(|killer| std::cmp::Reverse(hits(killer)));
    best.truncate(2 * KILLERS);
    let mut killers = Vec::new();
    while killers.len() < KILLERS * width && !best.is_empty() && !left.is_empty() {
        let (at, hits) = best
            .iter()
            .enumerate()
            .map(|(at, killer)| (at, left.iter().filter(|row| beats(killer, row)).count()))
            .max_by_key(|&(at, hits)| (hits, std::cmp::Reverse(at)))
            .unwrap_or((0, 0));
        if hits == 0 {
            break;
        }
        let killer = best.swap_remove(at);
        left.retain(|row| !beats(killer, row));
        killers.extend_from_slice(killer);
    }
    killers
}

#[inline]
fn beats<T: PartialOrd>(a: &[T], b: &[T]) -> bool {
    a.iter().zip(b).all(|(x, y)| x >= y) && a != b
}

#[inline]
fn killed<T: Copy + PartialOrd, const D: usize>(killers: &[T], row: &[T]) -> bool {
    let row: [T; D] = std::array::from_fn(|c| row[c]);
    killers.chunks_exact(D).any(|killer| {
        let mut least = true;
        for c in 0..D {
            least &= killer[c] >= row[c];
        }
        least && killer != row
    })
}

fn beaten_by_any<T: PartialOrd>(killers: &[T], row: &[T], width: usize) -> bool {
    killers.chunks_exact(width).any(|killer| beats(killer, row))
}
