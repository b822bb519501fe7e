//! What readers and writers ask about a utility as a whole, and what they share in building one.

use super::settings::{MAX_VALUES, Semantics};
use super::text::short;
use super::{DomainIssue, Profile, Refusal, Settings, Utility};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;
use zopa_core::problem::{MAX_ISSUES, MAX_OPTIONS};

/// Profiles at most, as parties of a scenario.
const PARTIES: usize = 16;

impl Utility {
    /// What value `o` of issue `i` adds: `w[i] · e[i][o]`, for all `o`.
    pub(crate) fn parts(&self, i: usize) -> Vec<BigRational> {
        self.evaluations[i].iter().map(|e| &self.weights[i] * e).collect()
    }

    /// A number that no sum before the cap exceeds; without boxes, the largest sum itself.
    pub(crate) fn ceiling(&self) -> BigRational {
        let best = (0..self.weights.len()).filter_map(|i| self.parts(i).into_iter().max());
        let boxes = self.boxes.iter().map(|b| b.worth.clone()).filter(Signed::is_positive);
        best.chain(boxes).fold(self.constant.clone(), |a, b| a + b)
    }

    /// The smallest utility of a package, where no boxes stand in the way of telling it issue by issue.
    pub(crate) fn lowest(&self) -> Option<BigRational> {
        if !self.boxes.is_empty() {
            return None;
        }
        let least = (0..self.weights.len()).filter_map(|i| self.parts(i).into_iter().min());
        let sum = least.fold(self.constant.clone(), |a, b| a + b);
        Some(match &self.cap {
            Some(cap) if sum > *cap => cap.clone(),
            _ => sum,
        })
    }

    /// A number that no utility is below; without boxes, the smallest utility itself.
    pub(crate) fn at_least(&self) -> BigRational {
        let least = (0..self.weights.len()).filter_map(|i| self.parts(i).into_iter().min());
        let boxes = self.boxes.iter().map(|b| b.worth.clone()).filter(Signed::is_negative);
        let sum = least.chain(boxes).fold(self.constant.clone(), |a, b| a + b);
        match &self.cap {
            Some(cap) if sum > *cap => cap.clone(),
            _ => sum,
        }
    }

    /// Caps the utility at 1 where a sum could exceed it.
    pub(crate) fn cap_at_one(mut self) -> Self {
        self.cap = (self.ceiling() > BigRational::one()).then(BigRational::one);
        self
    }
}

/// A number as a sentence about it shows it: its digits, or a fraction.
pub(crate) fn shown(number: &BigRational) -> String {
    super::decimal::digits(number).unwrap_or_else(|| number.to_string())
}

/// A reserve as the semantics has it: NegMAS raises it to the smallest utility. Says what it was if it changed.
pub(crate) fn raise_reserve(profile: &mut Profile, how: &Settings) -> Option<String> {
    if how.semantics != Semantics::Negmas {
        return None;
    }
    let stated = profile.reserve.clone().unwrap_or_else(BigRational::zero);
    let Some(lowest) = profile.utility.lowest() else {
        return Some(
            "the reservation value was not raised to the smallest utility, as NegMAS would: \
                     with boxes it is not known"
                .to_string(),
        );
    };
    let raised = stated.clone().max(lowest);
    let text = (raised != stated).then(|| {
        format!(
            "as in NegMAS, the reservation value {} counts as the smallest utility, {}",
            shown(&stated),
            shown(&raised)
        )
    });
    profile.reserve = Some(raised);
    text
}

/// Refuses issues that are too many, too large, or share a name, and values that share one within an issue.
pub(crate) fn check_issues(file: &str, issues: &[DomainIssue]) -> Result<(), Refusal> {
    let refused = |text: String| Err(Refusal { file: file.to_string(), text });
    if issues.is_empty() || issues.len() > MAX_ISSUES {
        return refused(format!("{} issues; a domain has 1 to {MAX_ISSUES}", issues.len()));
    }
    let mut names = BTreeSet::new();
    for issue in issues {
        if !names.insert(&issue.name) {
            return refused(format!("two issues are called \"{}\"", short(&issue.name)));
        }
        if issue.values.is_empty() || issue.values.len() > MAX_OPTIONS {
            let count = issue.values.len();
            return refused(format!(
                "{count} values in \"{}\"; an issue has 1 to {MAX_OPTIONS}",
                short(&issue.name)
            ));
        }
        let mut values = BTreeSet::new();
        if let Some(twice) = issue.values.iter().find(|v| !values.insert(*v)) {
            return refused(format!(
                "the value \"{}\" stands twice in \"{}\"",
                short(twice),
                short(&issue.name)
            ));
        }
    }
    let all: usize = issues.iter().map(|i| i.values.len()).sum();
    if all > MAX_VALUES {
        return refused(format!("{all} values in all issues; a domain has at most {MAX_VALUES}"));
    }
    Ok(())
}

/// Refuses parties that are too many.
pub(crate) fn check_parties(file: &str, count: usize) -> Result<(), Refusal> {
    if count > PARTIES {
        let text = format!("{count} profiles; at most {PARTIES} are read");
        return Err(Refusal { file: file.to_string(), text });
    }
    Ok(())
}

/// `count` numbers at equal distances from `lower` to `upper`, both among them; one if they are equal.
pub(crate) fn grid(lower: &BigRational, upper: &BigRational, count: usize) -> Vec<BigRational> {
    if lower == upper {
        return vec![lower.clone()];
    }
    let last = BigRational::from_integer(BigInt::from(count.max(2) - 1));
    let step = (upper - lower) / last;
    (0..count.max(2)).map(|k| lower + &step * BigRational::from_integer(BigInt::from(k))).collect()
}

/// A file's name without its ending.
pub(crate) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// A name for a file: `name` with what folders and shells dislike replaced, none twice; `k` where nothing is left.
pub(crate) fn file_name(name: &str, k: usize, ending: &str, taken: &mut BTreeSet<String>) -> String {
    let fits = |c: char| if c.is_alphanumeric() || "-_".contains(c) { c } else { '_' };
    let plain: String = name.trim().chars().take(80).map(fits).collect();
    let plain = match plain.trim_matches('_') {
        "" => format!("file{k}"),
        _ => plain,
    };
    let mut full = format!("{plain}{ending}");
    let mut count = 2;
    while !taken.insert(full.to_lowercase()) {
        full = format!("{plain}_{count}{ending}");
        count += 1;
    }
    full
}
