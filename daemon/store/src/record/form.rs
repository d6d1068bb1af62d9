//! How a value of the domain stands in a body: written straight into JSON and read straight out of it.
//!
//! The domain knows nothing of this. Each type gets its form here or, through the macros of [`super::macros`], in one
//! file for each noun; what is written there is what shops have on their disks.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

/// A value with a stored form.
pub(crate) trait Form: Sized {
    /// Writes it.
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads it.
    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Tells whether a field that holds it is left out.
    fn blank(&self) -> bool {
        false
    }

    /// What a field holds that was left out; nothing when it may not be.
    fn missing() -> Option<Self> {
        None
    }

    /// Fills in the id of the thing it is, which a body does not repeat.
    #[must_use]
    fn of(self, _stream: Uuid) -> Self {
        self
    }
}

/// Writes a value in its form.
pub(crate) struct Put<'a, T>(pub(crate) &'a T);

impl<T: Form> Serialize for Put<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.put(serializer)
    }
}

/// A value read from its form.
pub(crate) struct Got<T>(pub(crate) T);

impl<'de, T: Form> Deserialize<'de> for Got<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::get(deserializer).map(Self)
    }
}

/// A field's name or an enum's word, borrowed from the body.
pub(crate) struct Word<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for Word<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Word<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Word<'de>, E> {
                Ok(Word(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Word<'de>, E> {
                Ok(Word(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_identifier(Words)
    }
}

/// Reads a text and turns it into a value; the words say what is expected.
pub(crate) fn spelled<'de, D: Deserializer<'de>, T, E: fmt::Display>(
    deserializer: D,
    what: &'static str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    struct Spelled<T, P>(&'static str, P, PhantomData<T>);
    impl<T, E: fmt::Display, P: Fn(&str) -> Result<T, E>> Visitor<'_> for Spelled<T, P> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<F: de::Error>(self, text: &str) -> Result<T, F> {
            (self.1)(text)
                .map_err(|why| F::custom(format_args!("`{text}` is not {}: {why}", self.0)))
        }
    }
    deserializer.deserialize_str(Spelled(what, parse, PhantomData))
}

/// Types that serde already writes as they are to stand.
macro_rules! plain_forms {
    ($($type:ty),*) => {$(
        impl Form for $type {
            fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }

            fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}

plain_forms!(u8, u16, u32, u64, usize, i64, String);

/// Left out when it does not hold.
impl Form for bool {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn blank(&self) -> bool {
        !self
    }

    fn missing() -> Option<Self> {
        Some(false)
    }
}

/// Left out when there is none.
impl<T: Form> Form for Option<T> {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Put).serialize(serializer)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let got = Option::<Got<T>>::deserialize(deserializer)?;
        Ok(got.map(|Got(value)| value))
    }

    fn blank(&self) -> bool {
        self.is_none()
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

/// Left out when empty.
impl<T: Form> Form for Vec<T> {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Put))
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items<T>(PhantomData<T>);
        impl<'de, T: Form> Visitor<'de> for Items<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(Got(item)) = seq.next_element()? {
                    items.push(item);
                }
                Ok(items)
            }
        }
        deserializer.deserialize_seq(Items(PhantomData))
    }

    fn blank(&self) -> bool {
        self.is_empty()
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}

/// A list of pairs in the order of their keys; left out when empty.
impl<K: Form + Ord + Clone, V: Form + Clone> Form for BTreeMap<K, V> {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs: Vec<(K, V)> = self
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        pairs.put(serializer)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<(K, V)>::get(deserializer).map(|pairs| pairs.into_iter().collect())
    }

    fn blank(&self) -> bool {
        self.is_empty()
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}

/// A list in order; left out when empty.
impl<T: Form + Ord + Clone> Form for BTreeSet<T> {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Put))
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<T>::get(deserializer).map(|items| items.into_iter().collect())
    }

    fn blank(&self) -> bool {
        self.is_empty()
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Form> Form for Box<T> {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::put(self, serializer)
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::get(deserializer).map(Self::new)
    }

    fn of(self, stream: Uuid) -> Self {
        Self::new((*self).of(stream))
    }
}

/// A list of two.
impl<A: Form, B: Form> Form for (A, B) {
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pair = serializer.serialize_tuple(2)?;
        pair.serialize_element(&Put(&self.0))?;
        pair.serialize_element(&Put(&self.1))?;
        pair.end()
    }

    fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (Got(one), Got(other)) = <(Got<A>, Got<B>)>::deserialize(deserializer)?;
        Ok((one, other))
    }
}

/// What can happen to one kind of thing, as kinds of records.
pub(crate) trait Story: Sized {
    /// The names of the kinds. They are in every shop's journal: none is ever renamed or used again for something
    /// else.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "only the tests look through all of them")
    )]
    const KINDS: &'static [&'static str];

    /// Returns the name of the event's kind.
    fn kind(&self) -> &'static str;

    /// Writes the body.
    fn put<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads the body of a kind; nothing when the kind is none of this thing's.
    fn get<'de, D: Deserializer<'de>>(
        kind: &str,
        stream: Uuid,
        deserializer: D,
    ) -> Option<Result<Self, D::Error>>;
}

/// Writes an event's body.
pub(crate) struct Body<'a, T>(pub(crate) &'a T);

impl<T: Story> Serialize for Body<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.put(serializer)
    }
}

/// The body of an event that says nothing but that it happened: `{}`.
pub(crate) struct Nothing;

impl<'de> DeserializeSeed<'de> for Nothing {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Nothing {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an empty object")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match map.next_key::<Word<'de>>()? {
            None => Ok(()),
            Some(Word(key)) => Err(de::Error::unknown_field(&key, &[])),
        }
    }
}
