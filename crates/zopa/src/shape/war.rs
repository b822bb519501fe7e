//! The war: what happens without a deal, as a chain of states or as one stake fought over.

use super::parties::{NOTE, SOURCES};
use super::unit::{AMOUNT, FACTOR, MONTHS, POINTS, PROBABILITY, SHARE};
use super::{Key, Kind, Name, Of, Table, may, must};

const LABEL: Key = may("label", Kind::Text, "What it is called in reports.");
const LATER: Key = may("later", Kind::Bool, "Known only after `as_of`: it is left out.");
const BY_PARTY: Kind = Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&POINTS));
const BY_STATE: Kind = Kind::Map(Of::Ref(Name::State), &Kind::Estimate(&FACTOR));

/// The war model.
pub(super) static WAR: Table = Table::of(
    "war section",
    "A coarse model of what happens without a deal: states, and how likely each period leads from one to another; or one stake that two parties fight over. Where no deal is given for a party, by the base or by a view, the chain yields it.",
    &[
        may("unstable", Kind::Bool, "A reminder that the section may still change."),
        may("assumption", Kind::Text, "Whose assumption its numbers are where they have no source."),
        may("period", Kind::Text, "What one period is."),
        may("start_state", Kind::Ref(Name::State), "Where it begins."),
        may("start_aid", Kind::Ref(Name::Aid), "The level of aid it begins with."),
        may("states", Kind::Rows(&STATE), "The states."),
        may("aid_levels", Kind::Map(Of::New(Name::Aid), &Kind::Text), "Levels of aid, in words."),
        may(
            "transitions",
            Kind::Map(
                Of::Ref(Name::Aid),
                &Kind::Map(
                    Of::Ref(Name::State),
                    &Kind::Map(Of::Ref(Name::State), &Kind::Estimate(&PROBABILITY)),
                ),
            ),
            "Per level of aid, the probability of going from one state to another in a period; what is left is the probability of staying.",
        ),
        may("facts", Kind::Rows(&FACT), "What the transitions have to be consistent with."),
        may("aid_lag", Kind::Table(&LAG), "How soon a change of aid works."),
        may("sanctions_effect", Kind::Table(&SANCTIONS), "What sanctions do to the chain."),
        may(
            "human_cost",
            Kind::Rows(&COST),
            "People killed and wounded per period; sources that disagree are kept apart and never averaged.",
        ),
        may("money_cost", Kind::Rows(&COST), "Money spent per period; never turned into points."),
        may("flow_cost", BY_PARTY, "Points lost per period of fighting, beside what the states are worth."),
        may("discount", Kind::Table(&DISCOUNT), "What the next period counts against this one."),
        may("beliefs", Kind::Rows(&BELIEF), "What others believe about it."),
        may(
            "contest",
            Kind::Table(&CONTEST),
            "One stake that two parties fight over: the winner has it all.",
        ),
        may("after_deal", Kind::Rows(&super::enforce::AFTER), "What a package changes for a later war."),
        may("renewed_war", Kind::Table(&super::enforce::RENEWED), "How likely the war is to begin again."),
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
        may("absorbing", Kind::Bool, "It is never left: the war ends there."),
        may(
            "payoff",
            BY_PARTY,
            "What it is worth to each party to be there: for good, if it is an end; while it lasts, if not.",
        ),
        SOURCES,
        NOTE,
    ],
);

static FACT: Table = Table::of(
    "fact",
    "A figure that the model is held against.",
    &[
        must("id", Kind::Text, "Its id."),
        may("values", Kind::Map(Of::Free, &Kind::Estimate(&AMOUNT)), "The figures, each with its name."),
        may("unit", Kind::Text, "What they count."),
        LATER,
        SOURCES,
        NOTE,
    ],
);

static LAG: Table = Table::of(
    "lag of aid",
    "How soon a change of aid works.",
    &[
        may("full_effect_of_cut_months", Kind::Estimate(&MONTHS), "Months until a cut works fully."),
        SOURCES,
        NOTE,
    ],
);

static SANCTIONS: Table = Table {
    rest: Some((Of::Free, &Kind::Estimate(&FACTOR))),
    ..Table::of(
        "effect of sanctions",
        "Per level of sanctions, what multiplies the probability of reaching some states, whatever the level of aid.",
        &[
            may("reaching", Kind::List(&Kind::Ref(Name::State)), "The states."),
            may("start", Kind::Text, "The level the war begins with; without one, nothing is multiplied."),
            SOURCES,
            NOTE,
        ],
    )
};

static DISCOUNT: Table = Table::of(
    "discount",
    "What the next period counts against this one: at least 0 and below 1.",
    &[
        may("per_period", Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&FACTOR)), "By party."),
        SOURCES,
        NOTE,
    ],
);

static COST: Table = Table::of(
    "cost",
    "What a period of fighting costs one side, by one source.",
    &[
        must("side", Kind::Text, "Whom: the id of a party, or words."),
        may("kind", Kind::Text, "What is counted."),
        may("range", Kind::Estimate(&AMOUNT), "How many, or how much, in a period."),
        may("unit", Kind::Text, "What `range` counts, where it is money: `EUR million`."),
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
        may("holder", Kind::Text, "Who believes it: the id of a party, or words."),
        LABEL,
        may("multiply", BY_STATE, "What multiplies the probability of reaching a state."),
        may("nodeal_view", Kind::Ref(Name::View), "The view whose values of no deal go with it."),
        may("dissent", Kind::Text, "What speaks against it."),
        SOURCES,
        NOTE,
    ],
);

static CONTEST: Table = Table::of(
    "contest",
    "Two parties fight over one stake, counted as 1; the winner has it all, and each pays its cost, a share of the stake.",
    &[
        must(
            "parties",
            Kind::Pair(&Kind::Ref(Name::Party)),
            "The two: the first is the one that wins with `win_probability`.",
        ),
        may("stake", Kind::Text, "What is fought over."),
        must("win_probability", Kind::Estimate(&PROBABILITY), "The probability that the first wins."),
        must(
            "cost_of_war",
            Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&SHARE)),
            "What war costs each, as a share of the stake.",
        ),
        may(
            "private",
            Kind::List(&Kind::Ref(Name::Party)),
            "Whose cost the other does not know: it takes it for uniform over the range.",
        ),
        may("forts", Kind::Table(&FORTS), "The same war as a line of forts, battle by battle."),
        SOURCES,
        NOTE,
    ],
);

static FORTS: Table = Table::of(
    "line of forts",
    "Each battle moves one fort; the war ends when one side holds none.",
    &[
        must("count", Kind::Count, "How many there are, at most 1000."),
        must("held", Kind::Count, "How many the first party holds."),
        must(
            "win_probability",
            Kind::Estimate(&PROBABILITY),
            "The probability that the first party wins a battle.",
        ),
        must(
            "cost_of_battle",
            Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&SHARE)),
            "What a battle costs each, as a share of the stake.",
        ),
        must(
            "discount",
            Kind::Estimate(&FACTOR),
            "What the next battle counts against this one; 1 only where battles cost nothing.",
        ),
        may("lives", Kind::Rows(&COST), "What a battle costs in lives: `range` per battle."),
        SOURCES,
        NOTE,
    ],
);
