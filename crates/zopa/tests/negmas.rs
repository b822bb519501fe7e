//! NegMAS scenario folders: every accepted type, every refusal, round trips, damaged bytes.

use num_rational::BigRational;
use proptest::prelude::*;
use zopa::exchange::negmas::{Form, read, recognise, write};
use zopa::exchange::{BoxTerm, Domain, DomainIssue, Given, Imported, Kind, Note, Profile, Remarked, Utility};

fn given(name: &str, text: &str) -> Given {
    Given { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn rational(text: &str) -> BigRational {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: i64 = format!("{whole}{fraction}").parse().expect("digits");
    BigRational::new(digits.into(), 10i64.pow(fraction.len() as u32).into())
}

/// Colours as names, a quantity from 0 to 3, steps as listed numbers, a share as a real number.
const SPACE: &str = "
name: Trade
path: null
type: CartesianOutcomeSpace
issues:
- {name: colour, type: CategoricalIssue, values: [red, 'no', '1']}
- {name: quantity, type: ContiguousIssue, values: [0, 3]}
- {name: steps, type: DiscreteCardinalIssue, values: [1, 3, 5]}
- {name: share, n_levels: 4, type: ContinuousIssue, values: [0.0, 1.0]}
";

const A: &str = "
name: A
type: LinearAdditiveUtilityFunction
reserved_value: 0.25
stability: 2047
weights: [0.3, 0.2, 0.4, 0.1]
values:
- {type: TableFun, mapping: {red: 0.1, 'no': 1.0e-07, '1': 1}}
- {type: AffineFun, slope: 0.25, bias: 0.5}
- {type: IdentityFun}
- {type: QuadraticFun, a2: 1, a1: -2, bias: 3}
";

fn read_two(space: &str, profile: &str) -> Result<Imported, String> {
    read(&[given("space.yml", space), given("one.yml", profile)]).map_err(|refusal| refusal.to_string())
}

fn worth(imported: &Imported, package: &[usize]) -> BigRational {
    imported.domain.profiles[0].utility.of(package)
}

fn says(notes: &[Note], what: Remarked, text: &str) -> bool {
    notes.iter().any(|note| note.what == what && note.text.contains(text))
}

#[test]
fn issues_and_value_functions() {
    let imported = read_two(SPACE, A).expect("it reads");
    let domain = &imported.domain;
    assert_eq!(domain.name, "Trade");
    let values: Vec<&[String]> = domain.issues.iter().map(|i| i.values.as_slice()).collect();
    assert_eq!(values[0], ["red", "no", "1"]);
    assert_eq!(values[1], ["0", "1", "2", "3"]);
    assert_eq!(values[2], ["1", "3", "5"]);
    assert_eq!(values[3], ["0", "0.25", "0.5", "0.75", "1"]);
    assert_eq!(domain.issues[1].kind, Kind::Integer);
    assert_eq!(domain.issues[2].kind, Kind::Discrete);
    assert_eq!(domain.issues[3].kind, Kind::Real { lower: rational("0"), upper: rational("1") });
    assert_eq!(domain.profiles[0].reserve, Some(rational("0.25")));
    // 0.3 · 1.0e-07 + 0.2 · (0.25 · 2 + 0.5) + 0.4 · 5 + 0.1 · (0.25 - 1 + 3)
    assert_eq!(worth(&imported, &[1, 2, 2, 2]), rational("2.42500003"));
    assert!(says(&imported.notes, Remarked::Assumed, "a grid of 5 values from 0 to 1"));
    assert!(says(&imported.notes, Remarked::Assumed, "steps lists numbers; they are kept as names"));
}

/// Two issues: a name and a whole number.
const SMALL: &str = "
name: small
type: DiscreteCartesianOutcomeSpace
issues:
- {name: c, type: CategoricalIssue, values: [a, b]}
- {name: q, type: ContiguousIssue, values: [0, 2]}
";

#[test]
fn utility_functions() {
    let packages: Vec<[usize; 2]> = (0..2).flat_map(|c| (0..3).map(move |q| [c, q])).collect();
    let cases = [
        (
            "linear with constants and polynomials",
            "{type: LinearAdditiveUtilityFunction, bias: 1, weights: [1, 1], values: [{type: ConstFun, bias: 2}, \
             {type: PolynomialFun, coefficients: [1, 0.5], bias: 1}]}",
            ["4", "5.5", "8", "4", "5.5", "8"],
        ),
        (
            "weights and values by issue, tables without type, a linear function",
            "{type: negmas.preferences.LinearUtilityAggregationFunction, weights: {q: 2, c: 1}, \
             values: {q: {type: LinearFun, slope: 0.5}, c: {a: 0, b: 7}}}",
            ["0", "1", "2", "7", "8", "9"],
        ),
        ("constant", "{type: ConstUtilityFunction, value: 0.5}", ["0.5"; 6]),
        (
            "boxes",
            "{type: HyperRectangleUtilityFunction, bias: 0.5, outcome_ranges: [{0: a, 1: [-1, 2]}, {1: 2}, \
             {q: [0, 2, 2]}, null, {1: [0, 2]}], utilities: [1, 2, 4, 8, 16], weights: [1, 1, 1, 0, 1]}",
            ["5.5", "17.5", "6.5", "4.5", "16.5", "6.5"],
        ),
        (
            "a mapping that is a sum",
            "{type: MappingUtilityFunction, default: -.inf, mapping: {[a, 0]: 1, [a, 1]: 2, [a, 2]: 4, [b, 0]: 11, \
             [b, 1]: 12, [b, 2]: 14}}",
            ["1", "2", "4", "11", "12", "14"],
        ),
        (
            "a mapping that is no sum",
            "{type: MappingUtilityFunction, default: 0.5, mapping: {[a, 0]: 1, [b, 2]: 14}}",
            ["1", "0.5", "0.5", "0.5", "0.5", "14"],
        ),
        (
            "a weighted sum",
            "{type: WeightedUtilityFunction, weights: [0.5, 2], ufuns: [{type: LinearAdditiveUtilityFunction, \
             weights: [1, 1], values: [{a: 0, b: 4}, {type: IdentityFun}]}, {type: HyperRectangleUtilityFunction, \
             outcome_ranges: [{0: b}], utilities: [1]}]}",
            ["0", "0.5", "1", "4", "4.5", "5"],
        ),
        (
            "a weighted sum of sums",
            "{type: WeightedUtilityFunction, ufuns: [{type: LinearAdditiveUtilityFunction, weights: [3, 2], \
             values: [{a: 0, b: 4}, {type: IdentityFun}]}, {type: LinearAdditiveUtilityFunction, weights: [1, 10], \
             values: [{a: 0, b: 0}, {type: IdentityFun}]}]}",
            ["0", "12", "24", "12", "24", "36"],
        ),
        (
            "a discounted one",
            "{type: ExpDiscountedUFun, discount: 0.9, factor: step, dynamic_reservation: true, reserved_value: -.inf, \
             ufun: {type: ConstUtilityFunction, value: 3, reserved_value: 1}}",
            ["3"; 6],
        ),
        (
            "linearly discounted",
            "{type: LinDiscountedUFun, cost: 0.1, power: 1.0, factor: step, ufun: {type: ConstUtilityFunction, value: 3}}",
            ["3"; 6],
        ),
    ];
    for (name, text, worths) in cases {
        let imported = read_two(SMALL, text).unwrap_or_else(|e| panic!("{name}: {e}"));
        for (package, expected) in packages.iter().zip(worths) {
            assert_eq!(worth(&imported, package), rational(expected), "{name}: {package:?}");
        }
    }
    let discounted = read_two(SMALL, cases[8].1).expect("it reads");
    assert_eq!(discounted.domain.profiles[0].discount, Some(rational("0.9")));
    assert_eq!(discounted.domain.profiles[0].reserve, Some(rational("1")));
    assert!(says(&discounted.notes, Remarked::Assumed, "the one inside the discounted function"));
    assert!(says(&discounted.notes, Remarked::Lost, "what it counts (step)"));
    let boxes = read_two(SMALL, cases[3].1).expect("it reads");
    assert!(says(&boxes.notes, Remarked::Assumed, "strictly between them"));
    let sum = read_two(SMALL, cases[4].1).expect("it reads");
    assert!(sum.domain.profiles[0].utility.boxes.is_empty());
    assert!(says(&read_two(SMALL, cases[9].1).expect("it reads").notes, Remarked::Lost, "a linear discount"));
}

#[test]
fn affine_functions_take_the_numbers_themselves() {
    let space = "{type: DiscreteCartesianOutcomeSpace, issues: [{name: x, type: ContiguousIssue, values: [1, 3]}, \
                 {name: y, type: DiscreteOrdinalIssue, values: [0.5, 0.1]}]}";
    let imported =
        read_two(space, "{type: AffineUtilityFunction, weights: [2, 10], bias: 1}").expect("it reads");
    assert_eq!(worth(&imported, &[2, 1]), rational("8"));
    assert_eq!(imported.domain.name, "space");
    assert_eq!(imported.domain.profiles[0].name, "one");
    let linear =
        read_two(space, "{type: LinearUtilityFunction, weights: [2, 10], reserved_outcome: [3, 0.5]}");
    let linear = linear.expect("it reads");
    assert_eq!(linear.domain.profiles[0].reserve, Some(rational("11")));
    assert!(says(&linear.notes, Remarked::Assumed, "what its reserved_outcome is worth"));
}

#[test]
fn json_with_numbers_as_keys_and_words_that_json_lacks() {
    let space = r#"{"issues": [
        {"name": "\ud83d\ude00 \"x\"", "type": "DiscreteCardinalIssue", "values": [true, false]},
        {"name": "n", "type": "ContiguousIssue", "values": 3}
    ], "name": "j", "type": "DiscreteCartesianOutcomeSpace"}"#;
    let profile = r#"{"__python_class__": "negmas.preferences.LinearAdditiveUtilityFunction", "name": "a/b/P.xml",
        "reserved_value": -Infinity, "weights": [1, 1e1], "values": [
        {"type": "TableFun", "mapping": {"true": 1, "false": 0.1}},
        {"type": "TableFun", "mapping": {"0": 0.1, "1": 0.2, "2": 3E-1}}]}"#;
    let imported = read(&[given("P.json", profile), given("j.json", space)]).expect("it reads");
    assert_eq!(imported.domain.issues[0].name, "\u{1f600} \"x\"");
    assert_eq!(worth(&imported, &[1, 2]), rational("3.1"));
    assert_eq!(imported.domain.profiles[0].name, "P");
    assert_eq!(imported.domain.profiles[0].reserve, None);
    assert!(says(&imported.notes, Remarked::Assumed, "has no reservation value"));
    assert!(says(&imported.notes, Remarked::Assumed, "the name a/b/P.xml is a path"));
}

