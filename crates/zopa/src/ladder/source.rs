//! Where the conditions of a scenario come from.

use super::{Above, Condition, Draw, Reached, Sides};
use crate::compile::Compiled;
use crate::compile::extend::MoreParty;
use crate::enforce::{Model, Numbers, Worth};
use crate::ensemble::steps::Course;
use crate::question::AskError;
use crate::scenario::{OptionRef, Scenario};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use zopa_core::answer::Stop;
use zopa_core::budget::Budget;
use zopa_core::keep::order::Sets;

/// Work units for the sets of steps of one package.
const BUDGET: u64 = 5_000_000;

/// The steps of packages of one kind, and the sets in which they can be done.
type Kind = Arc<(Course, Result<Sets, Stop>)>;

/// What a scenario says about the rungs above the first.
pub(crate) struct Source<'s> {
    scenario: &'s Scenario,
    compiled: &'s Compiled,
    model: Model,
    /// Per issue and option, which lists of which steps it stands in.
    marks: Vec<Vec<Vec<bool>>>,
    /// Steps by which of them a package has, and whether the optional ones are left out.
    kinds: Mutex<BTreeMap<(Vec<bool>, bool), Kind>>,
}

impl<'s> Source<'s> {
    /// Of a scenario under a view.
    pub fn new(scenario: &'s Scenario, compiled: &'s Compiled) -> Source<'s> {
        let lists: Vec<&Vec<OptionRef>> = scenario.steps.iter().flat_map(|step| &step.applies_if).collect();
        let marks = compiled.issues.iter().map(|issue| {
            let stands =
                |id: &str, list: &[OptionRef]| list.iter().any(|o| o.issue == issue.id && o.option == id);
            issue.options.iter().map(|o| lists.iter().map(|list| stands(&o.id, list)).collect()).collect()
        });
        let marks = marks.collect();
        Source { scenario, compiled, model: Model::new(scenario, compiled), marks, kinds: Mutex::default() }
    }

    /// Whether it says anything about a rung.
    pub fn has(&self, rung: u8) -> bool {
        match rung {
            2 => !self.model.home.bodies.is_empty(),
            3 => !(self.scenario.enforce.guarantees.is_empty() && self.scenario.enforce.after.is_empty()),
            4 => !self.scenario.steps.is_empty(),
            _ => false,
        }
    }

    /// The bodies of each party as one condition.
    fn home(&self, numbers: &Numbers) -> Vec<Condition> {
        let bodies = &self.model.home.bodies;
        let mut all: BTreeMap<usize, Condition> = BTreeMap::new();
        for (refusal, refused) in self.model.home.entries(numbers) {
            let party = bodies[refusal.body].party;
            let condition = all.entry(party).or_insert_with(|| Condition {
                rung: 2,
                party,
                words: format!("the bodies at home of {} agree", self.compiled.parties[party].1),
                parties: Vec::new(),
                points: Vec::new(),
                refused: Vec::new(),
            });
            let sides = refusal.options.iter().map(|o| (o.issue, vec![o.option])).collect();
            condition.refused.push((sides, refused));
        }
        all.into_values().collect()
    }

    /// What each party would have to find worth keeping, all its dates as one condition.
    fn kept(&self, worth: &Worth, numbers: &Numbers) -> Result<Vec<Condition>, AskError> {
        let problem = &self.compiled.problem;
        let sheet = self.model.sheet(worth, numbers).map_err(|fault| AskError(fault.to_string()))?;
        let mut all: BTreeMap<usize, Condition> = BTreeMap::new();
        for keeps in self.model.keeps(problem, &sheet) {
            let party = keeps.party;
            let condition = all.entry(party).or_insert_with(|| Condition {
                rung: 3,
                party,
                words: format!("{} keeps it", self.compiled.parties[party].1),
                parties: Vec::new(),
                points: Vec::new(),
                refused: Vec::new(),
            });
            let (id, name) = &self.compiled.parties[party];
            condition.parties.push(MoreParty {
                id: format!("{id} keeps it at {}", keeps.period),
                name: format!("{name} at {} {}", self.model.period, keeps.period),
                consent: problem.parties()[party].consent,
                like: Some((party, keeps.factor)),
                no_deal: keeps.no_deal,
            });
            let at = condition.parties.len() - 1;
            condition
                .points
                .extend(keeps.adjust.iter().map(|&(issue, option, points)| (at, issue, option, points)));
        }
        Ok(all.into_values().collect())
    }

    /// The numbers of a draw.
    fn numbers<R>(&self, draw: Draw, then: impl FnOnce(&Numbers) -> R) -> R {
        match draw {
            Draw::Middle => then(&self.model.representative()),
            Draw::World { seed, k, .. } => {
                let values = self.model.drawn(seed, k);
                then(&Numbers { values: &values, world: Some((seed, k)), moved: None })
            }
        }
    }

    /// The forms of guarantee that are options: what each is called, its option, and what it costs those who give it.
    pub fn forms(&self) -> Vec<(String, zopa_core::problem::Opt, Vec<(usize, f64)>)> {
        let numbers = self.model.representative();
        let forms = self.model.forms.iter().filter(|form| !form.variant);
        let costs = |form: &crate::enforce::Form| {
            let each = form.guarantors.iter();
            each.filter_map(|g| Some((g.party?, numbers.get(g.cost.as_ref()?)))).collect()
        };
        forms.map(|form| (form.label.clone(), form.at, costs(form))).collect()
    }

    /// Which steps a package has.
    fn pattern(&self, package: &[usize]) -> Vec<bool> {
        let mut list = 0;
        let mut has = Vec::with_capacity(self.scenario.steps.len());
        for step in &self.scenario.steps {
            let lists = list..list + step.applies_if.len();
            list = lists.end;
            let met =
                |list: usize| package.iter().zip(&self.marks).any(|(&option, marks)| marks[option][list]);
            has.push(lists.clone().all(met));
        }
        has
    }

    /// The steps of packages of a kind; `bare`: without the optional ones.
    fn kind(&self, pattern: &[bool], bare: bool) -> Kind {
        let key = (pattern.to_vec(), bare);
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let made = kinds.entry(key).or_insert_with(|| {
            let steps = &self.scenario.steps;
            let keep: Vec<bool> =
                pattern.iter().zip(steps).map(|(has, step)| *has && !(bare && step.optional)).collect();
            let course = Course::of(self.scenario, &|_| true, &[]).kept(&keep);
            let sets = course.sets(&mut Budget::new(BUDGET));
            Arc::new((course, sets))
        });
        Arc::clone(made)
    }

    /// What whoever stops loses by the guarantee in a package, per party.
    fn guarantee(&self, numbers: &Numbers, package: &[usize]) -> Vec<f64> {
        let here = |at: &zopa_core::problem::Opt| package[at.issue] == at.option;
        let forms = || self.model.forms.iter().filter(|form| !form.variant && here(&form.at));
        (0..self.compiled.parties.len()).map(|p| forms().map(|form| form.counts(p, numbers)).sum()).collect()
    }

    /// The packages that have the same steps and whose guarantee takes no more from anybody.
    fn alike(&self, numbers: &Numbers, package: &[usize]) -> Sides {
        let given = self.guarantee(numbers, package);
        let mut sides = Sides::new();
        for (issue, (&option, marks)) in package.iter().zip(&self.marks).enumerate() {
            let forms = self.model.forms.iter().any(|form| !form.variant && form.at.issue == issue);
            let weaker = |other: usize| {
                let mut changed = package.to_vec();
                changed[issue] = other;
                !forms || self.guarantee(numbers, &changed).iter().zip(&given).all(|(a, b)| a <= b)
            };
            let same: Vec<usize> =
                (0..marks.len()).filter(|&other| marks[other] == marks[option] && weaker(other)).collect();
            if same.len() < marks.len() {
                sides.push((issue, same));
            }
        }
        sides
    }
}

