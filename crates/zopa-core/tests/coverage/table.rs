//! The tables of `docs/coverage.md`.

use super::CASES;
use super::case::PARTIES;
use super::study::{QUANTITIES, ROWS, Study};
use std::path::Path;

type Text = Vec<String>;

impl Study {
    /// Each table with the name its place on the page has.
    pub fn tables(&self) -> Vec<(&'static str, String)> {
        vec![("held", self.held()), ("shares", self.shares()), ("sampling", self.sampling())]
    }

    /// How often intervals over worlds held the truth.
    fn held(&self) -> String {
        let mut rows = vec![[&["truths"][..], &QUANTITIES].concat().into_iter().map(String::from).collect()];
        for (row, found) in ROWS.iter().zip(&self.found) {
            let part = |held: &[usize; PARTIES]| {
                percent(held.iter().sum::<usize>() as f64 / (PARTIES * CASES) as f64)
            };
            rows.push(std::iter::once(row.name.to_string()).chain(found.held.iter().map(part)).collect());
        }
        let declared = &self.found[0];
        let [held, open] = declared.open;
        let all = PARTIES * CASES;
        let closed = declared.held[0].iter().sum::<usize>() - held;
        format!(
            "{}\nWith truths as declared, {open} of the {},{:03} intervals of the first kind have no lower end: in one \
             world in twenty\nor more, the others accept nothing together. These held {}, the rest {}.\n",
            markdown(&rows),
            all / 1000,
            all % 1000,
            percent(held as f64 / open as f64),
            percent(closed as f64 / (all - open) as f64),
        )
    }

    /// Stated shares against how many truths have a deal.
    fn shares(&self) -> String {
        let told = |told: bool| ROWS.iter().zip(&self.found).filter(move |(row, _)| row.told == told);
        let mut rows: Vec<Text> =
            vec![["stated share", "cases", "with a deal: stated"].map(String::from).to_vec()];
        rows[0].extend(told(false).map(|(row, _)| row.name.to_string()));
        let line = |name: String, from: f64, to: f64| -> Text {
            let within = |share: f64| from <= share && share < to;
            let of =
                |deals: &[(f64, bool)]| deals.iter().filter(|d| within(d.0)).copied().collect::<Vec<_>>();
            let first = of(&self.found[0].deals);
            let stated: Vec<f64> = first.iter().map(|d| d.0).collect();
            let [low, high] = sum_of_tries(&stated);
            let sum = stated.iter().fold(0.0, |sum, share| sum + share);
            let mut line = vec![name, first.len().to_string(), format!("{sum:.1} ({low} to {high})")];
            line.extend(told(false).map(|(_, f)| of(&f.deals).iter().filter(|d| d.1).count().to_string()));
            line
        };
        for tenth in 0..10 {
            let (from, to) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
            let last = if tenth == 9 { f64::INFINITY } else { to };
            rows.push(line(format!("{} to {} %", tenth * 10, tenth * 10 + 10), from, last));
        }
        rows.push(line("all".into(), 0.0, f64::INFINITY));
        markdown(&rows)
    }

    /// Of the shares from `from` to below `to`: how many there are, and how often their 90 % and 95 % intervals held.
    pub fn intervals(&self, from: f64, to: f64) -> [usize; 3] {
        let of: Vec<_> = self.sampled.iter().filter(|s| from <= s.share && s.share < to).collect();
        let held = |at: usize| of.iter().filter(|s| s.held[at]).count();
        [of.len(), held(0), held(1)]
    }

    /// Intervals of shares from few worlds against many draws.
    fn sampling(&self) -> String {
        let head = ["share of draws with a deal", "cases", "90 % interval held", "95 % interval held"];
        let mut rows = vec![head.map(String::from).to_vec()];
        let names = ["below 1 %", "1 to 10 %", "10 to 90 %", "90 to 99 %", "above 99 %"];
        let ends = [0.0, 0.01, 0.1, 0.9, 0.99, f64::INFINITY];
        let mut line = |name: &str, from: f64, to: f64| {
            let [cases, ninety, more] = self.intervals(from, to);
            let part = |held: usize| percent(held as f64 / cases as f64);
            rows.push(vec![name.into(), cases.to_string(), part(ninety), part(more)]);
        };
        for (name, ends) in names.iter().zip(ends.windows(2)) {
            line(name, ends[0], ends[1]);
        }
        line("all", 0.0, f64::INFINITY);
        let walked = self.walked;
        let left = "cases are left out: their weights are drawn by walks, and counted by blocks.";
        format!("{}\nOf the {CASES}, {walked} {left}\n", markdown(&rows))
    }
}

/// The 90 % interval of the number of hits among independent tries of these chances.
pub fn sum_of_tries(chances: &[f64]) -> [usize; 2] {
    // The probability of each number of hits, try after try.
    let mut of = vec![1.0];
    for chance in chances {
        of.push(0.0);
        for k in (0..of.len()).rev() {
            let before = if k == 0 { 0.0 } else { of[k - 1] };
            of[k] = of[k] * (1.0 - chance) + before * chance;
        }
    }
    let quantile = |share: f64| {
        let mut sum = 0.0;
        let reaches = |p: &f64| {
            sum += p;
            sum >= share
        };
        of.iter().position(reaches).unwrap_or(chances.len())
    };
    [quantile(0.05), quantile(0.95)]
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Rows as Markdown, the first one the head, columns aligned.
fn markdown(rows: &[Text]) -> String {
    let width = |c: usize| rows.iter().map(|row| row[c].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let line = |row: &Text| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &w)| format!("{cell:<w$}")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule: Text = widths.iter().map(|&w| "-".repeat(w)).collect();
    std::iter::once(&rows[0]).chain([&rule]).chain(&rows[1..]).map(line).collect()
}

/// Compares the tables with those of the page, or writes them there.
pub fn compare(tables: &[(&str, String)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/coverage.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let mut now = page.clone();
    for (name, table) in tables {
        let [from, to] = [format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->")];
        let start = now.find(&from).expect("the place of the table") + from.len();
        let end = start + now[start..].find(&to).expect("its end");
        now.replace_range(start..end, &format!("\n{table}\n"));
    }
    if std::env::var_os("ZOPA_BLESS").is_some() {
        std::fs::write(&path, &now).expect("the page");
    }
    assert!(
        std::env::var_os("ZOPA_BLESS").is_some() || page == now,
        "docs/coverage.md does not hold these tables; ZOPA_BLESS=1 writes them"
    );
}
