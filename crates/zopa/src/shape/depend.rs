//! Numbers that do not vary independently.

use super::parties::{NOTE, SOURCES};
use super::unit::STRENGTH;
use super::{Kind, Name, Table, may, must};

/// Numbers that rise and fall together.
pub(super) static DEPENDENCE: Table = Table {
    any_of: &["rise", "fall"],
    ..Table::of(
        "dependence",
        "Numbers that rise and fall with one common cause, such as what a belief about a war says of several parties' no deal. A number is named by its key: `no_deal.PARTY`, `ceiling.PARTY`, `points.ID` of an interaction or box, `factors.ID.OPTION`, or `values.PARTY.ISSUE.OPTION`. Weights cannot stand here: they are tied already, because they share 100 points.",
        &[
            must("id", Kind::Id(Name::Dependence), "Its id."),
            may("label", Kind::Text, "What the numbers depend on, as reports call it."),
            may("rise", Kind::List(&Kind::NumberKey), "Numbers that are high where the common cause is."),
            may("fall", Kind::List(&Kind::NumberKey), "Numbers that are low where the common cause is high."),
            must(
                "strength",
                Kind::Estimate(&STRENGTH),
                "How strongly: the correlation of two numbers that rise together, 0 for none, 1 where one tells the other.",
            ),
            SOURCES,
            NOTE,
        ],
    )
};
