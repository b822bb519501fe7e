//! Statements of preference as rows of `[[preferences]]`.

use super::{Out, WriteError, estimate, key, list, quoted};
use crate::scenario::{Degree, Estimate, Preference, PreferenceKind, Weighed};

/// The rows of these statements, in the layout of [`crate::format::format`]: a file to include in a scenario.
///
/// # Errors
/// A number that no file can hold.
pub fn preferences(statements: &[Preference]) -> Result<String, WriteError> {
    let mut out = Out::default();
    statements.iter().try_for_each(|statement| out.preference(statement))?;
    crate::format::format(&out.text).map_err(|error| WriteError(error.to_string()))
}

impl Out {
    pub(super) fn preference(&mut self, preference: &Preference) -> Result<(), WriteError> {
        self.line("[[preferences]]");
        self.text("party", &preference.party);
        match &preference.kind {
            PreferenceKind::WeightOrder(issues) => {
                self.text("kind", "order");
                self.pair("issues", &tiers(issues));
            }
            PreferenceKind::ValueOrder { issue, options } => {
                self.text("kind", "order");
                self.text("issue", issue);
                self.pair("options", &tiers(options));
            }
            PreferenceKind::Ratio { issues, ratio } => {
                self.text("kind", "ratio");
                self.pair("issues", &list(issues));
                self.pair("ratio", &estimate(ratio)?);
            }
            PreferenceKind::Stance { issue, option, stance } => {
                self.text("kind", "stance");
                self.text("issue", issue);
                self.text("option", option);
                self.text("stance", stance.word());
            }
            PreferenceKind::Difference { issue, options, degrees } => {
                self.text("kind", "difference");
                self.text("issue", issue);
                self.pair("options", &list(options));
                self.pair("difference", &words(*degrees));
            }
            PreferenceKind::Swings { issues, degrees } => {
                self.text("kind", "difference");
                self.pair("issues", &list(issues));
                self.pair("difference", &words(*degrees));
            }
            PreferenceKind::Package { better, worse } => {
                self.text("kind", "package");
                self.pair("better", &weighed(better));
                self.pair("worse", &weighed(worse));
            }
            PreferenceKind::Alike { packages, within } => {
                self.text("kind", "alike");
                let [one, other] = packages;
                self.pair("packages", &format!("[{}, {}]", weighed(one), weighed(other)));
                self.within(within.as_deref())?;
            }
            PreferenceKind::AsNoDeal { package, within } => {
                self.text("kind", "as_no_deal");
                self.pair("package", &weighed(package));
                self.within(within.as_deref())?;
            }
            PreferenceKind::Open { question } => {
                self.text("kind", "open");
                self.text("question", question);
            }
        }
        self.maybe("said", preference.said.as_ref());
        if !preference.sure {
            self.pair("sure", "false");
        }
        self.texts("sources", &preference.sources);
        self.maybe("author", preference.author.as_ref());
        self.maybe("date", preference.date.as_ref());
        self.maybe("note", preference.note.as_ref());
        Ok(())
    }

    fn within(&mut self, within: Option<&Estimate>) -> Result<(), WriteError> {
        if let Some(within) = within {
            self.pair("within", &estimate(within)?);
        }
        Ok(())
    }
}

/// Names in order, those of a group with more than one in a list of their own.
fn tiers(groups: &[Vec<String>]) -> String {
    let group = |group: &Vec<String>| match &group[..] {
        [one] => quoted(one),
        _ => list(group),
    };
    format!("[{}]", groups.iter().map(group).collect::<Vec<_>>().join(", "))
}

/// One word, or a range of two.
fn words([low, high]: [Degree; 2]) -> String {
    match low == high {
        true => quoted(low.word()),
        false => list(&[low.word().to_owned(), high.word().to_owned()]),
    }
}

fn weighed(package: &Weighed) -> String {
    match package {
        Weighed::Named(id) => quoted(id),
        Weighed::NoDeal => quoted("no deal"),
        Weighed::Choices(choices) => {
            let choices =
                choices.iter().map(|(issue, option)| format!("{} = {}", key(issue), quoted(option)));
            format!("{{ {} }}", choices.collect::<Vec<_>>().join(", "))
        }
    }
}
