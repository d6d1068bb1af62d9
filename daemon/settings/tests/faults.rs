//! Each fault in the words, and at the place, that the operator reads; and all of them at once.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic")]

use settings::Settings;

const GOOD: &str = r#"[shop]
name = "Example Auto"
time_zone = "America/Denver"
labor_rate = "125.00"
[tax]
plugin = "none"
"#;

const DEVICES: &str = r#"
[[device]]
name = "receipt-printer"
kind = "printer"
driver = "escpos"
address = "192.168.1.50:9100"
[[device]]
name = "drawer"
kind = "drawer"
driver = "printer"
printer = "receipt-printer"
"#;

fn faults(text: &str) -> String {
    Settings::parse("counterd.toml", text)
        .unwrap_err()
        .to_string()
}

/// Asserts the one fault of `GOOD` and then `extra`, without the closing sentence.
fn assert_fault(extra: &str, expected: &str) {
    assert_message(&format!("{GOOD}{extra}"), expected);
}

fn assert_message(text: &str, expected: &str) {
    let closing = "\n\n1 fault in counterd.toml; nothing was started or changed";
    assert_eq!(
        faults(text),
        format!("{}{closing}", expected.trim_matches('\n'))
    );
}

#[test]
fn the_smallest_file_is_enough() {
    Settings::parse("counterd.toml", GOOD).unwrap();
    Settings::parse("counterd.toml", &format!("{GOOD}{DEVICES}")).unwrap();
}

#[test]
fn near_miss_of_a_key() {
    assert_fault(
        "[server]\nlisten_ = \"127.0.0.1:1\"\n",
        r#"
error: server.listen_: unknown key
 --> counterd.toml:8:1
  |
8 | listen_ = "127.0.0.1:1"
  | ^^^^^^^
  = allowed: allowed_hosts, allowed_origins, listen, max_clients, max_message_bytes
  = help: did you mean `listen`?
"#,
    );
}

#[test]
fn unknown_section() {
    assert_fault(
        "[printers]\n",
        r#"
error: printers: unknown section
 --> counterd.toml:7:2
  |
7 | [printers]
  |  ^^^^^^^^
  = allowed: counter, data, device, log, plugins, quirks, roles, server, shop, simulator, stripe, tax, till
  = help: take it out; counterd has no such section
"#,
    );
}

#[test]
fn listening_to_the_world() {
    assert_fault(
        "[server]\nlisten = \"0.0.0.0:7420\"\n",
        r#"
error: server.listen: "0.0.0.0:7420" could be reached from other computers
 --> counterd.toml:8:10
  |
8 | listen = "0.0.0.0:7420"
  |          ^^^^^^^^^^^^^^
  = allowed: a loopback address with a port, such as 127.0.0.1:7420 or [::1]:7420
  = help: listen on 127.0.0.1; the API is for programs on this computer only
"#,
    );
}

#[test]
fn number_out_of_range() {
    assert_fault(
        "[counter]\norigin = 0\n",
        r"
error: counter.origin: 0 is out of range
 --> counterd.toml:8:10
  |
8 | origin = 0
  |          ^
  = allowed: a whole number from 1 to 4294967295
  = help: the default is 1
",
    );
}

#[test]
fn number_where_text_belongs() {
    assert_message(
        &GOOD.replace("\"125.00\"", "125.00"),
        r#"
error: shop.labor_rate: expected text, found float
 --> counterd.toml:4:14
  |
4 | labor_rate = 125.00
  |              ^^^^^^
  = allowed: text
  = help: write it in quotes: "125.00"
"#,
    );
}

#[test]
fn required_key_left_out() {
    assert_message(
        &GOOD.replace("time_zone = \"America/Denver\"\n", ""),
        r#"
error: shop.time_zone: required and not there
 --> counterd.toml:1:1
  |
1 | [shop]
  | ^^^^^^
  = allowed: an IANA name with its area, such as America/Denver, or UTC
  = help: write time_zone = "America/Denver" under [shop]; it decides the day of a sale
"#,
    );
}

#[test]
fn required_section_left_out() {
    assert_message(
        &GOOD.replace("[tax]\nplugin = \"none\"\n", ""),
        r#"
error: tax.plugin: required and not there
 --> counterd.toml
  = allowed: the name of an installed tax plugin, or "none"; or profile, the name of a tax profile
  = help: write plugin = "flat-rate-tax" or profile = "us-ca" under [tax], or plugin = "none" for a shop that charges no tax
"#,
    );
}

/// The faults of a `[tax]` section, each as key and problem.
fn tax_faults(section: &str) -> Vec<(String, String)> {
    let text = GOOD.replace("plugin = \"none\"\n", section);
    match Settings::parse("counterd.toml", &text) {
        Ok(_) => Vec::new(),
        Err(faults) => {
            let faults = faults.list().iter();
            faults.map(|f| (f.key.clone(), f.problem.clone())).collect()
        }
    }
}

