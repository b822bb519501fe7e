//! Random changes inside a result file.

use serde_json::{Value, json};

/// A stream of random numbers (S. Vigna's public domain `splitmix64`).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// JSON pointers of all that stands in a list of the file.
fn places(file: &Value, list: &str) -> Vec<String> {
    let mut found = Vec::new();
    let entries = file[list].as_array().map_or(0, Vec::len);
    let mut todo: Vec<String> = (0..entries).map(|k| format!("/{list}/{k}")).collect();
    while let Some(at) = todo.pop() {
        match file.pointer(&at) {
            Some(Value::Array(list)) => todo.extend((0..list.len()).map(|k| format!("{at}/{k}"))),
            Some(Value::Object(map)) => todo.extend(map.keys().map(|key| format!("{at}/{key}"))),
            _ => {}
        }
        found.push(at);
    }
    found
}

/// The name of the field a place belongs to.
fn field(place: &str) -> &str {
    place.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default()
}

/// How deep a place stands below its field.
fn depth(place: &str) -> usize {
    place.rsplit('/').take_while(|part| part.parse::<usize>().is_ok()).count()
}

/// A place in some entry, on a way down from it that may end anywhere: so that short fields get their share.
fn place(file: &Value, list: &str, random: &mut Random) -> Option<String> {
    let entries = file[list].as_array()?;
    let mut at = format!("/{list}/{}", random.below(entries.len()));
    loop {
        let parts: Vec<String> = match file.pointer(&at)? {
            Value::Array(list) => (0..list.len()).map(|k| k.to_string()).collect(),
            Value::Object(map) => map.keys().cloned().collect(),
            _ => return Some(at),
        };
        match random.one(&parts) {
            Some(part) if random.below(8) > 0 => at = format!("{at}/{part}"),
            _ => return Some(at),
        }
    }
}

/// Changes one thing in a list of the file: in its claims, or in its problems.
pub fn mutate(file: &mut Value, list: &str, random: &mut Random) {
    let Some(at) = &place(file, list, random) else { return };
    let all = places(file, list);
    // What stands in the same field elsewhere, so that a change often makes sense.
    let alike = |other: &&String| *other != at && field(other) == field(at) && depth(other) == depth(at);
    let others: Vec<Value> =
        all.iter().filter(alike).filter_map(|other| file.pointer(other).cloned()).collect();
    let other = random.one(&others).cloned();
    let Some(value) = file.pointer_mut(at) else { return };
    if let (Some(other), 0..3) = (other, random.below(10)) {
        *value = other;
        return;
    }
    match value {
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(_) => number(value, random),
        Value::Array(list) => elements(list, random),
        Value::Null => {
            *value = [json!("none"), json!("judged"), json!("claimed"), json!(1)][random.below(4)].clone()
        }
        Value::String(word) => word.push('x'),
        Value::Object(map) => {
            let keys: Vec<String> = map.keys().cloned().collect();
            if let Some(key) = random.one(&keys) {
                map.remove(key);
            }
        }
    }
}

fn number(value: &mut Value, random: &mut Random) {
    let Some(old) = value.as_i64() else { return };
    let some = random.below(4) as i64;
    *value = match random.below(9) {
        0 => json!(old.wrapping_add(1)),
        1 => json!(old.wrapping_sub(1)),
        2 => json!(old.wrapping_neg()),
        3 => json!(old.wrapping_mul(2)),
        4 => json!(0),
        5 => json!(i64::MAX - some),
        6 => json!(i64::MIN + some),
        7 => json!(u64::MAX),
        _ => json!(some),
    };
}

fn elements(list: &mut Vec<Value>, random: &mut Random) {
    let (a, b) = (random.below(list.len()), random.below(list.len()));
    match random.below(5) {
        _ if list.is_empty() => list.push(json!(0)),
        0 => drop(list.remove(a)),
        1 => list.insert(b, list[a].clone()),
        2 => list.swap(a, b),
        3 => list.clear(),
        _ => list[a] = list[b].clone(),
    }
}

/// Changes one byte, or a few, of a text.
pub fn spoil(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..1 + random.below(3) {
        let at = random.below(bytes.len());
        match random.below(6) {
            0 => bytes[at] = random.next() as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, b"0123456789-.,:[]{}\"eE"[random.below(21)]),
            // A digit for a digit leaves the shape as it is.
            4 => {
                let next = (at..bytes.len()).find(|&k| bytes[k].is_ascii_digit()).unwrap_or(at);
                bytes[next] = b'0' + random.below(10) as u8;
            }
            _ => {
                let end = (at + random.below(40)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
        }
        if bytes.is_empty() {
            return;
        }
    }
}
