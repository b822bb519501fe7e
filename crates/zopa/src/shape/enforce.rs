//! What follows a signature: guarantees, monitoring, delivery, what a package changes for a later war, and who has to
//! say yes at home.

use super::parties::{NOTE, SOURCES};
use super::unit::{AMOUNT, COST, FACTOR, MONTHS, POINTS, PROBABILITY};
use super::{Key, Kind, Name, Of, Table, may, must};

/// Kinds of provisions, by the names of the UCDP Peace Agreement Dataset.
pub const PROVISIONS: &[&str] = &[
    "cease",
    "intarmy",
    "ddr",
    "withd",
    "pp",
    "intgov",
    "elections",
    "interim",
    "natalks",
    "shagov",
    "aut",
    "fed",
    "ind",
    "ref",
    "shaloc",
    "regdev",
    "cul",
    "demarcation",
    "locgov",
    "amn",
    "pris",
    "recon",
    "return",
    "reaffirm",
    "outlin",
    "pko",
    "gender",
    "co_impl",
];

const LABEL: Key = may("label", Kind::Text, "What it is called in reports.");
const BY_PARTY: Kind = Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&POINTS));
const COSTS: Kind = Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&COST));
const BY_STATE: Kind = Kind::Map(Of::Ref(Name::State), &Kind::Estimate(&FACTOR));
const CHANCE_OF: Kind = Kind::Estimate(&PROBABILITY);

