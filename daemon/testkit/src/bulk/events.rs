//! What each generated thing looks like as events: with `story`, the one place to change when events do.

use std::sync::Arc;

use domain::catalog::{self, Part};
use domain::ctx::{FreshIds, ShopRules};
use domain::ids::{CustomerId, DeviceName, PartId, StaffId, TicketId, VehicleId};
use domain::money::{Currency, Quantity, Rate, UnitPrice};
use domain::number::NextNumbers;
use domain::people::{AccountTerms, Customer, CustomerKind, LabelledPhone, Role, Staff, Vehicle};
use domain::stock::MoveReason;
use domain::stock::adjust::Adjustments;
use domain::vin::Vin;
use domain::{Actor, Ctx, Event, Timestamp};
use jiff::ToSpan as _;
use jiff::civil::date;
use uuid::{Builder, Uuid};

use super::BulkError;
use crate::rng::to_index;
use crate::shop::visits::Visit;
use crate::shop::{STAFF, Shop, is_business};

/// Where parts lie.
const LOCATION: &str = "main";
const TAX_RATE: &str = "0.0825";

/// The day before the first visit, 2015-12-31 UTC, when the catalog was typed in.
pub fn opening_day() -> Timestamp {
    Timestamp::from_unix_ms(1_451_520_000_000)
}

/// Which kind of thing an id is of.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Account = 1,
    Customer = 2,
    Delivery = 3,
    Opening = 4,
    Part = 5,
    Staff = 6,
    Ticket = 7,
    Vehicle = 8,
}

/// Returns the id of the n-th thing of a kind: version 7, as the daemon's own, so that it indexes as well.
fn id(kind: Kind, at: Timestamp, index: u64) -> Uuid {
    let mut bytes = [0; 10];
    // The place keeps ids of one millisecond apart and in order; the rest looks drawn.
    bytes[..5].copy_from_slice(&index.to_be_bytes()[3..]);
    let drawn = (index ^ (kind as u64) << 56).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bytes[5..].copy_from_slice(&drawn.to_be_bytes()[..5]);
    bytes[2] ^= kind as u8;
    let ms = u64::try_from(at.unix_ms()).unwrap_or_default();
    Builder::from_unix_timestamp_millis(ms, &bytes).into_uuid()
}

/// The id of a part by its place in the catalog.
pub fn part_id(index: u64) -> PartId {
    PartId::new(id(Kind::Part, opening_day(), index))
}

/// The id of a customer by their place.
pub fn customer_id(index: u64) -> CustomerId {
    CustomerId::new(id(Kind::Customer, opening_day(), index))
}

/// The id of a vehicle by its place.
pub fn vehicle_id(index: u64) -> VehicleId {
    VehicleId::new(id(Kind::Vehicle, opening_day(), index))
}

/// The id of a visit's ticket.
pub fn ticket_id(index: u64, visit: &Visit) -> TicketId {
    TicketId::new(id(
        Kind::Ticket,
        Timestamp::from_unix_ms(visit.at_ms),
        index,
    ))
}

/// Turns a generated shop into events.
#[derive(Debug)]
pub struct Maker<'a> {
    shop: &'a Shop,
    rules: Arc<ShopRules>,
    pub(super) tax_rate: Rate,
}

impl<'a> Maker<'a> {
    /// Gets ready.
    ///
    /// # Errors
    /// [`BulkError`] when the domain no longer takes the shop's settings.
    pub fn new(shop: &'a Shop) -> Result<Self, BulkError> {
        let rules = ShopRules {
            labor_rate: UnitPrice::parse("125.00")?,
            location: LOCATION.to_owned(),
            work_statuses: vec!["waiting".to_owned(), "completed".to_owned()],
            receipt_printer: Some(DeviceName::new("receipt-printer")),
            drawer: Some(DeviceName::new("cash-drawer")),
            card_reader: Some("tmr_generated".to_owned()),
            ..ShopRules::usual(Currency::USD)
        };
        Ok(Self {
            shop,
            rules: Arc::new(rules),
            tax_rate: Rate::parse(TAX_RATE)?,
        })
    }

    /// Returns who rings everything up.
    pub fn actor(&self) -> Actor {
        Actor::Staff(staff_id(0))
    }

    /// Saves the staff.
    pub fn staff(&self) -> Vec<Event> {
        let saved = (0..).zip(STAFF).map(|(index, person)| {
            let staff = Staff {
                id: staff_id(index),
                name: person.name.to_owned(),
                role: Role::Manager,
                pin_hash: None,
            };
            staff.saved()
        });
        saved.collect()
    }

