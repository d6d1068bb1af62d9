//! What the sellers were told, written down beside the daemon: the auditor's second model. Amounts in minor units.

use e2e::Value;

/// A part of the test's catalog.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    /// Its number.
    pub(crate) number: &'static str,
    /// Cents.
    pub(crate) price: i64,
}

/// The catalog; prices whose tax does not come out even.
pub(crate) const PARTS: [Part; 5] = [
    Part {
        number: "CR-100",
        price: 1_999,
    },
    Part {
        number: "CR-101",
        price: 733,
    },
    Part {
        number: "CR-102",
        price: 5_401,
    },
    Part {
        number: "CR-103",
        price: 12,
    },
    Part {
        number: "CR-104",
        price: 24_995,
    },
];

/// Pieces of each on the shelf at the start.
pub(crate) const ON_HAND: i64 = 100_000;

/// One order that was answered.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    pub(crate) method: &'static str,
    pub(crate) params: Value,
    pub(crate) answer: Value,
}

/// A line as it was asked for.
#[derive(Debug, Clone)]
pub(crate) struct SoldLine {
    /// As the daemon named it.
    pub(crate) id: String,
    /// Index into [`PARTS`]; none for labor.
    pub(crate) part: Option<usize>,
    pub(crate) quantity: i64,
    pub(crate) amount: i64,
}

/// How a sale was paid.
#[derive(Debug, Clone)]
pub(crate) enum Paid {
    Cash { payment: String, tendered: i64 },
    Card { payment: String },
}

/// One sale, from opening to its last payment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sale {
    pub(crate) ticket: String,
    pub(crate) lines: Vec<SoldLine>,
    pub(crate) paid: Option<Paid>,
    pub(crate) orders: Vec<Answered>,
}

impl Sale {
    /// What it must come to: parts and labor, and 8.25 % on the parts, halves rounded away from zero.
    pub(crate) fn total(&self) -> i64 {
        let sum = |parts: bool| -> i64 {
            let lines = self
                .lines
                .iter()
                .filter(|line| line.part.is_some() == parts);
            lines.map(|line| line.amount).sum()
        };
        sum(true) + sum(false) + tax_on(sum(true))
    }
}

pub(crate) fn tax_on(parts: i64) -> i64 {
    (parts * 825 + 5_000) / 10_000
}
