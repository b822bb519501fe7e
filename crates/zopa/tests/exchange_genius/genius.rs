//! GENIUS XML: meaning, leniencies, refusals.

use crate::given::{bad, file, good, negmas, noted, number, ratio, refused};
use zopa::exchange::{Format, Given, Kind, Remarked, Settings, read, recognise};

fn domain(issues: &str) -> String {
    format!(
        "<negotiation_template><utility_space><objective index=\"0\" name=\"Lunch\">{issues}</objective>\
         </utility_space></negotiation_template>"
    )
}

fn space(inside: &str, after: &str) -> String {
    format!(
        "<utility_space>\n<objective index=\"0\" name=\"Lunch\">\n{inside}\n</objective>\n{after}\n</utility_space>"
    )
}

const DISH: &str = r#"<issue index="1" name="Dish" type="discrete"><item index="1" value="soup"/><item index="2" value="pie"/></issue>"#;
const DISH_4_8: &str = r#"<issue index="1" name="Dish" type="discrete"><item index="1" value="soup" evaluation="4"/><item index="2" value="pie" evaluation="8"/></issue><weight index="1" value="0.5"/>"#;

fn pair(inside: &str, after: &str) -> [Given; 2] {
    [file("lunch.xml", &domain(DISH)), file("ann.xml", &space(inside, after))]
}

#[test]
fn evaluations_count_as_shares_of_the_largest() {
    let read = good(&pair(DISH_4_8, "<reservation value=\"0.25\"/><discount_factor value=\"0.9\"/>"));
    let ann = &read.domain.profiles[0];
    assert_eq!((read.domain.name.as_str(), ann.name.as_str()), ("Lunch", "ann"));
    assert_eq!(ann.utility.of(&[0]), ratio(1, 4));
    assert_eq!(ann.utility.of(&[1]), ratio(1, 2));
    assert_eq!(ann.utility.cap, None);
    assert_eq!((ann.reserve.clone(), ann.discount.clone()), (Some(ratio(1, 4)), Some(ratio(9, 10))));
    assert_eq!(read.notes, []);
}

#[test]
fn negmas_counts_evaluations_as_they_stand_and_raises_the_reserve() {
    let imported = read(&pair(DISH_4_8, "<reservation value=\"0.25\"/>"), &negmas()).unwrap();
    let ann = &imported.domain.profiles[0];
    assert_eq!(ann.utility.of(&[0]), ratio(2, 1));
    assert_eq!(ann.reserve, Some(ratio(2, 1)));
    noted(&imported.notes, Remarked::Assumed, "as in NegMAS, the reservation value 0.25");
}

#[test]
fn utilities_are_cut_off_at_one_only_where_they_could_exceed_it() {
    let inside = DISH_4_8.replace("\"0.5\"", "\"1.5\"");
    let ann = good(&pair(&inside, "")).domain.profiles.remove(0);
    assert_eq!(ann.utility.cap, Some(ratio(1, 1)));
    assert_eq!(ann.utility.of(&[0]), ratio(3, 4));
    assert_eq!(ann.utility.of(&[1]), ratio(1, 1));
}

#[test]
fn a_profile_stands_alone() {
    let imported = good(&[file("ann.xml", &space(DISH_4_8, ""))]);
    assert_eq!(imported.domain.issues[0].values, ["soup", "pie"]);
    noted(&imported.notes, Remarked::Assumed, "no reservation value");
}

#[test]
fn no_evaluation_above_zero_counts_as_zero() {
    let flat = DISH_4_8.replace("\"4\"", "\"0\"").replace("\"8\"", "\"0.000001\"");
    let imported = good(&pair(&flat, ""));
    assert_eq!(imported.domain.profiles[0].utility.of(&[1]), ratio(0, 1));
    noted(&imported.notes, Remarked::Assumed, "0.00001");
    let negative = DISH_4_8.replace("\"4\"", "\"-4\"");
    let imported = good(&pair(&negative, ""));
    assert_eq!(imported.domain.profiles[0].utility.of(&[0]), ratio(-1, 4));
    noted(&imported.notes, Remarked::Assumed, "negative");
}

