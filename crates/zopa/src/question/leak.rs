//! **Question.** What could a party infer about the others from the packages it is shown?
//!
//! Preferences of another party are drawn from what the scenario leaves open about them; those stay possible under which
//! the rule would have led to what is shown ([`zopa_core::leak`]). The observer is taken to know its own numbers, the
//! rule, the ranges of the scenario, and the representative numbers of everybody else: it seldom knows as much, so this
//! is what is given away at worst, not what surely is.

mod safer;
mod words;

use super::package::wanted;
use super::{Answer, AskError, Asked, Question, anchored, worse};
use crate::compile::{Compiled, Plausible, Reading, worlds};
use crate::report::{Block, Document};
use crate::result::{Claim, ResultFile, WayRecord, stop_word};
use zopa_core::answer::{Package, Stop};
use zopa_core::concept::CONCEPTS;
use zopa_core::leak::{Led, Left, Rule, Sight, fits, left};
use zopa_core::problem::{Consent, Problem};
use zopa_core::world::{BLOCK, Case, Seed, Tables};

pub(super) const QUESTION: Question = Question {
    command: "leak",
    about: "what a party could infer about the others from packages it is shown",
    run,
};

/// Preferences drawn of each other party, where the settings do not say.
const DRAWN: usize = 200;

/// What one party may infer about another.
struct About {
    /// Index of the other party.
    party: usize,
    /// What each sight leaves; the first is what is shown. An error says why it is not known.
    left: Vec<Result<Left, Stop>>,
    /// Whether anything about its preferences is open at all.
    open: bool,
    /// Whether they are drawn by walks, so that one draw is not independent of the next.
    walked: bool,
}

/// What was found under one view.
struct Found<'a> {
    plausible: &'a Plausible,
    /// None where the rule picks nothing, or what it picks is not known.
    sights: Vec<(String, Sight)>,
    /// Whether the rule leads to what is shown at representative values.
    led: Result<bool, Stop>,
    about: Vec<About>,
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    let own = if asked.settings.show.is_empty() { "nash" } else { "none" };
    let rule = asked.settings.rule.as_deref().unwrap_or(own);
    known(rule)?;
    let reading = match asked.readings().as_slice() {
        [one] => *one,
        all if all.contains(&Reading::Judged) => Reading::Judged,
        _ => Reading::None,
    };
    let mut views = Vec::new();
    for view in asked.views()? {
        let plausible = worlds(asked.scenario, view.as_deref(), asked.settings.at)?;
        if !plausible.compiled.numbers {
            return Err(AskError(
                "leak needs values and weights, and the scenario has positions only".into(),
            ));
        }
        views.push(plausible);
    }
    let mut result = asked.result("leak");
    let places: Vec<usize> = views.iter().map(|plausible| result.problem(&plausible.compiled)).collect();
    let mut stop = Stop::Complete;
    let mut blocks = Vec::new();
    for observer in observers(asked)? {
        let found = views.iter().map(|plausible| look(asked, plausible, observer, (rule, reading)));
        let found = found.collect::<Result<Vec<Found>, AskError>>()?;
        blocks.extend(words::headline(asked, &found, observer, rule));
        for (one, &place) in found.iter().zip(&places) {
            claims(&mut result, (place, reading), one, (observer, rule));
            let view = one.plausible.compiled.view.as_deref().unwrap_or("base");
            let id = one.plausible.compiled.parties[observer].0.as_str();
            if found.len() > 1 {
                let title = format!(
                    "{}: {}",
                    one.plausible.compiled.parties[observer].1, one.plausible.compiled.view_label
                );
                blocks.push(Block::heading(1, &title, &anchored(&["view", view, id])));
            }
            blocks.extend(words::details(one, observer, &anchored(&["leak", view, id])));
            for left in one.about.iter().flat_map(|about| &about.left) {
                stop = worse(stop, left.as_ref().err().copied().unwrap_or(Stop::Complete));
            }
            stop = worse(stop, one.led.err().unwrap_or(Stop::Complete));
        }
    }
    blocks.push(Block::heading(1, "How far this goes", "limits"));
    blocks.extend(words::limits(rule, reading));
    let document = Document { title: format!("{}: what is given away", asked.scenario.title), blocks };
    Ok(Answer { document, result, stop })
}

