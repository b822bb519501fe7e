//! A problem with more in it: further issues, further parties, other points.
//!
//! What moves beside a package can be said in the terms of a problem, so that the one search, its proofs and the
//! checker serve it:
//!
//! | in words | in the problem |
//! |---|---|
//! | a lever that can be used at several levels | a further issue, an option per level |
//! | what using levers costs somebody | a further party that is never asked |
//! | a party keeps the deal at a later date | a further party that has to accept: a copy of the party's values times a factor, and points for what the deal changes |
//! | a body at home refuses some options and combinations | a further party with a red line at each option, that loses a point with each combination |
//! | no deal is worth more or less | its value, moved |
//!
//! [`Growth::compiled`] does this to a problem, [`Growth::tables`] to the numbers of one world; both lay things out
//! alike, so that a judge of the grown problem can decide the grown world. Indices count the issues and parties that are
//! there first, then those added, in order. Numbers are points of a party's own scale, rounded once to the grid, which
//! is made at least as fine as that of a world; the old scores stay exact.

use super::{CompileError, Compiled, IssueNames, LineNames, OptionNames, RuleNames};
use zopa_core::problem::{self as core, BoxTerm, Line, Literal, Opt, Pair, Parts, Problem, Rule, Score};
use zopa_core::world::{GRID, Tables};

/// An issue that is added.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MoreIssue {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Id and label of each option.
    pub options: Vec<(String, String)>,
}

/// A party that is added.
#[derive(Debug, Clone, PartialEq)]
pub struct MoreParty {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// When it is asked. [`core::Consent::Carried`]: when the party it copies is.
    pub consent: core::Consent,
    /// The party whose values it has, times a factor of at least zero; none: it starts from nothing.
    pub like: Option<(usize, f64)>,
    /// What no deal is worth to it, points.
    pub no_deal: f64,
}

/// What is added to a problem.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Growth {
    /// Issues.
    pub issues: Vec<MoreIssue>,
    /// Parties.
    pub parties: Vec<MoreParty>,
    /// Points that are added: party, issue, option, points.
    pub points: Vec<(usize, usize, usize, f64)>,
    /// Points a party gets from packages with one of these options of each of these issues, two issues or more, ascending.
    pub boxes: Vec<(usize, Vec<(usize, Vec<usize>)>, f64)>,
    /// Points that are added to what no deal is worth: party, points.
    pub no_deal: Vec<(usize, f64)>,
    /// Further red lines: whose, what they exclude, issue and option, and whether they are real. Where a party that always
    /// accepts has them, they refuse options.
    pub lines: Vec<(usize, Vec<(usize, usize)>, bool)>,
    /// Packages that are left out, as further rules: those with one of these options of each of these issues. A judge of
    /// worlds has to be made of the problem with the same rules.
    pub left_out: Vec<(String, Vec<(usize, Vec<usize>)>)>,
}

/// The nearest grid point.
fn on(grid: f64, points: f64) -> Score {
    (points * grid).round() as Score
}

/// A score times a factor.
fn times(score: Score, factor: f64) -> Score {
    (score as f64 * factor).round() as Score
}

/// The copies of pair tables and boxes that further parties need: index of the table and of the further party.
fn copies<'g>(
    growth: &'g Growth,
    n: usize,
    owners: impl Iterator<Item = usize> + Clone + 'g,
) -> impl Iterator<Item = (usize, usize, f64)> + 'g {
    growth.parties.iter().enumerate().flat_map(move |(more, party)| {
        owners.clone().enumerate().filter_map(move |(at, owner)| {
            let (like, factor) = party.like?;
            (like == owner).then_some((at, n + more, factor))
        })
    })
}

