//! The words in which forms are written down: one line for each field, word or kind.
//!
//! A field may keep another name on disk than in the domain (`year_from as "from"`), so that renaming in the domain never
//! touches a disk. Unknown fields and words are refused.

/// The name of a field on disk.
macro_rules! field_name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

/// Writes fields into a serializer of a map or a struct variant that is under way.
macro_rules! put_fields {
    ($map:ident, $method:ident, { $($field:ident $(as $name:literal)?: $type:ty,)* }) => {
        $(if !$crate::record::form::Form::blank($field) {
            $map.$method(
                $crate::record::macros::field_name!($field $($name)?),
                &$crate::record::form::Put::<$type>($field),
            )?;
        })*
    };
}

/// Makes a visitor that reads fields and builds a value of them.
macro_rules! fields_visitor {
    (
        $out:ty, $what:literal, { $($field:ident $(as $name:literal)?: $type:ty,)* },
        $build:expr
    ) => {{
        struct Fields;
        impl<'de> serde::de::Visitor<'de> for Fields {
            type Value = $out;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($what)
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<$out, A::Error> {
                use serde::de::Error;
                const NAMES: &[&str] =
                    &[$($crate::record::macros::field_name!($field $($name)?),)*];
                $(let mut $field: Option<$type> = None;)*
                while let Some($crate::record::form::Word(key)) = map.next_key()? {
                    match &*key {
                        $($crate::record::macros::field_name!($field $($name)?) => {
                            if $field.is_some() {
                                return Err(A::Error::duplicate_field(
                                    $crate::record::macros::field_name!($field $($name)?),
                                ));
                            }
                            let $crate::record::form::Got(value) = map.next_value()?;
                            $field = Some(value);
                        })*
                        other => return Err(A::Error::unknown_field(other, NAMES)),
                    }
                }
                $(let $field: $type = match $field.or_else($crate::record::form::Form::missing) {
                    Some(value) => value,
                    None => {
                        return Err(A::Error::missing_field(
                            $crate::record::macros::field_name!($field $($name)?),
                        ));
                    }
                };)*
                Ok($build)
            }
        }
        Fields
    }};
}

/// The form of a struct: an object of its fields. `stream id: PartId` names the field that is the thing's own id;
/// `fixed state: X` one that is always the same.
macro_rules! form_struct {
    (
        $type:ident $(, stream $id:ident: $id_type:ident)? $(, fixed $fixed:ident: $value:expr)?,
        { $($field:ident $(as $name:literal)?: $field_type:ty,)* }
    ) => {
        impl $crate::record::form::Form for $type {
            fn put<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let Self { $($field,)* $($id: _,)? $($fixed: _,)? } = self;
                let mut map = serializer.serialize_map(None)?;
                $crate::record::macros::put_fields!(
                    map, serialize_entry, { $($field $(as $name)?: $field_type,)* }
                );
                map.end()
            }

            fn get<'de, D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                deserializer.deserialize_map($crate::record::macros::fields_visitor!(
                    $type, "an object", { $($field $(as $name)?: $field_type,)* },
                    $type {
                        $($field,)*
                        $($id: $id_type::new(uuid::Uuid::nil()),)?
                        $($fixed: $value,)?
                    }
                ))
            }

            $(fn of(mut self, stream: uuid::Uuid) -> Self {
                self.$id = $id_type::new(stream);
                self
            })?
        }
    };
}

/// The form of an enum without fields: a word. `missing X` names the word that a field may be left out for, also in what
/// was written before the field was thought of.
macro_rules! form_words {
    ($type:ident $(, missing $missing:ident)? { $($variant:ident = $word:literal,)* }) => {
        impl $crate::record::form::Form for $type {
            fn put<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let word = match self { $($type::$variant => $word,)* };
                #[cfg(test)]
                $crate::record::seen::note(stringify!($type), &[$($word,)*], word);
                serializer.serialize_str(word)
            }

            fn get<'de, D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::record::form::spelled(deserializer, "one of the words", |text| {
                    match text {
                        $($word => Ok($type::$variant),)*
                        _ => Err(concat!("the words are" $(, " ", $word)*)),
                    }
                })
            }

            $(
                fn blank(&self) -> bool {
                    // Writing it is what notes the word as written.
                    #[cfg(test)]
                    let _noted = serde_json::to_vec(&$crate::record::form::Put(self));
                    matches!(self, $type::$missing)
                }

                fn missing() -> Option<Self> {
                    Some($type::$missing)
                }
            )?
        }
    };
}

