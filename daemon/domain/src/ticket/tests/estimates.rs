//! From estimate to work order to invoice, and who works on it.

use jiff::ToSpan as _;

use super::fixture::{
    Counter, add_part, captured, cash, labor_draft, part_draft, quantity, set_quantity, shop_rules,
    usd, uuid, vehicle, void,
};
use crate::authorization::Channel;
use crate::catalog::PartEvent;
use crate::ctx::Approver;
use crate::ids::{LineId, StaffId, TicketJobId};
use crate::ledger::Account;
use crate::people::{Role, VehicleEvent};
use crate::ticket::{
    Decision, JobDraft, LineDraft, PayType, Stage, TicketEvent, TicketOrder, TicketStatus,
};
use crate::{Event, Money, Refusal, Timestamp};

fn job(counter: &mut Counter, title: &str) -> TicketJobId {
    let draft = JobDraft {
        title: title.to_owned(),
        ..JobDraft::default()
    };
    counter.order(&TicketOrder::AddJob(draft)).unwrap();
    counter.ticket.jobs.last().unwrap().id
}

fn draft(job: Option<TicketJobId>, pay: PayType) -> LineDraft {
    LineDraft {
        job,
        pay,
        ..LineDraft::default()
    }
}

fn part_on(counter: &mut Counter, job: TicketJobId, count: &str, price: &str) -> LineId {
    let draft = draft(Some(job), PayType::Customer);
    let part = Box::new(part_draft(count, price));
    counter.order(&TicketOrder::AddPart(part, draft)).unwrap();
    counter.ticket.lines.last().unwrap().id
}

fn labor_on(counter: &mut Counter, job: TicketJobId, hours: &str) -> LineId {
    let draft = draft(Some(job), PayType::Customer);
    let labor = Box::new(labor_draft("Work", hours));
    counter.order(&TicketOrder::AddLabor(labor, draft)).unwrap();
    counter.ticket.lines.last().unwrap().id
}

fn approve(jobs: &[TicketJobId], limit: Option<Money>) -> TicketOrder {
    TicketOrder::Decide {
        jobs: jobs.to_vec(),
        decision: Decision::Approve {
            by: "Dana Whitfield".to_owned(),
            channel: Channel::Phone,
            limit,
            contact: Some("(217) 555-0188".to_owned()),
            taken_by: None,
            note: None,
        },
    }
}

fn decline(jobs: &[TicketJobId]) -> TicketOrder {
    TicketOrder::Decide {
        jobs: jobs.to_vec(),
        decision: Decision::Decline {
            reason: "next month".to_owned(),
            follow_up: Some(jiff::civil::date(2026, 8, 1)),
        },
    }
}

const PRESENT: TicketOrder = TicketOrder::Present { expires: None };
const INVOICE: TicketOrder = TicketOrder::MakeInvoice { odometer_out: None };

/// An estimate of brakes (two parts at 100, an hour at 125) and wipers at 40.
fn estimate() -> (Counter, TicketJobId, TicketJobId) {
    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    counter.order(&TicketOrder::MakeEstimate).unwrap();
    let brakes = job(&mut counter, "Front brakes");
    let wipers = job(&mut counter, "Wipers");
    part_on(&mut counter, brakes, "2", "100");
    labor_on(&mut counter, brakes, "1");
    part_on(&mut counter, wipers, "1", "40");
    (counter, brakes, wipers)
}

fn reserved(counter: &Counter) -> i64 {
    let sum: rust_decimal::Decimal = counter.reserved.values().sum();
    i64::try_from(sum).unwrap()
}

fn deferrals(events: &[Event]) -> Vec<&VehicleEvent> {
    let of_vehicle = events.iter().filter_map(|event| match event {
        Event::Vehicle(_, event) => Some(event),
        _ => None,
    });
    of_vehicle.collect()
}

