//! Maps: the regions in question, who holds them on a date, and what named packages say about them.
//!
//! Boundaries, control and options are separate layers and never mixed in one picture.

use super::super::Asked;
use super::super::words::{count, list};
use crate::compile::visible;
use crate::number::exact;
use crate::report::{Block, Cell, Drawing, MapDrawing, Picture, Region, Table};
use crate::scenario::{Map, Number, Scenario};
use num_traits::ToPrimitive;
use serde_json::Value;

/// The maps of a scenario; nothing where it has none.
pub(super) fn blocks(asked: &Asked) -> Vec<Block> {
    let Some(map) = &asked.scenario.map else { return Vec::new() };
    let shapes = shapes(map);
    if shapes.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::heading(1, "On the map", "map")];
    if let Some(view) = &map.boundary_view {
        blocks.push(Block::Text(format!(
            "Boundaries are drawn as: {view}. They say nothing about control or claims."
        )));
    }
    blocks.push(in_question(asked.scenario, map, &shapes));
    if !map.control.is_empty() {
        blocks.push(control(asked.scenario, map, &shapes));
    }
    blocks.extend(options(asked.scenario, map, &shapes));
    blocks
}

/// A region of the file.
struct Shape {
    id: String,
    name: String,
    rings: Vec<Vec<(f64, f64)>>,
}

/// The regions of a GeoJSON file; features without an id or an outline are passed over (reading has reported them).
fn shapes(map: &Map) -> Vec<Shape> {
    let Ok(file) = serde_json::from_str::<Value>(&map.geojson) else { return Vec::new() };
    let features = file.get("features").and_then(Value::as_array).cloned().unwrap_or_default();
    features
        .iter()
        .filter_map(|feature| {
            let property = |key: &str| feature.get("properties")?.get(key)?.as_str().map(String::from);
            let id = property(&map.id_property).or_else(|| feature.get("id")?.as_str().map(String::from))?;
            let name = property(&map.name_property).unwrap_or_else(|| id.clone());
            let geometry = feature.get("geometry")?;
            let coordinates = geometry.get("coordinates")?.as_array()?;
            let polygons: Vec<&Value> = match geometry.get("type")?.as_str()? {
                "Polygon" => vec![geometry.get("coordinates")?],
                "MultiPolygon" => coordinates.iter().collect(),
                _ => return None,
            };
            let rings: Vec<Vec<(f64, f64)>> =
                polygons.iter().filter_map(|p| p.as_array()).flatten().filter_map(ring).collect();
            (!rings.is_empty()).then_some(Shape { id, name, rings })
        })
        .collect()
}

fn ring(value: &Value) -> Option<Vec<(f64, f64)>> {
    value
        .as_array()?
        .iter()
        .map(|point| {
            let point = point.as_array()?;
            let (x, y) = (point.first()?.as_f64()?, point.get(1)?.as_f64()?);
            (x.abs() <= 180.0 && y.abs() <= 90.0).then_some((x, y))
        })
        .collect()
}

fn drawing(
    map: &Map,
    shapes: &[Shape],
    legend: Vec<String>,
    class: impl Fn(&Shape) -> (Option<usize>, Option<String>),
) -> Drawing {
    let regions = shapes
        .iter()
        .map(|s| {
            let (class, remark) = class(s);
            Region { name: s.name.clone(), rings: s.rings.clone(), class, remark }
        })
        .collect();
    Drawing::Map(MapDrawing { regions, legend, attribution: map.attribution.clone().unwrap_or_default() })
}

fn in_question(scenario: &Scenario, map: &Map, shapes: &[Shape]) -> Block {
    let about = |id: &str| -> Vec<&str> {
        map.regions
            .iter()
            .filter(|(_, regions)| regions.iter().any(|r| r == id))
            .map(|(issue, _)| {
                scenario.issues.iter().find(|i| i.id == *issue).map_or(issue.as_str(), |i| &i.label)
            })
            .collect()
    };
    let rows: Vec<Vec<Cell>> = shapes
        .iter()
        .filter(|s| !about(&s.id).is_empty())
        .map(|s| vec![Cell::from(s.name.as_str()), Cell::from(list(&about(&s.id)))])
        .collect();
    Block::Picture(Picture {
        drawing: drawing(map, shapes, vec!["at issue".into()], |s| {
            ((!about(&s.id).is_empty()).then_some(0), None)
        }),
        table: Table {
            id: "map-issues".into(),
            caption: "Regions that issues are about".into(),
            summary: format!(
                "{} of the map {} at issue.",
                count(rows.len(), "region"),
                if rows.len() == 1 { "is" } else { "are" }
            ),
            head: vec!["Region".into(), "Issues".into()],
            numeric: vec![false, false],
            rows,
        },
    })
}

