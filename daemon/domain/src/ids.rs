//! One type for each kind of id, so that a part can never be handed over where a ticket is meant.
//!
//! Ids are made outside (see [`crate::Ctx`]); the domain only carries them.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// A text that is not an id: the daemon's ids are UUIDs in their usual spelling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: expected a UUID such as 0192f0c1-7c3a-7000-8000-000000000001")]
pub struct NotAnId;

macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that the caller made or read back.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// Returns the bare UUID, for storing and sending.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.as_hyphenated())
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )*};
}

id_type! {
    /// One charge or credit on a house account.
    AccountItemId,
    /// A job that the shop does so often that it is kept ready: parts, labor and notes.
    CannedJobId,
    /// One core charge: a deposit on one old part, from its sale to the supplier's credit.
    CoreId,
    /// A count of stock.
    CountId,
    /// A person or firm the shop works for.
    CustomerId,
    /// One time that a cash drawer stood open.
    DrawerOpeningId,
    /// One balanced entry of the books.
    EntryId,
    /// One order to a device: a receipt to print, a drawer to open.
    JobId,
    /// One line of a ticket.
    LineId,
    /// A part in the catalog.
    PartId,
    /// One tender offered against a ticket.
    PaymentId,
    /// A promise to pay in installments.
    PlanId,
    /// A set of rules that a manager keeps: prices, fees, limits.
    PolicyId,
    /// An order to a supplier.
    PurchaseId,
    /// A person who works here.
    StaffId,
    /// A firm that sells to the shop.
    SupplierId,
    /// A supplier's invoice.
    SupplierInvoiceId,
    /// What one supplier asks for one part, and under which number.
    SupplierPartId,
    /// Goods, warranty parts or old parts sent back to a supplier.
    SupplierReturnId,
    /// A sale, from the first line to the receipt.
    TicketId,
    /// One job on a ticket, such as front brakes: its parts, labor, fees and sublet work.
    TicketJobId,
    /// One session of a cash drawer, from its float to its count.
    TillId,
    /// A shipment of stock from one place of the firm to another.
    TransferId,
    /// A vehicle, which may change owners.
    VehicleId,
}

/// The name of a device in the settings, such as `receipt-printer`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DeviceName(String);

impl DeviceName {
    /// Wraps a device's configured name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Returns the name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DeviceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
