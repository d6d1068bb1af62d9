//! What the daemon promises to programs: the published document, what it says of itself, its problem codes, its plain
//! HTTP routes. `UPDATE=1` rewrites the committed files after a change that was meant.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test's helper fails the test where something is wrong"
)]

mod answers;
mod codes;
mod document;
mod routes;

/// Compares a committed file with what it should hold, or rewrites it.
fn committed(path: &str, now: &str) {
    let file = e2e::programs::root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, now).unwrap();
    }
    let was = std::fs::read_to_string(&file).unwrap_or_default();
    let differs = was
        .lines()
        .zip(now.lines())
        .position(|(was, now)| was != now);
    let line = differs.unwrap_or_else(|| was.lines().count().min(now.lines().count()));
    assert!(
        was == now,
        "{path} differs from line {}:\n  was {:?}\n  now {:?}\nIf the change is meant, run the test again with UPDATE=1.",
        line + 1,
        was.lines().nth(line),
        now.lines().nth(line),
    );
}