impl Growth {
    /// The grown problem and its names.
    ///
    /// # Errors
    /// A copy of a party that has a ceiling; more parties or issues than a problem holds; a number that does not fit.
    pub fn compiled(&self, base: &Compiled) -> Result<Compiled, CompileError> {
        let problem = &base.problem;
        if let Some(capped) =
            self.parties.iter().filter_map(|p| p.like).find(|(p, _)| problem.parties()[*p].cap.is_some())
        {
            let name = &base.parties[capped.0].1;
            return Err(CompileError(format!(
                "{name} has a ceiling; what it would keep or bear beside a package cannot be worked out with one"
            )));
        }
        let n = problem.n();
        let finer = Score::from(GRID).div_euclid(base.grid.max(1)).max(1);
        let finer = if finer * base.grid < Score::from(GRID) { finer + 1 } else { finer };
        let grid = base.grid * finer;
        let fine = grid as f64;
        let mut options = problem.options().to_vec();
        options.extend(self.issues.iter().map(|issue| issue.options.len()));
        let mut values: Vec<Vec<Vec<Score>>> = (0..n)
            .map(|p| {
                (0..problem.m()).map(|i| problem.row(p, i).iter().map(|v| v * finer).collect()).collect()
            })
            .collect();
        for party in &self.parties {
            values.push(match party.like {
                Some((p, factor)) => {
                    values[p].iter().map(|row| row.iter().map(|&v| times(v, factor)).collect()).collect()
                }
                None => problem.options().iter().map(|&k| vec![0; k]).collect(),
            });
        }
        for rows in &mut values {
            rows.extend(self.issues.iter().map(|issue| vec![0; issue.options.len()]));
        }
        for &(p, i, o, points) in &self.points {
            values[p][i][o] += on(fine, points);
        }
        let mut parties: Vec<core::Party> = problem.parties().to_vec();
        for party in &mut parties {
            party.no_deal *= finer;
            party.cap = party.cap.map(|cap| cap * finer);
        }
        for party in &self.parties {
            let carries = party.like.map(|(p, _)| parties[p].carries.clone()).unwrap_or_default();
            parties.push(core::Party {
                consent: party.consent,
                no_deal: on(fine, party.no_deal),
                carries,
                cap: None,
            });
        }
        for &(p, points) in &self.no_deal {
            parties[p].no_deal += on(fine, points);
        }
        let mut pairs: Vec<Pair> = problem.pairs().to_vec();
        pairs.iter_mut().flat_map(|pair| &mut pair.points).for_each(|points| *points *= finer);
        for (at, party, factor) in copies(self, n, problem.pairs().iter().map(|pair| pair.party)) {
            let points = pairs[at].points.iter().map(|&v| times(v, factor)).collect();
            pairs.push(Pair { party, issues: pairs[at].issues, points });
        }
        let mut boxes: Vec<BoxTerm> = problem.boxes().to_vec();
        boxes.iter_mut().for_each(|term| term.points *= finer);
        for (at, party, factor) in copies(self, n, problem.boxes().iter().map(|term| term.party)) {
            boxes.push(BoxTerm {
                party,
                sides: boxes[at].sides.clone(),
                points: times(boxes[at].points, factor),
            });
        }
        for (party, sides, points) in &self.boxes {
            boxes.push(BoxTerm { party: *party, sides: sides.clone(), points: on(fine, *points) });
        }
        // An old score is exact; of what is new, each table is off by at most half a grid point, and a copy by what a
        // floating-point number leaves out of large scores.
        let left_out = |like: usize| {
            (0..problem.m()).flat_map(|i| problem.row(like, i)).map(|v| (v * finer).abs() >> 51).max()
        };
        let mut rounding: Vec<Score> = base.rounding.iter().map(|r| r * finer).collect();
        rounding.extend(self.parties.iter().map(|_| 0));
        let mut halves = vec![0; n + self.parties.len()];
        for (p, party) in self.parties.iter().enumerate() {
            if let Some((like, factor)) = party.like {
                rounding[n + p] = (rounding[like] as f64 * factor).ceil() as Score;
                let tables = problem.m() + problem.pairs().len() + problem.boxes().len();
                halves[n + p] += (tables as Score + 1) * (1 + left_out(like).unwrap_or(0));
            }
        }
        self.points.iter().for_each(|&(p, ..)| halves[p] += 1);
        self.boxes.iter().for_each(|(p, ..)| halves[*p] += 1);
        self.no_deal.iter().for_each(|(p, _)| halves[*p] += 1);
        rounding.iter_mut().zip(&halves).for_each(|(r, halves)| *r += (halves + 1) / 2);
        let mut rules = problem.rules().to_vec();
        rules.extend(self.left_out.iter().map(|(_, sides)| {
            // Some issue has an option outside its side.
            let outside = |(issue, side): &(usize, Vec<usize>)| {
                let (issue, side) = (*issue, side.clone());
                let others = (0..options[issue]).filter(move |o| !side.contains(o));
                others
                    .map(move |option| Literal { opt: Opt { issue, option }, chosen: true })
                    .collect::<Vec<_>>()
            };
            Rule::Clause(sides.iter().flat_map(outside).collect())
        }));
        let mut lines = problem.lines().to_vec();
        lines.extend(self.lines.iter().map(|(party, excludes, _)| Line {
            party: *party,
            excludes: excludes.iter().map(|&(issue, option)| Opt { issue, option }).collect(),
        }));
        let named_line = |(party, _, _): &(usize, Vec<(usize, usize)>, bool)| LineNames {
            id: "refused".into(),
            label: "refused".into(),
            party: *party,
            claimed: false,
            firmness: None,
            judged: false,
            origin: String::new(),
        };
        let named_rule = |(label, _): &(String, Vec<(usize, Vec<usize>)>)| RuleNames {
            id: label.clone(),
            label: label.clone(),
            norm: false,
        };
        let parts = Parts { parties, options, values, pairs, boxes, rules, lines };
        let named = |(id, label): &(String, String)| OptionNames {
            id: id.clone(),
            label: label.clone(),
            clause: label.clone(),
        };
        let issue = |issue: &MoreIssue| IssueNames {
            id: issue.id.clone(),
            label: issue.label.clone(),
            options: issue.options.iter().map(named).collect(),
        };
        Ok(Compiled {
            problem: Problem::new(parts).map_err(|fault| CompileError(fault.to_string()))?,
            grid,
            rounding,
            parties: base
                .parties
                .iter()
                .cloned()
                .chain(self.parties.iter().map(|party| (party.id.clone(), party.name.clone())))
                .collect(),
            issues: base.issues.iter().cloned().chain(self.issues.iter().map(issue)).collect(),
            lines: base.lines.iter().cloned().chain(self.lines.iter().map(named_line)).collect(),
            rules: base.rules.iter().cloned().chain(self.left_out.iter().map(named_rule)).collect(),
            ..base.clone()
        })
    }

