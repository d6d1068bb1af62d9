//! How a customer is reached, and whether they may be.

use jiff::civil::Date;

use crate::phone::Phone;
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};

/// A telephone number and what it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LabelledPhone {
    /// What it is, e.g. `mobile` or `accounts payable`.
    pub label: Option<String>,
    /// The number as typed: an old card file's numbers are kept even where they are not complete.
    pub number: String,
}

impl LabelledPhone {
    /// Takes a number without a label.
    #[must_use]
    pub fn plain(number: impl Into<String>) -> Self {
        Self {
            label: None,
            number: number.into(),
        }
    }

    /// Returns the digits that it is searched by, if it is a complete number.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        let phone = Phone::parse(&self.number).ok()?;
        Some(phone.digits().to_owned())
    }

    /// Trims the texts; a blank number is none.
    pub(super) fn checked(self) -> Result<Option<Self>, Refusal> {
        let Some(number) = text::optional("phone", Some(&self.number), 40)? else {
            return Ok(None);
        };
        let label = text::optional("phone label", self.label.as_deref(), 40)?;
        Ok(Some(Self { label, number }))
    }
}

/// A postal address, in the parts that address checks and taxes ask for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Address {
    /// Street and number; a second line after a line break.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province, e.g. `IL`.
    pub region: Option<String>,
    /// ZIP or postal code.
    pub postal_code: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

impl Address {
    /// Trims the texts; an address of blanks is none.
    pub(super) fn checked(self) -> Result<Option<Self>, Refusal> {
        let checked = Self {
            street: text::note("street", self.street.as_deref())?,
            city: text::optional("city", self.city.as_deref(), 100)?,
            region: text::optional("region", self.region.as_deref(), 60)?,
            postal_code: text::optional("postal code", self.postal_code.as_deref(), 20)?,
            country: text::optional("country", self.country.as_deref(), 2)?
                .map(|country| country.to_ascii_uppercase()),
        };
        Ok((checked != Self::default()).then_some(checked))
    }
}

/// What the customer has agreed to, each with the day: telephone advertising in the United States needs a consent that
/// can be shown (47 CFR 64.1200(a)(2)).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Consent {
    /// Advertising by e-mail, since when.
    pub email: Option<Date>,
    /// Advertising by text message, since when.
    pub sms: Option<Date>,
    /// Advertising by telephone, since when.
    pub calls: Option<Date>,
    /// Reminders of service that is due, since when.
    pub reminders: Option<Date>,
}

/// The customer's id in another program.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ExternalId {
    /// Which program, e.g. `quickbooks`.
    pub system: String,
    /// The id there.
    pub id: String,
}

impl ExternalId {
    pub(super) fn checked(self) -> Result<Self, Refusal> {
        Ok(Self {
            system: text::required("external system", &self.system, 40)?,
            id: text::required("external id", &self.id, TEXT_LEN_MAX)?,
        })
    }

    /// Returns what it is found by: `quickbooks:1042`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}:{}", self.system.to_lowercase(), self.id)
    }
}
