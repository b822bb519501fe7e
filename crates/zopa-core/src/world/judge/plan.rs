//! What does not depend on the numbers of a world: rules, red lines and consent, as options that are left or not.

use crate::problem::{Consent, Opt, Problem, Rule};

/// Parties as bits.
pub(super) type Parties = u32;

/// A structure made ready. Options are counted through all issues: option `o` of issue `i` is `offsets[i] + o`.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Number of parties.
    pub n: usize,
    /// First option of each issue, then their number.
    pub offsets: Vec<usize>,
    /// Parties asked about everything, and parties that may be asked.
    pub whole: Parties,
    pub carried: Parties,
    /// Those that may be asked, sorted by what they carry: parties of one class are asked together or not at all.
    pub classes: Vec<Parties>,
    /// Per party, the options it carries.
    carries: Vec<Vec<usize>>,
    /// Per line, its party and the options it excludes.
    lines: Vec<(usize, Vec<usize>)>,
    pub rules: Vec<Count>,
    /// Per option, the rules that count it.
    pub counted: Vec<Vec<usize>>,
    pub extras: Vec<Extra>,
    /// Per issue, the extras with a side in it.
    pub extras_at: Vec<Vec<usize>>,
    /// Where the options of each extra's first issue start in a list of them all.
    pub most_at: Vec<usize>,
}

/// A rule as a count: in at most `most` of these issues, one of these options. A clause is broken where every one of
/// its issues has an option that does not satisfy it, so it reads: in all of them but one.
#[derive(Debug, Clone)]
pub(super) struct Count {
    pub most: i64,
    /// Issues and their options that count.
    sides: Vec<(usize, Vec<usize>)>,
}

/// A pair table or a box of one party.
#[derive(Debug, Clone)]
pub(super) struct Extra {
    pub party: usize,
    /// Issues it spans. What an extra can be worth at most is counted with the options of the first.
    pub issues: Vec<usize>,
    pub kind: Kind,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// Index of the pair table.
    Pair(usize),
    /// Index of the box; per side, which options of the issue lie inside.
    Box(usize, Vec<Vec<bool>>),
}

/// The packages of a case: who has to gain, and which options are left.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// Marks of the lines and the case it was made for.
    made_for: Option<(Vec<bool>, Case)>,
    /// Whether lines, rules and consent leave no package.
    pub dead: bool,
    /// Options left, ascending.
    pub open: Vec<usize>,
    /// Of each issue its first entry in `open`, then their number.
    pub starts: Vec<usize>,
    closed: Vec<bool>,
    /// Per option, its entry in `open`.
    entries: Vec<Option<usize>>,
}

impl Frame {
    /// Where an option stands in the list of those left.
    pub fn entry(&self, option: usize) -> Option<usize> {
        self.entries[option]
    }
}

/// Who has to gain, and whose carried options no package may hold. Of parties in neither nothing is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Case {
    pub asked: Parties,
    pub unasked: Parties,
}

/// Whether a set holds a party.
pub(super) fn holds(set: Parties, party: usize) -> bool {
    set >> party & 1 == 1
}

impl Plan {
    pub fn new(problem: &Problem) -> Plan {
        let mut offsets = vec![0];
        for k in problem.options() {
            offsets.push(offsets[offsets.len() - 1] + k);
        }
        let flat = |o: &Opt| offsets[o.issue] + o.option;
        let parties = problem.parties();
        let set = |is: &dyn Fn(usize) -> bool| {
            (0..problem.n()).filter(|&p| is(p)).fold(0, |all: Parties, p| all | 1 << p)
        };
        let carried = set(&|p| parties[p].consent == Consent::Carried && !parties[p].carries.is_empty());
        let alike = |p: usize| set(&|q| holds(carried, q) && parties[q].carries == parties[p].carries);
        let first = |p: &usize| holds(carried, *p) && alike(*p) & ((1 << *p) - 1) == 0;
        let classes = (0..problem.n()).filter(first).map(alike).collect();
        let rules: Vec<Count> = problem.rules().iter().filter_map(|r| count(problem, r, &offsets)).collect();
        let mut counted = vec![Vec::new(); offsets[problem.m()]];
        for (r, rule) in rules.iter().enumerate() {
            for &option in rule.sides.iter().flat_map(|side| &side.1) {
                counted[option].push(r);
            }
        }
        let extras = extras(problem);
        let mut extras_at = vec![Vec::new(); problem.m()];
        for (e, extra) in extras.iter().enumerate() {
            extra.issues.iter().for_each(|&i| extras_at[i].push(e));
        }
        let mut most_at = Vec::with_capacity(extras.len());
        let mut listed = 0;
        for extra in &extras {
            most_at.push(listed);
            listed += problem.options()[extra.issues[0]];
        }
        Plan {
            most_at,
            n: problem.n(),
            whole: set(&|p| parties[p].consent == Consent::Whole),
            carried,
            classes,
            carries: parties.iter().map(|p| p.carries.iter().map(flat).collect()).collect(),
            lines: problem.lines().iter().map(|l| (l.party, l.excludes.iter().map(flat).collect())).collect(),
            rules,
            counted,
            extras,
            extras_at,
            offsets,
        }
    }

