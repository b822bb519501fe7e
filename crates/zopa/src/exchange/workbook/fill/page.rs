//! A page while it is filled: heads from the layout, cells by the name of their column.

use super::super::layout::{Across, Layout, PARTS};
use crate::date::Date;
use crate::exchange::{Note, Remarked};
use crate::scenario::{Estimate, Number, OptionRef, Scenario};
use crate::shape::unit::{PROBABILITY, Unit};
use crate::shape::{Kind, Name};
use std::collections::BTreeMap;

/// Rows below the last one that offer choices too.
const SPARE: usize = 200;

/// A cell to write.
#[derive(Debug, Clone, PartialEq)]
pub enum Out {
    /// Text.
    Text(String),
    /// A number.
    Number(Number),
    /// A number to show in per cent.
    Percent(Number),
}

/// What may be entered below a head.
#[derive(Debug, Clone)]
pub enum Choices {
    /// Anything.
    Any,
    /// Nothing but these words.
    Words(Vec<&'static str>),
    /// What stands in these cells of the workbook; other text is warned about, because labels will do too.
    Cells(String),
    /// A number of this unit; others are warned about, because fractions are text.
    Number(&'static Unit),
}

/// The head of a column.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its text.
    pub text: String,
    /// What goes below it.
    pub help: String,
    /// Width in characters.
    pub width: u32,
    /// Whether what stands below are numbers.
    pub numbers: bool,
    /// The columns of one party, then of the next, take turns in tint; their heads name the party too.
    pub tinted: bool,
    /// What may be entered.
    pub choices: Choices,
}

/// A sheet to write.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its name.
    pub name: String,
    /// The name of its CSV file.
    pub file: String,
    /// Columns that stay in sight.
    pub frozen: u32,
    /// The heads.
    pub heads: Vec<Head>,
    /// The rows, by column.
    pub rows: Vec<BTreeMap<usize, Out>>,
}

/// The head of the column for an issue on the sheet of packages.
pub fn choice(issue: &str) -> String {
    format!("choice: {issue}")
}

/// A page that grows row by row.
pub struct Filling {
    page: Page,
    at: BTreeMap<String, usize>,
    row: BTreeMap<usize, Out>,
    /// Items of a list with one item per line that had line ends of their own.
    joined: usize,
}

impl Filling {
    /// A page with its heads.
    pub fn new(layout: &'static Layout, scenario: &Scenario) -> Filling {
        let mut heads = Vec::new();
        let mut tinted = false;
        for place in 0..=layout.columns.len() {
            if let Some((across, before)) = layout.across
                && before == place
            {
                match across {
                    Across::Choices => choices(scenario, &mut heads),
                    Across::Values | Across::Weights => {
                        for party in &scenario.parties {
                            let unit = layout.across_unit();
                            estimate_heads(&party.id, &party.name, unit, tinted, &mut heads);
                            tinted = !tinted;
                        }
                    }
                }
            }
            let Some(column) = layout.columns.get(place) else { continue };
            let Some(key) = layout.key(column) else { continue };
            let mut help = key.doc.replace('`', "");
            if key.required {
                help.push_str(" Required.");
            }
            if place == 0 {
                help.push_str(&format!("\nThis sheet: {}", layout.doc));
            }
            if let Kind::Estimate(unit) = key.kind {
                estimate_heads(column.head, &help, Some(unit), tinted, &mut heads);
                continue;
            }
            heads.push(Head {
                text: column.head.to_owned(),
                help,
                width: column.width,
                numbers: matches!(key.kind, Kind::Count),
                tinted: false,
                // The sheet of weights is itself the list of issues that others offer.
                choices: match layout.section {
                    "weights" => Choices::Any,
                    _ => offered(key.kind, scenario),
                },
            });
        }
        let at = heads.iter().enumerate().map(|(at, head)| (head.text.clone(), at)).collect();
        let page = Page {
            name: layout.name.to_owned(),
            file: layout.file(),
            frozen: layout.frozen,
            heads,
            rows: Vec::new(),
        };
        Filling { page, at, row: BTreeMap::new(), joined: 0 }
    }

    /// The page, and what had to be said about it.
    pub fn finish(self, notes: &mut Vec<Note>) -> Page {
        if self.joined > 0 {
            let text = format!(
                "{}: items of lists with one item per line had line ends of their own, which became blanks ({})",
                self.page.name, self.joined
            );
            notes.push(Note { what: Remarked::Lost, file: String::new(), text });
        }
        self.page
    }

    /// Ends the row.
    pub fn next_row(&mut self) {
        self.page.rows.push(std::mem::take(&mut self.row));
    }

    fn put(&mut self, head: &str, out: Out) {
        debug_assert!(self.at.contains_key(head), "{head} is no column of {}", self.page.name);
        if let Some(at) = self.at.get(head) {
            self.row.insert(*at, out);
        }
    }

    /// Text; an empty cell says the same as empty text.
    pub fn text(&mut self, head: &str, text: &str) {
        if !text.is_empty() {
            self.put(head, Out::Text(text.to_owned()));
        }
    }

