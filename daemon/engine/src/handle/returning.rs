//! What goes back to suppliers, and what customers went without.

use domain::catalog::{LostSale, Part};
use domain::ctx::Ctx;
use domain::ids::LineId;
use domain::money::UnitPrice;
use domain::purchase::{Purchase, PurchaseRefusal};
use domain::stock::ReceiptKey;
use domain::supplier_return::{
    self, ReturnDraft, ReturnItem, ReturnLineDraft, SupplierReturn, SupplierReturnOrder,
};
use domain::{Event, Refusal};

use crate::command::EngineError;
use crate::command::buying::{BuyCommand, ReturnAsk, ReturnAskLine};
use crate::run::Engine;

impl Engine {
    /// Asks a supplier to take something back, or goes on with what was asked.
    pub(super) fn return_to_supplier(
        &mut self,
        command: BuyCommand,
        ctx: &Ctx,
    ) -> Result<Vec<Event>, EngineError> {
        let rules = self.purchase_rules();
        match command {
            BuyCommand::OpenReturn {
                supplier,
                kind,
                location,
                lines,
            } => {
                let supplier = self.supplier(supplier)?;
                let mut drafts = Vec::with_capacity(lines.len().min(supplier_return::LINES_MAX));
                for line in lines {
                    drafts.push(self.return_line(line)?);
                }
                let draft = ReturnDraft {
                    supplier,
                    kind,
                    location,
                    lines: drafts,
                };
                Ok(supplier_return::open(&draft, &rules, ctx).map_err(Refusal::from)?)
            }
            BuyCommand::Return {
                supplier_return: id,
                mut order,
            } => {
                let back = self.load::<SupplierReturn>(id.uuid())?;
                let back = back.ok_or(Refusal::NoSuchReturn(id))?;
                let mut parts = Vec::new();
                if let SupplierReturnOrder::Send { origins, .. } = &mut *order {
                    for line in &back.lines {
                        let ReturnItem::Stock { part, origin, .. } = &line.item else {
                            continue;
                        };
                        parts.push(*part);
                        let known =
                            |known: &Purchase, origin: &ReceiptKey| known.id == origin.purchase;
                        if let Some(origin) = origin
                            && !origins.iter().any(|purchase| known(purchase, origin))
                        {
                            origins.push(self.purchase(origin.purchase)?);
                        }
                    }
                }
                let beside = self.beside_costs(parts)?;
                let decided = supplier_return::decide(&back, &order, &beside, &rules, ctx);
                Ok(decided.map_err(Refusal::from)?)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn return_line(&mut self, line: ReturnAskLine) -> Result<ReturnLineDraft, EngineError> {
        let (item, words) = match line.item {
            ReturnAsk::Stock {
                part,
                origin,
                unit_cost,
            } => {
                let part = self.named_part(&part)?;
                let (came_at, core_deposit) = self.came_at(&part, origin)?;
                let item = ReturnItem::Stock {
                    part: part.id,
                    unit_cost: unit_cost.unwrap_or(came_at),
                    core_deposit,
                    origin,
                };
                (item, part.description.clone())
            }
            ReturnAsk::Failed { part, ticket } => {
                let part = self.named_part(&part)?;
                let item = ReturnItem::Failed {
                    part: part.id,
                    ticket,
                };
                (item, part.description.clone())
            }
            ReturnAsk::Labor { ticket } => (ReturnItem::Labor { ticket }, String::new()),
        };
        Ok(ReturnLineDraft {
            item,
            description: line.description.unwrap_or(words),
            quantity: line.quantity,
            claimed: line.claimed,
        })
    }

    /// Returns what one cost when it came, and the deposit that was paid on it.
    fn came_at(
        &mut self,
        part: &Part,
        origin: Option<ReceiptKey>,
    ) -> Result<(UnitPrice, UnitPrice), EngineError> {
        let Some(origin) = origin else {
            return Ok((part.cost, UnitPrice::ZERO));
        };
        let purchase = self.purchase(origin.purchase)?;
        let ours = |line: LineId| line == origin.line;
        let mut lines = purchase.receipts.iter().flat_map(|receipt| &receipt.lines);
        let last = lines.rfind(|line| ours(line.line));
        let last = last.ok_or(PurchaseRefusal::NotArrived(origin.line));
        let last = last.map_err(Refusal::from)?;
        Ok((last.unit_cost, last.core_deposit))
    }

    /// Notes demand that no sale shows, or that a part is kept all the same.
    pub(super) fn keep_or_miss(
        &mut self,
        command: BuyCommand,
        ctx: &Ctx,
    ) -> Result<Vec<Event>, EngineError> {
        match command {
            BuyCommand::LoseSale {
                part,
                quantity,
                reason,
                customer,
                ticket,
            } => {
                let part = self.named_part(&part)?;
                if let Some(ticket) = ticket {
                    self.load_ticket(ticket)?;
                }
                let customer = self.owner_of(customer, None)?;
                let who = (customer, ticket);
                Ok(vec![LostSale::lost(part.id, quantity, reason, who, ctx)?])
            }
            BuyCommand::Protect { part, protected } => {
                let part = self.part(part)?;
                if part.protected == protected {
                    return Ok(Vec::new());
                }
                let mut part = Part::clone(&part);
                part.protected = protected;
                Ok(vec![part.saved()])
            }
            _ => Ok(Vec::new()),
        }
    }
}
