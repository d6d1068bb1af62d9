//! How things are found: each event may put its thing under names that lists are made by.
//!
//! A slot holds one value at a time, such as `purchase.state` = `ordered`; putting another value in takes the thing off
//! the old list and onto the new one. The store keeps slots beside the journal; a new noun needs no table of its own.

/// A change of what a thing is found by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slot {
    /// Which list: `noun.property`, e.g. `purchase.supplier`.
    pub name: &'static str,
    /// Tells several values of one list apart, e.g. a line's id; empty for the only one.
    pub place: String,
    /// The new value; none takes the thing off the list.
    pub value: Option<String>,
}

impl Slot {
    /// Puts the thing on a list under one value.
    #[must_use]
    pub fn put(name: &'static str, value: impl ToString) -> Self {
        Self {
            name,
            place: String::new(),
            value: Some(value.to_string()),
        }
    }

    /// Takes the thing off a list.
    #[must_use]
    pub const fn clear(name: &'static str) -> Self {
        Self {
            name,
            place: String::new(),
            value: None,
        }
    }

    /// Says which of several values of a list this is.
    #[must_use]
    pub fn at(mut self, place: impl ToString) -> Self {
        self.place = place.to_string();
        self
    }
}
