//! Every reason that an order to a ticket is refused for, and that a refusal changes nothing.

use super::fixture::{
    Counter, add_labor, add_part, captured, cash, declined, set_quantity, uuid, void,
};
use crate::Refusal;
use crate::ids::{LineId, PaymentId};
use crate::text::TEXT_LEN_MAX;
use crate::ticket::{LINES_MAX, PAYMENTS_MAX, TicketOrder};

/// Gives the order and expects the refusal, and everything as it was.
#[track_caller]
pub(super) fn refused(counter: &mut Counter, order: &TicketOrder, expected: &Refusal) {
    let (ticket, journal) = (counter.ticket.clone(), counter.journal.len());
    assert_eq!(counter.order(order).as_ref(), Err(expected), "{order:?}");
    assert_eq!(counter.ticket, ticket);
    assert_eq!(counter.journal.len(), journal);
}

pub(super) fn sold() -> Counter {
    let mut counter = Counter::new();
    counter.add_part("1", "100");
    counter
}

pub(super) fn card(amount: Option<i64>) -> TicketOrder {
    TicketOrder::TakeCard { amount }
}

/// One order of each kind but a reprint, about a line and a payment.
fn every_order(line: LineId, payment: PaymentId) -> Vec<TicketOrder> {
    vec![
        TicketOrder::Attach {
            customer: None,
            vehicle: None,
            odometer: Some(1),
        },
        add_part("1", "1"),
        add_labor("Diagnosis", "1"),
        set_quantity(line, "2"),
        TicketOrder::RemoveLine { line },
        cash(100),
        card(None),
        TicketOrder::RetryCard { payment },
        TicketOrder::CancelCard { payment },
        TicketOrder::Close,
        void(),
    ]
}

#[test]
fn a_paid_ticket_takes_no_order_but_a_reprint() {
    let mut counter = Counter::paid();
    let (line, payment) = (counter.ticket.lines[0].id, counter.ticket.payments[0].id);
    let paid = Refusal::TicketPaid(counter.ticket.id);
    for order in every_order(line, payment) {
        refused(&mut counter, &order, &paid);
    }
    counter.order(&TicketOrder::Reprint).unwrap();
}

#[test]
fn a_voided_ticket_takes_no_order_at_all() {
    let mut counter = Counter::voided();
    let (line, payment) = (counter.ticket.lines[0].id, PaymentId::new(uuid(1)));
    let voided = Refusal::TicketVoided(counter.ticket.id);
    for order in every_order(line, payment) {
        refused(&mut counter, &order, &voided);
    }
    let not_paid = Refusal::TicketNotPaid(counter.ticket.id);
    refused(&mut counter, &TicketOrder::Reprint, &not_paid);
}

#[test]
fn an_open_ticket_is_not_reprinted() {
    let mut counter = sold();
    let not_paid = Refusal::TicketNotPaid(counter.ticket.id);
    refused(&mut counter, &TicketOrder::Reprint, &not_paid);
}

#[test]
fn an_empty_ticket_is_neither_paid_nor_closed() {
    let mut counter = Counter::new();
    let empty = Refusal::TicketEmpty(counter.ticket.id);
    for order in [cash(100), card(None), TicketOrder::Close] {
        refused(&mut counter, &order, &empty);
    }
}

#[test]
fn a_full_ticket_takes_no_line_and_no_payment() {
    let mut counter = sold();
    let full = Refusal::TicketFull(counter.ticket.id);
    let payment = {
        let id = counter.take_card(Some(1));
        counter.step(id, &declined(1)).unwrap();
        counter.ticket.payments[0].clone()
    };
    counter.ticket.payments = vec![payment; PAYMENTS_MAX];
    refused(&mut counter, &cash(100), &full);
    refused(&mut counter, &card(None), &full);

    let mut counter = sold();
    let full = Refusal::TicketFull(counter.ticket.id);
    counter.ticket.lines = vec![counter.ticket.lines[0].clone(); LINES_MAX];
    refused(&mut counter, &add_part("1", "1"), &full);
    refused(&mut counter, &add_labor("Diagnosis", "1"), &full);
}

#[test]
fn the_last_line_that_fits_is_taken() {
    let mut counter = Counter::new();
    for _ in 0..LINES_MAX {
        counter.add_part("1", "1");
    }
    assert_eq!(counter.ticket.lines.len(), LINES_MAX);
    let full = Refusal::TicketFull(counter.ticket.id);
    refused(&mut counter, &add_part("1", "1"), &full);
}

#[test]
fn a_ticket_with_money_on_it_does_not_shrink() {
    let mut counter = sold();
    let line = counter.add_part("2", "10");
    counter.order(&cash(100)).unwrap();
    let has_money = Refusal::TicketHasMoney(counter.ticket.id);
    let fewer = set_quantity(line, "1.999");
    for order in [TicketOrder::RemoveLine { line }, fewer, void()] {
        refused(&mut counter, &order, &has_money);
    }
}

#[test]
fn quantities_are_more_than_zero() {
    let mut counter = sold();
    let line = counter.ticket.lines[0].id;
    for count in ["0", "-1", "-0.001"] {
        for order in [
            add_part(count, "1"),
            add_labor("Diagnosis", count),
            set_quantity(line, count),
        ] {
            refused(&mut counter, &order, &Refusal::QuantityNotPositive);
        }
    }
}

#[test]
fn texts() {
    let mut counter = sold();
    let too_long = "x".repeat(TEXT_LEN_MAX + 1);
    let card_number = "paid by 4242 4242 4242 4242";
    for (field, order) in [
        (
            "description",
            (|text| add_labor(text, "1")) as fn(&str) -> TicketOrder,
        ),
        ("reason", |text| TicketOrder::Void {
            reason: text.to_owned(),
        }),
    ] {
        for empty in ["", "  \t"] {
            refused(&mut counter, &order(empty), &Refusal::TextEmpty { field });
        }
        let len_max = TEXT_LEN_MAX;
        refused(
            &mut counter,
            &order(&too_long),
            &Refusal::TextTooLong { field, len_max },
        );
        refused(
            &mut counter,
            &order(card_number),
            &Refusal::CardNumberInText { field },
        );
    }
    counter
        .order(&add_labor(&"x".repeat(TEXT_LEN_MAX), "1"))
        .unwrap();
}

#[test]
fn lines_and_payments_that_are_not_there() {
    let mut counter = sold();
    let (line, payment) = (LineId::new(uuid(4)), PaymentId::new(uuid(4)));
    let no_line = Refusal::NoSuchLine(line);
    refused(&mut counter, &TicketOrder::RemoveLine { line }, &no_line);
    let change = set_quantity(line, "2");
    refused(&mut counter, &change, &no_line);
    let no_payment = Refusal::NoSuchPayment(payment);
    refused(
        &mut counter,
        &TicketOrder::RetryCard { payment },
        &no_payment,
    );
    refused(
        &mut counter,
        &TicketOrder::CancelCard { payment },
        &no_payment,
    );
    assert_eq!(counter.step(payment, &captured()), Err(no_payment));

    counter.order(&cash(100)).unwrap();
    let payment = counter.ticket.payments[0].id;
    let no_card = Refusal::NoSuchPayment(payment);
    refused(&mut counter, &TicketOrder::RetryCard { payment }, &no_card);
    assert_eq!(counter.step(payment, &captured()), Err(no_card));
    let settled = Refusal::PaymentSettled(payment);
    refused(&mut counter, &TicketOrder::CancelCard { payment }, &settled);
}
