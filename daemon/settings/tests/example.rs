//! The shipped `config/counterd.toml` is true: it parses, shows every key, and its defaults hold.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic")]

use settings::Settings;
use settings::model::{DeviceKind, Peer};

const EXAMPLE: &str = include_str!("../../../config/counterd.toml");

/// The example with the commented keys that end in one of `marks` switched on.
fn with(marks: &[&str]) -> String {
    let line = |line: &str| {
        let on = line.starts_with('#') && marks.iter().any(|mark| line.ends_with(mark));
        if on {
            line[1..].to_owned()
        } else {
            line.to_owned()
        }
    };
    EXAMPLE.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn parse(text: &str) -> Settings {
    Settings::parse("config/counterd.toml", text).unwrap_or_else(|faults| panic!("\n{faults}"))
}

#[test]
fn the_example_parses_as_it_ships() {
    let settings = parse(EXAMPLE);
    assert_eq!(settings.shop.labor_rate, "125.00");
    assert_eq!(settings.devices.len(), 3);
    assert_eq!(
        settings.roles.receipt_printer.as_deref(),
        Some("receipt-printer")
    );
    assert_eq!(settings.roles.drawer.as_deref(), Some("drawer"));
    assert_eq!(settings.tax.unwrap().settings["rate"], "0.0825");
    assert_eq!(settings.stripe, None);
}

#[test]
fn writing_out_the_defaults_changes_nothing() {
    let written = with(&["# default"]);
    let switched_on = EXAMPLE
        .lines()
        .zip(written.lines())
        .filter(|(old, new)| old != new)
        .count();
    assert_eq!(switched_on, 23);
    assert_eq!(parse(EXAMPLE), parse(&written));
}

#[test]
fn the_examples_of_optional_keys_are_right_too() {
    let settings = parse(&with(&["# default", "# example"]));
    let stripe = settings.stripe.unwrap();
    let defaults = "[stripe]\nreader = \"tmr_1ExampleReader\"";
    assert_eq!(
        stripe.presentation_timeout_s,
        parse_stripe(defaults).presentation_timeout_s
    );
    assert_eq!(stripe.api_base, parse_stripe(defaults).api_base);
    let DeviceKind::Scanner(scanner) = &settings.devices[0].kind else {
        panic!()
    };
    assert_eq!(scanner.peer, Peer::Simulated);
    let DeviceKind::Printer(printer) = &settings.devices[1].kind else {
        panic!()
    };
    assert_eq!(printer.peer, Peer::Simulated);
}

fn parse_stripe(section: &str) -> settings::model::Stripe {
    parse(&format!("{EXAMPLE}\n{section}")).stripe.unwrap()
}

/// An unknown key is answered with all that are known, which is how the reader itself lists them.
#[test]
fn every_key_stands_in_the_example() {
    let all = with(&["# default", "# example"]);
    let headers = [
        "[shop]",
        "[counter]",
        "[server]",
        "[data]",
        "[plugins]",
        "[tax]",
        "[roles]",
        "[stripe]",
        "[simulator]",
        "[log]",
        "name = \"front-scanner\"",
        "name = \"receipt-printer\"",
        "name = \"drawer\"",
    ];
    for header in headers {
        let (before, after) = all
            .split_once(header)
            .unwrap_or_else(|| panic!("no {header}"));
        let faults = Settings::parse("t", &format!("{before}{header}\nzzzzzzzzz = 1\n{after}"));
        let faults = faults.unwrap_err();
        let [fault] = faults.list() else {
            panic!("{faults}")
        };
        assert_eq!(fault.problem, "unknown key", "{faults}");
        let section = after.split("\n[").next().unwrap();
        for key in fault
            .allowed
            .split(", ")
            .filter(|key| !matches!(*key, "name" | "settings"))
        {
            assert!(
                section.contains(&format!("\n{key} = ")),
                "{header} lacks {key}:\n{section}"
            );
        }
    }
    for section in [
        "shop", "counter", "server", "data", "plugins", "tax", "device", "roles",
    ] {
        assert!(all.contains(&format!("[{section}]")));
    }
}

#[test]
fn the_settings_of_the_demo_are_right() {
    let text = include_str!("../../xtask/src/demo/counterd.toml")
        .replace("@PORT@", "0")
        .replace("@STORE@", "\"/tmp/demo/store\"")
        .replace("@PLUGINS@", "\"/tmp/plugins\"")
        .replace("@KEY@", "\"/tmp/demo/stripe-key\"")
        .replace("@STRIPE@", "http://127.0.0.1:4000")
        .replace("@READER@", "tmr_1");
    let settings = parse(&text);
    assert_eq!(settings.devices.len(), 3);
    assert_eq!(settings.stripe.unwrap().api_base, "http://127.0.0.1:4000");
}
