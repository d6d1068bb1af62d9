//! Rings visits up: a ticket's events are what the domain itself decides for the orders of the visit, as the engine
//! would ask it.

use std::collections::BTreeMap;

use domain::aggregate::Aggregate;
use domain::authorization::Channel;
use domain::ids::{CustomerId, JobId, PaymentId, TicketId, TicketJobId};
use domain::job::{JobEvent, JobOutcome};
use domain::ledger::Account;
use domain::money::{Money, Quantity, RoundingPolicy, to_money};
use domain::people::account::{self, AccountOrder};
use domain::people::{CustomerEvent, CustomerFile, CustomerRules, ReceiptTender};
use domain::stock::adjust::Adjustments;
use domain::stock::{MoveReason, ReturnTo};
use domain::tax::{TaxAnswer, TaxClass, TaxComponent, TaxQuery};
use domain::ticket::{
    self, AccountStanding, Beside, CardStep, CardSummary, Decision, JobChange, JobDraft,
    LaborDraft, Line, LineDraft, PartCondition, PartDraft, RefundStep, RefundTo, ReturnDraft,
    Standing, Tender, Ticket, TicketEvent, TicketOrder, TicketStatus,
};
use domain::{Ctx, Event, Refusal, Timestamp};
use engine::{Lookup, Store};
use store::SqliteStore;

use super::BulkError;
use super::events::{self, Maker, whole};
use crate::shop::visits::{End, Visit, Work};

/// One in so many visits is followed by a delivery of as many pieces as it took.
const RESTOCK_EVERY: u64 = 4;
/// One in so many sales to a stranger brings something back that the one before bought.
const RETURN_EVERY: u64 = 8;
/// What a house account may owe before its customer sends a check, in minor units.
const OWED_MAX: i64 = 200_000;

/// What is remembered from one visit to the next.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The last sale to a stranger of which nothing came back.
    last_sale: Option<TicketId>,
}

/// What comes before a visit: a customer who owes much sends a check.
pub(super) fn before(
    maker: &Maker<'_>,
    store: &mut SqliteStore,
    (index, visit): (u64, &Visit),
) -> Result<Vec<Event>, BulkError> {
    let Some(id) = visit.customer.map(events::customer_id) else {
        return Ok(Vec::new());
    };
    let ctx = ctx(maker, store, visit, events::account_base(index, visit))?;
    let owed = store.balance(Account::Receivable, Some(id.uuid()), ctx.shop.currency)?;
    if owed.minor() < OWED_MAX {
        return Ok(Vec::new());
    }
    let Some(file) = file(store, id)? else {
        return Ok(Vec::new());
    };
    let order = AccountOrder::Receive {
        amount: owed,
        tender: ReceiptTender::Check {
            number: format!("{:06}", index % 1_000_000),
        },
        reference: None,
        shares: Vec::new(),
    };
    Ok(account::decide(
        &file,
        &order,
        CustomerRules::default(),
        &ctx,
    )?)
}

fn file(store: &mut SqliteStore, id: CustomerId) -> Result<Option<CustomerFile>, BulkError> {
    let story = store.story(id.uuid(), None)?;
    let told: Vec<(&CustomerEvent, Timestamp, _)> = story
        .iter()
        .filter_map(|record| match &record.event {
            Event::Customer(_, event) => Some((event, record.at, &record.actor)),
            _ => None,
        })
        .collect();
    let Some((first, at, by)) = told.first() else {
        return Ok(None);
    };
    let mut file = CustomerFile::open(id.uuid(), first, *at, by);
    for (event, at, by) in told.iter().skip(1) {
        if let Some(file) = &mut file {
            file.apply(event, *at, by);
        }
    }
    Ok(file)
}

/// What comes after a visit: a delivery in place of what was sold.
pub(super) fn after(
    maker: &Maker<'_>,
    store: &mut SqliteStore,
    (index, visit): (u64, &Visit),
) -> Result<Vec<Event>, BulkError> {
    if !index.is_multiple_of(RESTOCK_EVERY) || visit.end == End::Void {
        return Ok(Vec::new());
    }
    let ctx = ctx(maker, store, visit, events::delivery_base(index, visit))?;
    let mut adjustments = Adjustments::new(&ctx);
    let mut first = None;
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    for work in &visit.work {
        if let Work::Part { part, quantity } = *work {
            *counts.entry(part).or_default() += quantity * RESTOCK_EVERY;
        }
    }
    for (place, count) in counts {
        let part = maker.catalog_part(place)?;
        let cost = store.cost_state(part.id, ctx.shop.cost_method)?;
        let reason = MoveReason::Adjusted {
            reason: "delivery".to_owned(),
        };
        adjustments.add(&part, cost, whole(count)?, reason)?;
        first.get_or_insert(part.id);
    }
    match first {
        Some(first) => Ok(adjustments.finish("Delivery", first)?),
        None => Ok(Vec::new()),
    }
}