#[test]
fn from_estimate_to_receipt() {
    let (mut counter, brakes, wipers) = estimate();
    let number = |counter: &Counter, stage| counter.ticket.papers[&stage].to_string();
    assert_eq!(number(&counter, Stage::Estimate), "C1-E000001");
    counter.order(&PRESENT).unwrap();
    let shown = counter.ticket.presented.unwrap();
    // 365.00 and 8.25 %: 30.1125.
    assert_eq!((shown.revision, shown.total), (1, usd(39_511)));
    assert_eq!(shown.expires, Some(jiff::civil::date(2026, 7, 31)));
    counter.order(&PRESENT).unwrap();
    assert_eq!(counter.ticket.presented.unwrap().revision, 2);
    assert!(counter.reserved.is_empty(), "a quote keeps nothing");

    counter.order(&approve(&[brakes], None)).unwrap();
    let events = counter.order(&decline(&[wipers])).unwrap();
    let [VehicleEvent::Deferred(deferred)] = deferrals(&events)[..] else {
        panic!("not deferred: {events:?}")
    };
    assert_eq!((deferred.job, deferred.amount), (wipers, usd(4_000)));
    assert_eq!(counter.totals().total, usd(32_500 + 2_681));

    counter.order(&TicketOrder::StartWork).unwrap();
    assert_eq!(number(&counter, Stage::WorkOrder), "C1-W000001");
    assert_eq!(counter.ticket.work.as_deref(), Some("in"));
    assert_eq!(reserved(&counter), 2);
    let deposit = TicketOrder::TakeCash {
        tendered: 10_000,
        amount: Some(10_000),
    };
    counter.order(&deposit).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Open);

    let events = counter.order(&approve(&[wipers], None)).unwrap();
    let ended = VehicleEvent::DeferralEnded {
        job: wipers,
        by: counter.ticket.id,
    };
    assert_eq!(deferrals(&events), [&ended]);
    assert_eq!(reserved(&counter), 3);

    let labor = counter.ticket.lines[1].id;
    counter.order(&set_quantity(labor, "3")).unwrap();
    counter.role = Role::Advisor;
    let needs = Refusal::NeedsAuthorization {
        allowed: usd(36_500),
        now: usd(61_500),
    };
    assert_eq!(counter.order(&INVOICE), Err(needs));
    counter.order(&approve(&[brakes], None)).unwrap();
    let invoice = TicketOrder::MakeInvoice {
        odometer_out: Some(184_215),
    };
    counter.order(&invoice).unwrap();
    assert_eq!(number(&counter, Stage::Invoice), "C1-I000001");
    // 615.00 and 8.25 % is 665.74, less the deposit.
    assert_eq!(counter.totals().due, usd(66_574 - 10_000));
    let card = counter.take_card(None);
    let events = counter.step(card, &captured()).unwrap();
    assert_eq!(
        counter.ticket.receipt.as_ref().unwrap().to_string(),
        "C1-R000041"
    );
    assert!(counter.reserved.is_empty(), "the parts are gone, not kept");
    let [VehicleEvent::Serviced(record)] = deferrals(&events)[..] else {
        panic!("no record")
    };
    assert_eq!(
        (record.odometer, record.lines.len()),
        (Some(184_215), 3),
        "the reading going out"
    );
    assert_eq!(counter.balance_of_all(Account::Cash), 10_000);
    assert_eq!(counter.balance_of_all(Account::CardClearing), 56_574);
    assert_eq!(counter.balance_of_all(Account::SalesParts), -24_000);
    assert_eq!(counter.balance_of_all(Account::SalesLabor), -37_500);
}

#[test]
fn an_expired_estimate_is_shown_again_before_it_is_approved() {
    let (mut counter, brakes, _) = estimate();
    counter.order(&PRESENT).unwrap();
    let last = counter.ticket.presented.unwrap().expires.unwrap();
    counter.today = last;
    counter.order(&approve(&[brakes], None)).unwrap();
    counter.order(&decline(&[brakes])).unwrap();
    counter.today = last.tomorrow().unwrap();
    let expired = Refusal::EstimateExpired(last);
    assert_eq!(counter.order(&approve(&[brakes], None)), Err(expired));
    counter.order(&PRESENT).unwrap();
    counter.order(&approve(&[brakes], None)).unwrap();

    let mut loose = Counter::new();
    loose.add_part("1", "10");
    loose.order(&TicketOrder::MakeEstimate).unwrap();
    loose.order(&PRESENT).unwrap();
    loose.today = last.checked_add(1.day()).unwrap();
    let expired = Refusal::EstimateExpired(last);
    assert_eq!(loose.order(&TicketOrder::StartWork), Err(expired.clone()));
    assert_eq!(loose.order(&INVOICE), Err(expired));
    loose.order(&PRESENT).unwrap();
    loose.order(&TicketOrder::StartWork).unwrap();
}

#[test]
fn what_is_shown_includes_a_tax_that_is_known() {
    let (mut counter, ..) = estimate();
    counter.tax_works = false;
    counter.add_part("1", "10");
    let unknown = Refusal::TaxUnknown("out of order".to_owned());
    assert_eq!(counter.order(&PRESENT), Err(unknown));
    let past = TicketOrder::Present {
        expires: Some(jiff::civil::date(2026, 6, 30)),
    };
    let expired = Refusal::EstimateExpired(jiff::civil::date(2026, 6, 30));
    assert_eq!(counter.order(&past), Err(expired));
}

