//! What the ledger knows of one core.

use jiff::civil::Date;
use uuid::Uuid;

use super::event::{CoreEvent, CoreGrade};
use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Timestamp};
use crate::ids::{CoreId, CustomerId, LineId, PartId, SupplierId, TicketId};
use crate::money::{Money, NumberError, Quantity};
use crate::stock::{minus, plus};

/// Old parts that a ticket is about to take back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoreHold {
    /// The ticket.
    pub ticket: TicketId,
    /// Its line.
    pub line: LineId,
    /// How many.
    pub quantity: Quantity,
    /// In what condition.
    pub grade: CoreGrade,
    /// What the supplier will credit for them.
    pub value: Money,
}

/// Old parts on their way to a supplier's credit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoreShipment {
    /// The supplier.
    pub supplier: SupplierId,
    /// The number of the list that went with them.
    pub manifest: String,
    /// How many still wait for credit.
    pub quantity: Quantity,
    /// What is to be credited for those.
    pub value: Money,
}

/// How many units ended in which way, or passed through it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CoreCounts {
    /// Came back and were kept for the supplier.
    pub kept: Quantity,
    /// Came back and were worth nothing.
    pub rejected: Quantity,
    /// Were not owed any more, for the sold part itself came back.
    pub part_returned: Quantity,
    /// Were never brought.
    pub forfeited: Quantity,
    /// Were credited in full by the supplier.
    pub credited: Quantity,
    /// Were credited in part.
    pub short: Quantity,
    /// Were rejected by the supplier.
    pub refused: Quantity,
}

impl CoreCounts {
    /// Nothing happened yet.
    pub const NONE: Self = Self {
        kept: Quantity::ZERO,
        rejected: Quantity::ZERO,
        part_returned: Quantity::ZERO,
        forfeited: Quantity::ZERO,
        credited: Quantity::ZERO,
        short: Quantity::ZERO,
        refused: Quantity::ZERO,
    };
}

/// One core charge: the old parts of one sold line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Core {
    /// Its id.
    pub id: CoreId,
    /// The ticket and the line of the part; none for old parts without a receipt.
    pub sale: Option<(TicketId, LineId)>,
    /// Which part was sold.
    pub part: PartId,
    /// Its description.
    pub description: String,
    /// Who owes the old part.
    pub customer: Option<CustomerId>,
    /// How many were sold with a deposit.
    pub sold: Quantity,
    /// How many are still owed.
    pub owed: Quantity,
    /// What the customer paid for those; nothing known without a receipt.
    pub paid: Option<Money>,
    /// What the books hold for those.
    pub deposit: Option<Money>,
    /// The last day on which they are taken back.
    pub due: Option<Date>,
    /// What tickets are about to take back.
    pub holds: Vec<CoreHold>,
    /// How many are here, kept for the supplier.
    pub here: Quantity,
    /// What those are worth.
    pub value: Option<Money>,
    /// What is at suppliers.
    pub sent: Vec<CoreShipment>,
    /// How the rest ended.
    pub counts: CoreCounts,
}

impl Core {
    /// Returns how many more may be taken back: what is owed and no open ticket is taking back.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a quantity cannot hold it.
    pub fn returnable(&self) -> Result<Quantity, NumberError> {
        minus(self.owed, self.held()?)
    }

    /// Returns how many open tickets are about to take back.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a quantity cannot hold it.
    pub fn held(&self) -> Result<Quantity, NumberError> {
        let mut held = self.holds.iter().map(|hold| hold.quantity);
        held.try_fold(Quantity::ZERO, plus)
    }

    /// Finds what a line of an open ticket is about to take back.
    #[must_use]
    pub fn hold(&self, line: LineId) -> Option<&CoreHold> {
        self.holds.iter().find(|hold| hold.line == line)
    }

    /// Finds what went with a list and waits for credit.
    #[must_use]
    pub fn shipment(&self, manifest: &str) -> Option<&CoreShipment> {
        self.sent.iter().find(|sent| sent.manifest == manifest)
    }

    fn empty(id: CoreId, part: PartId, description: &str, customer: Option<CustomerId>) -> Self {
        Self {
            id,
            sale: None,
            part,
            description: description.to_owned(),
            customer,
            sold: Quantity::ZERO,
            owed: Quantity::ZERO,
            paid: None,
            deposit: None,
            due: None,
            holds: Vec::new(),
            here: Quantity::ZERO,
            value: None,
            sent: Vec::new(),
            counts: CoreCounts::NONE,
        }
    }
}

