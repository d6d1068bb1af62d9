//! Parts: what they are, what they cost, and how their stock moves.

use jiff::civil::Date;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{CustomerId, LineId, PartId, SupplierId, TicketId};
use crate::money::{Money, Quantity, UnitPrice};
use crate::refusal::Refusal;
use crate::stock::move_reason::MoveReason;
use crate::text::{self, TEXT_LEN_MAX};
use crate::ticket::{Component, Warranty};

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
    /// Engine as people say it, e.g. `2.0L L4`; none for any.
    pub engine: Option<String>,
    /// Where on the vehicle, e.g. `Front`.
    pub position: Option<String>,
    /// What else must hold, in words: a fitment without its conditions promises too much.
    pub qualifier: Option<String>,
    /// Whether a person at the counter found it to fit, rather than a supplier saying so.
    pub confirmed: bool,
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
    /// Marks that fees and rules go by, e.g. `tire`, `battery-12v`.
    pub tags: Vec<String>,
    /// The digits under the barcode (UPC-A or EAN), if it has one.
    pub upc: Option<String>,
    /// What a customer pays for one by the price list.
    pub price: UnitPrice,
    /// What the shop paid for one.
    pub cost: UnitPrice,
    /// The deposit on its old part, if the old part comes back.
    pub core: Option<UnitPrice>,
    /// Where it lies.
    pub bin: Option<String>,
    /// Which vehicles it fits; empty means not known.
    pub fitment: Vec<Fitment>,
    /// Other numbers it goes by: other makers', older and newer ones.
    pub interchange: Vec<String>,
    /// The part that took its place.
    pub superseded_by: Option<PartId>,
    /// What it is made of, when it is a kit.
    pub components: Vec<Component>,
    /// Whether every piece has a number of its own: serial, or a tire's identification number.
    pub serialized: bool,
    /// How long the shop stands for it.
    pub warranty: Option<Warranty>,
    /// When and how much to order.
    pub reorder: Option<Reorder>,
    /// Whether it is kept although it hardly sells: rare but irreplaceable.
    pub protected: bool,
}

/// When and how much of a part to order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reorder {
    /// Order when this many or fewer are available or on order.
    pub min: Quantity,
    /// Order up to this.
    pub max: Quantity,
    /// How many come in a pack.
    pub pack: Quantity,
    /// From whom.
    pub supplier: Option<SupplierId>,
}

/// The most fitment rows a part may carry.
pub const FITMENT_MAX: usize = 500;
/// The most tags a part may carry.
pub const TAGS_MAX: usize = 20;
/// The most other numbers a part may go by.
pub const INTERCHANGE_MAX: usize = 200;
/// The most kinds of parts a kit may hold.
pub const COMPONENTS_MAX: usize = 100;

impl Part {
    /// Starts a part of which only the number is known, at no price.
    #[must_use]
    pub fn new(id: PartId, number: impl Into<String>) -> Self {
        Self {
            id,
            number: number.into(),
            brand: String::new(),
            description: String::new(),
            category: String::new(),
            tags: Vec::new(),
            upc: None,
            price: UnitPrice::ZERO,
            cost: UnitPrice::ZERO,
            core: None,
            bin: None,
            fitment: Vec::new(),
            interchange: Vec::new(),
            superseded_by: None,
            components: Vec::new(),
            serialized: false,
            warranty: None,
            reorder: None,
            protected: false,
        }
    }

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
        if self.tags.len() > TAGS_MAX || self.interchange.len() > INTERCHANGE_MAX {
            return Err(Refusal::ListTooLong(INTERCHANGE_MAX));
        }
        for tag in &mut self.tags {
            *tag = text::required("tag", tag, 40)?;
        }
        for number in &mut self.interchange {
            *number = text::required("interchange number", number, 60)?;
        }
        if self.components.len() > COMPONENTS_MAX {
            return Err(Refusal::ListTooLong(COMPONENTS_MAX));
        }
        if self
            .components
            .iter()
            .any(|c| !c.quantity.is_positive() || c.part == self.id)
        {
            return Err(Refusal::QuantityNotPositive);
        }
        if let Some(reorder) = &self.reorder
            && (reorder.max < reorder.min
                || !reorder.pack.is_positive()
                || reorder.min < Quantity::ZERO)
        {
            return Err(Refusal::ReorderBounds);
        }
        if self.fitment.len() > FITMENT_MAX {
            return Err(Refusal::ImportSize(FITMENT_MAX));
        }
        for fit in &mut self.fitment {
            fit.make = text::required("make", &fit.make, 40)?;
            fit.model = text::required("model", &fit.model, 60)?;
            fit.engine = text::optional("engine", fit.engine.as_deref(), 40)?;
            fit.position = text::optional("position", fit.position.as_deref(), 40)?;
            fit.qualifier = text::note("qualifier", fit.qualifier.as_deref())?;
        }
        Ok(self)
    }
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
    /// By how much the value of the shop's stock changed.
    pub value: Money,
    /// Why.
    pub reason: MoveReason,
}

