//! The daemon's process: started, watched, ended.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::programs;

/// How long the daemon may take to say that it is ready. The tax plugin is compiled at the first start.
const READY_TIME: Duration = Duration::from_secs(60);
/// How long it may take to end by itself.
const END_TIME: Duration = Duration::from_secs(20);
/// How often an ending process is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// A running daemon. Dropping it kills it.
#[derive(Debug)]
pub struct Daemon {
    child: Child,
    address: SocketAddr,
}

/// A daemon that ended before it was ready.
#[derive(Debug)]
pub struct Ended {
    /// How.
    pub status: ExitStatus,
    /// All of its standard error so far.
    pub stderr: String,
}

/// How to start it.
#[derive(Debug)]
pub struct Start<'a> {
    /// The settings file.
    pub config: &'a Path,
    /// Where its standard error goes; appended to.
    pub stderr: &'a Path,
    /// More environment.
    pub env: &'a [(String, String)],
    /// A program that runs it, with its arguments, such as `prlimit --fsize=…`.
    pub under: &'a [String],
}

impl Daemon {
    /// Starts the binary and waits for its ready line.
    ///
    /// # Errors
    /// [`Ended`] when it ended instead.
    ///
    /// # Panics
    /// When it neither is ready nor ends within a minute.
    pub fn start(start: &Start<'_>) -> Result<Self, Ended> {
        let stderr = append_to(start.stderr);
        let mut command = match start.under {
            [] => Command::new(programs::counterd()),
            [program, arguments @ ..] => {
                let mut command = Command::new(program);
                command.args(arguments).arg(programs::counterd());
                command
            }
        };
        command.args(["run", "--config"]).arg(start.config);
        command
            .env_remove("NOTIFY_SOCKET")
            .env_remove("CREDENTIALS_DIRECTORY");
        command.envs(start.env.iter().map(|(name, value)| (name, value)));
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(stderr);
        let mut child = command.spawn().expect("starting the daemon");
        let stdout = child.stdout.take().expect("its standard output");
        let (line_tx, line) = mpsc::sync_channel(1);
        // Ends with the daemon's standard output, that is with the daemon.
        std::thread::spawn(move || {
            for text in BufReader::new(stdout).lines().map_while(Result::ok) {
                let _only_the_first_matters = line_tx.try_send(text);
            }
        });
        match line.recv_timeout(READY_TIME) {
            Ok(text) => {
                let address = ready_address(&text).unwrap_or_else(|| panic!("not ready: {text}"));
                Ok(Self { child, address })
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                let status = child.wait().expect("its end");
                let stderr = std::fs::read_to_string(start.stderr).unwrap_or_default();
                Err(Ended { status, stderr })
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                let _ended_meanwhile = child.kill();
                panic!("the daemon was not ready within {READY_TIME:?}");
            }
        }
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Tells whether it still runs.
    ///
    /// # Panics
    /// When the system does not say.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().expect("its state").is_none()
    }

    /// Kills it as a power cut would: SIGKILL. Returns when it is gone.
    pub fn kill_9(mut self) {
        self.kill();
    }

    /// Sends a signal.
    ///
    /// # Panics
    /// When the process is gone.
    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.id())
            .ok()
            .and_then(Pid::from_raw)
            .expect("a process id");
        kill_process(pid, signal).expect("sending a signal");
    }

    /// Tells it to end, as systemd does, and returns how and after what time it did.
    ///
    /// # Panics
    /// When it does not end within 20 seconds.
    pub fn terminate(mut self) -> (ExitStatus, Duration) {
        self.signal(Signal::TERM);
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its state") {
                return (status, start.elapsed());
            }
            assert!(
                start.elapsed() < END_TIME,
                "the daemon does not end on SIGTERM"
            );
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Returns the resident memory in bytes.
    ///
    /// # Panics
    /// When the system does not say.
    pub fn memory(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("its status");
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .expect("VmRSS");
        let kib: u64 = line
            .trim()
            .trim_end_matches("kB")
            .trim()
            .parse()
            .expect("a number");
        kib * 1024
    }

    fn kill(&mut self) {
        let _ended_meanwhile = self.child.kill();
        let _ended_meanwhile = self.child.wait();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.kill();
    }
}

fn append_to(path: &Path) -> File {
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .expect("a file for standard error")
}

fn ready_address(line: &str) -> Option<SocketAddr> {
    line.strip_prefix("ready http://")?
        .trim_end_matches('/')
        .parse()
        .ok()
}

/// Runs another command of the binary to its end; returns how it ended and what it said on both outputs.
///
/// # Panics
/// When it cannot be started.
pub fn run_command(arguments: &[&str]) -> (ExitStatus, String, String) {
    let mut command = Command::new(programs::counterd());
    let output = command
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("running counterd");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status, text(output.stdout), text(output.stderr))
}

/// A path as text for a command line.
///
/// # Panics
/// When it is not UTF-8.
pub fn text(path: &Path) -> String {
    PathBuf::from(path)
        .into_os_string()
        .into_string()
        .expect("a path in UTF-8")
}
