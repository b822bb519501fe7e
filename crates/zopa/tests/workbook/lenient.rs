//! What analysts send: other orders, other letter case, missing ids, labels for ids, spreadsheets' own types.

use super::harness::{csv, findings, parse, row, said, xlsx};
use zopa::exchange::workbook::read;
use zopa::exchange::{Given, Note, Remarked};
use zopa::scenario::{Number, Scenario};

fn text_of(files: &[Given]) -> (String, Vec<Note>) {
    read(files).unwrap_or_else(|refused| panic!("{refused}"))
}

fn of(files: &[Given]) -> (Scenario, Vec<Note>) {
    let (text, notes) = text_of(files);
    (parse(&text), notes)
}

fn number(text: &str) -> Number {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits: i128 = format!("{whole}{decimals}").parse().expect("digits");
    Number::new(digits, 10i128.pow(decimals.len() as u32))
}

/// The smallest workbook: parties, issues, weights, without ids and without `About`.
#[test]
fn a_minimal_workbook_with_labels_only() {
    let files = [
        csv("Parties.csv", "NAME,No Deal Best\nLand & Sea,40\nThe City,30\n"),
        csv(
            "issues and options.csv",
            "Option label,Issue label,land & sea,The City best\nLow,Price,0,100\nHigh,,100,0\nYes,Quota,100,0\nNo,,0,100\n",
        ),
        csv("WEIGHTS.csv", "the city,issue label,Land & Sea best,my own\n40,Price,70,x\n60,quota,30,\n"),
    ];
    let (scenario, notes) = of(&files);
    let parties: Vec<&str> = scenario.parties.iter().map(|party| party.id.as_str()).collect();
    assert_eq!(parties, ["land_sea", "the_city"]);
    assert_eq!(scenario.title, "Untitled");
    let options: Vec<String> = scenario
        .issues
        .iter()
        .flat_map(|i| i.options.iter().map(move |o| format!("{}.{}", i.id, o.id)))
        .collect();
    assert_eq!(options, ["price.low", "price.high", "quota.yes", "quota.no"]);
    let weight = |party: usize, issue: usize| scenario.weights[party].1[issue].1.low;
    assert_eq!(
        [weight(0, 0), weight(0, 1), weight(1, 0), weight(1, 1)],
        [40, 60, 70, 30].map(Number::from_integer)
    );
    assert_eq!(scenario.no_deal.at, [0]);
    let assumed = said(&notes, Remarked::Assumed);
    for part in ["no title", "gets one made from its label", "belongs to that of the row above"] {
        assert!(assumed.iter().any(|text| text.contains(part)), "{part}: {assumed:?}");
    }
    assert_eq!(said(&notes, Remarked::Lost), ["WEIGHTS.csv!D1, the column \"my own\", is left out"]);
}

#[test]
fn semicolons_marks_and_decimal_commas() {
    let files = [
        Given {
            name: "parties.csv".into(),
            bytes: b"\xEF\xBB\xBFsep=;\r\nid;name;no deal\r\nA;\"A; first\";12,5\r\n".to_vec(),
        },
        csv(
            "issues_and_options.csv",
            "issue id;issue label;option id;option label;A\nx;X;1;one;0,5\n;;2;two;100\n",
        ),
        csv("weights.csv", "issue;A\nx;100\n"),
    ];
    let (scenario, notes) = of(&files);
    assert_eq!(scenario.parties[0].name, "A; first");
    assert_eq!(scenario.no_deal.values[0].1[0].low, number("12.5"));
    assert_eq!(scenario.issues[0].options[0].values[0].1.low, number("0.5"));
    let lenient = said(&notes, Remarked::Lenient);
    for part in ["semicolons", "decimal comma"] {
        assert!(lenient.iter().any(|text| text.contains(part)), "{part}: {lenient:?}");
    }
    // With commas between the cells, `12,5` is no number, and the reader says so at the cell.
    let text =
        text_of(&[csv("parties.csv", "id,name,no deal\nA,A,\"12,5\"\n"), files[1].clone(), files[2].clone()])
            .0;
    assert!(text.contains("\"12,5\", # parties.csv!C2"), "{text}");
}