#[test]
fn stages_follow_one_another() {
    let (mut counter, brakes, wipers) = estimate();
    let id = counter.ticket.id;
    let nothing = Err(Refusal::NothingApproved(id));
    assert_eq!(counter.order(&TicketOrder::StartWork), nothing);
    assert_eq!(counter.order(&INVOICE), nothing);
    let estimate = Err(Refusal::WrongStage("estimate"));
    assert_eq!(counter.order(&TicketOrder::MakeEstimate), estimate);
    assert_eq!(counter.order(&TicketOrder::Close), estimate);
    counter.order(&approve(&[brakes], None)).unwrap();
    counter.order(&TicketOrder::StartWork).unwrap();
    let work = Err(Refusal::WrongStage("work_order"));
    assert_eq!(counter.order(&TicketOrder::StartWork), work);
    // Nobody said yes to the wipers: they are no part of the work.
    assert_eq!(counter.totals().subtotal, usd(32_500));
    assert_eq!(reserved(&counter), 2);
    let status = |word: &str| TicketOrder::SetStatus(word.to_owned());
    counter.order(&status("ready")).unwrap();
    let none = Refusal::NoSuchStatus("in, ready".to_owned());
    assert_eq!(counter.order(&status("lost")), Err(none));
    counter.order(&decline(&[brakes])).unwrap();
    assert_eq!(reserved(&counter), 0, "declined work keeps nothing");
    counter.order(&approve(&[wipers, wipers], None)).unwrap();
    assert_eq!(reserved(&counter), 1);
    counter.order(&void()).unwrap();
    assert_eq!(reserved(&counter), 0);

    let mut empty = Counter::new();
    let nothing = Err(Refusal::TicketEmpty(empty.ticket.id));
    assert_eq!(empty.order(&INVOICE), nothing);
    empty.order(&TicketOrder::StartWork).unwrap();
    assert_eq!(empty.order(&INVOICE), nothing);
}

#[test]
fn a_line_taken_off_or_moved_to_declined_work_is_kept_no_longer() {
    let (mut counter, brakes, wipers) = estimate();
    counter.order(&approve(&[], None)).unwrap();
    counter.order(&TicketOrder::StartWork).unwrap();
    assert_eq!(reserved(&counter), 3);
    let wiper = counter.ticket.lines[2].id;
    let part = counter.ticket.lines[0].id;
    let events = counter
        .order(&TicketOrder::RemoveLine { line: wiper })
        .unwrap();
    assert!(matches!(
        &events[..],
        [_, Event::Part(_, PartEvent::Reserved(gone))] if gone.quantity == quantity("-1")
    ));
    counter.order(&set_quantity(part, "5")).unwrap();
    assert_eq!(reserved(&counter), 5);
    counter.order(&decline(&[wipers])).unwrap();
    let moved = crate::ticket::LineChange {
        job: Some(Some(wipers)),
        ..crate::ticket::LineChange::default()
    };
    counter.order(&super::fixture::change(part, moved)).unwrap();
    assert_eq!(reserved(&counter), 0);
    let decided = Err(Refusal::JobDecided(brakes));
    assert_eq!(counter.order(&TicketOrder::RemoveJob(brakes)), decided);
}

#[test]
fn a_sale_with_money_does_not_shrink_through_the_job_of_a_line() {
    let mut counter = Counter::new();
    let wanted = job(&mut counter, "Wanted");
    let unwanted = job(&mut counter, "Unwanted");
    let line = part_on(&mut counter, wanted, "1", "40");
    counter.order(&decline(&[unwanted])).unwrap();
    counter.order(&cash(1_000)).unwrap();
    let moved = crate::ticket::LineChange {
        job: Some(Some(unwanted)),
        ..crate::ticket::LineChange::default()
    };
    let has_money = Err(Refusal::TicketHasMoney(counter.ticket.id));
    assert_eq!(
        counter.order(&super::fixture::change(line, moved)),
        has_money
    );
    assert_eq!(counter.order(&decline(&[wanted])), has_money);
    assert_eq!(counter.order(&TicketOrder::RemoveJob(wanted)), has_money);
}

