//! Whether a claim is true: by its definition, looking at every package there is. Proofs play no part in it.

use super::lots;
use super::steps;
use super::world::{Seen, World};
use std::collections::{BTreeMap, BTreeSet};
use zopa::result::{
    Claim, ClaimRecord, ConcessionRecord, ConflictRecord, OpeningRecord, PointRecord, WireGoal,
};
use zopa_core::problem::Score;

type Real = BTreeSet<usize>;

/// Whether what a record says is true; nonsense is not.
pub fn is_true(worlds: &[World], record: &ClaimRecord) -> bool {
    let Some(world) = worlds.get(record.problem) else { return false };
    // Beyond the first rung, the problem says up to which one it holds what is asked.
    let with = world.problem.with.as_deref().and_then(|with| with.strip_prefix("rungs up to "));
    let highest = with.map_or(1, |rest| rest.as_bytes()[0] - b'0');
    let zone = matches!(record.claim, Claim::Open { .. } | Claim::Empty { .. });
    if record.draw.is_some() || record.rung != highest || (highest > 1 && !zone) {
        return false;
    }
    if let Claim::Cruxes { lines, conflicts, openings, complete } = &record.claim {
        return record.reading.is_none() && cruxes(world, lines, conflicts, openings, *complete);
    }
    if let Claim::Order { record: order } = &record.claim {
        let options: Vec<usize> = world.problem.issues.iter().map(|issue| issue.options.len()).collect();
        return record.reading.is_none() && steps::is_true(world.parties().count(), &options, order);
    }
    let Some(real) = world.real(record.reading.as_deref()) else { return false };
    match &record.claim {
        Claim::Open { package } => world.look(package).is_some_and(|x| x.acceptable(&real)),
        Claim::Empty { .. } => world.zone(&real).is_empty(),
        Claim::Best { concept, goal, packages, all_ties, .. } => {
            ranked(world, &real, concept, goal).is_some_and(|ranked| best(&ranked, packages, *all_ties))
        }
        Claim::Top { concept, goal, k, packages, .. } => {
            ranked(world, &real, concept, goal).is_some_and(|ranked| top(&ranked, packages, *k))
        }
        Claim::Frontier { parties, scope, points } => frontier(world, &real, parties, scope, points),
        Claim::Package { package, gains, refused_by, breaks } => world.look(package).is_some_and(|x| {
            let refusing: Vec<usize> = world.parties().filter(|&p| !x.accepted_by(p, &real, world)).collect();
            x.gains == *gains && refusing == *refused_by && x.broken == *breaks
        }),
        Claim::Concessions { list, complete } => concessions(world, &real, list, *complete),
        Claim::Exchange { package, after, gains } => exchange(world, &real, package, after, gains),
        Claim::Count { count, having } => {
            let has = |x: &&&Seen| having.is_none_or(|(issue, option)| x.package.get(issue) == Some(&option));
            let known =
                having.is_none_or(|(i, o)| world.problem.issues.get(i).is_some_and(|i| o < i.options.len()));
            known && *count == world.zone(&real).iter().filter(has).count().into()
        }
        Claim::Every { issue, option, has, .. } => {
            let known = world.problem.issues.get(*issue).is_some_and(|i| *option < i.options.len());
            known && world.zone(&real).iter().all(|x| (x.package[*issue] == *option) == *has)
        }
        Claim::Lottery { concept, goal, .. } => {
            let zone = world.zone(&real);
            let aim = aim(world, &zone, concept).filter(|aim| stated(goal).as_ref() == Some(aim));
            aim.is_some_and(|(kind, units)| {
                kind != "sum" && lots::is_true(world, &zone, &units, &record.claim)
            })
        }
        // Results here hold nothing drawn.
        Claim::Share { .. }
        | Claim::Worlds { .. }
        | Claim::Leak { .. }
        | Claim::Rungs { .. }
        | Claim::Time { .. }
        | Claim::Indices { .. }
        | Claim::Kept { .. }
        | Claim::KeptIn { .. }
        | Claim::Questions { .. } => false,
        Claim::Reversal { .. } | Claim::Levers { .. } => false,
        // Results here are complete; that a search stopped is then not true.
        Claim::Stopped { .. } | Claim::Found { .. } => false,
        Claim::Cruxes { .. } | Claim::Order { .. } => false,
    }
}

