//! What follows a signature: guarantees, monitoring, delivery, a later war, and who has to say yes at home.

use super::{Estimate, OptionRef, Span};

/// What a scenario says about whether a package would be kept.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Enforce {
    pub guarantees: Vec<Guarantee>,
    /// Ways to monitor, the one there is first.
    pub monitoring: Vec<Way>,
    pub deliveries: Vec<Delivery>,
    pub after: Vec<After>,
    pub renewed: Option<Renewed>,
    pub bodies: Vec<Body>,
    pub leaders: Vec<Leader>,
    pub spoilers: Vec<Spoiler>,
}

/// A form a guarantee can take.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Guarantee {
    pub id: String,
    pub label: Option<String>,
    pub option: OptionRef,
    /// Another form for the same option, not counted on.
    pub variant: bool,
    pub form: Option<String>,
    /// Whether it binds in law, where that is said.
    pub binding: Option<bool>,
    pub guarantors: Vec<String>,
    pub veto_holders: Vec<String>,
    pub enforcement: Option<Estimate>,
    /// Party id, and what it loses as a violator: its own points.
    pub penalty: Vec<(String, Estimate)>,
    /// Party id, and what acting costs it: its own points.
    pub cost: Vec<(String, Estimate)>,
    /// Party id, and what it has at stake: its own points.
    pub stake: Vec<(String, Estimate)>,
    pub detection: Option<Estimate>,
    pub precedents: Vec<String>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// A way to monitor.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Way {
    pub id: String,
    pub label: Option<String>,
    pub detection: Estimate,
    pub lag_days: Estimate,
    pub buffer_km: Option<Estimate>,
    pub span: Span,
}

/// How likely a conditional clause is to be delivered.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Delivery {
    pub clause: OptionRef,
    pub settlement: Option<Estimate>,
    pub war_goes_on: Option<Estimate>,
    /// That what the clause gave is taken back from whoever breaks the deal.
    pub restored: Option<Estimate>,
    pub fallback: Option<OptionRef>,
    pub within_months: Option<Estimate>,
    pub blockers: Vec<String>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// What an option changes for a later war.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct After {
    pub id: String,
    pub when: OptionRef,
    /// Party id, and points added to its value of no deal.
    pub no_deal: Vec<(String, Estimate)>,
    pub builds_up_months: Option<Estimate>,
    pub reversible: bool,
    pub restored: Option<Estimate>,
    pub dissent: Option<String>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// How likely the war is to begin again.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Renewed {
    /// That the deal ends for reasons of its own, per month.
    pub breakdown_per_month: Option<Estimate>,
    /// Within five years, without a guarantee, and with a commitment to fight: context.
    pub attack: [Option<Estimate>; 2],
    pub note: Option<String>,
    pub sources: Vec<String>,
    pub span: Span,
}

/// A body whose consent is needed.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Body {
    pub id: String,
    pub party: String,
    pub label: Option<String>,
    pub threshold: Option<String>,
    pub required: bool,
    pub required_if: Vec<OptionRef>,
    /// Options that all have to be in the package, and the chance then.
    pub chances: Vec<(Vec<OptionRef>, Estimate)>,
    pub blockers: Vec<String>,
    pub polls: Vec<Poll>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// What people said when they were asked.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Poll {
    pub text: String,
    pub accept: Option<Estimate>,
    pub reject: Option<Estimate>,
    pub source: Option<String>,
}

/// Somebody who signs, and what they have at stake themselves.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Leader {
    pub id: String,
    pub party: String,
    pub label: Option<String>,
    pub stake: Option<String>,
    /// Probability of staying in office after signing a package with the option.
    pub survival: Vec<(OptionRef, Estimate)>,
    pub survival_war: Option<Estimate>,
    pub gain: Option<Estimate>,
    pub cost: Option<Estimate>,
    pub private_weight: Option<Estimate>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// Somebody who can spoil a deal from within.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Spoiler {
    pub id: String,
    pub side: Option<String>,
    pub label: Option<String>,
    pub can: Option<String>,
    pub strength: Option<Estimate>,
    pub until: Option<String>,
    pub sources: Vec<String>,
    pub span: Span,
}

impl Enforce {
    /// Whether nothing is said that bears on keeping a package.
    pub fn is_empty(&self) -> bool {
        self.guarantees.is_empty()
            && self.monitoring.is_empty()
            && self.deliveries.is_empty()
            && self.after.is_empty()
            && self.bodies.is_empty()
    }
}