#[test]
fn a_manager_stands_in_for_work_beyond_what_was_allowed() {
    let (mut counter, brakes, _) = estimate();
    counter
        .order(&approve(&[brakes], Some(usd(20_000))))
        .unwrap();
    counter.order(&TicketOrder::StartWork).unwrap();
    counter.role = Role::Clerk;
    let needs = Refusal::NeedsAuthorization {
        allowed: usd(20_000),
        now: usd(32_500),
    };
    assert_eq!(counter.order(&INVOICE), Err(needs));
    counter.approver = Some(Approver {
        staff: StaffId::new(uuid(2)),
        role: Role::Manager,
        reason: "spoke to him at the gate".to_owned(),
    });
    let events = counter.order(&INVOICE).unwrap();
    let Event::Ticket(_, TicketEvent::Overridden { by, what, .. }) = &events[0] else {
        panic!("nobody stood in")
    };
    assert_eq!(*by, StaffId::new(uuid(2)));
    assert_eq!(what, "going beyond what the customer allowed");
}

#[test]
fn florida_lets_a_tenth_pass() {
    // 559.909: on 325.00 up to 32.50 more.
    for (hours, passes) in [("1.26", true), ("1.264", false)] {
        let (mut counter, brakes, _) = estimate();
        counter.role = Role::Clerk;
        counter.order(&approve(&[brakes], None)).unwrap();
        counter.order(&TicketOrder::StartWork).unwrap();
        let labor = counter.ticket.lines[1].id;
        counter.order(&set_quantity(labor, hours)).unwrap();
        assert_eq!(counter.order(&INVOICE).is_ok(), passes, "{hours}");
    }
}

#[test]
fn what_others_pay_is_not_the_customers_but_in_the_books() {
    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    counter.add_part("1", "50");
    let part = Box::new(part_draft("1", "100"));
    counter
        .order(&TicketOrder::AddPart(part, draft(None, PayType::Warranty)))
        .unwrap();
    let labor = Box::new(labor_draft("Comeback", "1"));
    counter
        .order(&TicketOrder::AddLabor(
            labor,
            draft(None, PayType::Internal),
        ))
        .unwrap();
    let totals = counter.totals();
    assert_eq!((totals.subtotal, totals.total), (usd(5_000), usd(5_413)));
    assert_eq!(
        (totals.warranty, totals.internal),
        (usd(10_000), usd(12_500))
    );
    let events = counter.order(&cash(5_413)).unwrap();
    let moves = |event: &&Event| matches!(event, Event::Part(_, PartEvent::Moved(_)));
    assert_eq!(events.iter().filter(moves).count(), 2);
    for (account, balance) in [
        (Account::WarrantyReceivable, 10_000),
        (Account::InternalWork, 12_500),
        (Account::SalesParts, -15_000),
        (Account::SalesLabor, -12_500),
        (Account::TaxPayable, -413),
        (Account::CostOfParts, 700),
    ] {
        assert_eq!(counter.balance_of_all(account), balance, "{account:?}");
    }
}

#[test]
fn a_ticket_of_warranty_work_alone_closes_with_nothing_paid() {
    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    let id = job(&mut counter, "Recall");
    let part = Box::new(part_draft("1", "100"));
    counter
        .order(&TicketOrder::AddPart(
            part,
            draft(Some(id), PayType::Warranty),
        ))
        .unwrap();
    counter.order(&approve(&[id], None)).unwrap();
    counter.order(&TicketOrder::StartWork).unwrap();
    counter.order(&INVOICE).unwrap();
    counter.order(&TicketOrder::Close).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.balance_of_all(Account::WarrantyReceivable), 10_000);
}

#[test]
fn a_technician_is_on_one_job_at_a_time_wherever() {
    let mut counter = Counter::new();
    let staff = StaffId::new(uuid(30));
    let (first, second) = (job(&mut counter, "One"), job(&mut counter, "Two"));
    let on = |job| TicketOrder::ClockOn { job, staff };
    let off = |job, at| TicketOrder::ClockOff { job, staff, at };
    counter.order(&on(first)).unwrap();
    let here = counter.ticket.id;
    let elsewhere = Err(Refusal::ClockedElsewhere(here));
    assert_eq!(counter.order(&on(second)), elsewhere);
    assert_eq!(counter.order(&on(first)), elsewhere);
    let clocked = Err(Refusal::JobClocked(first));
    for order in [decline(&[first]), void()] {
        assert_eq!(counter.order(&order), clocked);
    }
    counter.open_another(None);
    let third = job(&mut counter, "Three");
    assert_eq!(counter.order(&on(third)), elsewhere);
    let not_on = Err(Refusal::NotClockedOn(third));
    assert_eq!(counter.order(&off(third, None)), not_on);

    counter.take_up(here);
    let before = Some(Timestamp::from_unix_ms(1));
    assert_eq!(counter.order(&off(first, before)), Err(Refusal::ClockTime));
    let later = Some(Timestamp::from_unix_ms(i64::MAX));
    assert_eq!(counter.order(&off(first, later)), Err(Refusal::ClockTime));
    counter.order(&off(first, None)).unwrap();
    assert!(!counter.ticket.jobs[0].clocked[0].auto_ended);
    counter.order(&on(second)).unwrap();
    let decided = Err(Refusal::JobDecided(first));
    assert_eq!(counter.order(&TicketOrder::RemoveJob(first)), decided);
    counter.order(&decline(&[first])).unwrap();
    assert_eq!(counter.order(&on(first)), Err(Refusal::JobDeclined(first)));
}

