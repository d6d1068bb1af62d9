//! The shop's own rules, as managers keep them: prices, labor, fees, limits, statuses; and what they make of a part.
//!
//! Each set is sent and answered whole: setting one puts it in the place of the one before.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::session::Role;
use crate::values::{
    CannedJobIdText, CustomerIdText, FactorText, Key, MarginText, PartIdText, PriceText,
    QuantityText, RateText,
};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $schema:literal { $($(#[$word_doc:meta])* $variant:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        #[schemars(rename = $schema)]
        pub enum $name { $($(#[$word_doc])* $variant),* }
    )*};
}

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident $schema:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(rename = $schema)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }
    )*};
}

words! {
    /// Which set of rules.
    Kind "PolicyKind" {
        /// What parts cost: rules, matrices, levels, quantity breaks.
        Prices,
        /// What labor costs: rates and bands.
        Labor,
        /// Fees and shop supplies.
        Charges,
        /// What each role may do alone.
        Limits,
        /// How far work can be, in order; the last word means done.
        Statuses,
        /// How often services are due.
        Intervals,
        /// How long old parts are waited for, and what an imperfect one brings.
        Cores,
        /// Who may buy, and what may differ.
        Buying,
        /// How goods without a receipt are taken back.
        NoReceipt,
    }
    /// What kind of buyer a price is for.
    PriceLevel "PriceLevel" {
        /// Anyone at the counter.
        Retail,
        /// A repair shop that fits the part.
        Installer,
        /// A firm that buys in bulk.
        Wholesale,
        /// A parts store that sells on to installers.
        Jobber,
        /// The owner of many vehicles.
        Fleet,
    }
    /// How the rows of a matrix join.
    MatrixMode "MatrixMode" {
        /// Each row's formula holds over its whole range.
        Stepped,
        /// The price runs in a straight line from row to row, without a cliff.
        Linear,
    }
    /// What kind of thing a line sells, as far as fees tell lines apart.
    ChargeClass "ChargeClass" {
        /// A part or another good.
        Part,
        /// Labor other than finding the fault.
        Labor,
        /// Finding the fault.
        Diagnostic,
        /// Work or goods of another firm.
        Sublet,
        /// The deposit on a part that comes back.
        Core,
    }
    /// How often a fee is charged.
    FeeBasis "FeeBasis" {
        /// For each unit of each line.
        PerUnit,
        /// Once, when any line brings it about.
        PerTicket,
    }
    /// Whether supplies are worked out, and bounded, for the ticket or for each of its jobs.
    SuppliesPer "SuppliesPer" {
        /// Once.
        Ticket,
        /// For each job; lines without a job are a job of their own.
        Job,
    }
}

/// How a price follows from a cost: exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PriceFormula")]
pub enum Formula {
    /// Cost times this: `"2.5"`.
    Multiplier(FactorText),
    /// This share of the price is profit: `"0.5"` doubles the cost.
    Margin(MarginText),
    /// This share of the cost is added: `"1"` doubles the cost.
    Markup(FactorText),
    /// Cost plus this, in major units.
    Amount(PriceText),
}

/// What a price rule says: exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PriceAction {
    /// The price itself, in major units.
    Fixed(PriceText),
    /// A formula on the cost; passed over while the cost is not known.
    OnCost(Formula),
    /// A share off the list price; passed over while there is none.
    OffList(RateText),
}

/// What buyers of a level pay: the word `matrix`, or a share off the list price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PriceTerms")]
pub enum Terms {
    /// By cost, through the most specific matrix that fits.
    Matrix,
    /// The list price less this share; `"0"` is the list price itself.
    OffList(RateText),
}

/// What buying many brings: exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BreakOff {
    /// A share off the price.
    Percent(RateText),
    /// A price of its own in major units, if that is lower.
    Price(PriceText),
}

