//! The commands about files: what they say, what they write, how they end.

mod program;

use program::{folder, path, scenario_files, zopa, zopa_in};
use zopa::template::TEMPLATES;

#[test]
fn help_lists_every_command_and_the_exit_codes() {
    let help = zopa(&["--help"]);
    assert_eq!(help.code, 0, "{help:?}");
    assert!(help.err.is_empty());
    let questions = zopa::question::QUESTIONS.iter().map(|question| question.command);
    let others = ["check", "diff", "fmt", "new", "explain", "schema", "verify", "completions", "man"];
    for command in questions.chain(others) {
        assert!(help.out.contains(&format!("\n  {command} ")), "{command} is missing:\n{}", help.out);
        let own = zopa(&[command, "--help"]);
        assert_eq!(own.code, 0, "{own:?}");
        assert!(own.out.contains("Usage: zopa"), "{own:?}");
    }
    for code in ["0  answered", "1  the scenario is unsound", "2  ", "3  the budget ran out"] {
        assert!(help.out.contains(code), "{}", help.out);
    }
    assert_eq!(zopa(&["--version"]).out, concat!("zopa ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn usage_errors_end_with_2() {
    for args in [
        &[][..],
        &["frmt"],
        &["check"],
        &["fmt", "--check", "--stdout", "x.toml"],
        &["explain"],
        &["explain", "Z9999"],
        &["new", "--template", "none"],
        &["completions", "klingon"],
        &["check", "nowhere.toml"],
        &["check", "."],
        &["verify", "nowhere.json"],
        &["--color", "mauve", "schema"],
    ] {
        let ran = zopa(args);
        assert_eq!(ran.code, 2, "{args:?}: {ran:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
        assert!(ran.out.is_empty(), "{args:?}: {}", ran.out);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
}

#[test]
fn faults_of_files_are_one_plain_sentence() {
    let folder = folder("faults");
    let file = folder.join("latin.toml");
    std::fs::write(&file, b"title = \"caf\xe9\"").expect("written");
    let name = path(&file);
    for (args, sentence) in [
        (vec!["check", "nowhere.toml"], "error: There is no file nowhere.toml.\n".to_string()),
        (vec!["fmt", path(&folder)], format!("error: {} is a folder, not a file.\n", path(&folder))),
        (
            vec!["check", name],
            format!("error: {name} is not text in UTF-8 (byte 13 is the first that does not fit).\n"),
        ),
        (
            vec!["schema", "-o", "nowhere/schema.json"],
            "error: nowhere/schema.json cannot be written: there is no such file or folder.\n".to_string(),
        ),
    ] {
        let ran = zopa(&args);
        assert_eq!((ran.code, ran.err), (2, sentence));
    }
}

#[test]
fn templates_check_without_errors() {
    for template in TEMPLATES {
        let new = zopa(&["new", "--template", template.name]);
        assert_eq!((new.code, new.out.as_str()), (0, template.text));
        let check = zopa_in(&["check", "-"], &new.out);
        assert_eq!(check.code, 0, "{}: {check:?}", template.name);
        assert!(!check.out.contains("warning"), "{}: {}", template.name, check.out);
    }
}

#[test]
fn new_asks_and_writes_a_sound_first_draft() {
    let answers = "Rent\nTenant\nLandlord\n\nRent per month\n900\n1000\n\nRepairs\ntenant\nlandlord\n\n\n";
    let new = zopa_in(&["new"], answers);
    assert_eq!(new.code, 0, "{new:?}");
    assert!(new.err.is_empty(), "no questions where nobody is at the keyboard: {}", new.err);
    let check = zopa_in(&["check", "-"], &new.out);
    assert_eq!(check.code, 0, "{check:?}");
    for too_little in ["", "Rent\n", "Rent\nA\n\n", "Rent\nA\n\nPrice\n\n\n"] {
        let new = zopa_in(&["new"], too_little);
        assert_eq!(new.code, 2, "{new:?}");
        assert!(new.out.is_empty());
    }
}

#[test]
fn new_never_overwrites() {
    let file = folder("new").join("mine.toml");
    let args = ["new", "--template", "mediated", "-o", path(&file)];
    assert_eq!(zopa(&args).code, 0);
    let written = std::fs::read_to_string(&file).expect("written");
    let again = zopa(&args);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("exists already"), "{}", again.err);
    assert_eq!(std::fs::read_to_string(&file).expect("still there"), written);
}

#[test]
fn shipped_scenarios_are_laid_out() {
    for (file, _) in scenario_files() {
        let ran = zopa(&["fmt", "--check", path(&file)]);
        assert_eq!(ran.code, 0, "run `zopa fmt {}`\n{ran:?}", file.display());
    }
}

#[test]
fn shipped_scenarios_are_sound() {
    for (file, whole) in scenario_files() {
        if whole {
            let ran = zopa(&["check", path(&file)]);
            assert_eq!(ran.code, 0, "{}\n{}{}", file.display(), ran.out, ran.err);
        }
    }
}

#[test]
fn fmt_in_place_to_stdout_and_check() {
    let file = folder("fmt").join("a.toml");
    let name = path(&file);
    std::fs::write(&file, "a=1\n[b]\n").expect("written");
    let check = zopa(&["fmt", "--check", name]);
    assert_eq!((check.code, check.out), (1, format!("{name}\n")));
    let shown = zopa(&["fmt", "--stdout", name]);
    assert_eq!((shown.code, shown.out.as_str()), (0, "a = 1\n\n[b]\n"));
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "a=1\n[b]\n");
    assert_eq!(zopa(&["fmt", name]).code, 0);
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "a = 1\n\n[b]\n");
    assert_eq!(zopa(&["fmt", "--check", name]).code, 0);
    assert_eq!(std::fs::read_dir(file.parent().expect("a folder")).expect("readable").count(), 1);
    assert_eq!(zopa_in(&["fmt", "-"], "a=1").out, "a = 1\n");
    let broken = zopa_in(&["fmt", "-"], "a = 1\nb = [");
    assert_eq!(broken.code, 1, "{broken:?}");
    assert!(broken.err.starts_with("error: standard input, line 2"), "{}", broken.err);
}

#[test]
fn fmt_migrates_and_says_so() {
    let old = "format = 0\n[[rules]]\nid = \"r\"\nwhen = [\"a\", \"b\"]\n";
    let ran = zopa_in(&["fmt", "--migrate", "-"], old);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.out, "format = 1\n\n[[rules]]\nid = \"r\"\nwhen = \"a.b\"\n");
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    assert_eq!(zopa_in(&["fmt", "--migrate", "-"], "format = 7\n").code, 1);
}

