//! Worlds counted rung by rung.
//!
//! A world passes a set of rungs if some package passes them all there. Where a world fails the largest set and has a
//! deal, each condition is left out by itself: if that opens a way, the condition is what blocks.

use super::{Above, Condition, Draw, Reach, Reached, Rungs, Sides, growth, guard, refuse};
use crate::compile::extend::Growth;
use crate::compile::{CompileError, Compiled};
use crate::ensemble::View;
use crate::ensemble::cases::{Factor, Level};
use crate::question::{AskError, Asked};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use zopa_core::answer::Stop;
use zopa_core::world::{BLOCK, Judge, Seed, Tables, Verdict, World};

/// Kinds of packages one world may have left out before it counts as not settled.
const MOST_LEFT_OUT: usize = 128;

/// Work units of the general search for one world and set of conditions; what they do not settle counts as not settled.
const BUDGET: u64 = 20_000;

/// What a view is looked at with.
pub(crate) struct Look<'l> {
    /// The view.
    pub view: &'l View,
    /// What is asked.
    pub above: &'l dyn Above,
    /// The sets of rungs, each within the last.
    pub rungs: Vec<Rungs>,
    /// What else is different in a draw; of the same shape in each.
    pub change: Option<&'l Change<'l>>,
}

/// What is different: points, no deal and lines of a problem.
pub(crate) type Change<'l> = dyn Fn(Draw) -> Growth + Sync + 'l;

/// Worlds of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Passed {
    /// How many there are.
    pub worlds: u64,
    /// Per set of rungs, those that pass it.
    pub passed: Vec<u64>,
    /// Per set of rungs, those in which that was not settled.
    pub unsettled: Vec<u64>,
    /// Worlds with a deal that fail the last set.
    pub failed: u64,
    /// Per condition, those of them that pass once it is left out.
    pub blocked: Vec<u64>,
    /// Of them, those that pass once nothing is asked of the order of steps.
    pub unreached: u64,
}

impl Passed {
    fn add(&mut self, other: &Passed) {
        let sum = |to: &mut Vec<u64>, from: &Vec<u64>| {
            to.resize(from.len().max(to.len()), 0);
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        };
        self.worlds += other.worlds;
        sum(&mut self.passed, &other.passed);
        sum(&mut self.unsettled, &other.unsettled);
        self.failed += other.failed;
        sum(&mut self.blocked, &other.blocked);
        self.unreached += other.unreached;
    }
}

/// Judges of the conditions that count, one per set of conditions.
struct Judges<'l> {
    base: &'l Compiled,
    of: BTreeMap<Vec<usize>, Made>,
}

struct Made {
    judge: Judge,
    /// Kinds of packages that may be left out.
    left_out: Vec<Sides>,
}

/// A world as the judges see it.
struct Seen<'w> {
    tables: &'w Tables,
    real: &'w [bool],
    conditions: &'w [Condition],
    change: Option<&'w Growth>,
}

impl<'l> Judges<'l> {
    fn grown(&self, seen: &Seen, which: &[usize], left_out: &[(Sides, bool)]) -> Growth {
        let n = self.base.problem.n();
        let mut growth = growth(n, which.iter().map(|&c| &seen.conditions[c]));
        if let Some(change) = seen.change {
            let at = n + growth.parties.len();
            growth.points.extend(&change.points);
            growth.no_deal.extend(&change.no_deal);
            // Lines of a change are those of a party of its own.
            growth.parties.extend((!change.lines.is_empty()).then(|| guard("the change")));
            growth.lines.extend(change.lines.iter().map(|(_, excludes, real)| (at, excludes.clone(), *real)));
        }
        if !left_out.is_empty() {
            let at = n + growth.parties.len();
            growth.parties.push(guard("the order of steps"));
            refuse(&mut growth, at, left_out);
        }
        growth
    }

    fn judge(&self, growth: &Growth) -> Result<Judge, CompileError> {
        Ok(Judge::new(&growth.compiled(self.base)?.problem).with_budget(BUDGET))
    }

