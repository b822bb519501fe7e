//! A conversation with one party about what it prefers.
//!
//! The conversation asks in plain words, understands short answers and never guesses: what it did not understand it
//! says, and asks again. Every answer becomes a [`Preference`] that can stand in the scenario's file. What comes next
//! follows from the answers, so a conversation can stop and be taken up again anywhere; which comparison is put may differ
//! after that, because draws start from those before the last answer where there are some.
//!
//! | step | is asked | becomes |
//! |---|---|---|
//! | 1 | how acceptable each option of an issue is, in five words; which of those with one word are better | stances, orders |
//! | 2 | which swing from worst to best would be made first, and next | an order of issues |
//! | 3 | about how many times as important one swing is as the next, from how much to how much | ratios |
//! | 4 | how large the steps between options are, in seven words | differences |
//! | 5 | which package is about as bad as no deal | as no deal, or two comparisons |
//! | 6 | which of two packages is better, as long as the answer can change what the party accepts | comparisons |
//!
//! The questions of step 6 come from members of the set of preferences that agree with all answers, drawn in `mind`
//! and chosen in `teach`. They end when what the party accepts is the same in nearly all members ([`STABLE`]) and whether
//! a deal exists (`others`) hangs on few, not when the weights are known. Answers that cannot all hold are found and shown as smallest sets (`clash`); the person says
//! of each whether it stays, changes, or is not sure. Of other parties
//! nothing is shown and no question comes from what they want; they only count for whether a deal exists.

mod ask;
mod clash;
mod mind;
mod others;
mod plan;
mod teach;
mod understand;
mod words;

pub use ask::{Ask, Kind};
pub use others::Deal;
pub use teach::{Accepted, STABLE, Settled};
pub use words::{package as package_words, said};

use crate::date::Date;
use crate::scenario::{Preference, PreferenceKind, Scenario, Span};
use clash::Clash;
use others::Others;
use plan::Question;
use teach::{Looked, Table};

/// How a text was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// As these answers, in words.
    Understood(Vec<String>),
    /// As part of an answer; the sentence asks for the rest.
    More(String),
    /// Not at all; the sentence says why.
    NotUnderstood(String),
    /// As these answers, which cannot hold together with earlier ones.
    Contradicts(Vec<String>),
}

/// Why no party can be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TalkError(pub String);

/// What an answer carries besides itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signed {
    /// Who answers.
    pub author: Option<String>,
    /// On which day.
    pub date: Option<Date>,
}

/// What can be taken back.
#[derive(Debug, Clone)]
struct Before {
    answers: Vec<Preference>,
    question: Question,
}

/// A conversation with one party.
#[derive(Debug, Clone)]
pub struct Conversation {
    /// With nothing of other parties.
    scenario: Scenario,
    others: Option<Others>,
    signed: Signed,
    answers: Vec<Preference>,
    /// States before each answer, for undo.
    before: Vec<Before>,
    /// A question asked again although it has an answer.
    again: Option<Question>,
    /// A first part of an answer.
    part: Option<String>,
    clash: Option<Clash>,
    /// Neither a contradiction nor preferences that agree with all answers were found.
    unknown: bool,
    /// What the answers leave to ask.
    next: Option<Question>,
    /// What they settle, where that was looked at.
    looked: Option<Looked>,
    /// Members of the set that the answers leave, or left before the last of them.
    near: Vec<Vec<f64>>,
    stopped: bool,
}

impl Conversation {
    /// Begins a conversation with the party of this id. What the scenario's files say of its preferences, in numbers or
    /// in words, is left aside: it may be what others think of it. A view changes interactions and factors.
    ///
    /// # Errors
    /// There is no such party or view, or fewer than two issues can be talked about.
    pub fn new(scenario: &Scenario, party: &str, view: Option<&str>) -> Result<Conversation, TalkError> {
        if !scenario.parties.iter().any(|known| known.id == party) {
            let ids: Vec<&str> = scenario.parties.iter().map(|known| known.id.as_str()).collect();
            return Err(TalkError(format!("there is no party `{party}`; there are: {}", ids.join(", "))));
        }
        let mut talk = Conversation {
            scenario: mind::own(scenario, party, view).map_err(TalkError)?,
            others: Others::of(scenario, party, view),
            signed: Signed::default(),
            answers: Vec::new(),
            before: Vec::new(),
            again: None,
            part: None,
            clash: None,
            unknown: false,
            next: None,
            looked: None,
            near: Vec::new(),
            stopped: false,
        };
        talk.plan();
        Ok(talk)
    }

    /// Takes the conversation up with the answers of an earlier sitting; those of other parties are left out.
    pub fn resume(mut self, answers: Vec<Preference>) -> Conversation {
        let party = self.party().to_owned();
        self.answers = answers.into_iter().filter(|answer| answer.party == party).collect();
        self.found(Clash::again(&self.scenario, &party, &self.answers));
        self.plan();
        self
    }

