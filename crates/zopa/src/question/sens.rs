//! **Question.** To which inputs is it due whether a deal exists, and how wide the zone is?
//!
//! Two answers. Over plausible worlds, the first-order and total Sobol’ indices ([`zopa_core::sense::sobol`]) of
//! groups of inputs that are drawn independently of each other: of "a deal exists", and for each party of the width of
//! the zone, the largest gain that some acceptable package gives it. And at representative values, the tornado
//! ([`zopa_core::sense::tornado`]): how far that largest gain swings when one assumption goes to either end of its range.

mod words;

use super::{Answer, AskError, Asked, Question, moves, worse};
use crate::compile::{Plausible, Reading, worlds};
use crate::ensemble::groups::{Group, groups};
use crate::ensemble::scene::{Position, Scene};
use crate::ensemble::width::{Wanted, Width, width};
use crate::report::Document;
use crate::result::{Claim, IndicesRecord};
use std::sync::atomic::{AtomicBool, Ordering};
use zopa_core::Fault;
use zopa_core::answer::Stop;
use zopa_core::problem::Consent;
use zopa_core::sense::sobol::{self, Block, Indices};
use zopa_core::sense::tornado::{Swing, tornado};
use zopa_core::world::{BLOCK, Case, GRID, Judge, Seed, Tables, Verdict, World};

pub(super) const QUESTION: Question = Question {
    command: "sens",
    about: "to which inputs it is due whether a deal exists, and how wide the zone is",
    run,
};

/// Whose draws the second sample is.
const SECOND: u64 = 2;
/// Positions of the tornado that one thread takes at once.
const CHUNK: usize = 32;
/// Rows of a part of the sums, where worlds of a block are independent.
const PART: u64 = 8;

/// What was found of one view.
struct Found {
    plausible: Plausible,
    /// The reading of red lines that the tornado goes by.
    reading: Reading,
    /// Parties with whole consent, which have a width.
    parties: Vec<usize>,
    groups: Vec<Group>,
    /// Of "a deal exists", then of the width for each party; `None` where nothing varies or no row was counted.
    indices: Vec<Option<sobol::Answer>>,
    rows: u64,
    /// Worlds in which something was not settled.
    unsettled: u64,
    /// Per party, its largest gain at representative values and what each assumption does to it.
    swings: Vec<Tornado>,
    /// Assumptions of the tornado: subject, low end, high end.
    assumptions: Vec<[String; 3]>,
    /// Where the other assumptions of the tornado are.
    stands: &'static str,
    /// Whether the width of some of its positions was not settled.
    loose: bool,
    /// Batches of rows that intervals go by.
    batches: usize,
    stop: Stop,
}

/// The largest gain of a party at the start, and the swings.
struct Tornado {
    start: f64,
    swings: Vec<Swing>,
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    asked.compiled_with_numbers("sens")?;
    if !asked.settings.readings.is_empty() {
        return Err(AskError(
            "sens draws which red lines are real, so no reading of them can be chosen; leave out --reading"
                .into(),
        ));
    }
    let mut found = Vec::new();
    for view in asked.views()? {
        found.push(look(asked, worlds(asked.scenario, view.as_deref(), asked.settings.at)?)?);
    }
    let mut result = asked.result("sens");
    result.settings.worlds = Some(asked.settings.worlds);
    let mut stop = Stop::Complete;
    for one in &found {
        stop = worse(stop, one.stop);
        let at = result.problem(&one.plausible.compiled);
        let record = Box::new(IndicesRecord {
            seed: asked.settings.seed,
            rows: one.rows,
            groups: one.groups.iter().map(|group| words::keys(&one.plausible, group)).collect(),
            outcomes: words::outcomes(one),
        });
        result.claim(at, None, Claim::Indices { record });
    }
    let title = format!("{}: what does the answer depend on?", asked.scenario.title);
    Ok(Answer { document: Document { title, blocks: words::blocks(&found) }, result, stop })
}

fn fault(fault: Fault) -> AskError {
    AskError(fault.to_string())
}

