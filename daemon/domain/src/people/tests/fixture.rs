//! A small world: files folded from events, and the books beside them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use uuid::Uuid;

use crate::aggregate::Aggregate as _;
use crate::authorization::Profile;
use crate::ctx::{Actor, Approver, Ctx, FreshIds, ShopRules, Timestamp};
use crate::event::Event;
use crate::ids::{CustomerId, PaymentId, PlanId, StaffId, TicketId, VehicleId};
use crate::ledger::{Account, Entry, EntryDraft};
use crate::money::{Currency, Money, Rate};
use crate::number::NextNumbers;
use crate::people::account::{self, AccountOrder, TicketMoney};
use crate::people::{
    AccountTerms, Customer, CustomerFile, CustomerRefusal, CustomerRules, FinanceTerms, Role,
    VehicleFile,
};
use crate::plan::Plan;
use crate::ticket::{Payment, Tender};

pub(crate) const USD: Currency = Currency::USD;

pub(crate) const fn usd(minor: i64) -> Money {
    Money::new(minor, USD)
}

pub(crate) fn customer_id(n: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128(0xC000 + n))
}

pub(crate) fn ticket_id(n: u128) -> TicketId {
    TicketId::new(Uuid::from_u128(0x7000 + n))
}

pub(crate) fn payment_id(n: u128) -> PaymentId {
    PaymentId::new(Uuid::from_u128(0xAA00 + n))
}

