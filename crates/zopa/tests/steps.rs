//! The steps of packages: which belong to one, what is undone, in which order they can be taken.

use std::collections::BTreeSet;
use std::path::Path;
use zopa::ensemble::steps::{Course, Numbers};
use zopa::question::{Asked, Settings, find};
use zopa::report::{Block, Drawing};
use zopa::result::{Claim, verify};
use zopa::scenario::{OptionRef, Scenario};
use zopa_core::budget::Budget;

fn read(text: &str) -> Scenario {
    let reading = zopa::read::read("case.toml", text.to_owned(), &mut |_| Err("none".to_owned()));
    reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

fn shipped(path: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios").join(path);
    let text = std::fs::read_to_string(&path).expect("a scenario");
    let folder = path.parent().expect("a folder").to_owned();
    let mut load = |name: &str| std::fs::read(folder.join(name)).map_err(|e| e.to_string());
    zopa::read::read("shipped.toml", text, &mut load).scenario.expect("sound")
}

const HEAD: &str = r#"
format = 1
title = "Two sides of a line"
parties = [{ id = "A", name = "Anna" }, { id = "B", name = "Bert" }, { id = "C", name = "Cleo" }]
issues = [{ id = "line", label = "Line", options = [{ id = "stay", label = "stay" }, { id = "back", label = "back" }] }]
packages = [{ id = "stay", label = "All stay", choices = { line = "stay" } }, { id = "back", label = "Back", choices = { line = "back" } }]
"#;

const STEPS: &str = r#"
[[steps]]
id = "truce"
actor = ["A", "B"]
reversible = "yes"
months = [0, 2]
gain = { A = -4, B = 3, C = 1 }

[[steps]]
id = "talks"
actor = ["C"]
requires = ["truce"]
applies_if = [["line.back"]]
reversible = "partly"
gain = { A = 2, B = -2, C = -1 }

[[steps]]
id = "leave"
actor = ["B"]
requires = ["talks"]
reversible = "no"
months = 6
gain = { A = [4, 8], B = [-6, -2] }

[[steps]]
id = "pay"
actor = ["A"]
can_block = ["C"]
optional = true
reversible = "slow"
gain = { A = -3, B = 6 }
"#;

fn course(scenario: &Scenario, option: &str, waives: &[(&str, &str)]) -> Course {
    let waives: Vec<(String, String)> = waives.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
    Course::of(scenario, &|o: &OptionRef| o.option == option, &waives)
}

fn ids(course: &Course) -> Vec<&str> {
    course.deeds.iter().map(|deed| deed.id.as_str()).collect()
}

#[test]
fn steps_belong_to_packages_and_wait_through_those_that_do_not() {
    let scenario = read(&format!("{HEAD}{STEPS}"));
    let back = course(&scenario, "back", &[]);
    assert_eq!(ids(&back), ["truce", "talks", "leave", "pay"]);
    assert_eq!(back.deeds[2].requires, [1]);
    // Without talks, leaving waits for what talks waited for; unless that is waived.
    let stay = course(&scenario, "stay", &[]);
    assert_eq!(ids(&stay), ["truce", "leave", "pay"]);
    assert_eq!(stay.deeds[1].requires, [0]);
    assert!(course(&scenario, "stay", &[("talks", "truce")]).deeds[1].requires.is_empty());
    assert!(course(&scenario, "back", &[("leave", "talks")]).deeds[2].requires.is_empty());
    // Who can stop a step: those named, else who takes it.
    assert_eq!(
        back.deeds.iter().map(|deed| deed.owners.clone()).collect::<Vec<_>>(),
        [vec![0, 1], vec![2], vec![1], vec![2]]
    );
    // Begun with paying and the truce: these first, everything else after them.
    let begun = back.begun(&[3, 0]);
    assert_eq!(
        begun.deeds.iter().map(|deed| deed.requires.clone()).collect::<Vec<_>>(),
        [vec![3], vec![0], vec![1, 0], vec![]]
    );
}

#[test]
fn what_is_undone_is_what_was_given_and_what_others_can_take_back() {
    let scenario = read(&format!("{HEAD}{STEPS}"));
    let course = course(&scenario, "back", &[]);
    let numbers = course.middle();
    assert_eq!(numbers.shares, [1.0, 0.5, 0.0, 0.25]);
    assert_eq!(numbers.gains[2], [6.0, -4.0, 0.0]);
    assert_eq!(numbers.months, [1.0, 0.0, 6.0, 0.0]);
    // A takes its own cost back; B and C lose what the truce gave them, because somebody else is in it.
    assert_eq!(course.undone(&numbers, 0), [4.0, -3.0, -1.0]);
    // C takes half its cost back and half of A's gain away; what it cost B stays with B.
    assert_eq!(course.undone(&numbers, 1), [-1.0, 0.0, 0.5]);
    assert_eq!(course.undone(&numbers, 2), [0.0, 0.0, 0.0]);
    assert_eq!(course.undone(&numbers, 3), [0.75, -1.5, 0.0]);
}

#[test]
fn worlds_are_the_same_by_seed_and_stay_in_their_ranges() {
    let scenario = read(&format!("{HEAD}{STEPS}"));
    let course = course(&scenario, "back", &[]);
    let mut seen: Vec<Numbers> = Vec::new();
    for k in 0..100 {
        let world = course.world(3, k);
        assert_eq!(world, course.world(3, k));
        assert!((4.0..=8.0).contains(&world.gains[2][0]) && (-6.0..=-2.0).contains(&world.gains[2][1]));
        assert!((0.25..=0.75).contains(&world.shares[1]) && (0.0..=0.5).contains(&world.shares[3]));
        assert_eq!((world.shares[0], world.shares[2]), (1.0, 0.0));
        assert!((0.0..=2.0).contains(&world.months[0]));
        assert!(!seen.contains(&world));
        seen.push(world);
    }
    assert_ne!(course.world(4, 0), seen[0]);
}

#[test]
fn a_larger_guarantee_reaches_no_less() {
    let scenario = read(&format!("{HEAD}{STEPS}"));
    let course = course(&scenario, "back", &[]);
    let sets = course.sets(&mut Budget::new(u64::MAX)).expect("few");
    let (mut least, mut most) = (0, 0);
    for k in 0..100 {
        let world = course.world(0, k);
        let under = |g: f64| course.reachable(&sets, &world, &[g; 3]).expect("sound");
        least += usize::from(under(0.0));
        most += usize::from(under(20.0));
        assert!(under(20.0) >= under(1.0) && under(1.0) >= under(0.0), "{k}");
        // A guarantee against one party alone is no more than one against all.
        assert!(under(1.0) >= course.reachable(&sets, &world, &[1.0, 0.0, 0.0]).expect("sound"));
    }
    assert!(least < most && most == 100, "{least} {most}");
}

fn ask(scenario: &Scenario, settings: &Settings) -> zopa::question::Answer {
    let asked = Asked { scenario, settings, poll: &|_| true };
    (find("order").expect("a question").run)(&asked).unwrap_or_else(|e| panic!("{e}"))
}

/// Every named package of the draft gets an order that is re-proved, a schedule of all its steps, and the same bytes on two
/// threads.
#[test]
fn the_draft_is_ordered() {
    let scenario = shipped("peace/alaska-2025.toml");
    let settings = Settings { worlds: 40, ..Settings::default() };
    let answer = ask(&scenario, &settings);
    let json = answer.result.to_json();
    assert_eq!(json, ask(&scenario, &Settings { threads: 2, ..settings }).result.to_json());
    let verified = verify(&json).expect("a result");
    assert!(verified.sound() && !verified.cut_short());
    for record in &answer.result.claims {
        let Claim::Order { record } = &record.claim else { panic!("another claim") };
        assert_eq!(record.order.iter().collect::<BTreeSet<_>>().len(), record.steps.len());
        assert!(record.steps.len() >= 10, "{}", record.steps.len());
    }
    let schedule = answer.document.blocks.iter().find_map(|block| match block {
        Block::Picture(picture) => match &picture.drawing {
            Drawing::Schedule(schedule) => Some((schedule.stages.len(), picture.table.rows.len())),
            _ => None,
        },
        _ => None,
    });
    let Claim::Order { record } = &answer.result.claims[0].claim else { panic!("another claim") };
    assert_eq!(schedule, Some((record.steps.len(), record.steps.len())));
}

/// With a budget of nothing there is still an order, and it is said that not everything was settled.
#[test]
fn without_a_budget_there_is_an_order() {
    let scenario = shipped("peace/alaska-2025.toml");
    let answer = ask(&scenario, &Settings { worlds: 4, budget: 10, ..Settings::default() });
    assert_ne!(answer.stop, zopa_core::answer::Stop::Complete);
    assert!(verify(&answer.result.to_json()).expect("a result").sound());
    assert!(
        answer
            .document
            .blocks
            .iter()
            .any(|b| matches!(b, Block::Caveat(text) if text.contains("Not everything")))
    );
}

#[test]
fn without_steps_it_is_said_what_is_missing() {
    let scenario = read(HEAD);
    let settings = Settings::default();
    let asked = Asked { scenario: &scenario, settings: &settings, poll: &|_| true };
    let refused = (find("order").expect("a question").run)(&asked).err().expect("nothing to order");
    assert!(refused.to_string().contains("add rows of [[steps]]"), "{refused}");
}