#[test]
fn numbers_are_exact() {
    let profile = "{type: ConstUtilityFunction, value: 0.1000000000000000055511151231257827021181583404541015625000001}";
    let imported = read_two(SMALL, profile).expect("it reads");
    let (written, _) = write(&imported.domain, Form::Yaml);
    let text = String::from_utf8_lossy(&written[1].bytes).into_owned();
    assert!(text.contains("0.1000000000000000055511151231257827021181583404541015625000001"), "{text}");
}

#[test]
fn aliases_are_followed_within_limits() {
    let profile = "{type: LinearAdditiveUtilityFunction, weights: [&one 1, *one], values: [{a: *one, b: 2}, \
                   {type: LinearFun, slope: *one}]}";
    assert_eq!(worth(&read_two(SMALL, profile).expect("it reads"), &[1, 2]), rational("4"));
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for k in 1..12 {
        let before = vec![format!("*a{}", k - 1); 10].join(", ");
        bomb.push_str(&format!("a{k}: &a{k} [{before}]\n"));
    }
    let flat = format!("a: &a [{}]\nb: [{}]", "x,".repeat(1000), "*a,".repeat(3000));
    for bomb in [bomb, flat] {
        let refused = read_two(SMALL, &bomb).expect_err("too large");
        assert!(refused.contains("2000000 parts, what its aliases repeat included"), "{refused}");
    }
}