#[test]
fn a_plugin_or_a_profile_computes_tax() {
    let one = |key: &str, problem: &str| vec![(key.to_owned(), problem.to_owned())];
    assert_eq!(tax_faults("profile = \"us-ca\"\n"), []);
    assert_eq!(
        tax_faults("profile = \"us-ca\"\n[[tax.local]]\nname = \"City\"\nrate = \"0.01\"\n"),
        []
    );
    assert_eq!(
        tax_faults("plugin = \"none\"\nprofile = \"us-ca\"\n"),
        one(
            "tax.profile",
            "stands beside plugin, and one of them computes the tax"
        )
    );
    assert_eq!(
        tax_faults("plugin = \"x\"\n[[tax.local]]\nname = \"City\"\nrate = \"0.01\"\n"),
        one(
            "tax.local",
            "belongs to a profile, and a plugin computes the tax"
        )
    );
    for who in ["profile = \"us-ca\"", "plugin = \"none\""] {
        assert_eq!(
            tax_faults(&format!("{who}\n[tax.settings]\nrate = \"0.08\"\n")),
            one("tax.settings", "there is no plugin to read them")
        );
    }
    assert_eq!(
        tax_faults("profile = \"../us-ca\"\n"),
        one("tax.profile", "\"../us-ca\" does not have the right form")
    );
    assert_eq!(
        tax_faults("profiles_dir = \"taxes\"\n[[tax.local]]\nrate = \"8.25\"\n"),
        [
            one("tax.plugin", "required and not there"),
            one("tax.profiles_dir", "\"taxes\" is not an absolute path"),
            one("tax.local.name", "required and not there"),
            one("tax.local.rate", "\"8.25\" is not a rate"),
        ]
        .concat()
    );
    let nine = "[[tax.local]]\nname = \"City\"\nrate = \"0.01\"\n".repeat(9);
    assert_eq!(
        tax_faults(&format!("profile = \"us-ca\"\n{nine}")),
        one("tax.local", "there are 9 local taxes")
    );
}

#[test]
fn misspelt_choice() {
    assert_message(
        &format!("{GOOD}{}", DEVICES.replace("\"escpos\"", "\"esc-pos\"")),
        r#"
error: device.receipt-printer.driver: "esc-pos" is not known here
  --> counterd.toml:11:10
   |
11 | driver = "esc-pos"
   |          ^^^^^^^^^
   = allowed: "escpos", "star"
   = help: did you mean "escpos"?
"#,
    );
}

#[test]
fn drawer_on_a_printer_that_is_not_there() {
    assert_message(
        &format!(
            "{GOOD}{}",
            DEVICES.replace("printer = \"receipt-", "printer = \"reciept-")
        ),
        r#"
error: device.drawer.printer: there is no device "reciept-printer"
  --> counterd.toml:17:11
   |
17 | printer = "reciept-printer"
   |           ^^^^^^^^^^^^^^^^^
   = allowed: "receipt-printer"
   = help: did you mean "receipt-printer"?
"#,
    );
}

#[test]
fn origin_with_a_path() {
    assert_fault(
        "[server]\nallowed_origins = [\"https://pos.example\", \"https://pos.example/\"]\n",
        r#"
error: server.allowed_origins: "https://pos.example/" goes on after the host
 --> counterd.toml:8:43
  |
8 | allowed_origins = ["https://pos.example", "https://pos.example/"]
  |                                           ^^^^^^^^^^^^^^^^^^^^^^
  = allowed: an exact origin, scheme://host or scheme://host:port, in small letters
  = help: leave out everything after the host and port, the last slash too
"#,
    );
}

#[test]
fn key_sent_in_the_clear() {
    assert_fault(
        "[stripe]\nreader = \"tmr_1\"\napi_base = \"http://192.168.1.9\"\n",
        r#"
error: stripe.api_base: "http://192.168.1.9" would send the key over the network unencrypted
 --> counterd.toml:9:12
  |
9 | api_base = "http://192.168.1.9"
  |            ^^^^^^^^^^^^^^^^^^^^
  = allowed: https://host[:port] without a path; http:// only to this computer
  = help: use https://
"#,
    );
}

#[test]
fn not_toml_at_all() {
    let text = faults("[shop]\nname = Example\nphone = 'x\n[log]\n");
    assert!(text.starts_with("error: not TOML: "), "{text}");
    assert!(text.contains(" --> counterd.toml:2:8"), "{text}");
    assert!(text.contains(" --> counterd.toml:3:"), "{text}");
    assert!(!text.contains("required"), "{text}");
}

