//! Scales on a serial line: asked for a weight, watched while idle, opened again when they went away.
//!
//! Runs on a blocking thread. A weight is only ever what the scale says while it is at rest.

pub mod sim;

mod toledo;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};

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

pub use toledo::{Unweighable, Weight, WeightUnit};

use toledo::{Answer, Reader};

/// How long a scale may take for one answer.
const ANSWER: Duration = Duration::from_millis(1000);
/// Pause before something that still moves is weighed again.
const REST: Duration = Duration::from_millis(150);
/// How long a person waits for a weight at most.
const PATIENCE: Duration = Duration::from_secs(4);
/// How often an idle scale is asked whether it is there.
const IDLE: Duration = Duration::from_secs(5);
/// Longest nap of the thread, so that it ends soon after it is told to.
const NAP: Duration = Duration::from_millis(200);

/// Settings of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleConfig {
    /// Its cable; most scales ship with 9600 7E1.
    pub line: SerialLine,
}

/// Why there is no weight.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeighError {
    /// No scale has this name.
    #[error("there is no scale `{0}`")]
    NoScale(DeviceName),
    /// It is not there, or does not answer.
    #[error("the scale `{0}` does not answer")]
    Silent(DeviceName),
    /// It says why it cannot weigh.
    #[error("the scale `{device}` cannot weigh: {}", reason(*why))]
    Cannot {
        /// Which.
        device: DeviceName,
        /// Why.
        why: Unweighable,
    },
}

const fn reason(why: Unweighable) -> &'static str {
    match why {
        Unweighable::Moving => "it does not come to rest",
        Unweighable::TooHeavy => "there is more on it than it can weigh",
        Unweighable::BelowZero => "it stands below zero; clear it and press its zero key",
        Unweighable::Unsaid => "it says no reason",
    }
}

/// Somebody waits for a weight.
#[derive(Debug)]
pub(crate) struct Ask {
    answer: SyncSender<Result<Weight, WeighError>>,
    until: Instant,
}

/// Asks a scale's thread and waits for its answer.
pub(crate) fn weigh(device: &DeviceName, inbox: &Inbox<Ask>) -> Result<Weight, WeighError> {
    let silent = || WeighError::Silent(device.clone());
    let (answer, answered) = sync_channel(1);
    let until = Instant::now() + PATIENCE;
    inbox.push(Ask { answer, until }).map_err(|_| silent())?;
    answered
        .recv_timeout(PATIENCE + ANSWER)
        .unwrap_or_else(|_| Err(silent()))
}

/// Everything a scale's thread works with.
pub(crate) struct Task {
    pub(crate) name: DeviceName,
    pub(crate) config: ScaleConfig,
    pub(crate) inbox: Arc<Inbox<Ask>>,
    pub(crate) board: Arc<Board>,
    pub(crate) stop: Stop,
}

impl Task {
    /// Serves the scale until told to stop.
    pub(crate) fn run(&self) {
        let mut backoff = Backoff::new();
        while !self.stop.is_set() {
            let Err(error) = self.serve(&mut backoff) else {
                return;
            };
            let path = self.config.line.path.display().to_string();
            self.board
                .report(&self.name, &held::report(&path, "scale", &error));
            let until = Instant::now() + backoff.pause();
            while Instant::now() < until && !self.stop.is_set() {
                if let Some(ask) = self.inbox.wait(NAP) {
                    // Whoever asked has given up if nobody hears.
                    let _ = ask.answer.send(Err(WeighError::Silent(self.name.clone())));
                }
            }
        }
    }

    fn serve(&self, backoff: &mut Backoff) -> io::Result<()> {
        let mut scale = Scale {
            pipe: SerialPipe::open(&self.config.line)?,
            reader: Reader::default(),
        };
        info!(device = %self.name, "scale opened");
        let mut asked_at = None;
        while !self.stop.is_set() {
            let due = asked_at.is_none_or(|at: Instant| at.elapsed() >= IDLE);
            if due {
                self.report(scale.ask()?.is_some());
                backoff.reset();
                asked_at = Some(Instant::now());
            }
            if let Some(ask) = self.inbox.wait(NAP) {
                let weighed = self.weigh(&mut scale, ask.until)?;
                self.report(!matches!(weighed, Err(WeighError::Silent(_))));
                let _ = ask.answer.send(weighed);
                asked_at = Some(Instant::now());
            }
        }
        Ok(())
    }

