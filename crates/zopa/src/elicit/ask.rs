//! Questions in plain words, and why they are asked.

use super::plan::{Question, ends};
use super::teach::Looked;
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
    /// What stands below the question, one line each: the options of a package, or what is settled.
    pub lines: Vec<String>,
    /// What can be chosen, numbered from 1 where the question speaks of numbers.
    pub choices: Vec<String>,
    /// How an answer looks.
    pub how: String,
}

impl Ask {
    /// The question with its choices, as it is remembered where it was left open.
    pub(super) fn key(&self) -> String {
        let below: Vec<&str> = self.lines.iter().chain(&self.choices).map(String::as_str).collect();
        if below.is_empty() {
            self.question.clone()
        } else {
            format!("{} {}", self.question, below.join(" | "))
        }
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
                lines: Vec::new(),
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
            lines: Vec::new(),
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
                lines: Vec::new(),
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
            how: "A range, such as 1.5 to 3. Equally important: 1 to 1".to_owned(),
            lines: Vec::new(),
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
            lines: Vec::new(),
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
                lines: Vec::new(),
                choices: rungs,
            }
        }
        Question::Compare { one, other } => compare(scenario, one, other),
        Question::Clash { .. } => Ask {
            question: String::new(),
            why: String::new(),
            kind: Kind::Nothing,
            how: String::new(),
            lines: Vec::new(),
            choices: Vec::new(),
        },
    }
}

/// A question in one line: the issue and its options.
pub(super) fn short(scenario: &Scenario, question: &Question) -> String {
    let named = |id: &String| issue(scenario, id).to_owned();
    let options = |of: &str, ids: &[String]| {
        ids.iter().map(|id| option(scenario, of, id)).collect::<Vec<_>>().join(" / ")
    };
    match question {
        Question::Stances { issue: of } => {
            let known = scenario.issues.iter().find(|known| known.id == *of);
            let ids = known.map(|known| words::visible(scenario, known)).unwrap_or_default();
            let ids: Vec<String> = ids.iter().map(|o| o.id.clone()).collect();
            format!("{}, how acceptable: {}", named(of), options(of, &ids))
        }
        Question::Order { issue: of, options: ids } => {
            format!("{}, in which order: {}", named(of), options(of, ids))
        }
        Question::Swing { open, .. } => {
            let all = open.iter().map(named).collect::<Vec<_>>().join(" / ");
            format!("What matters most, or next, of: {all}")
        }
        Question::Ratio { issues: [one, other] } => {
            format!("How many times as important: {} / {}", named(one), named(other))
        }
        Question::Step { issue: of, options: ids } => {
            format!("{}, how large the difference: {}", named(of), options(of, ids))
        }
        Question::NoDeal { .. } => "Which package is about as bad as no deal".to_owned(),
        Question::Compare { one: one @ Weighed::Named(_), other: Weighed::NoDeal } => {
            format!("Which is better: {} or no deal", words::package(scenario, one))
        }
        Question::Compare { other: Weighed::NoDeal, .. } => {
            "Which is better: a package without a name, or no deal".to_owned()
        }
        Question::Compare { .. } => {
            let ask = plain(scenario, question, &[]);
            format!("Which is better: {}", ask.choices.join(", or "))
        }
        Question::Clash { .. } => String::new(),
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
            question: format!("Would you rather have {name} or no deal?"),
            lines: all(one),
            why: "Whether you would accept this package does not follow from your answers so far, so it is asked directly.".to_owned(),
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
        why: "Your answers so far leave open which of these two you would prefer, and the answer says much about others as well.".to_owned(),
        kind: Kind::Better,
        how,
        lines: Vec::new(),
        choices: vec![of(a, b), of(b, a)],
    }
}

/// The smallest sets of answers that cannot all hold, and what to do with one of them.
fn clash(scenario: &Scenario, sets: &[Vec<usize>], at: usize, talk: &Conversation) -> Ask {
    let answers = talk.answers();
    let kinds: Vec<&PreferenceKind> = answers.iter().map(|answer| &answer.kind).collect();
    let say = |&k: &usize| {
        let answer = &answers[k];
        let own = answer.said.as_ref().map(|said| format!(" You said: “{said}”")).unwrap_or_default();
        let date = answer.date.map(|date| format!(" ({date})")).unwrap_or_default();
        format!("{}{own}{date}", words::said_among(scenario, &kinds, &answer.kind))
    };
    let first = sets.first().map(Vec::as_slice).unwrap_or_default();
    let more = match sets.len() {
        0 | 1 => String::new(),
        n => format!(" {n} such sets were found; this is one of the smallest."),
    };
    Ask {
        question: format!(
            "These {} answers cannot all hold together.{more} What about number {}: does it stay?",
            first.len(),
            at + 1
        ),
        why: "Without any one of them, the others can hold as far as was tried. Nothing is changed unless you say so; until then the newest answer counts for nothing.".to_owned(),
        kind: Kind::Decide,
        how: "keep; change: it is taken out and asked again; or not sure: it is kept and counts for nothing".to_owned(),
        lines: Vec::new(),
        choices: first.iter().map(say).collect(),
    }
}

/// The letter that stands for a word.
pub(super) fn initial(stance: Stance) -> char {
    stance.word().chars().next().unwrap_or('-')
}

/// What is said where there is no question.
pub(super) fn last(scenario: &Scenario, name: &str, looked: &Looked, stopped: bool) -> Ask {
    let mut text = if stopped { "You stopped." } else { "There is nothing more to ask." }.to_owned();
    let mut lines = Vec::new();
    match looked {
        Looked::Early => text.push_str(" What you would accept cannot be said yet: for that, what matters more and where no deal stands have to be known."),
        Looked::Nothing => text.push_str(" No preferences were found that agree with all your answers, so what you would accept is not said."),
        Looked::At(settled) => {
            text.push_str(match (stopped, settled.stable()) {
                (_, true) => " What you would accept no longer hangs on what you have not said. The weights themselves may still be anything that agrees with your answers; they need not be known.",
                (false, false) => " Some things still hang on what you have not said, and no question is left that would tell, or you left it open.",
                (true, false) => " Some things still hang on what you have not said.",
            });
            let points = (100.0 / settled.worth.max(1.0).sqrt()).ceil().min(100.0);
            text.push_str(&format!(
                " This was found in {} preferences drawn from all that agree with your answers, so a share below can be off by up to {points} points.",
                settled.drawn
            ));
            for accepted in &settled.packages {
                let verdict = match () {
                    () if accepted.share >= STABLE => format!("{name} would accept"),
                    () if accepted.share <= 1.0 - STABLE => format!("{name} would refuse"),
                    () => "Not settled:".to_owned(),
                };
                lines.push(format!(
                    "{verdict} {} (accepted in {} % of them)",
                    words::package(scenario, &accepted.package),
                    (100.0 * accepted.share).round()
                ));
            }
            lines.push(match settled.deal {
                None => "Whether a deal exists was not looked at: another party that has to agree has no numbers here, or none that go together; a view may have them (`--view`).".to_owned(),
                Some(deal) => {
                    let verdict = match settled.deal_stable() {
                        true => "Whether a deal exists at all no longer hangs on your answers",
                        false => "Not settled: whether a deal exists at all",
                    };
                    format!(
                        "{verdict} (in {} % of {} cases, with the other parties as the scenario has them, it would come out differently)",
                        (100.0 * deal.hangs).round(),
                        deal.pairs
                    )
                }
            });
        }
    }
    Ask {
        question: text,
        why: String::new(),
        kind: Kind::Nothing,
        lines,
        choices: Vec::new(),
        how: String::new(),
    }
}
