//! Weights, no deal and factors: numbers that stand otherwise in a workbook than in a scenario file.

use super::super::emit::{Emit, key, quoted};
use super::super::table::{Table, Tables};
use super::make_id;
use crate::shape::Name;
use crate::shape::unit::{FACTOR, POINTS};
use crate::template::Ids;
use std::collections::{BTreeMap, BTreeSet};

/// The weights, by party.
pub fn weights(sheets: &Tables<'_>, emit: &mut Emit<'_>) {
    let Some(table) = sheets.get("weights") else { return };
    let rows: Vec<(u32, Option<String>)> = table
        .rows()
        .into_iter()
        .map(|row| {
            let named = table.shown(row, "issue", emit).or_else(|| table.shown(row, "label", emit));
            (row, named.map(|text| emit.names.find(Name::Issue, &text).map_or(text.clone(), str::to_owned)))
        })
        .collect();
    let Some(unit) = table.layout.across_unit() else { return };
    for (party, parts) in &table.across {
        let mut lines = Vec::new();
        for (row, issue) in &rows {
            let Some((value, from)) = table.estimate(*row, parts, unit, emit) else { continue };
            match issue {
                Some(issue) => lines.push((key(issue), value, from)),
                None => emit.problem(&table.sheet.file, format!("{from} is a weight of no issue")),
            }
        }
        if lines.is_empty() {
            continue;
        }
        emit.open(&format!("[weights.{}]", key(party)), &table.sheet.name);
        for (issue, value, from) in lines {
            emit.line(&issue, &value, &from);
        }
    }
}

/// No deal: now from the sheet of parties, later periods from their own.
pub fn no_deal(sheets: &Tables<'_>, parties: &BTreeMap<u32, String>, emit: &mut Emit<'_>) {
    // In the order of the parties; each with its numbers by period.
    let mut found: Paths = parties.values().map(|id| (id.clone(), BTreeMap::new())).collect();
    if let Some(table) = sheets.get("parties") {
        let parts = table.parts("no_deal");
        for (at, row) in parties.keys().enumerate() {
            if let Some(number) = table.estimate(*row, &parts, &POINTS, emit) {
                found[at].1.insert(0, number);
            }
        }
    }
    if let Some(table) = sheets.get("no_deal") {
        let parts = table.parts("no_deal");
        for row in table.rows() {
            let Some(number) = table.estimate(row, &parts, &POINTS, emit) else { continue };
            let Some(party) = table.shown(row, "party", emit) else {
                emit.problem(&table.sheet.file, format!("{} is a number of no party", number.1));
                continue;
            };
            let party = emit.names.find(Name::Party, &party).map_or(party.clone(), str::to_owned);
            let period = table.shown(row, "period", emit);
            let Some(period) = period.as_deref().and_then(|text| text.parse::<u64>().ok()) else {
                let text = format!("{} has no period that is a whole number", table.row_name(row));
                emit.problem(&table.sheet.file, text);
                continue;
            };
            if let Err(text) = add(&mut found, party, period, number) {
                emit.problem(&table.sheet.file, text);
            }
        }
    }
    let Some(at) = periods(&found) else { return };
    emit.open("[no_deal]", "Parties and No deal by period");
    emit.raw(&format!("at = {at}\n"));
    path_lines("", &found, emit);
}

/// Numbers of each party by period, each with the cells it came from.
pub type Paths = Vec<(String, BTreeMap<u64, (String, String)>)>;

/// All periods of these numbers as a list; nothing where there are none.
pub fn periods(found: &Paths) -> Option<String> {
    let periods: BTreeSet<u64> = found.iter().flat_map(|(_, numbers)| numbers.keys().copied()).collect();
    let at: Vec<String> = periods.iter().map(u64::to_string).collect();
    (!at.is_empty()).then(|| format!("[{}]", at.join(", ")))
}

