//! What is refused, and where the refusal says it is.

use super::harness::{archive, csv, row, xlsx};
use zopa::exchange::Given;
use zopa::exchange::workbook::read;

#[track_caller]
fn refused(files: &[Given], file: &str, part: &str) {
    match read(files) {
        Ok((text, _)) => panic!("was read:\n{text}"),
        Err(refused) => {
            assert!(refused.text.contains(part), "{refused}");
            assert_eq!(refused.file, file, "{refused}");
        }
    }
}

const ISSUES: &str = "issue label,option label,A\nX,a,0\nX,b,100\n";

fn folder(more: &[(&str, &str)]) -> Vec<Given> {
    let mut files = vec![csv("parties.csv", "id,name\nA,A\n"), csv("issues_and_options.csv", ISSUES)];
    files.extend(more.iter().map(|(name, text)| csv(name, text)));
    files
}

#[test]
fn sheets_and_columns_that_have_to_be_there() {
    refused(&[], "", "no file");
    refused(&[csv("parties.csv", "name\nA\n")], "parties.csv", "no sheet Issues and options");
    refused(&[csv("issues.csv", ISSUES)], "issues.csv", "no sheet Parties");
    refused(
        &[csv("parties.csv", "id\nA\n"), csv("issues.csv", ISSUES)],
        "parties.csv",
        "parties.csv has no column name",
    );
    refused(
        &folder(&[("rules.csv", "id,kind\nr,requires\n")]),
        "rules.csv",
        "rules.csv has no column options",
    );
    refused(
        &folder(&[("interactions.csv", "party,option a,option b,points source\nA,x,y,z\n")]),
        "interactions.csv",
        "no column points",
    );
    refused(&folder(&[("Issues.csv", ISSUES)]), "Issues.csv", "a second sheet Issues and options");
    refused(
        &folder(&[("weights.csv", "issue,A,A best\nX,1,2\n")]),
        "weights.csv",
        "weights.csv!B1 and weights.csv!C1 are both",
    );
    refused(
        &folder(&[("rules.csv", "kind,Kind\nr,s\n")]),
        "rules.csv",
        "rules.csv!A1 and rules.csv!B1 are both",
    );
    assert!(
        read(&folder(&[("rules.csv", "my notes\n")])).is_ok(),
        "a sheet that nobody filled in needs no columns"
    );
}

#[test]
fn cells_that_fit_nowhere() {
    let no_deal = "party,period,no deal\n";
    let twice = format!("{no_deal}A,3,1\nA,3,2\n");
    refused(
        &folder(&[("no_deal_by_period.csv", &twice)]),
        "no_deal_by_period.csv",
        "!C2 and no_deal_by_period.csv!C3 are both for A and period 3",
    );
    let odd = format!("{no_deal}A,soon,1\n,3,2\n");
    refused(
        &folder(&[("no_deal_by_period.csv", &odd)]),
        "no_deal_by_period.csv",
        "row 2 has no period that is a whole number; no_deal_by_period.csv!C3 is a number of no party",
    );
    refused(
        &folder(&[("weights.csv", "issue,A\n,5\n")]),
        "weights.csv",
        "weights.csv!B2 is a weight of no issue",
    );
    refused(
        &folder(&[("view_numbers.csv", "view,what,number\nv,points,1\n")]),
        "view_numbers.csv",
        "view \"v\"",
    );
    let many = format!("issue,A\n{}", ",5\n".repeat(25));
    refused(&folder(&[("weights.csv", &many)]), "weights.csv", "and 5 more of the kind");
}

fn book(parties: &str) -> Given {
    let issues = [row(&["issue label", "option label"]), row(&["X", "a"]), row(&["X", "b"])].concat();
    xlsx(&[("Parties", parties), ("Issues and options", &issues)], &[])
}

#[test]
fn cells_that_hold_nothing_to_read() {
    let head = row(&["name", "no deal"]);
    let cells = |cell: &str| format!("{head}<row><c t=\"inlineStr\"><is><t>A</t></is></c>{cell}</row>");
    assert!(read(&[book(&cells("<c><v>1</v></c>"))]).is_ok());
    refused(
        &[book(&cells("<c t=\"e\"><v>#DIV/0!</v></c>"))],
        "book.xlsx",
        "Parties!B2 holds the error #DIV/0!",
    );
    refused(&[book(&cells("<c><f>A1</f></c>"))], "book.xlsx", "Parties!B2 is a formula without a value");
    refused(&[book(&cells("<c t=\"s\"><v>7</v></c>"))], "book.xlsx", "Parties!B2 refers to a text");
    refused(&[book(&cells("<c><v>1e999</v></c>"))], "book.xlsx", "Parties!B2 holds a number that is none");
    refused(
        &[book(&cells("<c r=\"XFE2\"><v>1</v></c>"))],
        "book.xlsx",
        "Parties has more than 1048576 rows or 16384 columns",
    );
    refused(&[book(&cells("<c r=\"A1048577\"><v>1</v></c>"))], "book.xlsx", "more than 1048576 rows");
}

