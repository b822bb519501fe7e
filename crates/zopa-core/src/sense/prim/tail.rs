//! The upper tail of a binomial distribution, in floating point of fixed digits.

/// The probability of `hits` or more in so many tries of probability `p` each; about 10 digits.
pub fn upper_tail(hits: u64, tries: u64, p: f64) -> f64 {
    if hits == 0 || p >= 1.0 {
        return 1.0;
    }
    if hits > tries || p <= 0.0 {
        return 0.0;
    }
    // Terms are summed away from the peak, so that they fall.
    match hits as f64 > tries as f64 * p {
        true => falling(hits, tries, p),
        false => 1.0 - falling(tries - hits + 1, tries, 1.0 - p),
    }
}

fn falling(hits: u64, tries: u64, p: f64) -> f64 {
    let factorial = |k: u64| libm::lgamma(k as f64 + 1.0);
    let choices = factorial(tries) - factorial(hits) - factorial(tries - hits);
    let log = choices + hits as f64 * libm::log(p) + (tries - hits) as f64 * libm::log1p(-p);
    let odds = p / (1.0 - p);
    let (mut term, mut sum) = (1.0, 1.0);
    for k in hits..tries {
        term *= (tries - k) as f64 / (k + 1) as f64 * odds;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    libm::exp(log + libm::log(sum)).min(1.0)
}
