//! `cargo xtask types`: the TypeScript types of the wire, made from the OpenRPC document and committed beside the
//! page's client. The checks compare them, so that the page is always checked against the real wire.

use std::fs;
use std::path::Path;

use crate::process;
use crate::test::tools;

const SCRIPT: &str = "daemon/xtask/wire-types.mjs";
const TYPES: &str = "daemon/server/page/client/wire.d.ts";

/// Writes the types anew.
pub fn write(root: &Path) -> Result<(), String> {
    let types = generate(root)?;
    fs::write(root.join(TYPES), types).map_err(|error| format!("cannot write {TYPES}: {error}"))
}

/// Fails unless the committed types are those of the wire.
pub fn check(root: &Path) -> Result<(), String> {
    let committed = fs::read_to_string(root.join(TYPES))
        .map_err(|error| format!("cannot read {TYPES}: {error}; run `cargo xtask types`"))?;
    compare(&committed, &generate(root)?)
}

fn generate(root: &Path) -> Result<String, String> {
    let library = tools::npm_package(root, "json-schema-to-typescript", "16.0.0")?;
    // The document comes from the crate that defines the wire: that compiles in seconds, the daemon does not.
    let document = process::output(process::cargo(root).args([
        "run",
        "--release",
        "--quiet",
        "-p",
        "protocol",
        "--example",
        "openrpc",
    ]))?;
    let file = process::target_dir(root).join("openrpc.json");
    fs::write(&file, document)
        .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    let mut node = process::command(root, "node");
    node.arg(SCRIPT)
        .arg(&file)
        .env("JSON_SCHEMA_TO_TYPESCRIPT", library);
    process::output(&mut node)
}

fn compare(committed: &str, generated: &str) -> Result<(), String> {
    if committed == generated {
        return Ok(());
    }
    let same = committed
        .lines()
        .zip(generated.lines())
        .take_while(|(old, new)| old == new);
    let line = same.count();
    let at = |text: &str| text.lines().nth(line).unwrap_or("(the end)").to_owned();
    Err(format!(
        "{TYPES} is not what the wire is now; run `cargo xtask types`\nline {}:\n  committed: {}\n  generated: {}",
        line + 1,
        at(committed),
        at(generated)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_differs_is_shown() {
        compare("a\nb\n", "a\nb\n").unwrap();
        let error = compare("a\nb\nc\n", "a\nB\nc\n").unwrap_err();
        assert!(error.contains("run `cargo xtask types`"), "{error}");
        assert!(
            error.ends_with("line 2:\n  committed: b\n  generated: B"),
            "{error}"
        );
        let error = compare("a\n", "a\nb\n").unwrap_err();
        assert!(error.contains("committed: (the end)"), "{error}");
    }
}
