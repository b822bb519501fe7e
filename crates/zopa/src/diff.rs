//! **Question.** Which judgements changed between two versions of a scenario, which conclusions flipped, and which
//! changes do these hang on?
//!
//! Versions are compared by ids: what is only called or ordered differently is no change of judgement. Conclusions are
//! those of `zone` and `solve` at representative values: whether a deal exists, cruxes, named packages, picks. For each
//! that differs, every change is made to OLD alone, and left out of NEW alone; larger sets are not searched.

mod causes;
mod changes;
mod facts;
mod names;
mod place;
mod rows;
mod show;
mod words;

pub use changes::Change;

use crate::compile::Reading;
use crate::question::concepts::claims;
use crate::question::zone::{crux_claim, zone_claim};
use crate::question::{Answer, AskError, Asked, Settings, worse};
use crate::result::{ChangeRecord, DiffRecord, FlipRecord, ResultFile};
use crate::scenario::Scenario;
use causes::{Causes, Versions, causes};
use changes::Changes;
use facts::{Common, Finding, Version, version};
use zopa_core::answer::Stop;

/// Two versions of a scenario, and how they are asked.
pub struct Comparison<'a> {
    /// The older version.
    pub old: &'a Scenario,
    /// The newer version.
    pub new: &'a Scenario,
    /// How both are asked.
    pub settings: &'a Settings,
    /// Called now and then with the units of work done since the last call; answers whether to go on.
    pub poll: &'a (dyn Fn(u64) -> bool + Sync),
}

/// The judgements that differ, without asking what follows.
pub fn judgements(old: &Scenario, new: &Scenario) -> Vec<Change> {
    changes::changes(old, new).changes
}

/// Compares two versions of a scenario.
///
/// # Errors
/// A sentence that says which version cannot be asked, and why.
pub fn diff(versions: &Comparison) -> Result<Answer, AskError> {
    let asked = |scenario| Asked { scenario, settings: versions.settings, poll: versions.poll };
    let (old, new) = (asked(versions.old), asked(versions.new));
    let common = common(&old, &new)?;
    let changes = changes::changes(versions.old, versions.new);
    let of = |asked: &Asked, which: &str| {
        version(asked, &common).map_err(|error| AskError(format!("{which} cannot be asked: {error}")))
    };
    let (before, after) = (of(&old, "OLD")?, of(&new, "NEW")?);
    let between = Versions { old: &old, new: &new, common: &common };
    let causes = causes(&between, &before.facts, &after.facts, &changes.units);
    let mut result = new.result("diff");
    let mut stop = Stop::Complete;
    for version in [&before, &after] {
        let asked = if std::ptr::eq(version, &before) { &old } else { &new };
        stop = worse(stop, claim(asked, &mut result, version));
    }
    let interrupted = causes.flips.iter().any(|f| !f.cause.open.is_empty());
    if interrupted && stop == Stop::Complete {
        stop = Stop::Budget;
    }
    result.diff = Some(record(&old, &changes, &causes, before.views.len()));
    let told = words::Told { old: &old, new: &new, common: &common, before: &before, after: &after };
    Ok(Answer { document: show::document(&told, &changes, &causes), result, stop })
}

/// What is compared: views and issues that both have, the readings asked for.
fn common(old: &Asked, new: &Asked) -> Result<Common, AskError> {
    let settings = new.settings;
    for (asked, which) in [(old, "OLD"), (new, "NEW")] {
        for id in &settings.views {
            if !asked.scenario.views.iter().any(|v| v.id == *id) {
                return Err(AskError(format!(
                    "{which} has no view {id}; a view is compared where both have it"
                )));
            }
        }
    }
    let both = |id: &String| old.scenario.views.iter().any(|v| v.id == *id);
    let wanted = |id: &String| settings.views.is_empty() || settings.views.contains(id);
    let ids = new.scenario.views.iter().map(|v| v.id.clone()).filter(|id| both(id) && wanted(id));
    let mut views: Vec<Option<String>> = ids.map(Some).collect();
    if views.is_empty() {
        views.push(None);
    }
    let readings = match &settings.readings[..] {
        [] if old.scenario.red_lines.is_empty() && new.scenario.red_lines.is_empty() => vec![Reading::None],
        [] => Reading::ALL.to_vec(),
        chosen => chosen.to_vec(),
    };
    let has = |id: &String| old.scenario.issues.iter().any(|i| i.id == *id);
    let issues = new.scenario.issues.iter().map(|i| i.id.clone()).filter(has).collect();
    Ok(Common { views, readings, issues })
}

/// Writes the claims about one version; answers the worst stop.
fn claim(asked: &Asked, result: &mut ResultFile, version: &Version) -> Stop {
    let mut stop = Stop::Complete;
    for (found, solved) in &version.views {
        let at = result.problem(&found.compiled);
        stop = worse(stop, found.cruxes.stop);
        result.claim(at, None, crux_claim(&found.cruxes));
        for (reading, verdict, _) in &found.verdicts {
            stop = worse(stop, verdict.stop);
            result.claim(at, Some(*reading), zone_claim(verdict));
        }
        for one in solved {
            stop = worse(stop, claims(asked, result, at, one));
        }
    }
    stop
}

fn record(old: &Asked, changes: &Changes, causes: &Causes, old_problems: usize) -> DiffRecord {
    let said = |finding: &Finding| match finding {
        Finding::Yes => "yes".to_string(),
        Finding::No => "no".into(),
        Finding::Unsettled => "not settled".into(),
        Finding::Picks(picks) => {
            let words =
                |x: &facts::Picked| x.iter().map(|(i, o)| format!("{i}={o}")).collect::<Vec<_>>().join(",");
            picks.iter().map(words).collect::<Vec<_>>().join(" | ")
        }
    };
    DiffRecord {
        old: old.result("diff").scenario,
        old_problems,
        changes: changes
            .changes
            .iter()
            .map(|c| ChangeRecord {
                number: c.number,
                section: c.section.words().0.into(),
                name: c.name.clone(),
                old: c.old.clone(),
                new: c.new.clone(),
                old_source: c.old_source.clone(),
                new_source: c.new_source.clone(),
            })
            .collect(),
        renamed: changes.renamed.clone(),
        flips: causes
            .flips
            .iter()
            .map(|f| FlipRecord {
                about: words::key(&f.key.about),
                view: f.key.view.clone(),
                reading: f.key.reading.map(|r| r.key().into()),
                was: said(&f.was),
                is: said(&f.is),
                enough: f.cause.enough.clone(),
                needed: f.cause.needed.clone(),
                together: f.cause.together,
                open: f.cause.open.clone(),
            })
            .collect(),
        unsettled: causes.unsettled,
    }
}
