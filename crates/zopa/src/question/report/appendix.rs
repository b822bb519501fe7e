//! The appendix: every number with its range and source, every source, the files and their hashes.

use super::super::Asked;
use super::super::words::count;
use crate::report::{Block, Cell, Table, Tone};
use crate::result::mark;
use crate::scenario::Number;

/// Every number, every source, and what was read.
pub(super) fn blocks(asked: &Asked) -> Vec<Block> {
    let mut blocks =
        vec![Block::PageBreak, Block::heading(1, "Every number, its range and its source", "numbers")];
    blocks.extend(numbers(asked));
    blocks.push(Block::heading(1, "Sources", "sources"));
    blocks.extend(sources(asked));
    blocks.push(Block::heading(1, "What was read", "files"));
    blocks.push(files(asked));
    blocks
}

fn number(n: Number) -> String {
    crate::number::written(&crate::number::exact(n))
}

fn numbers(asked: &Asked) -> Vec<Block> {
    let all = &asked.scenario.estimates;
    if all.is_empty() {
        return vec![Block::Text("The scenario holds no number.".into())];
    }
    let rows = all
        .iter()
        .map(|(place, e)| {
            let source = match e.sources.is_empty() {
                true => {
                    Cell { text: "analyst’s assumption".into(), tone: Tone::Open, detail: e.note.clone() }
                }
                false => Cell { text: e.sources.join(", "), tone: Tone::Plain, detail: e.note.clone() },
            };
            vec![
                Cell::from(place.as_str()),
                Cell::from(number(e.low)),
                Cell::from(e.best.map(number).unwrap_or_else(|| "–".into())),
                Cell::from(number(e.high)),
                source,
            ]
        })
        .collect();
    let assumed = all.iter().filter(|(_, e)| e.sources.is_empty()).count();
    vec![Block::Table(Table {
        id: "numbers-table".into(),
        caption: "Every number of the scenario".into(),
        summary: format!(
            "{}, {assumed} of them an analyst’s assumption without a source; results use the stated best, else the middle of the range.",
            count(all.len(), "number")
        ),
        head: ["What", "Low", "Best", "High", "Source"].map(String::from).to_vec(),
        numeric: vec![false, true, true, true, false],
        rows,
    })]
}

/// Every source.
pub(super) fn sources(asked: &Asked) -> Vec<Block> {
    let all = &asked.scenario.sources;
    if all.is_empty() {
        return vec![Block::Text("The scenario cites no source.".into())];
    }
    let text = |t: &Option<String>| Cell::from(t.clone().unwrap_or_else(|| "–".into()));
    let rows = all
        .iter()
        .map(|s| {
            let by = s.author.as_ref().map(|a| format!("{a}: ")).unwrap_or_default();
            vec![
                Cell::from(s.id.as_str()),
                Cell { text: format!("{by}{}", s.title), tone: Tone::Plain, detail: s.url.clone() },
                Cell::from(s.date.map(|d| d.to_string()).unwrap_or_else(|| "–".into())),
                text(&s.seen),
                text(&s.licence),
            ]
        })
        .collect();
    vec![Block::Table(Table {
        id: "sources-table".into(),
        caption: "Sources".into(),
        summary: format!("{}, with how each was seen.", count(all.len(), "source")),
        head: ["Id", "Title", "Date", "Seen", "Licence"].map(String::from).to_vec(),
        numeric: vec![false; 5],
        rows,
    })]
}

fn files(asked: &Asked) -> Block {
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_string();
    let mut rows: Vec<Vec<Cell>> =
        asked.scenario.files.iter().map(|f| vec![Cell::from(name(&f.name)), Cell::from(mark(f))]).collect();
    rows.push(vec![Cell::from("program"), Cell::from(concat!("zopa ", env!("CARGO_PKG_VERSION")))]);
    rows.push(vec![
        Cell::from("settings"),
        Cell::from(format!("period {}, budget {} units a search", asked.settings.at, asked.settings.budget)),
    ]);
    Block::Table(Table {
        id: "files-table".into(),
        caption: "Files, their SHA-256, and the program".into(),
        summary: "With these the report can be made again, byte for byte.".into(),
        head: vec!["File".into(), "SHA-256 or version".into()],
        numeric: vec![false, false],
        rows,
    })
}
