//! `zopa robust --worlds FILE.parquet`: the file holds the worlds that the result file of the same run counts.
//!
//! The file is read here by code that shares nothing with what wrote it but the library for headers; that other programs
//! read it too is held by `tests/worlds/check.py`.

mod program;

use parquet_format::thrift::protocol::TCompactInputProtocol;
use parquet_format::{ColumnMetaData, FileMetaData, PageHeader, Type};
use program::{folder, path, program, small, zopa};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A cell; `None` where it is missing.
type Cell = Option<Is>;

#[derive(Debug, Clone, PartialEq)]
enum Is {
    Flag(bool),
    Whole(i64),
    Number(f64),
    Text(String),
}

/// A file that was read: columns in their order, and what it says about itself.
struct Table {
    columns: Vec<(String, Vec<Cell>)>,
    notes: BTreeMap<String, String>,
    groups: usize,
}

impl Table {
    fn column(&self, name: &str) -> &[Cell] {
        let found = self.columns.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("no column {name}")).1
    }

    /// In how many rows of the view the column holds this.
    fn count(&self, view: &str, column: &str, is: Cell) -> u64 {
        let of = |cell: &Cell| *cell == Some(Is::Text(view.into()));
        let rows = self.column("view").iter().zip(self.column(column));
        rows.filter(|(known, cell)| of(known) && **cell == is).count() as u64
    }
}

fn number(bytes: &[u8]) -> usize {
    u32::from_le_bytes(bytes[..4].try_into().expect("four bytes")) as usize
}

fn bit(bytes: &[u8], at: usize) -> bool {
    bytes[at / 8] >> (at % 8) & 1 == 1
}

fn read(file: &Path) -> Table {
    let bytes = std::fs::read(file).expect("a file");
    let end = bytes.len();
    assert_eq!((&bytes[..4], &bytes[end - 4..]), (&b"PAR1"[..], &b"PAR1"[..]));
    let footer = end - 8 - number(&bytes[end - 8..]);
    let mut protocol = TCompactInputProtocol::new(&bytes[footer..end - 8], usize::MAX);
    let footer = FileMetaData::read_from_in_protocol(&mut protocol).expect("a footer");
    assert_eq!(footer.created_by, Some(format!("zopa version {}", env!("CARGO_PKG_VERSION"))));
    let mut columns: Vec<(String, Vec<Cell>)> =
        footer.schema[1..].iter().map(|element| (element.name.clone(), Vec::new())).collect();
    assert_eq!(footer.schema[0].num_children, Some(columns.len() as i32));
    for group in &footer.row_groups {
        assert_eq!(group.columns.len(), columns.len());
        for (chunk, (name, cells)) in group.columns.iter().zip(&mut columns) {
            let chunk = chunk.meta_data.as_ref().expect("a column chunk");
            assert_eq!(chunk.path_in_schema, std::slice::from_ref(name));
            assert_eq!(chunk.num_values, group.num_rows);
            page(&bytes, chunk, cells);
        }
    }
    assert!(columns.iter().all(|(_, cells)| cells.len() as i64 == footer.num_rows));
    let notes = footer.key_value_metadata.expect("notes").into_iter();
    Table {
        columns,
        notes: notes.map(|note| (note.key, note.value.unwrap_or_default())).collect(),
        groups: footer.row_groups.len(),
    }
}

/// Reads the one page of a column chunk.
fn page(bytes: &[u8], chunk: &ColumnMetaData, cells: &mut Vec<Cell>) {
    let start = chunk.data_page_offset as usize;
    let end = start + chunk.total_compressed_size as usize;
    let mut rest = &bytes[start..end];
    let header = PageHeader::read_from_in_protocol(&mut TCompactInputProtocol::new(&mut rest, usize::MAX))
        .expect("a page header");
    assert_eq!(
        rest.len(),
        header.compressed_page_size as usize,
        "one page, and it ends where the chunk does"
    );
    let head = end - start - rest.len();
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(rest).read_to_end(&mut plain).expect("gzip");
    assert_eq!(plain.len(), header.uncompressed_page_size as usize);
    assert_eq!(plain.len() + head, chunk.total_uncompressed_size as usize);
    let rows = header.data_page_header.expect("a data page").num_values as usize;
    let (levels, mut values) = plain[4..].split_at(number(&plain));
    let there = there(levels, rows);
    let flags = values;
    let mut flag = 0;
    let mut take = |length: usize| {
        let (taken, left) = values.split_at(length);
        values = left;
        taken
    };
    for there in there {
        let cell = there.then(|| match chunk.type_ {
            Type::BOOLEAN => {
                flag += 1;
                Is::Flag(bit(flags, flag - 1))
            }
            Type::INT64 => Is::Whole(i64::from_le_bytes(take(8).try_into().expect("eight bytes"))),
            Type::DOUBLE => Is::Number(f64::from_le_bytes(take(8).try_into().expect("eight bytes"))),
            _ => {
                let length = number(take(4));
                Is::Text(String::from_utf8(take(length).to_vec()).expect("UTF-8"))
            }
        });
        cells.push(cell);
    }
}

