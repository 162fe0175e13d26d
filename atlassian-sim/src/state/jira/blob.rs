//! Bytes as base64 text in saved states.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serializer, de::Error};

use crate::base64;

pub(crate) fn serialize<S: Serializer>(bytes: &Arc<[u8]>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&base64::encode(bytes))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<[u8]>, D::Error> {
    let text = String::deserialize(from)?;
    let bytes = base64::decode(&text).ok_or_else(|| D::Error::custom("not base64"))?;
    Ok(bytes.into())
}
