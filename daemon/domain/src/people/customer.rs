//! A customer as people type them.

use std::collections::BTreeSet;

use super::{AccountTerms, Address, Consent, CustomerEvent, ExternalId, Fleet, LabelledPhone};
use crate::event::Event;
use crate::ids::CustomerId;
use crate::pricing::PriceLevel;
use crate::refusal::Refusal;
use crate::tax::Exemption;
use crate::text::{self, TEXT_LEN_MAX};

/// The most telephone numbers of one customer.
pub const PHONES_MAX: usize = 6;
/// The most tags that people put on one customer.
pub const TAGS_MAX: usize = 20;
/// The most other programs that know one customer.
pub const EXTERNAL_IDS_MAX: usize = 6;

/// Whether a customer is a human being.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CustomerKind {
    /// A person.
    Person,
    /// A firm, an authority, a club.
    Firm,
}

/// A customer as saved. Fields merge one by one, so each save carries every field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Person or firm.
    pub kind: CustomerKind,
    /// Name of the person or firm.
    pub name: String,
    /// Telephone numbers, the main one first; at most [`PHONES_MAX`].
    pub phones: Vec<LabelledPhone>,
    /// E-mail address.
    pub email: Option<String>,
    /// Where they live or are registered.
    pub address: Option<Address>,
    /// What everyone at the counter should know.
    pub notes: Option<String>,
    /// What is shown at once when they are put on a ticket.
    pub alert: Option<String>,
    /// How they like things done: waits in the shop, wants old parts back.
    pub preferences: Option<String>,
    /// Tags put on by hand, in order and once each; at most [`TAGS_MAX`]. Those worked out from what they do are
    /// not here, see [`super::tags`].
    pub tags: Vec<String>,
    /// Which prices they get.
    pub price_level: PriceLevel,
    /// Their freedom from tax.
    pub exemption: Option<Exemption>,
    /// The terms of their house account, if they have one.
    pub account: Option<AccountTerms>,
    /// How their fleet is looked after, if they have one.
    pub fleet: Option<Fleet>,
    /// What advertising they agreed to.
    pub consent: Consent,
    /// Their ids in other programs; at most [`EXTERNAL_IDS_MAX`].
    pub external: Vec<ExternalId>,
}

impl Customer {
    /// Starts a person at retail prices of whom only the name is known.
    #[must_use]
    pub fn new(id: CustomerId, name: impl Into<String>) -> Self {
        Self {
            id,
            kind: CustomerKind::Person,
            name: name.into(),
            phones: Vec::new(),
            email: None,
            address: None,
            notes: None,
            alert: None,
            preferences: None,
            tags: Vec::new(),
            price_level: PriceLevel::Retail,
            exemption: None,
            account: None,
            fleet: None,
            consent: Consent::default(),
            external: Vec::new(),
        }
    }

    /// Returns the main telephone number as typed.
    #[must_use]
    pub fn phone(&self) -> Option<&str> {
        self.phones.first().map(|phone| phone.number.as_str())
    }

    /// Trims the texts and checks every bound.
    ///
    /// # Errors
    /// A [`Refusal`] that names the field.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.name = text::required("name", &self.name, TEXT_LEN_MAX)?;
        let phones = self.phones.into_iter().map(LabelledPhone::checked);
        self.phones = phones
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()?;
        at_most(self.phones.len(), PHONES_MAX)?;
        self.email = text::optional("email", self.email.as_deref(), TEXT_LEN_MAX)?;
        self.address = self.address.map_or(Ok(None), Address::checked)?;
        self.notes = text::note("notes", self.notes.as_deref())?;
        self.alert = text::note("alert", self.alert.as_deref())?;
        self.preferences = text::note("preferences", self.preferences.as_deref())?;
        let tags = self
            .tags
            .iter()
            .map(|tag| text::optional("tag", Some(tag), 40));
        let tags: BTreeSet<String> = tags
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()?;
        at_most(tags.len(), TAGS_MAX)?;
        self.tags = tags.into_iter().collect();
        if let Some(exemption) = &mut self.exemption {
            exemption.reason = text::required("exemption reason", &exemption.reason, 60)?;
            let number = &exemption.certificate;
            exemption.certificate = text::required("certificate number", number, 60)?;
        }
        self.account = self.account.map(AccountTerms::checked).transpose()?;
        self.fleet = self.fleet.map(Fleet::checked).transpose()?;
        let external = self.external.into_iter().map(ExternalId::checked);
        let external: BTreeSet<ExternalId> = external.collect::<Result<_, _>>()?;
        at_most(external.len(), EXTERNAL_IDS_MAX)?;
        self.external = external.into_iter().collect();
        Ok(self)
    }

    /// Makes the event that they were saved.
    #[must_use]
    pub fn saved(self) -> Event {
        Event::Customer(self.id, CustomerEvent::Saved(Box::new(self)))
    }
}

const fn at_most(len: usize, len_max: usize) -> Result<(), Refusal> {
    if len > len_max {
        return Err(Refusal::ListTooLong(len_max));
    }
    Ok(())
}
