//! Sections whose meaning may still change: read, and checked for ids, dates, ranges and sources; not analysed yet.

use super::enforce::{AFTER, RENEWED};
use super::parties::{NOTE, SOURCES};
use super::unit::{AMOUNT, FACTOR, MONTHS, POINTS, PROBABILITY};
use super::{Key, Kind, Name, Of, Table, may, must};

const LABEL: Key = may("label", Kind::Text, "What it is called in reports.");
const ASSUMPTION: Key =
    may("assumption", Kind::Text, "Whose assumption its numbers are where they have no source.");
const UNSTABLE: Key = may("unstable", Kind::Bool, "A reminder that the section may still change.");
const LATER: Key = may("later", Kind::Bool, "Known only after `as_of`.");
const BY_PARTY: Kind = Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&POINTS));
const BY_STATE: Kind = Kind::Map(Of::Ref(Name::State), &Kind::Estimate(&FACTOR));

/// A lever.
pub(super) static LEVER: Table = Table::of(
    "lever",
    "A carrot or a stick. Effects are points on the target's scale, costs are points of the holder or money; neither is converted.",
    &[
        must("id", Kind::Id(Name::Lever), "Its id."),
        LABEL,
        may("holder", Kind::Ref(Name::Party), "Who holds it."),
        may("payer", Kind::Text, "Who pays for it."),
        may("supplier", Kind::Text, "Who supplies what it needs."),
        may("target", Kind::Text, "On whom it works."),
        may("kind", Kind::Word(&["carrot", "stick", "both"]), "What it is."),
        may(
            "conditional_on",
            Kind::Word(&["agreement", "refusal", "obstruction", "violation"]),
            "What sets it off.",
        ),
        may("consent", Kind::List(&Kind::Ref(Name::Party)), "Who else has to agree."),
        may("levels", Kind::List(&Kind::Loose), "How strongly it can be used."),
        may("effect", Kind::Loose, "What it changes."),
        may("phase_in_months", Kind::Estimate(&MONTHS), "Months until it begins to work."),
        may("full_effect_months", Kind::Estimate(&MONTHS), "Months until it works fully."),
        may("cost_to_holder", Kind::Estimate(&POINTS), "What it costs its holder, in the holder's points."),
        may("money_per_month", Kind::Loose, "What it costs in money."),
        may("money_per_year", Kind::Loose, "What it costs in money."),
        may("credibility", Kind::Estimate(&PROBABILITY), "Probability that it is used as announced."),
        may("substitution", Kind::Loose, "By whom and how far it can be replaced."),
        may("substitutes", Kind::Loose, "What it can itself replace."),
        may("expiry", Kind::Text, "When it ends."),
        may("precedent", Kind::Text, "When it was used before."),
        may("signal_kind", Kind::Text, "What its announcement says."),
        may("date", Kind::Date, "When it was announced."),
        SOURCES,
        NOTE,
    ],
);

