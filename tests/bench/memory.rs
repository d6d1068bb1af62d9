//! What the daemon takes when nobody asks it anything: memory and processor time. Neither depends on the neighbours.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::counter::Counter;
use crate::load;
use crate::machine;
use crate::roundtrip::Version;
use crate::table::Row;
use crate::{Plan, Result};

const RSS_MAX_MB: f64 = 30.0;
const REQUESTS_MIN: usize = 10_000;
/// A daemon has settled so long after its start.
const SETTLED: Duration = Duration::from_secs(5);

/// Measures a daemon that has just started, and returns the rows.
pub(crate) fn rows(counter: &Counter, plan: &Plan) -> Result<Vec<Row>> {
    let pid = counter.pid();
    thread::sleep(SETTLED.min(plan.idle));
    let idle = Resident::read(pid)?;
    let processor = machine::cpu_percent(pid, plan.idle);
    let mut rows = vec![
        Row {
            aim: "under 30 MB",
            met: Some(idle.all_mb < RSS_MAX_MB),
            ..idle.row(counter, "idle")
        },
        Row {
            what: format!("processor time over {} s, idle", plan.idle.as_secs()),
            figure: format!("{processor:.2} % of a core"),
            aim: "0.0 %",
            met: Some(processor < 0.05),
            ..Row::default()
        },
    ];
    let mut asked = 0;
    while asked < REQUESTS_MIN {
        asked += load::run(&counter.target, vec![Version; 8], plan.slice)?
            .samples
            .count();
    }
    let after = Resident::read(pid)?;
    rows.push(after.row(counter, &format!("after {asked} requests")));
    Ok(rows)
}

/// A process's memory, as the kernel counts it in proc_pid_status(5), in MB of 1,000,000 bytes.
struct Resident {
    all_mb: f64,
    own_mb: f64,
    file_mb: f64,
}

impl Resident {
    fn read(pid: u32) -> Result<Self> {
        let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            let kib: u32 = line
                .trim_start_matches(':')
                .trim()
                .strip_suffix(" kB")?
                .parse()
                .ok()?;
            Some(f64::from(kib) * 1.024e-3)
        };
        let value = |name| field(name).ok_or_else(|| format!("the kernel does not tell {name}"));
        Ok(Self {
            all_mb: value("VmRSS")?,
            own_mb: value("RssAnon")?,
            file_mb: value("RssFile")?,
        })
    }

    fn row(&self, counter: &Counter, when: &str) -> Row {
        let Self {
            all_mb,
            own_mb,
            file_mb,
        } = self;
        Row {
            what: format!("resident memory, {} parts, {when}", counter.parts),
            figure: format!("{all_mb:.1} MB"),
            beside: format!("its own {own_mb:.1} MB, mapped files {file_mb:.1} MB"),
            ..Row::default()
        }
    }
}
