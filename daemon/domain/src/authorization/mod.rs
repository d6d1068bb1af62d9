//! Who agreed to which amount, when and how; and when the law asks for another word with the customer.
//!
//! Start at [`overrun`]. The rules of each jurisdiction are in [`profile`]; they are data with their sources, and no
//! substitute for a lawyer.

pub mod profile;

use crate::ctx::Timestamp;
use crate::ids::StaffId;
use crate::money::{Money, MoneyError, RoundingPolicy, to_money};
use crate::phone::{Phone, PhoneFault};
use crate::text;

pub use profile::{Document, EstimateChoice, Profile, Requirement, Tolerance, When};

/// The longest name kept.
const NAME_LEN_MAX: usize = 200;
/// The longest note kept.
const NOTE_LEN_MAX: usize = 4_000;
/// The longest e-mail address (RFC 5321, 4.5.3.1).
const EMAIL_LEN_MAX: usize = 254;

/// How the customer agreed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Channel {
    /// By e-mail.
    Email,
    /// At the counter, by word or signature.
    InPerson,
    /// On the shop's own page for customers.
    Online,
    /// On the telephone.
    Phone,
    /// By text message.
    Sms,
}

/// One agreement. It is never changed; a further one is added.
///
/// The fields are what 16 CCR 3356(e) wants on a California invoice: date, time, person, telephone number or e-mail address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Authorization {
    /// Name of the person who agreed; not always the customer.
    pub given_by: String,
    /// When.
    pub at: Timestamp,
    /// Who heard it; absent when it came in through the page.
    pub taken_by: Option<StaffId>,
    /// How.
    pub channel: Channel,
    /// The number called or the address written to.
    pub contact: Option<String>,
    /// Up to how much in all, what was agreed before included.
    pub limit: Money,
    /// What it was about, in the words used.
    pub note: Option<String>,
}

/// Why an agreement is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorizationRefusal {
    /// Nobody agreed.
    #[error("the name of the person who agreed is empty")]
    NoName,
    /// The telephone number or e-mail address is missing.
    #[error("the number or address that was contacted is empty")]
    NoContact,
    /// The telephone number is none.
    #[error("the number that was contacted is not valid: {0}")]
    ContactPhone(PhoneFault),
    /// The e-mail address is none.
    #[error("the e-mail address that was contacted is not valid")]
    ContactEmail,
    /// Spoken or written to someone here, but to whom is not said.
    #[error("who of the staff took the authorization is missing")]
    NoTaker,
    /// The limit must be an amount.
    #[error("the authorized amount must be more than zero")]
    LimitNotPositive,
    /// A text is too long.
    #[error("{field} is longer than {len_max} characters")]
    TooLong {
        /// Which.
        field: &'static str,
        /// The most characters it may have.
        len_max: usize,
    },
    /// A text holds what looks like a payment card number.
    #[error("{0} seems to hold a payment card number")]
    CardNumber(&'static str),
}

impl Authorization {
    /// Trims the texts, normalises the contact and checks that the record could stand as evidence.
    ///
    /// # Errors
    /// [`AuthorizationRefusal`].
    pub fn checked(mut self) -> Result<Self, AuthorizationRefusal> {
        self.given_by = checked_text("the name", &self.given_by, NAME_LEN_MAX)?
            .ok_or(AuthorizationRefusal::NoName)?;
        self.note = match &self.note {
            Some(note) => checked_text("the note", note, NOTE_LEN_MAX)?,
            None => None,
        };
        let contact = match &self.contact {
            Some(contact) => checked_text("the contact", contact, EMAIL_LEN_MAX)?,
            None => None,
        };
        self.contact = match (self.channel, contact) {
            (Channel::InPerson | Channel::Online, contact) => contact,
            (Channel::Phone | Channel::Sms | Channel::Email, None) => {
                return Err(AuthorizationRefusal::NoContact);
            }
            (Channel::Phone | Channel::Sms, Some(number)) => Some(
                Phone::parse(&number)
                    .map_err(AuthorizationRefusal::ContactPhone)?
                    .to_string(),
            ),
            (Channel::Email, Some(address)) => Some(checked_email(address)?),
        };
        if self.taken_by.is_none() && self.channel != Channel::Online {
            return Err(AuthorizationRefusal::NoTaker);
        }
        if self.limit.is_zero() || self.limit.is_negative() {
            return Err(AuthorizationRefusal::LimitNotPositive);
        }
        Ok(self)
    }
}

