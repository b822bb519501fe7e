//! Shares: intervals that hold the truth as often as they say.

use super::{Uniform, near};
use zopa_core::sense::share::{Sure, clustered, even_clusters, share, student};

/// Clopper and Pearson's ends solve the binomial tails: of 0 in 10 the upper end is 1 - (α/2)^(1/10); of 500 in 50,000,
/// 0.00914641 and 0.01091117 from the tails by logarithms of factorials.
#[test]
fn independent_tries() {
    let none = share(0, 10, Sure::NinetyFive).unwrap();
    assert_eq!((none.share, none.low), (0.0, 0.0));
    near(none.high, 1.0 - libm::pow(0.025, 0.1), 1e-8);
    near(share(0, 10, Sure::Ninety).unwrap().high, 1.0 - libm::pow(0.05, 0.1), 1e-8);
    near(share(10, 10, Sure::Ninety).unwrap().low, libm::pow(0.05, 0.1), 1e-8);
    let many = share(500, 50_000, Sure::NinetyFive).unwrap();
    near(many.low, 0.00914641, 1e-8);
    near(many.high, 0.01091117, 1e-8);
    let wide = share(50_000, 100_000, Sure::Ninety).unwrap();
    near(wide.low, 0.5 - 1.644854 * 0.0015811, 1e-5);
    assert!(share(1, 0, Sure::Ninety).is_err() && share(2, 1, Sure::Ninety).is_err());
}

/// Student's t, from the usual table.
#[test]
fn quantiles_of_t() {
    let table =
        [(1, 6.314, 12.706), (2, 2.920, 4.303), (3, 2.353, 3.182), (4, 2.132, 2.776), (10, 1.812, 2.228)];
    for (freedom, ninety, more) in table.into_iter().chain([(31, 1.696, 2.040), (120, 1.658, 1.980)]) {
        near(student(freedom, Sure::Ninety), ninety, 6e-4);
        near(student(freedom, Sure::NinetyFive), more, 6e-4);
    }
    near(student(100_001, Sure::NinetyFive), 1.959964, 3e-5);
}

/// Clusters whose own shares vary: 40 clusters of 50 tries, shares uniform on `centre ± spread`. The 90 % intervals hold the centre
/// about as often; those of independent tries do not where the spread is large.
#[test]
fn clusters_that_differ() {
    for (centre, spread) in [(0.5, 0.0), (0.5, 0.4), (0.3, 0.3), (0.9, 0.1)] {
        let mut uniform = Uniform::new(7);
        let (runs, mut held, mut naive) = (1000, 0, 0);
        for _ in 0..runs {
            let clusters: Vec<[u64; 2]> = (0..40)
                .map(|_| {
                    let p = centre + spread * (2.0 * uniform.next() - 1.0);
                    [(0..50).filter(|_| uniform.next() < p).count() as u64, 50]
                })
                .collect();
            let found = clustered(&clusters, Sure::Ninety).unwrap();
            held += usize::from(found.low <= centre && centre <= found.high);
            let hits = clusters.iter().map(|c| c[0]).sum();
            let found = share(hits, 2000, Sure::Ninety).unwrap();
            naive += usize::from(found.low <= centre && centre <= found.high);
        }
        println!("{centre} ± {spread}: {held} of {runs} held, {naive} as if independent");
        assert!((860..=960).contains(&held), "{centre} ± {spread}: {held}");
        assert!(spread < 0.2 || naive < 700, "{naive}");
    }
}

/// Tries that all agree are no certainty: each cluster is one try. And one cluster alone says nothing.
#[test]
fn clusters_that_agree() {
    let all = clustered(&[[50, 50]; 20], Sure::NinetyFive).unwrap();
    let q = student(19, Sure::NinetyFive);
    near(all.low, 20.0 / (20.0 + q * q), 1e-12);
    assert_eq!((all.share, all.high), (1.0, 1.0));
    // Alike, but not all hits: no better than independent.
    let alike = clustered(&[[25, 50]; 20], Sure::NinetyFive).unwrap();
    near(alike.high - alike.low, 2.0 * q * (0.25f64 / 1000.0).sqrt(), 1e-3);
    assert!(clustered(&[[1, 2]], Sure::Ninety).is_err());
    // From sums alone, the same.
    let uneven = [[3, 50], [25, 50], [17, 50], [0, 50], [50, 50]];
    let sums = [uneven.iter().map(|c| c[0]).sum(), uneven.iter().map(|c| c[0] * c[0]).sum()];
    let [one, other] = [clustered(&uneven, Sure::NinetyFive), even_clusters(5, 50, sums, Sure::NinetyFive)]
        .map(Result::unwrap);
    assert!(
        (one.low - other.low).abs() < 1e-12 && (one.high - other.high).abs() < 1e-12,
        "{one:?} {other:?}"
    );
    assert!(one.share == other.share && other.high - other.low > 0.5);
    assert!(even_clusters(5, 50, [100, 100], Sure::Ninety).is_err(), "squares too small for the sum");
    assert!(even_clusters(1, 50, [25, 625], Sure::Ninety).is_err());
}
