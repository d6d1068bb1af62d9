//! A customer's freedom from tax: the certificate, and what it covers on which day.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{TaxClass, TaxRefusal};

/// A resale or exemption certificate on file.
///
/// The seller owes the tax itself when it sells tax free on a certificate that does not hold, so one that has run out is
/// refused and not quietly ignored: the clerk asks for the new one, or takes the exemption off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exemption {
    /// Why, e.g. `resale` or `government`.
    pub reason: String,
    /// The number on the certificate.
    pub certificate: String,
    /// The last day it is good for; `None` when it never runs out.
    pub expires: Option<Date>,
    /// The classes it frees; `None` frees all.
    pub classes: Option<BTreeSet<TaxClass>>,
}

impl Exemption {
    /// Checks that the certificate can be relied on.
    ///
    /// # Errors
    /// [`TaxRefusal::CertificateMissing`] without a number, [`TaxRefusal::CertificateExpired`] after its last day.
    pub fn check(&self, date: Date) -> Result<(), TaxRefusal> {
        if self.certificate.trim().is_empty() {
            return Err(TaxRefusal::CertificateMissing);
        }
        match self.expires {
            Some(expires) if date > expires => Err(TaxRefusal::CertificateExpired {
                certificate: self.certificate.clone(),
                expires,
            }),
            Some(_) | None => Ok(()),
        }
    }

    /// Tells whether lines of the class are free. A core follows the part it comes with.
    #[must_use]
    pub fn covers(&self, class: TaxClass) -> bool {
        let Some(classes) = &self.classes else {
            return true;
        };
        let with_part = class == TaxClass::Core && classes.contains(&TaxClass::Part);
        with_part || classes.contains(&class)
    }
}
