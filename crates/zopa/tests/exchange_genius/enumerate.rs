//! All packages of a domain, the slow and obvious way, on exact whole numbers.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};
use std::collections::BTreeMap;
use zopa::exchange::Domain;

/// What all packages make.
pub struct All {
    pub packages: usize,
    /// Per party: common denominator of what follows.
    pub denominators: Vec<i128>,
    /// Distinct points, each with the number of packages that make it, ascending.
    pub points: BTreeMap<Vec<i128>, usize>,
}

fn lcm(a: BigInt, b: &BigInt) -> BigInt {
    BigRational::new(a, b.clone()).numer() * b
}

/// All packages of a domain without boxes.
pub fn all(domain: &Domain) -> All {
    let mut denominators = Vec::new();
    let mut tables = Vec::new();
    let mut caps = Vec::new();
    for profile in &domain.profiles {
        let u = &profile.utility;
        assert!(u.boxes.is_empty());
        let parts: Vec<Vec<BigRational>> =
            u.weights.iter().zip(&u.evaluations).map(|(w, e)| e.iter().map(|e| w * e).collect()).collect();
        let numbers = parts.iter().flatten().chain([&u.constant]).chain(&u.cap);
        let common = numbers.fold(BigInt::one(), |all, n| lcm(all, n.denom()));
        let whole = |n: &BigRational| (n * &common).to_integer().to_i128().expect("fits");
        let table: Vec<Vec<i128>> = parts.iter().map(|p| p.iter().map(whole).collect()).collect();
        tables.push((table, whole(&u.constant)));
        caps.push(u.cap.as_ref().map(whole));
        denominators.push(common.to_i128().expect("fits"));
    }
    let mut points = Vec::new();
    let mut package = vec![0usize; domain.issues.len()];
    loop {
        let point = tables.iter().zip(&caps).map(|((table, constant), cap)| {
            let sum = constant + package.iter().enumerate().map(|(i, o)| table[i][*o]).sum::<i128>();
            cap.map_or(sum, |cap| sum.min(cap))
        });
        points.push(point.collect::<Vec<i128>>());
        let next = (0..package.len()).rev().find(|&i| package[i] + 1 < domain.issues[i].values.len());
        let Some(next) = next else { break };
        package[next] += 1;
        package[next + 1..].fill(0);
    }
    let packages = points.len();
    let mut counted = BTreeMap::new();
    points.into_iter().for_each(|p| *counted.entry(p).or_insert(0) += 1);
    All { packages, denominators, points: counted }
}

impl All {
    /// The points no other is at least as good as for all, with their numbers of packages; the best first.
    pub fn frontier(&self) -> Vec<(&Vec<i128>, usize)> {
        let mut kept: Vec<(&Vec<i128>, usize)> = Vec::new();
        for (point, count) in self.points.iter().rev() {
            if !kept.iter().any(|(other, _)| other.iter().zip(point).all(|(a, b)| a >= b)) {
                kept.push((point, *count));
            }
        }
        kept
    }

    /// A score as double precision, for comparison with printed numbers.
    pub fn float(&self, p: usize, score: i128) -> f64 {
        let exact = BigRational::new(score.into(), self.denominators[p].into());
        exact.to_f64().expect("finite")
    }

    pub fn least(&self, p: usize) -> f64 {
        self.float(p, self.points.keys().map(|x| x[p]).min().expect("a package"))
    }

    pub fn most(&self, p: usize) -> f64 {
        self.float(p, self.points.keys().map(|x| x[p]).max().expect("a package"))
    }
}
