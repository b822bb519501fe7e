//! The format of a scenario, described once.
//!
//! One set of constant tables says which keys there are, what each holds, and what it is for. Reading
//! checks files against it, [`crate::schema`] turns it into a JSON Schema for editors, and [`reference()`]
//! into the reference page. A new key is one line here.

mod depend;
mod enforce;
mod levers;
mod lines;
mod numbers;
mod parties;
mod preference;
mod rules;
mod steps;
mod top;
pub mod unit;
mod views;
mod war;
mod words;

mod reference;

pub use enforce::PROVISIONS;
pub use numbers::ESTIMATE;
pub use reference::reference;
pub use steps::REVERSIBLE;
pub use top::SCENARIO;
use unit::Unit;

/// Kinds of things that have ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Name {
    Party,
    Issue,
    /// Within its issue.
    Option,
    Source,
    RedLine,
    Group,
    Package,
    Statement,
    /// Interactions and boxes: views replace the points of both by id.
    Interaction,
    Factor,
    Part,
    Rule,
    Norm,
    Split,
    Dependence,
    View,
    Lever,
    Guarantee,
    Step,
    Order,
    State,
    /// Levels of aid.
    Aid,
    Body,
}

impl Name {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Name::Party => "party",
            Name::Issue => "issue",
            Name::Option => "option",
            Name::Source => "source",
            Name::RedLine => "red line",
            Name::Group => "group",
            Name::Package => "package",
            Name::Statement => "statement",
            Name::Interaction => "interaction or box",
            Name::Factor => "factor",
            Name::Part => "part",
            Name::Rule => "rule",
            Name::Norm => "norm",
            Name::Split => "split",
            Name::Dependence => "dependence",
            Name::View => "view",
            Name::Lever => "lever",
            Name::Guarantee => "guarantee",
            Name::Step => "step",
            Name::Order => "order of steps",
            Name::State => "state",
            Name::Aid => "level of aid",
            Name::Body => "body",
        }
    }
}

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Any text.
    Text,
    /// A day, month or year in quotation marks.
    Date,
    /// `true` or `false`.
    Bool,
    /// A whole number, zero or more.
    Count,
    /// A number of the unit of the estimate around it.
    Plain,
    /// A number as people give it: a point, a range, low–best–high.
    Estimate(&'static Unit),
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, which ascend, or two of them: the lowest and the highest of a range.
    Words(&'static [&'static str]),
    /// The id this row defines.
    Id(Name),
    /// The id of something defined elsewhere.
    Ref(Name),
    /// The same, or one of these words.
    RefOr(Name, &'static [&'static str]),
    /// `issue.option`.
    OptionRef,
    /// The key of a number that can depend on others: `no_deal.RU`.
    NumberKey,
    /// An option of the issue that the key of this name beside it holds.
    OptionOf(&'static str),
    /// An option of the issue that is the key of the map this stands in.
    OptionOfKey,
    /// The id of a package, or its choices by issue.
    Package,
    /// The same, or one of these words.
    PackageOr(&'static [&'static str]),
    /// A list.
    List(&'static Kind),
    /// A list; those of a list within it are alike.
    Tiers(&'static Kind),
    /// A table whose keys are ids.
    Map(Of, &'static Kind),
    /// One table.
    Table(&'static Table),
    /// Any number of tables.
    Rows(&'static Table),
    /// Two of these.
    Pair(&'static Kind),
    /// Words, numbers, ranges and tables of such: only the ranges are checked. For sections that may still change.
    Loose,
}

/// What the keys of a map are.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    /// Ids defined elsewhere.
    Ref(Name),
    /// Ids defined here.
    New(Name),
    /// `issue.option`.
    OptionRef,
    /// Options of the issue that the key of this name beside the map holds.
    OptionOf(&'static str),
    /// Options of the issue that decides the factor whose id is the key of the map around this one.
    OptionOfFactor,
    /// Anything.
    Free,
}

/// One key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it has to be there.
    pub required: bool,
    /// What it is for: one sentence.
    pub doc: &'static str,
    /// What it holds may still change: unknown keys within are only warned about, and nothing is analysed yet.
    pub unstable: bool,
}

/// A key that has to be there.
pub(crate) const fn must(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: true, doc, unstable: false }
}

/// A key that may be left out.
pub(crate) const fn may(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc, unstable: false }
}

/// A key whose meaning may still change.
pub(crate) const fn soon(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc, unstable: true }
}

/// A table of the format.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// What one such table is called.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
    /// What any other key is, where other keys are allowed.
    pub rest: Option<(Of, &'static Kind)>,
    /// Keys of which at least one has to be there.
    pub any_of: &'static [&'static str],
    /// Keys that belong to one word of a key: the key, then per word the keys that go with it.
    pub cases: Option<(&'static str, &'static [Case])>,
}

impl Case {
    pub(crate) const fn new(word: &'static str, keys: &'static [&'static str]) -> Case {
        Case { word, keys, pairs: &[] }
    }
}

/// The keys that go with one word.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The word.
    pub word: &'static str,
    /// All of these keys, and none that only other cases have.
    pub keys: &'static [&'static str],
    /// Those of them whose list has exactly two items.
    pub pairs: &'static [&'static str],
}

impl Table {
    /// A table with these keys and nothing special.
    pub(crate) const fn of(name: &'static str, doc: &'static str, keys: &'static [Key]) -> Table {
        Table { name, doc, keys, rest: None, any_of: &[], cases: None }
    }

    /// The key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}
