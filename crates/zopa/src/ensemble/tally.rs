//! One block of worlds: drawn for every case, judged, counted.

use super::run::{FIRST, Row};
use super::summary::{CaseCount, PackageCount, Summary, Without, digits};
use super::{Listed, View, listed::MOST_RANKED};
use crate::ensemble::cases::{Factor, Level};
use zopa_core::Fault;
use zopa_core::problem::{Consent, Score};
use zopa_core::world::{self, BLOCK, Draws, Judge, Seed, Tables, Verdict, World};

/// Worlds between two looks at whether to go on.
const LOOK: u64 = 16;

/// Worlds drawn under one dependence.
struct Drawn<'v> {
    case: world::Case,
    draws: Draws<'v>,
    world: World,
    /// Which of the tables its numbers are in: how tightly red lines go together does not move them.
    numbers: usize,
}

/// A case of the design: where its worlds are drawn, and its firmness.
struct Place {
    drawn: usize,
    firmness: Level,
}

/// A set of real lines and the cases it is that of.
struct Set {
    real: Vec<bool>,
    lines: usize,
    cases: Vec<usize>,
    verdict: Option<Verdict>,
}

/// What a block is counted with.
struct Tally<'v> {
    view: &'v View,
    judge: Judge,
    drawn: Vec<Drawn<'v>>,
    places: Vec<Place>,
    tables: Vec<Tables>,
    summary: Summary,
    low: Vec<f64>,
    high: Vec<f64>,
}

impl View {
    /// Counts a block; rows are kept if wanted. `None` if `go`, asked now and then with the worlds done since, says stop.
    ///
    /// # Errors
    /// A [`Fault`] if the worlds cannot be drawn.
    pub fn block(
        &self,
        seed: u64,
        block: u64,
        rows: bool,
        go: &dyn Fn(u64) -> bool,
    ) -> Result<Option<(Summary, Vec<Row>)>, Fault> {
        let mut tally = Tally::new(self, Seed::from(seed), block)?;
        let (mut none, mut kept) = (Vec::new(), Vec::new());
        for k in 0..BLOCK {
            if k % LOOK == 0 && !go(if k == 0 { 0 } else { LOOK }) {
                return Ok(None);
            }
            let (verdict, openers) = tally.world()?;
            none.push(verdict == Verdict::None);
            if rows {
                let base = &tally.drawn[tally.places[0].drawn].world;
                let real = base.real(&tally.firmness(base, tally.places[0].firmness));
                kept.push(Row {
                    world: block * BLOCK + k,
                    point: base.point.clone(),
                    real,
                    verdict,
                    openers,
                });
            }
        }
        go(LOOK);
        let mut summary = tally.summary;
        summary.blocks = 1;
        summary.worlds = BLOCK;
        for case in &mut summary.cases {
            case.squares = [case.deals, case.deals + case.unsettled].map(|n| n * n);
        }
        if block < FIRST {
            summary.first.push((block, digits(&none)));
        }
        Ok(Some((summary, kept)))
    }
}

