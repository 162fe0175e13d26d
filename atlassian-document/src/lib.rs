#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Document(Value);
