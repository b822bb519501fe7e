//! The questions on the command line: forms, colours, exit codes, pipes and interruption.

mod program;

use program::{finish, folder, path, program, small, zopa, zopa_in};

#[test]
fn every_question_answers_and_its_result_holds() {
    let folder = folder("questions");
    for question in zopa::question::QUESTIONS {
        let package = "price=middle,delivery=weekly,warranty=none";
        // What moves beside packages is in a scenario of its own.
        let moving = ["time", "levers", "enforce", "order"].contains(&question.command);
        let class = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/class/reservoir.toml");
        let mut args = vec![question.command, if moving { class } else { "-" }];
        if moving {
            args.extend(["--worlds", "256"]);
        }
        if question.command == "why" {
            args.push(package);
        }
        let text = zopa_in(&args, small());
        assert_eq!(text.code, 0, "{}: {}", question.command, text.err);
        assert!(text.out.trim().len() > 40, "{}: {}", question.command, text.out);
        assert!(!text.out.contains('\u{1b}'), "{}: colour in a pipe", question.command);

        let json = folder.join(format!("{}.json", question.command));
        let mut with_file = args.clone();
        with_file.extend(["-o", path(&json)]);
        let written = zopa_in(&with_file, small());
        assert_eq!((written.code, written.out.as_str()), (0, ""), "{}", written.err);
        let mut to_stdout = args.clone();
        to_stdout.push("--json");
        assert_eq!(zopa_in(&to_stdout, small()).out, std::fs::read_to_string(&json).expect("written"));

        let verified = zopa(&["verify", path(&json)]);
        assert_eq!(verified.code, 0, "{}: {verified:?}", question.command);
    }
}

#[test]
fn threads_change_no_byte() {
    let one = zopa_in(&["zone", "-", "--json", "--threads", "1"], small());
    let two = zopa_in(&["zone", "-", "--json", "--threads", "2"], small());
    assert_eq!(one.code, 0);
    assert_eq!(one.out, two.out);
}

#[test]
fn the_ending_of_a_file_says_its_form() {
    let folder = folder("forms");
    let file = |name: &str| folder.join(name).to_str().expect("UTF-8").to_string();
    let names = [file("a.html"), file("a.docx"), file("a.json"), file("a.csv"), file("a.txt")];
    let mut args = vec!["zone", "-"];
    for name in &names {
        args.extend(["-o", name]);
    }
    let ran = zopa_in(&args, small());
    assert_eq!(ran.code, 0, "{ran:?}");
    let begin = |name: &str| std::fs::read(folder.join(name)).expect("written")[..2].to_vec();
    assert_eq!(begin("a.html"), b"<!");
    assert_eq!(begin("a.docx"), b"PK");
    assert_eq!(begin("a.json")[0], b'{');
    for bad in ["a.pdf", "a", "nowhere/a.html"] {
        let ran = zopa_in(&["zone", "-", "-o", &file(bad)], small());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{bad}: {ran:?}");
    }
    let tables = folder.join("tables");
    assert_eq!(zopa_in(&["zone", "-", "--csv", path(&tables)], small()).code, 0);
    assert!(std::fs::read_dir(&tables).expect("a folder").count() > 0);
    assert!(zopa_in(&["zone", "-", "--csv", "-"], small()).out.contains(','));
}

