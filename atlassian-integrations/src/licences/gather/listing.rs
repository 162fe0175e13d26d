//! Listings, read to the end or to where they break off.

use atlassian_core::{Error, Items};
use serde::de::DeserializeOwned;

use super::super::{Reason, Why};
use crate::source::is_not_granted;

/// How a listing ended.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) read: u64,
    odd: u64,
    first_odd: String,
    /// Why it broke off, if it did.
    pub(super) broken: Option<Error>,
}

impl Listing {
    /// Reads all that comes.
    pub(super) async fn read<T: DeserializeOwned>(
        mut items: Items<T>,
        mut each: impl FnMut(T),
        mut progress: impl FnMut(u64),
    ) -> Self {
        let mut listing = Self::default();
        while let Some(item) = items.next().await {
            match item {
                Ok(item) => {
                    each(item);
                    listing.read += 1;
                    if listing.read.is_multiple_of(50) {
                        progress(listing.read);
                    }
                }
                Err(error) if error.is_odd_element() => listing.odd(&error),
                Err(error) => {
                    listing.broken = Some(error);
                    break;
                }
            }
        }
        progress(listing.read);
        listing
    }

    fn odd(&mut self, why: &impl ToString) {
        if self.odd == 0 {
            self.first_odd = why.to_string();
        }
        self.odd += 1;
    }

    /// What is missing of it, in words; `None` if it is whole.
    pub(super) fn missing(&self) -> Option<String> {
        match (&self.broken, self.odd) {
            (Some(error), _) => Some(error.to_string()),
            (None, 0) => None,
            (None, odd) => Some(format!(
                "{odd} left out, the first because: {}",
                self.first_odd
            )),
        }
    }
}

/// Why something is unknown, after an error.
pub(super) fn why(error: &Error) -> Why {
    let not_granted = is_not_granted(error) || error.is_unauthorized();
    let reason = if not_granted {
        Reason::NotGranted
    } else {
        Reason::Failed
    };
    Why::new(reason, error.to_string())
}
