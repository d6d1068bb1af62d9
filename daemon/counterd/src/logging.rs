//! The log: to standard error, where systemd picks it up.

use settings::model::{Log, LogFormat};
use tracing_subscriber::EnvFilter;

/// Starts the log. A filter that cannot be read falls back to `info`: a log is better than none.
pub(crate) fn start(log: &Log) {
    let filter = EnvFilter::try_new(&log.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match log.format {
        LogFormat::Json => builder.json().init(),
        LogFormat::Text => builder.with_ansi(false).init(),
    }
}
