//! Waiting for something to become true, with a deadline instead of a guess.

use std::time::{Duration, Instant};

/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// How long anything in these tests may take that should happen soon.
pub const SOON: Duration = Duration::from_secs(20);

/// Asks until there is an answer, and returns it.
///
/// # Panics
/// After [`SOON`], naming what was waited for.
pub async fn until<T, F>(what: &str, mut ask: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let deadline = Instant::now() + SOON;
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(Instant::now() < deadline, "waited too long for {what}");
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