    /// Text that may be absent.
    pub fn maybe(&mut self, head: &str, text: Option<&str>) {
        self.text(head, text.unwrap_or_default());
    }

    /// A date, as text: a spreadsheet has no months or years.
    pub fn date(&mut self, head: &str, date: Option<Date>) {
        self.text(head, &date.map(|date| date.to_string()).unwrap_or_default());
    }

    /// Yes or no.
    pub fn flag(&mut self, head: &str, flag: bool) {
        self.text(head, if flag { "yes" } else { "no" });
    }

    /// A whole number.
    pub fn count(&mut self, head: &str, count: i64) {
        self.put(head, Out::Number(Number::from_integer(count.into())));
    }

    /// A list of ids.
    pub fn ids(&mut self, head: &str, ids: &[String]) {
        self.text(head, &ids.join("; "));
    }

    /// A list of texts, one per line.
    pub fn lines(&mut self, head: &str, texts: &[String]) {
        let is_end = |c: char| matches!(c, '\n' | '\r');
        self.joined += texts.iter().filter(|text| text.contains(is_end)).count();
        let texts: Vec<String> = texts.iter().map(|text| text.replace(is_end, " ")).collect();
        self.text(head, &texts.join("\n"));
    }

    /// An option.
    pub fn option(&mut self, head: &str, option: &OptionRef) {
        self.text(head, &format!("{}.{}", option.issue, option.option));
    }

    /// Options.
    pub fn options(&mut self, head: &str, options: &[OptionRef]) {
        let options: Vec<String> = options.iter().map(|o| format!("{}.{}", o.issue, o.option)).collect();
        self.ids(head, &options);
    }

    /// An estimate: a point has only a best guess, a range only low and high.
    pub fn estimate(&mut self, head: &str, estimate: Option<&Estimate>) {
        let Some(estimate) = estimate else { return };
        let point = estimate.low == estimate.high && estimate.best.is_none_or(|best| best == estimate.low);
        let (low, best, high) = if point {
            (None, Some(estimate.low), None)
        } else {
            (Some(estimate.low), estimate.best, Some(estimate.high))
        };
        for (part, number) in [("low", low), ("best", best), ("high", high)] {
            let Some(number) = number else { continue };
            let head = format!("{head} {part}");
            let at = self.at.get(&head).and_then(|at| self.page.heads.get(*at));
            let percent =
                matches!(at.map(|h| &h.choices), Some(Choices::Number(unit)) if **unit == PROBABILITY);
            self.put(&head, if percent { Out::Percent(number) } else { Out::Number(number) });
        }
        self.ids(&format!("{head} source"), &estimate.sources);
    }
}

/// The four heads of an estimate.
fn estimate_heads(name: &str, help: &str, unit: Option<&'static Unit>, tinted: bool, heads: &mut Vec<Head>) {
    for (_, part) in PARTS {
        let numbers = part != "source";
        let what = match part {
            "low" => "Lowest. Leave low and high empty where one number says it all.",
            "best" => "Best guess.",
            "high" => "Highest.",
            _ => "Id of the source of these numbers; several with ; between them.",
        };
        let unit_name = unit.map_or("a number", |unit| unit.name);
        heads.push(Head {
            text: format!("{name} {part}"),
            help: if numbers {
                format!("{help}\n{what} Holds {unit_name}.")
            } else {
                format!("{help}\n{what}")
            },
            width: if numbers { 9 } else { 11 },
            numbers,
            tinted,
            choices: unit.filter(|_| numbers).map_or(Choices::Any, Choices::Number),
        });
    }
}

/// The heads for the option chosen on each issue.
fn choices(scenario: &Scenario, heads: &mut Vec<Head>) {
    let mut row = 2;
    for issue in &scenario.issues {
        let last = row + issue.options.len().max(1) - 1;
        heads.push(Head {
            text: choice(&issue.id),
            help: format!("The option chosen on: {}.", issue.label),
            width: 18,
            numbers: false,
            tinted: false,
            choices: Choices::Cells(format!("'Issues and options'!$C${row}:$C${last}")),
        });
        row = last + 1;
    }
}

/// What a column of this kind offers.
fn offered(kind: Kind, scenario: &Scenario) -> Choices {
    let cells = |sheet: &str, count: usize| Choices::Cells(format!("{sheet}!$A$2:$A${}", count + 1 + SPARE));
    match kind {
        Kind::Word(words) => Choices::Words(words.to_vec()),
        Kind::Bool => Choices::Words(vec!["yes", "no"]),
        Kind::Ref(Name::Party) => cells("Parties", scenario.parties.len()),
        Kind::Ref(Name::Issue) => cells("Weights", scenario.issues.len()),
        Kind::Ref(Name::View) => cells("Views", scenario.views.len()),
        Kind::Ref(Name::Group) => cells("'Red line groups'", scenario.groups.len()),
        _ => Choices::Any,
    }
}