fn ctx(
    maker: &Maker<'_>,
    store: &mut SqliteStore,
    visit: &Visit,
    base: uuid::Uuid,
) -> Result<Ctx, BulkError> {
    let numbers = store.next_numbers()?;
    maker.ctx(Timestamp::from_unix_ms(visit.at_ms), base, numbers)
}

/// Rings a visit up: everything from opening the ticket to the settled receipt. A vehicle in the bay has a work order,
/// everything else is a counter sale.
pub(super) fn visit(
    maker: &Maker<'_>,
    store: &mut SqliteStore,
    memory: &mut Memory,
    (index, visit): (u64, &Visit),
) -> Result<Vec<Event>, BulkError> {
    let base = events::ticket_id(index, visit).uuid();
    let ctx = ctx(maker, store, visit, base)?;
    let opened = ticket::open(
        visit.customer.map(events::customer_id),
        visit.vehicle.map(events::vehicle_id),
        visit.odometer,
        &ctx,
    );
    let told = opened.iter().map(|event| (event, ctx.now, &ctx.actor));
    let Some(ticket) = Ticket::replay(told) else {
        return Ok(opened);
    };
    let mut ctx = ctx;
    opened
        .iter()
        .filter_map(Event::number)
        .for_each(|number| ctx.numbers.used(number));
    let mut story = Story {
        maker,
        store,
        ctx,
        index,
        ticket,
        events: opened,
    };
    story.tell(visit, memory)?;
    story.settle_jobs();
    if story.ticket.status == TicketStatus::Paid && visit.customer.is_none() {
        memory.last_sale = Some(story.ticket.id);
    }
    Ok(story.events)
}

/// A ticket while it is rung up.
struct Story<'a> {
    maker: &'a Maker<'a>,
    store: &'a mut SqliteStore,
    ctx: Ctx,
    index: u64,
    ticket: Ticket,
    events: Vec<Event>,
}

