//! Families of plausible worlds: for every scenario, view and period, and for what people say in place of numbers.

use std::path::{Path, PathBuf};
use zopa::compile::{CompileError, Input, Plausible, compile, worlds};
use zopa::read::read;
use zopa::scenario::Scenario;
use zopa_core::problem::Problem;
use zopa_core::world::{Case, Coordinate, GRID, Mind, Quantity, Said, Sum, Tables};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}

/// Every scenario of the repository.
fn scenarios() -> Vec<(String, Scenario)> {
    let mut found = Vec::new();
    for folder in ["class", "labour", "peace", "trade"] {
        let folder = root().join(folder);
        let entries = std::fs::read_dir(&folder).expect("a folder of scenarios");
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        files.retain(|path| path.extension().is_some_and(|end| end == "toml"));
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a scenario");
            let reading = read("scenario.toml", text, &mut |name| {
                std::fs::read(folder.join(name)).map_err(|error| error.to_string())
            });
            let scenario = reading.scenario.unwrap_or_else(|| panic!("{file:?}: {:?}", reading.diagnostics));
            found.push((file.file_stem().expect("a name").to_string_lossy().into_owned(), scenario));
        }
    }
    assert!(found.len() >= 8, "{} scenarios", found.len());
    found
}

/// Every family of every scenario: the base where there are no views, else each view, at periods given and between.
fn families() -> Vec<(String, Plausible)> {
    let mut found = Vec::new();
    for (name, scenario) in scenarios() {
        let views: Vec<Option<&str>> = match scenario.views.is_empty() {
            true => vec![None],
            false => scenario.views.iter().map(|view| Some(view.id.as_str())).collect(),
        };
        for view in views {
            for at in [0, 1, 3, 7, 100] {
                let plausible = worlds(&scenario, view, at);
                let plausible = plausible.unwrap_or_else(|error| panic!("{name}, {view:?}, {at}: {error}"));
                found.push((format!("{name}, {view:?}, {at}"), plausible));
            }
        }
    }
    found
}

/// A scenario of two parties and two issues, with more of it.
fn case(head: &str, more: &str) -> Scenario {
    let text = format!("format = 1\ntitle = \"A case\"\n{head}\n{CASE}\n{more}");
    let reading = read("case.toml", text, &mut |_| Err("none".to_owned()));
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

const CASE: &str = r#"
as_of = "2025"
parties = [{ id = "A", name = "Anna" }, { id = "B", name = "Bert" }]
[sources.S]
title = "A paper"
[[issues]]
id = "fee"
label = "Fee"
options = [
  { id = "low", label = "low", values = { A = { low = 90, best = 92, high = 100, source = "S" }, B = 0 } },
  { id = "new", label = "new", date = "2026", values = { A = 7, B = 50 } },
  { id = "high", label = "high", values = { A = 0, B = 100 } },
]
[[issues]]
id = "day"
label = "Day"
options = [{ id = "soon", label = "soon" }, { id = "mid", label = "mid" }, { id = "late", label = "late" }]
[[packages]]
id = "first"
label = "First"
choices = { fee = "low", day = "soon" }
[[packages]]
id = "second"
label = "Second"
choices = { fee = "high", day = "late" }
[[packages]]
id = "hidden"
label = "Hidden"
choices = { fee = "new", day = "late" }
[weights]
B = { fee = [20, 50], day = [40, 80] }
[views.v]
weights = { B = { fee = 30 } }
no_deal = { at = [0, 10], B = [[10, 20], { low = 20, best = 25, high = 40, source = "S" }] }
[[preferences]]
party = "A"
kind = "order"
issues = ["day", "fee"]
sources = ["S"]
[[preferences]]
party = "A"
kind = "order"
issue = "day"
options = ["late", "mid", "soon"]
[[preferences]]
party = "B"
kind = "order"
issue = "day"
options = ["soon", "mid", "late"]
[[preferences]]
party = "A"
kind = "as_no_deal"
package = "first"
"#;

fn input<'p>(plausible: &'p Plausible, key: &str) -> &'p Input {
    let mut found = plausible.inputs.iter().filter(|input| input.key == key);
    let first = found.next().unwrap_or_else(|| panic!("no {key}"));
    assert_eq!(found.next(), None, "{key} stands twice");
    first
}