/// Levels of one bit: runs of the same, and packed ones.
fn there(mut levels: &[u8], rows: usize) -> Vec<bool> {
    let mut there = Vec::new();
    while there.len() < rows {
        let (mut header, mut shift) = (0usize, 0);
        loop {
            let byte = levels[0];
            levels = &levels[1..];
            header |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let count = header >> 1;
        let length = if header & 1 == 1 { count } else { 1 };
        match header & 1 {
            1 => there.extend((0..8 * count).map(|at| bit(levels, at))),
            _ => there.extend(std::iter::repeat_n(levels[0] == 1, count)),
        }
        levels = &levels[length..];
    }
    assert!(levels.is_empty());
    there.truncate(rows);
    there
}

/// Two views: each has a range where the other has a point.
fn scenario(folder: &Path) -> PathBuf {
    let views = r#"
[views.calm]
label = "Calm"
no_deal = { at = [0], buyer = [[45, 75]], supplier = [40] }
[views.tense]
label = "Tense"
no_deal = { at = [0], buyer = [35], supplier = [[50, 70]] }
"#;
    let file = folder.join("two-views.toml");
    std::fs::write(&file, format!("{}\n{views}", small())).expect("written");
    file
}

/// Runs `robust` with a file for its worlds, and reads what it left.
fn robust(scenario: &Path, name: &str, more: &[&str]) -> (PathBuf, Value) {
    let (out, json) = (scenario.with_file_name(name), scenario.with_file_name(format!("{name}.json")));
    let mut args = vec!["robust", path(scenario), "--worlds", path(&out), "-o", path(&json)];
    args.extend(more);
    let ran = zopa(&args);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.ends_with(&format!("{} is written.\n", path(&out))), "{}", ran.err);
    let json = std::fs::read_to_string(json).expect("a result");
    (out, serde_json::from_str(&json).expect("JSON"))
}

/// What the result counted of each view: its problem, and the record.
fn counted(result: &Value) -> Vec<(&Value, &Value)> {
    let claims = result["claims"].as_array().expect("claims").iter();
    let worlds = claims.filter(|claim| claim["claim"]["kind"] == "worlds");
    let problem = |claim: &Value| claim["problem"].as_u64().expect("a problem") as usize;
    worlds.map(|claim| (&result["problems"][problem(claim)], &claim["claim"]["record"]["counted"])).collect()
}

const ALL: &[&str] = &["--worlds", "2500", "--precision", "0", "--seed", "7"];

#[test]
fn the_file_holds_the_worlds_that_the_result_counts() {
    let folder = folder("worlds-out");
    let scenario = scenario(&folder);
    let (file, result) = robust(&scenario, "all.parquet", ALL);
    let without = [&["robust", path(&scenario), "--json"], ALL].concat();
    let without: Value = serde_json::from_str(&zopa(&without).out).expect("JSON");
    assert!(without == result, "a file of worlds changes the answer");
    let table = read(&file);
    let views = counted(&result);
    assert_eq!(views.len(), 2);
    let yes = Some(Is::Flag(true));
    for (problem, counted) in views {
        let view = problem["view"].as_str().expect("a view");
        // Whole blocks.
        assert_eq!(counted["worlds"], 2560);
        let base = &counted["cases"][0];
        let deals = base["deals"].as_u64().expect("a count");
        assert!(deals > 0 && deals < 2560, "{view} decides something: {deals}");
        assert_eq!(table.count(view, "deal", yes.clone()), deals);
        assert_eq!(table.count(view, "deal", None), base["unsettled"].as_u64().expect("a count"));
        assert_eq!(
            table.count(view, "real.no_loss", yes.clone()),
            counted["real"][0].as_u64().expect("a count")
        );
        for (p, party) in ["buyer", "supplier"].iter().enumerate() {
            let opens = format!("opens.{party}");
            let without = counted["without"]["parties"][p].as_u64().expect("a count");
            assert_eq!(table.count(view, &opens, yes.clone()), without);
            assert_eq!(
                table.count(view, &opens, None),
                deals,
                "where a deal exists nothing has to be opened"
            );
        }
    }
}

