//! What is found of one package.

use super::schedule::LITTLE;
use crate::compile::Compiled;
use crate::ensemble::View;
use crate::ensemble::clauses::Clauses;
use crate::ensemble::steps::{Course, Numbers};
use crate::question::Asked;
use crate::scenario::{OptionRef, Scenario};
use zopa_core::Fault;
use zopa_core::answer::Stop;
use zopa_core::budget::Budget;
use zopa_core::keep::order::sets::Equal;
use zopa_core::keep::order::{Least, Plan, Sets, judge, least, least_over};

/// Points that differ by less are the same.
pub const SAME: f64 = 1e-9;

/// Worlds between two looks at whether to go on.
const LOOK: usize = 16;

/// The steps of a package.
#[derive(Debug, Clone)]
pub struct Subject {
    pub package: Vec<usize>,
    pub course: Course,
    /// Where the steps were made from its clauses.
    pub made: Option<Clauses>,
}

/// How an order that the scenario names begins, and what it needs.
#[derive(Debug, Clone)]
pub struct Begun {
    /// Index of the order in the scenario.
    pub order: usize,
    pub course: Course,
    pub sought: Sought,
    sets: Option<Sets>,
}

/// The best order found.
#[derive(Debug, Clone)]
pub struct Sought {
    pub least: Least,
    /// How far any party is below where it began, at most, if everything ends on the way; `None` where the sets of steps were
    /// too many to look for the order that exposes least.
    pub exposure: Option<f64>,
}

/// One world.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The least guarantee.
    pub need: f64,
    /// The least exposure of orders that need no more.
    pub exposure: f64,
    /// What the order that is best at representative values needs there, and how far it exposes somebody.
    pub kept: [f64; 2],
    /// The step and the party that set the least guarantee; `None` where nobody is tempted.
    pub setter: Option<(usize, usize)>,
    /// Whether it is set by who would rather not begin.
    pub start: bool,
    /// The least guarantee and the least exposure of each order that begins as the scenario names.
    pub begun: Vec<[f64; 2]>,
    /// Months until the last step of the order that is best at representative values.
    pub months: f64,
}

/// A package.
#[derive(Debug)]
pub struct Study {
    pub label: String,
    /// As it is asked for.
    pub id: String,
    pub package: Vec<usize>,
    pub course: Course,
    pub made: bool,
    pub numbers: Numbers,
    pub plan: Plan,
    pub least: Least,
    /// How far any party is below where it began, at most, if everything ends on the way.
    pub exposure: Option<f64>,
    /// The orders that need and expose no more; `None` where they could not be counted.
    pub equal: Option<Equal>,
    pub begun: Vec<Begun>,
    pub worlds: Vec<Seen>,
    pub stop: Stop,
}

impl Subject {
    /// The steps of a package; `None` if it has none.
    pub fn new(scenario: &Scenario, compiled: &Compiled, package: &[usize]) -> Option<Subject> {
        if scenario.steps.is_empty() {
            let made = Clauses::of(scenario, compiled, package)?;
            return Some(Subject {
                package: package.to_vec(),
                course: made.course.clone(),
                made: Some(made),
            });
        }
        let course = Course::of(scenario, &has(compiled, package), &[]);
        (!course.deeds.is_empty()).then(|| Subject { package: package.to_vec(), course, made: None })
    }
}

/// Whether a package has an option.
fn has<'c>(compiled: &'c Compiled, package: &'c [usize]) -> impl Fn(&OptionRef) -> bool + 'c {
    |option| {
        let issue = compiled.issues.iter().position(|i| i.id == option.issue);
        issue.is_some_and(|i| compiled.issues[i].options[package[i]].id == option.option)
    }
}

/// Looks at a package.
pub fn look(
    asked: &Asked,
    (label, id): (&str, &str),
    subject: Subject,
    (compiled, view, worlds): (&Compiled, Option<&View>, usize),
) -> Result<Study, Fault> {
    let Subject { package, course, made } = subject;
    let numbers = match &made {
        Some(made) => made.middle(compiled),
        None => course.middle(),
    };
    let plan = course.plan(&numbers, &[]);
    let sets = asked.search(|budget| course.sets(budget));
    let Sought { least, exposure } = asked.search(|budget| searched(&plan, sets.as_ref().ok(), budget))?;
    let equal = sets.as_ref().ok().and_then(|sets| sets.equal(&plan, least.order.need, exposure?));
    let begun = match made {
        Some(_) => Vec::new(),
        None => begun(asked, compiled, &package)?,
    };
    let mut stop = sets.as_ref().err().copied().unwrap_or(least.stop);
    let mut seen = Vec::new();
    if let Ok(sets) = &sets {
        let drawn = match (&made, view) {
            (Some(made), Some(view)) => Some(made.worlds(view, asked.settings.seed, worlds)?),
            _ => None,
        };
        // Made of numbers without worlds, the steps have none.
        let worlds = if made.is_some() && drawn.is_none() { 0 } else { worlds };
        for k in 0..worlds {
            if k % LOOK == 0 && !(asked.poll)(LOOK as u64) {
                stop = Stop::Interrupted;
                break;
            }
            let numbers = match &drawn {
                Some(drawn) => drawn[k].clone(),
                None => course.world(asked.settings.seed, k as u64),
            };
            seen.push(world(&course, sets, &numbers, (&least.order.steps, &begun))?);
        }
    }
    let (label, id) = (label.to_string(), id.to_string());
    let made = made.is_some();
    Ok(Study {
        label,
        id,
        package,
        course,
        made,
        numbers,
        plan,
        least,
        exposure,
        equal,
        begun,
        worlds: seen,
        stop,
    })
}

