//! Sums a session up from the journal, so that no report can say anything else than what happened.
//!
//! Money comes from the books' entries, which every payment and sale writes in its own commit; counts and names come from
//! the events beside them.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::event::Event;
use crate::ids::{TicketId, TillId};
use crate::job::{JobEvent, JobKind};
use crate::ledger::{Account, Entry, Posting};
use crate::money::{Currency, Money, MoneyError};
use crate::ticket::{Payment, Tender, TicketEvent};

use super::decide::DRAWER_REASON;
use super::event::TillEvent;
use super::figures::{TillFigures, tender_word};

/// Follows one session. It is given all events of this counter in the order of the journal, from the session's first event
/// or any earlier one; what happened before its beginning and after its end leaves it as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TillFold {
    session: TillId,
    running: bool,
    figures: TillFigures,
    /// The tickets that something happened to: their entries are payments and sales.
    tickets: BTreeSet<Uuid>,
    /// Those undone: their next entry says what they had come to.
    undone: BTreeSet<Uuid>,
    /// What others settle, by ticket, so that it can be told apart when the ticket is undone.
    others: BTreeMap<TicketId, Vec<(String, Money)>>,
    /// Whether the session just asked for the drawer itself.
    own_drawer: bool,
}

impl TillFold {
    /// Waits for a session to begin.
    #[must_use]
    pub const fn new(session: TillId, currency: Currency) -> Self {
        Self {
            session,
            running: false,
            figures: TillFigures::new(currency),
            tickets: BTreeSet::new(),
            undone: BTreeSet::new(),
            others: BTreeMap::new(),
            own_drawer: false,
        }
    }

    /// Returns the sums so far.
    #[must_use]
    pub const fn figures(&self) -> &TillFigures {
        &self.figures
    }

    /// Returns the sums so far and lets go of the rest.
    #[must_use]
    pub fn into_figures(self) -> TillFigures {
        self.figures
    }

    /// Adds one event.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit or another currency turns up.
    pub fn apply(&mut self, event: &Event) -> Result<(), MoneyError> {
        if let Event::Till(id, event) = event {
            return if *id == self.session {
                self.own(event)
            } else {
                Ok(())
            };
        }
        if !self.running {
            return Ok(());
        }
        match event {
            Event::Ticket(id, event) => self.ticket(*id, event),
            Event::Posted(_, entry) => self.entry(entry),
            Event::Job(_, JobEvent::Requested(job)) => {
                self.job(&job.kind);
                Ok(())
            }
            // No other noun touches a drawer but through its entries in the books.
            _ => Ok(()),
        }
    }

    fn own(&mut self, event: &TillEvent) -> Result<(), MoneyError> {
        if let TillEvent::Opened { .. } = event {
            self.running = true;
        }
        if !self.running {
            return Ok(());
        }
        let sums = &mut self.figures;
        self.own_drawer = true;
        match event {
            TillEvent::Opened { float, .. } => sums.float = sums.float.plus(*float)?,
            TillEvent::PaidIn(moved) => sums.paid_in = sums.paid_in.plus(moved.amount)?,
            TillEvent::PaidOut(moved) => sums.paid_out = sums.paid_out.plus(moved.amount)?,
            TillEvent::Dropped { amount, .. } => sums.dropped = sums.dropped.plus(*amount)?,
            TillEvent::Counted { .. } => {}
            TillEvent::Closed(_) => self.running = false,
            TillEvent::Overridden { .. } => self.own_drawer = false,
        }
        Ok(())
    }

    fn ticket(&mut self, id: TicketId, event: &TicketEvent) -> Result<(), MoneyError> {
        self.tickets.insert(id.uuid());
        let sums = &mut self.figures;
        match event {
            TicketEvent::Closed { total, tax, .. } => {
                sums.tax = sums.tax.plus(*tax)?;
                if total.is_negative() {
                    sums.refunds = sums.refunds.saturating_add(1);
                    sums.refunded = sums.refunded.minus(*total)?;
                } else {
                    sums.sales = sums.sales.saturating_add(1);
                    sums.gross = sums.gross.plus(*total)?;
                }
            }
            TicketEvent::Voided(_) => sums.voids = sums.voids.saturating_add(1),
            TicketEvent::Reversed(_) => {
                sums.reversals = sums.reversals.saturating_add(1);
                self.undone.insert(id.uuid());
                for (kind, amount) in self.others.remove(&id).unwrap_or_default() {
                    self.retell(&kind, Money::zero(amount.currency()).minus(amount)?)?;
                }
            }
            TicketEvent::PaymentTaken(Payment {
                amount,
                tender: Tender::Other { kind, .. },
                ..
            }) => {
                self.retell(kind, *amount)?;
                let told = self.others.entry(id).or_default();
                told.push((kind.clone(), *amount));
            }
            _ => {}
        }
        Ok(())
    }

