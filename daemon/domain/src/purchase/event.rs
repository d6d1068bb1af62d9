//! What can happen to a purchase. Each event says all that its lists need, so that no list has to fold the story.

use jiff::civil::Date;

use crate::ids::{LineId, PartId, SupplierId, SupplierInvoiceId, SupplierReturnId};
use crate::index::Slot;
use crate::money::{Currency, Money, Quantity, UnitPrice};
use crate::number::DocumentNumber;
use crate::text::normal_number;

use super::{
    Difference, DifferenceKind, PurchaseItem, PurchaseState, Purpose, Receipt, Settlement,
    SupplierInvoice, declined_value,
};

/// How much of what was received an invoice has asked for, at what it was booked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matched {
    /// The purchase's line.
    pub line: LineId,
    /// How many.
    pub quantity: Quantity,
    /// Their goods.
    pub goods: Money,
    /// Their core deposits.
    pub core: Money,
}

/// What became of a difference when its invoice was accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// The difference.
    pub difference: Difference,
    /// Whether the shop bears it; if not, the supplier owes it and it stays open.
    pub accepted: bool,
}

/// What can happen to a purchase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PurchaseEvent {
    /// It was opened as a draft.
    Opened {
        /// Its number.
        number: DocumentNumber,
        /// Who sells.
        supplier: SupplierId,
        /// The supplier's name.
        supplier_name: String,
        /// Days from an invoice to its due day.
        terms_days: u16,
        /// Where the goods go.
        location: String,
        /// Whose money it counts.
        currency: Currency,
        /// Whether the daemon began it because something ran low.
        automatic: bool,
    },
    /// A line was added.
    LineAdded(Box<PurchaseItem>),
    /// A line was changed.
    LineChanged {
        /// The line.
        line: LineId,
        /// How many now.
        quantity: Quantity,
        /// What one is to cost now.
        unit_cost: UnitPrice,
        /// The deposit on one old part now.
        core_deposit: UnitPrice,
    },
    /// A line was taken off.
    LineRemoved(LineId),
    /// Freight, day and words were agreed.
    TermsSet {
        /// Freight.
        freight: Money,
        /// When the goods should come.
        expected: Option<Date>,
        /// What the supplier should know.
        note: Option<String>,
    },
    /// It was sent to the supplier.
    Ordered {
        /// On which day.
        on: Date,
        /// When the goods should come.
        expected: Option<Date>,
        /// How: by phone, e-mail, or the supplier's own program.
        sent_by: Option<String>,
    },
    /// The supplier has said that it will deliver.
    Acknowledged {
        /// The supplier's number for it.
        reference: Option<String>,
        /// When.
        expected: Option<Date>,
    },
    /// Some of a line comes later.
    BackOrdered {
        /// The line.
        line: LineId,
        /// How many.
        quantity: Quantity,
        /// When, if they know.
        expected: Option<Date>,
    },
    /// A delivery was counted in.
    Received {
        /// What came.
        receipt: Receipt,
        /// How far that brings the purchase.
        state: PurchaseState,
    },
    /// Some of a line will not come.
    LineCanceled {
        /// The line.
        line: LineId,
        /// How many.
        quantity: Quantity,
        /// Why.
        reason: String,
        /// How many are still to come.
        open: Quantity,
        /// How far that brings the purchase.
        state: PurchaseState,
    },
    /// It was given up before anything came.
    Canceled {
        /// Why.
        reason: String,
        /// What will not come.
        lines: Vec<LineId>,
    },
    /// An invoice came.
    InvoiceEntered(Box<SupplierInvoice>),
    /// An invoice was booked.
    InvoiceAccepted {
        /// Which.
        invoice: SupplierInvoiceId,
        /// What it has asked for of what was received.
        matched: Vec<Matched>,
        /// How much of the agreed freight it has asked for.
        freight: Money,
        /// What became of its differences.
        verdicts: Vec<Verdict>,
    },
    /// An invoice was sent back.
    InvoiceRejected {
        /// Which.
        invoice: SupplierInvoiceId,
        /// Why.
        reason: String,
    },
    /// A difference was settled, in full or in part.
    DifferenceSettled {
        /// On which invoice.
        invoice: SupplierInvoiceId,
        /// On which of its lines, from zero.
        place: Option<usize>,
        /// In what.
        kind: DifferenceKind,
        /// How.
        how: Settlement,
        /// How much of it.
        amount: Money,
        /// How much is left.
        left: Money,
        /// What has arrived and was asked for early.
        matched: Option<Matched>,
    },
    /// The customer was told that the special order is here.
    ArrivalNoticed {
        /// The line.
        line: LineId,
        /// On which day.
        on: Date,
        /// How.
        channel: String,
    },
    /// The customer does not want the special order any more: it is bought for the shelf now.
    SpecialCanceled {
        /// The line.
        line: LineId,
        /// Why.
        reason: String,
        /// What was kept of the deposit.
        fee: Money,
    },
    /// Goods kept for a ticket were sold on it.
    Used {
        /// The line.
        line: LineId,
        /// How many.
        quantity: Quantity,
        /// How many are still kept.
        held: Quantity,
    },
    /// Goods kept for a ticket were put on the shelf for anyone.
    Stocked {
        /// The line.
        line: LineId,
        /// How many.
        quantity: Quantity,
        /// How many are still kept.
        held: Quantity,
    },
    /// Goods were sent back.
    Returned {
        /// The line.
        line: LineId,
        /// With which return.
        supplier_return: SupplierReturnId,
        /// How many.
        quantity: Quantity,
        /// How many are still kept.
        held: Quantity,
    },
    /// A person took parts back that the daemon had put on it: they are not drafted by themselves again that day.
    Declined {
        /// Which.
        parts: Vec<PartId>,
        /// For which place.
        location: String,
        /// On which day.
        on: Date,
    },
    /// It is done with.
    Closed {
        /// What was received and never invoiced.
        written_off: Money,
    },
}