fn look(asked: &Asked, plausible: Plausible) -> Result<Found, AskError> {
    let problem = &plausible.compiled.problem;
    let parties: Vec<usize> =
        (0..problem.n()).filter(|&p| problem.parties()[p].consent == Consent::Whole).collect();
    let groups = groups(&plausible.family);
    let rows = Rows {
        asked,
        plausible: &plausible,
        groups: &groups,
        parties: &parties,
        stopped: AtomicBool::new(false),
    };
    let Summed { sums, rows, unsettled, stopped } = rows.count()?;
    let walked = !plausible.family.walked().is_empty();
    let batches = sobol::BATCHES.min((rows / if walked { BLOCK } else { PART }) as usize);
    let indices = sums.iter().map(Indices::answer).collect();
    let blown = if stopped { None } else { blow(asked, &plausible, &parties)? };
    let stop = if blown.is_none() { Stop::Interrupted } else { Stop::Complete };
    let Blown { reading, swings, assumptions, stands, loose } = blown.unwrap_or_default();
    Ok(Found {
        parties,
        groups,
        indices,
        rows,
        unsettled,
        swings,
        assumptions,
        stands,
        loose,
        batches,
        reading,
        stop,
        plausible,
    })
}

/// The tornado of every party.
struct Blown {
    /// The reading of red lines it goes by.
    reading: Reading,
    swings: Vec<Tornado>,
    assumptions: Vec<[String; 3]>,
    stands: &'static str,
    loose: bool,
}

impl Default for Blown {
    fn default() -> Blown {
        Blown {
            reading: Reading::None,
            swings: Vec::new(),
            assumptions: Vec::new(),
            stands: "",
            loose: false,
        }
    }
}

/// What one block of rows adds: a part of the sums for each outcome, part by part, and worlds not settled.
type Counted = (Vec<Vec<Block>>, u64);

/// What rows are counted with.
struct Rows<'a> {
    asked: &'a Asked<'a>,
    plausible: &'a Plausible,
    groups: &'a [Group],
    parties: &'a [usize],
    stopped: AtomicBool,
}

/// What all rows came to.
struct Summed {
    sums: Vec<Indices>,
    rows: u64,
    unsettled: u64,
    stopped: bool,
}

impl Rows<'_> {
    /// The sums of every outcome.
    fn count(&self) -> Result<Summed, AskError> {
        let outcomes = 1 + self.parties.len();
        let sums = (0..outcomes).map(|_| Indices::new(self.groups.len())).collect();
        let mut all = Summed { sums, rows: 0, unsettled: 0, stopped: false };
        if self.groups.is_empty() {
            return Ok(all);
        }
        // A row takes a world of each sample, and one for each group.
        let blocks = self.asked.settings.worlds.div_ceil(BLOCK * (self.groups.len() as u64 + 2));
        let threads = self.asked.settings.threads.max(1) as u64;
        let mut next = 0;
        while next < blocks && !self.stopped.load(Ordering::Relaxed) {
            let items: Vec<u64> = (next..blocks.min(next + threads)).collect();
            next += items.len() as u64;
            for counted in self.asked.each(&items, |&block| self.block(block)) {
                // Blocks count whole, and in their order.
                let Some((parts, open)) = counted.map_err(fault)? else { break };
                for (sum, parts) in all.sums.iter_mut().zip(&parts) {
                    for part in parts {
                        sum.add(part).map_err(fault)?;
                    }
                }
                all.rows += BLOCK;
                all.unsettled += open;
            }
        }
        all.stopped = self.stopped.load(Ordering::Relaxed);
        Ok(all)
    }

    /// One block of rows; `None` if it was interrupted.
    fn block(&self, block: u64) -> Result<Option<Counted>, Fault> {
        let family = &self.plausible.family;
        let case = Case::middle(family);
        let draws = |stream| family.draws(&case, Seed { number: self.asked.settings.seed, stream }, block);
        let [mut first, mut second] = [draws(0)?, draws(SECOND)?];
        let empty = || World { point: Vec::new(), toughness: Vec::new() };
        let [mut a, mut b, mut mixed] = [empty(), empty(), empty()];
        let mut judge = Judge::new(family.structure());
        let mut tables = Tables::default();
        let mut open = 0;
        let mut outcome = |world: &World| {
            family.tables(&world.point, &mut tables);
            let real = world.real(&world.point[family.firmness()..]);
            let found = width(
                &mut judge,
                &mut tables,
                &real,
                Wanted { parties: self.parties, close: GRID, guess: None },
            );
            open += u64::from(found.unsettled);
            let deal = f64::from(u8::from(found.deal));
            std::iter::once(deal).chain(found.gains).collect::<Vec<f64>>()
        };
        // Worlds of a walk are not independent: there a whole block is one part.
        let part = if family.walked().is_empty() { PART } else { BLOCK };
        let mut parts: Vec<Vec<Block>> = vec![Vec::new(); 1 + self.parties.len()];
        for k in 0..BLOCK {
            if !(self.asked.poll)(if k == 0 { 0 } else { self.groups.len() as u64 + 2 }) {
                self.stopped.store(true, Ordering::Relaxed);
            }
            if self.stopped.load(Ordering::Relaxed) {
                return Ok(None);
            }
            first.next(&mut a)?;
            second.next(&mut b)?;
            let (of_a, of_b) = (outcome(&a), outcome(&b));
            let mut rows: Vec<Vec<f64>> = vec![Vec::new(); parts.len()];
            for group in self.groups {
                mixed.clone_from(&a);
                group.take(&mut mixed, &b);
                rows.iter_mut().zip(outcome(&mixed)).for_each(|(row, y)| row.push(y));
            }
            for (o, (parts, row)) in parts.iter_mut().zip(&rows).enumerate() {
                if k % part == 0 {
                    parts.push(Block::new(self.groups.len()));
                }
                if let Some(last) = parts.last_mut() {
                    last.add(of_a[o], of_b[o], row)?;
                }
            }
        }
        Ok(Some((parts, open)))
    }
}