    /// Whether some package passes these conditions, and can be reached if that is asked.
    fn decide(&mut self, seen: &Seen, which: &[usize], reach: Option<&Reach>) -> Result<Verdict, AskError> {
        let Some(reach) = reach else { return self.passes(seen, which).map(|(verdict, _)| verdict) };
        // Mostly the first package found can be reached.
        let (verdict, package) = self.passes(seen, which)?;
        match verdict {
            Verdict::Deal => match reach(&package)? {
                Reached::Yes => Ok(Verdict::Deal),
                Reached::No(_) => self.reached(seen, which, reach),
                Reached::Open => Ok(Verdict::Unsettled(Stop::Budget)),
            },
            _ => Ok(verdict),
        }
    }

    /// Whether some package passes these conditions, and one that does.
    fn passes(&mut self, seen: &Seen, which: &[usize]) -> Result<(Verdict, Vec<usize>), AskError> {
        let growth = self.grown(seen, which, &[]);
        if !self.of.contains_key(which) {
            let made = Made { judge: self.judge(&growth)?, left_out: Vec::new() };
            self.of.insert(which.to_vec(), made);
        }
        let tables = growth.tables(&self.base.problem, seen.tables)?;
        let Some(made) = self.of.get_mut(which) else {
            return Ok((Verdict::Unsettled(Stop::Budget), Vec::new()));
        };
        let verdict = made.judge.decide(&tables, &growth.real(seen.real), None);
        Ok((verdict, if verdict == Verdict::Deal { made.judge.witness().to_vec() } else { Vec::new() }))
    }

    /// Whether some package passes these conditions and can be reached: kinds of packages that cannot are left out one after
    /// the other.
    fn reached(&mut self, seen: &Seen, which: &[usize], reach: &Reach) -> Result<Verdict, AskError> {
        // A judge that leaves packages out is kept apart from one that does not.
        let mut key = which.to_vec();
        key.push(usize::MAX);
        let mut made = match self.of.remove(&key) {
            Some(made) => made,
            None => Made { judge: self.judge(&self.grown(seen, which, &[]))?, left_out: Vec::new() },
        };
        let mut active = vec![false; made.left_out.len()];
        let mut found = Ok(Verdict::Unsettled(Stop::Budget));
        for _ in 0..MOST_LEFT_OUT {
            let marked: Vec<(Sides, bool)> =
                made.left_out.iter().cloned().zip(active.iter().copied()).collect();
            let growth = self.grown(seen, which, &marked);
            let tables = match growth.tables(&self.base.problem, seen.tables) {
                Ok(tables) => tables,
                Err(error) => {
                    found = Err(error.into());
                    break;
                }
            };
            let verdict = made.judge.decide(&tables, &growth.real(seen.real), None);
            let failing = match verdict {
                Verdict::Deal => reach(made.judge.witness()),
                _ => Ok(Reached::Yes),
            };
            let sides = match failing {
                Ok(Reached::No(sides)) => sides,
                Ok(Reached::Yes) => {
                    found = Ok(verdict);
                    break;
                }
                Ok(Reached::Open) => break,
                Err(error) => {
                    found = Err(error);
                    break;
                }
            };
            match made.left_out.iter().position(|known| *known == sides) {
                Some(at) => active[at] = true,
                None => {
                    made.left_out.push(sides);
                    active.push(true);
                    let marked: Vec<(Sides, bool)> =
                        made.left_out.iter().cloned().map(|sides| (sides, true)).collect();
                    match self.judge(&self.grown(seen, which, &marked)) {
                        Ok(judge) => made.judge = judge,
                        Err(error) => {
                            found = Err(error.into());
                            break;
                        }
                    }
                }
            }
        }
        self.of.insert(key, made);
        found
    }
}

/// Counts the first worlds of some cases, in whole blocks; and whether they are all that was asked for. What blocks is
/// looked at in the first case alone.
///
/// # Errors
/// A sentence, if worlds cannot be drawn or a number does not fit.
pub(crate) fn count(
    asked: &Asked,
    look: &Look,
    cases: &[usize],
    worlds: u64,
) -> Result<(Vec<Passed>, bool), AskError> {
    let blocks = View::blocks(worlds);
    let jobs: Vec<(usize, u64)> =
        (0..blocks).flat_map(|block| cases.iter().map(move |&case| (case, block))).collect();
    let stopped = AtomicBool::new(false);
    let counted = asked.each(&jobs, |&(case, at)| block(asked, look, (case, at, case == cases[0]), &stopped));
    let mut sums = vec![Passed::default(); cases.len()];
    for (job, passed) in counted.into_iter().enumerate() {
        match passed? {
            Some(passed) => sums[job % cases.len()].add(&passed),
            // Cases stay comparable: a block counts where all cases have it.
            None => break,
        }
    }
    let whole = sums.iter().map(|sum| sum.worlds).min() == Some(blocks * BLOCK);
    Ok((sums, whole))
}

