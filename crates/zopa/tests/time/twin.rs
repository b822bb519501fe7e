//! The question `time` done slowly: every package of every world is looked at, the war is followed period by period until
//! nothing of it is left, quantiles are found by counting. It shares with the library what a world is, and the interval of
//! a share.

use zopa::ensemble::View;
use zopa::ensemble::extra::{middle, number, quantile, uniform};
use zopa::scenario::{Estimate, Scenario};
use zopa_core::sense::share::{Sure, share};
use zopa_core::world::{Coordinate, Tables, World};

pub struct Twin<'s> {
    pub scenario: &'s Scenario,
    pub seed: u64,
    pub worlds: u64,
    pub months: &'s [i64],
}

/// The worlds of a view in each period.
pub struct Seen {
    periods: Vec<Vec<One>>,
    packages: Vec<Vec<usize>>,
    named: Vec<Vec<usize>>,
}

/// A world: what no deal and every package is worth, which lines are real.
struct One {
    no_deal: Vec<f64>,
    tables: Tables,
    real: Vec<bool>,
    crossed: Vec<(usize, usize, Vec<usize>)>,
    options: Vec<usize>,
}

impl One {
    fn accepts(&self, p: usize, package: &[usize], no_deal: Option<f64>) -> bool {
        let mut worth = 0;
        let mut offset = 0;
        for (i, &o) in package.iter().enumerate() {
            worth += self.tables.values[(offset + o) * self.no_deal.len() + p];
            offset += self.options[i];
        }
        let crosses = self.crossed.iter().enumerate().any(|(l, (party, issue, options))| {
            self.real[l] && *party == p && options.contains(&package[*issue])
        });
        let no_deal = no_deal.map_or(self.tables.no_deal[p], |points| (points * 1e6).round() as i64);
        worth >= no_deal && !crosses
    }
}

impl Seen {
    pub fn deal(&self, t: usize, k: usize, no_deal: [Option<f64>; 2]) -> bool {
        let world = &self.periods[t][k];
        self.packages.iter().any(|x| (0..2).all(|p| world.accepts(p, x, no_deal[p])))
    }

    pub fn open(&self, t: usize) -> u64 {
        (0..self.periods[t].len()).filter(|&k| self.deal(t, k, [None, None])).count() as u64
    }

    pub fn no_deal(&self, t: usize, p: usize) -> Vec<f64> {
        self.periods[t].iter().map(|world| world.no_deal[p]).collect()
    }

    fn by(&self, t: usize, x: usize, p: usize) -> u64 {
        self.periods[t].iter().filter(|world| world.accepts(p, &self.named[x], None)).count() as u64
    }

    pub fn all(&self, t: usize, x: usize) -> u64 {
        let all = |world: &&One| (0..2).all(|p| world.accepts(p, &self.named[x], None));
        self.periods[t].iter().filter(all).count() as u64
    }
}

/// A chain in one world.
pub struct Course {
    pub path: Vec<Vec<f64>>,
    pub ends: Vec<f64>,
    pub now: Vec<f64>,
    /// What the time until the end is worth, and per end what it is worth and counts.
    between: Vec<f64>,
    worth: Vec<Vec<f64>>,
    counts: Vec<Vec<f64>>,
}

