//! Two-level games against checked results, definitions asked place by place, and random ways of hanging together.
//!
//! Names in capitals (WINSET-1 …) are those of the collected results of the models; each follows from the formula of the
//! source named with it, evaluated apart from this code. Their tolerance is 1e-8, of QWIN 1e-5.

#[path = "home/bodies.rs"]
mod bodies;
#[path = "home/majority.rs"]
mod majority;
#[path = "home/ratify.rs"]
mod ratify;
#[path = "home/setter.rs"]
mod setter;
#[path = "keep/uniform.rs"]
mod uniform;
#[path = "home/winset.rs"]
mod winset;
