//! Every world drawn, as a Parquet file: one row for each world of each view.
//!
//! Views can have different inputs, lines and parties; there is a column for each that some view has, in the order in
//! which they first appear, and it is null where the view of the row lacks it.

use crate::exit::Fault;
use crate::input::reason;
use crate::output::Draft;
use crate::parquet::{Column, Kind, Writer};
use std::collections::BTreeMap;
use std::io;
use zopa::ensemble::{Head, Out, Row};
use zopa::question::{Answer, AskError, Asked, robust};
use zopa::result::stop_word;
use zopa_core::world::Verdict;

/// Most worlds that can be asked for.
const MOST: u64 = 1_000_000_000;

/// What can stand after `--worlds`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// How many worlds to count at most.
    Most(u64),
    /// The file that every world is written to.
    File(String),
}

/// Reads what stands after `--worlds`.
pub fn value(text: &str) -> Result<Value, String> {
    if text.to_ascii_lowercase().ends_with(".parquet") {
        return Ok(Value::File(text.into()));
    }
    match text.parse() {
        Ok(worlds @ 1..=MOST) => Ok(Value::Most(worlds)),
        _ => Err(format!(
            "this is neither a number of worlds from 1 to {MOST} nor the name of a file that ends in .parquet"
        )),
    }
}

/// The number and the file among what was given, each at most once.
pub fn values(given: impl Iterator<Item = Value>) -> Result<(Option<u64>, Option<String>), Fault> {
    let (mut most, mut file) = (None, None);
    for value in given {
        let twice = match value {
            Value::Most(worlds) => most.replace(worlds).is_some().then_some("two numbers of worlds"),
            Value::File(name) => file.replace(name).is_some().then_some("two files"),
        };
        if let Some(twice) = twice {
            return Err(Fault::say(format!("--worlds takes one number and one file, not {twice}.")));
        }
    }
    Ok((most, file))
}

/// What a row is, for whoever finds the file without its documentation.
const ROW: &str = "one plausible world of one view. view, world: whose and which. deal: whether a deal exists with \
    the real red lines of the base case; null where that was not settled. Columns named like a key of the scenario: \
    the number drawn. real.LINE: whether the red line is real. opens.PARTY: without a deal, whether one would exist \
    if the consent of this party alone were not needed; null where there is a deal or it was not settled. A column \
    that the view lacks is null. The rows of a view are in the order of their numbers; views take turns.";

/// The file to be.
#[derive(Debug)]
pub struct Worlds {
    name: String,
    draft: Draft,
}

impl Worlds {
    /// Begins the file.
    pub fn new(name: &str) -> Result<Worlds, Fault> {
        Ok(Worlds { name: name.into(), draft: Draft::new(name)? })
    }

    /// Asks `robust`, and writes every world that is counted.
    pub fn ask(self, asked: &Asked) -> Result<Answer, AskError> {
        let Worlds { name, draft } = self;
        let fault = |error: io::Error| format!("the file {name} cannot be written: {}", reason(&error));
        let mut draft = Some(draft);
        let mut table = None;
        let answer = robust(
            asked,
            Some(&mut |out| {
                match (out, draft.take(), &mut table) {
                    (Out::Heads(heads), Some(draft), _) => {
                        Table::new(draft, &heads).map(|begun| table = Some(begun))
                    }
                    (Out::Rows(view, rows), _, Some(table)) => table.add(view, &rows),
                    _ => Ok(()),
                }
                .map_err(fault)
            }),
        )?;
        if let Some(table) = table {
            let written = table.writer.finish(&by(&answer), notes(&answer)).and_then(Draft::keep);
            written.map_err(fault).map_err(AskError)?;
        }
        Ok(answer)
    }
}

/// Which program wrote the file, as the format wants it said.
fn by(answer: &Answer) -> String {
    answer.result.program.replacen(' ', " version ", 1)
}

/// What the file says about itself: the marks of the result file, and what a row is.
fn notes(answer: &Answer) -> Vec<(&'static str, String)> {
    let result = &answer.result;
    let files = serde_json::to_string(&result.scenario.files).unwrap_or_default();
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        ("zopa.program", result.program.clone()),
        ("zopa.scenario", result.scenario.title.clone()),
        ("zopa.as_of", result.scenario.as_of.clone().unwrap_or_default()),
        ("zopa.files", files),
        ("zopa.seed", result.settings.seed.to_string()),
        ("zopa.at", result.settings.at.to_string()),
        ("zopa.worlds", result.settings.worlds.unwrap_or_default().to_string()),
        ("zopa.precision", number(result.settings.precision)),
        ("zopa.stop", stop_word(answer.stop)),
        ("zopa.row", ROW.into()),
    ]
}

