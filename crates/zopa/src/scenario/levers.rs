//! Levers as their author wrote them.

use super::{Estimate, OptionRef, Span};
use crate::date::Date;

/// What sets a lever off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// A deal.
    Agreement,
    /// No deal.
    Refusal,
    /// An obstruction, by the scenario's rule.
    Obstruction,
    /// A violation of a deal.
    Violation,
}

impl Condition {
    /// Whether it is carried out without a deal.
    pub fn threatens(self) -> bool {
        matches!(self, Condition::Refusal | Condition::Obstruction)
    }
}

/// How strongly a lever is used.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Level {
    /// Above 0, at most 1.
    pub level: f64,
    pub label: Option<String>,
    pub span: Span,
}

/// Points by party, on the scale of each.
pub type ByParty = Vec<(String, Estimate)>;

/// What a lever changes at full intensity.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Effect {
    pub no_deal: ByParty,
    pub agreement: ByParty,
    /// As written, the option where there is such, and points.
    pub values: Vec<(String, Option<OptionRef>, ByParty)>,
    pub aid: Option<String>,
    pub sanctions: Option<String>,
    pub enforcement: Vec<(String, Estimate)>,
    pub belief: Vec<(String, Estimate)>,
}

/// How far others replace what a lever withholds.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Substitution {
    pub by: Option<String>,
    pub share: Option<Estimate>,
    /// Shares by category.
    pub categories: Vec<(String, Estimate)>,
    pub needs_consent: bool,
    pub supplier_agrees: Option<bool>,
}

/// A lever.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Lever {
    pub id: String,
    pub label: String,
    pub holder: String,
    pub payer: Option<String>,
    pub supplier: Option<String>,
    pub target: String,
    pub condition: Condition,
    pub consent: Vec<String>,
    /// Ids of levers that cannot be used beside it.
    pub excludes: Vec<String>,
    /// Those who have to agree do, whatever it gives them.
    pub agreed: bool,
    pub levels: Vec<Level>,
    pub continuous: bool,
    pub cap: Option<f64>,
    pub effect: Effect,
    pub phase_in: Option<Estimate>,
    pub full_effect: Option<Estimate>,
    pub expires: Option<Estimate>,
    pub cost: Option<Estimate>,
    pub threatening: Option<Estimate>,
    pub money: Vec<(String, Estimate)>,
    pub credibility: Option<Estimate>,
    pub substitution: Option<Substitution>,
    pub expiry: Option<String>,
    pub precedent: Option<String>,
    pub date: Option<Date>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// When a party rejects the mediator.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct WalkAway {
    pub party: String,
    pub value_change: Option<Estimate>,
    pub trigger: Option<Estimate>,
}

/// A mediator with interests of his own.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Mediator {
    pub who: String,
    pub listener: String,
    pub bias: Option<Estimate>,
    pub own_war_cost: Option<Estimate>,
    pub small_demand: Option<Estimate>,
    pub large_demand: Option<Estimate>,
    pub war_share: Option<Estimate>,
    pub refused: Option<Estimate>,
}

/// Everything a scenario says of levers.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Levers {
    pub levers: Vec<Lever>,
    /// When a party obstructs, in words.
    pub obstruction: Option<String>,
    pub walk_away: Vec<WalkAway>,
    /// What holders can spend, in points of each.
    pub budget: ByParty,
    pub mediator: Option<Mediator>,
}
