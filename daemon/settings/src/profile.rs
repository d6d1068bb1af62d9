//! A tax profile: `config/taxes/NAME.toml`, the tax rules of one place as checked data.
//!
//! A profile is data for the shop's accountant to review, not advice: it has the days it holds and the sources it was
//! taken from. As in [`crate::model`], amounts and rates stay text; the room that counts has its own exact types.

use std::path::Path;

use jiff::civil::Date;

use crate::fault::Faults;
use crate::model::LocalTax;
use crate::read;

/// Everything a profile says, with defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxProfile {
    /// The file's name without `.toml`, e.g. `us-ca`.
    pub name: String,
    /// Required. What place and tax it is, for people.
    pub title: String,
    /// Required. The laws and guides it was taken from, 1 to 32.
    pub sources: Vec<String>,
    /// Required. ISO 4217, three capitals.
    pub currency: String,
    /// Required. The first day it holds.
    pub valid_from: Date,
    /// The last day it holds. Default: until it is changed.
    pub valid_until: Option<Date>,
    /// Required. On what tax is rounded.
    pub basis: TaxBasis,
    /// Whether the taxes are added up before they are rounded. Default `false`.
    pub aggregate: bool,
    /// Default `half_up`.
    pub rounding: TaxRounding,
    /// Whether prices contain the tax. Default `false`.
    pub inclusive: bool,
    /// Required. What tax does with the deposit on an old part.
    pub core: TaxCore,
    /// At least 1, in the order they are laid on and printed.
    pub jurisdictions: Vec<TaxJurisdiction>,
    /// What `[[tax.local]]` of the settings may add; `None` where no local tax exists.
    pub local: Option<LocalRule>,
    /// How an amount paid in cash is rounded; `None` where the smallest coin is still there.
    pub cash: Option<CashRule>,
    /// Fees that a law or a shop adds to a piece.
    pub fees: Vec<Fee>,
}

/// `basis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxBasis {
    /// Each line is rounded.
    Item,
    /// The sum of the lines is rounded.
    Invoice,
}

/// `rounding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxRounding {
    HalfUp,
    HalfEven,
    Down,
}

/// `core`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxCore {
    /// Taxed with the part; the tax stays when the core comes back.
    TaxedNoRefund,
    /// Taxed with the part; a core that comes back lowers the taxed price.
    ReducesBase,
    NotTaxed,
}

/// One `[[jurisdictions]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxJurisdiction {
    /// Required. Its name on receipts, 1 to 40 characters.
    pub name: String,
    /// Required. A decimal such as `0.0725`.
    pub rate: String,
    /// Required. Words of [`TAX_CLASSES`].
    pub classes: Vec<String>,
    /// Whether it is laid on the price with the taxes before it. Default `false`.
    pub compound: bool,
    /// Only what one piece costs above this is taxed.
    pub item_threshold: Option<String>,
    /// Only this much of what one piece costs is taxed.
    pub item_cap: Option<String>,
    /// The first day of its rate. Default: that of the profile.
    pub valid_from: Option<Date>,
    /// The last day of its rate. Default: that of the profile.
    pub valid_until: Option<Date>,
}

/// `[local]`: what taxes of a city or district are laid on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalRule {
    /// Words of [`TAX_CLASSES`]. Default: those of the first jurisdiction.
    pub classes: Vec<String>,
    /// As [`TaxJurisdiction::item_cap`].
    pub item_cap: Option<String>,
}

/// `[cash]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashRule {
    /// `step_minor`: 2 to 10,000 minor units.
    pub step_minor: u16,
    /// Whether an amount in the middle goes to the larger one; `halves = "up"` or `"down"`. Default up.
    pub halves_up: bool,
}

/// One `[[fees]]`: a charge that belongs on its own line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fee {
    /// Required. What the line says; some laws prescribe the words.
    pub name: String,
    /// Required. For one piece, a decimal such as `1.75`.
    pub amount: String,
    /// Required. The piece that it is charged for, in the shop's words.
    pub per: String,
    /// Required. `fee_mandated` or `fee_shop`: what the jurisdictions tax it as.
    pub class: String,
    /// Required. The law.
    pub source: String,
}

/// The words for the classes of lines that tax laws tell apart, `core` apart, which [`TaxCore`] decides.
pub const TAX_CLASSES: [&str; 11] = [
    "part",
    "labor_repair",
    "labor_fabrication",
    "labor_install_new",
    "supplies",
    "sublet_part",
    "sublet_labor",
    "fee_mandated",
    "fee_shop",
    "shipping",
    "warranty_contract",
];

/// The settings name a local tax, and the profile's place has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoLocalTax {
    /// The profile.
    pub profile: String,
}

impl std::fmt::Display for NoLocalTax {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let profile = &self.profile;
        write!(
            f,
            "the tax profile {profile} has no [local] section, so [[tax.local]] cannot add to it"
        )
    }
}

impl std::error::Error for NoLocalTax {}

impl TaxProfile {
    /// Reads and checks the profile `name` of the folder `dir`.
    ///
    /// # Errors
    /// [`Faults`]: every fault of the file, or the one fault that it cannot be read.
    pub fn load(dir: &Path, name: &str) -> Result<Self, Faults> {
        let path = dir.join(format!("{name}.toml"));
        let file = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Ok(text) => read::profile(&file, name, &text),
            Err(error) => Err(Faults::unreadable(
                &file,
                &error,
                "name a file of tax.profiles_dir, without .toml, as tax.profile",
            )),
        }
    }

    /// Checks `text`, the profile `name`; faults show it as the file `NAME.toml`.
    ///
    /// # Errors
    /// [`Faults`]: every fault of the text, in the order of the lines.
    pub fn parse(name: &str, text: &str) -> Result<Self, Faults> {
        read::profile(&format!("{name}.toml"), name, text)
    }

    /// Returns the profile with the taxes of the shop's city and district after its own.
    ///
    /// # Errors
    /// [`NoLocalTax`] when there are some and the profile has no place for them.
    pub fn with_local(mut self, taxes: &[LocalTax]) -> Result<Self, NoLocalTax> {
        if taxes.is_empty() {
            return Ok(self);
        }
        let Some(rule) = &self.local else {
            return Err(NoLocalTax { profile: self.name });
        };
        let added = taxes.iter().map(|tax| TaxJurisdiction {
            name: tax.name.clone(),
            rate: tax.rate.clone(),
            classes: rule.classes.clone(),
            compound: false,
            item_threshold: None,
            item_cap: rule.item_cap.clone(),
            valid_from: None,
            valid_until: None,
        });
        self.jurisdictions.extend(added);
        Ok(self)
    }
}
