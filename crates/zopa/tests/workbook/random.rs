//! Random small scenarios there and back, with texts that spreadsheets and CSV handle in ways of their own.

use super::harness::{essence, parse, there_and_back};
use proptest::prelude::*;
use std::fmt::Write as _;
use zopa::compile::compile;
use zopa::exchange::workbook::Form;

/// Text that is not blank: what a cell of blanks says is nothing.
fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "=1+1",
        "'=x",
        "-3",
        "@a",
        "+",
        "1/3",
        "2025-08-18",
        "TRUE",
        "a;b",
        "a,b",
        "\"q\"",
        "_x0041_",
        "a\r\nb",
        " lead",
        "trail ",
        "\u{1}",
        "\tx",
        "é😀",
        "&amp;<b>",
        "0,5",
        "60%",
        "]]>",
        "\u{FFFE}x",
    ]);
    prop_oneof![odd.prop_map(str::to_owned), any::<String>()]
        .prop_filter("not blank", |text: &String| !text.trim().is_empty())
}

/// An exact decimal of at most six decimals between 0 and `top`.
fn decimal(top: u32) -> impl Strategy<Value = String> {
    (0..=top * 1_000_000, 0u32..7).prop_map(|(n, keep)| {
        let n = n - n % 10u32.pow(6 - keep);
        format!("{}.{:06}", n / 1_000_000, n % 1_000_000)
    })
}

/// An estimate in one of its forms.
fn estimate(top: u32) -> impl Strategy<Value = String> {
    let sorted = [decimal(top), decimal(top), decimal(top)].prop_map(|mut numbers| {
        numbers.sort_by(|a, b| a.parse::<f64>().expect("a number").total_cmp(&b.parse().expect("a number")));
        numbers
    });
    (sorted, 0..6).prop_map(move |([low, best, high], form)| match form {
        0 => best,
        5 => format!("[0, \"{}/7\"]", top),
        1 => format!("[{low}, {high}]"),
        2 => format!("{{ low = {low}, best = {best}, high = {high} }}"),
        3 => format!("{{ best = {best}, source = \"S\" }}"),
        _ => format!("{{ low = {low}, high = {high}, sources = [\"S\", \"T\"] }}"),
    })
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            c if c.is_control() => write!(out, "\\u{:04X}", u32::from(c)),
            c => write!(out, "{c}"),
        };
    }
    out + "\""
}

