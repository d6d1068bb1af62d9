//! Entries of the books.

use domain::ids::EntryId;
use domain::ledger::{Account, Entry, Posting};
use domain::money::Money;
use jiff::civil::Date;
use serde::{Deserializer, Serializer};
use uuid::Uuid;

use crate::record::form::{Form, Story, spelled};
use crate::record::macros::form_struct;

const POSTED: &str = "ledger.posted";

impl Story for Entry {
    const KINDS: &'static [&'static str] = &[POSTED];

    fn kind(&self) -> &'static str {
        POSTED
    }

    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Form::put(self, serializer)
    }

    fn get<'de, D: Deserializer<'de>>(
        kind: &str,
        stream: Uuid,
        deserializer: D,
    ) -> Option<Result<Self, D::Error>> {
        let entry = || <Self as Form>::get(deserializer).map(|entry| entry.of(stream));
        (kind == POSTED).then(entry)
    }
}

form_struct!(Entry, stream id: EntryId, {
    date: Date,
    memo: String,
    source: Uuid,
    postings: Vec<Posting>,
});

form_struct!(Posting, {
    account: Account,
    owner: Option<Uuid>,
    amount: Money,
});

/// The accounts' own codes, which are never renamed.
impl Form for Account {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled(deserializer, "an account", |text| {
            let found = Self::ALL.iter().find(|account| account.code() == text);
            found.copied().ok_or("it is not in the books")
        })
    }
}
