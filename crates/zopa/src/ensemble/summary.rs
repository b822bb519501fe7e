//! What is counted of the worlds of a view: whole numbers alone, so that blocks add up alike in any order.

use crate::result::wide;
use serde::{Deserialize, Serialize};
use zopa_core::Fault;
use zopa_core::problem::Score;
use zopa_core::sense::share::{Sure, even_clusters, share};
use zopa_core::world::BLOCK;

/// Worlds of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseCount {
    /// In which some package is acceptable.
    pub deals: u64,
    /// In which that was not settled.
    pub unsettled: u64,
    /// The sums over blocks of the squares of a block's deals, and of its deals and worlds not settled together: what
    /// blocks differ by, where the worlds of one are not independent.
    pub squares: [u64; 2],
}

/// Worlds without a deal, in the base case, and what alone would open one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Without {
    /// How many were looked at.
    pub looked: u64,
    /// Per party: a deal exists if its consent is left out.
    pub parties: Vec<u64>,
    /// Per red line: it is real, and a deal exists if it is given up.
    pub lines: Vec<u64>,
    /// No one party's consent left out, and so no one line given up, opens a deal.
    pub neither: u64,
    /// One of these questions was not settled.
    pub unsettled: u64,
}

/// What became of one package that is followed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageCount {
    /// Per case: worlds in which all who are asked accept it.
    pub accepted: Vec<u64>,
    /// Per party, in the base case: worlds in which it is asked and accepts.
    pub by_party: Vec<u64>,
    /// Per party and rank, the best first, in the base case: worlds in which the package has that rank among those
    /// followed, times [`Summary::unit`]. Packages that tie share the ranks they take.
    pub ranks: Vec<Vec<u64>>,
    /// Per party, in the base case: what it has less than from the best package followed that all accept, over the worlds
    /// in which there is one; where this package is refused it has its no deal. Grid points of the party's own scale.
    #[serde(with = "wide")]
    pub shortfall: Vec<Score>,
    /// The largest of these.
    #[serde(with = "wide")]
    pub largest: Vec<Score>,
}

/// What is counted of the worlds of a view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Blocks counted: those numbered from 0.
    pub blocks: u64,
    /// Worlds counted.
    pub worlds: u64,
    /// Per case, the base case first.
    pub cases: Vec<CaseCount>,
    /// Per line, in the base case: worlds in which it is real.
    pub real: Vec<u64>,
    /// Worlds without a deal.
    pub without: Without,
    /// What one world adds to the ranks of the packages; 0 where ranks are not counted.
    pub unit: u64,
    /// Worlds, in the base case, in which all accept one of the packages.
    pub compared: u64,
    /// Per package.
    pub packages: Vec<PackageCount>,
    /// Of the first blocks, the number of each and which of its worlds have no deal in the base case: one bit per world,
    /// in hexadecimal, the first world the lowest bit of the first digit.
    pub first: Vec<(u64, String)>,
}

impl CaseCount {
    /// The ends of the 95 % interval of the share of worlds with a deal: the lower one as if no world that was not settled
    /// had one, the upper one as if each had. By the interval of Clopper and Pearson where worlds are independent; where
    /// they are drawn by walks, started anew in each block, by what the blocks differ by ([`even_clusters`]); from one
    /// such block nothing follows.
    ///
    /// # Errors
    /// A [`Fault`] if these are no counts of so many worlds.
    pub fn ends(&self, worlds: u64, walked: bool) -> Result<[f64; 2], Fault> {
        let most = self.deals.saturating_add(self.unsettled);
        let sure = Sure::NinetyFive;
        if !walked {
            return Ok([share(self.deals, worlds, sure)?.low, share(most, worlds, sure)?.high]);
        }
        if worlds <= BLOCK {
            return Ok([0.0, 1.0]);
        }
        let blocks = worlds / BLOCK;
        Ok([
            even_clusters(blocks, BLOCK, [self.deals, self.squares[0]], sure)?.low,
            even_clusters(blocks, BLOCK, [most, self.squares[1]], sure)?.high,
        ])
    }
}

fn add(sums: &mut Vec<u64>, more: &[u64]) {
    sums.resize(sums.len().max(more.len()), 0);
    sums.iter_mut().zip(more).for_each(|(sum, x)| *sum += x);
}

impl Summary {
    /// Adds other blocks of the same view.
    pub fn merge(&mut self, other: &Summary) {
        self.blocks += other.blocks;
        self.worlds += other.worlds;
        self.compared += other.compared;
        self.unit = self.unit.max(other.unit);
        self.cases.resize(self.cases.len().max(other.cases.len()), CaseCount::default());
        for (sum, more) in self.cases.iter_mut().zip(&other.cases) {
            sum.deals += more.deals;
            sum.unsettled += more.unsettled;
            sum.squares[0] += more.squares[0];
            sum.squares[1] += more.squares[1];
        }
        add(&mut self.real, &other.real);
        self.without.looked += other.without.looked;
        self.without.neither += other.without.neither;
        self.without.unsettled += other.without.unsettled;
        add(&mut self.without.parties, &other.without.parties);
        add(&mut self.without.lines, &other.without.lines);
        self.packages.resize(self.packages.len().max(other.packages.len()), PackageCount::default());
        for (sum, more) in self.packages.iter_mut().zip(&other.packages) {
            sum.merge(more);
        }
        self.first.extend(other.first.iter().cloned());
        self.first.sort();
    }

    /// Whether a world of one of the first blocks has no deal in the base case; `None` where that is not kept.
    pub fn none(&self, block: u64, world: usize) -> Option<bool> {
        let (_, bits) = self.first.iter().find(|(b, _)| *b == block)?;
        let digit = bits.as_bytes().get(world / 4).and_then(|d| (*d as char).to_digit(16))?;
        Some(digit >> (world % 4) & 1 == 1)
    }
}

impl PackageCount {
    fn merge(&mut self, other: &PackageCount) {
        add(&mut self.accepted, &other.accepted);
        add(&mut self.by_party, &other.by_party);
        self.ranks.resize(self.ranks.len().max(other.ranks.len()), Vec::new());
        self.ranks.iter_mut().zip(&other.ranks).for_each(|(sum, more)| add(sum, more));
        self.shortfall.resize(self.shortfall.len().max(other.shortfall.len()), 0);
        self.shortfall.iter_mut().zip(&other.shortfall).for_each(|(sum, more)| *sum += more);
        self.largest.resize(self.largest.len().max(other.largest.len()), 0);
        self.largest.iter_mut().zip(&other.largest).for_each(|(most, more)| *most = (*most).max(*more));
    }
}

/// Bits as hexadecimal digits, the first the lowest of the first digit.
pub(super) fn digits(bits: &[bool]) -> String {
    let digit = |four: &[bool]| four.iter().rev().fold(0, |sum, &bit| 2 * sum + u32::from(bit));
    bits.chunks(4).map(|four| char::from_digit(digit(four), 16).unwrap_or('0')).collect()
}
