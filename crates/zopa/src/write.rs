//! A scenario as TOML text, for scenarios that were built in memory: domains in the formats of other systems.
//!
//! What stands in one of the sections written here comes back unchanged when the text is read. A section that is not
//! written yet is refused, not left out.

mod preference;

pub use preference::preferences;

use crate::number::{DIGITS, LARGEST, decimal, exact};
use crate::scenario::{
    Boxed, Choice, Consent, Dependence, Estimate, Interaction, Issue, Number, OptionRef, Party, Scenario,
    Source,
};
use std::fmt::Display;

/// Weights of more issues than this stand on a line each.
const INLINE: usize = 8;

/// What cannot be written, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WriteError(pub String);

impl Scenario {
    /// The scenario as the text of one file, in the layout of [`crate::format::format`].
    ///
    /// # Errors
    /// A number that no file can hold, and sections that are not written yet: everything but sources, parties,
    /// issues, weights, values of no deal, interactions, boxes, dependences and statements of
    /// preference.
    pub fn to_toml(&self) -> Result<String, WriteError> {
        if let Some(section) = self.unwritten() {
            return Err(WriteError(format!("the section `{section}` cannot be written yet")));
        }
        let mut out = Out::default();
        out.head(self);
        self.sources.iter().for_each(|source| out.source(source));
        for party in &self.parties {
            out.party(party)?;
        }
        for issue in &self.issues {
            out.issue(issue)?;
        }
        out.weights(self)?;
        out.no_deal(self)?;
        for interaction in &self.interactions {
            out.interaction(interaction)?;
        }
        for boxed in &self.boxes {
            out.boxed(boxed)?;
        }
        for dependence in &self.dependences {
            out.dependence(dependence)?;
        }
        for preference in &self.preferences {
            out.preference(preference)?;
        }
        crate::format::format(&out.text).map_err(|error| WriteError(error.to_string()))
    }

    /// The first section that has something in it and is not written.
    fn unwritten(&self) -> Option<&str> {
        let filled = [
            ("outside_option", !self.outside_option.values.is_empty()),
            ("breakdown_point", !self.breakdown_point.values.is_empty()),
            ("factors", !self.factors.is_empty()),
            ("rules", !self.rules.is_empty()),
            ("norms", !self.norms.is_empty()),
            ("groups", !self.groups.is_empty()),
            ("red_lines", !self.red_lines.is_empty()),
            ("positions", !self.positions.is_empty()),
            ("convergences", !self.convergences.is_empty()),
            ("views", !self.views.is_empty()),
            ("packages", !self.packages.is_empty()),
            ("splits", !self.splits.is_empty()),
            ("statements", !self.statements.is_empty()),
            ("map", self.map.is_some()),
            ("war", self.war.is_some()),
        ];
        let first = filled.into_iter().find(|(_, filled)| *filled).map(|(section, _)| section);
        first.or_else(|| self.unstable.first().map(|(section, _)| section.as_str()))
    }
}

/// The text so far; blank lines and indentation are left to the layout.
#[derive(Default)]
struct Out {
    text: String,
}

impl Out {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn pair(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {value}"));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.pair(key, &quoted(text));
    }

    fn maybe<T: Display>(&mut self, key: &str, text: Option<&T>) {
        if let Some(text) = text {
            self.text(key, &text.to_string());
        }
    }

