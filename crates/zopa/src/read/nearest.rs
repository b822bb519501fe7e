//! The word somebody probably meant.

/// Words longer than this are not compared.
const LONGEST: usize = 64;

/// The known word with the fewest slips to the given one, if they are few; the first of several.
pub fn nearest<'a>(given: &str, known: &[&'a str]) -> Option<&'a str> {
    if given.len() > LONGEST {
        return None;
    }
    // One letter more or less says nothing about a word of one letter.
    let allowed = match given.chars().count() {
        0 | 1 => 0,
        2..=5 => 1,
        6..=8 => 2,
        9..=11 => 3,
        _ => 4,
    };
    known
        .iter()
        .filter(|word| word.len() <= LONGEST && word.len().abs_diff(given.len()) <= 4 * allowed)
        .map(|word| (slips(&given.to_lowercase(), &word.to_lowercase()), *word))
        .filter(|(slips, _)| *slips <= allowed)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, word)| word)
}

/// Letters to insert, delete, replace or swap with their neighbour.
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_nothing_far() {
        let known = ["ceasefire", "guarantee", "alliance", "RU", "UA"];
        assert_eq!(nearest("ceasfire", &known), Some("ceasefire"));
        assert_eq!(nearest("guaratnee", &known), Some("guarantee"));
        assert_eq!(nearest("ru", &known), Some("RU"));
        assert_eq!(nearest("C", &["A", "B"]), None);
        assert_eq!(nearest("harbour", &known), None);
        assert_eq!(nearest(&"x".repeat(1000), &known), None);
    }
}
