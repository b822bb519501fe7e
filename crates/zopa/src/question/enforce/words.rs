//! Sentences: who would break what, when, and what it would take.

use super::decides::Swing;
use super::look::{Found, Kept, Looked};
use super::remedies::{Offered, offered};
use crate::enforce::{Form, Numbers};
use crate::question::words::{capital, count, grouped, list, possessive, view};
use crate::report::Block;

/// Points with one decimal.
pub(super) fn pts(points: f64) -> String {
    let text = format!("{points:.1}");
    if text == "-0.0" { "0.0".into() } else { text }
}

/// Points that are needed, rounded up.
pub(super) fn up(points: f64) -> String {
    format!("{:.1}", (points * 10.0 - 1e-9).ceil() / 10.0)
}

/// An anchor outside views.
pub(super) fn period_free(text: &str) -> String {
    super::anchored(&[text])
}

/// Dates: `month 12`, `months 0, 6 and 12`.
pub(super) fn dates(found: &Found, periods: &[usize]) -> String {
    let at: Vec<String> = periods.iter().map(|&t| found.model.periods[t].to_string()).collect();
    let plural = if at.len() == 1 { "" } else { "s" };
    format!("{}{plural} {}", found.model.period, list(&at))
}

/// When a party breaks a package.
pub(super) fn when(found: &Found, side: &Kept) -> String {
    let (breaks, last) = (side.breaks(), side.gaps.len() - 1);
    match breaks.first() {
        Some(0) if breaks.len() == last + 1 => "from the start".into(),
        Some(&first) if breaks.len() == last + 1 - first => format!("from {} on", dates(found, &[first])),
        _ => format!("at {}", dates(found, &breaks)),
    }
}

/// Under which view.
fn under(found: &Found) -> String {
    match found.compiled().view {
        Some(_) => format!("Under {}", view(found.compiled())),
        None => "By this scenario".into(),
    }
}

/// What was found of all packages of a view.
pub(super) fn overall(found: &Found) -> String {
    let n = found.packages.len();
    let all = dates(found, &(0..found.model.periods.len()).collect::<Vec<_>>());
    let kept: Vec<&Looked> = found.packages.iter().filter(|p| p.breakers().next().is_none()).collect();
    let which = match (kept.len(), n) {
        (0, 1) => "it would not be kept".into(),
        (1, 1) => "it would be kept".into(),
        (0, _) => format!("none of the {n} packages looked at would be kept"),
        (k, _) if k == n => format!("all {n} packages looked at would be kept"),
        (k, _) => {
            let names: Vec<String> = kept.iter().take(3).map(|p| format!("“{}”", p.listed.label)).collect();
            let more = if k > 3 { format!(" and {} more", k - 3) } else { String::new() };
            format!("{k} of the {n} packages looked at would be kept: {}{more}", list(&names))
        }
    };
    let mut text = format!(
        "{}, at representative values {which} by everyone asked at every date looked at ({all}).",
        under(found)
    );
    let parties = 0..found.compiled().parties.len();
    let breaking = parties.filter_map(|p| {
        let broken = found.packages.iter().filter(|x| x.breakers().any(|side| side.party == p));
        let k = broken.count();
        (k > 0).then(|| format!("{} {k}", found.name(p)))
    });
    let breaking: Vec<String> = breaking.collect();
    if n > 1 && !breaking.is_empty() {
        text.push_str(&format!(" How many each would break: {}.", list(&breaking)));
    }
    text
}

/// Who breaks one package, and when.
pub(super) fn verdict(found: &Found, looked: &Looked) -> String {
    let label = format!("“{}”", looked.listed.label);
    let said: Vec<String> = looked
        .breakers()
        .map(|side| {
            let t = side.worst();
            let [low, high] = side.ends[t];
            format!(
                "{} would break it {}: at {} breaking gives it {} points more than keeping ({} to {} over the worlds)",
                found.name(side.party),
                when(found, side),
                dates(found, &[t]),
                pts(side.terms[t].gap()),
                pts(low),
                pts(high)
            )
        })
        .collect();
    match said.is_empty() {
        true => format!("{label} would be kept by everyone asked at every date, at representative values."),
        false => format!("{label}: {}.", said.join("; ")),
    }
}

/// The share of worlds, and what decides it.
pub(super) fn share(found: &Found, looked: &Looked, swings: &[(usize, Vec<Swing>)]) -> String {
    let share = looked.all.share(found.worlds, found.walked);
    let mut text =
        format!("It is kept by all at every date in {share} of {} worlds.", grouped(found.worlds.into()));
    for (party, swings) in swings {
        let said: Vec<String> = swings
            .iter()
            .take(2)
            .map(|s| {
                let [a, b] = s.gaps;
                format!(
                    "{} (from {} to {} moves it from {} to {})",
                    s.words,
                    short(s.ends[0]),
                    short(s.ends[1]),
                    pts(a),
                    pts(b)
                )
            })
            .collect();
        if !said.is_empty() {
            let name = possessive(found.name(*party));
            text.push_str(&format!(" What decides {name} part of it most: {}.", list(&said)));
        }
    }
    text
}

