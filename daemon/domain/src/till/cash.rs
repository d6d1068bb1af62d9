//! What one payment adds to the cash in the drawer.

use crate::money::{Money, MoneyError};
use crate::ticket::{Payment, Tender};

/// What one payment adds to the cash in the drawer: the part it covers as it was rounded, since change goes back out.
///
/// # Errors
/// [`MoneyError`] when the amounts do not fit together.
pub fn cash_in(payment: &Payment) -> Result<Money, MoneyError> {
    match &payment.tender {
        Tender::Cash {
            tendered, change, ..
        } => tendered.minus(*change),
        Tender::Card { .. }
        | Tender::CardRefund { .. }
        | Tender::Link { .. }
        | Tender::StoreCredit
        | Tender::Check { .. }
        | Tender::Account { .. }
        | Tender::Plan { .. }
        | Tender::Other { .. } => Ok(Money::zero(payment.amount.currency())),
    }
}
