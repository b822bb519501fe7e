//! A domain as GENIUS files: one with the issues, one per profile.
//!
//! GENIUS holds `Σ weight · evaluation / largest evaluation`, or boxes over whole numbers, cut off at 1. What fits is
//! written exactly; what does not is noted as lost, with its size.

use super::super::sums::shown;
use super::super::xml::escape;
use super::super::{Domain, Given, Kind, Note, Profile, Remarked};
use super::plan::{Line, Named, consecutive, denominator, fold, line, named, ranges, written};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Most boxes that one box is cut into.
const MAX_CUTS: usize = 4096;

/// The files of a domain, and what they could not hold.
pub fn write(domain: &Domain) -> (Vec<Given>, Vec<Note>) {
    let mut out = Out { domain, firsts: Vec::new(), notes: Vec::new(), file: String::new() };
    let mut plans: Vec<Plan> = domain.profiles.iter().map(Plan::of).collect();
    let whole = |i: usize| consecutive(&domain.issues[i].kind, &domain.issues[i].values).is_some();
    for plan in &mut plans {
        // Boxes hold any fractions: over whole numbers they also serve what decimals do not write.
        plan.boxed |= !plan.decimal() && (0..domain.issues.len()).all(|i| whole(i) || !plan.counts(i));
    }
    out.firsts = out.kinds(&plans);
    if plans.iter().any(|p| !(p.linear(&out.firsts) && !p.boxed || out.holds_boxes(p))) {
        plans.iter_mut().for_each(|p| p.boxed = false);
        out.firsts = out.kinds(&plans);
    }
    let names = file_names(domain);
    let mut files = vec![Given { name: names[0].clone(), bytes: out.template(&names[0]).into_bytes() }];
    for (plan, name) in plans.iter().zip(&names[1..]) {
        let text = out.profile(plan, name);
        files.push(Given { name: name.clone(), bytes: text.into_bytes() });
    }
    (files, out.notes)
}

/// Names for the files: of the domain and of each profile, none twice.
fn file_names(domain: &Domain) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let all = std::iter::once(&domain.name).chain(domain.profiles.iter().map(|p| &p.name));
    all.enumerate().map(|(k, name)| super::super::sums::file_name(name, k, ".xml", &mut taken)).collect()
}

/// A profile on its way into a file.
struct Plan<'a> {
    profile: &'a Profile,
    /// What each value adds, constants folded in; None where GENIUS has no form for it.
    parts: Option<Vec<Vec<BigRational>>>,
    /// Whether it is written as boxes.
    boxed: bool,
}

impl<'a> Plan<'a> {
    fn of(profile: &'a Profile) -> Self {
        Plan { profile, parts: fold(&profile.utility), boxed: !profile.utility.boxes.is_empty() }
    }

    fn line(&self, i: usize) -> Option<Line> {
        line(self.parts.as_ref()?.get(i)?, &self.profile.utility.weights[i])
    }

    /// Whether finite decimals write it, as issues of names or of whole numbers.
    fn decimal(&self) -> bool {
        let each = self.parts.iter().flatten().zip(&self.profile.utility.weights);
        each.map(|(part, weight)| named(part, weight).error).all(|error| error.is_zero())
    }

    /// Whether an issue has a part in what packages are worth.
    fn counts(&self, i: usize) -> bool {
        let utility = &self.profile.utility;
        utility.parts(i).iter().any(|c| !c.is_zero())
            || utility.boxes.iter().any(|b| b.sides.iter().any(|s| s.0 == i))
    }

    /// Whether a linear function gives what the whole numbers of every such issue add.
    fn linear(&self, firsts: &[Option<BigInt>]) -> bool {
        (0..firsts.len()).all(|i| firsts[i].is_none() || self.parts.is_none() || self.line(i).is_some())
    }
}

struct Out<'a> {
    domain: &'a Domain,
    /// Per issue: the first number, if it is written as an issue of whole numbers.
    firsts: Vec<Option<BigInt>>,
    notes: Vec<Note>,
    file: String,
}