impl Story<'_> {
    fn tell(&mut self, visit: &Visit, memory: &mut Memory) -> Result<(), BulkError> {
        let stranger = visit.customer.is_none() && matches!(visit.end, End::Cash | End::Card);
        if stranger
            && self.index.is_multiple_of(RETURN_EVERY)
            && let Some(sold_on) = memory.last_sale.take()
            && self.bring_back(sold_on)?
        {
            return Ok(());
        }
        let job = match visit.vehicle {
            Some(_) => Some(self.take_in(visit)?),
            None => None,
        };
        for work in &visit.work {
            let order = self.order(work, job)?;
            self.decide(&order)?;
        }
        if let (Some(job), End::Card | End::Cash) = (job, visit.end) {
            self.work(job, visit)?;
        }
        match visit.end {
            End::Open => Ok(()),
            End::Void => self.decide(&TicketOrder::Void {
                reason: "the customer changed their mind".to_owned(),
            }),
            End::Cash if self.index.is_multiple_of(13) => self.decide(&TicketOrder::TakeCheck {
                number: format!("{:04}", self.index % 10_000),
                amount: None,
            }),
            End::Cash => self.take_cash(None),
            End::Card if self.on_account(visit)? => self.decide(&TicketOrder::ChargeAccount {
                amount: None,
                po_number: None,
            }),
            End::Card => self.take_card(),
        }
    }

    /// Takes something back that a stranger bought before; tells whether there was something.
    fn bring_back(&mut self, sold_on: TicketId) -> Result<bool, BulkError> {
        let Some(sold_on) = self.store.ticket(sold_on, None)? else {
            return Ok(false);
        };
        let is_goods = |line: &&Line| {
            line.part().is_some() && line.returned.is_none() && line.amount.minor() > 0
        };
        let Some(line) = sold_on.lines.iter().find(is_goods).map(|line| line.id) else {
            return Ok(false);
        };
        let [paid] = &sold_on.payments[..] else {
            return Ok(false);
        };
        let (paid, by_card) = (paid.id, matches!(paid.tender, Tender::Card { .. }));
        let by_check = matches!(sold_on.payments[0].tender, Tender::Check { .. });
        self.decide(&TicketOrder::AddReturn(Box::new(ReturnDraft {
            sold_on: Box::new(sold_on.clone()),
            line,
            quantity: Quantity::ONE,
            destination: ReturnTo::Stock,
            serials: Vec::new(),
            restocking: 0,
            cores: BTreeMap::new(),
        })))?;
        let to = if by_check {
            RefundTo::Cash
        } else {
            RefundTo::Original {
                ticket: Some(Box::new(sold_on)),
                payment: paid,
            }
        };
        self.decide(&TicketOrder::Refund { amount: None, to })?;
        if by_card && let Some(refund) = self.in_flight() {
            let reference = format!("re_generated{:012}", self.index);
            for step in [RefundStep::Sending, RefundStep::Done { reference }] {
                self.decide(&TicketOrder::StepRefund {
                    payment: refund,
                    step,
                })?;
            }
        }
        Ok(true)
    }

    /// A vehicle comes into the bay: what the customer wants is written down.
    fn take_in(&mut self, visit: &Visit) -> Result<TicketJobId, BulkError> {
        let titles = visit.work.iter().filter_map(|work| match work {
            Work::Labor { what, .. } => Some(*what),
            Work::Part { .. } => None,
        });
        let title = titles.into_iter().next().unwrap_or("Fit parts").to_owned();
        self.decide(&TicketOrder::AddJob(JobDraft {
            title,
            ..JobDraft::default()
        }))?;
        let job = self.ticket.jobs.first().map(|job| job.id);
        job.ok_or(BulkError::Refused(Refusal::NothingApproved(self.ticket.id)))
    }

    /// From the customer's word to the invoice. Every other one was shown an estimate first.
    fn work(&mut self, job: TicketJobId, visit: &Visit) -> Result<(), BulkError> {
        if self.index.is_multiple_of(2) {
            self.decide(&TicketOrder::MakeEstimate)?;
            self.decide(&TicketOrder::Present { expires: None })?;
        }
        let decision = Decision::Approve {
            by: "the customer".to_owned(),
            channel: Channel::InPerson,
            limit: None,
            contact: None,
            taken_by: None,
            note: None,
        };
        self.decide(&TicketOrder::Decide {
            jobs: vec![job],
            decision,
        })?;
        self.decide(&TicketOrder::StartWork)?;
        let done = JobChange {
            done: Some(true),
            ..JobChange::default()
        };
        self.decide(&TicketOrder::ChangeJob {
            job,
            change: Box::new(done),
        })?;
        let status = self.ctx.shop.work_done().to_owned();
        self.decide(&TicketOrder::SetStatus(status))?;
        let odometer_out = visit.odometer.map(|odometer| odometer.saturating_add(1));
        self.decide(&TicketOrder::MakeInvoice { odometer_out })
    }

    fn order(&self, work: &Work, job: Option<TicketJobId>) -> Result<TicketOrder, BulkError> {
        let draft = LineDraft {
            job,
            ..LineDraft::default()
        };
        Ok(match work {
            Work::Part { part, quantity } => {
                let part = self.maker.catalog_part(*part)?;
                let sold = PartDraft {
                    book_price: part.price,
                    part: Box::new(part),
                    quantity: whole(*quantity)?,
                    unit_price: None,
                    condition: PartCondition::New,
                    serials: Vec::new(),
                    components: Vec::new(),
                    core_in_hand: false,
                    warranty: None,
                };
                TicketOrder::AddPart(Box::new(sold), draft)
            }
            Work::Labor { what, hours } => {
                let labor = LaborDraft {
                    description: (*what).to_owned(),
                    hours: Quantity::parse(hours)?,
                    book_rate: self.ctx.shop.labor_rate,
                    rate: None,
                    rate_name: None,
                    technician: None,
                    diagnostic: false,
                };
                TicketOrder::AddLabor(Box::new(labor), draft)
            }
        })
    }

    fn decide(&mut self, order: &TicketOrder) -> Result<(), BulkError> {
        let beside = self.beside()?;
        let decided = ticket::decide(&self.ticket, order, &beside, &self.ctx)?;
        self.happened(decided);
        if self.ticket.status == TicketStatus::Open
            && self.ticket.needs_tax()
            && !self.ticket.lines.is_empty()
        {
            let place = &self.ctx.shop.location;
            let query = self.ticket.tax_query(place, self.ctx.today, None)?;
            let assessment = self.ticket.assessment(self.tax(&query)?);
            let assessed = TicketEvent::TaxAssessed(assessment);
            self.happened(vec![Event::Ticket(self.ticket.id, assessed)]);
        }
        Ok(())
    }

    fn happened(&mut self, events: Vec<Event>) {
        for event in &events {
            self.ticket.apply(event, self.ctx.now);
            if let Some(number) = event.number() {
                self.ctx.numbers.used(number);
            }
        }
        self.events.extend(events);
    }

    /// What the engine would look up beside the ticket.
    fn beside(&mut self) -> Result<Beside, BulkError> {
        let mut costs = BTreeMap::new();
        for part in self.ticket.lines.iter().filter_map(Line::part) {
            let state = self
                .store
                .cost_state(part.part, self.ctx.shop.cost_method)?;
            costs.extend(state.map(|state| (part.part, state)));
        }
        let customer = match self.ticket.customer {
            Some(id) => Some(self.standing(id)?),
            None => None,
        };
        Ok(Beside {
            customer,
            costs,
            ..Beside::default()
        })
    }

    fn standing(&mut self, id: CustomerId) -> Result<Standing, BulkError> {
        let (owner, currency) = (Some(id.uuid()), self.ticket.currency);
        let customer = self.store.customer(id)?;
        let account = match customer.and_then(|customer| customer.account) {
            Some(terms) => Some(AccountStanding {
                balance: self.store.balance(Account::Receivable, owner, currency)?,
                limit: terms.limit,
                hold: terms.hold,
                terms_days: terms.terms_days,
                po_required: terms.po_required,
            }),
            None => None,
        };
        Ok(Standing {
            credit: Money::zero(currency),
            account,
        })
    }

    /// Goods are taxed, labor is not, each line by itself.
    fn tax(&self, query: &TaxQuery) -> Result<TaxAnswer, BulkError> {
        let rate = self.maker.tax_rate;
        let zero = Money::zero(query.currency);
        let (mut by_line, mut base, mut amount) = (Vec::new(), zero, zero);
        for line in &query.lines {
            let tax = if line.class == TaxClass::Part {
                base = base.plus(line.amount).map_err(Refusal::from)?;
                let exact = line.amount.to_decimal() * rate.decimal();
                to_money(exact, query.currency, RoundingPolicy::HalfUp).map_err(Refusal::from)?
            } else {
                zero
            };
            amount = amount.plus(tax).map_err(Refusal::from)?;
            by_line.push((line.line, tax));
        }
        Ok(TaxAnswer {
            rule: "flat-rate 0.1.0".to_owned(),
            by_line,
            components: vec![TaxComponent {
                name: "Sales tax".to_owned(),
                rate,
                base,
                amount,
            }],
        })
    }

    /// Tells whether the customer has this put on their house account.
    fn on_account(&mut self, visit: &Visit) -> Result<bool, BulkError> {
        let Some(place) = visit.customer else {
            return Ok(false);
        };
        let customer = self.store.customer(events::customer_id(place))?;
        Ok(customer.is_some_and(|customer| customer.account.is_some()))
    }

    /// Takes the next whole twenty dollars.
    fn take_cash(&mut self, amount: Option<i64>) -> Result<(), BulkError> {
        let asked = match amount {
            Some(amount) => amount,
            None => self.ticket.totals()?.due.minor(),
        };
        let tendered = (asked + 1_999) / 2_000 * 2_000;
        self.decide(&TicketOrder::TakeCash { tendered, amount })
    }

    /// Takes a card; some pay ten dollars in cash first.
    fn take_card(&mut self) -> Result<(), BulkError> {
        if self.index.is_multiple_of(29) && self.ticket.totals()?.due.minor() > 1_000 {
            self.take_cash(Some(1_000))?;
        }
        self.decide(&TicketOrder::TakeCard { amount: None })?;
        let intent = format!("pi_generated{:012}", self.index);
        let attempt = 1;
        let steps = [
            CardStep::Created {
                intent: intent.clone(),
            },
            CardStep::Dispatching {
                intent: intent.clone(),
                attempt,
            },
            CardStep::Waiting {
                intent: intent.clone(),
                attempt,
            },
            CardStep::Authorized {
                intent: intent.clone(),
                attempt,
            },
            CardStep::Capturing {
                intent: intent.clone(),
                attempt,
            },
            CardStep::Captured {
                intent,
                card: CardSummary {
                    brand: "visa".to_owned(),
                    last4: format!("{:04}", self.index % 10_000),
                    auth_code: Some(format!("{:06}", self.index % 1_000_000)),
                },
            },
        ];
        let beside = self.beside()?;
        for step in steps {
            if let Some(payment) = self.in_flight() {
                let decided = ticket::card_step(&self.ticket, payment, step, &beside, &self.ctx)?;
                self.happened(decided);
            }
        }
        Ok(())
    }

    fn in_flight(&self) -> Option<PaymentId> {
        self.ticket.in_flight().map(|payment| payment.id)
    }

    /// Every receipt was printed and every drawer opened.
    fn settle_jobs(&mut self) {
        let jobs: Vec<JobId> = self
            .events
            .iter()
            .filter_map(|event| match event {
                Event::Job(id, JobEvent::Requested(_)) => Some(*id),
                _ => None,
            })
            .collect();
        for job in jobs {
            self.events.push(Event::Job(job, JobEvent::Started));
            let settled = JobEvent::Settled(JobOutcome::Done);
            self.events.push(Event::Job(job, settled));
        }
    }
}
