//! Serial numbers of one part: which pieces there are, and where each has gone.

use std::collections::BTreeMap;
use std::fmt;

use super::ReturnTo;
use crate::ids::{LineId, TicketId};
use crate::text;

/// The longest serial number, in characters.
pub const SERIAL_LEN_MAX: usize = 60;

/// A serial number as it is compared: trimmed, in capitals, runs of white space as one space.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SerialNumber(String);

impl SerialNumber {
    /// Reads a serial number as typed or scanned.
    ///
    /// # Errors
    /// [`SerialRefusal::Empty`], [`SerialRefusal::TooLong`], or [`SerialRefusal::CardNumber`] for what looks like
    /// a payment card.
    pub fn parse(typed: &str) -> Result<Self, SerialRefusal> {
        let words: Vec<_> = typed.split_whitespace().map(str::to_uppercase).collect();
        let serial = words.join(" ");
        if serial.is_empty() {
            return Err(SerialRefusal::Empty);
        }
        if serial.chars().count() > SERIAL_LEN_MAX || serial.chars().any(char::is_control) {
            return Err(SerialRefusal::TooLong);
        }
        if text::looks_like_card_number(&serial) {
            return Err(SerialRefusal::CardNumber);
        }
        Ok(Self(serial))
    }

    /// Returns the number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a piece is.
///
/// ```text
///            Received            Sold                 Returned
///   (new) ─────────────► InStock ────► Sold ───┬──────────────► InStock
///                         ▲  │ │               ├──────────────► Defective | ForSupplier
///             Received    │  │ │ Scrapped      └──────────────► Scrapped
///   SentToSupplier ───────┘  │ └───────────► Scrapped
///         ▲──────────────────┘ SentToSupplier (from Defective and ForSupplier too)
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SerialState {
    /// On the shelf.
    InStock {
        /// Where.
        location: String,
    },
    /// With a customer.
    Sold {
        /// The ticket it was sold on.
        ticket: TicketId,
        /// The line it was sold on.
        line: LineId,
    },
    /// Kept apart as defective.
    Defective {
        /// Where.
        location: String,
    },
    /// Kept apart to go back to the supplier.
    ForSupplier {
        /// Where.
        location: String,
    },
    /// Back with the supplier. It may be received again, repaired.
    SentToSupplier,
    /// Thrown away.
    Scrapped,
}

/// What happens to a piece.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SerialMove {
    /// It came in.
    Received {
        /// Where it lies now.
        location: String,
    },
    /// It was carried to another location.
    Moved {
        /// Where it lies now.
        location: String,
    },
    /// It was sold or installed.
    Sold {
        /// The ticket.
        ticket: TicketId,
        /// Its line.
        line: LineId,
    },
    /// The customer brought it back.
    Returned {
        /// The ticket it was sold on.
        ticket: TicketId,
        /// The line it was sold on.
        line: LineId,
        /// What becomes of it.
        to: ReturnTo,
        /// Where it lies now.
        location: String,
    },
    /// It went back to the supplier.
    SentToSupplier,
    /// It was thrown away.
    Scrapped,
}

/// Why a serial number was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SerialRefusal {
    /// Nothing was typed.
    #[error("the serial number is empty")]
    Empty,
    /// More was typed than a serial number has, or something unprintable.
    #[error("the serial number is too long or not plain text")]
    TooLong,
    /// It looks like a payment card's number, which is never kept.
    #[error("the serial number looks like a card number")]
    CardNumber,
    /// The part has a piece of this number already.
    #[error("serial number {0} is already known for this part")]
    Duplicate(SerialNumber),
    /// The part has no piece of this number.
    #[error("serial number {0} is not known for this part")]
    Unknown(SerialNumber),
    /// The piece was not sold on the line that it is brought back for.
    #[error("serial number {0} was not sold on this line")]
    NotSoldHere(SerialNumber),
    /// The piece is somewhere else than this can happen to it.
    #[error("serial number {serial} is {state}")]
    WrongState {
        /// The piece.
        serial: SerialNumber,
        /// Where it is.
        state: SerialState,
    },
}

impl fmt::Display for SerialState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InStock { .. } => "in stock",
            Self::Sold { .. } => "sold",
            Self::Defective { .. } => "kept as defective",
            Self::ForSupplier { .. } => "kept for the supplier",
            Self::SentToSupplier => "with the supplier",
            Self::Scrapped => "scrapped",
        })
    }
}

/// Every piece of one part that was ever seen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SerialBook(BTreeMap<SerialNumber, SerialState>);

impl SerialBook {
    /// Returns where a piece is, if the part has it.
    #[must_use]
    pub fn get(&self, serial: &SerialNumber) -> Option<&SerialState> {
        self.0.get(serial)
    }

