//! Statements of preference.

use super::Lift;
use super::row::{Row, texts};
use super::words::stance;
use crate::read::tree::{Node, Value};
use crate::scenario::{Degree, Estimate, Preference, PreferenceKind, Weighed};

pub fn preference(row: &Row<'_>, lift: &mut Lift) -> Option<Preference> {
    let party = row.text("party")?;
    Some(Preference {
        kind: kind(row, &party, lift)?,
        said: row.text("said"),
        sure: row.flag("sure").unwrap_or(true),
        sources: row.texts("sources"),
        author: row.text("author"),
        date: row.date("date"),
        note: row.text("note"),
        span: row.span,
        party,
    })
}

fn kind(row: &Row<'_>, party: &str, lift: &mut Lift) -> Option<PreferenceKind> {
    let two = |key: &str| -> Option<[String; 2]> { row.texts(key).try_into().ok() };
    Some(match row.text("kind")?.as_str() {
        "order" => match (row.node("issues"), row.text("issue")) {
            (Some(issues), None) => PreferenceKind::WeightOrder(tiers(issues)),
            (_, issue) => {
                let options = row.node("options").map(tiers).unwrap_or_default();
                PreferenceKind::ValueOrder { issue: issue?, options }
            }
        },
        "ratio" => {
            let issues = two("issues")?;
            let place = format!("ratio of weights of {party}: {} over {}", issues[0], issues[1]);
            PreferenceKind::Ratio { ratio: Box::new(lift.estimate(row.node("ratio")?, place)?), issues }
        }
        "stance" => PreferenceKind::Stance {
            issue: row.text("issue")?,
            option: row.text("option")?,
            stance: stance(row)?,
        },
        "difference" => {
            let degrees = degrees(row.node("difference")?)?;
            match row.text("issue") {
                Some(issue) => PreferenceKind::Difference { issue, options: two("options")?, degrees },
                None => PreferenceKind::Swings { issues: two("issues")?, degrees },
            }
        }
        "package" => PreferenceKind::Package {
            better: weighed(row.node("better")?)?,
            worse: weighed(row.node("worse")?)?,
        },
        "alike" => {
            let items = row.node("packages")?.list()?;
            let packages: Option<Vec<Weighed>> = items.iter().map(weighed).collect();
            let place = format!("points that two packages are about as good within to {party}");
            PreferenceKind::Alike { packages: packages?.try_into().ok()?, within: within(row, place, lift) }
        }
        "as_no_deal" => {
            let package = weighed(row.node("package")?)?;
            let words = match &package {
                Weighed::Named(id) => id,
                _ => "a package",
            };
            let place = format!("points that no deal of {party} is about as bad as {words} within");
            PreferenceKind::AsNoDeal { package, within: within(row, place, lift) }
        }
        "open" => PreferenceKind::Open { question: row.text("question")? },
        _ => return None,
    })
}

fn within(row: &Row<'_>, place: String, lift: &mut Lift) -> Option<Box<Estimate>> {
    row.node("within").and_then(|node| lift.estimate(node, place)).map(Box::new)
}

/// Items of a list, those of a list within it together.
fn tiers(node: &Node) -> Vec<Vec<String>> {
    let tier = |item: &Node| match &item.value {
        Value::List(_) => texts(item),
        _ => item.text().map(str::to_owned).into_iter().collect(),
    };
    node.list().unwrap_or_default().iter().map(tier).filter(|tier| !tier.is_empty()).collect()
}

/// One word, or the lowest and the highest.
fn degrees(node: &Node) -> Option<[Degree; 2]> {
    match node.list() {
        Some([low, high]) => Some([Degree::of(low.text()?)?, Degree::of(high.text()?)?]),
        Some(_) => None,
        None => Degree::of(node.text()?).map(|degree| [degree; 2]),
    }
}

/// A package by id or choices, or no deal.
fn weighed(node: &Node) -> Option<Weighed> {
    match &node.value {
        Value::Text(word) if word == "no deal" => Some(Weighed::NoDeal),
        Value::Text(id) => Some(Weighed::Named(id.clone())),
        Value::Table(table) => {
            let choice =
                |entry: &crate::read::tree::Entry| Some((entry.key.clone(), entry.node.text()?.to_owned()));
            table.entries.iter().map(choice).collect::<Option<_>>().map(Weighed::Choices)
        }
        _ => None,
    }
}
