//! The integer problem every question is asked of.
//!
//! Symbols used throughout the core, with shapes and units:
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `p` | a party | index, `0..n` |
//! | `i`, `o` | an issue, an option of it | indices, `0..m`, `0..k_i` |
//! | `x` | a package: one option per issue | `[usize; m]` |
//! | `v[p][i][o]` | value of an option to a party | integer grid points |
//! | `t[p][i,j][o,o']` | points of a pair of options to a party | integer grid points |
//! | `b[p][S]` | points of a box: of every package whose options lie in `S` | integer grid points |
//! | `c[p]` | what no package is worth more than to the party, if there is such a ceiling | integer grid points |
//! | `r[p]` | the party's no-deal value | integer grid points |
//! | `g[p](x)` | gain over no deal, `min(c, Σ v + Σ t + Σ b) - r` | integer grid points |
//!
//! Grid points of different parties are different units: nothing here adds
//! them up except under a declared device of proof (see [`crate::answer`]).

use crate::Fault;
use crate::world::Tables;

/// Grid points on one party's own scale.
pub type Score = i128;

/// The largest absolute value any entry may have: room for the exact common
/// denominator of a scenario's decimals (one of the field's domains needs 2^90),
/// and for the sums made of them.
pub const SCORE_LIMIT: Score = 1 << 90;
/// The most that the largest entries of all tables of one party may add up to.
/// 128 tables stay below it whatever their entries, and 1,024 issues with 64 times
/// as many pair tables and boxes if no entry is beyond 2^80: `1,024 · 65 · 2^80 < 2^97`. A gain is at
/// most `2^97 + 2^90`, and under the weights a search hands out, of at most `2^24` for
/// each of 32 parties, the sum of all gains is less than `2^127`: it fits in
/// 128 bits. (The weights of a proof come from anywhere; the checker looks at
/// every sum it makes.)
pub const SUM_LIMIT: Score = 1 << 97;
/// Most parties in a problem: those of a scenario, and further ones that stand for what a
/// party keeps later, for bodies at home, or for costs.
pub const MAX_PARTIES: usize = 32;
/// Most issues in a problem.
pub const MAX_ISSUES: usize = 1024;
/// Most options in one issue.
pub const MAX_OPTIONS: usize = 4096;

/// One option of one issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Opt {
    /// Index of the issue.
    pub issue: usize,
    /// Index of the option within the issue.
    pub option: usize,
}

/// What a party's consent covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Consent {
    /// Asked about every package.
    Whole,
    /// Asked only when the package holds an option the party carries out, and
    /// then about the whole package.
    Carried,
    /// Never asked.
    None,
}

/// A party: its consent, its no-deal value, and what it has to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// What its consent covers.
    pub consent: Consent,
    /// The value of no deal, in grid points of its own scale
    /// (the reservation value of the literature).
    #[doc(alias = "BATNA")]
    #[doc(alias = "reservation value")]
    pub no_deal: Score,
    /// Options this party has to carry out.
    pub carries: Vec<Opt>,
    /// No package counts as worth more to it, in grid points of its own scale.
    pub cap: Option<Score>,
}

/// Points a party gets from a pair of options of two issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Whose points.
    pub party: usize,
    /// The two issues, the smaller index first.
    pub issues: [usize; 2],
    /// Row-major, `k_a` rows of `k_b` grid points.
    pub points: Vec<Score>,
}

/// Points a party gets if each of several issues has one of some options: those
/// of all packages in a hyper-rectangle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxTerm {
    /// Whose points.
    pub party: usize,
    /// Issues, at least two, ascending; of each, the options that count,
    /// ascending, at least one.
    pub sides: Vec<(usize, Vec<usize>)>,
    /// Grid points.
    pub points: Score,
}

impl BoxTerm {
    /// Whether a package lies in the box.
    pub fn holds(&self, package: &[usize]) -> bool {
        self.sides.iter().all(|(issue, options)| options.binary_search(&package[*issue]).is_ok())
    }
}

