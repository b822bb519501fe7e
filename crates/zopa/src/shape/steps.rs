//! Steps in which an agreement is carried out, what answers what, and orders to compare.

use super::parties::{NOTE, SOURCES};
use super::unit::{MONTHS, POINTS};
use super::{Key, Kind, Name, Of, Table, may, must};

const LABEL: Key = may("label", Kind::Text, "What it is called in reports.");

/// How far a step can be undone, most first.
pub const REVERSIBLE: &[&str] = &["yes", "costly", "partly", "slow", "no"];

/// A step.
pub(super) static STEP: Table = Table::of(
    "step",
    "A step in which an agreement is carried out. Gains are points when it is done, negative where it is paid.",
    &[
        must("id", Kind::Id(Name::Step), "Its id."),
        LABEL,
        may("actor", Kind::List(&Kind::Ref(Name::Party)), "Who takes it: at least one party."),
        may(
            "requires",
            Kind::List(&Kind::Ref(Name::Step)),
            "Steps that come first. In place of one that does not belong to a package, what that one requires comes first.",
        ),
        may(
            "applies_if",
            Kind::List(&Kind::List(&Kind::OptionRef)),
            "It belongs to packages with one option of each of these lists; to all, where absent.",
        ),
        may(
            "reversible",
            Kind::Word(REVERSIBLE),
            "How far it can be undone when somebody stops: wholly (`yes`), about half (`costly`, `partly`), about a quarter (`slow`), not at all (`no`, and where absent).",
        ),
        may(
            "months",
            Kind::Estimate(&MONTHS),
            "Months it takes once those it requires are done; none, where absent.",
        ),
        may(
            "gain",
            Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&POINTS)),
            "What it gives each party, in points of its own scale: negative where it is paid; nothing to parties not named.",
        ),
        may(
            "can_block",
            Kind::List(&Kind::Ref(Name::Party)),
            "Who can stop it when its turn comes; those who take it, where absent.",
        ),
        may("optional", Kind::Bool, "It may be left out."),
        SOURCES,
        NOTE,
    ],
);

/// An answer.
pub(super) static RECIPROCAL: Table = Table::of(
    "reciprocal",
    "Which steps answer a step: what whoever gives in it is to get back.",
    &[
        must("step", Kind::Ref(Name::Step), "The step."),
        may(
            "answered_by",
            Kind::List(&Kind::Ref(Name::Step)),
            "The steps that answer it; none: it asks for no answer.",
        ),
        SOURCES,
        NOTE,
    ],
);

/// An order of steps.
pub(super) static ORDER: Table = Table::of(
    "order of steps",
    "An order to compare others with: how it begins. The rest is completed so that it needs the least guarantee.",
    &[
        must("id", Kind::Id(Name::Order), "Its id."),
        LABEL,
        may(
            "first",
            Kind::List(&Kind::Ref(Name::Step)),
            "The steps it begins with, one after another; those that do not belong to a package are left out of it.",
        ),
        may(
            "waives",
            Kind::List(&Kind::Pair(&Kind::Ref(Name::Step))),
            "Pairs of steps: the first no longer requires the second.",
        ),
        SOURCES,
        NOTE,
    ],
);
