//! What each jurisdiction asks of estimates and invoices for motor vehicle repair.
//!
//! Where the law prescribes words, they are in `words`, to be printed as they are; elsewhere `what` says what the
//! document must show, in our words.

use rust_decimal::Decimal;

use crate::money::{Currency, Money};

/// The rules of one jurisdiction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Profile {
    /// Short name for settings, lower case.
    pub name: &'static str,
    /// How far a charge may go beyond what was agreed.
    pub tolerance: Tolerance,
    /// Why a further agreement is needed, as a sentence for the counter.
    pub reason: &'static str,
    /// Where the tolerance is written.
    pub overrun_citation: &'static str,
    /// Above which amount a written estimate is required: zero for always, absent where no rule is known here.
    pub written_estimate_above: Option<Money>,
    /// What a customer chooses between before work above that amount, in prescribed words.
    pub estimate_choice: Option<&'static EstimateChoice>,
    /// What documents must show.
    pub requirements: &'static [Requirement],
}

/// A statement that a customer reads, checks one choice of, and signs. Everything is printed as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EstimateChoice {
    /// Above the statement.
    pub heading: &'static str,
    /// What the customer knows; it names [`Profile::written_estimate_above`].
    pub knows: &'static str,
    /// The choices, each after a box to check.
    pub choices: &'static [&'static str],
    /// Under the lines to write on.
    pub signed: [&'static str; 2],
    /// The section.
    pub citation: &'static str,
}

/// How far a charge may go beyond what was agreed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tolerance {
    /// This profile has no rule.
    NoRule,
    /// Any excess needs a new agreement.
    Nothing,
    /// A share of the agreed amount, within bounds.
    Band {
        /// The tolerance is never less than this.
        at_least: Money,
        /// The share: 0.1 is 10 %.
        share: Decimal,
        /// The tolerance is never more than this.
        at_most: Money,
    },
}

/// Which document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Document {
    /// The written estimate or work order, before work begins.
    Estimate,
    /// The invoice, when the work is done.
    Invoice,
}

/// On which tickets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum When {
    /// On all.
    Always,
    /// When the customer agreed to more than the first estimate.
    Reauthorized,
    /// When shop supplies or waste disposal are charged.
    SuppliesCharged,
}

/// One thing a document must show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Requirement {
    /// Where.
    pub on: Document,
    /// When.
    pub when: When,
    /// What it must show.
    pub what: &'static str,
    /// The prescribed words, to be printed unchanged.
    pub words: Option<&'static str>,
    /// The section.
    pub citation: &'static str,
}

impl Profile {
    /// Every profile, in alphabetical order of names.
    pub const ALL: &'static [&'static Self] = &[&CALIFORNIA, &FLORIDA, &GENERIC];

    /// Finds a profile by its name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|profile| profile.name == name)
    }

    /// Returns what one kind of document must show.
    pub fn requirements_on(
        &self,
        document: Document,
    ) -> impl Iterator<Item = &'static Requirement> {
        self.requirements
            .iter()
            .filter(move |requirement| requirement.on == document)
    }
}

const fn shows(on: Document, what: &'static str, citation: &'static str) -> Requirement {
    Requirement {
        on,
        when: When::Always,
        what,
        words: None,
        citation,
    }
}

const fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

use Document::{Estimate, Invoice};

/// California: Business and Professions Code 9884.9; 16 CCR 3353, 3354 and 3356.
pub static CALIFORNIA: Profile = Profile {
    name: "california",
    tolerance: Tolerance::Nothing,
    reason: "any charge beyond the authorized estimate needs the customer's authorization first, and its record on the invoice",
    overrun_citation: "Cal. Bus. & Prof. Code 9884.9; 16 CCR 3354(a)",
    written_estimate_above: Some(usd(0)),
    estimate_choice: None,
    requirements: &[
        shows(
            Estimate,
            "an estimate authorized by the customer before any work begins",
            "16 CCR 3353",
        ),
        shows(
            Estimate,
            "each part taken as new unless it is marked used, rebuilt or reconditioned",
            "16 CCR 3353",
        ),
        shows(
            Invoice,
            "the dealer's registration number, and name and address as registered",
            "16 CCR 3356(b)",
        ),
        shows(
            Invoice,
            "each service and repair with its price, diagnosis and warranty work too",
            "16 CCR 3356(c)(1)",
        ),
        shows(
            Invoice,
            "each part with its price, and whether it is new, used, reconditioned, rebuilt, or an OEM or non-OEM aftermarket crash part",
            "16 CCR 3356(c)(2)",
        ),
        shows(
            Invoice,
            "the subtotal of services and repairs",
            "16 CCR 3356(c)(3)",
        ),
        shows(
            Invoice,
            "the subtotal of parts without sales tax",
            "16 CCR 3356(c)(4)",
        ),
        shows(Invoice, "the sales tax, if any", "16 CCR 3356(c)(5)"),
        shows(Invoice, "the total", "16 CCR 3356(c)(6)"),
        Requirement {
            on: Invoice,
            when: When::Reauthorized,
            what: "each further authorization: date, time, person, and telephone number or e-mail address",
            words: None,
            citation: "16 CCR 3356(e)",
        },
    ],
};

