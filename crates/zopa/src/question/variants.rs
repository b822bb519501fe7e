//! **Question.** What does a rule of another program pick, by the name it has there?
//!
//! The rules of [`zopa_core::concept::variants`], evaluated point by point on the exact frontier of the acceptable
//! packages among the parties with whole consent. They are asked for by name (`solve --concept KEY`) and never shown
//! unasked: most set scores of different parties against each other.

use super::concepts::listed;
use super::plausible::section;
use super::words::{capital, count, fraction, list, magnitude, points, signed, stopped, view};
use super::{Answer, AskError, Asked, anchored, frontier, worse};
use crate::compile::{Compiled, Reading};
use crate::report::{Block, Cell, Document, Table};
use crate::result::{Claim, ResultFile};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;
use zopa_core::answer::Stop;
use zopa_core::concept::variants::{Picked, Unit, VARIANTS, Variant};
use zopa_core::frontier::Scope;
use zopa_core::problem::{Consent, Score};

/// Most picks in a table; the others are counted.
const SHOWN: usize = 12;

/// What a variant picks under one reading.
struct Found {
    reading: Reading,
    /// The frontier of the acceptable packages.
    efficient: frontier::Found,
    /// Per party compared, the frontier of that party alone over all packages that keep the rules; empty where the
    /// variant does not measure by it.
    alone: Vec<frontier::Found>,
    /// `None` where nothing is picked, or a frontier is not known.
    picked: Option<Picked>,
}

impl Found {
    fn stop(&self) -> Stop {
        self.alone.iter().fold(self.efficient.stop, |all, one| worse(all, one.stop))
    }
}

/// The variant of a key.
pub(super) fn named(key: &str) -> Option<&'static Variant> {
    VARIANTS.iter().find(|v| v.key == key)
}

/// Answers `solve` for a variant.
pub(super) fn run(asked: &Asked, variant: &'static Variant) -> Result<Answer, AskError> {
    if asked.settings.top.is_some() || asked.settings.lotteries {
        return Err(AskError(format!(
            "{} is a rule of another program and picks among efficient packages; a list of the best, and lotteries, are for the concepts",
            variant.key
        )));
    }
    let compiled = asked.compiled_with_numbers("solve")?;
    let readings = asked.readings();
    let found = asked.each(&compiled, |compiled| {
        readings.iter().map(|&reading| find(asked, compiled, reading, variant)).collect::<Vec<_>>()
    });
    let mut result = asked.result("solve");
    let mut stop = Stop::Complete;
    let mut blocks = vec![
        Block::Finding(headline(variant, &found)),
        Block::Text(format!("What decides: {}", variant.note)),
    ];
    for (compiled, found) in compiled.iter().zip(&found) {
        let at = result.problem(compiled);
        let id = compiled.view.as_deref().unwrap_or("base");
        let title = if compiled.view.is_some() { compiled.view_label.clone() } else { "Picks".into() };
        blocks.push(Block::heading(1, &title, &anchored(&["view", id])));
        for one in found {
            stop = worse(stop, one.stop());
            claims(&mut result, at, compiled, one);
            let anchor = anchored(&["reading", id, one.reading.key()]);
            blocks.push(Block::heading(2, &capital(one.reading.phrase()), &anchor));
            blocks.extend(show(asked, compiled, variant, one));
        }
    }
    let views: Vec<_> = compiled.iter().map(|c| (c, Vec::new())).collect();
    let (more, early) = section(asked, &mut result, &views)?;
    blocks.extend(more);
    stop = worse(stop, early);
    blocks.push(Block::heading(1, "How far this goes", "limits"));
    blocks.extend(remarks(variant));
    let document = Document { title: format!("{}: {}", asked.scenario.title, variant.name), blocks };
    Ok(Answer { document, result, stop })
}

fn find(asked: &Asked, compiled: &Compiled, reading: Reading, variant: &Variant) -> Found {
    let problem = &compiled.problem;
    let players: Vec<usize> =
        (0..problem.n()).filter(|&p| problem.parties()[p].consent == Consent::Whole).collect();
    let efficient = frontier::exact(asked, compiled, &players, Scope::Acceptable, reading);
    let alone: Vec<frontier::Found> = match variant.unit {
        Unit::IdealAll if efficient.stop == Stop::Complete => players
            .iter()
            .map(|&p| frontier::exact(asked, compiled, &[p], Scope::Feasible, reading))
            .collect(),
        _ => Vec::new(),
    };
    let mut found = Found { reading, efficient, alone, picked: None };
    if found.stop() == Stop::Complete && !players.is_empty() {
        let no_deal: Vec<Score> = players.iter().map(|&p| problem.parties()[p].no_deal).collect();
        let most = |(one, r): (&frontier::Found, &Score)| one.points.first().map_or(0, |e| e.values[0] - r);
        let ideals = found.alone.iter().zip(&no_deal).map(most).collect();
        found.picked = variant.pick(&found.efficient.points, &no_deal, &ideals);
    }
    found
}

fn headline(variant: &Variant, found: &[Vec<Found>]) -> String {
    let all: Vec<&Found> = found.iter().flatten().collect();
    let picked = all.iter().filter(|f| f.picked.is_some()).count();
    let unsettled = all.iter().filter(|f| f.stop() != Stop::Complete).count();
    let none = all.len() - picked - unsettled;
    let mut parts = vec![format!("the rule picks packages in {picked}")];
    if none > 0 {
        parts.push(format!("none in {none}"));
    }
    if unsettled > 0 {
        parts.push(format!("{unsettled} could not be computed"));
    }
    let of = count(all.len(), "combination");
    format!("{}: of {of} of a view and a reading of red lines, {}.", variant.name, list(&parts))
}