/// One block of one case; `None` if interrupted.
fn block(
    asked: &Asked,
    look: &Look,
    (case, block, blame): (usize, u64, bool),
    stopped: &AtomicBool,
) -> Result<Option<Passed>, AskError> {
    let fault = |fault: zopa_core::Fault| AskError(fault.to_string());
    let (view, seed) = (look.view, asked.settings.seed);
    let family = &view.family;
    let case = &view.design.cases[case];
    let firmness = view.design.level(case, Factor::Firmness);
    let mut draws =
        family.draws(&view.design.dependence(family, case), Seed::from(seed), block).map_err(fault)?;
    let ends = |end: fn(&zopa_core::world::Quantity) -> f64| -> Vec<f64> {
        family.lines().iter().map(|line| end(&line.firmness)).collect()
    };
    let (low, high) = (ends(|q| q.low), ends(|q| q.high));
    let mut world = World { point: Vec::new(), toughness: Vec::new() };
    let mut tables = Tables::default();
    let mut judges = Judges { base: &view.plausible.compiled, of: BTreeMap::new() };
    let sets = look.rungs.len();
    let mut sum = Passed { passed: vec![0; sets], unsettled: vec![0; sets], ..Passed::default() };
    for k in block * BLOCK..(block + 1) * BLOCK {
        draws.next(&mut world).map_err(fault)?;
        if stopped.load(Ordering::Relaxed) || !(asked.poll)(1) {
            stopped.store(true, Ordering::Relaxed);
            return Ok(None);
        }
        family.tables(&world.point, &mut tables);
        let real = match firmness {
            Level::Low => world.real(&low),
            Level::High => world.real(&high),
            Level::Base => world.real(&world.point[family.firmness()..]),
        };
        let draw = Draw::World { seed, k, tables: &tables };
        let conditions = look.above.conditions(draw)?;
        let reach = |package: &[usize]| look.above.reached(draw, package);
        let change = look.change.map(|change| change(draw));
        let seen = Seen { tables: &tables, real: &real, conditions: &conditions, change: change.as_ref() };
        sum.blocked.resize(conditions.len(), 0);
        if one(&mut judges, &seen, (&look.rungs, &reach), &mut sum)? && blame {
            blames(&mut judges, &seen, (&look.rungs, &reach), &mut sum)?;
        }
    }
    Ok(Some(sum))
}

/// Counts one world; whether it has a deal and none that passes all rungs.
fn one(
    judges: &mut Judges,
    seen: &Seen,
    (sets, reach): (&[Rungs], &Reach),
    sum: &mut Passed,
) -> Result<bool, AskError> {
    let of = |rungs: Rungs| rungs.has(4).then_some(reach);
    sum.worlds += 1;
    let mut verdicts = Vec::with_capacity(sets.len());
    for &rungs in sets {
        // What no package passes, none passes with more asked.
        let verdict = match verdicts.last() {
            Some(Verdict::None) => Verdict::None,
            _ => judges.decide(seen, &which(seen, rungs), of(rungs))?,
        };
        if verdict == Verdict::Deal {
            // What passes more passes less.
            verdicts.iter_mut().for_each(|earlier| *earlier = Verdict::Deal);
        }
        verdicts.push(verdict);
    }
    for (set, verdict) in verdicts.iter().enumerate() {
        match verdict {
            Verdict::Deal => sum.passed[set] += 1,
            Verdict::Unsettled(_) => sum.unsettled[set] += 1,
            Verdict::None => {}
        }
    }
    let (first, last) = (verdicts.first(), verdicts.last());
    // A deal, and nothing that passes all rungs: somebody is to be asked why.
    Ok(first == Some(&Verdict::Deal) && last == Some(&Verdict::None))
}

