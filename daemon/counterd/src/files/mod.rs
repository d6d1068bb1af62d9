//! `counterd import` and `counterd export`: the shop's data out of files and into them.
//!
//! Tables and catalogs come in through the daemon's own API, with a token, so that there is one writer and every rule
//! holds. Exports only read, and may run beside the daemon. The whole journal comes into an empty data folder, where no
//! daemon is yet.

mod aces;
mod api;
mod books;
mod catalog;
mod faults;
mod journal;
mod pies;
mod table;
mod tables;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use exchange::csv::Kind;

use crate::told::{chain, complain};

/// Exit code when some rows were not taken: the others were.
const EXIT_SOME_BAD: u8 = 3;

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Customers from a CSV file.
    Customers(table::TableArgs),
    /// Vehicles from a CSV file; their owners first.
    Vehicles(table::TableArgs),
    /// Parts from a CSV file.
    Parts(table::TableArgs),
    /// A supplier's price file: changes prices of the parts that the shop has.
    Prices(table::TableArgs),
    /// What lies where, from a CSV file.
    Stock(table::TableArgs),
    /// What parts fit, from a supplier's ACES file.
    Aces(aces::AcesArgs),
    /// What a supplier says about parts, from a PIES file.
    Pies(pies::PiesArgs),
    /// A whole journal that `export ndjson` wrote, into an empty data folder.
    Ndjson(journal::JournalArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    /// The whole journal: everything the shop has ever recorded, one JSON object a line.
    Ndjson(journal::JournalArgs),
    /// Customers, vehicles, parts and stock as CSV files in a folder.
    Csv(tables::TablesArgs),
    /// Entries of the books for hledger, QuickBooks or Xero.
    Books(books::BooksArgs),
}

/// Where the daemon is, and by whose leave.
#[derive(Debug, Args)]
pub(crate) struct ApiArgs {
    /// The settings file, for the daemon's address.
    #[arg(long, default_value = "/etc/counterd/counterd.toml")]
    config: PathBuf,
    /// The daemon's address instead, such as `127.0.0.1:7420`.
    #[arg(long)]
    api: Option<String>,
    /// A file with a token that has the scope `manage`; otherwise it is taken from COUNTERD_TOKEN.
    #[arg(long)]
    token_file: Option<PathBuf>,
}

/// Which data folder.
#[derive(Debug, Args)]
pub(crate) struct DataArgs {
    /// The settings file that names the data folder.
    #[arg(
        long,
        default_value = "/etc/counterd/counterd.toml",
        conflicts_with = "data"
    )]
    config: PathBuf,
    /// The data folder itself.
    #[arg(long)]
    data: Option<PathBuf>,
}

impl DataArgs {
    pub(crate) fn folder(&self) -> Result<PathBuf, ExitCode> {
        match &self.data {
            Some(data) => Ok(data.clone()),
            None => crate::startup::load(&self.config).map(|settings| settings.data_dir),
        }
    }
}

/// Why a file could not be brought in or out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failed {
    #[error("{path}")]
    File {
        path: String,
        #[source]
        source: io::Error,
    },
    #[error("the store cannot be read")]
    Store(#[from] engine::StoreError),
    #[error(transparent)]
    Api(#[from] api::ApiError),
    #[error("the report cannot be written")]
    Csv(#[from] csv::Error),
    /// Everything else, in words that say what to do.
    #[error("{0}")]
    Words(String),
    /// It was said already.
    #[error("")]
    Said(ExitCode),
}

impl Failed {
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File {
            path: path.display().to_string(),
            source,
        }
    }

    fn words(error: &dyn std::error::Error, hint: &str) -> Self {
        Self::Words(format!("{}\n{hint}", chain(error)))
    }
}

pub(crate) fn import(command: ImportCommand) -> ExitCode {
    ended(match command {
        ImportCommand::Customers(args) => table::import(Kind::Customers, args),
        ImportCommand::Vehicles(args) => table::import(Kind::Vehicles, args),
        ImportCommand::Parts(args) => table::import(Kind::Parts, args),
        ImportCommand::Prices(args) => table::import(Kind::Prices, args),
        ImportCommand::Stock(args) => table::import(Kind::Stock, args),
        ImportCommand::Aces(args) => aces::import(args),
        ImportCommand::Pies(args) => pies::import(args),
        ImportCommand::Ndjson(args) => journal::import(&args),
    })
}

pub(crate) fn export(command: ExportCommand) -> ExitCode {
    // What is written here is the shop's own: customers, sales.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    ended(match command {
        ExportCommand::Ndjson(args) => journal::export(&args),
        ExportCommand::Csv(args) => tables::export(&args),
        ExportCommand::Books(args) => books::export(&args),
    })
}

/// Says what went wrong. `Ok(false)`: some rows were not taken.
fn ended(result: Result<bool, Failed>) -> ExitCode {
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(EXIT_SOME_BAD),
        Err(Failed::Said(code)) => code,
        Err(failed) => {
            complain(&chain(&failed));
            ExitCode::FAILURE
        }
    }
}

/// Writes a file under another name first, so that half a file never stands under its own.
fn write_file<E: Into<Failed>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
) -> Result<(), Failed> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = (|| {
        let file = File::create(&part).map_err(Failed::file(&part))?;
        let mut file = BufWriter::new(file);
        write(&mut file).map_err(Into::into)?;
        file.flush().map_err(Failed::file(&part))?;
        file.get_ref().sync_all().map_err(Failed::file(&part))?;
        std::fs::rename(&part, path).map_err(Failed::file(path))
    })();
    if written.is_err() {
        let _nothing_to_remove = std::fs::remove_file(&part);
    }
    written
}

fn open(path: &Path) -> Result<File, Failed> {
    File::open(path).map_err(Failed::file(path))
}
