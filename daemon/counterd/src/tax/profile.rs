//! A tax profile of the settings made into the domain's own, and asked.

use std::path::Path;

use domain::money::{
    CashHalves, CashRounding, Currency, Money, Rate, RoundingPolicy, parse_decimal, to_money,
};
use domain::tax::{CorePolicy, Jurisdiction, Profile, RoundingBasis, TaxAnswer, TaxQuery, assess};
use engine::TaxRule;
use settings::model::LocalTax;
use settings::profile::{CashRule, TaxBasis, TaxCore, TaxJurisdiction, TaxProfile, TaxRounding};

/// The rules of a place, worked out here.
pub(super) struct BuiltIn(pub(super) Profile);

impl TaxRule for BuiltIn {
    fn assess(&mut self, query: &TaxQuery) -> Result<TaxAnswer, String> {
        assess(&self.0, query).map_err(|refusal| refusal.to_string())
    }
}

/// Reads a profile with the shop's local taxes.
///
/// # Errors
/// Everything that is wrong with it, in words for the operator.
pub(super) fn load(
    folder: &Path,
    name: &str,
    local: &[LocalTax],
    currency: Currency,
) -> Result<Profile, String> {
    let profile = TaxProfile::load(folder, name).map_err(|faults| faults.to_string())?;
    let profile = profile
        .with_local(local)
        .map_err(|none| format!("the place of `{}` has no local tax", none.profile))?;
    let profile = convert(profile)?;
    if profile.currency != currency {
        return Err(format!(
            "`{name}` is for {}, and the shop counts {currency}",
            profile.currency
        ));
    }
    Ok(profile)
}

fn convert(profile: TaxProfile) -> Result<Profile, String> {
    let currency: Currency = profile
        .currency
        .parse()
        .map_err(|error: domain::money::UnknownCurrency| error.to_string())?;
    let jurisdictions = profile
        .jurisdictions
        .into_iter()
        .map(|jurisdiction| levy(jurisdiction, currency))
        .collect::<Result<_, _>>()?;
    let converted = Profile {
        name: profile.name,
        sources: profile.sources,
        valid_from: profile.valid_from,
        valid_until: profile.valid_until,
        currency,
        jurisdictions,
        basis: match profile.basis {
            TaxBasis::Item => RoundingBasis::Item,
            TaxBasis::Invoice => RoundingBasis::Invoice,
        },
        aggregate: profile.aggregate,
        rounding: match profile.rounding {
            TaxRounding::HalfUp => RoundingPolicy::HalfUp,
            TaxRounding::HalfEven => RoundingPolicy::HalfEven,
            TaxRounding::Down => RoundingPolicy::Down,
        },
        inclusive: profile.inclusive,
        core: match profile.core {
            TaxCore::TaxedNoRefund => CorePolicy::TaxedNoRefund,
            TaxCore::ReducesBase => CorePolicy::ReducesBase,
            TaxCore::NotTaxed => CorePolicy::NotTaxed,
        },
        cash: profile.cash.map(cash).transpose()?,
    };
    converted.checked().map_err(|fault| fault.to_string())
}

fn levy(jurisdiction: TaxJurisdiction, currency: Currency) -> Result<Jurisdiction, String> {
    let amount = |text: &String| -> Result<Money, String> {
        let exact = parse_decimal(text).map_err(|error| error.to_string())?;
        to_money(exact, currency, RoundingPolicy::HalfUp).map_err(|error| error.to_string())
    };
    let classes = jurisdiction.classes.iter().map(|word| word.parse());
    Ok(Jurisdiction {
        rate: Rate::parse(&jurisdiction.rate).map_err(|error| error.to_string())?,
        compound: jurisdiction.compound,
        classes: classes
            .collect::<Result<_, _>>()
            .map_err(|error: domain::tax::UnknownTaxClass| error.to_string())?,
        item_threshold: jurisdiction
            .item_threshold
            .as_ref()
            .map(amount)
            .transpose()?,
        item_cap: jurisdiction.item_cap.as_ref().map(amount).transpose()?,
        valid_from: jurisdiction.valid_from,
        valid_until: jurisdiction.valid_until,
        name: jurisdiction.name,
    })
}

fn cash(rule: CashRule) -> Result<CashRounding, String> {
    let halves = if rule.halves_up {
        CashHalves::Up
    } else {
        CashHalves::Down
    };
    CashRounding::try_new(rule.step_minor.into(), halves).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_that_is_shipped_can_be_used() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/taxes"));
        let mut seen = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "toml") {
                continue;
            }
            let name = path.file_stem().unwrap().to_str().unwrap();
            let profile = TaxProfile::load(folder, name).unwrap();
            convert(profile).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            seen += 1;
        }
        assert!(seen >= 10, "only {seen} profiles");
    }
}
