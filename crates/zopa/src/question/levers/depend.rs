//! Leverage dependence: a deal that levers carry, tested again with each lever ended and each sponsor withdrawn.
//!
//! A deal that somebody would then rather not have is said to hold only while the lever does. K. Beardsley 2008,
//! "Agreement without peace? International mediation and time inconsistency problems", American Journal of Political
//! Science 52, finds such deals the less lasting ones.

use super::grow::Grown;
use super::sets::Set;
use super::{Found, Situation};
use crate::compile::CompileError;

/// What a deal depends on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Depends {
    /// Levers without which somebody refuses the package.
    pub levers: Vec<usize>,
    /// Holders, payers and suppliers without whom somebody does.
    pub sponsors: Vec<String>,
    /// Levers that it holds without.
    pub spare: Vec<usize>,
}

/// Tests the package of a set again.
pub(super) fn depends(
    found: &Found,
    situation: &Situation,
    (holders, set): (&[usize], &Set),
) -> Result<Depends, CompileError> {
    let ground = found.ground(situation);
    let levers: Vec<usize> = set.used.iter().map(|(l, _)| *l).collect();
    // The levers of the set alone: the others are not used.
    let grown = ground.grow_held(holders, levers.clone())?;
    let mut package = set.package[..grown.first].to_vec();
    package.extend(set.used.iter().map(|(_, at)| at + 1));
    let mut depends = Depends::default();
    for (k, &l) in levers.iter().enumerate() {
        let list = if holds(&grown, &situation.real, &package, |j| j == k) {
            &mut depends.spare
        } else {
            &mut depends.levers
        };
        list.push(l);
    }
    let name = |id: &str| {
        let party = situation.compiled.parties.iter().find(|(known, _)| known == id);
        party.map_or_else(|| id.to_string(), |(_, name)| name.clone())
    };
    let backs = |l: usize| -> Vec<String> {
        let lever = found.model.levers[l].lever;
        let all = [Some(&lever.holder), lever.payer.as_ref(), lever.supplier.as_ref()];
        all.into_iter().flatten().filter(|id| *id != "none").map(|id| name(id)).collect()
    };
    let mut sponsors: Vec<String> = levers.iter().flat_map(|&l| backs(l)).collect();
    sponsors.sort();
    sponsors.dedup();
    for sponsor in sponsors {
        if !holds(&grown, &situation.real, &package, |k| backs(levers[k]).contains(&sponsor)) {
            depends.sponsors.push(sponsor);
        }
    }
    Ok(depends)
}

/// Whether everybody still accepts the package with some of its levers off.
fn holds(grown: &Grown, real: &[bool], package: &[usize], off: impl Fn(usize) -> bool) -> bool {
    let mut package = package.to_vec();
    for (k, level) in package[grown.first..].iter_mut().enumerate() {
        if off(k) {
            *level = 0;
        }
    }
    grown.compiled.problem.acceptable(real, &package)
}
