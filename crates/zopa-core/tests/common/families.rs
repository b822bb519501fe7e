//! Families of plausible worlds: made by hand, random ones, and the slow, obvious twin of what is said of their points.

use super::random::Random;
use std::collections::BTreeSet;
use zopa_core::problem::{BoxTerm, Consent, Line, Opt, Pair, Parts, Party, Problem};
use zopa_core::world::{
    Case, Coordinate, Family, Firm, Group, Known, Link, Mind, Quantity, Said, Sum, Times, Together, World,
};

pub fn fixed(value: f64) -> Quantity {
    Quantity { low: value, best: None, high: value }
}

pub fn range(low: f64, high: f64) -> Quantity {
    Quantity { low, best: None, high }
}

pub fn pert(low: f64, best: f64, high: f64) -> Quantity {
    Quantity { low, best: Some(best), high }
}

/// A party of these weights, with fixed values that rise from 0 to 100 in each issue.
pub fn mind(weights: Vec<Quantity>, options: &[usize]) -> Mind {
    let row = |&k: &usize| (0..k).map(|o| fixed(100.0 * o as f64 / (k - 1).max(1) as f64)).collect();
    Mind {
        weights,
        sum: Sum::Hundred,
        values: options.iter().map(row).collect(),
        factors: Vec::new(),
        together: Vec::new(),
        no_deal: fixed(30.0),
        ceiling: None,
        said: Vec::new(),
    }
}

/// A structure of so many parties with whole consent, without numbers.
pub fn structure(parties: usize, options: &[usize]) -> Parts {
    let party = Party { consent: Consent::Whole, no_deal: 0, carries: Vec::new(), cap: None };
    let rows: Vec<Vec<i128>> = options.iter().map(|&k| vec![0; k]).collect();
    Parts {
        parties: vec![party; parties],
        options: options.to_vec(),
        values: vec![rows; parties],
        ..Parts::default()
    }
}

/// What is known of these minds, nothing else.
pub fn known(minds: Vec<Mind>, options: &[usize]) -> Known {
    Known {
        structure: Problem::new(structure(minds.len(), options)).expect("a structure"),
        minds,
        boxes: Vec::new(),
        lines: Vec::new(),
        groups: Vec::new(),
        links: Vec::new(),
    }
}

pub fn family(known: Known) -> Family {
    Family::new(known).expect("a family")
}

/// The first `count` worlds.
pub fn worlds(family: &Family, case: &Case, seed: u64, count: usize) -> Vec<World> {
    let blocks = (count as u64).div_ceil(zopa_core::world::BLOCK);
    let mut all: Vec<World> =
        (0..blocks).flat_map(|b| family.block(case, seed, b).expect("a block")).collect();
    all.truncate(count);
    all
}

/// Mean and standard deviation of a number of each world.
pub fn moments(worlds: &[World], of: impl Fn(&World) -> f64) -> (f64, f64) {
    let n = worlds.len() as f64;
    let mean = worlds.iter().map(&of).sum::<f64>() / n;
    let square = worlds.iter().map(|w| (of(w) - mean) * (of(w) - mean)).sum::<f64>() / n;
    (mean, square.sqrt())
}

/// Where a coordinate stands.
pub fn place(family: &Family, coordinate: Coordinate) -> usize {
    family.coordinates().iter().position(|c| *c == coordinate).expect("a coordinate")
}

/// `u_p(x)` by the definition.
pub fn worth(family: &Family, p: usize, point: &[f64], package: &[usize]) -> f64 {
    let mind = &family.minds()[p];
    let at = |c: Coordinate| point[place(family, c)];
    let weights: Vec<f64> =
        (0..package.len()).map(|issue| at(Coordinate::Weight { party: p, issue })).collect();
    let total: f64 = if mind.sum == Sum::Scaled { weights.iter().sum() } else { 100.0 };
    let mut sum = 0.0;
    for (issue, &option) in package.iter().enumerate() {
        let opt = Opt { issue, option };
        let mut part = weights[issue] * at(Coordinate::Value { party: p, option: opt }) / total;
        for (f, factor) in mind.factors.iter().enumerate() {
            if factor.options.contains(&opt) {
                part *= at(Coordinate::Factor { party: p, factor: f, option: package[factor.by] });
            }
        }
        sum += part;
    }
    for (k, together) in mind.together.iter().enumerate() {
        if together.options.iter().all(|o| package[o.issue] == o.option) {
            sum += at(Coordinate::Together { party: p, at: k });
        }
    }
    for (b, term) in family.structure().boxes().iter().enumerate() {
        if term.party == p && term.sides.iter().all(|(i, list)| list.contains(&package[*i])) {
            sum += at(Coordinate::Box(b));
        }
    }
    if mind.ceiling.is_some() { sum.min(at(Coordinate::Ceiling(p))) } else { sum }
}

