//! `cargo xtask tidy`: the house rules as code. Each file here checks one kind of rule and returns
//! what is wrong as sentences; nothing is changed.

mod frozen;
mod imports;
mod sources;
mod top_level;
mod words;

use std::fs;
use std::path::Path;

use crate::process;

/// What a check has to say.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) faults: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

impl Findings {
    fn extend(&mut self, other: Self) {
        self.faults.extend(other.faults);
        self.warnings.extend(other.warnings);
    }
}

/// One file that git tracks or would track.
pub(crate) struct SourceFile {
    /// From the project's folder, with slashes.
    pub(crate) path: String,
    pub(crate) content: Vec<u8>,
}

/// Runs every check and returns a one-line summary.
///
/// # Errors
/// Every broken rule, one per line.
pub fn run(root: &Path) -> Result<String, String> {
    let files = source_files(root)?;
    let metadata = metadata(root)?;
    let mut findings = imports::check(&metadata);
    findings.extend(imports::check_lints(&files));
    findings.extend(top_level::check(&files));
    findings.extend(sources::check(&files));
    findings.extend(words::check(&files));
    findings.extend(frozen::check(&files));
    for warning in &findings.warnings {
        eprintln!("tidy: warning: {warning}");
    }
    if findings.faults.is_empty() {
        let warnings = findings.warnings.len();
        return Ok(format!(
            "{} files keep the rules, {warnings} warnings",
            files.len()
        ));
    }
    Err(format!(
        "tidy found {}:\n  {}",
        findings.faults.len(),
        findings.faults.join("\n  ")
    ))
}

fn metadata(root: &Path) -> Result<serde_json::Value, String> {
    let text = process::output(process::cargo(root).args([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
    ]))?;
    serde_json::from_str(&text).map_err(|error| format!("cargo metadata is not JSON: {error}"))
}

/// Returns the tracked files and the new ones that are not ignored.
fn source_files(root: &Path) -> Result<Vec<SourceFile>, String> {
    let listed = process::output(process::command(root, "git").args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let mut files = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        // A file that was deleted but not yet committed is still listed.
        if let Ok(content) = fs::read(root.join(path)) {
            files.push(SourceFile {
                path: path.to_owned(),
                content,
            });
        }
    }
    Ok(files)
}

#[cfg(test)]
pub(crate) fn file(path: &str, content: &str) -> SourceFile {
    SourceFile {
        path: path.to_owned(),
        content: content.as_bytes().to_vec(),
    }
}
