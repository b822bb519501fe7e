//! A report on an invented dispute that uses every block, for tests and for looking at.

use zopa::report::{
    Bar, Block, Cell, Clause, Document, Drawing, MapDrawing, Mark, Picture, Region, Rung, Scatter, Table,
    Tone,
};

fn heading(level: u8, text: &str, id: &str) -> Block {
    Block::Heading { level, text: text.into(), id: id.into() }
}

fn text(text: &str) -> Block {
    Block::Text(text.into())
}

fn toned(text: &str, tone: Tone) -> Cell {
    Cell { text: text.into(), tone, detail: None }
}

fn noted(text: &str, tone: Tone, detail: &str) -> Cell {
    Cell { text: text.into(), tone, detail: Some(detail.into()) }
}

/// The report.
pub fn document() -> Document {
    let mut blocks = opening();
    blocks.extend(positions());
    blocks.extend(package());
    blocks.extend(pictures());
    blocks.extend(numbers());
    Document {
        title: "Sharing the Orla: what the two upstream and downstream states could agree".into(),
        blocks,
    }
}

fn opening() -> Vec<Block> {
    vec![
        Block::Finding(
            "No package is acceptable to both states unless Upland’s claim to the full dry-season flow or \
             Lowland’s refusal of any dam at Karst is posture."
                .into(),
        ),
        Block::Finding(
            "If one of the two is, between 31 and 78 % of the worlds that agree with what was said hold a deal; \
             the credibility of the release guarantee decides where in that range."
                .into(),
        ),
        text(
            "This report reads what both delegations have said in public between March and August, and asks which \
             packages each of them would prefer to going home without one. It recommends none. Numbers are kept as \
             ranges with their sources; where a number has no source, it is marked as an assumption.",
        ),
        Block::Caveat(
            "Of the 84 numbers behind this page, 9 have no range and 3 are contested without both views being \
             encoded. The shares above move by up to 12 points with them."
                .into(),
        ),
    ]
}

fn positions() -> Vec<Block> {
    let row = |issue: &str, cells: [(&str, Tone, &str); 3]| {
        let mut row = vec![Cell::from(issue)];
        row.extend(cells.map(|(text, tone, detail)| noted(text, tone, detail)));
        row
    };
    vec![
        heading(1, "What the parties have said", "said"),
        text("Two issues are no longer contested by anyone: flood warnings, and a joint gauging station at Karst bridge."),
        Block::Quote {
            text: "We will not sign a paper that leaves our fields to the weather and their turbines to the market.".into(),
            cite: "Water minister of Lowland, 14 May, to parliament; transcript at https://example.org/lowland/parliament/2031/05/14/questions-on-the-orla".into(),
        },
        Block::Table(Table {
            id: "positions".into(),
            caption: "Positions by issue".into(),
            summary: "Upland and Lowland disagree on three of five issues; on two their last statements have moved towards each other.".into(),
            head: ["Issue", "Upland", "Lowland", "Basin Commission"].map(String::from).to_vec(),
            numeric: vec![],
            rows: vec![
                row("Dry-season release", [
                    ("keeps all flow below 40 m³/s", Tone::No, "“Not a bucket”, energy minister, 2 March"),
                    ("at least 55 m³/s from June to September", Tone::Plain, "Note verbale of 11 April, paragraph 3"),
                    ("a floor, whatever its height", Tone::Quiet, "Chair’s summary, 20 June"),
                ]),
                row("Dam at Karst", [
                    ("may be delayed", Tone::Open, "Deputy minister, background talk reported by two papers on 3 August. The first says the delay was offered for five years; the second says no period was named, and that the offer was tied to a loan for the second power line, which Lowland has not been told of."),
                    ("refused", Tone::No, "Resolution of parliament, 30 May"),
                    ("no view", Tone::Quiet, ""),
                ]),
                row("Guarantee of releases", [
                    ("own operator, published data", Tone::Plain, "Draft treaty, article 9"),
                    ("joint operator", Tone::Plain, "Draft treaty, counter-draft"),
                    ("would serve as escrow agent", Tone::Yes, "Letter of 1 July"),
                ]),
                row("Flood warnings", [
                    ("agreed", Tone::Yes, ""),
                    ("agreed", Tone::Yes, ""),
                    ("agreed", Tone::Yes, ""),
                ]),
            ],
        }),
        heading(2, "What has moved since the last round", "moved"),
        Block::List(vec![
            "Upland no longer ties flood warnings to electricity prices.".into(),
            "Lowland accepts a floor that falls in a declared drought year.".into(),
            "Neither side has repeated its statement of March on compensation for 1998.".into(),
        ]),
    ]
}

