//! `counterd import customers|vehicles|parts|prices|stock`.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use csv::StringRecord;
use exchange::csv::{ColumnMap, ErrorReport, Kind, Rows};
use protocol::v1::import::Map;
use serde_json::json;
use server::files;

use super::faults::{self, Tally};
use super::{ApiArgs, Failed, api, open};
use crate::told::{complain, say};

/// Rows in one order, as many as the daemon takes.
const ROWS_MAX: usize = engine::import::IMPORT_ROWS_MAX;
/// How much of a file is looked at for its delimiter.
const BEGINNING: u64 = 64 * 1024;

#[derive(Debug, Args)]
pub(crate) struct TableArgs {
    /// The file: CSV in UTF-8, UTF-16 or Windows-1252.
    file: PathBuf,
    /// The column map: which column is which field. Without it, the file is one of our own exports.
    #[arg(long, conflicts_with = "guess")]
    map: Option<PathBuf>,
    /// Proposes a map from the headers, shows it, and goes by it.
    #[arg(long)]
    guess: bool,
    /// Reads the file and says what is wrong with it; the daemon is not asked.
    #[arg(long)]
    dry_run: bool,
    /// Where the rows that were not taken are written, with what to do about each.
    #[arg(long)]
    errors: Option<PathBuf>,
    /// Where stock lies that the file gives no place for.
    #[arg(long)]
    location: Option<String>,
    /// What the program is called that the file comes from: its ids are kept under it.
    #[arg(long, default_value = "import")]
    system: String,
    #[command(flatten)]
    api: ApiArgs,
}

type Report = ErrorReport<File>;

pub(crate) fn import(kind: Kind, args: TableArgs) -> Result<bool, Failed> {
    let map = map_of(kind, &args)?;
    if args.dry_run {
        return dry_run(kind, &map, &args);
    }
    let rows = exchange::csv::read(kind, &map, open(&args.file)?);
    let rows = rows.map_err(|error| {
        Failed::words(
            &error,
            "Correct the column map, or propose one with --guess.",
        )
    })?;
    let table = Table {
        kind,
        map: json!(files::word_map(&map)),
        delimiter: map.delimiter,
        headers: rows.headers().map(<[String]>::to_vec),
        report: report(&args, &map, rows.headers())?,
        tally: Tally::default(),
        shown: 0,
    };
    let tally = api::with(&args.api, async |api| table.send(api, rows, &args).await)?;
    Ok(tally.say("rows", args.errors.as_deref()))
}

fn map_of(kind: Kind, args: &TableArgs) -> Result<ColumnMap, Failed> {
    if let Some(path) = &args.map {
        let text = std::fs::read_to_string(path).map_err(Failed::file(path))?;
        let map: Map = toml::from_str(&text)
            .map_err(|error| Failed::Words(format!("{}: {error}", path.display())))?;
        return files::read_map(&map)
            .map_err(|error| Failed::Words(format!("{}: {error}", path.display())));
    }
    if !args.guess {
        return ours(kind, &args.file);
    }
    let (delimiter, headers) = headers(&args.file)?;
    let guess = exchange::csv::guess(kind, delimiter, &headers);
    let word = toml::to_string(&files::word_map(&guess.map))
        .map_err(|error| Failed::words(&error, "Write a map by hand."))?;
    say(&format!(
        "# The proposed map; keep it in a file for --map.\n{word}"
    ));
    if !guess.unknown.is_empty() {
        complain(&format!("Not taken: {}", guess.unknown.join(", ")));
    }
    let kept = |field: &&exchange::csv::Field| guess.map.columns.contains_key(field);
    let not_kept = files::not_kept(kind).iter().filter(kept);
    let not_kept: Vec<&str> = not_kept.map(|field| field.name()).collect();
    if !not_kept.is_empty() {
        complain(&format!("Checked, but not kept: {}", not_kept.join(", ")));
    }
    Ok(guess.map)
}

/// The map of our own exports. A file made by hand may lack columns that no row needs.
fn ours(kind: Kind, file: &Path) -> Result<ColumnMap, Failed> {
    let mut map = ColumnMap::ours(kind);
    let (delimiter, headers) = headers(file)?;
    map.delimiter = delimiter;
    map.columns
        .retain(|field, _| headers.iter().any(|header| header == field.name()));
    Ok(map)
}

fn headers(file: &Path) -> Result<(u8, Vec<String>), Failed> {
    let mut beginning = Vec::new();
    open(file)?
        .take(BEGINNING)
        .read_to_end(&mut beginning)
        .map_err(Failed::file(file))?;
    let delimiter = exchange::csv::delimiter(&beginning);
    Ok((delimiter, exchange::csv::headers(delimiter, open(file)?)?))
}

