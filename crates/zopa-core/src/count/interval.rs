//! The interval of Clopper and Pearson for a probability, rounded outwards, without a float.
//!
//! Of `k` hits in `t` tries the lower end is the `p` at which `k` or more hits have probability `α/2`; the upper end is
//! one minus the lower end for the misses. The tail is summed in numbers of 63 bits and an exponent, every operation
//! rounded up: a `p` whose tail so computed is at most `α/2` has a true tail at most that, so it is no higher than the
//! exact end. The ends are multiples of 2^-32.

use num_rational::BigRational;

/// How sure the interval is, as a fraction.
pub(super) const CONFIDENCE: (u32, u32) = (19, 20);
/// Units in one.
pub(crate) const ONE: u64 = 1 << 32;

/// `digits · 2^exponent`, with the top bit of `digits` set, or zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Upper {
    digits: u64,
    exponent: i64,
}

impl Upper {
    /// The least number of this kind that is `wide · 2^exponent` or more, and more still if `sticky`.
    fn new(wide: u128, exponent: i64, sticky: bool) -> Upper {
        if wide == 0 {
            // What is lost below the last digit of a sum is less than this.
            let digits = u64::from(sticky) << 63;
            return Upper { digits, exponent: exponent - 63 };
        }
        let shift = 64 - i64::from(wide.leading_zeros());
        if shift <= 0 {
            let digits = (wide << -shift) as u64;
            return match sticky {
                true => Upper::new(u128::from(digits) + 1, exponent + shift, false),
                false => Upper { digits, exponent: exponent + shift },
            };
        }
        let lost = sticky || wide & ((1 << shift) - 1) != 0;
        let digits = (wide >> shift) + u128::from(lost);
        match digits >> 64 {
            0 => Upper { digits: digits as u64, exponent: exponent + shift },
            _ => Upper { digits: 1 << 63, exponent: exponent + shift + 1 },
        }
    }

    fn from(whole: u64) -> Upper {
        Upper::new(u128::from(whole), 0, false)
    }

    fn times(self, other: Upper) -> Upper {
        Upper::new(u128::from(self.digits) * u128::from(other.digits), self.exponent + other.exponent, false)
    }

    /// Divided by a whole number that is not zero.
    fn over(self, whole: u64) -> Upper {
        let wide = u128::from(self.digits) << 64;
        let (quotient, rest) = (wide / u128::from(whole), wide % u128::from(whole));
        Upper::new(quotient, self.exponent - 64, rest != 0)
    }

    fn plus(self, other: Upper) -> Upper {
        if self.digits == 0 || other.digits == 0 {
            return if self.digits == 0 { other } else { self };
        }
        let (large, small) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        let apart = large.exponent - small.exponent;
        let wide = u128::from(large.digits) << 62;
        let shifted = u128::from(small.digits) << 62;
        let (added, lost) = match apart {
            0..=126 => (shifted >> apart, shifted & ((1u128 << apart) - 1) != 0),
            _ => (0, true),
        };
        Upper::new(wide + added, large.exponent - 62, lost)
    }

    fn power(self, mut exponent: u64) -> Upper {
        let (mut base, mut result) = (self, Upper::from(1));
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result.times(base);
            }
            base = base.times(base);
            exponent >>= 1;
        }
        result
    }

    fn at_most(self, other: Upper) -> bool {
        if self.digits == 0 || other.digits == 0 {
            return self.digits == 0;
        }
        (self.exponent, self.digits) <= (other.exponent, other.digits)
    }
}

/// The two ends.
pub(super) fn clopper_pearson(hits: u64, tries: u64) -> [BigRational; 2] {
    ends(hits, tries, CONFIDENCE).map(|end| BigRational::new(end.into(), ONE.into()))
}

/// The two ends in units of 2^-32, for an interval that is so `sure`, as a fraction.
pub(crate) fn ends(hits: u64, tries: u64, sure: (u32, u32)) -> [u64; 2] {
    [lower(hits, tries, sure), ONE - lower(tries - hits, tries, sure)]
}

