//! Orders that take in other programs' files. Every row stands for itself: a bad one is told, the good ones are taken.

mod customers;
mod parts;
mod shelf;
mod stock;
mod vehicles;

use domain::{Event, Refusal, Timestamp};

use super::Decision;
use crate::command::{By, EngineError};
use crate::import::{IMPORT_ROWS_MAX, ImportBatch, RowRefusal};
use crate::run::Engine;

impl Engine {
    pub(super) fn import(
        &mut self,
        by: &By,
        now: Timestamp,
        batch: ImportBatch,
    ) -> Result<(Decision, Vec<RowRefusal>), EngineError> {
        let len = match &batch {
            ImportBatch::Customers { rows, .. } => rows.len(),
            ImportBatch::Vehicles { rows, .. } => rows.len(),
            ImportBatch::Parts { rows, .. } => rows.len(),
            ImportBatch::Stock { rows, .. } => rows.len(),
            ImportBatch::Fitment { rows } => rows.len(),
        };
        if !(1..=IMPORT_ROWS_MAX).contains(&len) {
            return Err(Refusal::ImportSize(IMPORT_ROWS_MAX).into());
        }
        let mut refused = Refused::default();
        let events: Vec<Event> = match batch {
            ImportBatch::Customers { system, rows } => {
                self.import_customers(&system, rows, &mut refused)?
            }
            ImportBatch::Vehicles { system, rows } => {
                self.import_vehicles(&system, rows, &mut refused)?
            }
            ImportBatch::Parts { location, rows } => {
                self.import_part_rows(by, now, location, rows, &mut refused)?
            }
            ImportBatch::Stock { location, rows } => {
                self.import_stock(by, now, location, rows, &mut refused)?
            }
            ImportBatch::Fitment { rows } => self.import_fitment(rows, &mut refused)?,
        };
        Ok((events.into(), refused.0))
    }
}

/// The rows that were not taken so far.
#[derive(Default)]
struct Refused(Vec<RowRefusal>);

impl Refused {
    /// Keeps a rule's no for its row; the store's trouble ends the whole order.
    fn row<T>(
        &mut self,
        row: u64,
        result: Result<T, EngineError>,
    ) -> Result<Option<T>, EngineError> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(EngineError::Refused(reason)) => {
                self.0.push(RowRefusal { row, reason });
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }
}

/// Takes over a value that the row has, and leaves what is known where it has none.
fn take<T>(known: &mut Option<T>, said: Option<T>) {
    if said.is_some() {
        *known = said;
    }
}
