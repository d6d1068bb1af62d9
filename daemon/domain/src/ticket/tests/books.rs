//! What must hold of tickets, stock and books together after every order.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::fixture::Counter;
use crate::Money;
use crate::ledger::Account;
use crate::ticket::{Line, LineKind, PayType, Stage, Tender, Ticket, TicketStatus};

pub(super) fn hold(counter: &Counter) {
    for ticket in counter.tickets() {
        sums(ticket);
        money(counter, ticket);
    }
    let taxed = counter.tickets().filter(|t| t.status == TicketStatus::Paid);
    let taxes: i64 = taxed.map(|t| t.totals().unwrap().tax.minor()).sum();
    let payable = counter.balance_of_all(Account::TaxPayable);
    assert_eq!(-payable, taxes, "tax payable is the tax of closed tickets");

    let values = counter.costs.values().map(|cost| cost.value().unwrap());
    let value: i64 = values.map(|value| value.minor()).sum();
    let inventory = counter.balance_of_all(Account::Inventory);
    assert_eq!(
        inventory, value,
        "the books' inventory is the stock's value"
    );

    let credits = counter.books.iter();
    let credits = credits.filter(|((account, _), _)| *account == Account::StoreCredit);
    for ((_, owner), balance) in credits {
        assert!(*balance <= 0, "more store credit used than {owner:?} had");
    }
    assert_eq!(counter.reserved, kept(counter), "reservations");
    returned(counter);
}

/// Lines, fees and tax add up.
fn sums(ticket: &Ticket) {
    let totals = ticket.totals().unwrap();
    let nets = ticket.nets().unwrap();
    let net_of = |pay: PayType| -> i64 {
        let of_it = nets.iter().filter(|net| {
            let line = ticket.line(net.line).unwrap();
            line.pay == pay && ticket.sold(line)
        });
        of_it.map(|net| net.net.minor()).sum()
    };
    let charges = ticket.charges.iter().map(|c| c.charge.amount.minor());
    let subtotal = net_of(PayType::Customer) + charges.sum::<i64>();
    assert_eq!(totals.subtotal.minor(), subtotal);
    assert_eq!(totals.warranty.minor(), net_of(PayType::Warranty));
    assert_eq!(totals.internal.minor(), net_of(PayType::Internal));
    let kinds = [
        totals.parts,
        totals.labor,
        totals.sublet,
        totals.fees,
        totals.cores,
    ];
    let kinds: i64 = kinds.iter().map(|kind| kind.minor()).sum();
    assert_eq!(kinds - totals.discounts.minor(), subtotal);
    let tax = if ticket.inclusive {
        0
    } else {
        totals.tax.minor()
    };
    assert_eq!(totals.total.minor(), subtotal + tax);
    let owed = totals.total.minor() - totals.paid.minor() - totals.pending.minor();
    assert_eq!(totals.due.minor(), owed);
    let ids = ticket.line_taxes.keys();
    let known = |id| {
        ticket.lines.iter().any(|line| line.id == id) || ticket.charges.iter().any(|c| c.id == id)
    };
    assert!(ids.copied().all(known), "tax of a line that is gone");
}

/// What was paid is a deposit until the ticket closes, and then nothing is left of it.
fn money(counter: &Counter, ticket: &Ticket) {
    let totals = ticket.totals().unwrap();
    let deposit = counter.balance(Account::Deposits, Some(ticket.id.uuid()));
    match ticket.status {
        TicketStatus::Open => assert_eq!(-deposit, totals.paid.minor(), "deposits"),
        TicketStatus::Voided => assert_eq!((deposit, totals.paid.minor()), (0, 0)),
        TicketStatus::Paid => {
            assert_eq!(totals.paid, totals.total, "closed is paid to the cent");
            assert!(totals.pending.is_zero() && !ticket.needs_tax());
            without_receipt(ticket);
            assert_eq!(deposit, 0, "deposits of a closed ticket");
        }
        TicketStatus::Reversed => assert_eq!(deposit, 0, "deposits of an undone ticket"),
    }
    let old_part = |line: &Line| matches!(line.kind, LineKind::CoreReturn { of: None, .. });
    let mut lines = ticket.lines.iter();
    let returning = lines.any(|line| line.returned.is_some() || old_part(line));
    if ticket.status == TicketStatus::Open
        && ticket.stage == Stage::Sale
        && !returning
        && !ticket.needs_tax()
        && counter.exemption.is_none()
    {
        assert!(totals.due.minor() >= 0, "a sale owes the customer nothing");
    }
}

