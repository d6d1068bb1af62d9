//! The shop's own rules, both ways.

use domain::charges::{self, ChargeRules, FeeKind};
use domain::core_charge::CoreRules;
use domain::ctx::ShopRules;
use domain::limits::{self, Limits};
use domain::money::{Currency, Money, Rate, UnitPrice};
use domain::people::Role;
use domain::people::recommend::IntervalRule;
use domain::policy::{Policy, PolicyRefusal};
use domain::pricing;
use domain::purchase::{PurchaseRules, Reconciling, Reordering};
use domain::ticket::NoReceiptRules;

use crate::convert::{role_in, role_out};
use crate::problem::{Code, Problem};
use crate::v1::policy as wire;
use crate::values::{FactorText, MarginText, PriceText, QuantityText, RateText};

/// Reads a set of rules: exactly the field that its kind names.
///
/// # Errors
/// A [`Problem`] when another field is there, or the rules cannot be.
pub fn policy_in(set: wire::Set, currency: Currency) -> Result<Policy, Problem> {
    let wire::Set {
        key: _,
        kind,
        prices,
        labor,
        charges,
        limits,
        statuses,
        intervals,
        cores,
        buying,
        no_receipt,
    } = set;
    let given = [
        prices.is_some(),
        labor.is_some(),
        charges.is_some(),
        limits.is_some(),
        statuses.is_some(),
        intervals.is_some(),
        cores.is_some(),
        buying.is_some(),
        no_receipt.is_some(),
    ];
    if given.iter().filter(|given| **given).count() != 1 {
        return Err(other_field());
    }
    match kind {
        wire::Kind::Prices => price_book(prices.ok_or_else(other_field)?, currency)
            .map(Policy::Prices)
            .map_err(|refusal| Problem::from(&refusal.into())),
        wire::Kind::Labor => Ok(Policy::Labor(labor_book(
            labor.ok_or_else(other_field)?,
            currency,
        ))),
        wire::Kind::Charges => Ok(Policy::Charges(charge_rules(
            charges.ok_or_else(other_field)?,
            currency,
        ))),
        wire::Kind::Limits => {
            let limits = limits.ok_or_else(other_field)?;
            let limits = limits.into_iter().map(role_limits);
            Ok(Policy::Limits(Limits::default().with(limits)))
        }
        wire::Kind::Statuses => statuses.ok_or_else(other_field).map(Policy::Statuses),
        wire::Kind::Intervals => {
            let rules = intervals.ok_or_else(other_field)?;
            Ok(Policy::Intervals(rules.into_iter().map(interval).collect()))
        }
        wire::Kind::Cores => {
            let rules = cores.ok_or_else(other_field)?;
            Ok(Policy::Cores(CoreRules {
                days: rules.days,
                partial: rules.partial.0,
            }))
        }
        wire::Kind::NoReceipt => no_receipt
            .ok_or_else(other_field)
            .map(|rules| Policy::NoReceipt(no_receipt_rules(rules))),
        wire::Kind::Buying => buying
            .ok_or_else(other_field)
            .map(|rules| Policy::Buying(buying_rules(rules))),
    }
}

fn interval(rule: wire::Interval) -> IntervalRule {
    IntervalRule {
        service: rule.service,
        canned: rule.canned_id.map(|id| id.0),
        months: rule.months,
        distance: rule.distance,
        ahead_days: rule.ahead_days,
        ahead_distance: rule.ahead_distance,
    }
}

fn interval_out(rule: &IntervalRule) -> wire::Interval {
    wire::Interval {
        service: rule.service.clone(),
        canned_id: rule.canned.map(Into::into),
        months: rule.months,
        distance: rule.distance,
        ahead_days: rule.ahead_days,
        ahead_distance: rule.ahead_distance,
    }
}