/// Which condition, left out by itself, opens a way in a world that fails the last set.
fn blames(
    judges: &mut Judges,
    seen: &Seen,
    (sets, reach): (&[Rungs], &Reach),
    sum: &mut Passed,
) -> Result<(), AskError> {
    let Some(&all) = sets.last() else { return Ok(()) };
    let every = which(seen, all);
    let asked = all.has(4).then_some(reach);
    sum.failed += 1;
    for &c in &every {
        let rest: Vec<usize> = every.iter().copied().filter(|other| *other != c).collect();
        if judges.decide(seen, &rest, asked)? == Verdict::Deal {
            sum.blocked[c] += 1;
        }
    }
    if all.has(4) && judges.decide(seen, &every, None)? == Verdict::Deal {
        sum.unreached += 1;
    }
    Ok(())
}

/// The conditions of some rungs.
fn which(seen: &Seen, rungs: Rungs) -> Vec<usize> {
    (0..seen.conditions.len()).filter(|&c| rungs.has(seen.conditions[c].rung)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::find::find;
    use super::*;
    use crate::compile::Reading;
    use crate::compile::extend::MoreParty;
    use crate::ensemble::extra::uniform;
    use crate::question::Settings;
    use zopa_core::problem::Consent;
    use zopa_core::zone::Zone;

    const FAIR: &str = include_str!("../../tests/fair.toml");

    /// One party keeps the deal later, and the other's bodies at home may refuse two combinations.
    fn conditions(draw: Draw) -> Vec<Condition> {
        let at = |key: &str| match draw {
            Draw::Middle => 0.5,
            Draw::World { seed, k, .. } => uniform(key, seed, k),
        };
        let party = |id: &str, like: Option<(usize, f64)>, no_deal: f64| MoreParty {
            id: id.into(),
            name: id.into(),
            consent: Consent::Whole,
            like,
            no_deal,
        };
        let condition = |rung: u8, about: usize, party: MoreParty| Condition {
            rung,
            party: about,
            words: String::new(),
            parties: vec![party],
            points: Vec::new(),
            refused: Vec::new(),
        };
        let mut home = condition(2, 1, party("home", None, 0.0));
        home.parties.clear();
        home.refused.push((vec![(0, vec![1])], at("body") < 0.4));
        home.refused.push((vec![(1, vec![0]), (2, vec![1])], at("body") < 0.6));
        let mut kept = condition(3, 0, party("kept", Some((0, 0.9)), 35.0 * at("later") + 10.0));
        kept.points.push((0, 1, 0, -10.0 * at("clause")));
        vec![home, kept]
    }

    /// What may be left out: a third of the packages each way, by the draw.
    fn fails(draw: Draw, package: &[usize]) -> Option<Sides> {
        let Draw::World { seed, k, .. } = draw else { return None };
        let kind = package[0];
        (uniform(&format!("order {kind}"), seed, k) < 0.5).then(|| vec![(0, vec![kind]), (1, vec![0, 1])])
    }

    struct Invented;

    impl Above for Invented {
        fn conditions(&self, draw: Draw) -> Result<Vec<Condition>, AskError> {
            Ok(conditions(draw))
        }

        fn reached(&self, draw: Draw, package: &[usize]) -> Result<Reached, AskError> {
            Ok(fails(draw, package).map_or(Reached::Yes, Reached::No))
        }
    }

    fn packages(options: &[usize]) -> Vec<Vec<usize>> {
        options.iter().fold(vec![Vec::new()], |all, &k| {
            all.iter().flat_map(|x: &Vec<usize>| (0..k).map(|o| [x.clone(), vec![o]].concat())).collect()
        })
    }

    /// Whether a package passes, by the definition, on the numbers of a world.
    fn passes(base: &Compiled, seen: &Seen, (rungs, draw): (Rungs, Draw), package: &[usize]) -> bool {
        let problem = base.problem.in_world(seen.tables).expect("fits");
        let grid = zopa_core::world::GRID as f64;
        let condition = |condition: &Condition| {
            let holds = |sides: &Sides| sides.iter().all(|(i, of)| of.contains(&package[*i]));
            if condition.refused.iter().any(|(sides, refused)| *refused && holds(sides)) {
                return false;
            }
            let Some(party) = condition.parties.first() else { return true };
            let mut worth =
                party.like.map_or(0.0, |(p, factor)| problem.value(p, package) as f64 / grid * factor);
            worth += condition.points.iter().filter(|x| package[x.1] == x.2).map(|x| x.3).sum::<f64>();
            worth >= party.no_deal
        };
        problem.acceptable(seen.real, package)
            && seen.conditions.iter().filter(|c| rungs.has(c.rung)).all(condition)
            && !(rungs.has(4) && fails(draw, package).is_some())
    }

    #[test]
    fn counts_are_those_of_enumeration() {
        let scenario = crate::read::read("fair.toml", FAIR.into(), &mut |_| Err("none".to_owned()))
            .scenario
            .expect("sound");
        let settings = Settings { threads: 2, ..Settings::default() };
        let asked = Asked { scenario: &scenario, settings: &settings, poll: &|_| true };
        let view = View::new(&scenario, None, 0).expect("worlds");
        let rungs: Vec<Rungs> = [2, 3, 4].into_iter().fold(vec![Rungs::FIRST], |mut all, rung| {
            all.push(all[all.len() - 1].with(rung));
            all
        });
        let look = Look { view: &view, above: &Invented, rungs: rungs.clone(), change: None };
        let (counted, whole) = count(&asked, &look, &[0, 1], 512).expect("counts");
        assert!(whole);
        let base = &view.plausible.compiled;
        let mut wanted = vec![0; 4];
        let mut blocked = vec![0; 3];
        let case = view.design.dependence(&view.family, &view.design.cases[0]);
        for block in 0..2 {
            for (k, world) in (block * BLOCK..).zip(view.family.block(&case, 0u64, block).expect("draws")) {
                let mut tables = Tables::default();
                view.family.tables(&world.point, &mut tables);
                let real = world.real(&world.point[view.family.firmness()..]);
                let draw = Draw::World { seed: 0, k, tables: &tables };
                let all = conditions(draw);
                let seen = Seen { tables: &tables, real: &real, conditions: &all, change: None };
                let any = |seen: &Seen, rungs: Rungs| {
                    packages(base.problem.options()).iter().any(|x| passes(base, seen, (rungs, draw), x))
                };
                let open: Vec<bool> = rungs.iter().map(|&rungs| any(&seen, rungs)).collect();
                wanted.iter_mut().zip(&open).for_each(|(sum, open)| *sum += u64::from(*open));
                if open[0] && !open[3] {
                    for c in 0..2 {
                        let rest = [all[1 - c].clone()];
                        blocked[c] += u64::from(any(&Seen { conditions: &rest, ..seen }, rungs[3]));
                    }
                    blocked[2] += u64::from(open[2]);
                }
            }
        }
        assert_eq!(counted[0].passed, wanted);
        assert_eq!(counted[0].unsettled, [0; 4]);
        assert_eq!([&counted[0].blocked[..], &[counted[0].unreached]].concat(), blocked);
        assert!(
            wanted[0] > wanted[1] && wanted[1] > wanted[2] && wanted[2] > wanted[3] && wanted[3] > 0,
            "{wanted:?}"
        );
        assert!(blocked.iter().all(|n| *n > 0), "{blocked:?}");
    }

    #[test]
    fn what_is_found_passes_and_what_is_not_is_proved() {
        let scenario = crate::read::read("fair.toml", FAIR.into(), &mut |_| Err("none".to_owned()))
            .scenario
            .expect("sound");
        let settings = Settings::default();
        let asked = Asked { scenario: &scenario, settings: &settings, poll: &|_| true };
        let base = crate::compile::compile(&scenario, None, 0).expect("compiles");
        let real = base.real(Reading::None);
        let all = conditions(Draw::Middle);
        let never = |_: &[usize]| -> Result<Reached, AskError> { Ok(Reached::Yes) };
        let found = find(&asked, &base, (&all, Rungs::FIRST.with(2).with(3)), &never, &real).expect("found");
        let Zone::Open(package) = &found.verdict.value else { panic!("{:?}", found.verdict.value) };
        // In the middle the bodies refuse early days with the cart.
        assert!(package[1] != 0 || package[2] != 1);
        let nothing = |_: &[usize]| -> Result<Reached, AskError> {
            Ok(Reached::No(vec![(0, vec![0, 1, 2]), (1, vec![0, 1])]))
        };
        let none = find(&asked, &base, (&all, Rungs::FIRST.with(4)), &nothing, &real).expect("found");
        assert!(matches!(none.verdict.value, Zone::Empty) && none.verdict.proof.is_some());
        assert_eq!(none.left_out, 1);
    }
}
