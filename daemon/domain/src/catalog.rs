//! Parts: what they are, what they cost, and how their stock moves.

use crate::event::Event;
use crate::ids::{LineId, PartId, PurchaseId, SupplierReturnId, TicketId};
use crate::money::{Quantity, UnitPrice};
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};

/// Which vehicles a part fits: one make and model over a span of model years.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fitment {
    /// First model year.
    pub year_from: u16,
    /// Last model year, inclusive.
    pub year_to: u16,
    /// Make, e.g. `Honda`.
    pub make: String,
    /// Model, e.g. `Civic`.
    pub model: String,
}

/// A part as the catalog knows it. Stock is not part of it: see [`StockMove`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its id, stable over renumbering.
    pub id: PartId,
    /// The maker's number as printed on the box.
    pub number: String,
    /// The maker.
    pub brand: String,
    /// A few words.
    pub description: String,
    /// What kind of part, e.g. `Brake pads`.
    pub category: String,
    /// The digits under the barcode (UPC-A or EAN), if it has one.
    pub upc: Option<String>,
    /// What a customer pays for one.
    pub price: UnitPrice,
    /// What the shop paid for one.
    pub cost: UnitPrice,
    /// Where it lies.
    pub bin: Option<String>,
    /// Which vehicles it fits; empty means not known.
    pub fitment: Vec<Fitment>,
}

/// The most fitment rows a part may carry.
pub const FITMENT_MAX: usize = 500;

impl Part {
    /// Trims the texts and checks every bound.
    ///
    /// # Errors
    /// A [`Refusal`] that names the field.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.number = text::required("part number", &self.number, 60)?;
        if text::normal_number(&self.number).is_empty() {
            return Err(Refusal::TextEmpty {
                field: "part number",
            });
        }
        self.brand = text::required("brand", &self.brand, 60)?;
        self.description = text::required("description", &self.description, TEXT_LEN_MAX)?;
        self.category = text::required("category", &self.category, 60)?;
        self.upc = text::optional("barcode", self.upc.as_deref(), 20)?;
        self.bin = text::optional("bin", self.bin.as_deref(), 20)?;
        if self.fitment.len() > FITMENT_MAX {
            return Err(Refusal::ImportSize(FITMENT_MAX));
        }
        for fit in &mut self.fitment {
            fit.make = text::required("make", &fit.make, 40)?;
            fit.model = text::required("model", &fit.model, 60)?;
        }
        Ok(self)
    }
}

/// Why stock moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MoveReason {
    /// Sold on a ticket.
    Sold {
        /// The ticket.
        ticket: TicketId,
        /// Its line.
        line: LineId,
    },
    /// Came from a supplier.
    Received {
        /// The purchase.
        purchase: PurchaseId,
        /// Its line.
        line: LineId,
    },
    /// Went back to a supplier.
    ReturnedToSupplier {
        /// The return.
        supplier_return: SupplierReturnId,
        /// Its line.
        line: LineId,
    },
    /// Counted or brought in by a person, with what they said about it.
    Adjusted {
        /// Why.
        reason: String,
    },
}

/// One movement of stock. On hand is the sum of all movements, so they may arrive in any order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StockMove {
    /// Which part.
    pub part: PartId,
    /// Where.
    pub location: String,
    /// How many; below zero for parts that leave.
    pub quantity: Quantity,
    /// What one cost the shop at that moment.
    pub unit_cost: UnitPrice,
    /// Why.
    pub reason: MoveReason,
}

/// What can happen to a part and its stock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PartEvent {
    /// It was added to the catalog or changed.
    Saved(Box<Part>),
    /// Its stock moved.
    Moved(StockMove),
}

impl Part {
    /// Makes the event that it was saved.
    #[must_use]
    pub fn saved(self) -> Event {
        Event::Part(self.id, PartEvent::Saved(Box::new(self)))
    }
}

impl StockMove {
    /// Makes the event that it happened.
    #[must_use]
    pub const fn moved(self) -> Event {
        Event::Part(self.part, PartEvent::Moved(self))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn part() -> Part {
        let price = UnitPrice::parse("8.99").unwrap();
        Part {
            id: PartId::new(Uuid::from_u128(1)),
            number: " PH-3614 ".to_owned(),
            brand: " Acme ".to_owned(),
            description: " Oil filter\t".to_owned(),
            category: " Filters ".to_owned(),
            upc: Some(" 036000241457 ".to_owned()),
            price,
            cost: price,
            bin: Some("  ".to_owned()),
            fitment: vec![fitment()],
        }
    }

    fn fitment() -> Fitment {
        let (make, model) = (" Honda ".to_owned(), " Civic ".to_owned());
        Fitment {
            year_from: 2016,
            year_to: 2021,
            make,
            model,
        }
    }

    #[test]
    fn a_good_part_is_trimmed_and_blanks_become_nothing() {
        let checked = part().checked().unwrap();
        assert_eq!(checked.number, "PH-3614");
        assert_eq!((&*checked.brand, &*checked.category), ("Acme", "Filters"));
        assert_eq!(checked.description, "Oil filter");
        assert_eq!(
            (checked.upc.as_deref(), checked.bin),
            (Some("036000241457"), None)
        );
        assert_eq!(
            (&*checked.fitment[0].make, &*checked.fitment[0].model),
            ("Honda", "Civic")
        );
    }

    #[test]
    fn every_bound_is_named_by_its_field() {
        type Spoil = fn(&mut Part, String);
        let fields: [(&'static str, usize, Spoil); 6] = [
            ("part number", 60, |part, text| part.number = text),
            ("brand", 60, |part, text| part.brand = text),
            ("description", 200, |part, text| part.description = text),
            ("category", 60, |part, text| part.category = text),
            ("make", 40, |part, text| part.fitment[0].make = text),
            ("model", 60, |part, text| part.fitment[0].model = text),
        ];
        let spoilt = |spoil: Spoil, text: String| {
            let mut part = part();
            spoil(&mut part, text);
            part.checked()
        };
        for (field, len_max, spoil) in fields {
            assert_eq!(
                spoilt(spoil, " ".to_owned()),
                Err(Refusal::TextEmpty { field })
            );
            let too_long = Err(Refusal::TextTooLong { field, len_max });
            assert_eq!(spoilt(spoil, "x".repeat(len_max + 1)), too_long);
            assert!(spoilt(spoil, "x".repeat(len_max)).is_ok(), "{field}");
        }
        let optional: [(&'static str, Spoil); 2] = [
            ("barcode", |part, text| part.upc = Some(text)),
            ("bin", |part, text| part.bin = Some(text)),
        ];
        for (field, spoil) in optional {
            let too_long = Err(Refusal::TextTooLong { field, len_max: 20 });
            assert_eq!(spoilt(spoil, "x".repeat(21)), too_long);
        }
    }

    #[test]
    fn a_number_needs_a_letter_or_digit_to_be_found_by() {
        let mut part = part();
        part.number = "-./".to_owned();
        assert_eq!(
            part.checked(),
            Err(Refusal::TextEmpty {
                field: "part number"
            })
        );
    }

    #[test]
    fn fitment_has_a_limit() {
        let mut part = part();
        part.fitment = vec![fitment(); FITMENT_MAX];
        assert!(part.clone().checked().is_ok());
        part.fitment.push(fitment());
        assert_eq!(part.checked(), Err(Refusal::ImportSize(FITMENT_MAX)));
    }
}
