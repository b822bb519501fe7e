//! The sheets and their columns, described once. What a column holds and what it is for comes from the description of
//! the format ([`crate::shape`]), so that a workbook says what the reference page says. A new key is one line here.

use crate::shape::unit::{FACTOR as TIMES, POINTS, Unit, VALUE, WEIGHT};
use crate::shape::{Key, Kind, Name, SCENARIO, Table, may, must};

/// Columns that depend on the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    /// An estimate of each party's value of the option.
    Values,
    /// An estimate of each party's weight of the issue.
    Weights,
    /// The option chosen on each issue.
    Choices,
}

/// One sheet.
#[derive(Debug)]
pub struct Layout {
    /// Its name.
    pub name: &'static str,
    /// The section of the scenario file.
    pub section: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// Its columns, in the order they are written.
    pub columns: &'static [Column],
    /// Columns that depend on the scenario, and before which of the others they stand.
    pub across: Option<(Across, usize)>,
    /// Columns that stay in sight.
    pub frozen: u32,
}

/// One column; an estimate has four.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub head: &'static str,
    /// The key it fills, seen from the section: `options.clause`. Empty: the id of a table that is named by its id.
    pub key: &'static str,
    /// Its width in characters.
    pub width: u32,
    /// What it holds, where the sheet says it otherwise than the format.
    own: Option<Key>,
}

/// Which cell of an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The only cell of what is no estimate.
    Whole,
    Low,
    Best,
    High,
    Source,
}

/// The cells of an estimate, with their names.
pub const PARTS: [(Part, &str); 4] =
    [(Part::Low, "low"), (Part::Best, "best"), (Part::High, "high"), (Part::Source, "source")];

const fn column(head: &'static str, key: &'static str, width: u32) -> Column {
    Column { head, key, width, own: None }
}

const fn own(head: &'static str, width: u32, key: Key) -> Column {
    Column { head, key: key.name, width, own: Some(key) }
}

/// The sheet whose rows belong to tables of another.
pub const VIEW_NUMBERS: &str = "view_numbers";
/// What a view replaces.
pub const WHAT: [&str; 6] = ["weight", "no_deal", "value", "firmness", "points", "factor"];

const PARTY_ID: Kind = Kind::Ref(Name::Party);

