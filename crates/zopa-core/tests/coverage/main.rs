//! Coverage: do stated intervals hold the truth as often as they say?
//!
//! A synthetic case is a family (`case`) and a true member of it, drawn by code that shares nothing with the library
//! (`truth`, `chance`). zopa's worlds of the family give intervals; whether they hold what follows from the true numbers
//! (`worth`) is counted over [`CASES`] cases. `docs/coverage.md` says what that means and holds the tables;
//! `ZOPA_BLESS=1 cargo test -p zopa-core --test coverage` writes them.

mod case;
mod chance;
mod study;
mod table;
mod truth;
mod worth;

use study::{QUANTITIES, ROWS, Study};
use zopa_core::world::BLOCK;

/// What all random numbers here come from.
const SEED: u64 = 4;
/// Synthetic cases.
const CASES: usize = 500;
/// Blocks of worlds per case that an interval is stated from: 1,024 worlds.
const BLOCKS: u64 = 4;
/// Blocks that a share is stated from: 512 worlds.
const FEW: u64 = 2;
/// Independent draws per case that a share is compared with.
const MANY: usize = 10_000;
/// In how many of a hundred cases an interval of 90 % is to hold the truth: over 500 cases, three standard errors.
const HELD: std::ops::RangeInclusive<usize> = 86..=94;

#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let study = Study::run();
    let text = study.tables();
    text.iter().for_each(|(name, table)| println!("{name}\n\n{table}"));
    let holds = |held: usize, of: usize| (HELD.start() * of..=HELD.end() * of).contains(&(100 * held));

    // Over plausible worlds, party by party.
    for (row, found) in ROWS.iter().zip(&study.found) {
        println!("{}: {:?} of {CASES}", row.name, found.held);
        for (quantity, held) in QUANTITIES.iter().zip(&found.held).filter(|_| row.asserted) {
            let all = held.iter().all(|&held| holds(held, CASES));
            assert!(all, "{}, {quantity}: held in {held:?} of {CASES} cases, party by party", row.name);
        }
    }

    // Shares: what is stated comes true as often as it says, to within three standard errors.
    let deals = &study.found[0].deals;
    let error = deals.iter().map(|(share, _)| share * (1.0 - share)).sum::<f64>().sqrt();
    let off = deals.iter().map(|(share, deal)| f64::from(u8::from(*deal)) - share).sum::<f64>();
    assert!(off.abs() < 3.0 * error, "{off} more truths with a deal than stated, of an error of {error}");

    // Sampling: two ways of drawing give the same shares, and what is stated of few worlds holds.
    let tries = 1.0 / (BLOCKS * BLOCK) as f64 + 1.0 / MANY as f64;
    let error = study.sampled.iter().map(|s| s.share * (1.0 - s.share) * tries).sum::<f64>().sqrt();
    let off = study.sampled.iter().map(|s| s.stated - s.share).sum::<f64>();
    println!("shares add up to {off:.3} more than those of many draws, of an error of {error:.3}");
    assert!(off.abs() < 3.0 * error, "shares add up to {off} more than those of many draws");
    let [cases, held, _] = study.intervals(0.1, 0.9);
    assert!(holds(held, cases), "{held} of {cases} intervals of a share held");

    table::compare(&text);
}
