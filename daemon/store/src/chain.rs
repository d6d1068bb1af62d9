//! The chain that ties every record of a counter to the one before, and the clock that orders them.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A link of the chain.
pub(crate) type Hash = [u8; 32];

/// What the first record of a counter is tied to.
pub(crate) const GENESIS: Hash = [0; 32];

/// The bits of a hybrid time below its milliseconds.
const COUNTER_BITS: u32 = 16;

/// A record's content as the chain sees it.
#[derive(Clone, Copy)]
pub(crate) struct Sealed<'a> {
    pub(crate) origin: u32,
    pub(crate) seq: u64,
    pub(crate) hlc: i64,
    pub(crate) kind: &'a str,
    pub(crate) version: u32,
    pub(crate) stream: Uuid,
    pub(crate) actor: &'a str,
    pub(crate) body: &'a str,
}

impl Sealed<'_> {
    /// Returns SHA-256 over the previous hash and the record: integers big-endian in their full width, texts with
    /// their length as 32 bits before them.
    pub(crate) fn hash(&self, previous: &Hash) -> Hash {
        let mut digest = Sha256::new();
        digest.update(previous);
        digest.update(self.origin.to_be_bytes());
        digest.update(self.seq.to_be_bytes());
        digest.update(self.hlc.to_be_bytes());
        let mut text = |text: &str| {
            digest.update(u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
            digest.update(text);
        };
        text(self.kind);
        text(self.actor);
        text(self.body);
        digest.update(self.version.to_be_bytes());
        digest.update(self.stream.as_bytes());
        digest.finalize().into()
    }
}

/// Returns the hybrid logical time of the next record: the wall clock if it has moved on, otherwise one more than the
/// last. None after the year 6429.
pub(crate) fn next_hlc(last: i64, unix_ms: i64) -> Option<i64> {
    let wall = unix_ms.max(0).checked_mul(1 << COUNTER_BITS)?;
    Some(wall.max(last.checked_add(1)?))
}

/// Returns the Unix milliseconds of a hybrid time.
pub(crate) const fn unix_ms(hlc: i64) -> i64 {
    hlc >> COUNTER_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hybrid_time_never_stands_still_or_runs_back() {
        let first = next_hlc(0, 1_000).unwrap();
        assert_eq!(unix_ms(first), 1_000);
        assert_eq!(next_hlc(first, 1_000), Some(first + 1));
        assert_eq!(next_hlc(first, 5), Some(first + 1));
        assert_eq!(unix_ms(next_hlc(first, 1_001).unwrap()), 1_001);
        assert_eq!(next_hlc(0, i64::MAX), None);
    }

    #[test]
    fn the_hash_depends_on_every_field() {
        let base = Sealed {
            origin: 1,
            seq: 1,
            hlc: 1,
            kind: "ab",
            version: 1,
            stream: Uuid::nil(),
            actor: "c",
            body: "d",
        };
        let hash = base.hash(&GENESIS);
        for other in [
            Sealed { origin: 2, ..base },
            Sealed { seq: 2, ..base },
            Sealed { hlc: 2, ..base },
            Sealed {
                kind: "a",
                actor: "bc",
                ..base
            },
            Sealed { version: 2, ..base },
            Sealed {
                stream: Uuid::max(),
                ..base
            },
            Sealed { actor: "x", ..base },
            Sealed { body: "x", ..base },
        ] {
            assert_ne!(other.hash(&GENESIS), hash);
        }
        assert_ne!(base.hash(&[1; 32]), hash);
    }
}