impl<'v> Tally<'v> {
    fn new(view: &'v View, seed: Seed, block: u64) -> Result<Tally<'v>, Fault> {
        let (family, design) = (&view.family, &view.design);
        let mut drawn: Vec<Drawn> = Vec::new();
        let mut places = Vec::new();
        let mut numbers: Vec<Vec<f64>> = Vec::new();
        for case in &design.cases {
            let depend = design.dependence(family, case);
            let known = drawn.iter().position(|d| d.case == depend);
            let at = match known {
                Some(at) => at,
                None => {
                    let same = numbers.iter().position(|links| *links == depend.links);
                    let group = same.unwrap_or(numbers.len());
                    if same.is_none() {
                        numbers.push(depend.links.clone());
                    }
                    let draws = family.draws(&depend, seed, block)?;
                    let world = World { point: Vec::new(), toughness: Vec::new() };
                    drawn.push(Drawn { case: depend, draws, world, numbers: group });
                    drawn.len() - 1
                }
            };
            places.push(Place { drawn: at, firmness: design.level(case, Factor::Firmness) });
        }
        let problem = family.structure();
        let n = problem.n();
        let ranked = if view.listed.len() <= MOST_RANKED { view.listed.len() } else { 0 };
        let package = || PackageCount {
            accepted: vec![0; design.cases.len()],
            by_party: vec![0; n],
            ranks: vec![vec![0; ranked]; if ranked > 0 { n } else { 0 }],
            shortfall: vec![0; n],
            largest: vec![0; n],
        };
        let lines = problem.lines().len();
        let summary = Summary {
            cases: vec![CaseCount::default(); design.cases.len()],
            real: vec![0; lines],
            without: Without { parties: vec![0; n], lines: vec![0; lines], ..Without::default() },
            unit: (1..=ranked as u64).fold(1, multiple),
            packages: view.listed.iter().map(|_| package()).collect(),
            ..Summary::default()
        };
        let firm =
            |end: fn(&world::Quantity) -> f64| family.lines().iter().map(|l| end(&l.firmness)).collect();
        Ok(Tally {
            view,
            judge: view.judge.clone(),
            drawn,
            places,
            tables: vec![Tables::default(); numbers.len()],
            summary,
            low: firm(|q| q.low),
            high: firm(|q| q.high),
        })
    }

    /// The firmness of every line in a world.
    fn firmness(&self, world: &World, level: Level) -> Vec<f64> {
        match level {
            Level::Low => self.low.clone(),
            Level::High => self.high.clone(),
            Level::Base => world.point[self.view.family.firmness()..][..self.low.len()].to_vec(),
        }
    }

    /// Counts the next world: its verdict in the base case and, without a deal, the parties whose consent left out opens one.
    fn world(&mut self) -> Result<(Verdict, Vec<usize>), Fault> {
        for drawn in &mut self.drawn {
            drawn.draws.next(&mut drawn.world)?;
        }
        for numbers in 0..self.tables.len() {
            if let Some(first) = self.drawn.iter().find(|d| d.numbers == numbers) {
                self.view.family.tables(&first.world.point, &mut self.tables[numbers]);
            }
        }
        let mut base = (Verdict::None, Vec::new());
        for numbers in 0..self.tables.len() {
            let mut sets = self.sets(numbers);
            self.settle(numbers, &mut sets);
            for set in &sets {
                // Every set was settled or the search gave up on it.
                let Some(verdict) = set.verdict else { continue };
                for &case in &set.cases {
                    match verdict {
                        Verdict::Deal => self.summary.cases[case].deals += 1,
                        Verdict::None => {}
                        Verdict::Unsettled(_) => self.summary.cases[case].unsettled += 1,
                    }
                    if case == 0 {
                        base = (verdict, set.real.clone());
                    }
                }
            }
            self.packages(numbers, &sets);
        }
        let (verdict, real) = base;
        self.summary.real.iter_mut().zip(&real).for_each(|(sum, real)| *sum += u64::from(*real));
        let openers = if verdict == Verdict::None { self.openers(real) } else { Vec::new() };
        Ok((verdict, openers))
    }

    /// The distinct sets of real lines of the cases with these numbers, in the order of the cases.
    fn sets(&self, numbers: usize) -> Vec<Set> {
        let mut sets: Vec<Set> = Vec::new();
        let places = self.places.iter().enumerate();
        for (case, place) in places.filter(|(_, place)| self.drawn[place.drawn].numbers == numbers) {
            let world = &self.drawn[place.drawn].world;
            let real = match place.firmness {
                Level::Low => world.real(&self.low),
                Level::High => world.real(&self.high),
                Level::Base => world.real(&world.point[self.view.family.firmness()..]),
            };
            match sets.iter_mut().find(|set| set.real == real) {
                Some(set) => set.cases.push(case),
                None => {
                    let lines = real.iter().filter(|r| **r).count();
                    sets.push(Set { real, lines, cases: vec![case], verdict: None });
                }
            }
        }
        sets
    }

    /// Judges the sets: the smallest that is open, then the largest, and so on; what follows from a verdict is not asked.
    fn settle(&mut self, numbers: usize, sets: &mut [Set]) {
        let within = |a: &[bool], b: &[bool]| a.iter().zip(b).all(|(a, b)| !*a || *b);
        let mut smallest = true;
        loop {
            let open = (0..sets.len()).filter(|&k| sets[k].verdict.is_none());
            let next = match smallest {
                true => open.min_by_key(|&k| sets[k].lines),
                false => open.max_by_key(|&k| sets[k].lines),
            };
            let Some(at) = next else { return };
            let verdict = self.judge.decide(&self.tables[numbers], &sets[at].real, None);
            sets[at].verdict = Some(verdict);
            let real = sets[at].real.clone();
            for set in sets.iter_mut().filter(|set| set.verdict.is_none()) {
                let follows = match verdict {
                    Verdict::Deal => within(&set.real, &real),
                    Verdict::None => within(&real, &set.real),
                    Verdict::Unsettled(_) => false,
                };
                if follows {
                    set.verdict = Some(verdict);
                }
            }
            smallest = !smallest;
        }
    }

    /// What alone would open a deal, in a world of the base case that has none.
    fn openers(&mut self, mut real: Vec<bool>) -> Vec<usize> {
        let tables = &self.tables[self.drawn[self.places[0].drawn].numbers];
        let problem = self.view.family.structure();
        let mut openers = Vec::new();
        let mut unsettled = false;
        for (p, party) in problem.parties().iter().enumerate() {
            if party.consent == Consent::None {
                continue;
            }
            match self.judge.decide(tables, &real, Some(p)) {
                Verdict::Deal => openers.push(p),
                Verdict::None => continue,
                Verdict::Unsettled(_) => unsettled = true,
            }
            // A line given up asks less than a party left out: without the party there has to be a deal.
            for (l, line) in problem.lines().iter().enumerate().filter(|(_, line)| line.party == p) {
                if !real[l] {
                    continue;
                }
                real[l] = false;
                match self.judge.decide(tables, &real, None) {
                    Verdict::Deal => self.summary.without.lines[l] += 1,
                    Verdict::None => {}
                    Verdict::Unsettled(_) => unsettled = true,
                }
                real[l] = true;
                debug_assert_eq!(line.party, p);
            }
        }
        let without = &mut self.summary.without;
        without.looked += 1;
        openers.iter().for_each(|&p| without.parties[p] += 1);
        without.neither += u64::from(openers.is_empty() && !unsettled);
        without.unsettled += u64::from(unsettled);
        openers
    }

    /// What becomes of the packages followed in the cases with these numbers.
    fn packages(&mut self, numbers: usize, sets: &[Set]) {
        let listed = &self.view.listed;
        if listed.is_empty() {
            return;
        }
        let n = self.view.family.structure().n();
        let mut gains = vec![0i64; listed.len() * n];
        for (package, gains) in listed.iter().zip(gains.chunks_mut(n)) {
            self.judge.gains(&self.tables[numbers], &package.package, gains);
        }
        for set in sets {
            for ((package, gains), count) in
                listed.iter().zip(gains.chunks(n)).zip(&mut self.summary.packages)
            {
                if package.accepted(&set.real, gains) {
                    set.cases.iter().for_each(|&case| count.accepted[case] += 1);
                }
            }
            if set.cases.contains(&0) {
                self.compare(&set.real, &gains);
            }
        }
    }

    /// Acceptance by party, ranks and shortfalls, in the base case.
    fn compare(&mut self, real: &[bool], gains: &[i64]) {
        let problem = self.view.family.structure();
        let (n, listed) = (problem.n(), &self.view.listed);
        let accepted: Vec<bool> = listed
            .iter()
            .zip(gains.chunks(n))
            .map(|(package, gains)| package.accepted(real, gains))
            .collect();
        for ((package, gains), count) in listed.iter().zip(gains.chunks(n)).zip(&mut self.summary.packages) {
            for p in (0..n).filter(|&p| package.asked[p]) {
                let crossed = problem.lines().iter().zip(real).zip(&package.crossed);
                let refuses =
                    crossed.into_iter().any(|((line, real), crossed)| line.party == p && *real && *crossed);
                count.by_party[p] += u64::from(gains[p] >= 0 && !refuses);
            }
        }
        let some = accepted.contains(&true);
        self.summary.compared += u64::from(some);
        let mut order: Vec<usize> = (0..listed.len()).collect();
        for p in 0..n {
            let gain = |x: usize| gains[x * n + p];
            if self.summary.unit > 0 && !self.summary.packages[0].ranks.is_empty() {
                order.sort_by_key(|&x| std::cmp::Reverse(gain(x)));
                let mut rank = 0;
                for tied in order.chunk_by(|&x, &y| gain(x) == gain(y)) {
                    let part = self.summary.unit / tied.len() as u64;
                    for &x in tied {
                        let ranks = &mut self.summary.packages[x].ranks[p][rank..rank + tied.len()];
                        ranks.iter_mut().for_each(|sum| *sum += part);
                    }
                    rank += tied.len();
                }
            }
            if some && problem.parties()[p].consent == Consent::Whole {
                let has = |x: usize| if accepted[x] { Score::from(gain(x)) } else { 0 };
                let best = (0..listed.len()).filter(|&x| accepted[x]).map(has).max().unwrap_or(0);
                for (x, count) in self.summary.packages.iter_mut().enumerate() {
                    let less = best - has(x);
                    count.shortfall[p] += less;
                    count.largest[p] = count.largest[p].max(less);
                }
            }
        }
    }
}

impl Listed {
    /// Whether all who are asked accept the package, given its gains and the lines that are real.
    fn accepted(&self, real: &[bool], gains: &[i64]) -> bool {
        self.kept
            && self.asked.iter().zip(gains).all(|(asked, gain)| !asked || *gain >= 0)
            && !self.crossed.iter().zip(real).any(|(crossed, real)| *crossed && *real)
    }
}

/// Least common multiple of small numbers.
fn multiple(a: u64, b: u64) -> u64 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x * b
}
