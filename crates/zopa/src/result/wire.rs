//! Problems and goals as plain data.

use super::wide;
use crate::compile::Compiled;
use num_bigint::BigInt;
use serde::{Deserialize, Serialize};
use zopa_core::answer::Goal;
use zopa_core::problem::{BoxTerm, Consent, Line, Literal, Opt, Pair, Parts, Party, Problem, Rule, Score};

/// An integer problem with its names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireProblem {
    /// Id of the view; null for the base alone.
    pub view: Option<String>,
    /// What it has in it beside what belongs to the view and the period; absent: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// The period.
    pub at: i64,
    /// Always null: representative values.
    pub draw: Option<u64>,
    /// Grid points per point of a party's scale.
    #[serde(with = "wide")]
    pub grid: Score,
    /// How far rounding can move a gain, per party, in grid points.
    #[serde(with = "wide")]
    pub rounding: Vec<Score>,
    /// Parties.
    pub parties: Vec<WireParty>,
    /// Issues.
    pub issues: Vec<WireIssue>,
    /// `values[party][issue][option]`.
    #[serde(with = "wide")]
    pub values: Vec<Vec<Vec<Score>>>,
    /// Pair tables.
    pub pairs: Vec<WirePair>,
    /// Boxes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boxes: Vec<WireBox>,
    /// Rules and norms.
    pub rules: Vec<WireRule>,
    /// Red lines.
    pub lines: Vec<WireLine>,
}

/// A party.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireParty {
    /// Id.
    pub id: String,
    /// `whole`, `carried` or `none`.
    pub consent: String,
    /// Value of no deal.
    #[serde(with = "wide")]
    pub no_deal: Score,
    /// Options it carries out, as issue and option indices.
    pub carries: Vec<(usize, usize)>,
    /// No package counts as worth more to it.
    #[serde(with = "wide", default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Score>,
}

/// An issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireIssue {
    /// Id.
    pub id: String,
    /// Ids of its visible options.
    pub options: Vec<String>,
}

/// A pair table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WirePair {
    /// Whose points.
    pub party: usize,
    /// The two issues.
    pub issues: [usize; 2],
    /// Row-major points.
    #[serde(with = "wide")]
    pub points: Vec<Score>,
}

/// A box: points of every package that has one of some options in each of several issues.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireBox {
    /// Whose points.
    pub party: usize,
    /// Issues, and of each the options that count.
    pub sides: Vec<(usize, Vec<usize>)>,
    /// The points.
    #[serde(with = "wide")]
    pub points: Score,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireRule {
    /// Id of the rule or norm it comes from.
    pub id: String,
    /// Literals of which one holds: issue, option, chosen or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<Vec<(usize, usize, bool)>>,
    /// Options of which at most `count` are chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<(usize, Vec<(usize, usize)>)>,
}

/// A red line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireLine {
    /// Id.
    pub id: String,
    /// Whose line.
    pub party: usize,
    /// Options it excludes.
    pub excludes: Vec<(usize, usize)>,
    /// Whether it is real when judged.
    pub judged: bool,
    /// Whether it is claimed.
    pub claimed: bool,
}

fn plain(options: &[Opt]) -> Vec<(usize, usize)> {
    options.iter().map(|o| (o.issue, o.option)).collect()
}

fn opts(plain: &[(usize, usize)]) -> Vec<Opt> {
    plain.iter().map(|&(issue, option)| Opt { issue, option }).collect()
}

impl WireProblem {
    /// The plain data of a compiled problem.
    pub fn new(compiled: &Compiled) -> WireProblem {
        let problem = &compiled.problem;
        let parties = problem
            .parties()
            .iter()
            .zip(&compiled.parties)
            .map(|(party, (id, _))| WireParty {
                id: id.clone(),
                consent: match party.consent {
                    Consent::Whole => "whole",
                    Consent::Carried => "carried",
                    Consent::None => "none",
                }
                .into(),
                no_deal: party.no_deal,
                carries: plain(&party.carries),
                cap: party.cap,
            })
            .collect();
        let rules = problem
            .rules()
            .iter()
            .zip(&compiled.rules)
            .map(|(rule, names)| match rule {
                Rule::Clause(literals) => WireRule {
                    id: names.id.clone(),
                    clause: Some(literals.iter().map(|l| (l.opt.issue, l.opt.option, l.chosen)).collect()),
                    at_most: None,
                },
                Rule::AtMost { options, count } => {
                    WireRule { id: names.id.clone(), clause: None, at_most: Some((*count, plain(options))) }
                }
            })
            .collect();
        WireProblem {
            view: compiled.view.clone(),
            with: None,
            at: compiled.at,
            draw: None,
            grid: compiled.grid,
            rounding: compiled.rounding.clone(),
            parties,
            issues: compiled
                .issues
                .iter()
                .map(|i| WireIssue {
                    id: i.id.clone(),
                    options: i.options.iter().map(|o| o.id.clone()).collect(),
                })
                .collect(),
            values: (0..problem.n())
                .map(|p| (0..problem.m()).map(|i| problem.row(p, i).to_vec()).collect())
                .collect(),
            pairs: problem
                .pairs()
                .iter()
                .map(|t| WirePair { party: t.party, issues: t.issues, points: t.points.clone() })
                .collect(),
            boxes: problem
                .boxes()
                .iter()
                .map(|b| WireBox { party: b.party, sides: b.sides.clone(), points: b.points })
                .collect(),
            rules,
            lines: problem
                .lines()
                .iter()
                .zip(&compiled.lines)
                .map(|(line, names)| WireLine {
                    id: names.id.clone(),
                    party: line.party,
                    excludes: plain(&line.excludes),
                    judged: names.judged,
                    claimed: names.claimed,
                })
                .collect(),
        }
    }

