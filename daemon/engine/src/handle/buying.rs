//! Orders to buy: what they name is looked up and priced, the domain decides.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::catalog::Part;
use domain::ctx::Ctx;
use domain::ids::{LineId, PartId, PurchaseId, SupplierId, TicketId};
use domain::ledger::Account;
use domain::money::{Money, Quantity, UnitPrice};
use domain::purchase::{
    self, Beside, Drafting, InvoiceDraft, LINES_MAX, LineDraft, Purchase, PurchaseDraft,
    PurchaseOrder, PurchaseRefusal, PurchaseRules, Purpose, Reordering, SpecialOrder,
};
use domain::supplier::{self, Supplier, SupplierOrder, SupplierPart, SupplierPartDraft};
use domain::text::normal_number;
use domain::ticket::{self, Stage, Ticket, TicketEvent, TicketOrder};
use domain::{Event, Refusal, Timestamp};

use super::Decision;
use crate::command::buying::{BuyCommand, BuyLine, BuyPurpose, PurchaseCommand};
use crate::command::{By, EngineError, PartRef};
use crate::reorder::{self, LowAsk};
use crate::run::Engine;

/// Purchases of one ticket, drafts, or offers of one part that are looked at.
const LOOKED_AT_MAX: usize = 100;

impl Engine {
    pub(super) fn buy(
        &mut self,
        by: &By,
        now: Timestamp,
        command: BuyCommand,
    ) -> Result<Decision, EngineError> {
        let ctx = self.ctx(by, now);
        let events = match command {
            BuyCommand::SaveSupplier { id: None, draft } => {
                supplier::open(*draft, &ctx).map_err(Refusal::from)?
            }
            BuyCommand::SaveSupplier {
                id: Some(id),
                draft,
            } => self.decide_supplier(id, &SupplierOrder::Save(draft), &ctx)?,
            BuyCommand::RetireSupplier { id, retired } => {
                let order = if retired {
                    SupplierOrder::Retire
                } else {
                    SupplierOrder::Restore
                };
                self.decide_supplier(id, &order, &ctx)?
            }
            BuyCommand::SaveSupplierPart(draft) => self.save_offer(*draft, &ctx)?,
            BuyCommand::RemoveSupplierPart { id } => {
                let known = self.load::<SupplierPart>(id.uuid())?;
                let known = known.filter(|known| !known.removed);
                let known = known.ok_or(Refusal::NoSuchSupplierPart(id))?;
                supplier::decide_part(&known, None, &[], &ctx).map_err(Refusal::from)?
            }
            BuyCommand::Open {
                supplier,
                location,
                lines,
            } => {
                let supplier = self.supplier(supplier)?;
                let mut drafts = Vec::with_capacity(lines.len().min(LINES_MAX));
                for line in lines {
                    drafts.push(self.buy_line(line, supplier.id)?);
                }
                let draft = PurchaseDraft {
                    supplier,
                    location,
                    lines: drafts,
                };
                purchase::open(&draft, &self.purchase_rules(), &ctx).map_err(Refusal::from)?
            }
            BuyCommand::Purchase { purchase, command } => {
                self.decide_purchase(purchase, command, &ctx)?
            }
            BuyCommand::Reorder { location } => {
                let own = ctx.shop.location.clone();
                let place = location.unwrap_or_else(|| own.clone());
                let mut ask = LowAsk::to_draft(place, &own, None);
                ask.unplaced = true;
                self.reorder(&ask, Drafting::ByHand, &ctx)?
            }
            BuyCommand::Restock { location, after } => match ctx.shop.buying.reordering {
                Reordering::Automatic => {
                    let ask = LowAsk::to_draft(location, &ctx.shop.location, after);
                    self.reorder(&ask, Drafting::Automatic, &ctx)?
                }
                Reordering::ByHand => Vec::new(),
            },
            command @ (BuyCommand::OpenReturn { .. } | BuyCommand::Return { .. }) => {
                self.return_to_supplier(command, &ctx)?
            }
            BuyCommand::LoseSale { .. } | BuyCommand::Protect { .. } => {
                self.keep_or_miss(command, &ctx)?
            }
        };
        Ok(events.into())
    }

    /// What the shop sets for its purchases.
    pub(super) fn purchase_rules(&self) -> PurchaseRules {
        self.rules.buying.clone()
    }

