//! A sheet with its columns found: which cell of a row says what.

use super::emit::{Emit, Place, key, quoted};
use super::grid::{Book, Sheet, Value};
use super::layout::{Across, Layout, PARTS, Part, SHEETS, plain};
use super::{about, refusal};
use crate::exchange::{Refusal, Remarked};
use crate::shape::unit::Unit;
use crate::shape::{Kind, Name};
use std::collections::BTreeMap;

/// The sheets of a workbook by what they are.
pub struct Tables<'b> {
    /// `About`.
    pub about: Option<&'b Sheet>,
    /// The others, in the order of [`SHEETS`].
    pub tables: Vec<Table<'b>>,
}

/// A sheet with its columns.
pub struct Table<'b> {
    /// The sheet.
    pub sheet: &'b Sheet,
    /// What it is.
    pub layout: &'static Layout,
    /// The row of heads.
    head: u32,
    /// Columns that every such sheet has: column of the layout and part.
    fixed: BTreeMap<(usize, Part), u32>,
    /// Columns by party or issue, in the order they stand.
    pub across: Vec<(String, BTreeMap<Part, u32>)>,
    /// Columns not yet known: column and head.
    open: Vec<(u32, String)>,
}

/// Finds the sheets that are known and their columns that do not depend on others.
pub fn tables<'b>(book: &'b Book, emit: &mut Emit<'_>) -> Result<Tables<'b>, Refusal> {
    let mut about = None;
    let mut found: BTreeMap<usize, Table<'b>> = BTreeMap::new();
    for sheet in &book.sheets {
        let name = sheet.name.rsplit_once(".csv").map_or(sheet.name.as_str(), |(stem, _)| stem);
        let name = plain(name);
        if name == plain(about::NAME) {
            if about.replace(sheet).is_some() {
                return Err(refusal(&sheet.file, format!("there is a second sheet {}", about::NAME)));
            }
            continue;
        }
        let at = SHEETS.iter().position(|layout| plain(layout.name) == name);
        let Some(at) = at.or_else(|| (name == "issues").then_some(1)) else {
            emit.left_out(&sheet.file, format!("{}, which is no sheet of a scenario's workbook", sheet.name));
            continue;
        };
        let table = Table::new(sheet, &SHEETS[at], emit)?;
        if found.insert(at, table).is_some() {
            return Err(refusal(&sheet.file, format!("there is a second sheet {}", SHEETS[at].name)));
        }
    }
    for needed in &SHEETS[..2] {
        if !found.values().any(|table| table.layout.name == needed.name) {
            let file = book.sheets.first().map_or("", |sheet| sheet.file.as_str());
            return Err(refusal(file, format!("there is no sheet {}", needed.name)));
        }
    }
    Ok(Tables { about, tables: found.into_values().collect() })
}

impl<'b> Tables<'b> {
    /// The sheet of a section.
    pub fn get(&self, section: &str) -> Option<&Table<'b>> {
        self.tables.iter().find(|table| table.layout.section == section)
    }
}