prop_compose! {
    fn scenario()(
        texts in prop::collection::vec(text(), 12),
        values in prop::collection::vec(estimate(100), 8),
        weights in prop::collection::vec(estimate(900), 4),
        no_deal in prop::collection::vec(estimate(100), 4),
        points in estimate(50),
        factors in prop::collection::vec(estimate(3), 2),
        firm in estimate(1),
    ) -> String {
        let t = |n: usize| quoted(&texts[n]);
        format!("format = 1\ntitle = {}\nsummary = {}\nas_of = \"2025\"\nnormalise = true\n\
            [sources.S]\ntitle = {}\nlater = true\n[sources.T]\ntitle = \"t\"\ndate = \"2024-12\"\n\
            [[parties]]\nid = \"A\"\nname = {}\nceiling = \"200/3\"\n[[parties]]\nid = \"best\"\nname = {}\nrole = \"mediator\"\n\
            [[issues]]\nid = \"x\"\nlabel = {}\nnote = {}\n\
            [[issues.options]]\nid = \"1\"\nlabel = {}\nvalues = {{ A = {}, best = {} }}\n\
            [[issues.options]]\nid = \"2\"\nlabel = \"2\"\nclause = {}\nvalues = {{ A = {}, best = {} }}\n\
            [[issues]]\nid = \"y\"\nlabel = \"y\"\nsources = [\"S\"]\n\
            [[issues.options]]\nid = \"1\"\nlabel = \"1\"\ncarried_by = [\"A\", \"best\"]\nvalues = {{ A = {}, best = {} }}\n\
            [[issues.options]]\nid = \"2\"\nlabel = \"2\"\nvalues = {{ A = {}, best = {} }}\n\
            [weights]\nA = {{ x = {}, y = {} }}\nbest = {{ x = {}, y = {} }}\n\
            [no_deal]\nat = [0, 3]\nA = [{}, {}]\nbest = [{}, {}]\n\
            [[interactions]]\nid = \"i\"\nparty = \"A\"\na = \"x.1\"\nb = \"y.2\"\npoints = {points}\nnote = {}\n\
            [[boxes]]\nid = \"b\"\nparty = \"A\"\nwhen = {{ x = [\"1\", \"2\"], y = [\"2\"] }}\npoints = 3.123456789012345678\n\
            [[factors]]\nid = \"f\"\nparty = \"A\"\nby = \"x\"\noptions = [\"y.1\"]\nfactor = {{ 1 = {}, 2 = {} }}\n\
            [[rules]]\nid = \"r\"\nkind = \"at_most\"\ncount = 1\noptions = [\"x.1\", \"y.1\"]\n\
            [[norms]]\nid = \"n\"\nlabel = {}\nforbids = [\"x.2\"]\nactive = false\n\
            [groups.g]\nparty = \"A\"\nwithin = 0.5\nnote = \"n\"\n\
            [[red_lines]]\nid = \"l\"\nparty = \"A\"\ngroup = \"g\"\nlabel = {}\nexcludes = [\"x.1\"]\n\
            claimed = {{ date = \"2024\", text = {} }}\nfirmness = {firm}\nreasons = [\"one; two\", \"three\"]\n\
            [[packages]]\nid = \"p\"\nlabel = \"p\"\nchoices = {{ x = \"1\", y = \"2\" }}\nassumed = [\"y\"]\n",
            t(0), t(1), t(2), t(3), t(4), t(5), t(6), t(7), values[0], values[1], t(8), values[2], values[3],
            values[4], values[5], values[6], values[7], weights[0], weights[1], weights[2], weights[3], no_deal[0],
            no_deal[1], no_deal[2], no_deal[3], t(9), factors[0], factors[1], t(10), t(11), t(0))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn random_scenarios_come_back(text in scenario()) {
        let mut none = |_: &str| Err(String::new());
        let reading = zopa::read::read("s", text.clone(), &mut none);
        // Weights that are all 0 and the like: no scenario, nothing to export.
        prop_assume!(reading.scenario.is_some());
        let scenario = parse(&text);
        for form in [Form::Xlsx, Form::Csv] {
            let (back, _) = there_and_back(&scenario, form);
            prop_assert_eq!(essence(&scenario), essence(&back));
            let compiled = |s| compile(s, None, 0).map(|c| format!("{c:?}")).map_err(|e| e.to_string());
            prop_assert_eq!(compiled(&scenario), compiled(&back));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), zip in any::<bool>()) {
        let mut bytes = bytes;
        if zip {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        let given = zopa::exchange::Given { name: "parties.csv".to_owned(), bytes };
        let _ = zopa::exchange::workbook::read(&[given]);
    }

    #[test]
    fn no_change_of_a_workbook_makes_it_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let scenario = parse(zopa::template::TEMPLATES[1].text);
        let (mut files, _) = zopa::exchange::workbook::write(&scenario, Form::Xlsx).expect("a workbook");
        let at = at.index(files[0].bytes.len());
        files[0].bytes[at] = byte;
        let _ = zopa::exchange::workbook::read(&files);
    }

    /// Sheets of random pieces: whatever they say, they are read or refused, and a text that is read parses as TOML.
    #[test]
    fn no_sheet_makes_it_panic(
        broken in prop::collection::vec(prop::sample::select(BROKEN), 0..2),
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30),
        cells in prop::collection::vec(prop::sample::select(CELLS), 0..40),
    ) {
        let rows = format!("<row>{}{}</row>", pieces.concat(), broken.concat());
        let head = super::harness::row(&["issue label", "issue id", "option label", "option id", "A", "A low", "date"]);
        let parties = super::harness::row(&["name"]) + &super::harness::row(&["A"]);
        let file = super::harness::xlsx(&[("Parties", &parties), ("Issues", &(head + &rows))], &[]);
        check(&[file]);
        for (name, head) in [
            ("about.csv", "title,x"),
            ("weights.csv", "issue,A"),
            ("no deal by period.csv", "party,period,no deal"),
            ("factors.csv", "id,party,by issue,options,if chosen,factor"),
            ("views.csv", "id,label"),
            ("view numbers.csv", "view,what,party,of,at,number"),
            ("red lines.csv", "id,party,label,options,firmness,reasons,claimed date"),
            ("packages.csv", "label,x,date,assumed"),
        ] {
            check(&[
                super::harness::csv("parties.csv", &format!("name,role\nA,party\n{}", cells.concat())),
                super::harness::csv("issues.csv", &format!("issue label,option label,A,A high\nx,1,0,\n,2,9,\n{}", cells.concat())),
                super::harness::csv(name, &format!("{head}\n{}", cells.concat())),
            ]);
        }
    }
}

const BROKEN: &[&str] =
    &["</row>", "<c>", "</v>", "<c t=\"s\"><v>0</v></c>", "&#x0;", "<row r=\"0\"/>", "<!-- -->", ""];
const PIECES: &[&str] = &[
    "</row><row>",
    "</row><row>",
    "</row><row r=\"7\">",
    "<c/>",
    "<c r=\"B3\"><v>3</v></c>",
    "<c><v>1</v></c>",
    "<c><f/><v>2</v></c>",
    "<c><v>45887</v></c>",
    "<c t=\"b\"><v>1</v></c>",
    "<c t=\"inlineStr\"><is><t>a_x0000_&lt;\\</t></is></c>",
    "<c t=\"str\"><v>x\"y\n</v></c>",
    "<c t=\"inlineStr\"><is><t>A</t></is></c>",
    "<c><v>-1e300</v></c>",
    "<c r=\"XFD9\"><v>2</v></c>",
    "<c t=\"e\"><v>#N/A</v></c>",
];
const CELLS: &[&str] = &[
    ",",
    ",",
    ",",
    "\n",
    "\n",
    "A",
    "x",
    "1",
    "0",
    "-2.5",
    "\"a\nb\"",
    "\"q\"\"\"",
    "é",
    "'=1",
    "weight",
    "value",
    "no_deal",
    "factor",
    "A.x",
    "x: 1",
    "50%",
    "no deal",
    "v",
    "\\",
    "\u{7}",
    "1/3",
];

/// Reads files; a text that comes out is TOML, whatever else the reader of scenarios says about it.
fn check(files: &[zopa::exchange::Given]) {
    if let Ok((text, _)) = zopa::exchange::workbook::read(files) {
        let mut none = |_: &str| Err(String::new());
        let reading = zopa::read::read("s", text.clone(), &mut none);
        let broken = reading.diagnostics.iter().find(|d| d.code == zopa::diagnostic::code::SYNTAX.id);
        assert!(broken.is_none(), "{broken:?}\n{text}");
    }
}