/// Whether a point is in all ranges and sums and agrees with everything said, by the definition and to within `slack`
/// points.
pub fn agrees(family: &Family, point: &[f64], slack: f64) -> Result<(), String> {
    for (c, q) in family.quantities().iter().enumerate() {
        if point[c] < q.low - slack || point[c] > q.high + slack {
            return Err(format!("{:?} is {} and not in {q:?}", family.coordinates()[c], point[c]));
        }
    }
    for (p, mind) in family.minds().iter().enumerate() {
        let at = |c: Coordinate| point[place(family, c)];
        let weight = |issue: usize| at(Coordinate::Weight { party: p, issue });
        let value = |issue, option| at(Coordinate::Value { party: p, option: Opt { issue, option } });
        let u = |x: &[usize]| worth(family, p, point, x);
        let total: f64 = (0..mind.weights.len()).map(weight).sum();
        if mind.sum == Sum::Hundred && (total - 100.0).abs() > slack {
            return Err(format!("weights of party {p} sum to {total}"));
        }
        for said in &mind.said {
            let off = match said {
                Said::Weight { above, below } => weight(*below) - weight(*above),
                Said::Ratio { of, to, low, high } => {
                    (low * weight(*to) - weight(*of)).max(weight(*of) - high * weight(*to))
                }
                Said::Value { issue, above, below } => value(*issue, *below) - value(*issue, *above),
                Said::Difference { issue, larger: [a, b], smaller: [c, d] } => {
                    value(*issue, *c) - value(*issue, *d) - value(*issue, *a) + value(*issue, *b)
                }
                Said::Better { better, worse, by } => u(worse) + by - u(better),
                Said::Alike { one, other, within } => (u(one) - u(other)).abs() - within,
                Said::OverNoDeal { package, low, high } => {
                    let gain = u(package) - at(Coordinate::NoDeal(p));
                    (low - gain).max(gain - high)
                }
            };
            if off > slack {
                return Err(format!("party {p} said {said:?}, which is off by {off}"));
            }
        }
    }
    Ok(())
}

/// A random quantity with `value` in it.
fn around(random: &mut Random, value: f64, least: f64) -> Quantity {
    let part = |random: &mut Random, wide: usize| random.below(wide) as f64 / 4.0;
    let (low, high) = ((value - part(random, 60)).max(least), value + part(random, 60));
    match random.below(5) {
        0 => fixed(value),
        1 => pert(low, value, high),
        _ => range(low, high),
    }
}

/// Random parts of a family, and a point that agrees with them: everything said is read off that point.
pub fn sample(seed: u64) -> (Known, Vec<f64>) {
    let random = &mut Random::new(seed ^ 0x5eed);
    let n = 1 + random.below(3);
    let options: Vec<usize> = (0..2 + random.below(3)).map(|_| 1 + random.below(3)).collect();
    let m = options.len();
    let mut parts = structure(n, &options);
    let opt = |random: &mut Random| {
        let issue = random.below(m);
        Opt { issue, option: random.below(options[issue]) }
    };
    let mut minds = Vec::new();
    for party in 0..n {
        let mut pairs = BTreeSet::new();
        let mut factors: Vec<Times> = Vec::new();
        let mut together = Vec::new();
        for _ in 0..random.below(3) {
            let (option, by) = (opt(random), random.below(m));
            if option.issue != by && !factors.iter().any(|f| f.options.contains(&option)) {
                let times = (0..options[by]).map(|_| {
                    let v = random.below(9) as f64 / 4.0;
                    around(random, v, 0.0)
                });
                factors.push(Times { options: vec![option], by, times: times.collect() });
                pairs.insert([option.issue.min(by), option.issue.max(by)]);
            }
            let (a, b) = (opt(random), opt(random));
            if a.issue != b.issue {
                let points = random.below(21) as f64 - 10.0;
                together.push(Together { options: [a, b], points: around(random, points, -99.0) });
                pairs.insert([a.issue.min(b.issue), a.issue.max(b.issue)]);
            }
        }
        for issues in pairs {
            parts.pairs.push(Pair {
                party,
                issues,
                points: vec![0; options[issues[0]] * options[issues[1]]],
            });
        }
        let raw: Vec<f64> = (0..m).map(|_| 1.0 + random.below(9) as f64).collect();
        let sum = [Sum::Hundred, Sum::Hundred, Sum::Scaled, Sum::Free][random.below(4)];
        let total: f64 = if sum == Sum::Hundred { raw.iter().sum() } else { 50.0 };
        let open = random.percent(30);
        let weights =
            raw.iter().map(|w| if open { range(0.0, 100.0) } else { around(random, 100.0 * w / total, 0.0) });
        let weights = weights.collect();
        let row = |random: &mut Random, k: usize| -> Vec<Quantity> {
            let open = random.percent(30);
            (0..k)
                .map(|_| {
                    let value = random.below(101) as f64;
                    if open { range(0.0, 100.0) } else { around(random, value, 0.0) }
                })
                .collect()
        };
        minds.push(Mind {
            weights,
            sum,
            values: options.iter().map(|&k| row(random, k)).collect(),
            factors,
            together,
            no_deal: {
                let v = 20.0 + random.below(40) as f64;
                around(random, v, 0.0)
            },
            ceiling: random.percent(20).then(|| {
                let v = 60.0 + random.below(60) as f64;
                around(random, v, 0.0)
            }),
            said: Vec::new(),
        });
    }
    if m > 1 && random.percent(40) {
        let sides = vec![(0, vec![0]), (1, (0..options[1]).collect())];
        parts.boxes.push(BoxTerm { party: random.below(n), sides, points: 0 });
    }
    for _ in 0..random.below(4) {
        parts.lines.push(Line { party: random.below(n), excludes: vec![opt(random)] });
    }
    let boxes = parts.boxes.iter().map(|_| around(random, 3.0, -99.0)).collect();
    let groups: Vec<Group> =
        (0..n).map(|party| Group { party, within: range(0.4, 0.9), others: range(0.0, 0.4) }).collect();
    let lines = parts
        .lines
        .iter()
        .map(|line| Firm { firmness: range(0.2, 0.7), group: random.percent(70).then_some(line.party) });
    let lines = lines.collect();
    let structure = Problem::new(parts).expect("a structure");
    let mut known = Known { structure, minds, boxes, lines, groups, links: Vec::new() };
    let plain = family(known.clone());
    let point = worlds(&plain, &Case::middle(&plain), seed, 1).remove(0).point;
    links(random, &plain, &mut known);
    for p in 0..n {
        for _ in 0..random.below(6) {
            let said = said(random, &plain, p, &point);
            known.minds[p].said.extend(said);
        }
    }
    (known, point)
}