    /// A list of texts, if there is one.
    fn texts(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.pair(key, &list(texts));
        }
    }

    fn head(&mut self, scenario: &Scenario) {
        self.pair("format", &crate::format::VERSION.to_string());
        self.text("title", &scenario.title);
        self.maybe("summary", scenario.summary.as_ref());
        self.maybe("as_of", scenario.as_of.as_ref());
        if !["", "period"].contains(&scenario.period.as_str()) {
            self.text("period", &scenario.period);
        }
        if scenario.normalise {
            self.pair("normalise", "true");
        }
        if scenario.raw_weights {
            self.pair("raw_weights", "true");
        }
        self.texts("authors", &scenario.authors);
        self.maybe("licence", scenario.licence.as_ref());
        // Sections that have to be there.
        if scenario.parties.is_empty() {
            self.pair("parties", "[]");
        }
        if scenario.issues.is_empty() {
            self.pair("issues", "[]");
        }
    }

    fn source(&mut self, source: &Source) {
        self.line(&format!("[sources.{}]", key(&source.id)));
        self.text("title", &source.title);
        self.maybe("author", source.author.as_ref());
        self.maybe("url", source.url.as_ref());
        self.maybe("date", source.date.as_ref());
        self.maybe("licence", source.licence.as_ref());
        self.maybe("seen", source.seen.as_ref());
        self.maybe("bias", source.bias.as_ref());
        self.maybe("note", source.note.as_ref());
    }

    fn party(&mut self, party: &Party) -> Result<(), WriteError> {
        self.line("[[parties]]");
        self.text("id", &party.id);
        self.text("name", &party.name);
        if party.role != "party" {
            self.text("role", &party.role);
        }
        if party.consent != Consent::of_role(&party.role) {
            let word = match party.consent {
                Consent::Whole => "whole",
                Consent::Carried => "carried",
                Consent::None => "none",
            };
            self.text("consent", word);
        }
        if let Some(ceiling) = &party.ceiling {
            self.pair("ceiling", &estimate(ceiling)?);
        }
        self.maybe("note", party.note.as_ref());
        Ok(())
    }

    fn issue(&mut self, issue: &Issue) -> Result<(), WriteError> {
        self.line("[[issues]]");
        self.text("id", &issue.id);
        self.text("label", &issue.label);
        self.texts("sources", &issue.sources);
        self.maybe("note", issue.note.as_ref());
        if issue.options.is_empty() {
            self.pair("options", "[]");
        }
        issue.options.iter().try_for_each(|choice| self.option(choice))
    }

    fn option(&mut self, choice: &Choice) -> Result<(), WriteError> {
        self.line("[[issues.options]]");
        self.text("id", &choice.id);
        self.text("label", &choice.label);
        self.maybe("clause", choice.clause.as_ref());
        self.maybe("date", choice.date.as_ref());
        self.texts("carried_by", &choice.carried_by);
        self.texts("regions", &choice.regions);
        self.maybe("control", choice.control.as_ref());
        self.texts("provisions", &choice.provisions);
        if !choice.values.is_empty() {
            self.pair("values", &estimates(&choice.values)?);
        }
        self.texts("sources", &choice.sources);
        self.maybe("note", choice.note.as_ref());
        Ok(())
    }

    fn weights(&mut self, scenario: &Scenario) -> Result<(), WriteError> {
        let inline = scenario.weights.iter().all(|(_, weights)| weights.len() <= INLINE);
        if inline && !scenario.weights.is_empty() {
            self.line("[weights]");
        }
        for (party, weights) in &scenario.weights {
            if inline {
                self.pair(&key(party), &estimates(weights)?);
                continue;
            }
            self.line(&format!("[weights.{}]", key(party)));
            for (issue, weight) in weights {
                self.pair(&key(issue), &estimate(weight)?);
            }
        }
        Ok(())
    }

    fn no_deal(&mut self, scenario: &Scenario) -> Result<(), WriteError> {
        let path = &scenario.no_deal;
        if path.at.is_empty() && path.values.is_empty() {
            return Ok(());
        }
        self.line("[no_deal]");
        self.pair("at", &format!("{:?}", path.at));
        for (party, values) in &path.values {
            let values: Vec<String> = values.iter().map(estimate).collect::<Result<_, _>>()?;
            self.pair(&key(party), &format!("[{}]", values.join(", ")));
        }
        Ok(())
    }

    fn interaction(&mut self, interaction: &Interaction) -> Result<(), WriteError> {
        let option = |option: &OptionRef| format!("{}.{}", option.issue, option.option);
        self.line("[[interactions]]");
        self.text("id", &interaction.id);
        self.text("party", &interaction.party);
        self.text("a", &option(&interaction.a));
        self.text("b", &option(&interaction.b));
        self.pair("points", &estimate(&interaction.points)?);
        self.texts("sources", &interaction.sources);
        self.maybe("note", interaction.note.as_ref());
        Ok(())
    }

    fn boxed(&mut self, boxed: &Boxed) -> Result<(), WriteError> {
        self.line("[[boxes]]");
        self.text("id", &boxed.id);
        self.text("party", &boxed.party);
        let sides = boxed.when.iter().map(|(issue, options)| format!("{} = {}", key(issue), list(options)));
        self.pair("when", &format!("{{ {} }}", sides.collect::<Vec<_>>().join(", ")));
        self.pair("points", &estimate(&boxed.points)?);
        self.texts("sources", &boxed.sources);
        self.maybe("note", boxed.note.as_ref());
        Ok(())
    }
}

