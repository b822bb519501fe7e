//! Sections whose meaning may still change: read and checked for ids, dates, ranges and sources, not analysed yet.

use super::parties::{NOTE, SOURCES};
use super::{Kind, Name, Table, may, must};

const fn unstable(name: &'static str, doc: &'static str, keys: &'static [super::Key]) -> Table {
    Table { unstable: true, ..Table::of(name, doc, keys) }
}

pub(super) static LEVER: Table =
    unstable("lever", "A carrot or a stick.", &[must("id", Kind::Id(Name::Lever), "Its id."), SOURCES, NOTE]);
pub(super) static GUARANTEE: Table = unstable(
    "guarantee",
    "A form a guarantee can take.",
    &[must("id", Kind::Id(Name::Guarantee), "Its id."), SOURCES, NOTE],
);
pub(super) static STEP: Table = unstable(
    "step",
    "A step in which an agreement is carried out.",
    &[
        must("id", Kind::Id(Name::Step), "Its id."),
        SOURCES,
        NOTE,
        may("requires", Kind::List(&Kind::Ref(Name::Step)), "Steps that come first."),
    ],
);
pub(super) static WAR: Table = unstable("war", "A coarse model of what happens without a deal.", &[NOTE]);
pub(super) static RATIFICATION: Table = unstable("ratification", "Who must say yes at home.", &[NOTE]);
