//! Goods and money that go back. What comes back has the price, discount and tax of the sale it came from; money goes back
//! the way it came, as far as that is known.

use crate::core_charge::{self, CoreRefusal};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::LineId;
use crate::limits::{Right, require};
use crate::money::{Money, Quantity, UnitPrice, part_of, round_cash};
use crate::refusal::Refusal;
use crate::tax::TaxClass;

use super::closing::open_drawer;
use super::money::{settle, till_is_open};
use super::{happened, lines};
use crate::ticket::line::{Line, LineKind, LineOrigin, PayType, ReturnOf};
use crate::ticket::order::{Beside, RefundTo, ReturnDraft};
use crate::ticket::payment::{CardStep, LinkStep, Payment, RefundStep, Tender};
use crate::ticket::{Ticket, TicketCharge, TicketEvent, TicketStatus};

/// Takes goods of an earlier sale back: never more than were sold and are not back already.
pub(super) fn add(ticket: &Ticket, draft: &ReturnDraft, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    let sold_on = &*draft.sold_on;
    if sold_on.status != TicketStatus::Paid {
        return Err(Refusal::TicketNotPaid(sold_on.id));
    }
    if sold_on.currency != ticket.currency {
        return Err(Refusal::TicketNotPaid(sold_on.id));
    }
    lines::must_be_positive(draft.quantity)?;
    let sold = sold_on.line(draft.line)?;
    if sold.returned.is_some() || !sold.quantity.is_positive() {
        return Err(Refusal::ReturnStands(sold.id));
    }
    if matches!(
        sold.kind,
        LineKind::Core { .. } | LineKind::CoreReturn { .. }
    ) {
        return Err(Refusal::CoreFollowsPart(sold.id));
    }
    let back = sold_on.returns.get(&sold.id);
    let before = back.map_or(Quantity::ZERO, |back| back.quantity);
    let left = Quantity::try_new(sold.quantity.decimal() - before.decimal())
        .map_err(Refusal::number("quantity"))?;
    if draft.quantity > left {
        return Err(Refusal::MoreThanSold {
            asked: draft.quantity,
            left,
        });
    }
    let serials = serials_back(sold, draft)?;
    let back = Back {
        ticket,
        draft,
        before,
        ctx,
    };
    let mut lines = vec![back.line(sold, serials)?];
    let followers = sold_on
        .lines
        .iter()
        .filter(|other| lines::follows(other, sold));
    for follower in followers {
        lines.extend(back.follower(follower, lines[0].id)?);
    }
    for charge in &sold_on.charges {
        lines.extend(back.fee(sold, charge)?);
    }
    let mut events: Vec<Event> = Vec::with_capacity(2 * lines.len());
    let told: Vec<Event> = lines
        .iter()
        .map(|line| taken_back(ticket, line))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();
    let spoken_for: Vec<Event> = lines
        .iter()
        .filter_map(|line| core_charge::spoken_for(ticket.id, line, &draft.cores))
        .collect();
    if draft.restocking > 0 {
        let given = match lines[0].pay {
            PayType::Customer => Money::zero(ticket.currency).minus(lines[0].amount)?,
            PayType::Warranty | PayType::Internal => Money::zero(ticket.currency),
        };
        lines.push(restocking(ticket, draft.restocking, given, ctx)?);
    }
    events.extend(lines::add(ticket, lines)?);
    events.extend(told);
    events.extend(spoken_for);
    Ok(events)
}

/// What comes back of one sale, line by line. Shares are those of the pieces in the order they come back, so that all of
/// them together are exactly what was paid.
struct Back<'a> {
    ticket: &'a Ticket,
    draft: &'a ReturnDraft,
    before: Quantity,
    ctx: &'a Ctx,
}