    /// Returns the pieces that can be sold at a location. As many as are on hand there, if the books are right.
    pub fn in_stock<'a>(&'a self, location: &'a str) -> impl Iterator<Item = &'a SerialNumber> {
        let here = move |state: &SerialState| match state {
            SerialState::InStock { location: at } => at == location,
            SerialState::Sold { .. }
            | SerialState::Defective { .. }
            | SerialState::ForSupplier { .. }
            | SerialState::SentToSupplier
            | SerialState::Scrapped => false,
        };
        let pieces = self.0.iter().filter(move |(_, state)| here(state));
        pieces.map(|(serial, _)| serial)
    }

    /// Takes down what happens to a piece.
    ///
    /// # Errors
    /// A [`SerialRefusal`] when it cannot happen to it; then nothing has changed.
    pub fn apply(
        &mut self,
        serial: &SerialNumber,
        movement: &SerialMove,
    ) -> Result<(), SerialRefusal> {
        let state = next(serial, self.0.get(serial), movement)?;
        self.0.insert(serial.clone(), state);
        Ok(())
    }
}

fn next(
    serial: &SerialNumber,
    now: Option<&SerialState>,
    movement: &SerialMove,
) -> Result<SerialState, SerialRefusal> {
    use SerialState::{Defective, ForSupplier, InStock, Scrapped, SentToSupplier, Sold};

    let here = |location: &String| location.clone();
    let wrong = |state: &SerialState| {
        let (serial, state) = (serial.clone(), state.clone());
        Err(SerialRefusal::WrongState { serial, state })
    };
    let Some(now) = now else {
        return match movement {
            SerialMove::Received { location } => Ok(InStock {
                location: here(location),
            }),
            SerialMove::Moved { .. }
            | SerialMove::Sold { .. }
            | SerialMove::Returned { .. }
            | SerialMove::SentToSupplier
            | SerialMove::Scrapped => Err(SerialRefusal::Unknown(serial.clone())),
        };
    };
    match (movement, now) {
        (SerialMove::Received { location }, SentToSupplier) => Ok(InStock {
            location: here(location),
        }),
        (SerialMove::Received { .. }, _) => Err(SerialRefusal::Duplicate(serial.clone())),
        (SerialMove::Moved { location }, InStock { .. }) => Ok(InStock {
            location: here(location),
        }),
        (SerialMove::Moved { location }, Defective { .. }) => Ok(Defective {
            location: here(location),
        }),
        (SerialMove::Moved { location }, ForSupplier { .. }) => Ok(ForSupplier {
            location: here(location),
        }),
        (SerialMove::Sold { ticket, line }, InStock { .. }) => Ok(Sold {
            ticket: *ticket,
            line: *line,
        }),
        (
            SerialMove::Returned {
                ticket,
                line,
                to,
                location,
            },
            Sold {
                ticket: on,
                line: of,
            },
        ) => {
            if (ticket, line) != (on, of) {
                return Err(SerialRefusal::NotSoldHere(serial.clone()));
            }
            let location = here(location);
            Ok(match to {
                ReturnTo::Stock => InStock { location },
                ReturnTo::Defective => Defective { location },
                ReturnTo::Supplier => ForSupplier { location },
                ReturnTo::Scrap => Scrapped,
            })
        }
        (SerialMove::SentToSupplier, InStock { .. } | Defective { .. } | ForSupplier { .. }) => {
            Ok(SentToSupplier)
        }
        (SerialMove::Scrapped, InStock { .. } | Defective { .. } | ForSupplier { .. }) => {
            Ok(Scrapped)
        }
        (
            SerialMove::Moved { .. }
            | SerialMove::Sold { .. }
            | SerialMove::Returned { .. }
            | SerialMove::SentToSupplier
            | SerialMove::Scrapped,
            state,
        ) => wrong(state),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn serial(number: &str) -> SerialNumber {
        SerialNumber::parse(number).unwrap()
    }

    fn place() -> String {
        "main".to_owned()
    }

    fn sold(number: u128) -> SerialMove {
        let id = Uuid::from_u128(number);
        SerialMove::Sold {
            ticket: TicketId::new(id),
            line: LineId::new(id),
        }
    }

    fn returned(number: u128, to: ReturnTo) -> SerialMove {
        let id = Uuid::from_u128(number);
        let (ticket, line) = (TicketId::new(id), LineId::new(id));
        SerialMove::Returned {
            ticket,
            line,
            to,
            location: place(),
        }
    }

    fn every_move() -> Vec<SerialMove> {
        vec![
            SerialMove::Received { location: place() },
            SerialMove::Moved {
                location: "south".to_owned(),
            },
            sold(1),
            sold(2),
            returned(1, ReturnTo::Stock),
            returned(1, ReturnTo::Defective),
            returned(2, ReturnTo::Supplier),
            returned(2, ReturnTo::Scrap),
            SerialMove::SentToSupplier,
            SerialMove::Scrapped,
        ]
    }

    /// Does the moves to one piece and says where it is.
    fn after(moves: &[SerialMove]) -> Result<SerialState, SerialRefusal> {
        let mut book = SerialBook::default();
        let piece = serial("A1");
        for movement in moves {
            book.apply(&piece, movement)?;
        }
        Ok(book.get(&piece).unwrap().clone())
    }

    #[test]
    fn a_number_is_compared_as_people_read_it() {
        assert_eq!(serial(" ab-12\t 3 "), serial("AB-12 3"));
        assert_eq!(SerialNumber::parse(" \t"), Err(SerialRefusal::Empty));
        assert_eq!(
            SerialNumber::parse(&"x".repeat(61)),
            Err(SerialRefusal::TooLong)
        );
        assert!(SerialNumber::parse(&"x".repeat(60)).is_ok());
        assert_eq!(SerialNumber::parse("A\u{7}1"), Err(SerialRefusal::TooLong));
        let card = SerialNumber::parse("4242 4242 4242 4242");
        assert_eq!(card, Err(SerialRefusal::CardNumber));
    }

    #[test]
    fn a_part_has_each_number_once() {
        let received = SerialMove::Received { location: place() };
        let twice = after(&[received.clone(), received.clone()]);
        assert_eq!(twice, Err(SerialRefusal::Duplicate(serial("A1"))));
        let sold = after(&[received.clone(), sold(1), received.clone()]);
        assert_eq!(sold, Err(SerialRefusal::Duplicate(serial("A1"))));
        let repaired = after(&[received.clone(), SerialMove::SentToSupplier, received]);
        assert_eq!(repaired, Ok(SerialState::InStock { location: place() }));
    }

    #[test]
    fn what_comes_back_must_be_what_was_sold_on_the_line() {
        let received = SerialMove::Received { location: place() };
        let other = after(&[received.clone(), sold(1), returned(2, ReturnTo::Stock)]);
        assert_eq!(other, Err(SerialRefusal::NotSoldHere(serial("A1"))));
        for (to, state) in [
            (ReturnTo::Stock, SerialState::InStock { location: place() }),
            (
                ReturnTo::Defective,
                SerialState::Defective { location: place() },
            ),
            (
                ReturnTo::Supplier,
                SerialState::ForSupplier { location: place() },
            ),
            (ReturnTo::Scrap, SerialState::Scrapped),
        ] {
            assert_eq!(
                after(&[received.clone(), sold(1), returned(1, to)]),
                Ok(state)
            );
        }
    }

    #[test]
    fn only_what_is_on_the_shelf_is_sold() {
        let received = SerialMove::Received { location: place() };
        assert_eq!(after(&[sold(1)]), Err(SerialRefusal::Unknown(serial("A1"))));
        let states = [sold(1), SerialMove::SentToSupplier, SerialMove::Scrapped];
        for movement in states {
            let state = after(&[received.clone(), movement.clone()]).unwrap();
            let again = after(&[received.clone(), movement, sold(2)]);
            assert_eq!(
                again,
                Err(SerialRefusal::WrongState {
                    serial: serial("A1"),
                    state
                })
            );
        }
        let defective = [received, sold(1), returned(1, ReturnTo::Defective)];
        let message = after(&[&defective[..], &[sold(2)]].concat())
            .unwrap_err()
            .to_string();
        assert_eq!(message, "serial number A1 is kept as defective");
    }

    proptest! {
        /// On the shelf is what came in less what left, whatever is tried.
        #[test]
        fn pieces_are_conserved(tries in prop::collection::vec((0_usize..4, 0..every_move().len()), 0..80)) {
            let mut book = SerialBook::default();
            let mut count = 0_usize;
            for (piece, which) in tries {
                let piece = serial(&format!("S{piece}"));
                let movement = &every_move()[which];
                let on_shelf = |book: &SerialBook| matches!(book.get(&piece), Some(SerialState::InStock { .. }));
                let (before, was) = (book.clone(), on_shelf(&book));
                match book.apply(&piece, movement) {
                    Ok(()) => {
                        let is = on_shelf(&book);
                        count = count + usize::from(is) - usize::from(was);
                        // Nothing is sold that is not there, and nothing that is scrapped comes back.
                        let sale = matches!(movement, SerialMove::Sold { .. });
                        prop_assert!(!sale || (was && !is));
                        prop_assert_ne!(before.get(&piece), Some(&SerialState::Scrapped));
                    }
                    Err(_) => prop_assert_eq!(&book, &before),
                }
                let here = book.in_stock("main").count() + book.in_stock("south").count();
                prop_assert_eq!(here, count);
            }
        }
    }
}
