//! Negotiation domains in the formats of other systems: read into a [`Domain`], written from one.
//!
//! Every reader turns the bytes of one or several files into a [`Domain`] and a list of [`Note`]s: what was lenient,
//! assumed or lost. A reader repairs nothing silently and refuses what it cannot read with a [`Refusal`]. Numbers are
//! exact rationals from the first digit on.

pub mod decimal;
mod domain;
pub mod genius;
pub mod geniusweb;
pub mod gmcr;
mod json;
pub mod negmas;
pub mod negolog;
mod recognise;
mod settings;
mod sums;
mod text;
mod xml;

pub use domain::{BoxTerm, Domain, DomainIssue, Kind, Profile, Utility};
pub use recognise::{Format, read, recognise};
pub use settings::{MAX_BOX_VALUES, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_VALUES, Semantics, Settings};

/// A file handed to a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remarked {
    /// The file breaks its format and was read all the same.
    Lenient,
    /// The file leaves open what was taken.
    Assumed,
    /// Something was left out, because the other side has no place for it.
    Lost,
}

/// Something a reader or writer did that a user has to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub what: Remarked,
    /// The file, or empty.
    pub file: String,
    /// One sentence.
    pub text: String,
}

/// Why a file cannot be read: the file, and one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {text}")]
pub struct Refusal {
    /// The file.
    pub file: String,
    /// One sentence.
    pub text: String,
}

/// A domain that was read, and what there is to say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The domain.
    pub domain: Domain,
    /// What was lenient, assumed or lost, in the order it was met.
    pub notes: Vec<Note>,
}