    pub(super) fn supplier(&mut self, id: SupplierId) -> Result<Supplier, EngineError> {
        let found = self.load::<Supplier>(id.uuid())?;
        Ok(found.ok_or(Refusal::NoSuchSupplier(id))?)
    }

    pub(super) fn purchase(&mut self, id: PurchaseId) -> Result<Purchase, EngineError> {
        let found = self.load::<Purchase>(id.uuid())?;
        Ok(found.ok_or(Refusal::NoSuchPurchase(id))?)
    }

    fn decide_supplier(
        &mut self,
        id: SupplierId,
        order: &SupplierOrder,
        ctx: &Ctx,
    ) -> Result<Vec<Event>, EngineError> {
        let known = self.supplier(id)?;
        Ok(supplier::decide(&known, order, ctx).map_err(Refusal::from)?)
    }

    /// Lists what suppliers ask for a part.
    fn offers(&mut self, part: PartId) -> Result<Vec<SupplierPart>, EngineError> {
        let found = self
            .store
            .found("supplier_part.part", &part.to_string(), LOOKED_AT_MAX)?;
        let mut offers = Vec::with_capacity(found.len());
        for found in found {
            let offer = self.load::<SupplierPart>(found.id)?;
            offers.extend(offer.filter(|offer| !offer.removed));
        }
        Ok(offers)
    }

    /// A supplier has one offer for a part: what it said before is replaced.
    fn save_offer(
        &mut self,
        draft: SupplierPartDraft,
        ctx: &Ctx,
    ) -> Result<Vec<Event>, EngineError> {
        self.supplier(draft.supplier)?;
        self.part(draft.part)?;
        let others = self.offers(draft.part)?;
        let mut same = others.iter();
        let same = same.find(|offer| offer.details.supplier == draft.supplier);
        let decided = match same {
            Some(same) => supplier::decide_part(same, Some(draft), &others, ctx),
            None => supplier::open_part(draft, &others, ctx),
        };
        Ok(decided.map_err(Refusal::from)?)
    }

    pub(super) fn named_part(&mut self, part: &PartRef) -> Result<Arc<Part>, EngineError> {
        match part {
            PartRef::Id(id) => self.part(*id),
            PartRef::Code(code) => self.part_by_code(code),
        }
    }

    /// Fills in what the order does not say: the supplier's number and price, the part's words and last cost.
    fn buy_line(&mut self, line: BuyLine, supplier: SupplierId) -> Result<LineDraft, EngineError> {
        let part = match &line.part {
            Some(part) => Some(self.named_part(part)?),
            None => None,
        };
        let offer = match &part {
            Some(part) => {
                let offers = self.offers(part.id)?;
                let mut ours = offers.into_iter();
                ours.find(|offer| offer.details.supplier == supplier)
            }
            None => None,
        };
        let asked = offer.map(|offer| offer.details);
        let cost = asked.as_ref().map(|asked| asked.cost);
        let cost = cost.or_else(|| part.as_ref().map(|part| part.cost));
        let core = asked.as_ref().map(|asked| asked.core_deposit);
        let core = core.or_else(|| part.as_ref().and_then(|part| part.core));
        let number = asked.map(|asked| asked.number);
        let number = number.or_else(|| part.as_ref().map(|part| part.number.clone()));
        let words = part.as_ref().map(|part| part.description.clone());
        Ok(LineDraft {
            part: part.map(|part| part.id),
            number: line.number.or(number),
            description: line.description.or(words).unwrap_or_default(),
            quantity: line.quantity,
            unit_cost: line.unit_cost.or(cost).unwrap_or(UnitPrice::ZERO),
            core_deposit: line.core_deposit.or(core).unwrap_or(UnitPrice::ZERO),
            purpose: self.purpose(line.purpose)?,
        })
    }

