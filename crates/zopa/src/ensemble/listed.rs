//! The packages that are followed from world to world.

use super::View;
use crate::compile::Reading;
use std::collections::BTreeMap;
use zopa_core::Fault;
use zopa_core::answer::Package;
use zopa_core::problem::Problem;
use zopa_core::world::{Seed, Tables, Verdict, World};

/// Packages that showed a deal in the first block of which so many are followed.
const WITNESSES: usize = 3;
/// Packages up to which their ranks are counted: with more, shares of ties are no whole numbers of any handy size.
pub const MOST_RANKED: usize = 16;

/// Why a package is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The scenario names it so.
    Named(String),
    /// These concepts pick it at representative values, under this reading of red lines.
    Picked(Reading, Vec<&'static str>),
    /// Of the packages that showed in the first block that a deal exists, one of those that all accept in most of its worlds:
    /// in so many.
    Witness(u64),
}

/// A package that is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The package.
    pub package: Package,
    /// Why.
    pub origin: Origin,
    /// Per party, whether it is asked about it.
    pub asked: Vec<bool>,
    /// Per line, whether the package crosses it and the line's party is asked.
    pub crossed: Vec<bool>,
    /// Whether it keeps every rule.
    pub kept: bool,
}

impl Listed {
    /// What does not depend on the numbers of a world.
    pub fn new(problem: &Problem, package: Package, origin: Origin) -> Listed {
        let asked: Vec<bool> = (0..problem.n()).map(|p| problem.asked(p, &package)).collect();
        let lines = problem.lines().iter().enumerate();
        let crossed = lines.map(|(l, line)| asked[line.party] && problem.crosses(l, &package)).collect();
        let kept = problem.rules().iter().all(|rule| rule.holds(&package));
        Listed { package, origin, asked, crossed, kept }
    }
}

impl View {
    /// Follows a package, if it is not followed yet; a concept's pick adds its name to that of other concepts.
    pub fn follow(&mut self, package: Package, origin: Origin) {
        let known = self.listed.iter_mut().find(|listed| listed.package == package);
        match (known, origin) {
            (None, origin) => self.listed.push(Listed::new(self.family.structure(), package, origin)),
            (Some(Listed { origin: Origin::Picked(_, names), .. }), Origin::Picked(_, more)) => {
                names.extend(more)
            }
            (Some(_), _) => {}
        }
    }

    /// Follows, of the packages that show in the first block that a deal exists in the base case, those that all accept in
    /// most of its worlds; of equal ones, the first in the order of options.
    ///
    /// # Errors
    /// A [`Fault`] if the block cannot be drawn.
    pub fn follow_witnesses(&mut self, seed: u64) -> Result<(), Fault> {
        let mut judge = self.judge.clone();
        let base = self.design.dependence(&self.family, &self.design.cases[0]);
        let mut seen: BTreeMap<Package, u64> = BTreeMap::new();
        let worlds = self.family.block(&base, Seed::from(seed), 0)?;
        let real = |world: &World| world.real(&world.point[self.family.firmness()..]);
        let mut tables = Tables::default();
        for world in &worlds {
            self.family.tables(&world.point, &mut tables);
            if judge.decide(&tables, &real(world), None) == Verdict::Deal {
                seen.entry(judge.witness().to_vec()).or_default();
            }
        }
        seen.retain(|package, _| self.listed.iter().all(|listed| listed.package != *package));
        for world in &worlds {
            self.family.tables(&world.point, &mut tables);
            let real = real(world);
            for (package, times) in &mut seen {
                *times += u64::from(judge.accepts(&tables, &real, package));
            }
        }
        let mut witnesses: Vec<(Package, u64)> = seen.into_iter().collect();
        witnesses.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        for (package, times) in witnesses.into_iter().take(WITNESSES) {
            self.follow(package, Origin::Witness(times));
        }
        Ok(())
    }
}