/// What a labor band changes: exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LaborStep {
    /// An hour costs this instead, in major units.
    Rate(PriceText),
    /// An hour costs this many times as much.
    RateTimes(FactorText),
    /// This many times the hours are billed.
    HoursTimes(FactorText),
}

parts! {
    /// Which sales something applies to. What is absent fits every sale; names are compared without regard to case.
    Scope "PriceScope" {
        /// One part.
        #[serde(default)]
        part_id: Option<PartIdText>,
        /// One buyer.
        #[serde(default)]
        customer_id: Option<CustomerIdText>,
        /// Buyers of a level.
        #[serde(default)]
        level: Option<PriceLevel>,
        /// Parts of a category.
        #[serde(default)]
        category: Option<String>,
        /// Parts of a maker.
        #[serde(default)]
        brand: Option<String>,
        /// Parts bought from this firm.
        #[serde(default)]
        vendor: Option<String>,
        /// Sales at a location.
        #[serde(default)]
        location: Option<String>,
    }
    /// An explicit rule; it stands before every matrix and level.
    PriceRule "PriceRule" {
        /// What a screen calls it.
        name: String,
        /// Which sales it is for.
        scope: Scope,
        /// What it says.
        action: PriceAction,
    }
    /// One row of a matrix: its formula holds from a cost up to the next row's.
    MatrixRow "MatrixRow" {
        /// The least cost of one, in major units; the first row's is `"0"`.
        from: PriceText,
        /// How the price follows.
        formula: Formula,
    }
    /// A parts matrix: what is earned on a part by what it cost.
    Matrix "PriceMatrix" {
        /// What a screen calls it.
        name: String,
        /// Which sales it is for.
        #[serde(default)]
        scope: Option<Scope>,
        /// How its rows join.
        mode: MatrixMode,
        /// 1 to 200 rows, rising.
        rows: Vec<MatrixRow>,
    }
    /// What buyers of one level pay.
    LevelTerms "PriceLevelTerms" {
        /// Which level.
        level: PriceLevel,
        /// What its buyers pay.
        terms: Terms,
    }
    /// A lower price from a quantity on.
    QuantityBreak "QuantityBreak" {
        /// What a screen calls it.
        name: String,
        /// Which sales it is for.
        scope: Scope,
        /// The least quantity.
        from: QuantityText,
        /// What it brings.
        off: BreakOff,
    }
    /// What parts cost.
    PriceBook "PriceBook" {
        /// Explicit rules, at most 2000; no two for exactly the same sales.
        #[serde(default)]
        rules: Vec<PriceRule>,
        /// Matrices, likewise.
        #[serde(default)]
        matrices: Vec<Matrix>,
        /// Terms by level. A level without terms gets its own matrix if there is one, else what retail gets; retail
        /// without terms goes by matrix.
        #[serde(default)]
        levels: Vec<LevelTerms>,
        /// Quantity breaks, likewise.
        #[serde(default)]
        breaks: Vec<QuantityBreak>,
    }
    /// One labor rate.
    LaborRate "LaborRate" {
        /// `customer`, `warranty`, `internal`, `diagnostic`, `fleet`, or a name of the shop's own.
        name: String,
        /// What an hour costs, in major units.
        rate: PriceText,
        /// Whether the bands apply to it.
        #[serde(default)]
        by_bands: bool,
    }
    /// One band of hours: it holds up to the next band's; below the first nothing changes.
    LaborBand "LaborBand" {
        /// The least hours.
        from: QuantityText,
        /// What it changes.
        step: LaborStep,
    }
    /// What labor costs.
    LaborBook "LaborBook" {
        /// The rates, each name once.
        #[serde(default)]
        rates: Vec<LaborRate>,
        /// The bands, fewest hours first.
        #[serde(default)]
        bands: Vec<LaborBand>,
    }
    /// Which lines bring a fee about: those of a class, a category or a tag named here, and without an exempt tag.
    Trigger "FeeTrigger" {
        /// Classes.
        #[serde(default)]
        classes: Vec<ChargeClass>,
        /// Categories of parts.
        #[serde(default)]
        categories: Vec<String>,
        /// Tags of parts, e.g. `tire`.
        #[serde(default)]
        tags: Vec<String>,
        /// Tags that keep a line out.
        #[serde(default)]
        exempt_tags: Vec<String>,
    }
    /// A fee: tire, battery, oil, hazardous waste.
    FeeRule "FeeRule" {
        /// A short code, unique among fees and supplies.
        code: String,
        /// What is printed.
        name: String,
        /// The law that demands it, as printed, e.g. `Tex. Health & Safety Code 361.138`; absent: the shop's own fee.
        #[serde(default)]
        citation: Option<String>,
        /// Which lines bring it about.
        trigger: Trigger,
        /// How often it is charged.
        basis: FeeBasis,
        /// How much one is, in major units.
        amount: PriceText,
        /// The class that tax rules know it by, e.g. `fee_mandated`.
        tax_class: String,
    }
    /// The share of one class that is charged as supplies.
    SuppliesShare "SuppliesShare" {
        /// Which class; one that is not named is left out.
        class: ChargeClass,
        /// The share: `"0.05"` is 5 %.
        rate: RateText,
    }
    /// Shop supplies: a share of what was sold.
    SuppliesRule "SuppliesRule" {
        /// A short code, unique among fees and supplies.
        code: String,
        /// What is printed.
        name: String,
        /// The shares by class.
        shares: Vec<SuppliesShare>,
        /// Categories that are left out whatever their class.
        #[serde(default)]
        excluded_categories: Vec<String>,
        /// The least amount in minor units, once there is something to charge on.
        #[serde(default)]
        min: Option<i64>,
        /// The greatest amount in minor units.
        #[serde(default)]
        max: Option<i64>,
        /// What the bounds are for.
        per: SuppliesPer,
        /// The sentence that the law has printed with it.
        #[serde(default)]
        sentence: Option<String>,
        /// The class that tax rules know it by, e.g. `supplies`.
        tax_class: String,
    }
    /// Fees and shop supplies, in the order they are printed: fees first.
    Charges "ChargeRules" {
        /// Fees.
        #[serde(default)]
        fees: Vec<FeeRule>,
        /// Supplies.
        #[serde(default)]
        supplies: Vec<SuppliesRule>,
    }
    /// What one role may do alone; beyond it someone who may stands in with their PIN.
    RoleLimits "RoleLimits" {
        /// Which role.
        role: Role,
        /// The largest share of a price that may be taken off: `"0.1"` is 10 %.
        discount_max: RateText,
        /// The largest sum given back at once, in major units; any when absent.
        #[serde(default)]
        refund_max: Option<PriceText>,
        /// Whether prices may be set by hand.
        change_price: bool,
        /// Whether anything may be sold for less than it cost.
        sell_below_cost: bool,
        /// Whether a line may be put on warranty or on the shop itself.
        change_pay_type: bool,
        /// Whether goods may be taken back without a receipt.
        return_without_receipt: bool,
        /// Whether a sale of today may be undone.
        reverse_sale: bool,
        /// Whether the drawer may be opened without a sale.
        no_sale: bool,
        /// Whether work may go on beyond what the customer allowed.
        exceed_authorization: bool,
        /// Whether an account may go over its limit or be used while on hold.
        exceed_account: bool,
    }
}