impl Back<'_> {
    /// The goods.
    fn line(&self, sold: &Line, serials: Vec<String>) -> Result<Line, Refusal> {
        let mut line = self.of(sold, self.before, self.draft.quantity)?;
        if let LineKind::Part(part) = &mut line.kind {
            part.serials = serials;
        }
        Ok(line)
    }

    /// The deposit on the old parts of the goods, and the same deposit where it was given back at once. Of old parts that
    /// were to come later, only those that have neither come nor been given up.
    fn follower(&self, sold: &Line, part: LineId) -> Result<Option<Line>, Refusal> {
        let sold_on = &*self.draft.sold_on;
        let back = sold_on.returns.get(&sold.id);
        let mut before = back.map_or(Quantity::ZERO, |back| back.quantity);
        let pieces = sold.quantity.decimal().abs();
        let mut left = pieces - before.decimal().abs();
        if let LineKind::Core { of, core } = sold.kind
            && !core_charge::handed_over(sold_on, of)
        {
            let known = self.draft.cores.get(&core);
            let known = known.ok_or(Refusal::NoSuchLine(sold.id))?;
            let owed = known.returnable().map_err(Refusal::number("quantity"))?;
            let mut holds = known.holds.iter();
            if owed.decimal() < left.min(self.draft.quantity.decimal())
                && holds.any(|hold| hold.ticket != self.ticket.id)
            {
                return Err(CoreRefusal::HeldElsewhere.into());
            }
            left = left.min(owed.decimal());
            // Shares are those of the old parts still owed, whichever way the others went.
            let gone = pieces - owed.decimal();
            before = Quantity::try_new(gone).map_err(Refusal::number("quantity"))?;
        }
        let count = self.draft.quantity.decimal().min(left);
        let count = Quantity::try_new(count).map_err(Refusal::number("quantity"))?;
        if !count.is_positive() {
            return Ok(None);
        }
        let (before, count) = if sold.quantity.is_positive() {
            (before, count)
        } else {
            (before, count.negated())
        };
        let mut line = self.of(sold, before, count)?;
        match &mut line.kind {
            LineKind::Core { of, .. } | LineKind::CoreReturn { of: Some(of), .. } => *of = part,
            LineKind::CoreReturn { of: None, .. }
            | LineKind::Part(_)
            | LineKind::Labor { .. }
            | LineKind::Sublet { .. }
            | LineKind::Fee { .. }
            | LineKind::CustomerPart => {}
        }
        Ok(Some(line))
    }

    /// A mandated fee by the piece goes back with its piece; what the shop charged for its own work does not.
    fn fee(&self, sold: &Line, charged: &TicketCharge) -> Result<Option<Line>, Refusal> {
        let sold_on = &*self.draft.sold_on;
        let charge = &charged.charge;
        let lines = charge.lines.iter().filter_map(|id| sold_on.line(*id).ok());
        let pieces: rust_decimal::Decimal = lines.map(|line| line.quantity.decimal()).sum();
        let by_piece = charge.mandated() && pieces == charge.quantity.decimal();
        if !by_piece || !charge.lines.contains(&sold.id) {
            return Ok(None);
        }
        let back = sold_on.returns.get(&charged.id);
        let before = back.map_or(Quantity::ZERO, |back| back.quantity);
        let tax = sold_on.line_taxes.get(&charged.id).copied();
        let whole = Whole {
            id: charged.id,
            quantity: charge.quantity,
            net: charge.amount,
            reimbursed: Money::zero(self.ticket.currency),
            tax: tax.unwrap_or(Money::zero(self.ticket.currency)),
        };
        let (amount, returned) = self.share(&whole, before, self.draft.quantity)?;
        Ok(Some(Line {
            id: self.ctx.ids.take(),
            job: None,
            kind: LineKind::Fee {
                class: TaxClass::FeeMandated,
            },
            description: charge.name.clone(),
            quantity: self.draft.quantity.negated(),
            unit_price: charge.unit_price,
            amount,
            discount: None,
            pay: PayType::Customer,
            origin: LineOrigin::Original,
            returned: Some(returned),
            priced_by: Some(format!("sold on {}", sold_on.number)),
        }))
    }

    /// A line of the sale with what `count` of its pieces bring back.
    fn of(&self, sold: &Line, before: Quantity, count: Quantity) -> Result<Line, Refusal> {
        let sold_on = &*self.draft.sold_on;
        let zero = Money::zero(self.ticket.currency);
        // Others' lines have no tax, whatever they had while they were the customer's.
        let tax = sold_on.line_taxes.get(&sold.id).copied();
        let net = sold_on.net(sold.id)?;
        let whole = Whole {
            id: sold.id,
            quantity: sold.quantity,
            net: net.net,
            reimbursed: net.reimbursed,
            tax: tax.filter(|_| sold_on.counts(sold)).unwrap_or(zero),
        };
        let (amount, returned) = self.share(&whole, before, count)?;
        Ok(Line {
            id: self.ctx.ids.take(),
            job: None,
            kind: sold.kind.clone(),
            description: sold.description.clone(),
            quantity: count.negated(),
            unit_price: sold.unit_price,
            amount,
            discount: None,
            // Whoever paid gets it back.
            pay: sold.pay,
            origin: LineOrigin::Original,
            returned: Some(returned),
            priced_by: Some(format!("sold on {}", sold_on.number)),
        })
    }

    fn share(
        &self,
        whole: &Whole,
        before: Quantity,
        count: Quantity,
    ) -> Result<(Money, ReturnOf), Refusal> {
        let sold_on = &*self.draft.sold_on;
        let zero = Money::zero(self.ticket.currency);
        // The shop may have begun or ceased to put the tax into its prices since.
        let net = match (sold_on.inclusive, self.ticket.inclusive) {
            (false, true) => whole.net.plus(whole.tax)?,
            (true, false) => whole.net.minus(whole.tax)?,
            (true, true) | (false, false) => whole.net,
        };
        let share = |of: Money| part_of(of, whole.quantity, before, count);
        let reimbursed = share(whole.reimbursed)?;
        let reimbursed = (!reimbursed.is_zero()).then(|| zero.minus(reimbursed));
        let returned = ReturnOf {
            ticket: Some(sold_on.id),
            line: Some(whole.id),
            tax: zero.minus(share(whole.tax)?)?,
            destination: self.draft.destination,
            reimbursed: reimbursed.transpose()?,
        };
        Ok((zero.minus(share(net)?)?, returned))
    }
}

