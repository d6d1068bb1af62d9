//! Turns an order to a purchase into facts, or refuses it. Pure: it changes nothing itself.

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::LineId;
use crate::money::Quantity;
use crate::text::{self, TEXT_LEN_MAX};

use super::arithmetic::less;
use super::rules::must_be;
use super::{
    BackOrderDraft, Beside, InvoiceState, Purchase, PurchaseEvent, PurchaseLine, PurchaseOrder,
    PurchaseRefusal, PurchaseRules, PurchaseState, declined, draft, held, matching, receive,
    settle,
};

pub use super::draft::open;

/// Decides what an order to a purchase brings about.
///
/// # Errors
/// A [`PurchaseRefusal`]; then nothing happens.
pub fn decide(
    purchase: &Purchase,
    order: &PurchaseOrder,
    beside: &Beside,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    may_ask(order, rules, ctx)?;
    let mut events = decided(purchase, order, beside, rules, ctx)?;
    events.extend(declined::declined(purchase, order, ctx));
    Ok(events)
}

fn decided(
    purchase: &Purchase,
    order: &PurchaseOrder,
    beside: &Beside,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    match order {
        PurchaseOrder::AddLine(_)
        | PurchaseOrder::ChangeLine { .. }
        | PurchaseOrder::RemoveLine { .. }
        | PurchaseOrder::SetTerms { .. }
        | PurchaseOrder::Place { .. } => draft::decide(purchase, order, ctx),
        PurchaseOrder::Acknowledge {
            reference,
            expected,
            back_orders,
        } => {
            must_await_goods(purchase)?;
            let reference = text::optional("reference", reference.as_deref(), 60)?;
            let acknowledged = PurchaseEvent::Acknowledged {
                reference,
                expected: *expected,
            };
            let mut events = Vec::new();
            // A delivery in part says more than a word that it will come.
            if purchase.state != PurchaseState::PartlyReceived {
                events.push(happened(purchase, acknowledged));
            }
            for later in back_orders {
                events.push(happened(purchase, back_ordered(purchase, later)?));
            }
            Ok(events)
        }
        PurchaseOrder::Receive {
            lines,
            slip,
            over_confirmed,
        } => {
            let delivery = receive::Delivery {
                lines,
                slip: slip.as_deref(),
                over_confirmed: *over_confirmed,
            };
            receive::receive(purchase, &delivery, beside, rules, ctx)
        }
        PurchaseOrder::CancelLine {
            line,
            quantity,
            reason,
        } => cancel_line(purchase, *line, *quantity, reason),
        PurchaseOrder::Cancel { reason } => cancel(purchase, reason),
        PurchaseOrder::EnterInvoice(draft) => matching::enter(purchase, draft, ctx),
        PurchaseOrder::AcceptInvoice { invoice, accept } => {
            let wish = matching::Acceptance { accept, beside };
            matching::accept(purchase, *invoice, &wish, rules, ctx)
        }
        PurchaseOrder::RejectInvoice { invoice, reason } => {
            matching::must_be_entered(purchase, *invoice)?;
            let reason = text::required("reason", reason, TEXT_LEN_MAX)?;
            let invoice = *invoice;
            let rejected = PurchaseEvent::InvoiceRejected { invoice, reason };
            Ok(vec![happened(purchase, rejected)])
        }
        PurchaseOrder::SettleDifference { .. } => {
            settle::settle(purchase, order, beside, rules, ctx)
        }
        PurchaseOrder::NoticeArrival { .. }
        | PurchaseOrder::CancelSpecial { .. }
        | PurchaseOrder::Use { .. }
        | PurchaseOrder::Stock { .. } => held::decide(purchase, order, rules, ctx),
        PurchaseOrder::Close { write_off } => settle::close(purchase, *write_off, rules, ctx),
    }
}

