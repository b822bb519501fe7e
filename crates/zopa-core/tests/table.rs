//! Who proposes, who may leave, who mediates: against known results, play written out round by round, and each other.
//!
//! Names in capitals (RUB-1 …) are those of the collected results of the models; each is either printed in the source
//! named with it or follows from that source's formula.

#[path = "table/limits.rs"]
mod limits;
#[path = "table/mediator.rs"]
mod mediator;
#[path = "table/offers.rs"]
mod offers;
#[path = "table/packages.rs"]
mod packages;
#[path = "table/subsidy.rs"]
mod subsidy;
#[path = "keep/uniform.rs"]
mod uniform;
