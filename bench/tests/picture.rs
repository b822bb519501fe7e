//! The growth page shows what the program draws from the data beside it.

use std::path::PathBuf;
use std::process::Command;
use zopa_bench::{chart, series};

fn docs(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(docs(name)).expect("a file of the documentation")
}

fn drawn(form: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_picture"));
    let done = program.arg("--from").arg(docs("growth.csv")).args(["--as", form]).output().expect("runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}

#[test]
fn the_picture_is_drawn_from_the_data() {
    let again = "cargo run --release -p zopa-bench --bin picture -- --from docs/growth.csv > docs/growth.svg";
    assert!(drawn("svg") == text("growth.svg"), "docs/growth.svg is not what its data draw; {again}");
}

#[test]
fn the_tables_of_the_page_are_those_of_the_data() {
    let page = text("growth.md");
    for table in drawn("tables").split("\n\n").filter(|part| !part.trim().is_empty()) {
        assert!(page.contains(table.trim()), "docs/growth.md lacks, from `picture --as tables`:\n{table}");
    }
}

#[test]
fn points_are_medians_over_seeds_and_know_what_was_stopped() {
    let head = text("growth.csv").lines().next().expect("a first line").to_string();
    let line = |seed: u32, ms: &str, proved: bool, found: u32| {
        format!("nash,issues,3,80,10,10^80,1000,0.3,{seed},{ms},9,2000,{proved},{found}\n")
    };
    let csv = |rows: &[String]| format!("{head}\n{}", rows.concat());
    let rows = [line(1, "3", true, 7), line(2, "20000", false, 0), line(3, "20001", false, 0)];
    let [point] = &series::read(&csv(&rows)).expect("sound")[..] else { panic!("one point") };
    assert_eq!((point.ms.low, point.ms.mid, point.ms.high), (3.0, 20000.0, 20001.0));
    assert_eq!((point.at(), point.proved, point.seeds, point.found), (80, 1, 3, Some(7.0)));
    assert!(point.mostly_stopped());
    let svg = chart::draw(std::slice::from_ref(point));
    assert!(svg.contains(">2 of 3</text>") && svg.contains("role=\"img\"") && svg.contains("<desc"));
    let two = [line(1, "3", true, 7), line(2, "4", true, 7), line(3, "20001", false, 0)];
    assert!(!series::read(&csv(&two)).expect("sound")[0].mostly_stopped());
    // A process that died has neither time nor memory, and is not passed over.
    let died = format!("{head}\nnash,issues,3,80,10,10^80,1000,0.3,1,,,,false,\n");
    assert!(series::read(&died).expect_err("no time").starts_with("line 2: "));
}