fn package() -> Vec<Block> {
    let clause =
        |issue: &str, text: &str, assumed| Clause { issue: issue.into(), text: text.into(), assumed };
    vec![
        heading(1, "The commission’s draft", "draft"),
        Block::Clauses(vec![
            clause("Dry-season release", "Upland releases at least 48 cubic metres per second at Karst bridge from 1 June to 30 September; in a declared drought year, 40.", false),
            clause("Dam at Karst", "Upland does not begin work on a dam at Karst before the sixth year of this treaty.", false),
            clause("Guarantee of releases", "The Basin Commission holds 4 % of the electricity receipts in escrow and pays them to Lowland for each day below the floor.", true),
            clause("Flood warnings", "Each state shares river levels every ten minutes.", false),
        ]),
        Block::Picture(Picture {
            drawing: Drawing::Bars(vec![
                Bar { label: "Upland".into(), value: 63.0, no_deal: 41.0, range: Some((55.0, 72.0)), tone: Tone::Yes },
                Bar { label: "Lowland".into(), value: 44.5, no_deal: 52.0, range: Some((36.0, 58.0)), tone: Tone::No },
                Bar { label: "Union of Karst valley municipalities and herders’ associations".into(), value: 71.0, no_deal: 70.0, range: Some((64.0, 90.0)), tone: Tone::Open },
                Bar { label: "Basin Commission".into(), value: 80.0, no_deal: 12.0, range: None, tone: Tone::Quiet },
            ]),
            table: Table {
                id: "draft-values".into(),
                caption: "The draft on each party’s own scale".into(),
                summary: "At representative values Upland gains 22 points over no deal and Lowland lacks 7.5; Lowland’s range reaches above its no deal.".into(),
                head: ["Party", "Draft", "Range", "No deal", "Verdict"].map(String::from).to_vec(),
                numeric: vec![false, true, true, true, false],
                rows: vec![
                    vec!["Upland".into(), noted("63", Tone::Plain, "Weights from the April questionnaire"), "55 to 72".into(), "41".into(), toned("accepts", Tone::Yes)],
                    vec!["Lowland".into(), "44.5".into(), "36 to 58".into(), "52".into(), toned("refuses", Tone::No)],
                    vec!["Union of Karst valley municipalities and herders’ associations".into(), "71".into(), "64 to 90".into(), "70".into(), toned("open", Tone::Open)],
                    vec!["Basin Commission".into(), "80".into(), "–".into(), "12".into(), toned("not asked", Tone::Quiet)],
                ],
            },
        }),
        heading(2, "Why Lowland refuses it", "why"),
        text("Lowland would accept the draft if the floor were 51 instead of 48, or if the dam were put off to the ninth year, or if the escrow were binding. Each of the three is enough alone."),
        heading(3, "How firm the lines are", "firm"),
        text("Lowland’s line on the dam is a vote of parliament; its line on the floor has moved twice."),
    ]
}

