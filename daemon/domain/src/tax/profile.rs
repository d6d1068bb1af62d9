//! A tax profile: the rules of one place as data, with the days they hold and the sources they were taken from.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{COMPONENTS_MAX, TaxClass};
use crate::money::{CashRounding, Currency, Money, Rate, RoundingPolicy};

/// The most jurisdictions a profile may have: as many as an answer may have components.
pub const JURISDICTIONS_MAX: usize = COMPONENTS_MAX;

/// On what the tax is rounded. The Streamlined Sales and Use Tax Agreement, section 324, lets the seller elect either.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RoundingBasis {
    /// On each line by itself.
    Item,
    /// On the sum of the lines.
    Invoice,
}

/// What tax does with the deposit on a rebuildable old part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CorePolicy {
    /// The deposit is part of the price, and its tax stays when the core comes back (CDTFA on a new battery; Colorado
    /// GIL 17-017).
    TaxedNoRefund,
    /// The deposit is part of the price, and a core that comes back is a trade-in that lowers the taxed price.
    ReducesBase,
    /// The deposit is not taxed (RCW 82.08.036).
    NotTaxed,
}

/// One tax: who levies it, on what, at which rate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Jurisdiction {
    /// Its name on the receipt, e.g. `California sales tax`.
    pub name: String,
    /// Its rate.
    pub rate: Rate,
    /// Whether it is laid on the price with the taxes that stand before it, unrounded, rather than on the price alone.
    pub compound: bool,
    /// The classes it taxes. [`TaxClass::Core`] is not among them: a core is taxed where a part is, as [`CorePolicy`] says.
    pub classes: BTreeSet<TaxClass>,
    /// Only what one piece costs above this is taxed.
    pub item_threshold: Option<Money>,
    /// Only this much of what one piece costs is taxed, e.g. by Florida's surtax the first $5,000 (F.S. 212.054(2)(b)).
    pub item_cap: Option<Money>,
    /// The first day of its rate; `None` is that of the profile. So a file can hold the rates before and after a change.
    pub valid_from: Option<Date>,
    /// The last day of its rate; `None` is that of the profile.
    pub valid_until: Option<Date>,
}

/// The rules of one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Profile {
    /// Its name, e.g. `us-ca`.
    pub name: String,
    /// The laws and guides it was taken from.
    pub sources: Vec<String>,
    /// The first day it holds.
    pub valid_from: Date,
    /// The last day it holds; `None` until it is changed.
    pub valid_until: Option<Date>,
    /// The currency of the place.
    pub currency: Currency,
    /// The taxes, in the order they are laid on and printed.
    pub jurisdictions: Vec<Jurisdiction>,
    /// On what tax is rounded.
    pub basis: RoundingBasis,
    /// Whether the taxes are added up before they are rounded, as section 324 allows for state and local tax.
    pub aggregate: bool,
    /// How a fraction of a cent is settled. Down is for a British trader that invoices other traders (HMRC VATREC12010); a
    /// retailer rounds half up (VATREC12030).
    pub rounding: RoundingPolicy,
    /// Whether prices here contain tax by custom; goes into [`super::TaxQuery::inclusive`].
    pub inclusive: bool,
    /// How cores are taxed.
    pub core: CorePolicy,
    /// How an amount paid in cash is rounded, where the smallest coin is gone.
    pub cash: Option<CashRounding>,
}

/// Why a profile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// There are more taxes than a receipt names.
    #[error("the tax profile has more than {JURISDICTIONS_MAX} jurisdictions")]
    TooManyJurisdictions,
    /// A profile without a source cannot be checked by anyone.
    #[error("the tax profile names no source")]
    NoSource,
    /// It ends before it begins.
    #[error("the tax profile or a jurisdiction of it ends before it begins")]
    EndsBeforeItBegins,
    /// All rates together would take the whole price.
    #[error("the rates of the tax profile add up to more than 100 %")]
    RatesTooHigh,
    /// A jurisdiction names the class core.
    #[error("{0} names the class core, which the core policy decides")]
    NamesCore(String),
    /// A limit is below zero, in another currency, or a cap is not above its threshold.
    #[error("the threshold or cap of {0} makes no sense")]
    OddLimits(String),
    /// Prices contain tax, and a tax is laid on other tax or on part of the price only.
    #[error("prices that contain tax do not go with compound taxes, thresholds or caps")]
    NotInclusive,
}

impl Jurisdiction {
    /// Tells whether it taxes a line of the class; `core` is the profile's policy.
    #[must_use]
    pub fn taxes(&self, class: TaxClass, core: CorePolicy) -> bool {
        match (class, core) {
            (TaxClass::Core, CorePolicy::NotTaxed) => false,
            (TaxClass::Core, CorePolicy::TaxedNoRefund | CorePolicy::ReducesBase) => {
                self.classes.contains(&TaxClass::Part)
            }
            _ => self.classes.contains(&class),
        }
    }

    /// Tells whether its rate holds on a day.
    #[must_use]
    pub fn in_force(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= date)
            && self.valid_until.is_none_or(|until| date <= until)
    }

    /// Tells whether it can be taken out of a price that contains it by its rate alone.
    fn is_plain(&self) -> bool {
        !self.compound && self.item_threshold.is_none() && self.item_cap.is_none()
    }

    fn limits_make_sense(&self, currency: Currency) -> bool {
        let limit_ok = |limit: &Option<Money>| {
            limit.is_none_or(|limit| limit.currency() == currency && !limit.is_negative())
        };
        let cap_above_threshold = match (self.item_threshold, self.item_cap) {
            (Some(threshold), Some(cap)) => threshold < cap,
            _ => true,
        };
        limit_ok(&self.item_threshold) && limit_ok(&self.item_cap) && cap_above_threshold
    }
}

impl Profile {
    /// Checks that the profile can be used at all.
    ///
    /// # Errors
    /// [`ProfileFault`], the first found.
    pub fn checked(self) -> Result<Self, ProfileFault> {
        if self.jurisdictions.len() > JURISDICTIONS_MAX {
            return Err(ProfileFault::TooManyJurisdictions);
        }
        if self.sources.iter().all(|source| source.trim().is_empty()) {
            return Err(ProfileFault::NoSource);
        }
        let mut rates = Decimal::ZERO;
        let mut backwards = self
            .valid_until
            .is_some_and(|until| until < self.valid_from);
        for jurisdiction in &self.jurisdictions {
            rates += jurisdiction.rate.decimal();
            let span = jurisdiction.valid_from.zip(jurisdiction.valid_until);
            backwards |= span.is_some_and(|(from, until)| until < from);
            if jurisdiction.classes.contains(&TaxClass::Core) {
                return Err(ProfileFault::NamesCore(jurisdiction.name.clone()));
            }
            if !jurisdiction.limits_make_sense(self.currency) {
                return Err(ProfileFault::OddLimits(jurisdiction.name.clone()));
            }
        }
        if backwards {
            return Err(ProfileFault::EndsBeforeItBegins);
        }
        if rates > Decimal::ONE {
            return Err(ProfileFault::RatesTooHigh);
        }
        if self.inclusive && !self.can_be_inclusive() {
            return Err(ProfileFault::NotInclusive);
        }
        Ok(self)
    }

    /// Tells whether the tax can be taken out of prices that contain it.
    #[must_use]
    pub fn can_be_inclusive(&self) -> bool {
        self.jurisdictions.iter().all(Jurisdiction::is_plain)
    }

    /// Tells whether the profile says what holds on a day.
    #[must_use]
    pub fn in_force(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_until.is_none_or(|until| date <= until)
    }
}
