//! Forged results of the tiny scenario: one thing is forged in each.

use super::results::{ORCHARD, result, scenario, settings};
use serde_json::{Value, json};
use zopa::compile::Reading;
use zopa::question::Settings;

/// A genuine result, what is forged in it, and a word of why it is refused.
pub struct Forgery {
    /// What is forged: the name of its file.
    pub name: &'static str,
    /// The result it is forged of.
    pub of: &'static str,
    /// The forging.
    pub forge: fn(&mut Value),
    /// A part of the reason.
    pub reason: &'static str,
}

const fn forgery(
    name: &'static str,
    of: &'static str,
    reason: &'static str,
    forge: fn(&mut Value),
) -> Forgery {
    Forgery { name, of, forge, reason }
}

/// The genuine results that are forged.
pub fn genuine(of: &str) -> Value {
    let scenario = scenario(ORCHARD);
    let named =
        |reading, package: &str| Settings { package: Some(package.into()), ..settings(None, reading) };
    let (question, settings) = match of {
        "solve" => ("solve", settings(None, Some(Reading::None))),
        "top" => ("solve", Settings { top: Some(3), ..settings(None, Some(Reading::None)) }),
        "lotteries" => ("solve", Settings { lotteries: true, ..settings(None, Some(Reading::None)) }),
        "count" => ("count", settings(None, Some(Reading::Judged))),
        "why" => ("why", named(Some(Reading::Claimed), "dear_and_soon")),
        "order" => ("order", Settings { worlds: 4, ..named(None, "dear_and_soon,way=cart") }),
        "trade" => ("trade", named(Some(Reading::None), "cheap_and_late")),
        other => (other, settings(None, None)),
    };
    let mut file = serde_json::to_value(result(&scenario, question, &settings)).expect("a result in JSON");
    file["program"] = json!("zopa");
    file
}

/// The claim of a number in the file.
fn claim(file: &mut Value, at: usize) -> &mut Value {
    &mut file["claims"][at]["claim"]
}

/// Where claims stand in the results forged: cruxes, then the readings; ideals, then the concepts.
const CRUXES: usize = 0;
const JUDGED: usize = 2;
const CLAIMED: usize = 3;
const IDEAL: usize = 0;
const NASH: usize = 2;
const KALAI_SMORODINSKY: usize = 3;
const PACKAGE: usize = 0;
/// After ideals and picks.
const NASH_LOTTERY: usize = 5;
const FAIR_LOTTERY: usize = 6;
const NEEDS: usize = 1;
const LEAST: usize = 2;

fn list(value: &mut Value) -> &mut Vec<Value> {
    value.as_array_mut().expect("a list")
}

