//! What is known of one count.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::event::{CountEvent, CountRules, CountScope, Frozen, Tally};
use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Timestamp};
use crate::ids::{CountId, PartId};
use crate::money::{NumberError, Quantity};
use crate::number::DocumentNumber;
use crate::stock::minus;

/// Where a count stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CountState {
    /// Being counted.
    Open,
    /// Posted to stock.
    Posted,
    /// Given up.
    Canceled,
}

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LineState {
    /// Nobody counted it yet.
    Uncounted,
    /// It has to be counted again.
    Again,
    /// It is counted.
    Counted,
}

/// One part of a count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountLine {
    /// What the books said.
    pub frozen: Frozen,
    /// What was counted, oldest first; the last one holds.
    pub tallies: Vec<Tally>,
    /// Where it stands.
    pub state: LineState,
}

impl CountLine {
    /// Returns the difference that was found: counted less expected. Nothing while it is not counted.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a quantity cannot hold it.
    pub fn difference(&self) -> Result<Option<Quantity>, NumberError> {
        let last = self.tallies.last();
        last.map(|tally| minus(tally.counted, tally.expected))
            .transpose()
    }
}

/// A line as those who count see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetLine {
    /// The part.
    pub part: PartId,
    /// Where it lies.
    pub bin: Option<String>,
    /// What the books said; hidden in a blind count.
    pub book: Option<Quantity>,
    /// Where it stands.
    pub state: LineState,
}

/// One count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Count {
    /// Its id.
    pub id: CountId,
    /// Its number.
    pub number: DocumentNumber,
    /// Which stock.
    pub scope: CountScope,
    /// By which rules.
    pub rules: CountRules,
    /// Where it stands.
    pub state: CountState,
    /// Its parts.
    pub lines: BTreeMap<PartId, CountLine>,
    /// When it began.
    pub started_at: Timestamp,
    /// Who began it.
    pub started_by: Actor,
}

impl Count {
    /// Returns the parts in a state.
    pub fn lines_in(&self, state: LineState) -> impl Iterator<Item = &CountLine> {
        self.lines.values().filter(move |line| line.state == state)
    }

    /// Returns what those who count see, in the order the bins are walked.
    #[must_use]
    pub fn sheet(&self) -> Vec<SheetLine> {
        let seen = |line: &CountLine| SheetLine {
            part: line.frozen.part,
            bin: line.frozen.bin.clone(),
            book: (!self.rules.blind).then_some(line.frozen.book),
            state: line.state,
        };
        let mut sheet: Vec<_> = self.lines.values().map(seen).collect();
        let bin = |line: &SheetLine| line.bin.clone().unwrap_or_default();
        sheet.sort_by(|a, b| crate::stock::bins::walking_order(&bin(a), &bin(b)));
        sheet
    }

    fn begin(&mut self, frozen: &Frozen) {
        let line = CountLine {
            frozen: frozen.clone(),
            tallies: Vec::new(),
            state: LineState::Uncounted,
        };
        self.lines.insert(frozen.part, line);
    }
}

impl Aggregate for Count {
    type Event = CountEvent;

    fn open(id: Uuid, event: &CountEvent, at: Timestamp, by: &Actor) -> Option<Self> {
        let CountEvent::Started {
            number,
            scope,
            rules,
            lines,
        } = event
        else {
            return None;
        };
        let mut count = Self {
            id: CountId::new(id),
            number: number.clone(),
            scope: scope.clone(),
            rules: *rules,
            state: CountState::Open,
            lines: BTreeMap::new(),
            started_at: at,
            started_by: by.clone(),
        };
        lines.iter().for_each(|frozen| count.begin(frozen));
        Some(count)
    }

    fn apply(&mut self, event: &CountEvent, _at: Timestamp, _by: &Actor) {
        match event {
            CountEvent::Started { .. } => {}
            CountEvent::LineAdded(frozen) => self.begin(frozen),
            CountEvent::Counted { part, tally, again } => {
                if let Some(line) = self.lines.get_mut(part) {
                    line.tallies.push(tally.clone());
                    line.state = if *again {
                        LineState::Again
                    } else {
                        LineState::Counted
                    };
                }
            }
            CountEvent::RecountAsked { parts } => {
                for part in parts {
                    // What nobody counted is still to be counted, not again.
                    if let Some(line) = self.lines.get_mut(part)
                        && line.state == LineState::Counted
                    {
                        line.state = LineState::Again;
                    }
                }
            }
            CountEvent::Posted { .. } => self.state = CountState::Posted,
            CountEvent::Canceled { .. } => self.state = CountState::Canceled,
        }
    }
}