const fn buying_rules(rules: wire::BuyingRules) -> PurchaseRules {
    PurchaseRules {
        order_role: role_in(rules.order_role),
        receive_role: role_in(rules.receive_role),
        over_receipt_role: role_in(rules.over_receipt_role),
        accept_role: role_in(rules.accept_role),
        tolerance_minor: rules.tolerance,
        tolerance_rate: rules.tolerance_rate.0,
        restocking_rate: rules.restocking_rate.0,
        uncollected_days: rules.uncollected_days,
        reordering: match rules.reordering {
            wire::Reordering::Automatic => Reordering::Automatic,
            wire::Reordering::ByHand => Reordering::ByHand,
        },
        reconciling: match rules.reconciling {
            wire::Reconciling::Off => Reconciling::Off,
            wire::Reconciling::Warn => Reconciling::Warn,
            wire::Reconciling::Block => Reconciling::Block,
        },
    }
}

const fn buying_out(rules: &PurchaseRules) -> wire::BuyingRules {
    wire::BuyingRules {
        order_role: role_out(rules.order_role),
        receive_role: role_out(rules.receive_role),
        over_receipt_role: role_out(rules.over_receipt_role),
        accept_role: role_out(rules.accept_role),
        tolerance: rules.tolerance_minor,
        tolerance_rate: RateText(rules.tolerance_rate),
        restocking_rate: RateText(rules.restocking_rate),
        uncollected_days: rules.uncollected_days,
        reordering: match rules.reordering {
            Reordering::Automatic => wire::Reordering::Automatic,
            Reordering::ByHand => wire::Reordering::ByHand,
        },
        reconciling: match rules.reconciling {
            Reconciling::Off => wire::Reconciling::Off,
            Reconciling::Warn => wire::Reconciling::Warn,
            Reconciling::Block => wire::Reconciling::Block,
        },
    }
}

const fn no_receipt_rules(rules: wire::NoReceiptRules) -> NoReceiptRules {
    NoReceiptRules {
        allowed: rules.allowed,
        price_days: rules.price_days,
        customer_days: rules.customer_days,
        customer_max: match rules.customer_max {
            Some(max) => Some(max.0.decimal()),
            None => None,
        },
        restocking_rate: rules.restocking_rate.0,
    }
}

/// A sum that no price can be does not occur: it came in as one.
fn no_receipt_out(rules: &NoReceiptRules) -> Option<wire::NoReceiptRules> {
    let max = rules
        .customer_max
        .map(UnitPrice::try_new)
        .transpose()
        .ok()?;
    Some(wire::NoReceiptRules {
        allowed: rules.allowed,
        price_days: rules.price_days,
        customer_days: rules.customer_days,
        customer_max: max.map(PriceText),
        restocking_rate: RateText(rules.restocking_rate),
    })
}

const fn core_terms(rules: CoreRules) -> wire::CoreTerms {
    wire::CoreTerms {
        days: rules.days,
        partial: RateText(rules.partial),
    }
}

fn other_field() -> Problem {
    Problem::new(
        Code::InvalidParams,
        "give the field that kind names, and no other",
    )
}

fn price_book(
    book: wire::PriceBook,
    currency: Currency,
) -> Result<pricing::PriceBook, PolicyRefusal> {
    let rules = book.rules.into_iter().map(|rule| pricing::PriceRule {
        name: rule.name,
        scope: scope(rule.scope),
        action: match rule.action {
            wire::PriceAction::Fixed(price) => pricing::PriceAction::Fixed(price.0),
            wire::PriceAction::OnCost(by) => pricing::PriceAction::OnCost(formula(by)),
            wire::PriceAction::OffList(rate) => pricing::PriceAction::OffList(rate.0),
        },
    });
    let levels = book.levels.into_iter().map(|terms| pricing::LevelTerms {
        level: level(terms.level),
        terms: match terms.terms {
            wire::Terms::Matrix => pricing::Terms::Matrix,
            wire::Terms::OffList(rate) => pricing::Terms::OffList(rate.0),
        },
    });
    let breaks = book.breaks.into_iter().map(|step| pricing::QuantityBreak {
        name: step.name,
        scope: scope(step.scope),
        from: step.from.0,
        off: match step.off {
            wire::BreakOff::Percent(rate) => pricing::BreakOff::Percent(rate.0),
            wire::BreakOff::Price(price) => pricing::BreakOff::Price(price.0),
        },
    });
    let (rules, levels, breaks) = (rules.collect(), levels.collect(), breaks.collect());
    let mut matrices = Vec::with_capacity(book.matrices.len());
    for given in book.matrices {
        let rows = given.rows.into_iter().map(|row| pricing::MatrixRow {
            from: row.from.0,
            formula: formula(row.formula),
        });
        let mode = match given.mode {
            wire::MatrixMode::Stepped => pricing::MatrixMode::Stepped,
            wire::MatrixMode::Linear => pricing::MatrixMode::Linear,
        };
        matrices.push(pricing::ScopedMatrix {
            scope: given.scope.map(scope).unwrap_or_default(),
            matrix: pricing::Matrix::try_new(&given.name, mode, rows.collect())?,
        });
    }
    Ok(pricing::PriceBook {
        currency,
        rules,
        matrices,
        levels,
        breaks,
    })
}