/// A number of any unit, short.
pub(super) fn short(x: f64) -> String {
    let text = format!("{x:.3}");
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// Whether those who give a form would act against a party, in words.
pub(super) fn acting(form: &Form, violator: usize) -> Vec<String> {
    let numbers = Numbers::default();
    let of = |g: &crate::enforce::Guarantor| match (&g.cost, &g.stake) {
        _ if g.party == Some(violator) => {
            format!("{} gives it and would be the one to act against itself", g.name)
        }
        (Some(cost), Some(stake)) => {
            let (cost, stake) = (numbers.get(cost), numbers.get(stake));
            let would = if cost <= stake { "would act" } else { "would not act" };
            format!(
                "{} {would} (acting costs it {} of its points, {} are at stake)",
                g.name,
                pts(cost),
                pts(stake)
            )
        }
        _ => format!("of {} nothing is said", g.name),
    };
    form.guarantors.iter().map(of).collect()
}

/// What the guarantee in a package is worth against a party.
pub(super) fn own_guarantee(found: &Found, looked: &Looked, violator: usize) -> String {
    let package = &looked.listed.package;
    let name = found.name(violator);
    let form = found.model.forms.iter().find(|f| !f.variant && package[f.at.issue] == f.at.option);
    let Some(form) = form else {
        return "The package holds no guarantee that the scenario describes.".into();
    };
    let numbers = Numbers::default();
    if form.paper {
        let of = if form.guarantors.is_empty() { "nobody gives it" } else { "it obliges nobody to act" };
        return format!(
            "A memorandum with no penalty adds nothing by itself: “{}” is not counted, because {of}.",
            form.label
        );
    }
    let takes = form.takes(violator, &numbers);
    if !form.acts(violator, &numbers) {
        return format!(
            "The guarantee in the package (“{}”) would take {} points from {name} but is not believed: {}.",
            form.label,
            pts(takes),
            list(&acting(form, violator))
        );
    }
    format!(
        "The guarantee in the package (“{}”) takes {} points from {name} and is counted in that.",
        form.label,
        pts(takes)
    )
}

/// What a guarantee would have to be, and which of the scenario's forms are enough.
pub(super) fn need(found: &Found, looked: &Looked, side: &Kept) -> String {
    let name = found.name(side.party);
    let gap = side.terms[side.worst()].gap();
    let mut text = format!(
        "To hold {name}, a guarantee has to take at least {} of its points beyond that: the chance that it is enforced, times the penalty.",
        up(gap)
    );
    let all = offered(found, looked, side.party);
    let (enough, weak): (Vec<&Offered>, Vec<&Offered>) =
        all.iter().partition(|o| o.gap <= 0.0 && o.rule.is_none());
    let label = |o: &&Offered| format!("“{}”", found.model.forms[o.form].label);
    if !enough.is_empty() {
        let names: Vec<String> = enough.iter().map(label).collect();
        text.push_str(&format!(
            " In its place {} would be enough for {name}, and somebody who gives it would act.",
            list(&names)
        ));
        return text;
    }
    text.push_str(" None of the scenario’s forms, put in its place, is enough");
    let best = weak.iter().filter(|o| o.rule.is_none()).min_by(|a, b| a.gap.total_cmp(&b.gap));
    if let Some(best) = best {
        text.push_str(&format!("; with {} {} points are still missing", label(best), up(best.gap)));
    }
    text.push('.');
    let doubted = weak.iter().filter(|o| o.rule.is_none() && o.believed <= 0.0);
    let doubted: Vec<String> = doubted.map(label).collect();
    if !doubted.is_empty() {
        let acts = if doubted.len() == 1 { "its guarantors" } else { "their guarantors" };
        text.push_str(&format!(" {} would be enough if {acts} acted, which they would not.", list(&doubted)));
    }
    text
}

/// Everything said of a package up front.
pub(super) fn package(found: &Found, looked: &Looked, swings: &[(usize, Vec<Swing>)]) -> Vec<Block> {
    let mut blocks =
        vec![Block::Finding(format!("{} {}", verdict(found, looked), share(found, looked, swings)))];
    for side in looked.breakers() {
        blocks.push(Block::Text(format!(
            "{} {}",
            own_guarantee(found, looked, side.party),
            need(found, looked, side)
        )));
    }
    blocks
}

/// What the answer does not say.
pub(super) fn limits(found: &[Found]) -> Vec<Block> {
    let Some(first) = found.first() else { return Vec::new() };
    let mut list = vec![
        "A party keeps the deal at a date if what it has by keeping it is at least what it has once the deal is over, less what a believed guarantee takes from it; what it has for the time until it is noticed counts as well. Each party’s points are its own; none are added or compared.".to_string(),
        "It is looked at one party at a time, the others keeping the deal. Whether two would break it together, or one for fear of the other, is not worked out.".into(),
        "Factors and interactions that tie a clause to another issue count at what makes breaking most tempting. Numbers of the sections on guarantees, monitoring, delivery and a later war are drawn independently of each other and of the values.".into(),
    ];
    let defaults = first.model.discount.iter().filter(|d| d.is_none()).count();
    if defaults > 0 {
        list.push(format!(
            "For {} the scenario gives no discount per month; {} is taken (`[war.discount]` changes that).",
            count(defaults, "party"),
            crate::enforce::DISCOUNT
        ));
    }
    if first.model.watched.is_empty() {
        list.push(format!(
            "The scenario has no `[monitoring]`: a violation is taken to be noticed after one {} and for certain.",
            first.model.period
        ));
    }
    if !(0..first.compiled().parties.len()).any(|p| first.model.moves(p)) {
        list.push("No deal has no path over time, so power shifts only by what the package changes.".into());
    }
    let stale: Vec<String> = (0..first.compiled().parties.len())
        .filter(|&p| first.model.moves(p) != first.model.moves(0))
        .map(|p| first.name(p).to_string())
        .collect();
    if !stale.is_empty() && first.model.moves(0) {
        list.push(format!(
            "No deal for {} is the same at every date.",
            capital(&crate::question::words::list(&stale))
        ));
    }
    vec![Block::heading(1, "How far this goes", "limits"), Block::List(list)]
}
