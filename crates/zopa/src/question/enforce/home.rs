//! Ratification: bodies, leaders with stakes of their own, spoilers.

use super::look::{Found, Looked};
use super::words::pts;
use crate::enforce::home::Chance;
use crate::ensemble::extra::{ends, middle};
use crate::question::Asked;
use crate::question::share::percent;
use crate::question::words::{capital, count, list};
use crate::report::{Block, Cell, Table, Tone};
use crate::scenario::Estimate;
use zopa_core::home::bodies::{All, all};

/// A chance in per cent: `65 to 95 %`.
fn between([low, high]: [f64; 2]) -> String {
    if low == high {
        format!("{} %", percent(low))
    } else {
        format!("{} to {} %", percent(low), percent(high))
    }
}

/// Ids of parties by their names.
pub(super) fn named(found: &Found, who: &[String]) -> String {
    let parties = &found.compiled().parties;
    let name = |id: &String| {
        parties.iter().find(|(known, _)| known == id).map_or(id.clone(), |(_, name)| name.clone())
    };
    if who.is_empty() { "not said".into() } else { list(&who.iter().map(name).collect::<Vec<_>>()) }
}

fn estimate(e: Option<&Estimate>) -> String {
    e.map_or_else(|| "not said".into(), |e| between(ends(e)))
}

/// Who has to say yes at home to a package.
pub(super) fn blocks(asked: &Asked, found: &Found, looked: &Looked, id: &str) -> Vec<Block> {
    let mut blocks = bodies(found, looked, id);
    blocks.extend(leaders(asked, found, looked, id));
    blocks.extend(spoilers(asked, found, id));
    if !blocks.is_empty() {
        blocks.insert(0, Block::heading(3, "At home", &super::anchored(&["home", id])));
    }
    blocks
}

fn bodies(found: &Found, looked: &Looked, id: &str) -> Vec<Block> {
    let package = &looked.listed.package;
    let needed = found.model.home.bodies.iter().map(|body| (body, body.chance(package)));
    let needed: Vec<_> = needed.filter(|(_, chance)| *chance != Chance::NotNeeded).collect();
    if needed.is_empty() {
        return Vec::new();
    }
    let rows = needed.iter().map(|(body, chance)| {
        let cell = match chance {
            Chance::Given([low, _, high]) => between([*low, *high]).into(),
            _ => Cell { text: "no chance is given".into(), tone: Tone::Open, detail: None },
        };
        vec![
            Cell::from(body.label.as_str()),
            found.name(body.party).into(),
            body.threshold.as_deref().unwrap_or("not said").into(),
            cell,
            named(found, &body.blockers).into(),
        ]
    });
    let head = ["Body", "Of", "What it takes", "Chance of consent", "Who can block it"];
    let given: Vec<[f64; 3]> = needed
        .iter()
        .filter_map(|(_, chance)| if let Chance::Given(three) = chance { Some(*three) } else { None })
        .collect();
    let open = needed.len() - given.len();
    // Chances are probabilities, as the reader has seen.
    let together = [0, 2].map(|k| all(&given.iter().map(|c| c[k]).collect::<Vec<f64>>()).ok());
    let ends = |end: fn(&All) -> f64| together.each_ref().map(|all| all.as_ref().map_or(f64::NAN, end));
    let (product, least) = (ends(|all| all.independent), ends(|all| all.highest));
    let widest = [ends(|all| all.lowest)[0], least[1]];
    let mut text = match given.len() {
        0 => format!(
            "{} would have to say yes, and no chance is given for any.",
            count(needed.len(), "body").replace("bodys", "bodies")
        ),
        1 => format!("One body with a stated chance has to say yes: {}.", between(least)),
        n => format!(
            "Of {n} bodies with a stated chance, each has to say yes. If they decide independently, all do in {}; if what moves one moves all, in {}; whatever they have to do with each other, in {}. In {} of the worlds drawn, bodies independent, none refuses.",
            between(product),
            between(least),
            between(widest),
            looked.home.share(found.worlds, found.walked)
        ),
    };
    if open > 0 && !given.is_empty() {
        text.push_str(&format!(
            " For {open} more no chance is given for this package; they are left out of that."
        ));
    }
    let weakest = needed.iter().filter_map(|(body, chance)| match chance {
        Chance::Given(three) => Some((body, three[1])),
        _ => None,
    });
    if let Some((body, _)) = weakest.min_by(|a, b| a.1.total_cmp(&b.1)) {
        text.push_str(&format!(
            " {} can sign and not deliver: its {} is the least likely to agree, and decides this most.",
            found.name(body.party),
            body.label
        ));
    }
    vec![
        Block::Text(text),
        Block::Table(Table {
            id: super::anchored(&["bodies", id]),
            caption: "Who has to say yes at home".into(),
            summary: "The chances are ranges of the scenario, given a signature; where several apply to this package, the least counts.".into(),
            head: head.map(String::from).to_vec(),
            numeric: vec![false, false, false, true, false],
            rows: rows.collect(),
        }),
    ]
}

