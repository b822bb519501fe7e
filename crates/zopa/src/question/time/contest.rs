//! One stake that two fight over: the bargaining range, the demand of a party that does not know what war costs the
//! other, and the same war as a line of forts.

use super::{anchored, shown, spread};
use crate::ensemble::extra::{ends, middle};

use crate::question::{AskError, Settings};
use crate::report::{Block, Cell, Table};
use crate::scenario::{Contest, Forts, Scenario};
use crate::war::At;
use zopa_core::Fault;
use zopa_core::special::beta_below;
use zopa_core::war::private::{Asker, Demand, Grid, general, uniform};
use zopa_core::war::range::{Range, War, range};
use zopa_core::war::{TOLERANCE, forts};

/// Steps in which a demand is looked for where the other's cost is not uniform.
const CELLS: usize = 200;

/// The numbers of a contest in one world.
#[derive(Debug, Clone, Copy)]
pub(super) struct World {
    pub win: f64,
    pub costs: [f64; 2],
}

/// What is drawn of a contest.
pub(super) fn world(contest: &Contest, at: At) -> World {
    let cost =
        |i: usize| at.number(&contest.costs[i], &format!("war: cost of war of {}", contest.parties[i]));
    World { win: at.number(&contest.win, "war: win probability"), costs: [cost(0), cost(1)] }
}

/// The best demand of the other party against the one of this index, whose cost it does not know: uniform over its
/// range, by PERT where a best value is stated.
pub(super) fn demand(contest: &Contest, world: &World, private: usize) -> Result<Demand, Fault> {
    let asks = 1 - private;
    let win = if asks == 0 { world.win } else { 1.0 - world.win };
    let asker = Asker { win, cost: world.costs[asks] };
    let cost = &contest.costs[private];
    let [lowest, highest] = ends(cost);
    if cost.best.is_none() || highest - lowest <= TOLERANCE {
        return uniform(&asker, lowest, highest);
    }
    // PERT: a beta distribution on the range.
    let best = middle(cost);
    let at = (best - lowest) / (highest - lowest);
    let below = |y: f64| {
        let share = ((y - lowest) / (highest - lowest)).clamp(0.0, 1.0);
        beta_below(1.0 + 4.0 * at, 1.0 + 4.0 * (1.0 - at), share)
    };
    general(&asker, &below, &Grid { lowest, highest, cells: CELLS })
}

pub(super) fn blocks(scenario: &Scenario, settings: &Settings) -> Result<Vec<Block>, AskError> {
    let Some(contest) = scenario.war.as_ref().and_then(|war| war.contest.as_ref()) else {
        return Ok(Vec::new());
    };
    let said = |fault: Fault| AskError(fault.to_string());
    let name = |i: usize| {
        let party = scenario.parties.iter().find(|party| party.id == contest.parties[i]);
        party.map_or_else(|| contest.parties[i].clone(), |party| party.name.clone())
    };
    let names = [name(0), name(1)];
    let drawn: Vec<World> =
        (0..settings.worlds).map(|k| world(contest, At::World { seed: settings.seed, k })).collect();
    let ranges: Vec<Range> = drawn
        .iter()
        .map(|w| range(&War { win: w.win, costs: w.costs }, [1.0; 2]))
        .collect::<Result<_, _>>()
        .map_err(said)?;
    let stake = contest.stake.as_ref().map_or_else(|| "one stake".into(), |stake| format!("“{stake}”"));
    let ends =
        [spread(ranges.iter().map(|r| 100.0 * r.lowest)), spread(ranges.iter().map(|r| 100.0 * r.highest))];
    let mut blocks = vec![
        Block::heading(1, "A contest over one stake", "contest"),
        Block::Text(format!(
            "{} and {} may fight over {stake}: the winner has all of it, and the fight costs each a share. Shares of the stake, not points of anybody’s scale.",
            names[0], names[1]
        )),
        Block::Finding(format!(
            "Both prefer a division to the fight where {} has at least {} % and at most {} % of the stake: its chance to win less its cost, and that chance plus what the fight costs {}.",
            names[0],
            shown(ends[0], 0, false),
            shown(ends[1], 0, false),
            names[1]
        )),
    ];
    for private in 0..2 {
        if contest.private.contains(&contest.parties[private]) {
            let demands: Vec<Demand> =
                drawn.iter().map(|w| demand(contest, w, private)).collect::<Result<_, _>>().map_err(said)?;
            blocks.extend(screened(&demands, [&names[1 - private], &names[private]]));
        }
    }
    if let Some(line) = &contest.forts {
        blocks.extend(line_of_forts(line, contest, (scenario, settings), &names)?);
    }
    Ok(blocks)
}