#[test]
fn other_files_of_the_folder_are_left_out_with_a_note() {
    let files = [
        given("space.yml", SMALL),
        given("one.yml", "{type: ConstUtilityFunction, value: 1, colour: red}"),
        given("_stats.yaml", "{broken"),
        given("_info.yml", "a: 1"),
        given("picture.png", "\u{0}"),
        given(".hidden.yml", "{broken"),
        given("other.yml", "type: nothing of that sort"),
        given("copy.yml", "{type: ConstUtilityFunction, name: one, value: 2}"),
    ];
    let imported = read(&files).expect("it reads");
    let names: Vec<&str> = imported.domain.profiles.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["one", "copy"]);
    for name in ["_stats.yaml", "_info.yml", "picture.png", ".hidden.yml", "other.yml"] {
        assert!(imported.notes.iter().any(|n| n.file == name && n.text.contains("left out")), "{name}");
    }
    assert!(says(&imported.notes, Remarked::Lost, "the field colour is left out"));
    assert!(says(&imported.notes, Remarked::Assumed, "the name one is taken already"));
}

#[test]
fn recognised_by_what_it_holds() {
    assert!(recognise("x", SPACE.as_bytes()));
    assert!(recognise("x.yml", A.as_bytes()));
    assert!(recognise("x", b"{\"type\": \"ExpDiscountedUFun\"}"));
    assert!(!recognise("x.json", b"{\"LinearAdditiveUtilitySpace\": {\"fun\": 1}}"));
    assert!(!recognise("x.yml", b"type: sonata"));
    assert!(!recognise("x.yml", b"{type: fun"));
}

