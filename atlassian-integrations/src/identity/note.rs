//! What could not be read, in words.

use serde::Serialize;

/// Something to know about what was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Note {
    /// What it is about.
    pub about: String,
    /// What there is to say.
    pub text: String,
}

impl Note {
    /// A note about this.
    pub fn new(about: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            about: about.into(),
            text: text.into(),
        }
    }
}
