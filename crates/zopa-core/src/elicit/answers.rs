//! What rows does an answer about a party's preferences stand for?
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `x[i][o]` | part-worth of an option: `w_i v_io / 100` | points of the party's 100 |
//! | `w[i]` | weight of an issue: the largest part-worth in it | points of 100, of sum 100 |
//! | `r` | value of no deal | points, any sign |
//!
//! In weights and values a comparison of packages is a product of unknowns; in part-worths every answer is linear. Always
//! hold `x ≥ 0`, `x[i][o] ≤ w[i]` and `Σ_i w[i] = 100`.
//!
//! **The best option.** Where it is known, `w[i]` is its part-worth, and the rows say exactly what is known. Where it is not,
//! `w[i]` is a variable of its own that is at least every part-worth of the issue. That lets in points in which no option
//! is worth the whole weight: what the rows prove impossible is impossible, what they leave open may not be.
//!
//! **An issue of no weight.** With `w[i] = 0` all part-worths are zero, and rows about values in that issue hold whatever
//! the values.
//!
//! Interactions, factors, boxes and ceilings are not in these rows; with them, rows about packages hold for the sum of
//! part-worths alone.

use super::linear::{Program, Row, Sense, whole};
use crate::Fault;
use crate::world::Said;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// Which options there are, and what is known of the best and worst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    options: Vec<usize>,
    best: Vec<Option<usize>>,
    worst: Vec<Option<usize>>,
    /// Where an issue's part-worths start.
    starts: Vec<usize>,
    /// The variable that is the weight of an issue.
    weights: Vec<usize>,
    no_deal: usize,
    variables: usize,
}

impl Shape {
    /// Issues with so many options; per issue the option of value 100 and that of value 0, where they are known.
    ///
    /// # Errors
    /// The lists are not of one length, or name an option that does not exist.
    pub fn new(
        options: Vec<usize>,
        best: Vec<Option<usize>>,
        worst: Vec<Option<usize>>,
    ) -> Result<Shape, Fault> {
        let m = options.len();
        if best.len() != m || worst.len() != m {
            let text = format!("{m} issues, {} best and {} worst options", best.len(), worst.len());
            return Err(Fault::shape(text));
        }
        let missing = |i: usize| options[i] == 0 || best[i].max(worst[i]).is_some_and(|o| o >= options[i]);
        if let Some(i) = (0..m).find(|&i| missing(i)) {
            return Err(Fault::shape(format!("issue {i} lacks an option that is named")));
        }
        let mut starts = Vec::with_capacity(m);
        let mut next = 0;
        for n in &options {
            starts.push(next);
            next += n;
        }
        let no_deal = next;
        next += 1;
        let mut weights = Vec::with_capacity(m);
        for (start, best) in starts.iter().zip(&best) {
            weights.push(match best {
                Some(o) => start + o,
                None => next,
            });
            next += usize::from(best.is_none());
        }
        Ok(Shape { options, best, worst, starts, weights, no_deal, variables: next })
    }

    /// How many variables there are.
    pub fn variables(&self) -> usize {
        self.variables
    }

    /// The variable of `r`.
    pub fn no_deal(&self) -> usize {
        self.no_deal
    }

    /// The variable of `w[issue]`.
    ///
    /// # Errors
    /// There is no such issue.
    pub fn weight(&self, issue: usize) -> Result<usize, Fault> {
        let there = self.weights.get(issue).copied();
        there.ok_or_else(|| Fault::shape(format!("issue {issue} does not exist")))
    }

    /// The variable of `x[issue][option]`.
    ///
    /// # Errors
    /// There is no such option.
    pub fn part_worth(&self, issue: usize, option: usize) -> Result<usize, Fault> {
        match self.options.get(issue) {
            Some(&n) if option < n => Ok(self.starts[issue] + option),
            _ => Err(Fault::shape(format!("issue {issue} has no option {option}"))),
        }
    }

    /// The value of a package, as a form.
    ///
    /// # Errors
    /// The package does not choose an option in each issue.
    pub fn package(&self, package: &[usize]) -> Result<Vec<(usize, BigRational)>, Fault> {
        if package.len() != self.options.len() {
            let text = format!("a package of {} options for {} issues", package.len(), self.options.len());
            return Err(Fault::shape(text));
        }
        let term = |(i, &o): (usize, &usize)| Ok((self.part_worth(i, o)?, BigRational::one()));
        package.iter().enumerate().map(term).collect()
    }

    /// What always holds.
    pub fn background(&self) -> Program {
        let mut program = Program::new(self.variables);
        program.lower[self.no_deal] = None;
        for (i, &n) in self.options.iter().enumerate() {
            let weight = self.weights[i];
            for x in (self.starts[i]..self.starts[i] + n).filter(|&x| x != weight) {
                program.rows.push(Row::whole(&[(x, 1), (weight, -1)], Sense::AtMost, 0));
            }
            if let Some(o) = self.worst[i] {
                program.upper[self.starts[i] + o] = Some(BigRational::zero());
            }
        }
        let all: Vec<(usize, i64)> = self.weights.iter().map(|&w| (w, 1)).collect();
        program.rows.push(Row::whole(&all, Sense::Equal, 100));
        program
    }

    /// Whether the rows say exactly what is known: the best option of every issue is.
    pub fn is_exact(&self) -> bool {
        self.best.iter().all(Option::is_some)
    }

