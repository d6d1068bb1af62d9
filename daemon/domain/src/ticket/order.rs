//! What can be asked of a ticket.

use crate::catalog::Part;
use crate::ids::{CustomerId, LineId, PaymentId, VehicleId};
use crate::money::{Quantity, UnitPrice};

/// An order to an existing ticket. Whatever it names has been looked up by the time the domain sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TicketOrder {
    /// Put a customer, vehicle or odometer reading on it.
    Attach {
        /// The customer.
        customer: Option<CustomerId>,
        /// The vehicle.
        vehicle: Option<VehicleId>,
        /// The odometer.
        odometer: Option<u32>,
    },
    /// Sell a part.
    AddPart {
        /// The part as the catalog knows it now.
        part: Box<Part>,
        /// How many.
        quantity: Quantity,
        /// A price other than the catalog's.
        unit_price: Option<UnitPrice>,
    },
    /// Sell labor.
    AddLabor {
        /// What is done.
        description: String,
        /// How long.
        hours: Quantity,
        /// A rate other than the shop's.
        rate: Option<UnitPrice>,
    },
    /// Change how many.
    ChangeQuantity {
        /// Of which line.
        line: LineId,
        /// To how many.
        quantity: Quantity,
    },
    /// Take a line off.
    RemoveLine {
        /// Which.
        line: LineId,
    },
    /// Take cash.
    TakeCash {
        /// What is handed over, in minor units.
        tendered: i64,
        /// How much of the ticket it is to cover, in minor units; as much as it can when absent.
        amount: Option<i64>,
    },
    /// Ask a card reader for money.
    TakeCard {
        /// How much, in minor units; all that is due when absent.
        amount: Option<i64>,
    },
    /// Try a declined card payment again.
    RetryCard {
        /// Which.
        payment: PaymentId,
    },
    /// Call a card payment off.
    CancelCard {
        /// Which.
        payment: PaymentId,
    },
    /// Close a ticket on which nothing is due.
    Close,
    /// Give the ticket up.
    Void {
        /// Why.
        reason: String,
    },
    /// Print the receipt again, marked COPY.
    Reprint,
}
