//! Why the built-in rule does not work out a tax.

use jiff::civil::Date;

use crate::ids::LineId;
use crate::money::{Currency, MoneyError};

/// A reason to give no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxRefusal {
    /// The customer's certificate has run out.
    #[error("the tax exemption certificate {certificate} ran out on {expires}")]
    CertificateExpired {
        /// Its number.
        certificate: String,
        /// The last day it was good for.
        expires: Date,
    },
    /// An exemption is claimed without a certificate's number.
    #[error("the tax exemption has no certificate number")]
    CertificateMissing,
    /// The profile does not say what held on that day.
    #[error("the tax profile {profile} is not in force on {date}")]
    NotInForce {
        /// Its name.
        profile: String,
        /// The day of the sale.
        date: Date,
    },
    /// The profile is for another currency.
    #[error("the tax profile is for {profile} and the sale is in {sale}")]
    OtherCurrency {
        /// The profile's.
        profile: Currency,
        /// The sale's.
        sale: Currency,
    },
    /// Tax cannot be taken out of a price where it is laid on other tax or on part of the price only.
    #[error("the tax profile {0} cannot be used with prices that contain tax")]
    NotInclusive(String),
    /// The base has not the sign of the amount.
    #[error("a line's tax base and its price have different signs")]
    SignsDiffer(LineId),
    /// Something else than a core's credit is marked as one.
    #[error("a line that hands in a core must be of class core and not above zero")]
    NotACoreCredit(LineId),
    /// Amounts do not fit together.
    #[error("{0}")]
    Money(#[from] MoneyError),
}