/// The tornado of every party; `None` if it was interrupted.
fn blow(asked: &Asked, plausible: &Plausible, parties: &[usize]) -> Result<Option<Blown>, AskError> {
    let family = &plausible.family;
    let mut judge = Judge::new(family.structure());
    let mut at = Position::default();
    // Where the lines judged real leave no deal, every width is 0 whatever moves.
    let mut scene = Scene::new(plausible, Reading::Judged).map_err(fault)?;
    scene.set(&scene.start, &mut at);
    if judge.decide(&at.tables, &at.real, None) != Verdict::Deal {
        scene = Scene::new(plausible, Reading::None).map_err(fault)?;
    }
    // The positions, in the order in which the tornado looks at them.
    let mut positions = vec![scene.start.clone()];
    for (j, range) in scene.ranges.iter().enumerate() {
        positions.extend(range.ends().map(|end| {
            let mut values = scene.start.clone();
            values[j] = end;
            values
        }));
    }
    let stopped = AtomicBool::new(false);
    let gains = |values: &[Vec<f64>], guess: Option<&[f64]>| {
        let mut judge = Judge::new(family.structure());
        let mut at = Position::default();
        let one = |values: &Vec<f64>| {
            if stopped.load(Ordering::Relaxed) || !(asked.poll)(1) {
                stopped.store(true, Ordering::Relaxed);
                return Width { deal: false, gains: vec![0.0; parties.len()], unsettled: false };
            }
            // Ends are members of the set; what rounding puts outside moves nothing.
            if !scene.set(values, &mut at) {
                scene.set(&scene.start, &mut at);
            }
            width(&mut judge, &mut at.tables, &at.real, Wanted { parties, close: GRID / 10, guess })
        };
        values.iter().map(one).collect::<Vec<Width>>()
    };
    let start = gains(&positions[..1], None).remove(0);
    let chunks: Vec<&[Vec<f64>]> = positions.chunks(CHUNK).collect();
    let found: Vec<Width> =
        asked.each(&chunks, |chunk| gains(chunk, Some(&start.gains))).into_iter().flatten().collect();
    if stopped.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let mut all = Vec::new();
    for k in 0..parties.len() {
        let mut next = found.iter().map(|width| width.gains[k]);
        let (start, swings) =
            tornado(|_| next.next().unwrap_or(f64::NAN), &scene.start, &scene.ranges).map_err(fault)?;
        all.push(Tornado { start, swings });
    }
    let loose = found.iter().any(|width| width.unsettled);
    let assumptions = (0..scene.assumptions.len()).map(|j| {
        let [low, high] = scene.ranges[j].ends().map(|end| moves::value(&scene, j, end));
        [moves::subject(&scene, j), low, high]
    });
    let stands = moves::stands(&scene);
    let (reading, assumptions) = (scene.reading, assumptions.collect());
    Ok(Some(Blown { reading, swings: all, assumptions, stands, loose }))
}
