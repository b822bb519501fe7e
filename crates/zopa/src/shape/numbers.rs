//! Numbers, and what can be said instead of numbers.

use super::parties::{NOTE, SOURCES};
use super::unit::{FACTOR as TIMES, POINTS, WEIGHT};
use super::{Kind, Name, Of, Table, may, must};

/// The long form of an estimate. Its numbers keep the bounds of the estimate's unit, so they have none of their own here.
pub static ESTIMATE: Table = Table {
    any_of: &["best", "low", "high"],
    ..Table::of(
        "estimate",
        "A number as people give it. It may be a point (`5`), a range (`[4, 6]`), or this table. Numbers are exact: decimals with at most 18 decimals, or fractions in quotation marks (`\"200/3\"`). What has no source is counted as an analyst's assumption.",
        &[
            may("low", Kind::Plain, "Lowest."),
            may("best", Kind::Plain, "Best guess; the middle of the range where it is absent."),
            may("high", Kind::Plain, "Highest."),
            may("source", Kind::Ref(Name::Source), "Where the number comes from."),
            may("sources", Kind::List(&Kind::Ref(Name::Source)), "The same for several."),
            may("author", Kind::Text, "Who gave it."),
            may("date", Kind::Date, "When."),
            NOTE,
        ],
    )
};

/// Weights by party and issue.
pub(super) static WEIGHTS: Table = Table {
    rest: Some((Of::Ref(Name::Party), &Kind::Map(Of::Ref(Name::Issue), &Kind::Estimate(&WEIGHT)))),
    ..Table::of(
        "weights",
        "Per party, the points of 100 that each issue is worth between its worst and its best option. Of ranges every choice that adds up to 100 counts; where one has to stand for all, and their middles do not add up to 100, all weights move the same share of the way to their high (or low) ends.",
        &[],
    )
};

/// Values by period.
pub(super) static PATH: Table = Table {
    rest: Some((Of::Ref(Name::Party), &Kind::List(&Kind::Estimate(&POINTS)))),
    ..Table::of(
        "values by period",
        "Per party, one number for each period of `at`. Between two given periods values are interpolated linearly; after the last they stay.",
        &[may(
            "at",
            Kind::List(&Kind::Count),
            "The periods the numbers are for, ascending; 0 is now. In a view it may be left out: the base's then hold.",
        )],
    )
};

/// A pair of options.
pub(super) static INTERACTION: Table = Table::of(
    "interaction",
    "Points that a party gets (or loses) when two options of different issues come together.",
    &[
        must("id", Kind::Id(Name::Interaction), "Its id."),
        must("party", Kind::Ref(Name::Party), "Whose points they are."),
        must("a", Kind::OptionRef, "One option."),
        must("b", Kind::OptionRef, "The other option, of another issue."),
        must("points", Kind::Estimate(&POINTS), "The points."),
        SOURCES,
        NOTE,
    ],
);

/// A box of packages.
pub(super) static BOX: Table = Table::of(
    "box",
    "Points that a party gets (or loses) when every issue named in `when` has one of the options listed for it: a box of packages, as in domains made of constraints.",
    &[
        must("id", Kind::Id(Name::Interaction), "Its id; no interaction may have the same."),
        must("party", Kind::Ref(Name::Party), "Whose points they are."),
        must(
            "when",
            Kind::Map(Of::Ref(Name::Issue), &Kind::List(&Kind::OptionOfKey)),
            "The options inside the box, for at least two issues; issues not named do not matter.",
        ),
        must("points", Kind::Estimate(&POINTS), "The points."),
        SOURCES,
        NOTE,
    ],
);

/// A multiplier.
pub(super) static FACTOR: Table = Table::of(
    "factor",
    "Multiplies what the listed options are worth to a party by a number that depends on the option chosen on another issue. An option has at most one factor per party.",
    &[
        must("id", Kind::Id(Name::Factor), "Its id."),
        must("party", Kind::Ref(Name::Party), "Whose values it changes."),
        must("by", Kind::Ref(Name::Issue), "The issue whose option decides the number."),
        must("options", Kind::List(&Kind::OptionRef), "The options whose value is multiplied."),
        must(
            "factor",
            Kind::Map(Of::OptionOf("by"), &Kind::Estimate(&TIMES)),
            "The number per option of `by`; 1 for options not listed.",
        ),
        SOURCES,
        NOTE,
    ],
);
