//! Answers as rows of a linear programme.
//!
//! The variables are what options are worth, `x[i][o] = w[i] v[i][o] / 100`, so that packages add up, weights, no deal,
//! and thresholds between words. Where an answer says that something is better, it has to be better by a thousandth at
//! least: without that, everything could be worth nothing, and no two answers would ever contradict each other.

use crate::compile::{ALIKE, representative};
use crate::elicit::plan;
use crate::elicit::words::{choices, visible};
use crate::number::exact;
use crate::scenario::{Degree, Estimate, OptionRef, PreferenceKind, Scenario, Stance, Weighed};
use num_rational::BigRational;
use num_traits::{One, Zero};
use zopa_core::elicit::contradiction::Answers;
use zopa_core::elicit::linear::{Program, Row, Sense, part, whole};

/// Thresholds one after the other.
fn ascending(first: usize, count: usize) -> impl Iterator<Item = Row> {
    (first + 1..first + count).map(|k| Row::whole(&[(k, 1), (k - 1, -1)], Sense::AtLeast, 0))
}

/// A thousandth.
fn step() -> BigRational {
    part(1, 1000)
}

/// Where the variables stand, and the rows of every answer.
pub(super) struct Rows<'s> {
    scenario: &'s Scenario,
    options: Vec<Vec<String>>,
    /// `w[i]`, first option, thresholds of acceptability and of difference of each issue.
    weights: usize,
    starts: Vec<usize>,
    stances: Vec<usize>,
    steps: Vec<usize>,
    swings: usize,
    no_deal: usize,
    answers: Answers,
}

type Terms = Vec<(usize, BigRational)>;