#[test]
fn colour_follows_the_environment_and_the_option() {
    let coloured = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = program(args);
        command.envs(env.iter().copied());
        let ran = finish(command, small());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.contains('\u{1b}')
    };
    let zone = ["zone", "-"];
    assert!(!coloured(&zone, &[]), "a pipe");
    assert!(coloured(&zone, &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&zone, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["zone", "-", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&["--colour", "always", "zone", "-"], &[]));
    assert!(!coloured(&["zone", "-", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn the_page_has_the_width_asked_for() {
    for (args, columns) in [(vec!["zone", "-", "--width", "60"], None), (vec!["zone", "-"], Some("60"))] {
        let mut command = program(&args);
        command.envs(columns.map(|columns| ("COLUMNS", columns)));
        let ran = finish(command, small());
        assert!(ran.out.lines().all(|line| line.chars().count() <= 60), "{}", ran.out);
    }
}

#[test]
fn an_unsound_scenario_is_not_asked() {
    let ran = zopa_in(&["zone", "-"], "format = 1\ntitle = 3\n");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.contains("error"), "{}", ran.err);
}

#[test]
fn what_cannot_be_asked_ends_with_2() {
    for args in [
        &["zone", "-", "--view", "nobody"][..],
        &["zone", "-", "--reading", "some"],
        &["zone", "-", "--threads", "0"],
        &["zone", "-", "--json", "--csv", "-"],
        &["zone"],
    ] {
        let ran = zopa_in(args, small());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_spent_budget_ends_with_3_and_still_answers() {
    let ran = zopa_in(&["zone", "-", "--budget", "1"], small());
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(!ran.out.is_empty());
    assert!(ran.err.contains("--budget"), "{}", ran.err);
}

#[test]
fn a_closed_pipe_is_silent() {
    let mut child = program(&["explain", "--list"]).spawn().expect("starts");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("ends");
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    assert_eq!(done.status.code(), Some(0));
}

/// A scenario that takes long: many issues, five parties, values without a pattern.
fn hard() -> String {
    let mut state = 7u64;
    let mut number = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % (most + 1)
    };
    let parties = ["a", "b", "c", "d", "e"];
    let mut text = "format = 1\ntitle = \"Hard\"\nnormalise = true\n".to_string();
    for party in parties {
        text += &format!(
            "[[parties]]\nid = \"{party}\"\nname = \"{party}\"\nrole = \"party\"\nconsent = \"whole\"\n"
        );
    }
    for issue in 0..40 {
        text += &format!("[[issues]]\nid = \"i{issue}\"\nlabel = \"{issue}\"\n");
        for option in 0..4 {
            let values = parties.map(|party| format!("{party} = {}", number(100))).join(", ");
            text += &format!(
                "[[issues.options]]\nid = \"o{option}\"\nlabel = \"{option}\"\nvalues = {{ {values} }}\n"
            );
        }
    }
    text += "[weights]\n";
    for party in parties {
        let weights: Vec<String> = (0..40).map(|issue| format!("i{issue} = {}", number(19) + 1)).collect();
        text += &format!("{party} = {{ {} }}\n", weights.join(", "));
    }
    text += "[no_deal]\nat = [0]\n";
    parties.iter().for_each(|party| text += &format!("{party} = [40]\n"));
    text
}

#[cfg(unix)]
#[test]
fn ctrl_c_shows_what_is_proved_so_far() {
    use std::process::{Command, Stdio};
    let file = folder("interrupt").join("hard.toml");
    std::fs::write(&file, hard()).expect("written");
    // The whole frontier of five parties over 4^40 packages: nothing finishes that.
    let args = ["frontier", path(&file), "--budget", "1000000000000", "--threads", "1"];
    let child = program(&args).stdin(Stdio::null()).spawn().expect("starts");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    let done = child.wait_with_output().expect("ends");
    let err = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(3), "{err}");
    assert!(!done.stdout.is_empty());
    assert!(err.contains("Stopped before everything was proved."), "{err}");
}

#[test]
fn rules_of_other_programs_are_taken_by_name_and_not_listed() {
    let help = zopa(&["solve", "--help"]);
    for variant in zopa_core::concept::variants::VARIANTS {
        let listed = |word: &str| word.trim_matches([',', ']', '[']) == variant.key;
        assert!(!help.out.split_whitespace().any(listed), "{}", variant.key);
        let answer = zopa_in(&["solve", "-", "--concept", variant.key], small());
        assert_eq!(answer.code, 0, "{}: {}", variant.key, answer.err);
        let one_line = answer.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(one_line.contains(variant.note), "{}: {}", variant.key, answer.out);
        assert!(one_line.contains("against"), "{} does not say what it compares", variant.key);
    }
    let poor = ["solve", "-", "--concept", "utilitarian", "--budget", "1"];
    let poor = zopa_in(&poor, small());
    assert_eq!(poor.code, 3, "{poor:?}");
    assert!(poor.out.contains("not settled"), "{}", poor.out);
    let both = zopa_in(&["solve", "-", "--concept", "utilitarian", "--top", "3"], small());
    assert_eq!(both.code, 2, "{both:?}");
}

#[test]
fn drawn_packages_are_those_of_the_seed() {
    let drawn = |seed: &str| {
        let answer = zopa_in(&["count", "-", "--samples", "5", "--seed", seed, "--json"], small());
        assert_eq!(answer.code, 0, "{}", answer.err);
        answer.out
    };
    assert_eq!(drawn("1"), drawn("1"));
    let open = |text: &str| text.matches("\"kind\":\"open\"").count();
    assert_eq!(open(&drawn("1")) % 5, 0);
    assert!(open(&drawn("1")) > 0);
}
