//! What would close a gap: each remedy by itself.

use super::look::{Found, Kept, Looked};
use super::words::{dates, pts, short, up};
use crate::enforce::Terms;
use crate::question::words::{any_of, capital, list};
use crate::report::{Block, Cell, Table, Tone};
use zopa_core::keep::watch::Watch;
use zopa_core::problem::Rule;

/// A form of guarantee put into a package in the place of its own.
pub(super) struct Offered {
    /// Which.
    pub form: usize,
    /// What breaking gains over keeping at the worst date, with what may be counted on.
    pub gap: f64,
    /// The same if its guarantors acted.
    pub believed: f64,
    /// Parties asked to whom the package is then worth less than no deal.
    pub refuse: Vec<usize>,
    /// A rule or norm that the package then breaks.
    pub rule: Option<String>,
}

/// What each of the scenario's forms would do against a party.
pub(super) fn offered(found: &Found, looked: &Looked, party: usize) -> Vec<Offered> {
    let (model, worth, numbers) = (&found.model, found.worth(), found.model.representative());
    let compiled = found.compiled();
    let each = model.forms.iter().enumerate().map(|(form, offer)| {
        let mut package = looked.listed.package.clone();
        package[offer.at.issue] = offer.at.option;
        let gap = |penalty: f64| {
            let at = |t: usize| Terms { penalty, ..found.sheet.terms((party, t), &worth, &package) }.gap();
            (0..model.periods.len()).map(at).fold(f64::NEG_INFINITY, f64::max)
        };
        let breaks = |rule: &Rule| !rule.holds(&package) && rule.holds(&looked.listed.package);
        let rule = compiled.problem.rules().iter().position(breaks);
        let problem = &compiled.problem;
        let refuses = |&p: &usize| problem.asked(p, &package) && problem.gain(p, &package) < 0;
        Offered {
            form,
            refuse: (0..problem.n()).filter(refuses).collect(),
            gap: gap(offer.counts(party, &numbers)),
            believed: gap(if offer.paper { 0.0 } else { offer.takes(party, &numbers) }),
            rule: rule.map(|k| compiled.rules[k].label.clone()),
        }
    });
    each.collect()
}

/// The forms as a table, with what each takes from those who would break the package.
pub(super) fn forms(found: &Found, looked: &Looked, id: &str) -> Option<Block> {
    let breakers: Vec<&Kept> = looked.breakers().collect();
    if breakers.is_empty() || found.model.forms.is_empty() {
        return None;
    }
    let numbers = found.model.representative();
    let mut head = vec!["Form".to_string()];
    for side in &breakers {
        let name = found.name(side.party);
        head.push(format!("Takes from {name}"));
        head.push(format!("{name} then lacks"));
    }
    head.push("Would those who give it act?".into());
    let offers: Vec<Vec<Offered>> = breakers.iter().map(|side| offered(found, looked, side.party)).collect();
    let rows = found.model.forms.iter().enumerate().map(|(k, form)| {
        let own = looked.listed.package[form.at.issue] == form.at.option && !form.variant;
        let mut row =
            vec![Cell::from(format!("{}{}", form.label, if own { " (in the package)" } else { "" }))];
        for (side, offers) in breakers.iter().zip(&offers) {
            let ends = ends(form, side.party);
            row.push(match form.paper {
                true => Cell { text: "nothing counted".into(), tone: Tone::Quiet, detail: None },
                false => format!(
                    "{} ({} to {})",
                    pts(form.takes(side.party, &numbers)),
                    pts(ends[0]),
                    pts(ends[1])
                )
                .into(),
            });
            let offer = &offers[k];
            row.push(match (&offer.rule, offer.gap <= 0.0) {
                (Some(rule), _) => {
                    Cell { text: format!("not possible here: {rule}"), tone: Tone::Quiet, detail: None }
                }
                (None, true) if offer.refuse.is_empty() => {
                    Cell { text: "nothing: it holds".into(), tone: Tone::Yes, detail: None }
                }
                (None, true) => {
                    let who: Vec<&str> = offer.refuse.iter().map(|&p| found.name(p)).collect();
                    let text = format!("nothing, but {} would not sign", list(&who));
                    Cell { text, tone: Tone::Open, detail: None }
                }
                (None, false) => Cell { text: up(offer.gap), tone: Tone::No, detail: None },
            });
        }
        let acting =
            breakers.first().map_or_else(Vec::new, |side| super::words::acting(found, form, side.party));
        row.push(if acting.is_empty() {
            "nobody gives it".into()
        } else {
            capital(&acting.join("; ")).into()
        });
        row
    });
    Some(Block::Table(Table {
        id: super::anchored(&["forms", id]),
        caption: "What each form of guarantee would do".into(),
        summary: "Put into the package in the place of its own: what it takes from a party that breaks the deal (detection × enforcement × penalty, in that party’s points; in brackets with all three at their ends), and what is then still missing at the worst date. What a party loses or gains by the other clause itself is counted in; a form counts only if somebody who gives it would act.".into(),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0 && k + 1 < head.len()).collect(),
        rows: rows.collect(),
        head,
    }))
}

