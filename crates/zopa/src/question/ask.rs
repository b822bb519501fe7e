//! **Question.** Whom to call next, and which question would tell most about whether a deal exists?
//!
//! Worlds of the base case are drawn and judged. Each number that has a range, and each red line in doubt, is a question
//! one could put to the party it belongs to; the worlds are sorted by its answer, a number by thirds of the worlds. A question
//! tells much where the share of worlds with a deal differs much between the answers: it is ranked by the share of the
//! uncertainty that goes when the answer is known ([`zopa_core::sense::information`]), and again when the answer is right
//! only so often. What it reveals itself is [`reveal`].

mod reveal;
mod words;

use super::{Answer, AskError, Asked, Question, worse};
use crate::ensemble::View;
use crate::ensemble::groups::kind;
use crate::ensemble::sample::{Judged, sample};
use crate::report::Document;
use crate::result::{AnswerRecord, Claim, QuestionRecord, QuestionsRecord};
use reveal::Revealed;
use zopa_core::Fault;
use zopa_core::answer::Stop;
use zopa_core::problem::Consent;
use zopa_core::sense::information::{Partition, explained, explained_by, guesses, partial, signal};
use zopa_core::world::{Coordinate, Family, Verdict, WORTH};

pub(super) const QUESTION: Question = Question {
    command: "ask",
    about: "whom to call next, and which question would tell most about whether a deal exists",
    run,
};

/// Answers that a number is sorted by: low, middle, high.
const THIRDS: usize = 3;
/// Questions listed, where the settings do not say.
const LISTED: usize = 10;
/// What three answers explain by chance, times the worlds, three standard deviations of it.
const NOISE: f64 = 6.0;
/// Questions to one party that are looked at together.
const TOGETHER: usize = 3;

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    /// A number.
    Number(usize),
    /// Whether a red line is real.
    Line(usize),
}

/// A question that could be put.
#[derive(Clone)]
struct Candidate {
    about: About,
    /// Whom it is put to.
    party: usize,
    /// Share of the uncertainty that goes if the answer is known; by chance a little below 0.
    explains: f64,
    /// The same where the answer is right only as often as the settings say.
    noisy: f64,
    /// By how much more often the better guess is right, knowing the answer: a share of worlds; and where it is noisy.
    guess: [f64; 2],
    /// Worlds and deals by answer: a number from low to high, a line posture then real. The greatest value of each but
    /// the last.
    answers: Vec<[u64; 2]>,
    ends: Vec<f64>,
}

/// A party that could be called.
struct Call {
    party: usize,
    /// The share of the uncertainty that its best questions explain together, and how many these are.
    together: f64,
    asked: usize,
    /// The best of them.
    best: Candidate,
}

/// What was found of one view.
struct Found {
    view: View,
    worlds: u64,
    deals: u64,
    unsettled: u64,
    /// All questions, the most telling first.
    candidates: Vec<Candidate>,
    /// The parties with a question that tells something, the one to call first first.
    calls: Vec<Call>,
    /// What the listed questions reveal, in their order.
    revealed: Vec<Option<Revealed>>,
    complete: bool,
}

fn fault(fault: Fault) -> AskError {
    AskError(fault.to_string())
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    asked.compiled_with_numbers("ask")?;
    let settings = asked.settings;
    if !settings.readings.is_empty() {
        return Err(AskError(
            "ask draws which red lines are real, so no reading of them can be chosen; leave out --reading"
                .into(),
        ));
    }
    if !(50.0..=100.0).contains(&settings.reliable) {
        return Err(AskError("answers are taken to be right in 50 to 100 % of the cases".into()));
    }
    if let Some(id) = settings.parties.iter().find(|id| asked.scenario.parties.iter().all(|p| p.id != **id)) {
        let known: Vec<&str> = asked.scenario.parties.iter().map(|p| p.id.as_str()).collect();
        return Err(AskError(format!("there is no party {id}; the scenario has: {}", known.join(", "))));
    }
    let mut found = Vec::new();
    for view in asked.views()? {
        found.push(look(asked, View::new(asked.scenario, view.as_deref(), settings.at)?)?);
    }
    let mut result = asked.result("ask");
    result.settings.worlds = Some(settings.worlds);
    let mut stop = Stop::Complete;
    for one in &found {
        stop = worse(stop, if one.complete { Stop::Complete } else { Stop::Interrupted });
        let at = result.problem(&one.view.plausible.compiled);
        result.claim(at, None, Claim::Questions { record: Box::new(record(asked, one)) });
    }
    let title = format!("{}: whom to call next, and what to ask?", asked.scenario.title);
    Ok(Answer { document: Document { title, blocks: words::blocks(asked, &found) }, result, stop })
}