    /// Works out what comes next.
    fn plan(&mut self) {
        (self.next, self.looked, self.near) = plan::next(self.table(), self.party(), &self.answers);
    }

    fn table(&self) -> Table<'_> {
        Table { scenario: &self.scenario, others: self.others.as_ref(), near: &self.near }
    }

    fn found(&mut self, found: clash::Found) {
        (self.clash, self.unknown) = (found.clash, found.unknown);
    }

    /// Whether it is not known if all answers can hold together: neither preferences that agree with all of them nor a
    /// set that cannot hold was found.
    pub fn unknown(&self) -> bool {
        self.unknown || self.looked == Some(Looked::Nothing)
    }

    /// Signs the answers that follow.
    pub fn sign(mut self, signed: Signed) -> Conversation {
        self.signed = signed;
        self
    }

    /// Id of the party.
    pub fn party(&self) -> &str {
        self.scenario.parties.first().map_or("", |party| &party.id)
    }

    /// Name of the party.
    pub fn name(&self) -> &str {
        self.scenario.parties.first().map_or("", |party| &party.name)
    }

    /// Everything the party has said, in the order it was said.
    pub fn answers(&self) -> &[Preference] {
        &self.answers
    }

    /// The answers as a file to include in the scenario.
    ///
    /// # Errors
    /// An answer holds a number that no file can hold.
    pub fn text(&self) -> Result<String, crate::write::WriteError> {
        crate::write::preferences(&self.answers)
    }

    /// What the answers settle; `None` while too little is known to draw preferences that agree with them.
    pub fn settled(&self) -> Option<Settled> {
        match self.looked() {
            Looked::At(settled) => Some(settled),
            Looked::Early | Looked::Nothing => None,
        }
    }

    fn looked(&self) -> Looked {
        self.looked.clone().unwrap_or_else(|| {
            let party = self.party();
            let sure: Vec<&PreferenceKind> =
                self.answers.iter().filter(|a| a.binds(party)).map(|a| &a.kind).collect();
            teach::looked(self.table(), &sure)
        })
    }

    /// Questions that were left open, and answers the person is not sure of, each in one line.
    pub fn open(&self) -> Vec<String> {
        let kinds: Vec<&PreferenceKind> = self.answers.iter().map(|answer| &answer.kind).collect();
        let line = |answer: &Preference| match (&answer.kind, answer.sure) {
            (PreferenceKind::Open { question }, _) => {
                Some(answer.note.clone().unwrap_or_else(|| question.clone()))
            }
            (_, true) => None,
            (kind, false) => Some(format!("Not sure: {}", words::said_among(&self.scenario, &kinds, kind))),
        };
        self.answers.iter().filter_map(line).collect()
    }

    /// The next question; a last word where there is none.
    pub fn ask(&self) -> Ask {
        match self.question() {
            Some(question) => ask::ask(&self.scenario, &question, self),
            None => ask::last(&self.scenario, self.name(), &self.looked(), self.stopped),
        }
    }

    /// Whether there is nothing more to ask.
    pub fn over(&self) -> bool {
        self.question().is_none()
    }

    fn question(&self) -> Option<Question> {
        if self.stopped {
            return None;
        }
        if let Some(clash) = &self.clash {
            return Some(clash.question());
        }
        self.again.clone().or_else(|| self.next.clone())
    }

    /// Takes an answer to the question that [`Conversation::ask`] put.
    pub fn answer(&mut self, text: &str) -> Reply {
        let Some(question) = self.question() else {
            return Reply::NotUnderstood("there is no question to answer".to_owned());
        };
        if let Question::Clash { .. } = question {
            return self.decide(text, question);
        }
        match understand::understand(&self.scenario, &question, text) {
            understand::Meant::Kinds(kinds) => {
                let first = self.part.take().map(|part| format!("{part}; ")).unwrap_or_default();
                self.take(question, kinds, &format!("{first}{}", text.trim()))
            }
            understand::Meant::Part(sentence) => {
                self.part = Some(text.trim().to_owned());
                Reply::More(sentence)
            }
            understand::Meant::Nothing(sentence) => Reply::NotUnderstood(sentence),
        }
    }

    /// Leaves the question open: the person is not sure.
    pub fn skip(&mut self) -> Reply {
        match self.question() {
            None => Reply::NotUnderstood("there is no question to leave open".to_owned()),
            Some(question @ Question::Clash { .. }) => self.decide("not sure", question),
            Some(question) => {
                self.part = None;
                let kind = PreferenceKind::Open { question: ask::key(&self.scenario, &question) };
                self.take(question, vec![kind], "")
            }
        }
    }

    /// Asks the questions that were left open again; `false` if there are none.
    pub fn reopen(&mut self) -> bool {
        let open = |answer: &Preference| matches!(answer.kind, PreferenceKind::Open { .. });
        if self.clash.is_some() || !self.answers.iter().any(open) {
            return false;
        }
        let answers = self.answers.clone();
        self.answers.retain(|answer| !open(answer));
        (self.part, self.again, self.stopped) = (None, None, false);
        self.plan();
        if let Some(question) = self.next.clone() {
            self.before.push(Before { answers, question });
        }
        true
    }

    /// Goes back to the question answered last; its answer stands until another one is given.
    pub fn back(&mut self) -> Reply {
        self.part = None;
        let at = match &self.again {
            Some(again) => self.before.iter().position(|before| before.question == *again),
            None => Some(self.before.len()),
        };
        match at.and_then(|at| at.checked_sub(1)).map(|at| self.before[at].question.clone()) {
            Some(question) if self.clash.is_none() => {
                self.again = Some(question);
                self.stopped = false;
                Reply::Understood(Vec::new())
            }
            Some(_) => Reply::NotUnderstood("first the answers that cannot all hold".to_owned()),
            None => Reply::NotUnderstood("there is no earlier question in this sitting".to_owned()),
        }
    }

    /// Takes the last answer back.
    pub fn undo(&mut self) -> Reply {
        self.part = None;
        match self.before.pop() {
            Some(before) => {
                self.answers = before.answers;
                self.again = None;
                self.stopped = false;
                self.found(Clash::again(&self.scenario, self.party(), &self.answers));
                self.plan();
                Reply::Understood(Vec::new())
            }
            None => Reply::NotUnderstood("there is no answer to take back in this sitting".to_owned()),
        }
    }

    /// Ends the conversation; it can be taken up again.
    pub fn stop(&mut self) {
        self.part = None;
        self.stopped = true;
    }

    /// Ends the conversation where the answers end, unless there is nothing more to ask.
    pub fn stop_at_end(&mut self) {
        if !self.over() {
            self.stop();
        }
    }

    /// Keeps what was said, and looks whether it holds together with the rest.
    fn take(&mut self, question: Question, kinds: Vec<PreferenceKind>, text: &str) -> Reply {
        self.before.push(Before { answers: self.answers.clone(), question: question.clone() });
        let party = self.party().to_owned();
        let replaced = |answer: &Preference| question.is_answered_by(&self.scenario, &party, answer);
        let said = match &kinds[..] {
            [PreferenceKind::WeightOrder(_)] => {
                let earlier = self.answers.iter().find(|answer| replaced(answer) && answer.said.is_some());
                earlier.and_then(|answer| answer.said.clone()).map(|said| format!("{said}; {text}"))
            }
            _ => None,
        };
        let keep: Vec<Preference> = self.answers.iter().filter(|answer| !replaced(answer)).cloned().collect();
        self.answers = keep;
        let known: Vec<&PreferenceKind> = self.answers.iter().map(|answer| &answer.kind).collect();
        let word = |kind: &PreferenceKind| match kind {
            PreferenceKind::Open { .. } => format!("Left open. {}.", ask::short(&self.scenario, &question)),
            _ => words::said_among(&self.scenario, &known, kind),
        };
        let words = kinds.iter().map(word).collect();
        let first = self.answers.len();
        let own = Some(said.unwrap_or_else(|| text.trim().to_owned())).filter(|said| !said.is_empty());
        let answered = kinds.into_iter().map(|kind| Preference {
            party: party.clone(),
            said: own.clone(),
            sure: true,
            sources: Vec::new(),
            author: self.signed.author.clone(),
            date: self.signed.date,
            note: matches!(kind, PreferenceKind::Open { .. }).then(|| ask::short(&self.scenario, &question)),
            kind,
            span: Span::default(),
        });
        let answered = answered.collect::<Vec<_>>();
        self.answers.extend(answered);
        self.again = None;
        let found = Clash::find(&self.scenario, &party, &mut self.answers, first);
        self.found(found);
        self.plan();
        if self.clash.is_some() { Reply::Contradicts(words) } else { Reply::Understood(words) }
    }

    /// What is to be done with one of the answers that cannot all hold.
    fn decide(&mut self, text: &str, question: Question) -> Reply {
        let Some(choice) = clash::Choice::of(text) else {
            return Reply::NotUnderstood("say `keep`, `change` or `not sure`".to_owned());
        };
        let Some(clash) = self.clash.take() else {
            return Reply::NotUnderstood("nothing is to be decided".to_owned());
        };
        self.before.push(Before { answers: self.answers.clone(), question });
        let party = self.party().to_owned();
        let about = self.answers.get(clash.about()).map(|answer| answer.kind.clone());
        let (rest, words) = clash.decide(&self.scenario, &party, &mut self.answers, choice);
        self.found(rest);
        // One word of several is asked again with the others of its issue.
        if let (clash::Choice::Change, Some(PreferenceKind::Stance { issue, .. })) = (choice, about) {
            self.again = Some(Question::Stances { issue });
        }
        self.plan();
        Reply::Understood(vec![words])
    }
}
