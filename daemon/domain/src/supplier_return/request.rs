//! Asking a supplier to take something back.

use std::collections::BTreeSet;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::money::{Money, Quantity};
use crate::number::Series;
use crate::purchase::{PurchaseRules, value};
use crate::text::{self, TEXT_LEN_MAX};

use super::decide::must_be;
use super::{
    LINES_MAX, ReturnDraft, ReturnItem, ReturnKind, ReturnLine, ReturnLineDraft,
    SupplierReturnEvent, SupplierReturnRefusal,
};

/// Asks a supplier to take something back.
///
/// # Errors
/// A [`SupplierReturnRefusal`] that names what is wrong.
pub fn open(
    draft: &ReturnDraft,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    must_be(rules.order_role, "sending goods back", ctx)?;
    if draft.lines.is_empty() {
        return Err(SupplierReturnRefusal::NoLines);
    }
    if draft.lines.len() > LINES_MAX {
        return Err(SupplierReturnRefusal::TooManyLines);
    }
    if draft.supplier.details.currency != ctx.shop.currency {
        return Err(SupplierReturnRefusal::ForeignCurrency);
    }
    let kind = match &draft.kind {
        ReturnKind::Warranty { claim } => ReturnKind::Warranty {
            claim: text::required("claim number", claim, 60)?,
        },
        kind @ (ReturnKind::Plain | ReturnKind::Cores) => kind.clone(),
    };
    let id = ctx.ids.take();
    let mut cores = BTreeSet::new();
    let mut lines = Vec::with_capacity(draft.lines.len());
    for line in &draft.lines {
        if let ReturnItem::Core { core, .. } = &line.item
            && !cores.insert(*core)
        {
            return Err(SupplierReturnRefusal::CoreTwice(*core));
        }
        lines.push(checked(line, &kind, ctx)?);
    }
    let location = text::optional("location", draft.location.as_deref(), 60)?;
    let requested = SupplierReturnEvent::Requested {
        number: ctx
            .numbers
            .number(Series::SupplierReturn, &ctx.shop.counter),
        supplier: draft.supplier.id,
        supplier_name: draft.supplier.details.name.clone(),
        kind,
        location: location.unwrap_or_else(|| ctx.shop.location.clone()),
        currency: ctx.shop.currency,
        lines,
    };
    Ok(vec![Event::SupplierReturn(id, requested)])
}

fn checked(
    draft: &ReturnLineDraft,
    kind: &ReturnKind,
    ctx: &Ctx,
) -> Result<ReturnLine, SupplierReturnRefusal> {
    let quantity = draft.quantity;
    if !quantity.is_positive() {
        return Err(SupplierReturnRefusal::QuantityNotPositive);
    }
    let belongs = match (&draft.item, kind) {
        (ReturnItem::Core { .. }, ReturnKind::Cores)
        | (ReturnItem::Stock { .. }, ReturnKind::Plain | ReturnKind::Warranty { .. })
        | (ReturnItem::Failed { .. } | ReturnItem::Labor { .. }, ReturnKind::Warranty { .. }) => {
            true
        }
        (ReturnItem::Core { .. }, ReturnKind::Plain | ReturnKind::Warranty { .. })
        | (ReturnItem::Stock { .. }, ReturnKind::Cores)
        | (
            ReturnItem::Failed { .. } | ReturnItem::Labor { .. },
            ReturnKind::Plain | ReturnKind::Cores,
        ) => false,
    };
    if !belongs {
        return Err(SupplierReturnRefusal::WrongKind);
    }
    let currency = ctx.shop.currency;
    let (goods, core_deposits) = match &draft.item {
        ReturnItem::Stock {
            unit_cost,
            core_deposit,
            ..
        } => (
            value(quantity, *unit_cost, currency)?,
            value(quantity, *core_deposit, currency)?,
        ),
        item @ (ReturnItem::Failed { .. } | ReturnItem::Labor { .. } | ReturnItem::Core { .. }) => {
            if matches!(item, ReturnItem::Core { .. }) && quantity != Quantity::ONE {
                return Err(SupplierReturnRefusal::CoreNotOne);
            }
            let zero = Money::zero(currency);
            let claimed = draft.claimed.filter(|claimed| *claimed > zero);
            (claimed.ok_or(SupplierReturnRefusal::ClaimMissing)?, zero)
        }
    };
    let expected = goods.plus(core_deposits)?;
    Ok(ReturnLine {
        id: ctx.ids.take(),
        item: draft.item.clone(),
        description: text::required("description", &draft.description, TEXT_LEN_MAX)?,
        quantity,
        goods,
        core_deposits,
        expected,
        open: expected,
    })
}
