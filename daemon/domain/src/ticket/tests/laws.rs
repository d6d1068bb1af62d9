//! Laws that hold for every ticket, whatever is ordered in whatever sequence. What must hold after every order stands in
//! `books.rs`, and is checked by the counter itself.

use proptest::prelude::*;

use super::fixture::{
    Counter, captured, customer, declined, flat_tax_by_item, intent, labor_draft, part, part_draft,
    shop_rules, thousandths, unknown, usd, uuid, vehicle,
};
use super::prices::tire_counter;
use crate::authorization::Channel;
use crate::catalog::PartEvent;
use crate::discount::{Discount, DiscountOff, ReimbursedBy};
use crate::ids::{LineId, PartId, PlanId, TicketId};
use crate::job::{JobEvent, JobKind};
use crate::ledger::Account;
use crate::money::{CashHalves, CashRounding, Money, Quantity, Rate, UnitPrice};
use crate::people::VehicleEvent;
use crate::stock::cost::CostMethod;
use crate::stock::move_reason::ReturnTo;
use crate::ticket::{
    AccountStanding, CardStep, Decision, JobChange, JobDraft, LineChange, LineDraft, LinkStep,
    NoReceiptDraft, PartDraft, PayType, RefundStep, RefundTo, ReturnDraft, TaxState, Tender,
    Ticket, TicketEvent, TicketOrder, TicketStatus,
};
use crate::{Event, Refusal};

/// Something that happens at the counter. Things are named by place, which may be wrong.
#[derive(Clone, Debug)]
enum Happening {
    New {
        known: bool,
    },
    Switch {
        ticket: usize,
    },
    Part {
        count: i64,
        cents: i64,
        which: u128,
        job: usize,
        pay: PayType,
        core: bool,
        in_hand: bool,
    },
    Labor {
        count: i64,
        job: usize,
    },
    Quantity {
        line: usize,
        count: i64,
    },
    Price {
        line: usize,
        cents: i64,
    },
    Pay {
        line: usize,
        pay: PayType,
    },
    Remove {
        line: usize,
    },
    Discount {
        on: usize,
        place: usize,
        off: Option<(bool, i64)>,
        coupon: bool,
    },
    Job,
    Decide {
        job: usize,
        yes: bool,
    },
    Stage {
        which: usize,
    },
    Cash {
        tendered: i64,
        amount: Option<i64>,
    },
    CashForAll {
        extra: i64,
    },
    Card {
        amount: Option<i64>,
    },
    Step {
        payment: usize,
        step: CardStep,
    },
    Retry {
        payment: usize,
    },
    Cancel {
        payment: usize,
    },
    Tender {
        kind: usize,
        amount: Option<i64>,
    },
    StepLink {
        payment: usize,
        paid: bool,
    },
    Return {
        ticket: usize,
        line: usize,
        count: i64,
        scrap: bool,
        restocking: i64,
    },
    NoReceipt {
        which: u128,
        cents: i64,
        count: i64,
        scrap: bool,
    },
    Refund {
        amount: Option<i64>,
        to: usize,
        ticket: usize,
        payment: usize,
    },
    StepRefund {
        payment: usize,
        done: bool,
    },
    Attach {
        known: bool,
    },
    TaxRule {
        works: bool,
    },
    Close,
    Void,
    Reverse,
    Reprint,
}

