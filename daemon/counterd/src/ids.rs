//! Fresh ids: UUID version 7 (RFC 9562), so that they sort by time and index well.

use uuid::{Builder, Uuid};

/// Random bytes are fetched in blocks: one system call for many ids.
const BLOCK_LEN: usize = 1000;
/// Random bytes in one id.
const ID_LEN: usize = 10;

/// Makes ids from the clock and the system's random source.
#[derive(Debug)]
pub(crate) struct Ids {
    block: [u8; BLOCK_LEN],
    used: usize,
}

impl Ids {
    pub(crate) fn new() -> Self {
        Self {
            block: [0; BLOCK_LEN],
            used: BLOCK_LEN,
        }
    }
}

impl engine::IdSource for Ids {
    fn next_id(&mut self) -> Uuid {
        if self.used + ID_LEN > BLOCK_LEN {
            #[expect(
                clippy::expect_used,
                reason = "Linux's random source cannot fail once the machine is up; without it no id would be safe"
            )]
            getrandom::fill(&mut self.block).expect("the system's random source answers");
            self.used = 0;
        }
        let mut random = [0; ID_LEN];
        random.copy_from_slice(&self.block[self.used..self.used + ID_LEN]);
        self.used += ID_LEN;
        let ms = u64::try_from(crate::clock::now_ms()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(ms, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use engine::IdSource as _;

    use super::*;

    #[test]
    fn ids_are_version_7_and_never_the_same() {
        let mut ids = Ids::new();
        let made: BTreeSet<Uuid> = (0..10_000).map(|_| ids.next_id()).collect();
        assert_eq!(made.len(), 10_000);
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }
}
