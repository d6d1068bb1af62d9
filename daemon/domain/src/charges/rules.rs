//! What the shop charges beside what it sells, as the settings say.

use std::collections::{BTreeMap, BTreeSet};

use super::ChargeRefusal;
use crate::money::{Currency, Money, Rate, UnitPrice};
use crate::text::TEXT_LEN_MAX;

/// The most fees and supplies rules together.
pub const CHARGE_RULES_MAX: usize = 100;
/// The longest code of a rule, in characters.
pub const CODE_LEN_MAX: usize = 40;
/// The longest citation or sentence, in characters.
pub const STATUTORY_LEN_MAX: usize = 1_000;

/// What Florida has printed where shop supplies or waste disposal are charged (Fla. Stat. 559.905).
pub const FLORIDA_SUPPLIES_SENTENCE: &str = "This charge represents costs and profits to the motor \
vehicle repair facility for miscellaneous shop supplies or waste disposal.";

/// What kind of thing a line sells, as far as charges tell lines apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChargeClass {
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

impl ChargeClass {
    /// Every class.
    pub const ALL: &'static [Self] = &[
        Self::Part,
        Self::Labor,
        Self::Diagnostic,
        Self::Sublet,
        Self::Core,
    ];

    /// Returns the word used in settings and records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Labor => "labor",
            Self::Diagnostic => "diagnostic",
            Self::Sublet => "sublet",
            Self::Core => "core",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|class| class.as_str() == word)
    }
}

/// Whose fee it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FeeKind {
    /// A law demands it.
    Mandated {
        /// Which, as printed, e.g. `Tex. Health & Safety Code 361.138`.
        citation: String,
    },
    /// The shop's own.
    Shop,
}

/// Which lines bring a fee about: those of a class, a category or a tag named here, and without an exempt tag.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Trigger {
    /// Classes.
    pub classes: BTreeSet<ChargeClass>,
    /// Categories of parts; case and outer blanks do not matter.
    pub categories: Vec<String>,
    /// Tags of lines or parts, e.g. `battery-12v`.
    pub tags: Vec<String>,
    /// Tags that keep a line out, e.g. `sealed-under-10ah` or `resale`.
    pub exempt_tags: Vec<String>,
}

/// How often a fee is charged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeeBasis {
    /// For each unit of each line, one charge per job.
    PerUnit,
    /// Once, when any line brings it about.
    PerTicket,
}

/// A fee: tire, battery, oil, hazardous waste.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeeRule {
    /// A short code, unique among the rules, e.g. `tire-fee`.
    pub code: String,
    /// What is printed.
    pub name: String,
    /// Whose fee it is.
    pub kind: FeeKind,
    /// Which lines bring it about.
    pub trigger: Trigger,
    /// How often it is charged.
    pub basis: FeeBasis,
    /// How much one is, in major units.
    pub amount: UnitPrice,
    /// The class the tax profile knows it by, e.g. `fee_mandated`.
    pub tax_class: String,
}

/// Whether supplies are worked out, and bounded, for the ticket or for each of its jobs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SuppliesPer {
    /// Once.
    Ticket,
    /// For each job; lines without a job are a job of their own.
    Job,
}

/// Shop supplies: a share of what was sold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SuppliesRule {
    /// A short code, unique among the rules.
    pub code: String,
    /// What is printed.
    pub name: String,
    /// The share by class. A class that is absent is excluded.
    pub percents: BTreeMap<ChargeClass, Rate>,
    /// Categories that are excluded whatever their class.
    pub excluded_categories: Vec<String>,
    /// The least amount, once there is something to charge on.
    pub min: Option<Money>,
    /// The greatest amount.
    pub max: Option<Money>,
    /// What the bounds are for.
    pub per: SuppliesPer,
    /// The sentence the law has printed with it, e.g. [`FLORIDA_SUPPLIES_SENTENCE`].
    pub sentence: Option<String>,
    /// The class the tax profile knows it by, e.g. `supplies`.
    pub tax_class: String,
}

/// All charges of a shop, in the order they are printed: fees first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChargeRules {
    /// The currency of every amount.
    pub currency: Currency,
    /// Fees.
    pub fees: Vec<FeeRule>,
    /// Supplies.
    pub supplies: Vec<SuppliesRule>,
}

impl ChargeRules {
    /// Checks texts, bounds and that no code is there twice.
    ///
    /// # Errors
    /// A [`ChargeRefusal`] that names the rule.
    pub fn checked(self) -> Result<Self, ChargeRefusal> {
        if self.fees.len() + self.supplies.len() > CHARGE_RULES_MAX {
            return Err(ChargeRefusal::TooMany(CHARGE_RULES_MAX));
        }
        let mut codes = BTreeSet::new();
        let fees = self.fees.iter().map(|fee| &fee.code);
        for code in fees.chain(self.supplies.iter().map(|supplies| &supplies.code)) {
            if !codes.insert(code) {
                return Err(ChargeRefusal::CodeTwice(code.clone()));
            }
        }
        self.fees.iter().try_for_each(FeeRule::check)?;
        let currency = self.currency;
        self.supplies
            .iter()
            .try_for_each(|supplies| supplies.check(currency))?;
        Ok(self)
    }
}

impl FeeRule {
    fn check(&self) -> Result<(), ChargeRefusal> {
        check_names(&self.code, &self.name, &self.tax_class)?;
        match &self.kind {
            FeeKind::Mandated { citation } => {
                check_text(&self.code, "citation", citation, STATUTORY_LEN_MAX)?;
            }
            FeeKind::Shop => {}
        }
        let trigger = &self.trigger;
        if trigger.classes.is_empty() && trigger.categories.is_empty() && trigger.tags.is_empty() {
            return Err(ChargeRefusal::NoTrigger(self.code.clone()));
        }
        Ok(())
    }
}

impl SuppliesRule {
    fn check(&self, currency: Currency) -> Result<(), ChargeRefusal> {
        check_names(&self.code, &self.name, &self.tax_class)?;
        if let Some(sentence) = &self.sentence {
            check_text(&self.code, "sentence", sentence, STATUTORY_LEN_MAX)?;
        }
        let zero = Money::zero(currency);
        let min = self.min.unwrap_or(zero);
        let max = self.max.unwrap_or(Money::new(i64::MAX, currency));
        // Amounts of another currency have no order, and so are out of bounds.
        if zero <= min && min <= max {
            Ok(())
        } else {
            Err(ChargeRefusal::Bounds(self.code.clone()))
        }
    }
}

fn check_names(code: &str, name: &str, tax_class: &str) -> Result<(), ChargeRefusal> {
    check_text(code, "code", code, CODE_LEN_MAX)?;
    check_text(code, "name", name, TEXT_LEN_MAX)?;
    check_text(code, "tax class", tax_class, CODE_LEN_MAX)
}

fn check_text(
    code: &str,
    field: &'static str,
    text: &str,
    len_max: usize,
) -> Result<(), ChargeRefusal> {
    if text.trim().is_empty() || text.chars().count() > len_max {
        let code = code.chars().take(CODE_LEN_MAX).collect();
        return Err(ChargeRefusal::Text {
            code,
            field,
            len_max,
        });
    }
    Ok(())
}
