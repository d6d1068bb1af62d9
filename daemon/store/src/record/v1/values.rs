//! Ids, amounts, numbers and moments as they stand in a body.

use domain::Timestamp;
use domain::ids::{
    CannedJobId, CoreId, CountId, CustomerId, DeviceName, EntryId, JobId, LineId, NotAnId, PartId,
    PaymentId, PlanId, PolicyId, PurchaseId, StaffId, SupplierId, SupplierReturnId, TicketId, TicketJobId,
    TillId, TransferId, VehicleId,
};
use domain::money::{Currency, Money, Quantity, Rate, UnitPrice};
use domain::number::DocumentNumber;
use domain::tax::TaxClass;
use domain::vin::Vin;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::record::form::{Form, Got, Put, spelled};

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
    CannedJobId, CoreId, CountId, CustomerId, EntryId, JobId, LineId, PartId, PaymentId, PlanId, PolicyId, PurchaseId,
    StaffId, SupplierId, SupplierReturnId, TicketId, TicketJobId, TillId, TransferId, VehicleId,
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
    Quantity: "a quantity", Quantity::parse;
    Rate: "a rate", Rate::parse;
    TaxClass: "a tax class", str::parse::<TaxClass>;
    UnitPrice: "a price", UnitPrice::parse;
    Vin: "a VIN", Vin::parse;
}

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