/// What a form takes with all its numbers at their ends.
fn ends(form: &crate::enforce::Form, violator: usize) -> [f64; 2] {
    let one = |named: Option<&crate::enforce::Named>, absent: f64| named.map_or([absent; 3], |n| n.three());
    let penalty = one(form.penalty.iter().find(|(p, _)| *p == violator).map(|(_, n)| n), 0.0);
    let (act, see) = (one(form.enforcement.as_ref(), 0.0), one(form.detection.as_ref(), 1.0));
    [act[0] * see[0] * penalty[0], act[2] * see[2] * penalty[2]]
}

/// The least of every other remedy, in sentences.
pub(super) fn others(found: &Found, side: &Kept) -> Vec<String> {
    let (t, model) = (side.worst(), &found.model);
    let (terms, start) = (&side.terms[t], &side.terms[0]);
    let name = found.name(side.party);
    let gap = terms.gap();
    let mut said = Vec::new();
    let rise = (terms.no_deal + terms.after) - (start.no_deal + start.after);
    said.push(if t > 0 && rise > 0.0 && gap <= rise {
        format!(
            "A smaller shift of power: between {} and {} what {name} has after breaking rises by {} points ({} from the course of the war, {} from what the package changes); with a rise of at most {} it would keep the deal.",
            dates(found, &[0]), dates(found, &[t]), pts(rise), pts(terms.no_deal - start.no_deal), pts(terms.after - start.after), pts(rise - gap)
        )
    } else if rise > 0.0 {
        format!(
            "A smaller shift of power is not enough: what {name} has after breaking rises by {} points until {}, and {} are missing; it would break the deal without any shift.",
            pts(rise), dates(found, &[t]), up(gap)
        )
    } else {
        format!("No shift of power is behind it: what {name} has after breaking does not rise after the signature.")
    });
    if terms.after > 0.0 {
        said.push(format!(
            "Without what the package’s own clauses add to {name} after breaking ({} points) {}.",
            pts(terms.after),
            if gap <= terms.after {
                "it would keep the deal".into()
            } else {
                format!("{} points would still be missing", up(gap - terms.after))
            }
        ));
    }
    said.push(watching(found, side.party, terms));
    // Where breaking pays even if it is seen at once, no way to watch changes anything.
    let ways: Vec<String> = model
        .watched
        .iter()
        .enumerate()
        .skip(if terms.open() > 0.0 { usize::MAX } else { 1 })
        .filter_map(|(k, way)| {
            let price = model.watch(side.party, k, &model.representative()).price().ok()?;
            let left = terms.open() + price * terms.extra;
            let buffer = way.buffer_km.as_ref().map(|b| format!(", a zone of {} km", short(b.three()[1])));
            let held = if left <= 0.0 {
                "it would keep the deal".into()
            } else {
                format!("{} points would be missing", up(left))
            };
            Some(format!("with {}{} {held}", way.label, buffer.unwrap_or_default()))
        })
        .collect();
    if !ways.is_empty() {
        said.push(format!("Monitoring by itself: {}.", ways.join("; ")));
    }
    said
}

/// What quicker or surer notice, or patience, would do.
fn watching(found: &Found, party: usize, terms: &Terms) -> String {
    let watch: Watch = found.sheet.sides[party].watch;
    let name = found.name(party);
    if terms.open() > 0.0 {
        let buffers = found.model.watched.iter().skip(1).map(|way| match &way.buffer_km {
            Some(zone) => format!("{} (a zone of {} km)", way.label, short(zone.three()[1])),
            None => way.label.clone(),
        });
        let buffers: Vec<String> = buffers.collect();
        let nor = if buffers.is_empty() {
            String::new()
        } else {
            format!(" That holds for {} too.", any_of(&buffers))
        };
        return format!(
            "Quicker or surer detection, or more patience, closes nothing by itself: even if every violation were seen at once, breaking the deal openly would give {name} {} points more than keeping it.{nor}",
            pts(terms.open())
        );
    }
    let slack = -terms.open() / terms.extra;
    let lag = watch
        .longest_lag(slack)
        .ok()
        .flatten()
        .map(|l| format!("within {} days", short((found.model.in_days(l) * 10.0).floor() / 10.0)));
    let chance = watch
        .least_detection(slack)
        .ok()
        .flatten()
        .map(|q| format!("with a chance of at least {} %", up(100.0 * q)));
    let patience = watch.least_discount(slack).ok().flatten().map(|d| {
        format!(
            "if a month from now counted at least {} for it",
            short((libm::pow(d, 1.0 / found.model.months) * 1000.0).ceil() / 1000.0)
        )
    });
    let all: Vec<String> = [lag, chance, patience].into_iter().flatten().collect();
    match all.is_empty() {
        true => format!("No detection, however quick, holds {name}."),
        false => {
            capital(&format!("{name} would keep the deal if a violation were noticed {}.", all.join(", or ")))
        }
    }
}
