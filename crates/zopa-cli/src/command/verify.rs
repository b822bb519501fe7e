//! `zopa verify`: re-proves result files with a checker that shares no code with the searches.

use crate::exit::{End, Fault};
use crate::{input, output};
use zopa::result::{Verification, verify};
use zopa_core::check::Verdict;

/// Re-proves the claims of result files, without reading their scenarios
///
/// What is checked: every claim in the file, about the problem written in the file. What is not: that this is the
/// problem of the scenario it names, nor that no claim has been left out. Compare the SHA-256 of the scenario for that.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// Result files, as written by --json or -o FILE.json; `-` reads standard input
    #[arg(required = true, value_name = "RESULT")]
    files: Vec<String>,
    /// Say only what does not hold
    #[arg(short, long)]
    quiet: bool,
}

impl Verify {
    pub fn run(self) -> Result<End, Fault> {
        let mut end = End::Answered;
        for name in &self.files {
            let shown = if name == input::STDIN { "standard input" } else { name };
            match verify(&input::text(name)?) {
                Ok(verification) => {
                    output::print(&self.words(shown, &verification))?;
                    if !verification.sound() {
                        end = End::Unsound;
                    } else if end == End::Answered && verification.cut_short() {
                        end = End::Unproved;
                    }
                }
                Err(sentence) => {
                    output::complain(&format!("{shown} is refused: {sentence}."));
                    end = End::Unsound;
                }
            }
        }
        Ok(end)
    }

    fn words(&self, shown: &str, verification: &Verification) -> String {
        let mut text = String::new();
        for outcome in &verification.outcomes {
            let verdict = match &outcome.verdict {
                Verdict::Holds if self.quiet => continue,
                Verdict::NotReproved if self.quiet => continue,
                Verdict::Holds => "holds".to_string(),
                Verdict::NotReproved if outcome.remark.is_some() => "holds in part".to_string(),
                Verdict::NotReproved => "not re-proved within the steps allowed".to_string(),
                Verdict::Fails(fault) => format!("DOES NOT HOLD: {fault}"),
            };
            let remark = outcome.remark.as_deref().map(|remark| format!(" ({remark})")).unwrap_or_default();
            text.push_str(&format!("  {}: {verdict}{remark}\n", outcome.claim));
        }
        let claims = verification.outcomes.len();
        let held = count(verification, &Verdict::Holds);
        let open = count(verification, &Verdict::NotReproved);
        let open = if open > 0 { format!(", {open} in part") } else { String::new() };
        let verdict = if verification.sound() { "holds" } else { "DOES NOT HOLD" };
        text.push_str(&format!("{shown}: {verdict}; {held} of {claims} claims re-proved{open}.\n"));
        text
    }
}

fn count(verification: &Verification, verdict: &Verdict) -> usize {
    verification.outcomes.iter().filter(|outcome| outcome.verdict == *verdict).count()
}
