//! Words for the person at the terminal, and the exit codes.

use std::io::Write as _;

pub(crate) use engine::chain;

/// Exit code for settings that cannot be used (sysexits' `EX_CONFIG`): systemd does not restart on it.
pub(crate) const EXIT_CONFIG: u8 = 78;

/// Writes a line to standard output; a closed pipe is not our problem.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _closed = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Writes a line to standard error.
pub(crate) fn complain(text: &str) {
    let _closed = writeln!(std::io::stderr().lock(), "{text}");
}
