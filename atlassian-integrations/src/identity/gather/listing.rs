//! Listings, read to the end or to where they break off.

use atlassian_core::{Error, ErrorKind, Items};
use serde::de::DeserializeOwned;

use crate::identity::{Reason, Why};
use crate::source::is_not_granted;

/// How a listing ended.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub(crate) read: u64,
    odd: u64,
    first_odd: String,
    /// Why it broke off, if it did.
    pub(crate) broken: Option<Error>,
}

impl Listing {
    /// Reads all that comes.
    pub(crate) async fn read<T: DeserializeOwned>(
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

    /// Takes a listing for incomplete that has so many elements that it may have come to a limit of the service.
    pub(crate) fn believed_below(&mut self, most: u64) {
        let received = self.read + self.odd;
        if self.broken.is_none() && received >= most {
            let text = format!(
                "the service ends this listing silently at about {most}, and {received} came"
            );
            self.broken = Some(Error::new(ErrorKind::IncompleteListing, text));
        }
    }

    fn odd(&mut self, why: &impl ToString) {
        if self.odd == 0 {
            self.first_odd = why.to_string();
        }
        self.odd += 1;
    }

    /// What is missing of it, in words; `None` if it is whole.
    pub(crate) fn missing(&self) -> Option<String> {
        match (&self.broken, self.odd) {
            (Some(error), _) => Some(error.to_string()),
            (None, 0) => None,
            (None, odd) => Some(format!(
                "{odd} left out, the first because: {}",
                self.first_odd
            )),
        }
    }

    /// Why it is not whole; `None` if it is.
    pub(crate) fn why(&self) -> Option<Why> {
        match &self.broken {
            Some(error) => Some(why(error)),
            None => self.missing().map(|text| Why::new(Reason::Failed, text)),
        }
    }
}

/// Why something is unknown, after an error.
pub(crate) fn why(error: &Error) -> Why {
    let not_granted = is_not_granted(error) || error.is_unauthorized();
    let reason = if not_granted {
        Reason::NotGranted
    } else {
        Reason::Failed
    };
    Why::new(reason, error.to_string())
}

/// Why a source cannot be believed. Some flows end here, others go on without the source.
#[derive(Debug)]
pub(crate) enum Broken {
    /// It cannot be asked at all, or does not know the credential.
    Source(Error),
    /// What everything rests on was not read to its end.
    CutOff { what: &'static str, error: Error },
}

impl Broken {
    /// What is not known without it.
    pub(crate) fn why(&self) -> Why {
        match self {
            Self::Source(error) => why(error),
            Self::CutOff { what, error } => {
                let Why { reason, detail } = why(error);
                Why::new(reason, format!("{what} broke off: {detail}"))
            }
        }
    }
}
