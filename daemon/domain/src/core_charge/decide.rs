//! What is done with old parts and deposits away from the counter: sending, settling, keeping.

use jiff::civil::Date;

use super::event::CoreEvent;
use super::taking::must_be_positive;
use super::{Core, CoreRefusal};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::SupplierId;
use crate::ledger::{Account, EntryDraft};
use crate::money::{Money, Quantity, part_of};
use crate::people::Role;
use crate::stock::minus;
use crate::text;

/// The longest number of a list or memo, in characters.
const REFERENCE_LEN_MAX: usize = 40;

/// What can be asked of a core.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CoreOrder {
    /// Send old parts to the supplier.
    Send {
        /// Which.
        supplier: SupplierId,
        /// The number of the list that goes with them; one list may name many cores.
        manifest: String,
        /// How many.
        quantity: Quantity,
    },
    /// Book what the supplier credits.
    Credit {
        /// The list they went with.
        manifest: String,
        /// How many are settled.
        quantity: Quantity,
        /// What is credited for them; nothing when the supplier rejects them.
        amount: Money,
        /// The number of the credit memo.
        reference: Option<String>,
    },
    /// Give the customer until another day; a manager may.
    Extend {
        /// The last day.
        due: Date,
    },
    /// Keep the deposit of what was not brought in time.
    Forfeit,
}

/// Turns an order into what happens.
///
/// # Errors
/// A [`CoreRefusal`] that says what stands against it.
pub fn decide(core: &Core, order: &CoreOrder, ctx: &Ctx) -> Result<Vec<Event>, CoreRefusal> {
    match order {
        CoreOrder::Send {
            supplier,
            manifest,
            quantity,
        } => send(core, *supplier, manifest, *quantity, ctx),
        CoreOrder::Credit {
            manifest,
            quantity,
            amount,
            reference,
        } => credit(
            core,
            manifest,
            (*quantity, *amount),
            reference.as_deref(),
            ctx,
        ),
        CoreOrder::Extend { due } => extend(core, *due, ctx),
        CoreOrder::Forfeit => forfeit(core, ctx),
    }
}

fn send(
    core: &Core,
    supplier: SupplierId,
    manifest: &str,
    quantity: Quantity,
    ctx: &Ctx,
) -> Result<Vec<Event>, CoreRefusal> {
    let manifest = text::required("manifest", manifest, REFERENCE_LEN_MAX)?;
    must_be_positive(quantity)?;
    if quantity > core.here {
        let (asked, left) = (quantity, core.here);
        return Err(CoreRefusal::MoreThanHere { asked, left });
    }
    if core
        .shipment(&manifest)
        .is_some_and(|sent| sent.supplier != supplier)
    {
        return Err(CoreRefusal::OtherSupplier(manifest));
    }
    let whole = core.value.unwrap_or(Money::zero(ctx.shop.currency));
    let value = part_of(whole, core.here, Quantity::ZERO, quantity)?;
    let mut entry = EntryDraft::new(value.currency());
    let owner = Some(supplier.uuid());
    entry.debit(Account::CoreReceivable, owner, value)?;
    entry.credit(Account::CoreInventory, None, value)?;
    let memo = format!("Old parts sent, list {manifest}");
    let event = CoreEvent::Sent {
        supplier,
        manifest,
        quantity,
        value,
        left: minus(core.here, quantity)?,
    };
    booked(core, event, entry, memo, ctx)
}

fn credit(
    core: &Core,
    manifest: &str,
    (quantity, amount): (Quantity, Money),
    reference: Option<&str>,
    ctx: &Ctx,
) -> Result<Vec<Event>, CoreRefusal> {
    let manifest = text::required("manifest", manifest, REFERENCE_LEN_MAX)?;
    let reference = text::optional("credit memo", reference, REFERENCE_LEN_MAX)?;
    must_be_positive(quantity)?;
    if amount.is_negative() {
        return Err(CoreRefusal::CreditNegative(amount));
    }
    let sent = core.shipment(&manifest);
    let left = sent.map_or(Quantity::ZERO, |sent| sent.quantity);
    let Some(sent) = sent.filter(|_| quantity <= left) else {
        let asked = quantity;
        return Err(CoreRefusal::MoreThanSent {
            manifest,
            asked,
            left,
        });
    };
    let expected = part_of(sent.value, sent.quantity, Quantity::ZERO, quantity)?;
    let mut entry = EntryDraft::new(expected.currency());
    let owner = Some(sent.supplier.uuid());
    entry.debit(Account::Payable, owner, amount)?;
    entry.debit(Account::CoreLoss, None, expected.minus(amount)?)?;
    entry.credit(Account::CoreReceivable, owner, expected)?;
    let memo = format!("Old parts credited, list {manifest}");
    let event = CoreEvent::Credited {
        manifest,
        quantity,
        expected,
        amount,
        reference,
        left: minus(left, quantity)?,
    };
    booked(core, event, entry, memo, ctx)
}

fn extend(core: &Core, due: Date, ctx: &Ctx) -> Result<Vec<Event>, CoreRefusal> {
    if !core.owed.is_positive() {
        return Err(CoreRefusal::NothingOwed);
    }
    if ctx.authority() < Role::Manager {
        return Err(CoreRefusal::NeedsRole(Role::Manager));
    }
    Ok(vec![Event::Core(core.id, CoreEvent::Extended { due })])
}

fn forfeit(core: &Core, ctx: &Ctx) -> Result<Vec<Event>, CoreRefusal> {
    let quantity = core.returnable()?;
    let (Some(paid), Some(deposit), Some(due)) = (core.paid, core.deposit, core.due) else {
        return Err(CoreRefusal::NothingOwed);
    };
    if !quantity.is_positive() {
        return Err(CoreRefusal::NothingOwed);
    }
    if ctx.today <= due {
        return Err(CoreRefusal::NotDue(due));
    }
    let held = core.held()?;
    let share = |whole| part_of(whole, core.owed, held, quantity);
    let (paid, deposit) = (share(paid)?, share(deposit)?);
    let mut entry = EntryDraft::new(deposit.currency());
    entry.debit(Account::CoreLiability, Some(core.id.uuid()), deposit)?;
    entry.credit(Account::CoreIncome, None, deposit)?;
    let event = CoreEvent::Forfeited {
        quantity,
        paid,
        deposit,
        owed: held,
    };
    let memo = format!("Core deposit kept, {}", core.description);
    booked(core, event, entry, memo, ctx)
}

fn booked(
    core: &Core,
    event: CoreEvent,
    entry: EntryDraft,
    memo: String,
    ctx: &Ctx,
) -> Result<Vec<Event>, CoreRefusal> {
    let entry = entry.close(ctx.ids.take(), ctx.today, memo, core.id.uuid())?;
    let mut events = vec![Event::Core(core.id, event)];
    events.extend(entry.map(|entry| Event::Posted(entry.id, entry)));
    Ok(events)
}
