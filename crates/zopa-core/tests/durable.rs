//! How long spells last, against textbook results, definitions, and public data on peace agreements.
//!
//! Names in capitals (PAD-1 …) are those of the collected results of the models. The data files they rest on are not part of
//! the repository; tests that need them say that they were skipped where the folder is absent. Other numbers are of 42
//! children with leukaemia, half of them given 6-mercaptopurine, in weeks of remission: E. J. Freireich et al. 1963,
//! "The effect of 6-mercaptopurine on the duration of steroid-induced remissions in acute leukemia", Blood 21; printed in
//! D. R. Cox 1972, Journal of the Royal Statistical Society B 34, table 1.

#[path = "durable/agreements.rs"]
mod agreements;
#[path = "durable/cox.rs"]
mod cox;
#[path = "durable/curve.rs"]
mod curve;
#[path = "durable/forms.rs"]
mod forms;
#[path = "keep/uniform.rs"]
mod uniform;

use uniform::Uniform;
use zopa_core::durable::Spell;

const ENDED: bool = true;
const SEEN: bool = false;

fn spells(times: &[(f64, bool)]) -> Vec<Spell> {
    times.iter().map(|&(lasted, ended)| Spell { lasted, ended }).collect()
}

/// The children given 6-mercaptopurine.
fn treated() -> Vec<Spell> {
    let ended = [6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0].map(|t| (t, ENDED));
    let seen = [6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0].map(|t| (t, SEEN));
    spells(&[&ended[..], &seen[..]].concat())
}

/// The others.
fn untreated() -> Vec<Spell> {
    let times = [
        1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0, 5.0, 8.0, 8.0, 8.0, 8.0, 11.0, 11.0, 12.0, 12.0, 15.0, 17.0,
        22.0, 23.0,
    ];
    spells(&times.map(|t| (t, ENDED)))
}

/// Spells with a known rate and shape, some of them out of sight early; whole times bring ties.
fn drawn(rng: &mut Uniform, count: usize, shape: f64, whole: bool) -> Vec<Spell> {
    let one = |rng: &mut Uniform| {
        let ends = 5.0 * libm::pow(-libm::log(1.0 - rng.between(0.0, 1.0)), 1.0 / shape);
        let seen = rng.between(0.5, 12.0);
        let time: f64 = ends.min(seen);
        Spell { lasted: if whole { time.ceil() } else { time }, ended: ends <= seen }
    };
    (0..count).map(|_| one(rng)).collect()
}
