//! Any document at all: odd texts, ragged tables, numbers that are none.

use proptest::prelude::*;
use zopa::report::{
    Bar, Block, Cell, Clause, Document, Drawing, Fan, Fans, MapDrawing, Mark, Picture, Region, Rung, Scatter,
    Schedule, Stage, SwingBar, Swings, Table, Tone,
};

/// Texts: plain, markup, control codes, wide and joined characters, very long words, none.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z ]{0,40}",
        2 => "\\PC{0,30}",
        1 => any::<String>(),
        1 => Just("<script>alert('x')</script> & \"q\"\u{1b}[31m\u{0}\u{202E}".to_string()),
        1 => Just("停戦 協定 👩‍🌾🏳️‍🌈 e\u{301}\u{301} ﷽ ⸻ \u{FFFF}".to_string()),
        1 => "[a-z]{60,90}",
        1 => Just("https://example.org/a?b=<c>&d=\"e\" 10\u{A0}000\n\nnext\r\nline\u{2028}x".to_string()),
        1 => Just(String::new()),
    ]
}

fn tone() -> impl Strategy<Value = Tone> {
    prop_oneof![Just(Tone::Plain), Just(Tone::Yes), Just(Tone::No), Just(Tone::Open), Just(Tone::Quiet)]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.0..100.0, 1 => any::<f64>(), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => Just(50.0)]
}

fn cell() -> impl Strategy<Value = Cell> {
    (words(), tone(), proptest::option::of(words())).prop_map(|(text, tone, detail)| Cell {
        text,
        tone,
        detail,
    })
}

fn table() -> impl Strategy<Value = Table> {
    let rows = proptest::collection::vec(proptest::collection::vec(cell(), 0..7), 0..18);
    let head = proptest::collection::vec(words(), 0..7);
    let id = prop_oneof!["[a-z0-9-]{1,6}", words()];
    (id, words(), words(), head, proptest::collection::vec(any::<bool>(), 0..7), rows).prop_map(
        |(id, caption, summary, head, numeric, rows)| Table { id, caption, summary, head, numeric, rows },
    )
}

fn region() -> impl Strategy<Value = Region> {
    let ring = proptest::collection::vec((number(), number()), 0..9);
    (
        words(),
        proptest::collection::vec(ring, 0..3),
        proptest::option::of(0..9usize),
        proptest::option::of(words()),
    )
        .prop_map(|(name, rings, class, remark)| Region { name, rings, class, remark })
}

fn drawing() -> impl Strategy<Value = Drawing> {
    let bar = (words(), number(), number(), proptest::option::of((number(), number())), tone())
        .prop_map(|(label, value, no_deal, range, tone)| Bar { label, value, no_deal, range, tone });
    let mark = (words(), (number(), number()), tone()).prop_map(|(label, at, tone)| Mark { label, at, tone });
    let scatter = (
        words(),
        words(),
        proptest::collection::vec((number(), number()), 0..9),
        (number(), number()),
        proptest::collection::vec(mark, 0..12),
    )
        .prop_map(|(x, y, frontier, no_deal, marks)| Scatter { axes: [x, y], frontier, no_deal, marks });
    let rung = (words(), words(), tone()).prop_map(|(label, text, tone)| Rung { label, text, tone });
    let map = (proptest::collection::vec(region(), 0..7), proptest::collection::vec(words(), 0..8), words())
        .prop_map(|(regions, legend, attribution)| MapDrawing { regions, legend, attribution });
    prop_oneof![
        proptest::collection::vec(bar, 0..5).prop_map(Drawing::Bars),
        scatter.prop_map(Drawing::Scatter),
        proptest::collection::vec(rung, 0..5).prop_map(Drawing::Ladder),
        map.prop_map(Drawing::Map).boxed(),
        (number(), proptest::collection::vec((words(), number(), words(), number(), words()), 0..5))
            .prop_map(|(start, rows)| {
                let row = |(label, a, low, b, high)| SwingBar { label, ends: [(a, low), (b, high)] };
                Drawing::Swings(Swings { start, rows: rows.into_iter().map(row).collect() })
            }),
        (words(), proptest::collection::vec((words(), number(), number(), tone()), 0..5))
            .prop_map(|(unit, rows)| {
                let stage = |(label, from, to, tone)| Stage { label, from, to, tone };
                Drawing::Schedule(Schedule { unit, stages: rows.into_iter().map(stage).collect() })
            })
            .boxed(),
        fans().prop_map(Drawing::Fans),
    ]
}

/// Fans of any size, their points as many as periods or not.
fn fans() -> impl Strategy<Value = Fans> {
    let point = (number(), number(), number()).prop_map(|(low, middle, high)| [low, middle, high]);
    let fan =
        (words(), proptest::collection::vec(point, 0..4)).prop_map(|(label, points)| Fan { label, points });
    let periods = proptest::collection::vec((number(), words()), 0..4);
    (periods, proptest::collection::vec(fan, 0..4)).prop_map(|(periods, rows)| Fans { periods, rows })
}

/// Any picture.
pub fn picture() -> impl Strategy<Value = Picture> {
    (drawing(), table()).prop_map(|(drawing, table)| Picture { drawing, table })
}

fn block() -> impl Strategy<Value = Block> {
    let clause =
        (words(), words(), any::<bool>()).prop_map(|(issue, text, assumed)| Clause { issue, text, assumed });
    prop_oneof![
        (any::<u8>(), words(), words()).prop_map(|(level, text, id)| Block::Heading { level, text, id }),
        words().prop_map(Block::Finding),
        words().prop_map(Block::Text),
        proptest::collection::vec(words(), 0..4).prop_map(Block::List),
        proptest::collection::vec(clause, 0..4).prop_map(Block::Clauses),
        (words(), words()).prop_map(|(text, cite)| Block::Quote { text, cite }),
        table().prop_map(Block::Table),
        picture().prop_map(Block::Picture),
        words().prop_map(Block::Caveat),
        Just(Block::PageBreak),
    ]
}

/// Any document.
pub fn document() -> impl Strategy<Value = Document> {
    (words(), proptest::collection::vec(block(), 0..10)).prop_map(|(title, mut blocks)| {
        // Anchors are unique in a document.
        let mut seen = std::collections::BTreeSet::new();
        for (at, block) in blocks.iter_mut().enumerate() {
            if let Block::Heading { id, .. } = block {
                while !seen.insert(id.clone()) {
                    id.push_str(&at.to_string());
                }
            }
        }
        Document { title, blocks }
    })
}