impl Twin<'_> {
    pub fn view(&self, view: &str) -> Seen {
        let periods = self.months.iter().map(|&at| self.period(view, at)).collect();
        let index = |issue: &str, option: &str| {
            let i = self.scenario.issues.iter().position(|i| i.id == issue).expect("an issue");
            (i, self.scenario.issues[i].options.iter().position(|o| o.id == option).expect("an option"))
        };
        let named = self.scenario.packages.iter().map(|package| {
            let mut x = vec![0; self.scenario.issues.len()];
            package.choices.iter().for_each(|(issue, option)| {
                let (i, o) = index(issue, option);
                x[i] = o;
            });
            x
        });
        let packages = (0..3).flat_map(|a| (0..3).map(move |b| vec![a, b])).collect();
        Seen { periods, packages, named: named.collect() }
    }

    fn period(&self, view: &str, at: i64) -> Vec<One> {
        let view = View::new(self.scenario, Some(view), at).expect("a view");
        let family = &view.family;
        let case = view.design.dependence(family, &view.design.cases[0]);
        let mut all = Vec::new();
        for block in 0..View::blocks(self.worlds) {
            let mut draws = family.draws(&case, self.seed, block).expect("draws");
            let mut world = World { point: Vec::new(), toughness: Vec::new() };
            while draws.next(&mut world).expect("a world") {
                let mut tables = Tables::default();
                family.tables(&world.point, &mut tables);
                let of = |p: usize| family.coordinates().iter().position(|c| *c == Coordinate::NoDeal(p));
                let lines = self.scenario.red_lines.iter().map(|line| {
                    let party =
                        self.scenario.parties.iter().position(|p| p.id == line.party).expect("a party");
                    let issue = self.scenario.issues.iter().position(|i| i.id == line.excludes[0].issue);
                    let issue = issue.expect("an issue");
                    let option = |o: &zopa::scenario::OptionRef| {
                        let options = &self.scenario.issues[issue].options;
                        options.iter().position(|x| x.id == o.option).expect("an option")
                    };
                    (party, issue, line.excludes.iter().map(option).collect())
                });
                all.push(One {
                    no_deal: (0..2).map(|p| world.point[of(p).expect("a coordinate")]).collect(),
                    real: world.real(&world.point[family.firmness()..]),
                    tables,
                    crossed: lines.collect(),
                    options: self.scenario.issues.iter().map(|i| i.options.len()).collect(),
                });
            }
        }
        all
    }

    /// What a party accepts of a package, as the table says it.
    pub fn until(&self, seen: &Seen, x: usize, p: usize) -> String {
        let shares: Vec<f64> =
            (0..self.months.len()).map(|t| seen.by(t, x, p) as f64 / self.worlds as f64).collect();
        let half: Vec<bool> = shares.iter().map(|s| *s >= 0.5).collect();
        let last = half.len() - 1;
        let when =
            |t: usize| if self.months[t] == 0 { "now".into() } else { format!("month {}", self.months[t]) };
        let text = match (half.iter().position(|h| *h), half.iter().rposition(|h| *h)) {
            (None, _) | (_, None) => "never".to_owned(),
            (Some(from), Some(to)) if to == last && from > 0 => format!("from {}", when(from)),
            (_, Some(to)) if to == last => "throughout".to_owned(),
            (_, Some(0)) => "only now".to_owned(),
            (_, Some(to)) => format!("until {}", when(to)),
        };
        format!("{}, {text}", between(shares[0], shares[last]))
    }

    /// What waiting does to a party, as the table says it.
    pub fn rate(&self, seen: &Seen, p: usize) -> String {
        let last = self.months.len() - 1;
        let span = (self.months[last] - self.months[0]) as f64;
        let (now, then) = (seen.no_deal(0, p), seen.no_deal(last, p));
        let rates: Vec<f64> = now.iter().zip(&then).map(|(a, b)| (b - a) / span).collect();
        let up = now.iter().zip(&then).filter(|(a, b)| b > a).count() as u64;
        let text = shown_signed(spread(rates), 2);
        format!("{text}; positive in {}", range(up, self.worlds))
    }

    /// What a package is worth at representative values, by brute arithmetic on the middles.
    pub fn worth(&self, view: &str, x: usize, p: usize) -> f64 {
        let compiled = zopa::compile::compile(self.scenario, Some(view), 0).expect("a problem");
        let package = compiled.package(&self.scenario.packages[x]).expect("a package");
        let value: i128 = package.iter().enumerate().map(|(i, &o)| compiled.problem.row(p, i)[o]).sum();
        value as f64 / compiled.grid as f64
    }

    pub fn outside(&self, k: usize, t: usize) -> f64 {
        let path = &self.scenario.outside_option;
        let share = uniform("outside option of A", self.seed, k as u64);
        let ends = [0, 1].map(|t| quantile(&path.values[0].1[t], share));
        ends[0] + (ends[1] - ends[0]) * self.months[t] as f64 / 12.0
    }

    pub fn courses(&self, belief: Option<&str>) -> Vec<Course> {
        let draw = |k: u64| self.course(belief, &|e, key| number(e, key, self.seed, k));
        (0..self.worlds).map(draw).collect()
    }

    pub fn middle(&self) -> Course {
        self.course(None, &|e, _| middle(e))
    }

    /// Follows a war for as long as anything of it is left.
    fn course(&self, belief: Option<&str>, draw: &dyn Fn(&Estimate, &str) -> f64) -> Course {
        let war = self.scenario.war.as_ref().expect("a war");
        let ids: Vec<&str> = war.states.iter().map(|s| s.id.as_str()).collect();
        let at = |id: &str| ids.iter().position(|s| *s == id).expect("a state");
        let n = ids.len();
        let mut moves = vec![vec![0.0; n]; n];
        for (from, list) in war.rows("some").expect("rows") {
            for (to, e) in list {
                moves[at(from)][at(to)] = draw(e, &format!("war: transition some, {from} to {to}"));
            }
        }
        let sanctions = war.sanctions.as_ref().expect("sanctions");
        let base = draw(&sanctions.levels[0].1, "war: sanctions base");
        moves.iter_mut().for_each(|row| row[at("won")] *= base);
        if let Some(id) = belief {
            let belief = war.beliefs.iter().find(|b| b.id == id).expect("a belief");
            for (state, e) in &belief.multiply {
                let times = draw(e, &format!("war: belief {id} on {state}"));
                moves.iter_mut().for_each(|row| row[at(state)] *= times);
            }
        }
        for (s, row) in moves.iter_mut().enumerate() {
            let left = 1.0 - row.iter().sum::<f64>();
            assert!(left >= 0.0, "no row exceeds 1 here");
            row[s] += left;
        }
        let end: Vec<bool> = war.states.iter().map(|s| s.absorbing).collect();
        let parties = ["A", "B"];
        let of = |list: &[(String, Estimate)], id: &str, key: String| {
            draw(&list.iter().find(|(p, _)| p == id).expect("a number").1, &key)
        };
        let worth: Vec<Vec<f64>> = parties
            .iter()
            .map(|id| {
                war.states
                    .iter()
                    .map(|s| of(&s.payoff, id, format!("war: payoff of {id} in {}", s.id)))
                    .collect()
            })
            .collect();
        let costs = parties.map(|id| of(&war.flow_cost, id, format!("war: flow cost of {id}")));
        let discounts = parties.map(|id| of(&war.discount, id, format!("war: discount of {id}")));
        let step = |place: &[f64]| -> Vec<f64> {
            (0..n).map(|t| (0..n).map(|s| place[s] * moves[s][t]).sum()).collect()
        };
        // By state, what is had from there on: forward, not by equations.
        let from = |p: usize, start: usize| -> f64 {
            let mut place = vec![0.0; n];
            place[start] = 1.0;
            let (mut sum, mut weight) = (0.0, 1.0);
            while weight > 1e-15 {
                for s in 0..n {
                    let cost = if end[s] { 0.0 } else { costs[p] };
                    sum += weight * place[s] * ((1.0 - discounts[p]) * worth[p][s] - cost);
                }
                weight *= discounts[p];
                place = step(&place);
            }
            sum
        };
        let values: Vec<Vec<f64>> = (0..2).map(|p| (0..n).map(|s| from(p, s)).collect()).collect();
        let start = at("line");
        let mut place = vec![0.0; n];
        place[start] = 1.0;
        let mut path = Vec::new();
        for t in 0..=*self.months.last().expect("a period") {
            if self.months.contains(&t) {
                path.push((0..2).map(|p| (0..n).map(|s| place[s] * values[p][s]).sum()).collect());
            }
            place = step(&place);
        }
        // The ends: where it is after a very long time, and what a point there counts.
        let mut place = vec![0.0; n];
        place[start] = 1.0;
        let mut counts = vec![vec![0.0; 2]; 2];
        let mut between = vec![0.0; 2];
        let mut weight = [1.0; 2];
        for _ in 0..4000 {
            let next = step(&place);
            for p in 0..2 {
                for s in (0..n).filter(|&s| !end[s]) {
                    between[p] += weight[p] * place[s] * ((1.0 - discounts[p]) * worth[p][s] - costs[p]);
                }
                weight[p] *= discounts[p];
                for (e, id) in ["won", "lost"].iter().enumerate() {
                    counts[p][e] += weight[p] * (next[at(id)] - place[at(id)]);
                }
            }
            place = next;
        }
        Course {
            path,
            ends: ["won", "lost"].map(|id| place[at(id)]).to_vec(),
            now: (0..2).map(|p| values[p][start]).collect(),
            between,
            worth: (0..2).map(|p| ["won", "lost"].map(|id| worth[p][at(id)]).to_vec()).collect(),
            counts,
        }
    }
}

