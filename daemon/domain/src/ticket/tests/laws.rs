//! Laws that hold for every ticket, whatever is ordered in whatever sequence.

use proptest::prelude::*;

use super::fixture::{
    Counter, captured, declined, flat_tax_by_item, intent, part, shop_rules, thousandths, unknown,
    uuid,
};
use crate::Event;
use crate::catalog::MoveReason;
use crate::ids::{LineId, VehicleId};
use crate::job::JobKind;
use crate::money::{Quantity, UnitPrice};
use crate::ticket::{CardStep, LineKind, TaxState, Tender, TicketOrder, TicketStatus};

/// Something that happens at the counter. Lines and payments are named by place, which may be wrong.
#[derive(Clone, Debug)]
enum Happening {
    Part { thousandths: i64, cents: i64 },
    Labor { thousandths: i64 },
    Quantity { line: usize, thousandths: i64 },
    Remove { line: usize },
    Cash { tendered: i64, amount: Option<i64> },
    CashForAll { extra: i64 },
    Card { amount: Option<i64> },
    Step { payment: usize, step: CardStep },
    Retry { payment: usize },
    Cancel { payment: usize },
    Attach { odometer: u32 },
    TaxRule { works: bool },
    Close,
    Void,
    Reprint,
}

fn card_steps() -> impl Strategy<Value = CardStep> {
    let attempt = 1;
    prop_oneof![
        1 => Just(CardStep::Created { intent: intent() }),
        1 => Just(CardStep::Waiting { intent: intent(), attempt }),
        1 => Just(CardStep::Authorized { intent: intent(), attempt }),
        1 => Just(CardStep::Canceling { intent: Some(intent()), attempt, release: true }),
        1 => Just(CardStep::Canceled),
        1 => Just(declined(attempt)),
        1 => Just(unknown(attempt)),
        4 => Just(captured()),
    ]
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let count = || 0_i64..5_000;
    let money = || 0_i64..40_000;
    let place = || 0_usize..4;
    let one = prop_oneof![
        6 => (count(), 0_i64..20_000).prop_map(|(thousandths, cents)| Happening::Part { thousandths, cents }),
        3 => count().prop_map(|thousandths| Happening::Labor { thousandths }),
        2 => (place(), count()).prop_map(|(line, thousandths)| Happening::Quantity { line, thousandths }),
        2 => place().prop_map(|line| Happening::Remove { line }),
        3 => (money(), prop::option::of(money()))
            .prop_map(|(tendered, amount)| Happening::Cash { tendered, amount }),
        2 => money().prop_map(|extra| Happening::CashForAll { extra }),
        4 => prop::option::of(money()).prop_map(|amount| Happening::Card { amount }),
        8 => (place(), card_steps()).prop_map(|(payment, step)| Happening::Step { payment, step }),
        2 => place().prop_map(|payment| Happening::Retry { payment }),
        1 => place().prop_map(|payment| Happening::Cancel { payment }),
        1 => (0_u32..400_000).prop_map(|odometer| Happening::Attach { odometer }),
        1 => prop::bool::weighted(0.8).prop_map(|works| Happening::TaxRule { works }),
        1 => Just(Happening::Close),
        1 => Just(Happening::Void),
        1 => Just(Happening::Reprint),
    ];
    prop::collection::vec(one, 1..40)
}

/// Lets something happen; refusals are fine and leave nothing behind.
fn happen(counter: &mut Counter, happening: &Happening) -> Vec<Event> {
    let line = |counter: &Counter, place: usize| {
        counter
            .ticket
            .lines
            .get(place)
            .map_or(LineId::new(uuid(3)), |line| line.id)
    };
    let payment = |counter: &Counter, place: usize| {
        let place = counter.ticket.payments.len().checked_sub(place + 1);
        place
            .and_then(|place| counter.ticket.payments.get(place))
            .map(|payment| payment.id)
    };
    let amount_of = |count: i64| Quantity::try_new(thousandths(count)).unwrap();
    let order = match happening {
        Happening::Part {
            thousandths: count,
            cents,
        } => TicketOrder::AddPart {
            part: part(UnitPrice::try_new(thousandths(*cents * 10)).unwrap()),
            quantity: amount_of(*count),
            unit_price: None,
        },
        Happening::Labor { thousandths: count } => TicketOrder::AddLabor {
            description: "Diagnosis".to_owned(),
            hours: amount_of(*count),
            rate: None,
        },
        Happening::Quantity {
            line: place,
            thousandths: count,
        } => TicketOrder::ChangeQuantity {
            line: line(counter, *place),
            quantity: amount_of(*count),
        },
        Happening::Remove { line: place } => TicketOrder::RemoveLine {
            line: line(counter, *place),
        },
        Happening::Cash { tendered, amount } => TicketOrder::TakeCash {
            tendered: *tendered,
            amount: *amount,
        },
        Happening::CashForAll { extra } => {
            let tendered = counter.totals().due.minor() + extra;
            TicketOrder::TakeCash {
                tendered,
                amount: None,
            }
        }
        Happening::Card { amount } => TicketOrder::TakeCard { amount: *amount },
        Happening::Step {
            payment: place,
            step,
        } => {
            let Some(id) = payment(counter, *place) else {
                return Vec::new();
            };
            return counter.step(id, step).unwrap_or_default();
        }
        Happening::Retry { payment: place } => {
            let Some(payment) = payment(counter, *place) else {
                return Vec::new();
            };
            TicketOrder::RetryCard { payment }
        }
        Happening::Cancel { payment: place } => {
            let Some(payment) = payment(counter, *place) else {
                return Vec::new();
            };
            TicketOrder::CancelCard { payment }
        }
        Happening::Attach { odometer } => TicketOrder::Attach {
            customer: None,
            vehicle: None,
            odometer: Some(*odometer),
        },
        Happening::TaxRule { works } => {
            counter.tax_works = *works;
            return Vec::new();
        }
        Happening::Close => TicketOrder::Close,
        Happening::Void => super::fixture::void(),
        Happening::Reprint => TicketOrder::Reprint,
    };
    // A rule that failed before is asked again before money is taken, as the engine does.
    if matches!(
        order,
        TicketOrder::TakeCash { .. } | TicketOrder::TakeCard { .. } | TicketOrder::Close
    ) && matches!(counter.ticket.tax, TaxState::Failed(_))
        && counter.tax_works
    {
        counter.assess();
    }
    counter.order(&order).unwrap_or_default()
}