#[test]
fn rows_are_worlds_in_order_and_columns_say_what_they_are() {
    let folder = folder("worlds-out-order");
    let (file, _) = robust(&scenario(&folder), "order.parquet", ALL);
    let table = read(&file);
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..3], ["view", "world", "deal"]);
    assert_eq!(names[names.len() - 3..], ["real.no_loss", "opens.buyer", "opens.supplier"]);
    let mut next = BTreeMap::new();
    for (view, world) in table.column("view").iter().zip(table.column("world")) {
        let Some(Is::Text(view)) = view else { panic!("a row without a view") };
        let next = next.entry(view.clone()).or_insert(0);
        assert_eq!(*world, Some(Is::Whole(*next)), "the rows of a view are in order, and none is left out");
        *next += 1;
    }
    assert_eq!(next, BTreeMap::from([("calm".into(), 2560), ("tense".into(), 2560)]));
    // Within the range that the view gives, or at its point.
    for (view, input, low, high) in [
        ("calm", "no_deal.buyer", 45.0, 75.0),
        ("calm", "no_deal.supplier", 40.0, 40.0),
        ("tense", "no_deal.buyer", 35.0, 35.0),
        ("tense", "no_deal.supplier", 50.0, 70.0),
    ] {
        let of = |cell: &Cell| *cell == Some(Is::Text(view.into()));
        let rows = table.column("view").iter().zip(table.column(input)).filter(|(cell, _)| of(cell));
        let drawn: Vec<f64> =
            rows.map(|(_, cell)| if let Some(Is::Number(x)) = cell { *x } else { -1.0 }).collect();
        assert!(drawn.iter().all(|x| (low..=high).contains(x)), "{view}, {input}");
        assert_eq!(drawn.iter().any(|&x| x != drawn[0]), low < high, "{view}, {input}");
    }
}

#[test]
fn the_file_says_where_it_comes_from() {
    let folder = folder("worlds-out-notes");
    let (file, result) = robust(&scenario(&folder), "notes.parquet", ALL);
    let notes = read(&file).notes;
    assert_eq!(notes["zopa.program"], result["program"].as_str().expect("a program"));
    assert_eq!(notes["zopa.scenario"], result["scenario"]["title"].as_str().expect("a title"));
    let files: Value = serde_json::from_str(&notes["zopa.files"]).expect("JSON");
    assert_eq!(files, result["scenario"]["files"]);
    assert!(files[0]["sha256"].as_str().is_some_and(|mark| mark.len() == 64));
    let said = ["zopa.seed", "zopa.at", "zopa.worlds", "zopa.precision", "zopa.stop"].map(|key| &*notes[key]);
    assert_eq!(said, ["7", "0", "2500", "0", "complete"]);
    assert!(notes["zopa.row"].contains("one plausible world of one view"));
}

#[test]
fn threads_change_no_byte() {
    let folder = folder("worlds-out-threads");
    let scenario = scenario(&folder);
    let bytes = |threads: &str| {
        let more = [ALL, &["--threads", threads]].concat();
        std::fs::read(robust(&scenario, &format!("{threads}.parquet"), &more).0).expect("a file")
    };
    assert!(bytes("1") == bytes("2"), "the files differ");
}

#[test]
fn many_worlds_are_several_row_groups() {
    let folder = folder("worlds-out-groups");
    let (file, _) = robust(&scenario(&folder), "many.parquet", &["--worlds", "110000", "--precision", "0"]);
    let table = read(&file);
    assert!(table.groups > 1, "{} row group", table.groups);
    let views = table.column("view");
    assert_eq!(views.len(), 2 * 110_080);
}

