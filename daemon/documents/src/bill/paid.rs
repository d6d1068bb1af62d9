//! Payments as the customer knows them: what was handed over, given back, or put on an account.

use domain::Money;
use domain::ticket::{CardStep, CardSummary, LinkStep, Payment, RefundStep, Tender, Ticket};

use crate::Shop;

/// One payment that moved money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paid {
    pub method: String,
    /// What was handed over; below zero when it was given back.
    pub amount: Money,
    /// Small print: approval, number, due date.
    pub details: Vec<String>,
    /// Whether it was only put on the customer's account.
    pub on_account: bool,
    /// When, on the shop's clock.
    pub at: String,
}

/// Words the payments in the order they were made. Tries that took no money are the shop's business.
pub(crate) fn paid(ticket: &Ticket, shop: &Shop) -> Vec<Paid> {
    let payments = ticket.payments.iter();
    payments.filter_map(|payment| one(payment, shop)).collect()
}

fn one(payment: &Payment, shop: &Shop) -> Option<Paid> {
    payment.captured()?;
    let back = payment.amount.is_negative();
    let mut amount = payment.amount;
    let mut details = Vec::new();
    let name = match &payment.tender {
        Tender::Cash { tendered, .. } => {
            amount = *tendered;
            if back { "cash" } else { "Cash tendered" }.to_owned()
        }
        Tender::Card { step, .. } => match step {
            CardStep::Captured { card, .. } => {
                let code = card.auth_code.iter();
                details.extend(code.map(|code| format!("Auth code {code}")));
                format!("{} **** {}", brand(card), card.last4)
            }
            _ => return None,
        },
        Tender::CardRefund { step, .. } => {
            if let RefundStep::Done { reference } = step {
                details.push(format!("Ref. {reference}"));
            }
            "card".to_owned()
        }
        Tender::Link { step } => {
            if let LinkStep::Paid { reference } = step {
                details.push(format!("Ref. {reference}"));
            }
            "Paid online".to_owned()
        }
        Tender::StoreCredit => word(back, "store credit", "Store credit"),
        Tender::Check { number } => format!("Check no. {number}"),
        Tender::Account { po_number, due } => {
            details.extend(po_number.iter().map(|number| format!("PO {number}")));
            if !back {
                details.push(format!("Due {}", shop.date(*due)));
            }
            word(back, "house account", "House account")
        }
        Tender::Plan { .. } => word(back, "payment plan", "Payment plan"),
        Tender::Other { kind, reference } => {
            if !reference.is_empty() {
                details.push(format!("Ref. {reference}"));
            }
            kind.replace('_', " ")
        }
    };
    Some(Paid {
        method: if back {
            format!("Refund, {name}")
        } else {
            name
        },
        amount,
        details,
        on_account: matches!(payment.tender, Tender::Account { .. }),
        at: shop.moment(payment.at),
    })
}

fn word(back: bool, given_back: &str, taken: &str) -> String {
    if back { given_back } else { taken }.to_owned()
}

/// Returns a card brand as its owner writes it. The words are the processor's.
fn brand(card: &CardSummary) -> String {
    match card.brand.as_str() {
        "amex" => "American Express".to_owned(),
        "diners" => "Diners Club".to_owned(),
        "discover" => "Discover".to_owned(),
        "interac" => "Interac".to_owned(),
        "jcb" => "JCB".to_owned(),
        "mastercard" => "Mastercard".to_owned(),
        "unionpay" => "UnionPay".to_owned(),
        "visa" => "Visa".to_owned(),
        "" | "unknown" => "Card".to_owned(),
        other => other.replace('_', " "),
    }
}
