//! Files of other systems through the program: read by content, imported, exported, refused.

mod program;

use program::{folder, path, zopa, zopa_in};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// The project's own GENIUS domain.
fn kitchen() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/exchange/kitchen")
}

/// Copies the domain into a folder of its own.
fn copied(name: &str) -> PathBuf {
    let to = folder(name);
    for entry in std::fs::read_dir(kitchen()).expect("a folder").flatten() {
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
    to
}

/// What `solve` says below its title: the same for the same domain.
fn solved(file: &Path) -> String {
    let ran = zopa(&["solve", path(file), "--width", "120"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.out.lines().skip(2).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_question_reads_a_folder() {
    let folder = kitchen();
    for question in zopa::question::QUESTIONS {
        let package = "Cleaning=rota-by-week,Guests=any-evening,Quiet-hours-from=22";
        let mut args = vec![question.command, path(&folder)];
        args.extend((question.command == "why").then_some(package));
        let ran = zopa(&args);
        // What a domain file cannot say is asked for by name.
        if ["time", "levers", "enforce", "order"].contains(&question.command) {
            assert_eq!(ran.code, 2, "{args:?}: {ran:?}");
            assert!(
                ran.err.contains("add [")
                    || ran.err.contains("[[")
                    || ran.err.contains("--package")
                    || ran.err.contains("no_deal"),
                "{args:?}: {}",
                ran.err
            );
            continue;
        }
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        assert!(ran.out.starts_with("Shared kitchen"), "{args:?}: {}", ran.out);
    }
    // A report and a result say which bytes were read.
    let bytes = std::fs::read(folder.join("ana.xml")).expect("a file");
    let mark = zopa::result::sha256(&bytes);
    for args in [vec!["report", path(&folder)], vec!["zone", path(&folder), "--json"]] {
        assert!(zopa(&args).out.contains(&mark), "{args:?}");
    }
    let check = zopa(&["check", path(&folder)]);
    assert_eq!(check.code, 0, "{check:?}");
    assert!(check.out.contains("2 parties, 3 issues, 11 options"), "{}", check.out);
    assert!(check.out.contains("30 numbers: 30 sourced"), "{}", check.out);
}

#[test]
fn a_file_brings_those_that_belong_to_it() {
    let folder = copied("belong");
    // A domain with other issues, a file of another format and a text lie beside it.
    std::fs::write(
        folder.join("other.xml"),
        "<negotiation_template><utility_space><objective index=\"0\" name=\"Other\"><issue index=\"1\" name=\"X\" \
         type=\"discrete\"><item index=\"1\" value=\"a\"/></issue></objective></utility_space></negotiation_template>",
    )
    .expect("written");
    std::fs::write(folder.join("web.json"), r#"{"name":"w","issuesValues":{"A":{"values":["x"]}}}"#)
        .expect("written");
    std::fs::write(folder.join("notes.txt"), "nothing").expect("written");
    for file in ["ana.xml", "kitchen.xml"] {
        let file = folder.join(file);
        let ran = zopa(&["solve", path(&file)]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains("read with it: ") && ran.err.contains("ben.xml"), "{}", ran.err);
        assert!(!ran.err.contains("other.xml") && !ran.err.contains("web.json"), "{}", ran.err);
        assert_eq!(solved(&file), solved(&kitchen()));
    }
    // Of the folder as a whole nobody can say which domain is meant.
    let whole = zopa(&["solve", path(&folder)]);
    assert_eq!(whole.code, 2, "{whole:?}");
    assert!(whole.err.contains("several formats"), "{}", whole.err);
    // Standard input is one file.
    let text = std::fs::read_to_string(kitchen().join("ana.xml")).expect("a file");
    let ran = zopa_in(&["zone", "-"], &text);
    assert_eq!((ran.code, ran.out.starts_with("Shared kitchen: ")), (0, true), "{ran:?}");
}

#[test]
fn import_writes_a_scenario_that_answers_the_same() {
    let folder = folder("import");
    let file = folder.join("kitchen.toml");
    let ran = zopa(&["import", path(&kitchen()), "-o", path(&file)]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(zopa(&["check", path(&file), "--quiet"]).code, 0);
    assert_eq!(solved(&file), solved(&kitchen()));
    let again = zopa(&["import", path(&kitchen()), "-o", path(&file)]);
    assert_eq!((again.code, again.err.contains("exists already")), (2, true), "{again:?}");
    assert_eq!(zopa(&["import", path(&kitchen()), "--force", "-o", path(&file)]).code, 0);
    // The files of a list are exactly those that are read.
    let [a, d] = ["ana.xml", "kitchen.xml"].map(|name| kitchen().join(name));
    let one = zopa(&["import", path(&d), path(&a)]);
    assert!(one.code == 0 && !one.out.contains("ben"), "{one:?}");
    // NegMAS takes evaluations as they stand.
    let raw = zopa(&["import", path(&kitchen()), "--semantics", "negmas"]);
    assert!(raw.out.contains("raw_weights = true") && !one.out.contains("raw_weights"), "{raw:?}");
    let issues = zopa(&["import", path(&d), path(&d)]);
    assert_eq!(
        (issues.code, issues.err.contains("Two files are called kitchen.xml")),
        (2, true),
        "{issues:?}"
    );
    let scenario = zopa(&["import", path(&file)]);
    assert_eq!(
        (scenario.code, scenario.err.contains("no format that is imported")),
        (2, true),
        "{scenario:?}"
    );
}

#[test]
fn issues_alone_cannot_be_asked() {
    let folder = folder("issues_alone");
    let file = folder.join("kitchen.xml");
    std::fs::copy(kitchen().join("kitchen.xml"), &file).expect("a copy");
    let ran = zopa(&["solve", path(&file)]);
    assert_eq!((ran.code, ran.err.contains("give the profiles too")), (2, true), "{ran:?}");
    let ran = zopa(&["import", path(&file)]);
    assert!(ran.code == 0 && ran.err.contains("has no parties yet"), "{ran:?}");
}

#[test]
fn every_export_is_read_back() {
    let out = folder("export");
    for format in ["genius", "geniusweb", "negolog", "negmas", "negmas-json", "csv", "xlsx"] {
        let to = match format {
            "xlsx" => out.join("kitchen.xlsx"),
            _ => out.join(format),
        };
        let from = kitchen();
        let args = ["export", path(&from), "--to", format, "-o", path(&to)];
        let ran = zopa(&args);
        assert_eq!(ran.code, 0, "{format}: {ran:?}");
        let again = zopa(&args);
        assert_eq!(again.code, 2, "{format}: {again:?}");
        assert!(again.err.contains("add --force"), "{format}: {again:?}");
        assert_eq!(zopa(&[&args[..], &["--force"]].concat()).code, 0, "{format}");
        let ran = zopa(&["solve", path(&to), "--concept", "nash"]);
        assert_eq!(ran.code, 0, "{format}: {ran:?}");
        // GeniusWeb has no reservation values: nothing there has to beat no deal, and it says so.
        let pick = "3. Quiet hours from: 23";
        assert!(ran.out.contains(pick) || format == "geniusweb", "{format}: {}", ran.out);
        if format == "geniusweb" {
            let said = zopa(&[&args[..], &["--force"]].concat()).err;
            assert!(said.contains("reservation value 0.45"), "{said}");
        }
    }
}

#[test]
fn what_a_domain_does_not_hold_is_counted() {
    let out = folder("counted").join("genius");
    let camp = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/peace/camp-david-1978.toml");
    let ran = zopa(&["export", path(&camp), "--to", "genius", "-o", path(&out)]);
    for part in ["6 red lines", "2 rules", "17 positions", "4 named packages", "parties not asked"] {
        assert!(ran.err.contains(part), "{part}: {ran:?}");
    }
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn remarks_are_few_and_import_shows_all() {
    let folder = folder("remarks");
    let issues: String = (1..=12)
        .map(|i| {
            format!(
                "<issue index=\"{i}\" name=\"I{i}\" type=\"discrete\"><item index=\"1\" value=\"a\" evaluation=\"1\"/>\
                 <item index=\"1\" value=\"b\" evaluation=\"-1\"/></issue>\
                 <weight index=\"{i}\" value=\"0.05\"/>"
            )
        })
        .collect();
    let text =
        format!("<utility_space><objective index=\"0\" name=\"Many\">{issues}</objective></utility_space>");
    let file = folder.join("many.xml");
    std::fs::write(&file, text).expect("written");
    let asked = zopa(&["zone", path(&file)]);
    assert_eq!(asked.err.lines().count(), 9, "{}", asked.err);
    assert!(asked.err.contains("remarks more; `zopa import "), "{}", asked.err);
    let all = zopa(&["import", path(&file)]);
    assert!(all.err.lines().count() > 12, "{}", all.err);
}

#[test]
fn conflict_models_are_recognised() {
    let folder = folder("gmcr");
    let file = folder.join("dilemma.gmcr");
    let model = r#"{"useManualPreferenceVectors": false, "infeasibles": [],
        "options": [{"name": "One cooperates", "permittedDirection": "both"}, {"name": "Two cooperates", "permittedDirection": "both"}],
        "decisionMakers": [{"name": "One", "options": [0], "preferences": [[[1, "Y"]], [[0, "N"]]]},
                           {"name": "Two", "options": [1], "preferences": [[[0, "Y"]], [[1, "N"]]]}]}"#;
    std::fs::write(&file, model).expect("written");
    let held = zopa(&["import", path(&file)]);
    assert_eq!(held.code, 0, "{held:?}");
    assert!(held.out.contains("2 decision makers, 2 options and 4 feasible states"), "{}", held.out);
    assert!(held.out.contains("One: One cooperates; 2 preference statements"), "{}", held.out);
    let asked = zopa(&["solve", path(&file)]);
    assert_eq!((asked.code, asked.err.contains("a question still to come")), (2, true), "{asked:?}");
    let copy = folder.join("copy.gmcr");
    assert_eq!(zopa(&["export", path(&file), "--to", "gmcr", "-o", path(&copy)]).code, 0);
    let again = zopa(&["import", path(&copy)]).out;
    assert_eq!(again.lines().skip(1).collect::<Vec<_>>(), held.out.lines().skip(1).collect::<Vec<_>>());
}

/// Runs a question on a file that is to be refused; the sentence it is refused with.
#[track_caller]
fn refused(file: &Path) -> String {
    let ran = zopa(&["solve", path(file)]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.out.is_empty() && ran.err.starts_with("error: ") && !ran.err.contains("panicked"), "{ran:?}");
    ran.err
}

#[test]
fn entities_are_not_expanded() {
    let file = folder("entities").join("laughs.xml");
    let text = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\
                <utility_space><objective index=\"0\" name=\"&b;\"/></utility_space>";
    std::fs::write(&file, text).expect("written");
    assert!(refused(&file).contains("DOCTYPE"), "{}", refused(&file));
}

/// An archive with these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(*name, how).expect("started");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

#[test]
fn zip_bombs_and_paths_out_of_archives_are_refused() {
    let folder = folder("zips");
    let bomb = folder.join("bomb.xlsx");
    let zeros = vec![b' '; 200 << 20];
    std::fs::write(&bomb, archive(&[("xl/workbook.xml", &zeros)])).expect("written");
    assert!(std::fs::metadata(&bomb).expect("there").len() < 1 << 20);
    let said = refused(&bomb);
    assert!(said.contains("bomb.xlsx") && (said.contains("MB") || said.contains("bytes")), "{said}");
    let escape = folder.join("escape.xlsx");
    std::fs::write(&escape, archive(&[("../../escape.xml", b"<a/>"), ("xl/workbook.xml", b"<a/>")]))
        .expect("written");
    assert!(refused(&escape).contains("escape.xml"), "{}", refused(&escape));
    let other = folder.join("other.zip");
    std::fs::write(&other, archive(&[("kitchen.xml", b"<negotiation_template/>")])).expect("written");
    assert!(refused(&other).contains("other.zip"), "{}", refused(&other));
}

#[test]
fn large_files_are_refused_before_they_are_read_through() {
    let folder = folder("large");
    for (name, head) in
        [("large.xml", "<utility_space>"), ("large.json", "{\"issueWeights\": 1, \"issues\": 2, ")]
    {
        let file = folder.join(name);
        std::fs::write(&file, head).expect("written");
        std::fs::OpenOptions::new()
            .write(true)
            .open(&file)
            .and_then(|f| f.set_len(100 << 20))
            .expect("as long");
        let said = refused(&file);
        assert!(said.contains(name) && (said.contains("bytes") || said.contains("MB")), "{said}");
        std::fs::remove_file(&file).expect("removed");
    }
    let file = folder.join("beyond.xml");
    std::fs::File::create(&file).and_then(|f| f.set_len(300 << 20)).expect("as long");
    assert!(refused(&file).contains("more than 256 MB"), "{}", refused(&file));
    std::fs::remove_file(&file).expect("removed");
}

#[cfg(unix)]
#[test]
fn links_out_of_a_folder_are_refused() {
    let outside = copied("linked");
    let folder = folder("links");
    std::os::unix::fs::symlink(outside.join("ana.xml"), folder.join("ana.xml")).expect("a link");
    assert!(refused(&folder).contains("leads out of the folder"), "{}", refused(&folder));
    // Beside a file that was named, such a link is not looked at.
    std::fs::copy(outside.join("ben.xml"), folder.join("ben.xml")).expect("a copy");
    let ran = zopa(&["zone", path(&folder.join("ben.xml"))]);
    assert!(ran.code == 0 && !ran.err.contains("ana.xml"), "{ran:?}");
}

#[test]
fn a_folder_without_anything_is_said_to_be_one() {
    let folder = folder("nothing");
    std::fs::write(folder.join("a.txt"), "nothing").expect("written");
    assert!(refused(&folder).contains("holds no domain, workbook or model"), "{}", refused(&folder));
}
