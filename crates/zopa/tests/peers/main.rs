//! Domains of other systems, all the way: file, domain, scenario, problem, answer, and back into every format.

mod cases;
mod concepts;
mod convert;
mod round;