    /// What is bought for a ticket must find it there.
    fn purpose(&mut self, purpose: BuyPurpose) -> Result<Purpose, EngineError> {
        Ok(match purpose {
            BuyPurpose::Stock => Purpose::Stock,
            BuyPurpose::SpecialOrder {
                ticket: id,
                line,
                customer,
                deposit_note,
            } => {
                let ticket = self.ticket_with(id, Some(line))?;
                let customer = self.owner_of(customer, None)?.or(ticket.customer);
                Purpose::SpecialOrder(SpecialOrder {
                    customer: customer.ok_or(Refusal::NoCustomer(id))?,
                    ticket: id,
                    line,
                    deposit_note,
                })
            }
            BuyPurpose::Sublet { ticket: id, job } => {
                let ticket = self.ticket_with(id, None)?;
                if !ticket.jobs.iter().any(|known| known.id == job) {
                    return Err(Refusal::NoSuchTicketJob(job).into());
                }
                Purpose::Sublet { ticket: id, job }
            }
            BuyPurpose::WorkOrder { ticket, line } => {
                self.ticket_with(ticket, line)?;
                Purpose::WorkOrder { ticket, line }
            }
        })
    }

    fn ticket_with(
        &mut self,
        id: TicketId,
        line: Option<LineId>,
    ) -> Result<Arc<Ticket>, EngineError> {
        let ticket = self.load_ticket(id)?;
        match line {
            Some(line) if !ticket.lines.iter().any(|known| known.id == line) => {
                Err(Refusal::NoSuchLine(line).into())
            }
            Some(_) | None => Ok(ticket),
        }
    }

    fn decide_purchase(
        &mut self,
        id: PurchaseId,
        command: PurchaseCommand,
        ctx: &Ctx,
    ) -> Result<Vec<Event>, EngineError> {
        let purchase = self.purchase(id)?;
        let order = match command {
            PurchaseCommand::AddLine(line) => {
                let line = self.buy_line(*line, purchase.supplier)?;
                PurchaseOrder::AddLine(Box::new(line))
            }
            PurchaseCommand::ChangeLine {
                line,
                quantity,
                unit_cost,
                core_deposit,
            } => {
                let now = &purchase.line(line).map_err(Refusal::from)?.item;
                PurchaseOrder::ChangeLine {
                    line,
                    quantity: quantity.unwrap_or(now.quantity),
                    unit_cost: unit_cost.unwrap_or(now.unit_cost),
                    core_deposit: core_deposit.unwrap_or(now.core_deposit),
                }
            }
            PurchaseCommand::Place {
                below_minimum_confirmed,
                sent_by,
            } => PurchaseOrder::Place {
                supplier: Box::new(self.supplier(purchase.supplier)?),
                below_minimum_confirmed,
                sent_by,
            },
            PurchaseCommand::EnterInvoice {
                mut draft,
                shared_confirmed,
            } => {
                for line in &mut draft.lines {
                    let ours = line.line.and_then(|id| purchase.line(id).ok());
                    if let Some(ours) = ours.filter(|_| line.description.is_empty()) {
                        line.description.clone_from(&ours.item.description);
                    }
                }
                if !shared_confirmed {
                    self.must_be_new(&purchase, &draft)?;
                }
                PurchaseOrder::EnterInvoice(draft)
            }
            PurchaseCommand::CancelSpecial {
                line,
                reason,
                waive_fee,
            } => self.cancel_special(&purchase, line, reason, waive_fee)?,
            PurchaseCommand::Plain(order) => *order,
        };
        let beside = self.beside_purchase(&purchase, &order)?;
        let rules = self.purchase_rules();
        Ok(purchase::decide(&purchase, &order, &beside, &rules, ctx).map_err(Refusal::from)?)
    }

    /// An invoice that is entered twice would be paid twice.
    fn must_be_new(
        &mut self,
        purchase: &Purchase,
        draft: &InvoiceDraft,
    ) -> Result<(), EngineError> {
        let number = normal_number(&draft.number);
        let value = format!("{}/{number}", purchase.supplier);
        let found = self.store.found("purchase.invoice", &value, 1)?;
        match found.first().map(|found| found.place.parse()) {
            Some(Ok(invoice)) => {
                Err(Refusal::from(PurchaseRefusal::InvoiceNumberUsed(invoice)).into())
            }
            Some(Err(_)) | None => Ok(()),
        }
    }

