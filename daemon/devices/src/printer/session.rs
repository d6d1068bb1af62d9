//! One connection to a printer: questions, answers, and the bytes of one job at a time.
//!
//! It owns time and the cable; what the bytes mean is the [`Dialect`]'s.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::condition::{Trouble, blocked_by};
use super::config::{PaperLevel, PrinterCondition, PrinterConfig};
use super::dialect::{Dialect, Heard, Tag};
use crate::job::Outcome;
use crate::transport::link::{Link, Moved};

/// How often a job under way looks at its deadlines.
const SLICE: Duration = Duration::from_millis(250);
/// Silence after which the answers that an earlier connection left in the cable have all come.
const LEFTOVER_QUIET: Duration = Duration::from_millis(50);
/// Longest time given to such answers.
const LEFTOVER_MAX: Duration = Duration::from_secs(1);
/// Most bytes read at once.
const READ_LEN_MAX: usize = 64;

/// How far a job got; it survives the future that was sending it.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    written: AtomicUsize,
}

impl Progress {
    fn written(&self) -> usize {
        self.written.load(Ordering::Relaxed)
    }

    fn add(&self, len: usize) {
        self.written.fetch_add(len, Ordering::Relaxed);
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

/// How sending a job ended.
#[derive(Debug)]
pub(crate) enum Sent {
    /// It is over.
    Over(Outcome, Option<Trouble>),
    /// Every byte was taken, then the connection broke: the answer may come on the next one.
    AnswerLost(Trouble),
}

/// Told the condition when it changes while a job is under way.
pub(crate) type Watch<'w> = &'w (dyn Fn(Option<PrinterCondition>) + Sync);

/// One connection. Dropping it closes it and forgets answers that come too late.
pub(crate) struct Session<'a> {
    config: &'a PrinterConfig,
    link: Link,
    dialect: Box<dyn Dialect>,
    heard: &'a Heard,
    /// Whether the cable itself says that there is no paper; `None` where it does not say.
    paper_empty: Option<bool>,
    /// Whether a whole job may still lie on this side of the cable.
    carries: bool,
}

impl<'a> Session<'a> {
    pub(crate) async fn connect(
        config: &'a PrinterConfig,
        heard: &'a Heard,
    ) -> Result<Self, Trouble> {
        let link = Link::open(&config.cable, config.deadlines.connect).await?;
        let mut session = Self::over(link, config, config.language.dialect(), heard);
        match session.open().await {
            Ok(()) => Ok(session),
            Err(trouble) => {
                session.close().await;
                Err(trouble)
            }
        }
    }

    pub(crate) fn over(
        link: Link,
        config: &'a PrinterConfig,
        dialect: Box<dyn Dialect>,
        heard: &'a Heard,
    ) -> Self {
        Self {
            config,
            link,
            dialect,
            heard,
            paper_empty: None,
            carries: false,
        }
    }

    /// Hears what an earlier connection left in the cable, then greets.
    async fn open(&mut self) -> Result<(), Trouble> {
        if self.link.remembers() {
            let until = Instant::now() + LEFTOVER_MAX;
            while self.listen(LEFTOVER_QUIET).await? && Instant::now() < until {}
        }
        let opening = self.dialect.opening();
        if self.config.answers && !opening.is_empty() {
            self.put(&opening).await?;
        }
        Ok(())
    }

    /// Closes after a failure, so that the next connection can be made. What is left of a torn job,
    /// or of questions, is thrown away; a whole job goes its way.
    pub(crate) async fn close(self) {
        self.link.close(!self.carries).await;
    }

    /// Returns what the printer last said, or `None` where neither it nor its cable says anything.
    pub(crate) fn condition(&self) -> Option<PrinterCondition> {
        let mut condition = match (self.config.answers, self.paper_empty) {
            (true, _) => self.dialect.condition(),
            (false, Some(_)) => PrinterCondition::default(),
            (false, None) => return None,
        };
        if self.paper_empty == Some(true) {
            condition.paper = PaperLevel::Out;
        }
        Some(condition)
    }

    /// Asks for the whole state, one question at a time.
    pub(crate) async fn refresh(&mut self) -> Result<(), Trouble> {
        if !self.config.answers {
            self.paper_empty = self.port_says_empty().await;
            return Ok(());
        }
        // The printer's own word counts for more.
        self.paper_empty = None;
        while let Some(question) = self.dialect.question() {
            let until = Instant::now() + self.config.deadlines.answer;
            self.put(&question).await?;
            while self.dialect.awaits() {
                let left = until.saturating_duration_since(Instant::now());
                if !self.listen(left).await? {
                    return Err(Trouble::Silent);
                }
            }
        }
        Ok(())
    }

    /// Hears what the printer sends by itself, above all that it hangs up; false when nothing came.
    pub(crate) async fn listen(&mut self, wait: Duration) -> Result<bool, Trouble> {
        let mut buffer = [0; READ_LEN_MAX];
        let read = self.link.read(&mut buffer, wait).await?;
        if let Some(len) = read {
            self.hear(buffer.get(..len).unwrap_or_default());
        }
        Ok(read.is_some())
    }