#[test]
fn explain_knows_every_code() {
    let list = zopa(&["explain", "--list"]);
    assert_eq!(list.code, 0);
    for code in zopa::diagnostic::CODES {
        assert!(list.out.contains(code.id));
        let ran = zopa(&["explain", &code.id.to_lowercase()]);
        assert_eq!(ran.code, 0, "{}", code.id);
        assert!(ran.out.trim().len() > 20, "{}: {}", code.id, ran.out);
    }
}

#[test]
fn schema_is_json() {
    let ran = zopa(&["schema"]);
    assert_eq!(ran.code, 0);
    let schema: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert!(schema.get("$schema").is_some());
}

#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = zopa(&["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("zone") && ran.out.contains("budget"), "{shell}");
    }
    let page = zopa(&["man"]);
    assert!(page.out.contains(".TH zopa 1"), "{}", page.out);
    let folder = folder("man");
    assert_eq!(zopa(&["man", "-o", path(&folder)]).code, 0);
    for name in ["zopa.1", "zopa-check.1", "zopa-zone.1", "zopa-fmt.1"] {
        let text = std::fs::read_to_string(folder.join(name)).expect(name);
        assert!(text.contains(".SH SYNOPSIS"), "{name}");
    }
}

#[test]
fn unsound_scenarios_end_with_1_and_show_the_place() {
    let text = "format = 1\ntitle = \"x\"\nparteis = 3\n";
    let ran = zopa_in(&["check", "-"], text);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("parteis"), "{}", ran.out);
    assert!(ran.out.contains("Z0101"), "{}", ran.out);
    assert!(ran.out.contains("standard input is unsound"), "{}", ran.out);
}

#[test]
fn findings_as_json_have_lines_and_columns() {
    let ran = zopa_in(&["check", "-", "--json"], "format = 1\ntitle = \"é\"; parteis = 3\n");
    assert_eq!(ran.code, 1, "{ran:?}");
    let ran = zopa_in(&["check", "-", "--json"], "format = 1\ntitle = \"x\"\n\n  parteis = 3\n");
    assert_eq!(ran.code, 1, "{ran:?}");
    let check: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(check["sound"], false);
    let findings = check["findings"].as_array().expect("a list");
    let found = findings.iter().find(|found| found["code"] == "Z0101").expect("the unknown key");
    assert_eq!(found["start"], serde_json::json!({ "line": 4, "column": 3 }));
    let sound = zopa_in(&["check", "-", "--json"], program::small());
    let sound: serde_json::Value = serde_json::from_str(&sound.out).expect("JSON");
    assert_eq!((&sound["sound"], &sound["numbers"]["sourced"]), (&true.into(), &1.into()));
}

#[test]
fn check_counts_what_a_scenario_holds() {
    let ran = zopa_in(&["check", "-"], program::small());
    let expected = "standard input is sound: nothing to remark.\n\
        It holds 2 parties, 3 issues, 7 options, 1 red line.\n\
        25 numbers: 1 sourced, 24 an analyst's assumption without a source; 13 without a range.\n";
    assert_eq!(ran.out, expected);
    assert_eq!(zopa_in(&["check", "-q", "-"], program::small()).out, "");
}

#[test]
fn includes_stay_in_the_scenarios_folder() {
    let folder = folder("include");
    let home = folder.join("home");
    std::fs::create_dir_all(home.join("parts")).expect("a folder");
    let source = "[sources.A]\ntitle = \"A\"\n";
    std::fs::write(home.join("parts/sources.toml"), source).expect("written");
    std::fs::write(folder.join("outside.toml"), source).expect("written");
    let check = |include: &str| {
        let file = home.join("scenario.toml");
        let text =
            program::small().replace("format = 1\n", &format!("format = 1\ninclude = [\"{include}\"]\n"));
        std::fs::write(&file, text).expect("written");
        zopa(&["check", path(&file)])
    };
    let good = check("parts/sources.toml");
    assert_eq!(good.code, 0, "{good:?}");
    let absolute = folder.join("outside.toml");
    for bad in ["../outside.toml", "parts/../../outside.toml", path(&absolute), "nowhere.toml", "parts", ""] {
        let ran = check(bad);
        assert_eq!(ran.code, 1, "{bad}: {ran:?}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.join("outside.toml"), home.join("link.toml")).expect("a link");
        let ran = check("link.toml");
        assert_eq!(ran.code, 1, "a link that leads out: {ran:?}");
    }
}
