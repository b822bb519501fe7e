//! What can be combined, and what is never traded.

use super::parties::{NOTE, SOURCES};
use super::{Case, Kind, Name, Table, may, must};

/// A rule.
pub(super) static RULE: Table = Table {
    cases: Some((
        "kind",
        &[
            Case::new("requires", &["when"]),
            Case::new("excludes", &["when"]),
            Case::new("allows", &["when"]),
            Case::new("at_most", &["count"]),
        ],
    )),
    ..Table::of(
        "rule",
        "Which options can be combined. `requires`: with `when`, at least one of the options. `excludes`: with `when`, none of them. `allows`: each of them only with `when`. `at_most`: no more than `count` of them.",
        &[
            must("id", Kind::Id(Name::Rule), "Its id."),
            may("label", Kind::Text, "What it is called in reports."),
            must("kind", Kind::Word(&["requires", "excludes", "allows", "at_most"]), "What it says."),
            may("when", Kind::OptionRef, "The option that it turns on."),
            may("count", Kind::Count, "For `at_most`: how many of the options."),
            must("options", Kind::List(&Kind::OptionRef), "The options that it ties."),
            SOURCES,
            NOTE,
        ],
    )
};

/// A norm.
pub(super) static NORM: Table = Table::of(
    "norm",
    "A clause that is never traded. Norms are listed apart from rules, with the source they rest on.",
    &[
        must("id", Kind::Id(Name::Norm), "Its id."),
        must("label", Kind::Text, "What it says, in a few words."),
        must("forbids", Kind::List(&Kind::OptionRef), "Options that no package may have."),
        may(
            "applies_if",
            Kind::List(&Kind::OptionRef),
            "Forbidden only together with one of these; always, where absent.",
        ),
        may("strength", Kind::Word(&["legal", "political", "moral"]), "What kind of norm it is."),
        may("active", Kind::Bool, "`false`: listed, but switched off."),
        may("contested_by", Kind::Text, "Who does not accept it, and why."),
        SOURCES,
        NOTE,
    ],
);
