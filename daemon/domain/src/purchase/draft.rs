//! Writing a purchase and sending it off.

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::PurchaseId;
use crate::money::{Money, MoneyError, NumberError, Quantity, UnitPrice};
use crate::number::{NextNumbers, Series};
use crate::supplier::Supplier;
use crate::text::{self, TEXT_LEN_MAX};

use super::decide::happened;
use super::rules::must_be;
use super::{
    LINES_MAX, LineDraft, Purchase, PurchaseDraft, PurchaseEvent, PurchaseItem, PurchaseOrder,
    PurchaseRefusal, PurchaseRules, PurchaseState, Purpose, value,
};

/// Opens a draft.
///
/// # Errors
/// A [`PurchaseRefusal`] that names what is wrong with it.
pub fn open(
    draft: &PurchaseDraft,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    must_be(rules.order_role, "ordering", ctx)?;
    open_numbered(draft, false, &mut ctx.numbers.clone(), ctx)
}

/// Opens a draft under the next of `numbers`: several may be opened by one order. `automatic` ones nobody asked for.
pub(super) fn open_numbered(
    draft: &PurchaseDraft,
    automatic: bool,
    numbers: &mut NextNumbers,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    let supplier = &draft.supplier;
    if supplier.retired {
        return Err(PurchaseRefusal::SupplierRetired);
    }
    if supplier.details.currency != ctx.shop.currency {
        return Err(PurchaseRefusal::ForeignCurrency);
    }
    if draft.lines.len() > LINES_MAX {
        return Err(PurchaseRefusal::TooManyLines);
    }
    let id: PurchaseId = ctx.ids.take();
    let number = numbers.number(Series::Purchase, &ctx.shop.counter);
    numbers.used(&number);
    let location = text::optional("location", draft.location.as_deref(), 60)?;
    let opened = PurchaseEvent::Opened {
        number,
        supplier: supplier.id,
        supplier_name: supplier.details.name.clone(),
        terms_days: supplier.details.terms_days,
        location: location.unwrap_or_else(|| ctx.shop.location.clone()),
        currency: ctx.shop.currency,
        automatic,
    };
    let mut events = vec![Event::Purchase(id, opened)];
    for line in &draft.lines {
        let added = PurchaseEvent::LineAdded(Box::new(item(line, ctx)?));
        events.push(Event::Purchase(id, added));
    }
    Ok(events)
}

