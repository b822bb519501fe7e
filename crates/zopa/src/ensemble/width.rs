//! How wide the zone of a world is for a party: the largest gain over no deal that some acceptable package gives it, on
//! its own scale; 0 where no package is acceptable. For parties with whole consent: a larger value of no deal asks more of
//! every package only where the party is asked about every package.

use zopa_core::world::{GRID, Judge, Tables, Verdict};

/// Whether a deal exists, and per party asked for the largest gain, points.
#[derive(Debug, Clone, PartialEq)]
pub struct Width {
    /// Whether some package is acceptable; as without one where that was not settled.
    pub deal: bool,
    /// Largest gains: below the true ones by less than was asked for, where everything was settled.
    pub gains: Vec<f64>,
    /// Whether something was not settled.
    pub unsettled: bool,
}

/// Who is asked for, and how close the largest gains are found, in grid points of a world.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// The parties, each with whole consent.
    pub parties: &'w [usize],
    /// How close.
    pub close: i64,
    /// Where each largest gain is to be looked for first, points; what is found does not depend on it by more than `close`.
    pub guess: Option<&'w [f64]>,
}

/// The width of the zone in a world. The tables are the same again afterwards.
pub fn width(judge: &mut Judge, tables: &mut Tables, real: &[bool], wanted: Wanted) -> Width {
    let mut found = Width { deal: false, gains: vec![0.0; wanted.parties.len()], unsettled: false };
    match judge.decide(tables, real, None) {
        Verdict::Deal => found.deal = true,
        Verdict::None => return found,
        Verdict::Unsettled(_) => {
            found.unsettled = true;
            return found;
        }
    }
    let mut gains = vec![0; tables.no_deal.len()];
    judge.gains(tables, judge.witness(), &mut gains);
    for (k, &p) in wanted.parties.iter().enumerate() {
        let guess = wanted.guess.map(|gains| (gains[k] * GRID as f64) as i64);
        let own = tables.no_deal[p];
        let climbed = climb(judge, tables, (real, p), (gains[p], guess, wanted.close));
        tables.no_deal[p] = own;
        found.unsettled |= !climbed.1;
        found.gains[k] = climbed.0 as f64 / GRID as f64;
    }
    found
}

/// The largest gain of a party, from one that is known to be possible; and whether everything was settled.
fn climb(
    judge: &mut Judge,
    tables: &mut Tables,
    (real, p): (&[bool], usize),
    (mut low, guess, close): (i64, Option<i64>, i64),
) -> (i64, bool) {
    let own = tables.no_deal[p];
    // From a guess in small steps, else in large ones; either way they double.
    let mut step = if guess.is_some() { close } else { 4 * GRID };
    let mut guess = guess.filter(|guess| *guess > low);
    // No package gives so much.
    let mut high: Option<i64> = None;
    // The first step from a guess is not doubled yet.
    let mut asked = guess.is_none();
    loop {
        let ask = match (guess.take(), high) {
            (Some(guess), _) => guess,
            (None, None) => low.saturating_add(step),
            (None, Some(high)) if high - low <= close => return (low, true),
            (None, Some(high)) => (low + (high - low) / 2).max(high.saturating_sub(step)),
        };
        tables.no_deal[p] = own.saturating_add(ask);
        match judge.decide(tables, real, None) {
            Verdict::Deal => {
                let mut gains = vec![0; tables.no_deal.len()];
                judge.gains(tables, judge.witness(), &mut gains);
                low = ask.saturating_add(gains[p].max(0));
            }
            Verdict::None => high = Some(ask),
            Verdict::Unsettled(_) => return (low, false),
        }
        if asked {
            step = step.saturating_mul(2);
        }
        asked = true;
    }
}
