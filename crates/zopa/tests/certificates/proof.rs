//! What every proof that is accepted must show at least, package by package.

use super::world::{Seen, World};
use std::collections::BTreeSet;
use zopa_core::answer::Case;

/// Whether every package that no party asked refuses for a red line ends in one leaf of the tree, which may close it:
/// it breaks the rule named; or weights close it, of parties that are asked about it, not all of them zero, and
/// negative in sum if `empty`, where nothing else can exclude a package.
pub fn covers(world: &World, real: &BTreeSet<usize>, tree: &Case, empty: bool) -> bool {
    let crosses =
        |x: &Seen, p: usize| x.crossed.iter().any(|l| real.contains(l) && world.problem.lines[*l].party == p);
    let whole = world.whole();
    let open = world.all.iter().filter(|x| !whole.iter().any(|&p| crosses(x, p)));
    open.into_iter().all(|x| {
        let mut permitted: BTreeSet<usize> = whole.iter().copied().collect();
        let mut case = tree;
        loop {
            match case {
                Case::Split { issue, parts } => {
                    let Some(option) = x.package.get(*issue) else { return false };
                    let mut own = parts.iter().filter(|(options, _)| options.contains(option));
                    let (Some((_, inner)), None) = (own.next(), own.next()) else { return false };
                    case = inner;
                }
                Case::Consent { party, unasked, asked } => match world.problem.parties.get(*party) {
                    Some(known) if known.consent == "carried" => {
                        if !x.asked[*party] {
                            case = unasked;
                            continue;
                        }
                        if crosses(x, *party) {
                            return true;
                        }
                        permitted.insert(*party);
                        case = asked;
                    }
                    _ => return false,
                },
                Case::Rule(k) => return x.broken.contains(k),
                // A package has an option for every issue.
                Case::NoOption(_) => return false,
                Case::Weights(weights) | Case::Search(weights) => {
                    let fit = weights.len() == x.gains.len()
                        && weights.iter().enumerate().all(|(p, w)| *w == 0 || permitted.contains(&p));
                    let sum: i128 = weights.iter().zip(&x.gains).map(|(w, g)| i128::from(*w) * *g).sum();
                    let walked = matches!(case, Case::Search(_));
                    return fit && (walked || (weights.iter().any(|w| *w > 0) && (!empty || sum < 0)));
                }
            }
        }
    })
}