/// A goal: its kind, and the players with their units.
type Aim = (&'static str, BTreeMap<usize, Score>);

/// What a concept maximises, by its definition; `None` where there is no such concept or nobody to bargain.
fn aim(world: &World, zone: &[&Seen], concept: &str) -> Option<Aim> {
    let ideal = |p: usize| zone.iter().map(|x| x.gains[p]).max();
    let players: BTreeMap<usize, Score> =
        world.whole().into_iter().filter_map(|p| ideal(p).filter(|g| *g > 0).map(|g| (p, g))).collect();
    let ones = players.keys().map(|p| (*p, 1)).collect();
    let aim = match concept {
        "nash" => ("product", ones),
        "egalitarian" => ("leximin", ones),
        "kalai-smorodinsky" => ("leximin", players),
        "relative-utilitarian" => ("sum", players),
        _ => return None,
    };
    (!aim.1.is_empty()).then_some(aim)
}

fn stated(goal: &WireGoal) -> Option<Aim> {
    let with = |players: &[usize], units: &[Score]| -> Option<BTreeMap<usize, Score>> {
        let map: BTreeMap<usize, Score> = players.iter().copied().zip(units.iter().copied()).collect();
        (map.len() == players.len() && units.len() == players.len()).then_some(map)
    };
    match goal {
        WireGoal::Product { players } => Some(("product", with(players, &vec![1; players.len()])?)),
        WireGoal::Leximin { players, units } => Some(("leximin", with(players, units)?)),
        WireGoal::Sum { players, units } => Some(("sum", with(players, units)?)),
        WireGoal::Own { party } => Some(("own", BTreeMap::from([(*party, 1)]))),
        WireGoal::Weighted { .. } | WireGoal::Any => None,
    }
}

/// The packages that count, by what they are worth: entries compared in order, over one denominator.
type Ranked = BTreeMap<Vec<usize>, Vec<i128>>;

/// `None` where the goal is not that of the concept.
fn ranked(world: &World, real: &Real, concept: &str, goal: &WireGoal) -> Option<Ranked> {
    let zone = world.zone(real);
    let stated = stated(goal)?;
    let fits = match concept {
        "ideal" => stated.0 == "own" && stated.1.keys().all(|p| world.whole().contains(p)),
        _ => aim(world, &zone, concept)? == stated,
    };
    let (kind, units) = stated;
    let all: i128 = units.values().product();
    let worth = |x: &Seen| -> Option<Vec<i128>> {
        let mut shares: Vec<i128> = units.iter().map(|(p, u)| x.gains[*p] * (all / *u)).collect();
        match kind {
            "product" => shares.iter().all(|g| *g > 0).then(|| vec![shares.iter().product()]),
            "leximin" => {
                shares.sort_unstable();
                Some(shares)
            }
            _ => Some(vec![shares.iter().sum()]),
        }
    };
    fits.then(|| zone.iter().filter_map(|x| worth(x).map(|w| (x.package.clone(), w))).collect())
}

fn best(ranked: &Ranked, packages: &[Vec<usize>], all_ties: bool) -> bool {
    let most = ranked.values().max();
    let best: BTreeSet<&Vec<usize>> =
        ranked.iter().filter(|(_, w)| Some(*w) == most).map(|(x, _)| x).collect();
    let stated: BTreeSet<&Vec<usize>> = packages.iter().collect();
    // No package named best says that none counts.
    let some = !stated.is_empty() || best.is_empty();
    some && if all_ties { stated == best } else { stated.is_subset(&best) }
}

fn top(ranked: &Ranked, packages: &[Vec<usize>], k: usize) -> bool {
    let stated: BTreeSet<&Vec<usize>> = packages.iter().collect();
    let Some(worth) = packages.iter().map(|x| ranked.get(x)).collect::<Option<Vec<_>>>() else {
        return false;
    };
    let outside = || ranked.iter().filter(|(x, _)| !stated.contains(x)).map(|(_, w)| w);
    stated.len() == packages.len()
        && worth.windows(2).all(|pair| pair[0] >= pair[1])
        && match packages.len().cmp(&k) {
            std::cmp::Ordering::Less => outside().next().is_none(),
            std::cmp::Ordering::Equal => worth.last().is_none_or(|last| outside().all(|w| w <= *last)),
            std::cmp::Ordering::Greater => false,
        }
}

fn frontier(world: &World, real: &Real, parties: &[usize], scope: &str, points: &[PointRecord]) -> bool {
    let within = |x: &Seen| match scope {
        "feasible" => x.broken.is_empty(),
        _ => x.acceptable(real),
    };
    if !matches!(scope, "feasible" | "acceptable") || !parties.iter().all(|p| world.parties().contains(p)) {
        return false;
    }
    let values = |x: &Seen| -> Vec<Score> {
        parties.iter().map(|&p| x.gains[p] + world.problem.parties[p].no_deal).collect()
    };
    let reached: BTreeSet<Vec<Score>> = world.all.iter().filter(|x| within(x)).map(values).collect();
    // The largest first: what beats a point comes before it.
    let mut front: Vec<&Vec<Score>> = Vec::new();
    for point in reached.iter().rev() {
        if !front.iter().any(|other| other.iter().zip(point).all(|(a, b)| a >= b)) {
            front.push(point);
        }
    }
    let as_stated =
        |p: &PointRecord| world.look(&p.package).is_some_and(|x| within(&x) && values(&x) == p.values);
    points.iter().all(as_stated)
        && points.iter().map(|p| &p.values).collect::<BTreeSet<_>>() == front.into_iter().collect()
}

fn cruxes(
    world: &World,
    lines: &[usize],
    conflicts: &[ConflictRecord],
    openings: &[OpeningRecord],
    complete: bool,
) -> bool {
    if lines.iter().any(|&l| l >= world.problem.lines.len()) {
        return false;
    }
    let considered: Real = lines.iter().copied().collect();
    let bare = world.zone(&Real::new());
    let obstacles: BTreeSet<Real> = bare.iter().map(|x| x.crossed.iter().copied().collect()).collect();
    let deal = |real: &Real| obstacles.iter().any(|o| o.is_disjoint(real));
    let without = |set: &Real, l: &usize| -> Real { set.iter().copied().filter(|k| k != l).collect() };
    let rest = |set: &Real| -> Real { considered.difference(set).copied().collect() };
    let conflict = |set: &Real| !deal(set) && set.iter().all(|l| deal(&without(set, l)));
    let opening = |set: &Real| deal(&rest(set)) && set.iter().all(|l| !deal(&rest(&without(set, l))));
    let set = |list: &[usize]| -> Option<Real> {
        let set: Real = list.iter().copied().collect();
        (set.is_subset(&considered) && set.len() == list.len()).then_some(set)
    };
    let accepted = |x: &[usize], real: &Real| world.look(x).is_some_and(|x| x.acceptable(real));
    let right = conflicts.iter().all(|c| {
        set(&c.lines).is_some_and(|s| {
            let open = |(l, x): (&usize, &Vec<usize>)| accepted(x, &without(&s, l));
            conflict(&s) && c.without.len() == c.lines.len() && c.lines.iter().zip(&c.without).all(open)
        })
    }) && openings
        .iter()
        .all(|o| set(&o.lines).is_some_and(|s| opening(&s) && accepted(&o.package, &rest(&s))));
    let listed =
        |sets: Vec<&Vec<usize>>| -> BTreeSet<Real> { sets.into_iter().filter_map(|s| set(s)).collect() };
    let every = |test: &dyn Fn(&Real) -> bool| -> BTreeSet<Real> {
        let mut sets = vec![Real::new()];
        for &l in &considered {
            let more: Vec<Real> = sets.iter().map(|s| s.iter().copied().chain([l]).collect()).collect();
            sets.extend(more);
        }
        sets.into_iter().filter(test).collect()
    };
    right
        && (!complete
            || (listed(conflicts.iter().map(|c| &c.lines).collect()) == every(&conflict)
                && listed(openings.iter().map(|o| &o.lines).collect()) == every(&opening)))
}

fn concessions(world: &World, real: &Real, list: &[ConcessionRecord], complete: bool) -> bool {
    type Need = (Vec<Score>, Real);
    let below = |a: &Need, b: &Need| a.0.iter().zip(&b.0).all(|(x, y)| x <= y) && a.1.is_subset(&b.1);
    let stated: Vec<Need> =
        list.iter().map(|c| (c.shifts.clone(), c.lines.iter().copied().collect())).collect();
    let works = |(c, need): (&ConcessionRecord, &Need)| {
        world.look(&c.package).is_some_and(|x| x.broken.is_empty() && x.need(real) == *need)
    };
    let apart = |need: &Need| !stated.iter().any(|other| other != need && below(other, need));
    let needs =
        || world.all.iter().filter(|x| x.broken.is_empty()).map(|x| x.need(real)).collect::<BTreeSet<_>>();
    list.iter().zip(&stated).all(works)
        && stated.iter().all(apart)
        && (!complete || needs().iter().all(|need| stated.iter().any(|s| below(s, need))))
}

fn exchange(world: &World, real: &Real, package: &[usize], after: &[usize], gains: &[Score]) -> bool {
    let (Some(a), Some(b)) = (world.look(package), world.look(after)) else { return false };
    let gained: Vec<Score> = a.gains.iter().zip(&b.gains).map(|(a, b)| b - a).collect();
    let changes = package.iter().zip(after).filter(|(x, y)| x != y).count();
    let say: Vec<Score> = world.parties().filter(|&p| a.asked[p]).map(|p| gained[p]).collect();
    gained == gains
        && (1..=2).contains(&changes)
        && b.broken.is_empty()
        && world.parties().all(|p| !a.accepted_by(p, real, world) || b.accepted_by(p, real, world))
        && say.iter().all(|g| *g >= 0)
        && say.iter().any(|g| *g > 0)
}