/// The lower end, in units of 2^-32.
fn lower(hits: u64, tries: u64, (sure, of): (u32, u32)) -> u64 {
    if hits == 0 {
        return 0;
    }
    // α/2, not more.
    let half = Upper { digits: u64::MAX / u64::from(2 * of) * u64::from(of - sure), exponent: -64 };
    let half = Upper::new(u128::from(half.digits), half.exponent, false);
    let choices = (1..=hits.min(tries - hits)).fold(Upper::from(1), |product, j| {
        product.times(Upper::from(tries - hits.min(tries - hits) + j)).over(j)
    });
    // The largest unit whose tail is small enough; below it lies `hits / tries`, where the tail is about a half.
    let most = (u128::from(hits) * u128::from(ONE) / u128::from(tries)) as u64;
    let (mut low, mut high) = (0, most + 1);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match middle < ONE && tail(hits, tries, middle, choices).at_most(half) {
            true => low = middle,
            false => high = middle,
        }
    }
    low
}

/// The probability of `hits` or more of `tries` where each has probability `p` in units of 2^-32, or more than it.
/// `p ≤ hits / tries`, so that the terms fall.
fn tail(hits: u64, tries: u64, p: u64, choices: Upper) -> Upper {
    let unit = |whole: u64| Upper { exponent: Upper::from(whole).exponent - 32, ..Upper::from(whole) };
    let mut term = choices.times(unit(p).power(hits)).times(unit(ONE - p).power(tries - hits));
    let mut sum = term;
    for k in hits..tries {
        term = term.times(Upper::from(tries - k)).times(Upper::from(p)).over(k + 1).over(ONE - p);
        if term.exponent < sum.exponent - 80 {
            return sum.plus(term.times(Upper::from(tries - k)));
        }
        sum = sum.plus(term);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::clopper_pearson;
    use num_bigint::BigInt;
    use num_rational::BigRational;

    /// The tail, exactly.
    fn tail(hits: u64, tries: u64, p: &BigRational) -> BigRational {
        let one = BigRational::from(BigInt::from(1));
        (hits..=tries)
            .map(|k| {
                let choices = (1..=k).fold(BigRational::from(BigInt::from(1)), |c, j| {
                    c * BigRational::new((tries - k + j).into(), j.into())
                });
                let power = |base: &BigRational, n: u64| (0..n).fold(one.clone(), |all, _| all * base);
                choices * power(p, k) * power(&(&one - p), tries - k)
            })
            .sum()
    }

    #[test]
    fn the_ends_are_outside_the_exact_ones_by_next_to_nothing() {
        let half = BigRational::new(1.into(), 40.into());
        let step = BigRational::new(2.into(), (1u64 << 32).into());
        let one = BigRational::from(BigInt::from(1));
        for (hits, tries) in [(0, 5), (1, 7), (3, 10), (9, 12), (20, 40), (30, 30), (1, 60)] {
            let [low, high] = clopper_pearson(hits, tries);
            if hits > 0 {
                assert!(tail(hits, tries, &low) <= half, "{hits} of {tries}");
                assert!(tail(hits, tries, &(low + &step)) > half, "{hits} of {tries}");
            } else {
                assert_eq!(low, BigRational::default());
            }
            let miss = &one - &high;
            if hits < tries {
                assert!(tail(tries - hits, tries, &miss) <= half, "{hits} of {tries}");
                assert!(tail(tries - hits, tries, &(miss + &step)) > half, "{hits} of {tries}");
            } else {
                assert_eq!(high, one);
            }
        }
        // 0.00914641 and 0.01091117, from the tails by logarithms of factorials in double precision.
        let [low, high] = clopper_pearson(500, 50_000);
        let near = |a: i64| BigRational::new(a.into(), 100_000_000.into());
        assert!(low > near(914_640) && low < near(914_642), "{low}");
        assert!(high > near(1_091_117) && high < near(1_091_119), "{high}");
    }
}
