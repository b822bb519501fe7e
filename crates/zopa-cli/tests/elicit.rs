//! `zopa elicit` as a person meets it, with answers from a pipe.

mod program;

use program::{folder, path, zopa, zopa_in};
use std::path::{Path, PathBuf};

fn scenario(test: &str, name: &str) -> PathBuf {
    let folder = folder(test);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios").join(name);
    let to = folder.join(from.file_name().expect("a name"));
    std::fs::copy(&from, &to).expect("a copy");
    let parts = from.with_extension("");
    if parts.is_dir() {
        let into = to.with_extension("");
        std::fs::create_dir_all(&into).expect("a folder");
        for entry in std::fs::read_dir(parts).expect("a folder").flatten() {
            std::fs::copy(entry.path(), into.join(entry.file_name())).expect("a copy");
        }
    }
    to
}

/// Words for every issue of the reservoir, the order of swings, ratios, steps and no deal.
const CITY: &str = "u a d\ne t u\nu t a d e\nu a d\nu d\nu a d\nd a u\na t u\n";

#[test]
fn the_class_case_is_saved_taken_up_again_and_included() {
    let file = scenario("elicit-class", "class/reservoir.toml");
    let args = ["elicit", path(&file), "--party", "CITY", "--date", "2026-01-02", "--author", "Ada"];
    let first = zopa_in(&args, "u a d\n?\ne t u\nperhaps\nq\n");
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.out.contains("Why this is asked"), "{}", first.out);
    assert!(first.out.contains("Not understood"), "{}", first.out);
    assert!(first.out.contains("You stopped."), "{}", first.out);
    let kept = file.with_file_name("reservoir.CITY.answers.toml");
    let text = std::fs::read_to_string(&kept).expect("the answers");
    assert_eq!(text.matches("[[preferences]]").count(), 6, "{text}");
    assert!(text.contains("author = \"Ada\"") && text.contains("date = \"2026-01-02\""), "{text}");
    assert!(!text.contains("perhaps"));

    let again = zopa_in(&args, "q\n");
    assert!(again.out.contains("6 answers of an earlier sitting"), "{}", again.out);
    assert!(!again.out.contains("Lowest level in summer: how"), "{}", again.out);
    assert_eq!(
        std::fs::read_to_string(&kept).expect("the answers"),
        text,
        "nothing is said, nothing changes"
    );

    let taken = zopa_in(&args, "b\nu\nq\n");
    assert!(taken.out.contains("no earlier question in this sitting"), "{}", taken.out);

    let whole = std::fs::read_to_string(&file).expect("a scenario");
    std::fs::write(
        &file,
        whole.replacen("format = 1", "format = 1\ninclude = [\"reservoir.CITY.answers.toml\"]", 1),
    )
    .expect("written");
    let checked = zopa(&["check", path(&file)]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    let included = zopa_in(&args, "q\n");
    assert!(included.out.contains("6 answers of an earlier sitting"), "{}", included.out);
    let left = std::fs::read_dir(file.parent().expect("a folder")).expect("a folder").flatten();
    assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().ends_with(".new")));
}

#[test]
fn no_number_and_nothing_of_others_is_shown() {
    let file = scenario("elicit-quiet", "class/reservoir.toml");
    let ran = zopa_in(&["elicit", path(&file), "--party", "CITY", "--date", "2026-01-02"], CITY);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.out.contains("Farmers' Association") && !ran.out.contains("points"), "{}", ran.out);
}

#[test]
fn alaska_begins_and_is_saved_elsewhere() {
    let file = scenario("elicit-alaska", "peace/alaska-2025.toml");
    let answers = file.with_file_name("answers of ukraine.toml");
    let args = ["elicit", path(&file), "--party", "UA", "-o", path(&answers)];
    let ran = zopa_in(&args, "n\nn\nq\n");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let text = std::fs::read_to_string(&answers).expect("the answers");
    assert_eq!(text.matches("kind = \"open\"").count(), 2, "{text}");
    let again = zopa_in(&args, "q\n");
    assert!(again.out.contains("2 answers of an earlier sitting"), "{}{}", again.out, again.err);
}

#[test]
fn what_is_left_open_stands_in_one_line_each_and_is_asked_again() {
    let file = scenario("elicit-open", "class/reservoir.toml");
    let args = ["elicit", path(&file), "--party", "CITY", "--date", "2026-01-02"];
    let ran = zopa_in(&args, "\nn\nn\nq\n");
    assert!(ran.out.contains("Nothing was answered, and nothing is kept."), "{}", ran.out);
    // An answer that was none does not bring the question again.
    assert_eq!(ran.out.matches("Lowest level in summer: how acceptable").count(), 1, "{}", ran.out);
    let again = zopa_in(&args, "o\nu a d\nq\n");
    let line = "  - Lowest level in summer, how acceptable: 40 per cent / 55 per cent / 70 per cent\n";
    assert!(ran.out.contains(line) && again.out.contains(line), "{}", again.out);
    let lines = again.out.lines().filter(|line| line.starts_with("  - "));
    assert!(lines.clone().count() == 2 && lines.into_iter().all(|line| line.chars().count() <= 100));
    assert!(again.out.contains("What was left open is asked again."), "{}", again.out);
    assert!(again.out.contains("“40 per cent” is unacceptable"), "{}", again.out);
}

#[test]
fn what_contradicts_is_decided_and_what_was_done_is_said_plainly() {
    let file = scenario("elicit-clash", "class/reservoir.toml");
    let args = ["elicit", path(&file), "--party", "CITY", "--date", "2026-01-02"];
    // Words for all issues, an order, ratios; the first step; back to the first words, turned round.
    let words = "u a d\ne t u\nu t a d e\nu a d\nu a d\nu a d\nd a u\nu a d\n";
    let swings = "1 2 3 4 5 6 7\n1 to 2\n1 to 2\n1 to 2\n1 to 2\n1 to 2\n1 to 2\n1 to 2\n";
    let back = "b\n".repeat(17);
    let ran = zopa_in(&args, &format!("{words}{swings}weak\n{back}d a u\nkeep\nchange\nq\n"));
    assert!(ran.out.contains("This cannot hold together with what was said before."), "{}", ran.out);
    assert!(ran.out.contains("\nKept: Lowest level in summer"), "{}", ran.out);
    assert!(ran.out.contains("\nTaken out, and asked again:"), "{}", ran.out);
    let after = ran.out.split("Taken out, and asked again:").nth(1).expect("after it");
    assert!(after.contains("Lowest level in summer: how acceptable"), "{after}");
}

#[test]
fn what_cannot_be_asked() {
    let file = scenario("elicit-refused", "class/reservoir.toml");
    let ran = zopa_in(&["elicit", path(&file), "--party", "NOBODY"], "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("There is no party `NOBODY`"), "{}", ran.err);
    let kept = file.with_file_name("reservoir.CITY.answers.toml");
    std::fs::write(&kept, "[[preferences]]\nparty = \"CITY\"\nkind = \"stanc\"\n").expect("written");
    let ran = zopa_in(&["elicit", path(&file), "--party", "CITY"], "u a d\n");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("Z0104"), "{}", ran.err);
    assert!(std::fs::read_to_string(&kept).expect("as it was").contains("stanc"), "it is not overwritten");
}
