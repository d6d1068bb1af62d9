//! Suppliers, purchases and returns for the wire.

use domain::money::{Money, Quantity};
use domain::purchase::{
    Difference, DifferenceKind, InvoiceState, Invoiced, Purchase, PurchaseLine, PurchaseRefusal,
    PurchaseRules, PurchaseState, Purpose, Receipt,
};
use domain::supplier::{Supplier, SupplierPart};
use domain::supplier_return::{ReturnItem, ReturnKind, ReturnLine, ReturnState, SupplierReturn};

use crate::v1::{purchase as asked, purchased, supplier, supplier_return};
use crate::values::{DayText, Moment, PriceText, QuantityText};

/// Words a supplier for the wire.
#[must_use]
pub fn supplier(firm: &Supplier) -> supplier::Supplier {
    let details = firm.details.clone();
    supplier::Supplier {
        id: firm.id.into(),
        name: details.name,
        contact: details.contact,
        phone: details.phone,
        email: details.email,
        account_number: details.account_number,
        terms_days: details.terms_days,
        currency: details.currency.code().to_owned(),
        minimum_order: details.minimum_order.map(Money::minor),
        lead_time_days: details.lead_time_days,
        notes: details.notes,
        retired: firm.retired,
    }
}

/// Words what a supplier asks for a part.
#[must_use]
pub fn supplier_part(offer: &SupplierPart) -> supplier::SupplierPart {
    let details = &offer.details;
    supplier::SupplierPart {
        id: offer.id.into(),
        supplier_id: details.supplier.into(),
        part_id: details.part.into(),
        number: details.number.clone(),
        cost: PriceText(details.cost),
        core_deposit: PriceText(details.core_deposit),
        pack_size: QuantityText(details.pack_size),
        preferred: details.preferred,
        removed: offer.removed,
    }
}

/// Words a purchase, with the differences of its invoices.
///
/// # Errors
/// [`PurchaseRefusal::Money`] when its sums do not fit.
pub fn purchase(
    purchase: &Purchase,
    rules: &PurchaseRules,
) -> Result<purchased::Purchase, PurchaseRefusal> {
    let invoices = purchase.invoices.iter();
    Ok(purchased::Purchase {
        id: purchase.id.into(),
        number: purchase.number.to_string(),
        state: purchase_state(purchase.state),
        supplier_id: purchase.supplier.into(),
        supplier_name: purchase.supplier_name.clone(),
        location: purchase.location.clone(),
        currency: purchase.currency.code().to_owned(),
        automatic: purchase.automatic,
        opened_at: Moment(purchase.opened_at),
        ordered_on: purchase.ordered_on.map(DayText),
        expected: purchase.expected.map(DayText),
        reference: purchase.reference.clone(),
        note: purchase.note.clone(),
        freight: purchase.freight.minor(),
        total: purchase.total()?.minor(),
        not_invoiced: purchase.not_invoiced()?.minor(),
        lines: purchase.lines.iter().map(line).collect(),
        receipts: purchase.receipts.iter().map(receipt).collect(),
        invoices: invoices
            .map(|invoiced| invoice(purchase, invoiced, rules))
            .collect::<Result<_, _>>()?,
    })
}

/// Words how far a purchase has come.
#[must_use]
pub const fn purchase_state(state: PurchaseState) -> purchased::State {
    match state {
        PurchaseState::Draft => purchased::State::Draft,
        PurchaseState::Ordered => purchased::State::Ordered,
        PurchaseState::Acknowledged => purchased::State::Acknowledged,
        PurchaseState::PartlyReceived => purchased::State::PartlyReceived,
        PurchaseState::Received => purchased::State::Received,
        PurchaseState::Closed => purchased::State::Closed,
        PurchaseState::Canceled => purchased::State::Canceled,
    }
}

fn line(line: &PurchaseLine) -> purchased::Line {
    let item = &line.item;
    let later = line.back_order;
    purchased::Line {
        id: item.id.into(),
        part_id: item.part.map(Into::into),
        number: item.number.clone(),
        description: item.description.clone(),
        quantity: QuantityText(item.quantity),
        unit_cost: PriceText(item.unit_cost),
        core_deposit: PriceText(item.core_deposit),
        purpose: purpose(&item.purpose),
        received: QuantityText(line.received),
        damaged: QuantityText(line.damaged),
        canceled: QuantityText(line.canceled),
        open: QuantityText(line.open()),
        back_ordered: QuantityText(later.map_or(Quantity::ZERO, |later| later.quantity)),
        back_order_expected: later.and_then(|later| later.expected).map(DayText),
        returned: QuantityText(line.returned),
        used: QuantityText(line.used),
        stocked: QuantityText(line.stocked),
        held: QuantityText(line.held()),
        arrived: line.arrived.map(DayText),
        noticed: line.noticed.map(DayText),
    }
}

fn purpose(purpose: &Purpose) -> asked::Purpose {
    let mut wire = asked::Purpose {
        kind: asked::PurposeKind::Stock,
        ticket_id: purpose.ticket().map(Into::into),
        line_id: None,
        ticket_job_id: None,
        customer_id: None,
        deposit_note: None,
    };
    match purpose {
        Purpose::Stock => {}
        Purpose::SpecialOrder(special) => {
            wire.kind = asked::PurposeKind::SpecialOrder;
            wire.line_id = Some(special.line.into());
            wire.customer_id = Some(special.customer.into());
            wire.deposit_note.clone_from(&special.deposit_note);
        }
        Purpose::Sublet { job, .. } => {
            wire.kind = asked::PurposeKind::Sublet;
            wire.ticket_job_id = Some((*job).into());
        }
        Purpose::WorkOrder { line, .. } => {
            wire.kind = asked::PurposeKind::WorkOrder;
            wire.line_id = line.map(Into::into);
        }
    }
    wire
}