/// A finding of the reader of scenarios stands on a line that names the cell.
#[test]
fn findings_lead_back_to_cells() {
    let files = [
        csv("parties.csv", "id,name,role\nA,A,boss\n"),
        csv(
            "issues_and_options.csv",
            "issue id,issue label,option id,option label,carried by,A\nx,X,1,one,B,much\nx,X,2,two,,50\n",
        ),
        csv("rules.csv", "id,kind,when,options\nr,requires,x.3,x.1\n"),
    ];
    let found = findings(&text_of(&files).0);
    for cell in ["parties.csv!C2", "issues_and_options.csv!E2", "issues_and_options.csv!F2", "rules.csv!C2"] {
        assert!(found.iter().any(|(_, line)| line.ends_with(cell)), "{cell}: {found:#?}");
    }
}

/// Types of a spreadsheet: shared text, formulas, dates, per cent, digits beyond the fifteenth, readings, merged cells.
#[test]
fn types_of_a_spreadsheet() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"d. mmm yyyy\"/></numFmts><cellStyleXfs>\
        <xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"170\"/>\
        </cellXfs></styleSheet>";
    let strings = "<sst><si><r><t>Al</t></r><r><t xml:space=\"preserve\">pha &amp; B&#233;ta</t></r><rPh><t>x</t></rPh></si></sst>";
    let parties = format!(
        "{}<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>A</t></is></c><c r=\"B3\" t=\"s\"><v>0</v></c>\
         <c r=\"C3\" s=\"1\"><v>0.28000000000000003</v></c></row>",
        row(&["id", "name", "no deal"])
    );
    let issues = format!(
        "{}<row><c t=\"inlineStr\"><is><t>x</t></is></c><c t=\"str\"><f>A1</f><v>X &lt;1&gt;</v></c><c><v>1</v></c>\
         <c t=\"b\"><v>1</v></c><c s=\"2\"><v>45887</v></c><c><v>0.30000000000000004</v></c></row>\
         <row><c/><c/><c><v>2</v></c><c><f>1+1</f><v>2</v></c><c t=\"d\"><v>2025-01-02T00:00:00</v></c>\
         <c t=\"inlineStr\"><is><t>50%</t></is></c></row>",
        row(&["issue id", "issue label", "option id", "option label", "date", "A"])
    );
    let weights = [row(&["issue", "a"]), row(&["x", "100"])].concat();
    let about = [
        row(&["title", "T"]),
        row(&["colour", "blue"]),
        row(&["how to fill this in", "x"]),
        row(&["y", "z"]),
    ]
    .concat();
    let file = xlsx(
        &[
            ("About", &about),
            ("Chart data", &row(&["a"])),
            ("PARTIES", &parties),
            ("Issues", &issues),
            ("Weights", &weights),
        ],
        &[("xl/styles.xml", styles), ("xl/sharedStrings.xml", strings)],
    );
    let (text, notes) = text_of(&[file]);
    // 0.1 + 0.2 as a spreadsheet holds it has more decimals than a scenario: the reader refuses it, with the cell.
    assert!(text.contains("values.A = 0.30000000000000004 # Issues!F2"), "{text}");
    let scenario = parse(&text.replace("0.30000000000000004", "0.3"));
    assert_eq!(scenario.parties[0].name, "Alpha & Béta");
    assert_eq!(scenario.no_deal.values[0].1[0].low, number("28"), "28 % of points are 28 points");
    let options = &scenario.issues[0].options;
    assert_eq!((scenario.issues[0].label.as_str(), options[0].label.as_str()), ("X <1>", "TRUE"));
    assert_eq!(options[0].date.map(|date| date.to_string()).as_deref(), Some("2025-08-18"));
    assert_eq!(options[1].date.map(|date| date.to_string()).as_deref(), Some("2025-01-02"));
    assert_eq!(options[1].values[0].1.low, number("50"));
    let assumed = said(&notes, Remarked::Assumed);
    for part in [
        "Issues!B2 and 1 more cells are formulas",
        "PARTIES!C3 is shown in per cent and read as that many points",
        "Issues!F3 is written in per cent",
        "Issues!F2 has more digits than the 15",
    ] {
        assert!(assumed.iter().any(|text| text.contains(part)), "{part}: {assumed:#?}");
    }
    let lost = said(&notes, Remarked::Lost);
    assert!(
        lost.iter().any(|text| text.starts_with("Chart data"))
            && lost.iter().any(|text| text.starts_with("About!A2"))
    );
}