fn scope(scope: wire::Scope) -> pricing::Scope {
    pricing::Scope {
        part: scope.part_id.map(|id| id.0),
        customer: scope.customer_id.map(|id| id.0),
        level: scope.level.map(level),
        category: scope.category,
        brand: scope.brand,
        vendor: scope.vendor,
        location: scope.location,
    }
}

const fn level(level: wire::PriceLevel) -> pricing::PriceLevel {
    match level {
        wire::PriceLevel::Retail => pricing::PriceLevel::Retail,
        wire::PriceLevel::Installer => pricing::PriceLevel::Installer,
        wire::PriceLevel::Wholesale => pricing::PriceLevel::Wholesale,
        wire::PriceLevel::Jobber => pricing::PriceLevel::Jobber,
        wire::PriceLevel::Fleet => pricing::PriceLevel::Fleet,
    }
}

const fn formula(formula: wire::Formula) -> pricing::Formula {
    match formula {
        wire::Formula::Multiplier(factor) => pricing::Formula::Multiplier(factor.0),
        wire::Formula::Margin(margin) => pricing::Formula::Margin(margin.0),
        wire::Formula::Markup(factor) => pricing::Formula::Markup(factor.0),
        wire::Formula::Amount(amount) => pricing::Formula::Amount(amount.0),
    }
}

fn labor_book(book: wire::LaborBook, currency: Currency) -> pricing::LaborBook {
    let rates = book.rates.into_iter().map(|rate| pricing::LaborRate {
        kind: pricing::LaborKind::parse(&rate.name),
        rate: rate.rate.0,
        by_bands: rate.by_bands,
    });
    let bands = book.bands.into_iter().map(|band| pricing::LaborBand {
        from: band.from.0,
        step: match band.step {
            wire::LaborStep::Rate(rate) => pricing::LaborStep::Rate(rate.0),
            wire::LaborStep::RateTimes(factor) => pricing::LaborStep::RateTimes(factor.0),
            wire::LaborStep::HoursTimes(factor) => pricing::LaborStep::HoursTimes(factor.0),
        },
    });
    pricing::LaborBook {
        currency,
        rates: rates.collect(),
        bands: bands.collect(),
    }
}

fn charge_rules(rules: wire::Charges, currency: Currency) -> ChargeRules {
    let money = |minor| Money::new(minor, currency);
    let fees = rules.fees.into_iter().map(|fee| charges::FeeRule {
        code: fee.code,
        name: fee.name,
        kind: fee
            .citation
            .map_or(FeeKind::Shop, |citation| FeeKind::Mandated { citation }),
        trigger: charges::Trigger {
            classes: fee.trigger.classes.into_iter().map(class).collect(),
            categories: fee.trigger.categories,
            tags: fee.trigger.tags,
            exempt_tags: fee.trigger.exempt_tags,
        },
        basis: match fee.basis {
            wire::FeeBasis::PerUnit => charges::FeeBasis::PerUnit,
            wire::FeeBasis::PerTicket => charges::FeeBasis::PerTicket,
        },
        amount: fee.amount.0,
        tax_class: fee.tax_class,
    });
    let supplies = rules
        .supplies
        .into_iter()
        .map(|rule| charges::SuppliesRule {
            code: rule.code,
            name: rule.name,
            percents: rule
                .shares
                .into_iter()
                .map(|share| (class(share.class), share.rate.0))
                .collect(),
            excluded_categories: rule.excluded_categories,
            min: rule.min.map(money),
            max: rule.max.map(money),
            per: match rule.per {
                wire::SuppliesPer::Ticket => charges::SuppliesPer::Ticket,
                wire::SuppliesPer::Job => charges::SuppliesPer::Job,
            },
            sentence: rule.sentence,
            tax_class: rule.tax_class,
        });
    ChargeRules {
        currency,
        fees: fees.collect(),
        supplies: supplies.collect(),
    }
}

