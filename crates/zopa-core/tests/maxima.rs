//! The filter of a listed set of packages against its definition.

mod common;

use common::random::Random;
use zopa_core::maxima::maxima;

/// The definition: compared with every other row.
fn twin(width: usize, rows: &[i64]) -> Vec<usize> {
    let all: Vec<&[i64]> = rows.chunks(width).collect();
    let beats = |a: &[i64], b: &[i64]| a != b && a.iter().zip(b).all(|(x, y)| x >= y);
    (0..all.len()).filter(|&k| !all.iter().any(|other| beats(other, all[k]))).collect()
}

#[test]
fn small_tables_with_many_ties() {
    for case in 0..common::cases(400) {
        let mut random = Random::new(case);
        let width = 1 + random.below(5);
        let n = 1 + random.below(59);
        let top = 2 + random.below(7);
        let rows: Vec<i64> = (0..n * width).map(|_| random.below(top) as i64).collect();
        assert_eq!(maxima(width, &rows).as_ref(), Ok(&twin(width, &rows)), "case {case}: {rows:?}");
    }
}

/// Enough rows for samples to be taken; on and near a plane, so that many are efficient.
#[test]
fn large_tables() {
    for (case, width) in [(1, 2), (2, 3), (3, 4), (4, 6)] {
        let mut random = Random::new(case);
        let mut rows: Vec<i64> = Vec::new();
        for _ in 0..12_000 {
            let mut row: Vec<i64> = (1..width).map(|_| random.below(400) as i64).collect();
            row.push(400 * width as i64 - row.iter().sum::<i64>() - random.below(200) as i64);
            rows.extend(row);
        }
        assert_eq!(maxima(width, &rows).as_ref(), Ok(&twin(width, &rows)), "{width} columns");
    }
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(
        maxima(2, &[1.0, f64::NAN]).map_err(|f| f.to_string()),
        Err("row 0 holds something that is not a number".into())
    );
    assert!(maxima(2, &[1, 2, 3]).is_err());
    assert!(maxima::<i64>(0, &[]).is_err());
    assert_eq!(maxima::<i64>(3, &[]), Ok(vec![]));
    assert_eq!(maxima(2, &[f64::INFINITY, 0.0, 0.0, f64::NEG_INFINITY]), Ok(vec![0]));
}