fn leaders(asked: &Asked, found: &Found, looked: &Looked, id: &str) -> Option<Block> {
    let package = &looked.listed.package;
    let compiled = found.compiled();
    let all = &asked.scenario.enforce.leaders;
    let rows = all.iter().filter_map(|leader| {
        let p = compiled.parties.iter().position(|(known, _)| *known == leader.party)?;
        let chosen = |issue: &str, option: &str| {
            let i = compiled.issues.iter().position(|known| known.id == issue)?;
            (compiled.issues[i].options[package[i]].id == option).then_some(())
        };
        let survival =
            leader.survival.iter().find(|(o, _)| chosen(&o.issue, &o.option).is_some()).map(|(_, e)| e);
        let points = |e: Option<&Estimate>| e.map_or_else(|| "not said".into(), |e| pts(middle(e)));
        Some(vec![
            Cell::from(leader.label.clone().unwrap_or_else(|| leader.id.clone())),
            found.name(p).into(),
            leader.stake.clone().unwrap_or_else(|| "not said".into()).into(),
            estimate(survival).into(),
            estimate(leader.survival_war.as_ref()).into(),
            format!("{} / {}", points(leader.gain.as_ref()), points(leader.cost.as_ref())).into(),
            estimate(leader.private_weight.as_ref()).into(),
        ])
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let head = [
        "Leader",
        "Of",
        "What is at stake",
        "Stays in office after signing this",
        "If the war goes on",
        "Gain if signed / loss if it breaks",
        "Weight in the decision",
    ];
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            id: super::anchored(&["leaders", id]),
            caption: "Leaders’ own stakes, beside the state’s".into(),
            summary: "These are the leaders’ own and enter none of the numbers above: a state may gain by what its leader does not survive, and the other way round. Gain and loss are points of a scale of their own.".into(),
            head: head.map(String::from).to_vec(),
            numeric: head.iter().enumerate().map(|(k, _)| k > 2).collect(),
            rows,
        })
    })
}

fn spoilers(asked: &Asked, found: &Found, id: &str) -> Option<Block> {
    let name = |side: &str| {
        let at = found.compiled().parties.iter().find(|(known, _)| known == side);
        at.map_or_else(|| side.to_string(), |(_, name)| name.clone())
    };
    let rows: Vec<Vec<Cell>> = asked
        .scenario
        .enforce
        .spoilers
        .iter()
        .map(|s| {
            vec![
                Cell::from(capital(&s.label.clone().unwrap_or_else(|| s.id.replace('_', " ")))),
                s.side.as_deref().map_or_else(|| "not said".into(), name).into(),
                s.can.clone().unwrap_or_else(|| "not said".into()).into(),
                estimate(s.strength.as_ref()).into(),
                s.until.clone().unwrap_or_else(|| "open".into()).into(),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            id: super::anchored(&["spoilers", id]),
            caption: "Who can spoil a deal from within".into(),
            summary:
                "They sit at no table; the chance is the scenario’s and enters none of the numbers above."
                    .into(),
            head: ["Who", "Side", "What they can do", "Chance that they do", "Until"]
                .map(String::from)
                .to_vec(),
            numeric: vec![false, false, false, true, false],
            rows,
        })
    })
}