    /// The point of these weights, values and no-deal value.
    ///
    /// # Errors
    /// Not one weight per issue and one value per option.
    pub fn point(
        &self,
        weights: &[BigRational],
        values: &[Vec<BigRational>],
        no_deal: &BigRational,
    ) -> Result<Vec<BigRational>, Fault> {
        let fits = weights.len() == self.options.len()
            && values.len() == self.options.len()
            && values.iter().zip(&self.options).all(|(v, n)| v.len() == *n);
        if !fits {
            return Err(Fault::shape("weights and values are not one per issue and option".to_string()));
        }
        let mut point = vec![BigRational::zero(); self.variables];
        for (i, (w, v)) in weights.iter().zip(values).enumerate() {
            point[self.weights[i]] = w.clone();
            for (o, v) in v.iter().enumerate() {
                point[self.starts[i] + o] = w * v / whole(100);
            }
        }
        point[self.no_deal] = no_deal.clone();
        Ok(point)
    }

    /// The rows an answer stands for. Numbers count as the shortest decimals that give them ([`exact`]); an endless limit
    /// makes no row.
    ///
    /// # Errors
    /// The answer names an issue or option that does not exist, or a number that is none.
    pub fn rows(&self, said: &Said) -> Result<Vec<Row>, Fault> {
        let at_least = |terms: Vec<(usize, BigRational)>, right: BigRational| {
            vec![Row::new(terms, Sense::AtLeast, right)]
        };
        let one = |x: usize| (x, BigRational::one());
        let minus = |x: usize| (x, -BigRational::one());
        Ok(match said {
            Said::Weight { above, below } => {
                at_least(vec![one(self.weight(*above)?), minus(self.weight(*below)?)], whole(0))
            }
            Said::Ratio { of, to, low, high } => {
                let (of, to) = (self.weight(*of)?, self.weight(*to)?);
                let row = |ratio: BigRational, sense| Row::new(vec![one(of), (to, -ratio)], sense, whole(0));
                limits(*low, *high, row)?
            }
            Said::Value { issue, above, below } => {
                let terms =
                    vec![one(self.part_worth(*issue, *above)?), minus(self.part_worth(*issue, *below)?)];
                at_least(terms, whole(0))
            }
            Said::Difference { issue, larger, smaller } => {
                let x = |o: usize| self.part_worth(*issue, o);
                let terms = vec![
                    one(x(larger[0])?),
                    minus(x(larger[1])?),
                    minus(x(smaller[0])?),
                    one(x(smaller[1])?),
                ];
                at_least(terms, whole(0))
            }
            Said::Better { better, worse, by } => {
                let terms = super::additive::less(&self.package(better)?, &self.package(worse)?);
                limits(*by, f64::INFINITY, |by, sense| Row::new(terms.clone(), sense, by))?
            }
            Said::Alike { one, other, within } => {
                let terms = super::additive::less(&self.package(one)?, &self.package(other)?);
                limits(-within, *within, |end, sense| Row::new(terms.clone(), sense, end))?
            }
            Said::OverNoDeal { package, low, high } => {
                let mut terms = self.package(package)?;
                terms.push(minus(self.no_deal));
                limits(*low, *high, |end, sense| Row::new(terms.clone(), sense, end))?
            }
        })
    }
}

/// A row for each end that is not endless.
fn limits(low: f64, high: f64, row: impl Fn(BigRational, Sense) -> Row) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    for (end, endless, sense) in
        [(low, f64::NEG_INFINITY, Sense::AtLeast), (high, f64::INFINITY, Sense::AtMost)]
    {
        if end != endless {
            let Some(end) = exact(end) else { return Err(Fault::shape(format!("{end} is no limit"))) };
            rows.push(row(end, sense));
        }
    }
    Ok(rows)
}

/// The shortest decimal that gives this number, as a fraction: 0.1 is a tenth. The number to its last bit where 17
/// decimals or 16 digits do not suffice. `None` if it is not finite.
pub fn exact(value: f64) -> Option<BigRational> {
    let mut scale = 1.0f64;
    let mut ten = BigInt::one();
    for _ in 0..=17 {
        let near = (value * scale).round();
        if near.abs() < 9.0e15 && near / scale == value {
            return BigRational::from_float(near).map(|n| n / ten);
        }
        scale *= 10.0;
        ten *= 10;
    }
    BigRational::from_float(value)
}

/// Five words for how acceptable an option is, from the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// It has to be in a deal.
    Essential,
    /// It is wished for.
    Desirable,
    /// It is fine.
    Acceptable,
    /// It can be lived with.
    Tolerable,
    /// It is refused.
    Unacceptable,
}

/// What words for the options of one issue say: an option with a better word is worth at least as much as one with a
/// worse word. Options without a word are left open.
pub fn words(issue: usize, words: &[Option<Word>]) -> Vec<Said> {
    let mut classes: Vec<Word> = words.iter().flatten().copied().collect();
    classes.sort_unstable();
    classes.dedup();
    let of = |word: Word| (0..words.len()).filter(move |&o| words[o] == Some(word));
    let step = |w: &[Word]| -> Vec<Said> {
        let (better, worse) = (w[0], w[1]);
        of(better).flat_map(|above| of(worse).map(move |below| Said::Value { issue, above, below })).collect()
    };
    classes.windows(2).flat_map(step).collect()
}

/// What an order of options of one issue says, the best first.
pub fn order_of_options(issue: usize, order: &[usize]) -> Vec<Said> {
    order.windows(2).map(|w| Said::Value { issue, above: w[0], below: w[1] }).collect()
}

/// What an order of swings says, the most important issue first.
pub fn order_of_weights(order: &[usize]) -> Vec<Said> {
    order.windows(2).map(|w| Said::Weight { above: w[0], below: w[1] }).collect()
}