#[test]
fn refused_with_one_sentence() {
    let profile = "{type: ConstUtilityFunction, value: 1}";
    let issue = |issue: &str| format!("{{type: CartesianOutcomeSpace, issues: [{issue}]}}");
    let spaces = [
        (
            "{type: EnumeratingOutcomeSpace}",
            "an outcome space of the type EnumeratingOutcomeSpace is not read",
        ),
        ("{type: CartesianOutcomeSpace}", "the outcome space has no issues"),
        ("{type: CartesianOutcomeSpace, issues: []}", "the outcome space has no issues"),
        (&issue(&"a, ".repeat(1001)), "more than 1000 issues"),
        (&issue("{type: CategoricalIssue, values: [a]}"), "an issue has no name"),
        (&issue("{name: x, type: CategoricalIssue}"), "the issue x has no values"),
        (&issue("{name: x, values: [a]}"), "the issue x has no type"),
        (
            &issue("{name: x, type: CallableIssue, values: [a]}"),
            "of the type CallableIssue, which is not read",
        ),
        (
            &issue("{name: x, type: ContinuousInfiniteIssue, values: [0, .inf]}"),
            "type ContinuousInfiniteIssue",
        ),
        (&issue("{name: x, type: CategoricalIssue, values: []}"), "the issue x has no values"),
        (&issue("{name: x, type: CategoricalIssue, values: [[a]]}"), "is no name and no number"),
        (&issue("{name: x, type: CategoricalIssue, values: [a, a]}"), "the issue x has the value a twice"),
        (&issue("{name: x, type: ContiguousIssue, values: [3, 1]}"), "is above the upper one"),
        (&issue("{name: x, type: ContiguousIssue, values: [0, 0.5]}"), "is no range of whole numbers"),
        (&issue("{name: x, type: ContiguousIssue, values: [0, 1e99]}"), "more than 200000 values together"),
        (&issue("{name: x, type: ContinuousIssue, values: [0, .inf]}"), "is no finite number"),
        (&issue("{name: x, type: ContinuousIssue, values: [0]}"), "has no two bounds"),
        (
            &issue(
                "{name: x, type: SingletonIssue, values: [a]}, {name: x, type: SingletonIssue, values: [a]}",
            ),
            "two issues have the name x",
        ),
        ("[", "this is not YAML"),
        ("a: 1\n---\nb: 2", "a second YAML document"),
        ("a: 1\na: 2", "the key a stands here twice"),
        ("a: !!python/tuple [1]", "is not read"),
        ("a: &x [*x]", "an alias stands inside what it repeats"),
        ("<<: {a: 1}", "merge keys"),
        (&"[".repeat(100), "deeper in each other than 64"),
    ];
    for (space, expected) in spaces {
        let refused = read_two(space, profile).expect_err(space);
        assert!(refused.starts_with("space.yml: ") && refused.contains(expected), "{space}: {refused}");
    }
    let additive = |first: &str| {
        format!(
            "{{type: LinearAdditiveUtilityFunction, weights: [1, 1], values: [{first}, {{type: IdentityFun}}]}}"
        )
    };
    let profiles = [
        (
            "{type: NonLinearAggregationUtilityFunction}",
            "type NonLinearAggregationUtilityFunction is not read",
        ),
        (&additive("{type: LambdaFun, f: !!binary QUJD}"), "Python code (LambdaFun), which is not run"),
        (&additive("{type: GaussianFun}"), "of the type GaussianFun, which is not read"),
        (&additive("{type: IdentityFun}"), "needs numbers, which its values are not"),
        (&additive("{a: 1}"), "the value b of the issue c has no worth"),
        (&additive("{a: 1, b: .nan}"), "is not finite"),
        (&additive("{a: 1, b: '2'}"), "is not a number"),
        (&additive("{a: 1, b: 010}"), "is not a number"),
        ("{type: LinearAdditiveUtilityFunction, weights: [1], values: [1, 2]}", "is not a map"),
        (
            "{type: LinearAdditiveUtilityFunction, weights: [1, 1], values: [{}]}",
            "there are 1 values for 2 issues",
        ),
        ("{type: LinearUtilityFunction, weights: [1, 1]}", "needs numbers, which the values of c are not"),
        (
            "{type: ConstUtilityFunction, value: 1, reserved_value: .inf}",
            "reserved_value of one is not finite",
        ),
        ("{type: MappingUtilityFunction, mapping: {[a, 0]: 1}}", "leaves 5 outcomes without a finite worth"),
        (
            "{type: MappingUtilityFunction, default: 0, mapping: {[a, 9]: 1}}",
            "a value that the issue q has not",
        ),
        (
            "{type: MappingUtilityFunction, default: 0, mapping: {[a]: 1}}",
            "an outcome has 1 values for 2 issues",
        ),
        (
            "{type: HyperRectangleUtilityFunction, outcome_ranges: [{7: a}], utilities: [1]}",
            "names an issue that there is not",
        ),
        (
            "{type: HyperRectangleUtilityFunction, outcome_ranges: [{0: z}], utilities: [1]}",
            "a value that the issue c has not",
        ),
        (
            "{type: HyperRectangleUtilityFunction, outcome_ranges: [], utilities: [1]}",
            "are not of one length",
        ),
        ("{type: ExpDiscountedUFun}", "has no ufun"),
        ("{type: ExpDiscountedUFun, ufun: {type: ExpDiscountedUFun}}", "a discount inside a discount"),
        (
            "{type: WeightedUtilityFunction, ufuns: [{type: WeightedUtilityFunction}]}",
            "a WeightedUtilityFunction inside another one",
        ),
    ];
    for (profile, expected) in profiles {
        let refused = read_two(SMALL, profile).expect_err(profile);
        assert!(refused.starts_with("one.yml: ") && refused.contains(expected), "{profile}: {refused}");
    }
    let json = [
        ("{\"a\": 1,}", "a key in quotes is missing"),
        ("{\"a\": 01}", "\"01\" is no value"),
        ("{\"a\": 1} 2", "follows the end"),
        ("{\"a\": \"\\ud800\"}", "half a character"),
        ("{\"a\": \"x", "a quote is not closed"),
        ("[1 2]", "a comma or ] is missing"),
        ("", "it ends too early"),
    ];
    for (text, expected) in json {
        let refused = read(&[given("x.json", text)]).expect_err(text).to_string();
        assert!(refused.contains(expected), "{text}: {refused}");
    }
    let whole = [
        (vec![given("one.yml", profile)], "no file holds an outcome space"),
        (vec![given("space.yml", SMALL)], "no file holds a utility function"),
        (vec![given("a.yml", SMALL), given("b.yml", SMALL)], "the file a.yml holds an outcome space already"),
        (
            vec![Given { name: "a.yml".to_owned(), bytes: vec![b' '; 100_000_001] }],
            "more than 100000000 bytes",
        ),
        (vec![Given { name: "a.yml".to_owned(), bytes: vec![b'a', 0xff] }], "byte 1 is not UTF-8"),
    ];
    for (files, expected) in whole {
        let refused = read(&files).expect_err(expected).to_string();
        assert!(refused.contains(expected), "{refused}");
    }
}