    /// The integer problem.
    ///
    /// # Errors
    /// A sentence, if the data is no problem.
    pub fn problem(&self) -> Result<Problem, String> {
        let consent = |word: &str| match word {
            "whole" => Ok(Consent::Whole),
            "carried" => Ok(Consent::Carried),
            "none" => Ok(Consent::None),
            other => Err(format!("{other} is no kind of consent")),
        };
        let parties = self
            .parties
            .iter()
            .map(|p| {
                let (consent, no_deal, carries) = (consent(&p.consent)?, p.no_deal, opts(&p.carries));
                Ok(Party { consent, no_deal, carries, cap: p.cap })
            })
            .collect::<Result<_, String>>()?;
        let rules = self
            .rules
            .iter()
            .map(|r| match (&r.clause, &r.at_most) {
                (Some(clause), None) => Ok(Rule::Clause(
                    clause
                        .iter()
                        .map(|&(issue, option, chosen)| Literal { opt: Opt { issue, option }, chosen })
                        .collect(),
                )),
                (None, Some((count, options))) => Ok(Rule::AtMost { options: opts(options), count: *count }),
                _ => Err(format!("rule {} is neither a clause nor a count", r.id)),
            })
            .collect::<Result<_, String>>()?;
        Problem::new(Parts {
            parties,
            options: self.issues.iter().map(|i| i.options.len()).collect(),
            values: self.values.clone(),
            pairs: self
                .pairs
                .iter()
                .map(|t| Pair { party: t.party, issues: t.issues, points: t.points.clone() })
                .collect(),
            boxes: self
                .boxes
                .iter()
                .map(|b| BoxTerm { party: b.party, sides: b.sides.clone(), points: b.points })
                .collect(),
            rules,
            lines: self.lines.iter().map(|l| Line { party: l.party, excludes: opts(&l.excludes) }).collect(),
        })
        .map_err(|fault| fault.to_string())
    }

    /// The same problem with one more rule, the last: an option is chosen, or it is not.
    pub fn with(&self, issue: usize, option: usize, chosen: bool) -> WireProblem {
        let mut problem = self.clone();
        let clause = Some(vec![(issue, option, chosen)]);
        problem.rules.push(WireRule { id: String::new(), clause, at_most: None });
        problem
    }

    /// Which lines are real under a reading.
    pub fn real(&self, reading: Option<&str>) -> Result<Vec<bool>, String> {
        self.lines
            .iter()
            .map(|l| match reading {
                Some("none") | None => Ok(false),
                Some("judged") => Ok(l.judged),
                Some("claimed") => Ok(l.claimed),
                Some(other) => Err(format!("{other} is no reading of red lines")),
            })
            .collect()
    }
}

/// A goal as plain data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum WireGoal {
    /// The product of the players' gains.
    Product {
        /// Player indices.
        players: Vec<usize>,
    },
    /// Shares sorted ascending, compared lexicographically.
    Leximin {
        /// Player indices.
        players: Vec<usize>,
        /// Unit of each player.
        #[serde(with = "wide")]
        units: Vec<Score>,
    },
    /// The sum of shares.
    Sum {
        /// Player indices.
        players: Vec<usize>,
        /// Unit of each player.
        #[serde(with = "wide")]
        units: Vec<Score>,
    },
    /// The weighted sum of gains.
    Weighted {
        /// Player indices.
        players: Vec<usize>,
        /// Weight of each player's grid point.
        #[serde(with = "wide")]
        weights: Vec<BigInt>,
    },
    /// The gain of one party.
    Own {
        /// The party.
        party: usize,
    },
    /// Nothing but acceptance.
    Any,
}

impl From<&Goal> for WireGoal {
    fn from(goal: &Goal) -> WireGoal {
        match goal.clone() {
            Goal::Any => WireGoal::Any,
            Goal::Product { players } => WireGoal::Product { players },
            Goal::Leximin { players, units } => WireGoal::Leximin { players, units },
            Goal::Sum { players, units } => WireGoal::Sum { players, units },
            Goal::Weighted { players, weights } => WireGoal::Weighted { players, weights },
            Goal::Own { party } => WireGoal::Own { party },
        }
    }
}

impl From<&WireGoal> for Goal {
    fn from(goal: &WireGoal) -> Goal {
        match goal.clone() {
            WireGoal::Any => Goal::Any,
            WireGoal::Product { players } => Goal::Product { players },
            WireGoal::Leximin { players, units } => Goal::Leximin { players, units },
            WireGoal::Sum { players, units } => Goal::Sum { players, units },
            WireGoal::Weighted { players, weights } => Goal::Weighted { players, weights },
            WireGoal::Own { party } => Goal::Own { party },
        }
    }
}