    /// Saves a part and puts its stock on the shelf.
    ///
    /// # Errors
    /// [`BulkError`], here and below: the domain refuses what was generated.
    pub fn part(&self, index: u64) -> Result<Vec<Event>, BulkError> {
        let on_hand = self.shop.part(index).on_hand;
        let part = self.catalog_part(index)?;
        let mut events = vec![part.clone().saved()];
        if on_hand > 0 {
            let base = id(Kind::Opening, opening_day(), index);
            let ctx = self.ctx(opening_day(), base, NextNumbers::default())?;
            let mut adjustments = Adjustments::new(&ctx);
            adjustments.add(&part, None, whole(on_hand)?, MoveReason::OpeningBalance)?;
            events.extend(adjustments.finish("Stock from the beginning", part.id)?);
        }
        Ok(events)
    }

    /// The world as an order sees it that is given at a moment, under an id drawn for it.
    pub(super) fn ctx(
        &self,
        now: Timestamp,
        base: Uuid,
        numbers: NextNumbers,
    ) -> Result<Ctx, BulkError> {
        // The shop stands where it is always UTC.
        let days = now.unix_ms().div_euclid(86_400_000);
        let today = date(1970, 1, 1).checked_add(days.days())?;
        Ok(Ctx {
            now,
            today,
            actor: self.actor(),
            role: Role::Manager,
            approver: None,
            ids: FreshIds::new(base),
            numbers,
            shop: Arc::clone(&self.rules),
        })
    }

    /// A part as the catalog knows it.
    ///
    /// # Errors
    /// [`BulkError`].
    pub fn catalog_part(&self, index: u64) -> Result<Part, BulkError> {
        let made = self.shop.part(index);
        let fitment = made.fitment.iter().map(|fit| catalog::Fitment {
            year_from: fit.year_from,
            year_to: fit.year_to,
            make: fit.make.to_owned(),
            model: fit.model.to_owned(),
            engine: None,
            position: None,
            qualifier: None,
            confirmed: false,
        });
        let part = Part {
            fitment: fitment.collect(),
            brand: made.brand.to_owned(),
            description: made.description,
            category: made.category.to_owned(),
            upc: made.upc,
            price: price(made.price_cents)?,
            cost: price(made.cost_cents)?,
            bin: made.bin,
            interchange: made.interchange,
            ..Part::new(part_id(index), made.number)
        };
        Ok(part.checked()?)
    }

    /// Saves a customer.
    ///
    /// # Errors
    /// [`BulkError`].
    pub fn customer(&self, index: u64) -> Result<Event, BulkError> {
        let made = self.shop.customer(index);
        let mut customer = Customer::new(customer_id(index), made.name);
        customer.phones.push(LabelledPhone::plain(made.phone));
        if is_business(index) {
            customer.kind = CustomerKind::Firm;
            customer.account = Some(AccountTerms::net(30));
            customer.phones.push(LabelledPhone {
                label: Some("accounts payable".to_owned()),
                number: self.shop.customer(index + 1_000_000).phone,
            });
        }
        customer.email = made.email;
        customer.notes = made.notes.map(str::to_owned);
        Ok(customer.checked()?.saved())
    }

    /// Saves a vehicle.
    ///
    /// # Errors
    /// [`BulkError`].
    pub fn vehicle(&self, index: u64) -> Result<Event, BulkError> {
        let made = self.shop.vehicle(index);
        let (id, owner) = (vehicle_id(index), customer_id(made.owner));
        let vehicle = Vehicle {
            vin: Vin::parse(&made.vin).ok(),
            year: Some(made.year),
            trim: Some(made.trim.to_owned()),
            plate: Some(made.plate),
            unit_number: is_business(made.owner).then(|| format!("Unit {}", index % 997)),
            odometer: Some(made.odometer),
            ..Vehicle::new(id, owner, made.make, made.model)
        };
        Ok(vehicle.checked()?.saved())
    }
}

/// The id under which a house account's payment is taken before a visit.
pub(super) fn account_base(index: u64, visit: &Visit) -> Uuid {
    id(Kind::Account, Timestamp::from_unix_ms(visit.at_ms), index)
}

/// The id under which a delivery comes in after a visit.
pub(super) fn delivery_base(index: u64, visit: &Visit) -> Uuid {
    id(Kind::Delivery, Timestamp::from_unix_ms(visit.at_ms), index)
}

fn staff_id(index: u64) -> StaffId {
    StaffId::new(id(Kind::Staff, opening_day(), index))
}

fn price(cents: i64) -> Result<UnitPrice, BulkError> {
    let text = format!("{}.{:02}", cents / 100, cents % 100);
    Ok(UnitPrice::parse(&text)?)
}

pub(super) fn whole(count: u64) -> Result<Quantity, BulkError> {
    Ok(Quantity::parse(&to_index(count).to_string())?)
}