/// The risk–return demand, and the chance of no deal it accepts.
fn screened(demands: &[Demand], [asks, other]: [&str; 2]) -> Vec<Block> {
    let of = |pick: fn(&Demand) -> f64| shown(spread(demands.iter().map(|d| 100.0 * pick(d))), 0, false);
    vec![
        Block::Finding(format!(
            "{asks} does not know what the fight would cost {other}. The demand that pays best against that is {} % of the stake: more would be refused more often than it is worth. With it {asks} accepts a chance of no deal of {} %, and can expect {} %.",
            of(|d| d.demand),
            of(|d| d.refusal),
            of(|d| d.value)
        )),
        Block::Text(format!(
            "One demand, taken or left. The chance of no deal is the one {asks} accepts by its own belief about {other}; it is not a forecast."
        )),
    ]
}

fn line_of_forts(
    line: &Forts,
    contest: &Contest,
    (scenario, settings): (&Scenario, &Settings),
    names: &[String; 2],
) -> Result<Vec<Block>, AskError> {
    let said = |fault: Fault| AskError(fault.to_string());
    let held = usize::try_from(line.held).unwrap_or(0);
    let count = usize::try_from(line.count).unwrap_or(0);
    let mut found: Vec<[f64; 4]> = Vec::new();
    for k in 0..settings.worlds {
        let at = At::World { seed: settings.seed, k };
        let front =
            forts::Front { forts: count, win: at.number(&line.win, "war: probability to win a battle") };
        let cost =
            |i: usize| at.number(&line.costs[i], &format!("war: cost of a battle of {}", contest.parties[i]));
        let discount = at.number(&line.discount, "war: discount of a battle");
        let finish = forts::finish(&front).map_err(said)?[held];
        let on = forts::fighting_on(&front, discount, [cost(0), cost(1)]).map_err(said)?;
        found.push([finish.win, finish.battles, on[held][0], on[held][1]]);
    }
    let of = |pick: usize, times: f64, digits: usize| {
        shown(spread(found.iter().map(|f| times * f[pick])), digits, false)
    };
    let mut blocks = vec![
        Block::heading(2, "As a line of forts", "forts"),
        Block::Finding(format!(
            "Fought to the finish from {held} of {count} forts, {} wins with a chance of {} %, after {} battles on average.",
            names[0],
            of(0, 100.0, 0),
            of(1, 1.0, 1)
        )),
        Block::Text(format!(
            "Fighting on is worth {} % of the stake to {} and {} % to {}, what battles cost taken off; what is missing to 100 % is what a deal now saves.",
            of(2, 100.0, 0),
            names[0],
            of(3, 100.0, 0),
            names[1]
        )),
    ];
    let lives: Vec<Vec<Cell>> = line
        .lives
        .iter()
        .filter_map(|cost| {
            let range = ends(cost.amount.as_ref()?);
            let battles = spread(found.iter().map(|f| f[1]));
            let side = scenario.parties.iter().find(|p| p.id == cost.side).map_or(&cost.side, |p| &p.name);
            Some(vec![
                Cell::from(side.clone()),
                cost.kind.clone().unwrap_or_else(|| "lives".into()).into(),
                format!("{:.0} to {:.0}", range[0], range[1]).into(),
                format!("{:.0} to {:.0}", range[0] * battles[0], range[1] * battles[2]).into(),
                cost.author
                    .clone()
                    .or_else(|| cost.note.clone())
                    .unwrap_or_else(|| cost.sources.join(", "))
                    .into(),
            ])
        })
        .collect();
    if !lives.is_empty() {
        blocks.push(Block::Table(Table {
            id: anchored(&["battles"]),
            caption: "Lives until the war is decided".into(),
            summary:
                "One row per source: per battle, and times the number of battles (5 to 95 % of the worlds)."
                    .into(),
            head: ["Side", "What", "Per battle", "To the finish", "Whose figure"].map(String::from).to_vec(),
            numeric: vec![false, false, true, true, false],
            rows: lives,
        }));
    }
    Ok(blocks)
}
