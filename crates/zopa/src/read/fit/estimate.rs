//! Numbers: exact, within their bounds, and ranges the right way round.

use super::{Fit, Place};
use crate::diagnostic::{Code, code};
use crate::read::names::short;
use crate::read::number;
use crate::read::tree::{Node, Value};
use crate::scenario::{Number, Span};
use crate::shape::unit::{POINTS, Unit};
use crate::shape::{self, Kind, Name};

static SOURCES: Kind = Kind::List(&Kind::Ref(Name::Source));

impl Fit<'_> {
    pub(super) fn bad_number(&mut self, code: &'static Code, span: Span, digits: &str) {
        let what = match code.id {
            "Z0202" => "has more than 18 decimals",
            "Z0203" => "is larger than 1,000,000,000",
            "Z0208" => "is no fraction of two whole numbers of at most 38 digits, the second above 0",
            _ => "is not a finite number",
        };
        self.log.say(code, span, format!("`{}` {what}", short(digits)));
    }

    /// A number within its bounds.
    fn number(&mut self, node: &Node, unit: &'static Unit) -> Option<Number> {
        let (n, written) = match number::of(&node.value) {
            Some((Ok(n), written)) => (n, written),
            Some((Err(code), written)) => {
                self.bad_number(code, node.span, written);
                return None;
            }
            None => {
                self.wrong_type("a number", node);
                return None;
            }
        };
        let bound = |bound: Option<i64>| bound.map(|bound| Number::from_integer(i128::from(bound)));
        let (low, high) = (bound(unit.low), bound(unit.high));
        if unit.above_low && low.is_some_and(|low| n <= low) {
            let message = format!("{} is above 0, not {}", unit.name, short(written));
            self.log.say(&code::RATIO_NOT_POSITIVE, node.span, message);
        } else if low.is_some_and(|low| n < low) || high.is_some_and(|high| n > high) {
            let bounds = match (unit.low, unit.high) {
                (Some(low), Some(high)) => format!("between {low} and {high}"),
                (Some(low), None) => format!("{low} or more"),
                (None, Some(high)) => format!("{high} or less"),
                (None, None) => String::new(),
            };
            let message = format!("{} is {bounds}, not {}", unit.name, short(written));
            self.log.say(&code::OUT_OF_BOUNDS, node.span, message);
        }
        Some(n)
    }

    pub(super) fn estimate(&mut self, unit: &'static Unit, node: &Node, place: &Place<'_>) {
        match &node.value {
            Value::Number(_) | Value::Text(_) => {
                self.number(node, unit);
            }
            Value::List(items) => match &items[..] {
                [low, high] => {
                    let (low, high) = (self.number(low, unit), self.number(high, unit));
                    self.range(low, None, high, node.span);
                }
                _ => {
                    let message = format!("a range is [low, high], not a list of {}", items.len());
                    self.log.say(&code::WRONG_TYPE, node.span, message);
                }
            },
            Value::Table(table) => {
                let of = |fit: &mut Self, key: &str| table.get(key).and_then(|node| fit.number(node, unit));
                let (low, best, high) = (of(self, "low"), of(self, "best"), of(self, "high"));
                self.table(&shape::ESTIMATE, table, node.span, place);
                self.range(low, best, high, node.span);
                let has = |key: &str| table.get(key).is_some();
                if self.whole && has("low") != has("high") {
                    let lacking = if has("low") { "high" } else { "low" };
                    let message = format!("a range needs both ends: `{lacking}` is missing");
                    self.log.say(&code::MISSING_KEY, node.span, message);
                }
            }
            _ => self.wrong_type("a number", node),
        }
    }

    /// Words, numbers and tables of such: what is a range has to be one, what is a source has to exist.
    pub(super) fn loose(&mut self, node: &Node, place: &Place<'_>) {
        match &node.value {
            Value::Number(_) => {
                self.number(node, &POINTS);
            }
            Value::List(items) => match &items[..] {
                [Node { value: Value::Number(_), .. }, Node { value: Value::Number(_), .. }] => {
                    self.estimate(&POINTS, node, place);
                }
                _ => items.iter().for_each(|item| self.loose(item, place)),
            },
            Value::Table(table) => {
                for entry in &table.entries {
                    match (entry.key.as_str(), &entry.node.value) {
                        ("source", _) => self.value(&Kind::Ref(Name::Source), &entry.node, place),
                        ("sources", _) => self.value(&SOURCES, &entry.node, place),
                        ("date", _) => self.value(&Kind::Date, &entry.node, place),
                        _ => self.loose(&entry.node, place),
                    }
                }
            }
            Value::Text(_) | Value::Bool(_) | Value::Moment(_) => {}
        }
    }

    fn range(&mut self, low: Option<Number>, best: Option<Number>, high: Option<Number>, span: Span) {
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            self.log
                .say(&code::RANGE_UPSIDE_DOWN, span, "the low end of this range is above its high end")
                .hint("the lower number comes first");
            return;
        }
        if let Some(best) = best
            && (low.is_some_and(|low| best < low) || high.is_some_and(|high| best > high))
        {
            self.log.say(&code::BEST_OUTSIDE, span, "the best guess lies outside the range it comes with");
        }
    }
}
