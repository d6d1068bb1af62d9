//! One connection to a printer: questions, answers, and the bytes of one job at a time.
//!
//! Sources: Epson ESC/POS Command Reference, `DLE EOT` (answered at once) and `GS r` (answered
//! when everything before it was processed).

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use paper::escpos::{PrinterError, PrinterStatus, Reply, ReplyReader, StatusRequest};

use super::condition::{Trouble, blocked_by};
use crate::device::EscposTcp;
use crate::job::Outcome;
use crate::transport::tcp::{Link, Moved};

/// How often a job under way looks at its deadlines.
const SLICE: Duration = Duration::from_millis(250);

/// How far a job got; it survives the future that was sending it.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    written: AtomicUsize,
}

impl Progress {
    fn written(&self) -> usize {
        self.written.load(Ordering::Relaxed)
    }

    /// Returns the outcome of a job that ends here for this reason, of `len` bytes in all.
    pub(crate) fn cut_short(&self, len: usize, reason: impl Into<String>) -> Outcome {
        match self.written() {
            0 => Outcome::Failed {
                reason: reason.into(),
            },
            written if written < len => {
                let reason = reason.into();
                Outcome::Unknown {
                    reason: format!("{reason} after {written} of {len} bytes"),
                }
            }
            _ => Outcome::Unconfirmed,
        }
    }
}

/// One connection. Dropping it closes it and forgets answers that come too late.
pub(crate) struct Session<'a> {
    config: &'a EscposTcp,
    link: Link,
    replies: ReplyReader,
    /// Real-time questions without an answer yet, oldest first.
    asked: VecDeque<StatusRequest>,
    status: PrinterStatus,
    in_order_answers: u32,
}

impl<'a> Session<'a> {
    pub(crate) async fn connect(config: &'a EscposTcp) -> Result<Self, Trouble> {
        let link = Link::connect(&config.addr, config.deadlines.connect).await?;
        Ok(Self {
            config,
            link,
            replies: ReplyReader::new(),
            asked: VecDeque::new(),
            status: PrinterStatus::READY,
            in_order_answers: 0,
        })
    }

    /// Returns what the printer last said.
    pub(crate) fn status(&self) -> PrinterStatus {
        self.status
    }

    /// Asks for the whole state, one question at a time.
    pub(crate) async fn refresh(&mut self) -> Result<(), Trouble> {
        if !self.config.answers {
            return Ok(());
        }
        for request in [
            StatusRequest::Printer,
            StatusRequest::OfflineCause,
            StatusRequest::RollPaper,
        ] {
            self.ask(request).await?;
        }
        if self.status.error.is_some() {
            self.ask(StatusRequest::ErrorCause).await?;
            // It said that there is an error and then not which.
            self.status.error = self.status.error.or(Some(PrinterError::Unspecified));
        }
        Ok(())
    }

    /// Hears what the printer sends by itself, above all that it hangs up.
    pub(crate) async fn listen(&mut self, wait: Duration) -> Result<(), Trouble> {
        let mut buffer = [0; 64];
        if let Some(len) = self.link.read(&mut buffer, wait).await? {
            self.hear(buffer.get(..len).unwrap_or_default());
        }
        Ok(())
    }

    /// Writes a job whole, then waits until the printer says that it is through.
    ///
    /// `watch` is told the state when it changes on the way. Trouble means that this connection
    /// must not be used again.
    pub(crate) async fn send(
        &mut self,
        bytes: &[u8],
        progress: &Progress,
        watch: &(dyn Fn(PrinterStatus) + Sync),
    ) -> (Outcome, Option<Trouble>) {
        match self.write_job(bytes, progress, watch).await {
            Ok(()) => {}
            Err(trouble) => {
                let outcome = progress.cut_short(bytes.len(), trouble.line());
                return (outcome, Some(trouble));
            }
        }
        if !self.config.answers {
            return (Outcome::Unconfirmed, None);
        }
        match self.confirm(watch).await {
            Ok(()) => (Outcome::Done, None),
            Err(Trouble::Silent) => (Outcome::Unconfirmed, Some(Trouble::Silent)),
            // The system had taken every byte; how many the printer got is not known.
            Err(Trouble::Link(error)) => {
                let reason = format!("{} before the printer confirmed", error.line());
                (Outcome::Unknown { reason }, Some(Trouble::Link(error)))
            }
        }
    }

