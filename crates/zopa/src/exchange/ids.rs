//! Ids of a scenario from names in files: letters, digits, `_` and `-`, none twice.

use std::collections::BTreeSet;

/// Longest id made from a name; what makes it the only one of its kind comes behind.
const LONGEST: usize = 48;

/// The ids given so far.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// An id for a thing of this name; `else_called` where nothing of the name is left.
    pub(crate) fn of(&mut self, name: &str, else_called: &str) -> String {
        let mut plain = String::new();
        for c in name.trim().chars() {
            let fits = c.is_ascii_alphanumeric() || c == '_';
            // A sign in front of a number stays; other gaps are one hyphen.
            let sign = c == '-' && plain.is_empty();
            if fits || sign {
                plain.push(c);
            } else if !plain.ends_with('-') && !plain.is_empty() {
                plain.push('-');
            }
            if plain.len() == LONGEST {
                break;
            }
        }
        let plain = match plain.trim_end_matches('-') {
            "" => else_called,
            some => some,
        };
        let mut id = plain.to_owned();
        let mut count = 2;
        while !self.taken.insert(id.clone()) {
            id = format!("{plain}-{count}");
            count += 1;
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn ids_are_well_formed_and_single() {
        let mut ids = Ids::default();
        for (name, id) in [
            ("Party Room", "Party-Room"),
            ("Party  Room!", "Party-Room-2"),
            ("", "option"),
            ("日本", "option-2"),
            ("-5", "-5"),
            ("0.25", "0-25"),
            ("€ 3,000.-", "3-000"),
        ] {
            assert_eq!(ids.of(name, "option"), id, "{name}");
        }
        let long = ids.of(&"x".repeat(200), "option");
        assert_eq!((long.len(), ids.of(&"x".repeat(200), "option").len()), (48, 50));
    }
}