fn may_ask(order: &PurchaseOrder, rules: &PurchaseRules, ctx: &Ctx) -> Result<(), PurchaseRefusal> {
    match order {
        PurchaseOrder::Receive { .. }
        | PurchaseOrder::NoticeArrival { .. }
        | PurchaseOrder::Use { .. }
        | PurchaseOrder::Stock { .. } => must_be(rules.receive_role, "receiving goods", ctx),
        PurchaseOrder::AddLine(_)
        | PurchaseOrder::ChangeLine { .. }
        | PurchaseOrder::RemoveLine { .. }
        | PurchaseOrder::SetTerms { .. }
        | PurchaseOrder::Place { .. }
        | PurchaseOrder::Acknowledge { .. }
        | PurchaseOrder::CancelLine { .. }
        | PurchaseOrder::Cancel { .. }
        | PurchaseOrder::EnterInvoice(_)
        | PurchaseOrder::AcceptInvoice { .. }
        | PurchaseOrder::RejectInvoice { .. }
        | PurchaseOrder::SettleDifference { .. }
        | PurchaseOrder::CancelSpecial { .. }
        | PurchaseOrder::Close { .. } => must_be(rules.order_role, "ordering", ctx),
    }
}

fn back_ordered(
    purchase: &Purchase,
    later: &BackOrderDraft,
) -> Result<PurchaseEvent, PurchaseRefusal> {
    let left = purchase.line(later.line)?.open();
    if later.quantity < Quantity::ZERO {
        return Err(PurchaseRefusal::QuantityNotPositive);
    }
    if later.quantity > left {
        let asked = later.quantity;
        return Err(PurchaseRefusal::MoreThanLeft { asked, left });
    }
    Ok(PurchaseEvent::BackOrdered {
        line: later.line,
        quantity: later.quantity,
        expected: later.expected,
    })
}

fn cancel_line(
    purchase: &Purchase,
    line: LineId,
    quantity: Option<Quantity>,
    reason: &str,
) -> Result<Vec<Event>, PurchaseRefusal> {
    must_await_goods(purchase)?;
    let left = purchase.line(line)?.open();
    let quantity = quantity.unwrap_or(left);
    if !quantity.is_positive() {
        return Err(PurchaseRefusal::QuantityNotPositive);
    }
    if quantity > left {
        let asked = quantity;
        return Err(PurchaseRefusal::MoreThanLeft { asked, left });
    }
    let open = less(left, quantity);
    let open_after = |other: &PurchaseLine| {
        if other.item.id == line {
            open
        } else {
            other.open()
        }
    };
    let canceled = PurchaseEvent::LineCanceled {
        line,
        quantity,
        reason: text::required("reason", reason, TEXT_LEN_MAX)?,
        open,
        state: state_after(purchase, open_after, false),
    };
    Ok(vec![happened(purchase, canceled)])
}

fn cancel(purchase: &Purchase, reason: &str) -> Result<Vec<Event>, PurchaseRefusal> {
    match purchase.state {
        PurchaseState::Draft | PurchaseState::Ordered | PurchaseState::Acknowledged => {}
        state @ (PurchaseState::PartlyReceived
        | PurchaseState::Received
        | PurchaseState::Closed
        | PurchaseState::Canceled) => return Err(PurchaseRefusal::WrongState(state)),
    }
    let entered = purchase
        .invoices
        .iter()
        .find(|invoiced| match invoiced.state {
            InvoiceState::Entered | InvoiceState::Accepted => true,
            InvoiceState::Rejected => false,
        });
    if let Some(invoiced) = entered {
        return Err(PurchaseRefusal::InvoiceUnmatched(invoiced.invoice.id));
    }
    let canceled = PurchaseEvent::Canceled {
        reason: text::required("reason", reason, TEXT_LEN_MAX)?,
        lines: purchase.lines.iter().map(|line| line.item.id).collect(),
    };
    Ok(vec![happened(purchase, canceled)])
}

/// Works out how far the purchase is once each line waits for `open_after`.
pub(super) fn state_after(
    purchase: &Purchase,
    open_after: impl Fn(&PurchaseLine) -> Quantity,
    came: bool,
) -> PurchaseState {
    let anything_came = came
        || purchase
            .lines
            .iter()
            .any(|line| line.received.is_positive());
    if purchase
        .lines
        .iter()
        .all(|line| open_after(line) == Quantity::ZERO)
    {
        // Also when the last open line was canceled and nothing ever came: it is closed like any other.
        PurchaseState::Received
    } else if anything_came {
        PurchaseState::PartlyReceived
    } else {
        purchase.state
    }
}

pub(super) fn must_await_goods(purchase: &Purchase) -> Result<(), PurchaseRefusal> {
    if purchase.state.awaits_goods() {
        Ok(())
    } else {
        Err(PurchaseRefusal::WrongState(purchase.state))
    }
}

pub(super) fn happened(purchase: &Purchase, event: PurchaseEvent) -> Event {
    Event::Purchase(purchase.id, event)
}