/// The form of an enum: a word for a variant without fields, otherwise an object of the word and what the variant holds.
macro_rules! form_enum {
    ($type:ident { $(
        $variant:ident = $word:literal
            $(($inner:ty))?
            $({ $($field:ident $(as $name:literal)?: $field_type:ty,)* })?
    ,)* }) => {
        impl $crate::record::form::Form for $type {
            fn put<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[cfg(test)]
                $crate::record::seen::note(stringify!($type), &[$($word,)*], match self {
                    $($type::$variant { .. } => $word,)*
                });
                match self {
                    $($crate::record::macros::variant_pattern!(
                        $type, $variant, inner $(($inner))? $({ $($field,)* })?
                    ) => {
                        $crate::record::macros::put_variant!(
                            serializer, $type, $word, inner
                            $(($inner))? $({ $($field $(as $name)?: $field_type,)* })?
                        )
                    })*
                }
            }

            fn get<'de, D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct Variants;
                const WORDS: &[&str] = &[$($word,)*];
                impl<'de> serde::de::Visitor<'de> for Variants {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("one of the words, alone or with what belongs to it")
                    }

                    fn visit_enum<A: serde::de::EnumAccess<'de>>(
                        self,
                        data: A,
                    ) -> Result<$type, A::Error> {
                        use serde::de::{Error, VariantAccess};
                        let ($crate::record::form::Word(word), rest) = data.variant()?;
                        match &*word {
                            $($word => $crate::record::macros::get_variant!(
                                rest, $type, $variant $(($inner))?
                                $({ $($field $(as $name)?: $field_type,)* })?
                            ),)*
                            other => Err(A::Error::unknown_variant(other, WORDS)),
                        }
                    }
                }
                deserializer.deserialize_enum(stringify!($type), WORDS, Variants)
            }
        }
    };
}

macro_rules! variant_pattern {
    ($type:ident, $variant:ident, $inner:ident) => {
        $type::$variant
    };
    ($type:ident, $variant:ident, $inner:ident ($form:ty)) => {
        $type::$variant($inner)
    };
    ($type:ident, $variant:ident, $inner:ident { $($field:ident,)* }) => {
        $type::$variant { $($field,)* }
    };
}

macro_rules! put_variant {
    ($serializer:ident, $type:ident, $word:literal, $inner:ident) => {
        $serializer.serialize_unit_variant(stringify!($type), 0, $word)
    };
    ($serializer:ident, $type:ident, $word:literal, $inner:ident ($form:ty)) => {
        $serializer.serialize_newtype_variant(
            stringify!($type),
            0,
            $word,
            &$crate::record::form::Put::<$form>($inner),
        )
    };
    ($serializer:ident, $type:ident, $word:literal, $inner:ident {
        $($field:ident $(as $name:literal)?: $field_type:ty,)*
    }) => {{
        use serde::ser::SerializeStructVariant;
        // The length only has to be more than none: an object that turns out empty is closed all the same.
        let mut map = $serializer.serialize_struct_variant(stringify!($type), 0, $word, 1)?;
        $crate::record::macros::put_fields!(
            map, serialize_field, { $($field $(as $name)?: $field_type,)* }
        );
        map.end()
    }};
}