fn pictures() -> Vec<Block> {
    let mark = |label: &str, x: f64, y: f64, tone| Mark { label: label.into(), at: (x, y), tone };
    let rung = |label: &str, text: &str, tone| Rung { label: label.into(), text: text.into(), tone };
    let head = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    vec![
        Block::PageBreak,
        heading(1, "The room between them", "room"),
        Block::Picture(Picture {
            drawing: Drawing::Scatter(Scatter {
                axes: ["Upland".into(), "Lowland".into()],
                frontier: vec![
                    (38.0, 78.0),
                    (47.0, 71.0),
                    (55.0, 66.0),
                    (63.0, 57.0),
                    (70.0, 46.0),
                    (81.0, 33.0),
                ],
                no_deal: (41.0, 52.0),
                marks: vec![
                    mark("Nash", 55.0, 66.0, Tone::Yes),
                    mark("Kalai–Smorodinsky", 55.0, 66.0, Tone::Yes),
                    mark("commission’s draft", 63.0, 44.5, Tone::No),
                    mark("draft with a floor of 51", 58.5, 53.0, Tone::Yes),
                    mark("status of 1998", 46.0, 38.0, Tone::Quiet),
                    mark("Upland’s draft", 76.0, 34.0, Tone::No),
                    mark("binding escrow", 52.0, 58.0, Tone::Open),
                ],
            }),
            table: Table {
                id: "frontier".into(),
                caption: "Efficient packages of the two states".into(),
                summary:
                    "Six packages are efficient; three of them leave both states better off than no deal."
                        .into(),
                head: head(&["Package", "Upland", "Lowland", "Both gain"]),
                numeric: vec![false, true, true, false],
                rows: [(38, 78), (47, 71), (55, 66), (63, 57), (70, 46), (81, 33)]
                    .iter()
                    .enumerate()
                    .map(|(i, (a, b))| {
                        let gain = *a > 41 && *b > 52;
                        let verdict = if gain { toned("yes", Tone::Yes) } else { toned("no", Tone::No) };
                        vec![
                            format!("E{}", i + 1).into(),
                            a.to_string().into(),
                            b.to_string().into(),
                            verdict,
                        ]
                    })
                    .collect(),
            },
        }),
        heading(1, "How far a deal would carry", "ladder"),
        Block::Picture(Picture {
            drawing: Drawing::Ladder(vec![
                rung(
                    "Accepted",
                    "Every state that must sign prefers the draft with a floor of 51 to no deal.",
                    Tone::Yes,
                ),
                rung("Ratified", "Both parliaments have the votes if the herders’ bloc abstains.", Tone::Yes),
                rung(
                    "Kept",
                    "Upland gains by withholding water in the third dry year unless the escrow pays within a month.",
                    Tone::No,
                ),
                rung(
                    "Reached",
                    "Whether an order of steps exists was not decided within the budget of 2 000 000 units.",
                    Tone::Open,
                ),
            ]),
            table: Table {
                id: "rungs".into(),
                caption: "Four rungs".into(),
                summary:
                    "The draft with a floor of 51 is accepted and ratified, but not kept in a third dry year."
                        .into(),
                head: head(&["Rung", "Found", "Why"]),
                numeric: vec![],
                rows: vec![
                    vec!["Accepted".into(), toned("holds", Tone::Yes), "gains of 17.5 and 1 points".into()],
                    vec!["Ratified".into(), toned("holds", Tone::Yes), "votes in both parliaments".into()],
                    vec![
                        "Kept".into(),
                        toned("fails", Tone::No),
                        "temptation of 6 points in the third year".into(),
                    ],
                    vec!["Reached".into(), toned("open", Tone::Open), "search stopped at its budget".into()],
                ],
            },
        }),
        heading(1, "Where it applies", "map"),
        Block::Picture(Picture {
            drawing: Drawing::Map(map()),
            table: Table {
                id: "districts".into(),
                caption: "Districts under the draft".into(),
                summary:
                    "Three districts come under joint water inspection; two keep their own, one is put off."
                        .into(),
                head: head(&["District", "Inspection", "Area in km²"]),
                numeric: vec![false, false, true],
                rows: map()
                    .regions
                    .iter()
                    .filter_map(|r| {
                        r.class.map(|c| {
                            vec![r.name.as_str().into(), map().legend[c].as_str().into(), "1 240".into()]
                        })
                    })
                    .collect(),
            },
        }),
    ]
}

