//! What changed between two versions, what flipped, and what that hangs on, in cases small enough to see.

use zopa::diff::{Comparison, diff, judgements};
use zopa::question::{Answer, Settings};
use zopa::report::Block;
use zopa::result::{FlipRecord, verify};
use zopa::scenario::Scenario;

/// A price and a date between a buyer and a seller. Whole gains: of `mid` 50 − 40 and 50 − 40.
const CASE: &str = r#"
format = 1
title = "A sale"
as_of = "2025-06"
[sources.memo]
title = "A memo"
[[parties]]
id = "B"
name = "Buyer"
role = "party"
[[parties]]
id = "S"
name = "Seller"
role = "party"
[[issues]]
id = "price"
label = "Price"
options = [
  { id = "low", label = "low", values = { B = 100, S = 0 } },
  { id = "mid", label = "middle", values = { B = 50, S = 50 } },
  { id = "high", label = "high", values = { B = 0, S = 100 } },
]
[weights]
B = { price = 100 }
S = { price = 100 }
[no_deal]
at = [0]
B = [40]
S = [40]
[[packages]]
id = "offer"
label = "The offer"
choices = { price = "mid" }
"#;

fn scenario(text: &str) -> Scenario {
    let reading = zopa::read::read("case.toml", text.into(), &mut |_| Err("none".into()));
    reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

fn compare(old: &str, new: &str, threads: usize) -> Answer {
    let (old, new) = (scenario(old), scenario(new));
    let settings = Settings { threads, ..Settings::default() };
    diff(&Comparison { old: &old, new: &new, settings: &settings, poll: &|_| true }).expect("an answer")
}

/// The finding, after checking that the claims about both versions hold.
fn finding(answer: &Answer) -> String {
    let json = answer.result.to_json();
    let verification = verify(&json).expect("a result file");
    assert!(verification.sound() && !verification.cut_short(), "{:?}", verification.outcomes);
    match answer.document.blocks.first() {
        Some(Block::Finding(text)) => text.clone(),
        other => panic!("no finding first: {other:?}"),
    }
}

fn flips(answer: &Answer) -> Vec<FlipRecord> {
    answer.result.diff.as_ref().expect("a comparison").flips.clone()
}

fn flip(answer: &Answer, about: &str) -> FlipRecord {
    let all = flips(answer);
    all.iter().find(|f| f.about == about).unwrap_or_else(|| panic!("no flip of {about} in {all:?}")).clone()
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

#[test]
fn without_a_change_it_says_so() {
    let answer = compare(CASE, CASE, 1);
    assert_eq!(finding(&answer), "No judgement changed between the two versions. No conclusion flipped.");
    assert!(flips(&answer).is_empty());
}

#[test]
fn another_name_or_order_is_no_change_of_judgement() {
    let mut new = replaced(CASE, "label = \"middle\"", "label = \"a fair price\"");
    new = replaced(&new, "name = \"Buyer\"", "name = \"The buyer\"");
    let low = "  { id = \"low\", label = \"low\", values = { B = 100, S = 0 } },\n";
    new = replaced(&new, low, "");
    new = replaced(&new, "]\n[weights]", &format!("{low}]\n[weights]"));
    let answer = compare(CASE, &new, 1);
    assert_eq!(finding(&answer), "No judgement changed between the two versions. No conclusion flipped.");
    let renamed = &answer.result.diff.as_ref().expect("a comparison").renamed;
    for said in [
        "The party B was called “Buyer” and is called “The buyer”.",
        "The option of price mid was called “middle” and is called “a fair price”.",
        "The list of each option of price stands in another order: mid, high, low.",
    ] {
        assert!(renamed.iter().any(|r| r == said), "{said} is not in {renamed:?}");
    }
}

#[test]
fn a_moved_no_deal_value_is_the_single_cause() {
    let mut new = replaced(CASE, "S = [40]", "S = [{ best = 60, source = \"memo\", date = \"2025-05\" }]");
    // Beside it a change that flips nothing.
    new = replaced(&new, "{ B = 100, S = 0 }", "{ B = 100, S = 1 }");
    let answer = compare(CASE, &new, 1);
    assert!(finding(&answer).starts_with("2 judgements changed. "), "{}", finding(&answer));
    let deal = flip(&answer, "deal");
    let changes = &answer.result.diff.as_ref().expect("a comparison").changes;
    let moved = changes.iter().find(|c| c.section == "no-deal").expect("the no-deal value");
    assert_eq!((moved.old.as_deref(), moved.new.as_deref()), (Some("40"), Some("60")));
    assert_eq!((moved.old_source.as_str(), moved.new_source.as_str()), ("", "memo; 2025-05"));
    assert_eq!((deal.was.as_str(), deal.is.as_str()), ("yes", "no"));
    assert_eq!((deal.enough, deal.needed, deal.together), (vec![moved.number], vec![moved.number], None));
    assert_eq!(flip(&answer, "package offer").needed, [moved.number]);
}

#[test]
fn two_changes_that_only_together_flip() {
    // With the middle price at stake, one side alone may ask more; both cannot. The extremes stay out of reach.
    let case = replaced(&replaced(CASE, "B = [40]", "B = [60]"), "S = [40]", "S = [60]");
    let new = replaced(&replaced(&case, "B = [60]", "B = [50]"), "S = [60]", "S = [50]");
    let answer = compare(&case, &new, 1);
    finding(&answer);
    let deal = flip(&answer, "deal");
    assert_eq!((deal.was.as_str(), deal.is.as_str()), ("no", "yes"));
    assert_eq!((deal.enough, deal.needed, deal.together), (vec![], vec![1, 2], Some(true)));
    let said = answer.document.blocks.iter().any(|b| match b {
        Block::List(list) => {
            list.iter().any(|s| s.contains("No single change does this. Together they do it"))
        }
        _ => false,
    });
    assert!(said, "{:#?}", answer.document.blocks);
}

#[test]
fn one_of_two_changes_each_of_which_is_enough() {
    let new = replaced(&replaced(CASE, "B = [40]", "B = [60]"), "S = [40]", "S = [60]");
    let deal = flip(&compare(CASE, &new, 1), "deal");
    assert_eq!((deal.enough, deal.needed), (vec![1, 2], vec![]));
}

#[test]
fn a_new_issue_is_one_change_with_all_that_speaks_of_it() {
    let issue = "[[issues]]\nid = \"date\"\nlabel = \"Date\"\noptions = [\n\
        { id = \"soon\", label = \"soon\", values = { B = 100, S = 100 } },\n\
        { id = \"late\", label = \"late\", values = { B = 0, S = 0 } },\n]\n[weights]";
    let mut new = replaced(CASE, "[weights]", issue);
    new = replaced(&new, "{ price = 100 }", "{ price = 60, date = 40 }");
    new = replaced(&new, "{ price = \"mid\" }", "{ price = \"mid\", date = \"soon\" }");
    let case = replaced(&replaced(CASE, "B = [40]", "B = [60]"), "S = [40]", "S = [60]");
    let new = replaced(&replaced(&new, "B = [40]", "B = [60]"), "S = [40]", "S = [60]");
    let answer = compare(&case, &new, 1);
    let changes = &answer.result.diff.as_ref().expect("a comparison").changes;
    assert!(changes.len() > 8 && changes.iter().all(|c| c.number == 1), "{changes:#?}");
    let deal = flip(&answer, "deal");
    assert_eq!((deal.was.as_str(), deal.enough, deal.needed), ("no", vec![1], vec![1]));
    // And back: what disappears is one change too.
    assert_eq!(flip(&compare(&new, &case, 1), "deal").enough, [1]);
}

/// A red line of the seller against all but the high price.
const LINE: &str = r#"
[[red_lines]]
id = "price_line"
party = "S"
label = "no less than the high price"
excludes = ["price.low", "price.mid"]
claimed = { date = "2025-05", quote = "Never less." }
firmness = [0.1, 0.3]
"#;

#[test]
fn a_line_judged_firm_flips_one_reading_and_a_claim_another() {
    let old = format!("{CASE}{LINE}");
    let new = replaced(&old, "firmness = [0.1, 0.3]", "firmness = [0.6, 0.9]");
    let answer = compare(&old, &new, 1);
    let deals: Vec<_> = flips(&answer).into_iter().filter(|f| f.about == "deal").collect();
    let [deal] = &deals[..] else { panic!("one reading flips: {deals:?}") };
    assert_eq!((deal.reading.as_deref(), &deal.enough[..]), (Some("judged"), &[1][..]));
    // The line is new: the crux appears, and is said with it.
    let answer = compare(CASE, &old, 1);
    assert_eq!(flip(&answer, "conflict price_line").is, "yes");
    assert_eq!(flip(&answer, "opening price_line").enough, [1]);
    assert_eq!(flip(&answer, "deal").reading.as_deref(), Some("claimed"));
    // A claim taken back since.
    let back = format!("{old}superseded = {{ date = \"2025-06\" }}\n");
    let answer = compare(&old, &back, 1);
    let deal = flip(&answer, "deal");
    assert_eq!(
        (deal.was.as_str(), deal.is.as_str(), deal.reading.as_deref()),
        ("no", "yes", Some("claimed"))
    );
    assert_eq!(flip(&answer, "conflict price_line").is, "no");
}

#[test]
fn a_source_alone_is_listed_and_flips_nothing() {
    let new = replaced(CASE, "S = [40]", "S = [{ best = 40, source = \"memo\" }]");
    let answer = compare(CASE, &new, 1);
    assert_eq!(finding(&answer), "No judgement changed; 1 has another source. No conclusion flipped.");
    let rows = judgements(&scenario(CASE), &scenario(&new));
    assert!(matches!(&rows[..], [row] if row.only_source && row.new_source == "memo"), "{rows:?}");
}

#[test]
fn a_change_under_one_view_flips_only_there() {
    let views = "[views.calm]\nlabel = \"Calm\"\n[views.calm.no_deal]\nS = [45]\n[views.hard]\nlabel = \"Hard\"\n[views.hard.no_deal]\nS = [30]\n";
    let old = format!("{CASE}{views}");
    let new = replaced(&old, "S = [30]", "S = [70]");
    let deals: Vec<_> = flips(&compare(&old, &new, 1)).into_iter().filter(|f| f.about == "deal").collect();
    let [deal] = &deals[..] else { panic!("{deals:?}") };
    assert_eq!(deal.view.as_deref(), Some("hard"));
}

#[test]
fn the_answer_is_the_same_on_any_number_of_threads() {
    let new = format!("{}{LINE}", replaced(CASE, "B = [40]", "B = [55]"));
    let (one, four) = (compare(CASE, &new, 1), compare(CASE, &new, 4));
    assert_eq!(one.result.to_json(), four.result.to_json());
    assert_eq!(one.document, four.document);
}
