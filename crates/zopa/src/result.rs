//! Result files: what was asked, the integer problems that were answered, and every claim with its proof.
//!
//! A result embeds the problem it answers, so that another program can check it without reading scenarios. It holds no
//! timings: equal inputs give equal bytes. `view`, `draw` and `rung` are reserved from the start: `draw` is null for
//! representative values, `rung` is 1 for acceptance. Scores are whole numbers; where one is 2^53 or more in size it
//! stands as a string of its digits, because not every reader of JSON holds such a number exactly.

mod chances;
mod diff;
mod indices;
mod kept;
mod leak;
mod levers;
mod order;
mod questions;
mod reversal;
mod rungs;
mod time;
mod tree;
mod verify;
pub(crate) mod wide;
mod wire;
mod worlds;

pub use chances::{DrawRecord, TangentRecord, WireFraction};
pub use diff::{ChangeRecord, DiffRecord, FlipRecord};
pub use indices::{IndexRecord, IndicesRecord, OutcomeRecord};
pub use kept::{KeptInRecord, KeptInRow, KeptRecord, KeptRow};
pub use leak::WayRecord;
pub use levers::{LeverRecord, LeversRecord, SpentRecord};
pub use order::{DeedRecord, OrderRecord};
pub use questions::{AnswerRecord, QuestionRecord, QuestionsRecord};
pub use reversal::{ChangedRecord, MoveRecord, ReversalRecord};
pub use rungs::{RungCaseRecord, RungsRecord};
pub use time::{BelievedRecord, EvenRecord, FanRecord, PeriodRecord, TimeRecord, TimedRecord};
pub use tree::Tree;
pub(crate) use verify::worlds_fit;
pub use verify::{Outcome, Verification, verify};
pub use wire::{WireGoal, WireProblem};
pub use worlds::{CaseRecord, FollowedRecord, PARTS, WorldsRecord, interval};

use crate::compile::{Compiled, Reading};
use crate::scenario::{File, Scenario};
use num_bigint::BigInt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zopa_core::answer::Stop;
use zopa_core::problem::Score;

/// What a problem with the rungs of the ladder in it begins to say of itself; the highest rung follows.
pub(crate) const RUNGS: &str = "rungs up to ";
/// The rule that leaves out packages whose steps have no order that holds.
pub(crate) const UNREACHED: &str = "no order of steps holds";

/// Version of the result format: 2 since scores beyond 2^53 stand as decimal strings, the grid belongs to the problem,
/// and problems have ceilings and boxes.
pub const RESULT_VERSION: u32 = 2;

/// A result file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultFile {
    /// Always `zopa-result`.
    pub format: String,
    /// Version of this format.
    pub version: u32,
    /// The program and its version.
    pub program: String,
    /// The question, as its command.
    pub question: String,
    /// What was read.
    pub scenario: ScenarioMark,
    /// How it was asked.
    pub settings: SettingsMark,
    /// Of a comparison: the older version, and what differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diff: Option<DiffRecord>,
    /// The problems the claims are about.
    pub problems: Vec<WireProblem>,
    /// What is claimed.
    pub claims: Vec<ClaimRecord>,
}

/// Which scenario a result is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioMark {
    /// Title.
    pub title: String,
    /// The date it stands at.
    pub as_of: Option<String>,
    /// Files and their SHA-256.
    pub files: Vec<FileMark>,
}

/// A file and its SHA-256.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMark {
    /// Name without folders.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// How a question was asked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsMark {
    /// Work units allowed for each search.
    pub budget: u64,
    /// Seed of what is drawn.
    pub seed: u64,
    /// The period.
    pub at: i64,
    /// The package asked about, if any.
    pub package: Option<String>,
    /// How many of the best were asked for, if so.
    pub top: Option<usize>,
    /// How many drawn packages were asked for, if so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub samples: Option<usize>,
    /// Most worlds of a view, where worlds were drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worlds: Option<u64>,
    /// Half the width of an interval at which a view was done, in percentage points, where worlds were drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<f64>,
}

/// A claim and what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimRecord {
    /// Index of the problem.
    pub problem: usize,
    /// How red lines were read; null where the claim names its own lines.
    pub reading: Option<String>,
    /// Always null: representative values.
    pub draw: Option<u64>,
    /// Rung of the ladder; 1: everyone who must sign accepts. Beyond, the problem holds what the rungs up to this one ask.
    pub rung: u8,
    /// The claim.
    pub claim: Claim,
}