fn card_steps() -> impl Strategy<Value = CardStep> {
    let attempt = 1;
    prop_oneof![
        1 => Just(CardStep::Created { intent: intent() }),
        1 => Just(CardStep::Waiting { intent: intent(), attempt }),
        1 => Just(CardStep::Canceling { intent: Some(intent()), attempt, release: true }),
        1 => Just(CardStep::Canceled),
        1 => Just(declined(attempt)),
        1 => Just(unknown(attempt)),
        6 => Just(captured()),
    ]
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    use Happening as H;
    let place = || 0_usize..4;
    let money = || 1_i64..30_000;
    let some = || prop::option::weighted(0.4, 1_i64..30_000);
    let count = || prop_oneof![Just(1_000_i64), Just(3_000), 0_i64..5_000];
    let pay = || {
        prop_oneof![
            8 => Just(PayType::Customer),
            1 => Just(PayType::Warranty),
            1 => Just(PayType::Internal),
        ]
    };
    let sold = prop_oneof![
        8 => (count(), 0_i64..20_000, 500_u128..503, place(), pay(), any::<bool>(), any::<bool>())
            .prop_map(|(count, cents, which, job, pay, core, in_hand)| H::Part { count, cents, which, job, pay, core, in_hand }),
        3 => (count(), place()).prop_map(|(count, job)| H::Labor { count, job }),
        2 => (place(), count()).prop_map(|(line, count)| H::Quantity { line, count }),
        1 => (place(), 0_i64..20_000).prop_map(|(line, cents)| H::Price { line, cents }),
        1 => (place(), pay()).prop_map(|(line, pay)| H::Pay { line, pay }),
        4 => place().prop_map(|line| H::Remove { line }),
        3 => (0_usize..3, place(), prop::option::weighted(0.9, (any::<bool>(), 1_i64..5_000)), any::<bool>())
            .prop_map(|(on, place, off, coupon)| H::Discount { on, place, off, coupon }),
        1 => Just(H::Job),
        2 => (place(), any::<bool>()).prop_map(|(job, yes)| H::Decide { job, yes }),
        2 => (0_usize..3).prop_map(|which| H::Stage { which }),
    ];
    let paid = prop_oneof![
        2 => (money(), some()).prop_map(|(tendered, amount)| H::Cash { tendered, amount }),
        6 => (0_i64..1_000).prop_map(|extra| H::CashForAll { extra }),
        3 => some().prop_map(|amount| H::Card { amount }),
        6 => (place(), card_steps()).prop_map(|(payment, step)| H::Step { payment, step }),
        1 => place().prop_map(|payment| H::Retry { payment }),
        1 => place().prop_map(|payment| H::Cancel { payment }),
        4 => (0_usize..6, some()).prop_map(|(kind, amount)| H::Tender { kind, amount }),
        2 => (place(), any::<bool>()).prop_map(|(payment, paid)| H::StepLink { payment, paid }),
        6 => (some(), 0_usize..4, place(), place())
            .prop_map(|(amount, to, ticket, payment)| H::Refund { amount, to, ticket, payment }),
        3 => (place(), any::<bool>()).prop_map(|(payment, done)| H::StepRefund { payment, done }),
    ];
    let rest = prop_oneof![
        6 => prop::bool::weighted(0.7).prop_map(|known| H::New { known }),
        2 => place().prop_map(|ticket| H::Switch { ticket }),
        14 => (0_usize..2, place(), count(), prop::bool::weighted(0.2), prop_oneof![3 => Just(0), 1 => 1_i64..500])
            .prop_map(|(ticket, line, count, scrap, restocking)| H::Return { ticket, line, count, scrap, restocking }),
        4 => (500_u128..503, 0_i64..20_000, count(), prop::bool::weighted(0.2))
            .prop_map(|(which, cents, count, scrap)| H::NoReceipt { which, cents, count, scrap }),
        1 => any::<bool>().prop_map(|known| H::Attach { known }),
        1 => prop::bool::weighted(0.8).prop_map(|works| H::TaxRule { works }),
        2 => Just(H::Close),
        1 => Just(H::Void),
        2 => Just(H::Reverse),
        1 => Just(H::Reprint),
    ];
    prop::collection::vec(prop_oneof![4 => sold, 5 => paid, 3 => rest], 1..70)
}

fn amount_of(count: i64) -> Quantity {
    Quantity::try_new(thousandths(count)).unwrap()
}

fn line_at(ticket: &Ticket, place: usize) -> LineId {
    let line = ticket.lines.get(place);
    line.map_or(LineId::new(uuid(3)), |line| line.id)
}

/// Counts from the newest.
fn payment_at(ticket: &Ticket, place: usize) -> Option<crate::ids::PaymentId> {
    let place = ticket.payments.len().checked_sub(place + 1)?;
    ticket.payments.get(place).map(|payment| payment.id)
}

fn other_at(counter: &Counter, place: usize) -> Option<TicketId> {
    let paid = counter.others.values();
    let mut paid = paid.filter(|t| t.status == TicketStatus::Paid);
    paid.nth(place).map(|ticket| ticket.id)
}

