//! Scores in JSON: a number where every reader of JSON holds it exactly, below 2^53 in size, else a decimal string.
//!
//! Used as `#[serde(with = "wide")]` on a score or on lists of scores. Serde buffers what stands in a tagged enum and
//! knows no numbers of 128 bits there, so they are never left to it.

use num_bigint::BigInt;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use zopa_core::problem::Score;

/// Sizes from here on are written as strings.
const EXACT: u64 = 1 << 53;

/// Writes a score, or lists of them.
pub(crate) fn serialize<T: Scores, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// Reads a score, or lists of them.
pub(crate) fn deserialize<'de, T: Scores, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// A score, or lists of them.
pub(crate) trait Scores: Sized {
    /// Writes it.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
    /// Reads it.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl Scores for Score {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(*self) {
            Ok(small) if small.unsigned_abs() < EXACT => serializer.serialize_i64(small),
            _ => serializer.collect_str(self),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Score, D::Error> {
        deserializer.deserialize_any(OneScore)
    }
}

/// Weights of a proof, of any size.
impl Scores for BigInt {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self) {
            Ok(small) if small.unsigned_abs() < EXACT => serializer.serialize_i64(small),
            _ => serializer.collect_str(self),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BigInt, D::Error> {
        deserializer.deserialize_any(OneWhole)
    }
}

impl<T: Scores> Scores for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Out))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        let list: Vec<In<T>> = Vec::deserialize(deserializer)?;
        Ok(list.into_iter().map(|entry| entry.0).collect())
    }
}

impl<T: Scores> Scores for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Out).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        let some: Option<In<T>> = Option::deserialize(deserializer)?;
        Ok(some.map(|value| value.0))
    }
}

/// Scores on their way out.
struct Out<'v, T>(&'v T);

impl<T: Scores> Serialize for Out<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// Scores on their way in.
struct In<T>(T);

impl<'de, T: Scores> Deserialize<'de> for In<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<In<T>, D::Error> {
        T::read(deserializer).map(In)
    }
}

struct OneScore;

impl Visitor<'_> for OneScore {
    type Value = Score;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, or one in digits as a string")
    }

    fn visit_i64<E: Error>(self, score: i64) -> Result<Score, E> {
        Ok(score.into())
    }

    fn visit_u64<E: Error>(self, score: u64) -> Result<Score, E> {
        Ok(score.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Score, E> {
        let score: Option<Score> = text.parse().ok();
        // One way to write a number only: no plus sign, no leading zero.
        score
            .filter(|score| score.to_string() == text)
            .ok_or_else(|| E::custom(format!("“{text}” is no whole number in 128 bits")))
    }
}

struct OneWhole;

/// Most digits read: the time it takes to read a number grows faster than its length.
const MOST_DIGITS: usize = 4096;

impl Visitor<'_> for OneWhole {
    type Value = BigInt;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, or one in digits as a string")
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<BigInt, E> {
        Ok(whole.into())
    }

    fn visit_u64<E: Error>(self, whole: u64) -> Result<BigInt, E> {
        Ok(whole.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<BigInt, E> {
        let short = Some(text).filter(|text| text.len() <= MOST_DIGITS);
        let whole: Option<BigInt> = short.and_then(|text| text.parse().ok());
        whole
            .filter(|whole| whole.to_string() == text)
            .ok_or_else(|| E::custom(format!("“{text}” is no whole number of at most {MOST_DIGITS} digits")))
    }
}

#[cfg(test)]
mod tests {
    use super::{BigInt, Score, deserialize, serialize};

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(tag = "kind", deny_unknown_fields)]
    enum Tagged {
        Some {
            #[serde(with = "super")]
            scores: Vec<Score>,
            #[serde(with = "super", default, skip_serializing_if = "Option::is_none")]
            most: Option<Score>,
        },
    }

    #[test]
    fn weights_of_any_size_come_back() {
        let weights: Vec<BigInt> =
            ["0", "-7", "9007199254740991", "9007199254740992", "1606938044258990275541962"]
                .iter()
                .map(|text| text.parse().unwrap())
                .collect();
        let mut text = Vec::new();
        serialize(&weights, &mut serde_json::Serializer::new(&mut text)).unwrap();
        let read =
            |text: &[u8]| deserialize::<Vec<BigInt>, _>(&mut serde_json::Deserializer::from_slice(text));
        assert_eq!(read(&text).unwrap(), weights);
        for bad in ["[1.5]", "[\"+3\"]", "[\"007\"]", "[\"\"]", &format!("[\"{}\"]", "9".repeat(5000))] {
            assert!(read(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_size_comes_back() {
        let edge = 1 << 53;
        let scores = vec![0, -7, edge - 1, 1 - edge, edge, -edge, 1 << 63, 1 << 64, Score::MAX, Score::MIN];
        for most in [None, Some(3), Some(-(1 << 90))] {
            let value = Tagged::Some { scores: scores.clone(), most };
            let text = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Tagged>(&text).unwrap(), value, "{text}");
        }
        let mut small = Vec::new();
        serialize(&vec![edge - 1, edge], &mut serde_json::Serializer::new(&mut small)).unwrap();
        assert_eq!(small, br#"[9007199254740991,"9007199254740992"]"#);
    }

    #[test]
    fn what_is_no_whole_number_is_refused() {
        let read = |text: &str| -> Result<Score, serde_json::Error> {
            deserialize(&mut serde_json::Deserializer::from_str(text))
        };
        assert_eq!(read("18446744073709551615").unwrap(), Score::from(u64::MAX));
        for bad in
            ["1.0", "1e3", "18446744073709551616", "true", "null", "\"\"", "\"+1\"", "\"01\"", "\"1 \""]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(read(&format!("\"{}0\"", Score::MAX)).is_err());
    }
}
