//! Words that must not stand in the project's files: hosts of package registries (a build takes
//! packages by name, from wherever the machine is set up to), and Stripe keys that take real money.

use super::{Findings, SourceFile};

/// In two parts, so that this file passes its own check.
const FORBIDDEN: [(&str, &str); 7] = [
    ("crates", ".io"),
    ("npm", "js.com"),
    ("npm", "js.org"),
    ("pypi", ".org"),
    ("python", "hosted.org"),
    ("deb.", "debian.org"),
    ("registry.", "yarnpkg"),
];

/// Lock files name the source of every package by design.
const LOCK_FILES: [&str; 2] = ["Cargo.lock", "package-lock.json"];

pub(super) fn check(files: &[SourceFile]) -> Findings {
    let mut findings = Findings::default();
    for file in files {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        if LOCK_FILES.contains(&name) {
            continue;
        }
        let Ok(text) = std::str::from_utf8(&file.content) else {
            continue;
        };
        for (first, second) in FORBIDDEN {
            let word = format!("{first}{second}");
            if let Some(at) = text.find(&word) {
                let line = text[..at].matches('\n').count() + 1;
                findings
                    .faults
                    .push(format!("{}:{line}: must not say {word}", file.path));
            }
        }
        if has_live_key(text) {
            findings.faults.push(format!(
                "{}: holds a live Stripe key; roll it now",
                file.path
            ));
        }
    }
    findings
}

/// The prefix alone is no secret: code and messages may speak of it.
fn has_live_key(text: &str) -> bool {
    const KEY_LEN_MIN: usize = 16;
    ["sk_live_", "rk_live_"].iter().any(|prefix| {
        text.split(prefix)
            .skip(1)
            .any(|rest| rest.bytes().take_while(u8::is_ascii_alphanumeric).count() >= KEY_LEN_MIN)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    #[test]
    fn a_registry_host_is_found_with_its_line() {
        let host = ["crates", "io"].join(".");
        let text = format!("one\nsee https://{host}/x\n");
        let files = [file("README.md", &text), file("plugins/Cargo.lock", &text)];
        assert_eq!(
            check(&files).faults,
            [format!("README.md:2: must not say {host}")]
        );
        assert!(
            check(&[file("README.md", "take packages by name\n")])
                .faults
                .is_empty()
        );
    }

    #[test]
    fn a_live_key_is_found_and_its_prefix_is_not() {
        let key = format!("key = \"sk_live_{}\"", "4eC39HqLyjWDarjt");
        assert_eq!(check(&[file("a.toml", &key)]).faults.len(), 1);
        assert!(
            check(&[file("a.md", "begins with sk_live_ or rk_live_short")])
                .faults
                .is_empty()
        );
    }
}