fn look(asked: &Asked, view: View) -> Result<Found, AskError> {
    let (worlds, mut complete) = sample(asked, &view, asked.settings.worlds)?;
    let outcome: Vec<bool> = worlds.iter().map(|judged| judged.verdict == Verdict::Deal).collect();
    let open = worlds.iter().filter(|judged| matches!(judged.verdict, Verdict::Unsettled(_))).count();
    let family = &view.family;
    let wanted = |party: usize| {
        let id = &view.plausible.compiled.parties[party].0;
        asked.settings.parties.is_empty() || asked.settings.parties.contains(id)
    };
    // The numbers of a party that is never asked decide nothing.
    let heard = |party: usize| family.structure().parties()[party].consent != Consent::None;
    let ours = |about: &About| wanted(about.party(family)) && heard(about.party(family));
    let abouts: Vec<About> = abouts(family).into_iter().filter(ours).collect();
    let reliable = asked.settings.reliable / 100.0;
    let weighed = asked.each(&abouts, |about| weigh(family, &worlds, &outcome, (*about, reliable)));
    let mut candidates = Vec::new();
    for candidate in weighed {
        candidates.extend(candidate.map_err(fault)?);
    }
    // What chance explains as well is no question: three standard deviations of what noise of three answers would.
    let independent = worlds.len() as f64 / if view.walked { WORTH } else { 1.0 };
    candidates.retain(|one| one.explains > NOISE / independent.max(1.0));
    // Stable: equal ones keep the order of the scenario.
    candidates.sort_by(|a: &Candidate, b: &Candidate| b.explains.total_cmp(&a.explains));
    let calls = calls(&view, &worlds, &outcome, &candidates).map_err(fault)?;
    let most = asked.settings.top.unwrap_or(LISTED);
    let mut revealed = Vec::new();
    if complete {
        let listed: Vec<(About, usize)> =
            candidates.iter().take(most).map(|one| (one.about, one.party)).collect();
        match reveal::revealed(asked, &view, &listed).map_err(fault)? {
            Some(all) => revealed = all,
            None => complete = false,
        }
    }
    candidates.truncate(most);
    revealed.resize(candidates.len(), None);
    // What a question reveals is known of the one that would be put: the most telling to its party.
    for (k, revealed) in revealed.iter_mut().enumerate() {
        if candidates[..k].iter().any(|earlier| earlier.party == candidates[k].party) {
            *revealed = None;
        }
    }
    let deals = outcome.iter().filter(|deal| **deal).count() as u64;
    let unsettled = open as u64;
    Ok(Found { worlds: worlds.len() as u64, deals, unsettled, candidates, calls, revealed, complete, view })
}

impl About {
    /// Whose it is.
    fn party(self, family: &Family) -> usize {
        match self {
            About::Number(c) => kind(family, family.coordinates()[c]).1,
            About::Line(l) => family.structure().lines()[l].party,
        }
    }

    /// Worlds by the answer they would give.
    fn partition(self, worlds: &[&Judged]) -> Result<Partition, Fault> {
        match self {
            About::Number(c) => {
                let values: Vec<f64> = worlds.iter().map(|judged| judged.world.point[c]).collect();
                Partition::nothing(worlds.len()).refine(&values, THIRDS)
            }
            About::Line(l) => {
                let heard: Vec<usize> = worlds.iter().map(|judged| usize::from(judged.real[l])).collect();
                Partition::answers(&heard, 2)
            }
        }
    }
}

/// Everything that could be asked: numbers with a range, and red lines in doubt.
fn abouts(family: &Family) -> Vec<About> {
    let numbers = (0..family.coordinates().len()).filter(|&c| {
        let known = family.quantity(c);
        known.low < known.high && !matches!(family.coordinates()[c], Coordinate::Firmness(_))
    });
    let doubt = |l: &usize| family.lines()[*l].in_doubt();
    let lines = (0..family.lines().len()).filter(doubt);
    numbers.map(About::Number).chain(lines.map(About::Line)).collect()
}

