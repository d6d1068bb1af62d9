//! What a changed file is said to need.

use settings::{Change, DeviceChange, Settings, diff};

const EXAMPLE: &str = include_str!("../../../config/counterd.toml");

fn parse(text: &str) -> Settings {
    Settings::parse("t", text).unwrap_or_else(|faults| panic!("\n{faults}"))
}

#[test]
fn comments_and_blank_lines_are_no_change() {
    let change = diff(&parse(EXAMPLE), &parse(&format!("# hello\n\n{EXAMPLE}")));
    assert!(change.is_empty());
}

#[test]
fn devices_roles_and_tax_change_while_running() {
    let text = EXAMPLE
        .replace("192.168.1.50", "192.168.1.51")
        .replace("\"front-scanner\"", "\"back-scanner\"")
        .replace("0.0825", "0.0830");
    let change = diff(&parse(EXAMPLE), &parse(&text));
    let expected = Change {
        devices: vec![
            ("front-scanner".to_owned(), DeviceChange::Removed),
            ("receipt-printer".to_owned(), DeviceChange::Changed),
            ("back-scanner".to_owned(), DeviceChange::Added),
        ],
        tax: true,
        ..Change::default()
    };
    assert_eq!(change, expected);
}

#[test]
fn the_rest_needs_a_restart() {
    let text = EXAMPLE
        .replace("#prefix = \"C1\"", "prefix = \"C2\"")
        .replace("#format = \"text\"", "format = \"json\"")
        .replace("#dir = \"/var/lib/counterd\"", "dir = \"/srv/counterd\"");
    let change = diff(&parse(EXAMPLE), &parse(&text));
    assert_eq!(change.restart, ["counter", "data", "log"]);
    assert!(!change.tax && !change.roles && change.devices.is_empty());
}
