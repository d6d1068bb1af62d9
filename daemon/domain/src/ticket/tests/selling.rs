//! Lines, cash, and what closing a ticket brings about.

use super::fixture::{
    Counter, cash, part_draft, price, quantity, set_quantity, shop_rules, usd, uuid, void,
};
use crate::Event;
use crate::catalog::PartEvent;
use crate::ids::{CustomerId, PurchaseId, VehicleId};
use crate::job::{JobEvent, JobKind, JobState};
use crate::ledger::Account;
use crate::people::VehicleEvent;
use crate::stock::move_reason::MoveReason;
use crate::ticket::{
    LineDraft, LineKind, PartDraft, SubletDraft, TaxState, TicketEvent, TicketOrder, TicketStatus,
};

fn names(events: &[Event]) -> Vec<&'static str> {
    let name = |event: &Event| match event {
        Event::Ticket(_, TicketEvent::PaymentTaken(_)) => "cash",
        Event::Ticket(_, TicketEvent::Closed { .. }) => "closed",
        Event::Posted(..) => "books",
        Event::Part(_, PartEvent::Moved(_)) => "stock",
        Event::Vehicle(_, VehicleEvent::Serviced(_)) => "service",
        Event::Job(_, JobEvent::Requested(job)) => match &job.kind {
            JobKind::Drawer { .. } => "drawer",
            JobKind::Receipt { copy: false, .. } => "receipt",
            JobKind::Receipt { copy: true, .. } => "copy",
            JobKind::Paper { .. } => "paper",
            JobKind::Reprint { .. } => "reprint",
            JobKind::Document { .. } => "document",
        },
        other => panic!("unexpected: {other:?}"),
    };
    events.iter().map(name).collect()
}

#[test]
fn a_new_ticket_is_open_numbered_and_empty() {
    let counter = Counter::new();
    assert_eq!(counter.ticket.number.to_string(), "C1-T000007");
    assert_eq!(counter.ticket.status, TicketStatus::Open);
    assert!(counter.ticket.lines.is_empty() && counter.ticket.receipt.is_none());
    assert_eq!(counter.journal.len(), 1);
}

#[test]
fn a_ticket_opened_for_a_vehicle_carries_it_and_attaching_keeps_what_is_not_named() {
    let vehicle = VehicleId::new(uuid(901));
    let mut counter = Counter::with(shop_rules(), Some(vehicle));
    assert_eq!(counter.journal.len(), 2);
    assert_eq!(counter.ticket.odometer, Some(184_210));
    let another = CustomerId::new(uuid(902));
    let order = TicketOrder::Attach {
        customer: Some(another),
        vehicle: None,
        odometer: Some(184_300),
    };
    counter.order(&order).unwrap();
    assert_eq!(counter.ticket.customer, Some(another));
    assert_eq!(counter.ticket.vehicle, Some(vehicle));
    assert_eq!(counter.ticket.odometer, Some(184_300));
}

#[test]
fn a_line_takes_the_catalogs_price_unless_told_another_and_is_rounded_once() {
    let mut counter = Counter::new();
    counter.add_part("3", "8.995");
    let draft = PartDraft {
        unit_price: Some(price("7.01")),
        ..part_draft("0.5", "8.995")
    };
    let order = TicketOrder::AddPart(Box::new(draft), LineDraft::default());
    counter.order(&order).unwrap();
    counter.add_labor("1.5");
    let amounts: Vec<_> = counter
        .ticket
        .lines
        .iter()
        .map(|line| line.amount.minor())
        .collect();
    // 26.985 and 3.505 both round up on the half.
    assert_eq!(amounts, [2_699, 351, 18_750]);
    let totals = counter.totals();
    assert_eq!((totals.parts, totals.labor), (usd(3_050), usd(18_750)));
    assert_eq!((totals.tax, totals.total), (usd(1_799), usd(23_599)));
}

