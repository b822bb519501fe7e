//! New scenarios: small complete examples to write over, and a first draft from a few answers.

use crate::write::quoted;
use std::collections::{BTreeMap, BTreeSet};

/// A small complete scenario with comments, to write over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it shows, in one line.
    pub about: &'static str,
    /// The scenario file.
    pub text: &'static str,
}

/// The templates, simplest first.
pub const TEMPLATES: &[Template] = &[
    Template {
        name: "positions-only",
        about: "Who said what about which option; no numbers",
        text: include_str!("template/positions-only.toml"),
    },
    Template {
        name: "two-party",
        about: "Two parties, three issues, numbers with ranges",
        text: include_str!("template/two-party.toml"),
    },
    Template {
        name: "mediated",
        about: "Two parties and a mediator, with rules, a norm, red lines, a factor and two views",
        text: include_str!("template/mediated.toml"),
    },
];

/// What a first draft needs to know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// The scenario's title.
    pub title: String,
    /// Names of the parties.
    pub parties: Vec<String>,
    /// Labels of the issues, each with the labels of its options.
    pub issues: Vec<(String, Vec<String>)>,
}

/// A first draft of a scenario: parties, issues and options as answered, and the sections that come next as comments.
/// It holds no numbers, because nobody has given any.
///
/// ```
/// let answers = zopa::template::Answers {
///     title: "Rent".into(),
///     parties: vec!["Tenant".into(), "Landlord".into()],
///     issues: vec![("Rent per month".into(), vec!["900".into(), "1000".into()])],
/// };
/// let draft = zopa::template::new(&answers);
/// assert!(draft.contains("id = \"rent_per_month\""));
/// assert_eq!(zopa::format::format(&draft).as_deref(), Ok(draft.as_str()));
/// ```
pub fn new(answers: &Answers) -> String {
    let mut out =
        String::from("# `zopa check FILE` says what is missing; `zopa brief FILE` needs no numbers.\n\n");
    out.push_str(&format!("format = 1\ntitle = {}\n", quoted(answers.title.trim())));
    let mut parties = Ids::new("party");
    let mut first_party = String::from("party_1");
    for (n, name) in answers.parties.iter().enumerate() {
        let id = parties.next(name);
        out.push_str(&format!(
            "\n[[parties]]\nid = \"{id}\"\nname = {}\nrole = \"party\"\nconsent = \"whole\"\n",
            quoted(name.trim())
        ));
        if n == 0 {
            first_party = id;
        }
    }
    let mut issues = Ids::new("issue");
    let mut first_option = (String::from("issue_1"), String::from("option_1"));
    for (n, (label, labels)) in answers.issues.iter().enumerate() {
        let issue = issues.next(label);
        out.push_str(&format!("\n[[issues]]\nid = \"{issue}\"\nlabel = {}\n", quoted(label.trim())));
        let mut options = Ids::new("option");
        for (m, label) in labels.iter().enumerate() {
            let option = options.next(label);
            out.push_str(&format!(
                "\n  [[issues.options]]\n  id = \"{option}\"\n  label = {}\n",
                quoted(label.trim())
            ));
            if (n, m) == (0, 0) {
                first_option = (issue.clone(), option);
            }
        }
    }
    let (issue, option) = first_option;
    out.push_str(&next_steps(&first_party, &issue, &option));
    out
}