    pub fn issues(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Makes a frame of a case, unless it is that already.
    pub fn frame(&self, frame: &mut Frame, real: &[bool], case: Case) {
        if frame.made_for.as_ref().is_some_and(|(marks, of)| *of == case && marks == real) {
            return;
        }
        let (marks, of) = frame.made_for.get_or_insert_default();
        marks.clear();
        marks.extend_from_slice(real);
        *of = case;
        let closed = &mut frame.closed;
        closed.clear();
        closed.resize(self.counted.len(), false);
        for ((party, excludes), real) in self.lines.iter().zip(real) {
            if *real && holds(case.asked, *party) {
                excludes.iter().for_each(|&o| closed[o] = true);
            }
        }
        for (party, carries) in self.carries.iter().enumerate() {
            if holds(case.unasked, party) {
                carries.iter().for_each(|&o| closed[o] = true);
            }
        }
        let broken = !self.propagate(closed);
        frame.open.clear();
        frame.starts.clear();
        for issue in self.offsets.windows(2) {
            frame.starts.push(frame.open.len());
            frame.open.extend((issue[0]..issue[1]).filter(|&o| !closed[o]));
        }
        frame.starts.push(frame.open.len());
        frame.entries.clear();
        frame.entries.resize(frame.closed.len(), None);
        for (entry, &option) in frame.open.iter().enumerate() {
            frame.entries[option] = Some(entry);
        }
        frame.dead = broken || frame.starts.windows(2).any(|issue| issue[0] == issue[1]);
    }

    /// Makes a frame of those packages of another that hold one option, an entry of it.
    pub fn narrow(&self, frame: &mut Frame, of: &Frame, issue: usize, entry: usize) {
        frame.made_for = None;
        frame.dead = of.dead;
        frame.open.clear();
        frame.starts.clear();
        for other in 0..self.issues() {
            frame.starts.push(frame.open.len());
            match other == issue {
                true => frame.open.push(of.open[entry]),
                false => frame.open.extend_from_slice(&of.open[of.starts[other]..of.starts[other + 1]]),
            }
        }
        frame.starts.push(frame.open.len());
    }

    /// The issue in which most extras of the parties asked have a side while another side is not decided; of these,
    /// the one with the fewest options. Without any, the one with the most options; `None` where all are decided.
    pub fn busiest(&self, frame: &Frame, asked: Parties) -> Option<usize> {
        let width = |issue: usize| frame.starts[issue + 1] - frame.starts[issue];
        let busy = |issue: usize| {
            let extras = self.extras_at[issue].iter().map(|&e| &self.extras[e]);
            let open = |extra: &Extra| extra.issues.iter().filter(|&&i| width(i) > 1).count() > 1;
            extras.filter(|extra| holds(asked, extra.party) && open(extra)).count()
        };
        let undecided = (0..self.issues()).filter(|&i| width(i) > 1);
        undecided.min_by_key(|&i| {
            let busy = busy(i);
            (std::cmp::Reverse(busy), if busy > 0 { width(i) } else { usize::MAX - width(i) }, i)
        })
    }

    /// Closes the options that no package keeping every rule can hold, one rule at a time; `false` where a rule is
    /// broken by every package.
    fn propagate(&self, closed: &mut [bool]) -> bool {
        let mut again = true;
        while again {
            again = false;
            for rule in &self.rules {
                let free = |closed: &[bool], issue: usize, bad: &[usize]| {
                    (self.offsets[issue]..self.offsets[issue + 1]).any(|o| !closed[o] && !bad.contains(&o))
                };
                let forced =
                    rule.sides.iter().filter(|(issue, bad)| !free(closed, *issue, bad)).count() as i64;
                if forced > rule.most {
                    return false;
                }
                if forced < rule.most {
                    continue;
                }
                for (issue, bad) in &rule.sides {
                    if bad.iter().any(|&o| !closed[o]) && free(closed, *issue, bad) {
                        bad.iter().for_each(|&o| closed[o] = true);
                        again = true;
                    }
                }
            }
        }
        true
    }
}

/// A rule as a count; `None` where every package keeps it.
fn count(problem: &Problem, rule: &Rule, offsets: &[usize]) -> Option<Count> {
    let counts = |issue: usize, option: usize| match rule {
        Rule::Clause(literals) => {
            !literals.iter().any(|l| l.opt.issue == issue && (l.opt.option == option) == l.chosen)
        }
        Rule::AtMost { options, .. } => options.contains(&Opt { issue, option }),
    };
    let side = |issue: usize| {
        let of = (0..problem.options()[issue]).filter(|&o| counts(issue, o));
        (issue, of.map(|o| offsets[issue] + o).collect::<Vec<usize>>())
    };
    let sides: Vec<(usize, Vec<usize>)> = rule.issues().into_iter().map(side).collect();
    let most = match rule {
        Rule::Clause(_) => sides.len() as i64 - 1,
        Rule::AtMost { count, .. } => (*count).min(sides.len()) as i64,
    };
    let sides: Vec<(usize, Vec<usize>)> = sides.into_iter().filter(|(_, of)| !of.is_empty()).collect();
    (sides.len() as i64 > most).then_some(Count { most, sides })
}

fn extras(problem: &Problem) -> Vec<Extra> {
    let pairs = problem.pairs().iter().enumerate().map(|(t, pair)| Extra {
        party: pair.party,
        issues: pair.issues.to_vec(),
        kind: Kind::Pair(t),
    });
    let boxes = problem.boxes().iter().enumerate().map(|(b, term)| {
        let inside = |(issue, of): &(usize, Vec<usize>)| {
            (0..problem.options()[*issue]).map(|o| of.contains(&o)).collect()
        };
        Extra {
            party: term.party,
            issues: term.sides.iter().map(|side| side.0).collect(),
            kind: Kind::Box(b, term.sides.iter().map(inside).collect()),
        }
    });
    pairs.chain(boxes).collect()
}