/// What must be true of a ticket at every moment.
fn sums_hold(counter: &Counter) -> Result<(), TestCaseError> {
    let ticket = &counter.ticket;
    let totals = counter.totals();
    let lines: i64 = ticket.lines.iter().map(|line| line.amount.minor()).sum();
    prop_assert_eq!(totals.subtotal.minor(), lines);
    prop_assert_eq!(totals.parts.minor() + totals.labor.minor(), lines);
    prop_assert_eq!(totals.total.minor(), lines + totals.tax.minor());
    prop_assert!(
        ticket
            .line_taxes
            .keys()
            .all(|id| ticket.lines.iter().any(|line| line.id == *id)),
        "tax of a line that is gone"
    );
    if let TaxState::Assessed { rule, components } = &ticket.tax {
        let answer = (counter.tax_rule)(&ticket.tax_query("main", jiff::civil::date(2026, 7, 1)));
        prop_assert_eq!(totals.tax, answer.total(ticket.currency).unwrap());
        let by_line = answer.by_line.into_iter().collect();
        prop_assert_eq!(&ticket.line_taxes, &by_line, "tax of other lines");
        prop_assert_eq!((rule, components), (&answer.rule, &answer.components));
        // While the tax is not known, nothing is asked for, and the total is not the whole total.
        prop_assert!(totals.paid <= totals.total);
        prop_assert!(totals.due.minor() >= 0);
    }
    let owed = totals.total.minor() - totals.paid.minor() - totals.pending.minor();
    prop_assert_eq!(totals.due.minor(), owed);
    let (mut captured, mut pending, mut change) = (0, 0, 0);
    for payment in &ticket.payments {
        prop_assert!(payment.amount.minor() > 0);
        match &payment.tender {
            Tender::Cash {
                tendered,
                change: back,
            } => {
                let kept = tendered.minor() - back.minor();
                prop_assert_eq!(kept, payment.amount.minor());
                prop_assert_eq!(crate::till::cash_in(payment).unwrap().minor(), kept);
                prop_assert!(back.minor() >= 0);
                captured += kept;
                change += back.minor();
            }
            Tender::Card {
                step: CardStep::Captured { .. },
                cancel_asked,
                ..
            } => {
                prop_assert!(!cancel_asked);
                captured += payment.amount.minor();
            }
            Tender::Card { step, .. } if step.in_flight() => pending += payment.amount.minor(),
            Tender::Card { .. } => {}
        }
    }
    prop_assert_eq!(
        (totals.paid.minor(), totals.pending.minor()),
        (captured, pending)
    );
    prop_assert_eq!(totals.change.minor(), change);
    let in_flight = ticket
        .payments
        .iter()
        .filter(|payment| payment.pending().is_some())
        .count();
    prop_assert!(in_flight <= 1, "two cards at once");
    Ok(())
}

/// What must be true of where a ticket stands.
fn status_holds(counter: &Counter) -> Result<(), TestCaseError> {
    let ticket = &counter.ticket;
    let totals = counter.totals();
    let settled = !ticket.lines.is_empty() && !ticket.needs_tax() && totals.paid == totals.total;
    match ticket.status {
        // A ticket that comes to nothing waits to be closed by hand.
        TicketStatus::Open => prop_assert!(!settled || totals.total.is_zero()),
        TicketStatus::Paid => {
            prop_assert!(settled && totals.due.is_zero() && totals.pending.is_zero());
        }
        TicketStatus::Voided => prop_assert!(totals.paid.is_zero() && totals.pending.is_zero()),
    }
    prop_assert_eq!(
        ticket.status == TicketStatus::Paid,
        ticket.receipt.is_some()
    );
    prop_assert_eq!(
        ticket.status != TicketStatus::Open,
        ticket.closed_at.is_some()
    );
    Ok(())
}

