//! Every Rust file says its one job first, and no source file grows past what a person reads at once.

use super::{Findings, SourceFile};

/// A file past this many lines is two files.
const LINES_MAX: usize = 800;
/// Past this many lines, think about it.
const LINES_THINK: usize = 400;
/// Written by people; generated documents and data may be as long as they are.
const EXTENSIONS: [&str; 8] = ["css", "html", "js", "mjs", "py", "rs", "sql", "wit"];

pub(super) fn check(files: &[SourceFile]) -> Findings {
    let mut findings = Findings::default();
    for file in files {
        let extension = file
            .path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension);
        if !EXTENSIONS.contains(&extension) || file.path.contains("/vendor/") {
            continue;
        }
        let text = String::from_utf8_lossy(&file.content);
        if extension == "rs" && !text.starts_with("//!") {
            findings.faults.push(format!(
                "{}: begins without `//!`: say the file's one job, and what it must never do",
                file.path
            ));
        }
        let lines = text.lines().count();
        if lines > LINES_MAX {
            findings
                .faults
                .push(format!("{}: {lines} lines, at most {LINES_MAX}", file.path));
        } else if lines > LINES_THINK {
            findings
                .warnings
                .push(format!("{}: {lines} lines; has it two jobs?", file.path));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    #[test]
    fn a_file_without_its_job_is_a_fault() {
        let files = [
            file("daemon/a/src/lib.rs", "//! A.\n"),
            file("daemon/a/src/b.rs", "use a;\n"),
        ];
        let faults = check(&files).faults;
        assert_eq!(faults.len(), 1);
        assert!(
            faults[0].starts_with("daemon/a/src/b.rs: begins without"),
            "{faults:?}"
        );
    }

    #[test]
    fn long_files_warn_and_then_fail() {
        let of = |lines: usize| file("x.rs", &"//! x\n".repeat(lines));
        let count = |lines| {
            let findings = check(&[of(lines)]);
            (findings.warnings.len(), findings.faults.len())
        };
        assert_eq!(count(400), (0, 0));
        assert_eq!(count(401), (1, 0));
        assert_eq!(count(800), (1, 0));
        assert_eq!(count(801), (0, 1));
        let vendored = file("daemon/server/page/vendor/x.js", &"x\n".repeat(5000));
        assert!(check(&[vendored]).faults.is_empty());
        assert!(
            check(&[file("openrpc.json", &"x\n".repeat(5000))])
                .faults
                .is_empty()
        );
    }
}
