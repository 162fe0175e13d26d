//! What the fields of requests and answers are made of: ids, open enums, and values that can be cleared.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use crate::ParameterValue;

/// Declares types for ids: strings on the wire that must not be mixed up with one another.
///
/// Each type reads a JSON string or a JSON integer, because Atlassian sends the same id as either, and is written as a
/// string, or as an integer where `: number` follows its name. It has `new`, `as_str`, `into_inner`, `From<&str>`, `From<String>`, `AsRef<str>`, `Display`, and it can be
/// compared, ordered, hashed and used as a key of a map. What the text looks like is not checked: only the service
/// knows.
///
/// ```
/// atlassian_core::id_type! {
///     /// The id of a project: digits, like `10000`.
///     pub struct ProjectId;
///
///     /// The id of a board: digits, like `84`. The service wants a number wherever it is sent.
///     pub struct BoardId: number;
/// }
///
/// let sent_as_number: BoardId = serde_json::from_str("84")?;
/// assert_eq!(sent_as_number, BoardId::new("84"));
/// assert_eq!(serde_json::to_string(&sent_as_number)?, "84");
/// assert_eq!(serde_json::to_string(&ProjectId::new("10000"))?, "\"10000\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! id_type {
    ($( $(#[$meta:meta])* $vis:vis struct $name:ident $(: $number:ident)?; )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis struct $name(::std::string::String);

        #[allow(dead_code, unreachable_pub)] // The type may be private, and use a part of this only.
        impl $name {
            /// Takes the text as it is.
            #[must_use]
            pub fn new(text: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self(text.into())
            }

            /// The text, as it stands in requests and answers.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, without a copy.
            #[must_use]
            pub fn into_inner(self) -> ::std::string::String {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl ::std::convert::From<&Self> for $name {
            fn from(id: &Self) -> Self {
                id.clone()
            }
        }

        impl $crate::ParameterValue for $name {
            fn into_parameter(self) -> ::std::string::String {
                self.0
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__write_id!(self, serializer $(, $number)?)
            }
        }

        $( $crate::__id_from_number!($name $number); )?

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::text_or_number(deserializer).map(Self)
            }
        }
    )+ };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __write_id {
    ($id:ident, $serializer:ident) => {
        $serializer.serialize_str(&$id.0)
    };
    ($id:ident, $serializer:ident, number) => {
        $crate::__private::write_number(&$id.0, $serializer)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __id_from_number {
    ($name:ident number) => {
        impl ::std::convert::From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(::std::string::ToString::to_string(&number))
            }
        }
    };
}

/// Declares an enum of the words that Atlassian has for something, which stays open for the words to come.
///
/// A variant `Other(String)` is added; it keeps a word that is not in the list, so that an answer with a new word is
/// read and written back unchanged. A listed word always becomes its variant, so make values with `From` and not with
/// `Other`. The enum is not `non_exhaustive`: a `match` that handles `Other` handles everything.
///
/// ```
/// atlassian_core::open_enum! {
///     /// Who stands behind an account.
///     pub enum AccountType {
///         /// A person.
///         Atlassian = "atlassian",
///         /// An app.
///         App = "app",
///     }
/// }
///
/// assert_eq!(AccountType::from("app"), AccountType::App);
/// assert_eq!(AccountType::from("robot").as_str(), "robot");
/// assert_eq!(AccountType::known(), ["atlassian", "app"]);
/// ```
#[macro_export]
macro_rules! open_enum {
    ($( $(#[$meta:meta])* $vis:vis enum $name:ident {
        $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),+ $(,)?
    } )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        $vis enum $name {
            $( $(#[$variant_meta])* $variant, )+
            /// A word that was not known when this was written, as sent.
            Other(::std::string::String),
        }

        #[allow(dead_code, unreachable_pub)] // The type may be private, and use a part of this only.
        impl $name {
            /// The word, as it stands in requests and answers.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $word, )+
                    Self::Other(word) => word,
                }
            }

            /// Every word that has a variant of its own.
            #[must_use]
            pub fn known() -> &'static [&'static str] {
                &[$( $word ),+]
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::ParameterValue for $name {
            fn into_parameter(self) -> ::std::string::String {
                self.as_str().to_owned()
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $( $word => Self::$variant, )+
                    _ => Self::Other(word.into()),
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(word: ::std::string::String) -> Self {
                match word.as_str() {
                    $( $word => Self::$variant, )+
                    _ => Self::Other(word),
                }
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::text(deserializer).map(Self::from)
            }
        }
    )+ };
}

id_type! {
    /// The id of an Atlassian account, the same in all products: like `5b10ac8d82e05b22cc7d4ef5` or
    /// `557058:f58131cb-b67d-43c7-b30d-6b58d40bd077`.
    ///
    /// The only name of a person that does not change: display names and e-mail addresses do, or are hidden. The text
    /// `unknown` stands for an account that was deleted.
    pub struct AccountId;
}

/// What an update does to a field, where the service tells "not mentioned" from "null".
///
/// Give each such field of a body `#[serde(skip_serializing_if = "Patch::is_keep")]`, so that [`Keep`](Self::Keep)
/// leaves it out; without that, writing a `Keep` is an error, since a `null` in its place would clear the field.
///
/// ```
/// use atlassian_core::Patch;
///
/// #[derive(Default, serde::Serialize)]
/// struct UpdateVersion {
///     #[serde(skip_serializing_if = "Patch::is_keep")]
///     name: Patch<String>,
///     #[serde(skip_serializing_if = "Patch::is_keep")]
///     description: Patch<String>,
/// }
///
/// let update = UpdateVersion { description: Patch::Clear, ..Default::default() };
/// assert_eq!(serde_json::to_string(&update)?, r#"{"description":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// Does not mention the field: it stays as it is.
    #[default]
    Keep,
    /// Sends `null`: the field is emptied.
    Clear,
    /// Sends a new value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field is to be left out of the body.
    #[must_use]
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => Err(ser::Error::custom(
                "`Patch::Keep` cannot be written; skip the field with `skip_serializing_if = \"Patch::is_keep\"`",
            )),
            Self::Clear => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

/// Several values, made from anything that lists what they are made from: `["5b10ac8d82e05b22cc7d4ef5", "unknown"]`, a `Vec` of ids, an
/// iterator.
///
/// ```
/// use atlassian_core::{AccountId, List};
///
/// let by_text = List::<AccountId>::from(["5b10ac8d82e05b22cc7d4ef5", "unknown"]);
/// let by_id = List::<AccountId>::from(vec![AccountId::new("unknown")]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T>(Vec<T>);

impl<T> List<T> {
    /// The values.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T, I> From<I> for List<T>
where
    I: IntoIterator,
    I::Item: Into<T>,
{
    fn from(values: I) -> Self {
        Self(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<T: ParameterValue> ParameterValue for List<T> {
    /// With commas between them.
    fn into_parameter(self) -> String {
        let values = self.0.into_iter().map(ParameterValue::into_parameter);
        values.collect::<Vec<_>>().join(",")
    }
}

struct TextVisitor {
    numbers: bool,
}

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.numbers {
            "a string or an integer"
        } else {
            "a string"
        })
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
        if self.numbers {
            Ok(number.to_string())
        } else {
            Err(E::invalid_type(de::Unexpected::Signed(number), &self))
        }
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        if self.numbers {
            Ok(number.to_string())
        } else {
            Err(E::invalid_type(de::Unexpected::Unsigned(number), &self))
        }
    }
}

/// Reads a string. For the macros, so that each of their types does not bring a visitor of its own.
#[doc(hidden)]
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_string(TextVisitor { numbers: false })
}

/// Reads a string, or an integer as a string. For the macros.
#[doc(hidden)]
pub fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_any(TextVisitor { numbers: true })
}

