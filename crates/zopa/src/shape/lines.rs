//! Red lines and the groups they belong to.

use super::parties::NOTE;
use super::unit::{CORRELATION, PROBABILITY};
use super::{Kind, Name, Table, may, must};

/// One hidden toughness.
pub(super) static GROUP: Table = Table::of(
    "group",
    "Red lines of one party that share a hidden toughness: they tend to be real together.",
    &[
        must("party", Kind::Ref(Name::Party), "Whose lines they are."),
        may("label", Kind::Text, "What it is called in reports."),
        may("within", Kind::Estimate(&CORRELATION), "How strongly lines of this group go together."),
        may(
            "with_others",
            Kind::Estimate(&CORRELATION),
            "How strongly they go together with lines of other groups of the party.",
        ),
        NOTE,
    ],
);

/// A red line.
pub(super) static RED_LINE: Table = Table::of(
    "red line",
    "Options that a party refuses if the line is real. What the party claims in public and what the analyst judges are kept apart.",
    &[
        must("id", Kind::Id(Name::RedLine), "Its id."),
        must("party", Kind::Ref(Name::Party), "Whose line it is."),
        may("group", Kind::Ref(Name::Group), "The group it belongs to."),
        must("label", Kind::Text, "What it says."),
        must("excludes", Kind::List(&Kind::OptionRef), "The options that cross it."),
        may("claimed", Kind::Table(&REMARK), "The public claim; absent: nobody claims it."),
        may("superseded", Kind::Table(&REMARK), "When and how the claim was moved."),
        may("firmness", Kind::Estimate(&PROBABILITY), "Judged probability that the line is real."),
        may("reasons", Kind::List(&Kind::Text), "Why it was judged so."),
        NOTE,
    ],
);

/// A dated remark.
static REMARK: Table = Table::of(
    "claim",
    "Something said in public.",
    &[
        may("date", Kind::Date, "When."),
        may("quote", Kind::Text, "The exact words."),
        may("text", Kind::Text, "A paraphrase."),
        super::parties::SOURCES,
    ],
);