/// Asks for a set of rules.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PolicyGet")]
pub struct Get {
    /// Which.
    pub kind: Kind,
}

/// A set of rules: the field that `kind` names, and no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Policy {
    /// Which.
    pub kind: Kind,
    /// What parts cost; absent also while the shop keeps no price book, and sells at list prices.
    pub prices: Option<PriceBook>,
    /// What labor costs; absent also while the shop keeps no labor rates but the one of its settings.
    pub labor: Option<LaborBook>,
    /// Fees and supplies.
    pub charges: Option<Charges>,
    /// What each role may do alone: every role, as it stands.
    pub limits: Option<Vec<RoleLimits>>,
    /// How far work can be.
    pub statuses: Option<Vec<String>>,
    /// How often services are due.
    pub intervals: Option<Vec<Interval>>,
    /// How long old parts are waited for.
    pub cores: Option<CoreTerms>,
    /// Who may buy, and what may differ.
    pub buying: Option<BuyingRules>,
    /// How goods without a receipt are taken back.
    pub no_receipt: Option<NoReceiptRules>,
}

/// How goods are taken back when nobody can show where they were bought. They bring the lowest price of late, without tax, as
/// store credit alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoReceiptRules {
    /// Whether they are taken back at all.
    pub allowed: bool,
    /// The lowest price of so many days counts; what was not sold in them is not taken back.
    pub price_days: u16,
    /// The days over which a customer's returns are added up.
    pub customer_days: u16,
    /// The most that one customer may bring back in those days, in major units; any sum when absent.
    #[serde(default)]
    pub customer_max: Option<PriceText>,
    /// The share of the price that the shop keeps.
    pub restocking_rate: RateText,
}

