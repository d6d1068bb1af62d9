//! What the domain is told about the world: who acts, when, and which fresh ids it may use.

use std::cell::Cell;
use std::fmt;

use jiff::civil::Date;
use uuid::Uuid;

use crate::authorization::{Profile, profile};
use crate::charges::ChargeRules;
use crate::core_charge::CoreRules;
use crate::ids::StaffId;
use crate::limits::Limits;
use crate::money::CashRounding;
use crate::money::{Currency, UnitPrice};
use crate::odometer::DistanceUnit;
use crate::people::recommend::IntervalRule;
use crate::people::tags::TagRule;
use crate::people::{CustomerRules, Role};
use crate::plan::PlanRules;
use crate::policy::Policy;
use crate::pricing::{LaborBook, PriceBook};
use crate::purchase::PurchaseRules;
use crate::stock::cost::CostMethod;
use crate::ticket::NoReceiptRules;
use crate::till::TillRules;

/// A moment: milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Makes a moment from Unix milliseconds.
    #[must_use]
    pub const fn from_unix_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Returns the Unix milliseconds.
    #[must_use]
    pub const fn unix_ms(self) -> i64 {
        self.0
    }
}

/// Who gave an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actor {
    /// A person signed in at a page.
    Staff(StaffId),
    /// Software that holds a token, by the token's name.
    Client(String),
    /// The daemon itself: a device's answer, a payment's next step.
    Daemon,
}

/// Ids that no one has used, handed out in order. They all come from one id drawn outside, so that the same order in
/// the same context makes the same ids again.
#[derive(Clone, Debug)]
pub struct FreshIds {
    base: Uuid,
    taken: Cell<u64>,
}

impl FreshIds {
    /// Starts from an id that was drawn for this order alone.
    #[must_use]
    pub const fn new(base: Uuid) -> Self {
        Self {
            base,
            taken: Cell::new(0),
        }
    }

    /// Hands out the next id.
    #[must_use]
    pub fn take<Id: From<Uuid>>(&self) -> Id {
        let nth = self.taken.get();
        self.taken.set(nth.wrapping_add(1));
        let (high, low) = self.base.as_u64_pair();
        // The golden ratio's odd multiples visit all numbers before one comes again, far apart from the next base; the
        // two topmost bits are the UUID's variant and stay.
        let step = nth.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let low = (low & VARIANT) | (low.wrapping_add(step) & !VARIANT);
        Id::from(Uuid::from_u64_pair(high, low))
    }
}

/// The variant bits of a UUID (RFC 9562 section 4.1).
const VARIANT: u64 = 0b11 << 62;

/// A second person who stands in for what the first may not do alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approver {
    /// Who, known by their own PIN.
    pub staff: StaffId,
    /// Their role.
    pub role: Role,
    /// Why, in their words.
    pub reason: String,
}

/// The world as one command sees it.
///
/// It is made for one order: a clone hands out the same ids again.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// Now.
    pub now: Timestamp,
    /// The day it is at the shop.
    pub today: Date,
    /// Who acts.
    pub actor: Actor,
    /// What they may do.
    pub role: Role,
    /// Who stands in for what they may not do.
    pub approver: Option<Approver>,
    /// Ids that no one has used.
    pub ids: FreshIds,
    /// The next free document numbers of this counter.
    pub numbers: crate::number::NextNumbers,
    /// What the shop has set up.
    pub shop: std::sync::Arc<ShopRules>,
}

impl Ctx {
    /// Returns the highest role of those who are present: the one who acts and the one who stands in.
    #[must_use]
    pub fn authority(&self) -> Role {
        let stands_in = self.approver.as_ref().map(|approver| approver.role);
        stands_in.map_or(self.role, |role| self.role.max(role))
    }

    /// Returns who stands in for the one who acts, when their own role is below the one needed.
    #[must_use]
    pub fn stands_in(&self, needed: Role) -> Option<StaffId> {
        let approver = self.approver.as_ref()?;
        (self.role < needed && approver.role >= needed).then_some(approver.staff)
    }
}

