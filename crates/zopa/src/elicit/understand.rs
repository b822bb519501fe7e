//! What a text means as an answer. What is not understood is never guessed at.

use super::ask::initial;
use super::plan::Question;
use super::words::{issue, visible};
use crate::scenario::{Degree, Estimate, Number, PreferenceKind, Scenario, Span, Stance, Weighed};

/// What a text means.
pub(super) enum Meant {
    /// These answers.
    Kinds(Vec<PreferenceKind>),
    /// A part of one; the sentence asks for the rest.
    Part(String),
    /// Nothing that could be understood; the sentence says why.
    Nothing(String),
}

fn nothing(text: impl Into<String>) -> Meant {
    Meant::Nothing(text.into())
}

/// Reads an answer to a question.
pub(super) fn understand(scenario: &Scenario, question: &Question, text: &str) -> Meant {
    let text = text.trim();
    if text.is_empty() {
        return nothing("an answer is missing");
    }
    match question {
        Question::Stances { issue } => stances(scenario, issue, text),
        Question::Order { issue, options } => match tiers(text, options) {
            Err(why) => nothing(why),
            Ok(groups) if groups.iter().map(Vec::len).sum::<usize>() < options.len() => {
                nothing(format!("all {} have to be in the order", options.len()))
            }
            Ok(options) => Meant::Kinds(vec![PreferenceKind::ValueOrder { issue: issue.clone(), options }]),
        },
        Question::Swing { placed, open } => match tiers(text, open) {
            Err(why) => nothing(why),
            Ok(groups) => {
                let left: Vec<String> =
                    open.iter().filter(|id| !groups.iter().flatten().any(|g| g == *id)).cloned().collect();
                let mut order = placed.clone();
                order.extend(groups);
                // Of two, the one that does not come first comes last.
                if left.len() == 1 {
                    order.push(left);
                }
                Meant::Kinds(vec![PreferenceKind::WeightOrder(order)])
            }
        },
        Question::Ratio { issues } => ratio(scenario, issues, text),
        Question::Step { issue, options } => match degrees(text) {
            Ok(degrees) => Meant::Kinds(vec![PreferenceKind::Difference {
                issue: issue.clone(),
                options: options.clone(),
                degrees,
            }]),
            Err(why) => nothing(why),
        },
        Question::NoDeal { ladder, .. } => rung(text, ladder),
        Question::Compare { one, other } => compare(text, one, other),
        Question::Clash { .. } => nothing("say `keep`, `change` or `not sure`"),
    }
}

/// One word per option.
fn stances(scenario: &Scenario, of: &str, text: &str) -> Meant {
    let Some(known) = scenario.issues.iter().find(|known| known.id == of) else {
        return nothing(format!("there is no issue {of}"));
    };
    let options = visible(scenario, known);
    let words: Vec<&str> = split(text);
    if words.len() != options.len() {
        return nothing(format!(
            "{} has {} options, and {} {} given",
            issue(scenario, of),
            options.len(),
            words.len(),
            if words.len() == 1 { "word was" } else { "words were" }
        ));
    }
    let mut kinds = Vec::new();
    for (word, option) in words.iter().zip(options) {
        if *word == "-" {
            continue;
        }
        let lower = word.to_lowercase();
        let letter = |stance: &Stance| lower == initial(*stance).to_string();
        let Some(stance) = Stance::of(&lower).or_else(|| Stance::ALL.into_iter().find(letter)) else {
            return nothing(format!("`{word}` is none of the five words"));
        };
        kinds.push(PreferenceKind::Stance { issue: of.to_owned(), option: option.id.clone(), stance });
    }
    if kinds.is_empty() {
        return nothing("at least one option needs a word; `n` leaves the whole question open");
    }
    Meant::Kinds(kinds)
}

fn split(text: &str) -> Vec<&str> {
    text.split([' ', ',', ';', '\t']).filter(|part| !part.is_empty()).collect()
}

/// Numbers of choices in order, `=` between those that are alike.
fn tiers(text: &str, ids: &[String]) -> Result<Vec<Vec<String>>, String> {
    let spaced = text.replace('=', " = ").replace('>', " ");
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut joins = false;
    for part in split(&spaced) {
        if part == "=" {
            if joins || groups.is_empty() {
                return Err("`=` stands between two numbers".to_owned());
            }
            joins = true;
            continue;
        }
        let at = part.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let Some(id) = at.and_then(|at| ids.get(at)) else {
            return Err(format!("`{part}` is not one of the numbers 1 to {}", ids.len()));
        };
        if groups.iter().flatten().any(|known| known == id) {
            return Err(format!("{part} stands there twice"));
        }
        match groups.last_mut() {
            Some(group) if joins => group.push(id.clone()),
            _ => groups.push(vec![id.clone()]),
        }
        joins = false;
    }
    match joins || groups.is_empty() {
        true => Err("a number is missing".to_owned()),
        false => Ok(groups),
    }
}

