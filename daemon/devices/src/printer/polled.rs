//! A second language, for tests alone: status by polling, no answer in order, as label printers do.
//!
//! `?` asks; the answer is `S`, then `P` or `-` for paper, then the labels left to print, then LF.

use std::sync::Mutex;
use std::time::Duration;

use paper::escpos::Profile;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::config::{Deadlines, PaperLevel, PrinterCondition, PrinterConfig};
use super::dialect::{Dialect, Heard, Tag};
use super::session::{Progress, Sent, Session};
use crate::job::{JobId, Outcome};
use crate::transport::link::Link;

/// Longest answer line kept.
const LINE_LEN_MAX: usize = 16;

#[derive(Debug, Default)]
struct Polled {
    line: Vec<u8>,
    asked: bool,
    round_over: bool,
    paper_out: bool,
    /// The job that is through when a poll from now on finds the buffer empty.
    pending: Option<Tag>,
    confirmed: Option<Tag>,
}

impl Polled {
    fn ask(&mut self) -> Vec<u8> {
        self.asked = true;
        b"?".to_vec()
    }
}

impl Dialect for Polled {
    fn opening(&mut self) -> Vec<u8> {
        Vec::new()
    }

    fn question(&mut self) -> Option<Vec<u8>> {
        self.round_over = !self.round_over;
        self.round_over.then(|| self.ask())
    }

    fn awaits(&self) -> bool {
        self.asked
    }

    fn hear(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if *byte != b'\n' {
                self.line.push(*byte);
                self.line.truncate(LINE_LEN_MAX);
                continue;
            }
            let line = std::mem::take(&mut self.line);
            let [b'S', paper, left] = *line.as_slice() else {
                continue;
            };
            self.asked = false;
            self.paper_out = paper == b'-';
            if left == b'0' {
                self.confirmed = self.pending.take();
            }
        }
    }

    fn condition(&self) -> PrinterCondition {
        PrinterCondition {
            paper: if self.paper_out {
                PaperLevel::Out
            } else {
                PaperLevel::Present
            },
            ..PrinterCondition::default()
        }
    }

    fn confirm(&mut self, tag: Tag) -> Vec<u8> {
        self.pending = Some(tag);
        self.ask()
    }

    fn nudge(&mut self) -> Option<Vec<u8>> {
        Some(self.ask())
    }

    fn confirmed(&mut self) -> Option<Tag> {
        self.confirmed.take()
    }
}

/// A printer that answers the polls with these, the last one for ever; returns what else it got.
async fn printer(mut stream: TcpStream, answers: &[&str]) -> Vec<u8> {
    let mut data = Vec::new();
    let mut answers = answers.iter().peekable();
    let mut answer = "";
    let mut buffer = [0; 256];
    while let Ok(len @ 1..) = stream.read(&mut buffer).await {
        for byte in &buffer[..len] {
            if *byte == b'?' {
                answer = answers.next().copied().unwrap_or(answer);
                stream.write_all(answer.as_bytes()).await.unwrap();
            } else {
                data.push(*byte);
            }
        }
    }
    data
}

/// Sends one label to a printer that answers so; returns the outcome and the papers watched.
async fn label(answers: &'static [&'static str]) -> (Outcome, Vec<PaperLevel>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap().to_string();
    let mut config = PrinterConfig::escpos_tcp(&addr, Profile::epson_80mm());
    config.deadlines = Deadlines {
        ack: Duration::from_millis(900),
        ..Deadlines::default()
    };
    let opened = Link::open(&config.cable, Duration::from_secs(2)).await;
    let link = opened.unwrap();
    let (stream, _) = listener.accept().await.unwrap();
    let sim = tokio::spawn(printer(stream, answers));
    let heard = Heard::default();
    let mut session = Session::over(link, &config, Box::<Polled>::default(), &heard);
    session.refresh().await.unwrap();
    let watched = Mutex::new(Vec::new());
    let watch = |condition: Option<PrinterCondition>| {
        watched.lock().unwrap().push(condition.unwrap().paper);
    };
    let (progress, tag) = (Progress::default(), Tag::of(JobId([1; 16])));
    let sent = session.send(b"LABEL", tag, &progress, &watch).await;
    let Sent::Over(outcome, _) = sent else {
        panic!("{sent:?}")
    };
    drop(session);
    assert_eq!(sim.await.unwrap(), b"LABEL");
    (outcome, watched.into_inner().unwrap())
}

#[tokio::test]
async fn a_label_is_done_when_a_poll_finds_the_buffer_empty() {
    let done = label(&["SP0\n", "SP1\n", "SP1\n", "SP0\n"]).await;
    assert_eq!(done, (Outcome::Done, vec![]));
}

#[tokio::test]
async fn a_label_without_paper_is_waited_for_and_one_that_stays_is_unconfirmed() {
    // Seven polls take longer than the deadline, which does not count without paper.
    let (outcome, watched) = label(&[
        "SP0\n", "S-1\n", "S-1\n", "S-1\n", "S-1\n", "S-1\n", "S-1\n", "SP0\n",
    ])
    .await;
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(watched, [PaperLevel::Out, PaperLevel::Present]);
    let (outcome, _) = label(&["SP0\n", "SP1\n"]).await;
    assert_eq!(outcome, Outcome::Unconfirmed);
}
