//! Sections whose meaning may still change: read, and checked for ids, dates, ranges and sources; not analysed yet.

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
        may("renewed_war", Kind::Loose, "How likely the war is to begin again."),
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

static AFTER: Table = Table::of(
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
