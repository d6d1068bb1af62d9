//! What can happen to a core.

use jiff::civil::Date;

use crate::ids::{CustomerId, LineId, PartId, SupplierId, TicketId};
use crate::index::Slot;
use crate::money::{Money, Quantity};

/// In what condition an old part comes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CoreGrade {
    /// It can be rebuilt: the whole deposit goes back.
    Good,
    /// It is worth some of its deposit: a share goes back.
    Partial,
    /// It cannot be rebuilt: nothing goes back and the deposit stays with the shop.
    Rejected,
    /// The sold part itself came back, so no old part is owed for it: the whole deposit goes back, and there is nothing to
    /// send to the supplier.
    PartReturned,
}

impl CoreGrade {
    /// Every grade.
    pub const ALL: &'static [Self] = &[
        Self::Good,
        Self::Partial,
        Self::Rejected,
        Self::PartReturned,
    ];

    /// Returns its stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Partial => "partial",
            Self::Rejected => "rejected",
            Self::PartReturned => "part_returned",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|grade| grade.code() == word)
    }

    /// Tells whether the old part is kept for the supplier.
    #[must_use]
    pub const fn is_kept(self) -> bool {
        match self {
            Self::Good | Self::Partial => true,
            Self::Rejected | Self::PartReturned => false,
        }
    }
}

/// What can happen to a core.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CoreEvent {
    /// A part was sold with a deposit: its old part is owed.
    Owed {
        /// The ticket.
        ticket: TicketId,
        /// The line of the part.
        line: LineId,
        /// Which part was sold.
        part: PartId,
        /// Its description.
        description: String,
        /// Who owes the old part, when it is known.
        customer: Option<CustomerId>,
        /// How many.
        quantity: Quantity,
        /// What the customer paid for the deposit, as the line said: what goes back for a good old part.
        paid: Money,
        /// What of it the books hold as a liability: the same, less a tax contained in it.
        deposit: Money,
        /// The last day on which it is taken back.
        due: Date,
    },
    /// Someone brings an old part, and no sale is known for it.
    Unreceipted {
        /// Which part it is the old one of.
        part: PartId,
        /// Its description.
        description: String,
        /// Who brings it, when it is known.
        customer: Option<CustomerId>,
    },
    /// A ticket is about to take old parts back; they are spoken for until it closes.
    Held {
        /// The ticket.
        ticket: TicketId,
        /// Its line.
        line: LineId,
        /// How many.
        quantity: Quantity,
        /// In what condition.
        grade: CoreGrade,
        /// What the supplier will credit for them.
        value: Money,
    },
    /// The ticket does not take them after all.
    Released {
        /// Its line.
        line: LineId,
    },
    /// The old parts are here and their deposit is settled.
    Received {
        /// The ticket that took them.
        ticket: TicketId,
        /// Its line.
        line: LineId,
        /// How many.
        quantity: Quantity,
        /// In what condition.
        grade: CoreGrade,
        /// How much less is left of what the customer paid.
        paid: Money,
        /// How much less the books hold as a liability.
        deposit: Money,
        /// What the supplier will credit for them.
        value: Money,
        /// How many are owed after it.
        owed: Quantity,
    },
    /// The last day on which they are taken back was changed.
    Extended {
        /// To this day.
        due: Date,
    },
    /// They went to the supplier.
    Sent {
        /// Which.
        supplier: SupplierId,
        /// The number of the list that went with them.
        manifest: String,
        /// How many.
        quantity: Quantity,
        /// What the supplier is to credit.
        value: Money,
        /// How many are still here.
        left: Quantity,
    },
    /// The supplier settled them: in full, short, or not at all.
    Credited {
        /// The list they went with.
        manifest: String,
        /// How many.
        quantity: Quantity,
        /// What was to be credited.
        expected: Money,
        /// What was credited; nothing when the supplier rejected them.
        amount: Money,
        /// The number of the credit memo.
        reference: Option<String>,
        /// How many of the list are still to be settled.
        left: Quantity,
    },
    /// Their day passed and nobody brought them.
    Forfeited {
        /// How many.
        quantity: Quantity,
        /// How much less is left of what the customer paid.
        paid: Money,
        /// The deposit that stays with the shop.
        deposit: Money,
        /// How many are owed after it: those that a ticket is taking back.
        owed: Quantity,
    },
}

impl CoreEvent {
    /// Returns what the core is found by from now on: who owes what until when, what is here, what is at a supplier.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Owed {
                ticket,
                line,
                part,
                customer,
                due,
                ..
            } => {
                let mut slots = vec![
                    Slot::put("core.ticket", ticket),
                    Slot::put("core.line", line),
                    Slot::put("core.part", part),
                    Slot::put("core.state", "owed").at("owed"),
                    Slot::put("core.due", due),
                ];
                slots.extend(customer.map(|id| Slot::put("core.customer", id)));
                slots
            }
            Self::Unreceipted { part, customer, .. } => {
                let mut slots = vec![Slot::put("core.part", part)];
                slots.extend(customer.map(|id| Slot::put("core.customer", id)));
                slots
            }
            Self::Held { ticket, line, .. } => vec![Slot::put("core.held", ticket).at(line)],
            Self::Released { line } => vec![Slot::clear("core.held").at(line)],
            Self::Received {
                line, grade, owed, ..
            } => {
                let mut slots = vec![Slot::clear("core.held").at(line)];
                if grade.is_kept() {
                    slots.push(Slot::put("core.state", "received").at("received"));
                }
                slots.extend(owes_no_more(*owed));
                slots
            }
            Self::Extended { due } => vec![Slot::put("core.due", due)],
            Self::Sent {
                supplier,
                manifest,
                left,
                ..
            } => {
                let mut slots = vec![
                    Slot::put("core.supplier", supplier).at(manifest),
                    Slot::put("core.manifest", manifest).at(manifest),
                ];
                if *left == Quantity::ZERO {
                    slots.push(Slot::clear("core.state").at("received"));
                }
                slots
            }
            Self::Credited { manifest, left, .. } if *left == Quantity::ZERO => vec![
                Slot::clear("core.supplier").at(manifest),
                Slot::clear("core.manifest").at(manifest),
            ],
            Self::Credited { .. } => Vec::new(),
            Self::Forfeited { owed, .. } => owes_no_more(*owed),
        }
    }
}

fn owes_no_more(owed: Quantity) -> Vec<Slot> {
    if owed.is_positive() {
        return Vec::new();
    }
    vec![
        Slot::clear("core.state").at("owed"),
        Slot::clear("core.due"),
    ]
}