    /// Weighs until it rests, says why it cannot, or the time is over.
    fn weigh(&self, scale: &mut Scale, until: Instant) -> io::Result<Result<Weight, WeighError>> {
        loop {
            let device = self.name.clone();
            match scale.ask()? {
                Some(Answer::Weight(weight)) => return Ok(Ok(weight)),
                None => return Ok(Err(WeighError::Silent(device))),
                Some(Answer::Cannot(Unweighable::Moving))
                    if Instant::now() + REST < until && self.stop.sleep_blocking(REST) => {}
                Some(Answer::Cannot(why)) => return Ok(Err(WeighError::Cannot { device, why })),
            }
        }
    }

    fn report(&self, answers: bool) {
        let report = if answers {
            Report::new(State::Ready, "ready", "")
        } else {
            Report::new(
                State::Faulty,
                "the scale does not answer",
                "Switch it on, and check that it is set to the 8217 protocol and to this baud rate.",
            )
        };
        self.board.report(&self.name, &report);
    }
}

/// An open scale.
struct Scale {
    pipe: SerialPipe,
    reader: Reader,
}

impl Scale {
    /// Asks once; none when nothing comes in time.
    fn ask(&mut self) -> io::Result<Option<Answer>> {
        let mut buffer = [0; 64];
        // What came late belongs to an earlier question.
        while self.pipe.read(&mut buffer, Duration::ZERO)?.is_some() {}
        self.reader = Reader::default();
        self.pipe.write(&[toledo::WEIGH], ANSWER)?;
        let until = Instant::now() + ANSWER;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            if let Some(len) = self.pipe.read(&mut buffer, left)? {
                let heard = self.reader.feed(buffer.get(..len).unwrap_or_default());
                if let Some(answer) = heard.into_iter().next_back() {
                    return Ok(Some(answer));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sim::SimScale;
    use super::*;
    use crate::device::DriverConfig;
    use crate::testing::{Bench, name, spec};

    fn pounds(decimal: &str) -> Weight {
        Weight {
            decimal: decimal.to_owned(),
            unit: WeightUnit::Pounds,
            net: false,
        }
    }

    fn bench(sim: &SimScale) -> Bench {
        let line = SerialLine {
            flow: crate::Flow::None,
            ..SerialLine::new(sim.path())
        };
        Bench::start(vec![spec(
            "scale",
            DriverConfig::Scale(ScaleConfig { line }),
        )])
    }

    async fn weigh(bench: &Bench) -> Result<Weight, WeighError> {
        let devices = bench.devices.clone();
        tokio::task::spawn_blocking(move || devices.weigh(&name("scale")))
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_weight_is_what_rests_on_it() {
        let dir = tempfile::tempdir().unwrap();
        let sim = SimScale::start(dir.path().join("scale")).unwrap();
        let mut bench = bench(&sim);
        bench.until_state("scale", State::Ready).await;
        assert_eq!(weigh(&bench).await, Ok(pounds("0.00")));
        sim.put(pounds("1.25"), 3);
        assert_eq!(
            weigh(&bench).await,
            Ok(pounds("1.25")),
            "it moved three times"
        );
        for (why, part) in [
            (Unweighable::TooHeavy, "more on it"),
            (Unweighable::BelowZero, "below zero"),
            (Unweighable::Moving, "come to rest"),
        ] {
            sim.refuse(why);
            let error = weigh(&bench).await.unwrap_err();
            let device = name("scale");
            assert_eq!(error, WeighError::Cannot { device, why });
            assert!(error.to_string().contains(part), "{error}");
        }
        bench.end().await;
    }

    #[tokio::test]
    async fn a_scale_that_says_nothing_and_one_that_is_gone_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let sim = SimScale::start(dir.path().join("scale")).unwrap();
        let mut bench = bench(&sim);
        bench.until_state("scale", State::Ready).await;
        sim.silent(true);
        let silent = Err(WeighError::Silent(name("scale")));
        assert_eq!(weigh(&bench).await, silent);
        bench.until_state("scale", State::Faulty).await;
        sim.silent(false);
        assert_eq!(weigh(&bench).await, Ok(pounds("0.00")));
        bench.until_state("scale", State::Ready).await;
        sim.unplug();
        bench.until_state("scale", State::Absent).await;
        assert_eq!(weigh(&bench).await, silent);
        sim.replug().unwrap();
        bench.until_state("scale", State::Ready).await;
        assert_eq!(weigh(&bench).await, Ok(pounds("0.00")));
        bench.end().await;
    }
}