#[test]
fn a_clock_that_still_runs_is_ended_when_the_ticket_is_paid() {
    let mut counter = Counter::new();
    let staff = StaffId::new(uuid(30));
    let id = job(&mut counter, "Wipers");
    part_on(&mut counter, id, "1", "40");
    counter
        .order(&TicketOrder::ClockOn { job: id, staff })
        .unwrap();
    assert_eq!(counter.order(&INVOICE), Err(Refusal::JobClocked(id)));
    counter.order(&cash(5_000)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    let span = &counter.ticket.jobs[0].clocked[0];
    assert!(span.until.is_some() && span.auto_ended);
}

#[test]
fn the_odometer_does_not_go_back() {
    let (mut counter, brakes, _) = estimate();
    counter.order(&approve(&[brakes], None)).unwrap();
    let back = TicketOrder::MakeInvoice {
        odometer_out: Some(184_209),
    };
    let refused = Refusal::OdometerBack {
        before: 184_210,
        after: 184_209,
    };
    assert_eq!(counter.order(&back), Err(refused));
}

#[test]
fn a_customer_is_taken_off_unless_their_own_money_is_on_the_ticket() {
    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    counter.order(&add_part("1", "10")).unwrap();
    let detach = TicketOrder::Detach {
        customer: true,
        vehicle: false,
    };
    counter.give_credit(super::fixture::customer(), 500);
    let credit = TicketOrder::TakeStoreCredit { amount: None };
    counter.order(&credit).unwrap();
    let has_money = Err(Refusal::TicketHasMoney(counter.ticket.id));
    assert_eq!(counter.order(&detach), has_money);

    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    counter.order(&detach).unwrap();
    let ticket = &counter.ticket;
    assert_eq!((ticket.customer, ticket.vehicle), (None, None));
    assert_eq!(ticket.odometer, None);
    assert_eq!(counter.order(&detach), Ok(Vec::new()));
}

#[test]
fn a_plain_yes_allows_what_the_customer_pays_of_a_job() {
    let (mut counter, brakes, _) = estimate();
    let part = Box::new(part_draft("1", "500"));
    let covered = draft(Some(brakes), PayType::Warranty);
    counter.order(&TicketOrder::AddPart(part, covered)).unwrap();
    counter.order(&approve(&[brakes], None)).unwrap();
    let crate::ticket::Approval::Approved {
        authorization,
        amount,
    } = &counter.ticket.jobs[0].approval
    else {
        panic!("not approved")
    };
    assert_eq!((authorization.limit, *amount), (usd(32_500), usd(82_500)));
}

/// Declined work that a later ticket proposes again is one piece of work: done there it ends, declined there it stays with
/// what was said last.
#[test]
fn deferred_work_ends_on_the_ticket_that_proposes_it_again() {
    let first = (
        crate::ids::TicketId::new(uuid::Uuid::from_u128(77)),
        TicketJobId::new(uuid::Uuid::from_u128(78)),
    );
    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    counter.order(&TicketOrder::MakeEstimate).unwrap();
    let draft = JobDraft {
        title: "Rear brakes".to_owned(),
        from_deferral: Some(first),
        ..JobDraft::default()
    };
    counter.order(&TicketOrder::AddJob(draft)).unwrap();
    let again = counter.ticket.jobs[0].id;
    part_on(&mut counter, again, "2", "100");

    let events = counter.order(&decline(&[again])).unwrap();
    let [VehicleEvent::Deferred(deferred)] = deferrals(&events)[..] else {
        panic!("not deferred: {events:?}")
    };
    assert_eq!((deferred.ticket, deferred.job), first);
    assert_eq!(deferred.reason, "next month");

    let ended = VehicleEvent::DeferralEnded {
        job: first.1,
        by: counter.ticket.id,
    };
    let events = counter.order(&approve(&[again], None)).unwrap();
    assert_eq!(deferrals(&events), [&ended]);
    let events = counter.order(&approve(&[again], None)).unwrap();
    assert!(deferrals(&events).is_empty(), "it ends once");
}
