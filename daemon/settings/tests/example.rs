//! The shipped `config/counterd.toml` is true: it parses, shows every key, and its defaults hold.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic")]

use settings::Settings;
use settings::model::{DeviceKind, LocalTax, Peer, ScannerDriver, Tax};

const EXAMPLE: &str = include_str!("../../../config/counterd.toml");

/// The example with the commented keys that end in one of `marks` switched on.
fn with(marks: &[&str]) -> String {
    switched_on(EXAMPLE, marks)
}

fn switched_on(text: &str, marks: &[&str]) -> String {
    let line = |line: &str| {
        let on = line.starts_with('#') && marks.iter().any(|mark| line.ends_with(mark));
        if on {
            line[1..].to_owned()
        } else {
            line.to_owned()
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The example with a tax profile instead of the plugin.
fn with_profile(marks: &[&str]) -> String {
    let mut marks = marks.to_vec();
    marks.push("# instead");
    let plugin = "plugin = \"flat-rate-tax\"";
    let (before, after) = EXAMPLE.split_once("[tax.settings]").unwrap();
    let (_, after) = after.split_once("\n\n").unwrap();
    let text = format!("{}{after}", before.replace(plugin, ""));
    switched_on(&text, &marks)
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
    let Some(Tax::Plugin {
        settings: rates, ..
    }) = &settings.tax
    else {
        panic!()
    };
    assert_eq!(rates["rate"], "0.0825");
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
    assert_eq!(switched_on, 38);
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
    let ScannerDriver::Serial { peer, .. } = &scanner.driver else {
        panic!()
    };
    assert_eq!(*peer, Peer::Simulated);
    let DeviceKind::Printer(printer) = &settings.devices[3].kind else {
        panic!()
    };
    assert_eq!(printer.peer, Peer::Simulated);
}

#[test]
fn the_example_of_a_tax_profile_is_right() {
    let settings = parse(&with_profile(&[]));
    let local = LocalTax {
        name: "Example City".to_owned(),
        rate: "0.0125".to_owned(),
    };
    let profile = Tax::Profile {
        profile: "us-co".to_owned(),
        profiles_dir: "/usr/share/counterd/taxes".into(),
        local: vec![local],
    };
    assert_eq!(settings.tax, Some(profile));
    assert_eq!(settings, parse(&with_profile(&["# default"])));
}

fn parse_stripe(section: &str) -> settings::model::Stripe {
    parse(&format!("{EXAMPLE}\n{section}")).stripe.unwrap()
}

/// An unknown key is answered with all that are known, which is how the reader itself lists them.
#[test]
fn every_key_stands_in_the_example() {
    let all = with(&["# default", "# example"]);
    let with_profile = with_profile(&["# default", "# example"]);
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
        "name = \"hand-scanner\"",
        "name = \"typing-scanner\"",
        "name = \"receipt-printer\"",
        "name = \"label-printer\"",
        "name = \"drawer\"",
        "name = \"second-drawer\"",
        "name = \"scale\"",
        "name = \"customer-display\"",
        "[quirks]",
    ];
    let sections = headers.map(|header| (header, &all));
    for (header, text) in sections
        .into_iter()
        .chain([("[[tax.local]]", &with_profile)])
    {
        let (before, after) = text
            .split_once(header)
            .unwrap_or_else(|| panic!("no {header}"));
        let faults = Settings::parse("t", &format!("{before}{header}\nzzzzzzzzz = 1\n{after}"));
        let faults = faults.unwrap_err();
        let [fault] = faults.list() else {
            panic!("{faults}")
        };
        assert_eq!(fault.problem, "unknown key", "{faults}");
        let mut section = after.split("\n[").next().unwrap().to_owned();
        if header.starts_with("name") {
            // What several kinds of devices have is explained at the first.
            section.clone_from(&all);
        }
        if header == "[tax]" {
            // A plugin and a profile never stand together, so the rest is in the other example.
            let (_, after) = with_profile.split_once(header).unwrap();
            section += after.split("\n[").next().unwrap();
        }
        for key in fault
            .allowed
            .split(", ")
            .filter(|key| !matches!(*key, "name" | "settings" | "local"))
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
