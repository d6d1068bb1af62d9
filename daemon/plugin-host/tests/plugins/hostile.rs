//! A plugin that misbehaves is stopped, each way with its own error, and the next call works.

use std::time::{Duration, Instant};

use plugin_host::{ErrorKind, Limits, PluginError, TaxPlugin};

use crate::support::{line, open, query};

fn hostile(mode: &str, limits: Limits) -> TaxPlugin {
    open("hostile-tax", &[("mode", mode)], limits).unwrap()
}

fn provoke(plugin: &mut TaxPlugin) -> PluginError {
    let lines = vec![line(0, "part", 1000, "1"), line(1, "part", 500, "1")];
    plugin.assess(&query(lines)).unwrap_err()
}

/// Misbehaves, is stopped, answers the next call, and all that again.
fn stopped(mode: &str, limits: Limits) -> PluginError {
    let mut plugin = hostile(mode, limits);
    let first = provoke(&mut plugin);
    let calm = query(vec![line(0, "calm", 1000, "1")]);
    assert_eq!(
        plugin.assess(&calm).unwrap().line_taxes,
        [0],
        "after {mode}"
    );
    assert_eq!(
        provoke(&mut plugin).kind(),
        first.kind(),
        "{mode} a second time"
    );
    assert_eq!(
        plugin.assess(&calm).unwrap().line_taxes,
        [0],
        "after {mode}"
    );
    first
}

fn patient() -> Limits {
    Limits {
        fuel_per_call: u64::MAX / 4,
        deadline: Duration::from_secs(60),
        ..Limits::default()
    }
}

#[test]
fn an_endless_loop_runs_out_of_fuel() {
    let fault = stopped("loop", Limits::default());
    assert!(
        matches!(
            fault,
            PluginError::OutOfFuel {
                fuel: 10_000_000,
                ..
            }
        ),
        "{fault}"
    );
}

#[test]
fn an_endless_loop_with_endless_fuel_meets_the_deadline() {
    let deadline = Duration::from_millis(50);
    let begin = Instant::now();
    let fault = stopped(
        "loop",
        Limits {
            deadline,
            ..patient()
        },
    );
    assert_eq!(fault.kind(), ErrorKind::Deadline, "{fault}");
    assert!(
        begin.elapsed() >= deadline * 2,
        "two calls, neither stopped early"
    );
}

#[test]
fn a_hog_meets_the_memory_cap() {
    let fault = stopped("hog", patient());
    let PluginError::Memory {
        wanted, allowed, ..
    } = fault
    else {
        panic!("{fault}");
    };
    assert_eq!(allowed, 16 << 20);
    assert!(wanted > allowed);
}

#[test]
fn a_panic_is_told_apart_and_brings_its_text() {
    let fault = stopped("panic", Limits::default());
    assert_eq!(fault.kind(), ErrorKind::Trapped);
    assert!(
        fault.to_string().contains("hostile-tax was told to panic"),
        "{fault}"
    );
}

#[test]
fn endless_recursion_is_a_crash_of_the_guest_alone() {
    let fault = stopped("recurse", patient());
    assert_eq!(fault.kind(), ErrorKind::Trapped, "{fault}");
    assert!(fault.to_string().contains("stack"), "{fault}");
}

#[test]
fn answers_that_break_a_rule_are_refused() {
    for (mode, words) in [
        ("huge-list", "too much data"),
        ("huge-text", "too much data"),
        ("many-components", "1000 components"),
        ("short-list", "0 lines of 2"),
        ("wrong-total", "components say 999"),
        ("negative-tax", "is taxed -100"),
        ("confiscate", "more than it costs"),
        ("overflow", "components say 18446744073709551614"),
        ("bad-rate", "not a decimal"),
    ] {
        let fault = stopped(mode, patient());
        assert_eq!(fault.kind(), ErrorKind::BadAnswer, "{mode}: {fault}");
        assert!(fault.to_string().contains(words), "{mode}: {fault}");
    }
}

#[test]
fn a_flood_of_log_lines_costs_only_the_lines() {
    let mut plugin = hostile("shout", patient());
    let lines = vec![line(0, "part", 1000, "1")];
    assert_eq!(plugin.assess(&query(lines)).unwrap().line_taxes, [0]);
}

#[test]
fn a_refusal_keeps_the_plugins_words_and_is_no_failure() {
    let mut plugin = hostile("refuse", Limits::default());
    for _ in 0..20 {
        let refusal = provoke(&mut plugin);
        assert_eq!(refusal.kind(), ErrorKind::Refused, "{refusal}");
        assert_eq!(
            refusal.hint(),
            "Correct the place of the shop in the settings."
        );
        let PluginError::Refused {
            problem, message, ..
        } = refusal
        else {
            panic!("{refusal}");
        };
        assert_eq!(problem, "unknown-place");
        assert_eq!(message, "no rate is known for \"US-CA-94105\"");
    }
    let PluginError::Refused {
        problem, message, ..
    } = stopped("huge-refusal", patient())
    else {
        panic!("not a refusal");
    };
    assert_eq!((problem.len(), message.len()), (64, 500));
}

#[test]
fn a_panic_at_its_start_shows_at_opening() {
    let fault = open(
        "hostile-tax",
        &[("mode", "panic-at-start")],
        Limits::default(),
    )
    .unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Trapped);
    assert!(fault.to_string().contains("panic at its start"), "{fault}");
}

#[test]
fn five_failures_in_a_row_pause_the_plugin() {
    let mut plugin = hostile("panic", Limits::default());
    for _ in 0..5 {
        assert_eq!(provoke(&mut plugin).kind(), ErrorKind::Trapped);
    }
    let calm = query(vec![line(0, "calm", 1000, "1")]);
    let paused = plugin.assess(&calm).unwrap_err();
    let PluginError::Paused { left, .. } = paused else {
        panic!("{paused}");
    };
    assert!(
        left <= Duration::from_secs(5) && left > Duration::from_secs(1),
        "{left:?}"
    );
}

#[test]
fn success_between_failures_keeps_the_plugin_running() {
    let mut plugin = hostile("panic", Limits::default());
    let calm = query(vec![line(0, "calm", 1000, "1")]);
    for _ in 0..8 {
        assert_eq!(provoke(&mut plugin).kind(), ErrorKind::Trapped);
        assert_eq!(plugin.assess(&calm).unwrap().line_taxes, [0]);
    }
}
