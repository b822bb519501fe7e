//! What is called or ordered differently, which is no change of judgement, and sections that no conclusion rests on.

use crate::scenario::Scenario;
use std::collections::BTreeMap;
use std::fmt::Debug;

type Names = Vec<(String, String)>;

/// What has names: the noun, and ids with labels in the order of the file.
fn named(s: &Scenario) -> Vec<(String, Names)> {
    let text = |label: &Option<String>, id: &str| label.clone().unwrap_or_else(|| id.to_string());
    let mut all = vec![
        ("scenario".to_string(), vec![(String::new(), s.title.clone())]),
        ("party".into(), s.parties.iter().map(|p| (p.id.clone(), p.name.clone())).collect()),
        ("issue".into(), s.issues.iter().map(|i| (i.id.clone(), i.label.clone())).collect()),
        ("red line".into(), s.red_lines.iter().map(|l| (l.id.clone(), l.label.clone())).collect()),
        ("rule".into(), s.rules.iter().map(|r| (r.id.clone(), text(&r.label, &r.id))).collect()),
        ("norm".into(), s.norms.iter().map(|n| (n.id.clone(), n.label.clone())).collect()),
        ("view".into(), s.views.iter().map(|v| (v.id.clone(), text(&v.label, &v.id))).collect()),
        ("package".into(), s.packages.iter().map(|p| (p.id.clone(), p.label.clone())).collect()),
    ];
    for issue in &s.issues {
        let options = issue.options.iter();
        all.push((
            format!("option of {}", issue.id),
            options.clone().map(|o| (o.id.clone(), o.label.clone())).collect(),
        ));
        let clauses = options.map(|o| (o.id.clone(), o.clause.clone().unwrap_or_else(|| o.label.clone())));
        all.push((format!("clause of {}", issue.id), clauses.collect()));
    }
    all
}

/// One sentence for each thing renamed, and for each list in another order.
pub(super) fn renamed(old: &Scenario, new: &Scenario) -> Vec<String> {
    let (before, after) = (named(old), named(new));
    let mut said = Vec::new();
    for (noun, now) in &after {
        let Some((_, was)) = before.iter().find(|(n, _)| n == noun) else { continue };
        for (id, label) in now {
            let Some((_, earlier)) = was.iter().find(|(i, _)| i == id) else { continue };
            if label != earlier {
                let id = if id.is_empty() { String::new() } else { format!(" {id}") };
                said.push(format!("The {noun}{id} was called “{earlier}” and is called “{label}”."));
            }
        }
        // A label that serves as the clause is said once.
        let order = |a: &Names, b: &Names| -> Vec<String> {
            a.iter().filter(|(i, _)| b.iter().any(|(j, _)| i == j)).map(|(i, _)| i.clone()).collect()
        };
        if !noun.starts_with("clause") && order(now, was) != order(was, now) {
            let order = order(now, was).join(", ");
            said.push(format!("The list of each {noun} stands in another order: {order}."));
        }
    }
    said
}

/// Sections that no conclusion compared rests on: how many rows only NEW has, and how many only OLD has.
pub(super) fn aside(old: &Scenario, new: &Scenario) -> Vec<(&'static str, usize, usize)> {
    let sections = [
        ("sources", prints(&old.sources), prints(&new.sources)),
        ("positions", prints(&old.positions), prints(&new.positions)),
        ("convergences", prints(&old.convergences), prints(&new.convergences)),
        ("splits", prints(&old.splits), prints(&new.splits)),
        ("statements", prints(&old.statements), prints(&new.statements)),
        ("map", prints(old.map.as_slice()), prints(new.map.as_slice())),
    ];
    sections
        .into_iter()
        .map(|(name, a, b)| (name, only(&b, &a), only(&a, &b)))
        .filter(|(_, a, b)| a + b > 0)
        .collect()
}

type Prints = BTreeMap<String, usize>;

fn only(a: &Prints, b: &Prints) -> usize {
    a.iter().map(|(row, n)| n.saturating_sub(b.get(row).copied().unwrap_or(0))).sum()
}

/// Rows without the places they stand at, counted.
fn prints<T: Debug>(rows: &[T]) -> Prints {
    let mut counted = Prints::new();
    for row in rows {
        *counted.entry(without_spans(&format!("{row:?}"))).or_default() += 1;
    }
    counted
}

fn without_spans(text: &str) -> String {
    let mut pieces = text.split("span: Span {");
    let mut kept = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        kept.push_str(piece.split_once('}').map_or(piece, |(_, rest)| rest));
    }
    kept
}
