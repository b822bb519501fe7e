//! Views, packages, splits and the map.

use super::Lift;
use super::row::{Row, option, texts};
use crate::scenario::{Control, Map, NamedPackage, Path, Scenario, Split, SplitPart, View};

pub fn view(id: &str, row: &Row<'_>, base: &Scenario, lift: &mut Lift) -> Option<View> {
    let name = format!("view {id}, ");
    let no_deal = match row.row("no_deal") {
        Some(path) if path.node("at").is_none() => {
            lift.path_at(&path, base.no_deal.at.clone(), "no deal", &name)
        }
        Some(_) => lift.path(row.node("no_deal"), "no deal", &name),
        None => Path::default(),
    };
    let mut values = Vec::new();
    for entry in row.table("values").map(|table| table.entries.as_slice()).unwrap_or_default() {
        let place = |party: &str| format!("{name}values of {party}: {}", entry.key);
        let parties = lift.map(entry.node.table(), place);
        values.extend(option(&entry.key, entry.at).map(|option| (option, parties)));
    }
    Some(View {
        id: id.to_owned(),
        label: row.text("label"),
        held_by: row.text("held_by"),
        reason: row.text("reason"),
        dissent: row.text("dissent"),
        sources: row.texts("sources"),
        note: row.text("note"),
        weights: lift.weights(row.table("weights"), &name),
        no_deal,
        values,
        firmness: lift.map(row.table("firmness"), |line| format!("{name}firmness of {line}")),
        points: lift.map(row.table("points"), |id| format!("{name}points: {id}")),
        factor: lift.maps(row.table("factor"), |id, option| format!("{name}factor {id}: {option}")),
        span: row.span,
    })
}

pub fn package(row: &Row<'_>) -> Option<NamedPackage> {
    let choices = row.row("choices")?;
    let choice = |entry: &crate::read::tree::Entry| Some((entry.key.clone(), entry.node.text()?.to_owned()));
    Some(NamedPackage {
        id: row.text("id")?,
        label: row.text("label")?,
        date: row.date("date"),
        choices: choices.entries().iter().filter_map(choice).collect(),
        assumed: row.texts("assumed"),
        text: row.text("text"),
        note: row.text("note"),
        sources: row.texts("sources"),
        span: row.span,
    })
}

pub fn split(row: &Row<'_>, lift: &mut Lift) -> Option<Split> {
    let id = row.text("id")?;
    let part = |row: &Row<'_>| {
        Some(SplitPart { id: row.text("id")?, label: row.text("label"), options: row.texts("options") })
    };
    let map = row.row("map")?;
    let values =
        lift.maps(row.table("values"), |party, part| format!("split {id}, values of {party}: {part}"));
    let key = |key: &str| {
        let (part, option) = key.split_once('.')?;
        Some((part.to_owned(), option.to_owned()))
    };
    Some(Split {
        issue: row.text("issue")?,
        parts: row.rows("parts", part),
        map: map.entries().iter().map(|entry| (entry.key.clone(), texts(&entry.node))).collect(),
        values: values
            .into_iter()
            .map(|(party, values)| {
                (party, values.into_iter().filter_map(|(text, value)| Some((key(&text)?, value))).collect())
            })
            .collect(),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
        id,
    })
}

pub fn map(row: &Row<'_>, lift: &mut Lift) -> Option<Map> {
    let regions = row.row("regions");
    let regions = regions.as_ref().map(Row::entries).unwrap_or_default();
    Some(Map {
        file: row.text("file")?,
        geojson: String::new(),
        id_property: row.text("id_property")?,
        name_property: row.text("name_property")?,
        attribution: row.text("attribution"),
        boundary_view: row.text("boundary_view"),
        regions: regions.iter().map(|entry| (entry.key.clone(), texts(&entry.node))).collect(),
        control: row.rows("control", |row| control(row, lift)),
        span: row.span,
    })
}

fn control(row: &Row<'_>, lift: &mut Lift) -> Option<Control> {
    let (region, holder) = (row.text("region")?, row.text("holder")?);
    let sources: Vec<String> = row.text("source").into_iter().chain(row.texts("sources")).collect();
    let place = format!("share of {region} held by {holder}");
    Some(Control {
        share: lift.estimate_from(row.node("share")?, place, &sources)?,
        as_of: row.date("as_of"),
        sources,
        span: row.span,
        region,
        holder,
    })
}