/// One literal of a [`Rule::Clause`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Literal {
    /// The option it speaks of.
    pub opt: Opt,
    /// Whether it holds when the option is chosen (`true`) or not chosen.
    pub chosen: bool,
}

/// What every package has to satisfy, whoever signs it: rules and norms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// At least one literal holds.
    Clause(Vec<Literal>),
    /// At most `count` of the options are chosen.
    AtMost {
        /// The options counted.
        options: Vec<Opt>,
        /// How many may be chosen.
        count: usize,
    },
}

/// A red line: if it is real, its party refuses every package with one of
/// these options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whose line it is.
    pub party: usize,
    /// Options the line excludes.
    pub excludes: Vec<Opt>,
}

/// A problem: dense integer tables, constraints and red lines. Immutable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    parties: Vec<Party>,
    options: Vec<usize>,
    offsets: Vec<usize>,
    values: Vec<Score>,
    pairs: Vec<Pair>,
    boxes: Vec<BoxTerm>,
    rules: Vec<Rule>,
    lines: Vec<Line>,
}

/// The parts a [`Problem`] is made of.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The parties, at least one.
    pub parties: Vec<Party>,
    /// Number of options of each issue, each at least one.
    pub options: Vec<usize>,
    /// `values[p][i][o]`, grid points.
    pub values: Vec<Vec<Vec<Score>>>,
    /// Pair tables; at most one for a party and a pair of issues.
    pub pairs: Vec<Pair>,
    /// Boxes.
    pub boxes: Vec<BoxTerm>,
    /// Rules and norms.
    pub rules: Vec<Rule>,
    /// Red lines.
    pub lines: Vec<Line>,
}

