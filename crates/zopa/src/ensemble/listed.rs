//! The packages that are followed from world to world.

use super::View;
use zopa_core::Fault;
use zopa_core::answer::Package;
use zopa_core::problem::Problem;
use zopa_core::world::{Seed, Tables, Verdict, World};

/// Witnesses of the first block that are followed.
const WITNESSES: usize = 3;
/// Packages up to which their ranks are counted: with more, shares of ties are no whole numbers of any handy size.
pub const MOST_RANKED: usize = 16;

/// Why a package is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The scenario names it so.
    Named(String),
    /// These concepts pick it at representative values.
    Picked(Vec<&'static str>),
    /// It showed in so many worlds of the first block that a deal exists.
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
            (Some(Listed { origin: Origin::Picked(names), .. }), Origin::Picked(more)) => names.extend(more),
            (Some(_), _) => {}
        }
    }

    /// Follows the most frequent witnesses of the first block in the base case; of equal ones, the first in the order of
    /// options.
    ///
    /// # Errors
    /// A [`Fault`] if the block cannot be drawn.
    pub fn follow_witnesses(&mut self, seed: u64) -> Result<(), Fault> {
        let mut judge = self.judge.clone();
        let mut draws = self.family.draws(
            &self.design.dependence(&self.family, &self.design.cases[0]),
            Seed::from(seed),
            0,
        )?;
        let mut world = World { point: Vec::new(), toughness: Vec::new() };
        let mut tables = Tables::default();
        let mut seen: std::collections::BTreeMap<Package, u64> = std::collections::BTreeMap::new();
        while draws.next(&mut world)? {
            self.family.tables(&world.point, &mut tables);
            let real = world.real(&world.point[self.family.firmness()..]);
            if judge.decide(&tables, &real, None) == Verdict::Deal {
                *seen.entry(judge.witness().to_vec()).or_default() += 1;
            }
        }
        let mut witnesses: Vec<(Package, u64)> = seen.into_iter().collect();
        witnesses.retain(|(package, _)| self.listed.iter().all(|listed| listed.package != *package));
        witnesses.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        for (package, times) in witnesses.into_iter().take(WITNESSES) {
            self.follow(package, Origin::Witness(times));
        }
        Ok(())
    }
}