impl<'s> Rows<'s> {
    /// Rows of answers, between the ends that others give; without others, between none.
    pub(super) fn of(scenario: &'s Scenario, said: &[&PreferenceKind], ends: &[&PreferenceKind]) -> Rows<'s> {
        let options: Vec<Vec<String>> = scenario
            .issues
            .iter()
            .map(|issue| visible(scenario, issue).iter().map(|o| o.id.clone()).collect())
            .collect();
        let m = options.len();
        let mut next = m;
        let mut take = |count: usize| {
            next += count;
            next - count
        };
        let starts: Vec<usize> = options.iter().map(|o| take(o.len())).collect();
        let stances: Vec<usize> = options.iter().map(|_| take(4)).collect();
        let steps: Vec<usize> = options.iter().map(|_| take(6)).collect();
        let (swings, no_deal) = (take(6), take(1));
        let background = Program::new(next);
        let answers = Answers { background, rows: Vec::new() };
        let mut rows =
            Rows { scenario, options, weights: 0, starts, stances, steps, swings, no_deal, answers };
        rows.answers.rows = said.iter().map(|kind| rows.answer(kind)).collect();
        rows.background(ends);
        rows
    }

    /// Whether an answer speaks of a variable from `first` to before `last`.
    fn spoken(&self, first: usize, last: usize) -> bool {
        let terms = self.answers.rows.iter().flatten().flat_map(|row| &row.terms);
        terms.into_iter().any(|(j, _)| (first..last).contains(j))
    }

    /// The same with variables that no row speaks of left out.
    pub(super) fn compact(self) -> Answers {
        let mut answers = self.answers;
        let rows = || answers.background.rows.iter().chain(answers.rows.iter().flatten());
        let used: std::collections::BTreeSet<usize> =
            rows().flat_map(|row| row.terms.iter().map(|(j, _)| *j)).collect();
        let place: std::collections::BTreeMap<usize, usize> =
            used.iter().enumerate().map(|(at, j)| (*j, at)).collect();
        let every = answers.background.rows.iter_mut().chain(answers.rows.iter_mut().flatten());
        every.flat_map(|row| &mut row.terms).for_each(|(j, _)| *j = place[j]);
        let bounds = |of: &[Option<BigRational>]| used.iter().map(|&j| of[j].clone()).collect();
        answers.background.lower = bounds(&answers.background.lower);
        answers.background.upper = bounds(&answers.background.upper);
        answers
    }

    fn background(&mut self, ends: &[&PreferenceKind]) {
        let one = BigRational::one;
        let mut rows = Vec::new();
        let m = self.options.len();
        let spoken: Vec<usize> = (0..m)
            .filter(|&i| {
                let options = self.starts[i]..self.starts[i] + self.options[i].len();
                self.spoken(self.weights + i, self.weights + i + 1) || self.spoken(options.start, options.end)
            })
            .collect();
        let all: Terms = spoken.iter().map(|i| (self.weights + i, one())).collect();
        // What no answer speaks of has the rest.
        let sense = if spoken.len() == m { Sense::Equal } else { Sense::AtMost };
        rows.push(Row::new(all, sense, whole(100)));
        for &i in &spoken {
            let (w, gap) = (self.weights + i, step());
            if self.options[i].len() < 2 {
                rows.push(Row::whole(&[(w, 1)], Sense::Equal, 0));
            } else {
                // Every issue with a choice weighs something, or nothing said within it could be heard.
                rows.push(Row::new(vec![(w, one())], Sense::AtLeast, step()));
            }
            for x in
                (self.starts[i]..self.starts[i] + self.options[i].len()).filter(|&x| self.spoken(x, x + 1))
            {
                rows.push(Row::whole(&[(x, 1), (w, -1)], Sense::AtMost, 0));
            }
            if self.spoken(self.stances[i], self.stances[i] + 4) {
                rows.extend(ascending(self.stances[i], 4));
            }
            if self.spoken(self.steps[i], self.steps[i] + 6) {
                rows.push(Row::new(vec![(self.steps[i], one()), (w, -gap)], Sense::AtLeast, whole(0)));
                rows.extend(ascending(self.steps[i], 6));
            }
        }
        if self.spoken(self.swings, self.swings + 6) {
            rows.push(Row::new(vec![(self.swings, one())], Sense::AtLeast, step()));
            rows.extend(ascending(self.swings, 6));
        }
        for (id, ends) in plan::ends(self.scenario, ends) {
            let (Some(i), Some([best, worst])) = (self.issue(&id), ends) else { continue };
            if let (true, Some(best), Some(worst)) =
                (spoken.contains(&i), self.option(i, &best), self.option(i, &worst))
            {
                rows.push(Row::whole(&[(best, 1), (self.weights + i, -1)], Sense::Equal, 0));
                rows.push(Row::whole(&[(worst, 1)], Sense::Equal, 0));
            }
        }
        self.answers.background.lower[self.no_deal] = None;
        self.answers.background.rows = rows;
    }

    fn issue(&self, id: &str) -> Option<usize> {
        self.scenario.issues.iter().position(|issue| issue.id == id)
    }

    /// The variable of an option.
    fn option(&self, issue: usize, id: &str) -> Option<usize> {
        self.options[issue].iter().position(|o| o == id).map(|o| self.starts[issue] + o)
    }

    /// Rows of one answer.
    fn answer(&self, kind: &PreferenceKind) -> Vec<Row> {
        self.rows(kind).unwrap_or_default()
    }

    fn rows(&self, kind: &PreferenceKind) -> Option<Vec<Row>> {
        let mut rows = Vec::new();
        match kind {
            PreferenceKind::WeightOrder(groups) => {
                let groups: Vec<Vec<usize>> =
                    groups.iter().map(|g| g.iter().filter_map(|id| self.issue(id)).collect()).collect();
                for group in &groups {
                    rows.extend(
                        group.windows(2).map(|p| Row::whole(&[(p[0], 1), (p[1], -1)], Sense::Equal, 0)),
                    );
                }
                for pair in groups.windows(2) {
                    let terms = vec![(*pair[0].first()?, whole(1)), (*pair[1].first()?, whole(-1))];
                    rows.push(Row::new(terms, Sense::AtLeast, part(1, 100_000)));
                }
            }
            PreferenceKind::ValueOrder { issue, options } => {
                let i = self.issue(issue)?;
                let groups: Vec<Vec<usize>> =
                    options.iter().map(|g| g.iter().filter_map(|id| self.option(i, id)).collect()).collect();
                let groups: Vec<&Vec<usize>> = groups.iter().filter(|g| !g.is_empty()).collect();
                for group in &groups {
                    rows.extend(
                        group.windows(2).map(|p| Row::whole(&[(p[0], 1), (p[1], -1)], Sense::Equal, 0)),
                    );
                }
                rows.extend(groups.windows(2).map(|pair| self.above(i, pair[0][0], pair[1][0])));
            }
            PreferenceKind::Ratio { issues: [one, other], ratio } => {
                let (a, b) = (self.issue(one)?, self.issue(other)?);
                rows.push(Row::new(vec![(a, whole(1)), (b, -exact(ratio.low))], Sense::AtLeast, whole(0)));
                rows.push(Row::new(vec![(a, whole(1)), (b, -exact(ratio.high))], Sense::AtMost, whole(0)));
            }
            PreferenceKind::Stance { issue, option, stance } => {
                let i = self.issue(issue)?;
                let x = self.option(i, option)?;
                let rank = *stance as usize;
                if rank > 0 {
                    rows.push(Row::whole(&[(x, 1), (self.stances[i] + rank - 1, -1)], Sense::AtLeast, 0));
                }
                if *stance != Stance::Essential {
                    rows.push(self.above(i, self.stances[i] + rank, x));
                }
            }
            PreferenceKind::Difference { issue, options: [one, other], degrees } => {
                let i = self.issue(issue)?;
                let (a, b) = (self.option(i, one)?, self.option(i, other)?);
                let gap = vec![(self.weights + i, step())];
                rows = graded([a, b], self.steps[i], *degrees, (gap, whole(0)));
            }
            PreferenceKind::Swings { issues: [one, other], degrees } => {
                rows = graded(
                    [self.issue(one)?, self.issue(other)?],
                    self.swings,
                    *degrees,
                    (Vec::new(), step()),
                );
            }
            PreferenceKind::Package { better, worse } => {
                rows.push(self.apart(better, worse, step())?);
            }
            PreferenceKind::Alike { packages: [one, other], within } => {
                let by = within.as_deref().map_or_else(about, |within| exact(within.high));
                rows.extend([self.apart(one, other, -by.clone())?, self.apart(other, one, -by)?]);
            }
            PreferenceKind::AsNoDeal { package, within } => {
                let by = within.as_deref().map_or_else(about, |within| exact(within.high));
                let none = Weighed::NoDeal;
                rows.extend([self.apart(package, &none, -by.clone())?, self.apart(&none, package, -by)?]);
            }
            PreferenceKind::Open { .. } => {}
        }
        Some(rows)
    }

    /// One variable of an issue above another.
    fn above(&self, issue: usize, better: usize, worse: usize) -> Row {
        let terms = vec![(better, whole(1)), (worse, whole(-1)), (self.weights + issue, -step())];
        Row::new(terms, Sense::AtLeast, whole(0))
    }

    /// One package worth more than another by at least this.
    fn apart(&self, one: &Weighed, other: &Weighed, by: BigRational) -> Option<Row> {
        let (mut terms, plus) = self.worth(one)?;
        let (less, minus) = self.worth(other)?;
        // What both have cancels.
        for (j, a) in less {
            match terms.iter_mut().find(|(known, _)| *known == j) {
                Some((_, sum)) => *sum -= a,
                None => terms.push((j, -a)),
            }
        }
        terms.retain(|(_, a)| !a.is_zero());
        Some(Row::new(terms, Sense::AtLeast, by - plus + minus))
    }

    /// What a package is worth: the terms, and what is added to them.
    fn worth(&self, package: &Weighed) -> Option<(Terms, BigRational)> {
        if *package == Weighed::NoDeal {
            return Some((vec![(self.no_deal, whole(1))], BigRational::zero()));
        }
        let (s, of) = (self.scenario, choices(self.scenario, package)?);
        let has = |issue: &str, option: &str| of.iter().any(|(i, o)| i == issue && o == option);
        let mut terms = Vec::new();
        for (i, issue) in s.issues.iter().enumerate() {
            let (_, option) = of.iter().find(|(id, _)| *id == issue.id)?;
            let here = |o: &OptionRef| o.issue == issue.id && o.option == *option;
            let factor = s.factors.iter().find(|factor| factor.options.iter().any(here));
            let times = factor.and_then(|f| f.factor.iter().find(|(id, _)| has(&f.by, id)));
            let times =
                times.map_or_else(BigRational::one, |(_, times): &(String, Estimate)| representative(times));
            terms.push((self.option(i, option)?, times));
        }
        let pairs =
            s.interactions.iter().filter(|x| has(&x.a.issue, &x.a.option) && has(&x.b.issue, &x.b.option));
        let boxes = s
            .boxes
            .iter()
            .filter(|x| x.when.iter().all(|(issue, inside)| inside.iter().any(|option| has(issue, option))));
        let plus = pairs.map(|x| representative(&x.points)).sum::<BigRational>()
            + boxes.map(|x| representative(&x.points)).sum::<BigRational>();
        Some((terms, plus))
    }
}

/// The points that "about as good" allows where the answer does not say it.
fn about() -> BigRational {
    whole(ALIKE as i64)
}

/// A difference between two thresholds, and below the next by a gap.
fn graded(
    [a, b]: [usize; 2],
    thresholds: usize,
    [low, high]: [Degree; 2],
    (gap, points): (Terms, BigRational),
) -> Vec<Row> {
    let difference = || vec![(a, whole(1)), (b, whole(-1))];
    if high == Degree::None {
        return vec![Row::new(difference(), Sense::Equal, whole(0))];
    }
    let mut least = difference();
    if low > Degree::None {
        least.push((thresholds + low as usize - 1, whole(-1)));
    }
    let mut rows = vec![Row::new(least, Sense::AtLeast, whole(0))];
    if high < Degree::Extreme {
        let mut most = difference();
        most.push((thresholds + high as usize, whole(-1)));
        most.extend(gap);
        rows.push(Row::new(most, Sense::AtMost, -points));
    }
    rows
}
