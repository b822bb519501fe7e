//! GMCR+ models: the file's shape, every refusal, round trips, damaged bytes.

use proptest::prelude::*;
use serde_json::{Value, json};
use zopa::exchange::gmcr::{Choice, DecisionMaker, Model, Moves, Pattern, Statement, read, recognise, write};
use zopa::exchange::{Given, Note, Remarked};

fn given(value: &Value) -> Given {
    Given { name: "case.gmcr".to_owned(), bytes: value.to_string().into_bytes() }
}

fn model(value: &Value) -> (Model, Vec<Note>) {
    read(&given(value)).unwrap_or_else(|e| panic!("{e}"))
}

/// The prisoner's dilemma in option form: each may cooperate with the other and wants most that the other does.
fn prisoners() -> Value {
    json!({
        "useManualPreferenceVectors": false,
        "program": "gmcr-py",
        "infeasibles": [],
        "options": [
            {"name": "One cooperates", "permittedDirection": "both"},
            {"name": "Two cooperates", "permittedDirection": "both"}
        ],
        "decisionMakers": [
            {"name": "One", "options": [0], "preferences": [[[1, "Y"]], [[0, "N"]]]},
            {"name": "Two", "options": [1], "preferences": [[[0, "Y"]], [[1, "N"]]]}
        ]
    })
}

/// Three options of two parties, of which two exclude each other, with everything a file may state.
fn full() -> Value {
    json!({
        "decisionMakers": [
            {
                "name": "S",
                "options": [0, 1],
                "preferences": [[[0, "N"], [2, "N"]], {"compound": true, "members": [[[1, "Y"]], [[2, "N"], [0, "Y"]]]}],
                "preferenceRanking": [1, [2, 3], 6, [5, 4]],
                "payoffs": [6, 3, 5, 2, 1, 4],
                "misperceptions": [[[0, "Y"], [1, "N"]]]
            },
            {"name": "I", "options": [2], "preferences": [], "preferenceRanking": [[1, 2, 3, 4, 5, 6]]}
        ],
        "options": [
            {"name": "release", "permittedDirection": "fwd"},
            {"name": "escalate", "permittedDirection": "back"},
            {"name": "attack", "permittedDirection": "both"}
        ],
        "infeasibles": [[[0, "Y"], [1, "Y"]]],
        "useManualPreferenceRanking": true,
        "coalitions": [[1, 0]]
    })
}

#[test]
fn a_model_with_everything() {
    let (model, notes) = model(&full());
    assert_eq!(notes, []);
    assert_eq!(model.name, "case");
    assert_eq!(model.states(), [0b000, 0b001, 0b010, 0b100, 0b101, 0b110]);
    assert!(model.by_ranking);
    assert_eq!(model.options[0], Choice { name: "release".to_owned(), moves: Moves::Forward });
    assert_eq!(model.coalitions, Some(vec![vec![1, 0]]));
    let maker = &model.decision_makers[0];
    assert_eq!(maker.options, [0, 1]);
    assert_eq!(maker.ranking, Some(vec![vec![1], vec![2, 3], vec![6], vec![5, 4]]));
    assert_eq!(maker.payoffs, Some(vec![6, 3, 5, 2, 1, 4]));
    let either = &maker.statements[1];
    let holds: Vec<bool> = model.states().iter().map(|s| either.holds(*s)).collect();
    assert_eq!(holds, [false, true, true, false, false, true]);
    assert!(maker.misperceived[0].holds(0b001) && !maker.misperceived[0].holds(0b011));
}

#[test]
fn older_names_of_fields() {
    let (model, notes) = model(&prisoners());
    assert_eq!(notes, []);
    assert_eq!(model.states(), [0, 1, 2, 3]);
    assert!(!model.by_ranking);
    assert_eq!(model.decision_makers[0].ranking, None);
    let mut older = prisoners();
    older["useManualPreferenceVectors"] = json!(true);
    older["decisionMakers"][0]["preferenceVector"] = json!([[3, 4], 1, 2]);
    older["decisionMakers"][1]["preferenceVector"] = json!([2, 4, 1, 3]);
    let ranking = &self::model(&older).0.decision_makers[0].ranking;
    assert_eq!(*ranking, Some(vec![vec![3, 4], vec![1], vec![2]]));
}

#[test]
fn written_as_it_was_read() {
    let (model, _) = model(&full());
    let written: Value = serde_json::from_slice(&write(&model).bytes).expect("JSON");
    assert_eq!(written, full());
    assert_eq!(write(&model).name, "case.gmcr");
}

#[test]
fn what_is_left_out_or_assumed_is_said() {
    let mut value = prisoners();
    value["colour"] = json!(1);
    value.as_object_mut().expect("a map").remove("useManualPreferenceVectors");
    value["decisionMakers"][1]["options"] = json!([]);
    let (_, notes) = model(&value);
    let says = |what, text: &str| notes.iter().any(|n| n.what == what && n.text.contains(text));
    assert!(says(Remarked::Lost, "the field colour is left out"));
    assert!(says(Remarked::Assumed, "statements do"));
    assert!(says(Remarked::Lenient, "the option Two cooperates belongs to no decision maker"));
}

