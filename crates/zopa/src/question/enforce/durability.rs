//! How long agreements and endings of the like have held: context, never a multiplier.
//!
//! Estimated from the public files named as the source, by the product-limit method; intervals are of resampled conflicts,
//! so that several agreements in one conflict do not count as independent.

use super::words::period_free;
use crate::question::words::list;
use crate::report::{Block, Cell, Table};

/// A group of comparable agreements.
pub(super) struct Group {
    /// What they are.
    pub label: &'static str,
    /// What is counted, from when, and what ends it.
    pub clock: &'static str,
    /// How many, and how many ended.
    pub n: u32,
    /// See `n`.
    pub ended: u32,
    /// Years, and the share that held so long: estimate, low and high end of the 95 % interval, thousandths.
    pub held: [(u32, [u32; 3]); 4],
    /// Where it comes from.
    pub source: &'static str,
}

const PAD: &str = "UCDP Peace Agreement Dataset 22.1";
const ENDED: &str = "from signature until UCDP counts the agreement as ended";
const UCDP: &str = "UCDP Conflict Termination Dataset 2-2015, dyads";
const AGAIN: &str =
    "from the year of the end until the same two sides fight again with 25 deaths a year or more";
const FORTNA: &str = "Fortna, Does Peacekeeping Work?, data through Gelman, Hill and Vehtari";
const RETURN: &str = "return to war after cease-fires in civil wars 1989-1999, followed to 2004";

/// The groups.
pub(super) const GROUPS: &[Group] = &[
    Group {
        label: "Peace agreements, all",
        clock: ENDED,
        n: 336,
        ended: 116,
        held: [(1, [771, 686, 836]), (2, [714, 622, 786]), (5, [676, 577, 755]), (10, [652, 538, 724])],
        source: PAD,
    },
    Group {
        label: "Peace agreements, full",
        clock: ENDED,
        n: 71,
        ended: 17,
        held: [(1, [817, 720, 919]), (2, [803, 703, 911]), (5, [774, 684, 878]), (10, [774, 684, 878])],
        source: PAD,
    },
    Group {
        label: "Peace agreements, partial",
        clock: ENDED,
        n: 184,
        ended: 63,
        held: [(1, [772, 651, 873]), (2, [711, 572, 836]), (5, [688, 545, 816]), (10, [652, 497, 810])],
        source: PAD,
    },
    Group {
        label: "Wars ended by a peace agreement",
        clock: AGAIN,
        n: 99,
        ended: 19,
        held: [(1, [1000, 1000, 1000]), (2, [939, 890, 978]), (5, [907, 855, 953]), (10, [830, 750, 892])],
        source: UCDP,
    },
    Group {
        label: "Wars ended by a ceasefire",
        clock: AGAIN,
        n: 86,
        ended: 33,
        held: [(1, [1000, 1000, 1000]), (2, [833, 737, 919]), (5, [686, 586, 773]), (10, [673, 580, 761])],
        source: UCDP,
    },
    Group {
        label: "Wars between states, ended in any way",
        clock: AGAIN,
        n: 66,
        ended: 21,
        held: [(1, [1000, 1000, 1000]), (2, [924, 859, 982]), (5, [815, 722, 929]), (10, [752, 653, 868])],
        source: UCDP,
    },
    Group {
        label: "Wars between states, ended by a peace agreement",
        clock: AGAIN,
        n: 14,
        ended: 4,
        held: [
            (1, [1000, 1000, 1000]),
            (2, [1000, 1000, 1000]),
            (5, [1000, 1000, 1000]),
            (10, [769, 500, 1000]),
        ],
        source: UCDP,
    },
    Group {
        label: "Wars between states, ended by a ceasefire",
        clock: AGAIN,
        n: 15,
        ended: 4,
        held: [
            (1, [1000, 1000, 1000]),
            (2, [1000, 1000, 1000]),
            (5, [933, 786, 1000]),
            (10, [933, 786, 1000]),
        ],
        source: UCDP,
    },
    Group {
        label: "Cease-fires with peacekeepers",
        clock: RETURN,
        n: 34,
        ended: 15,
        held: [(1, [794, 667, 938]), (2, [676, 536, 828]), (5, [559, 359, 750]), (10, [559, 359, 750])],
        source: FORTNA,
    },
    Group {
        label: "Cease-fires without peacekeepers",
        clock: RETURN,
        n: 62,
        ended: 41,
        held: [(1, [613, 472, 739]), (2, [532, 397, 667]), (5, [387, 273, 509]), (10, [330, 216, 469])],
        source: FORTNA,
    },
    Group {
        label: "Peace agreements with a peacekeeping clause",
        clock: ENDED,
        n: 49,
        ended: 19,
        held: [(1, [755, 661, 889]), (2, [691, 581, 849]), (5, [624, 479, 777]), (10, [624, 479, 777])],
        source: PAD,
    },
    Group {
        label: "Peace agreements without one",
        clock: ENDED,
        n: 287,
        ended: 97,
        held: [(1, [773, 700, 838]), (2, [717, 629, 802]), (5, [684, 600, 772]), (10, [657, 544, 764])],
        source: PAD,
    },
];

