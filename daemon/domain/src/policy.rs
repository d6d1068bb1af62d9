//! Policies: rules that managers keep in the shop itself, not in the settings file.
//!
//! Each kind has one place, with an id that is the same in every shop, and the last one set holds. The engine puts them
//! into [`ShopRules`](crate::ctx::ShopRules) before it decides anything.

use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::charges::{ChargeRefusal, ChargeRules};
use crate::core_charge::CoreRules;
use crate::ctx::{Actor, Ctx, Timestamp};
use crate::event::Event;
use crate::ids::PolicyId;
use crate::limits::{LimitWrong, Limits};
use crate::money::Currency;
use crate::people::Role;
use crate::people::recommend::IntervalRule;
use crate::pricing::{LaborBook, PriceBook, PricingRefusal};
use crate::purchase::PurchaseRules;
use crate::refusal::Refusal;
use crate::text;
use crate::ticket::NoReceiptRules;

/// The most words for how far work is.
pub const STATUSES_MAX: usize = 20;
/// The longest that something is waited for, in days.
pub const DAYS_MAX: u16 = 3650;
/// The most services with an interval.
pub const INTERVALS_MAX: usize = 100;
/// The longest such word, in characters.
const STATUS_LEN_MAX: usize = 40;

/// A set of rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Policy {
    /// What parts cost.
    Prices(PriceBook),
    /// What labor costs.
    Labor(LaborBook),
    /// Fees and supplies.
    Charges(ChargeRules),
    /// What each role may do alone.
    Limits(Limits),
    /// How far work can be, in order; the last one means done.
    Statuses(Vec<String>),
    /// How often services are due; the oil change's is printed on the sticker.
    Intervals(Vec<IntervalRule>),
    /// How long old parts are waited for, and what an imperfect one brings.
    Cores(CoreRules),
    /// Who may buy, and what may differ.
    Buying(PurchaseRules),
    /// How goods without a receipt are taken back.
    NoReceipt(NoReceiptRules),
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal $id:literal,)*) => {
        /// Which set of rules.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum PolicyKind { $($(#[$doc])* $name,)* }

        impl PolicyKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns its stable word.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Returns where it is kept: the same id in every shop, for ever.
            #[must_use]
            pub const fn id(self) -> PolicyId {
                PolicyId::new(Uuid::from_u128(match self { $(Self::$name => $id,)* }))
            }
        }
    };
}

// UUIDs of version 8 (RFC 9562 section 5.8), made up once; what they say does not matter, only that they stay.
kinds! {
    /// What parts cost.
    Prices = "prices" 0x6370_6f6c_6963_8001_8000_0000_0000_0001,
    /// What labor costs.
    Labor = "labor" 0x6370_6f6c_6963_8001_8000_0000_0000_0002,
    /// Fees and supplies.
    Charges = "charges" 0x6370_6f6c_6963_8001_8000_0000_0000_0003,
    /// What each role may do alone.
    Limits = "limits" 0x6370_6f6c_6963_8001_8000_0000_0000_0004,
    /// How far work can be.
    Statuses = "statuses" 0x6370_6f6c_6963_8001_8000_0000_0000_0005,
    /// How often services are due.
    Intervals = "intervals" 0x6370_6f6c_6963_8001_8000_0000_0000_0006,
    /// How long old parts are waited for.
    Cores = "cores" 0x6370_6f6c_6963_8001_8000_0000_0000_0007,
    /// Who may buy, and what may differ.
    Buying = "buying" 0x6370_6f6c_6963_8001_8000_0000_0000_0008,
    /// How goods without a receipt are taken back.
    NoReceipt = "no_receipt" 0x6370_6f6c_6963_8001_8000_0000_0000_0009,
}

impl PolicyKind {
    /// Reads its word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == word)
    }
}

/// What can happen to a policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PolicyEvent {
    /// It was set; what was there before holds no more.
    Set(Box<Policy>),
}

