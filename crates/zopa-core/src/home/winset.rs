//! What a ratifier accepts instead of the status quo, and what a proposer makes of it.
//!
//! A ratifier with ideal `r` accepts `x` iff `|x - r| ≤ |q - r|`: on a line the win-set `r - |r - q| … r + |r - q|`, in `d`
//! dimensions the ball around `r` whose surface holds `q`. Every chief of a delegation has such a set too, and a deal has to
//! lie in all of them. The proposer (setter) gets the place of the common set that is nearest to its own ideal.
//!
//! [`weakness`]: against a foreign proposer with ideal 0 and a pivot `m` at home, `x = max(0, m - |m - q|)`. The nearer the
//! pivot is to the status quo, the less it lets its leader give away: hands tied at home are strength abroad.
//!
//! T. Romer and H. Rosenthal 1978, "Political resource allocation, controlled agendas, and the status quo", Public Choice
//! 33 (setter). R. D. Putnam 1988, International Organization 42 (the common set). T. C. Schelling 1960, The Strategy of
//! Conflict, ch. 2, and H. V. Milner and B. P. Rosendorff 1997, Journal of Conflict Resolution 41, for the logic of
//! weakness. Algebra; exact but for rounding.
//!
//! Assumes: everybody knows all ideals and the status quo; one offer, taken or left; ideals that count evenly in every
//! direction. It cannot show a set of several proposals in turn, nor a ratifier who refuses in order to get a better one.

use crate::Fault;
use crate::keep::finite;

/// Within this part of the size of the places compared, a place counts as on the edge of a win-set, and so in it.
pub const EDGE: f64 = 1e-12;

/// The places `low … high` of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The least.
    pub low: f64,
    /// The largest.
    pub high: f64,
}

impl Span {
    /// The place in it that is nearest to `ideal`: what a proposer gets.
    ///
    /// # Errors
    /// A number that is not finite, or ends the wrong way round.
    pub fn nearest(&self, ideal: f64) -> Result<f64, Fault> {
        self.sound()?;
        finite("the proposer's ideal", ideal)?;
        Ok(ideal.max(self.low).min(self.high))
    }

    fn sound(&self) -> Result<(), Fault> {
        finite("the lower end of a span", self.low)?;
        finite("the upper end of a span", self.high)?;
        match self.low <= self.high {
            true => Ok(()),
            false => Err(Fault::shape(format!(
                "a span of {} to {} has its ends the wrong way round",
                self.low, self.high
            ))),
        }
    }
}

/// The win-set of one ideal on a line.
///
/// # Errors
/// A number that is not finite.
pub fn on_line(ideal: f64, status_quo: f64) -> Result<Span, Fault> {
    finite("the ideal", ideal)?;
    finite("the status quo", status_quo)?;
    // One end is the status quo itself, without rounding.
    let mirrored = ideal + (ideal - status_quo);
    finite("the far end of the win-set", mirrored)?;
    Ok(Span { low: status_quo.min(mirrored), high: status_quo.max(mirrored) })
}

/// What lies in all of `sets`; `None` where nothing does. Sets of one status quo always have it in common.
///
/// # Errors
/// No set, or one that is unsound.
pub fn common(sets: &[Span]) -> Result<Option<Span>, Fault> {
    if sets.is_empty() {
        return Err(Fault::shape("no set is given, so everything would be in all of them".to_string()));
    }
    sets.iter().try_for_each(Span::sound)?;
    let low = sets.iter().map(|s| s.low).fold(f64::NEG_INFINITY, f64::max);
    let high = sets.iter().map(|s| s.high).fold(f64::INFINITY, f64::min);
    Ok((low <= high).then_some(Span { low, high }))
}

/// What a foreign proposer with ideal 0 gets past the pivot at home, on a line of places of at least 0.
///
/// # Errors
/// A number that is not finite and of at least 0.
pub fn weakness(pivot: f64, status_quo: f64) -> Result<f64, Fault> {
    crate::keep::within("the pivot", pivot, 0.0, f64::INFINITY)?;
    crate::keep::within("the status quo", status_quo, 0.0, f64::INFINITY)?;
    Ok(on_line(pivot, status_quo)?.low.max(0.0))
}

/// The win-set of one ideal in several dimensions.
#[derive(Debug, Clone, PartialEq)]
pub struct Ball {
    /// The ideal, one number per dimension.
    pub centre: Vec<f64>,
    /// How far the status quo is from it.
    pub radius: f64,
}

impl Ball {
    /// The win-set of an ideal.
    ///
    /// # Errors
    /// A number that is not finite, no dimension, or places of different dimensions.
    pub fn new(ideal: &[f64], status_quo: &[f64]) -> Result<Ball, Fault> {
        place("the ideal", ideal, status_quo.len())?;
        place("the status quo", status_quo, ideal.len())?;
        let radius = distance(ideal, status_quo);
        finite("the distance of the status quo from the ideal", radius)?;
        Ok(Ball { centre: ideal.to_vec(), radius })
    }

    /// Whether it accepts a place.
    ///
    /// # Errors
    /// A place that is not finite, or of another dimension.
    pub fn accepts(&self, x: &[f64]) -> Result<bool, Fault> {
        place("the place", x, self.centre.len())?;
        let size = self.centre.iter().chain(x).fold(self.radius, |most, v| most.max(v.abs()));
        Ok(distance(&self.centre, x) <= self.radius + EDGE * size)
    }

    /// The place in it that is nearest to `ideal`: what a proposer gets.
    ///
    /// # Errors
    /// As of [`Ball::accepts`].
    pub fn nearest(&self, ideal: &[f64]) -> Result<Vec<f64>, Fault> {
        place("the proposer's ideal", ideal, self.centre.len())?;
        let far = distance(&self.centre, ideal);
        if far <= self.radius {
            return Ok(ideal.to_vec());
        }
        let part = self.radius / far;
        Ok(self.centre.iter().zip(ideal).map(|(c, x)| c + part * (x - c)).collect())
    }
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

pub(super) fn place(what: &str, x: &[f64], dimensions: usize) -> Result<(), Fault> {
    if x.len() != dimensions || dimensions == 0 {
        return Err(Fault::shape(format!("{what} has {} dimensions where there are {dimensions}", x.len())));
    }
    x.iter().try_for_each(|v| finite(&format!("a coordinate of {what}"), *v))
}