const fn class(class: wire::ChargeClass) -> charges::ChargeClass {
    match class {
        wire::ChargeClass::Part => charges::ChargeClass::Part,
        wire::ChargeClass::Labor => charges::ChargeClass::Labor,
        wire::ChargeClass::Diagnostic => charges::ChargeClass::Diagnostic,
        wire::ChargeClass::Sublet => charges::ChargeClass::Sublet,
        wire::ChargeClass::Core => charges::ChargeClass::Core,
    }
}

fn role_limits(limits: wire::RoleLimits) -> (Role, limits::RoleLimits) {
    let role = super::role_in(limits.role);
    let limits = limits::RoleLimits {
        discount_max: limits.discount_max.0.decimal(),
        refund_max: limits.refund_max.map(|max| max.0.decimal()),
        change_price: limits.change_price,
        sell_below_cost: limits.sell_below_cost,
        change_pay_type: limits.change_pay_type,
        return_without_receipt: limits.return_without_receipt,
        reverse_sale: limits.reverse_sale,
        no_sale: limits.no_sale,
        exceed_authorization: limits.exceed_authorization,
        exceed_account: limits.exceed_account,
    };
    (role, limits)
}

/// Words a set of the rules in force.
#[must_use]
pub fn policy_in_force(rules: &ShopRules, kind: wire::Kind) -> wire::Policy {
    let mut policy = empty(kind);
    match kind {
        wire::Kind::Prices => policy.prices = rules.prices.as_ref().map(price_book_out),
        wire::Kind::Labor => policy.labor = rules.labor.as_ref().map(labor_book_out),
        wire::Kind::Charges => policy.charges = Some(charges_out(&rules.charges)),
        wire::Kind::Limits => policy.limits = Some(limits_out(&rules.limits)),
        wire::Kind::Statuses => policy.statuses = Some(rules.work_statuses.clone()),
        wire::Kind::Intervals => {
            policy.intervals = Some(rules.intervals.iter().map(interval_out).collect());
        }
        wire::Kind::Cores => policy.cores = Some(core_terms(rules.cores)),
        wire::Kind::Buying => policy.buying = Some(buying_out(&rules.buying)),
        wire::Kind::NoReceipt => policy.no_receipt = no_receipt_out(&rules.no_receipt),
    }
    policy
}

/// Words a set of rules as it was set.
#[must_use]
pub fn policy_out(policy: &Policy) -> wire::Policy {
    match policy {
        Policy::Prices(book) => wire::Policy {
            prices: Some(price_book_out(book)),
            ..empty(wire::Kind::Prices)
        },
        Policy::Labor(book) => wire::Policy {
            labor: Some(labor_book_out(book)),
            ..empty(wire::Kind::Labor)
        },
        Policy::Charges(charges) => wire::Policy {
            charges: Some(charges_out(charges)),
            ..empty(wire::Kind::Charges)
        },
        Policy::Limits(limits) => wire::Policy {
            limits: Some(limits_out(limits)),
            ..empty(wire::Kind::Limits)
        },
        Policy::Statuses(words) => wire::Policy {
            statuses: Some(words.clone()),
            ..empty(wire::Kind::Statuses)
        },
        Policy::Intervals(rules) => wire::Policy {
            intervals: Some(rules.iter().map(interval_out).collect()),
            ..empty(wire::Kind::Intervals)
        },
        Policy::Cores(rules) => wire::Policy {
            cores: Some(core_terms(*rules)),
            ..empty(wire::Kind::Cores)
        },
        Policy::NoReceipt(rules) => wire::Policy {
            no_receipt: no_receipt_out(rules),
            ..empty(wire::Kind::NoReceipt)
        },
        Policy::Buying(rules) => wire::Policy {
            buying: Some(buying_out(rules)),
            ..empty(wire::Kind::Buying)
        },
    }
}

