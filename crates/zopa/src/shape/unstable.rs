//! Sections whose meaning may still change: read, and checked for ids, dates, ranges and sources; not analysed yet.

use super::parties::{NOTE, SOURCES};
use super::unit::{AMOUNT, FACTOR, MONTHS, POINTS, PROBABILITY};
use super::{Key, Kind, Name, Of, Table, may, must};

const LABEL: Key = may("label", Kind::Text, "What it is called in reports.");
const ASSUMPTION: Key =
    may("assumption", Kind::Text, "Whose assumption its numbers are where they have no source.");
const UNSTABLE: Key = may("unstable", Kind::Bool, "A reminder that the section may still change.");
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

/// A guarantee.
pub(super) static GUARANTEE: Table = Table::of(
    "guarantee",
    "A form a guarantee can take, with what may be expected of it.",
    &[
        must("id", Kind::Id(Name::Guarantee), "Its id."),
        LABEL,
        may("option", Kind::OptionRef, "The option it stands for."),
        may("variant", Kind::Bool, "A variant of another guarantee for the same option."),
        may("form", Kind::Text, "What it consists of."),
        may("binding", Kind::Bool, "Whether it binds in law."),
        may("guarantors", Kind::List(&Kind::Text), "Who gives it."),
        may("veto_holders", Kind::List(&Kind::Text), "Who can block it."),
        may("enforcement", Kind::Estimate(&PROBABILITY), "Probability that the guarantor acts as promised."),
        may("penalty", BY_PARTY, "Points that a violator loses if it does."),
        may("cost_to_guarantor", BY_PARTY, "What it costs those who give it."),
        may("stake", BY_PARTY, "What is at stake for them."),
        may("detection", Kind::Estimate(&PROBABILITY), "Probability that a violation is seen."),
        may("troops", Kind::Estimate(&AMOUNT), "Troops it needs."),
        may("term_years", Kind::Estimate(&AMOUNT), "Years it lasts."),
        may("precedents", Kind::List(&Kind::Text), "When the like was given."),
        SOURCES,
        NOTE,
    ],
);

/// Monitoring.
pub(super) static MONITORING: Table = Table::of(
    "monitoring section",
    "How a violation would be seen.",
    &[may("options", Kind::List(&Kind::Loose), "Ways to monitor, with what each would see."), SOURCES, NOTE],
);

/// A step.
pub(super) static STEP: Table = Table::of(
    "step",
    "A step in which an agreement is carried out. Gains are points when it is done, negative where it is paid.",
    &[
        must("id", Kind::Id(Name::Step), "Its id."),
        LABEL,
        may("actor", Kind::List(&Kind::Ref(Name::Party)), "Who takes it."),
        may("requires", Kind::List(&Kind::Ref(Name::Step)), "Steps that come first."),
        may(
            "applies_if",
            Kind::List(&Kind::List(&Kind::OptionRef)),
            "It belongs to packages with one option of each of these lists; to all, where absent.",
        ),
        may("reversible", Kind::Text, "Whether it can be undone."),
        may("months", Kind::Estimate(&MONTHS), "Months it takes once those before it are done."),
        may("gain", BY_PARTY, "What it gives each party."),
        may("can_block", Kind::List(&Kind::Ref(Name::Party)), "Who can stop it."),
        may("optional", Kind::Bool, "No other step needs it."),
        SOURCES,
        NOTE,
    ],
);

/// An answer.
pub(super) static RECIPROCAL: Table = Table::of(
    "reciprocal",
    "Which steps answer a step.",
    &[
        must("step", Kind::Ref(Name::Step), "The step."),
        may("answered_by", Kind::List(&Kind::Ref(Name::Step)), "The steps that answer it."),
        SOURCES,
        NOTE,
    ],
);

/// An order of steps.
pub(super) static ORDER: Table = Table::of(
    "order of steps",
    "An order to compare others with.",
    &[
        must("id", Kind::Text, "Its id."),
        LABEL,
        may("first", Kind::List(&Kind::Ref(Name::Step)), "The steps it begins with."),
        may(
            "waives",
            Kind::List(&Kind::Pair(&Kind::Ref(Name::Step))),
            "Pairs of steps: the first no longer requires the second.",
        ),
        SOURCES,
        NOTE,
    ],
);

