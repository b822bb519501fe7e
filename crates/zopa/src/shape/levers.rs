//! Levers: what somebody outside or inside the talks can give or withhold, and what follows from it.

use super::parties::{NOTE, SOURCES};
use super::unit::{AMOUNT, COST, MONTHS, POINTS, PROBABILITY, SHARE};
use super::{Key, Kind, Name, Of, Table, may, must};

const LABEL: Key = may("label", Kind::Text, "What it is called in reports.");
const BY_PARTY: Kind = Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&POINTS));

/// A lever.
pub(super) static LEVER: Table = Table::of(
    "lever",
    "A carrot or a stick. Effects are points on the scale of the party they fall on, costs are points of the holder or money; neither is converted.",
    &[
        must("id", Kind::Id(Name::Lever), "Its id."),
        LABEL,
        must("holder", Kind::Ref(Name::Party), "Who holds it."),
        may("payer", Kind::Text, "Who pays for it."),
        may("supplier", Kind::Text, "Who supplies what it needs; a party that supplies has to agree."),
        must("target", Kind::Ref(Name::Party), "On whom it works."),
        may("kind", Kind::Word(&["carrot", "stick", "both"]), "What it is."),
        must(
            "conditional_on",
            Kind::Word(&["agreement", "refusal", "obstruction", "violation"]),
            "What sets it off: a deal, no deal, an obstruction by the rule of `obstruction_rule`, a violation of a deal.",
        ),
        may("excludes", Kind::List(&Kind::Ref(Name::Lever)), "Levers that cannot be used beside it."),
        may("consent", Kind::List(&Kind::Ref(Name::Party)), "Who else has to agree."),
        may(
            "agreed",
            Kind::Bool,
            "Those who have to agree do, whatever it gives them; otherwise each agrees where the lever leaves it no worse off.",
        ),
        may(
            "levels",
            Kind::Rows(&LEVEL),
            "How strongly it can be used, ascending; without them any intensity up to the cap.",
        ),
        may(
            "intensity",
            Kind::Word(&["levels", "continuous"]),
            "Whether any intensity up to the cap is possible.",
        ),
        may("cap", Kind::Plain, "The largest intensity possible, of 1."),
        must("effect", Kind::Table(&EFFECT), "What it changes at full intensity."),
        may(
            "phase_in_months",
            Kind::Estimate(&MONTHS),
            "Months until it begins to work; without `full_effect_months`, until it works fully.",
        ),
        may("full_effect_months", Kind::Estimate(&MONTHS), "Months until it works fully."),
        may("expires_months", Kind::Estimate(&MONTHS), "Months after which it has ended."),
        may(
            "cost_to_holder",
            Kind::Estimate(&COST),
            "What it costs its holder at full intensity, in the holder's points.",
        ),
        may(
            "cost_of_threatening",
            Kind::Estimate(&COST),
            "What announcing it costs its holder, carried out or not, in the holder's points.",
        ),
        may("money_per_month", Kind::Table(&MONEY), "What it costs in money."),
        may("money_per_year", Kind::Table(&MONEY), "What it costs in money."),
        may("credibility", Kind::Estimate(&PROBABILITY), "Probability that it is used as announced."),
        may("substitution", Kind::Table(&SUBSTITUTION), "By whom and how far it can be replaced."),
        may(
            "substitutes",
            Kind::Map(Of::Free, &Kind::Estimate(&SHARE)),
            "What it can itself replace, by what is replaced.",
        ),
        may("expiry", Kind::Text, "When it ends, in words."),
        may("precedent", Kind::Text, "When it was used before."),
        may("signal_kind", Kind::Text, "What its announcement says."),
        may("date", Kind::Date, "When it was announced; later than `as_of`, it is hidden."),
        SOURCES,
        NOTE,
    ],
);

static LEVEL: Table = Table::of(
    "level",
    "How strongly a lever is used.",
    &[must("level", Kind::Plain, "Above 0, at most 1."), LABEL],
);

