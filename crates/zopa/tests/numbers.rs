//! The longest numbers a file can hold, through everything that calculates with them: no overflow, no panic.

use zopa::compile::compile;
use zopa::read::read;
use zopa::scenario::Scenario;

/// Two parties, two issues, a split of one of them; `A` and `B` have these values of the three parts.
fn scenario(parts: [&str; 3]) -> Scenario {
    let [x, y, z] = parts;
    let text = format!(
        r#"
format = 1
title = "Long numbers"
parties = [{{ id = "A", name = "Anna" }}, {{ id = "B", name = "Bert" }}]
[[issues]]
id = "price"
label = "Price"
options = [
  {{ id = "low", label = "low", values = {{ A = [0, 100], B = 0 }} }},
  {{ id = "high", label = "high", values = {{ A = 0, B = 99.999999999999999999 }} }},
]
[[issues]]
id = "date"
label = "Date"
options = [
  {{ id = "soon", label = "soon", values = {{ A = 0, B = "1/999999999999999999" }} }},
  {{ id = "late", label = "late", values = {{ A = 100, B = 0 }} }},
]
[weights]
A = {{ price = "1/999999999999999999", date = [1, 99.999999999999999999] }}
B = {{ price = ["1/999999999999999998", 60], date = [40, "999999999999999999/1000000000"] }}
[no_deal]
at = [0, 7]
A = ["-999999999999999999/1000000000000000", "999999999999999997/999999999999999998"]
B = ["1/999999999999999999", "1/999999999999999998"]
[[splits]]
id = "s"
issue = "price"
parts = [
  {{ id = "x", options = ["n", "y"] }},
  {{ id = "z", options = ["n", "y"] }},
  {{ id = "w", options = ["n", "y"] }},
]
map = {{ low = ["n", "n", "y"], high = ["y", "y", "y"] }}
[splits.values]
A = {{ "x.n" = {x}, "z.n" = {y}, "w.n" = {z}, "x.y" = 0, "z.y" = 0, "w.y" = 0 }}
B = {{ "x.n" = 0, "z.n" = 0, "w.n" = 0, "x.y" = 99.999999999999999999, "z.y" = 0, "w.y" = 0 }}
"#
    );
    let reading = read("case.toml", text, &mut |_| Err("none".to_owned()));
    reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

#[test]
fn long_numbers_compile_at_every_period() {
    let scenario = scenario(["1", "2", "3"]);
    for at in [0, 3, 7, 1_000_000_000] {
        compile(&scenario, None, at).expect("it compiles");
    }
}

#[test]
fn sums_that_fit_are_exact_and_others_are_refused() {
    let fits = scenario(["\"1/999999999999999999\"", "\"1/999999999999999998\"", "0"]);
    let whole = zopa::split::split(&fits, "s").expect("two denominators fit");
    let option = whole.issues[0].options.iter().find(|o| o.id == "n+n+n").expect("a new option");
    let value = option.values[0].1.best.expect("a best guess");
    assert_eq!(value.to_string(), "1999999999999999997/999999999999999997000000000000000002");
    compile(&whole, None, 0).expect("it compiles");

    let long = scenario(["\"1/999999999999999999\"", "\"1/999999999999999998\"", "\"1/999999999999999997\""]);
    let error = zopa::split::split(&long, "s").err();
    assert_eq!(error.as_deref(), Some("the parts of s add up to too long a number for A"));
}