/// What is shared out over the pieces of a line.
struct Whole {
    id: LineId,
    quantity: Quantity,
    net: Money,
    reimbursed: Money,
    tax: Money,
}

/// Checks the numbers of the pieces that come back: each is of this sale and named once, and where every piece sold has
/// one, every piece that comes back has, too.
fn serials_back(sold: &Line, draft: &ReturnDraft) -> Result<Vec<String>, Refusal> {
    let serials = lines::serials(&draft.serials)?;
    let Some(part) = sold.part() else {
        return Ok(serials);
    };
    if let Some(wrong) = serials.iter().find(|s| !part.serials.contains(s)) {
        return Err(Refusal::SerialNotSold(wrong.clone()));
    }
    let count = |serials: &[String]| rust_decimal::Decimal::from(serials.len());
    let pieces = draft.quantity.decimal();
    if count(&serials) > pieces {
        return Err(Refusal::TooManySerials(serials.len() - 1));
    }
    if count(&part.serials) == sold.quantity.decimal() && count(&serials) < pieces {
        return Err(Refusal::TextEmpty {
            field: "serial number",
        });
    }
    Ok(serials)
}

/// Tells whether a line came back with another one, and goes with it.
pub(super) fn is_follower(line: &Line) -> bool {
    line.returned.is_some()
        && match &line.kind {
            LineKind::Fee { .. } | LineKind::Core { .. } | LineKind::CoreReturn { .. } => true,
            LineKind::Part(_)
            | LineKind::Labor { .. }
            | LineKind::Sublet { .. }
            | LineKind::CustomerPart => false,
        }
}

/// Finds what came back with a returned line: it stands right behind it.
pub(super) fn followers<'a>(
    ticket: &'a Ticket,
    line: &Line,
) -> impl Iterator<Item = &'a Line> + use<'a> {
    let id = line.id;
    let behind = ticket
        .lines
        .iter()
        .skip_while(move |other| other.id != id)
        .skip(1);
    behind.take_while(|other| is_follower(other) || is_restocking(other))
}

/// The words by which a fee kept from a return is known.
const RESTOCKING: &str = "restocking";

/// Tells whether a line is the fee kept from a return.
pub(super) fn is_restocking(line: &Line) -> bool {
    matches!(line.kind, LineKind::Fee { .. }) && line.priced_by.as_deref() == Some(RESTOCKING)
}

/// Tells whether a line is the fee that the shop's rules keep from goods without a receipt; nobody takes it off alone.
pub(super) fn stands_with_return(ticket: &Ticket, line: &Line) -> bool {
    let before = ticket.lines.iter().take_while(|other| other.id != line.id);
    let behind = before.last().and_then(|other| other.returned.as_ref());
    is_restocking(line) && behind.is_some_and(|returned| returned.ticket.is_none())
}