fn links(random: &mut Random, family: &Family, known: &mut Known) {
    let mut free: Vec<usize> = (0..family.coordinates().len())
        .filter(|&c| match family.coordinates()[c] {
            Coordinate::Weight { party, .. } => family.minds()[party].sum == Sum::Free,
            Coordinate::Firmness(_) => false,
            _ => true,
        })
        .collect();
    for _ in 0..random.below(3) {
        let members: Vec<(usize, bool)> = (0..2 + random.below(2))
            .filter_map(|_| {
                let at = random.below(free.len().max(1));
                (at < free.len()).then(|| (free.swap_remove(at), random.percent(50)))
            })
            .collect();
        known.links.push(Link { members, strength: range(0.1, 0.8) });
    }
}

/// Something true of the point.
fn said(random: &mut Random, family: &Family, p: usize, point: &[f64]) -> Option<Said> {
    let options = family.structure().options();
    let package = |random: &mut Random| -> Vec<usize> { options.iter().map(|&k| random.below(k)).collect() };
    let at = |c: Coordinate| point[place(family, c)];
    let weight = |issue: usize| at(Coordinate::Weight { party: p, issue });
    let issue = random.below(options.len());
    let value = |option: usize| at(Coordinate::Value { party: p, option: Opt { issue, option } });
    let (x, y) = (package(random), package(random));
    let (ux, uy) = (worth(family, p, point, &x), worth(family, p, point, &y));
    Some(match random.below(7) {
        0 => {
            let other = random.below(options.len());
            let (above, below) = if weight(issue) >= weight(other) { (issue, other) } else { (other, issue) };
            Said::Weight { above, below }
        }
        1 => {
            let (of, to) = (issue, random.below(options.len()));
            let ratio = weight(of) / weight(to);
            Said::Ratio { of, to, low: 0.7 * ratio, high: 1.3 * ratio }
        }
        2 => {
            let (a, b) = (random.below(options[issue]), random.below(options[issue]));
            let (above, below) = if value(a) >= value(b) { (a, b) } else { (b, a) };
            Said::Value { issue, above, below }
        }
        3 => {
            let mut pair = || [random.below(options[issue]), random.below(options[issue])];
            let (one, other) = (pair(), pair());
            let step = |pair: [usize; 2]| value(pair[0]) - value(pair[1]);
            let (larger, smaller) = if step(one) >= step(other) { (one, other) } else { (other, one) };
            Said::Difference { issue, larger, smaller }
        }
        4 => {
            let (better, worse) = if ux >= uy { (x, y) } else { (y, x) };
            Said::Better { better, worse, by: 0.5 * (ux - uy).abs() }
        }
        5 => Said::Alike { one: x, other: y, within: (ux - uy).abs() + 0.3 },
        _ => {
            let gain = ux - at(Coordinate::NoDeal(p));
            Said::OverNoDeal { package: x, low: gain - 0.3, high: gain + 0.2 }
        }
    })
}