macro_rules! get_variant {
    ($rest:ident, $type:ident, $variant:ident) => {
        $rest.unit_variant().map(|()| $type::$variant)
    };
    ($rest:ident, $type:ident, $variant:ident ($form:ty)) => {
        $rest
            .newtype_variant::<$crate::record::form::Got<$form>>()
            .map(|$crate::record::form::Got(inner)| $type::$variant(inner))
    };
    ($rest:ident, $type:ident, $variant:ident {
        $($field:ident $(as $name:literal)?: $field_type:ty,)*
    }) => {
        $rest.struct_variant(
            &[],
            $crate::record::macros::fields_visitor!(
                $type, "an object", { $($field $(as $name)?: $field_type,)* },
                $type::$variant { $($field,)* }
            ),
        )
    };
}

/// The kinds of a noun's events: `ticket.line_added` and its body. What an event holds alone is the body; fields are an
/// object; an event that holds nothing is `{}`.
macro_rules! form_events {
    ($type:ident, $noun:literal { $(
        $variant:ident = $word:literal
            $(($inner:ty))?
            $({ $($field:ident $(as $name:literal)?: $field_type:ty,)* })?
    ,)* }) => {
        impl $crate::record::form::Story for $type {
            const KINDS: &'static [&'static str] = &[$(concat!($noun, ".", $word),)*];

            fn kind(&self) -> &'static str {
                match self {
                    $($type::$variant { .. } => concat!($noun, ".", $word),)*
                }
            }

            fn put<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $($crate::record::macros::variant_pattern!(
                        $type, $variant, inner $(($inner))? $({ $($field,)* })?
                    ) => {
                        $crate::record::macros::put_body!(
                            serializer, inner
                            $(($inner))? $({ $($field $(as $name)?: $field_type,)* })?
                        )
                    })*
                }
            }

            fn get<'de, D: serde::Deserializer<'de>>(
                kind: &str,
                stream: uuid::Uuid,
                deserializer: D,
            ) -> Option<Result<Self, D::Error>> {
                // Events of a noun whose values carry no id of their own do not need it.
                let _ = stream;
                Some(match kind {
                    $(concat!($noun, ".", $word) => {
                        $crate::record::macros::get_body!(
                            deserializer, stream, $type, $variant $(($inner))?
                            $({ $($field $(as $name)?: $field_type,)* })?
                        )
                    })*
                    _ => return None,
                })
            }
        }
    };
}

macro_rules! put_body {
    ($serializer:ident, $inner:ident) => {{
        use serde::ser::SerializeMap;
        $serializer.serialize_map(Some(0))?.end()
    }};
    ($serializer:ident, $inner:ident ($form:ty)) => {
        <$form as $crate::record::form::Form>::put($inner, $serializer)
    };
    ($serializer:ident, $inner:ident {
        $($field:ident $(as $name:literal)?: $field_type:ty,)*
    }) => {{
        use serde::ser::SerializeMap;
        let mut map = $serializer.serialize_map(None)?;
        $crate::record::macros::put_fields!(
            map, serialize_entry, { $($field $(as $name)?: $field_type,)* }
        );
        map.end()
    }};
}

macro_rules! get_body {
    ($deserializer:ident, $stream:ident, $type:ident, $variant:ident) => {
        $deserializer
            .deserialize_map($crate::record::form::Nothing)
            .map(|()| $type::$variant)
    };
    ($deserializer:ident, $stream:ident, $type:ident, $variant:ident ($form:ty)) => {
        <$form as $crate::record::form::Form>::get($deserializer)
            .map(|inner| $type::$variant($crate::record::form::Form::of(inner, $stream)))
    };
    ($deserializer:ident, $stream:ident, $type:ident, $variant:ident {
        $($field:ident $(as $name:literal)?: $field_type:ty,)*
    }) => {
        $deserializer.deserialize_map($crate::record::macros::fields_visitor!(
            $type, "an object", { $($field $(as $name)?: $field_type,)* },
            $type::$variant { $($field,)* }
        ))
    };
}

pub(crate) use {
    field_name, fields_visitor, form_enum, form_events, form_struct, form_words, get_body,
    get_variant, put_body, put_fields, put_variant, variant_pattern,
};
