//! What things cost by the shop's own books: the price list, the price book, the labor rates.

use domain::Refusal;
use domain::catalog::Part;
use domain::ctx::Ctx;
use domain::money::{Quantity, UnitPrice};
use domain::pricing::{LaborAsk, LaborKind, PriceAsk, PriceLevel, price_labor, price_part};
use domain::ticket::{LaborDraft, LineDraft, Ticket, TicketOrder};

use crate::command::{EngineError, LaborOrder};
use crate::run::Engine;

impl Engine {
    /// Returns what the price book asks for one; the list price where there is no book.
    pub(super) fn book_price(
        &mut self,
        ticket: &Ticket,
        part: &Part,
        quantity: &Quantity,
        ctx: &Ctx,
    ) -> Result<UnitPrice, EngineError> {
        let Some(book) = &ctx.shop.prices else {
            return Ok(part.price);
        };
        let level = match ticket.customer {
            Some(id) => self
                .store
                .customer(id)?
                .map(|customer| customer.price_level),
            None => None,
        };
        let ask = PriceAsk {
            part: Some(part.id),
            category: &part.category,
            brand: &part.brand,
            vendor: None,
            customer: ticket.customer,
            level: level.unwrap_or(PriceLevel::Retail),
            location: &ticket.location,
            quantity: *quantity,
            cost: Some(part.cost),
            list: Some(part.price).filter(|price| *price != UnitPrice::ZERO),
            entry: None,
        };
        Ok(price_part(book, &ask).map_err(Refusal::from)?.unit_price)
    }

    /// Prices labor by the shop's rates. Hours that a band multiplies are billed as multiplied.
    pub(super) fn labor_order(
        &mut self,
        order: LaborOrder,
        draft: LineDraft,
        ctx: &Ctx,
    ) -> Result<TicketOrder, EngineError> {
        let (hours, book_rate) = match (&ctx.shop.labor, order.rate) {
            (Some(book), None) => {
                let name = order.rate_name.as_deref().unwrap_or(if order.diagnostic {
                    "diagnostic"
                } else {
                    "customer"
                });
                let ask = LaborAsk {
                    kind: LaborKind::parse(name),
                    hours: order.hours,
                };
                let answer = price_labor(book, &ask).map_err(Refusal::from)?;
                (answer.hours, answer.rate)
            }
            (Some(_) | None, _) => (order.hours, ctx.shop.labor_rate),
        };
        let labor = LaborDraft {
            description: order.description,
            hours,
            book_rate,
            rate: order.rate,
            rate_name: order.rate_name,
            technician: order.technician,
            diagnostic: order.diagnostic,
        };
        Ok(TicketOrder::AddLabor(Box::new(labor), draft))
    }
}