#[test]
fn a_scenario_without_views_has_no_name_to_give() {
    let folder = folder("worlds-out-one");
    let file = folder.join("one.toml");
    std::fs::write(&file, small()).expect("written");
    let (file, result) = robust(&file, "one.parquet", &["--worlds", "256", "--precision", "0"]);
    let table = read(&file);
    assert!(table.column("view").len() == 256 && table.column("view").iter().all(Option::is_none));
    let deals = table.column("deal").iter().filter(|deal| **deal == Some(Is::Flag(true))).count();
    assert_eq!(counted(&result)[0].1["cases"][0]["deals"], deals);
}

#[test]
fn what_is_no_file_name_and_no_number_is_refused() {
    let folder = folder("worlds-out-refused");
    let scenario = scenario(&folder);
    let file = |name: &str| path(&folder.join(name)).to_string();
    let csv = file("worlds.csv");
    for (worlds, says) in [
        (vec![csv.as_str()], "neither a number of worlds from 1 to 1000000000 nor the name of a file"),
        (vec!["0"], "neither a number"),
        (vec!["100", "200"], "not two numbers of worlds."),
        (vec![&file("a.parquet"), &file("b.parquet")], "not two files."),
        (vec![&file("nowhere/a.parquet")], "there is no folder"),
    ] {
        let mut args = vec!["robust", path(&scenario)];
        worlds.iter().for_each(|worlds| args.extend(["--worlds", worlds]));
        let ran = zopa(&args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{worlds:?}: {ran:?}");
        assert!(ran.err.contains(says), "{worlds:?}: {}", ran.err);
    }
    // An earlier result says nothing of its worlds; a file that stood there is left as it was.
    let (kept, _) = robust(&scenario, "kept.parquet", &["--worlds", "256"]);
    let before = std::fs::read(&kept).expect("a file");
    let result = file("kept.parquet.json");
    let ran = zopa(&["robust", path(&scenario), "--worlds", path(&kept), "--resume", &result]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("leave out --resume"), "{}", ran.err);
    assert!(std::fs::read(&kept).expect("a file") == before);
    let left: Vec<_> =
        std::fs::read_dir(&folder).expect("a folder").flatten().map(|f| f.file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_whole_blocks_and_a_second_one_nothing() {
    use std::process::{Child, Command, Stdio};
    let folder = folder("worlds-out-interrupt");
    let scenario = scenario(&folder);
    let start = |file: &Path, more: &[&str]| {
        let args = ["robust", path(&scenario), "--worlds", "1000000000", "--precision", "0", "--worlds"];
        program(&args).arg(file).args(more).stdin(Stdio::null()).spawn().expect("starts")
    };
    let interrupt = |child: &Child| {
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()));
    };
    let result = folder.join("stopped.json");
    let file = folder.join("stopped.parquet");
    let child = start(&file, &["-o", path(&result)]);
    std::thread::sleep(std::time::Duration::from_millis(2000));
    assert!(!file.exists(), "the file has its name only once it is whole");
    interrupt(&child);
    let done = child.wait_with_output().expect("ends");
    assert_eq!(done.status.code(), Some(3), "{}", String::from_utf8_lossy(&done.stderr));
    let table = read(&file);
    let result: Value =
        serde_json::from_str(&std::fs::read_to_string(&result).expect("a result")).expect("JSON");
    let worlds =
        counted(&result).into_iter().map(|(_, counted)| counted["worlds"].as_u64().expect("a count"));
    let (rows, worlds) = (table.column("view").len() as u64, worlds.sum::<u64>());
    assert_eq!((rows, rows % 256), (worlds, 0));
    assert_eq!(table.notes["zopa.stop"], "interrupted");

    let file = folder.join("dropped.parquet");
    let child = start(&file, &[]);
    std::thread::sleep(std::time::Duration::from_millis(500));
    interrupt(&child);
    std::thread::sleep(std::time::Duration::from_millis(1));
    interrupt(&child);
    // The second may come when all is written, or in the middle.
    let whole = child.wait_with_output().expect("ends").status.code() == Some(3);
    assert_eq!(file.exists(), whole);
    let left = std::fs::read_dir(&folder).expect("a folder").flatten().map(|file| file.file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains(".new")).collect();
    assert!(left.is_empty(), "{left:?}");
}