fn known(low: f64, best: Option<f64>, high: f64) -> Quantity {
    Quantity { low, best, high }
}

#[test]
fn estimates_statements_and_periods_become_what_is_known() {
    let scenario = case("", "");
    let plausible = worlds(&scenario, Some("v"), 5).expect("a family");
    let of = |key: &str| input(&plausible, key).known;
    assert_eq!(of("values.A.fee.low"), known(90.0, Some(92.0), 100.0));
    assert_eq!(of("values.A.fee.high"), known(0.0, None, 0.0));
    assert!(plausible.inputs.iter().all(|input| input.key != "values.A.fee.new"), "it is hidden");
    // The view's weight, the base's.
    assert_eq!(of("weights.B.fee"), known(30.0, None, 30.0));
    assert_eq!(of("weights.B.day"), known(40.0, None, 80.0));
    // Half way from [10, 20] to 20, 25, 40: the middle of the first, 15, stands for its best.
    assert_eq!(of("no_deal.B"), known(15.0, Some(20.0), 30.0));
    assert_eq!(input(&plausible, "no_deal.B").sources[0].title, "A paper");
    let at = |at| input(&worlds(&scenario, Some("v"), at).expect("a family"), "no_deal.B").known;
    assert_eq!((at(0), at(10), at(99)), (known(10.0, None, 20.0), at(99), known(20.0, Some(25.0), 40.0)));
    // Anna orders the issues and the days.
    assert_eq!(of("weights.A.fee"), known(0.0, None, 100.0));
    assert!(input(&plausible, "weights.A.fee").sourced);
    assert_eq!(plausible.family.minds()[0].sum, Sum::Hundred);
    assert_eq!(of("values.A.day.late"), known(100.0, None, 100.0));
    assert_eq!(of("values.A.day.mid"), known(0.0, None, 100.0));
    assert_eq!(of("values.A.day.soon"), known(0.0, None, 0.0));
    let said = [
        Said::Weight { above: 1, below: 0 },
        Said::Value { issue: 1, above: 2, below: 1 },
        Said::Value { issue: 1, above: 1, below: 0 },
        Said::OverNoDeal { package: vec![0, 0], low: -5.0, high: 5.0 },
    ];
    assert_eq!(plausible.family.minds()[0].said, said);
    // What the first package can be worth, between its worst and its best issue, and 5 either way.
    assert_eq!(of("no_deal.A"), known(-5.0, None, 105.0));
    // A quarter of 92 on the fee, nothing on the day.
    let at = plausible.inputs.iter().position(|input| input.key == "no_deal.A").expect("an input");
    assert!((plausible.representative[at] - 23.0).abs() < 1e-9);
    assert_eq!(input(&plausible, "no_deal.A").words, "no deal for Anna");
    assert_eq!(input(&plausible, "weights.B.day").words, "weight of Day for Bert");
    assert_eq!(input(&plausible, "values.A.fee.low").words, "value of Fee: low for Anna");
    let place = input(&plausible, "values.A.fee.low").span;
    assert!(scenario.files[place.file].text[place.start..place.end].starts_with("{ low = 90"));
    // Values of Anna's low fee, of both middle days, and no deal twice.
    assert_eq!(plausible.undeclared, 5);
}

