//! Idempotency keys that no other order of this test run has.

use std::sync::atomic::{AtomicU64, Ordering};

/// Returns a new key that begins with these words.
pub fn key(words: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("e2e:{words}:{}:{count}", std::process::id())
}