/// Florida: Motor Vehicle Repair Act, Florida Statutes 559.905, 559.909 and 559.911.
///
/// 559.909(1)(b): more than 10 dollars or 10 percent above the written estimate, whichever is greater, but not more than 50
/// dollars.
pub static FLORIDA: Profile = Profile {
    name: "florida",
    tolerance: Tolerance::Band {
        at_least: usd(1_000),
        share: Decimal::from_parts(1, 0, 0, false, 1),
        at_most: usd(5_000),
    },
    reason: "the charge exceeds the written estimate by more than $10 or 10 percent, whichever is greater, or by more than $50: notify the customer and get consent",
    overrun_citation: "Fla. Stat. 559.909(1)(b)",
    written_estimate_above: Some(usd(10_000)),
    estimate_choice: Some(&FLORIDA_CHOICE),
    requirements: &[
        shows(
            Estimate,
            "name, address and telephone number of the shop",
            "Fla. Stat. 559.905(1)",
        ),
        shows(
            Estimate,
            "name, address and telephone number of the customer",
            "Fla. Stat. 559.905(1)",
        ),
        shows(
            Estimate,
            "date and time of the estimate",
            "Fla. Stat. 559.905(1)",
        ),
        shows(
            Estimate,
            "year, make, model, odometer reading and licence plate of the vehicle",
            "Fla. Stat. 559.905(1)",
        ),
        shows(
            Estimate,
            "the proposed date of completion",
            "Fla. Stat. 559.905(1)",
        ),
        shows(
            Estimate,
            "whether the charge is by flat rate, by the hour, or both",
            "Fla. Stat. 559.905(1)",
        ),
        shows(
            Estimate,
            "whether the customer wants replaced parts saved",
            "Fla. Stat. 559.905(1)",
        ),
        shows(
            Estimate,
            "the daily charge for storage after the customer is told that the work is done",
            "Fla. Stat. 559.905(1)",
        ),
        Requirement {
            on: Estimate,
            when: When::SuppliesCharged,
            what: "the charge for shop supplies or waste disposal, with the prescribed sentence",
            words: Some(SUPPLIES_SENTENCE),
            citation: "Fla. Stat. 559.905(1)",
        },
        shows(Invoice, "date and odometer reading", "Fla. Stat. 559.911"),
        shows(Invoice, "what was done", "Fla. Stat. 559.911"),
        shows(
            Invoice,
            "each labor, part and merchandise item with its cost, and what is under warranty",
            "Fla. Stat. 559.911",
        ),
        shows(
            Invoice,
            "each used, rebuilt or reconditioned part as such",
            "Fla. Stat. 559.911",
        ),
        shows(
            Invoice,
            "what is guaranteed, and for which time and mileage",
            "Fla. Stat. 559.911",
        ),
        shows(
            Invoice,
            "the shop's registration number",
            "Fla. Stat. 559.911",
        ),
    ],
};

/// Florida Statutes 559.905(2): where repair work will cost more than 100 dollars, the shop presents to the customer a
/// written notice that discloses this statement conspicuously, in a separate, blocked section, in capital letters of at
/// least 12-point type.
pub static FLORIDA_CHOICE: EstimateChoice = EstimateChoice {
    heading: "PLEASE READ CAREFULLY, CHECK ONE OF THE STATEMENTS BELOW, AND SIGN:",
    knows: "I UNDERSTAND THAT, UNDER STATE LAW, I AM ENTITLED TO A WRITTEN ESTIMATE IF MY FINAL BILL WILL EXCEED $100.",
    choices: &[
        "I REQUEST A WRITTEN ESTIMATE.",
        "I DO NOT REQUEST A WRITTEN ESTIMATE AS LONG AS THE REPAIR COSTS DO NOT EXCEED $__________. THE SHOP MAY NOT EXCEED THIS AMOUNT WITHOUT MY WRITTEN OR ORAL APPROVAL.",
        "I DO NOT REQUEST A WRITTEN ESTIMATE.",
    ],
    signed: ["SIGNED", "DATE"],
    citation: "Fla. Stat. 559.905(2)",
};

/// The words of Florida Statutes 559.905(1) beside a charge for supplies or waste.
pub const SUPPLIES_SENTENCE: &str = "This charge represents costs and profits to the motor vehicle repair facility for miscellaneous shop supplies or waste disposal.";

/// Anywhere else: agreements are recorded, no rule is enforced.
pub static GENERIC: Profile = Profile {
    name: "generic",
    tolerance: Tolerance::NoRule,
    reason: "",
    overrun_citation: "",
    written_estimate_above: None,
    estimate_choice: None,
    requirements: &[],
};
