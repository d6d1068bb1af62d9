//! A released plugin interface never changes: each `wit/v*` folder with a `FROZEN` file has the
//! content whose hash stands in that file.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Findings, SourceFile};

const SEAL: &str = "FROZEN";

pub(super) fn check(files: &[SourceFile]) -> Findings {
    let mut folders: BTreeMap<&str, BTreeMap<&str, &[u8]>> = BTreeMap::new();
    for file in files {
        if let Some((folder, name)) = file
            .path
            .strip_prefix("wit/")
            .and_then(|path| path.split_once('/'))
            && folder.starts_with('v')
        {
            folders
                .entry(folder)
                .or_default()
                .insert(name, &file.content);
        }
    }
    let mut findings = Findings::default();
    for (folder, mut contents) in folders {
        let seal = contents.remove(SEAL);
        let hash = hash(&contents);
        let Some(seal) = seal else {
            findings.warnings.push(format!(
                "wit/{folder} can still change; when it is released, write {hash} into its {SEAL} file"
            ));
            continue;
        };
        if String::from_utf8_lossy(seal).trim() != hash {
            findings.faults.push(format!(
                "wit/{folder} was released and has changed: take the change back and make it in \
                 wit/next (the content's hash is {hash})"
            ));
        }
    }
    findings
}

/// SHA-256 over each name, length and content, in the order of the names.
fn hash(contents: &BTreeMap<&str, &[u8]>) -> String {
    let mut hasher = Sha256::new();
    for (name, content) in contents {
        hasher.update(format!("{name}\n{}\n", content.len()));
        hasher.update(content);
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    #[test]
    fn a_released_interface_is_sealed() {
        let tax = "interface tax {}";
        let seal = hash(&BTreeMap::from([("tax.wit", tax.as_bytes())]));
        let wit = |text: &str, seal: &str| {
            [
                file("wit/v0.1/tax.wit", text),
                file("wit/v0.1/FROZEN", seal),
                file("wit/README.md", "x"),
            ]
        };
        assert!(check(&wit(tax, &format!("{seal}\n"))).faults.is_empty());
        assert_eq!(check(&wit("interface taxes {}", &seal)).faults.len(), 1);
        assert_eq!(check(&wit(tax, "")).faults.len(), 1);
        let mut more = Vec::from(wit(tax, &seal));
        more.push(file("wit/v0.1/new.wit", ""));
        assert_eq!(check(&more).faults.len(), 1);
        let open = check(&[file("wit/v0.2/tax.wit", tax), file("wit/next/tax.wit", tax)]);
        assert!(open.faults.is_empty() && open.warnings.len() == 1);
    }
}
