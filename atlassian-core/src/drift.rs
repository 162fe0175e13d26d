//! Reports of what an answer has and the model has not.

#[cfg(feature = "drift")]
use std::{cell::RefCell, sync::Arc};

/// A field that an answer has and its model has not: Atlassian added it, or it is undocumented.
#[cfg(feature = "drift")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// The operation that answered, such as `GET /rest/api/3/myself`.
    pub operation: String,
    /// Where the field stands: in the answer, or in one element of a list. Such as `avatarUrls.64x64`.
    pub path: String,
}

/// Who is told of an unknown field.
#[cfg(feature = "drift")]
pub(crate) type Listener = dyn Fn(UnknownField) + Send + Sync;

/// Whom to tell, and of which operation. Without the feature `drift` it is nothing.
#[derive(Clone, Default)]
pub(crate) struct Drift {
    #[cfg(feature = "drift")]
    pub(crate) listener: Option<Arc<Listener>>,
    #[cfg(feature = "drift")]
    pub(crate) operation: String,
}

#[cfg(feature = "drift")]
thread_local! {
    /// The listener of the decoding that runs on this thread. The elements of a list are decoded inside a `Deserialize`,
    /// which has no other way to learn of it.
    static CURRENT: RefCell<Drift> = RefCell::default();
}

impl Drift {
    /// Runs a decoding whose unknown fields go to this listener.
    #[cfg(feature = "drift")]
    pub(crate) fn scope<R>(&self, decode: impl FnOnce() -> R) -> R {
        let before = CURRENT.replace(self.clone());
        let result = decode();
        CURRENT.set(before);
        result
    }

    #[cfg(not(feature = "drift"))]
    #[allow(
        clippy::unused_self,
        reason = "with the feature `drift` it has a listener"
    )]
    pub(crate) fn scope<R>(&self, decode: impl FnOnce() -> R) -> R {
        decode()
    }
}

/// Tells the current listener of unknown fields. One type for all models, or each would be decoded by code of its own.
#[cfg(feature = "drift")]
pub(crate) fn reporter() -> Box<dyn FnMut(serde_ignored::Path<'_>)> {
    let drift = CURRENT.with_borrow(Clone::clone);
    Box::new(move |path| {
        if let Some(listener) = &drift.listener {
            listener(UnknownField {
                operation: drift.operation.clone(),
                // The path names each `Option` on its way; a reader of JSON knows none.
                path: path.to_string().replace(".?", ""),
            });
        }
    })
}

impl std::fmt::Debug for Drift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Drift")
    }
}
