//! The numbers of the picture as Markdown.

use super::ROWS;
use crate::series::{Point, time, two_digits};
use crate::table::Table;

/// One table per search: medians over the seeds.
#[must_use]
pub fn markdown(points: &[Point]) -> String {
    let mut text = String::new();
    let mut seen: Vec<&str> = Vec::new();
    for (work, name) in ROWS.iter().flat_map(|row| row.works) {
        if seen.contains(work) {
            continue;
        }
        seen.push(work);
        let (name, found) = match *work {
            "frontier" => ("Frontier", "efficient points"),
            "count" => ("Exact count", "acceptable packages"),
            _ => (*name, "packages picked"),
        };
        let titles = ["grows", "parties", "issues", "options", "packages", "time", "memory", found, "proved"];
        let mut table = Table::new(&titles);
        let mut last = None;
        for point in points.iter().filter(|p| p.work == *work) {
            let grows = if last == Some(&point.grows) { String::new() } else { point.grows.clone() };
            last = Some(&point.grows);
            table.row(row(point, grows));
        }
        text.push_str(&format!("### {name}\n\n{}\n", table.markdown()));
    }
    text
}

fn row(point: &Point, grows: String) -> Vec<String> {
    let at_least = if point.mostly_stopped() { "> " } else { "" };
    let found = match point.found {
        None => "–".to_string(),
        Some(n) if n < 1e6 => format!("{n:.0}"),
        Some(n) => power(&format!("{n:.1e}")),
    };
    let mut cells = vec![grows];
    cells.extend(point.size.map(|n| n.to_string()));
    cells.extend([
        raised(&point.packages),
        format!("{at_least}{}", time(point.ms.mid)),
        format!("{} MB", two_digits(point.megabytes.mid)),
        found,
        format!("{} of {}", point.proved, point.seeds),
    ]);
    cells
}

/// `10^20` as 10²⁰.
fn raised(power: &str) -> String {
    let Some((base, exponent)) = power.split_once('^') else { return power.into() };
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = exponent.chars().filter_map(|c| DIGITS.get(c.to_digit(10)? as usize));
    base.chars().chain(digits.copied()).collect()
}

/// `1.2e15` as 1.2 × 10¹⁵.
fn power(scientific: &str) -> String {
    let (digits, exponent) = scientific.split_once('e').unwrap_or((scientific, "0"));
    format!("{digits} × {}", raised(&format!("10^{exponent}")))
}
