//! What things cost by the shop's own books: the price list, the price book, the labor rates.

use domain::Refusal;
use domain::catalog::Part;
use domain::ctx::{Ctx, ShopRules};
use domain::money::{Quantity, UnitPrice};
use domain::people::Customer;
use domain::pricing::{
    LaborAsk, LaborKind, PriceAnswer, PriceAsk, PriceLevel, price_labor, price_part,
};
use domain::ticket::{LaborDraft, LineDraft, Ticket, TicketOrder};

use crate::command::{EngineError, LaborOrder};
use crate::run::Engine;

/// Prices a part for a buyer at a place by the shop's price book; nothing where there is no book.
///
/// # Errors
/// [`Refusal::Pricing`] when the book has no price for it.
pub fn price_of(
    shop: &ShopRules,
    part: &Part,
    customer: Option<&Customer>,
    location: &str,
    quantity: Quantity,
) -> Result<Option<PriceAnswer>, Refusal> {
    let Some(book) = &shop.prices else {
        return Ok(None);
    };
    let ask = PriceAsk {
        part: Some(part.id),
        category: &part.category,
        brand: &part.brand,
        vendor: None,
        customer: customer.map(|customer| customer.id),
        level: customer.map_or(PriceLevel::Retail, |customer| customer.price_level),
        location,
        quantity,
        cost: Some(part.cost),
        list: Some(part.price).filter(|price| *price != UnitPrice::ZERO),
        entry: None,
    };
    Ok(Some(price_part(book, &ask)?))
}

impl Engine {
    /// Returns what the price book asks for one, and why; the list price where there is no book.
    pub(super) fn book_price(
        &mut self,
        ticket: &Ticket,
        part: &Part,
        quantity: Quantity,
        ctx: &Ctx,
    ) -> Result<(UnitPrice, Option<String>), EngineError> {
        let customer = match ticket.customer {
            Some(id) if ctx.shop.prices.is_some() => self.store.customer(id)?,
            Some(_) | None => None,
        };
        let answer = price_of(
            &ctx.shop,
            part,
            customer.as_ref(),
            &ticket.location,
            quantity,
        )?;
        Ok(answer.map_or((part.price, None), |answer| {
            (answer.unit_price, Some(answer.reason.to_string()))
        }))
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