/// Returns the amount that holds now: the limit of the last agreement, by time.
#[must_use]
pub fn authorized_limit(records: &[Authorization]) -> Option<Money> {
    records
        .iter()
        .max_by_key(|record| record.at)
        .map(|record| record.limit)
}

/// What the law says about charging `now` where less was agreed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overrun {
    /// Not more than was agreed.
    Within {
        /// What is left.
        room: Money,
    },
    /// More, and the law lets it pass.
    Tolerated {
        /// How much more.
        excess: Money,
        /// How much more would have passed.
        tolerance: Money,
        /// The section.
        citation: &'static str,
    },
    /// More, and no rule of this profile speaks to it; the shop's own custom decides.
    NoRule {
        /// How much more.
        excess: Money,
    },
    /// More than may be charged before the customer agrees again.
    NeedsAuthorization {
        /// How much more.
        excess: Money,
        /// How much more would have passed.
        tolerance: Money,
        /// Why, to be shown to the person at the counter.
        reason: &'static str,
        /// The section.
        citation: &'static str,
    },
}

impl Overrun {
    /// Tells whether work has to wait for the customer's word.
    #[must_use]
    pub const fn needs_authorization(&self) -> bool {
        matches!(self, Self::NeedsAuthorization { .. })
    }
}

/// Compares what would be charged now with what the customer agreed to.
///
/// Both amounts in the same sense: with or without tax, as the estimate was.
///
/// # Errors
/// [`MoneyError`] when the currencies differ, or the profile's rule is written in another currency than the amounts.
pub fn overrun(profile: &Profile, authorized: Money, now: Money) -> Result<Overrun, MoneyError> {
    let excess = now.minus(authorized)?;
    if excess.is_zero() || excess.is_negative() {
        let room = authorized.minus(now)?;
        return Ok(Overrun::Within { room });
    }
    let tolerance = match profile.tolerance {
        Tolerance::NoRule => return Ok(Overrun::NoRule { excess }),
        Tolerance::Nothing => Money::zero(now.currency()),
        Tolerance::Band {
            at_least,
            share,
            at_most,
        } => {
            // Rounded down: a doubtful cent is the customer's.
            let share = to_money(
                authorized
                    .to_decimal()
                    .checked_mul(share)
                    .ok_or(MoneyError::Overflow)?,
                authorized.currency(),
                RoundingPolicy::Down,
            )?;
            least(greatest(at_least, share)?, at_most)?
        }
    };
    let (reason, citation) = (profile.reason, profile.overrun_citation);
    if excess.minus(tolerance)?.minor() > 0 {
        return Ok(Overrun::NeedsAuthorization {
            excess,
            tolerance,
            reason,
            citation,
        });
    }
    Ok(Overrun::Tolerated {
        excess,
        tolerance,
        citation,
    })
}

fn greatest(one: Money, other: Money) -> Result<Money, MoneyError> {
    Ok(if one.minus(other)?.is_negative() {
        other
    } else {
        one
    })
}

fn least(one: Money, other: Money) -> Result<Money, MoneyError> {
    Ok(if one.minus(other)?.is_negative() {
        one
    } else {
        other
    })
}

fn checked_email(address: String) -> Result<String, AuthorizationRefusal> {
    let good = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && !host.is_empty()
            && !host.contains('@')
            && !address.contains(char::is_whitespace)
    });
    if good {
        Ok(address)
    } else {
        Err(AuthorizationRefusal::ContactEmail)
    }
}

fn checked_text(
    field: &'static str,
    text: &str,
    len_max: usize,
) -> Result<Option<String>, AuthorizationRefusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > len_max {
        return Err(AuthorizationRefusal::TooLong { field, len_max });
    }
    if text::looks_like_card_number(text) {
        return Err(AuthorizationRefusal::CardNumber(field));
    }
    Ok(Some(text.to_owned()))
}

#[cfg(test)]
mod tests;
