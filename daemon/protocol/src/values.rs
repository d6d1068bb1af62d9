//! Values that the wire spells in its own way: decimals and ids as text, times in RFC 3339.

use std::borrow::Cow;
use std::fmt;

use domain::Timestamp;
use domain::money::{Factor, Margin, Quantity, Rate, UnitPrice};
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! text_value {
    ($(#[$doc:meta])* $name:ident($inner:ty), $schema_name:literal, pattern $pattern:literal, $description:literal, $parse:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub struct $name(pub $inner);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                let parse: fn(&str) -> Result<$inner, String> = $parse;
                parse(&text).map(Self).map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed($schema_name)
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern, "description": $description })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

text_value! {
    /// Pieces or hours, as text: `"1"`, `"0.5"`.
    QuantityText(Quantity), "Quantity", pattern r"^-?\d+(\.\d{1,3})?$",
    "Decimal number as text, at most three decimals.",
    |text| Quantity::parse(text).map_err(|error| error.to_string())
}
text_value! {
    /// A price of one in major units, as text: `"12.99"`.
    PriceText(UnitPrice), "UnitPrice", pattern r"^\d+(\.\d{1,4})?$",
    "Price of one in major units as text, at most four decimals.",
    |text| UnitPrice::parse(text).map_err(|error| error.to_string())
}

text_value! {
    /// A share, as text: `"0.0825"` is 8.25 %.
    RateText(Rate), "Rate", pattern r"^\d+(\.\d{1,8})?$",
    "A share as decimal text: 0.1 is 10 %.",
    |text| Rate::parse(text).map_err(|error| error.to_string())
}
text_value! {
    /// How many times, as text: `"2.5"`.
    FactorText(Factor), "Factor", pattern r"^\d+(\.\d{1,8})?$",
    "A factor as decimal text, at most 1000.",
    |text| Factor::parse(text).map_err(|error| error.to_string())
}
text_value! {
    /// A share of the price that is profit, as text: `"0.5"` is 50 %.
    MarginText(Margin), "Margin", pattern r"^0(\.\d{1,8})?$",
    "A share of the price as decimal text, at most 0.99.",
    |text| Margin::parse(text).map_err(|error| error.to_string())
}
text_value! {
    /// A calendar day at the shop, as text: `"2026-01-31"`.
    DayText(Date), "Day", pattern r"^\d{4}-\d{2}-\d{2}$",
    "Calendar day at the shop, ISO 8601.",
    |text| text.parse::<Date>().map_err(|_| format!("`{}` is no day; write it like 2026-01-31", short(text)))
}
text_value! {
    /// A moment as sent: RFC 3339 with its offset.
    MomentText(MomentIn), "MomentIn", pattern r"^\d{4}-\d{2}-\d{2}T.+$",
    "Moment, RFC 3339 with offset: 2026-01-31T14:03:09Z.",
    |text| MomentIn::parse(text)
}

text_value! {
    /// The id of any thing, as text.
    AnyIdText(uuid::Uuid), "AnyId",
    pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    "Id (UUID) of a ticket, session, purchase and so on.",
    |text| uuid::Uuid::try_parse(text).map_err(|_| format!("not an id: `{}`", short(text)))
}

/// A moment that a client sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MomentIn(pub Timestamp);

impl MomentIn {
    fn parse(text: &str) -> Result<Self, String> {
        let moment: jiff::Timestamp = text.parse().map_err(|_| {
            format!(
                "`{}` is no moment; write it like 2026-01-31T14:03:09Z",
                short(text)
            )
        })?;
        Ok(Self(Timestamp::from_unix_ms(moment.as_millisecond())))
    }
}

impl fmt::Display for MomentIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0.unix_ms()) {
            Ok(moment) => fmt::Display::fmt(&moment, f),
            Err(_) => f.write_str("out of range"),
        }
    }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

macro_rules! id_values {
    ($($name:ident($inner:ident) $schema_name:literal,)*) => {$(
        text_value! {
            /// An id, as text.
            $name(domain::ids::$inner), $schema_name,
            pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
            "Id (UUID).",
            |text| text.parse::<domain::ids::$inner>().map_err(|error| error.to_string())
        }

        impl From<domain::ids::$inner> for $name {
            fn from(id: domain::ids::$inner) -> Self {
                Self(id)
            }
        }
    )*};
}

id_values! {
    AccountItemIdText(AccountItemId) "AccountItemId",
    CannedJobIdText(CannedJobId) "CannedJobId",
    CoreIdText(CoreId) "CoreId",
    CountIdText(CountId) "CountId",
    CustomerIdText(CustomerId) "CustomerId",
    EntryIdText(EntryId) "EntryId",
    JobIdText(JobId) "JobId",
    LineIdText(LineId) "LineId",
    PartIdText(PartId) "PartId",
    PaymentIdText(PaymentId) "PaymentId",
    PlanIdText(PlanId) "PlanId",
    PurchaseIdText(PurchaseId) "PurchaseId",
    StaffIdText(StaffId) "StaffId",
    SupplierIdText(SupplierId) "SupplierId",
    SupplierInvoiceIdText(SupplierInvoiceId) "SupplierInvoiceId",
    SupplierPartIdText(SupplierPartId) "SupplierPartId",
    SupplierReturnIdText(SupplierReturnId) "SupplierReturnId",
    TicketIdText(TicketId) "TicketId",
    TicketJobIdText(TicketJobId) "TicketJobId",
    TillIdText(TillId) "TillId",
    TransferIdText(TransferId) "TransferId",
    VehicleIdText(VehicleId) "VehicleId",
}

/// A moment in UTC as RFC 3339 text: `2026-01-31T14:03:09.120Z`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment(pub Timestamp);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match jiff::Timestamp::from_millisecond(self.0.unix_ms()) {
            Ok(moment) => serializer.collect_str(&moment),
            Err(error) => Err(serde::ser::Error::custom(error)),
        }
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Moment")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time", "description": "UTC, RFC 3339." })
    }
}

/// An idempotency key: made by the client once for each order and sent again with it until there is an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key(String);

/// The longest key, in characters.
pub const KEY_LEN_MAX: usize = 100;

impl Key {
    /// Returns the key's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._:-".contains(c);
        if (1..=KEY_LEN_MAX).contains(&text.len()) && text.chars().all(allowed) {
            Ok(Self(text))
        } else {
            Err(serde::de::Error::custom(
                "a key is 1 to 100 letters, digits or . _ : -",
            ))
        }
    }
}

impl JsonSchema for Key {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Key")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[A-Za-z0-9._:-]{1,100}$",
            "description": "Idempotency key, made by the client once for each order. The same key with the same \
                            parameters answers the first result."
        })
    }
}

/// Reads a field that may be left out: absent is `None`, null is `Some(None)`.
pub(crate) fn sent<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}
