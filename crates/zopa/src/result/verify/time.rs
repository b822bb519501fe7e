//! Periods checked: that counts and values fit together, and the representative chain worked out anew by following the
//! war period by period, which shares nothing with the elimination that gave the answer.

use super::super::{BelievedRecord, EvenRecord, TimeRecord};

/// What is left of the war when following it stops.
const LEFT: f64 = 1e-13;
/// Periods after which a chain counts as one that does not end.
const MOST: usize = 2_000_000;
/// How far values worked out anew may be off, relative to the largest flow.
const NEAR: f64 = 1e-7;

/// Whether a record holds; what does not, in a sentence.
pub(super) fn fits(record: &TimeRecord, (parties, options): (usize, &[usize])) -> Result<(), String> {
    let count = record.periods.len();
    let ascend = record.periods.windows(2).all(|pair| pair[0].at < pair[1].at);
    if count == 0 || !ascend {
        return Err("the periods do not ascend".into());
    }
    let cases = record.periods[0].cases.len();
    for period in &record.periods {
        let counted =
            period.cases.iter().all(|case| case.deals.saturating_add(case.unsettled) <= period.worlds);
        if period.cases.len() != cases || cases == 0 || !counted {
            return Err("in a period more worlds have a deal than were counted".into());
        }
    }
    for fan in &record.fans {
        let ordered = |[low, middle, high]: &[f64; 3]| low <= middle && middle <= high;
        if fan.party >= parties
            || fan.points.len() != count
            || !fan.points.iter().chain([&fan.rate]).all(ordered)
        {
            return Err("what no deal is worth is not low, middle and high of each period".into());
        }
        if fan.up.saturating_add(fan.down) > fan.worlds {
            return Err("no deal rises and falls in more worlds than there are".into());
        }
    }
    for package in &record.packages {
        let known =
            package.package.len() == options.len() && package.package.iter().zip(options).all(|(o, k)| o < k);
        let each = package.accepted.iter().zip(&package.by_party).zip(&record.periods);
        let counted = each.into_iter().all(|((all, by), period)| {
            *all <= period.worlds && by.len() == parties && by.iter().all(|n| *n <= period.worlds)
        });
        if !known || package.accepted.len() != count || package.by_party.len() != count || !counted {
            return Err("a package is accepted in more worlds than were counted, or is none".into());
        }
    }
    record
        .chain
        .iter()
        .try_for_each(|chain| anew(chain, &record.periods.iter().map(|p| p.at).collect::<Vec<_>>()))
}

/// Works a chain out by following it.
fn anew(chain: &BelievedRecord, at: &[i64]) -> Result<(), String> {
    let (count, parties) = (chain.states.len(), chain.parties.len());
    let table =
        |rows: &[Vec<f64>], width: usize| rows.len() == count && rows.iter().all(|row| row.len() == width);
    let fit = table(&chain.moves, count)
        && table(&chain.flows, parties)
        && chain.discounts.len() == parties
        && chain.start < count
        && chain.path.len() == at.len()
        && chain.path.iter().all(|row| row.len() == parties);
    let distribution = |row: &Vec<f64>| {
        row.iter().all(|p| (0.0..=1.0).contains(p)) && (row.iter().sum::<f64>() - 1.0).abs() <= 1e-9
    };
    if !fit || !chain.moves.iter().all(distribution) {
        return Err("a chain of the war is no chain".into());
    }
    if !chain.discounts.iter().all(|d| (0.0..1.0).contains(d)) {
        return Err("a discount of the war is not below 1".into());
    }
    let end: Vec<bool> = (0..count).map(|s| chain.moves[s][s] == 1.0).collect();
    if chain.ends.iter().any(|(e, _)| *e >= count || !end[*e]) {
        return Err("an end of the war is left again".into());
    }
    // What each state is worth: the discounted flows of a war followed from it, until nothing of it is left to count.
    let mut size = 1.0_f64;
    chain.flows.iter().flatten().for_each(|flow| size = size.max(flow.abs()));
    for (i, &delta) in chain.discounts.iter().enumerate() {
        let mut values: Vec<f64> = chain.flows.iter().map(|row| row[i]).collect();
        for _ in 0..MOST {
            let next: Vec<f64> = (0..count)
                .map(|s| {
                    let ahead: f64 = chain.moves[s].iter().zip(&values).map(|(p, v)| p * v).sum();
                    (1.0 - delta) * chain.flows[s][i] + delta * ahead
                })
                .collect();
            let moved = next.iter().zip(&values).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            values = next;
            if moved <= LEFT * size * (1.0 - delta) {
                break;
            }
        }
        let mut place = vec![0.0; count];
        place[chain.start] = 1.0;
        let mut t = 0;
        for (period, row) in at.iter().zip(&chain.path) {
            while t < *period {
                place = step(chain, &place);
                t += 1;
            }
            let worth: f64 = place.iter().zip(&values).map(|(p, v)| p * v).sum();
            if (worth - row[i]).abs() > NEAR * size {
                return Err("what fighting on is worth by a chain is not as stated".into());
            }
        }
    }
    if chain.ends.is_empty() {
        return Ok(());
    }
    followed(chain, &end)
}