fn discount(off: (bool, i64), coupon: bool) -> Discount {
    let off = match off {
        (true, share) => {
            let share = rust_decimal::Decimal::new(share.min(10_000), 4);
            DiscountOff::Percent(Rate::try_new(share).unwrap())
        }
        (false, minor) => DiscountOff::Amount(usd(minor)),
    };
    let reimbursed_by = if coupon {
        ReimbursedBy::Manufacturer
    } else {
        ReimbursedBy::None
    };
    Discount {
        off,
        reason: "sale".to_owned(),
        reimbursed_by,
    }
}

fn on_line(counter: &Counter, place: usize, change: LineChange) -> TicketOrder {
    super::fixture::change(line_at(&counter.ticket, place), change)
}

/// What is ordered; nothing for what is no order to the ticket at hand.
fn order_of(counter: &Counter, happening: &Happening) -> Option<TicketOrder> {
    use Happening as H;
    let ticket = &counter.ticket;
    let job = |place: usize| ticket.jobs.get(place).map(|job| job.id);
    let default = LineChange::default;
    Some(match happening {
        H::Part {
            count,
            cents,
            which,
            job: place,
            pay,
            core,
            in_hand,
        } => {
            let price = UnitPrice::try_new(thousandths(*cents * 10)).unwrap();
            let mut sold = part(price);
            sold.id = PartId::new(uuid(*which));
            sold.core = core.then_some(UnitPrice::try_new(thousandths(7_000)).unwrap());
            sold.tags = vec!["tire".to_owned()];
            let draft = PartDraft {
                part: sold,
                book_price: price,
                quantity: amount_of(*count),
                core_in_hand: *in_hand,
                ..part_draft("1", "1")
            };
            let line = LineDraft {
                job: job(*place),
                pay: *pay,
                ..LineDraft::default()
            };
            TicketOrder::AddPart(Box::new(draft), line)
        }
        H::Labor { count, job: place } => {
            let mut labor = labor_draft("Work", "1");
            labor.hours = amount_of(*count);
            let line = LineDraft {
                job: job(*place),
                ..LineDraft::default()
            };
            TicketOrder::AddLabor(Box::new(labor), line)
        }
        H::Quantity { line, count } => {
            let quantity = Some(amount_of(*count));
            on_line(
                counter,
                *line,
                LineChange {
                    quantity,
                    ..default()
                },
            )
        }
        H::Price { line, cents } => {
            let unit_price = UnitPrice::try_new(thousandths(*cents * 10)).ok();
            on_line(
                counter,
                *line,
                LineChange {
                    unit_price,
                    ..default()
                },
            )
        }
        H::Pay { line, pay } => {
            let pay = Some(*pay);
            on_line(counter, *line, LineChange { pay, ..default() })
        }
        H::Remove { line } => TicketOrder::RemoveLine {
            // From the newest, so that what was just brought back goes again.
            line: line_at(ticket, ticket.lines.len().wrapping_sub(line + 1)),
        },
        H::Discount {
            on,
            place,
            off,
            coupon,
        } => {
            let cut = off.map(|off| discount(off, *coupon));
            match on {
                0 => {
                    let discount = Some(cut);
                    on_line(
                        counter,
                        *place,
                        LineChange {
                            discount,
                            ..default()
                        },
                    )
                }
                1 => TicketOrder::ChangeJob {
                    job: job(*place)?,
                    change: Box::new(JobChange {
                        discount: Some(cut),
                        ..JobChange::default()
                    }),
                },
                _ => TicketOrder::SetDiscount(cut),
            }
        }
        H::Job => TicketOrder::AddJob(JobDraft {
            title: "Work".to_owned(),
            ..JobDraft::default()
        }),
        H::Decide { job: place, yes } => {
            let decision = if *yes {
                Decision::Approve {
                    by: "Dana".to_owned(),
                    channel: Channel::InPerson,
                    limit: None,
                    contact: None,
                    taken_by: None,
                    note: None,
                }
            } else {
                Decision::Decline {
                    reason: "later".to_owned(),
                    follow_up: None,
                }
            };
            TicketOrder::Decide {
                jobs: vec![job(*place)?],
                decision,
            }
        }
        H::Stage { which: 0 } => TicketOrder::MakeEstimate,
        H::Stage { which: 1 } => TicketOrder::StartWork,
        H::Stage { .. } => TicketOrder::MakeInvoice { odometer_out: None },
        H::Attach { known } => {
            let customer = known.then(customer);
            if customer.is_none() {
                return Some(TicketOrder::Detach {
                    customer: true,
                    vehicle: false,
                });
            }
            TicketOrder::Attach {
                customer,
                vehicle: None,
                odometer: None,
            }
        }
        H::Return {
            ticket,
            line,
            count,
            scrap,
            restocking,
        } => {
            let sold_on = counter.others.get(&other_at(counter, *ticket)?)?;
            TicketOrder::AddReturn(Box::new(ReturnDraft {
                sold_on: Box::new(sold_on.clone()),
                line: line_at(sold_on, *line),
                quantity: amount_of(*count),
                destination: if *scrap {
                    ReturnTo::Scrap
                } else {
                    ReturnTo::Stock
                },
                serials: Vec::new(),
                restocking: *restocking,
                cores: counter.cores.clone(),
            }))
        }
        H::NoReceipt {
            which,
            cents,
            count,
            scrap,
        } => {
            let price = UnitPrice::try_new(thousandths(*cents * 10)).unwrap();
            let mut sold = part(price);
            sold.id = PartId::new(uuid(*which));
            let destination = if *scrap {
                ReturnTo::Scrap
            } else {
                ReturnTo::Defective
            };
            TicketOrder::AddReturnWithoutReceipt(Box::new(NoReceiptDraft {
                part: sold,
                quantity: amount_of(*count),
                destination,
                serials: Vec::new(),
                reason: "no box".to_owned(),
                shown: "licence".to_owned(),
                lowest: Some(price),
                before: Money::zero(counter.ticket.currency),
            }))
        }
        H::Close => TicketOrder::Close,
        H::Void => super::fixture::void(),
        H::Reverse => TicketOrder::Reverse {
            reason: "slip".to_owned(),
        },
        H::Reprint => TicketOrder::Reprint,
        H::New { .. } | H::Switch { .. } | H::Step { .. } | H::TaxRule { .. } => return None,
        money => return money_order(counter, money),
    })
}

