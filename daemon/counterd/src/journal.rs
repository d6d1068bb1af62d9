//! `counterd journal verify`.

use std::fmt::Write as _;
use std::process::ExitCode;

use store::VerifyFault;

use crate::files::DataArgs;
use crate::told::{chain, complain, say};

pub(crate) fn verify(data: &DataArgs) -> ExitCode {
    let data = match data.folder() {
        Ok(data) => data,
        Err(code) => return code,
    };
    match store::verify(&data) {
        Ok(sound) => {
            let mut text = format!("The journal is sound: {} records.", sound.records);
            for (origin, seq, hash) in &sound.chains {
                let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
                let _infallible = write!(
                    text,
                    "\n  counter {origin}: record {seq} ends the chain with {hash}"
                );
            }
            for table in &sound.tables {
                let _infallible = write!(
                    text,
                    "\n  {}: {} rows, as rebuilt from the journal",
                    table.table, table.rows
                );
            }
            say(&text);
            ExitCode::SUCCESS
        }
        Err(fault) => {
            complain(&format!(
                "The journal of {} is NOT sound: {}",
                data.display(),
                chain(&fault)
            ));
            if let VerifyFault::ReadModels(differences) = &fault {
                differences
                    .iter()
                    .take(20)
                    .for_each(|difference| complain(&format!("  {difference}")));
            }
            complain(
                "Stop selling on this counter, keep the data folder as it is, and call support.",
            );
            ExitCode::FAILURE
        }
    }
}
