//! What was not taken, for the person at the terminal and as a file.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Failed, write_file};
use crate::told::{complain, say};

/// How many faults are shown when there is no file for them.
const SHOWN_MAX: usize = 20;

/// What came of an import so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) taken: u64,
    pub(super) saved: u64,
    pub(super) moved: u64,
    pub(super) bad: u64,
}

impl Tally {
    /// Adds an answer of the daemon; its faults are counted by whoever words them.
    pub(super) fn add(&mut self, answer: &Value) {
        let count = |name: &str| answer[name].as_u64().unwrap_or(0);
        self.taken += count("taken");
        self.saved += count("saved");
        self.moved += count("moved");
    }

    /// Says what came of it. `Ok(false)` when some rows were not taken.
    pub(super) fn say(&self, what: &str, errors: Option<&Path>) -> bool {
        let Self {
            taken,
            saved,
            moved,
            bad,
        } = self;
        let mut text =
            format!("{taken} {what} taken: {saved} changed something, {moved} stock movements.");
        if *bad > 0 {
            let place = errors.map_or_else(String::new, |path| format!("; see {}", path.display()));
            text.push_str(&format!("\n{bad} not taken{place}."));
        }
        say(&text);
        *bad == 0
    }
}

/// Faults of a catalog file: where, what and what to do.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<[String; 4]>);

impl Faults {
    pub(super) fn add(&mut self, line: u64, part: &str, message: String, hint: &str) {
        let row = [line.to_string(), part.to_owned(), message, hint.to_owned()];
        self.0.push(row);
    }

    pub(super) fn len(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    /// Writes them to a file, or shows the first.
    pub(super) fn tell(&self, path: Option<&PathBuf>) -> Result<(), Failed> {
        let Some(path) = path else {
            for [line, part, message, hint] in self.0.iter().take(SHOWN_MAX) {
                complain(&format!("line {line}: {part}: {message} {hint}"));
            }
            return Ok(());
        };
        write_file(path, |file| {
            let mut writer = csv::Writer::from_writer(file);
            writer.write_record(["line", "part", "error", "what_to_do"])?;
            for row in &self.0 {
                writer.write_record(row)?;
            }
            writer.flush().map_err(csv::Error::from)
        })
    }
}

/// Adds the faults of an answer.
pub(super) fn of_answer(answer: &Value) -> Vec<(u64, String, String)> {
    let errors = answer["errors"].as_array().map_or(&[][..], Vec::as_slice);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    errors
        .iter()
        .map(|error| {
            let row = error["row"].as_u64().unwrap_or(0);
            (row, text(&error["message"]), text(&error["hint"]))
        })
        .collect()
}

/// Shows a fault when there is no file for it.
pub(super) fn show(shown: &mut usize, row: u64, message: &str, hint: &str) {
    *shown += 1;
    if *shown <= SHOWN_MAX {
        complain(&format!("row {row}: {message} {hint}"));
    }
}