fn money_order(counter: &Counter, happening: &Happening) -> Option<TicketOrder> {
    use Happening as H;
    let ticket = &counter.ticket;
    Some(match happening {
        H::Cash { tendered, amount } => TicketOrder::TakeCash {
            tendered: *tendered,
            amount: *amount,
        },
        H::CashForAll { extra } => super::fixture::cash(counter.totals().due.minor() + extra),
        H::Card { amount } => TicketOrder::TakeCard { amount: *amount },
        H::Retry { payment } => TicketOrder::RetryCard {
            payment: payment_at(ticket, *payment)?,
        },
        H::Cancel { payment } => TicketOrder::CancelCard {
            payment: payment_at(ticket, *payment)?,
        },
        H::Tender { kind, amount } => {
            let amount = *amount;
            match kind {
                0 => TicketOrder::TakeCheck {
                    number: "1".to_owned(),
                    amount,
                },
                1 => TicketOrder::TakeStoreCredit { amount },
                2 => TicketOrder::ChargeAccount {
                    amount,
                    po_number: None,
                },
                3 => TicketOrder::ChargePlan {
                    plan: PlanId::new(uuid(60)),
                    amount: amount.unwrap_or(100),
                },
                4 => TicketOrder::TakeOther {
                    kind: "affirm".to_owned(),
                    reference: "1".to_owned(),
                    amount,
                },
                _ => TicketOrder::RequestLink { amount },
            }
        }
        H::StepLink { payment, paid } => TicketOrder::StepLink {
            payment: payment_at(ticket, *payment)?,
            step: if *paid {
                LinkStep::Paid {
                    reference: intent(),
                }
            } else {
                LinkStep::Ended {
                    reason: "expired".to_owned(),
                }
            },
        },
        H::Refund {
            amount,
            to,
            ticket: place,
            payment,
        } => {
            let to = match to {
                0 => RefundTo::Cash,
                1 => RefundTo::StoreCredit,
                2 => RefundTo::Original {
                    ticket: None,
                    payment: payment_at(ticket, *payment)?,
                },
                _ => {
                    let other = counter.others.get(&other_at(counter, *place)?)?;
                    RefundTo::Original {
                        payment: payment_at(other, *payment)?,
                        ticket: Some(Box::new(other.clone())),
                    }
                }
            };
            TicketOrder::Refund {
                amount: *amount,
                to,
            }
        }
        H::StepRefund { payment, done } => TicketOrder::StepRefund {
            payment: payment_at(ticket, *payment)?,
            step: if *done {
                RefundStep::Done {
                    reference: "re".to_owned(),
                }
            } else {
                RefundStep::Failed {
                    reason: "closed".to_owned(),
                }
            },
        },
        _ => return None,
    })
}