/// What is claimed. Packages are option indices, gains and shifts grid points of each party's own scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Claim {
    /// The package is acceptable.
    Open {
        /// The package.
        package: Vec<usize>,
    },
    /// No package is acceptable.
    Empty {
        /// Why.
        proof: Tree,
    },
    /// The search stopped before it knew; nothing is claimed.
    Stopped {
        /// `budget`, `interrupted` or `limit`.
        stop: String,
        /// What was asked.
        asked: String,
    },
    /// The packages are best for a goal.
    Best {
        /// Key of the concept.
        concept: String,
        /// The goal.
        goal: WireGoal,
        /// The packages.
        packages: Vec<Vec<usize>>,
        /// Whether they are all that are best.
        all_ties: bool,
        /// Why nothing is better.
        proof: Tree,
    },
    /// The best `k` packages for a goal.
    Top {
        /// Key of the concept.
        concept: String,
        /// The goal.
        goal: WireGoal,
        /// How many were asked for.
        k: usize,
        /// The packages, best first.
        packages: Vec<Vec<usize>>,
        /// Why nothing outside is better than the last.
        proof: Tree,
    },
    /// Acceptable packages found before the search stopped; that they are best is not claimed.
    Found {
        /// Key of the concept.
        concept: String,
        /// The goal.
        goal: WireGoal,
        /// The packages, best first.
        packages: Vec<Vec<usize>>,
        /// `budget`, `interrupted` or `limit`.
        stop: String,
    },
    /// The efficient points of some parties.
    Frontier {
        /// Indices of the parties.
        parties: Vec<usize>,
        /// `feasible` or `acceptable`.
        scope: String,
        /// Values of the parties, and a package each.
        points: Vec<PointRecord>,
    },
    /// Some of the conflicts and openings of a set of lines, or all.
    Cruxes {
        /// The lines considered.
        lines: Vec<usize>,
        /// Minimal sets that leave no deal.
        conflicts: Vec<ConflictRecord>,
        /// Minimal sets whose giving up leaves one.
        openings: Vec<OpeningRecord>,
        /// Whether both lists are complete.
        complete: bool,
    },
    /// What a package gives each party, and which lines of parties asked it crosses.
    Package {
        /// The package.
        package: Vec<usize>,
        /// Gains over no deal, one per party.
        #[serde(with = "wide")]
        gains: Vec<Score>,
        /// Parties asked that refuse it.
        refused_by: Vec<usize>,
        /// Rules it breaks.
        breaks: Vec<usize>,
    },
    /// Concessions under which some package is acceptable: each is what its package needs, no more, and none includes
    /// another.
    Concessions {
        /// The concessions.
        list: Vec<ConcessionRecord>,
        /// Whether there is no other.
        complete: bool,
    },
    /// A change of one or two issues of a package, and what each party gains by it. Every rule is kept after it, nobody
    /// refuses who accepted before, and of the parties asked about the package before none loses and one gains.
    Exchange {
        /// The package before.
        package: Vec<usize>,
        /// The package after.
        after: Vec<usize>,
        /// Gains by the change, one per party.
        #[serde(with = "wide")]
        gains: Vec<Score>,
    },
    /// So many packages are acceptable, or of these so many have an option.
    Count {
        /// How many.
        #[serde(with = "wide")]
        count: BigInt,
        /// Issue and option they have; absent: all are counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        having: Option<(usize, usize)>,
    },
    /// An estimate of the share of all packages that is acceptable: of packages drawn from a set that holds all
    /// acceptable ones, so many were acceptable.
    Share {
        /// Packages before any rule.
        #[serde(with = "wide")]
        packages: BigInt,
        /// Packages in the set drawn from.
        #[serde(with = "wide")]
        coarse: BigInt,
        /// Steps of the grid that set is of, over each party's span.
        grid: u32,
        /// Of the random numbers.
        seed: u64,
        /// How many were drawn.
        tries: u64,
        /// How many of these were acceptable.
        hits: u64,
        /// Lower end of the 95 % interval for the share.
        low: WireFraction,
        /// Its upper end.
        high: WireFraction,
    },
    /// Every acceptable package has an option, or none has.
    Every {
        /// The issue.
        issue: usize,
        /// The option.
        option: usize,
        /// Whether every one has it; otherwise none has.
        has: bool,
        /// Why no acceptable package is otherwise; rules of the proof are those of the problem, then one that says
        /// otherwise.
        proof: Tree,
    },
    /// In so many worlds of a view, drawn under a seed, some package is acceptable, case by case.
    Worlds {
        /// The counts.
        record: Box<WorldsRecord>,
    },
    /// One or two assumptions, moved within their ranges, reverse whether a deal exists; where they start is claimed apart.
    Reversal {
        /// What moves, and what becomes of the problem.
        record: Box<ReversalRecord>,
    },
    /// In so many drawn worlds some package passes rung after rung of the ladder.
    Rungs {
        /// The counts.
        record: Box<RungsRecord>,
    },
    /// So much of the variance of an outcome over plausible worlds is due to each group of inputs.
    Indices {
        /// The estimates.
        record: Box<IndicesRecord>,
    },
    /// What breaking a package gains over keeping it at a date, party by party.
    Kept {
        /// The package and the parties.
        record: Box<KeptRecord>,
    },
    /// In so many worlds of a view packages are kept, and refused by no body at home.
    KeptIn {
        /// The counts.
        record: Box<KeptInRecord>,
    },
    /// Over plausible worlds, so often a deal exists after each answer to a question.
    Questions {
        /// The questions.
        record: Box<QuestionsRecord>,
    },
    /// The steps of a package can be taken in an order that needs no more than a guarantee, at representative values.
    Order {
        /// The steps, the order and what it needs.
        record: Box<OrderRecord>,
    },
    /// Period by period, in so many worlds of a view some package is acceptable, and no deal is worth so much; and what
    /// the chain of the war says.
    Time {
        /// The counts and the chain.
        record: Box<TimeRecord>,
    },
    /// Of so many preferences drawn of a party, so many could have led to what another is shown.
    Leak {
        /// The party that is shown something.
        to: usize,
        /// The other party.
        about: usize,
        /// `none`, `acceptable`, or the key of a concept.
        rule: String,
        /// What each way of showing leaves.
        ways: Vec<WayRecord>,
    },
    /// With a set of levers all who are asked accept a package.
    Levers {
        /// The levers, the package and what is spent.
        record: Box<LeversRecord>,
    },
    /// A lottery over acceptable packages, and what proves that none is better for a concept.
    Lottery {
        /// Key of the concept.
        concept: String,
        /// The goal, of the expected gains.
        goal: WireGoal,
        /// Packages and their probabilities.
        draws: Vec<DrawRecord>,
        /// Of a product: its value, and a bound no lottery exceeds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<[WireFraction; 2]>,
        /// The proof: of a product one tangent, else one per round.
        tangents: Vec<TangentRecord>,
        /// `complete`, `budget`, `interrupted` or `limit`.
        stop: String,
    },
}

