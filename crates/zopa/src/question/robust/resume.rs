//! Going on from an earlier result.

use crate::ensemble::{Summary, View};
use crate::question::{AskError, Asked};
use crate::result::{Claim, ResultFile, WireProblem, worlds_fit};

/// What an earlier result counted of each view; refused where its worlds are not those asked for now.
pub(super) fn summaries(asked: &Asked, views: &[View], text: &str) -> Result<Vec<Summary>, AskError> {
    let refused = |why: &str| AskError(format!("the result to go on from cannot be used: {why}"));
    let file: ResultFile =
        serde_json::from_str(text).map_err(|error| refused(&format!("it is no result file ({error})")))?;
    let now = asked.result("robust");
    if file.format != now.format || file.version != now.version || file.question != now.question {
        return Err(refused("it is not one of `robust`, or of another version of the format"));
    }
    if file.program != now.program {
        return Err(refused(&format!("it is of {}, and this is {}", file.program, now.program)));
    }
    let marks = |file: &ResultFile| {
        let mut marks: Vec<String> = file.scenario.files.iter().map(|f| f.sha256.clone()).collect();
        marks.sort();
        (marks, file.scenario.as_of.clone())
    };
    if marks(&file) != marks(&now) {
        return Err(refused(
            "the scenario has changed since (its files, or its date), and worlds of two scenarios are not put together",
        ));
    }
    let (then, here) = (&file.settings, &now.settings);
    if (then.seed, then.at) != (here.seed, here.at) {
        return Err(refused(&format!(
            "it is of seed {} and period {}, and now seed {} and period {} are asked",
            then.seed, then.at, here.seed, here.at
        )));
    }
    let problems = views.iter().map(|view| WireProblem::new(&view.plausible.compiled));
    if !problems.eq(file.problems.iter().cloned()) {
        return Err(refused("its views, or the problems they lead to, are others"));
    }
    let of = |(at, view): (usize, &View)| {
        let mut records =
            file.claims.iter().filter(|claim| claim.problem == at).filter_map(|claim| match &claim.claim {
                Claim::Worlds { record } => Some(record),
                _ => None,
            });
        match (records.next(), records.next()) {
            // Stopped before a block was whole.
            (None, _) => Ok(Summary::default()),
            (Some(record), None) => {
                if !record.is_of(view) || record.seed != here.seed {
                    return Err(refused("it followed other packages, or counted other cases"));
                }
                worlds_fit(view.family.structure(), record).map_err(refused)?;
                Ok(record.counted.clone())
            }
            _ => Err(refused("it counts the worlds of one view twice")),
        }
    };
    views.iter().enumerate().map(of).collect()
}
