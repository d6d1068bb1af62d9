//! What suppliers' files have in common: whose parts they are about, and how their rows reach the daemon.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::faults::{self, Faults, Tally};
use super::{ApiArgs, Failed, api};

/// Rows in one order, as many as the daemon takes.
const ROWS_MAX: usize = engine::import::IMPORT_ROWS_MAX;

/// Whose parts a file is about.
#[derive(Debug, Args)]
pub(crate) struct BrandArgs {
    /// The brand as the shop writes it, or one of several as `CODE=Brand`. Without it, a number must name one part.
    #[arg(long)]
    brand: Vec<String>,
}

impl BrandArgs {
    /// Returns the shop's word for a brand of the file.
    pub(super) fn of(&self, code: Option<&str>) -> Option<String> {
        let pairs: BTreeMap<&str, &str> = self
            .brand
            .iter()
            .filter_map(|brand| brand.split_once('='))
            .collect();
        let named = code.and_then(|code| pairs.get(code).copied());
        let plain = || self.brand.iter().find(|brand| !brand.contains('='));
        named
            .or_else(|| plain().map(String::as_str))
            .map(str::to_owned)
    }
}

/// How a file's rows are sent, and what is said of them.
pub(super) struct Delivery<'a> {
    /// The method that takes them.
    pub(super) method: &'static str,
    /// What a row is called.
    pub(super) what: &'static str,
    /// Where those that were not taken are written.
    pub(super) errors: Option<&'a PathBuf>,
    pub(super) api: &'a ApiArgs,
}

impl Delivery<'_> {
    /// Sends the rows and says what came of them and of the faults found before. `Ok(false)` when some were not taken.
    pub(super) fn send(
        &self,
        rows: impl Iterator<Item = Value>,
        mut faults: Faults,
    ) -> Result<bool, Failed> {
        let mut tally = Tally::default();
        api::with(self.api, async |api| {
            let mut chunk = Vec::new();
            for row in rows {
                chunk.push(row);
                if chunk.len() == ROWS_MAX {
                    order(api, self.method, &mut chunk, &mut tally, &mut faults).await?;
                }
            }
            order(api, self.method, &mut chunk, &mut tally, &mut faults).await
        })?;
        faults.tell(self.errors)?;
        tally.bad = faults.len();
        Ok(tally.say(self.what, self.errors.map(PathBuf::as_path)))
    }
}

/// Sends rows of a catalog file and empties the list.
async fn order(
    api: &mut api::Api,
    method: &str,
    chunk: &mut Vec<Value>,
    tally: &mut Tally,
    faults: &mut Faults,
) -> Result<(), Failed> {
    let rows = std::mem::take(chunk);
    if rows.is_empty() {
        return Ok(());
    }
    let answer = api.order(method, json!({ "rows": rows })).await?;
    tally.add(&answer);
    for (line, message, hint) in faults::of_answer(&answer) {
        let row = rows.iter().find(|row| row["row"] == line);
        let number = row.and_then(|row| row["number"].as_str());
        faults.add(line, number.unwrap_or_default(), message, &hint);
    }
    Ok(())
}