fn number() -> impl Strategy<Value = BigRational> {
    (-99_999i64..99_999, 0u32..6).prop_map(|(n, d)| BigRational::new(n.into(), 10i64.pow(d).into()))
}

fn issue(k: usize) -> impl Strategy<Value = DomainIssue> {
    let names = proptest::collection::btree_set(
        "\\PC{0,6}|[\u{0}-\u{ff}]{1,3}|true|no|-?[0-9]{1,2}|~|.inf|\u{2028}",
        1..4,
    );
    let named = names.prop_map(|set| (set.into_iter().collect::<Vec<_>>(), Kind::Discrete));
    let whole = (-5i64..5, 1i64..5)
        .prop_map(|(low, n)| ((low..low + n).map(|v| v.to_string()).collect::<Vec<_>>(), Kind::Integer));
    let name = "\\PC{0,5}".prop_map(move |name| format!("{name}{k}"));
    (name, prop_oneof![named, whole]).prop_map(|(name, (values, kind))| DomainIssue {
        name,
        description: None,
        values,
        kind,
    })
}

fn profile(k: usize, counts: Vec<usize>) -> impl Strategy<Value = Profile> {
    let rows: Vec<_> = counts.iter().map(|n| proptest::collection::vec(number(), *n)).collect();
    let sides: Vec<_> = counts
        .iter()
        .map(|n| proptest::option::of(proptest::sample::subsequence((0..*n).collect::<Vec<_>>(), 0..=*n)))
        .collect();
    let term = (sides, number()).prop_map(|(sides, worth)| BoxTerm {
        sides: sides.into_iter().enumerate().filter_map(|(i, set)| Some((i, set?))).collect(),
        worth,
    });
    let weights = proptest::collection::vec(number(), counts.len());
    let boxes = proptest::collection::vec(term, 0..3);
    let utility = (weights, rows, boxes, number()).prop_map(|(weights, evaluations, boxes, constant)| {
        Utility { weights, evaluations, boxes, constant, cap: None }
    });
    let name = "\\PC{0,5}".prop_map(move |name| format!("{}{k}", name.replace(['/', '\\'], "")));
    let rest = (proptest::option::of(number()), proptest::option::of(number()));
    (name, utility, rest).prop_map(|(name, utility, (reserve, discount))| Profile {
        name,
        utility,
        reserve,
        discount,
    })
}