#[test]
fn changing_and_removing_lines_asks_for_tax_again() {
    let mut counter = Counter::new();
    let line = counter.add_part("1", "100");
    let other = counter.add_part("1", "50");
    let change = set_quantity(line, "2");
    counter.order(&change).unwrap();
    assert_eq!(counter.totals().total, usd(27_063));
    counter.order(&TicketOrder::RemoveLine { line }).unwrap();
    assert_eq!(counter.totals().total, usd(5_413));
    counter
        .order(&TicketOrder::RemoveLine { line: other })
        .unwrap();
    assert_eq!(counter.ticket.tax, TaxState::Stale);
    assert_eq!(counter.totals().total, usd(0));
}

#[test]
fn cash_in_full_closes_the_ticket_drawer_first_receipt_last() {
    let vehicle = VehicleId::new(uuid(901));
    let mut counter = Counter::with(shop_rules(), Some(vehicle));
    let part_line = counter.add_part("2", "50");
    counter.add_labor("1");
    let events = counter.order(&cash(25_000)).unwrap();
    assert_eq!(
        names(&events),
        [
            "cash", "drawer", "books", "closed", "stock", "books", "service", "receipt"
        ]
    );

    let ticket = &counter.ticket;
    assert_eq!(ticket.status, TicketStatus::Paid);
    assert_eq!(ticket.receipt.as_ref().unwrap().to_string(), "C1-R000041");
    assert!(ticket.closed_at.is_some());
    assert_eq!(counter.totals().change, usd(25_000 - 24_356));
    let Event::Ticket(_, TicketEvent::Closed { total, tax, .. }) = &events[3] else {
        panic!("not closed")
    };
    assert_eq!((*total, *tax), (usd(24_356), usd(1_856)));
    let Event::Part(_, PartEvent::Moved(moved)) = &events[4] else {
        panic!("no stock")
    };
    assert_eq!(moved.quantity, quantity("-2"));
    assert_eq!(
        (moved.location.as_str(), moved.unit_cost),
        ("main", price("3.5"))
    );
    assert_eq!(
        moved.reason,
        MoveReason::Sold {
            ticket: ticket.id,
            line: part_line
        }
    );
    let Event::Vehicle(_, VehicleEvent::Serviced(record)) = &events[6] else {
        panic!("no record")
    };
    assert_eq!((record.vehicle, record.ticket), (vehicle, ticket.id));
    assert_eq!(
        (record.odometer, record.total),
        (Some(184_210), usd(24_356))
    );
    assert_eq!(
        (&*record.ticket_number, &*record.receipt_number),
        ("C1-T000007", "C1-R000041")
    );
    let numbers: Vec<_> = record
        .lines
        .iter()
        .map(|line| line.part_number.as_deref())
        .collect();
    assert_eq!(numbers, [Some("PH3614"), None]);
    let Event::Job(_, JobEvent::Requested(job)) = &events[7] else {
        panic!("no job")
    };
    assert_eq!(
        (job.device.as_str(), &job.state),
        ("receipt-printer", &JobState::Requested)
    );
}

#[test]
fn part_of_the_cash_leaves_the_rest_due_and_opens_the_drawer_each_time() {
    let mut counter = Counter::new();
    counter.add_part("1", "100");
    assert_eq!(
        names(&counter.order(&cash(5_000)).unwrap()),
        ["cash", "drawer", "books"]
    );
    assert_eq!(counter.totals().due, usd(5_825));
    let order = TicketOrder::TakeCash {
        tendered: 2_000,
        amount: Some(825),
    };
    counter.order(&order).unwrap();
    assert_eq!(
        (counter.totals().due, counter.totals().change),
        (usd(5_000), usd(1_175))
    );
    let events = counter.order(&cash(5_000)).unwrap();
    assert_eq!(
        names(&events),
        [
            "cash", "drawer", "books", "closed", "stock", "books", "receipt"
        ]
    );
}

