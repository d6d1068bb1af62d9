//! What is known of one transfer.

use uuid::Uuid;

use super::event::{Moved, TransferEvent};
use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Timestamp};
use crate::ids::{PartId, TransferId};
use crate::money::{NumberError, Quantity};
use crate::number::DocumentNumber;
use crate::stock::{minus, plus};

/// Where a transfer stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TransferState {
    /// Asked for; nothing has left.
    Requested,
    /// Goods have left; none has arrived.
    Sent,
    /// Goods have arrived, perhaps not all.
    Received,
    /// Nothing more will come.
    Closed,
    /// Given up before anything left.
    Canceled,
}

impl TransferState {
    /// Returns its stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Closed => "closed",
            Self::Canceled => "canceled",
        }
    }
}

/// One part of a transfer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TransferLine {
    /// The part.
    pub part: PartId,
    /// How many were asked for.
    pub requested: Quantity,
    /// How many left.
    pub sent: Quantity,
    /// How many arrived.
    pub received: Quantity,
    /// How many left and never arrived.
    pub missing: Quantity,
}

impl TransferLine {
    /// Returns how many are on their way.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a quantity cannot hold it.
    pub fn in_transit(&self) -> Result<Quantity, NumberError> {
        minus(minus(self.sent, self.received)?, self.missing)
    }
}

/// One transfer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transfer {
    /// Its id.
    pub id: TransferId,
    /// Its number.
    pub number: DocumentNumber,
    /// The location that gives.
    pub from: String,
    /// The location that gets.
    pub to: String,
    /// Anything to know.
    pub note: Option<String>,
    /// Where it stands.
    pub state: TransferState,
    /// Its parts.
    pub lines: Vec<TransferLine>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// By whom.
    pub requested_by: Actor,
}

impl Transfer {
    /// Finds the line of a part.
    #[must_use]
    pub fn line(&self, part: PartId) -> Option<&TransferLine> {
        self.lines.iter().find(|line| line.part == part)
    }

    fn add(&mut self, moved: &[Moved], field: fn(&mut TransferLine) -> &mut Quantity) {
        for one in moved {
            if let Some(line) = self.lines.iter_mut().find(|line| line.part == one.part) {
                let sum = field(line);
                *sum = plus(*sum, one.quantity).unwrap_or(*sum);
            }
        }
    }
}

impl Aggregate for Transfer {
    type Event = TransferEvent;

    fn open(id: Uuid, event: &TransferEvent, at: Timestamp, by: &Actor) -> Option<Self> {
        let TransferEvent::Requested { number, draft } = event else {
            return None;
        };
        let line = |wanted: &super::Wanted| TransferLine {
            part: wanted.part,
            requested: wanted.quantity,
            sent: Quantity::ZERO,
            received: Quantity::ZERO,
            missing: Quantity::ZERO,
        };
        Some(Self {
            id: TransferId::new(id),
            number: number.clone(),
            from: draft.from.clone(),
            to: draft.to.clone(),
            note: draft.note.clone(),
            state: TransferState::Requested,
            lines: draft.lines.iter().map(line).collect(),
            requested_at: at,
            requested_by: by.clone(),
        })
    }

    fn apply(&mut self, event: &TransferEvent, _at: Timestamp, _by: &Actor) {
        match event {
            TransferEvent::Requested { .. } => {}
            TransferEvent::Sent { lines } => {
                self.state = self.state.max(TransferState::Sent);
                self.add(lines, |line| &mut line.sent);
            }
            TransferEvent::Received { lines } => {
                self.state = TransferState::Received;
                self.add(lines, |line| &mut line.received);
            }
            TransferEvent::Closed { missing, .. } => {
                self.state = TransferState::Closed;
                self.add(missing, |line| &mut line.missing);
            }
            TransferEvent::Canceled { .. } => self.state = TransferState::Canceled,
        }
    }
}