/// Lets something happen; refusals are fine and leave nothing behind.
fn happen(counter: &mut Counter, happening: &Happening) -> Result<Vec<Event>, Refusal> {
    match happening {
        Happening::New { known } => counter.open_another(known.then(vehicle)),
        Happening::Switch { ticket } => {
            if let Some(id) = counter.others.keys().nth(*ticket).copied() {
                counter.take_up(id);
            }
        }
        Happening::TaxRule { works } => counter.tax_works = *works,
        Happening::Step { payment, step } => {
            if let Some(id) = payment_at(&counter.ticket, *payment) {
                return counter.step(id, step);
            }
        }
        other => {
            // A rule that failed before is asked again before money is taken, as the engine does.
            if matches!(counter.ticket.tax, TaxState::Failed(_)) && counter.tax_works {
                counter.assess();
            }
            if let Some(order) = order_of(counter, other) {
                return counter.order(&order);
            }
        }
    }
    Ok(Vec::new())
}

fn of_ticket(events: &[Event], wanted: impl Fn(&TicketEvent) -> bool) -> usize {
    let fits = |event: &&Event| matches!(event, Event::Ticket(_, event) if wanted(event));
    events.iter().filter(fits).count()
}

/// What one order may bring about besides the ticket's own facts: one drawer pulse for cash, and on closing one movement for
/// each part, one page of history, one receipt.
fn consequences_hold(
    counter: &Counter,
    before: &Ticket,
    events: &[Event],
) -> Result<(), TestCaseError> {
    let (rules, ticket) = (&counter.rules, &counter.ticket);
    let job = |wanted: fn(&JobKind) -> bool| {
        let fits = |event: &&Event| matches!(event, Event::Job(_, JobEvent::Requested(job)) if wanted(&job.kind));
        events.iter().filter(fits).count()
    };
    let is_cash = |tender: &Tender| matches!(tender, Tender::Cash { .. });
    let taken = of_ticket(
        events,
        |event| matches!(event, TicketEvent::PaymentTaken(p) if is_cash(&p.tender)),
    );
    let undone = of_ticket(events, |event| matches!(event, TicketEvent::Reversed(_))) > 0
        && ticket.payments.iter().any(|p| is_cash(&p.tender));
    let cash = if undone { 1 } else { taken };
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
    let closed = of_ticket(events, |event| matches!(event, TicketEvent::Closed { .. }));
    let closes = before.status == TicketStatus::Open && ticket.status == TicketStatus::Paid;
    prop_assert_eq!(closed, usize::from(closes));
    let receipts = job(|kind| matches!(kind, JobKind::Receipt { copy: false, .. }));
    let printer = rules.receipt_printer.is_some();
    prop_assert_eq!(receipts, if printer { closed } else { 0 });
    let page = |event: &&Event| matches!(event, Event::Vehicle(_, VehicleEvent::Serviced(_)));
    let pages = events.iter().filter(page).count();
    prop_assert_eq!(pages, if ticket.vehicle.is_some() { closed } else { 0 });
    let copies = job(|kind| matches!(kind, JobKind::Receipt { copy: true, .. }));
    match before.status {
        TicketStatus::Open => prop_assert_eq!(copies, 0),
        TicketStatus::Paid if ticket.status == TicketStatus::Reversed => {}
        TicketStatus::Paid => prop_assert_eq!(copies, events.len(), "only copies once paid"),
        TicketStatus::Voided | TicketStatus::Reversed => prop_assert!(events.is_empty()),
    }
    if closes {
        let moving = |line: &&crate::ticket::Line| {
            let back = line.returned.as_ref();
            line.part().is_some()
                && ticket.sold(line)
                && back.is_none_or(|back| back.destination != ReturnTo::Scrap)
        };
        let expected: Vec<_> = ticket.lines.iter().filter(moving).collect();
        let moved = events.iter().filter_map(|event| match event {
            Event::Part(_, PartEvent::Moved(moved)) => Some(moved.quantity),
            _ => None,
        });
        let quantities: Vec<_> = expected
            .iter()
            .map(|line| line.quantity.negated())
            .collect();
        prop_assert_eq!(moved.collect::<Vec<_>>(), quantities);
    }
    Ok(())
}

