//! Parts: what they are, what they cost, and how their stock moves.

use crate::ids::{LineId, PartId, TicketId};
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
            return Err(Refusal::TextEmpty { field: "part number" });
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