fn control(scenario: &Scenario, map: &Map, shapes: &[Shape]) -> Block {
    let name =
        |id: &str| scenario.parties.iter().find(|p| p.id == id).map_or(id.to_string(), |p| p.name.clone());
    let layer: Vec<_> = map.control.iter().filter(|c| visible(c.as_of, scenario.as_of)).collect();
    let mut holders: Vec<&str> = layer.iter().map(|c| c.holder.as_str()).collect();
    holders.sort_unstable();
    holders.dedup();
    let parts = ["less than half", "half or more, not all", "all or nearly all"];
    let legend: Vec<String> = holders
        .iter()
        .flat_map(|h| parts.iter().map(move |part| (h, part)))
        .map(|(h, part)| format!("{}: {part}", name(h)))
        .collect();
    let rows = layer
        .iter()
        .map(|c| {
            let region = shapes.iter().find(|s| s.id == c.region).map_or(c.region.as_str(), |s| &s.name);
            vec![
                Cell::from(region),
                Cell::from(name(&c.holder)),
                Cell::from(share(c.share.low, c.share.high)),
                Cell::from(c.as_of.map(|d| d.to_string()).unwrap_or_else(|| "–".into())),
                Cell::from(c.sources.join(", ")),
            ]
        })
        .collect();
    let dates: Vec<String> = layer.iter().filter_map(|c| c.as_of.map(|d| d.to_string())).collect();
    let latest = dates.iter().max().cloned().unwrap_or_else(|| "an unstated date".into());
    Block::Picture(Picture {
        drawing: drawing(map, shapes, legend, |s| {
            let Some(c) = layer.iter().rev().find(|c| c.region == s.id) else { return (None, None) };
            let at = holders.iter().position(|h| *h == c.holder).unwrap_or(0);
            let middle = (exact(c.share.low) + exact(c.share.high)).to_f64().unwrap_or(0.0) / 2.0;
            let part = if middle < 0.5 {
                0
            } else if middle < 0.95 {
                1
            } else {
                2
            };
            (Some(at * parts.len() + part), Some(share(c.share.low, c.share.high)))
        }),
        table: Table {
            id: "map-control".into(),
            caption: "Who holds how much of a region: a dated layer of its own".into(),
            summary: format!(
                "Shares held, as of {latest} at the latest; a statement about control, not about right."
            ),
            head: ["Region", "Held by", "Share", "As of", "Sources"].map(String::from).to_vec(),
            numeric: vec![false, false, true, false, false],
            rows,
        },
    })
}

fn share(low: Number, high: Number) -> String {
    let percent = |n: Number| format!("{:.0}", exact(n).to_f64().unwrap_or(f64::NAN) * 100.0);
    if low == high {
        format!("{} %", percent(low))
    } else {
        format!("{}–{} %", percent(low), percent(high))
    }
}

/// One map per named package whose options say who controls which regions.
fn options(scenario: &Scenario, map: &Map, shapes: &[Shape]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for package in scenario.packages.iter().filter(|p| visible(p.date, scenario.as_of)) {
        let mut says: Vec<(String, String, String)> = Vec::new();
        for (issue, option) in &package.choices {
            let Some(choice) = scenario
                .issues
                .iter()
                .find(|i| i.id == *issue)
                .and_then(|i| i.options.iter().find(|o| o.id == *option))
            else {
                continue;
            };
            let Some(control) = &choice.control else { continue };
            let listed =
                map.regions.iter().find(|(i, _)| i == issue).map(|(_, r)| r.clone()).unwrap_or_default();
            let regions = if choice.regions.is_empty() { listed } else { choice.regions.clone() };
            says.extend(regions.into_iter().map(|r| (r, control.clone(), choice.label.clone())));
        }
        if says.is_empty() {
            continue;
        }
        let mut kinds: Vec<String> = says.iter().map(|(_, k, _)| k.clone()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let word = |k: &str| match k {
            "line" => "along the line of contact".to_string(),
            "shared" => "shared or no army".to_string(),
            id => scenario
                .parties
                .iter()
                .find(|p| p.id == id)
                .map_or(id.to_string(), |p| format!("control by {}", p.name)),
        };
        let rows = says
            .iter()
            .map(|(region, _, label)| {
                let name = shapes.iter().find(|s| s.id == *region).map_or(region.as_str(), |s| &s.name);
                vec![Cell::from(name), Cell::from(label.as_str())]
            })
            .collect();
        blocks.push(Block::Picture(Picture {
            drawing: drawing(map, shapes, kinds.iter().map(|k| word(k)).collect(), |s| {
                let kind = says
                    .iter()
                    .find(|(r, ..)| *r == s.id)
                    .and_then(|(_, k, _)| kinds.iter().position(|x| x == k));
                (kind, None)
            }),
            table: Table {
                id: super::super::anchored(&["map-of", &package.id]),
                caption: format!("Control under “{}”", package.label),
                summary:
                    "What the package says about control; recognition is another issue and is not shown."
                        .into(),
                head: vec!["Region".into(), "Option".into()],
                numeric: vec![false, false],
                rows,
            },
        }));
    }
    blocks
}
