//! What a session of the till is at one moment.

use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Timestamp};
use crate::ids::{StaffId, TillId};
use crate::money::{Currency, Money};
use crate::number::DocumentNumber;

use super::denominations::Pieces;
use super::event::{DropTo, Movement, TillEvent, ZReport};

/// One session of a cash drawer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TillSession {
    /// Its id.
    pub id: TillId,
    /// Its number.
    pub number: DocumentNumber,
    /// The counter.
    pub counter: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// What lay in the drawer at the beginning.
    pub float: Money,
    /// What the session before had left.
    pub carried: Option<Money>,
    /// Who answers for the drawer.
    pub keeper: Option<StaffId>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom.
    pub opened_by: Actor,
    /// Cash that moved without a sale, oldest first.
    pub moves: Vec<Moved>,
    /// The counts, oldest first.
    pub counts: Vec<Counted>,
    /// The Z report, once closed.
    pub z: Option<Box<ZReport>>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// How many events it has had.
    pub revision: u64,
}

/// Cash that moved without a sale.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// Which way.
    pub kind: MoveKind,
    /// How much, above zero.
    pub amount: Money,
    /// What for; the number of the bag when it was dropped.
    pub reason: Option<String>,
    /// Under which heading.
    pub category: Option<String>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
}

/// Which way cash moved without a sale.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MoveKind {
    /// Put in.
    In,
    /// Taken out for the shop's needs.
    Out,
    /// Taken out to the safe or the bank.
    Drop(DropTo),
}

/// One count of the drawer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// Notes and coins.
    pub pieces: Pieces,
    /// What they come to.
    pub total: Money,
    /// What the books said then.
    pub expected: Money,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
}

impl TillSession {
    /// Tells whether it is still open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.z.is_none()
    }

    /// Returns the last count, if cash has not moved since.
    #[must_use]
    pub fn count_of(&self, drawer: Money) -> Option<&Counted> {
        self.counts.last().filter(|count| count.expected == drawer)
    }

    fn moved(&mut self, kind: MoveKind, moved: &Movement, at: Timestamp, by: &Actor) {
        self.moves.push(Moved {
            kind,
            amount: moved.amount,
            reason: Some(moved.reason.clone()),
            category: moved.category.clone(),
            at,
            by: by.clone(),
        });
    }
}

impl Aggregate for TillSession {
    type Event = TillEvent;

    fn open(id: Uuid, event: &TillEvent, at: Timestamp, by: &Actor) -> Option<Self> {
        let TillEvent::Opened {
            number,
            counter,
            currency,
            float,
            carried,
            reason: _,
            keeper,
        } = event
        else {
            return None;
        };
        Some(Self {
            id: TillId::new(id),
            number: number.clone(),
            counter: counter.clone(),
            currency: *currency,
            float: *float,
            carried: *carried,
            keeper: *keeper,
            opened_at: at,
            opened_by: by.clone(),
            moves: Vec::new(),
            counts: Vec::new(),
            z: None,
            closed_at: None,
            revision: 1,
        })
    }

    fn apply(&mut self, event: &TillEvent, at: Timestamp, by: &Actor) {
        self.revision += 1;
        match event {
            TillEvent::Opened { .. } | TillEvent::Overridden { .. } => {}
            TillEvent::PaidIn(moved) => self.moved(MoveKind::In, moved, at, by),
            TillEvent::PaidOut(moved) => self.moved(MoveKind::Out, moved, at, by),
            TillEvent::Dropped {
                amount,
                to,
                reference,
            } => self.moves.push(Moved {
                kind: MoveKind::Drop(*to),
                amount: *amount,
                reason: reference.clone(),
                category: None,
                at,
                by: by.clone(),
            }),
            TillEvent::Counted {
                pieces,
                total,
                expected,
                ..
            } => self.counts.push(Counted {
                pieces: pieces.clone(),
                total: *total,
                expected: *expected,
                at,
                by: by.clone(),
            }),
            TillEvent::Closed(z) => {
                self.z = Some(z.clone());
                self.closed_at = Some(at);
            }
        }
    }
}