/// The parts of a range: `a to b`, `from a to b`, `a-b`, `a..b`; or one part.
fn range(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('–', "-").replace("..", " to ");
    let words: Vec<&str> =
        split(&lower).into_iter().filter(|word| !["from", "about"].contains(word)).collect();
    let joined = words.join(" ");
    let parts: Vec<&str> = match joined.contains(" to ") {
        true => joined.split(" to ").collect(),
        false => joined.split('-').collect(),
    };
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn decimal(text: &str) -> Option<Number> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || whole.len() > 6 || part.len() > 6 {
        return None;
    }
    let numer: i128 = format!("{whole}{part}").parse().ok()?;
    Some(Number::new(numer, 10i128.pow(u32::try_from(part.len()).ok()?)))
}

fn ratio(scenario: &Scenario, issues: &[String; 2], text: &str) -> Meant {
    let parts = range(text);
    let numbers: Option<Vec<Number>> = parts.iter().map(|part| decimal(part)).collect();
    let one = Number::from_integer(1);
    match numbers.as_deref() {
        Some([low, high]) if *low > Number::from_integer(0) && low <= high && *high >= one => {
            let ratio = Estimate {
                low: *low,
                best: None,
                high: *high,
                sources: Vec::new(),
                author: None,
                date: None,
                note: None,
                span: Span::default(),
            };
            Meant::Kinds(vec![PreferenceKind::Ratio { issues: issues.clone(), ratio: Box::new(ratio) }])
        }
        Some([low, high]) if low > high => nothing("the smaller number comes first"),
        Some([_, high]) if *high < one => nothing(format!(
            "you placed “{}” first, so it is at least as important: the range has to reach 1. To change the order, go back",
            issue(scenario, &issues[0])
        )),
        Some([_, _]) => nothing("a number of times is above 0"),
        Some([about]) => {
            let about = super::words::number(*about);
            Meant::Part(format!("About {about}: from how much to how much?"))
        }
        _ => nothing("a range of two numbers is wanted, such as 1.5 to 3"),
    }
}

/// A word of difference or its number, or a range.
fn degrees(text: &str) -> Result<[Degree; 2], String> {
    let lower = text.trim().to_lowercase();
    let one = |word: &str| {
        let number = word.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        number.and_then(|at| Degree::ALL.get(at).copied()).or_else(|| Degree::of(word))
    };
    if let Some(degree) = one(&lower) {
        return Ok([degree; 2]);
    }
    let parts = range(text);
    match parts.iter().map(|part| one(part)).collect::<Option<Vec<Degree>>>().as_deref() {
        Some([low, high]) if low <= high => Ok([*low, *high]),
        Some([_, _]) => Err("the weaker word comes first".to_owned()),
        _ => Err(format!("one of these is wanted, or its number: {}", Degree::WORDS.join(", "))),
    }
}

/// A rung of the ladder, or two with no deal between them.
fn rung(text: &str, ladder: &[Vec<(String, String)>]) -> Meant {
    let package = |at: usize| Weighed::Choices(ladder[at].clone());
    let better = |at: usize| PreferenceKind::Package { better: package(at), worse: Weighed::NoDeal };
    let worse = |at: usize| PreferenceKind::Package { better: Weighed::NoDeal, worse: package(at) };
    let last = ladder.len() - 1;
    match text.to_lowercase().as_str() {
        "worse" => return Meant::Kinds(vec![better(0)]),
        "better" => return Meant::Kinds(vec![worse(last)]),
        _ => {}
    }
    let at =
        |part: &String| part.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|at| *at <= last);
    match range(text).iter().map(at).collect::<Option<Vec<usize>>>().as_deref() {
        Some([only]) => {
            Meant::Kinds(vec![PreferenceKind::AsNoDeal { package: package(*only), within: None }])
        }
        Some([low, high]) if low < high => Meant::Kinds(vec![worse(*low), better(*high)]),
        _ => nothing(format!("a number from 1 to {} is wanted, or two such as 2 to 3", ladder.len())),
    }
}

fn compare(text: &str, one: &Weighed, other: &Weighed) -> Meant {
    let kind = match text.to_lowercase().as_str() {
        "1" | "first" => PreferenceKind::Package { better: one.clone(), worse: other.clone() },
        "2" | "second" => PreferenceKind::Package { better: other.clone(), worse: one.clone() },
        "=" | "alike" | "same" => match other {
            Weighed::NoDeal => PreferenceKind::AsNoDeal { package: one.clone(), within: None },
            _ => PreferenceKind::Alike { packages: [one.clone(), other.clone()], within: None },
        },
        _ => return nothing("1, 2 or `=` is wanted"),
    };
    Meant::Kinds(vec![kind])
}