/// What is left of each other party, for programs; what is not known is not claimed.
fn claims(
    result: &mut ResultFile,
    (place, reading): (usize, Reading),
    one: &Found,
    (to, rule): (usize, &str),
) {
    for about in one.about.iter().filter(|about| about.open) {
        let ways = one.sights.iter().zip(&about.left);
        let ways = ways.filter_map(|((_, sight), left)| Some(WayRecord::new(sight, left.as_ref().ok()?)));
        let ways: Vec<WayRecord> = ways.collect();
        let stopped = about.left.iter().find_map(|left| left.as_ref().err());
        if let Some(&stop) = stopped {
            let asked = "what packages shown leave of a party's preferences".into();
            result.claim(place, Some(reading), Claim::Stopped { stop: stop_word(stop), asked });
        }
        if !ways.is_empty() {
            let rule = rule.to_owned();
            result.claim(place, Some(reading), Claim::Leak { to, about: about.party, rule, ways });
        }
    }
}

/// Indices of the parties that are shown something: the one asked for, else each with whole consent.
fn observers(asked: &Asked) -> Result<Vec<usize>, AskError> {
    let parties = &asked.scenario.parties;
    let Some(to) = &asked.settings.to else {
        let whole = |p: &usize| parties[*p].consent == crate::scenario::Consent::Whole;
        return Ok((0..parties.len()).filter(whole).collect());
    };
    let known = || parties.iter().map(|p| p.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = parties.iter().position(|p| p.id == *to);
    found
        .map(|at| vec![at])
        .ok_or_else(|| AskError(format!("there is no party {to}; the scenario has: {}", known())))
}

/// The rule of a word.
fn known(word: &str) -> Result<Rule, AskError> {
    match word {
        "none" => Ok(Rule::None),
        "acceptable" => Ok(Rule::Acceptable),
        key => {
            let concept = CONCEPTS.iter().find(|c| c.key == key);
            concept.map(Rule::Concept).ok_or_else(|| {
                let keys: Vec<&str> = CONCEPTS.iter().map(|c| c.key).collect();
                AskError(format!("there is no rule {key}; there are none, acceptable, {}", keys.join(", ")))
            })
        }
    }
}

fn look<'a>(
    asked: &Asked,
    plausible: &'a Plausible,
    observer: usize,
    (rule, reading): (&str, Reading),
) -> Result<Found<'a>, AskError> {
    let compiled = &plausible.compiled;
    let real = compiled.real(reading);
    let picked = known(rule)?;
    let shown = match shown(asked, compiled, &picked, &real)? {
        Ok(Some(shown)) => shown,
        Ok(None) => return Ok(Found { sights: Vec::new(), led: Ok(true), about: Vec::new(), plausible }),
        Err(stop) => return Ok(Found { sights: Vec::new(), led: Err(stop), about: Vec::new(), plausible }),
    };
    let led = asked.search(|budget| fits(&compiled.problem, &real, &picked, &shown, budget));
    let sights = safer::sights(plausible, &picked, &real, &shown, (observer, asked.settings.seed));
    let others: Vec<usize> = (0..compiled.parties.len())
        .filter(|&q| q != observer && compiled.problem.parties()[q].consent != Consent::None)
        .collect();
    let about = asked.each(&others, |&party| {
        let rule = known(rule)?;
        Draws { asked, plausible, real: &real, rule: &rule, sights: &sights }.about(party)
    });
    let about = about.into_iter().collect::<Result<Vec<About>, AskError>>()?;
    Ok(Found { sights, led, about, plausible })
}

/// What is shown: the packages named, or the rule's own pick; nothing where it picks nothing.
fn shown(
    asked: &Asked,
    compiled: &Compiled,
    rule: &Rule,
    real: &[bool],
) -> Result<Result<Option<Sight>, Stop>, AskError> {
    let mut list: Vec<Package> = Vec::new();
    for text in &asked.settings.show {
        list.push(wanted(asked, text)?.package(compiled)?);
    }
    Ok(match list.len() {
        0 => match asked.search(|budget| rule.picks(&compiled.problem, real, None, budget)) {
            Ok(Led::Picks(picks)) => Ok(picks.into_iter().next().map(Sight::Pick)),
            Ok(Led::Nothing) => Ok(None),
            Ok(Led::Anything) => return Err(AskError("say what is shown: --show PACKAGE".into())),
            Err(stop) => Err(stop),
        },
        1 => Ok(list.pop().map(Sight::Pick)),
        _ => Ok(Some(Sight::Ranked(list))),
    })
}