impl Out<'_> {
    fn lost(&mut self, text: String) {
        self.notes.push(Note { what: Remarked::Lost, file: self.file.clone(), text });
    }

    /// Which issues are written as whole numbers: those that boxes need, and those whose evaluations are linear.
    fn kinds(&self, plans: &[Plan]) -> Vec<Option<BigInt>> {
        let each = self.domain.issues.iter().enumerate().map(|(i, issue)| {
            let first = consecutive(&issue.kind, &issue.values)?;
            let needed = plans.iter().any(|p| p.boxed && p.counts(i));
            let linear = plans.iter().all(|p| p.parts.is_none() || p.line(i).is_some());
            (needed || linear).then_some(first)
        });
        each.collect()
    }

    /// Whether all issues that count for a profile are whole numbers.
    fn holds_boxes(&self, plan: &Plan) -> bool {
        (0..self.firsts.len()).all(|i| self.firsts[i].is_some() || !plan.counts(i))
    }

    fn name(&mut self, name: &str) -> String {
        let (text, lost) = escape(name);
        if lost {
            self.lost(format!("\"{text}\" had characters that XML does not hold"));
        }
        text
    }

    /// The start tag of an issue without its end, and its items with what `evaluation` says of them.
    fn issue(&mut self, i: usize, evaluations: Option<&Named>) -> String {
        let issue = &self.domain.issues[i];
        let n = i + 1;
        let kind = if self.firsts[i].is_some() { "integer" } else { "discrete" };
        let name = if issue.name.trim().is_empty() { format!("issue {n}") } else { issue.name.clone() };
        let name = self.name(&name);
        let mut text = format!(
            "      <issue index=\"{n}\" name=\"{name}\" type=\"{kind}\" etype=\"{kind}\" vtype=\"{kind}\""
        );
        if let Some(description) = issue.description.clone() {
            let description = self.name(&description);
            let _ = write!(text, " description=\"{description}\"");
        }
        if let Some(first) = &self.firsts[i] {
            let last = first + issue.values.len() - 1;
            let _ = writeln!(text, " lowerbound=\"{first}\" upperbound=\"{last}\">");
            return text;
        }
        text.push_str(">\n");
        for (o, value) in issue.values.iter().enumerate() {
            let value = self.name(value);
            let _ = write!(text, "        <item index=\"{}\" value=\"{value}\"", o + 1);
            if let Some(named) = evaluations {
                let _ = write!(text, " evaluation=\"{}\"", named.evaluations[o]);
            }
            text.push_str("/>\n");
        }
        text
    }

    fn objective(&mut self) -> String {
        let name = self.name(&self.domain.name);
        format!(
            "    <objective index=\"0\" name=\"{name}\" type=\"objective\" etype=\"objective\" description=\"\">\n"
        )
    }

    /// The file with the issues.
    fn template(&mut self, file: &str) -> String {
        self.file = file.to_string();
        for (i, issue) in self.domain.issues.iter().enumerate() {
            if issue.kind != Kind::Discrete && self.firsts[i].is_none() {
                let text =
                    format!("\"{}\" is written as names: GENIUS has no form for its numbers", issue.name);
                self.notes.push(Note { what: Remarked::Lost, file: self.file.clone(), text });
            }
        }
        let count = self.domain.issues.len();
        let mut text = format!(
            "<negotiation_template>\n  <utility_space number_of_issues=\"{count}\">\n{}",
            self.objective()
        );
        for i in 0..count {
            let issue = self.issue(i, None);
            text.push_str(&issue);
            text.push_str("      </issue>\n");
        }
        text.push_str("    </objective>\n  </utility_space>\n</negotiation_template>\n");
        text
    }

    /// The file of a profile.
    fn profile(&mut self, plan: &Plan, file: &str) -> String {
        self.file = file.to_string();
        let profile = plan.profile;
        self.above_one(profile);
        let parts = plan.parts.clone().unwrap_or_else(|| {
            let flat = |i: &super::super::DomainIssue| vec![BigRational::zero(); i.values.len()];
            self.domain.issues.iter().map(flat).collect()
        });
        let boxes = if plan.boxed || !plan.linear(&self.firsts) { self.boxes(plan) } else { None };
        let mut text = boxes.unwrap_or_else(|| {
            if !profile.utility.boxes.is_empty() {
                let count = profile.utility.boxes.len();
                self.lost(format!(
                    "{count} boxes: GENIUS has them over whole numbers only, and nothing beside them"
                ));
            }
            if plan.parts.is_none() {
                self.lost(
                    "no package is worth more than 0, which GENIUS cannot say; all are worth 0 here"
                        .to_string(),
                );
            }
            self.additive(plan, &parts)
        });
        for (tag, value) in [("discount_factor", &profile.discount), ("reservation", &profile.reserve)] {
            if let Some(value) = value {
                let (digits, error) = written(value);
                if !error.is_zero() {
                    self.lost(format!("{tag} {} is written as {digits}", shown(value)));
                }
                let _ = writeln!(text, "  <{tag} value=\"{digits}\"/>");
            }
        }
        text.push_str("</utility_space>\n");
        text
    }

    /// Notes where GENIUS' own cap at 1 is not the profile's.
    fn above_one(&mut self, profile: &Profile) {
        let (ceiling, one) = (profile.utility.ceiling(), BigRational::one());
        match &profile.utility.cap {
            Some(cap) if *cap == one || (ceiling <= *cap && ceiling <= one) => {}
            Some(cap) => {
                self.lost(format!("no package counts above {}, but GENIUS cuts off at 1", shown(cap)));
            }
            None if ceiling > one => {
                self.lost(format!("utilities reach {}, but GENIUS cuts off at 1", shown(&ceiling)));
            }
            None => {}
        }
    }

    fn additive(&mut self, plan: &Plan, parts: &[Vec<BigRational>]) -> String {
        let mut text = format!("<utility_space type=\"linear\">\n{}", self.objective());
        let mut weights = String::new();
        let mut error = BigRational::zero();
        for (i, part) in parts.iter().enumerate() {
            let weight = &plan.profile.utility.weights[i];
            let weight = if self.firsts[i].is_some() {
                let issue = self.issue(i, None);
                text.push_str(&issue);
                let zero = || Line { weight: "0".into(), slope: "0".into(), offset: "0".into() };
                let line = line(part, weight).unwrap_or_else(|| {
                    error += part.iter().map(Signed::abs).max().unwrap_or_default();
                    zero()
                });
                let _ = writeln!(
                    text,
                    "        <evaluator ftype=\"linear\" slope=\"{}\" offset=\"{}\"/>",
                    line.slope, line.offset
                );
                line.weight
            } else {
                let named = named(part, weight);
                let issue = self.issue(i, Some(&named));
                text.push_str(&issue);
                error += named.error;
                named.weight
            };
            text.push_str("      </issue>\n");
            let _ = writeln!(weights, "      <weight index=\"{}\" value=\"{weight}\"/>", i + 1);
        }
        if !error.is_zero() {
            self.lost(off(&error));
        }
        text + &weights + "    </objective>\n"
    }

    /// All of a utility as boxes, if every issue that counts is of whole numbers.
    fn boxes(&mut self, plan: &Plan) -> Option<String> {
        if !self.holds_boxes(plan) {
            return None;
        }
        let utility = &plan.profile.utility;
        let mut terms: Vec<(Vec<(usize, usize, usize)>, BigRational)> = Vec::new();
        if !utility.constant.is_zero() {
            terms.push((Vec::new(), utility.constant.clone()));
        }
        for i in 0..self.firsts.len() {
            let counts = utility.parts(i).into_iter().enumerate().filter(|(_, c)| !c.is_zero());
            terms.extend(counts.map(|(o, c)| (vec![(i, o, o)], c)));
        }
        for term in &utility.boxes {
            terms.extend(ranges(&term.sides, MAX_CUTS)?.into_iter().map(|r| (r, term.worth.clone())));
        }
        let common = denominator(terms.iter().map(|t| &t.1))?;
        let mut text = format!("<utility_space type=\"nonlinear\">\n{}", self.objective());
        for i in 0..self.firsts.len() {
            let issue = self.issue(i, None);
            text.push_str(&issue);
            text.push_str("      </issue>\n");
        }
        let _ = writeln!(text, "      <utility maxutility=\"{common}\">");
        text.push_str("        <ufun type=\"PlainUfun\" weight=\"1\" aggregation=\"sum\">\n");
        for (sides, worth) in &terms {
            let worth = (worth * &common).to_integer();
            let _ = writeln!(text, "          <hyperRectangle utility=\"{worth}\">");
            for (i, from, to) in sides {
                let first = self.firsts[*i].as_ref()?;
                let (from, to) = (first + from, first + to);
                let _ =
                    writeln!(text, "            <INCLUDES index=\"{}\" min=\"{from}\" max=\"{to}\"/>", i + 1);
            }
            text.push_str("          </hyperRectangle>\n");
        }
        text.push_str("        </ufun>\n      </utility>\n    </objective>\n");
        Some(text)
    }
}

/// A sentence about utilities that are not exact.
pub fn off(error: &BigRational) -> String {
    let mut bound = BigRational::one();
    let mut places = 0;
    while bound > *error && places < 400 {
        bound /= BigInt::from(10);
        places += 1;
    }
    // The last step went below the error.
    let bound = if places == 0 { shown(error) } else { format!("1e-{}", places - 1) };
    format!("no finite decimals write these utilities exactly; they are off by at most {bound}")
}
