//! Rules that managers keep.

use std::collections::{BTreeMap, BTreeSet};

use domain::charges::{
    ChargeClass, ChargeRules, FeeBasis, FeeKind, FeeRule, SuppliesPer, SuppliesRule, Trigger,
};
use domain::core_charge::CoreRules;
use domain::ids::{CannedJobId, CustomerId, PartId};
use domain::limits::Limits;
use domain::money::{Currency, Factor, Margin, Money, Quantity, Rate, UnitPrice};
use domain::people::Role;
use domain::people::recommend::IntervalRule;
use domain::policy::{Policy, PolicyEvent};
use domain::pricing::{
    BreakOff, Formula, LaborBand, LaborBook, LaborKind, LaborRate, LaborStep, LevelTerms, Matrix,
    PriceAction, PriceBook, PriceLevel, PriceRule, QuantityBreak, Scope, ScopedMatrix, Terms,
};

use domain::purchase::{PurchaseRules, Reconciling, Reordering};
use domain::ticket::NoReceiptRules;
use rust_decimal::Decimal;

use crate::record::macros::{form_enum, form_events, form_struct, form_words};

form_events!(PolicyEvent, "policy" {
    Set = "set"(Box<Policy>),
});

form_enum!(Policy {
    Prices = "prices"(PriceBook),
    Labor = "labor"(LaborBook),
    Charges = "charges"(ChargeRules),
    Limits = "limits"(Limits),
    Statuses = "statuses"(Vec<String>),
    Intervals = "intervals"(Vec<IntervalRule>),
    Cores = "cores"(CoreRules),
    Buying = "buying"(PurchaseRules),
    NoReceipt = "no_receipt"(NoReceiptRules),
});

form_struct!(CoreRules, {
    days: u16,
    partial: Rate,
});

form_struct!(PurchaseRules, {
    order_role: Role,
    receive_role: Role,
    over_receipt_role: Role,
    accept_role: Role,
    tolerance_minor as "tolerance": i64,
    tolerance_rate: Rate,
    restocking_rate: Rate,
    uncollected_days: u16,
    reordering: Reordering,
    reconciling: Reconciling,
});

form_words!(Reordering, missing Automatic {
    Automatic = "automatic",
    ByHand = "by_hand",
});

form_words!(Reconciling, missing Block {
    Off = "off",
    Warn = "warn",
    Block = "block",
});

form_struct!(NoReceiptRules, {
    allowed: bool,
    price_days: u16,
    customer_days: u16,
    customer_max: Option<Decimal>,
    restocking_rate: Rate,
});

form_struct!(IntervalRule, {
    service: String,
    canned: Option<CannedJobId>,
    months: Option<u16>,
    distance: Option<u32>,
    ahead_days: u16,
    ahead_distance: u32,
});

form_struct!(PriceBook, {
    currency: Currency,
    rules: Vec<PriceRule>,
    matrices: Vec<ScopedMatrix>,
    levels: Vec<LevelTerms>,
    breaks: Vec<QuantityBreak>,
});

form_struct!(PriceRule, {
    name: String,
    scope: Scope,
    action: PriceAction,
});

form_struct!(Scope, {
    part: Option<PartId>,
    customer: Option<CustomerId>,
    level: Option<PriceLevel>,
    category: Option<String>,
    brand: Option<String>,
    vendor: Option<String>,
    location: Option<String>,
});

form_enum!(PriceAction {
    Fixed = "fixed"(UnitPrice),
    OnCost = "on_cost"(Formula),
    OffList = "off_list"(Rate),
});

form_enum!(Formula {
    Multiplier = "multiplier"(Factor),
    Margin = "margin"(Margin),
    Markup = "markup"(Factor),
    Amount = "amount"(UnitPrice),
});

form_struct!(ScopedMatrix, {
    scope: Scope,
    matrix: Matrix,
});

form_struct!(LevelTerms, {
    level: PriceLevel,
    terms: Terms,
});

form_enum!(Terms {
    Matrix = "matrix",
    OffList = "off_list"(Rate),
});

form_struct!(QuantityBreak, {
    name: String,
    scope: Scope,
    from: Quantity,
    off: BreakOff,
});

form_enum!(BreakOff {
    Percent = "percent"(Rate),
    Price = "price"(UnitPrice),
});

form_struct!(LaborBook, {
    currency: Currency,
    rates: Vec<LaborRate>,
    bands: Vec<LaborBand>,
});

form_struct!(LaborRate, {
    kind: LaborKind,
    rate: UnitPrice,
    by_bands: bool,
});

form_enum!(LaborKind {
    Customer = "customer",
    Warranty = "warranty",
    Internal = "internal",
    Diagnostic = "diagnostic",
    Fleet = "fleet",
    Named = "named"(String),
});

form_struct!(LaborBand, {
    from: Quantity,
    step: LaborStep,
});

form_enum!(LaborStep {
    Rate = "rate"(UnitPrice),
    RateTimes = "rate_times"(Factor),
    HoursTimes = "hours_times"(Factor),
});

form_struct!(ChargeRules, {
    currency: Currency,
    fees: Vec<FeeRule>,
    supplies: Vec<SuppliesRule>,
});

form_struct!(FeeRule, {
    code: String,
    name: String,
    kind: FeeKind,
    trigger: Trigger,
    basis: FeeBasis,
    amount: UnitPrice,
    tax_class: String,
});

form_enum!(FeeKind {
    Mandated = "mandated" { citation: String, },
    Shop = "shop",
});

form_struct!(Trigger, {
    classes: BTreeSet<ChargeClass>,
    categories: Vec<String>,
    tags: Vec<String>,
    exempt_tags: Vec<String>,
});

form_words!(ChargeClass {
    Part = "part",
    Labor = "labor",
    Diagnostic = "diagnostic",
    Sublet = "sublet",
    Core = "core",
});

form_words!(FeeBasis {
    PerUnit = "per_unit",
    PerTicket = "per_ticket",
});

form_struct!(SuppliesRule, {
    code: String,
    name: String,
    percents: BTreeMap<ChargeClass, Rate>,
    excluded_categories: Vec<String>,
    min: Option<Money>,
    max: Option<Money>,
    per: SuppliesPer,
    sentence: Option<String>,
    tax_class: String,
});

form_words!(SuppliesPer {
    Ticket = "ticket",
    Job = "job",
});
