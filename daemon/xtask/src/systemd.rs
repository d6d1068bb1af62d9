//! Lets systemd itself read the unit that ships.

use std::fs;
use std::path::Path;

use crate::process;

/// Checks `systemd/counterd.service` with `systemd-analyze verify`.
///
/// Returns `None` when the tool is not on this computer.
///
/// # Errors
/// Everything the tool says about the unit.
pub fn verify(root: &Path) -> Result<Option<String>, String> {
    if !process::is_installed("systemd-analyze") {
        return Ok(None);
    }
    let unit = root.join("systemd/counterd.service");
    let text = fs::read_to_string(&unit).map_err(|error| format!("{}: {error}", unit.display()))?;
    verify_text(&text).map(|()| Some("counterd.service is accepted".to_owned()))
}

fn verify_text(unit: &str) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(|error| format!("cannot make a folder: {error}"))?;
    let copy = dir.path().join("counterd.service");
    // The tool also checks that each program exists; counterd need not be installed here.
    let text: Vec<String> = unit
        .lines()
        .map(|line| match line.strip_prefix("ExecStart=") {
            Some(_) => "ExecStart=/bin/true".to_owned(),
            None => line.to_owned(),
        })
        .collect();
    fs::write(&copy, text.join("\n")).map_err(|error| format!("cannot write the copy: {error}"))?;
    let mut tool = process::command(dir.path(), "systemd-analyze");
    let output = tool
        .args(["verify", "--man=no", "--recursive-errors=no"])
        .arg(&copy)
        .output()
        .map_err(|error| format!("systemd-analyze did not start: {error}"))?;
    // An unknown key is only a warning to systemd, with exit status 0; to us it is a mistake.
    let said = String::from_utf8_lossy(&output.stderr);
    let about_us: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("counterd.service"))
        .collect();
    if output.status.success() && about_us.is_empty() {
        return Ok(());
    }
    let all = if about_us.is_empty() {
        said.trim().to_owned()
    } else {
        about_us.join("\n")
    };
    Err(format!("systemd does not accept counterd.service:\n{all}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_unit_is_accepted() {
        match verify(&process::root().unwrap()).unwrap() {
            Some(summary) => assert!(summary.contains("accepted")),
            None => eprintln!("NOT CHECKED: systemd-analyze is not installed"),
        }
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        if !process::is_installed("systemd-analyze") {
            eprintln!("NOT CHECKED: systemd-analyze is not installed");
            return;
        }
        let unit = "[Service]\nType=notify\nExecStart=/usr/bin/counterd run\n";
        verify_text(unit).unwrap();
        let error = verify_text(&unit.replace("Type=", "WatchdogSecs=30\nType=")).unwrap_err();
        assert!(error.contains("WatchdogSecs"), "{error}");
        verify_text(&unit.replace("Type=notify", "Type=notfy")).unwrap_err();
    }
}