static EFFECT: Table = Table::of(
    "effect",
    "What a lever changes at full intensity, in points of the scale of each party.",
    &[
        may("no_deal", BY_PARTY, "What it adds to no deal."),
        may("agreement", BY_PARTY, "What it adds to a deal."),
        may(
            "values",
            Kind::Map(Of::Free, &BY_PARTY),
            "What it adds to a deal that has an option: per `\"issue.option\"`, by party.",
        ),
        may("aid", Kind::Text, "The level of aid it leads to, where no deal follows from the war."),
        may("sanctions", Kind::Text, "What becomes of sanctions, where no deal follows from the war."),
        may(
            "enforcement",
            Kind::Map(Of::Free, &Kind::Estimate(&PROBABILITY)),
            "What it adds to the probability that a guarantor acts, by guarantee: counted where a deal is kept, not for opening the zone.",
        ),
        may(
            "belief",
            Kind::Map(Of::Free, &Kind::Estimate(&POINTS)),
            "What it changes in what somebody believes: shown, not counted.",
        ),
    ],
);

static SUBSTITUTION: Table = Table {
    name: "substitution",
    doc: "How far others replace what a lever withholds, or blunt what it gives: its effect is multiplied by 1 less the share. Shares by category may stand beside one another; they then give a range from the lowest to the highest.",
    keys: &[
        may("by", Kind::Text, "Who replaces it."),
        may("share", Kind::Estimate(&SHARE), "The share replaced, over all categories."),
        may("months", Kind::Estimate(&MONTHS), "Months that takes."),
        may(
            "needs_consent_of_supplier",
            Kind::Bool,
            "Nothing is replaced unless the supplier agrees: the share may then be zero.",
        ),
        may("supplier_agrees", Kind::Bool, "Whether the supplier agrees, where that is known."),
    ],
    rest: Some((Of::Free, &Kind::Estimate(&SHARE))),
    any_of: &[],
    cases: None,
};

static MONEY: Table = Table::of(
    "sum of money",
    "Money, which is shown and never turned into points.",
    &[
        may("currency", Kind::Text, "Of what, such as `USD bn`."),
        must("range", Kind::Estimate(&AMOUNT), "How much."),
        may("source", Kind::Ref(Name::Source), "Where it comes from."),
    ],
);

/// When a party obstructs.
pub(super) static OBSTRUCTION: Table = Table::of(
    "obstruction rule",
    "When a party obstructs, in words. What zopa tests: the party rejects a package that lies outside all its lines judged firm.",
    &[must("text", Kind::Text, "The rule."), SOURCES, NOTE],
);

/// What makes parties reject the mediator.
pub(super) static WALK_AWAY: Table = Table {
    name: "walk-away section",
    doc: "What it takes for a party to reject the mediator, by party.",
    keys: &[SOURCES, NOTE],
    rest: Some((Of::Ref(Name::Party), &Kind::Table(&WALK))),
    any_of: &[],
    cases: None,
};

static WALK: Table = Table::of(
    "walk-away",
    "When a party rejects the mediator, and what it then has.",
    &[
        may(
            "value_change",
            Kind::Estimate(&POINTS),
            "No deal without the mediator less no deal with him, in the party's points.",
        ),
        may(
            "trigger_points",
            Kind::Estimate(&AMOUNT),
            "Beyond so many points of threats against it, it rejects the mediator.",
        ),
        SOURCES,
        NOTE,
    ],
);

/// A mediator with interests of his own.
pub(super) static MEDIATOR: Table = Table::of(
    "mediator section",
    "When a mediator's report that the other side is weak is believed.",
    &[
        must("who", Kind::Ref(Name::Party), "The mediator."),
        must("listener", Kind::Ref(Name::Party), "Who hears the report."),
        may(
            "bias",
            Kind::Estimate(&SHARE),
            "Weight the mediator puts on the listener's share of what is divided.",
        ),
        may(
            "own_war_cost",
            Kind::Estimate(&SHARE),
            "What fighting on costs the mediator, in shares of what is divided.",
        ),
        may(
            "small_demand",
            Kind::Estimate(&SHARE),
            "What the listener demands of a side that may be strong, a share.",
        ),
        may("large_demand", Kind::Estimate(&SHARE), "What it demands of a side it takes for weak, a share."),
        may("war_share", Kind::Estimate(&SHARE), "What the listener expects from fighting on, a share."),
        may(
            "refused",
            Kind::Estimate(&PROBABILITY),
            "Probability that the larger demand is refused all the same.",
        ),
        SOURCES,
        NOTE,
    ],
);

/// What holders can spend.
pub(super) static BUDGET: Kind = Kind::Map(Of::Ref(Name::Party), &Kind::Estimate(&COST));
