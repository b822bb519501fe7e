//! The region file: loaded, and checked against the regions the scenario names.

use super::include::{Sources, bad_path};
use super::names::{short, suggest};
use super::parse::{FILE_LIMIT, TOTAL_LIMIT};
use super::tree::{Node, Table};
use crate::diagnostic::{Log, code};
use crate::scenario::{Map, Span};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The map with the text of its file.
pub fn attach(
    map: Option<Map>,
    root: &Table,
    sources: &mut Sources,
    load: super::Load<'_>,
    log: &mut Log,
) -> Option<Map> {
    let mut map = map?;
    let table = root.get("map").and_then(Node::table)?;
    let span = table.get("file").map_or(map.span, |node| node.span);
    match text(&map.file, sources, load).and_then(|text| regions(&text, &map).map(|regions| (text, regions)))
    {
        Ok((text, regions)) => {
            map.geojson = text;
            for (id, place) in named(root, table) {
                if !regions.contains(id) {
                    let finding =
                        log.say(&code::NO_REGION, place, format!("the map has no region `{}`", short(id)));
                    suggest(finding, id, regions.iter().map(String::as_str));
                }
            }
        }
        Err(reason) => {
            log.say(
                &code::MAP_FILE,
                span,
                format!("the region file `{}` cannot be used: {reason}", short(&map.file)),
            )
            .hint(
                "it has to be GeoJSON: a FeatureCollection whose features have the two properties named here",
            );
        }
    }
    Some(map)
}

fn text(path: &str, sources: &mut Sources, load: super::Load<'_>) -> Result<String, String> {
    if let Some(problem) = bad_path(path) {
        return Err(format!("the path {problem}"));
    }
    let bytes = load(path)?;
    sources.total = sources.total.saturating_add(bytes.len());
    if bytes.len() > FILE_LIMIT || sources.total > TOTAL_LIMIT {
        return Err(format!("it has {} MB, which is too large", bytes.len() >> 20));
    }
    super::include::utf8(bytes)
}

/// Ids of the regions in the file.
fn regions(text: &str, map: &Map) -> Result<BTreeSet<String>, String> {
    let json: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let features = json.get("features").and_then(Json::as_array).ok_or("it has no list `features`")?;
    let property = |feature: &Json, key: &str| match feature.get("properties")?.get(key)? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    };
    for key in [&map.id_property, &map.name_property] {
        if !features.iter().any(|feature| property(feature, key).is_some()) {
            return Err(format!("no feature has the property `{}`", short(key)));
        }
    }
    Ok(features.iter().filter_map(|feature| property(feature, &map.id_property)).collect())
}

/// Every region the scenario names, with its place.
fn named<'a>(root: &'a Table, map: &'a Table) -> Vec<(&'a str, Span)> {
    let mut found = Vec::new();
    let mut add = |node: &'a Node| found.extend(node.text().map(|id| (id, node.span)));
    let rows = |table: &'a Table, key: &str| {
        table.get(key).and_then(Node::list).unwrap_or_default().iter().filter_map(Node::table)
    };
    let regions = map.get("regions").and_then(Node::table).map(|table| table.entries.as_slice());
    for entry in regions.unwrap_or_default() {
        entry.node.list().unwrap_or_default().iter().for_each(&mut add);
    }
    for row in rows(map, "control") {
        row.get("region").into_iter().for_each(&mut add);
    }
    for option in rows(root, "issues").flat_map(|issue| rows(issue, "options")) {
        option.get("regions").and_then(Node::list).unwrap_or_default().iter().for_each(&mut add);
    }
    found
}