impl Problem {
    /// Builds a problem, refusing shapes that do not fit together.
    ///
    /// # Errors
    /// A [`Fault`] that names the first part out of shape or out of bounds.
    pub fn new(parts: Parts) -> Result<Problem, Fault> {
        let Parts { parties, options, values, pairs, boxes, rules, lines } = parts;
        let (n, m) = (parties.len(), options.len());
        if n == 0 || n > MAX_PARTIES {
            return Err(Fault::shape(format!("{n} parties; 1 to {MAX_PARTIES} are possible")));
        }
        if m == 0 || m > MAX_ISSUES {
            return Err(Fault::shape(format!("{m} issues; 1 to {MAX_ISSUES} are possible")));
        }
        for (i, &k) in options.iter().enumerate() {
            if k == 0 || k > MAX_OPTIONS {
                return Err(Fault::shape(format!("issue {i}: {k} options; 1 to {MAX_OPTIONS} are possible")));
            }
        }
        let offsets: Vec<usize> = options
            .iter()
            .scan(0, |next, &k| {
                let here = *next;
                *next += k;
                Some(here)
            })
            .collect();
        let bounded = |s: Score| s.unsigned_abs() <= SCORE_LIMIT.unsigned_abs();
        let known = |o: &Opt| o.issue < m && o.option < options[o.issue];
        if values.len() != n
            || values.iter().any(|v| v.len() != m)
            || values.iter().any(|v| v.iter().zip(&options).any(|(row, &k)| row.len() != k))
        {
            return Err(Fault::shape("values are not parties × issues × options".into()));
        }
        if !values.iter().flatten().flatten().all(|&s| bounded(s))
            || !parties.iter().all(|p| bounded(p.no_deal) && p.cap.is_none_or(bounded))
        {
            return Err(Fault::shape("a score is beyond ±2^90".into()));
        }
        for (p, party) in parties.iter().enumerate() {
            if !party.carries.iter().all(known) {
                return Err(Fault::shape(format!("party {p} carries an unknown option")));
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        for (t, pair) in pairs.iter().enumerate() {
            let [a, b] = pair.issues;
            let fits = pair.party < n && a < b && b < m && pair.points.len() == options[a] * options[b];
            if !fits || !pair.points.iter().all(|&s| bounded(s)) || !seen.insert((pair.party, a, b)) {
                return Err(Fault::shape(format!("pair table {t} does not fit or stands twice")));
            }
        }
        for (k, term) in boxes.iter().enumerate() {
            let rises = |list: &[usize]| list.windows(2).all(|pair| pair[0] < pair[1]);
            let issues: Vec<usize> = term.sides.iter().map(|side| side.0).collect();
            let side = |(i, of): &(usize, Vec<usize>)| {
                *i < m && rises(of) && of.last().is_some_and(|&o| o < options[*i])
            };
            if term.party >= n || issues.len() < 2 || !rises(&issues) || !term.sides.iter().all(side) {
                return Err(Fault::shape(format!("box {k} does not fit")));
            }
            if !bounded(term.points) {
                return Err(Fault::shape(format!("box {k}: a score is beyond ±2^90")));
            }
        }
        let largest = |points: &[Score]| points.iter().map(|s| s.abs()).max().unwrap_or(0);
        for (p, rows) in values.iter().enumerate() {
            let own: Score = rows.iter().map(|row| largest(row)).sum();
            let pairs: Score = pairs.iter().filter(|t| t.party == p).map(|t| largest(&t.points)).sum();
            let boxes: Score = boxes.iter().filter(|b| b.party == p).map(|b| b.points.abs()).sum();
            if own + pairs + boxes > SUM_LIMIT {
                return Err(Fault::shape(format!("party {p}: the scores may add up to more than 2^97")));
            }
        }
        for (k, rule) in rules.iter().enumerate() {
            let fits = match rule {
                Rule::Clause(literals) => literals.iter().all(|l| known(&l.opt)),
                Rule::AtMost { options, .. } => {
                    let distinct: std::collections::BTreeSet<_> = options.iter().collect();
                    options.iter().all(known) && distinct.len() == options.len()
                }
            };
            if !fits {
                return Err(Fault::shape(format!("rule {k} names an unknown option, or one twice")));
            }
        }
        for (l, line) in lines.iter().enumerate() {
            if line.party >= n || !line.excludes.iter().all(known) {
                return Err(Fault::shape(format!("red line {l} names an unknown party or option")));
            }
        }
        let values = values.into_iter().flatten().flatten().collect();
        Ok(Problem { parties, options, offsets, values, pairs, boxes, rules, lines })
    }

    /// Number of parties, `n`.
    pub fn n(&self) -> usize {
        self.parties.len()
    }

    /// Number of issues, `m`.
    pub fn m(&self) -> usize {
        self.options.len()
    }

    /// Number of options of each issue, `k_i`.
    pub fn options(&self) -> &[usize] {
        &self.options
    }

    /// The parties.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// Values of the options of issue `i` to party `p`: `k_i` grid points.
    pub fn row(&self, p: usize, i: usize) -> &[Score] {
        let total = self.offsets[self.m() - 1] + self.options[self.m() - 1];
        let from = p * total + self.offsets[i];
        &self.values[from..from + self.options[i]]
    }

    /// Pair tables.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Boxes.
    pub fn boxes(&self) -> &[BoxTerm] {
        &self.boxes
    }

    /// Rules and norms.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Red lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Number of packages before any rule, if it fits in 128 bits.
    pub fn packages(&self) -> Option<u128> {
        self.options.iter().try_fold(1u128, |all, &k| all.checked_mul(k as u128))
    }

    /// Value `u_p(x)` of a package to party `p`, in grid points.
    pub fn value(&self, p: usize, package: &[usize]) -> Score {
        let own: Score = package.iter().enumerate().map(|(i, &o)| self.row(p, i)[o]).sum();
        let pairs: Score = self
            .pairs
            .iter()
            .filter(|t| t.party == p)
            .map(|t| t.points[package[t.issues[0]] * self.options[t.issues[1]] + package[t.issues[1]]])
            .sum();
        let boxes: Score =
            self.boxes.iter().filter(|b| b.party == p && b.holds(package)).map(|b| b.points).sum();
        self.capped(p, own + pairs + boxes)
    }

    /// What party `p` counts for a value of so many grid points.
    fn capped(&self, p: usize, points: Score) -> Score {
        self.parties[p].cap.map_or(points, |cap| points.min(cap))
    }

    /// What no gain of party `p` exceeds by its ceiling; [`Score::MAX`] without one.
    pub(crate) fn gain_limit(&self, p: usize) -> Score {
        self.parties[p].cap.map_or(Score::MAX, |cap| cap - self.parties[p].no_deal)
    }

    /// Gain `g_p(x)` of party `p` over no deal, in grid points.
    pub fn gain(&self, p: usize, package: &[usize]) -> Score {
        self.value(p, package) - self.parties[p].no_deal
    }

    /// The same problem with other no-deal values, one per party.
    ///
    /// # Errors
    /// A [`Fault`] if there is not one value per party, or one is out of bounds.
    pub fn with_no_deal(&self, no_deal: &[Score]) -> Result<Problem, Fault> {
        if no_deal.len() != self.n() || no_deal.iter().any(|s| s.unsigned_abs() > SCORE_LIMIT.unsigned_abs())
        {
            return Err(Fault::shape("no-deal values do not fit the parties".into()));
        }
        let mut other = self.clone();
        for (party, &value) in other.parties.iter_mut().zip(no_deal) {
            party.no_deal = value;
        }
        Ok(other)
    }
}

impl Problem {
    /// The same structure with the numbers of a world.
    ///
    /// # Errors
    /// A [`Fault`] if the tables are not in the shape of this problem.
    pub fn in_world(&self, tables: &Tables) -> Result<Problem, Fault> {
        let mut other = self.clone();
        other.set_world(tables)?;
        Ok(other)
    }

    /// The same problem with another consent of one party.
    pub(crate) fn set_consent(&mut self, party: usize, consent: Consent) {
        self.parties[party].consent = consent;
    }

    /// Takes over the numbers of a world in place. Entries of 64 bits are within every limit.
    pub(crate) fn set_world(&mut self, tables: &Tables) -> Result<(), Fault> {
        tables.fit(self)?;
        let (n, total) = (self.n(), self.values.len() / self.n());
        for (at, value) in self.values.iter_mut().enumerate() {
            *value = tables.values[at % total * n + at / total].into();
        }
        for (pair, points) in self.pairs.iter_mut().zip(&tables.pairs) {
            pair.points.iter_mut().zip(points).for_each(|(to, &from)| *to = from.into());
        }
        for (term, &points) in self.boxes.iter_mut().zip(&tables.boxes) {
            term.points = points.into();
        }
        for (p, party) in self.parties.iter_mut().enumerate() {
            party.no_deal = tables.no_deal[p].into();
            party.cap = (tables.ceilings[p] < i64::MAX).then(|| tables.ceilings[p].into());
        }
        Ok(())
    }
}

impl Rule {
    /// The issues the rule speaks of, ascending.
    pub(crate) fn issues(&self) -> Vec<usize> {
        let mut issues: Vec<usize> = match self {
            Rule::Clause(literals) => literals.iter().map(|l| l.opt.issue).collect(),
            Rule::AtMost { options, .. } => options.iter().map(|o| o.issue).collect(),
        };
        issues.sort_unstable();
        issues.dedup();
        issues
    }

    /// Whether a package keeps the rule.
    pub fn holds(&self, package: &[usize]) -> bool {
        let chosen = |o: &Opt| package[o.issue] == o.option;
        match self {
            Rule::Clause(literals) => literals.iter().any(|l| chosen(&l.opt) == l.chosen),
            Rule::AtMost { options, count } => options.iter().filter(|o| chosen(o)).count() <= *count,
        }
    }
}

/// Acceptance, as the definition reads; searches and checker both answer to it.
impl Problem {
    /// Whether party `p` is asked about a package.
    pub fn asked(&self, p: usize, package: &[usize]) -> bool {
        match self.parties[p].consent {
            Consent::Whole => true,
            Consent::Carried => self.parties[p].carries.iter().any(|o| package[o.issue] == o.option),
            Consent::None => false,
        }
    }

    /// Whether a package crosses line `l`.
    pub fn crosses(&self, l: usize, package: &[usize]) -> bool {
        self.lines[l].excludes.iter().any(|o| package[o.issue] == o.option)
    }

    /// Whether party `p` accepts a package when the lines marked in `real` are real: it is not asked, or it loses
    /// nothing against no deal and no real line of its own is crossed.
    pub fn accepts(&self, real: &[bool], p: usize, package: &[usize]) -> bool {
        let refuses = |l: usize| real[l] && self.lines[l].party == p && self.crosses(l, package);
        !self.asked(p, package) || (self.gain(p, package) >= 0 && !(0..self.lines.len()).any(refuses))
    }

    /// Whether a package keeps every rule and every party asked accepts it.
    pub fn acceptable(&self, real: &[bool], package: &[usize]) -> bool {
        self.rules.iter().all(|rule| rule.holds(package))
            && (0..self.n()).all(|p| self.accepts(real, p, package))
    }
}

impl Problem {
    /// The same problem with nothing of worth to anybody: what rules, red lines and consent alone allow.
    pub fn without_values(&self) -> Problem {
        let mut other = self.clone();
        other.values.fill(0);
        other.pairs.clear();
        other.boxes.clear();
        other.parties.iter_mut().for_each(|p| (p.no_deal, p.cap) = (0, None));
        other
    }

    /// The same problem on a coarser grid: every value rounded to a multiple of `step` grid points and then divided by
    /// it. A package's value moves by at most half a step per issue, pair table and box.
    pub fn coarser(&self, step: Score) -> Problem {
        let step = step.max(1);
        let round = |v: Score| (2 * v + step).div_euclid(2 * step);
        let mut other = self.clone();
        other.values.iter_mut().for_each(|v| *v = round(*v));
        other.pairs.iter_mut().flat_map(|t| &mut t.points).for_each(|v| *v = round(*v));
        other.boxes.iter_mut().for_each(|b| b.points = round(b.points));
        for party in &mut other.parties {
            (party.no_deal, party.cap) = (round(party.no_deal), party.cap.map(round));
        }
        other
    }

    /// The same problem with one party content with every package: its no-deal value is the least it can get.
    pub(crate) fn content(&self, party: usize) -> Problem {
        let least = |points: &[Score]| points.iter().copied().min().unwrap_or(0);
        let own: Score = (0..self.m()).map(|i| least(self.row(party, i))).sum();
        let pairs: Score = self.pairs.iter().filter(|t| t.party == party).map(|t| least(&t.points)).sum();
        let boxes: Score = self.boxes.iter().filter(|b| b.party == party).map(|b| b.points.min(0)).sum();
        let mut other = self.clone();
        other.parties[party].no_deal = self.capped(party, own + pairs + boxes);
        other
    }

    /// The same problem with one more party that is asked and never loses: it has `worth(issue, option)` points for
    /// each option and no deal at zero, with every worth at least zero. A device to count things along a search.
    pub(crate) fn with_observer(&self, worth: impl Fn(usize, usize) -> Score) -> Problem {
        let mut other = self.clone();
        other.parties.push(Party { consent: Consent::Whole, no_deal: 0, carries: Vec::new(), cap: None });
        for (issue, &k) in self.options.iter().enumerate() {
            other.values.extend((0..k).map(|o| worth(issue, o).max(0)));
        }
        other
    }
}
