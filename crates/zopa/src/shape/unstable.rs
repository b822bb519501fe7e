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

/// The war model.
pub(super) static WAR: Table = Table::of(
    "war section",
    "A coarse model of what happens without a deal: states, and how likely each period leads from one to another.",
    &[
        UNSTABLE,
        ASSUMPTION,
        may("period", Kind::Text, "What one period is."),
        may("start_state", Kind::Ref(Name::State), "Where it begins."),
        may("start_aid", Kind::Text, "The level of aid it begins with."),
        may("states", Kind::Rows(&STATE), "The states."),
        may("aid_levels", Kind::Map(Of::Free, &Kind::Text), "Levels of aid, in words."),
        may(
            "transitions",
            Kind::Map(
                Of::Free,
                &Kind::Map(
                    Of::Ref(Name::State),
                    &Kind::Map(Of::Ref(Name::State), &Kind::Estimate(&PROBABILITY)),
                ),
            ),
            "Per level of aid, the probability of going from one state to another in a period; what is left is the probability of staying.",
        ),
        may("facts", Kind::Rows(&FACT), "What the transitions have to be consistent with."),
        may("aid_lag", Kind::Loose, "How soon a change of aid works."),
        may("sanctions_effect", Kind::Loose, "What sanctions multiply."),
        may(
            "human_cost",
            Kind::Rows(&COST),
            "People killed and wounded; sources that disagree are kept apart.",
        ),
        may("money_cost", Kind::Rows(&COST), "Money spent."),
        may("flow_cost", BY_PARTY, "Points lost per period of fighting."),
        may("discount", Kind::Loose, "What the next period counts against this one."),
        may("beliefs", Kind::Rows(&BELIEF), "What others believe about it."),
        may("after_deal", Kind::Rows(&AFTER), "What a package changes for a later war."),
        may("renewed_war", Kind::Table(&RENEWED), "How likely the war is to begin again."),
        SOURCES,
        NOTE,
    ],
);

static STATE: Table = Table::of(
    "state",
    "A state of the war.",
    &[
        must("id", Kind::Id(Name::State), "Its id."),
        LABEL,
        may("absorbing", Kind::Bool, "It is never left."),
        may("payoff", BY_PARTY, "What it is worth to each party."),
        SOURCES,
        NOTE,
    ],
);

static FACT: Table = Table::of(
    "fact",
    "A figure that the model is held against.",
    &[
        must("id", Kind::Text, "Its id."),
        may("values", Kind::Loose, "The figures."),
        may("unit", Kind::Text, "What they count."),
        LATER,
        SOURCES,
        NOTE,
    ],
);

static COST: Table = Table::of(
    "cost",
    "What fighting costs one side.",
    &[
        must("side", Kind::Text, "Whom."),
        may("kind", Kind::Text, "What is counted."),
        may("range", Kind::Estimate(&AMOUNT), "How many in a period."),
        may("usd_bn_per_month", Kind::Estimate(&AMOUNT), "Money, in thousand million dollars a month."),
        may("eur_bn_per_month", Kind::Estimate(&AMOUNT), "Money, in thousand million euros a month."),
        may("source", Kind::Ref(Name::Source), "Where it comes from."),
        may("author", Kind::Text, "Whose figure it is."),
        may("bias", Kind::Text, "Why it may lean to one side."),
        LATER,
        SOURCES,
        NOTE,
    ],
);

static BELIEF: Table = Table::of(
    "belief",
    "What somebody believes about the war, as multipliers of the chain.",
    &[
        must("id", Kind::Text, "Its id."),
        may("holder", Kind::Text, "Who believes it."),
        LABEL,
        may("multiply", BY_STATE, "What multiplies the probability of reaching a state."),
        may("nodeal_view", Kind::Ref(Name::View), "The view that goes with it."),
        may("dissent", Kind::Text, "What speaks against it."),
        SOURCES,
        NOTE,
    ],
);
