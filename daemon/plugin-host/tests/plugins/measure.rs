//! Speed and memory of the real plugin. Numbers, not verdicts: run one by name, in a process of its own:
//! `cargo test --release -p plugin-host --test plugins -- --ignored --nocapture --exact measure::NAME`

use std::time::Instant;

use plugin_host::{Limits, TaxPlugin};

use crate::support::{built, line, open, pairs, query};

/// Resident memory, kilobytes: all of it, and the part that belongs to no file.
fn resident_kib() -> [u64; 2] {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    ["VmRSS:", "RssAnon:"].map(|field| {
        let line = status.lines().find_map(|line| line.strip_prefix(field));
        let number = line.and_then(|line| line.split_whitespace().next());
        number.unwrap().parse().unwrap()
    })
}

fn memory(title: &str, cache: &std::path::Path) {
    let before = resident_kib();
    let begin = Instant::now();
    let settings = pairs(&[("rate", "0.0825")]);
    let dir = built("flat-rate-tax");
    let mut plugin = TaxPlugin::open(&dir, cache, &settings, Limits::default()).unwrap();
    let opened_in = begin.elapsed();
    let ticket = query(vec![line(0, "part", 530, "5")]);
    plugin.assess(&ticket).unwrap();
    println!(
        "{title}: cached {}, opened in {opened_in:?}, resident [all, anonymous] KiB {before:?} -> {:?}",
        plugin.was_cached(),
        resident_kib()
    );
}

#[test]
#[ignore = "prints numbers"]
fn memory_with_the_compiler() {
    let temp = tempfile::tempdir().unwrap();
    memory("compiled", &temp.path().join("cache"));
}

#[test]
#[ignore = "prints numbers"]
fn memory_from_the_cache() {
    let cache = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("measure-cache");
    if !cache.exists() {
        memory("first run, for the cache", &cache);
        println!("run it again");
    } else {
        memory("from the cache", &cache);
    }
}

#[test]
#[ignore = "prints numbers"]
fn time_of_a_call() {
    for lines in [1, 5, 20, 100] {
        let mut plugin = open("flat-rate-tax", &[("rate", "0.0825")], Limits::default()).unwrap();
        let ticket = query((0..lines).map(|id| line(id, "part", 106, "1")).collect());
        let mut times: Vec<_> = (0..30_000)
            .map(|_| {
                let begin = Instant::now();
                plugin.assess(&ticket).unwrap();
                begin.elapsed()
            })
            .collect();
        times.sort();
        println!(
            "{lines} lines: p50 {:?} p99 {:?} max {:?}",
            times[times.len() / 2],
            times[times.len() * 99 / 100],
            times[times.len() - 1]
        );
    }
}

#[test]
#[ignore = "prints numbers"]
fn time_after_a_crash() {
    let mut plugin = open("hostile-tax", &[("mode", "panic")], Limits::default()).unwrap();
    let calm = query(vec![line(0, "calm", 106, "1")]);
    let bad = query(vec![line(0, "part", 106, "1")]);
    let mut times: Vec<_> = (0..1_000)
        .map(|_| {
            plugin.assess(&bad).unwrap_err();
            let begin = Instant::now();
            plugin.assess(&calm).unwrap();
            begin.elapsed()
        })
        .collect();
    times.sort();
    println!(
        "fresh instance and a call: p50 {:?} p99 {:?}",
        times[500], times[990]
    );
}
