//! Keeping an agreement, and the order of its steps, against known results, direct evaluation and all permutations.
//!
//! Names in capitals (TRIG-1 …) are those of the collected results of the models; each is either printed in the source
//! named with it or follows from that source's formula.

#[path = "keep/order.rs"]
mod order;
#[path = "keep/repeated.rs"]
mod repeated;
#[path = "keep/steps.rs"]
mod steps;
#[path = "keep/uniform.rs"]
mod uniform;
#[path = "keep/watch.rs"]
mod watch;