/// The fee kept when goods come back; never more than what is given for them.
pub(super) fn restocking(
    ticket: &Ticket,
    minor: i64,
    net: Money,
    ctx: &Ctx,
) -> Result<Line, Refusal> {
    let fee = Money::new(minor, ticket.currency);
    if fee > net {
        return Err(Refusal::MoreThanDue {
            asked: fee,
            due: net,
        });
    }
    Ok(Line {
        id: ctx.ids.take(),
        job: None,
        kind: LineKind::Fee {
            class: TaxClass::FeeShop,
        },
        description: "Restocking fee".to_owned(),
        quantity: Quantity::ONE,
        unit_price: UnitPrice::try_new(fee.to_decimal()).map_err(Refusal::number("fee"))?,
        amount: fee,
        discount: None,
        pay: PayType::Customer,
        origin: LineOrigin::Original,
        returned: None,
        priced_by: Some(RESTOCKING.to_owned()),
    })
}

/// Tells the earlier sale what came back of it.
fn taken_back(ticket: &Ticket, line: &Line) -> Result<Option<Event>, Refusal> {
    let zero = Money::zero(ticket.currency);
    told(ticket, line, |quantity, amount, tax| {
        Ok((quantity.negated(), zero.minus(amount)?, zero.minus(tax)?))
    })
}

/// What a ticket took back from an earlier sale is no longer taken back when its line goes: the earlier sale says so.
pub(super) fn undone(ticket: &Ticket, line: &Line) -> Result<Option<Event>, Refusal> {
    told(ticket, line, |quantity, amount, tax| {
        Ok((quantity, amount, tax))
    })
}

fn told(
    ticket: &Ticket,
    line: &Line,
    signed: impl Fn(Quantity, Money, Money) -> Result<(Quantity, Money, Money), Refusal>,
) -> Result<Option<Event>, Refusal> {
    let Some(ReturnOf {
        ticket: Some(of),
        line: Some(sold),
        tax,
        ..
    }) = &line.returned
    else {
        return Ok(None);
    };
    let (quantity, amount, tax) = signed(line.quantity, line.amount, *tax)?;
    Ok(Some(Event::Ticket(
        *of,
        TicketEvent::LineReturned {
            line: *sold,
            quantity,
            amount,
            tax,
            by: ticket.id,
        },
    )))
}

/// Gives money back: at most what the ticket owes the customer, and to a payment at most what it brought.
pub(super) fn refund(
    ticket: &Ticket,
    asked: Option<i64>,
    to: &RefundTo,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    super::no_money_in_flight(ticket)?;
    let zero = Money::zero(ticket.currency);
    let (due_back, owed) = owed(ticket)?;
    if owed.minor() <= 0 {
        return Err(Refusal::NothingOwed(ticket.id));
    }
    // What is too much goes back first; only where nothing is, all that was paid.
    let usual = if due_back.minor() > 0 { due_back } else { owed };
    let amount = asked.map_or(usual, |minor| Money::new(minor, ticket.currency));
    let all = amount == usual || amount == owed;
    if amount.minor() <= 0 {
        return Err(Refusal::AmountNotPositive);
    }
    if amount > owed {
        return Err(Refusal::MoreThanOwed {
            asked: amount,
            owed,
        });
    }
    let mut events = Vec::new();
    events.extend(require(ticket.id, Right::Refund(amount.to_decimal()), ctx)?);
    let back = zero.minus(amount)?;
    let mut payment = Payment {
        id: ctx.ids.take(),
        amount: back,
        tender: Tender::StoreCredit,
        at: ctx.now,
        refund_of: None,
        returned: zero,
    };
    let mut original_told = None;
    match to {
        RefundTo::StoreCredit => {
            ticket.customer.ok_or(Refusal::NoCustomer(ticket.id))?;
        }
        RefundTo::Cash => payment.tender = cash_back(back, all, ctx)?,
        RefundTo::Original {
            ticket: other,
            payment: id,
        } => {
            let paid_on = other.as_deref().unwrap_or(ticket);
            let original = paid_on.payment(*id)?;
            may_give_back(ticket, paid_on, original)?;
            let left = original
                .captured()
                .filter(|taken| taken.minor() > 0)
                .ok_or(Refusal::NoSuchPayment(*id))?
                .minus(original.returned)?;
            if amount > left {
                return Err(Refusal::MoreThanPaid {
                    asked: amount,
                    left,
                });
            }
            payment.refund_of = Some((paid_on.id, *id));
            payment.tender = the_way_it_came(original, back, all, ctx)?;
            original_told = Some(Event::Ticket(
                paid_on.id,
                TicketEvent::PaymentReturned {
                    payment: *id,
                    amount,
                    by: ticket.id,
                },
            ));
        }
    }
    let credit = super::no_receipt::credit_only(ticket)?;
    if payment.tender != Tender::StoreCredit && amount > owed.minus(credit)? {
        return Err(Refusal::CreditOnly { credit });
    }
    let cash = matches!(payment.tender, Tender::Cash { .. });
    if cash {
        till_is_open(beside, ctx)?;
    }
    if matches!(payment.tender, Tender::CardRefund { .. }) {
        events.push(happened(ticket, TicketEvent::PaymentRequested(payment)));
        events.extend(original_told);
        return Ok(events);
    }
    // The ticket the money was paid on may be this one: its own record comes before it closes.
    events.extend(original_told);
    let mut now = ticket.clone();
    events.iter().for_each(|event| now.apply(event, ctx.now));
    events.extend(settle(&now, payment, beside, ctx)?);
    if cash {
        events.extend(open_drawer(ticket, ctx));
    }
    Ok(events)
}

