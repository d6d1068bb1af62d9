//! Which room may import which, which crate only one room may use, and the shared lints.
//!
//! A new line under `[dependencies]` between rooms is a design change: it belongs here first.

use serde_json::Value;

use super::{Findings, SourceFile};

/// Each room and what it may import; a room that is not listed is a fault.
const MAY_IMPORT: [(&str, &[&str]); 17] = [
    ("domain", &[]),
    ("paper", &[]),
    ("settings", &[]),
    ("stripe-sim", &[]),
    ("xtask", &[]),
    ("documents", &["domain", "paper"]),
    ("devices", &["paper"]),
    ("engine", &["domain"]),
    ("exchange", &["domain"]),
    ("protocol", &["domain"]),
    ("plugin-host", &["domain"]),
    ("payments", &["domain"]),
    ("store", &["engine", "domain"]),
    ("server", &["protocol", "engine", "exchange", "domain"]),
    (
        "testkit",
        &["domain", "engine", "devices", "store", "protocol"],
    ),
    (
        "counterd",
        &[
            "devices",
            "documents",
            "domain",
            "engine",
            "exchange",
            "paper",
            "payments",
            "plugin-host",
            "protocol",
            "server",
            "settings",
            "store",
            "stripe-sim",
        ],
    ),
    // The end-to-end tests see everything.
    (
        "e2e",
        &[
            "counterd",
            "devices",
            "documents",
            "domain",
            "engine",
            "exchange",
            "paper",
            "payments",
            "plugin-host",
            "protocol",
            "server",
            "settings",
            "store",
            "stripe-sim",
            "testkit",
            "xtask",
        ],
    ),
];

/// Extra edges for tests only: (room, import). `*` is any room.
const MAY_IMPORT_IN_TESTS: [(&str, &str); 2] = [("payments", "stripe-sim"), ("*", "testkit")];

/// Crates of others that one room alone may name; the end-to-end tests may look inside too.
const ONLY_IN: [(&str, &str); 5] = [
    ("rusqlite", "store"),
    ("wasmtime", "plugin-host"),
    ("rusb", "devices"),
    ("serialport", "devices"),
    ("hyper-rustls", "payments"),
];

