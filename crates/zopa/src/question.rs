//! The questions: the unit a user meets.
//!
//! One file per question says which core analysis it runs, what it needs from the scenario, how its answer is worded,
//! its table and its picture. [`QUESTIONS`] gives the command, the report's section and the documentation page; a new
//! question is one file and one line in it.

mod ask;
mod brief;
pub(crate) mod concepts;
mod count;
pub(crate) mod cruxes;
mod enforce;
mod flip;
mod frontier;
mod ladder;
mod leak;
pub(crate) mod levers;
mod lotteries;
mod moves;
mod order;
pub(crate) mod package;
mod plausible;
mod proof;
mod report;
mod robust;
mod sens;
mod share;
mod time;
mod trade;
mod variants;
mod why;
pub(crate) mod words;
pub(crate) mod zone;

pub use robust::robust;

use crate::compile::{CompileError, Compiled, Reading, compile};
use crate::report::Document;
use crate::result::{ResultFile, SettingsMark};
use crate::scenario::Scenario;
use zopa_core::answer::Stop;
use zopa_core::budget::Budget;

/// Every question, in the order it is shown.
pub const QUESTIONS: &[Question] = &[
    brief::QUESTION,
    zone::QUESTION,
    concepts::QUESTION,
    frontier::QUESTION,
    count::QUESTION,
    why::QUESTION,
    trade::QUESTION,
    leak::QUESTION,
    robust::QUESTION,
    flip::QUESTION,
    sens::QUESTION,
    ask::QUESTION,
    enforce::QUESTION,
    order::QUESTION,
    time::QUESTION,
    levers::QUESTION,
    report::QUESTION,
];

/// A question.
pub struct Question {
    /// Its command.
    pub command: &'static str,
    /// What it answers, in one line.
    pub about: &'static str,
    /// Runs it.
    pub run: fn(&Asked) -> Result<Answer, AskError>,
}

/// How a question is asked. The default asks all views and readings at period 0.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Ids of the views to show; empty: all.
    pub views: Vec<String>,
    /// Readings of red lines to show; empty: all.
    pub readings: Vec<Reading>,
    /// The period.
    pub at: i64,
    /// The periods that `time` looks at, in place of those of the scenario; empty: the scenario's.
    pub months: Vec<i64>,
    /// Work units for each search.
    pub budget: u64,
    /// Seed of what is drawn; results record it.
    pub seed: u64,
    /// Threads; answers do not depend on it.
    pub threads: usize,
    /// A named package, or `issue=option,…` over another one.
    pub package: Option<String>,
    /// Key of one concept, or of a rule of another program; none: all concepts.
    pub concept: Option<String>,
    /// How many of the best to list.
    pub top: Option<usize>,
    /// Whether concepts pick lotteries beside packages.
    pub lotteries: bool,
    /// How many acceptable packages to draw.
    pub samples: Option<usize>,
    /// Ids of the parties a frontier compares, empty: those with whole consent; or that may be asked, empty: all.
    pub parties: Vec<String>,
    /// Whether a frontier compares acceptable packages only.
    pub in_zone: bool,
    /// Packages that are shown to a party: each a name, or changes to one.
    pub show: Vec<String>,
    /// Id of the party that is shown something.
    pub to: Option<String>,
    /// By which rule that was chosen: `none`, `acceptable` or the key of a concept.
    pub rule: Option<String>,
    /// Most plausible worlds of each view, in whole blocks.
    pub worlds: u64,
    /// Half the width of the 95 % interval of each share at which a view is done, percentage points; 0: all worlds.
    pub precision: f64,
    /// How often an answer is taken to be right where it may not be, per cent.
    pub reliable: f64,
    /// Rungs of the ladder that packages have to pass beside the first; empty: all the scenario says something about.
    pub rungs: Vec<u8>,
    /// The share of worlds with a deal that levers are to reach, 0 to 1.
    pub target: Option<f64>,
    /// Text of a result file to go on from.
    pub resume: Option<String>,
    /// Whether the copy is for parties: scales of others and the frontier are left out.
    pub for_party: Option<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            views: Vec::new(),
            readings: Vec::new(),
            at: 0,
            months: Vec::new(),
            budget: 50_000_000,
            seed: 0,
            threads: 1,
            package: None,
            concept: None,
            top: None,
            lotteries: false,
            samples: None,
            parties: Vec::new(),
            in_zone: false,
            show: Vec::new(),
            to: None,
            rule: None,
            worlds: 20_000,
            precision: 1.0,
            reliable: 75.0,
            rungs: Vec::new(),
            target: None,
            resume: None,
            for_party: None,
        }
    }
}

