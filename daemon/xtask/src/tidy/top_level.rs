//! The top level holds exactly the folders and files that a newcomer is told about.

use std::collections::BTreeSet;

use super::{Findings, SourceFile};

const ALLOWED: [&str; 14] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "clippy.toml",
    "config",
    "daemon",
    "deny.toml",
    "plugins",
    "rustfmt.toml",
    "systemd",
    "tests",
    "wit",
    "rust-toolchain.toml",
];

pub(super) fn check(files: &[SourceFile]) -> Findings {
    let entries: BTreeSet<&str> = files
        .iter()
        .map(|file| file.path.split('/').next().unwrap_or_default())
        .collect();
    let is_allowed = |entry: &str| {
        ALLOWED.contains(&entry) || entry.starts_with('.') || entry.starts_with("LICENSE")
    };
    let faults = entries
        .into_iter()
        .filter(|entry| !is_allowed(entry))
        .map(|entry| format!("{entry}: not one of the top-level entries; put it into a room"))
        .collect();
    Findings {
        faults,
        warnings: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    #[test]
    fn strangers_are_named_once() {
        let paths = [
            "README.md",
            "LICENSE-MIT",
            ".ci/run",
            "daemon/domain/Cargo.toml",
            "wit/README.md",
        ];
        let mut files: Vec<_> = paths.iter().map(|path| file(path, "")).collect();
        assert_eq!(check(&files).faults, Vec::<String>::new());
        files.push(file("scripts/a.sh", ""));
        files.push(file("scripts/b.sh", ""));
        let faults = check(&files).faults;
        assert_eq!(
            faults,
            ["scripts: not one of the top-level entries; put it into a room"]
        );
    }
}
