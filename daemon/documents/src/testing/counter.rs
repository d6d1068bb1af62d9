//! A counter that gives orders, applies what was decided, and asks for charges and tax in between as the engine does.

use std::sync::Arc;

use domain::catalog::Part;
use domain::charges::{
    ChargeClass, ChargeRules, FeeBasis, FeeKind, FeeRule, SuppliesPer, SuppliesRule, Trigger,
    assess_charges,
};
use domain::ctx::{FreshIds, ShopRules};
use domain::ids::{LineId, PartId, TicketJobId};
use domain::money::{Rate, RoundingPolicy, spread, to_money};
use domain::number::NextNumbers;
use domain::people::Role;
use domain::tax::{TaxAnswer, TaxComponent, TaxQuery};
use domain::ticket::{
    AccountStanding, Beside, CardStep, CardSummary, JobDraft, LaborDraft, LineDraft, PartCondition,
    PartDraft, PayType, Standing, Ticket, TicketEvent, TicketOrder, card_step, decide, open,
};
use domain::{Actor, Ctx, Currency, Event, Money, Refusal};
use jiff::civil::date;
use uuid::Uuid;

use super::{ADVISOR, NOW, customer, price, quantity, usd, vehicle};

pub(crate) struct Counter {
    pub ticket: Ticket,
    pub rules: ShopRules,
    /// The name and rate of each tax.
    pub taxes: Vec<(&'static str, &'static str)>,
    numbers: NextNumbers,
    used: u128,
}

/// A shop without charges that rounds no cash.
pub(crate) fn rules() -> ShopRules {
    ShopRules {
        labor_rate: price("125"),
        location: "main".to_owned(),
        work_statuses: vec!["waiting".to_owned(), "done".to_owned()],
        card_reader: Some("tmr_1".to_owned()),
        ..ShopRules::usual(Currency::USD)
    }
}

/// A fee for each tire that a law demands, and supplies as a share of labor.
pub(crate) fn charges() -> ChargeRules {
    ChargeRules {
        currency: Currency::USD,
        fees: vec![FeeRule {
            code: "tire".to_owned(),
            name: "California tire fee".to_owned(),
            kind: FeeKind::Mandated {
                citation: "Cal. Pub. Res. Code 42885".to_owned(),
            },
            trigger: Trigger {
                tags: vec!["tire".to_owned()],
                ..Trigger::default()
            },
            basis: FeeBasis::PerUnit,
            amount: price("1.75"),
            tax_class: "fee_mandated".to_owned(),
        }],
        supplies: vec![SuppliesRule {
            code: "supplies".to_owned(),
            name: "Shop supplies".to_owned(),
            percents: [(ChargeClass::Labor, Rate::parse("0.05").unwrap())].into(),
            excluded_categories: Vec::new(),
            min: None,
            max: Some(usd(3_000)),
            per: SuppliesPer::Ticket,
            sentence: None,
            tax_class: "supplies".to_owned(),
        }],
    }
}

impl Counter {
    pub(crate) fn new() -> Self {
        Self::with(rules(), false)
    }

    /// With the customer and the vehicle on the ticket.
    pub(crate) fn with(rules: ShopRules, served: bool) -> Self {
        let mut numbers = NextNumbers::default();
        for (series, serial) in [
            (domain::number::Series::Ticket, 57),
            (domain::number::Series::Receipt, 42),
            (domain::number::Series::Estimate, 31),
            (domain::number::Series::WorkOrder, 12),
            (domain::number::Series::Invoice, 9),
        ] {
            numbers.set(series, serial);
        }
        let ctx = ctx_of(&rules, &numbers, 0);
        let events = if served {
            open(Some(customer().id), Some(vehicle().id), Some(184_210), &ctx)
        } else {
            open(None, None, None, &ctx)
        };
        let ticket = Ticket::replay(events.iter().map(|event| (event, NOW, &ctx.actor))).unwrap();
        Self {
            ticket,
            rules,
            taxes: vec![("Sales tax", "0.0825")],
            numbers,
            used: 1,
        }
    }