/// Stock kept for approved work, or let go again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reservation {
    /// Where.
    pub location: String,
    /// How many more are kept; below zero for what is let go.
    pub quantity: Quantity,
    /// For which ticket.
    pub ticket: TicketId,
    /// For which of its lines.
    pub line: LineId,
}

/// What can happen to a part and its stock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PartEvent {
    /// It was added to the catalog or changed.
    Saved(Box<Part>),
    /// Its stock moved.
    Moved(StockMove),
    /// Its stock was kept for approved work, or let go.
    Reserved(Reservation),
    /// A customer wanted it and it could not be sold: demand that no sale shows.
    LostSale(LostSale),
}

/// Why a sale was lost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LostReason {
    /// It was not there, and the customer did not wait.
    OutOfStock,
    /// The shop does not keep it.
    NotKept,
    /// It cost too much.
    Price,
    /// Anything else.
    Other,
}

impl LostReason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[Self::OutOfStock, Self::NotKept, Self::Price, Self::Other];

    /// Returns its stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutOfStock => "out_of_stock",
            Self::NotKept => "not_kept",
            Self::Price => "price",
            Self::Other => "other",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|reason| reason.code() == word)
    }

    /// Tells whether stock would have made the sale: only such sales count as demand.
    #[must_use]
    pub const fn is_demand(self) -> bool {
        match self {
            Self::OutOfStock | Self::NotKept => true,
            Self::Price | Self::Other => false,
        }
    }
}

/// A sale that did not come about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LostSale {
    /// Where it was asked for.
    pub location: String,
    /// The shop's own day.
    pub date: Date,
    /// How many were wanted.
    pub quantity: Quantity,
    /// Why it was lost.
    pub reason: LostReason,
    /// Who wanted it, when it is known.
    pub customer: Option<CustomerId>,
    /// The ticket it was asked for on.
    pub ticket: Option<TicketId>,
}

impl LostSale {
    /// Makes the event that a sale of this part was lost here and today.
    ///
    /// # Errors
    /// [`Refusal::QuantityNotPositive`].
    pub fn lost(
        part: PartId,
        quantity: Quantity,
        reason: LostReason,
        (customer, ticket): (Option<CustomerId>, Option<TicketId>),
        ctx: &Ctx,
    ) -> Result<Event, Refusal> {
        if !quantity.is_positive() {
            return Err(Refusal::QuantityNotPositive);
        }
        let lost = Self {
            location: ctx.shop.location.clone(),
            date: ctx.today,
            quantity,
            reason,
            customer,
            ticket,
        };
        Ok(Event::Part(part, PartEvent::LostSale(lost)))
    }
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
mod lost_tests;
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
            tags: Vec::new(),
            upc: Some(" 036000241457 ".to_owned()),
            price,
            cost: price,
            core: None,
            bin: Some("  ".to_owned()),
            fitment: vec![fitment()],
            interchange: Vec::new(),
            superseded_by: None,
            components: Vec::new(),
            serialized: false,
            warranty: None,
            reorder: None,
            protected: false,
        }
    }

    fn fitment() -> Fitment {
        let (make, model) = (" Honda ".to_owned(), " Civic ".to_owned());
        Fitment {
            year_from: 2016,
            year_to: 2021,
            make,
            model,
            engine: None,
            position: None,
            qualifier: None,
            confirmed: false,
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
