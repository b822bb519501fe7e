//! Questions in plain words, and why they are asked.

use super::plan::{Question, ends};
use super::teach::Settled;
use super::words::{self, choices, issue, option};
use super::{Conversation, STABLE};
use crate::scenario::{Degree, PreferenceKind, Scenario, Stance, Weighed};

/// What kind of answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One word of acceptability per choice.
    Words,
    /// The choices in order, best first.
    Order,
    /// One or more of the choices, the most important first.
    First,
    /// About how many times, and from how much to how much.
    Times,
    /// One word of difference, or two.
    Difference,
    /// One of the choices, or between two of them.
    Rung,
    /// The first, the second, or alike.
    Better,
    /// Keep, change or not sure.
    Decide,
    /// None: the conversation is over.
    Nothing,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The question, in plain words.
    pub question: String,
    /// Why it is asked.
    pub why: String,
    /// What kind of answer is wanted.
    pub kind: Kind,
    /// What can be chosen, numbered from 1 where the question speaks of numbers.
    pub choices: Vec<String>,
    /// How an answer looks.
    pub how: String,
}

impl Ask {
    /// The question with its choices, as it is remembered where it was left open.
    pub(super) fn key(&self) -> String {
        let choices = self.choices.join(" | ");
        if choices.is_empty() { self.question.clone() } else { format!("{} {choices}", self.question) }
    }
}

/// As [`Ask::key`], for a question that is no contradiction.
pub(super) fn key(scenario: &Scenario, question: &Question) -> String {
    plain(scenario, question, &[]).key()
}

/// A question in words.
pub(super) fn ask(scenario: &Scenario, question: &Question, talk: &Conversation) -> Ask {
    match question {
        Question::Clash { sets, at } => clash(scenario, sets, *at, talk),
        _ => {
            let kinds: Vec<&PreferenceKind> = talk.answers().iter().map(|answer| &answer.kind).collect();
            plain(scenario, question, &kinds)
        }
    }
}

fn plain(scenario: &Scenario, question: &Question, kinds: &[&PreferenceKind]) -> Ask {
    let choice = |issue: &str, ids: &[String]| -> Vec<String> {
        ids.iter().map(|id| option(scenario, issue, id).to_owned()).collect()
    };
    match question {
        Question::Stances { issue: of } => {
            let options: Vec<String> = scenario
                .issues
                .iter()
                .filter(|known| known.id == *of)
                .flat_map(|known| words::visible(scenario, known))
                .map(|o| o.label.clone())
                .collect();
            let stances: Vec<String> =
                Stance::ALL.iter().map(|s| format!("{} ({})", s.word(), initial(*s))).collect();
            Ask {
                question: format!("{}: how acceptable is each of these to you?", issue(scenario, of)),
                why: "Words are enough to begin with: they say which options are better, not by how much. No word makes a red line.".to_owned(),
                kind: Kind::Words,
                how: format!(
                    "One word for each, in this order: {}. `-` leaves one out. For example: {}",
                    stances.join(", "),
                    vec!["e", "a", "u"].into_iter().cycle().take(options.len()).collect::<Vec<_>>().join(" ")
                ),
                choices: options,
            }
        }
        Question::Order { issue: of, options } => Ask {
            question: format!(
                "{}: you gave these the same word. Which is best, and which comes next?",
                issue(scenario, of)
            ),
            why: "The best and the worst option of an issue are the ends between which it is weighed.".to_owned(),
            kind: Kind::Order,
            how: "Their numbers, best first; `=` between two that are alike. For example: 2 1 or 1 = 2".to_owned(),
            choices: choice(of, options),
        },
        Question::Swing { placed, open } => {
            let ends = ends(scenario, kinds);
            let swing = |id: &String| {
                let known = ends.iter().find(|(issue, _)| issue == id).and_then(|(_, ends)| ends.as_ref());
                match known {
                    Some([best, worst]) => format!(
                        "{}: from “{}” to “{}”",
                        issue(scenario, id),
                        option(scenario, id, worst),
                        option(scenario, id, best)
                    ),
                    None => format!("{}: from its worst to its best", issue(scenario, id)),
                }
            };
            let question = match placed.is_empty() {
                true => "Imagine that everything stands at its worst for you. Which of these would you move to its best first?".to_owned(),
                false => "And which of these would you move to its best next?".to_owned(),
            };
            Ask {
                question,
                why: "What an issue weighs depends on how far its options are apart, so it is the step from worst to best that is compared, not the issue.".to_owned(),
                kind: Kind::First,
                how: "A number; or several, the most important first, with `=` between two that are alike. For example: 3 or 3 1 = 2".to_owned(),
                choices: open.iter().map(swing).collect(),
            }
        }
        Question::Ratio { issues: [one, other] } => Ask {
            question: format!(
                "About how many times as important is it to you to move “{}” from worst to best as to move “{}”? From how much to how much?",
                issue(scenario, one),
                issue(scenario, other)
            ),
            why: "An order says which matters more, not how much more. A range is enough, and more honest than one number.".to_owned(),
            kind: Kind::Times,
            how: "A range: 1.5 to 3. Equally important: 1 to 1".to_owned(),
            choices: Vec::new(),
        },
        Question::Step { issue: of, options: [one, other] } => Ask {
            question: format!(
                "{}: how large is the difference to you between “{}” and “{}”?",
                issue(scenario, of),
                option(scenario, of, one),
                option(scenario, of, other)
            ),
            why: "Options between the best and the worst can stand near either end; the size of the steps says where.".to_owned(),
            kind: Kind::Difference,
            how: "A word or its number, or a range such as 2 to 3".to_owned(),
            choices: Degree::WORDS.iter().map(|word| (*word).to_owned()).collect(),
        },
        Question::NoDeal { ladder, moved } => {
            let mut rungs = vec!["everything stands at its worst for you".to_owned()];
            rungs.extend(moved.iter().map(|id| format!("and “{}” stands at its best as well", issue(scenario, id))));
            rungs.truncate(ladder.len());
            Ask {
                question: "Think of what you have if there is no deal at all. Of these packages, each better than the one before, which is about as bad as that?".to_owned(),
                why: "A package is acceptable to you if it is better than no deal, so this is the line that everything is measured against.".to_owned(),
                kind: Kind::Rung,
                how: "A number; or two, if no deal lies between them: 2 to 3. `worse`: even the first is better than no deal; `better`: even the last is worse".to_owned(),
                choices: rungs,
            }
        }
        Question::Compare { one, other } => compare(scenario, one, other),
        Question::Clash { .. } => Ask {
            question: String::new(),
            why: String::new(),
            kind: Kind::Nothing,
            how: String::new(),
            choices: Vec::new(),
        },
    }
}