    pub(crate) fn order(&mut self, order: &TicketOrder) -> Result<(), Refusal> {
        let beside = beside();
        let ctx = self.ctx();
        let events = decide(&self.ticket, order, &beside, &ctx)?;
        self.apply(&events);
        Ok(())
    }

    pub(crate) fn all(&mut self, orders: &[TicketOrder]) -> &mut Self {
        for order in orders {
            self.order(order).unwrap();
        }
        self
    }

    /// Takes this much by card, as far as the capture.
    pub(crate) fn take_card(&mut self, amount: Option<i64>, card: CardSummary) -> &mut Self {
        self.order(&TicketOrder::TakeCard { amount }).unwrap();
        let payment = self.ticket.payments.last().unwrap().id;
        let step = CardStep::Captured {
            intent: "pi_1".to_owned(),
            card,
        };
        let ctx = self.ctx();
        let events = card_step(&self.ticket, payment, step, &beside(), &ctx).unwrap();
        self.apply(&events);
        self
    }

    pub(crate) fn pay_cash(&mut self, tendered: i64) -> &mut Self {
        self.all(&[TicketOrder::TakeCash {
            tendered,
            amount: None,
        }])
    }

    pub(crate) fn due(&self) -> i64 {
        self.ticket.totals().unwrap().due.minor()
    }

    pub(crate) fn job(&mut self, title: &str, note: Option<&str>) -> TicketJobId {
        let draft = JobDraft {
            title: title.to_owned(),
            note: note.map(str::to_owned),
            ..JobDraft::default()
        };
        self.order(&TicketOrder::AddJob(draft)).unwrap();
        self.ticket.jobs.last().unwrap().id
    }

    pub(crate) fn part(&mut self, part: PartDraft, draft: LineDraft) -> LineId {
        self.order(&TicketOrder::AddPart(Box::new(part), draft))
            .unwrap();
        let mut lines = self.ticket.lines.iter().rev();
        lines.find(|line| line.part().is_some()).unwrap().id
    }

    pub(crate) fn labor(
        &mut self,
        what: &str,
        hours: &str,
        rate: &str,
        draft: LineDraft,
    ) -> LineId {
        let labor = LaborDraft {
            description: what.to_owned(),
            hours: quantity(hours),
            book_rate: price(rate),
            rate: None,
            rate_name: None,
            technician: None,
            diagnostic: false,
        };
        self.order(&TicketOrder::AddLabor(Box::new(labor), draft))
            .unwrap();
        self.ticket.lines.last().unwrap().id
    }

    fn ctx(&mut self) -> Ctx {
        self.used += 1;
        ctx_of(&self.rules, &self.numbers, self.used)
    }

    fn apply(&mut self, events: &[Event]) {
        for event in events {
            let Event::Ticket(id, of_ticket) = event else {
                continue;
            };
            if let Some(number) = of_ticket.number() {
                self.numbers.used(number);
            }
            if *id == self.ticket.id {
                self.ticket.apply(event, NOW);
            }
        }
        self.assess();
    }

    fn assess(&mut self) {
        let open = self.ticket.status == domain::ticket::TicketStatus::Open;
        if !open || !self.ticket.needs_tax() || self.ticket.lines.is_empty() {
            return;
        }
        let ctx = self.ctx();
        let lines = self.ticket.charge_lines().unwrap();
        let found = assess_charges(&self.rules.charges, &lines).unwrap();
        let charges = self.ticket.with_ids(found, || ctx.ids.take());
        let id = self.ticket.id;
        if charges != self.ticket.charges {
            let event = TicketEvent::ChargesAssessed(charges);
            self.ticket.apply(&Event::Ticket(id, event), NOW);
        }
        let query = self.ticket.tax_query("main", ctx.today, None).unwrap();
        let answer = self.tax(&query).checked(&query).unwrap();
        let event = TicketEvent::TaxAssessed(self.ticket.assessment(answer));
        self.ticket.apply(&Event::Ticket(id, event), NOW);
    }

