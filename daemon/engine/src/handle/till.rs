//! The till of this counter, and papers to print.

use domain::ids::{DeviceName, JobId, TillId};
use domain::job::{Job, JobKind, JobState, PaperKind};
use domain::ledger::Account;
use domain::money::Money;
use domain::till::{
    self, LastClose, Pieces, TillDraft, TillFigures, TillOrder, TillRefusal, TillSession,
};
use domain::{Ctx, Event, Refusal, Timestamp};
use uuid::Uuid;

use super::Decision;
use super::load::fold;
use crate::command::{By, EngineError, TillCommand};
use crate::feed;
use crate::run::Engine;

/// The open session with what it is decided by.
struct OpenTill {
    session: TillSession,
    /// Where in the journal it was opened.
    opened: u64,
    /// What the books say is in the drawer.
    drawer: Money,
}

impl Engine {
    pub(super) fn decide_till(
        &mut self,
        by: &By,
        now: Timestamp,
        command: TillCommand,
    ) -> Result<Decision, EngineError> {
        let ctx = self.ctx(by, now);
        match command {
            TillCommand::Open {
                float,
                pieces,
                reason,
                keeper,
            } => {
                if let Some(staff) = keeper {
                    self.staff_member(staff)?;
                }
                let counted = pieces.map(|pieces| worth(&pieces, &ctx)).transpose();
                let draft = TillDraft {
                    float: counted.map_err(Refusal::from)?.map(Money::minor).or(float),
                    reason,
                    keeper,
                    open: self.till()?,
                    last: self.last_close()?,
                };
                let events = till::open(&draft, &ctx.shop.till, &ctx).map_err(Refusal::from)?;
                Ok(events.into())
            }
            TillCommand::PrintX => {
                let open = self.open_till()?;
                self.print_x(&open, None, &ctx)
            }
            command => {
                let open = self.open_till()?;
                let order = self.till_order(&open, command, &ctx)?;
                let rules = &ctx.shop.till;
                let decided = till::decide(&open.session, &order, rules, &ctx);
                let mut events = decided.map_err(Refusal::from)?;
                if let TillOrder::Close { .. } = order {
                    events.extend(self.z_paper(open.session.id));
                }
                Ok(events.into())
            }
        }
    }

    fn till_order(
        &mut self,
        open: &OpenTill,
        command: TillCommand,
        ctx: &Ctx,
    ) -> Result<TillOrder, EngineError> {
        let drawer = open.drawer;
        Ok(match command {
            TillCommand::PayIn {
                amount,
                reason,
                category,
            } => TillOrder::PayIn {
                amount,
                reason,
                category,
            },
            TillCommand::PayOut {
                amount,
                reason,
                category,
            } => TillOrder::PayOut {
                amount,
                reason,
                category,
                drawer,
            },
            TillCommand::Drop {
                amount,
                to,
                reference,
            } => TillOrder::Drop {
                amount,
                to,
                reference,
                drawer,
            },
            TillCommand::Count { pieces } => TillOrder::Count { pieces, drawer },
            TillCommand::Close {
                reason,
                left,
                reference,
            } => {
                if let Some(left) = &left {
                    worth(left, ctx).map_err(Refusal::from)?;
                }
                TillOrder::Close {
                    reason,
                    left,
                    reference,
                    drawer,
                    figures: Box::new(self.figures(open)?),
                    last: self.last_close()?,
                }
            }
            TillCommand::Open { .. } | TillCommand::PrintX => {
                return Err(Refusal::from(TillRefusal::AlreadyOpen(open.session.id)).into());
            }
        })
    }

    fn open_till(&mut self) -> Result<OpenTill, EngineError> {
        let id = self.till()?.ok_or(Refusal::TillClosed)?;
        let story = self.store.story(id.uuid(), None)?;
        let opened = story.first().map(|record| record.cursor);
        let session = fold::<TillSession>(id.uuid(), &story);
        let (Some(opened), Some(session)) = (opened, session) else {
            return Err(Refusal::NoSuchTill(id).into());
        };
        let owner = Some(id.uuid());
        let drawer = self.store.balance(Account::Cash, owner, session.currency)?;
        Ok(OpenTill {
            session,
            opened,
            drawer,
        })
    }

    /// Reads the session's sums from the journal, in pages: once a shift, some thousand events.
    fn figures(&mut self, open: &OpenTill) -> Result<TillFigures, EngineError> {
        let (id, currency) = (open.session.id, open.session.currency);
        feed::till_figures(id, currency, open.opened, None, |after, limit| {
            let limit = u64::try_from(limit).unwrap_or(u64::MAX);
            self.store.records(after + 1, after.saturating_add(limit))
        })
    }

