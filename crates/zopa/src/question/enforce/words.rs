//! Sentences: who would break what, when, and what it would take.

use super::decides::Swing;
use super::look::{Found, Kept, Looked};
use super::remedies::{Offered, offered};
use crate::enforce::Form;
use crate::question::words::{count, grouped, list, possessive, view};
use crate::report::Block;
use zopa_core::problem::Consent;

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
        (0, 1) => "the package would not be kept by everyone asked".into(),
        (_, 1) => "everyone asked would keep the package".into(),
        (0, _) => format!("none of the {n} packages looked at would be kept by everyone asked"),
        (k, _) if k == n => format!("everyone asked would keep all {n} packages looked at"),
        (k, _) => format!("everyone asked would keep {k} of the {n} packages looked at"),
    };
    let mut text =
        format!("{}, {which} at every date looked at ({all}), at representative values", under(found));
    if n > 1 && !kept.is_empty() && kept.len() < n {
        let names: Vec<String> = kept.iter().take(3).map(|p| format!("“{}”", p.listed.label)).collect();
        let more = if kept.len() > 3 { format!(" and {} more", kept.len() - 3) } else { String::new() };
        text.push_str(&format!(": {}{more}", list(&names)));
    }
    text.push('.');
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
            let signs = match found.compiled().problem.gain(side.party, &looked.listed.package) < 0 {
                true => " (and would not sign it: it is worth less to it than no deal)",
                false => "",
            };
            format!(
                "{} would break it {}{signs}: at {} breaking gives it {} points more than keeping ({} to {} over the worlds)",
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
    // Nothing decides what is the same in every world.
    let decided = looked.all.hits == found.worlds;
    for (party, swings) in swings.iter().filter(|_| !decided) {
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
pub(super) fn acting(found: &Found, form: &Form, violator: usize) -> Vec<String> {
    if form.paper {
        return vec!["nobody is obliged to".into()];
    }
    if form.outside() {
        let who: Vec<&str> = form.guarantors.iter().map(|g| g.name.as_str()).collect();
        return vec![format!("{}: no party, so its stated chance of enforcement stands", list(&who))];
    }
    let numbers = found.model.representative();
    let (mut yes, mut no, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for g in form.guarantors.iter().filter(|g| g.party != Some(violator)) {
        match (&g.cost, &g.stake) {
            (Some(cost), Some(stake)) => {
                let (cost, stake) = (numbers.get(cost), numbers.get(stake));
                let said = format!("{} (costs it {}, at stake {})", g.name, pts(cost), pts(stake));
                if cost <= stake { yes.push(said) } else { no.push(said) }
            }
            _ => unknown.push(g.name.clone()),
        }
    }
    let mut all = Vec::new();
    if !yes.is_empty() {
        all.push(format!("would act: {}", list(&yes)));
    }
    if !no.is_empty() {
        all.push(format!("would not: {}", list(&no)));
    }
    if form.guarantors.iter().any(|g| g.party == Some(violator)) {
        all.push(format!("{} gives it too", found.name(violator)));
    }
    if !unknown.is_empty() {
        all.push(format!("nothing is said of {}", list(&unknown)));
    }
    if !form.vetoes.is_empty() {
        all.push(format!("{} can block it, so that it holds nobody who can", list(&form.vetoes)));
    }
    all
}

/// What the guarantee in a package is worth against a party.
pub(super) fn own_guarantee(found: &Found, looked: &Looked, violator: usize) -> String {
    let package = &looked.listed.package;
    let name = found.name(violator);
    let form = found.model.forms.iter().find(|f| !f.variant && package[f.at.issue] == f.at.option);
    let Some(form) = form else {
        return "The package holds no guarantee that the scenario describes.".into();
    };
    let numbers = found.model.representative();
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
            acting(found, form, violator).join("; ")
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
        for offer in enough.iter().filter(|o| !o.refuse.is_empty()) {
            let who: Vec<&str> = offer.refuse.iter().map(|&p| found.name(p)).collect();
            text.push_str(&format!(" With {} {} would not sign the package.", label(offer), list(&who)));
        }
        return text;
    }
    let own = |o: &Offered| {
        let form = &found.model.forms[o.form];
        !form.variant && looked.listed.package[form.at.issue] == form.at.option
    };
    let best = weak.iter().filter(|o| o.rule.is_none()).min_by(|a, b| a.gap.total_cmp(&b.gap));
    match best {
        Some(best) if own(best) => {
            text.push_str(" None of the scenario’s other forms, put in its place, does more")
        }
        Some(best) => text.push_str(&format!(
            " None of the scenario’s forms, put in its place, is enough; with {} {} points are still missing",
            label(best),
            up(best.gap)
        )),
        None => text.push_str(" The scenario describes no form that could be put in its place"),
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

/// What the shares rest on that has no source.
pub(super) fn unsourced(found: &Found) -> Option<Block> {
    let (ranges, bare) = found.model.unsourced();
    let which = match ranges - bare {
        0 => "none of them with a source of its own".to_string(),
        _ => format!("{bare} of them without a source of their own"),
    };
    (bare > 0).then(|| {
        Block::Caveat(format!(
            "The shares rest on {} with a range about guarantees, monitoring, delivery, a later war and consent at home, {which}, and on the values and the no deal of each view.",
            count(ranges, "number")
        ))
    })
}

/// That paper alone holds nobody.
pub(super) fn paper(found: &Found) -> Block {
    let paper = found.model.forms.iter().find(|form| form.paper && !form.guarantors.is_empty());
    let before = paper.map_or_else(String::new, |form| {
        let like = form.precedents.first().map_or_else(String::new, |p| format!(" ({p})"));
        format!(" A memorandum with no penalty adds nothing by itself: “{}”{like} obliges nobody to act and is counted as nothing, whatever is written in it.", form.label)
    });
    Block::Text(format!(
        "Paper alone holds nobody: a promise counts here only as far as somebody would enforce it, at a cost that is worth it to them.{before}"
    ))
}

/// Everything said of a package up front.
pub(super) fn package(found: &Found, looked: &Looked, swings: &[(usize, Vec<Swing>)]) -> Vec<Block> {
    let first = if found.packages.len() > 1 { "Kept by all most often of the named ones: " } else { "" };
    let mut blocks =
        vec![Block::Finding(format!("{first}{} {}", verdict(found, looked), share(found, looked, swings)))];
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
    let mut all = vec![
        "A party keeps the deal at a date if what it has by keeping it is at least what it has once the deal is over, less what a believed guarantee takes from it; what it has for the time until it is noticed counts as well. Each party’s points are its own; none are added or compared.".to_string(),
        "It is looked at one party at a time, the others keeping the deal. Whether two would break it together, or one for fear of the other, is not worked out.".into(),
        "Factors and interactions that tie a clause to another issue count at what makes breaking most tempting. Numbers of the sections on guarantees, monitoring, delivery and a later war are drawn independently of each other and of the values.".into(),
    ];
    let parties = first.compiled().problem.parties().iter().zip(&first.model.discount);
    let defaults = parties.filter(|(p, d)| p.consent != Consent::None && d.is_none()).count();
    if defaults > 0 {
        all.push(format!(
            "For {} the scenario gives no discount; {} a month is taken (`[war.discount]` changes that).",
            count(defaults, "party"),
            crate::enforce::DISCOUNT
        ));
    }
    if first.model.watched.is_empty() {
        all.push(format!(
            "The scenario has no `[monitoring]`: a violation is taken to be noticed after one {} and for certain.",
            first.model.period
        ));
    }
    if !["day", "week", "month", "quarter", "season", "year"].contains(&first.model.period.as_str()) {
        all.push(format!(
            "A {} is taken as a month, because its name does not say how long it is.",
            first.model.period
        ));
    }
    if !(0..first.compiled().parties.len()).any(|p| first.model.moves(p)) {
        all.push("No deal has no path over time, so power shifts only by what the package changes.".into());
    }
    let stale: Vec<String> = (0..first.compiled().parties.len())
        .filter(|&p| first.model.moves(p) != first.model.moves(0))
        .map(|p| first.name(p).to_string())
        .collect();
    if !stale.is_empty() && first.model.moves(0) {
        all.push(format!("No deal for {} is the same at every date.", list(&stale)));
    }
    vec![Block::heading(1, "How far this goes", "limits"), Block::List(all)]
}
