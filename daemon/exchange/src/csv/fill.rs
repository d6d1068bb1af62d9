//! One record to one row: every cell read by its field's rule.

use ::csv::StringRecord;
use domain::Currency;
use domain::money::{Quantity, UnitPrice};
use domain::text::{self, TEXT_LEN_MAX};
use domain::vin::Vin;
use jiff::civil::Date;

use super::cell;
use super::fault::{Fault, RowError};
use super::field::{Field as F, Kind};
use super::guard;
use super::map::{ColumnMap, Resolved};
use super::row::{CustomerRow, Draft, PartRow, PriceRow, StockRow, VehicleRow, Warning};
use crate::text::shortened;

/// The longest short text, such as a barcode or bin (the shop's rule for both).
const CODE_LEN_MAX: usize = 20;
/// The longest number, brand or category (the shop's rule for parts).
const NAME_LEN_MAX: usize = 60;
/// The most a odometer shows.
const ODOMETER_MAX: u32 = 9_999_999;

/// A record with everything that is needed to read it.
pub(super) struct Cells<'a> {
    pub record: &'a StringRecord,
    pub headers: Option<&'a [String]>,
    pub resolved: &'a Resolved,
    pub map: &'a ColumnMap,
    pub row: u64,
    pub line: u64,
}

type Filled<T> = Result<T, RowError>;