/// The least guarantee, and of the orders that need no more the one that exposes least.
pub fn searched(plan: &Plan, sets: Option<&Sets>, budget: &mut Budget) -> Result<Sought, Fault> {
    let mut least = match sets {
        Some(sets) => least_over(plan, sets, budget)?,
        None => least(plan, budget)?,
    };
    let gentle = sets.and_then(|sets| sets.gentlest(plan, least.order.need));
    if let Some(gentle) = &gentle {
        least.order = judge(plan, &gentle.steps)?;
    }
    Ok(Sought { least, exposure: gentle.map(|gentle| gentle.exposure) })
}

/// The orders of the scenario, each completed so that it needs least.
fn begun(asked: &Asked, compiled: &Compiled, package: &[usize]) -> Result<Vec<Begun>, Fault> {
    let mut all = Vec::new();
    for (order, sequence) in asked.scenario.orders.iter().enumerate() {
        let course = Course::of(asked.scenario, &has(compiled, package), &sequence.waives);
        let first: Vec<usize> = sequence.first.iter().filter_map(|id| course.find(id)).collect();
        let course = course.begun(&first);
        let sets = asked.search(|budget| course.sets(budget)).ok();
        let plan = course.plan(&course.middle(), &[]);
        let sought = asked.search(|budget| searched(&plan, sets.as_ref(), budget))?;
        all.push(Begun { order, course, sought, sets });
    }
    Ok(all)
}

fn world(
    course: &Course,
    sets: &Sets,
    numbers: &Numbers,
    (best, begun): (&[usize], &[Begun]),
) -> Result<Seen, Fault> {
    let mut budget = Budget::new(u64::MAX);
    let plan = course.plan(numbers, &[]);
    let found = searched(&plan, Some(sets), &mut budget)?;
    let (need, exposure) = (found.least.order.need, found.exposure.unwrap_or(0.0));
    let kept = [judge(&plan, best)?.need, exposed(course, numbers, best)];
    let order = &found.least.order;
    let setter =
        if order.need >= LITTLE { setter(course, numbers, &order.steps, &order.tempted) } else { None };
    let begun = begun
        .iter()
        .map(|begun| {
            let plan = begun.course.plan(numbers, &[]);
            let found = match &begun.sets {
                Some(sets) => searched(&plan, Some(sets), &mut budget)?,
                None => searched(&plan, None, &mut Budget::new(0))?,
            };
            Ok([found.least.order.need, found.exposure.unwrap_or(f64::NAN)])
        })
        .collect::<Result<_, Fault>>()?;
    let months = super::schedule::months(course, numbers, best).last().map_or(0.0, |[_, to]| *to);
    let start = setter.is_some_and(|(k, _)| order.steps.first() == Some(&k));
    Ok(Seen { need, exposure, kept, setter, start, begun, months })
}

/// The step and the party nearest to stopping, which set what an order needs.
pub fn setter(
    course: &Course,
    numbers: &Numbers,
    order: &[usize],
    tempted: &[f64],
) -> Option<(usize, usize)> {
    let most = tempted.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let place = tempted.iter().position(|&t| t >= most)?;
    let left = left_with(course, numbers, &order[..place]);
    let end = ends(numbers);
    let k = order[place];
    let gain = |i: &usize| left[*i] - end[*i];
    course.deeds[k].owners.iter().copied().max_by(|a, b| gain(a).total_cmp(&gain(b))).map(|i| (k, i))
}

/// How far any party is below where it began, at most, if everything ends on the way.
fn exposed(course: &Course, numbers: &Numbers, order: &[usize]) -> f64 {
    let places = 1..order.len().max(1);
    let all = places.flat_map(|place| left_with(course, numbers, &order[..place]));
    all.fold(0.0, |most, left| most.max(-left))
}

/// The party most below where it began if everything ends on the way, the step after which it is, and how far.
pub fn most_exposed(course: &Course, numbers: &Numbers, order: &[usize]) -> Option<(usize, usize, f64)> {
    let mut most: Option<(usize, usize, f64)> = None;
    for place in 1..order.len() {
        for (i, left) in left_with(course, numbers, &order[..place]).into_iter().enumerate() {
            if -left >= LITTLE && most.is_none_or(|(_, _, known)| -left > known + SAME) {
                most = Some((i, order[place - 1], -left));
            }
        }
    }
    most
}

/// What each party is left with if everything ends when these steps are taken.
pub fn left_with(course: &Course, numbers: &Numbers, done: &[usize]) -> Vec<f64> {
    let mut left = vec![0.0; ends(numbers).len()];
    for &k in done {
        let undone = course.undone(numbers, k);
        for (i, left) in left.iter_mut().enumerate() {
            *left += numbers.gains[k][i] + undone[i];
        }
    }
    left
}

/// What each party has when all steps are taken.
pub fn ends(numbers: &Numbers) -> Vec<f64> {
    let parties = numbers.gains.first().map_or(0, Vec::len);
    (0..parties).map(|i| numbers.gains.iter().map(|gains| gains[i]).sum()).collect()
}