/// Sums of facts fit, for whoever decided them checked; what does not fit stays as it was.
fn add(to: &mut Quantity, quantity: Quantity) {
    *to = plus(*to, quantity).unwrap_or(*to);
}

fn take(from: &mut Option<Money>, amount: Money) {
    *from = from.map(|whole| whole.minus(amount).unwrap_or(whole));
}

impl Aggregate for Core {
    type Event = CoreEvent;

    fn open(id: Uuid, event: &CoreEvent, _at: Timestamp, _by: &Actor) -> Option<Self> {
        match event {
            CoreEvent::Owed {
                ticket,
                line,
                part,
                description,
                customer,
                quantity,
                paid,
                deposit,
                due,
            } => Some(Self {
                sale: Some((*ticket, *line)),
                sold: *quantity,
                owed: *quantity,
                paid: Some(*paid),
                deposit: Some(*deposit),
                due: Some(*due),
                ..Self::empty(CoreId::new(id), *part, description, *customer)
            }),
            CoreEvent::Unreceipted {
                part,
                description,
                customer,
            } => Some(Self::empty(CoreId::new(id), *part, description, *customer)),
            CoreEvent::Held { .. }
            | CoreEvent::Released { .. }
            | CoreEvent::Received { .. }
            | CoreEvent::Extended { .. }
            | CoreEvent::Sent { .. }
            | CoreEvent::Credited { .. }
            | CoreEvent::Forfeited { .. } => None,
        }
    }

    fn apply(&mut self, event: &CoreEvent, _at: Timestamp, _by: &Actor) {
        match event {
            CoreEvent::Owed { .. } | CoreEvent::Unreceipted { .. } => {}
            CoreEvent::Held {
                ticket,
                line,
                quantity,
                grade,
                value,
            } => self.holds.push(CoreHold {
                ticket: *ticket,
                line: *line,
                quantity: *quantity,
                grade: *grade,
                value: *value,
            }),
            CoreEvent::Released { line } => self.holds.retain(|hold| hold.line != *line),
            CoreEvent::Received {
                line,
                quantity,
                grade,
                paid,
                deposit,
                value,
                owed,
                ..
            } => {
                self.holds.retain(|hold| hold.line != *line);
                self.owed = *owed;
                take(&mut self.paid, *paid);
                take(&mut self.deposit, *deposit);
                let counts = &mut self.counts;
                match grade {
                    CoreGrade::Good | CoreGrade::Partial => {
                        add(&mut counts.kept, *quantity);
                        add(&mut self.here, *quantity);
                        let before = self.value.unwrap_or(Money::zero(value.currency()));
                        self.value = Some(before.plus(*value).unwrap_or(before));
                    }
                    CoreGrade::Rejected => add(&mut counts.rejected, *quantity),
                    CoreGrade::PartReturned => add(&mut counts.part_returned, *quantity),
                }
            }
            CoreEvent::Extended { due } => self.due = Some(*due),
            CoreEvent::Sent {
                supplier,
                manifest,
                quantity,
                value,
                left,
            } => {
                self.here = *left;
                take(&mut self.value, *value);
                if let Some(sent) = self.sent.iter_mut().find(|s| s.manifest == *manifest) {
                    add(&mut sent.quantity, *quantity);
                    sent.value = sent.value.plus(*value).unwrap_or(sent.value);
                } else {
                    self.sent.push(CoreShipment {
                        supplier: *supplier,
                        manifest: manifest.clone(),
                        quantity: *quantity,
                        value: *value,
                    });
                }
            }
            CoreEvent::Credited {
                manifest,
                quantity,
                expected,
                amount,
                left,
                ..
            } => {
                if let Some(sent) = self.sent.iter_mut().find(|s| s.manifest == *manifest) {
                    sent.quantity = *left;
                    sent.value = sent.value.minus(*expected).unwrap_or(sent.value);
                }
                self.sent.retain(|sent| sent.quantity.is_positive());
                let counts = &mut self.counts;
                let ended = if amount >= expected {
                    &mut counts.credited
                } else if amount.is_zero() {
                    &mut counts.refused
                } else {
                    &mut counts.short
                };
                add(ended, *quantity);
            }
            CoreEvent::Forfeited {
                quantity,
                paid,
                deposit,
                owed,
            } => {
                self.owed = *owed;
                take(&mut self.paid, *paid);
                take(&mut self.deposit, *deposit);
                add(&mut self.counts.forfeited, *quantity);
            }
        }
    }
}