#[test]
fn a_secret_is_refused_wherever_it_stands_and_never_repeated() {
    let secret = ["sk", "live", "51Hx0pq9"].join("_");
    for (extra, key) in [
        (
            format!("[stripe]\nreader = \"tmr_1\"\nsecret_key_file = \"{secret}\"\n"),
            true,
        ),
        (
            format!("[stripe]\nreader = \"tmr_1\"\nsecret_key = \"{secret}\"\n"),
            true,
        ),
        (
            format!("[tax.settings]\nnote = \"Bearer {secret}\"\n"),
            true,
        ),
        (format!("[server]\nallowed_hosts = [\"{secret}\"]\n"), true),
        (format!("[log]\nfilter = \"{secret}\"\n[broken\n"), true),
        (format!("{secret} = 1\n"), false),
    ] {
        let text = faults(&format!("{GOOD}{extra}"));
        assert!(!text.contains("51Hx0pq9"), "{text}");
        assert_eq!(
            text.contains("a Stripe secret stands in this file"),
            key,
            "{text}"
        );
    }
}

#[test]
fn a_secret_where_a_path_belongs_is_one_fault() {
    let secret = ["rk", "test", "51Hx0pq9"].join("_");
    assert_fault(
        &format!("[stripe]\nreader = \"tmr_1\"\nsecret_key_file = \"{secret}\"\n"),
        r#"
error: stripe.secret_key_file: a Stripe secret stands in this file
 --> counterd.toml:9:19
  |
9 | secret_key_file = "rk_*************"
  |                   ^^^^^^^^^^^^^^^^^^
  = allowed: the path of a file that holds the key, as stripe.secret_key_file
  = help: put the key into a file of its own with mode 0600 and write that file's path here, or give it as the systemd credential stripe-key; if this file was ever shared, roll the key in the Stripe Dashboard
"#,
    );
}

#[test]
fn all_faults_at_once_in_the_order_of_the_lines() {
    let text = r#"[shop]
nmae = "Example Auto"
labor_rate = "$125"
currency = "dollars"
[counter]
prefix = "COUNTER1"
[server]
max_clients = "many"
[[device]]
name = "p1"
kind = "printer"
driver = "escpos"
address = "192.168.1.50"
[[device]]
name = "p1"
kind = "printr"
[[device]]
name = "d"
kind = "drawer"
driver = "printer"
printer = "p1"
pin = 3
on_ms = 101
"#;
    let faults = Settings::parse("counterd.toml", text).unwrap_err();
    let short: Vec<String> = faults
        .list()
        .iter()
        .map(|fault| {
            let line = fault.place.as_ref().map_or(0, |place| place.line);
            format!("{line} {}: {}", fault.key, fault.problem)
        })
        .collect();
    assert_eq!(
        short,
        [
            "1 shop.name: required and not there",
            "1 shop.time_zone: required and not there",
            "2 shop.nmae: unknown key",
            "3 shop.labor_rate: \"$125\" is not an amount",
            "4 shop.currency: \"dollars\" does not have the right form",
            "6 counter.prefix: \"COUNTER1\" does not have the right form",
            "8 server.max_clients: expected a whole number, found string",
            "13 device.p1.address: \"192.168.1.50\" is not a host with a port",
            "15 device.p1.name: another device is called \"p1\" too",
            "16 device.p1.kind: \"printr\" is not known here",
            "22 device.d.pin: the jack has no drawer on pin 3",
            "23 device.d.on_ms: 101 is odd",
            "0 tax.plugin: required and not there",
        ]
    );
    assert!(
        faults
            .to_string()
            .ends_with("13 faults in counterd.toml; nothing was started or changed")
    );
}

#[test]
fn two_of_a_kind_need_a_role() {
    let second = "[[device]]\nname = \"back-printer\"\nkind = \"printer\"\ndriver = \"escpos\"\n\
                  address = \"192.168.1.51:9100\"\n";
    let text = faults(&format!("{GOOD}{DEVICES}{second}"));
    assert!(
        text.contains("roles.receipt_printer: there are 2 of kind printer, so one must be named"),
        "{text}"
    );
    let roles = "[roles]\nreceipt_printer = \"back-printer\"\n";
    let settings = Settings::parse("t", &format!("{GOOD}{DEVICES}{second}{roles}")).unwrap();
    assert_eq!(
        settings.roles.receipt_printer.as_deref(),
        Some("back-printer")
    );
    let text = faults(&format!(
        "{GOOD}{DEVICES}[roles]\nreceipt_printer = \"drawer\"\n"
    ));
    assert!(text.contains("\"drawer\" is of kind drawer"), "{text}");
}

#[test]
fn a_missing_file_is_one_fault_with_the_path() {
    let text = Settings::load(std::path::Path::new("/nonexistent/counterd.toml"))
        .unwrap_err()
        .to_string();
    assert!(text.contains("the file cannot be read: "), "{text}");
    assert!(text.contains("/nonexistent/counterd.toml"), "{text}");
}
