//! One program that the demo started: its output with its name before each line, its last words,
//! its end.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Lines kept for the report when a program dies.
const LAST_LINES: usize = 20;
/// Lines of standard output kept for `line_with`: the first ones, where the ready line is.
const FIRST_LINES: usize = 100;

#[derive(Default)]
struct Said {
    first: Vec<String>,
    last: VecDeque<String>,
}

pub(super) struct Child {
    name: &'static str,
    process: std::process::Child,
    said: Arc<Mutex<Said>>,
    readers: Vec<JoinHandle<()>>,
}

impl Child {
    pub(super) fn start(name: &'static str, command: &mut Command) -> Result<Self, String> {
        let mut process = command
            // A group of its own: Ctrl-C in the terminal reaches us alone, and we end it in order.
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name} did not start: {error}"))?;
        let said = Arc::new(Mutex::new(Said::default()));
        let stdout = process
            .stdout
            .take()
            .map(|pipe| follow(name, pipe, true, &said));
        let stderr = process
            .stderr
            .take()
            .map(|pipe| follow(name, pipe, false, &said));
        Ok(Self {
            name,
            process,
            said,
            readers: stdout.into_iter().chain(stderr).collect(),
        })
    }

    /// Returns what follows `prefix` in a line of its standard output.
    pub(super) fn line_with(&self, prefix: &str) -> Option<String> {
        let said = lock(&self.said);
        said.first
            .iter()
            .find_map(|line| line.strip_prefix(prefix))
            .map(|rest| rest.trim().to_owned())
    }

    /// Returns how it ended, if it has.
    pub(super) fn status(&mut self) -> Option<ExitStatus> {
        let status = self.process.try_wait().ok().flatten()?;
        // Its pipes are closed now, so the readers have the last lines and end.
        for reader in self.readers.drain(..) {
            let _ = reader.join();
        }
        Some(status)
    }

    /// Returns a report when it has ended, which no child of the demo should by itself.
    pub(super) fn ended(&mut self) -> Option<String> {
        let status = self.status()?;
        Some(format!(
            "{} ended with {status}\n{}",
            self.name,
            self.last_words()
        ))
    }

    pub(super) fn last_words(&self) -> String {
        let said = lock(&self.said);
        let lines: Vec<&str> = said.last.iter().map(String::as_str).collect();
        if lines.is_empty() {
            return format!("{}, which said nothing", self.name);
        }
        format!(
            "{}; its last lines:\n    {}",
            self.name,
            lines.join("\n    ")
        )
    }

    /// Asks it to end and waits; past `within` it is killed, which is an error.
    pub(super) fn end(mut self, within: Duration) -> Result<(), String> {
        if self.status().is_some() {
            return Ok(());
        }
        let pid = i32::try_from(self.process.id())
            .ok()
            .and_then(Pid::from_raw);
        if let Some(pid) = pid {
            // It may have ended in this moment; then there is nobody to tell.
            let _ = kill_process(pid, Signal::TERM);
        }
        let deadline = Instant::now() + within;
        while Instant::now() < deadline {
            if self.status().is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        Err(format!(
            "killed after {} s: {}",
            within.as_secs(),
            self.last_words()
        ))
    }
}

fn follow(
    name: &'static str,
    pipe: impl Read + Send + 'static,
    is_stdout: bool,
    said: &Arc<Mutex<Said>>,
) -> JoinHandle<()> {
    let said = Arc::clone(said);
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            eprintln!("[{name}] {line}");
            let mut said = lock(&said);
            if is_stdout && said.first.len() < FIRST_LINES {
                said.first.push(line.clone());
            }
            if said.last.len() == LAST_LINES {
                said.last.pop_front();
            }
            said.last.push_back(line);
        }
    })
}

fn lock(said: &Mutex<Said>) -> MutexGuard<'_, Said> {
    // A reader that panicked leaves whole lines behind; they are still worth showing.
    said.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Child {
        Child::start("sh", Command::new("sh").args(["-c", script])).unwrap()
    }

    fn until(mut done: impl FnMut() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while !done() {
            assert!(Instant::now() < deadline, "not in 10 s");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn a_dead_child_is_reported_with_its_last_lines() {
        let mut child = shell("echo one; echo out of paper >&2; exit 7");
        let mut report = None;
        until(|| {
            report = child.ended();
            report.is_some()
        });
        let report = report.unwrap();
        assert!(
            report.starts_with("sh ended with exit status: 7\n"),
            "{report}"
        );
        assert!(report.contains("\n    out of paper"), "{report}");
        assert!(child.end(Duration::from_secs(1)).is_ok());
    }

    #[test]
    fn the_ready_line_is_found_and_the_child_ends_when_asked() {
        let child = shell("echo booting; echo ready http://127.0.0.1:9/; exec sleep 100");
        until(|| child.line_with("ready ").is_some());
        assert_eq!(child.line_with("ready ").unwrap(), "http://127.0.0.1:9/");
        child.end(Duration::from_secs(5)).unwrap();
    }

    #[test]
    fn a_deaf_child_is_killed_and_said_so() {
        let child = shell("trap '' TERM; echo deaf; while :; do sleep 0.05; done");
        until(|| child.line_with("deaf").is_some());
        let error = child.end(Duration::from_millis(200)).unwrap_err();
        assert!(error.starts_with("killed after 0 s: sh"), "{error}");
    }
}