    /// What the customer was to pay stands on the ticket, and what they have paid is in the books.
    fn cancel_special(
        &mut self,
        purchase: &Purchase,
        line: LineId,
        reason: String,
        waive_fee: bool,
    ) -> Result<PurchaseOrder, EngineError> {
        let found = purchase.line(line).map_err(Refusal::from)?;
        let zero = Money::zero(purchase.currency);
        let (mut selling_price, mut deposit) = (zero, zero);
        if let Purpose::SpecialOrder(special) = &found.item.purpose {
            let ticket = self.load_ticket(special.ticket)?;
            let mut lines = ticket.lines.iter();
            if let Some(sold) = lines.find(|sold| sold.id == special.line) {
                let held = found.held().min(sold.quantity).decimal();
                let price = held * sold.unit_price.decimal();
                let rounding = domain::money::RoundingPolicy::HalfUp;
                selling_price = domain::money::to_money(price, purchase.currency, rounding)
                    .map_err(Refusal::from)?;
            }
            let owner = Some(special.ticket.uuid());
            let paid = self
                .store
                .balance(Account::Deposits, owner, purchase.currency)?;
            // A deposit is a debt of the shop's: its balance is below zero.
            deposit = zero.minus(paid).map_err(Refusal::from)?;
            if deposit.is_negative() {
                deposit = zero;
            }
        }
        Ok(PurchaseOrder::CancelSpecial {
            line,
            reason,
            selling_price,
            deposit,
            waive_fee,
        })
    }

    fn beside_purchase(
        &mut self,
        purchase: &Purchase,
        order: &PurchaseOrder,
    ) -> Result<Beside, EngineError> {
        let invoiced = |id| {
            let lines = purchase.invoice(id).map(|invoiced| &invoiced.invoice.lines);
            let lines = lines.map(|lines| lines.iter().filter_map(|line| line.line).collect());
            lines.unwrap_or_default()
        };
        let lines: Vec<LineId> = match order {
            PurchaseOrder::Receive { lines, .. } => lines.iter().map(|line| line.line).collect(),
            PurchaseOrder::AcceptInvoice { invoice, .. }
            | PurchaseOrder::SettleDifference { invoice, .. } => invoiced(*invoice),
            PurchaseOrder::AddLine(_)
            | PurchaseOrder::ChangeLine { .. }
            | PurchaseOrder::RemoveLine { .. }
            | PurchaseOrder::SetTerms { .. }
            | PurchaseOrder::Place { .. }
            | PurchaseOrder::Acknowledge { .. }
            | PurchaseOrder::CancelLine { .. }
            | PurchaseOrder::Cancel { .. }
            | PurchaseOrder::EnterInvoice(_)
            | PurchaseOrder::RejectInvoice { .. }
            | PurchaseOrder::NoticeArrival { .. }
            | PurchaseOrder::CancelSpecial { .. }
            | PurchaseOrder::Use { .. }
            | PurchaseOrder::Stock { .. }
            | PurchaseOrder::Close { .. } => Vec::new(),
        };
        let parts = lines.into_iter().filter_map(|line| {
            let line = purchase.line(line).ok()?;
            line.item.part
        });
        self.beside_costs(parts)
    }

    pub(super) fn beside_costs(
        &mut self,
        parts: impl IntoIterator<Item = PartId>,
    ) -> Result<Beside, EngineError> {
        let mut costs = BTreeMap::new();
        for part in parts {
            if let Some(cost) = self.store.cost_state(part, self.rules.cost_method)? {
                costs.insert(part, cost);
            }
        }
        Ok(Beside { costs })
    }

    /// Makes drafts of what runs low, joined with those that are being written: all of them for a person, only its own for
    /// the daemon, which also leaves out what people took off its drafts today.
    fn reorder(
        &mut self,
        ask: &LowAsk,
        drafting: Drafting,
        ctx: &Ctx,
    ) -> Result<Vec<Event>, EngineError> {
        let low = self.store.low(ask)?;
        let proposal = reorder::proposal(&low, ctx.shop.currency).map_err(Refusal::from)?;
        let mut lines = reorder::draft_lines(&low, &proposal);
        let found = match drafting {
            Drafting::ByHand => self.store.found("purchase.state", "draft", LOOKED_AT_MAX)?,
            Drafting::Automatic => {
                let mut kept = Vec::with_capacity(lines.len());
                for line in lines {
                    let part = line.asked.details.part;
                    let declined = purchase::declined_value(part, &line.location, ctx.today);
                    let found = self.store.found("purchase.declined", &declined, 1)?;
                    kept.extend(found.is_empty().then_some(line));
                }
                lines = kept;
                (self.store).found("purchase.automatic", &ask.location, LOOKED_AT_MAX)?
            }
        };
        let mut drafts = Vec::new();
        for found in found {
            let Some(draft) = self.load::<Purchase>(found.id)? else {
                continue;
            };
            let added = lines.iter().filter(|line| {
                line.supplier.id == draft.supplier && line.location == draft.location
            });
            // A draft without room for them is left alone, and another one is begun.
            if draft.lines.len() + added.count() <= LINES_MAX {
                drafts.push(draft);
            }
        }
        let rules = self.purchase_rules();
        let decided = purchase::draft_from_proposals(&lines, &drafts, drafting, &rules, ctx);
        Ok(decided.map_err(Refusal::from)?)
    }

