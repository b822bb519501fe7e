//! Dates as sources give them: a day, a month or a year.

use std::fmt;

/// A date with the precision it was given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12, where given.
    pub month: Option<u8>,
    /// Day of the month, where given.
    pub day: Option<u8>,
}

impl Date {
    /// Reads `2025`, `2025-08` or `2025-08-18`; `None` for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let number = |part: &str, width: usize| {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let year: i32 = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2)).map_or(Some(None), |m| m.map(Some))?;
        let day = parts.next().map(|part| number(part, 2)).map_or(Some(None), |d| d.map(Some))?;
        if parts.next().is_some() {
            return None;
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if let Some(m) = month {
            let days = match m {
                1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
                4 | 6 | 9 | 11 => 30,
                2 if leap => 29,
                2 => 28,
                _ => return None,
            };
            if day.is_some_and(|d| d < 1 || d > days) {
                return None;
            }
        }
        Some(Date { year, month: month.map(|m| m as u8), day: day.map(|d| d as u8) })
    }

    /// Whether this date is certainly later than `other`: a month or year counts as later only if it begins after it.
    pub fn later_than(self, other: Date) -> bool {
        let first = (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1));
        let last = (other.year, other.month.unwrap_or(12), other.day.unwrap_or(31));
        first > last
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn only_dates_that_exist() {
        for good in ["2025", "2025-08", "2025-08-18", "2024-02-29"] {
            assert_eq!(Date::parse(good).map(|d| d.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "",
            "25",
            "2025-13",
            "2025-02-29",
            "2025-8-1",
            "2025-08-18-01",
            "2025-00",
            "2025-01-00",
            "+025",
            "２０２５",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }
}