/// Settings that rules depend on. A change is a new value, never an edit in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopRules {
    /// The currency of every price and payment.
    pub currency: Currency,
    /// The prefix of this counter's document numbers, e.g. `C1`.
    pub counter: String,
    /// The price book, if the shop keeps one.
    pub prices: Option<PriceBook>,
    /// The labor rates, if the shop keeps a list of them.
    pub labor: Option<LaborBook>,
    /// What an hour of labor costs when nothing else is said.
    pub labor_rate: UnitPrice,
    /// Where parts leave the shelf.
    pub location: String,
    /// Whether the shop's prices contain their tax.
    pub inclusive: bool,
    /// The smallest coin, and how sums are rounded to it.
    pub cash_rounding: CashRounding,
    /// How the cost of stock is found.
    pub cost_method: CostMethod,
    /// Fees and supplies.
    pub charges: ChargeRules,
    /// How long old parts are waited for, and what an imperfect one brings.
    pub cores: CoreRules,
    /// Who may buy, and what may differ.
    pub buying: PurchaseRules,
    /// How goods without a receipt are taken back.
    pub no_receipt: NoReceiptRules,
    /// What each role may do alone.
    pub limits: Limits,
    /// Who may decide what about a customer.
    pub customers: CustomerRules,
    /// Which customers get which tag by what they do.
    pub tags: Vec<TagRule>,
    /// How often a vehicle needs which service.
    pub intervals: Vec<IntervalRule>,
    /// What is asked of installment plans.
    pub plans: PlanRules,
    /// What odometers here count, where nobody says what one counts.
    pub distance: DistanceUnit,
    /// Whose law says how far work may go beyond what was allowed.
    pub jurisdiction: &'static Profile,
    /// How many days an estimate holds.
    pub estimate_days: u16,
    /// How far work can be, in order; the last one means done.
    pub work_statuses: Vec<String>,
    /// How drawers are run.
    pub till: TillRules,
    /// Which printer receipts go to, if there is one.
    pub receipt_printer: Option<crate::ids::DeviceName>,
    /// Where labels go by themselves; without one they come from the receipt printer.
    pub label_printer: Option<crate::ids::DeviceName>,
    /// Which drawer holds the cash, if there is one.
    pub drawer: Option<crate::ids::DeviceName>,
    /// Which card reader takes cards, if there is one.
    pub card_reader: Option<String>,
}

/// How long an estimate holds when nothing else is said.
const ESTIMATE_DAYS: u16 = 30;
/// How far work can be until a manager sets other words; the last one means done.
const WORK_STATUSES: [&str; 4] = ["scheduled", "in progress", "waiting for parts", "completed"];

impl ShopRules {
    /// The rules of a shop that has set nothing: no fees, no devices, an unrounded till, the law of no place.
    #[must_use]
    pub fn usual(currency: Currency) -> Self {
        Self {
            currency,
            counter: "C1".to_owned(),
            prices: None,
            labor: None,
            labor_rate: UnitPrice::ZERO,
            location: "MAIN".to_owned(),
            inclusive: false,
            cash_rounding: CashRounding::NONE,
            cost_method: CostMethod::MovingAverage,
            charges: ChargeRules {
                currency,
                fees: Vec::new(),
                supplies: Vec::new(),
            },
            cores: CoreRules::default(),
            buying: PurchaseRules::usual(),
            no_receipt: NoReceiptRules::usual(),
            limits: Limits::default(),
            customers: CustomerRules::default(),
            tags: Vec::new(),
            intervals: Vec::new(),
            plans: PlanRules::default(),
            distance: DistanceUnit::Miles,
            jurisdiction: &profile::GENERIC,
            estimate_days: ESTIMATE_DAYS,
            work_statuses: WORK_STATUSES.map(str::to_owned).to_vec(),
            till: TillRules::usual(currency),
            receipt_printer: None,
            label_printer: None,
            drawer: None,
            card_reader: None,
        }
    }

    /// Puts a policy in force over what the settings say.
    #[must_use]
    pub fn with_policy(&self, policy: &Policy) -> Self {
        let mut rules = self.clone();
        match policy {
            Policy::Prices(book) => rules.prices = Some(book.clone()),
            Policy::Labor(book) => rules.labor = Some(book.clone()),
            Policy::Charges(charges) => rules.charges = charges.clone(),
            Policy::Limits(limits) => rules.limits = limits.clone(),
            Policy::Statuses(words) => rules.work_statuses.clone_from(words),
            Policy::Intervals(intervals) => rules.intervals.clone_from(intervals),
            Policy::Cores(cores) => rules.cores = *cores,
            Policy::Buying(buying) => rules.buying = buying.clone(),
            Policy::NoReceipt(no_receipt) => rules.no_receipt = no_receipt.clone(),
        }
        rules
    }

    /// Returns the shop's word for finished work.
    #[must_use]
    pub fn work_done(&self) -> &str {
        self.work_statuses
            .last()
            .map_or("completed", String::as_str)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_differ_within_an_order_and_from_the_neighbours() {
        let mut seen = BTreeSet::new();
        for base in 0..50_u128 {
            let ids = FreshIds::new(Uuid::from_u128(0x8000_0000_0000_0000 + base));
            for _ in 0..200 {
                let id: Uuid = ids.take();
                assert!(seen.insert(id));
                assert_eq!(id.as_u128() >> 62 & 3, 2, "the variant stays");
            }
        }
    }
}