/// How often a service is due: after so many months or so far, whichever comes first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ServiceInterval")]
pub struct Interval {
    /// What it is, such as `oil change`: the same words as the job or line that does it.
    pub service: String,
    /// The canned job that does it.
    #[serde(default)]
    pub canned_id: Option<CannedJobIdText>,
    /// Calendar months between two of them, 1 or more.
    #[serde(default)]
    pub months: Option<u16>,
    /// Distance between two of them in the unit of the readings, 1 or more.
    #[serde(default)]
    pub distance: Option<u32>,
    /// How many days before the day it is spoken of.
    #[serde(default)]
    pub ahead_days: u16,
    /// How far before the reading it is spoken of.
    #[serde(default)]
    pub ahead_distance: u32,
}

/// How long old parts are waited for, and what an imperfect one brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoreTerms {
    /// Days from the sale until the deposit may be forfeited, 1 to 3650.
    pub days: u16,
    /// The share of the deposit given for an old part that is worth only some of it.
    pub partial: RateText,
}

/// Who begins drafts of what runs low.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reordering {
    /// The daemon, as soon as something runs low; nothing is sent before a person places it.
    #[default]
    Automatic,
    /// A person, by `purchase.reorder_draft`.
    ByHand,
}

/// What is asked of a ticket's bought parts before it is invoiced: each was billed on it, put on the shelf or sent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reconciling {
    /// Nothing.
    Off,
    /// The ticket is invoiced all the same, and its story says what was left.
    Warn,
    /// The ticket is not invoiced until all is accounted for, unless a manager approves.
    #[default]
    Block,
}

/// Who may buy, and what may differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyingRules {
    /// Who may order, acknowledge, cancel and enter invoices.
    pub order_role: Role,
    /// Who may count deliveries in and hand goods on.
    pub receive_role: Role,
    /// Who may take more than was ordered.
    pub over_receipt_role: Role,
    /// Who may accept what does not agree.
    pub accept_role: Role,
    /// The largest difference on an invoice that passes by itself, in minor units. Both tolerances must hold.
    pub tolerance: i64,
    /// The largest share of what was expected that a price or core deposit may differ by.
    pub tolerance_rate: RateText,
    /// The share of the selling price kept when a special order that has come is canceled.
    pub restocking_rate: RateText,
    /// After how many days a special order that lies here counts as uncollected, 1 to 3650.
    pub uncollected_days: u16,
    /// Who begins drafts of what runs low; the daemon when absent.
    #[serde(default)]
    pub reordering: Reordering,
    /// What is asked of a ticket's bought parts before it is invoiced; `block` when absent.
    #[serde(default)]
    pub reconciling: Reconciling,
}

