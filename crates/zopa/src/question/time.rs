//! **Question.** In which periods is a deal possible, and what does a period of waiting cost whom?
//!
//! Cruxes first, as in `zone`; then, per view, the share of plausible worlds with an acceptable package in each period
//! ([`crate::ensemble`]; the same seed gives every number of no deal the same place in its range in all periods, so a
//! world is a path). Then what no deal is worth by period, on whose side the change is, until when packages are accepted,
//! lives and money source by source, and, where the scenario has a chain of the war ([`crate::war`]), what that says
//! beside the paths: break-even chances, and what each party's own belief about the war does to a deal. This is rung 1
//! of the ladder, acceptance; acceptance sets by period, never a divided pie.

mod apart;
mod beliefs;
mod breakeven;
mod contest;
mod costs;
mod course;
mod months;
mod open;
mod packages;
mod paths;
mod record;

use super::cruxes::decisive;
use super::robust::Counted;
use super::zone::{crux_claim, find_under};
use super::{Answer, AskError, Asked, Question, anchored, worse};
use crate::ensemble::instead::Looked;
use crate::ensemble::{Run, Summary, View};
use crate::report::{Block, Document};
use crate::result::{Claim, WorldsRecord, stop_word};
use crate::war::Model;
use course::Drawn;
use zopa_core::answer::Stop;

pub(super) const QUESTION: Question = Question {
    command: "time",
    about: "in which periods a deal is possible, and what a period of waiting costs whom",
    run,
};

/// A view in every period looked at.
pub(super) struct Seen {
    /// Per period: its worlds, and what was counted of them.
    pub periods: Vec<Counted>,
    /// Per period: the first worlds of the base case, as many as were counted of all.
    pub worlds: Vec<Vec<Looked>>,
}

impl Seen {
    /// The view in the first period.
    pub fn first(&self) -> &View {
        &self.periods[0].view
    }

    /// What no deal is worth to a party in a period, world by world.
    pub fn no_deal(&self, period: usize, p: usize) -> impl Iterator<Item = f64> {
        self.worlds[period].iter().map(move |world| world.no_deal[p])
    }
}

/// Everything that was found.
pub(super) struct Time<'a> {
    pub asked: &'a Asked<'a>,
    /// Periods, ascending.
    pub months: Vec<i64>,
    pub views: Vec<Seen>,
    /// The chain of the war, world by world.
    drawn: Option<Drawn<'a>>,
    pub stop: Stop,
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    refuse(asked)?;
    // The problems recorded are those of the first period looked at.
    let first = months::months(asked)[0];
    let settings = super::Settings { at: first, ..asked.settings.clone() };
    let asked = &Asked { scenario: asked.scenario, settings: &settings, poll: asked.poll };
    asked.compiled_with_numbers("time")?;
    let found = find_under(asked, &[])?;
    let time = look(asked)?;
    let mut result = asked.result("time");
    result.settings.worlds = Some(asked.settings.worlds);
    let mut stop = time.stop;
    for (one, seen) in found.iter().zip(&time.views) {
        let at = result.problem(&one.compiled);
        stop = worse(stop, one.cruxes.stop);
        result.claim(at, None, crux_claim(&one.cruxes));
        let first = &seen.periods[0];
        if first.summary.worlds > 0 {
            let word = stop_word(time.stop);
            let record = WorldsRecord::new(&first.view, asked.settings.seed, &first.summary, word)
                .map_err(|fault| AskError(fault.to_string()))?;
            result.claim(at, None, Claim::Worlds { record: Box::new(record) });
            let record = record::record(&time, seen)?;
            result.claim(at, None, Claim::Time { record: Box::new(record) });
        }
    }
    let mut blocks = decisive(&found);
    blocks.extend(time.blocks()?);
    let title = format!("{}: when is a deal possible, and what does waiting cost?", asked.scenario.title);
    Ok(Answer { document: Document { title, blocks }, result, stop })
}

/// What cannot be asked, in a sentence.
fn refuse(asked: &Asked) -> Result<(), AskError> {
    let scenario = asked.scenario;
    if !asked.settings.readings.is_empty() {
        return Err(AskError(
            "time draws which red lines are real, so no reading of them can be chosen; leave out --reading"
                .into(),
        ));
    }
    if asked.settings.worlds == 0 {
        return Err(AskError("a share of no world is none; ask for at least 1 world".into()));
    }
    let moves = |path: &crate::scenario::Path| path.at.len() > 1 && !path.values.is_empty();
    let paths = moves(&scenario.no_deal) || scenario.views.iter().any(|view| moves(&view.no_deal));
    if !paths && scenario.war.is_none() {
        return Err(AskError(
            "nothing in this scenario moves with time; give values of no deal for several periods (`at = [0, 6, 12]` under [no_deal] or a view), or a [war] section with states and transitions".into(),
        ));
    }
    Ok(())
}