/// A scenario that the CSV writer has to defuse: nothing in the files begins like a formula.
#[test]
fn no_cell_runs() {
    let scenario = parse(
        "format = 1\ntitle = \"=cmd|' /C calc'!A0\"\n[[parties]]\nid = \"-A\"\nname = \"@x\"\n[[issues]]\nid = \"x\"\n\
         label = \"+1 more\"\n[[issues.options]]\nid = \"1\"\nlabel = \"-\"\n[[issues.options]]\nid = \"2\"\nlabel = \"'=2\"\n",
    );
    let (files, _) =
        zopa::exchange::workbook::write(&scenario, zopa::exchange::workbook::Form::Csv).expect("files");
    for file in &files {
        let text = String::from_utf8(file.bytes.clone()).expect("text");
        for cell in text.trim_start_matches('\u{FEFF}').split([',', '\n']) {
            let cell = cell.trim_start_matches('"').trim_start();
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{}: {cell}", file.name);
        }
    }
    let (back, _) = of(&files);
    assert_eq!((back.title, back.parties[0].name.as_str()), (scenario.title, "@x"));
    let labels: Vec<&str> = back.issues[0].options.iter().map(|option| option.label.as_str()).collect();
    assert_eq!(labels, ["-", "'=2"]);
}

/// Words in any letter case, options and sources by their labels, several sources in a cell.
#[test]
fn references_by_label() {
    let files = [
        csv("parties.csv", "id,name,role,consent,no deal\nA,Alpha,Party,WHOLE,30\nB,Beta,mediator,None,\n"),
        csv("weights.csv", "issue,alpha\nprice PER ton,100\n"),
        csv("sources.csv", "title,date\nA speech,2024-05\nA note,2024\n"),
        csv(
            "issues_and_options.csv",
            "issue label,option label,carried by,A,A source\nPrice per ton,low,\"Beta, alpha\",0,A speech; a note\nPrice per ton,\"high, then\",,100,a_note\n",
        ),
        csv("red_lines.csv", "party,label,options,firmness\nalpha,Never low,Price per ton: low; Price per ton.High, then,80%\n".replace("Price per ton: low; Price per ton.High, then", "\"Price per ton: low; Price per ton.High, then\"").as_str()),
    ];
    let (scenario, notes) = of(&files);
    let option = &scenario.issues[0].options[0];
    assert_eq!(option.carried_by, ["B", "A"]);
    assert_eq!(option.values[0].1.sources, ["a_speech", "a_note"]);
    let excluded: Vec<&str> = scenario.red_lines[0].excludes.iter().map(|o| o.option.as_str()).collect();
    assert_eq!(excluded, ["low", "high_then"]);
    assert_eq!(scenario.red_lines[0].firmness.as_ref().map(|f| f.low), Some(number("0.8")));
    assert_eq!(scenario.parties[1].role, "mediator");
    assert!(said(&notes, Remarked::Assumed).iter().any(|text| text.contains("read as that many hundredths")));
}

/// What rows of one issue say differently is taken from the first, with a note.
#[test]
fn rows_of_one_issue_that_differ() {
    let files = [
        csv("parties.csv", "name\nA\n"),
        csv("issues.csv", "issue id,issue label,option label\nx,First,a\nx,Second,b\n"),
    ];
    let (scenario, notes) = of(&files);
    assert_eq!(scenario.issues[0].label, "First");
    assert!(said(&notes, Remarked::Lenient)[0].starts_with("issues.csv!B3 says otherwise"));
}
