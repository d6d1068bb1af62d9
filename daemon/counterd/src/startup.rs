//! From the settings file to the values that the rooms work with.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use devices::DeviceName;
use domain::authorization;
use domain::ctx::ShopRules;
use domain::ids;
use domain::money::{CashRounding, Currency, Money, RoundingPolicy, UnitPrice, to_money};
use domain::odometer::DistanceUnit;
use domain::till::TillRules;
use jiff::tz::TimeZone;
use settings::model::{DeviceKind, Distance, RepairLaw};
use settings::{Quirk, Settings};

use crate::tax::Chosen;
use crate::told::{EXIT_CONFIG, complain, say};

/// Loads the settings and complains about all that is wrong with them.
pub(crate) fn load(config: &Path) -> Result<Settings, ExitCode> {
    Settings::load(config).map_err(|faults| {
        complain(&faults.to_string());
        ExitCode::from(EXIT_CONFIG)
    })
}

/// `counterd check`.
pub(crate) fn check(config: &Path) -> ExitCode {
    let settings = match load(config) {
        Ok(settings) => settings,
        Err(code) => return code,
    };
    match Checked::new(&settings) {
        Ok(_) => {
            say(&format!("{} is fine.", config.display()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(EXIT_CONFIG)
        }
    }
}

/// What the settings' own room cannot know to be wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
    #[error("shop.currency: this daemon does not know the currency `{0}`; write one of {known}", known = known_currencies())]
    Currency(String),
    #[error("{key}: `{text}` is no amount of the shop's currency; write it like \"200.00\"")]
    Amount { key: &'static str, text: String },
    #[error("shop.labor_rate: `{0}` is not a price this daemon can hold; write it like \"125.00\"")]
    LaborRate(String),
    #[error(
        "shop.time_zone: this machine knows no time zone `{0}`; `timedatectl list-timezones` lists them"
    )]
    TimeZone(String),
    #[error("device.{0}: this daemon has no driver for this kind of device on this cable")]
    Driver(String),
    #[error("device.{device}: there is no model `{model}` in quirks.dir; the models are {known}")]
    Model {
        device: String,
        model: String,
        known: String,
    },
    #[error("quirks.dir: {0}")]
    Quirks(#[from] settings::Faults),
    #[error("a device's settings cannot be used: {0}")]
    Device(#[from] devices::SpecError),
}

fn known_currencies() -> String {
    Currency::ALL
        .iter()
        .map(|currency| currency.code())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Settings in the rooms' own types.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) currency: Currency,
    pub(crate) labor_rate: UnitPrice,
    pub(crate) time_zone: TimeZone,
    pub(crate) storage_per_day: Option<Money>,
    pub(crate) till_float: Money,
    pub(crate) till_tolerance: Money,
    /// The models of printers that there is data of.
    pub(crate) quirks: Vec<Quirk>,
}

impl Checked {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Unusable> {
        let shop = &settings.shop;
        let currency = shop
            .currency
            .parse()
            .map_err(|_| Unusable::Currency(shop.currency.clone()))?;
        let labor_rate = UnitPrice::parse(&shop.labor_rate)
            .map_err(|_| Unusable::LaborRate(shop.labor_rate.clone()))?;
        let time_zone = TimeZone::get(&shop.time_zone)
            .map_err(|_| Unusable::TimeZone(shop.time_zone.clone()))?;
        for device in &settings.devices {
            DeviceName::try_new(device.name.clone())?;
        }
        Ok(Self {
            currency,
            labor_rate,
            time_zone,
            storage_per_day: shop
                .storage_per_day
                .as_ref()
                .map(|text| exact("shop.storage_per_day", text, currency))
                .transpose()?,
            till_float: exact("till.float", &settings.till.float, currency)?,
            quirks: quirks(settings)?,
            till_tolerance: exact("till.tolerance", &settings.till.tolerance, currency)?,
        })
    }
}

/// Reads what there is to know of models of printers; each that a device names must be among them.
fn quirks(settings: &Settings) -> Result<Vec<Quirk>, Unusable> {
    let quirks = Quirk::load_all(&settings.quirks_dir)?;
    for device in &settings.devices {
        let DeviceKind::Printer(printer) = &device.kind else {
            continue;
        };
        let Some(model) = &printer.model else {
            continue;
        };
        let is_it = |quirk: &Quirk| quirk.name == *model && quirk.language == printer.language;
        if !quirks.iter().any(is_it) {
            let speaks = quirks
                .iter()
                .filter(|quirk| quirk.language == printer.language);
            let known: Vec<&str> = speaks.map(|quirk| quirk.name.as_str()).collect();
            return Err(Unusable::Model {
                device: device.name.clone(),
                model: model.clone(),
                known: known.join(", "),
            });
        }
    }
    Ok(quirks)
}

/// Reads an amount that the currency has coins for.
fn exact(key: &'static str, text: &str, currency: Currency) -> Result<Money, Unusable> {
    let unusable = || Unusable::Amount {
        key,
        text: text.to_owned(),
    };
    let major = UnitPrice::parse(text).map_err(|_| unusable())?.decimal();
    let money = to_money(major, currency, RoundingPolicy::HalfUp).map_err(|_| unusable())?;
    if money.to_decimal() != major {
        return Err(unusable());
    }
    Ok(money)
}

/// Whose rules on estimates and invoices hold.
pub(crate) const fn repair_law(settings: &Settings) -> &'static authorization::Profile {
    match settings.shop.repair_law {
        RepairLaw::California => &authorization::profile::CALIFORNIA,
        RepairLaw::Florida => &authorization::profile::FLORIDA,
        RepairLaw::Generic => &authorization::profile::GENERIC,
    }
}

/// What odometers count here.
pub(crate) const fn distance(settings: &Settings) -> DistanceUnit {
    match settings.shop.distance {
        Distance::Miles => DistanceUnit::Miles,
        Distance::Kilometres => DistanceUnit::Km,
    }
}

/// What the domain's rules depend on.
pub(crate) fn shop_rules(settings: &Settings, checked: &Checked, tax: &Chosen) -> Arc<ShopRules> {
    Arc::new(ShopRules {
        counter: settings.counter.prefix.clone(),
        labor_rate: checked.labor_rate,
        location: settings.shop.location.clone(),
        inclusive: tax.inclusive,
        cash_rounding: tax.cash.unwrap_or(CashRounding::NONE),
        tags: domain::people::tags::usual_rules(checked.currency),
        distance: distance(settings),
        jurisdiction: repair_law(settings),
        till: TillRules {
            required: settings.till.required,
            blind: settings.till.blind,
            float: checked.till_float,
            tolerance: checked.till_tolerance,
            ..TillRules::usual(checked.currency)
        },
        receipt_printer: settings
            .roles
            .receipt_printer
            .clone()
            .map(ids::DeviceName::new),
        label_printer: settings
            .roles
            .label_printer
            .clone()
            .map(ids::DeviceName::new),
        drawer: settings.roles.drawer.clone().map(ids::DeviceName::new),
        card_reader: settings.stripe.as_ref().map(|stripe| stripe.reader.clone()),
        ..ShopRules::usual(checked.currency)
    })
}

/// What the edge shows of the shop.
pub(crate) fn shop(settings: &Settings, checked: &Checked) -> server::Shop {
    let printer = |device: &&settings::model::Device| matches!(device.kind, DeviceKind::Printer(_));
    server::Shop {
        name: settings.shop.name.clone(),
        address: settings.shop.address.clone(),
        phone: settings.shop.phone.clone(),
        currency: checked.currency,
        time_zone: checked.time_zone.clone(),
        time_zone_name: settings.shop.time_zone.clone(),
        counter: settings.counter.prefix.clone(),
        labor_rate: checked.labor_rate,
        card_reader: settings.stripe.as_ref().map(|stripe| stripe.reader.clone()),
        printers: settings
            .devices
            .iter()
            .filter(printer)
            .map(|device| device.name.clone())
            .collect(),
        label_printers: settings
            .devices
            .iter()
            .filter(|device| matches!(device.kind, DeviceKind::LabelPrinter(_)))
            .map(|device| device.name.clone())
            .collect(),
    }
}
