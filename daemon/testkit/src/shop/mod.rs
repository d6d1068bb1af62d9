//! A demo shop made from a seed: staff, parts with fitment, customers and their vehicles.
//!
//! Everything is made on demand from its index, so a million parts need no memory. It must never
//! name a real parts brand or a real person's phone or mail: brands are invented, phones lie in the
//! 555-01xx range kept for fiction, mails are at example.com (RFC 2606).

pub mod customers;
pub mod models;
pub mod parts;
pub mod staff;
pub mod upc;
pub mod vehicles;
pub mod vin;
pub mod visits;

mod brands;
mod interchange;
mod names;
mod part_types;
mod pricing;

pub use customers::Customer;
pub(crate) use customers::is_business;
pub use parts::{Fitment, Part};
pub use staff::{STAFF, StaffMember};
pub use vehicles::Vehicle;
pub use visits::Visit;

/// The year the shop lives in: odometers and the age of the fleet are counted from it.
pub const SHOP_YEAR: u16 = 2025;

/// The most parts one shop can have and still number them all differently.
pub const PARTS_MAX: u64 = 9_000_000;

/// The most vehicles one shop can have and still give each its own VIN.
pub const VEHICLES_MAX: u64 = 1_000_000;

/// How large a shop to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    pub parts: u64,
    pub customers: u64,
    pub vehicles: u64,
}

impl Scale {
    /// The shop of the demo.
    pub const DEMO: Self = Self {
        parts: 2_400,
        customers: 132,
        vehicles: 236,
    };

    /// Returns a shop with so many parts and the people that go with them: 200,000 customers and
    /// 300,000 vehicles to a million parts.
    pub fn of_parts(parts: u64) -> Self {
        Self {
            parts,
            customers: (parts / 5).max(1),
            vehicles: (parts * 3 / 10).max(1),
        }
    }
}

/// A shop that is not in memory: its iterators make each thing when asked.
#[derive(Clone, Debug)]
pub struct Shop {
    seed: u64,
    scale: Scale,
    parts: parts::Maker,
    customers: customers::Maker,
    vehicles: vehicles::Maker,
}

/// Returns the shop of a seed: the same seed and scale give the same shop on any machine.
///
/// # Panics
/// When the scale asks for more than [`PARTS_MAX`] parts or [`VEHICLES_MAX`] vehicles, or for
/// vehicles without a customer to own them.
pub fn generate(seed: u64, scale: Scale) -> Shop {
    assert!(
        scale.parts <= PARTS_MAX,
        "a shop has at most {PARTS_MAX} parts"
    );
    assert!(
        scale.vehicles <= VEHICLES_MAX,
        "a shop has at most {VEHICLES_MAX} vehicles"
    );
    assert!(
        scale.vehicles == 0 || scale.customers > 0,
        "vehicles need customers to own them"
    );
    Shop {
        seed,
        scale,
        parts: parts::Maker::new(seed, scale.parts),
        customers: customers::Maker::new(seed, scale.customers),
        vehicles: vehicles::Maker::new(seed, scale.customers),
    }
}

impl Shop {
    /// Returns the seed it was made from.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Returns how large it is.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// Returns the people who work there, with their PINs.
    pub fn staff(&self) -> &'static [StaffMember] {
        STAFF
    }

    /// Returns the parts in catalog order: the three brands of one application stand together.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = Part> + '_ {
        counted(self.scale.parts).map(|index| self.parts.make(index))
    }

    /// Returns one part by its place in the catalog, also beyond the scale.
    pub fn part(&self, index: u64) -> Part {
        self.parts.make(index)
    }

    /// Returns the customers.
    pub fn customers(&self) -> impl ExactSizeIterator<Item = Customer> + '_ {
        counted(self.scale.customers).map(|index| self.customers.make(index))
    }

    /// Returns the vehicles; [`Vehicle::owner`] is the place of its owner among the customers.
    pub fn vehicles(&self) -> impl ExactSizeIterator<Item = Vehicle> + '_ {
        counted(self.scale.vehicles).map(|index| self.vehicles.make(index))
    }

    /// Returns one customer by their place, also beyond the scale.
    pub fn customer(&self, index: u64) -> Customer {
        self.customers.make(index)
    }

    /// Returns one vehicle by its place, also beyond the scale.
    pub fn vehicle(&self, index: u64) -> Vehicle {
        self.vehicles.make(index)
    }

    /// Returns ten years of visits, oldest first, as many as asked for.
    pub fn visits(&self, count: u64) -> impl ExactSizeIterator<Item = Visit> + '_ {
        let maker = visits::Maker::new(self, count);
        counted(count).map(move |index| maker.make(index))
    }
}

fn counted(count: u64) -> impl ExactSizeIterator<Item = u64> {
    (0..crate::rng::to_index(count)).map(|index| index as u64)
}