    /// Writes a job whole, then waits until the printer says that it is through.
    ///
    /// Trouble means that this connection must not be used again.
    pub(crate) async fn send(
        &mut self,
        bytes: &[u8],
        tag: Tag,
        progress: &Progress,
        watch: Watch<'_>,
    ) -> Sent {
        if let Err(trouble) = self.write_job(bytes, progress, watch).await {
            progress.add(self.link.take_back().await);
            let all = progress.written() >= bytes.len();
            if all && matches!(trouble, Trouble::Link(_)) {
                return Sent::AnswerLost(trouble);
            }
            let outcome = progress.cut_short(bytes.len(), trouble.line());
            return Sent::Over(outcome, Some(trouble));
        }
        self.carries = true;
        if !self.config.answers {
            return Sent::Over(Outcome::Unconfirmed, None);
        }
        match self.confirm(tag, watch).await {
            Ok(()) => {
                self.carries = false;
                Sent::Over(Outcome::Done, None)
            }
            Err(Trouble::Silent) => Sent::Over(Outcome::Unconfirmed, Some(Trouble::Silent)),
            Err(Trouble::Link(error)) => Sent::AnswerLost(Trouble::Link(error)),
        }
    }

    /// Counts what a job that was cut off in the middle had in the cable.
    pub(crate) async fn take_back(&mut self, progress: &Progress) {
        progress.add(self.link.take_back().await);
    }

    /// Finds out whether the printer finished a job of an earlier connection: its late answer
    /// comes before the answer to a question of now.
    pub(crate) async fn fate(
        &mut self,
        job: Tag,
        probe: Tag,
        watch: Watch<'_>,
    ) -> Result<bool, Trouble> {
        if !self.heard.has(job) {
            self.confirm(probe, watch).await?;
        }
        Ok(self.heard.has(job))
    }

    async fn write_job(
        &mut self,
        bytes: &[u8],
        progress: &Progress,
        watch: Watch<'_>,
    ) -> Result<(), Trouble> {
        let deadlines = &self.config.deadlines;
        let mut buffer = [0; READ_LEN_MAX];
        let mut moved_at = Instant::now();
        let mut able_since = moved_at;
        loop {
            let rest = bytes.get(progress.written()..).unwrap_or_default();
            if rest.is_empty() {
                return Ok(());
            }
            // A printer without paper takes no bytes for long, and some more time once it has it.
            if self.is_blocked() {
                able_since = Instant::now();
            }
            match self.link.write_or_read(rest, &mut buffer, SLICE).await? {
                Moved::Wrote(len) => {
                    progress.add(len);
                    moved_at = Instant::now();
                    able_since = moved_at;
                }
                Moved::Read(len) => self.hear_and_tell(buffer.get(..len), watch),
                Moved::Nothing => {
                    self.look_at_port(watch).await;
                    let silent = able_since.elapsed() >= deadlines.write && !self.is_blocked();
                    if silent || moved_at.elapsed() >= deadlines.blocked.max(deadlines.write) {
                        return Err(Trouble::Silent);
                    }
                }
            }
        }
    }

    /// Asks for the confirmation and waits; time without paper does not count as silence.
    async fn confirm(&mut self, tag: Tag, watch: Watch<'_>) -> Result<(), Trouble> {
        let deadlines = &self.config.deadlines;
        let request = self.dialect.confirm(tag);
        if !request.is_empty() {
            self.put(&request).await?;
        }
        let began = Instant::now();
        let mut able_since = began;
        let mut buffer = [0; READ_LEN_MAX];
        while !self.heard.has(tag) {
            if let Some(len) = self.link.read(&mut buffer, SLICE).await? {
                self.hear_and_tell(buffer.get(..len), watch);
            } else if !self.dialect.awaits()
                && let Some(question) = self.dialect.nudge()
            {
                self.put(&question).await?;
            }
            if self.is_blocked() {
                able_since = Instant::now();
            }
            let silent = able_since.elapsed() >= deadlines.ack;
            if (silent || began.elapsed() >= deadlines.blocked) && !self.heard.has(tag) {
                return Err(Trouble::Silent);
            }
        }
        Ok(())
    }

    fn is_blocked(&self) -> bool {
        self.condition()
            .is_some_and(|condition| blocked_by(&condition).is_some())
    }

    /// Looks past the data, which does not move: some cables know on their own that paper is out.
    async fn look_at_port(&mut self, watch: Watch<'_>) {
        let before = self.condition();
        if let Some(empty) = self.port_says_empty().await {
            self.paper_empty = Some(empty);
        }
        self.tell_change(before, watch);
    }

    async fn port_says_empty(&self) -> Option<bool> {
        self.link.port_status().await.map(|port| port.paper_empty)
    }

    async fn put(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        let deadline = self.config.deadlines.write;
        Ok(self.link.write_all(bytes, deadline).await?)
    }

    fn hear_and_tell(&mut self, bytes: Option<&[u8]>, watch: Watch<'_>) {
        let before = self.condition();
        self.hear(bytes.unwrap_or_default());
        self.tell_change(before, watch);
    }

    fn tell_change(&self, before: Option<PrinterCondition>, watch: Watch<'_>) {
        let now = self.condition();
        if now != before {
            watch(now);
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        self.dialect.hear(bytes);
        while let Some(tag) = self.dialect.confirmed() {
            self.heard.add(tag);
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
