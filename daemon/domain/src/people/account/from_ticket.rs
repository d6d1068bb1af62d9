//! What a ticket's money does to the customer's account and store credit. The ticket books it; these only say it on the
//! customer's own story, in the same commit.

use jiff::civil::Date;

use super::{Allocation, Charge, ChargeKind, SettledBy, Settlement};
use crate::event::Event;
use crate::ids::{AccountItemId, CustomerId, TicketId};
use crate::money::{Money, MoneyError};
use crate::people::CustomerEvent;
use crate::people::credit::{CreditMove, CreditReason};
use crate::ticket::{Payment, Tender};

/// A ticket as its customer's account sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TicketMoney {
    /// Whose.
    pub customer: CustomerId,
    /// Which ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// The shop's day.
    pub date: Date,
}

/// Makes the customer's event of a payment that was taken or given back; none for a tender that is not the customer's own.
///
/// A charge has its payment's id. Money given back to the account goes to the charge that it gives back; as far as that
/// was paid already, it stays an open credit.
///
/// # Errors
/// [`MoneyError`] when an amount has no opposite.
pub fn on_payment(ticket: &TicketMoney, payment: &Payment) -> Result<Option<Event>, MoneyError> {
    let zero = Money::zero(payment.amount.currency());
    let back = payment.amount.is_negative();
    let event = match &payment.tender {
        Tender::Account { po_number, due } if !back => {
            CustomerEvent::AccountCharged(Box::new(Charge {
                id: item(payment.id.uuid()),
                kind: ChargeKind::Ticket(ticket.ticket),
                number: ticket.number.clone(),
                date: ticket.date,
                due: *due,
                amount: payment.amount,
                po_number: po_number.clone(),
            }))
        }
        Tender::Account { .. } => {
            let amount = zero.minus(payment.amount)?;
            let charge = payment.refund_of.map(|(_, charge)| Allocation {
                item: item(charge.uuid()),
                amount,
                closes: false,
            });
            settled(
                item(payment.id.uuid()),
                amount,
                SettledBy::Return(ticket.ticket),
                charge,
                ticket.date,
            )
        }
        Tender::StoreCredit => {
            let reason = if back {
                CreditReason::Issued
            } else {
                CreditReason::Redeemed
            };
            credit(ticket, zero.minus(payment.amount)?, reason)
        }
        Tender::Cash { .. }
        | Tender::Card { .. }
        | Tender::CardRefund { .. }
        | Tender::Link { .. }
        | Tender::Check { .. }
        | Tender::Plan { .. }
        | Tender::Other { .. } => return Ok(None),
    };
    Ok(Some(Event::Customer(ticket.customer, event)))
}

/// Makes the customer's event of a payment whose ticket was undone; none for a tender that is not the customer's own.
/// `undo` is a fresh id for the credit that takes the charge back.
///
/// # Errors
/// [`MoneyError`] when an amount has no opposite.
pub fn on_undone(
    ticket: &TicketMoney,
    payment: &Payment,
    undo: AccountItemId,
) -> Result<Option<Event>, MoneyError> {
    let event = match &payment.tender {
        Tender::Account { due, po_number } if payment.amount.is_negative() => {
            // What was given back to the account is owed again.
            CustomerEvent::AccountCharged(Box::new(Charge {
                id: undo,
                kind: ChargeKind::Ticket(ticket.ticket),
                number: ticket.number.clone(),
                date: ticket.date,
                due: *due,
                amount: Money::zero(payment.amount.currency()).minus(payment.amount)?,
                po_number: po_number.clone(),
            }))
        }
        Tender::Account { .. } => {
            let charge = Allocation {
                item: item(payment.id.uuid()),
                amount: payment.amount,
                closes: true,
            };
            let by = SettledBy::Undone(ticket.ticket);
            settled(undo, payment.amount, by, Some(charge), ticket.date)
        }
        Tender::StoreCredit => credit(ticket, payment.amount, CreditReason::Undone),
        Tender::Cash { .. }
        | Tender::Card { .. }
        | Tender::CardRefund { .. }
        | Tender::Link { .. }
        | Tender::Check { .. }
        | Tender::Plan { .. }
        | Tender::Other { .. } => return Ok(None),
    };
    Ok(Some(Event::Customer(ticket.customer, event)))
}

const fn item(payment: uuid::Uuid) -> AccountItemId {
    AccountItemId::new(payment)
}

fn settled(
    id: AccountItemId,
    amount: Money,
    by: SettledBy,
    charge: Option<Allocation>,
    date: Date,
) -> CustomerEvent {
    CustomerEvent::AccountSettled(Box::new(Settlement {
        id,
        date,
        amount,
        by,
        allocations: charge.into_iter().collect(),
        approved_by: None,
    }))
}

fn credit(ticket: &TicketMoney, amount: Money, reason: CreditReason) -> CustomerEvent {
    CustomerEvent::CreditMoved(Box::new(CreditMove {
        ticket: Some(ticket.ticket),
        ..CreditMove::plain(amount, reason, ticket.date)
    }))
}