    /// Lets a ticket be invoiced, or a counter sale be paid off, when what was bought for it is accounted for. Money that
    /// has changed hands elsewhere is never turned away: a card is asked about before it is charged.
    pub(super) fn reconciled(
        &mut self,
        before: &Ticket,
        after: &Ticket,
        order: &TicketOrder,
        decided: &[Event],
        ctx: &Ctx,
    ) -> Result<Vec<Event>, EngineError> {
        match order {
            TicketOrder::StepLink { .. } | TicketOrder::StepRefund { .. } => return Ok(Vec::new()),
            _ => {}
        }
        let bills = matches!(before.stage, Stage::Sale | Stage::Invoice);
        let due = before.totals()?.due;
        let finishes = |event: &Event| match event {
            Event::Ticket(_, TicketEvent::StageMoved { stage, .. }) => *stage == Stage::Invoice,
            Event::Ticket(_, TicketEvent::PaymentRequested(payment)) => {
                bills && !payment.amount.is_negative() && payment.amount == due
            }
            Event::Ticket(_, TicketEvent::Closed { .. }) => true,
            _ => false,
        };
        if !decided.iter().any(finishes) {
            return Ok(Vec::new());
        }
        let purchases = self.bought_for(after.id)?;
        if purchases.is_empty() {
            return Ok(Vec::new());
        }
        let mut left = purchase::left_over(&purchases, after.id, &ticket::parts_sold(after)?);
        // What was said to be left when it was invoiced is not asked about again when it is paid.
        left.retain(|part| {
            let mut said = after.parts_left.iter();
            !said.any(|said| said.line == part.line && said.quantity >= part.quantity)
        });
        Ok(purchase::gate(after.id, left, &ctx.shop.buying, ctx)?)
    }

    /// Loads the purchases that have bought for a ticket, in the order of their ids.
    fn bought_for(&mut self, ticket: TicketId) -> Result<Vec<Purchase>, EngineError> {
        let found = self
            .store
            .found("purchase.ticket", &ticket.to_string(), LOOKED_AT_MAX)?;
        let mut ids: Vec<_> = found.iter().map(|found| found.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut purchases = Vec::with_capacity(ids.len());
        for id in ids {
            purchases.extend(self.load::<Purchase>(id)?);
        }
        Ok(purchases)
    }

    /// When a ticket closes, what was kept for it is sold on it: the purchases hear of it in the same commit.
    pub(super) fn use_held(
        &mut self,
        ticket: &Ticket,
        events: &mut Vec<Event>,
        ctx: &Ctx,
    ) -> Result<(), EngineError> {
        let closes = |event: &Event| matches!(event, Event::Ticket(_, TicketEvent::Closed { .. }));
        if !events.iter().any(closes) {
            return Ok(());
        }
        let purchases = self.bought_for(ticket.id)?;
        if purchases.is_empty() {
            return Ok(());
        }
        let mut sold = ticket::parts_sold(ticket)?;
        for purchase in &purchases {
            for line in &purchase.lines {
                let ours = line.item.purpose.ticket() == Some(ticket.id);
                let Some(left) = line.item.part.and_then(|part| sold.get_mut(&part)) else {
                    continue;
                };
                let quantity = line.held().min(*left);
                if !ours || !quantity.is_positive() {
                    continue;
                }
                let rest = left.decimal() - quantity.decimal();
                *left = Quantity::try_new(rest).unwrap_or(Quantity::ZERO);
                let order = PurchaseOrder::Use {
                    line: line.item.id,
                    quantity,
                };
                let rules = self.purchase_rules();
                let used = purchase::decide(purchase, &order, &Beside::default(), &rules, ctx);
                events.extend(used.map_err(Refusal::from)?);
            }
        }
        Ok(())
    }
}