const fn empty(kind: wire::Kind) -> wire::Policy {
    wire::Policy {
        kind,
        prices: None,
        labor: None,
        charges: None,
        limits: None,
        statuses: None,
        intervals: None,
        cores: None,
        buying: None,
        no_receipt: None,
    }
}

fn price_book_out(book: &pricing::PriceBook) -> wire::PriceBook {
    let rules = book.rules.iter().map(|rule| wire::PriceRule {
        name: rule.name.clone(),
        scope: scope_out(&rule.scope),
        action: match rule.action {
            pricing::PriceAction::Fixed(price) => wire::PriceAction::Fixed(PriceText(price)),
            pricing::PriceAction::OnCost(by) => wire::PriceAction::OnCost(formula_out(by)),
            pricing::PriceAction::OffList(rate) => wire::PriceAction::OffList(RateText(rate)),
        },
    });
    let matrices = book.matrices.iter();
    let levels = book.levels.iter().map(|terms| wire::LevelTerms {
        level: level_out(terms.level),
        terms: match terms.terms {
            pricing::Terms::Matrix => wire::Terms::Matrix,
            pricing::Terms::OffList(rate) => wire::Terms::OffList(RateText(rate)),
        },
    });
    let breaks = book.breaks.iter().map(|step| wire::QuantityBreak {
        name: step.name.clone(),
        scope: scope_out(&step.scope),
        from: QuantityText(step.from),
        off: match step.off {
            pricing::BreakOff::Percent(rate) => wire::BreakOff::Percent(RateText(rate)),
            pricing::BreakOff::Price(price) => wire::BreakOff::Price(PriceText(price)),
        },
    });
    wire::PriceBook {
        rules: rules.collect(),
        matrices: matrices
            .map(|scoped| matrix_out(&scoped.matrix, &scoped.scope))
            .collect(),
        levels: levels.collect(),
        breaks: breaks.collect(),
    }
}

/// Words a matrix with the sales it is for.
#[must_use]
pub fn matrix_out(matrix: &pricing::Matrix, scope: &pricing::Scope) -> wire::Matrix {
    let rows = matrix.rows().iter().map(|row| wire::MatrixRow {
        from: PriceText(row.from),
        formula: formula_out(row.formula),
    });
    wire::Matrix {
        name: matrix.name().to_owned(),
        scope: Some(scope_out(scope)),
        mode: match matrix.mode() {
            pricing::MatrixMode::Stepped => wire::MatrixMode::Stepped,
            pricing::MatrixMode::Linear => wire::MatrixMode::Linear,
        },
        rows: rows.collect(),
    }
}

fn scope_out(scope: &pricing::Scope) -> wire::Scope {
    wire::Scope {
        part_id: scope.part.map(Into::into),
        customer_id: scope.customer.map(Into::into),
        level: scope.level.map(level_out),
        category: scope.category.clone(),
        brand: scope.brand.clone(),
        vendor: scope.vendor.clone(),
        location: scope.location.clone(),
    }
}

const fn level_out(level: pricing::PriceLevel) -> wire::PriceLevel {
    match level {
        pricing::PriceLevel::Retail => wire::PriceLevel::Retail,
        pricing::PriceLevel::Installer => wire::PriceLevel::Installer,
        pricing::PriceLevel::Wholesale => wire::PriceLevel::Wholesale,
        pricing::PriceLevel::Jobber => wire::PriceLevel::Jobber,
        pricing::PriceLevel::Fleet => wire::PriceLevel::Fleet,
    }
}

const fn formula_out(formula: pricing::Formula) -> wire::Formula {
    match formula {
        pricing::Formula::Multiplier(factor) => wire::Formula::Multiplier(FactorText(factor)),
        pricing::Formula::Margin(margin) => wire::Formula::Margin(MarginText(margin)),
        pricing::Formula::Markup(factor) => wire::Formula::Markup(FactorText(factor)),
        pricing::Formula::Amount(amount) => wire::Formula::Amount(PriceText(amount)),
    }
}

