//! Adjusted winner.

use super::number;
use num_rational::BigRational;
use num_traits::{One, Zero};
use zopa_core::elicit::adjusted::adjusted_winner;
use zopa_core::elicit::linear::whole;

/// S. J. Brams and J. M. Togman 1996, "Camp David: was the agreement fair?", Conflict Management and Peace Science 15: Sinai,
/// recognition, West Bank and Gaza, linkage, Palestinian rights, Jerusalem. The points are from memory of that paper.
#[test]
fn camp_david() {
    let israel = [35, 10, 20, 10, 5, 20];
    let egypt = [55, 5, 10, 5, 20, 5];
    let found = adjusted_winner([&israel, &egypt]).unwrap();
    assert_eq!(found.first[0], number("1/6"));
    let (one, none) = (BigRational::one(), BigRational::zero());
    assert_eq!(found.first[1..], [one.clone(), one.clone(), one.clone(), none, one]);
    assert_eq!(found.points, number("395/6"));
    let swapped = adjusted_winner([&egypt, &israel]).unwrap();
    assert_eq!(swapped.first[0], number("5/6"));
    assert_eq!(swapped.points, found.points);
}

/// Both have equally much, at least half of their points, and an item at most is shared.
#[test]
fn divisions_are_equitable() {
    let mut random = super::stream::Stream::new(4);
    for _ in 0..500 {
        let mut give = || {
            let mut points = [0u32; 5];
            (0..60).for_each(|_| points[random.below(5) as usize] += 1);
            points
        };
        let points = [give(), give()];
        let found = adjusted_winner([&points[0], &points[1]]).unwrap();
        let worth = |of: &[u32; 5], first: bool| -> BigRational {
            let share = |k: usize| if first { found.first[k].clone() } else { whole(1) - &found.first[k] };
            (0..5).map(|k| share(k) * whole(of[k].into())).sum()
        };
        let [one, other] = [worth(&points[0], true), worth(&points[1], false)];
        assert_eq!([&one, &other], [&found.points; 2], "{points:?}");
        assert!(one >= whole(30), "{points:?}");
        let split = found.first.iter().filter(|s| !s.is_zero() && !s.is_one()).count();
        assert!(split <= 1, "{points:?}: {found:?}");
    }
    assert!(adjusted_winner([&[1, 2], &[3]]).is_err() && adjusted_winner([&[1, 2], &[2, 2]]).is_err());
}