/// The break-even by halving: the chance at which fighting on is worth as much as the package.
fn even(course: &Course, p: usize, worth: f64) -> Option<f64> {
    let good: Vec<usize> = (0..2).filter(|&e| course.worth[p][e] > worth).collect();
    let [good] = good[..] else { return None };
    let bad = 1 - good;
    let each = |e: usize| course.counts[p][e] * course.worth[p][e] / course.ends[e];
    if each(good) <= each(bad) {
        return None;
    }
    let at = |q: f64| course.between[p] + q * each(good) + (1.0 - q) * each(bad);
    let (mut low, mut high) = (-1000.0, 1000.0);
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if at(middle) < worth { low = middle } else { high = middle }
    }
    Some(low)
}

pub fn needs(courses: &[Course], p: usize, worth: f64) -> String {
    let all: Vec<f64> = courses.iter().filter_map(|c| even(c, p, worth)).map(|q| 100.0 * q).collect();
    if all.is_empty() {
        return "no end is better, or all are".into();
    }
    match spread(all) {
        [low, ..] if low > 100.0 => "no chance is enough".into(),
        [.., high] if high < 0.0 => "any chance is enough".into(),
        three => format!("{} %", shown(three.map(|q| q.clamp(0.0, 100.0)), 0)),
    }
}

