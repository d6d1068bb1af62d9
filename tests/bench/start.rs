//! From starting the program to its ready line, on a store that is there already, beside starting it for nothing but
//! its version.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use e2e::programs;

use crate::counter::Counter;
use crate::machine::Others;
use crate::stats::Samples;
use crate::table::{Row, ms};
use crate::{Plan, Result};

const READY_MAX: Duration = Duration::from_millis(100);

/// Measures and returns the rows.
pub(crate) fn rows(counter: &mut Counter, plan: &Plan) -> Result<Vec<Row>> {
    // Each daemon's time is counted as ours when it ends; the running one's so far must not be.
    let others = Others::watch(&[counter.pid()]);
    let (mut ready, mut bare) = (Samples::default(), Samples::default());
    for _ in 0..plan.starts {
        ready.push(counter.restart()?);
        bare.push(say_version()?);
    }
    let others = others.percent();
    let row = |which: &str, ready: Duration, bare: Duration| Row {
        what: format!(
            "start to ready, {} parts, {which} of {}",
            counter.parts, plan.starts
        ),
        figure: ms(ready),
        beside: format!("counterd --version {}", ms(bare)),
        ratio: Some(ready.as_secs_f64() / bare.as_secs_f64()),
        aim: "under 100 ms",
        met: Some(ready < READY_MAX),
        others: Some(others),
    };
    Ok(vec![
        row("median", ready.median(), bare.median()),
        row("worst", ready.worst(), bare.worst()),
    ])
}

fn say_version() -> Result<Duration> {
    let before = Instant::now();
    let output = Command::new(programs::counterd())
        .arg("--version")
        .stdin(Stdio::null())
        .output()?;
    let took = before.elapsed();
    if output.status.success() {
        Ok(took)
    } else {
        Err(format!("counterd --version ended with {}", output.status).into())
    }
}