/// A delivery.
pub(super) static DELIVERY: Table = Table::of(
    "delivery",
    "How likely a conditional clause is to be delivered.",
    &[
        must("clause", Kind::OptionRef, "The option."),
        may(
            "probability",
            Kind::Map(Of::Free, &Kind::Estimate(&PROBABILITY)),
            "The probability by circumstance.",
        ),
        may("blockers", Kind::List(&Kind::Text), "Who can prevent it."),
        SOURCES,
        NOTE,
    ],
);

/// What an option changes for a later war.
pub(super) static AFTER: Table = Table::of(
    "change after a deal",
    "What an option changes for a later war.",
    &[
        must("id", Kind::Text, "Its id."),
        must("when", Kind::OptionRef, "The option."),
        may("start_state", Kind::Ref(Name::State), "Where a later war begins."),
        may("chain", BY_STATE, "What multiplies the probability of reaching a state."),
        may("nodeal", BY_PARTY, "Points added to the value of no deal."),
        may("builds_up_months", Kind::Estimate(&MONTHS), "Months until it works fully."),
        may("reversible", Kind::Bool, "It ends when the deal does."),
        may("restored_share_on_violation", Kind::Estimate(&PROBABILITY), "The share that comes back then."),
        may("dissent", Kind::Text, "What speaks against it."),
        SOURCES,
        NOTE,
    ],
);

/// Ratification.
pub(super) static RATIFICATION: Table = Table::of(
    "ratification section",
    "Who must say yes at home, by what threshold and with what chance.",
    &[
        UNSTABLE,
        ASSUMPTION,
        may("bodies", Kind::Rows(&BODY), "Bodies that decide."),
        may("leaders", Kind::Rows(&LEADER), "What leaders have at stake themselves."),
        may("spoilers", Kind::Rows(&SPOILER), "Who can spoil a deal from within."),
        SOURCES,
        NOTE,
    ],
);

static BODY: Table = Table::of(
    "body",
    "A body whose consent is needed.",
    &[
        must("id", Kind::Id(Name::Body), "Its id."),
        must("party", Kind::Ref(Name::Party), "Whose it is."),
        LABEL,
        may("threshold", Kind::Text, "What it takes."),
        may("required", Kind::Bool, "Always needed."),
        may("required_if", Kind::List(&Kind::OptionRef), "Needed for packages with one of these options."),
        may("probability", Kind::Rows(&CHANCE), "The chance of consent, by option."),
        may("blockers", Kind::List(&Kind::Text), "Who can prevent it."),
        may("signals", Kind::List(&Kind::Text), "What is known of its mood."),
        may("polls", Kind::List(&Kind::Loose), "Polls: context, never the probability."),
        SOURCES,
        NOTE,
    ],
);

static CHANCE: Table = Table::of(
    "chance",
    "A probability that holds for some packages.",
    &[
        may(
            "if",
            Kind::List(&Kind::OptionRef),
            "Packages with all of these options; every package, where absent.",
        ),
        must("range", Kind::Estimate(&PROBABILITY), "The probability."),
        SOURCES,
        NOTE,
    ],
);

static LEADER: Table = Table::of(
    "leader",
    "What somebody who signs has at stake.",
    &[
        must("id", Kind::Text, "Their id."),
        may("party", Kind::Ref(Name::Party), "Whose leader it is."),
        LABEL,
        may("stake", Kind::Text, "What is at stake, in words."),
        may("survival_if_sign", Kind::Loose, "Probability of staying in office, by outcome."),
        may(
            "survival_if_war_goes_on_24m",
            Kind::Estimate(&PROBABILITY),
            "The same if the war goes on for two years.",
        ),
        may("gain_if_signed", Kind::Estimate(&POINTS), "What signing gives them."),
        may(
            "cost_if_deal_breaks_in_term",
            Kind::Estimate(&POINTS),
            "What a failure in their term costs them.",
        ),
        may("private_weight", Kind::Estimate(&PROBABILITY), "How much of their decision it makes."),
        SOURCES,
        NOTE,
    ],
);

static SPOILER: Table = Table::of(
    "spoiler",
    "Somebody who can spoil a deal from within.",
    &[
        must("id", Kind::Text, "Their id."),
        may("side", Kind::Text, "On whose side they are."),
        LABEL,
        may("can", Kind::Text, "What they can do."),
        may("strength", Kind::Estimate(&PROBABILITY), "How likely that is to work."),
        may("until", Kind::Text, "For how long."),
        SOURCES,
        NOTE,
    ],
);
