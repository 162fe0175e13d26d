//! Serde's traits with derives of our own, for the models of requests and answers.
//!
//! A crate of clients has hundreds of models, and more than half of its build went into what serde's derives make of
//! them. These make a third of that: what is the same for all structs stands here once. They read serde's own
//! attributes, as far as structs with named fields need them, and those of one nameless field that is written as that
//! field (`transparent`); they say where serde's own derive has to be used.
//!
//! ```
//! use atlassian_core::model::{Deserialize, Serialize};
//!
//! #[derive(Debug, Serialize, Deserialize)]
//! #[serde(rename_all = "camelCase")]
//! struct Widget {
//!     id: u64,
//!     #[serde(skip_serializing_if = "Option::is_none")]
//!     display_name: Option<String>,
//! }
//!
//! let widget: Widget = serde_json::from_str(r#"{"id": 7, "colour": "red"}"#)?;
//! assert_eq!(widget.display_name, None);
//! assert_eq!(serde_json::to_string(&widget)?, r#"{"id":7}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! | attribute | |
//! |---|---|
//! | `rename_all = "camelCase"`, `"kebab-case"` | of the struct: how names are spelled on the wire |
//! | `rename = "…"` | of a field: its name on the wire |
//! | `alias = "…"` | of a field: another name that it may come by |
//! | `default`, `default = "path"` | what stands in for a field that did not come |
//! | `skip_serializing_if = "path"`, `skip_serializing` | when a field is not written |
//! | `serialize_with = "path"` | the function that writes a field |
//! | `transparent` | of a struct of one nameless field: it is read and written as the field alone |
//!
//! As with serde, a field that is an `Option` may be absent, and a field that is not named is passed over. Unlike there,
//! a field that comes twice is no error: the last one counts.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeStruct;

pub use atlassian_derive::{Deserialize, Serialize};
pub use serde::{de::Deserialize, ser::Serialize};

/// A struct that is read from a map, field by field.
#[doc(hidden)]
pub trait Fields<'de>: Sized {
    /// The name of the type.
    const NAME: &'static str;
    /// The names on the wire.
    const FIELDS: &'static [&'static str];

    /// Reads it.
    ///
    /// # Errors
    /// What the map fails with, and a required field that did not come.
    fn fields<A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Fields<'de>> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::fields(map)
    }
}

/// Reads a struct.
#[doc(hidden)]
pub fn read<'de, T: Fields<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_struct(T::NAME, T::FIELDS, Reader(PhantomData))
}

struct FieldOf(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for FieldOf {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<usize, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldOf {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let known = self.0.iter().position(|field| *field == name);
        Ok(known.unwrap_or(usize::MAX))
    }
}

/// The place of the next field, if one follows.
#[doc(hidden)]
pub fn next<'de, A: MapAccess<'de>>(
    map: &mut A,
    fields: &'static [&'static str],
) -> Result<Option<usize>, A::Error> {
    map.next_key_seed(FieldOf(fields))
}

/// Reads a value.
#[doc(hidden)]
pub fn put<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut T,
    map: &mut A,
) -> Result<(), A::Error> {
    *slot = map.next_value()?;
    Ok(())
}

/// Reads a value that has to come.
#[doc(hidden)]
pub fn put_some<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    *slot = Some(map.next_value()?);
    Ok(())
}

/// Passes over a value.
#[doc(hidden)]
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// What has to have come.
#[doc(hidden)]
pub fn need<T, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.ok_or_else(|| E::missing_field(name))
}