fn report(
    args: &TableArgs,
    map: &ColumnMap,
    headers: Option<&[String]>,
) -> Result<Option<Report>, Failed> {
    let Some(path) = &args.errors else {
        return Ok(None);
    };
    let file = File::create(path).map_err(Failed::file(path))?;
    let headers = headers.unwrap_or_default();
    Ok(Some(ErrorReport::begin(map.delimiter, headers, file)?))
}

fn dry_run(kind: Kind, map: &ColumnMap, args: &TableArgs) -> Result<bool, Failed> {
    let headers = if map.has_headers {
        exchange::csv::headers(map.delimiter, open(&args.file)?)?
    } else {
        Vec::new()
    };
    let mut report = report(args, map, Some(&headers))?;
    let run = exchange::csv::dry_run(kind, map, open(&args.file)?, report.as_mut());
    let run = run.map_err(|error| {
        Failed::words(
            &error,
            "Correct the column map, or propose one with --guess.",
        )
    })?;
    if let Some(report) = report {
        report.finish()?;
    }
    for error in &run.errors {
        complain(&format!("{error} {}", error.hint()));
    }
    for (row, warning) in &run.warnings {
        complain(&format!("row {row}: look at it: {warning}"));
    }
    say(&format!(
        "{} rows ({}): {} can be read, {} cannot, {} say the same as one before them. Nothing was imported.",
        run.rows, run.encoding, run.good, run.bad, run.repeated
    ));
    Ok(run.bad == 0)
}

struct Table {
    kind: Kind,
    map: serde_json::Value,
    delimiter: u8,
    headers: Option<Vec<String>>,
    report: Option<Report>,
    tally: Tally,
    shown: usize,
}

/// Rows that wait for their order.
#[derive(Default)]
struct Chunk {
    rows: Vec<(u64, StringRecord)>,
    len: usize,
}

impl Table {
    async fn send(
        mut self,
        api: &mut api::Api,
        mut rows: Rows<File>,
        args: &TableArgs,
    ) -> Result<Tally, Failed> {
        // Quotes and line breaks take two bytes in JSON; the map and the rest are small.
        let len_max = api.message_len_max / 4;
        let mut chunk = Chunk::default();
        while let Some(row) = rows.next() {
            match row {
                Ok(row) => {
                    let record = rows.record().clone();
                    let len = record.as_slice().len() + 3 * record.len();
                    if chunk.rows.len() == ROWS_MAX || chunk.len + len > len_max {
                        self.order(api, std::mem::take(&mut chunk), args).await?;
                    }
                    chunk.len += len;
                    chunk.rows.push((row.number, record));
                }
                Err(error) => {
                    let (message, hint) = (error.to_string(), error.hint());
                    self.bad(error.row, rows.record(), &message, hint)?;
                }
            }
        }
        self.order(api, chunk, args).await?;
        if let Some(report) = self.report {
            report.finish()?;
        }
        Ok(self.tally)
    }

    async fn order(
        &mut self,
        api: &mut api::Api,
        chunk: Chunk,
        args: &TableArgs,
    ) -> Result<(), Failed> {
        if chunk.rows.is_empty() {
            return Ok(());
        }
        let params = json!({
            "kind": self.kind.name(), "map": self.map, "text": self.text(&chunk)?,
            "location": args.location, "system": args.system,
        });
        let answer = api.order("import.apply", params).await?;
        self.tally.add(&answer);
        for (row, message, hint) in faults::of_answer(&answer) {
            let place = usize::try_from(row).ok().and_then(|row| row.checked_sub(1));
            let Some((row, record)) = place.and_then(|at| chunk.rows.get(at)) else {
                continue;
            };
            let message = format!("row {row}: {message}");
            self.bad(*row, record, &message, &hint)?;
        }
        Ok(())
    }

    /// The rows as a table again, in UTF-8 and with the cells as they were.
    fn text(&self, chunk: &Chunk) -> Result<String, Failed> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .from_writer(Vec::new());
        if let Some(headers) = &self.headers {
            writer.write_record(headers)?;
        }
        for (_, record) in &chunk.rows {
            writer.write_record(record)?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn bad(
        &mut self,
        row: u64,
        record: &StringRecord,
        message: &str,
        hint: &str,
    ) -> Result<(), Failed> {
        self.tally.bad += 1;
        match &mut self.report {
            Some(report) => report.add_words(record, message, hint)?,
            None => faults::show(&mut self.shown, row, message, hint),
        }
        Ok(())
    }
}