/// A point of a frontier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointRecord {
    /// Values of the parties compared.
    #[serde(with = "wide")]
    pub values: Vec<Score>,
    /// A package with these values.
    pub package: Vec<usize>,
}

/// A minimal set of lines that leaves no deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictRecord {
    /// The lines.
    pub lines: Vec<usize>,
    /// For each line, a package acceptable without it.
    pub without: Vec<Vec<usize>>,
    /// Why no deal is left with all of them.
    pub proof: Tree,
}

/// A minimal set of lines whose giving up leaves a deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningRecord {
    /// The lines.
    pub lines: Vec<usize>,
    /// A package acceptable with all other lines real.
    pub package: Vec<usize>,
}

/// A concession: no-deal values lowered, lines given up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcessionRecord {
    /// By how much each party's no-deal value is lowered.
    #[serde(with = "wide")]
    pub shifts: Vec<Score>,
    /// Lines given up.
    pub lines: Vec<usize>,
    /// A package acceptable then.
    pub package: Vec<usize>,
}

/// The word for why a search stopped.
pub fn stop_word(stop: Stop) -> String {
    match stop {
        Stop::Complete => "complete",
        Stop::Budget => "budget",
        Stop::Interrupted => "interrupted",
        Stop::Limit(_) => "limit",
    }
    .into()
}

impl ResultFile {
    /// A result without claims yet.
    pub fn new(question: &str, scenario: &Scenario, settings: SettingsMark) -> ResultFile {
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_string();
        ResultFile {
            format: "zopa-result".into(),
            version: RESULT_VERSION,
            program: concat!("zopa ", env!("CARGO_PKG_VERSION")).into(),
            question: question.into(),
            scenario: ScenarioMark {
                title: scenario.title.clone(),
                as_of: scenario.as_of.map(|d| d.to_string()),
                files: scenario
                    .files
                    .iter()
                    .map(|f| FileMark { name: name(&f.name), sha256: mark(f) })
                    .collect(),
            },
            settings,
            diff: None,
            problems: Vec::new(),
            claims: Vec::new(),
        }
    }

    /// Adds a problem; answers its index.
    pub fn problem(&mut self, compiled: &Compiled) -> usize {
        self.problems.push(WireProblem::new(compiled));
        self.problems.len() - 1
    }

    /// Adds a problem with something more in it than the view's own; answers its index.
    pub fn problem_with(&mut self, compiled: &Compiled, with: &str) -> usize {
        self.problems.push(WireProblem { with: Some(with.to_string()), ..WireProblem::new(compiled) });
        self.problems.len() - 1
    }

    /// Adds a claim.
    pub fn claim(&mut self, problem: usize, reading: Option<Reading>, claim: Claim) {
        self.claim_at(problem, reading, 1, claim);
    }

    /// Adds a claim about a rung of the ladder.
    pub(crate) fn claim_at(&mut self, problem: usize, reading: Option<Reading>, rung: u8, claim: Claim) {
        let reading = reading.map(|r| r.key().to_string());
        self.claims.push(ClaimRecord { problem, reading, draw: None, rung, claim });
    }

    /// The file's text: JSON with one claim per line, so that files can be compared line by line.
    pub fn to_json(&self) -> String {
        // The types hold nothing that JSON cannot say, so writing cannot fail.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }
}

/// SHA-256 of a file's bytes, in hexadecimal.
pub(crate) fn mark(file: &File) -> String {
    sha256(file.bytes.as_deref().unwrap_or(file.text.as_bytes()))
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