impl Cells<'_> {
    /// Reads the record as a row of its kind.
    pub(super) fn fill(&self, kind: Kind) -> Filled<(Draft, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let draft = match kind {
            Kind::Customers => Draft::Customer(self.customer()?),
            Kind::Vehicles => Draft::Vehicle(self.vehicle(&mut warnings)?),
            Kind::Parts => Draft::Part(self.part(&mut warnings)?),
            Kind::Prices => Draft::Price(self.price()?),
            Kind::Stock => Draft::Stock(self.stock(&mut warnings)?),
        };
        Ok((draft, warnings))
    }

    fn customer(&self) -> Filled<CustomerRow> {
        let company = self.text(F::Company, TEXT_LEN_MAX)?;
        let whole = self.text(F::Name, TEXT_LEN_MAX)?;
        let parts = [
            self.text(F::FirstName, TEXT_LEN_MAX)?,
            self.text(F::LastName, TEXT_LEN_MAX)?,
        ];
        let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let joined = text::optional(F::Name.name(), Some(&joined), TEXT_LEN_MAX)
            .map_err(|refusal| self.wrong(F::FirstName, Fault::Text(refusal)))?;
        let name = whole.or(joined).or_else(|| company.clone());
        Ok(CustomerRow {
            id: self.text(F::Id, NAME_LEN_MAX)?,
            name: name.ok_or_else(|| self.missing(Kind::Customers.needs()[0]))?,
            company,
            phone: self.text(F::Phone, 40)?,
            email: self.text(F::Email, TEXT_LEN_MAX)?,
            street: self.text(F::Street, TEXT_LEN_MAX)?,
            city: self.text(F::City, TEXT_LEN_MAX)?,
            region: self.text(F::Region, NAME_LEN_MAX)?,
            postal_code: self.text(F::PostalCode, CODE_LEN_MAX)?,
            country: self.text(F::Country, NAME_LEN_MAX)?,
            tax_id: self.text(F::TaxId, NAME_LEN_MAX)?,
            since: self.date(F::Since)?,
            notes: self.note(F::Notes)?,
        })
    }

    fn vehicle(&self, warnings: &mut Vec<Warning>) -> Filled<VehicleRow> {
        let vin = self.parsed(F::Vin, |value| Vin::parse(value).map_err(Fault::Vin))?;
        if let Some(vin) = vin.as_ref().filter(|vin| !vin.check_digit_holds()) {
            warnings.push(Warning::VinCheckDigit {
                shown: vin.as_str().chars().nth(8).unwrap_or(' '),
                expected: vin.check_digit(),
            });
        }
        let year = self.whole(F::Year, 1885, 2100)?;
        let plate = self.text(F::Plate, 15)?;
        Ok(VehicleRow {
            id: self.text(F::Id, NAME_LEN_MAX)?,
            customer_id: self.text(F::CustomerId, NAME_LEN_MAX)?,
            owner_name: self.text(F::OwnerName, TEXT_LEN_MAX)?,
            owner_phone: self.text(F::OwnerPhone, 40)?,
            vin,
            year: year.and_then(|year| u16::try_from(year).ok()),
            make: self.required(F::Make, &[F::Make], 40)?,
            model: self.required(F::Model, &[F::Model], NAME_LEN_MAX)?,
            trim: self.text(F::Trim, NAME_LEN_MAX)?,
            engine: self.text(F::Engine, NAME_LEN_MAX)?,
            plate: plate.map(|plate| plate.to_ascii_uppercase()),
            plate_region: self.text(F::PlateRegion, CODE_LEN_MAX)?,
            odometer: self.whole(F::Odometer, 0, ODOMETER_MAX)?,
            last_service: self.date(F::LastService)?,
            notes: self.note(F::Notes)?,
        })
    }

    fn part(&self, warnings: &mut Vec<Warning>) -> Filled<PartRow> {
        let row = PartRow {
            number: self.number()?,
            brand: self.required(F::Brand, &[F::Brand], NAME_LEN_MAX)?,
            description: self.required(F::Description, &[F::Description], TEXT_LEN_MAX)?,
            category: self.text(F::Category, NAME_LEN_MAX)?,
            upc: self.text(F::Upc, CODE_LEN_MAX)?,
            price: self
                .unit_price(F::Price)?
                .ok_or_else(|| self.missing(&[F::Price]))?,
            cost: self.unit_price(F::Cost)?,
            list: self.unit_price(F::List)?,
            core: self.unit_price(F::Core)?,
            on_hand: self.quantity(F::OnHand)?,
            minimum: self.quantity(F::Minimum)?,
            maximum: self.quantity(F::Maximum)?,
            bin: self.text(F::Bin, CODE_LEN_MAX)?,
        };
        if row.cost.is_some_and(|cost| row.price < cost) {
            warnings.push(Warning::PriceBelowCost);
        }
        warn_of_bounds(row.minimum, row.maximum, warnings);
        Ok(row)
    }

    fn price(&self) -> Filled<PriceRow> {
        let row = PriceRow {
            number: self.number()?,
            brand: self.required(F::Brand, &[F::Brand], NAME_LEN_MAX)?,
            description: self.text(F::Description, TEXT_LEN_MAX)?,
            upc: self.text(F::Upc, CODE_LEN_MAX)?,
            list: self.unit_price(F::List)?,
            cost: self.unit_price(F::Cost)?,
            price: self.unit_price(F::Price)?,
            core: self.unit_price(F::Core)?,
            currency: self.parsed(F::Currency, |value| {
                value.parse::<Currency>().map_err(|_| Fault::Currency)
            })?,
            pack_quantity: self.quantity(F::PackQuantity)?,
            effective: self.date(F::Effective)?,
            superseded_by: self.text(F::SupersededBy, NAME_LEN_MAX)?,
        };
        if row.list.or(row.cost).or(row.price).is_none() {
            return Err(self.missing(&[F::Cost, F::List, F::Price]));
        }
        Ok(row)
    }

    fn stock(&self, warnings: &mut Vec<Warning>) -> Filled<StockRow> {
        let row = StockRow {
            number: self.number()?,
            brand: self.required(F::Brand, &[F::Brand], NAME_LEN_MAX)?,
            location: self.text(F::Location, NAME_LEN_MAX)?,
            bin: self.text(F::Bin, CODE_LEN_MAX)?,
            on_hand: self
                .quantity(F::OnHand)?
                .ok_or_else(|| self.missing(&[F::OnHand]))?,
            cost: self.unit_price(F::Cost)?,
            minimum: self.quantity(F::Minimum)?,
            maximum: self.quantity(F::Maximum)?,
            counted: self.date(F::Counted)?,
        };
        warn_of_bounds(row.minimum, row.maximum, warnings);
        Ok(row)
    }

    fn number(&self) -> Filled<String> {
        let number = self.required(F::Number, &[F::Number], NAME_LEN_MAX)?;
        // A number of punctuation alone could never be found again.
        if text::normal_number(&number).is_empty() {
            return Err(self.missing(&[F::Number]));
        }
        Ok(number)
    }

    fn required(&self, field: F, any: &'static [F], len_max: usize) -> Filled<String> {
        self.text(field, len_max)?.ok_or_else(|| self.missing(any))
    }

    fn text(&self, field: F, len_max: usize) -> Filled<Option<String>> {
        text::optional(field.name(), self.value(field), len_max)
            .map_err(|refusal| self.wrong(field, Fault::Text(refusal)))
    }

    fn note(&self, field: F) -> Filled<Option<String>> {
        text::note(field.name(), self.value(field))
            .map_err(|refusal| self.wrong(field, Fault::Text(refusal)))
    }

    fn unit_price(&self, field: F) -> Filled<Option<UnitPrice>> {
        self.parsed(field, |value| cell::unit_price(value, self.map.decimal))
    }

    fn quantity(&self, field: F) -> Filled<Option<Quantity>> {
        self.parsed(field, |value| cell::quantity(value, self.map.decimal))
    }

    fn whole(&self, field: F, min: u32, max: u32) -> Filled<Option<u32>> {
        self.parsed(field, |value| {
            cell::whole(value, self.map.decimal, min, max)
        })
    }

    fn date(&self, field: F) -> Filled<Option<Date>> {
        self.parsed(field, |value| cell::date(value, self.map.dates))
    }

    fn parsed<T>(
        &self,
        field: F,
        read: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Filled<Option<T>> {
        let value = self.value(field).filter(|value| !value.trim().is_empty());
        value
            .map(|value| read(value).map_err(|fault| self.wrong(field, fault)))
            .transpose()
    }

    /// The cell, or the constant where it is blank.
    fn value(&self, field: F) -> Option<&str> {
        let (index, constant) = self.resolved.get(field);
        let cell = index.and_then(|index| self.record.get(index));
        let cell = cell.map(|cell| if self.map.trim { cell.trim() } else { cell });
        let cell = cell.map(|cell| {
            if self.map.guarded {
                guard::unguarded(cell)
            } else {
                cell
            }
        });
        cell.filter(|cell| !cell.trim().is_empty()).or(constant)
    }

    fn missing(&self, any: &'static [F]) -> RowError {
        let mut error = any
            .iter()
            .find(|field| self.resolved.get(**field).0.is_some())
            .map_or_else(|| self.whole_row(), |field| self.at(*field));
        error.fault = Fault::Missing(any);
        error
    }

    fn wrong(&self, field: F, fault: Fault) -> RowError {
        RowError {
            fault,
            ..self.at(field)
        }
    }

    fn at(&self, field: F) -> RowError {
        let (index, _) = self.resolved.get(field);
        let name = |index: usize| {
            let header = self.headers.and_then(|headers| headers.get(index));
            header.map_or_else(|| (index + 1).to_string(), |header| shortened(header))
        };
        RowError {
            column: index.map(name),
            value: shortened(self.value(field).unwrap_or_default()),
            ..self.whole_row()
        }
    }

    fn whole_row(&self) -> RowError {
        RowError {
            row: self.row,
            line: self.line,
            column: None,
            value: String::new(),
            fault: Fault::Missing(&[]),
        }
    }
}

fn warn_of_bounds(
    minimum: Option<Quantity>,
    maximum: Option<Quantity>,
    warnings: &mut Vec<Warning>,
) {
    if let (Some(minimum), Some(maximum)) = (minimum, maximum)
        && minimum > maximum
    {
        warnings.push(Warning::MinimumAboveMaximum);
    }
}