/// Eight invented districts on a bent mesh, so that neighbours share their corners.
pub fn map() -> MapDrawing {
    let corner = |i: i32, j: i32| {
        let wave = |k: i32| f64::from((k * 37 + 11).rem_euclid(23) - 11) / 60.0;
        (
            14.0 + f64::from(i) * 0.9 + wave(i * 5 + j * 3),
            46.0 + f64::from(j) * 0.62 + wave(i * 7 - j * 2) * 0.8,
        )
    };
    let between = |a: (f64, f64), b: (f64, f64), k: i32| {
        (0..8)
            .map(|s| {
                let t = f64::from(s) / 8.0;
                let bend =
                    f64::from((k * 13 + s * 29).rem_euclid(17) - 8) / 190.0 * if s == 0 { 0.0 } else { 1.0 };
                (a.0 + (b.0 - a.0) * t + bend, a.1 + (b.1 - a.1) * t - bend)
            })
            .collect::<Vec<_>>()
    };
    // An edge is bent by its own corners, whichever way round it is walked.
    let edge = |p: (i32, i32), q: (i32, i32)| {
        let (low, high) = if p < q { (p, q) } else { (q, p) };
        let mut line = between(corner(low.0, low.1), corner(high.0, high.1), low.0 * 3 + low.1 * 5 + high.0);
        line.push(corner(high.0, high.1));
        if p > q {
            line.reverse();
        }
        line.pop();
        line
    };
    let names =
        ["Karst", "Upper Orla", "Saint Brenn", "Tarn", "Lower Orla and the Marches", "Delta", "Coast", "Isk"];
    let classes = [Some(0), Some(0), Some(1), None, Some(0), Some(2), Some(1), None];
    let regions = (0..8)
        .map(|k| {
            let (i, j) = (k % 4, k / 4);
            let ring = [
                ((i, j), (i + 1, j)),
                ((i + 1, j), (i + 1, j + 1)),
                ((i + 1, j + 1), (i, j + 1)),
                ((i, j + 1), (i, j)),
            ];
            Region {
                name: names[k as usize].into(),
                rings: vec![ring.into_iter().flat_map(|(p, q)| edge(p, q)).collect()],
                class: classes[k as usize],
                remark: (k == 5).then(|| "62 % of the intake is held by the joint operator since May".into()),
            }
        })
        .collect();
    MapDrawing {
        regions,
        legend: vec![
            "joint inspection from the first year".into(),
            "own inspection, shared data".into(),
            "put off to the sixth year".into(),
        ],
        attribution: "invented districts".into(),
    }
}

fn numbers() -> Vec<Block> {
    let months = ["June", "July", "August", "September"];
    let rows = (0..20)
        .map(|i| {
            vec![
                format!("{} {}", months[i % 4], 2031 + i / 4).into(),
                noted(&format!("{}", 52 - i), Tone::Plain, "gauge at Karst bridge"),
                format!("−{}", i).into(),
                toned(if i < 6 { "holds" } else { "breaks" }, if i < 6 { Tone::Yes } else { Tone::No }),
            ]
        })
        .collect();
    vec![
        heading(1, "Month by month", "months"),
        Block::Table(Table {
            id: "months".into(),
            caption: "Release and temptation by month".into(),
            summary: "The floor holds through the first six months and breaks in October of the second year at the latest.".into(),
            head: ["Month", "Release, m³/s", "Gain by breaking", "Floor"].map(String::from).to_vec(),
            numeric: vec![false, true, true, false],
            rows,
        }),
        Block::Table(Table {
            id: "sources".into(),
            caption: "Terms".into(),
            summary: "Two words are used in a narrower sense than usual.".into(),
            head: vec!["Term".into(), "Meaning".into()],
            numeric: vec![],
            rows: vec![
                vec!["no deal".into(), "what a party expects if the talks end without a signature".into()],
                vec!["world".into(), "one way to fill all ranges that agrees with what was said".into()],
            ],
        }),
    ]
}
