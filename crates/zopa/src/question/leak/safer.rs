//! Safer ways to show the same.

use crate::compile::Plausible;
use zopa_core::leak::{Rule, Sight, decoys};

/// What is shown, first, and safer ways to show it, each with what it is.
pub(super) fn sights(
    plausible: &Plausible,
    rule: &Rule,
    real: &[bool],
    shown: &Sight,
    (observer, seed): (usize, u64),
) -> Vec<(String, Sight)> {
    let mut sights = vec![("as it is".to_owned(), shown.clone())];
    if matches!(rule, Rule::None) {
        return sights;
    }
    let hidden = |k: usize| {
        let mut list = shown.packages().to_vec();
        let others = decoys(&plausible.compiled.problem, real, observer, k, seed);
        list.extend(others.into_iter().filter(|x| !shown.packages().contains(x)));
        list
    };
    if let Sight::Ranked(list) = shown {
        sights.push(("in an order that says nothing".into(), Sight::Shuffled(list.clone())));
    }
    for k in [2, 5] {
        let list = hidden(k);
        let added = list.len() - shown.packages().len();
        if added > 0 {
            let others = super::super::words::count(added, "other package");
            sights.push((format!("among {others} drawn at random"), Sight::Among(list)));
        }
    }
    if let Sight::Pick(package) = shown {
        let family = &plausible.family;
        let weights = family.weights(observer, &plausible.representative);
        let mut issues: Vec<usize> = (0..weights.len()).collect();
        issues.sort_by(|&a, &b| weights[b].total_cmp(&weights[a]));
        issues.truncate(weights.len().div_ceil(2));
        issues.sort_unstable();
        let many = super::super::words::count(issues.len(), "issue");
        let name = &plausible.compiled.parties[observer].1;
        sights.push((
            format!("only its options on the {many} that weigh most for {name}"),
            Sight::Part(package.clone(), issues),
        ));
    }
    sights
}