    /// The books know other tenders only together: takes one kind out of the common sum.
    fn retell(&mut self, kind: &str, amount: Money) -> Result<(), MoneyError> {
        let tenders = &mut self.figures.tenders;
        add(tenders, &format!("other:{kind}"), amount)?;
        add(
            tenders,
            "other",
            Money::zero(amount.currency()).minus(amount)?,
        )
    }

    fn entry(&mut self, entry: &Entry) -> Result<(), MoneyError> {
        let session = Some(self.session.uuid());
        let cash =
            |posting: &&Posting| posting.account == Account::Cash && posting.owner == session;
        let mut moved = Money::zero(self.figures.expected.currency());
        for posting in entry.postings.iter().filter(cash) {
            moved = moved.plus(posting.amount)?;
        }
        self.figures.expected = self.figures.expected.plus(moved)?;
        if entry.source == self.session.uuid() {
            return Ok(());
        }
        if self.tickets.contains(&entry.source) {
            return self.of_ticket(entry);
        }
        let collects = |posting: &Posting| {
            matches!(
                posting.account,
                Account::Receivable | Account::PlanReceivable | Account::StoreCredit
            )
        };
        if !entry.postings.iter().any(collects) {
            self.figures.other_cash = self.figures.other_cash.plus(moved)?;
            return Ok(());
        }
        for posting in entry.postings.iter().filter(|posting| !collects(posting)) {
            if let Some(word) = self.word(posting) {
                add(&mut self.figures.collected, word, posting.amount)?;
            }
        }
        Ok(())
    }

    /// Cash is this session's only if the books say so.
    fn word(&self, posting: &Posting) -> Option<&'static str> {
        let elsewhere =
            posting.account == Account::Cash && posting.owner != Some(self.session.uuid());
        tender_word(posting.account).filter(|_| !elsewhere)
    }

    /// A payment of a ticket, its sale, or both undone at once.
    fn of_ticket(&mut self, entry: &Entry) -> Result<(), MoneyError> {
        // What the payments of an undone sale covered: all of it, so the sale came to as much.
        let mut covered = Money::zero(self.figures.expected.currency());
        let mut tax = covered;
        for posting in &entry.postings {
            if let Some(word) = self.word(posting) {
                add(&mut self.figures.tenders, word, posting.amount)?;
            }
            if tender_word(posting.account).is_some() {
                covered = covered.minus(posting.amount)?;
            }
            match posting.account {
                Account::CashRounding => {
                    self.figures.rounding = self.figures.rounding.minus(posting.amount)?;
                    covered = covered.minus(posting.amount)?;
                }
                Account::Deposits => {
                    self.figures.deposits = self.figures.deposits.minus(posting.amount)?;
                }
                Account::TaxPayable => tax = tax.plus(posting.amount)?,
                _ => {}
            }
        }
        if self.undone.remove(&entry.source) {
            let sums = &mut self.figures;
            sums.tax = sums.tax.minus(tax)?;
            // Undoing a refund would be a sale: perpetual totals only grow.
            if covered.is_negative() {
                sums.gross = sums.gross.minus(covered)?;
            } else {
                sums.reversed = sums.reversed.plus(covered)?;
            }
        }
        Ok(())
    }

    fn job(&mut self, kind: &JobKind) {
        let JobKind::Drawer { reason, ticket } = kind else {
            return;
        };
        let own = std::mem::take(&mut self.own_drawer) && reason == DRAWER_REASON;
        if ticket.is_none() && !own {
            self.figures.no_sales = self.figures.no_sales.saturating_add(1);
        }
    }
}

/// Adds to one name's sum; what comes to nothing is not listed.
fn add(sums: &mut BTreeMap<String, Money>, word: &str, amount: Money) -> Result<(), MoneyError> {
    let sum = match sums.get(word) {
        Some(sum) => sum.plus(amount)?,
        None => amount,
    };
    if sum.is_zero() {
        sums.remove(word);
    } else {
        sums.insert(word.to_owned(), sum);
    }
    Ok(())
}
