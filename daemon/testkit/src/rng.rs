//! Repeatable randomness: every generated thing draws from its own stream.
//!
//! A thing's stream depends on the seed, what kind of thing it is and its index, and on nothing
//! else, so part 900,000 can be made without making the ones before it. Never use this for secrets.

/// What is being made; two kinds with the same index draw different values.
#[derive(Clone, Copy, Debug)]
pub enum Stream {
    Application = 1,
    Customer = 2,
    Interchange = 7,
    Part = 3,
    Scatter = 4,
    Ticket = 5,
    Vehicle = 6,
    Visit = 8,
}

/// A SplitMix64 generator (Steele, Lea, Flood: "Fast splittable pseudorandom number generators").
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// Returns the stream of one thing.
    pub fn for_item(seed: u64, stream: Stream, index: u64) -> Self {
        let mut rng = Self(seed ^ (stream as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let start = rng.next_u64() ^ index.wrapping_mul(0xA24B_AED4_963E_E407);
        rng.0 = start;
        rng.0 = rng.next_u64();
        rng
    }

    /// Returns the next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number in `0..bound`. The bias of the remainder is below 2^-40 for our bounds.
    ///
    /// # Panics
    /// When `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next_u64() % bound
    }

    /// Returns a number in `low..=high`.
    ///
    /// # Panics
    /// When `high` is less than `low`.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// Returns true `percent` times in a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Returns one of the items.
    ///
    /// # Panics
    /// When there are none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[to_index(self.below(items.len() as u64))]
    }
}

/// Turns a small number into an index.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the number was drawn below a slice's length"
)]
pub fn to_index(number: u64) -> usize {
    number as usize
}

/// A one-to-one map of `0..size` onto itself that looks shuffled.
///
/// It gives unique serial numbers, plates and phones without remembering which are taken: a Feistel
/// network over the next even power of two, walked until the place falls inside.
#[derive(Clone, Copy, Debug)]
pub struct Scatter {
    size: u64,
    half_bits: u32,
    keys: [u64; 4],
}

impl Scatter {
    /// Returns the map for a size of at least 1; `salt` keeps two maps of one seed apart.
    pub fn new(seed: u64, salt: u64, size: u64) -> Self {
        let half_bits = (u64::BITS - (size - 1).leading_zeros()).div_ceil(2).max(1);
        let mut rng = Rng::for_item(seed, Stream::Scatter, salt);
        Self {
            size,
            half_bits,
            keys: [(); 4].map(|()| rng.next_u64()),
        }
    }

    /// Returns where `index` lands; indexes `size` apart land together.
    pub fn at(&self, index: u64) -> u64 {
        let mut place = self.shuffle(index % self.size);
        // Less than four steps on average: the power is at most four times the size.
        while place >= self.size {
            place = self.shuffle(place);
        }
        place
    }

    fn shuffle(&self, place: u64) -> u64 {
        let mask = (1 << self.half_bits) - 1;
        let (mut left, mut right) = (place >> self.half_bits, place & mask);
        for key in self.keys {
            (left, right) = (right, left ^ (Rng(key ^ right).next_u64() & mask));
        }
        left << self.half_bits | right
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn scatter_is_one_to_one() {
        for size in [1, 2, 3, 10, 96, 9_000, 12_167] {
            let scatter = Scatter::new(7, 1, size);
            let places: HashSet<u64> = (0..size).map(|index| scatter.at(index)).collect();
            assert_eq!(places.len() as u64, size);
            assert!(places.iter().all(|place| *place < size));
        }
    }

    #[test]
    fn streams_differ_by_seed_kind_and_index() {
        let first = |seed, stream, index| Rng::for_item(seed, stream, index).next_u64();
        let one = first(7, Stream::Part, 1);
        assert_eq!(one, first(7, Stream::Part, 1));
        assert_ne!(one, first(8, Stream::Part, 1));
        assert_ne!(one, first(7, Stream::Vehicle, 1));
        assert_ne!(one, first(7, Stream::Part, 2));
    }
}