/// The frontiers, and what each pick gives: the rule itself is not re-proved by the checker, but follows from these.
fn claims(result: &mut ResultFile, at: usize, compiled: &Compiled, found: &Found) {
    let problem = &compiled.problem;
    let real = compiled.real(found.reading);
    result.claim(at, Some(found.reading), frontier::claim(&found.efficient));
    for one in &found.alone {
        result.claim(at, Some(found.reading), frontier::claim(one));
    }
    for &point in found.picked.iter().flat_map(|picked| &picked.points) {
        let package = found.efficient.points[point].package.clone();
        let claim = Claim::Package {
            gains: (0..problem.n()).map(|p| problem.gain(p, &package)).collect(),
            refused_by: (0..problem.n()).filter(|&p| !problem.accepts(&real, p, &package)).collect(),
            breaks: Vec::new(),
            package,
        };
        result.claim(at, Some(found.reading), claim);
    }
}

fn show(asked: &Asked, compiled: &Compiled, variant: &Variant, found: &Found) -> Vec<Block> {
    let (problem, efficient) = (&compiled.problem, &found.efficient);
    let parties = &efficient.parties;
    if parties.is_empty() {
        return vec![Block::Text("No party has whole consent, so there is nothing to divide.".into())];
    }
    if let Some(block) = stopped(found.stop(), "What the rule picks, which is read off the exact frontier") {
        return vec![block];
    }
    if efficient.points.is_empty() {
        return vec![Block::Text(
            "No package is acceptable, so the rule picks none; `zone` shows the proof.".into(),
        )];
    }
    // What each party could gain at most, in the acceptable packages.
    let ideal = |c: usize| {
        let gains = efficient.points.iter().map(|e| e.values[c] - problem.parties()[parties[c]].no_deal);
        gains.max().unwrap_or(0)
    };
    let Some(picked) = &found.picked else {
        let stuck: Vec<&str> = (0..parties.len())
            .filter(|&c| ideal(c) <= 0)
            .map(|c| compiled.parties[parties[c]].1.as_str())
            .collect();
        return vec![Block::Text(format!(
            "{} can gain nothing over no deal, so a share of the most to be gained is not defined, and the rule picks nothing.",
            list(&stuck)
        ))];
    };
    let shown = &picked.points[..picked.points.len().min(SHOWN)];
    let packages: Vec<Vec<usize>> = shown.iter().map(|&at| efficient.points[at].package.clone()).collect();
    let rows = packages.iter().enumerate().map(|(k, package)| {
        let mut row = vec![Cell::from(format!("P{}", k + 1))];
        row.extend(parties.iter().enumerate().map(|(c, &p)| {
            let gain = signed(compiled, problem.gain(p, package));
            Cell::from(format!("{gain} ({})", points(compiled, ideal(c))))
        }));
        row
    });
    let names = parties.iter().map(|&p| format!("{}: gain (of at most)", compiled.parties[p].1));
    let mut blocks = vec![Block::Table(Table {
        id: anchored(&["picks", compiled.view.as_deref().unwrap_or("base"), found.reading.key()]),
        caption: format!("Picks {} under {}", found.reading.phrase(), view(compiled)),
        summary: "Gains over no deal, each on the party’s own scale, beside the largest gain it could have in any acceptable package.".into(),
        head: std::iter::once("Package".to_string()).chain(names).collect(),
        numeric: std::iter::once(false).chain(parties.iter().map(|_| true)).collect(),
        rows: rows.collect(),
    })];
    blocks.push(Block::Text(ties(compiled, variant, efficient, picked)));
    blocks.extend(listed(asked, compiled, &packages));
    blocks
}

/// How well the picks do by the rule, how many they are, and among how many.
fn ties(compiled: &Compiled, variant: &Variant, efficient: &frontier::Found, picked: &Picked) -> String {
    let value = picked.value.abs();
    let value = match variant.unit {
        Unit::Points => {
            let grid = BigRational::from(BigInt::from(compiled.grid));
            format!("{} points", fraction(&(value / grid)))
        }
        _ => format!("{} %", fraction(&(value * BigInt::from(100)))),
    };
    let n = picked.points.len();
    let more = if n > SHOWN { format!(", of which the first {SHOWN} are shown") } else { String::new() };
    let packages = match picked.packages {
        Some(1) if n == 1 => "one package has these values".into(),
        Some(all) => format!("{} packages have these values", magnitude(all)),
        None => "how many packages have these values was not counted".into(),
    };
    let tie = if n == 1 { "no other ties".to_string() } else { format!("{n} of them tie{more}") };
    format!(
        "The measure of the rule is {value} here. Among {} compared, {tie}; {packages}.",
        count(efficient.points.len(), "efficient point")
    )
}

fn remarks(variant: &Variant) -> Vec<Block> {
    let mut blocks = vec![Block::Caveat(
        "A rule says how a bargain would be divided; it is not a forecast, and none is recommended. Gains are at representative values."
            .into(),
    )];
    blocks.push(Block::Caveat(match variant.unit {
        Unit::Points => format!(
            "{} sets points of one party against points of another as they stand, so it depends on how each scale was drawn. It is shown because it was asked for by name.",
            variant.name
        ),
        Unit::IdealAcceptable => format!(
            "{} sets each party’s share of its own largest gain against the shares of others; a share of one party is not worth the same share of another.",
            variant.name
        ),
        Unit::IdealAll => format!(
            "{} sets shares of different parties against each other, each of the most the party could gain if it alone decided, in packages that others may never accept.",
            variant.name
        ),
    }));
    blocks.push(Block::Text(
        "The rule is evaluated on the exact frontier of the acceptable packages among the parties with whole consent. `zopa verify` re-proves the frontier, where it is small enough to be walked through, and the gains; not the arithmetic of the rule."
            .into(),
    ));
    blocks
}
