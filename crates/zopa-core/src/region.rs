//! A case while a search descends: which options are left, and who is asked.

use crate::problem::{BoxTerm, Consent, Opt, Problem, Rule, Score};

/// The packages left in a case.
#[derive(Clone)]
pub(crate) struct Region<'p> {
    pub problem: &'p Problem,
    pub real: &'p [bool],
    /// Options left, ascending, per issue.
    pub open: Vec<Vec<usize>>,
    /// Parties that must gain in this case.
    pub asked: Vec<bool>,
    /// Parties with carried consent not yet decided on.
    pub pending: Vec<usize>,
}

/// What the rules say about a region.
pub(crate) enum Verdict {
    /// Nothing to say.
    Open,
    /// An issue has no option left.
    NoOption(usize),
    /// Every package breaks the rule.
    Broken(usize),
    /// Of this issue, only these options can keep the rule.
    Only { rule: usize, issue: usize, keep: Vec<usize> },
}

impl<'p> Region<'p> {
    pub fn root(problem: &'p Problem, real: &'p [bool]) -> Region<'p> {
        let mut region = Region {
            problem,
            real,
            open: problem.options().iter().map(|&k| (0..k).collect()).collect(),
            asked: vec![false; problem.n()],
            pending: Vec::new(),
        };
        for (p, party) in problem.parties().iter().enumerate() {
            match party.consent {
                Consent::Whole => region.ask(p),
                Consent::Carried => region.pending.push(p),
                Consent::None => {}
            }
        }
        region
    }

    /// Every package, whoever accepts it: nobody is asked.
    pub fn unconstrained(problem: &'p Problem, real: &'p [bool]) -> Region<'p> {
        let open = problem.options().iter().map(|&k| (0..k).collect()).collect();
        Region { problem, real, open, asked: vec![false; problem.n()], pending: Vec::new() }
    }

    /// The regions that together hold the acceptable packages: one per choice of which parties with carried consent
    /// are asked. Regions without a package are left out.
    pub fn by_consent(self) -> Vec<Region<'p>> {
        self.choices(|region, party| region.ask(party))
    }

    /// As [`Region::by_consent`], with `ask` deciding what asking a party means.
    pub fn choices(mut self, ask: impl Fn(&mut Region<'p>, usize) + Copy) -> Vec<Region<'p>> {
        if self.open.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let Some(party) = self.pending.pop() else { return vec![self] };
        let mut unasked = self.clone();
        ask(&mut self, party);
        unasked.leave_unasked(party);
        let mut all = self.choices(ask);
        all.extend(unasked.choices(ask));
        all
    }

    /// Asks a party: it must gain, and its real lines strike out options.
    pub fn ask(&mut self, p: usize) {
        self.asked[p] = true;
        for (line, _) in self.problem.lines().iter().zip(self.real).filter(|(l, real)| **real && l.party == p)
        {
            self.strike(&line.excludes);
        }
    }

    /// Leaves a party unasked: the options it carries are struck out.
    pub fn leave_unasked(&mut self, p: usize) {
        self.strike(&self.problem.parties()[p].carries);
    }

    /// Whether no option that a party carries is left.
    pub fn carries_nothing(&self, p: usize) -> bool {
        self.problem.parties()[p].carries.iter().all(|opt| !self.open[opt.issue].contains(&opt.option))
    }

    pub fn strike(&mut self, options: &[Opt]) {
        for opt in options {
            self.open[opt.issue].retain(|&o| o != opt.option);
        }
    }

    /// The case with one issue narrowed to some options.
    pub fn narrowed(&self, issue: usize, to: Vec<usize>) -> Region<'p> {
        let mut region = self.clone();
        region.open[issue] = to;
        region
    }

    /// The first thing an issue or rule says.
    pub fn verdict(&self) -> Verdict {
        if let Some(issue) = self.open.iter().position(Vec::is_empty) {
            return Verdict::NoOption(issue);
        }
        for (k, rule) in self.problem.rules().iter().enumerate() {
            match self.judge(k, rule) {
                Verdict::Open => {}
                other => return other,
            }
        }
        Verdict::Open
    }

    fn judge(&self, k: usize, rule: &Rule) -> Verdict {
        match rule {
            Rule::Clause(literals) => {
                // Options of each issue that satisfy the clause by themselves.
                let mut able: Vec<(usize, Vec<usize>)> = Vec::new();
                for literal in literals {
                    let open = &self.open[literal.opt.issue];
                    let fits = open.iter().copied().filter(|&o| (o == literal.opt.option) == literal.chosen);
                    match able.iter_mut().find(|(issue, _)| *issue == literal.opt.issue) {
                        Some((_, keep)) => keep.extend(fits),
                        None => able.push((literal.opt.issue, fits.collect())),
                    }
                }
                for (_, keep) in &mut able {
                    keep.sort_unstable();
                    keep.dedup();
                }
                if able.iter().any(|(issue, keep)| keep.len() == self.open[*issue].len()) {
                    return Verdict::Open;
                }
                able.retain(|(_, keep)| !keep.is_empty());
                match able.pop() {
                    None => Verdict::Broken(k),
                    Some((issue, keep)) if able.is_empty() => Verdict::Only { rule: k, issue, keep },
                    Some(_) => Verdict::Open,
                }
            }
            Rule::AtMost { options, count } => {
                let listed = |issue: usize| {
                    self.open[issue]
                        .iter()
                        .filter(move |&&o| options.contains(&Opt { issue, option: o }))
                        .count()
                };
                let mut issues: Vec<usize> = options.iter().map(|o| o.issue).collect();
                issues.sort_unstable();
                issues.dedup();
                let forced = issues.iter().filter(|&&i| listed(i) == self.open[i].len()).count();
                if forced > *count {
                    return Verdict::Broken(k);
                }
                if forced == *count {
                    for &issue in &issues {
                        let here = listed(issue);
                        if here > 0 && here < self.open[issue].len() {
                            let keep = self.open[issue]
                                .iter()
                                .copied()
                                .filter(|&o| !options.contains(&Opt { issue, option: o }))
                                .collect();
                            return Verdict::Only { rule: k, issue, keep };
                        }
                    }
                }
                Verdict::Open
            }
        }
    }

    /// The sides of a box that the options left satisfy in part: none where all packages lie in it; `None` where no
    /// package does.
    fn open_sides<'b>(&self, term: &'b BoxTerm) -> Option<Vec<&'b (usize, Vec<usize>)>> {
        let mut open = Vec::new();
        for side in &term.sides {
            let left = &self.open[side.0];
            match left.iter().filter(|o| side.1.binary_search(o).is_ok()).count() {
                0 => return None,
                inside if inside < left.len() => open.push(side),
                _ => {}
            }
        }
        Some(open)
    }

    /// The issue with the most pair tables and boxes still open on several sides, if any.
    pub fn busiest_pair_issue(&self) -> Option<usize> {
        let mut degree = vec![0usize; self.open.len()];
        for pair in self.problem.pairs().iter().filter(|t| self.asked[t.party]) {
            let [a, b] = pair.issues;
            if self.open[a].len() > 1 && self.open[b].len() > 1 {
                degree[a] += 1;
                degree[b] += 1;
            }
        }
        for term in self.problem.boxes().iter().filter(|b| self.asked[b.party]) {
            let open = self.open_sides(term).unwrap_or_default();
            if open.len() > 1 {
                open.iter().for_each(|side| degree[side.0] += 1);
            }
        }
        let most = *degree.iter().max()?;
        (most > 0).then(|| {
            // Of the busiest, the one with the fewest options: the fewest cases.
            (0..degree.len()).filter(|&i| degree[i] == most).min_by_key(|&i| self.open[i].len()).unwrap_or(0)
        })
    }

    /// The case as groups of vectors: see [`Groups`].
    pub fn groups(&self) -> Groups {
        let problem = self.problem;
        let parties: Vec<usize> = (0..problem.n()).filter(|&p| self.asked[p]).collect();
        let width = parties.len();
        let mut base: Vec<Score> = parties.iter().map(|&p| -problem.parties()[p].no_deal).collect();
        let mut rows: Vec<Vec<Score>> = self
            .open
            .iter()
            .enumerate()
            .map(|(i, open)| {
                open.iter().flat_map(|&o| parties.iter().map(move |&p| problem.row(p, i)[o])).collect()
            })
            .collect();
        let mut tables = Vec::new();
        for pair in problem.pairs() {
            let Some(column) = parties.iter().position(|&p| p == pair.party) else { continue };
            let [a, b] = pair.issues;
            let (oa, ob) = (&self.open[a], &self.open[b]);
            let at = |x: usize, y: usize| pair.points[x * problem.options()[b] + y];
            if ob.len() == 1 {
                for (r, &x) in oa.iter().enumerate() {
                    rows[a][r * width + column] += at(x, ob[0]);
                }
            } else if oa.len() == 1 {
                for (r, &y) in ob.iter().enumerate() {
                    rows[b][r * width + column] += at(oa[0], y);
                }
            } else {
                let points: Vec<Score> = oa.iter().flat_map(|&x| ob.iter().map(move |&y| at(x, y))).collect();
                tables.push((column, points));
            }
        }
        for term in problem.boxes() {
            let Some(column) = parties.iter().position(|&p| p == term.party) else { continue };
            match self.open_sides(term).as_deref() {
                None => {}
                Some([]) => base[column] += term.points,
                Some([(issue, inside)]) => {
                    for (r, o) in self.open[*issue].iter().enumerate() {
                        if inside.binary_search(o).is_ok() {
                            rows[*issue][r * width + column] += term.points;
                        }
                    }
                }
                Some(_) => tables.push((column, vec![0, term.points])),
            }
        }
        let limits = parties.iter().map(|&p| problem.gain_limit(p)).collect();
        let mut groups = Vec::new();
        for (issue, (open, rows)) in self.open.iter().zip(rows).enumerate() {
            if open.len() == 1 {
                for (sum, v) in base.iter_mut().zip(&rows) {
                    *sum += v;
                }
            } else {
                groups.push(Group { issue, options: open.clone(), rows });
            }
        }
        Groups { parties, base, groups, tables, limits }
    }
}

