//! The receipt's sums: what it comes to, tax by tax, and how it was paid.

use domain::Money;
use domain::tax::percent;
use domain::ticket::{CardStep, CardSummary, LineKind, Payment, TaxState, Tender, Ticket, Totals};
use paper::{Document, Run};

use super::{indented, row_of_amount, row_of_large_amount};
use crate::money::{amount, amount_with_symbol};

/// Parts and labor stand apart, as repair acts ask of invoices (California Business and Professions Code
/// 9884.8: separate subtotals of service work and of parts, and the sales tax apart from both).
pub(super) fn sums(document: &mut Document, ticket: &Ticket, totals: &Totals) {
    let is_labor = |labor: bool| {
        ticket
            .lines
            .iter()
            .any(|line| matches!(line.kind, LineKind::Labor) == labor)
    };
    let (has_parts, has_labor) = (is_labor(false), is_labor(true));
    if has_parts {
        sum(document, "Parts", totals.parts);
    }
    if has_labor {
        sum(document, "Labor", totals.labor);
    }
    if has_parts && has_labor {
        sum(document, "Subtotal", totals.subtotal);
    }
    match &ticket.tax {
        TaxState::Assessed { components, .. } if !components.is_empty() => {
            for tax in components {
                sum(
                    document,
                    format!("{} {}", tax.name, percent(tax.rate)),
                    tax.amount,
                );
            }
        }
        TaxState::Assessed { .. } | TaxState::Stale | TaxState::Failed(_) => {
            sum(document, "Tax", totals.tax);
        }
    }
    document.double_rule();
    row_of_large_amount(document, "TOTAL", &amount_with_symbol(totals.total));
    document.double_rule();
}

fn sum(document: &mut Document, label: impl Into<Run>, money: Money) {
    row_of_amount(document, label.into(), 0, Run::from(amount(money)));
}

/// What was taken, in the order it was taken, and the change last, since it is counted out last.
pub(super) fn payments(document: &mut Document, ticket: &Ticket, totals: &Totals) {
    for payment in &ticket.payments {
        one_payment(document, payment);
    }
    if !totals.change.is_zero() {
        row_of_large_amount(document, "CHANGE", &amount_with_symbol(totals.change));
    }
}

fn one_payment(document: &mut Document, payment: &Payment) {
    match &payment.tender {
        Tender::Cash { tendered, .. } => sum(document, "Cash tendered", *tendered),
        Tender::Card {
            step: CardStep::Captured { card, .. },
            ..
        } => {
            sum(
                document,
                format!("{} **** {}", brand(card), card.last4),
                payment.amount,
            );
            if let Some(code) = &card.auth_code {
                indented(document, &format!("Auth code {code}"));
            }
        }
        // Tries that took no money are the shop's business, not the customer's.
        Tender::Card { .. } => {}
    }
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
