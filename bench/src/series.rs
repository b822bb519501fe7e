//! What `growth` measured, read back from its CSV: one point per size, with least, median and most over the seeds.

use crate::table::median;

/// Least, median and most over the seeds of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Least.
    pub low: f64,
    /// Median.
    pub mid: f64,
    /// Most.
    pub high: f64,
}

impl Spread {
    fn of(values: impl Iterator<Item = f64>) -> Spread {
        let values: Vec<f64> = values.collect();
        let low = values.iter().copied().fold(f64::MAX, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        Spread { low, mid: median(&values), high }
    }
}

/// One size of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The search.
    pub work: String,
    /// What grows in the series: `issues`, `options` or `parties`.
    pub grows: String,
    /// Parties, issues, options per issue.
    pub size: [usize; 3],
    /// How many packages there are, as a power.
    pub packages: String,
    /// Milliseconds of processor time; of a search that was stopped, until then.
    pub ms: Spread,
    /// Megabytes at the peak.
    pub megabytes: Spread,
    /// Median size of the answer over the seeds whose answer is complete; `None` where none is.
    pub found: Option<f64>,
    /// How many seeds ended with a complete answer and its proof.
    pub proved: usize,
    /// How many seeds were run.
    pub seeds: usize,
}

impl Point {
    /// What grows, as a number.
    #[must_use]
    pub fn at(&self) -> usize {
        self.size[match self.grows.as_str() {
            "parties" => 0,
            "issues" => 1,
            _ => 2,
        }]
    }

    /// Whether the median itself is of a search that was stopped.
    #[must_use]
    pub fn mostly_stopped(&self) -> bool {
        2 * self.proved <= self.seeds
    }
}

/// One line of the CSV.
struct Row<'a> {
    key: [&'a str; 6],
    ms: f64,
    kilobytes: f64,
    proved: bool,
    found: f64,
}

const HEAD: &str =
    "work,grows,parties,issues,options,packages,scale,reservation,seed,ms,wall_ms,peak_kb,proved,found";

/// The points of a CSV in its order.
///
/// # Errors
/// A sentence with the number of the line that is not as `growth` writes it.
pub fn read(csv: &str) -> Result<Vec<Point>, String> {
    let mut lines = csv.lines();
    if lines.next() != Some(HEAD) {
        return Err(format!("line 1: the columns should be {HEAD}"));
    }
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for (index, line) in lines.enumerate() {
        let row = row(line).ok_or_else(|| {
            format!("line {}: `{line}` is not a measurement with a time, a memory and a result", index + 2)
        })?;
        match groups.last_mut().filter(|group| group[0].key == row.key) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    Ok(groups.iter().filter_map(|group| point(group)).collect())
}

fn row(line: &str) -> Option<Row<'_>> {
    let fields: Vec<&str> = line.split(',').collect();
    let [work, grows, parties, issues, options, packages, _, _, _, ms, _, kilobytes, proved, found] =
        fields[..]
    else {
        return None;
    };
    let known = ["issues", "options", "parties"].contains(&grows);
    let row = Row {
        key: [work, grows, parties, issues, options, packages],
        ms: ms.parse().ok()?,
        kilobytes: kilobytes.parse().ok()?,
        proved: proved.parse().ok()?,
        found: found.parse().ok()?,
    };
    // A logarithmic scale has no place for zero.
    (known && row.ms > 0.0 && row.kilobytes > 0.0).then_some(row)
}

fn point(rows: &[Row]) -> Option<Point> {
    let [work, grows, sizes @ .., packages] = rows.first()?.key;
    let mut size = [0; 3];
    for (number, text) in size.iter_mut().zip(sizes) {
        *number = text.parse().ok()?;
    }
    let complete: Vec<f64> = rows.iter().filter(|row| row.proved).map(|row| row.found).collect();
    Some(Point {
        work: work.into(),
        grows: grows.into(),
        size,
        packages: packages.into(),
        ms: Spread::of(rows.iter().map(|row| row.ms)),
        megabytes: Spread::of(rows.iter().map(|row| row.kilobytes * 1024.0 / 1e6)),
        found: (!complete.is_empty()).then(|| median(&complete)),
        proved: complete.len(),
        seeds: rows.len(),
    })
}

/// A time as people read it: `0.38 ms`, `140 ms`, `1.2 s`, to two digits.
#[must_use]
pub fn time(ms: f64) -> String {
    if ms < 995.0 { format!("{} ms", two_digits(ms)) } else { format!("{} s", two_digits(ms / 1000.0)) }
}

/// A positive number to two digits, written out.
#[must_use]
pub fn two_digits(x: f64) -> String {
    let scientific = format!("{x:.1e}");
    let rounded: f64 = scientific.parse().unwrap_or(x);
    match rounded {
        r if r < 0.1 => format!("{r:.3}"),
        r if r < 1.0 => format!("{r:.2}"),
        r if r < 10.0 => format!("{r:.1}"),
        r => format!("{r:.0}"),
    }
}
