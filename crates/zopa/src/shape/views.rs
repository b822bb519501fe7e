//! Views, packages, splits and the map.

use super::numbers::{PATH, WEIGHTS};
use super::parties::{NOTE, SOURCES};
use super::unit::{FACTOR, POINTS, PROBABILITY, SHARE, VALUE};
use super::{Kind, Name, Of, Table, may, must};

/// An overlay.
pub(super) static VIEW: Table = Table::of(
    "view",
    "A named overlay: it replaces whole numbers of the base, key by key. Completeness and sums are checked after the overlay.",
    &[
        may("label", Kind::Text, "What it is called in reports."),
        may("held_by", Kind::Text, "Who holds it."),
        may("reason", Kind::Text, "Why."),
        may("dissent", Kind::Text, "What speaks against it, and who says so."),
        SOURCES,
        NOTE,
        may("weights", Kind::Table(&WEIGHTS), "Weights that it replaces."),
        may("no_deal", Kind::Table(&PATH), "Values of no deal that it replaces."),
        may(
            "values",
            Kind::Map(Of::OptionRef, &Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&VALUE))),
            "Values that it replaces: per `\"issue.option\"`, by party.",
        ),
        may(
            "firmness",
            Kind::Map(Of::Ref(Name::RedLine), &Kind::Estimate(&PROBABILITY)),
            "Firmness that it replaces, by red line.",
        ),
        may(
            "points",
            Kind::Map(Of::Ref(Name::Interaction), &Kind::Estimate(&POINTS)),
            "Points that it replaces, by interaction or box.",
        ),
        may(
            "factor",
            Kind::Map(Of::Ref(Name::Factor), &Kind::Map(Of::OptionOfFactor, &Kind::Estimate(&FACTOR))),
            "Factors that it replaces: per factor, by option of the issue that decides it.",
        ),
    ],
);

/// A package with a name.
pub(super) static PACKAGE: Table = Table::of(
    "package",
    "One option per issue, under a name.",
    &[
        must("id", Kind::Id(Name::Package), "Its id."),
        must("label", Kind::Text, "What it is called in reports."),
        may("date", Kind::Date, "When it was proposed; later than `as_of`, it is hidden."),
        must("choices", Kind::Map(Of::Ref(Name::Issue), &Kind::OptionOfKey), "The option of every issue."),
        may(
            "assumed",
            Kind::List(&Kind::Ref(Name::Issue)),
            "Issues on which the text is silent and the option is the encoder's reading.",
        ),
        may("text", Kind::Text, "What the text says."),
        SOURCES,
        NOTE,
    ],
);

/// A split.
pub(super) static SPLIT: Table = Table::of(
    "split",
    "How an issue may be split into several that are decided apart.",
    &[
        must("id", Kind::Id(Name::Split), "Its id."),
        must("issue", Kind::Ref(Name::Issue), "The issue that is split."),
        must("parts", Kind::Rows(&PART), "The parts, in order."),
        must(
            "map",
            Kind::Map(Of::OptionOf("issue"), &Kind::List(&Kind::Text)),
            "For every option of the issue, the option of each part, in order.",
        ),
        may(
            "values",
            Kind::Map(Of::Ref(Name::Party), &Kind::Map(Of::Free, &Kind::Estimate(&VALUE))),
            "Per party, what each `\"part.option\"` adds to the value of the whole issue; worked out from `map` where it is absent and `map` determines it.",
        ),
        SOURCES,
        NOTE,
    ],
);

/// A part of a split.
static PART: Table = Table::of(
    "part",
    "One part of a split issue.",
    &[
        must("id", Kind::Id(Name::Part), "Its id; no issue may have the same."),
        may("label", Kind::Text, "What it is called in reports."),
        must("options", Kind::List(&Kind::Text), "Ids of its options."),
    ],
);

/// The map.
pub(super) static MAP: Table = Table::of(
    "map",
    "The region file, which issue is about which regions, and who holds what.",
    &[
        must("file", Kind::Text, "A GeoJSON file, relative to the scenario."),
        must("id_property", Kind::Text, "The property of its features that holds the id of the region."),
        must("name_property", Kind::Text, "The property that holds its name."),
        may("attribution", Kind::Text, "Whom to credit for the file."),
        may("boundary_view", Kind::Text, "Whose view of the boundaries it shows."),
        may(
            "regions",
            Kind::Map(Of::Ref(Name::Issue), &Kind::List(&Kind::Text)),
            "The regions that an issue is about.",
        ),
        may("control", Kind::Rows(&CONTROL), "Who holds which share of a region, on a date."),
        NOTE,
    ],
);

/// A holding.
static CONTROL: Table = Table::of(
    "holding",
    "Who holds which share of a region, on a date.",
    &[
        must("region", Kind::Text, "The region."),
        must(
            "holder",
            Kind::RefOr(Name::Party, &["line", "shared"]),
            "Who holds it: a party, `line` or `shared`.",
        ),
        must("share", Kind::Estimate(&SHARE), "Which share of it."),
        may("as_of", Kind::Date, "When."),
        may("source", Kind::Ref(Name::Source), "Where it comes from."),
        SOURCES,
        NOTE,
    ],
);