impl<'b> Table<'b> {
    fn new(sheet: &'b Sheet, layout: &'static Layout, emit: &mut Emit<'_>) -> Result<Table<'b>, Refusal> {
        let mut fixed = BTreeMap::new();
        let mut open = Vec::new();
        let (head, cells) = match sheet.rows.iter().next() {
            Some((row, cells)) => (*row, cells.iter().collect()),
            None => (0, Vec::new()),
        };
        for (column, cell) in cells {
            let Some(text) = emit.shown(sheet, (head, *column), cell) else { continue };
            let Some(slot) = slot(layout, &text) else {
                open.push((*column, text));
                continue;
            };
            if let Some(first) = fixed.insert(slot, *column) {
                let (first, second) = (sheet.cell(head, first), sheet.cell(head, *column));
                return Err(refusal(&sheet.file, format!("{first} and {second} are both the column {text}")));
            }
        }
        let table = Table { sheet, layout, head, fixed, across: Vec::new(), open };
        // A sheet that nobody has filled in needs no columns.
        let filled = sheet.rows.len() > 1 || matches!(layout.section, "parties" | "issues");
        for (at, column) in layout.columns.iter().enumerate().filter(|_| filled) {
            let key = layout.key(column).filter(|key| key.required && !matches!(key.kind, Kind::Id(_)));
            let there = table.fixed.keys().any(|(fixed, part)| *fixed == at && *part != Part::Source);
            if key.is_some() && !there {
                return Err(refusal(&sheet.file, format!("{} has no column {}", sheet.name, column.head)));
            }
        }
        Ok(table)
    }

    /// Finds the columns of parties or issues, now that these are known; what is left over is left out.
    pub fn find_across(&mut self, emit: &mut Emit<'_>) -> Result<(), Refusal> {
        for (column, text) in std::mem::take(&mut self.open) {
            let found = self.layout.across.and_then(|(across, _)| across_slot(across, &text, emit));
            let Some((id, part)) = found else {
                let cell = self.sheet.cell(self.head, column);
                emit.left_out(&self.sheet.file, format!("{cell}, the column {}", quoted(&text)));
                continue;
            };
            let at = match self.across.iter().position(|(known, _)| *known == id) {
                Some(at) => at,
                None => {
                    self.across.push((id, BTreeMap::new()));
                    self.across.len() - 1
                }
            };
            if let Some(first) = self.across[at].1.insert(part, column) {
                let (first, second) = (self.sheet.cell(self.head, first), self.sheet.cell(self.head, column));
                return Err(refusal(
                    &self.sheet.file,
                    format!("{first} and {second} are both the column {text}"),
                ));
            }
        }
        Ok(())
    }

    /// The rows below the heads that have a cell in a known column.
    pub fn rows(&self) -> Vec<u32> {
        let known = |row: &BTreeMap<u32, Value>| {
            let mut columns =
                self.fixed.values().chain(self.across.iter().flat_map(|(_, parts)| parts.values()));
            columns.any(|column| row.contains_key(column))
        };
        let below = self.sheet.rows.iter().filter(|(row, _)| **row > self.head);
        below.filter(|(_, cells)| known(cells)).map(|(row, _)| *row).collect()
    }

    /// A cell by its key.
    pub fn cell(&self, row: u32, key: &str, part: Part) -> Option<(Place, &'b Value)> {
        let column = *self.fixed.get(&(self.layout.column(key)?, part))?;
        self.at(row, column)
    }

    /// A cell by row and column.
    pub fn at(&self, row: u32, column: u32) -> Option<(Place, &'b Value)> {
        Some(((row, column), self.sheet.rows.get(&row)?.get(&column)?))
    }

    /// The text of a cell by its key, without blanks around it.
    pub fn shown(&self, row: u32, key: &str, emit: &mut Emit<'_>) -> Option<String> {
        let (at, cell) = self.cell(row, key, Part::Whole)?;
        emit.shown(self.sheet, at, cell)
    }

    /// The columns of an estimate by its key.
    pub fn parts(&self, key: &str) -> BTreeMap<Part, u32> {
        let column = self.layout.column(key);
        let own = self.fixed.iter().filter(|((at, _), _)| Some(*at) == column);
        own.map(|((_, part), column)| (*part, *column)).collect()
    }

    /// The estimate that these columns of a row hold, as the scenario file writes it, and the cells it came from.
    pub fn estimate(
        &self,
        row: u32,
        parts: &BTreeMap<Part, u32>,
        unit: &Unit,
        emit: &mut Emit<'_>,
    ) -> Option<(String, String)> {
        let mut numbers = Vec::new();
        let mut sources = None;
        let mut cells: Vec<u32> = Vec::new();
        for (part, name) in PARTS {
            let Some((at, cell)) = parts.get(&part).and_then(|column| self.at(row, *column)) else {
                continue;
            };
            if part == Part::Source {
                sources = emit.sources(self.sheet, at, cell);
                cells.extend(sources.is_some().then_some(at.1));
            } else if let Some(number) = emit.number(self.sheet, at, cell, unit) {
                numbers.push((name, number));
                cells.push(at.1);
            }
        }
        let (first, last) = (*cells.iter().min()?, *cells.iter().max()?);
        let mut from = self.sheet.cell(row, first);
        if last != first {
            from = format!("{from}:{}", super::grid::cell_name(row, last));
        }
        let value = match (&numbers[..], sources) {
            ([("best", best)], None) => best.clone(),
            ([("low", low), ("high", high)], None) => format!("[{low}, {high}]"),
            (_, sources) => {
                let numbers = numbers.iter().map(|(name, number)| format!("{name} = {number}"));
                format!("{{ {} }}", numbers.chain(sources).collect::<Vec<_>>().join(", "))
            }
        };
        Some((value, from))
    }

    /// Writes the keys of a row that begin with `before`, except those the caller writes.
    pub fn lines(&self, row: u32, before: &str, except: &[&str], emit: &mut Emit<'_>) {
        for column in self.layout.columns {
            let Some(name) = column.key.strip_prefix(before).filter(|_| !except.contains(&column.key)) else {
                continue;
            };
            let Some(shape) = self.layout.key(column) else { continue };
            if let Kind::Estimate(unit) = shape.kind {
                if let Some((value, from)) = self.estimate(row, &self.parts(column.key), unit, emit) {
                    emit.line(name, &value, &from);
                }
            } else if let Some((at, cell)) = self.cell(row, column.key, Part::Whole)
                && let Some(value) = emit.value(self.sheet, at, cell, shape.kind)
            {
                emit.line(name, &value, &self.sheet.cell(at.0, at.1));
            }
        }
    }

    /// Writes the estimates of a row by party: `values.UA = 70`.
    pub fn across_lines(&self, row: u32, before: &str, emit: &mut Emit<'_>) {
        let Some(unit) = self.layout.across_unit() else { return };
        for (id, parts) in &self.across {
            if let Some((value, from)) = self.estimate(row, parts, unit, emit) {
                emit.line(&format!("{before}{}", key(id)), &value, &from);
            }
        }
    }

    /// Writes what the rows of one thing say about it as a whole: the first that says something, and a note where
    /// another says otherwise.
    pub fn first_line(&self, rows: &[u32], key: &str, thing: &str, emit: &mut Emit<'_>) {
        let column = self.layout.column(key).and_then(|at| self.layout.columns.get(at));
        let Some(kind) = column.and_then(|column| self.layout.key(column)).map(|key| key.kind) else {
            return;
        };
        let mut taken: Option<String> = None;
        for row in rows {
            let Some((at, cell)) = self.cell(*row, key, Part::Whole) else { continue };
            let Some(value) = emit.value(self.sheet, at, cell, kind) else { continue };
            match &taken {
                None => {
                    emit.line(key, &value, &self.sheet.cell(at.0, at.1));
                    taken = Some(value);
                }
                Some(taken) if *taken == value => {}
                Some(_) => {
                    let said =
                        format!("says otherwise than the first row of its {thing}, whose {key} is taken");
                    emit.tally(Remarked::Lenient, self.sheet, at, &said);
                }
            }
        }
    }

    /// What a row is called in the text.
    pub fn row_name(&self, row: u32) -> String {
        format!("{}, row {}", self.sheet.name, u64::from(row) + 1)
    }
}

/// The column of the layout with this head. An estimate's name alone is its best guess.
fn slot(layout: &Layout, head: &str) -> Option<(usize, Part)> {
    let head = plain(head);
    layout.columns.iter().enumerate().find_map(|(at, column)| {
        let estimate = matches!(layout.key(column)?.kind, Kind::Estimate(_));
        if head == column.head {
            return Some((at, if estimate { Part::Best } else { Part::Whole }));
        }
        let part = head.strip_prefix(column.head)?.strip_prefix(' ').filter(|_| estimate)?;
        PARTS.iter().find(|(_, name)| *name == part).map(|(part, _)| (at, *part))
    })
}

/// The party or issue of a head, and which cell of the estimate.
fn across_slot(across: Across, head: &str, emit: &Emit<'_>) -> Option<(String, Part)> {
    if across == Across::Choices {
        let named =
            head.split_once(':').filter(|(word, _)| plain(word) == "choice").map_or(head, |(_, name)| name);
        return emit.names.find(Name::Issue, named).map(|id| (id.to_owned(), Part::Whole));
    }
    let party = |text: &str| emit.names.find(Name::Party, text).map(str::to_owned);
    let with_part = head.trim().rsplit_once(char::is_whitespace).and_then(|(name, last)| {
        let part = PARTS.iter().find(|(_, part)| part.eq_ignore_ascii_case(last))?.0;
        Some((party(name)?, part))
    });
    with_part.or_else(|| Some((party(head)?, Part::Best)))
}
