//! `counterd export ndjson` and `counterd import ndjson`.

use std::path::PathBuf;

use clap::Args;
use exchange::ndjson::{self, ExportError, Header};
use store::{JournalReader, JournalWriter};

use super::{DataArgs, Failed, open, write_file};
use crate::told::say;

#[derive(Debug, Args)]
pub(crate) struct JournalArgs {
    /// The file.
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
}

impl From<ExportError> for Failed {
    fn from(error: ExportError) -> Self {
        Self::words(&error, "Make room on the disk, and export again.")
    }
}

pub(crate) fn export(args: &JournalArgs) -> Result<bool, Failed> {
    let folder = args.data.folder().map_err(Failed::Said)?;
    let shop = match &args.data.data {
        Some(_) => String::new(),
        None => {
            crate::startup::load(&args.data.config)
                .map_err(Failed::Said)?
                .shop
                .name
        }
    };
    let journal = JournalReader::open(&folder)?;
    let header = Header {
        shop,
        exported_at: jiff::Timestamp::now(),
        head: journal.head(),
        head_hash: journal.head_hash(),
    };
    write_file(&args.file, |file| {
        let mut export = ndjson::begin(&header, file)?;
        journal.each(|record| export.record(record).map_err(Failed::from))?;
        export.finish()?;
        Ok::<(), Failed>(())
    })?;
    say(&format!(
        "{} records; the last hash is {}.",
        header.head, header.head_hash
    ));
    Ok(true)
}

pub(crate) fn import(args: &JournalArgs) -> Result<bool, Failed> {
    let folder = args.data.folder().map_err(Failed::Said)?;
    // The digest stands at the end, so the file is read twice.
    let wrong = |error: ndjson::LineError| Failed::words(&error, error.hint());
    let summary = ndjson::verify(open(&args.file)?).map_err(wrong)?;
    let broken = |error: &dyn std::error::Error| {
        Failed::words(
            error,
            "Nothing was imported. Take another copy of the export.",
        )
    };
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let mut writer = JournalWriter::open(&folder)?;
    let mut records = ndjson::read(open(&args.file)?).map_err(wrong)?;
    while let Some(record) = records.next_record().map_err(wrong)? {
        writer.take(&record).map_err(|fault| broken(&fault))?;
    }
    let header = &summary.header;
    if summary.records != header.head || writer.head_hash() != header.head_hash {
        return Err(Failed::Words(
            "the file does not end where its header says.\nNothing was imported. Take another copy of the export."
                .to_owned(),
        ));
    }
    let head = writer.finish()?;
    say(&format!(
        "{head} records; the last hash is {}, as in the export.",
        header.head_hash
    ));
    Ok(true)
}
