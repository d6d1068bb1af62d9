//! Customers for the wire.

use domain::Timestamp;
use domain::money::Money;
use domain::people::{
    AccountTerms, Address, Consent, Customer, CustomerKind, Fleet, LabelledPhone, StatementStyle,
};
use domain::tax::Exemption;

use crate::v1::people;
use crate::values::{DayText, Moment, RateText};

/// Words a customer for the wire, with what is known of them from sales.
#[must_use]
pub fn customer(
    customer: &Customer,
    visits: u64,
    spent: Money,
    last_visit_at: Option<Timestamp>,
) -> people::Customer {
    people::Customer {
        id: customer.id.into(),
        kind: match customer.kind {
            CustomerKind::Person => people::CustomerKind::Person,
            CustomerKind::Firm => people::CustomerKind::Firm,
        },
        name: customer.name.clone(),
        phone: customer.phone().map(str::to_owned),
        phones: customer.phones.iter().map(phone).collect(),
        email: customer.email.clone(),
        address: customer.address.as_ref().map(address),
        notes: customer.notes.clone(),
        alert: customer.alert.clone(),
        preferences: customer.preferences.clone(),
        tags: customer.tags.clone(),
        price_level: customer.price_level.as_str().to_owned(),
        exemption: customer.exemption.as_ref().map(exemption),
        terms: customer.account.as_ref().map(terms),
        account_hold: customer
            .account
            .as_ref()
            .and_then(|terms| terms.hold.clone()),
        fleet: customer.fleet.as_ref().map(fleet),
        consent: consent(customer.consent),
        external: customer
            .external
            .iter()
            .map(|id| people::ExternalId {
                system: id.system.clone(),
                id: id.id.clone(),
            })
            .collect(),
        visits,
        spent: spent.minor(),
        last_visit_at: last_visit_at.map(Moment),
    }
}

fn phone(phone: &LabelledPhone) -> people::Phone {
    people::Phone {
        label: phone.label.clone(),
        number: phone.number.clone(),
    }
}

fn address(address: &Address) -> people::Address {
    people::Address {
        street: address.street.clone(),
        city: address.city.clone(),
        region: address.region.clone(),
        postal_code: address.postal_code.clone(),
        country: address.country.clone(),
    }
}

fn exemption(exemption: &Exemption) -> people::Exemption {
    let classes = exemption.classes.as_ref();
    people::Exemption {
        reason: exemption.reason.clone(),
        certificate: exemption.certificate.clone(),
        expires: exemption.expires.map(DayText),
        classes: classes.map(|classes| classes.iter().map(ToString::to_string).collect()),
    }
}

fn terms(terms: &AccountTerms) -> people::Terms {
    people::Terms {
        limit: terms.limit.map(Money::minor),
        terms_days: terms.terms_days,
        po_required: terms.po_required,
        statement: statement_style(terms.statement),
        finance: terms.finance.map(|finance| people::Finance {
            monthly_rate: RateText(finance.monthly_rate),
            grace_days: finance.grace_days,
        }),
    }
}

/// Words how a statement is written.
#[must_use]
pub const fn statement_style(style: StatementStyle) -> people::StatementStyle {
    match style {
        StatementStyle::OpenItem => people::StatementStyle::OpenItem,
        StatementStyle::BalanceForward => people::StatementStyle::BalanceForward,
    }
}

fn fleet(fleet: &Fleet) -> people::FleetTerms {
    people::FleetTerms {
        number: fleet.number.clone(),
        approver: fleet.approver.clone(),
        po_required: fleet.po_required,
        labor_rate: fleet.labor_rate.clone(),
    }
}

fn consent(consent: Consent) -> people::Consent {
    people::Consent {
        email: consent.email.map(DayText),
        sms: consent.sms.map(DayText),
        calls: consent.calls.map(DayText),
        reminders: consent.reminders.map(DayText),
    }
}