#[test]
fn a_counter_without_devices_sells_for_cash_all_the_same() {
    let mut rules = shop_rules();
    (rules.receipt_printer, rules.drawer, rules.card_reader) = (None, None, None);
    let mut counter = Counter::with(rules, None);
    counter.add_part("1", "100");
    assert_eq!(
        names(&counter.order(&cash(10_825)).unwrap()),
        ["cash", "books", "closed", "stock", "books"]
    );
}

#[test]
fn a_ticket_that_comes_to_nothing_is_closed_by_hand() {
    let mut counter = Counter::new();
    counter.add_part("1", "0");
    let events = counter.order(&TicketOrder::Close).unwrap();
    assert_eq!(names(&events), ["closed", "stock", "books", "receipt"]);
}

#[test]
fn more_may_be_sold_after_money_was_taken() {
    let mut counter = Counter::new();
    let line = counter.add_part("1", "100");
    counter.order(&cash(5_000)).unwrap();
    counter.add_part("1", "10");
    let more = set_quantity(line, "2");
    counter.order(&more).unwrap();
    assert_eq!(counter.totals().due, usd(22_733 - 5_000));
}

#[test]
fn a_receipt_is_printed_again_as_a_copy_and_changes_nothing_else() {
    let mut counter = Counter::paid();
    let before = counter.ticket.clone();
    assert_eq!(
        names(&counter.order(&TicketOrder::Reprint).unwrap()),
        ["copy"]
    );
    assert_eq!(counter.ticket, before);
}

#[test]
fn a_voided_ticket_keeps_its_reason_and_moves_no_stock() {
    let mut counter = Counter::new();
    counter.add_part("1", "100");
    let events = counter.order(&void()).unwrap();
    let reason = "customer left".to_owned();
    assert_eq!(
        events,
        [Event::Ticket(
            counter.ticket.id,
            TicketEvent::Voided(reason)
        )]
    );
    assert_eq!(counter.ticket.status, TicketStatus::Voided);
}

#[test]
fn facts_about_other_tickets_leave_this_one_alone() {
    let mut counter = Counter::new();
    let other = Counter::paid();
    let before = counter.ticket.clone();
    for (event, at, _) in &other.journal {
        let elsewhere = match event {
            Event::Ticket(_, event) => {
                Event::Ticket(crate::ids::TicketId::new(uuid(77)), event.clone())
            }
            other => other.clone(),
        };
        counter.ticket.apply(&elsewhere, *at);
    }
    assert_eq!(counter.ticket, before);
    let not_opened = counter
        .journal
        .iter()
        .skip(1)
        .map(|(e, at, by)| (e, *at, by));
    assert!(crate::ticket::Ticket::replay(not_opened).is_none());
}

#[test]
fn a_line_knows_its_tax_class() {
    let mut counter = Counter::new();
    counter.add_part("1", "1");
    counter.add_labor("1");
    let query = counter
        .ticket
        .tax_query("main", counter.today, None)
        .unwrap();
    let classes: Vec<_> = query.lines.iter().map(|line| line.class.as_str()).collect();
    assert_eq!(classes, ["part", "labor_repair"]);
    assert!(matches!(
        counter.ticket.lines[1].kind,
        LineKind::Labor { .. }
    ));
}

#[test]
fn sublet_work_that_was_bought_with_a_purchase_is_no_cost_again() {
    for (purchase, cost) in [(None, 8_000), (Some(PurchaseId::new(uuid(70))), 0)] {
        let mut counter = Counter::new();
        let sublet = SubletDraft {
            description: "Machine the head".to_owned(),
            supplier: None,
            cost: price("80"),
            price: price("100"),
            purchase,
            labor: true,
        };
        let add = TicketOrder::AddSublet(Box::new(sublet), LineDraft::default());
        counter.order(&add).unwrap();
        let total = counter.totals().total.minor();
        counter.order(&cash(total)).unwrap();
        assert_eq!(counter.ticket.status, TicketStatus::Paid);
        assert_eq!(counter.balance(Account::CostOfSublet, None), cost);
        assert_eq!(counter.balance(Account::ReceivedNotInvoiced, None), -cost);
    }
}
