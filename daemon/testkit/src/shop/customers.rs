//! Customers of the shop: people, and every twelfth a small business with a few vehicles.

use serde::Serialize;

use super::names::{FAMILY, GIVEN, PLACES, TRADES};
use crate::rng::{Rng, Scatter, Stream, to_index};

/// A customer in the shape `customer.save` takes.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Customer {
    pub name: String,
    /// In the 555-0100 to 555-0199 range, which is kept for fiction.
    pub phone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<&'static str>,
}

const AREA_CODES: [u64; 8] = [512, 737, 254, 830, 210, 726, 361, 325];
/// Numbers that the shop's own area codes hold in the range kept for fiction.
const LOCAL_PHONES: u64 = AREA_CODES.len() as u64 * 100;
/// Area codes of a shop whose customers are more than that: 200 to 999 (NANPA: N is 2 to 9).
const ALL_AREA_CODES: u64 = 800;
const NOTES: [&str; 8] = [
    "Call before any work over $200.",
    "Text is better than a call.",
    "Waits in the lobby.",
    "Keeps the old parts.",
    "Early drop key in the night box.",
    "Prefers the usual technician.",
    "Asks for the old oil sample.",
    "Second set of wheels in storage.",
];

/// Returns whether a customer is a business.
pub(crate) fn is_business(index: u64) -> bool {
    index % 12 == 7
}

/// Makes the customers of one shop.
#[derive(Clone, Debug)]
pub(super) struct Maker {
    seed: u64,
    people: Scatter,
    businesses: Scatter,
    phones: Scatter,
    /// Whether the shop's own area codes have a number for everybody.
    local: bool,
}

impl Maker {
    pub(super) fn new(seed: u64, customers: u64) -> Self {
        let local = customers <= LOCAL_PHONES;
        let phones = if local {
            LOCAL_PHONES
        } else {
            ALL_AREA_CODES * 100
        };
        Self {
            seed,
            people: Scatter::new(seed, 3, (GIVEN.len() * FAMILY.len()) as u64),
            businesses: Scatter::new(seed, 4, (PLACES.len() * TRADES.len()) as u64),
            phones: Scatter::new(seed, 5, phones),
            local,
        }
    }

    pub(super) fn make(&self, index: u64) -> Customer {
        let mut rng = Rng::for_item(self.seed, Stream::Customer, index);
        let (name, mailbox) = if is_business(index) {
            self.business(index / 12)
        } else {
            self.person(index)
        };
        let phone = self.phones.at(index);
        let area = if self.local {
            AREA_CODES[to_index(phone / 100)]
        } else {
            200 + phone / 100
        };
        Customer {
            name,
            phone: format!("({area}) 555-{:04}", 100 + phone % 100),
            email: rng.chance(82).then(|| format!("{mailbox}@example.com")),
            notes: rng.chance(15).then(|| *rng.pick(&NOTES)),
        }
    }

    fn person(&self, index: u64) -> (String, String) {
        let (count, round) = ((GIVEN.len() * FAMILY.len()) as u64, GIVEN.len() as u64);
        let place = self.people.at(index);
        let given = GIVEN[to_index(place % round)];
        let family = FAMILY[to_index(place / round)];
        let mailbox = mailbox(&[given, family], ".", index / count);
        (format!("{given} {family}"), mailbox)
    }

    fn business(&self, index: u64) -> (String, String) {
        let (count, round) = ((PLACES.len() * TRADES.len()) as u64, PLACES.len() as u64);
        let place = self.businesses.at(index);
        let town = PLACES[to_index(place % round)];
        let trade = TRADES[to_index(place / round)];
        let mailbox = mailbox(&[town, trade], "", index / count);
        (format!("{town} {trade}"), mailbox)
    }
}

/// Joins the letters of some words; a namesake's mailbox ends in a number.
fn mailbox(words: &[&str], joint: &str, namesake: u64) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|word| {
            word.chars()
                .filter(char::is_ascii_alphabetic)
                .collect::<String>()
        })
        .map(|word| word.to_lowercase())
        .collect();
    let number = if namesake == 0 {
        String::new()
    } else {
        (namesake + 1).to_string()
    };
    format!("{}{number}", words.join(joint))
}