/// The sheets, in the order they are written. `About` stands before them.
pub static SHEETS: [Layout; 15] = [
    Layout {
        name: "Parties",
        section: "parties",
        doc: "Who negotiates, mediates, guarantees, pays or is affected. No deal: what the party has now without a deal, in points of its own scale of 0 to 100.",
        columns: &[
            column("id", "id", 12),
            column("name", "name", 30),
            column("role", "role", 12),
            column("consent", "consent", 12),
            own(
                "no deal",
                10,
                may(
                    "no_deal",
                    Kind::Estimate(&POINTS),
                    "What the party has now without a deal, on its own scale. Later periods have a sheet of their own.",
                ),
            ),
            column("ceiling", "ceiling", 10),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 2,
    },
    Layout {
        name: "Issues and options",
        section: "issues",
        doc: "One row per option. An empty issue is that of the row above. Values: what the option is worth to each party, from 0 (the worst option of the issue) to 100 (the best).",
        columns: &[
            column("issue id", "id", 16),
            column("issue label", "label", 28),
            column("option id", "options.id", 16),
            column("option label", "options.label", 30),
            column("clause", "options.clause", 48),
            column("date", "options.date", 12),
            column("carried by", "options.carried_by", 14),
            column("option sources", "options.sources", 18),
            column("option note", "options.note", 36),
            column("issue sources", "sources", 18),
            column("issue note", "note", 36),
        ],
        across: Some((Across::Values, 7)),
        frozen: 4,
    },
    Layout {
        name: "Weights",
        section: "weights",
        doc: "How much each issue matters to each party: points of 100 between its worst and its best option. The points of a party add up to 100.",
        columns: &[
            own("issue", 16, may("issue", Kind::Ref(Name::Issue), "The issue.")),
            own("issue label", 30, may("label", Kind::Text, "For reading; used where the issue is empty.")),
        ],
        across: Some((Across::Weights, 2)),
        frozen: 2,
    },
    Layout {
        name: "No deal by period",
        section: "no_deal",
        doc: "What each party has without a deal in later periods. Period 0 is now and stands on the sheet Parties. Every party that has numbers has one for each period.",
        columns: &[
            own("party", 14, must("party", PARTY_ID, "Whose number it is.")),
            own("period", 10, must("period", Kind::Count, "The period, a whole number; 0 is now.")),
            own("no deal", 10, must("no_deal", Kind::Estimate(&POINTS), "What it has without a deal.")),
        ],
        across: None,
        frozen: 2,
    },
    Layout {
        name: "Interactions",
        section: "interactions",
        doc: "Points that a party gets (or loses) when two options of different issues come together. An option is written issue.option.",
        columns: &[
            column("id", "id", 22),
            column("party", "party", 12),
            column("option a", "a", 24),
            column("option b", "b", 24),
            column("points", "points", 10),
            column("sources", "sources", 18),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 1,
    },
    Layout {
        name: "Boxes",
        section: "boxes",
        doc: "Points that a party gets (or loses) when a package has one of the listed options on every issue named.",
        columns: &[
            column("id", "id", 22),
            column("party", "party", 12),
            own(
                "options",
                40,
                must(
                    "when",
                    Kind::List(&Kind::OptionRef),
                    "The options inside the box, of at least two issues.",
                ),
            ),
            column("points", "points", 10),
            column("sources", "sources", 18),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 1,
    },
    Layout {
        name: "Factors",
        section: "factors",
        doc: "Multiplies what options are worth to a party by a number that depends on the option chosen on another issue. One row per option of that issue; an empty id is that of the row above.",
        columns: &[
            column("id", "id", 22),
            column("party", "party", 12),
            column("by issue", "by", 18),
            column("options", "options", 28),
            own(
                "if chosen",
                18,
                must("chosen", Kind::OptionOf("by"), "An option of the issue that decides."),
            ),
            own(
                "factor",
                10,
                must("factor", Kind::Estimate(&TIMES), "The number for that option; 1 without one."),
            ),
            column("sources", "sources", 18),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 1,
    },
    Layout {
        name: "Rules",
        section: "rules",
        doc: "Which options can be combined. requires: with the option in when, at least one of the options. excludes: with it, none of them. allows: each of them only with it. at_most: no more than count of them.",
        columns: &[
            column("id", "id", 22),
            column("label", "label", 40),
            column("kind", "kind", 12),
            column("when", "when", 24),
            column("count", "count", 8),
            column("options", "options", 30),
            column("sources", "sources", 18),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 1,
    },
    Layout {
        name: "Norms",
        section: "norms",
        doc: "Clauses that are never traded, with what they rest on.",
        columns: &[
            column("id", "id", 22),
            column("label", "label", 40),
            column("forbids", "forbids", 30),
            column("applies if", "applies_if", 30),
            column("strength", "strength", 12),
            column("active", "active", 8),
            column("contested by", "contested_by", 36),
            column("sources", "sources", 18),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 1,
    },
    Layout {
        name: "Red line groups",
        section: "groups",
        doc: "Red lines of one party that tend to be real together.",
        columns: &[
            column("id", "", 22),
            column("party", "party", 12),
            column("label", "label", 36),
            column("within", "within", 10),
            column("with others", "with_others", 12),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 1,
    },
    Layout {
        name: "Red lines",
        section: "red_lines",
        doc: "Options that a party refuses if the line is real. What it claims in public and what the analyst judges (firmness, a probability) are kept apart.",
        columns: &[
            column("id", "id", 22),
            column("party", "party", 12),
            column("label", "label", 36),
            column("options", "excludes", 28),
            column("group", "group", 16),
            column("firmness", "firmness", 10),
            column("reasons", "reasons", 44),
            column("claimed date", "claimed.date", 13),
            column("claimed quote", "claimed.quote", 40),
            column("claimed text", "claimed.text", 40),
            column("claimed sources", "claimed.sources", 18),
            column("moved date", "superseded.date", 13),
            column("moved quote", "superseded.quote", 40),
            column("moved text", "superseded.text", 40),
            column("moved sources", "superseded.sources", 18),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 3,
    },
    Layout {
        name: "Packages",
        section: "packages",
        doc: "Packages with a name: one option per issue.",
        columns: &[
            column("id", "id", 22),
            column("label", "label", 36),
            column("date", "date", 12),
            column("text", "text", 48),
            column("assumed", "assumed", 20),
            column("sources", "sources", 18),
            column("note", "note", 40),
        ],
        across: Some((Across::Choices, 3)),
        frozen: 2,
    },
    Layout {
        name: "Views",
        section: "views",
        doc: "Named overlays that change numbers; none of them is the default. Their numbers are on the sheet View numbers.",
        columns: &[
            column("id", "", 22),
            column("label", "label", 36),
            column("held by", "held_by", 40),
            column("reason", "reason", 44),
            column("dissent", "dissent", 44),
            column("sources", "sources", 18),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 1,
    },
    Layout {
        name: "View numbers",
        section: VIEW_NUMBERS,
        doc: "The numbers that a view replaces, one per row. weight: party, of the issue. no_deal: party, at the period. value: party, of the option. firmness: of the red line. points: of the interaction. factor: of the factor, at the option of the issue that decides it.",
        columns: &[
            own("view", 22, must("view", Kind::Ref(Name::View), "The view.")),
            own("what", 12, must("what", Kind::Word(&WHAT), "What kind of number it is.")),
            own("party", 12, may("party", PARTY_ID, "Whose number it is: weights, values, no deal.")),
            own("of", 28, may("of", Kind::Text, "The issue, option, red line, interaction or factor.")),
            own("at", 16, may("at", Kind::Text, "No deal: the period. Factors: the option that is chosen.")),
            own("number", 10, must("number", Kind::Estimate(&POINTS), "The number.")),
        ],
        across: None,
        frozen: 2,
    },
    Layout {
        name: "Sources",
        section: "sources",
        doc: "What the scenario rests on. Elsewhere a source is written by its id.",
        columns: &[
            column("id", "", 14),
            column("title", "title", 60),
            column("author", "author", 24),
            column("date", "date", 12),
            column("url", "url", 40),
            column("licence", "licence", 18),
            column("seen", "seen", 12),
            column("bias", "bias", 36),
            column("later", "later", 8),
            column("note", "note", 40),
        ],
        across: None,
        frozen: 2,
    },
];

impl Layout {
    /// What a column holds, whether it has to be there, what it is for.
    pub fn key(&self, column: &Column) -> Option<Key> {
        if let Some(own) = column.own {
            return Some(own);
        }
        let mut table = match SCENARIO.key(self.section)?.kind {
            Kind::Map(crate::shape::Of::New(name), Kind::Table(_)) if column.key.is_empty() => {
                return Some(must("", Kind::Id(name), "Its id."));
            }
            kind => rows(kind)?,
        };
        let mut parts = column.key.split('.').peekable();
        while let Some(part) = parts.next() {
            let key = table.key(part)?;
            if parts.peek().is_none() {
                return Some(*key);
            }
            table = rows(key.kind)?;
        }
        None
    }

    /// The column of a key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// What the columns across hold.
    pub fn across_unit(&self) -> Option<&'static Unit> {
        match self.across?.0 {
            Across::Values => Some(&VALUE),
            Across::Weights => Some(&WEIGHT),
            Across::Choices => None,
        }
    }

    /// The name of its CSV file.
    pub fn file(&self) -> String {
        format!("{}.csv", self.name.to_lowercase().replace(' ', "_"))
    }
}

/// The table that rows or a table of this kind have.
fn rows(kind: Kind) -> Option<&'static Table> {
    match kind {
        Kind::Rows(table) | Kind::Table(table) => Some(table),
        Kind::Map(_, Kind::Table(table)) => Some(table),
        _ => None,
    }
}

/// A name without what people write differently: letter case, `_`, `-`, a star for what is required, blanks.
pub fn plain(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if matches!(c, '_' | '-' | '*') { ' ' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys of the sections that have a sheet, which the workbook does not hold; notes say so.
    const LEFT_OUT: &[&str] =
        &["issues.options.regions", "issues.options.control", "issues.options.provisions"];
    /// Keys that cells across hold.
    const ACROSS: &[&str] = &["issues.options.values", "packages.choices"];
    /// Keys that the sheet of numbers of views holds.
    const OF_VIEWS: [&str; 6] =
        ["views.weights", "views.no_deal", "views.values", "views.firmness", "views.points", "views.factor"];

    #[test]
    fn every_column_is_a_key_and_every_key_has_a_column() {
        for layout in &SHEETS {
            for column in layout.columns {
                assert!(layout.key(column).is_some(), "{}: {}", layout.name, column.head);
            }
            assert!(layout.name.len() <= 31, "spreadsheets cut longer names");
            if layout.section == VIEW_NUMBERS {
                assert_eq!(OF_VIEWS.len(), WHAT.len());
                continue;
            }
            let table = rows(SCENARIO.key(layout.section).expect("a section").kind).expect("a table");
            covered(layout, table, "");
        }
    }

    fn covered(layout: &Layout, table: &Table, before: &str) {
        for key in table.keys {
            let path = format!("{before}{}", key.name);
            let whole = format!("{}.{path}", layout.section);
            if LEFT_OUT.contains(&&*whole)
                || OF_VIEWS.contains(&&*whole)
                || ACROSS.contains(&&*whole)
                || whole == "no_deal.at"
            {
                continue;
            }
            match rows(key.kind) {
                Some(inner) if layout.column(&path).is_none() => covered(layout, inner, &format!("{path}.")),
                _ => assert!(layout.column(&path).is_some(), "{whole} has no column"),
            }
        }
    }
}