/// What an answer would tell; `None` where all worlds, or none, have a deal, or all give one answer.
fn weigh(
    family: &Family,
    worlds: &[Judged],
    outcome: &[bool],
    (about, reliable): (About, f64),
) -> Result<Option<Candidate>, Fault> {
    let all: Vec<&Judged> = worlds.iter().collect();
    if all.is_empty() {
        return Ok(None);
    }
    let partition = about.partition(&all)?;
    let chances: Vec<f64> = outcome.iter().map(|&deal| f64::from(u8::from(deal))).collect();
    let mut answers = vec![[0u64; 2]; partition.bins()];
    let mut ends = vec![f64::NEG_INFINITY; partition.bins()];
    for ((judged, &bin), &deal) in all.iter().zip(partition.of()).zip(outcome) {
        answers[bin][0] += 1;
        answers[bin][1] += u64::from(deal);
        if let About::Number(c) = about {
            ends[bin] = ends[bin].max(judged.world.point[c]);
        }
    }
    ends.pop();
    let Some(explains) = explained(&chances, &partition)?.filter(|_| answers.iter().all(|a| a[0] > 0)) else {
        return Ok(None);
    };
    let bins = answers.len();
    if bins < 2 {
        return Ok(None);
    }
    let worth = partial(&guesses(outcome), &partition)?;
    let prob: Vec<f64> = answers.iter().map(|a| a[0] as f64 / all.len() as f64).collect();
    let chance: Vec<f64> = answers.iter().map(|a| a[1] as f64 / a[0] as f64).collect();
    let wrong = (1.0 - reliable) / (bins - 1) as f64;
    let likelihood: Vec<Vec<f64>> =
        (0..bins).map(|z| (0..bins).map(|s| if z == s { reliable } else { wrong }).collect()).collect();
    let guess = [chance.iter().map(|p| 1.0 - p).collect::<Vec<f64>>(), chance.clone()];
    let noisy_guess = signal(&guess, &prob, &likelihood)?;
    // A noisy answer tells no more than a sure one; the latter's figures are corrected for chance.
    let noisy = explained_by(&prob, &chance, &likelihood)?.unwrap_or(0.0).min(explains.max(0.0));
    let sure = worth.cross_fitted.max(0.0);
    let guess = [sure, noisy_guess.clamp(0.0, sure)];
    Ok(Some(Candidate { about, party: about.party(family), explains, noisy, guess, answers, ends }))
}

/// The parties in the order in which their best questions together tell most.
fn calls(
    view: &View,
    worlds: &[Judged],
    outcome: &[bool],
    candidates: &[Candidate],
) -> Result<Vec<Call>, Fault> {
    let all: Vec<&Judged> = worlds.iter().collect();
    let chances: Vec<f64> = outcome.iter().map(|&deal| f64::from(u8::from(deal))).collect();
    let mut calls = Vec::new();
    for party in 0..view.plausible.compiled.parties.len() {
        let own = || candidates.iter().filter(|one| one.party == party);
        let mut together: Option<Partition> = None;
        let mut asked = 0;
        for one in own().take(TOGETHER) {
            asked += 1;
            together = Some(match (together, one.about) {
                (None, about) => about.partition(&all)?,
                (Some(known), About::Number(c)) => {
                    let values: Vec<f64> = all.iter().map(|judged| judged.world.point[c]).collect();
                    known.refine(&values, THIRDS)?
                }
                (Some(known), About::Line(l)) => {
                    let values: Vec<f64> =
                        all.iter().map(|judged| f64::from(u8::from(judged.real[l]))).collect();
                    // Ties share a bin, so that two bins are posture and real whatever their sizes.
                    known.refine(&values, all.len())?
                }
            });
        }
        if let (Some(together), Some(best)) = (together, own().next()) {
            let together = explained(&chances, &together)?.unwrap_or(0.0);
            calls.push(Call { party, together, asked, best: best.clone() });
        }
    }
    calls.sort_by(|a, b| b.together.total_cmp(&a.together));
    Ok(calls)
}

/// The questions as plain data.
fn record(asked: &Asked, one: &Found) -> QuestionsRecord {
    let plausible = &one.view.plausible;
    let questions = one
        .candidates
        .iter()
        .zip(&one.revealed)
        .map(|(candidate, revealed)| QuestionRecord {
            input: match candidate.about {
                About::Number(c) => plausible.inputs[c].key.clone(),
                About::Line(l) => format!("line.{}", plausible.compiled.lines[l].id),
            },
            party: candidate.party,
            explains: candidate.explains,
            explains_noisy: candidate.noisy,
            answers: candidate
                .answers
                .iter()
                .map(|&[worlds, deals]| AnswerRecord { worlds, deals })
                .collect(),
            asked_anyway: revealed.map(|revealed| [revealed.same, revealed.drawn]),
        })
        .collect();
    QuestionsRecord {
        seed: asked.settings.seed,
        worlds: one.worlds,
        deals: one.deals,
        reliable: asked.settings.reliable,
        questions,
    }
}
