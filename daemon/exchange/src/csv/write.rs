//! Rows to a file that [`super::read()`] takes with [`super::ColumnMap::ours`].

use std::io::Write;

use super::field::{Field as F, Kind};
use super::guard::guarded;
use super::row::{CustomerRow, Draft, PartRow, PriceRow, StockRow, VehicleRow};

/// Why a row could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The row is of another kind than the file.
    #[error("a row of {} cannot stand in a file of {}", .row.name(), .file.name())]
    KindDiffers {
        /// The file's kind.
        file: Kind,
        /// The row's.
        row: Kind,
    },
    /// The writer's own fault.
    #[error("the row could not be written")]
    Csv(#[from] ::csv::Error),
}

/// Writes rows of one kind under our own headers: UTF-8 without a mark, commas, decimal points, year first.
pub struct Writer<W: Write> {
    kind: Kind,
    inner: ::csv::Writer<W>,
}

/// Begins a file and writes its headers.
///
/// # Errors
/// [`WriteError::Csv`].
pub fn write<W: Write>(kind: Kind, writer: W) -> Result<Writer<W>, WriteError> {
    let mut inner = ::csv::Writer::from_writer(writer);
    inner.write_record(kind.fields().iter().map(|field| field.name()))?;
    Ok(Writer { kind, inner })
}

impl<W: Write> Writer<W> {
    /// Writes one row; text that a spreadsheet could take for a formula gets a `'` in front.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn row(&mut self, draft: &Draft) -> Result<(), WriteError> {
        let row = kind_of(draft);
        if row != self.kind {
            let file = self.kind;
            return Err(WriteError::KindDiffers { file, row });
        }
        let cells = cells(draft);
        for field in self.kind.fields() {
            let cell = cells.iter().find(|(of, _)| of == field);
            let cell = cell.and_then(|(_, cell)| cell.as_deref());
            self.inner
                .write_field(guarded(cell.unwrap_or_default()).as_ref())?;
        }
        self.inner.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Writes what is left and gives the writer back.
    ///
    /// # Errors
    /// [`WriteError::Csv`].
    pub fn finish(self) -> Result<W, WriteError> {
        let inner = self.inner.into_inner();
        inner.map_err(|error| WriteError::Csv(::csv::Error::from(error.into_error())))
    }
}

const fn kind_of(draft: &Draft) -> Kind {
    match draft {
        Draft::Customer(_) => Kind::Customers,
        Draft::Vehicle(_) => Kind::Vehicles,
        Draft::Part(_) => Kind::Parts,
        Draft::Price(_) => Kind::Prices,
        Draft::Stock(_) => Kind::Stock,
    }
}

/// What stands in each column; a column that is not named stays blank.
type Cells = Vec<(F, Option<String>)>;

fn cells(draft: &Draft) -> Cells {
    match draft {
        Draft::Customer(row) => customer(row),
        Draft::Vehicle(row) => vehicle(row),
        Draft::Part(row) => part(row),
        Draft::Price(row) => price(row),
        Draft::Stock(row) => stock(row),
    }
}

fn shown<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(T::to_string)
}

fn customer(row: &CustomerRow) -> Cells {
    vec![
        (F::Id, row.id.clone()),
        (F::Name, Some(row.name.clone())),
        (F::Company, row.company.clone()),
        (F::Phone, row.phone.clone()),
        (F::Email, row.email.clone()),
        (F::Street, row.street.clone()),
        (F::City, row.city.clone()),
        (F::Region, row.region.clone()),
        (F::PostalCode, row.postal_code.clone()),
        (F::Country, row.country.clone()),
        (F::TaxId, row.tax_id.clone()),
        (F::Since, shown(row.since.as_ref())),
        (F::Notes, row.notes.clone()),
    ]
}

fn vehicle(row: &VehicleRow) -> Cells {
    vec![
        (F::Id, row.id.clone()),
        (F::CustomerId, row.customer_id.clone()),
        (F::OwnerName, row.owner_name.clone()),
        (F::OwnerPhone, row.owner_phone.clone()),
        (F::Vin, shown(row.vin.as_ref())),
        (F::Year, shown(row.year.as_ref())),
        (F::Make, Some(row.make.clone())),
        (F::Model, Some(row.model.clone())),
        (F::Trim, row.trim.clone()),
        (F::Engine, row.engine.clone()),
        (F::Plate, row.plate.clone()),
        (F::PlateRegion, row.plate_region.clone()),
        (F::Odometer, shown(row.odometer.as_ref())),
        (F::LastService, shown(row.last_service.as_ref())),
        (F::Notes, row.notes.clone()),
    ]
}

fn part(row: &PartRow) -> Cells {
    vec![
        (F::Number, Some(row.number.clone())),
        (F::Brand, Some(row.brand.clone())),
        (F::Description, Some(row.description.clone())),
        (F::Category, row.category.clone()),
        (F::Upc, row.upc.clone()),
        (F::Price, Some(row.price.to_string())),
        (F::Cost, shown(row.cost.as_ref())),
        (F::List, shown(row.list.as_ref())),
        (F::Core, shown(row.core.as_ref())),
        (F::OnHand, shown(row.on_hand.as_ref())),
        (F::Minimum, shown(row.minimum.as_ref())),
        (F::Maximum, shown(row.maximum.as_ref())),
        (F::Bin, row.bin.clone()),
    ]
}

fn price(row: &PriceRow) -> Cells {
    vec![
        (F::Number, Some(row.number.clone())),
        (F::Brand, Some(row.brand.clone())),
        (F::Description, row.description.clone()),
        (F::Upc, row.upc.clone()),
        (F::List, shown(row.list.as_ref())),
        (F::Cost, shown(row.cost.as_ref())),
        (F::Price, shown(row.price.as_ref())),
        (F::Core, shown(row.core.as_ref())),
        (F::Currency, shown(row.currency.as_ref())),
        (F::PackQuantity, shown(row.pack_quantity.as_ref())),
        (F::Effective, shown(row.effective.as_ref())),
        (F::SupersededBy, row.superseded_by.clone()),
    ]
}

fn stock(row: &StockRow) -> Cells {
    vec![
        (F::Number, Some(row.number.clone())),
        (F::Brand, Some(row.brand.clone())),
        (F::Location, row.location.clone()),
        (F::Bin, row.bin.clone()),
        (F::OnHand, Some(row.on_hand.to_string())),
        (F::Cost, shown(row.cost.as_ref())),
        (F::Minimum, shown(row.minimum.as_ref())),
        (F::Maximum, shown(row.maximum.as_ref())),
        (F::Counted, shown(row.counted.as_ref())),
    ]
}
