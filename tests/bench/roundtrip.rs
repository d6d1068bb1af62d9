//! The smallest request and its answer, beside a bare WebSocket echo of the same length.

use std::time::Duration;

use testkit::client::RawClient;

use crate::counter::Counter;
use crate::echo::Echo;
use crate::load::{self, Script, Target};
use crate::machine::Others;
use crate::stats::Work;
use crate::table::{Row, ms, rate};
use crate::{Plan, Result};

const MEDIAN_MAX: Duration = Duration::from_micros(150);
const P99_MAX: Duration = Duration::from_millis(1);
const CLIENTS: usize = 32;
const RATE_MIN: f64 = 20_000.0;

/// Measures and returns the rows.
pub(crate) fn rows(counter: &Counter, plan: &Plan) -> Result<Vec<Row>> {
    let echo = Echo::start()?;
    let bare = Target {
        url: echo.url().to_owned(),
        token: None,
    };
    let both = |clients: usize| -> Result<(Work, Work, f64)> {
        let others = Others::watch(&[counter.pid(), echo.pid()]);
        let (mut ours, mut peer) = (Work::default(), Work::default());
        for _ in 0..plan.rounds {
            ours.add(load::run(
                &counter.target,
                vec![Version; clients],
                plan.slice,
            )?);
            peer.add(load::run(&bare, vec![Version; clients], plan.slice)?);
        }
        Ok((ours, peer, others.percent()))
    };
    both(1)?;

    let (ours, peer, others) = both(1)?;
    let one = |which: &str, ours: Duration, peer: Duration, aim, max| Row {
        what: format!("server.version, 1 client, {which}"),
        figure: ms(ours),
        beside: format!("bare echo {}", ms(peer)),
        ratio: Some(ours.as_secs_f64() / peer.as_secs_f64()),
        aim,
        met: Some(ours < max),
        others: Some(others),
    };
    let (s, p) = (&ours.samples, &peer.samples);
    let mut rows = vec![
        one("p50", s.median(), p.median(), "under 0.15 ms", MEDIAN_MAX),
        one("p99", s.p99(), p.p99(), "under 1 ms", P99_MAX),
    ];
    let (ours, peer, others) = both(CLIENTS)?;
    let figure = |work: &Work| {
        format!(
            "{}, p50 {}, p99 {}",
            rate(work.rate()),
            ms(work.samples.median()),
            ms(work.samples.p99())
        )
    };
    rows.push(Row {
        what: format!("server.version, {CLIENTS} clients, all together"),
        figure: figure(&ours),
        beside: format!("bare echo {}", figure(&peer)),
        ratio: Some(ours.rate() / peer.rate()),
        aim: "over 20,000/s",
        met: Some(ours.rate() > RATE_MIN),
        others: Some(others),
    });
    Ok(rows)
}

/// Asks for the version, which touches neither engine nor store.
#[derive(Clone, Copy)]
pub(crate) struct Version;

impl Script for Version {
    async fn prepare(&mut self, _: &mut RawClient) -> Result<()> {
        Ok(())
    }

    fn request(&mut self, text: &mut String) {
        text.push_str(r#"{"jsonrpc":"2.0","id":1,"method":"server.version"}"#);
    }
}
