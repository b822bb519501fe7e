//! Which numbers go together: the choices a family leaves open, and what is common to red lines and linked numbers.
//!
//! Hidden causes are standard normal numbers. The toughness of a line of group `g` of party `p` is `Φ(z)` with
//! `z = √others T_p + √(within - others) G_g + √(1 - within) e`: the correlation of `z` of two lines is `within` inside a
//! group and `√(others_g others_h)` between groups `g` and `h` of a party. A line without a group is independent of all
//! others. A linked number is the quantile of `Φ(±√s C + √(1 - s) e)`.

use super::family::Family;
use super::{Firm, Quantity};
use crate::Fault;
use crate::special::{normal_below, normal_quantile};

/// One choice of what the family leaves open about dependence: how far up their ranges its correlations are.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Correlation within each group: 0 is the lowest of its range, 1 the highest.
    pub within: f64,
    /// Correlation with the party's other groups, likewise.
    pub others: f64,
    /// Strength of each link, likewise.
    pub links: Vec<f64>,
}

impl Case {
    /// The middle of every range.
    pub fn middle(family: &Family) -> Case {
        Case { within: 0.5, others: 0.5, links: vec![0.5; family.links().len()] }
    }
}

/// The loadings of a case.
#[derive(Debug, Clone)]
pub(super) struct Loads {
    /// Per group, of the party's cause, the group's, and a line's own.
    pub groups: Vec<[f64; 3]>,
    /// Per link, of the common cause, and of a number's own.
    pub links: Vec<[f64; 2]>,
    /// Per link, the correlation.
    pub strengths: Vec<f64>,
}

impl Loads {
    pub fn new(family: &Family, case: &Case) -> Result<Loads, Fault> {
        let unit = |x: &f64| (0.0..=1.0).contains(x);
        if case.links.len() != family.links().len() {
            return Err(Fault::new(format!(
                "{} strengths for {} dependences",
                case.links.len(),
                family.links().len()
            )));
        }
        if ![case.within, case.others].iter().chain(&case.links).all(unit) {
            return Err(Fault::new("a case is beyond 0 and 1".into()));
        }
        let at = |q: &Quantity, t: f64| q.low + t * (q.high - q.low);
        let groups = family.groups().iter().map(|group| {
            // What is common to all lines of the party is common to the group: of the two ranges those choices count
            // in which lines of a group go together at least as much as with others.
            let within = at(&group.within, case.within).max(group.others.low);
            let others = at(&group.others, case.others).min(within);
            // Rounding alone can take the last below zero.
            let root = |x: f64| x.max(0.0).sqrt();
            [root(others), root(within - others), root(1.0 - within)]
        });
        let strengths: Vec<f64> =
            family.links().iter().zip(&case.links).map(|(link, t)| at(&link.strength, *t)).collect();
        let links = strengths.iter().map(|s| [s.sqrt(), (1.0 - s).max(0.0).sqrt()]).collect();
        Ok(Loads { groups: groups.collect(), links, strengths })
    }

    /// The toughness of a line from the numbers, uniform in 0 to 1, of its own, of its group and of its party.
    pub fn toughness(&self, firm: &Firm, own: f64, group: impl Fn(usize) -> f64, party: f64) -> f64 {
        let Some(g) = firm.group else { return own };
        let [t, c, e] = self.groups[g];
        if e == 1.0 {
            return own;
        }
        let part = |load: f64, p: f64| if load == 0.0 { 0.0 } else { load * normal_quantile(p) };
        normal_below(part(t, party) + part(c, group(g)) + part(e, own))
    }

    /// The uniform number of a member of a link from its own and the link's.
    pub fn linked(&self, link: usize, rises: bool, own: f64, common: f64) -> f64 {
        let [c, e] = self.links[link];
        if c == 0.0 {
            return own;
        }
        let cause = if rises { normal_quantile(common) } else { -normal_quantile(common) };
        normal_below(c * cause + if e == 0.0 { 0.0 } else { e * normal_quantile(own) })
    }
}