#[test]
fn xml_that_grows_or_breaks() {
    let bomb = "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
    let parts = |workbook: &str| archive(&[("xl/workbook.xml", workbook)]);
    refused(&[parts(&format!("{bomb}<workbook/>"))], "book.xlsx", "xl/workbook.xml declares a document type");
    refused(&[parts("<workbook><sheets></workbook>")], "book.xlsx", "xl/workbook.xml is broken at byte");
    refused(
        &[archive(&[("word/document.xml", "<w/>")])],
        "book.xlsx",
        "is no workbook of a spreadsheet program",
    );
    refused(&[archive(&[("content.xml", "<w/>")])], "book.xlsx", "OpenDocument");
    // A reference to an entity that nobody declared stays as it is written.
    let parties = "<row><c t=\"inlineStr\"><is><t>name</t></is></c></row><row><c t=\"inlineStr\"><is><t>A &b; C</t></is></c></row>";
    let (text, _) = read(&[book(parties)]).expect("a workbook");
    assert!(text.contains("name = \"A &b; C\""), "{text}");
}

#[test]
fn names_that_leave_the_archive() {
    for name in ["../evil", "xl/../../evil", "/etc/passwd", "C:\\evil", "a\\..\\b"] {
        refused(
            &[archive(&[("xl/workbook.xml", "<workbook/>"), (name, "x")])],
            "book.xlsx",
            "lies outside the archive",
        );
    }
}

/// 150 MB of blanks take 150 kB of an archive; what the headers say about sizes is not asked.
#[test]
fn archives_that_grow() {
    let large = " ".repeat(150 << 20);
    let file = archive(&[("xl/workbook.xml", &large)]);
    assert!(file.bytes.len() < 1 << 20);
    refused(std::slice::from_ref(&file), "book.xlsx", "more than 128 MB");
    // The same with a header that says 10 bytes: in the central directory and in front of the part.
    let mut lying = file;
    let size = (150u32 << 20).to_le_bytes();
    let places: Vec<usize> =
        lying.bytes.windows(4).enumerate().filter(|(_, w)| *w == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        lying.bytes[at..at + 4].copy_from_slice(&10u32.to_le_bytes());
    }
    let said = read(&[lying]).expect_err("refused").text;
    assert!(said.contains("128 MB") || said.contains("cannot be read"), "{said}");
    let names: Vec<String> = (0..5000).map(|n| format!("p{n}")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    refused(&[archive(&parts)], "book.xlsx", "more than 4096 parts");
}

#[test]
fn files_that_are_too_large_or_something_else() {
    let large = |begin: &[u8], name: &str| {
        let mut bytes = begin.to_vec();
        bytes.resize(100 << 20, b'a');
        Given { name: name.to_owned(), bytes }
    };
    refused(&[large(b"PK\x03\x04", "book.xlsx")], "book.xlsx", "the file has more than 64 MB");
    refused(&[large(b"", "parties.csv")], "parties.csv", "more than 64 MB");
    let wide = format!("name{}\n", ",x".repeat(1_000_000));
    refused(&[csv("parties.csv", &wide)], "parties.csv", "row 1 has more than 16384 columns");
    let long = "a,b\n".repeat(600_000);
    refused(&[csv("parties.csv", &long)], "parties.csv", "more than 1000000 cells");
    let other = |bytes: &[u8]| [Given { name: "a.xls".to_owned(), bytes: bytes.to_vec() }];
    refused(&other(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "a.xls", "has a password");
    refused(&other(b"<html>"), "a.xls", "neither an .xlsx file by itself nor a .csv");
    refused(&[Given { name: "a.csv".into(), bytes: b"\xFF\xFEn\0".to_vec() }], "a.csv", "UTF-16");
    refused(&[Given { name: "a.csv".into(), bytes: b"na\xE9me".to_vec() }], "a.csv", "byte 2 is not UTF-8");
    refused(&[csv("a.csv", "name\n\"A\nB,C\n")], "a.csv", "a quotation mark without its partner");
}

/// A million cells that share one text of a megabyte are no terabyte.
#[test]
fn a_text_that_many_cells_share() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(200);
    let rows = format!("{}<row>{cells}</row>", row(&["name"]));
    let file = xlsx(&[("Parties", &rows)], &[("xl/sharedStrings.xml", &strings)]);
    refused(&[file], "book.xlsx", "more than 64 MB of text");
}
