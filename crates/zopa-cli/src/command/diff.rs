//! `zopa diff`: two versions of a scenario, asked the same questions.

use super::question::{How, progress, sound};
use crate::exit::{End, Fault};
use crate::{input, output, show};
use zopa::diff::{Comparison, diff};

/// Which judgements changed between two versions of a scenario, and which conclusions flipped
///
/// Versions are compared by ids; what is only called or ordered differently is no change of judgement. For each
/// conclusion that flipped, the changes that alone flip it are named, and those without which it would not have.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The older version; `-` reads standard input, as after `git show HEAD:FILE |`
    #[arg(value_name = "OLD")]
    old: String,
    /// The newer version
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    show: show::Show,
}

impl Diff {
    pub fn run(self) -> Result<End, Fault> {
        if self.old == input::STDIN && self.new == input::STDIN {
            return Err(Fault::say("Only one of OLD and NEW can be read from standard input."));
        }
        self.show.ready()?;
        let (old, new) = (sound(&self.old)?, sound(&self.new)?);
        let (Some(old), Some(new)) = (&old, &new) else {
            let named = |which: &str, name: &str| match name {
                input::STDIN => format!("{which} (standard input)"),
                name => format!("{which} ({name})"),
            };
            let which = match (&old, &new) {
                (None, None) => "Both versions are".to_string(),
                (None, _) => format!("{} is", named("OLD", &self.old)),
                _ => format!("{} is", named("NEW", &self.new)),
            };
            output::remark(&format!("{which} unsound, so nothing was compared."));
            return Ok(End::Unsound);
        };
        let settings = self.how.settings();
        progress("diff", &settings, &self.show, |poll| {
            diff(&Comparison { old, new, settings: &settings, poll })
        })
    }
}