    /// Each tax on everything that is sold, or within it.
    fn tax(&self, query: &TaxQuery) -> TaxAnswer {
        let bases: Vec<i64> = query.lines.iter().map(|line| line.base.minor()).collect();
        let base = Money::new(bases.iter().sum(), query.currency);
        let mut by_line: Vec<(LineId, Money)> = query
            .lines
            .iter()
            .map(|line| (line.line, Money::zero(query.currency)))
            .collect();
        let mut components = Vec::new();
        for (name, rate) in &self.taxes {
            let rate = Rate::parse(rate).unwrap();
            let exact = base.to_decimal() * rate.decimal();
            let exact = if query.inclusive {
                exact / (rust_decimal::Decimal::ONE + rate.decimal())
            } else {
                exact
            };
            let amount = to_money(exact, query.currency, RoundingPolicy::HalfUp).unwrap();
            let shares = spread(amount.minor(), &bases).unwrap();
            for ((_, tax), share) in by_line.iter_mut().zip(shares) {
                *tax = tax.plus(Money::new(share, query.currency)).unwrap();
            }
            components.push(TaxComponent {
                name: (*name).to_owned(),
                rate,
                base,
                amount,
            });
        }
        TaxAnswer {
            rule: "flat 1".to_owned(),
            by_line,
            components,
        }
    }
}

fn ctx_of(rules: &ShopRules, numbers: &NextNumbers, used: u128) -> Ctx {
    Ctx {
        now: NOW,
        today: date(2026, 3, 14),
        actor: Actor::Staff(ADVISOR),
        role: Role::Owner,
        approver: None,
        ids: FreshIds::new(Uuid::from_u128(0x7000_8000_0000_0000_0000 + (used << 20))),
        numbers: numbers.clone(),
        shop: Arc::new(rules.clone()),
    }
}

/// A customer with store credit and a house account.
fn beside() -> Beside {
    Beside {
        customer: Some(Standing {
            credit: usd(100_000_000),
            account: Some(AccountStanding {
                balance: usd(0),
                limit: None,
                hold: None,
                terms_days: 30,
                po_required: false,
            }),
        }),
        ..Beside::default()
    }
}

/// A part to sell, in the condition of most.
pub(crate) fn part(number: &str, description: &str, count: &str, unit_price: &str) -> PartDraft {
    PartDraft {
        part: Box::new(Part {
            brand: "Acme".to_owned(),
            description: description.to_owned(),
            category: "Parts".to_owned(),
            price: price(unit_price),
            cost: price("0.01"),
            ..Part::new(PartId::new(Uuid::from_u128(500)), number)
        }),
        quantity: quantity(count),
        book_price: price(unit_price),
        unit_price: None,
        condition: PartCondition::New,
        serials: Vec::new(),
        components: Vec::new(),
        core_in_hand: false,
        warranty: None,
    }
}

pub(crate) fn core(mut draft: PartDraft, deposit: &str, in_hand: bool) -> PartDraft {
    draft.part.core = Some(price(deposit));
    draft.core_in_hand = in_hand;
    draft
}

pub(crate) fn paid_by(pay: PayType, job: Option<TicketJobId>) -> LineDraft {
    LineDraft {
        job,
        pay,
        ..LineDraft::default()
    }
}

pub(crate) fn in_job(job: TicketJobId) -> LineDraft {
    paid_by(PayType::Customer, Some(job))
}

pub(crate) fn card(brand: &str, last4: &str, auth_code: Option<&str>) -> CardSummary {
    CardSummary {
        brand: brand.to_owned(),
        last4: last4.to_owned(),
        auth_code: auth_code.map(str::to_owned),
    }
}
