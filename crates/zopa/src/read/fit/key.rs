//! Keys of numbers: what they name exists, and can depend on others.

use super::Fit;
use crate::diagnostic::code;
use crate::read::names::{short, well_formed};
use crate::scenario::Span;
use crate::shape::Name;

/// The forms a key can have.
const FORMS: &str =
    "write `no_deal.PARTY`, `ceiling.PARTY`, `points.ID`, `factors.ID.OPTION` or `values.PARTY.ISSUE.OPTION`";

impl Fit<'_> {
    pub(super) fn number_key(&mut self, text: &str, span: Span) {
        let parts: Vec<&str> = text.split('.').collect();
        if !parts.iter().all(|part| well_formed(part)) {
            return self.no_key(text, span, FORMS);
        }
        match parts[..] {
            ["no_deal" | "ceiling", party] => self.refer(Name::Party, party, span),
            ["points", id] => self.refer(Name::Interaction, id, span),
            ["factors", id, option] => {
                self.refer(Name::Factor, id, span);
                if let Some(by) = self.names.factor_by.get(id).cloned() {
                    self.option(&by, option, span);
                }
            }
            ["values", party, issue, option] => {
                self.refer(Name::Party, party, span);
                if self.names.has(Name::Issue, issue) {
                    self.option(issue, option, span);
                } else {
                    self.refer(Name::Issue, issue, span);
                }
            }
            ["weights", ..] => self.no_key(
                text,
                span,
                "weights are tied already: they share 100 points, so where one rises others fall; say what is known of two weights as a ratio under [[preferences]]",
            ),
            ["firmness", ..] => self.no_key(
                text,
                span,
                "red lines that are real together belong to a group: name it in their `group` and say how strongly under [groups]",
            ),
            _ => self.no_key(text, span, FORMS),
        }
    }

    fn no_key(&mut self, text: &str, span: Span, hint: &str) {
        let message = format!("`{}` does not name a number that can depend on others", short(text));
        self.log.say(&code::NOT_DEPENDENT, span, message).hint(hint);
    }
}