/// What goods without a receipt are worth leaves as store credit alone: whatever else a closed ticket gave back is worth no
/// more than what came back on it with its receipt.
fn without_receipt(ticket: &Ticket) {
    let without = |line: &Line| {
        let returned = line.returned.as_ref();
        line.part().is_some() && returned.is_some_and(|back| back.ticket.is_none())
    };
    if ticket.status != TicketStatus::Paid || !ticket.lines.iter().any(without) {
        return;
    }
    let with = ticket
        .lines
        .iter()
        .filter(|line| ticket.counts(line) && line.amount.is_negative() && !without(line));
    let worth = with.map(|line| {
        let tax = ticket.line_taxes.get(&line.id).map_or(0, |tax| tax.minor());
        line.amount.minor() + if ticket.inclusive { 0 } else { tax }
    });
    let others = ticket.payments.iter().filter(|payment| {
        let of_another = payment.refund_of.is_some_and(|(on, _)| on != ticket.id);
        payment.tender != Tender::StoreCredit || of_another
    });
    let given: i64 = others
        .filter_map(|payment| payment.captured())
        .map(Money::minor)
        .sum();
    assert!(
        given >= worth.sum(),
        "goods without a receipt left as money: {:?}",
        ticket.payments
    );
}

/// What a sale knows of what came back is what stands on other tickets that were not given up.
fn returned(counter: &Counter) {
    let mut back: BTreeMap<_, (Decimal, i64, i64)> = BTreeMap::new();
    let stands = |ticket: &&Ticket| ticket.status != TicketStatus::Voided;
    for of in counter.tickets().filter(stands).flat_map(|t| &t.lines) {
        let Some(returned) = &of.returned else {
            continue;
        };
        // Nobody knows where goods without a receipt were sold.
        let (Some(ticket), Some(line)) = (returned.ticket, returned.line) else {
            assert_eq!((returned.ticket, returned.line), (None, None));
            continue;
        };
        let key = (ticket, line);
        let sums = back.entry(key).or_default();
        sums.0 -= of.quantity.decimal();
        sums.1 -= of.amount.minor();
        sums.2 -= returned.tax.minor();
    }
    let known = counter.tickets().flat_map(|ticket| {
        ticket.returns.iter().map(|(line, back)| {
            let sums = (
                back.quantity.decimal(),
                back.amount.minor(),
                back.tax.minor(),
            );
            ((ticket.id, *line), sums)
        })
    });
    assert_eq!(known.collect::<BTreeMap<_, _>>(), back, "what came back");
}

/// What open work keeps off the shelf.
fn kept(
    counter: &Counter,
) -> BTreeMap<(crate::ids::TicketId, crate::ids::LineId, crate::ids::PartId), Decimal> {
    let mut kept: BTreeMap<_, Decimal> = BTreeMap::new();
    let works = |ticket: &&Ticket| {
        let stage = matches!(ticket.stage, Stage::WorkOrder | Stage::Invoice);
        ticket.status == TicketStatus::Open && stage
    };
    for ticket in counter.tickets().filter(works) {
        for line in ticket.lines.iter().filter(|line| ticket.sold(line)) {
            let Some(part) = line.part().filter(|_| line.returned.is_none()) else {
                continue;
            };
            if part.components.is_empty() {
                let key = (ticket.id, line.id, part.part);
                *kept.entry(key).or_default() += line.quantity.decimal();
            }
            for component in &part.components {
                let key = (ticket.id, line.id, component.part);
                let pieces = component.quantity.decimal() * line.quantity.decimal();
                *kept.entry(key).or_default() += pieces;
            }
        }
    }
    kept
}
