//! Papers that go with goods: the order to a supplier, the slip of a transfer, the sheet of a count.

use documents::{
    CountInput, CountRow, OrderLine, PurchaseInput, Shop, TransferInput, TransferLine,
};
use domain::count::Count;
use domain::ids::{CountId, PurchaseId, TicketId, TransferId};
use domain::purchase::{Purchase, PurchaseEvent, PurchaseLine};
use domain::supplier::{Supplier, SupplierDraft};
use domain::transfer::{Transfer, TransferEvent, TransferState};
use engine::Queries;

use super::PaperworkError;
use super::load::{Told, load, name, part_of};

/// Makes the input of an order to a supplier: as it stands now, of the moment it was placed.
pub(super) fn purchase_order(
    id: PurchaseId,
    shop: &Shop,
    queries: &dyn Queries,
) -> Result<PurchaseInput, PaperworkError> {
    let told: Told<Purchase> = load(id.uuid(), queries)?;
    let purchase = &told.thing;
    let placed = told.last(|event| matches!(event, PurchaseEvent::Ordered { .. }));
    let (ordered_at, by) = placed
        .or_else(|| told.begun())
        .ok_or(PaperworkError::Gone)?;
    let supplier = load::<Supplier>(purchase.supplier.uuid(), queries)?.thing;
    let mut ship_to = vec![shop.name.clone()];
    ship_to.extend(shop.address.iter().cloned());
    ship_to.push(format!("Location {}", purchase.location));
    let mut lines = Vec::with_capacity(purchase.lines.len());
    for line in &purchase.lines {
        lines.push(order_line(line, purchase, queries)?);
    }
    Ok(PurchaseInput {
        number: purchase.number.to_string(),
        ordered_at,
        ordered_by: Some(name(by, queries)?),
        account: supplier.details.account_number.clone(),
        supplier: firm(supplier.details),
        ship_to,
        expected: purchase.expected,
        lines,
        freight: (!purchase.freight.is_zero()).then_some(purchase.freight),
        total: purchase.total()?,
        note: purchase.note.clone(),
    })
}

fn firm(supplier: SupplierDraft) -> Vec<String> {
    let SupplierDraft {
        name,
        contact,
        phone,
        email,
        ..
    } = supplier;
    [Some(name), contact, phone, email]
        .into_iter()
        .flatten()
        .collect()
}

fn order_line(
    line: &PurchaseLine,
    purchase: &Purchase,
    queries: &dyn Queries,
) -> Result<OrderLine, PaperworkError> {
    let item = &line.item;
    let (goods, core) = item.comes_to(purchase.currency)?;
    let number = match (&item.number, item.part) {
        (Some(number), _) => number.clone(),
        (None, Some(part)) => part_of(part, queries)?.number,
        (None, None) => String::new(),
    };
    let reference = match item.purpose.ticket() {
        Some(ticket) => reference(ticket, queries)?,
        None => None,
    };
    Ok(OrderLine {
        number,
        description: item.description.clone(),
        quantity: item.quantity,
        unit_cost: item.unit_cost,
        core: (!core.is_zero()).then_some(core),
        amount: goods.plus(core)?,
        reference,
    })
}

/// For whom it is bought: the ticket and its customer.
fn reference(id: TicketId, queries: &dyn Queries) -> Result<Option<String>, PaperworkError> {
    let Some(view) = queries.ticket(id)? else {
        return Ok(None);
    };
    let number = view.ticket.number.to_string();
    Ok(Some(match view.customer {
        Some(customer) => format!("{number}, {}", customer.name),
        None => number,
    }))
}

/// Makes the input of the slip that goes with a transfer: what left, or what was asked for while nothing has.
pub(super) fn transfer_slip(
    id: TransferId,
    queries: &dyn Queries,
) -> Result<TransferInput, PaperworkError> {
    let told: Told<Transfer> = load(id.uuid(), queries)?;
    let transfer = &told.thing;
    let left = told.last(|event| matches!(event, TransferEvent::Sent { .. }));
    let (sent_at, by) = match left {
        Some((at, by)) => (at, Some(name(by, queries)?)),
        None => (transfer.requested_at, None),
    };
    let waits = transfer.state == TransferState::Requested;
    let mut lines = Vec::with_capacity(transfer.lines.len());
    for line in &transfer.lines {
        let part = part_of(line.part, queries)?;
        lines.push(TransferLine {
            number: part.number,
            description: part.description,
            quantity: if waits { line.requested } else { line.sent },
            from_bin: part.bin,
            to_bin: None,
        });
    }
    Ok(TransferInput {
        number: transfer.number.to_string(),
        sent_at,
        from: transfer.from.clone(),
        to: transfer.to.clone(),
        sent_by: by,
        lines,
        note: transfer.note.clone(),
    })
}

/// Makes the input of a count's sheet: in the order of the walk, without what the books say.
pub(super) fn count_sheet(
    id: CountId,
    queries: &dyn Queries,
) -> Result<CountInput, PaperworkError> {
    let count: Count = load(id.uuid(), queries)?.thing;
    let mut rows = Vec::with_capacity(count.lines.len());
    for line in count.sheet() {
        let part = part_of(line.part, queries)?;
        rows.push(CountRow {
            bin: line.bin.unwrap_or_default(),
            number: part.number,
            description: part.description,
        });
    }
    Ok(CountInput {
        number: count.number.to_string(),
        location: count.scope.location.clone(),
        made_at: count.started_at,
        counter: None,
        rows,
    })
}
