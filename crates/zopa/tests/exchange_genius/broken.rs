//! No bytes make a reader panic: arbitrary ones, and files of every format with random damage.

use crate::given::negmas;
use proptest::collection::vec;
use proptest::prelude::*;
use zopa::exchange::{Given, Settings, genius, geniusweb, negolog, read, recognise};

const FILES: &[(&str, &str)] = &[
    (
        "d.xml",
        r#"<?xml version="1.0"?><negotiation_template><utility_space number_of_issues="3"><objective index="0" name="D"><issue index="1" name="A" type="discrete"><item index="1" value="x &amp; y"/><item index="2" value="z"/></issue><issue index="2" name="B" type="integer" lowerbound="0" upperbound="3"/><issue index="3" name="C" type="real"><range lowerbound="0" upperbound="1.5"/></issue></objective></utility_space></negotiation_template>"#,
    ),
    (
        "p.xml",
        r#"<utility_space><!-- c --><objective index="0" name="D"><issue index="1" name="A" type="discrete"><item index="1" value="x &amp; y" evaluation="3"/><item index="2" value="z" evaluation="1e1"/></issue><issue index="2" name="B" type="integer" lowerbound="0" upperbound="3"><evaluator ftype="linear" slope="0.25" offset="0"/></issue><issue index="3" name="C" type="real"><range lowerbound="0" upperbound="1.5"/><evaluator ftype="triangular" parameter0="0" parameter1="1" parameter2="0.5"/></issue><weight index="1" value="0.5"/><weight index="2" value="0.25"/><weight index="3" value="0.25"/></objective><discount_factor value="0.5"/><reservation value="0.5"/></utility_space>"#,
    ),
    (
        "b.xml",
        r#"<utility_space type="nonlinear"><objective index="0" name="D"><issue index="2" name="B" type="integer" lowerbound="0" upperbound="3"/><utility maxutility="10"><ufun aggregation="sum" weight="1"><hyperRectangle utility="5"><INCLUDES index="2" min="1" max="2"/></hyperRectangle><hyperRectangle utility="5" weight="0.5"><EXCLUDES index="2" min="1" max="2"/></hyperRectangle></ufun></utility></objective></utility_space>"#,
    ),
    (
        "d.json",
        r#"{"name": "d", "issuesValues": {"A": {"values": ["x", "y"]}, "B": {"range": ["0", "2", "0.5"]}}}"#,
    ),
    (
        "p.json",
        r#"{"LinearAdditiveUtilitySpace": {"name": "p", "issueUtilities": {"A": {"discreteutils": {"valueUtilities": {"x": 0.5, "y": 1}}}, "B": {"numberutils": {"lowValue": 0, "lowUtility": 1, "highValue": 2, "highUtility": 0}}}, "issueWeights": {"A": 0.5, "B": 0.5}, "domain": {"name": "d", "issuesValues": {"A": {"values": ["x", "y"]}, "B": {"range": ["0", "2", "0.5"]}}}, "reservationBid": {"issuevalues": {"A": "x", "B": 1}}}}"#,
    ),
    (
        "n.json",
        r#"{"reservationValue": 0.1, "issueWeights": {"A": 0.5, "B": 0.5}, "issues": {"A": {"x": 1, "y": 0.5}, "B": {"x": 0.25}}}"#,
    ),
    ("specs.json", r#"{"Name": "D", "NumberOfBids": 2, "NumberOfIssues": 2}"#),
];

/// Pieces that readers look for, to be put where they do not belong.
const PIECES: &[&str] = &[
    "<",
    ">",
    "/>",
    "\"",
    "'",
    "&",
    ";",
    "&#x0;",
    "&#55296;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?xml",
    "?>",
    "<!DOCTYPE",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\\ud800",
    "-",
    "1e400",
    "1e-400",
    "99999999999999999999",
    "0",
    "null",
    "\u{0}",
    "€",
    "=\"\"",
    "index=\"-1\"",
    "value=\"x\"",
    "type=\"price\"",
    "upperbound=\"4000\"",
    "<issue",
    "<objective>",
    "\"A\"",
];

/// One damage: where, how, and how much.
fn damaged(text: &[u8], damages: &[(u16, u8, u16)]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for &(at, how, much) in damages {
        let at = usize::from(at) % (bytes.len() + 1);
        let end = (at + usize::from(much) % 30).min(bytes.len());
        let piece = PIECES[usize::from(much) % PIECES.len()].as_bytes();
        match how % 5 {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, piece.iter().copied())),
            2 => drop(bytes.splice(at..end, piece.iter().copied())),
            3 => bytes.insert(at, how ^ much as u8),
            _ => {
                let copy = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, copy));
            }
        }
    }
    bytes
}

/// Reads in every way there is; what can be read can be written.
fn all_ways(files: &[Given]) {
    for how in [Settings::default(), negmas(), Settings { real_steps: 0, ..Settings::default() }] {
        for reader in [read, genius::read, geniusweb::read, negolog::read] {
            match reader(files, &how) {
                Ok(imported) => {
                    let _ = genius::write(&imported.domain);
                    let _ = geniusweb::write(&imported.domain);
                    let _ = negolog::write(&imported.domain);
                }
                Err(refusal) => assert!(!refusal.text.is_empty() && !refusal.file.is_empty()),
            }
        }
    }
}

fn cases(cases: u32) -> ProptestConfig {
    let cases = std::env::var("ZOPA_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn the_files_are_sound() {
    for (name, text) in FILES {
        let given = [Given { name: name.to_string(), bytes: text.as_bytes().to_vec() }];
        assert!(recognise(name, text.as_bytes()).is_some(), "{name}");
        if *name != "specs.json" {
            read(&given, &Settings::default()).unwrap_or_else(|refusal| panic!("{refusal}"));
        }
        all_ways(&given);
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn damaged_files_are_read_or_refused(
        which in 0..FILES.len(),
        damages in vec((any::<u16>(), any::<u8>(), any::<u16>()), 1..6),
        beside in any::<bool>(),
    ) {
        let (name, text) = FILES[which];
        let mut files = vec![Given { name: name.to_string(), bytes: damaged(text.as_bytes(), &damages) }];
        if beside {
            // With the sound domain file of its format.
            let domain = if name.ends_with("xml") { 0 } else { 3 };
            files.push(Given { name: "e".to_string(), bytes: FILES[domain].1.as_bytes().to_vec() });
        }
        all_ways(&files);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200), start in 0..4usize) {
        let start = ["", "<utility_space ", "<negotiation_template>", "{\"LinearAdditiveUtilitySpace\":"][start];
        let bytes = [start.as_bytes(), &bytes].concat();
        let _ = recognise("x", &bytes);
        all_ways(&[Given { name: "x".to_string(), bytes }]);
    }
}