#[test]
fn statements_in_indices() {
    let more = r#"
[[preferences]]
party = "B"
kind = "ratio"
issues = ["fee", "day"]
ratio = ["1/3", 3]
[[preferences]]
party = "B"
kind = "package"
better = "first"
worse = "second"
[[preferences]]
party = "B"
kind = "package"
better = "hidden"
worse = "second"
[[preferences]]
party = "B"
kind = "as_no_deal"
package = "second"
within = [1, 2.5]
"#;
    let plausible = worlds(&case("", more), Some("v"), 10).expect("a family");
    let said = [
        Said::Value { issue: 1, above: 0, below: 1 },
        Said::Value { issue: 1, above: 1, below: 2 },
        Said::Ratio { of: 0, to: 1, low: 1.0 / 3.0, high: 3.0 },
        Said::Better { better: vec![0, 0], worse: vec![1, 2], by: 0.0 },
        Said::OverNoDeal { package: vec![1, 2], low: -2.5, high: 2.5 },
    ];
    assert_eq!(plausible.family.minds()[1].said, said);
    let [unused] = &plausible.unused[..] else { panic!("{:?}", plausible.unused) };
    assert_eq!(unused.why, "fee.new is not visible at the scenario's date");
}

#[test]
fn sums_of_weights() {
    let sum = |head| worlds(&case(head, ""), Some("v"), 0).map(|p| p.family.minds()[1].sum);
    assert_eq!(sum(""), Ok(Sum::Hundred));
    assert_eq!(sum("normalise = true"), Ok(Sum::Scaled));
    // Anna says what is about as bad as no deal, and a point of raw weights can be anything.
    let error = sum("raw_weights = true").map_err(|CompileError(text)| text).expect_err("no points");
    assert!(error.starts_with("A says which package is about as bad as no deal, but not within how many"));
}

#[test]
fn some_values_of_an_issue_are_not_enough() {
    let more = "[views.w.values]\n\"day.mid\" = { B = 40 }\n[views.w.no_deal]\nat = [0]\nB = [10]\n";
    let error = worlds(&case("", more), Some("w"), 0).expect_err("some values");
    assert_eq!(error.0, "B lacks a value for an option of day");
}

#[test]
fn dependences_and_groups_in_indices() {
    let more = r#"
[[dependences]]
id = "war"
label = "the course of the war"
rise = ["no_deal.B", "values.A.fee.low"]
fall = ["values.A.fee.new"]
strength = [0.2, 0.6]
sources = ["S"]
[[dependences]]
id = "hidden"
rise = ["values.B.fee.new", "no_deal.A"]
strength = 1
[groups.tough]
party = "B"
within = [0.2, 0.4]
[[red_lines]]
id = "fee"
party = "B"
group = "tough"
label = "No low fee"
excludes = ["fee.low"]
claimed = { text = "No." }
[[red_lines]]
id = "day"
party = "B"
group = "tough"
label = "Not late"
excludes = ["day.late"]
firmness = [0.1, 0.3]
"#;
    let text = format!("format = 1\ntitle = \"A case\"\n{CASE}\n{more}")
        .replace("at = [0, 10], B", "at = [0, 10], A = [[1, 2], 3], B");
    let text = text.replace("A = 7, B = 50", "A = [7, 9], B = [50, 60]");
    let reading = read("case.toml", text, &mut |_| Err("none".to_owned()));
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics));
    let plausible = worlds(&scenario, Some("v"), 0).expect("a family");
    let [link] = plausible.family.links() else { panic!("{:?}", plausible.family.links()) };
    let members: Vec<(&str, bool)> =
        link.members.iter().map(|(at, rises)| (plausible.inputs[*at].key.as_str(), *rises)).collect();
    assert_eq!(members, [("no_deal.B", true), ("values.A.fee.low", true)]);
    assert_eq!(link.strength, known(0.2, None, 0.6));
    assert_eq!(plausible.links[0].words, "how strongly the course of the war ties its numbers together");
    assert!(plausible.links[0].sourced);
    let group = &plausible.family.groups()[0];
    assert_eq!((group.party, group.within, group.others), (1, known(0.2, None, 0.4), known(0.0, None, 0.0)));
    let lines = &plausible.family.lines();
    assert_eq!(
        (lines[0].firmness, lines[0].group),
        (known(0.0, None, 0.0), Some(0)),
        "claimed, but not judged"
    );
    assert_eq!((lines[1].firmness, lines[1].group), (known(0.1, None, 0.3), Some(0)));
    // Both middle days and Anna's no deal: the others stand in the dependence, weights and firmness in neither.
    assert_eq!(plausible.undeclared, 3);
}

