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

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )*};
}

id_type! {
    /// A job that is sold over and over with the same labor and parts.
    CannedJobId,
    /// One old unit owed to a supplier or by a customer.
    CoreId,
    /// One stock count, of a bin or of the whole shop.
    CountId,
    /// A person or firm the shop works for.
    CustomerId,
    /// One balanced entry in the books.
    EntryId,
    /// One order to a device: a receipt to print, a drawer to open.
    JobId,
    /// One line of a ticket.
    LineId,
    /// A part in the catalog.
    PartId,
    /// One tender offered against a ticket.
    PaymentId,
    /// A plan that recurs: what is done to a vehicle, and when.
    PlanId,
    /// One order to a supplier, with everything received and returned against it.
    PurchaseId,
    /// A person who works here.
    StaffId,
    /// A firm that the shop buys from.
    SupplierId,
    /// A sale, from the first line to the receipt.
    TicketId,
    /// One job on a ticket: what is done to the vehicle, with its labor and parts.
    TicketJobId,
    /// A place where cash is kept and counted.
    TillId,
    /// Goods on their way from one location to another.
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