/// Two packages, in what they differ; or one against no deal.
fn compare(scenario: &Scenario, one: &Weighed, other: &Weighed) -> Ask {
    let how = "1, 2, or `=` if they are about as good".to_owned();
    let all = |package: &Weighed| {
        let of = choices(scenario, package).unwrap_or_default();
        of.iter()
            .map(|(i, o)| format!("{}: {}", issue(scenario, i), option(scenario, i, o)))
            .collect::<Vec<_>>()
    };
    if *other == Weighed::NoDeal {
        let name = match one {
            Weighed::Named(_) => words::package(scenario, one),
            _ => "this package".to_owned(),
        };
        return Ask {
            question: format!("Would you rather have {name} ({}) or no deal?", all(one).join("; ")),
            why: "Whether you would accept this package depends on what is not known yet, so it is asked directly.".to_owned(),
            kind: Kind::Better,
            how,
            choices: vec![name, "no deal".to_owned()],
        };
    }
    let (a, b) = (choices(scenario, one).unwrap_or_default(), choices(scenario, other).unwrap_or_default());
    let differs = |choice: &&(String, String)| !b.contains(choice);
    let of = |choices: &[(String, String)], against: &[(String, String)]| {
        let parts = choices.iter().filter(|choice| !against.contains(choice));
        let parts = parts.map(|(i, o)| format!("{}: {}", issue(scenario, i), option(scenario, i, o)));
        parts.collect::<Vec<_>>().join("; ")
    };
    let (same, apart) = (a.iter().filter(|c| !differs(c)).count(), a.iter().filter(differs).count());
    let rest = if same == 0 { "" } else { " and are the same in everything else" };
    Ask {
        question: format!("Two packages differ in {apart} issues{rest}. Which would you rather have?"),
        why: "The preferences that agree with your answers so far are divided over these two: whatever you say rules out about as many of them as any question can.".to_owned(),
        kind: Kind::Better,
        how,
        choices: vec![of(a, b), of(b, a)],
    }
}

/// The smallest sets of answers that cannot all hold, and what to do with one of them.
fn clash(scenario: &Scenario, sets: &[Vec<usize>], at: usize, talk: &Conversation) -> Ask {
    let answers = talk.answers();
    let say = |&k: &usize| {
        let answer = &answers[k];
        let own = answer.said.as_ref().map(|said| format!(" You said: “{said}”")).unwrap_or_default();
        let date = answer.date.map(|date| format!(" ({date})")).unwrap_or_default();
        format!("{}{own}{date}", words::said(scenario, &answer.kind))
    };
    let first = sets.first().map(Vec::as_slice).unwrap_or_default();
    let about = first.get(at).map(say).unwrap_or_default();
    let more = match sets.len() {
        0 | 1 => String::new(),
        n => format!(" {n} such sets were found; this is a smallest of them."),
    };
    Ask {
        question: format!(
            "These {} answers cannot all hold.{more} What of this one: {about}",
            first.len()
        ),
        why: "As far as was tried, the others can hold without any one of them. Nothing is changed unless you say so; until then the newest answer binds nothing.".to_owned(),
        kind: Kind::Decide,
        how: "keep, change or not sure".to_owned(),
        choices: first.iter().map(say).collect(),
    }
}

/// The letter that stands for a word.
pub(super) fn initial(stance: Stance) -> char {
    stance.word().chars().next().unwrap_or('-')
}

/// What is said where there is no question.
pub(super) fn last(scenario: &Scenario, name: &str, settled: Option<&Settled>, stopped: bool) -> Ask {
    let mut text = if stopped { "You stopped." } else { "There is nothing more to ask." }.to_owned();
    match settled {
        None => text.push_str(" Too little is known yet, or no preferences that keep all answers were found, so what you would accept is not said."),
        Some(settled) => {
            for accepted in &settled.packages {
                let share = accepted.share;
                let verdict = match () {
                    () if share >= STABLE => "accept",
                    () if share <= 1.0 - STABLE => "refuse",
                    () => "accept or refuse: that is not settled,",
                };
                let percent = (100.0 * share).round();
                text.push_str(&format!(
                    " By your answers {name} would {verdict} {} (acceptable in {percent} % of {} preferences drawn from those that agree).",
                    words::package(scenario, &accepted.package),
                    settled.drawn
                ));
            }
            match (stopped, settled.stable()) {
                (false, true) => text.push_str(" That no longer depends on what is not known, so the questions end here; the weights themselves may still be anything that agrees."),
                (false, false) => text.push_str(" No question that is left would change this much, or you left it open."),
                (true, _) => {}
            }
        }
    }
    Ask { question: text, why: String::new(), kind: Kind::Nothing, choices: Vec::new(), how: String::new() }
}
