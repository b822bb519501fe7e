//! Sources, parties, and issues with their options.

use super::enforce::PROVISIONS;
use super::unit::{POINTS, VALUE};
use super::{Key, Kind, Name, Of, Table, may, must};

pub(super) const SOURCES: Key = may(
    "sources",
    Kind::List(&Kind::Ref(Name::Source)),
    "Ids of the sources of this row (not of its numbers).",
);
pub(super) const NOTE: Key = may("note", Kind::Text, "A remark.");

/// A cited source.
pub(super) static SOURCE: Table = Table::of(
    "source",
    "A cited source. Its id is the name of its table.",
    &[
        must("title", Kind::Text, "What it is called, and where it appeared."),
        may("author", Kind::Text, "Who wrote or said it."),
        may("url", Kind::Text, "Where it can be found."),
        may("date", Kind::Date, "When it appeared."),
        may("licence", Kind::Text, "Under which terms it may be used."),
        may("seen", Kind::Text, "How it was read: `page`, `excerpt`, `memory`, or in other words."),
        may("bias", Kind::Text, "Why it may lean to one side."),
        may(
            "later",
            Kind::Bool,
            "A remark that it is later than the scenario; the dates decide what is hidden.",
        ),
        NOTE,
    ],
);

/// A party.
pub(super) static PARTY: Table = Table::of(
    "party",
    "Somebody with values: a party, mediator, guarantor, funder or affected group.",
    &[
        must("id", Kind::Id(Name::Party), "Its id."),
        must("name", Kind::Text, "What it is called."),
        may(
            "role",
            Kind::Word(&["party", "mediator", "guarantor", "funder", "affected"]),
            "What it does in the talks; `party` where it is absent.",
        ),
        may(
            "consent",
            Kind::Word(&["whole", "carried", "none"]),
            "What it is asked for: every package, packages with a clause it has to carry out, or nothing. Where it is absent, a party is asked for the whole, an affected group for nothing, everybody else for what it carries.",
        ),
        may(
            "ceiling",
            Kind::Estimate(&POINTS),
            "No package counts as worth more to it than this many points.",
        ),
        NOTE,
    ],
);

/// An issue.
pub(super) static ISSUE: Table = Table::of(
    "issue",
    "Something to agree on, with the options there are.",
    &[
        must("id", Kind::Id(Name::Issue), "Its id."),
        must("label", Kind::Text, "What it is called in reports."),
        must(
            "options",
            Kind::Rows(&OPTION),
            "Its options: at most 4096, of which a package has exactly one.",
        ),
        SOURCES,
        NOTE,
    ],
);

/// An option.
static OPTION: Table = Table::of(
    "option",
    "One way to settle an issue.",
    &[
        must(
            "id",
            Kind::Id(Name::Option),
            "Its id, unique within the issue; elsewhere it is written `issue.option`.",
        ),
        must("label", Kind::Text, "What it is called in reports."),
        may("clause", Kind::Text, "Its text in a package; the label where it is absent."),
        may("date", Kind::Date, "When it was first publicly proposed; later than `as_of`, it is hidden."),
        may("carried_by", Kind::List(&Kind::Ref(Name::Party)), "Who has to carry it out."),
        may("regions", Kind::List(&Kind::Text), "Regions of the map that it is about."),
        may(
            "provisions",
            Kind::List(&Kind::Word(PROVISIONS)),
            "What kinds of provisions of peace agreements it contains, by the names of the UCDP Peace Agreement Dataset: `cease`, `withd`, `pko` and so on.",
        ),
        may(
            "control",
            Kind::RefOr(Name::Party, &["line", "shared"]),
            "Who holds these regions under it: a party, `line` or `shared`.",
        ),
        may(
            "values",
            Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&VALUE)),
            "What it is worth to each party, from 0 (the worst option of the issue) to 100 (the best); any number with `raw_weights = true`.",
        ),
        SOURCES,
        NOTE,
    ],
);