/// The provisions of UCDP's list, in words; in the order of their frequency there.
const WORDS: &[(&str, &str)] = &[
    ("cease", "a ceasefire"),
    ("co_impl", "a commission that oversees it"),
    ("ddr", "disarmament and reintegration"),
    ("outlin", "an outline of what is still to be agreed"),
    ("elections", "elections"),
    ("pris", "the release of prisoners"),
    ("return", "the return of refugees"),
    ("amn", "an amnesty"),
    ("withd", "the withdrawal of foreign forces"),
    ("pko", "a peacekeeping operation"),
    ("demarcation", "the demarcation of a border"),
    ("recon", "reconciliation"),
    ("cul", "cultural rights"),
    ("ref", "a referendum"),
];

/// Provisions that a package has and lacks.
pub(super) fn provisions(has: &[String]) -> Option<String> {
    if has.is_empty() {
        return None;
    }
    let (with, without): (Vec<_>, Vec<_>) = WORDS.iter().partition(|(key, _)| has.iter().any(|h| h == key));
    let words = |list: &[&(&str, &'static str)]| list.iter().map(|(_, words)| *words).collect::<Vec<_>>();
    let other = has.iter().filter(|h| WORDS.iter().all(|(key, _)| key != h)).count();
    let other = if other > 0 { format!(" and {other} more") } else { String::new() };
    Some(format!(
        "In the terms of the UCDP Peace Agreement Dataset it has {}{other}; of what such agreements often hold it lacks {}.",
        list(&words(&with)),
        list(&words(&without))
    ))
}

/// How long comparable agreements have held.
pub(super) fn table() -> Vec<Block> {
    let cell = |[held, low, high]: [u32; 3]| {
        let percent = |x: u32| format!("{:.0}", f64::from(x) / 10.0);
        Cell::from(format!("{} % ({} to {})", percent(held), percent(low), percent(high)))
    };
    let row = |group: &Group| {
        let from = Some(format!("{}: {}", group.source, group.clock));
        let label = Cell { text: group.label.into(), detail: from, ..Cell::default() };
        let mut row = vec![label, group.n.to_string().into(), group.ended.to_string().into()];
        // The yearly clock cannot see an end within its first year.
        let yearly = group.clock == AGAIN;
        row.extend(group.held.iter().map(|(years, held)| {
            if *years == 1 && yearly { Cell::from("not measured") } else { cell(*held) }
        }));
        row
    };
    let head = ["Group", "How many", "Ended", "1 year", "2 years", "5 years", "10 years"];
    vec![
        Block::Table(Table {
            id: period_free("held"),
            caption: "How long comparable agreements have held".into(),
            summary: format!(
                "Share that held so long, with its 95 % interval. {PAD}: {ENDED}. {UCDP}: {AGAIN}. {FORTNA}: {RETURN}."
            ),
            head: head.map(String::from).to_vec(),
            numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
            rows: GROUPS.iter().map(row).collect(),
        }),
        Block::Caveat(
            "These figures are context and enter nothing above. Agreements are not signed at random: hard conflicts get other clauses than easy ones, and most of these wars were within states. Of peacekeeping, the two sources point different ways (agreements with such a clause held no longer; cease-fires with peacekeepers held longer), because peacekeepers are sent where peace is hardest; only with the difficulty of the case taken into account do the sources agree."
                .into(),
        ),
    ]
}
