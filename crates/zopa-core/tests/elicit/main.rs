//! Preferences as people give them, against published numbers, brute force and certificates.

mod contradictions;
mod programs;
mod stream;