impl PurchaseEvent {
    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        if let Self::Opened { number, .. } = self {
            Some(number)
        } else {
            None
        }
    }

    /// Returns what the purchase is found by:
    ///
    /// - `number`, `purchase.state`, `purchase.supplier`
    /// - `purchase.open_part`, one per line: the part, while the line is a draft or still to come
    /// - `purchase.ticket` and `purchase.customer`, one per line: for whom it was bought
    /// - `purchase.held`, one per line: `held` while some of it is kept for a ticket (not collected, not reconciled)
    /// - `purchase.invoice`: supplier and number, to find an invoice that is entered twice
    /// - `purchase.unmatched`, one per invoice: `entered` until it is accepted or rejected
    /// - `purchase.difference`, one per difference: its kind, while it is open
    /// - `purchase.automatic`: the place it is for, while it is a draft that the daemon began
    /// - `purchase.declined`, one per part: see [`declined_value`]
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        let state = |state: PurchaseState| Slot::put("purchase.state", state.word());
        match self {
            Self::Opened {
                number,
                supplier,
                location,
                automatic,
                ..
            } => {
                let mut slots = vec![
                    Slot::put("number", number),
                    state(PurchaseState::Draft),
                    Slot::put("purchase.supplier", supplier),
                ];
                slots.extend(automatic.then(|| Slot::put("purchase.automatic", location)));
                slots
            }
            Self::LineAdded(item) => added(item),
            Self::LineRemoved(line) => {
                ["purchase.open_part", "purchase.ticket", "purchase.customer"]
                    .map(|name| Slot::clear(name).at(line))
                    .to_vec()
            }
            Self::Ordered { .. } => vec![
                state(PurchaseState::Ordered),
                Slot::clear("purchase.automatic"),
            ],
            Self::Acknowledged { .. } => vec![state(PurchaseState::Acknowledged)],
            Self::Received {
                receipt,
                state: now,
            } => {
                let done = receipt
                    .lines
                    .iter()
                    .filter(|line| line.open == Quantity::ZERO);
                let mut slots = vec![state(*now)];
                slots.extend(done.map(|line| Slot::clear("purchase.open_part").at(line.line)));
                let held = receipt.lines.iter().filter(|line| line.held.is_positive());
                slots.extend(held.map(|line| Slot::put("purchase.held", "held").at(line.line)));
                slots
            }
            Self::LineCanceled {
                line,
                open,
                state: now,
                ..
            } => {
                let mut slots = vec![state(*now)];
                if *open == Quantity::ZERO {
                    slots.push(Slot::clear("purchase.open_part").at(line));
                }
                slots
            }
            Self::Canceled { lines, .. } => {
                let cleared = lines
                    .iter()
                    .map(|line| Slot::clear("purchase.open_part").at(line));
                let mut slots = vec![
                    state(PurchaseState::Canceled),
                    Slot::clear("purchase.automatic"),
                ];
                slots.extend(cleared);
                slots
            }
            Self::InvoiceEntered(invoice) => vec![
                Slot::put("purchase.invoice", invoice_key(invoice)).at(invoice.id),
                Slot::put("purchase.unmatched", "entered").at(invoice.id),
            ],
            Self::InvoiceAccepted {
                invoice, verdicts, ..
            } => {
                let open = verdicts.iter().filter(|verdict| !verdict.accepted);
                let mut slots = vec![Slot::clear("purchase.unmatched").at(invoice)];
                slots.extend(open.map(|verdict| {
                    let Difference { place, kind, .. } = &verdict.difference;
                    Slot::put("purchase.difference", kind.word())
                        .at(difference_place(*invoice, *place, *kind))
                }));
                slots
            }
            Self::InvoiceRejected { invoice, .. } => vec![
                Slot::clear("purchase.invoice").at(invoice),
                Slot::clear("purchase.unmatched").at(invoice),
            ],
            Self::DifferenceSettled {
                invoice,
                place,
                kind,
                left,
                ..
            } if left.is_zero() => vec![
                Slot::clear("purchase.difference").at(difference_place(*invoice, *place, *kind)),
            ],
            Self::SpecialCanceled { line, .. } => ["purchase.held", "purchase.customer"]
                .map(|name| Slot::clear(name).at(line))
                .to_vec(),
            Self::Used { line, held, .. }
            | Self::Stocked { line, held, .. }
            | Self::Returned { line, held, .. }
                if *held == Quantity::ZERO =>
            {
                vec![Slot::clear("purchase.held").at(line)]
            }
            Self::Declined {
                parts,
                location,
                on,
            } => {
                let declined = |part: &PartId| {
                    Slot::put("purchase.declined", declined_value(*part, location, *on)).at(part)
                };
                parts.iter().map(declined).collect()
            }
            Self::Closed { .. } => vec![state(PurchaseState::Closed)],
            Self::LineChanged { .. }
            | Self::TermsSet { .. }
            | Self::BackOrdered { .. }
            | Self::DifferenceSettled { .. }
            | Self::ArrivalNoticed { .. }
            | Self::Used { .. }
            | Self::Stocked { .. }
            | Self::Returned { .. } => Vec::new(),
        }
    }
}

fn added(item: &PurchaseItem) -> Vec<Slot> {
    let at = |name, value: String| Slot::put(name, value).at(item.id);
    let customer = match &item.purpose {
        Purpose::SpecialOrder(special) => Some(special.customer),
        Purpose::Stock | Purpose::Sublet { .. } | Purpose::WorkOrder { .. } => None,
    };
    [
        item.part
            .map(|part| at("purchase.open_part", part.to_string())),
        (item.purpose.ticket()).map(|ticket| at("purchase.ticket", ticket.to_string())),
        customer.map(|customer| at("purchase.customer", customer.to_string())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn invoice_key(invoice: &SupplierInvoice) -> String {
    format!("{}/{}", invoice.supplier, normal_number(&invoice.number))
}

fn difference_place(
    invoice: SupplierInvoiceId,
    place: Option<usize>,
    kind: DifferenceKind,
) -> String {
    let place = place.map_or_else(|| "all".to_owned(), |place| place.to_string());
    format!("{invoice}/{place}/{}", kind.word())
}
