//! Positions, convergences and statements: what can be said without numbers.

use super::parties::{NOTE, SOURCES};
use super::{Kind, Name, Table, may, must};

pub(super) const STANCE: Kind =
    Kind::Word(&["essential", "desirable", "acceptable", "tolerable", "unacceptable"]);

/// A dated position.
pub(super) static POSITION: Table = Table {
    any_of: &["quote", "text"],
    ..Table::of(
        "position",
        "Who said what about which option, and when: one row per dated position. Several rows show movement.",
        &[
            must("party", Kind::Ref(Name::Party), "Whose position it is."),
            must("issue", Kind::Ref(Name::Issue), "The issue it is about."),
            may("option", Kind::OptionOf("issue"), "The option it is about; absent: a remark on the issue."),
            may("date", Kind::Date, "When it was taken; later than `as_of`, it is hidden."),
            may("stance", STANCE, "How the party stands to the option."),
            may("quote", Kind::Text, "The exact words."),
            may("text", Kind::Text, "A paraphrase."),
            SOURCES,
            may("statements", Kind::List(&Kind::Ref(Name::Statement)), "Statements that it rests on."),
            may("reported", Kind::Bool, "Told by others or by unnamed sources."),
            NOTE,
        ],
    )
};

/// A convergence.
pub(super) static CONVERGENCE: Table = Table::of(
    "convergence",
    "What nobody contests any more, as the analyst sees it.",
    &[
        may("issue", Kind::Ref(Name::Issue), "The issue it is about."),
        must("text", Kind::Text, "What it is."),
        may(
            "strength",
            Kind::Word(&["none", "words only", "reported", "fair", "strong"]),
            "How far it goes.",
        ),
        may("statements", Kind::List(&Kind::Ref(Name::Statement)), "Statements that it rests on."),
        SOURCES,
        NOTE,
    ],
);

/// A statement.
pub(super) static STATEMENT: Table = Table {
    any_of: &["quote", "text"],
    ..Table::of(
        "statement",
        "A public statement, offer, threat or deed.",
        &[
            must("id", Kind::Id(Name::Statement), "Its id."),
            may("date", Kind::Date, "When; later than `as_of`, it is hidden."),
            may("date_precision", Kind::Word(&["day", "month", "year"]), "How exactly the date is known."),
            must("speaker", Kind::Text, "Who spoke or acted."),
            may("party", Kind::Ref(Name::Party), "The party the speaker belongs to."),
            may("co_parties", Kind::List(&Kind::Text), "Others who said it with them."),
            may("other", Kind::Text, "Whom the speaker belongs to, where that is no party of the scenario."),
            may("audience", Kind::Word(&["home", "counterpart", "mediator", "public", "ally"]), "To whom."),
            may(
                "kind",
                Kind::Word(&[
                    "cheap_talk",
                    "sunk_cost",
                    "tied_hands",
                    "offer",
                    "acceptance",
                    "rejection",
                    "threat",
                    "deed",
                ]),
                "What kind of act it is.",
            ),
            may("about", Kind::List(&Kind::Table(&ABOUT)), "What it is about."),
            may("quote", Kind::Text, "The exact words."),
            may("text", Kind::Text, "A paraphrase."),
            may(
                "attribution",
                Kind::Word(&["direct", "reported", "reported_by_other_party"]),
                "How it is known.",
            ),
            may("confidence", Kind::Word(&["seen", "memory"]), "Whether the source was read."),
            may("minor", Kind::Bool, "Little information, or a side issue."),
            SOURCES,
            NOTE,
        ],
    )
};

/// What a statement is about.
static ABOUT: Table = Table {
    any_of: &["issue", "target"],
    ..Table::of(
        "subject",
        "An issue, perhaps an option of it and the stance taken; or something else.",
        &[
            may("issue", Kind::Ref(Name::Issue), "The issue."),
            may("option", Kind::OptionOf("issue"), "The option."),
            may("stance", STANCE, "The stance taken."),
            may(
                "target",
                Kind::Text,
                "Something else, such as `no_deal`, `lever:us_aid` or `process:summit`.",
            ),
        ],
    )
};
