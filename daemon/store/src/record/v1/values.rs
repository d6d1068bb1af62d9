//! Ids, amounts, numbers and moments as they stand in a body.

use domain::ids::{
    AccountItemId, CannedJobId, CoreId, CountId, CustomerId, DeviceName, EntryId, JobId, LineId,
    NotAnId, PartId, PaymentId, PlanId, PolicyId, PurchaseId, StaffId, SupplierId,
    SupplierInvoiceId, SupplierPartId, SupplierReturnId, TicketId, TicketJobId, TillId, TransferId,
    VehicleId,
};
use domain::limits::{Limits, RoleLimits};
use domain::money::{Currency, Factor, Margin, Money, Quantity, Rate, UnitPrice, parse_decimal};
use domain::number::DocumentNumber;
use domain::people::Role;
use domain::people::account::BillingMonth;
use domain::pricing::{Formula, Matrix, MatrixMode, MatrixRow, PriceLevel};
use domain::tax::TaxClass;
use domain::till::Pieces;
use domain::vin::Vin;
use domain::{Actor, Timestamp};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::record::form::{Form, Got, Put, spelled};
use crate::record::macros::{form_enum, form_struct, form_words};

/// A UUID in its usual spelling.
impl Form for Uuid {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut buffer = Self::encode_buffer();
        serializer.serialize_str(self.as_hyphenated().encode_lower(&mut buffer))
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled(deserializer, "a UUID", |text| {
            Self::try_parse(text).map_err(|_| NotAnId)
        })
    }
}

macro_rules! ids {
    ($($id:ident,)*) => {$(
        impl Form for $id {
            fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.uuid().put(serializer)
            }

            fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Uuid::get(deserializer).map(Self::new)
            }
        }
    )*};
}

ids! {
    AccountItemId, CannedJobId, CoreId, CountId, CustomerId, EntryId, JobId, LineId, PartId, PaymentId, PlanId, PolicyId, PurchaseId,
    StaffId, SupplierId, SupplierInvoiceId, SupplierPartId, SupplierReturnId, TicketId, TicketJobId, TillId, TransferId, VehicleId,
}

/// Values that stand as the text they print and are read from it.
macro_rules! texts {
    ($($type:ty: $what:literal, $parse:expr;)*) => {$(
        impl Form for $type {
            fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }

            fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                spelled(deserializer, $what, $parse)
            }
        }
    )*};
}

texts! {
    Currency: "a currency code", str::parse::<Currency>;
    Date: "a day such as 2026-03-02", str::parse::<Date>;
    DocumentNumber: "a document number", |text| text.parse::<DocumentNumber>().map_err(|()| "no known series");
    Factor: "a factor", Factor::parse;
    Margin: "a margin", Margin::parse;
    Quantity: "a quantity", Quantity::parse;
    Rate: "a rate", Rate::parse;
    TaxClass: "a tax class", str::parse::<TaxClass>;
    UnitPrice: "a price", UnitPrice::parse;
    Vin: "a VIN", Vin::parse;
}

/// By its word.
impl Form for PriceLevel {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled(deserializer, "a price level", |text| {
            Self::parse(text).ok_or("no such level")
        })
    }
}

/// A share or a sum in limits, as text.
impl Form for Decimal {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled(deserializer, "a number", parse_decimal)
    }
}

/// By its first day.
impl Form for BillingMonth {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.first().put(serializer)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Date::get(deserializer).map(Self::of)
    }
}

/// How many of each note and coin, by value.
impl Form for Pieces {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.put(serializer)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Form::get(deserializer).map(Self)
    }

    fn blank(&self) -> bool {
        self.0.is_empty()
    }

    fn missing() -> Option<Self> {
        Some(Self::default())
    }
}

/// Name, how the rows join, and the rows.
impl Form for Matrix {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows: Vec<_> = self
            .rows()
            .iter()
            .map(|row| (row.from, row.formula))
            .collect();
        (self.name().to_owned(), (self.mode(), rows)).put(serializer)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        type Rows = Vec<(UnitPrice, Formula)>;
        let (name, (mode, rows)) = <(String, (MatrixMode, Rows))>::get(deserializer)?;
        let rows = rows
            .into_iter()
            .map(|(from, formula)| MatrixRow { from, formula });
        Self::try_new(&name, mode, rows.collect()).map_err(serde::de::Error::custom)
    }
}

/// The roles that are not held to the usual limits, each with its own.
impl Form for Limits {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries: Vec<_> = self
            .entries()
            .map(|(role, limits)| (role, limits.clone()))
            .collect();
        entries.put(serializer)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = Vec::<(Role, RoleLimits)>::get(deserializer)?;
        Ok(Self::default().with(entries))
    }
}

form_struct!(RoleLimits, {
    discount_max: Decimal,
    refund_max: Option<Decimal>,
    change_price: bool,
    sell_below_cost: bool,
    change_pay_type: bool,
    return_without_receipt: bool,
    reverse_sale: bool,
    no_sale: bool,
    exceed_authorization: bool,
    exceed_account: bool,
});

form_words!(MatrixMode {
    Stepped = "stepped",
    Linear = "linear",
});

form_enum!(Actor {
    Staff = "staff"(StaffId),
    Client = "client"(String),
    Daemon = "daemon",
});

impl Form for DeviceName {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

/// `[1299,"USD"]`, minor units first.
impl Form for Money {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.minor(), Put(&self.currency())).serialize(serializer)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (minor, Got(currency)) = Deserialize::deserialize(deserializer)?;
        Ok(Self::new(minor, currency))
    }
}

/// Unix milliseconds.
impl Form for Timestamp {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.unix_ms())
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self::from_unix_ms)
    }
}