/// Every forgery.
#[rustfmt::skip]
pub const FORGERIES: &[Forgery] = &[
    forgery("witness-is-refused", "zone", "not acceptable", |f| claim(f, JUDGED)["package"] = json!([2, 0, 0])),
    forgery("witness-of-an-unknown-option", "zone", "not one known option", |f| claim(f, JUDGED)["package"] = json!([9, 0, 0])),
    forgery("witness-leaves-an-issue-out", "zone", "not one known option", |f| claim(f, JUDGED)["package"] = json!([1, 0])),
    forgery("witness-under-another-reading", "zone", "not acceptable", |f| f["claims"][JUDGED]["reading"] = json!("claimed")),
    forgery("proof-under-another-reading", "zone", "options left", |f| f["claims"][CLAIMED]["reading"] = json!("judged")),
    forgery("proof-with-a-part-missing", "zone", "leaves out option", |f| {
        claim(f, CLAIMED)["proof"] = json!([{ "split": { "issue": 1, "parts": [[[0], 1]] } }, { "no-option": 0 }]);
    }),
    forgery("proof-with-an-option-twice", "zone", "twice", |f| {
        claim(f, CLAIMED)["proof"] = json!([{ "split": { "issue": 1, "parts": [[[0, 1], 1], [[1], 2]] } }, { "no-option": 0 }, { "no-option": 0 }]);
    }),
    forgery("proof-by-a-rule-that-may-be-kept", "zone", "may keep rule", |f| claim(f, CLAIMED)["proof"] = json!([{ "rule": 0 }])),
    forgery("proof-by-an-unknown-rule", "zone", "rule 7 is unknown", |f| claim(f, CLAIMED)["proof"] = json!([{ "rule": 7 }])),
    forgery("proof-that-is-a-circle", "zone", "not its own", |f| {
        claim(f, CLAIMED)["proof"] = json!([{ "split": { "issue": 1, "parts": [[[0, 1], 0]] } }]);
    }),
    forgery("proof-with-a-child-shared", "zone", "not its own", |f| {
        claim(f, CLAIMED)["proof"] = json!([{ "split": { "issue": 1, "parts": [[[0], 1], [[1], 1]] } }, { "no-option": 0 }]);
    }),
    forgery("proof-with-a-child-beyond-its-end", "zone", "not its own", |f| {
        claim(f, CLAIMED)["proof"] = json!([{ "split": { "issue": 1, "parts": [[[0, 1], 5]] } }, { "no-option": 0 }]);
    }),
    forgery("proof-with-a-case-that-belongs-nowhere", "zone", "belongs nowhere", |f| {
        list(&mut claim(f, CLAIMED)["proof"]).push(json!({ "rule": 0 }));
    }),
    forgery("proof-without-a-case", "zone", "no case", |f| claim(f, CLAIMED)["proof"] = json!([])),
    forgery("proof-too-deep", "zone", "deeper than", |f| {
        let split = |at: usize| json!({ "split": { "issue": 1, "parts": [[[0, 1], at + 1]] } });
        claim(f, CLAIMED)["proof"] = (0..2_100).map(split).chain([json!({ "no-option": 0 })]).collect();
    }),
    forgery("weights-on-a-party-that-need-not-be-asked", "solve", "need not be asked", |f| {
        claim(f, IDEAL)["proof"] = json!([{ "weights": [1, 1, 1] }]);
    }),
    forgery("weights-that-are-all-zero", "solve", "all zero", |f| claim(f, IDEAL)["proof"] = json!([{ "weights": [0, 0, 0] }])),
    forgery("weights-that-exclude-too-little", "solve", "do not exclude", |f| claim(f, NASH)["proof"] = json!([{ "weights": [1, 3, 0] }])),
    forgery("weights-of-too-few-parties", "solve", "2 weights for 3", |f| claim(f, NASH)["proof"] = json!([{ "weights": [1, 1] }])),
    forgery("consent-of-a-party-always-asked", "solve", "not a carried one", |f| {
        claim(f, NASH)["proof"] = json!([{ "consent": { "party": 0, "unasked": 1, "asked": 2 } }, { "search": [1, 1, 0] }, { "search": [1, 1, 0] }]);
    }),
    forgery("optimum-that-is-not-one", "solve", "exclude", |f| {
        (claim(f, NASH)["packages"], claim(f, NASH)["all_ties"]) = (json!([[1, 0, 1]]), json!(false));
        claim(f, NASH)["proof"] = json!([{ "weights": [1, 1, 0] }]);
    }),
    forgery("ties-said-to-be-all", "solve", "said to be closed", |f| {
        list(&mut claim(f, NASH)["packages"]).pop();
        claim(f, NASH)["proof"] = json!([{ "search": [1, 1, 0] }]);
    }),
    forgery("ties-of-different-value", "solve", "share one value", |f| list(&mut claim(f, NASH)["packages"]).push(json!([1, 0, 1]))),
    forgery("ideal-too-small", "solve", "exclude", |f| {
        claim(f, IDEAL)["packages"] = json!([[0, 1, 1]]);
        claim(f, IDEAL)["proof"] = json!([{ "weights": [1, 1, 0] }]);
    }),
    forgery("ideal-not-claimed", "solve", "not claimed before", |f| { list(&mut f["claims"]).remove(IDEAL); }),
    forgery("unit-that-is-not-the-ideal", "solve", "not kalai-smorodinsky", |f| {
        claim(f, KALAI_SMORODINSKY)["goal"]["leximin"]["units"] = json!([50, 40]);
    }),
    forgery("concept-that-maximises-something-else", "solve", "not nash", |f| {
        claim(f, NASH)["goal"] = json!({ "sum": { "players": [0, 1], "units": [1, 1] } });
        claim(f, NASH)["proof"] = json!([{ "search": [1, 1, 0] }]);
        claim(f, NASH)["packages"] = json!([[0, 1, 1], [1, 0, 1], [1, 1, 1], [2, 0, 1]]);
    }),
    forgery("concept-without-a-player", "solve", "not nash", |f| {
        (claim(f, NASH)["goal"], claim(f, NASH)["packages"]) = (json!({ "product": { "players": [0] } }), json!([[1, 0, 1]]));
        claim(f, NASH)["proof"] = json!([{ "search": [1, 0, 0] }]);
    }),
    forgery("concept-unknown", "solve", "no concept", |f| claim(f, NASH)["concept"] = json!("fairest")),
    forgery("best-not-in-order", "top", "larger value", |f| list(&mut claim(f, NASH)["packages"]).reverse()),
    forgery("best-one-passed-over", "top", "said to be closed", |f| {
        claim(f, NASH)["packages"][1] = json!([1, 1, 1]);
        claim(f, NASH)["proof"] = json!([{ "search": [1, 1, 0] }]);
    }),
    forgery("best-too-few", "top", "said to be closed", |f| {
        list(&mut claim(f, NASH)["packages"]).pop();
        claim(f, NASH)["proof"] = json!([{ "search": [1, 1, 0] }]);
    }),
    forgery("frontier-point-beaten", "frontier", "on every axis", |f| {
        list(&mut claim(f, 0)["points"]).push(json!({ "values": [40, 40], "package": [2, 0, 0] }));
    }),
    forgery("frontier-point-missing", "frontier", "is missing", |f| { list(&mut claim(f, 0)["points"]).remove(1); }),
    forgery("frontier-point-of-other-values", "frontier", "other values", |f| claim(f, 0)["points"][0]["values"][0] = json!(101)),
    forgery("frontier-of-an-unknown-party", "frontier", "unknown party", |f| claim(f, 0)["parties"] = json!([0, 3])),
    forgery("frontier-of-an-unknown-scope", "frontier", "no scope", |f| claim(f, 0)["scope"] = json!("all")),
    forgery("conflict-not-minimal", "zone", "not acceptable", |f| {
        f["problems"][0]["lines"][1]["excludes"] = json!([[0, 0], [0, 1]]);
    }),
    forgery("conflict-left-out", "zone", "smallest sets that meet", |f| claim(f, CRUXES)["conflicts"] = json!([])),
    forgery("opening-left-out", "zone", "smallest sets that meet", |f| { list(&mut claim(f, CRUXES)["openings"]).pop(); }),
    forgery("opening-larger-than-needed", "zone", "has to give way", |f| {
        claim(f, CRUXES)["openings"] = json!([{ "lines": [0, 1], "package": [2, 0, 1] }]);
        claim(f, CRUXES)["complete"] = json!(false);
    }),
    forgery("gains-not-as-they-are", "why", "gains of a package", |f| claim(f, PACKAGE)["gains"][1] = json!(11)),
    forgery("refusal-not-as-it-is", "why", "refuse a package", |f| claim(f, PACKAGE)["refused_by"] = json!([])),
    forgery("rule-said-to-be-broken", "why", "rules a package breaks", |f| claim(f, PACKAGE)["breaks"] = json!([0])),
    forgery("concession-that-does-not-work", "why", "does not need", |f| claim(f, NEEDS)["list"][0]["lines"] = json!([])),
    forgery("concession-larger-than-needed", "why", "does not need", |f| claim(f, NEEDS)["list"][0]["shifts"] = json!([0, 1, 0])),
    forgery("concession-not-the-least", "why", "asks for no more", |f| {
        list(&mut claim(f, LEAST)["list"]).push(json!({ "shifts": [0, 10, 0], "lines": [1], "package": [0, 0, 1] }));
    }),
    forgery("concession-left-out", "why", "needs less", |f| { list(&mut claim(f, LEAST)["list"]).pop(); }),
    forgery("exchange-of-other-gains", "trade", "what is stated", |f| claim(f, 0)["gains"][0] = json!(1)),
    forgery("exchange-that-hurts", "trade", "worse off", |f| {
        (claim(f, 0)["package"], claim(f, 0)["after"]) = (json!([1, 1, 1]), json!([0, 1, 1]));
        claim(f, 0)["gains"] = json!([20, -20, 0]);
    }),
    forgery("order-said-to-need-less", "order", "the order needs", |f| {
        (claim(f, 0)["record"]["need"], claim(f, 0)["record"]["bound"]) = (json!(1.0), json!(1.0));
        claim(f, 0)["record"]["steps"][0]["gains"] = json!([-5.0, 0.0, 0.0]);
    }),
    forgery("order-with-a-step-before-what-it-requires", "order", "before what it requires", |f| list(&mut claim(f, 0)["record"]["order"]).reverse()),
    forgery("order-without-a-step", "order", "leaves steps out", |f| { list(&mut claim(f, 0)["record"]["order"]).pop(); }),
    forgery("order-of-an-unknown-party", "order", "do not fit", |f| claim(f, 0)["record"]["steps"][0]["stoppers"] = json!([9])),
    forgery("order-with-a-bound-above-its-need", "order", "lies above", |f| {
        claim(f, 0)["record"]["bound"] = json!(claim(f, 0)["record"]["need"].as_f64().expect("a number") + 1.0);
    }),
    forgery("order-that-is-not-the-least", "order", "some order needs less", |f| {
        let step = |id: &str, gains: [f64; 3], undone: [f64; 3], stopper: usize| {
            json!({ "id": id, "gains": gains, "undone": undone, "stoppers": [stopper], "requires": [] })
        };
        claim(f, 0)["record"]["steps"] = json!([step("a", [-2.0, 3.0, 0.0], [2.0, -3.0, 0.0], 0), step("b", [3.0, -2.0, 0.0], [0.0; 3], 1)]);
        (claim(f, 0)["record"]["order"], claim(f, 0)["record"]["need"], claim(f, 0)["record"]["bound"]) = (json!([1, 0]), json!(2.0), json!(2.0));
    }),
    forgery("count-of-one-too-many", "count", "are acceptable, not", |f| claim(f, 0)["count"] = json!(9)),
    forgery("count-negative", "count", "negative", |f| claim(f, 0)["count"] = json!(-1)),
    forgery("count-of-an-option-off", "count", "are acceptable, not", |f| claim(f, 1)["count"] = json!(7)),
    forgery("count-of-an-unknown-option", "count", "unknown", |f| claim(f, 1)["having"] = json!([0, 9])),
    forgery("option-said-to-be-in-all", "count", "said to be closed", |f| {
        f["claims"][0]["claim"] = json!({ "kind": "every", "issue": 1, "option": 0, "has": true, "proof": [{ "search": [1, 1, 0] }] });
    }),
    forgery("estimate-of-another-interval", "count", "does not follow", |f| {
        f["claims"][0]["claim"] = json!({ "kind": "share", "packages": 12, "coarse": 12, "grid": 96, "seed": 0, "tries": 10, "hits": 5, "low": [1, 4], "high": [1, 2] });
    }),
    forgery("estimate-of-more-hits-than-tries", "count", "accepted than tried", |f| {
        f["claims"][0]["claim"] = json!({ "kind": "share", "packages": 12, "coarse": 12, "grid": 96, "seed": 0, "tries": 10, "hits": 11, "low": [0, 1], "high": [1, 1] });
    }),
    forgery("lottery-of-more-than-certain", "lotteries", "add up to 1", |f| claim(f, FAIR_LOTTERY)["draws"][0]["chance"] = json!([3, 2])),
    forgery("lottery-over-a-refused-package", "lotteries", "not acceptable", |f| claim(f, FAIR_LOTTERY)["draws"][0]["package"] = json!([0, 0, 0])),
    forgery("lottery-that-is-not-the-best", "lotteries", "leaves room", |f| {
        claim(f, FAIR_LOTTERY)["draws"] = json!([{ "package": [1, 0, 1], "chance": [1, 1] }]);
    }),
    forgery("lottery-with-a-round-too-few", "lotteries", "leave a player open", |f| claim(f, FAIR_LOTTERY)["tangents"] = json!([])),
    forgery("lottery-with-a-bound-too-low", "lotteries", "does not show the bound", |f| claim(f, NASH_LOTTERY)["product"][1] = json!([1, 1])),
    forgery("lottery-of-another-product", "lotteries", "another product", |f| claim(f, NASH_LOTTERY)["product"][0] = json!([1, 1])),
    forgery("lottery-in-fractions-not-in-lowest-terms", "lotteries", "lowest terms", |f| claim(f, FAIR_LOTTERY)["draws"][0]["chance"] = json!([2, 2])),
    forgery("lottery-for-another-concept", "lotteries", "what is maximised", |f| claim(f, FAIR_LOTTERY)["concept"] = json!("egalitarian")),
    forgery("format-of-something-else", "zone", "not a format", |f| f["format"] = json!("other-result")),
    forgery("version-of-tomorrow", "zone", "version 3", |f| f["version"] = json!(3)),
    forgery("field-unknown", "zone", "unknown field", |f| f["verified"] = json!(true)),
    forgery("field-unknown-in-a-claim", "zone", "unknown field", |f| claim(f, JUDGED)["sure"] = json!(true)),
    forgery("kind-unknown", "zone", "unknown variant", |f| claim(f, JUDGED)["kind"] = json!("certain")),
    forgery("draw-unknown", "zone", "draw or a rung", |f| f["claims"][JUDGED]["draw"] = json!(1)),
    forgery("rung-unknown", "zone", "draw or a rung", |f| f["claims"][JUDGED]["rung"] = json!(2)),
    forgery("reading-unknown", "zone", "no reading", |f| f["claims"][JUDGED]["reading"] = json!("hopeful")),
    forgery("reading-not-said", "zone", "how red lines are read", |f| f["claims"][JUDGED]["reading"] = json!(null)),
    forgery("problem-unknown", "zone", "not in the file", |f| f["claims"][JUDGED]["problem"] = json!(1)),
    forgery("problem-twice", "zone", "one view and period", |f| {
        let twin = f["problems"][0].clone();
        list(&mut f["problems"]).push(twin);
    }),
    forgery("number-negative", "zone", "invalid value", |f| claim(f, JUDGED)["package"][0] = json!(-1)),
    forgery("number-huge", "zone", "beyond", |f| f["problems"][0]["values"][0][0][0] = json!("1237940039285380274899124225")),
    forgery("number-in-digits-with-a-zero-in-front", "zone", "no whole number", |f| f["problems"][0]["values"][0][0][0] = json!("07")),
    forgery("grid-of-nothing", "zone", "of no grid", |f| f["problems"][0]["grid"] = json!(0)),
    forgery("number-too-large-for-its-place", "why", "no result file", |f| claim(f, PACKAGE)["gains"][0] = json!(1e30)),
];
