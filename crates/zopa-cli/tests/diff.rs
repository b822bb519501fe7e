//! `zopa diff` as a command: standard input, unsound versions, views that one version lacks.

mod program;

use program::{folder, path, zopa, zopa_in};

const SOUND: &str = "scenarios/peace/camp-david-1978.toml";

fn scenario() -> (String, String) {
    let name = format!("{}/../../{SOUND}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&name).expect("a scenario");
    (name, text)
}

#[test]
fn the_older_version_may_come_from_standard_input() {
    let (name, text) = scenario();
    let same = zopa_in(&["diff", "-", &name], &text);
    assert_eq!(same.code, 0, "{same:?}");
    assert!(same.out.contains("No judgement changed between the two versions."), "{}", same.out);
    assert_eq!(zopa_in(&["diff", "-", "-"], &text).code, 2);
}

#[test]
fn it_says_which_version_is_unsound() {
    let (name, text) = scenario();
    let broken = folder("diff").join("broken.toml");
    std::fs::write(&broken, text.replacen("EG = 0, IL = 100", "EG = 0, IL = 700", 1)).expect("written");
    for (args, said) in [
        ([path(&broken), &name], format!("OLD ({}) is unsound, so nothing was compared.", path(&broken))),
        ([&name, path(&broken)], format!("NEW ({}) is unsound, so nothing was compared.", path(&broken))),
        ([path(&broken), path(&broken)], "Both versions are unsound, so nothing was compared.".into()),
    ] {
        let ran = zopa(&["diff", args[0], args[1]]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
        assert!(ran.err.contains(&said) && ran.err.contains("error[Z"), "{}", ran.err);
    }
}

#[test]
fn a_view_that_one_version_lacks_is_refused_by_name() {
    let (name, text) = scenario();
    let other = folder("diff-views").join("other.toml");
    std::fs::write(&other, text.replace("views.rough_points", "views.coarse_points")).expect("written");
    let ran = zopa(&["diff", &name, path(&other), "--view", "rough_points"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("NEW has no view rough_points"), "{}", ran.err);
    // Without asking for it, the others are compared and it is said what was left out.
    let ran = zopa(&["diff", &name, path(&other)]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("so nothing is compared under it"), "{}", ran.out);
}