/// Why a policy was not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyRefusal {
    /// Only someone of this role, present or standing in, may.
    #[error("setting the shop's rules needs a {0:?}")]
    NeedsRole(Role),
    /// A book in another currency than the shop's.
    #[error("the rules are in {given}, and the shop counts in {shop}")]
    OtherCurrency {
        /// The rules' currency.
        given: Currency,
        /// The shop's.
        shop: Currency,
    },
    /// A price or labor book that cannot be kept.
    #[error(transparent)]
    Pricing(#[from] PricingRefusal),
    /// Fees and supplies that cannot be kept.
    #[error(transparent)]
    Charges(#[from] ChargeRefusal),
    /// Limits that cannot be kept.
    #[error(transparent)]
    Limits(#[from] LimitWrong),
    /// No words for how far work is, or too many.
    #[error("there must be 1 to {STATUSES_MAX} work statuses")]
    StatusCount,
    /// Two of the same words.
    #[error("the work status `{0}` is there twice")]
    StatusTwice(String),
    /// More services than a shop keeps apart.
    #[error("there are at most {INTERVALS_MAX} services with an interval")]
    IntervalCount,
    /// Two rules for one service.
    #[error("the service `{0}` is there twice")]
    IntervalTwice(String),
    /// A service that is never due.
    #[error("the service `{0}` needs months or a distance of one or more")]
    IntervalEmpty(String),
    /// A number of days that cannot be.
    #[error("the days must be 1 to {DAYS_MAX}")]
    Days,
    /// A tolerance below zero.
    #[error("a tolerance cannot be below zero")]
    ToleranceNegative,
    /// A sum below zero.
    #[error("a sum cannot be below zero")]
    SumNegative,
    /// A text.
    #[error(transparent)]
    Rule(#[from] Box<Refusal>),
}

impl From<Refusal> for PolicyRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(Box::new(refusal))
    }
}

impl Policy {
    /// Returns which set of rules it is.
    #[must_use]
    pub const fn kind(&self) -> PolicyKind {
        match self {
            Self::Prices(_) => PolicyKind::Prices,
            Self::Labor(_) => PolicyKind::Labor,
            Self::Charges(_) => PolicyKind::Charges,
            Self::Limits(_) => PolicyKind::Limits,
            Self::Statuses(_) => PolicyKind::Statuses,
            Self::Intervals(_) => PolicyKind::Intervals,
            Self::Cores(_) => PolicyKind::Cores,
            Self::Buying(_) => PolicyKind::Buying,
            Self::NoReceipt(_) => PolicyKind::NoReceipt,
        }
    }

    /// Checks the rules as their own room does.
    ///
    /// # Errors
    /// A [`PolicyRefusal`] that names what is wrong.
    pub fn checked(self) -> Result<Self, PolicyRefusal> {
        Ok(match self {
            Self::Prices(book) => Self::Prices(book.checked()?),
            Self::Labor(book) => Self::Labor(book.checked()?),
            Self::Charges(rules) => Self::Charges(rules.checked()?),
            Self::Limits(limits) => Self::Limits(limits.checked()?),
            Self::Statuses(words) => Self::Statuses(statuses(words)?),
            Self::Intervals(rules) => Self::Intervals(intervals(rules)?),
            Self::Cores(rules) => Self::Cores(cores(rules)?),
            Self::Buying(rules) => Self::Buying(buying(rules)?),
            Self::NoReceipt(rules) => Self::NoReceipt(no_receipt(rules)?),
        })
    }

    const fn currency(&self) -> Option<Currency> {
        match self {
            Self::Prices(book) => Some(book.currency),
            Self::Labor(book) => Some(book.currency),
            Self::Charges(rules) => Some(rules.currency),
            Self::Limits(_)
            | Self::Statuses(_)
            | Self::Intervals(_)
            | Self::Cores(_)
            | Self::Buying(_)
            | Self::NoReceipt(_) => None,
        }
    }
}

/// Sets a policy.
///
/// # Errors
/// [`PolicyRefusal::NeedsRole`] below manager, and whatever [`Policy::checked`] finds.
pub fn set(policy: Policy, ctx: &Ctx) -> Result<Event, PolicyRefusal> {
    if ctx.authority() < Role::Manager {
        return Err(PolicyRefusal::NeedsRole(Role::Manager));
    }
    let shop = ctx.shop.currency;
    if let Some(given) = policy.currency().filter(|given| *given != shop) {
        return Err(PolicyRefusal::OtherCurrency { given, shop });
    }
    let policy = policy.checked()?;
    let id = policy.kind().id();
    Ok(Event::Policy(id, PolicyEvent::Set(Box::new(policy))))
}

fn statuses(words: Vec<String>) -> Result<Vec<String>, PolicyRefusal> {
    if words.is_empty() || words.len() > STATUSES_MAX {
        return Err(PolicyRefusal::StatusCount);
    }
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        let word = text::required("work status", &word, STATUS_LEN_MAX)?;
        let same = |other: &String| other.to_lowercase() == word.to_lowercase();
        if kept.iter().any(same) {
            return Err(PolicyRefusal::StatusTwice(word));
        }
        kept.push(word);
    }
    Ok(kept)
}

fn intervals(rules: Vec<IntervalRule>) -> Result<Vec<IntervalRule>, PolicyRefusal> {
    if rules.len() > INTERVALS_MAX {
        return Err(PolicyRefusal::IntervalCount);
    }
    let mut kept: Vec<IntervalRule> = Vec::with_capacity(rules.len());
    for mut rule in rules {
        rule.service = text::required("service", &rule.service, text::TEXT_LEN_MAX)?;
        let never = rule.months.is_none() && rule.distance.is_none();
        if never || rule.months == Some(0) || rule.distance == Some(0) {
            return Err(PolicyRefusal::IntervalEmpty(rule.service));
        }
        let same =
            |other: &IntervalRule| other.service.to_lowercase() == rule.service.to_lowercase();
        if kept.iter().any(same) {
            return Err(PolicyRefusal::IntervalTwice(rule.service));
        }
        kept.push(rule);
    }
    Ok(kept)
}

fn days(days: u16) -> Result<(), PolicyRefusal> {
    if (1..=DAYS_MAX).contains(&days) {
        return Ok(());
    }
    Err(PolicyRefusal::Days)
}

fn cores(rules: CoreRules) -> Result<CoreRules, PolicyRefusal> {
    days(rules.days)?;
    Ok(rules)
}

fn buying(rules: PurchaseRules) -> Result<PurchaseRules, PolicyRefusal> {
    days(rules.uncollected_days)?;
    if rules.tolerance_minor < 0 {
        return Err(PolicyRefusal::ToleranceNegative);
    }
    Ok(rules)
}

fn no_receipt(rules: NoReceiptRules) -> Result<NoReceiptRules, PolicyRefusal> {
    days(rules.price_days)?;
    days(rules.customer_days)?;
    if rules.customer_max.is_some_and(|max| max.is_sign_negative()) {
        return Err(PolicyRefusal::SumNegative);
    }
    Ok(rules)
}

/// A policy is its last event.
impl Aggregate for Policy {
    type Event = PolicyEvent;

    fn open(_id: Uuid, event: &PolicyEvent, _at: Timestamp, _by: &Actor) -> Option<Self> {
        let PolicyEvent::Set(policy) = event;
        Some((**policy).clone())
    }

    fn apply(&mut self, event: &PolicyEvent, _at: Timestamp, _by: &Actor) {
        let PolicyEvent::Set(policy) = event;
        *self = (**policy).clone();
    }
}

#[cfg(test)]
mod tests;