/// Where a view's values go: its name, and the column of each input, line and party.
#[derive(Debug)]
struct Places {
    view: Option<String>,
    inputs: Vec<usize>,
    lines: Vec<usize>,
    parties: Vec<usize>,
}

/// Columns that every row has.
const VIEW: usize = 0;
const WORLD: usize = 1;
const DEAL: usize = 2;

#[derive(Debug)]
struct Table<W> {
    writer: Writer<W>,
    views: Vec<Places>,
}

impl<W: io::Write> Table<W> {
    fn new(out: W, heads: &[Head]) -> io::Result<Table<W>> {
        let mut columns = vec![
            Column::new("view".into(), Kind::Text),
            Column::new("world".into(), Kind::Whole),
            Column::new("deal".into(), Kind::Flag),
        ];
        let mut known = BTreeMap::new();
        let mut places = |ids: &[String], start: &str, kind| -> Vec<usize> {
            let mut place = |id: &String| {
                let name = format!("{start}{id}");
                *known.entry(name.clone()).or_insert_with(|| {
                    columns.push(Column::new(name, kind));
                    columns.len() - 1
                })
            };
            ids.iter().map(&mut place).collect()
        };
        // Columns of a kind stand together, so each kind goes through all views.
        let inputs: Vec<_> = heads.iter().map(|head| places(&head.inputs, "", Kind::Number)).collect();
        let lines: Vec<_> = heads.iter().map(|head| places(&head.lines, "real.", Kind::Flag)).collect();
        let parties: Vec<_> = heads.iter().map(|head| places(&head.parties, "opens.", Kind::Flag)).collect();
        let views = heads.iter().zip(inputs).zip(lines.into_iter().zip(parties));
        let views = views.map(|((head, inputs), (lines, parties))| Places {
            view: head.view.clone(),
            inputs,
            lines,
            parties,
        });
        Ok(Table { views: views.collect(), writer: Writer::new(out, columns)? })
    }

    /// Adds the rows of one block of a view.
    fn add(&mut self, view: usize, rows: &[Row]) -> io::Result<()> {
        let Some(places) = self.views.get(view) else { return Ok(()) };
        let columns = self.writer.columns();
        for row in rows {
            if let Some(view) = &places.view {
                columns[VIEW].text(view)?;
            }
            columns[WORLD].whole(row.world as i64);
            columns[DEAL].flag(match row.verdict {
                Verdict::Deal => Some(true),
                Verdict::None => Some(false),
                Verdict::Unsettled(_) => None,
            });
        }
        for (k, &at) in places.inputs.iter().enumerate() {
            rows.iter().for_each(|row| columns[at].number(row.point[k]));
        }
        for (l, &at) in places.lines.iter().enumerate() {
            rows.iter().for_each(|row| columns[at].flag(Some(row.real[l])));
        }
        for (p, &at) in places.parties.iter().enumerate() {
            let opens = |row: &Row| (row.verdict == Verdict::None).then(|| row.openers.contains(&p));
            rows.iter().for_each(|row| columns[at].flag(opens(row)));
        }
        self.writer.end_rows()
    }
}

#[cfg(test)]
mod tests {
    use super::{Head, Row, Table, Verdict};

    #[test]
    fn what_a_view_lacks_is_missing() {
        let ids = |ids: &str| ids.split(' ').map(String::from).collect::<Vec<_>>();
        let head = |view: &str, inputs, line, parties| Head {
            view: Some(view.into()),
            inputs: ids(inputs),
            lines: ids(line),
            parties: ids(parties),
        };
        let heads = [head("a", "x y", "l", "p"), head("b", "y z", "m", "p q")];
        let mut table = Table::new(Vec::new(), &heads).expect("a table");
        let row =
            |verdict, openers| Row { world: 0, point: vec![1.0, 2.0], real: vec![true], verdict, openers };
        table.add(1, &[row(Verdict::None, vec![1])]).expect("a row");
        table.add(0, &[row(Verdict::Deal, vec![]), row(Verdict::None, vec![])]).expect("rows");
        let outlines: Vec<(String, String)> = table
            .writer
            .columns()
            .iter()
            .map(|column| {
                let (name, there) = column.outline();
                (name.to_string(), there.iter().map(|there| if *there { 'x' } else { '.' }).collect())
            })
            .collect();
        let expected = [
            ("view", "xxx"),
            ("world", "xxx"),
            ("deal", "xxx"),
            ("x", ".xx"),
            ("y", "xxx"),
            ("z", "x.."),
            ("real.l", ".xx"),
            ("real.m", "x.."),
            ("opens.p", "x.x"),
            ("opens.q", "x.."),
        ];
        assert_eq!(outlines, expected.map(|(name, there)| (name.to_string(), there.to_string())));
    }
}