fn labor_book_out(book: &pricing::LaborBook) -> wire::LaborBook {
    let rates = book.rates.iter().map(|rate| wire::LaborRate {
        name: rate.kind.as_str().to_owned(),
        rate: PriceText(rate.rate),
        by_bands: rate.by_bands,
    });
    let bands = book.bands.iter().map(|band| wire::LaborBand {
        from: QuantityText(band.from),
        step: match band.step {
            pricing::LaborStep::Rate(rate) => wire::LaborStep::Rate(PriceText(rate)),
            pricing::LaborStep::RateTimes(factor) => wire::LaborStep::RateTimes(FactorText(factor)),
            pricing::LaborStep::HoursTimes(factor) => {
                wire::LaborStep::HoursTimes(FactorText(factor))
            }
        },
    });
    wire::LaborBook {
        rates: rates.collect(),
        bands: bands.collect(),
    }
}

fn charges_out(rules: &ChargeRules) -> wire::Charges {
    let fees = rules.fees.iter().map(|fee| wire::FeeRule {
        code: fee.code.clone(),
        name: fee.name.clone(),
        citation: match &fee.kind {
            FeeKind::Mandated { citation } => Some(citation.clone()),
            FeeKind::Shop => None,
        },
        trigger: wire::Trigger {
            classes: fee.trigger.classes.iter().copied().map(class_out).collect(),
            categories: fee.trigger.categories.clone(),
            tags: fee.trigger.tags.clone(),
            exempt_tags: fee.trigger.exempt_tags.clone(),
        },
        basis: match fee.basis {
            charges::FeeBasis::PerUnit => wire::FeeBasis::PerUnit,
            charges::FeeBasis::PerTicket => wire::FeeBasis::PerTicket,
        },
        amount: PriceText(fee.amount),
        tax_class: fee.tax_class.clone(),
    });
    let supplies = rules.supplies.iter().map(|rule| wire::SuppliesRule {
        code: rule.code.clone(),
        name: rule.name.clone(),
        shares: rule
            .percents
            .iter()
            .map(|(class, rate)| wire::SuppliesShare {
                class: class_out(*class),
                rate: RateText(*rate),
            })
            .collect(),
        excluded_categories: rule.excluded_categories.clone(),
        min: rule.min.map(Money::minor),
        max: rule.max.map(Money::minor),
        per: match rule.per {
            charges::SuppliesPer::Ticket => wire::SuppliesPer::Ticket,
            charges::SuppliesPer::Job => wire::SuppliesPer::Job,
        },
        sentence: rule.sentence.clone(),
        tax_class: rule.tax_class.clone(),
    });
    wire::Charges {
        fees: fees.collect(),
        supplies: supplies.collect(),
    }
}

const fn class_out(class: charges::ChargeClass) -> wire::ChargeClass {
    match class {
        charges::ChargeClass::Part => wire::ChargeClass::Part,
        charges::ChargeClass::Labor => wire::ChargeClass::Labor,
        charges::ChargeClass::Diagnostic => wire::ChargeClass::Diagnostic,
        charges::ChargeClass::Sublet => wire::ChargeClass::Sublet,
        charges::ChargeClass::Core => wire::ChargeClass::Core,
    }
}

fn limits_out(limits: &Limits) -> Vec<wire::RoleLimits> {
    let roles = [
        Role::Technician,
        Role::Clerk,
        Role::Advisor,
        Role::Manager,
        Role::Owner,
    ];
    let worded = roles.map(|role| {
        let own = limits.of(role);
        wire::RoleLimits {
            role: super::role_out(role),
            // Limits are checked when they are set, so both fit.
            discount_max: RateText(Rate::try_new(own.discount_max).unwrap_or(Rate::ZERO)),
            refund_max: own
                .refund_max
                .map(|max| PriceText(UnitPrice::try_new(max).unwrap_or(UnitPrice::ZERO))),
            change_price: own.change_price,
            sell_below_cost: own.sell_below_cost,
            change_pay_type: own.change_pay_type,
            return_without_receipt: own.return_without_receipt,
            reverse_sale: own.reverse_sale,
            no_sale: own.no_sale,
            exceed_authorization: own.exceed_authorization,
            exceed_account: own.exceed_account,
        }
    });
    worded.to_vec()
}
