//! The war: a chain, what it costs, what others believe. Figures of others (facts, costs, the lag of aid) come from the
//! sources of their row; numbers of the model only from a source of their own.

use super::Lift;
use super::row::Row;
use crate::scenario::{Belief, Contest, Cost, Estimate, Fact, Forts, Path, Sanctions, State, War};

pub fn war(row: &Row<'_>, lift: &mut Lift) -> Option<War> {
    let levels = row.row("transitions").map(|levels| levels.entries()).unwrap_or_default();
    let transitions = levels
        .iter()
        .map(|entry| {
            let aid = &entry.key;
            let place = |from: &str, to: &str| format!("war: transition {aid}, {from} to {to}");
            (aid.clone(), lift.maps(entry.node.table(), place))
        })
        .collect();
    Some(War {
        assumption: row.text("assumption"),
        period: row.text("period"),
        start_state: row.text("start_state"),
        start_aid: row.text("start_aid"),
        states: row.rows("states", |row| state(row, lift)),
        aid_levels: row.row("aid_levels").map(|row| words(&row)).unwrap_or_default(),
        transitions,
        facts: row.rows("facts", |row| fact(row, lift)),
        aid_lag: row.row("aid_lag").and_then(|row| {
            let sources = row.texts("sources");
            lift.estimate_from(
                row.node("full_effect_of_cut_months")?,
                "war: lag of a cut of aid".into(),
                &sources,
            )
        }),
        sanctions: row.row("sanctions_effect").map(|row| sanctions(&row, lift)),
        human_cost: costs(row, "human_cost", "human cost", lift),
        money_cost: costs(row, "money_cost", "money cost", lift),
        flow_cost: lift.map(row.table("flow_cost"), |party| format!("war: flow cost of {party}")),
        discount: row
            .row("discount")
            .map(|row| lift.map(row.table("per_period"), |party| format!("war: discount of {party}")))
            .unwrap_or_default(),
        beliefs: row.rows("beliefs", |row| belief(row, lift)),
        contest: row.row("contest").and_then(|row| contest(&row, lift)),
        yielded: Path::default(),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}

fn words(row: &Row<'_>) -> Vec<(String, String)> {
    let text = |entry: &crate::read::tree::Entry| Some((entry.key.clone(), entry.node.text()?.to_owned()));
    row.entries().iter().filter_map(text).collect()
}

fn state(row: &Row<'_>, lift: &mut Lift) -> Option<State> {
    let id = row.text("id")?;
    let sources = row.texts("sources");
    Some(State {
        label: row.text("label"),
        absorbing: row.flag("absorbing").unwrap_or(false),
        payoff: lift.map(row.table("payoff"), |party| format!("war: payoff of {party} in {id}")),
        sources,
        note: row.text("note"),
        span: row.span,
        id,
    })
}

fn fact(row: &Row<'_>, lift: &mut Lift) -> Option<Fact> {
    let id = row.text("id")?;
    let sources = row.texts("sources");
    Some(Fact {
        values: lift.map_from(row.table("values"), &sources, |key| format!("war: fact {id}, {key}")),
        unit: row.text("unit"),
        later: row.flag("later").unwrap_or(false),
        sources,
        note: row.text("note"),
        id,
    })
}

fn sanctions(row: &Row<'_>, lift: &mut Lift) -> Sanctions {
    let mut levels = Vec::new();
    for entry in row.entries().iter().filter(|e| !["reaching", "start", "sources", "note"].contains(&&*e.key))
    {
        let place = format!("war: sanctions {}", entry.key);
        if let Some(estimate) = lift.estimate(&entry.node, place) {
            levels.push((entry.key.clone(), estimate));
        }
    }
    Sanctions {
        reaching: row.texts("reaching"),
        start: row.text("start"),
        levels,
        note: row.text("note"),
        span: row.span,
    }
}

/// Rows of a cost, each with the number of its row in the place of its estimate.
fn costs(row: &Row<'_>, key: &str, what: &str, lift: &mut Lift) -> Vec<Cost> {
    let mut number = 0;
    row.rows(key, |row| {
        number += 1;
        let sources: Vec<String> = row.text("source").into_iter().chain(row.texts("sources")).collect();
        let known = [
            ("range", row.text("unit")),
            ("usd_bn_per_month", Some("USD thousand million".to_owned())),
            ("eur_bn_per_month", Some("EUR thousand million".to_owned())),
        ];
        let mut amount: Option<(Estimate, Option<String>)> = None;
        for (key, unit) in known {
            let Some(node) = row.node(key) else { continue };
            let estimate = lift.estimate_from(node, format!("war: {what} {number}"), &sources);
            amount = amount.or(estimate.map(|estimate| (estimate, unit)));
        }
        let (amount, unit) = amount.map_or((None, row.text("unit")), |(amount, unit)| (Some(amount), unit));
        Some(Cost {
            side: row.text("side")?,
            kind: row.text("kind"),
            amount,
            unit,
            author: row.text("author"),
            bias: row.text("bias"),
            later: row.flag("later").unwrap_or(false),
            sources,
            note: row.text("note"),
            span: row.span,
        })
    })
}

fn belief(row: &Row<'_>, lift: &mut Lift) -> Option<Belief> {
    let id = row.text("id")?;
    let sources = row.texts("sources");
    Some(Belief {
        holder: row.text("holder"),
        label: row.text("label"),
        multiply: lift.map(row.table("multiply"), |state| format!("war: belief {id} on {state}")),
        nodeal_view: row.text("nodeal_view"),
        dissent: row.text("dissent"),
        sources,
        note: row.text("note"),
        span: row.span,
        id,
    })
}

fn contest(row: &Row<'_>, lift: &mut Lift) -> Option<Contest> {
    let [first, second]: [String; 2] = row.texts("parties").try_into().ok()?;
    let parties = [first, second];
    let costs = pair(row, "cost_of_war", &parties, lift);
    Some(Contest {
        stake: row.text("stake"),
        win: lift.estimate(row.node("win_probability")?, "war: win probability".into())?,
        costs: costs?,
        private: row.texts("private"),
        forts: row.row("forts").and_then(|row| forts(&row, &parties, lift)),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
        parties,
    })
}

fn pair(row: &Row<'_>, key: &str, parties: &[String; 2], lift: &mut Lift) -> Option<[Estimate; 2]> {
    let words = if key == "cost_of_war" { "cost of war" } else { "cost of a battle" };
    let list = lift.map(row.table(key), |party| format!("war: {words} of {party}"));
    let of = |party: &String| list.iter().find(|(id, _)| id == party).map(|(_, e)| e.clone());
    Some([of(&parties[0])?, of(&parties[1])?])
}

fn forts(row: &Row<'_>, parties: &[String; 2], lift: &mut Lift) -> Option<Forts> {
    Some(Forts {
        count: row.count("count")?,
        held: row.count("held")?,
        win: lift.estimate(row.node("win_probability")?, "war: probability to win a battle".into())?,
        costs: pair(row, "cost_of_battle", parties, lift)?,
        discount: lift.estimate(row.node("discount")?, "war: discount of a battle".into())?,
        lives: costs(row, "lives", "lives in a battle", lift),
        note: row.text("note"),
        span: row.span,
    })
}