#[derive(Clone)]
pub(crate) struct World {
    pub customers: BTreeMap<CustomerId, CustomerFile>,
    pub vehicles: BTreeMap<VehicleId, VehicleFile>,
    pub plans: BTreeMap<PlanId, Plan>,
    pub stories: BTreeMap<Uuid, Vec<Event>>,
    pub books: Vec<Entry>,
    pub today: Date,
    pub role: Role,
    pub approver: Option<Approver>,
    pub till_required: bool,
    serial: u128,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            customers: BTreeMap::new(),
            vehicles: BTreeMap::new(),
            plans: BTreeMap::new(),
            stories: BTreeMap::new(),
            books: Vec::new(),
            today: date(2026, 3, 2),
            role: Role::Owner,
            approver: None,
            till_required: false,
            serial: 1,
        }
    }

    /// A world with customer 1, who pays in 30 days with 1.5 % a month after 10 days of grace.
    pub(crate) fn with_account() -> Self {
        let mut world = Self::new();
        let mut customer = Customer::new(customer_id(1), "Prairie Fleet");
        customer.account = Some(AccountTerms {
            finance: Some(FinanceTerms {
                monthly_rate: Rate::parse("0.015").unwrap(),
                grace_days: 10,
            }),
            ..AccountTerms::net(30)
        });
        world.commit(vec![customer.saved()]);
        world
    }

    pub(crate) fn ctx(&self) -> Ctx {
        let base = (self.serial << 80) | 0x8000_0000_0000_0000;
        Ctx {
            now: Timestamp::from_unix_ms(1),
            today: self.today,
            actor: Actor::Daemon,
            role: self.role,
            approver: self.approver.clone(),
            ids: FreshIds::new(Uuid::from_u128(base)),
            numbers: NextNumbers::default(),
            shop: Arc::new(ShopRules {
                location: "main".to_owned(),
                jurisdiction: Profile::ALL[0],
                work_statuses: Vec::new(),
                till: crate::till::TillRules {
                    required: self.till_required,
                    ..crate::till::TillRules::usual(USD)
                },
                ..ShopRules::usual(USD)
            }),
        }
    }

    pub(crate) fn approved_by(&mut self, role: Role) {
        self.approver = Some(Approver {
            staff: StaffId::new(Uuid::from_u128(9)),
            role,
            reason: "asked".to_owned(),
        });
    }

    /// Applies events, then checks that every story replays to its state and that the books say what the files say.
    pub(crate) fn commit(&mut self, events: Vec<Event>) {
        let at = Timestamp::from_unix_ms(1);
        self.serial += 1;
        for event in events {
            let _ = event.slots();
            let stream = event.stream().0;
            match &event {
                Event::Posted(_, entry) => self.books.push(entry.clone()),
                Event::Customer(id, happened) => match self.customers.get_mut(id) {
                    Some(file) => file.apply(happened, at, &Actor::Daemon),
                    None => {
                        let file = CustomerFile::open(stream, happened, at, &Actor::Daemon);
                        self.customers.insert(*id, file.unwrap());
                    }
                },
                Event::Vehicle(id, happened) => match self.vehicles.get_mut(id) {
                    Some(file) => file.apply(happened, at, &Actor::Daemon),
                    None => {
                        let file = VehicleFile::open(stream, happened, at, &Actor::Daemon);
                        self.vehicles.insert(*id, file.unwrap());
                    }
                },
                Event::Plan(id, happened) => match self.plans.get_mut(id) {
                    Some(plan) => plan.apply(happened, at, &Actor::Daemon),
                    None => {
                        let plan = Plan::open(stream, happened, at, &Actor::Daemon);
                        self.plans.insert(*id, plan.unwrap());
                    }
                },
                other => panic!("unexpected {other:?}"),
            }
            self.stories.entry(stream).or_default().push(event);
        }
        self.check();
    }

    fn check(&self) {
        let at = Timestamp::from_unix_ms(1);
        for (id, file) in &self.customers {
            let story = self.stories[&id.uuid()].iter().map(|event| match event {
                Event::Customer(_, event) => (event, at, &Actor::Daemon),
                other => panic!("unexpected {other:?}"),
            });
            assert_eq!(CustomerFile::replay(id.uuid(), story).as_ref(), Some(file));
            let owed = file.account.balance(USD).unwrap();
            assert_eq!(owed, self.book(Account::Receivable, id.uuid()));
            let credit = file.credit.balance(USD).unwrap();
            assert_eq!(
                usd(-credit.minor()),
                self.book(Account::StoreCredit, id.uuid())
            );
        }
        for (id, file) in &self.vehicles {
            let story = self.stories[&id.uuid()].iter().map(|event| match event {
                Event::Vehicle(_, event) => (event, at, &Actor::Daemon),
                other => panic!("unexpected {other:?}"),
            });
            assert_eq!(VehicleFile::replay(id.uuid(), story).as_ref(), Some(file));
        }
        for (id, plan) in &self.plans {
            let story = self.stories[&id.uuid()].iter().map(|event| match event {
                Event::Plan(_, event) => (event, at, &Actor::Daemon),
                other => panic!("unexpected {other:?}"),
            });
            assert_eq!(Plan::replay(id.uuid(), story).as_ref(), Some(plan));
        }
    }

    pub(crate) fn book(&self, account: Account, owner: Uuid) -> Money {
        self.book_until(account, owner, Date::MAX)
    }

    /// What the books say at the end of a day.
    pub(crate) fn book_until(&self, account: Account, owner: Uuid, day: Date) -> Money {
        let entries = self.books.iter().filter(|entry| entry.date <= day);
        let postings = entries.flat_map(|entry| &entry.postings);
        let his = postings.filter(|one| one.account == account && one.owner == Some(owner));
        Money::sum(USD, his.map(|posting| posting.amount)).unwrap()
    }

    /// What the books say of an account of nobody's.
    pub(crate) fn general(&self, account: Account) -> Money {
        let postings = self.books.iter().flat_map(|entry| &entry.postings);
        let of = postings.filter(|posting| posting.account == account);
        Money::sum(USD, of.map(|posting| posting.amount)).unwrap()
    }

    pub(crate) fn entry(&self, debit: (Account, Uuid), credit: Account, amount: Money) -> Event {
        let ctx = self.ctx();
        let mut draft = EntryDraft::new(USD);
        draft.debit(debit.0, Some(debit.1), amount).unwrap();
        draft.credit(credit, None, amount).unwrap();
        let _: [Uuid; 3] = [ctx.ids.take(), ctx.ids.take(), ctx.ids.take()];
        let id = ctx.ids.take();
        let entry = draft.close(id, self.today, "ticket".to_owned(), Uuid::nil());
        Event::Posted(id, entry.unwrap().unwrap())
    }

    /// A ticket takes or gives back money with a tender of the customer's own, and books it as tickets do.
    pub(crate) fn tender(&mut self, customer: u128, payment: &Payment) {
        let owner = customer_id(customer);
        let money = self.ticket_money(customer);
        let (account, _) = payment.account(Some(owner), None);
        let booked = self.entry((account, owner.uuid()), Account::Deposits, payment.amount);
        let happened = account::on_payment(&money, payment).unwrap().unwrap();
        self.commit(vec![happened, booked]);
    }

    pub(crate) fn ticket_money(&self, customer: u128) -> TicketMoney {
        TicketMoney {
            customer: customer_id(customer),
            ticket: ticket_id(1),
            number: "C1-T000001".to_owned(),
            date: self.today,
        }
    }

    /// A ticket charges the account; due in 30 days.
    pub(crate) fn charge(&mut self, customer: u128, payment: u128, minor: i64) {
        let due = self.today.checked_add(jiff::Span::new().days(30)).unwrap();
        let tender = Tender::Account {
            po_number: Some("PO-7".to_owned()),
            due,
        };
        self.tender(customer, &paid(payment, minor, tender));
    }

    pub(crate) fn order(
        &mut self,
        customer: u128,
        order: &AccountOrder,
    ) -> Result<(), CustomerRefusal> {
        let file = &self.customers[&customer_id(customer)];
        let events = account::decide(file, order, CustomerRules::default(), &self.ctx())?;
        self.commit(events);
        Ok(())
    }

    pub(crate) fn file(&self, customer: u128) -> &CustomerFile {
        &self.customers[&customer_id(customer)]
    }

    pub(crate) fn owed(&self, customer: u128) -> i64 {
        self.file(customer).account.balance(USD).unwrap().minor()
    }
}

pub(crate) fn paid(id: u128, minor: i64, tender: Tender) -> Payment {
    Payment {
        id: payment_id(id),
        amount: usd(minor),
        tender,
        at: Timestamp::from_unix_ms(1),
        refund_of: None,
        returned: usd(0),
    }
}
