//! Refusals that keep the money right: amounts, cash, cards in flight, unknown tax.

use super::fixture::{
    Counter, add_labor, add_part, captured, cash, declined, intent, price, set_quantity,
    shop_rules, unknown, usd, uuid, void,
};
use super::refusals::{card, refused, sold};
use crate::ids::LineId;
use crate::money::MoneyError;
use crate::ticket::{CardStep, TaxState, TicketOrder};
use crate::{Currency, Money, Refusal};

fn tendered_for(tendered: i64, amount: i64) -> TicketOrder {
    TicketOrder::TakeCash {
        tendered,
        amount: Some(amount),
    }
}

#[test]
fn nothing_moves_under_a_card_that_is_being_charged() {
    let steps = [
        CardStep::Created { intent: intent() },
        CardStep::Dispatching {
            intent: intent(),
            attempt: 1,
        },
        CardStep::Waiting {
            intent: intent(),
            attempt: 1,
        },
        CardStep::Authorized {
            intent: intent(),
            attempt: 1,
        },
        CardStep::Capturing {
            intent: intent(),
            attempt: 1,
        },
        CardStep::Retrying {
            intent: None,
            attempt: 1,
        },
        CardStep::Canceling {
            intent: None,
            attempt: 1,
            release: true,
        },
        unknown(1),
    ];
    for step in steps {
        let mut counter = sold();
        let line = counter.ticket.lines[0].id;
        let id = counter.take_card(Some(1_000));
        counter.step(id, &step).unwrap();
        let in_flight = Refusal::PaymentInFlight(id);
        for order in [
            add_part("1", "1"),
            add_labor("Diagnosis", "1"),
            set_quantity(line, "2"),
            set_quantity(line, "0.5"),
            TicketOrder::RemoveLine { line },
            card(None),
            TicketOrder::Close,
            void(),
        ] {
            refused(&mut counter, &order, &in_flight);
        }
        let retry = TicketOrder::RetryCard { payment: id };
        if !matches!(step, CardStep::Created { .. } | CardStep::Unknown { .. }) {
            refused(&mut counter, &retry, &in_flight);
        }
    }
}

#[test]
fn a_declined_card_waits_for_the_one_in_flight() {
    let mut counter = sold();
    let first = counter.take_card(Some(1_000));
    counter.step(first, &declined(1)).unwrap();
    let second = counter.take_card(Some(1_000));
    let retry = TicketOrder::RetryCard { payment: first };
    refused(&mut counter, &retry, &Refusal::PaymentInFlight(second));
}

#[test]
fn amounts_due() {
    let mut counter = sold();
    refused(
        &mut counter,
        &TicketOrder::Close,
        &Refusal::StillDue(usd(10_825)),
    );
    let due = usd(10_825);
    let asked = usd(10_826);
    refused(
        &mut counter,
        &card(Some(10_826)),
        &Refusal::MoreThanDue { asked, due },
    );
    refused(
        &mut counter,
        &tendered_for(20_000, 10_826),
        &Refusal::MoreThanDue { asked, due },
    );
    counter.take_card(None);
    let nothing = Refusal::NothingDue(counter.ticket.id);
    refused(&mut counter, &cash(100), &nothing);

    let mut free = Counter::new();
    free.add_part("1", "0");
    let nothing = Refusal::NothingDue(free.ticket.id);
    refused(&mut free, &cash(100), &nothing);
    refused(&mut free, &card(None), &nothing);
}

#[test]
fn cash_handed_over() {
    let mut counter = sold();
    let (tendered, amount) = (usd(999), usd(1_000));
    let too_little = Refusal::TenderedTooLittle { tendered, amount };
    refused(&mut counter, &tendered_for(999, 1_000), &too_little);
    for tendered in [100_000_001, i64::MAX] {
        refused(
            &mut counter,
            &cash(tendered),
            &Refusal::TenderedTooMuch(usd(tendered)),
        );
    }
    for tendered in [0, -1, i64::MIN] {
        refused(&mut counter, &cash(tendered), &Refusal::AmountNotPositive);
    }
    for amount in [0, -1, i64::MIN] {
        refused(
            &mut counter,
            &tendered_for(100, amount),
            &Refusal::AmountNotPositive,
        );
        refused(
            &mut counter,
            &card(Some(amount)),
            &Refusal::AmountNotPositive,
        );
    }
    counter.order(&cash(100_000_000)).unwrap();
}

