//! Other programs' files.

mod convert;

use domain::text;
use engine::import::{IMPORT_ROWS_MAX, ImportBatch};
use engine::{Command, Outcome};
use exchange::csv;
use protocol::problem::{Code, Problem};
use protocol::v1::import::{
    Applied, Apply, ApplyFacts, ApplyFitment, Columns, DryRun, DryRunResult, Map, Proposed,
    RowProblem, RowWarning,
};

use self::convert::Place;
use crate::answer::Shape;
use crate::call::Deed;
use crate::files;

/// Under which name another program's ids are kept when it has none.
const SYSTEM: &str = "import";

/// What is known of an import's rows before the engine has seen them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rows {
    /// How many go to the engine.
    given: usize,
    /// Those that do not.
    errors: Vec<RowProblem>,
}

impl Rows {
    const fn all(given: usize) -> Self {
        let errors = Vec::new();
        Self { given, errors }
    }

    /// Words what the engine did with them.
    pub(crate) fn applied(self, outcome: &Outcome, saved: usize, moved: usize) -> Applied {
        let mut errors = self.errors;
        errors.extend(outcome.refused.iter().map(|refused| {
            let problem = Problem::from(&refused.reason);
            RowProblem {
                row: refused.row,
                column: None,
                message: problem.message,
                hint: problem.data.hint.into_owned(),
            }
        }));
        errors.sort_by_key(|error| error.row);
        let mut bad: Vec<u64> = outcome.refused.iter().map(|refused| refused.row).collect();
        bad.dedup();
        Applied {
            cursor: outcome.cursor,
            replayed: outcome.replayed,
            taken: self.given.saturating_sub(bad.len()),
            saved,
            moved,
            errors,
        }
    }
}

pub(crate) fn columns(params: Columns) -> Result<Deed, Problem> {
    let kind = files::kind(params.kind);
    let delimiter = params.delimiter.as_deref().unwrap_or(",");
    let delimiter = files::delimiter(delimiter).map_err(wrong_map)?;
    let guess = csv::guess(kind, delimiter, &params.headers);
    let names = |fields: &&'static [csv::Field]| fields.iter().map(|field| field.name()).collect();
    let kept = |field: &&csv::Field| guess.map.columns.contains_key(field);
    let not_kept = files::not_kept(kind).iter().filter(kept);
    Ok(Deed::answer(&Proposed {
        map: files::word_map(&guess.map),
        missing: guess.missing.iter().map(names).collect(),
        not_kept: not_kept.map(|field| field.name()).collect(),
        unknown: guess.unknown,
    }))
}

pub(crate) fn dry_run(params: DryRun) -> Result<Deed, Problem> {
    let map = read_map(&params.map)?;
    Ok(Deed::read(move |_| {
        let kind = files::kind(params.kind);
        let report: Option<&mut csv::ErrorReport<std::io::Sink>> = None;
        let run = csv::dry_run(kind, &map, params.text.as_bytes(), report);
        let run = run.map_err(|error| wrong_map(error.to_string()))?;
        let warnings = run.warnings.into_iter().map(|(row, warning)| RowWarning {
            row,
            message: warning.to_string(),
        });
        Ok(DryRunResult {
            rows: run.rows,
            good: run.good,
            bad: run.bad,
            repeated: run.repeated,
            errors: run.errors.iter().map(|error| word(error, 0)).collect(),
            warnings: warnings.collect(),
        })
    }))
}

pub(crate) fn apply(params: Apply) -> Result<Deed, Problem> {
    let map = read_map(&params.map)?;
    let kind = files::kind(params.kind);
    let rows_before = params.first_row.unwrap_or(1).saturating_sub(1);
    let system = text::optional("system", params.system.as_deref(), 40);
    let system = system.map_err(|refusal| Problem::from(&refusal))?;
    let rows = csv::read(kind, &map, params.text.as_bytes());
    let rows = rows.map_err(|error| wrong_map(error.to_string()))?;
    let (mut good, mut errors) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Ok(row) => good.push(row),
            Err(error) => errors.push(word(&error, rows_before)),
        }
        if good.len() + errors.len() > IMPORT_ROWS_MAX {
            return Err(too_many());
        }
    }
    let rows = Rows {
        given: good.len(),
        errors,
    };
    if good.is_empty() {
        // There is nothing to order, and so nothing to remember under the key.
        return Ok(Deed::answer(&Applied {
            cursor: 0,
            replayed: false,
            taken: 0,
            saved: 0,
            moved: 0,
            errors: rows.errors,
        }));
    }
    let place = Place {
        location: params.location,
        system: system.unwrap_or_else(|| SYSTEM.to_owned()),
        rows_before,
    };
    let batch = convert::batch(kind, good, place);
    Ok(order(params.key, batch, rows))
}

pub(crate) fn fitment(params: ApplyFitment) -> Result<Deed, Problem> {
    if let Some(row) = params.rows.iter().find(|row| row.year_from > row.year_to) {
        let message = format!("row {}: year_from is after year_to", row.row);
        return Err(Problem::new(Code::InvalidParams, message));
    }
    let known = Rows::all(params.rows.len());
    let rows = params.rows.into_iter().map(convert::fitment).collect();
    Ok(order(params.key, ImportBatch::Fitment { rows }, known))
}

pub(crate) fn facts(params: ApplyFacts) -> Result<Deed, Problem> {
    let known = Rows::all(params.rows.len());
    let mut rows = Vec::with_capacity(params.rows.len());
    for row in params.rows {
        let currency = row.currency.as_deref().map(str::parse).transpose();
        let currency = currency.map_err(|_| {
            let message = format!("row {}: the currency is not known", row.row);
            Problem::new(Code::InvalidParams, message)
        })?;
        rows.push(convert::fact(row, currency));
    }
    let location = None;
    Ok(order(
        params.key,
        ImportBatch::Parts { location, rows },
        known,
    ))
}

fn order(key: protocol::values::Key, batch: ImportBatch, rows: Rows) -> Deed {
    Deed::Order(key, Command::Import(batch), Shape::TakenIn(rows))
}

fn read_map(map: &Map) -> Result<csv::ColumnMap, Problem> {
    files::read_map(map).map_err(wrong_map)
}

fn wrong_map(message: String) -> Problem {
    Problem::new(Code::ImportMap, message)
}

fn too_many() -> Problem {
    Problem::from(&domain::Refusal::ImportSize(IMPORT_ROWS_MAX))
}

fn word(error: &csv::RowError, rows_before: u64) -> RowProblem {
    RowProblem {
        row: rows_before + error.row,
        column: error.column.clone(),
        message: error.fault.to_string(),
        hint: error.hint().to_owned(),
    }
}
