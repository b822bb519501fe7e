//! Results as Markdown.

/// A table: titles, then rows.
pub struct Table(Vec<Vec<String>>);

impl Table {
    /// A table with these titles.
    pub fn new(titles: &[&str]) -> Table {
        Table(vec![titles.iter().map(ToString::to_string).collect()])
    }

    /// One more row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.0.push(cells);
    }

    /// The table as text, its columns aligned.
    pub fn markdown(&self) -> String {
        let width = |c: usize| self.0.iter().map(|row| row[c].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.0[0].len()).map(width).collect();
        let line = |row: &[String]| {
            let cells: Vec<String> =
                row.iter().zip(&widths).map(|(cell, &w)| format!(" {cell:w$} ")).collect();
            format!("|{}|\n", cells.join("|"))
        };
        let rule: Vec<String> = widths.iter().map(|&w| "-".repeat(w)).collect();
        let rows = self.0[1..].iter().map(|row| line(row));
        [line(&self.0[0]), line(&rule)].into_iter().chain(rows).collect()
    }
}

/// Milliseconds with as many digits as say something.
pub fn milliseconds(ms: f64) -> String {
    match ms {
        ms if ms < 1.0 => format!("{ms:.3}"),
        ms if ms < 10.0 => format!("{ms:.2}"),
        ms if ms < 100.0 => format!("{ms:.1}"),
        ms => format!("{ms:.0}"),
    }
}

/// The middle value; the mean of the two middle ones where their number is even. 0 for none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[middle],
        _ => (sorted[middle - 1] + sorted[middle]) / 2.0,
    }
}
