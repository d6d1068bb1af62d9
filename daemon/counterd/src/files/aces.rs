//! `counterd import aces`.

use std::path::PathBuf;

use clap::Args;
use exchange::aces::{self, AcesError, Action, Condition, FitmentRow, Vcdb};
use serde_json::{Value, json};

use super::catalog::{BrandArgs, Delivery};
use super::faults::Faults;
use super::{ApiArgs, Failed, open};
use crate::told::say;

#[derive(Debug, Args)]
pub(crate) struct AcesArgs {
    /// The file: ACES 3 or 4.
    file: PathBuf,
    /// The vehicle table you subscribe to: `BaseVehicleID`, `Year`, `Make`, `Model`.
    #[arg(long)]
    vcdb: Option<PathBuf>,
    #[command(flatten)]
    brands: BrandArgs,
    /// Reads the file and says what is wrong with it; the daemon is not asked.
    #[arg(long)]
    dry_run: bool,
    /// Where the applications that were not taken are written.
    #[arg(long)]
    errors: Option<PathBuf>,
    #[command(flatten)]
    api: ApiArgs,
}

pub(crate) fn import(args: AcesArgs) -> Result<bool, Failed> {
    let vcdb = match &args.vcdb {
        Some(path) => {
            let vcdb = Vcdb::read(open(path)?);
            Some(vcdb.map_err(|error| Failed::words(&error, "Export the table again."))?)
        }
        None => None,
    };
    // The footer tells at the end whether the file is whole, so it is read twice.
    let mut faults = Faults::default();
    let mut good = 0_u64;
    let mut apps = aces::read(open(&args.file)?, vcdb.as_ref());
    for row in &mut apps {
        match row {
            Ok(_) => good += 1,
            Err(AcesError::App { line, fault, .. }) => {
                faults.add(line, "", fault.to_string(), fault.hint());
            }
            Err(fault) => return Err(Failed::words(&fault, fault.hint())),
        }
    }
    if args.dry_run {
        faults.tell(args.errors.as_ref())?;
        let bad = faults.len();
        say(&format!(
            "{good} applications can be read, {bad} cannot. Nothing was imported."
        ));
        return Ok(bad == 0);
    }
    let rows = aces::read(open(&args.file)?, vcdb.as_ref()).flatten();
    let rows = rows.map(|row| word(&row, &args.brands));
    let delivery = Delivery {
        method: "import.fitment",
        what: "applications",
        errors: args.errors.as_ref(),
        api: &args.api,
    };
    delivery.send(rows, faults)
}

fn word(row: &FitmentRow, brands: &BrandArgs) -> Value {
    let engine = row.engine.as_deref();
    let in_engine = |condition: &&Condition| {
        let text = condition.text.as_deref();
        text.is_some_and(|text| engine.is_some_and(|engine| engine.contains(text)))
    };
    let conditions = row
        .conditions
        .iter()
        .filter(|condition| !in_engine(condition));
    let mut conditions: Vec<String> = conditions.map(condition).collect();
    conditions.extend(row.note.clone());
    json!({
        "row": row.line, "number": row.part_number, "brand": brands.of(row.brand.as_deref()),
        "year_from": row.year_from, "year_to": row.year_to, "make": row.make, "model": row.model,
        "engine": row.engine, "position": row.position, "conditions": conditions,
        "removed": row.action == Action::Delete,
    })
}

/// A condition in words; an id of the VCdb stays one, so that nobody takes the part to fit without it.
fn condition(condition: &Condition) -> String {
    match (&condition.text, condition.id) {
        (Some(text), _) => format!("{} {text}", condition.name),
        (None, Some(id)) => format!("{} id {id}", condition.name),
        (None, None) => condition.name.clone(),
    }
}