/// Writes one list per party, with a number for each period.
pub fn path_lines(before: &str, found: &Paths, emit: &mut Emit<'_>) {
    let periods: BTreeSet<u64> = found.iter().flat_map(|(_, numbers)| numbers.keys().copied()).collect();
    for (party, numbers) in found.iter().filter(|(_, numbers)| !numbers.is_empty()) {
        emit.raw(&format!("{before}{} = [\n", key(party)));
        for period in &periods {
            match numbers.get(period) {
                Some((value, from)) => emit.raw(&format!("  {value}, # {from}\n")),
                // Not a number, so that the reader says that one is missing here.
                None => emit.raw(&format!("  \"\", # {} has no number for period {period}\n", key(party))),
            }
        }
        emit.raw("]\n");
    }
}

/// Adds a number of a party for a period; a second one for both is a problem.
pub fn add(found: &mut Paths, party: String, period: u64, number: (String, String)) -> Result<(), String> {
    let at = match found.iter().position(|(id, _)| *id == party) {
        Some(at) => at,
        None => {
            found.push((party, BTreeMap::new()));
            found.len() - 1
        }
    };
    let from = number.1.clone();
    match found[at].1.insert(period, number) {
        Some((_, first)) => {
            Err(format!("{first} and {from} are both for {} and period {period}", found[at].0))
        }
        None => Ok(()),
    }
}

/// A factor with its rows.
struct Factor {
    id: String,
    given: bool,
    rows: Vec<u32>,
}

/// The factors: one row per option of the issue that decides, gathered by id.
pub fn factors(sheets: &Tables<'_>, emit: &mut Emit<'_>) {
    let Some(table) = sheets.get("factors") else { return };
    for factor in gather(table, emit) {
        let Some(first) = factor.rows.first() else { continue };
        emit.open("[[factors]]", &table.row_name(*first));
        let from = if factor.given { "" } else { ": made here" };
        emit.line("id", &quoted(&factor.id), &format!("{}{from}", table.row_name(*first)));
        for column in ["party", "by", "options", "sources", "note"] {
            table.first_line(&factor.rows, column, "factor", emit);
        }
        let by = factor.rows.iter().find_map(|row| table.shown(*row, "by", emit)).unwrap_or_default();
        let by = emit.names.find(Name::Issue, &by).map_or(by.clone(), str::to_owned);
        let parts = table.parts("factor");
        for row in &factor.rows {
            let Some((value, from)) = table.estimate(*row, &parts, &FACTOR, emit) else { continue };
            let Some(chosen) = table.shown(*row, "chosen", emit) else {
                emit.problem(&table.sheet.file, format!("{from} is a factor for no option"));
                continue;
            };
            let option = emit.names.option_of(&by, &chosen).map_or(chosen.clone(), str::to_owned);
            emit.line(&format!("factor.{}", key(&option)), &value, &from);
        }
    }
}

fn gather(table: &Table<'_>, emit: &mut Emit<'_>) -> Vec<Factor> {
    let rows: Vec<(u32, Option<String>)> =
        table.rows().into_iter().map(|row| (row, table.shown(row, "id", emit))).collect();
    let mut ids = Ids::new("factor");
    rows.iter().filter_map(|(_, id)| id.as_deref()).for_each(|id| ids.reserve(id));
    let mut factors: Vec<Factor> = Vec::new();
    let mut at_id: BTreeMap<String, usize> = BTreeMap::new();
    let mut last: Option<usize> = None;
    for (row, id) in rows {
        let goes_on = table.shown(row, "party", emit).is_none() && table.shown(row, "by", emit).is_none();
        let known = match &id {
            Some(id) => at_id.get(id).copied(),
            None => last.filter(|_| goes_on),
        };
        let at = known.unwrap_or_else(|| {
            let given = id.is_some();
            let id = id.unwrap_or_else(|| make_id(table, row, "", &mut ids, emit));
            at_id.insert(id.clone(), factors.len());
            factors.push(Factor { id, given, rows: Vec::new() });
            factors.len() - 1
        });
        last = Some(at);
        factors[at].rows.push(row);
    }
    factors
}