#[test]
fn the_most_cash_counts_in_the_currencys_own_units() {
    let mut rules = shop_rules();
    rules.currency = Currency::JPY;
    rules.charges.currency = Currency::JPY;
    let mut counter = Counter::with(rules, None);
    counter.add_part("1", "1000");
    let too_much = Refusal::TenderedTooMuch(Money::new(1_000_001, Currency::JPY));
    refused(&mut counter, &cash(1_000_001), &too_much);
    counter.order(&cash(1_000_000)).unwrap();
}

#[test]
fn no_money_while_the_tax_is_not_known() {
    let mut counter = Counter::new();
    counter.tax_works = false;
    counter.add_part("1", "100");
    assert_eq!(
        counter.ticket.tax,
        TaxState::Failed("out of order".to_owned())
    );
    let failed = Refusal::TaxUnknown("out of order".to_owned());
    for order in [cash(20_000), card(None), TicketOrder::Close] {
        refused(&mut counter, &order, &failed);
    }
    counter.ticket.tax = TaxState::Stale;
    let stale = Refusal::TaxUnknown("the tax rule was not asked".to_owned());
    for order in [cash(20_000), card(None), TicketOrder::Close] {
        refused(&mut counter, &order, &stale);
    }
    counter.ticket.tax = TaxState::Failed("out of order".to_owned());
    counter.tax_works = true;
    counter.assess();
    assert_eq!(counter.totals().due, usd(10_825));
}

#[test]
fn sums_that_do_not_fit_are_met_when_the_line_is_added() {
    let mut counter = sold();
    let mut widest = counter.ticket.lines[0].clone();
    // The dearest line there can be: a million of a part at a hundred million.
    widest.amount = usd(10_000_000_000_000_000);
    counter.ticket.lines = vec![widest; 461];
    let overflow = Refusal::Money(MoneyError::Overflow);
    refused(&mut counter, &add_part("1000000", "100000000"), &overflow);
    counter.ticket.lines[0].unit_price = price("100000000");
    counter.ticket.lines[0].amount = usd(1);
    counter.ticket.lines.push(counter.ticket.lines[1].clone());
    let line = counter.ticket.lines[0].id;
    counter.ticket.lines[1..]
        .iter_mut()
        .for_each(|other| other.id = LineId::new(uuid(3)));
    let order = set_quantity(line, "1000000");
    refused(&mut counter, &order, &overflow);
}

#[test]
fn payments_that_had_their_end() {
    for end in [captured(), CardStep::Canceled] {
        let mut counter = sold();
        let payment = counter.take_card(Some(1_000));
        counter.step(payment, &end).unwrap();
        let settled = Refusal::PaymentSettled(payment);
        refused(&mut counter, &TicketOrder::RetryCard { payment }, &settled);
        refused(&mut counter, &TicketOrder::CancelCard { payment }, &settled);
        for step in [captured(), CardStep::Canceled, declined(1), unknown(1)] {
            assert_eq!(counter.step(payment, &step), Err(settled.clone()));
        }
    }
    let mut counter = sold();
    let payment = counter.take_card(None);
    counter.step(payment, &declined(1)).unwrap();
    let settled = Refusal::PaymentSettled(payment);
    refused(&mut counter, &TicketOrder::CancelCard { payment }, &settled);
    assert_eq!(counter.step(payment, &captured()), Err(settled));
}

#[test]
fn devices_that_are_not_set_up() {
    let mut counter = sold();
    counter.rules.card_reader = None;
    refused(&mut counter, &card(None), &Refusal::NoDevice("card reader"));
    let mut counter = Counter::paid();
    counter.rules.receipt_printer = None;
    let no_printer = Refusal::NoDevice("receipt printer");
    refused(&mut counter, &TicketOrder::Reprint, &no_printer);
}
