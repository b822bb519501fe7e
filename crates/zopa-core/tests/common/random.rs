//! Random small problems: every kind of consent, rule, red line, pair table, box
//! and ceiling, many ties, scores of up to 80 bits, and zones from empty to everything.

use zopa_core::problem::{
    BoxTerm, Consent, Line, Literal, Opt, Pair, Parts, Party, Problem, Rule, SCORE_LIMIT, Score,
};

/// Most packages of a random problem.
pub const MOST_PACKAGES: usize = 5000;

/// A stream of random numbers (S. Vigna's public domain `splitmix64`).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `0..n`; the bias is of no concern here.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// One of `low..=high`.
    pub fn between(&mut self, low: Score, high: Score) -> Score {
        let wide = u128::from(self.next()) << 64 | u128::from(self.next());
        low + (wide % (high - low + 1) as u128) as Score
    }

    /// True in so many of a hundred draws.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// A random order of `0..n`.
    pub fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for k in (1..n).rev() {
            order.swap(k, self.below(k + 1));
        }
        order
    }
}

/// A random problem, and which of its red lines are real.
pub struct Sample {
    pub problem: Problem,
    pub real: Vec<bool>,
}

/// Problem number `seed`, small enough to look at every package.
pub fn sample(seed: u64) -> Sample {
    let random = &mut Random::new(seed);
    let options = shape(random);
    made(random, options, 1)
}

/// Larger problem number `seed`: too many packages to look at each.
pub fn larger(seed: u64) -> Sample {
    let random = &mut Random::new(seed);
    let options = (0..9 + random.below(8)).map(|_| 2 + random.below(4)).collect();
    let want = [1, 5, 20, 80, 300][random.below(5)];
    made(random, options, want)
}

/// `want` is how choosy the parties are: no deal is as good as the best of so
/// many random packages.
fn made(random: &mut Random, options: Vec<usize>, want: usize) -> Sample {
    let n = 2 + random.below(4);
    let sizes = [(0, 2), (0, 3), (-2, 4), (0, 20), (-30, 60), (0, 1_000_000)];
    let (low, high) = match random.below(40) {
        0 => (-SCORE_LIMIT, SCORE_LIMIT),
        1 | 2 => (-3, 1 << 66),
        _ => sizes[random.below(sizes.len())],
    };
    let values = values(random, n, &options, low, high);
    let pairs = pairs(random, n, &options, &values, (low, high));
    let boxes = boxes(random, n, &options, (low, high));
    let parties = parties(random, n, &options);
    let rules = (0..random.below(4).min(random.below(4))).map(|_| rule(random, &options)).collect();
    let lines: Vec<Line> = (0..random.below(6)).map(|_| line(random, n, &options)).collect();
    let real = lines.iter().map(|_| random.percent(45)).collect();
    let parts = Parts { parties, options, values, pairs, boxes, rules, lines };
    // Bounds know little of ceilings yet: too many of them and the larger problems are not settled in their budgets.
    let parts = with_ceilings(random, parts, if want == 1 { 18 } else { 4 });
    Sample { problem: with_no_deal(random, parts, high - low, want), real }
}

/// Two to six issues of one to five options.
fn shape(random: &mut Random) -> Vec<usize> {
    let mut options: Vec<usize> = (0..2 + random.below(5)).map(|_| 1 + random.below(5)).collect();
    while options.iter().product::<usize>() > MOST_PACKAGES {
        let i = random.below(options.len());
        options[i] = 1 + options[i] / 2;
    }
    options
}

fn values(random: &mut Random, n: usize, options: &[usize], low: Score, high: Score) -> Vec<Vec<Vec<Score>>> {
    let row = |random: &mut Random, k: usize| -> Vec<Score> {
        match random.percent(15) {
            true => vec![0; k],
            false => (0..k).map(|_| random.between(low, high)).collect(),
        }
    };
    let mut values: Vec<Vec<Vec<Score>>> =
        (0..n).map(|_| options.iter().map(|&k| row(random, k)).collect()).collect();
    if random.percent(40) {
        // Two parties that want the opposite, more or less.
        let (one, rest) = values.split_at_mut(1);
        for (row, other) in one[0].iter().zip(&mut rest[0]) {
            if random.percent(80) {
                *other = row.iter().map(|v| low + high - v).collect();
            }
        }
    }
    values
}

