//! Card payments: declined, tried again, called off, unknown, taken.

use super::fixture::{Counter, captured, cash, declined, intent, unknown, usd};
use crate::job::JobEvent;
use crate::ticket::{CardStep, Tender, TicketEvent, TicketOrder, TicketStatus};
use crate::{Event, Refusal};

fn sold() -> Counter {
    let mut counter = Counter::new();
    counter.add_part("1", "100");
    counter
}

fn step_of(counter: &Counter) -> (CardStep, bool) {
    match &counter.ticket.payments.last().unwrap().tender {
        Tender::Card {
            step, cancel_asked, ..
        } => (step.clone(), *cancel_asked),
        other => panic!("not a card: {other:?}"),
    }
}

#[test]
fn a_card_for_everything_pends_step_by_step_and_closes_when_captured() {
    let mut counter = sold();
    let id = counter.take_card(None);
    let attempt = 1;
    for step in [
        CardStep::Created { intent: intent() },
        CardStep::Dispatching {
            intent: intent(),
            attempt,
        },
        CardStep::Waiting {
            intent: intent(),
            attempt,
        },
        CardStep::Authorized {
            intent: intent(),
            attempt,
        },
        CardStep::Capturing {
            intent: intent(),
            attempt,
        },
    ] {
        let events = counter.step(id, &step).unwrap();
        assert_eq!(events.len(), 1);
        assert_eq!(step_of(&counter), (step, false));
        let totals = counter.totals();
        assert_eq!((totals.pending, totals.paid), (usd(10_825), usd(0)));
        assert_eq!(totals.due, usd(0));
    }
    let events = counter.step(id, &captured()).unwrap();
    assert!(matches!(
        events[2],
        Event::Ticket(_, TicketEvent::Closed { .. })
    ));
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.totals().paid, usd(10_825));
    let drawer = |event: &Event| matches!(event, Event::Job(_, JobEvent::Requested(job)) if job.device.as_str() == "drawer");
    assert!(!events.iter().any(drawer), "a card opens no drawer");
}

#[test]
fn a_declined_card_frees_the_amount_and_may_be_tried_again() {
    let mut counter = sold();
    let id = counter.take_card(None);
    counter.step(id, &declined(1)).unwrap();
    assert_eq!(counter.totals().due, usd(10_825));
    counter
        .order(&TicketOrder::RetryCard { payment: id })
        .unwrap();
    let retrying = CardStep::Retrying {
        intent: Some(intent()),
        attempt: 1,
    };
    assert_eq!(step_of(&counter), (retrying, false));
    assert_eq!(counter.totals().pending, usd(10_825));
    counter.step(id, &captured()).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
}

#[test]
fn a_declined_card_that_no_longer_fits_is_not_tried_again() {
    let mut counter = sold();
    let id = counter.take_card(None);
    counter.step(id, &declined(1)).unwrap();
    counter.order(&cash(1)).unwrap();
    assert_eq!(
        counter.order(&TicketOrder::RetryCard { payment: id }),
        Err(Refusal::MoreThanDue {
            asked: usd(10_825),
            due: usd(10_824)
        })
    );
}

#[test]
fn an_unknown_card_payment_pends_until_someone_knows() {
    let mut counter = sold();
    let id = counter.take_card(Some(10_000));
    counter.step(id, &unknown(3)).unwrap();
    assert_eq!(
        (counter.totals().pending, counter.totals().due),
        (usd(10_000), usd(825))
    );
    counter
        .order(&TicketOrder::RetryCard { payment: id })
        .unwrap();
    let retrying = CardStep::Retrying {
        intent: Some(intent()),
        attempt: 3,
    };
    assert_eq!(step_of(&counter), (retrying, false));
    counter.step(id, &captured()).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Open);
    counter.order(&cash(825)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
}

#[test]
fn one_that_never_reached_the_processor_starts_over() {
    let mut counter = sold();
    let id = counter.take_card(None);
    counter
        .order(&TicketOrder::RetryCard { payment: id })
        .unwrap();
    assert_eq!(
        step_of(&counter).0,
        CardStep::Retrying {
            intent: None,
            attempt: 0
        }
    );
    let mut counter = sold();
    let id = counter.take_card(None);
    counter
        .step(id, &CardStep::Created { intent: intent() })
        .unwrap();
    counter
        .order(&TicketOrder::RetryCard { payment: id })
        .unwrap();
    let retrying = CardStep::Retrying {
        intent: Some(intent()),
        attempt: 0,
    };
    assert_eq!(step_of(&counter).0, retrying);
}

#[test]
fn asking_to_cancel_only_notes_the_wish_and_the_card_may_still_win() {
    let mut counter = sold();
    let id = counter.take_card(None);
    counter
        .order(&TicketOrder::CancelCard { payment: id })
        .unwrap();
    assert_eq!(step_of(&counter), (CardStep::Requested, true));
    counter
        .step(id, &CardStep::Created { intent: intent() })
        .unwrap();
    assert!(step_of(&counter).1, "the wish outlives a step");
    counter.step(id, &captured()).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert!(!step_of(&counter).1);
}

#[test]
fn a_canceled_card_payment_takes_nothing_and_lets_the_ticket_go() {
    let mut counter = sold();
    let id = counter.take_card(None);
    counter
        .order(&TicketOrder::CancelCard { payment: id })
        .unwrap();
    let canceling = CardStep::Canceling {
        intent: None,
        attempt: 0,
        release: false,
    };
    counter.step(id, &canceling).unwrap();
    assert_eq!(counter.totals().pending, usd(10_825));
    counter.step(id, &CardStep::Canceled).unwrap();
    assert_eq!(counter.totals().due, usd(10_825));
    assert_eq!(
        counter.step(id, &captured()),
        Err(Refusal::PaymentSettled(id))
    );
    counter.order(&super::fixture::void()).unwrap();
}

#[test]
fn cash_may_be_taken_while_a_card_for_another_part_pends() {
    let mut counter = sold();
    let id = counter.take_card(Some(10_000));
    counter.order(&cash(1_000)).unwrap();
    assert_eq!(counter.totals().change, usd(175));
    assert_eq!(
        counter.ticket.status,
        TicketStatus::Open,
        "the card is not in yet"
    );
    let events = counter.step(id, &captured()).unwrap();
    assert!(matches!(
        events[2],
        Event::Ticket(_, TicketEvent::Closed { .. })
    ));
}
