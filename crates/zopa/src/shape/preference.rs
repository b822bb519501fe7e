//! What can be said instead of numbers.

use super::parties::{NOTE, SOURCES};
use super::unit::{APART, RATIO};
use super::words::STANCE;
use super::{Case, Kind, Name, Table, may, must};

/// Words of difference, smallest first.
const DEGREES: Kind = Kind::Words(&crate::scenario::Degree::WORDS);

const fn pairs(word: &'static str, keys: &'static [&'static str], pairs: &'static [&'static str]) -> Case {
    Case { word, keys, pairs }
}

/// A statement of preference.
pub(super) static PREFERENCE: Table = Table {
    cases: Some((
        "kind",
        &[
            Case::new("order", &["issues"]),
            Case::new("order", &["issue", "options"]),
            pairs("ratio", &["issues", "ratio"], &["issues"]),
            Case::new("stance", &["issue", "option", "stance"]),
            pairs("difference", &["issue", "options", "difference"], &["options"]),
            pairs("difference", &["issues", "difference"], &["issues"]),
            Case::new("package", &["better", "worse"]),
            pairs("alike", &["packages"], &["packages"]),
            pairs("alike", &["packages", "within"], &["packages"]),
            Case::new("as_no_deal", &["package"]),
            Case::new("as_no_deal", &["package", "within"]),
            Case::new("open", &["question"]),
        ],
    )),
    ..Table::of(
        "preference",
        "What a person says in place of a number, one answer per row: an order, a ratio, a word for an option or for a difference, a comparison of packages. Every preference that agrees with all answers of a party is possible; none is fitted. An even swap is a comparison: a package and the same package changed in two issues are alike. Points given directly are no answers but estimates: they stand in `values`, `weights` and `no_deal`. `zopa elicit` asks for answers and writes these rows.",
        &[
            must("party", Kind::Ref(Name::Party), "Whose preference it is."),
            must(
                "kind",
                Kind::Word(&[
                    "order",
                    "ratio",
                    "stance",
                    "difference",
                    "package",
                    "alike",
                    "as_no_deal",
                    "open",
                ]),
                "What is said.",
            ),
            may(
                "issues",
                Kind::Tiers(&Kind::Ref(Name::Issue)),
                "Order: issues by the weight of their swing from worst to best, largest first; issues of a list within the list are alike, and what cannot be placed is left out. Ratio, difference: two issues.",
            ),
            may(
                "issue",
                Kind::Ref(Name::Issue),
                "Order, stance, difference: the issue whose options are meant.",
            ),
            may(
                "options",
                Kind::Tiers(&Kind::OptionOf("issue")),
                "Order: options of `issue` by value, best first; options of a list within the list are alike, and what cannot be placed is left out. Difference: two options, the better one first.",
            ),
            may(
                "ratio",
                Kind::Estimate(&RATIO),
                "Ratio: weight of the first issue over the weight of the second.",
            ),
            may("option", Kind::OptionOf("issue"), "Stance: the option."),
            may(
                "stance",
                STANCE,
                "Stance: how acceptable the option is. Of two options of an issue, the one with the better word is worth at least as much. No word makes a red line: that stands under `red_lines`.",
            ),
            may(
                "difference",
                DEGREES,
                "Difference: how much better the first option is than the second, or how much more the swing of the first issue matters than that of the second; one word, or two as a range.",
            ),
            may("better", Kind::PackageOr(&["no deal"]), "Package: the better one, or `\"no deal\"`."),
            may("worse", Kind::PackageOr(&["no deal"]), "Package: the worse one, or `\"no deal\"`."),
            may("packages", Kind::List(&Kind::Package), "Alike: two packages that are about as good."),
            may("package", Kind::Package, "As no deal: the package that is about as bad."),
            may(
                "within",
                Kind::Estimate(&APART),
                "Alike, as no deal: how many points apart the two may be, of a range its high end; 5 where it is absent.",
            ),
            may(
                "question",
                Kind::Text,
                "Open: a question that was put and left open. It says nothing and is not asked again.",
            ),
            may("said", Kind::Text, "The person's own words."),
            may(
                "sure",
                Kind::Bool,
                "`false`: the person is not sure. The answer is kept and binds nothing; `true` where it is absent.",
            ),
            SOURCES,
            may("author", Kind::Text, "Who says so."),
            may("date", Kind::Date, "When it was said."),
            NOTE,
        ],
    )
};