fn domain() -> impl Strategy<Value = Domain> {
    let issues = (1usize..4).prop_flat_map(|n| (0..n).map(issue).collect::<Vec<_>>());
    issues.prop_flat_map(|issues| {
        let counts: Vec<usize> = issues.iter().map(|i| i.values.len()).collect();
        let profiles = (0..2).map(|k| profile(k, counts.clone())).collect::<Vec<_>>();
        ("\\PC{1,6}", profiles).prop_map(move |(name, profiles)| Domain {
            name,
            issues: issues.clone(),
            profiles,
        })
    })
}

/// Every package of a small domain.
fn packages(domain: &Domain) -> Vec<Vec<usize>> {
    domain.issues.iter().fold(vec![Vec::new()], |all, issue| {
        let longer = |package: &Vec<usize>| {
            let package = package.clone();
            (0..issue.values.len()).map(move |k| [package.clone(), vec![k]].concat())
        };
        all.iter().flat_map(longer).collect()
    })
}

fn same(domain: &Domain, form: Form) -> Result<(), TestCaseError> {
    let (files, _) = write(domain, form);
    let text = || files.iter().map(|f| String::from_utf8_lossy(&f.bytes)).collect::<String>();
    let back = read(&files).map_err(|e| TestCaseError::fail(format!("{e}\n{}", text())))?.domain;
    prop_assert_eq!(&back.name, &domain.name);
    for (issue, again) in domain.issues.iter().zip(&back.issues) {
        prop_assert_eq!(&issue.name, &again.name);
        prop_assert_eq!(&issue.values, &again.values);
        prop_assert!(form == Form::Json || issue.kind == again.kind, "{:?}", again);
    }
    for (profile, again) in domain.profiles.iter().zip(&back.profiles) {
        prop_assert_eq!(&profile.name, &again.name);
        prop_assert_eq!(&profile.reserve, &again.reserve);
        prop_assert_eq!(&profile.discount, &again.discount);
        for package in packages(domain) {
            prop_assert_eq!(profile.utility.of(&package), again.utility.of(&package), "{}", text());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn written_yaml_reads_as_the_same_domain(domain in domain()) {
        same(&domain, Form::Yaml)?;
    }

    #[test]
    fn written_json_reads_as_the_same_domain_without_boxes(domain in domain()) {
        let mut domain = domain;
        domain.profiles.iter_mut().for_each(|p| p.utility.boxes.clear());
        same(&domain, Form::Json)?;
    }

    #[test]
    fn no_bytes_make_it_panic(
        text in "[\\[\\]{}:,\"'&*!|>%@#\\-? \na-c0-9.+e]{0,60}",
        at in 0usize..2000,
        byte in any::<u8>(),
        form in 0..4usize,
    ) {
        let (json, _) = write(&read_two(SMALL, "{type: ConstUtilityFunction, value: 1}").expect("it reads").domain, Form::Json);
        let files = [given("s.yml", SPACE), given("a.yml", A), json[0].clone(), json[1].clone()];
        let mut damaged = files[form].clone();
        let at = at % damaged.bytes.len();
        if at.is_multiple_of(3) {
            damaged.bytes.splice(at..at, text.bytes());
        } else if at % 3 == 1 {
            damaged.bytes[at] = byte;
        } else {
            damaged.bytes.truncate(at);
        }
        let mut pair = if form < 2 { files[..2].to_vec() } else { files[2..].to_vec() };
        pair[form % 2] = damaged.clone();
        let _ = (read(&pair), recognise(&damaged.name, &damaged.bytes));
        let raw = Given { name: "x.yml".to_owned(), bytes: text.into_bytes() };
        let _ = (read(std::slice::from_ref(&raw)), recognise("", &raw.bytes));
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let mut imported = read_two(SMALL, "{type: ConstUtilityFunction, value: 1}").expect("it reads");
    let domain = &mut imported.domain;
    domain.issues[0].description = Some("long".to_owned());
    let utility = &mut domain.profiles[0].utility;
    utility.cap = Some(rational("0.5"));
    utility.evaluations[1] = vec![rational("1"), rational("0"), rational("1")];
    utility.weights[0] = BigRational::new(2.into(), 3.into());
    utility.boxes.push(BoxTerm { sides: vec![(0, vec![0])], worth: rational("1") });
    let (files, notes) = write(domain, Form::Json);
    for text in [
        "the description of the issue c",
        "the cap",
        "1 boxes are left out",
        "the whole numbers of the issue q are written as names",
        "rounded to 30 digits",
    ] {
        assert!(says(&notes, Remarked::Lost, text), "{text}: {notes:?}");
    }
    assert!(String::from_utf8_lossy(&files[1].bytes).contains("0.666666666666666666666666666667"));
    // The cap that nothing reaches is no loss; real numbers whose worth is no line become names.
    let mut imported = read_two(SPACE, A).expect("it reads");
    imported.domain.profiles[0].utility.cap = Some(rational("100"));
    let (files, notes) = write(&imported.domain, Form::Yaml);
    assert!(!says(&notes, Remarked::Lost, "the cap"));
    assert!(says(&notes, Remarked::Lost, "the numbers of the issue share are written as names"));
    let again = read(&files).expect("it reads");
    assert_eq!(worth(&again, &[1, 2, 2, 2]), worth(&imported, &[1, 2, 2, 2]));
    let linear = A.replace("QuadraticFun, a2: 1, a1: -2,", "AffineFun, slope: -2,");
    let (files, notes) = write(&read_two(SPACE, &linear).expect("it reads").domain, Form::Yaml);
    assert_eq!(notes, []);
    let again = read(&files).expect("it reads").domain;
    assert_eq!(again, read_two(SPACE, &linear).expect("it reads").domain);
}

/// YAML 1.1, which NegMAS reads, takes these characters for ends of lines or for none at all.
#[test]
fn odd_characters_are_escaped() {
    let mut imported = read_two(SMALL, "{type: ConstUtilityFunction, value: 1}").expect("it reads");
    imported.domain.issues[0].name = "\u{2028}\u{85}\u{feff}\u{7}\"".to_owned();
    for form in [Form::Yaml, Form::Json] {
        let (files, _) = write(&imported.domain, form);
        let text = String::from_utf8_lossy(&files[0].bytes).into_owned();
        assert!(text.contains("\"\\u2028\\u0085\\ufeff\\u0007\\\"\""), "{text}");
    }
}

#[test]
fn profiles_keep_their_order_under_sorted_names() {
    let imported = read(&[
        given("space.yml", SMALL),
        given("z.yml", "{type: ConstUtilityFunction, name: '../z', value: 1}"),
        given("a.yml", "{type: ConstUtilityFunction, name: _stats, value: 2}"),
    ]);
    let (files, _) = write(&imported.expect("it reads").domain, Form::Yaml);
    let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["small.yml", "1-z.yml", "2-profile.yml"]);
}