/// A set of rules that is in force.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PolicyResult")]
pub struct GetResult {
    /// The rules.
    pub policy: Policy,
}

/// Sets rules: `kind` and the one field that it names.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PolicySet")]
pub struct Set {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub kind: Kind,
    /// What parts cost, for `prices`.
    #[serde(default)]
    pub prices: Option<PriceBook>,
    /// What labor costs, for `labor`.
    #[serde(default)]
    pub labor: Option<LaborBook>,
    /// Fees and supplies, for `charges`.
    #[serde(default)]
    pub charges: Option<Charges>,
    /// What roles may do alone, for `limits`; a role that is not named keeps the usual limits.
    #[serde(default)]
    pub limits: Option<Vec<RoleLimits>>,
    /// 1 to 20 words, for `statuses`; the last one means done.
    #[serde(default)]
    pub statuses: Option<Vec<String>>,
    /// At most 100 services, for `intervals`; each needs months or a distance.
    #[serde(default)]
    pub intervals: Option<Vec<Interval>>,
    /// How long old parts are waited for, for `cores`.
    #[serde(default)]
    pub cores: Option<CoreTerms>,
    /// Who may buy, and what may differ, for `buying`.
    #[serde(default)]
    pub buying: Option<BuyingRules>,
    /// How goods without a receipt are taken back, for `no_receipt`.
    #[serde(default)]
    pub no_receipt: Option<NoReceiptRules>,
}

/// The rules were set and are in force from the next order on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PolicyAccepted")]
pub struct Accepted {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The rules that were set.
    pub policy: Policy,
}

/// Asks what a part costs a buyer, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PriceQuote")]
pub struct Quote {
    /// Which part.
    pub part_id: PartIdText,
    /// Who buys; anyone at the counter when absent.
    #[serde(default)]
    pub customer_id: Option<CustomerIdText>,
    /// How many; one when absent.
    #[serde(default)]
    pub quantity: Option<QuantityText>,
}

/// What a part costs, and why.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PriceQuoted")]
pub struct Quoted {
    /// Which part.
    pub part_id: PartIdText,
    /// The price of one, in major units.
    pub unit_price: PriceText,
    /// Why, for a person: the rule, matrix or list it came from.
    pub reason: String,
    /// The quantity break that lowered it.
    pub quantity_break: Option<String>,
    /// Gross profit in per cent of the price, at most two decimals; where the cost is known, and for those who may see it.
    pub gp_percent: Option<String>,
}

/// Asks for the matrix that would have met a gross profit on what was sold.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PriceSolveTarget")]
pub struct SolveTarget {
    /// The name of the matrix to start from; the first one when absent.
    #[serde(default)]
    pub matrix: Option<String>,
    /// The sales of so many days back, 1 to 730.
    pub days: u16,
    /// The wanted gross profit as a share of the price: `"0.55"` is 55 %.
    pub target: MarginText,
    /// Only parts of these categories; all when empty.
    #[serde(default)]
    pub categories: Vec<String>,
}

/// Cost, sales and gross profit of what was sold, under one matrix.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GpFigures {
    /// What the parts cost, in minor units.
    pub cost: i64,
    /// What they sell for, in minor units.
    pub sales: i64,
    /// Gross profit in per cent of sales, at most two decimals.
    pub gp_percent: Option<String>,
}

/// What the matrix found changes for one category.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CategoryChange {
    /// Which category.
    pub category: String,
    /// Under the matrix as it is.
    pub before: GpFigures,
    /// Under the matrix found.
    pub after: GpFigures,
}

/// The matrix found. It is not in force: set it with `policy.set`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PriceTargetSolved")]
pub struct Solved {
    /// The matrix: same name, scope, mode and row starts.
    pub matrix: Matrix,
    /// What was sold, under the matrix as it is.
    pub before: GpFigures,
    /// The same under the matrix found.
    pub after: GpFigures,
    /// The same by category, in order of their names.
    pub by_category: Vec<CategoryChange>,
}