/// A guarantee.
pub(super) static GUARANTEE: Table = Table::of(
    "guarantee",
    "A form a guarantee can take, with what may be expected of it.",
    &[
        must("id", Kind::Id(Name::Guarantee), "Its id."),
        LABEL,
        must("option", Kind::OptionRef, "The option it stands for."),
        may("variant", Kind::Bool, "Another form for the same option: shown beside, not counted on."),
        may("form", Kind::Text, "What it consists of."),
        may("binding", Kind::Bool, "Whether it binds in law."),
        may("guarantors", Kind::List(&Kind::Text), "Who gives it."),
        may("veto_holders", Kind::List(&Kind::Text), "Who can block it."),
        may("enforcement", CHANCE_OF, "Probability that the guarantor acts as promised."),
        may("penalty", COSTS, "Points that a violator loses if it does, on the violator's own scale."),
        may("cost_to_guarantor", COSTS, "What acting costs those who give it, on their own scales."),
        may(
            "stake",
            COSTS,
            "What is at stake for them, on their own scales: who has less at stake than acting costs does not act.",
        ),
        may("detection", CHANCE_OF, "Probability that the violation is seen; 1 where it is absent."),
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
    &[
        may(
            "options",
            Kind::Rows(&WAY),
            "Ways to monitor: the first is what there is unless a better one is agreed.",
        ),
        SOURCES,
        NOTE,
    ],
);

static WAY: Table = Table::of(
    "way to monitor",
    "What one way to monitor would see.",
    &[
        must("id", Kind::Text, "Its id."),
        LABEL,
        must("detection", CHANCE_OF, "Probability that a violation is noticed."),
        must("lag_days", Kind::Estimate(&AMOUNT), "Days until it is."),
        may("monitors", Kind::Estimate(&AMOUNT), "Monitors it needs."),
        may("troops", Kind::Estimate(&AMOUNT), "Troops it needs."),
        may("buffer_km", Kind::Estimate(&AMOUNT), "Depth of the zone it watches, kilometres."),
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
        may("probability", Kind::Table(&CIRCUMSTANCE), "The probability by circumstance."),
        may(
            "fallback",
            Kind::OptionRef,
            "What stands if it is not delivered: an option of the same issue; for each party the worst one where it is absent.",
        ),
        may("within_months", Kind::Estimate(&MONTHS), "How late it can be: months after the signature."),
        may("blockers", Kind::List(&Kind::Text), "Who can prevent it."),
        SOURCES,
        NOTE,
    ],
);

static CIRCUMSTANCE: Table = Table::of(
    "probability of delivery",
    "How likely delivery is, by circumstance.",
    &[
        may("settlement", CHANCE_OF, "Once the package is signed."),
        may("war_goes_on", CHANCE_OF, "Without a deal: what the settlement itself adds is the difference."),
        may(
            "restored_on_violation",
            CHANCE_OF,
            "That what the clause gave is taken back from a party that breaks the deal.",
        ),
    ],
);

/// What a package changes for a later war.
pub(super) static AFTER: Table = Table::of(
    "change after a deal",
    "What an option changes for a later war.",
    &[
        must("id", Kind::Text, "Its id."),
        must("when", Kind::OptionRef, "The option."),
        may("start_state", Kind::Ref(Name::State), "Where a later war begins."),
        may("chain", BY_STATE, "What multiplies the probability of reaching a state."),
        may("nodeal", BY_PARTY, "Points added to the value of no deal after the signature."),
        may(
            "builds_up_months",
            Kind::Estimate(&MONTHS),
            "Months until it works fully; at once where it is absent.",
        ),
        may("reversible", Kind::Bool, "It ends when the deal does."),
        may(
            "restored_share_on_violation",
            CHANCE_OF,
            "The share of what a party gained by it that is taken back if that party breaks the deal.",
        ),
        may("dissent", Kind::Text, "What speaks against it."),
        SOURCES,
        NOTE,
    ],
);

/// How likely the war is to begin again.
pub(super) static RENEWED: Table = Table::of(
    "renewed war",
    "How likely the war is to begin again: context, and what ends a deal without anybody's decision.",
    &[
        may(
            "breakdown_per_month",
            CHANCE_OF,
            "Probability per month that the deal ends for reasons of its own; 0 where it is absent.",
        ),
        may(
            "p_renewed_attack_5y_without_guarantee",
            CHANCE_OF,
            "Within five years, without a guarantee: context.",
        ),
        may("p_renewed_attack_5y_with_art5_like", CHANCE_OF, "The same with a commitment to fight: context."),
        may(
            "expected_by_ukrainians",
            Kind::Map(Of::Free, &CHANCE_OF),
            "Shares of respondents who expect it, by plan: context, not a probability.",
        ),
        may("discount_on_paper_promises", CHANCE_OF, "What people take off a promise on paper: context."),
        SOURCES,
        NOTE,
    ],
);

/// Ratification.
pub(super) static RATIFICATION: Table = Table::of(
    "ratification section",
    "Who must say yes at home, by what threshold and with what chance.",
    &[
        may("assumption", Kind::Text, "Whose assumption its numbers are where they have no source."),
        may("unstable", Kind::Bool, "A reminder that the section may still change."),
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
        may(
            "probability",
            Kind::Rows(&CHANCE),
            "The chance of consent, by options; of several that apply, the least counts.",
        ),
        may("blockers", Kind::List(&Kind::Text), "Who can prevent it."),
        may("signals", Kind::List(&Kind::Text), "What is known of its mood."),
        may("polls", Kind::Rows(&POLL), "Polls: context, never the probability."),
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
        must("range", CHANCE_OF, "The probability."),
        SOURCES,
        NOTE,
    ],
);

static POLL: Table = Table::of(
    "poll",
    "What people said when they were asked.",
    &[
        must("text", Kind::Text, "About what."),
        may("date", Kind::Date, "When."),
        may("accept", Kind::Estimate(&AMOUNT), "Per cent who would accept it."),
        may("reject", Kind::Estimate(&AMOUNT), "Per cent who would not."),
        may("source", Kind::Ref(Name::Source), "Where it comes from."),
    ],
);

static LEADER: Table = Table::of(
    "leader",
    "What somebody who signs has at stake.",
    &[
        must("id", Kind::Text, "Their id."),
        must("party", Kind::Ref(Name::Party), "Whose leader it is."),
        LABEL,
        may("stake", Kind::Text, "What is at stake, in words."),
        may(
            "survival_if_sign",
            Kind::Map(Of::OptionRef, &CHANCE_OF),
            "Probability of staying in office after signing a package with the option.",
        ),
        may("survival_if_war_goes_on_24m", CHANCE_OF, "The same if the war goes on for two years."),
        may("gain_if_signed", Kind::Estimate(&POINTS), "What signing gives them, on a scale of their own."),
        may(
            "cost_if_deal_breaks_in_term",
            Kind::Estimate(&POINTS),
            "What a failure in their term costs them, on a scale of their own.",
        ),
        may("private_weight", CHANCE_OF, "How much of their decision it makes."),
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
        may("strength", CHANCE_OF, "How likely that is to work."),
        may("until", Kind::Text, "For how long."),
        SOURCES,
        NOTE,
    ],
);