/// Writes a value if there is one.
#[doc(hidden)]
pub fn write_some<S: SerializeStruct, T: Serialize>(
    to: &mut S,
    name: &'static str,
    value: &Option<T>,
) -> Result<(), S::Error> {
    match value {
        Some(value) => to.serialize_field(name, value),
        None => to.skip_field(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Model {
        plain: u64,
        two_words: Option<String>,
        #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
        link: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        many: Vec<u8>,
        #[serde(default = "seven")]
        made: u8,
        r#type: String,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    struct Lenient {
        #[serde(default)]
        number: u64,
        #[serde(default)]
        text: String,
    }

    fn seven() -> u8 {
        7
    }

    fn read(json: &serde_json::Value) -> serde_json::Result<Model> {
        // Through text, because that is how answers come: keys are borrowed or owned by turns.
        serde_json::from_str(&json.to_string())
    }

    #[test]
    fn what_did_not_come_is_nothing_a_default_or_an_error() {
        let model = read(&json!({"plain": 1, "type": "t"})).unwrap();
        assert_eq!(
            model,
            Model {
                plain: 1,
                two_words: None,
                link: None,
                many: vec![],
                made: 7,
                r#type: "t".into()
            }
        );
        let error = read(&json!({"type": "t"})).unwrap_err().to_string();
        assert!(error.contains("missing field `plain`"), "{error}");
        let lenient: Lenient = serde_json::from_str(r#"{"text": "x"}"#).unwrap();
        assert_eq!((lenient.number, &*lenient.text), (0, "x"));
    }

    #[test]
    fn everything_that_came_is_written_back_under_its_name() {
        let whole = json!({"plain": 1, "twoWords": "a", "self": "b", "many": [1, 2], "made": 3, "type": "t"});
        let model = read(&whole).unwrap();
        assert_eq!(model.two_words.as_deref(), Some("a"));
        assert_eq!(serde_json::to_value(&model).unwrap(), whole);
    }

    #[test]
    fn nothing_is_written_as_null_unless_it_is_to_be_left_out() {
        let model = read(&json!({"plain": 1, "type": "t"})).unwrap();
        let written = serde_json::to_value(&model).unwrap();
        assert_eq!(
            written,
            json!({"plain": 1, "twoWords": null, "made": 7, "type": "t"})
        );
    }

    #[test]
    fn unknown_fields_and_null_are_passed_over_and_the_last_of_two_counts() {
        let text =
            r#"{"\u0070lain": 1, "new": {"deep": [1]}, "twoWords": null, "type": "t", "plain": 2}"#;
        let model: Model = serde_json::from_str(text).unwrap();
        assert_eq!((model.plain, model.two_words), (2, None));
    }

    /// A number that is text on the wire.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(transparent)]
    struct Digits(String);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct Listing<T> {
        first_few: Vec<T>,
        #[serde(alias = "count", alias = "sum")]
        total: Option<u64>,
        #[serde(serialize_with = "as_number")]
        next: Digits,
        #[serde(
            serialize_with = "as_number_or_null",
            skip_serializing_if = "Option::is_none"
        )]
        last: Option<Digits>,
        #[serde(skip_serializing)]
        note: Option<String>,
    }

    fn as_number<S: serde::Serializer>(digits: &Digits, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(digits.0.parse().map_err(serde::ser::Error::custom)?)
    }

    #[allow(clippy::ref_option, reason = "serde's attribute asks for it so")]
    fn as_number_or_null<S: serde::Serializer>(
        digits: &Option<Digits>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        as_number(digits.as_ref().unwrap(), to)
    }

    #[test]
    fn a_field_has_its_own_names_and_its_own_way_of_being_written() {
        let text = r#"{"first-few": ["a"], "sum": 3, "next": "7", "last": "9", "note": "n"}"#;
        let listing: Listing<String> = serde_json::from_str(text).unwrap();
        assert_eq!(listing.first_few, ["a"]);
        assert_eq!(
            (listing.total, listing.note.as_deref()),
            (Some(3), Some("n"))
        );
        assert_eq!(
            serde_json::to_value(&listing).unwrap(),
            json!({"first-few": ["a"], "total": 3, "next": 7, "last": 9})
        );
        let least: Listing<u8> =
            serde_json::from_value(json!({"first-few": [1], "count": 1, "next": "8"})).unwrap();
        assert_eq!(
            serde_json::to_value(&least).unwrap(),
            json!({"first-few": [1], "total": 1, "next": 8})
        );
    }

    #[test]
    fn a_value_that_is_no_object_is_refused_with_the_name_of_the_type() {
        let error = read(&json!("text")).unwrap_err().to_string();
        assert!(error.contains("expected struct Model"), "{error}");
        assert!(read(&json!([1, "a"])).is_err());
    }
}