impl Above for Source<'_> {
    fn conditions(&self, draw: Draw) -> Result<Vec<Condition>, AskError> {
        let problem = &self.compiled.problem;
        let worth = match draw {
            Draw::Middle => Worth::problem(problem, self.compiled.grid as f64),
            Draw::World { tables, .. } => Worth::world(problem, tables),
        };
        self.numbers(draw, |numbers| {
            let mut all = self.home(numbers);
            if self.has(3) {
                all.extend(self.kept(&worth, numbers)?);
            }
            Ok(all)
        })
    }

    fn reached(&self, draw: Draw, package: &[usize]) -> Result<Reached, AskError> {
        let pattern = self.pattern(package);
        let optional = pattern.iter().zip(&self.scenario.steps).any(|(has, step)| *has && step.optional);
        self.numbers(draw, |numbers| {
            let guarantee = self.guarantee(numbers, package);
            for bare in [false, true] {
                if bare && !optional {
                    break;
                }
                let kind = self.kind(&pattern, bare);
                let (course, sets) = &*kind;
                let Ok(sets) = sets else { return Ok(Reached::Open) };
                let of = match draw {
                    Draw::Middle => course.middle(),
                    Draw::World { seed, k, .. } => course.world(seed, k),
                };
                let holds = course.reachable(sets, &of, &guarantee);
                if holds.map_err(|fault| AskError(fault.to_string()))? {
                    return Ok(Reached::Yes);
                }
            }
            Ok(Reached::No(self.alike(numbers, package)))
        })
    }
}