/// A payment gives back no more than it brought, and a line no more than was sold.
fn nothing_comes_back_twice(counter: &Counter) -> Result<(), TestCaseError> {
    for ticket in counter.tickets() {
        for payment in &ticket.payments {
            prop_assert!(!payment.returned.is_negative());
            prop_assert!(payment.returned <= payment.amount.magnitude());
        }
        for (id, back) in &ticket.returns {
            if let Ok(line) = ticket.line(*id) {
                prop_assert!(back.quantity.decimal().abs() <= line.quantity.decimal().abs());
            }
        }
        let in_flight = ticket.payments.iter().filter(|p| p.pending().is_some());
        prop_assert!(in_flight.count() <= 1, "two at once");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_story_keeps_the_books_straight(
        happenings in happenings(),
        devices: bool,
        tax_by_item: bool,
        inclusive: bool,
        coins: bool,
        fifo: bool,
    ) {
        let mut rules = tire_counter().rules;
        if !devices {
            (rules.drawer, rules.receipt_printer) = (None, None);
        }
        rules.inclusive = inclusive;
        if coins {
            rules.cash_rounding = CashRounding::try_new(5, CashHalves::Up).unwrap();
        }
        if fifo {
            rules.cost_method = CostMethod::Fifo;
        }
        let mut counter = Counter::with(rules, Some(vehicle()));
        if tax_by_item {
            counter.tax_rule = flat_tax_by_item;
        }
        counter.stock(PartId::new(uuid(500)), "10", 4_567);
        counter.give_credit(customer(), 5_000);
        counter.account = Some(AccountStanding {
            balance: usd(0),
            limit: Some(usd(50_000)),
            hold: None,
            terms_days: 30,
            po_required: false,
        });
        for happening in &happenings {
            let (before, known) = (counter.ticket.clone(), counter.journal.len());
            let answer = happen(&mut counter, happening);
            let events = match answer {
                Ok(events) => events,
                Err(refusal) => {
                    let slip = matches!(refusal, Refusal::Ledger(_) | Refusal::Cost(_) | Refusal::Money(_));
                    prop_assert!(!slip, "{:?} of {:?}", refusal, happening);
                    let rest = counter.journal.iter().skip(known);
                    let tax_only = rest.clone().all(|(event, _, _)| {
                        matches!(event, Event::Ticket(_, TicketEvent::ChargesAssessed(_) | TicketEvent::TaxAssessed(_) | TicketEvent::TaxFailed(_)))
                    });
                    prop_assert!(tax_only, "a refusal left something behind");
                    continue;
                }
            };
            nothing_comes_back_twice(&counter)?;
            if before.id == counter.ticket.id {
                consequences_hold(&counter, &before, &events)?;
            }
        }
        // Whatever was rounded stays within half a coin for each payment.
        let payments: usize = counter.tickets().map(|ticket| ticket.payments.len()).sum();
        let rounded = counter.balance_of_all(Account::CashRounding).unsigned_abs();
        let most = if coins { 2 * u64::try_from(payments).unwrap() } else { 0 };
        prop_assert!(rounded <= most);
    }

    #[test]
    fn totals_add_up_for_any_lines(
        lines in prop::collection::vec((any::<bool>(), 1_i64..1_000_000_000, 0_i64..1_000_000), 0..30),
    ) {
        let mut counter = Counter::with(shop_rules(), None);
        for (is_labor, count, cents) in lines {
            let quantity = Quantity::try_new(thousandths(count)).unwrap();
            let price = UnitPrice::try_new(thousandths(cents * 10)).unwrap();
            let order = if is_labor {
                let mut labor = labor_draft("Diagnosis", "1");
                (labor.hours, labor.rate) = (quantity, Some(price));
                TicketOrder::AddLabor(Box::new(labor), LineDraft::default())
            } else {
                let draft = PartDraft { quantity, book_price: price, ..part_draft("1", "1") };
                TicketOrder::AddPart(Box::new(draft), LineDraft::default())
            };
            counter.order(&order).unwrap();
            let amount = i128::from(counter.ticket.lines.last().unwrap().amount.minor());
            let exact = i128::from(count) * i128::from(cents);
            prop_assert!((exact - amount * 1_000).abs() <= 500, "{} of {}", amount, exact);
        }
    }
}
