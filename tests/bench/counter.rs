//! The daemon under measurement, with its catalog: imported once over the API, then used by every section.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use e2e::Shop;
use e2e::daemon::{Daemon, Start};
use serde_json::Value;
use testkit::client::RawClient;
use testkit::seed::{DEMO_SEED, IMPORT_MAX};
use testkit::shop::{self, Part, Scale};
use tokio::runtime::{Builder, Runtime};

use crate::Result;
use crate::load::{Target, must_be_no_error};
use crate::machine::Others;
use crate::stats::Work;
use crate::table::{Row, rate};

/// An import stays below the daemon's usual limit of 1 MiB for a message, with room for the last part.
const IMPORT_BYTES_MAX: usize = 900_000;

pub(crate) struct Counter {
    // Ended before its folder and its devices go.
    daemon: Option<Daemon>,
    shop: Shop,
    /// Carries the simulated devices.
    runtime: Runtime,
    /// Where the daemon listens now.
    pub(crate) target: Target,
    /// What the generator makes: the same parts that the store holds.
    pub(crate) catalog: shop::Shop,
    /// How many parts the store holds.
    pub(crate) parts: u64,
}

impl Counter {
    /// Starts a daemon, imports the parts, and returns the row that tells how fast that went.
    pub(crate) fn open(parts: u64, data: Option<PathBuf>) -> Result<(Self, Row)> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let mut builder = Shop::builder().printer().scanner();
        if let Some(data) = data {
            builder = builder.data(data);
        }
        let shop = runtime.block_on(builder.prepare());
        let scale = Scale {
            parts,
            ..Scale::DEMO
        };
        let catalog = shop::generate(DEMO_SEED, scale);
        let target = Target {
            url: String::new(),
            token: None,
        };
        let mut counter = Self {
            daemon: None,
            shop,
            runtime,
            target,
            catalog,
            parts,
        };
        counter.restart()?;
        counter.target.token = Some(counter.shop.token_named("bench", "all"));
        let others = Others::watch(&[counter.pid()]);
        let work = counter.runtime.block_on(counter.import())?;
        let row = Row {
            what: format!("import of {parts} parts with what they fit"),
            figure: format!("{} parts", rate(work.rate())),
            others: Some(others.percent()),
            ..Row::default()
        };
        Ok((counter, row))
    }

    /// Ends the daemon if it runs, starts it, and returns how long it took until it was ready.
    pub(crate) fn restart(&mut self) -> Result<Duration> {
        if let Some(daemon) = self.daemon.take() {
            daemon.terminate();
        }
        let (config, stderr) = (self.shop.config(), self.shop.folder().join("stderr"));
        let before = Instant::now();
        let started = Daemon::start(&Start {
            config: &config,
            stderr: &stderr,
            env: &[],
            under: &[],
        });
        let took = before.elapsed();
        let daemon =
            started.map_err(|ended| format!("the daemon did not start: {}", ended.stderr))?;
        self.target.url = format!("ws://{}/v1/ws", daemon.address());
        self.daemon = Some(daemon);
        Ok(took)
    }

    /// Returns the running daemon's process id; 0 when none runs.
    pub(crate) fn pid(&self) -> u32 {
        self.daemon.as_ref().map_or(0, Daemon::pid)
    }

    /// Returns the data folder.
    pub(crate) fn data(&self) -> &Path {
        self.shop.data()
    }

    /// Returns a folder on the same disk for the peers' files.
    pub(crate) fn folder(&self) -> Result<tempfile::TempDir> {
        let beside = self.data().parent().unwrap_or(self.shop.folder());
        Ok(tempfile::Builder::new()
            .prefix("counterd-bench-")
            .tempdir_in(beside)?)
    }

    /// Returns ids of parts from all over the catalog.
    pub(crate) fn part_ids(&self, count: u64) -> Result<Vec<String>> {
        self.runtime.block_on(async {
            let mut client = self.connect().await?;
            let mut ids = Vec::new();
            for index in 0..count.min(self.parts) {
                let part = self.catalog.part(index * 7919 % self.parts);
                let params = serde_json::json!({ "code": part.number });
                let answer = call(&mut client, "part.get", &params).await?;
                ids.push(
                    answer["result"]["part"]["id"]
                        .as_str()
                        .unwrap_or_default()
                        .to_owned(),
                );
            }
            client.close().await?;
            Ok(ids)
        })
    }

    async fn connect(&self) -> Result<RawClient> {
        Ok(RawClient::connect(&self.target.url, self.target.token.as_deref()).await?)
    }

    /// Imports the catalog over one connection. The time to write the requests is not counted.
    async fn import(&self) -> Result<Work> {
        let mut client = self.connect().await?;
        let mut work = Work::default();
        let mut parts = self.catalog.parts().peekable();
        for index in 0.. {
            let (mut batch, mut count) = (String::new(), 0);
            while count < IMPORT_MAX && batch.len() < IMPORT_BYTES_MAX {
                let Some(part) = parts.next() else { break };
                batch.push_str(if count == 0 { "" } else { "," });
                batch.push_str(&serde_json::to_string::<Part>(&part)?);
                count += 1;
            }
            if count == 0 {
                break;
            }
            let request = format!(
                r#"{{"jsonrpc":"2.0","id":1,"method":"part.import","params":{{"key":"import.{}.{index}","parts":[{batch}]}}}}"#,
                self.parts,
            );
            let before = Instant::now();
            let answer = client.call_raw(&request).await?;
            work.took += before.elapsed();
            must_be_no_error(&answer)?;
            (0..count).for_each(|_| work.samples.push(Duration::ZERO));
        }
        client.close().await?;
        Ok(work)
    }
}

async fn call(client: &mut RawClient, method: &str, params: &Value) -> Result<Value> {
    let request = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#);
    let answer = client.call_raw(&request).await?;
    must_be_no_error(&answer)?;
    Ok(serde_json::from_str(&answer)?)
}