    /// Which lines of the grown problem are real, from those of the base that are.
    pub fn real(&self, base: &[bool]) -> Vec<bool> {
        base.iter().copied().chain(self.lines.iter().map(|(_, _, real)| *real)).collect()
    }

    /// The numbers of a world of the grown problem, from those of the same world of the base.
    ///
    /// # Errors
    /// A sentence, if a number does not fit.
    pub fn tables(&self, base: &Problem, world: &Tables) -> Result<Tables, CompileError> {
        let (n, grid) = (base.n(), GRID as f64);
        let more = n + self.parties.len();
        let whole = |score: Score| {
            i64::try_from(score).map_err(|_| CompileError("a value is too large to compute with".into()))
        };
        let mut offsets = vec![0];
        let sizes = base.options().iter().copied().chain(self.issues.iter().map(|issue| issue.options.len()));
        offsets.extend(sizes.scan(0, |sum, k| {
            *sum += k;
            Some(*sum)
        }));
        let total = offsets.last().copied().unwrap_or(0);
        let mut values = vec![0i64; total * more];
        for (from, to) in world.values.chunks(n).zip(values.chunks_mut(more)) {
            to[..n].copy_from_slice(from);
            for (to, party) in to[n..].iter_mut().zip(&self.parties) {
                if let Some((p, factor)) = party.like {
                    *to = whole(times(from[p].into(), factor))?;
                }
            }
        }
        for &(p, i, o, points) in &self.points {
            let at = (offsets[i] + o) * more + p;
            values[at] = whole(Score::from(values[at]) + on(grid, points))?;
        }
        let mut no_deal = world.no_deal.clone();
        for party in &self.parties {
            no_deal.push(whole(on(grid, party.no_deal))?);
        }
        for &(p, points) in &self.no_deal {
            no_deal[p] = whole(Score::from(no_deal[p]) + on(grid, points))?;
        }
        let mut pairs = world.pairs.clone();
        for (at, _, factor) in copies(self, n, base.pairs().iter().map(|pair| pair.party)) {
            let points: Result<Vec<i64>, _> =
                pairs[at].iter().map(|&v| whole(times(v.into(), factor))).collect();
            pairs.push(points?);
        }
        let mut boxes = world.boxes.clone();
        for (at, _, factor) in copies(self, n, base.boxes().iter().map(|term| term.party)) {
            boxes.push(whole(times(boxes[at].into(), factor))?);
        }
        for (_, _, points) in &self.boxes {
            boxes.push(whole(on(grid, *points))?);
        }
        let mut ceilings = world.ceilings.clone();
        ceilings.resize(more, i64::MAX);
        Ok(Tables { values, pairs, boxes, no_deal, ceilings })
    }
}