/// Checks the edges in the answer of `cargo metadata --no-deps`.
pub(super) fn check(metadata: &Value) -> Findings {
    let mut findings = Findings::default();
    let packages = metadata["packages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let name_of = |package: &Value| package["name"].as_str().unwrap_or_default().to_owned();
    let ours: Vec<String> = packages.iter().map(name_of).collect();
    if ours.is_empty() {
        findings
            .faults
            .push("cargo metadata lists no packages".to_owned());
    }
    for package in packages {
        let room = name_of(package);
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            findings.faults.push(format!(
                "{room} is a new room: say what it may import in daemon/xtask/src/tidy/imports.rs"
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let name = name_of(dependency);
            let for_tests = dependency["kind"] == "dev";
            if ours.contains(&name) && !may_import(&room, &name, allowed, for_tests) {
                findings
                    .faults
                    .push(edge_fault(&room, &name, allowed, for_tests));
            }
            if let Some((_, owner)) = ONLY_IN.iter().find(|(crate_name, _)| *crate_name == name)
                && room != *owner
                && room != "e2e"
            {
                findings.faults.push(format!(
                    "{room} uses {name}: only {owner} may, behind its own types"
                ));
            }
        }
    }
    findings
}

fn may_import(room: &str, name: &str, allowed: &[&str], for_tests: bool) -> bool {
    let in_tests = || {
        MAY_IMPORT_IN_TESTS
            .iter()
            .any(|(who, what)| *what == name && (*who == room || *who == "*"))
    };
    allowed.contains(&name) || (for_tests && in_tests())
}

fn edge_fault(room: &str, name: &str, allowed: &[&str], for_tests: bool) -> String {
    let rule = if allowed.is_empty() {
        "nothing of ours".to_owned()
    } else {
        allowed.join(", ")
    };
    let kind = if for_tests {
        "dev-dependency"
    } else {
        "dependency"
    };
    format!("{room} imports {name} ({kind}): {room} may import {rule}")
}

/// Checks that each crate takes the workspace's lints.
pub(super) fn check_lints(files: &[SourceFile]) -> Findings {
    let mut findings = Findings::default();
    for file in files {
        let folder = file.path.strip_suffix("/Cargo.toml").unwrap_or_default();
        let is_crate = folder == "tests"
            || folder
                .strip_prefix("daemon/")
                .is_some_and(|name| !name.contains('/'));
        let text = String::from_utf8_lossy(&file.content);
        if is_crate && !text.contains("[lints]\nworkspace = true\n") {
            findings.faults.push(format!(
                "{}: `[lints] workspace = true` is missing",
                file.path
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::tidy::file;

    fn faults(room: &str, dependency: &str, kind: Value) -> Vec<String> {
        let others: Vec<Value> = MAY_IMPORT
            .iter()
            .filter(|(name, _)| *name != room)
            .map(|(name, _)| json!({"name": name, "dependencies": []}))
            .collect();
        let mut packages =
            vec![json!({"name": room, "dependencies": [{"name": dependency, "kind": kind}]})];
        packages.extend(others);
        check(&json!({ "packages": packages })).faults
    }

    #[test]
    fn the_drawn_edges_are_allowed() {
        assert_eq!(faults("store", "engine", Value::Null), Vec::<String>::new());
        assert_eq!(
            faults("counterd", "payments", Value::Null),
            Vec::<String>::new()
        );
        assert_eq!(
            faults("payments", "stripe-sim", json!("dev")),
            Vec::<String>::new()
        );
        assert_eq!(
            faults("domain", "testkit", json!("dev")),
            Vec::<String>::new()
        );
        assert_eq!(faults("domain", "uuid", Value::Null), Vec::<String>::new());
    }

    #[test]
    fn a_new_edge_names_both_and_the_rule() {
        assert_eq!(
            faults("server", "store", Value::Null),
            [
                "server imports store (dependency): server may import protocol, engine, exchange, domain"
            ]
        );
        assert_eq!(
            faults("domain", "engine", json!("dev")),
            ["domain imports engine (dev-dependency): domain may import nothing of ours"]
        );
        assert_eq!(faults("payments", "stripe-sim", Value::Null).len(), 1);
        assert_eq!(faults("domain", "testkit", Value::Null).len(), 1);
        assert_eq!(faults("devices", "domain", json!("build")).len(), 1);
        assert_eq!(faults("counterd", "testkit", Value::Null).len(), 1);
    }

    #[test]
    fn an_owned_crate_stays_in_its_room() {
        assert_eq!(
            faults("server", "rusqlite", Value::Null),
            ["server uses rusqlite: only store may, behind its own types"]
        );
        assert_eq!(
            faults("store", "rusqlite", Value::Null),
            Vec::<String>::new()
        );
        assert_eq!(
            faults("e2e", "rusqlite", json!("dev")),
            Vec::<String>::new()
        );
        assert_eq!(faults("counterd", "hyper-rustls", json!("dev")).len(), 1);
    }

    #[test]
    fn an_unlisted_room_and_an_empty_answer_are_faults() {
        assert_eq!(
            check(&json!({"packages": [{"name": "utils", "dependencies": []}]}))
                .faults
                .len(),
            1
        );
        assert_eq!(check(&json!({})).faults.len(), 1);
    }

    #[test]
    fn lints_are_shared() {
        let good = file(
            "daemon/domain/Cargo.toml",
            "[package]\n\n[lints]\nworkspace = true\n",
        );
        let bad = file("tests/Cargo.toml", "[package]\n");
        let elsewhere = file("plugins/sdk/Cargo.toml", "[package]\n");
        assert_eq!(
            check_lints(&[good, bad, elsewhere]).faults,
            ["tests/Cargo.toml: `[lints] workspace = true` is missing"]
        );
    }
}
