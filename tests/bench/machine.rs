//! The machine under the figures: what it is, and how much of it other programs took while something was measured.
//!
//! When the processor is not ours a figure says more about the neighbours than about the daemon, so every row of the
//! table carries their share.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// Linux counts processor time for user space in hundredths of a second on every machine of ours.
const TICK: Duration = Duration::from_millis(10);

/// How long to look whether the machine is idle.
const LOOK: Duration = Duration::from_secs(1);

/// Below this share of idle time, in percent, figures are not to be judged.
pub(crate) const IDLE_MIN: f64 = 80.0;

/// Names cores, kernel and load.
pub(crate) fn describe() -> String {
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    let kernel = read("/proc/sys/kernel/osrelease");
    let load = read("/proc/loadavg");
    let load: Vec<_> = load.split(' ').take(3).collect();
    let model = read("/proc/cpuinfo");
    let model = model
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or_default();
    format!(
        "{} cores,{} Linux {}, load average {}",
        cores(),
        model
            .trim_start()
            .strip_prefix(':')
            .map(|name| format!("{name},"))
            .unwrap_or_default(),
        kernel.trim(),
        load.join(" "),
    )
}

/// Waits until the machine is idle, but no longer than this, and returns the share of idle time in percent.
pub(crate) fn wait_for_idle(patience: Duration) -> f64 {
    let start = Instant::now();
    loop {
        let idle = idle_percent(LOOK);
        if idle >= IDLE_MIN || start.elapsed() >= patience {
            return idle;
        }
    }
}

fn idle_percent(time: Duration) -> f64 {
    let before = Ticks::read();
    thread::sleep(time);
    let now = Ticks::read();
    percent(
        now.all - before.all - (now.busy - before.busy),
        now.all - before.all,
    )
}

/// Counts what other programs take from now on.
pub(crate) struct Others {
    pids: Vec<u32>,
    ticks: Ticks,
    own: u64,
}

impl Others {
    /// Starts counting; this process, its ended children and these processes are not others.
    pub(crate) fn watch(pids: &[u32]) -> Self {
        Self {
            pids: pids.to_vec(),
            ticks: Ticks::read(),
            own: own_ticks(pids),
        }
    }

    /// Returns their share of the machine so far, in percent.
    pub(crate) fn percent(&self) -> f64 {
        let now = Ticks::read();
        let own = own_ticks(&self.pids).saturating_sub(self.own);
        percent(
            (now.busy - self.ticks.busy).saturating_sub(own),
            now.all - self.ticks.all,
        )
    }
}

/// Returns the processor time of a process so far; zero when it is gone.
pub(crate) fn cpu_time(pid: u32) -> Duration {
    TICK * u32::try_from(ticks_of(&pid.to_string(), 2)).unwrap_or(u32::MAX)
}

/// Watches a process for this long and returns its processor time in percent of one core.
pub(crate) fn cpu_percent(pid: u32, time: Duration) -> f64 {
    let (before, start) = (run_times(pid), Instant::now());
    thread::sleep(time);
    let used: u64 = run_times(pid)
        .iter()
        .map(|(thread, ns)| ns - before.get(thread).copied().unwrap_or_default().min(*ns))
        .sum();
    Duration::from_nanos(used).as_secs_f64() * 100.0 / start.elapsed().as_secs_f64()
}

/// Returns how many nanoseconds each thread of a process has run: much finer than ticks. An idle daemon's threads that
/// end meanwhile are not seen; they have not done anything either.
fn run_times(pid: u32) -> BTreeMap<OsString, u64> {
    let threads = fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let time = |thread: fs::DirEntry| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        let ns = text.split(' ').next()?.parse().ok()?;
        Some((thread.file_name(), ns))
    };
    threads.filter_map(time).collect()
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn percent(part: u64, all: u64) -> f64 {
    let float = |ticks| f64::from(u32::try_from(ticks).unwrap_or(u32::MAX));
    float(part) * 100.0 / float(all).max(1.0)
}

fn own_ticks(pids: &[u32]) -> u64 {
    let theirs: u64 = pids.iter().map(|pid| ticks_of(&pid.to_string(), 2)).sum();
    theirs + ticks_of("self", 4)
}

/// Sums the first of utime, stime, cutime and cstime: fields 14 to 17 of proc_pid_stat(5).
fn ticks_of(process: &str, fields: usize) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The second field is the program's name in brackets, which may hold blanks.
    let after_name = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
    after_name
        .split(' ')
        .skip(11)
        .take(fields)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum()
}

/// The machine's processor time so far: the first line of proc_stat(5).
#[derive(Clone, Copy)]
struct Ticks {
    all: u64,
    busy: u64,
}

impl Ticks {
    fn read() -> Self {
        let text = fs::read_to_string("/proc/stat").unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        // user nice system idle iowait irq softirq steal; guest time is in user already.
        let ticks: Vec<u64> = line
            .split_whitespace()
            .skip(1)
            .take(8)
            .filter_map(|t| t.parse().ok())
            .collect();
        let all = ticks.iter().sum();
        let idle: u64 = ticks.iter().skip(3).take(2).sum();
        Self {
            all,
            busy: all - idle,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_thread_of_ours_shows_as_ours() {
        let before = cpu_time(std::process::id());
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(300) {
            std::hint::spin_loop();
        }
        // Other programs may hold the processor meanwhile, but not all of it.
        assert!(cpu_time(std::process::id()) > before);
        assert!(describe().contains(" cores,"));
    }
}
