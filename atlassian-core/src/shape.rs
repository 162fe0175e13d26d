//! Which fields a model names: found by letting it deserialize itself from nothing.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

/// The fields that a model names, with those of the models inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Each named field and its own shape; empty for a value that names none.
    pub fields: BTreeMap<&'static str, Shape>,
    /// The name of the type, where it has fields.
    pub name: &'static str,
}

/// Deeper models are not looked at: some contain themselves.
const DEEPEST: usize = 6;

/// The shape of a type. A list has the shape of its elements.
#[must_use]
pub fn shape_of<'de, T: Deserialize<'de>>() -> Shape {
    let mut shape = Shape::default();
    // A type that refuses a made-up value ends the look at its parent; what was found by then stays.
    let _ = T::deserialize(Probe {
        shape: &mut shape,
        depth: 0,
    });
    shape
}

#[derive(Debug)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {}

impl serde::de::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Probe<'a> {
    shape: &'a mut Shape,
    depth: usize,
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_str("")
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.shape.name = name;
        for field in fields {
            self.shape.fields.entry(field).or_default();
        }
        visitor.visit_map(Fields {
            shape: self.shape,
            depth: self.depth,
            left: fields.iter(),
            current: None,
        })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if self.depth > DEEPEST {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        if name == RAW_VALUE {
            return visitor.visit_map(RawNull(false));
        }
        if name == crate::elements::NAME {
            return self.deserialize_seq(visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let probe = (self.depth <= DEEPEST).then_some(self);
        visitor.visit_seq(Once(probe))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let left = if self.depth > DEEPEST {
            [].iter()
        } else {
            ["*"].iter()
        };
        visitor.visit_map(Fields {
            shape: self.shape,
            depth: self.depth,
            left,
            current: None,
        })
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_bool(false)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_f64(0.0)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_i64(0)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_u64(0)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_i64(0)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_u64(0)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u128 f32 char str string bytes byte_buf unit_struct tuple tuple_struct enum identifier
        ignored_any
    }
}

const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Stands for a raw JSON value.
struct RawNull(bool);

impl<'de> MapAccess<'de> for RawNull {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refused> {
        if std::mem::replace(&mut self.0, true) {
            return Ok(None);
        }
        seed.deserialize(StrDeserializer::new(RAW_VALUE)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        seed.deserialize(StrDeserializer::new("null"))
    }
}

struct Fields<'a> {
    shape: &'a mut Shape,
    depth: usize,
    left: std::slice::Iter<'static, &'static str>,
    current: Option<&'static str>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refused> {
        self.current = self.left.next().copied();
        let Some(name) = self.current else {
            return Ok(None);
        };
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        let shape = self
            .shape
            .fields
            .entry(self.current.unwrap_or_default())
            .or_default();
        seed.deserialize(Probe {
            shape,
            depth: self.depth + 1,
        })
    }
}

struct Once<'a>(Option<Probe<'a>>);

impl<'de> SeqAccess<'de> for Once<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Refused> {
        self.0
            .take()
            .map(|probe| seed.deserialize(probe))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Elements;

    #[derive(Deserialize)]
    struct Attribute {
        #[serde(rename = "name")]
        _name: String,
        #[serde(rename = "parts", default)]
        _parts: Elements<Attribute>,
    }

    #[test]
    fn a_model_that_contains_itself_is_looked_at_a_few_levels_deep() {
        let mut shape = &shape_of::<Attribute>();
        for _ in 0..DEEPEST {
            let names: Vec<_> = shape.fields.keys().copied().collect();
            assert_eq!((shape.name, names), ("Attribute", vec!["name", "parts"]));
            shape = &shape.fields["parts"];
        }
    }
}
