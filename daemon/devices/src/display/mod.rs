//! Customer displays on a serial line: what was shown last is shown again when the display comes back.
//!
//! Runs on a blocking thread. A display says nothing, so all that is known of it is that its line is there.

pub mod sim;

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use paper::display::{DisplayProfile, initialize, show};
use tracing::info;

use crate::backoff::Backoff;
use crate::board::{Board, Report};
use crate::device::{DeviceName, State};
use crate::inbox::Inbox;
use crate::printer::config::SerialLine;
use crate::stop::Stop;
use crate::transport::held;
use crate::transport::pipe::BytePipe as _;
use crate::transport::serial_pipe::SerialPipe;

/// How long the line may take for the few bytes of one picture.
const WRITE: Duration = Duration::from_secs(2);
/// Longest nap of the thread, so that it ends soon after it is told to, and soon notices a pulled cable.
const NAP: Duration = Duration::from_millis(200);

/// Settings of a customer display.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayConfig {
    /// Its cable.
    pub line: SerialLine,
    /// Its size and language.
    pub profile: DisplayProfile,
    /// What it shows while nobody has anything to show.
    pub idle: Vec<String>,
}

/// Everything a display's thread works with. An order without lines goes back to what it shows while idle.
pub(crate) struct Task {
    pub(crate) name: DeviceName,
    pub(crate) config: DisplayConfig,
    pub(crate) inbox: Arc<Inbox<Vec<String>>>,
    pub(crate) board: Arc<Board>,
    pub(crate) stop: Stop,
}

impl Task {
    /// Serves the display until told to stop.
    pub(crate) fn run(&self) {
        let mut backoff = Backoff::new();
        let mut lines = Vec::new();
        while !self.stop.is_set() {
            let Err(error) = self.serve(&mut backoff, &mut lines) else {
                return;
            };
            let path = self.config.line.path.display().to_string();
            let report = held::report(&path, "customer display", &error);
            self.board.report(&self.name, &report);
            if !self.stop.sleep_blocking(backoff.pause()) {
                return;
            }
        }
    }

    fn serve(&self, backoff: &mut Backoff, lines: &mut Vec<String>) -> io::Result<()> {
        let pipe = SerialPipe::open(&self.config.line)?;
        info!(device = %self.name, "customer display opened");
        self.write(&pipe, &initialize(&self.config.profile))?;
        self.show(&pipe, lines)?;
        backoff.reset();
        self.board.report(
            &self.name,
            &Report::new(
                State::Ready,
                "open; a display reports nothing of itself",
                "",
            ),
        );
        let mut buffer = [0; 16];
        while !self.stop.is_set() {
            // It sends nothing; a read only tells that it is gone.
            pipe.read(&mut buffer, Duration::ZERO)?;
            if let Some(order) = self.inbox.wait(NAP) {
                *lines = order;
                self.show(&pipe, lines)?;
            }
        }
        Ok(())
    }

    fn show(&self, pipe: &SerialPipe, lines: &[String]) -> io::Result<()> {
        let lines = if lines.is_empty() {
            &self.config.idle
        } else {
            lines
        };
        self.write(pipe, &show(lines, &self.config.profile))
    }

    fn write(&self, pipe: &SerialPipe, bytes: &[u8]) -> io::Result<()> {
        let until = Instant::now() + WRITE;
        let mut rest = bytes;
        while !rest.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            let len = pipe.write(rest, left)?;
            rest = rest.get(len..).unwrap_or_default();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::sim::SimDisplay;
    use super::*;
    use crate::device::DriverConfig;
    use crate::testing::{Bench, name, spec, until};

    #[tokio::test]
    async fn what_was_shown_last_comes_back_with_the_display() {
        let dir = tempfile::tempdir().unwrap();
        let profile = DisplayProfile::epson_2x20();
        let sim = SimDisplay::start(dir.path().join("display"), &profile).unwrap();
        let config = DisplayConfig {
            line: SerialLine {
                flow: crate::Flow::None,
                ..SerialLine::new(sim.path())
            },
            profile: profile.clone(),
            idle: vec!["Welcome".to_owned()],
        };
        let mut bench = Bench::start(vec![spec("pole", DriverConfig::Display(config))]);
        let first = |line: &str| sim.lines().first().is_some_and(|shown| shown == line);
        until("it greets", || first("Welcome")).await;
        assert!(
            bench
                .devices
                .show(&name("pole"), vec!["Total 22.97 \u{20AC}".to_owned()])
        );
        until("it shows the total", || first("Total 22.97 \u{20AC}")).await;
        sim.unplug();
        bench.until_state("pole", State::Absent).await;
        assert!(
            bench
                .devices
                .show(&name("pole"), vec!["Change 1.03".to_owned()])
        );
        sim.replug(&profile).unwrap();
        bench.until_state("pole", State::Ready).await;
        until("it shows the change", || first("Change 1.03")).await;
        assert!(bench.devices.show(&name("pole"), Vec::new()));
        until("it greets again", || first("Welcome")).await;
        assert!(!bench.devices.show(&name("nobody"), Vec::new()));
        bench.end().await;
    }
}
