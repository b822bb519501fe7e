//! The views with the numbers they replace, which stand on a sheet of their own.

use super::super::emit::{Emit, key, quoted};
use super::super::layout::VIEW_NUMBERS;
use super::super::table::{Table, Tables};
use super::id_from;
use super::numbers::{Paths, add, path_lines, periods};
use crate::shape::Name;
use crate::shape::unit::{FACTOR, POINTS, PROBABILITY, VALUE, WEIGHT};
use std::collections::BTreeMap;

/// What a view replaces: lines, and values of no deal.
#[derive(Default)]
struct Numbers {
    lines: Vec<[String; 3]>,
    no_deal: Paths,
}

/// Writes the views.
pub fn emit(sheets: &Tables<'_>, ids: &BTreeMap<u32, String>, emit: &mut Emit<'_>) {
    let mut numbers: BTreeMap<&str, Numbers> =
        ids.values().map(|id| (id.as_str(), Numbers::default())).collect();
    if let Some(table) = sheets.get(VIEW_NUMBERS) {
        for row in table.rows() {
            let view = table.shown(row, "view", emit).unwrap_or_default();
            let view = emit.names.find(Name::View, &view).map_or(view.clone(), str::to_owned);
            let read = match numbers.get_mut(view.as_str()) {
                Some(numbers) => one(table, row, numbers, emit),
                None => Err(format!(
                    "{} is of the view {}, which is not on the sheet Views",
                    table.row_name(row),
                    quoted(&view)
                )),
            };
            if let Err(text) = read {
                emit.problem(&table.sheet.file, text);
            }
        }
    }
    let Some(table) = sheets.get("views") else { return };
    for (row, id) in ids {
        emit.open(&format!("[views.{}]", key(id)), &id_from(table, *row, ""));
        table.lines(*row, "", &[""], emit);
        let Some(numbers) = numbers.remove(id.as_str()) else { continue };
        for [key, value, from] in numbers.lines {
            emit.line(&key, &value, &from);
        }
        if let Some(at) = periods(&numbers.no_deal) {
            emit.raw(&format!("no_deal.at = {at}\n"));
            path_lines("no_deal.", &numbers.no_deal, emit);
        }
    }
}

/// Reads one row. What cannot be put under any key is a problem; wrong names are left to the reader.
fn one(table: &Table<'_>, row: u32, numbers: &mut Numbers, emit: &mut Emit<'_>) -> Result<(), String> {
    let what = table.shown(row, "what", emit).unwrap_or_default().to_lowercase().replace(' ', "_");
    let unit = match what.as_str() {
        "weight" => &WEIGHT,
        "no_deal" => &POINTS,
        "value" => &VALUE,
        "firmness" => &PROBABILITY,
        "points" => &POINTS,
        "factor" => &FACTOR,
        _ => return Err(format!("{} does not say what its number is", table.row_name(row))),
    };
    let Some((value, from)) = table.estimate(row, &table.parts("number"), unit, emit) else { return Ok(()) };
    let mut cell = |key: &str, name: Option<Name>| {
        let text = table.shown(row, key, emit).unwrap_or_default();
        name.and_then(|name| emit.names.find(name, &text)).map_or(text.clone(), str::to_owned)
    };
    let (party, of, at) = (cell("party", Some(Name::Party)), cell("of", None), cell("at", None));
    let named = |name: Name| emit.names.find(name, &of).map_or(of.clone(), str::to_owned);
    let path = match what.as_str() {
        "no_deal" => {
            let period = at
                .parse()
                .map_err(|_| format!("{} has no period that is a whole number", table.row_name(row)))?;
            return add(&mut numbers.no_deal, party, period, (value, from));
        }
        "weight" => format!("weights.{}.{}", key(&party), key(&named(Name::Issue))),
        "value" => {
            let option =
                emit.names.option(&of).map_or(of.clone(), |(issue, option)| format!("{issue}.{option}"));
            format!("values.{}.{}", key(&option), key(&party))
        }
        "firmness" => format!("firmness.{}", key(&named(Name::RedLine))),
        "points" => format!("points.{}", key(&named(Name::Interaction))),
        _ => format!("factor.{}.{}", key(&of), key(&at)),
    };
    numbers.lines.push([path, value, from]);
    Ok(())
}