/// A point of a family as the numbers it stands for, and what they make of a package: slow and obvious.
struct Point<'p> {
    plausible: &'p Plausible,
    numbers: &'p [f64],
}

impl Point<'_> {
    fn at(&self, coordinate: Coordinate) -> f64 {
        let place = self.plausible.family.coordinates().iter().position(|c| *c == coordinate);
        self.numbers[place.unwrap_or_else(|| panic!("no {coordinate:?}"))]
    }

    /// Weights of a party, points of 100.
    fn weights(&self, party: usize) -> Vec<f64> {
        let mind: &Mind = &self.plausible.family.minds()[party];
        let raw: Vec<f64> =
            (0..mind.weights.len()).map(|issue| self.at(Coordinate::Weight { party, issue })).collect();
        let sum: f64 = raw.iter().sum();
        match mind.sum {
            Sum::Scaled => raw.iter().map(|w| w * 100.0 / sum).collect(),
            Sum::Hundred | Sum::Free => raw,
        }
    }

    /// `u_p(x)`, points.
    fn worth(&self, party: usize, package: &[usize]) -> f64 {
        let mind = &self.plausible.family.minds()[party];
        let weights = self.weights(party);
        let mut worth = 0.0;
        for (issue, &option) in package.iter().enumerate() {
            let opt = zopa_core::problem::Opt { issue, option };
            let factor = mind.factors.iter().position(|f| f.options.contains(&opt));
            let times = factor.map_or(1.0, |factor| {
                self.at(Coordinate::Factor { party, factor, option: package[mind.factors[factor].by] })
            });
            worth += weights[issue] * self.at(Coordinate::Value { party, option: opt }) / 100.0 * times;
        }
        for (at, together) in mind.together.iter().enumerate() {
            if together.options.iter().all(|o| package[o.issue] == o.option) {
                worth += self.at(Coordinate::Together { party, at });
            }
        }
        for (at, term) in self.plausible.compiled.problem.boxes().iter().enumerate() {
            if term.party == party && term.holds(package) {
                worth += self.at(Coordinate::Box(at));
            }
        }
        if mind.ceiling.is_some() { worth.min(self.at(Coordinate::Ceiling(party))) } else { worth }
    }
}

/// Packages that hold every option, and every pair of options of two issues at least where they stand in a pair table.
fn packages(plausible: &Plausible) -> Vec<Vec<usize>> {
    let problem = &plausible.compiled.problem;
    let mut list = vec![vec![0; problem.m()]];
    for (issue, &count) in problem.options().iter().enumerate() {
        for option in 1..count {
            let mut package = vec![0; problem.m()];
            package[issue] = option;
            list.push(package);
        }
    }
    for pair in problem.pairs() {
        let [a, b] = pair.issues;
        for one in 0..problem.options()[a] {
            for other in 0..problem.options()[b] {
                let mut package = vec![0; problem.m()];
                (package[a], package[b]) = (one, other);
                list.push(package);
            }
        }
    }
    list
}

/// What the tables of a world make of a package: points.
fn by_tables(problem: &Problem, tables: &Tables, p: usize, package: &[usize]) -> f64 {
    let n = problem.n();
    let mut sum = 0;
    let mut first = 0;
    for (&option, &count) in package.iter().zip(problem.options()) {
        sum += tables.values[(first + option) * n + p];
        first += count;
    }
    for (pair, points) in problem.pairs().iter().zip(&tables.pairs).filter(|(pair, _)| pair.party == p) {
        let [a, b] = pair.issues;
        sum += points[package[a] * problem.options()[b] + package[b]];
    }
    for (term, points) in problem.boxes().iter().zip(&tables.boxes) {
        if term.party == p && term.holds(package) {
            sum += points;
        }
    }
    sum.min(tables.ceilings[p]) as f64 / GRID as f64
}

