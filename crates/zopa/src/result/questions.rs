//! What questions would tell, as plain data.

use serde::{Deserialize, Serialize};

/// Questions that could be put, the most telling first, over the worlds of a view's base case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionsRecord {
    /// Seed of the worlds.
    pub seed: u64,
    /// Worlds drawn.
    pub worlds: u64,
    /// Of these, with a deal.
    pub deals: u64,
    /// How often a noisy answer is right, per cent.
    pub reliable: f64,
    /// The questions.
    pub questions: Vec<QuestionRecord>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionRecord {
    /// Key of the number it asks for, or `line.ID` of a red line.
    pub input: String,
    /// The party it is put to.
    pub party: usize,
    /// Share of the uncertainty about a deal that goes when the answer is known; by chance a little below 0.
    pub explains: f64,
    /// The same for a noisy answer.
    pub explains_noisy: f64,
    /// Worlds and deals by answer: a number in thirds from low to high, a red line posture then real.
    pub answers: Vec<AnswerRecord>,
    /// In how many draws of the others' numbers it would be the most telling question to this party, and of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_anyway: Option<[u64; 2]>,
}

/// Worlds that give one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerRecord {
    /// How many.
    pub worlds: u64,
    /// Of these, with a deal.
    pub deals: u64,
}

impl QuestionsRecord {
    /// The share that answers explain, from the counts, less what chance would (Kelley's ε²).
    fn explained(&self, q: &QuestionRecord) -> Option<f64> {
        let (worlds, deals) = (self.worlds as f64, self.deals as f64);
        let mean = deals / worlds;
        let between = q.answers.iter().filter(|answer| answer.worlds > 0).map(|answer| {
            let n = answer.worlds as f64;
            let off = answer.deals as f64 / n - mean;
            n * off * off
        });
        let whole = worlds * mean * (1.0 - mean);
        let left = whole - between.sum::<f64>();
        let bins = q.answers.len() as f64;
        (whole > 0.0 && worlds > bins).then(|| 1.0 - left / (worlds - bins) * (worlds - 1.0) / whole)
    }

    /// Whether the numbers fit together.
    pub(super) fn fits(&self, parties: usize) -> bool {
        let question = |q: &QuestionRecord| {
            let sum = |of: fn(&AnswerRecord) -> u64| {
                q.answers.iter().map(of).try_fold(0u64, |sum, n| sum.checked_add(n))
            };
            q.party < parties
                && q.answers.iter().all(|answer| answer.deals <= answer.worlds)
                && sum(|answer| answer.worlds) == Some(self.worlds)
                && sum(|answer| answer.deals) == Some(self.deals)
                && self.explained(q).is_none_or(|explains| (explains - q.explains).abs() < 1e-6)
                && (0.0..=1.0).contains(&q.explains_noisy)
                && q.asked_anyway.is_none_or(|[same, drawn]| same <= drawn && drawn > 0)
        };
        self.deals <= self.worlds
            && (50.0..=100.0).contains(&self.reliable)
            && self.questions.iter().all(question)
            && self.questions.windows(2).all(|pair| pair[0].explains >= pair[1].explains)
    }
}