fn step(chain: &BelievedRecord, place: &[f64]) -> Vec<f64> {
    let mut next = vec![0.0; place.len()];
    for (share, row) in place.iter().zip(&chain.moves) {
        next.iter_mut().zip(row).for_each(|(sum, p)| *sum += share * p);
    }
    next
}

/// The ends, how long the war lasts, and where packages break even.
fn followed(chain: &BelievedRecord, end: &[bool]) -> Result<(), String> {
    let parties = chain.parties.len();
    let mut place = vec![0.0; end.len()];
    place[chain.start] = 1.0;
    let mut lasted = 0.0;
    let mut weight = vec![1.0; parties];
    // Per party: what the time until the end is worth, and what a point at each end counts.
    let mut between = vec![0.0; parties];
    let mut reach = vec![vec![0.0; end.len()]; parties];
    for (s, ends) in end.iter().enumerate() {
        if *ends && s == chain.start {
            reach.iter_mut().for_each(|row| row[s] = 1.0);
        }
    }
    for _ in 0..MOST {
        let going: f64 = (0..end.len()).filter(|&s| !end[s]).map(|s| place[s]).sum();
        if going <= LEFT {
            break;
        }
        lasted += going;
        let next = step(chain, &place);
        for (i, delta) in chain.discounts.iter().enumerate() {
            let flow: f64 = (0..end.len()).filter(|&s| !end[s]).map(|s| place[s] * chain.flows[s][i]).sum();
            between[i] += weight[i] * (1.0 - delta) * flow;
            weight[i] *= delta;
            for s in (0..end.len()).filter(|&s| end[s]) {
                reach[i][s] += weight[i] * (next[s] - place[s]);
            }
        }
        place = next;
    }
    let near = |a: f64, b: f64, size: f64| (a - b).abs() <= NEAR * size.abs().max(1.0);
    if !chain.ends.iter().all(|(e, q)| near(place[*e], *q, 1.0)) {
        return Err("the chances of how the war ends are not as stated".into());
    }
    if chain.duration.is_some_and(|periods| !near(periods, lasted, lasted * 10.0)) {
        return Err("how long the war lasts is not as stated".into());
    }
    let fits = |even: &EvenRecord| {
        let Some(reach) = reach.get(even.party) else { return false };
        broken_even(chain, even, (between[even.party], reach))
    };
    match chain.even.iter().all(fits) {
        true => Ok(()),
        false => Err("where a package breaks even is not as stated".into()),
    }
}

/// With the stated chance in place of the chain's, fighting on is worth as much as the package.
fn broken_even(chain: &BelievedRecord, even: &EvenRecord, (between, reach): (f64, &[f64])) -> bool {
    let i = even.party;
    let (mut q, mut good, mut rest, mut bad) = (0.0, 0.0, 0.0, 0.0);
    for (e, chance) in &chain.ends {
        let worth = chain.flows[*e][i];
        match worth > even.worth {
            true => (q, good) = (q + chance, good + reach[*e] * worth),
            false => (rest, bad) = (rest + chance, bad + reach[*e] * worth),
        }
    }
    if (q - even.gives).abs() > NEAR {
        return false;
    }
    match even.needs {
        None => q <= 0.0 || rest <= 0.0 || good / q <= bad / rest,
        Some(_) if q <= 0.0 || rest <= 0.0 => false,
        Some(needs) => {
            let worth = between + needs * good / q + (1.0 - needs) * bad / rest;
            (worth - even.worth).abs() <= 1e-6 * (1.0 + even.worth.abs()) * (1.0 + needs.abs())
        }
    }
}