fn receipt(receipt: &Receipt) -> purchased::Receipt {
    let lines = receipt.lines.iter().map(|line| purchased::ReceiptLine {
        line_id: line.line.into(),
        quantity: QuantityText(line.quantity),
        damaged: QuantityText(line.damaged),
        unit_cost: PriceText(line.unit_cost),
        core_deposit: PriceText(line.core_deposit),
        goods: line.goods.minor(),
        core: line.core.minor(),
    });
    purchased::Receipt {
        on: DayText(receipt.on),
        slip: receipt.slip.clone(),
        lines: lines.collect(),
    }
}

fn invoice(
    purchase: &Purchase,
    invoiced: &Invoiced,
    rules: &PurchaseRules,
) -> Result<purchased::Invoice, PurchaseRefusal> {
    let invoice = &invoiced.invoice;
    let (state, differences) = match invoiced.state {
        InvoiceState::Entered => {
            let found = purchase.differences(invoice, rules)?;
            let found = found.iter().map(|found| difference(found, found.amount));
            (purchased::InvoiceState::Entered, found.collect())
        }
        InvoiceState::Accepted => {
            let open = invoiced.open.iter();
            let open = open.map(|open| difference(&open.difference, open.left));
            (purchased::InvoiceState::Accepted, open.collect())
        }
        InvoiceState::Rejected => (purchased::InvoiceState::Rejected, Vec::new()),
    };
    let lines = invoice.lines.iter().map(|line| purchased::InvoiceLine {
        line_id: line.line.map(Into::into),
        description: line.description.clone(),
        quantity: QuantityText(line.quantity),
        unit_cost: PriceText(line.unit_cost),
        core_deposit: PriceText(line.core_deposit),
    });
    Ok(purchased::Invoice {
        id: invoice.id.into(),
        number: invoice.number.clone(),
        state,
        date: DayText(invoice.date),
        due: DayText(invoice.due),
        lines: lines.collect(),
        freight: invoice.freight.minor(),
        charges: invoice.charges.minor(),
        total: invoice.total.minor(),
        differences,
    })
}

fn difference(found: &Difference, amount: Money) -> purchased::Difference {
    purchased::Difference {
        place: found.place,
        kind: match found.kind {
            DifferenceKind::Quantity => asked::DifferenceKind::Quantity,
            DifferenceKind::Price => asked::DifferenceKind::Price,
            DifferenceKind::Core => asked::DifferenceKind::Core,
            DifferenceKind::Freight => asked::DifferenceKind::Freight,
            DifferenceKind::Charges => asked::DifferenceKind::Charges,
            DifferenceKind::NotOrdered => asked::DifferenceKind::NotOrdered,
        },
        quantity: QuantityText(found.quantity),
        expected: found.expected.minor(),
        invoiced: found.invoiced.minor(),
        amount: amount.minor(),
        within_tolerance: found.within_tolerance,
    }
}

/// Words a return to a supplier.
///
/// # Errors
/// [`PurchaseRefusal::Money`] when its sums do not fit.
pub fn supplier_return(
    back: &SupplierReturn,
) -> Result<supplier_return::SupplierReturn, PurchaseRefusal> {
    let sum = |amount: fn(&ReturnLine) -> Money| {
        Money::sum(back.currency, back.lines.iter().map(amount)).map(Money::minor)
    };
    let (kind, claim) = match &back.kind {
        ReturnKind::Plain => (supplier_return::Kind::Plain, None),
        ReturnKind::Warranty { claim } => (supplier_return::Kind::Warranty, Some(claim.clone())),
        ReturnKind::Cores => (supplier_return::Kind::Cores, None),
    };
    Ok(supplier_return::SupplierReturn {
        id: back.id.into(),
        number: back.number.to_string(),
        state: match back.state {
            ReturnState::Requested => supplier_return::State::Requested,
            ReturnState::Sent => supplier_return::State::Sent,
            ReturnState::Credited => supplier_return::State::Credited,
            ReturnState::Canceled => supplier_return::State::Canceled,
        },
        supplier_id: back.supplier.into(),
        supplier_name: back.supplier_name.clone(),
        kind,
        claim,
        location: back.location.clone(),
        currency: back.currency.code().to_owned(),
        authorization: back.authorization.clone(),
        sent_on: back.sent_on.map(DayText),
        lines: back.lines.iter().map(return_line).collect(),
        memos: back.memos.clone(),
        expected: sum(|line| line.expected)?,
        open: sum(|line| line.open)?,
    })
}

fn return_line(line: &ReturnLine) -> supplier_return::Line {
    let (item, part, origin) = match &line.item {
        ReturnItem::Stock { part, origin, .. } => {
            (supplier_return::Item::Stock, Some(*part), *origin)
        }
        ReturnItem::Failed { part, .. } => (supplier_return::Item::Failed, Some(*part), None),
        ReturnItem::Labor { .. } => (supplier_return::Item::Labor, None, None),
        ReturnItem::Core { part, .. } => (supplier_return::Item::Core, Some(*part), None),
    };
    supplier_return::Line {
        id: line.id.into(),
        item,
        part_id: part.map(Into::into),
        purchase_id: origin.map(|origin| origin.purchase.into()),
        description: line.description.clone(),
        quantity: QuantityText(line.quantity),
        expected: line.expected.minor(),
        open: line.open.minor(),
    }
}