/// Decides orders that only a draft takes, and its terms.
pub(super) fn decide(
    purchase: &Purchase,
    order: &PurchaseOrder,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    let event = match order {
        PurchaseOrder::AddLine(line) => {
            must_be_draft(purchase)?;
            if purchase.lines.len() >= LINES_MAX {
                return Err(PurchaseRefusal::TooManyLines);
            }
            PurchaseEvent::LineAdded(Box::new(item(line, ctx)?))
        }
        PurchaseOrder::ChangeLine {
            line,
            quantity,
            unit_cost,
            core_deposit,
        } => {
            must_be_draft(purchase)?;
            let line = &purchase.line(*line)?.item;
            must_be_priced(&line.purpose, *quantity, *unit_cost, *core_deposit, ctx)?;
            PurchaseEvent::LineChanged {
                line: line.id,
                quantity: *quantity,
                unit_cost: *unit_cost,
                core_deposit: *core_deposit,
            }
        }
        PurchaseOrder::RemoveLine { line } => {
            must_be_draft(purchase)?;
            PurchaseEvent::LineRemoved(purchase.line(*line)?.item.id)
        }
        PurchaseOrder::SetTerms {
            freight,
            expected,
            note,
        } => {
            if purchase.state != PurchaseState::Draft {
                super::decide::must_await_goods(purchase)?;
            }
            // What invoices have asked for already stays agreed.
            let over = purchase.freight_matched.minus(*freight)?;
            if freight.is_negative() || over > Money::zero(purchase.currency) {
                return Err(PurchaseRefusal::AmountNegative("freight still to come"));
            }
            PurchaseEvent::TermsSet {
                freight: *freight,
                expected: *expected,
                note: text::note("note", note.as_deref())?,
            }
        }
        PurchaseOrder::Place {
            supplier,
            below_minimum_confirmed,
            sent_by,
        } => {
            must_be_draft(purchase)?;
            placed(
                purchase,
                supplier,
                *below_minimum_confirmed,
                sent_by.as_deref(),
                ctx,
            )?
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![happened(purchase, event)])
}

fn placed(
    purchase: &Purchase,
    supplier: &Supplier,
    below_minimum_confirmed: bool,
    sent_by: Option<&str>,
    ctx: &Ctx,
) -> Result<PurchaseEvent, PurchaseRefusal> {
    if purchase.lines.is_empty() {
        return Err(PurchaseRefusal::NoLines);
    }
    if supplier.retired {
        return Err(PurchaseRefusal::SupplierRetired);
    }
    let total = purchase.total()?;
    let minimum = supplier.details.minimum_order;
    if let Some(minimum) = minimum.filter(|minimum| total < *minimum && !below_minimum_confirmed) {
        return Err(PurchaseRefusal::BelowMinimum { total, minimum });
    }
    let lead = jiff::Span::new().days(i64::from(supplier.details.lead_time_days));
    Ok(PurchaseEvent::Ordered {
        on: ctx.today,
        expected: purchase
            .expected
            .or_else(|| ctx.today.checked_add(lead).ok()),
        sent_by: text::optional("way it was sent", sent_by, 60)?,
    })
}

fn item(draft: &LineDraft, ctx: &Ctx) -> Result<PurchaseItem, PurchaseRefusal> {
    let mut purpose = draft.purpose.clone();
    match &mut purpose {
        Purpose::Sublet { .. } => {
            if draft.part.is_some() {
                return Err(PurchaseRefusal::SubletHasPart);
            }
        }
        Purpose::Stock | Purpose::WorkOrder { .. } | Purpose::SpecialOrder(_) => {
            if draft.part.is_none() {
                return Err(PurchaseRefusal::PartMissing);
            }
        }
    }
    if let Purpose::SpecialOrder(special) = &mut purpose {
        let said = special.deposit_note.as_deref();
        special.deposit_note = text::optional("deposit note", said, TEXT_LEN_MAX)?;
    }
    must_be_priced(
        &purpose,
        draft.quantity,
        draft.unit_cost,
        draft.core_deposit,
        ctx,
    )?;
    Ok(PurchaseItem {
        id: ctx.ids.take(),
        part: draft.part,
        number: text::optional("supplier's part number", draft.number.as_deref(), 60)?,
        description: text::required("description", &draft.description, TEXT_LEN_MAX)?,
        quantity: draft.quantity,
        unit_cost: draft.unit_cost,
        core_deposit: draft.core_deposit,
        purpose,
    })
}

fn must_be_priced(
    purpose: &Purpose,
    quantity: Quantity,
    unit_cost: UnitPrice,
    core_deposit: UnitPrice,
    ctx: &Ctx,
) -> Result<(), PurchaseRefusal> {
    if !quantity.is_positive() {
        return Err(PurchaseRefusal::QuantityNotPositive);
    }
    let sublet = matches!(purpose, Purpose::Sublet { .. });
    if sublet && core_deposit.decimal() != rust_decimal::Decimal::ZERO {
        return Err(PurchaseRefusal::SubletHasPart);
    }
    must_fit(quantity, unit_cost, ctx)?;
    must_fit(quantity, core_deposit, ctx)
}

/// Leaves room for every sum of a purchase, so that adding up never fails later.
fn must_fit(quantity: Quantity, unit: UnitPrice, ctx: &Ctx) -> Result<(), PurchaseRefusal> {
    let worth = value(quantity, unit, ctx.shop.currency)?;
    if worth.minor() > LINE_MINOR_MAX {
        return Err(MoneyError::Overflow.into());
    }
    Ok(())
}

/// The most a line may come to, in minor units: a thousandth of a thousandth of what money holds.
pub(super) const LINE_MINOR_MAX: i64 = i64::MAX / 1_000_000;

fn must_be_draft(purchase: &Purchase) -> Result<(), PurchaseRefusal> {
    match purchase.state {
        PurchaseState::Draft => Ok(()),
        state => Err(PurchaseRefusal::WrongState(state)),
    }
}

/// Adds to a line of a draft, for proposals.
pub(super) fn raised(
    line: &PurchaseItem,
    by: Quantity,
    ctx: &Ctx,
) -> Result<PurchaseEvent, PurchaseRefusal> {
    let sum: Result<_, NumberError> = super::arithmetic::more(line.quantity, by);
    let quantity = sum?;
    must_be_priced(
        &line.purpose,
        quantity,
        line.unit_cost,
        line.core_deposit,
        ctx,
    )?;
    Ok(PurchaseEvent::LineChanged {
        line: line.id,
        quantity,
        unit_cost: line.unit_cost,
        core_deposit: line.core_deposit,
    })
}

/// Checks a line of a proposal and makes it a line of an existing draft.
pub(super) fn added(draft: &LineDraft, ctx: &Ctx) -> Result<PurchaseEvent, PurchaseRefusal> {
    Ok(PurchaseEvent::LineAdded(Box::new(item(draft, ctx)?)))
}
