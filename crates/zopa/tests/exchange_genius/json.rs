//! GeniusWeb and NegoLog JSON: meaning, leniencies, refusals.

use crate::given::{file, good, negmas, noted, ratio, refused};
use zopa::exchange::{Given, Kind, Remarked, read};

const DOMAIN: &str = r#"{"name": "lunch", "issuesValues": {"Dish": {"values": ["soup", "pie"]}}}"#;

fn profile(class: &str, more: &str) -> String {
    format!(
        r#"{{"LinearAdditiveUtilitySpace": {{
  "name": "ann",
  "issueUtilities": {{"Dish": {{"{class}": {{"valueUtilities": {{
    "soup": 0.3,
    "pie": 1}}}}}}}},
  "issueWeights": {{"Dish": 1.0}},
  "domain": {DOMAIN}{more}}}}}"#
    )
}

fn pair(profile: String) -> [Given; 2] {
    [file("lunch.json", DOMAIN), file("ann.json", &profile)]
}

#[test]
fn both_spellings_are_read() {
    let bid = r#", "reservationBid": {"issuevalues": {"Dish": "soup"}}"#;
    for class in ["discreteutils", "DiscreteValueSetUtilities"] {
        let imported = good(&pair(profile(class, bid)));
        let ann = &imported.domain.profiles[0];
        assert_eq!((imported.domain.name.as_str(), ann.name.as_str()), ("lunch", "ann"));
        assert_eq!(ann.utility.of(&[0]), ratio(3, 10));
        assert_eq!(ann.utility.of(&[1]), ratio(1, 1));
        assert_eq!(ann.reserve, Some(ratio(3, 10)));
        assert_eq!(imported.notes, []);
        assert_eq!(good(&[file("ann.json", &profile(class, bid))]), imported, "a profile stands alone");
    }
    refused(&pair(profile("OtherUtilities", "")), &["ann.json", "line 3", "unknown class"]);
}

#[test]
fn a_reservation_bid_is_optional_and_may_leave_issues_out() {
    noted(&good(&pair(profile("discreteutils", ""))).notes, Remarked::Assumed, "no reservation bid");
    let empty = good(&pair(profile("discreteutils", r#", "reservationBid": {"issuevalues": {}}"#)));
    assert_eq!(empty.domain.profiles[0].reserve, Some(ratio(0, 1)));
    let raised = read(&pair(profile("discreteutils", "")), &negmas()).unwrap();
    assert_eq!(raised.domain.profiles[0].reserve, Some(ratio(3, 10)));
    let wrong = r#", "reservationBid": {"issuevalues": {"Dish": "cake"}}"#;
    refused(&pair(profile("discreteutils", wrong)), &["line 7", "\"cake\" is no value of \"Dish\""]);
}

fn number(class: &str, range: &str, top: &str) -> [Given; 1] {
    [file(
        "ann.json",
        &format!(
            r#"{{"LinearAdditiveUtilitySpace": {{"issueUtilities": {{"Price": {{"{class}": {{
            "lowValue": 10, "lowUtility": 0, "highValue": 13, "highUtility": {top}}}}}}},
            "issueWeights": {{"Price": 1}}, "domain": {{"issuesValues": {{"Price": {{"range": {range}}}}}}}}}}}"#
        ),
    )]
}