/// The least values that 5, 50 and 95 % do not exceed, by counting.
pub fn spread(values: Vec<f64>) -> [f64; 3] {
    let n = values.len() as f64;
    [0.05, 0.5, 0.95].map(|share| {
        let enough = |v: &&f64| values.iter().filter(|x| *x <= *v).count() as f64 >= share * n;
        values.iter().filter(enough).copied().fold(f64::INFINITY, f64::min)
    })
}

pub fn shown(three: [f64; 3], digits: usize) -> String {
    words(three.map(|x| {
        let text = format!("{x:.digits$}");
        if text.trim_start_matches('-').parse::<f64>() == Ok(0.0) {
            text.trim_start_matches('-').into()
        } else {
            text
        }
    }))
}

fn shown_signed(three: [f64; 3], digits: usize) -> String {
    words(three.map(|x| {
        let text = format!("{x:.digits$}");
        match text.parse::<f64>() {
            Ok(0.0) => text.trim_start_matches('-').into(),
            Ok(y) if y > 0.0 => format!("+{text}"),
            _ => text,
        }
    }))
}

fn words([low, middle, high]: [String; 3]) -> String {
    if low == high { middle } else { format!("{middle} ({low} to {high})") }
}

pub fn percent(share: f64) -> String {
    let x = 100.0 * share;
    if x == 0.0 || x == 100.0 {
        format!("{x:.0}")
    } else if x < 0.1 {
        "below 0.1".into()
    } else if x > 99.9 {
        "above 99.9".into()
    } else if !(1.0..=99.0).contains(&x) {
        format!("{x:.1}")
    } else {
        format!("{x:.0}")
    }
}

pub fn between(first: f64, last: f64) -> String {
    match [first, last].map(percent) {
        [a, b] if a == b => format!("{a} %"),
        [a, b] => format!("{a} → {b} %"),
    }
}

/// A share of worlds with its interval, rounded outwards.
pub fn range(hits: u64, worlds: u64) -> String {
    let interval = share(hits, worlds, Sure::NinetyFive).expect("a share");
    let [low, high] = [(1000.0 * interval.low).floor() / 10.0, (1000.0 * interval.high).ceil() / 10.0];
    format!("{} % ({low:.1} to {high:.1})", percent(hits as f64 / worlds as f64))
}
