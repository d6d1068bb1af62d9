//! What stands behind one running guest: its memory cap and its way into the log.

use crate::limits::MemoryCap;

/// Log lines of one call that are kept.
const LOG_LINES_MAX: u32 = 32;
/// Bytes of one log line that are kept.
const LOG_LINE_BYTES_MAX: usize = 1_024;

/// How much attention a guest's log line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogLevel {
    Debug,
    Info,
    Warn,
    Error,
}

/// Host state of one instance.
#[derive(Debug)]
pub(crate) struct Guest {
    pub(crate) memory: MemoryCap,
    plugin: String,
    lines: u32,
    last_error: Option<String>,
}

impl Guest {
    pub(crate) fn new(plugin: &str, memory: MemoryCap) -> Self {
        Self {
            memory,
            plugin: plugin.to_owned(),
            lines: 0,
            last_error: None,
        }
    }

    pub(crate) fn call_begins(&mut self) {
        self.lines = 0;
        self.last_error = None;
    }

    /// Takes the last error line of this call: after a trap it is the text of the panic.
    pub(crate) fn take_last_error(&mut self) -> Option<String> {
        self.last_error.take()
    }

    pub(crate) fn log(&mut self, level: LogLevel, message: &str) {
        self.lines = self.lines.saturating_add(1);
        // An error line is kept even after a flood: it says why the guest is about to die.
        let message = plain(message, LOG_LINE_BYTES_MAX);
        let plugin = self.plugin.as_str();
        if self.lines <= LOG_LINES_MAX {
            match level {
                LogLevel::Debug => tracing::debug!(plugin, message, "plugin says"),
                LogLevel::Info => tracing::info!(plugin, message, "plugin says"),
                LogLevel::Warn => tracing::warn!(plugin, message, "plugin says"),
                LogLevel::Error => tracing::error!(plugin, message, "plugin says"),
            }
        } else if self.lines == LOG_LINES_MAX + 1 {
            tracing::warn!(
                plugin,
                "plugin says more than it may in one call; the rest is dropped"
            );
        }
        if level == LogLevel::Error {
            self.last_error = Some(message);
        }
    }
}

/// Returns at most `bytes_max` bytes of `text`, control characters replaced by spaces: a guest's text
/// may end up in a terminal or on a printer.
pub(crate) fn plain(text: &str, bytes_max: usize) -> String {
    let mut kept = String::with_capacity(text.len().min(bytes_max));
    for c in text.chars() {
        if kept.len() + c.len_utf8() > bytes_max {
            break;
        }
        kept.push(if c.is_control() { ' ' } else { c });
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_a_character_and_loses_its_controls() {
        assert_eq!(plain("a\x1b[2Jb\n", 100), "a [2Jb ");
        assert_eq!(plain("äää", 5), "ää");
    }

    #[test]
    fn the_last_error_survives_a_flood() {
        let mut guest = Guest::new("x", MemoryCap::new(0));
        guest.call_begins();
        for _ in 0..1_000 {
            guest.log(LogLevel::Info, "noise");
        }
        guest.log(LogLevel::Error, "why");
        assert_eq!(guest.take_last_error().as_deref(), Some("why"));
        guest.call_begins();
        assert_eq!(guest.take_last_error(), None);
    }
}