#[test]
fn numbers_lie_on_a_line() {
    for class in ["numberutils", "NumberValueSetUtilities"] {
        let domain = good(&number(class, r#"["10", "13", "1"]"#, "0.9")).domain;
        assert_eq!(
            (domain.issues[0].values.join(" "), &domain.issues[0].kind),
            ("10 11 12 13".to_string(), &Kind::Integer)
        );
        assert_eq!(domain.profiles[0].utility.of(&[2]), ratio(6, 10));
    }
    let imported = good(&number("numberutils", r#"{"low": 10, "high": 12.2, "step": 0.5}"#, "1"));
    assert_eq!(imported.domain.issues[0].values.join(" "), "10 10.5 11 11.5 12");
    assert_eq!(imported.domain.profiles[0].utility.of(&[2]), ratio(33_333_333, 100_000_000));
    noted(&imported.notes, Remarked::Assumed, "rounded to 8 places");
    refused(&number("numberutils", r#"[0, 1e9, 0.001]"#, "1"), &["more than 4096"]);
    refused(&number("numberutils", r#"[1, 0, 1]"#, "1"), &["no such numbers"]);
    refused(&number("numberutils", r#"[0, 1, 0]"#, "1"), &["no such numbers"]);
    refused(&number("numberutils", r#"[0, 1]"#, "1"), &["low, high and step"]);
}

#[test]
fn what_geniusweb_itself_refuses_is_noted() {
    let light = profile("discreteutils", "").replace("\"Dish\": 1.0", "\"Dish\": 0.9");
    noted(&good(&pair(light)).notes, Remarked::Lenient, "the weights sum to 0.9, not 1");
    let high = profile("discreteutils", "").replace("\"pie\": 1", "\"pie\": 2");
    noted(&good(&pair(high)).notes, Remarked::Lenient, "outside 0 to 1");
    let twice = file("d.json", &DOMAIN.replace("\"pie\"]", "\"pie\", \"soup\"]"));
    noted(
        &good(&[twice, pair(profile("discreteutils", ""))[1].clone()]).notes,
        Remarked::Lenient,
        "stands twice",
    );
}

#[test]
fn broken_json_is_refused_with_its_line() {
    let whole = profile("discreteutils", "");
    for (from, to, words) in [
        ("\"soup\": 0.3", "\"soup\": ,", ["not JSON", "line 4"]),
        ("\"soup\": 0.3", "\"soup\": \"much\"", ["\"much\" is no number", "line 4"]),
        ("\"soup\": 0.3", "\"soup\": null", ["should be a number", "line 4"]),
        ("\"soup\": 0.3", "\"soup\": 1e999999", ["exponent", "line 4"]),
        ("\"soup\": 0.3", "\"pie\": 0.3", ["\"pie\" stands twice", "line 3"]),
        ("\"soup\": 0.3,", "", ["has no utility", "line 3"]),
        ("\"soup\": 0.3", "\"cake\": 1, \"soup\": 0.3", ["\"cake\" is not in the domain", "line 4"]),
        ("\"issueWeights\"", "\"weights\"", ["\"issueWeights\" is missing", "line 1"]),
        ("{\"Dish\": 1.0}", "[1]", ["should be an object", "line 6"]),
        ("{\"Dish\": 1.0}", "{\"Wine\": 1, \"Dish\": 1.0}", ["\"Wine\" is not in the domain", "line 6"]),
        ("0.3", "\u{FFFD}", ["not JSON", "line 4"]),
    ] {
        let broken = whole.replacen(from, to, 1);
        assert_ne!(broken, whole, "{from}");
        refused(&[file("ann.json", &broken)], &["ann.json", words[0], words[1]]);
    }
    let mut bytes = whole.clone().into_bytes();
    bytes.truncate(bytes.len() - 3);
    refused(&[Given { name: "ann.json".to_string(), bytes }], &["not JSON"]);
    let mut bytes = whole.into_bytes();
    bytes.insert(60, 0xE9);
    refused(&[Given { name: "ann.json".to_string(), bytes }], &["not UTF-8"]);
    let deep = format!("{{\"issuesValues\": {}{}}}", "[".repeat(100), "]".repeat(100));
    refused(&[file("d.json", &deep)], &["levels"]);
    let bottomless = format!("{{\"issuesValues\": 1, \"more\": {}", "[".repeat(1_000_000));
    refused(&[file("d.json", &bottomless)], &["not JSON"]);
}

#[test]
fn profiles_that_do_not_fit() {
    let [domain, ann] = pair(profile("discreteutils", ""));
    let other = file("other.json", &profile("discreteutils", "").replace("Dish", "Drink"));
    let imported = good(&[domain.clone(), ann.clone(), other.clone(), file("x.png", "?")]);
    assert_eq!(imported.domain.profiles.len(), 1);
    noted(&imported.notes, Remarked::Lost, "does not fit lunch.json");
    refused(&[domain.clone(), other.clone()], &["other.json", "does not fit lunch.json"]);
    refused(&[ann, other], &["other.json", "does not fit ann.json"]);
    refused(&[domain.clone(), domain], &["second domain file"]);
}

fn negolog(weights: &str, more: &str) -> String {
    format!(
        r#"{{
 "reservationValue": 0.5{more},
 "issueWeights": {{{weights}}},
 "issues": {{
  "A": {{"x": 0.2, "y": 1.0}},
  "B": {{"x": 1.0, "z": 0.4}}
 }}
}}"#
    )
}

#[test]
fn negolog_profiles_are_read() {
    let one = file("profileA.json", &negolog("\"A\": 0.25, \"B\": 0.75", ""));
    let two = file("profileB.json", &negolog("\"B\": 0.5, \"A\": 0.5", ""));
    let specs = file("specs.json", r#"{"Name": "Pair", "NumberOfBids": 4, "NumberOfIssues": 2}"#);
    let imported = good(&[specs.clone(), one.clone(), two]);
    assert_eq!(imported.domain.name, "Pair");
    assert_eq!(imported.domain.profiles[0].utility.of(&[1, 1]), ratio(55, 100));
    assert_eq!(imported.domain.profiles[1].utility.of(&[1, 1]), ratio(7, 10));
    assert_eq!(imported.domain.profiles[0].reserve, Some(ratio(1, 2)));
    noted(&imported.notes, Remarked::Lost, "only the name");
    refused(std::slice::from_ref(&specs), &["no NegoLog profile"]);
    refused(&[specs.clone(), specs, one.clone()], &["second file of facts"]);
    let other = file("c.json", &negolog("\"A\": 0.25, \"B\": 0.75", "").replace("\"z\"", "\"w\""));
    refused(&[one, other], &["c.json", "\"w\" is not in the domain"]);
    noted(
        &good(&[file("a.json", &negolog("\"A\": 0.25, \"B\": 0.25", ""))]).notes,
        Remarked::Lenient,
        "the weights sum to 0.5",
    );
    refused(&[file("a.json", &negolog("\"A\": 1", ""))], &["\"B\" is missing"]);
    refused(
        &[file("a.json", &negolog("\"A\": 1, \"B\": 0", ", \"discount\": 1"))],
        &["\"discount\" is not part"],
    );
    refused(
        &[file("a.json", &negolog("\"A\": 1, \"B\": 0", "").replace("0.5", "\"none\""))],
        &["reservationValue", "line 2", "no number"],
    );
}
