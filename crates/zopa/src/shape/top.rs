//! The file itself: its head and its sections.

use super::depend::DEPENDENCE;
use super::enforce::{DELIVERY, GUARANTEE, MONITORING, RATIFICATION};
use super::levers::{BUDGET, LEVER, MEDIATOR, OBSTRUCTION, WALK_AWAY};
use super::lines::{GROUP, RED_LINE};
use super::numbers::{BOX, FACTOR, INTERACTION, PATH, WEIGHTS};
use super::parties::{ISSUE, PARTY, SOURCE};
use super::preference::PREFERENCE;
use super::rules::{NORM, RULE};
use super::steps::{ORDER, RECIPROCAL, STEP};
use super::views::{MAP, PACKAGE, SPLIT, VIEW};
use super::war::WAR;
use super::words::{CONVERGENCE, POSITION, STATEMENT};
use super::{Key, Kind, Name, Of, Table, may, must, soon};

/// A scenario.
pub static SCENARIO: Table = Table::of(
    "scenario",
    "A scenario is a TOML file: a head, then sections in any order. Sections may be kept in files of their own and included.",
    &KEYS,
);

static KEYS: [Key; 46] = [
    must(
        "format",
        Kind::Count,
        "Version of the format: 1. A file that another one includes has none and is read through that one.",
    ),
    must("title", Kind::Text, "What the scenario is called."),
    may("summary", Kind::Text, "One or two sentences on what it is about."),
    may(
        "as_of",
        Kind::Date,
        "The day the scenario speaks of; options, packages, claims, positions and statements of a later date are hidden.",
    ),
    may("period", Kind::Text, "What one period is, such as `month`; `period` where it is absent."),
    may(
        "normalise",
        Kind::Bool,
        "Weights are raw points and are scaled to 100 per party; otherwise they have to add up to 100.",
    ),
    may(
        "raw_weights",
        Kind::Bool,
        "Weights are taken as they stand, whatever they add up to, and values may be any number, as domains of other systems have them: on each issue a package is worth weight × value / 100 points.",
    ),
    may("authors", Kind::List(&Kind::Text), "Who wrote the scenario."),
    may("licence", Kind::Text, "Under which terms others may use it."),
    may(
        "include",
        Kind::List(&Kind::Text),
        "Files to read as well, relative to this one: their tables are merged, rows are appended in order, a key given twice is an error.",
    ),
    may(
        "sources",
        Kind::Map(Of::New(Name::Source), &Kind::Table(&SOURCE)),
        "What the scenario rests on, by id.",
    ),
    must(
        "parties",
        Kind::Rows(&PARTY),
        "Who negotiates, mediates, guarantees, pays or is affected: at most 16.",
    ),
    must("issues", Kind::Rows(&ISSUE), "What is negotiated: at most 1024."),
    may(
        "weights",
        Kind::Table(&WEIGHTS),
        "How much each issue matters to each party: points of 100 between its worst and its best option.",
    ),
    may("no_deal", Kind::Table(&PATH), "What each party gets without a deal, on its own scale, by period."),
    may(
        "outside_option",
        Kind::Table(&PATH),
        "The same for leaving the talks by choice: it binds only where it is worth more than no deal.",
    ),
    may(
        "breakdown_point",
        Kind::Table(&PATH),
        "The same for talks that break down by chance, which nobody chooses.",
    ),
    may("interactions", Kind::Rows(&INTERACTION), "Points a party gets from two options together."),
    may("boxes", Kind::Rows(&BOX), "Points a party gets from options of several issues together."),
    may(
        "factors",
        Kind::Rows(&FACTOR),
        "What an option is worth depending on the option chosen on another issue.",
    ),
    may("rules", Kind::Rows(&RULE), "Which options can be combined."),
    may("norms", Kind::Rows(&NORM), "Clauses that are never traded."),
    may(
        "groups",
        Kind::Map(Of::New(Name::Group), &Kind::Table(&GROUP)),
        "Red lines of one party that tend to be real together, by id.",
    ),
    may("red_lines", Kind::Rows(&RED_LINE), "Options that a party refuses if the line is real."),
    may(
        "dependences",
        Kind::Rows(&DEPENDENCE),
        "Numbers that rise and fall together; all others are drawn independently.",
    ),
    may(
        "positions",
        Kind::Rows(&POSITION),
        "Who said what about which option: one row per dated position, several rows show movement.",
    ),
    may("convergences", Kind::Rows(&CONVERGENCE), "What nobody contests any more."),
    may(
        "preferences",
        Kind::Rows(&PREFERENCE),
        "What people say in place of numbers: orders, ratios, words, comparisons.",
    ),
    may(
        "views",
        Kind::Map(Of::New(Name::View), &Kind::Table(&VIEW)),
        "Named overlays that change numbers, by id; none of them is the default.",
    ),
    may("packages", Kind::Rows(&PACKAGE), "Packages with a name: one option per issue."),
    may("splits", Kind::Rows(&SPLIT), "How an issue may be split into several."),
    may(
        "statements",
        Kind::Rows(&STATEMENT),
        "Public statements, offers, threats and deeds, dated and sourced.",
    ),
    may("map", Kind::Table(&MAP), "Regions, and who holds them."),
    may("obstruction_rule", Kind::Table(&OBSTRUCTION), "When a party obstructs."),
    may("walk_away", Kind::Table(&WALK_AWAY), "What it takes for a party to reject the mediator."),
    may("lever_budget", BUDGET, "The most each holder can spend on levers, in its own points."),
    soon("mediator", Kind::Table(&MEDIATOR), "A mediator with interests of his own."),
    may("levers", Kind::Rows(&LEVER), "Carrots and sticks."),
    may("guarantees", Kind::Rows(&GUARANTEE), "Forms a guarantee can take."),
    may("monitoring", Kind::Table(&MONITORING), "How a violation would be seen."),
    may("steps", Kind::Rows(&STEP), "Steps in which an agreement is carried out."),
    may("reciprocal", Kind::Rows(&RECIPROCAL), "Which steps answer a step."),
    may("orders", Kind::Rows(&ORDER), "Orders of steps to compare."),
    may("delivery", Kind::Rows(&DELIVERY), "How likely conditional clauses are to be delivered."),
    may("war", Kind::Table(&WAR), "A coarse model of what happens without a deal."),
    may("ratification", Kind::Table(&RATIFICATION), "Who must say yes at home."),
];