/// Looks at every view in every period.
fn look<'a>(asked: &'a Asked<'a>) -> Result<Time<'a>, AskError> {
    let months = months::months(asked);
    let wanted = asked.views()?;
    let items: Vec<(usize, i64)> =
        (0..wanted.len()).flat_map(|v| months.iter().map(move |&at| (v, at))).collect();
    let made = asked.each(&items, |&(v, at)| -> Result<View, AskError> {
        let mut view = View::new(asked.scenario, wanted[v].as_deref(), at)?;
        packages::follow(asked, &mut view)?;
        Ok(view)
    });
    let views: Vec<View> = made.into_iter().collect::<Result<_, _>>()?;
    let mut summaries = vec![Summary::default(); views.len()];
    let run = Run { seed: asked.settings.seed, worlds: asked.settings.worlds, precision: 0.0 };
    let mut stop = run.go(asked, &views, &mut summaries, None)?;
    // An interruption leaves each period with as many worlds as it has; what is compared holds for those of all.
    let worlds = summaries.iter().map(|summary| summary.worlds).min().unwrap_or(0);
    let mut counted = views.into_iter().zip(summaries).map(|(view, summary)| Counted { view, summary });
    let mut seen = Vec::new();
    for _ in &wanted {
        let periods: Vec<Counted> = counted.by_ref().take(months.len()).collect();
        let mut worlds_of = Vec::new();
        for one in &periods {
            match one.view.instead(asked, worlds, &[])? {
                Some(looked) => worlds_of.push(looked),
                None => {
                    stop = Stop::Interrupted;
                    worlds_of.push(Vec::new());
                }
            }
        }
        seen.push(Seen { periods, worlds: worlds_of });
    }
    let drawn = match (Model::new(asked.scenario), worlds) {
        (Some(model), 1..) => Some(Drawn::new(asked, model, &months, worlds)?),
        _ => None,
    };
    Ok(Time { asked, months, views: seen, drawn, stop })
}

impl Time<'_> {
    /// Everything that is said.
    fn blocks(&self) -> Result<Vec<Block>, AskError> {
        let mut blocks = open::blocks(self);
        if self.views.iter().all(|seen| seen.worlds.iter().all(|worlds| !worlds.is_empty())) {
            if self.months.len() > 1 {
                blocks.extend(paths::blocks(self));
                blocks.extend(packages::blocks(self));
            }
            blocks.extend(costs::blocks(self));
            blocks.extend(course::blocks(self)?);
            blocks.extend(breakeven::blocks(self)?);
            blocks.extend(beliefs::blocks(self)?);
            blocks.extend(apart::blocks(self)?);
        }
        blocks.extend(contest::blocks(self.asked.scenario, self.asked.settings)?);
        blocks.extend(months::limits(self));
        Ok(blocks)
    }

    /// A period in a sentence: `now`, `month 6`.
    fn when(&self, at: i64) -> String {
        months::when(&self.asked.scenario.period, at)
    }

    /// The same with its preposition: `now`, `in month 6`.
    fn in_when(&self, at: i64) -> String {
        if at == 0 { "now".into() } else { format!("in {}", self.when(at)) }
    }
}

/// The short form for a report: the shares by period, what waiting does to whom, and what it costs in lives. `None` where
/// nothing in the scenario moves with time.
///
/// # Errors
/// As of the question.
pub(super) fn brief(asked: &Asked) -> Result<Option<Vec<Block>>, AskError> {
    // Which red lines are real is drawn, whatever readings the report shows.
    let settings =
        super::Settings { worlds: BRIEF, months: Vec::new(), readings: Vec::new(), ..asked.settings.clone() };
    let asked = Asked { scenario: asked.scenario, settings: &settings, poll: asked.poll };
    if refuse(&asked).is_err() {
        return Ok(None);
    }
    let time = look(&asked)?;
    let mut blocks = open::headline(&time);
    blocks.extend(paths::sentences(&time).into_iter().map(Block::Text));
    Ok(Some(blocks))
}

/// Worlds of the short form.
const BRIEF: u64 = 1_024;

/// A share of sorted worlds: the value at or below which that share of them is, by nearest rank.
pub(super) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted[rank.clamp(1, sorted.len().max(1)) - 1]
}

/// The shares of worlds shown: low, middle, high.
pub(super) const SHOWN: [f64; 3] = [0.05, 0.5, 0.95];

/// Low, middle and high of some worlds.
pub(super) fn spread(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    SHOWN.map(|share| quantile(&values, share))
}

/// `12.3 (8.0 to 15.1)`, with a sign where wanted.
pub(super) fn shown([low, middle, high]: [f64; 3], digits: usize, sign: bool) -> String {
    let text = |x: f64| {
        let plain = format!("{x:.digits$}");
        let zero = plain.trim_start_matches('-').chars().all(|c| c == '0' || c == '.');
        match (zero, sign && x > 0.0) {
            (true, _) => plain.trim_start_matches('-').to_owned(),
            (_, true) => format!("+{plain}"),
            _ => plain,
        }
    };
    match text(low) == text(high) {
        true => text(middle),
        false => format!("{} ({} to {})", text(middle), text(low), text(high)),
    }
}
