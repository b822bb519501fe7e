//! Domains of GENIUS, GeniusWeb and NegoLog: what they mean, what is read leniently and what is refused, that what is
//! written is what was meant, and that no bytes make a reader panic.

mod broken;
mod enumerate;
mod genius;
mod given;
mod json;
mod reference;
mod round;
