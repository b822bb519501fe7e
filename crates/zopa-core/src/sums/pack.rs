//! Points as packed integers: all columns of a point in one big number, so that adding an option is one addition and
//! comparing two points lexicographically is one comparison.
//!
//! Column `c` of a point is `idx_c ≥ 0`; its gain is `base_c + step_c · idx_c`. Every table is shifted so that its least
//! entry is 0 (the shift is in `base`) and divided by the common divisor `step`, which changes no order. A column with a
//! **lid** counts no gain above it: `idx` is cut at `top`, the first index at or above the lid. Because nothing still
//! to come is negative, a point above the lid stays there.

use crate::problem::Score;

/// A packed point: `W` words, the first the most significant.
pub(super) type Key<const W: usize> = [u64; W];

/// Where a column lies in a key.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The word that holds the low end, and the shift within it.
    word: usize,
    shift: u32,
    /// Bits; a column of 0 bits is the same in every point.
    bits: u32,
}

/// A column of the points.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Gain at index 0.
    pub base: Score,
    /// Gain per index.
    pub step: Score,
    /// Largest index that occurs.
    pub top: u128,
    /// The gain that index `top` stands for, where there is a lid.
    pub lid: Option<Score>,
    /// Index from which the gain is at least zero, if points that cannot reach it are dropped.
    pub need: Option<u128>,
    place: Place,
}

/// All columns of a sum.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    all: Vec<Column>,
    words: usize,
}

impl Columns {
    /// Columns from `(base, step, reach, lid, required)`: `reach` is the largest sum of increments that occurs, in steps,
    /// `stride` the largest single one.
    pub fn new(given: Vec<Given>) -> Columns {
        let mut all: Vec<Column> = given
            .into_iter()
            .map(|g| {
                let index_of = |gain: Score| {
                    let short = gain - g.base;
                    if short <= 0 { 0 } else { (short + g.step - 1).unsigned_abs() / g.step.unsigned_abs() }
                };
                let lid = g.lid.filter(|&l| index_of(l) <= g.reach);
                let top = lid.map_or(g.reach, index_of);
                let widest = g.reach.min(top + g.stride);
                let bits = u128::BITS - widest.leading_zeros();
                // Below a lid under zero nothing is reached.
                let out_of_reach = g.lid.is_some_and(|lid| lid < 0);
                let need = g.required.then(|| if out_of_reach { u128::MAX } else { index_of(0) });
                Column {
                    base: g.base,
                    step: g.step,
                    top,
                    lid,
                    need,
                    place: Place { word: 0, shift: 0, bits },
                }
            })
            .collect();
        // From the most significant bit on; no column of up to 64 bits is cut by the end of a word.
        let mut free_bits = 0u32;
        let mut words = 0usize;
        for column in &mut all {
            let bits = column.place.bits;
            if bits > 64 {
                words += 2;
                free_bits = 0;
                column.place.word = words - 1;
                column.place.shift = 0;
            } else {
                if bits > free_bits || words == 0 {
                    words += 1;
                    free_bits = 64;
                }
                free_bits -= bits;
                column.place.word = words - 1;
                column.place.shift = free_bits;
            }
        }
        Columns { all, words }
    }

    /// Words a key needs.
    pub fn words(&self) -> usize {
        self.words
    }

    pub fn all(&self) -> &[Column] {
        &self.all
    }
}

/// What a column is made of, before it has a place.
pub(super) struct Given {
    pub base: Score,
    pub step: Score,
    pub reach: u128,
    pub stride: u128,
    pub lid: Option<Score>,
    pub required: bool,
}

impl Column {
    /// The column's index in a key.
    #[inline]
    pub fn get<const W: usize>(&self, key: &Key<W>) -> u128 {
        let Place { word, shift, bits } = self.place;
        if bits <= 64 {
            u128::from(self.small(key[word], shift, bits))
        } else {
            u128::from(key[word - 1]) << 64 | u128::from(key[word])
        }
    }

    #[inline]
    fn small(&self, word: u64, shift: u32, bits: u32) -> u64 {
        debug_assert!(bits <= 64, "a column of more than one word");
        match bits {
            0 => 0,
            64 => word,
            _ => word >> shift & ((1 << bits) - 1),
        }
    }

    /// The column's index in a key, where it has at most 32 bits.
    #[inline]
    pub fn narrow<const W: usize>(&self, key: &Key<W>) -> u32 {
        let Place { word, shift, bits } = self.place;
        self.small(key[word], shift, bits) as u32
    }

    /// Whether [`Column::narrow`] may be asked, and one more than its answer is a whole number of 32 bits.
    pub fn is_narrow(&self) -> bool {
        self.place.bits <= 30
    }

    /// A key with this column alone.
    pub fn put<const W: usize>(&self, key: &mut Key<W>, index: u128) {
        let Place { word, shift, bits } = self.place;
        if bits == 0 {
            return;
        }
        if bits <= 64 {
            let mask = if bits == 64 { u64::MAX } else { ((1 << bits) - 1) << shift };
            key[word] = key[word] & !mask | (index as u64) << shift;
        } else {
            key[word - 1] = (index >> 64) as u64;
            key[word] = index as u64;
        }
    }

    /// The gain an index stands for.
    pub fn gain(&self, index: u128) -> Score {
        match self.lid {
            Some(lid) if index >= self.top => lid,
            _ => self.base + self.step * index as Score,
        }
    }
}

/// The sum of two keys. No column overflows its place, so nothing carries from one into the next.
#[inline]
pub(super) fn add<const W: usize>(a: &Key<W>, b: &Key<W>) -> Key<W> {
    let mut sum = [0; W];
    let mut carry = false;
    for w in (0..W).rev() {
        let (one, first) = a[w].overflowing_add(b[w]);
        let (two, second) = one.overflowing_add(u64::from(carry));
        sum[w] = two;
        carry = first | second;
    }
    sum
}