/// What one order may bring about besides the ticket's own facts: one drawer pulse for cash, and on
/// closing one movement for each part, one page of history, one receipt.
fn consequences_hold(
    counter: &Counter,
    was: TicketStatus,
    events: &[Event],
) -> Result<(), TestCaseError> {
    let rules = &counter.rules;
    let count = |wanted: &dyn Fn(&Event) -> bool| events.iter().filter(|e| wanted(e)).count();
    let job = |wanted: fn(&JobKind) -> bool| {
        count(&|event| matches!(event, Event::JobRequested(job) if wanted(&job.kind)))
    };
    let cash = count(&|event| matches!(event, Event::CashTaken { .. }));
    let drawers = job(|kind| {
        matches!(
            kind,
            JobKind::Drawer {
                ticket: Some(_),
                ..
            }
        )
    });
    prop_assert_eq!(drawers, if rules.drawer.is_some() { cash } else { 0 });
    let closed = count(&|event| matches!(event, Event::TicketClosed { .. }));
    let closes = was == TicketStatus::Open && counter.ticket.status == TicketStatus::Paid;
    prop_assert_eq!(closed, usize::from(closes));
    let receipts = job(|kind| matches!(kind, JobKind::Receipt { copy: false, .. }));
    prop_assert_eq!(
        receipts,
        if rules.receipt_printer.is_some() {
            closed
        } else {
            0
        }
    );
    let pages = count(&|event| matches!(event, Event::ServiceRecorded(_)));
    prop_assert_eq!(
        pages,
        if counter.ticket.vehicle.is_some() {
            closed
        } else {
            0
        }
    );
    let copies = job(|kind| matches!(kind, JobKind::Receipt { copy: true, .. }));
    match was {
        TicketStatus::Open => prop_assert_eq!(copies, 0),
        TicketStatus::Paid => prop_assert_eq!(copies, events.len(), "only copies once paid"),
        TicketStatus::Voided => prop_assert!(events.is_empty()),
    }
    let moved: Vec<_> = events
        .iter()
        .filter_map(|event| {
            if let Event::StockMoved(moved) = event {
                Some(moved)
            } else {
                None
            }
        })
        .collect();
    let sold = counter
        .ticket
        .lines
        .iter()
        .filter(|l| matches!(l.kind, LineKind::Part { .. }));
    let sold: Vec<_> = if closes { sold.collect() } else { Vec::new() };
    prop_assert_eq!(moved.len(), sold.len());
    for (moved, line) in moved.iter().zip(sold) {
        prop_assert_eq!(moved.quantity, line.quantity.negated());
        let reason = MoveReason::Sold {
            ticket: counter.ticket.id,
            line: line.id,
        };
        prop_assert_eq!(&moved.reason, &reason);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_story_keeps_the_books_straight(
        happenings in happenings(),
        with_vehicle: bool,
        with_drawer: bool,
        with_printer: bool,
        tax_by_item: bool,
    ) {
        let mut rules = shop_rules();
        rules.drawer = rules.drawer.filter(|_| with_drawer);
        rules.receipt_printer = rules.receipt_printer.filter(|_| with_printer);
        let vehicle = with_vehicle.then(|| VehicleId::new(uuid(901)));
        let mut counter = Counter::with(rules, vehicle);
        if tax_by_item {
            counter.tax_rule = flat_tax_by_item;
        }
        for happening in &happenings {
            let (was, known) = (counter.ticket.status, counter.journal.len());
            let events = happen(&mut counter, happening);
            sums_hold(&counter)?;
            status_holds(&counter)?;
            consequences_hold(&counter, was, &events)?;
            if events.is_empty() {
                let rest = counter.journal.iter().skip(known);
                let tax_only = rest.clone().all(|(event, _, _)| {
                    matches!(event, Event::TaxAssessed { .. } | Event::TaxFailed { .. })
                });
                prop_assert!(tax_only, "a refusal left something behind");
            }
        }
    }

    #[test]
    fn totals_add_up_for_any_lines(
        lines in prop::collection::vec((any::<bool>(), 1_i64..1_000_000_000, 0_i64..1_000_000), 0..30),
    ) {
        let mut counter = Counter::new();
        for (labor, count, cents) in lines {
            let quantity = Quantity::try_new(thousandths(count)).unwrap();
            let price = UnitPrice::try_new(thousandths(cents * 10)).unwrap();
            let order = if labor {
                let description = "Diagnosis".to_owned();
                TicketOrder::AddLabor { description, hours: quantity, rate: Some(price) }
            } else {
                TicketOrder::AddPart { part: part(price), quantity, unit_price: None }
            };
            counter.order(&order).unwrap();
            let amount = i128::from(counter.ticket.lines.last().unwrap().amount.minor());
            let exact = i128::from(count) * i128::from(cents);
            prop_assert!((exact - amount * 1_000).abs() <= 500, "{} of {}", amount, exact);
            sums_hold(&counter)?;
        }
    }
}