/// What the ticket owes the customer, and the most that may be given back: that, or all that they have paid on it so far.
/// What it owes beyond what was paid is known only with its tax.
fn owed(ticket: &Ticket) -> Result<(Money, Money), Refusal> {
    let totals = ticket.totals()?;
    let zero = Money::zero(ticket.currency);
    if totals.paid.minor() > 0 && (ticket.needs_tax() || ticket.lines.is_empty()) {
        return Ok((zero, totals.paid));
    }
    let due_back = zero.minus(super::money::amount_due(ticket)?)?;
    let paid_is_more = totals.paid > due_back;
    Ok((due_back, if paid_is_more { totals.paid } else { due_back }))
}

/// A payment is given back on its own ticket or where goods of its ticket come back; and what belongs to a customer, to
/// that customer alone.
fn may_give_back(ticket: &Ticket, paid_on: &Ticket, original: &Payment) -> Result<(), Refusal> {
    let of_it = |line: &Line| {
        let returned = line.returned.as_ref();
        returned.is_some_and(|returned| returned.ticket == Some(paid_on.id))
    };
    if paid_on.id != ticket.id && !ticket.lines.iter().any(of_it) {
        return Err(Refusal::NoSuchPayment(original.id));
    }
    if original.is_the_customers() {
        let customer = ticket.customer.ok_or(Refusal::NoCustomer(ticket.id))?;
        if paid_on.customer != Some(customer) {
            return Err(Refusal::NoSuchPayment(original.id));
        }
    }
    Ok(())
}

fn cash_back(back: Money, all: bool, ctx: &Ctx) -> Result<Tender, Refusal> {
    let zero = Money::zero(back.currency());
    let paid = if all {
        round_cash(back, ctx.shop.cash_rounding)
    } else {
        back
    };
    Ok(Tender::Cash {
        tendered: paid,
        change: zero,
        rounding: paid.minus(back)?,
    })
}

fn the_way_it_came(
    original: &Payment,
    back: Money,
    all: bool,
    ctx: &Ctx,
) -> Result<Tender, Refusal> {
    Ok(match &original.tender {
        Tender::Cash { .. } | Tender::Check { .. } => cash_back(back, all, ctx)?,
        Tender::Card {
            step: CardStep::Captured { intent, .. },
            ..
        } => Tender::CardRefund {
            intent: intent.clone(),
            step: RefundStep::Requested,
        },
        Tender::Link {
            step: LinkStep::Paid { reference },
        } => Tender::CardRefund {
            intent: reference.clone(),
            step: RefundStep::Requested,
        },
        Tender::StoreCredit => Tender::StoreCredit,
        Tender::Account { po_number, due } => Tender::Account {
            po_number: po_number.clone(),
            due: *due,
        },
        Tender::Plan { plan } => Tender::Plan { plan: *plan },
        Tender::Other { kind, reference } => Tender::Other {
            kind: kind.clone(),
            reference: reference.clone(),
        },
        Tender::Card { .. } | Tender::Link { .. } | Tender::CardRefund { .. } => {
            return Err(Refusal::NoSuchPayment(original.id));
        }
    })
}