/// The sections that come next, as comments to uncomment.
fn next_steps(party: &str, issue: &str, option: &str) -> String {
    let lines = [
        "# --- Next: what is known, as far as it is known -------------------------------",
        "#",
        "# A source, once; then cite it by its id:",
        "# [sources.SPEECH]",
        "# title = \"...\"",
        "# date = \"2025-01-31\"",
        "#",
        "# What a party said about an option, and when:",
        "# [[positions]]",
        &format!("# party = \"{party}\""),
        &format!("# issue = \"{issue}\""),
        &format!("# option = \"{option}\""),
        "# date = \"2025-01-31\"",
        "# stance = \"desirable\"   # essential, desirable, acceptable, tolerable, unacceptable",
        "# quote = \"...\"",
        "# sources = [\"SPEECH\"]",
        "#",
        "# What a party says it will never accept:",
        "# [[red_lines]]",
        &format!("# id = \"{party}_line\""),
        &format!("# party = \"{party}\""),
        "# label = \"...\"",
        &format!("# excludes = [\"{issue}.{option}\"]"),
        "# claimed = { date = \"2025-01-31\", quote = \"...\", sources = [\"SPEECH\"] }",
        "#",
        "# With numbers, `zopa zone` can answer: `values` of each option (0 to 100 within its issue),",
        "# [weights] of the issues and [no_deal]. See `zopa new --template two-party`.",
    ];
    format!("\n{}\n", lines.join("\n"))
}

/// Ids made from labels, each used once.
pub(crate) struct Ids {
    /// What to call a thing whose label has no letter or digit to use.
    word: &'static str,
    used: BTreeSet<String>,
    /// Per stem, the number that its next id is tried with: many equal labels take no longer than different ones.
    next: BTreeMap<String, usize>,
}

impl Ids {
    pub(crate) fn new(word: &'static str) -> Ids {
        Ids { word, used: BTreeSet::new(), next: BTreeMap::new() }
    }

    /// Keeps an id that is already given.
    pub(crate) fn reserve(&mut self, id: &str) {
        self.used.insert(id.to_owned());
    }

    pub(crate) fn next(&mut self, label: &str) -> String {
        let mut id = String::new();
        for c in label.chars().flat_map(char::to_lowercase) {
            match c {
                'a'..='z' | '0'..='9' => id.push(c),
                _ if !id.is_empty() && !id.ends_with('_') => id.push('_'),
                _ => {}
            }
        }
        id.truncate(48);
        let stem = match id.trim_end_matches('_') {
            "" => format!("{}_{}", self.word, self.used.len() + 1),
            stem => stem.to_string(),
        };
        if self.used.insert(stem.clone()) {
            return stem;
        }
        let number = self.next.entry(stem.clone()).or_insert(2);
        loop {
            let id = format!("{stem}_{number}");
            *number += 1;
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answers, TEMPLATES, new};
    use crate::format::format;
    use proptest::prelude::*;

    #[test]
    fn templates_are_laid_out() {
        for template in TEMPLATES {
            let laid_out = format(template.text).unwrap_or_else(|error| panic!("{}: {error}", template.name));
            let mut differing = laid_out.lines().zip(template.text.lines()).filter(|(a, b)| a != b);
            assert_eq!(differing.next(), None, "{}", template.name);
            assert_eq!(laid_out, template.text, "{}", template.name);
        }
    }

    #[test]
    fn ids_are_unique_and_well_formed() {
        let names = ["Ünïon", "Ünïon", "***", "", "Land & Sea", "land sea", &"x".repeat(99)];
        let answers = Answers {
            title: "A \"title\"\\".into(),
            parties: names.map(String::from).to_vec(),
            issues: vec![("Ж".into(), vec!["да".into(), "нет".into(), "9.00".into()])],
        };
        let draft = new(&answers);
        let ids: Vec<&str> = draft.lines().filter_map(|line| line.trim().strip_prefix("id = ")).collect();
        let expected = ["n_on", "n_on_2", "party_3", "party_4", "land_sea", "land_sea_2"];
        assert_eq!(ids[..6], expected.map(|id| format!("\"{id}\"")));
        assert_eq!(ids[7..], ["\"issue_1\"", "\"option_1\"", "\"option_2\"", "\"9_00\""]);
    }

    proptest! {
        #[test]
        fn any_answers_make_a_laid_out_file(
            title in any::<String>(),
            parties in proptest::collection::vec(any::<String>(), 0..4),
            issues in proptest::collection::vec((any::<String>(), proptest::collection::vec(any::<String>(), 0..3)), 0..3),
        ) {
            let draft = new(&Answers { title, parties, issues });
            prop_assert_eq!(format(&draft), Ok(draft));
        }
    }
}
