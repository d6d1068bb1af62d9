//! The demo's order of things, with shell scripts in the place of the programs.

use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use super::*;

const LONG: Duration = Duration::from_secs(20);
/// Long enough for a shop that should not be filled to be filled.
const SOON: Duration = Duration::from_secs(1);

/// Each script writes what happens to it into `log`, beside the programs.
struct Stage {
    programs: tempfile::TempDir,
    data: Data,
}

impl Stage {
    fn new(counterd: &str) -> Self {
        let programs = tempfile::tempdir().unwrap();
        let log = programs.path().join("log").display().to_string();
        let until_told = format!(
            "trap 'echo \"$0 told to end\" | sed s,.*/,, >> {log}; exit 0' TERM; \
                                  while :; do sleep 0.02; done"
        );
        let write = |name: &str, script: &str| {
            let path = programs.path().join(name);
            let script = script
                .replace("LOG", &log)
                .replace("UNTIL_TOLD", &until_told);
            fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
        };
        let simulator = stripe_with_a_reader();
        write(
            "stripe-sim",
            &format!("echo stripe-sim {simulator}; UNTIL_TOLD"),
        );
        write("counterd", counterd);
        write(
            "counterd-demo-shop",
            "echo \"shop $1 $2 token $(cat $4)\" >> LOG",
        );
        Self {
            programs,
            data: Data::open(None).unwrap(),
        }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.programs.path().join("log")).unwrap_or_default()
    }

    /// Runs the demo; a signal comes once the log holds `until`, or after `within`.
    fn run(&self, empty: bool, until: &str, within: Duration) -> Result<(), String> {
        let built = Built {
            plugins: Path::new("/plugins").to_owned(),
            programs: self.programs.path().to_owned(),
        };
        let options = Options {
            headless: true,
            port: 0,
            data: None,
            empty,
        };
        let (sender, received) = sync_channel(1);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let deadline = Instant::now() + Duration::from_secs(20);
                let start = Instant::now();
                while !self.log().contains(until) && start.elapsed() < within {
                    std::thread::sleep(Duration::from_millis(5));
                }
                let _ = sender.send(());
                // Held until the demo is over: a closed channel would count as a signal.
                while Instant::now() < deadline && !self.log().contains("stripe-sim told to end") {
                    std::thread::sleep(Duration::from_millis(5));
                }
            });
            run_built(&built, &self.data, &options, &mut Signals::from(received))
        })
    }
}

/// Answers every request with a list of one reader, for as long as the test runs.
fn stripe_with_a_reader() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            let body = r#"{"data":[{"id":"tmr_1"}]}"#;
            let _ = stream.write_all(format!("HTTP/1.0 200 OK\r\n\r\n{body}").as_bytes());
        }
    });
    base
}

const GOOD: &str = r#"
if [ "$1" = token ]; then echo "$1 $2 $5 $6 $7 $8" >> LOG; echo secret; exit; fi
grep -q 'reader = "tmr_1"' "$3" && echo "counterd $1" >> LOG
mkdir -p "$(dirname "$3")/store/journal"
echo starting; echo ready http://127.0.0.1:9/; UNTIL_TOLD"#;

#[test]
fn a_new_store_is_filled_and_all_end_in_order() {
    let stage = Stage::new(GOOD);
    stage.run(false, "token secret", LONG).unwrap();
    assert_eq!(
        stage.log().lines().collect::<Vec<_>>(),
        [
            "counterd run",
            "token create --name demo --scopes all",
            "shop --url ws://127.0.0.1:9/v1/ws token secret",
            "counterd told to end",
            "stripe-sim told to end",
        ]
    );
    // The same folder again is not filled again.
    fs::write(stage.programs.path().join("log"), "").unwrap();
    stage.run(false, "shop", SOON).unwrap();
    let log = stage.log();
    assert!(
        log.contains("counterd run") && !log.contains("shop"),
        "{log}"
    );
}

#[test]
fn an_empty_demo_stays_empty() {
    let stage = Stage::new(GOOD);
    stage.run(true, "shop", SOON).unwrap();
    let log = stage.log();
    assert!(
        log.contains("counterd run") && !log.contains("shop"),
        "{log}"
    );
}

#[test]
fn a_daemon_that_dies_is_told_with_its_last_words() {
    let stage = Stage::new("echo the settings are wrong >&2; exit 78");
    let error = stage
        .run(false, "stripe-sim told to end", LONG)
        .unwrap_err();
    assert!(
        error.starts_with("counterd ended with exit status: 78"),
        "{error}"
    );
    assert!(error.contains("the settings are wrong"), "{error}");
    assert_eq!(stage.log(), "stripe-sim told to end\n");
}