/// Writes a text of digits as a number, and any other as it is. For the macros.
#[doc(hidden)]
pub fn write_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match text.parse::<i64>() {
        Ok(number) => serializer.serialize_i64(number),
        Err(_) => serializer.serialize_str(text),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::{from_str, from_value, json, to_value};

    use super::*;

    id_type! {
        /// An account.
        struct AccountId;
        /// A group.
        struct GroupId;
    }

    open_enum! {
        /// Who stands behind an account.
        enum AccountType {
            /// A person.
            Atlassian = "atlassian",
            /// An app.
            App = "app",
        }
    }

    #[test]
    fn an_id_reads_strings_and_integers() {
        assert_eq!(from_str::<AccountId>("\"5b10\"").unwrap().as_str(), "5b10");
        assert_eq!(
            from_str::<AccountId>("10000").unwrap().into_inner(),
            "10000"
        );
        assert_eq!(from_str::<GroupId>("-1").unwrap(), GroupId::from("-1"));
        assert_eq!(
            from_str::<GroupId>("18446744073709551615")
                .unwrap()
                .as_ref(),
            "18446744073709551615"
        );
        for odd in ["1.5", "true", "null", "{}"] {
            assert!(from_str::<AccountId>(odd).is_err(), "{odd}");
        }
        assert_eq!(to_value(AccountId::new("1")).unwrap(), json!("1"));
        assert_eq!(format!("{:>4}", GroupId::from(String::from("g"))), "   g");
    }

    id_type! {
        /// A board.
        struct BoardId: number;
    }

    #[test]
    fn an_id_that_is_a_number_is_written_as_one() {
        let read: Vec<BoardId> = from_value(json!([84, "85"])).unwrap();
        assert_eq!(read, [BoardId::from(84), BoardId::new("85")]);
        assert_eq!(to_value(&read).unwrap(), json!([84, 85]));
        assert_eq!(to_value(BoardId::new("none")).unwrap(), json!("none"));
    }

    #[test]
    fn an_id_is_a_key_of_a_map() {
        let map: BTreeMap<AccountId, u8> = from_value(json!({"b": 2, "a": 1})).unwrap();
        let keys: Vec<&str> = map.keys().map(AccountId::as_str).collect();
        assert_eq!(keys, ["a", "b"]);
        assert_eq!(to_value(&map).unwrap(), json!({"a": 1, "b": 2}));
    }

    #[test]
    fn an_open_enum_takes_only_strings() {
        assert_eq!(
            from_str::<AccountType>("\"app\"").unwrap(),
            AccountType::App
        );
        assert_eq!(
            from_value::<AccountType>(json!("atlassian")).unwrap(),
            AccountType::Atlassian
        );
        assert_eq!(AccountType::from(String::from("x")).to_string(), "x");
        assert_eq!(AccountType::known(), ["atlassian", "app"]);
        for odd in ["1", "null", "[]"] {
            assert!(from_str::<AccountType>(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn a_patch_tells_null_from_absent() {
        #[derive(Default, serde::Serialize)]
        struct Body {
            #[serde(skip_serializing_if = "Patch::is_keep")]
            name: Patch<String>,
            #[serde(skip_serializing_if = "Patch::is_keep")]
            lead: Patch<AccountId>,
            #[serde(skip_serializing_if = "Patch::is_keep")]
            url: Patch<&'static str>,
        }
        let body = Body {
            name: String::from("Apollo").into(),
            lead: Patch::Clear,
            ..Body::default()
        };
        assert_eq!(
            to_value(body).unwrap(),
            json!({"name": "Apollo", "lead": null})
        );
        let error = to_value(Patch::<u8>::Keep).unwrap_err().to_string();
        assert!(error.contains("skip_serializing_if"), "{error}");
    }

    proptest! {
        #[test]
        fn every_word_comes_back(word in any::<String>()) {
            let read: AccountType = from_value(json!(word)).unwrap();
            prop_assert_eq!(to_value(&read).unwrap(), json!(word));
            prop_assert_eq!(AccountType::from(read.as_str()), read);
            let id: AccountId = from_value(json!(word)).unwrap();
            prop_assert_eq!(to_value(&id).unwrap(), json!(word));
        }
    }
}