#[test]
fn refused_with_one_sentence() {
    let change = |at: &str, to: Value| {
        let mut value = full();
        *value.pointer_mut(at).expect("a place") = to;
        value
    };
    let many: Vec<Value> = (0..21).map(|_| json!({"name": "x", "permittedDirection": "both"})).collect();
    let cases = [
        (json!([]), "the model is not a map"),
        (change("/options", json!([])), "the model has 0 options"),
        (change("/options", json!(many)), "the model has 21 options; 1 to 20 are read"),
        (change("/options/0", json!({"permittedDirection": "both"})), "an option has no name"),
        (change("/options/0/permittedDirection", json!("up")), "is not both, fwd or back"),
        (change("/decisionMakers", json!([])), "the model has no decision makers"),
        (change("/decisionMakers", json!(3)), "decisionMakers is not a list"),
        (change("/decisionMakers/0/name", json!(3)), "a decision maker has no name"),
        (change("/decisionMakers/0/options", json!([3])), "an option of S is no whole number from 0 to 2"),
        (change("/decisionMakers/0/options", json!([0, 0])), "S has an option twice"),
        (change("/decisionMakers/0/preferences", json!(null)), "preferences is missing"),
        (change("/decisionMakers/0/preferences", json!([[]])), "a pattern is empty"),
        (change("/decisionMakers/0/preferences", json!([[[0]]])), "is not an option with Y or N"),
        (change("/decisionMakers/0/preferences", json!([[[0, "y"]]])), "is neither Y nor N"),
        (change("/decisionMakers/0/preferences", json!([[[0, "Y"], [0, "N"]]])), "names an option twice"),
        (change("/decisionMakers/0/preferences", json!([[[0.5, "Y"]]])), "is no whole number from 0 to 2"),
        (change("/decisionMakers/0/preferences", json!([{"members": []}])), "a statement has no members"),
        (change("/decisionMakers/0/preferenceRanking", json!([1, 2])), "the ranking of S has 2 of 6 states"),
        (change("/decisionMakers/0/preferenceRanking", json!([1, 1])), "has the state 1, or has it twice"),
        (change("/decisionMakers/0/preferenceRanking", json!([0])), "has the state 0"),
        (change("/decisionMakers/0/preferenceRanking", json!([7])), "is no whole number from 0 to 6"),
        (change("/decisionMakers/0/preferenceRanking", json!([[]])), "has an empty place"),
        (change("/decisionMakers/1/preferenceRanking", json!(null)), "I has no preferenceRanking"),
        (change("/decisionMakers/0/payoffs", json!([1])), "are not one whole number for each of 6 states"),
        (change("/infeasibles", json!([[[0, "Y"]], [[0, "N"]]])), "no state is feasible"),
        (change("/useManualPreferenceRanking", json!(1)), "is neither true nor false"),
        (change("/coalitions", json!([0, [0, 1]])), "a decision maker is in two places"),
        (change("/coalitions", json!([2])), "a member of a coalition is no whole number from 0 to 1"),
    ];
    for (value, expected) in cases {
        let refused = read(&given(&value)).expect_err(expected).to_string();
        assert!(refused.starts_with("case.gmcr: ") && refused.contains(expected), "{expected}: {refused}");
    }
    let text = br#"{"options": [], "options": []}"#.to_vec();
    let refused = read(&Given { name: "x".to_owned(), bytes: text }).expect_err("twice").to_string();
    assert!(refused.contains("the key options stands here twice"), "{refused}");
}

#[test]
fn recognised_by_its_fields() {
    assert!(recognise(full().to_string().as_bytes()));
    assert!(!recognise(b"{\"decisionMakers\": []}"));
    assert!(!recognise(b"decisionMakers, infeasibles"));
}

fn statement(options: usize) -> impl Strategy<Value = Statement> {
    let pattern = proptest::collection::btree_map(0..options, any::<bool>(), 1..=options);
    let pattern = pattern.prop_map(|map| Pattern { all_of: map.into_iter().collect() });
    proptest::collection::vec(pattern, 1..3).prop_map(|any_of| Statement { any_of })
}

