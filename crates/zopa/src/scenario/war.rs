//! The war: what happens without a deal, what others believe about it, and what it costs in lives and money.

use super::{Estimate, Path, Span};

/// Numbers by key.
type Named = Vec<(String, Estimate)>;

/// A chain of states with what each is worth, and what goes with it.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct War {
    pub assumption: Option<String>,
    pub period: Option<String>,
    pub start_state: Option<String>,
    pub start_aid: Option<String>,
    pub states: Vec<State>,
    /// Level of aid, and its words.
    pub aid_levels: Vec<(String, String)>,
    /// Level of aid, then the state left, then the state reached and its probability in a period.
    pub transitions: Vec<(String, Vec<(String, Named)>)>,
    pub facts: Vec<Fact>,
    /// Periods until a cut of aid works fully.
    pub aid_lag: Option<Estimate>,
    pub sanctions: Option<Sanctions>,
    pub human_cost: Vec<Cost>,
    pub money_cost: Vec<Cost>,
    /// Party, and points lost in a period of fighting.
    pub flow_cost: Named,
    /// Party, and what the next period counts against this one.
    pub discount: Named,
    pub beliefs: Vec<Belief>,
    pub contest: Option<Contest>,
    /// What no deal is worth by the chain, period by period: worked out when the file is read, for parties to whom it
    /// speaks ([`crate::war::yielded`]).
    pub yielded: Path,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// A state.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct State {
    pub id: String,
    pub label: Option<String>,
    /// The war ends there.
    pub absorbing: bool,
    /// Party, and what it is worth to be there.
    pub payoff: Named,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// A figure that the model is held against.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Fact {
    pub id: String,
    pub values: Named,
    pub unit: Option<String>,
    pub later: bool,
    pub sources: Vec<String>,
    pub note: Option<String>,
}

/// What sanctions do to the chain.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Sanctions {
    /// The states whose probability of being reached is multiplied.
    pub reaching: Vec<String>,
    /// The level the war begins with.
    pub start: Option<String>,
    /// Level, and the multiplier.
    pub levels: Named,
    pub note: Option<String>,
    pub span: Span,
}

/// What a period costs one side, by one source.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Cost {
    pub side: String,
    pub kind: Option<String>,
    pub amount: Option<Estimate>,
    /// What the amount counts, where it is money.
    pub unit: Option<String>,
    pub author: Option<String>,
    pub bias: Option<String>,
    pub later: bool,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// What somebody believes about the war.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Belief {
    pub id: String,
    /// A party, or words.
    pub holder: Option<String>,
    pub label: Option<String>,
    /// State, and what multiplies the probability of reaching it.
    pub multiply: Named,
    pub nodeal_view: Option<String>,
    pub dissent: Option<String>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// One stake that two parties fight over.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Contest {
    pub parties: [String; 2],
    pub stake: Option<String>,
    pub win: Estimate,
    /// What war costs each of the two, a share of the stake.
    pub costs: [Estimate; 2],
    /// Whose cost the other does not know.
    pub private: Vec<String>,
    pub forts: Option<Forts>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// The same as a line of forts.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Forts {
    pub count: i64,
    pub held: i64,
    pub win: Estimate,
    pub costs: [Estimate; 2],
    pub discount: Estimate,
    pub lives: Vec<Cost>,
    pub note: Option<String>,
    pub span: Span,
}

impl War {
    /// The state of this id.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|state| state.id == id)
    }

    /// The moves out of each state at a level of aid.
    pub fn rows(&self, aid: &str) -> Option<&[(String, Named)]> {
        self.transitions.iter().find(|(level, _)| level == aid).map(|(_, rows)| rows.as_slice())
    }

    /// Whether there is a chain that says what fighting on is worth to a party: where it begins, moves, and a number of
    /// the party for every state and for the discount.
    pub fn yields(&self, party: &str) -> bool {
        let has = |list: &[(String, Estimate)]| list.iter().any(|(id, _)| id == party);
        self.start_state.is_some()
            && self.start_aid.as_ref().is_some_and(|aid| self.rows(aid).is_some())
            && !self.states.is_empty()
            && self.states.iter().all(|state| has(&state.payoff))
            && has(&self.discount)
    }
}