    /// What this counter's last closed session left behind.
    fn last_close(&mut self) -> Result<Option<LastClose>, EngineError> {
        let found = self.store.found("till.closed", &self.rules.counter, 1)?;
        let Some(found) = found.first() else {
            return Ok(None);
        };
        let last = self.load::<TillSession>(found.id)?;
        Ok(last.and_then(|last| last.z).map(|z| LastClose {
            carried: z.carried,
            grand_total: z.grand_total,
        }))
    }

    fn print_x(
        &mut self,
        open: &OpenTill,
        device: Option<DeviceName>,
        ctx: &Ctx,
    ) -> Result<Decision, EngineError> {
        let figures = self.figures(open)?;
        let (session, rules) = (&open.session, &ctx.shop.till);
        till::x_report(session, &figures, rules, ctx).map_err(Refusal::from)?;
        let id = session.id.uuid();
        let kind = JobKind::Paper {
            what: PaperKind::XReport,
            id,
        };
        let device = self.paper_printer(device)?;
        self.request_job(device, kind)
    }

    /// The Z report's paper, if there is a printer: a drawer can be closed without one.
    fn z_paper(&mut self, till: TillId) -> Option<Event> {
        let job = Job {
            id: JobId::new(self.ids.next_id()),
            device: self.rules.receipt_printer.clone()?,
            kind: JobKind::Paper {
                what: PaperKind::ZReport,
                id: till.uuid(),
            },
            state: JobState::Requested,
        };
        Some(job.requested())
    }

    /// Prints a paper of something the shop keeps.
    pub(super) fn print_paper(
        &mut self,
        by: &By,
        now: Timestamp,
        device: Option<DeviceName>,
        what: PaperKind,
        id: Uuid,
    ) -> Result<Decision, EngineError> {
        let story = self.store.story(id, None)?;
        let fits = story
            .first()
            .is_some_and(|record| made_of(what, &record.event));
        if !fits {
            return Err(Refusal::NoSuchPaper(what).into());
        }
        if what == PaperKind::XReport {
            let open = self.open_till()?;
            if open.session.id.uuid() != id {
                return Err(Refusal::NoSuchPaper(what).into());
            }
            let ctx = self.ctx(by, now);
            return self.print_x(&open, device, &ctx);
        }
        let own = self.rules.label_printer.clone().filter(|_| what.is_label());
        let device = self.paper_printer(device.or(own))?;
        self.request_job(device, JobKind::Paper { what, id })
    }

    fn paper_printer(&self, device: Option<DeviceName>) -> Result<DeviceName, EngineError> {
        let device = device.or_else(|| self.rules.receipt_printer.clone());
        Ok(device.ok_or(Refusal::NoDevice("receipt printer"))?)
    }
}

/// Adds up pieces that are to be there in the currency.
fn worth(pieces: &Pieces, ctx: &Ctx) -> Result<Money, TillRefusal> {
    let currency = ctx.shop.currency;
    let known = ctx.shop.till.pieces(currency);
    if let Some(value) = pieces.0.keys().find(|value| !known.contains(value)) {
        return Err(TillRefusal::NoSuchPiece(Money::new(*value, currency)));
    }
    Ok(pieces.total(currency)?)
}

/// Tells whether a paper is made of the thing that this event began.
const fn made_of(what: PaperKind, first: &Event) -> bool {
    match what {
        PaperKind::Estimate
        | PaperKind::Invoice
        | PaperKind::Receipt
        | PaperKind::KeyTag
        | PaperKind::OilChangeSticker
        | PaperKind::WorkOrder
        | PaperKind::WorkOrderLabel
        | PaperKind::WorkOrderTechnician => matches!(first, Event::Ticket(..)),
        PaperKind::DepositSlip | PaperKind::XReport | PaperKind::ZReport => {
            matches!(first, Event::Till(..))
        }
        PaperKind::CountSheet => matches!(first, Event::Count(..)),
        PaperKind::BinLabel | PaperKind::PartLabel | PaperKind::TireLabel => {
            matches!(first, Event::Part(..))
        }
        PaperKind::CoreTag => matches!(first, Event::Core(..)),
        PaperKind::PurchaseOrder => matches!(first, Event::Purchase(..)),
        PaperKind::Statement => matches!(first, Event::Customer(..)),
        PaperKind::TransferSlip => matches!(first, Event::Transfer(..)),
    }
}
