//! What is known, and what is not and why.

use serde::Serialize;

/// Something that is known, or the reason why it is not.
///
/// A program that shows the second as "no", "none" or "0" says what nobody has told it. In JSON it is `{"known": …}` or
/// `{"unknown": {"reason": …, "detail": …}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Known<T> {
    /// It is this.
    Known(T),
    /// Nobody can tell from what was read.
    Unknown(Why),
}

impl<T> Known<T> {
    /// The value, if it is known.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// Why it is not known, if it is not.
    pub fn why(&self) -> Option<&Why> {
        match self {
            Self::Known(_) => None,
            Self::Unknown(why) => Some(why),
        }
    }

    /// Another value made of this one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Known(value) => Known::Known(change(value)),
            Self::Unknown(why) => Known::Unknown(why),
        }
    }

    /// This if it is known, and the other if not.
    #[must_use]
    pub fn or_else(self, other: impl FnOnce(Why) -> Self) -> Self {
        match self {
            Self::Known(_) => self,
            Self::Unknown(why) => other(why),
        }
    }
}

/// Why something is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Why {
    /// The kind of reason, to branch on.
    pub reason: Reason,
    /// The reason in words, to show.
    pub detail: String,
}

impl Why {
    /// A reason of this kind, in these words.
    pub fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

/// The kinds of reasons why something is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The caller did not ask for it, or did not configure what it takes.
    NotAsked,
    /// The credential may not read it: a permission, a scope or an expired key.
    NotGranted,
    /// The call failed.
    Failed,
    /// The service was asked and does not tell.
    NotTold,
}