#[test]
fn the_representative_point_gives_the_compiled_problem() {
    let mut compared = 0;
    for (name, plausible) in families() {
        let problem = &plausible.compiled.problem;
        let numbers = &plausible.representative;
        let point = Point { plausible: &plausible, numbers };
        let mut tables = Tables::default();
        plausible.family.tables(numbers, &mut tables);
        for p in 0..problem.n() {
            let no_deal = plausible.compiled.points(problem.parties()[p].no_deal);
            let grid_point = 1.0 / GRID as f64;
            assert!((point.at(Coordinate::NoDeal(p)) - no_deal).abs() < 1e-6, "{name}: no deal of {p}");
            assert!((tables.no_deal[p] as f64 / GRID as f64 - no_deal).abs() <= grid_point, "{name}: {p}");
            for package in packages(&plausible) {
                let compiled = plausible.compiled.points(problem.value(p, &package));
                let mine = point.worth(p, &package);
                assert!((mine - compiled).abs() < 1e-6, "{name}: {p} {package:?}: {mine} {compiled}");
                // Every table is rounded once, by half a grid point.
                let terms = problem.m() + problem.pairs().len() + problem.boxes().len();
                let world = by_tables(problem, &tables, p, &package);
                let slack = terms as f64 * grid_point / 2.0 + 1e-9;
                assert!((world - compiled).abs() <= slack, "{name}: {p} {package:?}: {world} {compiled}");
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "{compared} values");
}

/// Whether the numbers agree with a statement, up to rounding.
fn agrees(point: &Point, party: usize, said: &Said) -> bool {
    const SLACK: f64 = 1e-6;
    let weight = |issue| point.at(Coordinate::Weight { party, issue });
    let value = |issue, option| {
        point.at(Coordinate::Value { party, option: zopa_core::problem::Opt { issue, option } })
    };
    let worth = |package: &[usize]| point.worth(party, package);
    match said {
        Said::Weight { above, below } => weight(*above) >= weight(*below) - SLACK,
        Said::Ratio { of, to, low, high } => {
            weight(*of) >= low * weight(*to) - SLACK && weight(*of) <= high * weight(*to) + SLACK
        }
        Said::Value { issue, above, below } => value(*issue, *above) >= value(*issue, *below) - SLACK,
        Said::Difference { issue, larger, smaller } => {
            let step = |of: &[usize; 2]| value(*issue, of[0]) - value(*issue, of[1]);
            step(larger) >= step(smaller) - SLACK
        }
        Said::Better { better, worse, by } => worth(better) - worth(worse) >= by - SLACK,
        Said::Alike { one, other, within } => (worth(one) - worth(other)).abs() <= within + SLACK,
        Said::OverNoDeal { package, low, high } => {
            let gain = worth(package) - point.at(Coordinate::NoDeal(party));
            (low - SLACK..=high + SLACK).contains(&gain)
        }
    }
}

/// The first worlds of a family keep every range, every sum and every statement.
fn worlds_agree(name: &str, plausible: &Plausible) -> usize {
    let family = &plausible.family;
    let case = Case::middle(family);
    let drawn = family.block(&case, 1, 0).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    let mut moved = 0;
    for (k, world) in drawn.iter().take(64).enumerate() {
        let point = Point { plausible, numbers: &world.point };
        for (input, number) in plausible.inputs.iter().zip(&world.point) {
            let Quantity { low, high, .. } = input.known;
            let slack = 1e-9 * (1.0 + low.abs().max(high.abs()));
            assert!((low - slack..=high + slack).contains(number), "{name}, {k}: {} is {number}", input.key);
            moved += usize::from(input.ranges() && *number != drawn[0].point[0]);
        }
        for (party, mind) in family.minds().iter().enumerate() {
            if mind.sum != Sum::Free {
                let sum: f64 = point.weights(party).iter().sum();
                assert!((sum - 100.0).abs() < 1e-6, "{name}, {k}: weights of {party} sum to {sum}");
            }
            for said in &mind.said {
                assert!(agrees(&point, party, said), "{name}, {k}: {party} said {said:?}");
            }
        }
        assert!(world.toughness.iter().all(|t| (0.0..=1.0).contains(t)), "{name}, {k}");
        assert_eq!(world.toughness.len(), plausible.compiled.lines.len());
    }
    moved
}

#[test]
fn worlds_keep_ranges_sums_and_statements() {
    for (name, plausible) in families() {
        let moved = worlds_agree(&name, &plausible);
        let ranges = plausible.inputs.iter().filter(|input| input.ranges()).count();
        assert_eq!(moved > 0, ranges > 0, "{name}: {ranges} numbers have a range");
    }
    let more = "[[preferences]]\nparty = \"B\"\nkind = \"as_no_deal\"\npackage = \"second\"\nwithin = 4\n";
    for head in ["", "normalise = true"] {
        for more in ["", more] {
            let plausible = worlds(&case(head, more), Some("v"), 5).expect("a family");
            assert!(worlds_agree(&format!("{head}, {more}"), &plausible) > 0);
        }
    }
}

#[test]
fn statements_that_cannot_all_hold_are_refused() {
    let more = "[[preferences]]\nparty = \"B\"\nkind = \"ratio\"\nissues = [\"fee\", \"day\"]\nratio = 5\n";
    worlds(&case("", more), Some("v"), 0).expect_err("30 is not five times 40");
}

#[test]
fn every_number_has_a_name_and_a_range() {
    for (name, plausible) in families() {
        let all = plausible.family.coordinates().iter().zip(&plausible.inputs).zip(&plausible.representative);
        for ((coordinate, input), middle) in all {
            let Quantity { low, best, high } = input.known;
            assert!(low <= high && best.is_none_or(|best| (low..=high).contains(&best)), "{name}: {input:?}");
            let slack = 1e-9 * (1.0 + high.abs());
            assert!((low - slack..=high + slack).contains(middle), "{name}: {input:?} {middle}");
            assert!(!input.words.is_empty() && !input.key.is_empty(), "{name}: {coordinate:?}");
            assert_eq!(input.sourced, !input.sources.is_empty());
            assert_eq!(*input, *self::input(&plausible, &input.key), "{name}: {} stands twice", input.key);
        }
        let problem = &plausible.compiled.problem;
        assert_eq!(plausible.family.minds().len(), problem.n());
        assert_eq!(plausible.family.lines().len(), problem.lines().len());
        assert_eq!(plausible.family.boxes().len(), problem.boxes().len());
    }
}

#[test]
fn no_deal_as_bad_as_a_hidden_package_is_unknown() {
    let more = "[[preferences]]\nparty = \"A\"\nkind = \"as_no_deal\"\npackage = \"hidden\"\n";
    let scenario = case("", more);
    // The first statement counts for the point; the hidden package says nothing.
    let plausible = worlds(&scenario, Some("v"), 0).expect("a family");
    assert_eq!(plausible.unused.len(), 1);
    let text = scenario.files[0].text.replacen("package = \"first\"", "package = \"hidden\"", 1);
    let reading = read("case.toml", text, &mut |_| Err("none".to_owned()));
    let scenario = reading.scenario.expect("a sound scenario");
    let error = compile(&scenario, Some("v"), 0).expect_err("no value of no deal");
    assert_eq!(error.0, "fee.new is not visible at the scenario's date");
}

#[test]
fn a_family_is_refused_where_compiling_is() {
    let scenario = case("", "");
    let error = |view| worlds(&scenario, Some(view), 0).expect_err("no such view");
    assert_eq!(error("w").0, compile(&scenario, Some("w"), 0).expect_err("no such view").0);
}