fn models() -> impl Strategy<Value = Model> {
    (1usize..5).prop_flat_map(|n| {
        let moves = prop_oneof![Just(Moves::Both), Just(Moves::Forward), Just(Moves::Back)];
        let options = proptest::collection::vec(("\\PC{0,5}", moves), n);
        let statements = || proptest::collection::vec(statement(n), 0..3);
        let maker = ("\\PC{0,5}", statements(), statements(), any::<bool>(), any::<bool>());
        let makers = proptest::collection::vec(maker, 1..4);
        let coalition = any::<bool>();
        (options, makers, statements(), coalition).prop_filter_map(
            "no state",
            move |(options, makers, infeasible, c)| {
                let options = options.into_iter().map(|(name, moves)| Choice { name, moves }).collect();
                let count = makers.len();
                let mut model = Model {
                    name: "case".to_owned(),
                    options,
                    decision_makers: Vec::new(),
                    infeasible,
                    by_ranking: false,
                    coalitions: c.then(|| vec![(0..count).rev().collect()]),
                };
                let states = model.states().len();
                for (k, (name, statements, misperceived, ranked, paid)) in makers.into_iter().enumerate() {
                    let ranking = ranked.then(|| {
                        (1..=states).rev().collect::<Vec<_>>().chunks(2).map(<[_]>::to_vec).collect()
                    });
                    model.decision_makers.push(DecisionMaker {
                        name,
                        options: if k == 0 { (0..n).collect() } else { Vec::new() },
                        statements,
                        ranking,
                        payoffs: paid.then(|| (0..states as i64).map(|p| p - 2).collect()),
                        misperceived,
                    });
                }
                model.by_ranking = model.decision_makers.iter().all(|dm| dm.ranking.is_some());
                (states > 0).then_some(model)
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn written_models_read_as_the_same(model in models()) {
        let file = write(&model);
        let (back, notes) = read(&file).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let plain = (0..1u32 << model.options.len()).filter(|s| !model.infeasible.iter().any(|i| i.holds(*s)));
        prop_assert_eq!(model.states(), plain.collect::<Vec<_>>());
        prop_assert_eq!(back, model);
        prop_assert_eq!(notes, []);
    }

    #[test]
    fn no_bytes_make_it_panic(at in 0usize..2000, byte in any::<u8>(), cut in any::<bool>()) {
        let mut file = given(&full());
        let at = at % file.bytes.len();
        if cut {
            file.bytes.remove(at);
        } else {
            file.bytes[at] = byte;
        }
        let _ = (read(&file), recognise(&file.bytes));
    }
}

/// The cases of the reference data, written as files: the states have the numbers that the cases state, and prioritised
/// statements give the order of the payoffs they state (the i-th of K statements counts 2^(K-i)).
#[test]
fn reference_cases() {
    let above =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).map(std::path::Path::to_path_buf);
    let beside = above.map(|root| root.join("shared").join("reference"));
    let Some(root) = std::env::var_os("ZOPA_REFERENCE").map(Into::into).or(beside).filter(|r| r.is_dir())
    else {
        println!("skipped: no reference data");
        return;
    };
    let mut read_cases = 0;
    for name in ["prisoners_dilemma", "elmira_12state", "garrison", "syria_iraq_1975"] {
        let path = root.join("conflict").join(format!("gmcr_{name}")).join("case.json");
        let Ok(bytes) = std::fs::read(&path) else {
            println!("skipped: no case {name}");
            continue;
        };
        let case: Value = serde_json::from_slice(&bytes).expect("JSON");
        let options: Vec<Value> = case["options"]
            .as_array()
            .expect("options")
            .iter()
            .map(|o| json!({"name": o["name"], "permittedDirection": o["direction"]}))
            .collect();
        let makers: Vec<Value> = case["decision_makers"]
            .as_array()
            .expect("decision makers")
            .iter()
            .map(|d| {
                let statements =
                    d.get("option_statements").filter(|s| s.is_array()).cloned().unwrap_or(json!([]));
                json!({"name": d["name"], "options": d["options"], "preferences": statements,
                       "payoffs": d["payoff_ordinal_higher_better"]})
            })
            .collect();
        let file = json!({"options": options, "decisionMakers": makers, "infeasibles": case["infeasible_patterns"],
                          "useManualPreferenceRanking": false});
        let (model, _) = model(&file);
        let states: Vec<u64> = case["states"]
            .as_array()
            .expect("states")
            .iter()
            .map(|s| s["decimal"].as_u64().expect("a number"))
            .collect();
        assert_eq!(model.states().into_iter().map(u64::from).collect::<Vec<_>>(), states);
        // In the other cases the order is the authors' own ranking, not that of the statements.
        let prioritised = matches!(name, "prisoners_dilemma" | "syria_iraq_1975");
        for maker in model.decision_makers.iter().filter(|_| prioritised) {
            let score =
                |s: u32| maker.statements.iter().fold(0u64, |sum, st| sum * 2 + u64::from(st.holds(s)));
            let payoffs = maker.payoffs.as_ref().expect("payoffs");
            for (a, x) in model.states().iter().zip(payoffs) {
                for (b, y) in model.states().iter().zip(payoffs) {
                    assert_eq!(score(*a).cmp(&score(*b)), x.cmp(y), "{} {a} {b}", maker.name);
                }
            }
        }
        read_cases += 1;
    }
    println!("{read_cases} cases read");
}
