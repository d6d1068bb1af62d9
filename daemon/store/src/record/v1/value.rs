//! Ids, amounts and decimals as they stand in a body.

use std::borrow::Cow;
use std::fmt;

use domain::money::{Currency, Money, Quantity, Rate, UnitPrice, parse_decimal};
use domain::number::DocumentNumber;
use rust_decimal::Decimal;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::record::RecordFault;

/// A text that is borrowed from the event when written and from the body when read.
pub(super) type Text<'a> = Cow<'a, str>;

/// A UUID in its usual spelling.
#[derive(Clone, Copy)]
pub(super) struct Id(pub(super) Uuid);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut buffer = Uuid::encode_buffer();
        serializer.serialize_str(self.0.as_hyphenated().encode_lower(&mut buffer))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_str(Spelled("a UUID", |text| Uuid::try_parse(text).ok()))
            .map(Self)
    }
}

/// A decimal as text, so that no float ever touches it.
#[derive(Clone, Copy)]
pub(super) struct Number(Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_str(Spelled("a decimal number", |text| parse_decimal(text).ok()))
            .map(Self)
    }
}

impl From<Quantity> for Number {
    fn from(value: Quantity) -> Self {
        Self(value.decimal())
    }
}

impl From<UnitPrice> for Number {
    fn from(value: UnitPrice) -> Self {
        Self(value.decimal())
    }
}

impl From<Rate> for Number {
    fn from(value: Rate) -> Self {
        Self(value.decimal())
    }
}

impl Number {
    pub(super) fn quantity(self) -> Result<Quantity, RecordFault> {
        Quantity::try_new(self.0).map_err(wrong)
    }

    pub(super) fn unit_price(self) -> Result<UnitPrice, RecordFault> {
        UnitPrice::try_new(self.0).map_err(wrong)
    }

    pub(super) fn rate(self) -> Result<Rate, RecordFault> {
        Rate::try_new(self.0).map_err(wrong)
    }
}

/// A currency by its ISO code.
#[derive(Clone, Copy)]
pub(super) struct Code(pub(super) Currency);

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_str(Spelled("a currency code", |text| text.parse().ok()))
            .map(Self)
    }
}

/// An amount: `[1299,"USD"]`, minor units first.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Amount(i64, Code);

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self(money.minor(), Code(money.currency()))
    }
}

impl From<Amount> for Money {
    fn from(Amount(minor, Code(currency)): Amount) -> Self {
        Self::new(minor, currency)
    }
}

/// A document number as printed: `C1-R000042`.
#[derive(Clone)]
pub(super) struct Printed(pub(super) DocumentNumber);

impl Serialize for Printed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Printed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_str(Spelled("a document number", |text| text.parse().ok()))
            .map(Self)
    }
}

/// Borrows an optional text for writing.
pub(super) fn optional(text: Option<&String>) -> Option<Text<'_>> {
    text.map(|text| Text::Borrowed(text))
}

/// Takes an optional text that was read.
pub(super) fn owned(text: Option<Text<'_>>) -> Option<String> {
    text.map(Text::into_owned)
}

pub(super) fn wrong(error: impl fmt::Display) -> RecordFault {
    RecordFault::Value(error.to_string())
}

/// Reads a value from its spelling; the words say what is expected.
struct Spelled<T>(&'static str, fn(&str) -> Option<T>);

impl<T> Visitor<'_> for Spelled<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).ok_or_else(|| E::custom(format_args!("`{text}` is not {}", self.0)))
    }
}
