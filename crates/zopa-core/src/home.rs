//! What those at home would let their leaders sign: two-level games, on numbers alone.
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `r`, `m`, `v` | ideal of somebody whose consent is needed: a ratifier, a pivot, a voter | a place on a line, or in `d` dimensions |
//! | `q` | the status quo: what holds if the deal is refused | a place of the same space |
//! | `k` | how many of `n` voters have to be in favour | count |
//!
//! Where places are compared, everybody likes a place the less the farther it is from his own ideal, the same in every
//! direction; scale the axes beforehand if one counts for more. Whoever is indifferent agrees. Nothing here adds or compares
//! what different people have: it counts who agrees. It knows neither who ought to decide at home nor whether a refusal is
//! final.
//!
//! R. D. Putnam 1988, "Diplomacy and domestic politics: the logic of two-level games", International Organization 42, for
//! the picture; each file says what its forms rest on.

pub mod bodies;
pub mod majority;
pub mod ratify;
pub mod setter;
pub mod winset;