    async fn write_job(
        &mut self,
        bytes: &[u8],
        progress: &Progress,
        watch: &(dyn Fn(PrinterStatus) + Sync),
    ) -> Result<(), Trouble> {
        let mut buffer = [0; 64];
        let mut moved_at = Instant::now();
        loop {
            let rest = bytes.get(progress.written()..).unwrap_or_default();
            if rest.is_empty() {
                return Ok(());
            }
            match self.link.write_or_read(rest, &mut buffer, SLICE).await? {
                Moved::Wrote(len) => {
                    progress.written.fetch_add(len, Ordering::Relaxed);
                    moved_at = Instant::now();
                }
                Moved::Read(len) => self.hear_and_tell(buffer.get(..len), watch),
                Moved::Nothing => {
                    if moved_at.elapsed() >= self.patience(self.config.deadlines.write) {
                        return Err(Trouble::Silent);
                    }
                }
            }
        }
    }

    /// Asks the in-order question and waits; time without paper does not count as silence.
    async fn confirm(&mut self, watch: &(dyn Fn(PrinterStatus) + Sync)) -> Result<(), Trouble> {
        let deadlines = &self.config.deadlines;
        let before = self.in_order_answers;
        self.link
            .write_all(&StatusRequest::PaperSensor.bytes(), deadlines.write)
            .await?;
        let began = Instant::now();
        let mut able_since = began;
        let mut questions = [StatusRequest::OfflineCause, StatusRequest::RollPaper]
            .into_iter()
            .cycle();
        let mut buffer = [0; 64];
        loop {
            if let Some(len) = self.link.read(&mut buffer, SLICE).await? {
                self.hear_and_tell(buffer.get(..len), watch);
                if self.in_order_answers > before {
                    return Ok(());
                }
            } else if self.asked.is_empty()
                && let Some(question) = questions.next()
            {
                self.put(question).await?;
            }
            if blocked_by(self.status).is_some() {
                able_since = Instant::now();
            }
            if able_since.elapsed() >= deadlines.ack || began.elapsed() >= deadlines.blocked {
                return Err(Trouble::Silent);
            }
        }
    }

    /// Returns the deadline that applies: a printer without paper takes no bytes for long.
    fn patience(&self, usual: Duration) -> Duration {
        match blocked_by(self.status) {
            Some(_) => self.config.deadlines.blocked.max(usual),
            None => usual,
        }
    }

    async fn ask(&mut self, request: StatusRequest) -> Result<(), Trouble> {
        let until = Instant::now() + self.config.deadlines.answer;
        self.put(request).await?;
        let mut buffer = [0; 64];
        while !self.asked.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            match self.link.read(&mut buffer, left).await? {
                Some(len) => self.hear(buffer.get(..len).unwrap_or_default()),
                None => return Err(Trouble::Silent),
            }
        }
        Ok(())
    }

    async fn put(&mut self, request: StatusRequest) -> Result<(), Trouble> {
        self.asked.push_back(request);
        Ok(self
            .link
            .write_all(&request.bytes(), self.config.deadlines.write)
            .await?)
    }

    fn hear_and_tell(&mut self, bytes: Option<&[u8]>, watch: &(dyn Fn(PrinterStatus) + Sync)) {
        let before = self.status;
        self.hear(bytes.unwrap_or_default());
        if self.status != before {
            watch(self.status);
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        for reply in self.replies.feed(bytes) {
            match reply {
                Reply::RealTime(byte) => {
                    // Picture data may hold a question by chance: its answer was not asked for.
                    if let Some(request) = self.asked.pop_front()
                        && let Err(error) = self.status.update(request, &[byte])
                    {
                        tracing::warn!(%error, "printer status not understood");
                    }
                }
                Reply::InOrder(_) => {
                    self.in_order_answers = self.in_order_answers.saturating_add(1);
                }
                Reply::Automatic(bytes) => {
                    if let Ok(status) = PrinterStatus::from_automatic(bytes) {
                        self.status = status;
                    }
                }
                Reply::ProcessId(_) | Reply::Name(_) | Reply::Unknown(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_job_without_a_byte_may_be_sent_again() {
        let after = |written| {
            let progress = Progress {
                written: AtomicUsize::new(written),
            };
            progress.cut_short(10, "it broke")
        };
        assert_eq!(
            after(0),
            Outcome::Failed {
                reason: "it broke".to_owned()
            }
        );
        for written in [1, 9] {
            let reason = format!("it broke after {written} of 10 bytes");
            assert_eq!(after(written), Outcome::Unknown { reason });
        }
        assert_eq!(after(10), Outcome::Unconfirmed);
    }
}