#[test]
fn whole_numbers_follow_a_line_from_the_lower_bound_cut_to_zero_to_one() {
    let inside = r#"<issue index="1" name="Price" type="integer" lowerbound="5" upperbound="8">
        <evaluator ftype="linear" slope="0.4" offset="-0.1"/></issue><weight index="1" value="1"/>"#;
    let files = [file("bob.xml", &space(inside, ""))];
    let bob = good(&files).domain;
    assert_eq!(
        (&bob.issues[0].kind, bob.issues[0].values.join(" ")),
        (&Kind::Integer, "5 6 7 8".to_string())
    );
    let of = |o: usize| bob.profiles[0].utility.of(&[o]);
    assert_eq!([of(0), of(1), of(2), of(3)], [ratio(0, 1), ratio(3, 10), ratio(7, 10), ratio(1, 1)]);
    let raw = read(&files, &negmas()).unwrap().domain;
    assert_eq!(raw.profiles[0].utility.of(&[3]), number("3.1"));
}

#[test]
fn real_numbers_stand_on_a_grid_that_is_stated() {
    let issue = |evaluator: &str| {
        format!(
            "<issue index=\"1\" name=\"Price\" type=\"real\"><range lowerbound=\"10\" upperbound=\"20\"/>{evaluator}\
             </issue><weight index=\"1\" value=\"1\"/>"
        )
    };
    let with = |evaluator: &str| {
        let how = Settings { real_steps: 5, ..Settings::default() };
        let imported = read(&[file("bob.xml", &space(&issue(evaluator), ""))], &how).unwrap();
        noted(&imported.notes, Remarked::Assumed, "from 10 to 20; 5 of them");
        assert_eq!(imported.domain.issues[0].values, ["10", "12.5", "15", "17.5", "20"]);
        (0..5).map(|o| imported.domain.profiles[0].utility.of(&[o])).collect::<Vec<_>>()
    };
    let halves = |twice: [i64; 5]| twice.map(|t| ratio(t, 20)).to_vec();
    assert_eq!(
        with(r#"<evaluator ftype="linear" parameter0="-1" parameter1="0.1"/>"#),
        halves([0, 5, 10, 15, 20])
    );
    assert_eq!(with(r#"<evaluator ftype="constant" parameter0="0.25"/>"#), halves([5; 5]));
    let triangle = r#"<evaluator ftype="triangular" parameter0="10" parameter1="20" parameter2="15"/>"#;
    assert_eq!(with(triangle), halves([0, 10, 20, 10, 0]));
    refused(
        &[file("bob.xml", &space(&issue(r#"<evaluator ftype="faratin" parameter0="1"/>"#), ""))],
        &["bob.xml", "faratin"],
    );
}

const LINE: &str = r#"<issue index="1" name="A" type="integer" lowerbound="0" upperbound="3"/>
<issue index="2" name="B" type="integer" lowerbound="0" upperbound="3"/>"#;

fn boxed(rectangles: &str) -> [Given; 1] {
    let utility =
        format!("<utility maxutility=\"10\"><ufun aggregation=\"sum\">{rectangles}</ufun></utility>");
    [file(
        "ann.xml",
        &space(&format!("{LINE}{utility}"), "").replacen(
            "<utility_space>",
            "<utility_space type=\"nonlinear\">",
            1,
        ),
    )]
}

#[test]
fn boxes_add_up_as_shares_of_the_most() {
    let imported = good(&boxed(
        r#"<hyperRectangle utility="5"><INCLUDES index="1" min="1" max="2"/><INCLUDES index="2" min="0" max="1"/></hyperRectangle>
           <hyperRectangle utility="2" weight="2"><INCLUDES index="2" min="1" max="9"/></hyperRectangle>
           <hyperRectangle utility="1"/>
           <ufun weight="0.5"><hyperRectangle utility="4"><EXCLUDES index="1" min="0" max="1"/></hyperRectangle></ufun>"#,
    ));
    let u = &imported.domain.profiles[0].utility;
    assert_eq!(u.of(&[0, 0]), ratio(1, 10));
    assert_eq!(u.of(&[1, 0]), ratio(6, 10));
    assert_eq!(u.of(&[2, 1]), ratio(1, 1));
    assert_eq!(u.cap, Some(ratio(1, 1)), "5 + 4 + 1 + 2 is more than 10");
    assert_eq!(u.of(&[3, 3]), ratio(7, 10));
}

#[test]
fn boxes_that_mean_nothing_are_refused() {
    refused(
        &boxed(r#"<hyperRectangle utility="1"><INCLUDES index="7" min="0" max="1"/></hyperRectangle>"#),
        &["issue 7"],
    );
    refused(&boxed(r#"<hyperRectangle utility="x"/>"#), &["utility=\"x\" is no number"]);
    refused(
        &boxed(
            r#"<hyperRectangle utility="1"><INCLUDES index="1" min="0" max="1"/><EXCLUDES index="1" min="0" max="1"/></hyperRectangle>"#,
        ),
        &["both INCLUDES and EXCLUDES"],
    );
    refused(&boxed(r#"<ufun aggregation="max"/>"#), &["max"]);
}

#[test]
fn objectives_in_objectives_are_read() {
    let inside = format!("<objective index=\"9\" name=\"Inner\">{DISH_4_8}</objective>");
    assert_eq!(
        good(&[file("ann.xml", &space(&inside, ""))]).domain.profiles[0].utility.of(&[1]),
        ratio(1, 2)
    );
}

#[test]
fn a_discount_outside_zero_to_one_means_none() {
    for factor in ["0", "0.0", "-1", "1.5"] {
        let imported = good(&pair(DISH_4_8, &format!("<discount_factor value=\"{factor}\"/>")));
        assert_eq!(imported.domain.profiles[0].discount, None);
        noted(&imported.notes, Remarked::Assumed, "means none");
    }
}

#[test]
fn what_has_no_effect_is_named() {
    let inside = DISH_4_8.replace("evaluation=\"4\"", "evaluation=\"4\" cost=\"3\" description=\"hot\"")
        + "<similarity_function weight=\"1\"/>";
    let imported = good(&pair(&inside, ""));
    for word in ["similarity_function", "cost", "descriptions"] {
        noted(&imported.notes, Remarked::Lost, word);
    }
}

// Leniencies.

#[test]
fn a_bare_ampersand_is_a_character() {
    let with = |text: &str| text.replace("soup", "soup & bread &amp; AT&T &#x26; co &");
    let imported = good(&[file("d.xml", &with(&domain(DISH))), file("p.xml", &with(&space(DISH_4_8, "")))]);
    assert_eq!(imported.domain.issues[0].values[0], "soup & bread & AT&T & co &");
    noted(&imported.notes, Remarked::Lenient, "bare ampersand");
    assert!(
        imported.notes.iter().any(|n| n.file == "p.xml" && n.text.starts_with("line 3:")),
        "{:?}",
        imported.notes
    );
}

#[test]
fn bytes_of_cp1252_are_read() {
    let with = |text: String| {
        let bytes = text.replace("soup", "caf? for 5?").into_bytes();
        let mut marks = [0xE9u8, 0x80].into_iter().cycle();
        bytes.into_iter().map(|b| if b == b'?' { marks.next().unwrap() } else { b }).collect::<Vec<u8>>()
    };
    let files = [
        Given { name: "d.xml".to_string(), bytes: with(domain(DISH)) },
        Given { name: "p.xml".to_string(), bytes: with(space(DISH_4_8, "")) },
    ];
    let imported = good(&files);
    assert_eq!(imported.domain.issues[0].values[0], "café for 5€");
    noted(&imported.notes, Remarked::Lenient, "line 3: not UTF-8; the file was read as cp1252");
    let mut wrong = files.clone();
    wrong[1].bytes.push(0x81);
    refused(&wrong, &["p.xml", "0x81"]);
}

#[test]
fn a_late_declaration_is_skipped() {
    let late =
        format!("\n<!-- profile -->\n<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n{}", space(DISH_4_8, ""));
    let imported = good(&[file("p.xml", &late)]);
    noted(&imported.notes, Remarked::Lenient, "line 3: the XML declaration");
    let early = format!("\u{FEFF}<?xml version=\"1.0\"?>{}", space(DISH_4_8, ""));
    assert!(good(&[file("p.xml", &early)]).notes.iter().all(|n| n.what != Remarked::Lenient));
}

#[test]
fn a_missing_blank_is_seen() {
    let imported = good(&pair(&DISH_4_8.replace("name=\"Dish\" type", "name=\"Dish\"type"), ""));
    noted(&imported.notes, Remarked::Lenient, "line 3: a missing blank");
}

#[test]
fn of_two_equal_items_the_last_counts() {
    let twice = DISH_4_8
        .replace("<item index=\"2\"", "<item index=\"1\" value=\"soup\" evaluation=\"2\"/><item index=\"2\"");
    let imported = good(&pair(&twice, ""));
    assert_eq!(imported.domain.profiles[0].utility.of(&[0]), ratio(1, 8));
    noted(&imported.notes, Remarked::Lenient, "its last evaluation counts (2, before: 4)");
    let alone = good(&[file("p.xml", &space(&twice, ""))]);
    noted(&alone.notes, Remarked::Lenient, "read as one");
}

#[test]
fn a_value_the_domain_lacks_counts_for_the_largest_evaluation() {
    let more = DISH_4_8.replace(
        "<item index=\"2\"",
        "<item index=\"3\" value=\"cake\" evaluation=\"16\"/><item index=\"2\"",
    );
    let imported = good(&pair(&more, ""));
    assert_eq!(imported.domain.profiles[0].utility.of(&[1]), ratio(1, 4));
    noted(&imported.notes, Remarked::Lenient, "cake");
}

// Refusals.

#[test]
fn malformed_numbers_are_refused_with_their_line() {
    for value in ["", "half", "0,5", "NaN", "1e999999999", "0.5.5"] {
        refused(
            &pair(DISH_4_8, &format!("<reservation value=\"{value}\"/>")),
            &["ann.xml", "line 5", "reservation"],
        );
    }
    refused(&pair(DISH_4_8, "<reservation/>"), &["line 5", "no \"value\""]);
    refused(
        &pair(DISH_4_8, "<reservation value=\"1\"/><reservation value=\"0\"/>"),
        &["second <reservation>"],
    );
    refused(&pair(&DISH_4_8.replace("\"4\"", "\"four\""), ""), &["line 3", "evaluation=\"four\""]);
    refused(&pair(&DISH_4_8.replace("\"0.5\"", "\"\""), ""), &["<weight>"]);
    refused(&pair(&DISH_4_8.replace("evaluation=\"4\"", ""), ""), &["has no evaluation"]);
    refused(
        &pair(&DISH_4_8.replace("<weight index=\"1\" value=\"0.5\"/>", ""), ""),
        &["issue 1 has no weight"],
    );
}

#[test]
fn broken_xml_is_refused_with_its_line() {
    let whole = space(DISH_4_8, "");
    for (from, to, word) in [
        ("</objective>", "</objectives>", "not well-formed"),
        ("</utility_space>", "", "never closed"),
        ("</utility_space>", "</utility_space>text", "outside"),
        ("</utility_space>", "</utility_space><more/>", "second outermost"),
        ("name=\"Dish\"", "name=\"Dish\" name=\"Dish\"", "stands twice"),
        ("name=\"Dish\"", "name=Dish", "without quotation marks"),
        ("name=\"Dish\"", "name", "line 3"),
        ("name=\"Dish\"", "name=\"&dish;\"", "entity &dish;"),
        ("index=\"1\" name", "index=\"one\" name", "no whole number"),
        ("type=\"discrete\"", "type=\"magic\"", "unknown type"),
        ("<utility_space>", "<!DOCTYPE x [<!ENTITY a \"b\">]><utility_space>", "DOCTYPE"),
    ] {
        let broken = whole.replacen(from, to, 1);
        assert_ne!(broken, whole);
        refused(&[file("ann.xml", &broken)], &["ann.xml", "line ", word]);
    }
}

#[test]
fn sizes_are_limited() {
    let mut bytes = space(DISH_4_8, "").into_bytes();
    bytes.resize(100_000_000, b' ');
    refused(&[Given { name: "big.xml".to_string(), bytes }], &["big.xml", "100000000 bytes"]);
    let deep = format!("{}{}", "<objective>".repeat(40), "</objective>".repeat(40));
    refused(&[file("p.xml", &space(&deep, ""))], &["levels"]);
    let wide = r#"<issue index="1" name="A" type="integer" lowerbound="0" upperbound="5000"/>"#;
    refused(&[file("p.xml", &space(wide, ""))], &["4096"]);
    let huge = r#"<issue index="1" name="A" type="integer" lowerbound="-9223372036854775808" upperbound="9223372036854775807"/>"#;
    refused(&[file("p.xml", &space(huge, ""))], &["4096"]);
    let ranges: String = (0..100)
        .map(|k| {
            format!(
                "<issue index=\"{k}\" name=\"A{k}\" type=\"integer\" lowerbound=\"1\" upperbound=\"4096\"/>"
            )
        })
        .collect();
    refused(&[file("p.xml", &space(&ranges, ""))], &["262144"]);
    let many: Vec<Given> = (0..17).map(|k| file(&format!("p{k}.xml"), &space(DISH_4_8, ""))).collect();
    refused(&many, &["at most 16"]);
    refused(&[file("p.xml", &space("", ""))], &["0 issues"]);
    // Short of the limit in bytes, and yet read in a moment.
    let attributes: String = (0..200_000).map(|k| format!("a{k}=\"\" ")).collect();
    refused(&[file("p.xml", &format!("<utility_space {attributes}/>"))], &["64 attributes"]);
    let bare = format!("<utility_space a=\"{}\"/>", "&".repeat(3_000_000));
    refused(&[file("p.xml", &bare)], &["no <objective>"]);
    refused(&[file("p.xml", &space(&"<a/>".repeat(2_000_001), ""))], &["elements"]);
}

// Several files.

#[test]
fn profiles_of_another_domain_are_left_out_or_refused() {
    let other = space(&DISH_4_8.replace("Dish", "Drink"), "");
    let files = [
        file("d.xml", &domain(DISH)),
        file("other.xml", &other),
        file("ann.xml", &space(DISH_4_8, "")),
        file("readme.txt", "nothing"),
        file("picture.png", "\u{89}PNG"),
    ];
    let imported = good(&files);
    assert_eq!(imported.domain.profiles.len(), 1);
    noted(&imported.notes, Remarked::Lost, "does not fit d.xml: issue 1 is called \"Drink\"");
    assert_eq!(imported.notes.iter().filter(|n| n.text.contains("not a file of this format")).count(), 2);
    refused(&files[..2], &["other.xml", "does not fit d.xml"]);
    refused(&files[1..3], &["ann.xml", "does not fit other.xml"]);
    refused(&[files[0].clone(), file("e.xml", &domain(DISH))], &["e.xml", "second domain file beside d.xml"]);
    noted(&good(&files[..1]).notes, Remarked::Assumed, "no parties");
    assert!(bad(&files[3..]).text.contains("no file of a known format"));
    assert!(bad(&[]).text.contains("no file of a known format"));
    let json = file("p.json", r#"{"issueWeights": {}, "issues": {}}"#);
    refused(&[files[0].clone(), json], &["several formats (GENIUS XML, NegoLog JSON)"]);
}

#[test]
fn files_are_recognised_by_what_is_in_them() {
    let is = |text: &str| recognise("x.txt", text.as_bytes());
    assert_eq!(is(&domain(DISH)), Some(Format::GeniusDomain));
    assert_eq!(is("\u{FEFF} <!-- > --> <?xml version='1.0'?><utility_space/>"), Some(Format::GeniusProfile));
    assert_eq!(is("<!DOCTYPE utility_space><utility_space>"), Some(Format::GeniusProfile));
    assert_eq!(is("<html><utility_space/></html>"), None);
    assert_eq!(is(r#"{"name": "x", "issuesValues": {}}"#), Some(Format::GeniusWebDomain));
    assert_eq!(is(r#"{"LinearAdditiveUtilitySpace": {]}"#), Some(Format::GeniusWebProfile));
    assert_eq!(is(r#"{"issues": {}, "issueWeights": {}}"#), Some(Format::NegoLogProfile));
    assert_eq!(is(r#"{"Name": "x", "NumberOfBids": 1, "NumberOfIssues": 1}"#), Some(Format::NegoLogSpecs));
    for other in ["", "<", "{", "{}", "[1]", "name: x", "<a", "<!--", "\u{0}"] {
        assert_eq!(is(other), None, "{other}");
    }
}