/// Preferences of one party, drawn.
struct Draws<'a> {
    asked: &'a Asked<'a>,
    plausible: &'a Plausible,
    real: &'a [bool],
    rule: &'a Rule,
    sights: &'a [(String, Sight)],
}

/// Preferences drawn, as their weights, and whether they fit; or why that is not known.
type Fits = Result<Vec<(Vec<f64>, bool)>, Stop>;

impl Draws<'_> {
    fn about(&self, party: usize) -> Result<About, AskError> {
        let family = &self.plausible.family;
        let wanted = self.asked.settings.samples.unwrap_or(DRAWN);
        let mine = |c: usize| party_of(family, c) == Some(party);
        let own: Vec<usize> = (0..family.coordinates().len()).filter(|&c| mine(c)).collect();
        let open = own.iter().any(|&c| family.quantity(c).low < family.quantity(c).high);
        let walked = family.walked().iter().any(|c| own.contains(c));
        if !open {
            return Ok(About { party, left: Vec::new(), open, walked });
        }
        let seed = Seed { number: self.asked.settings.seed, stream: 1 };
        let mut point = self.plausible.representative.clone();
        let mut tables = Tables::default();
        let mut draws: Vec<Fits> = self.sights.iter().map(|_| Ok(Vec::new())).collect();
        for block in 0..(wanted as u64).div_ceil(BLOCK) {
            let worlds = family
                .block(&Case::middle(family), seed, block)
                .map_err(|fault| AskError(fault.to_string()))?;
            for world in worlds.iter().take(wanted - (block * BLOCK) as usize) {
                own.iter().for_each(|&c| point[c] = world.point[c]);
                family.tables(&point, &mut tables);
                let problem = self.plausible.compiled.problem.in_world(&tables);
                let problem = problem.map_err(|fault| AskError(fault.to_string()))?;
                let scale = family.scale(party, &world.point);
                let weights: Vec<f64> =
                    family.weights(party, &world.point).iter().map(|w| w * scale).collect();
                self.tell(&problem, &weights, &mut draws);
            }
        }
        let left = draws.into_iter().map(|draws| draws.map(|draws| left(&draws))).collect();
        Ok(About { party, left, open, walked })
    }

    /// Notes for each sight whether it fits these preferences; sights that ask for as many of the best share a search.
    fn tell(&self, problem: &Problem, weights: &[f64], draws: &mut [Fits]) {
        let rule = self.rule;
        let mut led: Vec<(Option<usize>, Result<Led, Stop>)> = Vec::new();
        for ((_, sight), draws) in self.sights.iter().zip(draws) {
            let Ok(list) = draws else { continue };
            let fit = match rule {
                Rule::Acceptable => self.asked.search(|budget| fits(problem, self.real, rule, sight, budget)),
                _ => {
                    let best = sight.best();
                    if !led.iter().any(|(k, _)| *k == best) {
                        let picks = self.asked.search(|budget| rule.picks(problem, self.real, best, budget));
                        led.push((best, picks));
                    }
                    let found = led.iter().find(|(k, _)| *k == best).map(|(_, led)| led);
                    match found {
                        Some(Ok(led)) => Ok(sight.fits(led)),
                        Some(Err(stop)) => Err(*stop),
                        None => Ok(true),
                    }
                }
            };
            match fit {
                Ok(fit) => list.push((weights.to_vec(), fit)),
                Err(stop) => *draws = Err(stop),
            }
        }
    }
}

/// Whose number a coordinate is; `None` for the firmness of a line.
fn party_of(family: &zopa_core::world::Family, c: usize) -> Option<usize> {
    use zopa_core::world::Coordinate as At;
    match family.coordinates()[c] {
        At::Weight { party, .. }
        | At::Value { party, .. }
        | At::Factor { party, .. }
        | At::Together { party, .. }
        | At::NoDeal(party)
        | At::Ceiling(party) => Some(party),
        At::Box(b) => Some(family.structure().boxes()[b].party),
        At::Firmness(_) => None,
    }
}
