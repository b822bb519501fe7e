//! What a question reveals to the party it is put to, if it was chosen knowing what the others would say.
//!
//! A mediator who knows the numbers of all others asks a party what tells most then. So the party, asked, can rule out
//! those numbers of the others under which another of its own questions would have told more. For draws of the others'
//! numbers, and many draws of the party's own with each, the most telling question is found anew; in the share of draws
//! in which it is the one asked, it would have been asked anyway. Draws of the own numbers are few, so near ties fall by
//! chance, which makes that share look smaller, and the question more revealing, than it is.

use super::{About, abouts};
use crate::ensemble::View;
use crate::ensemble::groups::groups;
use crate::ensemble::sample::Judged;
use crate::question::Asked;
use zopa_core::Fault;
use zopa_core::sense::information::explained;
use zopa_core::world::{Case, Judge, Seed, Tables, Verdict, World};

/// Draws of the others' numbers.
const OTHERS: usize = 100;
/// Whose draws these are, and those of the own numbers.
const STREAMS: [u64; 2] = [3, 4];

/// In how many draws of the others' numbers a question would be the most telling one to its party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Revealed {
    pub same: u64,
    pub drawn: u64,
}

/// What each listed question reveals; `None` if it was interrupted.
pub(super) fn revealed(
    asked: &Asked,
    view: &View,
    listed: &[(About, usize)],
) -> Result<Option<Vec<Option<Revealed>>>, Fault> {
    let mut parties: Vec<usize> = listed.iter().map(|one| one.1).collect();
    parties.sort_unstable();
    parties.dedup();
    let mut all: Vec<Option<Revealed>> = vec![None; listed.len()];
    for (party, picks) in parties.iter().zip(asked.each(&parties, |&party| picks(asked, view, party))) {
        let Some(picks) = picks? else { return Ok(None) };
        for (k, (about, _)) in listed.iter().enumerate().filter(|(_, one)| one.1 == *party) {
            let same = picks.iter().filter(|pick| **pick == Some(*about)).count() as u64;
            all[k] = Some(Revealed { same, drawn: picks.len() as u64 });
        }
    }
    Ok(Some(all))
}

/// Per draw of the others' numbers, the question that tells most of the party; none where no answer of it matters.
fn picks(asked: &Asked, view: &View, party: usize) -> Result<Option<Vec<Option<About>>>, Fault> {
    let family = &view.family;
    let case = Case::middle(family);
    let draw = |stream| family.block(&case, Seed { number: asked.settings.seed, stream }, 0);
    let [others, own] = [draw(STREAMS[0])?, draw(STREAMS[1])?];
    let groups = groups(family);
    let mine: Vec<_> = groups.iter().filter(|group| group.parts.iter().any(|part| part.1 == party)).collect();
    let questions: Vec<About> =
        abouts(family).into_iter().filter(|about| about.party(family) == party).collect();
    let mut judge = Judge::new(family.structure());
    let mut tables = Tables::default();
    let mut picks = Vec::new();
    for world in others.iter().take(OTHERS) {
        if !(asked.poll)(own.len() as u64) {
            return Ok(None);
        }
        let mut judged = Vec::new();
        for from in &own {
            let mut mixed: World = world.clone();
            mine.iter().for_each(|group| group.take(&mut mixed, from));
            family.tables(&mixed.point, &mut tables);
            let real = mixed.real(&mixed.point[family.firmness()..]);
            let verdict = judge.decide(&tables, &real, None);
            judged.push(Judged { world: mixed, real, verdict });
        }
        picks.push(most_telling(&judged, &questions)?);
    }
    Ok(Some(picks))
}

fn most_telling(judged: &[Judged], questions: &[About]) -> Result<Option<About>, Fault> {
    let all: Vec<&Judged> = judged.iter().collect();
    let chances: Vec<f64> =
        judged.iter().map(|one| f64::from(u8::from(one.verdict == Verdict::Deal))).collect();
    let mut best = (0.0, None);
    for &about in questions {
        let tells = explained(&chances, &about.partition(&all)?)?.unwrap_or(0.0);
        if tells > best.0 {
            best = (tells, Some(about));
        }
    }
    Ok(best.1)
}