/// A region as an additive problem: a base vector and groups of vectors, one to be chosen of each group. Pair tables
/// and boxes still open on several sides stand apart and are bounded by their largest entry.
pub(crate) struct Groups {
    /// The parties asked: the columns.
    pub parties: Vec<usize>,
    /// What is settled already, minus no deal, per column.
    pub base: Vec<Score>,
    pub groups: Vec<Group>,
    /// Column and points of each open pair table; of an open box, nothing and its points.
    pub tables: Vec<(usize, Vec<Score>)>,
    /// What no gain of a column exceeds, whatever the rows sum up to.
    pub limits: Vec<Score>,
}

/// The options left in one issue: one row of points per option, one column per party asked.
pub(crate) struct Group {
    pub issue: usize,
    pub options: Vec<usize>,
    pub rows: Vec<Score>,
}

impl Groups {
    /// Work of one pass over the tables, in units.
    pub fn size(&self) -> u64 {
        let rows: usize = self.groups.iter().map(|g| g.rows.len()).sum();
        let tables: usize = self.tables.iter().map(|(_, t)| t.len()).sum();
        ((rows + tables) / 16 + 1) as u64
    }

    /// `B`: the largest weighted sum of gains over the region, or more.
    pub fn bound(&self, weights: &[u64]) -> i128 {
        let width = self.parties.len();
        let weigh = |row: &[Score]| -> i128 {
            row.iter().zip(&self.parties).map(|(&v, &p)| v * Score::from(weights[p])).sum()
        };
        let groups: i128 =
            self.groups.iter().map(|g| g.rows.chunks(width).map(weigh).max().unwrap_or(0)).sum();
        let tables: i128 = self
            .tables
            .iter()
            .map(|(column, t)| t.iter().max().unwrap_or(&0) * Score::from(weights[self.parties[*column]]))
            .sum();
        let bound = weigh(&self.base) + groups + tables;
        match self.limits.iter().any(|limit| *limit < Score::MAX) {
            // Where ceilings cut sums off, the largest gains one by one may say more.
            true => bound.min(weigh(&self.best_gains())),
            false => bound,
        }
    }

    /// The largest gain of each column over the region, or more.
    pub fn best_gains(&self) -> Vec<Score> {
        let width = self.parties.len();
        (0..width)
            .map(|c| {
                let groups: Score =
                    self.groups.iter().filter_map(|g| g.rows.iter().skip(c).step_by(width).max()).sum();
                let tables: Score = self
                    .tables
                    .iter()
                    .filter(|(column, _)| *column == c)
                    .filter_map(|(_, t)| t.iter().max())
                    .sum();
                (self.base[c] + groups + tables).min(self.limits[c])
            })
            .collect()
    }
}