fn pairs(
    random: &mut Random,
    n: usize,
    options: &[usize],
    values: &[Vec<Vec<Score>>],
    (low, high): (Score, Score),
) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let most = if random.percent(50) { 0 } else { 1 + random.below(4) };
    for _ in 0..most {
        let (p, a, b) = (random.below(n), random.below(options.len()), random.below(options.len()));
        let issues = [a.min(b), a.max(b)];
        if a == b || pairs.iter().any(|t| t.party == p && t.issues == issues) {
            continue;
        }
        let [a, b] = issues;
        let kind = random.below(3);
        // By how many quarters an option of the second issue changes the first.
        let quarters: Vec<Score> = (0..options[b]).map(|_| random.between(-4, 0)).collect();
        let mut points = Vec::new();
        for value in &values[p][a] {
            for quarter in &quarters {
                points.push(match kind {
                    0 => random.between(low - high, high),
                    1 => value * quarter / 4,
                    _ => Score::from(random.percent(25)) * random.between(-high, high),
                });
            }
        }
        let points = points.into_iter().map(|s| s.clamp(-SCORE_LIMIT, SCORE_LIMIT)).collect();
        pairs.push(Pair { party: p, issues, points });
    }
    pairs
}

/// Now and then some boxes, of two or more issues.
fn boxes(random: &mut Random, n: usize, options: &[usize], (low, high): (Score, Score)) -> Vec<BoxTerm> {
    let most = if random.percent(65) { 0 } else { 1 + random.below(4) };
    (0..most)
        .map(|_| {
            let mut issues = random.order(options.len());
            issues.truncate(2 + random.below(3));
            issues.sort_unstable();
            let side = |random: &mut Random, issue: usize| {
                // Of an issue of one option that one; of others seldom all.
                let mut inside = random.order(options[issue]);
                inside.truncate(1 + random.below(options[issue]));
                inside.sort_unstable();
                (issue, inside)
            };
            let sides = issues.into_iter().map(|issue| side(random, issue)).collect();
            let points = random.between(low - high, high - low.min(0));
            BoxTerm { party: random.below(n), sides, points: points.clamp(-SCORE_LIMIT, SCORE_LIMIT) }
        })
        .collect()
}

/// Now and then a ceiling, at the value of some package or near it.
fn with_ceilings(random: &mut Random, mut parts: Parts, chance: usize) -> Parts {
    let problem = Problem::new(parts.clone()).expect("a problem in shape");
    for p in 0..problem.n() {
        if random.percent(chance) {
            let package: Vec<usize> = problem.options().iter().map(|&k| random.below(k)).collect();
            let cap = problem.value(p, &package) + random.between(-1, 1);
            parts.parties[p].cap = Some(cap.clamp(-SCORE_LIMIT, SCORE_LIMIT));
        }
    }
    parts
}

fn parties(random: &mut Random, n: usize, options: &[usize]) -> Vec<Party> {
    let sure = random.below(n);
    (0..n)
        .map(|p| Party {
            consent: match random.below(100) {
                _ if p == sure => Consent::Whole,
                0..60 => Consent::Whole,
                60..88 => Consent::Carried,
                _ => Consent::None,
            },
            no_deal: 0,
            carries: some(random, options, 4),
            cap: None,
        })
        .collect()
}

fn any(random: &mut Random, options: &[usize]) -> Opt {
    let issue = random.below(options.len());
    Opt { issue, option: random.below(options[issue]) }
}

/// Up to `most` options, perhaps none, perhaps one twice.
fn some(random: &mut Random, options: &[usize], most: usize) -> Vec<Opt> {
    (0..random.below(most + 1)).map(|_| any(random, options)).collect()
}

fn rule(random: &mut Random, options: &[usize]) -> Rule {
    if random.percent(60) {
        // Rarely a clause without any literal, which no package keeps.
        let literals = if random.percent(3) { 0 } else { 1 + random.below(3) };
        let literal = |random: &mut Random| Literal { opt: any(random, options), chosen: random.percent(40) };
        Rule::Clause((0..literals).map(|_| literal(random)).collect())
    } else {
        let mut counted = some(random, options, 6);
        counted.sort();
        counted.dedup();
        Rule::AtMost { options: counted, count: random.below(3) }
    }
}

fn line(random: &mut Random, n: usize, options: &[usize]) -> Line {
    Line { party: random.below(n), excludes: some(random, options, 2) }
}

/// No-deal values near those of some package, so that zones are neither always
/// empty nor always everything.
fn with_no_deal(random: &mut Random, parts: Parts, range: Score, want: usize) -> Problem {
    let problem = Problem::new(parts).expect("a problem in shape");
    // How much worse than that package no deal may be.
    let ease = [0, 0, 2, range / 2, range][random.below(5)];
    let any =
        |random: &mut Random| -> Vec<usize> { problem.options().iter().map(|&k| random.below(k)).collect() };
    let package = any(random);
    let no_deal: Vec<Score> = (0..problem.n())
        .map(|p| {
            let near = match random.percent(85) && want == 1 {
                true => problem.value(p, &package),
                false => (0..want).map(|_| problem.value(p, &any(random))).max().unwrap_or(0),
            };
            let value = near + random.between(-ease, ease.min(2));
            value.clamp(-SCORE_LIMIT, SCORE_LIMIT)
        })
        .collect();
    problem.with_no_deal(&no_deal).expect("values in bounds")
}