/// A question put to a scenario.
pub struct Asked<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// How it is asked.
    pub settings: &'a Settings,
    /// Called now and then with the units of work done since the last call; answers whether to go on.
    pub poll: &'a (dyn Fn(u64) -> bool + Sync),
}

/// An answer: a document for readers, a result file for programs, and why the work stopped.
pub struct Answer {
    /// For readers.
    pub document: Document,
    /// For programs.
    pub result: ResultFile,
    /// `Complete` if everything asked was answered with a proof.
    pub stop: Stop,
}

/// Why a question cannot be asked, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct AskError(pub String);

impl From<CompileError> for AskError {
    fn from(error: CompileError) -> AskError {
        AskError(error.0)
    }
}

/// The question of a command.
pub fn find(command: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|q| q.command == command)
}

impl Asked<'_> {
    /// The views to show: `None` stands for a scenario without any.
    fn views(&self) -> Result<Vec<Option<String>>, AskError> {
        for id in &self.settings.views {
            if !self.scenario.views.iter().any(|v| v.id == *id) {
                let known: Vec<&str> = self.scenario.views.iter().map(|v| v.id.as_str()).collect();
                let list = if known.is_empty() { "none".into() } else { known.join(", ") };
                return Err(AskError(format!("there is no view {id}; the scenario has: {list}")));
            }
        }
        let all = || self.scenario.views.iter().map(|v| Some(v.id.clone())).collect::<Vec<_>>();
        Ok(match (self.settings.views.as_slice(), self.scenario.views.is_empty()) {
            ([], true) => vec![None],
            ([], false) => all(),
            (chosen, _) => chosen.iter().map(|v| Some(v.clone())).collect(),
        })
    }

    /// The readings to show.
    pub(crate) fn readings(&self) -> Vec<Reading> {
        match &self.settings.readings[..] {
            // Without any line all readings are the same.
            [] if self.scenario.red_lines.is_empty() => vec![Reading::None],
            [] => Reading::ALL.to_vec(),
            chosen => chosen.to_vec(),
        }
    }

    /// The problem of each view.
    fn compiled(&self) -> Result<Vec<Compiled>, AskError> {
        self.views()?
            .iter()
            .map(|view| compile(self.scenario, view.as_deref(), self.settings.at).map_err(AskError::from))
            .collect()
    }

    /// The problems of the views, refused where there are no numbers to work with.
    fn compiled_with_numbers(&self, question: &str) -> Result<Vec<Compiled>, AskError> {
        let compiled = self.compiled()?;
        if compiled.iter().any(|c| !c.numbers) {
            return Err(AskError(format!(
                "{question} needs values and weights, and the scenario has positions only; `brief` says what these already show"
            )));
        }
        Ok(compiled)
    }

    /// Runs `work` on each item, on as many threads as the settings allow; answers in the order of the items.
    pub(crate) fn each<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        let threads = self.settings.threads.clamp(1, items.len().max(1));
        if threads == 1 {
            return items.iter().map(work).collect();
        }
        let next = std::sync::atomic::AtomicUsize::new(0);
        let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|_| {
                    scope.spawn(|| {
                        let mut mine = Vec::new();
                        loop {
                            let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                            let Some(item) = items.get(at) else { return mine };
                            mine.push((at, work(item)));
                        }
                    })
                })
                .collect();
            workers
                .into_iter()
                .flat_map(|w| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        done.sort_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, r)| r).collect()
    }

    /// Runs a search with the budget of the settings.
    pub(crate) fn search<R>(&self, work: impl FnOnce(&mut Budget) -> R) -> R {
        let mut last = 0;
        let mut poll = |used: u64| {
            let since = used - last;
            last = used;
            (self.poll)(since)
        };
        work(&mut Budget::polled(self.settings.budget, &mut poll))
    }

    /// An empty result file for a question.
    pub(crate) fn result(&self, question: &str) -> ResultFile {
        let mark = SettingsMark {
            budget: self.settings.budget,
            seed: self.settings.seed,
            at: self.settings.at,
            package: self.settings.package.clone(),
            top: self.settings.top,
            samples: self.settings.samples,
            worlds: None,
            precision: None,
        };
        ResultFile::new(question, self.scenario, mark)
    }
}

/// The worse of two stops.
pub(crate) fn worse(a: Stop, b: Stop) -> Stop {
    match (a, b) {
        (Stop::Interrupted, _) | (_, Stop::Interrupted) => Stop::Interrupted,
        (Stop::Budget, _) | (_, Stop::Budget) => Stop::Budget,
        (limit @ Stop::Limit(_), _) | (_, limit @ Stop::Limit(_)) => limit,
        _ => Stop::Complete,
    }
}

/// An anchor that is unique as long as its parts are.
pub(crate) fn anchored(parts: &[&str]) -> String {
    words::anchor(parts)
}
