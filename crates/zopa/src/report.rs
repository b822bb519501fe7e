//! The report: what a question found, as plain data that every renderer shows.
//!
//! A report is a list of [`Block`]s in reading order, sentences first. A
//! renderer (terminal, HTML, CSV, DOCX) knows blocks and nothing else, so an
//! answer is worded once. No picture stands without its table and one sentence.

/// A document: a title and blocks in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Title.
    pub title: String,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; level 1 is below the document's title. `id` is unique in the document.
    Heading {
        /// 1 to 3.
        level: u8,
        /// Text.
        text: String,
        /// Anchor.
        id: String,
    },
    /// A finding, in one or two sentences: what a reader should take away.
    Finding(String),
    /// Running text.
    Text(String),
    /// A list of sentences.
    List(Vec<String>),
    /// A draft text: numbered clauses, each with the issue it settles.
    Clauses(Vec<Clause>),
    /// A quotation with its source line.
    Quote {
        /// The exact words.
        text: String,
        /// Who, when, source.
        cite: String,
    },
    /// A table.
    Table(Table),
    /// A picture, with the table it draws.
    Picture(Picture),
    /// A caveat: a limit said where it bites.
    Caveat(String),
    /// Starts a new printed page.
    PageBreak,
}

impl Block {
    /// A heading.
    pub fn heading(level: u8, text: &str, id: &str) -> Block {
        Block::Heading { level, text: text.into(), id: id.into() }
    }
}

/// A clause of a package as a draft text.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// The issue it settles.
    pub issue: String,
    /// The text.
    pub text: String,
    /// Whether the option is the encoder's reading of a silent text.
    pub assumed: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Name for files and anchors, unique in the document: `[a-z0-9-]+`.
    pub id: String,
    /// Caption.
    pub caption: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// Column heads.
    pub head: Vec<String>,
    /// Whether each column holds numbers (aligned right).
    pub numeric: Vec<bool>,
    /// Rows; the first cell is the row's head.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: its text and how it is meant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Text.
    pub text: String,
    /// Meaning, never carried by colour alone.
    pub tone: Tone,
    /// A longer remark (a quote, a source), shown where there is room.
    pub detail: Option<String>,
}

/// How a cell or mark is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Plain.
    #[default]
    Plain,
    /// Accepts, holds, is in the zone.
    Yes,
    /// Refuses, breaks, is outside.
    No,
    /// Open, unknown, not proved.
    Open,
    /// Less important.
    Quiet,
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell { text, ..Cell::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        text.to_string().into()
    }
}

/// A picture with the table it draws and its one-sentence summary (`table.summary`).
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What is drawn.
    pub drawing: Drawing,
    /// The same data as a table.
    pub table: Table,
}

/// What a picture draws. Values of different parties never share an axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawing {
    /// One bar per party on its own 0–100 scale, with a tick at no deal.
    Bars(Vec<Bar>),
    /// Points of two parties, each on its own axis; the efficient points joined as steps.
    Scatter(Scatter),
    /// Rungs from the bottom up, each held or not.
    Ladder(Vec<Rung>),
    /// Regions coloured by what a package or a dated layer says.
    Map(MapDrawing),
    /// How far an outcome of one party swings, one assumption at a time.
    Swings(Swings),
    /// Steps one below the other on an axis of time.
    Schedule(Schedule),
    /// How something moves over periods, a panel and a scale per party, with the spread over worlds.
    Fans(Fans),
}

/// Steps in their order, and when each is taken.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schedule {
    /// What the axis counts, such as `months`.
    pub unit: String,
    /// The steps, first to last.
    pub stages: Vec<Stage>,
}

/// One step of a schedule.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stage {
    /// Label.
    pub label: String,
    /// When it begins.
    pub from: f64,
    /// When it is done.
    pub to: f64,
    /// `No`: somebody gains by stopping before it.
    pub tone: Tone,
}

/// Something over periods.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fans {
    /// Where each period stands, and what it is called; ascending.
    pub periods: Vec<(f64, String)>,
    /// One per party, each on its own scale.
    pub rows: Vec<Fan>,
}

/// One party's.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fan {
    /// The party.
    pub label: String,
    /// Per period: low, median and high.
    pub points: Vec<[f64; 3]>,
}

/// A bar on a party's own scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Party.
    pub label: String,
    /// Value, on the party's own scale.
    pub value: f64,
    /// No-deal value, on the same scale.
    pub no_deal: f64,
    /// Lowest and highest value over the stated ranges, where known.
    pub range: Option<(f64, f64)>,
    /// Accepts, refuses, not asked.
    pub tone: Tone,
}

/// A tornado: one outcome of one party, and what one assumption at a time does to it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Swings {
    /// The outcome where nothing has moved.
    pub start: f64,
    /// The largest swing first.
    pub rows: Vec<SwingBar>,
}

/// One assumption.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SwingBar {
    /// What moves.
    pub label: String,
    /// The outcome at the low and at the high end of its range, and what these ends are.
    pub ends: [(f64, String); 2],
}

/// A two-party picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scatter {
    /// Axis titles (party names), horizontal then vertical.
    pub axes: [String; 2],
    /// Efficient points.
    pub frontier: Vec<(f64, f64)>,
    /// No-deal values; the acceptable corner is above and right of them.
    pub no_deal: (f64, f64),
    /// Labelled points.
    pub marks: Vec<Mark>,
}

/// A labelled point.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Label.
    pub label: String,
    /// Position.
    pub at: (f64, f64),
    /// Accepted by all asked, refused.
    pub tone: Tone,
}

/// A rung of a ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Rung {
    /// Short label.
    pub label: String,
    /// Sentence.
    pub text: String,
    /// Held or not.
    pub tone: Tone,
}

/// Regions and how they are marked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MapDrawing {
    /// Regions, each a list of rings of (longitude, latitude) in degrees.
    pub regions: Vec<Region>,
    /// Legend: one entry per `class` used.
    pub legend: Vec<String>,
    /// Attribution of the geometry.
    pub attribution: String,
}

/// One region.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Region {
    /// Name.
    pub name: String,
    /// Rings in degrees.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// Index into the legend (fill and hatch); `None`: not in question.
    pub class: Option<usize>,
    /// Remark, such as a share held.
    pub remark: Option<String>,
}