impl Out {
    fn dependence(&mut self, dependence: &Dependence) -> Result<(), WriteError> {
        self.line("[[dependences]]");
        self.text("id", &dependence.id);
        self.maybe("label", dependence.label.as_ref());
        self.texts("rise", &dependence.rise);
        self.texts("fall", &dependence.fall);
        self.pair("strength", &estimate(&dependence.strength)?);
        self.texts("sources", &dependence.sources);
        self.maybe("note", dependence.note.as_ref());
        Ok(())
    }
}

/// A point, a range, or the long form: the shortest that says all of it.
fn estimate(estimate: &Estimate) -> Result<String, WriteError> {
    let Estimate { low, best, high, sources, author, date, note, span: _ } = estimate;
    let plain = best.is_none() && sources.is_empty() && author.is_none() && date.is_none() && note.is_none();
    if plain && low == high {
        return number(*low);
    }
    if plain {
        return Ok(format!("[{}, {}]", number(*low)?, number(*high)?));
    }
    let mut parts = Vec::new();
    let point = *best == Some(*low) && *best == Some(*high);
    if !point {
        parts.push(format!("low = {}", number(*low)?));
    }
    if let Some(best) = best {
        parts.push(format!("best = {}", number(*best)?));
    }
    if !point {
        parts.push(format!("high = {}", number(*high)?));
    }
    match &sources[..] {
        [] => {}
        [source] => parts.push(format!("source = {}", quoted(source))),
        _ => parts.push(format!("sources = {}", list(sources))),
    }
    let texts =
        [("author", author.clone()), ("date", date.map(|date| date.to_string())), ("note", note.clone())];
    for (key, text) in texts {
        parts.extend(text.map(|text| format!("{key} = {}", quoted(&text))));
    }
    Ok(format!("{{ {} }}", parts.join(", ")))
}

/// Estimates by id, on one line.
fn estimates(by_id: &[(String, Estimate)]) -> Result<String, WriteError> {
    let parts: Vec<String> = by_id
        .iter()
        .map(|(id, value)| Ok(format!("{} = {}", key(id), estimate(value)?)))
        .collect::<Result<_, WriteError>>()?;
    Ok(format!("{{ {} }}", parts.join(", ")))
}

/// A number in decimals where they end, else a fraction in quotation marks.
fn number(number: Number) -> Result<String, WriteError> {
    let largest = Number::from_integer(i128::from(LARGEST));
    if number > largest || number < -largest {
        return Err(WriteError(format!("{number} is larger than a file can hold")));
    }
    if let Some(decimal) = decimal(&exact(number)) {
        return Ok(decimal);
    }
    let digits = |whole: &i128| whole.unsigned_abs().to_string().len();
    if digits(number.numer()) > DIGITS || digits(number.denom()) > DIGITS {
        return Err(WriteError(format!("{number} has more digits than a file can hold")));
    }
    Ok(quoted(&number.to_string()))
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A key: an id as it is, anything else in quotation marks.
fn key(text: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if !text.is_empty() && text.bytes().all(bare) { text.to_owned() } else { quoted(text) }
}

/// A TOML string of any text.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
